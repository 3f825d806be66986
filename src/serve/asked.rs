//! Answers of the program's own questions: kept as long as their state is served, and found again before the next is.

use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use oxigraph::sparql::CancellationToken;

use super::state::State;
use crate::answer::{AnswerError, Query, Rows, select};

/// The next state waits for so long at most until the questions are answered that were asked of this one.
const AGAIN: Duration = Duration::from_secs(3);

/// A question as it was asked.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Asked {
    name: String,
    values: Vec<(String, String)>,
    range: Range<usize>,
}

impl State {
    /// The rows of a range that a question with values has; whoever asks the same meanwhile waits for them.
    pub(super) fn answer(
        &self,
        query: &Query,
        values: &[(String, String)],
        range: &Range<usize>,
        token: &CancellationToken,
    ) -> Result<Arc<Rows>, AnswerError> {
        let asked = Asked {
            name: query.name.clone(),
            values: values.to_vec(),
            range: range.clone(),
        };
        self.answers.get_or_insert_with(&asked, || {
            select(self.store.inner(), query, values, range, token).map(Arc::new)
        })
    }

    /// Answers what was asked of the state before, so that nobody waits for it after the exchange; what fails is told
    /// when it is asked for.
    pub(super) fn answer_again(&self, before: &Self) {
        let begun = Instant::now();
        for (asked, _) in before.answers.iter() {
            if begun.elapsed() > AGAIN {
                return;
            }
            if let Ok(query) = Query::find(&asked.name) {
                let token = CancellationToken::new();
                let _ = self.answer(&query, &asked.values, &asked.range, &token);
            }
        }
    }
}
