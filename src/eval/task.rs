//! What is counted, when a row counts as right, and the matching of rows one to one.

use super::row::{Row, Sheet};

/// Something that is counted.
pub(super) struct Task {
    /// Its name in the table.
    pub(super) name: &'static str,
    /// The rows that it is about.
    pub(super) rows: fn(&Sheet) -> &[Row],
    /// Which annotated rows it asks for.
    asked: fn(&Row) -> bool,
    /// Whether a claimed row that no annotated one matches is wrong, and which are looked at.
    punished: Punished,
    /// Whether a claimed row (the second) is the annotated one, leniently or not.
    right: fn(&Row, &Row, bool) -> bool,
    /// Whether leniency makes a difference.
    pub(super) has_area: bool,
}

/// Which claimed rows count as wrong where no annotated one matches them.
enum Punished {
    /// All.
    All,
    /// Those that the task asks for; others are not looked at.
    Asked,
    /// None: the rows themselves are judged by another task, here only an argument of theirs.
    None,
}

/// The result of a task in one article.
pub(super) struct Matched<'r> {
    /// How many annotated rows were found.
    pub(super) right: usize,
    /// The annotated rows that were not.
    pub(super) missed: Vec<&'r Row>,
    /// The claimed rows that nobody annotated.
    pub(super) wrong: Vec<&'r Row>,
}

const ANY: fn(&Row) -> bool = |_| true;

/// What is counted, in the order of the table.
pub(super) const TASKS: [Task; 10] = [
    Task {
        name: "people",
        rows: |sheet| &sheet.people,
        asked: ANY,
        punished: Punished::All,
        right: |want, have, _| want.person == have.person,
        has_area: false,
    },
    Task {
        name: "tenures",
        rows: |sheet| &sheet.tenures,
        asked: ANY,
        punished: Punished::All,
        right: is_tenure,
        has_area: true,
    },
    Task {
        name: "tenure-when",
        rows: |sheet| &sheet.tenures,
        asked: ANY,
        punished: Punished::All,
        right: |want, have, lenient| {
            is_tenure(want, have, lenient)
                && have.whens.iter().all(|when| want.whens.contains(when))
        },
        has_area: true,
    },
    Task {
        name: "events",
        rows: |sheet| &sheet.events,
        asked: ANY,
        punished: Punished::All,
        right: is_event,
        has_area: true,
    },
    Task {
        name: "event-date",
        rows: |sheet| &sheet.events,
        asked: |row| row.date.is_some(),
        punished: Punished::None,
        right: |want, have, lenient| is_event(want, have, lenient) && is_dated(want, have),
        has_area: true,
    },
    Task {
        name: "event-by",
        rows: |sheet| &sheet.events,
        asked: |row| row.by.is_some(),
        punished: Punished::None,
        right: |want, have, lenient| is_event(want, have, lenient) && is_by(want, have, lenient),
        has_area: true,
    },
    Task {
        name: "documents",
        rows: |sheet| &sheet.documents,
        asked: |row| !row.number.is_empty(),
        punished: Punished::Asked,
        right: is_document,
        has_area: false,
    },
    Task {
        name: "doc-issuer",
        rows: |sheet| &sheet.documents,
        asked: |row| !row.number.is_empty() && row.by.is_some(),
        punished: Punished::None,
        right: |want, have, lenient| is_document(want, have, lenient) && is_by(want, have, lenient),
        has_area: true,
    },
    Task {
        name: "statistics",
        rows: |sheet| &sheet.statistics,
        asked: ANY,
        punished: Punished::All,
        right: is_statistic,
        has_area: false,
    },
    Task {
        name: "bios",
        rows: |sheet| &sheet.bios,
        asked: |row| row.date.is_some(),
        punished: Punished::Asked,
        right: |want, have, _| want.person == have.person && is_dated(want, have),
        has_area: false,
    },
];

impl Task {
    /// Matches the rows of an article one to one. Required rows choose first, each the first row that fits.
    pub(super) fn matched<'r>(
        &self,
        annotated: &'r Sheet,
        claimed: &'r Sheet,
        lenient: bool,
    ) -> Matched<'r> {
        let mut wanted: Vec<&Row> = (self.rows)(annotated)
            .iter()
            .filter(|row| (self.asked)(row))
            .collect();
        wanted.sort_by_key(|row| row.optional);
        let looked_at = |row: &&Row| !matches!(self.punished, Punished::Asked) || (self.asked)(row);
        let mut left: Vec<&Row> = (self.rows)(claimed).iter().filter(looked_at).collect();
        let mut right = 0;
        let mut missed = Vec::new();
        for row in wanted {
            let hit = left
                .iter()
                .position(|other| (self.right)(row, other, lenient));
            if let Some(hit) = hit {
                left.remove(hit);
                right += usize::from(!row.optional);
            } else if !row.optional {
                missed.push(row);
            }
        }
        if matches!(self.punished, Punished::None) {
            left.clear();
        }
        Matched {
            right,
            missed,
            wrong: left,
        }
    }
}

fn is_tenure(want: &Row, have: &Row, lenient: bool) -> bool {
    let mut posts = want.to.iter().zip(&have.to);
    want.person == have.person && posts.all(|(want, have)| want.is_matched_by(have, lenient))
}

/// One person, a kind in common, the same status, and the first post taken up or, where there is none, one left.
fn is_event(want: &Row, have: &Row, lenient: bool) -> bool {
    let posts = match (&want.to[..], &want.from[..]) {
        ([first, ..], _) => have
            .to
            .iter()
            .any(|post| first.is_matched_by(post, lenient)),
        ([], []) => true,
        ([], left) => left.iter().any(|want| {
            let mut claimed = have.from.iter();
            claimed.any(|post| want.is_matched_by(post, lenient))
        }),
    };
    want.person == have.person
        && want.kinds.iter().any(|kind| have.kinds.contains(kind))
        && want.proposed == have.proposed
        && posts
}

fn is_document(want: &Row, have: &Row, _: bool) -> bool {
    want.kinds == have.kinds
        && want.number == have.number
        && (want.date.is_none() || is_dated(want, have))
}

fn is_statistic(want: &Row, have: &Row, _: bool) -> bool {
    let figure = match want.percent {
        Some(percent) => have
            .percent
            .is_some_and(|other| (other - percent).abs() < 1e-9),
        None => want.count.is_some() && want.count == have.count,
    };
    want.kinds == have.kinds && figure
}

/// Whether the claimed date says at least what the annotated one says.
fn is_dated(want: &Row, have: &Row) -> bool {
    match (&want.date, &have.date) {
        (Some(want), Some(have)) => have.starts_with(want),
        _ => false,
    }
}

fn is_by(want: &Row, have: &Row, lenient: bool) -> bool {
    match (&want.by, &have.by) {
        (Some(want), Some(have)) => want.is_matched_by(have, lenient),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::key::PostKey;

    fn row(shown: &str, person: &str, optional: bool) -> Row {
        Row {
            shown: shown.to_owned(),
            optional,
            ..Row::of_person(person)
        }
    }

    fn people(rows: Vec<Row>) -> Sheet {
        Sheet {
            people: rows,
            ..Sheet::default()
        }
    }

    /// How many people are right, missed and wrong.
    fn counts(gold: &Sheet, claims: &Sheet) -> (usize, usize, usize) {
        let matched = TASKS[0].matched(gold, claims, false);
        (matched.right, matched.missed.len(), matched.wrong.len())
    }

    #[test]
    fn a_claimed_row_is_matched_once() {
        let gold = people(vec![Row::of_person("A Mẫu"), Row::of_person("A Mẫu")]);
        let claims = people(vec![Row::of_person("A Mẫu")]);
        assert_eq!(counts(&gold, &claims), (1, 1, 0));
    }

    #[test]
    fn an_optional_row_is_neither_required_nor_punished_and_chooses_last() {
        let gold = people(vec![
            row("margin", "A Mẫu", true),
            row("required", "A Mẫu", false),
        ]);
        let claims = people(vec![Row::of_person("A Mẫu")]);
        assert_eq!(counts(&gold, &claims), (1, 0, 0));
        let both = people(vec![Row::of_person("A Mẫu"), Row::of_person("A Mẫu")]);
        assert_eq!(counts(&gold, &both), (1, 0, 0));
    }

    #[test]
    fn an_event_needs_its_person_a_kind_its_status_and_its_post() {
        let post = |body: &str| PostKey::new(Some("Bí thư"), Some(body));
        let event = |kind: &str, proposed: bool, body: &str| Row {
            kinds: vec![kind.to_owned(), "appointment".to_owned()],
            proposed,
            to: vec![post(body)],
            ..Row::of_person("A Mẫu")
        };
        let want = Row {
            kinds: vec!["transfer".to_owned()],
            ..event("transfer", false, "Huyện ủy Bát Xát")
        };
        assert!(is_event(
            &want,
            &event("transfer", false, "Huyện ủy Bát Xát"),
            false
        ));
        assert!(!is_event(
            &want,
            &event("election", false, "Huyện ủy Bát Xát"),
            false
        ));
        assert!(!is_event(
            &want,
            &event("transfer", true, "Huyện ủy Bát Xát"),
            false
        ));
        assert!(!is_event(
            &want,
            &event("transfer", false, "Huyện ủy Mường Khương"),
            false
        ));
    }

    #[test]
    fn a_date_may_say_more_than_the_gold_but_not_less() {
        let dated = |date: &str| Row {
            date: Some(date.to_owned()),
            ..Row::default()
        };
        assert!(is_dated(&dated("2019-03"), &dated("2019-03-15")));
        assert!(!is_dated(&dated("2019-03-15"), &dated("2019-03")));
        assert!(!is_dated(&dated("2019"), &Row::default()));
    }
}
