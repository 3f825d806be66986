//! When an article was published: the evidence of handbook 1.10 from the surest on.

use std::ops::Range;

use chrono::Days;
use unicode_normalization::UnicodeNormalization;

use crate::date::Date;

use super::DateSource;
use super::line::has_marks_apart;
use super::stamp::{self, Means, Mention, Stamp};

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
            .or_else(|| self.by_lead())
    }

    /// The day of the event in the lead, where its year is certain.
    fn by_lead(&self) -> Option<(Date, DateSource)> {
        let lead = News::head(self.text, self.content).lead_day()?;
        let news = News::whole(self.text, self.content);
        match lead.year {
            Some(_) => news
                .confirm(lead.date(None)?)
                .map(|date| (date, DateSource::Lead)),
            None => news.year_of(&lead).map(|date| (date, DateSource::Inferred)),
        }
        .filter(|(date, _)| stamp::plausible(*date).is_some())
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

/// The news, or the head of it, as it tells its dates.
struct News {
    text: String,
    told: Vec<Mention>,
}

/// Words for the part of the day before a date, with which papers tell when the event was.
const PARTS_OF_DAY: [&str; 8] = [
    "sáng",
    "trưa",
    "chiều",
    "tối",
    "đêm",
    "rạng sáng",
    "hôm nay",
    "hôm qua",
];

/// So many bytes before a date tell what it is the date of.
const WINDOW: usize = 40;

/// A full date so many days before the event tells its year.
const JUST: u64 = 7;
/// Dates so many days after the event may stand in news of it.
const SOON: u64 = 10;

impl News {
    /// The head of the news, enough to find the day of the event.
    fn head(text: &str, content: &[Range<usize>]) -> Self {
        Self::read(
            content
                .iter()
                .flat_map(|range| text[range.clone()].lines())
                .filter(|line| !line.trim().is_empty())
                .take(4)
                .map(|line| {
                    let mut end = line.len().min(400);
                    while !line.is_char_boundary(end) {
                        end += 1;
                    }
                    &line[..end]
                }),
        )
    }

    /// All of the news.
    fn whole(text: &str, content: &[Range<usize>]) -> Self {
        Self::read(content.iter().flat_map(|range| text[range.clone()].lines()))
    }

    fn read<'t>(lines: impl Iterator<Item = &'t str>) -> Self {
        let mut text = String::new();
        for line in lines {
            if has_marks_apart(line) {
                text.extend(line.nfc());
            } else {
                text.push_str(line);
            }
            text.push('\n');
        }
        let told = stamp::mentions(&text).collect();
        Self { text, told }
    }

    /// The words before a date, in lower case.
    fn before(&self, at: usize, bytes: usize) -> String {
        let mut from = at.saturating_sub(bytes);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        let words = &self.text[from..at];
        words
            .rsplit_once('\n')
            .map_or(words, |(_, words)| words)
            .to_lowercase()
    }

    fn may_be_ahead(&self, at: usize) -> bool {
        let before = self.before(at, 60);
        let words = [
            "từ ",
            "đến ",
            "tới ",
            "hết ",
            "hạn",
            "trước ",
            "hiệu lực",
            "dự kiến",
            "sẽ ",
            "sắp ",
            "kết thúc",
            "vào tháng",
        ];
        words.iter().any(|word| before.contains(word))
    }

    /// The first date in the head that says on which day the event was.
    fn lead_day(&self) -> Option<Mention> {
        self.told
            .iter()
            .find(|told| self.is_event_day(told))
            .cloned()
    }

    /// Whether a day is told as that of the event: «Sáng 14/6, …», «Ngày 8-7 …», «chiều nay (17/10)».
    fn is_event_day(&self, told: &Mention) -> bool {
        if told.day.is_none() || self.text[told.range.end..].starts_with(['%', '/', ':']) {
            return false;
        }
        let before = self.before(told.range.start, WINDOW);
        let words = before.trim_end().trim_end_matches(['(', ',']).trim_end();
        let without_day = words
            .strip_suffix("ngày")
            .map(|words| words.trim_end().trim_end_matches(['(', ',']).trim_end());
        let of_day = without_day.unwrap_or(words);
        let of_day = of_day
            .strip_suffix("nay")
            .or_else(|| of_day.strip_suffix("qua"))
            .map_or(of_day, str::trim_end);
        let before_part = PARTS_OF_DAY.iter().find_map(|part| {
            of_day
                .strip_suffix(part)
                .filter(|before| !before.ends_with(char::is_alphanumeric))
        });
        if told.year.is_some() {
            // With its year a date tells what led to the news, unless the paragraph begins with it.
            return before_part.is_some_and(str::is_empty) && before.len() < WINDOW;
        }
        let ends_sentence = |text: &str| {
            text.is_empty() || text.ends_with(['.', '!', '?', '”', '"', ':', '-', '–', ')'])
        };
        // «Ngày 8/7» at the start of a sentence; in the middle it is the date of a document as a rule.
        let begins_sentence = || {
            without_day
                .is_some_and(|before| ends_sentence(before) && self.begins_large(told.range.start))
        };
        before_part.is_some() || begins_sentence()
    }

    /// Whether the word «Ngày» before a date begins with a capital.
    fn begins_large(&self, at: usize) -> bool {
        self.text[..at].trim_end().ends_with("Ngày")
    }

    /// The dates of the news with their years that are not told as lying ahead.
    fn past(&self) -> impl Iterator<Item = Date> {
        self.told
            .iter()
            .filter(|told| !self.may_be_ahead(told.range.start))
            .filter_map(|told| told.date(None))
    }

    /// The latest year that the news tells of as past or present.
    fn latest_year(&self) -> Option<i32> {
        let named = self.text.match_indices("năm ").filter_map(|(at, word)| {
            let year = self
                .text
                .get(at + word.len()..at + word.len() + 4)?
                .parse()
                .ok()?;
            (1900..2100)
                .contains(&year)
                .then_some(year)
                .filter(|_| !self.may_be_ahead(at))
        });
        named.chain(self.past().map(Date::year)).max()
    }

    /// A full date in the lead is the day of the event if the news knows no later day.
    fn confirm(&self, date: Date) -> Option<Date> {
        let is_last = self.past().all(|past| past.first_day() <= date.last_day());
        let is_latest_year = self.latest_year().is_none_or(|year| year <= date.year());
        // «Ngày 27/8/2024, Ban Bí thư … Chiều 6/9, Tỉnh ủy …»: without its year the second may be of any.
        let others = self
            .told
            .iter()
            .filter(|told| told.year.is_none() && self.is_event_day(told))
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

    /// The date of the event with the one year that the full dates of the news leave.
    fn year_of(&self, lead: &Mention) -> Option<Date> {
        let year = self.latest_year()?;
        let date = lead.date(Some(year))?;
        let same_day = self.told.iter().any(|told| {
            told.year == Some(year) && (told.month, told.day) == (lead.month, lead.day)
        });
        let day = date.first_day();
        let just_before = |past: Date| {
            past.day().is_some()
                && past.first_day() <= day
                && past.first_day() + Days::new(JUST) >= day
        };
        let is_near = same_day || self.past().any(just_before) || self.is_half_year(date);
        let is_last = self
            .past()
            .all(|past| past.first_day() <= day + Days::new(SOON));
        (is_near && is_last).then_some(date)
    }

    /// «6 tháng đầu năm 2017» in news of the middle of that year, «những tháng cuối năm 2017» in its second half.
    fn is_half_year(&self, date: Date) -> bool {
        let spans = [("tháng đầu năm ", 5..=9), ("tháng cuối năm ", 6..=12)];
        spans.iter().any(|(words, months)| {
            months.contains(&date.month().unwrap_or(0))
                && self.text.contains(&format!("{words}{}", date.year()))
        })
    }
}
