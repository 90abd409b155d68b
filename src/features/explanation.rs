//! What the findings at a place are about: the explanation of their rules.

use super::actions::findings_at;
use super::hover::Hover;
use super::markdown::escape;
use crate::draft::{Draft, Placed};
use crate::rules::{Rule, rule};
use crate::text::Span;

/// The rules of the findings whose words stand at a byte, each explained once. Only findings that count are.
pub fn explanation(draft: &Draft, at: usize, counts: impl Fn(&Placed<'_>) -> bool) -> Option<Hover> {
    let findings: Vec<_> = findings_at(draft, Span::empty(at)).into_iter().filter(counts).collect();
    let mut rules: Vec<&Rule> = findings.iter().filter_map(|placed| rule(placed.finding.code)).collect();
    rules.dedup_by_key(|rule| rule.code);
    // The narrowest words are those that are looked at.
    let span = findings.iter().map(|placed| placed.span).min_by_key(|span| span.end - span.start)?;
    let markdown = rules.into_iter().map(explained).collect::<Vec<_>>().join("\n\n");
    Some(Hover { span, markdown })
}

/// A rule in a few lines: what it is about, why, what to write instead, and where that comes from.
fn explained(rule: &Rule) -> String {
    let mut shown = format!("**{}**: {}", rule.code, rule.summary());
    for (part, name) in [("Why", "Why"), ("Instead", "Instead"), ("Source", "Source")] {
        let words = rule.part(part);
        if !words.is_empty() {
            shown.push_str(&format!("\n\n*{name}:* {}", escape(&words)));
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RULES;

    const LETTER: &str = "IMR ISSUES, DECISIONS AND RATIONALES\n\nCane: Upheld\n\nThe Claims Administrator guideline: So.\n\nThe MAXIMUS guideline: So.\n\n\
                          Decision rationale: Therefore, the cane is medically necessary.\n";

    #[test]
    fn the_words_of_a_finding_explain_its_rule() {
        let draft = Draft::new(LETTER);
        let at = LETTER.find("Upheld").unwrap() + 2;
        let shown = explanation(&draft, at, |placed| placed.finding.code.starts_with("outcome")).unwrap();
        assert_eq!(shown.span.of(LETTER), "Upheld");
        assert!(shown.markdown.starts_with("**outcome-contradicts-rationale**: "), "{}", shown.markdown);
        assert!(shown.markdown.contains("\n\n*Instead:* "), "{}", shown.markdown);
        assert_eq!(explanation(&draft, at, |_| false), None);
    }

    #[test]
    fn every_rule_is_explained_in_a_few_lines() {
        for rule in RULES {
            let shown = explained(rule);
            assert_eq!(shown.matches("\n\n*").count(), 3, "{}: {shown}", rule.code);
        }
    }
}
