//! Tokens: syllables, numbers and marks, each with its word in the lexicon.

use super::fold::Key;
use super::syllable::is_syllable;
use crate::rules::{Lexicon, Start};

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

/// A token while its word is looked up.
struct Piece {
    start: usize,
    end: usize,
    kind: Kind,
    shape: Shape,
    spaced: bool,
    /// Whether its letters are small ones of Vietnamese, which folding leaves as they are, but for the last; an ASCII
    /// capital may stand in front. Whether a mark is one that folding leaves alone.
    small: bool,
    /// Its word, where that was found at once.
    word: Option<WordId>,
}

impl Piece {
    fn is_word(&mut self, length: usize, shape: Shape, small: bool) {
        self.kind = Kind::Word;
        self.end = self.start + length;
        (self.shape, self.small) = (shape, small);
    }

    /// Ends the word where another token is glued to it: «Nhiệm kỳ2015», «Mẫutừ Sơn La», «Chủ tịchUBND». What is left is
    /// looked up anew.
    fn cut_glued(&mut self, text: &str) {
        self.cut(glued_digits(&text[self.start..self.end]));
        if self.shape == Shape::Capital {
            self.cut(glued_from(&text[self.start..self.end]));
        }
        if !self.small {
            self.cut(glued_capital(&text[self.start..self.end]));
        }
    }

    fn cut(&mut self, glued: Option<usize>) {
        if let Some(length) = glued {
            (self.end, self.word) = (self.start + length, None);
        }
    }
}

/// Cuts a normal form into tokens.
pub(super) fn tokens(text: &str, lexicon: &Lexicon) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let known = |rest: &[u8]| lexicon.starts(rest);
    scan(text, known, |piece| {
        let Piece { start, end, .. } = piece;
        let known = piece.word.or_else(|| match piece.kind {
            Kind::Break => Some(WordId::UNKNOWN),
            Kind::Number => lexicon.word_by(Key::of(text, start..end)),
            Kind::Mark if piece.small => lexicon.word_by(Key::of(text, start..end)),
            Kind::Word if piece.small => {
                lexicon.word_by(Key::of(text, start..end).settled(&text[start..end]))
            }
            Kind::Word | Kind::Mark => None,
        });
        tokens.push(Token {
            start: offset(start),
            end: offset(end),
            word: known.unwrap_or_else(|| lexicon.word_of(&text[start..end])),
            kind: piece.kind,
            shape: piece.shape,
            spaced: piece.spaced,
        });
    });
    tokens
}

/// Cuts a phrase of the lexicon as a text is cut.
pub(crate) fn pieces(phrase: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let unknown = |_: &[u8]| None;
    scan(phrase, unknown, |piece| {
        pieces.push(&phrase[piece.start..piece.end]);
    });
    pieces
}

/// Calls `found` with each token of a text; `known` may tell the word of letters that some bytes begin with.
fn scan(text: &str, known: impl Fn(&[u8]) -> Option<Start>, mut found: impl FnMut(Piece)) {
    let bytes = text.as_bytes();
    let mut spaced = false;
    let mut start = 0;
    while start < bytes.len() {
        let seen = known(&bytes[start..]);
        let piece = match seen {
            Some(seen) if seen.word != WordId::UNKNOWN => Piece {
                start,
                end: start + seen.length,
                kind: Kind::Word,
                shape: seen.shape,
                spaced,
                small: true,
                word: Some(seen.word),
            },
            _ => match piece_at(text, start, seen, spaced) {
                Ok(piece) => piece,
                Err(space) => {
                    spaced = true;
                    start += space;
                    continue;
                }
            },
        };
        spaced = piece.kind == Kind::Break;
        start = piece.end;
        // One space stands behind most words.
        if bytes.get(start) == Some(&b' ') {
            spaced = true;
            start += 1;
        }
        found(piece);
    }
}

/// The token that begins at a byte, where no word of the lexicon begins as it is written, but perhaps the unknown word
/// `seen`; where white space does, its length.
fn piece_at(text: &str, start: usize, seen: Option<Start>, spaced: bool) -> Result<Piece, usize> {
    let bytes = text.as_bytes();
    let mut piece = Piece {
        start,
        end: start + 1,
        kind: Kind::Mark,
        shape: Shape::Lower,
        spaced,
        small: false,
        word: None,
    };
    match bytes[start] {
        b' ' | b'\t' | b'\r' | 0x0B | 0x0C => return Err(1),
        b'\n' => piece.kind = Kind::Break,
        b'0'..=b'9' => {
            piece.kind = Kind::Number;
            piece.end = number_end(bytes, start);
        }
        b'!'..=b'&' | b'('..=b'@' => piece.small = true,
        _ => {
            if let Some((length, shape)) = plain_word(&bytes[start..]) {
                piece.is_word(length, shape, true);
                // All spellings of words have been looked for.
                piece.word = seen
                    .filter(|seen| seen.length == length)
                    .map(|seen| seen.word);
            } else {
                let rest = &text[start..];
                let c = rest.chars().next().unwrap_or_default();
                if letter(c).is_some() {
                    let (length, shape, small) = word(rest);
                    piece.is_word(length, shape, small);
                } else if c.is_whitespace() {
                    return Err(c.len_utf8());
                } else {
                    piece.end = start + c.len_utf8();
                    piece.small = c.is_ascii() && !is_apostrophe(c);
                }
            }
        }
    }
    if piece.kind == Kind::Word {
        piece.cut_glued(text);
    }
    Ok(piece)
}

/// Where the digits end that begin at a byte.
fn number_end(bytes: &[u8], start: usize) -> usize {
    let digits = bytes[start..].iter().take_while(|b| b.is_ascii_digit());
    start + digits.count()
}

/// Where the digits begin that are glued to a small syllable with a letter of Vietnamese alone: «kỳ2015», but «km2», «PC08»,
/// «QĐ12».
fn glued_digits(word: &str) -> Option<usize> {
    if !word.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let small = letters.chars().next_back().and_then(letter) == Some(Case::Small);
    (small && !letters.is_ascii()).then_some(letters.len())
}

/// Where «từ» begins that is glued to a syllable with a capital: «Mẫutừ Sơn La».
fn glued_from(word: &str) -> Option<usize> {
    let name = word.strip_suffix("từ")?;
    is_syllable(name).then_some(name.len())
}

/// Where a syllable or an abbreviation with capitals begins that is glued to a syllable which only Vietnamese has: «Bí
/// thưHuyện ủy», «Chủ tịchUBND».
fn glued_capital(word: &str) -> Option<usize> {
    let mut before = None;
    for (at, c) in word.char_indices() {
        let case = letter(c);
        if before == Some(Case::Small) && case == Some(Case::Capital) {
            let (one, other) = word.split_at(at);
            let letters = other.chars().count() > 1
                && other.chars().all(|c| letter(c) == Some(Case::Capital));
            let glued = !one.is_ascii() && is_syllable(one) && (letters || is_syllable(other));
            return glued.then_some(at);
        }
        before = case;
    }
    None
}

/// The word that some bytes begin with, where it is one of small letters of Vietnamese, of which the first may be an
/// ASCII capital, and a plain mark or space ends it: its length and how it is written.
fn plain_word(bytes: &[u8]) -> Option<(usize, Shape)> {
    match bytes {
        [b'A'..=b'Z', rest @ ..] => Some((1 + small_word(rest)?, Shape::Capital)),
        _ => Some((small_word(bytes)?, Shape::Lower)),
    }
}

/// The length of the word that some bytes begin with, where it is one of small letters of Vietnamese and a plain mark or
/// space ends it: most are, and need no look at each character's meaning.
fn small_word(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += match bytes[at..] {
            [b'a'..=b'z', ..] => 1,
            // à to ÿ, but for ÷; ũ; ơ and ư; ă, đ and ĩ
            [0xC3, 0xA0..=0xB6 | 0xB8..=0xBF, ..] | [0xC5, 0xA9, ..] | [0xC6, 0xA1 | 0xB0, ..] => 2,
            [0xC4, next @ 0x80..=0xAF, ..] if next & 1 == 1 => 2,
            // ạ to ỹ, with the capitals between them
            [0xE1, 0xBA, last @ 0xA0..=0xBF, ..] | [0xE1, 0xBB, last, ..] if last & 1 == 1 => 3,
            [b'0'..=b'9', ..] if at > 0 => 1,
            // A quotation mark or dash, but no apostrophe.
            [0xE2, 0x80, last, ..] if !matches!(last, 0x98 | 0x99 | 0xB2) => {
                return (at > 0).then_some(at);
            }
            [b'A'..=b'Z' | b'\'' | b'`' | 0x80.., ..] => return None,
            _ => return (at > 0).then_some(at),
        };
    }
}

/// The word that a text begins with: its length, how it is written, and whether it has none but small letters of
/// Vietnamese.
fn word(text: &str) -> (usize, Shape, bool) {
    let (mut capitals, mut count) = (0, 0);
    let mut small = true;
    let mut length = text.len();
    for (at, c) in text.char_indices() {
        if let Some(case) = letter(c) {
            count += 1;
            capitals += usize::from(case == Case::Capital);
            small &= case == Case::Small;
        } else if count <= 2 && is_apostrophe(c) && followed_by_letter(text, at) {
            // An apostrophe inside a name: «H'Leo», «Cư M’gar».
            small = false;
        } else if !c.is_ascii_digit() {
            length = at;
            break;
        }
    }
    let first = text.chars().next().and_then(letter);
    let shape = match (first == Some(Case::Capital), capitals == count && count > 1) {
        (_, true) => Shape::Upper,
        (true, false) => Shape::Capital,
        (false, false) => Shape::Lower,
    };
    (length, shape, small)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '′' | '`')
}

/// Offsets are 32 bits wide: an article is at most 256 MB.
fn offset(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

/// What a letter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// A small letter that Vietnamese or one of its neighbours has.
    Small,
    Capital,
    /// A letter of another script or without case.
    Other,
}

/// The case of a letter; those of Vietnamese are told without a look into the tables of Unicode.
pub(super) fn letter(c: char) -> Option<Case> {
    match c {
        'a'..='z' | '\u{DF}'..='\u{F6}' | '\u{F8}'..='\u{FF}' | 'ũ' | 'ơ' | 'ư' => {
            Some(Case::Small)
        }
        'A'..='Z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{DE}' => Some(Case::Capital),
        // Capitals and small letters stand side by side.
        '\u{1EA0}'..='\u{1EFF}' | '\u{100}'..='\u{12F}' => Some(if u32::from(c) & 1 == 0 {
            Case::Capital
        } else {
            Case::Small
        }),
        '\0'..='\u{7F}' | '\u{2000}'..='\u{206F}' => None,
        c if c.is_uppercase() => Some(Case::Capital),
        c => c.is_alphabetic().then_some(Case::Other),
    }
}

fn followed_by_letter(text: &str, apostrophe: usize) -> bool {
    text[apostrophe..]
        .chars()
        .nth(1)
        .is_some_and(char::is_alphabetic)
}
