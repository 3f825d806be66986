//! The knowledge about words, frames and places: files under `rules/`, compiled in and replaceable.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use crate::article::Furniture;

mod figure;
mod frame;
mod grade;
mod lexicon;
mod name;
mod pattern;
mod place;
mod words;

pub use figure::{
    Approximator, DocumentKind, FigureClass, Figures, Measure, MeasureCue, SymbolIssuer, UnitClass,
};
pub use frame::{ActSource, Frame, FrameKind, Frames, code};
pub(crate) use frame::{Codes, FrameMatch};
pub use grade::Grades;
pub use lexicon::{Category, Lexicon, Marks, Tag};
pub use name::NameShares;
pub use place::{Extent, Places, Unit, UnitId};
pub use words::{
    After, BodyHead, BodyLevel, Honorific, HonorificClass, ImpliedBody, LevelWord, PlaceName, Role,
    Words,
};

/// A rule file could not be used; printed as `file:line: what is wrong`.
#[derive(Debug, thiserror::Error)]
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
    pub furniture: Furniture,
    /// How common names are.
    pub names: NameShares,
    /// How high posts stand.
    pub grades: Grades,
}

impl Rules {
    /// The rules that are compiled into the program.
    pub fn embedded() -> Result<Self, RuleError> {
        Self::load(&Files { folder: None })
    }

    /// The rules of a folder laid out like `rules/`.
    pub fn read(folder: &Path) -> Result<Self, RuleError> {
        Self::load(&Files {
            folder: Some(folder.to_owned()),
        })
    }

    fn load(files: &Files) -> Result<Self, RuleError> {
        let places = Places::load(files)?;
        let (words, mut lexicon) = words::load(files, &places)?;
        let figures = Figures::load(files, &mut lexicon)?;
        lexicon.seal();
        let frames = frame::load(files, &words)?;
        let furniture = Furniture::parse(
            &files.text("words/furniture.tsv")?,
            &files.text("places/outlets.tsv")?,
        )?;
        let rules = Self {
            places,
            words,
            figures,
            lexicon,
            frames,
            furniture,
            names: NameShares::load(files)?,
            grades: Grades::load(files)?,
        };
        // A frame that does not read its own example would fail on the press without a word.
        crate::claim::check_examples(&rules)?;
        Ok(rules)
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
    "words/letters.tsv",
    "words/level.tsv",
    "words/honorific.tsv",
    "words/cue.tsv",
    "words/surname.tsv",
    "words/name_share.tsv",
    "words/grade.tsv",
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
    fn rows(&self, name: &str, columns: &[&str]) -> Result<Vec<Row>, RuleError> {
        let text = self.text(name)?;
        let path = self.path(name);
        let mut lines = text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let header: Vec<String> = lines
            .next()
            .map(|(_, line)| line.split('\t').map(str::to_owned).collect())
            .unwrap_or_default();
        let indices = columns
            .iter()
            .map(|column| {
                header
                    .iter()
                    .position(|h| h == column)
                    .ok_or_else(|| RuleError {
                        path: path.clone(),
                        line: 1,
                        message: format!("no column {column:?} in the header"),
                    })
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok(lines
            .map(|(number, line)| {
                let cells: Vec<&str> = line.split('\t').collect();
                Row {
                    path: path.clone(),
                    line: number + 1,
                    cells: indices
                        .iter()
                        .map(|&i| cells.get(i).map_or("", |c| c.trim()).to_owned())
                        .collect(),
                }
            })
            .collect())
    }
}

/// One line of a TSV rule file, its cells in the order that was asked for.
struct Row {
    path: PathBuf,
    line: usize,
    cells: Vec<String>,
}

impl Row {
    /// A cell; empty where the line is short.
    fn cell(&self, column: usize) -> &str {
        &self.cells[column]
    }

    /// An error at this line.
    fn error(&self, message: impl Into<String>) -> RuleError {
        RuleError {
            path: self.path.clone(),
            line: self.line,
            message: message.into(),
        }
    }
}
