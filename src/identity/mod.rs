//! 4. Claims → identities: which post, which person and which document a claim speaks of.
//!
//! Posts are resolved article by article ([`Account`](crate::identity::Account)). People and documents are resolved block by block
//! ([`people`](crate::identity::people), [`documents`](crate::identity::documents)): a block is all that the articles say under one [`Key`](crate::identity::Key), and depends on no other.

mod account;
mod career;
mod cluster;
mod decision;
mod document;
mod gazetteer;
mod grounds;
mod held;
mod join;
mod orthography;
mod people;
mod post;
mod profile;
mod register;
mod role;
mod spelling;

pub use account::{Account, EventPosts, Names, Papers, Subject};
pub(crate) use cluster::{cluster, precision};
pub use decision::{DECISION_COLUMNS, Decision, DecisionError, Decisions, Ruling};
pub use document::{Citation, DocumentIdentity, Mention, documents};
pub use gazetteer::Gazetteer;
pub use grounds::{Bar, Ground, Grounds, JOINS};
pub(crate) use held::HANDOVER;
pub use people::{Identity, Joint, grounds, joints, marks, people};
pub use post::{Body, Post};
pub use register::Register;
pub(crate) use role::ROLES;

pub use crate::text::name_key;

/// The name of a block: what articles must share for their claims to be compared at all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// All officials of one name key.
    Name(String),
    /// All documents of one folded number, or of one type and date where there is no number.
    Document(String),
}

impl Key {
    /// The key as text.
    pub fn text(&self) -> &str {
        match self {
            Self::Name(key) | Self::Document(key) => key,
        }
    }

    /// Whether the parts of its block that nothing else links can be looked at one by one.
    pub fn is_divided(&self, register: &Register) -> bool {
        match self {
            Self::Name(name) => profile::is_common(register.bearers(name)),
            Self::Document(_) => false,
        }
    }
}
