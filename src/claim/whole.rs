//! Posts that say whose they are, and those that don't: «Bí thư Đảng ủy» alone could be anybody's.

use std::collections::{BTreeSet, HashMap};

use super::body::Body;
use super::elided::COMMISSIONS;
use super::post::PostMention;
use super::reading::Reading;
use super::same_act::{add_evidence, moves};
use super::share::is_owned;
use crate::claim::{Event, Level, Post, Tenure};
use crate::rules::Category;
use crate::text::name_key;

/// The level words that a body's name may end with where its area is not said.
pub(super) const LEVELS: [&str; 9] = [
    "tỉnh",
    "thành phố",
    "huyện",
    "quận",
    "thị xã",
    "xã",
    "phường",
    "thị trấn",
    "đặc khu",
];

/// The units that so many bodies have that one without its owner is none in particular.
const UNITS: [&str; 6] = ["Phòng ", "Đội ", "Tổ ", "Khoa ", "Bộ môn ", "Trạm "];

impl Reading<'_> {
    /// Whether a post says whose it is.
    pub(crate) fn is_whole(&self, mention: &PostMention, post: &Post) -> bool {
        let Some(body) = &mention.body else {
            return true;
        };
        let Some(org) = post.org.as_deref() else {
            return true;
        };
        let open = self.is_open_head(org);
        if open && post.level != Some(Level::Central) && body.parent.is_none() {
            return false;
        }
        let owners = std::iter::successors(Some(body), |body: &&Body| body.parent.as_deref());
        let owner = owners.last().unwrap_or(body);
        // «Ủy viên Ban Thường vụ Đảng ủy», «Chuyên viên Văn phòng HĐQT».
        let unsaid = (owner.elided || is_owned(owner)) && org.ends_with(&owner.name);
        if unsaid || owner.elided && body.parent.is_some() && owner.name != "Bộ" {
            return false;
        }
        let alone = body.parent.is_none() && post.area.is_none() && org == body.name;
        let unit = UNITS.iter().any(|head| org.starts_with(head)) && body.class != "mass";
        // «Trưởng Ban Tài chính - Kế toán Tập đoàn».
        let unread = self
            .tag(body.end, Category::Body)
            .is_some_and(|(entry, _)| self.rules.words.bodies[entry].class == "enterprise");
        !alone || body.level.is_some() || !(unit || unread && body.class == "commission")
    }

    /// Whether a body's name is only the head that many share: «Đảng ủy», «Ngân hàng».
    pub(super) fn is_open_head(&self, name: &str) -> bool {
        COMMISSIONS.contains(&name) || is_any(name) || self.rules.words.bodies.goes_on(name)
    }
}

/// Whether a name is that of any such body: «Đoàn Thanh tra», «Đội 11».
fn is_any(name: &str) -> bool {
    let number = |rest: &str| rest.chars().all(|c| c.is_ascii_digit());
    let numbered = ["Đội ", "Tổ "]
        .iter()
        .any(|head| name.strip_prefix(head).is_some_and(number));
    numbered
        || matches!(
            name,
            "Ban Quản lý dự án" | "Đoàn Thanh tra" | "Đoàn Kiểm tra" | "Ban Kiểm soát"
        )
}

/// The level word that a post's body ends with, where its area is not said.
fn bare_level(post: &Post) -> Option<&'static str> {
    let org = post.org.as_deref().filter(|_| post.area.is_none())?;
    LEVELS.into_iter().find(|level| {
        let head = org
            .strip_suffix(level)
            .and_then(|head| head.strip_suffix(' '));
        // «Vụ Khoa giáo - Văn xã» is of no commune.
        let word = head.and_then(|head| head.rsplit(' ').next());
        word.is_some_and(|word| word == "Nam" || word.starts_with(char::is_lowercase))
    })
}

/// Gives the posts that say a level and no area the only area of that level that another post of the same person says:
/// «Chủ tịch UBND xã» of whom the text calls «Chủ tịch UBND xã Trường Sơn»; what still has none is left out.
pub(super) fn say_areas(tenures: &mut Vec<Tenure>, events: &mut Vec<Event>) {
    let held = tenures.iter().map(|tenure| (&tenure.person, &tenure.post));
    let moved = events.iter().flat_map(|event| {
        let posts = event.to.iter().chain(&event.from);
        posts.map(|post| (&event.person, post))
    });
    if held
        .clone()
        .chain(moved.clone())
        .all(|(_, post)| bare_level(post).is_none())
    {
        return;
    }
    let mut known: HashMap<String, Vec<Post>> = HashMap::new();
    for (person, post) in held.chain(moved).filter(|(_, post)| post.area.is_some()) {
        known.entry(person.clone()).or_default().push(post.clone());
    }
    let fill = |person: &str, post: &mut Post| {
        let level = bare_level(post);
        let filled = level.and_then(|level| in_own_area(post, level, known.get(person)?));
        let said = filled.is_some();
        if let Some(filled) = filled {
            *post = filled;
        }
        said
    };
    for place in (0..tenures.len()).rev() {
        let person = tenures[place].person.clone();
        if !fill(&person, &mut tenures[place].post) {
            continue;
        }
        tenures[place].recovered.push("area".to_owned());
        let same = tenures.iter().position(|other| {
            other.person == person
                && other.when == tenures[place].when
                && other.post.is_same(&tenures[place].post)
        });
        if let Some(same) = same.filter(|&same| same != place) {
            let tenure = tenures.remove(place);
            let known = &mut tenures[same - usize::from(same > place)];
            add_evidence(&mut known.evidence, tenure.evidence);
            known.start = known.start.or(tenure.start);
            known.end = known.end.or(tenure.end);
        }
    }
    tenures.retain(|tenure| bare_level(&tenure.post).is_none());
    events.retain_mut(|event| {
        let mut said = false;
        for post in event.to.iter_mut().chain(&mut event.from) {
            said |= fill(&event.person, post);
        }
        if said {
            event.recovered.push("area".to_owned());
        }
        event.from.retain(|post| bare_level(post).is_none());
        let taken = event.to.len();
        event.to.retain(|post| bare_level(post).is_none());
        taken == event.to.len() || !event.to.is_empty() || !event.kinds.iter().any(|&k| moves(k))
    });
}

/// A post in the only area of a level that the other posts of its holder say.
fn in_own_area(post: &Post, level: &str, others: &[Post]) -> Option<Post> {
    let of_level = |other: &&Post| {
        let area = other.area.as_deref().unwrap_or_default().to_lowercase();
        area.strip_prefix(level)
            .is_some_and(|name| name.starts_with(' '))
    };
    let fitting: Vec<&Post> = others.iter().filter(of_level).collect();
    let areas: BTreeSet<String> = fitting
        .iter()
        .filter_map(|other| other.area.as_deref().map(name_key))
        .collect();
    let (Some(other), 1) = (fitting.first(), areas.len()) else {
        return None;
    };
    let head = post.org.as_deref()?.strip_suffix(level)?;
    Some(Post {
        role: post.role.clone(),
        org: Some(format!("{head}{}", other.area.as_deref()?)),
        area: other.area.clone(),
        place: other.place.clone(),
        level: other.level,
    })
}
