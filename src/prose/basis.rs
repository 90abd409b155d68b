//! What a guideline field says that a decision rests on: the schedule or not, which regional chapters, or nothing at all.

use super::region::Region;
use super::token::{Kind, Token, tokens};
use crate::text::Span;

/// What a guideline field says. Spans count from its start.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Basis {
    /// The words that say that the decision does not rest on the MTUS.
    pub outside: Option<Span>,
    /// Behind those, the words that cite the MTUS all the same.
    pub inside: Option<Span>,
    /// The words that say that nothing was cited, or that stand where a citation should.
    pub nothing: Option<Span>,
    /// The chapters of one part of the body.
    pub chapters: Vec<Chapter>,
    /// Whether a chapter of the schedule is cited that is not about one part of the body.
    pub general: bool,
}

/// A cited chapter of one part of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    /// Its name.
    pub span: Span,
    /// Its name on one line.
    pub name: String,
    /// The regions that it is about.
    pub regions: &'static [Region],
}

use Region::{
    AnkleFoot, Back, Cervical, Elbow, Hip, Knee, LowerExtremity, Lumbar, Shoulder, Thoracic, UpperExtremity, WristHand,
};

/// Words of a chapter's name directly before "Complaints" or "Disorders", and what the chapter is about.
const CHAPTERS: &[(&[&str], &[Region])] = &[
    (&["neck", "and", "upper", "back"], &[Cervical, Thoracic, Back, UpperExtremity]),
    (&["cervical", "and", "thoracic", "spine"], &[Cervical, Thoracic, Back, UpperExtremity]),
    (&["low", "back"], &[Lumbar, Thoracic, Back, LowerExtremity]),
    (&["shoulder"], &[Shoulder, UpperExtremity]),
    (&["elbow"], &[Elbow, UpperExtremity]),
    (&["wrist", "and", "hand"], &[WristHand, UpperExtremity]),
    (&["wrist", "and", "forearm"], &[WristHand, UpperExtremity]),
    (&["hip", "and", "groin"], &[Hip, LowerExtremity]),
    (&["knee"], &[Knee, LowerExtremity]),
    (&["ankle", "and", "foot"], &[AnkleFoot, LowerExtremity]),
];
/// Words that open the names of chapters about the whole body.
const GENERAL: &[&str] =
    &["chronic", "opioid", "opioids", "acupuncture", "postsurgical", "general", "initial", "cornerstones", "stress"];
/// Years in chapters' names.
const EDITIONS: &[&str] = &["2004", "2007", "2009", "2016"];

/// Reads a guideline field.
pub fn basis(field: &str) -> Basis {
    let tokens = tokens(field);
    let outside = outside(&tokens);
    Basis {
        outside: outside.map(|(_, span)| span),
        inside: outside.and_then(|(end, _)| inside(&tokens, end)),
        nothing: nothing(&tokens),
        chapters: chapters(&tokens),
        general: tokens.windows(3).any(|w| matches!(w, [a, b, c] if a.is_any(GENERAL) && (b.is_any(&["pain", "treatment", "medical", "approaches", "related"]) || c.is("treatment")))),
    }
}

/// The statement that the decision does not rest on the MTUS: the token behind it, and its words.
fn outside(tokens: &[Token]) -> Option<(usize, Span)> {
    let mtus = |at: usize| (at..(at + 5).min(tokens.len())).find(|i| tokens.get(*i).is_some_and(|t| t.is("mtus")));
    tokens.iter().enumerate().find_map(|(at, token)| {
        let rest = tokens.get(at + 1..)?;
        let denied = token.is("not") && rest.first().is_some_and(|t| t.is("base"));
        let (from, end) = if denied {
            let on = rest.iter().take(6).position(|t| t.is("on"))?;
            (at.checked_sub(1)?, mtus(at + 1 + on)?)
        } else if token.is("outside") {
            (at, mtus(at)?)
        } else {
            return None;
        };
        Some((end + 1, tokens.get(from)?.span().to(tokens.get(end)?.span())))
    })
}

/// A citation of the MTUS behind token `from`: its name, or one of its chapters with the year.
fn inside(tokens: &[Token], from: usize) -> Option<Span> {
    let rest = tokens.get(from..)?;
    let word = |at: Option<usize>| at.and_then(|i| rest.get(i));
    let named = rest.iter().enumerate().find(|(at, token)| {
        let spoken_of = |t: &Token| t.is_any(&["non", "the", "outside", "by", "of", "in", "no", "not", "-"]);
        let says = |t: &Token| t.is_any(&["is", "does", "do", "has", "have", "was", "are", "did", "silent", "cannot"]);
        token.is("mtus") && !word(at.checked_sub(1)).is_some_and(spoken_of) && !word(Some(at + 1)).is_some_and(says)
    });
    if let Some((at, token)) = named {
        // Up to the end of the chapter's name, where a capital or a comma shows it.
        let name = rest.get(at + 1..)?.iter().take_while(|t| t.kind == Kind::Word || t.is(":")).last();
        return Some(name.map_or(token.span(), |last| token.span().to(last.span())));
    }
    chapters(rest).into_iter().map(|chapter| chapter.span).find(|span| {
        let year = rest.iter().find(|t| t.start >= span.end);
        year.is_some_and(|t| EDITIONS.contains(&t.text))
    })
}

/// `did not cite any medical evidence`, `None.`, `N/A`, or a citation that was announced and is not there.
fn nothing(tokens: &[Token]) -> Option<Span> {
    let first = tokens.first()?;
    let last = tokens.iter().rev().find(|t| !t.is("."))?;
    let whole = first.span().to(last.span());
    let words: Vec<&Token> = tokens.iter().filter(|t| t.kind == Kind::Word).collect();
    let is = |any: &[&str]| words.len() == any.len() && words.iter().zip(any).all(|(t, w)| t.is(w));
    if is(&["none"])
        || is(&["n", "a"])
        || is(&["na"])
        || is(&["not", "applicable"])
        || is(&["none", "cited"])
        || is(&["no", "citation"])
    {
        return Some(whole);
    }
    if last.is("citation") || is(&["decision", "based", "on", "mtus"]) {
        return Some(whole);
    }
    let cite = tokens.iter().position(|t| t.is_any(&["cite", "cited"]))?;
    let before = tokens.get(cite.saturating_sub(5)..cite)?;
    let denied = before.iter().any(|t| t.is_any(&["not", "no"]));
    // What is cited all the same stands behind it.
    let more = tokens.iter().any(|t| t.is_any(&["section", "sections", "odg", "acoem"]) || EDITIONS.contains(&t.text));
    (denied && !more).then_some(whole)
}

fn chapters(tokens: &[Token]) -> Vec<Chapter> {
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if !token.is_any(&["complaints", "disorders"]) {
            continue;
        }
        // `Forearm, Wrist, & Hand`: commas and the sign for "and" read like the word.
        let before: Vec<&Token> =
            tokens.get(..at).unwrap_or_default().iter().rev().filter(|t| !t.is(",")).take(4).collect();
        let same = |names: &[&str]| {
            names.iter().rev().zip(&before).all(|(name, t)| t.is(name) || *name == "and" && t.is("&"))
                && before.len() >= names.len()
        };
        let Some((names, regions)) = CHAPTERS.iter().find(|(names, _)| same(names)) else { continue };
        let Some(first) = before.get(names.len() - 1) else { continue };
        let name =
            before.iter().take(names.len()).rev().map(|t| t.text).chain([token.text]).collect::<Vec<_>>().join(" ");
        found.push(Chapter { span: first.span().to(token.span()), name, regions });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outside_and_yet_inside() {
        for field in [
            "The Expert Reviewer did not base their decision on the MTUS. Decision based on Non-MTUS Citation MTUS: CHRONIC PAIN, WEANING, 124",
            "The Expert Reviewer based their decision on recommendation(s) outside of the MTUS Guidelines. Decision based on MTUS Knee Complaints 2004.",
            "The Expert Reviewer did not base their decision\non the MTUS. Decision based on Non-MTUS Citation Knee Complaints 2004",
        ] {
            let basis = basis(field);
            assert!(basis.outside.is_some() && basis.inside.is_some(), "{field}: {basis:?}");
        }
        for field in [
            "The Expert Reviewer did not base their decision on the MTUS. Decision based on Non-MTUS Citation ODG, Knee, MRI.",
            "The Expert Reviewer did not base their decision on the MTUS. Decision based on Non- MTUS Citation ODG. The MTUS is silent.",
            "Decision based on MTUS Knee Complaints 2004. Decision based on Non-MTUS Citation ODG, Knee.",
            "recommendation(s) outside of the MTUS Guidelines. Decision based on Non-MTUS Citation ODG, Low Back Complaints chapter.",
        ] {
            assert_eq!(basis(field).inside, None, "{field}");
        }
    }

    #[test]
    fn nothing_cited() {
        for field in [
            "The Expert Reviewer did not cite any medical evidence for its decision.",
            "None.",
            "N/A",
            "Decision based on Non-MTUS Citation",
        ] {
            assert!(basis(field).nothing.is_some(), "{field}");
        }
        for field in ["Decision based on MTUS Knee Complaints 2004.", "No MTUS section was cited; ODG, Knee.", "ODG"] {
            assert_eq!(basis(field).nothing, None, "{field}");
        }
    }

    #[test]
    fn chapters_by_their_names() {
        let names = |field: &str| basis(field).chapters.iter().map(|c| c.name.clone()).collect::<Vec<_>>().join("; ");
        assert_eq!(
            names(
                "MTUS Forearm, Wrist, and\nHand Complaints 2004, Neck and Upper Back Complaints 2004 and Low Back Disorders"
            ),
            "Wrist and Hand Complaints; Neck and Upper Back Complaints; Low Back Disorders"
        );
        assert_eq!(names("Chronic Pain Medical Treatment 2016"), "");
        assert!(basis("Chronic Pain Medical Treatment 2016").general);
    }
}
