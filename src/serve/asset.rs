//! The files that pages need: compiled in, so that nothing is fetched from anywhere.

use axum::body::Body;
use axum::extract::Path;
use axum::http::header::CACHE_CONTROL;
use axum::http::{Response, StatusCode};

use super::reply::{bytes, line, put};

/// The style sheet of all pages.
const STYLE: &str = include_str!("../../web/style.css");

/// The small script that helps where it runs.
const SCRIPT: &str = include_str!("../../web/script.js");

/// The query editor; empty where it was left out of the build.
pub(super) const EDITOR: &str = include_str!(concat!(env!("OUT_DIR"), "/editor.js"));

/// Answers with a file by its name.
pub(super) async fn handle(Path(name): Path<String>) -> Response<Body> {
    let (media_type, content) = match name.as_str() {
        "style.css" => ("text/css; charset=utf-8", STYLE),
        "script.js" => ("text/javascript; charset=utf-8", SCRIPT),
        "editor.js" => ("text/javascript; charset=utf-8", EDITOR),
        _ => return line(StatusCode::NOT_FOUND, "there is no such file"),
    };
    let mut response = bytes(StatusCode::OK, media_type, content);
    put(&mut response, CACHE_CONTROL, "max-age=3600");
    response
}

/// What crawlers may read: the pages, not the endpoints that cost much.
pub(super) async fn robots() -> Response<Body> {
    let text = "User-agent: *\nDisallow: /sparql\nDisallow: /graphs\nDisallow: /data/\nDisallow: /*/query\n";
    bytes(StatusCode::OK, "text/plain; charset=utf-8", text)
}
