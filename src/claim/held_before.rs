//! What somebody held until an act that another sentence told: «Trước khi giữ chức vụ này, ông A là Giám đốc …».

use super::item::Clause;
use super::leaving::leaves_for;
use super::reading::Reading;
use super::same_act::moves;
use super::tenure::Told;
use crate::claim::{Event, Evidence, Post, Status, Tenure, When};
use crate::rules::{Category, code};

/// What a clause says that somebody held before a post that he was given.
pub(super) struct Before {
    pub(super) person: usize,
    posts: Vec<Post>,
    evidence: Vec<Evidence>,
    /// The role that came after it, where the clause names one.
    role: Option<String>,
    /// Whether it says instead that he went to another body.
    went: bool,
    /// In how many sentences after the act it still speaks of that.
    reach: usize,
}

/// How many posts somebody may have held at once, told in a clause that says so.
const AT_ONCE: usize = 3;

/// How far a clause with «trước khi» may stand behind the act of which it speaks, one with «trước đó», and one with
/// «nguyên» alone.
const REACH: [usize; 3] = [12, 2, 3];

/// Words that tell of a career and not of the last post.
const CAREER: [&str; 7] = ["từng", "lượt", "qua", "nhiều", "các", "thời", "có"];

/// Words before the body to which somebody went.
const WENT: [&str; 5] = ["sang", "về", "tại", "ở", "đến"];

impl Reading<'_> {
    /// What a clause without an act says that somebody held until one told before it.
    pub(super) fn held_before(&self, clause: &Clause, told: &[Told]) -> Option<Before> {
        let (first, rest) = told.split_first()?;
        let tenure = past(first)?;
        let opening = (0..clause.items.len().min(2)).find_map(|i| self.class_of(clause, i));
        let (reach, most) = match opening {
            Some("trước khi") => (REACH[0], AT_ONCE),
            Some("trước đó") => (REACH[1], 1),
            _ if self.was_once(clause) => (REACH[2], 1),
            _ => return None,
        };
        let career = |at: usize| CAREER.iter().any(|word| self.is(at, word));
        let same = |told: &Told| told.person == first.person && past(told).is_some();
        if !rest.iter().all(same) || clause.tokens.clone().any(career) {
            return None;
        }
        let tenures = || told.iter().filter_map(past);
        let posts: Vec<Post> = tenures()
            .map(|tenure| tenure.post.clone())
            .filter(|post| !post.is_membership())
            .collect();
        let over = |tenure: &Tenure| tenure.end.is_some();
        if posts.is_empty() || posts.len() > most || reach != REACH[0] && tenures().any(over) {
            return None;
        }
        let comma = clause.tokens.clone().find(|&at| self.is_comma(at));
        let opening = clause.tokens.start..comma.unwrap_or(clause.tokens.start);
        let named = opening.clone().find_map(|at| self.tag(at, Category::Role));
        let went = |at: usize| WENT.iter().any(|word| self.is(at, word));
        Some(Before {
            person: first.person,
            posts,
            evidence: tenure.evidence.clone(),
            went: named.is_none() && opening.clone().any(went),
            role: named.map(|(role, _)| self.rules.words.roles[role].name.clone()),
            reach,
        })
    }

    /// Whether a clause says of whom it begins with only that he once held a post: «Ông A là kỹ sư, nguyên Giám đốc …».
    fn was_once(&self, clause: &Clause) -> bool {
        let subject = matches!(clause.codes.first(), Some(&(code::NAME | code::SHORT)));
        let once = |at: usize| self.is(at, "nguyên") || self.is(at, "cựu");
        subject && clause.tokens.clone().filter(|&at| once(at)).count() == 1
    }
}

/// The tenure that a clause tells as past.
fn past(told: &Told) -> Option<&Tenure> {
    let tenure = told.tenure.as_ref();
    tenure.filter(|tenure| tenure.when == When::Former)
}

impl Before {
    /// Says of an act told in another sentence what it ended, where that told nothing of it; gives whether it is the act
    /// of which the clause speaks.
    pub(super) fn complete(&self, event: &mut Event, sentences: usize) -> bool {
        let given = |role: &String| event.to.iter().any(|post| post.role.as_ref() == Some(role));
        let stays = |post: &Post| self.posts.iter().any(|held| held.org == post.org);
        if event.to.is_empty()
            || !self.role.as_ref().is_none_or(given)
            || self.went && event.to.iter().any(stays)
        {
            return false;
        }
        let open = event.from.is_empty()
            && event.status == Status::Decided
            && event.kinds.iter().any(|&kind| moves(kind));
        let (kinds, to) = (&event.kinds, &event.to);
        let left = self.posts.iter().filter(|post| leaves_for(kinds, post, to));
        let left: Vec<Post> = left.cloned().collect();
        if open && sentences <= self.reach && !left.is_empty() {
            event.from = left;
            event.recovered.push("from".to_owned());
            event.evidence.extend(self.evidence.iter().cloned());
        }
        true
    }
}
