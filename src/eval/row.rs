//! Rows as they are compared: annotated and claimed ones in one form.

use super::key::{PostKey, folded, number, words};
use crate::claim::{Bio, Claims, Document, Event, Evidence, Post, Statistic, Status, Tenure, When};
use crate::date::Date;

/// What one article holds, annotated or claimed.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) people: Vec<Row>,
    pub(super) tenures: Vec<Row>,
    pub(super) events: Vec<Row>,
    pub(super) documents: Vec<Row>,
    pub(super) statistics: Vec<Row>,
    pub(super) bios: Vec<Row>,
}

/// One row; a kind of row fills what it has.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// The row in one line.
    pub(super) shown: String,
    /// Neither required nor punished.
    pub(super) optional: bool,
    /// The person's name as written.
    pub(super) name: String,
    /// The person's name as compared.
    pub(super) person: String,
    /// The event's kinds, the document's, or what a statistic measures.
    pub(super) kinds: Vec<String>,
    /// Whether the event is only proposed.
    pub(super) proposed: bool,
    /// When the post is held; an annotation may allow several.
    pub(super) whens: Vec<When>,
    /// The posts left.
    pub(super) from: Vec<PostKey>,
    /// The posts taken up; the post held.
    pub(super) to: Vec<PostKey>,
    /// A document's number.
    pub(super) number: String,
    /// The date.
    pub(super) date: Option<String>,
    /// The body that decided or issued.
    pub(super) by: Option<PostKey>,
    /// A statistic's count.
    pub(super) count: Option<u64>,
    /// A statistic's share.
    pub(super) percent: Option<f64>,
    /// Where the row stands; nothing for an annotated one.
    pub(super) evidence: Vec<Evidence>,
    /// The words by which its sentence is found.
    pub(super) words: Vec<String>,
    /// What stands there as it is, word by word: roles, years.
    pub(super) phrases: Vec<String>,
}

impl Sheet {
    /// The rows of claims.
    pub(super) fn of(claims: &Claims) -> Self {
        Self {
            people: claims
                .people
                .iter()
                .map(|person| Row {
                    evidence: person.mentions.clone(),
                    ..Row::of_person(&person.name)
                })
                .collect(),
            tenures: claims.tenures.iter().map(Row::of_tenure).collect(),
            events: claims.events.iter().map(Row::of_event).collect(),
            documents: claims.documents.iter().map(Row::of_document).collect(),
            statistics: claims.statistics.iter().map(Row::of_statistic).collect(),
            bios: claims.bios.iter().map(Row::of_bio).collect(),
        }
    }
}

impl Row {
    pub(super) fn of_person(name: &str) -> Self {
        Self {
            shown: name.to_owned(),
            name: name.to_owned(),
            person: folded(name),
            ..Self::default()
        }
    }

    pub(super) fn of_tenure(tenure: &Tenure) -> Self {
        Self {
            shown: tenure.to_string(),
            whens: vec![tenure.when],
            to: keys(std::slice::from_ref(&tenure.post)),
            words: words(&tenure.post.to_string()),
            phrases: phrases(tenure.post.role.as_ref(), &[tenure.start, tenure.end]),
            evidence: tenure.evidence.clone(),
            ..Self::of_person(&tenure.person)
        }
    }

    pub(super) fn of_event(event: &Event) -> Self {
        let posts = || event.to.iter().chain(&event.from);
        let role = posts().find_map(|post| post.role.as_ref());
        Self {
            shown: event.to_string(),
            kinds: event
                .kinds
                .iter()
                .map(|kind| kind.name().to_owned())
                .collect(),
            proposed: event.status == Status::Proposed,
            from: keys(&event.from),
            to: keys(&event.to),
            date: event.date.map(text),
            by: body(event.by.as_deref()),
            words: posts().flat_map(|post| words(&post.to_string())).collect(),
            phrases: phrases(role, &[event.date]),
            evidence: event.evidence.clone(),
            ..Self::of_person(&event.person)
        }
    }

    pub(super) fn of_document(document: &Document) -> Self {
        let written = document.number.as_deref().unwrap_or_default();
        Self {
            shown: document.to_string(),
            kinds: vec![folded(&document.kind)],
            number: number(written),
            date: document.date.map(text),
            by: body(document.issuer.as_deref()),
            words: words(&format!("{} {written}", document.kind)),
            phrases: vec![words(written).join(" ")],
            evidence: document.evidence.clone(),
            ..Self::default()
        }
    }

    pub(super) fn of_statistic(statistic: &Statistic) -> Self {
        let figures = [
            statistic.count.map(|count| count.to_string()),
            statistic
                .percent
                .map(|percent| percent.to_string().replace('.', ",")),
            statistic.qualifier.clone(),
            statistic.from_level.clone(),
            statistic.to_level.clone(),
            statistic.group.clone(),
        ];
        Self {
            shown: statistic.to_string(),
            kinds: vec![statistic.measure.clone()],
            count: statistic.count,
            percent: statistic.percent,
            words: figures
                .iter()
                .flatten()
                .flat_map(|part| words(part))
                .collect(),
            evidence: statistic.evidence.clone(),
            ..Self::default()
        }
    }

    pub(super) fn of_bio(bio: &Bio) -> Self {
        let born = bio.born.map(text);
        let home = bio.hometown.as_deref().map(|home| format!(", from {home}"));
        let day = born.as_ref().map(|day| format!(", born {day}"));
        let year = born.as_deref().and_then(|day| day.get(..4));
        Self {
            shown: [Some(bio.person.clone()), day, home]
                .into_iter()
                .flatten()
                .collect(),
            words: words(&format!("sinh {}", year.unwrap_or_default())),
            phrases: phrases(None, &[bio.born]),
            date: born,
            evidence: bio.evidence.clone(),
            ..Self::of_person(&bio.person)
        }
    }
}

fn keys(posts: &[Post]) -> Vec<PostKey> {
    posts
        .iter()
        .map(|post| PostKey::new(post.role.as_deref(), post.org.as_deref()))
        .collect()
}

fn body(name: Option<&str>) -> Option<PostKey> {
    name.filter(|name| !name.is_empty())
        .map(|name| PostKey::new(None, Some(name)))
}

/// A role and the years of some dates, as they may stand in a sentence.
fn phrases(role: Option<&String>, dates: &[Option<Date>]) -> Vec<String> {
    let role = role.into_iter().map(|role| words(role).join(" "));
    let years = dates.iter().flatten().map(|date| date.year().to_string());
    role.chain(years).collect()
}

fn text(date: Date) -> String {
    date.to_string()
}
