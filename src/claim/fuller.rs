//! Bodies that the text names in full elsewhere: «Phòng Trồng trọt Sở Nông nghiệp …», and further on «Phòng Trồng trọt».

use std::collections::HashMap;

use super::body::Body;
use super::reading::Reading;
use crate::claim::Level;
use crate::rules::{BodyLevel, Category};
use crate::text::name_key;

/// The mentions of bodies that say whose they are, by name; none where two of one name are of different owners.
pub(super) type Fuller = HashMap<String, Option<Body>>;

impl Reading<'_> {
    /// A body as the text names it in full elsewhere, where all its full mentions agree.
    pub(super) fn in_full(&self, body: &Body) -> Option<&Body> {
        if !is_inner(self, body) {
            return None;
        }
        let fuller = self.fuller.get_or_init(|| self.full_names());
        fuller.get(&name_key(&body.name))?.as_ref()
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
            let Some(body) = body.filter(|body| is_inner(self, body) && says_whose(body)) else {
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
    let inner = match body.class.as_str() {
        "office" | "institute" | "commission" | "ministry" | "department" => true,
        "school" => body.name.starts_with("Khoa ") || body.name.starts_with("Bộ môn "),
        _ => false,
    };
    // A Sở is the province's that the text is about.
    let own = inner && body.level.and_then(BodyLevel::fixed) != Some(Level::Province);
    let city = body.name == "Thành ủy" && !reading.topic.is_of_several();
    let whole = reading.rules.words.body(&body.name).is_some() || body.name.contains(" Trung ương");
    city || own && !whole
}

/// Whether a body says its owner or its area by name.
fn says_whose(body: &Body) -> bool {
    let named = body.area.as_ref().is_some_and(|area| area.name.is_some());
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
    !apart
        && name_key(&one.name) == name_key(&other.name)
        && parents.is_none_or(|(a, b)| agree(a, b))
}
