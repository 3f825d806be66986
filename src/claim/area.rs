//! Areas: «huyện Chi Lăng», «TP. Sơn La», «xã Tân Lập, huyện Mộc Châu».

use std::ops::Range;

use super::body::Body;
use super::reading::Reading;
use crate::claim::Level;
use crate::rules::{BodyLevel, Category, PlaceName, UnitId};
use crate::text::{Kind, Shape, is_syllable};

/// The words that regions of the country begin with.
const REGIONS: [&str; 8] = [
    "tây", "đông", "nam", "bắc", "trung", "miền", "duyên", "đồng",
];

/// An area as it is named: a level word, a name, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Area {
    /// The level word («huyện»), settled.
    pub(crate) word: Option<String>,
    /// The level that the word shows; none for a city, which stands at two.
    pub(crate) level: Option<Level>,
    /// The name; none in «UBND huyện».
    pub(crate) name: Option<String>,
    /// The units that bear the name, of every level.
    pub(crate) units: Vec<UnitId>,
    /// The area around it, where the text says it («, huyện Chi Lăng»).
    pub(crate) within: Option<Box<Area>>,
}

impl Reading<'_> {
    /// The area that begins at a token, and its end: a level word with or without a name.
    pub(crate) fn area_at(&self, at: usize) -> Option<(Area, usize)> {
        let (entry, end) = self.tag(at, Category::Level)?;
        let word = &self.rules.words.levels[entry];
        // «Buôn Ma Thuột» is a city.
        if word.level == Some(Level::Village)
            && self
                .tag(at, Category::Place)
                .is_some_and(|(_, place)| place > end)
        {
            return None;
        }
        let mut area = Area {
            word: Some(word.name.clone()),
            level: word.level,
            name: None,
            units: Vec::new(),
            within: None,
        };
        // «quận Quận 1» says the level twice.
        if let Some((again, _)) = self.tag(end, Category::Level)
            && self.rules.words.levels[again].name == word.name
        {
            return self.area_at(end);
        }
        // «Tỉnh ủy», «xã hội», «thành phố» in other words are other tags; a number may be a name: «Quận 1».
        match self.place_name_at(end, Some(&word.kind)) {
            Some((name, units, end)) => {
                area.name = Some(name);
                area.units = units;
                let (within, end) = self.within(end);
                area.within = within.map(Box::new);
                Some((area, end))
            }
            // «HĐND TP» is the city's; other level words written short need a name.
            None if self.is_abbreviated(at, end) && word.level.is_some() => None,
            None => Some((area, end)),
        }
    }

    /// Whether a level word is written short («TP», «H.»), which needs a name behind it.
    fn is_abbreviated(&self, at: usize, end: usize) -> bool {
        let length = |t: &crate::text::Token| t.end - t.start;
        end == at + 1
            && self
                .token(at)
                .is_some_and(|t| length(t) <= 2 && t.shape != Shape::Lower)
    }

    /// «, huyện Chi Lăng» or «(Yên Sơn)» behind an area: the area around it.
    pub(super) fn within(&self, at: usize) -> (Option<Area>, usize) {
        if self.is_comma(at) {
            if let Some((area, end)) = self.area_at(at + 1).filter(|(area, _)| area.name.is_some())
            {
                return (Some(area), end);
            }
        } else if self.is_open(at)
            && let Some(close) = self.after_bracket(at)
        {
            let inner = self.area_at(at + 1).or_else(|| self.bare_area_at(at + 1));
            if let Some((area, end)) =
                inner.filter(|(area, end)| area.name.is_some() && end + 1 == close)
            {
                return (Some(area), end + 1);
            }
        }
        (None, at)
    }

    /// The areas that alone fill some tokens, the smaller first: «quận Hai Bà Trưng, Hà Nội», «Hai Bà Trưng – Hà Nội».
    pub(super) fn places_within(&self, start: usize, end: usize) -> Option<Area> {
        let (mut area, after) = self
            .area_at(start)
            .or_else(|| self.bare_area_at(start))
            .filter(|(area, after)| area.name.is_some() && *after <= end)?;
        if after < end {
            let marked = self.is_comma(after) || self.is_dash(after);
            let around = self.places_within(after + 1, end).filter(|_| marked)?;
            let mut outer = &mut area;
            while outer.within.is_some() {
                outer = outer.within.as_deref_mut()?;
            }
            outer.within = Some(Box::new(around));
        }
        self.say_level(&mut area);
        Some(area)
    }

    /// Gives an area named without its level word the one of all units that it can be.
    pub(super) fn say_level(&self, area: &mut Area) {
        if area.word.is_some() {
            return;
        }
        let units = self.rules.places.units();
        let around = area.within.as_deref().map(|around| &around.units);
        let inside = |unit: &UnitId| {
            let parent = units[*unit].parent;
            around.is_none_or(|around| parent.is_some_and(|parent| around.contains(&parent)))
        };
        let highest = |unit: &UnitId| units[*unit].level;
        let fitting: Vec<UnitId> = area.units.iter().copied().filter(inside).collect();
        let Some(level) = fitting.iter().map(highest).min() else {
            return;
        };
        let mut kinds = fitting.iter().filter(|&&unit| units[unit].level == level);
        let Some(kind) = kinds.next().map(|&unit| &units[unit].kind) else {
            return;
        };
        if kinds.all(|&unit| units[unit].kind == *kind) {
            area.word = Some(kind.clone());
            area.level = Some(level).filter(|_| kind != "thành phố");
        }
    }

    /// The area named without a level word that begins at a token; only names of the table of places.
    pub(crate) fn bare_area_at(&self, at: usize) -> Option<(Area, usize)> {
        let (entry, end) = self.tag(at, Category::Place)?;
        if !self.is_capital(at) || self.continues_name(at, end) || self.names_person(at, end, None)
        {
            return None;
        }
        let place = &self.rules.words.place_names[entry];
        // «*Ba* giám đốc», «lần thứ *I*», «ủy viên *TƯ*»: a commune of one syllable is not named without its level.
        let units = self.rules.places.units();
        if end == at + 1 && (place.units.iter()).all(|&u| units[u].level == Level::Commune) {
            return None;
        }
        Some((
            Area {
                word: None,
                level: None,
                name: Some(self.text.words(at..end)),
                units: place.units.clone(),
                within: None,
            },
            end,
        ))
    }

    /// Whether a known place name is only the beginning of a longer name («Hòa Bình» in «Hòa Bình Minh»)
    /// that is not a person's.
    fn continues_name(&self, start: usize, end: usize) -> bool {
        let followed = self.token(end).is_some_and(|t| t.spaced && t.is_capital());
        followed
            && end == start + 1
            && self
                .token(end)
                .is_some_and(|t| self.lexicon().surname_tier(t.word) == 0)
            && self.is_untagged(end)
    }

    /// The name after a level word: the longest known one, else the capital run.
    pub(super) fn place_name_at(
        &self,
        at: usize,
        kind: Option<&str>,
    ) -> Option<(String, Vec<UnitId>, usize)> {
        let token = self.token(at)?;
        if token.kind == Kind::Break || !(token.is_capital() || token.kind == Kind::Number) {
            return None;
        }
        if let Some((entry, end)) = self.tag(at, Category::Place) {
            let place = &self.rules.words.place_names[entry];
            let fits = kind.is_none_or(|kind| {
                place
                    .units
                    .iter()
                    .any(|&unit| self.rules.places.units()[unit].kind == kind)
            });
            // «các tỉnh *Tây Nam* Bộ», as some commune is called too.
            if !fits && self.is_region(at, kind) {
                return None;
            }
            if (fits || token.kind != Kind::Number) && !self.names_person(at, end, kind) {
                // The table's spelling only where the text's own is an abbreviation.
                let name = if token.shape == Shape::Upper || self.begins_short(at) {
                    self.spelled_place(place)
                } else {
                    self.text.words(at..end)
                };
                return Some((name, place.units.clone(), end));
            }
        }
        if token.kind == Kind::Number || self.names_person(at, at, kind) {
            return None;
        }
        let mut end = at;
        while end < at + 4 && self.is_capital(end) && (end == at || !self.begins_other(end)) {
            end += 1;
            if self.token(end).is_some_and(|t| !t.spaced) {
                break;
            }
        }
        (end > at && !self.begins_other(at) && !self.is_no_unit(at, end, kind))
            .then(|| (self.text.words(at..end), Vec::new(), end))
    }

    /// The name of a place whose short form is written: «TT-Huế» is «Thừa Thiên Huế»; as the table has it where several of
    /// its units begin so.
    fn spelled_place(&self, place: &PlaceName) -> String {
        let units = self.rules.places.units();
        let initial = place.name.chars().next();
        let all = place.units.iter().map(|&unit| &units[unit].name);
        let mut names = all.filter(|name| name.chars().next() == initial);
        let first = names.next().unwrap_or(&place.name);
        let only = names.all(|name| name == first);
        if only { first } else { &place.name }.clone()
    }

    /// Whether a word begins with two capitals: «*TT-Huế*».
    fn begins_short(&self, at: usize) -> bool {
        let word = self.token(at).map_or("", |token| self.text.word(token));
        word.chars().take(2).filter(|c| c.is_uppercase()).count() == 2
    }

    /// Whether capitals that the table does not know name no unit above the communes: the regions of the country («các
    /// tỉnh *Tây Nam* Bộ»), or the beginning of another word.
    fn is_no_unit(&self, at: usize, end: usize, kind: Option<&str>) -> bool {
        let above = matches!(
            kind,
            None | Some("tỉnh" | "thành phố" | "huyện" | "quận" | "thị xã")
        );
        self.is_region(at, kind) || above && self.begins_word(at..end)
    }

    /// Whether a region of the country is named where a province would be.
    fn is_region(&self, at: usize, kind: Option<&str>) -> bool {
        kind == Some("tỉnh") && REGIONS.iter().any(|region| self.is(at, region))
    }

    /// Whether a name is one syllable of a word that begins a sentence or a name: «Thành ủy TP. *Sắp* tới», «Tỉnh Đoàn *Thanh*
    /// niên».
    pub(super) fn begins_word(&self, name: Range<usize>) -> bool {
        let end = name.end;
        let broken = self.token(end).is_some_and(|t| t.kind == Kind::Break);
        let behind = self.token(end + usize::from(broken));
        name.len() == 1
            && self
                .token(name.start)
                .is_some_and(|t| t.shape == Shape::Capital && is_syllable(self.text.word(t)))
            && behind.is_some_and(|t| t.shape == Shape::Lower)
    }

    /// Whether the capitals behind a level word are a person's name rather than the area's: what the table
    /// knows of them, up to `known`, is no area of that level, or would leave a single syllable over
    /// («UBND huyện Hà Trung Mẫu»). Provinces and districts are all in the table; communes need not be.
    fn names_person(&self, at: usize, known: usize, kind: Option<&str>) -> bool {
        let person = self.begins_person(at);
        let rare = self.tier(at) == 4 && self.is_capital(at + 1);
        if !person && !rare {
            return false;
        }
        let mut end = at;
        while end < at + 6 && self.is_capital(end) && (end == at || !self.begins_phrase(end)) {
            end += 1;
        }
        let units = self.rules.places.units();
        let fits = known > at
            && self.tag(at, Category::Place).is_some_and(|(entry, _)| {
                let place = &self.rules.words.place_names[entry];
                kind.is_none_or(|kind| place.units.iter().any(|&unit| units[unit].kind == kind))
            });
        match kind {
            _ if fits => person && end == known + 1 && end >= at + 3 && self.is_untagged(known),
            Some("tỉnh") => true,
            Some("huyện" | "quận") => person || end >= at + 3,
            _ => person && known == at && end >= at + 3,
        }
    }

    /// Whether the capitals behind a committee above the communes are its secretary's name, which only communes bear too:
    /// «Bí thư Thành ủy Nguyễn Văn Linh».
    pub(super) fn names_holder(&self, body: &Body, at: usize) -> bool {
        let units = self.rules.places.units();
        let above = match body.level {
            Some(BodyLevel::Fixed(level)) => level < Level::Commune,
            level => level == Some(BodyLevel::City),
        };
        let commune = |&unit: &UnitId| units[unit].level == Level::Commune;
        above
            && self.tag(at, Category::Place).is_some_and(|(entry, end)| {
                let place = &self.rules.words.place_names[entry];
                end >= at + 3 && place.units.iter().all(commune)
            })
            && self.begins_person(at)
    }

    /// Whether a role, a body, an honorific or a person's name begins at a token.
    fn begins_other(&self, at: usize) -> bool {
        self.tags_at(at).iter().any(|tag| {
            matches!(
                tag.category,
                Category::Role | Category::Body | Category::Honorific
            ) && tag.end as usize > at + 1
        }) || self
            .token(at)
            .is_some_and(|t| matches!(self.lexicon().surname_tier(t.word), 1 | 2))
            && self.is_capital(at + 1)
    }
}
