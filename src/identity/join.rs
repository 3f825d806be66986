//! How the profiles of one name are joined to those of officials.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::decision::{Decision, Ruling};
use super::grounds::{Against, DOUBTFUL, JOINS, Tie};
use super::people::{Joint, Part, root};
use super::profile::Profile;
use super::register::Register;

/// The profiles of a part of a block while they are joined.
pub(super) struct Block<'a> {
    register: &'a Register,
    decisions: &'a [(&'a Decision, usize, usize)],
    /// About how many officials bear the name.
    bearers: f64,
    /// The profiles that are left; joined ones leave a gap.
    pub(super) profiles: Vec<Option<Profile>>,
    pub(super) joints: Vec<Joint>,
}

/// Two profiles by their places, the lower first.
pub(super) type Pair = (usize, usize);

impl<'a> Block<'a> {
    pub(super) fn new(part: &'a Part<'a>, bearers: f64, register: &'a Register) -> Self {
        Self {
            register,
            decisions: &part.decisions,
            bearers,
            profiles: part.profiles.iter().cloned().map(Some).collect(),
            joints: Vec::new(),
        }
    }

    /// The first account of a profile that is left.
    pub(super) fn first(&self, at: usize) -> usize {
        let profile = self.profiles[at].as_ref();
        profile
            .and_then(|profile| profile.accounts.first())
            .copied()
            .unwrap_or_default()
    }

    /// Joins what is one official's; gives what those have in common who are left.
    pub(super) fn join(&mut self) -> Pairs {
        for (decision, one, other) in self.decisions {
            if decision.ruling == Ruling::Same
                && let (Some(one), Some(other)) = (self.place_of(*one), self.place_of(*other))
            {
                self.unite(one.min(other), one.max(other), Some((*decision).clone()));
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
        pairs
    }

    /// Where the profile is now that an account went into.
    fn place_of(&self, account: usize) -> Option<usize> {
        let holds = |profile: &Option<Profile>| {
            profile
                .as_ref()
                .is_some_and(|profile| profile.accounts.contains(&account))
        };
        self.profiles.iter().position(holds)
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
                    let joins = self
                        .compare(group[0], at)
                        .is_some_and(|tie| tie.weight >= JOINS && tie.against == Against::Nothing);
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
        let within = |account: usize| self.place_of(account).is_some_and(|at| group.contains(&at));
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
    fn compare(&self, one: usize, other: usize) -> Option<Tie> {
        if one == other {
            return None;
        }
        let (a, b) = (self.profiles[one].as_ref()?, self.profiles[other].as_ref()?);
        a.tie(b, self.bearers, self.register)
    }

    /// Whether two profiles are decided to be different, or nobody can tell.
    fn is_ruled_apart(&self, one: usize, other: usize) -> bool {
        let holds = |place: usize, account: usize| {
            self.profiles[place]
                .as_ref()
                .is_some_and(|profile| profile.accounts.contains(&account))
        };
        self.decisions.iter().any(|(decision, a, b)| {
            decision.ruling != Ruling::Same
                && (holds(one, *a) && holds(other, *b) || holds(one, *b) && holds(other, *a))
        })
    }

    /// Whether two profiles are known not to be one person's.
    fn is_opposed(&self, one: usize, other: usize, pairs: &Pairs) -> bool {
        if let Some(tie) = pairs.shared[one].get(&other) {
            return tie.against != Against::Nothing;
        }
        let (a, b) = (&self.profiles[one], &self.profiles[other]);
        let profiles = a.as_ref().zip(b.as_ref());
        profiles.is_some_and(|(a, b)| a.against(b, self.register) != Against::Nothing)
            || self.is_ruled_apart(one, other)
    }

    /// The weightiest pair that can be joined; of equal ones the first. Whoever could as well be a third who is
    /// known not to be the second stays alone.
    fn best(&self, pairs: &Pairs) -> Option<Pair> {
        let has_rival = |&(Reverse(weight), (one, other)): &(Reverse<u32>, Pair)| {
            [(one, other), (other, one)]
                .into_iter()
                .any(|(known, asker)| {
                    let mut thirds = pairs.shared[asker].iter();
                    thirds.any(|(&third, tie)| {
                        tie.weight >= weight
                            && third != known
                            && self.is_opposed(known, third, pairs)
                    })
                })
        };
        let mut open = pairs.open.iter().filter(|pair| !has_rival(pair));
        open.next().map(|(_, pair)| *pair)
    }
}

/// What pairs of profiles have in common, kept up to date while profiles are joined: a block of a common name has
/// hundreds of them.
pub(super) struct Pairs {
    /// By mark: the profiles that bear it.
    bearing: BTreeMap<String, BTreeSet<usize>>,
    /// By profile: what it shares with others.
    shared: Vec<BTreeMap<usize, Tie>>,
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

    /// The pairs that may be one official's, for a reader to settle.
    pub(super) fn doubts(&self) -> Vec<Pair> {
        let shared = self.shared.iter().enumerate().flat_map(|(one, others)| {
            let later = others.range(one + 1..);
            later.map(move |(&other, tie)| ((one, other), tie))
        });
        let doubtful =
            shared.filter(|(_, tie)| tie.weight >= DOUBTFUL && tie.against != Against::Certain);
        doubtful.map(|(pair, _)| pair).collect()
    }

    /// Takes in a profile that is new or has grown.
    fn learn(&mut self, at: usize, block: &Block) {
        let Some(profile) = &block.profiles[at] else {
            return;
        };
        let mut others: BTreeSet<usize> = BTreeSet::new();
        for mark in profile.marks(block.bearers) {
            let bearers = self.bearing.entry(mark).or_default();
            others.extend(bearers.iter().copied().filter(|&other| other != at));
            bearers.insert(at);
        }
        for other in others {
            let (one, two) = (at.min(other), at.max(other));
            let Some(mut tie) = block.compare(one, two) else {
                continue;
            };
            if block.is_ruled_apart(one, two) {
                tie.against = Against::Certain;
            }
            if tie.weight >= JOINS && tie.against == Against::Nothing {
                self.open.insert((Reverse(tie.weight), (one, two)));
            }
            self.shared[one].insert(two, tie);
            self.shared[two].insert(one, tie);
        }
    }

    /// Leaves out a profile that is about to be joined to another.
    fn forget(&mut self, at: usize, block: &Block) {
        for mark in block.profiles[at]
            .iter()
            .flat_map(|profile| profile.marks(block.bearers))
        {
            if let Some(bearers) = self.bearing.get_mut(&mark) {
                bearers.remove(&at);
            }
        }
        for (other, tie) in std::mem::take(&mut self.shared[at]) {
            self.shared[other].remove(&at);
            let pair = (at.min(other), at.max(other));
            self.open.remove(&(Reverse(tie.weight), pair));
        }
    }
}
