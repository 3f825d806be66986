//! Whether a sentence tells of times long past: by a year before it, a visit of years ago, or a memory.

use std::ops::Range;

use super::date::Origin;
use super::item::{Clause, Item, Meaning};
use super::people::People;
use super::reading::Reading;
use super::verdict::Fired;
use crate::date::Date;
use crate::rules::FrameKind;

/// How many years ago nobody held a post that is held today, as long as nothing else is said.
pub(super) const LONG_PAST: i32 = 8;

/// How many words of a sentence may stand before the time that it opens with.
const OPENING: usize = 6;

/// How many items behind a match may be what its person says, and how many may tell of a visit of theirs.
const SAYING: usize = 4;
const VISIT: usize = 8;

/// What is held for the dead, before their office and name.
const MEMORY: [[&str; 2]; 6] = [
    ["tưởng", "niệm"],
    ["lưu", "niệm"],
    ["tưởng", "nhớ"],
    ["ngày", "sinh"],
    ["ngày", "mất"],
    ["tượng", "đài"],
];

impl Reading<'_> {
    /// Whether somebody is remembered whose office and name a match is: «kỷ niệm 110 năm *ngày sinh* Tổng Bí thư A», «Khu
    /// *lưu niệm* Thủ tướng B».
    pub(super) fn is_remembered(&self, clause: &Clause, fired: &Fired) -> bool {
        let slots = (fired.found.slot("holds")).zip(fired.found.slot("person"));
        let Some((holds, _)) = slots.filter(|(holds, person)| holds < person) else {
            return false;
        };
        let mut start = clause.items[holds].tokens.start;
        let small = ["của", "cố", "đồng", "chí", "nguyên"];
        while start > 2 && self.says(start - 1, &small) {
            start -= 1;
        }
        start > 1
            && MEMORY
                .iter()
                .any(|[one, two]| self.is(start - 2, one) && self.is(start - 1, two))
    }

    /// How long past the time is that the sentence of a match opens with, «Năm 1998, …» or «Còn nhớ thập niên 90 …», that
    /// stands between commas before it, «…, năm 1970, …», or of a visit, «trong chuyến thăm của Chủ tịch nước A năm 2009», in
    /// years; none where the sentence says something of today, or tells an act of the person.
    pub(super) fn opens_past(&self, clause: &Clause, fired: &Fired) -> Option<i32> {
        let sentence = self.text.sentences[clause.sentence].tokens.clone();
        let found = &fired.found.items;
        let set_off = |tokens: &Range<usize>| {
            self.is_comma(tokens.end)
                && (tokens.start.checked_sub(1)).is_some_and(|at| self.is_comma(at))
        };
        let year = clause.items[..found.start]
            .iter()
            .filter(|item| item.tokens.start < sentence.start + OPENING || set_off(&item.tokens))
            .find_map(written_year)
            .or_else(|| self.year_of_visit(clause, found));
        let remembered = (sentence.start..sentence.start + OPENING)
            .any(|at| self.says(at, &["thập"]) && self.says(at + 1, &["niên", "kỷ", "kỉ"]));
        let age = match year {
            Some(year) => self.years_since(year),
            None if remembered => LONG_PAST,
            None => return None,
        };
        // «Năm 2000 có mười hộ, theo ông A, Trưởng thôn …»: who speaks of it speaks today.
        let today = ["hiện", "nay", "đang"];
        let of_today = sentence.clone().any(|at| self.says(at, &today));
        let says = |item: usize| matches!(self.class_of(clause, item), Some("cho biết" | "theo"));
        let led = found.start.saturating_sub(1)..found.start;
        let behind = found.end..(found.end + SAYING).min(clause.items.len());
        if of_today || led.chain(behind).any(says) {
            return None;
        }
        let acts = self.verdicts(clause, FrameKind::Event);
        let told = acts.iter().any(|verdict| {
            let items = &verdict.fired.found.items;
            verdict.stands() && items.start < found.end && found.start < items.end
        });
        (!told).then_some(age)
    }

    /// How many years ago a year was; fewer than make it long past where only a year to come says that: «đến năm 2030».
    fn years_since(&self, year: i32) -> i32 {
        let news = self.article.published.map(Date::year).or(self.told_year());
        let told = news.map_or(0, |news| news - year);
        let most = (self.last_year() - year).min(LONG_PAST - 1);
        told.max(most)
    }

    /// The year behind a match whose visit it tells of: «trong chuyến thăm của Chủ tịch nước A tới Lào *năm 2009*».
    fn year_of_visit(&self, clause: &Clause, found: &Range<usize>) -> Option<i32> {
        let start = clause.items.get(found.start)?.tokens.start;
        let visit = self.is(start.checked_sub(1)?, "của") && self.is(start.checked_sub(2)?, "thăm");
        let behind = clause.items.get(found.end..).filter(|_| visit)?;
        behind.iter().take(VISIT).find_map(written_year)
    }

    /// Whether a clause opens with a time that somebody's office is over: «Thời vàng son, …», «Lúc đương chức, …».
    pub(super) fn opens_times_past(&self, clause: &Clause) -> bool {
        let start = clause.tokens.start;
        let now = (start..start + OPENING).any(|at| self.says(at, &["này", "nay", "hiện"]));
        let time = self.says(start, &["Thời", "Thuở", "Hồi"])
            && !self.says(start + 1, &["gian", "hạn", "buổi", "điểm"]);
        // «Trước đây, …», «Lúc đó, …», «Thời điểm ấy, …».
        let point = start + 1 + usize::from(self.says(start + 1, &["điểm"]));
        let then = self.says(start, &["Thời", "Lúc", "Khi"]) && self.says(point, &["đó", "ấy"])
            || self.says(start, &["Trước"]) && self.says(start + 1, &["đây"]);
        let office = (start..start + OPENING)
            .any(|at| self.says(at, &["đương"]) && self.says(at + 1, &["chức", "nhiệm"]));
        !now && (time || then || office)
    }

    /// Whether a text that tells a life has a date long past before a match that says nothing of today.
    pub(super) fn tells_history(&self, clause: &Clause, fired: &Fired, people: &People) -> bool {
        let items = &fired.found.items;
        let start = clause.items[items.start].tokens.start;
        let dated = (clause.tokens.start..start)
            .filter_map(|at| self.year(at))
            .any(|year| people.is_history(year));
        dated
            && !items.clone().any(|item| {
                let start = clause.items[item].tokens.start;
                self.is(start, "hiện") || self.is(start, "đang")
            })
    }
}

/// The year of an item that is a date which says it.
fn written_year(item: &Item) -> Option<i32> {
    match &item.meaning {
        Meaning::Date(mention) if mention.origin != Origin::YearInferred => {
            Some(mention.date.year())
        }
        _ => None,
    }
}
