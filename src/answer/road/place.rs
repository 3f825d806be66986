//! The posts of one place, and who held them.

use std::collections::BTreeSet;

use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef};
use oxigraph::store::{StorageError, Store};

use super::find::{Kind, NotFound, find};
use super::span::At;
use super::step::{date, place_and_around};
use super::{About, Road, Step, Unit};
use crate::answer::AnswerError;
use crate::answer::rows::{label, nodes, subjects};
use crate::date::Date;
use crate::graph::vocabulary::{org, ql, schema};

/// Who held what in all places with a name («Chi Lăng», «huyện Chi Lăng», or an IRI): the posts of the bodies of the
/// place itself, with `within` also of those of the places inside it, and only at a time where one is given.
pub fn place(
    store: &Store,
    name: &str,
    at: Option<Date>,
    within: bool,
    language: &str,
) -> Result<Result<Vec<Road>, NotFound>, AnswerError> {
    let places = match find(store, Kind::Place, name)? {
        Ok(places) => places,
        Err(not_found) => return Ok(Err(not_found)),
    };
    let mut roads = Vec::new();
    let mut silent = BTreeSet::new();
    for place in places {
        let road = road(store, &place, at, within, language)?;
        if road.steps.is_empty() {
            silent.insert(place_and_around(store, place)?.join(", "));
        } else {
            roads.push(road);
        }
    }
    if roads.is_empty() {
        return Ok(Err(NotFound::Silent {
            places: silent.into_iter().collect(),
            at,
            within,
        }));
    }
    Ok(Ok(roads))
}

fn road(
    store: &Store,
    place: &NamedNode,
    at: Option<Date>,
    within: bool,
    language: &str,
) -> Result<Road, StorageError> {
    let unit = Unit::read(store, place.as_ref())?;
    let mut steps = Vec::new();
    if at.is_none_or(|at| unit.is_valid(at)) {
        for place in places(store, place, within)? {
            put_steps(store, place.as_ref(), language, &mut steps)?;
        }
    }
    if let Some(at) = at {
        for step in &mut steps {
            step.at = step.at(at);
        }
        let held: BTreeSet<Option<String>> = steps
            .iter()
            .filter(|step| step.is_single && step.at == Some(At::Held))
            .map(|step| step.post.clone())
            .collect();
        // Whoever else was seen in a seat is not in it while another holds it.
        let is_there = |step: &Step| match step.at {
            None => false,
            Some(At::Held) => true,
            Some(_) => !(step.is_single && held.contains(&step.post)),
        };
        steps.retain(is_there);
    }
    let mut around = place_and_around(store, place.clone())?;
    let name = around.first().cloned().unwrap_or_default();
    around.drain(..around.len().min(1));
    // The place itself, then those inside it; in each the branches of the system, and in these the leading bodies first.
    steps.sort_by_cached_key(|step| {
        let unit = step.places.first().filter(|unit| **unit != name).cloned();
        let body = step.body.clone().filter(|_| !step.is_leading);
        let standing = (!step.is_leading, body, step.rank.unwrap_or(u8::MAX));
        (
            unit,
            step.lane,
            standing,
            step.post.clone(),
            step.position(),
        )
    });
    Ok(Road {
        about: About::Place {
            place: place.as_str().to_owned(),
            name,
            at,
            within,
            unit: Unit { around, ..unit },
        },
        steps,
        gaps: Vec::new(),
    })
}

/// A place, with those inside it where they are wanted.
pub(super) fn places(
    store: &Store,
    place: &NamedNode,
    within: bool,
) -> Result<BTreeSet<NamedNode>, StorageError> {
    let default = Some(GraphNameRef::DefaultGraph);
    let mut places = BTreeSet::from([place.clone()]);
    let mut waiting = vec![place.clone()];
    while let Some(place) = waiting.pop().filter(|_| within) {
        let object = place.as_ref().into();
        for inside in subjects(store, schema::CONTAINED_IN_PLACE, object, default)? {
            if places.insert(inside.clone()) {
                waiting.push(inside);
            }
        }
    }
    Ok(places)
}

fn put_steps(
    store: &Store,
    place: NamedNodeRef<'_>,
    language: &str,
    steps: &mut Vec<Step>,
) -> Result<(), StorageError> {
    let default = Some(GraphNameRef::DefaultGraph);
    for body in subjects(store, ql::AREA, place.into(), default)? {
        for post in subjects(store, org::POST_IN, body.as_ref().into(), default)? {
            for tenure in subjects(store, ql::HAS_POST, post.as_ref().into(), default)? {
                let mut step = Step::tenure(store, tenure.as_ref(), language)?;
                step.put_holder(store, tenure.as_ref(), org::MEMBER)?;
                steps.push(step);
            }
        }
    }
    Ok(())
}

impl Unit {
    /// What the table of places says of a unit; where it lies is left to whoever asks.
    pub(super) fn read(store: &Store, place: NamedNodeRef<'_>) -> Result<Self, StorageError> {
        let mut succeeded_by = Vec::new();
        for successor in nodes(store, place, ql::SUCCEEDED_BY)? {
            succeeded_by.extend(label(store, successor.as_ref())?);
        }
        Ok(Self {
            around: Vec::new(),
            valid_from: date(store, place, schema::VALID_FROM)?,
            valid_through: date(store, place, schema::VALID_THROUGH)?,
            succeeded_by,
        })
    }

    /// Whether the unit was there at a time.
    pub(super) fn is_valid(&self, at: Date) -> bool {
        let begun = self
            .valid_from
            .is_none_or(|from| from.first_day() <= at.last_day());
        begun
            && self
                .valid_through
                .is_none_or(|through| through.last_day() >= at.first_day())
    }
}
