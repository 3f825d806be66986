//! Words that say what is counted, alone or coordinated: «luân chuyển», «sắp xếp, điều động kết hợp luân chuyển».

use std::ops::Range;

use crate::claim::reading::Reading;
use crate::rules::{Category, FigureClass, Measure};

/// Coordinated words that say what is counted.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    /// The tokens from the first word to the last.
    pub(super) tokens: Range<usize>,
    /// What they count together.
    pub(super) measure: Measure,
    /// Whether the counted persons may stand before the words.
    pub(super) behind: bool,
    /// Whether they may stand after them.
    pub(super) ahead: bool,
    /// Whether the words count only with a level that the persons go to.
    pub(super) needs_flow: bool,
    parts: Vec<Measure>,
}

/// The cues of a sentence, in order; `figures` are the places of its numbers, which no cue reaches across.
pub(super) fn cues(reading: &Reading, sentence: Range<usize>, figures: &[usize]) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        let Some((entry, end)) = reading
            .tag(at, Category::Measure)
            .filter(|&(_, end)| !is_inside(reading, at, end))
        else {
            at += 1;
            continue;
        };
        let word = &reading.rules.figures.measures[entry];
        match cues
            .last_mut()
            .filter(|last| reading.coordinates(last.tokens.end, at, word.measure, figures))
        {
            Some(last) => {
                last.tokens.end = end;
                last.parts.push(word.measure);
                last.ahead = word.ahead;
                last.needs_flow &= word.needs_flow;
                last.measure = joint(&last.parts);
            }
            None => cues.push(Cue {
                tokens: at..end,
                measure: word.measure,
                behind: word.behind,
                ahead: word.ahead,
                needs_flow: word.needs_flow,
                parts: vec![word.measure],
            }),
        }
        at = end;
    }
    cues
}

/// Whether a word is part of a longer name: «Ban Tổ chức», «Trung tâm Bồi dưỡng chính trị».
fn is_inside(reading: &Reading, start: usize, end: usize) -> bool {
    (start.saturating_sub(5)..=start).any(|at| {
        reading.tags_at(at).iter().any(|tag| {
            let is_name = matches!(
                tag.category,
                Category::Body | Category::Role | Category::Field | Category::Document
            );
            let is_longer = (tag.end - tag.start) as usize > end - start;
            // «trung tâm bồi dưỡng chính trị»: the head of a name with what it deals with.
            let is_head = tag.category == Category::Body
                && tag.end as usize == start
                && !reading.ends_unit(start)
                && reading.rules.words.bodies[tag.entry as usize].after.field;
            is_head || is_name && is_longer && tag.end as usize >= end
        })
    })
}

/// What coordinated words count together.
fn joint(parts: &[Measure]) -> Measure {
    let real: Vec<Measure> = parts
        .iter()
        .copied()
        .filter(|&m| m != Measure::Other)
        .collect();
    let has = |measure| real.contains(&measure);
    let moves = |m: &Measure| matches!(m, Measure::Rotation | Measure::Transfer);
    let mut kinds: Vec<Measure> = real
        .iter()
        .copied()
        .map(|m| if moves(&m) { Measure::Transfer } else { m })
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    match real.first() {
        None => Measure::Other,
        // «quy hoạch, đào tạo, luân chuyển, bổ nhiệm 50 cán bộ» counts no one of them.
        Some(_) if kinds.len() > 2 => Measure::Other,
        Some(_)
            if has(Measure::Secondment)
                && kinds
                    .iter()
                    .all(|m| matches!(m, Measure::Secondment | Measure::Transfer)) =>
        {
            Measure::Secondment
        }
        Some(first) if moves(first) && has(Measure::Rotation) && has(Measure::Transfer) => {
            Measure::RotationOrTransfer
        }
        Some(first) => *first,
    }
}

impl Reading<'_> {
    /// Whether a unit ends where a word begins: «cán bộ» is no ministry.
    fn ends_unit(&self, at: usize) -> bool {
        (1..=6).any(|back| at >= back && self.unit_at(at - back).is_some_and(|(_, end)| end == at))
    }

    /// Whether only a comma, «và», «kết hợp» or the like stands between two words that say what is counted.
    fn coordinates(&self, end: usize, next: usize, measure: Measure, figures: &[usize]) -> bool {
        let marks = &self.lexicon().marks;
        let gap = next - end;
        let and = self.token(end).is_some_and(|t| t.is(marks.and));
        let comma = self.is_comma(end);
        let free = !figures.iter().any(|f| (end..next).contains(f));
        // «luân chuyển được bầu»: the second is told of those whom the first describes.
        let broken = (end..next).any(|t| self.is_wall(t) || self.is_class(t, FigureClass::Passive));
        let reach = if and { 3 } else { 2 };
        let plain = if measure == Measure::Other {
            (and || comma) && gap <= reach
        } else {
            // «điều động luân chuyển» is one act, «luân chuyển trúng cử» are two.
            gap <= reach && (gap > 0 || measure != Measure::Election)
        };
        free && !broken && plain
    }
}
