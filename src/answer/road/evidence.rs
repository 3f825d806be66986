//! The passages that facts rest on.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{GraphNameRef, NamedNodeRef};
use oxigraph::store::{StorageError, Store};
use serde::Serialize;

use crate::answer::rows::{node, nodes, objects_in, plain};
use crate::graph::vocabulary::{dct, oa, prov, ql, schema};

/// A passage of an article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Quote {
    /// The article's date.
    pub published: Option<String>,
    /// The article's id.
    pub article: String,
    /// The paper.
    pub publisher: Option<String>,
    /// The article's headline.
    pub headline: Option<String>,
    /// The article's address.
    pub url: Option<String>,
    /// The first code point of the passage.
    pub start: usize,
    /// The article's text there.
    pub quote: String,
    /// The details of the claims that were recovered from context.
    pub recovered: Vec<String>,
}

/// Passages, each with the details of its claims that were recovered from context.
type Passages = BTreeMap<Quote, BTreeSet<String>>;

/// The passages that a fact rests on, each once, in order of publication.
pub(in crate::answer) fn quotes(
    store: &Store,
    fact: NamedNodeRef<'_>,
) -> Result<Vec<Quote>, StorageError> {
    let mut passages = Passages::new();
    for claim in nodes(store, fact, prov::WAS_DERIVED_FROM)? {
        add(store, claim.as_ref(), &mut passages)?;
    }
    Ok(whole(passages))
}

/// The passages that a claim rests on.
pub(in crate::answer) fn quotes_of_claim(
    store: &Store,
    claim: NamedNodeRef<'_>,
) -> Result<Vec<Quote>, StorageError> {
    let mut passages = Passages::new();
    add(store, claim, &mut passages)?;
    Ok(whole(passages))
}

fn whole(passages: Passages) -> Vec<Quote> {
    let whole = |(quote, recovered): (Quote, BTreeSet<String>)| Quote {
        recovered: recovered.into_iter().collect(),
        ..quote
    };
    passages.into_iter().map(whole).collect()
}

fn add(
    store: &Store,
    claim: NamedNodeRef<'_>,
    passages: &mut Passages,
) -> Result<(), StorageError> {
    for quad in store.quads_for_pattern(Some(claim.into()), Some(ql::HAS_EVIDENCE), None, None) {
        let quad = quad?;
        let (graph, Some(passage)) = (quad.graph_name.as_ref(), node(quad.object)) else {
            continue;
        };
        let GraphNameRef::NamedNode(article) = graph else {
            continue;
        };
        let first = |subject, property| -> Result<Option<String>, StorageError> {
            let found = objects_in(store, subject, property, graph)?;
            Ok(found.into_iter().next().map(plain))
        };
        let quote = Quote {
            published: first(article, schema::DATE_PUBLISHED)?,
            article: first(article, dct::IDENTIFIER)?.unwrap_or_default(),
            publisher: first(article, schema::PUBLISHER)?,
            headline: first(article, schema::HEADLINE)?,
            url: first(article, schema::URL)?,
            start: first(passage.as_ref(), oa::START)?
                .and_then(|n| n.parse().ok())
                .unwrap_or_default(),
            quote: first(passage.as_ref(), oa::EXACT)?.unwrap_or_default(),
            recovered: Vec::new(),
        };
        let recovered = objects_in(store, claim, ql::RECOVERED, graph)?;
        let known = passages.entry(quote).or_default();
        known.extend(recovered.into_iter().map(plain));
    }
    Ok(())
}
