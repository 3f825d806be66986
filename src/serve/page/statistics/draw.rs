//! The pictures of figures: how many there are, and those of one measure over the years.

use std::collections::{BTreeMap, BTreeSet};

use super::Picture;
use crate::answer::Figure;
use crate::serve::page::Language;
use crate::serve::page::chart::{Chart, Row, SERIES, Shape};
use crate::serve::page::number::grouped;
use crate::serve::page::scatter::{Mark, Scatter};

/// So many years are drawn at most.
const YEARS: i32 = 25;

/// How many figures there are of each measure, by the year that they are about.
pub(super) fn by_year(
    l: Language,
    figures: &[&Figure],
    measures: &BTreeMap<&str, u64>,
    names: &BTreeMap<&str, (String, String)>,
) -> Chart {
    let mut frequent: Vec<(&str, u64)> =
        measures.iter().map(|(name, many)| (*name, *many)).collect();
    frequent.sort_by_key(|(_, many)| std::cmp::Reverse(*many));
    frequent.truncate(SERIES - 1);
    let own = frequent.len();
    let others = l.say("chỉ tiêu khác", "other measures").to_owned();
    let series = frequent
        .iter()
        .map(|(name, _)| names[name].1.clone())
        .chain([others]);
    let told: Vec<(i32, usize)> = figures
        .iter()
        .filter_map(|figure| {
            let place = frequent
                .iter()
                .position(|(name, _)| *name == figure.measure);
            Some((figure.years()?.1, place.unwrap_or(own)))
        })
        .collect();
    let first = told.iter().map(|(year, _)| *year).min().unwrap_or_default();
    let last = told.iter().map(|(year, _)| *year).max().unwrap_or_default();
    let (all_since, first) = (first, first.max(last - YEARS + 1));
    let mut rows: Vec<Row> = (first..=last)
        .map(|year| Row {
            name: year.to_string(),
            href: None,
            values: vec![0; own + 1],
        })
        .collect();
    for (year, place) in told {
        let row = usize::try_from(year - first)
            .ok()
            .and_then(|number| rows.get_mut(number));
        if let Some(row) = row {
            row.values[place] += 1;
        }
    }
    Chart {
        l,
        id: "measures",
        shape: Shape::Columns,
        title: if all_since < first {
            let told = l.say(
                "Bao nhiêu số liệu về từng chỉ tiêu, theo năm; trước đó ở bảng bên dưới: từ",
                "How many figures there are of each measure, by year; older ones stand in the table below: from",
            );
            format!("{told} {all_since}")
        } else {
            let told = l.say(
                "Bao nhiêu số liệu về từng chỉ tiêu, theo năm",
                "How many figures there are of each measure, by year",
            );
            told.to_owned()
        },
        about: l
            .say(
                "Biểu đồ cột theo năm; các con số ở bảng bên dưới.",
                "Columns by year; the numbers stand in the table below.",
            )
            .to_owned(),
        heading: l.say("Năm", "Year"),
        series: series.collect(),
        rows,
    }
}

/// The figures of one measure over the years; few bodies are told apart by colour.
pub(super) fn scatter(l: Language, measure: &str, figures: &[&Figure]) -> Picture {
    let body = |figure: &Figure| {
        let label = figure.body.as_ref().map(|body| body.label.clone());
        label.unwrap_or_else(|| l.say("không rõ nơi nào", "place not told").to_owned())
    };
    let drawn: Vec<(&Figure, (i32, i32), u64)> = figures
        .iter()
        .filter_map(|figure| Some((*figure, figure.years()?, figure.count?)))
        .collect();
    let bodies: BTreeSet<String> = drawn.iter().map(|(figure, ..)| body(figure)).collect();
    let bodies: Vec<String> = bodies.into_iter().collect();
    let is_few = (2..=SERIES).contains(&bodies.len());
    let marks = drawn.iter().map(|(figure, years, count)| {
        let place = body(figure);
        let series = bodies
            .iter()
            .position(|known| *known == place)
            .filter(|_| is_few);
        let group = figure.group.as_deref().unwrap_or_default();
        let period = if years.0 == years.1 {
            years.0.to_string()
        } else {
            format!("{}–{}", years.0, years.1)
        };
        let number = grouped(l, *count);
        Mark {
            years: *years,
            count: *count,
            series: series.unwrap_or(0) + 1,
            partial: figure.partial,
            tip: format!("{place}, {period}: {number} {group}")
                .trim_end()
                .to_owned(),
        }
    });
    let marks: Vec<Mark> = marks.collect();
    if marks.is_empty() {
        return Picture::None;
    }
    Picture::One(Scatter {
        l,
        title: measure.to_owned(),
        series: if is_few { bodies } else { Vec::new() },
        marks,
    })
}
