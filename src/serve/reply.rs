//! Short answers: faults in one line, places to go to.

use axum::body::Body;
use axum::http::header::{ALLOW, CONTENT_TYPE, LOCATION, RETRY_AFTER, VARY};
use axum::http::{HeaderValue, Response, StatusCode};

/// A line of text, with its cause and cure where it is a fault.
pub(super) fn line(status: StatusCode, text: &str) -> Response<Body> {
    let mut response = bytes(status, "text/plain; charset=utf-8", format!("{text}\n"));
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response
            .headers_mut()
            .insert(RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
}

/// An answer of a media type.
pub(super) fn bytes(status: StatusCode, media_type: &str, body: impl Into<Body>) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    put(&mut response, CONTENT_TYPE, media_type);
    response
}

/// Statements in the form that the client asked for, or why they could not be written.
pub(super) fn statements(media_type: &str, written: std::io::Result<Vec<u8>>) -> Response<Body> {
    match written {
        Ok(text) => {
            let mut response = bytes(StatusCode::OK, media_type, text);
            put(&mut response, VARY, "accept");
            response
        }
        Err(error) => line(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
    }
}

/// What was asked for is told about elsewhere.
pub(super) fn see_other(address: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    put(&mut response, LOCATION, address);
    response
}

/// The methods that a path has.
pub(super) fn not_allowed(methods: &'static str) -> Response<Body> {
    let mut response = line(
        StatusCode::METHOD_NOT_ALLOWED,
        &format!("this address takes {methods} only"),
    );
    put(&mut response, ALLOW, methods);
    response
}

/// Puts a header; a value that no header can have is left out.
pub(super) fn put(
    response: &mut Response<Body>,
    name: impl axum::http::header::IntoHeaderName,
    value: &str,
) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}
