//! The item's title where a sentence repeats it. Titles are notes, with marks and words that would steer the reading of a
//! sentence: "Associated surgical service: Cold therapy unit, 7 day rental", "Norco, one tablet as needed".

use super::claim::in_small_letters;
use super::words::{AnyOf, Look, Word, words};

/// Words that steer how a sentence is read, and say nothing of what a title asks for.
const STEERING: AnyOf = AnyOf::new(&[
    "no", "not", "non", "without", "if", "as", "with", "only", "until", "when", "once", "unless", "failed", "fail",
    "lack", "denied", "medically", "medical", "necessary", "unnecessary", "needed", "required", "partial", "and", "or",
    "but", "while", "both", "either", "before", "than", "that", "which", "to", "in", "may", "can", "will", "should",
    "support", "supports", "record", "records", "report", "make", "hold", "view", "show", "call",
]);
/// Fewer words of a title, where they are not all of it, may stand anywhere.
const FEWEST: usize = 3;
/// What is longer is no title.
const LONGEST: usize = 60;

/// The words and marks of a title that could mislead.
pub(super) struct Titled {
    words: Vec<String>,
    look: Look,
}

impl Titled {
    /// Of this title; none where nothing in it steers.
    pub fn of(title: &str) -> Option<Titled> {
        let title = in_small_letters(title);
        let words = words(&title, 0);
        let misleads = words.len() <= LONGEST && words.iter().any(steers);
        let look = words.iter().fold(Look::NOTHING, |look, word| look.with(word.text));
        misleads.then(|| Titled { words: words.iter().map(|word| word.text.to_string()).collect(), look })
    }

    /// Leaves out what steers, wherever a sentence repeats the title or several words of it.
    pub fn calm(&self, sentence: &mut Vec<Word>) {
        let mut calmed = Vec::new();
        let mut at = 0;
        while at < sentence.len() {
            let run = self.longest(sentence.get(at..).unwrap_or_default());
            calmed.extend((at..at + run).filter(|i| sentence.get(*i).is_some_and(steers)));
            at += run.max(1);
        }
        if calmed.is_empty() {
            return;
        }
        let mut at = 0;
        sentence.retain(|_| {
            at += 1;
            calmed.binary_search(&(at - 1)).is_err()
        });
    }

    /// How many words at the start of these are words of the title in a row, where they are enough. A part of the title
    /// neither begins nor ends with what steers: that may be the sentence's own.
    fn longest(&self, sentence: &[Word]) -> usize {
        // Most words of a sentence are none of the title's.
        let Some(first) = sentence.first().filter(|first| first.looks_like(self.look)) else { return 0 };
        let run = |from: usize| {
            let titled = self.words.get(from..).unwrap_or_default();
            let same = titled.iter().zip(sentence).take_while(|(own, word)| **own == word.text).count();
            if same == self.words.len() {
                return same;
            }
            let words = sentence.get(..same).unwrap_or_default();
            let own = words.first().is_some_and(|first| !steers(first));
            words.iter().rposition(|word| !steers(word)).filter(|_| own).map_or(0, |last| last + 1)
        };
        let starts = self.words.iter().enumerate().filter(|(_, own)| first.reads(own));
        let longest = starts.map(|(from, _)| run(from)).max().unwrap_or(0);
        if longest >= FEWEST || longest == self.words.len() { longest } else { 0 }
    }
}

fn steers(word: &Word) -> bool {
    word.is_mark() || word.is(&STEERING)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calmed(title: &str, sentence: &str) -> String {
        let mut words = words(sentence, 0);
        if let Some(title) = Titled::of(title) {
            title.calm(&mut words);
        }
        words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_title_in_a_sentence_has_no_grammar() {
        for (title, sentence, wanted) in [
            (
                "Surgical service: Cold unit, 7\nday rental",
                "the surgical service: cold unit, 7 day rental, is not it",
                "the surgical service cold unit 7 day rental , is not it",
            ),
            ("Codeine with APAP, as needed", "it is as needed, codeine with apap", "it is as needed , codeine apap"),
            ("Codeine: 3 tablets if needed, no more", "3 tablets if needed, no more, are", "3 tablets more , are"),
            (
                "Medically necessary rides",
                "medically necessary rides are not medically necessary",
                "rides are not medically necessary",
            ),
            ("Cold unit, 7 day rental", "while ice is, 7 day rental is not", "while ice is , 7 day rental is not"),
            ("MRI of the knee", "mri of the knee, if any", "mri of the knee , if any"),
        ] {
            assert_eq!(calmed(title, sentence), wanted, "{title}");
        }
    }
}
