//! Bodies that nothing names beside a post, and of which the paragraph or the article knows only one: the ministry of a Vụ, the
//! Cục of a bare «Cục trưởng».

use super::body::Body;
use super::elided::is_elsewhere;
use super::name::Behind;
use super::reading::Reading;
use crate::rules::{Category, Tag};

/// Bodies whose heads are called by their bare role: «Cục trưởng Trần Văn Mẫu».
const HEADS: [&str; 6] = ["Tổng cục", "Cục", "Vụ", "Viện", "Chi cục", "Phòng"];

/// The acts by which a ministry gives posts in it.
const GIVES: [&str; 4] = [
    "bổ nhiệm",
    "bổ nhiệm lại",
    "điều động",
    "điều động, bổ nhiệm",
];

/// How many words the role of a head may have.
const HEAD: usize = 3;

impl Reading<'_> {
    /// The ministry that a paragraph or, where it names none, the article is about: the only one it names.
    pub(super) fn ministry_around(&self, at: usize) -> Option<Body> {
        self.only(self.ministries(), at)
    }

    /// The ministry, or the board of a region, that a Vụ or a Cục is of: the only one that its paragraph or else the
    /// article names.
    pub(super) fn owner_around(&self, at: usize) -> Option<Body> {
        let regional = self
            .bodies_of("commission")
            .filter(|board| board.name.starts_with("Ban Chỉ đạo Tây ") && board.start < at);
        let owners = || self.ministries().chain(self.staffs());
        self.only(owners().chain(regional), at)
            .or_else(|| self.giving(owners(), at))
    }

    /// Which of some bodies gives the post that begins at a token: the last one before the act in its sentence, «Bộ trưởng Bộ Y
    /// tế *bổ nhiệm* ông A làm Vụ trưởng Vụ Pháp chế».
    fn giving(&self, bodies: impl Iterator<Item = Body>, at: usize) -> Option<Body> {
        let sentence = self.sentence_around(at)?;
        let acts = |tag: &&Tag| {
            tag.category == Category::Cue
                && GIVES.contains(&self.rules.words.cues[tag.entry as usize].as_str())
        };
        let act = self.tags_in(sentence.start..at).iter().rfind(acts)?.start as usize;
        let before = |body: &Body| sentence.contains(&body.start) && body.end <= act;
        bodies.filter(before).max_by_key(|body| body.start)
    }

    /// The Office of the Government, where the text names its head: «Bộ trưởng, Chủ nhiệm *Văn phòng Chính phủ*».
    fn staffs(&self) -> impl Iterator<Item = Body> {
        let headed = |body: &Body| {
            (body.start.saturating_sub(HEAD)..body.start).any(|at| {
                self.tag(at, Category::Role)
                    .is_some_and(|(_, end)| end == body.start)
            })
        };
        self.bodies_of("government")
            .filter(move |body| body.name == "Văn phòng Chính phủ" && headed(body))
    }

    /// The ministries that the text names.
    fn ministries(&self) -> impl Iterator<Item = Body> {
        self.tags
            .iter()
            .filter(|tag| {
                // «cán bộ», «nội bộ»: no ministry is written small.
                tag.category == Category::Body
                    && self.rules.words.bodies[tag.entry as usize].name == "Bộ"
                    && self.is_capital(tag.start as usize)
                    // «Bộ phim …».
                    && self.is_capital(tag.end as usize)
            })
            .filter_map(|tag| self.body_at(tag.start as usize))
            // «Bộ …, Cục …»: what its own parent is said to be would look for it again.
            .filter(|ministry| !ministry.elided && ministry.parent.is_none())
    }

    /// The only Cục, Vụ or the like that the text names, where a bare role of one stands before a name, or behind one between
    /// commas: «Cục trưởng Trần Văn Mẫu cho biết …», «Ông Trần Văn Mẫu, Cục trưởng, cho biết …».
    pub(super) fn of_only_head(&self, head: Option<&str>, at: usize, end: usize) -> Option<Body> {
        let head = head.filter(|head| HEADS.contains(head))?;
        let alone = |at| self.is_comma(at) || self.is_dash(at);
        let behind = at.checked_sub(2).is_some_and(|name| {
            alone(name + 1) && alone(end) && self.is_capital(name) && !self.is_capital(end + 1)
        });
        if !behind {
            self.name_at(end, Behind::Post)?;
        }
        let of_head = |tag: &&Tag| {
            let body = &self.rules.words.bodies[tag.entry as usize];
            body.name == head || head == "Viện" && body.class == "procuracy"
        };
        let named = self.tags.iter().filter(|tag| {
            tag.category == Category::Body && self.is_capital(tag.start as usize) && of_head(tag)
        });
        let bodies = named.filter_map(|tag| self.body_at(tag.start as usize));
        let bodies: Vec<Body> = bodies.filter(|body| !body.elided).collect();
        let placed = |body: &Body| body.area.is_some();
        // «Cục Thuế» beside «Cục Thuế TP X»: which of the provinces' it is, nothing tells.
        self.only(bodies.iter().cloned(), end)
            .filter(|body| placed(body) || !bodies.iter().any(placed))
    }

    /// The only one of some bodies in the paragraph of a token or, where none stands there, in the article.
    pub(super) fn only(&self, bodies: impl Iterator<Item = Body>, at: usize) -> Option<Body> {
        let paragraph = self.paragraph(at);
        let (mut here, mut anywhere) = (Only::Nothing, Only::Nothing);
        for body in bodies {
            if self.paragraph(body.start) == paragraph {
                here.note(&body);
            }
            anywhere.note(&body);
        }
        match (here, anywhere) {
            (Only::One(body), _) => Some(body),
            // A life goes through many bodies, and its sources name more.
            (Only::Nothing, Only::One(body)) if self.portrait.is_none() => Some(body),
            _ => None,
        }
    }
}

/// Whether a name is another in full, or that in other capitals: «Cục Nghệ thuật biểu diễn» is what the text also calls «Cục
/// Nghệ thuật». A ministry's is none: «Bộ Quốc phòng Mẫu» may be another state's.
fn goes_on(full: &str, name: &str) -> bool {
    let full = full.to_lowercase();
    let rest = full.strip_prefix(&name.to_lowercase());
    let more = |rest: &str| {
        rest.starts_with(' ')
            && name.contains(' ')
            && !name.starts_with("Bộ ")
            && !rest.contains(" và ")
    };
    rest.is_some_and(|rest| rest.is_empty() || more(rest))
}

/// Whether one body, several or none of a kind is named.
enum Only {
    Nothing,
    One(Body),
    Several,
}

impl Only {
    fn note(&mut self, body: &Body) {
        match self {
            Self::Nothing => *self = Self::One(body.clone()),
            Self::One(known) if is_elsewhere(known, body) => *self = Self::Several,
            Self::One(known) if known.name == body.name || goes_on(&known.name, &body.name) => {}
            Self::One(known) if goes_on(&body.name, &known.name) => *self = Self::One(body.clone()),
            _ => *self = Self::Several,
        }
    }
}
