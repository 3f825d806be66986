//! The forms of dates: «11/9/2013», «ngày 14 tháng 4», «T7/2020», «quý II/2020», «chiều nay (17/10)».

use std::ops::RangeInclusive;

use crate::claim::reading::Reading;
use crate::date::Date;
use crate::rules::{Category, FigureClass};
use crate::text::Kind;

use super::{Form, Found};

/// The years that articles tell of; «1015» is a misprint.
const YEARS: RangeInclusive<i32> = 1900..=2100;

/// Two or three numbers with one kind of mark between them.
struct Chain {
    numbers: [u32; 3],
    widths: [usize; 3],
    length: usize,
    mark: char,
    end: usize,
}

impl Reading<'_> {
    /// The date that begins at a token, where its own words give it whole; with its end.
    pub(crate) fn whole_date_at(&self, at: usize) -> Option<(Date, usize)> {
        let found = self.form_at(at)?;
        match found.form {
            Form::Whole(date) if found.tokens.start == at => Some((date, found.tokens.end)),
            _ => None,
        }
    }

    /// The day and month that stand at a token, in a year that something else tells; with its end.
    pub(crate) fn day_in_year(&self, at: usize, year: i32) -> Option<(Date, usize)> {
        let found = self.form_at(at)?;
        match found.form {
            Form::DayOfMonth(day, month) => {
                Some((Date::from_day(year, month, day)?, found.tokens.end))
            }
            Form::Month(month) => Some((Date::from_month(year, month)?, found.tokens.end)),
            _ => None,
        }
    }

    pub(super) fn form_at(&self, at: usize) -> Option<Found> {
        let one = |form: Form, end: usize| {
            Some(Found {
                tokens: at..end,
                form,
                part: false,
            })
        };
        if self.token(at)?.kind == Kind::Number {
            let numeric = || self.numeric(at, self.begins_since(at));
            let slip = || self.month_of_year(at);
            let (form, end) = self.days(at).or_else(numeric).or_else(slip)?;
            return one(form, end);
        }
        if let Some((month, end)) = self.short_month(at) {
            return one(month, end);
        }
        let (class, next) = self.class_at(at)?;
        match class {
            FigureClass::Day => {
                let (form, end) = self
                    .numeric(next, true)
                    .or_else(|| self.day_of_month(next))?;
                one(form, end)
            }
            FigureClass::Month => {
                let (form, end) = self.month(next)?;
                one(form, end)
            }
            FigureClass::Year => {
                let year = self.year(next)?;
                one(Form::Whole(Date::from_year(year)?), next + 1)
            }
            FigureClass::Quarter => {
                let (form, end) = self.quarter(next)?;
                Some(Found {
                    tokens: at..end,
                    form,
                    part: true,
                })
            }
            FigureClass::Beginning | FigureClass::Middle | FigureClass::End => {
                let inner = self.form_at(next)?;
                let is_long = match inner.form {
                    Form::Whole(date) => date.day().is_none(),
                    Form::Month(_) | Form::YearsAgo(_) => true,
                    _ => false,
                };
                is_long.then_some(Found {
                    tokens: at..inner.tokens.end,
                    part: true,
                    ..inner
                })
            }
            FigureClass::DayPart => match self.class_at(next) {
                Some((FigureClass::Now, end)) if end == next + 1 => {
                    let (form, end) = self.said_beside(end).unwrap_or((Form::DaysAgo(0), end));
                    one(form, end)
                }
                Some((FigureClass::Passed, end)) => one(Form::DaysAgo(1), end),
                Some((
                    FigureClass::Today
                    | FigureClass::Yesterday
                    | FigureClass::Day
                    | FigureClass::SameDay,
                    _,
                )) => {
                    let inner = self.form_at(next)?;
                    Some(Found {
                        tokens: at..inner.tokens.end,
                        ..inner
                    })
                }
                _ => {
                    let (form, end) = self.numeric(next, true)?;
                    one(form, end)
                }
            },
            FigureClass::Today => {
                let (form, end) = self.said_beside(next).unwrap_or((Form::DaysAgo(0), next));
                one(form, end)
            }
            FigureClass::Yesterday => one(Form::DaysAgo(1), next),
            FigureClass::TwoDaysAgo => one(Form::DaysAgo(2), next),
            FigureClass::Tomorrow => one(Form::DaysAgo(-1), next),
            FigureClass::SameDay => one(Form::SameDay, next),
            // «ông A năm nay 41 tuổi»: an age, no date.
            FigureClass::ThisYear if self.is(next + 1, "tuổi") => None,
            FigureClass::ThisYear => one(Form::YearsAgo(0), next),
            // «… làm giám đốc 4 năm trước khi …» counts years.
            FigureClass::LastYear if self.is(next, "khi") => None,
            FigureClass::LastYear => one(Form::YearsAgo(1), next),
            _ => None,
        }
    }

    /// The day that stands behind «chiều nay» or «hôm nay», with its end: «Chiều nay (17/10)», «Sáng nay 8/2, …», «Hôm nay,
    /// 8/2, …».
    fn said_beside(&self, end: usize) -> Option<(Form, usize)> {
        let apart = self.is_open(end) || self.is_comma(end);
        let (form, close) = self.numeric(end + usize::from(apart), true)?;
        if self.is_open(end) {
            return (self.mark(close) == Some(')')).then_some((form, close + 1));
        }
        let ends =
            self.is_comma(close) || !apart && (self.is_capital(close) || self.is(close, "tại"));
        ends.then_some((form, close))
    }

    /// Whether a day at a token needs no «ngày»: «kể từ 1/7», «có hiệu lực từ 1/7», «nghỉ hưu từ 1/7».
    fn begins_since(&self, at: usize) -> bool {
        const BEFORE: [&str; 3] = ["kể", "lực", "hưu"];
        at > 1 && self.is(at - 1, "từ") && BEFORE.iter().any(|word| self.is(at - 2, word))
    }

    /// The last of several days: «7-15/7/1960».
    fn days(&self, at: usize) -> Option<(Form, usize)> {
        let range = self.width(at) <= 2
            && self.mark(at + 1) == Some('-')
            && self.is_tight(at + 1)
            && self.is_tight(at + 2);
        let chain = self
            .chain(at + 2, false)
            .filter(|chain| range && chain.mark == '/')?;
        let [day, month, year] = chain.numbers;
        let date = Date::from_day(i32::try_from(year).ok()?, month, day)
            .filter(|date| chain.length == 3 && YEARS.contains(&date.year()))?;
        Some((Form::Whole(date), chain.end))
    }

    /// A date in digits at a token; `cued` after «ngày» or a part of the day, which «14/6» needs.
    fn numeric(&self, at: usize, cued: bool) -> Option<(Form, usize)> {
        if self.continues_number(at) && !self.closes_span(at) {
            return None;
        }
        let chain = self.chain(at, cued)?;
        let [a, b, c] = chain.numbers;
        // «12/2022/TT-BNV» is a document, «11/2013-5/2018» a span.
        if matches!(self.mark(chain.end), Some('/' | '-'))
            && self.is_tight(chain.end)
            && self.is_tight(chain.end + 1)
            && !self.closes_span(chain.end + 1)
        {
            return None;
        }
        let day_and_month = chain.widths[0] <= 2 && chain.widths[1] <= 2;
        match chain.length {
            3 if day_and_month && chain.widths[2] == 4 => {
                let date = Date::from_day(i32::try_from(c).ok()?, b, a)
                    .filter(|d| YEARS.contains(&d.year()))?;
                Some((Form::Whole(date), chain.end))
            }
            2 if day_and_month && cued => {
                Date::from_day(2000, b, a)?;
                self.with_year(chain.end, Form::DayOfMonth(a, b))
            }
            2 if chain.widths[0] <= 2
                && chain.widths[1] == 4
                && chain.mark != '.'
                && !self.is_numbered(at) =>
            {
                let date = Date::from_month(i32::try_from(b).ok()?, a)
                    .filter(|d| YEARS.contains(&d.year()))?;
                Some((Form::Whole(date), chain.end))
            }
            _ => None,
        }
    }

    /// Whether a token ends a span that is written without blanks: «11/2013-5/2018», «8/1997-17/05/2001», «6/2018-nay».
    fn closes_span(&self, at: usize) -> bool {
        let month = |at: usize| {
            (1..=2).contains(&self.width(at))
                && self.mark(at + 1) == Some('/')
                && self.is_tight(at + 1)
                && self.width(at + 2) == 4
        };
        let day = |at: usize| {
            (1..=2).contains(&self.width(at))
                && self.mark(at + 1) == Some('/')
                && month(at + 2)
                && (at + 1..at + 3).all(|at| self.is_tight(at))
        };
        at > 3
            && self.mark(at - 1) == Some('-')
            && month(at - 4)
            && (month(at) || day(at) || self.is_class(at, FigureClass::Now))
    }

    /// Whether the number at a token is that of a document: «số 24/2014», «Nghị định 24/2014».
    fn is_numbered(&self, at: usize) -> bool {
        at > 0
            && (self.is_class(at - 1, FigureClass::Number)
                || (1..=4).any(|back| {
                    at >= back
                        && self
                            .tag(at - back, Category::Document)
                            .is_some_and(|(_, end)| end == at)
                }))
    }

    /// A day and month, with the year that stands behind them in other words; none where they are lunar.
    fn with_year(&self, end: usize, form: Form) -> Option<(Form, usize)> {
        let Form::DayOfMonth(day, month) = form else {
            return None;
        };
        if self.is_class(end, FigureClass::Lunar) {
            return None;
        }
        match self.class_at(end) {
            Some((FigureClass::Year, next)) => match self.year(next) {
                Some(year) => Some((Form::Whole(Date::from_day(year, month, day)?), next + 1)),
                // «ngày 24/10 năm Giáp Thìn».
                None => (!self.is_capital(next)).then_some((form, end)),
            },
            _ => Some((form, end)),
        }
    }

    /// «14 tháng 4 năm 2014» behind «ngày».
    fn day_of_month(&self, at: usize) -> Option<(Form, usize)> {
        let day = self.digits(at).filter(|_| self.width(at) <= 2)?;
        let (FigureClass::Month, next) = self.class_at(at + 1)? else {
            return None;
        };
        match self.month(next)? {
            (Form::Whole(date), end) => Some((
                Form::Whole(Date::from_day(date.year(), date.month()?, day)?),
                end,
            )),
            (Form::Month(month), end) => {
                Date::from_day(2000, month, day)?;
                self.with_year(end, Form::DayOfMonth(day, month))
            }
            _ => None,
        }
    }

    /// «6 năm 2017», «6/2017», «6-2017», «6» behind «tháng».
    fn month(&self, at: usize) -> Option<(Form, usize)> {
        if let Some(chain) = self
            .chain(at, true)
            .filter(|c| c.length == 2 && c.widths[1] == 4)
        {
            let date = Date::from_month(i32::try_from(chain.numbers[1]).ok()?, chain.numbers[0])
                .filter(|d| YEARS.contains(&d.year()))?;
            return Some((Form::Whole(date), chain.end));
        }
        let month = self.digits(at).filter(|_| self.width(at) <= 2)?;
        Date::from_month(2000, month)?;
        let end = at + 1;
        if self.unit_at(end).is_some() || self.is_class(end, FigureClass::Lunar) {
            return None;
        }
        match self.class_at(end) {
            // «tháng 1 tháng 2016» is a slip for «tháng 1 năm 2016».
            Some((FigureClass::Year | FigureClass::Month, next)) if self.year(next).is_some() => {
                Some((
                    Form::Whole(Date::from_month(self.year(next)?, month)?),
                    next + 1,
                ))
            }
            // «tháng 5 năm 5»: neither a year nor none; «6 tháng đầu năm» is a period.
            Some((FigureClass::Year | FigureClass::Beginning | FigureClass::End, _)) => None,
            _ => Some((Form::Month(month), end)),
        }
    }

    /// «1 tháng 2006», a slip for «tháng 1 năm 2006».
    fn month_of_year(&self, at: usize) -> Option<(Form, usize)> {
        let month = self.digits(at).filter(|_| self.width(at) <= 2)?;
        let (FigureClass::Month, next) = self.class_at(at + 1)? else {
            return None;
        };
        let date = Date::from_month(self.year(next)?, month)?;
        Some((Form::Whole(date), next + 1))
    }

    /// «T7/2020».
    fn short_month(&self, at: usize) -> Option<(Form, usize)> {
        let token = self
            .token(at)
            .filter(|t| t.end - t.start <= 3 && t.kind == Kind::Word)?;
        let month = self
            .text
            .word(token)
            .strip_prefix(['T', 't'])?
            .parse()
            .ok()?;
        let is_dated =
            self.mark(at + 1) == Some('/') && self.is_tight(at + 1) && self.is_tight(at + 2);
        let year = self.year(at + 2).filter(|_| is_dated)?;
        Some((Form::Whole(Date::from_month(year, month)?), at + 3))
    }

    /// «II/2020», «2 năm 2020» behind «quý».
    fn quarter(&self, at: usize) -> Option<(Form, usize)> {
        let token = self.token(at)?;
        let is_quarter = matches!(
            self.text.word(token),
            "I" | "II" | "III" | "IV" | "1" | "2" | "3" | "4"
        );
        if !is_quarter {
            return None;
        }
        let year = match self.class_at(at + 1) {
            Some((FigureClass::Year, next)) => self.year(next).map(|year| (year, next + 1)),
            _ if matches!(self.mark(at + 1), Some('/' | '-')) => {
                self.year(at + 2).map(|year| (year, at + 3))
            }
            _ => None,
        };
        match year {
            Some((year, end)) => Some((Form::Whole(Date::from_year(year)?), end)),
            None => Some((Form::Quarter, at + 1)),
        }
    }

    /// A year of four digits that is a whole token.
    pub(crate) fn year(&self, at: usize) -> Option<i32> {
        let year = self.digits(at).filter(|_| self.width(at) == 4)?;
        let year = i32::try_from(year).ok().filter(|y| YEARS.contains(y))?;
        let part_of_more = matches!(self.mark(at + 1), Some('/'))
            && self.is_tight(at + 1)
            && self.is_tight(at + 2)
            || self.mark(at + 1) == Some('.')
                && self.is_tight(at + 1)
                && self.width(at + 2) == 3
                && self.is_tight(at + 2);
        (!part_of_more).then_some(year)
    }

    /// The numbers joined by one mark at a token; with spaces around the marks only where `cued`.
    fn chain(&self, at: usize, cued: bool) -> Option<Chain> {
        let mut chain = Chain {
            numbers: [0; 3],
            widths: [0; 3],
            length: 0,
            mark: ' ',
            end: at,
        };
        let mut next = at;
        loop {
            chain.numbers[chain.length] = self.digits(next)?;
            chain.widths[chain.length] = self.width(next);
            chain.length += 1;
            chain.end = next + 1;
            let mark = self.mark(next + 1).filter(|m| matches!(m, '/' | '-' | '.'));
            let Some(mark) = mark.filter(|m| chain.length == 1 || *m == chain.mark) else {
                break;
            };
            let tight = self.is_tight(next + 1) && self.is_tight(next + 2);
            let loose = cued
                && mark != '.'
                && chain.widths[chain.length - 1] <= 2
                && !(self.width(next + 2) == 4 && chain.length == 1);
            if chain.length == 3 || !(tight || loose) || self.width(next + 2) == 0 {
                break;
            }
            chain.mark = mark;
            next += 2;
        }
        (chain.length > 1).then_some(chain)
    }
}
