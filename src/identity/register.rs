//! The places, roles and bodies' heads that the names in claims are resolved against.

use std::collections::HashMap;

use super::account::Subject;
use super::post::{Body, Post};
use super::role::{Standing, standings};
use super::spelling::{
    begins_a_name, prefixes, settled, starts_with_word, without_term, word_starts,
};
use crate::claim::{self, Level};
use crate::date::Date;
use crate::rules::{BodyHead, BodyLevel, Grades, ImpliedBody, NameShares, Role, Rules};
use crate::text::name_key;

/// The kinds of bodies that a unit has as a unit: they end with it, while its schools and firms go on.
const OF_A_UNIT: [&str; 12] = [
    "party",
    "committee",
    "council",
    "commission",
    "office",
    "department",
    "front",
    "mass",
    "police",
    "military",
    "court",
    "procuracy",
];

/// The year and month of the reform of provinces and communes.
const REFORM: (i32, Option<u32>) = (2025, Some(7));

/// What identities know beforehand; made once from the rules.
pub struct Register {
    places: Vec<Place>,
    by_code: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    roles: HashMap<String, Role>,
    standings: HashMap<String, Standing>,
    heads: HashMap<String, BodyHead>,
    levels: Vec<String>,
    /// The most words that a role or a head has.
    longest: usize,
    /// About how many officials bear a name.
    names: NameShares,
    grades: Grades,
    /// By the name key of a province: that of the one that it went into.
    lands: HashMap<String, String>,
}

struct Place {
    code: String,
    label: String,
    level: Level,
    province: String,
    parent: Option<usize>,
    successors: Vec<usize>,
    valid_from: Option<Date>,
    valid_until: Option<Date>,
    /// Whether a resolution that the table knows ended it.
    abolished: bool,
}

impl Place {
    /// Whether it is one of the units that the reform made.
    fn is_reformed(&self) -> bool {
        let from = self.valid_from.map(|from| (from.year(), from.month()));
        from.is_some_and(|from| from >= REFORM)
    }

    /// Whether it existed at a time.
    fn stands(&self, date: Date) -> bool {
        self.valid_from
            .is_none_or(|from| from.first_day() <= date.last_day())
            && self
                .valid_until
                .is_none_or(|until| date.first_day() <= until.last_day())
    }
}

/// Where and when an article speaks: what completes the names in it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The province that the article is about.
    pub province: Option<&'a str>,
    /// The day of the news, or of the event in question.
    pub date: Option<Date>,
}

impl Context<'_> {
    /// The same place at another time, where that is known.
    pub(super) fn at(self, date: Option<Date>) -> Self {
        Self {
            date: date.or(self.date),
            ..self
        }
    }
}

impl Register {
    /// The register of some rules.
    pub fn new(rules: &Rules) -> Self {
        let units = rules.places.units();
        let mut places = Vec::with_capacity(units.len());
        let mut by_code = HashMap::new();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        // A unit that goes on under a new code is one place.
        let first = |unit: usize| {
            let back = std::iter::successors(Some(unit), |&unit| units[unit].continues);
            back.last().unwrap_or(unit)
        };
        for (index, unit) in units.iter().enumerate() {
            let place = first(index);
            let mut top = unit;
            while let Some(parent) = top.parent {
                top = &units[parent];
            }
            let label = format!("{} {}", unit.kind, unit.name);
            let variants = unit
                .variants
                .iter()
                .flat_map(|variant| [variant.clone(), format!("{} {variant}", unit.kind)]);
            for form in std::iter::once(label.clone()).chain(variants) {
                let named = by_name.entry(name_key(&form)).or_default();
                if !named.contains(&place) {
                    named.push(place);
                }
            }
            by_code.insert(unit.code.clone(), place);
            places.push(Place {
                code: unit.code.clone(),
                label,
                level: unit.level,
                province: if top.level == Level::Province {
                    name_key(&top.name)
                } else {
                    String::new()
                },
                parent: unit.parent.map(first),
                successors: unit
                    .successors
                    .iter()
                    .map(|&(unit, _)| first(unit))
                    .filter(|&successor| successor != place)
                    .collect(),
                valid_from: unit.valid_from,
                valid_until: unit.valid_until,
                abolished: unit.ended_by.is_some(),
            });
        }
        for (index, unit) in units.iter().enumerate() {
            if unit.continues.is_some() {
                places[first(index)].valid_until = unit.valid_until;
                places[first(index)].successors = std::mem::take(&mut places[index].successors);
            }
        }
        let lands = units
            .iter()
            .filter(|unit| unit.level == Level::Province)
            .filter_map(|unit| match unit.successors[..] {
                [(only, _)] => Some((name_key(&unit.name), name_key(&units[only].name))),
                _ => None,
            })
            .collect();
        let words = &rules.words;
        let by_role: HashMap<String, Role> = words
            .roles
            .iter()
            .map(|r| (name_key(&r.name), r.clone()))
            .collect();
        let heads: HashMap<String, BodyHead> = words
            .bodies
            .iter()
            .map(|b| (name_key(&b.name), b.clone()))
            .collect();
        let longest = by_role
            .keys()
            .chain(heads.keys())
            .map(|k| k.split(' ').count())
            .max()
            .unwrap_or(0);
        let levels = words
            .levels
            .iter()
            .map(|level| name_key(&level.name))
            .collect();
        Self {
            places,
            by_code,
            by_name,
            roles: by_role,
            standings: standings(),
            heads,
            levels,
            longest,
            names: rules.names.clone(),
            grades: rules.grades.clone(),
            lands,
        }
    }

    /// About how many officials bear a name, given by its key.
    pub fn bearers(&self, name: &str) -> f64 {
        self.names.bearers(name)
    }

    /// The standing of a role, given by its name key, within its body.
    pub(super) fn standing(&self, role: &str) -> Standing {
        self.standings.get(role).copied().unwrap_or_default()
    }

    /// The province of today that a province, by its name key, is or went into.
    pub(super) fn land<'a>(&'a self, province: &'a str) -> &'a str {
        self.lands.get(province).map_or(province, String::as_str)
    }

    /// Whether two places lie apart: neither is the other, lies in it, or went into it.
    pub(super) fn apart(&self, one: &str, other: &str) -> bool {
        let (Some(&one), Some(&other)) = (self.by_code.get(one), self.by_code.get(other)) else {
            return false;
        };
        !self.is_within(one, other) && !self.is_within(other, one)
    }

    /// Whether a place is another, lies in it, or went into it.
    fn is_within(&self, place: usize, around: usize) -> bool {
        std::iter::successors(Some(place), |&place| self.places[place].parent)
            .any(|place| place == around || self.places[place].successors.contains(&around))
    }

    /// The bare province name key that a place belongs to.
    pub fn province_of(&self, code: &str) -> Option<&str> {
        let place = &self.places[*self.by_code.get(code)?];
        (!place.province.is_empty()).then_some(place.province.as_str())
    }

    /// The code of the district that a place is or lies in.
    pub fn district_of(&self, code: &str) -> Option<&str> {
        let place = *self.by_code.get(code)?;
        let mut around = std::iter::successors(Some(place), |&place| self.places[place].parent);
        let district = around.find(|&place| self.places[place].level == Level::District)?;
        Some(self.places[district].code.as_str())
    }

    /// The name of a place with its type («xã Nhân Lý»).
    pub fn place_label(&self, code: &str) -> Option<&str> {
        self.by_code
            .get(code)
            .map(|&place| self.places[place].label.as_str())
    }

    /// The code of the one place that a name with its type can mean («tỉnh Điện Biên»).
    pub fn place(&self, name: &str, context: Context) -> Option<&str> {
        match self.candidates(name, context).as_slice() {
            [place] => Some(&self.places[*place].code),
            _ => None,
        }
    }

    /// All places that a name with its type can mean.
    fn candidates(&self, name: &str, context: Context) -> Vec<usize> {
        let mut found = self
            .by_name
            .get(&name_key(name))
            .cloned()
            .unwrap_or_default();
        if let Some(date) = context.date {
            let now: Vec<usize> = found
                .iter()
                .copied()
                .filter(|&place| self.places[place].stands(date))
                .collect();
            // News goes on speaking of what is gone: the unit that was the last to bear the name.
            let until = |place: usize| self.places[place].valid_until;
            let gone = || {
                let before = |until: &Date| until.last_day() < date.first_day();
                let ends = found.iter().filter_map(|&place| until(place));
                let last = ends.filter(before).max();
                let mut gone = found.clone();
                gone.retain(|&place| last.is_some() && until(place) == last);
                gone
            };
            found = if now.is_empty() { gone() } else { now };
        }
        if let (Some(province), true) = (context.province, found.len() > 1) {
            let province = name_key(province);
            let of_province = |place: &usize| self.places[*place].province == province;
            // News of one province names units of another by their full names.
            if found.iter().any(of_province) {
                found.retain(of_province);
            }
        }
        if context.date.is_none() {
            // Undated news is older than the reform, most of the time.
            let known = found.clone();
            found.retain(|place| {
                let mut before = known.iter();
                !before.any(|&before| self.places[before].successors.contains(place))
            });
        }
        found
    }

    /// The place that bears the name of one at another time, where that one does not stand then.
    fn at(&self, place: usize, date: Option<Date>) -> usize {
        let here = &self.places[place];
        let Some(date) = date.filter(|&date| !here.stands(date)) else {
            return place;
        };
        let namesakes = self
            .by_name
            .get(&name_key(&here.label))
            .into_iter()
            .flatten();
        let kin = namesakes.copied().filter(|&other| {
            let there = &self.places[other];
            there.stands(date)
                && (there.successors.contains(&place) || here.successors.contains(&other))
        });
        let kin: Vec<usize> = kin.collect();
        match kin[..] {
            [kin] => kin,
            _ => place,
        }
    }

    /// The last day of a body that ended with its place.
    pub fn end_of(&self, body: &Body) -> Option<Date> {
        let place = &self.places[*self.by_code.get(body.place.as_deref()?)?];
        let (head, _) = self.head(&body.label)?;
        let ends = place.abolished && OF_A_UNIT.contains(&head.class.as_str());
        place.valid_until.filter(|_| ends)
    }

    /// Whether a post is one that a single person holds at a time, in a body that its name tells from all others.
    pub fn is_seat(&self, post: &Post) -> bool {
        let Some(body) = post
            .body()
            .filter(|_| self.standing(post.role_key()).single)
        else {
            return false;
        };
        let Some((head, _)) = self.head(&body.label) else {
            return false;
        };
        let class = head.class.as_str();
        match body.level {
            // Every ministry has a «Vụ Tổ chức cán bộ».
            Some(Level::Central) => {
                head.name != "Vụ"
                    && (fixed_level(head) == Some(Level::Central)
                        || body.label.contains("Trung ương"))
            }
            // As every Sở has a «Phòng Tổ chức».
            Some(Level::Province) if class == "office" => false,
            _ => body.place.is_some() && OF_A_UNIT.contains(&class),
        }
    }

    /// The grade of a post, 1 the highest; none for memberships and for what the scale leaves out.
    pub fn grade(&self, post: &Post) -> Option<u8> {
        let (level, body) = (post.level()?, post.body()?);
        if post.is_membership() {
            return None;
        }
        let place = body.place.as_ref().and_then(|code| self.by_code.get(code));
        let reformed =
            level == Level::Commune && place.is_some_and(|&place| self.places[place].is_reformed());
        let head = self.head(&body.label).map(|(head, _)| head);
        let role = post.role_key();
        self.grades
            .grade((role, self.standing(role).rank), head, level, reformed)
    }

    /// Whether a home place, as an article words it, lies in the province of a body; none where that cannot be told.
    pub fn is_local(&self, hometown: &str, body: &Body) -> Option<bool> {
        let place = &self.places[*self.by_code.get(body.place.as_deref()?)?];
        let last = name_key(hometown.rsplit(',').next()?.trim());
        let home = ["tỉnh ", "thành phố ", "tp. ", "tp "]
            .iter()
            .find_map(|word| last.strip_prefix(word))
            .unwrap_or(&last);
        if !self.lands.contains_key(home) || place.province.is_empty() {
            return None;
        }
        if home == place.province {
            return Some(true);
        }
        let one_land = self.land(home) == self.land(&place.province);
        // Of two provinces that became one, papers call both by the new name.
        (place.is_reformed() || !one_land).then_some(one_land)
    }

    /// A day of the era that all places of some codes share: what stands in for the date of an undated article.
    pub(super) fn era<'c>(&self, codes: impl Iterator<Item = &'c str>) -> Option<Date> {
        let days: Vec<Option<Date>> = codes
            .filter_map(|code| self.by_code.get(code))
            .map(|&place| {
                self.places[place]
                    .valid_until
                    .or(self.places[place].valid_from)
            })
            .collect();
        let first = *days.first()?;
        if days.iter().all(|&day| day == first) {
            first
        } else {
            None
        }
    }

    /// The code of the province of a bare name.
    pub fn province(&self, name: &str, date: Option<Date>) -> Option<&str> {
        let context = Context {
            province: None,
            date,
        };
        self.place(&format!("tỉnh {name}"), context).or_else(|| {
            self.place(
                &format!("thành phố {name}"),
                Context {
                    province: Some(name),
                    date,
                },
            )
        })
    }

    /// The head that a body's name begins with, and what follows it.
    pub fn head<'n>(&self, label: &'n str) -> Option<(&BodyHead, &'n str)> {
        self.heads(label).next()
    }

    /// All heads that a body's name begins with, the longest first, and what follows them.
    pub fn heads<'n>(&self, label: &'n str) -> impl Iterator<Item = (&BodyHead, &'n str)> {
        let prefixes = prefixes(label, self.longest);
        prefixes.filter_map(|(prefix, rest)| Some((self.heads.get(&name_key(prefix))?, rest)))
    }

    /// The body that a claim's post names.
    pub fn body(&self, post: &claim::Post, context: Context) -> Option<Body> {
        let label = settled(post.org.as_deref()?);
        if label.is_empty() {
            return None;
        }
        let known = post.place.as_deref();
        Some(self.complete(&label, post.area.as_deref(), known, post.level, context))
    }

    fn complete(
        &self,
        label: &str,
        area: Option<&str>,
        place: Option<&str>,
        level: Option<Level>,
        context: Context,
    ) -> Body {
        let label = without_term(label).to_owned();
        let area = area.map(settled).or_else(|| self.area_in(&label));
        let candidates = match (
            place.and_then(|code| self.by_code.get(code)),
            area.as_deref(),
        ) {
            (Some(&place), _) => vec![self.at(place, context.date)],
            (None, Some(area)) => self.candidates(area, context),
            (None, None) => Vec::new(),
        };
        let head = self.head(&label).map(|(head, _)| head);
        let fixed = head.and_then(fixed_level);
        let of_place = candidates.first().map(|&place| self.places[place].level);
        let of_place = of_place.filter(|&level| {
            candidates
                .iter()
                .all(|&other| self.places[other].level == level)
        });
        let central = || {
            // A committee of no area is the National Assembly's or the government's.
            let committee = head.is_some_and(|head| head.name == "Ủy ban");
            (area.is_none() && (committee || self.is_central(&label))).then_some(Level::Central)
        };
        let level = level.or(fixed).or(of_place).or_else(central);
        let place = match candidates.as_slice() {
            [place] => Some(self.places[*place].code.clone()),
            _ => None,
        };
        // A name that several units bear is a known one all the same.
        let area = if candidates.is_empty() { area } else { None };
        // A central body is the same whatever province the news is about, and so is a firm or a paper.
        let kind = head.is_some_and(|head| {
            let class = head.class.as_str();
            OF_A_UNIT.contains(&class) || ["school", "hospital", "institute"].contains(&class)
        });
        let local = place.is_none() && level != Some(Level::Central) && kind;
        let province = context.province.filter(|_| local).map(name_key);
        Body {
            label,
            place,
            area,
            province,
            level,
        }
    }

    /// The post that a claim names; none where it names neither role nor body.
    pub fn post(&self, post: &claim::Post, context: Context) -> Option<Post> {
        let role = post
            .role
            .as_deref()
            .map(settled)
            .filter(|role| !role.is_empty());
        let body = self.body(post, context);
        (role.is_some() || body.is_some()).then(|| Post::new(role, body))
    }

    /// The body or officer that a text names as deciding or issuing («Chủ tịch Ủy ban nhân dân tỉnh Quảng Ngãi»).
    pub fn authority(&self, name: &str, context: Context) -> Option<Post> {
        let name = settled(name);
        let body = |label: &str| self.complete(label, None, None, None, context);
        let officer = prefixes(&name, self.longest).find_map(|(prefix, rest)| {
            let role = self.roles.get(&name_key(prefix))?;
            let rest = rest.trim_start_matches([',', ' ']);
            let label = match (&role.head, &role.body) {
                (_, ImpliedBody::Only(only)) => Some(only.clone())
                    .filter(|only| rest.is_empty() || name_key(only) == name_key(rest))?,
                (Some(head), _) if !rest.is_empty() && !starts_with_word(rest, head) => {
                    format!("{head} {rest}")
                }
                (_, ImpliedBody::Fixed(body)) if rest.is_empty() => body.clone(),
                _ if rest.is_empty() => return Some(Post::new(Some(role.name.clone()), None)),
                _ => rest.to_owned(),
            };
            Some(Post::new(Some(role.name.clone()), Some(body(&label))))
        });
        // «Ban Thường vụ …» begins with no role; «Thường trực Ban Bí thư» begins with a head and with a role.
        officer.or_else(|| (!name.is_empty()).then(|| Post::new(None, Some(body(&name)))))
    }

    /// The place or body whose figures a statistic tells; none for a place that cannot be told from its namesakes.
    pub fn subject(&self, name: &str, context: Context) -> Option<Subject> {
        let name = settled(name);
        match self.candidates(&name, context).as_slice() {
            [] if name.is_empty() => None,
            [] => Some(Subject::Body(
                self.complete(&name, None, None, None, context),
            )),
            [place] => Some(Subject::Place(self.places[*place].code.clone())),
            _ => None,
        }
    }

    /// Whether a name without an area shows a body of the centre: «Ban Tổ chức Trung ương», «Văn phòng Bộ Công an».
    fn is_central(&self, label: &str) -> bool {
        ["Trung ương", "Việt Nam"]
            .iter()
            .any(|words| label.contains(words))
            || word_starts(label).any(|start| {
                label[start..].starts_with(char::is_uppercase)
                    && self
                        .head(&label[start..])
                        .is_some_and(|(head, _)| fixed_level(head) == Some(Level::Central))
            })
    }

    /// The area in a body's name, with its type: «Đảng ủy xã Nhân Lý» → «xã Nhân Lý», «Huyện ủy Nậm Pồ» → «huyện Nậm Pồ».
    fn area_in(&self, label: &str) -> Option<String> {
        let label = label.rsplit_once(", ").map_or(label, |(_, last)| last);
        let starts: Vec<usize> = word_starts(label).collect();
        let levels = starts.iter().enumerate().filter_map(|(at, &start)| {
            let rest = &label[start..];
            let level = self
                .levels
                .iter()
                .filter(|level| starts_with_word(rest, level))
                .max_by_key(|level| level.len())?;
            // «Tỉnh Đoàn …» begins with a head, not with the area's type.
            let head = self.head(rest).is_some_and(|(head, _)| head.after.place);
            let name: Vec<&str> = rest.split(' ').skip(level.split(' ').count()).collect();
            (!head && name.first().is_some_and(|word| begins_a_name(word))).then(|| {
                (
                    at + level.split(' ').count(),
                    format!("{level} {}", name.join(" ")),
                )
            })
        });
        // «thị xã Nghĩa Lộ» ends like «xã Nghĩa Lộ»: of those that end alike the first is the whole.
        let mut last: Option<(usize, String)> = None;
        for (end, area) in levels {
            if last.as_ref().is_none_or(|(other, _)| *other != end) {
                last = Some((end, area));
            }
        }
        if let Some((_, area)) = last {
            return Some(area);
        }
        starts.iter().rev().find_map(|&start| {
            let (head, rest) = self.head(&label[start..])?;
            let level = head
                .after
                .place
                .then(|| head.name.split(' ').next())
                .flatten()?;
            let name = rest.trim();
            let level = name_key(level);
            let level = match level.as_str() {
                "thành" => "thành phố",
                "thị" => "thị xã",
                "đoàn" => "xã",
                other => other,
            };
            name.split(' ').next().filter(|word| begins_a_name(word))?;
            Some(format!("{level} {name}"))
        })
    }
}

fn fixed_level(head: &BodyHead) -> Option<Level> {
    match head.level {
        Some(BodyLevel::Fixed(level)) => Some(level),
        _ => None,
    }
}
