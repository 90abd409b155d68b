//! Writing frames, on a thread of its own, to an output that nothing else can reach.

use std::io::{self, Write};

use super::outbox::Outbox;

/// Writes what the outbox holds until it is closed.
pub(super) fn write_all(outbox: &Outbox, mut output: impl Write) -> io::Result<()> {
    let mut frames = Vec::new();
    while let Some(bodies) = outbox.take() {
        frames.clear();
        for body in bodies {
            write!(frames, "Content-Length: {}\r\n\r\n", body.len())?;
            frames.extend_from_slice(&body);
        }
        output.write_all(&frames)?;
        output.flush()?;
        if frames.capacity() > 1 << 20 {
            frames = Vec::new();
        }
    }
    Ok(())
}

/// The process's standard output for the server alone: from now on a stray print goes to standard error, where it can
/// neither corrupt the stream nor wait for its lock.
#[cfg(unix)]
pub(in crate::server) fn private_stdout() -> io::Result<std::fs::File> {
    use std::os::fd::AsFd;
    wait_where_needed(libc::STDIN_FILENO);
    wait_where_needed(libc::STDOUT_FILENO);
    let own = io::stdout().as_fd().try_clone_to_owned()?;
    // SAFETY: both descriptors are open for the whole life of the process; dup2 takes no memory of ours.
    if unsafe { libc::dup2(libc::STDERR_FILENO, libc::STDOUT_FILENO) } < 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(own.into())
}

/// Whoever started the server may have handed it pipes that fail where they would have to wait.
#[cfg(unix)]
fn wait_where_needed(descriptor: std::os::fd::RawFd) {
    // SAFETY: the calls read and set flags; a descriptor that is closed is an error, which needs no answer.
    unsafe {
        let flags = libc::fcntl(descriptor, libc::F_GETFL);
        if flags >= 0 && flags & libc::O_NONBLOCK != 0 {
            libc::fcntl(descriptor, libc::F_SETFL, flags & !libc::O_NONBLOCK);
        }
    }
}

/// The process's standard output. It cannot be redirected here, so the lint against prints has to do.
#[cfg(not(unix))]
pub(in crate::server) fn private_stdout() -> io::Result<io::Stdout> {
    Ok(io::stdout())
}
