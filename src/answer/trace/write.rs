//! Roads as a table, as JSON and as CSV.

use std::io::Write;

use super::{Act, Quote, Road, Step};
use crate::answer::{AnswerError, Format, table};

/// The words of a table that are not data, in one language.
struct Words {
    columns: [&'static str; 7],
    female: &'static str,
    male: &'static str,
    born: &'static str,
    from: &'static str,
    by: &'static str,
    open: &'static str,
    gone: &'static str,
    seen: &'static str,
    replacing: &'static str,
    proposed: &'static str,
    recovered: &'static str,
    movements: [(&'static str, &'static str); 4],
}

const VIETNAMESE: Words = Words {
    columns: [
        "từ",
        "đến",
        "chức vụ",
        "địa bàn",
        "hình thức",
        "hướng",
        "bài",
    ],
    female: "nữ",
    male: "nam",
    born: "sinh",
    from: "quê",
    by: "đã giữ",
    open: "nay",
    gone: "đã thôi",
    seen: "thấy",
    replacing: "thay",
    proposed: "đề xuất",
    recovered: "khôi phục",
    movements: [
        ("Down", "↓ xuống"),
        ("Up", "↑ lên"),
        ("Sideways", "→ ngang"),
        ("Within", "· tại chỗ"),
    ],
};

const ENGLISH: Words = Words {
    columns: ["from", "to", "post", "place", "how", "move", "articles"],
    female: "female",
    male: "male",
    born: "born",
    from: "from",
    by: "by",
    open: "open",
    gone: "ended",
    seen: "seen",
    replacing: "replacing",
    proposed: "proposed",
    recovered: "recovered",
    movements: [
        ("Down", "↓ down"),
        ("Up", "↑ up"),
        ("Sideways", "→ sideways"),
        ("Within", "· within"),
    ],
};

/// Writes roads; a table's fixed words are in `language`, `vi` or `en`. With `evidence`, each step is followed by the
/// passages that say so.
pub fn write(
    roads: &[Road],
    format: Format,
    language: &str,
    evidence: bool,
    out: &mut dyn Write,
) -> Result<(), AnswerError> {
    match format {
        Format::Table => {
            let words = if language == "en" {
                &ENGLISH
            } else {
                &VIETNAMESE
            };
            for (number, road) in roads.iter().enumerate() {
                if number > 0 {
                    writeln!(out)?;
                }
                write_table(road, words, evidence, out)?;
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

fn write_table(
    road: &Road,
    words: &Words,
    evidence: bool,
    out: &mut dyn Write,
) -> Result<(), AnswerError> {
    let mut about = Vec::new();
    match road.gender.as_deref() {
        Some("Female") => about.push(words.female.to_owned()),
        Some("Male") => about.push(words.male.to_owned()),
        _ => {}
    }
    about.extend(
        road.born
            .iter()
            .map(|born| format!("{} {born}", words.born)),
    );
    about.extend(
        road.hometown
            .iter()
            .map(|place| format!("{} {place}", words.from)),
    );
    let about = if about.is_empty() {
        String::new()
    } else {
        format!(" ({})", about.join("; "))
    };
    writeln!(out, "{}{about}", road.name)?;
    let rows: Vec<Vec<String>> = road.steps.iter().map(|step| row(step, words)).collect();
    let lines = table::lines(&words.columns.map(str::to_owned), &rows);
    let (head, body) = lines.split_at(2);
    head.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    for (line, step) in body.iter().zip(&road.steps) {
        writeln!(out, "{line}")?;
        if evidence {
            step.evidence
                .iter()
                .try_for_each(|quote| writeln!(out, "    {}", passage(quote, words)))?;
        }
    }
    Ok(())
}

fn row(step: &Step, words: &Words) -> Vec<String> {
    let places: Vec<&str> = step.places.iter().map(String::as_str).collect();
    let movement = step
        .how
        .iter()
        .flat_map(|act| &act.movement)
        .map(|movement| {
            words
                .movements
                .iter()
                .find(|(name, _)| name == movement)
                .map_or(movement.as_str(), |(_, word)| word)
        });
    vec![
        since(step, words),
        until(step, words),
        step.post.clone().unwrap_or_default(),
        places.join(", "),
        how(step, words),
        movement.collect::<Vec<_>>().join(", "),
        step.articles().to_string(),
    ]
}

fn since(step: &Step, words: &Words) -> String {
    match (&step.start, &step.first_seen) {
        (Some(start), _) => start.clone(),
        (None, Some(seen)) => format!("{} {seen}", words.by),
        (None, None) => String::new(),
    }
}

fn until(step: &Step, words: &Words) -> String {
    match (&step.end, step.end_state.as_deref()) {
        (Some(end), _) => end.clone(),
        (None, Some("Open")) => match &step.last_seen {
            Some(seen) => format!("{} ({} {seen})", words.open, words.seen),
            None => words.open.to_owned(),
        },
        (None, Some("EndedUnknown")) => match &step.gone_by {
            Some(day) => format!("{} {day}", words.gone),
            None => words.gone.to_owned(),
        },
        (None, _) => String::new(),
    }
}

/// By which act the post was taken up; for an official who left it, also by which act.
fn how(step: &Step, words: &Words) -> String {
    let mut how = step
        .how
        .as_ref()
        .map(|act| told(act, words))
        .unwrap_or_default();
    if let Some(left) = step.left.as_ref().filter(|left| left.to.is_empty()) {
        if !how.is_empty() {
            how.push_str(" … ");
        }
        how.push_str(&told(left, words));
    }
    how
}

fn told(act: &Act, words: &Words) -> String {
    let mut parts = vec![act.kinds.join(", ")];
    if act.status.as_deref() == Some("Proposed") {
        parts.push(words.proposed.to_owned());
    }
    parts.extend(act.by.iter().cloned());
    parts.extend(act.documents.iter().cloned());
    parts.extend(
        act.replaces
            .iter()
            .map(|name| format!("{} {name}", words.replacing)),
    );
    parts.join("; ")
}

fn passage(quote: &Quote, words: &Words) -> String {
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
        format!(" [{}: {}]", words.recovered, quote.recovered.join(", "))
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
