//! Turtle that is the same for the same graph: subjects in order, types first, only the prefixes it uses.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term, Triple};

use super::Base;
use super::vocabulary::PREFIXES;

/// Writes a graph, one block for each subject.
pub fn write(
    triples: impl IntoIterator<Item = Triple>,
    base: &Base,
    mut out: impl Write,
) -> io::Result<()> {
    let prefixes = Prefixes::new(base);
    let mut used = BTreeSet::new();
    let mut subjects: BTreeMap<String, BTreeMap<Predicate, BTreeSet<String>>> = BTreeMap::new();
    for triple in triples {
        let subject = match &triple.subject {
            NamedOrBlankNode::NamedNode(node) => prefixes.iri(node, &mut used),
            NamedOrBlankNode::BlankNode(node) => node.to_string(),
        };
        let predicate = if triple.predicate == rdf::TYPE {
            Predicate::Type
        } else {
            Predicate::Other(prefixes.iri(&triple.predicate, &mut used))
        };
        let object = prefixes.term(&triple.object, &mut used);
        subjects
            .entry(subject)
            .or_default()
            .entry(predicate)
            .or_default()
            .insert(object);
    }
    for (name, iri) in prefixes
        .0
        .iter()
        .filter(|(name, _)| used.contains(name.as_str()))
    {
        writeln!(out, "@prefix {name}: <{iri}> .")?;
    }
    for (subject, predicates) in &subjects {
        write!(out, "\n{subject}")?;
        for (at, (predicate, objects)) in predicates.iter().enumerate() {
            let predicate = match predicate {
                Predicate::Type => "a",
                Predicate::Other(predicate) => predicate,
            };
            let end = if at == 0 { "\n    " } else { " ;\n    " };
            write!(out, "{end}{predicate} ")?;
            for (at, object) in objects.iter().enumerate() {
                write!(out, "{}{object}", if at == 0 { "" } else { ", " })?;
            }
        }
        writeln!(out, " .")?;
    }
    out.flush()
}

/// Types stand before all other predicates.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Predicate {
    Type,
    Other(String),
}

/// The prefixes that may be used, the longest IRI first.
struct Prefixes(Vec<(String, String)>);

impl Prefixes {
    fn new(base: &Base) -> Self {
        let things = [
            "article", "body", "claim", "document", "event", "official", "place", "post", "role",
        ];
        let things = things.into_iter().chain(["statistic", "tenure"]);
        let mut prefixes: Vec<(String, String)> = things
            .map(|kind| (kind.to_owned(), format!("{}id/{kind}/", base.as_str())))
            .collect();
        prefixes.extend(PREFIXES.map(|(name, iri)| (name.to_owned(), iri.to_owned())));
        prefixes.sort();
        Self(prefixes)
    }

    fn iri(&self, node: &NamedNode, used: &mut BTreeSet<String>) -> String {
        let iri = node.as_str();
        let short = self.0.iter().filter_map(|(name, start)| {
            let local = iri
                .strip_prefix(start.as_str())
                .filter(|local| is_plain(local))?;
            Some((name, local))
        });
        match short.min_by_key(|(_, local)| local.len()) {
            Some((name, local)) => {
                used.insert(name.clone());
                format!("{name}:{local}")
            }
            None => node.to_string(),
        }
    }

    fn term(&self, term: &Term, used: &mut BTreeSet<String>) -> String {
        match term {
            Term::NamedNode(node) => self.iri(node, used),
            Term::Literal(literal) => self.literal(literal, used),
            Term::BlankNode(node) => node.to_string(),
        }
    }

    fn literal(&self, literal: &Literal, used: &mut BTreeSet<String>) -> String {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let short = match literal.datatype() {
            xsd::INTEGER => digits(literal.value()),
            xsd::BOOLEAN => matches!(literal.value(), "true" | "false"),
            xsd::DECIMAL => literal
                .value()
                .split_once('.')
                .is_some_and(|(a, b)| digits(a) && digits(b)),
            _ => false,
        };
        if short {
            return literal.value().to_owned();
        }
        let quoted = Literal::new_simple_literal(literal.value()).to_string();
        if let Some(language) = literal.language() {
            return format!("{quoted}@{language}");
        }
        if literal.datatype() == xsd::STRING {
            return quoted;
        }
        format!(
            "{quoted}^^{}",
            self.iri(&literal.datatype().into_owned(), used)
        )
    }
}

/// Whether a local name needs no escapes.
fn is_plain(local: &str) -> bool {
    let mut bytes = local.bytes();
    bytes
        .next()
        .is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_')
        && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}
