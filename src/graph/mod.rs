//! 6. Claims and facts → quads.

pub mod vocabulary;
