//! The acts by which posts are taken up and left, and who held a seat before.

use std::collections::BTreeSet;

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphNameRef, NamedNodeRef};
use oxigraph::store::{StorageError, Store};
use serde::Serialize;

use super::step::{date, own_names};
use crate::answer::rows::{label, label_in, nodes, own_name, subjects, text};
use crate::date::Date;
use crate::graph::vocabulary::{foaf, org, ql};

/// The kinds of events by which a post is only left.
const RELIEFS: [NamedNodeRef<'static>; 7] = [
    ql::RELIEF,
    ql::REMOVAL,
    ql::RESIGNATION,
    ql::RETIREMENT,
    ql::DISCIPLINE,
    ql::SUSPENSION,
    ql::DEATH,
];

/// The kinds of events by which one post is left and another taken up.
const MOVES: [NamedNodeRef<'static>; 3] = [ql::ROTATION, ql::TRANSFER, ql::SECONDMENT];

/// A personnel event, as far as a road tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Act {
    /// The event.
    pub event: String,
    /// The kinds, by their labels.
    pub kinds: Vec<String>,
    /// Of those, the ones by which the post at its end was taken up.
    #[serde(skip)]
    pub(super) taking: Vec<String>,
    /// Of those, the ones by which the post at its beginning was left.
    #[serde(skip)]
    pub(super) leaving: Vec<String>,
    /// `Decided` or `Proposed`.
    pub status: Option<String>,
    /// The date.
    pub date: Option<Date>,
    /// The posts left.
    pub from: Vec<String>,
    /// The posts taken up.
    pub to: Vec<String>,
    /// Who decided.
    pub by: Vec<String>,
    /// The numbers of the decisions.
    pub documents: Vec<String>,
    /// The predecessors.
    pub replaces: Vec<String>,
    /// `Down`, `Up`, `Sideways` or `Within`.
    pub movement: Vec<String>,
    /// `Promotion`, `LateralMove` or `Demotion`.
    pub grade_change: Option<String>,
    /// `CentreToProvince` or `ProvinceToCentre`.
    pub direction: Option<String>,
}

/// Who held a seat before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Predecessor {
    /// The official.
    pub official: String,
    /// The name.
    pub name: String,
    /// Whether only the dates say so, and no article.
    pub is_inferred: bool,
}

impl Act {
    pub(super) fn read(
        store: &Store,
        event: NamedNodeRef<'_>,
        language: &str,
    ) -> Result<Self, StorageError> {
        let labels = |property| labels(store, event, property);
        let names = |property, naming| -> Result<Vec<String>, StorageError> {
            let things = nodes(store, event, property)?;
            things
                .iter()
                .filter_map(|thing| text(store, thing.as_ref(), naming).transpose())
                .collect()
        };
        let (mut kinds, mut taking, mut leaving) = (Vec::new(), Vec::new(), Vec::new());
        for kind in nodes(store, event, rdf::TYPE)?
            .iter()
            .filter(|kind| kind.as_ref() != ql::PERSONNEL_EVENT)
        {
            let name = label_in(store, kind.as_ref(), rdfs::LABEL, language)?;
            let name = name.or_else(|| own_name(kind).map(str::to_owned));
            let kind = kind.as_ref();
            taking.extend(name.clone().filter(|_| !RELIEFS.contains(&kind)));
            leaving.extend(
                name.clone()
                    .filter(|_| RELIEFS.contains(&kind) || MOVES.contains(&kind)),
            );
            kinds.extend(name);
        }
        Ok(Self {
            event: event.as_str().to_owned(),
            taking: if taking.is_empty() {
                kinds.clone()
            } else {
                taking
            },
            leaving: if leaving.is_empty() {
                kinds.clone()
            } else {
                leaving
            },
            kinds,
            status: own_names(store, event, ql::STATUS)?.into_iter().next(),
            date: date(store, event, ql::DATE)?,
            from: labels(ql::FROM_POST)?,
            to: labels(ql::TO_POST)?,
            by: labels(ql::DECIDED_BY)?,
            documents: names(ql::LEGAL_BASIS, ql::NUMBER)?,
            replaces: names(ql::REPLACES, foaf::NAME)?,
            movement: own_names(store, event, ql::MOVEMENT)?,
            grade_change: own_names(store, event, ql::GRADE_CHANGE)?
                .into_iter()
                .next(),
            direction: own_names(store, event, ql::DIRECTION)?.into_iter().next(),
        })
    }
}

impl Act {
    /// Whether it was only proposed.
    pub(super) fn is_proposed(&self) -> bool {
        self.status.as_deref() == Some("Proposed")
    }
}

/// Who held a seat before a tenure.
pub(super) fn predecessors(
    store: &Store,
    tenure: NamedNodeRef<'_>,
) -> Result<Vec<Predecessor>, StorageError> {
    let default = Some(GraphNameRef::DefaultGraph);
    let mut predecessors = BTreeSet::new();
    for succession in subjects(store, ql::SUCCESSOR, tenure.into(), default)? {
        let is_inferred = text(store, succession.as_ref(), ql::INFERRED)?.is_some();
        for before in nodes(store, succession.as_ref(), ql::PREDECESSOR)? {
            for official in nodes(store, before.as_ref(), org::MEMBER)? {
                predecessors.insert(Predecessor {
                    name: text(store, official.as_ref(), foaf::NAME)?.unwrap_or_default(),
                    official: official.into_string(),
                    is_inferred,
                });
            }
        }
    }
    Ok(predecessors.into_iter().collect())
}

/// The Vietnamese labels of the things that a thing has for a property.
fn labels(
    store: &Store,
    subject: NamedNodeRef<'_>,
    property: NamedNodeRef<'_>,
) -> Result<Vec<String>, StorageError> {
    let things = nodes(store, subject, property)?;
    let labels = things.iter().map(|thing| label(store, thing.as_ref()));
    labels.filter_map(Result::transpose).collect()
}
