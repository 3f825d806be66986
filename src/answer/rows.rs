//! Single looks into the store: what is said of a thing, and who points to it.

use std::collections::BTreeSet;

use oxigraph::model::{
    GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Term, TermRef,
};
use oxigraph::store::{StorageError, Store};

use crate::graph::vocabulary::{ql, skos};

/// The objects that knowledge gives a thing for a property, sorted.
pub(super) fn objects(
    store: &Store,
    subject: NamedNodeRef<'_>,
    property: NamedNodeRef<'_>,
) -> Result<Vec<Term>, StorageError> {
    objects_in(store, subject, property, GraphNameRef::DefaultGraph)
}

/// The objects that one graph gives a thing for a property, sorted.
pub(super) fn objects_in(
    store: &Store,
    subject: NamedNodeRef<'_>,
    property: NamedNodeRef<'_>,
    graph: GraphNameRef<'_>,
) -> Result<Vec<Term>, StorageError> {
    let subject = NamedOrBlankNodeRef::NamedNode(subject);
    let mut objects = store
        .quads_for_pattern(Some(subject), Some(property), None, Some(graph))
        .map(|quad| Ok(quad?.object))
        .collect::<Result<Vec<_>, StorageError>>()?;
    objects.sort_by_cached_key(ToString::to_string);
    Ok(objects)
}

/// The things that knowledge gives for a property, sorted.
pub(super) fn nodes(
    store: &Store,
    subject: NamedNodeRef<'_>,
    property: NamedNodeRef<'_>,
) -> Result<Vec<NamedNode>, StorageError> {
    Ok(objects(store, subject, property)?
        .into_iter()
        .filter_map(node)
        .collect())
}

/// The first literal or IRI for a property, as text.
pub(super) fn text(
    store: &Store,
    subject: NamedNodeRef<'_>,
    property: NamedNodeRef<'_>,
) -> Result<Option<String>, StorageError> {
    Ok(objects(store, subject, property)?
        .into_iter()
        .next()
        .map(plain))
}

/// The literals and IRIs for a property, as text, sorted.
pub(super) fn texts(
    store: &Store,
    subject: NamedNodeRef<'_>,
    property: NamedNodeRef<'_>,
) -> Result<Vec<String>, StorageError> {
    let objects = objects(store, subject, property)?;
    Ok(objects.into_iter().map(plain).collect())
}

/// The things that have an object for a property, in any graph or in one, sorted.
pub(super) fn subjects(
    store: &Store,
    property: NamedNodeRef<'_>,
    object: TermRef<'_>,
    graph: Option<GraphNameRef<'_>>,
) -> Result<BTreeSet<NamedNode>, StorageError> {
    store
        .quads_for_pattern(None, Some(property), Some(object), graph)
        .filter_map(|quad| match quad {
            Ok(quad) => match quad.subject {
                NamedOrBlankNode::NamedNode(subject) => Some(Ok(subject)),
                NamedOrBlankNode::BlankNode(_) => None,
            },
            Err(error) => Some(Err(error)),
        })
        .collect()
}

/// The Vietnamese label of a thing.
pub(super) fn label(
    store: &Store,
    subject: NamedNodeRef<'_>,
) -> Result<Option<String>, StorageError> {
    label_in(store, subject, skos::PREF_LABEL, "vi")
}

/// The label of a thing in a language.
pub(super) fn label_in(
    store: &Store,
    subject: NamedNodeRef<'_>,
    property: NamedNodeRef<'_>,
    language: &str,
) -> Result<Option<String>, StorageError> {
    let labels = objects(store, subject, property)?;
    let speaks = |term: &Term| matches!(term, Term::Literal(literal) if literal.language() == Some(language));
    Ok(labels.into_iter().find(speaks).map(plain))
}

/// Whether knowledge says that a thing is of a class.
pub(super) fn is_a(
    store: &Store,
    subject: NamedNodeRef<'_>,
    class: NamedNodeRef<'_>,
) -> Result<bool, StorageError> {
    let class = TermRef::NamedNode(class);
    let of_class = oxigraph::model::QuadRef::new(
        subject,
        oxigraph::model::vocab::rdf::TYPE,
        class,
        GraphNameRef::DefaultGraph,
    );
    store.contains(of_class)
}

/// The name of one of Quanlo's own terms: «Rotation» of `ql:Rotation`.
pub(super) fn own_name(node: &NamedNode) -> Option<&str> {
    node.as_str().strip_prefix(crate::graph::vocabulary::QL)
}

/// The IRI that a term is.
pub(super) fn node(term: Term) -> Option<NamedNode> {
    match term {
        Term::NamedNode(node) => Some(node),
        _ => None,
    }
}

/// The text of a literal, the address of an IRI.
pub(super) fn plain(term: Term) -> String {
    match term {
        Term::Literal(literal) => literal.destruct().0,
        Term::NamedNode(node) => node.into_string(),
        Term::BlankNode(node) => node.to_string(),
    }
}

/// The officials whose name has a key, sorted by IRI.
pub(super) fn officials(store: &Store, name_key: &str) -> Result<Vec<NamedNode>, StorageError> {
    let key = oxigraph::model::LiteralRef::new_simple_literal(name_key);
    subjects(
        store,
        ql::NAME_KEY,
        key.into(),
        Some(GraphNameRef::DefaultGraph),
    )
    .map(|found| found.into_iter().collect())
}
