//! The store as a whole: how much it holds of what, what happened when and where, which papers tell of it.

mod event;
mod paper;
mod province;

use std::borrow::Cow;

use oxigraph::model::NamedNode;
use oxigraph::sparql::{CancellationToken, QueryResults, QuerySolution};
use oxigraph::store::Store;

use super::run::{evaluate, failed};
use super::{AnswerError, Query};
use crate::date::Date;

pub use event::{Event, Happening, MOVEMENTS};
pub use paper::Paper;
pub use province::Province;

/// What a state of a store holds, counted once so that it can be told by year, kind and province without asking again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// How many things there are of each kind.
    pub counts: Counts,
    /// The kinds of events, by their names in the ontology, the most frequent first.
    pub kinds: Vec<String>,
    /// The decided events, the latest first, those without a date at the end.
    pub events: Vec<Event>,
    /// The provinces of which something is told, in order of their names.
    pub provinces: Vec<Province>,
    /// The articles by paper and year.
    pub papers: Vec<Paper>,
    /// The days of the first and the last article whose date is known.
    pub published: Option<(Date, Date)>,
}

/// How many things there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Officials.
    pub officials: u64,
    /// Posts.
    pub posts: u64,
    /// Bodies.
    pub bodies: u64,
    /// Places that a body is responsible for.
    pub places: u64,
    /// Tenures.
    pub tenures: u64,
    /// Events that were decided.
    pub events: u64,
    /// Events that were only proposed.
    pub proposed: u64,
    /// Documents.
    pub documents: u64,
    /// Figures of personnel work.
    pub statistics: u64,
    /// Articles.
    pub articles: u64,
}

impl Survey {
    /// Counts what a store holds.
    pub fn new(store: &Store) -> Result<Self, AnswerError> {
        let mut survey = Self {
            counts: Counts::read(store)?,
            ..Self::default()
        };
        let land = province::Land::read(store)?;
        survey.read_events(store, &land)?;
        survey.counts.events = survey.events.len() as u64;
        survey.provinces = land.provinces(store)?;
        survey.read_papers(store)?;
        survey.counts.articles = survey.papers.iter().map(|paper| paper.articles).sum();
        Ok(survey)
    }

    /// The events with a date, the latest first, but none from after a day: such dates are plans or misread.
    pub fn latest(&self, last_day: Option<Date>) -> impl Iterator<Item = &Event> {
        let is_past =
            move |date: Date| last_day.is_none_or(|last| date.first_day() <= last.last_day());
        self.events
            .iter()
            .filter(move |event| event.date.is_some_and(is_past))
    }
}

impl Counts {
    fn read(store: &Store) -> Result<Self, AnswerError> {
        let count = |pattern: &str| count(store, pattern);
        Ok(Self {
            officials: count("?x a ql:Official")?,
            posts: count("?x a ql:Post")?,
            bodies: count("?x a ql:Body")?,
            places: count("?body ql:area ?x")?,
            tenures: count("?x a ql:Tenure")?,
            proposed: count("?x a ql:PersonnelEvent ; ql:status ql:Proposed")?,
            documents: count("?x a ql:Document")?,
            statistics: count("?x a ql:Statistic")?,
            ..Self::default()
        })
    }
}

/// How many things fit a pattern.
fn count(store: &Store, pattern: &str) -> Result<u64, AnswerError> {
    let rows = select(
        store,
        &format!("SELECT (COUNT(DISTINCT ?x) AS ?count) WHERE {{ {pattern} }}"),
    )?;
    let count = rows.first().and_then(|row| number(row, "count"));
    Ok(count.unwrap_or_default())
}

/// The rows of a question of the program's own.
fn select(store: &Store, text: &str) -> Result<Vec<QuerySolution>, AnswerError> {
    let query = Query {
        name: "the survey of the store".to_owned(),
        text: Cow::Owned(format!("{PREFIXES}{text}")),
        ..Query::typed(String::new())
    };
    match evaluate(store, &query, &[], &CancellationToken::new())? {
        QueryResults::Solutions(rows) => rows
            .map(|row| row.map_err(|source| failed(&query, source)))
            .collect(),
        QueryResults::Boolean(_) | QueryResults::Graph(_) => Ok(Vec::new()),
    }
}

const PREFIXES: &str = "\
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX ql: <https://w3id.org/quanlo/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
";

fn text(row: &QuerySolution, variable: &str) -> Option<String> {
    row.get(variable).cloned().map(super::rows::plain)
}

fn thing(row: &QuerySolution, variable: &str) -> Option<NamedNode> {
    row.get(variable).cloned().and_then(super::rows::node)
}

fn number(row: &QuerySolution, variable: &str) -> Option<u64> {
    text(row, variable).and_then(|text| text.parse().ok())
}
