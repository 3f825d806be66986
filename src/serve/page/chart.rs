//! Numbers as pictures: stacked columns by year, stacked bars by name, each with its table.

use askama::Template;

use super::Language;
use super::number::{Scale, grouped, real};

/// Each is told apart by colour and by lightness; the style sheet has so many.
pub(super) const SERIES: usize = 7;

const WIDTH: f64 = 720.0;
/// How high columns are.
const HEIGHT: f64 = 200.0;
/// How high the line of a bar is.
const LINE: f64 = 20.0;
/// Where columns begin, behind the numbers of the axis.
const LEFT: f64 = 44.0;
/// Where bars begin, behind their names.
const NAMES: f64 = 222.0;
/// What is left free at the right of columns, for the name of the last.
const RIGHT: f64 = 14.0;
/// What is left free above columns.
const TOP: f64 = 14.0;
/// What is left free at the right of bars, for their numbers.
const FREE: f64 = 48.0;
/// How much room the name of a column takes.
const NAME: f64 = 36.0;

/// How numbers are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Upright, one beside the other: for years.
    Columns,
    /// Lying, one under the other: for names.
    Bars,
}

/// Numbers of several series, drawn and listed.
#[derive(Template)]
#[template(path = "chart.html")]
pub(super) struct Chart {
    pub(super) l: Language,
    /// Unique on the page.
    pub(super) id: &'static str,
    pub(super) shape: Shape,
    pub(super) title: String,
    /// What a reader who does not see the picture is told in its place.
    pub(super) about: String,
    /// What the rows are.
    pub(super) heading: &'static str,
    pub(super) series: Vec<String>,
    pub(super) rows: Vec<Row>,
}

/// The numbers of one year or name.
pub(super) struct Row {
    pub(super) name: String,
    /// The page about it.
    pub(super) href: Option<String>,
    /// One number for each series.
    pub(super) values: Vec<u64>,
}

impl Row {
    pub(super) fn total(&self) -> u64 {
        self.values.iter().sum()
    }
}

/// A part of a column or bar.
struct Block {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    /// The number of its series, from 1.
    series: usize,
    tip: String,
}

/// A text in the picture.
struct Label {
    x: f64,
    y: f64,
    anchor: &'static str,
    text: String,
}

/// A line of the scale.
struct Rule {
    x1: f64,
    y1: f64,
    x2: f64,
    y2: f64,
}

/// What is drawn.
struct Drawing {
    width: f64,
    height: f64,
    rules: Vec<Rule>,
    blocks: Vec<Block>,
    labels: Vec<Label>,
}

impl Chart {
    fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| row.total() == 0)
    }

    fn numbers(&self, row: &Row) -> Vec<String> {
        let total = (row.values.len() > 1).then(|| row.total());
        let numbers = row.values.iter().copied().chain(total);
        numbers.map(|number| grouped(self.l, number)).collect()
    }

    fn drawing(&self) -> Drawing {
        match self.shape {
            Shape::Columns => self.columns(),
            Shape::Bars => self.bars(),
        }
    }

    /// The parts of a row, each with its series and what was counted before it.
    fn parts<'r>(&self, row: &'r Row) -> impl Iterator<Item = (usize, u64, u64, String)> + use<'r> {
        let l = self.l;
        let names: Vec<String> = self.series.clone();
        row.values
            .iter()
            .enumerate()
            .scan(0, move |before, (series, &value)| {
                let start = *before;
                *before += value;
                let value_text = grouped(l, value);
                let tip = match names.get(series).filter(|_| names.len() > 1) {
                    Some(name) => format!("{}, {name}: {value_text}", row.name),
                    None => format!("{}: {value_text}", row.name),
                };
                Some((series + 1, start, value, tip))
            })
    }

    fn columns(&self) -> Drawing {
        let scale = Scale::new(self.rows.iter().map(Row::total).max().unwrap_or_default());
        let bottom = TOP + HEIGHT;
        let up = |number: u64| bottom - HEIGHT * real(number) / real(scale.end());
        let step = (WIDTH - LEFT - RIGHT) / real(self.rows.len().max(1) as u64);
        let width = (step * 0.8).min(48.0);
        let mut drawing = Drawing {
            width: WIDTH,
            height: bottom + 20.0,
            rules: Vec::new(),
            blocks: Vec::new(),
            labels: Vec::new(),
        };
        for tick in scale.ticks() {
            let y = up(tick);
            drawing.rules.push(Rule {
                x1: LEFT,
                y1: y,
                x2: WIDTH - RIGHT,
                y2: y,
            });
            drawing.label(LEFT - 6.0, y + 4.0, "end", grouped(self.l, tick));
        }
        // Names that would touch each other are left out, the last never.
        let each = (1..=self.rows.len())
            .find(|each| real(*each as u64) * step >= NAME)
            .unwrap_or(1);
        for (number, row) in (0u32..).zip(&self.rows) {
            let x = LEFT + step * f64::from(number) + (step - width) / 2.0;
            for (series, before, value, tip) in
                self.parts(row).filter(|(_, _, value, _)| *value > 0)
            {
                let (y, foot) = (up(before + value), up(before));
                let height = foot - y;
                drawing.blocks.push(Block {
                    x,
                    y,
                    width,
                    height,
                    series,
                    tip,
                });
            }
            if (self.rows.len() - 1 - number as usize).is_multiple_of(each) {
                drawing.label(x + width / 2.0, bottom + 14.0, "middle", row.name.clone());
            }
        }
        drawing.rounded()
    }

    fn bars(&self) -> Drawing {
        let most = self
            .rows
            .iter()
            .map(Row::total)
            .max()
            .unwrap_or_default()
            .max(1);
        let along = |number: u64| (WIDTH - NAMES - FREE) * real(number) / real(most);
        let mut drawing = Drawing {
            width: WIDTH,
            height: LINE * real(self.rows.len() as u64) + 4.0,
            rules: Vec::new(),
            blocks: Vec::new(),
            labels: Vec::new(),
        };
        for (number, row) in (0u32..).zip(&self.rows) {
            let y = LINE * f64::from(number) + 2.0;
            let height = LINE - 4.0;
            drawing.label(NAMES - 6.0, y + 12.0, "end", row.name.clone());
            for (series, before, value, tip) in
                self.parts(row).filter(|(_, _, value, _)| *value > 0)
            {
                let (x, width) = (NAMES + along(before), along(value));
                drawing.blocks.push(Block {
                    x,
                    y,
                    width,
                    height,
                    series,
                    tip,
                });
            }
            let total = grouped(self.l, row.total());
            drawing.label(NAMES + along(row.total()) + 5.0, y + 12.0, "start", total);
        }
        drawing.rounded()
    }
}

impl Drawing {
    fn label(&mut self, x: f64, y: f64, anchor: &'static str, text: String) {
        self.labels.push(Label { x, y, anchor, text });
    }

    /// With places of a tenth of a unit, which is finer than any screen.
    fn rounded(mut self) -> Self {
        let round = |place: &mut f64| *place = (*place * 10.0).round() / 10.0;
        for block in &mut self.blocks {
            [
                &mut block.x,
                &mut block.y,
                &mut block.width,
                &mut block.height,
            ]
            .into_iter()
            .for_each(round);
        }
        for label in &mut self.labels {
            [&mut label.x, &mut label.y].into_iter().for_each(round);
        }
        for rule in &mut self.rules {
            [&mut rule.x1, &mut rule.y1, &mut rule.x2, &mut rule.y2]
                .into_iter()
                .for_each(round);
        }
        self
    }
}
