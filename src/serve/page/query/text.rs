//! The text of a query: the prefixes that it uses without declaring them, the values of a question written into it,
//! the line of an error.

use std::collections::BTreeSet;
use std::fmt::Write;

use oxigraph::model::{Term, Variable};

use crate::answer::Query;
use crate::graph::vocabulary::PREFIXES;

/// The text with the declarations of the project's prefixes that it uses but does not declare, and these prefixes.
pub(super) fn with_prefixes(text: &str) -> (String, Vec<&'static str>) {
    let names = Names::of(text);
    let missing = PREFIXES
        .iter()
        .filter(|(prefix, _)| names.used.contains(*prefix) && !names.declared.contains(*prefix));
    let mut whole = String::new();
    let mut added = Vec::new();
    for (prefix, iri) in missing {
        let _ = writeln!(whole, "PREFIX {prefix}: <{iri}>");
        added.push(*prefix);
    }
    whole.push_str(text);
    (whole, added)
}

/// The prefixes of a query.
#[derive(Default)]
struct Names<'t> {
    declared: BTreeSet<&'t str>,
    used: BTreeSet<&'t str>,
}

impl<'t> Names<'t> {
    fn of(text: &'t str) -> Self {
        let mut names = Self::default();
        let mut rest = text;
        let mut declares = false;
        while let Some(first) = rest.chars().next() {
            let length = match first {
                '#' => rest.find('\n').unwrap_or(rest.len()),
                '<' => iri(rest),
                '"' | '\'' => string(rest, first),
                '?' | '$' | '@' => 1 + word(&rest[1..]),
                first if is_letter(first) => {
                    let prefix = &rest[..word(rest)];
                    if rest[prefix.len()..].starts_with(':') {
                        if declares {
                            names.declared.insert(prefix);
                        } else {
                            names.used.insert(prefix);
                        }
                        declares = false;
                        prefix.len() + 1 + local(&rest[prefix.len() + 1..])
                    } else {
                        declares = prefix.eq_ignore_ascii_case("prefix");
                        prefix.len()
                    }
                }
                other => other.len_utf8(),
            };
            rest = &rest[length..];
        }
        names
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

/// The length of the name at the start of a text; a dot may stand within it.
fn word(text: &str) -> usize {
    let end = text
        .find(|c| !is_letter(c) && c != '.')
        .unwrap_or(text.len());
    text[..end].trim_end_matches('.').len()
}

/// The length of what follows a prefix.
fn local(text: &str) -> usize {
    let end = text.find(|c| !is_letter(c) && !matches!(c, '.' | ':' | '%' | '\\'));
    end.unwrap_or(text.len())
}

/// The length of the IRI at the start of a text, or of the sign «less than».
fn iri(text: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || matches!(c, '>' | '"' | '{' | '}' | '|' | '^' | '`');
    match text.find(ends) {
        Some(end) if text[end..].starts_with('>') => end + 1,
        _ => 1,
    }
}

/// The length of the string at the start of a text.
fn string(text: &str, quote: char) -> usize {
    let one = quote.to_string();
    let long = one.repeat(3);
    let end = if text.starts_with(&long) { &long } else { &one };
    let mut at = end.len();
    while let Some(c) = text[at..].chars().next() {
        if text[at..].starts_with(end.as_str()) {
            return at + end.len();
        }
        at += c.len_utf8();
        if c == '\\' {
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    text.len()
}

/// A question as a query of one's own: the same text with the values that its parameters have now.
pub(super) fn own(query: &Query, values: &[(Variable, Term)]) -> String {
    let remarks = query
        .text
        .lines()
        .filter(|line| !line.starts_with("# param "));
    let mut text = remarks.collect::<Vec<_>>().join("\n");
    for (variable, term) in values {
        let clause = format!("VALUES {variable} {{ {term} }}");
        // What the query makes itself can only be compared with the value afterwards.
        let is_made = text.contains(&format!("AS {variable})"));
        match text.find("WHERE {") {
            Some(at) if !is_made => text.insert_str(at + "WHERE {".len(), &format!("\n  {clause}")),
            _ => {
                let _ = write!(text, "\n{clause}");
            }
        }
    }
    text.push('\n');
    text
}

/// A line with a caret under one of its characters, cut where it is long; lines and columns are counted from 1.
pub(super) fn caret(text: &str, line: usize, column: usize) -> Option<String> {
    const BEFORE: usize = 60;
    let shown = text.lines().nth(line.checked_sub(1)?)?;
    let start = column.saturating_sub(BEFORE + 1);
    let part: String = shown.chars().skip(start).take(2 * BEFORE).collect();
    let part = part.replace('\t', " ");
    let space = " ".repeat(column.saturating_sub(start + 1));
    Some(format!("{part}\n{space}^"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer;

    #[test]
    fn prefixes_are_added_where_they_are_used_and_not_declared() {
        for (text, added) in [
            ("SELECT * { ?s ql:start ?o }", vec!["ql"]),
            (
                "PREFIX ql: <x#> SELECT * { ?s ql:start|skos:prefLabel ?o }",
                vec!["skos"],
            ),
            ("prefix\n ql: <x#>\nselect * { ?s a ql:Post }", vec![]),
            ("SELECT * { ?s ?p \"ql:start\" } # foaf:name", vec![]),
            (
                "SELECT * { ?s ?p '''it's ql:x''' ; org:role/ql:rank 1 }",
                vec!["org", "ql"],
            ),
            (
                "SELECT * { <urn:ql:x> ?p \"a\\\" ql:x\"@vi . ?x:y ?p _:foaf }",
                vec![],
            ),
            (
                "SELECT * { ?s ?p ?o FILTER(?o<3 && ?o>xsd:integer(\"1\")) }",
                vec!["xsd"],
            ),
            ("SELECT * { ?s wdt:P31 \"1\"^^xsd:integer }", vec!["xsd"]),
        ] {
            let (whole, got) = with_prefixes(text);
            assert_eq!(got, added, "{text}");
            assert!(whole.ends_with(text));
            assert_eq!(
                whole.matches("PREFIX ").count(),
                added.len() + text.matches("PREFIX ").count()
            );
        }
    }

    #[test]
    fn the_values_of_a_question_are_written_as_terms() {
        let query = answer::Query::find("post_turnover").unwrap();
        let hostile = "} \" DROP ALL # \\ \n <x>";
        let values = query
            .bind(&[("place".to_owned(), hostile.to_owned())])
            .unwrap();
        let text = own(&query, &values);
        assert!(
            text.contains("VALUES ?place { \"} \\\" DROP ALL # \\\\ \\n <x>\"@vi }"),
            "{text}"
        );
        assert!(!text.contains("# param"));
    }

    #[test]
    fn a_caret_stands_under_its_character() {
        assert_eq!(caret("a\nữ b c", 2, 3).unwrap(), "ữ b c\n  ^");
        assert_eq!(caret("a", 2, 1), None);
        let long = "x".repeat(200);
        let shown = caret(&long, 1, 150).unwrap();
        let (line, below) = shown.split_once('\n').unwrap();
        assert!(line.len() <= 120 && below.len() <= line.len() + 1);
    }
}
