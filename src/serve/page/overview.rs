//! The store as a whole: moves by year, direction and province, what it holds, and what happened last.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use askama::Template;

use super::chart::{Chart, Row, SERIES, Shape};
use super::event::{self, Line};
use super::number::grouped;
use super::{Call, Fault, Language, Layout, link, render};
use crate::answer::{Counts, Event, MOVEMENTS, Survey, term_label};
use crate::date::Date;
use crate::serve::state::State;

/// So many years are drawn unless others are asked for.
const YEARS: i32 = 25;
/// So many provinces are drawn; the table has them all.
const PROVINCES: usize = 15;
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

/// What all pictures of the page have in common.
struct Draw<'a> {
    l: Language,
    survey: &'a Survey,
    years: RangeInclusive<i32>,
    kind: &'a str,
    /// The directions in words.
    directions: Vec<String>,
}

impl Draw<'_> {
    /// An empty picture.
    fn chart(&self, id: &'static str, shape: Shape, title: String, series: Vec<String>) -> Chart {
        let l = self.l;
        Chart {
            l,
            id,
            shape,
            about: match shape {
                Shape::Columns => l.say(
                    "Biểu đồ cột theo năm; các con số ở bảng bên dưới.",
                    "Columns by year; the numbers stand in the table below.",
                ),
                Shape::Bars => l.say(
                    "Biểu đồ thanh theo tỉnh; các con số ở bảng bên dưới.",
                    "Bars by province; the numbers stand in the table below.",
                ),
            }
            .to_owned(),
            title,
            heading: match shape {
                Shape::Columns => l.say("Năm", "Year"),
                Shape::Bars => l.say("Tỉnh, thành phố", "Province"),
            },
            series,
            rows: Vec::new(),
        }
    }

    /// A row for each year, so that years without anything are seen as such.
    fn years(&self, series: usize, numbers: impl Iterator<Item = (i32, usize, u64)>) -> Vec<Row> {
        let mut years: BTreeMap<i32, Vec<u64>> = self
            .years
            .clone()
            .map(|year| (year, vec![0; series]))
            .collect();
        for (year, place, number) in numbers {
            if let Some(values) = years.get_mut(&year) {
                values[place] += number;
            }
        }
        let row = |(year, values): (i32, Vec<u64>)| Row {
            name: year.to_string(),
            href: None,
            values,
        };
        years.into_iter().map(row).collect()
    }

    /// The directions of an event, by their series; behind the last is that none is known.
    fn ways(event: &Event) -> Vec<usize> {
        if event.movements.is_empty() {
            vec![MOVEMENTS.len()]
        } else {
            event.movements.clone()
        }
    }

    fn direction_names(&self) -> Vec<String> {
        let unknown = self.l.say("không rõ hướng", "direction not known");
        let directions = self.directions.iter().cloned();
        directions.chain([unknown.to_owned()]).collect()
    }

    fn directions(&self, events: &[&Event]) -> Chart {
        let title = format!(
            "{}: {}",
            self.kind,
            self.l.say("theo năm và hướng", "by year and direction")
        );
        let numbers = events.iter().flat_map(|event| {
            let year = event.date.map(Date::year);
            Self::ways(event)
                .into_iter()
                .filter_map(move |way| Some((year?, way, 1)))
        });
        let rows = self.years(MOVEMENTS.len() + 1, numbers);
        Chart {
            rows,
            ..self.chart("directions", Shape::Columns, title, self.direction_names())
        }
    }

    fn by_province(&self, events: &[&Event]) -> Chart {
        let title = format!(
            "{}: {}",
            self.kind,
            self.l.say(
                "những tỉnh có nhiều người đến giữ chức nhất",
                "the provinces to whose posts most led"
            ),
        );
        let mut rows: Vec<Row> = self
            .survey
            .provinces
            .iter()
            .map(|province| Row {
                name: name(self.survey, province, self.l),
                href: Some(self.href(&province.iri)),
                values: vec![0; MOVEMENTS.len() + 1],
            })
            .collect();
        for event in events {
            for province in &event.provinces {
                for way in Self::ways(event) {
                    rows[*province].values[way] += 1;
                }
            }
        }
        rows.retain(|row| row.total() > 0);
        rows.sort_by_key(|row| std::cmp::Reverse(row.total()));
        rows.truncate(PROVINCES);
        Chart {
            rows,
            ..self.chart("by-province", Shape::Bars, title, self.direction_names())
        }
    }

    /// All events by their most frequent kinds and the others.
    fn by_kind(&self, labels: &[String]) -> Chart {
        let own = labels.len().min(SERIES - 1);
        let others = self.l.say("loại khác", "other kinds").to_owned();
        let series = labels[..own].iter().cloned().chain([others]).collect();
        let title = self
            .l
            .say(
                "Mọi sự kiện theo năm và loại",
                "All events by year and kind",
            )
            .to_owned();
        let numbers = self.survey.events.iter().flat_map(|event| {
            let year = event.date.map(Date::year);
            let kinds = event.kinds.iter();
            kinds.filter_map(move |kind| Some((year?, (*kind).min(own), 1)))
        });
        let rows = self.years(own + 1, numbers);
        Chart {
            rows,
            ..self.chart("by-kind", Shape::Columns, title, series)
        }
    }

    /// The articles by their most frequent papers and the others.
    fn papers(&self) -> Chart {
        let mut papers: BTreeMap<&str, u64> = BTreeMap::new();
        for paper in &self.survey.papers {
            if let Some(name) = &paper.publisher {
                *papers.entry(name).or_default() += paper.articles;
            }
        }
        let mut papers: Vec<(&str, u64)> = papers.into_iter().collect();
        papers.sort_by_key(|(_, articles)| std::cmp::Reverse(*articles));
        papers.truncate(SERIES - 2);
        let own = papers.len();
        let series = papers.iter().map(|(name, _)| (*name).to_owned()).chain([
            self.l.say("báo khác", "other papers").to_owned(),
            self.l.say("không rõ báo nào", "paper not known").to_owned(),
        ]);
        let title = self
            .l
            .say("Bài báo theo năm đăng và báo", "Articles by year and paper")
            .to_owned();
        let chart = self.chart("by-paper", Shape::Columns, title, series.collect());
        let numbers = self.survey.papers.iter().filter_map(|paper| {
            let place = match &paper.publisher {
                Some(name) => papers
                    .iter()
                    .position(|(known, _)| known == name)
                    .unwrap_or(own),
                None => own + 1,
            };
            Some((paper.year?, place, paper.articles))
        });
        let rows = self.years(own + 2, numbers);
        Chart { rows, ..chart }
    }

    /// The table of all provinces, those of which most is told first.
    fn provinces(&self, drawn: &[&Event]) -> Vec<Province> {
        let mut of_kind = vec![0_u64; self.survey.provinces.len()];
        for province in drawn.iter().flat_map(|event| &event.provinces) {
            of_kind[*province] += 1;
        }
        let mut all = vec![0_u64; self.survey.provinces.len()];
        for event in &self.survey.events {
            let is_drawn = event
                .date
                .is_some_and(|date| self.years.contains(&date.year()));
            for province in event.provinces.iter().filter(|_| is_drawn) {
                all[*province] += 1;
            }
        }
        let mut provinces: Vec<_> = self.survey.provinces.iter().enumerate().collect();
        provinces.sort_by_key(|(_, province)| std::cmp::Reverse(province.officials));
        let line = |(number, province): (usize, &crate::answer::Province)| Province {
            label: province.label.clone(),
            href: self.href(&province.iri),
            valid: valid(province),
            numbers: [
                of_kind[number],
                all[number],
                province.posts,
                province.tenures,
                province.officials,
            ]
            .map(|many| grouped(self.l, many)),
        };
        provinces.into_iter().map(line).collect()
    }

    /// The page of a place with the units inside it.
    fn href(&self, place: &str) -> String {
        format!("{}?within=1", link(self.l, place))
    }
}
