//! What the tenures of one seat, a post that one person holds at a time, say of each other: who came after whom,
//! and who cannot have been there at once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use oxigraph::model::{GraphName, NamedNode, Quad};

use super::iri::Base;
use super::term::{Sheet, end_state, plain};
use super::vocabulary::ql;
use crate::date::Date;
use crate::fact::EndState;
use crate::identity::HANDOVER;

/// Who took a seat up to so many days after another left it came after that one: a usual vacancy.
const VACANT: i64 = 90;

/// One tenure of a seat.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sitting {
    /// The tenure.
    pub tenure: NamedNode,
    /// Its holder.
    pub official: NamedNode,
    /// When it began.
    pub start: Option<Date>,
    /// The first day on which it is known to have begun.
    pub start_not_after: Option<Date>,
    /// When it ended.
    pub end: Option<Date>,
    /// The last day on which it is known to have lasted.
    pub end_not_before: Option<Date>,
    /// The first day on which it is known to be over.
    pub end_not_after: Option<Date>,
    /// How it stands with the end, as far as what is told of its holder goes.
    pub state: EndState,
    /// Whether the end, or that it is over, stands in no article.
    pub is_end_inferred: bool,
    /// Whether its unit ended while it may have lasted.
    pub ended_with_unit: bool,
    /// The officials whom its beginning is told to replace.
    pub replaced: BTreeSet<NamedNode>,
}

/// The seats that some facts speak of, by the IRI of the post: their sittings.
pub type Seats = BTreeMap<NamedNode, BTreeSet<Sitting>>;

impl Sitting {
    /// The first day on which it is known to have begun, to put sittings in order.
    fn begun(&self) -> Option<NaiveDate> {
        self.start.or(self.start_not_after).map(Date::first_day)
    }

    /// Whether nobody tells that it is over, or only the end of its unit does.
    fn may_have_lasted(&self) -> bool {
        let with_unit = self.ended_with_unit && self.is_end_inferred && self.end.is_none();
        self.state == EndState::Open || with_unit
    }

    /// The last day on which it is known to have been held or taken up.
    fn last_known(&self) -> Option<Date> {
        let known = [self.start, self.start_not_after, self.end_not_before];
        known
            .into_iter()
            .flatten()
            .max_by_key(|date| date.last_day())
    }

    /// Whether it is sure that somebody sat there: it is told when it began, or the holder was seen there at two times.
    fn is_sure(&self) -> bool {
        let seen = self.start_not_after.zip(self.end.or(self.end_not_before));
        let twice = |(first, last): (Date, Date)| {
            (last.first_day() - first.last_day()).num_days() > HANDOVER
        };
        self.start.is_some() || seen.is_some_and(twice)
    }

    /// The days on which it was certainly held.
    fn certain(&self) -> Option<(NaiveDate, NaiveDate)> {
        let from = self.start.or(self.start_not_after)?.last_day();
        let until = self.end.or(self.end_not_before)?.first_day();
        (from <= until).then_some((from, until))
    }
}

/// What is known of the ends of the sittings of a seat, and the successions and contradictions between them.
pub fn seat(post: &NamedNode, sittings: &BTreeSet<Sitting>, base: &Base) -> Vec<Quad> {
    let mut order: Vec<&Sitting> = sittings.iter().collect();
    order.sort_by_key(|sitting| (sitting.begun(), &sitting.tenure));
    let mut sheet = Sheet::new(GraphName::DefaultGraph);
    for sitting in &order {
        end(&mut sheet, sitting, &order);
    }
    let mut followed: BTreeSet<&NamedNode> = BTreeSet::new();
    let mut untold = Vec::new();
    for sitting in &order {
        match told_before(sitting, &order) {
            Some(before) => {
                followed.insert(&before.tenure);
                succession(&mut sheet, post, before, sitting, base);
            }
            None if sitting.replaced.is_empty() => untold.push(*sitting),
            None => {}
        }
    }
    for sitting in untold {
        let before: Vec<&Sitting> = order
            .iter()
            .copied()
            .filter(|before| leads_to(before, sitting))
            .collect();
        let mut last = before
            .iter()
            .filter(|one| !before.iter().any(|other| leads_to(one, other)));
        // Of two who left a seat at one time, nobody knows which was the predecessor.
        if let (Some(before), None) = (last.next(), last.next())
            && !followed.contains(&before.tenure)
        {
            let node = succession(&mut sheet, post, before, sitting, base);
            sheet.add(&node, ql::INFERRED, plain("dates"));
        }
    }
    for (at, one) in order.iter().enumerate() {
        for other in order[at + 1..].iter().filter(|other| excludes(one, other)) {
            sheet.add(&one.tenure, ql::CONTRADICTS, other.tenure.clone());
            sheet.add(&other.tenure, ql::CONTRADICTS, one.tenure.clone());
        }
    }
    sheet.quads
}

/// How a sitting ends: one that nobody tells to be over is so by the day on which another official surely has the seat.
fn end(sheet: &mut Sheet, sitting: &Sitting, order: &[&Sitting]) {
    let next = followed_by(sitting, order).filter(|_| sitting.may_have_lasted());
    let (state, over_by) = match next {
        Some((_, since)) => (EndState::EndedUnknown, Some(since)),
        None => (sitting.state, sitting.end_not_after),
    };
    sheet.add(&sitting.tenure, ql::END_STATE, end_state(state));
    sheet.date(&sitting.tenure, ql::END_NOT_AFTER, over_by);
    if let Some((next, _)) = next {
        sheet.add(&sitting.tenure, ql::ENDED_BY, next.tenure.clone());
    }
    if sitting.is_end_inferred || next.is_some() {
        sheet.add(&sitting.tenure, ql::INFERRED, plain("end"));
    }
}

/// The first sitting of another official that surely began after the last day on which one is known to have lasted.
fn followed_by<'a>(sitting: &Sitting, order: &[&'a Sitting]) -> Option<(&'a Sitting, Date)> {
    let known = sitting.last_known()?;
    let later = order.iter().filter_map(|other| {
        let since = other.start.or(other.start_not_after)?;
        let after = if other.start.is_some() {
            known.last_day() <= since.last_day() && known.first_day() <= since.first_day()
        } else {
            known.last_day() < since.first_day()
        };
        // Of two seen first on one day nobody knows who came first.
        let begun = sitting
            .begun()
            .is_none_or(|begun| begun < since.first_day());
        let unit = sitting.end_not_after;
        let sooner = unit.is_none_or(|unit| since.first_day() < unit.first_day());
        let follows =
            sooner && after && begun && other.is_sure() && other.official != sitting.official;
        follows.then_some((*other, since))
    });
    later.min_by_key(|(other, since)| (since.last_day(), &other.tenure))
}

/// The last sitting of those whom one is told to replace.
fn told_before<'a>(sitting: &Sitting, order: &[&'a Sitting]) -> Option<&'a Sitting> {
    let begun = |before: &Sitting| {
        let (before, after) = (before.begun(), sitting.begun());
        before
            .zip(after)
            .is_none_or(|(before, after)| before <= after)
    };
    order.iter().copied().rfind(|before| {
        sitting.replaced.contains(&before.official)
            && before.official != sitting.official
            && begun(before)
    })
}

/// Whether one sitting ends where another begins.
fn leads_to(before: &Sitting, after: &Sitting) -> bool {
    let (Some(end), Some(start)) = (before.end, after.start) else {
        return false;
    };
    let apart =
        |later: NaiveDate, earlier: NaiveDate| later.signed_duration_since(earlier).num_days();
    before.official != after.official
        && before.begun().is_none_or(|begun| begun < start.first_day())
        && apart(start.first_day(), end.last_day()) <= VACANT
        && apart(end.first_day(), start.last_day()) <= HANDOVER
}

/// Whether two officials are told to have sat in one seat at once, for longer than a handover takes.
fn excludes(one: &Sitting, other: &Sitting) -> bool {
    let (Some((a, b)), Some((c, d))) = (one.certain(), other.certain()) else {
        return false;
    };
    one.official != other.official && b.min(d).signed_duration_since(a.max(c)).num_days() > HANDOVER
}

fn succession(
    sheet: &mut Sheet,
    post: &NamedNode,
    before: &Sitting,
    after: &Sitting,
    base: &Base,
) -> NamedNode {
    let node = base.succession(&before.tenure, &after.tenure);
    sheet.types(&node, &[ql::SUCCESSION]);
    sheet.add(&node, ql::IN_POST, post.clone());
    sheet.add(&node, ql::PREDECESSOR, before.tenure.clone());
    sheet.add(&node, ql::SUCCESSOR, after.tenure.clone());
    node
}
