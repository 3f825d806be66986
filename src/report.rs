//! What was skipped on the way, and why.

use std::fmt;

/// An article, or a part of the input, that could not be used; the run goes on without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip {
    /// Where it lies: a file, or `file:line` of a record.
    pub place: String,
    /// What is wrong and, where there is one, the cure.
    pub reason: String,
}

impl fmt::Display for Skip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.reason)
    }
}
