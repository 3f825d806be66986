//! Personnel acts: what the event frames that hold in a clause claim, person by person.

use std::collections::BTreeSet;
use std::ops::Range;

use super::day::Time;
use super::decider::Decider;
use super::decision::{Decision, Told};
use super::item::{Clause, Item, Meaning, Speaker};
use super::people::People;
use super::post_list::PostList;
use super::posting::in_area_of;
use super::reading::Reading;
use super::verdict::{Fired, Outcome, Verdict};
use crate::claim::{Document, Event, EventKind, Post, Status};
use crate::rules::{ActSource, Category, FrameKind, FrameMatch, HonorificClass, code};

/// How many items may stand between an act and one that leaves out whom it is about.
const ELLIPSIS: usize = 6;

/// A person of an act.
pub(super) struct Patient {
    number: usize,
    /// The posts beside the name.
    pub(super) beside: Vec<PostList>,
}

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
    /// Whether it is of another day than the news.
    pub(crate) apart: bool,
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
            let time = self.time_of(clause, &fired.found);
            // «Ông A được giới thiệu …»: who does it is not who decided something else before.
            let nominated = kinds.contains(&EventKind::Nomination)
                && fired
                    .found
                    .range("people")
                    .is_some_and(|people| people.start == fired.found.items.start);
            let recovers = !time.apart && !nominated;
            let goes_on = told.last_end(clause.sentence).is_some_and(|end| {
                !self.is_predecessor(clause, &fired.found)
                    && !self.is_of_another_time(clause, &fired.found, end)
            });
            let act = Act {
                fired: &fired,
                status,
                kinds,
                decision: decisions
                    .first()
                    .filter(|_| !self.is_cause(clause, &fired.found))
                    .or_else(|| {
                        told.decision_for(clause.sentence, self.tells_meeting(clause))
                            .filter(|_| recovers)
                    }),
                looks_back: decisions.is_empty(),
                by: told
                    .last_by(
                        clause.sentence,
                        fired.frame.act == ActSource::Before
                            || fired.found.range("people").is_none(),
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
            let number = patients.len();
            let mut numbers = Vec::new();
            for (place, patient) in patients.into_iter().enumerate() {
                let share = (number > 1).then_some((place, number));
                numbers.push(patient.number);
                if let Some(event) = self.event_of(clause, &act, &patient, share, people) {
                    events.push(ToldEvent {
                        person: patient.number,
                        event,
                        bare: fired.frame.act == ActSource::Headline
                            || self.concedes(clause, &fired.found),
                        predecessor: act.replaced,
                        apart: act.time.apart || act.time.open,
                    });
                }
            }
            let by = self.decider_of(clause, &fired.found).or(act.by);
            // «Ông được bầu vào Ban Chấp hành … Ông giữ chức …»: nobody is elected to that post.
            let joins = fired.found.slot("unit").is_some_and(|unit| {
                unit.checked_sub(1).is_some_and(|before| {
                    matches!(
                        self.class_of(clause, before),
                        Some("vào" | "tham gia" | "trúng cử" | "tái đắc cử")
                    )
                })
            });
            told.act(
                numbers,
                if joins { &[] } else { &act.kinds },
                by,
                clause.sentence,
                fired.found.items.end,
            );
        }
        leave_to_successors(&mut events);
        let rests = |told: &ToldEvent| told.event.recovered.iter().any(|argument| argument == "by");
        if let Some(decision) = decisions.into_iter().next() {
            told.decide(decision, clause.sentence);
        } else if events.iter().any(rests) {
            told.rest_on_decision(clause.sentence);
        }
        told.leave_clause();
        events
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

    /// Whom an act is about: the persons it names, else those of the act directly before it.
    fn patients_of(
        &self,
        clause: &Clause,
        found: &FrameMatch,
        people: &mut People,
        told: &Told,
    ) -> Vec<Patient> {
        let from = found.slots.iter().filter(|(name, _)| name == "from");
        let named = from.filter_map(|(_, item)| match &clause.items[item.start].meaning {
            Meaning::Posts(list) => Some(list.clone()),
            _ => None,
        });
        if let Some(region) = found.range("people") {
            let subjects = region.start == found.items.start;
            let mut patients = self.listed(clause, region, subjects, people);
            if let [only] = &mut patients[..] {
                only.beside.extend(named);
            }
            return patients;
        }
        if let Some(person) = found.slot("person").or(found.slot("speaker")) {
            let number = self.person_of(&clause.items[person], clause, people);
            let beside = named.collect();
            return number
                .map(|number| Patient { number, beside })
                .into_iter()
                .collect();
        }
        let between = |from: usize| {
            found.items.start <= from + ELLIPSIS
                && clause.codes[from.min(found.items.start)..found.items.start]
                    .iter()
                    .all(|code| !matches!(*code, code::NAME | code::SHORT | code::POSTS))
        };
        let carried = match told.last_end(clause.sentence) {
            Some(end) if end <= found.items.start && between(end) => told.last_persons(),
            None if told.follows(clause.sentence) && between(0) => told.last_persons(),
            _ => &[],
        };
        carried
            .iter()
            .map(|&number| Patient {
                number,
                beside: Vec::new(),
            })
            .collect()
    }

    /// The persons of a list, each with the posts directly before the name and behind it.
    fn listed(
        &self,
        clause: &Clause,
        region: Range<usize>,
        subjects: bool,
        people: &mut People,
    ) -> Vec<Patient> {
        let is_name = |place: usize| {
            region.contains(&place) && matches!(clause.codes[place], code::NAME | code::SHORT)
        };
        let mut patients: Vec<Patient> = Vec::new();
        let mut before: Option<PostList> = None;
        let mut shared: Option<PostList> = None;
        for place in region.clone() {
            match &clause.items[place].meaning {
                Meaning::Posts(_) if self.is_recalled(clause, place) => {}
                Meaning::Posts(list) => {
                    // «Ông A, Bí thư …, Chủ tịch … B»: a post directly before a name is that person's.
                    let first = patients.is_empty();
                    if is_name(place + 1) || first && is_name(place + 2) {
                        before = Some(list.clone());
                        // «hai Thẩm phán A và B».
                        shared = (first && self.is_plural(list.tokens.start)).then(|| list.clone());
                    } else if let Some(patient) = patients.last_mut() {
                        patient.beside.push(list.clone());
                    }
                }
                Meaning::Name(_) if is_name(place) => {
                    let Some(number) = self.person_of(&clause.items[place], clause, people) else {
                        before = None;
                        continue;
                    };
                    patients.push(Patient {
                        number,
                        beside: before
                            .take()
                            .or_else(|| shared.clone())
                            .into_iter()
                            .collect(),
                    });
                }
                _ => {}
            }
        }
        let names = region
            .clone()
            .filter(|&place| is_name(place))
            .collect::<Vec<_>>();
        // «Chủ tịch nước A, Thủ tướng B, Bộ trưởng C đã được …»: each behind a post.
        let row = names.len() > 2
            && names
                .iter()
                .all(|&place| place > 0 && clause.codes[place - 1] == code::POSTS);
        let joined = row
            || clause.codes[region]
                .iter()
                .any(|code| matches!(*code, code::AND | b';'));
        // «… của bà A, ông B, Phó Giám đốc …, được bổ nhiệm»: commas alone make no list of subjects.
        if let [first, .., _] = names[..]
            && subjects
            && !joined
            && !self.opens_list(&clause.items[first])
        {
            patients.drain(..patients.len().saturating_sub(1));
        }
        patients
    }

    /// Whether a post stands in a bracket that recalls what was: «(người từng bị Thủ tướng cách chức Phó Chủ tịch …)».
    fn is_recalled(&self, clause: &Clause, item: usize) -> bool {
        let open = clause.bracket_around(item);
        let first = open.filter(|&open| open + 1 < item);
        first.is_some_and(|open| {
            self.class_of(clause, open + 1) == Some("người")
                && (open + 2..clause.items.len())
                    .take_while(|&i| clause.codes[i] != b')')
                    .any(|i| self.rules.frames.acts.contains_key(&clause.codes[i]))
        })
    }

    /// Whether the honorific of a name opens a list: «các ông A, B, C».
    fn opens_list(&self, item: &Item) -> bool {
        self.tag(item.tokens.start, Category::Honorific)
            .is_some_and(|(entry, _)| {
                self.rules.words.honorifics[entry].class == HonorificClass::Plural
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
        let status = if kinds.contains(&EventKind::Nomination) {
            Status::Proposed
        } else {
            act.status
        };
        let mut recovered: BTreeSet<String> = BTreeSet::new();
        let (from, to) = self.posts_of(clause, act, patient, share, &mut recovered);
        // What is taken up or left must say whose it is.
        let posts = from.len() + to.len();
        let lost = found.slot("to").is_some() && to.is_empty()
            || found.slot("left").is_some() && posts == 0
            || kinds == [EventKind::Relief] && posts == 0 && found.slot("person").is_none();
        if lost {
            return None;
        }
        let said_date = act.time.said;
        let own_date = said_date.or(act.time.around);
        let posts = if to.is_empty() { &from } else { &to };
        let can = |by: &Decider| is_decided(&kinds) && self.may_decide(by, &kinds, posts);
        let decision = act.decision.filter(|decision| {
            decision.by.as_ref().map_or(is_decided(&kinds), can) && decision.may_be_of(own_date)
        });
        let document = self
            .document_of(clause, found, act.documents)
            .or_else(|| decision.and_then(|decision| decision.document))
            .and_then(|i| act.documents.get(i));
        let date = said_date
            .or_else(|| document.and_then(|d| d.date))
            .or(own_date)
            .or_else(|| {
                let date = decision?.date.filter(|_| !act.time.open)?;
                if act.looks_back {
                    recovered.insert("date".to_owned());
                }
                Some(date)
            });
        let by = self
            .decider_of(clause, found)
            .or_else(|| self.decider_around(clause, found, &kinds, posts))
            .or_else(|| act.by.clone().filter(can))
            .or_else(|| {
                let by = decision?.by.clone()?;
                recovered.insert("by".to_owned());
                Some(by)
            })
            .map(|by| by.name)
            .or_else(|| document.and_then(|d| d.issuer.clone()))
            .filter(|by| !is_own_member(&to, by));
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

    /// The kinds of the act's words and, where they leave it open how a post is taken up, the frame's own;
    /// none where the act is that of another sentence and no such act was told.
    fn kinds_of(
        &self,
        clause: &Clause,
        fired: &Fired,
        patients: &[Patient],
        told: &Told,
        decision: Option<&Decision>,
    ) -> Option<Vec<EventKind>> {
        use EventKind::{
            Acting, Approval, Discipline, Election, Reappointment, Relief, Removal, Secondment,
            Suspension,
        };
        if fired.frame.status == Status::Proposed {
            return Some(fired.frame.kinds.clone());
        }
        let mut kinds: Vec<EventKind> = fired
            .found
            .items
            .clone()
            .filter(|&item| !is_beside_name(clause, &fired.found, item))
            .filter_map(|item| self.rules.frames.acts.get(&clause.codes[item]))
            .flatten()
            .copied()
            .collect();
        let settled = |kind: &EventKind| {
            matches!(
                kind,
                Election | Reappointment | Acting | Approval | Secondment
            )
        };
        if fired.frame.act == ActSource::Before {
            // «Trước đó, ông làm …» goes on with a life, not with the act.
            let people = fired.found.range("people")?;
            if clause.codes[people].contains(&code::SHORT) {
                return None;
            }
            // What a post is taken up by is not what another was left by.
            let leaves = |kind: &EventKind| {
                matches!(kind, Relief | Removal | Suspension | Discipline) || !is_decided(&[*kind])
            };
            let takes = fired.found.slot("to").is_some();
            // «Theo quyết định của Bộ Chính trị, ông A giữ chức …»: that is no election that was told before.
            let own =
                decision.filter(|decision| takes && !decision.nominates && decision.by.is_some());
            let before = match own {
                Some(decision) => {
                    let mut kinds = decision.kinds.clone();
                    if !kinds.iter().any(settled) {
                        kinds.push(EventKind::Appointment);
                    }
                    kinds
                }
                None => told.kinds_for(clause.sentence)?,
            };
            // «Ông A bị kỷ luật. … Ông A làm Bí thư …»: that was before.
            let same = |patient: &Patient| told.last_persons().contains(&patient.number);
            if takes && before.iter().all(leaves) && patients.iter().any(same) {
                return None;
            }
            kinds.extend(before.into_iter().filter(|kind| !takes || !leaves(kind)));
            if kinds.is_empty() {
                kinds.push(EventKind::Appointment);
            }
        }
        if !kinds.iter().any(settled) {
            kinds.extend(&fired.frame.kinds);
        }
        kinds.sort_unstable();
        kinds.dedup();
        Some(kinds)
    }
}

/// Whether an item stands in a bracket beside one of the persons of an act, so that it tells only of that one:
/// «miễn nhiệm … đối với các ông A (vừa được bầu …), B (nghỉ hưu)».
fn is_beside_name(clause: &Clause, found: &FrameMatch, item: usize) -> bool {
    found
        .range("people")
        .is_some_and(|people| people.contains(&item))
        && clause.bracket_around(item) != clause.bracket_around(found.items.start)
}

/// Whether a body is one into which the posts make somebody a deputy: the voters elect those, not the body itself.
fn is_own_member(to: &[Post], by: &str) -> bool {
    to.iter()
        .any(|post| post.role.as_deref() == Some("Đại biểu") && post.org.as_deref() == Some(by))
}

/// Whether somebody decides an act of these kinds; people die, resign and retire by themselves.
fn is_decided(kinds: &[EventKind]) -> bool {
    use EventKind::{Death, Resignation, Retirement};
    !kinds
        .iter()
        .all(|kind| matches!(kind, Death | Resignation | Retirement))
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
        if let Some(post) = successor.and_then(|told| told.event.to.first()).cloned() {
            events[i].event.from = vec![post];
            events[i].event.recovered.push("from".to_owned());
        }
    }
}
