//! Which articles speak of one official.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::decision::{Decision, Ruling};
use super::profile::{Bar, DOUBTFUL, Grounds, JOINS, Profile};
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
    let mut block = Block::new(name, accounts, register, decisions);
    block.join();
    let doubts = block.doubts();
    let mut groups: Vec<(Vec<usize>, usize)> = block
        .profiles
        .iter()
        .enumerate()
        .filter_map(|(at, profile)| Some((profile.as_ref()?, at)))
        .map(|(profile, at)| (profile.accounts.iter().copied().collect(), at))
        .collect();
    groups.sort_unstable();
    let place: BTreeMap<usize, usize> = groups
        .iter()
        .enumerate()
        .map(|(place, (_, at))| (*at, place))
        .collect();
    let anchors: Vec<String> = groups
        .iter()
        .map(|(group, _)| anchor(name, group, accounts))
        .collect();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for anchor in &anchors {
        *uses.entry(anchor).or_default() += 1;
    }
    groups
        .iter()
        .zip(&anchors)
        .map(|((group, at), anchor)| {
            // Namesakes seen first in the same post: the first article's id decides.
            let id = &accounts[group[0]].claims.article.id;
            let anchor = if uses[anchor.as_str()] > 1 {
                format!("{anchor}\t{id}")
            } else {
                anchor.clone()
            };
            let of = doubts.iter().filter_map(|&(a, b)| match at {
                at if *at == a => Some(place[&b]),
                at if *at == b => Some(place[&a]),
                _ => None,
            });
            let mut doubts: Vec<usize> = of.collect();
            doubts.sort_unstable();
            Identity {
                anchor,
                accounts: group.clone(),
                doubts,
            }
        })
        .collect()
}

/// How the accounts of a block came to be those of its officials: each joint, in the order in which it was made.
pub fn joints(
    name: &str,
    accounts: &[&Account],
    register: &Register,
    decisions: &Decisions,
) -> Vec<Joint> {
    let mut block = Block::new(name, accounts, register, decisions);
    block.join();
    block.joints
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

/// The profiles of a block while they are joined.
struct Block<'a> {
    register: &'a Register,
    decisions: Vec<(&'a Decision, usize, usize)>,
    /// About how many officials bear the name.
    bearers: f64,
    /// The profiles that are left; joined ones leave a gap.
    profiles: Vec<Option<Profile>>,
    joints: Vec<Joint>,
}

/// Two profiles by their places, the lower first.
type Pair = (usize, usize);

impl<'a> Block<'a> {
    fn new(
        name: &str,
        accounts: &[&Account],
        register: &'a Register,
        decisions: &'a Decisions,
    ) -> Self {
        let profiles = accounts
            .iter()
            .enumerate()
            .map(|(at, account)| Some(Profile::new(name, at, account, register)));
        let profiles = profiles.collect();
        let place = |id: &str| {
            let found =
                accounts.binary_search_by(|account| account.claims.article.id.as_str().cmp(id));
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
        Self {
            register,
            decisions,
            bearers: register.bearers(name),
            profiles,
            joints: Vec::new(),
        }
    }

    /// Joins what is one official's.
    fn join(&mut self) {
        for (decision, one, other) in self.decisions.clone() {
            if decision.ruling == Ruling::Same {
                let (one, other) = (self.place_of(one), self.place_of(other));
                self.unite(one.min(other), one.max(other), Some(decision.clone()));
            }
        }
        self.join_posts();
        let mut pairs = Pairs::new(self);
        while let Some((into, from)) = self.best(&pairs) {
            pairs.forget(from, self);
            pairs.forget(into, self);
            self.unite(into, from, None);
            pairs.learn(into, self);
        }
    }

    /// Where the profile is now that an account went into.
    fn place_of(&self, account: usize) -> usize {
        let holds = |profile: &Option<Profile>| {
            profile
                .as_ref()
                .is_some_and(|profile| profile.accounts.contains(&account))
        };
        self.profiles.iter().position(holds).unwrap_or(account)
    }

    /// Joins whoever has one post, where nothing speaks against any two of them: most news says no more.
    fn join_posts(&mut self) {
        let mut seats: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, profile) in self.profiles.iter().enumerate() {
            for seat in profile.iter().flat_map(Profile::telling_posts) {
                seats.entry(seat.to_owned()).or_default().push(at);
            }
        }
        let mut home: Vec<usize> = (0..self.profiles.len()).collect();
        for sitting in seats.values() {
            let roots: BTreeSet<usize> = sitting.iter().map(|&at| root(&home, at)).collect();
            let Some(&first) = roots.first() else {
                continue;
            };
            for at in roots {
                home[at] = first;
            }
        }
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in (0..self.profiles.len()).filter(|&at| self.profiles[at].is_some()) {
            groups.entry(root(&home, at)).or_default().push(at);
        }
        for group in groups.values().filter(|group| group.len() > 1) {
            if !self.is_sound(group) {
                continue;
            }
            // What joins only by way of others comes in once they have.
            let mut left = group[1..].to_vec();
            loop {
                let waiting = left.len();
                left.retain(|&at| {
                    let joins = self.compare(group[0], at).is_some_and(|grounds| {
                        grounds.weight() >= JOINS && grounds.bars.is_empty()
                    });
                    if joins {
                        self.unite(group[0], at, None);
                    }
                    !joins
                });
                if left.len() == waiting {
                    break;
                }
            }
        }
    }

    /// Whether no two profiles of a group contradict each other or are decided to be different.
    fn is_sound(&self, group: &[usize]) -> bool {
        // Thousands of articles tell the same of one person: only what differs is compared.
        let mut told: BTreeMap<_, &Profile> = BTreeMap::new();
        for profile in group.iter().filter_map(|&at| self.profiles[at].as_ref()) {
            told.entry(profile.nature()).or_insert(profile);
        }
        let told: Vec<&Profile> = told.into_values().collect();
        let contradict =
            |(at, one): (usize, &&Profile)| told[at + 1..].iter().any(|other| one.differs(other));
        if told.iter().enumerate().any(contradict) {
            return false;
        }
        let within = |account: usize| group.contains(&self.place_of(account));
        !self.decisions.iter().any(|(decision, one, other)| {
            decision.ruling != Ruling::Same && within(*one) && within(*other)
        })
    }

    fn unite(&mut self, into: usize, from: usize, decision: Option<Decision>) {
        if into == from {
            return;
        }
        if let (Some(other), Some(profile)) = (self.profiles[from].take(), &mut self.profiles[into])
        {
            let accounts = |profile: &Profile| profile.accounts.iter().copied().collect();
            self.joints.push(Joint {
                sides: [accounts(profile), accounts(&other)],
                decision,
            });
            profile.absorb(other);
        }
    }

    /// What two profiles have in common; none where one of them is gone or nothing is shared.
    fn compare(&self, one: usize, other: usize) -> Option<Grounds> {
        if one == other {
            return None;
        }
        let (a, b) = (self.profiles[one].as_ref()?, self.profiles[other].as_ref()?);
        let grounds = a.grounds(b, self.bearers, self.register);
        grounds.is_more_than_name().then_some(grounds)
    }

    /// Whether two profiles are decided to be different, or nobody can tell.
    fn is_ruled_apart(&self, one: usize, other: usize) -> Option<Ruling> {
        let holds = |place: usize, account: usize| {
            self.profiles[place]
                .as_ref()
                .is_some_and(|profile| profile.accounts.contains(&account))
        };
        let found = self.decisions.iter().find(|(decision, a, b)| {
            decision.ruling != Ruling::Same
                && (holds(one, *a) && holds(other, *b) || holds(one, *b) && holds(other, *a))
        });
        found.map(|(decision, ..)| decision.ruling)
    }

    /// Whether two profiles that share so much cannot be one person's.
    fn is_barred(&self, one: usize, other: usize, grounds: &Grounds) -> bool {
        !grounds.bars.is_empty() || self.is_ruled_apart(one, other).is_some()
    }

    /// Whether two profiles are known not to be one person's.
    fn is_opposed(&self, one: usize, other: usize, pairs: &Pairs) -> bool {
        let barred = |grounds: &Grounds| self.is_barred(one, other, grounds);
        let profiles = self.profiles[one]
            .as_ref()
            .zip(self.profiles[other].as_ref());
        pairs.shared[one].get(&other).is_some_and(barred)
            || profiles.is_some_and(|(a, b)| a.differs(b))
    }

    /// The weightiest pair that can be joined; of equal ones the first. Whoever could as well be a third who is
    /// known not to be the second stays alone.
    fn best(&self, pairs: &Pairs) -> Option<Pair> {
        let has_rival = |&(Reverse(weight), (one, other)): &(Reverse<u32>, Pair)| {
            [(one, other), (other, one)]
                .into_iter()
                .any(|(known, asker)| {
                    let mut thirds = pairs.shared[asker].iter();
                    thirds.any(|(&third, grounds)| {
                        grounds.weight() >= weight
                            && third != known
                            && self.is_opposed(known, third, pairs)
                    })
                })
        };
        let mut open = pairs.open.iter().filter(|pair| !has_rival(pair));
        open.next().map(|(_, pair)| *pair)
    }

    /// The pairs that may be one official's, for a reader to settle.
    fn doubts(&self) -> Vec<Pair> {
        let pairs = Pairs::new(self);
        let shared = pairs.shared.iter().enumerate().flat_map(|(one, others)| {
            let later = others.range(one + 1..);
            later.map(move |(&other, grounds)| ((one, other), grounds))
        });
        shared
            .filter(|(_, grounds)| grounds.weight() >= DOUBTFUL)
            // Births and genders leave no doubt.
            .filter(|(_, grounds)| grounds.bars.iter().all(|(bar, _)| *bar == Bar::Apart))
            .map(|(pair, _)| pair)
            .filter(|&(one, other)| self.is_ruled_apart(one, other).is_none())
            .collect()
    }
}

/// What pairs of profiles have in common, kept up to date while profiles are joined: a block of a common name has
/// hundreds of them.
struct Pairs {
    /// By mark: the profiles that bear it.
    bearing: BTreeMap<String, BTreeSet<usize>>,
    /// By profile: what it shares with others.
    shared: Vec<BTreeMap<usize, Grounds>>,
    /// The pairs that weigh enough to be joined, the weightiest first.
    open: BTreeSet<(Reverse<u32>, Pair)>,
}

impl Pairs {
    fn new(block: &Block) -> Self {
        let mut pairs = Self {
            bearing: BTreeMap::new(),
            shared: vec![BTreeMap::new(); block.profiles.len()],
            open: BTreeSet::new(),
        };
        for at in 0..block.profiles.len() {
            pairs.learn(at, block);
        }
        pairs
    }

    /// Takes in a profile that is new or has grown.
    fn learn(&mut self, at: usize, block: &Block) {
        let Some(profile) = &block.profiles[at] else {
            return;
        };
        let mut others: BTreeSet<usize> = BTreeSet::new();
        for mark in profile.marks() {
            let bearers = self.bearing.entry(mark).or_default();
            others.extend(bearers.iter().copied().filter(|&other| other != at));
            bearers.insert(at);
        }
        for other in others {
            let (one, two) = (at.min(other), at.max(other));
            let Some(grounds) = block.compare(one, two) else {
                continue;
            };
            if grounds.weight() >= JOINS && !block.is_barred(one, two, &grounds) {
                self.open.insert((Reverse(grounds.weight()), (one, two)));
            }
            self.shared[one].insert(two, grounds.clone());
            self.shared[two].insert(one, grounds);
        }
    }

    /// Leaves out a profile that is about to be joined to another.
    fn forget(&mut self, at: usize, block: &Block) {
        for mark in block.profiles[at].iter().flat_map(Profile::marks) {
            if let Some(bearers) = self.bearing.get_mut(&mark) {
                bearers.remove(&at);
            }
        }
        for (other, grounds) in std::mem::take(&mut self.shared[at]) {
            self.shared[other].remove(&at);
            let pair = (at.min(other), at.max(other));
            self.open.remove(&(Reverse(grounds.weight()), pair));
        }
    }
}

fn root(home: &[usize], mut at: usize) -> usize {
    while home[at] != at {
        at = home[at];
    }
    at
}

/// The post that the official was first reported in: later news leaves it as it is.
fn anchor(name: &str, group: &[usize], accounts: &[&Account]) -> String {
    let published = |account: usize| accounts[account].claims.article.published;
    let first = group
        .iter()
        .flat_map(|&account| {
            let posts = accounts[account].posts_of(name);
            posts.map(move |post| (account, post.key()))
        })
        .min_by_key(|&(account, post)| (published(account).is_none(), published(account), post));
    first.map(|(_, post)| post.to_owned()).unwrap_or_default()
}
