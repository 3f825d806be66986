//! Terms of office: «nhiệm kỳ 2020 -2025», «khóa XV».

use std::ops::Range;

use crate::claim::reading::Reading;
use crate::rules::FigureClass;
use crate::text::{Kind, Shape};

/// How many terms a row from one to another may hold.
const MOST_IN_ROW: usize = 12;

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
                let ordinals = self.ordinals_at(next)?;
                Some(TermMention {
                    tokens: at..ordinals.tokens.end,
                    ..ordinals
                })
            }
            _ => None,
        }
    }

    /// The ordinals of terms that begin at a token, without «khóa» before them: «IV, V và VI».
    pub(crate) fn ordinals_at(&self, at: usize) -> Option<TermMention> {
        if !self.is_ordinal(at) {
            return None;
        }
        let (mut term, mut end) = (self.text.words(at..at + 1), at + 1);
        while let Some((more, after)) = self.more_terms(end) {
            term.push_str(&more);
            end = after;
        }
        Some(TermMention {
            tokens: at..end,
            term: format!("khóa {term}"),
        })
    }

    /// What goes on with the ordinals of terms behind one of them, and where it ends: «khóa XI*, XII* và *XIII*», «khóa II
    /// *đến khóa VI*», «khóa V*,[4] khóa VI*».
    fn more_terms(&self, end: usize) -> Option<(String, usize)> {
        let from = self.notes_end(end);
        let until = self.is_class(from, FigureClass::Until) || self.is_dash(from);
        // «khóa VIII, IX; X».
        let parts = |at: usize| self.is(at, ";") && self.is_ordinal(at + 1);
        let joint = |at: usize| self.is_comma(at) || self.is(at, "và") || parts(at);
        let joints = (from..from + 2).take_while(|&at| joint(at)).count();
        let behind = from + joints + usize::from(until && joints == 0);
        let opens = self.notes_end(behind);
        let again = self.is_class(opens, FigureClass::Congress);
        let at = opens + usize::from(again);
        // «khóa 11, 12 đại biểu»: so many deputies.
        let counts = !again && !until && self.digits(at).is_some() && self.is_word(at + 1);
        if behind == from || !self.is_ordinal(at) || counts {
            return None;
        }
        if !until {
            let joint = if self.is(behind - 1, "và") {
                " và "
            } else {
                ", "
            };
            return Some((format!("{joint}{}", self.text.words(at..at + 1)), at + 1));
        }
        let (last, this) = (self.number_of(end - 1)?, self.number_of(at)?);
        let roman = self.digits(at).is_none();
        let same = roman == self.digits(end - 1).is_none();
        let dash = self.is_dash(from) && !roman;
        let row = last + 1..=this;
        if !same || dash || row.is_empty() || row.clone().count() > MOST_IN_ROW {
            return None;
        }
        let mut numerals = String::new();
        for number in row {
            numerals.push_str(", ");
            numerals.push_str(&if roman {
                crate::rules::roman(number).to_uppercase()
            } else {
                number.to_string()
            });
        }
        Some((numerals, at + 1))
    }

    /// The number of the ordinal at a token.
    fn number_of(&self, at: usize) -> Option<u32> {
        let token = self.token(at)?;
        crate::rules::ordinal(&self.text.word(token).to_lowercase())
    }

    /// Where the notes and the bold type that stand at a token end: «khóa V*[4]*».
    pub(crate) fn notes_end(&self, at: usize) -> usize {
        let mut end = at;
        while let Some(after) = self.markup_end(end, false) {
            end = after;
        }
        end
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
