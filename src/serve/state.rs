//! The state of the store that is served, and how it is exchanged for a newer one while requests run.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::header::IF_NONE_MATCH;
use oxigraph::model::{GraphName, NamedNode};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::asked::Asked;
use super::once::Once;
use super::sparql::header;
use super::{ServeError, Server};
use crate::answer::{AnswerError, Figure, Rows, Survey};
use crate::graph::vocabulary::dct;
use crate::search::Labels;
use crate::store::Store;

/// So often the server looks whether a build has ended.
const PAUSE: Duration = Duration::from_millis(500);

/// The graphs of more articles are not listed in the description of the service.
const LISTED: usize = 1000;

/// So many answers are kept.
const ANSWERS: usize = 200;

/// Pages of so many bytes are kept.
const KEPT: u64 = 64 << 20;

/// A published state of the store; whoever holds it reads this one state, whatever is built meanwhile.
pub(super) struct State {
    /// Its number, greater with each build.
    pub(super) number: u64,
    pub(super) store: Store,
    /// Its labels to be searched; none where their index is missing or damaged.
    pub(super) labels: Option<Labels>,
    /// How many articles it has.
    pub(super) articles: u64,
    /// The graphs of its articles, where they are few enough to be listed.
    pub(super) graphs: Vec<NamedNode>,
    /// Pages that were made of it, by their addresses.
    pub(super) pages: Cache<String, Bytes, Bytewise>,
    /// Answers that it gave to the program's own questions.
    pub(super) answers: Cache<Asked, Arc<Rows>>,
    survey: Once<Survey>,
    figures: Once<Vec<Figure>>,
}

impl State {
    /// Opens the newest state.
    pub(super) fn open(path: &std::path::Path) -> Result<Self, ServeError> {
        let store = Store::open_read_only(path)?;
        let number = store
            .snapshot_number()
            .ok_or_else(|| ServeError::Unpublished(path.to_owned()))?;
        let labels = store.labels_path().map(|folder| Labels::open(&folder));
        let identifiers = store
            .inner()
            .quads_for_pattern(None, Some(dct::IDENTIFIER), None, None);
        let mut articles = 0;
        let mut graphs = Vec::new();
        for quad in identifiers {
            if let GraphName::NamedNode(graph) = quad
                .map_err(|error| std::io::Error::other(error.to_string()))?
                .graph_name
            {
                articles += 1;
                if graphs.len() < LISTED {
                    graphs.push(graph);
                }
            }
        }
        graphs.sort_unstable();
        if articles > LISTED as u64 {
            graphs.clear();
        }
        Ok(Self {
            number,
            labels: labels.and_then(Result::ok),
            articles,
            graphs,
            pages: Cache::with_weighter(1024, KEPT, Bytewise),
            answers: Cache::new(ANSWERS),
            survey: Once::new(),
            figures: Once::new(),
            store,
        })
    }

    /// What tells its pages from those of another state or program.
    pub(super) fn tag(&self) -> String {
        format!("\"{}-{}\"", env!("CARGO_PKG_VERSION"), self.number)
    }

    /// Whether a client has a page of this state already, by what it says of itself.
    pub(super) fn is_known(&self, headers: &HeaderMap) -> bool {
        let known = header(headers, IF_NONE_MATCH.as_str());
        known.is_some_and(|known| known.split(',').any(|known| known.trim() == self.tag()))
    }

    /// Finds out what many pages need and what takes long, before anybody waits for it; what fails is told when it is
    /// asked for.
    pub(super) fn prepare(&self) {
        let _ = self.survey();
        let _ = self.figures();
    }

    /// What it holds as a whole.
    pub(super) fn survey(&self) -> Result<Arc<Survey>, AnswerError> {
        self.survey.get(|| Survey::new(self.store.inner()))
    }

    /// The figures of personnel work that its articles report.
    pub(super) fn figures(&self) -> Result<Arc<Vec<Figure>>, AnswerError> {
        self.figures
            .get(|| Ok(crate::answer::figures(self.store.inner())?))
    }
}

/// A page weighs as much as it is long.
#[derive(Clone)]
pub(super) struct Bytewise;

impl Weighter<String, Bytes> for Bytewise {
    fn weight(&self, address: &String, page: &Bytes) -> u64 {
        (address.len() + page.len()) as u64
    }
}

/// Looks for newer states as long as the server runs.
pub(super) async fn watch(server: Arc<Server>) {
    loop {
        tokio::time::sleep(PAUSE).await;
        let (before, path) = (server.state(), server.options.store.clone());
        match tokio::task::spawn_blocking(move || newer(&path, &before)).await {
            Ok(Ok(Some(state))) => server.exchange(state),
            Ok(Err(error)) => server.log(&error.to_string()),
            Ok(Ok(None)) | Err(_) => {}
        }
    }
}

/// The state that is newer than another, where there is one.
fn newer(path: &std::path::Path, before: &State) -> Result<Option<State>, ServeError> {
    if Store::current(path)? == Some(before.number) {
        return Ok(None);
    }
    let state = State::open(path)?;
    state.prepare();
    state.answer_again(before);
    Ok(Some(state))
}
