//! Pages that say why there is no other.

use askama::Template;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{Response, StatusCode};

use super::{Call, HTML, Language, Layout};
use crate::answer::AnswerError;
use crate::serve::negotiate::prefers;
use crate::serve::reply::{bytes, line};
use crate::serve::sparql::header;
use crate::store::StoreError;

/// Why there is no page.
#[derive(Debug)]
pub(in crate::serve) enum Fault {
    /// There is nothing of that address.
    NotFound,
    /// The address is no UTF-8.
    NotText,
    /// What was asked for makes no sense: cause and cure.
    Bad(String),
    /// The page could not be made, for the log.
    Broken(String),
}

#[derive(Template)]
#[template(path = "fault.html")]
struct Page {
    page: Layout,
    text: String,
}

impl Fault {
    /// The page that says so.
    pub(super) fn respond(self, language: Language) -> Response<Body> {
        let (status, text) = match self {
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                language
                    .say(
                        "Không có trang này. Kho dữ liệu có thể đã thay đổi; hãy tìm lại theo tên.",
                        "There is no such page. The store may have changed; search again by name.",
                    )
                    .to_owned(),
            ),
            Self::NotText => (
                StatusCode::BAD_REQUEST,
                language
                    .say(
                        "Địa chỉ không phải là UTF-8. Hãy tìm lại theo tên.",
                        "The address is no UTF-8. Search again by name.",
                    )
                    .to_owned(),
            ),
            Self::Bad(text) => (StatusCode::BAD_REQUEST, text),
            Self::Broken(_) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                language
                    .say(
                        "Không tạo được trang này. Hãy thử lại sau.",
                        "This page could not be made. Try again later.",
                    )
                    .to_owned(),
            ),
        };
        let call = Call {
            language,
            path: String::new(),
            key: String::new(),
            parameters: Vec::new(),
            query: String::new(),
        };
        let title = language.say("Không có trang", "No page");
        let page = Page {
            page: Layout::new(&call, title),
            text,
        };
        match page.render() {
            Ok(page) => bytes(status, HTML, page),
            Err(error) => line(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
        }
    }
}

impl From<AnswerError> for Fault {
    fn from(error: AnswerError) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<oxigraph::store::StorageError> for Fault {
    fn from(error: oxigraph::store::StorageError) -> Self {
        Self::Broken(error.to_string())
    }
}

/// Answers at every other address.
pub(in crate::serve) async fn missing(request: Request) -> Response<Body> {
    let accept = header(request.headers(), "accept");
    if !prefers(accept, "text/html") {
        return line(StatusCode::NOT_FOUND, "there is nothing at this address");
    }
    let language = request.uri().path().get(1..3).and_then(Language::of);
    let liked = || Language::liked(header(request.headers(), "accept-language"));
    Fault::NotFound.respond(language.unwrap_or_else(liked))
}
