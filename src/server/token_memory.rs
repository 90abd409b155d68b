//! The semantic tokens that a client has, so that only what differs is sent the next time.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::protocol::types::{
    SemanticToken, SemanticTokens, SemanticTokensDelta, SemanticTokensEdit, SemanticTokensFullDeltaResult,
};

/// So many documents are remembered; of others everything is sent again.
const MOST: usize = 16;

/// The tokens of documents as they were sent last.
#[derive(Debug, Default)]
pub(super) struct TokenMemory(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    sent: HashMap<String, (String, Vec<SemanticToken>)>,
    /// The URIs, those that were asked for last at the end.
    order: VecDeque<String>,
    count: u64,
}

impl TokenMemory {
    /// All tokens of a document.
    pub(super) fn first(&self, uri: &str, data: Vec<SemanticToken>) -> SemanticTokens {
        let result_id = Some(self.lock().put(uri, data.clone()));
        SemanticTokens { result_id, data }
    }

    /// What differs from the tokens that were sent under this name; all tokens where that is not known any more.
    pub(super) fn next(&self, uri: &str, previous: &str, data: Vec<SemanticToken>) -> SemanticTokensFullDeltaResult {
        let mut state = self.lock();
        let known = state.sent.remove(uri).filter(|(id, _)| id == previous);
        let result_id = Some(state.put(uri, data.clone()));
        match known {
            Some((_, old)) => {
                let edits = difference(&old, &data).into_iter().collect();
                SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta { result_id, edits })
            }
            None => SemanticTokensFullDeltaResult::Tokens(SemanticTokens { result_id, data }),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn put(&mut self, uri: &str, data: Vec<SemanticToken>) -> String {
        self.count += 1;
        let id = self.count.to_string();
        self.sent.insert(uri.to_string(), (id.clone(), data));
        self.order.retain(|other| other != uri);
        self.order.push_back(uri.to_string());
        if self.order.len() > MOST
            && let Some(oldest) = self.order.pop_front()
        {
            self.sent.remove(&oldest);
        }
        id
    }
}

/// The one edit that makes the new tokens of the old; none where they are the same. Numbers count integers, of which a
/// token has five.
fn difference(old: &[SemanticToken], new: &[SemanticToken]) -> Option<SemanticTokensEdit> {
    let before = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let rest = old.len().min(new.len()) - before;
    let after = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (removed, added) = (old.len() - before - after, new.get(before..new.len() - after).unwrap_or_default());
    let integers = |tokens: usize| u32::try_from(tokens * 5).unwrap_or(u32::MAX);
    (removed > 0 || !added.is_empty()).then(|| SemanticTokensEdit {
        start: integers(before),
        delete_count: integers(removed),
        data: (!added.is_empty()).then(|| added.to_vec()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(lengths: &[u32]) -> Vec<SemanticToken> {
        let token = |length: &u32| SemanticToken {
            delta_line: 1,
            delta_start: 0,
            length: *length,
            token_type: 0,
            token_modifiers_bitset: 0,
        };
        lengths.iter().map(token).collect()
    }

    #[test]
    fn the_difference_makes_the_new_of_the_old() {
        for (old, new) in [
            (&[1, 2, 3][..], &[1, 9, 3][..]),
            (&[1, 1, 1], &[1, 1]),
            (&[], &[1]),
            (&[1], &[]),
            (&[1, 2], &[1, 2]),
            (&[1, 2, 1, 2], &[1, 2, 1, 2, 1, 2]),
        ] {
            let mut made = tokens(old);
            if let Some(edit) = difference(&tokens(old), &tokens(new)) {
                let (start, end) = (edit.start as usize / 5, (edit.start + edit.delete_count) as usize / 5);
                made.splice(start..end, edit.data.unwrap_or_default());
            } else {
                assert_eq!(old, new);
            }
            assert_eq!(made, tokens(new), "{old:?} {new:?}");
        }
    }

    #[test]
    fn what_is_not_known_is_sent_whole() {
        let memory = TokenMemory::default();
        let id = memory.first("a", tokens(&[1])).result_id.unwrap();
        for uri in 0..MOST - 1 {
            memory.first(&uri.to_string(), tokens(&[1]));
        }
        assert!(matches!(memory.next("a", &id, tokens(&[2])), SemanticTokensFullDeltaResult::TokensDelta(_)));
        assert!(matches!(memory.next("a", &id, tokens(&[2])), SemanticTokensFullDeltaResult::Tokens(_)));
        let id = memory.first("0", tokens(&[1])).result_id.unwrap();
        for uri in 0..MOST {
            memory.first(&format!("x{uri}"), tokens(&[1]));
        }
        assert!(matches!(memory.next("0", &id, tokens(&[2])), SemanticTokensFullDeltaResult::Tokens(_)));
        assert!(memory.lock().sent.len() <= MOST);
    }
}
