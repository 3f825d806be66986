//! 1. Bytes → articles.

use std::ops::Range;

use crate::date::Date;

/// One news item as it was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The record's own id, else the file's stem.
    pub id: String,
    /// The headline, where the record, the page or the text's first line gives one.
    pub headline: Option<String>,
    /// The publication date by the evidence of the record, page or text; never a crawl date.
    pub published: Option<Date>,
    /// The paper or portal.
    pub publisher: Option<String>,
    /// The outlet's code at the head of the lead («LSO»), without its dash.
    pub dateline: Option<String>,
    /// The address it was published at.
    pub url: Option<String>,
    /// The decoded text as it is stored: what every offset counts in.
    pub text: String,
    /// The byte ranges of `text` that are the news itself; what lies between is page furniture.
    pub content: Vec<Range<usize>>,
    /// The SHA-256 of `text` in UTF-8, in lower-case hexadecimal.
    pub sha256: String,
}

impl Article {
    /// A text by itself, all of it news: what the examples of rules are.
    pub fn plain(id: &str, text: &str) -> Self {
        Self {
            id: id.to_owned(),
            headline: None,
            published: None,
            publisher: None,
            dateline: None,
            url: None,
            text: text.to_owned(),
            content: vec![0..text.len()],
            sha256: String::new(),
        }
    }
}
