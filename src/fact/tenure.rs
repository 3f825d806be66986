//! Tenure and event claims of one official → tenures, one for each post and run.

use std::collections::{BTreeMap, BTreeSet};

use super::choice::{Told, choose};
use super::event::{Renewal, Telling, distinct};
use super::hold::{Hold, claimed, enacted, replaced};
use super::run::runs;
use super::settled::Settled;
use super::{ClaimKind, ClaimRef, EndState, Event, Tenure};
use crate::claim::{EventKind, Status};
use crate::date::Date;
use crate::identity::{Account, Register};

/// Whoever is told to have been elected so many years after his first term began was elected to a later one.
const WHOLE_TERM: i32 = 5;

/// Papers date one act so many days apart.
const SAME_ACT: i64 = 7;

/// The days of a year.
const WHOLE_YEAR: i64 = 366;

/// Pairs of claims that cannot both be right.
type Contradictions = Vec<(ClaimRef, ClaimRef)>;

/// The tenures, with the pairs of claims that contradict each other.
pub(super) fn tenures(
    name: &str,
    accounts: &[(usize, &Account)],
    settled: &Settled,
    tellings: &[Telling],
    events: &[Event],
    register: &Register,
) -> (Vec<Tenure>, Contradictions) {
    let mut by_post: BTreeMap<String, Vec<Hold>> = BTreeMap::new();
    let told = accounts.iter().flat_map(|&(index, account)| {
        let own = claimed(name, index, account, settled, tellings, register);
        own.into_iter()
            .chain(replaced(name, index, account, settled, register))
    });
    let decided = tellings
        .iter()
        .filter(|telling| telling.event.status == Status::Decided);
    for hold in told.chain(decided.flat_map(|telling| enacted(telling, register))) {
        by_post
            .entry(hold.post.key().to_owned())
            .or_default()
            .push(hold);
    }
    let mut tenures = Vec::new();
    let mut contradictions = Vec::new();
    let without_vote: BTreeSet<i32> = by_post
        .values()
        .flatten()
        .filter(|hold| hold.post.role() == Some("Ủy viên dự khuyết"))
        .filter_map(|hold| Some(hold.years.map(|term| term.from).or(hold.start)?.year()))
        .collect();
    for (key, holds) in by_post {
        for (run, holds) in runs(holds).into_iter().enumerate() {
            let run = Run {
                without_vote: &without_vote,
                key: &key,
                number: run + 1,
                holds,
                tellings,
                events,
            };
            tenures.push(run.tenure(&mut contradictions));
        }
    }
    (tenures, contradictions)
}

/// One run of one post, as claims tell it.
struct Run<'a> {
    key: &'a str,
    number: usize,
    /// The years in which terms began that somebody was on a committee without a vote.
    without_vote: &'a BTreeSet<i32>,
    holds: Vec<Hold>,
    tellings: &'a [Telling<'a>],
    events: &'a [Event],
}

impl Run<'_> {
    fn tenure(&self, contradictions: &mut Contradictions) -> Tenure {
        let (told_start, told_end) = (self.start(contradictions), self.end(contradictions));
        let told_end = told_end.filter(|&end| !self.is_end_of_earlier_term(end));
        let told_start = told_start.filter(|&start| !self.is_within_first_term(start));
        let begun_with_term = self.begun_with_term(told_start);
        let start = begun_with_term.or(told_start);
        // Whoever retires in January takes up no post in April: it is over, nobody knows when.
        let end =
            told_end.filter(|end| start.is_none_or(|start| start.first_day() <= end.last_day()));
        if end != told_end {
            let started = self.holds.iter().find(|hold| hold.start == start);
            let ended = self.holds.iter().find(|hold| hold.end == told_end);
            let tellers = started
                .map(|hold| hold.claim)
                .zip(ended.map(|hold| hold.claim));
            contradictions.extend(tellers.filter(|(one, other)| one != other));
        }
        let begun_by = self
            .holds
            .iter()
            .filter_map(|hold| hold.held_on.or(hold.start).or(hold.end))
            .min();
        let over_by = self.over_by().map(|(over, _)| over);
        let over_by = over_by.or_else(|| self.lapsed());
        let state = if end == told_end {
            self.state(end, contradictions)
        } else {
            EndState::EndedUnknown
        };
        let mut terms: Vec<String> = self
            .holds
            .iter()
            .filter_map(|hold| hold.term.clone())
            .collect();
        terms.sort_unstable();
        terms.dedup();
        let mut claims: Vec<ClaimRef> = self.holds.iter().map(|hold| hold.claim).collect();
        claims.sort_unstable();
        claims.dedup();
        Tenure {
            post: distinct(self.holds.iter().map(|hold| &hold.post)).swap_remove(0),
            run: self.number,
            start,
            start_not_after: if start.is_some() { None } else { begun_by },
            end,
            end_not_before: if end.is_some() {
                None
            } else {
                // An article may announce a tenure before it begins.
                let held = self.last_held().map(|(held, _)| held);
                let term = self.last_term(over_by);
                let held = held.max(term.filter(|&term| {
                    start.is_none_or(|start| term == start || !term.covers(start))
                }));
                held.filter(|held| start.is_none_or(|start| start.first_day() <= held.last_day()))
            },
            end_not_after: if state == EndState::EndedUnknown {
                over_by
            } else {
                None
            },
            state,
            start_cause: self.cause(start, |telling| telling.begins(self.key)),
            end_cause: self.cause(end, |telling| {
                // Of a seat of told terms nobody knows whether he died in one of them.
                let named = |hold: &Hold| hold.at_death && hold.years.is_none();
                let died = telling.event.kinds == [EventKind::Death]
                    && match end {
                        Some(_) => telling.date.is_some(),
                        None => self.holds.iter().any(named),
                    };
                telling.ends(self.key) || died
            }),
            inferred: self.inferred(start, end, begun_with_term.is_some(), state),
            local: None,
            ended_with_unit: false,
            looks_back: self.holds.iter().all(|hold| hold.looks_back),
            of_today: self.holds.iter().any(|hold| hold.of_today),
            terms,
            claims,
        }
    }

    fn first_held(&self) -> Option<(Date, ClaimRef)> {
        self.holds
            .iter()
            .filter_map(|hold| Some((hold.held_on?, hold.claim)))
            .min()
    }

    fn last_held(&self) -> Option<(Date, ClaimRef)> {
        self.holds
            .iter()
            .filter_map(|hold| Some((hold.held_on?, hold.claim)))
            .max()
    }

    /// The claims that tell it to be over: not that a term was over after which it was held in another.
    fn over(&self) -> impl Iterator<Item = &Hold> {
        let terms = self.holds.iter().filter_map(|hold| hold.years);
        let last = terms.map(|term| term.until).max();
        let of_last = move |hold: &&Hold| {
            let term = hold.years.filter(|_| hold.term.is_some());
            term.is_none_or(|term| Some(term.until) == last)
        };
        self.holds.iter().filter(|hold| hold.over).filter(of_last)
    }

    /// Whether it is told to be over: of whom a life tells as a former holder of one term, he holds it no more in another.
    fn is_told_over(&self) -> bool {
        let looks_back = |hold: &Hold| hold.over && hold.looks_back;
        self.over().next().is_some() || self.holds.iter().any(looks_back)
    }

    /// The first day that a claim without an end knows it to be over by.
    fn over_by(&self) -> Option<(Date, ClaimRef)> {
        let over = self.over().filter(|hold| hold.end.is_none());
        over.filter_map(|hold| Some((hold.over_by?, hold.claim)))
            .min()
    }

    /// The beginning of the first term, for whoever was elected with a whole body and of whom no start before is told:
    /// «Ủy viên Trung ương Đảng khóa X, XI, XII», elected in 2016, was one of those elected in 2006.
    fn begun_with_term(&self, told: Option<Date>) -> Option<Date> {
        let post = &self.holds.first()?.post;
        let years = || self.holds.iter().filter_map(|hold| hold.years);
        let from = years().map(|term| term.from).min()?;
        let until = years().map(|term| term.until).max()?;
        let in_a_later_term =
            |told: Date| (from.year() + WHOLE_TERM..until.year()).contains(&told.year());
        let before = |(held, _): (Date, ClaimRef)| held.first_day() < from.first_day();
        // Who was on the committee without a vote in its first term came to it within that.
        let full = post.role() == Some("Ủy viên") && self.without_vote.contains(&from.year());
        let fits =
            !full && told.is_none_or(in_a_later_term) && !self.first_held().is_some_and(before);
        (post.is_elected_with_its_body() && fits).then_some(from)
    }

    /// Whether a start that only a line of a career tells, beside other posts, lies within the first term that the seat is
    /// told to be of: «12/2005 - 7/2007: Ủy viên Trung ương Đảng, Phó Trưởng Ban …» of a member since 2001.
    fn is_within_first_term(&self, start: Date) -> bool {
        let of_line = |hold: &Hold| {
            let of_life = hold.published.is_none() && !hold.in_row[0];
            hold.claim.kind == ClaimKind::Tenure && (hold.end.is_some() || of_life)
        };
        let mut tellers = self.holds.iter().filter(|hold| hold.start == Some(start));
        let years = self.holds.iter().filter_map(|hold| hold.years);
        let from = years.map(|term| term.from).min();
        let elected = self
            .holds
            .first()
            .is_some_and(|hold| hold.post.is_elected_with_its_body());
        // Who was on the committee without a vote came to it within its term.
        let came = from.is_some_and(|from| self.without_vote.contains(&from.year()));
        elected
            && !came
            && tellers.all(of_line)
            && from.is_some_and(|from| (1..WHOLE_TERM).contains(&(start.year() - from.year())))
    }

    /// Whether an end is that of a term before the last that a seat is told to be of: «khóa III, IV», «từ 1960 đến 1976 là
    /// Ủy viên khóa III», elected again in 1976.
    fn is_end_of_earlier_term(&self, end: Date) -> bool {
        let first = self.holds.first();
        let elected = first.is_some_and(|hold| hold.post.is_elected_with_its_body());
        let years = self.holds.iter().filter_map(|hold| hold.years);
        let Some(last) = years.map(|term| term.last.year()).max().filter(|_| elected) else {
            return false;
        };
        let begins = |hold: &Hold| hold.start.map(Date::year) == Some(last);
        end.year() < last || end.year() == last && self.holds.iter().any(begins)
    }

    /// The beginning of the last term that it is told to have been held in.
    fn last_term(&self, over_by: Option<Date>) -> Option<Date> {
        // Who is appointed within a term need not have been there when it began.
        let whole = |hold: &&Hold| hold.post.is_elected_with_its_body();
        let years = self
            .holds
            .iter()
            .filter(whole)
            .filter_map(|hold| hold.years);
        let last = years.map(|term| term.last).max()?;
        over_by
            .is_none_or(|over| last.first_day() <= over.last_day())
            .then_some(last)
    }

    /// The end of the last of its terms, where no article shows it held in a later one.
    fn lapsed(&self) -> Option<Date> {
        let years = self.holds.iter().filter_map(|hold| hold.years);
        let until = years.map(|term| term.until).max()?;
        let later = |date: Date| date.first_day() > until.last_day();
        let still = |hold: &Hold| {
            let days = [hold.start, hold.held_on, hold.end];
            days.into_iter().flatten().any(later)
        };
        let lapsed = self
            .holds
            .iter()
            .any(|hold| hold.has_lapsed() && hold.years.is_some_and(|term| term.until == until));
        (lapsed && !self.holds.iter().any(still)).then_some(until)
    }

    fn start(&self, contradictions: &mut Contradictions) -> Option<Date> {
        let first = self.first_held();
        let begun = self.holds.iter().filter_map(|hold| hold.start);
        let begun = begun.min_by_key(|start| start.last_day());
        // A post that was held or begun before the act that gave it was only renewed by that act.
        let renewed = |hold: &Hold| {
            let Some(start) = hold.start else {
                return false;
            };
            let held = first.is_some_and(|(held, _)| held.last_day() < start.first_day());
            let before = begun
                .is_some_and(|begun| (start.first_day() - begun.last_day()).num_days() > SAME_ACT);
            match hold.renewal {
                Renewal::Always => true,
                Renewal::Never => false,
                Renewal::WhereHeld => held,
                Renewal::EachTerm => held || before,
            }
        };
        let told: Vec<Told> = self
            .holds
            .iter()
            .filter(|hold| !renewed(hold))
            .filter_map(|hold| {
                Some(Told {
                    date: hold.start?,
                    claim: hold.claim,
                    published: hold.published,
                    in_row: hold.in_row[0],
                })
            })
            .collect();
        // Nobody takes up in May what he is seen to hold in March.
        let credible =
            |start: Date| first.is_none_or(|(held, _)| start.first_day() <= held.last_day());
        let (start, against) = choose(&told, true, credible);
        contradictions.extend(against);
        if let (Some(start), Some((held, claim))) = (start, first)
            && held.last_day() < start.first_day()
        {
            contradictions.extend(elsewhere(&told, start, claim));
        }
        start
    }

    /// The days on which an act is told that takes the post from its holder, and no more.
    fn taken_on(&self) -> Vec<Date> {
        const TAKES: [EventKind; 3] = [
            EventKind::Relief,
            EventKind::Removal,
            EventKind::Resignation,
        ];
        let takes = |telling: &&Telling| {
            let kinds = &telling.event.kinds;
            telling.to.is_empty()
                && telling.ends(self.key)
                && telling.event.status == Status::Decided
                && kinds.iter().any(|kind| TAKES.contains(kind))
        };
        let days = self.tellings.iter().filter(takes);
        let days =
            days.filter_map(|telling| telling.event.date.filter(|date| date.day().is_some()));
        days.collect()
    }

    /// Whether a claim ends the post only on the day on which its holder took up another, while it was taken from him within
    /// a year of that: a minister who becomes a deputy of the Government is relieved later.
    fn is_taken_otherwise(&self, hold: &Hold, taken: &[Date]) -> bool {
        let Some(end) = hold.end.filter(|_| !hold.in_row[1]) else {
            return false;
        };
        let apart = |day: &Date| (day.first_day() - end.first_day()).num_days().abs();
        let steps = |telling: &Telling| {
            !telling.to.is_empty()
                && telling.claim.account == hold.claim.account
                && telling.date == Some(end)
                && telling.ends(self.key)
        };
        end.day().is_some()
            && taken
                .iter()
                .any(|day| (1..WHOLE_YEAR).contains(&apart(day)))
            && self.tellings.iter().any(steps)
    }

    fn end(&self, contradictions: &mut Contradictions) -> Option<Date> {
        let taken = self.taken_on();
        let told: Vec<Told> = self
            .holds
            .iter()
            .filter(|hold| taken.is_empty() || !self.is_taken_otherwise(hold, &taken))
            .filter_map(|hold| {
                Some(Told {
                    date: hold.end?,
                    claim: hold.claim,
                    published: hold.published,
                    in_row: hold.in_row[1],
                })
            })
            .collect();
        let (end, against) = choose(&told, false, |_| true);
        contradictions.extend(against);
        if let (Some(end), Some((held, claim))) = (end, self.last_held())
            && held.first_day() > end.last_day()
        {
            contradictions.extend(elsewhere(&told, end, claim));
        }
        end
    }

    fn state(&self, end: Option<Date>, contradictions: &mut Contradictions) -> EndState {
        if end.is_some() {
            return EndState::Ended;
        }
        if let (Some((over, former)), Some((held, claim))) = (self.over_by(), self.last_held())
            && held.first_day() > over.last_day()
        {
            contradictions.push((former, claim));
            return EndState::Open;
        }
        if self.is_told_over() || self.lapsed().is_some() {
            EndState::EndedUnknown
        } else {
            EndState::Open
        }
    }

    /// Which of the ends no claim tells outright.
    fn inferred(
        &self,
        start: Option<Date>,
        end: Option<Date>,
        begun_with_term: bool,
        state: EndState,
    ) -> Vec<&'static str> {
        let told_over = self.is_told_over();
        let by_term = self.over_by().is_none() && self.lapsed().is_some();
        let lapsed = state == EndState::EndedUnknown && (!told_over || by_term);
        let inferred = |date: Option<Date>, of: fn(&Hold) -> Option<Date>| {
            let mut tellers = self
                .holds
                .iter()
                .filter(|hold| of(hold).is_some() && of(hold) == date)
                .peekable();
            tellers.peek().is_some() && tellers.all(|hold| hold.inferred)
        };
        let start = begun_with_term || inferred(start, |hold| hold.start);
        let end = lapsed || inferred(end, |hold| hold.end);
        let (start, end) = (start.then_some("start"), end.then_some("end"));
        start.into_iter().chain(end).collect()
    }

    /// The decided event that the run rests on and whose date is that of its start or end.
    fn cause(&self, date: Option<Date>, causes: impl Fn(&Telling) -> bool) -> Option<usize> {
        let fits = |event: &Event| match (date, event.date) {
            (Some(a), Some(b)) => a.covers(b) || b.covers(a),
            (_, None) => true,
            (None, Some(_)) => false,
        };
        let told = |event: &Event| {
            self.tellings.iter().any(|telling| {
                event.claims.contains(&telling.claim)
                    && causes(telling)
                    && self
                        .holds
                        .iter()
                        .any(|hold| hold.claim.account == telling.claim.account)
            })
        };
        let events = self.events.iter().enumerate();
        let causing = events
            .filter(|(_, event)| event.status == Status::Decided && fits(event) && told(event));
        causing
            .min_by_key(|(at, event)| (event.date.is_none(), *at))
            .map(|(at, _)| at)
    }
}

/// The claim that tells a date, against one of another article: within one article each is the other's context.
fn elsewhere(told: &[Told], date: Date, against: ClaimRef) -> Option<(ClaimRef, ClaimRef)> {
    let other = told
        .iter()
        .find(|told| told.date == date && told.claim.account != against.account)?;
    Some((other.claim, against))
}
