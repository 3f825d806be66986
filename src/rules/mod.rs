//! The knowledge about words, frames and places: files under `rules/`, compiled in and replaceable.

use std::borrow::Cow;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::article::Furniture;

mod body;
mod figure;
mod firm;
mod frame;
mod grade;
mod lexicon;
mod matcher;
mod name;
mod pattern;
mod place;
mod term;
mod vocabulary;
mod words;

pub use body::{After, Bodies, BodyHead, BodyLevel};
pub use figure::{
    Approximator, DocumentKind, FigureClass, Figures, Measure, MeasureCue, SymbolIssuer, UnitClass,
};
pub use firm::Firms;
pub(crate) use frame::FrameMatch;
pub use frame::{ActSource, Frame, FrameKind, Frames, code};
pub use grade::Grades;
pub use lexicon::{Category, Lexicon, Marks, Tag};
pub use name::NameShares;
pub use place::{Extent, Places, Unit, UnitId};
pub use term::{Term, Terms, ordinal, roman};
pub(crate) use vocabulary::Start;
pub use words::{Honorific, HonorificClass, ImpliedBody, LevelWord, PlaceName, Role, Words};

/// A rule file could not be used; printed as `file:line: what is wrong`.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{}:{line}: {message}", path.display())]
pub struct RuleError {
    /// The file, as under `rules/` or below the folder given by `--rules`.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong and, where it helps, what is expected.
    pub message: String,
}

/// Everything that the stages know beforehand.
pub struct Rules {
    /// The administrative units of all eras.
    pub places: Places,
    /// The word tables.
    pub words: Words,
    /// The words of dates, documents and statistics.
    pub figures: Figures,
    /// The phrases of the word tables and the names of places, ready to be found.
    pub lexicon: Lexicon,
    /// How sentences tell acts and held posts.
    pub frames: Frames,
    /// What a page has around its news.
    pub furniture: Arc<Furniture>,
    /// How common names are.
    pub names: NameShares,
    /// How high posts stand.
    pub grades: Grades,
    /// When terms of office began and ended.
    pub terms: Terms,
}

impl Rules {
    /// The rules that are compiled into the program; that they pass [`Rules::check`] is tested.
    pub fn embedded() -> Result<Self, RuleError> {
        Self::load(&Files { folder: None })
    }

    /// The rules of a folder laid out like `rules/`, checked.
    pub fn read(folder: &Path) -> Result<Self, RuleError> {
        let rules = Self::load(&Files {
            folder: Some(folder.to_owned()),
        })?;
        rules.check()?;
        Ok(rules)
    }

    /// Checks that every frame reads its own example as it says: one that does not would fail on the press without a
    /// word.
    pub fn check(&self) -> Result<(), RuleError> {
        crate::claim::check_examples(self)
    }

    fn load(files: &Files) -> Result<Self, RuleError> {
        let places = Places::load(files)?;
        let (words, mut lexicon) = words::load(files, &places)?;
        let figures = Figures::load(files, &mut lexicon)?;
        lexicon.seal();
        let frames = frame::load(files, &words)?;
        let furniture = match &files.folder {
            None => Furniture::embedded()?,
            Some(_) => Arc::new(Furniture::parse(
                &files.text("words/furniture.tsv")?,
                &files.text("places/outlets.tsv")?,
            )?),
        };
        Ok(Self {
            places,
            words,
            figures,
            lexicon,
            frames,
            furniture,
            names: NameShares::load(files)?,
            grades: Grades::load(files)?,
            terms: Terms::load(files)?,
        })
    }
}

/// Where rule files come from: compiled in, or a folder on disk.
pub(crate) struct Files {
    folder: Option<PathBuf>,
}

macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        fn embedded_file(name: &str) -> Option<&'static str> {
            match name {
                $($name => Some(include_str!(concat!("../../rules/", $name))),)*
                _ => None,
            }
        }
    };
}

embedded![
    "places/units.tsv",
    "places/former_units.tsv",
    "places/provinces.tsv",
    "places/variants.tsv",
    "places/resolutions.tsv",
    "places/outlets.tsv",
    "words/role.tsv",
    "words/body.tsv",
    "words/field.tsv",
    "words/part.tsv",
    "words/brand.tsv",
    "words/firm.tsv",
    "words/letters.tsv",
    "words/level.tsv",
    "words/honorific.tsv",
    "words/cue.tsv",
    "words/surname.tsv",
    "words/name_share.tsv",
    "words/grade.tsv",
    "words/term.tsv",
    "words/abbreviation.tsv",
    "words/furniture.tsv",
    "frames/event.toml",
    "frames/tenure.toml",
    "frames/decision.toml",
    "words/document.tsv",
    "words/symbol.tsv",
    "words/measure.tsv",
    "words/unit.tsv",
    "words/approximator.tsv",
    "words/figure.tsv",
];

impl Files {
    /// The text of a rule file, by its path below the rules folder.
    fn text(&self, name: &str) -> Result<Cow<'static, str>, RuleError> {
        let fail = |path: PathBuf, message: String| RuleError {
            path,
            line: 1,
            message,
        };
        match &self.folder {
            None => embedded_file(name).map(Cow::Borrowed).ok_or_else(|| {
                fail(
                    Path::new("rules").join(name),
                    "no such rule file".to_owned(),
                )
            }),
            Some(folder) => {
                let path = folder.join(name);
                std::fs::read_to_string(&path)
                    .map(Cow::Owned)
                    .map_err(|error| fail(path, error.to_string()))
            }
        }
    }

    /// The path of a rule file, for messages.
    fn path(&self, name: &str) -> PathBuf {
        self.folder
            .as_deref()
            .unwrap_or(Path::new("rules"))
            .join(name)
    }

    /// The rows of a TSV file with one header line; empty lines and lines that begin with `#` are remarks.
    fn rows(&self, name: &str, columns: &[&str]) -> Result<Table, RuleError> {
        let text = self.text(name)?;
        let path = self.path(name);
        let mut lines = text
            .split('\n')
            .scan(0, |end, line| {
                let start = *end;
                *end += line.len() + 1;
                Some((start, line))
            })
            .zip(1..)
            .filter(|((_, line), _)| !line.trim_ascii().is_empty() && !line.starts_with('#'));
        let header: Vec<&str> = lines
            .next()
            .map(|((_, line), _)| line.trim_end_matches('\r').split('\t').collect())
            .unwrap_or_default();
        // By column of the file, which of those that are asked for it is.
        let mut asked = vec![None; header.len()];
        for (place, column) in columns.iter().enumerate() {
            let found = header.iter().position(|h| h == column);
            let found = found.ok_or_else(|| RuleError {
                path: path.clone(),
                line: 1,
                message: format!("no column {column:?} in the header"),
            })?;
            asked[found] = Some(place);
        }
        let (mut cells, mut numbers) = (Vec::new(), Vec::new());
        for ((mut start, line), number) in lines {
            let row = cells.len();
            cells.resize(row + columns.len(), 0..0);
            // Cells are short: bytes are looked at faster one by one than searched for a mark.
            for (cell, place) in line.as_bytes().split(|b| *b == b'\t').zip(&asked) {
                if let Some(place) = place {
                    let begin = start + cell.len() - cell.trim_ascii_start().len();
                    cells[row + place] = begin..begin + cell.trim_ascii().len();
                }
                start += cell.len() + 1;
            }
            numbers.push(number);
        }
        Ok(Table {
            path,
            width: columns.len(),
            cells,
            lines: numbers,
            text,
        })
    }
}

/// The rows of a TSV rule file, as places of its text: there are thousands of them, and hardly any cell is kept.
struct Table {
    path: PathBuf,
    text: Cow<'static, str>,
    /// How many columns were asked for.
    width: usize,
    /// The cells of the rows, one row after the other.
    cells: Vec<Range<usize>>,
    /// The line of each row.
    lines: Vec<usize>,
}

impl Table {
    /// The rows, in order.
    fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        let rows = self.cells.chunks(self.width.max(1)).zip(&self.lines);
        rows.map(|(cells, &line)| Row {
            table: self,
            line,
            cells,
        })
    }
}

/// One line of a TSV rule file, its cells in the order that was asked for.
#[derive(Clone, Copy)]
struct Row<'t> {
    table: &'t Table,
    line: usize,
    cells: &'t [Range<usize>],
}

impl<'t> Row<'t> {
    /// A cell; empty where the line is short.
    fn cell(&self, column: usize) -> &'t str {
        &self.table.text[self.cells[column].clone()]
    }

    /// An error at this line.
    fn error(&self, message: impl Into<String>) -> RuleError {
        RuleError {
            path: self.table.path.clone(),
            line: self.line,
            message: message.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rules;

    #[test]
    fn the_rules_that_are_compiled_in_read_their_own_examples() {
        let rules = Rules::embedded().unwrap();
        let checked = rules.check().map_err(|error| error.to_string());
        assert_eq!(checked, Ok(()));
    }
}
