//! Which articles speak of one official.

use std::collections::{BTreeMap, BTreeSet};

use super::Account;
use super::cluster::connected;
use super::register::Register;
use crate::claim::Gender;
use crate::date::Date;

/// One official of a block: a place in the list of accounts for each article that speaks of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// What tells this official from others of the same name: content for a stable IRI.
    pub anchor: String,
    /// The accounts that speak of the official, by their place in the block.
    pub accounts: Vec<usize>,
}

/// What one article says of a name that speaks for or against being someone else's.
struct Mention {
    /// The post keys.
    posts: BTreeSet<String>,
    provinces: BTreeSet<String>,
    born: BTreeSet<Date>,
    gender: Option<Gender>,
}

/// Tells the officials of one name key apart.
///
/// Two articles speak of one official if they give the name the same post, or posts in the same province, and
/// neither birth dates nor genders contradict. Where such links would join contradicting articles, only those
/// that agree exactly in both stay joined: doubt keeps two people apart.
///
/// The accounts of the block must be in the order of their articles' ids.
pub fn people(name: &str, accounts: &[&Account], register: &Register) -> Vec<Identity> {
    let mentions: Vec<Mention> = accounts
        .iter()
        .map(|account| Mention::new(name, account, register))
        .collect();
    let all: Vec<usize> = (0..accounts.len()).collect();
    let linked = |a: usize, b: usize| {
        let (a, b) = (&mentions[a], &mentions[b]);
        let apart = a.posts.is_disjoint(&b.posts) && a.provinces.is_disjoint(&b.provinces);
        !apart && !a.contradicts(b)
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for group in connected(&all, linked) {
        let sound = group.iter().all(|&a| {
            group
                .iter()
                .all(|&b| !mentions[a].contradicts(&mentions[b]))
        });
        if sound {
            groups.push(group);
        } else {
            groups.extend(connected(&group, |a, b| {
                linked(a, b) && mentions[a].same_nature(&mentions[b])
            }));
        }
    }
    let anchors: Vec<String> = groups
        .iter()
        .map(|group| anchor(group, accounts, &mentions))
        .collect();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for anchor in &anchors {
        *uses.entry(anchor).or_default() += 1;
    }
    groups
        .into_iter()
        .zip(&anchors)
        .map(|(group, anchor)| {
            // Namesakes seen first in the same post: the first article's id decides.
            let id = &accounts[group[0]].claims.article.id;
            let anchor = if uses[anchor.as_str()] > 1 {
                format!("{anchor}\t{id}")
            } else {
                anchor.clone()
            };
            Identity {
                anchor,
                accounts: group,
            }
        })
        .collect()
}

/// The post that the official was first reported in: later news leaves it as it is.
fn anchor(group: &[usize], accounts: &[&Account], mentions: &[Mention]) -> String {
    let published = |account: usize| accounts[account].claims.article.published;
    let first = group
        .iter()
        .flat_map(|&account| {
            mentions[account]
                .posts
                .iter()
                .map(move |post| (account, post))
        })
        .min_by_key(|&(account, post)| (published(account).is_none(), published(account), post));
    first.map(|(_, post)| post.clone()).unwrap_or_default()
}

impl Mention {
    fn new(name: &str, account: &Account, register: &Register) -> Self {
        let claims = &account.claims;
        let bios = claims
            .bios
            .iter()
            .zip(&account.names.bios)
            .filter(|(_, key)| *key == name);
        let people = claims
            .people
            .iter()
            .zip(&account.names.people)
            .filter(|(_, key)| *key == name);
        Self {
            posts: account
                .posts_of(name)
                .map(|post| post.key().to_owned())
                .collect(),
            provinces: account.provinces_of(name, register),
            born: bios.filter_map(|(bio, _)| bio.born).collect(),
            gender: people.filter_map(|(person, _)| person.gender).min(),
        }
    }

    fn contradicts(&self, other: &Self) -> bool {
        let agree = |a: &Date, b: &Date| a.covers(*b) || b.covers(*a);
        let born = !self.born.is_empty()
            && !other.born.is_empty()
            && !self
                .born
                .iter()
                .any(|a| other.born.iter().any(|b| agree(a, b)));
        let gender = matches!((self.gender, other.gender), (Some(a), Some(b)) if a != b);
        born || gender
    }

    fn same_nature(&self, other: &Self) -> bool {
        self.born == other.born && self.gender == other.gender
    }
}
