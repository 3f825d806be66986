//! Roads: of an official, through a post, through the posts of a place.

use askama::Template;

use super::{Call, Fault, Layout, render};
use crate::answer::{self, AnswerError, NotFound, Quote, Road, View};
use crate::date::Date;
use crate::serve::state::State;

#[derive(Template)]
#[template(path = "road.html")]
struct Page<'a> {
    page: Layout,
    iri: &'a str,
    kind: &'static str,
    view: View,
    at: Option<String>,
    within: bool,
    state: &'a State,
}

impl Page<'_> {
    /// The address of a passage in its article's page.
    fn passage(&self, quote: &Quote) -> String {
        let article = self.state.store.base().article(&quote.article);
        let end = quote.start + quote.quote.chars().count();
        let address = self.page.link(article.as_str());
        format!("{address}#char={},{end}", quote.start)
    }
}

/// The road of an official.
pub(super) fn official(state: &State, call: &Call) -> Result<String, Fault> {
    let iri = call.iri(state, "official");
    let found = answer::trace(state.store.inner(), &iri, None, call.language.tag());
    page(state, call, &iri, "official", one(found)?)
}

/// The succession in a post.
pub(super) fn post(state: &State, call: &Call) -> Result<String, Fault> {
    let iri = call.iri(state, "post");
    let found = answer::post(state.store.inner(), &iri, call.language.tag());
    page(state, call, &iri, "post", one(found)?)
}

/// Who held what in a place.
pub(super) fn place(state: &State, call: &Call) -> Result<String, Fault> {
    let iri = call.iri(state, "place");
    let at = call.get("at").map(str::parse::<Date>).transpose();
    let at = at.map_err(|_| {
        let text = call.language.say(
            "Thời điểm phải là năm, tháng hoặc ngày: 2020, 2020-06, 2020-06-30.",
            "A time is a year, a month or a day: 2020, 2020-06, 2020-06-30.",
        );
        Fault::Bad(text.to_owned())
    })?;
    let within = call.get("within").is_some();
    let found = answer::place(state.store.inner(), &iri, at, within, call.language.tag());
    page(state, call, &iri, "place", one(found)?)
}

/// The one road of an IRI.
fn one(found: Result<Result<Vec<Road>, NotFound>, AnswerError>) -> Result<Road, Fault> {
    let roads = found?.map_err(|_| Fault::NotFound)?;
    roads.into_iter().next().ok_or(Fault::NotFound)
}

fn page(
    state: &State,
    call: &Call,
    iri: &str,
    kind: &'static str,
    road: Road,
) -> Result<String, Fault> {
    let view = View::new(&road, call.language.tag());
    render(&Page {
        page: Layout::new(call, road.about.name()).with_data(iri),
        iri,
        kind,
        view,
        at: call.get("at").map(str::to_owned),
        within: call.get("within").is_some(),
        state,
    })
}
