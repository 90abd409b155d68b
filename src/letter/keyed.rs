//! Wordings and what each of them means. Case, punctuation and white space do not matter: their keys are compared.

/// What some wordings mean.
#[derive(Debug, Clone)]
pub(super) struct Keyed<T>(Vec<(String, T)>);

impl<T> Default for Keyed<T> {
    fn default() -> Keyed<T> {
        Keyed(Vec::new())
    }
}

impl<T: Copy> Keyed<T> {
    /// What some words mean.
    pub fn get(&self, words: &str) -> Option<T> {
        let first = words.bytes().next()?.to_ascii_lowercase();
        let mut own = self.0.iter();
        let found = if words.is_ascii() {
            // Most are told apart by their first letter. What opens with a mark is no heading, label or outcome.
            own.filter(|(key, _)| key.as_bytes().first() == Some(&first)).find(|(key, _)| has_key(words, key))
        } else if first.is_ascii_alphanumeric() || !first.is_ascii() {
            let key = key(words);
            own.find(|(own, _)| *own == key)
        } else {
            None
        };
        found.map(|(_, meaning)| *meaning)
    }

    /// What the words with this key mean, from now on `meaning` if they have meant nothing.
    pub fn entry(&mut self, key: String, meaning: T) -> &mut T {
        let at = self.0.iter().position(|(own, _)| *own == key).unwrap_or_else(|| {
            self.0.push((key, meaning));
            self.0.len() - 1
        });
        &mut self.0[at].1
    }
}

/// Letters and digits in lower case, everything else one space: what is compared.
pub(super) fn key(words: &str) -> String {
    let mut key = String::with_capacity(words.len());
    let mut gap = false;
    for c in words.chars() {
        if c.is_alphanumeric() {
            if gap && !key.is_empty() {
                key.push(' ');
            }
            gap = false;
            key.extend(c.to_lowercase());
        } else if c != '\'' && c != '’' {
            gap = true;
        }
    }
    key
}

/// Whether plain words have a key.
fn has_key(words: &str, key: &str) -> bool {
    let mut left = key.bytes();
    let mut gap = false;
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() {
            let begun = left.len() < key.len();
            if gap && begun && left.next() != Some(b' ') || left.next() != Some(byte.to_ascii_lowercase()) {
                return false;
            }
            gap = false;
        } else if byte != b'\'' {
            gap = true;
        }
    }
    left.len() == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_key_and_no_other() {
        for words in ["", "Worker's  Claim(s):", "a' 'b '", "IMR ISSUES, 2", "x", "Upheld", "Up held", "UPHELD."] {
            for other in ["", "workers claim s", "a b", "imr issues 2", "x", "upheld", "up held", "upheldx", "uphel"] {
                assert_eq!(has_key(words, other), key(words) == other, "{words} {other}");
            }
            assert!(has_key(words, &key(words)), "{words}");
        }
    }

    #[test]
    fn the_first_meaning_stays() {
        let mut keyed = Keyed::default();
        *keyed.entry(key("Case, summary"), 1) = 2;
        assert_eq!(*keyed.entry(key("case SUMMARY"), 3), 2);
        assert_eq!(
            [keyed.get("Case  summary:"), keyed.get("- Case summary"), keyed.get("Cäse")],
            [Some(2), None, None]
        );
        keyed.entry(key("Fällt"), 4);
        assert_eq!(keyed.get("FÄLLT"), Some(4));
    }
}
