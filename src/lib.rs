//! Quanlo turns Vietnamese news articles about cadres into a knowledge graph of
//! who held which post, from when to when, by whose decision, in which sentence.
//!
//! ```text
//! article ─► text ─► claims ─► identities ─► facts ─► graph ─► store ─► search ─► answers
//! ```
//!
//! Each stage is one module, takes the previous stage's type and returns its own.
//! Nothing flows backwards.

// The modules stand in the order of the data flow, not of the alphabet.
// A blank line between them keeps rustfmt from sorting them.

/// What was skipped on the way, and why.
pub mod report;

/// Dates that may lack their day or month.
pub mod date;

/// Work on several threads.
mod flow;

/// The knowledge about words, frames and places that the stages apply: files, not code.
pub mod rules;

/// 1. One news item as it was published: its text, date, publisher and address.
pub mod article;

/// 2. The text in one normal form, as syllables and sentences that lead back to the original.
pub mod text;

/// 3. What one article says: claims, each with its evidence.
pub mod claim;

/// 4. Who is who: which claims speak of one official.
pub mod identity;

/// 5. What the claims about one official add up to.
pub mod fact;

/// 6. Claims and facts as RDF.
pub mod graph;

/// 7. The Oxigraph store on disk.
pub mod store;

/// 8. The full-text index of labels beside the store.
pub mod search;

/// 9. Answers: queries, traces, exports, checks.
pub mod answer;

/// 10. The served graph: pages, and an endpoint for SPARQL clients.
pub mod serve;

/// How far claims agree with what a reader annotated.
pub mod eval;
