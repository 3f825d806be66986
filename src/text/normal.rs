//! The normal form of a text, and the way back to the original.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// The content of an article in NFC, with Đ and ă repaired and one kind of space, and for each place of it
/// the place of the original that it stands for.
pub struct Normal {
    text: String,
    /// Where the distance between normal form and original changes: (byte of `text`, byte of the original).
    anchors: Vec<(usize, usize)>,
}

impl Normal {
    /// Normalises the content ranges of `original`; a line break stands between two of them, or a space where
    /// a sentence goes on.
    pub fn new(original: &str, content: &[Range<usize>]) -> Self {
        let length = content.iter().map(|r| r.len() + 1).sum();
        let mut normal = Self {
            text: String::with_capacity(length),
            anchors: Vec::new(),
        };
        let mut before = None;
        for range in content {
            if let Some(end) = before {
                // What was cut out of the middle of a sentence does not end it.
                let between = original.get(end..range.start).unwrap_or_default();
                normal.anchor(range.start.saturating_sub(1));
                normal.text.push(if crate::article::goes_on(between) {
                    ' '
                } else {
                    '\n'
                });
            }
            normal.add(original, range.clone());
            before = Some(range.end);
        }
        normal
    }

    /// The normal form.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The byte of the original where the character at a byte of the normal form begins.
    pub fn original_start(&self, byte: usize) -> usize {
        let after = self.anchors.partition_point(|&(normal, _)| normal <= byte);
        match self.anchors[..after].last() {
            Some(&(normal, original)) => original + (byte - normal),
            None => byte,
        }
    }

    /// The byte of the original where the character that ends at a byte of the normal form ends.
    pub fn original_end(&self, byte: usize) -> usize {
        // An anchor at `byte` itself may already lie behind characters that were left out,
        // or in another content range: the end belongs to the stretch before it.
        let before = self.anchors.partition_point(|&(normal, _)| normal < byte);
        match self.anchors[..before].last() {
            Some(&(normal, original)) => {
                let end = original + (byte - normal);
                // A composed character is shorter than what it stands for: its end is the next anchor.
                match self.anchors.get(before) {
                    Some(&(next, original))
                        if next == byte && original > end && self.composed(normal, next) =>
                    {
                        original
                    }
                    _ => end,
                }
            }
            None => byte,
        }
    }

    /// Whether a stretch between two anchors is one composed character.
    fn composed(&self, start: usize, end: usize) -> bool {
        let mut chars = self.text[start..end].chars();
        chars.next().is_some_and(|c| !c.is_whitespace()) && chars.next().is_none()
    }

    /// Notes that the next byte of the normal form stands for this byte of the original.
    fn anchor(&mut self, original: usize) {
        if self.original_start(self.text.len()) != original || self.anchors.is_empty() {
            self.anchors.push((self.text.len(), original));
        }
    }

    fn add(&mut self, original: &str, range: Range<usize>) {
        let part = &original[range.clone()];
        self.anchor(range.start);
        let mut plain = 0; // where the stretch that needs no change began
        let mut at = 0;
        while let Some(found) = suspect(&part.as_bytes()[at..]) {
            at += found;
            let Some(c) = part[at..].chars().next() else {
                break;
            };
            let end = at + c.len_utf8();
            let change = match c {
                '\u{D0}' | '\u{189}' => Some("Đ"),
                '\u{F0}' | '\u{256}' => Some("đ"),
                '\u{1CD}' => Some("Ă"),
                '\u{1CE}' => Some("ă"),
                '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => {
                    Some(" ")
                }
                '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => Some(""),
                _ => None,
            };
            if let Some(change) = change {
                self.text.push_str(&part[plain..at]);
                self.anchor(range.start + at);
                self.text.push_str(change);
                self.anchor(range.start + end);
                plain = end;
                at = end;
            } else if canonical_combining_class(c) != 0 {
                self.text.push_str(&part[plain..at]);
                at = self.compose(part, at, range.start);
                plain = at;
            } else {
                at = end;
            }
        }
        self.text.push_str(&part[plain..]);
    }

    /// Composes the marks at `at` with the letter before them; returns where they end.
    fn compose(&mut self, part: &str, at: usize, offset: usize) -> usize {
        let mut end = at;
        for c in part[at..]
            .chars()
            .take_while(|&c| canonical_combining_class(c) != 0)
        {
            end += c.len_utf8();
        }
        let marks = &part[at..end];
        // Detached marks («e ́») come from PDF copies: the space between letter and mark is no space.
        let kept = self.text.len();
        let letter = match self
            .text
            .strip_suffix(' ')
            .unwrap_or(&self.text)
            .char_indices()
            .next_back()
        {
            Some((start, c)) if c.is_alphabetic() => start,
            _ => kept,
        };
        let start = if letter == kept {
            offset + at
        } else {
            self.original_start(letter)
        };
        let composed: String = self.text[letter..]
            .trim_end_matches(' ')
            .chars()
            .chain(marks.chars())
            .nfc()
            .collect();
        self.text.truncate(letter);
        while self
            .anchors
            .last()
            .is_some_and(|&(normal, _)| normal > letter)
        {
            self.anchors.pop();
        }
        // The composed character is a stretch of its own, so that its end is the end of its last mark.
        if self
            .anchors
            .last()
            .is_none_or(|&(normal, _)| normal < letter)
        {
            self.anchors.push((letter, start));
        }
        self.text.push_str(&composed);
        self.anchors.push((self.text.len(), offset + end));
        end
    }
}

/// Where the first character begins that may be no part of a normal form; stretches without one are passed over at once.
fn suspect(bytes: &[u8]) -> Option<usize> {
    const STRETCH: usize = 64;
    let mut from = 0;
    for (leads, nexts) in bytes.chunks(STRETCH).zip(bytes.get(1..)?.chunks(STRETCH)) {
        let pairs = leads.iter().zip(nexts);
        if pairs.fold(0, |any, (&lead, &next)| any | is_suspect(lead, next)) != 0 {
            break;
        }
        from += STRETCH;
    }
    let rest = bytes.get(from..)?;
    let mut pairs = rest.iter().zip(rest.get(1..)?);
    let found = pairs.position(|(&lead, &next)| is_suspect(lead, next) != 0)?;
    Some(from + found)
}

/// Whether two bytes begin a character that may be no part of a normal form, as a number that is not 0.
///
/// ASCII and the letters of U+0080–U+024F and U+1E00–U+1EFF stay as they are, but for a few. It is asked in numbers,
/// without a branch, so that many pairs are asked at a time.
#[inline]
fn is_suspect(lead: u8, next: u8) -> u8 {
    let [c2, c3, c6, c7, e1] = [0xC2, 0xC3, 0xC6, 0xC7, 0xE1].map(|first| u8::from(lead == first));
    let is = |second: u8| u8::from(next == second);
    // A space that does not break and a hyphen that shows only where the line does.
    let blank = c2 & (is(0xA0) | is(0xAD));
    // Ð and ð, and Ɖ, which are no Đ and đ.
    let foreign = c3 & (is(0x90) | is(0xB0)) | c6 & is(0x89);
    // Ǎ and ǎ, which are no Ă and ă.
    let caron = c7 & (is(0x8D) | is(0x8E));
    // What is not of U+1E00–U+1EFF, and of no other letters with marks.
    let other = e1 & u8::from(!(0xB8..=0xBB).contains(&next));
    blank | foreign | caron | other | u8::from(lead > 0xC8) & (1 - e1)
}
