//! Changes by hand: statements that no article tells, put in or taken out by whoever may.

use std::path::Path;

use super::snapshot::lock_to_write;
use super::{Store, StoreError, StoreErrorKind};

impl Store {
    /// Changes the statements of a store, and publishes what came of it.
    ///
    /// What is derived from articles is derived anew when these change, and then what was changed of it by hand is gone.
    pub fn amend<T>(
        path: &Path,
        change: impl FnOnce(&oxigraph::store::Store) -> T,
    ) -> Result<T, StoreError> {
        let at = |kind: StoreErrorKind| kind.at(path);
        let _lock = lock_to_write(path).map_err(at)?;
        let store = oxigraph::store::Store::open(path).map_err(|error| at(error.into()))?;
        let done = change(&store);
        Self::publish_amended(path, &store).map_err(at)?;
        Ok(done)
    }
}
