//! One official's posts, each in one form.

use std::collections::BTreeMap;

use crate::identity::{Account, Post};

/// The posts that accounts give to one official: where only one place is told for a post of some name, the accounts
/// that don't tell the place mean that one too.
pub(super) struct Settled(BTreeMap<String, Post>);

impl Settled {
    /// The posts of an official.
    pub(super) fn new(name: &str, accounts: &[(usize, &Account)]) -> Self {
        let mut by_name: BTreeMap<String, Vec<&Post>> = BTreeMap::new();
        for post in accounts
            .iter()
            .flat_map(|(_, account)| account.posts_of(name))
        {
            by_name.entry(post.name()).or_default().push(post);
        }
        let mut settled = BTreeMap::new();
        for posts in by_name.values_mut() {
            posts.sort_unstable();
            posts.dedup();
            let placed: Vec<&Post> = posts
                .iter()
                .copied()
                .filter(|post| post.place().is_some())
                .collect();
            let one_place = placed
                .windows(2)
                .all(|pair| pair[0].place() == pair[1].place());
            let Some(whole) = (if one_place {
                placed.first().copied()
            } else {
                None
            })
            .or_else(|| posts.iter().copied().find(|post| post.place().is_none())) else {
                continue;
            };
            for post in posts
                .iter()
                .filter(|post| one_place || post.place().is_none())
            {
                settled.insert(post.key().to_owned(), whole.clone());
            }
        }
        Self(settled)
    }

    /// The form of a post that stands for it.
    pub(super) fn post(&self, post: &Post) -> Post {
        self.0.get(post.key()).unwrap_or(post).clone()
    }
}
