use super::reading::Reading;
use crate::date::Date;
use std::ops::Range;
#[derive(Clone, Debug)]
pub(crate) struct DateMention {
    pub(crate) tokens: Range<usize>,
    pub(crate) date: Date,
}
pub(crate) fn dates(_r: &Reading, _s: usize) -> Vec<DateMention> {
    Vec::new()
}
