//! Time from left to right.

use chrono::{Datelike, NaiveDate};

use super::{TEXT_WIDTH, WIDTH};
use crate::answer::road::Step;
use crate::answer::road::span::Edge;
use crate::date::Date;

/// Room for an end that nobody tells.
pub(super) const STUB: f64 = 24.0;
/// The most years that are written above the drawing.
const TICKS: i32 = 11;

/// The years of a drawing, and where they lie.
pub(super) struct Axis {
    first: NaiveDate,
    days: f64,
    years: std::ops::RangeInclusive<i32>,
}

impl Axis {
    /// From the first year that any of the steps reaches to the last, with a time that is asked for; none where no step
    /// has a date.
    pub(super) fn of(steps: &[&Step], at: Option<Date>) -> Option<Self> {
        let edges: Vec<(Edge, Edge)> = steps.iter().filter_map(|step| step.edges()).collect();
        let days = edges.iter().flat_map(|&(begins, ends)| {
            [begins, ends].into_iter().flat_map(|edge| match edge {
                Edge::Between(first, last) => [first, last],
                Edge::Beyond(seen, gone) => [seen, gone.unwrap_or(seen)],
            })
        });
        let acts = steps.iter().flat_map(|step| &step.acts);
        let acts = acts.filter_map(|act| act.date);
        let acts = acts.flat_map(|date| [date.first_day(), date.last_day()]);
        let mut days: Vec<NaiveDate> = days.chain(acts).collect();
        let first_step = days.iter().min().copied()?;
        days.push(at.map_or(first_step, Date::first_day));
        let (first, last) = (days.iter().min()?.year(), days.iter().max()?.year());
        let first_day = NaiveDate::from_yo_opt(first, 1)?;
        let last_day = NaiveDate::from_yo_opt(last + 1, 1)?;
        Some(Self {
            first: first_day,
            // Whole days of less than ten thousand years.
            days: f64::from(i32::try_from((last_day - first_day).num_days()).ok()?),
            years: first..=last + 1,
        })
    }

    /// Where a day lies.
    pub(super) fn x(&self, day: NaiveDate) -> f64 {
        let days = i32::try_from((day - self.first).num_days()).unwrap_or_default();
        let left = TEXT_WIDTH + STUB;
        left + f64::from(days) / self.days * (WIDTH - STUB - 4.0 - left)
    }

    /// The years that are written above, and where they begin.
    pub(super) fn ticks(&self) -> Vec<(f64, i32)> {
        let count = self.years.end() - self.years.start();
        let steps = [1, 2, 5, 10, 20, 50, 100];
        let step = steps.into_iter().find(|step| count / step < TICKS);
        let step = step.unwrap_or(1000);
        let years = self.years.clone().filter(|year| year % step == 0);
        years
            .filter_map(|year| Some((self.x(NaiveDate::from_yo_opt(year, 1)?), year)))
            .collect()
    }
}
