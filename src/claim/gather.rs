//! The tenures and events of an article, each told once however often the text repeats it.

use std::collections::HashMap;

use super::model::{Event, EventKind, Evidence, Post, Status, Tenure, When};
use crate::text::name_key;

/// The tenures and events read so far.
#[derive(Default)]
pub(crate) struct Gathered {
    tenures: Vec<Tenure>,
    events: Vec<Event>,
    /// By person, role and body: the place of the tenure.
    by_post: HashMap<[String; 3], usize>,
    /// By person: the places of the events.
    by_person: HashMap<String, Vec<usize>>,
}

impl Gathered {
    /// The tenures and events, in the order in which the text first tells them.
    pub(crate) fn into_claims(self) -> (Vec<Tenure>, Vec<Event>) {
        (self.tenures, self.events)
    }

    /// Adds a tenure, or its evidence where the article has said it before.
    pub(crate) fn tenure(&mut self, tenure: Tenure) {
        let folded = |text: &Option<String>| text.as_deref().map(name_key).unwrap_or_default();
        let key = [
            tenure.person.clone(),
            folded(&tenure.post.role),
            folded(&tenure.post.org),
        ];
        let Some(&place) = self.by_post.get(&key) else {
            self.by_post.insert(key, self.tenures.len());
            self.tenures.push(tenure);
            return;
        };
        let known = &mut self.tenures[place];
        // The event that gives a post says more than that it is held; that it is past, more than both.
        if known.when == When::Current {
            known.when = tenure.when;
        }
        known.start = known.start.or(tenure.start);
        known.end = known.end.or(tenure.end);
        known.term = known.term.take().or(tenure.term);
        add_evidence(&mut known.evidence, tenure.evidence);
    }

    /// Adds an event, with the tenures that it begins and ends.
    pub(crate) fn event(&mut self, event: Event) {
        if event.to.is_empty()
            && event.from.is_empty()
            && event.kinds.iter().all(|&kind| moves(kind))
        {
            // Somebody moved from nowhere to nowhere: nothing to record.
            return;
        }
        if event.status == Status::Decided {
            for (posts, when) in [(&event.to, When::New), (&event.from, When::Current)] {
                for post in posts.iter().filter(|post| post.role.is_some()) {
                    let (start, end) = if when == When::New {
                        (event.date, None)
                    } else {
                        (None, event.date)
                    };
                    self.tenure(Tenure {
                        person: event.person.clone(),
                        post: post.clone(),
                        when,
                        start,
                        end,
                        term: None,
                        evidence: event.evidence.clone(),
                        rule: event.rule.clone(),
                        recovered: event.recovered.clone(),
                    });
                }
            }
        }
        let of_person = self.by_person.entry(event.person.clone()).or_default();
        let known = of_person
            .iter()
            .find(|&&place| tell_one_act(&self.events[place], &event));
        if let Some(&place) = known {
            join(&mut self.events[place], event);
        } else {
            of_person.push(self.events.len());
            self.events.push(event);
        }
    }
}

/// Whether a kind of event takes somebody to a post, and so is nothing without one.
fn moves(kind: EventKind) -> bool {
    use EventKind::{
        Acting, Appointment, Approval, Assignment, Designation, Election, Rotation, Secondment,
        Transfer,
    };
    matches!(
        kind,
        Acting
            | Appointment
            | Approval
            | Assignment
            | Designation
            | Election
            | Rotation
            | Secondment
            | Transfer
    )
}

/// Adds passages that are not there yet. Clauses come in the order of the text, so only the last ones can be.
fn add_evidence(known: &mut Vec<Evidence>, more: Vec<Evidence>) {
    for evidence in more {
        if !known.iter().rev().take(8).any(|other| *other == evidence) {
            known.push(evidence);
        }
    }
}

/// Adds to an event what the text says of it elsewhere.
fn join(known: &mut Event, event: Event) {
    known.date = known.date.or(event.date);
    known.by = known.by.take().or(event.by);
    known.document = known.document.take().or(event.document);
    known.replaces = known.replaces.take().or(event.replaces);
    if known.from.is_empty() {
        known.from = event.from;
    }
    for post in event.to {
        if !known.to.iter().any(|other| other.is_same(&post)) {
            known.to.push(post);
        }
    }
    known.kinds.extend(event.kinds);
    known.kinds.sort_unstable();
    known.kinds.dedup();
    add_evidence(&mut known.evidence, event.evidence);
}

/// Whether two events of one article tell the same act: one person, a kind in common, the same post taken up
/// (or, where none is, left), and no two dates.
fn tell_one_act(one: &Event, other: &Event) -> bool {
    let share = |a: &[Post], b: &[Post]| {
        a.iter()
            .any(|post| b.iter().any(|other| other.is_same(post)))
    };
    let posts = if one.to.is_empty() && other.to.is_empty() {
        one.from.is_empty() || other.from.is_empty() || share(&one.from, &other.from)
    } else {
        share(&one.to, &other.to)
    };
    let dates = match (one.date, other.date) {
        (Some(a), Some(b)) => a.covers(b) || b.covers(a),
        _ => true,
    };
    one.person == other.person
        && one.status == other.status
        && one.kinds.iter().any(|kind| other.kinds.contains(kind))
        && posts
        && dates
}
