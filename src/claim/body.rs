//! Bodies: «Ban Tổ chức Huyện ủy Chi Lăng», «Sở Y tế tỉnh Quảng Ngãi».

use std::ops::Range;

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

impl Body {
    /// A body of a class, so called by some tokens, of which no more is known.
    pub(super) fn named(name: String, class: &str, tokens: Range<usize>) -> Self {
        Self {
            name,
            class: class.to_owned(),
            level: None,
            bare: false,
            needs_area: false,
            area: None,
            parent: None,
            elided: false,
            start: tokens.start,
            end: tokens.end,
        }
    }
}

/// The level of what is the whole country's.
pub(crate) const CENTRAL: BodyLevel = BodyLevel::Fixed(Level::Central);

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
        let entry = self.rules.words.bodies.named(head)?;
        let mut body = self.body_of(entry, at, at, 4)?;
        self.widen(&mut body);
        Some(body)
    }

    /// The level of a named area; a city counts as a province where one bears its name.
    pub(super) fn level_of(&self, area: &Area) -> Level {
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
            || self.is(at, "khóa")
            // «Phó Tổng cục trưởng đơn vị».
            || self.is(at, "đơn") && self.is(at + 1, "vị") && !self.is_part(at + 2)
            || self
                .cue(at)
                .is_some_and(|(class, _)| matches!(class, "kiêm" | "thay" | "kể từ"))
            || self.says_when(at)
    }

    /// Whether what follows a post says for when it is held: «Chủ tịch Hội *nhiệm kỳ* 2025-2030», «Chủ tịch Viện *từ ngày* 7/3».
    fn says_when(&self, at: usize) -> bool {
        let term = self.is(at, "nhiệm") && self.is(at + 1, "kì");
        let begins = ["từ", "vào", "trong"].iter().any(|word| self.is(at, word));
        let time = |at| {
            let counted = ["ngày", "tháng", "năm", "đầu", "cuối", "giữa", "nhiệm"];
            self.digits(at).is_some() || counted.iter().any(|word| self.is(at, word))
        };
        term || begins && time(at + 1)
    }

    /// Whether a body's short name in brackets begins at a token.
    pub(super) fn is_short_name(&self, at: usize) -> bool {
        self.is_open(at)
            && self.token(at + 1).is_some_and(|t| t.shape == Shape::Upper)
            && self.after_bracket(at) == Some(at + 3)
    }

    fn body_of(&self, entry: usize, start: usize, head_end: usize, depth: usize) -> Option<Body> {
        let (entry, head_end) = self.settled_head(entry, start..head_end);
        let head = &self.rules.words.bodies[entry];
        let mut body = Body {
            level: head.level,
            bare: head.after.place,
            needs_area: head.after.area || head.after.place,
            ..Body::named(head.name.clone(), &head.class, start..head_end)
        };
        let mut at = head_end;
        // «Giám đốc Sở», «Đảng ủy Học viện»: the body that the text has named before.
        let party = head.class == "party" || head.name.starts_with("Công đoàn");
        // «Hiệu trưởng nhà trường».
        if head.class == "school" && self.is(at, "nhà") && self.is(at + 1, "trường") {
            at += 2;
            body.end = at;
        }
        // «Giám đốc Sở Trần Văn Mẫu».
        let headed = head.name == "Sở" && matches!(self.tier(at), 1 | 2) && self.begins_person(at);
        if head.after.field && !party && (headed && self.is_capital(at + 2) || self.ends_phrase(at))
        {
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
            // «Tổng cục Đường bộ Việt Nam thuộc Bộ Giao thông vận tải», «Viện Kinh tế Việt Nam (Viện Hàn lâm …)».
            if matches!(head.class.as_str(), "ministry" | "institute")
                && body.name.ends_with(" Việt Nam")
                && let Some(ministry) =
                    self.parent_at(&body.name, body.end, true, depth)
                        .filter(|parent| {
                            parent.name.starts_with("Bộ ")
                                || name_key(&parent.name).starts_with("viện hàn lâm ")
                        })
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

    /// The head that the first words of a body are, and where it ends: «ĐH Quốc gia Hà Nội» and «ĐH Huế» are no «Trường»,
    /// and letters in brackets behind a head that goes on say it again: «Bệnh viện (BV) Bạch Mai», «Ủy ban An toàn giao thông
    /// (ATGT) Quốc gia».
    fn settled_head(&self, entry: usize, head: Range<usize>) -> (usize, usize) {
        let (bodies, end) = (&self.rules.words.bodies, head.end);
        let name = &bodies[entry].name;
        if head.len() == 1 && name == "Trường Đại học" {
            let nation = self.is(end, "quốc") && self.is(end + 1, "gia");
            let province = |(area, _): &(Area, usize)| self.level_of(area) == Level::Province;
            let of_area = nation || self.bare_area_at(end).as_ref().is_some_and(province);
            let university = bodies.named("Đại học").filter(|_| of_area);
            return (university.unwrap_or(entry), end);
        }
        if head.is_empty() || !self.is_short_name(end) || !self.says_again(entry, end + 1) {
            return (entry, end);
        }
        let behind = end + 3;
        let longer = |words: usize| {
            let words = self.text.words(behind..behind + words);
            bodies.named(&format!("{name} {words}"))
        };
        if self
            .token(behind + 1)
            .is_some_and(|token| token.kind == Kind::Word)
            && let Some(longer) = longer(2)
        {
            return (longer, behind + 2);
        }
        let goes_on = bodies[entry].after.field || bodies[entry].after.body;
        (entry, if goes_on { behind } else { end })
    }

    /// Whether letters are those of a body's head, or of the words before them.
    fn says_again(&self, entry: usize, letters: usize) -> bool {
        let word = self
            .token(letters)
            .map_or("", |token| self.text.word(token));
        self.spelled.contains_key(word)
            || self
                .tag(letters, Category::Body)
                .is_some_and(|(other, _)| other == entry)
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
        if body.class != "enterprise" || body.parent.is_some() || body.area.is_none() {
            return;
        }
        let Some(end) = self.brand_end(body.end) else {
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
        // «Ban Đối ngoại Trung ương Đảng» is «Ban Đối ngoại Trung ương».
        if body.class == "commission"
            && body.name.starts_with("Ban ")
            && parent.name == CENTRAL_COMMITTEE
        {
            if !body.name.contains(" Trung ương") {
                body.name.push_str(" Trung ương");
            }
            body.level = Some(CENTRAL);
            body.needs_area = false;
            return Some(body);
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
}

/// Whether a team is one of players below an age: «U22 Việt Nam».
fn is_age_group(field: &str) -> bool {
    field
        .strip_prefix('U')
        .is_some_and(|age| age.starts_with(|c: char| c.is_ascii_digit()))
}
