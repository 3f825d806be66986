//! One official's posts, each in one form.

use std::collections::{BTreeMap, BTreeSet};

use super::alike::{is_cut, office, without_owners};
use super::standing::{short_of, standing};
use crate::claim::{Status, Tenure as Claimed, When};
use crate::identity::{Account, Post};

/// What the head of a body is called who has the rank of a minister.
const HEAD: &str = "hủ nhiệm";

/// The role that is also a rank.
const RANK: &str = "Bộ trưởng";

/// The posts that accounts give to one official, each in the fullest form that one of them tells: another spelling of
/// the body, its name cut short, or its name without the place mean that one too, where only one can be meant.
pub(super) struct Settled {
    /// By the key of a post.
    forms: BTreeMap<String, Post>,
    /// By the place of an account and the key of a post, what that account names in full elsewhere.
    in_full: BTreeMap<(usize, String), Post>,
}

impl Settled {
    /// The posts of an official.
    pub(super) fn new(name: &str, accounts: &[(usize, &Account)]) -> Self {
        let told = accounts
            .iter()
            .flat_map(|(_, account)| account.posts_of(name));
        let mut by_name: BTreeMap<(String, String), BTreeSet<&Post>> = BTreeMap::new();
        for post in told {
            let label = post.body().map_or("", |body| body.label.as_str());
            let name = office(post.role().unwrap_or_default(), label);
            by_name.entry(name).or_default().insert(post);
        }
        join_short(&mut by_name);
        let mut settled = BTreeMap::new();
        for posts in by_name.values() {
            let mut by_place: BTreeMap<Option<&str>, Vec<&Post>> = BTreeMap::new();
            for post in posts {
                by_place.entry(post.place()).or_default().push(post);
            }
            let unplaced = by_place.remove(&None).unwrap_or_default();
            let mut places = by_place.values_mut();
            if let (Some(only), None) = (places.next(), places.next()) {
                only.extend(unplaced);
            } else {
                by_place.insert(None, unplaced);
            }
            for (place, posts) in by_place {
                let fullest = posts
                    .iter()
                    .filter(|post| post.place() == place)
                    .max_by_key(|post| {
                        let label = post.body().map_or("", |body| body.label.as_str());
                        // A corporation that became a group is called so since.
                        let is_group = label.contains("Tập đoàn");
                        (is_group, label.chars().count(), std::cmp::Reverse(**post))
                    });
                for post in &posts {
                    let whole = fullest.map_or_else(|| (*post).clone(), |post| (**post).clone());
                    settled.insert(post.key().to_owned(), whole);
                }
            }
        }
        let mut settled = Self {
            forms: settled,
            in_full: BTreeMap::new(),
        };
        for &(index, account) in accounts {
            let short = settled.short(name, index, account);
            settled.in_full.extend(short);
            let ranks = settled.ranks(name, index, account);
            settled.in_full.extend(ranks);
        }
        let standing = standing(&settled, name, accounts);
        settled.in_full.extend(standing);
        settled
    }

    /// The form of a post that stands for it in an account, by the account's place.
    pub(super) fn post(&self, account: usize, post: &Post) -> Post {
        let post = self.forms.get(post.key()).unwrap_or(post);
        let in_full = self.in_full.get(&(account, post.key().to_owned()));
        in_full.unwrap_or(post).clone()
    }

    /// The ministers of an account who are so only by rank, as heads of a body that is no ministry: «Bộ trưởng, Chủ nhiệm Ủy
    /// ban Dân tộc».
    fn ranks(&self, name: &str, index: usize, account: &Account) -> Vec<((usize, String), Post)> {
        let posts: BTreeSet<&Post> = account.posts_of(name).collect();
        let is_head = |post: &Post| post.role().is_some_and(|role| role.ends_with(HEAD));
        let ranks = posts
            .iter()
            .filter(|post| post.role() == Some(RANK) && post.body().is_some());
        let of_heads = ranks.filter_map(|rank| {
            let mut heads: Vec<&&Post> = (posts.iter())
                .filter(|post| is_head(post) && post.body_key() == rank.body_key())
                .collect();
            // «Phó Chủ nhiệm» too: who was both was minister as head.
            heads.sort_by_key(|head| head.role().map(str::len));
            let key = self.forms.get(rank.key()).unwrap_or(rank).key().to_owned();
            Some(((index, key), self.post(index, heads.first()?)))
        });
        of_heads.collect()
    }

    /// The posts of an account that are short for another of the same account: «Phó Bí thư» for the standing one, unless
    /// the text tells it as a step of its own.
    fn short(&self, name: &str, index: usize, account: &Account) -> Vec<((usize, String), Post)> {
        let names = &account.names;
        let claims = account.claims.tenures.iter().zip(&account.tenures);
        let held: Vec<_> = (claims.zip(&names.tenures))
            .filter(|(_, whose)| *whose == name)
            .filter_map(|((claim, post), _)| Some((claim, self.post(index, post.as_ref()?))))
            .collect();
        let acts = account.claims.events.iter().zip(&account.events);
        let acts: Vec<_> = (acts.zip(&names.events))
            .filter(|(_, whose)| *whose == name)
            .map(|(act, _)| act)
            .collect();
        let taken: BTreeSet<String> = (acts.iter())
            .filter(|(act, _)| act.status == Status::Decided)
            .flat_map(|(_, posts)| &posts.to)
            .map(|post| self.post(index, post).key().to_owned())
            .collect();
        let all = acts
            .iter()
            .flat_map(|(_, posts)| posts.from.iter().chain(&posts.to));
        let all = all.map(|post| self.post(index, post));
        let full: BTreeSet<Post> = (all.chain(held.iter().map(|(_, post)| post.clone())))
            .filter(|post| short_of(post).is_some())
            .collect();
        let pairs = full.into_iter().filter_map(|full| {
            let short = short_of(&full)?;
            let of = |key: &str| {
                let key = key.to_owned();
                held.iter().filter(move |(_, post)| post.key() == key)
            };
            let a_step = of(short.key()).any(|(claim, _)| {
                claim.when == When::Former || claim.start.or(claim.end).is_some()
            });
            let left = of(short.key()).next().is_some()
                && of(full.key()).any(|(claim, _)| claim.when == When::Former);
            let taken_alone = taken.contains(short.key()) && !taken.contains(full.key());
            // «bầu làm Phó Chủ tịch Thường trực …; miễn nhiệm Phó Chủ tịch»: only how it ended is told in short.
            let has_end = |claim: &Claimed| claim.end.is_some();
            let only_left = of(short.key()).next().is_some()
                && of(short.key()).all(|(claim, _)| claim.start.is_none() && has_end(claim))
                && of(full.key()).any(|(claim, _)| claim.start.is_some())
                && !of(full.key()).any(|(claim, _)| has_end(claim));
            (only_left || !a_step && !left && !taken_alone)
                .then(|| ((index, short.key().to_owned()), full))
        });
        pairs.collect()
    }
}

/// Puts the posts of each name that is cut short to those of the only one that it can be short for.
fn join_short(by_name: &mut BTreeMap<(String, String), BTreeSet<&Post>>) {
    let inner: BTreeMap<(String, String), BTreeSet<String>> = by_name
        .iter()
        .map(|(name, posts)| {
            let bodies = posts.iter().filter_map(|post| post.body());
            let inner = bodies.flat_map(|body| without_owners(&body.label));
            (name.clone(), inner.collect())
        })
        .collect();
    let mut names: Vec<&(String, String)> = inner.keys().collect();
    names.sort_by_key(|(_, body)| std::cmp::Reverse(body.len()));
    for name in names {
        let (role, short) = name;
        let mut whole = by_name
            .keys()
            .filter(|(other, body)| other == role && body != short)
            .filter(|name| is_cut(short, &name.1) || inner[*name].contains(short));
        if let (Some(only), None) = (whole.next().cloned(), whole.next())
            && let Some(posts) = by_name.remove(name)
        {
            by_name.entry(only).or_default().extend(posts);
        }
    }
}
