//! Writing to an output of the operating system without waiting for whoever reads it. The output itself may be shared with
//! other processes, so it is left as it is: what does not wait is one call, or a second way to the same pipe.

use std::io;
use std::os::fd::{AsFd, OwnedFd};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{FileType, fstat};
use rustix::io::Errno;
use rustix::net::SendFlags;
use rustix::pipe::PIPE_BUF;

use super::pen::AtOnce;

/// What writes as many of some bytes as are taken without waiting, and says how many that are.
pub(super) fn writer(output: OwnedFd) -> AtOnce {
    match fstat(&output).map(|known| FileType::from_raw_mode(known.st_mode)) {
        Ok(FileType::Socket) => {
            return Box::new(move |bytes| taken(rustix::net::send(&output, bytes, SendFlags::DONTWAIT)));
        }
        Ok(FileType::Fifo) => {
            if let Some(pipe) = opened_again(&output) {
                return Box::new(move |bytes| taken(rustix::io::write(&pipe, bytes)));
            }
        }
        _ => {}
    }
    Box::new(move |bytes| match takes_a_piece(&output) {
        true => taken(rustix::io::write(&output, bytes.get(..PIPE_BUF).unwrap_or(bytes))),
        false => Ok(0),
    })
}

/// Another way to a pipe, by which nothing waits.
#[cfg(target_os = "linux")]
fn opened_again(pipe: &OwnedFd) -> Option<OwnedFd> {
    use std::os::fd::AsRawFd;

    use rustix::fs::{Mode, OFlags};
    let path = format!("/proc/self/fd/{}", pipe.as_raw_fd());
    rustix::fs::open(path, OFlags::WRONLY | OFlags::NONBLOCK | OFlags::CLOEXEC, Mode::empty()).ok()
}

/// Another way to a pipe, by which nothing waits.
#[cfg(not(target_os = "linux"))]
fn opened_again(_: &OwnedFd) -> Option<OwnedFd> {
    None
}

/// Whether an output takes a piece of `PIPE_BUF` bytes: what says that it takes something takes so much whole.
fn takes_a_piece(output: impl AsFd) -> bool {
    let mut asked = [PollFd::new(&output, PollFlags::OUT)];
    matches!(poll(&mut asked, Some(&Timespec::default())), Ok(1))
        && asked.iter().all(|asked| asked.revents() == PollFlags::OUT)
}

fn taken(written: rustix::io::Result<usize>) -> io::Result<usize> {
    match written {
        Err(Errno::AGAIN | Errno::INTR) => Ok(0),
        other => Ok(other?),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::os::fd::AsFd;

    use super::*;

    /// Writes without waiting until nothing more is taken; then somebody reads, and as much is taken again.
    fn fill_and_empty(output: OwnedFd, mut input: impl Read) {
        let write = writer(output);
        let bytes = [b'x'; 10_000];
        let mut total = 0;
        loop {
            match write(&bytes).unwrap() {
                0 => break,
                taken => total += taken,
            }
            assert!(total < 100 << 20, "somebody must be waited for in the end");
        }
        assert!(total >= PIPE_BUF, "{total}");
        input.read_exact(&mut vec![0; total]).unwrap();
        assert!(write(&bytes).unwrap() > 0);
    }

    #[test]
    fn a_pipe_takes_what_it_can_hold_and_stays_one_that_waits() {
        let (input, output) = io::pipe().unwrap();
        fill_and_empty(output.as_fd().try_clone_to_owned().unwrap(), input);
        let flags = rustix::fs::fcntl_getfl(&output).unwrap();
        assert!(!flags.contains(rustix::fs::OFlags::NONBLOCK));
    }

    #[test]
    fn a_socket_takes_what_it_can_hold() {
        let (input, output) = std::os::unix::net::UnixStream::pair().unwrap();
        fill_and_empty(output.into(), input);
    }

    #[test]
    fn a_file_takes_everything_and_a_closed_pipe_is_an_error() {
        let file = tempfile::tempfile().unwrap();
        assert!(writer(file.into())(b"finding").unwrap() > 0);
        let (input, output) = io::pipe().unwrap();
        let write = writer(output.into());
        drop(input);
        assert!(write(b"finding").is_err());
    }
}
