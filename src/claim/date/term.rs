//! Terms of office: «nhiệm kỳ 2020 -2025», «khóa XV».

use std::ops::Range;

use crate::claim::reading::Reading;
use crate::rules::FigureClass;
use crate::text::{Kind, Shape};

/// A term of office that the text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TermMention {
    /// The tokens, «nhiệm kỳ» or «khóa» included.
    pub(crate) tokens: Range<usize>,
    /// «2020-2025» or «khóa XV».
    pub(crate) term: String,
}

impl Reading<'_> {
    /// The term of office that begins at a token: «nhiệm kỳ 2020 -2025», «khóa XV».
    pub(crate) fn term_at(&self, at: usize) -> Option<TermMention> {
        let (class, next) = self.class_at(at)?;
        match class {
            FigureClass::Term => {
                let (from, to, end) = self.years_at(next)?;
                is_term(from, to).then(|| TermMention {
                    tokens: at..end,
                    term: format!("{from}-{to}"),
                })
            }
            FigureClass::Congress => {
                if !self.is_ordinal(next) {
                    return None;
                }
                // «khóa XI, XII và XIII».
                let mut end = next + 1;
                while (self.is_comma(end) || self.is(end, "và"))
                    && self.is_ordinal(end + 1)
                    && (self.digits(end + 1).is_none() || !self.is_word(end + 2))
                {
                    end += 2;
                }
                Some(TermMention {
                    tokens: at..end,
                    term: format!("khóa {}", self.text.words(next..end)),
                })
            }
            _ => None,
        }
    }

    /// Whether the ordinal of a congress, an assembly or a committee stands at a token: «XV», «15».
    pub(crate) fn is_ordinal(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else {
            return false;
        };
        let word = self.text.word(token);
        let is_roman = token.shape != Shape::Lower
            && !word.is_empty()
            && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
        let is_number = self.digits(at).is_some_and(|n| (1..=40).contains(&n))
            && self.unit_at(at + 1).is_none();
        is_roman || is_number
    }

    /// Two years with a dash between them, spaced in any way; a misprinted one is mended by the other
    /// where they are five years apart.
    pub(crate) fn years_at(&self, at: usize) -> Option<(i32, i32, usize)> {
        let dash = match self.mark(at + 1)? {
            '-' => at + 2,
            _ => return None,
        };
        let first = self.token(at).filter(|t| t.kind == Kind::Number)?;
        let second = self.token(dash).filter(|t| t.kind == Kind::Number)?;
        let (from, to) = match (self.year(at), self.year(dash)) {
            (Some(from), Some(to)) => (from, to),
            (Some(from), None) if is_misprint(self.text.word(second), from + 5) => (from, from + 5),
            (None, Some(to)) if is_misprint(self.text.word(first), to - 5) => (to - 5, to),
            _ => return None,
        };
        (from < to && to - from <= 30).then_some((from, to, dash + 1))
    }
}

/// Whether a term may be so long: five years, less or more where congresses were moved.
fn is_term(from: i32, to: i32) -> bool {
    matches!(to - from, 4 | 5 | 7)
}

/// Whether digits are a year with one digit lost or doubled: «202», «20121».
fn is_misprint(digits: &str, year: i32) -> bool {
    let year = year.to_string();
    let without = |long: &str, short: &str| {
        (0..long.len()).any(|gap| format!("{}{}", &long[..gap], &long[gap + 1..]) == short)
    };
    match digits.len() {
        3 => without(&year, digits),
        5 => without(digits, &year),
        _ => false,
    }
}
