//! What letters stand for: those that every paper uses («CSGT»), and those that the text itself spells out:
//! «Trung tâm Huấn luyện thể thao quốc gia (TTHLTTQG)».

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::reading::Reading;
use crate::rules::Category;
use crate::text::{Kind, Shape, Text};

/// How many words letters may stand for.
const MOST_LETTERS: usize = 12;

/// So many letters at least stand for words that the text says elsewhere.
const FEWEST_LETTERS: usize = 3;

/// The last words of heads of bodies whose names papers give by letters alone.
const HEADS: [&str; 7] = ["cục", "vụ", "ban", "viện", "phòng", "hội", "tâm"];

/// The words that a text spells out before letters in brackets, by these.
pub(super) fn spelled_out(text: &Text) -> HashMap<String, Range<usize>> {
    let tokens = &text.tokens;
    let mut spelled = HashMap::new();
    let numbered = tokens.iter().enumerate();
    let upper = numbered.filter(|(_, token)| token.shape == Shape::Upper);
    let letters: Vec<usize> = upper.map(|(at, _)| at).collect();
    let is = |at: usize, mark: &str| tokens.get(at).is_some_and(|token| text.word(token) == mark);
    for &at in letters.iter().filter(|&&at| at > 1) {
        if is(at - 1, "(")
            && is(at + 1, ")")
            && let Some(words) = words_before(text, at - 1, text.word(&tokens[at]))
        {
            spelled
                .entry(text.word(&tokens[at]).to_owned())
                .or_insert(words);
        }
    }
    add_said_behind_heads(text, &letters, &mut spelled);
    spelled
}

/// Adds the letters behind a head that elsewhere in the text has words with these initials behind it: «Cục NTBD» where it
/// also has «Cục Nghệ thuật biểu diễn»; `upper` are the words of capitals alone.
fn add_said_behind_heads(
    text: &Text,
    upper: &[usize],
    spelled: &mut HashMap<String, Range<usize>>,
) {
    let tokens = &text.tokens;
    let mut tried = BTreeSet::new();
    for &at in upper.iter().filter(|&&at| at > 0) {
        let letters = text.word(&tokens[at]);
        let may = (FEWEST_LETTERS..=MOST_LETTERS).contains(&letters.chars().count())
            && letters.chars().all(char::is_alphabetic)
            && HEADS.contains(&text.word(&tokens[at - 1]).to_lowercase().as_str());
        if !may || spelled.contains_key(letters) || !tried.insert(letters) {
            continue;
        }
        let head = tokens[at - 1].word;
        let heads = (0..tokens.len()).filter(|&other| tokens[other].word == head);
        let mut words = heads.filter_map(|other| words_behind(text, other + 1, letters));
        if let Some(words) = words.next() {
            spelled.insert(letters.to_owned(), words);
        }
    }
}

/// The words from a token on whose first letters these are.
fn words_behind(text: &Text, start: usize, letters: &str) -> Option<Range<usize>> {
    let end = start + letters.chars().count();
    let words = text.tokens.get(start..end)?;
    let fits = words.iter().zip(letters.chars()).all(|(token, letter)| {
        let first = text.word(token).chars().next();
        token.kind == Kind::Word
            && token.shape != Shape::Upper
            && first.is_some_and(|first| plain(first) == plain(letter))
    });
    fits.then_some(start..end)
}

/// The words before a token whose first letters these are; «và» may go without one.
fn words_before(text: &Text, end: usize, letters: &str) -> Option<Range<usize>> {
    let wanted = letters.chars().filter(|c| c.is_alphabetic());
    let mut wanted: Vec<char> = wanted.collect();
    if !(2..=MOST_LETTERS).contains(&wanted.len()) {
        return None;
    }
    let mut start = end;
    while let Some(letter) = wanted.pop() {
        start = start.checked_sub(1)?;
        if text.word(&text.tokens[start]) == "và" && letter != 'V' {
            start = start.checked_sub(1)?;
        }
        let token = text.tokens.get(start).filter(|t| t.kind == Kind::Word)?;
        if plain(text.word(token).chars().next()?) != plain(letter) {
            return None;
        }
    }
    Some(start..end)
}

/// A letter without tone and mark, small; «Đ» is a letter of its own.
fn plain(letter: char) -> Option<char> {
    std::iter::once(letter)
        .nfd()
        .next()
        .and_then(|base| base.to_lowercase().next())
}

impl Reading<'_> {
    /// The words of a body's name, its letters spelled out.
    pub(super) fn name_words(&self, tokens: Range<usize>) -> String {
        let mut words = String::new();
        for at in tokens.clone() {
            let Some(token) = self.token(at) else { break };
            if at > tokens.start && token.spaced {
                words.push(' ');
            }
            let word = self.text.word(token);
            let long = (token.shape == Shape::Upper)
                .then(|| self.spelling(word))
                .flatten();
            words.push_str(long.as_deref().unwrap_or(word));
        }
        words
    }

    /// What letters stand for.
    fn spelling(&self, letters: &str) -> Option<String> {
        let Some(words) = self.spelled.get(letters) else {
            return self.rules.words.letters.get(letters).cloned();
        };
        // «Kinh tế hạ tầng (KTHT)» is the field that the table knows.
        let field = self
            .tag(words.start, Category::Field)
            .filter(|(_, end)| *end == words.end)
            .map(|(entry, _)| self.rules.words.fields[entry].clone());
        field.or_else(|| Some(self.text.words(words.clone())))
    }
}
