//! Which articles speak of one official.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::decision::Decision;
use super::grounds::Grounds;
use super::join::Block;
use super::profile::{Profile, is_common};
use super::register::Register;
use super::{Account, Decisions};

/// One official of a block: a place in the list of accounts for each article that speaks of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// What tells this official from others of the same name: content for a stable IRI.
    pub anchor: String,
    /// The accounts that speak of the official, by their place in the block.
    pub accounts: Vec<usize>,
    /// The other officials of the block, by their place in the list, who may be the same person.
    pub doubts: Vec<usize>,
}

/// Why accounts count as one official's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joint {
    /// The accounts on either side, by their place in the block.
    pub sides: [Vec<usize>; 2],
    /// The hand-made decision that joined them; none where evidence did.
    pub decision: Option<Decision>,
}

/// Tells the officials of one name key apart.
///
/// Two articles speak of one official if what they say of the name weighs enough (posts, bodies, places, birth,
/// home, and how few bear the name) and nothing speaks against it (birth, gender, posts far apart at one time). The
/// weightiest pair joins first; who could as well be two who are known to be different stays alone. Hand-made
/// decisions always win.
///
/// The accounts of the block must be in the order of their articles' ids.
pub fn people(
    name: &str,
    accounts: &[&Account],
    register: &Register,
    decisions: &Decisions,
) -> Vec<Identity> {
    let mut groups: Vec<Group> = Vec::new();
    for part in parts(name, accounts, register, decisions) {
        let mut block = Block::new(&part, register.bearers(name), register);
        let doubts = block.join().doubts();
        let doubted = |at: usize| {
            let of = doubts.iter().filter_map(move |&(a, b)| match at {
                _ if at == a => Some(b),
                _ if at == b => Some(a),
                _ => None,
            });
            of.map(|other| block.first(other)).collect()
        };
        let left = block.profiles.iter().enumerate();
        groups.extend(left.filter_map(|(at, profile)| {
            Some(Group {
                accounts: profile.as_ref()?.accounts.iter().copied().collect(),
                doubts: doubted(at),
            })
        }));
    }
    groups.sort_unstable_by(|a, b| a.accounts.cmp(&b.accounts));
    let place: BTreeMap<usize, usize> = groups
        .iter()
        .enumerate()
        .map(|(place, group)| (group.accounts[0], place))
        .collect();
    let anchors: Vec<Option<&str>> = groups
        .iter()
        .map(|group| anchor(name, &group.accounts, accounts, register))
        .collect();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for anchor in anchors.iter().flatten() {
        *uses.entry(anchor).or_default() += 1;
    }
    groups
        .iter()
        .zip(&anchors)
        .map(|(group, anchor)| {
            // Namesakes seen first in the same post, or in none that tells: the first article's id decides.
            let id = &accounts[group.accounts[0]].claims.article.id;
            let anchor = match anchor {
                Some(anchor) if uses[anchor] == 1 => (*anchor).to_owned(),
                anchor => format!("{}\t{id}", anchor.unwrap_or_default()),
            };
            let mut doubts: Vec<usize> = group.doubts.iter().map(|first| place[first]).collect();
            doubts.sort_unstable();
            Identity {
                anchor,
                accounts: group.accounts.clone(),
                doubts,
            }
        })
        .collect()
}

/// The accounts of one official, by their place in the block, and the first of each other who may be the same person.
struct Group {
    accounts: Vec<usize>,
    doubts: Vec<usize>,
}

/// How the accounts of a block came to be those of its officials: each joint, in the order in which it was made
/// among those who have anything in common.
pub fn joints(
    name: &str,
    accounts: &[&Account],
    register: &Register,
    decisions: &Decisions,
) -> Vec<Joint> {
    let parts = parts(name, accounts, register, decisions);
    let joints = parts.iter().flat_map(|part| {
        let mut block = Block::new(part, register.bearers(name), register);
        block.join();
        block.joints
    });
    joints.collect()
}

/// What else than the name an account must share with another of the same name for the two to be looked at together;
/// nothing where few officials bear the name: there it is enough.
///
/// Accounts of a name that many bear which no chain of common marks and decisions links are of different officials,
/// beyond doubt, whatever else there is.
pub fn marks(name: &str, account: &Account, register: &Register) -> BTreeSet<String> {
    let bearers = register.bearers(name);
    if is_common(bearers) {
        Profile::new(name, 0, account, register).marks(bearers)
    } else {
        BTreeSet::new()
    }
}

/// A part of a block whose accounts are looked at together.
pub(super) struct Part<'a> {
    pub(super) profiles: Vec<Profile>,
    /// With the places of their two articles in the block.
    pub(super) decisions: Vec<(&'a Decision, usize, usize)>,
}

/// The parts of a block, each linked by chains of marks and decisions.
fn parts<'a>(
    name: &str,
    accounts: &[&Account],
    register: &Register,
    decisions: &'a Decisions,
) -> Vec<Part<'a>> {
    let place = |id: &str| {
        let found = accounts.binary_search_by(|account| account.claims.article.id.as_str().cmp(id));
        found.ok()
    };
    let decided = decisions.of(name).iter().filter_map(|decision| {
        let [one, other] = decision.articles.each_ref().map(|id| place(id));
        let (one, other) = (one?, other?);
        Some((decision, one.min(other), one.max(other)))
    });
    let mut decisions: Vec<_> = decided.collect();
    // The result must not depend on the order of the lines.
    decisions.sort_by_key(|(decision, one, other)| (*one, *other, decision.ruling.word()));
    let profiles = accounts.iter().enumerate();
    let profiles: Vec<Profile> = profiles
        .map(|(at, account)| Profile::new(name, at, account, register))
        .collect();
    let bearers = register.bearers(name);
    let mut home: Vec<usize> = (0..profiles.len()).collect();
    if is_common(bearers) {
        let mut bearing: BTreeMap<String, usize> = BTreeMap::new();
        for (at, profile) in profiles.iter().enumerate() {
            for mark in profile.marks(bearers) {
                match bearing.entry(mark) {
                    Entry::Vacant(first) => _ = first.insert(at),
                    Entry::Occupied(first) => link(&mut home, *first.get(), at),
                }
            }
        }
        for (_, one, other) in &decisions {
            link(&mut home, *one, *other);
        }
    } else {
        home.fill(0);
    }
    let mut parts: BTreeMap<usize, Part> = BTreeMap::new();
    for (at, profile) in profiles.into_iter().enumerate() {
        let part = parts.entry(root(&home, at)).or_insert_with(|| Part {
            profiles: Vec::new(),
            decisions: Vec::new(),
        });
        part.profiles.push(profile);
    }
    for decision in decisions {
        if let Some(part) = parts.get_mut(&root(&home, decision.1)) {
            part.decisions.push(decision);
        }
    }
    parts.into_values().collect()
}

/// What speaks for and against two sets of accounts' being one official's.
pub fn grounds(
    name: &str,
    accounts: &[&Account],
    sides: [&[usize]; 2],
    register: &Register,
) -> Grounds {
    let [one, other] = sides.map(|side| {
        let mut whole = Profile::default();
        for &at in side {
            whole.absorb(Profile::new(name, at, accounts[at], register));
        }
        whole
    });
    one.grounds(&other, register.bearers(name), register)
}

/// The place that a chain of places ends with.
pub(super) fn root(home: &[usize], mut at: usize) -> usize {
    while home[at] != at {
        at = home[at];
    }
    at
}

/// Makes two chains of places one, under the lower of their roots.
fn link(home: &mut [usize], one: usize, other: usize) {
    let (one, other) = (root(home, one), root(home, other));
    home[one.max(other)] = one.min(other);
}

/// The post that the official was first reported in: later news leaves it as it is. None where that may be another's
/// of the same name whom nothing else links with this one.
fn anchor<'a>(
    name: &'a str,
    group: &[usize],
    accounts: &[&'a Account],
    register: &Register,
) -> Option<&'a str> {
    let published = |account: usize| accounts[account].claims.article.published;
    let first = group
        .iter()
        .flat_map(|&account| {
            let posts = accounts[account].posts_of(name);
            posts.map(move |post| (account, post))
        })
        .min_by_key(|&(account, post)| {
            let published = published(account);
            (published.is_none(), published, post.key())
        });
    let key = first.map_or("", |(_, post)| post.key());
    let tells = first.is_some_and(|(_, post)| post.body().is_some());
    (tells || !is_common(register.bearers(name))).then_some(key)
}
