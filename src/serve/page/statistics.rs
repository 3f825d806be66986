//! The figures of personnel work, just as the articles report them.

mod draw;

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;

use self::draw::{by_year, scatter};
use super::chart::Chart;
use super::event::Link;
use super::number::{decimal, grouped};
use super::overview::Choice;
use super::pages::{Pages, page_number};
use super::scatter::Scatter;
use super::{Call, Fault, Language, Layout, encoded, link, render};
use crate::answer::{Figure, Source, has_words, notation, term_label};
use crate::serve::state::State;

/// So many figures stand on a page.
const EACH: usize = 50;

#[derive(Template)]
#[template(path = "statistics.html")]
struct Statistics {
    page: Layout,
    /// How many figures the store has, and how many of them are asked for.
    all: String,
    found: String,
    measures: Vec<Choice>,
    body: String,
    /// Whether figures of several measures stand side by side.
    is_mixed: bool,
    picture: Picture,
    lines: Vec<Line>,
    pages: Option<Pages>,
    /// The figures of one measure and body, or all, as CSV.
    csv: String,
    /// The question about them, to be changed.
    query: String,
}

/// What is drawn above the table.
enum Picture {
    /// How many figures there are of each measure.
    All(Chart),
    /// The figures of one measure.
    One(Scatter),
    /// Nothing that could be drawn.
    None,
}

/// A figure as a line of the table.
struct Line {
    measure: String,
    /// With the word that makes it an estimate.
    count: Option<String>,
    percent: Option<String>,
    partial: bool,
    group: Option<String>,
    levels: String,
    body: Option<Link>,
    period: String,
    sources: Vec<Told>,
    href: String,
}

/// The passage that states a figure.
struct Told {
    source: Source,
    href: String,
}

/// The page.
pub(super) fn statistics(state: &State, call: &Call) -> Result<String, Fault> {
    let all = state.figures()?;
    let store = state.store.inner();
    let l = call.language;
    let mut measures: BTreeMap<&str, u64> = BTreeMap::new();
    for figure in all.iter() {
        *measures.entry(&figure.measure).or_default() += 1;
    }
    let mut names = BTreeMap::new();
    for measure in measures.keys() {
        let name = notation(store, measure)?;
        names.insert(*measure, (name, term_label(store, measure, l.tag())?));
    }
    let chosen = match call.get("measure") {
        None => None,
        Some(asked) => {
            let found = names.iter().find(|(_, (name, _))| name == asked);
            let (measure, _) = found.ok_or_else(|| unknown_measure(l))?;
            Some(*measure)
        }
    };
    let body = call.get("body").unwrap_or_default();
    let found: Vec<&Figure> = all
        .iter()
        .filter(|figure| chosen.is_none_or(|measure| figure.measure == measure))
        .filter(|figure| {
            let label = figure.body.as_ref().map_or("", |body| body.label.as_str());
            body.is_empty() || has_words(label, body)
        })
        .collect();
    let number = page_number(call)?;
    let shown: Vec<&Figure> = found
        .iter()
        .skip((number - 1) * EACH)
        .take(EACH)
        .copied()
        .collect();
    if shown.is_empty() && number > 1 {
        return Err(Fault::NotFound);
    }
    let words = Words {
        state,
        call,
        measures: &names,
    };
    let lines = shown
        .into_iter()
        .map(|figure| words.line(figure))
        .collect::<Result<_, _>>()?;
    let picture = match chosen {
        Some(measure) => scatter(l, &names[measure].1, &found),
        None => Picture::All(by_year(l, &found, &measures, &names)),
    };
    let choices = measures.iter().map(|(measure, many)| {
        let (name, label) = &names[measure];
        Choice {
            value: name.clone(),
            label: format!("{label} ({})", grouped(l, *many)),
            is_chosen: chosen == Some(*measure),
        }
    });
    let mut query = format!("/{l}/query?name=reported_statistics");
    let filter = chosen.map_or_else(String::new, |measure| {
        format!("&measure={}", encoded(&names[measure].0))
    });
    query.push_str(&filter);
    // The question takes a whole name.
    let mut labels: BTreeSet<&str> = BTreeSet::new();
    labels.extend(
        found
            .iter()
            .filter_map(|figure| figure.body.as_ref())
            .map(|body| body.label.as_str()),
    );
    if let (false, Some(label), 1) = (body.is_empty(), labels.first(), labels.len()) {
        query = format!("{query}&body={}", encoded(label));
    }
    let address = |number: usize| {
        let body = if body.is_empty() {
            String::new()
        } else {
            format!("&body={}", encoded(body))
        };
        format!("/{l}/statistics?page={number}{filter}{body}")
    };
    render(&Statistics {
        page: Layout::new(
            call,
            l.say("Số liệu công tác cán bộ", "Figures of personnel work"),
        ),
        all: grouped(l, all.len() as u64),
        found: grouped(l, found.len() as u64),
        measures: choices.collect(),
        body: body.to_owned(),
        is_mixed: chosen.is_none(),
        picture,
        lines,
        pages: (found.len() > EACH).then(|| Pages::new(l, number, found.len(), EACH, address)),
        csv: format!("{query}&format=csv"),
        query,
    })
}

fn unknown_measure(l: Language) -> Fault {
    let text = l.say(
        "Kho không có số liệu theo chỉ tiêu này; hãy chọn một chỉ tiêu trong danh sách.",
        "The store has no figures of this measure; choose one of the list.",
    );
    Fault::Bad(text.to_owned())
}

/// Figures in words.
struct Words<'a> {
    state: &'a State,
    call: &'a Call,
    measures: &'a BTreeMap<&'a str, (String, String)>,
}

impl Words<'_> {
    fn line(&self, figure: &Figure) -> Result<Line, Fault> {
        let l = self.call.language;
        let store = self.state.store.inner();
        let comparator = figure
            .comparator
            .as_deref()
            .map_or_else(String::new, |word| format!("{word} "));
        let count = figure
            .count
            .map(|count| format!("{comparator}{}", grouped(l, count)));
        let percent = figure.percent.map(|percent| {
            let comparator = if count.is_none() {
                comparator.as_str()
            } else {
                ""
            };
            format!("{comparator}{}\u{a0}%", decimal(l, percent))
        });
        let level = |name: &Option<String>| {
            let label = name.as_ref().map(|name| term_label(store, name, l.tag()));
            label.transpose()
        };
        let levels = match (level(&figure.from_level)?, level(&figure.to_level)?) {
            (Some(from), Some(to)) => format!("{from} → {to}"),
            (Some(from), None) => format!("{from} →"),
            (None, Some(to)) => format!("→ {to}"),
            (None, None) => String::new(),
        };
        let sources = figure.sources(store)?.into_iter().map(|source| Told {
            href: link(l, &source.passage),
            source,
        });
        Ok(Line {
            measure: self
                .measures
                .get(figure.measure.as_str())
                .map_or_else(String::new, |(_, label)| label.clone()),
            count,
            percent,
            partial: figure.partial,
            group: figure.group.clone(),
            levels,
            body: figure.body.as_ref().map(|body| Link::new(self.call, body)),
            period: match (figure.from, figure.to) {
                (Some(from), Some(to)) if from == to => from.to_string(),
                (Some(from), Some(to)) => format!("{from} – {to}"),
                (Some(from), None) => format!("{from} –"),
                (None, Some(to)) => format!("– {to}"),
                (None, None) => figure.period.clone().unwrap_or_default(),
            },
            sources: sources.collect(),
            href: link(l, &figure.iri),
        })
    }
}
