//! Bytes → the text as it is stored.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1258};

/// How much of the bytes tells their encoding.
const SAMPLE: usize = 64 << 10;

/// First bytes of files that people mistake for articles, with what they are and the cure.
const FOREIGN: [(&[u8], &str); 5] = [
    (
        b"%PDF-",
        "a PDF, not text; convert it first, for example with pdftotext",
    ),
    (
        b"PK\x03\x04",
        "a zip archive or Office document, not text; unpack it or save it as plain text",
    ),
    (
        b"\xD0\xCF\x11\xE0",
        "an Office document, not text; save it as plain text",
    ),
    (
        b"{\\rtf",
        "an RTF document, not text; save it as plain text",
    ),
    (
        b"\x28\xB5\x2F\xFD",
        "compressed with zstd; decompress it, or compress it with gzip",
    ),
];

/// Decodes the bytes of one article, whose page may declare an encoding; the reason where they are no text.
///
/// UTF-8 with a few broken bytes (a cut-off end, a damaged letter) keeps its text, with U+FFFD in their place.
pub(super) fn decode<'b>(
    bytes: &'b [u8],
    declared: Option<&'static Encoding>,
) -> Result<Cow<'b, str>, &'static str> {
    if let Some((_, reason)) = FOREIGN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(reason);
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode_without_bom_handling(&bytes[length..]).0);
    }
    match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) if !is_binary(bytes) => Ok(text),
        _ if utf_16(bytes).is_some() => Ok(utf_16(bytes)
            .unwrap_or(UTF_16LE)
            .decode_without_bom_handling(bytes)
            .0),
        _ if is_binary(bytes) => Err("not text (binary data)"),
        _ if is_damaged_utf_8(bytes) => Ok(UTF_8.decode_without_bom_handling(bytes).0),
        _ => legacy(bytes, declared),
    }
}

/// Text of the time before Unicode: windows-1258, or what the page declares.
fn legacy<'b>(
    bytes: &'b [u8],
    declared: Option<&'static Encoding>,
) -> Result<Cow<'b, str>, &'static str> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guess = declared
        .filter(|encoding| *encoding != UTF_8)
        .unwrap_or_else(|| detector.guess(Some(b"vn"), Utf8Detection::Deny));
    [guess, WINDOWS_1258]
        .into_iter()
        .find(|encoding| is_plausible(&encoding.decode_without_bom_handling(sample).0))
        .map(|encoding| encoding.decode_without_bom_handling(bytes).0)
        .ok_or(
            "not UTF-8, UTF-16 or windows-1258 text; convert it to UTF-8 first (TCVN3 and VNI texts with a converter such as UniKey)",
        )
}

/// Whether the letters beyond ASCII are those that Vietnamese text has.
fn is_plausible(text: &str) -> bool {
    let (mut foreign, mut good, mut bad) = (0_usize, 0_usize, 0_usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        foreign += 1;
        if is_vietnamese(c) {
            good += 1;
        } else if !"\u{a0}–—‘’“”…•«»₫".contains(c) {
            bad += 1;
        }
    }
    foreign == 0 || bad * 10 <= good || bad * 200 <= text.len()
}

/// A letter beyond ASCII, or a tone mark apart from its letter.
fn is_vietnamese(c: char) -> bool {
    const LATIN: &str =
        "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư\u{300}\u{301}\u{303}\u{309}\u{323}";
    matches!(c, '\u{1ea0}'..='\u{1ef9}') || LATIN.contains(c)
}

/// UTF-16 without a byte order mark: half the bytes of its ASCII letters are zero, all on one side.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let zeros = |side: usize| {
        sample
            .iter()
            .skip(side)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    match (even * 4 > pairs, odd * 4 > pairs) {
        (true, false) if odd * 50 < pairs => Some(UTF_16BE),
        (false, true) if even * 50 < pairs => Some(UTF_16LE),
        _ => None,
    }
}

/// Whether control characters are more than an accident.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // Line ends are counted with the others at first, since that is done for many bytes at once.
    let low: usize = sample
        .chunks(128)
        .map(|chunk| {
            let count = |count: u8, b: &u8| count.wrapping_add(u8::from(*b < b' '));
            usize::from(chunk.iter().fold(0, count))
        })
        .sum();
    if low * 100 <= sample.len() + 800 {
        return false;
    }
    let controls = sample
        .iter()
        .filter(|b| **b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1a))
        .count();
    controls * 100 > sample.len() + 800
}

/// Whether the bytes are UTF-8 but for a few broken places.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken * 4 <= good
}

/// Makes the text storable in every RDF syntax, character for character.
///
/// Control characters and non-characters become spaces. Line ends become `\n`, the `\r` before it a space, since XML
/// readers turn `\r` into something else.
pub(super) fn storable(text: String) -> String {
    if is_storable(text.as_bytes()) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        out.push(match c {
            '\t' | '\n' => c,
            '\r' if rest.peek() != Some(&'\n') => '\n',
            '\u{fffe}' | '\u{ffff}' => ' ',
            c if c.is_control() => ' ',
            c => c,
        });
    }
    out
}

/// Whether no byte of a text can belong to what must be replaced. Most stretches tell that without a look at each byte
/// by itself.
fn is_storable(bytes: &[u8]) -> bool {
    // In numbers, without a branch, so that many bytes are asked at a time.
    let may_not = |b: u8| {
        let control = u8::from(b < b' ') & u8::from(b != b'\t') & u8::from(b != b'\n');
        let others = [0x7f, 0xc2, 0xef].map(|other| u8::from(b == other));
        others.into_iter().fold(control, |any, other| any | other)
    };
    let mut start = 0;
    for chunk in bytes.chunks(128) {
        if chunk.iter().fold(0, |any, &b| any | may_not(b)) != 0 {
            // Of U+0080–U+00BF only the first half are control characters, of U+F000–U+FFFF only the end is no text.
            let next = |at: usize| bytes.get(start + at + 1).copied().unwrap_or_default();
            let bad = chunk.iter().enumerate().any(|(at, &b)| match b {
                0xc2 => next(at) < 0xa0,
                0xef => next(at) == 0xbf,
                b => may_not(b) != 0,
            });
            if bad {
                return false;
            }
        }
        start += chunk.len();
    }
    true
}
