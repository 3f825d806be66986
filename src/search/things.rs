//! What in a store bears a name: read for the index.

use std::collections::BTreeSet;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{
    GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, QuadRef,
    Term,
};
use oxigraph::store::{StorageError, Store};

use super::Kind;
use crate::graph::vocabulary::{dct, foaf, ql, schema, skos};

/// So many letters of a name or a label count.
const LONGEST: usize = 1000;

/// A thing with its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Thing {
    pub(super) iri: NamedNode,
    pub(super) kind: Kind,
    /// What it is shown as.
    pub(super) label: String,
    /// What it is found by, the label first; each once.
    pub(super) names: Vec<String>,
    /// What tells it from others of the label.
    pub(super) detail: String,
}

/// Hands on every thing of a store with a name, and tells how many there were.
pub(super) fn every<E: From<StorageError>>(
    store: &Store,
    mut hand_on: impl FnMut(Thing) -> Result<(), E>,
) -> Result<usize, E> {
    let mut count = 0;
    for kind in Kind::ALL {
        let graph = (kind != Kind::Article).then_some(GraphNameRef::DefaultGraph);
        let class = kind.class().into();
        for quad in store.quads_for_pattern(None, Some(rdf::TYPE), Some(class), graph) {
            let quad = quad?;
            let NamedOrBlankNode::NamedNode(iri) = quad.subject else {
                continue;
            };
            let own = graph.is_some() || quad.graph_name.as_ref() == iri.as_ref().into();
            if own
                && let Some(thing) = thing(store, &iri)?
                && thing.kind == kind
            {
                hand_on(thing)?;
                count += 1;
            }
        }
    }
    Ok(count)
}

/// The thing that an IRI stands for, if it has a name.
pub(super) fn thing(store: &Store, iri: &NamedNode) -> Result<Option<Thing>, StorageError> {
    let said = store
        .quads_for_pattern(
            Some(iri.into()),
            None,
            None,
            Some(GraphNameRef::DefaultGraph),
        )
        .collect::<Result<Vec<Quad>, _>>()?;
    let is = |kind: &Kind| {
        let class = Term::from(kind.class());
        let mut said = said.iter();
        *kind != Kind::Article && said.any(|q| q.predicate == rdf::TYPE && q.object == class)
    };
    if let Some(kind) = Kind::ALL.into_iter().find(is) {
        return of_default(store, iri, kind, &said);
    }
    let own = GraphNameRef::from(iri);
    if !store.contains(QuadRef::new(iri, rdf::TYPE, ql::ARTICLE, own))? {
        return Ok(None);
    }
    let value = |property: NamedNodeRef<'_>| -> Result<Vec<String>, StorageError> {
        let subject = NamedOrBlankNodeRef::from(iri);
        let quads = store.quads_for_pattern(Some(subject), Some(property), None, Some(own));
        let mut values = quads
            .map(|quad| Ok(text(&quad?.object)))
            .collect::<Result<Vec<String>, StorageError>>()?;
        values.sort_unstable();
        Ok(values)
    };
    let detail = [value(schema::DATE_PUBLISHED)?, value(schema::PUBLISHER)?].concat();
    Ok(named(iri, Kind::Article, value(schema::HEADLINE)?, &detail))
}

fn of_default(
    store: &Store,
    iri: &NamedNode,
    kind: Kind,
    said: &[Quad],
) -> Result<Option<Thing>, StorageError> {
    let values = |properties: &[NamedNodeRef<'_>]| -> Vec<String> {
        let of = |property: &NamedNodeRef<'_>| {
            let quads = said.iter().filter(|quad| quad.predicate == *property);
            // A label in Vietnamese comes before others.
            let mut values: Vec<(bool, String)> = quads
                .map(|quad| (!is_vietnamese(&quad.object), text(&quad.object)))
                .collect();
            values.sort_unstable();
            values.into_iter().map(|(_, value)| value)
        };
        properties.iter().flat_map(of).collect()
    };
    let (names, detail) = match kind {
        Kind::Official => (
            values(&[foaf::NAME, skos::ALT_LABEL]),
            values(&[schema::BIRTH_DATE, ql::HOMETOWN]),
        ),
        Kind::Place => {
            let above = above(store, said)?;
            let until = values(&[schema::VALID_THROUGH]);
            let until = until.iter().map(|date| format!("–{}", year(date)));
            (
                values(&[skos::PREF_LABEL, schema::NAME, skos::ALT_LABEL]),
                above.into_iter().chain(until).collect(),
            )
        }
        Kind::Document => {
            let (labels, titles) = (values(&[skos::PREF_LABEL]), values(&[dct::TITLE]));
            let both = match (labels.first(), titles.first()) {
                (Some(label), Some(title)) => Some(format!("{label} {title}")),
                _ => None,
            };
            let detail = [values(&[dct::ISSUED]), titles.clone()].concat();
            let more = values(&[ql::NUMBER, ql::SYMBOL]);
            let names = [labels, both.into_iter().collect(), titles, more].concat();
            (names, detail)
        }
        Kind::Post | Kind::Body | Kind::Role | Kind::Article => {
            (values(&[skos::PREF_LABEL, skos::ALT_LABEL]), Vec::new())
        }
    };
    Ok(named(iri, kind, names, &detail))
}

/// The names of the places that a place lies in directly.
fn above(store: &Store, said: &[Quad]) -> Result<BTreeSet<String>, StorageError> {
    let mut names = BTreeSet::new();
    for quad in said
        .iter()
        .filter(|quad| quad.predicate == schema::CONTAINED_IN_PLACE)
    {
        let Term::NamedNode(above) = &quad.object else {
            continue;
        };
        let default = Some(GraphNameRef::DefaultGraph);
        let labels = Some(skos::PREF_LABEL);
        for label in store.quads_for_pattern(Some(above.into()), labels, None, default) {
            names.insert(text(&label?.object));
        }
    }
    Ok(names)
}

/// The places that lie directly in a place: what tells them apart names it.
pub(super) fn below(store: &Store, place: &NamedNode) -> Result<Vec<NamedNode>, StorageError> {
    let (property, default) = (schema::CONTAINED_IN_PLACE, GraphNameRef::DefaultGraph);
    let inside = store.quads_for_pattern(None, Some(property), Some(place.into()), Some(default));
    let places = inside.filter_map(|quad| match quad {
        Ok(quad) => match quad.subject {
            NamedOrBlankNode::NamedNode(place) => Some(Ok(place)),
            NamedOrBlankNode::BlankNode(_) => None,
        },
        Err(error) => Some(Err(error)),
    });
    places.collect()
}

/// A thing with these names, the first of which is its label; none if it has none.
fn named(iri: &NamedNode, kind: Kind, mut names: Vec<String>, detail: &[String]) -> Option<Thing> {
    let mut seen = BTreeSet::new();
    names.retain(|name| !name.is_empty() && seen.insert(name.clone()));
    Some(Thing {
        iri: iri.clone(),
        kind,
        label: names.first()?.clone(),
        names,
        detail: detail.join(" · "),
    })
}

fn is_vietnamese(term: &Term) -> bool {
    matches!(term, Term::Literal(literal) if literal.language() == Some("vi"))
}

/// The text of a literal on one line, cut where it is very long.
fn text(term: &Term) -> String {
    let Term::Literal(literal) = term else {
        return String::new();
    };
    let letters = literal.value().chars().take(LONGEST);
    let plain = letters.map(|c| if c.is_control() { ' ' } else { c });
    plain.collect::<String>().trim().to_owned()
}

fn year(date: &str) -> &str {
    date.get(..4).unwrap_or(date)
}
