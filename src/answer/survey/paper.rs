//! Which papers the articles come from, and of which years they are.

use oxigraph::store::Store;

use super::{Survey, number, select, text};
use crate::answer::AnswerError;
use crate::date::Date;

/// The articles of a paper in a year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Paper {
    /// The year, where the articles say when they were published.
    pub year: Option<i32>,
    /// The paper, where they say whose they are.
    pub publisher: Option<String>,
    /// How many there are.
    pub articles: u64,
}

impl Survey {
    /// Counts the articles by paper and year, and notes the first and the last day.
    pub(super) fn read_papers(&mut self, store: &Store) -> Result<(), AnswerError> {
        let rows = select(
            store,
            "SELECT ?paper ?year (COUNT(*) AS ?articles) (MIN(?day) AS ?first) (MAX(?day) AS ?last)
             WHERE {
               GRAPH ?article {
                 ?article dct:identifier ?id
                 OPTIONAL { ?article schema:publisher ?paper }
                 OPTIONAL { ?article schema:datePublished ?date }
               }
               BIND(STR(?date) AS ?day)
               BIND(SUBSTR(?day, 1, 4) AS ?year)
             }
             GROUP BY ?paper ?year",
        )?;
        let mut days: Vec<Date> = Vec::new();
        for row in &rows {
            let day = |variable| -> Option<Date> { text(row, variable)?.parse().ok() };
            days.extend([day("first"), day("last")].into_iter().flatten());
            self.papers.push(Paper {
                year: text(row, "year").and_then(|year| year.parse().ok()),
                publisher: text(row, "paper"),
                articles: number(row, "articles").unwrap_or_default(),
            });
        }
        self.papers.sort();
        let (first, last) = (days.iter().min(), days.iter().max());
        self.published = first.copied().zip(last.copied());
        Ok(())
    }
}
