//! Dates and terms of office in the text: «11/9/2013», «ngày 9-5-2012», «tháng 6 năm 2017», «sáng nay», «nhiệm kỳ 2020 -2025».

use std::ops::Range;

mod form;
mod term;

use chrono::{Datelike, Days, NaiveDate};

use super::reading::Reading;
use crate::date::Date;
use crate::rules::{Category, FigureClass};
use crate::text::Kind;

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
    dates_of(reading, sentence, forms(reading, sentence))
}

/// The dates that forms of a sentence tell.
fn dates_of(reading: &Reading, sentence: usize, found: Vec<Found>) -> Vec<DateMention> {
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
    let ends: Vec<Option<Date>> = (0..found.len())
        .map(|at| end_of_row(reading, &found, at).filter(|_| lacks_year(found[at].form)))
        .collect();
    for (Found { tokens, form, part }, end) in found.into_iter().zip(ends) {
        // «Đến tháng 12 cùng năm»: that of the date before, however far.
        let same_year =
            lacks_year(form) && reading.is(tokens.end, "cùng") && reading.is(tokens.end + 1, "năm");
        let dated = if let Some(end) = end {
            begun_before(form, end).map(|date| (date, Origin::YearInferred))
        } else if same_year {
            context
                .or_else(|| told_before(reading, sentence))
                .and_then(|date| resolve(form, Some(date), None, None))
        } else if form == Form::SameDay {
            let day = context.filter(|date| date.day().is_some());
            let day = day.or_else(|| day_before(reading, sentence));
            day.map(|day| (day, Origin::Relative))
        } else {
            resolve(form, context, anchor, reading.article.published).map(|(date, origin)| {
                let known = context.or(reading.article.published);
                let known = known.filter(|_| origin == Origin::YearInferred);
                match known.filter(|_| begins_time(reading, &tokens)) {
                    Some(known) => (about(date, known), origin),
                    None => (date, origin),
                }
            })
        };
        let Some((date, origin)) = dated else {
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

/// The date in which a time ends that begins with a form: «từ ngày 21 tháng 9 đến *ngày 23 tháng 10 năm 2018*».
fn end_of_row(reading: &Reading, found: &[Found], at: usize) -> Option<Date> {
    let (first, last) = (&found[at], found.get(at + 1)?);
    let end = first.tokens.end;
    let until = reading.is(end, "đến") || reading.is(end, "tới");
    let led = first.tokens.start > 0 && reading.is(first.tokens.start - 1, "từ");
    match last.form {
        Form::Whole(date) if until && led && last.tokens.start <= end + 2 => Some(date),
        _ => None,
    }
}

/// The last date of a day or a month that lies before another.
fn begun_before(form: Form, end: Date) -> Option<Date> {
    let in_year = |year: i32| match form {
        Form::DayOfMonth(day, month) => Date::from_day(year, month, day),
        Form::Month(month) => Date::from_month(year, month),
        _ => None,
    };
    [end.year(), end.year() - 1]
        .into_iter()
        .filter_map(in_year)
        .find(|date| date.first_day() <= end.last_day())
}

/// A decision holds from a day, or from a month, at most so many days after it is told of.
const AHEAD: [i64; 2] = [100, 45];

/// Whether something holds from a date on, with no end: «nghỉ hưu từ ngày 1/9»; such a day is often yet to come.
fn begins_time(reading: &Reading, tokens: &Range<usize>) -> bool {
    let led = tokens.start > 0 && reading.is(tokens.start - 1, "từ");
    let ended = reading.is(tokens.end, "đến") || reading.is(tokens.end, "tới");
    led && !ended && !reading.is_dash(tokens.end)
}

/// A date without its year from which something holds, in the year in which it lies next to a date that is known:
/// «từ ngày 1/9» in news of 14 August, «từ ngày 1/1» in that of December.
fn about(date: Date, known: Date) -> Date {
    let [days, months] = AHEAD;
    let (reach, next) = match (date.month(), date.day()) {
        (Some(_), Some(_)) => (days, months),
        (Some(_), None) => (months, months),
        _ => return date,
    };
    let in_year = |year: i32| match (date.month(), date.day()) {
        (Some(month), Some(day)) => Date::from_day(year, month, day),
        (Some(month), None) => Date::from_month(year, month),
        _ => None,
    };
    let ahead = |date: &Date| (date.first_day() - known.last_day()).num_days();
    let year = known.year();
    let coming = in_year(year).filter(|date| (0..=reach).contains(&ahead(date)));
    let after = || in_year(year + 1).filter(|date| (0..=next).contains(&ahead(date)));
    let past = || in_year(year - 1).filter(|date| ahead(date) >= -next);
    coming.or_else(after).or_else(past).unwrap_or(date)
}

/// Whether a sentence tells a day in a year that nothing tells.
pub(crate) fn leaves_year_open(reading: &Reading, sentence: usize) -> bool {
    !open_days(reading, sentence, &dates(reading, sentence)).is_empty()
}

/// The days of a sentence in a year that nothing tells, beside its dates that are known.
pub(crate) fn open_days(
    reading: &Reading,
    sentence: usize,
    known: &[DateMention],
) -> Vec<Range<usize>> {
    let open = |found: &Found| {
        matches!(found.form, Form::DayOfMonth(..))
            && !known.iter().any(|mention| mention.tokens == found.tokens)
    };
    let found = forms(reading, sentence).into_iter().filter(open);
    found.map(|found| found.tokens).collect()
}

/// So many sentences tell the day of the news.
const LEAD: usize = 8;
/// The news is printed within so many days.
const FRESH: i64 = 3;

/// The day that the news tells as its own, just before it was published: «Sáng 14/6, …»; and its sentence.
pub(crate) fn news_day(reading: &Reading) -> Option<(Date, usize)> {
    let published = reading.article.published.filter(|d| d.day().is_some())?;
    let sentences = reading.text.sentences.len().min(LEAD);
    (0..sentences).find_map(|sentence| {
        // Behind the lead, a day from which something holds is of that alone.
        let late = reading.text.sentences[sentence].paragraph > 1;
        dates(reading, sentence)
            .into_iter()
            .find(|mention| {
                let age = (published.first_day() - mention.date.first_day()).num_days();
                mention.date.day().is_some()
                    && (0..=FRESH).contains(&age)
                    && is_context(reading, mention.tokens.start)
                    && !(late && begins_time(reading, &mention.tokens))
            })
            .map(|mention| (mention.date, sentence))
    })
}

/// The last whole date of the sentence before, in the same paragraph.
fn context_before(reading: &Reading, sentence: usize) -> Option<Date> {
    let before = sentence.checked_sub(1)?;
    let sentences = &reading.text.sentences;
    let beside = sentences[before].paragraph == sentences[sentence].paragraph;
    beside.then(|| told_before(reading, sentence)).flatten()
}

/// The last whole date of the sentence before.
fn told_before(reading: &Reading, sentence: usize) -> Option<Date> {
    let before = sentence.checked_sub(1)?;
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

/// In so many sentences before «cùng ngày» stands the day that it is; those that say so themselves don't count.
const SAME_DAY: usize = 3;
/// And in so many where it is the day of the news.
const SAME_NEWS: usize = 12;

/// The last day that the sentences before tell: «Chiều 13/10, … // Tối cùng ngày, …».
fn day_before(reading: &Reading, sentence: usize) -> Option<Date> {
    let published = reading.article.published.filter(|d| d.day().is_some());
    let fresh = |day: Date| {
        published.is_some_and(|published| {
            (0..=FRESH).contains(&(published.first_day() - day.first_day()).num_days())
        })
    };
    let mut passed = 0;
    for before in (sentence.saturating_sub(SAME_NEWS)..sentence).rev() {
        let mut found = forms(reading, before);
        let all = found.len();
        found.retain(|found| found.form != Form::SameDay);
        let says_so = found.len() < all;
        let told = dates_of(reading, before, found).into_iter().rev();
        let mut days = told.filter(|told| told.date.day().is_some());
        let day = days.find(|told| is_context(reading, told.tokens.start));
        if let Some(day) = day.map(|told| told.date) {
            return (passed < SAME_DAY || fresh(day)).then_some(day);
        }
        passed += usize::from(!says_so);
    }
    None
}

/// Whether a date says when things happen, so that the dates behind it go by its year: no birthday and
/// no date of a document.
fn is_context(reading: &Reading, start: usize) -> bool {
    let mut before = (start.saturating_sub(9)..start)
        .rev()
        .take_while(|&at| reading.text.tokens[at].kind != Kind::Break);
    // «kỷ luật» is no law.
    let names = |at: usize| {
        reading.tag(at, Category::Document).is_some() && !(at > 0 && reading.is(at - 1, "kỉ"))
    };
    !before.any(names)
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
        Form::SameDay => None,
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
        let token = &reading.text.tokens[at];
        let may_begin = match token.kind {
            Kind::Number => true,
            // «T7/2020», or a word that the figures know.
            Kind::Word => reading.has(at, Category::Figure) || token.end - token.start <= 3,
            Kind::Mark | Kind::Break => false,
        };
        let next = may_begin.then(|| reading.form_at(at)).flatten();
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
