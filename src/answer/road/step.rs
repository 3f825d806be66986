//! The steps of a road: tenures, and events that neither began nor ended one.

use std::collections::BTreeSet;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef};
use oxigraph::store::{StorageError, Store};
use serde::Serialize;

use super::act::{Act, Predecessor, predecessors};
use super::evidence::{Quote, quotes};
use super::span::At;
use crate::answer::rows::{label, label_in, nodes, own_name, text, texts};
use crate::date::Date;
use crate::graph::vocabulary::{foaf, org, ql, schema, skos};

/// A tenure, or an event that neither began nor ended one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The tenure or event.
    pub fact: String,
    /// Who holds the post; none on an official's own road.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<Holder>,
    /// When it began; for an event, when it happened.
    pub start: Option<Date>,
    /// When it ended.
    pub end: Option<Date>,
    /// `Open`, `Ended` or `EndedUnknown`; none for an event.
    pub end_state: Option<String>,
    /// The earliest day that shows the post as held.
    pub first_seen: Option<Date>,
    /// The latest day that shows the post as still held.
    pub last_seen: Option<Date>,
    /// The earliest day that shows the post as no longer held.
    pub gone_by: Option<Date>,
    /// The fewest days that the post was held for, as far as the articles prove it.
    pub least_days: Option<i64>,
    /// The most days that the post can have been held for.
    pub most_days: Option<i64>,
    /// The post with its body.
    pub post: Option<String>,
    /// The post's IRI.
    #[serde(skip)]
    pub post_iri: Option<String>,
    /// The bare role.
    pub role: Option<String>,
    /// The body.
    pub body: Option<String>,
    /// What kind of body it is.
    pub lane: Lane,
    /// `Central`, `Province`, `District`, `Commune` or `Village`.
    pub level: Option<String>,
    /// The place of the body and those that it lies in, from the smallest on.
    pub places: Vec<String>,
    /// The terms of office.
    pub terms: Vec<String>,
    /// The event by which it began, or which it is.
    pub how: Option<Act>,
    /// The event by which it ended.
    pub left: Option<Act>,
    /// The other events that are told of it: a second election, a suspension, the proposal that came true.
    pub acts: Vec<Act>,
    /// The details that follow from other claims and stand in no article.
    pub inferred: Vec<String>,
    /// The administrative unit with which the post ended.
    pub ended_with: Option<String>,
    /// Whether the holder comes from the province of the post.
    pub is_local: Option<bool>,
    /// Who held the seat before.
    pub follows: Vec<Predecessor>,
    /// The other tenures of the road that were surely held at the same time.
    pub beside: Vec<String>,
    /// How sure it is that the post was held at the time that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<At>,
    /// The passages that say so.
    pub evidence: Vec<Quote>,
    /// Whether another step of the road tells of the event by which it ended.
    #[serde(skip)]
    pub(super) is_left_told: bool,
    /// Whether one person alone holds the post at a time.
    #[serde(skip)]
    pub(super) is_single: bool,
    /// Standing within the body, 1 the head.
    #[serde(skip)]
    pub(super) rank: Option<u8>,
    /// Whether the body leads its place: a committee of the Party, a people's council or committee.
    #[serde(skip)]
    pub(super) is_leading: bool,
}

/// Who holds a post.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Holder {
    /// The official.
    pub official: String,
    /// The name.
    pub name: String,
}

/// What kind of body a post is in, by the branches of the political system.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Lane {
    /// Party committees, their commissions and cells.
    Party,
    /// Government, people's committees, their offices, army, police, courts and procuracies.
    State,
    /// The National Assembly and people's councils.
    Council,
    /// The front, mass organisations, enterprises, schools and whatever is none of the others.
    #[default]
    Other,
}

impl Lane {
    /// The lanes in the order in which they are drawn.
    pub const ALL: [Self; 4] = [Self::Party, Self::State, Self::Council, Self::Other];

    pub(super) fn of(class: NamedNodeRef<'_>) -> Option<Self> {
        let is_one_of = |classes: &[NamedNodeRef<'_>]| classes.contains(&class);
        if is_one_of(&[
            ql::PARTY_COMMITTEE,
            ql::STANDING_COMMITTEE,
            ql::PARTY_COMMISSION,
            ql::PARTY_CELL,
        ]) {
            Some(Self::Party)
        } else if is_one_of(&[ql::NATIONAL_ASSEMBLY, ql::PEOPLES_COUNCIL]) {
            Some(Self::Council)
        } else if is_one_of(&[
            ql::PEOPLES_COMMITTEE,
            ql::GOVERNMENT,
            ql::MINISTRY,
            ql::DEPARTMENT,
            ql::INSPECTORATE,
            ql::ARMY,
            ql::POLICE,
            ql::COURT,
            ql::PROCURACY,
        ]) {
            Some(Self::State)
        } else {
            None
        }
    }
}

/// The bodies that lead a place.
const LEADING: [NamedNodeRef<'static>; 4] = [
    ql::PARTY_COMMITTEE,
    ql::STANDING_COMMITTEE,
    ql::PEOPLES_COUNCIL,
    ql::PEOPLES_COMMITTEE,
];

impl Step {
    /// The step that a tenure is; `language` is that of the labels.
    pub(super) fn tenure(
        store: &Store,
        tenure: NamedNodeRef<'_>,
        language: &str,
    ) -> Result<Self, StorageError> {
        let act = |property| -> Result<Option<Act>, StorageError> {
            let event = nodes(store, tenure, property)?.into_iter().next();
            event
                .map(|event| Act::read(store, event.as_ref(), language))
                .transpose()
        };
        let mut step = Self {
            terms: texts(store, tenure, ql::TERM)?,
            inferred: texts(store, tenure, ql::INFERRED)?,
            is_local: text(store, tenure, ql::IS_LOCAL)?.map(|local| local == "true"),
            follows: predecessors(store, tenure)?,
            how: act(ql::START_CAUSE)?,
            left: act(ql::END_CAUSE)?,
            evidence: quotes(store, tenure)?,
            ..Self::dated(store, tenure)?
        };
        (step.least_days, step.most_days) = step.days();
        if let Some(post) = nodes(store, tenure, ql::HAS_POST)?.first() {
            step.put_post(store, post.as_ref(), language)?;
        }
        Ok(step)
    }

    /// The dates of a tenure with the unit that it ended with, and nothing else of it.
    pub(super) fn dated(store: &Store, tenure: NamedNodeRef<'_>) -> Result<Self, StorageError> {
        let date = |property| date(store, tenure, property);
        let mut step = Self {
            fact: tenure.as_str().to_owned(),
            start: date(ql::START)?,
            end: date(ql::END)?,
            end_state: own_names(store, tenure, ql::END_STATE)?.into_iter().next(),
            first_seen: date(ql::START_NOT_AFTER)?,
            last_seen: date(ql::END_NOT_BEFORE)?,
            gone_by: date(ql::END_NOT_AFTER)?,
            ..Self::default()
        };
        step.put_unit(store, tenure)?;
        Ok(step)
    }

    /// The step that an event is.
    pub(super) fn event(
        store: &Store,
        event: NamedNodeRef<'_>,
        language: &str,
    ) -> Result<Self, StorageError> {
        let act = Act::read(store, event, language)?;
        let mut step = Self {
            fact: event.as_str().to_owned(),
            start: act.date,
            inferred: texts(store, event, ql::INFERRED)?,
            evidence: quotes(store, event)?,
            how: Some(act),
            ..Self::default()
        };
        let mut posts = nodes(store, event, ql::TO_POST)?;
        posts.extend(nodes(store, event, ql::FROM_POST)?);
        if let Some(post) = posts.first() {
            step.put_post(store, post.as_ref(), language)?;
        }
        Ok(step)
    }

    /// Notes with which unit a tenure with these dates ended. An earlier day that shows the post as left says more.
    pub(super) fn put_unit(
        &mut self,
        store: &Store,
        tenure: NamedNodeRef<'_>,
    ) -> Result<(), StorageError> {
        for unit in nodes(store, tenure, ql::ENDED_WITH)? {
            let last_day = date(store, unit.as_ref(), schema::VALID_THROUGH)?;
            if last_day.is_some() && (last_day == self.end || last_day == self.gone_by) {
                self.ended_with = label(store, unit.as_ref())?;
            }
        }
        Ok(())
    }

    /// Notes who holds the post, or whose event it is.
    pub(super) fn put_holder(
        &mut self,
        store: &Store,
        fact: NamedNodeRef<'_>,
        property: NamedNodeRef<'_>,
    ) -> Result<(), StorageError> {
        if let Some(official) = nodes(store, fact, property)?.into_iter().next() {
            self.holder = Some(Holder {
                name: text(store, official.as_ref(), foaf::NAME)?.unwrap_or_default(),
                official: official.into_string(),
            });
        }
        Ok(())
    }

    /// Notes the post with its role, body and place.
    pub(super) fn put_post(
        &mut self,
        store: &Store,
        post: NamedNodeRef<'_>,
        language: &str,
    ) -> Result<(), StorageError> {
        self.post = label(store, post)?;
        self.post_iri = Some(post.as_str().to_owned());
        if let Some(role) = nodes(store, post, org::ROLE)?.first() {
            let role = role.as_ref();
            self.role = match label_in(store, role, skos::PREF_LABEL, language)? {
                Some(label) => Some(label),
                None => label(store, role)?,
            };
            self.is_single = text(store, role, ql::SINGLE_SEAT)?.as_deref() == Some("true");
            self.rank = text(store, role, ql::RANK)?.and_then(|rank| rank.parse().ok());
        }
        let Some(body) = nodes(store, post, org::POST_IN)?.into_iter().next() else {
            return Ok(());
        };
        self.body = label(store, body.as_ref())?;
        self.level = own_names(store, body.as_ref(), ql::LEVEL)?
            .into_iter()
            .next();
        let classes = nodes(store, body.as_ref(), rdf::TYPE)?;
        let lane = classes.iter().find_map(|class| Lane::of(class.as_ref()));
        self.lane = lane.unwrap_or_default();
        self.is_leading = is_leading(&classes);
        if let Some(place) = nodes(store, body.as_ref(), ql::AREA)?.into_iter().next() {
            self.places = place_and_around(store, place)?;
        }
        Ok(())
    }

    /// The acts that it tells of.
    pub(super) fn told_acts(&self) -> impl Iterator<Item = &Act> {
        self.how.iter().chain(&self.acts).chain(&self.left)
    }

    /// Whether it is a tenure, and no event.
    pub(super) fn is_tenure(&self) -> bool {
        self.end_state.is_some()
    }

    /// Whether another step is of the same post and holder.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.post.is_some() && self.post == other.post && self.holder == other.holder
    }

    /// The name of whoever holds the post.
    pub(super) fn holder_name(&self) -> String {
        let name = self.holder.as_ref().map(|holder| holder.name.clone());
        name.unwrap_or_default()
    }

    /// Whether it is an event that was only proposed.
    pub(super) fn is_proposed(&self) -> bool {
        !self.is_tenure() && self.how.as_ref().is_some_and(Act::is_proposed)
    }

    /// The articles that say so.
    pub fn articles(&self) -> usize {
        let articles: BTreeSet<&String> =
            self.evidence.iter().map(|quote| &quote.article).collect();
        articles.len()
    }
}

/// Whether a body of these classes leads its place.
pub(super) fn is_leading(classes: &[NamedNode]) -> bool {
    classes
        .iter()
        .any(|class| LEADING.contains(&class.as_ref()))
}

/// The labels of a place and of those that it lies in, from the smallest on.
pub(super) fn place_and_around(
    store: &Store,
    place: NamedNode,
) -> Result<Vec<String>, StorageError> {
    let mut labels = Vec::new();
    let mut place = Some(place);
    // A place that lies inside itself is a fault that `check` reports; here it must only not go on for ever.
    while let Some(here) = place.filter(|_| labels.len() < 8) {
        labels.extend(label(store, here.as_ref())?);
        let around = nodes(store, here.as_ref(), schema::CONTAINED_IN_PLACE)?;
        place = around.into_iter().next();
    }
    Ok(labels)
}

/// A date of a thing; `check` reports one that is malformed.
pub(super) fn date(
    store: &Store,
    subject: NamedNodeRef<'_>,
    property: NamedNodeRef<'_>,
) -> Result<Option<Date>, StorageError> {
    Ok(text(store, subject, property)?.and_then(|date| date.parse().ok()))
}

/// The names of Quanlo's own terms that a thing has for a property: «Down» of `ql:Down`.
pub(super) fn own_names(
    store: &Store,
    subject: NamedNodeRef<'_>,
    property: NamedNodeRef<'_>,
) -> Result<Vec<String>, StorageError> {
    let terms = nodes(store, subject, property)?;
    Ok(terms
        .iter()
        .filter_map(own_name)
        .map(str::to_owned)
        .collect())
}
