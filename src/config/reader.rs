//! TOML to settings: each value read on its own, what is wrong with it told with its place, the rest kept.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::text::Lines;

/// So many names and no more are listed in a sentence.
const MANY: usize = 5;

/// Something wrong in a file of settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Its line, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
    /// How many characters of the line it is about; 0 for all up to the line's end.
    pub width: usize,
    /// One sentence that says what was expected and what to do.
    pub message: String,
    /// Whether nothing of the file could be read.
    pub fatal: bool,
}

/// What a value may be read as.
pub(super) trait Setting: Sized {
    /// Reads a value; tells the reader what is wrong with it.
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self>;
}

/// Reads one file, and collects what is wrong with it.
pub(super) struct Reader<'a> {
    source: &'a str,
    lines: Lines<'a>,
    /// The keys down to the value that is read.
    path: Vec<String>,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// Which settings are given, dotted, and on which line.
    pub given: BTreeMap<String, usize>,
}

impl<'a> Reader<'a> {
    /// Reads a whole file; defaults where it is not TOML.
    pub fn file<T: Setting + Default>(source: &'a str) -> (T, Reader<'a>) {
        let mut reader =
            Reader { source, lines: Lines::of(source), path: Vec::new(), problems: Vec::new(), given: BTreeMap::new() };
        let parsed = match DeTable::parse(source) {
            Ok(table) => {
                let span = table.span();
                T::read(&Spanned::new(span, DeValue::Table(table.into_inner())), &mut reader)
            }
            Err(error) => {
                let why = error.message().lines().collect::<Vec<_>>().join(", ");
                reader.problem(
                    error.span().unwrap_or(0..0),
                    format!("the file is not valid TOML ({why}) and nothing in it is used; correct this line."),
                );
                reader.problems.iter_mut().for_each(|problem| problem.fatal = true);
                None
            }
        };
        reader.problems.sort_by_key(|problem| (problem.line, problem.column));
        (parsed.unwrap_or_default(), reader)
    }

    /// Notes what is wrong at a place.
    pub fn problem(&mut self, span: Range<usize>, message: String) {
        let (line, column) = self.place(span.start);
        let width = self.width(span);
        self.problems.push(Problem { line, column, width, message, fatal: false });
    }

    /// Notes that a value is not what it should be.
    pub fn unexpected(&mut self, value: &Spanned<DeValue<'_>>, expected: &str) {
        let name = self.path.join(".");
        let got = match value.get_ref() {
            DeValue::String(words) => format!("\"{words}\""),
            DeValue::Integer(_) | DeValue::Float(_) => "a number".into(),
            DeValue::Boolean(truth) => truth.to_string(),
            DeValue::Datetime(date) => date.to_string(),
            DeValue::Array(_) => "a list".into(),
            DeValue::Table(_) => "a table".into(),
        };
        self.problem(value.span(), format!("{name} is {got} and is left out; write {expected}."));
    }

    /// Reads the values of a table by key; a key that `read` does not know is a problem that names the nearest.
    pub fn table(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        keys: &[&str],
        mut read: impl FnMut(&str, &Spanned<DeValue<'_>>, &mut Reader<'a>),
    ) -> Option<()> {
        let Some(table) = value.get_ref().as_table() else {
            let some = match keys.get(..MANY) {
                Some(first) if keys.len() > MANY => format!("{} and others", first.join(", ")),
                _ => listed(keys, "and"),
            };
            self.unexpected(value, &format!("a table of {some}"));
            return None;
        };
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if !keys.contains(&name) {
                let place = if self.path.is_empty() { String::new() } else { format!(" of {}", self.path.join(".")) };
                let do_so = match nearest(name, keys) {
                    Some(near) => format!("did you mean {near}?"),
                    None if keys.len() > MANY => "imr-ls rules lists what there is.".into(),
                    None => format!("there is only {}.", listed(keys, "and")),
                };
                self.problem(key.span(), format!("{name} is no setting{place} and is left out; {do_so}"));
                continue;
            }
            self.path.push(name.to_string());
            let (line, _) = self.place(key.span().start);
            let problems = self.problems.len();
            read(name, value, self);
            // A value that cannot be used gives nothing; of tables and lists the rest is used.
            if self.problems.len() == problems || value.get_ref().is_table() || value.get_ref().is_array() {
                self.given.entry(self.path.join(".")).or_insert(line);
            }
            self.path.pop();
        }
        Some(())
    }

    /// Line and column, from 1, of a byte.
    pub fn place(&self, byte: usize) -> (usize, usize) {
        self.lines.place(byte)
    }

    /// How many characters a span has on its first line.
    fn width(&self, span: Range<usize>) -> usize {
        let words = self.source.get(span).unwrap_or("");
        words.lines().next().unwrap_or("").chars().count()
    }
}

/// The name that is near to this one, if any.
pub(super) fn nearest<'a>(name: &str, names: &[&'a str]) -> Option<&'a str> {
    let name = name.to_lowercase();
    let near = names.iter().map(|known| (strsim::osa_distance(&name, known), *known)).min()?;
    (near.0 <= 2 + near.1.len() / 8 && near.0 < near.1.len()).then_some(near.1)
}

/// Names as a person lists them.
pub(super) fn listed(names: &[&str], joint: &str) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).into(),
        [first @ .., last] => format!("{} {joint} {last}", first.join(", ")),
    }
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its line, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
    /// How many characters it has on its first line.
    pub width: usize,
}

impl<T> Located<T> {
    /// Something wrong with it.
    pub fn problem(&self, message: String) -> Problem {
        Problem { line: self.line, column: self.column, width: self.width, message, fatal: false }
    }
}

impl<T: Setting> Setting for Located<T> {
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let (line, column) = reader.place(value.span().start);
        let width = reader.width(value.span());
        Some(Located { value: T::read(value, reader)?, line, column, width })
    }
}

impl<T: Serialize> Serialize for Located<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<T: JsonSchema> JsonSchema for Located<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<T>()
    }
}

impl Setting for String {
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let words = value.get_ref().as_str();
        if words.is_none() {
            reader.unexpected(value, "words in quotation marks");
        }
        words.map(String::from)
    }
}

impl<T: Setting> Setting for Option<T> {
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        T::read(value, reader).map(Some)
    }
}

impl<T: Setting> Setting for Vec<T> {
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        let Some(values) = value.get_ref().as_array() else {
            reader.unexpected(value, "a list in square brackets");
            return None;
        };
        Some(values.iter().filter_map(|value| T::read(value, reader)).collect())
    }
}

/// Declares a table of settings: each with its documentation, type and default; everything else is derived from it.
macro_rules! settings_table {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $key:ident: $type:ty = $default:expr,)* }) => {
        #[derive(Debug, Clone, serde::Serialize, schemars::JsonSchema)]
        $(#[$about])*
        #[schemars(deny_unknown_fields)]
        #[serde(default)]
        pub struct $name { $($(#[$doc])* pub $key: $type,)* }

        impl Default for $name {
            fn default() -> $name {
                $name { $($key: $default,)* }
            }
        }

        impl $crate::config::reader::Setting for $name {
            fn read(
                value: &toml::Spanned<toml::de::DeValue<'_>>,
                reader: &mut $crate::config::reader::Reader<'_>,
            ) -> Option<$name> {
                let mut table = $name::default();
                reader.table(value, &[$(stringify!($key),)*], |key, value, reader| match key {
                    $(stringify!($key) => {
                        if let Some(read) = $crate::config::reader::Setting::read(value, reader) {
                            table.$key = read;
                        }
                    })*
                    _ => {}
                })?;
                Some(table)
            }
        }
    };
}
pub(super) use settings_table;

/// Declares by which names, given as a list of pairs, a type's values are written.
macro_rules! choice {
    ($type:ty: $pairs:expr) => {
        impl $crate::config::reader::Setting for $type {
            fn read(
                value: &toml::Spanned<toml::de::DeValue<'_>>,
                reader: &mut $crate::config::reader::Reader<'_>,
            ) -> Option<$type> {
                let pairs = $pairs;
                let chosen = value.get_ref().as_str().and_then(|name| pairs.iter().find(|(known, _)| *known == name));
                if chosen.is_none() {
                    let quoted: Vec<String> = pairs.iter().map(|(name, _)| format!("\"{name}\"")).collect();
                    let quoted: Vec<&str> = quoted.iter().map(String::as_str).collect();
                    reader.unexpected(value, &$crate::config::reader::listed(&quoted, "or"));
                }
                chosen.map(|(_, choice)| *choice)
            }
        }
    };
}
pub(super) use choice;
