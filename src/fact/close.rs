//! Ends that no article tells of a post: the holder's death or retirement, and the end of the unit it was in.

use super::{EndState, Event, Tenure};
use crate::claim::{EventKind, Status};
use crate::date::Date;
use crate::identity::Register;

/// Who was last seen in a post so many days before its unit, the holder's life or his service ended held it to the
/// end; of a post seen long before nobody knows.
const HELD_TO_THE_END: i64 = 366;

/// Closes the tenures that a step of the official's own, his death or retirement, or the end of a unit must have ended.
pub(super) fn close(tenures: &mut [Tenure], events: &[Event], register: &Register) {
    close_by_moves(tenures, events);
    close_by_next(tenures, register);
    for tenure in tenures.iter_mut() {
        close_by_act(tenure, events, EventKind::Death);
        if !tenure.post.is_membership() {
            close_by_act(tenure, events, EventKind::Retirement);
        }
        close_with_unit(tenure, register);
    }
}

/// Dates an act that no article dates by the beginning of the post that it led to: then the post that it led from ended.
fn close_by_moves(tenures: &mut [Tenure], events: &[Event]) {
    let begun: Vec<(usize, Date)> = tenures
        .iter()
        .filter_map(|tenure| tenure.start_cause.zip(tenure.start))
        .collect();
    for tenure in tenures.iter_mut() {
        let undated = tenure
            .end_cause
            .filter(|&cause| tenure.end.is_none() && events[cause].date.is_none());
        let mut moves = begun
            .iter()
            .filter(|(cause, _)| undated == Some(*cause))
            .map(|(_, date)| *date);
        if let (Some(date), None) = (moves.next(), moves.next())
            && !tenure.is_known_after(date)
        {
            tenure.end_on(date);
        }
    }
}

/// Closes an open tenure by the beginning of a post that nobody has beside it: a higher one in the same body, the full
/// one after the acting, the lead of a unit far away.
fn close_by_next(tenures: &mut [Tenure], register: &Register) {
    let begun: Vec<(crate::identity::Post, Date, bool)> = tenures
        .iter()
        .filter_map(|tenure| {
            let since = tenure.start.or(tenure.start_not_after)?;
            Some((tenure.post.clone(), since, tenure.start.is_some()))
        })
        .collect();
    for tenure in tenures
        .iter_mut()
        .filter(|tenure| tenure.state == EndState::Open)
    {
        let next = begun.iter().filter(|(post, since, is_told)| {
            let before = tenure
                .start
                .is_none_or(|own| own.first_day() < since.first_day());
            let above = *is_told && before && register.is_step_below(&tenure.post, post);
            // Of two posts far apart the dates must show which came first.
            let away = tenure
                .last_known()
                .is_some_and(|known| known.last_day() < since.first_day())
                && register.lead_apart(&tenure.post, post);
            (above || away) && !tenure.is_known_after(*since)
        });
        if let Some(date) = next
            .map(|(_, since, _)| *since)
            .min_by_key(|date| date.last_day())
        {
            tenure.over_by(date);
        }
    }
}

/// Closes an open tenure by the first dated act of a kind: whoever dies or retires leaves all posts, those that a
/// portrait tells of his youth long before.
fn close_by_act(tenure: &mut Tenure, events: &[Event], kind: EventKind) {
    let act = events.iter().enumerate().find_map(|(at, event)| {
        let counts = event.kinds.contains(&kind) && event.status == Status::Decided;
        event.date.filter(|_| counts).map(|date| (at, date))
    });
    let Some((at, date)) = act.filter(|_| tenure.state == EndState::Open) else {
        return;
    };
    if tenure.is_known_after(date) {
        return;
    }
    if tenure.seen_before(date) {
        tenure.end_on(date);
        tenure.end_cause = Some(at);
    } else {
        tenure.over_by(date);
    }
}

fn close_with_unit(tenure: &mut Tenure, register: &Register) {
    let Some(end) = tenure.post.body().and_then(|body| register.end_of(body)) else {
        return;
    };
    let later = |date: Option<Date>| date.is_some_and(|date| date.first_day() > end.last_day());
    // «Nguyên Chủ tịch huyện», told once the huyện is gone, says no more than that the post is; told before, it says
    // more than the end of the huyện does.
    let may_have_lasted = match tenure.state {
        EndState::Open => true,
        EndState::Ended => false,
        EndState::EndedUnknown => later(tenure.end_not_after),
    };
    if !may_have_lasted || later(tenure.start) {
        return;
    }
    tenure.ended_with_unit = true;
    if tenure.seen_before(end) {
        tenure.end_on(end);
    } else {
        tenure.over_by(end);
    }
}

impl Tenure {
    /// The last day on which the post is known to have been held or taken up.
    fn last_known(&self) -> Option<Date> {
        [self.start, self.start_not_after, self.end_not_before]
            .into_iter()
            .flatten()
            .max_by_key(|date| date.last_day())
    }

    /// Whether it is known to have begun or lasted after a day.
    fn is_known_after(&self, date: Date) -> bool {
        self.last_known()
            .is_some_and(|known| known.first_day() > date.last_day())
    }

    /// Whether the post was seen held shortly before a day.
    fn seen_before(&self, date: Date) -> bool {
        self.last_known()
            .is_some_and(|seen| (date.last_day() - seen.last_day()).num_days() <= HELD_TO_THE_END)
    }

    /// Knows it to be over by a day, nobody knows since when.
    fn over_by(&mut self, date: Date) {
        if self.state == EndState::Open {
            self.state = EndState::EndedUnknown;
            self.inferred.push("end");
        }
        let known = self.end_not_after;
        if known.is_none_or(|known| known.last_day() > date.last_day()) {
            self.end_not_after = Some(date);
        }
    }

    /// Ends it on a day that follows from something else than a claim about the post.
    fn end_on(&mut self, date: Date) {
        self.end = Some(date);
        self.state = EndState::Ended;
        self.end_not_before = None;
        self.end_not_after = None;
        self.inferred.push("end");
    }
}
