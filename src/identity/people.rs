//! Which articles speak of one official.

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
        let mut scores = self.scores();
        while let Some((into, from)) = self.best(&scores) {
            self.unite(into, from, None);
            scores.retain(|(a, b), _| ![*a, *b].contains(&into) && ![*a, *b].contains(&from));
            for other in 0..self.profiles.len() {
                if let Some(grounds) = self.compare(into, other) {
                    scores.insert((into.min(other), into.max(other)), grounds);
                }
            }
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

    /// What all pairs of profiles have in common that share anything.
    fn scores(&self) -> BTreeMap<Pair, Grounds> {
        let mut by_mark: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, profile) in self.profiles.iter().enumerate() {
            for mark in profile.iter().flat_map(Profile::marks) {
                by_mark.entry(mark).or_default().push(at);
            }
        }
        let mut scores = BTreeMap::new();
        for sharing in by_mark.values() {
            for (number, &one) in sharing.iter().enumerate() {
                for &other in &sharing[number + 1..] {
                    scores
                        .entry((one, other))
                        .or_insert_with(|| self.compare(one, other).unwrap_or_default());
                }
            }
        }
        scores
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

    /// The weightiest pair that can be joined; of equal ones the first. Whoever could as well be a third who is
    /// known not to be the second stays alone.
    fn best(&self, scores: &BTreeMap<Pair, Grounds>) -> Option<Pair> {
        let barred = |pair: &Pair, grounds: &Grounds| {
            !grounds.bars.is_empty() || self.is_ruled_apart(pair.0, pair.1).is_some()
        };
        let mut open: Vec<(Pair, u32)> = Vec::new();
        let mut opposed: BTreeSet<Pair> = self.contraries();
        for (pair, grounds) in scores {
            if barred(pair, grounds) {
                opposed.insert(*pair);
            } else if grounds.weight() >= JOINS {
                open.push((*pair, grounds.weight()));
            }
        }
        open.sort_by_key(|&(pair, weight)| (std::cmp::Reverse(weight), pair));
        let weight_of = |one: usize, other: usize| {
            let grounds = scores.get(&(one.min(other), one.max(other)));
            grounds.map_or(0, Grounds::weight)
        };
        let has_rival = |&((one, other), weight): &(Pair, u32)| {
            opposed.iter().any(|&(a, b)| {
                [(a, b), (b, a)].into_iter().any(|(known, third)| {
                    let asks = |asker: usize| weight_of(asker, third) >= weight;
                    known == one && asks(other) || known == other && asks(one)
                })
            })
        };
        let mut open = open.iter().filter(|pair| !has_rival(pair));
        open.next().map(|(pair, _)| *pair)
    }

    /// The pairs of profiles whose births or genders contradict each other.
    fn contraries(&self) -> BTreeSet<Pair> {
        let mut by_nature: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, profile) in self.profiles.iter().enumerate() {
            if let Some(profile) = profile {
                by_nature.entry(profile.nature()).or_default().push(at);
            }
        }
        let natures: Vec<&Vec<usize>> = by_nature.values().collect();
        let mut contraries = BTreeSet::new();
        for (number, ones) in natures.iter().enumerate() {
            for others in &natures[number + 1..] {
                let of =
                    |places: &[usize]| places.first().and_then(|&at| self.profiles[at].as_ref());
                if of(ones).zip(of(others)).is_some_and(|(a, b)| a.differs(b)) {
                    let pairs = ones
                        .iter()
                        .flat_map(|&a| others.iter().map(move |&b| (a.min(b), a.max(b))));
                    contraries.extend(pairs);
                }
            }
        }
        contraries
    }

    /// The pairs that may be one official's, for a reader to settle.
    fn doubts(&self) -> Vec<Pair> {
        let mut doubts: Vec<Pair> = self
            .scores()
            .into_iter()
            .filter(|(_, grounds)| grounds.weight() >= DOUBTFUL)
            // Births and genders leave no doubt.
            .filter(|(_, grounds)| grounds.bars.iter().all(|(bar, _)| *bar == Bar::Apart))
            .map(|(pair, _)| pair)
            .filter(|&(one, other)| self.is_ruled_apart(one, other).is_none())
            .collect();
        doubts.sort_unstable();
        doubts
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
