//! Counts: «luân chuyển 50 đồng chí», «8 đồng chí nghỉ hưu», «…; cấp huyện về xã 50 đồng chí».

use std::ops::Range;

use super::cue::Cue;
use super::figure::{Counted, Figure};
use super::flow::Flow;
use crate::claim::reading::Reading;
use crate::rules::{Category, FigureClass, Measure};
use crate::text::Kind;

/// A sentence as the counts see it.
pub(super) struct Sentence<'a> {
    pub(super) tokens: Range<usize>,
    pub(super) figures: &'a [Figure],
    pub(super) cues: &'a [Cue],
}

/// How the measure of a figure was had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Ahead,
    Behind,
    Inherited,
}

/// A figure with its measure.
#[derive(Clone, Debug)]
pub(super) struct Count {
    pub(super) measure: Measure,
    /// The figure's place among those of the sentence.
    pub(super) figure: usize,
    pub(super) flow: Flow,
    /// The tokens that say it.
    pub(super) tokens: Range<usize>,
    /// The word that says what is counted; none where the figure before it said it.
    pub(super) cue: Option<Range<usize>>,
    /// Whether that word stands behind the figure.
    pub(super) behind: bool,
    /// Whether it is part of the count before it.
    pub(super) partial: bool,
}

/// How many tokens may stand between a word and the figure that it counts.
const REACH: usize = 45;

/// The counts of a sentence; `carried` is the measure of the sentence before, for one that begins with «Trong đó».
pub(super) fn counts(
    reading: &Reading,
    sentence: &Sentence,
    carried: Option<Measure>,
) -> Vec<Count> {
    let mut counts: Vec<Count> = Vec::new();
    let mut before = carried.filter(|_| opens_breakdown(reading, sentence.tokens.clone()));
    let mut parts_from = before.map(|_| sentence.tokens.start);
    for (place, figure) in sentence.figures.iter().enumerate() {
        let earlier = place
            .checked_sub(1)
            .map_or(sentence.tokens.start, |i| sentence.figures[i].end);
        if let Some(at) = (earlier..figure.quantity.start).find(|&t| begins_parts(reading, t)) {
            parts_from = Some(at);
        }
        let partial = parts_from.is_some() && before.is_some();
        if figure.quantity.percent {
            continue;
        }
        let found = sentence.measure(reading, place, earlier, before, partial);
        match found {
            Some((measure, side, cue)) if measure != Measure::Other => {
                let count = sentence.count(reading, place, earlier, measure, side, cue, partial);
                if let Some(count) = count {
                    before = Some(measure);
                    counts.push(count);
                }
            }
            Some(_) => before = None,
            None => {
                if figure.is_of_people() && !partial {
                    before = None;
                }
            }
        }
    }
    counts
}

/// Whether a sentence begins with «Trong đó» or the like.
fn opens_breakdown(reading: &Reading, sentence: Range<usize>) -> bool {
    (sentence.start..sentence.end.min(sentence.start + 4))
        .any(|at| reading.is_class(at, FigureClass::Breakdown))
}

/// Whether the parts of a count begin at a token: at «trong đó», or at a bracket or colon.
fn begins_parts(reading: &Reading, at: usize) -> bool {
    matches!(
        reading.class_at(at),
        Some((FigureClass::Breakdown | FigureClass::Made, _))
    ) || matches!(reading.mark(at), Some('(' | ':'))
}

impl Sentence<'_> {
    /// What a figure counts: by the word before it, the word behind it, or the count before it.
    fn measure(
        &self,
        reading: &Reading,
        place: usize,
        earlier: usize,
        before: Option<Measure>,
        partial: bool,
    ) -> Option<(Measure, Side, Option<usize>)> {
        let figure = &self.figures[place];
        let start = figure.quantity.start;
        let later = self
            .figures
            .get(place + 1)
            .map_or(self.tokens.end, |next| next.quantity.start);
        let floor = (earlier..start)
            .rev()
            .find(|&t| is_wall(reading, t))
            .map_or(earlier, |t| t + 1);
        let ahead = self
            .cues
            .iter()
            .rposition(|cue| cue.ahead && cue.tokens.end <= start && cue.tokens.start >= floor);
        let ceiling = (figure.end..later)
            .find(|&t| is_wall(reading, t))
            .unwrap_or(later);
        let behind = self.cues.iter().position(|cue| {
            cue.behind && cue.tokens.start >= figure.end && cue.tokens.end <= ceiling
        });
        let behind = behind.filter(|&cue| reading.is_subject_of(figure, &self.cues[cue]));
        let gap = ahead.map(|cue| reading.gap(self.cues[cue].tokens.end..start));
        let nonlocal = figure.counted == Counted::Areas;
        if nonlocal {
            let cue = behind
                .or(ahead)
                .filter(|&cue| self.cues[cue].measure == Measure::NonlocalPost)?;
            return figure.quantity.of.is_some().then_some((
                Measure::NonlocalPost,
                Side::Behind,
                Some(cue),
            ));
        }
        if figure.is_of_people() {
            if let (Some(cue), Some(gap)) = (ahead, gap) {
                let follows = behind.map(|cue| self.cues[cue].measure);
                let special = matches!(follows, Some(Measure::Secondment | Measure::NonlocalPost));
                let weak = self.cues[cue].measure == Measure::Other || gap > 0;
                if gap <= 2 && !(follows.is_some() && (weak || special)) {
                    return Some((self.cues[cue].measure, Side::Ahead, Some(cue)));
                }
            }
            if let Some(cue) = behind {
                return Some((self.cues[cue].measure, Side::Behind, Some(cue)));
            }
            if let Some(cue) =
                ahead.filter(|&cue| reading.governs(self.cues[cue].tokens.end, start))
            {
                return Some((self.cues[cue].measure, Side::Ahead, Some(cue)));
            }
            if ahead.is_some() {
                return None;
            }
        }
        let measure = before?;
        let listed = reading.is_list_item(earlier, start)
            || (earlier..start).any(|t| begins_parts(reading, t))
            || partial && earlier == self.tokens.start;
        let any_cue = self
            .cues
            .iter()
            .any(|cue| cue.tokens.start >= earlier && cue.tokens.end <= start);
        let bare_part = figure.counted == Counted::Bare
            && partial
            && !reading.flow_in(earlier..start).is_empty();
        let fits = !any_cue
            && listed
            && reading.gap(floor..start) <= 4
            && (figure.is_of_people() || bare_part);
        fits.then_some((measure, Side::Inherited, None))
    }

    /// The count, unless it is planned, denied, bounded or told by names.
    #[expect(
        clippy::too_many_arguments,
        reason = "what `measure` found about one figure"
    )]
    fn count(
        &self,
        reading: &Reading,
        place: usize,
        earlier: usize,
        measure: Measure,
        side: Side,
        cue: Option<usize>,
        partial: bool,
    ) -> Option<Count> {
        let figure = &self.figures[place];
        let cue = cue.map(|cue| &self.cues[cue]);
        let later = self
            .figures
            .get(place + 1)
            .map_or(self.tokens.end, |next| next.quantity.start);
        let start = figure.quantity.start;
        let value = figure.quantity.count()?;
        let bounded = figure
            .quantity
            .approximator
            .is_some_and(|entry| reading.approximator(entry).bound);
        let last = cue
            .filter(|_| side == Side::Behind)
            .map_or(start, |cue| cue.tokens.start);
        if value == 0 || bounded || !reading.is_done(self.tokens.start, last) {
            return None;
        }
        if cue.is_some_and(|cue| reading.is_denied(cue.tokens.start))
            && measure != Measure::NonlocalPost
        {
            return None;
        }
        if !partial && reading.names_follow(figure, self.tokens.end) {
            return None;
        }
        if figure.counted == Counted::Persons
            && side != Side::Inherited
            && !reading.speaks_of_officials(self.tokens.clone())
        {
            return None;
        }
        let boundary = (earlier..start)
            .rev()
            .find(|&t| is_separator(reading, t))
            .map_or(earlier, |t| t + 1);
        let ceiling = (figure.end..later)
            .find(|&t| is_wall(reading, t) || reading.is_comma(t))
            .unwrap_or(later);
        let mut flow = reading.flow_in(boundary..ceiling.min(figure.end + 14));
        if matches!(measure, Measure::Recruitment) && flow.to.is_none() {
            flow.to = flow.named.filter(|_| flow.from.is_none());
        }
        let moves = matches!(
            measure,
            Measure::Rotation
                | Measure::Transfer
                | Measure::RotationOrTransfer
                | Measure::Secondment
                | Measure::Recruitment
        );
        if cue.is_some_and(|cue| cue.needs_flow)
            && (flow.to.is_none() || reading.gap(cue.map_or(start, |c| c.tokens.end)..start) > 0)
        {
            return None;
        }
        let first = cue.map_or(boundary, |cue| {
            if side == Side::Ahead {
                cue.tokens.start
            } else {
                start
            }
        });
        let end = cue
            .filter(|_| side == Side::Behind)
            .map_or(figure.end, |cue| cue.tokens.end);
        Some(Count {
            measure,
            figure: place,
            flow: if moves { flow } else { Flow::default() },
            tokens: first.min(start)..end.max(figure.end),
            cue: cue.map(|cue| cue.tokens.clone()),
            behind: side == Side::Behind,
            partial,
        })
    }
}

/// What no word counts across: a semicolon, «trong đó», the end of a sentence inside a paragraph.
fn is_wall(reading: &Reading, at: usize) -> bool {
    matches!(reading.mark(at), Some(';' | '.' | ':' | '…' | '(' | ')'))
        || reading.is_class(at, FigureClass::Breakdown)
}

/// What separates the items of a list.
fn is_separator(reading: &Reading, at: usize) -> bool {
    is_wall(reading, at) || reading.is_comma(at)
}

impl Reading<'_> {
    /// How many words between two places no list knows: what they say may change what is counted.
    fn gap(&self, tokens: Range<usize>) -> usize {
        if tokens.len() > REACH {
            return usize::MAX;
        }
        let mut at = tokens.start;
        let mut unknown = 0;
        while at < tokens.end {
            let end = self.tags_at(at).iter().map(|tag| tag.end as usize).max();
            match end {
                Some(end) => at = end,
                None => {
                    let token = &self.text.tokens[at];
                    unknown += usize::from(token.kind != Kind::Mark || !self.is_comma(at))
                        + usize::from(self.is_comma(at));
                    at += 1;
                }
            }
        }
        unknown
    }

    /// Whether «cho», «đối với» or «là» right before a figure carries it back to a word further before.
    fn governs(&self, cue_end: usize, start: usize) -> bool {
        let linked = (1..=2).filter(|back| start >= *back).any(|back| {
            self.class_at(start - back).is_some_and(|(class, end)| {
                end == start
                    && matches!(
                        class,
                        FigureClass::For | FigureClass::Is | FigureClass::Made
                    )
                    || end == start && class == FigureClass::Passive && back == 1
            })
        });
        linked && start - cue_end <= REACH
    }

    /// Whether counted persons are the subject of a word behind them: right behind, or with «được» before it.
    fn is_subject_of(&self, figure: &Figure, cue: &Cue) -> bool {
        let between = figure.end..cue.tokens.start;
        let passive = between
            .clone()
            .any(|t| self.is_class(t, FigureClass::Passive));
        let commas = between.clone().filter(|&t| self.is_comma(t)).count();
        let nonlocal = cue.measure == Measure::NonlocalPost;
        let purpose = between
            .clone()
            .any(|t| self.is(t, "để") || self.is(t, "nhằm"));
        !purpose
            && between.len() <= 25
            && (self.gap(between.clone()) <= 1 && commas == 0 && between.len() <= 8
                || passive && commas <= 2
                || nonlocal)
            && !between
                .clone()
                .any(|t| self.is_class(t, FigureClass::Done) && commas > 0)
    }

    /// Whether a list goes on between two figures: a comma, a semicolon or «và».
    fn is_list_item(&self, from: usize, to: usize) -> bool {
        (from..to).any(|t| {
            matches!(self.mark(t), Some(';' | ','))
                || self
                    .token(t)
                    .is_some_and(|t| t.is(self.lexicon().marks.and))
        })
    }

    /// Whether what stands before a place is told as done: no plan, wish or duty holds there.
    pub(super) fn is_done(&self, from: usize, to: usize) -> bool {
        let mut open = None;
        for at in from..to {
            match self.class_at(at) {
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
    fn is_denied(&self, at: usize) -> bool {
        (1..=2).any(|back| {
            at >= back
                && self
                    .class_at(at - back)
                    .is_some_and(|(class, end)| class == FigureClass::Not && end + 1 >= at)
        })
    }

    /// Whether a sentence speaks of officials.
    pub(super) fn speaks_of_officials(&self, mut sentence: Range<usize>) -> bool {
        sentence.any(|at| {
            self.unit_at(at)
                .is_some_and(|(class, _)| class == crate::rules::UnitClass::Cadre)
                || self.tag(at, Category::Role).is_some()
        })
    }
}
