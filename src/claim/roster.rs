//! Rosters: the body of «8 Phó Giám đốc gồm: …», which the words before them name.

use super::body::Body;
use super::post::PostMention;
use super::reading::Reading;
use super::share::is_kindred;
use crate::rules::Category;

/// How many tokens before a roster may name its body.
const REACH: usize = 60;

impl Reading<'_> {
    /// The body of a role without one that opens a roster: the nearest before it in the paragraph that has such
    /// a role.
    pub(crate) fn counted_body(&self, post: &PostMention) -> Option<Body> {
        let at = post.tokens.start;
        if !self.is_counted(at) || !self.opens_roster(post.tokens.end) {
            return None;
        }
        let first = at.saturating_sub(REACH);
        let from = (first..at)
            .rev()
            .find(|&i| {
                self.token(i)
                    .is_some_and(|t| t.kind == crate::text::Kind::Break)
            })
            .map_or(first, |i| i + 1);
        let mut nearest = None;
        let mut start = from;
        while start < at {
            let (body, end) = if let Some((_, end)) = self.tag(start, Category::Role) {
                match self
                    .post_at(start, post.held)
                    .filter(|p| p.tokens.end <= at)
                {
                    Some(other) if is_kindred(&post.role, &other.role) => {
                        (other.body, other.tokens.end)
                    }
                    Some(other) => (None, other.tokens.end),
                    None => (None, end),
                }
            } else if self.tag(start, Category::Body).is_some() {
                match self.body_at(start).filter(|body| body.end <= at) {
                    Some(body) => {
                        let end = body.end;
                        (Some(body).filter(|body| has_role(body, &post.role)), end)
                    }
                    None => (None, start + 1),
                }
            } else {
                (None, start + 1)
            };
            nearest = body.or(nearest);
            start = end.max(start + 1);
        }
        nearest
    }

    /// Whether a number or a plural stands before a token: «8 Phó Giám đốc», «các Phó Giám đốc», «một Giám đốc».
    fn is_counted(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        self.digits(before).is_some()
            || [
                "các", "những", "một", "hai", "ba", "bốn", "năm", "sáu", "chí", "ông", "bà",
            ]
            .iter()
            .any(|word| self.is(before, word))
    }

    /// Whether «gồm», «là» or a colon follows, at once or behind «hiện nay», «khác», «còn lại».
    fn opens_roster(&self, end: usize) -> bool {
        let mut at = end;
        while at < end + 3
            && ["hiện", "nay", "tại", "khác", "còn", "lại"]
                .iter()
                .any(|word| self.is(at, word))
        {
            at += 1;
        }
        self.is(at, ":")
            || self
                .cue(at)
                .is_some_and(|(class, _)| matches!(class, "gồm" | "là"))
    }
}

/// Whether a body of this class has such a role of its own.
fn has_role(body: &Body, role: &str) -> bool {
    let role = role.strip_prefix("Phó ").unwrap_or(role);
    match body.class.as_str() {
        "department" => role == "Giám đốc",
        "enterprise" | "hospital" | "institute" => role == "Giám đốc" || role == "Tổng Giám đốc",
        "ministry" => matches!(role, "Bộ trưởng" | "Thứ trưởng"),
        "school" => role == "Hiệu trưởng",
        _ => false,
    }
}
