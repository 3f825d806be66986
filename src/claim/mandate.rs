//! How long posts are held: by the term of office that is told of one, «nhiệm kỳ 2011-2016», «khóa XIV», and where
//! several followed each other.

use std::ops::RangeInclusive;

use super::item::Clause;
use super::post::PostMention;
use super::post_list::PostList;
use super::reading::Reading;
use super::share::is_kindred;
use super::tenure::held_lists;
use super::terms::is_several;
use super::verdict::Fired;
use crate::claim::{Post, When};
use crate::date::Date;
use crate::rules;
use crate::text::Kind;

/// The first National Assembly whose term, like all since, has five years, and its first year.
const ASSEMBLY: (i32, i32) = (13, 2011);

/// The first congress of the Party that met five years after the last, as all since, and its year.
const CONGRESS: (i32, i32) = (6, 1986);

/// A line of a career that begins or ends so many years beside the terms of a seat is not of that seat alone.
const APART: i32 = 2;

/// How many years a term has.
const YEARS: i32 = 5;

impl Reading<'_> {
    /// Whether the term of a post was over when the article came out, or that of a seat in an assembly still ran.
    pub(super) fn told_by_term(&self, post: &Post, term: Option<&str>) -> Option<When> {
        let years = self.years_of(post, term?)?;
        let seat = post.is_membership() || post.role.as_deref() == Some("Đại biểu");
        let Some(published) = self.article.published.map(Date::year) else {
            let later = || self.told_year().is_some_and(|last| *years.end() < last);
            return (seat && self.portrait.is_some() && later()).then_some(When::Former);
        };
        if *years.end() < published {
            return Some(When::Former);
        }
        (seat && *years.start() <= published && published < *years.end()).then_some(When::Current)
    }

    /// The years of the terms that are told of a post, as the table of terms knows them.
    fn years_of(&self, post: &Post, term: &str) -> Option<RangeInclusive<i32>> {
        let org = post.org.as_deref();
        let known = org.and_then(|org| self.rules.terms.span(term, org));
        let known = known.map(|known| known.from.year()..=known.until.year());
        known.or_else(|| mandate(post, term))
    }

    /// The dates of a line of a career as far as they may be those of a seat whose own terms it tells: «12/1987 - 12/2006: …;
    /// Ủy viên Trung ương Đảng (khóa VII, VIII, IX)», since 1991.
    pub(super) fn within_terms(
        &self,
        post: &Post,
        term: Option<&str>,
        (since, until): (Option<Date>, Option<Date>),
    ) -> (Option<Date>, Option<Date>) {
        let org = term.zip(post.org.as_deref());
        let Some(known) = org.and_then(|(term, org)| self.rules.terms.span(term, org)) else {
            return (since, until);
        };
        let since = since.filter(|since| known.from.year() - since.year() < APART);
        let until = until.filter(|until| until.year() - known.until.year() < APART);
        (since, until)
    }

    /// Whether a term told by its years ended before the year of the news, or of the last day that an undated text names.
    pub(super) fn is_term_over(&self, term: &str) -> bool {
        let news = self.article.published.map(Date::year);
        let news = news.or_else(|| self.told_year());
        let until = term
            .rsplit_once('-')
            .and_then(|(_, to)| to.trim().parse::<i32>().ok());
        matches!((until, news), (Some(until), Some(news)) if until < news)
    }

    /// The year of the last day that the text of a life names.
    pub(super) fn last_year_of_life(&self) -> Option<i32> {
        self.portrait.as_ref()?;
        self.told_year()
    }

    /// The year of the last day that a text names, but not of what is yet to come: «đến năm 2020», «nhiệm kỳ 2016-2021».
    pub(super) fn told_year(&self) -> Option<i32> {
        let dated = |at: &usize| {
            at.checked_sub(1).is_some_and(|before| {
                self.mark(before) == Some('/')
                    || self.is(before, "năm") && before > 0 && !self.is(before - 1, "đến")
            })
        };
        let find = || {
            let numbers = self.text.tokens.iter().enumerate();
            let numbers = numbers.filter(|(_, token)| token.kind == Kind::Number);
            let years = numbers.map(|(at, _)| at).filter(dated);
            years.filter_map(|at| self.year(at)).max()
        };
        *self.told_year.get_or_init(find)
    }

    /// Whether the posts of a match were held one after the other, so that a period is that of them all: by «lần
    /// lượt», «rồi», by a rise from deputy to head, or since nobody has so many at once.
    pub(super) fn succeed_each_other(&self, clause: &Clause, fired: &Fired) -> bool {
        let lists = held_lists(clause, fired);
        let posts: Vec<&PostMention> = lists
            .iter()
            .flat_map(|list| &list.posts)
            .filter(|post| post.role != "Ủy viên" && !post.role.ends_with("ủy viên"))
            .collect();
        let Some(last) = posts.last() else {
            return false;
        };
        let found = fired.found.items.start;
        let first = clause.items[found].tokens.start;
        let word = |at: usize| self.cue(at).map(|(class, _)| class);
        if posts.len() == 1 {
            // «lần lượt giữ các chức vụ …»: the others could not be read.
            return (first..last.tokens.start).any(|at| word(at) == Some("lần lượt"))
                && lists.len() == 1
                && (first..last.tokens.start).any(|at| self.is(at, "các"));
        }
        let in_turn = (first..last.tokens.start)
            .any(|at| matches!(word(at), Some("lần lượt" | "rồi" | "sau đó")));
        let several =
            posts.len() > 2 && (first..posts[0].tokens.start).any(|at| self.is(at, "các"));
        in_turn || several || rise(&posts)
    }

    /// Whether what a list names first is the way to what it names next, «từ năm 2008 làm Phó Bí thư, Bí thư Tỉnh ủy X»:
    /// a day from which it was held is that of the first.
    pub(super) fn rises(lists: &[&PostList]) -> bool {
        rise(
            &lists
                .iter()
                .flat_map(|list| &list.posts)
                .collect::<Vec<_>>(),
        )
    }

    /// The posts that an act is told to give for several terms at once, «đại biểu Quốc hội các khóa XI, XII», beside others:
    /// it cannot have given them all.
    pub(super) fn of_several_terms(&self, list: &PostList) -> Vec<(Post, String)> {
        let joins = |term: &String| is_several(term);
        if !list
            .posts
            .iter()
            .any(|post| post.term.as_ref().is_some_and(joins))
        {
            return Vec::new();
        }
        let posts = self.claimed_posts(list);
        let all = posts.len();
        let several: Vec<(Post, String)> = posts
            .into_iter()
            .filter_map(|(post, _, term, _)| Some((post, term.filter(joins)?)))
            .collect();
        Some(several)
            .filter(|several| several.len() < all)
            .unwrap_or_default()
    }
}

/// Whether one of some posts is followed by another of the same kind in the same body: the deputy's by the head's.
fn rise(posts: &[&PostMention]) -> bool {
    let body = |post: &PostMention| post.body.as_ref().map(|body| body.name.clone());
    posts.windows(2).any(|pair| {
        pair[0].role != pair[1].role
            && is_kindred(&pair[0].role, &pair[1].role)
            && body(pair[0]) == body(pair[1])
    })
}

/// The years of the last term that is told of a post; none where it does not say them, nor the ordinal of a body whose
/// terms are known.
pub(super) fn mandate(post: &Post, term: &str) -> Option<RangeInclusive<i32>> {
    if let Some((from, to)) = term.split_once('-')
        && let (Ok(from), Ok(to)) = (from.trim().parse(), to.trim().parse())
    {
        return Some(from..=to);
    }
    let ordinal = term.strip_prefix("khóa ")?.rsplit(' ').next()?;
    let ordinal = i32::try_from(rules::ordinal(&ordinal.to_lowercase())?).ok()?;
    let (first, year) = match post.org.as_deref()? {
        "Quốc hội" => ASSEMBLY,
        "Ban Chấp hành Trung ương Đảng" | "Bộ Chính trị" | "Ban Bí thư" => CONGRESS,
        _ => return None,
    };
    let from = year + (ordinal - first) * YEARS;
    // Of earlier terms it only counts that they were over by then.
    let until = if ordinal < first { year } else { from + YEARS };
    Some(from..=until)
}
