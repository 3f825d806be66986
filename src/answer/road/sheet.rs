//! Roads as rows for a spreadsheet.

use std::io::Write;

use super::{Act, Quote, Road, Step};
use crate::answer::AnswerError;

/// The columns of each step.
const HEADER: [&str; 32] = [
    "official",
    "name",
    "start",
    "end",
    "end_state",
    "first_seen",
    "last_seen",
    "gone_by",
    "least_days",
    "most_days",
    "gap_days_before",
    "then",
    "post",
    "role",
    "body",
    "place",
    "level",
    "kinds",
    "status",
    "by",
    "document",
    "replaces",
    "movement",
    "grade_change",
    "direction",
    "acts",
    "is_local",
    "ended_with",
    "follows",
    "inferred",
    "articles",
    "fact",
];

/// The columns of each passage.
const EVIDENCE: [&str; 7] = [
    "article",
    "published",
    "publisher",
    "headline",
    "url",
    "quote",
    "recovered",
];

/// Writes one row for each step, or with `evidence` one for each passage.
pub(super) fn write(
    roads: &[Road],
    evidence: bool,
    out: &mut dyn Write,
) -> Result<(), AnswerError> {
    let mut csv = csv::Writer::from_writer(&mut *out);
    let passages = if evidence { &EVIDENCE[..] } else { &[] };
    csv.write_record(HEADER.iter().chain(passages))
        .map_err(std::io::Error::from)?;
    for road in roads {
        for step in &road.steps {
            let record = record(road, step);
            let mut passages: Vec<Vec<String>> = Vec::new();
            if evidence {
                passages.extend(step.evidence.iter().map(cells));
            }
            if passages.is_empty() {
                let width = if evidence { EVIDENCE.len() } else { 0 };
                passages.push(vec![String::new(); width]);
            }
            for passage in passages {
                csv.write_record(record.iter().chain(&passage))
                    .map_err(std::io::Error::from)?;
            }
        }
    }
    Ok(csv.flush()?)
}

fn record(road: &Road, step: &Step) -> Vec<String> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let act = step.how.clone().unwrap_or_default();
    let holder = step.holder.clone().unwrap_or_default();
    let (official, name) = if step.holder.is_some() {
        (holder.official, holder.name)
    } else {
        (road.about.iri().to_owned(), road.about.name().to_owned())
    };
    let follows: Vec<&str> = step.follows.iter().map(|one| one.name.as_str()).collect();
    let dated = |act: &Act| match act.date {
        Some(date) => format!("{date} {}", act.kinds.join(", ")),
        None => act.kinds.join(", "),
    };
    let acts: Vec<String> = step.acts.iter().map(dated).collect();
    let gap = road.gaps.iter().find(|gap| gap.before == step.fact);
    vec![
        official,
        name,
        shown(step.start),
        shown(step.end),
        text(&step.end_state),
        shown(step.first_seen),
        shown(step.last_seen),
        shown(step.gone_by),
        shown(step.least_days),
        shown(step.most_days),
        shown(gap.map(|gap| gap.days)),
        step.at.map_or_else(String::new, |at| format!("{at:?}")),
        text(&step.post),
        text(&step.role),
        text(&step.body),
        step.places.join("; "),
        text(&step.level),
        act.kinds.join("; "),
        text(&act.status),
        act.by.join("; "),
        act.documents.join("; "),
        act.replaces.join("; "),
        act.movement.join("; "),
        text(&act.grade_change),
        text(&act.direction),
        acts.join("; "),
        shown(step.is_local),
        text(&step.ended_with),
        follows.join("; "),
        step.inferred.join("; "),
        step.articles().to_string(),
        step.fact.clone(),
    ]
}

fn shown(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn cells(quote: &Quote) -> Vec<String> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    vec![
        quote.article.clone(),
        text(&quote.published),
        text(&quote.publisher),
        text(&quote.headline),
        text(&quote.url),
        quote.quote.clone(),
        quote.recovered.join("; "),
    ]
}
