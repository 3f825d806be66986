//! The first page: what this is, the search, and ways in.

use askama::Template;

use super::event::{self, Line};
use super::number::grouped;
use super::overview::{Count, counts, name};
use super::{Call, Fault, Language, Layout, link, render};
use crate::answer::named;
use crate::serve::state::State;

/// So many of the latest events are told.
const LATEST: usize = 8;
/// So many provinces are named.
const PROVINCES: usize = 16;

/// The questions that are offered, of those that come with the program.
const QUERIES: [&str; 8] = [
    "official_career",
    "post_successions",
    "place_officials",
    "level_rotations",
    "province_arrivals",
    "document_events",
    "rotation_shares",
    "contradicting_claims",
];

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    page: Layout,
    counts: Vec<Count>,
    articles: String,
    days: Option<(String, String)>,
    events: Vec<Line>,
    provinces: Vec<Entrance>,
    queries: Vec<Entrance>,
}

/// A way into the store.
struct Entrance {
    label: String,
    href: String,
    /// How much there is behind it.
    many: String,
}

/// The first page.
pub(super) fn home(state: &State, call: &Call) -> Result<String, Fault> {
    let survey = state.survey()?;
    let l = call.language;
    let last_day = survey.published.map(|(_, last)| last);
    let latest = survey.latest(last_day).take(LATEST);
    let mut provinces: Vec<_> = survey.provinces.iter().collect();
    provinces.sort_by_key(|province| std::cmp::Reverse(province.officials));
    let provinces = provinces
        .into_iter()
        .take(PROVINCES)
        .map(|province| Entrance {
            label: name(&survey, province, l),
            href: format!("{}?within=1", link(l, &province.iri)),
            many: grouped(l, province.officials),
        });
    let named = named()?;
    let queries = QUERIES.iter().filter_map(|name| {
        let query = named.iter().find(|query| query.name == *name)?;
        Some(Entrance {
            label: l.say(&query.title_vi, &query.title).to_owned(),
            href: format!("/{l}/query?name={name}"),
            many: String::new(),
        })
    });
    render(&Home {
        page: Layout::new(
            call,
            l.say(
                "Quan lộ của cán bộ Việt Nam",
                "The careers of Vietnamese officials",
            ),
        ),
        counts: counts(&survey.counts, l),
        articles: grouped(l, survey.counts.articles),
        days: survey
            .published
            .map(|(first, last)| (first.to_string(), last.to_string())),
        events: event::lines(state, call, latest)?,
        provinces: provinces.collect(),
        queries: queries.collect(),
    })
}
