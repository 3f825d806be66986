//! Names as officials bear them.

use std::collections::BTreeMap;

use super::Dice;

/// The ten full names that most people bear.
const COMMON: [&str; 10] = [
    "Nguyễn Văn Hùng",
    "Nguyễn Văn Dũng",
    "Nguyễn Văn Tuấn",
    "Nguyễn Văn Minh",
    "Nguyễn Thị Hà",
    "Nguyễn Văn Thành",
    "Trần Văn Hùng",
    "Nguyễn Anh Tuấn",
    "Nguyễn Văn Hải",
    "Nguyễn Thị Hương",
];

/// The syllables of each part of a name, with how many of 10,000 officials bear them.
pub(super) struct Names(BTreeMap<&'static str, Vec<(&'static str, usize)>>);

impl Names {
    pub(super) fn new() -> Self {
        let table = include_str!("../../rules/words/name_share.tsv");
        let mut parts: BTreeMap<&str, Vec<(&str, usize)>> = BTreeMap::new();
        for line in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
            if let [part, syllable, share] = line.split('\t').collect::<Vec<_>>()[..] {
                let all = parts.entry(part).or_default();
                all.push((syllable, share.parse().unwrap_or_default()));
            }
        }
        Self(parts)
    }

    fn part(&self, part: &str, dice: &mut Dice) -> &'static str {
        let all = &self.0[part];
        let mut at = dice.below(all.iter().map(|(_, share)| share).sum());
        for (syllable, share) in all {
            match at.checked_sub(*share) {
                Some(rest) => at = rest,
                None => return syllable,
            }
        }
        all[0].0
    }

    /// A full name: one of the ten most common for every eighth.
    pub(super) fn full(&self, dice: &mut Dice) -> String {
        if dice.chance(12) {
            return (*dice.pick(&COMMON)).to_owned();
        }
        ["surname", "middle", "given"]
            .map(|part| self.part(part, dice))
            .join(" ")
    }
}
