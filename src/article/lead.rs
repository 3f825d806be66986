//! The day of the news by its own words: «Sáng 14/6, …», in the year that the rest of the news makes clear.

use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};

use chrono::Days;
use unicode_normalization::UnicodeNormalization;

use super::DateSource;
use super::line::{has_marks_apart, places_of};
use super::stamp::{self, Mention};
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
}

/// The news with the dates that it tells.
struct News<'t> {
    text: Cow<'t, str>,
    told: Vec<Mention>,
    /// The days in the head that are told as those of the event.
    days: Vec<EventDay>,
    /// The dates with their years that are nobody's birthday.
    dated: Vec<(Date, Past)>,
}

/// A day that is told as that of the event.
struct EventDay {
    told: Mention,
    /// Whether it was the day before the news.
    is_late: bool,
}

/// How surely what a date tells is past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Past {
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
const HELD: [&str; 4] = ["tổ chức", "diễn ra", "vào", "trong"];

/// Words before a date that tell what lies ahead.
const AHEAD: [&str; 5] = ["dự kiến", "sẽ ", "sắp ", "mai (", "tới đây"];

/// Words before a date that leave open whether what it tells is past.
const OPEN: [&str; 5] = ["hạn", "trước ", "hiệu lực", "kết thúc", "vào tháng"];

/// Words right before a date that tell how far something goes, past or not.
const BOUNDS: [&str; 4] = ["từ ", "đến ", "tới ", "hết "];

/// Words of address behind a date, and what is then told of their bearer: a step of a life.
const BEARERS: [&str; 5] = ["ông ", "bà ", "đồng chí ", "anh ", "chị "];
const STEPS: [&str; 3] = ["được", "giữ", "là"];

/// The event stands within so many bytes of the beginning.
const HEAD: usize = 3600;
/// So many bytes before a date tell what it is the date of.
const WINDOW: usize = 40;
/// Dates so many days after the event may stand in news of it.
const SOON: u64 = 10;
/// So many days after the event what it is told with may end: «từ 22 đến 24/10/2015».
const LASTING: u64 = 2;
/// A date told so many days before the event, or after, tells its year.
const CLOSE: i64 = 10;
/// A date told so many days before the event, or after, tells its year where the news names that year again.
const NEAR: i64 = 31;
/// A year before which no news that is read now was put online; a day in such a year is remembered, not new.
const EARLIEST: i32 = 2000;

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
            .filter(|told| !news.is_birth(told.range.start))
            .filter_map(|told| Some((told.date(None)?, news.past_of(told.range.start))))
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
    fn before(&self, at: usize, bytes: usize) -> &str {
        let mut from = at.saturating_sub(bytes);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        let words = &self.text[from..at];
        words.rsplit_once('\n').map_or(words, |(_, words)| words)
    }

    /// How surely what a date tells is past.
    fn past_of(&self, at: usize) -> Past {
        let before = self.before(at, 60).to_lowercase();
        let mut close = before.len().saturating_sub(24);
        while !before.is_char_boundary(close) {
            close += 1;
        }
        if AHEAD.iter().any(|word| before.contains(word)) {
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

    /// Whether a date is somebody's birthday.
    fn is_birth(&self, at: usize) -> bool {
        let before = self.before(at, 30);
        ["sinh ", "SN ", "sn "]
            .iter()
            .any(|word| before.contains(word))
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
        let says_day = written.trim_end().ends_with("Ngày");
        if told.year.is_some() {
            // With its year a date tells what led to the news, unless the paragraph begins with it.
            let opens =
                before_part.is_some_and(str::is_empty) || says_day && before.trim_end() == "ngày";
            return (opens && opens_line).then_some(is_late);
        }
        let held = || {
            without_day
                .is_some_and(|before| HELD.iter().any(|word| before.trim_end().ends_with(word)))
        };
        (before_part.is_some() || says_day || held()).then_some(is_late)
    }

    /// The dates of the news with their years that are not told as lying ahead.
    fn past(&self) -> impl Iterator<Item = Date> {
        self.dated
            .iter()
            .filter(|(_, past)| *past == Past::Told)
            .map(|(date, _)| *date)
    }

    /// The latest year that the news tells of as past or present.
    fn latest_year(&self) -> Option<i32> {
        self.years().max()
    }

    /// The years that the news tells of as past or present, as often as it does.
    fn years(&self) -> impl Iterator<Item = i32> {
        let words = ["năm ", "Năm ", "năm học ", "Năm học "].into_iter();
        let named = words.flat_map(move |word| {
            places_of(word, &self.text).filter_map(move |at| {
                let year = year_at(&self.text[at + word.len()..])?;
                (self.past_of(at) == Past::Told).then_some(year)
            })
        });
        named.chain(self.past().map(Date::year))
    }

    /// Whether a date is told as that of a step in somebody's life: «Tháng 9/2014, ông được bầu …», «từ 5/2016».
    fn is_of_career(&self, date: Date) -> bool {
        self.told
            .iter()
            .filter(|told| told.date(None) == Some(date))
            .any(|told| {
                let before = self.before(told.range.start, 20).to_lowercase();
                let behind = self.text[told.range.end..].trim_start_matches([',', ' ', ')']);
                let bare = before.trim_end().trim_end_matches("tháng").trim_end();
                BOUNDS.iter().any(|bound| bare.ends_with(bound.trim_end()))
                    || BEARERS.iter().any(|word| behind.starts_with(word))
                        && behind.split(' ').take(7).any(|word| STEPS.contains(&word))
            })
    }

    /// Whether the news tells of a year more than once.
    fn is_named_again(&self, year: i32) -> bool {
        self.years().filter(|named| *named == year).nth(1).is_some()
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

    /// The year of a day that stands without one, by the surest evidence in the news.
    fn year_of(&self, lead: &Mention) -> Option<i32> {
        let latest = self.latest_year().unwrap_or(EARLIEST);
        let fits = |year: &i32| {
            let day = lead.date(Some(*year)).map(Date::first_day);
            *year >= latest
                && day.is_some_and(|day| {
                    self.past()
                        .all(|past| past.first_day() <= day + Days::new(LASTING))
                })
        };
        let same = || self.same_day(lead);
        let half = || self.part_of_year(lead);
        let near = || self.near(lead, latest);
        let term = || self.new_term();
        let age = || self.age(&fits);
        let end = || self.end_of_term(&fits);
        same()
            .filter(fits)
            .or_else(|| half().filter(fits))
            .or_else(|| near().filter(fits))
            .or_else(|| term().filter(fits))
            .or_else(|| age().filter(fits))
            .or_else(|| end().filter(fits))
    }

    /// The same day told elsewhere with its year, the last that the news tells of.
    fn same_day(&self, lead: &Mention) -> Option<i32> {
        let of_day = |told: &&Mention| (told.month, told.day) == (lead.month, lead.day);
        let year = self
            .told
            .iter()
            .filter(of_day)
            .filter_map(|told| told.year)
            .max()?;
        self.dated
            .iter()
            .all(|(date, _)| date.year() <= year)
            .then_some(year)
    }

    /// «6 tháng đầu năm 2017» in news of the middle of that year, «những tháng cuối năm 2017» in its second half.
    fn part_of_year(&self, lead: &Mention) -> Option<i32> {
        let spans: [(&str, RangeInclusive<u32>); 5] = [
            ("6 tháng đầu năm ", 5..=9),
            ("9 tháng đầu năm ", 9..=11),
            ("3 tháng đầu năm ", 3..=5),
            ("tháng cuối năm ", 6..=12),
            ("tháng đầu năm ", 5..=9),
        ];
        spans.iter().find_map(|(words, months)| {
            let at = places_of(words, &self.text).next()? + words.len();
            year_at(&self.text[at..]).filter(|_| months.contains(&lead.month))
        })
    }

    /// A date with its year that lies close to the day: before it or, where the year is named as well, after it.
    fn near(&self, lead: &Mention, latest: i32) -> Option<i32> {
        let day = |year: i32| lead.date(Some(year)).map(Date::first_day);
        let past = self.past().max_by_key(|past| past.last_day());
        let end = self.dated.iter().map(|(date, _)| date.last_day()).max()?;
        let since = past.and_then(|past| {
            let years = past.year()..=past.year() + 1;
            years.into_iter().find(|&year| {
                day(year).is_some_and(|day| {
                    let gap = (day - past.last_day()).num_days();
                    let sure = self.is_named_again(past.year()) || !self.is_of_career(past);
                    let close = gap <= NEAR && (sure || past.day().is_some() && gap <= CLOSE);
                    day >= past.first_day() && close && end <= day + Days::new(366)
                })
            })
        });
        // «sẽ nghỉ hưu từ tháng 7-2017» after «chiều 26-6»; a bound may lie on either side, so it must be a day.
        let around = || {
            let (last, told) = self.dated.iter().max_by_key(|(date, _)| date.last_day())?;
            let day = day(last.year())?;
            let ahead = (last.first_day() - day).num_days();
            let gap = ahead.max((day - last.last_day()).num_days());
            let again = latest == last.year() && self.is_named_again(latest);
            let near = if *told == Past::Ahead {
                (0..=NEAR).contains(&ahead)
            } else {
                gap <= CLOSE && last.day().is_some() || gap <= NEAR && again
            };
            near.then(|| last.year())
        };
        since.or_else(around)
    }

    /// The year in which the committee or council of a term is elected, in news of that: «được bầu … nhiệm kỳ
    /// 2020-2025» at a congress or a first session.
    fn new_term(&self) -> Option<i32> {
        let begins = terms(&self.text).map(|term| *term.start()).max()?;
        let head: String = self
            .text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .take(4)
            .collect();
        let head = head.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| head.contains(word));
        let first = says(&["đại hội", "thứ nhất", "lần 1", "ra mắt"]);
        let elected = says(&[
            "được bầu",
            "đã bầu",
            "bầu ông",
            "bầu bà",
            "bầu đồng chí",
            "đắc cử",
            "tái cử",
            "trúng cử",
            "ra mắt",
        ]);
        // «Kỳ họp thứ nhất dự kiến …, đại biểu sẽ bầu …»: nobody is elected yet.
        let planned = says(&["dự kiến", "sẽ bầu"]);
        (first && elected && !planned).then_some(begins)
    }

    /// The year in which somebody born in a year that is told has the age that is told, within a term of office.
    fn age(&self, fits: &dyn Fn(&i32) -> bool) -> Option<i32> {
        let term = terms(&self.text).max_by_key(|term| *term.start())?;
        let ages = places_of(" tuổi", &self.text).filter_map(|at| {
            let digits = self.text[..at].get(at.checked_sub(2)?..)?;
            digits
                .parse::<i32>()
                .ok()
                .filter(|age| (25..=75).contains(age))
        });
        let ages: Vec<i32> = ages.collect();
        let births = ["sinh năm ", "SN "].into_iter().flat_map(|word| {
            places_of(word, &self.text).filter_map(move |at| year_at(&self.text[at + word.len()..]))
        });
        only(
            births
                .flat_map(|born| ages.iter().map(move |age| born + age))
                .filter(|year| term.contains(year) && fits(year)),
        )
    }

    /// The last year of the latest term, where what the news tells as past leaves no other.
    fn end_of_term(&self, fits: &dyn Fn(&i32) -> bool) -> Option<i32> {
        self.past().next()?;
        let term = terms(&self.text).max_by_key(|term| *term.start())?;
        only(term.filter(fits))
    }
}

/// The terms of office that a text names: «nhiệm kỳ 2020 - 2025».
fn terms(text: &str) -> impl Iterator<Item = RangeInclusive<i32>> {
    places_of("nhiệm kỳ ", text).filter_map(|at| {
        let years = &text[at + "nhiệm kỳ ".len()..];
        let from = year_at(years)?;
        let until = years[4..].trim_start().strip_prefix(['-', '–'])?;
        let until = year_at(until.trim_start())?;
        matches!(until - from, 4 | 5 | 7).then_some(from..=until)
    })
}

/// The one value that an iterator has, however often.
fn only(mut years: impl Iterator<Item = i32>) -> Option<i32> {
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

/// A year of four digits at the start of a text.
fn year_at(text: &str) -> Option<i32> {
    let digits = text
        .get(..4)
        .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    let goes_on = text.as_bytes().get(4).is_some_and(u8::is_ascii_digit);
    let year = digits
        .parse()
        .ok()
        .filter(|year| (1900..2100).contains(year));
    year.filter(|_| !goes_on)
}
