//! The store as a whole: moves by year, direction and province, what it holds, and what happened last.

mod draw;

use std::ops::RangeInclusive;

use askama::Template;

use self::draw::Draw;
use super::chart::Chart;
use super::event::{self, Line};
use super::number::grouped;
use super::{Call, Fault, Language, Layout, render};
use crate::answer::{Counts, Event, MOVEMENTS, Survey, term_label};
use crate::date::Date;
use crate::serve::state::State;

/// So many years are drawn unless others are asked for.
const YEARS: i32 = 25;
/// So many of the latest events are told.
const LATEST: usize = 20;
/// No scale has more years than these.
const WIDEST: RangeInclusive<i32> = 1900..=2100;

#[derive(Template)]
#[template(path = "overview.html")]
struct Overview {
    page: Layout,
    counts: Vec<Count>,
    days: Option<(String, String)>,
    kinds: Vec<Choice>,
    /// What is drawn: «luân chuyển».
    kind: String,
    from: i32,
    to: i32,
    /// The years in words: «2018–2020», «2018».
    years: String,
    /// How many events of the kind there are, how many of them outside these years, and how many without a date.
    all: String,
    outside: u64,
    undated: u64,
    directions: Chart,
    by_province: Chart,
    by_kind: Chart,
    papers: Chart,
    events: Vec<Line>,
    provinces: Vec<Province>,
}

/// How many things there are of a kind.
pub(super) struct Count {
    pub(super) many: String,
    pub(super) what: &'static str,
    pub(super) href: Option<String>,
}

/// A value that can be chosen in a form.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) is_chosen: bool,
}

/// A province as a line of the table.
struct Province {
    label: String,
    href: String,
    /// Its first and last day, as far as they are told.
    valid: String,
    /// Events of the chosen kind, all events, posts, tenures, officials.
    numbers: [String; 5],
}

/// The first and the last day of a province: `2025-07-01 –`.
fn valid(province: &crate::answer::Province) -> String {
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    match (province.valid_from, province.valid_through) {
        (None, None) => String::new(),
        (first, last) => format!("{} – {}", day(first), day(last)),
    }
}

/// What a province is called, with the year until or from which it is there where another has the same name.
pub(super) fn name(survey: &Survey, province: &crate::answer::Province, l: Language) -> String {
    let namesakes = survey
        .provinces
        .iter()
        .filter(|other| other.label == province.label);
    let year = |day: Option<Date>| day.map(Date::year);
    let (first, last) = (year(province.valid_from), year(province.valid_through));
    match (namesakes.count(), first, last) {
        (2.., _, Some(last)) => format!("{} ({} {last})", province.label, l.say("đến", "until")),
        (2.., Some(first), None) => format!("{} ({} {first})", province.label, l.say("từ", "from")),
        _ => province.label.clone(),
    }
}

/// What a store holds.
pub(super) fn counts(counts: &Counts, l: Language) -> Vec<Count> {
    let to = |page: &str| Some(format!("/{l}/{page}"));
    [
        (
            counts.articles,
            l.say("bài báo", "articles"),
            to("overview#papers"),
        ),
        (counts.officials, l.say("cán bộ", "officials"), None),
        (counts.posts, l.say("chức vụ", "posts"), None),
        (counts.bodies, l.say("cơ quan, tổ chức", "bodies"), None),
        (
            counts.places,
            l.say("địa phương được nhắc đến", "places told of"),
            to("overview#provinces"),
        ),
        (counts.tenures, l.say("lần giữ chức", "tenures"), None),
        (
            counts.events,
            l.say("sự kiện đã quyết định", "decided events"),
            to("overview#kinds"),
        ),
        (
            counts.proposed,
            l.say("sự kiện mới đề xuất", "events only proposed"),
            to("query?name=proposed_events"),
        ),
        (counts.documents, l.say("văn bản", "documents"), None),
        (
            counts.statistics,
            l.say("số liệu", "figures"),
            to("statistics"),
        ),
    ]
    .into_iter()
    .map(|(many, what, href)| Count {
        many: grouped(l, many),
        what,
        href,
    })
    .collect()
}

/// The page.
pub(super) fn overview(state: &State, call: &Call) -> Result<String, Fault> {
    let survey = state.survey()?;
    let l = call.language;
    let label = |name: &str| term_label(state.store.inner(), name, l.tag());
    let labels: Vec<String> = survey
        .kinds
        .iter()
        .map(|name| label(name))
        .collect::<Result<_, _>>()?;
    let chosen = chosen_kind(&survey, call)?;
    let kind = match chosen {
        Some(kind) => labels[kind].clone(),
        None => l.say("mọi sự kiện", "all events").to_owned(),
    };
    let of_kind: Vec<&Event> = survey
        .events
        .iter()
        .filter(|event| chosen.is_none_or(|kind| event.kinds.contains(&kind)))
        .collect();
    let years = years(&survey, call)?;
    let within = |event: &&&Event| event.date.is_some_and(|date| years.contains(&date.year()));
    let drawn: Vec<&Event> = of_kind.iter().filter(within).copied().collect();
    let undated = of_kind.iter().filter(|event| event.date.is_none()).count() as u64;
    let last_day = survey.published.map(|(_, last)| last);
    let is_asked = call.get("kind").is_some();
    let latest = survey.latest(last_day).filter(|event| {
        within(&event) && (!is_asked || chosen.is_none_or(|kind| event.kinds.contains(&kind)))
    });
    let directions = MOVEMENTS
        .iter()
        .map(|name| label(name))
        .collect::<Result<Vec<_>, _>>()?;
    let draw = Draw {
        l,
        survey: &survey,
        years: years.clone(),
        kind: &kind,
        directions,
    };
    let mut kinds: Vec<Choice> = labels
        .iter()
        .enumerate()
        .map(|(number, label)| Choice {
            value: survey.kinds[number].clone(),
            label: label.clone(),
            is_chosen: chosen == Some(number),
        })
        .collect();
    kinds.push(Choice {
        value: "all".to_owned(),
        label: l.say("mọi sự kiện", "all events").to_owned(),
        is_chosen: chosen.is_none(),
    });
    render(&Overview {
        page: Layout::new(call, l.say("Tổng quan", "Overview")),
        counts: counts(&survey.counts, l),
        days: survey
            .published
            .map(|(first, last)| (first.to_string(), last.to_string())),
        kinds,
        from: *years.start(),
        to: *years.end(),
        years: if years.start() == years.end() {
            years.start().to_string()
        } else {
            format!("{}–{}", years.start(), years.end())
        },
        all: grouped(l, of_kind.len() as u64),
        outside: (of_kind.len() - drawn.len()) as u64 - undated,
        undated,
        directions: draw.directions(&drawn),
        by_province: draw.by_province(&drawn),
        by_kind: draw.by_kind(&labels),
        papers: draw.papers(),
        events: event::lines(state, call, latest.take(LATEST))?,
        provinces: draw.provinces(&drawn),
        kind,
    })
}

/// The kind that is asked for, by its place; rotations unless another is, all where that is said.
fn chosen_kind(survey: &Survey, call: &Call) -> Result<Option<usize>, Fault> {
    let place = |name: &str| survey.kinds.iter().position(|known| known == name);
    match call.get("kind") {
        None => Ok(place("Rotation")),
        Some("all") => Ok(None),
        Some(name) => place(name).map(Some).ok_or_else(|| {
            let text = call.language.say(
                "Kho không có sự kiện loại này; hãy chọn một loại trong danh sách.",
                "The store has no events of this kind; choose one of the list.",
            );
            Fault::Bad(text.to_owned())
        }),
    }
}

/// The years that are asked for, else the last ones of which the articles can tell.
fn years(survey: &Survey, call: &Call) -> Result<RangeInclusive<i32>, Fault> {
    let asked = |name: &str| {
        let year = call.get(name).map(str::parse::<i32>).transpose();
        let year = year
            .ok()
            .filter(|year| year.is_none_or(|year| WIDEST.contains(&year)));
        year.ok_or_else(|| {
            let text = call.language.say(
                "Năm phải từ 1900 đến 2100, viết bằng bốn chữ số: 2015.",
                "A year lies between 1900 and 2100 and has four digits: 2015.",
            );
            Fault::Bad(text.to_owned())
        })
    };
    let told = || {
        survey
            .events
            .iter()
            .filter_map(|event| event.date)
            .map(Date::year)
    };
    let to = match (asked("to")?, survey.published) {
        (Some(to), _) => to,
        (None, Some((_, last))) => last.year(),
        (None, None) => told().max().unwrap_or(2025),
    };
    let from = match asked("from")? {
        Some(from) => from,
        None => told()
            .min()
            .unwrap_or(to)
            .clamp((to - YEARS + 1).min(to), to),
    };
    if from > to {
        let text = call.language.say(
            "Năm đầu phải trước năm cuối; hãy đổi chỗ hai năm.",
            "The first year must not come after the last; swap them.",
        );
        return Err(Fault::Bad(text.to_owned()));
    }
    Ok(from..=to)
}
