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

mod date;

mod people;

mod item;

mod apply;

pub use model::*;

use std::collections::BTreeSet;

use self::people::People;
use self::reading::Reading;
use crate::article::Article;
use crate::rules::{Category, Rules};

/// Reads what one article says: a pure function of the article and the rules.
pub fn extract(article: &Article, rules: &Rules) -> Claims {
    let reading = Reading::new(article, rules);
    let mut claims = Claims::new(article);
    let province = reading
        .topic
        .province
        .map(|unit| rules.places.units()[unit].name.clone());
    claims.article.province = province;
    if !reading
        .tags
        .iter()
        .any(|tag| tag.category == Category::Role || tag.category == Category::Cue)
    {
        return claims;
    }
    personnel(&reading, &mut claims);
    claims
}

/// People, tenures and events.
fn personnel(reading: &Reading, claims: &mut Claims) {
    let mut people = People::default();
    let mut named: BTreeSet<usize> = BTreeSet::new();
    let mut speaker = None;
    let mut paragraph = 0;
    for (number, sentence) in reading.text.sentences.iter().enumerate() {
        if sentence.paragraph != paragraph {
            paragraph = sentence.paragraph;
            speaker = None;
        }
        for clause in reading.clauses(number, &[], &mut speaker) {
            // Every full name counts as known from here on, whether or not a claim is made of it.
            for item in &clause.items {
                if item.code == crate::rules::code::NAME {
                    reading.person_of(item, &clause, &mut people);
                }
            }
            for (person, tenure) in reading.tenures_of(&clause, &mut people) {
                named.insert(person);
                add_tenure(&mut claims.tenures, tenure);
            }
            for (person, event) in
                reading.events_of(&clause, &mut people, speaker.as_ref(), &claims.documents)
            {
                named.insert(person);
                add_event(claims, event);
            }
        }
    }
    claims.people = people.into_people(|person| named.contains(&person));
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
    let same = claims.events.iter_mut().find(|known| {
        known.person == event.person
            && known.status == event.status
            && known.kinds.iter().any(|kind| event.kinds.contains(kind))
            && (event.to.is_empty() && known.to.is_empty()
                || event
                    .to
                    .iter()
                    .any(|post| known.to.iter().any(|other| other.is_same(post))))
    });
    match same {
        Some(known) => {
            known.date = known.date.or(event.date);
            known.by = known.by.take().or(event.by);
            known.document = known.document.take().or(event.document);
            known.replaces = known.replaces.take().or(event.replaces);
            if known.from.is_empty() {
                known.from = event.from;
            }
            known.evidence.extend(event.evidence);
        }
        None => claims.events.push(event),
    }
}
