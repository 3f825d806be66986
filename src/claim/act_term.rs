//! The terms of office of the posts that acts give and take: «bầu ông A giữ chức Chủ tịch UBND tỉnh, nhiệm kỳ 2021-2026».

use super::item::{Clause, Meaning};
use super::power::is_of_party;
use super::reading::Reading;
use crate::claim::{Event, Post};
use crate::rules::FrameMatch;

/// The slots of a frame that hold posts or what somebody becomes a member of.
const SLOTS: [&str; 3] = ["to", "left", "unit"];

impl Reading<'_> {
    /// The terms told with the posts of an event. Seats in Party committees share the first that is told of a post in one,
    /// since acts give and take those of one committee together: «tham gia Ban Chấp hành, Ban Thường vụ và giữ chức Bí thư
    /// Tỉnh ủy Sơn La nhiệm kỳ 2020-2025».
    pub(super) fn terms_of(
        &self,
        clause: &Clause,
        found: &FrameMatch,
        event: &Event,
    ) -> Vec<(Post, String)> {
        let items = found.slots.iter().filter(|(name, _)| SLOTS.contains(name));
        let mut told: Vec<(Post, String)> = Vec::new();
        let mut behind = None;
        for (_, slot) in items {
            for item in &clause.items[slot.clone()] {
                match &item.meaning {
                    Meaning::Posts(list) => told.extend(
                        self.claimed_posts(list)
                            .into_iter()
                            .filter_map(|(post, _, term, _)| Some((post, term?))),
                    ),
                    Meaning::Body(_) => behind = self.term_behind(item.tokens.end).or(behind),
                    _ => {}
                }
            }
        }
        let party = |post: &Post| post.org.as_deref().is_some_and(is_of_party);
        let committee = || told.iter().find(|(post, _)| party(post)).cloned();
        let shared = behind.or_else(|| committee().map(|(_, term)| term));
        let posts = event.to.iter().chain(&event.from);
        let own = posts.filter_map(|post| {
            let own = told.iter().find(|(other, _)| other.is_same(post));
            let seat = || {
                shared
                    .clone()
                    .filter(|_| post.is_membership() && party(post))
            };
            let term = own.map(|(_, term)| term.clone()).or_else(seat)?;
            Some((post.clone(), term))
        });
        own.collect()
    }

    /// The term that follows a body, perhaps behind a comma.
    fn term_behind(&self, at: usize) -> Option<String> {
        let at = at + usize::from(self.is_comma(at));
        Some(self.term_at(at)?.term)
    }
}
