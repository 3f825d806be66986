//! Bodies: «Ban Tổ chức Huyện ủy Chi Lăng», «Sở Y tế tỉnh Quảng Ngãi».

use super::area::Area;
use super::assembly::settled_committee;
use super::reading::Reading;
use crate::claim::Level;
use crate::rules::{BodyHead, BodyLevel, Category, UnitId};
use crate::text::{Kind, Shape, name_key};

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
    /// Whether only its head is said («Giám đốc Sở»): the text has named it before.
    pub(crate) elided: bool,
    /// The first token, and one past the last.
    pub(crate) start: usize,
    /// One past the last token.
    pub(crate) end: usize,
}

/// The level of what is the whole country's.
const CENTRAL: BodyLevel = BodyLevel::Fixed(Level::Central);

/// The Party's Central Committee, whose short form begins the names of others.
pub(crate) const CENTRAL_COMMITTEE: &str = "Ban Chấp hành Trung ương Đảng";

impl Reading<'_> {
    /// The body whose name begins at a token.
    pub(crate) fn body_at(&self, at: usize) -> Option<Body> {
        self.body_within(at, 4)
    }

    pub(super) fn body_within(&self, at: usize, depth: usize) -> Option<Body> {
        if depth == 0 {
            return None;
        }
        let (entry, end) = self.tag(at, Category::Body)?;
        // «Nam Bộ», «Bắc Bộ» are regions.
        if self.rules.words.bodies[entry].name == "Bộ" && self.ends_region(at + 1) {
            return None;
        }
        // «hội chợ» is no association.
        let phrase = self.tag(at, Category::Part).filter(|&(_, part)| part > end);
        if self.rules.words.bodies[entry].name == "Hội" && phrase.is_some() {
            return None;
        }
        // «Hội An» is a town.
        if self.is_capital(at)
            && self.tag(at, Category::Place).is_some_and(|(entry, place)| {
                let units = self.rules.places.units();
                let named = &self.rules.words.place_names[entry].units;
                place > end && named.iter().any(|&u| units[u].level <= Level::District)
            })
        {
            return None;
        }
        // «Đảng ủy» in «Đảng ủy viên» is no body.
        if self
            .tag(at, Category::Role)
            .is_some_and(|(_, role)| role > end)
        {
            return None;
        }
        let mut body = self.body_of(entry, at, end, depth)?;
        self.widen(&mut body);
        Some(body)
    }

    /// The body of a head that the role has already said: «Trưởng Ban» + «Tổ chức Huyện ủy».
    pub(crate) fn body_of_head(&self, head: &str, at: usize) -> Option<Body> {
        let entry = self.rules.words.body(head)?;
        let mut body = self.body_of(entry, at, at, 4)?;
        self.widen(&mut body);
        Some(body)
    }

    /// The level of a named area; a city counts as a province where one bears its name.
    fn level_of(&self, area: &Area) -> Level {
        let units = self.rules.places.units();
        let province =
            |&u: &UnitId| units[u].level == Level::Province && units[u].kind == "thành phố";
        let city = if area.units.iter().any(province) {
            Level::Province
        } else {
            Level::District
        };
        area.level.unwrap_or(city)
    }

    /// Whether a token cannot go on a body's name: a mark, the end of the text, or a word that joins posts.
    fn ends_phrase(&self, at: usize) -> bool {
        self.token(at)
            .is_none_or(|token| matches!(token.kind, Kind::Mark | Kind::Break))
            || self.is(at, "này")
            // «Phó Tổng cục trưởng đơn vị».
            || self.is(at, "đơn") && self.is(at + 1, "vị") && !self.is_part(at + 2)
            || self.cue(at).is_some_and(|(class, _)| class == "kiêm")
    }

    /// Whether a body's short name in brackets begins at a token.
    pub(super) fn is_short_name(&self, at: usize) -> bool {
        self.is_open(at)
            && self.token(at + 1).is_some_and(|t| t.shape == Shape::Upper)
            && self.after_bracket(at) == Some(at + 3)
    }

    /// Takes in what may stand behind any body: its short name in brackets, and the larger area around it.
    fn widen(&self, body: &mut Body) {
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
            elided: false,
            start,
            end: head_end,
        };
        let mut at = head_end;
        // «Giám đốc Sở», «Đảng ủy Học viện»: the body that the text has named before.
        let party = head.class == "party" || head.name.starts_with("Công đoàn");
        // «Hiệu trưởng nhà trường».
        if head.class == "school" && self.is(at, "nhà") && self.is(at + 1, "trường") {
            at += 2;
            body.end = at;
        }
        if head.after.field && !party && self.ends_phrase(at) {
            body.elided = true;
            body.needs_area = false;
            return Some(body);
        }
        at = self.read_field(head, &mut body, at)?;
        let field_read = at > head_end;
        body.end = at;
        // «Đảng ủy», «Công đoàn» may leave all to the context; «Bệnh viện», «Ủy ban» are nothing without more.
        let alone = !head.after.field
            || field_read
            || (party || head.class == "military") && (head.after.area || head.after.body);
        if head.after.owner {
            let owner = self.body_within(at, depth - 1)?;
            body.end = owner.end;
            body.parent = Some(Box::new(owner));
            return Some(body);
        }
        if head.name == CENTRAL_COMMITTEE
            && let Some(owner) = self
                .body_within(at, depth - 1)
                .filter(|owner| owner.class == "mass")
        {
            // «Ban Chấp hành Trung ương Hội Nông dân Việt Nam» is no committee of the Party.
            "Ban Chấp hành Trung ương".clone_into(&mut body.name);
            body.end = owner.end;
            body.level = None;
            body.parent = Some(Box::new(owner));
            return Some(body);
        }
        if head.after.parent || head.after.body || field_read {
            let parent = self.parent_at(&body.name, at, field_read, depth);
            if let Some(parent) = parent.filter(|_| head.name != "Bộ") {
                return self.within_parent(body, parent, at);
            }
            if let Some(end) = self.central_at(at) {
                body.name = format!("{} Trung ương", body.name);
                body.level = Some(CENTRAL);
                body.needs_area = false;
                body.end = end;
                return Some(body);
            }
        }
        if head.class.is_empty() {
            // «Thường trực» is a body only of a committee.
            return None;
        }
        if head.after.parent && !head.after.area && !head.after.body {
            // «Ban Thường vụ» alone is whole only with the committee that it belongs to.
            body.needs_area = false;
        }
        if head.after.area || head.after.place || field_read {
            self.read_area(head, &mut body, field_read);
            // «Tổng cục Đường bộ Việt Nam thuộc Bộ Giao thông vận tải».
            if head.class == "ministry"
                && body.name.ends_with(" Việt Nam")
                && let Some(ministry) = self
                    .parent_at(&body.name, body.end, true, depth)
                    .filter(|parent| parent.name.starts_with("Bộ "))
            {
                return self.within_parent(body, ministry, at);
            }
            if let Some(parent) = self.owner_of_placed(&body, depth) {
                body.name = self.name_with_place(&body, at..body.end);
                body.area = None;
                return self.within_parent(body, parent, at);
            }
        }
        self.name_by_brand(&mut body);
        // «Giám đốc Công ty luật», «Công ty cổ phần»: any of them.
        if body.area.is_none() && field_read && self.is_any_company(head, head_end, body.end) {
            return None;
        }
        let whole = alone || body.area.is_some() || body.name.ends_with(" Việt Nam");
        whole.then_some(body)
    }

    /// Reads what a body deals with or is called into its name; where that ends, or none where the words name no body.
    fn read_field(&self, head: &BodyHead, body: &mut Body, at: usize) -> Option<usize> {
        let found = head.after.field.then(|| {
            self.field_at(at, head)
                .or_else(|| self.school_name_at(at, head))
        });
        let Some((field, end)) = found.flatten() else {
            return Some(at);
        };
        // «đội trưởng U22», «Ban trường»: a team that plays, and a word that names nothing.
        let plays = head.name == "Đội" && is_age_group(&field);
        let nameless = matches!(head.name.as_str(), "Ban" | "Hội");
        if plays || nameless && name_key(&field) == "trường" {
            return None;
        }
        let branded = (head.class == "enterprise" && end == at + 1)
            .then(|| self.branded(&head.name, at..end))
            .flatten();
        body.name = branded.unwrap_or_else(|| format!("{} {field}", body.name));
        body.needs_area = false;
        // «Ngân hàng TMCP Sài Gòn - Hà Nội».
        if head.name == "Ngân hàng"
            && self.is_dash(end)
            && let Some((_, after)) = self.bare_area_at(end + 1)
        {
            body.name = format!("{} - {}", body.name, self.text.words(end + 1..after));
            return Some(after);
        }
        Some(end)
    }

    /// A place with a brand behind it is part of an enterprise's name: «Công ty Cổ phần Cơ khí Đông Anh Licogi».
    fn name_by_brand(&self, body: &mut Body) {
        let Some(end) = self
            .brand_end(body.end)
            .filter(|_| body.class == "enterprise" && body.parent.is_none())
        else {
            return;
        };
        let brand = self.text.words(body.end..end);
        let bare = |area: &mut Area| area.word.is_none() && area.within.is_none();
        if let Some(place) = body.area.take_if(bare).and_then(|area| area.name) {
            body.name = format!("{} {place} {brand}", body.name);
            body.end = end;
        }
    }

    /// A body within another, whose name begins at a token or behind what links the two there.
    fn within_parent(&self, mut body: Body, parent: Body, link: usize) -> Option<Body> {
        body.end = parent.end;
        // «Ban Quản lý X trực thuộc UBND thành phố», «Công ty X thuộc UBND tỉnh Y» are of the area.
        if parent.class == "committee"
            && (self.is(link, "trực") || self.is(link, "thuộc"))
            && parent.area.is_some()
        {
            body.needs_area = true;
            body.area = parent.area;
            return Some(body);
        }
        // «Trưởng đoàn CLB Than Quảng Ninh»: a team on its way is no body.
        if body.name.starts_with("Đoàn") && parent.name.starts_with("Câu lạc bộ") {
            return None;
        }
        // «Quân khu 7, Bộ Quốc phòng» is known by its own name.
        if body.class == "military" && parent.name == "Bộ Quốc phòng" {
            return Some(body);
        }
        if body.class == "commission" && parent.name == "Quốc hội" {
            let field = body.name.strip_prefix("Ủy ban ");
            body.name = field.and_then(settled_committee).unwrap_or(body.name);
        }
        body.needs_area = false;
        body.parent = Some(Box::new(parent));
        Some(body)
    }

    /// The place that a school is called after, where it is not its area: «Trường THPT Tân Lập», «Trường THPT Mộc Châu 1».
    fn school_name_at(&self, at: usize, head: &BodyHead) -> Option<(String, usize)> {
        let (entry, end) = self.tag(at, Category::Place)?;
        let units = self.rules.places.units();
        let named = &self.rules.words.place_names[entry].units;
        let number = usize::from(self.token(end).is_some_and(|t| t.kind == Kind::Number));
        let commune = named.iter().all(|&u| units[u].level == Level::Commune);
        (head.class == "school" && self.is_capital(at) && (commune || number > 0))
            .then(|| (self.text.words(at..end + number), end + number))
    }

    /// Reads the area behind a body's name, or «Việt Nam».
    fn read_area(&self, head: &BodyHead, body: &mut Body, field_read: bool) {
        let mut at = body.end;
        // «Liên đoàn Lao động (LĐLĐ) tỉnh Sơn La».
        if self.is_short_name(at)
            && self
                .area_at(at + 3)
                .is_some_and(|(area, _)| area.name.is_some())
        {
            at += 3;
        }
        if let Some(country) = self.country_end(at) {
            if head.name != "Bộ" {
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

/// Whether a team is one of players below an age: «U22 Việt Nam».
fn is_age_group(field: &str) -> bool {
    field
        .strip_prefix('U')
        .is_some_and(|age| age.starts_with(|c: char| c.is_ascii_digit()))
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
