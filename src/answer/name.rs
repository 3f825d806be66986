//! What things are called, for readers.

use oxigraph::model::vocab::rdfs;
use oxigraph::model::{GraphNameRef, NamedNodeRef, Term};
use oxigraph::store::{StorageError, Store};

use super::rows::plain;
use crate::graph::vocabulary::{dct, foaf, ql, schema, skos};

/// What a thing is called in a language, else in any; none where it has no name of its own.
pub fn name_of(
    store: &Store,
    thing: NamedNodeRef<'_>,
    language: &str,
) -> Result<Option<String>, StorageError> {
    for property in [
        skos::PREF_LABEL,
        foaf::NAME,
        rdfs::LABEL,
        ql::NUMBER,
        dct::TITLE,
    ] {
        let default = Some(GraphNameRef::DefaultGraph);
        let name = best(store, thing, property, default, language)?;
        if name.is_some() {
            return Ok(name);
        }
    }
    // Articles are told of in their own graphs.
    best(store, thing, schema::HEADLINE, Some(thing.into()), language)
}

fn best(
    store: &Store,
    thing: NamedNodeRef<'_>,
    property: NamedNodeRef<'_>,
    graph: Option<GraphNameRef<'_>>,
    language: &str,
) -> Result<Option<String>, StorageError> {
    let mut best: Option<Term> = None;
    for quad in store.quads_for_pattern(Some(thing.into()), Some(property), None, graph) {
        let name = quad?.object;
        if matches!(&name, Term::Literal(literal) if literal.language() == Some(language)) {
            return Ok(Some(plain(name)));
        }
        // The first in order, so that it is always the same.
        if best.as_ref().is_none_or(|best| name.to_string() < best.to_string()) {
            best = Some(name);
        }
    }
    Ok(best.map(plain))
}
