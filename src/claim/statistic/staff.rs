//! How many officials there are: «cán bộ chủ chốt cấp huyện là 93 đồng chí», «toàn tỉnh hiện có 2.410 công chức».

use std::ops::Range;

use super::attach::Sentence;
use super::cue::Cue;
use super::figure::{Counted, Figure};
use crate::claim::reading::Reading;
use crate::rules::{Category, FigureClass, Measure, UnitClass};

/// The figures of a sentence that say how many officials there are, each with the tokens that say it.
pub(super) fn staff(reading: &Reading, sentence: &Sentence) -> Vec<(usize, Range<usize>)> {
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    for (place, figure) in sentence.figures.iter().enumerate() {
        if figure.quantity.percent
            || figure.quantity.of.is_some()
            || !figure.is_of_people()
            || figure.counted == Counted::Delegates
        {
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
        // «18 người (chiếm 1,86%)» are part of something told before.
        let part = sentence.figures.get(place + 1).is_some_and(|next| {
            next.quantity.percent
                && next.quantity.start - figure.end.min(next.quantity.start) <= 4
                && (figure.end..next.quantity.start)
                    .any(|t| reading.is_class(t, FigureClass::Share))
        });
        if measured || part || !reading.is_done(sentence.tokens.start, start) {
            continue;
        }
        let told = reading.is_sum(figure, counted.clone(), goes_on)
            || reading.is_stock(figure, counted.clone(), sentence);
        if told {
            let subject = counted
                .clone()
                .rev()
                .find(|&t| reading.is_class(t, FigureClass::Total));
            let subject = subject.or_else(|| {
                counted.clone().find(|&t| {
                    reading
                        .unit_at(t)
                        .is_some_and(|(class, _)| class == UnitClass::Cadre)
                })
            });
            found.push((place, subject.unwrap_or(floor)..figure.end));
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
        let total = before.clone().any(|t| {
            self.is_class(t, FigureClass::Total) || self.is(t, "đội") && self.is(t + 1, "ngũ")
        });
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

/// A figure of the seats of a committee: its measure, its place in the sentence, the tokens that say it.
pub(super) type Seats = (Measure, usize, Range<usize>);

/// The figures of a sentence that say how many were elected to a committee, or stand in the pool of those to be elected: «Ban Chấp hành khóa mới gồm 51 đồng chí».
pub(super) fn seats(reading: &Reading, sentence: &Sentence) -> Vec<Seats> {
    let tokens = sentence.tokens.clone();
    let elected = tokens.clone().any(|t| {
        matches!(
            reading.class_at(t),
            Some((FigureClass::Term | FigureClass::Congress, _))
        ) || reading.is(t, "bầu")
            || reading.is(t, "đại") && reading.is(t + 1, "hội")
    });
    if !elected {
        return Vec::new();
    }
    let mut found: Vec<Seats> = Vec::new();
    for (place, figure) in sentence.figures.iter().enumerate() {
        if figure.quantity.percent
            || !figure.is_of_people()
            || figure.counted == Counted::Delegates
            || figure.quantity.count().is_none_or(|n| n < 3)
            || reading.is_membership(figure)
        {
            continue;
        }
        let earlier = place
            .checked_sub(1)
            .map_or(tokens.start, |i| sentence.figures[i].end);
        let start = figure.quantity.start;
        let linked = start > earlier
            && (reading.is(start - 1, "có") || reading.is_class(start - 1, FigureClass::Made));
        let goes_on = found.last().is_some_and(|(_, last, _)| last + 1 == place);
        let committee = reading.committee_in(earlier..start);
        let entered = figure.end
            ..reading
                .body_at(figure.end + 1)
                .map_or(figure.end, |b| b.end);
        let into =
            goes_on && reading.is(entered.start, "vào") && reading.is_committee(entered.start + 1);
        match committee {
            Some(body) if linked || goes_on && start - body <= 7 => {
                let pool = |cue: &Cue| {
                    cue.measure == Measure::Planning
                        && cue.tokens.end <= start
                        && cue.tokens.start >= earlier
                };
                let planned = sentence.cues.iter().any(pool);
                let measure = if planned {
                    Measure::Planning
                } else {
                    Measure::Election
                };
                found.push((measure, place, body..figure.end));
            }
            _ if into => found.push((Measure::Election, place, start..entered.end)),
            _ => {}
        }
    }
    found
}

impl Reading<'_> {
    /// «có 83 đoàn viên»: the size of a union or a Party cell, of whom none is elected.
    fn is_membership(&self, figure: &Figure) -> bool {
        let at = figure.quantity.end;
        (at..at + 2).any(|t| {
            self.is(t + 1, "viên") && ["đảng", "đoàn", "hội"].iter().any(|word| self.is(t, word))
        })
    }

    /// The last elected committee in some tokens, if no comma parts it from their end.
    pub(super) fn committee_in(&self, tokens: Range<usize>) -> Option<usize> {
        let mut found = None;
        let mut at = tokens.start;
        while at < tokens.end {
            if let Some((_, end)) = self.tag(at, Category::Body) {
                if self.is_committee(at) {
                    found = Some(at);
                }
                at = end;
                continue;
            }
            // «Ban Chấp hành khóa II, nhiệm kỳ 2017 - 2022, gồm …».
            let goes_on = matches!(
                self.class_at(at + 1),
                Some((
                    FigureClass::Term
                        | FigureClass::Congress
                        | FigureClass::Made
                        | FigureClass::Breakdown,
                    _
                ))
            );
            if self.is_comma(at) && !goes_on || matches!(self.mark(at), Some(';' | ':' | '(')) {
                found = None;
            }
            at += 1;
        }
        found.filter(|body| tokens.end - body <= 24)
    }

    /// Whether the name of an elected committee begins at a token.
    pub(super) fn is_committee(&self, at: usize) -> bool {
        self.tag(at, Category::Body).is_some_and(|(entry, _)| {
            let name = self.rules.words.bodies[entry].name.as_str();
            name.starts_with("Ban Chấp hành")
                || matches!(
                    name,
                    "Ban Thường vụ" | "Ủy ban Kiểm tra" | "Hội đồng nhân dân"
                )
        })
    }
}
