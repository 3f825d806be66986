//! The forms that answers can be written in.

use std::path::Path;

use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use oxigraph::sparql::results::QueryResultsFormat;

/// A form that an answer is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Aligned columns for reading
    Table,
    /// Comma-separated values with a header
    Csv,
    /// Tab-separated values, terms in SPARQL's notation
    Tsv,
    /// JSON: SPARQL results, or one object for each line of the answer
    Json,
    /// SPARQL results in XML
    Xml,
    /// RDF as Turtle
    #[value(alias = "ttl")]
    Turtle,
    /// RDF with graphs as `TriG`
    Trig,
    /// RDF as N-Triples
    #[value(name = "ntriples", alias = "nt")]
    NTriples,
    /// RDF with graphs as N-Quads
    #[value(name = "nquads", alias = "nq")]
    NQuads,
    /// RDF as XML
    #[value(name = "rdfxml", alias = "rdf")]
    RdfXml,
    /// RDF with graphs as JSON-LD
    #[value(name = "jsonld")]
    JsonLd,
    /// A web page
    Html,
    /// A drawing
    Svg,
}

impl Format {
    /// The form that a file's ending asks for.
    pub fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match ending.as_str() {
            "txt" => Self::Table,
            "csv" => Self::Csv,
            "tsv" => Self::Tsv,
            "json" | "srj" | "ndjson" | "jsonl" => Self::Json,
            "xml" | "srx" => Self::Xml,
            "ttl" => Self::Turtle,
            "trig" => Self::Trig,
            "nt" => Self::NTriples,
            "nq" => Self::NQuads,
            "rdf" | "owl" => Self::RdfXml,
            "jsonld" => Self::JsonLd,
            "html" | "htm" => Self::Html,
            "svg" => Self::Svg,
            _ => return None,
        })
    }

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Turtle => "turtle",
            Self::Trig => "trig",
            Self::NTriples => "ntriples",
            Self::NQuads => "nquads",
            Self::RdfXml => "rdfxml",
            Self::JsonLd => "jsonld",
            Self::Html => "html",
            Self::Svg => "svg",
        }
    }

    /// The form for the rows of a SELECT query; none for tables and RDF.
    pub(super) fn results(self) -> Option<QueryResultsFormat> {
        Some(match self {
            Self::Csv => QueryResultsFormat::Csv,
            Self::Tsv => QueryResultsFormat::Tsv,
            Self::Json => QueryResultsFormat::Json,
            Self::Xml => QueryResultsFormat::Xml,
            _ => return None,
        })
    }

    /// The form for statements; none for tables and rows.
    pub(super) fn rdf(self) -> Option<RdfFormat> {
        Some(match self {
            Self::Turtle => RdfFormat::Turtle,
            Self::Trig => RdfFormat::TriG,
            Self::NTriples => RdfFormat::NTriples,
            Self::NQuads => RdfFormat::NQuads,
            Self::RdfXml => RdfFormat::RdfXml,
            Self::JsonLd => RdfFormat::JsonLd {
                profile: JsonLdProfileSet::empty(),
            },
            _ => return None,
        })
    }
}
