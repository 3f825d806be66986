//! The rows of counts and shares: group, period, whose cohort, evidence and rule.

use std::ops::Range;

use super::attach::Sentence;
use super::count::Count;
use super::figure::Figure;
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
        let group = self.group_of(figure, later);
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

    pub(super) fn stocked(
        &self,
        measure: Measure,
        figure: &Figure,
        tokens: Range<usize>,
        period: Option<String>,
    ) -> Statistic {
        let (org, recovered) = self.org_of(tokens.clone());
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
        let subject = self.text.words(tokens.start..end);
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
        figure: &Figure,
        period: Option<String>,
    ) -> Statistic {
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

    /// Whose cohort: the area named as the subject of the sentence, else that of the article.
    fn org_of(&self, before: Range<usize>) -> (Option<String>, Vec<String>) {
        // «cả nước», «các tỉnh, thành phố»: no one area's.
        if before
            .clone()
            .any(|t| self.is_class(t, FigureClass::Nation))
        {
            return (None, Vec::new());
        }
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
            let known = area.word.is_some() && !area.units.is_empty();
            known.then(|| self.text.words(at..end))
        });
        if named.is_some() {
            return (named, Vec::new());
        }
        // «toàn tỉnh», «Ban Thường vụ Tỉnh ủy», «Đại hội Đảng bộ tỉnh».
        let whole_province = before.clone().any(|t| {
            let of_party = self.is(t + 1, "ủy") || t > 0 && self.is(t - 1, "bộ");
            self.is(t, "tỉnh") && (t == 0 || of_party || self.is(t - 1, "toàn"))
        });
        let unit = if whole_province {
            self.topic.province
        } else {
            let topic = self.topic.district.or(self.topic.province);
            topic.filter(|_| self.topic.led)
        };
        match unit {
            Some(unit) => (Some(self.unit_name(unit)), vec!["org".to_owned()]),
            None => (None, Vec::new()),
        }
    }
}
