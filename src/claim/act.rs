//! Personnel acts: what the event frames that hold in a clause claim, person by person.

use std::collections::BTreeSet;

use super::act_kind::is_decided;
use super::day::{Time, date_of_step};
use super::decider::Decider;
use super::decision::{Decision, Elector, Told};
use super::item::{Clause, Meaning, Speaker};
use super::leaving::taken_over;
use super::patient::Patient;
use super::people::People;
use super::posting::{in_area_of, in_bloc_of};
use super::reading::Reading;
use super::verdict::{Fired, Outcome, Verdict};
use crate::claim::{Document, Event, EventKind, Post, Status};
use crate::date::Date;
use crate::rules::{ActSource, FrameKind, FrameMatch};

/// What an act has besides its person.
pub(super) struct Act<'a> {
    pub(super) fired: &'a Fired<'a>,
    status: Status,
    pub(super) kinds: Vec<EventKind>,
    decision: Option<&'a Decision>,
    /// Whether another sentence told that decision.
    looks_back: bool,
    /// When it was.
    time: Time,
    /// Who decided the act that this one goes on from.
    by: Option<Decider>,
    /// Who elected in the sentence before, where this one goes on with it.
    elector: Option<Elector>,
    /// The number of the person whom it replaces.
    replaced: Option<usize>,
    /// Who speaks, where the act is told in the first person.
    pub(super) speaker: Option<&'a Speaker>,
    documents: &'a [Document],
}

/// An event and whether only the headline says so much with so few words.
pub(crate) struct ToldEvent {
    /// The person's number.
    pub(crate) person: usize,
    /// The event.
    pub(crate) event: Event,
    /// Whether it says only that a post is taken up, and not how.
    pub(crate) bare: bool,
    /// The number of the person whom it replaces.
    pub(crate) predecessor: Option<usize>,
    /// Whether it is of another day than the news, or stands in what somebody is quoted as saying.
    pub(crate) apart: bool,
    /// Whether its date is that from which it holds.
    pub(crate) since: bool,
    /// The terms of office of its posts.
    pub(crate) terms: Vec<(Post, String)>,
}

impl Reading<'_> {
    /// The events that a clause tells.
    pub(crate) fn events_of(
        &self,
        clause: &Clause,
        people: &mut People,
        told: &mut Told,
        speaker: Option<&Speaker>,
        documents: &[Document],
    ) -> Vec<ToldEvent> {
        let decisions = self.decisions_of(clause, documents);
        let mut events: Vec<ToldEvent> = Vec::new();
        for Verdict { fired, outcome } in self.verdicts(clause, FrameKind::Event) {
            let Some(status) = self.settled(clause, &fired, outcome, told) else {
                continue;
            };
            let patients = self.patients_of(clause, &fired.found, people, told);
            let Some(kinds) = self.kinds_of(clause, &fired, &patients, told, decisions.first())
            else {
                continue;
            };
            if patients.is_empty() {
                continue;
            }
            // «miễn nhiệm … đối với ông A đã được … làm {post}»: that was before, and others decided it.
            let earlier = told
                .last_end(clause.sentence)
                .is_some_and(|end| fired.found.items.start < end);
            let mut time = self.time_of(clause, &fired.found);
            time.apart |= self.tells_story(clause, &fired.found);
            if earlier {
                time.around = None;
                time.apart = true;
            }
            // «Ông A được giới thiệu …»: who does it is not who decided something else before.
            let nominated = kinds.contains(&EventKind::Nomination)
                && fired
                    .found
                    .range("people")
                    .is_some_and(|people| people.start == fired.found.items.start);
            // A headline within the page tells of something else.
            let line = fired.frame.act == ActSource::Headline
                && self.text.sentences[clause.sentence].paragraph > 0;
            let subordinate = self.is_cause(clause, &fired.found);
            let aside = time.apart || nominated || line || subordinate;
            let recovers = !aside && !self.has_other_subject(clause, &fired.found);
            let predecessor = self.is_predecessor(clause, &fired.found);
            let goes_on = told.last_end(clause.sentence).is_some_and(|end| {
                let other = subordinate || predecessor;
                !earlier && !other && !self.is_of_another_time(clause, &fired.found, end)
            });
            let elector = told.elector(clause.sentence).cloned();
            let elector = elector.filter(|_| recovers && self.goes_on_electing(clause, &kinds));
            let act = Act {
                fired: &fired,
                status,
                kinds,
                elector,
                decision: decisions
                    .first()
                    .filter(|_| !subordinate && !predecessor)
                    .or_else(|| {
                        let first = self.first_of_matter(clause.sentence);
                        told.decision_for(first, clause.sentence, self.tells_meeting(clause))
                            .filter(|decision| recovers && !self.is_of_other_day(clause, decision))
                    }),
                looks_back: decisions.is_empty(),
                by: told
                    .last_by(
                        clause.sentence,
                        fired.frame.act == ActSource::Before
                            || fired.found.range("people").is_none() && told.was_of(&patients)
                            || self.lacks_subject(clause, &fired.found),
                    )
                    .filter(|_| recovers || goes_on),
                time,
                replaced: fired
                    .found
                    .slot("replaced")
                    .and_then(|i| self.person_of(&clause.items[i], clause, people)),
                speaker: speaker.filter(|_| fired.found.slot("speaker").is_some()),
                documents,
            };
            let (number, mut numbers) = (patients.len(), Vec::new());
            for (place, patient) in patients.into_iter().enumerate() {
                let share = (number > 1).then_some((place, number));
                numbers.push(patient.number);
                let acts = self.told_by_act(clause, &act, &patient, share, people);
                events.extend(told.going_on(&fired, acts));
            }
            let by = self.decider_of(clause, &fired.found).or(act.by);
            let last = events.last().filter(|last| numbers.contains(&last.person));
            let elector = last
                .and_then(|last| self.elector_now(clause, &fired.found, by.as_ref(), last, told));
            let joins = self.joins_committee(clause, &fired.found);
            let kinds = if joins { &[][..] } else { &act.kinds };
            let end = fired.found.items.end;
            told.act(numbers, kinds, by, last, clause.sentence, end);
            if let Some(elector) = elector {
                told.elect(elector, clause.sentence);
            }
        }
        leave_to_successors(&mut events);
        let rests = |told: &ToldEvent| told.event.recovered.iter().any(|argument| argument == "by");
        if let Some(decision) = decisions.into_iter().next() {
            told.decide(decision, clause.sentence);
        } else if events.iter().any(rests) {
            told.rest_on_decision(clause.sentence);
        } else {
            told.leave_ministry(&events);
        }
        told.leave_clause();
        events
    }

    /// Whether an act makes somebody a member only: «Ông được bầu vào Ban Chấp hành … Ông giữ chức …»; nobody is elected to
    /// the post behind.
    fn joins_committee(&self, clause: &Clause, found: &FrameMatch) -> bool {
        let before = found.slot("unit").and_then(|unit| unit.checked_sub(1));
        let class = before.and_then(|before| self.class_of(clause, before));
        matches!(class, Some("vào" | "tham gia" | "trúng cử" | "tái đắc cử"))
    }

    /// What an act tells of one person: its event, and the step that came after it.
    fn told_by_act(
        &self,
        clause: &Clause,
        act: &Act,
        patient: &Patient,
        share: Option<(usize, usize)>,
        people: &mut People,
    ) -> Vec<ToldEvent> {
        let found = &act.fired.found;
        let event = self.event_of(clause, act, patient, share, people);
        let next = event
            .as_ref()
            .and_then(|event| self.next_step(clause, act, event));
        let quoted = self.is_quoted(clause.items[found.items.start].tokens.start);
        let bare = act.fired.frame.act == ActSource::Headline;
        let line = bare && self.text.sentences[clause.sentence].paragraph > 0;
        let told = |event| ToldEvent {
            person: patient.number,
            terms: self.terms_of(clause, found, &event),
            event,
            bare: bare || self.concedes(clause, found),
            predecessor: act.replaced,
            apart: act.time.apart
                || act.time.open
                || quoted
                || line
                || self.is_past_death(clause, act),
            since: act.time.since,
        };
        event.into_iter().chain(next).map(told).collect()
    }

    /// What came after the post that an act gave first: «được bổ nhiệm làm A, rồi B từ năm 2011».
    fn next_step(&self, clause: &Clause, act: &Act, first: &Event) -> Option<Event> {
        let to = act.fired.found.slot("to")?;
        let Meaning::Posts(list) = &clause.items[to].meaning else {
            return None;
        };
        let posts = self.claimed_posts(&list.second()?);
        let to: Vec<Post> = posts.into_iter().map(|(post, ..)| post).collect();
        let left = |post: &&Post| to.iter().any(|next| next.org == post.org);
        (!to.is_empty()).then(|| Event {
            from: first.to.iter().filter(left).cloned().collect(),
            date: date_of_step(clause, &act.fired.found),
            by: None,
            document: None,
            replaces: None,
            recovered: Vec::new(),
            to: to.clone(),
            ..first.clone()
        })
    }

    /// The status of a match that tells something; a plan is noted, since the next sentence may go on with it.
    fn settled(
        &self,
        clause: &Clause,
        fired: &Fired,
        outcome: Outcome,
        told: &mut Told,
    ) -> Option<Status> {
        match outcome {
            Outcome::Told(status) if !self.goes_on_planning(clause, fired, told) => Some(status),
            Outcome::Told(_) => {
                told.plan(clause.sentence);
                None
            }
            Outcome::Unreal(cue) => {
                if matches!(cue.as_str(), "sẽ" | "đề nghị") {
                    told.plan(clause.sentence);
                }
                None
            }
            _ => None,
        }
    }

    /// The decision that an act on some posts rests on, which is of a date or of none.
    fn resting_on<'a>(
        &self,
        act: &Act<'a>,
        posts: &[Post],
        date: Option<Date>,
    ) -> Option<&'a Decision> {
        let kinds = &act.kinds;
        // Between its sessions the National Assembly's Standing Committee relieves deputies.
        let of_deputy = |post: &Post| post.role.as_deref() == Some("Đại biểu");
        let deputies = act.looks_back && !posts.is_empty() && posts.iter().all(of_deputy);
        // «Ngày 24/2, … ký quyết định điều động ông A. … Việc giới thiệu ông A …»: a nomination has a day of its own.
        let nominates = kinds.contains(&EventKind::Nomination);
        act.decision.filter(|decision| {
            let by = decision.by.as_ref();
            let assembly = by.is_some_and(|by| by.name == "Quốc hội");
            let can = |by: &Decider| is_decided(kinds) && self.may_decide(by, kinds, posts);
            !(assembly && deputies)
                && by.map_or(is_decided(kinds), can)
                && decision.may_be_of(date)
                && !(nominates
                    && act.looks_back
                    && decision.date.is_some()
                    && !decision.kinds.is_empty())
        })
    }

    /// Whether an act says nothing of a person: what is taken up or left must say whose it is.
    fn is_lost(&self, clause: &Clause, act: &Act, from: &[Post], to: &[Post]) -> bool {
        let found = &act.fired.found;
        let nothing = from.is_empty() && to.is_empty();
        let any_body = || {
            found.slot("unit").is_some_and(
                |i| matches!(&clause.items[i].meaning, Meaning::Body(body) if self.is_any(body)),
            )
        };
        // What a punishment takes may be left open; that it was a punishment is told all the same.
        let punishes = act.kinds.contains(&EventKind::Discipline);
        found.slot("to").is_some() && to.iter().all(is_plain_work)
            || nothing
                && (found.slot("left").is_some() && !punishes
                    || any_body()
                    || act.kinds == [EventKind::Relief] && found.slot("person").is_none())
    }

    /// Who decided an act on some posts: as its clause tells it, by its document, as the act before it or a decision told
    /// before.
    fn who_decided(
        &self,
        clause: &Clause,
        act: &Act,
        posts: &[Post],
        (decision, issuer): (Option<&Decision>, Option<&String>),
        recovered: &mut BTreeSet<String>,
    ) -> Option<Decider> {
        let (found, kinds) = (&act.fired.found, &act.kinds);
        let can = |by: &Decider| is_decided(kinds) && self.may_decide(by, kinds, posts);
        if let Some(by) = self.decider_of(clause, found) {
            return Some(by);
        }
        if let Some((by, told_by_post)) = self.elector_of(clause, found, kinds, posts) {
            if told_by_post {
                recovered.insert("by".to_owned());
            }
            return Some(by);
        }
        let told = self
            .decider_around(clause, found, kinds, posts)
            .or_else(|| issuer.cloned().map(Decider::issuer).filter(can))
            .or_else(|| self.ordered_by(clause, found, kinds, posts))
            .or_else(|| act.by.clone().filter(can));
        told.or_else(|| {
            let before = || Some(act.elector.as_ref()?.by.clone()).filter(can);
            let by = decision
                .and_then(|decision| decision.by.clone())
                .or_else(before)?;
            recovered.insert("by".to_owned());
            Some(by)
        })
    }

    /// The event of one person; `share` is the place of the person among those of the act.
    fn event_of(
        &self,
        clause: &Clause,
        act: &Act,
        patient: &Patient,
        share: Option<(usize, usize)>,
        people: &mut People,
    ) -> Option<Event> {
        if act.replaced == Some(patient.number) {
            return None;
        }
        let found = &act.fired.found;
        let kinds = act.kinds.clone();
        // Who is nominated is not elected yet, whatever frame tells it.
        // Nor has a headline's «ông A từ chức» come true while the text says that he asks to resign.
        let asks = kinds == [EventKind::Resignation]
            && self.text.sentences[clause.sentence].paragraph == 0
            && !(found.items.clone()).any(|i| self.class_of(clause, i) == Some("chấp thuận"))
            && self.asks_to_resign();
        let status = if asks || kinds.contains(&EventKind::Nomination) {
            Status::Proposed
        } else {
            act.status
        };
        let mut recovered: BTreeSet<String> = BTreeSet::new();
        let (mut from, mut to) = self.posts_of(clause, act, patient, share, &mut recovered);
        if let Some(Meaning::Posts(list)) = found.slot("to").map(|to| &clause.items[to].meaning) {
            let several = self.of_several_terms(list);
            to.retain(|post| !several.iter().any(|(other, _)| other.is_same(post)));
        }
        let name = people.name(patient.number);
        self.settle_left(clause, found, name, &mut from, &mut recovered);
        if self.is_lost(clause, act, &from, &to) {
            return None;
        }
        let said_date = act.time.said;
        let own_date = said_date.or(act.time.around);
        let posts = if to.is_empty() { &from } else { &to };
        let decision = self.resting_on(act, posts, own_date);
        let own = self.document_of(clause, found, share, act.documents);
        let document = own
            .or_else(|| decision.and_then(|decision| decision.document))
            .and_then(|i| act.documents.get(i));
        // What a clause rests on tells who decided it better than the sentences before.
        let issuer = document
            .filter(|document| own.is_some() && is_sure(document))
            .and_then(|document| document.issuer.clone());
        let date = said_date
            .or_else(|| document.and_then(|d| d.date))
            .or(own_date)
            .or_else(|| {
                let date = decision?.date.filter(|_| !act.time.open)?;
                if act.looks_back {
                    recovered.insert("date".to_owned());
                }
                Some(date)
            })
            .or_else(|| {
                let elected = kinds.contains(&EventKind::Election) && !act.time.open;
                let year = self.congress_year(clause, &to).filter(|_| elected)?;
                recovered.insert("date".to_owned());
                Some(year)
            });
        // Who issued what it rests on decided it, not whoever did in another sentence.
        let rests = act.looks_back && own.is_some() && document.is_some_and(|d| d.issuer.is_some());
        let by = self.who_decided(
            clause,
            act,
            posts,
            (decision.filter(|_| !rests), issuer.as_ref()),
            &mut recovered,
        );
        let date = date.or_else(|| {
            let elector = act.elector.as_ref().filter(|_| !act.time.open)?;
            let day = elector.day_of(by.as_ref()?)?;
            recovered.insert("date".to_owned());
            Some(day)
        });
        let by = by
            .map(|by| by.or_council(&kinds))
            .filter(|by| by.may_act(&kinds, &to))
            .map(|by| by.name)
            .map(|by| match issuer {
                // A deputy signs for the Prime Minister.
                Some(issuer) if by.starts_with("Phó Thủ tướng") => issuer,
                _ => by,
            })
            .or_else(|| document.and_then(|d| d.issuer.clone()))
            .filter(|by| !is_own_member(&to, by));
        let to = match &by {
            Some(by) if !recovered.contains("by") => in_bloc_of(to, by),
            _ => to,
        };
        let (from, to) = match &by {
            Some(by) => (in_area_of(from, by), in_area_of(to, by)),
            None => (from, to),
        };
        Some(Event {
            kinds,
            person: people.name(patient.number).to_owned(),
            from,
            to,
            date,
            by,
            document: document.and_then(|d| d.number.clone()),
            replaces: act.replaced.map(|r| people.name(r).to_owned()),
            status,
            evidence: vec![self.evidence_of(clause, found)],
            rule: act.fired.frame.name.clone(),
            recovered: recovered.into_iter().collect(),
        })
    }
}

/// Whether the issuer of a document is said, or an officer of whom its letters tell.
fn is_sure(document: &Document) -> bool {
    let guessed = document
        .recovered
        .iter()
        .any(|argument| argument == "issuer");
    let officer = |issuer: &String| issuer.starts_with("Thủ tướng") || issuer == "Chủ tịch nước";
    !guessed || document.issuer.as_ref().is_some_and(officer)
}

/// Whether a body is one into which the posts make somebody a deputy: the voters elect those, not the body itself.
fn is_own_member(to: &[Post], by: &str) -> bool {
    to.iter()
        .any(|post| post.role.as_deref() == Some("Đại biểu") && post.org.as_deref() == Some(by))
}

/// Whether a post is work that says of nobody that he is an official.
fn is_plain_work(post: &Post) -> bool {
    matches!(
        post.role.as_deref(),
        Some("Viên chức" | "Công chức" | "Nhân viên")
    )
}

/// A predecessor whose own post is not said leaves the one that the successor takes up.
fn leave_to_successors(events: &mut [ToldEvent]) {
    for i in 0..events.len() {
        let leaving = &events[i].event;
        if !leaving.from.is_empty() {
            continue;
        }
        let successor = events.iter().find(|told| {
            told.event.replaces.as_ref() == Some(&leaving.person)
                && told.event.to.first() != leaving.to.first()
        });
        let post = successor.and_then(|told| told.event.to.first()).cloned();
        if let Some(post) = post.and_then(taken_over) {
            events[i].event.from = vec![post];
            events[i].event.recovered.push("from".to_owned());
        }
    }
}
