//! 1. Bytes → articles.

use std::ops::Range;
use std::path::PathBuf;

use crate::date::Date;
use crate::report::Skip;

mod byline;
mod calendar;
mod decode;
mod furniture;
mod lead;
mod line;
mod markup;
mod page;
mod published;
mod record;
mod sieve;
mod source;
mod spam;
mod stamp;
mod words;
mod year;

pub use source::{Raw, raw};
pub use words::Furniture;

/// One news item as it was published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// The record's own id, else the file's stem, else a hash of the text.
    pub id: String,
    /// The headline, where the record, the page or the text's first line gives one.
    pub headline: Option<String>,
    /// The publication date by the evidence of the record, page or text; never a crawl date.
    pub published: Option<Date>,
    /// The evidence that the publication date was taken from.
    pub published_from: Option<DateSource>,
    /// The paper or portal.
    pub publisher: Option<String>,
    /// The address it was published at.
    pub url: Option<String>,
    /// The outlet's code at the head of the lead («LSO»), without its dash; it tells the province.
    pub dateline: Option<String>,
    /// The decoded text as it is stored: what every offset counts in.
    pub text: String,
    /// The byte ranges of `text` that are the news itself, in order; what lies between is page furniture.
    pub content: Vec<Range<usize>>,
    /// The SHA-256 of `text` in UTF-8, in lower-case hexadecimal.
    pub sha256: String,
}

impl Article {
    /// A text by itself, all of it news: what the examples of rules are.
    pub fn plain(id: &str, text: &str) -> Self {
        Self {
            id: id.to_owned(),
            text: text.to_owned(),
            content: std::iter::once(0..text.len()).collect(),
            ..Self::default()
        }
    }
}

/// Whether a sentence goes on across what lies between two content ranges: only a bracket that says where somebody
/// stands in a photograph was taken out of it.
pub fn goes_on(between: &str) -> bool {
    let inside = between
        .trim()
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    inside.is_some_and(|inside| {
        Furniture::embedded().is_ok_and(|words| words.is_position(&line::Folded::new(inside)))
    })
}

/// Where a publication date was found, from the surest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateSource {
    /// Data that came with the article: a record's field, a page's metadata.
    Metadata,
    /// A line with the date and the time of day.
    Timestamp,
    /// A line that says it is the date of publication.
    Label,
    /// The approval date of an editing table.
    Workflow,
    /// The address codes it.
    Address,
    /// The lead gives the full date of the event.
    Lead,
    /// The lead gives day and month of the event, and the text leaves only one year.
    Inferred,
}

/// The articles of the inputs: files, folders (all that lies below, sorted by path, hidden files left out) and `-` for
/// standard input.
///
/// Each is plain text (`.txt`), a web page (`.html`, `.htm`) or a file of JSON records, one on each line (`.ndjson`,
/// `.jsonl`: `id`, `url`, `published`, `publisher`, `title`, `text` or `html`), and may be gzipped (`.gz`). No more than
/// one article is held at a time.
pub fn read(inputs: &[PathBuf]) -> impl Iterator<Item = Result<Article, Skip>> + Send + use<> {
    raw(inputs).map(|raw| raw.and_then(|raw| raw.read()))
}

impl Raw {
    /// Decodes the article, tells the news from the page furniture, and finds its date.
    pub fn read(&self) -> Result<Article, Skip> {
        match Furniture::embedded() {
            Ok(words) => self.read_with(&words),
            Err(error) => Err(Skip {
                place: self.place.clone(),
                reason: error.to_string(),
            }),
        }
    }

    /// As [`Raw::read`], with other lists of what is page furniture.
    pub fn read_with(&self, words: &Furniture) -> Result<Article, Skip> {
        record::article(self, words).map_err(|reason| Skip {
            place: self.place.clone(),
            reason,
        })
    }
}
