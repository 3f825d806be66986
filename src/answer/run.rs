//! Putting a question to the store and writing the answer.

use std::io::Write;
use std::ops::Range;

use oxigraph::io::RdfSerializer;
use oxigraph::model::{GraphName, Quad, Term};
use oxigraph::sparql::results::QueryResultsSerializer;
use oxigraph::sparql::{
    CancellationToken, QueryEvaluationError, QueryResults, QuerySolutionIter, SparqlEvaluator,
};
use oxigraph::store::Store;

use super::rows::plain;
use super::{AnswerError, Format, Query, table};
use crate::graph::turtle;
use crate::search::functions;

/// Whether an answer holds anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// At least one row, statement or line, or the answer yes.
    Something,
    /// No row, or the answer no.
    Nothing,
}

impl Found {
    pub(super) fn any(found: bool) -> Self {
        if found {
            Self::Something
        } else {
            Self::Nothing
        }
    }
}

/// Rows of an answer, as terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The names of the columns, without question marks.
    pub columns: Vec<String>,
    /// The rows that were asked for; a cell without a value is none.
    pub rows: Vec<Vec<Option<Term>>>,
    /// How many rows the whole answer has.
    pub count: usize,
}

/// Puts a question to the store, with values bound to its parameters, and writes the answer; rows are written as a
/// table and statements as Turtle unless another form is asked for.
pub fn query(
    store: &Store,
    query: &Query,
    values: &[(String, String)],
    format: Option<Format>,
    out: &mut dyn Write,
) -> Result<Found, AnswerError> {
    query_until(store, query, values, format, &CancellationToken::new(), out)
}

/// The same until a token is cancelled.
pub fn query_until(
    store: &Store,
    query: &Query,
    values: &[(String, String)],
    format: Option<Format>,
    token: &CancellationToken,
    out: &mut dyn Write,
) -> Result<Found, AnswerError> {
    match evaluate(store, query, values, token)? {
        QueryResults::Solutions(solutions) => {
            write_rows(query, solutions, format.unwrap_or(Format::Table), out)
        }
        QueryResults::Boolean(answer) => {
            match format.unwrap_or(Format::Table) {
                Format::Table => writeln!(out, "{}", if answer { "yes" } else { "no" })?,
                format => {
                    let results = format.results().ok_or(AnswerError::Format {
                        answer: "a yes or no",
                        format,
                        expected: "table, csv, tsv, json or xml",
                    })?;
                    QueryResultsSerializer::from_format(results)
                        .serialize_boolean_to_writer(&mut *out, answer)?;
                    writeln!(out)?;
                }
            }
            Ok(Found::any(answer))
        }
        QueryResults::Graph(triples) => {
            let mut quads = triples
                .map(|triple| {
                    Ok(triple
                        .map_err(|source| failed(query, source))?
                        .in_graph(GraphName::DefaultGraph))
                })
                .collect::<Result<Vec<Quad>, AnswerError>>()?;
            let found = Found::any(!quads.is_empty());
            quads.sort_by(turtle::order);
            quads.dedup();
            write_statements(quads, format.unwrap_or(Format::Turtle), out)?;
            Ok(found)
        }
    }
}

/// Puts a question that selects rows to the store, with values bound to its parameters, until a token is cancelled.
/// Gives the rows of a range of their numbers, and how many there are.
pub fn select(
    store: &Store,
    query: &Query,
    values: &[(String, String)],
    range: &Range<usize>,
    token: &CancellationToken,
) -> Result<Rows, AnswerError> {
    let QueryResults::Solutions(solutions) = evaluate(store, query, values, token)? else {
        return Err(AnswerError::Header {
            query: query.name.clone(),
            reason: "it gives no rows; begin it with SELECT".to_owned(),
        });
    };
    let variables = solutions.variables().to_vec();
    let mut rows = Rows {
        columns: variables.iter().map(|v| v.as_str().to_owned()).collect(),
        ..Rows::default()
    };
    for (number, solution) in solutions.enumerate() {
        let solution = solution.map_err(|source| failed(query, source))?;
        if range.contains(&number) {
            let row = variables.iter().map(|v| solution.get(v).cloned());
            rows.rows.push(row.collect());
        }
        rows.count = number + 1;
    }
    Ok(rows)
}

/// The results of a question; its values are bound as terms and never become part of its text.
pub(super) fn evaluate(
    store: &Store,
    query: &Query,
    values: &[(String, String)],
    token: &CancellationToken,
) -> Result<QueryResults<'static>, AnswerError> {
    let mut prepared = functions(SparqlEvaluator::new())
        .with_cancellation_token(token.clone())
        .parse_query(&query.text)
        .map_err(|source| AnswerError::Syntax {
            query: query.name.clone(),
            source,
        })?;
    for (variable, term) in query.bind(values)? {
        prepared = prepared.substitute_variable(variable, term);
    }
    prepared
        .on_store(store)
        .execute()
        .map_err(|source| failed(query, source))
}

pub(super) fn failed(query: &Query, source: QueryEvaluationError) -> AnswerError {
    let query = query.name.clone();
    match source {
        QueryEvaluationError::NotExistingSubstitutedVariable(variable) => {
            AnswerError::UnknownVariable {
                query,
                variable: variable.to_string(),
            }
        }
        source => AnswerError::Evaluation { query, source },
    }
}

fn write_rows(
    query: &Query,
    solutions: QuerySolutionIter<'_>,
    format: Format,
    out: &mut dyn Write,
) -> Result<Found, AnswerError> {
    let variables = solutions.variables().to_vec();
    if format == Format::Table {
        let header: Vec<String> = variables
            .iter()
            .map(|variable| variable.as_str().to_owned())
            .collect();
        let mut rows = Vec::new();
        for solution in solutions {
            let solution = solution.map_err(|source| failed(query, source))?;
            rows.push(
                variables
                    .iter()
                    .map(|v| solution.get(v).cloned().map(plain).unwrap_or_default())
                    .collect(),
            );
        }
        if !rows.is_empty() {
            table::write(out, &header, &rows)?;
        }
        return Ok(Found::any(!rows.is_empty()));
    }
    let results = format.results().ok_or(AnswerError::Format {
        answer: "rows",
        format,
        expected: "table, csv, tsv, json or xml",
    })?;
    let mut serializer = QueryResultsSerializer::from_format(results)
        .serialize_solutions_to_writer(&mut *out, variables)?;
    let mut found = false;
    for solution in solutions {
        let solution = solution.map_err(|source| failed(query, source))?;
        serializer.serialize(&solution)?;
        found = true;
    }
    serializer.finish()?;
    if matches!(format, Format::Json | Format::Xml) {
        writeln!(out)?;
    }
    Ok(Found::any(found))
}

/// Writes sorted statements of one graph.
fn write_statements(
    quads: Vec<Quad>,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), AnswerError> {
    if matches!(format, Format::Turtle | Format::Trig) {
        return Ok(turtle::write(quads, out)?);
    }
    let rdf = format.rdf().ok_or(AnswerError::Format {
        answer: "a graph",
        format,
        expected: "turtle, trig, ntriples, nquads, rdfxml or jsonld",
    })?;
    let mut serializer = RdfSerializer::from_format(rdf).for_writer(&mut *out);
    quads
        .iter()
        .try_for_each(|quad| serializer.serialize_quad(quad))?;
    serializer.finish()?;
    Ok(())
}

/// The term as Turtle writes it where it is an IRI, else its text: for one-line messages.
pub(super) fn shown(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}
