//! The thread beside the main loop: there goes on what waits, for a client or for slow work.

use std::thread::Builder;

use tokio::runtime::{self, Handle};
use tokio::sync::oneshot;

/// A runtime on a thread of its own; it ends when this is dropped, and waits for nothing then.
pub(super) struct Beside {
    handle: Handle,
    /// Tells the thread by its end.
    _end: oneshot::Sender<()>,
}

impl Beside {
    /// Starts the thread.
    pub fn start() -> std::io::Result<Beside> {
        let runtime = runtime::Builder::new_current_thread().enable_time().build()?;
        let handle = runtime.handle().clone();
        let (_end, ended) = oneshot::channel::<()>();
        Builder::new().name("beside".into()).spawn(move || {
            // Nothing is ever sent: it resolves when the other side is gone.
            let _ = runtime.block_on(ended);
            runtime.shutdown_background();
        })?;
        Ok(Beside { handle, _end })
    }

    /// What spawns there.
    pub fn handle(&self) -> &Handle {
        &self.handle
    }
}
