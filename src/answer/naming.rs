//! Things with their names, as lists and links need them.

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, Term};
use oxigraph::store::{StorageError, Store};

use super::road::without_marks;
use super::rows::{label, label_in, nodes, own_name, plain, text};
use crate::graph::vocabulary::{QL, dct, foaf, ql, schema, skos};
use crate::text::name_key;

/// A thing and what it is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// What it is called.
    pub label: String,
    /// The thing.
    pub iri: String,
}

impl Named {
    /// A thing by its Vietnamese label, an official by the name; none where it has neither.
    pub(super) fn read(store: &Store, thing: NamedNode) -> Result<Option<Self>, StorageError> {
        let label = match label(store, thing.as_ref())? {
            Some(label) => Some(label),
            None => text(store, thing.as_ref(), foaf::NAME)?,
        };
        let iri = thing.into_string();
        Ok(label.map(|label| Self { label, iri }))
    }

    /// The things that a thing has for a property, those that have a name.
    pub(super) fn all(
        store: &Store,
        subject: NamedNodeRef<'_>,
        property: NamedNodeRef<'_>,
    ) -> Result<Vec<Self>, StorageError> {
        let things = nodes(store, subject, property)?.into_iter();
        things
            .filter_map(|thing| Self::read(store, thing).transpose())
            .collect()
    }
}

/// What one of Quanlo's own terms is called in a language, by the ontology; its bare name where that says nothing.
pub fn term_label(store: &Store, name: &str, language: &str) -> Result<String, StorageError> {
    let term = NamedNode::new_unchecked(format!("{QL}{name}"));
    let label = label_in(store, term.as_ref(), rdfs::LABEL, language)?;
    Ok(label.unwrap_or_else(|| name.to_owned()))
}

/// The kinds of an event or a body: its classes but the one that all of them have.
pub(super) fn kinds(
    store: &Store,
    thing: NamedNodeRef<'_>,
    language: &str,
) -> Result<Vec<String>, StorageError> {
    let classes = nodes(store, thing, rdf::TYPE)?;
    let own = classes
        .iter()
        .filter(|class| ![ql::PERSONNEL_EVENT, ql::BODY].contains(&class.as_ref()))
        .filter_map(own_name);
    own.map(|name| term_label(store, name, language)).collect()
}

/// The short name of a measure of the ontology: `rotation` of `RotationMeasure`.
pub fn notation(store: &Store, measure: &str) -> Result<String, StorageError> {
    let term = NamedNode::new_unchecked(format!("{QL}{measure}"));
    let notation = text(store, term.as_ref(), skos::NOTATION)?;
    Ok(notation.unwrap_or_else(|| measure.to_owned()))
}

/// Whether a name has every word of a text, or the beginning of one; marks and case don't matter.
pub fn has_words(name: &str, words: &str) -> bool {
    let (name, words) = [name, words]
        .map(|text| without_marks(&name_key(text)))
        .into();
    let mut words = words.split_whitespace();
    words.all(|word| name.split_whitespace().any(|known| known.starts_with(word)))
}
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
        if best
            .as_ref()
            .is_none_or(|best| name.to_string() < best.to_string())
        {
            best = Some(name);
        }
    }
    Ok(best.map(plain))
}
