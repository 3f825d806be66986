//! What can go wrong with an index of labels, told with its place, cause and cure.

use std::fmt::Display;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use oxigraph::store::StorageError;
use tantivy::TantivyError;
use tantivy::directory::error::{OpenDirectoryError, OpenReadError};

/// An index could not be read, written or asked; printed as one line: place, cause, cure.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SearchError {
    /// There is nothing.
    #[error("{}: there is no index of labels here; make it with «quanlo build»", .0.display())]
    Missing(PathBuf),
    /// Another version of the program made it.
    #[error(
        "{}: another version of quanlo made this index of labels; make it anew with «quanlo build»",
        .0.display()
    )]
    OtherForm(PathBuf),
    /// Its content makes no sense.
    #[error(
        "{}: the index of labels is damaged ({cause}); make it anew with «quanlo build»",
        .folder.display()
    )]
    Damaged {
        /// The folder of the index.
        folder: PathBuf,
        /// What doesn't fit.
        cause: String,
    },
    /// An index is to be written where something is.
    #[error("{}: an index of labels is written into an empty folder; name another", .0.display())]
    NotEmpty(PathBuf),
    /// The disk reports something.
    #[error("{}: {cause}; check the disk and the folder", .folder.display())]
    Io {
        /// The folder of the index.
        folder: PathBuf,
        /// What the disk reports.
        cause: String,
    },
    /// The store could not be read.
    #[error("the labels could not be read from the store ({0}); check the disk and the folder")]
    Store(#[from] StorageError),
    /// A query searches labels, and there is no index.
    #[error(
        "the query searches labels with ql:search, and the store has no index of them; make it with «quanlo build»"
    )]
    NoIndex,
    /// A query searches labels in a form that cannot be answered.
    #[error("{0}; write «?thing ql:search \"words\"» with the words as a literal")]
    Form(&'static str),
}

impl SearchError {
    /// The error of an index in a folder that is damaged in a way.
    pub(super) fn damaged(folder: &Path, cause: impl Display) -> Self {
        Self::Damaged {
            folder: folder.to_owned(),
            cause: cause.to_string(),
        }
    }

    /// What a disk reports of a folder.
    pub(super) fn io(folder: &Path, cause: &std::io::Error) -> Self {
        if matches!(
            cause.kind(),
            ErrorKind::InvalidData | ErrorKind::UnexpectedEof
        ) {
            return Self::damaged(folder, cause);
        }
        Self::Io {
            folder: folder.to_owned(),
            cause: cause.to_string(),
        }
    }

    /// What tantivy reports of an index in a folder.
    pub(super) fn at(folder: &Path, error: TantivyError) -> Self {
        use TantivyError as E;
        match error {
            E::OpenDirectoryError(OpenDirectoryError::DoesNotExist(_))
            | E::OpenReadError(OpenReadError::FileDoesNotExist(_))
                if !folder.join("meta.json").exists() =>
            {
                Self::Missing(folder.to_owned())
            }
            E::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
                Self::damaged(folder, format!("{} is missing", file.display()))
            }
            E::IncompatibleIndex(_) | E::OpenReadError(OpenReadError::IncompatibleIndex(_)) => {
                Self::OtherForm(folder.to_owned())
            }
            E::DataCorruption(cause) => Self::damaged(folder, format!("{cause:?}")),
            E::IoError(cause) => Self::io(folder, &cause),
            E::OpenReadError(OpenReadError::IoError { io_error, filepath }) => {
                let file = filepath.display();
                match io_error.kind() {
                    ErrorKind::InvalidData | ErrorKind::UnexpectedEof => {
                        Self::damaged(folder, format!("{file} was cut or changed"))
                    }
                    _ => Self::io(folder, &io_error),
                }
            }
            E::IndexAlreadyExists => Self::NotEmpty(folder.to_owned()),
            other => Self::Io {
                folder: folder.to_owned(),
                cause: other.to_string(),
            },
        }
    }
}
