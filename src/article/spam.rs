//! Pages that must not be read: betting spam, copies with letters exchanged, other languages.

use unicode_normalization::UnicodeNormalization;

use super::line::has_marks_apart;
use super::words::Furniture;

/// Why a text is a page that must not be read: betting spam, or letters exchanged so that copies are not found.
pub(super) fn reason(text: &str, words: &Furniture) -> Option<&'static str> {
    let sample = start(text, 600);
    let mut letters = sample.bytes().filter(u8::is_ascii_alphabetic).count();
    let (mut small, mut foreign) = (0_usize, 0_usize);
    for c in sample.chars().filter(|c| !c.is_ascii()) {
        match c {
            'À'..='\u{24f}' | '\u{1e00}'..='ỹ' => letters += 1,
            '\u{280}'..='\u{2af}' | '\u{1d00}'..='\u{1d7f}' | '\u{a730}'..='\u{a7ff}' => small += 1,
            '\u{a0}'..='\u{bf}' | '\u{300}'..='\u{36f}' | '\u{2000}'..='\u{2bff}' => {}
            c => foreign += usize::from(c.is_alphabetic()),
        }
    }
    if small * 20 > letters + small {
        return Some("spam: written in small capitals");
    }
    if foreign * 3 > letters + foreign {
        return Some("not in Vietnamese");
    }
    let betting = start(text, 6 << 10);
    // One word in sixty, of about six bytes each.
    let least = betting.len().div_ceil(6 * 60).max(4);
    let spam = words.betting(betting, least);
    if spam.is_some_and(|(count, kinds)| kinds >= 2 && count >= least) {
        return Some("betting spam");
    }
    is_spun(start(text, 1200)).then_some("spam: its tone marks were changed at random")
}

/// At most so many bytes from the start of a text.
fn start(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Syllables that end in p, t, c or ch have only two of the six tones; a text that breaks this often was altered.
fn is_spun(text: &str) -> bool {
    let composed: String;
    let text = if has_marks_apart(text) {
        composed = text.nfc().collect();
        &composed
    } else {
        text
    };
    let (mut all, mut wrong) = (0_usize, 0_usize);
    // Of what may stand in a text only white space comes before all signs.
    for syllable in text.as_bytes().split(|b| *b <= b' ') {
        // Of a syllable without marks nothing is counted.
        if syllable.len() < 12 && may_stop(syllable) && !syllable.is_ascii() {
            let tone = std::str::from_utf8(syllable)
                .ok()
                .and_then(has_tone_of_stop);
            all += usize::from(tone.is_some());
            wrong += usize::from(tone == Some(false));
        }
    }
    all >= 15 && wrong * 4 > all
}

/// Whether a syllable may end in p, t, c or ch, perhaps with a sign behind it: most end otherwise.
fn may_stop(syllable: &[u8]) -> bool {
    match syllable {
        [.., b'c', b'h'] | [.., b'p' | b't' | b'c'] => true,
        [.., last] => last.is_ascii_punctuation() || syllable.ends_with("”".as_bytes()),
        [] => false,
    }
}

/// Whether a syllable that ends in p, t, c or ch and has a letter with a mark has one of the two tones that it may have.
fn has_tone_of_stop(syllable: &str) -> Option<bool> {
    let syllable = syllable.trim_end_matches([',', '.', ';', ':', '"', '”', ')']);
    let stem = syllable
        .strip_suffix("ch")
        .or_else(|| syllable.strip_suffix(['p', 't', 'c']))?;
    stem.chars()
        .find(|c| !c.is_ascii() && *c != 'đ' && *c != 'Đ')?;
    let tones = stem.chars().filter(|c| is_sharp_or_heavy(*c)).count();
    Some(tones == 1)
}

fn is_sharp_or_heavy(c: char) -> bool {
    matches!(
        c,
        'á' | 'ắ'
            | 'ấ'
            | 'é'
            | 'ế'
            | 'í'
            | 'ó'
            | 'ố'
            | 'ớ'
            | 'ú'
            | 'ứ'
            | 'ý'
            | 'ạ'
            | 'ặ'
            | 'ậ'
            | 'ẹ'
            | 'ệ'
            | 'ị'
            | 'ọ'
            | 'ộ'
            | 'ợ'
            | 'ụ'
            | 'ự'
            | 'ỵ'
            | 'Á'
            | 'Ắ'
            | 'Ấ'
            | 'É'
            | 'Ế'
            | 'Í'
            | 'Ó'
            | 'Ố'
            | 'Ớ'
            | 'Ú'
            | 'Ứ'
            | 'Ý'
            | 'Ạ'
            | 'Ặ'
            | 'Ậ'
            | 'Ẹ'
            | 'Ệ'
            | 'Ị'
            | 'Ọ'
            | 'Ộ'
            | 'Ợ'
            | 'Ụ'
            | 'Ự'
            | 'Ỵ'
    )
}
