//! Search by name: the sections and items whose names contain what is asked for.

use crate::draft::Draft;

use super::outline::{Symbol, SymbolKind, outline};

/// A symbol that was found, and the name of the section that holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The section or item, without what it holds.
    pub symbol: Symbol,
    /// What the section above it is called.
    pub container: Option<String>,
}

/// The sections and items of a draft whose names contain `query`, whatever its case, in order of place.
pub fn named(draft: &Draft, query: &str) -> Vec<Found> {
    let mut found = Vec::new();
    gather(outline(draft), None, &query.to_lowercase(), &mut found);
    found
}

fn gather(symbols: Vec<Symbol>, container: Option<&str>, query: &str, found: &mut Vec<Found>) {
    for mut symbol in symbols {
        let children = std::mem::take(&mut symbol.children);
        let name = symbol.name.clone();
        let sought = matches!(symbol.kind, SymbolKind::Section | SymbolKind::Item);
        if sought && name.to_lowercase().contains(query) {
            found.push(Found { symbol, container: container.map(str::to_string) });
        }
        gather(children, Some(&name), query, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, expected: &[(&str, Option<&str>)]) {
        let text = "CLINICAL CASE SUMMARY\nAn MRI.\n\nIMR ISSUES, DECISIONS AND RATIONALES\n\nMRI of the KNEE: Upheld\n\
                    Decision rationale: So.\n\nKnee brace: Upheld\nDecision rationale: So.\n";
        let found = named(&Draft::new(text), query);
        let told: Vec<_> = found.iter().map(|f| (f.symbol.name.as_str(), f.container.as_deref())).collect();
        assert_eq!(told, expected, "{query}");
    }

    #[test]
    fn names_are_found_whatever_their_case() {
        let items = Some("IMR ISSUES, DECISIONS AND RATIONALES");
        check("knee", &[("MRI of the KNEE", items), ("Knee brace", items)]);
        check("Case", &[("CLINICAL CASE SUMMARY", None)]);
        check("rationale:", &[]);
        check("Decision rationale", &[]);
        let all = [
            ("CLINICAL CASE SUMMARY", None),
            ("IMR ISSUES, DECISIONS AND RATIONALES", None),
            ("MRI of the KNEE", items),
            ("Knee brace", items),
        ];
        check("", &all);
    }
}
