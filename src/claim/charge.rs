//! Charges: what somebody is given to look after beside the post that he has, and what he only goes on doing.

use std::collections::BTreeSet;

use super::item::{Clause, Meaning};
use super::post::{Held, PostMention};
use super::post_list::PostList;
use super::reading::Reading;
use super::verdict::Fired;
use crate::claim::{Event, EventKind, Post};
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

    /// Joins a deputy's post with the body that he looks after, where a comma parts them: «Phó Vụ trưởng, phụ trách Vụ X».
    pub(super) fn put_in_charge(&self, posts: &mut Vec<PostMention>) {
        for i in (1..posts.len()).rev() {
            let [deputy, charge] = &posts[i - 1..=i] else {
                continue;
            };
            let beside =
                deputy.tokens.end + 1 == charge.tokens.start && self.is_comma(deputy.tokens.end);
            let one = beside && charge.role == "Phụ trách" && deputy.shared;
            // «Phó Chủ tịch, phụ trách UBND tỉnh»: a chairman's deputy has two posts.
            if one && deputy.role.starts_with("Phó ") && !deputy.role.starts_with("Phó Chủ tịch")
            {
                let charge = posts.remove(i);
                let deputy = &mut posts[i - 1];
                deputy.role.push_str(" phụ trách");
                deputy.tokens.end = charge.tokens.end;
            }
        }
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

/// Whether an act only keeps somebody from his work for a while.
pub(super) fn only_suspends(kinds: &[EventKind]) -> bool {
    kinds == [EventKind::Suspension]
}

/// Whether an act only punishes somebody of whom it names no post.
pub(super) fn only_punishes(event: &Event) -> bool {
    let punishes = |kind: &EventKind| matches!(kind, EventKind::Discipline | EventKind::Suspension);
    event.kinds.iter().all(punishes) && event.from.is_empty() && event.to.is_empty()
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
