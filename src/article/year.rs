//! The year of a day that the news tells without one: «Chiều 8/4, …», by what else it dates.

use std::ops::RangeInclusive;

use chrono::{Datelike, Days, NaiveDate};

use super::lead::{Dated, EARLIEST, HEAD, News, Past};
use super::line::places_of;
use super::stamp::Mention;
use crate::date::Date;
use crate::rules::ordinal;

/// So many days after the event what it is told with may end: «từ 22 đến 24/10/2015».
const LASTING: u64 = 2;
/// A date told so many days before the event, or after, tells its year.
pub(super) const CLOSE: i64 = 10;
/// A date told behind the event so many days before it tells its year.
const JUST: i64 = 5;
/// And so many days before it where more stand with it.
const WEEKS: i64 = 20;
/// A month or a document told so many days before the event, or after, tells its year.
const NEAR: i64 = 31;
/// So many bytes from the beginning of a time to its end: «ngày 1/9/2019 đến hết ngày 31/8/2024».
const TIME: usize = 40;

/// Words between the beginning of a sentence and the date that it opens with: «Đến ngày 10/5/2015, …».
const OF_DATES: [&str; 17] = [
    "ngày", "tháng", "năm", "sáng", "trưa", "chiều", "tối", "đêm", "hồi", "đầu", "giữa", "cuối",
    "từ", "đến", "tới", "vào", "khoảng",
];

/// Words before «tháng 5/2017» that tell of a month just past, and not of when a story began.
const OF_MONTH: [&str; 7] = ["trong", "đầu", "giữa", "cuối", "kỳ", "tác", "của"];

/// What holds for years.
const LAWS: [&str; 4] = ["luật", "nghị quyết", "nghị định", "thông tư"];

impl News<'_> {
    /// The year of a day that stands without one, by the surest evidence in the news.
    pub(super) fn year_of(&self, lead: &Mention) -> Option<i32> {
        let latest = self.latest_year().unwrap_or(EARLIEST);
        let fits = |year: &i32| {
            let day = lead.date(Some(*year)).map(Date::first_day);
            *year >= latest
                && day.is_some_and(|day| {
                    self.past()
                        .all(|past| past.first_day() <= day + Days::new(LASTING))
                })
        };
        let begin = || self.begin_of_time(lead);
        let same = || self.same_day(lead);
        let half = || self.part_of_year(lead);
        let near = || self.near(lead);
        let calendar = || self.by_calendar(lead, latest);
        let plan = || self.plan_of_year(lead);
        let term = || self.new_term();
        let age = || self.age(&fits);
        let end = || self.end_of_term(&fits);
        begin()
            .filter(fits)
            .or_else(|| same().filter(fits))
            .or_else(|| half().filter(fits))
            .or_else(|| calendar().filter(fits))
            .or_else(|| plan().filter(fits))
            .or_else(|| near().filter(fits))
            .or_else(|| term().filter(fits))
            .or_else(|| age().filter(fits))
            .or_else(|| end().filter(fits))
    }

    /// The same day told elsewhere with its year, the last that the news tells of.
    fn same_day(&self, lead: &Mention) -> Option<i32> {
        let last = self.dated.iter().map(|dated| dated.date.year()).max()?;
        let day = lead.date(Some(last))?;
        let mut same = self.dated.iter().filter(|dated| dated.date == day);
        same.any(|dated| {
            (dated.at < HEAD || self.is_of_news(dated, lead)) && !self.ends_at(dated.at)
        })
        .then_some(last)
    }

    /// The year in which a time begins about the day that ends years later: «từ ngày 1/9/2019 đến ngày 31/8/2024».
    fn begin_of_time(&self, lead: &Mention) -> Option<i32> {
        let times = self.dated.windows(2).filter_map(|pair| match pair {
            [begin, end]
                if begin.date.day().is_some() && begin.date.year() + 1 < end.date.year() =>
            {
                let between = &self.text[begin.at..end.at];
                (between.contains(" đến ") && between.len() < TIME).then_some(begin.date)
            }
            _ => None,
        });
        let begins = times.filter(|begin| {
            let day = lead.date(Some(begin.year())).map(Date::first_day);
            day.is_some_and(|day| (begin.first_day() - day).num_days().abs() <= CLOSE)
        });
        begins.map(Date::year).min()
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

    /// A date with its year that lies close to the day: before it, or what lies ahead.
    fn near(&self, lead: &Mention) -> Option<i32> {
        let day = |year: i32| lead.date(Some(year)).map(Date::first_day);
        let by_end = |dated: &&Dated| dated.date.last_day();
        let last = self.dated.iter().max_by_key(by_end)?;
        let told = self.dated.iter().filter(|dated| dated.past == Past::Told);
        let since = told.max_by_key(by_end).and_then(|past| {
            let years = past.date.year()..=past.date.year() + 1;
            years.into_iter().find(|&year| {
                day(year).is_some_and(|day| {
                    day >= past.date.first_day()
                        && self.is_just_before(past, day, lead)
                        && last.date.last_day() <= day + Days::new(366)
                })
            })
        });
        let around = || {
            let years = last.date.year() - 1..=last.date.year();
            years.into_iter().rev().find(|&year| {
                day(year).is_some_and(|day| {
                    let ahead = (last.date.first_day() - day).num_days();
                    self.is_around(last, ahead, lead)
                })
            })
        };
        since.or_else(around)
    }

    /// Whether the last date of the news is near its day, so many days ahead of it: «sẽ nghỉ hưu từ tháng 7-2017» after
    /// «chiều 26-6»; a bound may lie on either side, so it must be a day.
    fn is_around(&self, last: &Dated, ahead: i64, lead: &Mention) -> bool {
        let is_day = last.date.day().is_some();
        match last.past {
            _ if self.is_of_law(last.at) => false,
            Past::Ahead => {
                let sure = is_day || self.begins_at(last.at) || self.is_told_again(last);
                let reach = if self.ends_term_at(last.at) {
                    2 * NEAR
                } else {
                    NEAR
                };
                (0..=reach).contains(&ahead) && sure
            }
            // «hết ngày 31/12/2016», «đến ngày 10/7/2016» may end what a report counts, years before.
            Past::Open => {
                let new_year = last.date.first_day().ordinal() == 1 && ahead > 0;
                let sure =
                    new_year || self.is_told_with(lead, last.at) || self.counts_from(last.at);
                let reach = if sure { NEAR } else { CLOSE };
                is_day && ahead.abs() <= reach && self.begins_at(last.at)
            }
            Past::Told => is_day && (0..=CLOSE).contains(&ahead) && self.is_of_news(last, lead),
        }
    }

    /// Whether the sentence that tells the day of the news goes on to a place: «Sáng 26/1, … nghỉ hưu từ ngày 1/1/2015».
    fn is_told_with(&self, lead: &Mention, at: usize) -> bool {
        let between = self.text.get(lead.range.end..at);
        between.is_some_and(|between| !between.contains(". ") && !between.contains('\n'))
    }

    /// Whether a date that is told as past was just before the day of the news.
    fn is_just_before(&self, past: &Dated, day: NaiveDate, lead: &Mention) -> bool {
        let gap = (day - past.date.last_day()).num_days();
        if past.date.day().is_none() {
            // «trong tháng 5/2017», but not «Tháng 5/2017, …», «hồi tháng 5/2017» or «Trước đó, đầu tháng 5/2017».
            let earlier = self.before(past.at, 60).to_lowercase().contains("trước đó");
            let mut before = self.before(past.at, 40).split_whitespace().rev();
            return gap <= NEAR
                && !earlier
                && before.next() == Some("tháng")
                && before.next().is_some_and(|word| OF_MONTH.contains(&word));
        }
        let beside = |other: &&Dated| {
            other.date != past.date
                && other.date.year() == past.date.year()
                && other.date.day().is_some()
                && (other.date.first_day() - day).num_days().abs() <= WEEKS
        };
        // Behind the day stands what came to light since, and what was done years ago.
        let told = if past.at < lead.range.start {
            CLOSE
        } else {
            JUST
        };
        let near = || self.dated.iter().any(|other| beside(&other));
        gap <= told && self.is_of_news(past, lead)
            || gap <= NEAR && self.is_of_document(past.at)
            || gap <= WEEKS && near()
    }

    /// Whether the year of a date stands with another date too.
    fn is_told_again(&self, dated: &Dated) -> bool {
        let of_year = |other: &&Dated| other.date.year() == dated.date.year();
        self.dated.iter().filter(of_year).nth(1).is_some()
    }

    /// Whether something begins with a date: «từ ngày 1/7/2017».
    fn begins_at(&self, at: usize) -> bool {
        self.before(at, 30).to_lowercase().contains("từ ")
    }

    /// Whether a decision holds from a date: «kể từ ngày 25/3/2019».
    fn counts_from(&self, at: usize) -> bool {
        self.before(at, 20).to_lowercase().contains("kể từ ")
    }

    /// Whether something ends with a date, in whatever year: «kéo dài đến 31/12/2015», «hết hạn vào ngày 31/12/2015».
    fn ends_at(&self, at: usize) -> bool {
        let before = self.before(at, 24).to_lowercase();
        let bare = before.trim_end().trim_end_matches("ngày").trim_end();
        ["đến", "tới", "hết", "hạn", "hạn vào"]
            .iter()
            .any(|word| bare.ends_with(word))
    }

    /// Whether a law takes effect with a date, often long after the news: «Luật … sẽ có hiệu lực từ ngày 1/7/2018».
    fn is_of_law(&self, at: usize) -> bool {
        let before = self.before(at, 120).to_lowercase();
        let clause = before.rsplit(". ").next().unwrap_or_default();
        clause.contains("hiệu lực") && LAWS.iter().any(|law| clause.contains(law))
    }

    /// Whether a date is that of a document, which has its year in the year of the news too: «Quyết định số 12 ngày …»;
    /// what is law may be of any year.
    fn is_of_document(&self, at: usize) -> bool {
        let before = self.before(at, 80).to_lowercase();
        let is_law = LAWS.iter().any(|law| before.contains(law));
        let number = before.rsplit_once("số ").filter(|_| !is_law);
        number.is_some_and(|(_, number)| {
            number.starts_with(|c: char| c.is_ascii_digit()) && !number.contains(". ")
        })
    }

    /// Whether a date with its year may be of the days of the news: not the one with which a sentence behind the day
    /// goes back to what was long before it («Ngày 1/4/2018, bà A được phân công …»).
    fn is_of_news(&self, dated: &Dated, lead: &Mention) -> bool {
        dated.at < lead.range.start || !self.opens_sentence(dated.at)
    }

    /// Whether a sentence begins with a date: «Đến ngày 10/5/2015, …».
    fn opens_sentence(&self, at: usize) -> bool {
        let before = self.before(at, 40);
        for word in before.split_whitespace().rev() {
            let plain = word.trim_start_matches(|c: char| !c.is_alphanumeric());
            if !OF_DATES.contains(&plain.to_lowercase().as_str()) {
                return word.ends_with(['.', ':', '”']);
            }
            if plain.starts_with(char::is_uppercase) {
                return true;
            }
        }
        true
    }

    /// The latest year that the news tells of as past or present.
    pub(super) fn latest_year(&self) -> Option<i32> {
        self.years().max()
    }

    /// The years that the news tells of as past or present, as often as it does.
    fn years(&self) -> impl Iterator<Item = i32> {
        let words = ["năm ", "Năm ", "năm học ", "Năm học "].into_iter();
        let named = words.flat_map(move |word| {
            places_of(word, &self.text).filter_map(move |at| {
                let year = year_at(&self.text[at + word.len()..])?;
                (self.past_of(at) == Past::Told && !self.is_planned(at)).then_some(year)
            })
        });
        named.chain(self.past().map(Date::year))
    }

    /// The dates of the news with their years that are told as past.
    pub(super) fn past(&self) -> impl Iterator<Item = Date> {
        self.dated
            .iter()
            .filter(|dated| dated.past == Past::Told)
            .map(|dated| dated.date)
    }

    /// The year in which the committee or council of a term is elected, in news of that: «được bầu … nhiệm kỳ
    /// 2020-2025» at a congress or a first session.
    fn new_term(&self) -> Option<i32> {
        let begun: Vec<i32> = terms(&self.text).map(|term| *term.start()).collect();
        if begun.is_empty() {
            return None;
        }
        let head: String = self
            .text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .take(4)
            .collect();
        let head = head.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| head.contains(word));
        let first = says(&["đại hội", "thứ nhất", "ra mắt", "phiên họp đầu tiên"])
            || places_of("lần 1", &head)
                .any(|at| !head[at + "lần 1".len()..].starts_with(|c: char| c.is_ascii_digit()));
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
            "kết quả bầu",
            "kết quả hội nghị lần thứ nhất",
            "kết quả phiên họp đầu tiên",
        ]);
        // The Party's congresses are held in the years 2010, 2015, 2020 …; a term of other years is of another body.
        let of_party = says(&["đại hội đảng bộ", "đại hội đại biểu đảng bộ"])
            || says(&["đại hội"]) && says(&["đảng bộ"]);
        let begins = begun
            .into_iter()
            .filter(|year| !of_party || year % 5 == 0)
            .max()?;
        // «Kỳ họp thứ nhất dự kiến …, đại biểu sẽ bầu …»: nobody is elected yet.
        let planned = says(&["dự kiến", "sẽ bầu"]);
        (first && elected && !planned).then_some(begins)
    }

    /// The year in which somebody born in a year that is told has the age that is told, within a term of office.
    fn age(&self, fits: &dyn Fn(&i32) -> bool) -> Option<i32> {
        let term = terms(&self.text).max_by_key(|term| *term.start())?;
        let ages = places_of(" tuổi", &self.text).filter_map(|at| {
            let digits = self.text[..at].get(at.checked_sub(2)?..)?;
            digits.parse::<i32>().ok()
        });
        // «46 tuổi», «ở tuổi 46».
        let turned = places_of("ở tuổi ", &self.text).chain(places_of("Ở tuổi ", &self.text));
        let turned = turned.filter_map(|at| number_at(&self.text[at + "ở tuổi ".len()..]));
        let ages: Vec<i32> = ages
            .chain(turned)
            .filter(|age| (25..=75).contains(age))
            .collect();
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
        let latest = self.latest_year()?;
        let terms: Vec<_> = terms(&self.text).collect();
        let last = terms.iter().max_by_key(|term| *term.start())?;
        // The Party's terms and those of the councils overlap; one that is named again is running.
        let runs = |term: &&RangeInclusive<i32>| {
            term.contains(&latest) && terms.iter().filter(|other| other == term).count() > 1
        };
        let within = |year: &i32| terms.iter().filter(runs).all(|term| term.contains(year));
        only(last.clone().filter(within).filter(fits))
    }
}

/// The terms of office that a text names: «nhiệm kỳ 2020 - 2025».
pub(super) fn terms(text: &str) -> impl Iterator<Item = RangeInclusive<i32>> {
    places_of("nhiệm kỳ ", text).filter_map(|at| {
        let years = &text[at + "nhiệm kỳ ".len()..];
        let from = year_at(years)?;
        let until = years[4..].trim_start().strip_prefix(['-', '–'])?;
        let until = year_at(until.trim_start())?;
        matches!(until - from, 4 | 5 | 7).then_some(from..=until)
    })
}

/// The first day on which news can speak of each assembly that a text names: «đại biểu Quốc hội khóa XIV», for which
/// candidates were named from the autumn of 2015.
pub(super) fn assemblies(text: &str) -> impl Iterator<Item = Date> {
    let words = ["Quốc hội khóa ", "Quốc hội khoá "].into_iter();
    let named = words.flat_map(move |word| {
        places_of(word, text).filter_map(move |at| {
            let rest = &text[at + word.len()..];
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric());
            ordinal(&rest[..end.unwrap_or(rest.len())].to_lowercase())
        })
    });
    named
        .filter_map(|number| i32::try_from(number).ok())
        .filter(|number| (13..=39).contains(number))
        .filter_map(|number| Date::from_day(2010 + 5 * (number - 13), 10, 1))
}

/// The one value that an iterator has, however often.
fn only(mut years: impl Iterator<Item = i32>) -> Option<i32> {
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

/// A number of two digits at the start of a text.
fn number_at(text: &str) -> Option<i32> {
    let goes_on = text.as_bytes().get(2).is_some_and(u8::is_ascii_digit);
    text.get(..2)?.parse().ok().filter(|_| !goes_on)
}

/// A year of four digits at the start of a text.
pub(super) fn year_at(text: &str) -> Option<i32> {
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
