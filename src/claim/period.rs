//! Periods in the text: «từ năm 2014 đến nay», «nhiệm kỳ 2015 - 2020», «6 tháng đầu năm 2023», «hơn 5 năm qua».

use std::fmt;
use std::ops::Range;

use super::date::{DateMention, Origin};
use super::reading::Reading;
use crate::date::Date;
use crate::rules::{Category, FigureClass};

/// A stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Period {
    /// From a date to a date; an end that is not named is open.
    Span {
        /// The first date.
        start: Option<Date>,
        /// The last date.
        end: Option<Date>,
    },
    /// One year or month.
    One(Date),
    /// Words that no date can be had from («hơn 5 năm qua»).
    Words(String),
}

/// A period that the text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PeriodMention {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// The period.
    pub(crate) period: Period,
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Span { start, end } => {
                if let Some(start) = start {
                    write!(f, "{start}")?;
                }
                f.write_str("..")?;
                end.iter().try_for_each(|end| write!(f, "{end}"))
            }
            Self::One(date) => write!(f, "{date}"),
            Self::Words(words) => f.write_str(words),
        }
    }
}

/// An end of a period.
enum Point {
    At(Date),
    /// The beginning of the term of office that the other end lies in.
    TermStart,
    Now,
}

/// The periods of some tokens of a sentence, in order.
pub(crate) fn periods(reading: &Reading, tokens: Range<usize>) -> Vec<PeriodMention> {
    let mut found: Vec<PeriodMention> = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        match reading.period_at(at).filter(|p| p.tokens.end <= tokens.end) {
            Some(period) => {
                at = period.tokens.end;
                match found
                    .last_mut()
                    .filter(|last| reading.joins(last.tokens.end, period.tokens.start))
                {
                    // «2 năm (2018 - 2019) và 6 tháng đầu năm 2020».
                    Some(last)
                        if last.period.start().is_some() && period.period.end().is_some() =>
                    {
                        last.period = Period::Span {
                            start: last.period.start(),
                            end: period.period.end(),
                        };
                        last.tokens.end = period.tokens.end;
                    }
                    _ => found.push(period),
                }
            }
            None => at += 1,
        }
    }
    found
}

impl Period {
    fn start(&self) -> Option<Date> {
        match self {
            Self::Span { start, .. } => *start,
            Self::One(date) => Some(*date),
            Self::Words(_) => None,
        }
    }

    fn end(&self) -> Option<Date> {
        match self {
            Self::Span { end, .. } => *end,
            Self::One(date) => Some(*date),
            Self::Words(_) => None,
        }
    }
}

impl Reading<'_> {
    /// Whether «và» (and a closing bracket) is all that stands between two periods.
    fn joins(&self, end: usize, start: usize) -> bool {
        let and = if self.mark(end) == Some(')') {
            end + 1
        } else {
            end
        };
        and + 1 == start
            && self
                .token(and)
                .is_some_and(|t| t.is(self.lexicon().marks.and))
    }

    /// The period that begins at a token.
    pub(crate) fn period_at(&self, at: usize) -> Option<PeriodMention> {
        let mention = |end: usize, period: Period| {
            Some(PeriodMention {
                tokens: at..end,
                period,
            })
        };
        if let Some((period, end)) = self.part_of_year(at) {
            return mention(end, period);
        }
        if let Some((from, to, end)) = self.bracketed_years(at) {
            return mention(end, span(from, to)?);
        }
        if let Some((words, end)) = self.duration_past(at) {
            return mention(end, Period::Words(words));
        }
        let (class, next) = self.class_at(at)?;
        match class {
            FigureClass::From => {
                let (start, middle) = self.point(next)?;
                let Some((FigureClass::Until, after)) = self.class_at(middle) else {
                    // «từ 2014 - 2018».
                    let (from, to, end) = self.years_at(next)?;
                    return mention(end, span(from, to)?);
                };
                let (stop, end) = self.point(after)?;
                let period = match (start, stop) {
                    (Point::At(start), Point::At(stop)) if start.first_day() <= stop.last_day() => {
                        Period::Span {
                            start: Some(start),
                            end: Some(stop),
                        }
                    }
                    (Point::At(start), Point::Now) => Period::Span {
                        start: Some(start),
                        end: None,
                    },
                    (Point::TermStart, Point::At(stop)) => match party_term(stop) {
                        Some(start) => Period::Span {
                            start: Some(start),
                            end: Some(stop),
                        },
                        None => Period::Words(self.text.words(at..end)),
                    },
                    (Point::TermStart, Point::Now) => {
                        match self.article.published.and_then(party_term) {
                            Some(start) => Period::Span {
                                start: Some(start),
                                end: None,
                            },
                            None => Period::Words(self.text.words(at..end)),
                        }
                    }
                    _ => return None,
                };
                mention(end, period)
            }
            FigureClass::Term | FigureClass::Span | FigureClass::SchoolYear => {
                // «giai đoạn từ 2014 đến hết 2016» is read at «từ».
                let (from, to, end) = self.years_at(next).or_else(|| self.years_in_words(next))?;
                if class == FigureClass::Term && self.term_at(at).is_none() {
                    return None;
                }
                mention(end, span(from, to)?)
            }
            FigureClass::Half if self.is_class(next, FigureClass::Term) => {
                let end = self.class_at(next)?.1;
                mention(end, Period::Words(self.text.words(at..end)))
            }
            FigureClass::Year => {
                if let Some((from, to, end)) = self.years_at(next) {
                    return mention(end, span(from, to)?);
                }
                let year = Date::from_year(self.year(next)?)?;
                mention(next + 1, Period::One(year))
            }
            _ => None,
        }
    }

    /// Adds the years that stand in the lines of a career without «năm»: «2010 - 2015: …», «từ 2010», «(1974–1976)».
    pub(crate) fn add_bare_years(&self, tokens: Range<usize>, dates: &mut Vec<DateMention>) {
        let is_mark = |at: usize| self.is_dash(at) || self.is_class(at, FigureClass::Until);
        let mut line_start = tokens.start;
        while line_start < tokens.end && !self.is_word(line_start) && self.width(line_start) == 0 {
            line_start += 1;
        }
        // «đến 10 tháng 8 năm 1991» has its day without «ngày».
        for date in dates.iter_mut() {
            let day = date.tokens.start.checked_sub(1).filter(|&day| {
                day > tokens.start
                    && self.width(day) <= 2
                    && self.is_class(day + 1, FigureClass::Month)
            });
            let led = day
                .is_some_and(|day| is_mark(day - 1) || self.is_class(day - 1, FigureClass::From));
            let whole = day.filter(|_| led).and_then(|day| {
                Date::from_day(date.date.year(), date.date.month()?, self.digits(day)?)
            });
            if let (Some(whole), None) = (whole, date.date.day()) {
                date.date = whole;
                date.tokens.start -= 1;
            }
        }
        for at in tokens {
            let Some(year) = self.year(at) else { continue };
            if dates.iter().any(|date| date.tokens.contains(&at)) {
                continue;
            }
            let before = at.checked_sub(1);
            // «đến 1987», «cho đến 1987».
            let follows = before.is_some_and(|mark| {
                let mark_start = mark - usize::from(mark > 0 && self.is(mark - 1, "cho"));
                is_mark(mark) && dates.iter().any(|date| date.tokens.end == mark_start)
            });
            let opens = at == line_start && (is_mark(at + 1) || self.mark(at + 1) == Some(':'))
                || is_mark(at + 1) && self.is_led_by_span(line_start, at)
                || before.is_some_and(|from| self.is_class(from, FigureClass::From))
                || before.is_some_and(|open| self.is_open(open)) && is_mark(at + 1);
            if let Some(date) = Date::from_year(year).filter(|_| follows || opens) {
                dates.push(DateMention {
                    tokens: at..at + 1,
                    date,
                    part: false,
                    origin: Origin::Written,
                });
            }
        }
    }

    /// Whether a line opens with «Giai đoạn», «Trong thời kỳ», which ends at a token.
    fn is_led_by_span(&self, line_start: usize, at: usize) -> bool {
        let start = line_start + usize::from(self.is(line_start, "trong"));
        self.class_at(start) == Some((FigureClass::Span, at))
    }

    /// An end of a period: «đầu năm 2014», «tháng 6/2012», «2018», «hết năm 2018», «đầu nhiệm kỳ», «nay».
    fn point(&self, at: usize) -> Option<(Point, usize)> {
        match self.class_at(at) {
            Some((FigureClass::Throughout | FigureClass::End | FigureClass::Middle, next)) => {
                self.point(next)
            }
            Some((FigureClass::Now, end)) => Some((Point::Now, end)),
            Some((FigureClass::Beginning, next)) => match self.class_at(next) {
                Some((FigureClass::Term, end)) => match self.years_at(end) {
                    Some((from, _, end)) => Some((Point::At(Date::from_year(from)?), end)),
                    None => Some((Point::TermStart, end)),
                },
                _ => self.point(next),
            },
            _ => match self.whole_date_at(at) {
                Some((date, end)) => Some((Point::At(date), end)),
                None => Some((Point::At(Date::from_year(self.year(at)?)?), at + 1)),
            },
        }
    }

    /// «(03/1979-06/1985)», «(từ năm 1987 đến nay)» behind a post: from when to when, and no end where it goes on.
    pub(super) fn span_in_brackets(&self, at: usize) -> Option<(Date, Option<Date>)> {
        if !self.is_open(at) {
            return None;
        }
        let from = match self.class_at(at + 1) {
            Some((FigureClass::From, next)) => next,
            _ => at + 1,
        };
        let (Point::At(since), end) = self.bound(from)? else {
            return None;
        };
        let next = match self.class_at(end) {
            Some((FigureClass::Until, next)) => next,
            _ if self.is_dash(end) => end + 1,
            _ => return None,
        };
        let (until, end) = match self.bound(next)? {
            (Point::At(until), end) => (Some(until), end),
            (Point::Now, end) => (None, end),
            (Point::TermStart, _) => return None,
        };
        let ordered = until.is_none_or(|until| since.first_day() <= until.last_day());
        (ordered && self.mark(end) == Some(')')).then_some((since, until))
    }

    /// «(từ 10/2010)» behind a post: since when it was held; with «là» behind the date («(từ 6/2006 là …)»), when it was over.
    pub(super) fn since_in_brackets(&self, at: usize) -> Option<(Date, bool)> {
        if !self.is_open(at) {
            return None;
        }
        let (FigureClass::From, next) = self.class_at(at + 1)? else {
            return None;
        };
        let (Point::At(since), end) = self.bound(next)? else {
            return None;
        };
        let over = self.is(end, "là") || self.is(end, "làm") || self.is(end, "giữ");
        (over || self.mark(end) == Some(')')).then_some((since, over))
    }

    /// «(tháng 3 năm 1946)», «(1954)» behind a post: when it was taken up, in a life.
    pub(super) fn date_in_brackets(&self, at: usize) -> Option<Date> {
        let opens = self.portrait.is_some() && self.is_open(at);
        let from = at + 1 + usize::from(self.is_class(at + 1, FigureClass::Year));
        let (Point::At(date), end) = self.bound(from).filter(|_| opens)? else {
            return None;
        };
        (self.mark(end) == Some(')')).then_some(date)
    }

    /// An end of a period in brackets, where «03/1979» needs no «tháng».
    fn bound(&self, at: usize) -> Option<(Point, usize)> {
        let month = self.digits(at).filter(|_| self.width(at) <= 2);
        if let Some(month) = month
            && self.mark(at + 1) == Some('/')
            && let Some(year) = self.year(at + 2)
        {
            return Some((Point::At(Date::from_month(year, month)?), at + 3));
        }
        self.point(at)
    }

    /// «2014 đến 2018» behind «giai đoạn».
    fn years_in_words(&self, at: usize) -> Option<(i32, i32, usize)> {
        let from = self.year(at)?;
        let (FigureClass::Until, next) = self.class_at(at + 1)? else {
            return None;
        };
        let next = if self.is_class(next, FigureClass::Throughout) {
            next + 1
        } else {
            next
        };
        let next = if self.is_class(next, FigureClass::Year) {
            next + 1
        } else {
            next
        };
        Some((from, self.year(next)?, next + 1))
    }

    /// «(2021 - 2022)», also behind «2 năm».
    fn bracketed_years(&self, at: usize) -> Option<(i32, i32, usize)> {
        if !self.is_open(at) {
            return None;
        }
        let (from, to, end) = self.years_at(at + 1)?;
        (self.mark(end) == Some(')')).then_some((from, to, end + 1))
    }

    /// «6 tháng đầu năm 2023», «9 tháng năm 2022», «quý I/2024»; without a year that of the publication.
    fn part_of_year(&self, at: usize) -> Option<(Period, usize)> {
        let months = self
            .digits(at)
            .filter(|m| (1..=11).contains(m) && self.width(at) <= 2)?;
        let (FigureClass::Month, next) = self.class_at(at + 1)? else {
            return None;
        };
        let (from_start, next) = match self.class_at(next)? {
            (FigureClass::Beginning, next) => (true, next),
            (FigureClass::End, next) => (false, next),
            (FigureClass::Year, _) => (true, next),
            _ => return None,
        };
        let (year, end) = match self.class_at(next)? {
            (FigureClass::Year, next) => match self.year(next) {
                Some(year) => (year, next + 1),
                None => (self.article.published?.year(), next),
            },
            (FigureClass::ThisYear, end) => (self.article.published?.year(), end),
            _ => return None,
        };
        let (first, last) = if from_start {
            (1, months)
        } else {
            (13 - months, 12)
        };
        let period = Period::Span {
            start: Date::from_month(year, first),
            end: Date::from_month(year, last),
        };
        Some((period, end))
    }

    /// «hơn 5 năm qua», «3 năm gần đây»: the words from the approximator on.
    fn duration_past(&self, at: usize) -> Option<(String, usize)> {
        let number = self
            .tag(at, Category::Approximator)
            .map_or(at, |(_, end)| end);
        self.digits(number).filter(|_| self.width(number) <= 2)?;
        let (FigureClass::Year | FigureClass::Month, next) = self.class_at(number + 1)? else {
            return None;
        };
        let (FigureClass::Passed | FigureClass::Lately, end) = self.class_at(next)? else {
            return None;
        };
        Some((self.text.words(at..end), end))
    }
}

fn span(from: i32, to: i32) -> Option<Period> {
    Some(Period::Span {
        start: Some(Date::from_year(from)?),
        end: Some(Date::from_year(to)?),
    })
}

/// The first year of the Party's term of office that a date lies in; none in the years of congresses,
/// which belong to two.
fn party_term(date: Date) -> Option<Date> {
    let year = date.year();
    (year % 5 != 0)
        .then(|| Date::from_year(year - year % 5))
        .flatten()
}
