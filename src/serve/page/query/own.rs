//! Queries that readers write: evaluated by the processes of the pool, like all foreign SPARQL.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::http::{Response, StatusCode};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Triple;
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParser, SliceQueryResultsParserOutput,
};

use super::super::{Call, Fault, HTML};
use super::form::{Sheet, Wrong};
use super::view::{Answer, Answered};
use super::{Form, MOST, Trouble, attach, text};
use crate::answer::Rows;
use crate::serve::Server;
use crate::serve::answer;
use crate::serve::frame::{Fault as Told, FaultKind, Task};
use crate::serve::pool::Refused;
use crate::serve::reply::bytes;

/// The forms that this page can read.
const READ: &str = "application/sparql-results+json, application/n-triples";

/// A page shows no answer that is longer.
const LONGEST: usize = 8 << 20;

/// Answers with the page, or with the answer as a file.
pub(super) async fn respond(
    server: &Arc<Server>,
    call: Call,
    format: Option<Form>,
    is_posted: bool,
) -> Response<Body> {
    let l = call.language;
    let (text, added) = text::with_prefixes(call.get("query").unwrap_or_default());
    let task = |most_rows| Task::Query {
        text: text.clone(),
        default_graphs: Vec::new(),
        named_graphs: Vec::new(),
        most_rows,
    };
    if let Some((_, ending, media_type)) = format {
        let mut response = answer::respond(server, task(None), Some(media_type)).await;
        if response.status() == StatusCode::OK {
            attach(&mut response, "quanlo", ending);
        }
        return response;
    }
    let state = server.state();
    let begun = Instant::now();
    let answered = fetched(server, task(Some(MOST + 1)), state.number).await;
    let took = begun.elapsed();
    let mut page = Sheet::new(&call, l.say("Truy vấn của bạn", "Your query"));
    page.is_posted = is_posted;
    page.added = added;
    let made = match answered {
        Ok((answer, is_cut)) => {
            let answered = Answered {
                answer,
                took,
                skipped: 0,
                is_cut,
                title: None,
            };
            page.text = text;
            let made = tokio::task::spawn_blocking(move || {
                page.answered(&state, &call, &answered)?.render()
            });
            let made = made.await.map_err(|error| Fault::Broken(error.to_string()));
            made.flatten().map(|page| (StatusCode::OK, page))
        }
        Err(refused) => {
            let trouble = Trouble::of(server, &refused, l);
            let status = trouble.status;
            match &refused {
                Refused::Fault(Told {
                    message,
                    place: Some((line, column)),
                    ..
                }) => {
                    page.wrong = Some(Wrong {
                        line: *line,
                        column: *column,
                        message: bare(message).to_owned(),
                        shown: text::caret(&text, *line, *column),
                    });
                }
                _ => page.trouble = Some(trouble),
            }
            page.text = text;
            page.render().map(|page| (status, page))
        }
    };
    match made {
        Ok((status, page)) => bytes(status, HTML, page),
        Err(fault) => {
            if let Fault::Broken(cause) = &fault {
                server.log(&format!("a page could not be made: {cause}"));
            }
            fault.respond(l)
        }
    }
}

/// What the parser says, without the place that the page tells in its own words.
fn bare(message: &str) -> &str {
    let rest = message
        .strip_prefix("error at ")
        .and_then(|rest| rest.split_once(": "));
    rest.map_or(message, |(_, rest)| rest)
}

/// An answer of the pool, and whether there may be more of it.
async fn fetched(server: &Server, task: Task, state: u64) -> Result<(Answer, bool), Refused> {
    let mut told = server.pool.run(task, Some(READ.to_owned()), state).await?;
    let is_graph = told.media_type == "application/n-triples";
    let mut all = Vec::new();
    while let Some(piece) = told.next().await? {
        all.extend(piece);
        if all.len() > LONGEST {
            return Err(Refused::Fault(Told {
                kind: FaultKind::TooLarge,
                message: format!(
                    "the first {MOST} rows are longer than {} MiB; select less, or fetch them as a file",
                    LONGEST >> 20
                ),
                place: None,
            }));
        }
    }
    told.rest();
    let read = tokio::task::spawn_blocking(move || {
        if is_graph {
            statements(&all)
        } else {
            rows(&all)
        }
    });
    let broken = |error: String| Refused::Broken(std::io::Error::other(error));
    read.await
        .map_err(|error| broken(error.to_string()))?
        .map_err(broken)
}

fn rows(bytes: &[u8]) -> Result<(Answer, bool), String> {
    let parser = QueryResultsParser::from_format(QueryResultsFormat::Json);
    match parser.for_slice(bytes).map_err(|error| error.to_string())? {
        SliceQueryResultsParserOutput::Boolean(yes) => Ok((Answer::Boolean(yes), false)),
        SliceQueryResultsParserOutput::Solutions(solutions) => {
            let variables = solutions.variables().to_vec();
            let mut rows = Rows {
                columns: variables.iter().map(|v| v.as_str().to_owned()).collect(),
                ..Rows::default()
            };
            for solution in solutions {
                let solution = solution.map_err(|error| error.to_string())?;
                let row = variables.iter().map(|v| solution.get(v).cloned());
                rows.rows.push(row.collect());
            }
            let is_cut = rows.rows.len() > MOST;
            rows.rows.truncate(MOST);
            rows.count = rows.rows.len();
            Ok((Answer::Rows(rows), is_cut))
        }
    }
}

fn statements(bytes: &[u8]) -> Result<(Answer, bool), String> {
    let parser = RdfParser::from_format(RdfFormat::NTriples).for_slice(bytes);
    let triples: Result<Vec<Triple>, _> = parser.map(|quad| quad.map(Triple::from)).collect();
    let mut triples = triples.map_err(|error| error.to_string())?;
    let is_cut = triples.len() > MOST;
    triples.truncate(MOST);
    let count = triples.len();
    Ok((Answer::Statements(triples, count), is_cut))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answers_of_the_pool_are_read() {
        let yes = rows(br#"{"head":{},"boolean":true}"#).unwrap();
        assert!(matches!(yes, (Answer::Boolean(true), false)));
        let json = r#"{"head":{"vars":["a","b"]},"results":{"bindings":[{"b":{"type":"literal","value":"x","xml:lang":"vi"}}]}}"#;
        let Ok((Answer::Rows(rows), false)) = rows(json.as_bytes()) else {
            panic!("no rows");
        };
        assert_eq!(
            (rows.columns.len(), rows.count, rows.rows[0][0].is_none()),
            (2, 1, true)
        );
        let many = "<urn:a> <urn:b> \"c\" .\n".repeat(MOST + 1);
        let (answer, is_cut) = statements(many.as_bytes()).unwrap();
        assert!(is_cut && matches!(answer, Answer::Statements(_, MOST)));
    }

    #[test]
    fn the_place_of_an_error_is_told_once() {
        assert_eq!(bare("error at 3:7: expected x: y"), "expected x: y");
        assert_eq!(bare("another"), "another");
    }
}
