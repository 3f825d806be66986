//! What the words around a figure tell: how near they are, whether they are told as done, where an item of a list ends.

use std::ops::Range;

use crate::claim::reading::Reading;
use crate::rules::{Category, FigureClass, Tag, UnitClass};

/// How many tokens may stand between a word and the figure that it counts.
pub(super) const REACH: usize = 45;

impl Reading<'_> {
    /// What no word counts across: a semicolon, a bracket, «trong đó».
    pub(super) fn is_wall(&self, at: usize) -> bool {
        matches!(self.mark(at), Some(';' | '.' | ':' | '…' | '(' | ')'))
            || self.is_class(at, FigureClass::Breakdown)
    }

    /// Whether the parts of a count begin at a token: at «trong đó», or at a bracket or colon.
    pub(super) fn begins_parts(&self, at: usize) -> bool {
        matches!(
            self.class_at(at),
            Some((FigureClass::Breakdown | FigureClass::Made, _))
        ) || matches!(self.mark(at), Some('(' | ':'))
    }

    /// How many words between two places no list knows: what they say may change what is counted.
    pub(super) fn gap(&self, tokens: Range<usize>) -> usize {
        if tokens.len() > REACH {
            return usize::MAX;
        }
        let mut at = tokens.start;
        let mut unknown = 0;
        while at < tokens.end {
            if let Some(end) = self.tags_at(at).iter().map(|tag| tag.end as usize).max() {
                at = end;
            } else {
                unknown += 1;
                at += 1;
            }
        }
        unknown
    }

    /// Whether a comma or «và» right before a token goes on with who is counted: «cán bộ, công chức», «bí thư, chủ tịch».
    pub(super) fn names_people(&self, at: usize) -> bool {
        let is_people = |tag: &Tag| {
            matches!(
                tag.category,
                Category::Role | Category::Level | Category::Body
            )
        };
        self.unit_at(at).is_some() || self.tags_at(at).iter().any(is_people)
    }

    /// Whether a mark parts the items of a list: a comma inside «xã, phường, thị trấn» does not.
    pub(super) fn parts_items(&self, at: usize) -> bool {
        let inside = || {
            (at.saturating_sub(4)..at)
                .any(|before| self.tags_at(before).iter().any(|tag| tag.end as usize > at))
        };
        self.is_wall(at) || self.is_comma(at) && !self.names_people(at + 1) && !inside()
    }

    /// Whether a list goes on between two figures: a comma, a semicolon or «và».
    pub(super) fn is_list_item(&self, from: usize, to: usize) -> bool {
        let and = self.lexicon().marks.and;
        (from..to).any(|t| matches!(self.mark(t), Some(';' | ',')) || self.text.tokens[t].is(and))
    }

    /// Whether «có», «và» or «vào» right before a figure parts it from the words before it.
    pub(super) fn begins_anew(&self, start: usize) -> bool {
        start > 0
            && ["có", "và", "vào"]
                .iter()
                .any(|word| self.is(start - 1, word))
    }

    /// Whether what stands before a place is told as done: no plan, wish or duty holds there.
    pub(super) fn is_done(&self, from: usize, to: usize) -> bool {
        let mut open = None;
        let mut next = from;
        while next < to {
            let at = next;
            let found = self.class_at(at);
            next = found.map_or(at + 1, |(_, end)| end);
            match found {
                // «50% chỉ tiêu» measures, it does not plan.
                Some((FigureClass::Plan, _)) if at > from && self.mark(at - 1) == Some('%') => {}
                Some((class @ (FigureClass::Plan | FigureClass::Wish), _)) => open = Some(class),
                Some((FigureClass::Done, _)) => open = None,
                _ => {}
            }
            if self.mark(at) == Some(';') || open == Some(FigureClass::Wish) && self.is_comma(at) {
                open = None;
            }
        }
        open.is_none()
    }

    /// Whether «không» or «chưa» stands right before a word.
    pub(super) fn is_denied(&self, at: usize) -> bool {
        (1..=2).filter(|back| at >= *back).any(|back| {
            self.class_at(at - back)
                .is_some_and(|(class, end)| class == FigureClass::Not && end + 1 >= at)
        })
    }

    /// Whether some tokens speak of officials.
    pub(super) fn speaks_of_officials(&self, mut tokens: Range<usize>) -> bool {
        tokens.any(|at| {
            matches!(
                self.unit_at(at),
                Some((UnitClass::Cadre | UnitClass::Member, _))
            ) || self.tag(at, Category::Role).is_some()
        })
    }
}
