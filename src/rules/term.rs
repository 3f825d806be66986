//! When the terms of elected bodies began and ended.

use std::collections::BTreeMap;

use super::{Files, RuleError};
use crate::date::Date;
use crate::text::name_key;

/// The numbered terms of the bodies that have them.
#[derive(Clone, Debug)]
pub struct Terms {
    /// By the key of the body: its terms by their numbers.
    bodies: BTreeMap<String, BTreeMap<u32, Term>>,
}

/// One term of office, or several that one follows the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The year in which the first began.
    pub from: Date,
    /// The year in which the last began.
    pub last: Date,
    /// The year in which the last ended.
    pub until: Date,
}

/// So many years a term of office lasts; the people's councils of 2004 had seven.
const YEARS: [i32; 3] = [4, 5, 7];

impl Terms {
    pub(super) fn load(files: &Files) -> Result<Self, RuleError> {
        let mut bodies: BTreeMap<String, BTreeMap<u32, Term>> = BTreeMap::new();
        let rows = files.rows("words/term.tsv", &["body", "number", "from", "until"])?;
        for row in rows.iter() {
            let number = row.cell(1).parse().ok();
            let number = number.ok_or_else(|| row.error("number must be a number"))?;
            let term = years(row.cell(2), row.cell(3));
            let term = term.ok_or_else(|| row.error("from and until must be years in order"))?;
            for body in row.cell(0).split(';') {
                bodies
                    .entry(name_key(body))
                    .or_default()
                    .insert(number, term);
            }
        }
        Ok(Self { bodies })
    }

    /// The years of the terms that a text tells of a body: «2016-2021», «khóa XIII, XIV».
    pub fn span(&self, term: &str, body: &str) -> Option<Term> {
        // «khóa IX, XI»: who missed one came back.
        match self.spans(term, body).as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The years of the terms that a text tells of a body, those that follow each other as one: «khóa IX, XI, XII» are two
    /// spans; none where one of them is not known.
    pub fn spans(&self, term: &str, body: &str) -> Vec<Term> {
        if let Some((from, until)) = term.split_once(['-', '–']) {
            let told = years(from.trim(), until.trim());
            let lasts = |term: &Term| YEARS.contains(&(term.until.year() - term.from.year()));
            return told.filter(lasts).into_iter().collect();
        }
        let mut told = self.numbered(term, body).unwrap_or_default();
        told.sort_by_key(|term| term.from);
        let mut spans: Vec<Term> = Vec::new();
        for term in told {
            match spans.last_mut().filter(|last| term.from <= last.until) {
                Some(last) => (last.last, last.until) = (term.last, term.until),
                None => spans.push(term),
            }
        }
        spans
    }

    /// The terms of a body that a text tells by their numbers; none where a number cannot be read, and so may be any.
    fn numbered(&self, term: &str, body: &str) -> Option<Vec<Term>> {
        let terms = self.of(&name_key(body))?;
        let told = name_key(term);
        let numbers = told.strip_prefix(&name_key("khóa"))?.replace(" và ", ",");
        let numbers = numbers.split([',', ' ']);
        let told = numbers.filter(|number| !number.is_empty());
        told.map(|number| terms.get(&ordinal(number)?).copied())
            .collect()
    }

    /// The term of a body that began in a year.
    pub fn begun_in(&self, year: i32, body: &str) -> Option<Term> {
        let terms = self.of(&name_key(body))?;
        terms
            .values()
            .find(|term| term.from.year() == year)
            .copied()
    }

    /// Whether the terms of a body are known.
    pub fn knows(&self, body: &str) -> bool {
        self.of(&name_key(body)).is_some()
    }

    /// Whether a term of a body began or ended in a year; nobody knows of bodies without numbered terms.
    pub fn turn_in(&self, body: &str, year: i32) -> bool {
        let terms = self.of(&name_key(body));
        terms.is_some_and(|terms| {
            let mut turns = terms.values().flat_map(|term| [term.from, term.until]);
            turns.any(|turn| turn.year() == year)
        })
    }

    /// The terms of a body, given by its key: its own, or those of the one that it is of.
    fn of(&self, body: &str) -> Option<&BTreeMap<u32, Term>> {
        let whole = |known: &str| {
            let rest = body.strip_prefix(known).map(|rest| rest.starts_with(' '));
            let before = body.strip_suffix(known);
            rest == Some(true) || before.is_some_and(|before| before.ends_with(" của "))
        };
        let exact = self.bodies.get(body);
        exact.or_else(|| {
            let found = self.bodies.iter().find(|(known, _)| whole(known));
            found.map(|(_, terms)| terms)
        })
    }
}

fn years(from: &str, until: &str) -> Option<Term> {
    let year = |text: &str| Date::from_year(text.parse().ok()?);
    let (from, until) = (year(from)?, year(until)?);
    let last = from;
    (from < until).then_some(Term { from, last, until })
}

/// The number of an ordinal: «14», or «xiv» as Romans write it.
pub fn ordinal(number: &str) -> Option<u32> {
    if let Ok(number) = number.parse() {
        return Some(number);
    }
    (1..=39).find(|&value| roman(value) == number)
}

/// A number below forty as Romans write it, in small letters.
pub fn roman(number: u32) -> String {
    let units = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let tens = "x".repeat(number as usize / 10);
    format!("{tens}{}", units[number as usize % 10])
}

#[cfg(test)]
mod tests {
    use crate::rules::Rules;

    fn span(term: &str, body: &str) -> Option<String> {
        let terms = Rules::embedded().unwrap().terms;
        let term = terms.span(term, body)?;
        Some(format!("{}-{}", term.from, term.until))
    }

    #[test]
    fn terms_are_told_by_numbers_and_by_years() {
        for (term, body, years) in [
            ("khóa XIV", "Quốc hội", "2016-2021"),
            (
                "khóa 14",
                "Đoàn đại biểu Quốc hội tỉnh Điện Biên",
                "2016-2021",
            ),
            ("khóa XI và XII", "Bộ Chính trị", "2011-2021"),
            ("khóa 11, 12", "Ủy ban Pháp luật của Quốc hội", "2002-2011"),
            ("2015-2020", "Huyện ủy Nậm Pồ", "2015-2020"),
            ("2004-2011", "Hội đồng nhân dân tỉnh Điện Biên", "2004-2011"),
        ] {
            assert_eq!(span(term, body).as_deref(), Some(years), "{term} {body}");
        }
        for (term, body) in [
            // The councils and committees of each province count for themselves.
            ("khóa XIV", "Hội đồng nhân dân tỉnh Điện Biên"),
            ("khóa XIV", "Văn phòng Quốc hội"),
            ("khóa XIIV, XIV", "Quốc hội"),
            ("2016-2018", "Quốc hội"),
            ("khóa IX, XI", "Quốc hội"),
            ("khóa", "Quốc hội"),
        ] {
            assert_eq!(span(term, body), None, "{term} {body}");
        }
    }
}
