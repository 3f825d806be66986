//! From articles to a store: read and extract on one side, write on the other.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::{Changed, Store, StoreError};
use crate::article::Article;
use crate::claim::{Claims, extract};
use crate::date::Date;
use crate::flow;
use crate::report::Skip;
use crate::rules::Rules;

/// A batch ends at so many articles, bytes of text or claims: enough for speed, and memory stays small.
const BATCH_ARTICLES: usize = 512;
const BATCH_BYTES: usize = 3 << 20;
const BATCH_CLAIMS: usize = 1000;

/// What a build did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildReport {
    /// Articles read.
    pub read: usize,
    /// Bytes of text read.
    pub bytes: usize,
    /// What became of them in the store.
    pub changed: Changed,
    /// The claims that the articles read make.
    pub claims: ClaimCounts,
    /// What was left out, and why.
    pub skipped: Vec<Skip>,
}

/// How many claims there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClaimCounts {
    /// Named officials.
    pub people: usize,
    /// Posts held.
    pub tenures: usize,
    /// Personnel acts.
    pub events: usize,
    /// Documents.
    pub documents: usize,
    /// Figures.
    pub statistics: usize,
    /// Births and home places.
    pub bios: usize,
}

impl ClaimCounts {
    fn add(&mut self, claims: &Claims) {
        self.people += claims.people.len();
        self.tenures += claims.tenures.len();
        self.events += claims.events.len();
        self.documents += claims.documents.len();
        self.statistics += claims.statistics.len();
        self.bios += claims.bios.len();
    }
}

/// Articles on their way to the store together.
#[derive(Default)]
struct Batch {
    articles: Vec<(Article, Claims)>,
    bytes: usize,
    claims: usize,
}

impl Batch {
    fn push(&mut self, article: Article, claims: Claims) {
        self.bytes += article.text.len();
        self.claims += claims.count();
        self.articles.push((article, claims));
    }

    fn is_full(&self) -> bool {
        self.articles.len() >= BATCH_ARTICLES
            || self.bytes >= BATCH_BYTES
            || self.claims >= BATCH_CLAIMS
    }
}

/// Reads articles, extracts their claims on some threads (one for each core where none is said), and adds both to a
/// store; in the end it is published.
///
/// `progress` sees the report after each batch. Where two articles of the run have one id, the later published
/// stays, and the other is reported as skipped.
pub fn build(
    store: &mut Store,
    articles: impl Iterator<Item = Result<Article, Skip>> + Send,
    rules: &Rules,
    threads: Option<usize>,
    mut progress: impl FnMut(&BuildReport),
) -> Result<BuildReport, StoreError> {
    let mut report = BuildReport::default();
    let mut seen = Seen::default();
    let mut batch = Batch::default();
    let mut add = |batch: Batch, report: &mut BuildReport| {
        report.read += batch.articles.len();
        for (article, claims) in &batch.articles {
            report.bytes += article.text.len();
            report.claims.add(claims);
        }
        let changed = store.add(seen.choose(batch.articles, &mut report.skipped))?;
        report.changed.added += changed.added;
        report.changed.replaced += changed.replaced;
        report.changed.unchanged += changed.unchanged;
        progress(report);
        Ok::<(), StoreError>(())
    };
    flow::in_order(
        articles,
        flow::threads(threads),
        |article| article.as_ref().map_or(0, |article| article.text.len()),
        |article| {
            let article = article?;
            let claims = Skip::on_fault(&article.id, || extract(&article, rules))?;
            Ok((article, claims))
        },
        |read: Result<(Article, Claims), Skip>| {
            match read {
                Ok((article, claims)) => batch.push(article, claims),
                Err(skip) => report.skipped.push(skip),
            }
            if batch.is_full() {
                add(std::mem::take(&mut batch), &mut report)?;
            }
            Ok(())
        },
    )?;
    add(batch, &mut report)?;
    store.publish()?;
    Ok(report)
}

/// Which articles a run has seen: by the hash of the id, what decides between two of the same id.
#[derive(Default)]
struct Seen(HashMap<[u8; 16], Rank>);

/// The greater rank stays: the later publication, then the greater hash.
type Rank = (Option<Date>, [u8; 32]);

impl Seen {
    /// The articles of a batch that are the best of their id so far.
    fn choose(
        &mut self,
        batch: Vec<(Article, Claims)>,
        skipped: &mut Vec<Skip>,
    ) -> Vec<(Article, Claims)> {
        let mut chosen: HashMap<String, (Article, Claims)> = HashMap::with_capacity(batch.len());
        let mut order = Vec::with_capacity(batch.len());
        for (article, claims) in batch {
            let rank = rank(&article, &claims);
            let mut id = [0; 16];
            id.copy_from_slice(&Sha256::digest(&article.id)[..16]);
            let best = self.0.get(&id).copied();
            match best {
                Some(best) if best == rank => continue,
                Some(best) => skipped.push(same_id(&article.id, best.min(rank))),
                None => {}
            }
            if best.is_none_or(|best| best < rank) {
                self.0.insert(id, rank);
                order.push(article.id.clone());
                chosen.insert(article.id.clone(), (article, claims));
            }
        }
        order.iter().filter_map(|id| chosen.remove(id)).collect()
    }
}

fn rank(article: &Article, claims: &Claims) -> Rank {
    let mut sha = Sha256::new();
    sha.update(&article.sha256);
    // Writing claims cannot fail: they hold only strings, numbers and lists.
    sha.update(serde_json::to_string(claims).unwrap_or_default());
    (article.published, sha.finalize().into())
}

fn same_id(id: &str, (published, hash): Rank) -> Skip {
    let published = published.map_or_else(|| "undated".to_owned(), |date| format!("of {date}"));
    let hash = crate::graph::hex(&hash[..4]);
    Skip {
        place: id.to_owned(),
        reason: format!(
            "another article of this run has the same id; the text {published} with the hash {hash} was left out, \
             give each article its own id"
        ),
    }
}
