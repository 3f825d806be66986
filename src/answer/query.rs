//! The questions of `queries/`: their titles, their parameters, and the values that are bound to these.

use std::borrow::Cow;
use std::io::Write;
use std::path::Path;
use std::str::FromStr;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, Term, Variable};
use spargebra::SparqlParser;
use unicode_normalization::UnicodeNormalization;

use super::{AnswerError, table};
use crate::search::{Labels, rewrite};

/// A question in SPARQL, with the parameters that the remarks at its head declare.
#[derive(Clone, Debug)]
pub struct Query {
    /// The file's stem, or the file, for messages.
    pub name: String,
    /// The title in English; empty for a question that was typed.
    pub title: String,
    /// The title in Vietnamese.
    pub title_vi: String,
    /// What else a reader should know, in English.
    pub description: String,
    /// The same in Vietnamese.
    pub description_vi: String,
    /// What can be bound.
    pub parameters: Vec<Parameter>,
    /// The SPARQL text.
    pub text: Cow<'static, str>,
}

/// A variable of a question that a value can be bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The variable's name, without the question mark.
    pub name: String,
    /// Whether the question has an answer without it.
    pub optional: bool,
    /// Whether it is a number or day to compute with, which is as in the example unless another is given.
    pub constant: bool,
    /// What it stands for, in English.
    pub meaning: String,
    /// The same in Vietnamese.
    pub meaning_vi: String,
    /// A value of the kind that it takes.
    pub example: Term,
}

macro_rules! queries {
    ($($name:literal),* $(,)?) => {
        const NAMED: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../queries/", $name, ".rq")))),*];
    };
}

queries![
    "article_claims",
    "authority_decisions",
    "career_motifs",
    "concurrent_posts",
    "contradicting_claims",
    "date_vacancies",
    "document_citations",
    "document_events",
    "document_implementers",
    "event_reports",
    "fact_evidence",
    "grade_ages",
    "issuer_documents",
    "kind_genders",
    "level_concurrent_heads",
    "level_rotations",
    "level_tenure_lengths",
    "official_career",
    "official_colleagues",
    "official_doubles",
    "official_events",
    "official_rotation_history",
    "official_sanctions",
    "official_sources",
    "place_colleagues",
    "place_officials",
    "post_holders",
    "post_successions",
    "post_turnover",
    "post_without_place",
    "proposed_events",
    "province_arrivals",
    "province_local_heads",
    "recovered_claims",
    "reform_destinations",
    "reported_statistics",
    "rotation_promotions",
    "rotation_shares",
    "statistic_events",
    "undated_events",
    "year_kind_events",
];

/// The questions that come with the program, by name.
pub fn named() -> Result<Vec<Query>, AnswerError> {
    NAMED
        .iter()
        .map(|&(name, text)| Query::parse(name, Cow::Borrowed(text)))
        .collect()
}

/// Lists the questions that come with the program, with their titles in a language and their parameters.
pub fn list_queries(language: &str, out: &mut dyn Write) -> Result<(), AnswerError> {
    let rows: Vec<Vec<String>> = named()?
        .into_iter()
        .map(|query| {
            let parameters = query.parameters.iter().map(|parameter| {
                let name = format!("{}={}", parameter.name, typed(&parameter.example));
                if parameter.optional {
                    format!("[{name}]")
                } else {
                    name
                }
            });
            let parameters = parameters.collect::<Vec<_>>().join(" ");
            vec![
                query.name,
                if language == "vi" {
                    query.title_vi
                } else {
                    query.title
                },
                parameters,
            ]
        })
        .collect();
    Ok(table::write(
        out,
        &["query", "answers", "--set"].map(str::to_owned),
        &rows,
    )?)
}

impl Query {
    /// A question by its name, else from a file.
    pub fn find(name: &str) -> Result<Self, AnswerError> {
        if let Some(&(name, text)) = NAMED.iter().find(|(known, _)| *known == name) {
            return Self::parse(name, Cow::Borrowed(text));
        }
        let path = Path::new(name);
        let is_file = path.extension().is_some_and(|e| e == "rq" || e == "sparql") || path.exists();
        if is_file {
            let text = std::fs::read_to_string(path).map_err(|source| AnswerError::File {
                path: path.to_owned(),
                source,
            })?;
            return Self::parse(name, Cow::Owned(text));
        }
        let words: Vec<&str> = name
            .split(['_', '-', ' '])
            .filter(|w| w.len() > 2)
            .collect();
        let mut near: Vec<&str> = NAMED
            .iter()
            .map(|(known, _)| *known)
            .filter(|known| {
                words
                    .iter()
                    .any(|word| known.contains(word.trim_end_matches('s')))
            })
            .collect();
        // Those that begin alike come first.
        near.sort_by_key(|known| {
            let alike = known.chars().zip(name.chars()).take_while(|(a, b)| a == b);
            std::cmp::Reverse(alike.count())
        });
        let near = near.into_iter().take(3).map(str::to_owned).collect();
        Err(AnswerError::UnknownQuery {
            name: name.to_owned(),
            near,
        })
    }

    /// A question typed on the command line; any of its variables is a parameter.
    pub fn typed(text: String) -> Self {
        Self {
            name: "-e".to_owned(),
            title: String::new(),
            title_vi: String::new(),
            description: String::new(),
            description_vi: String::new(),
            parameters: Vec::new(),
            text: Cow::Owned(text),
        }
    }

    /// Reads the remarks at the head of a query file: the title, the description, which has `vi:` before each line in
    /// Vietnamese, and the parameters.
    pub fn parse(name: &str, text: Cow<'static, str>) -> Result<Self, AnswerError> {
        let mut query = Self {
            name: name.to_owned(),
            ..Self::typed(String::new())
        };
        let remarks = text
            .lines()
            .map_while(|line| line.strip_prefix('#'))
            .map(str::trim);
        for (number, remark) in remarks.enumerate() {
            if let Some(parameter) = remark.strip_prefix("param ") {
                let parameter =
                    Parameter::parse(parameter).map_err(|reason| AnswerError::Header {
                        query: format!("{name}:{}", number + 1),
                        reason,
                    })?;
                query.parameters.push(parameter);
            } else if number == 0 {
                let (title, title_vi) = remark.split_once(" / ").unwrap_or((remark, remark));
                query.title = title.to_owned();
                query.title_vi = title_vi.to_owned();
            } else if let Some(remark) = remark.strip_prefix("vi: ") {
                add_line(&mut query.description_vi, remark);
            } else {
                add_line(&mut query.description, remark);
            }
        }
        query.text = text;
        Ok(query)
    }

    /// The question with what the index of labels finds in place of each `ql:search`; one without it stays as it is.
    pub fn searched(mut self, labels: Option<&Labels>) -> Result<Self, AnswerError> {
        // A question that is no SPARQL is told so where it is put.
        if let Ok(parsed) = SparqlParser::new().parse_query(&self.text) {
            let rewritten = rewrite(parsed.clone(), labels)?;
            if rewritten != parsed {
                self.text = Cow::Owned(rewritten.to_string());
            }
        }
        Ok(self)
    }

    /// The terms that the given texts stand for, of the kinds that the parameters take.
    ///
    /// A query without declared parameters takes any; a text then is an IRI if it looks like one, else a number, else
    /// a string.
    pub fn bind(&self, values: &[(String, String)]) -> Result<Vec<(Variable, Term)>, AnswerError> {
        let terms = values
            .iter()
            .map(|(name, value)| {
                let name = name.trim_start_matches(['?', '$']);
                let parameter = self.parameters.iter().find(|p| p.name == name);
                let unknown = || AnswerError::UnknownParameter {
                    query: self.name.clone(),
                    parameter: name.to_owned(),
                    known: self.parameters.iter().map(|p| p.name.clone()).collect(),
                };
                if parameter.is_none() && !self.parameters.is_empty() {
                    return Err(unknown());
                }
                let variable = Variable::new(name).map_err(|_| unknown())?;
                let term = term(value, parameter.map(|p| &p.example)).map_err(|reason| {
                    AnswerError::BadValue {
                        parameter: name.to_owned(),
                        value: value.clone(),
                        reason,
                        example: parameter.map_or_else(|| "2020".to_owned(), |p| typed(&p.example)),
                    }
                })?;
                Ok((variable, term))
            })
            .collect::<Result<_, _>>()?;
        let missing = self
            .parameters
            .iter()
            .find(|p| !p.optional && values.iter().all(|(name, _)| *name != p.name));
        if let Some(parameter) = missing {
            return Err(AnswerError::MissingParameter {
                query: self.name.clone(),
                parameter: parameter.name.clone(),
                meaning: parameter.meaning.clone(),
                example: typed(&parameter.example),
            });
        }
        Ok(terms)
    }
}

impl Parameter {
    /// The term that a text stands for, of the kind of the example; Turtle's notation (`<…>`, `"…"@vi`) says the kind
    /// itself. Else what is wrong with it.
    pub fn term(&self, text: &str) -> Result<Term, String> {
        term(text, Some(&self.example))
    }

    /// Reads `?name (optional) — what it stands for / ý nghĩa, e.g. "value"@vi`; a constant has `(constant)` there.
    fn parse(remark: &str) -> Result<Self, String> {
        let form = "a parameter is declared as `?name — meaning, e.g. EXAMPLE`";
        let (head, tail) = remark.split_once(" — ").ok_or(form)?;
        let (meaning, example) = tail.rsplit_once(", e.g. ").ok_or(form)?;
        let (name, optional, constant) = match head.split_once(' ') {
            Some((name, "(optional)")) => (name, true, false),
            Some((name, "(constant)")) => (name, true, true),
            None => (head, false, false),
            Some(_) => return Err(form.to_owned()),
        };
        let example = if example.bytes().all(|b| b.is_ascii_digit()) {
            format!("\"{example}\"^^{}", xsd::INTEGER)
        } else {
            example.to_owned()
        };
        let (meaning, meaning_vi) = meaning.split_once(" / ").unwrap_or((meaning, meaning));
        Ok(Self {
            name: name.strip_prefix('?').ok_or(form)?.to_owned(),
            optional,
            constant,
            meaning: meaning.to_owned(),
            meaning_vi: meaning_vi.to_owned(),
            example: Term::from_str(&example)
                .map_err(|error| format!("the example {example}: {error}"))?,
        })
    }
}

/// Adds a line to a text that stands on several.
fn add_line(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(line);
}

/// A term as one types it after `--set name=`.
fn typed(term: &Term) -> String {
    match term {
        Term::Literal(literal) if literal.value().contains(' ') => {
            format!("\"{}\"", literal.value())
        }
        Term::Literal(literal) => literal.value().to_owned(),
        other => format!("'{other}'"),
    }
}

/// The term that a typed text stands for, of the kind of an example. Turtle's notation (`<…>`, `"…"@vi`) says the kind
/// itself.
fn term(text: &str, example: Option<&Term>) -> Result<Term, String> {
    let text: String = text.nfc().collect();
    let is_notation =
        (text.starts_with('<') && text.ends_with('>')) || (text.starts_with('"') && text.len() > 1);
    if is_notation {
        return Term::from_str(&text).map_err(|error| error.to_string());
    }
    let iri = |text: String| {
        NamedNode::new(text)
            .map(Term::from)
            .map_err(|error| format!("no IRI: {error}"))
    };
    let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match example {
        Some(Term::NamedNode(_)) => iri(text),
        Some(Term::Literal(example)) if example.datatype() == xsd::INTEGER => {
            let number: i64 = text
                .trim()
                .parse()
                .map_err(|_| "not a whole number".to_owned())?;
            Ok(Literal::from(number).into())
        }
        Some(Term::Literal(example)) => Ok(match example.language() {
            Some(language) => Literal::new_language_tagged_literal_unchecked(text, language).into(),
            None => Literal::new_simple_literal(text).into(),
        }),
        None if text.starts_with("http://") || text.starts_with("https://") => iri(text),
        None if is_number => Ok(Literal::new_typed_literal(text, xsd::INTEGER).into()),
        Some(_) | None => Ok(Literal::new_simple_literal(text).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(query: &Query, name: &str, value: &str) -> String {
        query
            .bind(&[(name.to_owned(), value.to_owned())])
            .map_or_else(|e| e.to_string(), |terms| terms[0].1.to_string())
    }

    #[test]
    fn a_value_takes_the_kind_of_its_parameters_example() {
        let query = Query::parse(
            "q",
            "# Title / Tên\n# param ?p — a place, e.g. \"Nậm Pồ\"@vi\n# param ?y (optional) — a year, e.g. 2020\n\
             # param ?n (optional) — a number, e.g. \"67-NQ/TU\"\nSELECT * {}"
                .into(),
        )
        .unwrap();
        let bound = |name: &str, value: &str| {
            let values = [
                ("p".to_owned(), "x".to_owned()),
                (name.to_owned(), value.to_owned()),
            ];
            query
                .bind(&values)
                .map_or_else(|e| e.to_string(), |terms| terms[1].1.to_string())
        };
        assert_eq!(bound("p", "Nậm Pồ"), "\"Nậm Pồ\"@vi");
        assert_eq!(
            bound("y", "2020"),
            "\"2020\"^^<http://www.w3.org/2001/XMLSchema#integer>"
        );
        assert_eq!(bound("n", "51"), "\"51\"");
        assert_eq!(bound("n", "\"51\"@vi"), "\"51\"@vi");
        assert_eq!(
            bound("y", "last"),
            "--set y=last: not a whole number; write it like y=2020"
        );
        assert_eq!(
            bound("z", "1"),
            "query q has no parameter \"z\"; it has p, y, n"
        );
    }

    #[test]
    fn a_typed_query_guesses_the_kind_of_a_value() {
        let query = Query::typed("SELECT ?x {}".to_owned());
        assert_eq!(
            bound(&query, "x", "https://example.org/a"),
            "<https://example.org/a>"
        );
        assert_eq!(
            bound(&query, "x", "12"),
            "\"12\"^^<http://www.w3.org/2001/XMLSchema#integer>"
        );
        assert_eq!(bound(&query, "?x", "Va\u{300}ng"), "\"Vàng\"");
        assert_eq!(bound(&query, "x", "' } DROP ALL"), "\"' } DROP ALL\"");
    }
}
