//! What articles say, without a store.

use std::io::Write;

use super::{AnswerError, Format, Found, write_claims};
use crate::article::Raw;
use crate::claim::extract as claims_of;
use crate::flow;
use crate::report::Skip;
use crate::rules::Rules;

/// Most articles' claims take up no more bytes.
const LINE: usize = 1 << 10;

/// Writes the claims of each article, in the order of the articles, whatever the number of threads; what had to be
/// left out is handed over in its turn.
pub fn extract(
    articles: impl Iterator<Item = Result<Raw, Skip>> + Send,
    rules: &Rules,
    threads: Option<usize>,
    format: Format,
    out: &mut dyn Write,
    mut skipped: impl FnMut(Skip),
) -> Result<Found, AnswerError> {
    let mut found = Found::Nothing;
    flow::in_order(
        articles,
        flow::threads(threads),
        |raw| raw.as_ref().map_or(0, Raw::len),
        |raw| {
            let article = raw.and_then(|raw| raw.read_with(&rules.furniture))?;
            let claims = Skip::on_fault(&article.id, || claims_of(&article, rules))?;
            let mut line = Vec::with_capacity(LINE);
            Ok(write_claims(&claims, format, &mut line).map(|()| line))
        },
        |line: Result<Result<Vec<u8>, AnswerError>, Skip>| {
            match line {
                Ok(line) => {
                    found = Found::Something;
                    out.write_all(&line?)?;
                }
                Err(skip) => skipped(skip),
            }
            Ok::<(), AnswerError>(())
        },
    )?;
    Ok(found)
}
