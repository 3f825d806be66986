//! Figures as reported, each as a mark of its own at its time: nothing is added up that papers did not add up.

use askama::Template;

use super::Language;
use super::number::{Scale, grouped, real};

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 260.0;
/// Where the years begin, behind the numbers of the axis.
const LEFT: f64 = 64.0;
const TOP: f64 = 14.0;
const RIGHT: f64 = 14.0;
/// A scale of equal factors is drawn where the largest number is so many times the smallest.
const FAR: u64 = 40;
/// How much room a year's name takes.
const NAME: f64 = 40.0;

/// Figures over the years.
#[derive(Template)]
#[template(path = "scatter.html")]
pub(super) struct Scatter {
    pub(super) l: Language,
    pub(super) title: String,
    /// The bodies that are told apart; none tells all alike.
    pub(super) series: Vec<String>,
    pub(super) marks: Vec<Mark>,
}

/// A figure.
#[derive(Clone)]
pub(super) struct Mark {
    /// The first and the last year of its period.
    pub(super) years: (i32, i32),
    pub(super) count: u64,
    /// The number of its series, from 1.
    pub(super) series: usize,
    /// Whether it is a part of another.
    pub(super) partial: bool,
    pub(super) tip: String,
}

/// A mark where it is drawn.
struct Place {
    x1: f64,
    x2: f64,
    y: f64,
    /// Whether the period has more years than one.
    is_long: bool,
    series: usize,
    partial: bool,
    tip: String,
}

/// A line of the scale with its name.
struct Tick {
    at: f64,
    name: String,
}

struct Drawing {
    width: f64,
    height: f64,
    left: f64,
    right: f64,
    bottom: f64,
    places: Vec<Place>,
    numbers: Vec<Tick>,
    years: Vec<Tick>,
}

impl Scatter {
    /// Whether equal factors are equally far from each other in the drawing.
    fn is_by_factors(&self) -> bool {
        let counts = || self.marks.iter().map(|mark| mark.count);
        let least = counts().filter(|count| *count > 0).min().unwrap_or(1);
        counts().max().unwrap_or(1) >= least.saturating_mul(FAR)
    }

    fn drawing(&self) -> Drawing {
        let years = |mark: &Mark| [mark.years.0, mark.years.1];
        let all: Vec<i32> = self.marks.iter().flat_map(years).collect();
        let first = all.iter().min().copied().unwrap_or(2000);
        let last = all.iter().max().copied().unwrap_or(first);
        let bottom = TOP + HEIGHT;
        let span = f64::from(last - first + 1);
        let year_width = (WIDTH - LEFT - RIGHT) / span;
        // A year's mark stands in its middle.
        let across = |year: i32| LEFT + (f64::from(year - first) + 0.5) * year_width;
        let most = self.marks.iter().map(|mark| mark.count).max().unwrap_or(1);
        let (up, ticks): (Box<dyn Fn(u64) -> f64>, Vec<u64>) = if self.is_by_factors() {
            let powers: Vec<u64> = std::iter::successors(Some(1_u64), |power| {
                power.checked_mul(10).filter(|_| *power < most)
            })
            .collect();
            let top = real(powers.last().copied().unwrap_or(10)).log10().max(1.0);
            (
                Box::new(move |count| bottom - HEIGHT * real(count.max(1)).log10() / top),
                powers,
            )
        } else {
            let scale = Scale::new(most);
            let end = real(scale.end());
            (
                Box::new(move |count| bottom - HEIGHT * real(count) / end),
                scale.ticks().collect(),
            )
        };
        let round = |place: f64| (place * 10.0).round() / 10.0;
        let each = (1..=1000)
            .find(|each| f64::from(*each) * year_width >= NAME)
            .unwrap_or(1);
        Drawing {
            width: WIDTH,
            height: bottom + 20.0,
            left: LEFT,
            right: WIDTH - RIGHT,
            bottom,
            places: self
                .marks
                .iter()
                .map(|mark| Place {
                    x1: round(across(mark.years.0)),
                    x2: round(across(mark.years.1)),
                    y: round(up(mark.count)),
                    is_long: mark.years.0 < mark.years.1,
                    series: mark.series,
                    partial: mark.partial,
                    tip: mark.tip.clone(),
                })
                .collect(),
            numbers: ticks
                .into_iter()
                .map(|tick| Tick {
                    at: round(up(tick)),
                    name: grouped(self.l, tick),
                })
                .collect(),
            years: (first..=last)
                .filter(|year| (last - year) % each == 0)
                .map(|year| Tick {
                    at: round(across(year)),
                    name: year.to_string(),
                })
                .collect(),
        }
    }
}
