//! The claims about one post, cut where its holder left and came back.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::ClaimKind;
use super::hold::Hold;
use crate::date::Date;
use crate::rules::Term;

/// Papers go on using an old title: only a mention so long after the end means that the official came back.
const CAME_BACK_AFTER: i64 = 366;

/// The next line of a career goes on with a post where it begins within so many days of the end of the line before.
const TOUCHES: i64 = 31;

/// Cuts the claims about one post into runs: a new one begins only where claims tell an end and then a start, or
/// show the post held again long after its end.
pub(super) fn runs(mut holds: Vec<Hold>) -> Vec<Vec<Hold>> {
    go_on(&mut holds);
    let mut ends: Vec<NaiveDate> = holds
        .iter()
        .filter_map(|hold| hold.end.map(Date::last_day))
        .collect();
    ends.sort_unstable();
    ends.dedup();
    let comes_back = |end: NaiveDate, until: Option<NaiveDate>| {
        holds.iter().any(|hold| {
            let start = hold.start.map(Date::first_day).filter(|&start| start > end);
            let held = hold.held_on.map(Date::first_day);
            let held =
                held.filter(|held| held.signed_duration_since(end).num_days() > CAME_BACK_AFTER);
            start
                .or(held)
                .is_some_and(|again| until.is_none_or(|until| again <= until))
        })
    };
    let left = ends
        .iter()
        .enumerate()
        .filter(|&(at, &end)| comes_back(end, ends.get(at + 1).copied()))
        .map(|(_, &end)| end);
    let mut breaks: Vec<NaiveDate> = left.chain(between_terms(&holds)).collect();
    breaks.sort_unstable();
    breaks.dedup();
    let mut runs: Vec<Vec<Hold>> = (0..=breaks.len()).map(|_| Vec::new()).collect();
    for hold in holds {
        let before = |day: NaiveDate| breaks.iter().filter(|&&end| end < day).count();
        let run = if let Some(day) = hold.start.or(hold.end).or(hold.held_on) {
            before(day.first_day())
        } else if let Some(term) = hold.years {
            before(term.from.last_day())
        } else {
            // Told as over without dates: the last run that was over by then.
            before(hold.over_by.map_or(NaiveDate::MAX, Date::last_day)).saturating_sub(1)
        };
        runs[run].push(hold);
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// The last days of the terms after which the holder of a seat missed at least one: «khóa IX, XI, XII».
fn between_terms(holds: &[Hold]) -> Vec<NaiveDate> {
    let seats = holds
        .iter()
        .filter(|hold| hold.post.is_elected_with_its_body());
    let mut terms: Vec<Term> = seats.filter_map(|hold| hold.years).collect();
    terms.sort_unstable_by_key(|term| (term.from, term.until));
    let mut reached: Option<Date> = None;
    let mut missed = Vec::new();
    for term in terms {
        missed.extend(reached.filter(|&until| until < term.from));
        reached = reached.max(Some(term.until));
    }
    let spans = |day: NaiveDate, hold: &Hold| {
        let told = hold.start.zip(hold.end);
        told.is_some_and(|(start, end)| start.first_day() < day && day < end.last_day())
    };
    let missed = missed.into_iter().map(Date::last_day);
    missed
        .filter(|&day| !holds.iter().any(|hold| spans(day, hold)))
        .collect()
}

/// Makes the lines of a career that go on with one post one: where a line ends, its holder need not have left, as long
/// as the next begins at once, or in the same term or the next, and no act is told by which he left.
fn go_on(holds: &mut [Hold]) {
    let mut careers: BTreeMap<usize, Vec<&Hold>> = BTreeMap::new();
    for hold in holds.iter() {
        if hold.start.or(hold.end).is_some() {
            careers.entry(hold.claim.account).or_default().push(hold);
        }
    }
    let is_line = |hold: &&&Hold| hold.claim.kind == ClaimKind::Tenure;
    // «… đến tháng 12/1993 là A. Tháng 1/1994, ông được bầu làm A»: again.
    let goes_into = |hold: &&&Hold| is_line(hold) || hold.end.is_none();
    let pairs = careers.values().flat_map(|told| {
        let with = move |one| {
            let next = told.iter().filter(goes_into);
            next.map(move |other| (one, other))
        };
        told.iter().filter(is_line).flat_map(with)
    });
    let joints: Vec<(Date, Date)> = pairs
        .filter(|(one, other)| goes_on(one, other))
        .filter_map(|(one, other)| one.end.zip(other.start))
        .filter(|(end, _)| {
            let left = |hold: &Hold| {
                hold.claim.kind == ClaimKind::Event
                    && hold
                        .end
                        .is_some_and(|left| end.covers(left) || left.covers(*end))
            };
            !holds.iter().any(left)
        })
        .collect();
    for hold in holds {
        let (start, end) = (hold.start, hold.end);
        if joints.iter().any(|(_, again)| start == Some(*again)) {
            hold.start = None;
        }
        if joints.iter().any(|(left, _)| end == Some(*left)) {
            hold.end = None;
            hold.over = false;
            hold.over_by = None;
        }
    }
}

/// Whether the second of two lines of one career tells on of the post that the first tells of.
fn goes_on(one: &Hold, other: &Hold) -> bool {
    let (Some(end), Some(start)) = (one.end, other.start) else {
        return false;
    };
    let later = one
        .start
        .is_none_or(|before| before.first_day() < start.first_day())
        && other
            .end
            .is_none_or(|after| end.last_day() < after.last_day());
    let apart = (start.first_day() - end.last_day()).num_days();
    // Between two years there is room for another post.
    let at_once = end.month().is_some() && start.month().is_some() && apart.abs() <= TOUCHES;
    let terms = one.years.zip(other.years);
    // «khóa VII, VIII, IX» bridges what its lines leave between them.
    let bridged = one.post.is_elected_with_its_body()
        && one
            .years
            .is_some_and(|years| start.first_day() < years.until.first_day());
    let in_terms = one.post.is_membership()
        && apart > 0
        && (bridged || terms.is_some_and(|(one, other)| other.from <= one.until));
    later && (at_once || in_terms)
}
