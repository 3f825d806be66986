//! Choosing one value where articles tell several, the same whatever order they come in.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::ClaimRef;
use crate::date::Date;
use crate::identity::precision;

/// A date as one claim tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Told {
    pub(super) date: Date,
    pub(super) claim: ClaimRef,
    /// When the article came out, where its nearness to the date counts.
    pub(super) published: Option<Date>,
    /// Whether the row of a table tells it.
    pub(super) in_row: bool,
}

/// The date that claims of the most articles tell: first the year, then of it the month, then of that the day. Of
/// those told as often, the one told nearest to its time, then the one told more exactly, then that of a table, then the
/// earliest. What is
/// not credible counts only where nothing else is told; where the first is asked for, the earliest year goes before one of
/// which more is told. With the date, a pair for each claim that contradicts it.
pub(super) fn choose(
    told: &[Told],
    first: bool,
    credible: impl Fn(Date) -> bool,
) -> (Option<Date>, Vec<(ClaimRef, ClaimRef)>) {
    let mut group: Vec<&Told> = told.iter().filter(|told| credible(told.date)).collect();
    if group.is_empty() {
        group.extend(told);
    }
    let mut best = None;
    for parts in 1..=3 {
        let mut groups: BTreeMap<Date, Vec<&Told>> = BTreeMap::new();
        for told in group {
            if let Some(date) = cut(told.date, parts) {
                groups.entry(date).or_default().push(told);
            }
        }
        let Some((date, tellers)) = groups.into_iter().max_by_key(|(date, tellers)| {
            let (articles, soonest, exact, in_row) = weight(tellers);
            let exact = if first && parts == 1 { 0 } else { exact };
            ((articles, soonest, exact, in_row), Reverse(*date))
        }) else {
            break;
        };
        best = Some(date);
        group = tellers;
    }
    let against = best.and_then(|best| {
        let teller = told
            .iter()
            .filter(|told| told.date == best)
            .min_by_key(|told| told.claim)?;
        let agree = |date: Date| date.covers(best) || best.covers(date);
        let others = told.iter().filter(move |other| !agree(other.date));
        Some(others.map(|other| (teller.claim, other.claim)).collect())
    });
    (best, against.unwrap_or_default())
}

/// The first parts of a date: its year, its month, its day.
fn cut(date: Date, parts: u8) -> Option<Date> {
    match parts {
        1 => Date::from_year(date.year()),
        2 => Date::from_month(date.year(), date.month()?),
        _ => date.day().map(|_| date),
    }
}

/// How many articles tell a date, how soon after it, how exactly, and whether a table does.
fn weight(tellers: &[&Told]) -> (usize, Reverse<u64>, u8, bool) {
    let articles: BTreeSet<usize> = tellers.iter().map(|told| told.claim.account).collect();
    let exact = tellers.iter().map(|told| precision(Some(told.date))).max();
    let apart = |told: &Told| {
        let apart = told.published?.last_day() - told.date.last_day();
        Some(apart.num_days().unsigned_abs())
    };
    let soonest = tellers.iter().filter_map(|told| apart(told)).min();
    (
        articles.len(),
        Reverse(soonest.unwrap_or(u64::MAX)),
        exact.unwrap_or_default(),
        tellers.iter().any(|told| told.in_row),
    )
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
