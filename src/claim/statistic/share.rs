//! Shares: «LLCT đạt chuẩn chiếm 86%», «100% bí thư không là người địa phương», «36 đồng chí, chiếm 12%».

use std::ops::Range;

use super::attach::Sentence;
use crate::claim::reading::Reading;
use crate::rules::{Category, FigureClass, Measure, UnitClass};
use crate::text::Kind;

/// So many tokens stand between two shares of one list at most.
const LISTED: usize = 12;

/// A share with what it is a share of.
#[derive(Clone, Debug)]
pub(super) struct Share {
    pub(super) measure: Measure,
    /// The figure's place among those of the sentence.
    pub(super) figure: usize,
    pub(super) tokens: Range<usize>,
    /// Who is counted, as written.
    pub(super) group: Option<Range<usize>>,
}

/// What the shares go on with from the sentences before.
#[derive(Clone, Debug, Default)]
pub(super) struct Carried {
    /// Whether standards were spoken of.
    pub(super) standards: bool,
    /// Whether officials were.
    pub(super) officials: bool,
    group: Option<Range<usize>>,
}

impl Carried {
    /// Forgets what holds for one paragraph only.
    pub(super) fn turn(&mut self) {
        self.standards = false;
        self.group = None;
    }
}

/// The shares of a sentence.
pub(super) fn shares(reading: &Reading, sentence: &Sentence, carried: &mut Carried) -> Vec<Share> {
    let tokens = sentence.tokens.clone();
    carried.officials |= reading.speaks_of_officials(tokens.clone());
    let has_standard = tokens.clone().any(|t| {
        matches!(
            reading.class_at(t),
            Some((FigureClass::Standard | FigureClass::Upward, _))
        )
    });
    let standards = has_standard || carried.standards;
    let mut shares: Vec<Share> = Vec::new();
    let mut floor = tokens.start;
    for (place, figure) in sentence.figures.iter().enumerate() {
        let (start, end) = (figure.quantity.start, figure.quantity.end);
        if !figure.quantity.percent {
            continue;
        }
        let wall = (floor..start)
            .rev()
            .find(|&t| reading.mark(t) == Some(';'))
            .map_or(floor, |t| t + 1);
        let region = std::mem::replace(&mut floor, end).max(wall)..start;
        let bounded = figure
            .quantity
            .approximator
            .is_some_and(|entry| reading.approximator(entry).bound);
        // «273 tiến sĩ (chiếm 7,63%)»: the share is the figure's before it.
        let of_figure = place.checked_sub(1).is_some_and(|before| {
            let before = &sentence.figures[before];
            !before.quantity.percent && start <= before.end + 4
        });
        if bounded
            || of_figure
            || !carried.officials
            || reading.is_difference(region.clone())
            || reading.is_of_quota(end)
            || !reading.is_done(tokens.start, start)
        {
            continue;
        }
        let later = sentence.figures[place + 1..]
            .iter()
            .find(|f| f.quantity.percent)
            .map_or(tokens.end, |f| f.quantity.start);
        let ahead = end..(end..later)
            .find(|&t| matches!(reading.mark(t), Some(';' | '.')))
            .unwrap_or(later);
        if let Some(group) = reading.group_in(region.clone()) {
            carried.group = Some(group);
        }
        let measures = reading.measures_of_share(
            sentence,
            region.clone(),
            ahead.clone(),
            standards,
            shares.last(),
        );
        if !measures.is_empty() && reading.people_at(end) {
            carried.group = reading.group_in(ahead.clone());
        }
        let from = if region.len() > 20 {
            start - 20
        } else {
            region.start
        };
        for (measure, to) in measures {
            let tokens = from..to.max(end);
            shares.push(Share {
                measure,
                figure: place,
                tokens,
                group: carried.group.clone(),
            });
        }
    }
    carried.standards |= has_standard && !shares.is_empty();
    shares
}

impl Reading<'_> {
    /// The measures of a share, each with the end of the words that say it.
    fn measures_of_share(
        &self,
        sentence: &Sentence,
        region: Range<usize>,
        ahead: Range<usize>,
        standards: bool,
        last: Option<&Share>,
    ) -> Vec<(Measure, usize)> {
        let leads = self.is(ahead.start, "có")
            || matches!(
                self.class_at(ahead.start),
                Some((FigureClass::Standard | FigureClass::Share, _))
            );
        let people = self.people_at(ahead.start);
        // «95% giám đốc sở, 100% chủ tịch huyện không phải người địa phương»: the word stands behind the last.
        let listed = people
            && (self.is_comma(ahead.end - 1)
                || self
                    .token(ahead.end - 1)
                    .is_some_and(|t| t.is(self.lexicon().marks.and)))
            && ahead.len() <= LISTED;
        if listed {
            let behind = (ahead.end..sentence.tokens.end)
                .find(|&t| matches!(self.mark(t), Some(';' | '.' | ',')));
            let rest = ahead.end..behind.unwrap_or(sentence.tokens.end);
            let shared = sentence.cues.iter().find(|cue| {
                rest.contains(&cue.tokens.start) && cue.measure == Measure::NonlocalPost
            });
            if let Some(cue) = shared {
                return vec![(cue.measure, cue.tokens.end)];
            }
        }
        if people || leads {
            let cue = sentence.cues.iter().find(|cue| {
                let between = ahead.start..cue.tokens.start;
                let told = between.clone().any(|t| {
                    matches!(
                        self.class_at(t),
                        Some((FigureClass::Passive | FigureClass::Done, _))
                    )
                });
                ahead.contains(&cue.tokens.start)
                    && cue.behind
                    && (cue.measure == Measure::NonlocalPost
                        || told && between.clone().all(|t| !self.is_comma(t)))
            });
            if let Some(cue) = cue.filter(|cue| {
                !matches!(
                    cue.measure,
                    Measure::Other | Measure::Election | Measure::Appointment
                )
            }) {
                return vec![(cue.measure, cue.tokens.end)];
            }
            let found = self.domains_in(ahead.clone());
            let named = ahead.clone().any(|t| {
                matches!(
                    self.class_at(t),
                    Some((FigureClass::Standard | FigureClass::Upward, _))
                )
            });
            return if named { found } else { Vec::new() };
        }
        if !standards {
            return Vec::new();
        }
        if let Some((measure, _)) = self.domains_in(region.clone()).last() {
            return vec![(*measure, region.end)];
        }
        // «(riêng cán bộ cấp phó phòng đạt 79%)» goes on with what was said before the bracket.
        let aside = region.clone().any(|t| self.is_class(t, FigureClass::Only));
        if let Some(last) = last.filter(|last| aside && is_standard(last.measure)) {
            return vec![(last.measure, region.end)];
        }
        // «đạt 100% như chuyên môn, lý luận chính trị».
        if self.is(ahead.start, "như") {
            return self.domains_in(ahead);
        }
        let standard = region.clone().any(|t| {
            self.class_at(t)
                .is_some_and(|(class, end)| class == FigureClass::Standard && end - t > 1)
        });
        if standard && self.speaks_of_officials(region.clone()) {
            return vec![(Measure::Staff, region.end)];
        }
        Vec::new()
    }

    /// The kinds of education that some tokens speak of, each once, with the end of its words.
    pub(super) fn domains_in(&self, tokens: Range<usize>) -> Vec<(Measure, usize)> {
        let mut found: Vec<(Measure, usize)> = Vec::new();
        let mut degree = None;
        let mut at = tokens.start;
        while at < tokens.end {
            let Some((class, end)) = self.class_at(at) else {
                at += 1;
                continue;
            };
            let measure = match class {
                FigureClass::Political => Some(Measure::StandardPolitical),
                FigureClass::Professional => Some(Measure::StandardProfessional),
                FigureClass::Degree => {
                    degree = Some(end);
                    None
                }
                _ => None,
            };
            if let Some(measure) = measure
                && !found.iter().any(|(known, _)| *known == measure)
            {
                found.push((measure, end));
            }
            at = end;
        }
        match degree {
            Some(end) if found.is_empty() => vec![(Measure::StandardProfessional, end)],
            _ => found,
        }
    }

    /// Whether a figure is a difference, not a share: «vượt 18%», «tăng 5%», «vượt từ 5 đến 38%».
    fn is_difference(&self, region: Range<usize>) -> bool {
        let from = region.end.saturating_sub(5).max(region.start);
        (from..region.end)
            .rev()
            .take_while(|&t| self.token(t).is_some_and(|t| t.kind != Kind::Mark))
            .any(|t| self.is_class(t, FigureClass::Exceeding))
            || (from..region.end).any(|t| {
                self.is_class(t, FigureClass::Exceeding)
                    && !(t..region.end).any(|t| self.is_comma(t))
            })
    }

    /// «50% chỉ tiêu», «80% kế hoạch».
    fn is_of_quota(&self, end: usize) -> bool {
        matches!(self.class_at(end), Some((FigureClass::Quota, _)))
            || self.is(end, "chỉ") && self.is(end + 1, "tiêu")
    }

    /// Whether words for officials begin at a token.
    fn people_at(&self, at: usize) -> bool {
        let at = if self.is(at, "số") || self.is(at, "các") || self.is(at, "đội") {
            at + 1
        } else {
            at
        };
        let at = if self.is(at, "ngũ") { at + 1 } else { at };
        self.unit_at(at).is_some_and(|(class, _)| {
            matches!(
                class,
                UnitClass::Cadre | UnitClass::Member | UnitClass::Post | UnitClass::Person
            )
        }) || self.tag(at, Category::Role).is_some()
    }

    /// The words for officials in some tokens, to the end of the phrase.
    fn group_in(&self, tokens: Range<usize>) -> Option<Range<usize>> {
        let start = tokens.clone().find(|&t| {
            matches!(
                self.unit_at(t),
                Some((UnitClass::Cadre | UnitClass::Member, _))
            ) || self.tag(t, Category::Role).is_some()
        })?;
        let end = (start..tokens.end).find(|&t| {
            let class = self.class_at(t).map(|(class, _)| class);
            let stops = matches!(
                class,
                Some(
                    FigureClass::Professional
                        | FigureClass::Political
                        | FigureClass::Standard
                        | FigureClass::Upward
                        | FigureClass::Share
                        | FigureClass::Is
                        | FigureClass::Passive
                        | FigureClass::Rate
                        | FigureClass::Done
                )
            ) || self.tag(t, Category::Measure).is_some();
            let ends = self.is_comma(t)
                && self.unit_at(t + 1).is_none()
                && self.tag(t + 1, Category::Role).is_none();
            stops || ends || matches!(self.mark(t), Some(':' | '(' | ')'))
        });
        let mut end = end.unwrap_or(tokens.end).min(start + 20);
        let and = self.lexicon().marks.and;
        while end > start + 1 && (self.is_comma(end - 1) || self.text.tokens[end - 1].is(and)) {
            end -= 1;
        }
        Some(start..end)
    }
}

fn is_standard(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::StandardPolitical | Measure::StandardProfessional
    )
}
