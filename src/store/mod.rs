//! 7. Quads ↔ Oxigraph on disk.
//!
//! Knowledge is a pure function of the named graphs, the ontology, the roles and the places. A change to some
//! articles is one transaction (`change.rs`): their graphs, and the facts of the blocks that they touch. So a
//! store is sound at every instant, and a run that was killed only has to be run again.
//!
//! Readers see what a run has published (`publish.rs`) when it ended, never what it is doing (`snapshot.rs`).

mod amend;
mod build;
mod change;
mod error;
mod linked;
mod publish;
mod read;
mod scene;
mod seat;
mod snapshot;

use std::fs::File;
use std::path::{Path, PathBuf};

use oxigraph::model::{GraphNameRef, NamedOrBlankNode, Term};

pub use build::{BuildReport, ClaimCounts, build};
pub use error::{StoreError, StoreErrorKind};
use publish::Changes;
use read::Accounts;
use snapshot::{Snapshots, Source, WRITER_LOCK, lock_to_write};

use crate::graph::vocabulary::{dct, ql};
use crate::graph::{Base, FORMAT, Scheme};
use crate::identity::Decisions;
use crate::rules::Rules;

/// An Oxigraph store with testimony and knowledge.
pub struct Store {
    inner: oxigraph::store::Store,
    path: PathBuf,
    base: Base,
    writer: Option<Writer>,
    /// The snapshot that it reads, or that it published last.
    snapshot: Option<u64>,
    /// What keeps others away from what it writes or reads. It goes last, after the database is closed.
    _lock: Option<File>,
}

/// What a store needs to be written to.
struct Writer {
    scheme: Scheme,
    accounts: Accounts,
    changes: Changes,
    /// About how many bytes were written since the database last wrote out its memory.
    unflushed: usize,
    /// About how many were written out since it was opened.
    written: usize,
}

/// What a change did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Articles that are new.
    pub added: usize,
    /// Articles whose text, metadata or claims are others than before.
    pub replaced: usize,
    /// Articles that say the same as before.
    pub unchanged: usize,
    /// Articles taken out.
    pub removed: usize,
}

impl Store {
    /// Opens a store to be written, or makes a new one.
    ///
    /// If the places, roles, ontology or program are not those that the store was made with, its knowledge is derived
    /// anew from its articles; if only decisions are not, that of the names they are about.
    pub fn open(
        path: &Path,
        base: &Base,
        rules: &Rules,
        decisions: &Decisions,
    ) -> Result<Self, StoreError> {
        let at = |kind: StoreErrorKind| kind.at(path);
        if path.exists() && !is_store(path).map_err(at)? && !is_empty(path).map_err(at)? {
            return Err(at(StoreErrorKind::NotAStore));
        }
        if let Some(parent) = path
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty() && !parent.is_dir())
        {
            return Err(at(StoreErrorKind::NoFolder(parent.to_owned())));
        }
        let lock = lock_to_write(path).map_err(at)?;
        let inner = oxigraph::store::Store::open(path).map_err(|error| at(error.into()))?;
        let snapshots = Snapshots::of(path);
        let snapshot = snapshots.sound();
        let writer = Writer {
            scheme: Scheme::new(base, rules, decisions).map_err(|error| at(error.into()))?,
            accounts: Accounts::default(),
            changes: Changes::found(&snapshots, snapshot),
            unflushed: 0,
            written: 0,
        };
        let mut store = Self {
            inner,
            path: path.to_owned(),
            base: base.clone(),
            writer: Some(writer),
            snapshot,
            _lock: Some(lock),
        };
        let stamp = store.stamp().map_err(at)?;
        if let Some(stamp) = &stamp
            && stamp.base != *base
        {
            return Err(at(StoreErrorKind::OtherBase(
                stamp.base.as_str().to_owned(),
            )));
        }
        store.prepare(stamp.as_ref(), rules).map_err(at)?;
        Ok(store)
    }

    /// Opens what was last published of a store to be read, also while another process writes to it.
    ///
    /// It stays as it is as long as it is open. A store of which nothing was published is read as it lies, where
    /// nobody writes to it.
    pub fn open_read_only(path: &Path) -> Result<Self, StoreError> {
        let source = Snapshots::of(path).source(path);
        Self::read(path, source.map_err(|kind| kind.at(path))?)
    }

    /// Opens the published snapshot of a number; whoever names it holds it until it is open.
    pub fn open_snapshot(path: &Path, number: u64) -> Result<Self, StoreError> {
        let source = Snapshots::of(path).numbered(number);
        Self::read(path, source.map_err(|kind| kind.at(path))?)
    }

    fn read(path: &Path, source: Source) -> Result<Self, StoreError> {
        let at = |kind: StoreErrorKind| kind.at(path);
        let folder = &source.folder;
        if !folder.exists() || (folder.is_dir() && is_empty(folder).map_err(at)?) {
            return Err(at(StoreErrorKind::Missing));
        }
        if !is_store(folder).map_err(at)? {
            return Err(at(StoreErrorKind::NotAStore));
        }
        let inner =
            oxigraph::store::Store::open_read_only(folder).map_err(|error| at(error.into()))?;
        let mut store = Self {
            inner,
            path: path.to_owned(),
            base: Base::default(),
            writer: None,
            snapshot: source.number,
            _lock: source.lock,
        };
        let stamp = store
            .stamp()
            .map_err(at)?
            .ok_or_else(|| at(StoreErrorKind::Unfinished))?;
        store.base = stamp.base;
        Ok(store)
    }

    /// The Oxigraph store, to be read.
    pub fn inner(&self) -> &oxigraph::store::Store {
        &self.inner
    }

    /// The base of its IRIs.
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// Its folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The number of the newest published snapshot of the store in a folder; none where nothing was published.
    ///
    /// Each has a greater number than those before it. Asking costs one small file.
    pub fn current(path: &Path) -> Result<Option<u64>, StoreError> {
        let current = Snapshots::of(path).current();
        current.map_err(|kind| kind.at(path))
    }

    /// The number of the snapshot that it reads, or that it published last.
    pub fn snapshot_number(&self) -> Option<u64> {
        self.snapshot
    }

    /// The folder of the index of labels of that snapshot.
    pub fn labels_path(&self) -> Option<PathBuf> {
        Some(Snapshots::of(&self.path).labels(self.snapshot?))
    }

    /// The ids of its articles, in order.
    pub fn articles(&self) -> Result<Vec<String>, StoreError> {
        self.article_ids().map_err(|kind| kind.at(&self.path))
    }

    fn article_ids(&self) -> Result<Vec<String>, StoreErrorKind> {
        let mut ids = Vec::new();
        for quad in self
            .inner
            .quads_for_pattern(None, Some(dct::IDENTIFIER), None, None)
        {
            let quad = quad?;
            if let (Term::Literal(id), false) = (&quad.object, quad.graph_name.is_default_graph()) {
                ids.push(id.value().to_owned());
            }
        }
        ids.sort_unstable();
        Ok(ids)
    }

    /// What the store says of itself.
    fn stamp(&self) -> Result<Option<Stamp>, StoreErrorKind> {
        let graph = Some(GraphNameRef::DefaultGraph);
        let Some(format) = self
            .inner
            .quads_for_pattern(None, Some(ql::FORMAT), None, graph)
            .next()
            .transpose()?
        else {
            return Ok(None);
        };
        let (NamedOrBlankNode::NamedNode(dataset), Term::Literal(version)) =
            (&format.subject, &format.object)
        else {
            return Err(StoreErrorKind::Damaged(
                "its format is no number".to_owned(),
            ));
        };
        match version.value().parse::<u32>() {
            Ok(version) if version > FORMAT => {
                return Err(StoreErrorKind::Newer(version.to_string()));
            }
            Ok(version) if version < FORMAT => {
                return Err(StoreErrorKind::Older(version.to_string()));
            }
            Ok(_) => {}
            Err(_) => return Err(StoreErrorKind::Newer(version.value().to_owned())),
        }
        let basis = self
            .inner
            .quads_for_pattern(Some(dataset.as_ref().into()), Some(ql::BASIS), None, graph)
            .next()
            .transpose()?
            .and_then(|quad| match quad.object {
                Term::Literal(basis) => Some(basis.destruct().0),
                _ => None,
            });
        let base = Base::new(dataset.as_str())
            .map_err(|error| StoreErrorKind::Damaged(error.to_string()))?;
        let mut rulings = String::new();
        let subject = Some(dataset.as_ref().into());
        for quad in self
            .inner
            .quads_for_pattern(subject, Some(ql::RULING), None, graph)
        {
            if let Term::Literal(ruling) = quad?.object {
                rulings.push_str(ruling.value());
                rulings.push('\n');
            }
        }
        let decisions = Decisions::read(&rulings)
            .map_err(|error| StoreErrorKind::Damaged(format!("its decisions: {error}")))?;
        Ok(Some(Stamp {
            base,
            basis,
            decisions,
        }))
    }
}

/// What a store says of itself.
struct Stamp {
    base: Base,
    /// The hash of the ontology, roles, places and program that it was made with.
    basis: Option<String>,
    /// The decisions that it was made with, without who, when and why.
    decisions: Decisions,
}

fn is_store(path: &Path) -> Result<bool, StoreErrorKind> {
    if !path.is_dir() {
        return Ok(false);
    }
    Ok(path.join("CURRENT").try_exists()?)
}

fn is_empty(path: &Path) -> Result<bool, StoreErrorKind> {
    if !path.is_dir() {
        return Ok(false);
    }
    // A first build that was killed early leaves RocksDB's own files without the one that names the rest.
    for entry in std::fs::read_dir(path)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        let own = ["LOCK", "LOG", "IDENTITY", WRITER_LOCK].contains(&name.as_ref())
            || ["MANIFEST-", "LOG.old", "OPTIONS-"]
                .iter()
                .any(|start| name.starts_with(start))
            || [".dbtmp", ".log"].iter().any(|end| name.ends_with(end));
        if !own {
            return Ok(false);
        }
    }
    Ok(true)
}
