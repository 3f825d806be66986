//! What was skipped on the way, and why.

use std::fmt;
use std::panic::{self, AssertUnwindSafe};

/// An article, or a part of the input, that could not be used; the run goes on without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip {
    /// Where it lies: a file, or `file:line` of a record.
    pub place: String,
    /// What is wrong and, where there is one, the cure.
    pub reason: String,
}

impl Skip {
    /// What some work on an article makes, or that the article was skipped for a fault of the program's own: one text
    /// that meets it must not take the rest of a long run with it.
    ///
    /// # Errors
    ///
    /// The skip that tells so, with the article's place; the fault's own message was printed when it was met.
    pub fn on_fault<T>(place: &str, work: impl FnOnce() -> T) -> Result<T, Self> {
        // What the work leaves half done is its own, but for caches that are as good when they are empty.
        panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| Self {
            place: place.to_owned(),
            reason: "the article met a fault in Quanlo and was left out; report it with the text and the message above"
                .to_owned(),
        })
    }
}

impl fmt::Display for Skip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.reason)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_skips_one_article() {
        assert_eq!(Skip::on_fault("bai-1", || 7), Ok(7));
        let skip = Skip::on_fault("bai-2", || panic::resume_unwind(Box::new("a fault")));
        let place = skip.map(|(): ()| String::new()).map_err(|skip| skip.place);
        assert_eq!(place, Err("bai-2".to_owned()));
    }
}
