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

/// Words that may stand between a person and his birth or home place.
const PASSED: [&str; 11] = [
    "quê", "có", "quán", "sinh", "năm", "ngày", "sn", "dân", "tộc", "tuổi", "gốc",
];

/// How begins what is told of a life beside them, to the next comma: «dân tộc Tày», «trình độ thạc sĩ luật».
const MATTERS: [[&str; 2]; 5] = [
    ["dân", "tộc"],
    ["người", "dân"],
    ["trình", "độ"],
    ["tôn", "giáo"],
    ["giới", "tính"],
];

/// So many words of such a matter may stand there.
const MATTER: usize = 7;

/// The year from which on Vietnam has been on the web, and articles with it.
const WEB: i32 = 1997;

/// So old an official may be.
const GROWN: Range<i32> = 22..90;

/// So many lines of a card on somebody may stand between his name and a line of it.
const LINES: usize = 8;

/// So many words of a line may be its label.
const LABEL: usize = 4;

impl Reading<'_> {
    /// The births and home places that a clause tells.
    pub(crate) fn bios_of(&self, clause: &Clause, people: &mut People) -> Vec<(usize, Bio)> {
        let mut bios = Vec::new();
        self.add_bracketed(clause, people, &mut bios);
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
            let told = self.told_of(clause, at, people);
            let told = told.map(|(item, number)| (item.tokens.start.min(at), number));
            let Some((start, number)) = told.or_else(|| {
                let number = self.spoken_of(clause, at, people)?;
                Some((clause.tokens.start, number))
            }) else {
                continue;
            };
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

    /// Adds the births that stand as a bare year in brackets behind a name: «Thượng tá A (1970)».
    fn add_bracketed(&self, clause: &Clause, people: &mut People, bios: &mut Vec<(usize, Bio)>) {
        for item in &clause.items {
            let Meaning::Name(name) = &item.meaning else {
                continue;
            };
            let open = name.tokens.end;
            // Whoever is only spoken of there is named elsewhere.
            if item.tokens.end < open
                || item.tokens.start >= open
                || !self.is_open(open)
                || self.mark(open + 2) != Some(')')
                || name.whole.start == name.tokens.start
            {
                continue;
            }
            let Some(year) = self.year(open + 1) else {
                continue;
            };
            if !GROWN.contains(&(self.last_year().max(WEB) - year)) {
                continue;
            }
            let Some(number) = self.person_of(item, clause, people) else {
                continue;
            };
            let bio = Bio {
                person: people.name(number).to_owned(),
                born: Date::from_year(year),
                hometown: None,
                evidence: vec![self.text.evidence(name.whole.start..open + 3)],
                rule: "{person} sinh {date}".to_owned(),
                recovered: Vec::new(),
            };
            bios.push((number, bio));
        }
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
        let item = &clause.items[person];
        let named = matches!(item.meaning, Meaning::Name(_));
        if !named || !self.tells_only_life(clause, person + 1, at) {
            return None;
        }
        Some((item, self.person_of(item, clause, people)?))
    }

    /// Whether the items of a clause from one on say nothing but posts and what else is told of a life, up to a token:
    /// «…, dân tộc Tày, trình độ thạc sĩ, …».
    fn tells_only_life(&self, clause: &Clause, from: usize, to: usize) -> bool {
        let mut matter = 0;
        clause.items[from..]
            .iter()
            .take_while(|item| item.tokens.end <= to)
            .all(|item| {
                let at = item.tokens.start;
                let begins = MATTERS
                    .iter()
                    .any(|[one, other]| self.is(at, one) && self.is(at + 1, other));
                if begins && at >= matter {
                    let end = (at..to).find(|&t| self.is_comma(t) || self.mark(t).is_some());
                    matter = end.unwrap_or(to).min(at + MATTER);
                }
                at < matter && !matches!(item.code, code::NAME | code::SHORT)
                    || item.code.is_ascii_punctuation()
                    || matches!(
                        item.code,
                        code::POSTS | code::BODY | code::AREA | code::DATE | code::NUMBER
                    )
                    || PASSED.iter().any(|word| self.is(at, word))
                    || self.is(at, "là") && self.is(at + 1, "người")
            })
    }

    /// Of whom a clause tells that opens with a birth or a home place: of the only person that the sentence before it
    /// speaks of, or of whom a portrait is; the lines between may say other things of a life.
    fn spoken_of(&self, clause: &Clause, at: usize, people: &People) -> Option<usize> {
        let named = clause
            .items
            .iter()
            .any(|item| matches!(item.code, code::NAME | code::SHORT | code::SPEAKER));
        if named || !self.opens_life(&clause.tokens) || !self.tells_only_life(clause, 0, at) {
            return None;
        }
        people.portrait().or_else(|| {
            let (only, told) = people.only_subject()?;
            let sentences = &self.text.sentences;
            let near = told < clause.sentence && clause.sentence - told <= LINES;
            let lines = || {
                (told + 1..clause.sentence).all(|line| {
                    let tokens = &sentences[line].tokens;
                    self.opens_life(tokens) || self.is_label(tokens)
                })
            };
            (near && lines()).then_some(only)
        })
    }

    /// Whether a sentence opens with a birth or a home place, or with the label of a name: «Sinh ngày …», «- Quê quán: …»,
    /// «Ngày sinh: …», «Họ và tên: …».
    pub(super) fn opens_life(&self, tokens: &Range<usize>) -> bool {
        let mut words = tokens.clone().filter(|&at| self.is_word(at)).take(LABEL);
        let Some(first) = words.next() else {
            return false;
        };
        let is = |word: &'static str| move |at: usize| self.is(at, word);
        let life = |at: usize| is("sinh")(at) || is("quê")(at);
        is("họ")(first) && words.clone().any(is("tên"))
            || life(first)
            || (is("ngày")(first) || is("năm")(first)) && words.next().is_some_and(life)
    }

    /// Whether a line begins with a label: «Dân tộc: Tày», «| Giới tính | Nam».
    fn is_label(&self, tokens: &Range<usize>) -> bool {
        tokens
            .clone()
            .skip(1)
            .take(LABEL)
            .any(|at| matches!(self.mark(at), Some(':' | '|')))
    }

    /// The date of birth that begins at a token.
    fn birth_at(&self, at: usize, dates: &[date::DateMention]) -> Option<(Date, usize)> {
        // «sinh ngày …», «sinh: …», «sinh ngày: …», «Ngày sinh | …»
        let part = self.is(at, "ngày") || self.is(at, "năm");
        let colon = |at: usize| matches!(self.mark(at), Some(':' | '|'));
        let at = if part && colon(at + 1) { at + 2 } else { at };
        let at = if colon(at) { at + 1 } else { at };
        if let Some(mention) = dates.iter().find(|mention| mention.tokens.start == at) {
            return Some((mention.date, mention.tokens.end));
        }
        // «Ngày sinh | 28 tháng 12, 1979».
        let whole = || {
            let day = self.digits(at).filter(|_| self.is(at + 1, "tháng"))?;
            let month = self.digits(at + 2)?;
            let year = at + 3 + usize::from(self.is_comma(at + 3) || self.is(at + 3, "năm"));
            Some((Date::from_day(self.year(year)?, month, day)?, year + 1))
        };
        if let Some(whole) = whole() {
            return Some(whole);
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
        for word in ["quán", ":", "|", "ở", "tại", "gốc"] {
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
        // «quê xã Quảng Hưng (Quảng Xương, Thanh Hóa)».
        let mut next = end;
        while self.is_open(end) && (next == end || self.is_comma(next)) {
            let Some((_, behind)) = area(next + 1) else {
                break;
            };
            next = behind;
        }
        if next > end && self.mark(next) == Some(')') {
            end = next + 1;
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
