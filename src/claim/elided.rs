//! What bodies leave to the context: whose «Ban Dân vận», «Vụ Tuyên truyền» or «UBND» it is.

use super::area::Area;
use super::assembly::is_council_board;
use super::body::{Body, CENTRAL};
use super::office::is_provincial_board;
use super::reading::Reading;
use super::share::is_owned;
use super::topic::Mention;
use crate::claim::Level;
use crate::rules::{BodyLevel, Category, Tag, UnitId};
use crate::text::name_key;

/// The Party's commissions, which every committee has.
pub(super) const COMMISSIONS: [&str; 6] = [
    "Ban Tổ chức",
    "Ban Tuyên giáo",
    "Ban Dân vận",
    "Ban Nội chính",
    "Ban Tuyên giáo và Dân vận",
    "Ủy ban Kiểm tra",
];

/// How many committees may stand in a row behind «thôi tham gia».
const COORDINATED: usize = 3;

/// How many words a role may have, or what says that it is left.
const HEAD: usize = 6;

/// How many words a post may have before its ministry.
const POST: usize = 6;

/// The Party committees of areas, by the level word that their area has elsewhere.
pub(super) const COMMITTEES: [(&str, &str); 5] = [
    ("Tỉnh ủy", "tỉnh"),
    ("Thành ủy", "thành phố"),
    ("Huyện ủy", "huyện"),
    ("Quận ủy", "quận"),
    ("Thị ủy", "thị xã"),
];

/// Whether a body is a committee of the Party: of an area, or of a commune, a body or a branch.
pub(super) fn is_party_committee(org: &str) -> bool {
    org.starts_with("Đảng ủy") || COMMITTEES.iter().any(|(head, _)| org.starts_with(head))
}

impl Reading<'_> {
    /// The body with the parent or area that its name lacks, where the context says it.
    pub(super) fn completed(&self, body: &Body, at: usize) -> Option<Body> {
        if let Some(whole) = self
            .enterprise_of(body)
            .or_else(|| self.full_ministry(body))
            .or_else(|| self.called_in_brackets(body))
            .or_else(|| self.full_board(body, at))
        {
            return Some(whole);
        }
        if let Some(parent) = &body.parent {
            // «về Văn phòng Bộ»: the ministry that the text is about.
            let named = (parent.elided && parent.name == "Bộ")
                .then(|| {
                    self.named_before(parent)
                        .or_else(|| self.ministry_around(at))
                })
                .flatten()?;
            return Some(Body {
                parent: Some(Box::new(named)),
                ..body.clone()
            });
        }
        if COMMISSIONS.contains(&body.name.as_str()) && !self.is_of_event(body) {
            if body.area.is_none() && self.is_central_before(body, at) {
                return Some(of_country(body));
            }
            let committee = match &body.area {
                Some(area) => self.committee_of_area(area, body),
                None => self
                    .committee_before(body, at)
                    .or_else(|| self.committee_of_topic(body)),
            };
            let Some(committee) = committee else {
                return body.area.is_none().then(|| self.central_named(body))?;
            };
            return Some(Body {
                area: None,
                parent: Some(Box::new(committee)),
                ..body.clone()
            });
        }
        if body.area.is_some() {
            return None;
        }
        if body.bare
            && let Some(area) = self.coordinated(body)
        {
            return Some(Body {
                area: Some(area),
                ..body.clone()
            });
        }
        if let Some(whole) = self.named_elsewhere(body, at) {
            return Some(whole);
        }
        self.of_its_class(body, at)
    }

    /// The body with what bodies of its class leave to the context.
    fn of_its_class(&self, body: &Body, at: usize) -> Option<Body> {
        match body.class.as_str() {
            // «Đảng ủy Sở X cách chức Phó Bí thư Chi bộ 4».
            "party" if body.name.starts_with("Chi bộ ") => self.inside_committee(body, at),
            // «Chủ nhiệm Ủy ban Kinh tế» in news of the National Assembly.
            "commission" if is_council_board(&body.name) => self.of_council(body, at),
            // «giữ chức Trưởng Ban Xây dựng Đảng» in news of one commune.
            "commission" if name_key(&body.name) == "ban xây dựng đảng" => {
                self.commission_of_commune(body, at)
            }
            "commission" => {
                let name = self.assembly_committee(body)?;
                Some(Body {
                    name: format!("{name} của Quốc hội"),
                    level: Some(CENTRAL),
                    ..body.clone()
                })
            }
            // «tham gia Đảng đoàn Hội Nông dân tỉnh, giữ chức Ủy viên Đảng đoàn».
            _ if is_owned(body) => self.owned_committee(body, at),
            // «Chủ tịch Ủy ban MTTQ Việt Nam» is no province's.
            "front" if self.country_ends(body.end) => self.front_of_country(body),
            "committee" | "council" | "front" | "mass" if body.needs_area => {
                // «HĐND huyện X bầu ông A giữ chức Chủ tịch UBND».
                if let Some(council) = self
                    .council_electing(at)
                    .filter(|_| body.class == "committee")
                {
                    return Some(Body {
                        area: council.area,
                        ..body.clone()
                    });
                }
                let Some(same) = self.named_before(body) else {
                    if body.class == "mass" {
                        return None;
                    }
                    // Where the text names nothing smaller than the province, it is the province's.
                    let small = |mention: &Mention| mention.level != Level::Province;
                    let province = self.topic.province;
                    let only = !self.topic.mentions.iter().any(small);
                    return self.with_area_of(body, province.filter(|_| only));
                };
                same.area.as_ref()?.name.as_ref()?;
                (same.name == body.name).then_some(Body {
                    area: same.area,
                    ..body.clone()
                })
            }
            "ministry"
                if ["Vụ ", "Cục "]
                    .iter()
                    .any(|head| body.name.starts_with(head)) =>
            {
                if let Some(owner) = self.taken_up_owner(at) {
                    return Some(Body {
                        parent: Some(Box::new(owner)),
                        ..body.clone()
                    });
                }
                // «Cục CSGT» in an article on another ministry.
                let ministry = self.owner_around(at).filter(|ministry| {
                    !body.name.contains("Cảnh sát") || ministry.name == "Bộ Công an"
                })?;
                Some(Body {
                    parent: Some(Box::new(ministry)),
                    ..body.clone()
                })
            }
            "office" => self
                .at_work(body, at)
                .or_else(|| self.office_of_police(body, at))
                .or_else(|| self.office_of_topic(body, at))
                // A life goes through many offices.
                .filter(|_| self.portrait.is_none()),
            "school"
                if ["Khoa ", "Bộ môn "]
                    .iter()
                    .any(|head| body.name.starts_with(head)) =>
            {
                self.at_work(body, at).or_else(|| self.faculty(body))
            }
            "department" if body.level.is_none() && is_provincial_board(&body.name) => Some(Body {
                level: Some(BodyLevel::Fixed(Level::Province)),
                needs_area: true,
                ..body.clone()
            }),
            "department" if body.name.starts_with("Chi cục ") && self.is_provincial(body) => {
                self.with_area_of(body, self.topic.province)
            }
            _ => None,
        }
    }

    /// Whether «Việt Nam» or «VN» ends before a token.
    fn country_ends(&self, end: usize) -> bool {
        let before = |steps| end.checked_sub(steps);
        before(2).is_some_and(|at| self.country_end(at) == Some(end))
            || before(1).is_some_and(|at| self.country_end(at) == Some(end))
    }

    /// Whether a «Ban Tổ chức» organises an event, no commission of the Party: «Phó Ban Tổ chức lễ hội», «… giải».
    pub(super) fn is_of_event(&self, body: &Body) -> bool {
        let event = [
            "lễ", "đại", "giải", "cuộc", "hội", "chương", "liên", "sự", "chuỗi", "triển", "đêm",
            "ngày", "tuần",
        ];
        event.iter().any(|word| self.is(body.end, word))
    }

    /// The area of the committee that stands beside a bare one: «thôi giữ chức Bí thư Tỉnh ủy, thôi tham gia Ban Thường
    /// vụ Tỉnh ủy Hưng Yên».
    fn coordinated(&self, body: &Body) -> Option<Area> {
        let at = body.end + usize::from(self.is_comma(body.end));
        let Some(("thôi tham gia" | "tham gia", end)) = self.cue(at) else {
            return None;
        };
        let mut from = end;
        for _ in 0..COORDINATED {
            let beside = self.body_at(from)?;
            let committee = beside.parent.as_deref().unwrap_or(&beside);
            if committee.name == body.name
                && let Some(area) = committee.area.as_ref().filter(|area| area.name.is_some())
            {
                return Some(area.clone());
            }
            let joined = self.is_comma(beside.end) || self.is(beside.end, "và");
            from = beside.end + usize::from(joined);
        }
        None
    }

    /// A cell of the Party within the body whose committee the sentence names before it.
    fn inside_committee(&self, body: &Body, at: usize) -> Option<Body> {
        let start = self.sentence_around(at)?.start;
        let first = self
            .tags
            .partition_point(|tag| (tag.start as usize) < start);
        let last = self.tags.partition_point(|tag| (tag.start as usize) < at);
        let committee = self.tags[first..last]
            .iter()
            .rev()
            .filter(|tag| tag.category == Category::Body)
            .filter_map(|tag| self.body_at(tag.start as usize))
            .find(|other| matches!(other.name.as_str(), "Đảng ủy" | "Đảng bộ"))?;
        let parent = committee.parent.filter(|parent| !parent.elided)?;
        Some(Body {
            parent: Some(parent),
            ..body.clone()
        })
    }

    /// Whether a branch is the province's: those of taxes, customs and judgments stand in districts too.
    fn is_provincial(&self, body: &Body) -> bool {
        let field = body.name.to_lowercase();
        let below = [
            "thuế",
            "hải quan",
            "thi hành án",
            "thống kê",
            "kiểm lâm vùng",
        ];
        self.topic.district.is_none() || !below.iter().any(|word| field.contains(word))
    }

    /// A body with a unit as its area.
    pub(super) fn with_area_of(&self, body: &Body, unit: Option<UnitId>) -> Option<Body> {
        let unit = unit?;
        let known = &self.rules.places.units()[unit];
        Some(Body {
            area: Some(Area {
                word: Some(known.kind.clone()),
                level: Some(known.level),
                name: Some(known.name.clone()),
                units: vec![unit],
                within: None,
            }),
            ..body.clone()
        })
    }

    /// Whether the last commission of its name that the sentence names before it is that of the whole country: «Kỳ họp 39
    /// của UBKT Trung ương do Chủ nhiệm UBKT A chủ trì».
    fn is_central_before(&self, body: &Body, at: usize) -> bool {
        let Some(sentence) = self.sentence_around(at) else {
            return false;
        };
        let central =
            |found: &Body| found.name.strip_prefix(body.name.as_str()) == Some(" Trung ương");
        let before = self.tags_in(sentence.start..at).iter().rev();
        before
            .filter(|tag| tag.category == Category::Body)
            .filter_map(|tag| self.body_at(tag.start as usize))
            .find(|found| found.name.starts_with(&body.name))
            .is_some_and(|found| central(&found))
    }

    /// The commission of the whole country where the text names it in full, none of its name of another committee, and no
    /// province: «Ban Tuyên giáo Trung ương họp. Trưởng Ban Tuyên giáo …».
    fn central_named(&self, body: &Body) -> Option<Body> {
        let province = |mention: &Mention| mention.level == Level::Province;
        if self.topic.mentions.iter().any(province) {
            return None;
        }
        let whole = of_country(body);
        let mut named = self
            .tags
            .iter()
            .filter(|tag| tag.category == Category::Body)
            .filter_map(|tag| self.body_at(tag.start as usize))
            .filter(|found| found.name.starts_with(&body.name) && found.name != body.name)
            .peekable();
        named.peek()?;
        named.all(|found| found.name == whole.name).then_some(whole)
    }

    /// The Front of the whole country, in news of no district: «Chủ tịch Ủy ban MTTQ Việt Nam A».
    fn front_of_country(&self, body: &Body) -> Option<Body> {
        self.topic.district.is_none().then(|| Body {
            name: "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam".to_owned(),
            level: Some(CENTRAL),
            needs_area: false,
            ..body.clone()
        })
    }

    /// The last Party committee of an area named before a token in its paragraph.
    fn committee_before(&self, body: &Body, at: usize) -> Option<Body> {
        let paragraph = self.paragraph(at);
        let last = self.tags.partition_point(|tag| (tag.start as usize) < at);
        let name = |tag: &Tag| self.rules.words.bodies[tag.entry as usize].name.as_str();
        let mut left: Option<String> = None;
        let before = self.tags[..last]
            .iter()
            .rev()
            .take_while(|tag| self.paragraph(tag.start as usize) == paragraph)
            .filter(|tag| tag.category == Category::Body)
            .filter(|tag| {
                let name = name(tag);
                name == "Sở" || COMMITTEES.iter().any(|(committee, _)| *committee == name)
            })
            // «thôi giữ chức Bí thư Huyện ủy X và nhận nhiệm vụ là Trưởng Ban Nội chính»: of another committee.
            .find(|tag| {
                let Some(found) = self.body_at(tag.start as usize) else {
                    return true;
                };
                let words = || self.text.words(found.start..found.end).to_lowercase();
                if self.is_left_at(found.start) {
                    left = Some(words());
                }
                left.as_ref().is_none_or(|left| *left != words())
            })?;
        // «Bí thư Huyện ủy X, rồi Giám đốc Sở Y, Trưởng Ban Dân vận»: of the province by then.
        if name(before) == "Sở" {
            return self.committee_of_unit(self.topic.province?, body);
        }
        self.body_at(before.start as usize)
    }

    /// Whether the post in the body at a token is one that somebody leaves: «thôi giữ chức Bí thư *Huyện ủy X*».
    fn is_left_at(&self, body: usize) -> bool {
        let before = body.saturating_sub(HEAD)..body;
        let role = before.into_iter().find(|&at| {
            self.tag(at, Category::Role)
                .is_some_and(|(_, end)| end == body)
        });
        role.is_some_and(|role| {
            (role.saturating_sub(HEAD)..role).any(|at| {
                matches!(self.cue(at), Some(("thôi giữ chức" | "cho thôi" | "miễn nhiệm", end)) if end == role)
            })
        })
    }

    /// The Party committee of what the article is about.
    fn committee_of_topic(&self, body: &Body) -> Option<Body> {
        let unit = self.topic.district.or(self.topic.province)?;
        self.committee_of_unit(unit, body)
    }

    /// The Party committee of an area: «Ban Tuyên giáo Yên Bái» is the Tỉnh ủy's.
    fn committee_of_area(&self, area: &Area, body: &Body) -> Option<Body> {
        let level = area
            .level
            .or_else(|| area.word.is_none().then_some(Level::Province));
        let unit = self.choose(area, level, &self.topic)?;
        self.committee_of_unit(unit, body)
    }

    fn committee_of_unit(&self, unit: UnitId, body: &Body) -> Option<Body> {
        let known = &self.rules.places.units()[unit];
        let (name, _) = COMMITTEES.iter().find(|(_, word)| *word == known.kind)?;
        let head = self
            .rules
            .words
            .bodies
            .iter()
            .find(|head| head.name == *name)?;
        let committee = Body {
            name: head.name.clone(),
            class: head.class.clone(),
            level: Some(BodyLevel::Fixed(known.level)),
            bare: true,
            needs_area: true,
            area: None,
            parent: None,
            ..body.clone()
        };
        self.with_area_of(&committee, Some(unit))
    }

    /// The ministry whose post is the next of the list behind a token.
    pub(super) fn ministry_behind(&self, at: usize) -> Option<Body> {
        let next = at + 1;
        if !self.is_comma(at) || !self.is_capital(next) && !self.has(next, Category::Role) {
            return None;
        }
        let body = (next..next + POST)
            .take_while(|&at| self.is_word(at))
            .find_map(|at| self.body_at(at))?;
        let owner = body.parent.as_deref().unwrap_or(&body);
        (owner.name.starts_with("Bộ ") && owner.class == "ministry").then(|| owner.clone())
    }
}

/// The commission of the whole country: «Ban Tuyên giáo Trung ương».
fn of_country(body: &Body) -> Body {
    Body {
        name: format!("{} Trung ương", body.name),
        level: Some(CENTRAL),
        ..body.clone()
    }
}

/// Whether two bodies name different areas.
pub(super) fn is_elsewhere(one: &Body, other: &Body) -> bool {
    let name = |body: &Body| body.area.as_ref().and_then(|area| area.name.clone());
    name(one)
        .zip(name(other))
        .is_some_and(|(one, other)| one != other)
}
