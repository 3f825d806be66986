//! The roles, bodies' heads and places that the names in claims are resolved against.

use std::collections::{HashMap, HashSet};

use super::account::Subject;
use super::gazetteer::{Context, Gazetteer, Place};
use super::orthography::Orthography;
use super::post::{Body, Post};
use super::role::{Standing, standings};
use super::spelling::{
    begins_a_name, prefixes, settled, starts_with_word, without_term, word_starts,
};
use crate::claim::{self, Level};
use crate::date::Date;
use crate::rules::{
    BodyHead, BodyLevel, Grades, ImpliedBody, NameShares, Role, Rules, Term, Terms,
};
use crate::text::name_key;

/// The kinds of bodies that a unit has as a unit: they end with it, while its schools and firms go on.
pub(super) const OF_A_UNIT: [&str; 12] = [
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

/// What identities know beforehand; made once from the rules.
pub struct Register {
    /// The places.
    pub gazetteer: Gazetteer,
    roles: HashMap<String, Role>,
    standings: HashMap<String, Standing>,
    heads: HashMap<String, BodyHead>,
    /// The first words of roles and heads.
    first_words: HashSet<String>,
    levels: Vec<String>,
    /// The most words that a role or a head has.
    longest: usize,
    orthography: Orthography,
    /// About how many officials bear a name.
    names: NameShares,
    grades: Grades,
    terms: Terms,
}

impl Register {
    /// The register of some rules.
    pub fn new(rules: &Rules) -> Self {
        let words = &rules.words;
        let by_role: HashMap<String, Role> = words
            .roles
            .iter()
            .map(|r| (name_key(&r.name), r.clone()))
            .collect();
        // Of several rows for one name the first is for the name itself, the others are for short forms of it.
        let heads: HashMap<String, BodyHead> = words
            .bodies
            .iter()
            .rev()
            .map(|b| (name_key(&b.name), b.clone()))
            .collect();
        let longest = by_role
            .keys()
            .chain(heads.keys())
            .map(|k| k.split(' ').count())
            .max()
            .unwrap_or(0);
        let first_words = by_role.keys().chain(heads.keys());
        let first_words = first_words.filter_map(|key| key.split(' ').next().map(str::to_owned));
        let first_words = first_words.collect();
        let levels = words
            .levels
            .iter()
            .map(|level| name_key(&level.name))
            .collect();
        Self {
            gazetteer: Gazetteer::new(&rules.places),
            roles: by_role,
            standings: standings(),
            heads,
            first_words,
            levels,
            longest,
            orthography: Orthography::new(words),
            names: rules.names.clone(),
            grades: rules.grades.clone(),
            terms: rules.terms.clone(),
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

    /// The last day of a body that ended with its place.
    pub fn end_of(&self, body: &Body) -> Option<Date> {
        let place = self.gazetteer.known(body.place.as_deref()?)?;
        let (head, _) = self.head(&body.label)?;
        let ends = place.abolished && OF_A_UNIT.contains(&head.class.as_str());
        place.valid_until.filter(|_| ends)
    }

    /// Whether the place of a body went into one that bears its name and is of its kind: «thành phố Đà Nẵng» of 2025.
    pub fn keeps_its_name(&self, body: &Body) -> bool {
        let place = body.place.as_deref();
        place.is_some_and(|place| self.gazetteer.is_renewed(place))
    }

    /// Whether a post is one that a single person holds at a time, in a body that its name tells from all others.
    pub fn is_seat(&self, post: &Post) -> bool {
        let Some(body) = post
            .body()
            .filter(|body| self.standing(post.role_key()).single && !is_of_secretariat(post, body))
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
        let place = body
            .place
            .as_deref()
            .and_then(|code| self.gazetteer.known(code));
        let reformed = level == Level::Commune && place.is_some_and(Place::is_reformed);
        let head = self.head(&body.label).map(|(head, _)| head);
        let role = post.role_key();
        self.grades
            .grade((role, self.standing(role).rank), head, level, reformed)
    }

    /// The years in which the terms that a text tells of a post began and ended; none where that cannot be told.
    pub fn term(&self, term: &str, post: &Post) -> Option<Term> {
        self.terms.span(term, &post.body()?.label)
    }

    /// The years in which the terms that a text tells of a post began and ended, those that follow each other as one; none
    /// where that cannot be told.
    pub fn terms(&self, term: &str, post: &Post) -> Vec<Term> {
        let body = post.body().map(|body| body.label.as_str());
        body.map_or_else(Vec::new, |body| self.terms.spans(term, body))
    }

    /// The term that a whole body was elected for in a year, of one of its seats.
    pub fn term_begun(&self, year: i32, post: &Post) -> Option<Term> {
        let seat = post.is_elected_with_its_body();
        self.terms
            .begun_in(year, &post.body().filter(|_| seat)?.label)
    }

    /// The rank of a post within its body, 1 the head; none for memberships and unknown roles.
    pub fn rank(&self, post: &Post) -> Option<u8> {
        let rank = self.standing(post.role_key()).rank;
        Some(rank).filter(|rank| (1..=3).contains(rank) && !post.is_membership())
    }

    /// Whether a home place, as an article words it, lies in the province of a body; none where that cannot be told.
    pub fn is_local(&self, hometown: &str, body: &Body) -> Option<bool> {
        self.gazetteer.is_local(hometown, body.place.as_deref()?)
    }

    /// The head that a body's name begins with, and what follows it.
    pub fn head<'n>(&self, label: &'n str) -> Option<(&BodyHead, &'n str)> {
        self.heads(label).next()
    }

    /// All heads that a body's name begins with, the longest first, and what follows them.
    pub fn heads<'n>(&self, label: &'n str) -> impl Iterator<Item = (&BodyHead, &'n str)> {
        let prefixes = self.prefixes(label);
        prefixes.filter_map(|(prefix, rest)| Some((self.heads.get(&name_key(prefix))?, rest)))
    }

    /// The beginnings of a name that may be roles or heads, the longest first, and what follows them.
    fn prefixes<'n>(&self, name: &'n str) -> impl Iterator<Item = (&'n str, &'n str)> + use<'n> {
        // Most names begin with no word that a role or a head begins with.
        let key = name_key(name.split([' ', ',']).next().unwrap_or_default());
        let first = key.split(' ').next().unwrap_or_default();
        let may_begin = first.is_empty() || self.first_words.contains(first);
        prefixes(name, if may_begin { self.longest } else { 0 })
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
        let label = self.orthography.spelled(without_term(label), self);
        let label = of_the_centre(&label).unwrap_or(label);
        let area = area.map(settled).or_else(|| self.area_in(&label));
        let candidates = match (
            place.and_then(|code| self.gazetteer.at(code, context.date)),
            area.as_deref(),
        ) {
            (Some(place), _) => vec![place],
            (None, Some(area)) => self.gazetteer.candidates(area, context),
            (None, None) => Vec::new(),
        };
        let head = self.head(&label).map(|(head, _)| head);
        let fixed = head.and_then(fixed_level);
        let of_place = candidates.first().map(|place| place.level);
        let of_place =
            of_place.filter(|&level| candidates.iter().all(|other| other.level == level));
        let central = || {
            // A committee of no area is the National Assembly's or the government's.
            let committee = head.is_some_and(|head| head.name == "Ủy ban");
            (area.is_none() && (committee || self.is_central(&label))).then_some(Level::Central)
        };
        let level = level.or(fixed).or(of_place).or_else(central);
        let place = match candidates.as_slice() {
            [place] => Some(place.code.clone()),
            _ => None,
        };
        // A name that several units bear is a known one all the same.
        let area = if candidates.is_empty() { area } else { None };
        let local = place.is_none() && level != Some(Level::Central) && self.is_of_a_place(&label);
        let province = context.province.filter(|_| local).map(name_key);
        let label = candidates
            .first()
            .filter(|_| place.is_some())
            .and_then(|place| self.with_area(&label, place))
            .unwrap_or(label);
        Body {
            label,
            place,
            area,
            province,
            level,
        }
    }

    /// A body's name that ends with the name of its place, with that as the table of places has it.
    fn with_area(&self, label: &str, place: &Place) -> Option<String> {
        let starts = label.match_indices([' ', '-']).map(|(at, _)| at + 1);
        // «tỉnh Hòa Bình» is a spelling of «Hòa Bình» too.
        let start = starts
            .rev()
            .find(|&start| self.gazetteer.bears(place, &label[start..]))?;
        Some(format!("{}{}", &label[..start], place.name))
    }

    /// Whether a body's name may be that of others in other provinces. A central body is the same whatever province the
    /// news is about, and so is a firm or a paper, and a hospital or a university with a proper name.
    fn is_of_a_place(&self, label: &str) -> bool {
        let owner = label.rsplit_once(", ").map_or(label, |(_, owner)| owner);
        let Some((mut head, mut rest)) = self.head(owner) else {
            return false;
        };
        // «Hội đồng Quản trị *Ngân hàng* …».
        while let Some((inner, after)) = self.head(rest) {
            (head, rest) = (inner, after);
        }
        match head.class.as_str() {
            "hospital" | "institute" => self.orthography.is_common(owner, self),
            "school" => {
                let higher = ["Đại học", "Trường Đại học", "Học viện"];
                !higher.contains(&head.name.as_str()) || self.orthography.is_common(owner, self)
            }
            class => OF_A_UNIT.contains(&class),
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
        // The secretaries of the Central Committee are the members of its Secretariat.
        if let (Some("Bí thư"), Some(committee)) = (role.as_deref(), &body)
            && committee.label == claim::CENTRAL_COMMITTEE
        {
            let secretariat = committee.with_label("Ban Bí thư");
            return Some(Post::new(Some("Ủy viên".to_owned()), Some(secretariat)));
        }
        (role.is_some() || body.is_some()).then(|| Post::new(role, body))
    }

    /// The body or officer that a text names as deciding or issuing («Chủ tịch Ủy ban nhân dân tỉnh Quảng Ngãi»).
    pub fn authority(&self, name: &str, context: Context) -> Option<Post> {
        let name = settled(name);
        let body = |label: &str| self.complete(label, None, None, None, context);
        let officer = self.prefixes(&name).find_map(|(prefix, rest)| {
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
        match self.gazetteer.candidates(&name, context).as_slice() {
            [] if name.is_empty() => None,
            [] => Some(Subject::Body(
                self.complete(&name, None, None, None, context),
            )),
            [place] => Some(Subject::Place(place.code.clone())),
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

/// «Ban Dân vận *Ban Chấp hành Trung ương Đảng*» by its other name, «Ban Dân vận *Trung ương*».
fn of_the_centre(label: &str) -> Option<String> {
    let commission = label.strip_suffix(claim::CENTRAL_COMMITTEE)?;
    let is_commission = commission.starts_with("Ban ") && commission != "Ban Thường vụ ";
    is_commission.then(|| format!("{commission}Trung ương"))
}

/// Whether a post is one of the secretaries of the Party's or the Youth Union's central committee, who are many.
fn is_of_secretariat(post: &Post, body: &Body) -> bool {
    let of_centre = ["Trung ương", "Ban Chấp hành Trung ương"];
    post.role() == Some("Bí thư") && of_centre.iter().any(|start| body.label.starts_with(start))
}

fn fixed_level(head: &BodyHead) -> Option<Level> {
    match head.level {
        Some(BodyLevel::Fixed(level)) => Some(level),
        _ => None,
    }
}
