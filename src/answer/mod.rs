//! 8. Store → answers.
