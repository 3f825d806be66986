//! Bodies that the text names in full elsewhere: «Phòng Trồng trọt Sở Nông nghiệp …», and further on «Phòng Trồng trọt».

use std::collections::{BTreeMap, HashMap};

use super::area::Area;
use super::body::Body;
use super::reading::Reading;
use crate::claim::Level;
use crate::rules::{BodyLevel, Category};
use crate::text::{Shape, Token, is_same_name, name_key};

/// How many tokens a roster may have before a post of it.
const ROSTER: usize = 200;

/// Within how many tokens of its opening a bracket gives another name.
const CALLED: usize = 8;

/// How many phrases before a bracket the name may begin that it gives again.
const NEAREST: usize = 40;

/// How many tokens may stand in a bracket before the post: «(SN 1973, nguyên …».
const BRACKET: usize = 8;

/// The mentions of bodies that say whose they are, by name; none where two of one name are of different owners.
pub(super) type Fuller = HashMap<String, Option<Body>>;

impl Reading<'_> {
    /// A body with the owner or area that a roster it stands in, or its own name elsewhere in the text, says.
    pub(super) fn named_elsewhere(&self, body: &Body, at: usize) -> Option<Body> {
        if let Some(owner) = self.roster_owner(body, at) {
            return Some(Body {
                parent: Some(Box::new(owner)),
                ..body.clone()
            });
        }
        let full = self.in_full(body)?;
        Some(Body {
            area: full.area.clone(),
            parent: full.parent.clone(),
            ..body.clone()
        })
    }

    /// A body by the name that brackets behind its full one give it: «Vụ Tài chính các ngân hàng (Vụ TCNH)», «Ban Bảo vệ sức
    /// khỏe cán bộ tỉnh (gọi tắt là Ban Sức khỏe)».
    pub(super) fn called_in_brackets(&self, body: &Body) -> Option<Body> {
        if body.area.is_some() || body.parent.is_some() {
            return None;
        }
        let called = self.called.get_or_init(|| self.names_in_brackets());
        called.get(&name_key(&body.name)).cloned()
    }

    /// The bodies that brackets give another name, by this.
    fn names_in_brackets(&self) -> HashMap<String, Body> {
        let mut called = HashMap::new();
        for again in self
            .tags
            .iter()
            .filter(|tag| tag.category == Category::Body)
        {
            let (first, after) = (again.start as usize, again.end as usize);
            let Some(open) = (first.saturating_sub(CALLED)..first)
                .rev()
                .find(|&at| self.is_open(at))
                .filter(|&open| self.called(open + 1) == first)
            else {
                continue;
            };
            let full = self
                .tags_in(open.saturating_sub(ROSTER)..open)
                .iter()
                .rev()
                .take(NEAREST)
                .filter(|tag| (tag.category, tag.entry) == (again.category, again.entry))
                .filter_map(|tag| self.body_at(tag.start as usize))
                .find(|full| full.end == open)
                .filter(|full| full.parent.as_deref().is_none_or(|owner| owns(owner, full)));
            let (Some(full), Some(close)) = (full, self.after_bracket(open)) else {
                continue;
            };
            // Letters may stand for any words; other names must be said to be given.
            let letters = after + 2 == close && self.token(after).is_some_and(is_upper);
            let said = first > open + 1;
            if let Some(short) = self.body_at(first)
                && (letters || said)
                && short.end + 1 == close
                && short.name != full.name
            {
                called.entry(name_key(&short.name)).or_insert(full);
            }
        }
        called
    }

    /// The owner that a sentence takes up by «cơ quan này» where it says no other: the last ministry or commission named
    /// before it.
    pub(super) fn taken_up_owner(&self, at: usize) -> Option<Body> {
        let sentence = self.sentence_around(at)?;
        let taken_up =
            |at: usize| self.is(at, "cơ") && self.is(at + 1, "quan") && self.is(at + 2, "này");
        if !sentence.clone().any(taken_up) {
            return None;
        }
        let start = sentence.start;
        self.tags_in(start.saturating_sub(ROSTER)..start)
            .iter()
            .rev()
            .filter(|tag| tag.category == Category::Body && self.is_capital(tag.start as usize))
            .filter_map(|tag| self.body_at(tag.start as usize))
            .map(|body| {
                let mut outer = body;
                while let Some(parent) = outer.parent.take() {
                    outer = *parent;
                }
                outer
            })
            .find(|owner| {
                let class = matches!(owner.class.as_str(), "ministry" | "commission");
                let inner = ["Vụ ", "Cục "];
                class && !owner.elided && !inner.iter().any(|head| owner.name.starts_with(head))
            })
    }

    /// A ministry or a department that is named by the beginning of its name: «Bộ Văn hóa» is the only one of the text that
    /// begins so, «Bộ Văn hóa, Thể thao và Du lịch»; «Sở Giáo dục» is of what «Bộ Giáo dục và Đào tạo» deals with.
    pub(super) fn full_ministry(&self, body: &Body) -> Option<Body> {
        let head = body.name.split(' ').next()?;
        // A life goes through ministries that were called so in their time.
        let of_life = self.portrait.is_some();
        if !matches!(head, "Bộ" | "Sở") || of_life || body.parent.is_some() || body.elided {
            return None;
        }
        let field = body.name.split_once(' ')?.1;
        let mut fields = self.fields_beginning(head, field);
        if fields.is_empty() && is_alike(field) {
            let twin = if head == "Bộ" { "Sở" } else { "Bộ" };
            fields = self.fields_beginning(twin, field);
        }
        let [full] = fields[..] else {
            return None;
        };
        Some(Body {
            name: format!("{head} {full}"),
            ..body.clone()
        })
    }

    /// The fields that begin so of the ministries or departments that the text names.
    fn fields_beginning(&self, head: &str, short: &str) -> Vec<&str> {
        let short = name_key(&format!("{head} {short}"));
        let ministries = self.ministries.get_or_init(|| self.ministries_named());
        let fields = ministries.iter().filter_map(|(key, name)| {
            let rest = key.strip_prefix(short.as_str())?;
            let (_, field) = name.split_once(' ')?;
            rest.starts_with([' ', ',']).then_some(field)
        });
        fields.collect()
    }

    /// The ministries and departments, by their names folded, that the text names by a field of the list: «Bộ Ngoại giao
    /// Trung Quốc» and «Sở Xây dựng và Sở Y tế» are none of ours.
    fn ministries_named(&self) -> BTreeMap<String, String> {
        let heads = ["Bộ", "Sở"];
        let headed = self.tags.iter().filter_map(|tag| {
            let (start, end) = (tag.start as usize, tag.end as usize);
            match tag.category {
                Category::Body => {
                    let head = &self.rules.words.bodies[tag.entry as usize].name;
                    (heads.contains(&head.as_str()) && self.is_capital(start))
                        .then(|| self.body_at(start))?
                }
                // «Thứ trưởng Giáo dục và Đào tạo».
                Category::Role => {
                    let head = self.rules.words.roles[tag.entry as usize].head.as_deref();
                    (head == Some("Bộ")).then(|| self.body_of_role(start, end, head))?
                }
                _ => None,
            }
        });
        headed
            .map(|body| body.name)
            .filter(|name| {
                let field = name.split_once(' ').map_or("", |(_, field)| field);
                self.rules.words.fields.iter().any(|known| known == field)
            })
            .map(|name| (name_key(&name), name))
            .collect()
    }

    /// A body as the text names it in full elsewhere, where all its full mentions agree.
    fn in_full(&self, body: &Body) -> Option<&Body> {
        if !is_inner(self, body) {
            return None;
        }
        let fuller = self.fuller.get_or_init(|| self.full_names());
        fuller.get(&name_key(&body.name))?.as_ref()
    }

    /// A body whose owner is said by its head alone, with the owner that the text has named: «Khoa Nhi bệnh viện».
    fn with_owner_named(&self, body: Body) -> Option<Body> {
        let Some(parent) = body.parent.as_deref().filter(|parent| parent.elided) else {
            return Some(body);
        };
        let named = self.named_before(parent)?;
        Some(Body {
            parent: Some(Box::new(named)),
            ..body
        })
    }

    /// The owner of a unit in brackets within a roster of somebody's staff: «… nguyên là cán bộ Ngân hàng X gồm: ông A
    /// (Phó Trưởng phòng Tín dụng)».
    fn roster_owner(&self, body: &Body, at: usize) -> Option<Body> {
        let sentence = self.sentence_around(at)?;
        let start = (sentence.start).max(at.saturating_sub(ROSTER));
        let bracket = (at.saturating_sub(BRACKET)..at)
            .rev()
            .find(|&at| self.is_open(at))?;
        let opens = (start..bracket).find(|&at| self.is(at, "gồm"))?;
        let staff = |body: &Body| {
            body.start.checked_sub(2).is_some_and(|from| {
                self.is(from, "cán") && self.is(from + 1, "bộ")
                    || self.is(from, "lãnh") && self.is(from + 1, "đạo")
                    || self.is(from, "nhân") && self.is(from + 1, "viên")
            })
        };
        let owner = self
            .tags_in(start..opens)
            .iter()
            .filter(|tag| tag.category == Category::Body)
            .filter_map(|tag| self.body_at(tag.start as usize))
            .find(|owner| owner.end == opens && staff(owner) && owns(owner, body))?;
        is_inner(self, body).then_some(owner)
    }

    /// The inner units that the text names with owner or area, by a body's name or by a role that begins it.
    fn full_names(&self) -> Fuller {
        let mut fuller = Fuller::new();
        for tag in &self.tags {
            let (start, end) = (tag.start as usize, tag.end as usize);
            let body = match tag.category {
                Category::Body => self.body_at(start),
                Category::Role => {
                    let head = self.rules.words.roles[tag.entry as usize].head.as_deref();
                    head.and_then(|head| self.body_of_role(start, end, Some(head)))
                }
                _ => None,
            };
            let named = body
                .filter(|body| is_inner(self, body))
                .and_then(|body| self.with_owner_named(body));
            let Some(body) = named.filter(says_whose) else {
                continue;
            };
            fuller
                .entry(name_key(&body.name))
                .and_modify(|known| {
                    if known.as_ref().is_some_and(|known| !agree(known, &body)) {
                        *known = None;
                    }
                })
                .or_insert(Some(body));
        }
        fuller
    }
}

/// Whether a body is one inside another, named by what it deals with; or the Party committee of a city, of which there
/// are of two levels.
fn is_inner(reading: &Reading, body: &Body) -> bool {
    let inner = matches!(
        body.class.as_str(),
        "office"
            | "institute"
            | "commission"
            | "ministry"
            | "department"
            | "school"
            | "hospital"
            | "mass"
    );
    // A Sở is the province's that the text is about.
    let own = inner && body.level.and_then(BodyLevel::fixed) != Some(Level::Province);
    let city = body.name == "Thành ủy" && !reading.topic.is_of_several();
    let whole =
        reading.rules.words.bodies.named(&body.name).is_some() || body.name.contains(" Trung ương");
    city || own && !whole
}

/// Whether ministry and departments of the provinces deal with the same: those of culture do not.
fn is_alike(field: &str) -> bool {
    let apart = ["văn hóa", "khoa học"];
    let field = name_key(field);
    !apart.iter().any(|word| field.starts_with(&name_key(word)))
}

/// Whether a token is of capitals alone.
fn is_upper(token: &Token) -> bool {
    token.shape == Shape::Upper
}

/// Whether a body says its owner or its area by name.
fn says_whose(body: &Body) -> bool {
    // «Trường Đại học Quốc tế Hồng Bàng» is a name.
    let said = |area: &Area| area.name.is_some() && (body.class != "school" || area.word.is_some());
    let named = body.area.as_ref().is_some_and(said);
    let owner = body.parent.as_deref();
    (named || owner.is_some()) && owner.is_none_or(|owner| owns(owner, body))
}

/// Whether a body can hold another: «Khoa Sản, Khoa Ngoại» and «Cục X, Vụ Y» stand beside each other.
fn owns(owner: &Body, inner: &Body) -> bool {
    let head = |body: &Body| body.name.split(' ').next().map(name_key);
    let beside = ["Vụ ", "Cục "];
    let beside = |body: &Body| beside.iter().any(|head| body.name.starts_with(head));
    !owner.elided
        && head(owner) != head(inner)
        && !(beside(owner) && beside(inner))
        && owner
            .parent
            .as_deref()
            .is_none_or(|above| owns(above, owner))
}

/// Whether two mentions of one name may be of one body.
fn agree(one: &Body, other: &Body) -> bool {
    let area = |body: &Body| body.area.as_ref().and_then(|area| area.name.clone());
    let apart = area(one)
        .zip(area(other))
        .is_some_and(|(a, b)| name_key(&a) != name_key(&b));
    let parents = one.parent.as_deref().zip(other.parent.as_deref());
    !apart && is_same_name(&one.name, &other.name) && parents.is_none_or(|(a, b)| agree(a, b))
}
