//! Published states of a store: what readers open while one writer goes on.
//!
//! `STORE/snapshots/N` is a checkpoint of the database, whole and never changed; `current` names the newest. Readers
//! hold `N.lock` shared as long as they read, so that the writer takes away only what nobody reads. The writer holds
//! `STORE/writer.lock`, and those who read a store that was never published hold it shared.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::StoreErrorKind;

/// The file that a writer holds.
pub(super) const WRITER_LOCK: &str = "writer.lock";

/// The folder of the index of labels in that of a snapshot.
pub(super) const LABELS: &str = "labels";

/// How often a reader tries again whose snapshot was replaced before it held it, and after what time.
const TRIES: u32 = 200;
const PAUSE: Duration = Duration::from_millis(2);

/// What a reader reads.
pub(super) struct Source {
    /// The folder of the database.
    pub(super) folder: PathBuf,
    /// The snapshot; none where the store was never published and is read as it lies.
    pub(super) number: Option<u64>,
    /// What is held as long as it is read; none on media without locks.
    pub(super) lock: Option<File>,
}

/// The folder of a store's snapshots.
pub(super) struct Snapshots(pub(super) PathBuf);

impl Snapshots {
    /// Those of the store in a folder.
    pub(super) fn of(store: &Path) -> Self {
        Self(store.join("snapshots"))
    }

    /// The folder of one.
    pub(super) fn folder(&self, number: u64) -> PathBuf {
        self.0.join(number.to_string())
    }

    /// The file that its readers hold.
    pub(super) fn lock(&self, number: u64) -> PathBuf {
        self.0.join(format!("{number}.lock"))
    }

    /// The number of the newest.
    pub(super) fn current(&self) -> Result<Option<u64>, StoreErrorKind> {
        match fs::read_to_string(self.0.join("current")) {
            Ok(text) => match text.trim().parse() {
                Ok(number) => Ok(Some(number)),
                Err(_) => Err(StoreErrorKind::Unpublished),
            },
            Err(error) if is_absence(&error) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The folder of the index of labels of one.
    pub(super) fn labels(&self, number: u64) -> PathBuf {
        self.folder(number).join(LABELS)
    }

    /// The number of the newest, where it can be read.
    pub(super) fn sound(&self) -> Option<u64> {
        let number = self.current().ok().flatten()?;
        self.has(number).then_some(number)
    }

    fn has(&self, number: u64) -> bool {
        self.folder(number).join("CURRENT").exists()
    }

    /// What a reader of the snapshot of a number reads, held so that it stays.
    pub(super) fn numbered(&self, number: u64) -> Result<Source, StoreErrorKind> {
        match Held::shared(&self.lock(number))? {
            Held::ByUs(lock) if self.has(number) => Ok(Source {
                folder: self.folder(number),
                number: Some(number),
                lock,
            }),
            _ => Err(StoreErrorKind::Unpublished),
        }
    }

    /// What a reader of the store in a folder reads, held so that it stays.
    pub(super) fn source(&self, store: &Path) -> Result<Source, StoreErrorKind> {
        for _ in 0..TRIES {
            let number = self.current()?;
            let lock = match number {
                Some(number) => self.lock(number),
                None => store.join(WRITER_LOCK),
            };
            let held = Held::shared(&lock)?;
            // The writer names another snapshot before it takes one away: what is still current stays while it is held.
            if self.current()? == number {
                let (folder, lock) = match (number, held) {
                    (None, Held::ByAnother) => return Err(StoreErrorKind::BeingBuilt),
                    (None, Held::ByUs(lock)) => (store.to_owned(), lock),
                    (Some(number), Held::ByUs(lock)) if self.has(number) => {
                        (self.folder(number), lock)
                    }
                    (Some(_), _) => return Err(StoreErrorKind::Unpublished),
                };
                return Ok(Source {
                    folder,
                    number,
                    lock,
                });
            }
            std::thread::sleep(PAUSE);
        }
        Err(StoreErrorKind::Locked)
    }
}

/// Who holds a file.
enum Held {
    /// We; without a file where there is none or its medium knows no locks.
    ByUs(Option<File>),
    /// Somebody who shares it with nobody.
    ByAnother,
}

impl Held {
    /// Holds a file together with others who read.
    fn shared(path: &Path) -> Result<Self, StoreErrorKind> {
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if is_absence(&error) => return Ok(Self::ByUs(None)),
            Err(error) => return Err(error.into()),
        };
        Ok(match file.try_lock_shared() {
            Ok(()) => Self::ByUs(Some(file)),
            Err(TryLockError::WouldBlock) => Self::ByAnother,
            Err(TryLockError::Error(_)) => Self::ByUs(None),
        })
    }
}

/// Holds a store to write to it; its folder is made where it is not there.
pub(super) fn lock_to_write(store: &Path) -> Result<File, StoreErrorKind> {
    match fs::create_dir(store) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error.into()),
        _ => {}
    }
    let file = lock_file(&store.join(WRITER_LOCK))?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) if file.try_lock_shared().is_ok() => {
            Err(StoreErrorKind::BeingRead)
        }
        Err(TryLockError::WouldBlock) => Err(StoreErrorKind::Locked),
        // Where the file system knows no locks, RocksDB still keeps a second writer of this machine away.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(file),
    }
}

/// A file to be locked, made where it is not there.
pub(super) fn lock_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    options.open(path)
}

fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}
