//! Whose act or post it is: neither that of whoever is named beside the person only to say who he is, nor that of
//! somebody whose time in office only dates the act; and whether it is told as an act at all.

use super::decision::Told;
use super::item::Clause;
use super::reading::Reading;
use super::verdict::Fired;
use crate::rules::{ActSource, FrameMatch, code};

/// How many items before a post may hold the name of whoever holds it.
const SUBJECT: usize = 4;

impl Reading<'_> {
    /// A match without the post before its person that is somebody else's: «trong thời gian ông A giữ chức {post}, ông
    /// B được …».
    pub(super) fn without_others_post<'r>(
        &self,
        clause: &Clause,
        mut found: FrameMatch<'r>,
    ) -> FrameMatch<'r> {
        let start = found.items.start;
        let own = found.range("people").filter(|people| people.start == start);
        let apposed = matches!(
            clause.codes[start..],
            [code::POSTS, b',', code::NAME | code::SHORT, ..]
        );
        let holds = |i: usize| {
            matches!(
                self.class_of(clause, i),
                Some("là" | "giữ chức" | "làm" | "từng" | "thời gian giữ")
            )
        };
        // «Đang là {post}, ông B được …»: that is his own.
        let held = start.checked_sub(1).is_some_and(holds)
            && (start.saturating_sub(SUBJECT)..start)
                .any(|i| matches!(clause.codes[i], code::NAME | code::SHORT));
        // «Theo quyết định của {post}, ông B …»: that is who decided.
        let decides = start
            .checked_sub(2)
            .is_some_and(|i| self.class_of(clause, i + 1) == Some("của"))
            && (start.saturating_sub(SUBJECT)..start - 1).any(|i| {
                clause.codes[i] == code::DOCUMENT
                    || matches!(self.class_of(clause, i), Some("quyết định" | "trao"))
            });
        if own.is_some() && apposed && (held || decides) {
            found.items.start += 2;
            let people = found.slots.iter_mut().filter(|(slot, _)| *slot == "people");
            people.for_each(|(_, items)| items.start += 2);
        }
        found
    }

    /// Whether the person of a match is named only to say who somebody else is: «ông A, người tiền nhiệm của ông B được
    /// …», «ông A - con trai Bí thư … B từng là …».
    pub(super) fn is_of_another(&self, clause: &Clause, fired: &Fired) -> bool {
        let found = &fired.found;
        let start = found.items.start;
        if let Some(people) = found.range("people") {
            let named = clause.codes[..start].contains(&code::NAME)
                || clause.codes[..start].contains(&code::SHORT);
            let of = start
                .checked_sub(1)
                .is_some_and(|i| self.class_of(clause, i) == Some("của"));
            // «… của ông B - người đã được bầu …» does speak of him.
            let told = matches!(clause.codes.get(people.end), Some(b',' | b'-'))
                && people.end + 1 < clause.items.len()
                && self.class_of(clause, people.end + 1) == Some("người");
            return people.start == start && named && of && !told;
        }
        let posts = found.range("holds").or_else(|| found.range("series"));
        let (Some(person), Some(posts)) = (found.slot("person"), posts) else {
            return false;
        };
        let told = person < posts.start && clause.codes[person + 1] >= code::CUE;
        told && (person.saturating_sub(2)..person)
            .any(|i| self.class_of(clause, i) == Some("người thân"))
    }

    /// Whether an act is only what a noun is about: «thông tin quy trình xử lý kỷ luật …», «phương án điều động …».
    pub(super) fn is_topic(&self, clause: &Clause, fired: &Fired) -> bool {
        let mut items = fired.found.items.clone();
        let Some(act) = items.find(|&i| self.rules.frames.acts.contains_key(&clause.codes[i]))
        else {
            return false;
        };
        let at = clause.items[act].tokens.start;
        // «biểu quyết đồng ý với phương án phân công …»: that settles it.
        if (0..act).any(|i| self.class_of(clause, i) == Some("quyết định")) {
            return false;
        }
        let noun = at
            .checked_sub(2)
            .map(|from| self.text.words(from..at).to_lowercase());
        noun.is_some_and(|noun| matches!(noun.as_str(), "quy trình" | "thủ tục" | "phương án"))
    }

    /// Whether a match says that somebody keeps a post though another is left: «ông A vẫn tiếp tục giữ chức …»; at a
    /// congress «tiếp tục giữ chức» tells of a vote.
    pub(super) fn goes_on_holding(&self, clause: &Clause, fired: &Fired) -> bool {
        let items = fired.found.items.clone();
        let acts = |code: &u8| self.rules.frames.acts.contains_key(code);
        let keeps = |i: usize| {
            let at = clause.items[i].tokens.start;
            at > 0 && self.is(at - 1, "vẫn") && self.is(at, "tiếp") && self.is(at + 1, "tục")
        };
        fired.frame.act != ActSource::Own
            && !clause.codes[items.clone()].iter().any(acts)
            && items.into_iter().any(keeps)
    }

    /// Whether a match only says who somebody is of whom more is told: «ông A, cán bộ công an nghỉ hưu cho biết …»,
    /// «ông A, giữ chức Chủ tịch … có số phiếu …».
    pub(super) fn only_describes(&self, clause: &Clause, fired: &Fired) -> bool {
        let found = &fired.found;
        let (Some(people), Some(behind)) =
            (found.range("people"), clause.items.get(found.items.end))
        else {
            return false;
        };
        if people.start != found.items.start {
            return false;
        }
        let says = self.class_of(clause, found.items.end) == Some("cho biết");
        let retired = found.items.end == people.end + 1
            && self.class_of(clause, people.end) == Some("nghỉ hưu")
            && clause.codes[people.end - 1] == code::POSTS
            && clause.items[people.end - 1].tokens.end == clause.items[people.end].tokens.start;
        let holds = fired.frame.act != ActSource::Own && self.is(behind.tokens.start, "có");
        retired && says || holds
    }

    /// Whether an act is only granted, by the way, in talk of something else: «dù …, ông A vẫn được bổ nhiệm …».
    pub(super) fn concedes(&self, clause: &Clause, found: &FrameMatch) -> bool {
        let beside = found.items.clone().any(|i| {
            let at = clause.items[i].tokens.start;
            self.is(at, "vẫn") && self.is(at + 1, "được")
        });
        beside
            && (0..found.items.start).any(|i| {
                let at = clause.items[i].tokens.start;
                ["dù", "nhưng", "song"].iter().any(|word| self.is(at, word))
            })
    }

    /// Whether a sentence without a subject goes on with the plan of the one before it: «… dự kiến điều động ông A. Đồng
    /// thời miễn nhiệm ông B».
    pub(super) fn goes_on_planning(&self, clause: &Clause, fired: &Fired, told: &Told) -> bool {
        let start = fired.found.items.start;
        let subject = |code: &u8| {
            matches!(
                *code,
                code::NAME | code::SHORT | code::BODY | code::POSTS | code::DATE
            )
        };
        told.follows_plan(clause.sentence)
            && self.class_of(clause, 0) == Some("đồng thời")
            && self.rules.frames.acts.contains_key(&clause.codes[start])
            && !clause.codes[..start].iter().any(subject)
    }

    /// Whether a match only says who held a post when something else happened: «khi ông A giữ chức {post}, …».
    pub(super) fn tells_when(&self, clause: &Clause, fired: &Fired) -> bool {
        let start = fired.found.items.start;
        let word =
            |at: usize, word: &str| at < start && self.is(clause.items[at].tokens.start, word);
        fired.frame.act == ActSource::Before
            && start
                .checked_sub(1)
                .is_some_and(|at| ["khi", "lúc", "thời", "gian"].iter().any(|w| word(at, w)))
    }
}
