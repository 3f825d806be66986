//! Areas and bodies: «huyện Chi Lăng», «Ban Tổ chức Huyện ủy Chi Lăng», «Sở Y tế tỉnh Quảng Ngãi».

use super::reading::Reading;
use crate::claim::Level;
use crate::rules::{BodyLevel, Category, UnitId};
use crate::text::{Kind, Shape};

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

/// A body as it is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Body {
    /// Its name without area: head and field («Ban Tổ chức»).
    pub(crate) name: String,
    /// The kind of body, as in `rules/words/body.tsv`.
    pub(crate) class: String,
    /// Where such a body always stands.
    pub(crate) level: Option<BodyLevel>,
    /// Whether the area's bare name follows («Huyện ủy Chi Lăng»), without a level word.
    pub(crate) bare: bool,
    /// Whether the name is not whole without an area.
    pub(crate) needs_area: bool,
    /// The area.
    pub(crate) area: Option<Area>,
    /// The body it belongs to.
    pub(crate) parent: Option<Box<Body>>,
    /// The first token, and one past the last.
    pub(crate) start: usize,
    /// One past the last token.
    pub(crate) end: usize,
}

/// How many words an open field may have.
const OPEN_FIELD: usize = 9;

impl Reading<'_> {
    /// The area that begins at a token, and its end: a level word with or without a name.
    pub(crate) fn area_at(&self, at: usize) -> Option<(Area, usize)> {
        let (entry, end) = self.tag(at, Category::Level)?;
        let word = &self.rules.words.levels[entry];
        let mut area = Area {
            word: Some(word.name.clone()),
            level: word.level,
            name: None,
            units: Vec::new(),
            within: None,
        };
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
    fn within(&self, at: usize) -> (Option<Area>, usize) {
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

    /// The area named without a level word that begins at a token; only names of the table of places.
    pub(crate) fn bare_area_at(&self, at: usize) -> Option<(Area, usize)> {
        let (entry, end) = self.tag(at, Category::Place)?;
        if !self.is_capital(at) || self.continues_name(at, end) || self.names_person(at, end, None)
        {
            return None;
        }
        let place = &self.rules.words.place_names[entry];
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
    fn place_name_at(&self, at: usize, kind: Option<&str>) -> Option<(String, Vec<UnitId>, usize)> {
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
            if (fits || token.kind != Kind::Number) && !self.names_person(at, end, kind) {
                // The table's spelling only where the text's own is an abbreviation.
                let written = self.text.words(at..end);
                let name = if token.shape == Shape::Upper {
                    place.name.clone()
                } else {
                    written
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
        (end > at && !self.begins_other(at)).then(|| (self.text.words(at..end), Vec::new(), end))
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

    /// The body whose name begins at a token.
    pub(crate) fn body_at(&self, at: usize) -> Option<Body> {
        self.body_within(at, 4)
    }

    fn body_within(&self, at: usize, depth: usize) -> Option<Body> {
        if depth == 0 {
            return None;
        }
        let (entry, end) = self.tag(at, Category::Body)?;
        self.body_of(entry, at, end, depth)
    }

    /// The body of a head that the role has already said: «Trưởng Ban» + «Tổ chức Huyện ủy».
    pub(crate) fn body_of_head(&self, head: &str, at: usize) -> Option<Body> {
        let entry = self
            .rules
            .words
            .bodies
            .iter()
            .position(|body| body.name == head)?;
        self.body_of(entry, at, at, 4)
    }

    fn body_of(&self, entry: usize, start: usize, head_end: usize, depth: usize) -> Option<Body> {
        let head = &self.rules.words.bodies[entry];
        let mut body = Body {
            name: head.name.clone(),
            class: head.class.clone(),
            level: head.level,
            bare: head.after.place,
            needs_area: head.after.area || head.after.place,
            area: None,
            parent: None,
            start,
            end: head_end,
        };
        let mut at = head_end;
        if head.after.field {
            if let Some((field, end)) = self.field_at(at) {
                body.name = format!("{} {field}", body.name);
                body.needs_area = false;
                at = end;
            } else if !(head.after.area || head.after.body) {
                return None;
            }
        }
        let field_read = at > head_end;
        body.end = at;
        if head.after.parent || head.after.body || field_read {
            if let Some(parent) = self.parent_at(at, field_read, depth) {
                body.end = parent.end;
                body.needs_area = false;
                body.parent = Some(Box::new(parent));
                return Some(body);
            }
            if let Some(end) = self.central_at(at) {
                body.name = format!("{} Trung ương", body.name);
                body.level = Some(BodyLevel::Fixed(Level::Central));
                body.needs_area = false;
                body.end = end;
                return Some(body);
            }
        }
        if head.after.parent && !head.after.area && !head.after.body {
            // «Ban Thường vụ» alone is whole only with the committee that it belongs to.
            body.needs_area = false;
        }
        if head.after.area || head.after.place || field_read {
            if self.is(at, "việt") && self.is(at + 1, "nam") {
                body.name = format!("{} Việt Nam", body.name);
                body.level = Some(BodyLevel::Fixed(Level::Central));
                body.needs_area = false;
                body.end = at + 2;
                return Some(body);
            }
            let area = self.area_at(at).or_else(|| {
                let (area, end) = self.bare_area_at(at)?;
                self.fits_bare(&body, &area).then_some((area, end))
            });
            if let Some((area, end)) = area {
                body.area = Some(area);
                body.end = end;
            } else if head.after.place
                && let Some((name, units, end)) = self.place_name_at(at, None)
            {
                let (within, end) = self.within(end);
                body.area = Some(Area {
                    word: None,
                    level: None,
                    name: Some(name),
                    units,
                    within: within.map(Box::new),
                });
                body.end = end;
            }
        }
        Some(body)
    }

    /// Whether a bare place name can be the area of this body.
    fn fits_bare(&self, body: &Body, area: &Area) -> bool {
        let units = self.rules.places.units();
        match body.level {
            Some(BodyLevel::Fixed(level)) => {
                body.bare || area.units.iter().any(|&u| units[u].level == level)
            }
            Some(BodyLevel::City) => true,
            None => area.units.iter().any(|&u| units[u].level != Level::Commune),
        }
    }

    /// The body that a body belongs to: directly behind, or behind a comma or «của», «thuộc» after a field.
    fn parent_at(&self, at: usize, field_read: bool, depth: usize) -> Option<Body> {
        let direct = |at| self.body_within(at, depth - 1);
        if let Some(parent) = direct(at) {
            return Some(parent);
        }
        let linked = self.is(at, "của")
            || self.is(at, "thuộc")
            || (field_read && (self.is_comma(at) || self.is_dash(at)));
        if !linked || !self.is_capital(at + 1) {
            return None;
        }
        direct(at + 1).filter(|parent| {
            !self.is_comma(at) && !self.is_dash(at)
                || matches!(
                    parent.class.as_str(),
                    "ministry" | "department" | "commission"
                )
        })
    }

    /// «Trung ương», «Trung ương Đảng» behind a body.
    fn central_at(&self, at: usize) -> Option<usize> {
        if self.is(at, "t") && self.is(at + 1, ".") && self.is(at + 2, "ư") {
            return Some(if self.is(at + 3, "đảng") {
                at + 4
            } else {
                at + 3
            });
        }
        if self.is(at, "tw") || self.is(at, "tư") && self.token(at)?.shape == Shape::Upper {
            return Some(at + 1);
        }
        (self.is(at, "trung") && self.is(at + 1, "ương")).then(|| {
            if self.is(at + 2, "đảng") {
                at + 3
            } else {
                at + 2
            }
        })
    }

    /// What a body deals with: a field of the list, else an open run that begins with a capital.
    fn field_at(&self, at: usize) -> Option<(String, usize)> {
        if let Some((entry, end)) = self.tag(at, Category::Field) {
            let written_short =
                end == at + 1 || self.token(at).is_some_and(|t| t.shape == Shape::Upper);
            let whole = !self.runs_on(end);
            if whole || written_short {
                return Some((self.rules.words.fields[entry].clone(), end));
            }
        }
        if self.token(at)?.kind == Kind::Number {
            return Some((self.text.words(at..at + 1), at + 1));
        }
        if !self.is_capital(at)
            || self.begins_person(at)
            || self.tags_at(at).iter().any(|tag| {
                matches!(
                    tag.category,
                    Category::Role
                        | Category::Body
                        | Category::Level
                        | Category::Honorific
                        | Category::Cue
                )
            })
        {
            return None;
        }
        let mut end = at;
        while end < at + OPEN_FIELD {
            let token = self.token(end)?;
            let marks = &self.lexicon().marks;
            if token.kind == Kind::Word && (end == at || !self.ends_field(end)) {
                end += 1;
            } else if end > at
                && (token.is(marks.dash) || token.is(marks.ampersand))
                && self.is_capital(end + 1)
                && !self.ends_field(end + 1)
            {
                end += 2;
            } else {
                break;
            }
        }
        while end > at && self.is(end - 1, "và") {
            end -= 1;
        }
        (end > at).then(|| (self.text.words(at..end), end))
    }

    /// Whether a field of the list is only the beginning of a longer one: «Kinh tế» in «Kinh tế Quốc phòng».
    fn runs_on(&self, at: usize) -> bool {
        let Some(token) = self.token(at).filter(|_| self.central_at(at).is_none()) else {
            return false;
        };
        token.kind == Kind::Word
            && token.is_capital()
            && self.is_untagged(at)
            && self.lexicon().surname_tier(token.word) == 0
            || token.is(self.lexicon().marks.and)
                && self.is_capital(at + 1)
                && self
                    .tags_at(at + 1)
                    .iter()
                    .any(|tag| tag.category == Category::Field)
    }

    /// Whether a word ends an open field: a cue, a body, a role, a level word, a place or a person's name.
    fn ends_field(&self, at: usize) -> bool {
        self.tags_at(at).iter().any(|tag| match tag.category {
            Category::Cue => self.rules.words.cues[tag.entry as usize] != "mang tên",
            Category::Honorific | Category::Level => true,
            Category::Body | Category::Role => self.is_capital(at),
            Category::Place => self.is_capital(at) && tag.end as usize > at + 1,
            _ => false,
        }) || self.begins_person(at)
    }

    /// Whether no word of posts, names and acts begins at a token; those of figures stand anywhere.
    fn is_untagged(&self, at: usize) -> bool {
        !self.tags_at(at).iter().any(|tag| {
            matches!(
                tag.category,
                Category::Role
                    | Category::Body
                    | Category::Field
                    | Category::Level
                    | Category::Place
                    | Category::Honorific
                    | Category::Cue
            )
        })
    }

    /// Whether a surname with another capital behind it begins at a token.
    fn begins_person(&self, at: usize) -> bool {
        self.token(at)
            .is_some_and(|t| t.is_capital() && matches!(self.lexicon().surname_tier(t.word), 1..=3))
            && self.is_capital(at + 1)
    }
}
