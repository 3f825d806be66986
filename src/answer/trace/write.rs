//! Roads as a table, as JSON and as CSV.

use std::io::Write;

use super::{Act, Quote, Road, Step};
use crate::answer::{AnswerError, Format, table};

/// The columns of a table.
const COLUMNS: [&str; 7] = ["from", "to", "post", "place", "how", "move", "articles"];

/// Writes roads. With `evidence`, each step is followed by the passages that say so.
pub fn write(
    roads: &[Road],
    format: Format,
    evidence: bool,
    out: &mut dyn Write,
) -> Result<(), AnswerError> {
    match format {
        Format::Table => {
            for (number, road) in roads.iter().enumerate() {
                if number > 0 {
                    writeln!(out)?;
                }
                // Namesakes are told apart by their roads, and named by their IRIs where one is asked for.
                if roads.len() > 1 {
                    writeln!(out, "{} of {}: {}", number + 1, roads.len(), road.official)?;
                }
                write_table(road, evidence, out)?;
            }
            Ok(())
        }
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, roads).map_err(std::io::Error::from)?;
            Ok(writeln!(out)?)
        }
        Format::Csv => write_csv(roads, evidence, out),
        format => Err(AnswerError::Format {
            answer: "a trace",
            format,
            expected: "table, json or csv",
        }),
    }
}

fn write_table(road: &Road, evidence: bool, out: &mut dyn Write) -> Result<(), AnswerError> {
    let mut about = Vec::new();
    about.extend(road.gender.as_deref().map(str::to_lowercase));
    about.extend(road.born.iter().map(|born| format!("born {born}")));
    about.extend(road.hometown.iter().map(|place| format!("from {place}")));
    let about = if about.is_empty() {
        String::new()
    } else {
        format!(" ({})", about.join("; "))
    };
    writeln!(out, "{}{about}", road.name)?;
    let rows: Vec<Vec<String>> = road.steps.iter().map(row).collect();
    let lines = table::lines(&COLUMNS.map(str::to_owned), &rows);
    let (head, body) = lines.split_at(2);
    head.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    for (line, step) in body.iter().zip(&road.steps) {
        writeln!(out, "{line}")?;
        if evidence {
            step.evidence
                .iter()
                .try_for_each(|quote| writeln!(out, "    {}", passage(quote)))?;
        }
    }
    Ok(())
}

fn row(step: &Step) -> Vec<String> {
    let movement = step
        .how
        .iter()
        .flat_map(|act| &act.movement)
        .map(|movement| match movement.as_str() {
            "Down" => "↓ down",
            "Up" => "↑ up",
            "Sideways" => "→ sideways",
            "Within" => "· within",
            other => other,
        });
    vec![
        since(step),
        until(step),
        step.post.clone().unwrap_or_default(),
        // The body's name has its own area.
        step.places
            .iter()
            .skip(1)
            .cloned()
            .collect::<Vec<_>>()
            .join(", "),
        how(step),
        movement.collect::<Vec<_>>().join(", "),
        step.articles().to_string(),
    ]
}

fn since(step: &Step) -> String {
    match (&step.start, &step.first_seen) {
        (Some(start), _) => start.clone(),
        (None, Some(seen)) => format!("by {seen}"),
        (None, None) => String::new(),
    }
}

fn until(step: &Step) -> String {
    match (
        &step.end,
        step.end_state.as_deref(),
        &step.last_seen,
        &step.gone_by,
    ) {
        (Some(end), ..) => end.clone(),
        (None, Some("Open"), Some(seen), _) => format!("open, seen {seen}"),
        (None, Some("Open"), None, _) => "open".to_owned(),
        (None, Some("EndedUnknown"), _, Some(day)) => format!("by {day}"),
        (None, Some("EndedUnknown"), _, None) => "ended".to_owned(),
        (None, ..) => String::new(),
    }
}

/// By which act the post was taken up; where no post followed, also by which act it was left.
fn how(step: &Step) -> String {
    let taken = step.how.as_ref().map(told);
    let left = step
        .left
        .as_ref()
        .filter(|left| left.to.is_empty())
        .map(|left| format!("left: {}", told(left)));
    [taken, left]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" … ")
}

fn told(act: &Act) -> String {
    let mut parts = vec![act.kinds.join(", ")];
    if act.status.as_deref() == Some("Proposed") {
        parts.push("proposed".to_owned());
    }
    parts.extend(act.by.iter().cloned());
    parts.extend(act.documents.iter().cloned());
    parts.extend(act.replaces.iter().map(|name| format!("replacing {name}")));
    parts.join("; ")
}

fn passage(quote: &Quote) -> String {
    let text = quote.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let source = [quote.publisher.as_deref(), quote.published.as_deref()]
        .into_iter()
        .flatten();
    let source: Vec<&str> = std::iter::once(quote.article.as_str())
        .chain(source)
        .collect();
    let recovered = if quote.recovered.is_empty() {
        String::new()
    } else {
        format!(" [recovered: {}]", quote.recovered.join(", "))
    };
    format!("«{text}» — {}{recovered}", source.join(", "))
}

fn write_csv(roads: &[Road], evidence: bool, out: &mut dyn Write) -> Result<(), AnswerError> {
    let mut csv = csv::Writer::from_writer(&mut *out);
    let mut header = vec![
        "official",
        "name",
        "start",
        "end",
        "end_state",
        "first_seen",
        "last_seen",
        "gone_by",
        "post",
        "role",
        "body",
        "place",
        "kinds",
        "status",
        "by",
        "document",
        "replaces",
        "movement",
        "inferred",
        "articles",
        "fact",
    ];
    if evidence {
        header.extend(["article", "published", "publisher", "quote", "recovered"]);
    }
    csv.write_record(&header).map_err(std::io::Error::from)?;
    for road in roads {
        for step in &road.steps {
            let record = record(road, step);
            let passages: Vec<Vec<String>> = if evidence {
                step.evidence.iter().map(cells).collect()
            } else {
                Vec::new()
            };
            let passages = if passages.is_empty() {
                vec![vec![String::new(); header.len() - record.len()]]
            } else {
                passages
            };
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
    vec![
        road.official.clone(),
        road.name.clone(),
        text(&step.start),
        text(&step.end),
        text(&step.end_state),
        text(&step.first_seen),
        text(&step.last_seen),
        text(&step.gone_by),
        text(&step.post),
        text(&step.role),
        text(&step.body),
        step.places.join("; "),
        act.kinds.join("; "),
        text(&act.status),
        act.by.join("; "),
        act.documents.join("; "),
        act.replaces.join("; "),
        act.movement.join("; "),
        step.inferred.join("; "),
        step.articles().to_string(),
        step.fact.clone(),
    ]
}

fn cells(quote: &Quote) -> Vec<String> {
    vec![
        quote.article.clone(),
        quote.published.clone().unwrap_or_default(),
        quote.publisher.clone().unwrap_or_default(),
        quote.quote.clone(),
        quote.recovered.join("; "),
    ]
}
