//! What an article tells of earlier years: who took a post up long before the news has it by now, or has left it again.

use chrono::{Datelike, NaiveDate};

use super::charge::only_suspends;
use super::elided::is_party_committee;
use super::gather::Gathered;
use super::life::says_over;
use super::mandate::mandate;
use super::model::{Event, EventKind, Post, Status, Tenure, When};
use crate::date::Date;

/// So many months after it, nobody calls an act news.
const NEWS: i32 = 4;

/// The years of a term of office.
const TERM: i32 = 5;

/// Nobody has a post for longer than two terms, unless the text says so.
const TERMS: i32 = 2 * TERM;

/// The bodies, by how their names begin, whose posts are held beside others.
const BESIDE: [&str; 6] = [
    "Hội đồng",
    "Ban Chỉ đạo",
    "Tiểu ban",
    "Tổ ",
    "Đoàn đại biểu",
    "Ủy ban Bầu cử",
];

/// The Party's groups in bodies, by how their names begin; their secretaries, as those of its committees, have posts beside
/// in the same place or body.
const GROUPS: [&str; 3] = ["Ban Cán sự", "Đảng đoàn", "Quân ủy"];

impl Gathered {
    /// Tells of the posts that acts gave long before the news whether they were still held. `published` is the day of the news;
    /// where nobody knows it, the latest day that the claims name, or the last year of a life.
    pub(super) fn tell_background(&mut self, published: Option<Date>, last_year: Option<i32>) {
        let dated = || {
            let given = (self.events.iter())
                .filter(|(event, _)| {
                    event.status == Status::Decided && event.kinds != [EventKind::Retirement]
                })
                .filter_map(|(event, _)| event.date);
            let begun = self.tenures.iter().filter_map(|tenure| tenure.start);
            let named = last_year.and_then(Date::from_year);
            given.chain(begun).chain(named).map(Date::first_day).max()
        };
        let Some(news) = published.map(Date::first_day).or_else(dated) else {
            return;
        };
        for place in 0..self.tenures.len() {
            let tenure = &self.tenures[place];
            let own = self.portrayed.as_ref() == Some(&tenure.person);
            let left = tenure.end.is_some_and(|end| is_background(end, news));
            let when = match (tenure.when, tenure.start) {
                (When::New, _) if left => Some(When::Former),
                (When::Current, _) if left && own => Some(When::Former),
                (When::New, Some(start)) if is_background(start, news) => {
                    self.held_since(place, start, news)
                }
                _ => None,
            };
            if let Some(when) = when {
                self.tenures[place].when = when;
            }
        }
    }

    /// What one act gives and another takes, which isn't known to be the earlier, was held before the news: «Năm 2015, ông A
    /// được bầu làm Chủ tịch X. … HĐND miễn nhiệm chức vụ Chủ tịch X đối với ông A».
    pub(super) fn hold_until_left(&mut self) {
        let (events, portrayed) = (&self.events, &self.portrayed);
        let posts = |posts: &[Post], post: &Post| posts.iter().any(|other| other.is_same(post));
        for tenure in &mut self.tenures {
            if tenure.when != When::New || portrayed.as_ref() == Some(&tenure.person) {
                continue;
            }
            let of_person = || {
                let acts = events.iter().map(|(event, _)| event);
                acts.filter(|event| {
                    event.status == Status::Decided && event.person == tenure.person
                })
            };
            let given = |event: &&Event| posts(&event.to, &tenure.post);
            let leaves = |left: &Event| {
                let after = |given: &Event| match (given.date, left.date) {
                    (Some(given), Some(left)) => given.first_day() <= left.last_day(),
                    (None, Some(_)) => false,
                    (_, None) => true,
                };
                posts(&left.from, &tenure.post)
                    && !given(&left)
                    && !only_suspends(&left.kinds)
                    && of_person().filter(given).all(after)
            };
            if of_person().any(|event| given(&event)) && of_person().any(leaves) {
                tenure.when = When::Current;
            }
        }
    }

    /// The day of the last act that gives whose life is told a seat of a term.
    fn given_last(&self, held: &Tenure) -> Option<Date> {
        let acts = self.events.iter().map(|(event, _)| event);
        let given = acts.filter(|event| {
            event.status == Status::Decided
                && event.person == held.person
                && event.to.iter().any(|post| post.is_same(&held.post))
        });
        given
            .filter_map(|event| event.date)
            .max_by_key(|date| date.first_day())
            .filter(|_| {
                let own = self.portrayed.as_ref() == Some(&held.person);
                own && held.post.is_membership() && held.term.is_some() && held.end.is_none()
            })
    }

    /// Whether a post that was taken up on a day long before the news was still held before it, or had been left: by its term,
    /// for another post, or as nobody has one for so long. None where the text tells nothing but the act.
    fn held_since(&self, place: usize, start: Date, news: NaiveDate) -> Option<When> {
        let held = &self.tenures[place];
        if self.held.contains(&place) {
            // What a report tells of the years before it, and nothing since, is its news.
            let since = |(event, _): &(Event, bool)| {
                event.person == held.person
                    && event.status == Status::Decided
                    && event
                        .date
                        .is_none_or(|date| start.last_day() < date.first_day())
                    && !event.to.iter().any(|post| post.is_same(&held.post))
            };
            let old = news.year() - start.year() > TERM;
            return (old || self.events.iter().any(since)).then_some(When::Current);
        }
        let term = held.term.as_deref();
        // The seat of a term that was over when its holder was elected again is that of the next.
        let again = self.given_last(held);
        let years = term
            .and_then(|term| mandate(&held.post, term))
            .filter(|years| again.is_none_or(|again| again.year() < *years.end()));
        let later = |(place, other): &(usize, &Tenure)| {
            other.person == held.person
                && gives_way(&held.post, &other.post)
                && match other.start {
                    Some(next) => start.last_day() < next.first_day(),
                    None => {
                        other.when == When::New || other.end.is_none() && self.held.contains(place)
                    }
                }
        };
        let all = self.tenures.iter().enumerate();
        let later: Vec<&Tenure> = all.filter(later).map(|(_, other)| other).collect();
        let last = later
            .iter()
            .filter_map(|other| other.start)
            .map(Date::first_day)
            .max();
        let before = |other: &&Tenure| match other.start {
            Some(next) => is_background(next, news) || last > Some(next.last_day()),
            None => other.when == When::Current,
        };
        let left = says_over(held)
            || years.is_some_and(|years| *years.end() < news.year())
            || news.year() - again.unwrap_or(start).year() > TERMS
            || later.iter().any(before);
        match (left, !later.is_empty()) {
            (true, _) => Some(When::Former),
            (false, true) => Some(When::Current),
            (false, false) => None,
        }
    }
}

/// Whether a day lies so long before the news that what was done on it is none.
fn is_background(day: Date, news: NaiveDate) -> bool {
    let months = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
    months(news) - months(day.last_day()) > NEWS
}

/// Whether who takes up another post leaves the first: both are offices, and not of the committee and another body of one
/// place.
fn gives_way(post: &Post, next: &Post) -> bool {
    let begins = |post: &Post, heads: &[&str]| {
        let org = post.org.as_deref();
        org.is_none_or(|org| heads.iter().any(|head| org.starts_with(head)))
    };
    let office = |post: &Post| !post.is_membership() && !begins(post, &BESIDE);
    let one_place = post.place.is_some() && post.place == next.place;
    let leads =
        |post: &Post| begins(post, &GROUPS) || post.org.as_deref().is_some_and(is_party_committee);
    let one_body = post.org == next.org;
    office(post)
        && office(next)
        && !post.is_same(next)
        && (one_body || !(leads(post) || leads(next)) || !one_place && leads(post) == leads(next))
}
