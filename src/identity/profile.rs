//! What one or several articles say of a bearer of a name: the grounds for and against being another's bearer.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::grounds::{Against, Bar, DOUBTFUL, Ground, Grounds, JOINS, Scale, Tie, What};
use super::held::{Held, HeldKind, Span, overlap};
use super::post::Post;
use super::register::Register;
use super::{Account, name_key, precision};
use crate::claim::{Gender, Level, Status, When};
use crate::date::Date;

/// A bearer of a name as some accounts show him.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// The accounts, by their place in the block.
    pub(super) accounts: BTreeSet<usize>,
    /// By post key: the post, and from when to when it is known to have been held.
    posts: BTreeMap<String, Held>,
    /// The keys of the bodies in which a post of its own is held.
    bodies: BTreeSet<String>,
    /// The districts and communes of those posts.
    units: BTreeSet<String>,
    /// The districts that those lie in or are.
    districts: BTreeSet<String>,
    /// The provinces, as they are today.
    lands: BTreeSet<String>,
    born: BTreeSet<Date>,
    hometowns: BTreeSet<String>,
    genders: BTreeSet<Gender>,
}

/// So many accounts make a seat surer than what a single one tells.
const SURE: usize = 3;

/// What it adds that so many officials bear a name: where few do, a second is not likely.
fn rarity(bearers: f64) -> u32 {
    match bearers {
        n if n >= 20.0 => 0,
        n if n >= 5.0 => 1,
        n if n >= 1.0 => 2,
        n if n >= 0.1 => 3,
        _ => 4,
    }
}

/// What posts in one province weigh: hundreds of officials have them.
const PROVINCE: u32 = 1;

/// Of five hundred members, one of six hundred officials, a second would bear a name of so many bearers once in
/// twenty assemblies.
const TOLD_BY_MEMBERSHIP: f64 = 30.0;

/// Of the fifty who lead a district's offices, a second would bear a name of so many bearers once in sixty districts.
const TOLD_BY_UNIT: f64 = 100.0;

/// Of the four hundred who lead a district and its communes, a second would bear a name of so many bearers once in
/// fifty districts.
const TOLD_BY_DISTRICT: f64 = 15.0;

/// Of the nine hundred who lead a province's offices and districts, a second would bear a name of so many bearers once
/// in seventy provinces.
const TOLD_BY_CAREER: f64 = 5.0;

/// Whether so many officials bear a name that posts in one province neither join two of them nor leave a doubt.
pub(super) fn is_common(bearers: f64) -> bool {
    bearers >= TOLD_BY_CAREER && PROVINCE + rarity(bearers) < DOUBTFUL
}

/// So many days may pass in a career of which no article tells.
const UNTOLD: i64 = 4 * 366;

/// So many grades may lie between posts that follow one another.
const GRADES_APART: u8 = 3;

impl Profile {
    /// What one account says of a name.
    pub(super) fn new(name: &str, index: usize, account: &Account, register: &Register) -> Self {
        let claims = &account.claims;
        let published = claims.article.published;
        let mut profile = Self {
            accounts: BTreeSet::from([index]),
            ..Self::default()
        };
        // What nobody will ask for is not looked up.
        let has_career = register.bearers(name) < TOLD_BY_CAREER;
        let tenures = claims.tenures.iter().zip(&account.tenures);
        for ((tenure, post), _) in tenures
            .zip(&account.names.tenures)
            .filter(|(_, holder)| *holder == name)
        {
            let Some(post) = post else { continue };
            let (from, until) = match tenure.when {
                When::Current => (tenure.start.or(published), published),
                When::New => (tenure.start.or(published), published.max(tenure.start)),
                When::Former => (tenure.start.or(tenure.end), tenure.end.or(tenure.start)),
            };
            let terms = tenure.term.as_deref().filter(|_| post.is_membership());
            let years = || terms.and_then(|term| register.term(term, post));
            let span = from.zip(until);
            let span = span.or_else(|| years().map(|years| (years.from, years.until)));
            profile.hold(post, span, has_career, register);
        }
        let events = claims.events.iter().zip(&account.events).enumerate();
        for (at, (event, posts)) in events {
            let own = account.names.events[at] == name;
            let before = account.names.replaced[at].as_deref() == Some(name);
            let decided = event.status == Status::Decided;
            let day = event.date.or(published);
            for post in posts.from.iter().filter(|_| own) {
                profile.hold(post, day.zip(day).filter(|_| decided), has_career, register);
            }
            for post in posts.to.iter().filter(|_| own || before) {
                let since = day.zip(published.or(day));
                profile.hold(post, since.filter(|_| own && decided), has_career, register);
            }
        }
        let lands = account.provinces_of(name, register);
        profile.lands = lands
            .iter()
            .map(|land| register.gazetteer.land(land).to_owned())
            .collect();
        let people = claims.people.iter().zip(&account.names.people);
        let people = people.filter(|(_, key)| *key == name);
        profile.genders = people.filter_map(|(person, _)| person.gender).collect();
        let bios = claims.bios.iter().zip(&account.names.bios);
        for (bio, _) in bios.filter(|(_, key)| *key == name) {
            profile.born.extend(bio.born);
            let home = bio.hometown.as_deref().map(name_key);
            profile.hometowns.extend(home);
        }
        profile
    }

    fn hold(
        &mut self,
        post: &Post,
        span: Option<(Date, Date)>,
        has_career: bool,
        register: &Register,
    ) {
        // «Từ 2010 đến 2014» begins in 2010, nobody knows when: what is left is certain.
        let span = span.map(|(from, until)| (from.last_day(), until.first_day()));
        let span = span.filter(|(from, until)| from <= until);
        let member = post.is_membership();
        let body = post.body();
        let held = self.posts.entry(post.key().to_owned()).or_insert_with(|| {
            let standing = register.standing(post.role_key());
            let leads = !member && (1..=3).contains(&standing.rank);
            let rung = || {
                let province = register.gazetteer.province_of(post.place()?)?;
                let land = register.gazetteer.land(province).to_owned();
                Some((land, register.grade(post)?))
            };
            Held {
                place: post.place().map(str::to_owned),
                kind: match body {
                    None => HeldKind::Bodiless,
                    Some(_) if standing.single => HeldKind::Seat,
                    Some(_) if member => HeldKind::Membership,
                    Some(_) => HeldKind::Office,
                },
                span: None,
                rung: has_career.then(rung).flatten(),
                absorbing: leads && post.place().is_some(),
                tellers: 1,
            }
        });
        held.widen(span);
        let Some(body) = body.filter(|_| !member) else {
            return;
        };
        self.bodies.insert(post.body_key().to_owned());
        if matches!(
            body.level,
            Some(Level::District | Level::Commune | Level::Village)
        ) {
            self.units.extend(body.place.clone());
            let district = body
                .place
                .as_deref()
                .map(|code| register.gazetteer.district_of(code));
            self.districts.extend(district.flatten().map(str::to_owned));
        }
    }

    /// Takes in another profile of the same person.
    pub(super) fn absorb(&mut self, other: Self) {
        self.accounts.extend(other.accounts);
        for (key, held) in other.posts {
            match self.posts.entry(key) {
                Entry::Vacant(place) => {
                    place.insert(held);
                }
                Entry::Occupied(known) => {
                    let known = known.into_mut();
                    known.tellers += held.tellers;
                    known.widen(held.span);
                }
            }
        }
        self.bodies.extend(other.bodies);
        self.units.extend(other.units);
        self.districts.extend(other.districts);
        self.lands.extend(other.lands);
        self.born.extend(other.born);
        self.hometowns.extend(other.hometowns);
        self.genders.extend(other.genders);
    }

    /// The keys of the posts that alone make two profiles one person's.
    pub(super) fn telling_posts(&self) -> impl Iterator<Item = &str> {
        let telling = |held: &Held| matches!(held.kind, HeldKind::Seat | HeldKind::Office);
        let posts = self.posts.iter().filter(move |(_, held)| telling(held));
        posts.map(|(key, _)| key.as_str())
    }

    /// All that two profiles must share one of for their having anything in common to matter, where so many officials
    /// bear the name: it may leave a doubt, or join them.
    pub(super) fn marks(&self, bearers: f64) -> BTreeSet<String> {
        let marked = |kind: char, keys: &BTreeSet<String>| {
            keys.iter()
                .map(|key| format!("{kind}{key}"))
                .collect::<Vec<_>>()
        };
        let posts = self.posts.iter();
        let posts = posts.filter(|(_, held)| held.kind != HeldKind::Bodiless);
        let posts = posts.map(|(key, _)| format!("p{key}"));
        let years = self.born.iter().map(|born| format!("y{}", born.year()));
        let lands = if is_common(bearers) {
            Vec::new()
        } else {
            marked('l', &self.lands)
        };
        posts
            .chain(years)
            .chain(lands)
            .chain(marked('b', &self.bodies))
            .chain(marked('u', &self.units))
            .chain(marked('d', &self.districts))
            .chain(marked('h', &self.hometowns))
            .collect()
    }

    /// What speaks for and against two profiles' being one person's, whose name so many officials bear.
    pub(super) fn grounds(&self, other: &Self, bearers: f64, register: &Register) -> Grounds {
        let mut grounds = Grounds::default();
        self.each_ground(other, bearers, |ground, what, weight| {
            let what = what.text().into_owned();
            grounds.found.push((ground, what, weight));
        });
        self.natural_bars(other, &mut grounds.bars);
        let far = self.posts_apart(other, register);
        let far = far.map(|posts| (Bar::Apart, posts.map(str::to_owned)));
        grounds.bars.extend(far);
        grounds
    }

    /// How much two profiles have in common, and what speaks against: as the grounds say, without what they are.
    pub(super) fn tie(&self, other: &Self, bearers: f64, register: &Register) -> Option<Tie> {
        let mut scale = Scale::default();
        self.each_ground(other, bearers, |ground, _, weight| {
            scale.add(ground, weight);
        });
        scale.is_more_than_name.then(|| Tie {
            weight: scale.weight(),
            against: self.against(other, register),
        })
    }

    /// What speaks against two profiles' being one person's.
    pub(super) fn against(&self, other: &Self, register: &Register) -> Against {
        if self.differs(other) {
            Against::Certain
        } else if self.posts_apart(other, register).is_some() {
            Against::Apart
        } else {
            Against::Nothing
        }
    }

    /// Hands on each ground that two profiles have in common, with its weight.
    fn each_ground<'a>(
        &'a self,
        other: &'a Self,
        bearers: f64,
        mut add: impl FnMut(Ground, What<'a>, u32),
    ) {
        for (key, held) in &self.posts {
            let Some(others) = other.posts.get(key) else {
                continue;
            };
            let key = What::Key(key);
            match held.kind {
                HeldKind::Seat => add(Ground::Seat, key, JOINS + 1),
                HeldKind::Office => add(Ground::Post, key, JOINS),
                HeldKind::Membership if held.is_long_from(others) => {}
                HeldKind::Membership => {
                    let told = bearers < TOLD_BY_MEMBERSHIP;
                    add(Ground::Membership, key, if told { JOINS } else { DOUBTFUL });
                }
                HeldKind::Bodiless => {}
            }
        }
        for key in self.bodies.intersection(&other.bodies) {
            add(Ground::Body, What::Key(key), JOINS);
        }
        for code in self.units.intersection(&other.units) {
            let told = bearers < TOLD_BY_UNIT;
            let weight = if told { JOINS - 1 } else { DOUBTFUL };
            add(Ground::Unit, What::Key(code), weight);
        }
        let around = self.districts.intersection(&other.districts);
        for code in
            around.filter(|code| !(self.units.contains(*code) && other.units.contains(*code)))
        {
            let told = bearers < TOLD_BY_DISTRICT;
            let weight = if told { JOINS - 1 } else { DOUBTFUL - 1 };
            add(Ground::Unit, What::Key(code), weight);
        }
        if let Some(land) = self.lands.intersection(&other.lands).next() {
            add(Ground::Province, What::Key(land), PROVINCE);
        }
        if bearers < TOLD_BY_CAREER
            && let Some(land) = self.follows(other)
        {
            add(Ground::Career, What::Key(land), 2);
        }
        let births = self.born.iter().flat_map(|a| {
            let agreeing = other.born.iter().filter(|b| a.covers(**b) || b.covers(*a));
            agreeing.map(move |b| (*a).min(*b))
        });
        if let Some(born) = births.max_by_key(|born| precision(Some(*born))) {
            let weight = [0, 2, 4, 6][usize::from(precision(Some(born)))];
            add(Ground::Birth, What::Born(born), weight);
        }
        for home in self.hometowns.intersection(&other.hometowns) {
            let local = ["xã", "huyện", "phường", "thị", "quận"];
            let near = home.split(' ').any(|word| local.contains(&word));
            add(Ground::Hometown, What::Key(home), if near { 3 } else { 1 });
        }
        let rare = rarity(bearers);
        if rare > 0 {
            add(Ground::Rare, What::Key(""), rare);
        }
    }

    /// The births and the genders that are told.
    pub(super) fn nature(&self) -> (&BTreeSet<Date>, &BTreeSet<Gender>) {
        (&self.born, &self.genders)
    }

    /// Whether births or genders contradict each other.
    pub(super) fn differs(&self, other: &Self) -> bool {
        self.differs_in_birth(other) || self.differs_in_gender(other)
    }

    fn differs_in_birth(&self, other: &Self) -> bool {
        let agree = |a: &Date| other.born.iter().any(|b| a.covers(*b) || b.covers(*a));
        !self.born.is_empty() && !other.born.is_empty() && !self.born.iter().any(agree)
    }

    fn differs_in_gender(&self, other: &Self) -> bool {
        !self.genders.is_empty()
            && !other.genders.is_empty()
            && self.genders.is_disjoint(&other.genders)
    }

    fn natural_bars(&self, other: &Self, bars: &mut Vec<(Bar, [String; 2])>) {
        let told = |dates: &BTreeSet<Date>| {
            let dates: Vec<String> = dates.iter().map(ToString::to_string).collect();
            dates.join(", ")
        };
        if self.differs_in_birth(other) {
            bars.push((Bar::Birth, [told(&self.born), told(&other.born)]));
        }
        if self.differs_in_gender(other) {
            bars.push((Bar::Gender, Default::default()));
        }
    }

    /// Posts of either, held at one time, that nobody holds at once.
    fn posts_apart<'a>(&'a self, other: &'a Self, register: &Register) -> Option<[&'a str; 2]> {
        self.absorbing().find_map(|(post, place, span)| {
            let mut others = other.absorbing();
            let (also, ..) = others.find(|&(also, elsewhere, then)| {
                overlap(span, then)
                    && register.gazetteer.apart(place, elsewhere)
                    && !self.share_a_surer_seat(other, [post, also])
            })?;
            Some([post, also])
        })
    }

    /// Whether both sat in one seat at one time, as several articles tell, while only one tells what speaks against
    /// it: that article is more likely wrong than that two of one name followed each other at once.
    fn share_a_surer_seat(&self, other: &Self, against: [&str; 2]) -> bool {
        self.posts.iter().any(|(seat, held)| {
            let also = other
                .posts
                .get(seat)
                .filter(|_| held.kind == HeldKind::Seat && held.absorbing);
            let at_once = |also: &Held| {
                let spans = held.span.zip(also.span);
                spans.is_some_and(|(one, other)| one.0 <= other.1 && other.0 <= one.1)
            };
            let surer = |profile: &Self, post: &str| {
                post == seat
                    || profile
                        .posts
                        .get(post)
                        .is_some_and(|held| held.tellers == 1)
            };
            also.is_some_and(|also| {
                held.tellers + also.tellers >= SURE
                    && at_once(also)
                    && surer(self, against[0])
                    && surer(other, against[1])
            })
        })
    }

    /// The province in which the posts of two profiles follow one another, none at the same time as any other.
    fn follows(&self, other: &Self) -> Option<&str> {
        let rungs = |profile: &'_ Self| {
            let held = profile.posts.values();
            let told = held.filter_map(|held| Some((held.rung.clone()?, held.span?)));
            told.collect::<Vec<_>>()
        };
        let theirs = rungs(other);
        let mut found = None;
        for held in self.posts.values() {
            let (Some((land, grade)), Some(span)) = (&held.rung, held.span) else {
                continue;
            };
            for ((elsewhere, level), then) in &theirs {
                if overlap(span, *then) {
                    return None;
                }
                let apart = (span.0.max(then.0) - span.1.min(then.1)).num_days();
                if land == elsewhere && apart <= UNTOLD && grade.abs_diff(*level) <= GRADES_APART {
                    found = Some(land.as_str());
                }
            }
        }
        found
    }

    /// The keys of the posts that take up their holder, each with its place and the time in which it was held.
    fn absorbing(&self) -> impl Iterator<Item = (&str, &str, Span)> {
        let absorbing = self.posts.iter().filter(|(_, held)| held.absorbing);
        absorbing.filter_map(|(key, held)| Some((key.as_str(), held.place.as_deref()?, held.span?)))
    }
}
