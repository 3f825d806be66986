//! What tells a thing apart from others of its name, in a line.

use std::collections::BTreeSet;

use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef};
use oxigraph::store::{StorageError, Store};

use super::naming::{Named, kinds};
use super::rows::{label, nodes, subjects, text, texts};
use crate::date::Date;
use crate::graph::vocabulary::{dct, org, ql, schema};

/// So many posts of an official, or holders of a post, are told at a glance.
const LATEST: usize = 2;

/// What tells a thing apart from others of its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glance {
    /// The kinds of a body, the type of a document; in a language.
    pub kinds: Vec<String>,
    /// When an official was born, as precisely as the articles say.
    pub born: Vec<String>,
    /// Where an official comes from, as articles write it.
    pub hometown: Vec<String>,
    /// The latest posts of an official, or the latest holders of a post, the latest first.
    pub held: Vec<Held>,
    /// How many tenures there are beside these.
    pub more: usize,
    /// The places that a place or body lies in, or that a post is about, from the smallest on.
    pub around: Vec<String>,
    /// The first day of a place or of that of a post or body; the date of a document or article.
    pub from: Option<Date>,
    /// The last day of a place or of that of a post or body.
    pub through: Option<Date>,
    /// The places that took the land of a place.
    pub succeeded_by: Vec<String>,
    /// Who issued a document, or published an article.
    pub by: Vec<String>,
    /// The title of a document.
    pub title: Option<String>,
}

/// A post that an official holds or held, or who holds or held a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The post or the holder.
    pub what: Named,
    /// When it began, or the first day that shows it.
    pub from: Option<Date>,
    /// When it ended, or the last day that shows it.
    pub to: Option<Date>,
    /// Whether it was still held when it was last told of.
    pub is_open: bool,
}

/// What tells a thing of a kind (`official`, `post`, `body` …, as in its IRI) apart; `language` is that of the kinds.
pub fn glance(
    store: &Store,
    kind: &str,
    thing: NamedNodeRef<'_>,
    language: &str,
) -> Result<Glance, StorageError> {
    let labels = |property| -> Result<Vec<String>, StorageError> {
        let things = nodes(store, thing, property)?;
        let labels = things.iter().map(|thing| label(store, thing.as_ref()));
        labels.filter_map(Result::transpose).collect()
    };
    let mut glance = Glance::default();
    match kind {
        "official" => {
            glance.born = texts(store, thing, schema::BIRTH_DATE)?;
            glance.hometown = texts(store, thing, ql::HOMETOWN)?;
            glance.put_held(store, org::MEMBER, thing, ql::HAS_POST)?;
        }
        "post" => {
            glance.put_held(store, ql::HAS_POST, thing, org::MEMBER)?;
            if let Some(body) = nodes(store, thing, org::POST_IN)?.first() {
                glance.put_area(store, body.as_ref())?;
            }
        }
        "body" => {
            glance.kinds = kinds(store, thing, language)?;
            glance.put_area(store, thing)?;
        }
        "place" => {
            glance.around = around(store, thing.into_owned())?;
            glance.from = date(store, thing, schema::VALID_FROM)?;
            glance.through = date(store, thing, schema::VALID_THROUGH)?;
            glance.succeeded_by = labels(ql::SUCCEEDED_BY)?;
        }
        "document" => {
            glance.kinds = texts(store, thing, ql::DOCUMENT_TYPE)?;
            glance.by = labels(ql::ISSUED_BY)?;
            glance.from = date(store, thing, dct::ISSUED)?;
            glance.title = text(store, thing, dct::TITLE)?;
        }
        "article" => {
            let graph = GraphNameRef::from(thing);
            let first = |property| -> Result<Option<String>, StorageError> {
                let found = super::rows::objects_in(store, thing, property, graph)?;
                Ok(found.into_iter().next().map(super::rows::plain))
            };
            glance.by.extend(first(schema::PUBLISHER)?);
            glance.from = first(schema::DATE_PUBLISHED)?.and_then(|date| date.parse().ok());
        }
        _ => {}
    }
    Ok(glance)
}

impl Glance {
    /// Notes the place that a body is about, and since and until when it was there.
    fn put_area(&mut self, store: &Store, body: NamedNodeRef<'_>) -> Result<(), StorageError> {
        let Some(area) = nodes(store, body, ql::AREA)?.into_iter().next() else {
            return Ok(());
        };
        self.from = date(store, area.as_ref(), schema::VALID_FROM)?;
        self.through = date(store, area.as_ref(), schema::VALID_THROUGH)?;
        self.around.extend(label(store, area.as_ref())?);
        self.around.extend(around(store, area)?);
        Ok(())
    }

    /// Notes the latest of the tenures that have something for a property, each by another property.
    fn put_held(
        &mut self,
        store: &Store,
        by: NamedNodeRef<'_>,
        thing: NamedNodeRef<'_>,
        what: NamedNodeRef<'_>,
    ) -> Result<(), StorageError> {
        let default = Some(GraphNameRef::DefaultGraph);
        let mut held = Vec::new();
        for tenure in subjects(store, by, thing.into(), default)? {
            let first = |properties: [NamedNodeRef<'_>; 2]| -> Result<Option<Date>, StorageError> {
                for property in properties {
                    if let Some(date) = text(store, tenure.as_ref(), property)? {
                        return Ok(date.parse().ok());
                    }
                }
                Ok(None)
            };
            let from = first([ql::START, ql::START_NOT_AFTER])?;
            let to = first([ql::END, ql::END_NOT_BEFORE])?;
            let open = nodes(store, tenure.as_ref(), ql::END_STATE)?;
            let is_open = open.iter().any(|state| state.as_ref() == ql::OPEN);
            held.push((to.max(from), is_open, from, to, tenure));
        }
        held.sort();
        self.more = held.len().saturating_sub(LATEST);
        for (_, is_open, from, to, tenure) in held.into_iter().rev().take(LATEST) {
            let thing = nodes(store, tenure.as_ref(), what)?.into_iter().next();
            if let Some(what) = thing
                .map(|thing| Named::read(store, thing))
                .transpose()?
                .flatten()
            {
                self.held.push(Held {
                    what,
                    from,
                    to,
                    is_open,
                });
            }
        }
        Ok(())
    }
}

/// A date of a thing; `check` reports one that is malformed.
fn date(
    store: &Store,
    thing: NamedNodeRef<'_>,
    property: NamedNodeRef<'_>,
) -> Result<Option<Date>, StorageError> {
    Ok(text(store, thing, property)?.and_then(|date| date.parse().ok()))
}

/// The labels of the places that a place lies in, from the smallest on.
fn around(store: &Store, place: NamedNode) -> Result<Vec<String>, StorageError> {
    let mut labels = Vec::new();
    let mut seen = BTreeSet::from([place.clone()]);
    let mut place = Some(place);
    while let Some(here) = place {
        let above = nodes(store, here.as_ref(), schema::CONTAINED_IN_PLACE)?;
        // A place that lies inside itself is a fault that `check` reports; here it must only not go on for ever.
        place = above.into_iter().find(|place| seen.insert(place.clone()));
        if let Some(place) = &place {
            labels.extend(label(store, place.as_ref())?);
        }
    }
    Ok(labels)
}
