//! The claims of one article, as JSON or one on a line.

use std::fmt;
use std::io::{self, Write};

use super::{AnswerError, Format};
use crate::claim::{
    Claims, Document, Event, Evidence, Person, Post, Statistic, Status, Tenure, When,
};

/// Writes the claims of an article: as one line of JSON, or one claim on a line in the order of the text.
pub fn write_claims(
    claims: &Claims,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), AnswerError> {
    match format {
        Format::Json => {
            serde_json::to_writer(&mut *out, claims).map_err(io::Error::from)?;
            Ok(writeln!(out)?)
        }
        Format::Table => {
            writeln!(out, "{}", heading(claims))?;
            Ok(lines(claims)
                .iter()
                .try_for_each(|line| writeln!(out, "  {line}"))?)
        }
        format => Err(AnswerError::Format {
            answer: "claims",
            format,
            expected: "json or table",
        }),
    }
}

/// A claim in one line.
pub(super) struct Line {
    /// The code points where its passages begin, in order.
    pub(super) starts: Vec<usize>,
    /// What it is: person, tenure, event …
    pub(super) kind: &'static str,
    /// What it says.
    pub(super) text: String,
    /// The rule that read it.
    pub(super) rule: Option<String>,
    /// What was recovered from context.
    pub(super) recovered: Vec<String>,
}

impl Line {
    /// How it was read: the rule, and what was recovered.
    pub(super) fn reading(&self) -> String {
        match &self.rule {
            None => String::new(),
            Some(rule) if self.recovered.is_empty() => format!("[{rule}]"),
            Some(rule) => format!("[{rule}; recovered: {}]", self.recovered.join(", ")),
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<9} {}", self.kind, self.text)?;
        if self.rule.is_some() {
            write!(f, "  {}", self.reading())?;
        }
        Ok(())
    }
}

/// The article in one line.
pub(super) fn heading(claims: &Claims) -> String {
    let source = &claims.article;
    let published = source.published.map(|date| date.to_string());
    let parts = [
        source.headline.as_ref(),
        source.publisher.as_ref(),
        published.as_ref(),
        source.province.as_ref(),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    if parts.is_empty() {
        source.id.clone()
    } else {
        format!("{}: {}", source.id, parts.join(" · "))
    }
}

/// The claims in the order of the text.
pub(super) fn lines(claims: &Claims) -> Vec<Line> {
    let mut lines: Vec<Line> = claims.people.iter().map(person).collect();
    lines.extend(claims.tenures.iter().map(tenure));
    lines.extend(claims.events.iter().map(event));
    lines.extend(claims.documents.iter().map(document));
    lines.extend(claims.statistics.iter().map(statistic));
    lines.extend(claims.bios.iter().map(|bio| {
        let parts = [
            bio.person.clone(),
            named("born", bio.born),
            named("from", bio.hometown.as_ref()),
        ];
        line(
            "bio",
            &parts,
            &bio.evidence,
            Some((&bio.rule, &bio.recovered)),
        )
    }));
    // What stands on no passage comes last.
    lines.sort_by_key(|line| line.starts.first().copied().unwrap_or(usize::MAX));
    lines
}

fn person(person: &Person) -> Line {
    let honorific = person
        .honorific
        .as_ref()
        .map(|h| format!(" ({h})"))
        .unwrap_or_default();
    line(
        "person",
        &[person.name.clone() + &honorific],
        &person.mentions,
        None,
    )
}

fn tenure(tenure: &Tenure) -> Line {
    let when = match tenure.when {
        When::Current => "current",
        When::New => "new",
        When::Former => "former",
    };
    let date = |date: Option<crate::date::Date>| date.map(|d| d.to_string()).unwrap_or_default();
    let period = match (tenure.start, tenure.end) {
        (None, None) => String::new(),
        (start, end) => format!("{}..{}", date(start), date(end)),
    };
    let term = tenure.term.clone().unwrap_or_default();
    let parts = [
        tenure.person.clone(),
        tenure.post.to_string(),
        when.to_owned(),
        period,
        term,
    ];
    line(
        "tenure",
        &parts,
        &tenure.evidence,
        Some((&tenure.rule, &tenure.recovered)),
    )
}

fn event(event: &Event) -> Line {
    let kinds: Vec<&str> = event.kinds.iter().map(|kind| kind.name()).collect();
    let parts = [
        event.person.clone(),
        kinds.join("+"),
        if event.status == Status::Proposed {
            "proposed"
        } else {
            ""
        }
        .to_owned(),
        posts("from", &event.from),
        posts("to", &event.to),
        named("on", event.date),
        named("by", event.by.as_ref()),
        named("document", event.document.as_ref()),
        named("replaces", event.replaces.as_ref()),
    ];
    line(
        "event",
        &parts,
        &event.evidence,
        Some((&event.rule, &event.recovered)),
    )
}

fn document(document: &Document) -> Line {
    let number = document.number.as_deref().unwrap_or_default();
    let parts = [
        format!("{} {number}", document.kind).trim().to_owned(),
        named("of", document.date),
        named("by", document.issuer.as_ref()),
        named("implements", document.implements.as_ref()),
        named("about", document.title.as_ref()),
    ];
    line(
        "document",
        &parts,
        &document.evidence,
        Some((&document.rule, &document.recovered)),
    )
}

fn statistic(statistic: &Statistic) -> Line {
    let share = statistic.percent.map(|percent| format!("{percent} %"));
    let count = statistic.count.map(|count| count.to_string());
    let figure: Vec<String> = [statistic.qualifier.clone(), count, share]
        .into_iter()
        .flatten()
        .collect();
    let flow = match (&statistic.from_level, &statistic.to_level) {
        (None, None) => String::new(),
        (from, to) => {
            let level = |level: &Option<String>| level.clone().unwrap_or_else(|| "?".to_owned());
            format!("{} → {}", level(from), level(to))
        }
    };
    let parts = [
        statistic.measure.clone(),
        figure.join(" "),
        flow,
        named("in", statistic.period.as_ref()),
        named("of", statistic.org.as_ref()),
        named("counting", statistic.group.as_ref()),
    ];
    line(
        "statistic",
        &parts,
        &statistic.evidence,
        Some((&statistic.rule, &statistic.recovered)),
    )
}

fn line(
    kind: &'static str,
    parts: &[String],
    evidence: &[Evidence],
    read: Option<(&String, &Vec<String>)>,
) -> Line {
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    let mut starts: Vec<usize> = evidence.iter().map(|passage| passage.start).collect();
    starts.sort_unstable();
    Line {
        starts,
        kind,
        text: parts.join(" · "),
        rule: read.map(|(rule, _)| rule.clone()),
        recovered: read.map_or_else(Vec::new, |(_, recovered)| recovered.clone()),
    }
}

fn named(word: &str, value: Option<impl ToString>) -> String {
    value
        .map(|value| format!("{word} {}", value.to_string()))
        .unwrap_or_default()
}

fn posts(word: &str, posts: &[Post]) -> String {
    let posts: Vec<String> = posts.iter().map(Post::to_string).collect();
    if posts.is_empty() {
        String::new()
    } else {
        format!("{word} {}", posts.join(" + "))
    }
}
