//! 3. Text → claims: what one article says, each with its evidence.
//!
//! A cascade, small recognisers first: tokens and tags, then areas, bodies, posts, names, dates and
//! documents, then the items of each clause, then frames over items, then the claims.

mod model;

mod reading;

mod topic;

mod body;

mod post;

mod name;

mod number;

mod date;

mod period;

mod time;

mod document;

mod statistic;

mod people;

mod item;

mod apply;

mod bio;

mod explain;

pub use explain::{Explanation, FrameReading, Mention, SentenceReading, explain};
pub use model::*;
pub use time::times;

use std::collections::BTreeSet;
use std::ops::Range;

use self::item::{Clause, Speaker};
use self::people::People;
use self::reading::Reading;
use crate::article::Article;
use crate::date::Date;
use crate::rules::{Category, Frame, RuleError, Rules, code};
use crate::text::{Sentence, name_key};

/// Reads what one article says: a pure function of the article and the rules.
pub fn extract(article: &Article, rules: &Rules) -> Claims {
    let reading = Reading::new(article, rules);
    let mut claims = Claims::new(article);
    let province = reading
        .topic
        .province
        .map(|unit| rules.places.units()[unit].name.clone());
    claims.article.province = province;
    if !reading.tags.iter().any(|tag| {
        matches!(
            tag.category,
            Category::Role | Category::Cue | Category::Document | Category::Measure
        )
    }) {
        return claims;
    }
    let documents = document::documents(&reading);
    claims.statistics = statistic::statistics(&reading, &documents.mentions);
    claims.documents = documents.rows;
    personnel(&reading, &documents.mentions, &mut claims);
    claims
}

/// The claims that a frame reads in its own example, in their one-line form.
pub fn given(frame: &Frame, rules: &Rules) -> Vec<String> {
    let claims = extract(&Article::plain("example", &frame.example), rules);
    let tenures = claims
        .tenures
        .iter()
        .filter(|t| !frame.event && t.rule == frame.name)
        .map(Tenure::to_string);
    let events = claims
        .events
        .iter()
        .filter(|e| frame.event && e.rule == frame.name)
        .map(Event::to_string);
    tenures.chain(events).collect()
}

/// Checks that every frame reads its own example as it says.
pub(crate) fn check_examples(rules: &Rules) -> Result<(), RuleError> {
    for frame in &rules.frames.frames {
        let given = given(frame, rules);
        if given != frame.gives {
            let (path, line) = frame.place.clone();
            let message = match given[..] {
                [] => format!("frame {:?} does not read its own example", frame.name),
                _ => format!(
                    "frame {:?} gives {given:?} in its example, not {:?}",
                    frame.name, frame.gives
                ),
            };
            return Err(RuleError {
                path,
                line,
                message,
            });
        }
    }
    Ok(())
}

/// People, tenures and events.
fn personnel(reading: &Reading, documents: &[(Range<usize>, usize)], claims: &mut Claims) {
    let mut people = People::default();
    let mut named: BTreeSet<usize> = BTreeSet::new();
    let mut bios = Vec::new();
    let mut meeting: Option<(Date, usize)> = None;
    personnel_clauses(reading, documents, |clause, speaker| {
        // Every full name counts as known from here on, whether or not a claim is made of it.
        for item in clause.items.iter().filter(|item| item.code == code::NAME) {
            reading.person_of(item, clause, &mut people);
        }
        for (person, tenure) in reading.tenures_of(clause, &mut people) {
            named.insert(person);
            add_tenure(&mut claims.tenures, tenure);
        }
        let paragraph = reading.text.sentences[clause.sentence].paragraph;
        if let Some(day) = reading.meeting_of(clause) {
            meeting = Some((day, paragraph));
        }
        for (person, mut event) in
            reading.events_of(clause, &mut people, speaker, &claims.documents)
        {
            // What a meeting decided bears its day, where the text says no other.
            if let Some((day, told)) = meeting
                && event.date.is_none()
                && event.status == Status::Decided
                && (told == paragraph || reading.tells_meeting(clause))
            {
                event.date = Some(day);
                event.recovered.push("date".to_owned());
            }
            named.insert(person);
            add_event(claims, event);
        }
        for (person, bio) in reading.bios_of(clause, &mut people) {
            if bio.born.is_some() {
                people.note_birth(person);
            }
            bios.push((person, bio));
        }
        reading.follow_subject(clause, &mut people);
    });
    // A birth or home place counts only of those who hold a post here.
    claims.bios = bio::joined(
        bios.into_iter()
            .filter(|(person, _)| named.contains(person)),
    );
    mark_recovered_people(claims);
    claims.people = people.into_people(|person| named.contains(&person));
}

/// Marks the claims whose evidence names the person only in part or by a pronoun.
fn mark_recovered_people(claims: &mut Claims) {
    let named = |person: &str, evidence: &[Evidence]| {
        let key = name_key(person);
        let words = |quote: &str| {
            name_key(&quote.replace(|c: char| c.is_ascii_punctuation() && c != '\'', " "))
        };
        evidence.iter().any(|e| words(&e.quote).contains(&key))
    };
    let tenures = claims
        .tenures
        .iter_mut()
        .map(|t| (&t.person, &t.evidence, &mut t.recovered));
    let events = claims
        .events
        .iter_mut()
        .map(|e| (&e.person, &e.evidence, &mut e.recovered));
    let bios = claims
        .bios
        .iter_mut()
        .map(|b| (&b.person, &b.evidence, &mut b.recovered));
    for (person, evidence, recovered) in tenures.chain(events).chain(bios) {
        if !named(person, evidence) {
            recovered.push("person".to_owned());
        }
    }
}

/// Calls `read` with each clause that can name an official, and with whoever speaks in it.
fn personnel_clauses(
    reading: &Reading,
    documents: &[(Range<usize>, usize)],
    mut read: impl FnMut(&Clause, Option<&Speaker>),
) {
    let mut speaker = None;
    let mut paragraph = 0;
    for (number, sentence) in reading.text.sentences.iter().enumerate() {
        if sentence.paragraph != paragraph {
            paragraph = sentence.paragraph;
            speaker = None;
        }
        if reading.may_name(sentence) {
            for clause in reading.clauses(number, documents, &mut speaker) {
                read(&clause, speaker.as_ref());
            }
        }
    }
}

impl Reading<'_> {
    /// Whether a sentence has a role, an act or a form of address: without one it names no official.
    fn may_name(&self, sentence: &Sentence) -> bool {
        let first = self
            .tags
            .partition_point(|tag| (tag.start as usize) < sentence.tokens.start);
        let tags = self.tags[first..]
            .iter()
            .take_while(|tag| (tag.start as usize) < sentence.tokens.end);
        tags.into_iter().any(|tag| match tag.category {
            Category::Role | Category::Honorific => true,
            Category::Cue => {
                self.rules.words.cues[tag.entry as usize] == "phiên họp"
                    || u8::try_from(tag.entry).is_ok_and(|class| {
                        self.rules.frames.acts.contains_key(&(code::CUE + class))
                    })
            }
            _ => false,
        })
    }
}

/// Adds a tenure, or its evidence where the article has said it before.
fn add_tenure(tenures: &mut Vec<Tenure>, tenure: Tenure) {
    let same = tenures
        .iter_mut()
        .find(|known| known.person == tenure.person && known.post.is_same(&tenure.post));
    match same {
        Some(known) => {
            // The event that gives a post says more than that it is held; that it is past, more than both.
            if known.when == When::Current {
                known.when = tenure.when;
            }
            known.start = known.start.or(tenure.start);
            known.end = known.end.or(tenure.end);
            known.term = known.term.take().or(tenure.term);
            for evidence in tenure.evidence {
                if !known.evidence.contains(&evidence) {
                    known.evidence.push(evidence);
                }
            }
        }
        None => tenures.push(tenure),
    }
}

/// Adds an event, with the tenures that it begins and ends.
fn add_event(claims: &mut Claims, event: Event) {
    let moves = |kind: &EventKind| {
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
    };
    if event.to.is_empty() && event.from.is_empty() && event.kinds.iter().all(moves) {
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
                let tenure = Tenure {
                    person: event.person.clone(),
                    post: post.clone(),
                    when,
                    start,
                    end,
                    term: None,
                    evidence: event.evidence.clone(),
                    rule: event.rule.clone(),
                    recovered: event.recovered.clone(),
                };
                add_tenure(&mut claims.tenures, tenure);
            }
        }
    }
    match claims
        .events
        .iter_mut()
        .find(|known| tell_one_act(known, &event))
    {
        Some(known) => {
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
            known.evidence.extend(event.evidence);
        }
        None => claims.events.push(event),
    }
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
