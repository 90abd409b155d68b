//! English in slices: sentences, words, quotations, dates, doses, sides and regions of the body, who the patient is, and
//! what a rationale concludes.
//!
//! Nothing here knows a letter or a guideline: text comes in, spans counted from its start go out.

mod calendar;
mod chain;
mod citation;
mod citing;
mod claim;
mod clause;
mod date;
mod denial;
mod dose;
mod doubled;
mod event;
mod glued;
mod guards;
mod lexicon;
mod misquote;
mod naming;
mod page;
mod part;
mod passage;
mod person;
mod phrases;
mod pronoun;
mod quote;
mod region;
mod request;
mod section;
mod sentence;
mod side;
mod silence;
mod slip;
mod spoken;
mod stated;
mod statute;
mod stems;
mod subject;
mod thesis;
mod titled;
mod token;
mod verdict;
mod words;

pub use calendar::{Date, Spelling};
pub use citation::{Citation, Citations, CitedSection, Guidelines, Work, read_citations, read_mentions};
pub use date::dates;
pub use dose::{Counted, Dose, Quantity, doses, quantities};
pub use event::{Event, events};
pub use misquote::{Difference, Misquote, Original, has_quotations};
pub use naming::Naming;
pub use page::CitedPages;
pub use passage::Passage;
pub use person::{Person, Sex, persons};
pub use region::{NamedRegion, Region, regions};
pub use request::{RequestParts, request_parts};
pub use sentence::{Sentence, sentences};
pub use side::{NamedSide, Side, sides};
pub use silence::{names_mtus, says_silent};
pub use slip::{Slip, SlipKind, slips};
pub use statute::{NamedStatute, statutes};
pub use subject::subject;
pub use verdict::{Reading, Verdict, read_verdict};
