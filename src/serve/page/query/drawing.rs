//! Charts as SVG, of what `chart.rs` found in an answer.

use std::fmt::Write;

use oxigraph::model::Term;

use super::super::Language;
use super::chart::{Choice, Data};
use super::words::{number, real};
use crate::answer::{Rows, Text};

/// A chart.
pub(super) struct Chart {
    /// As SVG.
    pub(super) svg: String,
    /// The names of the series with their classes; none where there is only one.
    pub(super) key: Vec<(String, String)>,
    /// What a reader must know.
    pub(super) notes: Vec<String>,
}

/// Draws a chart; a term is shown as its label.
pub(super) fn draw(
    rows: &Rows,
    choice: Choice,
    title: &str,
    shown: impl Fn(&Term) -> String,
    l: Language,
) -> Chart {
    let data = Data::of(rows, choice, shown, l);
    let is_whole = data
        .values
        .iter()
        .flatten()
        .all(|value| value.fract() == 0.0);
    let body = match (data.is_time, is_whole || data.series.len() == 1) {
        (true, true) => columns(&data, l),
        (true, false) => lines(&data, l),
        (false, _) => bars(&data, l),
    };
    let (body, width, height) = body;
    let svg = format!(
        "<svg viewBox=\"0 0 {width} {height:.0}\" role=\"img\"><title>{}</title>\n{body}</svg>",
        Text(title)
    );
    let key = if choice.by.is_some() {
        let class = |(at, name): (usize, &String)| (format!("s{}", at + 1), name.clone());
        data.series.iter().enumerate().map(class).collect()
    } else {
        Vec::new()
    };
    let mut notes = Vec::new();
    if data.is_added {
        let text = l.say(
            "Nhiều dòng cùng nhóm được cộng lại.",
            "Several rows of one group are added up.",
        );
        notes.push(text.to_owned());
    }
    if data.is_cut {
        let text = l.say(
            "Chỉ vẽ phần đầu của các nhóm, hoặc các năm gần nhất.",
            "Only the first groups, or the latest years, are drawn.",
        );
        notes.push(text.to_owned());
    }
    Chart { svg, key, notes }
}

/// A step so that there are about five lines up to a number.
fn step(largest: f64) -> f64 {
    let rough = (largest / 5.0).max(f64::MIN_POSITIVE);
    let power = 10_f64.powf(rough.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|by| by * power);
    steps
        .into_iter()
        .find(|step| *step >= rough)
        .unwrap_or(rough)
}

/// The numbers at an axis, up to the first that is not below the largest.
fn ticks(data: &Data) -> Vec<f64> {
    let largest = if data.largest() > 0.0 {
        data.largest()
    } else {
        1.0
    };
    let is_whole = data
        .values
        .iter()
        .flatten()
        .all(|value| value.fract() == 0.0);
    let step = if is_whole {
        step(largest).max(1.0)
    } else {
        step(largest)
    };
    let mut ticks = vec![0.0];
    for at in 1..=11 {
        let tick = step * real(at);
        ticks.push(tick);
        if tick >= largest {
            break;
        }
    }
    ticks
}

/// A text, cut to so many letters.
pub(super) fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most - 1).collect();
    format!("{}…", cut.trim_end())
}

/// The width of a drawing.
const WIDTH: f64 = 760.0;
/// Where the years begin.
const LEFT: f64 = 56.0;

/// The frame of a drawing over years: lines for the numbers, names of the years.
fn frame(data: &Data, ticks: &[f64], l: Language) -> (String, impl Fn(f64) -> f64 + use<>, f64) {
    const TOP: f64 = 12.0;
    const BOTTOM: f64 = 300.0;
    let top = ticks.last().copied().unwrap_or(1.0);
    let y = move |value: f64| BOTTOM - (BOTTOM - TOP) * value.max(0.0) / top;
    let mut body = String::new();
    for tick in ticks {
        let at = y(*tick);
        let label = number(*tick, l);
        let _ = writeln!(
            body,
            "<line x1=\"{LEFT}\" x2=\"{WIDTH}\" y1=\"{at:.1}\" y2=\"{at:.1}\" class=\"grid\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" class=\"small\" text-anchor=\"end\">{label}</text>",
            LEFT - 6.0,
            at + 4.0
        );
    }
    let room = (WIDTH - LEFT) / real(data.labels.len().max(1));
    let every = 1 + data.labels.len() / 20;
    for (at, label) in data
        .labels
        .iter()
        .enumerate()
        .filter(|(at, _)| at.is_multiple_of(every))
    {
        let x = LEFT + room * (real(at) + 0.5);
        let _ = writeln!(
            body,
            "<text x=\"{x:.1}\" y=\"{:.1}\" class=\"small\" text-anchor=\"middle\">{}</text>",
            BOTTOM + 16.0,
            Text(label)
        );
    }
    (body, y, room)
}

/// Years as columns, their series on top of each other.
fn columns(data: &Data, l: Language) -> (String, f64, f64) {
    let (mut body, y, room) = frame(data, &ticks(data), l);
    for (at, (label, row)) in data.labels.iter().zip(&data.values).enumerate() {
        let x = LEFT + room * (real(at) + 0.12);
        let mut below = 0.0;
        for (series, value) in row.iter().enumerate().filter(|(_, value)| **value > 0.0) {
            let (bottom, top) = (y(below), y(below + value));
            let told = told(data, label, series, *value, l);
            let _ = writeln!(
                body,
                "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\" class=\"s{}\">\
                 <title>{}</title></rect>",
                room * 0.76,
                bottom - top,
                series + 1,
                Text(&told)
            );
            below += value;
        }
    }
    (body, WIDTH, 324.0)
}

/// Years as lines, one for each series.
fn lines(data: &Data, l: Language) -> (String, f64, f64) {
    let (mut body, y, room) = frame(data, &ticks(data), l);
    for series in 0..data.series.len() {
        let mut points = String::new();
        let mut dots = String::new();
        for (at, (label, row)) in data.labels.iter().zip(&data.values).enumerate() {
            let (x, y) = (LEFT + room * (real(at) + 0.5), y(row[series]));
            let _ = write!(points, "{x:.1},{y:.1} ");
            let told = told(data, label, series, row[series], l);
            let _ = writeln!(
                dots,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" class=\"s{}\"><title>{}</title></circle>",
                series + 1,
                Text(&told)
            );
        }
        let _ = writeln!(
            body,
            "<polyline points=\"{}\" class=\"line l{}\"/>{dots}",
            points.trim_end(),
            series + 1
        );
    }
    (body, WIDTH, 324.0)
}

/// Categories as bars, their series side by side.
fn bars(data: &Data, l: Language) -> (String, f64, f64) {
    const ROW: f64 = 22.0;
    const TEXT: f64 = 280.0;
    const END: f64 = 70.0;
    let largest = ticks(data).last().copied().unwrap_or(1.0);
    let scale = (WIDTH - TEXT - END) / largest;
    let mut body = String::new();
    for (at, (label, row)) in data.labels.iter().zip(&data.values).enumerate() {
        let y = ROW * real(at) + 4.0;
        let _ = writeln!(
            body,
            "<text x=\"{:.1}\" y=\"{:.1}\" class=\"name\" text-anchor=\"end\">{}<title>{}</title></text>",
            TEXT - 8.0,
            y + 12.0,
            Text(&short(label, 42)),
            Text(label)
        );
        let mut x = TEXT;
        for (series, value) in row.iter().enumerate().filter(|(_, value)| **value > 0.0) {
            let told = told(data, label, series, *value, l);
            let _ = writeln!(
                body,
                "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\" class=\"s{}\">\
                 <title>{}</title></rect>",
                value * scale,
                ROW - 6.0,
                series + 1,
                Text(&told)
            );
            x += value * scale;
        }
        let _ = writeln!(
            body,
            "<text x=\"{:.1}\" y=\"{:.1}\" class=\"small\">{}</text>",
            x + 5.0,
            y + 12.0,
            number(row.iter().sum(), l)
        );
    }
    (body, WIDTH, ROW * real(data.labels.len()) + 8.0)
}

/// A number of a chart in words.
fn told(data: &Data, label: &str, series: usize, value: f64, l: Language) -> String {
    let name = &data.series[series];
    let value = number(value, l);
    if name.is_empty() {
        format!("{label}: {value}")
    } else {
        format!("{label}, {name}: {value}")
    }
}
