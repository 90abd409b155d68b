//! Where messages come from, and whether some are there already.

use std::io::{self, Read};

/// An input that may be asked whether it would make the reader wait.
pub(in crate::server) struct Input {
    stream: Box<dyn Read + Send>,
    ready: Ready,
}

/// Whether something can be read without waiting; no where nobody can say.
type Ready = Box<dyn Fn() -> bool + Send>;

impl Input {
    /// An input of which nobody can say whether it makes the reader wait.
    pub(in crate::server) fn slow(stream: impl Read + Send + 'static) -> Input {
        Input { stream: Box::new(stream), ready: Box::new(|| false) }
    }

    /// An input of the operating system's, which can be asked. Nothing else reads from it.
    #[cfg(unix)]
    pub(super) fn of<S: Read + std::os::fd::AsFd + Send + 'static>(stream: S) -> io::Result<Input> {
        let asked = stream.as_fd().try_clone_to_owned()?;
        Ok(Input { stream: Box::new(stream), ready: Box::new(move || is_ready(&asked)) })
    }

    /// The client's end of a connection.
    pub(in crate::server) fn socket(stream: std::net::TcpStream) -> io::Result<Input> {
        #[cfg(unix)]
        return Input::of(stream);
        #[cfg(not(unix))]
        return Ok(Input::slow(stream));
    }

    /// Whether the next read will not wait.
    pub(super) fn is_ready(&self) -> bool {
        (self.ready)()
    }
}

impl Read for Input {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.stream.read(into)
    }
}

#[cfg(unix)]
fn is_ready(input: &std::os::fd::OwnedFd) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    // Pipes and sockets tell how much waits, which takes less than to be asked whether anything does.
    if let Ok(waiting) = rustix::io::ioctl_fionread(input) {
        return waiting > 0;
    }
    let mut asked = [PollFd::new(input, PollFlags::IN)];
    matches!(poll(&mut asked, Some(&Timespec::default())), Ok(1)) && asked.iter().all(|a| a.revents() == PollFlags::IN)
}
