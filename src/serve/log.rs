//! The access log, in the combined form that every log reader knows, with the seconds that the answer took.

use std::net::IpAddr;
use std::time::Duration;

use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri, Version};
use chrono::Utc;

/// What is logged of a request.
pub(super) struct Entry {
    client: Option<IpAddr>,
    method: Method,
    address: Uri,
    version: Version,
    referrer: String,
    agent: String,
}

impl Entry {
    /// Takes note of a request.
    pub(super) fn new(request: &Parts, client: Option<IpAddr>) -> Self {
        Self {
            client,
            method: request.method.clone(),
            address: request.uri.clone(),
            version: request.version,
            referrer: quoted(&request.headers, "referer"),
            agent: quoted(&request.headers, "user-agent"),
        }
    }

    /// The line of the log.
    pub(super) fn line(&self, status: u16, bytes: Option<u64>, took: Duration) -> String {
        let client = self
            .client
            .map_or_else(|| "-".to_owned(), |client| client.to_string());
        let bytes = bytes.map_or_else(|| "-".to_owned(), |bytes| bytes.to_string());
        format!(
            "{client} - - [{}] \"{} {} {:?}\" {status} {bytes} \"{}\" \"{}\" {:.3}",
            Utc::now().format("%d/%b/%Y:%H:%M:%S +0000"),
            self.method,
            self.address,
            self.version,
            self.referrer,
            self.agent,
            took.as_secs_f64()
        )
    }
}

/// A header as it may stand between quotation marks in one line.
fn quoted(headers: &HeaderMap, name: &str) -> String {
    let Some(value) = headers.get(name) else {
        return "-".to_owned();
    };
    let text = String::from_utf8_lossy(value.as_bytes());
    let safe = text.chars().map(|c| match c {
        '"' | '\\' => '\'',
        c if c.is_control() => ' ',
        c => c,
    });
    safe.take(300).collect()
}
