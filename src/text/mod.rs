//! 2. Article → text.
