//! Roads: of an official, through a post, through the posts of a place; and who and what stands around them.

use std::collections::BTreeMap;

use askama::Template;

use super::pages::{Pages, page_number};
use super::source::Sources;
use super::{Call, Fault, Layout, encoded, render};
use crate::answer::{
    self, About, Account, AnswerError, Named, Neighbour, NotFound, Query, Quote, Road, Roster,
    Surroundings, Territory, View,
};
use crate::date::Date;
use crate::serve::state::State;

/// A place with more lines has no drawing: nobody can read it.
const DRAWN: usize = 60;

#[derive(Template)]
#[template(path = "official.html")]
struct OfficialPage<'a> {
    page: Layout,
    sources: Sources<'a>,
    iri: &'a str,
    view: View,
    around: Surroundings,
    articles: Vec<Source<'a>>,
    queries: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "post.html")]
struct PostPage<'a> {
    page: Layout,
    sources: Sources<'a>,
    iri: &'a str,
    view: View,
    /// The body of the post, and the places that it lies in, the largest first.
    body: Option<Named>,
    around: Vec<Named>,
    successions: Vec<(Named, Neighbour)>,
    articles: Vec<Source<'a>>,
    queries: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "place.html")]
struct PlacePage<'a> {
    page: Layout,
    sources: Sources<'a>,
    iri: &'a str,
    view: View,
    territory: Territory,
    roster: Roster,
    /// Before each line its body, where it is the first of that on the page, and how many tenures that has.
    opened: Vec<Option<(Named, usize)>>,
    pages: Option<Pages>,
    at: Option<&'a str>,
    within: bool,
    queries: Vec<(String, String)>,
}

/// An article that tells of a road.
struct Source<'a> {
    /// Its first passage.
    quote: &'a Quote,
    /// How many of its passages are told.
    passages: usize,
}

/// The road of an official.
pub(super) fn official(state: &State, call: &Call) -> Result<String, Fault> {
    let iri = call.iri(state, "official");
    let language = call.language.tag();
    known(state, &iri)?;
    let road = one(answer::trace(state.store.inner(), &iri, None, language))?;
    let name = road.about.name();
    render(&OfficialPage {
        page: Layout::new(call, name).with_data(&iri),
        sources: sources(state, call),
        iri: &iri,
        view: View::new(&road, language),
        around: answer::surroundings(state.store.inner(), &iri, language)?,
        articles: articles(&road),
        queries: queries(
            call,
            &[
                "official_career",
                "official_events",
                "official_sources",
                "official_colleagues",
                "official_rotation_history",
                "official_sanctions",
            ],
            "official",
            name,
        )?,
    })
}

/// The succession in a post.
pub(super) fn post(state: &State, call: &Call) -> Result<String, Fault> {
    let iri = call.iri(state, "post");
    let language = call.language.tag();
    known(state, &iri)?;
    let store = state.store.inner();
    let road = one(answer::post(store, &iri, language))?;
    let (body, around) = answer::seat_of(store, &iri, language)?;
    let name = road.about.name();
    render(&PostPage {
        page: Layout::new(call, name).with_data(&iri),
        sources: sources(state, call),
        iri: &iri,
        view: View::new(&road, language),
        body,
        around,
        successions: answer::successions(store, &iri, language)?,
        articles: articles(&road),
        queries: queries(call, &["post_holders", "post_successions"], "post", name)?,
    })
}

/// Who held what in a place.
pub(super) fn place(state: &State, call: &Call) -> Result<String, Fault> {
    let iri = call.iri(state, "place");
    let language = call.language.tag();
    let store = state.store.inner();
    let at = call.get("at").map(str::parse::<Date>).transpose();
    let at = at.map_err(|_| {
        let text = call.language.say(
            "Thời điểm phải là năm, tháng hoặc ngày: 2020, 2020-06, 2020-06-30.",
            "A time is a year, a month or a day: 2020, 2020-06, 2020-06-30.",
        );
        Fault::Bad(text.to_owned())
    })?;
    let page = page_number(call)?;
    let within = call.get("within").is_some();
    let territory = answer::territory(store, &iri, language)?.ok_or(Fault::NotFound)?;
    let roster = answer::roster(store, &iri, at, within, page, language)?;
    let roster = roster.ok_or(Fault::NotFound)?;
    let name = territory.place.label.as_str();
    let view = if roster.count <= DRAWN {
        View::new(&roster.road, language)
    } else {
        View::without_figure(&roster.road, language)
    };
    render(&PlacePage {
        page: Layout::new(call, name).with_data(&iri),
        sources: sources(state, call),
        iri: &iri,
        queries: queries(
            call,
            &["place_officials", "place_colleagues"],
            "place",
            name,
        )?,
        pages: (roster.pages > 1).then(|| pages(call, &roster)),
        at: call.get("at"),
        within,
        opened: (0..view.lines.len())
            .map(|line| opened(&roster, line))
            .collect(),
        view,
        territory,
        roster,
    })
}

/// The way through the pages of a place's list.
fn pages(call: &Call, roster: &Roster) -> Pages {
    let kept = ["at", "within"].into_iter().filter_map(|name| {
        let value = call.get(name)?;
        Some(format!("&{name}={}", encoded(value)))
    });
    let kept: String = kept.collect();
    let address = |page| format!("?page={page}{kept}#posts");
    let (count, each) = (roster.count, Roster::LINES);
    Pages::new(call.language, roster.page, count, each, address)
}

/// The body of a line, where the line is its first on the page.
fn opened(roster: &Roster, line: usize) -> Option<(Named, usize)> {
    let iri = roster.bodies.get(line).filter(|_| roster.opens(line))?;
    let label = roster.road.steps[line].body.clone().unwrap_or_default();
    let size = roster.sizes.get(iri).copied().unwrap_or_default();
    let iri = iri.clone();
    Some((Named { label, iri }, size))
}

fn sources<'a>(state: &'a State, call: &Call) -> Sources<'a> {
    Sources {
        state,
        l: call.language,
    }
}

/// Looks for an IRI before its road: names that come close to one would be looked for long.
fn known(state: &State, iri: &str) -> Result<(), Fault> {
    let is_told = answer::is_told(state.store.inner(), iri)?;
    is_told.then_some(()).ok_or(Fault::NotFound)
}

/// The one road of an IRI.
fn one(found: Result<Result<Vec<Road>, NotFound>, AnswerError>) -> Result<Road, Fault> {
    let roads = found?.map_err(|_| Fault::NotFound)?;
    roads.into_iter().next().ok_or(Fault::NotFound)
}

/// The articles that tell of a road, in order of publication.
fn articles(road: &Road) -> Vec<Source<'_>> {
    let mut articles: BTreeMap<(&Option<String>, &str), Source> = BTreeMap::new();
    for quote in road.steps.iter().flat_map(|step| &step.evidence) {
        let key = (&quote.published, quote.article.as_str());
        articles
            .entry(key)
            .or_insert(Source { quote, passages: 0 })
            .passages += 1;
    }
    articles.into_values().collect()
}

/// Named queries about a subject, each with its address and title.
fn queries(
    call: &Call,
    names: &[&str],
    parameter: &str,
    value: &str,
) -> Result<Vec<(String, String)>, Fault> {
    let mut queries = Vec::new();
    for name in names {
        let query = Query::find(name)?;
        if query.parameters.iter().all(|known| known.name != parameter) {
            continue;
        }
        let (language, value) = (call.language, encoded(value));
        queries.push((
            format!("/{language}/query?name={name}&{parameter}={value}"),
            language.say(&query.title_vi, &query.title).to_owned(),
        ));
    }
    Ok(queries)
}

impl OfficialPage<'_> {
    /// When one side of a dispute is told to have been.
    fn time(account: &Account) -> String {
        match (&account.date, &account.start, &account.end) {
            (Some(date), ..) => date.clone(),
            (None, None, None) => String::new(),
            (None, start, end) => {
                let known = |date: &Option<String>| date.clone().unwrap_or_else(|| "?".to_owned());
                format!("{} – {}", known(start), known(end))
            }
        }
    }
}

impl PlacePage<'_> {
    /// What is said of the place at the top.
    fn is_at_a_time(&self) -> bool {
        matches!(self.roster.road.about, About::Place { at: Some(_), .. })
    }
}
