//! Strings that hold nothing but posts, as lists of candidates and officials print them.

use super::model::Post;
use super::name::Behind;
use super::reading::Reading;
use crate::article::Article;
use crate::rules::{Category, HonorificClass, Rules};
use crate::text::{Kind, Shape};

/// A string of posts as the grammar of posts reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TitleReading {
    /// The posts, in the order of the string.
    pub posts: Vec<Post>,
    /// The stretches that are neither post nor rank.
    pub left: Vec<String>,
}

/// Reads a string that should hold nothing but posts and ranks, and tells what in it is neither.
pub fn read_title(title: &str, rules: &Rules) -> TitleReading {
    let article = Article::plain("title", title);
    let reading = Reading::new(&article, rules);
    let limit = reading.text.tokens.len();
    reading.posts_only.set((0, limit));
    let mut found = TitleReading::default();
    let mut left: Option<usize> = None;
    let mut at = 0;
    while at < limit {
        if let Some(list) = reading.posts_at(at, limit) {
            let posts = list.posts.iter().map(|post| reading.claim_post(post).0);
            found.posts.extend(posts);
            reading.note_left(left.take(), at, &mut found);
            at = list.tokens.end;
        } else if let Some(end) = reading.title_separator(at) {
            reading.note_left(left.take(), at, &mut found);
            at = end;
        } else {
            left.get_or_insert(at);
            at += 1;
        }
    }
    reading.note_left(left, limit, &mut found);
    found
}

/// Whether a string is one person's name from its first word to its last, with the dignity before it and the name
/// by birth behind: «Thượng tọa Thích Thanh Mẫu (Lý Văn Mẫu)».
pub fn is_whole_name(name: &str, rules: &Rules) -> bool {
    let article = Article::plain("name", name);
    let reading = Reading::new(&article, rules);
    let limit = reading.text.tokens.len();
    reading
        .name_at(0, Behind::Nothing)
        .is_some_and(|mention| !mention.short && mention.whole.end == limit)
}

impl Reading<'_> {
    /// The end of a word that belongs to the posts of one person without being one: a mark, a rank or a degree, a role
    /// whose body is not said, the body or area around the post before.
    fn title_separator(&self, at: usize) -> Option<usize> {
        if let Some((entry, end)) = self.tag(at, Category::Honorific)
            && matches!(
                self.rules.words.honorifics[entry].class,
                HonorificClass::Rank | HonorificClass::Degree
            )
        {
            // «Bác sĩ điều trị Khoa Nội» holds no post, but says what and where.
            return Some(self.open_name_end(end).unwrap_or(end));
        }
        if self.is(at, "hàm") && self.tag(at + 1, Category::Role).is_some() {
            return Some(at + 1);
        }
        if let Some((_, end)) = self.tag(at, Category::Role) {
            // A role that is no post by itself, and a membership that leaves its committee out.
            let work = self.open_name_end(end).unwrap_or(end);
            return Some(self.body_at(end).map_or(work, |body| body.end));
        }
        // What the string adds to the post before: the body around its body, its area, its term, how it is held.
        if let Some(body) = self.body_at(at) {
            return Some(body.end);
        }
        if let Some((_, end)) = self.area_at(at).or_else(|| self.bare_area_at(at)) {
            return Some(end);
        }
        if let Some(term) = self.term_at(at) {
            return Some(term.tokens.end);
        }
        if let Some((
            "chuyên trách" | "phụ trách" | "kiêm" | "đồng thời" | "biệt phái" | "nguyên" | "quyền",
            end,
        )) = self.cue(at)
        {
            return Some(end);
        }
        let links = ["của", "thuộc", "tại", "và"];
        if links.iter().any(|link| self.is(at, link)) && self.body_at(at + 1).is_some() {
            return Some(at + 1);
        }
        if let Some(("trước khi", mut end)) = self.cue(at) {
            // «… trước khi sắp xếp bộ máy»: when it was held.
            while self.is_word(end) {
                end += 1;
            }
            return Some(end);
        }
        if self.is(at, "việt") && self.is(at + 1, "nam") {
            return Some(at + 2);
        }
        let short = self.is_open(at)
            && self.token(at + 1).is_some_and(|t| t.shape == Shape::Upper)
            && self.after_bracket(at) == Some(at + 3);
        if short {
            return Some(at + 3);
        }
        let mark = self
            .token(at)
            .is_some_and(|t| matches!(t.kind, Kind::Mark | Kind::Break));
        mark.then_some(at + 1)
    }

    /// Records the stretch from `left` to `end`.
    fn note_left(&self, left: Option<usize>, end: usize, found: &mut TitleReading) {
        if let Some(start) = left {
            found.left.push(self.text.words(start..end));
        }
    }
}
