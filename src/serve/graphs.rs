//! The read side of the SPARQL 1.1 Graph Store HTTP Protocol.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::ACCEPT;
use axum::http::{Method, Response, StatusCode};

use super::frame::Task;
use super::parameters::{all, parse};
use super::reply::{line, not_allowed};
use super::sparql::header;
use super::{Server, answer};

/// Answers at `/graphs`.
pub(super) async fn handle(State(server): State<Arc<Server>>, request: Request) -> Response<Body> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return not_allowed("GET, HEAD, OPTIONS");
    }
    let query = request.uri().query().unwrap_or_default();
    let Some(parameters) = parse(query.as_bytes()) else {
        let text = "the graph is no UTF-8; encode it as UTF-8, then as percent signs";
        return line(StatusCode::BAD_REQUEST, text);
    };
    let named: Vec<&str> = all(&parameters, "graph").collect();
    let default = all(&parameters, "default").count();
    let graph = match (named.as_slice(), default) {
        ([], 1) => None,
        ([name], 0) => Some((*name).to_owned()),
        _ => {
            let text = "say which graph: one, as ?graph=IRI, or the facts, as ?default";
            return line(StatusCode::BAD_REQUEST, text);
        }
    };
    let accept = header(request.headers(), ACCEPT.as_str());
    answer::respond(&server, Task::Graph(graph), accept).await
}

/// Answers at the address of a graph itself.
pub(super) async fn direct(State(server): State<Arc<Server>>, request: Request) -> Response<Body> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return not_allowed("GET, HEAD, OPTIONS");
    }
    let host = header(request.headers(), "host").unwrap_or("localhost");
    let graph = format!("http://{host}{}", request.uri().path());
    let accept = header(request.headers(), ACCEPT.as_str());
    answer::respond(&server, Task::Graph(Some(graph)), accept).await
}
