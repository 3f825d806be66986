//! One official's road through the offices.

mod write;

use std::collections::BTreeSet;
use std::fmt;

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef};
use oxigraph::store::{StorageError, Store};
use serde::Serialize;

use super::rows::{
    is_a, label, label_in, node, nodes, objects, objects_in, officials, own_name, plain, subjects,
    text,
};
use crate::answer::AnswerError;
use crate::graph::vocabulary::{dct, foaf, oa, org, prov, ql, schema};
use crate::text::name_key;

pub use write::write;

/// What the store knows of one official, step by step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Road {
    /// The official.
    pub official: String,
    /// The name.
    pub name: String,
    /// The birth date, as precisely as the articles give it.
    pub born: Vec<String>,
    /// The gender: `Female` or `Male`.
    pub gender: Option<String>,
    /// The home place as articles write it.
    pub hometown: Vec<String>,
    /// The posts held, and the events that neither began nor ended one, in order of time.
    pub steps: Vec<Step>,
}

/// A tenure, or an event that neither began nor ended one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The tenure or event.
    pub fact: String,
    /// When it began; for an event, when it happened.
    pub start: Option<String>,
    /// When it ended.
    pub end: Option<String>,
    /// `Open`, `Ended` or `EndedUnknown`; none for an event.
    pub end_state: Option<String>,
    /// The earliest day that shows the post as held.
    pub first_seen: Option<String>,
    /// The latest day that shows the post as still held.
    pub last_seen: Option<String>,
    /// The earliest day that shows the post as no longer held.
    pub gone_by: Option<String>,
    /// The post with its body.
    pub post: Option<String>,
    /// The bare role.
    pub role: Option<String>,
    /// The body.
    pub body: Option<String>,
    /// The place of the body and those that it lies in, from the smallest on.
    pub places: Vec<String>,
    /// The terms of office.
    pub terms: Vec<String>,
    /// The event by which it began, or which it is.
    pub how: Option<Act>,
    /// The event by which it ended.
    pub left: Option<Act>,
    /// The details that follow from other claims and stand in no article.
    pub inferred: Vec<String>,
    /// The passages that say so.
    pub evidence: Vec<Quote>,
}

/// A personnel event, as far as a road tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Act {
    /// The event.
    pub event: String,
    /// The kinds, by their labels.
    pub kinds: Vec<String>,
    /// `Decided` or `Proposed`.
    pub status: Option<String>,
    /// The date.
    pub date: Option<String>,
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
}

/// A passage of an article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Quote {
    /// The article's date.
    pub published: Option<String>,
    /// The article's id.
    pub article: String,
    /// The paper.
    pub publisher: Option<String>,
    /// The first code point of the passage.
    pub start: usize,
    /// The article's text there.
    pub quote: String,
    /// The details of the claim that were recovered from context.
    pub recovered: Vec<String>,
}

/// No official has the name, or none of that name has to do with the place; who comes close.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFound {
    /// What was asked for.
    pub name: String,
    /// The place that was asked for.
    pub of: Option<String>,
    /// Names with the same letters and other tones, else names that contain what was asked for; of a place, the
    /// first posts of those who bear the name.
    pub near: Vec<String>,
}

impl fmt::Display for NotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.of {
            None => write!(f, "no official is called {:?}", self.name)?,
            Some(of) => write!(f, "no {} has a post in {of:?}", self.name)?,
        }
        match (&self.of, self.near.is_empty()) {
            (_, true) => Ok(()),
            (None, _) => write!(f, "; did you mean {}", self.near.join(" or ")),
            (Some(_), _) => write!(f, "; who bears the name is {}", self.near.join(" or ")),
        }
    }
}

/// The roads of all officials with a name: tone placement, i and y and the Unicode form do not matter, tones do.
/// The name may be an official's IRI; with `of`, only those count who have a post in that place or body.
/// `language` is that of the labels, `vi` or `en`.
pub fn trace(
    store: &Store,
    name: &str,
    of: Option<&str>,
    language: &str,
) -> Result<Result<Vec<Road>, NotFound>, AnswerError> {
    let officials = match find(store, name)? {
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
    Ok(Err(NotFound {
        name: name.to_owned(),
        of: Some(of.to_owned()),
        near: posts.take(5).collect(),
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

/// The officials with a name.
pub(super) fn find(
    store: &Store,
    name: &str,
) -> Result<Result<Vec<NamedNode>, NotFound>, StorageError> {
    if let Ok(official) = NamedNode::new(name)
        && is_a(store, official.as_ref(), ql::OFFICIAL)?
    {
        return Ok(Ok(vec![official]));
    }
    let key = name_key(name);
    let found = officials(store, &key)?;
    if !found.is_empty() {
        return Ok(Ok(found));
    }
    let mut same_letters = BTreeSet::new();
    let mut containing = BTreeSet::new();
    let letters = without_marks(&key);
    let default = Some(GraphNameRef::DefaultGraph);
    for quad in store.quads_for_pattern(None, Some(foaf::NAME), None, default) {
        let known = plain(quad?.object);
        let known_letters = without_marks(&name_key(&known));
        if known_letters == letters {
            same_letters.insert(known);
        } else if !letters.is_empty()
            && format!(" {known_letters} ").contains(&format!(" {letters} "))
        {
            containing.insert(known);
        }
    }
    let near = if same_letters.is_empty() {
        containing
    } else {
        same_letters
    };
    Ok(Err(NotFound {
        name: name.to_owned(),
        of: None,
        near: near.into_iter().take(5).collect(),
    }))
}

/// A name without its tone and vowel marks, for suggestions only.
fn without_marks(key: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;
    key.nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

fn road(store: &Store, official: NamedNodeRef<'_>, language: &str) -> Result<Road, StorageError> {
    let texts = |property| texts(store, official, property);
    let mut told = BTreeSet::new();
    let mut steps = Vec::new();
    for tenure in subjects(
        store,
        org::MEMBER,
        official.into(),
        Some(GraphNameRef::DefaultGraph),
    )? {
        let step = tenure_step(store, tenure.as_ref(), language)?;
        told.extend(
            [&step.how, &step.left]
                .into_iter()
                .flatten()
                .map(|act| act.event.clone()),
        );
        steps.push(step);
    }
    for event in subjects(
        store,
        ql::HAS_OFFICIAL,
        official.into(),
        Some(GraphNameRef::DefaultGraph),
    )? {
        if !told.contains(event.as_str()) {
            steps.push(event_step(store, event.as_ref(), language)?);
        }
    }
    steps.sort_by_cached_key(Step::position);
    Ok(Road {
        official: official.as_str().to_owned(),
        name: text(store, official, foaf::NAME)?.unwrap_or_default(),
        born: texts(schema::BIRTH_DATE)?,
        gender: text(store, official, schema::GENDER)?
            .and_then(|gender| gender.rsplit('/').next().map(str::to_owned)),
        hometown: texts(ql::HOMETOWN)?,
        steps,
    })
}

impl Step {
    /// Where the step stands in the order of time; what began at an unknown time comes before what began that day.
    fn position(&self) -> (String, bool, Option<String>, Option<String>, String) {
        let dates = [&self.start, &self.first_seen, &self.end, &self.gone_by];
        let date = dates
            .into_iter()
            .flatten()
            .next()
            .cloned()
            .unwrap_or_default();
        (
            date,
            self.start.is_some(),
            self.end.clone(),
            self.post.clone(),
            self.fact.clone(),
        )
    }

    /// The articles that say so.
    pub fn articles(&self) -> usize {
        self.evidence
            .iter()
            .map(|quote| &quote.article)
            .collect::<BTreeSet<_>>()
            .len()
    }
}

fn tenure_step(
    store: &Store,
    tenure: NamedNodeRef<'_>,
    language: &str,
) -> Result<Step, StorageError> {
    let text = |property| text(store, tenure, property);
    let act = |property| -> Result<Option<Act>, StorageError> {
        let event = nodes(store, tenure, property)?.into_iter().next();
        event
            .map(|event| act(store, event.as_ref(), language))
            .transpose()
    };
    let post = nodes(store, tenure, ql::HAS_POST)?.into_iter().next();
    let mut step = Step {
        fact: tenure.as_str().to_owned(),
        start: text(ql::START)?,
        end: text(ql::END)?,
        end_state: nodes(store, tenure, ql::END_STATE)?
            .first()
            .and_then(own_name)
            .map(str::to_owned),
        first_seen: text(ql::START_NOT_AFTER)?,
        last_seen: text(ql::END_NOT_BEFORE)?,
        gone_by: text(ql::END_NOT_AFTER)?,
        terms: texts(store, tenure, ql::TERM)?,
        inferred: texts(store, tenure, ql::INFERRED)?,
        how: act(ql::START_CAUSE)?,
        left: act(ql::END_CAUSE)?,
        evidence: quotes(store, tenure)?,
        ..Step::default()
    };
    if let Some(post) = post {
        step.put_post(store, post.as_ref(), language)?;
    }
    Ok(step)
}

fn event_step(
    store: &Store,
    event: NamedNodeRef<'_>,
    language: &str,
) -> Result<Step, StorageError> {
    let act = act(store, event, language)?;
    let mut step = Step {
        fact: event.as_str().to_owned(),
        start: act.date.clone(),
        inferred: texts(store, event, ql::INFERRED)?,
        evidence: quotes(store, event)?,
        how: Some(act),
        ..Step::default()
    };
    let mut posts = nodes(store, event, ql::TO_POST)?;
    posts.extend(nodes(store, event, ql::FROM_POST)?);
    if let Some(post) = posts.first() {
        step.put_post(store, post.as_ref(), language)?;
    }
    Ok(step)
}

impl Step {
    fn put_post(
        &mut self,
        store: &Store,
        post: NamedNodeRef<'_>,
        language: &str,
    ) -> Result<(), StorageError> {
        self.post = label(store, post)?;
        if let Some(role) = nodes(store, post, org::ROLE)?.first() {
            let role = role.as_ref();
            self.role = match label_in(
                store,
                role,
                crate::graph::vocabulary::skos::PREF_LABEL,
                language,
            )? {
                Some(label) => Some(label),
                None => label(store, role)?,
            };
        }
        let Some(body) = nodes(store, post, org::POST_IN)?.into_iter().next() else {
            return Ok(());
        };
        self.body = label(store, body.as_ref())?;
        let mut place = nodes(store, body.as_ref(), ql::AREA)?.into_iter().next();
        // A place that lies inside itself is a fault that `check` reports; here it must only not go on for ever.
        while let Some(here) = place.filter(|_| self.places.len() < 8) {
            self.places.extend(label(store, here.as_ref())?);
            place = nodes(store, here.as_ref(), schema::CONTAINED_IN_PLACE)?
                .into_iter()
                .next();
        }
        Ok(())
    }
}

fn act(store: &Store, event: NamedNodeRef<'_>, language: &str) -> Result<Act, StorageError> {
    let labels = |property| -> Result<Vec<String>, StorageError> {
        let things = nodes(store, event, property)?;
        things
            .iter()
            .filter_map(|thing| label(store, thing.as_ref()).transpose())
            .collect()
    };
    let mut kinds = Vec::new();
    for kind in nodes(store, event, rdf::TYPE)?
        .iter()
        .filter(|kind| kind.as_ref() != ql::PERSONNEL_EVENT)
    {
        let name = label_in(store, kind.as_ref(), rdfs::LABEL, language)?;
        kinds.extend(name.or_else(|| own_name(kind).map(str::to_owned)));
    }
    let names = |property, naming| -> Result<Vec<String>, StorageError> {
        let things = nodes(store, event, property)?;
        things
            .iter()
            .filter_map(|thing| text(store, thing.as_ref(), naming).transpose())
            .collect()
    };
    Ok(Act {
        event: event.as_str().to_owned(),
        kinds,
        status: nodes(store, event, ql::STATUS)?
            .first()
            .and_then(own_name)
            .map(str::to_owned),
        date: text(store, event, ql::DATE)?,
        from: labels(ql::FROM_POST)?,
        to: labels(ql::TO_POST)?,
        by: labels(ql::DECIDED_BY)?,
        documents: names(ql::LEGAL_BASIS, ql::NUMBER)?,
        replaces: names(ql::REPLACES, foaf::NAME)?,
        movement: nodes(store, event, ql::MOVEMENT)?
            .iter()
            .filter_map(own_name)
            .map(str::to_owned)
            .collect(),
    })
}

/// The passages that a fact rests on, in order of publication.
fn quotes(store: &Store, fact: NamedNodeRef<'_>) -> Result<Vec<Quote>, StorageError> {
    let mut quotes = BTreeSet::new();
    for claim in nodes(store, fact, prov::WAS_DERIVED_FROM)? {
        for quad in store.quads_for_pattern(
            Some(claim.as_ref().into()),
            Some(ql::HAS_EVIDENCE),
            None,
            None,
        ) {
            let quad = quad?;
            let (graph, Some(passage)) = (quad.graph_name.as_ref(), node(quad.object)) else {
                continue;
            };
            let GraphNameRef::NamedNode(article) = graph else {
                continue;
            };
            let first = |subject, property| -> Result<Option<String>, StorageError> {
                Ok(objects_in(store, subject, property, graph)?
                    .into_iter()
                    .next()
                    .map(plain))
            };
            quotes.insert(Quote {
                published: first(article, schema::DATE_PUBLISHED)?,
                article: first(article, dct::IDENTIFIER)?.unwrap_or_default(),
                publisher: first(article, schema::PUBLISHER)?,
                start: first(passage.as_ref(), oa::START)?
                    .and_then(|n| n.parse().ok())
                    .unwrap_or_default(),
                quote: first(passage.as_ref(), oa::EXACT)?.unwrap_or_default(),
                recovered: objects_in(store, claim.as_ref(), ql::RECOVERED, graph)?
                    .into_iter()
                    .map(plain)
                    .collect(),
            });
        }
    }
    Ok(quotes.into_iter().collect())
}

fn texts(
    store: &Store,
    subject: NamedNodeRef<'_>,
    property: NamedNodeRef<'_>,
) -> Result<Vec<String>, StorageError> {
    Ok(objects(store, subject, property)?
        .into_iter()
        .map(plain)
        .collect())
}
