//! Who holds the posts that a frame tells of.

use std::ops::Range;

use super::item::{Clause, Item, Meaning};
use super::people::People;
use super::post::PostMention;
use super::reading::Reading;
use super::tenure::held_lists;
use super::verdict::Fired;
use crate::rules::{Category, code};

/// How many words before the last of a role may belong to it.
const ROLE_WORDS: usize = 5;

impl Reading<'_> {
    /// Who holds the posts of a match: the person or the persons that it names, or whom the text speaks of.
    pub(super) fn holders_of(
        &self,
        clause: &Clause,
        fired: &Fired,
        people: &mut People,
    ) -> Vec<usize> {
        if let Some(person) = fired.found.slot("person") {
            return self
                .person_of(&clause.items[person], clause, people)
                .into_iter()
                .collect();
        }
        if let Some(roster) = fired.found.range("roster") {
            let around = clause.bracket_around(roster.start);
            return roster
                .take_while(|&i| clause.bracket_around(i) != around || self.is_in_row(clause, i))
                .filter(|&i| matches!(clause.codes[i], code::NAME | code::SHORT))
                .filter_map(|i| self.person_of(&clause.items[i], clause, people))
                .collect();
        }
        // A line of a career names nobody: it goes on about whom the sentence or the text speaks of.
        let mut named: Vec<usize> = clause.items[..fired.found.items.start]
            .iter()
            .filter(|item| matches!(item.code, code::NAME | code::SHORT))
            .filter_map(|item| self.person_of(item, clause, people))
            .collect();
        named.dedup();
        match named[..] {
            [] => self.subject_of(clause, people).into_iter().collect(),
            [only] => vec![only],
            _ => Vec::new(),
        }
    }

    /// Whether the last of the posts that somebody takes up is who does the same behind it: «ông A làm Trưởng ban, *Bộ trưởng
    /// Bộ X* làm Phó Trưởng ban».
    pub(super) fn leads_clause(&self, posts: &[PostMention], limit: usize) -> bool {
        let (Some(first), Some(last)) = (posts.first(), posts.last()) else {
            return false;
        };
        let end = last.tokens.end;
        let does = |at: usize| self.is(at, "là") || self.is(at, "làm");
        end < limit
            && does(end)
            && self.tag(end + 1, Category::Role).is_some()
            && first.tokens.start.checked_sub(1).is_some_and(does)
            && last
                .tokens
                .start
                .checked_sub(1)
                .is_some_and(|at| self.is_comma(at) || self.is(at, ";") || self.is(at, "và"))
    }

    /// Whether somebody only proposes that the person of a match be what it tells: «đề nghị ông A là Tổng Bí thư», but «đề nghị
    /// ông A, Giám đốc Sở Y tế, …».
    pub(super) fn is_only_proposed(&self, clause: &Clause, fired: &Fired) -> bool {
        let posts = fired.found.slot("series").or(fired.found.slot("holds"));
        let (Some(person), Some(posts)) = (fired.found.slot("person"), posts) else {
            return false;
        };
        let class = |item: usize| self.class_of(clause, item);
        let proposes = person.checked_sub(1).and_then(class);
        matches!(proposes, Some("đề nghị" | "giới thiệu" | "giới thiệu bầu"))
            && (person + 1..posts)
                .any(|item| matches!(class(item), Some("là" | "làm" | "giữ chức" | "trở thành")))
    }

    /// Whether a career comes to what is held at the time of the news: «đã đảm nhiệm nhiều chức vụ và hiện là {series}».
    pub(super) fn comes_to_today(&self, clause: &Clause, fired: &Fired) -> bool {
        let (Some(person), Some(series)) = (fired.found.slot("person"), fired.found.slot("series"))
        else {
            return false;
        };
        let between = clause.items.get(person + 1..series).unwrap_or_default();
        between.iter().any(|item| {
            self.is(item.tokens.start, "hiện") && !self.is(item.tokens.start + 1, "thực")
        })
    }

    /// Whether an item may stand in a row of names: of other words only «và», «cùng», and those of a role in the same body
    /// («; ông A, Phó Trưởng ban Thường trực; ông B»).
    fn is_in_row(&self, clause: &Clause, item: usize) -> bool {
        let start = clause.items[item].tokens.start;
        let role = || {
            (start.saturating_sub(ROLE_WORDS)..=start).any(|from| {
                self.tag(from, Category::Role)
                    .is_some_and(|(_, end)| end > start)
            })
        };
        clause.codes[item] != code::WORD || self.is(start, "và") || self.is(start, "cùng") || role()
    }

    /// Whether a row of names can share the posts: where they have posts of their own, only a membership.
    pub(super) fn fits_roster(&self, clause: &Clause, fired: &Fired) -> bool {
        let Some(roster) = fired.found.range("roster") else {
            return true;
        };
        let codes = &clause.codes[roster.clone()];
        let is_name = |code: &&u8| matches!(**code, code::NAME | code::SHORT);
        let names = codes.iter().filter(is_name).count();
        // «… các ông A và B, ông là {post}»: of one of whom the text speaks.
        let pronoun =
            |item: &Item| matches!(&item.meaning, Meaning::Name(name) if name.name.is_empty());
        if clause.items[roster.clone()].iter().any(pronoun)
            || self.is_put_forward(clause, fired, roster.start)
            || names == 1 && is_said_behind_colon(clause, &roster)
            || names == 1 && is_one_of_many(clause, &roster)
        {
            return false;
        }
        match fired.found.slot("holds") {
            Some(holds)
                if roster.end <= holds
                    && (names < 2 || !self.share_behind(clause, roster.end, holds)) =>
            {
                return false;
            }
            Some(holds) if holds < roster.start && self.leads_to(clause, holds, roster.start) => {
                let gap = &clause.items[holds + 1..roster.start];
                return names > 1
                    && gap.iter().all(|item| self.is(item.tokens.start, "như"))
                    && !codes.contains(&code::POSTS)
                    && self.is_plural(clause.items[holds].tokens.start);
            }
            _ => {}
        }
        let behind_posts = codes
            .windows(2)
            .any(|pair| pair[0] == code::POSTS && matches!(pair[1], code::NAME | code::SHORT));
        !behind_posts
            || held_lists(clause, fired)
                .into_iter()
                .flat_map(|list| self.claimed_posts(list))
                .all(|(post, ..)| post.is_membership())
    }

    /// Whether names that end at an item share the post behind them: «ông A và ông B đều là {post}», «ông A và ông B (đều
    /// là {post})»; not «ông A và ông B thăm {post}».
    fn share_behind(&self, clause: &Clause, end: usize, holds: usize) -> bool {
        let mut between = clause.items[end - 1].tokens.end..clause.items[holds].tokens.start;
        let is = self.class_of(clause, holds - 1) == Some("là");
        between.any(|at| self.is(at, "đều")) || is && end + 1 == holds
    }

    /// Whether nothing but small words stands between a post and the names behind it: «các Phó Chủ tịch A, B», «các Ủy viên
    /// như A, B» are theirs; «Phó Chủ tịch A, B» are two things.
    fn leads_to(&self, clause: &Clause, holds: usize, names: usize) -> bool {
        (holds + 1..names).all(|item| {
            clause.codes[item] == code::WORD || self.class_of(clause, item) == Some("đã")
        })
    }

    /// Whom a line without a name speaks of; the line keeps the text on that person.
    fn subject_of(&self, clause: &Clause, people: &mut People) -> Option<usize> {
        let paragraph = self.text.sentences[clause.sentence].paragraph;
        let subject = people.portrayed(paragraph)?;
        people.set_subject(Some(subject), paragraph);
        Some(subject)
    }
}

/// Whether a lone name behind a comma has a post of its own, so that it shares none with others: «các cán bộ của trạm này,
/// trong đó có ông A, Trạm trưởng …».
fn is_one_of_many(clause: &Clause, name: &Range<usize>) -> bool {
    let set_off = name.start >= 2 && clause.codes[..name.start - 1].ends_with(b",");
    set_off && clause.codes[name.clone()].ends_with(&[code::POSTS])
}

/// Whether a name is that of whom somebody speaks behind a colon: «Tổng Bí thư: Ông A thời làm giao thông là …», «báo cáo
/// Thủ tướng: Việc ông A …».
fn is_said_behind_colon(clause: &Clause, name: &Range<usize>) -> bool {
    let colon = (name.start.saturating_sub(2)..name.start).find(|&i| clause.codes[i] == b':');
    colon.is_some_and(|colon| {
        let says = |code: &u8| *code == code::WORD || *code >= code::CUE;
        clause.codes[colon + 1..name.start].contains(&code::WORD)
            || clause.codes.get(name.end).is_some_and(says)
    })
}
