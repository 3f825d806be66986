//! Which address is answered by what, and what all answers have in common.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{Method, Response, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::routing::{any, get};
use tower_http::compression::CompressionLayer;
use tower_http::cors::{Any, CorsLayer};

use super::log::Entry;
use super::reply::{bytes, line, put, see_other};
use super::sparql::header;
use super::{Server, asset, dereference, graphs, negotiate, page, sparql};

/// Pages load nothing from anywhere else, and run no script that is not the server's own.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// All addresses.
pub(super) fn router(server: Arc<Server>) -> Router {
    // The graph is for every program, the pages are for readers.
    let open = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_headers(tower_http::cors::AllowHeaders::mirror_request())
        .expose_headers(Any);
    let graph = Router::new()
        .route("/sparql", any(sparql::handle))
        .route("/sparql/", any(sparql::handle))
        .route("/graphs", any(graphs::handle))
        .route("/graphs/", any(graphs::handle))
        .route("/graphs/{*path}", any(graphs::direct))
        .route("/id/{kind}/{key}", get(dereference::thing))
        .route("/data/{kind}/{key}", get(dereference::data))
        .route("/ontology", get(dereference::ontology))
        .layer(open);
    Router::new()
        .route("/", get(home))
        .route("/health", get(health))
        .route("/metrics", get(metrics))
        .route("/robots.txt", get(asset::robots))
        .route("/assets/{name}", get(asset::handle))
        .merge(graph)
        .merge(page::router())
        .fallback(page::missing)
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(Arc::clone(&server), watched))
        .with_state(server)
}

/// What is done around every request: the headers that all answers have, the counters, the log.
async fn watched(
    State(server): State<Arc<Server>>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let begun = Instant::now();
    let (parts, body) = request.into_parts();
    let client = parts.extensions.get::<SocketAddr>().map(SocketAddr::ip);
    let entry = Entry::new(&parts, client);
    let route = route_of(parts.uri.path());
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let took = begun.elapsed();
    server
        .metrics
        .answered(route, response.status().as_u16(), took);
    put(&mut response, CONTENT_SECURITY_POLICY, POLICY);
    put(&mut response, X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(&mut response, REFERRER_POLICY, "same-origin");
    if !response.headers().contains_key(CACHE_CONTROL) {
        put(&mut response, CACHE_CONTROL, "no-cache");
    }
    let size = response.body().size_hint().exact();
    server.log(&entry.line(response.status().as_u16(), size, took));
    response
}

/// The route of an address, of few enough that each can be counted.
fn route_of(path: &str) -> &'static str {
    let mut parts = path.trim_start_matches('/').split('/');
    let first = parts.next().unwrap_or_default();
    match first {
        "vi" | "en" => match parts.next().unwrap_or_default() {
            "" => "overview",
            "search" | "suggest" => "search",
            "official" => "official",
            "post" => "post",
            "place" => "place",
            "document" => "document",
            "article" => "article",
            "statistics" => "statistics",
            "query" => "query",
            _ => "other page",
        },
        "sparql" => "sparql",
        "graphs" => "graphs",
        "id" | "data" | "ontology" => "linked data",
        "assets" => "assets",
        _ => "other",
    }
}

/// The first page, in the language that the reader likes.
async fn home(request: Request) -> Response<Body> {
    let language = negotiate::language(header(request.headers(), "accept-language"));
    let mut response = see_other(&format!("/{language}/"));
    put(&mut response, axum::http::header::VARY, "accept-language");
    response
}

/// That the server lives, and what it serves.
async fn health(State(server): State<Arc<Server>>) -> Response<Body> {
    let state = server.state();
    let text = format!(
        "{{\"status\":\"ok\",\"snapshot\":{},\"articles\":{}}}\n",
        state.number, state.articles
    );
    bytes(StatusCode::OK, "application/json", text)
}

/// What was counted.
async fn metrics(State(server): State<Arc<Server>>) -> Response<Body> {
    let state = server.state();
    let gauge = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let metrics = &server.metrics;
    metrics.state.set(gauge(state.number));
    metrics.articles.set(gauge(state.articles));
    metrics.running.set(gauge(server.pool.running() as u64));
    match metrics.text() {
        Ok(text) => bytes(
            StatusCode::OK,
            "application/openmetrics-text; version=1.0.0; charset=utf-8",
            text,
        ),
        Err(error) => line(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
    }
}
