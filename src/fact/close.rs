//! Ends that no article tells of a post: the holder's death or retirement, and the end of the unit it was in.

use super::{EndState, Event, Tenure};
use crate::claim::{EventKind, Status};
use crate::date::Date;
use crate::identity::Register;

/// Who was last seen in a post so many days before its unit, the holder's life or his service ended held it to the
/// end; of a post seen long before nobody knows.
const HELD_TO_THE_END: i64 = 366;

/// Closes the tenures that the official's death or retirement, or the end of a unit, must have ended.
pub(super) fn close(tenures: &mut [Tenure], events: &[Event], register: &Register) {
    for tenure in tenures.iter_mut() {
        close_by_act(tenure, events, EventKind::Death);
        if !tenure.post.is_membership() {
            close_by_act(tenure, events, EventKind::Retirement);
        }
        close_with_unit(tenure, register);
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
    let known = tenure.last_known();
    if known.is_some_and(|known| known.first_day() > date.last_day()) {
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
