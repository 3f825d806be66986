//! Roads in all their forms: as a table, as JSON and CSV, as RDF, drawn, and as a page.

use std::io::Write;

use oxigraph::store::Store;

use super::words::Words;
use super::{About, Quote, Road, Step, chart, page, sheet};
use crate::answer::{AnswerError, Format, Scope, export, table};

/// How roads are written.
#[derive(Clone, Copy, Debug)]
pub struct Shape<'a> {
    /// The form.
    pub format: Format,
    /// Whether each step is followed by the passages that say so.
    pub evidence: bool,
    /// The language of headings: `vi`, else English.
    pub language: &'a str,
}

/// Writes roads; as RDF the facts of their steps, with the claims and passages that they rest on.
pub fn write(
    store: &Store,
    roads: &[Road],
    shape: Shape<'_>,
    out: &mut dyn Write,
) -> Result<(), AnswerError> {
    let words = Words::of(shape.language);
    match shape.format {
        Format::Table => {
            for (number, road) in roads.iter().enumerate() {
                if number > 0 {
                    writeln!(out)?;
                }
                // Namesakes are told apart by their roads, and named by their IRIs where one is asked for.
                if roads.len() > 1 {
                    let iri = road.about.iri();
                    writeln!(out, "{} of {}: {iri}", number + 1, roads.len())?;
                }
                write_table(road, shape.evidence, words, out)?;
            }
            Ok(())
        }
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, roads).map_err(std::io::Error::from)?;
            Ok(writeln!(out)?)
        }
        Format::Csv => sheet::write(roads, shape.evidence, out),
        Format::Svg => Ok(chart::write(roads, words, out)?),
        Format::Html => Ok(page::write(roads, words, out)?),
        format if format.rdf().is_some() => {
            let facts = roads.iter().flat_map(Road::facts).collect();
            export(store, &Scope::Facts(facts), format, out).map(drop)
        }
        format => Err(AnswerError::Format {
            answer: "a road",
            format,
            expected: "table, csv, json, svg, html, turtle, trig, ntriples, nquads, rdfxml or jsonld",
        }),
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Number,
    From,
    To,
    Lasted,
    Holder,
    Then,
    Post,
    Place,
    Level,
    How,
    Move,
    Local,
    Beside,
    Articles,
}

impl Column {
    /// The columns in which a road has anything to say.
    pub(super) fn of(road: &Road, words: &Words) -> Vec<Self> {
        let all: &[Self] = match road.about {
            About::Official { .. } => &[
                Self::Number,
                Self::From,
                Self::To,
                Self::Lasted,
                Self::Post,
                Self::Place,
                Self::Level,
                Self::How,
                Self::Move,
                Self::Local,
                Self::Beside,
                Self::Articles,
            ],
            About::Post { .. } => &[
                Self::Number,
                Self::From,
                Self::To,
                Self::Lasted,
                Self::Holder,
                Self::How,
                Self::Move,
                Self::Local,
                Self::Beside,
                Self::Articles,
            ],
            About::Place { .. } => &[
                Self::Post,
                Self::Holder,
                Self::Then,
                Self::From,
                Self::To,
                Self::Lasted,
                Self::How,
                Self::Articles,
            ],
        };
        let says = |column: &Self| {
            let mut cells = (0..road.steps.len()).map(|at| column.cell(road, at, words));
            cells.any(|cell| !cell.is_empty())
        };
        all.iter().copied().filter(says).collect()
    }

    pub(super) fn heading(self, words: &Words) -> &'static str {
        match self {
            Self::Number => "#",
            Self::From => words.from,
            Self::To => words.to,
            Self::Lasted => words.lasted,
            Self::Holder => words.holder,
            Self::Then => words.then,
            Self::Post => words.post,
            Self::Place => words.place,
            Self::Level => words.level,
            Self::How => words.how,
            Self::Move => words.movement,
            Self::Local => words.origin,
            Self::Beside => words.beside,
            Self::Articles => words.articles,
        }
    }

    pub(super) fn cell(self, road: &Road, at: usize, words: &Words) -> String {
        let step = &road.steps[at];
        match self {
            Self::Number => (at + 1).to_string(),
            Self::From => words.since(step),
            Self::To => words.until(step),
            Self::Lasted => words.lasted(step),
            Self::Holder => step.holder_name(),
            Self::Then => words.held_then(step),
            Self::Post => step.post.clone().unwrap_or_default(),
            // The body's name has its own area.
            Self::Place => step.places.get(1..).unwrap_or_default().join(", "),
            Self::Level => step
                .level
                .as_deref()
                .map_or_else(String::new, |level| words.level(level).to_owned()),
            Self::How => words.how(step),
            Self::Move => step
                .how
                .as_ref()
                .map_or_else(String::new, |act| words.moved(act)),
            Self::Local => words.local(step).to_owned(),
            Self::Beside => road.numbers(&step.beside),
            Self::Articles => step.articles().to_string(),
        }
    }
}

impl Road {
    /// The numbers of some steps, runs drawn together: «2, 4–7».
    fn numbers(&self, facts: &[String]) -> String {
        let numbers = (0..self.steps.len()).filter(|at| facts.contains(&self.steps[*at].fact));
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for number in numbers.map(|at| at + 1) {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == number => *last = number,
                _ => runs.push((number, number)),
            }
        }
        let runs = runs.into_iter().map(|(first, last)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}, {last}"),
            _ => format!("{first}–{last}"),
        });
        runs.collect::<Vec<_>>().join(", ")
    }

    /// What is said of the gap before a step, where there is one. Where a post may have lasted, its open end says enough
    /// unless a year and more goes by.
    pub(super) fn gap_before(&self, step: &Step, words: &Words) -> Option<String> {
        let gap = self.gaps.iter().find(|gap| gap.before == step.fact)?;
        let time = format!("{} – {} ({})", gap.from, gap.to, words.span(gap.days));
        if gap.perhaps.is_empty() {
            return Some(format!("{time}: {}", words.nothing(self)));
        }
        let numbers = self.numbers(&gap.perhaps);
        (gap.days > 365).then(|| format!("{time}: {} {numbers}", words.may_have_lasted))
    }
}

fn write_table(
    road: &Road,
    evidence: bool,
    words: &Words,
    out: &mut dyn Write,
) -> Result<(), AnswerError> {
    match words.about(road) {
        about if about.is_empty() => writeln!(out, "{}", road.about.name())?,
        about => writeln!(out, "{} ({about})", road.about.name())?,
    }
    let columns = Column::of(road, words);
    let header: Vec<String> = columns
        .iter()
        .map(|column| column.heading(words).to_owned())
        .collect();
    let row = |at| {
        let cells = columns.iter().map(|column| column.cell(road, at, words));
        cells.collect::<Vec<String>>()
    };
    let rows: Vec<Vec<String>> = (0..road.steps.len()).map(row).collect();
    let lines = table::lines(&header, &rows);
    let (head, body) = lines.split_at(2);
    head.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    for (line, step) in body.iter().zip(&road.steps) {
        if let Some(gap) = road.gap_before(step, words) {
            writeln!(out, "┄  {gap}")?;
        }
        writeln!(out, "{line}")?;
        if evidence {
            step.evidence
                .iter()
                .try_for_each(|quote| writeln!(out, "    {}", passage(quote)))?;
        }
    }
    Ok(())
}

fn passage(quote: &Quote) -> String {
    let text = quote.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let source = [quote.publisher.as_deref(), quote.published.as_deref()];
    let source: Vec<&str> = std::iter::once(quote.article.as_str())
        .chain(source.into_iter().flatten())
        .collect();
    let recovered = if quote.recovered.is_empty() {
        String::new()
    } else {
        format!(" [recovered: {}]", quote.recovered.join(", "))
    };
    format!("«{text}» — {}{recovered}", source.join(", "))
}
