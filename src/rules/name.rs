//! How common the names of officials are.

use std::collections::BTreeMap;

use super::{Files, RuleError};
use crate::text::name_key;

/// How often officials bear each syllable, by the part of the name that it stands in.
#[derive(Clone, Debug)]
pub struct NameShares {
    /// By part: the share of a folded syllable among all names.
    shares: [BTreeMap<String, f64>; PARTS.len()],
}

/// The parts of a name, as `name_share.tsv` calls them.
const PARTS: [&str; 3] = ["surname", "middle", "given"];

/// The share of a syllable that the table leaves out: of 10,000 names fewer than ten have it.
const RARE: f64 = 0.000_3;

/// About how many people hold or held a post that a paper would name: 300,000 cadres and civil servants of all
/// levels are in office at a time (Ministry of Home Affairs, 2021–2023).
const OFFICIALS: f64 = 300_000.0;

impl NameShares {
    pub(super) fn load(files: &Files) -> Result<Self, RuleError> {
        let mut shares = [const { BTreeMap::new() }; PARTS.len()];
        for row in files
            .rows("words/name_share.tsv", &["part", "syllable", "share"])?
            .iter()
        {
            let part = PARTS
                .iter()
                .position(|part| *part == row.cell(0))
                .ok_or_else(|| row.error("part must be surname, middle or given"))?;
            let share: u32 = row
                .cell(2)
                .parse()
                .ok()
                .filter(|share| (1..=10_000).contains(share))
                .ok_or_else(|| row.error("share must be a number from 1 to 10000"))?;
            shares[part].insert(name_key(row.cell(1)), f64::from(share) / 10_000.0);
        }
        Ok(Self { shares })
    }

    /// About how many officials bear a name, given by its key.
    pub fn bearers(&self, name: &str) -> f64 {
        let syllables: Vec<&str> = name.split(' ').collect();
        let last = syllables.len() - 1;
        let share = |(at, syllable): (usize, &&str)| {
            let part = usize::from(at > 0) + usize::from(at > 0 && at == last);
            self.shares[part].get(*syllable).copied().unwrap_or(RARE)
        };
        syllables.iter().enumerate().map(share).product::<f64>() * OFFICIALS
    }
}
