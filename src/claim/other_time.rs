//! Dates beside an act that are of something else: of another verb, of a state that lasts, of the end of a term.

use std::ops::Range;

use super::item::{Clause, Meaning};
use super::reading::Reading;
use crate::rules::{Category, FrameMatch, code};

/// How many items behind a post may say since when it is held.
const STEP: usize = 4;

impl Reading<'_> {
    /// Whether something else begins at an item behind an act: «…; từ năm 2002 …», «… và trở thành …», but not «…; thời
    /// hạn bổ nhiệm 5 năm, kể từ …».
    fn begins_step(&self, clause: &Clause, item: usize) -> bool {
        let next = clause.items[item].tokens.end;
        let time = self.is(next, "thời") && (self.is(next + 1, "hạn") || self.is(next + 1, "gian"));
        clause.codes[item] == b';' && !time
            || self.tells_of_name(clause, item)
            || self.is_until_when(clause, item)
            || self.class_of(clause, item) == Some("trở thành")
            || self.is_then(clause, item)
    }

    /// Whether an item says that something else came next: «rồi», «sau đó», but not «vừa rồi».
    pub(super) fn is_then(&self, clause: &Clause, item: usize) -> bool {
        let first = clause.items[item].tokens.start;
        let cue = self.cue(first);
        let just = first > 0 && self.is(first - 1, "vừa");
        !just && cue.is_some_and(|(class, _)| matches!(class, "rồi" | "sau đó"))
    }

    /// Whether an item only says what was done first, and not when: «sau khi tốt nghiệp».
    pub(super) fn opens_with_past(&self, clause: &Clause, item: usize) -> bool {
        let first = clause.items[item].tokens.start;
        self.is(first, "sau") && self.is(first + 1, "khi")
    }

    /// Whether what stands at an item ends the time of what is taken up: «… cho đến khi nghỉ quản lý ngày 1/9».
    fn is_until_when(&self, clause: &Clause, item: usize) -> bool {
        let first = clause.items[item].tokens.start;
        let until = |at: usize| ["đến", "tới", "đủ"].iter().any(|word| self.is(at, word));
        // «… đến tháng 5 khi …».
        let month = || first > 2 && self.is(first - 2, "tháng") && until(first - 3);
        first > 0
            && ["khi", "lúc", "tuổi"]
                .iter()
                .any(|word| self.is(first, word))
            && (until(first - 1) || month())
    }

    /// Whether what stands behind an act from an item on tells something else, with a time of its own: «…, bị khởi tố
    /// ngày 5/6», «…, người từng học …», «… thay ông B được điều động …».
    pub(super) fn leaves_act(&self, clause: &Clause, found: &FrameMatch, item: usize) -> bool {
        let class = self.class_of(clause, item);
        let of_replaced = || {
            let name = (0..item)
                .rev()
                .find(|&i| self.class_of(clause, i) != Some("đã"));
            name.is_some() && name == found.slot("replaced")
        };
        self.begins_step(clause, item)
            || matches!(class, Some("bị" | "từng"))
            || class == Some("người") && clause.codes[..item].ends_with(b",")
            || matches!(class, Some("được" | "về")) && of_replaced()
            || matches!(
                class,
                Some("nghỉ hưu" | "từ trần" | "thôi giữ chức" | "từ chức")
            ) && found.slot("to").is_some()
                && found.slot("replaced").is_none()
                && found.slot("left").is_none()
    }

    /// Whether a verb behind a name has a time of its own: «… đối với ông A - đã được nghỉ hưu từ ngày 1/5», «… ông A
    /// nghỉ hưu do …», but not «… để nghỉ hưu từ ngày 1/5».
    fn tells_of_name(&self, clause: &Clause, item: usize) -> bool {
        let linked = |&i: &usize| {
            matches!(clause.codes[i], b',' | b'-')
                || matches!(self.class_of(clause, i), Some("đã" | "được" | "do"))
                || ["do", "vì"]
                    .iter()
                    .any(|word| self.is(clause.items[i].tokens.start, word))
        };
        // «… đối với ông A nghỉ hưu, kể từ ngày …» goes back to the act.
        matches!(self.class_of(clause, item), Some("nghỉ hưu" | "từ trần"))
            && clause.codes.get(item + 1) != Some(&b',')
            && (0..item)
                .rev()
                .find(|i| !linked(i))
                .is_some_and(|i| matches!(clause.codes[i], code::NAME | code::SHORT))
    }

    /// Whether a year or month behind an act is of a second verb that «và» links with it: «… được bầu làm A và giữ chức B
    /// từ tháng 7/2006»; what is decided together holds from one day.
    fn is_of_second(&self, clause: &Clause, item: usize, found: &FrameMatch) -> bool {
        let Some(Meaning::Date(mention)) = clause.items.get(item).map(|item| &item.meaning) else {
            return false;
        };
        let verb =
            |i: usize| self.class_of(clause, i) == Some("được") || self.gives_post(clause, i);
        mention.date.day().is_none()
            && (found.items.end..item).any(|i| {
                clause.codes[i] == code::AND
                    && (i + 1..item)
                        .find(|&i| self.class_of(clause, i) != Some("đã"))
                        .is_some_and(verb)
            })
    }

    /// Whether an item is a verb that posts follow.
    fn gives_post(&self, clause: &Clause, item: usize) -> bool {
        matches!(
            self.class_of(clause, item),
            Some("giữ chức" | "làm" | "là" | "nhận chức" | "kiêm")
        ) || self.rules.frames.is_act(clause.codes[item])
    }

    /// Whether a year or month behind an act that a date opens is of what another verb gives: «Tháng 12/1958, ông được cử làm
    /// A, kiêm B, là C từ tháng 8/1959».
    fn is_of_next(&self, clause: &Clause, item: usize, found: &FrameMatch) -> bool {
        let Some(Meaning::Date(mention)) = clause.items.get(item).map(|item| &item.meaning) else {
            return false;
        };
        let given = |i: usize| matches!(clause.codes[i], code::POSTS | code::BODY);
        let opened = || {
            let word = self.word_of(clause, found);
            (0..word).any(|i| {
                self.date_at(clause, i, found.items.start).is_some()
                    && !self.holds_since(clause, i, 0)
            })
        };
        mention.date.day().is_none()
            && (found.items.end..item)
                .any(|i| self.gives_post(clause, i) && (i + 1..item).any(given))
            && opened()
    }

    /// Whether a date behind an act is that of something else.
    pub(super) fn is_of_other(&self, clause: &Clause, item: usize, found: &FrameMatch) -> bool {
        self.is_of_state(clause, item, found)
            || self.is_of_second(clause, item, found)
            || self.is_of_next(clause, item, found)
            || self.is_expiry(clause, item)
    }

    /// Whether something runs out on a date: «… hết hạn vào ngày 31/12», «… hết hiệu lực từ ngày …».
    fn is_expiry(&self, clause: &Clause, item: usize) -> bool {
        let first = clause
            .items
            .get(item)
            .map_or(clause.tokens.end, |item| item.tokens.start);
        (first.saturating_sub(4)..first).any(|at| {
            self.is(at, "hết") && ["hạn", "hiệu"].iter().any(|word| self.is(at + 1, word))
        })
    }

    /// Whether a date begins a state that lasts, told beside an act of another time: «Năm 2004, ông A được điều động về
    /// Sở X, giữ chức B từ năm 2011 đến nay».
    fn is_of_state(&self, clause: &Clause, item: usize, found: &FrameMatch) -> bool {
        let word = self.word_of(clause, found);
        let lasts = item > word
            && item + 1 < clause.items.len()
            && clause.codes[item] == code::DATE
            && self.class_of(clause, item + 1) == Some("đến nay");
        let fronted = || {
            (0..word).any(|i| {
                self.date_at(clause, i, found.items.start).is_some()
                    && !self.holds_since(clause, i, 0)
            })
        };
        lasts && (self.is_held_later(clause, found) || fronted())
    }

    /// Whether the post of a match is one that somebody had later in the body to which the act brought him: «… được điều
    /// động về Sở X, giữ chức B từ năm 2011 đến nay».
    pub(super) fn is_held_later(&self, clause: &Clause, found: &FrameMatch) -> bool {
        let (Some(unit), Some(to)) = (found.slot("unit"), found.slot("to")) else {
            return false;
        };
        let lasts = (to + 1..clause.items.len().min(to + STEP))
            .any(|i| self.class_of(clause, i) == Some("đến nay"));
        unit < to
            && clause.codes[unit..to].contains(&b',')
            && clause
                .codes
                .get(to + 1..)
                .is_some_and(|behind| behind.iter().take(STEP).any(|&code| code == code::DATE))
            && lasts
    }

    /// Whether a date behind an act opens what follows: «…, đến năm 2015 ông …», «… và năm 2015 Bộ Chính trị …»,
    /// «…, năm 2016 là …».
    pub(super) fn opens_another(&self, clause: &Clause, item: usize) -> bool {
        let next = self
            .same_year_end(clause, item + 1)
            .find(|&i| clause.codes[i] != b',');
        let subject = next.is_some_and(|i| {
            matches!(clause.codes[i], code::NAME | code::SHORT | code::BODY)
                || self.rules.frames.is_act(clause.codes[i])
                || matches!(
                    self.class_of(clause, i),
                    Some(
                        "là" | "giữ chức"
                            | "làm"
                            | "kiêm"
                            | "được"
                            | "bị"
                            | "nghỉ hưu"
                            | "từ trần"
                            | "từ chức"
                            | "thôi giữ chức"
                            | "trở thành"
                    )
                )
        });
        // «… và trong tháng 11/2017 …».
        let linked = |i: usize| {
            let first = clause.items[i].tokens.start;
            ["trong", "vào", "hồi"]
                .iter()
                .any(|word| self.is(first, word))
                && clause.codes[..i].ends_with(&[code::AND])
        };
        let apart = (0..item)
            .rev()
            .find(|&i| self.class_of(clause, i) != Some("về"))
            .is_some_and(|i| {
                matches!(clause.codes[i], b',' | code::AND) || i + 1 < item || linked(i)
            });
        subject && apart
    }

    /// The items from one on, behind words that give a month its year: «tháng 11 *năm đó*», «tháng 8 *cùng năm*».
    fn same_year_end(&self, clause: &Clause, item: usize) -> Range<usize> {
        let first = clause
            .items
            .get(item)
            .map_or(clause.tokens.end, |item| item.tokens.start);
        let that = self.is(first, "năm")
            && ["đó", "ấy", "này"]
                .iter()
                .any(|word| self.is(first + 1, word));
        let same = self.is(first, "cùng") && self.is(first + 1, "năm");
        let words = if that || same { 2 } else { 0 };
        item + words..clause.codes.len()
    }

    /// Whether a date behind the post that is taken up ends the time for which it is: «… giữ chức Trưởng Ban đến cuối năm
    /// 2019».
    pub(super) fn ends_term(&self, clause: &Clause, item: usize) -> bool {
        let first = clause.items[item].tokens.start;
        // «… đến tháng 5 khi …».
        if item + 1 < clause.items.len() && self.is_until_when(clause, item + 1) {
            return true;
        }
        let until = (first.saturating_sub(3)..first)
            .rev()
            .take_while(|&at| !self.has(at, Category::Role))
            .find(|&at| self.is(at, "đến") || self.is(at, "tới") || self.is_comma(at));
        until.is_some_and(|at| {
            !self.is_comma(at)
                && item.checked_sub(1).is_some_and(|before| {
                    let post = clause.codes[before] == code::POSTS
                        || self.class_of(clause, before) == Some("về");
                    post && clause.codes[..item].contains(&code::POSTS)
                })
        })
    }

    /// Whether something before an act holds from a date on: «Giữ chức … từ năm 2014, …».
    pub(super) fn holds_since(&self, clause: &Clause, item: usize, start: usize) -> bool {
        let first = clause.items[item].tokens.start;
        let holds = |code: &u8| matches!(*code, code::POSTS | code::NAME | code::SHORT);
        first > 0 && self.is(first - 1, "từ") && clause.codes[start..item].iter().any(holds)
    }

    /// Whether a date is that of a birth.
    pub(super) fn is_birth(&self, clause: &Clause, item: usize) -> bool {
        let first = clause.items[item].tokens.start;
        (first.saturating_sub(2)..first).any(|at| self.is(at, "sinh") || self.is(at, "sn"))
    }
}
