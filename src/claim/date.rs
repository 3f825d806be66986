//! Dates and terms of office in the text: «11/9/2013», «ngày 9-5-2012», «tháng 6 năm 2017», «sáng nay», «nhiệm kỳ 2020 -2025».

use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate};

use super::reading::Reading;
use crate::date::Date;
use crate::rules::{Category, FigureClass};
use crate::text::{Kind, Shape};

/// A date that the text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DateMention {
    /// The tokens, «ngày», «tháng», «năm» and the part of the day included.
    pub(crate) tokens: Range<usize>,
    /// The date.
    pub(crate) date: Date,
    /// Whether the text means only a part of it: «đầu năm 2019», «quý II/2020».
    pub(crate) part: bool,
    /// How the date was had.
    pub(crate) origin: Origin,
}

/// How a date was had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// It stands there whole.
    Written,
    /// Its year comes from the sentence before or from the day of publication.
    YearInferred,
    /// It is told from the day of publication or from another date: «sáng nay», «cùng ngày».
    Relative,
}

impl Origin {
    /// How the settled form of a date shows that it was not written whole.
    pub(crate) fn mark(self) -> &'static str {
        match self {
            Self::Written => "",
            Self::YearInferred => " year inferred",
            Self::Relative => " relative",
        }
    }
}

/// A date as far as its own words go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Whole(Date),
    DayOfMonth(u32, u32),
    Month(u32),
    Quarter,
    /// Days before (or, below zero, after) the day of publication.
    DaysAgo(i64),
    SameDay,
    /// Years before the year of publication.
    YearsAgo(i32),
}

/// A form found in the text.
struct Found {
    tokens: Range<usize>,
    form: Form,
    part: bool,
}

/// The dates of a sentence, in order. A date without a year takes that of the date before it in this or
/// the sentence before, else that of the publication; without either it is left out.
pub(crate) fn dates(reading: &Reading, sentence: usize) -> Vec<DateMention> {
    let found = forms(reading, sentence);
    if found.is_empty() {
        return Vec::new();
    }
    let anchor = reading
        .article
        .published
        .filter(|date| date.day().is_some());
    let lacks_year =
        |form: Form| matches!(form, Form::DayOfMonth(..) | Form::Month(_) | Form::SameDay);
    let mut context = if found.iter().any(|f| lacks_year(f.form)) {
        context_before(reading, sentence)
    } else {
        None
    };
    let mut mentions = Vec::with_capacity(found.len());
    for Found { tokens, form, part } in found {
        let Some((date, origin)) = resolve(form, context, anchor, reading.article.published) else {
            continue;
        };
        if date.month().is_some() && is_context(reading, tokens.start) {
            context = Some(date);
        }
        mentions.push(DateMention {
            tokens,
            date,
            part,
            origin,
        });
    }
    mentions
}

/// The last whole date of the sentence before, in the same paragraph.
fn context_before(reading: &Reading, sentence: usize) -> Option<Date> {
    let before = sentence.checked_sub(1)?;
    let sentences = &reading.text.sentences;
    if sentences[before].paragraph != sentences[sentence].paragraph {
        return None;
    }
    let last = forms(reading, before)
        .into_iter()
        .rev()
        .find_map(|found| match found.form {
            Form::Whole(date)
                if date.month().is_some() && is_context(reading, found.tokens.start) =>
            {
                Some(date)
            }
            _ => None,
        });
    last.filter(|date| {
        reading
            .article
            .published
            .is_none_or(|published| date.first_day() <= published.last_day())
    })
}

/// Whether a date says when things happen, so that the dates behind it go by its year: no birthday and
/// no date of a document.
fn is_context(reading: &Reading, start: usize) -> bool {
    let before = start.saturating_sub(9)..start;
    !before
        .clone()
        .any(|at| reading.tag(at, Category::Document).is_some())
        && !(start.saturating_sub(3)..start).any(|at| reading.is_class(at, FigureClass::Birth))
}

fn resolve(
    form: Form,
    context: Option<Date>,
    anchor: Option<Date>,
    published: Option<Date>,
) -> Option<(Date, Origin)> {
    let inferred = |date_in: &dyn Fn(i32) -> Option<Date>| {
        let date = match (context, published) {
            (Some(context), _) => date_in(context.year())?,
            (None, Some(published)) => {
                let date = date_in(published.year())?;
                // What lies more than a week ahead was a year ago.
                let limit = published.last_day() + Days::new(7);
                if date.first_day() > limit {
                    date_in(published.year() - 1)?
                } else {
                    date
                }
            }
            (None, None) => return None,
        };
        Some((date, Origin::YearInferred))
    };
    match form {
        Form::Whole(date) => Some((date, Origin::Written)),
        Form::DayOfMonth(day, month) => inferred(&|year| Date::from_day(year, month, day)),
        Form::Month(month) => inferred(&|year| Date::from_month(year, month)),
        Form::Quarter => inferred(&Date::from_year),
        Form::DaysAgo(days) => {
            let day: NaiveDate = anchor?.first_day();
            let distance = Days::new(days.unsigned_abs());
            let day = if days < 0 {
                day.checked_add_days(distance)
            } else {
                day.checked_sub_days(distance)
            };
            Some((Date::from(day?), Origin::Relative))
        }
        Form::SameDay => context
            .filter(|date| date.day().is_some())
            .map(|date| (date, Origin::Relative)),
        Form::YearsAgo(years) => Some((
            Date::from_year(published?.first_day().year() - years)?,
            Origin::Relative,
        )),
    }
}

/// The forms of dates of a sentence.
fn forms(reading: &Reading, sentence: usize) -> Vec<Found> {
    let tokens = reading.text.sentences[sentence].tokens.clone();
    let mut found = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let next = match reading.text.tokens[at].kind {
            Kind::Number | Kind::Word => reading.form_at(at),
            Kind::Mark | Kind::Break => None,
        };
        match next {
            Some(form) if form.tokens.end <= tokens.end => {
                at = form.tokens.end.max(at + 1);
                found.push(form);
            }
            _ => at += 1,
        }
    }
    found
}

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

    fn form_at(&self, at: usize) -> Option<Found> {
        if self.token(at)?.kind == Kind::Number {
            let (form, end) = self.numeric(at, false)?;
            return Some(Found {
                tokens: at..end,
                form,
                part: false,
            });
        }
        if let Some((month, end)) = self.short_month(at) {
            return Some(Found {
                tokens: at..end,
                form: month,
                part: false,
            });
        }
        let (class, next) = self.class_at(at)?;
        let one = |form: Form, end: usize| {
            Some(Found {
                tokens: at..end,
                form,
                part: false,
            })
        };
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
                    // «Chiều nay (17/10)» says itself which day it is.
                    let bracketed = (self.is_open(end))
                        .then(|| self.numeric(end + 1, true))
                        .flatten();
                    match bracketed {
                        Some((form, close)) if self.mark(close) == Some(')') => {
                            one(form, close + 1)
                        }
                        _ => one(Form::DaysAgo(0), end),
                    }
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
            FigureClass::Today => one(Form::DaysAgo(0), next),
            FigureClass::Yesterday => one(Form::DaysAgo(1), next),
            FigureClass::TwoDaysAgo => one(Form::DaysAgo(2), next),
            FigureClass::Tomorrow => one(Form::DaysAgo(-1), next),
            FigureClass::SameDay => one(Form::SameDay, next),
            FigureClass::ThisYear => one(Form::YearsAgo(0), next),
            FigureClass::LastYear => one(Form::YearsAgo(1), next),
            _ => None,
        }
    }

    /// A date in digits at a token; `cued` after «ngày» or a part of the day, which «14/6» needs.
    fn numeric(&self, at: usize, cued: bool) -> Option<(Form, usize)> {
        if self.continues_number(at) {
            return None;
        }
        let chain = self.chain(at, cued)?;
        let [a, b, c] = chain.numbers;
        // «12/2022/TT-BNV» is a document.
        if matches!(self.mark(chain.end), Some('/' | '-'))
            && self.is_tight(chain.end)
            && self.is_tight(chain.end + 1)
        {
            return None;
        }
        let day_and_month = chain.widths[0] <= 2 && chain.widths[1] <= 2;
        match chain.length {
            3 if day_and_month && chain.widths[2] == 4 => {
                let date = Date::from_day(i32::try_from(c).ok()?, b, a)
                    .filter(|d| (1900..=2100).contains(&d.year()))?;
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
                    .filter(|d| (1900..=2100).contains(&d.year()))?;
                Some((Form::Whole(date), chain.end))
            }
            _ => None,
        }
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
            let date = Date::from_month(i32::try_from(chain.numbers[1]).ok()?, chain.numbers[0])?;
            return Some((Form::Whole(date), chain.end));
        }
        let month = self.digits(at).filter(|_| self.width(at) <= 2)?;
        Date::from_month(2000, month)?;
        let end = at + 1;
        if self.unit_at(end).is_some() {
            return None;
        }
        match self.class_at(end) {
            Some((FigureClass::Year, next)) if self.year(next).is_some() => Some((
                Form::Whole(Date::from_month(self.year(next)?, month)?),
                next + 1,
            )),
            // «tháng 5 năm 5»: neither a year nor none.
            Some((FigureClass::Year, _)) => None,
            Some((FigureClass::Beginning | FigureClass::End, _)) => None,
            _ => Some((Form::Month(month), end)),
        }
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
        let year = i32::try_from(year)
            .ok()
            .filter(|y| (1900..=2100).contains(y))?;
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

/// A term of office that the text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TermMention {
    /// The tokens, «nhiệm kỳ» or «khóa» included.
    pub(crate) tokens: Range<usize>,
    /// «2020-2025» or «khóa XV».
    pub(crate) term: String,
}

impl Reading<'_> {
    /// The term of office that begins at a token: «nhiệm kỳ 2020 -2025», «khóa XV».
    pub(crate) fn term_at(&self, at: usize) -> Option<TermMention> {
        let (class, next) = self.class_at(at)?;
        match class {
            FigureClass::Term => {
                let (from, to, end) = self.years_at(next)?;
                is_term(from, to).then(|| TermMention {
                    tokens: at..end,
                    term: format!("{from}-{to}"),
                })
            }
            FigureClass::Congress => {
                let token = self.token(next)?;
                let word = self.text.word(token);
                let is_roman = token.shape != Shape::Lower
                    && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
                let is_number = self.digits(next).is_some_and(|n| (1..=40).contains(&n))
                    && self.unit_at(next + 1).is_none();
                (is_roman || is_number).then(|| TermMention {
                    tokens: at..next + 1,
                    term: format!("khóa {word}"),
                })
            }
            _ => None,
        }
    }

    /// Two years with a dash between them, spaced in any way; a misprinted one is mended by the other
    /// where they are five years apart.
    pub(crate) fn years_at(&self, at: usize) -> Option<(i32, i32, usize)> {
        let dash = match self.mark(at + 1)? {
            '-' => at + 2,
            _ => return None,
        };
        let first = self.token(at).filter(|t| t.kind == Kind::Number)?;
        let second = self.token(dash).filter(|t| t.kind == Kind::Number)?;
        let (from, to) = match (self.year(at), self.year(dash)) {
            (Some(from), Some(to)) => (from, to),
            (Some(from), None) if is_misprint(self.text.word(second), from + 5) => (from, from + 5),
            (None, Some(to)) if is_misprint(self.text.word(first), to - 5) => (to - 5, to),
            _ => return None,
        };
        (from < to && to - from <= 30).then_some((from, to, dash + 1))
    }
}

/// Whether a term may be so long: five years, less or more where congresses were moved.
fn is_term(from: i32, to: i32) -> bool {
    matches!(to - from, 4 | 5 | 7)
}

/// Whether digits are a year with one digit lost or doubled: «202», «20121».
fn is_misprint(digits: &str, year: i32) -> bool {
    let year = year.to_string();
    let without = |long: &str, short: &str| {
        (0..long.len()).any(|gap| format!("{}{}", &long[..gap], &long[gap + 1..]) == short)
    };
    match digits.len() {
        3 => without(&year, digits),
        5 => without(digits, &year),
        _ => false,
    }
}
