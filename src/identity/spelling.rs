//! Names as official print spells them, and where their words begin.

use unicode_normalization::UnicodeNormalization;

use crate::text::{lower, name_key};

/// A body without the term that it is in: «Quốc hội khóa XV» → «Quốc hội».
pub(super) fn without_term(label: &str) -> &str {
    let end = [" khóa ", " nhiệm kỳ ", " lần thứ "]
        .iter()
        .filter_map(|term| label.find(term))
        .min();
    end.map_or(label, |end| label[..end].trim_end_matches([' ', ',']))
}

/// A name in NFC, Đ repaired, single spaces, its marks where official print has them («Uỷ» → «Ủy»).
pub(super) fn settled(name: &str) -> String {
    crate::text::composed(name)
        .split_whitespace()
        .map(|word| settled_word(word).unwrap_or_else(|| word.to_owned()))
        .collect::<Vec<_>>()
        .join(" ")
}

/// A word with its tone mark moved from the second to the first vowel of an open -oa, -oe, -uy.
fn settled_word(word: &str) -> Option<String> {
    let mut folded = String::new();
    crate::text::fold(word, &mut folded);
    let mut capitals = word.chars().map(char::is_uppercase);
    let same_length = folded.chars().count() == word.chars().count();
    let y_kept = !word
        .chars()
        .zip(folded.chars())
        .any(|(a, b)| vowel(lower(a)) == 'y' && vowel(b) == 'i');
    if !same_length || !y_kept || folded.chars().eq(word.chars().map(lower)) {
        return None;
    }
    Some(
        folded
            .chars()
            .map(|c| {
                if capitals.next() == Some(true) {
                    c.to_uppercase().next().unwrap_or(c)
                } else {
                    c
                }
            })
            .collect(),
    )
}

/// The letter without its marks.
fn vowel(c: char) -> char {
    std::iter::once(c).nfd().next().unwrap_or(c)
}

/// The beginnings of a name at word boundaries with what follows, the longest first.
pub(super) fn prefixes(name: &str, words: usize) -> impl Iterator<Item = (&str, &str)> {
    let ends: Vec<usize> = name
        .char_indices()
        .filter(|&(_, c)| c == ' ' || c == ',')
        .map(|(at, _)| at)
        .chain(std::iter::once(name.len()))
        .take(words)
        .collect();
    ends.into_iter()
        .rev()
        .map(|end| (&name[..end], name[end..].trim_start_matches(' ')))
}

pub(super) fn word_starts(label: &str) -> impl Iterator<Item = usize> {
    std::iter::once(0).chain(label.match_indices(' ').map(|(at, _)| at + 1))
}

pub(super) fn starts_with_word(text: &str, word: &str) -> bool {
    // Folding makes no other of these letters out of the first: most words differ in it.
    let first = |text: &str| {
        let first = lower(text.chars().next()?);
        (first.is_ascii_lowercase() || first == 'đ').then_some(first)
    };
    if first(text).zip(first(word)).is_some_and(|(a, b)| a != b) {
        return false;
    }
    let words = word.split(' ').count();
    let first: Vec<&str> = text.split(' ').take(words).collect();
    name_key(&first.join(" ")) == name_key(word)
}

pub(super) fn begins_a_name(word: &str) -> bool {
    word.chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
}
