//! Who gives a post where the words may also say that he takes it, stand behind the act or name nobody: «Thủ tướng có quyết
//! định bổ nhiệm ông A …», «ông A giữ chức … theo phân công của Bộ Chính trị», «…, nay tỉnh điều động ông A …».

use super::decider::Decider;
use super::item::{Clause, Meaning};
use super::reading::Reading;
use crate::claim::{EventKind, Post};
use crate::rules::{FrameMatch, code};

/// Officers of whom nobody decides: what they have a decision on is another's.
const HIGHEST: [&str; 2] = ["Thủ tướng", "Chủ tịch nước"];

/// How many items stand between «theo» and whose order it is: «theo sự phân công của Bộ Chính trị».
const ORDER: usize = 5;

impl Reading<'_> {
    /// Makes «có quyết định» a word of deciding where a body or an officer decides on somebody else: «Thủ tướng vừa có quyết
    /// định bổ nhiệm ông A …», but «ông A, Giám đốc Sở X, có quyết định nghỉ hưu».
    pub(super) fn tell_givers(&self, clause: &mut Clause) {
        let decides = self.cue_code("quyết định");
        for i in 1..clause.items.len() {
            if let Some(code) = decides
                && self.has_decision(clause, i)
                && self.gives(clause, i)
            {
                clause.items[i].code = code;
                clause.codes[i] = code;
            }
        }
    }

    /// Whether an item is «có quyết định».
    fn has_decision(&self, clause: &Clause, item: usize) -> bool {
        let mut tokens = clause.items[item].tokens.clone();
        tokens.len() > 2
            && self.is(tokens.end - 1, "định")
            && self.class_of(clause, item) == Some("được")
            && tokens.any(|at| self.is(at, "có"))
    }

    /// Whether who stands before «có quyết định» decides on whom the words behind it name: «… có quyết định điều động ông A»,
    /// but «… có quyết định điều động thay ông B».
    fn gives(&self, clause: &Clause, item: usize) -> bool {
        let passed = |&i: &usize| {
            matches!(clause.codes[i], b',' | b'-' | b')') || self.class_of(clause, i) == Some("đã")
        };
        let Some(nearest) = (0..item).rev().find(|i| !passed(i)) else {
            return false;
        };
        let officer = match clause.codes[nearest] {
            code::NAME | code::SHORT => nearest.checked_sub(1),
            _ => Some(nearest),
        };
        let highest = officer.is_some_and(|i| match &clause.items[i].meaning {
            Meaning::Posts(list) => {
                let role = list.posts.last().map(|post| post.role.as_str());
                role.is_some_and(|role| HIGHEST.contains(&role))
            }
            _ => false,
        });
        let may = officer.is_some_and(|i| matches!(clause.codes[i], code::POSTS | code::BODY));
        let mut behind = (item + 1..clause.items.len())
            .take_while(|&i| {
                !matches!(clause.codes[i], b',' | b';') && self.class_of(clause, i) != Some("thay")
            })
            .map(|i| clause.codes[i]);
        highest || may && behind.any(|code| matches!(code, code::NAME | code::SHORT))
    }

    /// Whose order an act follows, told behind it: «… giữ chức Trưởng Ban Nội chính theo phân công của Bộ Chính trị».
    pub(super) fn ordered_by(
        &self,
        clause: &Clause,
        found: &FrameMatch,
        kinds: &[EventKind],
        posts: &[Post],
    ) -> Option<Decider> {
        let other = |code: &u8| {
            matches!(*code, code::NAME | code::SHORT | b';') || self.rules.frames.is_act(*code)
        };
        let behind = found.items.end..clause.items.len();
        let theo = behind
            .take_while(|&i| !other(&clause.codes[i]))
            .find(|&i| self.class_of(clause, i) == Some("theo"))?;
        let order = theo + 1..clause.items.len().min(theo + ORDER);
        let of = order
            .clone()
            .find(|&i| self.class_of(clause, i) == Some("của"))?;
        let acts = clause.codes[order.start..of]
            .iter()
            .any(|code| self.rules.frames.is_act(*code));
        let named = clause.codes.get(of + 1).filter(|_| acts)?;
        matches!(*named, code::BODY | code::POSTS)
            .then(|| self.decider_at(clause, of + 1))
            .flatten()
            .filter(|by| self.may_decide(by, kinds, posts))
    }

    /// Whether an act opens its clause and names nobody who decides it, as one item of a list does: «Khai trừ khỏi Đảng đối
    /// với ông A».
    pub(super) fn lacks_subject(&self, clause: &Clause, found: &FrameMatch) -> bool {
        let word = self.word_of(clause, found);
        self.rules.frames.is_act(clause.codes[word])
            && found
                .range("people")
                .is_some_and(|people| people.start > word)
            && !clause.codes[..word].iter().any(|code| {
                matches!(
                    *code,
                    code::BODY | code::POSTS | code::NAME | code::SHORT | code::AREA
                )
            })
    }

    /// Whether the word of an act has a subject of its own that names no body: «…, nay tỉnh điều động ông A …».
    pub(super) fn has_other_subject(&self, clause: &Clause, found: &FrameMatch) -> bool {
        const ANY: [&str; 10] = [
            "tỉnh",
            "huyện",
            "quận",
            "phố",
            "xã",
            "sở",
            "bộ",
            "ngành",
            "ty",
            "trường",
        ];
        let word = self.word_of(clause, found);
        let at = clause.items[word].tokens.start;
        let first = word == found.items.start && self.rules.frames.is_act(clause.codes[word]);
        let before = || {
            let mut before = (clause.tokens.start..at).rev();
            before.find(|&t| {
                !["đã", "vừa", "mới", "cũng"]
                    .iter()
                    .any(|particle| self.is(t, particle))
            })
        };
        first && before().is_some_and(|t| ANY.iter().any(|subject| self.is(t, subject)))
    }
}
