//! What readers annotated: a folder with one JSON file for each article.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::row::{Row, Sheet};
use crate::claim::{Bio, Document, Event, Statistic, Tenure, When};

/// The annotated articles of a folder.
#[derive(Debug)]
pub struct Gold {
    pub(super) sheets: BTreeMap<String, Sheet>,
}

/// Annotations could not be used.
#[derive(Debug, thiserror::Error)]
pub enum GoldError {
    /// The folder has no annotations that are asked for.
    #[error(
        "{}: no annotated article{}; GOLD is a folder with one ID.json for each article ID",
        folder.display(),
        if only.is_empty() { String::new() } else { format!(" whose id begins with {only:?}") }
    )]
    Empty {
        /// The folder.
        folder: PathBuf,
        /// What the ids were to begin with.
        only: String,
    },
    /// A file or folder could not be read.
    #[error("{}: {source}", path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What went wrong.
        source: io::Error,
    },
    /// A file is not JSON, or not an object.
    #[error("{}:{line}: {message}; write it as `quanlo eval --help` shows", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// A row lacks something or has something unknown.
    #[error("{}: {list}, row {row}: {message}; write it as `quanlo eval --help` shows", path.display())]
    Row {
        /// The file.
        path: PathBuf,
        /// The list: people, tenures, events …
        list: &'static str,
        /// The row, from 1.
        row: usize,
        /// What is wrong.
        message: String,
    },
}

impl Gold {
    /// Reads the annotations of a folder; only those of articles whose id begins with `only`.
    pub fn read(folder: &Path, only: &str) -> Result<Self, GoldError> {
        let failed = |source| GoldError::File {
            path: folder.to_owned(),
            source,
        };
        let mut sheets = BTreeMap::new();
        for entry in fs::read_dir(folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let id = path.file_stem().and_then(|stem| stem.to_str());
            if path.extension().is_some_and(|ending| ending == "json")
                && let Some(id) = id.filter(|id| id.starts_with(only) && !id.starts_with('.'))
            {
                sheets.insert(id.to_owned(), File::open(&path)?.sheet()?);
            }
        }
        if sheets.is_empty() {
            return Err(GoldError::Empty {
                folder: folder.to_owned(),
                only: only.to_owned(),
            });
        }
        Ok(Self { sheets })
    }

    /// Whether an article is annotated.
    pub fn has(&self, id: &str) -> bool {
        self.sheets.contains_key(id)
    }
}

/// One file of annotations.
struct File<'p> {
    path: &'p Path,
    content: Map<String, Value>,
}

impl<'p> File<'p> {
    fn open(path: &'p Path) -> Result<Self, GoldError> {
        let text = fs::read_to_string(path).map_err(|source| GoldError::File {
            path: path.to_owned(),
            source,
        })?;
        let content = serde_json::from_str(&text).map_err(|error| GoldError::Syntax {
            path: path.to_owned(),
            line: error.line(),
            message: error.to_string(),
        })?;
        Ok(Self { path, content })
    }

    fn sheet(&self) -> Result<Sheet, GoldError> {
        let mut tenures = self.rows("tenures", |row: &Tenure| Row::of_tenure(row))?;
        let events = self.rows("events", |row: &Event| Row::of_event(row))?;
        for tenure in &mut tenures {
            allow_either_side(tenure, &events);
        }
        Ok(Sheet {
            people: self.rows("people", |name: &String| Row::of_person(name))?,
            tenures,
            events,
            documents: self.rows("documents", |row: &Document| Row::of_document(row))?,
            statistics: self.rows("statistics", |row: &Statistic| Row::of_statistic(row))?,
            bios: self.rows("bios", |row: &Bio| Row::of_bio(row))?,
        })
    }

    /// The rows of a list, which may be missing. They are claims without what only a program knows.
    fn rows<T: DeserializeOwned>(
        &self,
        list: &'static str,
        row_of: impl Fn(&T) -> Row,
    ) -> Result<Vec<Row>, GoldError> {
        let wrong = |row: usize, message: String| GoldError::Row {
            path: self.path.to_owned(),
            list,
            row,
            message,
        };
        let rows = match self.content.get(list) {
            None | Some(Value::Null) => return Ok(Vec::new()),
            Some(Value::Array(rows)) => rows,
            Some(_) => return Err(wrong(1, "not a list".to_owned())),
        };
        rows.iter()
            .enumerate()
            .map(|(at, row)| {
                let optional = row
                    .get("optional")
                    .and_then(Value::as_bool)
                    .unwrap_or(false);
                let claim = serde_json::from_value(as_claim(row))
                    .map_err(|error| wrong(at + 1, error.to_string()))?;
                Ok(Row {
                    optional,
                    ..row_of(&claim)
                })
            })
            .collect()
    }
}

/// A row with what annotations leave out.
fn as_claim(row: &Value) -> Value {
    let Value::Object(row) = row else {
        return row.clone();
    };
    let mut claim = Map::new();
    for key in ["from", "to", "evidence", "recovered"] {
        claim.insert(key.to_owned(), json!([]));
    }
    claim.insert("rule".to_owned(), json!(""));
    claim.insert("status".to_owned(), json!("decided"));
    claim.insert("partial".to_owned(), json!(false));
    let said = row.iter().filter(|(_, value)| !value.is_null());
    claim.extend(said.map(|(key, value)| (key.clone(), value.clone())));
    Value::Object(claim)
}

/// A post that an event of the article leaves may as well be called former, one that it gives may be called new.
fn allow_either_side(tenure: &mut Row, events: &[Row]) {
    let Some(post) = tenure.to.first().cloned() else {
        return;
    };
    for event in events.iter().filter(|event| event.name == tenure.name) {
        if event
            .from
            .iter()
            .any(|left| left.is_matched_by(&post, false))
        {
            tenure.whens.extend([When::Current, When::Former]);
        }
        if event
            .to
            .iter()
            .any(|given| given.is_matched_by(&post, false))
        {
            tenure.whens.push(When::New);
        }
    }
}
