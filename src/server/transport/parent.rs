//! Watching the process that started the server: an editor that crashed closes nothing and asks for no exit.

use std::sync::Arc;
use std::time::Duration;

use super::inbox::Inbox;
use super::message::Incoming;

/// How often to look.
const EVERY: Duration = Duration::from_secs(3);

/// Tells the main loop when the process is gone.
pub(in crate::server) fn watch(process: u32, inbox: Arc<Inbox>) {
    let watching = std::thread::Builder::new().name("parent".into()).spawn(move || {
        while is_alive(process) {
            std::thread::sleep(EVERY);
        }
        inbox.tell(Incoming::ParentGone);
    });
    if watching.is_err() {
        tracing::warn!("the client's process cannot be watched");
    }
}

#[cfg(unix)]
fn is_alive(process: u32) -> bool {
    // Zero and below name groups of processes, not a client.
    let process = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw);
    let Some(process) = process else { return true };
    rustix::process::test_kill_process(process) != Err(rustix::io::Errno::SRCH)
}

#[cfg(windows)]
fn is_alive(process: u32) -> bool {
    use windows_sys::Win32::Foundation::{CloseHandle, ERROR_INVALID_PARAMETER, GetLastError, WAIT_OBJECT_0};
    use windows_sys::Win32::System::Threading::{OpenProcess, PROCESS_SYNCHRONIZE, WaitForSingleObject};
    if process == 0 {
        return true;
    }
    // SAFETY: the calls take numbers only, and the handle is used and closed here alone.
    unsafe {
        let handle = OpenProcess(PROCESS_SYNCHRONIZE, 0, process);
        if handle.is_null() {
            // Any other refusal says that there is one, which may not be opened.
            return GetLastError() != ERROR_INVALID_PARAMETER;
        }
        let ended = WaitForSingleObject(handle, 0) == WAIT_OBJECT_0;
        CloseHandle(handle);
        !ended
    }
}

#[cfg(not(any(unix, windows)))]
fn is_alive(_: u32) -> bool {
    // Without a way to ask, the end of the input has to tell.
    true
}
