//! What the index adds to SPARQL beside `ql:search`.

use oxigraph::model::{Literal, Term};
use oxigraph::sparql::SparqlEvaluator;

use super::asked::score;
use crate::graph::vocabulary::ql;

/// Adds `ql:matchScore(?label, "words")`: [`score`] as a double, to put in order what `ql:search` found.
pub fn functions(evaluator: SparqlEvaluator) -> SparqlEvaluator {
    evaluator.with_custom_function(ql::MATCH_SCORE.into_owned(), |arguments| match arguments {
        [Term::Literal(label), Term::Literal(question)] => {
            let score = score(label.value(), question.value());
            Some(Literal::from(score).into())
        }
        _ => None,
    })
}
