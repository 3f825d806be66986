//! The normal form of a text, and the way back to the original.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// The content of an article in NFC, with Đ repaired and one kind of space, and for each place of it
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

/// Where the first character begins that may be no part of a normal form.
///
/// ASCII and the letters of U+0080–U+024F and U+1E00–U+1EFF stay as they are, but for a few: two looks into tables
/// tell it, for two bytes, without the many branches that the mix of letters of one to three bytes would make.
fn suspect(bytes: &[u8]) -> Option<usize> {
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    pairs
        .into_iter()
        .position(|(&lead, &next)| LEADS[usize::from(lead)] & NEXTS[usize::from(next)] != 0)
}

/// By first byte of a character: in which of the sets of [`NEXTS`] its second byte makes it suspect.
const LEADS: [u8; 256] = {
    let mut leads = [0; 256];
    let mut lead = 0xC2;
    while lead < 256 {
        leads[lead] = match lead {
            0xC2 => 1,
            0xC3 => 2,
            0xC4 | 0xC5 | 0xC7 | 0xC8 => 0,
            0xC6 => 4,
            0xE1 => 8,
            _ => 16,
        };
        lead += 1;
    }
    leads
};

/// By second byte of a character: the sets that it belongs to.
const NEXTS: [u8; 256] = {
    let mut nexts = [16; 256];
    let mut next = 0x80;
    while next < 0xC0 {
        nexts[next] |= match next {
            // A space that does not break and a hyphen that shows only where the line does.
            0xA0 | 0xAD => 1,
            // Ð and ð, which are no Đ and đ.
            0x90 | 0xB0 => 2,
            // Ɖ, which is no Đ either.
            0x89 => 4,
            _ => 0,
        };
        // What is not of U+1E00–U+1EFF.
        if next < 0xB8 || next > 0xBB {
            nexts[next] |= 8;
        }
        next += 1;
    }
    nexts
};
