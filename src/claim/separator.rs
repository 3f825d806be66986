//! What parts the posts of a list from each other, and from what an act gives besides them.

use std::ops::Range;

use super::reading::Reading;
use crate::rules::{Category, HonorificClass};

/// How many words at most say that somebody takes up a post besides his own: «kiêm nhiệm giữ chức vụ».
const BESIDES: usize = 6;

/// The acts that give a post.
const GIVES: [&str; 6] = [
    "bổ nhiệm",
    "phân công",
    "điều động",
    "điều động, bổ nhiệm",
    "chỉ định",
    "bầu",
];

impl Reading<'_> {
    /// Where the next post of a list may begin: behind a comma, a dash, a semicolon, «kiêm», «đồng thời là»,
    /// «và», «rồi», «sau đó là».
    pub(super) fn after_separator(&self, at: usize, limit: usize) -> Option<usize> {
        if at >= limit {
            return None;
        }
        if self.is_now(at) {
            return Some(at);
        }
        let mut next = self.notes_end(at);
        if self.is_comma(next) || self.is_dash(next) || self.is(next, ";") {
            next = self.notes_end(next + 1);
            // «Tỉnh ủy viên, Đại tá, Giám đốc Công an tỉnh»: a rank between two posts.
            while let Some((entry, end)) = self.tag(next, Category::Honorific)
                && self.rules.words.honorifics[entry].class == HonorificClass::Rank
                && let end = Some(end)
                    .filter(|&end| self.is_open(end))
                    .and_then(|end| self.after_bracket(end))
                    .unwrap_or(end)
                && (self.is_comma(end) || self.is_dash(end))
            {
                next = end + 1;
            }
        }
        if let Some(("kiêm" | "đồng thời" | "rồi", end)) = self.cue(next) {
            next = end;
        } else if self.is(next, "và") {
            next += 1;
            // «A, và sau đó là B».
            if let Some(("rồi", end)) = self.cue(next) {
                next = end;
            }
        }
        (next > at && next < limit).then_some(next)
    }

    /// Whether what somebody is by now begins at a token: «Chủ tịch UBND tỉnh X *nay là* Bí thư Tỉnh ủy X».
    pub(super) fn is_now(&self, at: usize) -> bool {
        self.is(at, "nay") && matches!(self.cue(at), Some(("là", _)))
    }

    /// Whether a name ends before a token, with a comma or a dash between: «ông A, *Bí thư* …».
    pub(super) fn is_beside_name(&self, at: usize) -> bool {
        at.checked_sub(2).is_some_and(|name| {
            (self.is_comma(name + 1) || self.is_dash(name + 1)) && self.is_capital(name)
        })
    }

    /// Whether a post behind «đồng thời» that ends at a token is who does what follows: «giữ chức Phó Chính ủy Quân khu X đồng
    /// thời *Chủ tịch nước* thăng quân hàm cho ông».
    pub(super) fn opens_clause(&self, between: Range<usize>, end: usize) -> bool {
        const DOES: [&str; 5] = ["thăng", "phong", "trao", "kí", "ban"];
        let mut between = between;
        between.any(|at| matches!(self.cue(at), Some(("đồng thời", _))))
            && DOES.iter().any(|verb| self.is(end, verb))
    }

    /// Whether the post at a token is what an act gives to the name before a list, besides the posts that he has: «phân công
    /// ông A, Thứ trưởng Bộ X, *kiêm giữ chức* Cục trưởng Cục Y».
    pub(super) fn gives_besides(&self, list: usize, next: usize) -> bool {
        let taken = (next.saturating_sub(BESIDES)..next.saturating_sub(1)).any(|at| {
            self.cue(at).is_some_and(|(class, end)| {
                matches!(class, "kiêm" | "đồng thời") && end == next && !self.is(end - 1, "là")
            })
        });
        if !taken || !self.is_beside_name(list) {
            return false;
        }
        let Some(sentence) = self.sentence_around(list) else {
            return false;
        };
        let before = self.tags_in(sentence.start..list).iter().rev();
        let mut told = before.filter(|tag| matches!(tag.category, Category::Cue | Category::Role));
        told.next().is_some_and(|tag| {
            tag.category == Category::Cue
                && GIVES.contains(&self.rules.words.cues[tag.entry as usize].as_str())
        })
    }
}
