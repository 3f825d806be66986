//! What the endpoint is, by the SPARQL 1.1 Service Description vocabulary.

use axum::body::Body;
use axum::http::{HeaderMap, Response, StatusCode};
use oxigraph::io::RdfFormat;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, Triple};

use super::reply::{line, statements};
use super::sparql::header;
use super::worker::serializer;
use super::{Server, media};
use crate::graph::vocabulary::QL;

const SD: &str = "http://www.w3.org/ns/sparql-service-description#";

/// The forms of results and statements, by the W3C's list of file formats.
const FORMATS: [&str; 8] = [
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
];

/// Writes the description in the form that the client likes best.
pub(super) fn respond(
    server: &Server,
    accept: Option<&str>,
    headers: &HeaderMap,
) -> Response<Body> {
    let Some((media_type, format)) = media::choose(accept, &media::GRAPHS) else {
        let offered = media::listed(&media::GRAPHS);
        let text =
            format!("a description has none of the forms that Accept names; it has {offered}");
        return line(StatusCode::NOT_ACCEPTABLE, &text);
    };
    let host = header(headers, "host").unwrap_or("localhost");
    statements(media_type, write(server, host, format))
}

fn write(server: &Server, host: &str, format: RdfFormat) -> std::io::Result<Vec<u8>> {
    let mut serializer = serializer(format).for_writer(Vec::new());
    for triple in triples(server, host) {
        serializer.serialize_triple(&triple)?;
    }
    serializer.finish()
}

fn triples(server: &Server, host: &str) -> Vec<Triple> {
    let sd = |local: &str| NamedNode::new_unchecked(format!("{SD}{local}"));
    let format =
        |local: &str| NamedNode::new_unchecked(format!("http://www.w3.org/ns/formats/{local}"));
    // A host name that makes no IRI is the client's own, and so is what it reads here.
    let endpoint = NamedNode::new(format!("http://{host}/sparql"))
        .unwrap_or_else(|_| NamedNode::new_unchecked("http://localhost/sparql"));
    let part = |name: &str| NamedNode::new_unchecked(format!("{}#{name}", endpoint.as_str()));
    let (service, dataset, default) = (part("service"), part("dataset"), part("default-graph"));
    let a = NamedNode::from(rdf::TYPE);
    let mut triples = Vec::new();
    let mut say = |subject: &NamedNode, predicate: &NamedNode, object: Term| {
        triples.push(Triple::new(subject.clone(), predicate.clone(), object));
    };
    say(&service, &a, sd("Service").into());
    say(&service, &sd("endpoint"), endpoint.clone().into());
    say(
        &service,
        &sd("supportedLanguage"),
        sd("SPARQL11Query").into(),
    );
    if server.token.is_some() {
        say(
            &service,
            &sd("supportedLanguage"),
            sd("SPARQL11Update").into(),
        );
    }
    for local in FORMATS {
        say(&service, &sd("resultFormat"), format(local).into());
    }
    say(&service, &sd("defaultDataset"), dataset.clone().into());
    say(&dataset, &a, sd("Dataset").into());
    say(&dataset, &sd("defaultGraph"), default.clone().into());
    say(&default, &a, sd("Graph").into());
    let own = |name: &str| NamedNode::new_unchecked(format!("{QL}{name}"));
    say(&service, &sd("extensionFunction"), own("matchScore").into());
    say(&own("matchScore"), &a, sd("Function").into());
    say(&service, &sd("propertyFeature"), own("search").into());
    say(&own("search"), &a, sd("Feature").into());
    for (number, graph) in server.state().graphs.iter().enumerate() {
        let named = part(&format!("graph-{}", number + 1));
        say(&dataset, &sd("namedGraph"), named.clone().into());
        say(&named, &a, sd("NamedGraph").into());
        say(&named, &sd("name"), graph.clone().into());
    }
    let articles = i64::try_from(server.state().articles).unwrap_or(i64::MAX);
    let documents = NamedNodeRef::new_unchecked("http://rdfs.org/ns/void#documents");
    say(&dataset, &documents.into(), Literal::from(articles).into());
    triples
}
