//! Who served in the same body at the same time: both were in it on one day at least, as far as the articles prove it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef};
use oxigraph::store::{StorageError, Store};

use crate::answer::called::named;
use crate::answer::naming::Named;
use crate::answer::rows::{nodes, subjects, text};
use crate::date::Date;
use crate::graph::vocabulary::{org, ql};

/// So many tenures of the bodies are looked at.
const LOOKED_AT: usize = 600;
/// So many colleagues are told.
const TOLD: usize = 24;

/// Who served in the same bodies at the same time.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// Those who did for longest.
    pub colleagues: Vec<Colleague>,
    /// How many there are among the tenures that were looked at.
    pub count: usize,
    /// Whether the bodies have more tenures than were looked at.
    pub has_more: bool,
}

/// Who served in the same body at the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// The official.
    pub official: Named,
    /// The post.
    pub post: Named,
    /// The body of both.
    pub body: Named,
    /// The first day that proves it.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

/// Who served beside an official with these tenures.
pub(super) fn beside(
    store: &Store,
    official: NamedNodeRef<'_>,
    tenures: &BTreeSet<NamedNode>,
    language: &str,
) -> Result<Beside, StorageError> {
    let default = Some(GraphNameRef::DefaultGraph);
    // The days in each body.
    let mut bodies: BTreeMap<NamedNode, Vec<(NaiveDate, NaiveDate)>> = BTreeMap::new();
    for tenure in tenures {
        let Some(days) = proven(store, tenure.as_ref())? else {
            continue;
        };
        for body in nodes(store, tenure.as_ref(), org::ORGANIZATION)? {
            bodies.entry(body).or_default().push(days);
        }
    }
    let mut met: BTreeMap<NamedNode, Meeting> = BTreeMap::new();
    let mut looked_at = 0;
    let mut has_more = false;
    'bodies: for (body, own) in &bodies {
        for post in subjects(store, org::POST_IN, body.as_ref().into(), default)? {
            for tenure in subjects(store, ql::HAS_POST, post.as_ref().into(), default)? {
                if tenures.contains(&tenure) {
                    continue;
                }
                looked_at += 1;
                if looked_at > LOOKED_AT {
                    has_more = true;
                    break 'bodies;
                }
                let Some(days) = proven(store, tenure.as_ref())? else {
                    continue;
                };
                let Some((from, until)) = longest(own, days) else {
                    continue;
                };
                let meeting = Meeting {
                    from,
                    until,
                    post: post.clone(),
                    body: body.clone(),
                };
                for other in nodes(store, tenure.as_ref(), org::MEMBER)? {
                    if other.as_ref() == official {
                        continue;
                    }
                    let known = met.entry(other).or_insert_with(|| meeting.clone());
                    if known.days() < meeting.days() {
                        *known = meeting.clone();
                    }
                }
            }
        }
    }
    let count = met.len();
    let mut met: Vec<(NamedNode, Meeting)> = met.into_iter().collect();
    met.sort_by_key(|(_, meeting)| std::cmp::Reverse(meeting.days()));
    let colleague = |(other, meeting): (NamedNode, Meeting)| {
        Ok(Colleague {
            official: named(store, other.as_ref(), language)?,
            post: named(store, meeting.post.as_ref(), language)?,
            body: named(store, meeting.body.as_ref(), language)?,
            from: meeting.from,
            to: meeting.until - Days::new(1),
        })
    };
    Ok(Beside {
        colleagues: met
            .into_iter()
            .take(TOLD)
            .map(colleague)
            .collect::<Result<_, StorageError>>()?,
        count,
        has_more,
    })
}

/// When and where two were in one body; the last day is not included.
#[derive(Clone)]
struct Meeting {
    from: NaiveDate,
    until: NaiveDate,
    post: NamedNode,
    body: NamedNode,
}

impl Meeting {
    fn days(&self) -> i64 {
        (self.until - self.from).num_days()
    }
}

/// The longest time that some days have in common with others.
fn longest(
    own: &[(NaiveDate, NaiveDate)],
    (from, until): (NaiveDate, NaiveDate),
) -> Option<(NaiveDate, NaiveDate)> {
    own.iter()
        .map(|(own_from, own_until)| (from.max(*own_from), until.min(*own_until)))
        .filter(|(from, until)| from < until)
        .max_by_key(|(from, until)| *until - *from)
}

/// The days on which a tenure is proven, the last not included: an uncertain start counts from its last possible day, an
/// uncertain end until the day last seen.
fn proven(
    store: &Store,
    tenure: NamedNodeRef<'_>,
) -> Result<Option<(NaiveDate, NaiveDate)>, StorageError> {
    let date = |property| -> Result<Option<Date>, StorageError> {
        Ok(text(store, tenure, property)?.and_then(|date| date.parse().ok()))
    };
    let start = date(ql::START)?;
    let since = match start {
        Some(start) => Some(start),
        None => date(ql::START_NOT_AFTER)?,
    };
    let Some(since) = since.map(Date::last_day) else {
        return Ok(None);
    };
    let seen = |day: NaiveDate| day + Days::new(1);
    let until = match date(ql::END)? {
        Some(end) => end.first_day(),
        None => match date(ql::END_NOT_BEFORE)? {
            Some(last) => seen(last.first_day()),
            None => seen(since),
        },
    };
    Ok((since < until).then_some((since, until)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse::<Date>().unwrap().first_day()
    }

    #[test]
    fn of_several_times_in_a_body_the_longest_in_common_counts() {
        let own = [
            (day("2015-01-01"), day("2015-03-01")),
            (day("2018-01-01"), day("2020-01-01")),
        ];
        assert_eq!(
            longest(&own, (day("2015-02-01"), day("2019-01-01"))),
            Some((day("2018-01-01"), day("2019-01-01")))
        );
        assert_eq!(longest(&own, (day("2020-01-01"), day("2021-01-01"))), None);
    }
}
