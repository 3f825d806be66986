//! The places of all eras, as the names in claims are resolved against them.

use std::collections::{HashMap, HashSet};

use crate::claim::Level;
use crate::date::Date;
use crate::rules::Places;
use crate::text::name_key;

/// The year and month of the reform of provinces and communes.
const REFORM: (i32, Option<u32>) = (2025, Some(7));

/// The places that names mean; made once from the table of places.
pub struct Gazetteer {
    places: Vec<Place>,
    by_code: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    /// The name keys of the places without their types.
    names: HashSet<String>,
    /// By the name key of a province: that of the one that it went into.
    lands: HashMap<String, String>,
}

/// A unit in its period of validity, or in several that follow each other unchanged.
pub(super) struct Place {
    pub(super) code: String,
    label: String,
    /// The name without its type.
    pub(super) name: String,
    pub(super) level: Level,
    province: String,
    parent: Option<usize>,
    successors: Vec<usize>,
    valid_from: Option<Date>,
    pub(super) valid_until: Option<Date>,
    /// Whether a resolution that the table knows ended it.
    pub(super) abolished: bool,
}

impl Place {
    /// Whether it is one of the units that the reform made.
    pub(super) fn is_reformed(&self) -> bool {
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

impl Gazetteer {
    /// The places of a table.
    pub(super) fn new(table: &Places) -> Self {
        let units = table.units();
        let mut places = Vec::with_capacity(units.len());
        let mut by_code = HashMap::new();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        let first = |unit: usize| table.first(unit);
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
                name: unit.name.clone(),
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
        let names = places.iter().map(|place| name_key(&place.name)).collect();
        Self {
            places,
            by_code,
            by_name,
            names,
            lands,
        }
    }

    /// Whether a place of any era is called so.
    pub(super) fn is_name(&self, name: &str) -> bool {
        self.names.contains(&name_key(name))
    }

    /// Whether a place is called so behind its type, by its name or another spelling of it.
    pub(super) fn bears(&self, place: &Place, name: &str) -> bool {
        let kind = place.label.strip_suffix(&place.name).unwrap_or_default();
        let named = self.by_name.get(&name_key(&format!("{kind}{name}")));
        let is = |&other: &usize| self.places[other].code == place.code;
        named.is_some_and(|named| named.iter().any(is))
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

    /// Whether a province went into one of the same type and name.
    pub(super) fn is_renewed(&self, code: &str) -> bool {
        let Some(place) = self.by_code.get(code).map(|&at| &self.places[at]) else {
            return false;
        };
        let same = |&next: &usize| self.places[next].label == place.label;
        place.level == Level::Province && place.successors.iter().any(same)
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
            [place] => Some(&place.code),
            _ => None,
        }
    }

    /// All places that a name with its type can mean.
    pub(super) fn candidates(&self, name: &str, context: Context) -> Vec<&Place> {
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
        found.into_iter().map(|place| &self.places[place]).collect()
    }

    /// The place of a code, or what bore its name at a time at which it did not stand.
    pub(super) fn at(&self, code: &str, date: Option<Date>) -> Option<&Place> {
        let place = *self.by_code.get(code)?;
        let here = &self.places[place];
        let Some(date) = date.filter(|&date| !here.stands(date)) else {
            return Some(here);
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
            [kin] => Some(&self.places[kin]),
            _ => Some(here),
        }
    }

    /// Whether a home place, as an article words it, lies in the province of a place; none where that cannot be told.
    pub(super) fn is_local(&self, hometown: &str, code: &str) -> Option<bool> {
        let place = self.known(code)?;
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

    /// The place of a code.
    pub(super) fn known(&self, code: &str) -> Option<&Place> {
        self.by_code.get(code).map(|&place| &self.places[place])
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
}
