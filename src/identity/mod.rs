//! 4. Claims → identities: which claims speak of one official.
