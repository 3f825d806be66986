//! The checks of `queries/checks/`: each asks for what a sound store does not have.

use std::borrow::Cow;
use std::fmt;

use oxigraph::sparql::{CancellationToken, QueryResults};
use oxigraph::store::Store;

use super::run::{evaluate, failed, shown};
use super::{AnswerError, Query};

macro_rules! checks {
    ($($name:literal),* $(,)?) => {
        const CHECKS: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../queries/checks/", $name, ".rq")))),*];
    };
}

checks![
    "article_id_twice",
    "article_incomplete",
    "claim_contradiction_one_sided",
    "claim_without_evidence",
    "claim_without_fact",
    "date_malformed",
    "document_implements_itself",
    "event_incomplete",
    "evidence_incomplete",
    "evidence_not_in_text",
    "fact_from_missing_claim",
    "fact_without_claim",
    "link_dangling",
    "node_blank",
    "node_without_label",
    "official_with_two_births",
    "official_with_two_genders",
    "period_ends_before_start",
    "place_inside_itself",
    "post_incomplete",
    "statistic_incomplete",
    "tenure_end_state_wrong",
    "tenure_from_proposal",
    "tenure_incomplete",
    "tenure_of_another",
    "tenure_without_evidence",
    "term_undeclared",
    "testimony_out_of_place",
];

/// One thing in the store that a check found wrong; printed on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The check's name.
    pub check: &'static str,
    /// What is wrong.
    pub title: String,
    /// Where: the values of the check's row.
    pub place: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.check, self.title, self.place)
    }
}

/// How many checks there are.
pub const COUNT: usize = CHECKS.len();

/// Runs every check and hands over each violation as it is found; tells how many there were.
pub fn check(
    store: &Store,
    mut found: impl FnMut(Violation) -> Result<(), AnswerError>,
) -> Result<usize, AnswerError> {
    let mut count = 0;
    for &(name, text) in CHECKS {
        let query = Query::parse(name, Cow::Borrowed(text))?;
        let QueryResults::Solutions(rows) =
            evaluate(store, &query, &[], &CancellationToken::new())?
        else {
            return Err(AnswerError::Header {
                query: query.name,
                reason: "a check must be a SELECT query".to_owned(),
            });
        };
        for row in rows {
            let row = row.map_err(|source| failed(&query, source))?;
            let values: Vec<String> = row
                .iter()
                .map(|(name, term)| format!("{} {}", name.as_str(), shown(term)))
                .collect();
            count += 1;
            found(Violation {
                check: name,
                title: query.title.clone(),
                place: values.join(", "),
            })?;
        }
    }
    Ok(count)
}
