//! 3. Text → claims: what one article says, each with its evidence.

mod model;

mod reading;

mod topic;

mod body;

mod number;

mod date;

mod period;

mod document;

mod statistic;

pub use model::*;

use self::reading::Reading;
use crate::article::Article;
use crate::rules::Rules;

/// Reads what one article says: a pure function of the article and the rules.
pub fn extract(article: &Article, rules: &Rules) -> Claims {
    let reading = Reading::new(article, rules);
    let mut claims = Claims::new(article);
    let documents = document::documents(&reading);
    claims.statistics = statistic::statistics(&reading, &documents.mentions);
    claims.documents = documents.rows;
    claims
}
