//! Where counted persons come from and go to: «cấp huyện luân chuyển về xã, phường», «ngành này sang ngành khác».

use std::ops::Range;

use crate::claim::Level;
use crate::claim::reading::Reading;
use crate::rules::{Category, FigureClass};

/// The levels that persons come from and go to, in Vietnamese.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Flow {
    pub(super) from: Option<&'static str>,
    pub(super) to: Option<&'static str>,
    /// The last level named without «về», «từ» or the like.
    pub(super) named: Option<&'static str>,
}

impl Flow {
    /// Whether no level is named at all.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Reading<'_> {
    /// The flow that some tokens tell.
    pub(super) fn flow_in(&self, tokens: Range<usize>) -> Flow {
        let mut flow = Flow::default();
        let (mut toward, mut from, mut among) = (false, false, false);
        let mut at = tokens.start;
        while at < tokens.end {
            if let Some((level, end)) = self.level_at(at) {
                if among {
                    (flow.from, flow.to) = (Some(level), Some(level));
                    among = false;
                } else if toward {
                    flow.to = flow.to.or(Some(level));
                    flow.from = flow.from.or(flow.named.filter(|_| flow.to == Some(level)));
                    toward = false;
                } else if from {
                    flow.from = Some(level);
                    from = false;
                } else if flow.to.is_none() {
                    flow.named = Some(level);
                }
                at = end;
                continue;
            }
            match self.class_at(at) {
                Some((FigureClass::Toward | FigureClass::Until, end)) => {
                    toward = true;
                    at = end;
                }
                Some((FigureClass::From, end)) => {
                    from = true;
                    at = end;
                }
                Some((FigureClass::Middle, end)) => {
                    among = true;
                    at = end;
                }
                _ => {
                    // «về giữ chức Bí thư» names no level, but «về các xã» does.
                    let links = self.is(at, "các")
                        || self.is(at, "một")
                        || self.is(at, "số")
                        || self.is(at, "công")
                        || self.is(at, "tác")
                        || self.is(at, "của")
                        || self.is_comma(at)
                        || self.tag(at, Category::Body).is_some();
                    let unit = self.unit_at(at).is_some();
                    if !links && !unit {
                        from = false;
                        among = false;
                        toward &= self.tag(at, Category::Role).is_some()
                            || self.tag(at, Category::Cue).is_some();
                    }
                    at += 1;
                }
            }
        }
        flow
    }

    /// A level at a token: «cấp tỉnh», «xã», «Trung ương», «ngành», «cơ sở».
    fn level_at(&self, at: usize) -> Option<(&'static str, usize)> {
        match self.class_at(at) {
            Some((FigureClass::Rank, end)) => return self.level_at(end),
            Some((FigureClass::Centre, end)) => return Some(("Trung ương", end)),
            Some((FigureClass::Branch, end)) => return Some(("ngành", end)),
            Some((FigureClass::Grassroots, end)) => return Some(("xã", end)),
            _ => {}
        }
        let (entry, end) = self.tag(at, Category::Level)?;
        // «Tỉnh ủy» is a body, «xã hội» no commune.
        let is_other = self
            .tag(at, Category::Body)
            .is_some_and(|(_, body_end)| body_end > end)
            || self.is(end, "hội");
        if is_other {
            return None;
        }
        let word = &self.rules.words.levels[entry];
        let level = match word.level {
            Some(Level::Province) => "tỉnh",
            Some(Level::District) => "huyện",
            Some(Level::Commune) => "xã",
            Some(_) => return None,
            // A city stands at two levels: that of the article's own district, else of its province.
            None => {
                let units = self.rules.places.units();
                let of_city =
                    |unit: Option<usize>| unit.is_some_and(|unit| units[unit].kind == word.kind);
                if of_city(self.topic.province) && !of_city(self.topic.district) {
                    "tỉnh"
                } else {
                    "huyện"
                }
            }
        };
        Some((level, end))
    }
}
