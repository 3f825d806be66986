//! 8. Store → answers: queries, traces, exports, checks, and the explanation of one article.

mod article;
mod called;
mod check;
mod claims;
mod contradiction;
mod document;
mod explain;
mod export;
mod extract;
mod figure;
mod format;
mod glance;
mod markup;
mod naming;
mod query;
mod road;
mod rows;
mod run;
mod surroundings;
mod survey;
mod table;
mod territory;
mod thing;
mod who;

pub use article::{Detail, Reading, Said, Value, is_web, reading};
pub use called::article_title;
pub use check::{COUNT as CHECK_COUNT, Violation, check};
pub use claims::write_claims;
pub use contradiction::{Contradiction, Statement, contradictions};
pub use document::{Instrument, Ruled, document};
pub use explain::{Page, Terminal};
pub use export::{Scope, export};
pub use extract::extract;
pub use figure::{Figure, Source, figures};
pub use format::Format;
pub use glance::{Glance, Held, glance};
pub(crate) use markup::Text;
pub use naming::{Named, has_words, name_of, notation, term_label};
pub use query::{Parameter, Query, list_queries, named};
pub use road::{
    About, Act, At, Cell, Gap, Holder, Lane, Line, NotFound, Predecessor, Quote, Road, Roster,
    Shape, Step, Unit, View, place, post, roster, trace, write as write_roads,
};
pub use run::{Found, Rows, query, query_until, select};
pub use surroundings::{
    Account, Beside, Colleague, Dispute, Handover, Namesake, Neighbour, Surroundings, successions,
    surroundings,
};
pub use survey::{Counts, Event, Happening, MOVEMENTS, Paper, Province, Survey};
pub use territory::{Inside, Kin, Territory, seat_of, territory};
pub use thing::{Group, Seat, Thing, is_told, thing};
pub use who::{
    Bearer, Comparison, Passage, Side, Told, bearer, compare, review, write_comparisons,
};

/// An answer could not be given.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// No query of that name comes with the program.
    #[error(
        "no query is called {name:?}{}; `quanlo queries` lists them",
        did_you_mean(near)
    )]
    UnknownQuery {
        /// What was asked for.
        name: String,
        /// The queries with a similar name.
        near: Vec<String>,
    },
    /// A parameter that the query needs was not given.
    #[error("query {query} needs {parameter}: {meaning}; add --set {parameter}={example}")]
    MissingParameter {
        /// The query.
        query: String,
        /// The parameter, without its question mark.
        parameter: String,
        /// What it stands for.
        meaning: String,
        /// A value as it would be typed.
        example: String,
    },
    /// The query has no such parameter.
    #[error(
        "query {query} has no parameter {parameter:?}; it has {}",
        listed(known)
    )]
    UnknownParameter {
        /// The query.
        query: String,
        /// What was given.
        parameter: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A typed query has no such variable to bind.
    #[error("{query}: --set {variable}=… binds nothing; select {variable} in the query")]
    UnknownVariable {
        /// The query or its file.
        query: String,
        /// The variable, with its question mark.
        variable: String,
    },
    /// A value is not of the kind that its parameter takes.
    #[error("--set {parameter}={value}: {reason}; write it like {parameter}={example}")]
    BadValue {
        /// The parameter.
        parameter: String,
        /// What was given.
        value: String,
        /// What is wrong with it.
        reason: String,
        /// A value as it would be typed.
        example: String,
    },
    /// A query is not SPARQL.
    #[error(
        "{query}: {}; a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, after its prefixes",
        one_line(source)
    )]
    Syntax {
        /// The query or its file.
        query: String,
        /// Where the syntax is broken, and how.
        source: oxigraph::sparql::SparqlSyntaxError,
    },
    /// A query file breaks the form of `queries/`.
    #[error("{query}: {reason}")]
    Header {
        /// The query or its file.
        query: String,
        /// What is wrong.
        reason: String,
    },
    /// A query could not be evaluated.
    #[error("{query}: {source}")]
    Evaluation {
        /// The query or its file.
        query: String,
        /// What went wrong.
        source: oxigraph::sparql::QueryEvaluationError,
    },
    /// A kind of answer has no such form.
    #[error("{answer} cannot be written as {format}; choose {expected}", format = format.name())]
    Format {
        /// The kind of answer.
        answer: &'static str,
        /// The form that was asked for.
        format: Format,
        /// The forms that there are.
        expected: &'static str,
    },
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] oxigraph::store::StorageError),
    /// The labels could not be searched.
    #[error(transparent)]
    Search(#[from] crate::search::SearchError),
    /// What articles say could not be read back.
    #[error(transparent)]
    Claims(#[from] crate::store::StoreError),
    /// A file could not be read.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: std::path::PathBuf,
        /// What went wrong.
        source: std::io::Error,
    },
    /// The answer could not be written.
    #[error("{0}")]
    Write(#[from] std::io::Error),
}

fn did_you_mean(near: &[String]) -> String {
    if near.is_empty() {
        String::new()
    } else {
        format!("; did you mean {}", near.join(" or "))
    }
}

fn listed(names: &[String]) -> String {
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

/// The parser explains itself on several lines where an expectation is long.
fn one_line(error: &impl std::fmt::Display) -> String {
    error
        .to_string()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
