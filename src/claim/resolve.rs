//! Areas and bodies resolved: which unit a name means, and the areas that posts leave to the context.

use super::area::Area;
use super::body::Body;
use super::reading::Reading;
use super::topic::{Mention, Topic};
use crate::claim::Level;
use crate::rules::{BodyLevel, Unit, UnitId};
use crate::text::name_key;

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

/// So many times what a body leaves out is taken from the context: its name, its owner, its area and its ministry.
/// Two bodies of a text that each complete the other must come to an end.
const COMPLETIONS: u8 = 4;

impl Reading<'_> {
    /// Whether two provinces are one land under the reform: the same, or one went into the other.
    pub(super) fn same_land(&self, one: Option<UnitId>, other: UnitId) -> bool {
        let units = self.rules.places.units();
        one.is_some_and(|one| {
            one == other
                || units[one].successors.iter().any(|(u, _)| *u == other)
                || units[other].successors.iter().any(|(u, _)| *u == one)
        })
    }

    /// The unit that an area means: of the level and type it shows, in the area around it, valid at the article's date
    /// and of the topic; none where several remain.
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
        let mut fitting: Vec<UnitId> = area
            .units
            .iter()
            .copied()
            .filter(|&u| fits(&units[u]))
            .collect();
        // «xã Nghĩa Thọ, huyện Tư Nghĩa»: not the one of another district that bore the name for longer.
        let inside = |within: &Area, unit| self.ancestors(unit).any(|a| within.units.contains(&a));
        if let Some(within) = &area.within
            && fitting.iter().any(|&unit| inside(within, unit))
        {
            fitting.retain(|&unit| inside(within, unit));
        }
        let valid: Vec<UnitId> = fitting
            .iter()
            .copied()
            .filter(|&u| self.is_valid(u))
            .collect();
        if let Some(unit) = self.said_with_its_type(area, &fitting, topic) {
            return Some(unit);
        }
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
            return only(&|u| inside(within, u));
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

    /// Of units of one level and one name, which followed each other, the one that an article without a date names with
    /// its type: «quận Thủ Đức» makes «Thủ Đức» the district that it was until 2020.
    fn said_with_its_type(&self, area: &Area, units: &[UnitId], topic: &Topic) -> Option<UnitId> {
        if area.word.is_some() || units.len() < 2 || self.article.published.is_some() {
            return None;
        }
        let known = self.rules.places.units();
        let level = known[units[0]].level;
        let mut said = topic.mentions.iter().filter_map(|mention| {
            let unit = mention.unit.filter(|unit| units.contains(unit))?;
            mention.word.as_ref().map(|_| unit)
        });
        let unit = said.next()?;
        let one_level = units.iter().all(|&unit| known[unit].level == level);
        (one_level && said.all(|other| other == unit)).then_some(unit)
    }

    /// The units around a unit, from the smallest.
    pub(super) fn ancestors(&self, unit: UnitId) -> impl Iterator<Item = UnitId> {
        let units = self.rules.places.units();
        std::iter::successors(units[unit].parent, |&u| units[u].parent).take(3)
    }

    /// A body's full name: its area taken from the text or, where the text leaves it out, from the
    /// nearest mention before it or the topic.
    pub(crate) fn resolve(&self, body: &Body, at: usize) -> Resolved {
        self.resolve_within(body, at, COMPLETIONS)
    }

    fn resolve_within(&self, body: &Body, at: usize, completions: u8) -> Resolved {
        if completions > 0
            && let Some(whole) = self.completed(body, at)
            && !owns_itself(&whole)
        {
            return Resolved {
                recovered: true,
                ..self.resolve_within(&whole, at, completions - 1)
            };
        }
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
            let said_field = self.rules.words.bodies.named(&body.name).is_none();
            let link = if body.class == "commission" && parent.name == "Quốc hội" {
                " của "
            } else if within && said_field && parent.class != "party" {
                ", "
            } else {
                " "
            };
            return head(self.resolve_within(parent, at, completions), link);
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
        // «Bí thư huyện» says no more than «Bí thư Huyện ủy».
        let said = |area: &&Area| area.name.is_some() || area.word.is_some();
        let Some(area) = body.area.as_ref().filter(said) else {
            let city = body.level == Some(BodyLevel::City);
            // A Quận ủy is of a quận, not of the huyện that the article is about.
            let words: &[&str] = match body.name.as_str() {
                "Tỉnh ủy" | "Tỉnh Đoàn" => &["tỉnh"],
                "Huyện ủy" | "Huyện Đoàn" => &["huyện"],
                "Quận ủy" | "Quận Đoàn" => &["quận"],
                "Thị ủy" | "Thị Đoàn" => &["thị xã"],
                _ => &[],
            };
            let recovered = match level {
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
            let found = Found {
                word: area.word.clone(),
                name: area.name.clone().unwrap_or_default(),
                level: wanted,
                unit: self.unit_named(body, area, wanted),
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

    /// The unit that the named area of a body means.
    fn unit_named(&self, body: &Body, area: &Area, level: Option<Level>) -> Option<UnitId> {
        // «Ban Tuyên giáo Yên Bái»: a bare name is the province's before its city's.
        let province = (area.word.is_none() && level.is_none() && body.level.is_none())
            .then(|| self.choose(area, Some(Level::Province), &self.topic))
            .flatten();
        // «Bệnh viện Thường Xuân» is the district's before its township's.
        let district = (area.word.is_none() && level.is_none() && body.level.is_none())
            .then(|| self.choose(area, Some(Level::District), &self.topic))
            .flatten();
        let unit = province
            .or(district)
            .or_else(|| self.choose(area, level, &self.topic));
        unit.or_else(|| {
            // «Thành ủy Lạng Sơn», «UBND Quảng Nam»: no level word shows the level.
            if body.level != Some(BodyLevel::City) {
                return self
                    .choose(area, Some(Level::Province), &self.topic)
                    .or_else(|| self.province_named(area));
            }
            let as_city = Area {
                word: Some("thành phố".to_owned()),
                ..area.clone()
            };
            self.choose(&as_city, None, &self.topic)
        })
    }

    /// The only province whose own name an area bears, whether it existed at the article's date or not.
    pub(super) fn province_named(&self, area: &Area) -> Option<UnitId> {
        let units = self.rules.places.units();
        let name = name_key(area.name.as_deref()?);
        let mut bearing = area.units.iter().copied().filter(|&unit| {
            units[unit].level == Level::Province && name_key(&units[unit].name) == name
        });
        bearing.next().filter(|_| bearing.next().is_none())
    }

    /// The area that the context gives: the nearest mention before in the paragraph, else the topic.
    fn recover(&self, words: &[&str], level: Option<Level>, at: usize) -> Option<Found> {
        if self.is_row_of_origin(at) {
            return None;
        }
        let paragraph = self.paragraph(at);
        let units = self.rules.places.units();
        // «Huyện ủy Thủ Đức» names no city, though it has no level word.
        let fits = |mention: &Mention| {
            let known = mention.unit.map(|unit| units[unit].kind.as_str());
            level.is_none_or(|level| mention.level == level)
                && (words.is_empty()
                    || (mention.word.as_deref().or(known)).is_none_or(|word| words.contains(&word)))
        };
        let found = |mention: &Mention| Found {
            word: mention.word.clone(),
            name: mention.name.clone(),
            level: Some(mention.level),
            unit: mention.unit,
        };
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
        let own = self.mention_of_item(at, fits);
        if let Some(mention) = own.or_else(|| self.workplace(at).filter(|mention| fits(mention))) {
            return Some(found(&mention));
        }
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
        let life = self.portrait.is_some();
        if life
            && let Some(mention) = self
                .mentioned_beside(at, fits)
                .or_else(|| self.topic.only(fits))
        {
            return Some(found(mention));
        }
        let stated = self.province_stated(at).filter(|mention| fits(mention));
        if let Some(mention) = stated {
            return Some(found(&mention));
        }
        let passage = self
            .province_elected(at)
            .or_else(|| self.province_beside(at))
            .or_else(|| self.topic.of_passage(at));
        if let Some(mention) = passage.filter(|mention| fits(mention)) {
            return Some(found(mention));
        }
        let elsewhere = self.province_of_districts(at);
        if let Some(mention) = elsewhere.filter(|mention| fits(mention)) {
            return Some(found(&mention));
        }
        // A life goes through many places: none is what all of it is about.
        if life {
            return None;
        }
        if let Some(unit) = self.topic.district.filter(|u| fits_unit(u)) {
            return Some(of_unit(unit));
        }
        if let Some(unit) = self.topic.province.filter(|u| fits_unit(u)) {
            // «tỉnh Thừa Thiên Huế» before it was made the city of Huế.
            let (kind, name) = (units[unit].kind.as_str(), name_key(&units[unit].name));
            let called = self.topic.mentions.iter().find(|mention| {
                mention.level == Level::Province
                    && mention.word.as_deref().is_some_and(|word| word != kind)
                    && name_key(&mention.name).ends_with(&name)
            });
            return Some(called.map_or_else(|| of_unit(unit), found));
        }
        let only = self.topic.only(fits).or_else(|| self.only_before(at, fits));
        only.map(found)
    }

    /// The paragraph that a token stands in.
    pub(super) fn paragraph(&self, at: usize) -> usize {
        let sentences = &self.text.sentences;
        (self.sentence_of(at)).map_or(0, |sentence| sentences[sentence].paragraph)
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
        // «Đăk Lăk» is Đắk Lắk; of longer and shorter names («Huế») the text's own stands.
        let syllables = |name: &str| name.split(' ').count();
        let spelled = unit.filter(|unit| {
            unit.level == Level::Province && syllables(&unit.name) == syllables(&found.name)
        });
        let name = match spelled {
            _ if short => "Hồ Chí Minh",
            Some(unit) if name_key(&unit.name) != name_key(&found.name) => &unit.name,
            _ => &found.name,
        };
        let area = match &word {
            Some(_) if short => "Thành phố Hồ Chí Minh".to_owned(),
            // «phường 3» but «Quận 1» as printed: the level word keeps lower case before a name.
            Some(word) if name.starts_with(|c: char| c.is_ascii_digit()) => {
                format!("{} {name}", capitalised(word))
            }
            Some(word) => format!("{word} {name}"),
            None => name.to_owned(),
        };
        // «Công ty Cổ phần Du lịch Hà Nội» is a name; nobody says «… thành phố Hà Nội».
        let board = body.name.starts_with("Ban Quản lý ") && found.level != Some(Level::Province);
        let proper = found.word.is_none()
            && (board && unit.is_none_or(|unit| unit.level != Level::Province)
                || matches!(
                    body.class.as_str(),
                    "enterprise" | "school" | "hospital" | "institute" | "press"
                ));
        let said =
            if (body.bare || proper) && !short && !name.starts_with(|c: char| c.is_ascii_digit()) {
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

/// Whether a body stands among its own owners, as where a table names it twice in a row.
fn owns_itself(body: &Body) -> bool {
    let mut owners = std::iter::successors(body.parent.as_deref(), |owner| owner.parent.as_deref());
    owners.any(|owner| owner.name == body.name)
}
