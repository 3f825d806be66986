//! 5. Claims of one official → facts.
