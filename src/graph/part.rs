//! Work on facts spread over several runs.

use std::str::FromStr;

use sha2::{Digest, Sha256};

use super::scheme::Scheme;
use crate::identity::{Account, Key};

/// One of so many parts of all facts; every block, every article's figures and every seat falls to exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which part, from 1.
    number: u64,
    /// How many there are.
    of: u64,
}

/// Not a part; printed as what is wrong and what is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a part is written NUMBER/OF with a number from 1 to OF, like 3/16")]
pub struct PartError;

impl Part {
    /// All facts.
    pub const WHOLE: Self = Self { number: 1, of: 1 };

    /// Whether it is the first part, to which falls what there is only once.
    pub fn is_first(self) -> bool {
        self.number == 1
    }

    /// Whether what has a key falls to this part.
    pub fn has(self, key: &str) -> bool {
        if self.of == 1 {
            return true;
        }
        let mut first = [0; 8];
        first.copy_from_slice(&Sha256::digest(key)[..8]);
        u64::from_be_bytes(first) % self.of == self.number - 1
    }

    /// Whether an account puts the officials of a block into a seat of this part.
    pub fn has_seat_of(self, account: &Account, key: &Key, scheme: &Scheme) -> bool {
        let Key::Name(name) = key else {
            return false;
        };
        account
            .posts_of(name)
            .any(|post| scheme.register.is_seat(post) && self.has(scheme.post(post).as_str()))
    }
}

impl FromStr for Part {
    type Err = PartError;

    fn from_str(text: &str) -> Result<Self, PartError> {
        let (number, of) = text.split_once('/').ok_or(PartError)?;
        let (number, of) = number.parse().ok().zip(of.parse().ok()).ok_or(PartError)?;
        if (1..=of).contains(&number) {
            Ok(Self { number, of })
        } else {
            Err(PartError)
        }
    }
}
