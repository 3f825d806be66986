//! A process that evaluates foreign queries: it may be given up at any moment, and takes no more memory than allowed.

use std::cell::OnceCell;
use std::io::{self, BufRead, Write};

use oxigraph::io::RdfSerializer;
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedOrBlankNode, Quad};
use oxigraph::sparql::results::QueryResultsSerializer;
use oxigraph::sparql::{QueryEvaluationError, QueryResults, SparqlEvaluator, SparqlSyntaxError};
use spargebra::SparqlParser;

use super::frame::{Fault, FaultKind, Frame, Request, Task};
use super::media;
use super::misplaced;
use crate::graph::vocabulary::PREFIXES;
use crate::search::{Labels, functions, rewrite};
use crate::store::Store;

/// Bytes are sent in pieces of about this length.
const PIECE: usize = 32 << 10;

/// Answers the requests that come line by line, until there are no more.
pub fn work(store: &Store, input: impl BufRead, out: &mut impl Write) -> io::Result<()> {
    let labels = OnceCell::new();
    for line in input.lines() {
        let request: Request = serde_json::from_str(&line?)?;
        let mut answer = Answer {
            out: &mut *out,
            pending: Vec::new(),
            room: request.most_bytes,
            is_full: false,
        };
        match respond(store, &labels, &request, &mut answer) {
            Ok(()) => answer.finish()?,
            Err(Stop::Fault(fault)) => Frame::Failed(fault).write(out)?,
            Err(Stop::Io(_)) if answer.is_full => {
                let most = request.most_bytes >> 20;
                Frame::Failed(Fault {
                    kind: FaultKind::TooLarge,
                    message: format!(
                        "the answer is larger than {most} MiB; ask for less with LIMIT and OFFSET"
                    ),
                    place: None,
                })
                .write(out)?;
            }
            Err(Stop::Io(error)) => return Err(error),
        }
    }
    Ok(())
}

/// Lets the process have so many bytes more than it has now, and the processor only where nobody else wants it.
#[cfg(target_os = "linux")]
pub fn restrict(bytes: u64) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, nice, setrlimit};
    let limit = |bytes: u64| Rlimit {
        current: Some(bytes),
        maximum: Some(bytes),
    };
    let pages = std::fs::read_to_string("/proc/self/statm")?;
    let pages: u64 = pages
        .split(' ')
        .next()
        .and_then(|pages| pages.parse().ok())
        .ok_or(io::ErrorKind::InvalidData)?;
    let now = pages * rustix::param::page_size() as u64;
    setrlimit(Resource::As, limit(now + bytes))?;
    setrlimit(Resource::Core, limit(0))?;
    nice(10)?;
    Ok(())
}

/// Elsewhere only the time is limited.
#[cfg(not(target_os = "linux"))]
pub fn restrict(_bytes: u64) -> io::Result<()> {
    Ok(())
}

/// Why an answer ends early.
enum Stop {
    Fault(Fault),
    Io(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<QueryEvaluationError> for Stop {
    fn from(error: QueryEvaluationError) -> Self {
        let kind = match &error {
            QueryEvaluationError::Dataset(_) => FaultKind::Store,
            _ => FaultKind::Query,
        };
        fault(kind, &error)
    }
}

impl From<oxigraph::store::StorageError> for Stop {
    fn from(error: oxigraph::store::StorageError) -> Self {
        fault(FaultKind::Store, &error)
    }
}

fn fault(kind: FaultKind, error: &impl ToString) -> Stop {
    Stop::Fault(Fault {
        kind,
        message: error
            .to_string()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
        place: None,
    })
}

fn not_acceptable(offered: &str) -> Stop {
    fault(
        FaultKind::NotAcceptable,
        &format!("the answer has none of the forms that Accept names; it has {offered}"),
    )
}

fn respond(
    store: &Store,
    labels: &OnceCell<Option<Labels>>,
    request: &Request,
    answer: &mut Answer<impl Write>,
) -> Result<(), Stop> {
    let accept = request.accept.as_deref();
    match &request.task {
        Task::Graph(name) => graph(store, name.as_deref(), accept, answer),
        Task::Query {
            text,
            default_graphs,
            named_graphs,
            most_rows,
        } => {
            let parser = SparqlParser::new()
                .with_base_iri(store.base().as_str())
                .map_err(|error| fault(FaultKind::Query, &error))?;
            let query = parser.clone().parse_query(text).map_err(|error| {
                let refusal = |start: &str| place(&parser.clone().parse_query(start).err()?);
                Stop::Fault(syntax(&error, misplaced::first(text, refusal)))
            })?;
            // To open the index costs more than most queries; few search in it.
            let labels = text
                .contains("search")
                .then(|| labels.get_or_init(|| Labels::open(&store.labels_path()?).ok()));
            let labels = labels.and_then(Option::as_ref);
            let query = rewrite(query, labels).map_err(|error| fault(FaultKind::Query, &error))?;
            let mut prepared = functions(SparqlEvaluator::new()).for_query(query);
            if !default_graphs.is_empty() || !named_graphs.is_empty() {
                let default = graphs(default_graphs)?.into_iter().map(GraphName::from);
                let named = graphs(named_graphs)?
                    .into_iter()
                    .map(NamedOrBlankNode::from);
                let dataset = prepared.dataset_mut();
                dataset.set_default_graph(default.collect());
                dataset.set_available_named_graphs(named.collect());
            }
            let results = prepared.on_store(store.inner()).execute()?;
            write(results, accept, most_rows.unwrap_or(usize::MAX), answer)
        }
    }
}

fn graphs(iris: &[String]) -> Result<Vec<NamedNode>, Stop> {
    let graph = |iri: &String| {
        NamedNode::new(iri).map_err(|error| {
            fault(
                FaultKind::Query,
                &format!("the graph {iri} is no IRI ({error}); write an absolute IRI"),
            )
        })
    };
    iris.iter().map(graph).collect()
}

/// Where the parser refuses a text; it tells so only in words: «error at 3:7: expected …».
fn place(error: &SparqlSyntaxError) -> Option<(usize, usize)> {
    let message = error.to_string();
    let (place, _) = message.strip_prefix("error at ")?.split_once(": ")?;
    let (line, column) = place.split_once(':')?;
    Some((line.parse().ok()?, column.parse().ok()?))
}

/// What is wrong with a query, and where: at its first word that can't stand there, else where the parser says.
pub(super) fn syntax(error: &SparqlSyntaxError, first: Option<(&str, (usize, usize))>) -> Fault {
    let message = error.to_string();
    // Among what it expected the parser tells what it knows to be wrong, which is a sentence.
    let is_sentence = |part: &&str| part.contains(' ') && part.starts_with(char::is_alphabetic);
    let reason = message.split_once(": expected ").and_then(|(_, rest)| {
        let mut parts = rest.trim_start_matches("one of ").split(", ");
        parts.find(is_sentence)
    });
    let place = first.map(|(_, place)| place).or_else(|| place(error));
    // What else it expected belongs to another place than the first word that can't stand.
    let said = match (first, reason) {
        (Some((word, _)), reason) => {
            let line = word.lines().next().unwrap_or_default();
            let word: String = line.chars().take(40).collect();
            let reason = reason.map(|reason| format!(": {reason}"));
            let reason = reason.unwrap_or_default();
            format!("«{}» can't stand here{reason}", word.trim_end())
        }
        (None, Some(reason)) => reason.to_owned(),
        (None, None) => readable(&message),
    };
    let message = match place {
        Some((line, column)) if !said.starts_with("error at ") => {
            format!("error at {line}:{column}: {said}")
        }
        _ => said,
    };
    Fault {
        kind: FaultKind::Query,
        message,
        place,
    }
}

/// A message without the sets of characters that the parser would have taken too, which nobody reads.
fn readable(message: &str) -> String {
    const MOST: usize = 8;
    let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((head, list)) = line.split_once("expected one of ") else {
        return line;
    };
    let words: Vec<&str> = list
        .split(", ")
        .filter(|word| !word.starts_with('[') && !word.contains("\\u{"))
        .collect();
    let more = if words.len() > MOST { " …" } else { "" };
    let words = words.into_iter().take(MOST).collect::<Vec<_>>().join(" ");
    format!("{head}expected one of {words}{more}")
}

fn write(
    results: QueryResults<'_>,
    accept: Option<&str>,
    most_rows: usize,
    answer: &mut Answer<impl Write>,
) -> Result<(), Stop> {
    match results {
        QueryResults::Boolean(yes) => {
            let (media_type, format) = media::choose(accept, &media::RESULTS)
                .ok_or_else(|| not_acceptable(&media::listed(&media::RESULTS)))?;
            answer.begin(media_type)?;
            QueryResultsSerializer::from_format(format).serialize_boolean_to_writer(answer, yes)?;
        }
        QueryResults::Solutions(solutions) => {
            let (media_type, format) = media::choose(accept, &media::RESULTS)
                .ok_or_else(|| not_acceptable(&media::listed(&media::RESULTS)))?;
            answer.begin(media_type)?;
            let variables = solutions.variables().to_vec();
            let mut serializer = QueryResultsSerializer::from_format(format)
                .serialize_solutions_to_writer(answer, variables)?;
            for solution in solutions.take(most_rows) {
                serializer.serialize(&solution?)?;
            }
            serializer.finish()?;
        }
        QueryResults::Graph(triples) => {
            let (media_type, format) = media::choose(accept, &media::GRAPHS)
                .ok_or_else(|| not_acceptable(&media::listed(&media::GRAPHS)))?;
            answer.begin(media_type)?;
            let mut serializer = serializer(format).for_writer(answer);
            for triple in triples.take(most_rows) {
                serializer.serialize_triple(&triple?)?;
            }
            serializer.finish()?;
        }
    }
    Ok(())
}

/// All statements of a graph.
fn graph(
    store: &Store,
    name: Option<&str>,
    accept: Option<&str>,
    answer: &mut Answer<impl Write>,
) -> Result<(), Stop> {
    let (media_type, format) = media::choose(accept, &media::GRAPHS)
        .ok_or_else(|| not_acceptable(&media::listed(&media::GRAPHS)))?;
    let graph = match name {
        None => GraphName::DefaultGraph,
        Some(iri) => GraphName::from(graphs(&[iri.to_owned()])?.remove(0)),
    };
    let mut quads = store
        .inner()
        .quads_for_pattern(None, None, None, Some(graph.as_ref()))
        .peekable();
    if quads.peek().is_none() && graph != GraphName::DefaultGraph {
        let iri = name.unwrap_or_default();
        return Err(fault(
            FaultKind::NotFound,
            &format!("there is no graph {iri}; each article is one"),
        ));
    }
    answer.begin(media_type)?;
    let mut serializer = serializer(format).for_writer(answer);
    for quad in quads {
        let Quad {
            subject,
            predicate,
            object,
            ..
        } = quad?;
        serializer.serialize_quad(&Quad::new(
            subject,
            predicate,
            object,
            GraphNameRef::DefaultGraph,
        ))?;
    }
    serializer.finish()?;
    Ok(())
}

/// A writer of statements with the prefixes that the project's graphs are written with.
pub(super) fn serializer(format: oxigraph::io::RdfFormat) -> RdfSerializer {
    PREFIXES.iter().fold(
        RdfSerializer::from_format(format),
        |serializer, (prefix, iri)| {
            // They are IRIs, as the tests of the vocabulary know.
            serializer
                .clone()
                .with_prefix(*prefix, *iri)
                .unwrap_or(serializer)
        },
    )
}

/// The bytes of an answer on their way out, in pieces, and no more than allowed.
struct Answer<'o, W: Write> {
    out: &'o mut W,
    pending: Vec<u8>,
    room: u64,
    is_full: bool,
}

impl<W: Write> Answer<'_, W> {
    fn begin(&mut self, media_type: &str) -> io::Result<()> {
        Frame::Head(media_type.to_owned()).write(self.out)
    }

    fn send(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        Frame::Data(std::mem::take(&mut self.pending)).write(self.out)
    }

    fn finish(mut self) -> io::Result<()> {
        self.send()?;
        Frame::Finished.write(self.out)
    }
}

impl<W: Write> Write for &mut Answer<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(room) = self.room.checked_sub(bytes.len() as u64) else {
            self.is_full = true;
            return Err(io::ErrorKind::StorageFull.into());
        };
        self.room = room;
        self.pending.extend_from_slice(bytes);
        if self.pending.len() >= PIECE {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
