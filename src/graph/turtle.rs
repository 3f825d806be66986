//! Statements as Turtle and `TriG` for people: sorted, grouped by subject, types first, only the prefixes that are used.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::io::{self, Write};

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{
    GraphNameRef, LiteralRef, NamedNodeRef, NamedOrBlankNodeRef, Quad, QuadRef, TermRef,
};

use super::vocabulary::PREFIXES;

/// A line with several objects is broken where it would get longer than this.
const LONGEST_LINE: usize = 120;

/// Writes statements, those of named graphs in blocks of `TriG` after the others.
pub fn write(mut quads: Vec<Quad>, out: &mut dyn Write) -> io::Result<()> {
    let mut prefixes = Prefixes::default();
    for quad in &quads {
        prefixes.note(quad.as_ref());
    }
    quads.sort_by(|a, b| {
        graph_order(a.graph_name.as_ref(), b.graph_name.as_ref()).then_with(|| order(a, b))
    });
    prefixes.write(out)?;
    for graph in quads.chunk_by(|a, b| a.graph_name == b.graph_name) {
        open(&prefixes, graph[0].graph_name.as_ref(), out)?;
        for subject in graph.chunk_by(|a, b| a.subject == b.subject) {
            write_subject(&prefixes, subject, out)?;
        }
        close(graph[0].graph_name.as_ref(), out)?;
    }
    Ok(())
}

/// Begins the block of a named graph; the default graph has none.
pub fn open(prefixes: &Prefixes, graph: GraphNameRef<'_>, out: &mut dyn Write) -> io::Result<()> {
    match graph {
        GraphNameRef::DefaultGraph => Ok(()),
        GraphNameRef::NamedNode(name) => writeln!(out, "\n{} {{", prefixes.iri(name)),
        GraphNameRef::BlankNode(name) => writeln!(out, "\n{name} {{"),
    }
}

/// Ends the block of a named graph.
pub fn close(graph: GraphNameRef<'_>, out: &mut dyn Write) -> io::Result<()> {
    if graph.is_default_graph() {
        Ok(())
    } else {
        writeln!(out, "}}")
    }
}

/// Writes what is said about one subject in one graph.
pub fn write_subject(prefixes: &Prefixes, quads: &[Quad], out: &mut dyn Write) -> io::Result<()> {
    let Some(first) = quads.first() else {
        return Ok(());
    };
    let mut predicates: BTreeMap<(bool, String), Vec<String>> = BTreeMap::new();
    for quad in quads {
        let is_type = quad.predicate == rdf::TYPE;
        let predicate = if is_type {
            "a".to_owned()
        } else {
            prefixes.iri(quad.predicate.as_ref()).into_owned()
        };
        predicates
            .entry((!is_type, predicate))
            .or_default()
            .push(prefixes.term(quad.object.as_ref()));
    }
    let margin = if first.graph_name.is_default_graph() {
        ""
    } else {
        "    "
    };
    writeln!(
        out,
        "\n{margin}{}",
        prefixes.subject(first.subject.as_ref())
    )?;
    let count = predicates.len();
    for (number, ((_, predicate), mut objects)) in predicates.into_iter().enumerate() {
        objects.sort_unstable();
        objects.dedup();
        let end = if number + 1 == count { "." } else { ";" };
        let line = format!("{margin}    {predicate} {} {end}", objects.join(", "));
        if objects.len() == 1 || line.chars().count() <= LONGEST_LINE {
            writeln!(out, "{line}")?;
        } else {
            writeln!(out, "{margin}    {predicate}")?;
            writeln!(
                out,
                "{margin}        {} {end}",
                objects.join(&format!(",\n{margin}        "))
            )?;
        }
    }
    Ok(())
}

/// The order of sorted N-Quads: by subject, predicate, object.
pub fn order(a: &Quad, b: &Quad) -> Ordering {
    subject_order(a.subject.as_ref(), b.subject.as_ref())
        .then_with(|| a.predicate.cmp(&b.predicate))
        .then_with(|| a.object.to_string().cmp(&b.object.to_string()))
}

/// The order of subjects in sorted N-Quads, where the bracket that ends an IRI counts.
pub fn subject_order(a: NamedOrBlankNodeRef<'_>, b: NamedOrBlankNodeRef<'_>) -> Ordering {
    match (a, b) {
        (NamedOrBlankNodeRef::NamedNode(a), NamedOrBlankNodeRef::NamedNode(b)) => a
            .as_str()
            .bytes()
            .chain([b'>'])
            .cmp(b.as_str().bytes().chain([b'>'])),
        (a, b) => a.to_string().cmp(&b.to_string()),
    }
}

/// The default graph first, then by name.
pub fn graph_order(a: GraphNameRef<'_>, b: GraphNameRef<'_>) -> Ordering {
    b.is_default_graph()
        .cmp(&a.is_default_graph())
        .then_with(|| a.to_string().cmp(&b.to_string()))
}

/// The prefixes that some statements use: the settled ones, and one for each kind of thing (`…/id/<kind>/`).
#[derive(Debug, Default)]
pub struct Prefixes {
    namespaces: BTreeMap<String, String>,
}

impl Prefixes {
    /// Takes in the prefixes that a statement uses.
    pub fn note(&mut self, quad: QuadRef<'_>) {
        if let NamedOrBlankNodeRef::NamedNode(subject) = quad.subject {
            self.note_iri(subject);
        }
        if quad.predicate != rdf::TYPE {
            self.note_iri(quad.predicate);
        }
        match quad.object {
            TermRef::NamedNode(object) => self.note_iri(object),
            TermRef::Literal(literal) if bare(literal).is_none() => {
                self.note_iri(literal.datatype());
            }
            TermRef::BlankNode(_) | TermRef::Literal(_) => {}
        }
        if let GraphNameRef::NamedNode(graph) = quad.graph_name {
            self.note_iri(graph);
        }
    }

    fn note_iri(&mut self, iri: NamedNodeRef<'_>) {
        // A plain string names no datatype.
        if iri == xsd::STRING || iri == rdf::LANG_STRING {
            return;
        }
        if let Some((prefix, namespace, _)) = split(iri.as_str())
            && !self.namespaces.contains_key(prefix)
        {
            self.namespaces
                .insert(prefix.to_owned(), namespace.to_owned());
        }
    }

    /// Writes the declarations.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        self.namespaces
            .iter()
            .try_for_each(|(prefix, namespace)| writeln!(out, "@prefix {prefix}: <{namespace}> ."))
    }

    /// The declarations, for other writers.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.namespaces
            .iter()
            .map(|(prefix, namespace)| (prefix.as_str(), namespace.as_str()))
    }

    fn iri<'a>(&self, iri: NamedNodeRef<'a>) -> Cow<'a, str> {
        match split(iri.as_str()) {
            Some((prefix, namespace, local))
                if self.namespaces.get(prefix).is_some_and(|n| n == namespace) =>
            {
                format!("{prefix}:{local}").into()
            }
            _ => iri.to_string().into(),
        }
    }

    fn subject(&self, subject: NamedOrBlankNodeRef<'_>) -> String {
        match subject {
            NamedOrBlankNodeRef::NamedNode(iri) => self.iri(iri).into_owned(),
            NamedOrBlankNodeRef::BlankNode(node) => node.to_string(),
        }
    }

    fn term(&self, term: TermRef<'_>) -> String {
        match term {
            TermRef::NamedNode(iri) => self.iri(iri).into_owned(),
            TermRef::Literal(literal) => match bare(literal) {
                Some(bare) => bare.to_owned(),
                None if literal.language().is_some() || literal.datatype() == xsd::STRING => {
                    literal.to_string()
                }
                None => {
                    let value = LiteralRef::new_simple_literal(literal.value());
                    format!("{value}^^{}", self.iri(literal.datatype()))
                }
            },
            TermRef::BlankNode(node) => node.to_string(),
        }
    }
}

/// A literal that Turtle writes without quotes.
fn bare(literal: LiteralRef<'_>) -> Option<&str> {
    let value = literal.value();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let is_bare = match literal.datatype() {
        xsd::INTEGER => digits(value.strip_prefix('-').unwrap_or(value)),
        xsd::DECIMAL => value
            .strip_prefix('-')
            .unwrap_or(value)
            .split_once('.')
            .is_some_and(|(whole, fraction)| digits(whole) && digits(fraction)),
        xsd::BOOLEAN => value == "true" || value == "false",
        _ => false,
    };
    is_bare.then_some(value)
}

/// An IRI as prefix, namespace and local name, where all three are of the simplest form.
fn split(iri: &str) -> Option<(&str, &str, &str)> {
    let end = iri.rfind(['/', '#'])? + 1;
    let (namespace, local) = iri.split_at(end);
    let is_simple = |text: &str| {
        text.bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
            && text
                .bytes()
                .next()
                .is_some_and(|b| b.is_ascii_alphanumeric())
    };
    if !is_simple(local) {
        return None;
    }
    if let Some((prefix, namespace)) = PREFIXES.iter().find(|(_, known)| *known == namespace) {
        return Some((prefix, namespace, local));
    }
    let (before, kind) = namespace.strip_suffix('/')?.rsplit_once('/')?;
    let is_kind =
        before.ends_with("/id") && !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_lowercase());
    is_kind.then_some((kind, namespace, local))
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::{RdfFormat, RdfParser};

    const SOURCE: &str = r#"
        @prefix x: <https://w3id.org/quanlo/id/official/> .
        @prefix ql: <https://w3id.org/quanlo/ontology#> .
        x:b ql:count 12 ; a ql:Official ; ql:percent 82.5 ; ql:note "hai \"dòng\"\n"@vi .
        x:a ql:start "2020-07"^^<http://www.w3.org/2001/XMLSchema#gYearMonth> ; ql:see <https://example.org/?q=1> .
        <https://w3id.org/quanlo/id/article/n> { <https://w3id.org/quanlo/id/article/n#char=1,2> ql:of x:a, x:b . }
    "#;

    fn parse(text: &str) -> Vec<Quad> {
        RdfParser::from_format(RdfFormat::TriG)
            .for_slice(text)
            .collect::<Result<_, _>>()
            .unwrap()
    }

    fn written(quads: Vec<Quad>) -> String {
        let mut out = Vec::new();
        write(quads, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn turtle_is_sorted_and_grouped_with_the_prefixes_it_uses() {
        insta::assert_snapshot!(written(parse(SOURCE)), @r#"
        @prefix article: <https://w3id.org/quanlo/id/article/> .
        @prefix official: <https://w3id.org/quanlo/id/official/> .
        @prefix ql: <https://w3id.org/quanlo/ontology#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

        official:a
            ql:see <https://example.org/?q=1> ;
            ql:start "2020-07"^^xsd:gYearMonth .

        official:b
            a ql:Official ;
            ql:count 12 ;
            ql:note "hai \"dòng\"\n"@vi ;
            ql:percent 82.5 .

        article:n {

            <https://w3id.org/quanlo/id/article/n#char=1,2>
                ql:of official:a, official:b .
        }
        "#);
    }

    #[test]
    fn what_is_written_reads_back_as_the_same_statements() {
        let mut quads = parse(SOURCE);
        let mut again = parse(&written(quads.clone()));
        quads.sort_by_key(ToString::to_string);
        again.sort_by_key(ToString::to_string);
        assert_eq!(again, quads);
    }

    #[test]
    fn the_order_of_the_statements_does_not_change_the_bytes() {
        let mut quads = parse(SOURCE);
        let text = written(quads.clone());
        quads.reverse();
        assert_eq!(written(quads), text);
    }
}
