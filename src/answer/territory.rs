//! One place: where it lies, what lies inside, and which units were there before it and came after it.

use std::collections::BTreeSet;

use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, QuadRef};
use oxigraph::store::{StorageError, Store};

use super::AnswerError;
use super::called::{name, named, named_objects};
use super::naming::Named;
use super::rows::{is_a, nodes, subjects, text, texts};
use crate::graph::vocabulary::{org, ql, schema, skos};

/// A place and the units around it.
#[derive(Clone, Debug)]
pub struct Territory {
    /// The place.
    pub place: Named,
    /// Its level in words.
    pub level: Option<Named>,
    /// Its codes in the tables of units.
    pub codes: Vec<String>,
    /// Its other names.
    pub other_names: Vec<String>,
    /// Its first day.
    pub valid_from: Option<String>,
    /// Its last day.
    pub valid_through: Option<String>,
    /// The resolution that ended it.
    pub ended_under: Option<String>,
    /// Whether the tables have no such unit, and only articles name it.
    pub is_unknown: bool,
    /// The places that it lies in, the largest first.
    pub around: Vec<Named>,
    /// The units whose land it took.
    pub before: Vec<Kin>,
    /// The units that took its land.
    pub after: Vec<Kin>,
    /// The units inside it, by their kinds and whether they still are.
    pub inside: Vec<Inside>,
}

/// A unit before or after another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kin {
    /// The unit.
    pub place: Named,
    /// The unit that it lies in.
    pub around: Option<String>,
    /// Whether all of the land went over.
    pub is_full: bool,
    /// The last day of a unit that was there before.
    pub until: Option<String>,
    /// The resolution by which that went over.
    pub under: Option<String>,
}

/// Units of one kind inside another.
#[derive(Clone, Debug)]
pub struct Inside {
    /// The word for the kind of unit.
    pub kind: String,
    /// Whether they are there no longer.
    pub is_former: bool,
    /// The units.
    pub places: Vec<Named>,
}

/// A place and the units around it, by its IRI; none where the store has no such place.
pub fn territory(
    store: &Store,
    iri: &str,
    language: &str,
) -> Result<Option<Territory>, AnswerError> {
    let Ok(place) = NamedNode::new(iri) else {
        return Ok(None);
    };
    let node = place.as_ref();
    if !is_a(store, node, ql::PLACE)? {
        return Ok(None);
    }
    let default = Some(GraphNameRef::DefaultGraph);
    let mut before = Vec::new();
    for earlier in subjects(store, ql::SUCCEEDED_BY, node.into(), default)? {
        before.push(kin(
            store,
            earlier.as_ref(),
            [earlier.as_ref(), node],
            language,
        )?);
    }
    let mut after = Vec::new();
    for later in nodes(store, node, ql::SUCCEEDED_BY)? {
        let kin = kin(store, later.as_ref(), [node, later.as_ref()], language)?;
        // Its own end is told once, and not with each of them.
        after.push(Kin {
            until: None,
            under: None,
            ..kin
        });
    }
    before.sort();
    after.sort();
    let levels = named_objects(store, node, ql::LEVEL, language)?;
    Ok(Some(Territory {
        place: named(store, node, language)?,
        level: levels.into_iter().next(),
        codes: texts(store, node, ql::CODE)?,
        other_names: texts(store, node, skos::ALT_LABEL)?,
        valid_from: text(store, node, schema::VALID_FROM)?,
        valid_through: text(store, node, schema::VALID_THROUGH)?,
        ended_under: text(store, node, ql::ENDED_UNDER)?,
        is_unknown: text(store, node, ql::UNKNOWN_PLACE)?.is_some(),
        around: around(store, node, language)?,
        before,
        after,
        inside: inside(store, node, language)?,
    }))
}

/// The body that a post is in, and the places that this lies in, the largest first.
pub fn seat_of(
    store: &Store,
    post: &str,
    language: &str,
) -> Result<(Option<Named>, Vec<Named>), AnswerError> {
    let post = NamedNode::new_unchecked(post);
    let Some(body) = nodes(store, post.as_ref(), org::POST_IN)?
        .into_iter()
        .next()
    else {
        return Ok((None, Vec::new()));
    };
    let mut places = Vec::new();
    if let Some(area) = nodes(store, body.as_ref(), ql::AREA)?.first() {
        places = around(store, area.as_ref(), language)?;
        places.push(named(store, area.as_ref(), language)?);
    }
    Ok((Some(named(store, body.as_ref(), language)?), places))
}

/// A unit as the one before or after another.
fn kin(
    store: &Store,
    unit: NamedNodeRef<'_>,
    [earlier, later]: [NamedNodeRef<'_>; 2],
    language: &str,
) -> Result<Kin, StorageError> {
    let full = QuadRef::new(
        earlier,
        ql::FULLY_SUCCEEDED_BY,
        later,
        GraphNameRef::DefaultGraph,
    );
    let around = nodes(store, unit, schema::CONTAINED_IN_PLACE)?;
    let around = around
        .first()
        .map(|around| name(store, around.as_ref(), language));
    Ok(Kin {
        place: named(store, unit, language)?,
        around: around.transpose()?,
        is_full: store.contains(full)?,
        until: text(store, earlier, schema::VALID_THROUGH)?,
        under: text(store, earlier, ql::ENDED_UNDER)?,
    })
}

/// The places that one lies in, the largest first.
fn around(
    store: &Store,
    place: NamedNodeRef<'_>,
    language: &str,
) -> Result<Vec<Named>, StorageError> {
    let mut around = Vec::new();
    let mut known = BTreeSet::from([place.into_owned()]);
    let mut here = place.into_owned();
    while let Some(outer) = nodes(store, here.as_ref(), schema::CONTAINED_IN_PLACE)?
        .into_iter()
        .find(|outer| known.insert(outer.clone()))
    {
        around.insert(0, named(store, outer.as_ref(), language)?);
        here = outer;
    }
    Ok(around)
}

/// The units inside a place: those of today first.
fn inside(
    store: &Store,
    place: NamedNodeRef<'_>,
    language: &str,
) -> Result<Vec<Inside>, StorageError> {
    let default = Some(GraphNameRef::DefaultGraph);
    let mut groups: Vec<Inside> = Vec::new();
    for unit in subjects(store, schema::CONTAINED_IN_PLACE, place.into(), default)? {
        let kind = text(store, unit.as_ref(), ql::PLACE_TYPE)?.unwrap_or_default();
        let is_former = text(store, unit.as_ref(), schema::VALID_THROUGH)?.is_some();
        let unit = named(store, unit.as_ref(), language)?;
        let known = groups
            .iter_mut()
            .find(|group| group.kind == kind && group.is_former == is_former);
        match known {
            Some(group) => group.places.push(unit),
            None => groups.push(Inside {
                kind,
                is_former,
                places: vec![unit],
            }),
        }
    }
    for group in &mut groups {
        group.places.sort();
    }
    groups.sort_by(|one, other| (one.is_former, &one.kind).cmp(&(other.is_former, &other.kind)));
    Ok(groups)
}
