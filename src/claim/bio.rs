//! Births and home places: «sinh ngày 12/8/1985», «(SN 1976)», «quê quán: xã Hoằng Quỳ, huyện Hoằng Hóa».

use std::ops::Range;

use super::date;
use super::item::{Clause, Item, Meaning};
use super::people::People;
use super::reading::Reading;
use crate::claim::Bio;
use crate::date::Date;
use crate::rules::code;
use crate::text::Kind;

impl Reading<'_> {
    /// The births and home places that a clause tells.
    pub(crate) fn bios_of(&self, clause: &Clause, people: &mut People) -> Vec<(usize, Bio)> {
        let mut bios = Vec::new();
        let words = ["sinh", "sn", "quê"].map(|word| self.lexicon().word(word));
        if !self.text.tokens[clause.tokens.clone()]
            .iter()
            .any(|token| words.contains(&token.word))
        {
            return bios;
        }
        let dates = date::dates(self, clause.sentence);
        let (first, last) = match (clause.items.first(), clause.items.last()) {
            (Some(first), Some(last)) => (first.tokens.start, last.tokens.end),
            _ => return bios,
        };
        for at in first..last {
            let (born, hometown, end) = if self.is(at, "sinh") || self.is(at, "sn") {
                match self.birth_at(at + 1, &dates) {
                    Some((born, end)) => (Some(born), None, end),
                    None => continue,
                }
            } else if self.is(at, "quê") {
                match self.hometown_at(at + 1) {
                    Some(place) => (None, Some(self.text.words(place.clone())), place.end),
                    None => continue,
                }
            } else {
                continue;
            };
            let Some((item, number)) = self.told_of(clause, at, people) else {
                continue;
            };
            let start = item.tokens.start.min(at);
            bios.push((
                number,
                Bio {
                    person: people.name(number).to_owned(),
                    born,
                    hometown,
                    evidence: vec![self.text.evidence(start..end)],
                    rule: if born.is_some() {
                        "{person} sinh {date}"
                    } else {
                        "{person} quê {area}"
                    }
                    .to_owned(),
                    recovered: Vec::new(),
                },
            ));
        }
        bios
    }

    /// The last person before a token of the clause, or the one in whose brackets it stands; only posts, areas
    /// and marks may stand between.
    fn told_of<'c>(
        &self,
        clause: &'c Clause,
        at: usize,
        people: &mut People,
    ) -> Option<(&'c Item, usize)> {
        let is_person = |item: &Item| matches!(item.code, code::NAME | code::SHORT | code::SPEAKER);
        let person = clause
            .items
            .iter()
            .rposition(|item| is_person(item) && item.tokens.start <= at)?;
        let between = clause.items[person + 1..]
            .iter()
            .take_while(|item| item.tokens.end <= at);
        let passes = |item: &Item| {
            matches!(
                item.code,
                code::POSTS | code::BODY | code::AREA | code::DATE | code::NUMBER
            ) || item.code.is_ascii_punctuation()
                || [
                    "quê", "có", "quán", "sinh", "năm", "ngày", "sn", "dân", "tộc",
                ]
                .iter()
                .any(|word| self.is(item.tokens.start, word))
        };
        let item = &clause.items[person];
        if !between.into_iter().all(passes) || !matches!(item.meaning, Meaning::Name(_)) {
            return None;
        }
        Some((item, self.person_of(item, clause, people)?))
    }

    /// The date of birth that begins at a token.
    fn birth_at(&self, at: usize, dates: &[date::DateMention]) -> Option<(Date, usize)> {
        // «sinh ngày …», «sinh: …»
        let at = if self.is(at, ":") { at + 1 } else { at };
        if let Some(mention) = dates.iter().find(|mention| mention.tokens.start == at) {
            return Some((mention.date, mention.tokens.end));
        }
        let token = self.token(at).filter(|t| t.kind == Kind::Number)?;
        let year: i32 = self.text.word(token).parse().ok()?;
        (1900..2020)
            .contains(&year)
            .then(|| Date::from_year(year).map(|date| (date, at + 1)))?
    }

    /// The place named behind «quê»: a chain of areas, from the smallest.
    fn hometown_at(&self, at: usize) -> Option<Range<usize>> {
        let mut start = at;
        for word in ["quán", ":", "ở", "tại", "gốc"] {
            start += usize::from(self.is(start, word));
        }
        let area = |at: usize| {
            self.area_at(at)
                .filter(|(area, _)| area.name.is_some())
                .or_else(|| self.bare_area_at(at))
        };
        let (_, mut end) = area(start)?;
        while self.is_comma(end) || self.is_dash(end) {
            let Some((_, next)) = area(end + 1) else {
                break;
            };
            end = next;
        }
        Some(start..end)
    }
}

/// One row for each person: births and home places told apart are joined.
pub(crate) fn joined(bios: impl Iterator<Item = (usize, Bio)>) -> Vec<Bio> {
    let mut joined: Vec<Bio> = Vec::new();
    for (_, bio) in bios {
        match joined.iter_mut().find(|known| known.person == bio.person) {
            Some(known) => {
                known.born = known.born.or(bio.born);
                known.hometown = known.hometown.take().or(bio.hometown);
                for evidence in bio.evidence {
                    if !known.evidence.contains(&evidence) {
                        known.evidence.push(evidence);
                    }
                }
            }
            None => joined.push(bio),
        }
    }
    joined
}
