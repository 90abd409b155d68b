//! Statutes and regulations that a text names: "Labor Code section 4610.5(c)(2)", "8 CCR 9792.21.1".

use std::sync::LazyLock;

use regex::Regex;

use crate::text::Span;

/// A statute or regulation, named in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedStatute {
    /// All of it.
    pub span: Span,
    /// Whether it stands in the Labor Code; else in title 8 of the California Code of Regulations.
    pub labor: bool,
    /// Its number.
    pub number: Span,
    /// The subdivisions, such as "(c)(2)"; empty where the whole is meant.
    pub part: Span,
}

/// Every statute and regulation that a text names, in order.
pub fn statutes(text: &str) -> Vec<NamedStatute> {
    let Some(pattern) = Some(text).filter(|text| may_name_one(text)).and_then(|_| PATTERN.as_ref()) else {
        return Vec::new();
    };
    let named = pattern.captures_iter(text).filter_map(|found| {
        let of = |name: &str| found.name(name).map(|part| Span::new(part.start(), part.end()));
        let all = of("all")?;
        let labor = of("labor");
        let number = labor.or_else(|| of("ccr"))?;
        let part = of("part").unwrap_or(Span::empty(number.end));
        Some(NamedStatute { span: all, labor: labor.is_some(), number, part })
    });
    named.collect()
}

/// Whether there are digits as in the numbers below: in most texts there are none, and the pattern need not be built.
fn may_name_one(text: &str) -> bool {
    text.as_bytes().windows(4).any(|four| match four {
        [b'3'..=b'6', rest @ ..] => rest.iter().all(u8::is_ascii_digit),
        [b'9', b'7', b'9', _] => true,
        _ => false,
    })
}

/// The Labor Code is named before its numbers; those of the MTUS belong to title 8 also without it.
static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    // Small ASCII classes and boundaries keep the search fast.
    let section = r"(?:sections?|sec\.?|§+)?\s*";
    let labor = format!(
        r"(?:labor\s+code|(?-u:\b)lab\.\s*code|(?-u:\b)LC|(?-u:\b)L\.[ ]?C\.)\s*,?\s*{section}(?<labor>[3-6][0-9]{{3}}(?:\.[0-9]+)*)(?-u:\b)"
    );
    let title = r"(?:(?-u:\b)8,?\s*C\.?[ ]?C\.?[ ]?R\.?|(?-u:\b)(?:title\s+8,?\s*)?california\s+code\s+of\s+regulations(?:,?\s*title\s+8)?)";
    let ccr = format!(r"(?:{title},?\s*)?{section}(?-u:\b)(?<ccr>979[2-9](?:\.[0-9]+)+)(?-u:\b)");
    let pattern = format!(r"(?i)(?<all>(?:{labor}|{ccr})(?:[ ]?(?<part>(?:\([a-z0-9]{{1,4}}\))+))?)");
    // A test builds it.
    Regex::new(&pattern).ok()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_and_no_other_number() {
        let check = |text: &str, expected: &[(&str, bool, &str)]| {
            let told = statutes(text);
            let told: Vec<_> = told.iter().map(|s| (s.number.of(text), s.labor, s.part.of(text))).collect();
            assert_eq!(told, expected, "{text}");
        };
        check("Labor Code section 4610.5(c)(2) and LC §4610.6.", &[("4610.5", true, "(c)(2)"), ("4610.6", true, "")]);
        check("labor\ncode 4604.5 (a)", &[("4604.5", true, "(a)")]);
        check(
            "8 CCR 9792.21.1(d); 8 C.C.R. §§9792.20 - 9792.26",
            &[("9792.21.1", false, "(d)"), ("9792.20", false, ""), ("9792.26", false, "")],
        );
        check("Title 8, California Code of Regulations, section 9792.24.2", &[("9792.24.2", false, "")]);
        check("section 9792.10.6 says", &[("9792.10.6", false, "")]);
        check("ICD 4610.5, 9792 steps, page 9792, LC 99, 8 CCR, 19792.21", &[]);
    }
}
