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
    // A word that counts the persons before it counts none behind it.
    let mut used: Vec<usize> = Vec::new();
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
        let found = sentence.measure(reading, place, earlier, before, partial, &used);
        match found {
            Some((measure, side, cue)) if measure != Measure::Other => {
                used.extend(cue.filter(|_| side == Side::Behind));
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
        used: &[usize],
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
        let ahead = ahead.filter(|cue| !used.contains(cue) && !reading.begins_anew(start));
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
        if figure.counted == Counted::Delegates {
            // «bầu 74 đại biểu», but «464 đại biểu đồng ý bổ nhiệm» are voters.
            let cue = ahead
                .filter(|&cue| gap == Some(0) && self.cues[cue].measure == Measure::Election)?;
            let votes = figure.quantity.of.is_some()
                || reading.is(figure.end, "có")
                || reading.is(figure.end, "dự")
                || reading.is(figure.end + 1, "dự");
            return (!votes).then_some((Measure::Election, Side::Ahead, Some(cue)));
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
        let asserts = start > 0 && reading.is(start - 1, "có") && !partial;
        let fits = !any_cue
            && listed
            && !asserts
            && reading.gap(floor..start) <= 2
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
        // «1 viên chức được xét tuyển …» is a case, not a cohort.
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
            .find(|&t| reading.parts_items(t))
            .map_or(earlier, |t| t + 1);
        let next_cue = self
            .cues
            .iter()
            .map(|cue| cue.tokens.start)
            .find(|&t| t >= figure.end && !cue.is_some_and(|cue| cue.tokens.start == t));
        let later = later.min(next_cue.unwrap_or(later));
        let ceiling = (figure.end..later)
            .find(|&t| reading.parts_items(t))
            .unwrap_or(later);
        let mut flow = reading.flow_in(boundary..ceiling.min(figure.end + 14));
        if matches!(measure, Measure::Recruitment) && flow.to.is_none() {
            flow.to = flow.named.filter(|_| flow.from.is_none());
        }
        // «1 viên chức được xét tuyển …» is a case, «bầu 3 phó chủ tịch» news of three persons: no cohorts.
        let is_role =
            reading.unit_at(figure.quantity.end).is_none() && figure.counted == Counted::Officials;
        let few = value == 1 && flow.to.is_none() || is_role && value <= 5;
        let ballot = figure.quantity.of.is_some()
            && matches!(measure, Measure::Election | Measure::Appointment);
        if !partial && few && side != Side::Inherited || ballot {
            return None;
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
        // «cán bộ, công chức», «bí thư, chủ tịch» go on with who is counted.
        let goes_on = |t: usize| {
            self.unit_at(t).is_some()
                || self
                    .tags_at(t)
                    .iter()
                    .any(|tag| matches!(tag.category, Category::Role | Category::Level))
        };
        let commas = between
            .clone()
            .filter(|&t| self.is_comma(t) && !goes_on(t + 1))
            .count();
        let nonlocal = cue.measure == Measure::NonlocalPost;
        let purpose = between
            .clone()
            .any(|t| self.is(t, "để") || self.is(t, "nhằm") || self.is(t, "do"));
        !purpose
            && between.len() <= 25
            && (self.gap(between.clone()) <= 1 && commas == 0 && between.len() <= 8
                || passive && commas == 0
                || nonlocal && commas <= 1)
            && !between
                .clone()
                .any(|t| self.is_class(t, FigureClass::Done) && commas > 0)
    }

    /// Whether «có», «và» or «vào» right before a figure parts it from the words before it.
    fn begins_anew(&self, start: usize) -> bool {
        start > 0
            && (self.is(start - 1, "có") || self.is(start - 1, "và") || self.is(start - 1, "vào"))
    }

    /// Whether a mark parts the items of a list: a comma inside «xã, phường, thị trấn» does not.
    fn parts_items(&self, at: usize) -> bool {
        let goes_on = || {
            let next = self.tags_at(at + 1);
            self.unit_at(at + 1).is_some()
                || next.iter().any(|tag| {
                    matches!(
                        tag.category,
                        Category::Level | Category::Body | Category::Role
                    )
                })
        };
        is_wall(self, at) || self.is_comma(at) && !goes_on()
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
