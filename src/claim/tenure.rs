//! What the frames of held posts claim: who holds or held which post, and from when to when.

use super::item::{Clause, Meaning};
use super::past::LONG_PAST;
use super::people::People;
use super::post::{Held, PostMention};
use super::post_list::PostList;
use super::reading::Reading;
use super::span::{HeldPost, bracketed_dates, dates_behind_many, dates_behind_terms};
use super::terms::is_several;
use super::verdict::{Fired, Outcome, Verdict};
use crate::claim::{Evidence, Status, Tenure, When};
use crate::date::Date;
use crate::rules::{ActSource, FrameKind, code};

/// A tenure that a clause tells.
pub(crate) struct Told {
    /// The number of the person.
    pub(crate) person: usize,
    /// The tenure; none where the post does not say whose it is.
    pub(crate) tenure: Option<Tenure>,
    /// How it is told.
    pub(crate) telling: Telling,
}

/// How a tenure is told, and so what it counts for beside what the text says elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Telling {
    /// As held or as past, whatever else is told.
    Said,
    /// Without a word on whether it is past: what the text says elsewhere of the same post goes before.
    Plain,
    /// As a step of a career, which may go on to today.
    Step,
    /// As a step that came after another post of the list, whose start it bears.
    Later,
    /// In a sentence that looks back some years: a post that only one can hold is past if somebody else has it.
    Back,
    /// By a comma alone, so that it may be somebody else's.
    Weak,
}

/// Words between a name and «giữ chức» that leave it told plainly: «hiện còn», «quay lại», «tuyên thệ».
const MANNER: [&str; 10] = [
    "hiện", "đang", "còn", "nay", "quay", "lại", "tuyên", "thệ", "chính", "thức",
];

/// How many years a sentence must look back before the holder of a post that it names may have left it.
const BACK: i32 = 2;

/// Words before «khi» that make a bound of the time that follows: «từ khi ông A làm …».
const BOUNDS: [&str; 12] = [
    "từ", "Từ", "đến", "Đến", "tới", "Tới", "kể", "mãi", "cho", "sau", "trước", "ngay",
];

/// Words before a name that make what follows a wish, or what somebody else speaks of.
const WISH: [&str; 12] = [
    "mời", "muốn", "chọn", "nhờ", "đưa", "cử", "hộ", "khi", "lúc", "thời", "việc", "mong",
];

/// Whether a post is no longer held, by what a clause says of it and by its term.
fn is_over(told: bool, by_term: Option<When>) -> bool {
    match by_term {
        Some(When::Former) => true,
        Some(When::Current) => false,
        _ => told,
    }
}

/// What a match says of all the posts that it tells are held.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says something else of the match"
)]
struct HeldMatch<'m> {
    fired: &'m Fired<'m>,
    since: Option<Date>,
    until: Option<Date>,
    /// The place of the first post whose dates are its.
    dated: usize,
    /// Whether each post came after the one before it.
    rises: bool,
    /// Whether the posts are held no longer.
    former: bool,
    /// Whether they are long past by what the text around says, whatever the frame.
    past: bool,
    /// How many years the sentence looks back.
    age: Option<i32>,
    /// Whether an act gives them all.
    listed: bool,
    /// Whether somebody else is named whom the person follows.
    replaced: bool,
    /// Whether a comma alone joins the last post, or any other, with the person.
    by_comma: [bool; 2],
    evidence: Evidence,
}

impl HeldMatch<'_> {
    /// The tenure of one person in the post at this place among those of the match, and how it is told.
    fn told(
        &self,
        reading: &Reading,
        name: &str,
        held_post: &HeldPost,
        place: usize,
        last: usize,
    ) -> (Tenure, Telling) {
        let HeldPost {
            post,
            held,
            term,
            recovered,
            later,
            begins,
            ends,
            span,
            now,
            vague,
        } = held_post;
        let (later, now) = (*later, *now);
        let plain = self.fired.frame.told;
        let former = self.former && !now;
        // «khóa XIII (2021-2026)» is the term's time, which only who no longer serves has served.
        // «các khóa VI, VII và VIII (1986-2001)» is that of the post.
        let several = term.as_deref().is_some_and(is_several);
        let span = span.filter(|_| term.is_none() || several || former);
        let (since, until) = match span {
            Some((from, until)) => (Some(from), until),
            None if place < self.dated || now => (None, None),
            None => (
                self.since.filter(|_| !vague[0]),
                self.until.filter(|_| !vague[1]),
            ),
        };
        let (since, until) = reading.within_terms(post, term.as_deref(), (since, until));
        let start = since.filter(|_| !self.rises || later || place == 0 || span.is_some());
        // What a bracket behind the post says of its end goes before what the words say of all.
        let over = former || span.is_some_and(|(_, until)| until.is_some());
        let by_term = reading.told_by_term(post, term.as_deref());
        let open = self.fired.found.slot("since").is_some() && until.is_none();
        let undated = !self.past && since.is_none() && span.is_none();
        let telling = if plain && undated {
            Telling::Plain
        } else if later && since.is_some() && begins.is_none() {
            Telling::Later
        } else if *held != Held::Former && (former || open && !now) {
            Telling::Step
        } else if self.age >= Some(BACK) && undated {
            Telling::Back
        } else if self.by_comma[usize::from(place == last)] {
            Telling::Weak
        } else {
            Telling::Said
        };
        let tenure = Tenure {
            person: name.to_owned(),
            post: post.clone(),
            when: if *held == Held::Former || is_over(over, by_term) {
                When::Former
            } else if *held == Held::New && !self.replaced || self.listed {
                When::New
            } else {
                When::Current
            },
            start: begins.or(start),
            end: ends.or(until),
            term: term.clone(),
            evidence: vec![self.evidence.clone()],
            rule: self.fired.frame.name.clone(),
            recovered: recovered.clone(),
        };
        (tenure, telling)
    }
}

impl Reading<'_> {
    /// The tenures that a clause says are held.
    pub(crate) fn tenures_of(&self, clause: &Clause, people: &mut People) -> Vec<Told> {
        let mut tenures = Vec::new();
        if self.is_office_row(&self.text.sentences[clause.sentence], people) {
            return tenures;
        }
        for Verdict { fired, outcome } in self.verdicts(clause, FrameKind::Tenure) {
            let Outcome::Told(_) = outcome else {
                continue;
            };
            let lists = held_lists(clause, &fired);
            let posts = self.held_posts(clause, &fired, &lists);
            let held = self.held_match(clause, &fired, (&lists, posts.len()), people);
            let last = posts.len().saturating_sub(1);
            for person in self.holders_of(clause, &fired, people) {
                if posts.is_empty() && !fired.frame.told {
                    let (tenure, telling) = (None, Telling::Said);
                    tenures.push(Told {
                        person,
                        tenure,
                        telling,
                    });
                }
                let name = people.name(person);
                tenures.extend(posts.iter().enumerate().map(|(i, post)| {
                    let (tenure, telling) = held.told(self, name, post, i, last);
                    Told {
                        person,
                        tenure: Some(tenure),
                        telling,
                    }
                }));
            }
        }
        tenures
    }

    /// What a match says of all the posts of these lists, which it tells are held.
    fn held_match<'m>(
        &self,
        clause: &Clause,
        fired: &'m Fired<'m>,
        (lists, count): (&[&PostList], usize),
        people: &mut People,
    ) -> HeldMatch<'m> {
        let (since, until) = match held_from_to(clause, fired) {
            // «10/1997-2/1997»: one of them is misprinted.
            (Some(since), Some(until)) if until.last_day() < since.first_day() => (None, None),
            // «lần lượt giữ các chức vụ A, B (2004 - 2010)»: the ends are not of each.
            (Some(_), Some(_)) if self.succeed_each_other(clause, fired) => (None, None),
            (Some(_), until) if self.begins_otherwise(clause, fired) => (None, until),
            bounds => bounds,
        };
        let age = self.opens_past(clause, fired);
        let past = since.is_none()
            && (self.tells_history(clause, fired, people)
                || fired.frame.told && self.tells_career(clause, fired, people)
                || self.is_retired_staff(clause, fired.found.items.end - 1)
                || self.opens_then(clause)
                || self.is_remembered(clause, fired)
                || age >= Some(LONG_PAST));
        HeldMatch {
            fired,
            since,
            until,
            dated: if self.dates_only_last(clause, fired, lists) {
                let together = lists.last().map_or(1, |list| self.held_as_one(list));
                count.saturating_sub(together)
            } else {
                0
            },
            rises: until.is_none() && Reading::rises(lists),
            former: fired.frame.former && !self.comes_to_today(clause, fired) || past,
            past,
            age,
            listed: self.is_listed_by_act(clause, fired),
            replaced: self.follows_another(clause, fired),
            by_comma: [false, true].map(|last| self.hangs_on_comma(clause, fired, last)),
            evidence: self.evidence_of(clause, &fired.found),
        }
    }

    /// Whether «thay» leads the person of a match: «thay ông A, tân Bí thư …» is of other news.
    fn follows_another(&self, clause: &Clause, fired: &Fired) -> bool {
        let before = fired.found.slot("person").and_then(|i| i.checked_sub(1));
        before.is_some_and(|before| self.class_of(clause, before) == Some("thay"))
    }

    /// Whether the dates in a bracket behind the posts of a match, or of what a life opens with, are those of the last, and of
    /// what is held with it.
    fn dates_only_last(&self, clause: &Clause, fired: &Fired, lists: &[&PostList]) -> bool {
        bracketed_dates(clause, fired)
            || dates_behind_terms(fired, lists)
            || self.portrait.is_some() && dates_behind_many(fired, lists)
            || fired.frame.portrait
    }

    /// How many of the last posts of a list are held together: of «A, Bí thư X kiêm Chủ tịch Y» two.
    pub(super) fn held_as_one(&self, list: &PostList) -> usize {
        let linked = |pair: &&[PostMention]| {
            (pair[0].tokens.end..pair[1].tokens.start)
                .any(|at| self.cue(at).is_some_and(|(class, _)| class == "kiêm"))
        };
        1 + list.posts.windows(2).rev().take_while(linked).count()
    }

    /// Whether what the frame's pattern cannot say holds for a match: a portrait tells of a life, a past time has
    /// passed, and a row of names can share its posts.
    pub(super) fn may_hold(&self, clause: &Clause, fired: &Fired) -> bool {
        let passed =
            fired
                .found
                .slot("past")
                .is_none_or(|date| match &clause.items[date].meaning {
                    Meaning::Date(mention) => {
                        let published = self.article.published;
                        mention.date.day().is_none()
                            && published.is_none_or(|day| mention.date.last_day() < day.first_day())
                    }
                    _ => false,
                });
        passed
            && self.opens_as_said(clause, fired)
            && !self.is_bound(clause, fired)
            && (!fired.frame.told || self.tells_plainly(clause, fired))
            && (!fired.frame.portrait || self.tells_life(clause, fired))
            && self.fits_roster(clause, fired)
            && !self.is_given_to_several(clause, fired)
            && !self.is_only_proposed(clause, fired)
    }

    /// Whether a match begins with the word that its frame says, or with one of several, and no word before it makes a
    /// bound of that time: «*khi* ông A làm …», but «từ khi ông A làm …». A mark may stand before it: «…, *hiện* là …».
    fn opens_as_said(&self, clause: &Clause, fired: &Fired) -> bool {
        let first = clause.items[fired.found.items.start].tokens.start;
        let first = first + usize::from(!self.is_word(first));
        let bound = || {
            // «từ *thời* ông A làm …» is of that time only.
            !self.is(first, "thời")
                && first
                    .checked_sub(1)
                    .is_some_and(|at| self.says(at, &BOUNDS))
        };
        fired
            .frame
            .opens
            .as_deref()
            .is_none_or(|words| words.split('/').any(|word| self.is(first, word)) && !bound())
    }

    /// Whether what is told plainly is past: the text has told the person's birth and goes on with a career, or a year
    /// long past stands before it.
    fn tells_career(&self, clause: &Clause, fired: &Fired, people: &mut People) -> bool {
        let now = ["hiện", "đang", "nay"];
        let items = clause.items[fired.found.items.clone()].iter();
        let held = items
            .clone()
            .any(|item| now.iter().any(|word| self.is(item.tokens.start, word)));
        let last = self.last_year();
        let long_past = (clause.items[..fired.found.items.end].iter()).any(|item| {
            matches!(&item.meaning, Meaning::Date(mention) if mention.date.year() + 2 <= last)
        });
        let person = fired.found.slot("person");
        let number = person.and_then(|i| self.person_of(&clause.items[i], clause, people));
        !held
            && (long_past
                || self.opens_times_past(clause)
                || number.is_some_and(|number| people.is_born(number)))
    }

    /// Whether one of some words, written small, stands at a token.
    pub(super) fn says(&self, at: usize, words: &[&str]) -> bool {
        self.token(at)
            .is_some_and(|token| words.contains(&self.text.word(token)))
    }

    /// Whether «ông A giữ chức …» is told as it is: no act gives the post in these words, nothing plans or wishes it.
    fn tells_plainly(&self, clause: &Clause, fired: &Fired) -> bool {
        let (Some(person), Some(holds)) = (fired.found.slot("person"), fired.found.slot("holds"))
        else {
            return false;
        };
        let between = &clause.items[person + 1..holds];
        // «… là *một trong hai* Phó Chủ tịch UBND tỉnh Sơn La».
        let one_of = between.iter().position(|item| {
            let at = item.tokens.start;
            self.says(at, &["một"]) && self.says(at + 1, &["trong"])
        });
        let manner = one_of.map_or(between, |first| &between[..first]);
        let plain = manner
            .iter()
            .all(|item| item.code != code::WORD || self.says(item.tokens.start, &MANNER));
        let end = clause.items[holds].tokens.end;
        // «… giữ chức Phó Chủ nhiệm Tổng cục Chính …»: a summary that breaks off.
        let cut = self.is(end, "…") || self.is(end, ".") && self.is(end + 1, ".");
        let shared = (clause.items[person].tokens.end..end).any(|at| self.is(at, "đều"));
        let before = clause.items[person].tokens.start.checked_sub(1);
        let wished = before.is_some_and(|at| self.says(at, &WISH))
            || person.checked_sub(1).is_some_and(|item| {
                matches!(
                    self.class_of(clause, item),
                    Some("để" | "cho" | "đối với" | "giao" | "với" | "trước khi" | "của")
                )
            });
        plain
            && !wished
            && !cut
            && !self.is_of_funeral(clause, holds)
            && !shared
            && self.status_of(clause, fired) == Outcome::Told(Status::Decided)
            && self
                .verdicts(clause, FrameKind::Event)
                .iter()
                .all(|verdict| {
                    let items = &verdict.fired.found.items;
                    let apart = items.end <= person || holds < items.start;
                    apart || !verdict.stands() || verdict.fired.frame.act == ActSource::Before
                })
    }
}

/// The lists of posts that a match says are held.
pub(super) fn held_lists<'c>(clause: &'c Clause, fired: &Fired) -> Vec<&'c PostList> {
    fired
        .found
        .slots
        .iter()
        .filter(|(slot, _)| matches!(*slot, "holds" | "series"))
        .flat_map(|(_, items)| &clause.items[items.clone()])
        .filter_map(|item| match &item.meaning {
            Meaning::Posts(list) => Some(list),
            _ => None,
        })
        .collect()
}

/// From when to when the posts of a match are held.
fn held_from_to(clause: &Clause, fired: &Fired) -> (Option<Date>, Option<Date>) {
    let date = |slot: &str| match fired.found.slot(slot).map(|i| &clause.items[i].meaning) {
        Some(Meaning::Date(mention)) => Some(mention.date),
        _ => None,
    };
    (date("since").or_else(|| date("past")), date("until"))
}
