//! Pages for readers: made on the server of one state of the store, kept until the next.

mod article;
mod chart;
mod document;
mod event;
mod fault;
mod glance;
mod home;
mod layout;
mod number;
mod overview;
mod pages;
mod passage;
mod query;
mod road;
mod scatter;
mod search;
mod source;
mod statistics;
mod thing;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State as Shared};
use axum::http::header::ETAG;
use axum::http::{Response, StatusCode};
use axum::routing::get;

pub(super) use fault::{Fault, missing};
pub(super) use layout::{Language, link};
use layout::{Layout, encoded};

use super::Server;
use super::parameters::{first, parse};
use super::reply::{bytes, put};
use super::sparql::header;
use super::state::State;

const HTML: &str = "text/html; charset=utf-8";

/// What a page is asked for.
pub(super) struct Call {
    /// The language of the page.
    pub(super) language: Language,
    /// The address without the language, such as `official/vang-a-ky-0123456789ab`.
    pub(super) path: String,
    /// The last part of the thing's IRI, for pages about one thing.
    pub(super) key: String,
    /// What follows the question mark, decoded.
    pub(super) parameters: Vec<(String, String)>,
    /// What follows the question mark, as it came.
    pub(super) query: String,
}

impl Call {
    /// The first value of a parameter that isn't blank.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        first(&self.parameters, name)
    }

    /// The IRI of the thing that the page is about.
    pub(super) fn iri(&self, state: &State, kind: &str) -> String {
        format!("{}id/{kind}/{}", state.store.base().as_str(), self.key)
    }
}

/// How a page is made of a state of the store.
type Make = fn(&State, &Call) -> Result<String, Fault>;

/// The addresses of the pages.
pub(super) fn router() -> Router<Arc<Server>> {
    let page = |make: Make| {
        get(
            async move |Shared(server): Shared<Arc<Server>>,
                        Path(parts): Path<Vec<(String, String)>>,
                        request: Request| {
                respond(server, parts, request, make).await
            },
        )
    };
    Router::new()
        .route("/{language}/", page(home::home))
        .route("/{language}/search", page(search::search))
        .route("/{language}/suggest", get(search::suggest))
        .route("/{language}/overview", page(overview::overview))
        .route("/{language}/statistics", page(statistics::statistics))
        .route("/{language}/official/{key}", page(road::official))
        .route("/{language}/post/{key}", page(road::post))
        .route("/{language}/place/{key}", page(road::place))
        .route("/{language}/document/{key}", page(document::document))
        .route("/{language}/article/{key}", page(article::article))
        .route("/{language}/thing/{kind}/{key}", page(thing::thing))
        .merge(query::router())
}

/// Answers with a page: the one that is kept of the same address, or one that is made now.
pub(super) async fn respond(
    server: Arc<Server>,
    parts: Vec<(String, String)>,
    request: Request,
    make: Make,
) -> Response<Body> {
    let state = server.state();
    let call = match call(&parts, &request) {
        Ok(call) => call,
        Err((language, fault)) => return fault.respond(language),
    };
    if state.is_known(request.headers()) {
        return unchanged(&state);
    }
    let language = call.language;
    let address = request.uri().to_string();
    // Whoever asks for the same page meanwhile waits for it, and does not make it again.
    let page = made(&server, &state, call, make);
    let page = state.pages.get_or_insert_async(&address, page).await;
    match page {
        Ok(page) => {
            let mut response = bytes(StatusCode::OK, HTML, page);
            put(&mut response, ETAG, &state.tag());
            response
        }
        Err(fault) => {
            if let Fault::Broken(cause) = &fault {
                server.log(&format!("a page could not be made: {cause}"));
            }
            fault.respond(language)
        }
    }
}

/// The answer to a client that has the page already.
fn unchanged(state: &State) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    put(&mut response, ETAG, &state.tag());
    response
}

async fn made(server: &Server, state: &Arc<State>, call: Call, make: Make) -> Result<Bytes, Fault> {
    let broken = |cause: String| Fault::Broken(cause);
    let _permit = server
        .makers
        .acquire()
        .await
        .map_err(|error| broken(error.to_string()))?;
    let of = Arc::clone(state);
    let page = tokio::task::spawn_blocking(move || make(&of, &call))
        .await
        .map_err(|error| broken(error.to_string()))??;
    Ok(Bytes::from(page))
}

/// What is asked for, or what is wrong with it, in the language in which to say so.
fn call(parts: &[(String, String)], request: &Request) -> Result<Call, (Language, Fault)> {
    let part = |name: &str| parts.iter().find(|(known, _)| known == name);
    let text = part("language").map_or("", |(_, text)| text);
    let Some(language) = Language::of(text) else {
        let accept = header(request.headers(), "accept-language");
        let language = Language::liked(accept);
        return Err((language, Fault::NotFound));
    };
    let query = request.uri().query().unwrap_or_default().to_owned();
    let parameters = parse(query.as_bytes()).ok_or((language, Fault::NotText))?;
    let path = request.uri().path();
    Ok(Call {
        language,
        path: path.get(4..).unwrap_or_default().to_owned(),
        key: part("key").map_or_else(String::new, |(_, key)| key.clone()),
        parameters,
        query,
    })
}

/// The text of a page.
pub(super) fn render(template: &impl Template) -> Result<String, Fault> {
    template
        .render()
        .map_err(|error| Fault::Broken(error.to_string()))
}
