//! The files that pages need: compiled in, so that nothing is fetched from anywhere.

use std::hash::{Hash, Hasher};

use axum::body::Body;
use axum::extract::{Path, Request};
use axum::http::header::{ETAG, IF_NONE_MATCH};
use axum::http::{Response, StatusCode};

use super::reply::{bytes, line, put};
use super::sparql::header;

/// The style sheet of all pages.
const STYLE: &str = include_str!("../../web/style.css");

/// The small script that helps where it runs.
const SCRIPT: &str = include_str!("../../web/script.js");

/// The sign of the pages.
const ICON: &str = include_str!("../../web/icon.svg");

/// The query editor; empty where it was left out of the build.
pub(super) const EDITOR: &str = include_str!(concat!(env!("OUT_DIR"), "/editor.js"));

/// Answers with a file by its name, or that the one that the reader has is the same.
pub(super) async fn handle(Path(name): Path<String>, request: Request) -> Response<Body> {
    let (media_type, content) = match name.as_str() {
        "style.css" => ("text/css; charset=utf-8", STYLE),
        "script.js" => ("text/javascript; charset=utf-8", SCRIPT),
        "editor.js" => ("text/javascript; charset=utf-8", EDITOR),
        "icon.svg" => ("image/svg+xml", ICON),
        _ => return line(StatusCode::NOT_FOUND, "there is no such file"),
    };
    let tag = tag(content);
    let known = header(request.headers(), IF_NONE_MATCH.as_str());
    let mut response = if known.is_some_and(|known| known.contains(&tag)) {
        bytes(StatusCode::NOT_MODIFIED, media_type, Body::empty())
    } else {
        bytes(StatusCode::OK, media_type, content)
    };
    put(&mut response, ETAG, &tag);
    response
}

/// What tells one version of a file from another.
fn tag(content: &str) -> String {
    let mut hasher = rustc_hash::FxHasher::default();
    content.hash(&mut hasher);
    format!("W/\"{:x}\"", hasher.finish())
}

/// What crawlers may read: the pages, not the endpoints that cost much.
pub(super) async fn robots() -> Response<Body> {
    let text = "User-agent: *\nDisallow: /sparql\nDisallow: /graphs\nDisallow: /data/\nDisallow: /*/query\n";
    bytes(StatusCode::OK, "text/plain; charset=utf-8", text)
}
