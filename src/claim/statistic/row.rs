//! The rows of counts and shares: group, period, whose cohort, evidence and rule.

use std::ops::Range;

use super::attach::Sentence;
use super::count::Count;
use super::figure::Figure;
use super::org::Place;
use super::share::Share;
use crate::claim::model::Statistic;
use crate::claim::reading::Reading;
use crate::rules::{Category, FigureClass, Measure};
use crate::text::Kind;

impl Reading<'_> {
    fn qualifier(&self, figure: &Figure) -> Option<String> {
        figure
            .quantity
            .approximator
            .map(|entry| self.approximator(entry).word.clone())
    }

    pub(super) fn counted(
        &self,
        count: &Count,
        sentence: &Sentence,
        period: Option<String>,
    ) -> Statistic {
        let figure = &sentence.figures[count.figure];
        let later = sentence
            .figures
            .get(count.figure + 1)
            .map_or(sentence.tokens.end, |next| next.quantity.start);
        let group = self
            .committee_of(count, figure, sentence)
            .or_else(|| self.group_of(figure, later));
        let group = match (group, figure.quantity.of) {
            (Some(group), Some(of)) => Some(format!("{group} ({}/{of})", figure.quantity.value)),
            (group, _) => group,
        };
        let unit = self.text.words(figure.quantity.end..figure.end);
        let rule = match &count.words {
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
        let act = count
            .words
            .as_ref()
            .map_or(figure.quantity.start, |words| words.start);
        let (org, recovered) = self.org_of(&Place {
            start: sentence.tokens.start,
            act: act.min(figure.quantity.start),
            figure: figure.quantity.start,
            end: count.tokens.end,
        });
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

    /// The committee or other body that counted persons are elected to: the object of «bầu» before «gồm»,
    /// or the one behind «vào».
    fn committee_of(&self, count: &Count, figure: &Figure, sentence: &Sentence) -> Option<String> {
        if count.measure != Measure::Election {
            return None;
        }
        let start = figure.quantity.start;
        if let Some(words) = count.words.as_ref().filter(|_| !count.behind) {
            let object = if self.is(words.end, "vào") {
                words.end + 1
            } else {
                words.end
            };
            let link = (object..start)
                .rev()
                .find(|&t| !self.is(t, "có") && !self.is_comma(t) && !self.is_linking(t))
                .map_or(object, |t| t + 1);
            let made = link < start && !self.is_comma(start - 1);
            if link > object && (made || self.is_committee(object)) {
                return Some(self.text.words(object..link));
            }
        }
        let behind = count
            .words
            .as_ref()
            .filter(|_| count.behind)
            .map_or(figure.end, |words| words.end);
        let body = self.entered(behind).or_else(|| self.entered(figure.end));
        if let Some(body) = body.filter(|body| body.end <= sentence.tokens.end) {
            return Some(self.text.words(body));
        }
        // «…; Ban Thường vụ gồm 16 người».
        let earlier = count.figure.checked_sub(1);
        let earlier = earlier.map_or(sentence.tokens.start, |i| sentence.figures[i].end);
        let made = start > earlier && self.is_linking(start - 1);
        let body = self.committee_in(earlier..start).filter(|_| made)?;
        Some(self.text.words(body..start - 1))
    }

    /// The committee behind «vào» at a token.
    fn entered(&self, at: usize) -> Option<Range<usize>> {
        let body = at + 1;
        if !self.is(at, "vào") || !self.is_committee(body) {
            return None;
        }
        Some(body..self.body_at(body)?.end)
    }

    /// Whether «gồm» or the like stands at a token.
    fn is_linking(&self, at: usize) -> bool {
        matches!(
            self.class_at(at),
            Some((FigureClass::Made | FigureClass::Breakdown, _))
        ) || self.is(at, "gồm")
            || self.tag(at, Category::Approximator).is_some()
    }

    pub(super) fn stocked(
        &self,
        measure: Measure,
        sentence: &Sentence,
        place: usize,
        tokens: Range<usize>,
        period: Option<String>,
    ) -> Statistic {
        let figure = &sentence.figures[place];
        let linking = |t: usize| {
            self.is(t, "có")
                || self.tag(t, Category::Approximator).is_some()
                || matches!(
                    self.class_at(t),
                    Some((
                        FigureClass::Is | FigureClass::Made | FigureClass::Breakdown,
                        _
                    ))
                )
        };
        let mut end = figure.quantity.start;
        while end > tokens.start && (linking(end - 1) || self.is_comma(end - 1)) {
            end -= 1;
        }
        // «hiện có hơn 100 cán bộ, viên chức», «14 người vào Ban Thường vụ»: who they are stands behind.
        let said = (tokens.start..end).any(|t| {
            self.unit_at(t).is_some()
                || self.tag(t, Category::Body).is_some()
                || self.tag(t, Category::Role).is_some()
        });
        let (mut org, mut recovered) = self.org_of(&Place {
            start: sentence.tokens.start,
            act: tokens.start.min(figure.quantity.start),
            figure: figure.quantity.start,
            end: tokens.end,
        });
        // «Phân hiệu tại Cần Thơ hiện có …»: another subject than the article's area.
        let of_area = (tokens.start..end).any(|t| self.tag(t, Category::Level).is_some());
        if measure == Measure::Staff && !said && !of_area && !recovered.is_empty() {
            org = None;
            recovered.clear();
        }
        let into = self.entered(figure.end);
        let later = sentence.figures.get(place + 1);
        let later = later.map_or(sentence.tokens.end, |next| next.quantity.start);
        let unit = || self.text.words(figure.quantity.end..figure.end);
        let subject = match into.filter(|body| body.end <= tokens.end) {
            Some(body) => self.text.words(body),
            None if said => self.text.words(tokens.start..end),
            None => self.group_of(figure, later).unwrap_or_else(unit),
        };
        Statistic {
            measure: measure.name().to_owned(),
            count: figure.quantity.count(),
            percent: None,
            from_level: None,
            to_level: None,
            period: period.filter(|_| measure != Measure::Staff),
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

    pub(super) fn shared(
        &self,
        share: &Share,
        sentence: &Sentence,
        period: Option<String>,
    ) -> Statistic {
        let figure = &sentence.figures[share.figure];
        let (org, recovered) = self.org_of(&Place {
            start: share.tokens.start,
            act: share.tokens.end,
            figure: share.tokens.end,
            end: share.tokens.end,
        });
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

    /// Gives counts the share behind them: «36 đồng chí, chiếm 12%».
    pub(super) fn add_shares(&self, sentence: &Sentence, counts: &[Count], rows: &mut [Statistic]) {
        for (place, figure) in sentence
            .figures
            .iter()
            .enumerate()
            .filter(|(_, f)| f.quantity.percent)
        {
            if let Some(count) = self.count_before(place, counts, sentence) {
                let percent = &mut rows[count].percent;
                *percent = percent.or(Some(figure.quantity.value));
            }
        }
    }

    /// The count that a share stands right behind, with no more than «, chiếm» or «(đạt tỷ lệ» between.
    pub(super) fn count_before(
        &self,
        figure: usize,
        counts: &[Count],
        sentence: &Sentence,
    ) -> Option<usize> {
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
}
