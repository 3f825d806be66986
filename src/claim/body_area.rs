//! Where a body lies: by the area behind its name, the unit around that, and the place in brackets.

use std::ops::Range;

use super::area::Area;
use super::body::{Body, CENTRAL};
use super::reading::Reading;
use crate::claim::Level;
use crate::rules::{BodyHead, BodyLevel, Category, UnitId};
use crate::text::Kind;

impl Reading<'_> {
    /// Takes in what may stand behind any body: its short name in brackets, and the larger area around it.
    pub(super) fn widen(&self, body: &mut Body) {
        if self.is_short_name(body.end) {
            body.end += 3;
        }
        if body.level == Some(CENTRAL)
            && body.class != "ministry"
            && body.area.is_none()
            && body.parent.is_none()
            && let Some(end) = self.state_end(body.end)
        {
            body.end = end;
        }
        if self.is_open(body.end) {
            self.place_in_brackets(body);
            return;
        }
        let lies = self.is(body.end, "tại") || self.is(body.end, "ở");
        if !(self.is_comma(body.end) || lies && is_open_class(&body.class)) {
            return;
        }
        let Some((around, end)) = self
            .area_at(body.end + 1)
            .or_else(|| {
                self.bare_area_at(body.end + 1)
                    .filter(|_| self.is(body.end, "tại"))
            })
            .filter(|(area, _)| area.name.is_some())
        else {
            return;
        };
        let mut inner = &mut *body;
        while inner.parent.is_some() {
            let Some(parent) = inner.parent.as_deref_mut() else {
                return;
            };
            inner = parent;
        }
        let level = inner.level.and_then(BodyLevel::fixed);
        match &mut inner.area {
            Some(area) if area.name.is_none() => return,
            // «Trường THCS Đô Lương, huyện Đông Hưng» is called after a place, and lies elsewhere.
            Some(area)
                if area.word.is_none()
                    && area.within.is_none()
                    && matches!(inner.class.as_str(), "school" | "hospital")
                    && area.level.is_none()
                    && self.level_of(&around) > Level::Province =>
            {
                let name = area.name.take().unwrap_or_default();
                inner.name = format!("{} {name}", inner.name);
                inner.area = Some(around);
            }
            Some(area) => {
                let mut outer = &mut *area;
                while outer.within.is_some() {
                    let Some(next) = outer.within.as_deref_mut() else {
                        return;
                    };
                    outer = next;
                }
                // «xã Tân Lập, huyện Mộc Châu», never «huyện Mộc Châu, xã Tân Lập»; a city may be a district.
                let deeper = outer.level.or(level).unwrap_or(Level::District);
                if deeper <= self.level_of(&around) {
                    return;
                }
                outer.within = Some(Box::new(around));
            }
            None if inner.level.is_none() && is_open_class(&inner.class) => {
                inner.area = Some(around);
            }
            None => return,
        }
        body.end = end;
    }

    /// Takes in the place that brackets behind a body say it lies in: «Trường THPT Lê Lợi (quận Hai Bà Trưng, Hà Nội)».
    fn place_in_brackets(&self, body: &mut Body) {
        let Some(close) = self.after_bracket(body.end) else {
            return;
        };
        let around = self.places_within(body.end + 1, close - 1);
        // «(bản X, xã Y)»: a village is no area of a body; «(Minh Khai)» could be many.
        let Some(around) = around
            .and_then(|area| match area.level {
                Some(Level::Village) => area.within.map(|around| *around),
                _ => Some(area),
            })
            .filter(|area| area.word.is_some())
        else {
            return;
        };
        match &mut body.area {
            _ if body.parent.is_some() => return,
            Some(area) if area.name.is_some() && area.within.is_none() => {
                let deeper = area.level.unwrap_or(Level::District);
                if deeper <= self.level_of(&around) {
                    return;
                }
                area.within = Some(Box::new(around));
            }
            // «đội 7 (huyện Phong Điền)»: its beat.
            None if lies_somewhere(&body.class)
                && body.level.is_none()
                && !body.elided
                && !is_numbered_team(&body.name) =>
            {
                body.area = Some(around);
                body.needs_area = false;
            }
            _ => return,
        }
        body.end = close;
    }

    /// Reads the area behind a body's name, or «Việt Nam».
    pub(super) fn read_area(&self, head: &BodyHead, body: &mut Body, field_read: bool) {
        let mut at = body.end;
        // «Liên đoàn Lao động (LĐLĐ) tỉnh Sơn La».
        if self.is_short_name(at)
            && (self.country_end(at + 3).is_some()
                || self
                    .area_at(at + 3)
                    .is_some_and(|(area, _)| area.name.is_some()))
        {
            at += 3;
        }
        if let Some(country) = self.country_end(at) {
            if head.name != "Bộ" && !body.name.ends_with(" Việt Nam") {
                body.name = format!("{} Việt Nam", body.name);
            }
            at = country;
            body.end = at;
            // «Hội Sinh viên Việt Nam thành phố Cần Thơ» is the city's.
            if self.area_at(at).is_none() {
                body.level = Some(CENTRAL);
                body.needs_area = false;
                return;
            }
        }
        // «Trung tâm phục vụ đối ngoại của tỉnh»: whose else could it be.
        if field_read
            && self.is(at, "của")
            && let Some((_, end)) = self.area_at(at + 1)
            && !self.has(end, Category::Body)
        {
            at += 1;
        }
        // «Tòa án nhân dân khu vực 1 - Sơn La».
        let dash = usize::from(field_read && self.is_dash(at) && body.class == "court");
        let first = head.after.place.then(|| self.place_of_first(at)).flatten();
        let at = first.unwrap_or(at);
        let holder = self.names_holder(body, at);
        let area = self.area_at(at).or_else(|| {
            let (area, end) = self.bare_area_at(at + dash).filter(|_| !holder)?;
            self.fits_bare(body, &area).then_some((area, end))
        });
        if let Some((area, end)) = area {
            let area = self.taken_up_area(at, &area, end).unwrap_or(area);
            // «Bộ đội Biên phòng» is the whole country's, «Bộ đội Biên phòng tỉnh Sơn La» is not.
            body.level = body.level.filter(|level| *level != CENTRAL);
            body.area = Some(area);
            body.end = end;
        } else if head.after.place
            && !holder
            && let Some((name, units, end)) = self.place_name_at(at, None)
            && !self.is_no_place(body, &units, at..end)
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

    /// Whether what stands behind a committee above the communes names no place: provinces are all in the table, so that
    /// three unknown syllables, or behind «Tỉnh ủy» two of which the first is a letter, are whoever heads it («Bí thư Thành
    /// ủy Tiêu Minh Mẫu», «Phó Bí thư Tỉnh ủy Y Mẫu»), and only a quận is called by a number («Tỉnh ủy *2* năm»).
    fn is_no_place(&self, body: &Body, units: &[UnitId], name: Range<usize>) -> bool {
        let number = self
            .token(name.start)
            .is_some_and(|token| token.kind == Kind::Number);
        let numbered = matches!(body.level, Some(BodyLevel::Fixed(Level::Province)))
            || matches!(body.name.as_str(), "Huyện ủy" | "Thị ủy" | "Thành ủy");
        let city = body.level == Some(BodyLevel::City);
        let above = city || body.level == Some(BodyLevel::Fixed(Level::Province));
        let letter = |at| {
            self.token(at)
                .is_some_and(|token| self.text.word(token).chars().count() == 1)
        };
        let person = || name.len() == 2 && body.name == "Tỉnh ủy" && letter(name.start);
        let of_commune = |unit: &UnitId| self.rules.places.units()[*unit].level == Level::Commune;
        let word = units.iter().all(of_commune) && self.begins_word(name.clone());
        number && numbered
            || above && word
            || above && units.is_empty() && (name.len() >= 3 || person())
    }

    /// Whether a bare place name can be the area of this body.
    fn fits_bare(&self, body: &Body, area: &Area) -> bool {
        let units = self.rules.places.units();
        match body.level {
            Some(BodyLevel::Fixed(level)) if level != Level::Central => {
                body.bare || area.units.iter().any(|&u| units[u].level == level)
            }
            Some(BodyLevel::City) => true,
            _ => area.units.iter().any(|&u| units[u].level != Level::Commune),
        }
    }
}

/// Whether a name is the number of a team: «Đội 7».
fn is_numbered_team(name: &str) -> bool {
    (name.strip_prefix("Đội ")).is_some_and(|number| number.chars().all(|c| c.is_ascii_digit()))
}

/// Whether bodies of a class are told apart by the place that they lie in.
fn lies_somewhere(class: &str) -> bool {
    matches!(
        class,
        "school" | "hospital" | "institute" | "department" | "office"
    )
}

/// Whether bodies of a class are named with or without an area («Trường Tiểu học Tân Lập, huyện Mộc Châu»).
fn is_open_class(class: &str) -> bool {
    matches!(
        class,
        "school"
            | "hospital"
            | "institute"
            | "enterprise"
            | "office"
            | "mass"
            | "department"
            | "press"
    )
}
