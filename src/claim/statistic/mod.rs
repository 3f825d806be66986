//! Cohort counts and shares of personnel work: «luân chuyển 50 đồng chí», «LLCT đạt chuẩn chiếm 86%».
//!
//! A sentence is read only where the article is about personnel work and the sentence has a number.
//! Its numbers and the words that say what is counted are found first; then each number looks for its
//! word before it, behind it, or in the count that it is a part of.

use std::ops::Range;

mod count;
mod cue;
mod figure;
mod flow;
mod share;
mod staff;

use self::count::{Count, Sentence};
use self::figure::Figure;
use self::share::{Carried, Share};
use super::date;
use super::model::Statistic;
use super::period::{self, PeriodMention};
use super::reading::Reading;
use crate::rules::{Category, FigureClass, Measure};
use crate::text::Kind;

/// How many words of personnel work an article must have before its figures are read.
const PERSONNEL_WORDS: usize = 3;

/// A statistic while the article is read, with its sentence.
struct Row {
    statistic: Statistic,
    sentence: usize,
}

/// Reads the statistics of an article; `documents` are the tokens of the documents that it names.
pub(crate) fn statistics(reading: &Reading, documents: &[(Range<usize>, usize)]) -> Vec<Statistic> {
    if !is_about_personnel(reading) {
        return Vec::new();
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut carried = Carried::default();
    let mut last: Option<(usize, Measure, Option<String>)> = None;
    let mut paragraph = 0;
    for (number, sentence) in reading.text.sentences.iter().enumerate() {
        if sentence.paragraph != paragraph {
            paragraph = sentence.paragraph;
            carried = Carried::default();
        }
        let tokens = sentence.tokens.clone();
        if !reading.text.tokens[tokens.clone()]
            .iter()
            .any(|t| t.kind == Kind::Number)
            && !reading.has_cue(tokens.clone())
        {
            carried.officials |= reading.speaks_of_officials(tokens);
            continue;
        }
        let mut taken: Vec<Range<usize>> = documents
            .iter()
            .map(|(range, _)| range.clone())
            .filter(|range| tokens.contains(&range.start))
            .collect();
        taken.extend(
            date::dates(reading, number)
                .into_iter()
                .map(|date| date.tokens),
        );
        let periods = period::periods(reading, tokens.clone());
        taken.extend(
            tokens
                .clone()
                .filter_map(|at| reading.term_at(at))
                .map(|term| term.tokens),
        );
        taken.extend(periods.iter().map(|period| period.tokens.clone()));
        let figures = figure::figures(reading, tokens.clone(), &taken);
        if figures.is_empty() {
            carried.officials |= reading.speaks_of_officials(tokens);
            continue;
        }
        let places: Vec<usize> = figures.iter().map(|f| f.quantity.start).collect();
        let cues = cue::cues(reading, tokens.clone(), &places);
        let sentence = Sentence {
            tokens: tokens.clone(),
            figures: &figures,
            cues: &cues,
        };
        let before = last.take().filter(|(at, ..)| at + 1 == number);
        let counts = count::counts(
            reading,
            &sentence,
            before.as_ref().map(|(_, measure, _)| *measure),
        );
        let carried_period = before.and_then(|(.., period)| period);
        if let Some(count) = counts.last() {
            let period = reading.period_of(&periods, &tokens, figures[count.figure].quantity.start);
            last = Some((
                number,
                count.measure,
                period.or_else(|| carried_period.clone()),
            ));
        }
        let shares = share::shares(reading, &sentence, &mut carried);
        let mut found: Vec<Row> = Vec::new();
        for count in &counts {
            let period = reading.period_of(&periods, &tokens, figures[count.figure].quantity.start);
            let period = period.or_else(|| carried_period.clone().filter(|_| count.partial));
            found.push(Row {
                statistic: reading.counted(count, &sentence, period),
                sentence: number,
            });
        }
        let seats = staff::seats(reading, &sentence)
            .into_iter()
            .map(|found| (Measure::Election, found));
        let stock = staff::staff(reading, &sentence)
            .into_iter()
            .map(|found| (Measure::Staff, found));
        for (measure, (place, tokens)) in seats.chain(stock) {
            if !counts.iter().any(|count| count.figure == place) {
                let period =
                    reading.period_of(&periods, &sentence.tokens, figures[place].quantity.start);
                let statistic = reading.stocked(measure, &figures[place], tokens, period);
                found.push(Row {
                    statistic,
                    sentence: number,
                });
            }
        }
        for share in &shares {
            if !reading.joins_count(share, &counts, &sentence, &mut found) {
                let period =
                    reading.period_of(&periods, &tokens, figures[share.figure].quantity.start);
                found.push(Row {
                    statistic: reading.shared(share, &figures[share.figure], period),
                    sentence: number,
                });
            }
        }
        reading.add_shares(&sentence, &counts, &mut found);
        for row in found {
            add(&mut rows, row);
        }
    }
    rows.into_iter().map(|row| row.statistic).collect()
}

/// Whether an article is about personnel work, not only one that uses its words.
fn is_about_personnel(reading: &Reading) -> bool {
    let classes = &reading.rules.figures.classes;
    let mut measured = false;
    let mut words = 0;
    for tag in &reading.tags {
        match tag.category {
            Category::Measure => {
                measured |=
                    reading.rules.figures.measures[tag.entry as usize].measure != Measure::Other
            }
            Category::Figure => match classes[tag.entry as usize] {
                FigureClass::CadreWork => words += 1,
                FigureClass::Standard => measured = true,
                _ => {}
            },
            _ => {}
        }
        if measured && words >= PERSONNEL_WORDS {
            return true;
        }
    }
    false
}

/// Adds a statistic, or its evidence where another sentence has told it.
fn add(rows: &mut Vec<Row>, row: Row) {
    let same = rows.iter_mut().find(|known| {
        let (a, b) = (&known.statistic, &row.statistic);
        known.sentence != row.sentence
            && a.measure == b.measure
            && a.count == b.count
            && a.percent == b.percent
            && (a.from_level == b.from_level && a.to_level == b.to_level)
            && a.count.is_some_and(|n| n >= 10)
            && a.partial == b.partial
            && (a.period == b.period || a.period.is_none() || b.period.is_none())
    });
    match same {
        Some(known) => {
            known.statistic.evidence.extend(row.statistic.evidence);
            known.statistic.period = known.statistic.period.take().or(row.statistic.period);
            known.statistic.group = known.statistic.group.take().or(row.statistic.group);
        }
        None => rows.push(row),
    }
}

impl Reading<'_> {
    /// Whether a word that says what is counted stands in some tokens.
    fn has_cue(&self, mut tokens: Range<usize>) -> bool {
        tokens.any(|at| self.tag(at, Category::Measure).is_some())
    }

    /// The period of a figure: the last one told before it in its sentence.
    fn period_of(
        &self,
        periods: &[PeriodMention],
        sentence: &Range<usize>,
        figure: usize,
    ) -> Option<String> {
        let is_goal = |period: &PeriodMention| {
            // «đến năm 2020» is no year in which something was counted.
            period.tokens.start > sentence.start
                && self.is_class(period.tokens.start - 1, FigureClass::Until)
        };
        let period = periods
            .iter()
            .rfind(|p| p.tokens.end <= figure && !is_goal(p));
        let behind = || {
            periods
                .iter()
                .find(|p| p.tokens.start >= figure && p.tokens.start <= figure + 25 && !is_goal(p))
        };
        period.or_else(behind).map(|p| p.period.to_string())
    }

    fn qualifier(&self, figure: &Figure) -> Option<String> {
        figure
            .quantity
            .approximator
            .map(|entry| self.approximator(entry).word.clone())
    }

    fn counted(&self, count: &Count, sentence: &Sentence, period: Option<String>) -> Statistic {
        let figure = &sentence.figures[count.figure];
        let later = sentence
            .figures
            .get(count.figure + 1)
            .map_or(sentence.tokens.end, |next| next.quantity.start);
        let group = self.group_of(figure, later);
        let group = match (group, figure.quantity.of) {
            (Some(group), Some(of)) => Some(format!("{group} ({}/{of})", figure.quantity.value)),
            (group, _) => group,
        };
        let unit = self.text.words(figure.quantity.end..figure.end);
        let rule = match &count.cue {
            Some(cue) if count.behind => format!(
                "{{n}} {unit} … {}",
                self.text.words(cue.clone()).to_lowercase()
            ),
            Some(cue) => format!(
                "{} … {{n}} {unit}",
                self.text.words(cue.clone()).to_lowercase()
            ),
            None => format!("… {{n}} {unit}"),
        };
        let (org, recovered) = self.org_of(sentence.tokens.start..figure.quantity.start);
        Statistic {
            measure: count.measure.name().to_owned(),
            count: figure.quantity.count(),
            percent: None,
            from_level: count.flow.from.map(str::to_owned),
            to_level: count.flow.to.map(str::to_owned),
            period,
            org,
            group,
            qualifier: self.qualifier(figure),
            partial: count.partial,
            evidence: vec![self.text.evidence(count.tokens.clone())],
            rule: rule.trim_end().to_owned(),
            recovered,
        }
    }

    fn stocked(
        &self,
        measure: Measure,
        figure: &Figure,
        tokens: Range<usize>,
        period: Option<String>,
    ) -> Statistic {
        let (org, recovered) = self.org_of(tokens.clone());
        let subject = self.text.words(tokens.start..figure.quantity.start);
        let subject = subject
            .trim_start_matches([',', ' '])
            .trim_end_matches(" là")
            .to_owned();
        Statistic {
            measure: measure.name().to_owned(),
            count: figure.quantity.count(),
            percent: None,
            from_level: None,
            to_level: None,
            period: period.filter(|_| measure == Measure::Election),
            org,
            group: Some(subject),
            qualifier: self.qualifier(figure),
            partial: false,
            evidence: vec![self.text.evidence(tokens)],
            rule: if measure == Measure::Election {
                "Ban Chấp hành … gồm {n} đồng chí"
            } else {
                "cán bộ … là {n} đồng chí"
            }
            .to_owned(),
            recovered,
        }
    }

    fn shared(&self, share: &Share, figure: &Figure, period: Option<String>) -> Statistic {
        let (org, recovered) = self.org_of(share.tokens.clone());
        let rule = match share.measure {
            Measure::StandardPolitical => "lý luận chính trị đạt chuẩn … {n}%",
            Measure::StandardProfessional => "trình độ chuyên môn đạt chuẩn … {n}%",
            Measure::Staff => "cán bộ … đạt chuẩn {n}%",
            Measure::NonlocalPost => "{n}% … không là người địa phương",
            _ => "{n}% cán bộ … được",
        };
        Statistic {
            measure: share.measure.name().to_owned(),
            count: None,
            percent: Some(figure.quantity.value),
            from_level: None,
            to_level: None,
            period,
            org,
            group: share.group.clone().map(|tokens| self.text.words(tokens)),
            qualifier: self.qualifier(figure),
            partial: false,
            evidence: vec![self.text.evidence(share.tokens.clone())],
            rule: rule.to_owned(),
            recovered,
        }
    }

    /// Whether a share belongs to the count right before it; then the count's row takes it.
    fn joins_count(
        &self,
        share: &Share,
        counts: &[Count],
        sentence: &Sentence,
        found: &mut [Row],
    ) -> bool {
        let Some(place) = self.count_before(share.figure, counts, sentence) else {
            return false;
        };
        found[place].statistic.percent = Some(sentence.figures[share.figure].quantity.value);
        true
    }

    /// Gives counts the share behind them: «36 đồng chí, chiếm 12%».
    fn add_shares(&self, sentence: &Sentence, counts: &[Count], found: &mut [Row]) {
        for (figure, _) in sentence
            .figures
            .iter()
            .enumerate()
            .filter(|(_, f)| f.quantity.percent)
        {
            if let Some(place) = self.count_before(figure, counts, sentence) {
                let percent = &mut found[place].statistic.percent;
                *percent = percent.or(Some(sentence.figures[figure].quantity.value));
            }
        }
    }

    /// The count that a share stands right behind, with no more than «, chiếm» or «(đạt tỷ lệ» between.
    fn count_before(&self, figure: usize, counts: &[Count], sentence: &Sentence) -> Option<usize> {
        let before = figure.checked_sub(1)?;
        let place = counts.iter().position(|count| count.figure == before)?;
        let end = sentence.figures[before].end.max(counts[place].tokens.end);
        let start = sentence.figures[figure].quantity.start;
        let says_share = |t: usize| {
            matches!(
                self.class_at(t),
                Some((FigureClass::Share | FigureClass::Is | FigureClass::Rate, _))
            )
        };
        let between = end..start;
        let near = between.len() <= 6 && between.clone().any(|t| says_share(t) || self.is_open(t));
        (end <= start
            && near
            && between.clone().all(|t| {
                says_share(t) || self.text.tokens[t].kind == Kind::Mark || self.is(t, "lệ")
            }))
        .then_some(place)
    }

    /// Whose cohort: the area named as the subject of the sentence, else that of the article.
    fn org_of(&self, before: Range<usize>) -> (Option<String>, Vec<String>) {
        let named = before.clone().find_map(|at| {
            let guided = at > before.start
                && matches!(
                    self.class_at(at - 1),
                    Some((
                        FigureClass::Toward | FigureClass::From | FigureClass::Until,
                        _
                    ))
                );
            let (area, end) = self.area_at(at).filter(|_| !guided)?;
            (area.name.is_some() && area.word.is_some()).then(|| self.text.words(at..end))
        });
        if named.is_some() {
            return (named, Vec::new());
        }
        let whole_province = before.clone().any(|t| {
            self.is(t, "tỉnh") && !self.is(t + 1, "ủy") && (t == 0 || self.is(t - 1, "toàn"))
        });
        let unit = if whole_province {
            self.topic.province
        } else {
            self.topic.district.or(self.topic.province)
        };
        match unit {
            Some(unit) => (Some(self.unit_name(unit)), vec!["org".to_owned()]),
            None => (None, Vec::new()),
        }
    }
}
