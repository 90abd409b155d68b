//! Any bytes, and messages damaged in every way: how a stream is cut into reads changes nothing, and only what is
//! damaged is lost.
//!
//! Run with `tests/fuzz/run framing MINUTES`.
#![no_main]

use std::io::Read;

use arbitrary::Arbitrary;
use imr_ls::server::heard;
use libfuzzer_sys::fuzz_target;

const GOOD: &str = r#"{"jsonrpc":"2.0","method":"hello","params":{"é":"💊"}}"#;

#[derive(Debug, Arbitrary)]
enum Piece<'a> {
    /// A sound message.
    Good,
    /// A message whose length is wrong by so much.
    Length(i16),
    /// Bytes between messages.
    Junk(&'a [u8]),
    /// A message with this body.
    Body(&'a [u8]),
}

#[derive(Debug, Arbitrary)]
enum Input<'a> {
    Bytes(&'a [u8]),
    Pieces(Vec<Piece<'a>>),
}

/// Gives a stream in reads of as few bytes.
struct Slow<'a>(&'a [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let n = self.0.len().min(self.1).min(into.len());
        into[..n].copy_from_slice(&self.0[..n]);
        self.0 = &self.0[n..];
        Ok(n)
    }
}

/// Without digits nothing names a length, so no sound message is swallowed by what is not meant.
fn harmless(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().filter(|byte| !byte.is_ascii_digit()).collect()
}

fn frame(length: usize, body: &[u8]) -> Vec<u8> {
    let mut frame = format!("Content-Length: {length}\r\n\r\n").into_bytes();
    frame.extend_from_slice(body);
    frame
}

fuzz_target!(|input: Input| {
    let stream = match &input {
        Input::Bytes(bytes) => bytes.to_vec(),
        Input::Pieces(pieces) => {
            let mut stream = Vec::new();
            for piece in pieces.iter().take(40) {
                match piece {
                    Piece::Good => stream.extend(frame(GOOD.len(), GOOD.as_bytes())),
                    Piece::Length(by) => {
                        let length = GOOD.len().saturating_add_signed(isize::from(*by));
                        stream.extend(frame(length, GOOD.as_bytes()));
                    }
                    Piece::Junk(bytes) => stream.extend(harmless(bytes)),
                    Piece::Body(bytes) => {
                        let body = harmless(bytes);
                        stream.extend(frame(body.len(), &body));
                    }
                }
            }
            // A length that is too long takes from here and not from the end of the stream.
            let rest = vec![b' '; 40_000];
            stream.extend(frame(rest.len(), &rest));
            stream
        }
    };
    let whole = heard(stream.as_slice());
    // Every read takes some time: many are made of short streams only.
    let steps = if stream.len() < 500 { [1, 7] } else { [stream.len() / 61 + 1, stream.len() / 7 + 1] };
    for step in steps {
        assert_eq!(whole, heard(Slow(&stream, step)), "the size of the reads matters");
    }
    if let Input::Pieces(pieces) = &input {
        let good = pieces.iter().take(40).filter(|piece| matches!(piece, Piece::Good | Piece::Length(0))).count();
        assert!(whole.matches('.').count() >= good, "{good} sound messages, heard {whole}");
    }
});
