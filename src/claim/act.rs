//! Personnel acts: what the event frames that hold in a clause claim, person by person.

use std::collections::BTreeSet;
use std::ops::Range;

use super::apply::is_membership;
use super::decision::{Decision, Told};
use super::item::{Clause, Item, Meaning, Speaker};
use super::people::People;
use super::post::PostList;
use super::reading::Reading;
use super::verdict::{Fired, Outcome, Verdict};
use crate::claim::{Document, Event, EventKind, Post, Status};
use crate::rules::{ActSource, Category, FrameKind, FrameMatch, HonorificClass, code};

/// How many items may stand between an act and one that leaves out whom it is about.
const ELLIPSIS: usize = 6;

/// A person of an act, and the posts beside the name.
struct Patient {
    number: usize,
    beside: Vec<PostList>,
}

/// What an act has besides its person.
struct Act<'a> {
    fired: &'a Fired<'a>,
    status: Status,
    kinds: Vec<EventKind>,
    decision: Option<&'a Decision>,
    /// Who decided the act that this one goes on from.
    by: Option<String>,
    speaker: Option<&'a Speaker>,
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
            let Outcome::Told(status) = outcome else {
                continue;
            };
            let patients = self.patients_of(clause, &fired.found, people, told);
            let Some(kinds) = self.kinds_of(clause, &fired, told) else {
                continue;
            };
            if patients.is_empty() {
                continue;
            }
            let act = Act {
                fired: &fired,
                status,
                kinds,
                decision: decisions
                    .first()
                    .map(|(decision, _)| decision)
                    .or_else(|| told.decision_for(clause.sentence, self.tells_meeting(clause))),
                by: told.last_by(
                    clause.sentence,
                    fired.frame.act == ActSource::Before || fired.found.range("people").is_none(),
                ),
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
                        bare: fired.frame.act == ActSource::Headline,
                        predecessor: fired
                            .found
                            .slot("replaced")
                            .and_then(|i| self.person_of(&clause.items[i], clause, people)),
                    });
                }
            }
            let by = self.decider_of(clause, &fired.found).or(act.by);
            told.act(
                numbers,
                &act.kinds,
                by,
                clause.sentence,
                fired.found.items.end,
            );
        }
        leave_to_successors(&mut events);
        if let Some((decision, _)) = decisions.into_iter().next() {
            told.decide(decision, clause.sentence);
        }
        told.leave_clause();
        events
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
        // «… của bà A, ông B, Phó Giám đốc …, được bổ nhiệm»: commas alone make no list of subjects.
        let is_name = |place: usize| {
            region.contains(&place) && matches!(clause.codes[place], code::NAME | code::SHORT)
        };
        let mut patients: Vec<Patient> = Vec::new();
        let mut before: Option<PostList> = None;
        for place in region.clone() {
            match &clause.items[place].meaning {
                Meaning::Posts(list) => {
                    // «Ông A, Bí thư …, Chủ tịch … B»: a post directly before a name is that person's.
                    let first = patients.is_empty();
                    if is_name(place + 1) || first && is_name(place + 2) {
                        before = Some(list.clone());
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
                        beside: before.take().into_iter().collect(),
                    });
                }
                _ => {}
            }
        }
        let names = region
            .clone()
            .filter(|&place| is_name(place))
            .collect::<Vec<_>>();
        let joined = clause.codes[region]
            .iter()
            .any(|code| matches!(*code, code::AND | b';'));
        if let [first, .., _] = names[..]
            && subjects
            && !joined
            && !self.opens_list(&clause.items[first])
        {
            patients.drain(..patients.len().saturating_sub(1));
        }
        patients
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
        let found = &act.fired.found;
        let kinds = act.kinds.clone();
        let mut recovered: BTreeSet<String> = BTreeSet::new();
        let (from, to) = self.posts_of(clause, act, patient, share, &mut recovered);
        let own_date = self
            .date_of(clause, found)
            .or_else(|| self.date_around(clause, found));
        let decision = act
            .decision
            .filter(|decision| is_decided(&kinds) && decision.may_be_of(own_date));
        let document = self
            .document_of(clause, found, act.documents)
            .or_else(|| decision.and_then(|decision| decision.document))
            .and_then(|i| act.documents.get(i));
        let date = self
            .date_of(clause, found)
            .or_else(|| document.and_then(|d| d.date))
            .or(own_date)
            .or_else(|| decision.and_then(|decision| decision.date));
        let by = self
            .decider_of(clause, found)
            .or_else(|| act.by.clone().filter(|_| is_decided(&kinds)))
            .or_else(|| {
                let by = decision?.by.clone()?;
                recovered.insert("by".to_owned());
                Some(by)
            })
            .or_else(|| document.and_then(|d| d.issuer.clone()));
        let (from, to) = match &by {
            Some(by) => (with_area_of(from, by), with_area_of(to, by)),
            None => (from, to),
        };
        let replaces = found
            .slot("replaced")
            .and_then(|i| self.person_of(&clause.items[i], clause, people));
        if replaces == Some(patient.number) {
            return None;
        }
        Some(Event {
            kinds,
            person: people.name(patient.number).to_owned(),
            from,
            to,
            date,
            by,
            document: document.and_then(|d| d.number.clone()),
            replaces: replaces.map(|r| people.name(r).to_owned()),
            status: act.status,
            evidence: vec![self.evidence_of(clause, found)],
            rule: act.fired.frame.name.clone(),
            recovered: recovered.into_iter().collect(),
        })
    }

    /// The posts that somebody leaves and takes up by an act; what the context gave of them is noted in `recovered`.
    fn posts_of(
        &self,
        clause: &Clause,
        act: &Act,
        patient: &Patient,
        share: Option<(usize, usize)>,
        recovered: &mut BTreeSet<String>,
    ) -> (Vec<Post>, Vec<Post>) {
        let found = &act.fired.found;
        let mut claimed = |list: &PostList| -> Vec<Post> {
            let list = act
                .speaker
                .map_or_else(|| list.clone(), |speaker| shared_with(list, speaker));
            let posts = self.claimed_posts(&list).into_iter();
            posts
                .map(|(post, _, _, from_context)| {
                    recovered.extend(from_context);
                    post
                })
                .collect()
        };
        let mut posts = |slot: &str| -> Vec<Post> {
            let items = found.slots.iter().filter(|(name, _)| name == slot);
            let posts = items
                .filter_map(|(_, item)| match &clause.items[item.start].meaning {
                    Meaning::Posts(list) => Some(claimed(list)),
                    _ => None,
                })
                .flatten()
                .collect();
            shared_out(posts, share)
        };
        let mut to = posts("to");
        // Where the text says which post is left, those named beside the person stay.
        let mut from = posts("left");
        if found.slot("left").is_none() {
            from = patient.beside.iter().flat_map(&mut claimed).collect();
            // Whoever runs a body for a while keeps the post.
            let runs = found.items.clone().any(|i| {
                matches!(
                    self.class_of(clause, i),
                    Some("điều hành" | "phụ trách" | "giao phụ trách")
                )
            });
            let gives_up = gives_up(&act.kinds) && !runs;
            from.retain(|post| gives_up && !is_membership(post) && !to.contains(post));
        }
        if act.kinds.contains(&EventKind::Acting) {
            name_acting(&mut to);
        }
        if let Some(post) = to.first().or(from.first()).cloned() {
            to.extend(self.memberships(clause, found, &post, "tham gia"));
            from.extend(self.memberships(clause, found, &post, "thôi tham gia"));
        }
        if to.is_empty() {
            to.extend(self.destination_of(clause, found));
        }
        (from, to)
    }

    /// The body that somebody goes to without a post; a member of it, where he joins it: «chỉ định tham gia Đảng ủy
    /// Quân khu 7».
    fn destination_of(&self, clause: &Clause, found: &FrameMatch) -> Option<Post> {
        let place = found.slot("unit")?;
        let Meaning::Body(body) = &clause.items[place].meaning else {
            return None;
        };
        let resolved = self.resolve(body, body.start);
        let joins = place
            .checked_sub(1)
            .is_some_and(|before| self.class_of(clause, before) == Some("tham gia"));
        Some(Post {
            role: joins.then(|| "Ủy viên".to_owned()),
            org: Some(resolved.name),
            area: resolved.area,
            place: resolved.place,
            level: resolved.level,
        })
    }

    /// The kinds of the act's words and, where they leave it open how a post is taken up, the frame's own;
    /// none where the act is that of another sentence and no such act was told.
    fn kinds_of(&self, clause: &Clause, fired: &Fired, told: &Told) -> Option<Vec<EventKind>> {
        use EventKind::{Acting, Approval, Election, Reappointment, Secondment};
        if fired.frame.status == Status::Proposed {
            return Some(fired.frame.kinds.clone());
        }
        let mut kinds: Vec<EventKind> = fired
            .found
            .items
            .clone()
            .filter_map(|item| self.rules.frames.acts.get(&clause.codes[item]))
            .flatten()
            .copied()
            .collect();
        if fired.frame.act == ActSource::Before {
            // «Trước đó, ông làm …» goes on with a life, not with the act.
            let people = fired.found.range("people")?;
            if clause.codes[people].contains(&code::SHORT) {
                return None;
            }
            kinds.extend(told.kinds_for(clause.sentence)?);
        }
        let settled = |kind: &EventKind| {
            matches!(
                kind,
                Election | Reappointment | Acting | Approval | Secondment
            )
        };
        if !kinds.iter().any(settled) {
            kinds.extend(&fired.frame.kinds);
        }
        kinds.sort_unstable();
        kinds.dedup();
        Some(kinds)
    }
}

/// Posts whose body names a level but no area, in the area of the body of that level which decided: «HĐND tỉnh
/// Lào Cai bầu … Chủ tịch UBND tỉnh».
fn with_area_of(mut posts: Vec<Post>, by: &str) -> Vec<Post> {
    const LEVELS: [&str; 7] = [
        "tỉnh",
        "thành phố",
        "huyện",
        "quận",
        "thị xã",
        "xã",
        "phường",
    ];
    for post in posts.iter_mut().filter(|post| post.area.is_none()) {
        let Some(org) = post.org.as_mut() else {
            continue;
        };
        let level = LEVELS
            .iter()
            .find(|level| org.ends_with(&format!(" {level}")));
        let area = level.and_then(|level| {
            let at = by.find(&format!(" {level} "))? + 1;
            Some((level.len(), by[at..].to_owned()))
        });
        if let Some((length, area)) = area {
            org.truncate(org.len() - length);
            org.push_str(&area);
            post.area = Some(area);
        }
    }
    posts
}

/// The posts of one person among several: as many posts as persons are shared out in their order.
fn shared_out(posts: Vec<Post>, share: Option<(usize, usize)>) -> Vec<Post> {
    match share {
        Some((place, number)) if posts.len() == number => {
            posts.into_iter().skip(place).take(1).collect()
        }
        _ => posts,
    }
}

/// Whether an act of these kinds ends the post that stands beside the name: a membership is not left by taking
/// up a post, nor is any post by being elected to another.
fn gives_up(kinds: &[EventKind]) -> bool {
    use EventKind::{
        Appointment, Assignment, Designation, Election, Relief, Removal, Resignation, Retirement,
        Rotation, Transfer,
    };
    let moves = kinds.iter().any(|kind| {
        matches!(
            kind,
            Rotation
                | Transfer
                | Appointment
                | Assignment
                | Relief
                | Removal
                | Resignation
                | Retirement
        )
    });
    let elected = kinds.contains(&Election)
        || kinds.contains(&Designation) && !kinds.contains(&Transfer) && !kinds.contains(&Rotation);
    moves && !elected
}

/// Whether somebody decides an act of these kinds; people die, resign and retire by themselves.
fn is_decided(kinds: &[EventKind]) -> bool {
    use EventKind::{Death, Resignation, Retirement};
    !kinds
        .iter()
        .all(|kind| matches!(kind, Death | Resignation | Retirement))
}

/// Names posts that somebody takes up as acting head: «Quyền Giám đốc».
fn name_acting(posts: &mut [Post]) {
    for role in posts.iter_mut().filter_map(|post| post.role.as_mut()) {
        if !role.starts_with("Quyền ") {
            role.insert_str(0, "Quyền ");
        }
    }
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

/// The posts that a speaker names, with the area of the post named beside the speaker's name.
fn shared_with(list: &PostList, speaker: &Speaker) -> PostList {
    let mut list = list.clone();
    for post in &mut list.posts {
        let Some(body) = &mut post.body else { continue };
        if body.area.as_ref().is_some_and(|area| area.name.is_some()) {
            continue;
        }
        let beside = speaker
            .posts
            .iter()
            .flat_map(|posts| &posts.posts)
            .filter_map(|post| post.body.as_ref());
        if let Some(same) = beside
            .into_iter()
            .find(|other| other.name == body.name && other.area.is_some())
        {
            body.area.clone_from(&same.area);
            post.shared = true;
        }
    }
    list
}
