//! The SPARQL 1.1 Protocol.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, Method, Response, StatusCode};

use super::frame::Task;
use super::negotiate::prefers;
use super::parameters::{all, first, parse};
use super::reply::{line, not_allowed, put, see_other};
use super::{Server, answer, description, negotiate};

/// No query or form is larger.
const LARGEST: usize = 1 << 20;

/// The answer to a request that makes no sense.
type Refusal = Box<Response<Body>>;

/// What a request wants done.
enum Operation {
    /// Nothing: to know what the service is.
    Describe,
    Query(String),
    Update(String),
}

/// An operation with the dataset that the request gives it.
struct Call {
    operation: Operation,
    parameters: Vec<(String, String)>,
}

/// Answers at `/sparql`.
pub(super) async fn handle(State(server): State<Arc<Server>>, request: Request) -> Response<Body> {
    let headers = request.headers().clone();
    let accept = header(&headers, ACCEPT.as_str());
    let call = match read(request).await {
        Ok(call) => call,
        Err(response) => return *response,
    };
    let graphs = |name: &str| all(&call.parameters, name).map(str::to_owned).collect();
    match call.operation {
        Operation::Describe if prefers(accept, "text/html") => {
            let language = negotiate::language(header(&headers, "accept-language"));
            see_other(&format!("/{language}/query"))
        }
        Operation::Describe => description::respond(&server, accept, &headers),
        Operation::Query(text) => {
            let task = Task::Query {
                text,
                default_graphs: graphs("default-graph-uri"),
                named_graphs: graphs("named-graph-uri"),
                most_rows: None,
            };
            answer::respond(&server, task, accept).await
        }
        Operation::Update(text) => {
            if let Some(refusal) = refuse(&server, &headers) {
                return refusal;
            }
            let default_graphs = graphs("using-graph-uri");
            let named_graphs = graphs("using-named-graph-uri");
            server.update(text, default_graphs, named_graphs).await
        }
    }
}

/// Why a client may not update; none where it may.
fn refuse(server: &Server, headers: &HeaderMap) -> Option<Response<Body>> {
    let Some(token) = &server.token else {
        return Some(line(
            StatusCode::FORBIDDEN,
            "updates are refused; start the server with --allow-update and --token-file to allow them",
        ));
    };
    let given = header(headers, "authorization")
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    match given {
        Some((_, given)) if token.is(given.trim()) => None,
        _ => {
            let mut response = line(
                StatusCode::UNAUTHORIZED,
                "updates need the token of the server; send it as «Authorization: Bearer TOKEN»",
            );
            put(&mut response, WWW_AUTHENTICATE, "Bearer");
            Some(response)
        }
    }
}

/// What a request wants, or the answer to one that makes no sense.
async fn read(request: Request) -> Result<Call, Refusal> {
    let bad = |text: &str| Refusal::from(line(StatusCode::BAD_REQUEST, text));
    let no_utf8 =
        || bad("the parameters are no UTF-8; encode them as UTF-8, then as percent signs");
    let query = request.uri().query().unwrap_or_default();
    let mut parameters = parse(query.as_bytes()).ok_or_else(no_utf8)?;
    match *request.method() {
        Method::GET | Method::HEAD => {
            if all(&parameters, "update").next().is_some() {
                return Err(bad("an update is sent with POST"));
            }
            let operation = match one(&parameters, "query")? {
                Some(text) => Operation::Query(text),
                None if parameters.is_empty() => Operation::Describe,
                None => return Err(bad("there is no query; send one as the parameter «query»")),
            };
            Ok(Call {
                operation,
                parameters,
            })
        }
        Method::POST => {
            let media_type = media_type(request.headers())?;
            let body = to_bytes(request.into_body(), LARGEST).await.map_err(|_| {
                Refusal::from(line(
                    StatusCode::PAYLOAD_TOO_LARGE,
                    "the request is larger than 1 MiB, or ended early; send a shorter query",
                ))
            })?;
            let direct = |name: &str| {
                if first(&parameters, "query")
                    .or(first(&parameters, "update"))
                    .is_some()
                {
                    return Err(bad(
                        "there are two queries; send one, in the body or in the address",
                    ));
                }
                String::from_utf8(body.to_vec())
                    .map_err(|_| bad(&format!("the {name} is no UTF-8; send it as UTF-8")))
            };
            let operation = match media_type.as_str() {
                "application/sparql-query" => Operation::Query(direct("query")?),
                "application/sparql-update" => Operation::Update(direct("update")?),
                _ => {
                    parameters.extend(parse(&body).ok_or_else(no_utf8)?);
                    match (one(&parameters, "query")?, one(&parameters, "update")?) {
                        (Some(text), None) => Operation::Query(text),
                        (None, Some(text)) => Operation::Update(text),
                        (Some(_), Some(_)) => {
                            return Err(bad("there are a query and an update; send one of them"));
                        }
                        (None, None) => {
                            return Err(bad("there is no query; send one as the field «query»"));
                        }
                    }
                }
            };
            Ok(Call {
                operation,
                parameters,
            })
        }
        _ => Err(not_allowed("GET, HEAD, POST, OPTIONS").into()),
    }
}

/// The media type of a request's body, of those that the protocol has.
fn media_type(headers: &HeaderMap) -> Result<String, Refusal> {
    let full = header(headers, CONTENT_TYPE.as_str()).unwrap_or_default();
    let mut parts = full.split(';').map(str::trim);
    let media_type = parts.next().unwrap_or_default().to_ascii_lowercase();
    let known = [
        "application/x-www-form-urlencoded",
        "application/sparql-query",
        "application/sparql-update",
    ];
    let unsupported = |text: &str| Refusal::from(line(StatusCode::UNSUPPORTED_MEDIA_TYPE, text));
    if !known.contains(&media_type.as_str()) {
        return Err(unsupported(&format!(
            "the body's media type is {media_type:?}; send {}",
            known.join(", ")
        )));
    }
    let charset = parts
        .filter_map(|part| part.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    match charset {
        Some((_, charset)) if !charset.trim_matches('"').eq_ignore_ascii_case("utf-8") => {
            Err(unsupported("the body is no UTF-8; send it as UTF-8"))
        }
        _ => Ok(media_type),
    }
}

/// The one value of a parameter.
fn one(parameters: &[(String, String)], name: &str) -> Result<Option<String>, Refusal> {
    let mut values = all(parameters, name);
    let value = values.next().map(str::to_owned);
    if values.next().is_some() {
        let text = format!("the parameter «{name}» is given twice; send it once");
        return Err(line(StatusCode::BAD_REQUEST, &text).into());
    }
    Ok(value)
}

/// The text of a header.
pub(super) fn header<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}
