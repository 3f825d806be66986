//! Numbers as articles write them: «2.400», «87,95%», «38 nghìn», «10/10», «gần 30», «hai».

use std::ops::Range;

use super::reading::Reading;
use crate::rules::{Approximator, Category, FigureClass, Tag, UnitClass};
use crate::text::{Kind, Shape};

/// A number with what stands right before and behind it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quantity {
    /// The first token, the approximator included.
    pub(crate) start: usize,
    /// One past the last token of the number and its «%».
    pub(crate) end: usize,
    /// The value.
    pub(crate) value: f64,
    /// Whether «%» follows.
    pub(crate) percent: bool,
    /// The whole in «10/10».
    pub(crate) of: Option<u64>,
    /// The approximator before it, as its place in the table.
    pub(crate) approximator: Option<usize>,
}

impl Quantity {
    /// The value as a count; none where it is no whole number.
    pub(crate) fn count(&self) -> Option<u64> {
        let whole = self.value.fract() == 0.0 && (0.0..1e12).contains(&self.value) && !self.percent;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked to be whole and in range"
        )]
        whole.then_some(self.value as u64)
    }
}

impl Reading<'_> {
    /// The class of small words that begins at a token, and its end.
    pub(crate) fn class_at(&self, at: usize) -> Option<(FigureClass, usize)> {
        let (entry, end) = self.tag(at, Category::Figure)?;
        Some((self.rules.figures.classes[entry], end))
    }

    /// Whether some tokens have a phrase of a class of small words.
    pub(crate) fn has_class(&self, tokens: Range<usize>, class: FigureClass) -> bool {
        let mut tags = self.tags_in(tokens).iter();
        tags.any(|tag| self.class_of_tag(tag) == Some(class))
    }

    /// The class of small words that a phrase is of.
    pub(crate) fn class_of_tag(&self, tag: &Tag) -> Option<FigureClass> {
        (tag.category == Category::Figure).then(|| self.rules.figures.classes[tag.entry as usize])
    }

    /// Whether a phrase of a class of small words begins at a token.
    pub(crate) fn is_class(&self, at: usize, class: FigureClass) -> bool {
        self.class_at(at).is_some_and(|(found, _)| found == class)
    }

    /// The unit that begins at a token, and its end.
    pub(crate) fn unit_at(&self, at: usize) -> Option<(UnitClass, usize)> {
        let (entry, end) = self.tag(at, Category::Unit)?;
        Some((self.rules.figures.units[entry], end))
    }

    /// The digits of a token as a number of at most nine digits.
    pub(crate) fn digits(&self, at: usize) -> Option<u32> {
        let token = self
            .token(at)
            .filter(|t| t.kind == Kind::Number && t.end - t.start <= 9)?;
        self.text.word(token).parse().ok()
    }

    /// How many digits a token has.
    pub(crate) fn width(&self, at: usize) -> usize {
        self.token(at)
            .filter(|t| t.kind == Kind::Number)
            .map_or(0, |t| (t.end - t.start) as usize)
    }

    /// The mark at a token.
    pub(crate) fn mark(&self, at: usize) -> Option<char> {
        let token = self.token(at).filter(|t| t.kind == Kind::Mark)?;
        match self.text.word(token).chars().next() {
            Some('–' | '—' | '−' | '‑') => Some('-'),
            mark => mark,
        }
    }

    /// Whether a token stands without a space behind the one before it.
    pub(crate) fn is_tight(&self, at: usize) -> bool {
        self.token(at)
            .is_some_and(|t| !t.spaced && t.kind != Kind::Break)
    }

    /// Whether a number token is the middle or end of a longer thing («NĐ-67», «2/2012»).
    pub(crate) fn continues_number(&self, at: usize) -> bool {
        at > 0
            && self.is_tight(at)
            && (self.token(at - 1).is_some_and(|t| t.kind == Kind::Word)
                || matches!(self.mark(at - 1), Some('/' | '-' | '.' | ',' | '&'))
                    && at > 1
                    && self.is_tight(at - 1)
                    && self.token(at - 2).is_some_and(|t| t.kind != Kind::Mark))
    }

    /// A number that begins at a token.
    pub(crate) fn quantity_at(&self, at: usize) -> Option<Quantity> {
        let (mut value, mut end, mut of) = match self.token(at)?.kind {
            Kind::Number if !self.continues_number(at) => self.figure_at(at)?,
            Kind::Word if self.unit_at(at + 1).is_some() => {
                (f64::from(self.numeral(at)?), at + 1, None)
            }
            _ => return None,
        };
        if let Some(power) = self.power(end) {
            value *= power;
            end += 1;
        }
        let percent = self.mark(end) == Some('%');
        if percent {
            end += 1;
            of = None;
        } else if self.is_tight(end)
            && (self.token(end)?.kind == Kind::Word
                || matches!(self.mark(end), Some('/' | '-')) && self.is_tight(end + 1))
        {
            return None;
        }
        let approximator = self.approximator_before(at);
        let start = approximator.map_or(at, |(_, start)| start);
        Some(Quantity {
            start,
            end,
            value,
            percent,
            of,
            approximator: approximator.map(|(entry, _)| entry),
        })
    }

    /// Digits with thousands dots, a decimal comma or the whole of a ratio behind them: value, end, whole.
    fn figure_at(&self, at: usize) -> Option<(f64, usize, Option<u64>)> {
        let mut value = f64::from(self.digits(at)?);
        let mut end = at + 1;
        let group = |end: usize, mark: char| {
            self.mark(end) == Some(mark)
                && self.is_tight(end)
                && self.is_tight(end + 1)
                && self.width(end + 1) > 0
        };
        while group(end, '.') && self.width(end + 1) == 3 {
            value = value * 1000.0 + f64::from(self.digits(end + 1)?);
            end += 2;
        }
        let is_share = |end: usize| self.mark(end) == Some('%');
        if group(end, ',')
            || group(end, '.') && (is_share(end + 2) || self.power(end + 2).is_some())
        {
            let width = self.width(end + 1);
            let digits = f64::from(self.digits(end + 1)?);
            if width == 3 && end == at + 1 && !is_share(end + 2) && self.power(end + 2).is_none() {
                // A count has no fraction: «2,400 lượt» is two thousand four hundred.
                value = value * 1000.0 + digits;
            } else if width <= 3 {
                value += digits / 10_f64.powi(i32::try_from(width).ok()?);
            } else {
                return None;
            }
            end += 2;
        }
        if group(end, '/') {
            let whole = self.digits(end + 1)?;
            if self.is_tight(end + 2) && matches!(self.mark(end + 2), Some('/' | '-'))
                || f64::from(whole) < value
            {
                return None;
            }
            return Some((value, end + 2, Some(u64::from(whole))));
        }
        (!group(end, '.')).then_some((value, end, None))
    }

    /// A thousand or a million behind a number.
    fn power(&self, at: usize) -> Option<f64> {
        match self.text.word(self.token(at)?) {
            "nghìn" | "ngàn" => Some(1e3),
            "vạn" => Some(1e4),
            "triệu" => Some(1e6),
            _ => None,
        }
    }

    /// A numeral from two to ten.
    fn numeral(&self, at: usize) -> Option<u32> {
        let token = self.token(at).filter(|t| t.shape != Shape::Upper)?;
        let numerals = [
            "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười",
        ];
        let word = self.text.word(token).to_lowercase();
        let place = numerals
            .iter()
            .position(|n| *n == word || word == "bẩy" && *n == "bảy")?;
        // «trong năm đồng chí …» is a year as often as a five, and «mười hai» is no two.
        let after_ten = at > 0
            && self
                .token(at - 1)
                .is_some_and(|t| matches!(self.text.word(t), "mười" | "mươi" | "thứ"));
        (!after_ten).then(|| u32::try_from(place).unwrap_or(0) + 2)
    }

    /// The approximator that ends where a number begins: its place in the table, and its first token.
    fn approximator_before(&self, at: usize) -> Option<(usize, usize)> {
        (1..=2).rev().filter(|back| *back <= at).find_map(|back| {
            let (entry, end) = self.tag(at - back, Category::Approximator)?;
            (end == at).then_some((entry, at - back))
        })
    }

    /// An approximator of the table.
    pub(crate) fn approximator(&self, entry: usize) -> &Approximator {
        &self.rules.figures.approximators[entry]
    }
}
