//! 5. Claims of one official → facts.
//!
//! [`consolidate`](crate::fact::consolidate) adds up what all claims about one official say, [`document`](crate::fact::document) what all claims about one
//! document say. Both are pure functions of the claims; each fact names the claims that it rests on.

mod alike;
mod choice;
mod close;
mod event;
mod hold;
mod movement;
mod official;
mod paper;
mod run;
mod settled;
mod standing;
mod tenure;

use crate::claim::{EventKind, Gender, Status};
use crate::date::Date;
use crate::identity::Post;

pub use movement::{Direction, GradeChange, Movement};
pub use official::consolidate;
pub use paper::document;

/// A claim, by the place of its account in the block and its own place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimRef {
    /// The account's place in the block.
    pub account: usize,
    /// The kind of claim.
    pub kind: ClaimKind,
    /// The claim's place among its kind.
    pub index: usize,
}

/// The kinds of claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimKind {
    /// A name in the article.
    Person,
    /// A post held.
    Tenure,
    /// A personnel act.
    Event,
    /// A document.
    Document,
    /// A figure.
    Statistic,
    /// A birth or home place.
    Bio,
}

/// What all claims about one official add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Official {
    /// The name as most articles write it.
    pub name: String,
    /// Its other spellings.
    pub other_names: Vec<String>,
    /// The gender, where told.
    pub gender: Option<Gender>,
    /// The birth date; several where articles differ.
    pub born: Vec<Date>,
    /// The home place as written; several where articles differ.
    pub hometowns: Vec<String>,
    /// The posts held, each for one run.
    pub tenures: Vec<Tenure>,
    /// The acts, each told once.
    pub events: Vec<Event>,
    /// The claims that name the official or tell a birth or home place.
    pub claims: Vec<ClaimRef>,
    /// Pairs of claims that cannot both be right.
    pub contradictions: Vec<(ClaimRef, ClaimRef)>,
}

/// One official in one post, one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// The post.
    pub post: Post,
    /// The run: 1, or more where the official left and came back.
    pub run: usize,
    /// The start.
    pub start: Option<Date>,
    /// Where the start is unknown: the first day that it is known to have begun by.
    pub start_not_after: Option<Date>,
    /// The end.
    pub end: Option<Date>,
    /// Where the end is unknown: the last day that it is known to have lasted to.
    pub end_not_before: Option<Date>,
    /// Where the end is unknown: the first day that it is known to have ended by.
    pub end_not_after: Option<Date>,
    /// How it stands with the end.
    pub state: EndState,
    /// The event that began it, by its place among the official's.
    pub start_cause: Option<usize>,
    /// The event that ended it.
    pub end_cause: Option<usize>,
    /// Which of «start» and «end» no article tells outright.
    pub inferred: Vec<&'static str>,
    /// Whether the official's home place lies in the province of the post.
    pub local: Option<bool>,
    /// Whether the unit of its body ended while it may have lasted.
    pub ended_with_unit: bool,
    /// Whether only lives tell of it, and none that it is held today.
    pub looks_back: bool,
    /// Whether a life tells that it is held today.
    pub of_today: bool,
    /// The terms of office.
    pub terms: Vec<String>,
    /// The claims that it rests on.
    pub claims: Vec<ClaimRef>,
}

/// How it stands with the end of a tenure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndState {
    /// Still open when last seen.
    Open,
    /// Ended, and known when.
    Ended,
    /// Ended, unknown when.
    EndedUnknown,
}

/// One personnel act, told once however many articles reported it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// All kinds that the articles' words support.
    pub kinds: Vec<EventKind>,
    /// Tells it from the official's other events of its first kind and post.
    pub ordinal: usize,
    /// The posts left.
    pub from: Vec<Post>,
    /// The posts taken up.
    pub to: Vec<Post>,
    /// The date.
    pub date: Option<Date>,
    /// The bodies or officers who decided.
    pub by: Vec<Post>,
    /// Decided or proposed.
    pub status: Status,
    /// The direction by the levels of the posts.
    pub movement: Option<Movement>,
    /// How the grades of the posts compare.
    pub grade_change: Option<GradeChange>,
    /// Whether it leads from the centre to a province or back.
    pub direction: Option<Direction>,
    /// The claims that it rests on.
    pub claims: Vec<ClaimRef>,
}

/// What all claims about one document add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The type word.
    pub kind: Option<String>,
    /// The whole number.
    pub number: Option<String>,
    /// The part after the digits.
    pub symbol: Option<String>,
    /// The date of issue.
    pub date: Option<Date>,
    /// The bodies or officers who issued it, as articles name them.
    pub issuers: Vec<Post>,
    /// What it is about, as the most articles write it.
    pub title: Option<String>,
    /// The claims that it rests on.
    pub claims: Vec<ClaimRef>,
}
