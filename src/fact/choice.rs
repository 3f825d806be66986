//! Choosing one value where articles tell several, the same whatever order they come in.

use std::collections::BTreeMap;

use super::ClaimRef;
use crate::date::Date;
use crate::identity::precision;

/// A date as one claim tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Told {
    pub(super) date: Date,
    pub(super) claim: ClaimRef,
}

/// The date that claims of the most articles tell or agree with, and of those that say it more exactly the one that
/// the most tell; of equal ones the earliest. With it, a pair for each claim that contradicts it.
pub(super) fn choose(told: &[Told]) -> (Option<Date>, Vec<(ClaimRef, ClaimRef)>) {
    let agree = |a: Date, b: Date| a.covers(b) || b.covers(a);
    let support = |date: Date| {
        let mut articles: Vec<usize> = told
            .iter()
            .filter(|other| agree(date, other.date))
            .map(|other| other.claim.account)
            .collect();
        articles.sort_unstable();
        articles.dedup();
        articles.len()
    };
    let first = |t: &&Told| {
        let earliest = std::cmp::Reverse((t.date, t.claim));
        (support(t.date), precision(Some(t.date)), earliest)
    };
    let Some(mut best) = told.iter().max_by_key(first) else {
        return (None, Vec::new());
    };
    // «2015» agrees with every day of that year: whoever tells the day knows more.
    while let Some(finer) = told
        .iter()
        .filter(|t| t.date != best.date && best.date.covers(t.date))
        .max_by_key(first)
    {
        best = finer;
    }
    let against = told
        .iter()
        .filter(|other| !agree(best.date, other.date))
        .map(|other| (best.claim, other.claim));
    (Some(best.date), against.collect())
}

/// The value told most often, then the first in order; with the others in order.
pub(super) fn most<T: Ord + Clone>(values: impl IntoIterator<Item = T>) -> (Option<T>, Vec<T>) {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let highest = counts.values().copied().max();
    let best = counts
        .iter()
        .find(|(_, count)| Some(**count) == highest)
        .map(|(value, _)| value.clone());
    let others = counts
        .into_keys()
        .filter(|value| Some(value) != best.as_ref())
        .collect();
    (best, others)
}
