//! What articles say, without a store.

use rayon::ThreadPool;
use rayon::prelude::*;

use crate::article::Article;
use crate::claim::{Claims, extract as claims_of};
use crate::report::Skip;
use crate::rules::Rules;

/// So many articles, or so many bytes of text, are read before their claims are handed over.
const BATCH_ARTICLES: usize = 512;
const BATCH_BYTES: usize = 4 << 20;

/// Hands over the claims of each article, in the order of the articles, whatever the number of threads; what had to be
/// left out comes in its turn.
pub fn extract<E>(
    articles: impl Iterator<Item = Result<Article, Skip>>,
    rules: &Rules,
    threads: &ThreadPool,
    mut each: impl FnMut(Result<Claims, Skip>) -> Result<(), E>,
) -> Result<(), E> {
    let mut articles = articles.peekable();
    while articles.peek().is_some() {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while batch.len() < BATCH_ARTICLES && bytes < BATCH_BYTES {
            let Some(article) = articles.next() else {
                break;
            };
            bytes += article.as_ref().map_or(0, |article| article.text.len());
            batch.push(article);
        }
        let claims: Vec<_> = threads.install(|| {
            batch
                .into_par_iter()
                .map(|article| Ok(claims_of(&article?, rules)))
                .collect()
        });
        claims.into_iter().try_for_each(&mut each)?;
    }
    Ok(())
}
