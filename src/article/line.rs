//! Lines in the form in which they are compared with word lists.

use unicode_normalization::UnicodeNormalization;

use crate::text::lower;

/// A text in lower case with NFC letters, one kind of Đ and single spaces, and what each letter was before.
///
/// The letters of `lower` and of `plain` stand one for one, so that a phrase found in one is found in the other.
pub(super) struct Folded {
    pub(super) lower: String,
    /// The same letters in their own case.
    pub(super) plain: Vec<char>,
}

impl Folded {
    /// Folds a text.
    pub(super) fn new(text: &str) -> Self {
        let mut folded = Self {
            lower: String::with_capacity(text.len()),
            plain: Vec::with_capacity(text.len()),
        };
        if has_marks_apart(text) {
            text.nfc().for_each(|c| folded.push(c));
        } else {
            text.chars().for_each(|c| folded.push(c));
        }
        while folded.plain.last() == Some(&' ') {
            folded.plain.pop();
            folded.lower.pop();
        }
        folded
    }

    /// Folds at most so many letters from the start of a text.
    pub(super) fn prefix(text: &str, letters: usize) -> Self {
        let end = text
            .char_indices()
            .nth(letters)
            .map_or(text.len(), |(at, _)| at);
        Self::new(&text[..end])
    }

    fn push(&mut self, c: char) {
        let c = match c {
            'Ð' | 'Ɖ' => 'Đ',
            'ð' | 'ɖ' => 'đ',
            '\u{200b}' | '\u{ad}' | '\u{feff}' => return,
            ' '..='~' => c,
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c == ' ' && self.plain.last().is_none_or(|last| *last == ' ') {
            return;
        }
        self.plain.push(c);
        self.lower.push(lower(c));
    }
}

/// Whether marks stand apart from their letters somewhere (U+0300 to U+036F), as in NFD and windows-1258 text.
pub(super) fn has_marks_apart(text: &str) -> bool {
    memchr::memchr2(0xcc, 0xcd, text.as_bytes()).is_some()
}

/// Where a phrase stands in a text, in order; whole articles are searched for phrases that few of them have, which
/// [`str::match_indices`] takes ten times as long for.
pub(super) fn places_of<'t>(phrase: &'t str, text: &'t str) -> impl Iterator<Item = usize> + 't {
    memchr::memmem::find_iter(text.as_bytes(), phrase)
}
