//! Sentences and paragraphs.

use std::ops::Range;

use super::token::{Kind, Shape, Token};
use crate::rules::Lexicon;

/// A sentence, as a range of tokens without line breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The paragraph (line that is not empty) it stands in, from 0.
    pub paragraph: usize,
    /// Whether it has a number.
    pub numbered: bool,
}

/// Cuts tokens into sentences: at line breaks, and at `.`, `!`, `?` and `…` that end one.
pub(super) fn sentences(text: &str, tokens: &[Token], lexicon: &Lexicon) -> Vec<Sentence> {
    let mut sentences = Vec::with_capacity(tokens.len() / 16);
    let mut start = 0;
    let mut line = 0;
    let mut paragraph = 0;
    let mut close = |start: usize, end: usize, paragraph: usize| {
        if start < end {
            let mut words = tokens[start..end].iter();
            sentences.push(Sentence {
                tokens: start..end,
                paragraph,
                numbered: words.any(|token| token.kind == Kind::Number),
            });
        }
    };
    for (i, token) in tokens.iter().enumerate() {
        if token.kind == Kind::Break {
            close(start, i, paragraph);
            // An empty line is no paragraph.
            paragraph += usize::from(i > line);
            start = i + 1;
            line = i + 1;
        } else if token.kind == Kind::Mark
            && let after = after_notes(text, tokens, i + 1)
            && ends_sentence(text, tokens, i, after, lexicon)
        {
            // A closing quote or bracket belongs to the sentence that it closes.
            let closes = tokens
                .get(after)
                .is_some_and(|next| !next.spaced && is_closing(text, next));
            let end = if closes { after + 1 } else { after };
            if end > start {
                close(start, end, paragraph);
                start = end;
            }
        }
    }
    close(start, tokens.len(), paragraph);
    sentences
}

fn is_closing(text: &str, token: &Token) -> bool {
    matches!(mark_of(text, token), '”' | '"' | '’' | '»' | ')')
}

/// The first token behind the footnote marks of an encyclopedia that stand at a place: «… Sơn La.[1][5] Năm 1972 …».
fn after_notes(text: &str, tokens: &[Token], at: usize) -> usize {
    let note = |at: usize| {
        let [open, mark, close] = tokens.get(at..at + 3)? else {
            return None;
        };
        let is_note = !open.spaced
            && mark_of(text, open) == '['
            && (mark.kind == Kind::Number || mark.end - mark.start == 1)
            && mark_of(text, close) == ']';
        is_note.then_some(at + 3)
    };
    std::iter::successors(Some(at), |&at| note(at))
        .last()
        .unwrap_or(at)
}

/// Whether the mark at a place ends a sentence, where the next words stand behind its footnotes.
fn ends_sentence(text: &str, tokens: &[Token], at: usize, after: usize, lexicon: &Lexicon) -> bool {
    let next = tokens.get(after).filter(|t| t.kind != Kind::Break);
    match mark_of(text, &tokens[at]) {
        '!' | '?' => true,
        '…' => next.is_none_or(|n| n.spaced && n.is_capital()),
        '.' => {
            let Some(next) = next else { return true };
            let Some(before) = at.checked_sub(1).map(|i| &tokens[i]) else {
                return false;
            };
            let word = &text[before.start as usize..before.end as usize];
            if next.kind == Kind::Mark {
                return is_closing(text, next)
                    || (next.spaced && matches!(mark_of(text, next), '“' | '"' | '-' | '–'));
            }
            if !next.spaced {
                // «LEO.Ban»: two sentences without a space; but neither «TP.HCM» nor «24.9.1954» nor «v.v».
                return next.shape == Shape::Capital
                    && before.kind == Kind::Word
                    && before.shape == Shape::Lower
                    && word.chars().count() >= 3
                    && !lexicon.is_abbreviation(before.word);
            }
            let counted = || at > 1 && counts(text, &tokens[at - 2], word);
            if before.kind == Kind::Word
                && (lexicon.is_abbreviation(before.word) || is_initial(before, word))
                && !counted()
            {
                return false;
            }
            next.kind == Kind::Number || next.is_capital() || before.kind != Kind::Number
        }
        _ => false,
    }
}

/// The character that a mark is, or that another token begins with.
fn mark_of(text: &str, token: &Token) -> char {
    let mut chars = text[token.start as usize..].chars();
    chars.next().unwrap_or_default()
}

/// One capital letter alone: «N.», «Q.».
fn is_initial(token: &Token, word: &str) -> bool {
    token.shape == Shape::Capital && word.chars().count() == 1
}

/// Whether a numeral follows a word, so that «X.» behind it is no initial: «khóa X.», «lần thứ V.», «Cục Bảo vệ chính trị I.».
fn counts(text: &str, token: &Token, numeral: &str) -> bool {
    let word = text[token.start as usize..token.end as usize].to_lowercase();
    let counted = matches!(
        word.as_str(),
        "khóa" | "khoá" | "thứ" | "quý" | "hạng" | "khu" | "cấp" | "bậc" | "nhóm" | "loại"
    );
    // No name begins with I.
    counted || numeral == "I" && token.kind == Kind::Word
}
