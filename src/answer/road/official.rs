//! One official's road through the offices.

use std::collections::BTreeSet;

use oxigraph::model::{GraphNameRef, NamedNodeRef};
use oxigraph::store::{StorageError, Store};

use super::find::{Kind, NotFound, find};
use super::lay::lay;
use super::{About, Road, Step};
use crate::answer::AnswerError;
use crate::answer::rows::{subjects, text, texts};
use crate::graph::vocabulary::{foaf, org, ql, schema};
use crate::text::name_key;

/// The roads of all officials with a name: tone placement, i and y and the Unicode form do not matter, tones do.
/// The name may be an official's IRI; with `of`, only those count who have a post in that place or body.
/// `language` is that of the labels, `vi` or `en`.
pub fn trace(
    store: &Store,
    name: &str,
    of: Option<&str>,
    language: &str,
) -> Result<Result<Vec<Road>, NotFound>, AnswerError> {
    let officials = match find(store, Kind::Official, name)? {
        Ok(officials) => officials,
        Err(not_found) => return Ok(Err(not_found)),
    };
    let roads = officials
        .iter()
        .map(|official| road(store, official.as_ref(), language));
    let roads = roads.collect::<Result<Vec<Road>, StorageError>>()?;
    let Some(of) = of else {
        return Ok(Ok(roads));
    };
    let key = name_key(of);
    let (there, elsewhere): (Vec<Road>, Vec<Road>) =
        roads.into_iter().partition(|road| road.is_of(&key));
    if !there.is_empty() {
        return Ok(Ok(there));
    }
    let posts = elsewhere
        .iter()
        .filter_map(|road| road.steps.iter().find_map(|step| step.post.clone()));
    Ok(Err(NotFound::Elsewhere {
        name: name.to_owned(),
        of: of.to_owned(),
        posts: posts.take(5).collect(),
    }))
}

impl Road {
    /// Whether a step stands in a place or body, whose name or end of name has the key.
    fn is_of(&self, key: &str) -> bool {
        let ends = |name: &String| {
            let name = name_key(name);
            name == key || name.ends_with(&format!(" {key}"))
        };
        let mut named = self
            .steps
            .iter()
            .flat_map(|step| step.places.iter().chain(&step.body));
        named.any(ends)
    }
}

fn road(store: &Store, official: NamedNodeRef<'_>, language: &str) -> Result<Road, StorageError> {
    let default = Some(GraphNameRef::DefaultGraph);
    let mut told = BTreeSet::new();
    let mut steps = Vec::new();
    for tenure in subjects(store, org::MEMBER, official.into(), default)? {
        let step = Step::tenure(store, tenure.as_ref(), language)?;
        told.extend(step.told_acts().map(|act| act.event.clone()));
        steps.push(step);
    }
    let mut events = Vec::new();
    for event in subjects(store, ql::HAS_OFFICIAL, official.into(), default)? {
        if !told.contains(event.as_str()) {
            events.push(Step::event(store, event.as_ref(), language)?);
        }
    }
    lay(&mut steps, events, None);
    let begun = steps.iter().filter_map(|step| step.how.as_ref());
    let begun: BTreeSet<String> = begun.map(|act| act.event.clone()).collect();
    for step in &mut steps {
        let left = step.left.as_ref();
        step.is_left_told = left.is_some_and(|left| begun.contains(&left.event));
    }
    let gender = text(store, official, schema::GENDER)?;
    let mut road = Road {
        about: About::Official {
            official: official.as_str().to_owned(),
            name: text(store, official, foaf::NAME)?.unwrap_or_default(),
            born: texts(store, official, schema::BIRTH_DATE)?,
            gender: gender.and_then(|gender| gender.rsplit('/').next().map(str::to_owned)),
            hometown: texts(store, official, ql::HOMETOWN)?,
        },
        steps,
        gaps: Vec::new(),
    };
    road.sort();
    road.compare();
    road.find_gaps();
    Ok(road)
}
