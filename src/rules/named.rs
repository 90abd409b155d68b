//! What a title asks for, and what a conclusion is about: doses, quantities, sides and regions of the body.

use crate::prose::{Dose, NamedRegion, NamedSide, Quantity, doses, quantities, regions, sides};
use crate::text::{Span, fold};

/// What a title or a conclusion names. Spans count from the block's start.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Named {
    /// The words that were read.
    pub span: Span,
    /// Doses.
    pub doses: Vec<NamedDose>,
    /// Numbers of visits, pieces, weeks.
    pub quantities: Vec<Quantity>,
    /// Sides of the body.
    pub sides: Vec<NamedSide>,
    /// Regions of the body.
    pub regions: Vec<NamedRegion>,
}

/// A dose where it is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedDose {
    /// The dose.
    pub dose: Dose,
    /// It as it is written, on one line.
    pub written: String,
    /// The words before it, on one line and in small letters.
    pub name: String,
}

impl Named {
    /// Reads the words of `span`; `text` is the block's.
    pub fn read(text: &str, span: Span) -> Named {
        let words = span.of(text);
        let by = span.start;
        Named {
            span,
            doses: doses(words)
                .into_iter()
                .map(|dose| NamedDose {
                    written: fold(dose.span.of(words)),
                    name: fold(dose.name.of(words)).to_lowercase(),
                    dose: Dose { span: dose.span.shifted(by), name: dose.name.shifted(by), ..dose },
                })
                .collect(),
            quantities: quantities(words).into_iter().map(|q| Quantity { span: q.span.shifted(by), ..q }).collect(),
            sides: sides(words).into_iter().map(|s| NamedSide { span: s.span.shifted(by), ..s }).collect(),
            regions: regions(words).into_iter().map(|r| NamedRegion { span: r.span.shifted(by), ..r }).collect(),
        }
    }
}
