//! IRIs that answer: a thing's leads to the page or the data about it, as linked data practice asks.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, Request, State as Shared};
use axum::http::header::{ACCEPT, VARY};
use axum::http::{Response, StatusCode};
use oxigraph::io::RdfFormat;
use oxigraph::model::vocab::rdfs;
use oxigraph::model::{
    GraphName, GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple,
};
use oxigraph::store::{StorageError, Store};

use super::negotiate::prefers;
use super::page::Language;
use super::reply::{line, put, see_other, statements};
use super::sparql::header;
use super::worker::serializer;
use super::{Server, media, page};
use crate::graph::vocabulary::{foaf, skos};

/// So many statements that point to a thing are told with it at most.
const POINTERS: usize = 2000;

/// Answers at a thing's IRI: see the page, or the data.
pub(super) async fn thing(
    Path((kind, key)): Path<(String, String)>,
    request: Request,
) -> Response<Body> {
    let headers = request.headers();
    let mut response = if prefers(header(headers, ACCEPT.as_str()), "text/html") {
        let language = Language::liked(header(headers, "accept-language"));
        see_other(&page::link(language, &format!("/id/{kind}/{key}")))
    } else {
        see_other(&format!("/data/{kind}/{key}"))
    };
    put(&mut response, VARY, "accept, accept-language");
    response
}

/// Answers with all that is said of a thing, in the form that the ending or the client asks for.
pub(super) async fn data(
    Shared(server): Shared<Arc<Server>>,
    Path((kind, key)): Path<(String, String)>,
    request: Request,
) -> Response<Body> {
    let ending = key
        .rsplit_once('.')
        .and_then(|(key, ending)| media::of_ending(ending).map(|form| (key.to_owned(), form)));
    let (key, form) = match ending {
        Some((key, form)) => (key, Some(form)),
        None => (key, form(&request)),
    };
    let Some((media_type, format)) = form else {
        return not_acceptable();
    };
    let state = server.state();
    let base = state.store.base().as_str();
    let Ok(iri) = NamedNode::new(format!("{base}id/{kind}/{key}")) else {
        return line(StatusCode::NOT_FOUND, "there is no such thing");
    };
    let told = tokio::task::spawn_blocking(move || {
        let triples = description(state.store.inner(), iri.as_ref())?;
        Ok::<_, StorageError>((!triples.is_empty()).then(|| written(&triples, format)))
    });
    match told.await {
        Ok(Ok(Some(written))) => statements(media_type, written),
        Ok(Ok(None)) => line(
            StatusCode::NOT_FOUND,
            "there is no such thing; the store may have changed",
        ),
        Ok(Err(error)) => line(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
        Err(error) => line(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
    }
}

/// Answers with the ontology.
pub(super) async fn ontology(request: Request) -> Response<Body> {
    let Some((media_type, format)) = form(&request) else {
        return not_acceptable();
    };
    let text = match format {
        RdfFormat::Turtle => Ok(crate::graph::ONTOLOGY.as_bytes().to_vec()),
        format => {
            let parser = oxigraph::io::RdfParser::from_format(RdfFormat::Turtle);
            let quads = parser.for_slice(crate::graph::ONTOLOGY);
            let triples: Result<Vec<Triple>, _> =
                quads.map(|quad| quad.map(Triple::from)).collect();
            triples
                .map_err(std::io::Error::from)
                .and_then(|triples| written(&triples, format))
        }
    };
    statements(media_type, text)
}

fn form(request: &Request) -> Option<(&'static str, RdfFormat)> {
    media::choose(header(request.headers(), ACCEPT.as_str()), &media::GRAPHS)
}

fn not_acceptable() -> Response<Body> {
    let offered = media::listed(&media::GRAPHS);
    let text = format!("the data has none of the forms that Accept names; it has {offered}");
    line(StatusCode::NOT_ACCEPTABLE, &text)
}

/// What is said of a thing, by whom it is pointed to, and what the things are called that it points to. An article
/// is told with its whole graph.
fn description(store: &Store, thing: NamedNodeRef<'_>) -> Result<Vec<Triple>, StorageError> {
    let mut triples = BTreeSet::new();
    let own = store.quads_for_pattern(Some(thing.into()), None, None, None);
    let graph = GraphName::from(thing);
    let whole = store.quads_for_pattern(None, None, None, Some(graph.as_ref()));
    let pointers = store
        .quads_for_pattern(None, None, Some(thing.into()), None)
        .take(POINTERS);
    for quad in own.chain(whole).chain(pointers) {
        triples.insert(Ordered(Triple::from(quad?)));
    }
    let mut names = Vec::new();
    for Ordered(triple) in &triples {
        let subject = match &triple.subject {
            NamedOrBlankNode::NamedNode(node) => Some(node),
            NamedOrBlankNode::BlankNode(_) => None,
        };
        let object = match &triple.object {
            Term::NamedNode(node) => Some(node),
            _ => None,
        };
        for node in subject
            .into_iter()
            .chain(object)
            .filter(|node| **node != thing)
        {
            for property in [skos::PREF_LABEL, foaf::NAME, rdfs::LABEL] {
                let default = Some(GraphNameRef::DefaultGraph);
                let subject = Some(node.as_ref().into());
                for quad in store.quads_for_pattern(subject, Some(property), None, default) {
                    names.push(Ordered(Triple::from(quad?)));
                }
            }
        }
    }
    triples.extend(names);
    Ok(triples.into_iter().map(|Ordered(triple)| triple).collect())
}

/// Statements in the order of their text, so that the same thing is always told alike.
#[derive(PartialEq, Eq)]
struct Ordered(Triple);

impl Ordered {
    fn key(&self) -> (String, &str, String) {
        let Triple {
            subject,
            predicate,
            object,
        } = &self.0;
        (subject.to_string(), predicate.as_str(), object.to_string())
    }
}

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

fn written(triples: &[Triple], format: RdfFormat) -> std::io::Result<Vec<u8>> {
    let mut serializer = serializer(format).for_writer(Vec::new());
    triples
        .iter()
        .try_for_each(|triple| serializer.serialize_triple(triple))?;
    serializer.finish()
}
