//! Numbers of documents: «67-NQ/TU», «1374/QĐ-UBND», «12/2022/TT-BNV», «202/2025/QH15», «51».

use crate::claim::reading::Reading;
use crate::rules::{Category, FigureClass};
use crate::text::{Kind, Shape};

/// A document's number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DocNumber {
    /// The digits that it begins with («37»).
    pub(super) digits: String,
    /// The marks, years and letters behind them, without spaces («-NQ/TU», «/2022/TT-BNV»).
    pub(super) tail: String,
    /// One past the last token.
    pub(super) end: usize,
}

impl DocNumber {
    /// The whole number.
    pub(super) fn whole(&self) -> String {
        format!("{}{}", self.digits, self.tail)
    }

    /// The letters («NQ/TU»); none where there are none.
    pub(super) fn symbol(&self) -> Option<&str> {
        let start = self.tail.find(char::is_alphabetic)?;
        Some(&self.tail[start..])
    }

    /// The year in it («2017» in «56/2017/NĐ-CP»).
    pub(super) fn year(&self) -> Option<i32> {
        let digits = self.tail.get(1..5)?;
        digits.parse().ok().filter(|y| (1945..2100).contains(y))
    }

    /// The pieces of the letters («NQ», «TU»).
    pub(super) fn pieces(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.symbol()
            .into_iter()
            .flat_map(|symbol| symbol.split(['/', '-']))
    }

    /// Whether two numbers can be of one document: the same but for marks, or one of them without its letters,
    /// or with letters of the same body («1517/QĐNS-TW», «1517-QĐ/TW»).
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let plain = |tail: &str| tail.replace(['/', '-'], "").to_uppercase();
        let body = |number: &Self| number.pieces().next_back().map(str::to_owned);
        self.digits.trim_start_matches('0') == other.digits.trim_start_matches('0')
            && (self.tail.is_empty()
                || other.tail.is_empty()
                || plain(&self.tail) == plain(&other.tail)
                || self.pieces().count() == 2
                    && other.pieces().count() == 2
                    && body(self) == body(other))
    }
}

impl Reading<'_> {
    /// The document number that begins at a token: digits, perhaps with a year and letters.
    pub(super) fn doc_number_at(&self, at: usize) -> Option<DocNumber> {
        if self.continues_number(at) || !(1..=6).contains(&self.width(at)) {
            return None;
        }
        let digits = self.text.word(self.token(at)?).to_owned();
        let mut number = DocNumber {
            digits,
            tail: String::new(),
            end: at + 1,
        };
        if let Some(letter) = self.letter_behind(number.end) {
            // «36a/NQ-CP».
            number.digits.push_str(letter);
            number.end += 1;
        }
        loop {
            let end = number.end;
            let Some(mark) = self.mark(end).filter(|m| matches!(m, '/' | '-')) else {
                break;
            };
            let tight = self.is_tight(end) && self.is_tight(end + 1);
            if self.width(end + 1) > 0 {
                // «67 /2014/NĐ-CP».
                let spaced_year = (mark == '/' && self.is_tight(end + 1)
                    || mark == '-' && self.is_tight(end))
                    && self.width(end + 1) == 4
                    && self.mark(end + 2) == Some('/');
                if !tight && !spaced_year {
                    break;
                }
                // «19-2017/NQ-CP».
                let year = mark == '/' || self.mark(end + 2) == Some('/');
                if !year || !number.tail.is_empty() || self.width(end + 1) != 4 {
                    // «30/4», «12-15»: no number of a document.
                    return None;
                }
                number.tail.push(mark);
                number.tail.push_str(self.text.word(self.token(end + 1)?));
                number.end = end + 2;
                continue;
            }
            let loose = || self.is_loose_symbol(end) || self.is_spaced_symbol(end, &number);
            if !(self.is_symbol(end + 1) && (tight || loose())
                || tight && self.is_issuer_symbol(end + 1, &number))
            {
                break;
            }
            number.tail.push(mark);
            number.end = self.add_symbol(end + 1, &mut number.tail);
        }
        let year_only = number.tail.len() == 5 && number.year().is_some();
        if (number.tail.is_empty() || year_only)
            && !self.is_tight(number.end)
            && self.is_symbol(number.end)
            && self.is_kind_symbol(self.text.word(self.token(number.end)?))
            && matches!(self.mark(number.end + 1), Some('/' | '-'))
        {
            // «373 QĐ- TU», «67/2014 NĐ-CP»: the mark before the letters is lost.
            let word = number.end;
            number.tail.push(if year_only { '/' } else { '-' });
            number.end = self.add_symbol(word, &mut number.tail);
            // «5360 CĐ/BCT-PCTT».
            let mut tight = false;
            while let Some(mark) = self
                .mark(number.end)
                .filter(|mark| matches!(mark, '/' | '-') && self.is_symbol(number.end + 1))
                .filter(|_| !tight || self.is_tight(number.end) && self.is_tight(number.end + 1))
            {
                number.tail.push(mark);
                number.end = self.add_symbol(number.end + 1, &mut number.tail);
                tight = true;
            }
        }
        if number.tail.is_empty() && self.is_tight(number.end) && !self.is_end_mark(number.end) {
            return None;
        }
        // «51/C46 (P12)»: the section of a service that goes by a number.
        if number.symbol().is_some_and(ends_in_digit)
            && self.is_open(number.end)
            && self.mark(number.end + 2) == Some(')')
            && let Some(section) = self.token(number.end + 1).map(|t| self.text.word(t))
            && section.starts_with(char::is_uppercase)
            && ends_in_digit(section)
        {
            number.tail = format!("{} ({section})", number.tail);
            number.end += 3;
        }
        Some(number)
    }

    /// A small letter close behind a number and close before a mark.
    fn letter_behind(&self, at: usize) -> Option<&str> {
        let token = self
            .token(at)
            .filter(|t| t.shape == Shape::Lower && t.end - t.start == 1 && t.kind == Kind::Word)?;
        let close = self.is_tight(at)
            && matches!(self.mark(at + 1), Some('/' | '-'))
            && self.is_tight(at + 1);
        close.then(|| self.text.word(token))
    }

    /// Adds the letters at a token («BGDĐT», «SKH&ĐT»); their end.
    fn add_symbol(&self, at: usize, tail: &mut String) -> usize {
        let Some(token) = self.token(at) else {
            return at;
        };
        tail.push_str(self.text.word(token));
        if self.mark(at + 1) == Some('&')
            && self.is_tight(at + 1)
            && self.is_tight(at + 2)
            && self.is_symbol(at + 2)
        {
            tail.push('&');
            return self.add_symbol(at + 2, tail);
        }
        if self.is_dotted(at) {
            tail.push('.');
            return self.add_symbol(at + 2, tail);
        }
        at + 1
    }

    /// Whether a token is letters of a document number: capitals, or mixed ones such as `TTg`.
    fn is_symbol(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            let word = self.text.word(token);
            // «32/C46», «160/QĐ-NH5»: a service that goes by a number.
            let digits = word.trim_start_matches(char::is_uppercase);
            let numbered = self.is_tight(at)
                && (1..=3).contains(&digits.len())
                && digits.len() < word.len()
                && digits.bytes().all(|b| b.is_ascii_digit());
            token.kind == Kind::Word
                && token.shape != Shape::Lower
                && word.chars().count() <= if self.is_tight(at) { 24 } else { 10 }
                && (numbered
                    || self.is_dotted(at)
                    || word.chars().filter(|c| c.is_uppercase()).count() >= 2
                    || word.chars().count() == 1
                        && matches!(self.mark(at + 1), Some('-' | '/'))
                        && self.is_tight(at + 1))
        })
    }

    /// Whether a capital stands close before a dot and more capitals: «76/TTCP-C.I».
    fn is_dotted(&self, at: usize) -> bool {
        let upper = |at: usize| {
            self.token(at).is_some_and(|t| {
                let word = self.text.word(t);
                t.kind == Kind::Word && word.len() <= 4 && word.chars().all(char::is_uppercase)
            })
        };
        upper(at)
            && self.mark(at + 1) == Some('.')
            && self.is_tight(at + 1)
            && self.is_tight(at + 2)
            && upper(at + 2)
    }

    /// Whether letters close behind those of a kind show its issuer, whatever their case: «601/QĐ-Ttg».
    fn is_issuer_symbol(&self, at: usize, number: &DocNumber) -> bool {
        self.token(at).is_some_and(|token| {
            token.kind == Kind::Word
                && number.pieces().any(|piece| self.is_kind_symbol(piece))
                && self.rules.figures.issuer(self.text.word(token)).is_some()
        })
    }

    /// Letters behind a mark with spaces («2139- QĐNS/TW», «37 - NQ/TU») belong to the number only where a
    /// further mark stands close behind them, or where the mark itself stands close to one side.
    fn is_loose_symbol(&self, mark: usize) -> bool {
        let one_side = self.is_tight(mark) != self.is_tight(mark + 1);
        let more = matches!(self.mark(mark + 2), Some('/' | '-'))
            && self.is_tight(mark + 2)
            && self.is_tight(mark + 3);
        more || one_side
    }

    /// `285 / QĐ - TTg`, `70/2019 / NĐ - CP`: with spaces around every mark the letters of a kind stand first,
    /// and those of the body behind them, or those of the body (`1484 / BGTVT - TCCB`) and its office.
    fn is_spaced_symbol(&self, mark: usize, number: &DocNumber) -> bool {
        let word = self.token(mark + 1).map_or("", |t| self.text.word(t));
        let letters = |at: usize| {
            self.token(at)
                .is_some_and(|t| t.shape == Shape::Upper && t.end - t.start >= 2)
        };
        let mut pieces = number.pieces();
        match (pieces.next(), pieces.next()) {
            (None, _) => {
                let body = self.mark(mark) == Some('/') && letters(mark + 1) && letters(mark + 3);
                (self.is_kind_symbol(word) || body)
                    && matches!(self.mark(mark + 2), Some('/' | '-'))
            }
            (Some(kind), None) => {
                self.is_kind_symbol(kind) || !self.is_tight(mark - 1) && letters(mark + 1)
            }
            _ => false,
        }
    }

    /// Whether letters show a kind of document.
    pub(super) fn is_kind_symbol(&self, word: &str) -> bool {
        self.rules
            .figures
            .documents
            .iter()
            .any(|kind| kind.symbols.iter().any(|s| s == word))
    }

    fn is_end_mark(&self, at: usize) -> bool {
        matches!(
            self.mark(at),
            Some('.' | ',' | ';' | ':' | ')' | '"' | '”' | '…' | '!' | '?')
        ) && !(self.is_tight(at + 1) && self.width(at + 1) > 0)
    }

    /// Whether a bare number behind the word of a kind is a document's number: nothing that it could count follows.
    pub(super) fn is_bare_number(&self, number: &DocNumber, noun: bool, numbered: bool) -> bool {
        let end = number.end;
        // «Quyết định 462 bổ nhiệm …», «trao Quyết định 462 cho ông …»: no number of appointments.
        let given = self.is(end, "cho") && self.has(end + 1, Category::Honorific);
        let is_year = number.digits.len() == 4 && matches!(&number.digits[..2], "19" | "20");
        if number.digits.len() > 1 && (given || self.is_act(end) && !is_year) {
            return true;
        }
        let counts = self.unit_at(end).is_some()
            || self.tag(end, Category::Measure).is_some()
            || matches!(self.mark(end), Some('%' | '+'))
            || self.tag(end, Category::Level).is_some();
        let is_time = match self.class_at(end) {
            // «Chỉ thị 26 năm 2015», but «kế hoạch 5 năm 2016 - 2020».
            Some((FigureClass::Year, next)) => {
                self.year(next).is_none() || !noun && !numbered && number.digits.len() == 1
            }
            Some((FigureClass::Month | FigureClass::Quarter | FigureClass::Law, _)) => true,
            Some((FigureClass::Day, _)) => {
                self.whole_date_at(end).is_none() && self.width(end + 1) == 0
            }
            _ => false,
        };
        if counts || is_time {
            return false;
        }
        if numbered {
            return true;
        }
        // «Luật 2013», «Kế hoạch 2020» are years.
        let Some(next) = self.token(end) else {
            return !is_year;
        };
        let closes =
            next.kind == Kind::Break || self.is_end_mark(end) || self.mark(end) == Some('(');
        let names = next.is(self.lexicon().marks.of)
            || self.is(end, "về")
            || matches!(
                self.class_at(end),
                Some((FigureClass::About | FigureClass::Day | FigureClass::Year, _))
            );
        !is_year && (noun || names || closes && number.digits.len() > 1)
    }
}

/// Whether letters end in a digit: «C46».
fn ends_in_digit(letters: &str) -> bool {
    letters.ends_with(|c: char| c.is_ascii_digit())
}
