//! Counts: «luân chuyển 50 đồng chí», «8 đồng chí nghỉ hưu», «…; cấp huyện về xã 50 đồng chí».

use std::ops::Range;

use super::attach::{Around, Attached, Sentence, Side};
use super::figure::Counted;
use super::flow::Flow;
use crate::claim::reading::Reading;
use crate::rules::{FigureClass, Measure};

/// A figure with its measure.
#[derive(Clone, Debug)]
pub(super) struct Count {
    pub(super) measure: Measure,
    /// The figure's place among those of the sentence.
    pub(super) figure: usize,
    pub(super) flow: Flow,
    /// The tokens that say it.
    pub(super) tokens: Range<usize>,
    /// The words that say what is counted; none where the count before it said it.
    pub(super) words: Option<Range<usize>>,
    /// Whether those words stand behind the figure.
    pub(super) behind: bool,
    /// Whether it is part of the count before it.
    pub(super) partial: bool,
}

/// The counts of a sentence; `carried` is the measure of the sentence before, for one that begins with «Trong đó».
pub(super) fn counts(
    reading: &Reading,
    sentence: &Sentence,
    carried: Option<Measure>,
) -> Vec<Count> {
    let mut counts: Vec<Count> = Vec::new();
    let mut before = carried.filter(|_| opens_breakdown(reading, sentence.tokens.clone()));
    let mut in_parts = before.is_some();
    // A word that counts the persons before it counts none behind it.
    let mut used: Vec<usize> = Vec::new();
    for (place, figure) in sentence.figures.iter().enumerate() {
        let mut around = sentence.around(reading, place, before, false);
        let start = figure.quantity.start;
        // «bầu ủy ban gồm 21 người» tells the whole, «; Ban Thường vụ gồm 16 người» another one.
        let made = start > around.earlier
            && reading.is_class(start - 1, FigureClass::Made)
            && (before.is_none() || reading.committee_in(around.earlier..start).is_some());
        in_parts |= !made && (around.earlier..start).any(|t| reading.begins_parts(t));
        // «…; hiện có 11/16 bí thư, 9 chủ tịch … không phải người địa phương» is no part of what was moved.
        if (around.earlier..start).any(|t| reading.is(t, "hiện") && reading.mark(t - 1).is_some())
        {
            (before, in_parts) = (None, false);
            around.before = None;
        }
        around.partial = in_parts && before.is_some();
        // «Trong 176 trường hợp được bổ nhiệm, có 51 người …».
        in_parts |= start > around.earlier && reading.is(start - 1, "trong");
        if figure.quantity.percent {
            continue;
        }
        match sentence.attach(reading, place, &around, &used) {
            Some(attached) if attached.measure != Measure::Other => {
                used.extend(attached.cue.filter(|_| attached.side == Side::Behind));
                if attached.side == Side::Behind {
                    sentence.share_word(reading, place, &attached, &mut counts);
                }
                if let Some(count) = sentence.count(reading, place, &around, &attached) {
                    before = Some(attached.measure);
                    counts.push(count);
                }
            }
            Some(_) => before = None,
            None if figure.is_of_people() && !around.partial => before = None,
            None => {}
        }
    }
    counts
}

/// Whether a sentence begins with «Trong đó» or the like.
fn opens_breakdown(reading: &Reading, sentence: Range<usize>) -> bool {
    (sentence.start..sentence.end.min(sentence.start + 4))
        .any(|at| reading.is_class(at, FigureClass::Breakdown))
}

/// Whether a measure moves persons between posts.
fn is_move(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::Rotation | Measure::Transfer | Measure::RotationOrTransfer | Measure::Secondment
    )
}

impl Sentence<'_> {
    /// Gives the word behind a figure to the figures before it that are coordinated with it.
    fn share_word(
        &self,
        reading: &Reading,
        place: usize,
        attached: &Attached,
        counts: &mut Vec<Count>,
    ) {
        let first = (0..place).rev().take_while(|&earlier| {
            self.coordinates(reading, earlier)
                && !counts.iter().any(|count| count.figure == earlier)
        });
        let Some(first) = first.last() else { return };
        for earlier in first..place {
            let around = self.around(reading, earlier, None, false);
            counts.extend(self.count(reading, earlier, &around, attached));
        }
    }

    /// The count, unless it is planned, denied, bounded or told by names.
    fn count(
        &self,
        reading: &Reading,
        place: usize,
        around: &Around,
        attached: &Attached,
    ) -> Option<Count> {
        let figure = &self.figures[place];
        let measure = attached.measure;
        let cue = attached.cue.map(|cue| &self.cues[cue]);
        let start = figure.quantity.start;
        let value = figure.quantity.count().filter(|&n| n > 0)?;
        let words = attached
            .words
            .clone()
            .filter(|words| attached.side == Side::Ahead || words.start >= start);
        let behind = attached.side == Side::Behind;
        let last = words
            .clone()
            .filter(|_| behind)
            .map_or(start, |words| words.start);
        let bounded = figure
            .quantity
            .approximator
            .is_some_and(|entry| reading.approximator(entry).bound);
        let denied = measure != Measure::NonlocalPost
            && cue.is_some_and(|cue| reading.is_denied(cue.tokens.start));
        let own = attached.side != Side::Inherited;
        let persons = figure.counted == Counted::Persons && own;
        if bounded
            || denied
            || !reading.is_done(self.tokens.start, last)
            || !around.partial && reading.names_follow(figure, self.tokens.end)
            || persons && !reading.speaks_of_officials(self.tokens.clone())
        {
            return None;
        }
        let flow = self.flow(reading, place, around, attached);
        // «1 viên chức được xét tuyển …» is a case, «bầu 3 phó chủ tịch» news of three persons: no cohorts.
        let members = match figure.counted {
            Counted::Members => measure != Measure::NonlocalPost,
            Counted::Posts => measure == Measure::Election,
            _ => false,
        };
        let in_words = value <= 10 && reading.width(figure.quantity.end - 1) == 0;
        let few = value == 1 && flow.to.is_none() || members && value <= 5 || in_words;
        let ballot = figure.quantity.of.is_some()
            && matches!(measure, Measure::Election | Measure::Appointment);
        // «được luân chuyển 3 chức vụ» tells of one person's posts.
        let posts = figure.counted == Counted::Posts && is_move(measure);
        let unled = cue.is_some_and(|cue| {
            cue.needs_flow
                && (flow.to.is_none() || behind || reading.gap(cue.tokens.end..start) > 0)
        });
        if !around.partial && few && own || ballot || unled || posts {
            return None;
        }
        let first = words
            .clone()
            .map_or(around.floor, |words| words.start.min(start));
        let first = if own {
            first
        } else {
            Self::item_start(reading, around, start)
        };
        let end = words
            .clone()
            .filter(|_| behind)
            .map_or(figure.end, |words| words.end.max(figure.end));
        Some(Count {
            measure,
            figure: place,
            flow,
            tokens: first..end,
            words,
            behind,
            // «có 3 người khác trúng cử» goes on with others that were told.
            partial: around.partial || reading.is(figure.end, "khác"),
        })
    }

    /// The first token of the item of a list that a figure stands in.
    fn item_start(reading: &Reading, around: &Around, end: usize) -> usize {
        (around.earlier..end)
            .rev()
            .find(|&t| reading.parts_items(t))
            .map_or(around.earlier, |t| t + 1)
    }

    /// Where the counted persons come from and go to, for measures that move them.
    fn flow(&self, reading: &Reading, place: usize, around: &Around, attached: &Attached) -> Flow {
        let figure = &self.figures[place];
        let cue = attached.cue.map(|cue| &self.cues[cue].tokens);
        let from = cue.map_or(figure.quantity.start, |cue| {
            cue.start.min(figure.quantity.start)
        });
        let start = Self::item_start(reading, around, from);
        let next = self
            .cues
            .iter()
            .map(|cue| cue.tokens.start)
            .find(|&t| t >= figure.end && cue.is_none_or(|cue| cue.start != t));
        let later = self
            .figures
            .get(place + 1)
            .map_or(self.tokens.end, |next| next.quantity.start);
        let later = later.min(next.unwrap_or(later)).max(figure.end);
        let end = (figure.end..later)
            .find(|&t| reading.parts_items(t))
            .unwrap_or(later);
        let end = end.min(figure.end + 14);
        match attached.measure {
            measure if is_move(measure) => reading.flow_in(start..end),
            Measure::Recruitment => {
                // «tuyển dụng 30 công chức cấp xã»: who recruits is no level that they come from.
                let mut flow = reading.flow_in(from..end);
                if flow.to.is_none() && flow.from.is_none() {
                    flow.to = flow.named;
                }
                flow
            }
            _ => Flow::default(),
        }
    }
}
