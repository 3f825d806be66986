//! Any other thing: all that is said of it, and what points to it.

use askama::Template;

use super::source::Sources;
use super::{Call, Fault, Layout, render};
use crate::answer::{self, Group, Thing, Value};
use crate::graph::vocabulary::prov;
use crate::serve::state::State;

#[derive(Template)]
#[template(path = "thing.html")]
struct ThingPage<'a> {
    page: Layout,
    sources: Sources<'a>,
    thing: Thing,
}

/// All that is said of a thing.
pub(super) fn thing(state: &State, call: &Call) -> Result<String, Fault> {
    let kind = call.path.split('/').nth(1).unwrap_or_default();
    let iri = call.iri(state, kind);
    let thing = answer::thing(state.store.inner(), &iri, call.language.tag())?;
    let thing = thing.ok_or(Fault::NotFound)?;
    render(&ThingPage {
        page: Layout::new(call, &thing.label).with_data(&iri),
        sources: Sources {
            state,
            l: call.language,
        },
        thing,
    })
}

impl ThingPage<'_> {
    /// Whether a group tells what a fact rests on, which is long and for few readers.
    fn is_basis(group: &Group) -> bool {
        group.property.iri == prov::WAS_DERIVED_FROM.as_str()
    }
}
