//! Dates as papers write them, and the lines of a page that say when it was published.

use std::ops::Range;

use crate::date::Date;

use super::line::Folded;
use super::words::Furniture;

/// The longest line that can be a stamp, in bytes.
const LONGEST: usize = 240;

/// The fewest digits that a date with its day and year has: «1/2/17».
const SHORTEST: usize = 4;

/// A date in a text: `30/08/2023`, `8-7`, `5/2017`, `ngày 30 tháng 8 năm 2023`, `2023-08-30`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// Where it stands, in bytes.
    pub(super) range: Range<usize>,
    pub(super) year: Option<i32>,
    pub(super) month: u32,
    pub(super) day: Option<u32>,
}

impl Mention {
    /// The date, where the text gives its year or the given one is right.
    pub(super) fn date(&self, year: Option<i32>) -> Option<Date> {
        let year = self.year.or(year)?;
        match self.day {
            Some(day) => Date::from_day(year, self.month, day),
            None => Date::from_month(year, self.month),
        }
    }
}

/// The dates of a text in order.
pub(super) fn mentions(text: &str) -> impl Iterator<Item = Mention> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let bytes = text.as_bytes();
        while let Some(found) = first_digit(&bytes[at..]) {
            let start = at + found;
            match mention(text, start).filter(|mention| stands_alone(bytes, &mention.range)) {
                Some(mention) => {
                    at = mention.range.end;
                    return Some(mention);
                }
                None => at = digits_end(text, start),
            }
        }
        None
    })
}

/// Where the first digit stands; eight bytes are looked at together.
fn first_digit(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = u64::MAX / 0xFF;
    let (eights, _) = bytes.as_chunks();
    let found = eights.iter().enumerate().find_map(|(place, eight)| {
        // Digits become 0 to 9, and of all other bytes the highest bit is set, there or by adding 118.
        let from_zero = u64::from_le_bytes(*eight) ^ (ONES * u64::from(b'0'));
        let more = ((from_zero & (ONES * 0x7F)) + ONES * 118) | from_zero;
        let digits = !more & (ONES << 7);
        (digits != 0).then(|| 8 * place + digits.trailing_zeros() as usize / 8)
    });
    let rest = 8 * eights.len();
    found.or_else(|| Some(rest + bytes[rest..].iter().position(u8::is_ascii_digit)?))
}

/// Whether a date is no piece of a longer number or code («11/2014/NĐ-CP»).
fn stands_alone(bytes: &[u8], range: &Range<usize>) -> bool {
    let joins = |sign: Option<&u8>, beyond: Option<&u8>, beyond_is: fn(&u8) -> bool| {
        sign.is_some_and(u8::is_ascii_alphanumeric)
            || (sign.is_some_and(|b| matches!(b, b'.' | b',' | b'/' | b'-'))
                && beyond.is_some_and(beyond_is))
    };
    let before = |back: usize| range.start.checked_sub(back).and_then(|at| bytes.get(at));
    let iso_time = bytes.get(range.end) == Some(&b'T')
        && bytes.get(range.end + 1).is_some_and(u8::is_ascii_digit);
    let after_joins = joins(bytes.get(range.end), bytes.get(range.end + 1), |b| {
        b.is_ascii_alphanumeric() || *b >= 0xc3
    });
    !joins(before(1), before(2), u8::is_ascii_digit) && (iso_time || !after_joins)
}

fn digits_end(text: &str, start: usize) -> usize {
    text.as_bytes()[start..]
        .iter()
        .position(|b| !b.is_ascii_digit())
        .map_or(text.len(), |length| start + length)
}

/// A number of at most four digits, and where it ends.
fn number(text: &str, start: usize) -> Option<(u32, usize)> {
    let end = digits_end(text, start);
    if end == start || end - start > 4 {
        return None;
    }
    Some((text[start..end].parse().ok()?, end))
}

/// The date that begins with the number at `start`.
fn mention(text: &str, start: usize) -> Option<Mention> {
    let (first, end) = number(text, start)?;
    let rest = &text[end..];
    if let Some(rest) = rest.strip_prefix(" tháng ") {
        return spelled(text, start, Some(first), text.len() - rest.len());
    }
    let follows_month = text[..start].ends_with("tháng ") || text[..start].ends_with("Tháng ");
    if let Some(mention) = follows_month
        .then(|| spelled(text, start, None, start))
        .flatten()
    {
        return Some(mention);
    }
    let (separator, second_at) = separator(text, end)?;
    let (second, second_end) = number(text, second_at)?;
    if end - start == 4 {
        // 2023-08-30
        let (again, third_at) = self::separator(text, second_end)?;
        let (day, third_end) =
            number(text, third_at).filter(|_| again == separator && separator != b'.')?;
        return checked(start..third_end, Some(first), second, Some(day));
    }
    if second_end - second_at == 4 {
        return checked(start..second_end, Some(second), first, None);
    }
    if end - start > 2 || second_end - second_at > 2 {
        return None;
    }
    if let Some((_, third_at)) =
        self::separator(text, second_end).filter(|(again, _)| *again == separator)
        && let Some((third, third_end)) = number(text, third_at)
    {
        return match third_end - third_at {
            4 => checked(start..third_end, Some(third), second, Some(first)),
            2 if separator == b'/' => {
                checked(start..third_end, Some(2000 + third), second, Some(first))
            }
            _ => None,
        };
    }
    checked(start..second_end, None, second, Some(first))
}

/// «8 năm 2023» or «8/2023» after «tháng », with the day before it.
fn spelled(text: &str, start: usize, day: Option<u32>, month_at: usize) -> Option<Mention> {
    let (month, month_end) = number(text, month_at)?;
    let rest = &text[month_end..];
    let year_at = [" năm ", "/", "-", "."].iter().find_map(|between| {
        rest.strip_prefix(between)
            .map(|_| month_end + between.len())
    });
    let year = year_at
        .and_then(|at| number(text, at))
        .filter(|(year, _)| (1900..2100).contains(year));
    let end = year.map_or(month_end, |(_, end)| end);
    checked(start..end, year.map(|(year, _)| year), month, day)
}

/// The sign between the numbers of a date; a slash may stand between spaces.
fn separator(text: &str, end: usize) -> Option<(u8, usize)> {
    let bytes = text.as_bytes();
    match bytes.get(end)? {
        sign @ (b'/' | b'-' | b'.') => {
            let spaced = usize::from(*sign == b'/' && bytes.get(end + 1) == Some(&b' '));
            Some((*sign, end + 1 + spaced))
        }
        b' ' if bytes.get(end + 1) == Some(&b'/') => Some((
            b'/',
            end + 2 + usize::from(bytes.get(end + 2) == Some(&b' ')),
        )),
        _ => None,
    }
}

fn checked(
    range: Range<usize>,
    year: Option<u32>,
    month: u32,
    day: Option<u32>,
) -> Option<Mention> {
    let year = match year {
        Some(year) => Some(
            i32::try_from(year)
                .ok()
                .filter(|year| (1900..2100).contains(year))?,
        ),
        None => None,
    };
    let mention = Mention {
        range,
        year,
        month,
        day,
    };
    // A leap year, so that 29/2 passes.
    mention
        .date(Some(mention.year.unwrap_or(2020)))
        .map(|_| mention)
}

/// A date that a program wrote: ISO 8601 or RFC 2822, in Vietnamese time; or the first full date.
pub(super) fn machine_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let hanoi = chrono::FixedOffset::east_opt(7 * 3600)?;
    let instant = chrono::DateTime::parse_from_rfc3339(text)
        .or_else(|_| chrono::DateTime::parse_from_rfc3339(&text.replacen(' ', "T", 1)))
        .or_else(|_| chrono::DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z"))
        .or_else(|_| chrono::DateTime::parse_from_rfc2822(text));
    if let Ok(instant) = instant {
        return plausible(Date::from(instant.with_timezone(&hanoi).date_naive()));
    }
    mentions(text)
        .find(|mention| mention.year.is_some())
        .and_then(|mention| mention.date(None))
        .and_then(plausible)
        .or_else(|| text.get(..8).filter(|_| text.len() == 8).and_then(compact))
        .or_else(|| text.parse().ok().and_then(plausible))
}

/// A date on which an article can have been put online.
pub(super) fn plausible(date: Date) -> Option<Date> {
    (1995..2100).contains(&date.year()).then_some(date)
}

/// `20230830` or, of six digits, `230830`.
pub(super) fn compact(digits: &str) -> Option<Date> {
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (year, month, day) = match digits.len() {
        8 => (&digits[..4], &digits[4..6], &digits[6..8]),
        6 => (&digits[..2], &digits[2..4], &digits[4..6]),
        _ => return None,
    };
    let year: i32 = year.parse().ok()?;
    plausible(Date::from_day(
        if digits.len() == 6 { 2000 + year } else { year },
        month.parse().ok()?,
        day.parse().ok()?,
    )?)
}

/// What the date of a stamp means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Means {
    /// It has a time of day: the article was put online then.
    Clock,
    /// A word says what it is («Ngày đăng»).
    Label,
    /// A bare date: the day on which the page was fetched.
    Bare,
}

/// A line that holds a date and nothing of the news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) date: Date,
    pub(super) means: Means,
}

/// Reads a line as a stamp. Words that are no part of a stamp may only be an author's name.
pub(super) fn parse(line: &str, words: &Furniture) -> Option<Stamp> {
    if line.len() > LONGEST || line.bytes().filter(u8::is_ascii_digit).count() < SHORTEST {
        return None;
    }
    let line: String = Folded::new(line).plain.into_iter().collect();
    let full: Vec<Mention> = mentions(&line)
        .filter(|mention| mention.year.is_some() && mention.day.is_some())
        .collect();
    let first = full.first()?;
    let mut rest = line.clone();
    for mention in full.iter().rev() {
        rest.replace_range(mention.range.clone(), " ");
    }
    // ISO times end in a zone or a Z.
    let had_clock = remove_clocks(&mut rest);
    let folded = Folded::new(&rest);
    let (left, labelled) = words.without_labels(&folded);
    let mut names = 0;
    for word in left
        .split(|c: char| !c.is_alphanumeric() && c != '.' && c != '&')
        .filter(|word| !word.is_empty())
    {
        let is_number = word.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let is_name = word.chars().next().is_some_and(char::is_uppercase);
        if !is_number && !is_name {
            return None;
        }
        names += usize::from(is_name);
    }
    let means = if had_clock {
        Means::Clock
    } else if labelled {
        Means::Label
    } else {
        Means::Bare
    };
    // A headline that ends with a date is no stamp.
    let most = if means == Means::Bare { 0 } else { 6 };
    if names > most {
        return None;
    }
    Some(Stamp {
        date: first.date(None).and_then(plausible)?,
        means,
    })
}

/// Blanks out times of day (`09:37`, `T22:21:00+07:00`, `9h37`, `16 giờ 30`); whether there was one.
fn remove_clocks(line: &mut String) -> bool {
    let bytes = line.as_bytes().to_vec();
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + found;
        let end = digits_end(line, start);
        at = end;
        let minutes = match bytes.get(end) {
            Some(b':' | b'h' | b'g') => end + 1,
            _ => continue,
        };
        let stop = digits_end(line, minutes);
        let is_hour =
            end - start <= 2 && line[start..end].parse::<u32>().is_ok_and(|hour| hour < 25);
        if !is_hour || stop - minutes != 2 {
            continue;
        }
        // Seconds, fractions and the zone.
        let tail = bytes[stop..]
            .iter()
            .position(|b| !b.is_ascii_digit() && !matches!(b, b':' | b'.' | b'+' | b'Z'));
        let stop = tail.map_or(bytes.len(), |length| stop + length);
        let start = if start > 0 && bytes[start - 1] == b'T' {
            start - 1
        } else {
            start
        };
        ranges.push(start..stop);
        at = stop;
    }
    for range in ranges.iter().rev() {
        line.replace_range(range.clone(), " ");
    }
    !ranges.is_empty()
}
