//! What a writer has changed becomes what readers see.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad};

use super::change::reopen;
use super::read::Accounts;
use super::snapshot::{LABELS, Snapshots, lock_file};
use super::{Store, StoreError, StoreErrorKind};
use crate::graph::Base;
use crate::search::{self, Kind, Labels};

/// So many subjects whose labels may have changed are kept; where there are more, the index is made anew.
const TOUCHED: usize = 50_000;

impl Store {
    /// Publishes what was changed: whoever opens the store to read it from now on sees it.
    ///
    /// Returns the number of the snapshot that is current then: the same as before where nothing has changed.
    /// Snapshots that nobody reads any more are removed.
    pub fn publish(&mut self) -> Result<u64, StoreError> {
        let done = self.publish_changes();
        done.map_err(|kind| kind.at(&self.path))
    }

    fn publish_changes(&mut self) -> Result<u64, StoreErrorKind> {
        let Some(writer) = &mut self.writer else {
            return Err(StoreErrorKind::OpenedToRead);
        };
        let snapshots = Snapshots::of(&self.path);
        let number = match self.snapshot {
            Some(number)
                if !writer.changes.any && Labels::open(&snapshots.labels(number)).is_ok() =>
            {
                number
            }
            before => {
                self.inner.flush()?;
                if writer.written > 0 {
                    // The index takes memory too.
                    writer.accounts = Accounts::default();
                    writer.written = 0;
                    reopen(&mut self.inner, &self.path)?;
                }
                writer.written += std::mem::take(&mut writer.unflushed);
                let labels = before.map(|before| (before, &writer.changes.touched));
                let number = snapshots.publish(&self.inner, labels)?;
                self.snapshot = Some(number);
                writer.changes.end(&snapshots)?;
                number
            }
        };
        snapshots.sweep(Some(number))?;
        Ok(number)
    }
}

/// Changes a database by hand, and publishes what came of it; a change that is not made changes nothing.
pub(super) fn publish_after<E>(
    path: &Path,
    database: &oxigraph::store::Store,
    change: impl FnOnce() -> Result<(), E>,
) -> Result<Result<(), E>, StoreErrorKind> {
    let snapshots = Snapshots::of(path);
    snapshots.make()?;
    let mut changes = Changes::found(&snapshots, snapshots.sound());
    // A run that is killed before it has published leaves this note for the next.
    changes.begin(path, Touched::All)?;
    if let Err(error) = change() {
        return Ok(Err(error));
    }
    database.flush()?;
    let number = snapshots.publish(database, None)?;
    changes.end(&snapshots)?;
    snapshots.sweep(Some(number))?;
    Ok(Ok(()))
}

/// What a writer has changed since the store was published.
pub(super) struct Changes {
    any: bool,
    touched: Touched,
}

impl Changes {
    /// Those that a writer finds who opens the store: of a run that was killed it is only known that there are some.
    pub(super) fn found(snapshots: &Snapshots, published: Option<u64>) -> Self {
        let any = published.is_none() || snapshots.mark().exists();
        Self {
            any,
            touched: if any {
                Touched::All
            } else {
                Touched::default()
            },
        }
    }

    /// Notes a change that is about to be written, so that it is published even if this run is killed.
    pub(super) fn begin(&mut self, store: &Path, touched: Touched) -> io::Result<()> {
        if !self.any {
            let snapshots = Snapshots::of(store);
            File::create(snapshots.mark())?.sync_all()?;
            sync(&snapshots.0)?;
            self.any = true;
        }
        self.touched.extend(touched);
        Ok(())
    }

    /// Notes that all was published.
    fn end(&mut self, snapshots: &Snapshots) -> io::Result<()> {
        remove(fs::remove_file(snapshots.mark()))?;
        *self = Self {
            any: false,
            touched: Touched::default(),
        };
        Ok(())
    }
}

/// The subjects whose labels may have changed.
pub(super) enum Touched {
    These(BTreeSet<NamedNode>),
    /// Too many to keep, or it is not known which.
    All,
}

impl Default for Touched {
    fn default() -> Self {
        Self::These(BTreeSet::new())
    }
}

impl Touched {
    /// Notes a subject.
    pub(super) fn add(&mut self, subject: &NamedNode) {
        if let Self::These(subjects) = self {
            subjects.insert(subject.clone());
            if subjects.len() > TOUCHED {
                *self = Self::All;
            }
        }
    }

    /// Notes the subject of a quad that comes or goes, where it is a fact about a thing that may be in the index.
    pub(super) fn note(&mut self, quad: &Quad, base: &Base) {
        if let (true, NamedOrBlankNode::NamedNode(subject)) =
            (quad.graph_name.is_default_graph(), &quad.subject)
            && let Some(kind) = base.kind(subject)
            && Kind::ALL.iter().any(|labelled| labelled.name() == kind)
        {
            self.add(subject);
        }
    }

    fn extend(&mut self, others: Self) {
        match others {
            Self::These(others) => others.iter().for_each(|subject| self.add(subject)),
            Self::All => *self = Self::All,
        }
    }
}

impl Snapshots {
    /// The file that is there while something is changed and not published.
    fn mark(&self) -> PathBuf {
        self.0.join("changed")
    }

    /// Makes the folder.
    fn make(&self) -> io::Result<()> {
        match fs::create_dir(&self.0) {
            Ok(()) => self.0.parent().map_or(Ok(()), sync),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Publishes a database, and returns the number of its snapshot; what comes before is as in [`Self::add`].
    fn publish(
        &self,
        database: &oxigraph::store::Store,
        before: Option<(u64, &Touched)>,
    ) -> Result<u64, StoreErrorKind> {
        self.make()?;
        let number = self.next()?;
        self.sweep(self.sound())?;
        if let Err(error) = self.add(number, database, before) {
            // Half a snapshot must not keep the room that there is too little of. What went wrong is told.
            let _ = self.sweep(self.sound());
            return Err(error);
        }
        Ok(number)
    }

    /// Publishes a database under a number; its index of labels is that of an earlier snapshot but for the subjects
    /// that were touched since.
    fn add(
        &self,
        number: u64,
        database: &oxigraph::store::Store,
        before: Option<(u64, &Touched)>,
    ) -> Result<(), StoreErrorKind> {
        let part = self.0.join(format!("{number}.part"));
        database.backup(&part)?;
        let labels = part.join(LABELS);
        match before {
            Some((before, Touched::These(subjects))) => {
                search::update(&self.labels(before), &labels, database, subjects)?
            }
            _ => search::write(database, &labels)?,
        };
        lock_file(&self.lock(number))?;
        fs::rename(&part, self.folder(number))?;
        sync(&self.0)?;
        let fresh = self.0.join("current.new");
        let mut file = File::create(&fresh)?;
        writeln!(file, "{number}")?;
        file.sync_all()?;
        fs::rename(&fresh, self.0.join("current"))?;
        Ok(sync(&self.0)?)
    }

    /// The number of the next snapshot: greater than all before. A store made anew in the place of another does not repeat
    /// its numbers, since the time counts too.
    fn next(&self) -> Result<u64, StoreErrorKind> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let mut next = now.map_or(1, |time| time.as_secs());
        if let Ok(Some(current)) = self.current() {
            next = next.max(current + 1);
        }
        for (number, _) in self.entries()? {
            next = next.max(number + 1);
        }
        Ok(next)
    }

    /// Removes the snapshots that nobody reads except one, and what killed runs left.
    fn sweep(&self, current: Option<u64>) -> Result<(), StoreErrorKind> {
        for (number, ending) in self.entries()? {
            let path = self.0.join(format!("{number}{ending}"));
            match ending.as_str() {
                ".part" | ".part.tmp" => remove(fs::remove_dir_all(path))?,
                _ if Some(number) == current => {}
                "" => {
                    let lock = lock_file(&self.lock(number))?;
                    if lock.try_lock().is_ok() {
                        remove(fs::remove_dir_all(path))?;
                        remove(fs::remove_file(self.lock(number)))?;
                    }
                }
                ".lock" if !self.folder(number).exists() => remove(fs::remove_file(path))?,
                _ => {}
            }
        }
        Ok(())
    }

    /// What belongs to snapshots: the number, and how the name goes on.
    fn entries(&self) -> io::Result<Vec<(u64, String)>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(&self.0)? {
            let name = entry?.file_name();
            let name = name.to_string_lossy();
            let digits = name.bytes().take_while(u8::is_ascii_digit).count();
            if let Ok(number) = name[..digits].parse() {
                entries.push((number, name[digits..].to_owned()));
            }
        }
        Ok(entries)
    }
}

/// That something is gone already is as good as that it was removed.
fn remove(done: io::Result<()>) -> io::Result<()> {
    done.or_else(|error| match error.kind() {
        ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    })
}

/// Waits until the names in a folder are on the disk.
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}
