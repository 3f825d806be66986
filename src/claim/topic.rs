//! What an article is about, and the areas that its posts leave unsaid.

use std::collections::{HashMap, HashSet};

use super::body::{Area, Body};
use super::reading::Reading;
use crate::claim::Level;
use crate::rules::{BodyLevel, Category, Unit, UnitId};

/// How many areas an article may name before none of them can be the only one meant.
const MOST_DISTINCT: usize = 200;

/// The areas that an article is about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Topic {
    /// The province.
    pub(crate) province: Option<UnitId>,
    /// The district.
    pub(crate) district: Option<UnitId>,
    /// Every area named with its level, in the order of the text.
    mentions: Vec<Mention>,
    /// One mention of each area, by level and name; none where they are too many for one to be the only one.
    distinct: Option<Vec<Mention>>,
    /// The units that are named.
    units: HashSet<UnitId>,
}

/// An area that the text names.
#[derive(Clone, Debug)]
struct Mention {
    /// Its first token.
    token: usize,
    /// The paragraph.
    paragraph: usize,
    level: Level,
    /// The level word, where the name follows one.
    word: Option<String>,
    name: String,
    unit: Option<UnitId>,
}

/// A body with its area, as claims write it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Resolved {
    /// The full name («Đảng ủy xã Nhân Lý»).
    pub(crate) name: String,
    /// The area («xã Nhân Lý»).
    pub(crate) area: Option<String>,
    /// The code of the area.
    pub(crate) place: Option<String>,
    /// The level.
    pub(crate) level: Option<Level>,
    /// Whether the area comes from the context.
    pub(crate) recovered: bool,
}

impl Topic {
    /// Reads the topic of an article: from its outlet, its headline and lead, and what it names most.
    pub(crate) fn of(reading: &Reading) -> Self {
        let mut topic = Self {
            province: outlet_province(reading),
            ..Self::default()
        };
        if !reading
            .tags
            .iter()
            .any(|tag| matches!(tag.category, Category::Role | Category::Body))
        {
            return topic;
        }
        let named = named_areas(reading);
        if topic.province.is_none() {
            topic.province = main_province(reading, &named);
        }
        topic.district = main_district(reading, &named, topic.province);
        if topic.province.is_none() {
            topic.province = topic
                .district
                .and_then(|d| reading.rules.places.units()[d].parent);
        }
        topic.mentions = named
            .into_iter()
            .filter_map(|(token, paragraph, area)| {
                let unit = reading.choose(&area, area.level, &topic);
                let level = area
                    .level
                    .or(unit.map(|u| reading.rules.places.units()[u].level))?;
                Some(Mention {
                    token,
                    paragraph,
                    level,
                    word: area.word,
                    name: area.name?,
                    unit,
                })
            })
            .collect();
        topic.units = topic
            .mentions
            .iter()
            .filter_map(|mention| mention.unit)
            .collect();
        let mut distinct = topic.mentions.clone();
        distinct.sort_by(|a, b| {
            (a.level, &a.name, &a.word, a.token).cmp(&(b.level, &b.name, &b.word, b.token))
        });
        distinct.dedup_by(|a, b| (a.level, &a.name, &a.word) == (b.level, &b.name, &b.word));
        topic.distinct = Some(distinct).filter(|distinct| distinct.len() <= MOST_DISTINCT);
        topic
    }
}

impl Topic {
    /// The only area named in the article that fits.
    fn only(&self, fits: impl Fn(&Mention) -> bool) -> Option<&Mention> {
        let mut fitting = self
            .distinct
            .iter()
            .flatten()
            .filter(|mention| fits(mention));
        let first = fitting.next()?;
        fitting
            .all(|other| other.name == first.name)
            .then_some(first)
    }
}

/// The province of the outlet: by the dateline's code, the publisher, or the address.
fn outlet_province(reading: &Reading) -> Option<UnitId> {
    let places = &reading.rules.places;
    let article = reading.article;
    let host = article.url.as_deref().and_then(|url| {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        rest.split('/')
            .next()
            .map(|host| host.trim_start_matches("www."))
    });
    [
        article.dateline.as_deref(),
        article.publisher.as_deref(),
        host,
    ]
    .into_iter()
    .flatten()
    .find_map(|outlet| places.outlet_province(outlet))
}

/// Areas named with a level word, or by a Party body's name, with the token and paragraph they stand in.
fn named_areas(reading: &Reading) -> Vec<(usize, usize, Area)> {
    let mut areas = Vec::new();
    let mut end = 0;
    for sentence in &reading.text.sentences {
        let first = reading
            .tags
            .partition_point(|tag| (tag.start as usize) < sentence.tokens.start);
        for tag in reading.tags[first..]
            .iter()
            .take_while(|tag| (tag.start as usize) < sentence.tokens.end)
        {
            let at = tag.start as usize;
            if at < end {
                continue;
            }
            let area = match tag.category {
                Category::Level => reading.area_at(at).filter(|(area, _)| area.name.is_some()),
                Category::Body if reading.rules.words.bodies[tag.entry as usize].after.place => {
                    reading.body_at(at).and_then(|body| {
                        let mut area = body.area?;
                        if let (Some(BodyLevel::Fixed(level)), None) = (body.level, area.level) {
                            area.level = Some(level);
                        }
                        Some((area, body.end))
                    })
                }
                _ => None,
            };
            if let Some((area, after)) = area {
                end = after;
                areas.push((at, sentence.paragraph, area));
            }
        }
    }
    areas
}

/// The province that the text names most, by itself or by a district of it; the headline and lead count more.
fn main_province(reading: &Reading, named: &[(usize, usize, Area)]) -> Option<UnitId> {
    let units = reading.rules.places.units();
    let mut score: HashMap<UnitId, usize> = HashMap::new();
    for (_, paragraph, area) in named {
        let weight = if *paragraph <= 2 { 3 } else { 1 };
        let of_level = |level: Level| {
            area.units
                .iter()
                .copied()
                .filter(move |&u| units[u].level == level)
        };
        let fits_word = |u: &UnitId| {
            area.word
                .as_deref()
                .is_none_or(|word| units[*u].kind == word)
        };
        let provinces: Vec<UnitId> = of_level(Level::Province)
            .filter(|u| reading.is_valid(*u))
            .filter(fits_word)
            .collect();
        let districts: Vec<UnitId> = of_level(Level::District)
            .filter(|u| reading.is_valid(*u))
            .filter(fits_word)
            .collect();
        if let [province] = provinces[..] {
            if area.level != Some(Level::District) {
                *score.entry(province).or_default() += weight;
            }
        } else if let [district] = districts[..]
            && provinces.is_empty()
            && let Some(province) = units[district].parent
        {
            *score.entry(province).or_default() += weight;
        }
    }
    let best = score
        .iter()
        .map(|(&unit, &score)| (score, std::cmp::Reverse(unit)))
        .max()?;
    let rivals = score.values().filter(|&&other| other == best.0).count();
    (rivals == 1).then_some(best.1.0)
}

/// The district of the headline, else the one that the text names first in its lead or most often.
fn main_district(
    reading: &Reading,
    named: &[(usize, usize, Area)],
    province: Option<UnitId>,
) -> Option<UnitId> {
    let units = reading.rules.places.units();
    let inside = |unit: &UnitId| {
        units[*unit].level == Level::District
            && province.is_none_or(|p| {
                units[*unit].parent == Some(p) || reading.same_land(units[*unit].parent, p)
            })
    };
    let only = |area: &Area| {
        let mut fitting: Vec<UnitId> = area
            .units
            .iter()
            .copied()
            .filter(inside)
            .filter(|u| {
                reading.is_valid(*u)
                    && area
                        .word
                        .as_deref()
                        .is_none_or(|word| units[*u].kind == word)
            })
            .collect();
        fitting.dedup();
        match fitting[..] {
            [unit] => Some(unit),
            _ => None,
        }
    };
    let districts: Vec<(usize, UnitId)> = named
        .iter()
        .filter(|(_, _, area)| area.level.is_none_or(|level| level == Level::District))
        .filter_map(|(_, paragraph, area)| Some((*paragraph, only(area)?)))
        .collect();
    // A headline often names the district alone: «Chi Lăng xây dựng …»; the text must then name it in full.
    let headline = reading
        .text
        .sentences
        .iter()
        .take_while(|s| s.paragraph == 0)
        .flat_map(|s| s.tokens.clone());
    for at in headline {
        if let Some((area, _)) = reading.bare_area_at(at)
            && let Some(unit) = only(&area)
            && districts.iter().any(|(_, d)| *d == unit)
        {
            return Some(unit);
        }
    }
    let mut count: HashMap<UnitId, usize> = HashMap::new();
    for (_, unit) in &districts {
        *count.entry(*unit).or_default() += 1;
    }
    if count.len() <= 1 {
        return count.keys().next().copied();
    }
    let best = count.values().copied().max()?;
    let first_lead = districts
        .iter()
        .find(|(paragraph, _)| *paragraph <= 2)
        .map(|(_, unit)| *unit);
    // Named at least twice as often as any other, or first in the lead and never outnumbered.
    let mut others = count
        .iter()
        .filter(|(_, n)| **n == best)
        .map(|(unit, _)| *unit);
    let (one, more) = (others.next(), others.next());
    match (one, more) {
        (Some(unit), None)
            if count.iter().all(|(u, n)| *u == unit || n * 2 <= best)
                || first_lead == Some(unit) =>
        {
            Some(unit)
        }
        _ => None,
    }
}

impl Reading<'_> {
    /// Whether a unit existed when the article was published; every unit where that is unknown,
    /// but those long gone.
    pub(crate) fn is_valid(&self, unit: UnitId) -> bool {
        let unit = &self.rules.places.units()[unit];
        match self.article.published {
            Some(day) => {
                unit.valid_from
                    .is_none_or(|from| from.first_day() <= day.last_day())
                    && unit
                        .valid_until
                        .is_none_or(|until| until.last_day() >= day.first_day())
            }
            None => {
                unit.valid_until.is_none_or(|until| until.year() >= 2025)
                    && unit.valid_from.is_none_or(|from| from.year() < 2025)
            }
        }
    }

    /// Whether two provinces are one land under the reform: the same, or one went into the other.
    fn same_land(&self, one: Option<UnitId>, other: UnitId) -> bool {
        let units = self.rules.places.units();
        one.is_some_and(|one| {
            one == other
                || units[one].successors.iter().any(|(u, _)| *u == other)
                || units[other].successors.iter().any(|(u, _)| *u == one)
        })
    }

    /// The unit that an area means: of the level and type it shows, valid at the article's date, in the
    /// area around it or the topic; none where several remain.
    pub(crate) fn choose(
        &self,
        area: &Area,
        level: Option<Level>,
        topic: &Topic,
    ) -> Option<UnitId> {
        let units = self.rules.places.units();
        let fits = |unit: &Unit| {
            level.is_none_or(|level| unit.level == level)
                && area.word.as_deref().is_none_or(|word| unit.kind == word)
        };
        let fitting: Vec<UnitId> = area
            .units
            .iter()
            .copied()
            .filter(|&u| fits(&units[u]))
            .collect();
        let valid: Vec<UnitId> = fitting
            .iter()
            .copied()
            .filter(|&u| self.is_valid(u))
            .collect();
        let candidates = if valid.is_empty() { fitting } else { valid };
        if let [only] = candidates[..] {
            return Some(only);
        }
        let only = |keep: &dyn Fn(UnitId) -> bool| {
            let mut kept = candidates.iter().copied().filter(|&u| keep(u));
            match (kept.next(), kept.next()) {
                (Some(unit), None) => Some(unit),
                _ => None,
            }
        };
        if let Some(within) = &area.within {
            return only(&|u| self.ancestors(u).any(|a| within.units.contains(&a)));
        }
        let named = |u: UnitId| only_ancestor_named(self, u, topic);
        only(&|u| {
            topic
                .district
                .is_some_and(|d| u == d || self.ancestors(u).any(|a| a == d))
        })
        .or_else(|| {
            only(&|u| {
                topic.province.is_some_and(|p| {
                    u == p
                        || self
                            .ancestors(u)
                            .any(|a| a == p || self.same_land(Some(a), p))
                })
            })
        })
        .or_else(|| only(&named))
    }

    /// The units around a unit, from the smallest.
    fn ancestors(&self, unit: UnitId) -> impl Iterator<Item = UnitId> {
        let units = self.rules.places.units();
        std::iter::successors(units[unit].parent, |&u| units[u].parent).take(3)
    }

    /// A body's full name: its area taken from the text or, where the text leaves it out, from the
    /// nearest mention before it or the topic.
    pub(crate) fn resolve(&self, body: &Body, at: usize) -> Resolved {
        let head = |resolved: Resolved, link: &str| Resolved {
            name: format!("{}{link}{}", body.name, resolved.name),
            ..resolved
        };
        if let Some(parent) = &body.parent {
            // «Phòng Tổng hợp, Văn phòng Tỉnh ủy», but «Ban Tổ chức Huyện ủy», «Văn phòng Bộ Công an».
            let within = matches!(
                body.class.as_str(),
                "office" | "ministry" | "institute" | "hospital" | "school"
            );
            let link = if within && parent.class != "party" {
                ", "
            } else {
                " "
            };
            return head(self.resolve(parent, at), link);
        }
        let level = match body.level {
            Some(BodyLevel::Fixed(level)) => Some(level),
            _ => None,
        };
        if level == Some(Level::Central) {
            return Resolved {
                name: body.name.clone(),
                level,
                ..Resolved::default()
            };
        }
        let Some(area) = &body.area else {
            let wanted = if level == Some(Level::Province) && !body.bare {
                Some(Level::Province)
            } else {
                level
            };
            let city = body.level == Some(BodyLevel::City);
            // A Quận ủy is of a quận, not of the huyện that the article is about.
            let words: &[&str] = match body.name.as_str() {
                "Tỉnh ủy" | "Tỉnh Đoàn" => &["tỉnh"],
                "Huyện ủy" | "Huyện Đoàn" => &["huyện"],
                "Quận ủy" | "Quận Đoàn" => &["quận"],
                "Thị ủy" | "Thị Đoàn" => &["thị xã"],
                _ => &[],
            };
            let recovered = match wanted {
                _ if city => self.recover(&["thành phố"], None, at),
                Some(level) if body.needs_area || level == Level::Province => {
                    self.recover(words, Some(level), at)
                }
                _ => None,
            };
            return match recovered {
                Some(found) => self.named(body, &found, true),
                None => Resolved {
                    name: body.name.clone(),
                    level,
                    ..Resolved::default()
                },
            };
        };
        if area.name.is_some() {
            let wanted = area.level.or(level);
            let unit = self.choose(area, wanted, &self.topic);
            let unit = unit.or_else(|| {
                // «Thành ủy Lạng Sơn», «UBND Quảng Nam»: no level word shows the level.
                let city = body.level == Some(BodyLevel::City);
                let as_city = Area {
                    word: Some("thành phố".to_owned()),
                    ..area.clone()
                };
                if city {
                    self.choose(&as_city, None, &self.topic)
                } else {
                    self.choose(area, Some(Level::Province), &self.topic)
                }
            });
            let found = Found {
                word: area.word.clone(),
                name: area.name.clone().unwrap_or_default(),
                level: wanted,
                unit,
            };
            return self.named(body, &found, false);
        }
        let word = area.word.as_deref().unwrap_or_default();
        match self.recover(&[word], area.level, at) {
            Some(found) => self.named(
                body,
                &Found {
                    word: area.word.clone(),
                    ..found
                },
                true,
            ),
            None => Resolved {
                name: format!("{} {word}", body.name),
                level: area.level,
                ..Resolved::default()
            },
        }
    }

    /// The area that the context gives: the nearest mention before in the paragraph, else the topic.
    fn recover(&self, words: &[&str], level: Option<Level>, at: usize) -> Option<Found> {
        let paragraph = self.paragraph(at);
        let fits = |mention: &Mention| {
            level.is_none_or(|level| mention.level == level)
                && (words.is_empty()
                    || mention
                        .word
                        .as_deref()
                        .is_none_or(|word| words.contains(&word)))
        };
        let found = |mention: &Mention| Found {
            word: mention.word.clone(),
            name: mention.name.clone(),
            level: Some(mention.level),
            unit: mention.unit,
        };
        let units = self.rules.places.units();
        let of_unit = |unit: UnitId| Found {
            word: Some(units[unit].kind.clone()),
            name: units[unit].name.clone(),
            level: Some(units[unit].level),
            unit: Some(unit),
        };
        let fits_unit = |unit: &UnitId| {
            level.is_none_or(|level| units[*unit].level == level)
                && (words.is_empty() || words.contains(&units[*unit].kind.as_str()))
        };
        // Communes change from paragraph to paragraph; the district and the province are the topic's.
        if level == Some(Level::Commune) {
            let known = &self.topic.mentions;
            let before = known[..known.partition_point(|m| m.token <= at)]
                .iter()
                .rev();
            if let Some(mention) = before
                .take_while(|m| m.paragraph == paragraph)
                .find(|m| fits(m))
            {
                return Some(found(mention));
            }
            return self.topic.only(fits).map(found);
        }
        if let Some(unit) = self.topic.district.filter(|u| fits_unit(u)) {
            return Some(of_unit(unit));
        }
        if let Some(unit) = self.topic.province.filter(|u| fits_unit(u)) {
            return Some(of_unit(unit));
        }
        self.topic.only(fits).map(found)
    }

    /// The paragraph that a token stands in.
    fn paragraph(&self, at: usize) -> usize {
        let sentences = &self.text.sentences;
        let next = sentences.partition_point(|s| s.tokens.start <= at);
        next.checked_sub(1).map_or(0, |i| sentences[i].paragraph)
    }

    /// A body's name with the area that was found.
    fn named(&self, body: &Body, found: &Found, recovered: bool) -> Resolved {
        let unit = found.unit.map(|unit| &self.rules.places.units()[unit]);
        let word = found
            .word
            .clone()
            .or_else(|| unit.map(|unit| unit.kind.clone()));
        let short =
            unit.is_some_and(|unit| unit.name == "Hồ Chí Minh" && unit.level == Level::Province);
        let name = if short { "Hồ Chí Minh" } else { &found.name };
        let area = match &word {
            Some(_) if short => "Thành phố Hồ Chí Minh".to_owned(),
            // «phường 3» but «Quận 1» as printed: the level word keeps lower case before a name.
            Some(word) if name.starts_with(|c: char| c.is_ascii_digit()) => {
                format!("{} {name}", capitalised(word))
            }
            Some(word) => format!("{word} {name}"),
            None => name.to_owned(),
        };
        let said = if body.bare && !short && !name.starts_with(|c: char| c.is_ascii_digit()) {
            name
        } else {
            &area
        };
        let level = unit.map(|u| u.level).or(found.level).or(match body.level {
            Some(BodyLevel::Fixed(level)) => Some(level),
            _ => None,
        });
        Resolved {
            name: format!("{} {said}", body.name),
            area: Some(area.clone()),
            place: unit.map(|u| u.code.clone()),
            level,
            recovered,
        }
    }

    /// An area's full name («huyện Chi Lăng»), for the topic of statistics and documents.
    pub(crate) fn unit_name(&self, unit: UnitId) -> String {
        let unit = &self.rules.places.units()[unit];
        if unit.name == "Hồ Chí Minh" && unit.level == Level::Province {
            return "Thành phố Hồ Chí Minh".to_owned();
        }
        format!("{} {}", unit.kind, unit.name)
    }
}

/// An area found for a body.
#[derive(Clone, Debug)]
struct Found {
    word: Option<String>,
    name: String,
    level: Option<Level>,
    unit: Option<UnitId>,
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// Whether an area around the unit is named in the article too.
fn only_ancestor_named(reading: &Reading, unit: UnitId, topic: &Topic) -> bool {
    reading.ancestors(unit).any(|a| topic.units.contains(&a))
}
