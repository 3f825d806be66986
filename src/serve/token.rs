//! The secret that allows updates.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// A token, kept as its hash, so that the time of a comparison tells nothing of it.
pub(super) struct Token([u8; 32]);

/// A token could not be read.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The file could not be read.
    #[error("{}: {source}; name a file that holds a token with --token-file", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        source: std::io::Error,
    },
    /// Whoever guesses would soon be right.
    #[error("{}: the token is shorter than 16 letters; make one with «openssl rand -hex 32»", .0.display())]
    Short(PathBuf),
}

impl Token {
    /// Reads the token of a file, without the blanks around it.
    pub(super) fn read(path: &Path) -> Result<Self, TokenError> {
        let text = std::fs::read_to_string(path).map_err(|source| TokenError::File {
            path: path.to_owned(),
            source,
        })?;
        let token = text.trim();
        if token.len() < 16 {
            return Err(TokenError::Short(path.to_owned()));
        }
        Ok(Self(Sha256::digest(token).into()))
    }

    /// Whether a client knows it.
    pub(super) fn is(&self, given: &str) -> bool {
        let given: [u8; 32] = Sha256::digest(given).into();
        given == self.0
    }
}
