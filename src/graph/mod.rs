//! 6. Claims and facts → quads.
//!
//! Two layers: *testimony*, one named graph for each article ([`testimony`](crate::graph::testimony)), and *knowledge*, the facts of one
//! block in the default graph ([`knowledge`](crate::graph::knowledge)). Bodies, posts, unlisted roles and places are *shared*: their quads
//! follow from their IRI's content alone, so they are the same whichever claim names them ([`Shared`](crate::graph::Shared)).

mod body;
mod gather;
mod iri;
mod knowledge;
mod links;
mod observation;
mod part;
mod scheme;
mod seat;
mod shared;
mod term;
mod testimony;

pub mod turtle;
pub mod vocabulary;

use oxigraph::model::Quad;

pub use gather::Gathering;
pub(crate) use iri::hex;
pub use iri::{Base, BaseError};
pub use knowledge::{derive, knowledge};
pub use links::{Identities, IdentityBasis, Links, links};
pub use observation::statistics;
pub use part::{Part, PartError};
pub(crate) use scheme::ONTOLOGY;
pub use scheme::{FORMAT, Scheme, backdrop, basis, rulings};
pub use seat::{Seats, Sitting, seat};
pub use shared::Shared;
pub use testimony::{claim_iri, evidence_iri, identity_mark, testimony};

/// Quads to write, with the shared nodes that they point to.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The quads of this article or block alone.
    pub quads: Vec<Quad>,
    /// The shared nodes that they point to.
    pub shared: Shared,
    /// What they say of seats.
    pub seats: Seats,
}
