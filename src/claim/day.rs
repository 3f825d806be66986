//! When an act was: the date among its words or around them, and whether its clause has a time of its own, apart
//! from that of the news.

use std::ops::Range;

use super::act::Act;
use super::date::{self, DateMention};
use super::item::{Clause, Meaning};
use super::reading::Reading;
use crate::claim::EventKind;
use crate::date::Date;
use crate::rules::{FrameMatch, code};

/// What the sentence of an act says of its time.
pub(super) struct Time {
    /// The date among the words of the act, or that from which it holds.
    pub(super) said: Option<Date>,
    /// Whether it is that from which it holds.
    pub(super) since: bool,
    /// The date around them.
    pub(super) around: Option<Date>,
    /// Whether the act is of another time than the news, so that it takes neither day nor decider from other sentences.
    pub(super) apart: bool,
    /// Whether the sentence tells a day in a year that nothing tells, which no other day stands for.
    pub(super) open: bool,
}

/// How many items before or behind an act are its clause at most.
const SEGMENT: usize = 96;

/// How many items behind an act may hold its date.
const BEHIND: usize = 8;

/// How many items behind the last of several posts in a row may hold its date.
const STEP: usize = 4;

/// Words of a bracket that tells the later name of a body: «(từ tháng 5 năm 1998 gọi là Bộ Công an)».
const RENAMED: [&str; 2] = ["gọi", "đổi"];

/// How many items before the word of an act may say that it looks back.
const BESIDE: usize = 3;

impl Reading<'_> {
    /// When an act was.
    pub(super) fn time_of(&self, clause: &Clause, found: &FrameMatch) -> Time {
        let since = self.since_of(clause, found);
        let said = since.or_else(|| self.date_of(clause, found));
        let around = said
            .is_none()
            .then(|| self.date_around(clause, found))
            .flatten();
        let near = found.items.start.saturating_sub(SEGMENT)
            ..clause.items.len().min(found.items.end + SEGMENT);
        let dated = || {
            near.clone()
                .any(|i| self.date_at(clause, i, found.items.start).is_some())
        };
        // «được bầu tháng 10/2017 và tháng 5/2018, gồm …»: the day of some is not that of all.
        let several = clause.codes[found.items.clone()]
            .windows(3)
            .any(|codes| codes == [code::DATE, code::AND, code::DATE]);
        let (said, around) = if several {
            (None, None)
        } else {
            (said, around)
        };
        let told = said.or(around);
        let apart = self.is_predecessor(clause, found)
            || self.class_of(clause, found.items.start) == Some("trước khi")
            || self.is_of_another_time(clause, found, 0)
            || told.is_none() && (dated() || self.is_later_step(clause, found));
        let open = told.is_none()
            && (date::leaves_year_open(self, clause.sentence) || self.counts_days(clause));
        Time {
            said,
            since: since.is_some(),
            around,
            apart,
            open,
        }
    }

    /// Whether a clause opens with a time that is counted from what was told before, or has none: «Sau đó một ngày, …»,
    /// «Hai tháng sau, …», «Hôm sau, …», «Trong thời gian chờ kiện toàn, …».
    fn counts_days(&self, clause: &Clause) -> bool {
        const LENGTH: [&str; 4] = ["ngày", "tuần", "tháng", "năm"];
        let first = clause.tokens.start;
        let length = |at: usize| LENGTH.iter().any(|word| self.is(at, word));
        let after = |at: usize| self.is(at, "sau");
        after(first) && self.is(first + 1, "đó") && length(first + 3)
            || length(first + 1) && after(first + 2)
            || (self.is(first, "hôm") || length(first)) && after(first + 1)
            || self.is(first, "trong") && self.is(first + 1, "thời") && self.is(first + 2, "gian")
    }

    /// The date from which an act holds.
    fn since_of(&self, clause: &Clause, found: &FrameMatch) -> Option<Date> {
        let items = found.items.clone();
        let fronted = self.is_fronted(clause, found);
        let steps = items.clone().find(|&i| is_chain(clause, i));
        let next_person = steps.unwrap_or_else(|| {
            let parts = |&i: &usize| {
                matches!(clause.codes[i], code::NAME | code::SHORT)
                    || fronted && clause.codes[i] == b','
            };
            let rest = items.end..clause.items.len();
            rest.into_iter().find(parts).unwrap_or(clause.items.len())
        });
        let since = |i: usize| {
            (matches!(self.class_of(clause, i), Some("kể từ" | "từ"))
                && !self.is_of_other(clause, i + 1, found))
            .then(|| self.date_at(clause, i + 1, items.start))
            .flatten()
        };
        // What the sentence dates is the successor's act.
        if self.is_predecessor(clause, found) {
            return (items.start..next_person.min(items.end + 2)).find_map(since);
        }
        // «ông A, Giám đốc … từ năm 2014, được bổ nhiệm …»: since then he held what he leaves.
        let goes_on = |&i: &usize| i < items.end || !self.leaves_act(clause, found, i);
        (self.word_of(clause, found)..next_person)
            .take_while(goes_on)
            .find_map(since)
    }

    /// The date among the words of an act.
    fn date_of(&self, clause: &Clause, found: &FrameMatch) -> Option<Date> {
        if self.is_predecessor(clause, found) {
            return None;
        }
        let items = found.items.clone();
        let date = |i: usize| self.date_at(clause, i, items.start);
        let act = self.word_of(clause, found);
        let earlier = self.end_of_earlier(clause, found).unwrap_or_default();
        // «được cử làm A, rồi đến năm 1987 quay lại …»: that is of what came next.
        let next = |i: &usize| (act..*i).any(|i| self.is_then(clause, i));
        let slot = found.slot("date").filter(|i| !next(i));
        slot.and_then(date).or_else(|| {
            let own = |i: &usize| {
                if *i > act {
                    !self.ends_term(clause, *i) && !self.is_of_other(clause, *i, found) && !next(i)
                } else {
                    !self.holds_since(clause, *i, items.start) && *i >= earlier
                }
            };
            items.clone().filter(own).find_map(date)
        })
    }

    /// The date around an act that has none of its own: just behind it, else the nearest before it in its clause,
    /// else the one that opens the sentence.
    fn date_around(&self, clause: &Clause, found: &FrameMatch) -> Option<Date> {
        if self.is_predecessor(clause, found) {
            return None;
        }
        let start = found.items.start;
        let date = |i: usize| self.date_at(clause, i, start);
        let fronted = self.is_fronted(clause, found);
        // «… và chuẩn bị để ngày mai …», «… do bị kỷ luật ngày 26/1»: what is to come, or was before, has its own day.
        let ends = |i: usize| {
            matches!(clause.codes[i], b';' | code::NAME)
                || fronted && clause.codes[i] == b','
                || self.is(clause.items[i].tokens.start, "do")
                || self.is(clause.items[i].tokens.start, "vì")
                || matches!(
                    self.class_of(clause, i),
                    Some("sẽ" | "để" | "đề nghị" | "trước đó" | "khi đó" | "thời gian giữ")
                )
        };
        let behind = if found.items.clone().any(|i| is_chain(clause, i)) {
            0..0
        } else {
            found.items.end..clause.items.len().min(found.items.end + BEHIND)
        };
        let far = start.saturating_sub(SEGMENT);
        let segment = (far..start)
            .rev()
            .find(|&i| clause.codes[i] == b';')
            .map_or(far, |i| i + 1);
        let behind = behind
            .take_while(|&i| !ends(i) && !self.leaves_act(clause, found, i))
            .filter(|&i| {
                !self.opens_another(clause, i)
                    && !self.ends_term(clause, i)
                    && !self.is_of_other(clause, i, found)
            })
            .find_map(date);
        if self.is_cause(clause, found)
            || self.end_of_earlier(clause, found).is_some()
            || self.is_end_of_service(clause, found)
        {
            return behind;
        }
        behind
            .or_else(|| {
                // «được bầu làm A vào tháng 8/2013 và được bổ nhiệm làm B»: that was A.
                let closes =
                    |i: usize| clause.codes.get(i + 1) == Some(&code::AND) && start <= i + 2;
                let own = |i: &usize| self.is_adjunct(clause, *i, segment) && !closes(*i);
                let before = (segment..start).rev().filter(own);
                before
                    .filter(|&i| !self.is_parted(clause, i + 1..start))
                    .filter(|&i| !self.is_of_teller(clause, i, found))
                    .find_map(date)
            })
            // «Ngày 30/11, … : A; B; C»: the date that opens the sentence holds for its whole list.
            .or_else(|| {
                let mut opening = (0..start.min(3))
                    .filter(|&i| !self.is_parted(clause, i + 1..start))
                    .filter(|&i| !self.is_of_teller(clause, i, found));
                opening.find_map(date)
            })
    }

    /// Whether somebody's retirement or death is what came before that of which a sentence tells: «Ngày 12/6, … phát hiện
    /// sau khi ông A nghỉ hưu».
    fn is_end_of_service(&self, clause: &Clause, found: &FrameMatch) -> bool {
        let near = found.items.start.saturating_sub(BESIDE)..found.items.start;
        let ends = |i: usize| matches!(self.class_of(clause, i), Some("nghỉ hưu" | "từ trần"));
        found.items.clone().any(ends)
            && near
                .into_iter()
                .any(|i| self.class_of(clause, i) == Some("sau khi"))
    }

    /// Whether an act is told as what came before another: «Sau khi ông A qua đời, ngày 14/7, ông B …»; behind the comma
    /// speaks the main clause.
    fn is_fronted(&self, clause: &Clause, found: &FrameMatch) -> bool {
        let before = found.items.start.checked_sub(1);
        before.is_some_and(|i| self.class_of(clause, i) == Some("sau khi"))
    }

    /// Whether a date before the word of an act is that of whoever tells it, or of a state that the act led to, or of
    /// what came before it: «Ngày 23/1, ông A xác nhận UBND huyện đã …», «Thời điểm đầu năm 2016, ông A đã nghỉ hưu»,
    /// «Ngày 20/9, hội đồng họp, sau đó ông A được …».
    pub(super) fn is_of_teller(&self, clause: &Clause, item: usize, found: &FrameMatch) -> bool {
        let word = self.word_of(clause, found);
        let first = clause.items[item].tokens.start;
        let between = || (item + 1..word).map(|i| (i, self.class_of(clause, i)));
        let moment = first
            .checked_sub(2)
            .is_some_and(|from| self.is(from, "thời") && self.is(from + 1, "điểm"));
        let done =
            || (item + 1..found.items.end).any(|i| self.is(clause.items[i].tokens.start, "đã"));
        // «xác nhận» means too little to be a cue: bodies stand before it as before any other word.
        let confirmed = || {
            (clause.items[item].tokens.end..clause.items[word].tokens.start)
                .any(|at| self.says(at, &["xác"]) && self.says(at + 1, &["nhận"]))
        };
        let explained = || {
            let act = clause.items[word].tokens.start;
            (clause.items[item].tokens.end..act)
                .any(|at| self.speaks_at(at) && self.is_matter_between(at, act))
        };
        moment && done()
            || confirmed()
            || explained()
            || between().any(|(i, class)| {
                // «Tháng 7 năm 1985, sau khi tốt nghiệp, ông …» dates what came of it.
                class == Some("cho biết")
                    || self.is_then(clause, i) && !self.opens_with_past(clause, i)
            })
    }

    /// Whether an act is told as what came after something else, so that neither its day nor the news' is its own:
    /// «Sau đó, ông A được điều động …»; but what a meeting votes on after another vote is of its day.
    fn is_later_step(&self, clause: &Clause, found: &FrameMatch) -> bool {
        let word = self.word_of(clause, found);
        let voted = |code: &u8| {
            self.rules.frames.acts.get(code).is_some_and(|kinds| {
                kinds
                    .iter()
                    .any(|kind| matches!(kind, EventKind::Election | EventKind::Relief))
            })
        };
        let start = found.items.start.saturating_sub(BESIDE);
        !clause.codes[found.items.clone()].iter().any(voted)
            && (start..word).any(|i| self.class_of(clause, i) == Some("sau đó"))
    }

    /// The date at an item, unless it is that of a birth, bounds a term («2016-2021») or stands in a bracket that says
    /// something else of somebody («(nguyên Giám đốc …, được bầu năm 2018)»), outside which the act at `from` is told.
    pub(super) fn date_at(&self, clause: &Clause, item: usize, from: usize) -> Option<Date> {
        let Meaning::Date(mention) = &clause.items.get(item)?.meaning else {
            return None;
        };
        if self.is_birth(clause, item) {
            return None;
        }
        let tokens = &mention.tokens;
        // «Đại hội đồng cổ đông thường niên năm 2016» may be held in another year.
        let label =
            mention.date.month().is_none() && tokens.start > 0 && self.is(tokens.start - 1, "niên");
        if label {
            return None;
        }
        let bounds = |year: Option<usize>| year.is_some_and(|at| self.years_at(at).is_some());
        if bounds(Some(tokens.start)) || bounds(tokens.start.checked_sub(2)) {
            return None;
        }
        let open = clause.bracket_around(item);
        let told = open.is_none_or(|open| {
            let close = (open..clause.codes.len())
                .find(|&i| clause.codes[i] == b')')
                .unwrap_or(clause.codes.len());
            let says = |code: &u8| {
                *code == code::POSTS || *code == code::NAME || self.rules.frames.is_act(*code)
            };
            Some(open) == clause.bracket_around(from)
                || !clause.codes[open..close].iter().any(says)
                    && !clause.codes[..open].ends_with(&[code::NAME])
                    && !(open..close).any(|i| self.says(clause.items[i].tokens.start, &RENAMED))
        });
        // «từ tháng 2 – tháng 11/2013»: the year stands behind the second month.
        let of_year = || match clause.items.get(item + 2).map(|item| &item.meaning) {
            Some(Meaning::Date(last))
                if clause.codes[item + 1] == b'-'
                    && mention.date.day().is_none()
                    && tokens.len() == 2
                    && mention.date.month() < last.date.month() =>
            {
                Date::from_month(last.date.year(), mention.date.month()?)
            }
            _ => None,
        };
        let date = || of_year().or_else(|| self.first_of(mention));
        told.then(date).flatten()
    }

    /// A date, or the first of the months that it ends («từ tháng 2 – 11/2013»); none where it ends days, which say only
    /// how long something took: «từ ngày 2 - 6/10/2018».
    pub(super) fn first_of(&self, mention: &DateMention) -> Option<Date> {
        let start = mention.tokens.start;
        let dashed = start > 2 && self.is_dash(start - 1);
        let Some(first) = start
            .checked_sub(2)
            .and_then(|at| self.digits(at))
            .filter(|_| dashed)
        else {
            return Some(mention.date);
        };
        match mention.date.month() {
            Some(_) if mention.date.day().is_some() && self.is(start - 3, "ngày") => None,
            Some(last)
                if mention.date.day().is_none() && first < last && self.is(start - 3, "tháng") =>
            {
                Date::from_month(mention.date.year(), first)
            }
            _ => Some(mention.date),
        }
    }

    /// Whether a date before an act says when it was, and not when something that a noun or another verb tells was:
    /// it is set off («…, ngày 28/8, …»), or names a day, or a meeting's month.
    fn is_adjunct(&self, clause: &Clause, item: usize, start: usize) -> bool {
        let Meaning::Date(mention) = &clause.items[item].meaning else {
            return false;
        };
        let Some(before) = item.checked_sub(1).filter(|&i| i >= start) else {
            return true;
        };
        let led = |word: &str| {
            let first = clause.items[item].tokens.start;
            first > 0 && self.is(first - 1, word)
        };
        if self.holds_since(clause, item, start) {
            return false;
        }
        // «Từ tháng 8/2016 đến tháng 7/2019, …».
        if led("đến") && before > start && clause.codes[before - 1] == code::DATE {
            return false;
        }
        if mention.date.day().is_some() || clause.codes[before].is_ascii_punctuation() {
            return true;
        }
        let phrase = (start..item).rev().take_while(|&i| clause.codes[i] != b',');
        let meets = |i: usize| matches!(self.class_of(clause, i), Some("phiên họp" | "tại phiên"));
        before == start
            || ["vào", "trong", "đến", "hồi", "tới"]
                .iter()
                .any(|word| led(word))
            || phrase.clone().count() <= 2
            || phrase.into_iter().any(meets)
    }

    /// Whether what stands between a date and an act puts them at two times: «…, vì trước đó …», «…, từng …».
    fn is_parted(&self, clause: &Clause, between: Range<usize>) -> bool {
        between.into_iter().any(|i| {
            matches!(
                self.class_of(clause, i),
                Some("trước đó" | "trước khi" | "từng")
            ) || self.class_of(clause, i) == Some("khi đó")
                // «Bộ trưởng Bộ X khi đó là ông A đã bổ nhiệm …» only names the minister.
                && !(i > 0
                    && clause.codes[i - 1] == code::POSTS
                    && matches!(clause.codes.get(i + 1), Some(&(code::NAME | code::SHORT))))
        })
    }

    /// Whether an act is told to be of another time than what stands before an item of its clause: «Trước đó, …»,
    /// «Dưới thời ông A, …», «… từng được bầu …», «… vẫn được bổ nhiệm …».
    pub(super) fn is_of_another_time(
        &self,
        clause: &Clause,
        found: &FrameMatch,
        from: usize,
    ) -> bool {
        let start = found.items.start;
        let far = from.min(start).max(start.saturating_sub(SEGMENT));
        let segment = (far..start)
            .rev()
            .find(|&i| clause.codes[i] == b';')
            .map_or(far, |i| i + 1);
        let word = self.word_of(clause, found);
        let beside = self.is_cause(clause, found)
            || (segment.max(word.saturating_sub(BESIDE))..word).any(|i| {
                matches!(self.class_of(clause, i), Some("từng" | "trước đó"))
                    || self.is(clause.items[i].tokens.start, "vẫn")
            });
        let under = (segment..start).any(|i| {
            let first = clause.items[i].tokens.start;
            self.class_of(clause, i) == Some("thời gian giữ")
                || self.is(first, "dưới") && self.is(first + 1, "thời")
        });
        let earlier = || self.end_of_earlier(clause, found).is_some();
        beside || under || self.is_parted(clause, segment..start) || earlier()
    }

    /// Where what came before an act ends, if its match tells that too: «từng làm A năm 2010 *trước khi* được bầu làm B».
    fn end_of_earlier(&self, clause: &Clause, found: &FrameMatch) -> Option<usize> {
        (found.items.start..self.word_of(clause, found))
            .rev()
            .find(|&i| self.class_of(clause, i) == Some("trước khi"))
    }

    /// Whether an act is why or after what another is done, and so was decided apart from it: «… vì ông A đã bị kỷ luật»,
    /// «Bộ Chính trị phân công ông B … sau khi ông A bị cách chức».
    pub(super) fn is_cause(&self, clause: &Clause, found: &FrameMatch) -> bool {
        let led = found.items.start.checked_sub(1).is_some_and(|i| {
            let at = clause.items[i].tokens.start;
            let when = matches!(self.class_of(clause, i), Some("sau khi" | "trước khi"))
                || self.is(at, "khi");
            when && clause.codes[..i]
                .iter()
                .any(|code| self.rules.frames.is_act(*code))
                || self.is(at, "vì")
                || self.is(at, "do")
        });
        led && found.slot("by").or(found.slot("organ")).is_none()
    }

    /// Whether an act is a death that only dates what the clause tells: «Sau khi Chủ tịch UBND tỉnh X A qua đời, …».
    pub(super) fn is_past_death(&self, clause: &Clause, act: &Act) -> bool {
        let first = act.fired.found.items.start;
        act.kinds == [EventKind::Death]
            && first > 0
            && self.class_of(clause, first - 1) == Some("sau khi")
    }

    /// Where the word of an act stands in its match: its first act, else what is taken up or left.
    pub(super) fn word_of(&self, clause: &Clause, found: &FrameMatch) -> usize {
        let is_act = |i: &usize| self.rules.frames.is_act(clause.codes[*i]);
        let post = || found.slot("to").or(found.slot("left"));
        let mut items = found.items.clone();
        items
            .find(is_act)
            .or_else(post)
            .unwrap_or(found.items.start)
    }

    /// Whether a match begins with «thay»: it tells of somebody whom another act replaces.
    pub(super) fn is_predecessor(&self, clause: &Clause, found: &FrameMatch) -> bool {
        let start = found.items.start;
        let led = start
            .checked_sub(1)
            .is_some_and(|before| self.class_of(clause, before) == Some("thay"));
        led || found.slot("person").is_some() && self.class_of(clause, start) == Some("thay")
    }
}

/// Whether an item is a list of posts that one person had one after the other, so that a date behind it is of the last:
/// «được bổ nhiệm làm A, rồi làm B từ năm 2011».
fn is_chain(clause: &Clause, item: usize) -> bool {
    matches!(&clause.items[item].meaning, Meaning::Posts(list) if list.step().is_some())
}

/// The date just behind an act: «…, rồi làm B từ năm 2011», «… (2019)»; but «A rồi B (1984-1987)» may be of both.
pub(super) fn date_of_step(clause: &Clause, found: &FrameMatch) -> Option<Date> {
    let behind = found.items.end..clause.items.len().min(found.items.end + STEP);
    behind
        .take_while(|&i| !matches!(clause.codes[i], b',' | b';' | code::NAME | code::SHORT))
        .find_map(|i| match &clause.items[i].meaning {
            Meaning::Date(mention) => Some((i, mention.date)),
            _ => None,
        })
        .filter(|(i, _)| {
            clause.codes.get(i + 1) != Some(&b'-') || clause.bracket_around(*i).is_none()
        })
        .map(|(_, date)| date)
}
