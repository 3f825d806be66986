//! What people have decided by hand about who is who: the lines of a decisions file.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::text::name_key;

/// The columns of a decisions file, in their order.
pub const DECISION_COLUMNS: [&str; 7] = [
    "decision",
    "name",
    "article",
    "other_article",
    "by",
    "on",
    "why",
];

/// Whether the bearer of a name in one article is that in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Ruling {
    /// One person
    Same,
    /// Two people
    Different,
    /// Nobody knows: they stay apart and are listed no more
    Unsure,
}

impl Ruling {
    /// The word for it in a decisions file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Unsure => "unsure",
        }
    }

    fn read(word: &str) -> Option<Self> {
        [Self::Same, Self::Different, Self::Unsure]
            .into_iter()
            .find(|ruling| ruling.word() == word)
    }
}

/// One line of a decisions file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What was decided.
    pub ruling: Ruling,
    /// The name as written.
    pub name: String,
    /// The ids of the two articles that name them.
    pub articles: [String; 2],
    /// Who decided.
    pub by: String,
    /// The day.
    pub on: String,
    /// The reason.
    pub why: String,
    /// The line, from 1.
    pub line: usize,
}

impl fmt::Display for Decision {
    /// The line without its end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [one, other] = &self.articles;
        let cells = [
            self.ruling.word(),
            &self.name,
            one,
            other,
            &self.by,
            &self.on,
            &self.why,
        ];
        // A tab or a line break inside a cell would part it.
        let cells = cells.map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "));
        f.write_str(&cells.join("\t"))
    }
}

/// A decisions file could not be used; printed as `line: what is wrong`.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}: {message}")]
pub struct DecisionError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and the cure.
    pub message: String,
}

/// All hand-made decisions, by name.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    by_name: BTreeMap<String, Vec<Decision>>,
    text: String,
}

impl Decisions {
    /// Reads a decisions file; empty lines and lines that begin with `#` are remarks.
    pub fn read(text: &str) -> Result<Self, DecisionError> {
        let mut by_name: BTreeMap<String, Vec<Decision>> = BTreeMap::new();
        let fail = |line: usize, message: String| DecisionError { line, message };
        let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
        let lines = lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        for (number, line) in lines {
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            if cells == DECISION_COLUMNS {
                continue;
            }
            let [ruling, name, one, other, rest @ ..] = &cells[..] else {
                return Err(fail(
                    number,
                    format!(
                        "too few cells; write {} with tabs between",
                        DECISION_COLUMNS.join(", ")
                    ),
                ));
            };
            let ruling = Ruling::read(ruling).ok_or_else(|| {
                fail(
                    number,
                    format!("unknown decision {ruling:?}; write same, different or unsure"),
                )
            })?;
            if name.is_empty() || one.is_empty() || other.is_empty() || one == other {
                return Err(fail(
                    number,
                    "a decision needs a name and the ids of two articles".to_owned(),
                ));
            }
            let rest = |at: usize| rest.get(at).map_or(String::new(), |&cell| cell.to_owned());
            let decision = Decision {
                ruling,
                name: (*name).to_owned(),
                articles: [(*one).to_owned(), (*other).to_owned()],
                by: rest(0),
                on: rest(1),
                why: rest(2),
                line: number,
            };
            by_name.entry(name_key(name)).or_default().push(decision);
        }
        for decisions in by_name.values() {
            agree(decisions)?;
        }
        Ok(Self {
            by_name,
            text: text.to_owned(),
        })
    }

    /// The decisions about the bearers of a name, given by its key, in the order of the file.
    pub fn of(&self, name: &str) -> &[Decision] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// What was decided, without who, when and why: the lines of a decisions file that means the same.
    pub fn rulings(&self) -> BTreeSet<String> {
        let all = self.by_name.iter();
        let lines = all.flat_map(|(name, decisions)| {
            decisions.iter().map(move |decision| {
                let [one, other] = &decision.articles;
                let (one, other) = (one.min(other), one.max(other));
                format!("{}\t{name}\t{one}\t{other}", decision.ruling.word())
            })
        });
        lines.collect()
    }

    /// The keys of the names about which something else is decided than by others.
    pub fn differ_in(&self, other: &Self) -> BTreeSet<String> {
        let (ours, theirs) = (self.rulings(), other.rulings());
        let lines = ours.symmetric_difference(&theirs);
        let names = lines.filter_map(|line| line.split('\t').nth(1));
        names.map(str::to_owned).collect()
    }

    /// The file as it was read.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Checks that nobody is decided to be the same and another at once, also by way of third articles.
fn agree(decisions: &[Decision]) -> Result<(), DecisionError> {
    let same = |decision: &&Decision| decision.ruling == Ruling::Same;
    for decision in decisions.iter().filter(|decision| !same(decision)) {
        let [one, other] = &decision.articles;
        // The articles that are decided to speak of the same person, with the line that says so.
        let mut reached: Vec<(&str, usize)> = vec![(one, 0)];
        let mut next = 0;
        while next < reached.len() {
            let (here, _) = reached[next];
            next += 1;
            for link in decisions.iter().filter(same) {
                let [a, b] = &link.articles;
                let there = match here {
                    here if here == a => b,
                    here if here == b => a,
                    _ => continue,
                };
                if reached.iter().all(|(known, _)| known != there) {
                    reached.push((there, link.line));
                }
            }
        }
        if let Some((_, line)) = reached.iter().find(|(article, _)| article == other) {
            return Err(DecisionError {
                line: decision.line,
                message: format!(
                    "says {} of {:?} in {one} and {other}, but line {line} makes them the same; take one of the two out",
                    decision.ruling.word(),
                    decision.name,
                ),
            });
        }
    }
    Ok(())
}
