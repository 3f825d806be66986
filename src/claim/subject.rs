//! Whose act or post it is: neither that of whoever is named beside the person only to say who he is, nor that of
//! somebody whose time in office only dates the act.

use super::item::Clause;
use super::reading::Reading;
use super::verdict::Fired;
use crate::rules::{ActSource, FrameMatch, code};

/// How many items before a post may hold the name of whoever holds it.
const SUBJECT: usize = 4;

impl Reading<'_> {
    /// A match without the post before its person that is somebody else's: «trong thời gian ông A giữ chức {post}, ông
    /// B được …».
    pub(super) fn without_others_post(&self, clause: &Clause, mut found: FrameMatch) -> FrameMatch {
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
        if own.is_some() && apposed && held {
            found.items.start += 2;
            let people = found.slots.iter_mut().filter(|(slot, _)| slot == "people");
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
