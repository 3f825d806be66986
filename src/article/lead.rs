//! The day of the news by its own words: «Sáng 14/6, …», in the year that the rest of the news makes clear.

use std::borrow::Cow;
use std::ops::Range;

use chrono::Days;
use unicode_normalization::UnicodeNormalization;

use super::DateSource;
use super::calendar::split_weekday;
use super::line::has_marks_apart;
use super::stamp::{self, Mention};
use super::year::{assemblies, terms};
use crate::date::Date;

/// The day that the news tells as that of its event, where its year is certain.
pub(super) fn day(text: &str, content: &[Range<usize>]) -> Option<(Date, DateSource)> {
    let news = News::read(text, content)?;
    let mut days = news.days.iter().peekable();
    let whole = days
        .next_if(|day| day.told.year.is_some())
        .and_then(|day| news.confirm(day.told.date(None)?))
        .map(|date| (date, DateSource::Lead));
    whole
        .or_else(|| {
            let EventDay { told, is_late } = days.find(|day| day.told.year.is_none())?;
            let year = news.year_of(told).filter(|year| *year >= EARLIEST)?;
            let date = told.date(Some(year))?;
            // «Chiều qua (8/12)» was printed the day after.
            let date = if *is_late {
                Date::from(date.first_day() + Days::new(1))
            } else {
                date
            };
            Some((date, DateSource::Inferred))
        })
        .filter(|(date, _)| stamp::plausible(*date).is_some())
        // News that speaks of a later term of office is not of a year before it: that year was a career's.
        .filter(|(date, _)| terms(&news.text).all(|term| *term.start() <= date.year() + 1))
        .filter(|(date, _)| {
            let day = date.first_day();
            assemblies(&news.text).all(|since| since.first_day() <= day)
        })
}

/// The news with the dates that it tells.
pub(super) struct News<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) told: Vec<Mention>,
    /// The days in the head that are told as those of the event.
    days: Vec<EventDay>,
    /// The dates with their years that are not remembered days: nobody's birthday, no day of «năm ngoái».
    pub(super) dated: Vec<Dated>,
}

/// A date that the news tells with its year.
pub(super) struct Dated {
    pub(super) date: Date,
    /// Where it stands.
    pub(super) at: usize,
    pub(super) past: Past,
}

/// A day that is told as that of the event.
struct EventDay {
    told: Mention,
    /// Whether it was the day before the news.
    is_late: bool,
}

/// How surely what a date tells is past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Past {
    Told,
    /// «từ», «đến», «hiệu lực»: it may be or not.
    Open,
    /// «sẽ», «dự kiến»: it is not.
    Ahead,
}

/// Words for the part of the day before a date, with which papers tell when the event was.
const PARTS_OF_DAY: [&str; 10] = [
    "sáng",
    "trưa",
    "chiều",
    "tối",
    "đêm",
    "khuya",
    "rạng sáng",
    "hôm nay",
    "hôm qua",
    "hôm",
];

/// Words before «ngày 27/4» within a sentence that tell when the event was.
const HELD: [&str; 5] = ["tổ chức", "diễn ra", "vào", "trong", "công bố"];

/// Words before a date that tell what lies ahead.
const AHEAD: [&str; 6] = ["dự kiến", "sẽ ", "sắp ", "mai (", "tới đây", "trước ngày"];

/// Words before a date that leave open whether what it tells is past.
const OPEN: [&str; 7] = [
    "hạn",
    "trước tháng",
    "trước năm",
    "trước mắt",
    "hiệu lực",
    "kết thúc",
    "vào tháng",
];

/// Words right before a date that tell how far something goes, past or not.
const BOUNDS: [&str; 4] = ["từ ", "đến ", "tới ", "hết "];

/// Words before a date of another year than that of the news.
const REMEMBERED: [&str; 6] = [
    "sinh ",
    "SN ",
    "sn ",
    "năm ngoái",
    "năm trước",
    "năm về trước",
];

/// The event stands within so many bytes of the beginning.
pub(super) const HEAD: usize = 3600;
/// So many bytes before a date tell what it is the date of.
const WINDOW: usize = 40;
/// Dates so many days after the event may stand in news of it.
const SOON: u64 = 10;
/// A year before which no news that is read now was put online; a day in such a year is remembered, not new.
pub(super) const EARLIEST: i32 = 2000;

impl<'t> News<'t> {
    /// Reads the news; none where it tells no day of an event, as most news does, and nothing else need be known.
    fn read(text: &'t str, content: &[Range<usize>]) -> Option<Self> {
        let mut news = Self {
            text: news_of(text, content),
            told: Vec::new(),
            days: Vec::new(),
            dated: Vec::new(),
        };
        news.days = stamp::mentions(&news.text)
            .take_while(|told| told.range.start < HEAD)
            .filter_map(|told| {
                let is_late = news.event_day(&told)?;
                Some(EventDay { told, is_late })
            })
            .collect();
        if news.days.is_empty() {
            return None;
        }
        news.told = stamp::mentions(&news.text).collect();
        news.dated = news
            .told
            .iter()
            .filter(|told| !news.is_remembered(told.range.start))
            .filter_map(|told| {
                let at = told.range.start;
                let past = news.past_of(at);
                Some(told.date(None)?).map(|date| Dated { date, at, past })
            })
            .collect();
        Some(news)
    }
}

/// The news in NFC, one content range on a line.
fn news_of<'t>(text: &'t str, content: &[Range<usize>]) -> Cow<'t, str> {
    if let [only] = content
        && !has_marks_apart(&text[only.clone()])
    {
        return Cow::Borrowed(&text[only.clone()]);
    }
    let mut news = String::with_capacity(text.len());
    for range in content {
        let part = &text[range.clone()];
        if has_marks_apart(part) {
            news.extend(part.nfc());
        } else {
            news.push_str(part);
        }
        news.push('\n');
    }
    Cow::Owned(news)
}

impl News<'_> {
    /// The words before a place in its line, as written.
    pub(super) fn before(&self, at: usize, bytes: usize) -> &str {
        let mut from = at.saturating_sub(bytes);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        let words = &self.text[from..at];
        words.rsplit_once('\n').map_or(words, |(_, words)| words)
    }

    /// How surely what a date tells is past.
    pub(super) fn past_of(&self, at: usize) -> Past {
        let before = self.before(at, 60).to_lowercase();
        let mut close = before.len().saturating_sub(24);
        while !before.is_char_boundary(close) {
            close += 1;
        }
        if AHEAD.iter().any(|word| before.contains(word)) || self.ends_term_at(at) {
            Past::Ahead
        } else if OPEN.iter().any(|word| before.contains(word))
            || BOUNDS.iter().any(|word| before[close..].contains(word))
                && !self.reaches_step(&before[close..], at)
        {
            Past::Open
        } else {
            Past::Told
        }
    }

    /// Whether a career reached its next step at a date, which is past then: «đến tháng 9/2017 được điều động …».
    fn reaches_step(&self, before: &str, at: usize) -> bool {
        let bare = before.trim_end().trim_end_matches("tháng").trim_end();
        let behind = self.text[at..].trim_start_matches(|c: char| !c.is_alphabetic());
        bare.ends_with("đến") && behind.starts_with("được ")
    }

    /// Whether a date is one that the news only remembers: somebody's birthday, this day of «năm ngoái», «cách đây 1
    /// năm (ngày 7/7/2017)».
    fn is_remembered(&self, at: usize) -> bool {
        let before = self.before(at, WINDOW);
        let ago = before.rsplit_once("ách đây ").map(|(_, ago)| ago);
        REMEMBERED
            .iter()
            .any(|word| self.before(at, 30).contains(word))
            || ago.is_some_and(|ago| ago.contains(" năm"))
    }

    /// Whether a day is told as that of the event («Sáng 14/6, …», «Ngày 8-7 …», «chiều nay (17/10)»), and
    /// whether that was the day before: «chiều qua (8/12)».
    fn event_day(&self, told: &Mention) -> Option<bool> {
        let start = told.range.start;
        let behind = &self.text[told.range.end..];
        if told.day.is_none()
            || behind.starts_with(['%', '/', ':'])
            || behind.starts_with(" âm lịch")
        {
            return None;
        }
        let written = self.before(start, WINDOW);
        let before = written.to_lowercase();
        if before.contains("trước đó") || before.contains("mai (") || before.contains("sẽ ")
        {
            return None;
        }
        let bare = |words: &'_ str| {
            words
                .trim_end()
                .trim_end_matches(['(', ','])
                .trim_end()
                .len()
        };
        let words = &before[..bare(&before)];
        let without_day = words
            .strip_suffix("ngày")
            .map(|words| &words[..bare(words)]);
        let of_day = without_day.unwrap_or(words);
        // «Sáng nay thứ hai, ngày 22/10».
        let of_day = split_weekday(of_day).map_or(of_day, |(before, _)| before);
        let late = of_day.strip_suffix("qua").map(str::trim_end);
        let of_day = late
            .or_else(|| of_day.strip_suffix("nay").map(str::trim_end))
            .unwrap_or(of_day);
        let is_late = late.is_some();
        let before_part = PARTS_OF_DAY.iter().find_map(|part| {
            of_day
                .strip_suffix(part)
                .filter(|before| !before.ends_with(char::is_alphanumeric))
        });
        let opens_line = written.len() < WINDOW;
        let says_day = written.trim_end().ends_with("Ngày") || written.ends_with("ụ thể, ngày ");
        if told.year.is_some() {
            // With its year a date tells what led to the news, unless the paragraph begins with it.
            let opens =
                before_part.is_some_and(str::is_empty) || says_day && before.trim_end() == "ngày";
            // «… diễn ra chiều nay (5/6/2017)».
            let today =
                before_part.is_some() && words.ends_with("nay") && words.len() < before.len();
            return (opens && opens_line || today && before.trim_end().ends_with('('))
                .then_some(is_late);
        }
        let held = || {
            without_day
                .is_some_and(|before| HELD.iter().any(|word| before.trim_end().ends_with(word)))
        };
        (before_part.is_some() || says_day || held()).then_some(is_late)
    }

    /// A full date in the lead is the day of the event if the news knows no later day.
    fn confirm(&self, date: Date) -> Option<Date> {
        let is_last = self.past().all(|past| past.first_day() <= date.last_day());
        let is_latest_year = self.latest_year().is_none_or(|year| year <= date.year());
        // «Ngày 27/8/2024, Ban Bí thư … Chiều 6/9, Tỉnh ủy …»: without its year the second may be of any.
        let others = self
            .told
            .iter()
            .filter(|told| told.year.is_none() && self.event_day(told).is_some())
            .filter_map(|told| told.date(Some(date.year())));
        let mut latest = date;
        for other in others {
            if other.first_day() > date.last_day() + Days::new(SOON) {
                return None;
            }
            latest = latest.max(other);
        }
        (is_last && is_latest_year).then_some(latest)
    }
}
