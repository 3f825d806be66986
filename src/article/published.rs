//! When an article was published: the evidence for it, from the surest on.

use std::ops::Range;

use crate::date::Date;

use super::stamp::{self, Means, Stamp};
use super::{DateSource, lead};

/// What an article offers to tell its date by.
pub(super) struct Evidence<'a> {
    /// The date that came with the article.
    pub(super) metadata: Option<Date>,
    /// The lines of the page that give dates.
    pub(super) stamps: Vec<Stamp>,
    /// The approval date of an editing table.
    pub(super) approved: Option<Date>,
    pub(super) url: Option<&'a str>,
    pub(super) text: &'a str,
    /// The news within the text.
    pub(super) content: &'a [Range<usize>],
}

impl Evidence<'_> {
    /// The date by the surest evidence there is, and which that was.
    ///
    /// A bare date at the top of a page is the day of the crawl and no evidence.
    pub(super) fn date(&self) -> Option<(Date, DateSource)> {
        // Of several stamps the earliest is the publication; the others are updates or the crawl.
        let stamp = |means: Means| {
            self.stamps
                .iter()
                .filter(|stamp| stamp.means == means)
                .map(|stamp| stamp.date)
                .min()
        };
        let sources = [
            (self.metadata, DateSource::Metadata),
            (stamp(Means::Clock), DateSource::Timestamp),
            (stamp(Means::Label), DateSource::Label),
            (self.approved, DateSource::Workflow),
            (self.url.and_then(from_address), DateSource::Address),
        ];
        sources
            .into_iter()
            .find_map(|(date, source)| Some((date?, source)))
            .or_else(|| lead::day(self.text, self.content))
    }
}

/// The date coded in an address: `/2015/08/24/`, `-20251006141801707.htm`, `-185260810162003193.htm`, `/202203/`.
pub(super) fn from_address(url: &str) -> Option<Date> {
    let path = url
        .split_once("://")
        .map_or(url, |(_, rest)| rest)
        .split(['?', '#'])
        .next()?;
    let runs: Vec<&str> = path
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .collect();
    let coded = |run: &&str| match run.len() {
        // yyyymmdd with hours, minutes, seconds and perhaps more
        12 | 14 | 17 => stamp::compact(&run[..8]).filter(|_| is_time(&run[8..])),
        8 => stamp::compact(run),
        // the paper's number, then yymmdd and the time to the millisecond
        18 => stamp::compact(&run[3..9]).filter(|_| is_time(&run[9..])),
        _ => None,
    };
    if let Some(date) = runs.iter().rev().find_map(coded) {
        return Some(date);
    }
    let parts: Vec<&str> = path.split('/').collect();
    let day = parts.windows(3).find_map(|window| {
        let number = |part: &str| {
            part.parse::<u32>()
                .ok()
                .filter(|_| part.bytes().all(|b| b.is_ascii_digit()))
        };
        let year = number(window[0]).filter(|_| window[0].len() == 4)?;
        stamp::plausible(Date::from_day(
            i32::try_from(year).ok()?,
            number(window[1])?,
            number(window[2])?,
        )?)
    });
    let month = || {
        parts
            .iter()
            .filter(|part| part.len() == 6 && part.bytes().all(|b| b.is_ascii_digit()))
            .find_map(|part| {
                stamp::plausible(Date::from_month(
                    part[..4].parse().ok()?,
                    part[4..].parse().ok()?,
                )?)
            })
    };
    day.or_else(month)
}

fn is_time(digits: &str) -> bool {
    digits[..2].parse::<u32>().is_ok_and(|hour| hour < 24)
        && digits[2..4].parse::<u32>().is_ok_and(|minute| minute < 60)
}
