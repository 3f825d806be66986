//! The media types in which answers are offered, in the order in which the server likes them.

use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use oxigraph::sparql::results::QueryResultsFormat;

use super::negotiate::best;

/// Forms of statements; a query that constructs and a graph that is fetched have the same.
pub(super) const GRAPHS: [(&str, RdfFormat); 6] = [
    ("text/turtle", RdfFormat::Turtle),
    ("application/n-triples", RdfFormat::NTriples),
    ("application/rdf+xml", RdfFormat::RdfXml),
    (
        "application/ld+json",
        RdfFormat::JsonLd {
            profile: JsonLdProfileSet::empty(),
        },
    ),
    ("application/trig", RdfFormat::TriG),
    ("application/n-quads", RdfFormat::NQuads),
];

/// Forms of rows and of a yes or no, with the general types that some clients ask for.
pub(super) const RESULTS: [(&str, QueryResultsFormat); 6] = [
    ("application/sparql-results+json", QueryResultsFormat::Json),
    ("application/sparql-results+xml", QueryResultsFormat::Xml),
    ("text/csv", QueryResultsFormat::Csv),
    ("text/tab-separated-values", QueryResultsFormat::Tsv),
    ("application/json", QueryResultsFormat::Json),
    ("application/xml", QueryResultsFormat::Xml),
];

/// The form of `offered` that an `Accept` header likes best, with its media type.
pub(super) fn choose<F: Copy>(
    accept: Option<&str>,
    offered: &[(&'static str, F)],
) -> Option<(&'static str, F)> {
    let types: Vec<&'static str> = offered.iter().map(|(media_type, _)| *media_type).collect();
    let chosen = best(accept, &types)?;
    offered
        .iter()
        .find(|(media_type, _)| *media_type == chosen)
        .copied()
}

/// The media types of a table, for messages.
pub(super) fn listed<F>(offered: &[(&'static str, F)]) -> String {
    let types: Vec<&str> = offered.iter().map(|(media_type, _)| *media_type).collect();
    types.join(", ")
}

/// The form that the ending of an address asks for.
pub(super) fn of_ending(ending: &str) -> Option<(&'static str, RdfFormat)> {
    let media_type = match ending {
        "ttl" => "text/turtle",
        "nt" => "application/n-triples",
        "rdf" => "application/rdf+xml",
        "jsonld" => "application/ld+json",
        "trig" => "application/trig",
        "nq" => "application/n-quads",
        _ => return None,
    };
    GRAPHS
        .iter()
        .find(|(known, _)| *known == media_type)
        .copied()
}
