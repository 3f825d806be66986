//! 8. The full-text index of labels: what bears a name, found by its words with or without their marks.
//!
//! Every name of a thing is a document of the index, with its words as they are written (`text::name_key`), the same
//! words without marks, and the pairs of neighbours among them. What a question finds is ordered by how the name
//! answers it, in the steps of `score`, then by the name and the IRI: no statistics of the index take part, so equal
//! stores give equal answers however their indexes came about. An index is made from a store as a whole (`write`), or
//! from the index of the state before (`update`).

mod asked;
mod bits;
mod error;
mod functions;
mod labels;
mod matches;
mod part;
mod rewrite;
mod things;
mod words;
mod write;

use std::fmt;
use std::str::FromStr;

pub use asked::score;
pub use error::SearchError;
pub use functions::functions;
pub use labels::{Found, Hit, Labels};
pub use rewrite::rewrite;
pub use write::{update, write};

use oxigraph::model::NamedNodeRef;

use crate::graph::vocabulary::ql;

/// What is found by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An official, by each of the names.
    Official,
    /// A post.
    Post,
    /// A body.
    Body,
    /// A place, by its name with and without its type.
    Place,
    /// A document, by its number, its symbol and its title.
    Document,
    /// An article, by its headline.
    Article,
    /// A role, in Vietnamese and English.
    Role,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Official,
        Self::Post,
        Self::Body,
        Self::Place,
        Self::Document,
        Self::Article,
        Self::Role,
    ];

    /// The name of the kind, as it stands in IRIs: `official`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Post => "post",
            Self::Body => "body",
            Self::Place => "place",
            Self::Document => "document",
            Self::Article => "article",
            Self::Role => "role",
        }
    }

    /// The class of such things.
    pub fn class(self) -> NamedNodeRef<'static> {
        match self {
            Self::Official => ql::OFFICIAL,
            Self::Post => ql::POST,
            Self::Body => ql::BODY,
            Self::Place => ql::PLACE,
            Self::Document => ql::DOCUMENT,
            Self::Article => ql::ARTICLE,
            Self::Role => ql::ROLE,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A text names no kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no kind of thing; name official, post, body, place, document, article or role")]
pub struct KindError(String);

impl FromStr for Kind {
    type Err = KindError;

    fn from_str(name: &str) -> Result<Self, KindError> {
        let kind = Self::ALL.into_iter().find(|kind| kind.name() == name);
        kind.ok_or_else(|| KindError(name.to_owned()))
    }
}
