//! What a headline says of somebody whom it does not name: «Phó Bí thư Tỉnh ủy X làm Thứ trưởng Bộ Y».

use super::act::ToldEvent;
use super::item::{Clause, Meaning, Speaker};
use super::leaving::ends;
use super::post::Held;
use super::post_list::PostList;
use super::reading::Reading;
use super::same_act::moves;
use crate::claim::{Evidence, Post, Status};
use crate::rules::code;

/// A headline that says which posts somebody has who takes up others.
struct Announced {
    from: Vec<Post>,
    to: Vec<Post>,
    evidence: Evidence,
}

impl Reading<'_> {
    /// The events of an article with what a headline without a name says that the only person leaves who takes up its
    /// post: «Giám đốc Sở Y tế X được bổ nhiệm làm Thứ trưởng Bộ Y tế. // … ông A giữ chức Thứ trưởng Bộ Y tế».
    pub(crate) fn with_headline(
        &self,
        clauses: &[(Clause, Option<Speaker>)],
        events: impl Iterator<Item = ToldEvent>,
    ) -> Vec<ToldEvent> {
        let mut events: Vec<ToldEvent> = events.collect();
        let headline = clauses.first().filter(|_| !events.is_empty());
        if let Some(announced) = headline.and_then(|(clause, _)| self.announced(clause)) {
            announced.tell(&mut events);
        }
        events
    }

    /// What a headline without a name says that its holder leaves and takes up.
    fn announced(&self, clause: &Clause) -> Option<Announced> {
        let headline = self.text.sentences.get(clause.sentence)?;
        if clause.sentence > 0 || headline.paragraph > 0 {
            return None;
        }
        let end = clause.codes.len() - usize::from(clause.codes.last() == Some(&b'.'));
        let [code::POSTS, between @ .., code::POSTS] = clause.codes.get(..end)? else {
            return None;
        };
        let class = |i: usize| self.class_of(clause, i);
        // «Thủ tướng bổ nhiệm Giám đốc …»: the first one decides.
        let given = |i: usize| {
            let kinds = self.rules.frames.acts.get(&clause.codes[i]);
            kinds.is_some_and(|kinds| kinds.iter().all(|&kind| moves(kind)))
                && (2..=i).any(|j| class(j - 1) == Some("được"))
        };
        let takes_up = (1..=between.len()).all(|i| {
            matches!(
                class(i),
                Some("đã" | "được" | "về" | "giữ chức" | "làm" | "trở thành" | "nhận chức")
            ) || given(i)
        });
        let (Meaning::Posts(held), Meaning::Posts(taken)) =
            (&clause.items[0].meaning, &clause.items[end - 1].meaning)
        else {
            return None;
        };
        let plain = held.posts.iter().all(|post| post.held == Held::Plain);
        if between.is_empty() || !takes_up || !plain {
            return None;
        }
        let posts = |list: &PostList| -> Vec<Post> {
            let claimed = self.claimed_posts(list).into_iter();
            claimed.map(|(post, ..)| post).collect()
        };
        Some(Announced {
            from: posts(held),
            to: posts(taken),
            evidence: self.text.evidence(clause.tokens.clone()),
        })
    }
}

impl Announced {
    /// Has the only person who takes up the post of the headline leave the others, where nothing else says what he leaves.
    fn tell(mut self, events: &mut [ToldEvent]) {
        let takes = |told: &ToldEvent| {
            let mut posts = told.event.to.iter();
            told.event.status == Status::Decided
                && !told.apart
                && posts.any(|post| self.to.iter().any(|taken| taken.is_same(post)))
        };
        let Some(first) = events.iter().position(takes) else {
            return;
        };
        let person = events[first].person;
        let other = |told: &ToldEvent| told.person != person && takes(told);
        let leaves = |told: &ToldEvent| told.person == person && !told.event.from.is_empty();
        if events.iter().any(|told| other(told) || leaves(told)) {
            return;
        }
        let event = &mut events[first].event;
        self.from.retain(|post| ends(&event.kinds, post, &event.to));
        if !self.from.is_empty() {
            event.from = self.from;
            event.evidence.push(self.evidence);
            event.recovered.push("from".to_owned());
        }
    }
}
