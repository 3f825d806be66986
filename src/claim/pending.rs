//! Acts that are told as what is yet to be done: measures put forward, purposes, matters still to come.

use std::ops::Range;

use super::item::Clause;
use super::reading::Reading;
use super::verdict::Fired;
use crate::rules::code;

/// How many items behind an act may hold the word that says that it is yet to come.
const TO_COME: usize = 4;

/// Verbs by which a measure is put forward.
const PUT_FORWARD: [&str; 5] = ["đưa ra", "thống nhất", "đề xuất", "đề nghị", "dự kiến"];

/// In how many sentences behind a measure it may be said that a higher body has yet to decide on it.
const REFERRED: usize = 3;

/// The cue of a decision that is taken back with the post that it gave.
const REVOKED: &str = "hủy quyết định bổ nhiệm";

/// How many items before a match may hold the word that takes its fact away («dự kiến», «không»).
const MODAL_WINDOW: usize = 6;

/// How many items behind an act may say that it is annulled.
const ANNULLED: usize = 6;

impl Reading<'_> {
    /// Whether an act of these items is annulled: «thu hồi các quyết định sau: …; …», «quyết định bổ nhiệm … bị thu hồi».
    pub(super) fn is_annulled(&self, clause: &Clause, items: &Range<usize>) -> bool {
        let behind = (items.end..clause.items.len())
            .take(ANNULLED)
            .take_while(|&i| clause.codes[i] != code::NAME);
        let revokes = |i| self.class_of(clause, i) == Some(REVOKED);
        let own = items.clone().any(revokes);
        (0..items.start)
            .chain(behind)
            .any(|i| self.class_of(clause, i) == Some("hủy") || !own && revokes(i))
    }

    /// From where on a word before a match takes its fact away: a few items, but all of the clause where the act is
    /// what another verb speaks of («đề nghị …, trong đó có việc miễn nhiệm …»).
    pub(super) fn modal_start(&self, clause: &Clause, start: usize) -> usize {
        let near = start.saturating_sub(MODAL_WINDOW);
        let matter = (near..start).any(|i| self.is(clause.items[i].tokens.start, "việc"));
        let settled = (0..near).any(|i| self.class_of(clause, i) == Some("quyết định"));
        if matter && !settled { 0 } else { near }
    }

    /// Whether a measure is only put forward, since a higher body has yet to decide on it: «… đưa ra hình thức khai trừ
    /// đối với ông A. … đã báo cáo Ban Thường vụ Tỉnh ủy xin ý kiến, đang chờ kết luận», «đang đợi hình thức kỷ luật».
    pub(super) fn awaits_decision(&self, clause: &Clause, fired: &Fired) -> bool {
        let mut items = fired.found.items.clone();
        let acts = |i: &usize| self.rules.frames.is_act(clause.codes[*i]);
        let Some(act) = items.find(acts) else {
            return false;
        };
        let before = clause.tokens.start..clause.items[act].tokens.end;
        let words = |at: usize| self.text.words(at..at + 2).to_lowercase();
        let measure = |at: usize| {
            self.says(at, &["hình"]) && self.says(at + 1, &["thức"]) || self.says(at, &["mức"])
        };
        let put_forward = before.clone().any(|at| {
            measure(at + 2) && at + 2 < before.end && PUT_FORWARD.contains(&words(at).as_str())
        });
        let awaited = before
            .clone()
            .any(|at| self.says(at, &["chờ", "đợi"]) && measure(at + 1) && at + 1 < before.end);
        let own = self.text.sentences[clause.sentence].paragraph;
        let behind = self.text.sentences[clause.sentence..]
            .iter()
            .take(REFERRED)
            .take_while(|sentence| sentence.paragraph == own);
        let referred = || {
            behind
                .flat_map(|sentence| sentence.tokens.clone())
                .any(|at| {
                    self.says(at, &["xin"]) && self.says(at + 1, &["ý"])
                        || self.says(at, &["chờ", "đợi"])
                            && self.says(at + 1, &["kết", "ý", "quyết", "hình"])
                })
        };
        awaited || put_forward && referred()
    }

    /// Whether an act is only what somebody is told to work towards: «giao … làm việc với … để điều động ông A».
    pub(super) fn is_purpose(&self, clause: &Clause, fired: &Fired) -> bool {
        let items = fired.found.items.clone();
        let acts = |code: &u8| self.rules.frames.is_act(*code);
        let act = items.clone().find(|&i| acts(&clause.codes[i]));
        let Some(aim) = act
            .and_then(|act| act.checked_sub(1))
            .filter(|&before| self.class_of(clause, before) == Some("để"))
        else {
            return false;
        };
        let settled = (0..aim).any(|i| {
            acts(&clause.codes[i])
                || matches!(
                    self.class_of(clause, i),
                    Some("quyết định" | "phiên họp" | "tại phiên" | "giới thiệu" | "thôi giữ chức")
                )
        });
        !settled
    }

    /// Whether an act is only the matter of which something is yet to come, or has run out: «việc miễn nhiệm … sẽ được
    /// thông báo …», «việc bổ nhiệm … hết hạn vào ngày …».
    pub(super) fn is_matter_to_come(&self, clause: &Clause, fired: &Fired) -> bool {
        let items = &fired.found.items;
        let matter = items
            .start
            .checked_sub(1)
            .is_some_and(|before| self.is(clause.items[before].tokens.start, "việc"));
        let runs_out = |at: usize| {
            self.is(at, "hết")
                && ["hạn", "thời", "hiệu"]
                    .iter()
                    .any(|word| self.is(at + 1, word))
        };
        matter
            && (items.end..clause.items.len().min(items.end + TO_COME)).any(|i| {
                matches!(self.class_of(clause, i), Some("sẽ" | "không"))
                    || runs_out(clause.items[i].tokens.start)
            })
    }

    /// Whether the act at a token is what those on a list stand for, whoever agrees to the list: «đồng ý với danh sách
    /// (để) bầu hai Phó Chủ tịch …, gồm: …», «thống nhất nhân sự để bầu …».
    pub(super) fn is_slate(&self, at: usize) -> bool {
        let noun = at - usize::from(at > 0 && self.is(at - 1, "để"));
        self.cue(at).is_some_and(|(class, _)| class == "bầu")
            && noun.checked_sub(2).is_some_and(|from| {
                self.is(from, "danh") && self.is(from + 1, "sách")
                    || self.is(from, "nhân") && self.is(from + 1, "sự") && noun < at
            })
    }
}
