//! A world of invented officials that knows the truth: careers over a land that is reformed on 1 July 2025, and the
//! news that tells of them with gaps, repeats and contradictions. The same for the same seed.

mod career;
mod land;
mod names;
mod news;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use quanlo::date::Date;
use quanlo::rules::Rules;

use career::Step;
pub(crate) use career::{Leaving, Official};
pub(crate) use news::{News, Side};

use land::Land;
use names::Names;

/// The last day of the old provinces, districts and communes.
pub(crate) fn reform() -> NaiveDate {
    day(2025, 6, 30)
}

/// The last day that news tells of.
fn today() -> NaiveDate {
    day(2026, 3, 31)
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// A day as a date of the project.
pub(crate) fn date(day: NaiveDate) -> Option<Date> {
    day.to_string().parse().ok()
}

/// A sequence of numbers that is the same in every run (the generator of Steele, Lea and Flood, 2014).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap_or_default()
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn days(&mut self, from: u64, until: u64) -> chrono::Days {
        chrono::Days::new(from + self.next() % (until - from + 1))
    }
}

/// The officials, and who held which seat when.
pub(crate) struct World {
    /// The officials.
    pub(crate) officials: Vec<Official>,
    /// By seat: its holders, each by the place of the official and of the step.
    seats: BTreeMap<String, Vec<(usize, usize)>>,
}

impl World {
    /// A world of so many officials.
    pub(crate) fn new(rules: &Rules, count: usize, dice: &mut Dice) -> Self {
        let (names, lands) = (Names::new(), Land::all(rules));
        let mut seats: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        let mut officials: Vec<Official> = Vec::with_capacity(count);
        for number in 0..count {
            let free = |step: &Step| {
                let holders = seats.get(&step.post).into_iter().flatten();
                holders
                    .map(|&(official, at): &(usize, usize)| &officials[official].steps[at])
                    .all(|other| !step.overlaps(other))
            };
            let official = Official::new(&names, &lands, free, dice);
            for (at, step) in official.steps.iter().enumerate() {
                let holders = seats.entry(step.post.clone()).or_default();
                holders.push((number, at));
            }
            officials.push(official);
        }
        Self { officials, seats }
    }

    /// Who left the seat of a step within the half year before it.
    fn predecessor(&self, official: usize, step: usize) -> Option<usize> {
        let taken = &self.officials[official].steps[step];
        let holders = self.seats.get(&taken.post).into_iter().flatten();
        let before = holders.filter(|&&(other, at)| {
            let until = self.officials[other].steps[at].until;
            let apart = until.map(|until| (taken.from - until).num_days());
            other != official && apart.is_some_and(|days| (0..180).contains(&days))
        });
        before.map(|&(other, _)| other).next()
    }
}
