//! Where a query goes wrong.
//!
//! The parser tells how far it read, and it reads on by the length of each keyword that it tries: the place that it
//! names lies past the fault. But the start of a sound query is only refused at its end, for what is missing there. So
//! the fault is the last word of the shortest start that is refused before its end.

use std::ops::Range;

/// What follows a start when it is tried: more than the longest keyword, so that none ends with the text, and a new
/// line, which no string goes beyond.
const ROOM: &str = "\n                                ";

/// Longer texts are not tried again and again.
const LONGEST: usize = 64 << 10;

/// The first word of a text that can't stand where it stands, and its line and column, counted from 1. A parser tells
/// where it refuses a text; none if it refuses only the end.
pub(super) fn first(
    text: &str,
    refusal: impl Fn(&str) -> Option<(usize, usize)>,
) -> Option<(&str, (usize, usize))> {
    if text.len() > LONGEST {
        return None;
    }
    let words = words(text);
    let is_sound = |word: &Range<usize>| {
        let start = format!("{}{ROOM}", &text[..word.end]);
        refusal(&start).is_none_or(|place| place >= position(&start, start.len()))
    };
    let wrong = words.get(words.partition_point(is_sound))?;
    Some((&text[wrong.clone()], position(text, wrong.start)))
}

/// The line and column of a byte, counted from 1, columns in characters.
fn position(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

/// The words of a query: what may not be cut. Comments are none.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let end = at + length(rest, c);
        if !c.is_whitespace() && c != '#' {
            words.push(at..end);
        }
        at = end;
    }
    words
}

/// How many bytes the word takes that a text begins with.
fn length(text: &str, first: char) -> usize {
    let mark = match first {
        '^' if text.starts_with("^^") => 2,
        '@' | '?' | '$' => 1,
        _ => 0,
    };
    if mark == 2 && text[mark..].starts_with('<') {
        return mark + iri(&text[mark..]).unwrap_or(1);
    }
    match first {
        '#' => text.find('\n').unwrap_or(text.len()),
        '<' => iri(text).unwrap_or_else(|| operator(text)),
        '"' | '\'' => quoted(text, first),
        _ if mark > 0 || is_part(first) => mark + name(&text[mark..]),
        _ => operator(text),
    }
}

/// `<…>`, if it is an IRI and not a comparison.
fn iri(text: &str) -> Option<usize> {
    let end = text.find('>')?;
    let is_iri = !text[1..end].contains(|c: char| c.is_whitespace() || "<\"{}|^`\\".contains(c));
    is_iri.then_some(end + 1)
}

/// A string with its quotes; one that is not closed takes the line, or the text if its quotes are long.
fn quoted(text: &str, quote: char) -> usize {
    let long: String = [quote; 3].iter().collect();
    let (quote, open) = if text.starts_with(&long) {
        (long, text.len())
    } else {
        (quote.to_string(), text.find('\n').unwrap_or(text.len()))
    };
    let mut at = quote.len();
    while at < open {
        if text[at..].starts_with(&quote) {
            return at + quote.len();
        }
        let mut next = text[at..].chars();
        if next.next() == Some('\\') {
            next.next();
        }
        at = text.len() - next.as_str().len();
    }
    open.max(quote.len())
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || "_:%-\\".contains(c)
}

/// A name or number; a stop at its end is none of it.
fn name(text: &str) -> usize {
    let end = text.find(|c| !is_part(c) && c != '.').unwrap_or(text.len());
    text[..end].trim_end_matches('.').len()
}

fn operator(text: &str) -> usize {
    let two = ["&&", "||", "!=", "<=", ">="];
    if two.iter().any(|operator| text.starts_with(operator)) {
        return 2;
    }
    text.chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use spargebra::SparqlParser;

    use super::*;

    /// Where the parser says that it refuses a query.
    fn refusal(text: &str) -> Option<(usize, usize)> {
        let message = SparqlParser::new().parse_query(text).err()?.to_string();
        let (place, _) = message.strip_prefix("error at ")?.split_once(": ")?;
        let (line, column) = place.split_once(':')?;
        Some((line.parse().ok()?, column.parse().ok()?))
    }

    #[test]
    fn the_first_word_that_cannot_stand_where_it_stands() {
        let cases = [
            ("SELECT ?x\nWHRE { ?x a ?y }", "WHRE", (2, 1)),
            ("SELECT ?x\nWHERE { ?x a }", "}", (2, 14)),
            ("SELECT ?x\nWHERE { ?x a ; }", ";", (2, 14)),
            ("SELECT * { ?x a ?y . FILTR(?x) }", "FILTR", (1, 22)),
            ("SELEKT * { }", "SELEKT", (1, 1)),
            ("SELECT * { ?x a \"a # } \\\" b\" , }", "}", (1, 32)),
            (
                "# Hỏi } gì?\nSELECT * { ?x ?y 'ấ' } LIMT 3",
                "LIMT",
                (2, 24),
            ),
            (
                "SELECT * { ?x ?y ?z FILTER(?z < 3 && ?z >= 1 | ?x) }",
                "|",
                (1, 46),
            ),
            ("SELECT * { ?x <http://a.example/#b> }", "}", (1, 37)),
            (
                "SELECT * { ?x a \"1\"^^<http://a.example/t> ?y }",
                "?y",
                (1, 43),
            ),
            ("SELECT * { ?x a unknown:thing }", "unknown:thing", (1, 17)),
            ("SELECT * { ?x a \"open }\n}", "\"open }", (1, 17)),
        ];
        for (text, word, place) in cases {
            assert_eq!(first(text, refusal), Some((word, place)), "{text}");
        }
    }

    #[test]
    fn none_where_only_the_end_is_missing_or_the_text_is_whole() {
        for text in ["SELECT * { ?x a ?y", "SELECT *", "", "# nothing", "ASK { }"] {
            assert_eq!(first(text, refusal), None, "{text}");
        }
    }
}
