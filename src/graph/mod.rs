//! 6. Claims and facts → quads.
