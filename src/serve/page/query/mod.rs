//! The query page: the program's own questions as forms, an editor for others, and answers as table, chart or graph.
//!
//! The program's own questions are evaluated here, with what is filled in bound as terms. What strangers write is
//! evaluated like all foreign SPARQL, in the processes of the pool, and never kept.

mod chart;
mod drawing;
mod fields;
mod form;
mod graph;
mod named;
mod own;
mod show;
mod subject;
mod text;
mod view;
mod vocabulary;
mod words;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, Request, State as Shared};
use axum::http::header::CONTENT_DISPOSITION;
use axum::http::{Method, Response, StatusCode};
use axum::routing::get;

use super::{Call, Fault, Language};
use crate::answer::Format;
use crate::serve::Server;
use crate::serve::answer::refusal;
use crate::serve::parameters::parse;
use crate::serve::pool::Refused;
use crate::serve::reply::put;

/// So many rows stand on one page of a table.
const PAGE: usize = 250;
/// So many rows are fetched at once at most.
const MOST: usize = 1000;
/// No query is longer.
const LONGEST: usize = 1 << 20;

/// The forms that an answer can be fetched in: name in the address, ending of the file, media type.
const FORMATS: [(Format, &str, &str); 8] = [
    (Format::Csv, "csv", "text/csv"),
    (Format::Tsv, "tsv", "text/tab-separated-values"),
    (Format::Json, "srj", "application/sparql-results+json"),
    (Format::Xml, "srx", "application/sparql-results+xml"),
    (Format::Turtle, "ttl", "text/turtle"),
    (Format::NTriples, "nt", "application/n-triples"),
    (Format::RdfXml, "rdf", "application/rdf+xml"),
    (Format::JsonLd, "jsonld", "application/ld+json"),
];

/// The addresses of the page.
pub(super) fn router() -> Router<Arc<Server>> {
    Router::new().route("/{language}/query", get(handle).post(handle))
}

/// Answers with the page, or with an answer as a file.
async fn handle(
    Shared(server): Shared<Arc<Server>>,
    Path(parts): Path<Vec<(String, String)>>,
    request: Request,
) -> Response<Body> {
    let mut call = match super::call(&parts, &request) {
        Ok(call) => call,
        Err((language, fault)) => return fault.respond(language),
    };
    let is_posted = request.method() == Method::POST;
    let state = server.state();
    let is_known = !is_posted && state.is_known(request.headers());
    // What is posted does not stand in the address, and so its page is not that of the address.
    let address = (!is_posted).then(|| request.uri().to_string());
    if is_posted {
        let l = call.language;
        // A little more is read, so that the browser hears the answer instead of a broken connection.
        let body = to_bytes(request.into_body(), 4 * LONGEST).await;
        let Some(body) = body.ok().filter(|body| body.len() <= LONGEST) else {
            let text = l.say(
                "Câu hỏi dài quá 1 MiB; hãy viết ngắn hơn.",
                "The query is longer than 1 MiB; write a shorter one.",
            );
            return Fault::Bad(text.to_owned()).respond(l);
        };
        let Some(fields) = parse(&body) else {
            return Fault::NotText.respond(l);
        };
        call.parameters.extend(fields);
    }
    match format(&call) {
        Err(fault) => fault.respond(call.language),
        Ok(format) if call.get("query").is_some() => {
            own::respond(&server, call, format, is_posted).await
        }
        Ok(format) => named::respond(&server, state, call, format, address, is_known).await,
    }
}

/// A form of an answer: its own name, the ending of its file, its media type.
type Form = (Format, &'static str, &'static str);

/// The form that an answer is asked for as a file.
fn format(call: &Call) -> Result<Option<Form>, Fault> {
    let Some(name) = call.get("format") else {
        return Ok(None);
    };
    let form = FORMATS.iter().find(|(format, ..)| format.name() == name);
    let unknown = || {
        let names: Vec<&str> = FORMATS.iter().map(|(format, ..)| format.name()).collect();
        let text = call.language.say(
            "Không có định dạng ấy; hãy chọn:",
            "There is no such format; choose one of",
        );
        Fault::Bad(format!("{text} {}.", names.join(", ")))
    };
    form.copied().map(Some).ok_or_else(unknown)
}

/// Says that an answer is a file.
fn attach(response: &mut Response<Body>, name: &str, ending: &str) {
    let value = format!("attachment; filename=\"{name}.{ending}\"");
    put(response, CONTENT_DISPOSITION, &value);
}

/// Why there is no answer, and what to do, in the page's language.
struct Trouble {
    status: StatusCode,
    text: String,
    /// What the parser or evaluator says, in English.
    detail: Option<String>,
}

impl Trouble {
    /// Counts a refusal and puts it in words.
    fn of(server: &Server, refused: &Refused, l: Language) -> Self {
        let status = refusal(server, refused).status();
        let options = &server.options;
        let (seconds, memory) = (options.timeout.as_secs_f32(), options.memory);
        let text = match (refused, l) {
            (Refused::TimedOut, Language::Vi) => format!(
                "Câu hỏi bị dừng sau {seconds} giây. Hãy thu hẹp, thêm LIMIT, hoặc chỉ nêu những gì cần."
            ),
            (Refused::TimedOut, Language::En) => format!(
                "The query was given up after {seconds} seconds. Narrow it, add a LIMIT, or select less."
            ),
            (Refused::TooMuch, Language::Vi) => format!(
                "Câu hỏi bị dừng vì cần hơn {memory} MiB bộ nhớ. Hãy thu hẹp, hoặc bớt sắp xếp và gom nhóm."
            ),
            (Refused::TooMuch, Language::En) => format!(
                "The query was given up because it needs more than {memory} MiB of memory. Narrow it, or sort and group less."
            ),
            (Refused::Busy, _) => l
                .say(
                    "Máy chủ đang trả lời nhiều câu hỏi khác. Hãy thử lại sau vài giây.",
                    "The server is answering many other queries. Try again in some seconds.",
                )
                .to_owned(),
            (Refused::Broken(_), _) => l
                .say(
                    "Không trả lời được câu hỏi này. Hãy thử lại sau.",
                    "This query could not be answered. Try again later.",
                )
                .to_owned(),
            (Refused::Fault(_), _) => l
                .say(
                    "Câu hỏi không trả lời được như đã viết.",
                    "The query can't be answered as it is written.",
                )
                .to_owned(),
        };
        let detail = match refused {
            Refused::Fault(fault) => Some(fault.message.clone()),
            _ => None,
        };
        Self {
            status,
            text,
            detail,
        }
    }
}
