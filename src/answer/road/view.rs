//! A road as readers see it, for pages that are laid out elsewhere.

use super::words::Words;
use super::write::Column;
use super::{Quote, Road, chart};

/// A road in words: what is told of its subject, the drawing, and the table with the passages under each line.
#[derive(Clone, Debug)]
pub struct View {
    /// What tells the subject apart from others of its name.
    pub about: String,
    /// How many articles tell of it, and of which years.
    pub sources: String,
    /// The drawing, as SVG that is styled by the page; empty where no date is told.
    pub figure: String,
    /// The headings of the columns.
    pub headings: Vec<&'static str>,
    /// The lines of the table.
    pub lines: Vec<Line>,
    /// What passages are called.
    pub evidence: &'static str,
    /// What stands before the details that were recovered from context.
    pub recovered: &'static str,
    /// What stands before the details that follow from other claims.
    pub inferred: &'static str,
}

/// A step of a road as a line of its table.
#[derive(Clone, Debug)]
pub struct Line {
    /// The tenure or event.
    pub fact: String,
    /// What is said of the time before it.
    pub gap: Option<String>,
    /// What stands under each heading.
    pub cells: Vec<Cell>,
    /// The passages that say so.
    pub quotes: Vec<Quote>,
    /// The details that follow from other claims.
    pub inferred: Vec<String>,
}

/// A cell of a line.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The text.
    pub text: String,
    /// The thing that it names.
    pub iri: Option<String>,
    /// Whether it is short enough to stand in one line.
    pub is_short: bool,
    /// Whether the passages stand under it.
    pub has_evidence: bool,
}

impl View {
    /// A road in a language: `vi`, else English.
    pub fn new(road: &Road, language: &str) -> Self {
        let mut view = Self::without_figure(road, language);
        if road.steps.iter().any(|step| step.edges().is_some()) {
            view.figure = chart::drawing(road, Words::of(language));
        }
        view
    }

    /// The same without a drawing, for roads that are too long for one.
    pub fn without_figure(road: &Road, language: &str) -> Self {
        let words = Words::of(language);
        let columns = Column::of(road, words);
        let main = [Column::Post, Column::Holder]
            .into_iter()
            .find(|column| columns.contains(column));
        let lines = road.steps.iter().enumerate().map(|(at, step)| Line {
            fact: step.fact.clone(),
            gap: road.gap_before(step, words),
            cells: columns
                .iter()
                .map(|column| (column, column.cell(road, at, words)))
                .map(|(column, text)| Cell {
                    iri: match column {
                        Column::Post => step.post_iri.clone(),
                        Column::Holder => step.holder.as_ref().map(|h| h.official.clone()),
                        _ => None,
                    },
                    is_short: match column {
                        Column::From | Column::Lasted | Column::Number => true,
                        // A bare date.
                        Column::To => text.len() <= 10,
                        _ => false,
                    },
                    has_evidence: Some(*column) == main,
                    text,
                })
                .collect(),
            quotes: step.evidence.clone(),
            inferred: step.inferred.clone(),
        });
        Self {
            about: words.about(road),
            sources: words.sources(road),
            figure: String::new(),
            headings: columns.iter().map(|column| column.heading(words)).collect(),
            lines: lines.collect(),
            evidence: words.evidence,
            recovered: words.recovered,
            inferred: words.inferred,
        }
    }
}
