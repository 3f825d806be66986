//! A document: what it is, what hangs on it, and where it is cited.

use askama::Template;

use super::source::Sources;
use super::{Call, Fault, Layout, render};
use crate::answer::{self, Instrument, Value};
use crate::serve::state::State;

#[derive(Template)]
#[template(path = "document.html")]
struct DocumentPage<'a> {
    page: Layout,
    sources: Sources<'a>,
    paper: Instrument,
}

/// What is known of a document.
pub(super) fn document(state: &State, call: &Call) -> Result<String, Fault> {
    let iri = call.iri(state, "document");
    let paper = answer::document(&state.store, &iri, call.language.tag())?;
    let paper = paper.ok_or(Fault::NotFound)?;
    render(&DocumentPage {
        page: Layout::new(call, &paper.label).with_data(&iri),
        sources: Sources {
            state,
            l: call.language,
        },
        paper,
    })
}
