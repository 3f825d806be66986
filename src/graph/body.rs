//! What a body's name shows: its kind, and the body that it belongs to.

use oxigraph::model::NamedNodeRef;

use super::vocabulary::ql;
use crate::claim::Level;
use crate::identity::{Body, Register};
use crate::rules::BodyHead;
use crate::text::name_key;

/// The heads that are a class of their own among their kind.
const OWN_CLASS: [(&str, NamedNodeRef<'static>); 14] = [
    ("ban thường vụ", ql::STANDING_COMMITTEE),
    ("thường trực", ql::STANDING_COMMITTEE),
    ("bộ chính trị", ql::STANDING_COMMITTEE),
    ("ban bí thư", ql::STANDING_COMMITTEE),
    ("chi bộ", ql::PARTY_CELL),
    ("chi ủy", ql::PARTY_CELL),
    ("ủy ban kiểm tra", ql::PARTY_COMMISSION),
    ("ủy ban kiểm tra trung ương", ql::PARTY_COMMISSION),
    ("văn phòng trung ương đảng", ql::PARTY_COMMISSION),
    ("thanh tra", ql::INSPECTORATE),
    ("thanh tra chính phủ", ql::INSPECTORATE),
    ("kiểm toán nhà nước", ql::GOVERNMENT),
    ("hội đồng nhân dân", ql::PEOPLES_COUNCIL),
    ("ủy ban nhân dân", ql::PEOPLES_COMMITTEE),
];

/// The State, whose President holds no other body's post.
const STATE: &str = "cộng hòa xã hội chủ nghĩa việt nam";

/// The kinds of heads that others belong to without a comma: «Ban Tổ chức Huyện ủy …», «Văn phòng Bộ …».
const PARENTS: [&str; 6] = [
    "party",
    "assembly",
    "government",
    "committee",
    "council",
    "ministry",
];

/// The class of a body besides `ql:Body`; none where the name shows none.
pub(super) fn class(body: &Body, register: &Register) -> Option<NamedNodeRef<'static>> {
    if body.level == Some(Level::Village) {
        return Some(ql::VILLAGE_BODY);
    }
    if name_key(&body.label) == STATE {
        return Some(ql::GOVERNMENT);
    }
    let (head, _) = register.head(&body.label)?;
    let own = name_key(&head.name);
    if let Some((_, class)) = OWN_CLASS.iter().find(|(name, _)| *name == own) {
        return Some(*class);
    }
    let parent = parent(body, register);
    let above = parent
        .as_ref()
        .and_then(|parent| register.head(&parent.label))
        .map(|(head, _)| head.class.as_str());
    let of_party = above == Some("party") || body.label.contains("Trung ương");
    Some(match head.class.as_str() {
        "party" => ql::PARTY_COMMITTEE,
        "assembly" => ql::NATIONAL_ASSEMBLY,
        "government" => ql::GOVERNMENT,
        "ministry" => return Some(ministry(head)),
        "front" => ql::FATHERLAND_FRONT,
        "mass" => ql::MASS_ORGANIZATION,
        "military" => ql::ARMY,
        "police" => ql::POLICE,
        "court" => ql::COURT,
        "procuracy" => ql::PROCURACY,
        "enterprise" => ql::ENTERPRISE,
        "school" => ql::SCHOOL,
        "hospital" => ql::HOSPITAL,
        "press" => ql::NEWS_OUTLET,
        "commission" | "office" | "department" | "institute" => match above {
            Some("council") => ql::PEOPLES_COUNCIL,
            Some("assembly") => ql::NATIONAL_ASSEMBLY,
            _ if of_party => ql::PARTY_COMMISSION,
            _ => ql::DEPARTMENT,
        },
        _ => return None,
    })
}

/// Of the heads that the word list calls ministries, only «Bộ» is one.
fn ministry(head: &BodyHead) -> NamedNodeRef<'static> {
    if head.name == "Bộ" {
        ql::MINISTRY
    } else {
        ql::DEPARTMENT
    }
}

/// The body that the name says this one belongs to: «Ban Tổ chức Huyện ủy Chi Lăng» → «Huyện ủy Chi Lăng».
pub(super) fn parent(body: &Body, register: &Register) -> Option<Body> {
    let label = body.label.as_str();
    let head = register.head(label);
    // A Party committee inside an office is no part of that office.
    if head.is_some_and(|(head, _)| head.class == "party" && !head.after.parent) {
        return None;
    }
    // «Văn phòng Ủy ban nhân dân» is a head of its own, and yet an office of the committee.
    let office = register.heads(label).find(|(shorter, rest)| {
        let within = register
            .head(rest)
            .is_some_and(|(inner, _)| PARENTS.contains(&inner.class.as_str()));
        shorter.after.parent && within && !head.is_some_and(|(head, _)| head.name.contains(" và "))
    });
    let rest = office.or(head).map_or(label, |(_, rest)| rest);
    let from = label.len() - rest.len();
    let starts = label[from..]
        .match_indices(' ')
        .map(|(at, _)| from + at + 1);
    let first = (from > 0).then_some(from);
    let start = first.into_iter().chain(starts).find(|&start| {
        let before = label[..start].trim_end();
        let Some((head, _)) = register
            .head(&label[start..])
            .filter(|_| label[start..].starts_with(char::is_uppercase))
        else {
            return false;
        };
        let apart = before.ends_with(',') || before.ends_with(" của");
        !before.ends_with(" và") && (apart || PARENTS.contains(&head.class.as_str()))
    })?;
    let parent = &label[start..];
    let central = register.head(parent).is_some_and(|(head, _)| {
        head.level == Some(crate::rules::BodyLevel::Fixed(Level::Central))
    });
    let mut parent = body.with_label(parent);
    if central {
        parent = Body {
            place: None,
            area: None,
            province: None,
            level: Some(Level::Central),
            ..parent
        };
    }
    Some(parent)
}
