//! What single claims say about a post being held.

use super::event::{Renewal, Telling, distinct};
use super::settled::Settled;
use super::{ClaimKind, ClaimRef};
use crate::claim::{EventKind, Status, When};
use crate::date::Date;
use crate::identity::{Account, Post, Register};
use crate::rules::Term;

/// What is told so many days after it was taken up is a step of a career: nobody knows whether it is held still.
const LONG_AFTER: i64 = 366;

/// The words by which somebody is to do the work of a body, without a post in it.
const TASKS: [&str; 2] = ["điều hành", "chủ trì"];

/// What one claim says about one post.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says something else of the claim"
)]
#[derive(Clone)]
pub(super) struct Hold {
    pub(super) claim: ClaimRef,
    /// When the article came out.
    pub(super) published: Option<Date>,
    pub(super) post: Post,
    pub(super) start: Option<Date>,
    pub(super) end: Option<Date>,
    /// A day on which the post was held.
    pub(super) held_on: Option<Date>,
    /// The post is told to be over.
    pub(super) over: bool,
    /// A day by which it was over.
    pub(super) over_by: Option<Date>,
    /// The news of the holder's death names it as his post.
    pub(super) at_death: bool,
    /// Whether the start is that of an act that may only have renewed the term.
    pub(super) renewal: Renewal,
    /// The start or the end was not read but inferred.
    pub(super) inferred: bool,
    pub(super) term: Option<String>,
    /// The years in which its terms began and ended.
    pub(super) years: Option<Term>,
    /// Whether the row of a table of offices tells its start, and its end.
    pub(super) in_row: [bool; 2],
    /// Whether the text has no date and does not tell that the post is held today.
    pub(super) looks_back: bool,
    /// A day that the article is not older than.
    pub(super) told_by: Option<Date>,
    /// Whether a text without a date tells that the post is held today.
    pub(super) of_today: bool,
}

impl Hold {
    /// That a claim names a post, and no more.
    fn bare(claim: ClaimRef, post: Post, published: Option<Date>) -> Self {
        Self {
            claim,
            published,
            post,
            start: None,
            end: None,
            held_on: None,
            over: false,
            over_by: None,
            at_death: false,
            renewal: Renewal::Never,
            inferred: false,
            term: None,
            years: None,
            in_row: [false; 2],
            looks_back: published.is_none(),
            told_by: published,
            of_today: false,
        }
    }

    /// Whether it is over only because its terms are.
    pub(super) fn has_lapsed(&self) -> bool {
        let told = self.years.zip(self.told_by);
        let past = told.is_some_and(|(years, day)| day.first_day() >= years.until.last_day());
        // Who is told to have been elected once may have been again; of told terms the last is the last.
        let past_terms = || self.term.is_some() && self.over_by.is_none();
        past && self.end.is_none() && (!self.over || past_terms())
    }

    /// Notes the terms in which the post is told to be held: who is called a deputy of a term that is over is not seen
    /// in the post when the article comes out.
    fn in_terms(&mut self, years: Term) {
        let until = years.until;
        self.years = Some(years);
        let past = |date: Date| date.first_day() > until.last_day();
        if self.over {
            self.over_by = Some(self.over_by.filter(|over| !past(*over)).unwrap_or(until));
        } else if self.end.is_none() && self.published.is_some_and(past) {
            self.held_on = None;
        }
    }
}

impl Hold {
    /// The term that a whole body was elected for in the year from which a seat in it was held.
    fn elected_for(&self, register: &Register) -> Option<Term> {
        let begun = self.start?;
        register.term_begun(begun.year(), &self.post)
    }

    /// Whether it is a seat of its whole body for all of the terms that are told, though an act is told that gave it: several
    /// of them, or one that had not begun when it was given.
    fn has_seat_for(&self, years: Term) -> bool {
        let several = years.from != years.last;
        let before = |start: Date| start.year() < years.from.year();
        self.post.is_elected_with_its_body() && (several || self.start.is_none_or(before))
    }

    /// Parts a seat that is told of terms between which its holder had none: it keeps those of its dates, or the last, and
    /// what is given back tells of the others.
    fn apart_in(&mut self, spans: &[Term]) -> Vec<Self> {
        let dated = self.start.or(self.end).is_some();
        let begins = |years: &Term| self.end.is_none_or(|end| years.from.year() < end.year());
        let within = |years: &Term| {
            let starts = self.start;
            begins(years) && starts.is_none_or(|start| start.year() < years.until.year())
        };
        let own = if dated {
            spans.iter().position(within)
        } else {
            spans.len().checked_sub(1)
        };
        let others = spans.iter().enumerate().filter(|(i, _)| Some(*i) != own);
        let others = others.map(|(_, &years)| Self {
            start: None,
            end: None,
            held_on: None,
            over: true,
            over_by: Some(years.until),
            years: Some(years),
            renewal: Renewal::Never,
            ..self.clone()
        });
        let others = others.collect();
        if let Some(own) = own {
            self.in_terms(spans[own]);
        }
        others
    }
}

/// What the tenure claims of an account say.
pub(super) fn claimed(
    name: &str,
    index: usize,
    account: &Account,
    settled: &Settled,
    tellings: &[Telling],
    register: &Register,
) -> Vec<Hold> {
    let published = account.claims.article.published;
    let decided = || {
        tellings
            .iter()
            .filter(move |t| t.claim.account == index && t.event.status == Status::Decided)
    };
    let mut holds = Vec::new();
    for (at, (claim, post)) in account
        .claims
        .tenures
        .iter()
        .zip(&account.tenures)
        .enumerate()
    {
        let Some(post) = post.as_ref().filter(|_| account.names.tenures[at] == name) else {
            continue;
        };
        let post = settled.post(index, post);
        let row = ClaimRef {
            account: index,
            kind: ClaimKind::Tenure,
            index: at,
        };
        let mut hold = Hold {
            start: claim.start,
            end: claim.end,
            inferred: claim.recovered.iter().any(|argument| argument == "date"),
            looks_back: published.is_none()
                && claim.when != When::Current
                && !claim.tells_of_today(),
            of_today: published.is_none() && claim.tells_of_today(),
            term: claim.term.clone(),
            in_row: [claim.start, claim.end]
                .map(|date| date.is_some_and(|date| claim.has_in_row(date))),
            ..Hold::bare(row, post.clone(), published)
        };
        let key = post.key();
        match claim.when {
            When::Current => {
                // «Current» is how things stood before the article's own events took effect.
                let died = decided().find(|t| t.event.kinds.contains(&EventKind::Death));
                let left = decided()
                    .find(|t| t.ends(key))
                    .or_else(|| decided().find(|t| t.takes_along(&post, register)));
                if let Some(left) = left {
                    hold.over = true;
                    let told = left.ends(key) && !left.is_dated_by_others();
                    hold.inferred |= hold.end.is_none() && !told;
                    hold.end = hold.end.or(left.date);
                    hold.over_by = published;
                } else if let Some(died) = died {
                    // What a portrait tells of somebody dead for years, he need not have been in the end.
                    let news = died.date.is_none_or(|date| {
                        published.is_some_and(|day| {
                            (day.last_day() - date.last_day()).num_days() <= LONG_AFTER
                        })
                    });
                    hold.over = true;
                    hold.at_death = news;
                    hold.inferred |= news && hold.end.is_none();
                    hold.end = hold.end.or(died.date.filter(|_| news));
                    hold.over_by = if news { published } else { died.date };
                } else {
                    hold.held_on = published;
                }
            }
            When::New => {
                let act = decided().find(|t| t.begins(key));
                hold.inferred |=
                    hold.start.is_none() && act.is_some_and(Telling::is_dated_by_others);
                hold.start = hold.start.or(act.and_then(|t| t.date));
                hold.renewal = act.map_or(Renewal::Never, Telling::renewal);
                hold.held_on = held_by(hold.start, published);
            }
            When::Former => {
                hold.over = true;
                hold.over_by = published;
            }
        }
        let again = |t: &Telling| t.begins(key) && t.event.date == hold.start && t.goes_on();
        if hold.start.is_some() && decided().any(again) {
            hold.renewal = Renewal::Always;
        }
        let terms = claim.term.as_deref();
        let spans = terms.map_or_else(Vec::new, |term| register.terms(term, &post));
        // Whom an act gives a post for the rest of a term may be elected for the next one.
        let given = decided().any(|t| t.begins(key));
        match spans.as_slice() {
            [] => hold.years = hold.elected_for(register),
            [years] if given && !hold.has_seat_for(*years) => {
                hold.years = hold.elected_for(register);
            }
            [years] => hold.in_terms(*years),
            spans if post.is_elected_with_its_body() => holds.extend(hold.apart_in(spans)),
            _ => {}
        }
        if published.is_none() && hold.years.is_some() && hold.term.is_some() {
            hold.told_by = last_told(account, &hold.post, register);
        }
        holds.push(hold);
    }
    holds
}

/// The last day that a text without a date tells of as past or begun, seen from the terms of a seat: it is not older.
fn last_told(account: &Account, seat: &Post, register: &Register) -> Option<Date> {
    let of_assembly = |post: &Post| {
        let body = post.body();
        body.is_some_and(|body| body.label.contains("Quốc hội"))
    };
    let tenures = account.claims.tenures.iter();
    let dates = tenures.flat_map(|claim| [claim.start, claim.end]);
    let acts = account.claims.events.iter();
    let acts = acts.filter(|act| act.status == Status::Decided);
    let terms =
        (account.claims.tenures.iter().zip(&account.tenures)).filter_map(|(claim, post)| {
            let (term, post) = (claim.term.as_deref()?, post.as_ref()?);
            let begun = register.terms(term, post).last()?.last;
            // One term of a body ends as the next one begins; those of the Party begin before those of the assembly.
            let same = of_assembly(post) == of_assembly(seat);
            let day = || Date::from_day(begun.year(), 12, 31);
            if same { day() } else { Some(begun) }
        });
    let all = dates.chain(acts.map(|act| act.date)).flatten().chain(terms);
    all.max_by_key(|date| date.first_day())
}

/// What the acts of others say of whom they replace: he had the post, and has it no more.
pub(super) fn replaced(
    name: &str,
    index: usize,
    account: &Account,
    settled: &Settled,
    register: &Register,
) -> Vec<Hold> {
    let events = account.claims.events.iter().zip(&account.events);
    let rows = events.zip(&account.names.replaced).enumerate();
    let own = rows.filter(|(_, ((event, _), replaced))| {
        replaced.as_deref() == Some(name) && event.status == Status::Decided
    });
    own.filter_map(|(at, ((event, posts), _))| {
        // Of several posts taken up at once, the predecessor may have had only one.
        let [post] = posts.to.as_slice() else {
            return None;
        };
        let claim = ClaimRef {
            account: index,
            kind: ClaimKind::Event,
            index: at,
        };
        let published = account.claims.article.published;
        let over = Hold {
            over: true,
            over_by: event.date.or(published),
            ..Hold::bare(claim, settled.post(index, post), published)
        };
        Some(over).filter(|_| register.is_seat(post))
    })
    .collect()
}

/// What a decided act says of the posts at its ends.
pub(super) fn enacted(telling: &Telling, register: &Register) -> Vec<Hold> {
    let recovered = &telling.event.recovered;
    let elected = telling.event.kinds.contains(&EventKind::Election);
    let hold = |post: &Post| Hold {
        inferred: telling.is_dated_by_others()
            || recovered.iter().any(|argument| argument == "date"),
        ..Hold::bare(telling.claim, post.clone(), telling.published)
    };
    let left = distinct(telling.from.iter())
        .into_iter()
        .filter(|post| telling.ends(post.key()))
        .map(|post| Hold {
            end: telling.date,
            over: true,
            over_by: telling.published,
            ..hold(&post)
        });
    let years = |post: &Post| register.term_begun(telling.date?.year(), post);
    // «phân công điều hành Ủy ban Thường vụ Quốc hội»: a task beside the posts that he has.
    let mut told = telling.event.evidence.iter();
    let task = told.any(|evidence| TASKS.iter().any(|words| evidence.quote.contains(words)));
    let taken = distinct(telling.to.iter()).into_iter();
    let taken = taken.filter(|post| !task || post.role().is_some());
    let taken = taken.map(|post| Hold {
        years: years(&post).filter(|_| elected),
        start: telling.date,
        // Who came to a body without a post need not be in it still when that is told.
        held_on: held_by(telling.date, telling.published).filter(|_| post.role().is_some()),
        renewal: telling.renewal(),
        ..hold(&post)
    });
    left.chain(taken).collect()
}

/// The day of the news, unless the post is taken up only later; none for a career that is told long after.
fn held_by(start: Option<Date>, published: Option<Date>) -> Option<Date> {
    let soon = |start: Date, published: Date| {
        let after = published.last_day() - start.last_day();
        start.first_day() <= published.last_day() && after.num_days() <= LONG_AFTER
    };
    published.filter(|&published| start.is_none_or(|start| soon(start, published)))
}
