//! Which word a figure goes with: the one before it, the one behind it, or that of the count before it.

use std::ops::Range;

use super::clause::REACH;
use super::cue::Cue;
use super::figure::{Counted, Figure};
use crate::claim::reading::Reading;
use crate::rules::{FigureClass, Measure};

/// A sentence as the counts see it.
pub(super) struct Sentence<'a> {
    /// Its place among those of the article.
    pub(super) number: usize,
    pub(super) tokens: Range<usize>,
    pub(super) figures: &'a [Figure],
    pub(super) cues: &'a [Cue],
}

/// How the measure of a figure was had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// A word before the figure.
    Ahead,
    /// A word behind it.
    Behind,
    /// The count before it.
    Inherited,
}

/// The measure of a figure.
#[derive(Clone, Debug)]
pub(super) struct Attached {
    pub(super) measure: Measure,
    pub(super) side: Side,
    /// The words that say it; none where the count before says it.
    pub(super) words: Option<Range<usize>>,
    /// Their place among the cues of the sentence.
    pub(super) cue: Option<usize>,
}

/// The surroundings of a figure.
pub(super) struct Around {
    /// One past the figure before it, or the start of the sentence.
    pub(super) earlier: usize,
    /// One past the last wall before it.
    pub(super) floor: usize,
    /// The first wall behind it, or the next figure.
    pub(super) ceiling: usize,
    /// The measure of the count before it.
    pub(super) before: Option<Measure>,
    /// Whether it stands among the parts of a count.
    pub(super) partial: bool,
}

impl Sentence<'_> {
    /// The surroundings of a figure, but for the count before it.
    pub(super) fn around(
        &self,
        reading: &Reading,
        place: usize,
        before: Option<Measure>,
        partial: bool,
    ) -> Around {
        let start = self.figures[place].quantity.start;
        let earlier = place
            .checked_sub(1)
            .map_or(self.tokens.start, |i| self.figures[i].end.min(start));
        let later = self
            .figures
            .get(place + 1)
            .map_or(self.tokens.end, |next| next.quantity.start);
        let floor = (earlier..start)
            .rev()
            .find(|&t| reading.is_wall(t))
            .map_or(earlier, |t| t + 1);
        let ceiling = (self.figures[place].end..later)
            .find(|&t| reading.is_wall(t))
            .unwrap_or(later);
        Around {
            earlier,
            floor,
            ceiling,
            before,
            partial,
        }
    }

    /// What a figure counts; `used` are the cues that counted the persons before them.
    pub(super) fn attach(
        &self,
        reading: &Reading,
        place: usize,
        around: &Around,
        used: &[usize],
    ) -> Option<Attached> {
        let figure = &self.figures[place];
        let start = figure.quantity.start;
        let ahead = self
            .cues
            .iter()
            .rposition(|cue| {
                cue.ahead && cue.tokens.end <= start && cue.tokens.start >= around.floor
            })
            .filter(|cue| !used.contains(cue) && !reading.begins_anew(start));
        let follows = |cue: &Cue| {
            cue.behind && cue.tokens.start >= figure.end && cue.tokens.end <= around.ceiling
        };
        let candidates: Vec<usize> = (0..self.cues.len())
            .filter(|&cue| {
                follows(&self.cues[cue]) && reading.is_subject_of(figure, &self.cues[cue])
            })
            .collect();
        // «3 cán bộ luân chuyển được bầu»: what is told of them is the passive verb.
        let passive = |&cue: &usize| {
            let start = self.cues[cue].tokens.start;
            (start.saturating_sub(3)..start).any(|t| reading.is_class(t, FigureClass::Passive))
        };
        let told = candidates.iter().copied().find(passive);
        let won = candidates
            .last()
            .copied()
            .filter(|&cue| self.cues[cue].measure == Measure::Election);
        // «trong tổng số 54 cán bộ luân chuyển được bầu»: only some of them were.
        let whole = start >= 2 && reading.is(start - 2, "tổng") && reading.is(start - 1, "số");
        let first = candidates.first().copied();
        let behind = if whole { first } else { told.or(won).or(first) };
        let gap = ahead.map(|cue| reading.gap(self.cues[cue].tokens.end..start));
        let by = |side: Side, cue: usize| {
            let words = Some(self.cues[cue].tokens.clone());
            Some(Attached {
                measure: self.cues[cue].measure,
                side,
                words,
                cue: Some(cue),
            })
        };
        match figure.counted {
            Counted::Areas => {
                // «11/17 xã bố trí bí thư không là người địa phương».
                let cue = behind
                    .or(ahead)
                    .filter(|&cue| self.cues[cue].measure == Measure::NonlocalPost)?;
                return by(Side::Behind, cue).filter(|_| figure.quantity.of.is_some());
            }
            Counted::Delegates => {
                // «bầu 74 đại biểu», but «464 đại biểu đồng ý bổ nhiệm» are voters.
                let cue = ahead
                    .filter(|&cue| gap == Some(0) && self.cues[cue].measure == Measure::Election)?;
                let votes = figure.quantity.of.is_some()
                    || ["có", "dự", "tham"]
                        .iter()
                        .any(|word| reading.is(figure.end, word))
                    || reading.is(figure.end + 1, "dự");
                return by(Side::Ahead, cue).filter(|_| !votes);
            }
            _ => {}
        }
        if figure.is_of_people() {
            if let (Some(cue), Some(gap)) = (ahead, gap) {
                let follows = behind.map(|cue| self.cues[cue].measure);
                let special = matches!(follows, Some(Measure::Secondment | Measure::NonlocalPost));
                let weak = self.cues[cue].measure == Measure::Other || gap > 0;
                if gap <= 2 && !(follows.is_some() && (weak || special)) {
                    return by(Side::Ahead, cue);
                }
            }
            if let Some(cue) = behind {
                return by(Side::Behind, cue);
            }
            if let Some(cue) =
                ahead.filter(|&cue| reading.governs(self.cues[cue].tokens.end, start))
            {
                return by(Side::Ahead, cue);
            }
            if let Some(attached) = reading.educated(figure, around) {
                return Some(attached);
            }
            if ahead.is_some() {
                return None;
            }
        }
        let measure = around.before?;
        self.is_part(reading, figure, around).then_some(Attached {
            measure,
            side: Side::Inherited,
            words: None,
            cue: None,
        })
    }

    /// Whether a figure goes on with what the count before it counts: the next item of a list, with no word of its own.
    fn is_part(&self, reading: &Reading, figure: &Figure, around: &Around) -> bool {
        let (earlier, start) = (around.earlier, figure.quantity.start);
        let listed = reading.is_list_item(earlier, start)
            || (earlier..start).any(|t| reading.begins_parts(t))
            || around.partial && earlier == self.tokens.start;
        let own = self
            .cues
            .iter()
            .any(|cue| cue.tokens.start >= earlier && cue.tokens.end <= start);
        let bare = figure.counted == Counted::Bare
            && around.partial
            && !reading.flow_in(earlier..start).is_empty();
        let asserts = start > 0 && reading.is(start - 1, "có") && !around.partial;
        listed
            && !own
            && !asserts
            && reading.gap(around.floor..start) <= 2
            && (figure.is_of_people() || bare)
    }

    /// Whether two figures share the word behind the second: «9/10 bí thư và 8/10 chủ tịch không là người địa phương».
    pub(super) fn coordinates(&self, reading: &Reading, place: usize) -> bool {
        let Some(next) = self.figures.get(place + 1) else {
            return false;
        };
        let figure = &self.figures[place];
        let between = figure.end.min(next.quantity.start)..next.quantity.start;
        let own = self
            .cues
            .iter()
            .any(|cue| between.contains(&cue.tokens.start));
        figure.is_of_people()
            && !reading.is(next.quantity.start - 1, "có")
            && !figure.quantity.percent
            && !own
            && between.len() <= 14
            && reading.is_list_item(between.start, between.end)
            && !between.clone().any(|t| reading.is_wall(t))
            && reading.gap(between) <= 2
    }
}

impl Reading<'_> {
    /// Whether «cho», «đối với» or «là» carries a figure back to a word further before it.
    fn governs(&self, cue_end: usize, start: usize) -> bool {
        let linked = (1..=2).filter(|back| start >= *back).any(|back| {
            self.class_at(start - back).is_some_and(|(class, end)| {
                let links = matches!(
                    class,
                    FigureClass::For | FigureClass::Is | FigureClass::Made
                );
                end == start && (links || class == FigureClass::Passive && back == 1)
            })
        });
        // «bồi dưỡng nghiệp vụ cho trưởng thôn gần 1.400 người».
        let given = (start.saturating_sub(8).max(cue_end)..start)
            .any(|t| self.is_class(t, FigureClass::For));
        (linked || given) && start - cue_end <= REACH
    }

    /// Whether counted persons are the subject of a word behind them: right behind, or with «được» before it.
    fn is_subject_of(&self, figure: &Figure, cue: &Cue) -> bool {
        let between = figure.end..cue.tokens.start;
        let passive = between
            .clone()
            .any(|t| self.is_class(t, FigureClass::Passive));
        let commas = between
            .clone()
            .filter(|&t| self.is_comma(t) && !self.names_people(t + 1))
            .count();
        let and = self.lexicon().marks.and;
        let coordinated = between.clone().any(|t| self.text.tokens[t].is(and));
        let nonlocal = cue.measure == Measure::NonlocalPost;
        // «để đào tạo», «do Quốc hội bầu», «bỏ phiếu bầu» say something else of them.
        let aside = between.clone().any(|t| {
            ["để", "nhằm", "do", "phiếu"]
                .iter()
                .any(|word| self.is(t, word))
        });
        let near =
            between.len() <= 8 && commas == 0 && !coordinated && self.gap(between.clone()) <= 2;
        let denied = !nonlocal && between.clone().any(|t| self.is_class(t, FigureClass::Not));
        !aside
            && !denied
            && between.len() <= 25
            && (near || passive && commas == 0 || nonlocal && commas <= 1)
    }

    /// The standard of education that a figure counts: «đại học trở lên 356 đồng chí», «356 đồng chí có trình độ đại học trở lên».
    fn educated(&self, figure: &Figure, around: &Around) -> Option<Attached> {
        let is_standard = |t: usize| {
            matches!(
                self.class_at(t),
                Some((FigureClass::Standard | FigureClass::Upward, _))
            )
        };
        let before = around.floor..figure.quantity.start;
        let behind = figure.end
            ..(figure.end..around.ceiling)
                .find(|&t| self.parts_items(t))
                .unwrap_or(around.ceiling);
        [(before, Side::Ahead), (behind, Side::Behind)]
            .into_iter()
            .find_map(|(tokens, side)| {
                let standard = tokens.clone().find(|&t| is_standard(t))?;
                let (measure, end) = self.domains_in(tokens).into_iter().next_back()?;
                let words = standard.min(end - 1)..end.max(self.class_at(standard)?.1);
                Some(Attached {
                    measure,
                    side,
                    words: Some(words),
                    cue: None,
                })
            })
    }
}
