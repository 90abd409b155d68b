//! What a few words name, in one pass over them: doses, quantities, sides, regions and levels of the spine.

use super::dose::{Dose, Quantity, doses_of, quantities_of};
use super::region::{NamedRegion, regions_of};
use super::side::{NamedSide, levels_of, sides_of};
use super::token::tokens;
use crate::text::Span;

/// What words name. Spans count from their start.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Naming {
    /// Doses.
    pub doses: Vec<Dose>,
    /// Numbers of visits, pieces, weeks.
    pub quantities: Vec<Quantity>,
    /// Sides of the body.
    pub sides: Vec<NamedSide>,
    /// Regions of the body.
    pub regions: Vec<NamedRegion>,
    /// Levels of the spine.
    pub levels: Vec<Span>,
}

impl Naming {
    /// Reads what some words name.
    pub fn read(words: &str) -> Naming {
        let tokens = tokens(words);
        Naming {
            doses: doses_of(&tokens),
            quantities: quantities_of(&tokens),
            sides: sides_of(&tokens),
            regions: regions_of(&tokens),
            levels: levels_of(&tokens),
        }
    }
}
