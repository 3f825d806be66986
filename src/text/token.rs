//! Tokens: syllables, numbers and marks, each with its word in the lexicon.

use super::fold::fold;
use crate::rules::Lexicon;

/// A word of the lexicon's vocabulary; [`WordId::UNKNOWN`] for all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(pub u32);

impl WordId {
    /// A syllable that no rule knows.
    pub const UNKNOWN: Self = Self(0);
}

/// A syllable, a number or a mark, as bytes of the normal form.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The folded syllable or mark.
    pub word: WordId,
    /// What it is.
    pub kind: Kind,
    /// How it is written.
    pub shape: Shape,
    /// Whether white space stands before it.
    pub spaced: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters, perhaps with digits behind them.
    Word,
    /// Digits.
    Number,
    /// One mark of punctuation.
    Mark,
    /// The end of a line.
    Break,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// No capital at the start.
    Lower,
    /// A capital at the start, lower case behind it; also one capital letter alone.
    Capital,
    /// Two or more letters, all capitals.
    Upper,
}

impl Token {
    /// Whether it is a word that begins with a capital.
    pub fn is_capital(&self) -> bool {
        self.kind == Kind::Word && self.shape != Shape::Lower
    }

    /// Whether it is the mark `mark`.
    pub fn is(&self, word: WordId) -> bool {
        self.word == word && word != WordId::UNKNOWN
    }
}

/// Cuts a normal form into tokens.
pub(super) fn tokens(text: &str, lexicon: &Lexicon) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut folded = String::with_capacity(32);
    scan(text, |start, end, kind, shape, spaced| {
        let word = match kind {
            Kind::Word | Kind::Mark => {
                fold(&text[start..end], &mut folded);
                lexicon.word(&folded)
            }
            Kind::Number => lexicon.word(&text[start..end]),
            Kind::Break => WordId::UNKNOWN,
        };
        tokens.push(Token {
            start: offset(start),
            end: offset(end),
            word,
            kind,
            shape,
            spaced,
        });
    });
    tokens
}

/// Cuts a phrase of the lexicon as a text is cut.
pub(crate) fn pieces(phrase: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    scan(phrase, |start, end, _, _, _| {
        pieces.push(&phrase[start..end]);
    });
    pieces
}

/// Calls `token` with the start, end, kind, shape and leading space of each token of a text.
fn scan(text: &str, mut token: impl FnMut(usize, usize, Kind, Shape, bool)) {
    let bytes = text.as_bytes();
    let mut spaced = false;
    let mut start = 0;
    while let Some(c) = char_at(text, start) {
        let mut end = start + c.len_utf8();
        let (kind, shape) = if c == '\n' {
            (Kind::Break, Shape::Lower)
        } else if c.is_whitespace() {
            spaced = true;
            start = end;
            continue;
        } else if c.is_ascii_digit() {
            while bytes.get(end).is_some_and(u8::is_ascii_digit) {
                end += 1;
            }
            (Kind::Number, Shape::Lower)
        } else if is_letter(c) {
            let (mut capitals, mut letters) = (usize::from(is_upper(c)), 1);
            let first = capitals == 1;
            while let Some(n) = char_at(text, end) {
                if is_letter(n) {
                    letters += 1;
                    capitals += usize::from(is_upper(n));
                } else if !(n.is_ascii_digit()
                    // An apostrophe inside a name: «H'Leo», «Cư M’gar».
                    || letters <= 2 && is_apostrophe(n) && followed_by_letter(text, end))
                {
                    break;
                }
                end += n.len_utf8();
            }
            let shape = match (first, capitals == letters && letters > 1) {
                (_, true) => Shape::Upper,
                (true, false) => Shape::Capital,
                (false, false) => Shape::Lower,
            };
            (Kind::Word, shape)
        } else {
            (Kind::Mark, Shape::Lower)
        };
        token(start, end, kind, shape, spaced);
        spaced = kind == Kind::Break;
        start = end;
    }
}

/// The character that begins at a byte.
fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(&byte) if byte.is_ascii() => Some(char::from(byte)),
        Some(_) => text[at..].chars().next(),
        None => None,
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '′' | '`')
}

/// Offsets are 32 bits wide: an article is at most 256 MB.
fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

/// Whether a character is a letter; those of Vietnamese without a look into the tables of Unicode.
fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7F}' => c.is_ascii_alphabetic(),
        '\u{1EA0}'..='\u{1EFF}'
        | '\u{C0}'..='\u{D6}'
        | '\u{D8}'..='\u{F6}'
        | '\u{100}'..='\u{12F}' => true,
        _ => c.is_alphabetic(),
    }
}

fn is_upper(c: char) -> bool {
    match c {
        '\0'..='\u{7F}' => c.is_ascii_uppercase(),
        '\u{DF}'..='\u{FF}' => false,
        '\u{1EA0}'..='\u{1EFF}' | '\u{100}'..='\u{12F}' => u32::from(c) & 1 == 0,
        _ => c.is_uppercase(),
    }
}

fn followed_by_letter(text: &str, apostrophe: usize) -> bool {
    text[apostrophe..]
        .chars()
        .nth(1)
        .is_some_and(char::is_alphabetic)
}
