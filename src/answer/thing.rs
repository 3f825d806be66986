//! All that is said of one thing, and by whom it is pointed to.

use std::collections::BTreeMap;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::{StorageError, Store};

use super::AnswerError;
use super::article::Value;
use super::called::{all_named, kind_of, name, named};
use super::naming::Named;
use super::road::{Quote, quotes, quotes_of_claim};
use super::rows::{nodes, subjects, text};
use crate::graph::vocabulary::{oa, org, prov, ql};

/// So many values of one property are told.
const VALUES: usize = 60;
/// So many things that point to another are looked at.
const POINTERS: usize = 3000;
/// So many of a body's posts are told.
const POSTS: usize = 300;
/// So many passages are told.
const PASSAGES: usize = 60;

/// All that is said of one thing.
#[derive(Clone, Debug)]
pub struct Thing {
    /// The thing's IRI.
    pub iri: String,
    /// What it is called.
    pub label: String,
    /// What it is, in words of the ontology.
    pub types: Vec<Named>,
    /// What is said of it.
    pub says: Vec<Group>,
    /// What points to it.
    pub pointers: Vec<Group>,
    /// Whether more points to it than was looked at.
    pub has_more: bool,
    /// The posts of a body, in the order of their standing.
    pub posts: Vec<Seat>,
    /// The passages that say so.
    pub evidence: Vec<Quote>,
    /// How many more passages there are.
    pub more_evidence: usize,
    /// The articles in whose graphs it stands.
    pub graphs: Vec<Named>,
}

/// What is said by one property.
#[derive(Clone, Debug)]
pub struct Group {
    /// The property in words.
    pub property: Named,
    /// The first values.
    pub values: Vec<Value>,
    /// How many there are.
    pub count: usize,
}

/// A post of a body.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The post.
    pub post: Named,
    /// How many tenures of it are known.
    pub tenures: usize,
    /// The tenure that began or was seen last: the holder, and since when.
    pub last: Option<(Named, String)>,
}

/// Whether the store says anything of a thing.
pub fn is_told(store: &Store, iri: &str) -> Result<bool, AnswerError> {
    let Ok(node) = NamedNode::new(iri) else {
        return Ok(false);
    };
    let mut quads = store.quads_for_pattern(Some(node.as_ref().into()), None, None, None);
    Ok(quads.next().transpose()?.is_some())
}

/// All that the store says of a thing; none where it says nothing. `language` is that of the labels.
pub fn thing(store: &Store, iri: &str, language: &str) -> Result<Option<Thing>, AnswerError> {
    let Ok(node) = NamedNode::new(iri) else {
        return Ok(None);
    };
    let node = node.as_ref();
    let mut graphs = Vec::new();
    let mut told: BTreeMap<NamedNode, Vec<Term>> = BTreeMap::new();
    for quad in store.quads_for_pattern(Some(node.into()), None, None, None) {
        let quad = quad?;
        if let GraphName::NamedNode(graph) = quad.graph_name
            && !graphs.contains(&graph)
        {
            graphs.push(graph);
        }
        told.entry(quad.predicate).or_default().push(quad.object);
    }
    let (pointing, has_more) = pointing(store, node)?;
    if told.is_empty() && pointing.is_empty() {
        return Ok(None);
    }
    let types = told.remove(&rdf::TYPE.into_owned()).unwrap_or_default();
    let types: Vec<NamedNode> = types.into_iter().filter_map(super::rows::node).collect();
    let evidence = if graphs.is_empty() {
        quotes(store, node)?
    } else {
        quotes_of_claim(store, node)?
    };
    let more_evidence = evidence.len().saturating_sub(PASSAGES);
    let posts = if kind_of(iri) == Some("body") {
        seats(store, node, language)?
    } else {
        Vec::new()
    };
    Ok(Some(Thing {
        iri: iri.to_owned(),
        label: name(store, node, language)?,
        types: all_named(store, &types, language)?,
        says: groups(store, told, language)?,
        pointers: groups(store, pointing, language)?,
        has_more,
        posts,
        evidence: evidence.into_iter().take(PASSAGES).collect(),
        more_evidence,
        graphs: all_named(store, &graphs, language)?,
    }))
}

/// The things that point to another by their properties, and whether there are more.
fn pointing(
    store: &Store,
    node: NamedNodeRef<'_>,
) -> Result<(BTreeMap<NamedNode, Vec<Term>>, bool), StorageError> {
    let mut pointing: BTreeMap<NamedNode, Vec<Term>> = BTreeMap::new();
    let mut quads = store.quads_for_pattern(None, None, Some(node.into()), None);
    for quad in quads.by_ref().take(POINTERS) {
        let quad = quad?;
        // A passage is told where its article is.
        if quad.predicate.as_ref() == oa::HAS_SOURCE {
            continue;
        }
        if let NamedOrBlankNode::NamedNode(subject) = quad.subject {
            pointing
                .entry(quad.predicate)
                .or_default()
                .push(subject.into());
        }
    }
    Ok((pointing, quads.next().is_some()))
}

fn groups(
    store: &Store,
    told: BTreeMap<NamedNode, Vec<Term>>,
    language: &str,
) -> Result<Vec<Group>, StorageError> {
    let mut groups = Vec::new();
    for (property, mut terms) in told {
        // Passages stand on their own.
        if [ql::HAS_EVIDENCE].contains(&property.as_ref()) {
            continue;
        }
        terms.sort_by_cached_key(ToString::to_string);
        terms.dedup();
        let count = terms.len();
        let is_claims = property.as_ref() == prov::WAS_DERIVED_FROM;
        let most = if is_claims { VALUES / 3 } else { VALUES };
        let values = terms
            .into_iter()
            .take(most)
            .map(|term| Value::new(store, term, language));
        groups.push(Group {
            values: values.collect::<Result<_, StorageError>>()?,
            property: named(store, property.as_ref(), language)?,
            count,
        });
    }
    // What it rests on comes last.
    groups.sort_by_key(|group| group.property.iri == prov::WAS_DERIVED_FROM.as_str());
    Ok(groups)
}

/// The posts of a body.
fn seats(store: &Store, body: NamedNodeRef<'_>, language: &str) -> Result<Vec<Seat>, StorageError> {
    let default = Some(GraphNameRef::DefaultGraph);
    let mut seats = Vec::new();
    for post in subjects(store, org::POST_IN, body.into(), default)?
        .into_iter()
        .take(POSTS)
    {
        let role = nodes(store, post.as_ref(), org::ROLE)?.into_iter().next();
        let rank = match role {
            Some(role) => text(store, role.as_ref(), ql::RANK)?,
            None => None,
        };
        let rank = rank.and_then(|rank| rank.parse::<u8>().ok());
        let tenures = subjects(store, ql::HAS_POST, post.as_ref().into(), default)?;
        let mut last: Option<(String, NamedNode)> = None;
        for tenure in &tenures {
            let mut since = None;
            for property in [ql::START, ql::START_NOT_AFTER] {
                since = since.or(text(store, tenure.as_ref(), property)?);
            }
            let since = since.unwrap_or_default();
            if last.as_ref().is_none_or(|(known, _)| *known <= since) {
                last = Some((since, tenure.clone()));
            }
        }
        let last = match last {
            Some((since, tenure)) => {
                let holder = nodes(store, tenure.as_ref(), org::MEMBER)?
                    .into_iter()
                    .next();
                let holder = holder.map(|holder| named(store, holder.as_ref(), language));
                holder.transpose()?.map(|holder| (holder, since))
            }
            None => None,
        };
        let post = named(store, post.as_ref(), language)?;
        seats.push((
            rank.unwrap_or(u8::MAX),
            Seat {
                post,
                tenures: tenures.len(),
                last,
            },
        ));
    }
    seats.sort_by(|(a, one), (b, other)| (a, &one.post).cmp(&(b, &other.post)));
    Ok(seats.into_iter().map(|(_, seat)| seat).collect())
}
