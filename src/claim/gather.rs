//! The tenures and events of an article, each told once however often the text repeats it.

use std::collections::{BTreeSet, HashMap};

use super::charge::only_suspends;
use super::life::{begins_later_term, ends_earlier, says_over};
use super::model::{Event, EventKind, Post, Status, Tenure, When};
use super::same_act::{
    add_evidence, is_destination_of, is_one_decision, is_seat_of, join, moves, tell_one_act,
};
use super::sole::asks_to_leave;
use super::terms::term_of_both;
use crate::date::Date;
use crate::text::name_key;

/// The tenures and events read so far.
#[derive(Default)]
pub(crate) struct Gathered {
    pub(super) tenures: Vec<Tenure>,
    /// The events, and whether each is bare.
    pub(super) events: Vec<(Event, bool)>,
    /// By person, role and body: the place of the tenure.
    pub(super) by_post: HashMap<[String; 3], usize>,
    /// By person: the places of the events.
    by_person: HashMap<String, Vec<usize>>,
    /// The places of tenures of which a career says that they are past, but not that they are over by now.
    steps: BTreeSet<usize>,
    /// The places of tenures that are only told, without a word on whether they are past.
    plain: BTreeSet<usize>,
    /// The places of tenures that only sentences name which look back some years.
    pub(super) back: BTreeSet<usize>,
    /// The places of tenures that a career lets run from a date on, without an end.
    open: BTreeSet<usize>,
    /// The places of tenures whose start is that of what was held before them: they began later.
    pub(super) later: BTreeSet<usize>,
    /// The places of tenures that only a comma gives.
    pub(super) weak: BTreeSet<usize>,
    /// The posts whose term was told before the act that gives them: that of who is elected again is over.
    termed: BTreeSet<[String; 3]>,
    /// The places of tenures that are over since somebody else has the post now, by the same news.
    pub(super) replaced: BTreeSet<usize>,
    /// The places of tenures that the text says are held, beside the acts that give or take them.
    pub(super) held: BTreeSet<usize>,
    /// Who was dead before the news.
    pub(super) dead: BTreeSet<String>,
    /// Whose life the text tells.
    pub(super) portrayed: Option<String>,
    /// The death of whom it tells, where that life is over.
    pub(super) death: Option<Event>,
}

impl Gathered {
    /// The tenures and events, in the order in which the text first tells them.
    pub(crate) fn into_claims(
        mut self,
        published: Option<Date>,
        last_year: Option<i32>,
    ) -> (Vec<Tenure>, Vec<Event>) {
        self.close_open(published);
        for &place in &self.later {
            self.tenures[place].start = None;
        }
        self.leave_to_holders();
        self.leave_taken_seats();
        self.join_halves();
        self.join_destinations();
        self.drop_short_roles();
        self.tell_end_of_service();
        self.drop_bare_retirements();
        self.drop_granted_requests();
        self.leave_only_posts();
        self.tell_background(published, last_year);
        self.hold_until_left();
        self.tell_death();
        for tenure in &mut self.tenures {
            // What ends before it begins was put together from two periods; neither end is sure.
            if let (Some(start), Some(end)) = (tenure.start, tenure.end)
                && end.last_day() < start.first_day()
            {
                (tenure.start, tenure.end) = (None, None);
            }
        }
        self.keep_renewed();
        (
            self.tenures,
            self.events.into_iter().map(|(event, _)| event).collect(),
        )
    }

    /// Notes whose life the text tells, and that it is over: its bearer holds nothing today.
    pub(crate) fn portray(&mut self, person: &str, death: Option<Event>) {
        self.portrayed = Some(person.to_owned());
        self.death = death;
    }

    /// From what somebody retired who is only said to have retired, nobody knows; whom the article calls «nguyên Giám
    /// đốc …» left that before. But whose life the text tells left with the day of it whatever he had.
    fn drop_bare_retirements(&mut self) {
        let (tenures, portrayed) = (&self.tenures, self.portrayed.as_ref());
        self.events.retain(|(event, _)| {
            let of_life = event.date.is_some() && portrayed == Some(&event.person);
            let bare = event.kinds == [EventKind::Retirement]
                && event.from.is_empty()
                && event.to.is_empty();
            let mut of_person = tenures.iter().filter(|t| t.person == event.person);
            !bare
                || of_person.any(if of_life {
                    |_: &Tenure| true
                } else {
                    |tenure: &Tenure| tenure.when == When::Former && says_over(tenure)
                })
        });
    }

    /// «Phó Chủ tịch» of somebody who is «Phó Chủ tịch Thường trực» in the same body says less of the same post.
    fn drop_short_roles(&mut self) {
        let whole: Vec<Tenure> = self
            .tenures
            .iter()
            .filter(|tenure| {
                tenure
                    .post
                    .role
                    .as_deref()
                    .is_some_and(|role| role.ends_with(STANDING))
            })
            .cloned()
            .collect();
        self.tenures.retain(|tenure| {
            let short = |other: &Tenure| {
                other.person == tenure.person
                    && other.when == tenure.when
                    && (tenure.start.is_none() || tenure.start == other.start)
                    && is_short_of(&tenure.post, &other.post)
            };
            tenure.when == When::Former || !whole.iter().any(short)
        });
        for place in (0..self.events.len()).rev() {
            let (event, bare) = &self.events[place];
            let longer = self.events.iter().position(|(other, _)| {
                other.person == event.person
                    && matches!(
                        (&event.to[..], &other.to[..]),
                        ([post], [whole, ..]) if is_short_of(post, whole)
                    )
            });
            if let Some(longer) = longer.filter(|_| *bare) {
                let (mut event, _) = self.events.remove(place);
                event.to.clear();
                let longer = if longer > place { longer - 1 } else { longer };
                join(&mut self.events[longer].0, event, true);
            }
        }
    }

    /// Joins what takes a post from somebody to what gives another, where one decision does both.
    fn join_halves(&mut self) {
        for place in (0..self.events.len()).rev() {
            let half = (0..self.events.len()).find(|&other| {
                let (leaving, giving) = (&self.events[place].0, &self.events[other].0);
                // A life tells one decision after the other.
                let at_once = self.portrayed.is_none() || leaving.date == giving.date;
                other != place && at_once && is_one_decision(leaving, giving)
            });
            if let Some(other) = half {
                let (leaving, _) = self.events.remove(place);
                let other = if other > place { other - 1 } else { other };
                join(&mut self.events[other].0, leaving, false);
            }
        }
    }

    /// Joins what only says to which body somebody goes to what says which post he has there, and a seat to the post that
    /// it comes with.
    fn join_destinations(&mut self) {
        for place in (0..self.events.len()).rev() {
            let whole = (0..self.events.len()).find(|&other| {
                let (going, taking) = (&self.events[place].0, &self.events[other].0);
                other != place && (is_destination_of(going, taking) || is_seat_of(going, taking))
            });
            if let Some(other) = whole {
                let (mut going, _) = self.events.remove(place);
                going.to.retain(|post| post.role.is_some());
                let other = if other > place { other - 1 } else { other };
                join(&mut self.events[other].0, going, false);
            }
        }
    }

    /// Who is elected or appointed again has held the post until then: it stands twice, as held and as taken up.
    fn keep_renewed(&mut self) {
        let renewals: Vec<&Event> = self
            .events
            .iter()
            .map(|(event, _)| event)
            .filter(|event| event.status == Status::Decided && is_renewal(event))
            .collect();
        let is_renewed = |tenure: &Tenure| {
            tenure.when == When::New
                && renewals.iter().any(|event| {
                    event.person == tenure.person
                        && event.to.iter().any(|post| post.is_same(&tenure.post))
                })
        };
        let mut tenures = Vec::with_capacity(self.tenures.len());
        for mut tenure in std::mem::take(&mut self.tenures) {
            if is_renewed(&tenure) {
                let over = self.termed.contains(&post_key(&tenure));
                let term = tenure.term.take_if(|_| over);
                tenures.push(Tenure {
                    when: When::Current,
                    start: None,
                    end: None,
                    term,
                    ..tenure.clone()
                });
            }
            tenures.push(tenure);
        }
        self.tenures = tenures;
    }

    /// Adds a step of a career. What is held today, as the text says elsewhere, is held today, though a list of
    /// earlier posts ends in it; and a membership goes on beside the posts of a career.
    pub(crate) fn step(&mut self, tenure: Tenure) {
        let (former, open) = (
            tenure.when == When::Former,
            tenure.when == When::Current && tenure.start.is_some() && tenure.end.is_none(),
        );
        let goes_on = tenure.end.is_none() || tenure.post.is_membership();
        let known = self.by_post.get(&post_key(&tenure)).copied();
        if let Some(place) = known
            && self.goes_on(place, &tenure)
        {
            return;
        }
        if known.is_some_and(|place| self.is_left(&self.tenures[place], &tenure)) {
            return self.tenure(tenure);
        }
        // A post that somebody has held twice, at two times.
        let again = known.is_some_and(|place| {
            let known = &self.tenures[place];
            known.when == When::Former
                && match (known.end, tenure.start, known.start, tenure.end) {
                    (Some(end), Some(start), ..) if end.last_day() < start.first_day() => true,
                    (.., Some(start), Some(end)) => end.last_day() < start.first_day(),
                    _ => false,
                }
        });
        if again {
            self.by_post.remove(&post_key(&tenure));
            return self.step(tenure);
        }
        if let Some(place) = known {
            self.last_longer(place, &tenure);
        }
        let place = known.unwrap_or(self.tenures.len());
        match self.tenures.get_mut(place) {
            Some(known) if former && goes_on && self.plain.remove(&place) => {
                known.when = When::Former;
                known.start = known.start.or(tenure.start);
                add_evidence(&mut known.evidence, tenure.evidence);
                self.steps.insert(place);
            }
            Some(known) if former && goes_on && known.when != When::Former => {
                known.start = known.start.or(tenure.start);
                known.term = known.term.take().or(tenure.term);
                add_evidence(&mut known.evidence, tenure.evidence);
            }
            Some(known) if open && self.open.contains(&place) => {
                add_evidence(&mut known.evidence, tenure.evidence);
            }
            _ => {
                self.tenure(tenure);
                if known.is_none() && former && goes_on {
                    self.steps.insert(place);
                }
                if known.is_none() && open {
                    self.open.insert(place);
                }
            }
        }
    }

    /// Adds a step of a career that came after another, which began on its start: «Từ 2010, ông làm A rồi B».
    pub(crate) fn later_step(&mut self, tenure: Tenure) {
        let key = post_key(&tenure);
        let known = self.by_post.get(&key).copied();
        let dated = known.is_some_and(|place| {
            self.tenures[place].start.is_some() && !self.later.contains(&place)
        });
        self.step(tenure);
        if let Some(&place) = self.by_post.get(&key).filter(|_| !dated) {
            self.later.insert(place);
        }
    }

    /// Adds a tenure that is told without a word on whether it is past: what the text says elsewhere goes before.
    pub(crate) fn plain(&mut self, tenure: Tenure) {
        let Some(&place) = self.by_post.get(&post_key(&tenure)) else {
            self.plain.insert(self.tenures.len());
            self.add(tenure);
            return;
        };
        let known = &mut self.tenures[place];
        if known.end.is_none() {
            known.start = known.start.or(tenure.start);
        }
        known.term = known.term.take().or(tenure.term);
        add_evidence(&mut known.evidence, tenure.evidence);
    }

    /// A post that a career lets run from a date on ends where the career goes on to another.
    fn close_open(&mut self, published: Option<Date>) {
        // What the news itself gives ends nothing before it takes effect.
        let is_news = |tenure: &Tenure| {
            let year = |date: Option<Date>| date.map(Date::year);
            tenure.when == When::New
                && (published.is_none() || year(tenure.start) >= year(published))
        };
        for &place in &self.open {
            let held = &self.tenures[place];
            let later = |other: &Tenure| {
                other.person == held.person
                    && !is_news(other)
                    && !other.post.is_membership()
                    && match (held.start, other.start) {
                        (Some(from), Some(next)) => from.last_day() < next.first_day(),
                        _ => false,
                    }
            };
            if held.when == When::Current
                && !held.post.is_membership()
                && self.tenures.iter().any(later)
            {
                self.tenures[place].when = When::Former;
            }
        }
    }

    /// Adds a tenure that a sentence tells of somebody.
    pub(crate) fn tenure(&mut self, tenure: Tenure) {
        let (key, held) = (post_key(&tenure), tenure.when == When::Current);
        self.add(tenure);
        if held && let Some(&place) = self.by_post.get(&key) {
            self.held.insert(place);
        }
    }

    /// Adds a tenure, or its evidence where the article has said it before.
    pub(super) fn add(&mut self, tenure: Tenure) {
        let key = post_key(&tenure);
        let known = self.by_post.get(&key).copied();
        let same = |place: &usize| !self.is_other_spell(&self.tenures[*place], &tenure);
        let Some(place) = known.filter(same) else {
            self.by_post.insert(key, self.tenures.len());
            self.tenures.push(tenure);
            return;
        };
        self.open.remove(&place);
        self.back.remove(&place);
        self.weak.remove(&place);
        let known = &self.tenures[place];
        let is_own = self.portrayed.as_ref() == Some(&known.person);
        let left = self.is_left(known, &tenure) || self.is_left(&tenure, known);
        let known = &mut self.tenures[place];
        if self.later.remove(&place) {
            known.start = None;
        }
        if known.when == When::Current && tenure.when == When::New && known.term.is_some() {
            self.termed.insert(key);
        }
        // The event that gives a post says more than that it is held; that it is past, more than both.
        let lasts = is_own && ends_earlier(&tenure, known);
        if left {
            known.when = When::Former;
            self.steps.remove(&place);
        } else if known.when == When::Current && !lasts
            || is_own && begins_later_term(known, &tenure)
            || tenure.when != When::Former && self.steps.remove(&place)
            || tenure.when == When::Current && self.replaced.remove(&place)
        {
            known.when = tenure.when;
        }
        known.start = finer(known.start, tenure.start);
        known.end = finer(known.end, tenure.end);
        known.term = term_of_both(known, &tenure, is_own);
        add_evidence(&mut known.evidence, tenure.evidence);
    }

    /// Adds what brackets say of the time of posts.
    pub(crate) fn spans(&mut self, tenures: Vec<Tenure>) {
        for tenure in tenures {
            self.tenure(tenure);
        }
    }

    /// Adds an event, with the tenures that it begins and ends in their terms of office; a bare one counts as another that
    /// tells the same.
    pub(crate) fn event(&mut self, event: Event, bare: bool, terms: &[(Post, String)]) {
        if event.to.is_empty()
            && event.from.is_empty()
            && event.kinds.iter().all(|&kind| moves(kind))
        {
            // Somebody moved from nowhere to nowhere: nothing to record.
            return;
        }
        if event.status == Status::Decided || asks_to_leave(&event) {
            for (posts, when) in [(&event.to, When::New), (&event.from, When::Current)] {
                for post in posts.iter().filter(|post| post.role.is_some()) {
                    let (start, end) = if when == When::New {
                        (event.date, None)
                    } else if only_suspends(&event.kinds) || asks_to_leave(&event) {
                        (None, None)
                    } else {
                        (None, event.date)
                    };
                    self.add(Tenure {
                        person: event.person.clone(),
                        post: post.clone(),
                        when,
                        start,
                        end,
                        term: terms
                            .iter()
                            .find(|(told, _)| told == post)
                            .map(|(_, term)| term.clone()),
                        evidence: event.evidence.clone(),
                        rule: event.rule.clone(),
                        recovered: event.recovered.clone(),
                    });
                }
            }
        }
        self.predecessor(&event);
        let of_person = self.by_person.entry(event.person.clone()).or_default();
        let known = of_person.iter().copied().find(|&place| {
            let (known, told_bare) = &self.events[place];
            tell_one_act(known, &event, bare || *told_bare)
        });
        let Some(place) = known else {
            of_person.push(self.events.len());
            self.events.push((event, bare));
            return;
        };
        let (known, told_bare) = &mut self.events[place];
        if *told_bare && !bare {
            // How the post was taken up is told now, and in which body.
            known.kinds.clear();
            known.to.retain(|post| {
                !(event.to.iter()).any(|told| told.role == post.role && !told.is_same(post))
            });
        }
        join(known, event, bare && !*told_bare);
        *told_bare &= bare;
    }
}

/// The first of two dates, or the second where it says of the first more exactly when: 1987, 16 February 1987.
fn finer(known: Option<Date>, told: Option<Date>) -> Option<Date> {
    match (known, told) {
        (Some(known), Some(told)) if known.covers(told) => Some(told),
        _ => known.or(told),
    }
}

/// Whether an event gives somebody the post again that he has: «tiếp tục được bầu», «tái cử», «bổ nhiệm lại».
fn is_renewal(event: &Event) -> bool {
    let again = ["tiếp tục", "tái cử", "tái đắc cử", "tái trúng cử"];
    event.kinds.contains(&EventKind::Reappointment)
        || event.evidence.iter().any(|evidence| {
            let quote = evidence.quote.to_lowercase();
            again.iter().any(|words| quote.contains(words))
        })
}

/// By what two tellings of one tenure are known: person, role and body.
pub(super) fn post_key(tenure: &Tenure) -> [String; 3] {
    let folded = |text: &Option<String>| text.as_deref().map(name_key).unwrap_or_default();
    // «Trường Đại học X» is «Đại học X».
    let org = folded(&tenure.post.org).replacen("trường đại học", "đại học", 1);
    [tenure.person.clone(), folded(&tenure.post.role), org]
}

/// What the first among several deputies has behind the role.
const STANDING: &str = " Thường trực";

/// Whether a post is another, said without «Thường trực».
fn is_short_of(post: &Post, whole: &Post) -> bool {
    let key = |text: Option<&str>| text.map(name_key).unwrap_or_default();
    let role = whole
        .role
        .as_deref()
        .and_then(|role| role.strip_suffix(STANDING));
    role.is_some()
        && key(post.role.as_deref()) == key(role)
        && key(post.org.as_deref()) == key(whole.org.as_deref())
}
