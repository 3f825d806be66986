//! Offices and boards that many bodies have: whose «Phòng Nội vụ», «Phòng Cảnh sát giao thông» or «Ban Quản lý dự án» it is.

use super::area::Area;
use super::assembly::plain_key;
use super::body::Body;
use super::elided::is_elsewhere;
use super::reading::Reading;
use super::topic::Mention;
use crate::claim::Level;
use crate::date::Date;
use crate::rules::Category;
use crate::text::{Kind, name_key};

/// The offices that the People's Committees of districts had.
const DISTRICT_OFFICES: [&str; 11] = [
    "Phòng Giáo dục",
    "Phòng Nội vụ",
    "Phòng Tư pháp",
    "Phòng Tài chính - Kế hoạch",
    "Phòng Tài nguyên và Môi trường",
    "Phòng Lao động - Thương binh và Xã hội",
    "Phòng Văn hóa và Thông tin",
    "Phòng Giáo dục và Đào tạo",
    "Phòng Nông nghiệp và Phát triển nông thôn",
    "Phòng Kinh tế và Hạ tầng",
    "Phòng Quản lý đô thị",
];

/// The offices that the People's Committees of communes have had since there are no districts.
const COMMUNE_OFFICES: [&str; 6] = [
    "Phòng Kinh tế",
    "Phòng Văn hóa - Xã hội",
    "Phòng Văn hóa và Xã hội",
    "Phòng Kinh tế, Hạ tầng và Đô thị",
    "Phòng Kinh tế - Hạ tầng và Đô thị",
    "Trung tâm Phục vụ hành chính công",
];

/// The year from which communes have offices.
const FIRST_COMMUNE_OFFICES: i32 = 2025;

/// The offices that hospitals, schools and centres have for their own staff and money.
const STAFF_OFFICES: [&str; 8] = [
    "Phòng Tổ chức - Hành chính",
    "Phòng Tổ chức cán bộ",
    "Phòng Tài chính - Kế toán",
    "Phòng Kế toán",
    "Phòng Hành chính",
    "Phòng Hành chính - Quản trị",
    "Phòng Tổ chức - Hành chính - Quản trị",
    "Phòng Kế hoạch - Tổng hợp",
];

/// What the boards deal with that only provinces have, folded.
const PROVINCIAL_BOARDS: [&str; 9] = [
    "các khu công nghiệp",
    "các khu công nghiệp chế xuất",
    "các khu chế xuất công nghiệp",
    "khu công nghiệp",
    "khu kinh tế",
    "các khu kinh tế",
    "khu công nghệ cao",
    "đường sắt đô thị",
    "an toàn thực phẩm",
];

/// The offices that the police of provinces have.
const POLICE_OFFICES: [&str; 4] = [
    "Phòng Cảnh sát ",
    "Phòng An ninh ",
    "Phòng Quản lý xuất nhập cảnh",
    "Phòng Tham mưu",
];

/// A board of a project that does not say which.
const BOARD: &str = "Ban Quản lý dự án";

impl Reading<'_> {
    /// An office with the district, hospital or centre that the news is about.
    pub(super) fn office_of_topic(&self, body: &Body, at: usize) -> Option<Body> {
        let name = name_key(&body.name);
        let is_of = |offices: &[&str]| offices.iter().any(|office| name_key(office) == name);
        if is_of(&DISTRICT_OFFICES) {
            // «Phòng Nội vụ» is a district's, unless the text speaks of a Sở around it.
            let paragraph = self.paragraph(at);
            let department = self.tags.iter().any(|tag| {
                tag.category == Category::Body
                    && self.rules.words.bodies[tag.entry as usize].name == "Sở"
                    && self.paragraph(tag.start as usize) == paragraph
            });
            let district = self.topic.district.filter(|_| !department)?;
            return self.with_area_of(body, Some(district));
        }
        if is_of(&COMMUNE_OFFICES) {
            return Some(Body {
                area: Some(self.commune_around(at)?),
                ..body.clone()
            });
        }
        if !is_of(&STAFF_OFFICES) {
            return None;
        }
        // «Phòng Tổ chức - Hành chính» in news of one hospital or centre; «Bệnh *viện* Đa *khoa* tỉnh» is neither a Viện
        // nor a Khoa.
        let owners = self
            .tags
            .iter()
            .filter(|tag| tag.category == Category::Body && self.is_capital(tag.start as usize))
            .filter_map(|tag| self.body_at(tag.start as usize))
            .filter(|owner| {
                let class = matches!(owner.class.as_str(), "institute" | "hospital" | "school");
                let named = owner.area.as_ref().is_some_and(|area| area.name.is_some());
                class && !owner.elided && (named || owner.parent.is_some())
            });
        let owner = self.only(owners, at)?;
        Some(Body {
            parent: Some(Box::new(owner)),
            ..body.clone()
        })
    }

    /// The only commune that an article of the time without districts names before a token; none where it names a district.
    pub(super) fn commune_around(&self, at: usize) -> Option<Area> {
        let year = self.article.published.map(Date::year);
        if self.topic.district.is_some() || year.is_some_and(|year| year < FIRST_COMMUNE_OFFICES) {
            return None;
        }
        let commune = |mention: &Mention| mention.level == Level::Commune;
        let only = self.topic.only(commune)?;
        (only.token < at).then(|| only.area())
    }

    /// The body at which the sentence has somebody work before it says in which of its units: «công tác tại Công an tỉnh X,
    /// giữ chức Phó Trưởng phòng Tham mưu».
    pub(super) fn at_work(&self, unit: &Body, at: usize) -> Option<Body> {
        let start = self.sentence_around(at)?.start;
        let owner = self
            .tags_in(start..at)
            .iter()
            .rev()
            .filter(|tag| tag.category == Category::Body && tag.start > 1)
            .filter(|tag| {
                let first = tag.start as usize;
                let works = self.is(first - 2, "tác") || self.is(first - 2, "việc");
                works && (self.is(first - 1, "tại") || self.is(first - 1, "ở"))
            })
            .filter_map(|tag| self.body_at(tag.start as usize))
            .find(|owner| owner.end <= at && !owner.elided)?;
        (owner.class != "office").then(|| Body {
            parent: Some(Box::new(owner)),
            ..unit.clone()
        })
    }

    /// An office of a province's police with the only one that the paragraph or else the article names.
    pub(super) fn office_of_police(&self, body: &Body, at: usize) -> Option<Body> {
        let known = POLICE_OFFICES
            .iter()
            .any(|head| body.name.starts_with(head));
        if !known || self.says_more(body.end) {
            return None;
        }
        let units = self.rules.places.units();
        let police = self
            .bodies_of("police")
            .filter(|police| police.name == "Công an")
            .filter(|police| {
                police.area.as_ref().is_some_and(|area| {
                    let mut known = area.units.iter();
                    area.name.is_some()
                        && area.level.is_none_or(|level| level == Level::Province)
                        && known.any(|&unit| units[unit].level == Level::Province)
                })
            });
        let police = self.only(police, at)?;
        Some(Body {
            parent: Some(Box::new(police)),
            ..body.clone()
        })
    }

    /// Whether what follows a unit would say whose it is, if it could be read: «(ĐH Y Hà Nội)», «, Bệnh viện Nguyễn Văn
    /// Mẫu».
    fn says_more(&self, end: usize) -> bool {
        let marked = self.is_comma(end) || self.is_dash(end);
        let linked = self.is(end, "của") || self.is(end, "thuộc");
        self.is_open(end)
            || linked
            || self.has(end, Category::Body)
            || marked && self.has(end + 1, Category::Body)
    }

    /// A faculty or a clinic of the only hospital or university that the article names.
    pub(super) fn faculty(&self, body: &Body) -> Option<Body> {
        if self.says_more(body.end) {
            return None;
        }
        let schools = ["Trường Đại học", "Đại học", "Học viện", "Trường Cao đẳng"];
        let mut owners = self.bodies_of("hospital").chain(
            self.bodies_of("school")
                .filter(|school| schools.iter().any(|head| school.name.starts_with(head))),
        );
        let mut owner = owners.next()?;
        for other in owners {
            if other.name != owner.name || is_elsewhere(&owner, &other) {
                return None;
            }
            if owner.area.is_none() {
                owner = other;
            }
        }
        Some(Body {
            parent: Some(Box::new(owner)),
            ..body.clone()
        })
    }

    /// A board of a project with the name that the text gives it elsewhere, where it names only one.
    pub(super) fn full_board(&self, body: &Body, at: usize) -> Option<Body> {
        // «Ban Quản lý dự án 1547» is another.
        let named = self.is_capital(body.end)
            || self
                .token(body.end)
                .is_some_and(|token| token.kind == Kind::Number);
        if body.name != BOARD || named || body.area.is_some() || body.parent.is_some() {
            return None;
        }
        let boards = self.bodies_of("department").filter(|board| {
            let named = board.name.strip_prefix(BOARD);
            named.is_some_and(|rest| !rest.is_empty())
                || board.name == BOARD && (board.area.is_some() || board.parent.is_some())
        });
        self.only(boards, at)
    }

    /// The association that «Hội» means: the only one that its paragraph or else the article names before it.
    pub(super) fn association_named(&self, body: &Body) -> Option<Body> {
        let whole = |known: &Body| {
            let named = known.area.as_ref().is_some_and(|area| area.name.is_some());
            known.start < body.start && (named || known.parent.is_some())
        };
        let known = self
            .bodies_of("mass")
            .filter(|known| known.name.starts_with("Hội ") && whole(known));
        (body.name == "Hội")
            .then(|| self.only(known, body.start))
            .flatten()
    }

    /// The bodies of a class that the text names with capitals.
    pub(super) fn bodies_of(&self, class: &'static str) -> impl Iterator<Item = Body> {
        self.tags
            .iter()
            .filter(move |tag| {
                tag.category == Category::Body
                    && self.rules.words.bodies[tag.entry as usize].class == class
                    && self.is_capital(tag.start as usize)
            })
            .filter_map(|tag| self.body_at(tag.start as usize))
            .filter(|body| !body.elided)
    }
}

/// Whether a board is one that only provinces have, and that says no more.
pub(super) fn is_provincial_board(name: &str) -> bool {
    let field = name.strip_prefix("Ban Quản lý ").map(plain_key);
    field.is_some_and(|field| PROVINCIAL_BOARDS.contains(&field.as_str()))
}
