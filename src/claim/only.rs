//! Bodies that nothing names beside a post, and of which the paragraph or the article knows only one: the ministry of a Vụ, the
//! Cục of a bare «Cục trưởng».

use super::body::Body;
use super::elided::is_elsewhere;
use super::name::Behind;
use super::reading::Reading;
use crate::rules::{Category, Tag};

/// Bodies whose heads are called by their bare role: «Cục trưởng Trần Văn Mẫu».
const HEADS: [&str; 6] = ["Tổng cục", "Cục", "Vụ", "Viện", "Chi cục", "Phòng"];

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
        self.only(self.ministries().chain(regional), at)
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
            Self::One(known) if known.name != body.name || is_elsewhere(known, body) => {
                *self = Self::Several;
            }
            _ => {}
        }
    }
}
