//! The first deputy who papers call a deputy for short.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeDelta};

use super::settled::Settled;
use crate::claim::{Status, When};
use crate::date::Date;
use crate::identity::{Account, Post};
use crate::text::name_key;

/// What the first deputy is called in full, after the title of all deputies.
const STANDING: &str = " thường trực";

/// So many days after the last that shows somebody as the first deputy, nobody knows what deputy he is.
const SEEN_AFTER: TimeDelta = TimeDelta::days(731);

/// What all deputies of the body of a first deputy are called; none of another post.
pub(super) fn short_of(post: &Post) -> Option<Post> {
    let role = name_key(post.role()?);
    let role = role.strip_suffix(STANDING)?.to_owned();
    Some(Post::new(Some(role), post.body().cloned()))
}

/// What an account tells of a post: a day on which it was held, and one on which it was left.
#[derive(Clone)]
struct Mention {
    account: usize,
    held: Option<Date>,
    left: Option<Date>,
    /// Whether it is told as past.
    is_past: bool,
    /// When the article came out.
    published: Option<Date>,
}

impl Mention {
    fn dates(&self) -> impl Iterator<Item = Date> {
        [self.held, self.left].into_iter().flatten()
    }
}

/// The posts of accounts that are short for that of the first deputy, whom only other accounts name in full: «Phó Bí thư» told
/// of the time in which its holder was the standing one, or told without a date where nothing shows him as any other deputy.
pub(super) fn standing(
    settled: &Settled,
    name: &str,
    accounts: &[(usize, &Account)],
) -> Vec<((usize, String), Post)> {
    let mut by_post: BTreeMap<String, (Post, Vec<Mention>)> = BTreeMap::new();
    for &(index, account) in accounts {
        for (post, mention) in mentions(name, index, account) {
            let post = settled.post(index, post);
            let told = by_post
                .entry(post.key().to_owned())
                .or_insert_with(|| (post, Vec::new()));
            told.1.push(mention);
        }
    }
    let mut found = Vec::new();
    for (full, told) in by_post.values() {
        let short = short_of(full);
        let short = short.and_then(|short| Some((by_post.get(short.key())?, short)));
        if let Some(((_, of_short), short)) = short {
            let meant = meant(of_short, told);
            let pairs = meant.into_iter();
            found.extend(pairs.map(|at| ((at, short.key().to_owned()), full.clone())));
        }
    }
    found
}

/// What an account tells of the posts of somebody.
fn mentions<'a>(
    name: &'a str,
    index: usize,
    account: &'a Account,
) -> impl Iterator<Item = (&'a Post, Mention)> {
    let published = account.claims.article.published;
    let mention = move |held, left, is_past| Mention {
        account: index,
        held,
        left,
        is_past,
        published,
    };
    let names = &account.names;
    let tenures = account.claims.tenures.iter().zip(&account.tenures);
    let tenures = tenures.zip(&names.tenures);
    let tenures = tenures.filter(move |(_, whose)| *whose == name);
    let tenures = tenures.filter_map(move |((claim, post), _)| {
        let seen = published.filter(|_| claim.when == When::Current);
        let is_past = claim.when == When::Former;
        let mention = mention(claim.start.or(seen), claim.end, is_past);
        Some((post.as_ref()?, mention))
    });
    let acts = account.claims.events.iter().zip(&account.events);
    let acts = acts
        .zip(&names.events)
        .filter(move |((act, _), whose)| *whose == name && act.status == Status::Decided);
    let acts = acts.flat_map(move |((act, posts), _)| {
        let left = mention(None, act.date, true);
        let taken = mention(act.date, None, false);
        let from = posts.from.iter().map(move |post| (post, left.clone()));
        let to = posts.to.iter().map(move |post| (post, taken.clone()));
        from.chain(to)
    });
    tenures.chain(acts)
}

/// The accounts whose deputy is the first deputy that others tell of.
fn meant(short: &[Mention], full: &[Mention]) -> BTreeSet<usize> {
    let in_full: BTreeSet<usize> = full.iter().map(|told| told.account).collect();
    let held: Vec<Date> = full.iter().filter_map(|told| told.held).collect();
    let from = held.iter().map(|day| day.first_day()).min();
    let left = full.iter().filter_map(|told| told.left);
    let until: Option<NaiveDate> = left.map(Date::last_day).max();
    let until = until.or_else(|| Some(held.iter().map(|day| day.last_day()).max()? + SEEN_AFTER));
    let within = |day: Date| {
        from.is_some_and(|from| from <= day.last_day())
            && until.is_some_and(|until| day.first_day() <= until)
    };
    let is_over = full.iter().any(|told| told.is_past || told.left.is_some());
    let is_vague = |told: &Mention| told.dates().next().is_none();
    // Who is first deputy today may have been any deputy long ago.
    let may_be = |told: &Mention| {
        let before = from.zip(told.published);
        (is_over || !told.is_past) && before.is_none_or(|(from, news)| from <= news.last_day())
    };
    let has_own_time =
        |told: &Mention| told.dates().any(|day| !within(day)) || is_vague(told) && !may_be(told);
    let is_other = |told: &&Mention| has_own_time(told) || in_full.contains(&told.account);
    let others: BTreeSet<usize> = short.iter().filter(is_other).map(|t| t.account).collect();
    // Of one who is told to have been both, but not when, nobody knows what he was at any time.
    if !others.is_empty() && !short.iter().any(has_own_time) {
        return BTreeSet::new();
    }
    let vague = short.iter().filter(|told| is_vague(told));
    let vague: BTreeSet<usize> = vague.map(|told| told.account).collect();
    let accounts = short.iter().map(|told| told.account);
    accounts
        .filter(|account| !others.contains(account))
        .filter(|account| others.is_empty() || !vague.contains(account))
        .collect()
}
