//! 3. Text → claims: what one article says, each with its evidence.

mod model;

pub use model::*;

use crate::article::Article;
use crate::rules::Rules;

/// Reads what one article says: a pure function of the article and the rules.
pub fn extract(article: &Article, _rules: &Rules) -> Claims {
    Claims::new(article)
}
