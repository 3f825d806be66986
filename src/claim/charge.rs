//! Charges: what somebody is given to look after beside the post that he has, and what he only goes on doing.

use std::collections::BTreeSet;

use super::item::{Clause, Meaning};
use super::patient::Patient;
use super::post::Held;
use super::post_list::PostList;
use super::reading::Reading;
use super::verdict::Fired;
use crate::claim::{EventKind, Post};
use crate::rules::{ActSource, Category, FrameMatch, code};

/// How many words behind a post may say until when it is kept.
const UNTIL: usize = 12;

impl Reading<'_> {
    /// Whether what somebody is given to look after begins at a token: «giao ông A, Phó Giám đốc …, *phụ trách Sở Y tế*»;
    /// `codes` are those of the items before it.
    pub(super) fn is_charge(&self, at: usize, codes: &[u8]) -> bool {
        let begins = match self.cue(at) {
            Some(("phụ trách", end)) => self.tag(end, Category::Body).is_some(),
            Some(("quyền", end)) => {
                self.tag(end, Category::Role).is_some() && codes.contains(&code::POSTS)
            }
            _ => false,
        };
        begins && self.gives_charge(codes)
    }

    /// Whether the items before a token lead from «giao» over at most one name to what that one is given.
    fn gives_charge(&self, codes: &[u8]) -> bool {
        let class = |code: u8| {
            let entry = code.checked_sub(code::CUE)?;
            Some(self.rules.words.cues[usize::from(entry)].as_str())
        };
        let gives = |code: &u8| matches!(class(*code), Some("giao" | "phân công"));
        let Some(giving) = codes.iter().rposition(gives) else {
            return false;
        };
        let behind = &codes[giving + 1..];
        let is_name = |code: &u8| matches!(*code, code::NAME | code::SHORT);
        let between = |code: &u8| {
            is_name(code)
                || matches!(
                    *code,
                    code::POSTS | code::WORD | b',' | b'-' | b'(' | b')' | code::DATE
                )
                || class(*code) == Some("đối với")
        };
        behind.iter().all(between) && behind.iter().filter(|code| is_name(code)).count() < 2
    }

    /// The posts of a list up to what their holder is given to look after; none where that comes first.
    pub(super) fn before_charge(&self, mut list: PostList, codes: &[u8]) -> Option<PostList> {
        let first = list.tokens.start + 1;
        let inside_role = |at: usize| {
            list.posts.iter().any(|post| {
                let role = self.tag(post.tokens.start, Category::Role);
                post.tokens.start < at && role.is_some_and(|(_, end)| at < end)
            })
        };
        let acts = |end: usize| {
            let mut posts = list.posts.iter();
            posts.any(|post| post.held == Held::Acting && post.tokens.start == end)
        };
        let begins = |at: usize| match self.cue(at) {
            Some(("phụ trách", end)) => {
                self.tag(end, Category::Body).is_some() && !inside_role(at)
            }
            Some(("quyền", end)) => acts(end),
            _ => false,
        };
        let Some(charge) = (first..list.tokens.end).find(|&at| begins(at)) else {
            return Some(list);
        };
        if !self.gives_charge(codes) {
            return Some(list);
        }
        list.posts.retain(|post| post.tokens.start < charge);
        let end = list.posts.last()?.tokens.end.min(charge);
        list.posts.last_mut()?.tokens.end = end;
        list.tokens.end = end;
        Some(list)
    }

    /// What somebody is given to look after: «phụ trách Sở Y tế».
    pub(super) fn charge_at(
        &self,
        at: usize,
        clause: &Clause,
        recovered: &mut BTreeSet<String>,
    ) -> Vec<Post> {
        let list = self
            .posts_at(at, clause.tokens.end)
            .map(|list| list.first());
        let posts = list
            .map(|list| self.claimed_posts(&list))
            .unwrap_or_default();
        let posts = posts.into_iter().take(1).map(|(post, _, _, from_context)| {
            recovered.extend(from_context);
            post
        });
        posts.collect()
    }

    /// Whether an act has somebody look after an office and not take it up: «được giao phụ trách Tư lệnh …».
    pub(super) fn is_only_charge(&self, clause: &Clause, found: &FrameMatch) -> bool {
        let before = found.slot("to").and_then(|to| to.checked_sub(1));
        before.is_some_and(|before| {
            matches!(
                self.class_of(clause, before),
                Some("giao phụ trách" | "phụ trách")
            )
        })
    }

    /// Whether a match says that somebody keeps a post for a while: «đồng ý để ông A tiếp tục làm … cho đến ngày đủ tuổi
    /// nghỉ hưu».
    pub(super) fn keeps_for_a_while(&self, clause: &Clause, fired: &Fired) -> bool {
        let items = fired.found.items.clone();
        let Some(last) = items.end.checked_sub(1) else {
            return false;
        };
        let end = clause.items[last].tokens.end;
        let mut tokens = clause.items[items.start].tokens.start..end;
        let goes_on = tokens.any(|at| self.is(at, "tiếp") && self.is(at + 1, "tục"));
        if !goes_on || fired.found.slot("to").is_none() {
            return false;
        }
        let allowed = fired.frame.act == ActSource::Before
            && items
                .start
                .checked_sub(1)
                .is_some_and(|before| matches!(self.class_of(clause, before), Some("để" | "cho")));
        let limit = clause.tokens.end.min(end + UNTIL);
        let until = (end..limit).find(|&at| self.is(at, "đến") || self.is(at, "tới"));
        let retires =
            |from: usize| (from..limit).any(|at| self.is(at, "tuổi") || self.is(at, "hưu"));
        allowed || until.is_some_and(retires)
    }

    /// Whether a post is that of somebody who sees to a funeral, which ends with it.
    pub(super) fn is_of_funeral(&self, clause: &Clause, holds: usize) -> bool {
        let Meaning::Posts(list) = &clause.items[holds].meaning else {
            return false;
        };
        let heads = list
            .posts
            .iter()
            .any(|post| post.role.ends_with("Trưởng Ban"));
        heads && clause.tokens.clone().any(|at| self.is(at, "tang"))
    }
}

impl Reading<'_> {
    /// Whether an act that names no post leaves open which of those beside a name is left: of several, of one that was left
    /// before, or where a post that could not be read stands behind the act.
    pub(super) fn leaves_some(
        &self,
        clause: &Clause,
        found: &FrameMatch,
        patient: &Patient,
        kinds: &[EventKind],
    ) -> bool {
        let takes = kinds
            .iter()
            .any(|kind| matches!(kind, EventKind::Removal | EventKind::Relief));
        if !takes || found.slot("to").is_some() || found.slot("unit").is_some() {
            return false;
        }
        // «cách hết các chức vụ trong Đảng đối với ông A, Bí thư …, Chủ tịch …».
        let of_party =
            (found.items.clone()).any(|i| self.class_of(clause, i) == Some("cách hết chức vụ"));
        let posts = || patient.beside.iter().flat_map(|list| &list.posts);
        let several = posts()
            .filter(|post| !post.role.to_lowercase().contains("ủy viên"))
            .count()
            > 1;
        let past =
            kinds.contains(&EventKind::Removal) && posts().any(|post| post.held == Held::Former);
        // «miễn nhiệm hai thành viên, gồm: Bộ trưởng X A, Bộ trưởng Y B».
        let listed = found.range("people").is_some_and(|people| {
            let opens = |i: usize| {
                clause.codes[i] == b':' || matches!(self.class_of(clause, i), Some("gồm" | "là"))
            };
            people.start > 0 && opens(people.start - 1) && clause.codes[people.start] == code::POSTS
        });
        of_party || several || past || !listed && self.names_unread_post(clause, found)
    }

    /// The last word of a match that says that somebody leaves a post.
    fn leave_word(&self, clause: &Clause, found: &FrameMatch) -> Option<usize> {
        (found.items.clone().rev()).find(|&i| {
            self.class_of(clause, i)
                .is_some_and(|class| LEAVES.contains(&class))
        })
    }

    /// Whether a role without a body stands behind the word of an act and before its people or the end of its match.
    fn names_unread_post(&self, clause: &Clause, found: &FrameMatch) -> bool {
        let Some(word) = self.leave_word(clause, found) else {
            return false;
        };
        let word = clause.items[word].tokens.end;
        let people = found
            .range("people")
            .map(|people| clause.items[people.start].tokens.start)
            .filter(|&start| start >= word);
        let end = people.unwrap_or(clause.tokens.end.min(word + UNREAD));
        (word..end).any(|at| self.tag(at, Category::Role).is_some())
    }

    /// Whether what is told without a post is told of one that could not be read («… thôi giữ chức Phó Chủ nhiệm»), is only
    /// what is spoken of («việc ông A từ chức»), or goes over into another sentence part («Sau khi miễn nhiệm ông A, Thủ
    /// tướng …»).
    pub(super) fn leaves_unread(&self, clause: &Clause, fired: &Fired) -> bool {
        let found = &fired.found;
        let slots = ["to", "left", "unit", "series"];
        let Some(people) = found.range("people") else {
            return false;
        };
        let Some(act) = self.leave_word(clause, found) else {
            return false;
        };
        if slots.iter().any(|slot| found.slot(slot).is_some()) {
            return false;
        }
        let subject = people.start == found.items.start;
        let first = clause.items[people.start].tokens.start;
        let spoken = subject
            && first > clause.tokens.start
            && SPOKEN.iter().any(|word| self.is(first - 1, word));
        // «bị cách chức {post}, ông A còn bị …»: the post is the object of what stands before it.
        let object = subject
            && people.start > 0
            && clause.codes[people.start] == code::POSTS
            && self
                .rules
                .frames
                .acts
                .contains_key(&clause.codes[people.start - 1]);
        let parts = |code: u8| matches!(code, b',' | b';' | code::NAME | code::SHORT);
        let after = (0..act)
            .rev()
            .take_while(|&i| !parts(clause.codes[i]))
            .any(|i| self.class_of(clause, i) == Some("sau khi"));
        spoken || object || !subject && after || subject && self.names_unread_post(clause, found)
    }
}

/// The classes of the words that say that somebody leaves a post.
const LEAVES: [&str; 7] = [
    "thôi giữ chức",
    "cho thôi",
    "miễn nhiệm",
    "bãi nhiệm",
    "cách chức",
    "cách hết chức vụ",
    "từ chức",
];

/// How many words behind an act may begin with the post that it takes.
const UNREAD: usize = 3;

/// Words before a clause that only name what is spoken of.
const SPOKEN: [&str; 4] = ["việc", "tin", "chuyện", "đồn"];

/// Whether an act only keeps somebody from his work for a while.
pub(super) fn only_suspends(kinds: &[EventKind]) -> bool {
    kinds == [EventKind::Suspension]
}

/// The role of whoever holds a post in full, of which another is only in charge for a while.
pub(super) fn full_role(role: &str) -> Option<&str> {
    match role.strip_prefix("Quyền ") {
        Some(role) => Some(role),
        None => (role != IN_CHARGE).then_some(role),
    }
}

/// The role of whoever looks after a body without heading it.
pub(super) const IN_CHARGE: &str = "Phụ trách";
