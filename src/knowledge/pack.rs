//! A pack: a TOML file of entries. What is wrong in it is told with its line and column, and the rest of it is used.

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::entry::{Chapter, Statute, Topic, Treatment};
use crate::text::Lines;

/// What a pack may hold.
const TABLES: [&str; 4] = ["chapter", "topic", "treatment", "statute"];

/// A pack as it was read.
#[derive(Debug, Clone, Default)]
pub struct Pack {
    /// What it is called: its file.
    pub name: String,
    /// Its chapters.
    pub chapters: Vec<Placed<Chapter>>,
    /// Its topics.
    pub topics: Vec<Placed<Topic>>,
    /// Its treatments.
    pub treatments: Vec<Placed<Treatment>>,
    /// Its statutes and regulations.
    pub statutes: Vec<Placed<Statute>>,
}

/// An entry and where it stands in its pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// The entry.
    pub entry: T,
    /// Its line, from 1.
    pub line: usize,
}

/// Something wrong in a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The pack.
    pub pack: String,
    /// Its line, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
    /// One sentence that says what is wrong and what becomes of it.
    pub message: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}: {}", self.pack, self.line, self.column, self.message)
    }
}

impl Pack {
    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.chapters.is_empty() && self.topics.is_empty() && self.treatments.is_empty() && self.statutes.is_empty()
    }

    /// Reads a pack and tells what is wrong in it; an entry that cannot be read is left out.
    pub fn read(name: &str, source: &str) -> (Pack, Vec<Fault>) {
        let mut reader = Reader { pack: name, source, faults: Vec::new() };
        let mut pack = Pack { name: name.to_string(), ..Pack::default() };
        match DeTable::parse(source) {
            Ok(tables) => {
                for (key, value) in tables.into_inner() {
                    match key.get_ref().as_ref() {
                        "chapter" => pack.chapters = reader.entries(value),
                        "topic" => pack.topics = reader.entries(value),
                        "treatment" => pack.treatments = reader.entries(value),
                        "statute" => pack.statutes = reader.entries(value),
                        other => {
                            let known = TABLES.map(|table| format!("[[{table}]]")).join(", ");
                            let message = format!("{other} is left out; a pack holds {known}.");
                            reader.fault(key.span().start, message);
                        }
                    }
                }
            }
            Err(error) => {
                let why = error.message().lines().collect::<Vec<_>>().join(", ");
                let message = format!("the pack is not valid TOML ({why}) and nothing in it is used.");
                reader.fault(error.span().map_or(0, |span| span.start), message);
            }
        }
        reader.faults.sort_by_key(|fault| (fault.line, fault.column));
        (pack, reader.faults)
    }
}

struct Reader<'a> {
    pack: &'a str,
    source: &'a str,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn entries<T: DeserializeOwned>(&mut self, value: Spanned<DeValue<'_>>) -> Vec<Placed<T>> {
        let span = value.span();
        let DeValue::Array(values) = value.into_inner() else {
            self.fault(span.start, "this is left out; write its entries under double brackets.".into());
            return Vec::new();
        };
        let mut entries = Vec::with_capacity(values.len());
        let mut counted = (0, 1);
        for value in values {
            let span = value.span();
            // Entries come in order: lines are counted from the last one on.
            counted.1 += self.source.get(counted.0..span.start).map_or(0, |text| text.matches('\n').count());
            counted.0 = span.start;
            match T::deserialize(ValueDeserializer::from(value)) {
                Ok(entry) => entries.push(Placed { entry, line: counted.1 }),
                Err(error) => {
                    let why = error.message().lines().collect::<Vec<_>>().join(", ");
                    let at = error.span().map_or(span.start, |span| span.start);
                    self.fault(at, format!("this entry is left out: {why}."));
                }
            }
        }
        entries
    }

    fn fault(&mut self, byte: usize, message: String) {
        let (line, column) = Lines::of(self.source).place(byte);
        self.faults.push(Fault { pack: self.pack.to_string(), line, column, message });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(source: &str) -> Vec<String> {
        Pack::read("own.toml", source).1.iter().map(Fault::to_string).collect()
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place_and_the_rest_is_used() {
        let source = "[[topic]]\nid = \"a\"\ntitle = \"A\"\nchapter = \"c\"\npages = \"24-x\"\n\n\
                      [[topic]]\nid = \"b\"\ntitle = \"B\"\nchapter = \"c\"\n\n\
                      [[treatment]]\nid = \"t\"\nname = \"T\"\nkind = \"pill\"\nverified = true\n\n[other]\n";
        let (pack, found) = Pack::read("own.toml", source);
        assert_eq!(pack.topics.len(), 1);
        assert_eq!((pack.topics[0].entry.id.as_str(), pack.topics[0].line), ("b", 7));
        let told: Vec<String> = found.iter().map(Fault::to_string).collect();
        assert_eq!(told.len(), 3, "{told:#?}");
        assert_eq!(
            told[0],
            "own.toml:5:9: this entry is left out: expected pages such as \"24\", \"16-22\" or \"23, 64\"."
        );
        assert!(told[1].starts_with("own.toml:15:8: this entry is left out: unknown variant `pill`"), "{}", told[1]);
        assert!(told[2].starts_with("own.toml:18:2: other is left out; a pack holds [[chapter]], "), "{}", told[2]);
        assert!(faults("[[topic]\n")[0].starts_with("own.toml:1:"), "{:?}", faults("[[topic]\n"));
        assert!(faults("[[topic]\n")[0].contains("the pack is not valid TOML ("), "{:?}", faults("[[topic]\n"));
        assert_eq!(faults(""), [""; 0]);
    }
}
