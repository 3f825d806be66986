//! One document: what it is, what it carries out, what it decided, and where it is cited.

use std::collections::BTreeSet;

use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef};
use oxigraph::store::StorageError;

use super::AnswerError;
use super::article::Value;
use super::called::{all_named, event_kinds, name, named, named_objects};
use super::naming::Named;
use super::road::{Quote, quotes};
use super::rows::{is_a, nodes, own_name, subjects, text, texts};
use crate::claim::Claims;
use crate::fact::ClaimKind;
use crate::graph::claim_iri;
use crate::graph::vocabulary::{dct, prov, ql};
use crate::store::Store;
use crate::text::name_key;

/// So many events of a document are told.
const EVENTS: usize = 200;
/// So many articles are read again for what they say of replaced documents.
const READ: usize = 30;

/// A document and what hangs on it.
#[derive(Clone, Debug)]
pub struct Instrument {
    /// The document's IRI.
    pub document: String,
    /// What it is called.
    pub label: String,
    /// The words for its type.
    pub types: Vec<String>,
    /// Its whole number.
    pub number: Option<String>,
    /// The day of its issue.
    pub issued: Option<String>,
    /// What it is about.
    pub titles: Vec<String>,
    /// Who issued it.
    pub issuers: Vec<Named>,
    /// The documents that it carries out.
    pub implements: Vec<Named>,
    /// The documents that carry it out.
    pub implemented_by: Vec<Named>,
    /// The documents that it replaces, as articles say.
    pub replaces: Vec<Value>,
    /// The documents that replace it, as articles say that cite it.
    pub replaced_by: Vec<Value>,
    /// The events that it grounds, in order of time.
    pub events: Vec<Ruled>,
    /// How many more there are.
    pub more_events: usize,
    /// The passages that speak of it.
    pub citations: Vec<Quote>,
}

/// An event that a document grounds.
#[derive(Clone, Debug)]
pub struct Ruled {
    /// The event.
    pub event: String,
    /// Its kinds in words.
    pub kinds: Vec<String>,
    /// Whether it is only proposed.
    pub is_proposed: bool,
    /// Its date.
    pub date: Option<String>,
    /// Whom it is about.
    pub official: Option<Named>,
    /// The posts left.
    pub from: Vec<Named>,
    /// The posts taken up.
    pub to: Vec<Named>,
    /// The passages that say so.
    pub quotes: Vec<Quote>,
}

/// A document with what hangs on it, by its IRI; none where the store has no such document. `language` is that of the
/// labels.
pub fn document(
    store: &Store,
    iri: &str,
    language: &str,
) -> Result<Option<Instrument>, AnswerError> {
    let Ok(document) = NamedNode::new(iri) else {
        return Ok(None);
    };
    let node = document.as_ref();
    let inner = store.inner();
    if !is_a(inner, node, ql::DOCUMENT)? {
        return Ok(None);
    }
    let default = Some(GraphNameRef::DefaultGraph);
    let implementers = subjects(inner, ql::IMPLEMENTS, node.into(), default)?;
    let implementers: Vec<NamedNode> = implementers.into_iter().collect();
    let grounded = subjects(inner, ql::LEGAL_BASIS, node.into(), default)?;
    let more_events = grounded.len().saturating_sub(EVENTS);
    let events = grounded
        .iter()
        .take(EVENTS)
        .map(|event| ruled(inner, event.as_ref(), language));
    let mut events = events.collect::<Result<Vec<Ruled>, StorageError>>()?;
    events.sort_by(|one, other| {
        let key = |event: &Ruled| {
            (
                event.date.is_none(),
                event.date.clone(),
                event.official.clone(),
            )
        };
        key(one).cmp(&key(other))
    });
    let (replaces, replaced_by) = replaced(store, node)?;
    Ok(Some(Instrument {
        document: iri.to_owned(),
        label: name(inner, node, language)?,
        types: texts(inner, node, ql::DOCUMENT_TYPE)?,
        number: text(inner, node, ql::NUMBER)?,
        issued: text(inner, node, dct::ISSUED)?,
        titles: texts(inner, node, dct::TITLE)?,
        issuers: named_objects(inner, node, ql::ISSUED_BY, language)?,
        implements: named_objects(inner, node, ql::IMPLEMENTS, language)?,
        implemented_by: all_named(inner, &implementers, language)?,
        replaces,
        replaced_by,
        events,
        more_events,
        citations: quotes(inner, node)?,
    }))
}

fn ruled(
    store: &oxigraph::store::Store,
    event: NamedNodeRef<'_>,
    language: &str,
) -> Result<Ruled, StorageError> {
    let status = nodes(store, event, ql::STATUS)?;
    Ok(Ruled {
        event: event.as_str().to_owned(),
        kinds: event_kinds(store, event, language)?,
        is_proposed: status
            .iter()
            .filter_map(own_name)
            .any(|own| own == "Proposed"),
        date: text(store, event, ql::DATE)?,
        official: named_objects(store, event, ql::HAS_OFFICIAL, language)?
            .into_iter()
            .next(),
        from: named_objects(store, event, ql::FROM_POST, language)?,
        to: named_objects(store, event, ql::TO_POST, language)?,
        quotes: quotes(store, event)?,
    })
}

/// The documents that one replaces, and those that replace it: the articles that cite it say so.
fn replaced(
    store: &Store,
    document: NamedNodeRef<'_>,
) -> Result<(Vec<Value>, Vec<Value>), AnswerError> {
    let inner = store.inner();
    let claimed: BTreeSet<NamedNode> = nodes(inner, document, prov::WAS_DERIVED_FROM)?
        .into_iter()
        .collect();
    let number = text(inner, document, ql::NUMBER)?.map(|number| name_key(&number));
    let (mut replaces, mut replaced_by) = (BTreeSet::new(), BTreeSet::new());
    let mut articles = BTreeSet::new();
    for claim in &claimed {
        let subject = Some(claim.as_ref().into());
        let mut types = inner.quads_for_pattern(subject, Some(ql::RULE), None, None);
        if let Some(GraphName::NamedNode(article)) =
            types.next().transpose()?.map(|quad| quad.graph_name)
        {
            articles.insert(article);
        }
    }
    for article in articles.into_iter().take(READ) {
        let Some(claims) = store.claims(&article)? else {
            continue;
        };
        for (at, told) in claims.documents.iter().enumerate() {
            let Some(old) = &told.replaces else { continue };
            let own = claim_iri(store.base(), &claims, ClaimKind::Document, at);
            if claimed.contains(&own) {
                replaces.insert(cited(store, &claims, old)?);
            }
            if number.as_ref() == Some(&name_key(old)) {
                let default = Some(GraphNameRef::DefaultGraph);
                let later = subjects(inner, prov::WAS_DERIVED_FROM, own.as_ref().into(), default)?;
                for later in later {
                    replaced_by.insert(Value::Thing(named(inner, later.as_ref(), "vi")?));
                }
            }
        }
    }
    Ok((
        replaces.into_iter().collect(),
        replaced_by.into_iter().collect(),
    ))
}

/// The document that an article cites by a number, where it is told of there too, else the number.
fn cited(store: &Store, claims: &Claims, number: &str) -> Result<Value, StorageError> {
    let inner = store.inner();
    let default = Some(GraphNameRef::DefaultGraph);
    for (at, told) in claims.documents.iter().enumerate() {
        let own = told.number.as_deref().map(name_key);
        if own == Some(name_key(number)) {
            let claim = claim_iri(store.base(), claims, ClaimKind::Document, at);
            let found = subjects(
                inner,
                prov::WAS_DERIVED_FROM,
                claim.as_ref().into(),
                default,
            )?;
            if let Some(found) = found.first() {
                return Ok(Value::Thing(named(inner, found.as_ref(), "vi")?));
            }
        }
    }
    Ok(Value::Text(number.to_owned()))
}
