//! How far claims agree with what a reader annotated.
//!
//! ```text
//! gold + claims ─► rows ─► tasks (matched one to one) ─► figures and errors
//! ```
//!
//! The rules of the measure stand in the evaluation guidelines: a row is right when its person, its post and whatever the
//! task asks agree after spelling is folded.

mod gold;
mod key;
mod passage;
mod print;
mod row;
mod task;

use std::collections::BTreeMap;

pub use gold::{Gold, GoldError};

use crate::claim::{Claims, Evidence};
use passage::Passages;
use row::Sheet;
use task::{Matched, TASKS};

/// How far claims agree with gold.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// How many articles are annotated.
    pub articles: usize,
    /// The annotated articles that no claims are known of.
    pub unread: Vec<String>,
    /// What was counted.
    pub figures: Vec<Figure>,
    /// The rows that differ, counted strictly.
    pub errors: Vec<RowError>,
}

/// The result of one task over all articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What was counted, and how: `tenures/strict`.
    pub task: String,
    /// How many annotated rows were found.
    pub right: usize,
    /// How many were not.
    pub missed: usize,
    /// How many rows were claimed that nobody annotated.
    pub wrong: usize,
}

/// A row in which claims and gold differ.
#[derive(Clone, Debug, PartialEq)]
pub struct RowError {
    /// Whether the row was claimed and not annotated; else it was annotated and not claimed.
    pub wrong: bool,
    /// The task.
    pub task: &'static str,
    /// The article.
    pub article: String,
    /// The row in one line.
    pub row: String,
    /// The sentences in which it stands, as near as can be told.
    pub sentences: Vec<String>,
}

impl Figure {
    /// How much of what was claimed is right.
    pub fn precision(&self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// How much of what was annotated is found.
    pub fn recall(&self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// The harmonic mean of both.
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall == 0.0 {
            return 0.0;
        }
        2.0 * precision * recall / (precision + recall)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "counts of rows are far below 2^52"
)]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Compares claims with gold, by article. `sentences` are those of the articles, for the errors to be found in.
pub fn evaluate(
    gold: &Gold,
    claims: &BTreeMap<String, Claims>,
    sentences: &BTreeMap<String, Vec<Evidence>>,
) -> Evaluation {
    let claimed: BTreeMap<&String, Sheet> = gold
        .sheets
        .keys()
        .map(|id| (id, claims.get(id).map(Sheet::of).unwrap_or_default()))
        .collect();
    let mut figures = Vec::new();
    let mut errors = Vec::new();
    for task in &TASKS {
        for lenient in [false, true] {
            if lenient && !task.has_area {
                continue;
            }
            let mut figure = Figure {
                task: format!(
                    "{}/{}",
                    task.name,
                    if lenient { "lenient" } else { "strict" }
                ),
                right: 0,
                missed: 0,
                wrong: 0,
            };
            for ((id, annotated), claimed) in gold.sheets.iter().zip(claimed.values()) {
                let matched = task.matched(annotated, claimed, lenient);
                figure.right += matched.right;
                figure.missed += matched.missed.len();
                figure.wrong += matched.wrong.len();
                if !lenient {
                    let sentences = sentences.get(id).map(Vec::as_slice).unwrap_or_default();
                    errors.extend(row_errors(task.name, id, &matched, sentences));
                }
            }
            figures.push(figure);
        }
    }
    let unread = gold.sheets.keys().filter(|id| !claims.contains_key(*id));
    Evaluation {
        articles: gold.sheets.len(),
        unread: unread.cloned().collect(),
        figures,
        errors,
    }
}

/// The differing rows of one task in one article.
fn row_errors(
    task: &'static str,
    article: &str,
    matched: &Matched,
    sentences: &[Evidence],
) -> Vec<RowError> {
    if matched.missed.is_empty() && matched.wrong.is_empty() {
        return Vec::new();
    }
    let passages = Passages::new(sentences);
    let error = |wrong: bool, row: &row::Row, sentences: Vec<String>| RowError {
        wrong,
        task,
        article: article.to_owned(),
        row: row.shown.clone(),
        sentences,
    };
    let missed = matched.missed.iter();
    let wrong = matched.wrong.iter();
    missed
        .map(|row| error(false, row, passages.of_annotated(row)))
        .chain(wrong.map(|row| error(true, row, passages.of_claimed(row))))
        .collect()
}
