//! What an article is about, and the areas that its posts leave unsaid.

use std::collections::{HashMap, HashSet};

use super::area::Area;
use super::reading::Reading;
use crate::claim::Level;
use crate::rules::{BodyLevel, Category, Tag, UnitId};

/// How many sentences a headline may have.
const HEADLINE: usize = 2;

/// Within how many words of a paragraph a bare name opens it.
const OPENING: usize = 4;

/// How many provinces make an article one on several.
const SEVERAL: usize = 3;

/// The last paragraph of a headline with its lead.
const LEAD: usize = 1;

/// How many areas an article may name before none of them can be the only one meant.
const MOST_DISTINCT: usize = 200;

/// The areas that an article is about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Topic {
    /// The province.
    pub(crate) province: Option<UnitId>,
    /// The district.
    pub(crate) district: Option<UnitId>,
    /// Where it tells of many provinces, each in passages of its own: the mentions that open or name them.
    passages: Vec<Mention>,
    /// Whether the outlet or the headline says so.
    pub(crate) led: bool,
    /// Every area named with its level, in the order of the text.
    pub(super) mentions: Vec<Mention>,
    /// One mention of each area, by level and name; none where they are too many for one to be the only one.
    distinct: Option<Vec<Mention>>,
    /// The units that are named.
    pub(super) units: HashSet<UnitId>,
}

/// An area that the text names.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// Its first token.
    pub(super) token: usize,
    /// The paragraph.
    pub(super) paragraph: usize,
    pub(super) level: Level,
    /// The level word, where the name follows one.
    pub(super) word: Option<String>,
    pub(super) name: String,
    pub(super) unit: Option<UnitId>,
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
            topic.province = main_province(reading, &named).or_else(|| only_province(reading));
        }
        let district = main_district(reading, &named, topic.province);
        topic.district = district.and_then(|(unit, about)| about.then_some(unit));
        if topic.province.is_none() {
            topic.province =
                district.and_then(|(unit, _)| reading.rules.places.units()[unit].parent);
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
        let own = [topic.district, topic.province];
        let mut own = own.into_iter().flatten();
        topic.led =
            outlet_province(reading).is_some() || own.any(|unit| reading.is_in_headline(unit));
        topic.units = topic
            .mentions
            .iter()
            .filter_map(|mention| mention.unit)
            .collect();
        let openings = reading.openings();
        let sessions = reading.sessions();
        let items = reading.item_provinces();
        let headings = reading.inline_headings();
        if !items.is_empty() {
            topic.passages = items;
        } else if !headings.is_empty() {
            topic.passages = headings;
        } else if topic.tells_of_several(&openings) {
            topic.passages = openings;
            let of_province = |mention: &&Mention| mention.level == Level::Province;
            let named = topic.mentions.iter().filter(of_province).cloned();
            topic.passages.extend(named);
            topic.passages.extend(sessions);
        } else if topic.tells_of_sessions(&sessions) {
            topic.passages = openings;
            topic.passages.extend(sessions);
        }
        topic.passages.sort_by_key(|mention| mention.token);
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
    /// Whether at least three provinces open paragraphs, or are named time and again and none as often as all the
    /// others together.
    fn tells_of_several(&self, openings: &[Mention]) -> bool {
        let opening: HashSet<&str> = openings.iter().map(|m| m.name.as_str()).collect();
        let mut count: HashMap<&str, usize> = HashMap::new();
        for mention in &self.mentions {
            if mention.level == Level::Province {
                *count.entry(mention.name.as_str()).or_default() += 1;
            }
        }
        let often = count.values().filter(|&&n| n > 1).count();
        let all: usize = count.values().sum();
        opening.len() >= SEVERAL || often >= SEVERAL && count.values().all(|n| n * 2 < all)
    }

    /// Whether the councils or congresses of three provinces meet, or of two that are both named elsewhere too.
    fn tells_of_sessions(&self, sessions: &[Mention]) -> bool {
        let meeting: HashSet<Option<UnitId>> = sessions.iter().map(|m| m.unit).collect();
        let again = |unit: &Option<UnitId>| {
            let named = self.mentions.iter().filter(|m| m.unit == *unit);
            named.count() > 1
        };
        meeting.len() >= SEVERAL || meeting.len() > 1 && meeting.iter().all(again)
    }

    /// Whether the article tells of several provinces, each in passages of its own.
    pub(super) fn is_of_several(&self) -> bool {
        !self.passages.is_empty()
    }

    /// The province of the passage that a token stands in, where the article tells of several: the one named last.
    pub(super) fn of_passage(&self, at: usize) -> Option<&Mention> {
        let before = self.passages.partition_point(|mention| mention.token <= at);
        self.passages[..before].last()
    }

    /// The only area named in the article that fits.
    pub(super) fn only(&self, fits: impl Fn(&Mention) -> bool) -> Option<&Mention> {
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

impl Reading<'_> {
    /// Whether the headline names a unit.
    pub(super) fn is_in_headline(&self, unit: UnitId) -> bool {
        let mut places = self
            .tags
            .iter()
            .take_while(|tag| self.paragraph(tag.start as usize) == 0)
            .filter(|tag| tag.category == Category::Place);
        places.any(|tag| {
            let place = &self.rules.words.place_names[tag.entry as usize];
            place.units.contains(&unit)
        })
    }

    /// The provinces whose councils and congresses meet: «Sáng 30/6, HĐND tỉnh Lạng Sơn bầu …», not «Chủ tịch HĐND tỉnh
    /// Lạng Sơn».
    fn sessions(&self) -> Vec<Mention> {
        let held = |body: usize| {
            (body.saturating_sub(6)..body).any(|from| {
                self.tag(from, Category::Role).is_some_and(|(entry, end)| {
                    let role = self.rules.words.roles[entry].name.as_str();
                    end == body && !matches!(role, "Đại biểu" | "Thường trực")
                })
            })
        };
        let meets = |tag: &&Tag| {
            tag.category == Category::Body
                && matches!(
                    self.rules.words.bodies[tag.entry as usize].name.as_str(),
                    "Hội đồng nhân dân" | "Đảng bộ" | "Ban Chấp hành Đảng bộ"
                )
                && !held(tag.start as usize)
        };
        let named = self.tags.iter().filter(meets).filter_map(|tag| {
            let body = self.body_at(tag.start as usize)?;
            let area = body.area.filter(|area| {
                area.name.is_some() && area.level.is_none_or(|level| level == Level::Province)
            })?;
            Some((body.start, self.province_of(&area)?))
        });
        named
            .map(|(token, unit)| self.mention_of(token, unit))
            .collect()
    }

    /// The province that an area's name means: one of just that name, else one that exists before one that is gone.
    pub(super) fn province_of(&self, area: &Area) -> Option<UnitId> {
        let units = self.rules.places.units();
        let provinces = || {
            let all = area.units.iter().copied();
            all.filter(|&u| {
                units[u].level == Level::Province
                    && area
                        .word
                        .as_deref()
                        .is_none_or(|word| units[u].kind == word)
            })
        };
        self.province_named(area)
            .or_else(|| provinces().find(|&u| self.is_valid(u)))
            .or_else(|| provinces().next())
    }

    /// A province as it is named at a token.
    pub(super) fn mention_of(&self, token: usize, unit: UnitId) -> Mention {
        let known = &self.rules.places.units()[unit];
        Mention {
            token,
            paragraph: self.paragraph(token),
            level: Level::Province,
            word: Some(known.kind.clone()),
            name: known.name.clone(),
            unit: Some(unit),
        }
    }

    /// The provinces whose bare names open a paragraph: «Kon Tum: Ngày 10/7, …».
    fn openings(&self) -> Vec<Mention> {
        let mut openings = Vec::new();
        let mut paragraph = usize::MAX;
        for sentence in &self.text.sentences {
            if sentence.paragraph == paragraph {
                continue;
            }
            paragraph = sentence.paragraph;
            let start = sentence.tokens.start;
            let opening = (start..sentence.tokens.end.min(start + OPENING))
                .find_map(|at| Some((at, self.bare_area_at(at)?.0)));
            let Some((token, area)) = opening else {
                continue;
            };
            openings.extend(
                self.province_of(&area)
                    .map(|unit| self.mention_of(token, unit)),
            );
        }
        openings
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
        for tag in reading.tags_in(sentence.tokens.clone()) {
            let at = tag.start as usize;
            if at < end {
                continue;
            }
            let area = match tag.category {
                Category::Level => reading.area_at(at).filter(|(area, _)| area.name.is_some()),
                Category::Body if reading.rules.words.bodies[tag.entry as usize].after.place => {
                    reading.body_at(at).and_then(|body| {
                        let mut area = body.area?;
                        area.within = area
                            .within
                            .or_else(|| reading.within(body.end).0.map(Box::new));
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
        let provinces = reading.units_of(area, Level::Province);
        let districts = reading.units_of(area, Level::District);
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

/// The only province that a text names, without a level word, where its headline or lead does.
fn only_province(reading: &Reading) -> Option<UnitId> {
    let mut only = None;
    for tag in reading
        .tags
        .iter()
        .filter(|tag| tag.category == Category::Place)
    {
        let place = &reading.rules.words.place_names[tag.entry as usize];
        let mut provinces = place.provinces.iter().copied();
        let at = tag.start as usize;
        let Some(province) = provinces
            .find(|&unit| reading.is_valid(unit))
            .filter(|_| reading.bare_area_at(at).is_some())
        else {
            continue;
        };
        match only {
            None if reading.paragraph(at) <= LEAD => only = Some(province),
            Some(other) if other == province => {}
            _ => return None,
        }
    }
    only
}

/// The district of the headline, else the one that the text names first in its lead or most often; and whether the
/// article is about it.
fn main_district(
    reading: &Reading,
    named: &[(usize, usize, Area)],
    province: Option<UnitId>,
) -> Option<(UnitId, bool)> {
    let units = reading.rules.places.units();
    let inside = |unit: &UnitId| {
        province.is_none_or(|p| {
            units[*unit].parent == Some(p) || reading.same_land(units[*unit].parent, p)
        })
    };
    let fitting = |area: &Area| {
        let mut fitting = reading.units_of(area, Level::District);
        fitting.retain(inside);
        fitting
    };
    let single = |fitting: Vec<UnitId>| match fitting[..] {
        [unit] => Some(unit),
        _ => None,
    };
    // One of several that bear a name is the one that the text names with its province elsewhere.
    let sure: HashSet<UnitId> = named
        .iter()
        .filter_map(|(_, _, area)| single(fitting(area)))
        .collect();
    let only = |area: &Area| {
        let mut fitting = fitting(area);
        if fitting.len() > 1 {
            fitting.retain(|unit| sure.contains(unit));
        }
        single(fitting)
    };
    let districts: Vec<(usize, UnitId)> = named
        .iter()
        .filter(|(_, _, area)| area.level.is_none_or(|level| level == Level::District))
        .filter_map(|(_, paragraph, area)| Some((*paragraph, only(area)?)))
        .collect();
    // A headline often names the district alone: «Chi Lăng xây dựng …»; the text must then name it in full.
    let known: HashSet<UnitId> = districts.iter().map(|(_, unit)| *unit).collect();
    let headline = reading
        .text
        .sentences
        .iter()
        .take_while(|s| s.paragraph == 0)
        .take(HEADLINE)
        .flat_map(|s| s.tokens.clone());
    for at in headline {
        if let Some((area, _)) = reading.bare_area_at(at)
            && let Some(unit) = only(&area)
            && known.contains(&unit)
        {
            return Some((unit, true));
        }
    }
    let mut count: HashMap<UnitId, usize> = HashMap::new();
    for (_, unit) in &districts {
        *count.entry(*unit).or_default() += 1;
    }
    if count.len() <= 1 {
        // A district named once, behind the lead, is somebody's or something's, not what the article is about.
        let told = |(paragraph, _): &(usize, UnitId)| *paragraph <= 2;
        let about = districts.len() > 1 || districts.iter().any(told);
        return count.keys().next().map(|&unit| (unit, about));
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
            Some((unit, true))
        }
        _ => None,
    }
}
