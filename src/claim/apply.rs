//! What the frames of acts that hold in a clause claim: events with their arguments.

use std::collections::BTreeSet;

use super::item::{Clause, Item, Meaning, Speaker};
use super::people::People;
use super::post::{Held, PostList};
use super::reading::Reading;
use super::verdict::{Fired, Outcome, Verdict};
use crate::claim::{Document, Event, EventKind, Evidence, Post, Status};
use crate::date::Date;
use crate::rules::{FrameMatch, code};

impl Reading<'_> {
    /// The events that a clause tells.
    pub(crate) fn events_of(
        &self,
        clause: &Clause,
        people: &mut People,
        speaker: Option<&Speaker>,
        documents: &[Document],
    ) -> Vec<(usize, Event)> {
        let mut events = Vec::new();
        for Verdict { fired, outcome } in self.verdicts(clause, true) {
            let Outcome::Told(status) = outcome else {
                continue;
            };
            let Some(person) = fired.found.slot("person").or(fired.found.slot("speaker")) else {
                continue;
            };
            let Some(number) = self.person_of(&clause.items[person], clause, people) else {
                continue;
            };
            if let Some(event) =
                self.event_of(clause, &fired, status, (number, people), speaker, documents)
            {
                events.push((number, event));
            }
        }
        leave_to_successors(&mut events);
        events
    }

    fn event_of(
        &self,
        clause: &Clause,
        fired: &Fired,
        status: Status,
        (number, people): (usize, &mut People),
        speaker: Option<&Speaker>,
        documents: &[Document],
    ) -> Option<Event> {
        let found = &fired.found;
        let kinds = self.kinds_of(clause, fired);
        let mut recovered: BTreeSet<String> = BTreeSet::new();
        let mut posts = |slot: &str| -> Vec<(Post, Option<String>)> {
            let items = found.slots.iter().filter(|(name, _)| name == slot);
            let mut posts = Vec::new();
            for (_, item) in items {
                let Meaning::Posts(list) = &clause.items[item.start].meaning else {
                    continue;
                };
                let list = speaker
                    .filter(|_| found.slot("speaker").is_some())
                    .map_or_else(|| list.clone(), |s| shared_with(list, s));
                for (post, _, term, from_context) in self.claimed_posts(&list) {
                    recovered.extend(from_context);
                    posts.push((post, term));
                }
            }
            posts
        };
        let mut to: Vec<Post> = posts("to").into_iter().map(|(post, _)| post).collect();
        // Where the text says which post is left, those named beside the person stay.
        let left = if found.slot("left").is_some() {
            "left"
        } else {
            "from"
        };
        let mut from: Vec<Post> = posts(left).into_iter().map(|(post, _)| post).collect();
        // A membership is not left by taking up a post, nor is any post by being elected to another.
        let moves = kinds.iter().any(|kind| {
            use EventKind::{
                Appointment, Assignment, Relief, Removal, Resignation, Retirement, Rotation,
                Transfer,
            };
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
        let elected = kinds.contains(&EventKind::Election)
            || kinds.contains(&EventKind::Designation)
                && !kinds.contains(&EventKind::Transfer)
                && !kinds.contains(&EventKind::Rotation);
        if found.slot("left").is_none() {
            from.retain(|post| moves && !elected && !is_membership(post) && !to.contains(post));
        }
        if kinds.contains(&EventKind::Acting) {
            name_acting(&mut to);
        }
        if let Some(post) = to.first().cloned() {
            to.extend(self.memberships(clause, found, &post));
        }
        if to.is_empty()
            && let Some(Meaning::Body(body)) = found.slot("unit").map(|i| &clause.items[i].meaning)
        {
            let resolved = self.resolve(body, body.start);
            to.push(Post {
                role: None,
                org: Some(resolved.name),
                area: resolved.area,
                place: resolved.place,
                level: resolved.level,
            });
        }
        let document = self
            .document_of(clause, found, documents)
            .and_then(|i| documents.get(i));
        let by = self
            .decider_of(clause, found)
            .or_else(|| document.and_then(|d| d.issuer.clone()));
        let replaces = found
            .slot("replaced")
            .and_then(|i| self.person_of(&clause.items[i], clause, people));
        if replaces == Some(number) {
            return None;
        }
        let date = self
            .date_of(clause, found)
            .or_else(|| document.and_then(|d| d.date));
        Some(Event {
            kinds,
            person: people.name(number).to_owned(),
            from,
            to,
            date,
            by,
            document: document.and_then(|d| d.number.clone()),
            replaces: replaces.map(|r| people.name(r).to_owned()),
            status,
            evidence: vec![self.evidence_of(clause, found)],
            rule: fired.frame.name.clone(),
            recovered: recovered.into_iter().collect(),
        })
    }

    /// The memberships of «tham gia Ban Chấp hành, Ban Thường vụ … và giữ chức {to}», in the committee of `post`.
    fn memberships(&self, clause: &Clause, found: &FrameMatch, post: &Post) -> Vec<Post> {
        let Some(joins) = found
            .items
            .clone()
            .find(|&i| self.class_of(clause, i) == Some("tham gia"))
        else {
            return Vec::new();
        };
        let Some(committee) = post
            .org
            .as_deref()
            .filter(|org| org.contains("ủy ") || org.starts_with("Đảng ủy"))
        else {
            return Vec::new();
        };
        let mut memberships = Vec::new();
        for item in &clause.items[joins..found.items.end] {
            let Meaning::Body(body) = &item.meaning else {
                continue;
            };
            let org = match body.name.as_str() {
                "Ban Chấp hành" | "Ban Chấp hành Đảng bộ" => match &post.area {
                    Some(area) => format!("Ban Chấp hành Đảng bộ {area}"),
                    None => continue,
                },
                "Ban Thường vụ" => format!("Ban Thường vụ {committee}"),
                _ => continue,
            };
            memberships.push(Post {
                role: Some("Ủy viên".to_owned()),
                org: Some(org),
                ..post.clone()
            });
        }
        memberships
    }

    /// The kinds of the act's words and, where they leave it open how a post is taken up, the frame's own.
    fn kinds_of(&self, clause: &Clause, fired: &Fired) -> Vec<EventKind> {
        use EventKind::{Acting, Approval, Election, Reappointment, Secondment};
        let acts = fired
            .found
            .slots
            .iter()
            .filter(|(slot, _)| slot == "act")
            .flat_map(|(_, items)| items.clone());
        let mut kinds: Vec<EventKind> = acts
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
        if !kinds.iter().any(settled) {
            kinds.extend(&fired.frame.kinds);
        }
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// The person that an item names.
    pub(crate) fn person_of(
        &self,
        item: &Item,
        clause: &Clause,
        people: &mut People,
    ) -> Option<usize> {
        let Meaning::Name(name) = &item.meaning else {
            return None;
        };
        let paragraph = self.text.sentences[clause.sentence].paragraph;
        match item.code {
            code::SHORT => people.resolve(self, name, paragraph),
            _ => Some(people.note(self, name, paragraph)),
        }
    }

    /// Notes whom a clause speaks of: its only person, or the one it begins with.
    pub(crate) fn follow_subject(&self, clause: &Clause, people: &mut People) {
        let paragraph = self.text.sentences[clause.sentence].paragraph;
        let mut persons: Vec<(usize, usize)> = Vec::new();
        for (place, item) in clause.items.iter().enumerate() {
            if matches!(item.code, code::NAME | code::SHORT)
                && let Some(number) = self.person_of(item, clause, people)
                && persons.iter().all(|(_, known)| *known != number)
            {
                persons.push((place, number));
            }
        }
        match persons[..] {
            [] => {}
            [(_, only)] => people.set_subject(Some(only), paragraph),
            [(place, first), ..] => people.set_subject((place <= 2).then_some(first), paragraph),
        }
    }

    /// The posts of a list as claims write them.
    pub(crate) fn claimed_posts(
        &self,
        list: &PostList,
    ) -> Vec<(Post, Held, Option<String>, Vec<String>)> {
        list.posts
            .iter()
            .map(|post| {
                let (claimed, recovered) = self.claim_post(post);
                (claimed, post.held, post.term.clone(), recovered)
            })
            .collect()
    }

    /// The body or officer that decided.
    fn decider_of(&self, clause: &Clause, found: &FrameMatch) -> Option<String> {
        match &clause.items[found.slot("by")?].meaning {
            Meaning::Body(body) => Some(self.resolve(body, body.start).name),
            Meaning::Posts(list) => {
                let (post, _) = self.claim_post(list.posts.last()?);
                Some(
                    [post.role, post.org]
                        .into_iter()
                        .flatten()
                        .collect::<Vec<_>>()
                        .join(" "),
                )
            }
            _ => None,
        }
    }

    /// The document that the act rests on: in a slot, or «theo Quyết định số …» in the clause.
    fn document_of(
        &self,
        clause: &Clause,
        found: &FrameMatch,
        documents: &[Document],
    ) -> Option<usize> {
        let row = |i: usize| match clause.items[i].meaning {
            // Laws and decrees are what acts rest on from afar; a decision or a resolution does them.
            Meaning::Document(row) => Some(row).filter(|&row| {
                documents.get(row).is_some_and(|d| {
                    matches!(d.kind.as_str(), "Quyết định" | "Nghị quyết" | "Thông báo")
                })
            }),
            _ => None,
        };
        let by_itself = |i: &usize| {
            *i > 0
                && matches!(
                    self.class_of(clause, i - 1),
                    Some("theo" | "quyết định" | "trao" | "được")
                )
        };
        // «Theo Quyết định số …, ông A được …»: nobody else stands between it and the act.
        let before = (0..found.items.start)
            .rev()
            .take_while(|&i| !matches!(clause.codes[i], code::NAME | b';'));
        found
            .slot("document")
            .and_then(row)
            .or_else(|| found.items.clone().find_map(row))
            .or_else(|| before.filter(by_itself).find_map(row))
    }

    /// The date of an act: when it takes effect, else the date in or just behind the match, else the one
    /// that opens the clause.
    fn date_of(&self, clause: &Clause, found: &FrameMatch) -> Option<Date> {
        let date = |i: usize| match &clause.items.get(i)?.meaning {
            Meaning::Date(mention) => Some(mention.date),
            _ => None,
        };
        let next_person = (found.items.end..clause.items.len())
            .find(|&i| clause.codes[i] == code::NAME)
            .unwrap_or(clause.items.len());
        let since = |i: usize| {
            matches!(self.class_of(clause, i), Some("kể từ" | "từ"))
                .then(|| date(i + 1))
                .flatten()
        };
        let inside = found
            .slot("date")
            .and_then(date)
            .or_else(|| found.items.clone().find_map(date));
        if self.is_predecessor(clause, found) {
            // What the sentence dates is the successor's act.
            return (found.items.start..next_person.min(found.items.end + 2)).find_map(since);
        }
        (found.items.start..next_person)
            .find_map(since)
            .or(inside)
            .or_else(|| {
                let behind = found.items.end..next_person.min(found.items.end + 8);
                behind
                    .take_while(|&i| clause.codes[i] != b';')
                    .find_map(date)
            })
            .or_else(|| {
                let segment = (0..found.items.start)
                    .rev()
                    .find(|&i| clause.codes[i] == b';')
                    .map_or(0, |i| i + 1);
                let before = segment..found.items.start;
                before
                    .filter(|&i| clause.codes[i] == code::DATE)
                    .find_map(date)
            })
            // «Ngày 30/11, … : A; B; C»: the date that opens the sentence holds for its whole list.
            .or_else(|| (0..found.items.start.min(3)).find_map(date))
    }

    /// The day of the meeting that a clause opens: «Ngày 26/6, Đại hội …».
    pub(crate) fn meeting_of(&self, clause: &Clause) -> Option<Date> {
        (0..clause.items.len()).find(|&i| self.class_of(clause, i) == Some("phiên họp"))?;
        clause.items.iter().find_map(|item| match &item.meaning {
            Meaning::Date(mention) => Some(mention.date).filter(|date| date.day().is_some()),
            _ => None,
        })
    }

    /// Whether a clause says that it tells what a meeting decided: «Tại hội nghị, …», «Kết quả, …».
    pub(crate) fn tells_meeting(&self, clause: &Clause) -> bool {
        (0..clause.items.len()).any(|i| self.class_of(clause, i) == Some("tại phiên"))
    }

    /// Whether a match begins with «thay»: it tells of somebody whom another act replaces.
    fn is_predecessor(&self, clause: &Clause, found: &FrameMatch) -> bool {
        found.slot("person").is_some() && self.class_of(clause, found.items.start) == Some("thay")
    }

    /// The text that a match stands on.
    pub(super) fn evidence_of(&self, clause: &Clause, found: &FrameMatch) -> Evidence {
        let speaker = found.slot("speaker").is_some();
        let items = &clause.items[found.items.clone()];
        match (items.first(), items.last()) {
            // What a speaker says of himself stands on the whole sentence, his name included.
            (Some(_), Some(last)) if speaker => {
                self.text.evidence(clause.tokens.start..last.tokens.end)
            }
            (Some(first), Some(last)) => self.text.evidence(first.tokens.start..last.tokens.end),
            _ => self.text.evidence(clause.tokens.clone()),
        }
    }
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
fn leave_to_successors(events: &mut [(usize, Event)]) {
    for i in 0..events.len() {
        let (_, leaving) = &events[i];
        if !leaving.from.is_empty() || !leaving.to.is_empty() {
            continue;
        }
        let successor = events
            .iter()
            .find(|(_, event)| event.replaces.as_ref() == Some(&leaving.person));
        if let Some(post) = successor.and_then(|(_, event)| event.to.first()).cloned() {
            events[i].1.from = vec![post];
            events[i].1.recovered.push("from".to_owned());
        }
    }
}

/// Whether a post is a membership, which goes on beside other posts.
pub(crate) fn is_membership(post: &Post) -> bool {
    post.role.as_deref().is_some_and(|role| {
        role.contains("ủy viên")
            || role.starts_with("Ủy viên")
            || matches!(role, "Đại biểu" | "Thành viên")
    })
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
