//! Lines and columns as a client counts them.

/// The unit in which a client counts columns, agreed on at the start of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, what every client understands and reports on the command line use.
    #[default]
    Utf16,
    /// Characters (Unicode scalar values).
    Utf32,
}

/// A place in a draft: zero-based line, and column in the units of an [`Encoding`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Position {
    /// Zero-based line; lines end with `\n`, `\r\n` or `\r` and nothing else.
    pub line: u32,
    /// Zero-based column.
    pub character: u32,
}

/// Two places; the end is not part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Range {
    /// First place.
    pub start: Position,
    /// One past the last place.
    pub end: Position,
}
