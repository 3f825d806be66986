//! Where one spell in a post ends and whether another goes on with it: rows of a career that adjoin, and whoever is replaced.

use super::charge::full_role;
use super::gather::{Gathered, post_key};
use super::model::{Event, Post, Status, Tenure, When};
use super::same_act::add_evidence;
use crate::date::Date;

/// How many days may lie between two rows of a career that nothing parts.
const GAP: i64 = 31;

/// An act so many days before or after a spell in a post belongs to another.
const YEAR: i64 = 366;

impl Gathered {
    /// Joins a row of a career to the row of the same post that adjoins it: «Từ 4/2016 đến 9/2016: A, B. Từ 10/2016 đến nay:
    /// B, C» end A, not B. Whether it does.
    pub(super) fn goes_on(&mut self, place: usize, tenure: &Tenure) -> bool {
        let known = &mut self.tenures[place];
        // «1958» of what was held from 4/1958 to 12/1958 is its start once more.
        let begins_alike = (known.start.zip(tenure.start))
            .is_some_and(|(one, other)| one.covers(other) || other.covers(one));
        if begins_alike && (tenure.end.is_none() || known.end.is_none()) {
            return false;
        }
        let (first, second) = match (known.end, tenure.start, tenure.end, known.start) {
            (Some(end), Some(start), ..) if adjoins(end, start) => (known.start, tenure.end),
            (.., Some(end), Some(start)) if adjoins(end, start) => (tenure.start, known.end),
            _ => return false,
        };
        if matches!((&known.term, &tenure.term), (Some(one), Some(other)) if one != other) {
            return false;
        }
        let open = second.is_none();
        known.start = first.or(known.start);
        known.end = second;
        if open && (known.when == When::Former || tenure.when == When::Current) {
            known.when = When::Current;
        }
        add_evidence(&mut known.evidence, tenure.evidence.clone());
        true
    }

    /// Lets a spell in a post last to the later end that a row of a career tells which goes on with it: «Từ 2010 đến 2012 là …;
    /// từ 2012 đến 2015 vẫn là …», «Từ 1976 đến 1980, ông tiếp tục làm …».
    pub(super) fn last_longer(&mut self, place: usize, tenure: &Tenure) {
        let known = &mut self.tenures[place];
        let (Some(end), Some(later)) = (known.end, tenure.end) else {
            return;
        };
        let goes_on = match tenure.start {
            Some(start) => end.covers(start) || start.covers(end),
            None => end.day().is_none() && says_on(tenure),
        };
        if goes_on && end.last_day() < later.last_day() && !later.covers(end) {
            known.end = Some(later);
        }
    }

    /// Whether an act gives whom the text portrays a post at another time than that at which it is told to have been held:
    /// of an earlier or a later spell in it.
    pub(super) fn is_other_spell(&self, known: &Tenure, given: &Tenure) -> bool {
        let (Some(from), Some(until), Some(start)) = (known.start, known.end, given.start) else {
            return false;
        };
        let before = (from.first_day() - start.last_day()).num_days();
        let after = (start.first_day() - until.last_day()).num_days();
        self.portrayed.as_ref() == Some(&known.person)
            && known.when == When::Former
            && given.when == When::New
            && (before > YEAR || after > YEAR)
    }

    /// Whoever is replaced held the post that the successor takes up.
    pub(super) fn predecessor(&mut self, event: &Event) {
        let (Some(person), Some(post)) = (&event.replaces, event.to.first()) else {
            return;
        };
        if event.status != Status::Decided {
            return;
        }
        let Some(role) = post.role.as_deref().and_then(full_role) else {
            return;
        };
        let held = Tenure {
            person: person.clone(),
            post: Post {
                role: Some(role.to_owned()),
                ..post.clone()
            },
            when: When::Former,
            start: None,
            end: None,
            term: None,
            evidence: event.evidence.clone(),
            rule: event.rule.clone(),
            recovered: vec!["post".to_owned()],
        };
        // Whom the same news takes from the post held it until then.
        let leaves = |(other, _): &(Event, bool)| {
            other.status == Status::Decided
                && other.person == *person
                && other.from.iter().any(|from| from.is_same(&held.post))
        };
        if self.events.iter().any(leaves) {
            return;
        }
        let key = post_key(&held);
        let known = self.by_post.get(&key).copied();
        let until_now = known.is_none_or(|place| self.tenures[place].when == When::Current);
        self.tenure(held);
        if let Some(&place) = self.by_post.get(&key).filter(|_| until_now) {
            self.replaced.insert(place);
        }
    }
}

/// Whether a tenure is told to go on: «ông tiếp tục làm …».
fn says_on(tenure: &Tenure) -> bool {
    let mut quotes = tenure.evidence.iter().map(|evidence| &evidence.quote);
    quotes.any(|quote| quote.contains("tiếp tục"))
}

/// Whether a row that begins on a date adjoins one that ends on another.
fn adjoins(end: Date, start: Date) -> bool {
    let gap = (start.first_day() - end.last_day()).num_days();
    (1..=GAP).contains(&gap) || end.covers(start) || start.covers(end)
}
