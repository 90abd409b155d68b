//! Where frames go: as much as fits is written at once, the rest when the client has read.

use std::collections::VecDeque;
use std::io::{self, Write};

/// An output, and how to write to it without waiting.
pub(in crate::server) struct Output {
    stream: Box<dyn Write + Send>,
    at_once: AtOnce,
}

/// Writes as many of some bytes as are taken without making the writer wait, and says how many that are; none where
/// nobody can say.
pub(super) type AtOnce = Box<dyn Fn(&[u8]) -> io::Result<usize> + Send>;

impl Output {
    /// An output that may make whoever writes wait at any byte.
    pub(in crate::server) fn slow(stream: impl Write + Send + 'static) -> Output {
        Output { stream: Box::new(stream), at_once: Box::new(|_| Ok(0)) }
    }

    /// An output of the operating system's, which can be asked whether it would wait.
    #[cfg(unix)]
    pub(super) fn of<S: Write + std::os::fd::AsFd + Send + 'static>(stream: S) -> io::Result<Output> {
        let own = stream.as_fd().try_clone_to_owned()?;
        Ok(Output { stream: Box::new(stream), at_once: super::nowait::writer(own) })
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

/// A body of more bytes is written from where it is; shorter ones are copied together.
const LONG: usize = 64 << 10;

/// What writes frames to an output. Whoever has it is alone in doing so.
pub(super) struct Pen {
    output: Output,
    /// What is to be written before `last`; each is long, or what stands before something long.
    pieces: VecDeque<Vec<u8>>,
    last: Vec<u8>,
    /// How much of the first of all these is written.
    written: usize,
}

impl Pen {
    /// A pen for this output.
    pub(super) fn new(output: Output) -> Pen {
        Pen { output, pieces: VecDeque::new(), last: Vec::new(), written: 0 }
    }

    /// Puts a body behind what is still to be written. Gives back its buffer if it is not needed any more.
    pub(super) fn take(&mut self, body: Vec<u8>) -> Option<Vec<u8>> {
        // Writing into memory does not fail.
        _ = write!(self.last, "Content-Length: {}\r\n\r\n", body.len());
        if body.len() < LONG {
            self.last.extend_from_slice(&body);
            return Some(body);
        }
        self.pieces.push_back(std::mem::take(&mut self.last));
        self.pieces.push_back(body);
        None
    }

    /// Writes as much as the output takes without waiting; says whether that was all.
    pub(super) fn write_what_fits(&mut self) -> io::Result<bool> {
        while !self.is_done() {
            let taken = (self.output.at_once)(self.rest())?;
            if taken == 0 && !self.rest().is_empty() {
                return Ok(false);
            }
            self.step(taken);
        }
        Ok(true)
    }

    /// Writes all, however long that takes.
    pub(super) fn write_all(&mut self) -> io::Result<()> {
        while !self.is_done() {
            let rest = self.pieces.front().unwrap_or(&self.last).get(self.written..).unwrap_or(&[]);
            let all = rest.len();
            self.output.stream.write_all(rest)?;
            self.step(all);
        }
        self.output.stream.flush()
    }

    fn is_done(&self) -> bool {
        self.pieces.is_empty() && self.last.is_empty()
    }

    /// What is to be written next.
    fn rest(&self) -> &[u8] {
        self.pieces.front().unwrap_or(&self.last).get(self.written..).unwrap_or(&[])
    }

    /// Goes on behind so many bytes, which are written.
    fn step(&mut self, written: usize) {
        self.written += written;
        if self.rest().is_empty() {
            self.written = 0;
            if self.pieces.pop_front().is_none() {
                self.last.clear();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Ear(Arc<Mutex<Vec<u8>>>);

    impl Write for Ear {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn long_and_short_bodies_keep_their_order_however_little_fits() {
        let bodies: Vec<Vec<u8>> =
            [3, LONG, 0, 5, LONG + 7, LONG, 9].iter().zip(b'a'..).map(|(n, byte)| vec![byte; *n]).collect();
        let framed = bodies
            .iter()
            .flat_map(|body| [format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes(), body.clone()]);
        let expected: Vec<u8> = framed.flatten().collect();
        for piece in [1, 1000, LONG, usize::MAX] {
            let ear = Ear::default();
            // A piece is taken every second time.
            let (asked, taking) = (std::sync::atomic::AtomicUsize::new(0), ear.clone());
            let at_once = move |bytes: &[u8]| {
                let most = asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed) % 2 * piece;
                taking.clone().write(bytes.get(..bytes.len().min(most)).unwrap_or(&[]))
            };
            let mut pen = Pen::new(Output { stream: Box::new(ear.clone()), at_once: Box::new(at_once) });
            for body in bodies.clone() {
                pen.take(body);
                pen.write_what_fits().unwrap();
            }
            while !pen.write_what_fits().unwrap() {}
            assert!(*ear.0.lock().unwrap() == expected, "{piece}");
            assert!(pen.write_what_fits().unwrap());
        }
    }
}
