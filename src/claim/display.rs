//! Claims in one line each, as `extract --format text` and `explain` show them.

use std::fmt;

use super::{Document, Event, Post, Statistic, Status, Tenure, When};
use crate::date::Date;

impl fmt::Display for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.role, &self.org) {
            (Some(role), Some(org)) => write!(f, "{role} @ {org}"),
            (Some(role), None) => f.write_str(role),
            (None, Some(org)) => write!(f, "@ {org}"),
            (None, None) => Ok(()),
        }
    }
}

impl fmt::Display for Tenure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let when = match self.when {
            When::Current => "current",
            When::New => "new",
            When::Former => "former",
        };
        write!(f, "{}: {when} {}", self.person, self.post)?;
        if self.start.is_some() || self.end.is_some() {
            let date = |date: Option<Date>| date.map_or_else(String::new, |d| d.to_string());
            write!(f, ", {}..{}", date(self.start), date(self.end))?;
        }
        match &self.term {
            Some(term) => write!(f, ", {term}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.name()).collect();
        write!(f, "{} {}", kinds.join("+"), self.person)?;
        let mut part = |name: &str, value: String| {
            if value.is_empty() {
                Ok(())
            } else {
                write!(f, "; {name} {value}")
            }
        };
        let posts = |posts: &[Post]| {
            posts
                .iter()
                .map(Post::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        };
        part("from", posts(&self.from))?;
        part("to", posts(&self.to))?;
        part(
            "date",
            self.date.map_or_else(String::new, |date| date.to_string()),
        )?;
        part("by", self.by.clone().unwrap_or_default())?;
        part("document", self.document.clone().unwrap_or_default())?;
        part("replaces", self.replaces.clone().unwrap_or_default())?;
        if self.status == Status::Proposed {
            f.write_str("; proposed")
        } else {
            Ok(())
        }
    }
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {}",
            self.kind,
            self.number.as_deref().unwrap_or("không số")
        )?;
        self.date
            .iter()
            .try_for_each(|date| write!(f, ", {date}"))?;
        self.issuer
            .iter()
            .try_for_each(|issuer| write!(f, ", {issuer}"))?;
        self.implements
            .iter()
            .try_for_each(|number| write!(f, ", implements {number}"))?;
        self.replaces
            .iter()
            .try_for_each(|number| write!(f, ", replaces {number}"))
    }
}

impl fmt::Display for Statistic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.measure)?;
        self.qualifier
            .iter()
            .try_for_each(|word| write!(f, " {word}"))?;
        self.count
            .iter()
            .try_for_each(|count| write!(f, " {count}"))?;
        self.percent
            .iter()
            .try_for_each(|percent| write!(f, " {percent}%"))?;
        if self.from_level.is_some() || self.to_level.is_some() {
            let level = |level: &Option<String>| level.clone().unwrap_or_default();
            write!(f, " {}→{}", level(&self.from_level), level(&self.to_level))?;
        }
        self.period
            .iter()
            .try_for_each(|period| write!(f, " {period}"))?;
        if self.partial {
            f.write_str(" part")
        } else {
            Ok(())
        }
    }
}
