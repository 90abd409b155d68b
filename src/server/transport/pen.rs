//! Where frames go: as much as fits is written at once, the rest when the client has read.

use std::io::{self, Write};

/// An output, and how much it takes without making the writer wait.
pub(in crate::server) struct Output {
    stream: Box<dyn Write + Send>,
    room: Room,
}

/// How many bytes can be written without waiting; none where nobody can say.
type Room = Box<dyn Fn() -> usize + Send>;

impl Output {
    /// An output that may make whoever writes wait at any byte.
    pub(in crate::server) fn slow(stream: impl Write + Send + 'static) -> Output {
        Output { stream: Box::new(stream), room: Box::new(|| 0) }
    }

    /// An output of the operating system's, which can be asked whether it would wait.
    #[cfg(unix)]
    pub(super) fn of<S: Write + std::os::fd::AsFd + Send + 'static>(stream: S) -> io::Result<Output> {
        let asked = stream.as_fd().try_clone_to_owned()?;
        Ok(Output { stream: Box::new(stream), room: Box::new(move || room(&asked)) })
    }

    /// The client's end of a connection.
    pub(in crate::server) fn socket(stream: &std::net::TcpStream) -> io::Result<Output> {
        let stream = stream.try_clone()?;
        #[cfg(unix)]
        return Output::of(stream);
        #[cfg(not(unix))]
        return Ok(Output::slow(stream));
    }
}

/// How many bytes can be written to it without waiting.
#[cfg(unix)]
fn room(output: &std::os::fd::OwnedFd) -> usize {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::pipe::PIPE_BUF;
    // A pipe that is empty takes as much as it can hold. (Only a pipe has a size.)
    #[cfg(target_os = "linux")]
    if let (Ok(size), Ok(0)) = (rustix::pipe::fcntl_getpipe_size(output), rustix::io::ioctl_fionread(output)) {
        return size;
    }
    // What says that it takes something takes a piece of this size whole.
    let mut asked = [PollFd::new(output, PollFlags::OUT)];
    match poll(&mut asked, Some(&Timespec::default())) {
        Ok(1) if asked.iter().all(|asked| asked.revents() == PollFlags::OUT) => PIPE_BUF,
        _ => 0,
    }
}

/// What writes frames to an output. Whoever has it is alone in doing so.
pub(super) struct Pen {
    output: Output,
    frames: Vec<u8>,
    written: usize,
}

impl Pen {
    /// A pen for this output.
    pub(super) fn new(output: Output) -> Pen {
        Pen { output, frames: Vec::new(), written: 0 }
    }

    /// Puts a body behind what is still to be written.
    pub(super) fn take(&mut self, body: &[u8]) {
        // Writing into memory does not fail.
        _ = write!(self.frames, "Content-Length: {}\r\n\r\n", body.len());
        self.frames.extend_from_slice(body);
    }

    /// Writes as much as the output takes without waiting; says whether that was all.
    pub(super) fn write_what_fits(&mut self) -> io::Result<bool> {
        while self.written < self.frames.len() {
            let room = (self.output.room)();
            if room == 0 {
                return Ok(false);
            }
            let end = self.frames.len().min(self.written + room);
            self.write_to(end)?;
        }
        self.done()?;
        Ok(true)
    }

    /// Writes all, however long that takes.
    pub(super) fn write_all(&mut self) -> io::Result<()> {
        self.write_to(self.frames.len())?;
        self.done()
    }

    fn write_to(&mut self, end: usize) -> io::Result<()> {
        let piece = self.frames.get(self.written..end).unwrap_or(&[]);
        self.output.stream.write_all(piece)?;
        self.written = end;
        Ok(())
    }

    fn done(&mut self) -> io::Result<()> {
        self.frames.clear();
        self.written = 0;
        if self.frames.capacity() > 1 << 20 {
            self.frames = Vec::new();
        }
        self.output.stream.flush()
    }
}
