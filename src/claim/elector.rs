//! Who elects where nobody is named beside the act: the Central Committee at its plenum, the committee or council that
//! meets, and whoever elected in the sentence before.

use std::ops::Range;

use super::act::ToldEvent;
use super::body::{Body, CENTRAL_COMMITTEE};
use super::decider::Decider;
use super::decision::{Elector, Told};
use super::elided::COMMITTEES;
use super::item::{Clause, Meaning};
use super::people::People;
use super::reading::Reading;
use crate::claim::{EventKind, Post, Status};
use crate::rules::{Category, FrameMatch, Tag, code};

/// Words between «Trung ương» and the act that it decides: «Trung ương đã thống nhất cao giới thiệu …».
const BETWEEN: [&str; 23] = [
    "khóa", "hôm", "nay", "đã", "vừa", "mới", "cũng", "sẽ", "thống", "nhất", "trí", "rất", "cao",
    "xem", "xét", "biểu", "quyết", "định", "bỏ", "phiếu", "tiến", "hành", "tín",
];

/// How many such words there may be.
const NEAR: usize = 16;

/// How many words stand between «hội nghị» and «Trung ương»: «Hội nghị lần thứ bảy Ban Chấp hành Trung ương».
const PLENUM: usize = 10;

/// How many items behind an election may tell its votes: «… với 35/35 phiếu».
const BEHIND: usize = 10;

/// How many items before the word of an election may hold the name of whom it elects.
const BESIDE: usize = 8;

/// How many tokens behind it may hold the role.
const ROLE: usize = 16;

/// How many words the role of somebody who leads a body has at most: «Phó Chủ tịch Thường trực».
const OFFICE: usize = 6;

/// How the names of those begin who elect one after the other.
const ELECTORS: [&str; 3] = ["Hội đồng nhân dân", "Ban Chấp hành", "Quốc hội"];

/// The bodies whose members the Central Committee elects.
const OF_CENTRE: [&str; 3] = ["Bộ Chính trị", "Ban Bí thư", "Ủy ban Kiểm tra Trung ương"];

impl Reading<'_> {
    /// The body that decides in a clause which doesn't name it beside the act, and whether only the post tells which.
    pub(super) fn elector_of(
        &self,
        clause: &Clause,
        found: &FrameMatch,
        kinds: &[EventKind],
        posts: &[Post],
    ) -> Option<(Decider, bool)> {
        if self.is_predecessor(clause, found) {
            return None;
        }
        let here = |by| (by, false);
        if self.is_of_centre(clause, found, kinds, posts) {
            return Some(here(Decider::issuer(CENTRAL_COMMITTEE.to_owned())));
        }
        let goes_on = self.subject_before_half(clause, found);
        if let Some(by) = goes_on.filter(|by| self.may_decide(by, kinds, posts)) {
            return Some(here(by));
        }
        if let Some(council) = self.council_of_post(clause, found, kinds, posts) {
            return Some((council, true));
        }
        if !kinds.contains(&EventKind::Election) {
            return None;
        }
        self.council_before(clause, found)
            .filter(|by| self.may_decide(by, kinds, posts))
            .map(here)
            .or_else(|| Some((self.committee_of_post(clause, found, posts)?, true)))
    }

    /// Whether the Central Committee decides: as the subject («Trung ương đã bầu …»), or at its plenum, where the post is
    /// one that it gives and takes («tại Hội nghị Trung ương 7, ông A được bầu vào Bộ Chính trị»).
    fn is_of_centre(
        &self,
        clause: &Clause,
        found: &FrameMatch,
        kinds: &[EventKind],
        posts: &[Post],
    ) -> bool {
        if kinds.contains(&EventKind::Discipline) && posts.is_empty() {
            return false;
        }
        let nominates = |&i: &usize| {
            matches!(
                self.class_of(clause, i),
                Some("giới thiệu" | "giới thiệu bầu")
            )
        };
        let word = (found.items.clone().find(nominates)).unwrap_or(self.word_of(clause, found));
        let act = clause.items[word].tokens.start;
        let before = (clause.tokens.start..act).rev().take(NEAR);
        let passed = |at: usize| {
            let counted = self.digits(at).is_some() || self.is_ordinal(at) || !self.is_word(at);
            counted || BETWEEN.iter().any(|word| self.is(at, word))
        };
        let subject = before
            .into_iter()
            .find(|&at| !passed(at))
            .filter(|&at| at > clause.tokens.start && self.is(at, "ương"));
        let names = |at: usize| self.is(at, "trung") && self.is_capital(at);
        // «Trung ương đã …», «Hội nghị Trung ương 8, khoá XII, đã thống nhất 100 % …».
        let opens = |at: usize| {
            at == clause.tokens.start || !self.is_word(at - 1) || self.is(at - 1, "nghị")
        };
        if subject.is_some_and(|at| names(at - 1) && opens(at - 1)) {
            return true;
        }
        let given = |post: &Post| {
            let org = post.org.as_deref().unwrap_or_default();
            OF_CENTRE.contains(&org) || post.role.as_deref() == Some("Tổng Bí thư")
        };
        let end = clause.items[found.items.end - 1].tokens.end;
        let behind = || {
            let at = end..clause.tokens.end.min(end + PLENUM);
            self.is(end, "tại") && self.meets_at_plenum(at)
        };
        !posts.is_empty()
            && posts.iter().all(given)
            && (self.meets_at_plenum(clause.tokens.start..act) || behind())
    }

    /// Whether some words name a plenum of the Central Committee: «tại Hội nghị Trung ương 9», «Hội nghị lần thứ 7 Ban Chấp
    /// hành Trung ương Đảng».
    fn meets_at_plenum(&self, words: Range<usize>) -> bool {
        let meets = |at: usize| self.is(at, "hội") && self.is(at + 1, "nghị");
        let centre = |at: usize| {
            let party = self.is(at + 2, "đảng") || !self.is_capital(at + 2);
            self.is(at, "trung") && self.is(at + 1, "ương") && self.is_capital(at) && party
        };
        let end = words.end;
        (words.into_iter().find(|&at| meets(at)))
            .is_some_and(|at| (at + 2..(at + PLENUM).min(end)).any(centre))
    }

    /// The body that opens a clause and does what stands before a semicolon, where the act goes on with it: «Bộ Chính trị đã
    /// cách chức {post}; và cho thôi giữ chức {post} đối với ông A».
    fn subject_before_half(&self, clause: &Clause, found: &FrameMatch) -> Option<Decider> {
        let start = found.items.start;
        let half = (0..start).rev().find(|&i| clause.codes[i] == b';')?;
        let subject = (0..half).find(|&i| !matches!(clause.codes[i], code::DATE | b','))?;
        let adverb = |i: &usize| {
            matches!(self.class_of(clause, *i), Some("đã" | "quyết định"))
                || clause.codes[*i] == code::WORD
        };
        let does = (subject + 1..half).find(|i| !adverb(i))?;
        let names = |code: &u8| matches!(*code, code::NAME | code::SHORT | code::BODY);
        let goes_on = clause.codes[subject] == code::BODY
            && self.rules.frames.is_act(clause.codes[does])
            && !clause.codes[subject + 1..half].iter().any(names)
            && clause.codes[half + 1..start]
                .iter()
                .all(|code| matches!(*code, code::AND | code::WORD));
        goes_on.then(|| self.decider_at(clause, subject)).flatten()
    }

    /// The council that opens a clause before those who are elected: «HĐND tỉnh X khóa XI, nhiệm kỳ 2026 - 2031, ông A được
    /// bầu …».
    fn council_before(&self, clause: &Clause, found: &FrameMatch) -> Option<Decider> {
        let people = found.range("people")?.start;
        let first = (0..people).find(|&i| !matches!(clause.codes[i], code::DATE | b','))?;
        let other = |code: &u8| {
            matches!(
                *code,
                code::NAME | code::SHORT | code::POSTS | code::BODY | b';'
            ) || self.rules.frames.is_act(*code)
        };
        let Meaning::Body(body) = &clause.items[first].meaning else {
            return None;
        };
        let council = body.class == "council"
            && people == found.items.start
            && clause.codes[people - 1] == b','
            && !clause.codes[first + 1..people].iter().any(other);
        council.then(|| self.decider_at(clause, first)).flatten()
    }

    /// The council or National Assembly of which a clause only names the deputies, the session or the votes, as the posts
    /// tell which: «với 92/97 phiếu bầu, ông A được bầu giữ chức Chủ tịch UBND tỉnh X», «các đại biểu đã bầu ông A …».
    fn council_of_post(
        &self,
        clause: &Clause,
        found: &FrameMatch,
        kinds: &[EventKind],
        posts: &[Post],
    ) -> Option<Decider> {
        use EventKind::{Approval, Election, Relief, Removal};
        let votes = |kind: &EventKind| matches!(kind, Election | Relief | Removal);
        let post = posts.first()?;
        let elected = || council_of(posts).filter(|_| kinds.iter().any(votes));
        let approved = || {
            let member = kinds.contains(&Approval) && posts.iter().all(is_in_government);
            member.then(|| "Quốc hội".to_owned())
        };
        let council = elected().or_else(approved)?;
        let named = found.slot("by").or(found.slot("organ")).is_some();
        let other = || {
            clause.items.iter().any(|item| match &item.meaning {
                Meaning::Body(body) if matches!(body.class.as_str(), "council" | "assembly") => {
                    let resolved = self.resolve(body, body.start);
                    resolved.name != council
                }
                _ => false,
            })
        };
        let behind = |&i: &usize| !matches!(clause.codes[i], code::NAME | code::SHORT | b';');
        let last = (found.items.end..clause.items.len().min(found.items.end + BEHIND))
            .take_while(behind)
            .last()
            .unwrap_or(found.items.end - 1);
        let votes =
            (clause.tokens.start..clause.items[last].tokens.end).any(|at| self.tells_vote(at));
        (!named && votes && !other()).then(|| Decider {
            name: council,
            officer: false,
            place: post.place.clone(),
        })
    }

    /// Whether some sentences name the assembly that elects, and not only who leads it: «HĐND tỉnh X họp …», «đại biểu HĐND
    /// tỉnh X», but not «Chủ tịch HĐND tỉnh X».
    pub(super) fn names_elector(&self, sentences: Range<usize>, council: &str) -> bool {
        let end = sentences.end.min(self.text.sentences.len());
        let led = |at: usize| {
            (at.saturating_sub(OFFICE)..at).any(|from| {
                let role = self.tag(from, Category::Role);
                // «Trưởng Đoàn» ends within «Đoàn đại biểu Quốc hội».
                role.is_some_and(|(role, end)| {
                    end >= at && self.rules.words.roles[role].name != "Đại biểu"
                })
            })
        };
        let of_council = |tag: &&Tag| {
            tag.category == Category::Body && {
                let body = &self.rules.words.bodies[tag.entry as usize];
                matches!(body.class.as_str(), "council" | "assembly")
            }
        };
        self.text.sentences[sentences.start..end]
            .iter()
            .any(|sentence| {
                let mut tags = self
                    .tags_in(sentence.tokens.clone())
                    .iter()
                    .filter(of_council);
                tags.any(|tag| {
                    let at = tag.start as usize;
                    !led(at)
                        && self
                            .body_at(at)
                            .is_some_and(|body| self.resolve(&body, at).name == council)
                })
            })
    }

    /// Whether the deputies of a council, its session or their votes are named at a token: «các đại biểu», «kỳ họp», «số
    /// phiếu»; but not «đại biểu Quốc hội», «đại hội đại biểu», «phiếu tín nhiệm».
    fn tells_vote(&self, at: usize) -> bool {
        let said = |one: &str, other: &str| self.is(at, one) && self.is(at + 1, other);
        let led = |word: &str| at > 0 && self.is(at - 1, word);
        let deputies = || {
            (led("các") || led("số") || led("%") || led("với"))
                && !self.is(at + 2, "quốc")
                && !self.is(at + 2, "đảng")
        };
        said("đại", "biểu") && deputies()
            || said("kì", "họp")
            || self.is(at, "phiếu") && !self.is(at + 1, "tín") && !led("lấy")
    }

    /// The executive committee of the Party that a clause only calls so, as the post tells which: «Ban Chấp hành khóa mới đã
    /// bầu ông A giữ chức Bí thư Tỉnh ủy X», «tại phiên họp đầu tiên, ông A được bầu giữ chức Bí thư Tỉnh ủy X».
    fn committee_of_post(
        &self,
        clause: &Clause,
        found: &FrameMatch,
        posts: &[Post],
    ) -> Option<Decider> {
        let word = self.word_of(clause, found);
        let nearest = (0..word)
            .rev()
            .take_while(|&i| clause.codes[i] != b';')
            .find_map(|i| match &clause.items[i].meaning {
                Meaning::Body(body) => Some(body),
                _ => None,
            });
        // «Ban Chấp hành», «Ban Chấp hành Đảng bộ khóa mới».
        let bare = |body: &Body| {
            matches!(
                body.name.as_str(),
                "Ban Chấp hành" | "Ban Chấp hành Đảng bộ"
            ) && body.parent.is_none()
                && body.area.is_none()
        };
        let named = found.slot("by").or(found.slot("organ")).is_some();
        if !nearest.is_some_and(|body| bare(body)) && (named || !self.meets_first(clause, word)) {
            return None;
        }
        let post = posts.first()?;
        let org = post.org.as_deref()?;
        let of_party = org.starts_with("Đảng ủy ")
            || COMMITTEES
                .iter()
                .any(|(committee, _)| org.contains(committee));
        let secretary =
            post.role.as_deref()?.ends_with("Bí thư") || org.starts_with("Ủy ban Kiểm tra");
        let area = post.area.as_deref().filter(|_| of_party && secretary)?;
        Some(Decider {
            name: format!("Ban Chấp hành Đảng bộ {area}"),
            officer: false,
            place: post.place.clone(),
        })
    }

    /// Whether an act is told of the first meeting of a committee: «tại phiên họp đầu tiên», «Hội nghị lần thứ nhất».
    fn meets_first(&self, clause: &Clause, word: usize) -> bool {
        let act = clause.items[word].tokens.start;
        let first = |at: usize| {
            self.is(at, "thứ") && self.is(at + 1, "nhất")
                || self.is(at, "đầu") && self.is(at + 1, "tiên")
        };
        let meets =
            |at: usize| self.is(at, "phiên") || self.is(at, "hội") && self.is(at + 1, "nghị");
        (clause.tokens.start..act).any(|at| meets(at) && (at + 1..(at + 5).min(act)).any(first))
    }

    /// Who is elected in a clause, and to what role, though it may not say in which body.
    pub(super) fn elected_in(&self, clause: &Clause, people: &mut People) -> Vec<(usize, String)> {
        let is_name = |i: &usize| matches!(clause.codes.get(*i), Some(&(code::NAME | code::SHORT)));
        let planned = (0..clause.items.len()).any(|i| {
            matches!(
                self.class_of(clause, i),
                Some("sẽ" | "đề nghị" | "giới thiệu" | "giới thiệu bầu" | "không" | "nếu")
            )
        });
        let mut elected = Vec::new();
        for (act, item) in clause.items.iter().enumerate() {
            let kinds = self.rules.frames.acts.get(&item.code);
            if planned || !kinds.is_some_and(|kinds| kinds.contains(&EventKind::Election)) {
                continue;
            }
            let person = (act + 1..act + 3)
                .find(is_name)
                .or_else(|| (act.saturating_sub(BESIDE)..act).rev().find(is_name))
                .and_then(|i| self.person_of(&clause.items[i], clause, people));
            let after = item.tokens.end..clause.tokens.end.min(item.tokens.end + ROLE);
            let role = after
                .into_iter()
                .find_map(|at| self.tag(at, Category::Role))
                .map(|(entry, _)| self.rules.words.roles[entry].name.clone());
            elected.extend(person.zip(role));
        }
        elected
    }

    /// Who elected, as a match and its last event tell it, for the elections of the next sentence.
    pub(super) fn elector_now(
        &self,
        clause: &Clause,
        found: &FrameMatch,
        by: Option<&Decider>,
        last: &ToldEvent,
        told: &Told,
    ) -> Option<Elector> {
        let event = &last.event;
        let name = event.by.as_deref().filter(|name| {
            ELECTORS.iter().any(|elector| name.starts_with(elector))
                && event.kinds.contains(&EventKind::Election)
                && event.status == Status::Decided
                && !last.apart
        })?;
        by.cloned()
            .or_else(|| Some(self.elector_of(clause, found, &event.kinds, &event.to)?.0))
            .or_else(|| Some(told.elector(clause.sentence)?.by.clone()))
            .filter(|by| by.name == name)
            .map(|by| Elector {
                by,
                date: event.date,
            })
    }

    /// Whether an act of some kinds goes on with the elections that the sentence before told: «HĐND tỉnh X đã bầu ông A …
    /// Ông B được bầu …».
    pub(super) fn goes_on_electing(&self, clause: &Clause, kinds: &[EventKind]) -> bool {
        kinds == [EventKind::Election]
            && !self.looks_back(clause)
            && !clause.codes.contains(&code::DATE)
            && !self.tells_meeting(clause)
    }
}

/// The assembly that elects the holder of all these posts.
pub(super) fn council_of(posts: &[Post]) -> Option<String> {
    let council = council_over(posts.first()?)?;
    let same = |post: &Post| council_over(post).as_ref() == Some(&council);
    posts.iter().all(same).then_some(council)
}

/// The assembly that elects the holder of a post, and relieves him: the council of an area its own chairs and its People's
/// Committee, the National Assembly those of the State (Constitution of 2013, articles 70 and 114).
fn council_over(post: &Post) -> Option<String> {
    const OF_STATE: [&str; 6] = [
        "Chủ tịch nước",
        "Phó Chủ tịch nước",
        "Thủ tướng",
        "Chánh án",
        "Viện trưởng",
        "Tổng Kiểm toán",
    ];
    let (role, org) = (post.role.as_deref()?, post.org.as_deref()?);
    if role == "Đại biểu" {
        return None;
    }
    let of_state = OF_STATE.contains(&role)
        && (org.ends_with("tối cao") || !role.starts_with('V') && !role.starts_with("Chánh"));
    if org == "Quốc hội" || of_state {
        return Some("Quốc hội".to_owned());
    }
    if role.ends_with("Trưởng Đoàn") && org.starts_with("Đoàn đại biểu Quốc hội") {
        return Some(org.to_owned());
    }
    let of_council = || {
        let (head, area) = org.split_once("Hội đồng nhân dân ")?;
        (head.is_empty() || head.starts_with("Ban ")).then_some(area)
    };
    let area = org.strip_prefix("Ủy ban nhân dân ").or_else(of_council)?;
    Some(format!("Hội đồng nhân dân {area}"))
}

/// Whether the National Assembly approves who holds a post: a member of the Government beside the Prime Minister.
fn is_in_government(post: &Post) -> bool {
    let (role, org) = (post.role.as_deref(), post.org.as_deref());
    match (role, org) {
        (Some("Phó Thủ tướng"), _) => true,
        (Some("Bộ trưởng"), Some(org)) => org.starts_with("Bộ "),
        _ => false,
    }
}
