//! What can go wrong with a store, told with its place, cause and cure.

use std::path::{Path, PathBuf};

use oxigraph::store::{CorruptionError, StorageError};

use crate::search::SearchError;

/// The store could not be opened, read or written; printed as one line: place, cause, cure.
#[derive(Debug, thiserror::Error)]
#[error("{}: {kind}", path.display())]
pub struct StoreError {
    /// The store's folder.
    pub path: PathBuf,
    /// What is wrong, and the cure.
    #[source]
    pub kind: StoreErrorKind,
}

/// What is wrong with a store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreErrorKind {
    /// There is nothing.
    #[error("there is no store here; make one with «quanlo build», or name another with --store")]
    Missing,
    /// There is something else.
    #[error("this is no store; name an empty or a new folder with --store")]
    NotAStore,
    /// The folder that it should lie in is not there.
    #[error("there is no folder {} to make the store in; make that first", .0.display())]
    NoFolder(PathBuf),
    /// Its first build was stopped before the places were in.
    #[error("the store was never finished; run «quanlo build» again")]
    Unfinished,
    /// Another process writes to it.
    #[error(
        "another process is writing to the store; wait for it or stop it, or name another store with --store"
    )]
    Locked,
    /// Another process writes to it, and nothing of it was published before.
    #[error("the store is being built for the first time; wait until that has ended")]
    BeingBuilt,
    /// Another process reads what was never published.
    #[error(
        "another process reads the store, of which nothing was published yet; wait for it or stop it"
    )]
    BeingRead,
    /// What was published of it cannot be found.
    #[error(
        "what was published of the store is gone or damaged; run «quanlo build» again, which publishes it anew"
    )]
    Unpublished,
    /// Files cannot have a second name.
    #[error(
        "the file system cannot give a file a second name (hard link), so what was built cannot be published; move the store to another and build again, nothing is lost"
    )]
    NoLinks,
    /// The folder may not be read or written.
    #[error(
        "no permission to use the store; check the folder's owner and mode, or name another with --store"
    )]
    NoPermission,
    /// It was opened to be read.
    #[error("the store was opened to be read; open it to be written")]
    OpenedToRead,
    /// The disk is full.
    #[error("the disk is full; make room and run the same command again, nothing is lost")]
    DiskFull,
    /// Too many files are open.
    #[error("too many open files; raise the limit with «ulimit -n 1024»")]
    TooManyFiles,
    /// A newer program made it.
    #[error(
        "the store has format {0}, made by a newer quanlo; update quanlo, or build a new store from the articles"
    )]
    Newer(String),
    /// An older program made it.
    #[error("the store has the old format {0}; build a new store from the articles")]
    Older(String),
    /// It has another base IRI.
    #[error("the store has the base IRI {0}; say --base {0}, or build a new store")]
    OtherBase(String),
    /// Its content makes no sense.
    #[error("the store is damaged ({0}); build a new store from the articles")]
    Damaged(String),
    /// The compiled-in vocabulary cannot be read.
    #[error("the built-in vocabulary cannot be read ({0}); reinstall quanlo")]
    Vocabulary(#[from] oxigraph::io::RdfSyntaxError),
    /// The index of labels could not be written.
    #[error(transparent)]
    Labels(SearchError),
    /// Anything else that the disk or the database reports.
    #[error("{0}; check the disk and the folder")]
    Io(String),
}

impl StoreErrorKind {
    /// The error at a place.
    pub(super) fn at(self, path: &Path) -> StoreError {
        StoreError {
            path: path.to_owned(),
            kind: self,
        }
    }
}

impl From<StorageError> for StoreErrorKind {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Io(error) => from_io(error.kind(), &error.to_string()),
            StorageError::Corruption(error) => from_corruption(&error),
            other => from_io(std::io::ErrorKind::Other, &other.to_string()),
        }
    }
}

impl From<SearchError> for StoreErrorKind {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Io { cause, .. } => from_io(std::io::ErrorKind::Other, &cause),
            SearchError::Store(error) => error.into(),
            other => Self::Labels(other),
        }
    }
}

impl From<std::io::Error> for StoreErrorKind {
    fn from(error: std::io::Error) -> Self {
        from_io(error.kind(), &error.to_string())
    }
}

fn from_corruption(error: &CorruptionError) -> StoreErrorKind {
    let message = error.to_string();
    if message.contains("too recent version") {
        return StoreErrorKind::Newer("of a newer Oxigraph".to_owned());
    }
    StoreErrorKind::Damaged(first_line(&message))
}

/// `RocksDB` tells the cause only in words.
fn from_io(kind: std::io::ErrorKind, message: &str) -> StoreErrorKind {
    use std::io::ErrorKind;
    let says = |words: &str| message.contains(words);
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreErrorKind::DiskFull,
        _ if says("No space left") || says("Disk quota") => StoreErrorKind::DiskFull,
        _ if says("lock file") || says("lock hold by") => StoreErrorKind::Locked,
        _ if says("link file") => StoreErrorKind::NoLinks,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreErrorKind::NoPermission,
        _ if says("Permission denied") || says("Read-only file system") => {
            StoreErrorKind::NoPermission
        }
        _ if says("Too many open files") || says("file descriptors") => {
            StoreErrorKind::TooManyFiles
        }
        ErrorKind::NotFound => StoreErrorKind::Damaged(first_line(message)),
        _ => StoreErrorKind::Io(first_line(message)),
    }
}

fn first_line(message: &str) -> String {
    message
        .lines()
        .next()
        .unwrap_or_default()
        .trim_end_matches('.')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use super::*;

    #[test]
    fn what_the_database_says_in_words_is_told_with_its_cure() {
        let of = |kind: ErrorKind, message: &str| from_io(kind, message).to_string();
        for (message, cure) in [
            (
                "IO error: Permission denied: While mkdir if missing: /data/store: Permission denied",
                "owner and mode",
            ),
            (
                "IO error: Read-only file system: While open a file for appending: /data/store/000009.log",
                "owner and mode",
            ),
            (
                "IO error: While lock file: /data/store/LOCK: Resource temporarily unavailable",
                "wait for it",
            ),
            (
                "IO error: lock hold by current process, acquire time 1 acquiring thread 2: /data/store/LOCK",
                "wait for it",
            ),
            (
                "IO error: No space left on device: While appending to file: /data/store/000009.log",
                "make room",
            ),
            (
                "IO error: Operation not permitted: while link file to /data/store/snapshots/1.part.tmp/000009.sst: /data/store/000009.sst",
                "move the store",
            ),
            (
                "IO error: Too many open files: While open a file for random read: /data/store/000009.sst",
                "ulimit",
            ),
        ] {
            assert!(of(ErrorKind::Other, message).contains(cure), "{message}");
        }
        assert!(of(ErrorKind::StorageFull, "").contains("make room"));
    }
}
