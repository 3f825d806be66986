//! SPARQL updates, for whoever knows the token: each is written to the store and served from then on.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Response, StatusCode};
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode};
use oxigraph::sparql::{CancellationToken, SparqlEvaluator, UpdateEvaluationError};
use oxigraph::store::StorageError;
use spargebra::{GraphUpdateOperation, SparqlParser, Update};

use super::Server;
use super::reply::line;
use super::state::State;
use super::worker::syntax;
use crate::store::{Store, StoreError, StoreErrorKind};

/// An update with the dataset that the request gives it.
struct Change {
    text: String,
    default_graphs: Vec<String>,
    named_graphs: Vec<String>,
}

/// Why an update was not made.
enum Failure {
    /// It makes no sense, or asks for what is refused.
    Request(String),
    Store(StoreError),
    Evaluation(UpdateEvaluationError),
}

impl Server {
    /// Makes an update, and serves the state after it.
    pub(super) async fn update(
        self: &Arc<Self>,
        text: String,
        default_graphs: Vec<String>,
        named_graphs: Vec<String>,
    ) -> Response<Body> {
        let change = Change {
            text,
            default_graphs,
            named_graphs,
        };
        let server = Arc::clone(self);
        let end = CancellationToken::new();
        let token = end.clone();
        let work = tokio::task::spawn_blocking(move || {
            change.make(&server, token)?;
            State::open(&server.options.store)
                .map(|state| server.exchange(state))
                .map_err(|error| Failure::Request(error.to_string()))
        });
        tokio::pin!(work);
        let Ok(done) = tokio::time::timeout(self.options.timeout, &mut work).await else {
            end.cancel();
            return match work.await {
                Ok(Ok(())) => made(),
                Ok(Err(Failure::Evaluation(_))) => line(
                    StatusCode::GATEWAY_TIMEOUT,
                    "the update was given up because it took too long; nothing was changed",
                ),
                Ok(Err(failure)) => failure.respond(),
                Err(error) => line(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
            };
        };
        match done {
            Ok(Ok(())) => made(),
            Ok(Err(failure)) => failure.respond(),
            Err(error) => line(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
        }
    }
}

/// The answer to an update that was made.
fn made() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

impl Change {
    fn make(&self, server: &Server, end: CancellationToken) -> Result<(), Failure> {
        let base = server.state().store.base().clone();
        let update = SparqlParser::new()
            .with_base_iri(base.as_str())
            .map_err(|error| Failure::Request(error.to_string()))?
            .parse_update(&self.text)
            .map_err(|error| Failure::Request(syntax(&error).message))?;
        let has_dataset = !self.default_graphs.is_empty() || !self.named_graphs.is_empty();
        refuse(&update, has_dataset)?;
        let mut prepared = SparqlEvaluator::new()
            .with_cancellation_token(end)
            .for_update(update);
        if has_dataset {
            let default = graphs(&self.default_graphs)?;
            let named = graphs(&self.named_graphs)?;
            for dataset in prepared.using_datasets_mut() {
                dataset.set_default_graph(default.iter().cloned().map(GraphName::from).collect());
                let named = named.iter().cloned().map(NamedOrBlankNode::from);
                dataset.set_available_named_graphs(named.collect());
            }
        }
        Store::amend(&server.options.store, &base, |transaction| {
            let update = prepared.on_transaction(transaction);
            update.execute().map_err(Failure::from)
        })
        .map_err(Failure::Store)?
    }
}

/// Refuses what would reach other machines, and two datasets for one operation.
fn refuse(update: &Update, has_dataset: bool) -> Result<(), Failure> {
    for operation in &update.operations {
        let refusal = match operation {
            GraphUpdateOperation::Load { .. } => {
                "LOAD is refused: the server asks no other machine; read files with «quanlo build»"
            }
            GraphUpdateOperation::DeleteInsert { using: Some(_), .. } if has_dataset => {
                "the update has USING or WITH, and the request has using-graph-uri; keep one of them"
            }
            _ => continue,
        };
        return Err(Failure::Request(refusal.to_owned()));
    }
    Ok(())
}

fn graphs(iris: &[String]) -> Result<Vec<NamedNode>, Failure> {
    let graph = |iri: &String| {
        NamedNode::new(iri)
            .map_err(|error| Failure::Request(format!("the graph {iri} is no IRI: {error}")))
    };
    iris.iter().map(graph).collect()
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        Self::Evaluation(UpdateEvaluationError::Storage(error))
    }
}

impl From<UpdateEvaluationError> for Failure {
    fn from(error: UpdateEvaluationError) -> Self {
        Self::Evaluation(error)
    }
}

impl Failure {
    fn respond(&self) -> Response<Body> {
        let (status, text) = match self {
            Self::Request(text) => (StatusCode::BAD_REQUEST, text.clone()),
            Self::Store(error) if matches!(error.kind, StoreErrorKind::Locked) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "the store is being built; try again when the build has ended".to_owned(),
            ),
            Self::Store(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.kind.to_string()),
            Self::Evaluation(UpdateEvaluationError::GraphAlreadyExists(graph)) => (
                StatusCode::CONFLICT,
                format!("there is a graph {graph} already"),
            ),
            Self::Evaluation(UpdateEvaluationError::GraphDoesNotExist(graph)) => {
                (StatusCode::NOT_FOUND, format!("there is no graph {graph}"))
            }
            Self::Evaluation(error) => (StatusCode::BAD_REQUEST, error.to_string()),
        };
        line(status, &text)
    }
}
