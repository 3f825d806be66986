//! Event claims of one official → events, each told once.

use std::collections::{BTreeMap, BTreeSet};

use super::choice::{Told, choose, most};
use super::movement::{Direction, GradeChange, Movement};
use super::settled::Settled;
use super::{ClaimKind, ClaimRef, Event};
use crate::claim::{self, EXPELS, EventKind};
use crate::date::Date;
use crate::identity::{Account, Post, Register, cluster, precision};

/// Papers date one act by its decision, its announcement or its effect: so many days may lie between.
const DAYS_APART: i64 = 7;

/// News of an act follows it within about two months.
const NEWS_AFTER: i64 = 60;

/// The kinds of acts by which a post is left.
const LEAVES: [EventKind; 8] = [
    EventKind::Rotation,
    EventKind::Transfer,
    EventKind::Secondment,
    EventKind::Relief,
    EventKind::Removal,
    EventKind::Resignation,
    EventKind::Retirement,
    EventKind::Death,
];

/// The kinds that are steps or words of one act by which a post is taken up: the council elects, the government
/// approves, and papers call it an appointment.
const STEPS: [&[EventKind]; 3] = [
    &[EventKind::Election, EventKind::Approval],
    &[EventKind::Appointment, EventKind::Approval],
    &[
        EventKind::Appointment,
        EventKind::Assignment,
        EventKind::Designation,
        EventKind::Transfer,
        EventKind::Rotation,
        EventKind::Acting,
    ],
];

/// The kinds of acts by which papers tell that a post was left in good order.
const RELIEFS: [EventKind; 4] = [
    EventKind::Relief,
    EventKind::Retirement,
    EventKind::Resignation,
    EventKind::Transfer,
];

/// The steps of one act lie within so many days of each other.
const STEPS_APART: u32 = 31;

/// An event claim about the official.
pub(super) struct Telling<'a> {
    pub(super) claim: ClaimRef,
    pub(super) event: &'a claim::Event,
    /// The date of the event; where this claim tells none, that of the act as others tell it.
    pub(super) date: Option<Date>,
    pub(super) from: Vec<Post>,
    pub(super) to: Vec<Post>,
    pub(super) by: Option<&'a Post>,
    pub(super) published: Option<Date>,
    /// Whether what is taken up goes beside the post that its holder has.
    goes_beside: bool,
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
            && !self.goes_beside
            && !self.event.kinds.iter().all(|k| STAYS.contains(k))
    }

    /// Whether the act takes its person away, and a post of his goes with the one that it names.
    pub(super) fn takes_along(&self, post: &Post, register: &Register) -> bool {
        let goes = |left: &Post| register.goes_with(post, left, &self.to);
        moves_away(&self.event.kinds) && !has(&self.to, post.key()) && self.from.iter().any(goes)
    }

    /// Whether the claim itself tells no date, but others of the same act do.
    pub(super) fn is_dated_by_others(&self) -> bool {
        self.event.date.is_none() && self.date.is_some()
    }

    /// Whether the act puts its person into a post.
    pub(super) fn begins(&self, post: &str) -> bool {
        has(&self.to, post)
    }

    /// Whether its words say that its person only goes on with the post: «tiếp tục giữ chức Phó Thủ tướng», «tái đắc cử Bí thư».
    pub(super) fn goes_on(&self) -> bool {
        const AGAIN: [&str; 6] = [
            "tiếp tục giữ",
            "tiếp tục làm",
            "tiếp tục được",
            "tiếp tục đảm nhiệm",
            "tái đắc cử",
            "tái cử",
        ];
        let [post] = self.to.as_slice() else {
            return false;
        };
        let Some(role) = post.role().map(str::to_lowercase) else {
            return false;
        };
        self.event.evidence.iter().any(|evidence| {
            let quote = evidence.quote.to_lowercase();
            let before = quote.split_once(role.as_str()).map(|(before, _)| before);
            let verb = before.map(|before| before.rsplit([',', ';']).next().unwrap_or(before));
            let again = |verb: &str| {
                let at = AGAIN.iter().filter_map(|words| verb.rfind(words)).max();
                at.is_some_and(|at| !verb[at..].contains(" và "))
            };
            verb.is_some_and(again)
        })
    }

    /// Whether it takes all posts in the Party from its person: «khai trừ khỏi Đảng», «xóa tên khỏi danh sách đảng viên»,
    /// «cách tất cả các chức vụ trong Đảng».
    pub(super) fn strips(&self) -> bool {
        const KINDS: [EventKind; 2] = [EventKind::Discipline, EventKind::Removal];
        const ALL: [&str; 4] = ["tất cả chức", "tất cả các chức", "hết chức", "mọi chức"];
        let of_kind = self.event.kinds.iter().any(|kind| KINDS.contains(kind));
        of_kind
            && self.event.status == claim::Status::Decided
            && self.event.evidence.iter().any(|evidence| {
                let quote = evidence.quote.to_lowercase();
                EXPELS.iter().any(|words| quote.contains(words))
                    || quote.contains("cách") && ALL.iter().any(|all| quote.contains(all))
            })
    }

    /// Whether the same person may have been in the post before the act and stay.
    pub(super) fn renewal(&self) -> Renewal {
        use EventKind::{Approval, Designation, Election, Reappointment};
        let is = |kinds: [EventKind; 2]| kinds.iter().any(|kind| self.event.kinds.contains(kind));
        if self.goes_on() {
            Renewal::Always
        } else if is([Election, Reappointment]) {
            Renewal::EachTerm
        } else if is([Approval, Designation]) {
            Renewal::WhereHeld
        } else {
            Renewal::Never
        }
    }
}

/// Whether an act may only renew what its person has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Renewal {
    /// It does, by its own words.
    Always,
    /// It never does.
    Never,
    /// It does where the person is known to have been in the post.
    WhereHeld,
    /// It is done again each term: a later one renews an earlier one.
    EachTerm,
}

/// Lets claims know what the others of their act tell: its date, where they tell none, and that a post which they take for
/// the one left is one of those taken up.
pub(super) fn agree(tellings: &mut [Telling], events: &[Event]) {
    let events: BTreeMap<ClaimRef, &Event> = events
        .iter()
        .flat_map(|event| event.claims.iter().map(move |claim| (*claim, event)))
        .collect();
    for telling in tellings {
        let Some(event) = events.get(&telling.claim) else {
            continue;
        };
        telling.date = telling.date.or(event.date);
        let to = std::mem::take(&mut telling.to);
        telling
            .from
            .retain(|post| has(&to, post.key()) || !has(&event.to, post.key()));
        telling.to = to;
    }
}

/// Whether kinds of acts are of those that take their person away from where he serves.
pub(super) fn moves_away(kinds: &[EventKind]) -> bool {
    const MOVES: [EventKind; 3] = [
        EventKind::Transfer,
        EventKind::Rotation,
        EventKind::Secondment,
    ];
    kinds.iter().any(|kind| MOVES.contains(kind))
}

fn has(posts: &[Post], key: &str) -> bool {
    posts.iter().any(|post| post.key() == key)
}

/// The event claims that the accounts of an official make.
pub(super) fn tellings<'a>(
    name: &str,
    accounts: &[(usize, &'a Account)],
    settled: &Settled,
    register: &Register,
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
                let moves = event.kinds.iter().any(|kind| LEAVES.contains(kind));
                let beside = |post: &Post| register.goes_beside(post, &posts.from);
                tellings.push(Telling {
                    goes_beside: !moves && !posts.to.is_empty() && posts.to.iter().all(beside),
                    claim: ClaimRef {
                        account: index,
                        kind: ClaimKind::Event,
                        index: at,
                    },
                    event,
                    date: event.date,
                    from: posts
                        .from
                        .iter()
                        .map(|post| settled.post(index, post))
                        .collect(),
                    to: posts
                        .to
                        .iter()
                        .map(|post| settled.post(index, post))
                        .collect(),
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
/// Two claims tell one event if they have a kind in common or tell steps of one act, and a post taken up (or, where
/// none is named, a post left), the same status, and their dates agree.
pub(super) fn events(
    tellings: &[Telling],
    register: &Register,
) -> (Vec<Event>, Vec<(ClaimRef, ClaimRef)>) {
    let dates: Vec<Option<Date>> = tellings.iter().map(|telling| telling.event.date).collect();
    let ranks: Vec<u8> = dates.iter().map(|&date| precision(date)).collect();
    let joinable = |a: usize, b: usize| same_act(&tellings[a], &tellings[b]);
    let recent = |telling: usize, date: Date| {
        let published = tellings[telling].published;
        published.is_some_and(|published| is_news_of(published, date))
    };
    let mut contradictions = Vec::new();
    let mut groups = cluster(&dates, &ranks, STEPS_APART.into(), joinable, recent);
    join_reliefs(&mut groups, tellings);
    let mut events: Vec<Event> = groups
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

/// Whether two claims may tell one act; that their dates agree is looked at elsewhere.
fn same_act(a: &Telling, b: &Telling) -> bool {
    let alike = |but: &[EventKind]| {
        let mut kinds = a.event.kinds.iter();
        kinds.any(|kind| b.event.kinds.contains(kind) && !but.contains(kind))
    };
    let common = |a: &[Post], b: &[Post]| a.iter().any(|post| has(b, post.key()));
    let same = match (a.to.is_empty(), b.to.is_empty()) {
        (true, true) => {
            let posts = common(&a.from, &b.from);
            let no_posts = a.from.is_empty() && b.from.is_empty();
            let left = posts && steps_of_one(a, b, &[&RELIEFS]) && told_at_once(a, b);
            left || alike(&[]) && (posts || no_posts) && !days_apart(a, b)
        }
        (false, false) => {
            // Of two elections in one month one may be the congress's, which elects anew.
            let acts = alike(&[EventKind::Election]) || alike(&[]) && !days_apart(a, b);
            common(&a.to, &b.to) && (acts || steps_of_one(a, b, &STEPS) && told_at_once(a, b))
        }
        _ => false,
    };
    same && a.event.status == b.event.status && !told_before(a, b) && !told_before(b, a)
}

/// Whether one was told before the day of the other.
fn told_before(a: &Telling, b: &Telling) -> bool {
    let days = a.published.zip(b.event.date);
    a.event.date.is_none() && days.is_some_and(|(news, date)| news.last_day() < date.first_day())
}

/// Joins what tells only that a post was left to the one act that leads away from it: who is moved elsewhere is
/// relieved where he was.
fn join_reliefs(groups: &mut Vec<Vec<usize>>, tellings: &[Telling]) {
    let leads_away = |relief: &[usize], group: &[usize]| {
        let pairs = relief
            .iter()
            .flat_map(|r| group.iter().map(move |m| (*r, *m)));
        let (left, moved) = (date_of(relief, tellings), date_of(group, tellings));
        let mut pairs = pairs.map(|(r, m)| (&tellings[r], &tellings[m]));
        near(left, moved)
            && pairs.any(|(relief, moved)| {
                relieves(relief, moved)
                    && relief.event.status == moved.event.status
                    && told_at_once(relief, moved)
                    && !told_before(relief, moved)
                    && !told_before(moved, relief)
            })
    };
    let (reliefs, mut moves): (Vec<Vec<usize>>, Vec<Vec<usize>>) = std::mem::take(groups)
        .into_iter()
        .partition(|group| group.iter().all(|&at| tellings[at].to.is_empty()));
    let homes: Vec<Option<usize>> = reliefs
        .iter()
        .map(|relief| {
            let mut found = (0..moves.len()).filter(|&at| leads_away(relief, &moves[at]));
            found.next().filter(|_| found.next().is_none())
        })
        .collect();
    for (relief, home) in reliefs.into_iter().zip(homes) {
        match home {
            Some(at) => moves[at].extend(relief),
            None => moves.push(relief),
        }
    }
    for group in &mut moves {
        group.sort_unstable();
    }
    moves.sort_unstable();
    *groups = moves;
}

/// The most exact date that some claims tell.
fn date_of(group: &[usize], tellings: &[Telling]) -> Option<Date> {
    let dates = group.iter().filter_map(|&at| tellings[at].event.date);
    dates.max_by_key(|date| (precision(Some(*date)), *date))
}

/// Whether two dates can be those of steps of one act.
fn near(a: Option<Date>, b: Option<Date>) -> bool {
    a.zip(b).is_none_or(|(a, b)| {
        let apart = a.first_day().max(b.first_day()) - a.last_day().min(b.last_day());
        apart.num_days() <= i64::from(STEPS_APART)
    })
}

/// Whether both tell a kind of one group.
fn steps_of_one(a: &Telling, b: &Telling, groups: &[&[EventKind]]) -> bool {
    let tells = |telling: &Telling, group: &[EventKind]| {
        telling.event.kinds.iter().any(|kind| group.contains(kind))
    };
    groups
        .iter()
        .any(|group| tells(a, group) && tells(b, group))
}

/// Whether one act tells no more than that the post was left which another leads away from.
fn relieves(relief: &Telling, moved: &Telling) -> bool {
    const TELLS: [EventKind; 2] = [EventKind::Relief, EventKind::Transfer];
    let no_more = relief.event.kinds.iter().all(|kind| TELLS.contains(kind));
    no_more && relief.from.iter().any(|post| moved.ends(post.key()))
}

/// Whether what one leaves undated can be what the other tells, as far as the days of the news show.
fn told_at_once(a: &Telling, b: &Telling) -> bool {
    let soon = |date: Date, news: Option<Date>| news.is_none_or(|news| is_news_of(news, date));
    match (a.event.date, b.event.date) {
        (Some(_), Some(_)) => true,
        (Some(date), None) => soon(date, b.published),
        (None, Some(date)) => soon(date, a.published),
        (None, None) => a
            .published
            .zip(b.published)
            .is_none_or(|(a, b)| (a.last_day() - b.last_day()).num_days().abs() <= NEWS_AFTER),
    }
}

/// Whether an article is news of what happened on a day.
fn is_news_of(published: Date, date: Date) -> bool {
    let after = published.last_day() - date.first_day();
    (0..=NEWS_AFTER).contains(&after.num_days())
}

/// Whether both are dated to the day, and further apart than papers date one act.
fn days_apart(a: &Telling, b: &Telling) -> bool {
    let day = |telling: &Telling| telling.event.date.filter(|date| date.day().is_some());
    day(a)
        .zip(day(b))
        .is_some_and(|(a, b)| (a.first_day() - b.first_day()).num_days().abs() > DAYS_APART)
}

fn merge(group: &[&Telling], register: &Register) -> (Event, Vec<(ClaimRef, ClaimRef)>) {
    let told: Vec<Told> = group
        .iter()
        .filter_map(|telling| {
            Some(Told {
                date: telling.event.date?,
                claim: telling.claim,
                published: telling.published,
                in_row: false,
            })
        })
        .collect();
    // No article tells on the second of March what happens on the seventh.
    let news = group.iter().filter_map(|telling| telling.published);
    let first = news.map(Date::last_day).min();
    let credible = |date: Date| first.is_none_or(|first| date.first_day() <= first);
    let (date, contradictions) = choose(&told, false, credible);
    let kinds: BTreeSet<EventKind> = group
        .iter()
        .flat_map(|telling| telling.event.kinds.iter().copied())
        .collect();
    let moves = group
        .iter()
        .filter_map(|telling| Movement::between(telling.from.first()?, telling.to.first()?));
    let (movement, _) = most(moves);
    let to = distinct(group.iter().flat_map(|telling| &telling.to));
    let left = group.iter().flat_map(|telling| {
        let stays = |post: &&Post| has(&telling.to, post.key()) || !has(&to, post.key());
        telling.from.iter().filter(stays)
    });
    let from = distinct(left);
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
