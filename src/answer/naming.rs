//! Things with their names, as lists and links need them.

use oxigraph::model::{NamedNode, NamedNodeRef};
use oxigraph::store::{StorageError, Store};

use super::road::without_marks;
use super::rows::{label, label_in, nodes, own_name, text};
use crate::graph::vocabulary::{QL, foaf, ql, skos};
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
    let label = label_in(
        store,
        term.as_ref(),
        oxigraph::model::vocab::rdfs::LABEL,
        language,
    )?;
    Ok(label.unwrap_or_else(|| name.to_owned()))
}

/// The kinds of an event or a body: its classes but the one that all of them have.
pub(super) fn kinds(
    store: &Store,
    thing: NamedNodeRef<'_>,
    language: &str,
) -> Result<Vec<String>, StorageError> {
    let classes = nodes(store, thing, oxigraph::model::vocab::rdf::TYPE)?;
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
