//! Event claims of one official → events, each told once.

use std::collections::{BTreeMap, BTreeSet};

use super::choice::{Told, choose, most};
use super::movement::{Direction, GradeChange, Movement};
use super::settled::Settled;
use super::{ClaimKind, ClaimRef, Event};
use crate::claim::{self, EventKind};
use crate::date::Date;
use crate::identity::{Account, Post, Register, cluster, precision};

/// Papers date one act by its decision, its announcement or its effect: so many days may lie between.
const DAYS_APART: u64 = 7;

/// News of an act follows it within about two months.
const NEWS_AFTER: i64 = 60;

/// An event claim about the official.
pub(super) struct Telling<'a> {
    pub(super) claim: ClaimRef,
    pub(super) event: &'a claim::Event,
    pub(super) from: Vec<Post>,
    pub(super) to: Vec<Post>,
    pub(super) by: Option<&'a Post>,
    pub(super) published: Option<Date>,
}

impl Telling<'_> {
    /// Whether the act makes its person leave a post.
    pub(super) fn ends(&self, post: &str) -> bool {
        const STAYS: [EventKind; 3] = [
            EventKind::Discipline,
            EventKind::Suspension,
            EventKind::Nomination,
        ];
        has(&self.from, post)
            && !has(&self.to, post)
            && !self.event.kinds.iter().all(|k| STAYS.contains(k))
    }

    /// Whether the act puts its person into a post.
    pub(super) fn begins(&self, post: &str) -> bool {
        has(&self.to, post)
    }

    /// Whether the same person may have been in the post before the act and stay.
    pub(super) fn may_renew(&self) -> bool {
        const RENEWS: [EventKind; 4] = [
            EventKind::Reappointment,
            EventKind::Election,
            EventKind::Approval,
            EventKind::Designation,
        ];
        self.event.kinds.iter().any(|kind| RENEWS.contains(kind))
    }
}

fn has(posts: &[Post], key: &str) -> bool {
    posts.iter().any(|post| post.key() == key)
}

/// The event claims that the accounts of an official make.
pub(super) fn tellings<'a>(
    name: &str,
    accounts: &[(usize, &'a Account)],
    settled: &Settled,
) -> Vec<Telling<'a>> {
    let mut tellings = Vec::new();
    for &(index, account) in accounts {
        for (at, (event, posts)) in account
            .claims
            .events
            .iter()
            .zip(&account.events)
            .enumerate()
        {
            if account.names.events[at] == name {
                tellings.push(Telling {
                    claim: ClaimRef {
                        account: index,
                        kind: ClaimKind::Event,
                        index: at,
                    },
                    event,
                    from: posts.from.iter().map(|post| settled.post(post)).collect(),
                    to: posts.to.iter().map(|post| settled.post(post)).collect(),
                    by: posts.by.as_ref(),
                    published: account.claims.article.published,
                });
            }
        }
    }
    tellings
}

/// The events, with the pairs of claims that tell one event differently.
///
/// Two claims tell one event if they have a kind in common, and a post taken up (or, where none is named, a post
/// left), the same status, and their dates agree.
pub(super) fn events(
    tellings: &[Telling],
    register: &Register,
) -> (Vec<Event>, Vec<(ClaimRef, ClaimRef)>) {
    let dates: Vec<Option<Date>> = tellings.iter().map(|telling| telling.event.date).collect();
    let ranks: Vec<u8> = dates.iter().map(|&date| precision(date)).collect();
    let joinable = |a: usize, b: usize| same_act(&tellings[a], &tellings[b]);
    let recent = |telling: usize, date: Date| {
        tellings[telling].published.is_some_and(|published| {
            (0..=NEWS_AFTER).contains(
                &published
                    .last_day()
                    .signed_duration_since(date.first_day())
                    .num_days(),
            )
        })
    };
    let mut contradictions = Vec::new();
    let mut events: Vec<Event> = cluster(&dates, &ranks, DAYS_APART, joinable, recent)
        .iter()
        .map(|group| {
            let group: Vec<&Telling> = group.iter().map(|&at| &tellings[at]).collect();
            let (event, against) = merge(&group, register);
            contradictions.extend(against);
            event
        })
        .collect();
    events.sort_by_cached_key(|event| (event.date.is_none(), event.date, event.claims.clone()));
    let mut seen: BTreeMap<(Option<EventKind>, Option<String>), usize> = BTreeMap::new();
    for event in &mut events {
        let post = event
            .to
            .first()
            .or(event.from.first())
            .map(|post| post.key().to_owned());
        let ordinal = seen
            .entry((event.kinds.first().copied(), post))
            .or_default();
        *ordinal += 1;
        event.ordinal = *ordinal;
    }
    (events, contradictions)
}

fn same_act(a: &Telling, b: &Telling) -> bool {
    let kinds = a
        .event
        .kinds
        .iter()
        .any(|kind| b.event.kinds.contains(kind));
    let common = |a: &[Post], b: &[Post]| a.iter().any(|post| has(b, post.key()));
    let posts = if a.to.is_empty() && b.to.is_empty() {
        common(&a.from, &b.from) || (a.from.is_empty() && b.from.is_empty())
    } else {
        common(&a.to, &b.to)
    };
    kinds && posts && a.event.status == b.event.status
}

fn merge(group: &[&Telling], register: &Register) -> (Event, Vec<(ClaimRef, ClaimRef)>) {
    let told: Vec<Told> = group
        .iter()
        .filter_map(|telling| {
            Some(Told {
                date: telling.event.date?,
                claim: telling.claim,
                published: telling.published,
            })
        })
        .collect();
    let (date, contradictions) = choose(&told, |_| true);
    let kinds: BTreeSet<EventKind> = group
        .iter()
        .flat_map(|telling| telling.event.kinds.iter().copied())
        .collect();
    let moves = group
        .iter()
        .filter_map(|telling| Movement::between(telling.from.first()?, telling.to.first()?));
    let (movement, _) = most(moves);
    let from = distinct(group.iter().flat_map(|telling| &telling.from));
    let to = distinct(group.iter().flat_map(|telling| &telling.to));
    let event = Event {
        kinds: kinds.into_iter().collect(),
        ordinal: 0,
        date,
        by: distinct(group.iter().filter_map(|telling| telling.by)),
        status: group[0].event.status,
        movement,
        grade_change: GradeChange::between(&from, &to, register),
        direction: Direction::between(&from, &to),
        from,
        to,
        claims: group.iter().map(|telling| telling.claim).collect(),
    };
    (event, contradictions)
}

/// The posts, one spelling for each.
pub(super) fn distinct<'a>(posts: impl Iterator<Item = &'a Post>) -> Vec<Post> {
    let mut by_key: BTreeMap<&str, &Post> = BTreeMap::new();
    for post in posts {
        let kept = by_key.entry(post.key()).or_insert(post);
        *kept = (*kept).min(post);
    }
    by_key.into_values().cloned().collect()
}
