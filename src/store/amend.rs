//! Changes by hand: statements that no article tells, put in or taken out by whoever may.

use std::path::Path;

use oxigraph::model::{GraphNameRef, NamedNodeRef, Quad};
use oxigraph::store::{StorageError, Transaction};

use super::publish::publish_after;
use super::snapshot::lock_to_write;
use super::{Store, StoreError, StoreErrorKind};
use crate::graph::Base;
use crate::graph::vocabulary::ql;

impl Store {
    /// Changes the statements of a store, all or none of them, and publishes what came of it; what the store says of
    /// itself stays.
    ///
    /// What is derived from articles is derived anew when these change, and then what was changed of it by hand is gone.
    pub fn amend<E: From<StorageError>>(
        path: &Path,
        base: &Base,
        change: impl FnOnce(&mut Transaction<'_>) -> Result<(), E>,
    ) -> Result<Result<(), E>, StoreError> {
        let at = |kind: StoreErrorKind| kind.at(path);
        let _lock = lock_to_write(path).map_err(at)?;
        let store = oxigraph::store::Store::open(path).map_err(|error| at(error.into()))?;
        let stamp = stamp(&store, base.dataset().as_ref()).map_err(|error| at(error.into()))?;
        publish_after(path, &store, || amended(&store, &stamp, change)).map_err(at)
    }
}

fn amended<E: From<StorageError>>(
    store: &oxigraph::store::Store,
    stamp: &[Quad],
    change: impl FnOnce(&mut Transaction<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut transaction = store.start_transaction()?;
    change(&mut transaction)?;
    for quad in stamp {
        transaction.insert(quad);
    }
    Ok(transaction.commit()?)
}

/// What a store says of itself: without it, nobody could tell that it is one.
fn stamp(
    store: &oxigraph::store::Store,
    dataset: NamedNodeRef<'_>,
) -> Result<Vec<Quad>, StorageError> {
    let default = Some(GraphNameRef::DefaultGraph);
    let own = [ql::FORMAT, ql::BASIS, ql::RULING].into_iter();
    own.flat_map(|property| {
        store.quads_for_pattern(Some(dataset.into()), Some(property), None, default)
    })
    .collect()
}
