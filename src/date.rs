//! Dates as articles give them: a year, a month or a day.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A calendar date of the precision that the text gives; printed as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    month: Option<u8>,
    day: Option<u8>,
}

impl Date {
    /// A year; none outside 1000–9999, where no article's date lies.
    pub fn from_year(year: i32) -> Option<Self> {
        let year = i16::try_from(year)
            .ok()
            .filter(|y| (1000..=9999).contains(y))?;
        Some(Self {
            year,
            month: None,
            day: None,
        })
    }

    /// A month of a year (`1..=12`).
    pub fn from_month(year: i32, month: u32) -> Option<Self> {
        let month = u8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
        Some(Self {
            month: Some(month),
            ..Self::from_year(year)?
        })
    }

    /// A day that the Gregorian calendar has.
    pub fn from_day(year: i32, month: u32, day: u32) -> Option<Self> {
        chrono::NaiveDate::from_ymd_opt(year, month, day)?;
        Some(Self {
            day: Some(u8::try_from(day).ok()?),
            ..Self::from_month(year, month)?
        })
    }

    /// The year.
    pub fn year(self) -> i32 {
        i32::from(self.year)
    }

    /// The month, `1..=12`, where the date has one.
    pub fn month(self) -> Option<u32> {
        self.month.map(u32::from)
    }

    /// The day of the month, `1..=31`, where the date has one.
    pub fn day(self) -> Option<u32> {
        self.day.map(u32::from)
    }

    /// The first calendar day that the date can mean.
    pub fn first_day(self) -> chrono::NaiveDate {
        chrono::NaiveDate::from_ymd_opt(
            self.year(),
            self.month().unwrap_or(1),
            self.day().unwrap_or(1),
        )
        .unwrap_or_default()
    }

    /// The last calendar day that the date can mean.
    pub fn last_day(self) -> chrono::NaiveDate {
        match (self.month(), self.day()) {
            (Some(_), Some(_)) => self.first_day(),
            (Some(_), None) => self.first_day() + chrono::Months::new(1) - chrono::Days::new(1),
            (None, _) => self.first_day() + chrono::Months::new(12) - chrono::Days::new(1),
        }
    }

    /// Whether `other` can mean a day of this date: `2020-07` covers `2020-07-14`.
    pub fn covers(self, other: Self) -> bool {
        self.year == other.year
            && (self.month.is_none() || self.month == other.month)
            && (self.day.is_none() || self.day == other.day)
    }
}

impl From<chrono::NaiveDate> for Date {
    fn from(day: chrono::NaiveDate) -> Self {
        use chrono::Datelike;
        Self {
            year: i16::try_from(day.year()).unwrap_or(1000),
            month: u8::try_from(day.month()).ok(),
            day: u8::try_from(day.day()).ok(),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

/// A text is not a date of the form `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{0:?} is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct DateError(String);

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let mut parts = text.split('-').map(Some).chain([None; 3]);
        let mut part = || parts.next().flatten();
        let (year, month, day, more) = (part(), part(), part(), part());
        let number = |part: &str, width: usize| {
            (part.len() == width && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<u32>().ok())
                .flatten()
        };
        let year = year
            .and_then(|year| number(year, 4))
            .and_then(|year| i32::try_from(year).ok());
        let number = |part: &str| number(part, 2);
        match (year, month.map(number), day.map(number), more) {
            (Some(year), None, None, None) => Self::from_year(year),
            (Some(year), Some(Some(month)), None, None) => Self::from_month(year, month),
            (Some(year), Some(Some(month)), Some(Some(day)), None) => {
                Self::from_day(year, month, day)
            }
            _ => None,
        }
        .ok_or_else(|| DateError(text.to_owned()))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
