//! 2. Article → text: one normal form that leads back to the original, cut into tokens and sentences.
//!
//! Matching happens on the normal form (NFC, Đ repaired, plain spaces) and on folded syllables
//! (lower case, one tone placement, one of i and y); every quote comes from the original.

mod fold;
mod normal;
mod sentence;
mod syllable;
mod token;

pub(crate) use fold::{
    Key, composed, fold_into, halves, is_folded_to, is_same_name, lower, other_spelling,
};
pub use fold::{fold, name_key};
pub use normal::Normal;
pub use sentence::Sentence;
pub(crate) use syllable::{is_syllable, toneless};
pub(crate) use token::pieces;
pub use token::{Kind, Shape, Token, WordId};

use std::cell::OnceCell;

use crate::article::Article;
use crate::claim::Evidence;
use crate::rules::{Category, Lexicon};

/// The news proper of an article, ready for matching.
pub struct Text<'a> {
    original: &'a str,
    normal: Normal,
    /// The tokens, in order.
    pub tokens: Vec<Token>,
    /// The sentences, in order, as ranges of tokens.
    pub sentences: Vec<Sentence>,
    /// The number of code points before every [`STRIDE`]th byte of the original.
    code_points: OnceCell<Vec<usize>>,
}

/// How many bytes of the original lie between two counts of code points.
const STRIDE: usize = 256;

impl<'a> Text<'a> {
    /// Reads the content of an article; the words are those of the lexicon.
    pub fn new(article: &'a Article, lexicon: &Lexicon) -> Self {
        let normal = Normal::new(&article.text, &article.content);
        let mut tokens = token::tokens(normal.as_str(), lexicon);
        join_cities(normal.as_str(), &mut tokens, lexicon);
        let sentences = sentence::sentences(normal.as_str(), &tokens, lexicon);
        Self {
            original: &article.text,
            normal,
            tokens,
            sentences,
            code_points: OnceCell::new(),
        }
    }

    /// The normal form of some tokens, with the spaces between them as one.
    pub fn words(&self, tokens: std::ops::Range<usize>) -> String {
        let mut words = String::new();
        for (i, token) in self.tokens[tokens].iter().enumerate() {
            if i > 0 && token.spaced {
                words.push(' ');
            }
            words.push_str(self.word(token));
        }
        words
    }

    /// The normal form of one token.
    pub fn word(&self, token: &Token) -> &str {
        &self.normal.as_str()[token.start as usize..token.end as usize]
    }

    /// The sentences as they stand in the original.
    pub fn passages(&self) -> Vec<Evidence> {
        let sentences = self.sentences.iter();
        sentences
            .map(|sentence| self.evidence(sentence.tokens.clone()))
            .collect()
    }

    /// The original text that some tokens stand for, with its place in code points.
    pub fn evidence(&self, tokens: std::ops::Range<usize>) -> Evidence {
        let (Some(first), Some(last)) = (self.tokens.get(tokens.start), self.tokens[tokens].last())
        else {
            return Evidence {
                start: 0,
                end: 0,
                quote: String::new(),
            };
        };
        let start = self.normal.original_start(first.start as usize);
        let end = self.normal.original_end(last.end as usize);
        let quote = self.original[start..end].to_owned();
        let first = self.code_point(start);
        Evidence {
            start: first,
            end: first + quote.chars().count(),
            quote,
        }
    }

    /// The first token that begins at a code point of the original or behind it.
    pub fn token_from(&self, point: usize) -> usize {
        let before = |token: &Token| {
            self.code_point(self.normal.original_start(token.start as usize)) < point
        };
        self.tokens.partition_point(before)
    }

    /// How many code points of the original lie before a byte.
    fn code_point(&self, byte: usize) -> usize {
        // Most articles claim nothing, and are not asked.
        let counts = self.code_points.get_or_init(|| counts(self.original));
        let chunk = byte / STRIDE;
        match counts.get(chunk) {
            Some(before) => {
                let rest = &self.original.as_bytes()[chunk * STRIDE..byte];
                before + rest.iter().filter(|&&b| !is_continuation(b)).count()
            }
            None => self.original.chars().count(),
        }
    }
}

/// Takes away the ends of lines that part a city's level word from its name, as texts have them that were cut at every full
/// stop: «… của TP.⏎Đà Nẵng …», but «… của TP.⏎Ông A …».
fn join_cities(text: &str, tokens: &mut Vec<Token>, lexicon: &Lexicon) {
    if memchr::memmem::find(text.as_bytes(), b"TP.").is_none() {
        return;
    }
    let (city, stop) = (lexicon.word("tp"), lexicon.marks.stop);
    let mut at = 2;
    while at < tokens.len() {
        let parts = tokens[at].kind == Kind::Break
            && tokens[at - 1].is(stop)
            && tokens[at - 2].is(city)
            && begins_with_place(&tokens[at + 1..], lexicon);
        if parts {
            tokens.remove(at);
            tokens[at].spaced = true;
        }
        at += 1;
    }
}

/// Whether some tokens begin with the name of a place of two syllables or more.
fn begins_with_place(tokens: &[Token], lexicon: &Lexicon) -> bool {
    let name = &tokens[..tokens.len().min(4)];
    name.first().is_some_and(Token::is_capital)
        && lexicon
            .tag(name)
            .iter()
            .any(|tag| (tag.category, tag.start) == (Category::Place, 0) && tag.end > 1)
}

/// Whether a character is a letter; of those of Vietnamese it tells faster than [`char::is_alphabetic`].
pub(crate) fn is_letter(c: char) -> bool {
    token::letter(c).is_some()
}

/// The number of code points before every [`STRIDE`]th byte of a text.
fn counts(text: &str) -> Vec<usize> {
    let mut count = 0;
    let chunks = text.as_bytes().chunks(STRIDE);
    chunks
        .map(|chunk| {
            let before = count;
            count += chunk.iter().filter(|&&b| !is_continuation(b)).count();
            before
        })
        .collect()
}

/// Whether a byte continues a UTF-8 character.
fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}
