//! Answers of the processes that evaluate foreign queries, on their way to the client.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_TYPE, VARY};
use axum::http::{Response, StatusCode};
use futures_util::{StreamExt, stream};

use super::Server;
use super::frame::{FaultKind, Task};
use super::pool::Refused;
use super::reply::{line, put};

/// Has a task done and sends its answer piece by piece; what fails midway ends the connection, so that nobody takes
/// the part for the whole.
pub(super) async fn respond(
    server: &Arc<Server>,
    task: Task,
    accept: Option<&str>,
) -> Response<Body> {
    let state = server.state();
    let answer = server
        .pool
        .run(task, accept.map(str::to_owned), state.number)
        .await;
    let answer = match answer {
        Ok(answer) => answer,
        Err(refused) => return refusal(server, &refused),
    };
    let media_type = typed(&answer.media_type);
    let pieces = stream::unfold(Some(answer), |answer| async {
        let mut answer = answer?;
        match answer.next().await {
            Ok(Some(piece)) => Some((Ok(Bytes::from(piece)), Some(answer))),
            Ok(None) => {
                answer.rest();
                None
            }
            Err(refused) => {
                let error = std::io::Error::other(format!("{refused:?}"));
                Some((Err(error), None))
            }
        }
    });
    // Compression asks on after the end.
    let mut response = Response::new(Body::from_stream(pieces.fuse()));
    put(&mut response, CONTENT_TYPE, &media_type);
    put(&mut response, VARY, "accept");
    response
}

/// The answer to a request that has none.
pub(super) fn refusal(server: &Server, refused: &Refused) -> Response<Body> {
    if matches!(
        refused,
        Refused::TimedOut | Refused::TooMuch | Refused::Busy
    ) {
        server.metrics.refused(refused);
    }
    if let Refused::Broken(error) = refused {
        server.log(&format!("a query could not be evaluated: {error}"));
    }
    let status = match refused {
        Refused::TimedOut => StatusCode::GATEWAY_TIMEOUT,
        Refused::TooMuch => StatusCode::UNPROCESSABLE_ENTITY,
        Refused::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Refused::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        Refused::Fault(fault) => match fault.kind {
            FaultKind::Query => StatusCode::BAD_REQUEST,
            FaultKind::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            FaultKind::NotFound => StatusCode::NOT_FOUND,
            FaultKind::TooLarge => StatusCode::UNPROCESSABLE_ENTITY,
            FaultKind::Store => StatusCode::INTERNAL_SERVER_ERROR,
        },
    };
    line(status, &refused.message(&server.pool))
}

/// Texts say that they are UTF-8; the other types say so themselves.
fn typed(media_type: &str) -> String {
    if media_type.starts_with("text/") {
        format!("{media_type}; charset=utf-8")
    } else {
        media_type.to_owned()
    }
}
