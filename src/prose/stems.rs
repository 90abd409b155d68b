//! Parts of words, looked for in a text as they are written: a look at three letters tells that most places open none.

/// Some parts of words, each of three plain letters or more; 64 at the most.
pub(super) struct Stems {
    stems: &'static [&'static str],
    /// For the first, second and third letter of a stem: for each letter a bit for each stem that has it there.
    opening: [[u64; 32]; 3],
}

impl Stems {
    /// These.
    pub const fn new(stems: &'static [&'static str]) -> Stems {
        let mut opening = [[0; 32]; 3];
        let mut stem = 0;
        while stem < stems.len() {
            let mut place = 0;
            while place < 3 {
                opening[place][stems[stem].as_bytes()[place] as usize % 32] |= 1 << stem;
                place += 1;
            }
            stem += 1;
        }
        Stems { stems, opening }
    }

    /// Whether a text has one of them, in these very letters.
    pub fn are_in(&self, text: &str) -> bool {
        let [first, second, third] = &self.opening;
        let (mut one, mut two) = (0, 0);
        text.bytes().enumerate().any(|(at, byte)| {
            let letter = usize::from(byte % 32);
            let has = |stems: &[u64; 32]| stems.get(letter).copied().unwrap_or(0);
            let three = two & has(third);
            (one, two) = (has(first), one & has(second));
            three != 0 && self.opens(three, text.as_bytes().get(at - 2..).unwrap_or_default())
        })
    }

    /// Whether a text opens with one of the stems that have a bit here.
    fn opens(&self, mut stems: u64, text: &[u8]) -> bool {
        while stems != 0 {
            let stem = self.stems.get(stems.trailing_zeros() as usize);
            if stem.is_some_and(|stem| text.starts_with(stem.as_bytes())) {
                return true;
            }
            stems &= stems - 1;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    static SOME: Stems = Stems::new(&["ecess", "ECESS", "met", "meet", "uph"]);

    #[test]
    fn in_these_letters_anywhere_in_a_word() {
        for text in ["unnecessary", "NECESSARY", "criteria were met", "memeet", "uphuphold", "e\u{301}met"] {
            assert!(SOME.are_in(text), "{text}");
        }
        for text in ["", "me", "me t", "eces", "Necess", "up h", "ecESS", "-%4"] {
            assert_eq!(SOME.are_in(text), text == "Necess", "{text}");
        }
    }

    proptest! {
        #[test]
        fn as_one_by_one(text in "[ecsmtuphE\u{e9} ]{0,40}") {
            prop_assert_eq!(SOME.are_in(&text), SOME.stems.iter().any(|stem| text.contains(stem)));
        }
    }
}
