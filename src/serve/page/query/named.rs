//! The program's own questions: evaluated in this process, with what is filled in bound as terms.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Instant;

use axum::body::{Body, Bytes};
use axum::http::header::ETAG;
use axum::http::{Response, StatusCode};
use oxigraph::sparql::CancellationToken;
use tokio::time::timeout;

use super::super::{Call, Fault, HTML, unchanged};
use super::fields::{Filled, example};
use super::form::{Question, Sheet};
use super::subject::{description, title};
use super::view::{Answer, Answered, address, is_picture};
use super::{Form, MOST, PAGE, Trouble, attach, text};
use crate::answer::{self, AnswerError, Query, Rows};
use crate::serve::Server;
use crate::serve::pool::Refused;
use crate::serve::reply::{bytes, line, put};
use crate::serve::state::State;

/// Answers with the list, a form, a form with its answer, or an answer as a file.
pub(super) async fn respond(
    server: &Arc<Server>,
    state: Arc<State>,
    call: Call,
    format: Option<Form>,
    address: Option<String>,
    is_known: bool,
) -> Response<Body> {
    let l = call.language;
    let name = call.get("name").unwrap_or_default().to_owned();
    let query = match found(&name) {
        Ok(query) => query,
        Err(fault) => return fault.respond(l),
    };
    if let (Some(form), Some(query)) = (format, &query) {
        return download(server, state, &call, query.clone(), form).await;
    }
    if is_known {
        return unchanged(&state);
    }
    if let Some(page) = address
        .as_ref()
        .and_then(|address| state.pages.get(address))
    {
        return kept(&state, page);
    }
    match page(server, &state, call, query).await {
        Ok((StatusCode::OK, page)) => {
            let page = Bytes::from(page);
            if let Some(address) = address {
                state.pages.insert(address, page.clone());
            }
            kept(&state, page)
        }
        Ok((status, page)) => bytes(status, HTML, page),
        Err(fault) => {
            if let Fault::Broken(cause) = &fault {
                server.log(&format!("a page could not be made: {cause}"));
            }
            fault.respond(l)
        }
    }
}

fn kept(state: &State, page: Bytes) -> Response<Body> {
    let mut response = bytes(StatusCode::OK, HTML, page);
    put(&mut response, ETAG, &state.tag());
    response
}

/// The question of a name; none where none is named.
fn found(name: &str) -> Result<Option<Query>, Fault> {
    if name.is_empty() {
        return Ok(None);
    }
    let mut named = answer::named()?.into_iter();
    let found = named.find(|query| query.name == name);
    found.map(Some).ok_or(Fault::NotFound)
}

async fn page(
    server: &Arc<Server>,
    state: &Arc<State>,
    call: Call,
    query: Option<Query>,
) -> Result<(StatusCode, String), Fault> {
    let Some(query) = query else {
        return Ok((StatusCode::OK, Sheet::list(&call)?.render()?));
    };
    let l = call.language;
    let filled = Filled::of(&query, &call);
    let title = title(&query, l);
    let mut page = Sheet::new(&call, &title);
    page.text = match query.bind(&filled.values) {
        Ok(terms) => text::own(&query, &terms),
        Err(_) => text::own(&query, &[]),
    };
    let (is_sound, is_wrong) = (filled.is_sound, filled.is_wrong());
    let values = filled.values;
    page.question = Some(Question {
        description: description(&query, l),
        fields: filled.fields,
        unknown: filled.unknown,
        example: example_address(&call, &query),
        name: query.name.clone(),
    });
    if !is_sound {
        let status = if is_wrong {
            StatusCode::BAD_REQUEST
        } else {
            StatusCode::OK
        };
        return Ok((status, page.render()?));
    }
    let skipped = call
        .get("skip")
        .and_then(|skip| skip.parse().ok())
        .unwrap_or(0);
    let range = if is_picture(&call) {
        0..MOST
    } else {
        skipped..usize::saturating_add(skipped, PAGE)
    };
    let of = Arc::clone(state);
    let rows = run(server, move |token| {
        let begun = Instant::now();
        let rows = of.answer(&query, &values, &range, token)?;
        Ok((Rows::clone(&rows), begun.elapsed()))
    });
    match rows.await {
        Ok((rows, took)) => {
            let answered = Answered {
                answer: Answer::Rows(rows),
                took,
                skipped,
                is_cut: false,
                title: Some(title),
            };
            let of = Arc::clone(state);
            let page =
                tokio::task::spawn_blocking(move || page.answered(&of, &call, &answered)?.render());
            let page = page
                .await
                .map_err(|error| Fault::Broken(error.to_string()))??;
            Ok((StatusCode::OK, page))
        }
        Err(refused) => {
            let trouble = Trouble::of(server, &refused, l);
            let status = trouble.status;
            page.trouble = Some(trouble);
            Ok((status, page.render()?))
        }
    }
}

/// The address with all examples filled in; none where nothing must be filled in.
fn example_address(call: &Call, query: &Query) -> Option<String> {
    let needed: Vec<_> = query.parameters.iter().filter(|p| !p.optional).collect();
    if needed.is_empty() {
        return None;
    }
    let bare = Call {
        language: call.language,
        path: String::new(),
        key: String::new(),
        parameters: vec![("name".to_owned(), query.name.clone())],
        query: String::new(),
    };
    let examples: Vec<(&str, String)> = needed
        .into_iter()
        .map(|p| (p.name.as_str(), example(p)))
        .collect();
    let examples: Vec<(&str, &str)> = examples
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    Some(address(&bare, &examples))
}

/// Cancels an evaluation that nobody waits for any more.
struct Guard(CancellationToken);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// Evaluates in a thread of its own, as long as a request may take.
async fn run<T: Send + 'static>(
    server: &Server,
    evaluate: impl FnOnce(&CancellationToken) -> Result<T, AnswerError> + Send + 'static,
) -> Result<T, Refused> {
    let broken = |error: String| Refused::Broken(io::Error::other(error));
    let guard = Guard(CancellationToken::new());
    let token = guard.0.clone();
    let work = async {
        let _permit = server
            .makers
            .acquire()
            .await
            .map_err(|error| broken(error.to_string()))?;
        tokio::task::spawn_blocking(move || evaluate(&token))
            .await
            .map_err(|error| broken(error.to_string()))?
            .map_err(|error| broken(error.to_string()))
    };
    match timeout(server.options.timeout, work).await {
        Ok(done) => done,
        Err(_) => Err(Refused::TimedOut),
    }
}

/// Answers with a file.
async fn download(
    server: &Arc<Server>,
    state: Arc<State>,
    call: &Call,
    query: Query,
    (format, ending, media_type): Form,
) -> Response<Body> {
    let filled = Filled::of(&query, call);
    if let Err(error) = query.bind(&filled.values) {
        return line(StatusCode::BAD_REQUEST, &error.to_string());
    }
    if let Some(unknown) = filled.unknown.first() {
        let text = format!("query {} has no parameter {unknown:?}", query.name);
        return line(StatusCode::BAD_REQUEST, &text);
    }
    let name = query.name.clone();
    let most = usize::try_from(server.options.most << 20).unwrap_or(usize::MAX);
    let file = run(server, move |token| {
        let mut file = Bounded {
            bytes: Vec::new(),
            most,
        };
        let store = state.store.inner();
        let written = answer::query_until(
            store,
            &query,
            &filled.values,
            Some(format),
            token,
            &mut file,
        );
        match written {
            Err(error @ AnswerError::Format { .. }) => Ok(Err(error.to_string())),
            Err(error) => Err(error),
            Ok(_) => Ok(Ok(file.bytes)),
        }
    });
    match file.await {
        Ok(Ok(file)) => {
            let text = if media_type.starts_with("text/") {
                "; charset=utf-8"
            } else {
                ""
            };
            let mut response = bytes(StatusCode::OK, &format!("{media_type}{text}"), file);
            attach(&mut response, &name, ending);
            response
        }
        Ok(Err(error)) => line(StatusCode::NOT_ACCEPTABLE, &error),
        Err(refused) => crate::serve::answer::refusal(server, &refused),
    }
}

/// Bytes that are no more than may be.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
