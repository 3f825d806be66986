//! Tenure and event claims of one official → tenures, one for each post and run.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::choice::{Told, choose};
use super::event::{Telling, distinct};
use super::{ClaimKind, ClaimRef, EndState, Event, Tenure};
use crate::claim::{EventKind, Status, When};
use crate::date::Date;
use crate::identity::{Account, Post, name_key};

/// Papers go on using an old title: only a mention so long after the end means that the official came back.
const CAME_BACK_AFTER: i64 = 366;

/// What one claim says about one post.
struct Hold {
    claim: ClaimRef,
    post: Post,
    start: Option<Date>,
    end: Option<Date>,
    /// A day on which the post was held.
    held_on: Option<Date>,
    /// The post is told to be over.
    over: bool,
    /// A day by which it was over.
    over_by: Option<Date>,
    /// The start is that of an act that may only have renewed the term.
    may_renew: bool,
    /// The start or the end was not read but inferred.
    inferred: bool,
    term: Option<String>,
}

/// The tenures, with the pairs of claims that contradict each other.
pub(super) fn tenures(
    name: &str,
    accounts: &[(usize, &Account)],
    tellings: &[Telling],
    events: &[Event],
) -> (Vec<Tenure>, Vec<(ClaimRef, ClaimRef)>) {
    let mut by_post: BTreeMap<String, Vec<Hold>> = BTreeMap::new();
    for hold in accounts.iter().flat_map(|&(index, account)| claimed(name, index, account, tellings)) {
        by_post.entry(hold.post.key()).or_default().push(hold);
    }
    for hold in tellings.iter().filter(|telling| telling.event.status == Status::Decided).flat_map(enacted) {
        by_post.entry(hold.post.key()).or_default().push(hold);
    }
    let mut tenures = Vec::new();
    let mut contradictions = Vec::new();
    for (key, holds) in by_post {
        for (run, holds) in runs(holds).into_iter().enumerate() {
            tenures.push(tenure(&key, run + 1, &holds, tellings, events, &mut contradictions));
        }
    }
    (tenures, contradictions)
}

/// What the tenure claims of an account say.
fn claimed(name: &str, index: usize, account: &Account, tellings: &[Telling]) -> Vec<Hold> {
    let published = account.claims.article.published;
    let decided = || {
        tellings.iter().filter(move |t| t.claim.account == index && t.event.status == Status::Decided)
    };
    let mut holds = Vec::new();
    for (at, (claim, post)) in account.claims.tenures.iter().zip(&account.tenures).enumerate() {
        let Some(post) = post.as_ref().filter(|_| name_key(&claim.person) == name) else { continue };
        let key = post.key();
        let mut hold = Hold {
            claim: ClaimRef { account: index, kind: ClaimKind::Tenure, index: at },
            post: post.clone(),
            start: claim.start,
            end: claim.end,
            held_on: None,
            over: false,
            over_by: None,
            may_renew: false,
            inferred: claim.recovered.iter().any(|argument| argument == "date"),
            term: claim.term.clone(),
        };
        match claim.when {
            When::Current => {
                // «Current» is how things stood before the article's own events took effect.
                let died = decided().find(|t| t.event.kinds.contains(&EventKind::Death));
                if let Some(left) = decided().find(|t| t.ends(&key)).or(died) {
                    hold.over = true;
                    hold.inferred |= hold.end.is_none() && !left.ends(&key);
                    hold.end = hold.end.or(left.event.date);
                    hold.over_by = published;
                } else {
                    hold.held_on = published;
                }
            }
            When::New => {
                let act = decided().find(|t| t.begins(&key));
                hold.start = hold.start.or(act.and_then(|t| t.event.date));
                hold.may_renew = act.is_some_and(Telling::may_renew);
                hold.held_on = held_by(hold.start, published);
            }
            When::Former => {
                hold.over = true;
                hold.over_by = published;
            }
        }
        holds.push(hold);
    }
    holds
}

/// What a decided act says of the posts at its ends.
fn enacted(telling: &Telling) -> Vec<Hold> {
    let hold = |post: &Post| Hold {
        claim: telling.claim,
        post: post.clone(),
        start: None,
        end: None,
        held_on: None,
        over: false,
        over_by: None,
        may_renew: false,
        inferred: telling.event.recovered.iter().any(|argument| argument == "date"),
        term: None,
    };
    let left = distinct(telling.posts.from.iter()).into_iter().filter(|post| telling.ends(&post.key())).map(|post| Hold {
        end: telling.event.date,
        over: true,
        over_by: telling.published,
        ..hold(&post)
    });
    let taken = distinct(telling.posts.to.iter()).into_iter().map(|post| Hold {
        start: telling.event.date,
        held_on: held_by(telling.event.date, telling.published),
        may_renew: telling.may_renew(),
        ..hold(&post)
    });
    left.chain(taken).collect()
}

/// The day of the news, unless the post is taken up only later.
fn held_by(start: Option<Date>, published: Option<Date>) -> Option<Date> {
    published.filter(|published| start.is_none_or(|start| start.first_day() <= published.last_day()))
}

/// Cuts the claims about one post into runs: a new one begins only where claims tell an end and then a start, or
/// show the post held again long after its end.
fn runs(holds: Vec<Hold>) -> Vec<Vec<Hold>> {
    let mut ends: Vec<NaiveDate> = holds.iter().filter_map(|hold| hold.end.map(Date::last_day)).collect();
    ends.sort_unstable();
    ends.dedup();
    let comes_back = |end: NaiveDate, until: Option<NaiveDate>| {
        holds.iter().any(|hold| {
            let start = hold.start.map(Date::first_day).filter(|&start| start > end);
            let held = hold.held_on.map(Date::first_day);
            let held = held.filter(|held| held.signed_duration_since(end).num_days() > CAME_BACK_AFTER);
            start.or(held).is_some_and(|again| until.is_none_or(|until| again <= until))
        })
    };
    let breaks: Vec<NaiveDate> = ends
        .iter()
        .enumerate()
        .filter(|&(at, &end)| comes_back(end, ends.get(at + 1).copied()))
        .map(|(_, &end)| end)
        .collect();
    let mut runs: Vec<Vec<Hold>> = (0..=breaks.len()).map(|_| Vec::new()).collect();
    for hold in holds {
        let before = |day: NaiveDate| breaks.iter().filter(|&&end| end < day).count();
        let run = if let Some(day) = hold.start.or(hold.end) {
            before(day.first_day())
        } else if let Some(day) = hold.held_on {
            before(day.first_day())
        } else {
            // Told as over without dates: the last run that was over by then.
            before(hold.over_by.map_or(NaiveDate::MAX, Date::last_day)).saturating_sub(1)
        };
        runs[run].push(hold);
    }
    runs.retain(|run| !run.is_empty());
    runs
}

fn tenure(
    key: &str,
    run: usize,
    holds: &[Hold],
    tellings: &[Telling],
    events: &[Event],
    contradictions: &mut Vec<(ClaimRef, ClaimRef)>,
) -> Tenure {
    let told = |date: fn(&Hold) -> Option<Date>| -> Vec<Told> {
        holds.iter().filter_map(|hold| Some(Told { date: date(hold)?, claim: hold.claim })).collect()
    };
    let first_held = holds.iter().filter_map(|hold| Some((hold.held_on?, hold.claim))).min();
    let last_held = holds.iter().filter_map(|hold| Some((hold.held_on?, hold.claim))).max();

    // A post held before the act that gave it was only renewed by that act.
    let renewed = |hold: &Hold| {
        hold.may_renew && hold.start.zip(first_held).is_some_and(|(start, (held, _))| held.last_day() < start.first_day())
    };
    let starts: Vec<Told> = holds
        .iter()
        .filter(|hold| !renewed(hold))
        .filter_map(|hold| Some(Told { date: hold.start?, claim: hold.claim }))
        .collect();
    let (start, against) = choose(&starts);
    contradictions.extend(against);
    let begun_by = holds.iter().filter_map(|hold| hold.held_on.or(hold.start).or(hold.end)).min();

    let ends = told(|hold| hold.end);
    let (end, against) = choose(&ends);
    contradictions.extend(against);
    let over = holds.iter().filter(|hold| hold.over && hold.end.is_none());
    let over_by = over.clone().filter_map(|hold| Some((hold.over_by?, hold.claim))).min();

    // A claim of the same article is its own context, not a contradiction.
    let contradicted = |claims: &[Told], date: Date, held: ClaimRef| {
        claims.iter().find(|told| told.date == date && told.claim.account != held.account).map(|t| (t.claim, held))
    };
    if let (Some(start), Some((held, claim))) = (start, first_held)
        && held.last_day() < start.first_day()
    {
        contradictions.extend(contradicted(&starts, start, claim));
    }
    if let (Some(end), Some((held, claim))) = (end, last_held)
        && held.first_day() > end.last_day()
    {
        contradictions.extend(contradicted(&ends, end, claim));
    }
    let seen_again = match (end, over_by, last_held) {
        (None, Some((over, former)), Some((held, claim))) if held.first_day() > over.last_day() => {
            contradictions.push((former, claim));
            true
        }
        _ => false,
    };
    let state = match end {
        Some(_) => EndState::Ended,
        None if over.clone().next().is_some() && !seen_again => EndState::EndedUnknown,
        None => EndState::Open,
    };
    let start_cause = cause(holds, start, tellings, events, |telling| telling.begins(key));
    let end_cause =
        cause(holds, end, tellings, events, |telling| telling.ends(key) || telling.event.kinds == [EventKind::Death]);
    let inferred_at = |date: Option<Date>, of: fn(&Hold) -> Option<Date>| {
        let mut tellers = holds.iter().filter(|hold| of(hold).is_some() && of(hold) == date).peekable();
        tellers.peek().is_some() && tellers.all(|hold| hold.inferred)
    };
    let mut inferred = Vec::new();
    if inferred_at(start, |hold| hold.start) {
        inferred.push("start");
    }
    if inferred_at(end, |hold| hold.end) {
        inferred.push("end");
    }
    let mut terms: Vec<String> = holds.iter().filter_map(|hold| hold.term.clone()).collect();
    terms.sort_unstable();
    terms.dedup();
    let mut claims: Vec<ClaimRef> = holds.iter().map(|hold| hold.claim).collect();
    claims.sort_unstable();
    claims.dedup();
    let post = distinct(holds.iter().map(|hold| &hold.post)).swap_remove(0);
    Tenure {
        post,
        run,
        start,
        start_not_after: if start.is_some() { None } else { begun_by },
        end,
        end_not_before: if end.is_some() { None } else { last_held.map(|(held, _)| held) },
        end_not_after: if state == EndState::EndedUnknown { over_by.map(|(over, _)| over) } else { None },
        state,
        start_cause,
        end_cause,
        inferred,
        terms,
        claims,
    }
}

/// The decided event that a run rests on and whose date is that of the run's start or end.
fn cause(
    holds: &[Hold],
    date: Option<Date>,
    tellings: &[Telling],
    events: &[Event],
    causes: impl Fn(&Telling) -> bool,
) -> Option<usize> {
    let in_run = |claim: ClaimRef| holds.iter().any(|hold| hold.claim == claim);
    let fits = |event: &Event| match (date, event.date) {
        (Some(a), Some(b)) => a.covers(b) || b.covers(a),
        (_, None) => true,
        (None, Some(_)) => false,
    };
    let told = |event: &Event| {
        tellings.iter().any(|telling| {
            let same_article = |hold: &Hold| hold.claim.account == telling.claim.account;
            event.claims.contains(&telling.claim)
                && causes(telling)
                && (in_run(telling.claim) || holds.iter().any(same_article))
        })
    };
    let causing = events.iter().enumerate().filter(|(_, e)| e.status == Status::Decided && fits(e) && told(e));
    causing.min_by_key(|(at, event)| (event.date.is_none(), *at)).map(|(at, _)| at)
}
