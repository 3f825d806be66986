//! One post's succession: who held it, one after the other.

use std::collections::BTreeSet;

use oxigraph::model::{GraphNameRef, NamedNodeRef};
use oxigraph::store::{StorageError, Store};

use super::find::{Kind, NotFound, find};
use super::lay::lay;
use super::step::place_and_around;
use super::{About, Road, Step, Unit};
use crate::answer::AnswerError;
use crate::answer::rows::{label, nodes, subjects};
use crate::graph::vocabulary::{org, ql};

/// The successions of all posts with a name: the post in full («Bí thư Huyện ủy Nậm Pồ»), shortened where that means
/// one post only («Bí thư Nậm Pồ», «Chủ tịch UBND Nậm Pồ»), or its IRI. `language` is that of the labels.
pub fn post(
    store: &Store,
    name: &str,
    language: &str,
) -> Result<Result<Vec<Road>, NotFound>, AnswerError> {
    let posts = match find(store, Kind::Post, name)? {
        Ok(posts) => posts,
        Err(not_found) => return Ok(Err(not_found)),
    };
    let roads = posts
        .iter()
        .map(|post| road(store, post.as_ref(), language));
    let mut roads = roads.collect::<Result<Vec<Road>, StorageError>>()?;
    // An authority that decides has a post of that name too, though nobody is told to hold it.
    if roads.iter().any(|road| !road.steps.is_empty()) {
        roads.retain(|road| !road.steps.is_empty());
    }
    Ok(Ok(roads))
}

fn road(store: &Store, post: NamedNodeRef<'_>, language: &str) -> Result<Road, StorageError> {
    let default = Some(GraphNameRef::DefaultGraph);
    let mut steps = Vec::new();
    for tenure in subjects(store, ql::HAS_POST, post.into(), default)? {
        let mut step = Step::tenure(store, tenure.as_ref(), language)?;
        step.put_holder(store, tenure.as_ref(), org::MEMBER)?;
        steps.push(step);
    }
    let mut events = subjects(store, ql::TO_POST, post.into(), default)?;
    events.extend(subjects(store, ql::FROM_POST, post.into(), default)?);
    let acts = steps.iter().flat_map(Step::told_acts);
    let told: BTreeSet<String> = acts.map(|act| act.event.clone()).collect();
    let mut untold = Vec::new();
    for event in events.iter().filter(|event| !told.contains(event.as_str())) {
        let mut step = Step::event(store, event.as_ref(), language)?;
        step.put_holder(store, event.as_ref(), ql::HAS_OFFICIAL)?;
        untold.push(step);
    }
    let name = label(store, post)?;
    lay(&mut steps, untold, name.as_deref());
    let mut like = Step::default();
    like.put_post(store, post, language)?;
    let body = nodes(store, post, org::POST_IN)?.into_iter().next();
    let areas = body.map(|body| nodes(store, body.as_ref(), ql::AREA));
    let area = areas
        .transpose()?
        .and_then(|areas| areas.into_iter().next());
    let unit = match area {
        Some(area) => Some(Unit {
            around: place_and_around(store, area.clone())?,
            ..Unit::read(store, area.as_ref())?
        }),
        None => None,
    };
    let mut road = Road {
        about: About::Post {
            post: post.as_str().to_owned(),
            name: name.unwrap_or_default(),
            role: like.role,
            body: like.body,
            level: like.level,
            is_single_seat: like.is_single,
            unit,
        },
        steps,
        gaps: Vec::new(),
    };
    road.sort();
    // Several may be deputies or members at once, and nobody counts their seats.
    if like.is_single {
        road.compare();
        road.find_gaps();
    }
    Ok(road)
}
