//! How many officials there are: «cán bộ lãnh đạo, quản lý cấp huyện là 108 đồng chí», «toàn tỉnh hiện có 2.410 công chức».

use std::ops::Range;

use super::count::Sentence;
use super::figure::{Counted, Figure};
use crate::claim::reading::Reading;
use crate::rules::{FigureClass, UnitClass};

/// The figures of a sentence that say how many officials there are, each with the tokens that say it.
pub(super) fn staff(reading: &Reading, sentence: &Sentence) -> Vec<(usize, Range<usize>)> {
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    for (place, figure) in sentence.figures.iter().enumerate() {
        if figure.quantity.percent || figure.quantity.of.is_some() || !figure.is_of_people() {
            continue;
        }
        let earlier = place
            .checked_sub(1)
            .map_or(sentence.tokens.start, |i| sentence.figures[i].end);
        let start = figure.quantity.start;
        let floor = (earlier..start)
            .rev()
            .find(|&t| matches!(reading.mark(t), Some(';' | ':' | '.' | '(')))
            .map_or(earlier, |t| t + 1);
        let goes_on = place > 0 && found.last().is_some_and(|(last, _)| last + 1 == place);
        let counted = floor..start;
        let measured = sentence
            .cues
            .iter()
            .any(|cue| cue.tokens.start >= floor && cue.tokens.end <= start);
        if measured || !reading.is_done(sentence.tokens.start, start) {
            continue;
        }
        let told = reading.is_sum(figure, counted.clone(), goes_on)
            || reading.is_stock(figure, counted.clone(), sentence);
        if told {
            found.push((place, floor..figure.end));
        }
    }
    found
}

impl Reading<'_> {
    /// «cán bộ … là 108 đồng chí», and on: «, cấp xã là 204 đồng chí».
    fn is_sum(&self, figure: &Figure, before: Range<usize>, goes_on: bool) -> bool {
        let linked = before.end > before.start
            && self
                .class_at(before.end - 1)
                .is_some_and(|(class, _)| class == FigureClass::Is);
        let subject = before.clone().any(|t| {
            self.unit_at(t)
                .is_some_and(|(class, _)| class == UnitClass::Cadre)
        });
        linked && (subject || goes_on) && figure.quantity.count().is_some_and(|n| n >= 10)
    }

    /// «toàn tỉnh (hiện) có (tổng số) 2.410 cán bộ, công chức».
    fn is_stock(&self, figure: &Figure, before: Range<usize>, sentence: &Sentence) -> bool {
        let total = before.clone().any(|t| self.is_class(t, FigureClass::Total));
        let last = before.end.saturating_sub(1);
        let linked = self.is(last, "có")
            || self
                .class_at(last)
                .is_some_and(|(class, _)| class == FigureClass::Total)
            || last > 0
                && self
                    .class_at(last - 1)
                    .is_some_and(|(class, end)| class == FigureClass::Total && end == last + 1);
        let by_cue = sentence
            .cues
            .iter()
            .any(|cue| cue.tokens.start >= figure.end && cue.tokens.start <= figure.end + 12);
        total
            && linked
            && !by_cue
            && figure.counted == Counted::Officials
            && self.unit_at(figure.quantity.end).is_some()
            && figure.quantity.count().is_some_and(|n| n >= 10)
    }
}
