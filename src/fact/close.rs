//! Ends that no article tells of a post: the step that its holder took next, his death or retirement, and the end of the
//! unit it was in.

use super::event::{Telling, moves_away};
use super::{EndState, Event, Tenure};
use crate::claim::{EventKind, Status};
use crate::date::Date;
use crate::identity::{Post, Register};

/// The news of an act calls its person by the old posts for so many days.
const NEWS_AFTER: i64 = 31;

/// Who was last seen in a post so many days before its unit, the holder's life or his service ended held it to the
/// end; of a post seen long before nobody knows.
const HELD_TO_THE_END: i64 = 366;

/// Closes the tenures that a step of the official's own, his death or retirement, or the end of a unit must have ended.
pub(super) fn close(
    tenures: &mut [Tenure],
    tellings: &[Telling],
    events: &[Event],
    register: &Register,
) {
    let expelled = expulsions(tellings, events);
    close_by_moves(tenures, events);
    close_by_next(tenures, events, register);
    close_beside(tenures, events, register);
    close_with_whole(tenures, register);
    for tenure in tenures.iter_mut() {
        close_by_act(tenure, events, EventKind::Death);
        if register.is_of_party(&tenure.post) {
            for (act, last) in &expelled {
                close_by_expulsion(tenure, *act, *last, events[*act].date.is_some());
            }
        }
        let served = tenure.looks_back && register.is_of_service(&tenure.post);
        if !tenure.post.is_membership() || served {
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

/// A post that was taken up.
struct Begun {
    post: Post,
    /// The first day that shows it as held.
    since: Option<Date>,
    /// Whether an article tells that day as its beginning.
    is_told: bool,
    /// Whether the act that gave it took its person away from where he was.
    is_move: bool,
}

impl Begun {
    fn of(tenure: &Tenure, events: &[Event]) -> Self {
        let by = tenure.start_cause.map(|cause| &events[cause]);
        Self {
            post: tenure.post.clone(),
            since: tenure.start.or(tenure.start_not_after),
            is_told: tenure.start.is_some(),
            is_move: by.is_some_and(|by| moves_away(&by.kinds)),
        }
    }

    /// Whether it shows that a tenure which nobody tells the end of was over when it began.
    fn ends(&self, tenure: &Tenure, register: &Register) -> bool {
        let above = || register.is_step_below(&tenure.post, &self.post);
        let (Some(since), Some(known)) = (self.since, tenure.last_known()) else {
            // Who has been deputy and head of one body was deputy first; who acts for the head is none yet.
            let first = || tenure.last_known().is_none() && above();
            return first() || self.since.is_none() && register.acts_for(&tenure.post, &self.post);
        };
        let before = tenure
            .start
            .is_none_or(|own| own.first_day() < since.first_day());
        // Of two posts apart the dates must show which came first.
        let earlier = known.last_day() < since.first_day();
        let apart = || {
            register.lead_apart(&tenure.post, &self.post)
                || register.lead_both_sides(&tenure.post, &self.post)
                || register.serves_elsewhere(&tenure.post, &self.post)
                || register.serve_far_apart(&tenure.post, &self.post)
                || !tenure.looks_back && register.lead_centre_apart(&tenure.post, &self.post)
                || self.is_told && self.is_move && register.gives_way(&tenure.post, &self.post)
        };
        // Who came to a body without a post has left it with the first that he gets elsewhere.
        let elsewhere = || {
            let bodies = tenure.post.body().zip(self.post.body());
            bodies.is_some_and(|(one, next)| {
                !one.label.ends_with(&next.label) && !next.label.ends_with(&one.label)
            })
        };
        let came = || {
            let bare = tenure.post.role().is_none() && self.is_told;
            bare && register.rank(&self.post).is_some() && elsewhere()
        };
        // In a life, one office follows the other.
        let next = || {
            let years = (since.first_day() - known.last_day()).num_days() > HELD_TO_THE_END;
            tenure.looks_back && self.is_told && years && register.follows(&tenure.post, &self.post)
        };
        let ends = self.is_told && before && above() || earlier && (apart() || came() || next());
        ends && !tenure.is_known_after(since)
    }
}

/// Closes an open tenure by the beginning of a post that nobody has beside it: a higher one in the same body, the full
/// one after the acting, the lead of a unit far away, one that its holder is moved to.
fn close_by_next(tenures: &mut [Tenure], events: &[Event], register: &Register) {
    let begun: Vec<Begun> = tenures
        .iter()
        .map(|tenure| Begun::of(tenure, events))
        .collect();
    for tenure in tenures.iter_mut().filter(|tenure| tenure.may_end_by()) {
        let mut next = begun
            .iter()
            .filter(|next| next.ends(tenure, register))
            .peekable();
        let is_over = next.peek().is_some();
        let since = next.filter_map(|next| next.since);
        match since.min_by_key(|date| date.last_day()) {
            Some(date) => tenure.over_by(date),
            None if is_over => tenure.over(),
            None => {}
        }
    }
}

/// Closes the post of a deputy with that of the first deputy of the same body, which he had later: nobody goes back; and
/// in a life a seat with the last office in its body.
fn close_with_whole(tenures: &mut [Tenure], register: &Register) {
    let last = |tenure: &Tenure| (tenure.post.clone(), tenure.end.or(tenure.end_not_after));
    let (open, ended): (Vec<&Tenure>, Vec<&Tenure>) = tenures
        .iter()
        .partition(|tenure| tenure.state == EndState::Open);
    let open: Vec<Post> = open.iter().map(|tenure| tenure.post.clone()).collect();
    let mut ended: Vec<(Post, Option<Date>)> = ended.into_iter().map(last).collect();
    ended.sort_by_key(|(_, end)| std::cmp::Reverse(end.map(Date::last_day)));
    for tenure in tenures
        .iter_mut()
        .filter(|tenure| tenure.state == EndState::Open)
    {
        let beside =
            |office: &Post| tenure.looks_back && register.is_seat_beside(&tenure.post, office);
        let goes_on = open.iter().any(beside);
        let mut whole = (ended.iter())
            .filter(|(post, _)| tenure.post.is_short_of(post) || !goes_on && beside(post));
        match whole.next() {
            Some((_, Some(end))) if !tenure.is_known_after(*end) => tenure.over_by(*end),
            Some((_, None)) => tenure.over(),
            _ => {}
        }
    }
}

/// Closes with a post that its holder was moved away from those that go with it.
fn close_beside(tenures: &mut [Tenure], events: &[Event], register: &Register) {
    let moves: Vec<&Event> = events
        .iter()
        .filter(|event| moves_away(&event.kinds) && event.status == Status::Decided)
        .collect();
    for tenure in tenures
        .iter_mut()
        .filter(|tenure| tenure.state == EndState::Open)
    {
        // Whoever comes back from where he was moved to comes back later.
        let came_from = tenure
            .start_cause
            .map(|cause| events[cause].from.as_slice());
        let came_back = |event: &Event| {
            let mut left = came_from.unwrap_or_default().iter();
            left.any(|post| event.to.iter().any(|to| to.key() == post.key()))
        };
        let mut ends = moves.iter().filter(|event| {
            let goes = |left: &Post| register.goes_with(&tenure.post, left, &event.to);
            event.from.iter().any(goes) && !came_back(event)
        });
        if let (Some(event), None) = (ends.next(), ends.next())
            && event
                .date
                .is_none_or(|end| !tenure.is_known_long_after(end))
        {
            match event.date {
                Some(end) => tenure.end_on(end),
                None => tenure.over(),
            }
        }
    }
}

/// Closes an open tenure by the first dated act of a kind: whoever dies or retires leaves all posts, those that a
/// portrait tells of his youth long before. Who is dead has none, whenever he died.
fn close_by_act(tenure: &mut Tenure, events: &[Event], kind: EventKind) {
    let acts = events
        .iter()
        .enumerate()
        .filter(|(_, event)| event.kinds.contains(&kind) && event.status == Status::Decided);
    let acts: Vec<(usize, Option<Date>)> = acts.map(|(at, event)| (at, event.date)).collect();
    if !tenure.may_end_by() {
        return;
    }
    let dated = acts.iter().find_map(|&(at, date)| Some((at, date?)));
    let Some((at, date)) = dated else {
        if kind == EventKind::Death && !acts.is_empty() {
            tenure.over();
        }
        return;
    };
    // Of a post without a date nobody knows whether the retired took it up since.
    let undated = tenure.last_known().is_none() && kind == EventKind::Retirement;
    if undated || tenure.is_known_after(date) {
        return;
    }
    if tenure.state == EndState::Open && tenure.seen_before(date) {
        tenure.end_on(date);
        tenure.end_cause = Some(at);
    } else {
        tenure.over_by(date);
    }
}

/// The acts that take all posts in the Party from their person, each with the last day that it can have been on: «khai trừ
/// khỏi Đảng», «cách tất cả các chức vụ trong Đảng».
fn expulsions(tellings: &[Telling], events: &[Event]) -> Vec<(usize, Option<Date>)> {
    let strips = tellings.iter().filter(|telling| telling.strips());
    let mut acts: Vec<(usize, Option<Date>)> = strips
        .filter_map(|telling| {
            let at = events
                .iter()
                .position(|event| event.claims.contains(&telling.claim))?;
            Some((at, events[at].date.or(telling.published)))
        })
        .collect();
    acts.sort_unstable();
    acts.dedup();
    acts
}

/// Closes an open tenure by an act that took all posts of its kind from their holder.
fn close_by_expulsion(tenure: &mut Tenure, act: usize, last: Option<Date>, is_told: bool) {
    if tenure.state != EndState::Open {
        return;
    }
    match last {
        Some(last) if tenure.is_known_long_after(last) => return,
        Some(last) if is_told && tenure.seen_before(last) => tenure.end_on(last),
        Some(last) => tenure.over_by(last),
        None if tenure.looks_back => return,
        None => tenure.over(),
    }
    tenure.end_cause = Some(act);
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
    // «2019 – nay» of a city that goes on under its name, told nobody knows when.
    let body = tenure.post.body();
    let goes_on = tenure.of_today && body.is_some_and(|body| register.keeps_its_name(body));
    if !may_have_lasted || later(tenure.start) || goes_on {
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

    /// Whether it is known to have lasted after a day, beyond what the news of that day may still call its holder.
    fn is_known_long_after(&self, date: Date) -> bool {
        self.last_known()
            .is_some_and(|known| (known.first_day() - date.last_day()).num_days() > NEWS_AFTER)
    }

    /// Whether the post was seen held shortly before a day.
    fn seen_before(&self, date: Date) -> bool {
        self.last_known()
            .is_some_and(|seen| (date.last_day() - seen.last_day()).num_days() <= HELD_TO_THE_END)
    }

    /// Whether other steps may tell by when it was over: it is open, or a life tells it as past with no more than the year in
    /// which its term was over.
    fn may_end_by(&self) -> bool {
        let no_day = self.end_not_after.is_none_or(|by| by.month().is_none());
        let past = self.state == EndState::EndedUnknown && no_day;
        self.state == EndState::Open || self.looks_back && past
    }

    /// Knows it to be over, nobody knows since when.
    fn over(&mut self) {
        if self.state == EndState::Open {
            self.state = EndState::EndedUnknown;
            self.inferred.push("end");
        }
    }

    /// Knows it to be over by a day, nobody knows since when.
    fn over_by(&mut self, date: Date) {
        self.over();
        let known = self.end_not_after;
        if known.is_none_or(|known| known.last_day() > date.last_day()) {
            self.end_not_after = Some(date);
            if self.looks_back && !self.inferred.contains(&"end") {
                self.inferred.push("end");
            }
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
