//! A post that a bearer of a name held, and when.

use chrono::NaiveDate;

/// Whoever goes from one post to another may be told in both for so many days.
pub(crate) const HANDOVER: i64 = 60;

/// So many days lie between the seats of two who bear a name in one assembly, and hardly between those of one.
const GENERATION: i64 = 15 * 366;

/// A first and a last day.
pub(super) type Span = (NaiveDate, NaiveDate);

/// What a post tells of its holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeldKind {
    /// One person alone holds it.
    Seat,
    /// A few of a body hold it.
    Office,
    /// Many hold it.
    Membership,
    /// Its body is not told: «Giám đốc», «Phó Chủ tịch» of nobody knows what.
    Bodiless,
}

/// A post that somebody held.
#[derive(Clone, Debug)]
pub(super) struct Held {
    /// The code of the place of its body.
    pub(super) place: Option<String>,
    /// What holding it tells of its holder.
    pub(super) kind: HeldKind,
    /// The first and the last day on which it is known to have been held.
    pub(super) span: Option<Span>,
    /// The province of today that it lies in, and its grade.
    pub(super) rung: Option<(String, u8)>,
    /// Whether it takes up its holder: nobody leads at two far places at once.
    pub(super) absorbing: bool,
    /// How many accounts tell of it.
    pub(super) tellers: usize,
}

impl Held {
    /// Takes in a span in which the post was held as well.
    pub(super) fn widen(&mut self, span: Option<Span>) {
        self.span = match (self.span, span) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (one, other) => one.or(other),
        };
    }

    /// Whether so long a time lies between it and the same post of another account that it tells of no common holder: who
    /// sat in the National Assembly in 1964 is not for that the deputy of 2002.
    pub(super) fn is_long_from(&self, other: &Self) -> bool {
        let (Some((from, until)), Some((since, to))) = (self.span, other.span) else {
            return false;
        };
        (since - until).max(from - to).num_days() > GENERATION
    }
}

/// Whether two spans have days in common beyond what a handover explains.
pub(super) fn overlap(one: Span, other: Span) -> bool {
    let common = one.1.min(other.1) - one.0.max(other.0);
    // A single day on which somebody is seen elsewhere, well within the span.
    let within = |day: NaiveDate, span: Span| {
        (day - span.0).num_days() > HANDOVER && (span.1 - day).num_days() > HANDOVER
    };
    common.num_days() > HANDOVER
        || within(one.0, other) && within(one.1, other)
        || within(other.0, one) && within(other.1, one)
}
