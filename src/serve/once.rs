//! Answers that a whole state of the store has, found when they are first asked for.

use std::sync::{Arc, Mutex, PoisonError};

/// An answer that is found once; whoever asks meanwhile waits for it.
pub(super) struct Once<T>(Mutex<Option<Arc<T>>>);

impl<T> Once<T> {
    /// Nothing is found yet.
    pub(super) fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// The answer; one that could not be found is looked for again the next time.
    pub(super) fn get<E>(&self, find: impl FnOnce() -> Result<T, E>) -> Result<Arc<T>, E> {
        let mut found = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = &*found {
            return Ok(Arc::clone(found));
        }
        let answer = Arc::new(find()?);
        *found = Some(Arc::clone(&answer));
        Ok(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_found_once_and_a_failure_is_tried_again() {
        let once = Once::new();
        assert_eq!(once.get(|| Err::<u8, _>("busy")), Err("busy"));
        assert_eq!(once.get(|| Ok::<_, ()>(7)), Ok(Arc::new(7)));
        assert_eq!(once.get(|| Err::<u8, _>("asked again")), Ok(Arc::new(7)));
    }
}
