//! The year of a day by the calendar: its day of the week, a leap day, the year for which the news plans.

use chrono::{Datelike, Weekday};

use super::lead::{EARLIEST, HEAD, News};
use super::line::places_of;
use super::stamp::Mention;
use super::year::{CLOSE, year_at};
use crate::date::Date;

/// A day of the week comes again on a date within so many years at the earliest.
const WEEK_YEARS: i32 = 4;

/// The days of the week.
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("thứ hai", Weekday::Mon),
    ("thứ ba", Weekday::Tue),
    ("thứ tư", Weekday::Wed),
    ("thứ năm", Weekday::Thu),
    ("thứ sáu", Weekday::Fri),
    ("thứ bảy", Weekday::Sat),
    ("chủ nhật", Weekday::Sun),
];

/// What looks ahead to a year: «dự toán ngân sách năm 2019».
const PLANS: [&str; 4] = ["kế hoạch", "dự toán", "mục tiêu", "phương hướng"];

/// So many bytes at most lie between a year and that of the plan for the next.
const SPAN: usize = 160;

impl News<'_> {
    /// The first year since the latest told in which a day of the news falls on the day of the week that it tells («thứ
    /// hai, ngày 22/10»), or is there at all («29/2»).
    pub(super) fn by_calendar(&self, lead: &Mention, latest: i32) -> Option<i32> {
        if latest <= EARLIEST {
            return None;
        }
        let day = |told: &Mention, year: i32| told.date(Some(year)).map(Date::first_day);
        let mut head = self.told.iter().filter(|told| told.range.start < HEAD);
        let named = head.find_map(|told| {
            let weekday = self.weekday(told).filter(|_| told.year.is_none())?;
            Some((told, weekday))
        });
        let once =
            (lead.month == 2 && lead.day == Some(29)).then_some(latest..=latest + WEEK_YEARS);
        let mut years = once
            .or_else(|| named.map(|_| latest..=latest + WEEK_YEARS))?
            .filter(|year| match named {
                Some((told, weekday)) => {
                    let close = matches!((day(told, *year), day(lead, *year)), (Some(told), Some(lead))
                        if (told - lead).num_days().abs() <= CLOSE);
                    close && day(told, *year).is_some_and(|day| day.weekday() == weekday)
                }
                None => day(lead, *year).is_some(),
            });
        years.next()
    }

    /// The day of the week before a date: «thứ hai, ngày 22/10», «sáng mai thứ tư 24/10».
    fn weekday(&self, told: &Mention) -> Option<Weekday> {
        let before = self.before(told.range.start, 40).to_lowercase();
        let bare = |words: &str| {
            words
                .trim_end()
                .trim_end_matches([',', '('])
                .trim_end()
                .len()
        };
        let words = &before[..bare(&before)];
        let words = words
            .strip_suffix("ngày")
            .map_or(words, |words| &words[..bare(words)]);
        split_weekday(words).map(|(_, weekday)| weekday)
    }

    /// «tình hình kinh tế năm 2018 và kế hoạch năm 2019» in the second half of the first year or at the beginning of the
    /// second.
    pub(super) fn plan_of_year(&self, lead: &Mention) -> Option<i32> {
        let years = places_of("năm ", &self.text).filter_map(|at| {
            let at = at + "năm ".len();
            Some((at, year_at(&self.text[at..])?))
        });
        let years: Vec<(usize, i32)> = years.collect();
        let planned = years.windows(2).find_map(|pair| match pair {
            [(at, year), (next, coming)] if *coming == year + 1 => {
                let between = &self.text[*at..*next];
                let plans = between.len() < SPAN
                    && !between.contains(['.', '\n'])
                    && PLANS
                        .iter()
                        .any(|plan| between.to_lowercase().contains(plan));
                plans.then_some(*year)
            }
            _ => None,
        })?;
        match lead.month {
            7..=12 => Some(planned),
            1..=3 => Some(planned + 1),
            _ => None,
        }
    }

    /// Whether somebody's term ends with a date: «ngày 30-6-2018 là hết nhiệm kỳ».
    pub(super) fn ends_term_at(&self, at: usize) -> bool {
        let behind = self.text[at..].trim_start_matches(|c: char| !c.is_alphabetic() && c != '\n');
        let behind = behind.strip_prefix("là ").unwrap_or(behind);
        behind.starts_with("hết nhiệm kỳ") || behind.starts_with("kết thúc nhiệm kỳ")
    }

    /// Whether a year is that of a plan, which may be made the year before: «dự toán ngân sách nhà nước năm 2019».
    pub(super) fn is_planned(&self, at: usize) -> bool {
        let before = self.before(at, 100).to_lowercase();
        let clause = before.rsplit([',', ';', '.']).next().unwrap_or_default();
        let plan = PLANS[..2]
            .iter()
            .filter_map(|plan| clause.rfind(plan))
            .max();
        plan.is_some_and(|plan| !clause[plan..].contains("năm "))
    }
}

/// What stands before a day of the week that ends some words in lower case, and which it is; «ngày làm việc thứ hai» is
/// none.
pub(super) fn split_weekday(words: &str) -> Option<(&str, Weekday)> {
    WEEKDAYS.iter().find_map(|(name, weekday)| {
        let before = words.strip_suffix(name)?.trim_end();
        (!before.ends_with("việc")).then_some((before, *weekday))
    })
}
