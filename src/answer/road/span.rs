//! How long a post was held, what was held beside it, and the times of which nothing is told.

use chrono::{Days, NaiveDate};
use serde::Serialize;

use super::{Act, Road, Step};
use crate::date::Date;

/// A time without a step up to this many days is no gap: papers round to months.
const SHORT: i64 = 31;
/// A post that no article shows as left may have lasted for a term of office; longer silence says nothing of it.
pub(super) const TERM: i64 = 5 * 366;

/// A time of which no article shows a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// The last day that a step before it is known of.
    pub from: Date,
    /// The first day that the step after it is known of.
    pub to: Date,
    /// How many days lie between.
    pub days: i64,
    /// The steps before it of which no article tells when they ended, and which may have lasted into it.
    pub perhaps: Vec<String>,
    /// The step after it.
    pub before: String,
}

/// How sure it is that a post was held at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum At {
    /// The articles prove it.
    Held,
    /// It began or ended at a time that is told so vaguely that it may or may not have been held.
    Perhaps,
    /// It was held before, and nobody tells that it ended.
    LastSeen,
    /// It was held after, and nobody tells when it began.
    FirstSeen,
}

/// How a tenure begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// On a day between these, both included; a day, a month or a year.
    Between(NaiveDate, NaiveDate),
    /// Nobody tells; it was held on this day, and (an end) no longer on that one.
    Beyond(NaiveDate, Option<NaiveDate>),
}

impl Edge {
    fn of(date: Date) -> Self {
        Self::Between(date.first_day(), date.last_day())
    }
}

impl Step {
    /// How it begins and ends; none where no date at all is told.
    pub(super) fn edges(&self) -> Option<(Edge, Edge)> {
        if !self.is_tenure() {
            let date = Edge::of(self.start?);
            return Some((date, date));
        }
        let seen = self.first_seen.map(Date::last_day);
        let begins = match (self.start, seen) {
            (Some(start), _) => Some(Edge::of(start)),
            (None, Some(seen)) => Some(Edge::Beyond(seen, None)),
            (None, None) => None,
        };
        let gone = self.gone_by.map(Date::first_day);
        let shown = self.last_seen.map(Date::first_day);
        let latest_start = match begins {
            Some(Edge::Between(_, last) | Edge::Beyond(last, _)) => Some(last),
            None => None,
        };
        let ends = match (self.end, shown.max(latest_start)) {
            (Some(end), _) => Some(Edge::of(end)),
            (None, Some(shown)) => Some(Edge::Beyond(shown, gone.filter(|gone| *gone >= shown))),
            // Nothing but «former» is told: it ended before that day. That its unit came to an end says nothing of when.
            (None, None) => gone
                .filter(|_| self.ended_with.is_none())
                .map(|gone| Edge::Beyond(gone, Some(gone))),
        };
        match (begins, ends) {
            (Some(begins), Some(ends)) => Some((begins, ends)),
            (None, Some(ends)) => {
                let (Edge::Between(day, _) | Edge::Beyond(day, _)) = ends;
                Some((Edge::Beyond(day, None), ends))
            }
            (_, None) => None,
        }
    }

    /// The fewest and the most days that a tenure can have lasted.
    pub(super) fn days(&self) -> (Option<i64>, Option<i64>) {
        let Some((begins, ends)) = self.edges().filter(|_| self.is_tenure()) else {
            return (None, None);
        };
        let (Edge::Between(_, latest_start) | Edge::Beyond(latest_start, _)) = begins;
        let (Edge::Between(earliest_end, _) | Edge::Beyond(earliest_end, _)) = ends;
        let least = (earliest_end - latest_start).num_days().max(0);
        let latest_end = match ends {
            Edge::Between(_, day) => Some(day),
            Edge::Beyond(_, gone) => gone,
        };
        let most = match (begins, latest_end) {
            (Edge::Between(first, _), Some(end)) => Some((end - first).num_days().max(0)),
            _ => None,
        };
        (Some(least), most)
    }

    /// The days between which the articles prove the post as held, the second not included.
    pub(super) fn proven(&self) -> Option<(NaiveDate, NaiveDate)> {
        // That it was held in the years of a term proves no day.
        let of_term = self.last_seen.is_some_and(|seen| seen.day().is_none());
        if of_term && self.start.or(self.first_seen).is_none() {
            return None;
        }
        let (begins, ends) = self.edges().filter(|_| self.is_tenure())?;
        let (Edge::Between(_, from) | Edge::Beyond(from, _)) = begins;
        let to = match ends {
            Edge::Between(first, _) => first,
            Edge::Beyond(_, Some(gone)) if gone <= from => return None,
            // The day on which it was seen is itself proven.
            Edge::Beyond(seen, _) => seen.checked_add_days(Days::new(1))?,
        };
        (from < to).then_some((from, to))
    }

    /// How sure it is that it was held at a time; none where it was not, or where the articles are silent for longer
    /// than a term of office.
    pub(super) fn at(&self, at: Date) -> Option<At> {
        let (begins, ends) = self.edges().filter(|_| self.is_tenure())?;
        let (first, last) = (at.first_day(), at.last_day());
        let (earliest, latest_start) = match begins {
            Edge::Between(earliest, latest) => (Some(earliest), latest),
            Edge::Beyond(seen, _) => (None, seen),
        };
        let (earliest_end, latest) = match ends {
            Edge::Between(earliest, latest) => (earliest, Some(latest)),
            Edge::Beyond(seen, gone) => (seen, gone),
        };
        let is_over = latest.is_some_and(|latest| latest < first);
        if is_over || earliest.is_some_and(|earliest| earliest > last) {
            return None;
        }
        let is_told = self.start.is_some() || self.first_seen.is_some() || self.last_seen.is_some();
        if is_told && latest_start <= last && earliest_end >= first {
            return Some(At::Held);
        }
        if latest_start > last && earliest.is_none() {
            return (is_told && (latest_start - last).num_days() < TERM).then_some(At::FirstSeen);
        }
        if earliest_end < first && self.end.is_none() {
            return ((first - earliest_end).num_days() < TERM).then_some(At::LastSeen);
        }
        Some(At::Perhaps)
    }

    /// From the first to the last day that the tenure is known of, precision taken at its widest; none where it is only
    /// told as past.
    fn known(&self) -> Option<(NaiveDate, NaiveDate)> {
        let (begins, ends) = self.edges().filter(|_| self.is_tenure())?;
        let (Edge::Between(from, _) | Edge::Beyond(from, _)) = begins;
        let to = match ends {
            Edge::Beyond(_, Some(gone)) if gone <= from => return None,
            Edge::Between(_, to) | Edge::Beyond(to, _) => to,
        };
        Some((from, to.max(from)))
    }

    /// Whether nothing shows that a tenure ended only after another began.
    pub(super) fn is_before(&self, later: &Self) -> bool {
        match (self.known(), later.known()) {
            (Some((_, to)), Some((from, _))) => to <= from,
            _ => false,
        }
    }

    /// Where the step stands in the order of time: what has no date comes last, and what began at an unknown time
    /// before what began that day; at one time the higher standing comes first.
    pub(super) fn position(&self) -> (NaiveDate, bool, Option<Date>, u8, String, String) {
        let gone_by = self.gone_by.filter(|_| self.ended_with.is_none());
        let known = [
            self.start,
            self.first_seen,
            self.last_seen,
            self.end,
            gone_by,
        ];
        let told = self.acts.iter().filter_map(|act| act.date).min();
        let first = known.into_iter().flatten().next().or(told);
        (
            first.map_or(NaiveDate::MAX, Date::first_day),
            self.start.is_some(),
            self.end,
            self.rank.unwrap_or(u8::MAX),
            self.post.clone().unwrap_or_default(),
            self.fact.clone(),
        )
    }
}

impl Road {
    /// Puts the steps in order of time; those without a date go where the acts that begin and end them put them.
    pub(super) fn sort(&mut self) {
        self.steps.sort_by_cached_key(Step::position);
        let dated = self
            .steps
            .partition_point(|step| step.position().0 < NaiveDate::MAX);
        let mut undated = self.steps.split_off(dated);
        loop {
            let found = undated
                .iter()
                .enumerate()
                .find_map(|(at, step)| Some((at, self.place_of(step)?)));
            let Some((at, place)) = found else { break };
            self.steps.insert(place, undated.remove(at));
        }
        self.steps.extend(undated);
    }

    /// Where among the others a step without a date belongs: before the post that its holder left it for, or after the one
    /// that he had left for it.
    fn place_of(&self, step: &Step) -> Option<usize> {
        let is_end_of = |act: &Act, posts: &[String]| {
            let own = step.left.as_ref().or(step.how.as_ref());
            let same = own.is_some_and(|own| own.event == act.event);
            same || step.post.as_ref().is_some_and(|post| posts.contains(post))
        };
        let next = self.steps.iter().position(|other| {
            let how = other.how.as_ref();
            other.holder == step.holder && how.is_some_and(|act| is_end_of(act, &act.from))
        });
        next.or_else(|| {
            let before = self.steps.iter().rposition(|other| {
                let left = other.left.as_ref();
                other.holder == step.holder && left.is_some_and(|act| is_end_of(act, &act.to))
            });
            before.map(|at| at + 1)
        })
    }

    /// Notes which steps were held at once.
    pub(super) fn compare(&mut self) {
        let proven: Vec<_> = self.steps.iter().map(Step::proven).collect();
        for at in 0..self.steps.len() {
            let beside = |other: &usize| match (proven[at], proven[*other]) {
                (Some((from, to)), Some((other_from, other_to))) => {
                    // An article on the day of a change shows the post that is left and the one that is taken up.
                    let days = (to.min(other_to) - from.max(other_from)).num_days();
                    days > 1 || days == 1 && from == other_from
                }
                _ => false,
            };
            let others = (0..self.steps.len()).filter(|other| *other != at);
            let beside: Vec<String> = others
                .filter(beside)
                .map(|other| self.steps[other].fact.clone())
                .collect();
            self.steps[at].beside = beside;
        }
    }

    /// Notes the times of which no article shows a step; the steps are in order of time.
    pub(super) fn find_gaps(&mut self) {
        let mut last: Option<NaiveDate> = None;
        let mut lasting: Vec<(&Step, NaiveDate)> = Vec::new();
        let mut gaps = Vec::new();
        for step in &self.steps {
            let Some((from, to)) = step.known() else {
                continue;
            };
            if let Some(last) = last.filter(|last| (from - *last).num_days() > SHORT) {
                let may_have_lasted = |(step, until): &&(&Step, NaiveDate)| {
                    let is_gone = step.gone_by.is_some_and(|gone| gone.first_day() <= last);
                    let silence = (last - *until).num_days().max((from - last).num_days() / 2);
                    !is_gone && silence < TERM
                };
                let perhaps = lasting.iter().filter(may_have_lasted);
                gaps.push(Gap {
                    from: last.into(),
                    to: from.into(),
                    days: (from - last).num_days(),
                    perhaps: perhaps.map(|(step, _)| step.fact.clone()).collect(),
                    before: step.fact.clone(),
                });
            }
            last = last.max(Some(to));
            if step.end.is_none() {
                lasting.push((step, to));
            }
        }
        self.gaps = gaps;
    }
}
