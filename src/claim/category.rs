//! The categories at the foot of a portrait, one a line: «- Đại biểu Quốc hội Việt Nam khóa IX». They say of which terms
//! somebody had a seat, and which offices that keep their names.

use std::ops::Range;

use super::gather::{Gathered, post_key};
use super::model::{Post, Tenure, When};
use super::people::People;
use super::reading::Reading;
use super::same_act::add_evidence;
use crate::claim::{CENTRAL_COMMITTEE, Evidence};
use crate::date::Date;
use crate::rules::Terms;
use crate::text::Kind;

/// The rule of what a category says.
const RULE: &str = "thể loại: {holds}";

/// What the ordinals of terms stand behind.
const TERM: &str = "khóa ";

/// A category that names a post.
struct Category {
    post: Post,
    /// The ordinal of its term.
    ordinal: Option<String>,
    evidence: Evidence,
}

impl Reading<'_> {
    /// The posts that the categories of a portrait name, a seat with all terms that follow each other as one.
    pub(crate) fn categories(&self, people: &People) -> Vec<Tenure> {
        let Some(person) = people.portrait() else {
            return Vec::new();
        };
        let lines = self.category_lines();
        if !lines.iter().any(|line| self.is_of_life(line)) {
            return Vec::new();
        }
        let terms = &self.rules.terms;
        let years = |one: &Category| {
            let ordinal = one.ordinal.as_deref()?;
            terms.span(&format!("{TERM}{ordinal}"), one.post.org.as_deref()?)
        };
        let mut found: Vec<Category> = lines
            .iter()
            .filter_map(|line| self.category(line))
            .collect();
        found.sort_by_key(|category| years(category).map(|years| years.from));
        let mut tenures: Vec<Tenure> = Vec::new();
        for category in found {
            let begins = years(&category).map(|years| years.from);
            let goes_on = |tenure: &&mut Tenure| {
                let term = tenure.term.as_deref().zip(tenure.post.org.as_deref());
                let known = term.and_then(|(term, org)| terms.span(term, org));
                tenure.post.is_same(&category.post)
                    && known.is_some_and(|known| Some(known.until) == begins)
            };
            let earlier = tenures.iter_mut().find(goes_on);
            if let (Some(known), Some(ordinal)) = (earlier, &category.ordinal) {
                known.term = known.term.take().map(|term| format!("{term}, {ordinal}"));
                add_evidence(&mut known.evidence, vec![category.evidence]);
                continue;
            }
            tenures.push(Tenure {
                person: people.name(person).to_owned(),
                post: category.post,
                when: When::Former,
                start: None,
                end: None,
                term: category.ordinal.map(|ordinal| format!("{TERM}{ordinal}")),
                evidence: vec![category.evidence],
                rule: RULE.to_owned(),
                recovered: vec!["person".to_owned()],
            });
        }
        for tenure in &mut tenures {
            let held = self.told_by_term(&tenure.post, tenure.term.as_deref());
            tenure.when = held.unwrap_or(When::Former);
        }
        tenures
    }

    /// The lines at the end of a text that begin with a dash.
    fn category_lines(&self) -> Vec<Range<usize>> {
        let lines = self.text.sentences.iter().rev().map(|sentence| {
            let Range { mut start, mut end } = sentence.tokens.clone();
            while end > start && self.token(end - 1).is_some_and(|t| t.kind == Kind::Break) {
                end -= 1;
            }
            while let Some(after) = self.markup_end(start, true).filter(|&after| after <= end) {
                start = after;
            }
            (self.is_dash(start)).then_some(start + 1..end)
        });
        lines.map_while(|line| line).collect()
    }

    /// «Sinh năm 1930», «Mất năm 2004», «Nhân vật còn sống»: what only the categories of a life say.
    fn is_of_life(&self, line: &Range<usize>) -> bool {
        let first = line.start;
        let dated = ["sinh", "mất"].iter().any(|word| self.is(first, word))
            && self.is(first + 1, "năm")
            && self.year(first + 2).is_some()
            && line.len() == 3;
        let lives = ["nhân", "vật", "còn", "sống"];
        dated
            || (lives.iter().zip(line.clone())).all(|(word, at)| self.is(at, word))
                && line.len() == 4
    }

    /// The post that a category names: a seat of a numbered term, or an office whose name has not changed.
    fn category(&self, line: &Range<usize>) -> Option<Category> {
        let list = self.posts_at(line.start, line.end)?;
        let (post, _, term, _) = self.claimed_posts(&list).into_iter().next()?;
        let behind = || (list.tokens.end..line.end).find_map(|at| Some(self.term_at(at)?.term));
        let term = term.or_else(behind);
        let ordinal = term.and_then(|term| Some(term.strip_prefix(TERM)?.to_owned()));
        let (role, org) = (post.role.as_deref()?, post.org.as_deref()?);
        let seat = match org {
            "Quốc hội" => role == "Đại biểu",
            CENTRAL_COMMITTEE => role.starts_with("Ủy viên"),
            "Bộ Chính trị" => role == "Ủy viên",
            _ => false,
        };
        let whole = list.tokens.end == line.end;
        let named = match role {
            "Bí thư" => {
                (org.starts_with("Tỉnh ủy ") || org.starts_with("Thành ủy "))
                    && !org.ends_with("Việt Nam")
            }
            "Đại sứ" => true,
            _ => false,
        };
        (seat && ordinal.is_some() || named && whole).then(|| Category {
            evidence: self.text.evidence(line.clone()),
            post,
            ordinal,
        })
    }
}

impl Gathered {
    /// Adds what categories name: the terms of seats to what the text tells of them, and what it does not tell.
    pub(crate) fn sit(&mut self, seats: Vec<Tenure>, terms: &Terms) {
        for seat in seats {
            let span =
                |tenure: &Tenure| terms.span(tenure.term.as_deref()?, tenure.post.org.as_deref()?);
            let key = post_key(&seat);
            let Some(years) = span(&seat) else {
                if seat.term.is_none() && !self.by_post.contains_key(&key) {
                    self.tenure(seat);
                }
                continue;
            };
            let within = |year: i32| years.from.year() <= year && year <= years.until.year();
            // What the text says of an end, or of terms that do not follow each other, it says of all.
            let is_part = |known: &&mut Tenure| {
                let told = span(known).map(|told| [told.from, told.until].map(Date::year));
                post_key(known) == key
                    && known.end.is_none()
                    && known.start.map(Date::year).is_none_or(within)
                    && (known.term.is_none()
                        || told.is_some_and(|told| told.into_iter().all(within)))
            };
            let Some(known) = self.tenures.iter_mut().find(is_part) else {
                let known = self.tenures.iter().any(|known| post_key(known) == key);
                if !known {
                    self.tenure(seat);
                }
                continue;
            };
            if span(known) != Some(years) {
                known.term = seat.term;
            }
            if known.when == When::Current && seat.when == When::Former && known.start.is_none() {
                known.when = When::Former;
            }
            add_evidence(&mut known.evidence, seat.evidence);
        }
    }
}
