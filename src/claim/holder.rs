//! Who holds the posts that a frame tells of.

use super::item::{Clause, Item, Meaning};
use super::people::People;
use super::reading::Reading;
use super::tenure::held_lists;
use super::verdict::Fired;
use crate::rules::code;

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
            return roster
                .take_while(|&i| self.is_in_row(clause, i))
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

    /// Whether an item may stand in a row of names: of other words only «và», «cùng».
    fn is_in_row(&self, clause: &Clause, item: usize) -> bool {
        let start = clause.items[item].tokens.start;
        clause.codes[item] != code::WORD || self.is(start, "và") || self.is(start, "cùng")
    }

    /// Whether a row of names can share the posts: where they have posts of their own, only a membership.
    pub(super) fn fits_roster(&self, clause: &Clause, fired: &Fired) -> bool {
        let Some(roster) = fired.found.range("roster") else {
            return true;
        };
        // «… các ông A và B, ông là {post}»: of one of whom the text speaks.
        let pronoun =
            |item: &Item| matches!(&item.meaning, Meaning::Name(name) if name.name.is_empty());
        if clause.items[roster.clone()].iter().any(pronoun) {
            return false;
        }
        if self.is_put_forward(clause, fired, roster.start) {
            return false;
        }
        // «Tổng Bí thư: Ông A thời làm giao thông là …», «báo cáo Thủ tướng: Việc ông A …»: what somebody says.
        let colon =
            (roster.start.saturating_sub(2)..roster.start).find(|&i| clause.codes[i] == b':');
        let one = clause.codes[roster.clone()]
            .iter()
            .filter(|code| matches!(**code, code::NAME | code::SHORT))
            .count();
        let speech = colon.filter(|_| one == 1).is_some_and(|colon| {
            let says = |code: &u8| *code == code::WORD || *code >= code::CUE;
            colon + 1 < roster.start && clause.codes[colon + 1..roster.start].contains(&code::WORD)
                || clause.codes.get(roster.end).is_some_and(says)
        });
        if speech {
            return false;
        }
        // «ông A và ông B đều là {post}», «ông A và ông B (đều là {post})»; not «ông A và ông B thăm {post}».
        if let Some(holds) = fired
            .found
            .slot("holds")
            .filter(|&holds| roster.end <= holds)
        {
            let (from, to) = (
                clause.items[roster.end - 1].tokens.end,
                clause.items[holds].tokens.start,
            );
            let names = clause.codes[roster.clone()]
                .iter()
                .filter(|code| matches!(**code, code::NAME | code::SHORT));
            let all = (from..to).any(|at| self.is(at, "đều"));
            let is = self.class_of(clause, holds - 1) == Some("là");
            if names.count() < 2 || !(all || is && roster.end + 1 == holds) {
                return false;
            }
        }
        // «các Phó Chủ tịch A, B», «các Ủy viên như A, B»; «Phó Chủ tịch A, B» are two things.
        if let Some(holds) = fired
            .found
            .slot("holds")
            .filter(|&holds| holds < roster.start)
            && clause.codes[holds + 1..roster.start]
                .iter()
                .enumerate()
                .all(|(i, code)| {
                    let particle = self.class_of(clause, holds + 1 + i) == Some("đã");
                    *code == code::WORD || particle
                })
        {
            let codes = &clause.codes[roster.clone()];
            let names = codes
                .iter()
                .filter(|code| matches!(**code, code::NAME | code::SHORT));
            let gap = &clause.items[holds + 1..roster.start];
            return names.count() > 1
                && gap.iter().all(|item| self.is(item.tokens.start, "như"))
                && !codes.contains(&code::POSTS)
                && self.is_plural(clause.items[holds].tokens.start);
        }
        let behind_posts = clause.codes[roster]
            .windows(2)
            .any(|pair| pair[0] == code::POSTS && matches!(pair[1], code::NAME | code::SHORT));
        !behind_posts
            || held_lists(clause, fired)
                .into_iter()
                .flat_map(|list| self.claimed_posts(list))
                .all(|(post, ..)| post.is_membership())
    }

    /// Whom a line without a name speaks of; the line keeps the text on that person.
    fn subject_of(&self, clause: &Clause, people: &mut People) -> Option<usize> {
        let paragraph = self.text.sentences[clause.sentence].paragraph;
        let subject = people.portrayed(paragraph)?;
        people.set_subject(Some(subject), paragraph);
        Some(subject)
    }
}
