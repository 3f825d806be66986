//! The index of labels, to be asked.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use oxigraph::model::NamedNode;
use tantivy::Index;

use super::asked::{Asked, Step, score_of};
use super::matches::Matches;
use super::part::Part;
use super::write::{FORM, schema};
use super::{Kind, SearchError};

/// So many hits are listed at most, those that are passed over among them.
const MOST: usize = 10_000;

/// The index of the labels of one state of a store, opened to be asked; a copy shares it.
#[derive(Clone)]
pub struct Labels {
    inner: Arc<Inner>,
}

struct Inner {
    folder: PathBuf,
    parts: Vec<Part>,
}

impl fmt::Debug for Labels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Labels").field(&self.inner.folder).finish()
    }
}

/// A thing whose name answers a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The thing.
    pub iri: NamedNode,
    /// What it is.
    pub kind: Kind,
    /// Its label.
    pub label: String,
    /// The name by which it was found: the label or another.
    pub name: String,
    /// What tells it from others of the label: birth and hometown of an official, the place above and the last year of
    /// a place, date and title of a document, date and publisher of an article.
    pub detail: Option<String>,
    /// How well the name answers, from 1 downwards, as [`super::score`] tells it.
    pub score: f64,
}

/// What answers a question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The things that were asked for, the best first.
    pub hits: Vec<Hit>,
    /// How many things there are of each kind, also of kinds that were not asked for; none of a kind that has none.
    pub counts: BTreeMap<Kind, usize>,
}

impl Found {
    /// How many things there are of all kinds.
    pub fn total(&self) -> usize {
        self.counts.values().sum()
    }
}

impl Labels {
    /// Opens an index.
    ///
    /// Its files are checked, so that one which was damaged is told here and not in the answers.
    pub fn open(folder: &Path) -> Result<Self, SearchError> {
        let at = |error| SearchError::at(folder, error);
        if !folder.join("meta.json").is_file() {
            return Err(SearchError::Missing(folder.to_owned()));
        }
        let index = Index::open_in_dir(folder).map_err(at)?;
        let metas = index.load_metas().map_err(at)?;
        if metas.payload.as_deref() != Some(FORM) || index.schema() != schema() {
            return Err(SearchError::OtherForm(folder.to_owned()));
        }
        let damaged = index.validate_checksum().map_err(at)?;
        if let Some(file) = damaged.iter().min() {
            let cause = format!("{} was changed", file.display());
            return Err(SearchError::damaged(folder, cause));
        }
        let segments = index.searchable_segments().map_err(at)?;
        let parts = segments.iter().map(|part| Part::open(&index, part, folder));
        let parts = parts.collect::<Result<_, _>>()?;
        let folder = folder.to_owned();
        Ok(Self {
            inner: Arc::new(Inner { folder, parts }),
        })
    }

    /// The folder of the index.
    pub fn folder(&self) -> &Path {
        &self.inner.folder
    }

    /// The things of some kinds, or of all, that have a name with every word of a text; in the order of
    /// [`super::score`], then of the names without marks, the names and the IRIs.
    ///
    /// The text is words, whatever stands between them; one without words finds nothing. Of the hits some at the start
    /// can be passed over; behind the first 10,000 none are listed.
    pub fn search(
        &self,
        text: &str,
        kinds: Option<&[Kind]>,
        offset: usize,
        limit: usize,
    ) -> Result<Found, SearchError> {
        let mut found = Found::default();
        let Some(asked) = Asked::new(text) else {
            return Ok(found);
        };
        let mut parts = Vec::new();
        for part in &self.inner.parts {
            let mut matches = Matches::new(part, &asked, &self.inner.folder)?;
            for kind in Kind::ALL {
                let count = matches.count(kind);
                if count > 0 {
                    *found.counts.entry(kind).or_default() += count;
                }
            }
            if let Some(kinds) = kinds {
                matches.only(kinds);
            }
            parts.push(matches);
        }
        let wanted = offset.saturating_add(limit).min(MOST);
        for (number, step) in Step::all().enumerate() {
            parts.retain(|matches| !matches.is_empty());
            let most = wanted - found.hits.len();
            if most == 0 || parts.is_empty() {
                break;
            }
            let mut of_step = Vec::new();
            for matches in &mut parts {
                let places = matches.take(step, most)?;
                of_step.extend(matches.part().hits(&places, score_of(number))?);
            }
            of_step.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
            let hits = of_step.into_iter().map(|(_, hit)| hit);
            found.hits.extend(hits.take(most));
        }
        found.hits.drain(..offset.min(found.hits.len()));
        Ok(found)
    }

    /// The things to offer while a text is typed: as [`Labels::search`] finds them, but of each kind a label once.
    pub fn suggest(&self, text: &str, limit: usize) -> Result<Vec<Hit>, SearchError> {
        // As many namesakes as are passed over at most.
        const EACH: usize = 8;
        let mut hits = self.search(text, None, 0, limit.saturating_mul(EACH))?.hits;
        let mut labels = HashSet::new();
        hits.retain(|hit| labels.insert((hit.kind, hit.label.clone())));
        hits.truncate(limit);
        Ok(hits)
    }
}
