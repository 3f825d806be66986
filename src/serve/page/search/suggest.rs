//! Offers while a name is typed.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, Request, State as Shared};
use axum::http::{Response, StatusCode};
use serde::Serialize;

use super::{Asked, kind_name};
use crate::search::Kind;
use crate::serve::Server;
use crate::serve::page::{Call, Fault, Language, call};
use crate::serve::reply::{bytes, line};
use crate::serve::state::State;

/// So many things are offered.
const OFFERED: usize = 10;
/// So many hits are looked at for them, because namesakes are offered as one.
const LOOKED_AT: usize = 60;

/// A thing that is offered while a name is typed.
#[derive(Serialize)]
struct Offer {
    label: String,
    kind: &'static str,
    href: String,
    detail: String,
}

/// Answers with the things to offer for what was typed so far.
pub(in crate::serve::page) async fn suggest(
    Shared(server): Shared<Arc<Server>>,
    Path(parts): Path<Vec<(String, String)>>,
    request: Request,
) -> Response<Body> {
    let call = match call(&parts, &request) {
        Ok(call) => call,
        Err((language, fault)) => return fault.respond(language),
    };
    let state = server.state();
    let offers = tokio::task::spawn_blocking(move || offers(&state, &call)).await;
    let broken = |cause: String| {
        server.log(&format!("suggestions could not be made: {cause}"));
        line(
            StatusCode::INTERNAL_SERVER_ERROR,
            "suggestions could not be made; see the log",
        )
    };
    match offers {
        Ok(Ok(offers)) => match serde_json::to_string(&offers) {
            Ok(text) => bytes(StatusCode::OK, "application/json", text),
            Err(error) => broken(error.to_string()),
        },
        Ok(Err(Fault::Broken(cause))) => broken(cause),
        Ok(Err(_)) => line(StatusCode::BAD_REQUEST, "q is the beginning of a name"),
        Err(error) => broken(error.to_string()),
    }
}

fn offers(state: &State, call: &Call) -> Result<Vec<Offer>, Fault> {
    let (Some(labels), Some(q)) = (&state.labels, call.get("q")) else {
        return Ok(Vec::new());
    };
    let asked = Asked {
        state,
        labels,
        l: call.language,
        q,
    };
    let hits = labels.search(q, None, 0, LOOKED_AT)?.hits;
    let mut offers: Vec<(Kind, Offer)> = Vec::new();
    let mut many: Vec<usize> = Vec::new();
    for hit in &hits {
        let is_same = |(kind, offer): &(Kind, Offer)| *kind == hit.kind && offer.label == hit.label;
        if let Some(place) = offers.iter().position(is_same) {
            // Namesakes are chosen among on the page of results.
            many[place] += 1;
            offers[place].1.href = asked.href(&hit.label, Some(hit.kind));
            offers[place].1.detail = match call.language {
                Language::Vi => format!("{} kết quả cùng tên", many[place]),
                Language::En => format!("{} of this name", many[place]),
            };
        } else if offers.len() < OFFERED {
            let found = asked.line(hit)?;
            many.push(1);
            offers.push((
                hit.kind,
                Offer {
                    label: found.label,
                    kind: kind_name(hit.kind, call.language).0,
                    href: found.href,
                    detail: found.details.join(" · "),
                },
            ));
        }
    }
    Ok(offers.into_iter().map(|(_, offer)| offer).collect())
}
