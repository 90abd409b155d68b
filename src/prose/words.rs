//! Words and marks of one sentence, in lower case, contractions and glued words taken apart.

use crate::text::Span;

/// A word or a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// The word in lower case, or the mark.
    pub text: String,
    /// Where it stands, counted from where the sentence's text starts.
    pub span: Span,
}

impl Word {
    /// Whether it is one of these.
    pub fn is(&self, any: &[&str]) -> bool {
        // Most are told apart by their lengths and first letters, without a call to compare them.
        let first = self.text.as_bytes().first();
        any.iter().any(|word| word.len() == self.text.len() && word.as_bytes().first() == first && *word == self.text)
    }

    /// Whether it is a mark between clauses.
    pub fn is_mark(&self) -> bool {
        self.is(&[",", ";", ":", "(", ")", "?", "!"])
    }
}

/// Splits a sentence into words and marks. Hyphens part words; quotation marks are left out.
pub(super) fn words(sentence: &str, offset: usize) -> Vec<Word> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in sentence.char_indices().chain([(sentence.len(), ' ')]) {
        if c.is_alphanumeric() || matches!(c, '\'' | '’' | '%' | '#') {
            start = start.or(Some(at));
            continue;
        }
        if let Some(from) = start.take() {
            push(sentence, Span::new(from, at), offset, &mut found);
        }
        // A full stop inside a sentence belongs to an abbreviation or a number.
        if matches!(c, ',' | ';' | ':' | '(' | ')' | '?' | '!') {
            found.push(Word { text: c.to_string(), span: Span::new(at, at + 1).shifted(offset) });
        }
    }
    found
}

fn push(sentence: &str, span: Span, offset: usize, found: &mut Vec<Word>) {
    let word = span.of(sentence);
    let text = match word.is_ascii() {
        true => word.to_ascii_lowercase(),
        false => word.to_lowercase().replace('’', "'"),
    };
    let plain = !text.contains('\'');
    let trimmed = text.trim_matches('\'');
    let mut add = |text: String| found.push(Word { text, span: span.shifted(offset) });
    let parts: &[&str] = match trimmed {
        "" => &[],
        "cannot" | "can't" => &["can", "not"],
        "won't" => &["will", "not"],
        "it's" => &["it", "is"],
        "there's" => &["there", "is"],
        "isnt" => &["is", "not"],
        "arent" => &["are", "not"],
        "wasnt" => &["was", "not"],
        "doesnt" => &["does", "not"],
        "didnt" => &["did", "not"],
        "isnotmedically" => &["is", "not", "medically"],
        "notmedically" => &["not", "medically"],
        "medicallynecessary" => &["medically", "necessary"],
        "nonmedically" => &["not", "medically"],
        "noncertified" => &["non", "certified"],
        "noncertification" => &["non", "certification"],
        _ if is_misspelt_necessary(trimmed) => &["necessary"],
        _ if plain => return add(text),
        _ => match trimmed.strip_suffix("n't") {
            Some(verb) => {
                add(verb.to_string());
                &["not"]
            }
            None => {
                add(trimmed.strip_suffix("'s").unwrap_or(trimmed).to_string());
                &[]
            }
        },
    };
    parts.iter().for_each(|part| add(part.to_string()));
}

/// The word that must not be missed, with a letter or two too many, too few or wrong.
fn is_misspelt_necessary(word: &str) -> bool {
    (7..=11).contains(&word.len())
        && word.starts_with("ne")
        && !matches!(word, "necessity" | "necessary" | "necessitate")
        && strsim::osa_distance(word, "necessary") <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contractions_hyphens_and_glued_words_come_apart() {
        let told: Vec<String> = words("It isn't not-medically\nnecessary; UR’s is notmedically, non-certified.", 0)
            .into_iter()
            .map(|w| w.text)
            .collect();
        assert_eq!(told.join(" "), "it is not not medically necessary ; ur is not medically , non certified");
    }
}
