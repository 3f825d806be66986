//! Spelling variants of one syllable folded to one form, for matching only.

use std::ops::Range;

/// What a folded syllable is written into: letters are put behind it and taken back from its end.
pub(crate) trait Letters {
    /// Puts a letter behind.
    fn put(&mut self, letter: char);
    /// Takes so many bytes back.
    fn take(&mut self, bytes: usize);
}

impl Letters for String {
    fn put(&mut self, letter: char) {
        self.push(letter);
    }

    fn take(&mut self, bytes: usize) {
        self.truncate(self.len() - bytes);
    }
}

/// The bytes of a word of at most [`Key::BYTES`], which nearly all are, as one number: no other form is hashed and
/// compared as fast.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Key {
    bytes: u128,
    length: usize,
}

impl Key {
    /// How many bytes a word has at most to be a number: hardly a syllable of Vietnamese has more, and they leave room
    /// for another number beside them.
    pub(crate) const BYTES: u32 = 12;

    /// The key of a piece of a text as it stands there.
    #[inline]
    pub(crate) fn of(text: &str, piece: Range<usize>) -> Self {
        let length = piece.len();
        // Of nearly every word sixteen bytes can be read at once, and those behind it be cut off.
        match text.as_bytes()[piece.start..].first_chunk() {
            Some(bytes) if length < 16 => Self {
                bytes: u128::from_le_bytes(*bytes) & ((1 << (8 * length)) - 1),
                length,
            },
            _ => Self::new(&text[piece]),
        }
    }

    /// The key of what some bytes begin with, up to the first that is no letter and before all ASCII letters, and that
    /// byte; none where it is not among the first sixteen, or the first.
    #[inline]
    pub(crate) fn before_mark(bytes: &[u8]) -> Option<(Self, u8)> {
        const ONES: u128 = u128::MAX / 0xFF;
        const HALF: u64 = u64::MAX / 0xFF;
        let first: &[u8; 16] = bytes.first_chunk()?;
        let bytes = u128::from_le_bytes(*first);
        // The highest bit of each byte below `A`, right at least for the first such byte; most words end in the first half.
        let [low, _] = halves(bytes);
        let half = low.wrapping_sub(HALF * u64::from(b'A')) & !low & (HALF << 7);
        let (bytes, length) = if half == 0 {
            let marks = bytes.wrapping_sub(ONES * u128::from(b'A')) & !bytes & (ONES << 7);
            let length = marks.trailing_zeros() as usize / 8;
            first.get(length)?;
            (bytes & ((1 << (8 * length)) - 1), length)
        } else {
            let length = half.trailing_zeros() as usize / 8;
            (u128::from(low & ((1 << (8 * length)) - 1)), length)
        };
        let end = first[length];
        (length > 0).then_some((Self { bytes, length }, end))
    }

    /// How many bytes the word has.
    pub(crate) fn length(self) -> usize {
        self.length
    }

    /// The key of a folded word.
    pub(crate) fn new(folded: &str) -> Self {
        let length = folded.len();
        let mut bytes = [0; 16];
        if let Some(bytes) = bytes.get_mut(..length) {
            bytes.copy_from_slice(folded.as_bytes());
        }
        Self {
            bytes: u128::from_le_bytes(bytes),
            length,
        }
    }

    /// The key of a word whose letters are folded, this, but for an ASCII capital in front and for its last.
    #[inline]
    pub(crate) fn settled(self, word: &str) -> Self {
        let (mut key, _) = self.with_small_first();
        settle_end(word.chars().rev().map(|c| c.to_ascii_lowercase()), &mut key);
        key
    }

    /// The key with the first letter small, and whether it was an ASCII capital.
    #[inline]
    pub(crate) fn with_small_first(mut self) -> (Self, bool) {
        let [first, ..] = self.bytes.to_le_bytes();
        if first.is_ascii_uppercase() {
            self.bytes |= u128::from(b' ');
        }
        (self, first.is_ascii_uppercase())
    }

    /// The number; none for a longer word. No word has a zero in it.
    #[inline]
    pub(crate) fn number(self) -> Option<u128> {
        (self.length <= Self::BYTES as usize).then_some(self.bytes)
    }
}

/// The lower and the upper half of a number.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the halves are what is meant"
)]
#[inline]
pub(crate) fn halves(number: u128) -> [u64; 2] {
    [number as u64, (number >> 64) as u64]
}

impl Letters for Key {
    fn put(&mut self, letter: char) {
        let mut bytes = [0; 4];
        let length = letter.encode_utf8(&mut bytes).len();
        if self.length < 16 {
            self.bytes |= u128::from(u32::from_le_bytes(bytes)) << (8 * self.length);
        }
        self.length += length;
    }

    fn take(&mut self, bytes: usize) {
        self.length -= bytes;
        if self.length < 16 {
            self.bytes &= (1 << (8 * self.length)) - 1;
        }
    }
}

/// A syllable in lower case, with the tone mark of open -oa, -oe, -uy on the first vowel and i for y
/// after a consonant; the tones themselves are never dropped.
pub fn fold(syllable: &str, into: &mut String) {
    into.clear();
    fold_into(syllable, into);
}

/// Folds a syllable and puts it behind what is there.
pub(crate) fn fold_into(syllable: &str, into: &mut impl Letters) {
    syllable.chars().for_each(|c| into.put(folded(c)));
    settle_end(syllable.chars().rev().map(folded), into);
}

/// A letter in lower case, an apostrophe or a dash in its plain form.
#[inline]
fn folded(c: char) -> char {
    match c {
        '`' => '\'',
        '\0'..='\u{7F}' => c.to_ascii_lowercase(),
        _ => folded_beyond_ascii(c),
    }
}

fn folded_beyond_ascii(c: char) -> char {
    match lower(c) {
        '’' | '‘' | 'ʼ' | '′' => '\'',
        '–' | '—' | '−' | '‑' => '-',
        c => c,
    }
}

/// Settles where the tone stands at the end of a syllable, whose letters come from behind, and i and y there.
#[inline]
fn settle_end(mut backwards: impl Iterator<Item = char>, into: &mut impl Letters) {
    let last = backwards.next();
    let Some(last) = last.filter(|last| !last.is_ascii() || *last == 'y') else {
        return;
    };
    let before = [backwards.next(), backwards.next(), backwards.next()];
    if let [Some(vowel), third, _] = before
        && third != Some('q')
        && let Some([first, then]) = tone_on_first_vowel(vowel, last)
    {
        into.take(vowel.len_utf8() + last.len_utf8());
        into.put(first);
        into.put(then);
    } else if let [Some('h' | 'k' | 'l' | 'm' | 's' | 't' | 'v'), None, _]
    | [Some('u'), Some('q'), None] = before
        && let Some(i) = y_to_i(last)
    {
        into.take(last.len_utf8());
        into.put(i);
    }
}

/// A letter in lower case; those of Vietnamese without a look into the tables of Unicode.
pub(crate) fn lower(c: char) -> char {
    match c {
        '\0'..='\u{7F}' => c.to_ascii_lowercase(),
        // Capitals and small letters stand side by side.
        '\u{1EA0}'..='\u{1EFF}' | '\u{100}'..='\u{12F}' => {
            char::from_u32(u32::from(c) | 1).unwrap_or(c)
        }
        '\u{DF}'..='\u{FF}' | 'ũ' | 'ơ' | 'ư' | '\u{2010}'..='\u{203F}' => c,
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// The last two letters of an open syllable with the tone on the second vowel, and with it on the first.
const OPEN: [([char; 2], [char; 2]); 15] = [
    (['o', 'à'], ['ò', 'a']),
    (['o', 'á'], ['ó', 'a']),
    (['o', 'ả'], ['ỏ', 'a']),
    (['o', 'ã'], ['õ', 'a']),
    (['o', 'ạ'], ['ọ', 'a']),
    (['o', 'è'], ['ò', 'e']),
    (['o', 'é'], ['ó', 'e']),
    (['o', 'ẻ'], ['ỏ', 'e']),
    (['o', 'ẽ'], ['õ', 'e']),
    (['o', 'ẹ'], ['ọ', 'e']),
    (['u', 'ỳ'], ['ù', 'y']),
    (['u', 'ý'], ['ú', 'y']),
    (['u', 'ỷ'], ['ủ', 'y']),
    (['u', 'ỹ'], ['ũ', 'y']),
    (['u', 'ỵ'], ['ụ', 'y']),
];

/// Each y, and the i of its tone.
const Y: [(char, char); 6] = [
    ('y', 'i'),
    ('ý', 'í'),
    ('ỳ', 'ì'),
    ('ỷ', 'ỉ'),
    ('ỹ', 'ĩ'),
    ('ỵ', 'ị'),
];

/// «hoà» → «hòa», «uỷ» → «ủy»: the last two letters of a syllable that ends so; not after q, whose u is no vowel.
fn tone_on_first_vowel(before: char, last: char) -> Option<[char; 2]> {
    let (_, first) = OPEN.iter().find(|(second, _)| *second == [before, last])?;
    Some(*first)
}

/// «lý» → «lí», «quý» → «quí»: y alone after a consonant (or qu) is i.
fn y_to_i(y: char) -> Option<char> {
    let (_, i) = Y.iter().find(|(given, _)| *given == y)?;
    Some(*i)
}

/// The other small letters that are folded to a folded word: «hòa» ← «hoà», «lí» ← «lý»; no word has two.
pub(crate) fn other_spelling(word: &str) -> Option<String> {
    let open = OPEN.iter().find_map(|(second, first)| {
        let stem = word.strip_suffix(first[1])?.strip_suffix(first[0])?;
        Some(stem.chars().chain(*second).collect())
    });
    let y = || {
        let (y, i) = Y.iter().find(|(_, i)| word.ends_with(*i))?;
        Some(word.strip_suffix(*i)?.chars().chain([*y]).collect())
    };
    let mut folded = String::new();
    open.or_else(y).filter(|written: &String| {
        fold(written, &mut folded);
        *folded == *word
    })
}

/// A text in NFC with Đ repaired; most texts are so already.
pub(crate) fn composed(text: &str) -> std::borrow::Cow<'_, str> {
    use unicode_normalization::UnicodeNormalization;
    // Up to U+02FF and in U+1E00–U+1EFF no letter is decomposed, and none composes with the next.
    let plain =
        |c: char| (c < '\u{300}' || ('\u{1E00}'..='\u{1EFF}').contains(&c)) && c != '\u{D0}';
    if text.chars().all(plain) {
        return text.into();
    }
    text.nfc()
        .map(|c| if c == '\u{D0}' { 'Đ' } else { c })
        .collect::<String>()
        .into()
}

/// The key under which two spellings of a person's name are the same name: every syllable folded,
/// one space between them; tones count.
pub fn name_key(name: &str) -> String {
    let name = composed(name);
    let mut key = String::with_capacity(name.len() + 1);
    let mut syllable = 0; // where it begins in the key
    for c in name.chars() {
        if !matches!(c, '-' | '–') && !c.is_whitespace() {
            key.push(folded(c));
        } else if key.len() > syllable {
            settle(&mut key, syllable);
            key.push(' ');
            syllable = key.len();
        }
    }
    settle(&mut key, syllable);
    if key.ends_with(' ') {
        key.pop();
    }
    key
}

/// Settles the end of the folded syllable that begins at a byte.
fn settle(key: &mut String, start: usize) {
    let Some(b'y' | 0x80..) = key.as_bytes()[start..].last() else {
        return;
    };
    let mut backwards = key[start..].chars().rev();
    let end = [(); 4].map(|()| backwards.next());
    settle_end(end.into_iter().flatten(), key);
}

/// Whether two spellings are of the same name, as [`name_key`] tells.
pub(crate) fn is_same_name(one: &str, other: &str) -> bool {
    // Consonants have one spelling, and most names begin with one.
    let consonant = |name: &str| {
        let first = name.chars().next().map(lower);
        first.filter(|c| "bcdđghklmnpqrstvx".contains(*c))
    };
    let differ = || consonant(one).is_some_and(|c| consonant(other).is_some_and(|d| c != d));
    one == other || !differ() && name_key(one) == name_key(other)
}

/// Whether a syllable is this one, folded.
pub(crate) fn is_folded_to(syllable: &str, folded: &str) -> bool {
    let mut key = Key::default();
    fold_into(syllable, &mut key);
    match key.number() {
        Some(number) => Key::new(folded).number() == Some(number),
        None => name_key(syllable) == folded,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_the_bytes_of_the_folded_word() {
        for word in [
            "Uỷ",
            "lý",
            "HOÀ",
            "quý",
            "Thuỷ",
            "",
            "H’Nuân",
            "nghiêng",
            "—",
            "Đắk",
            "quốchộikhoáxv",
            "phườnghoàthuỷ",
            "internationalisation",
            "phườnghoà",
        ] {
            let mut folded = String::new();
            fold(word, &mut folded);
            let mut key = Key::default();
            fold_into(word, &mut key);
            assert_eq!(key.number(), Key::new(&folded).number(), "{word}");
            let text = format!("{folded} và những từ ở phía sau");
            let cut = Key::of(&text, 0..folded.len());
            assert_eq!(key.number(), cut.number(), "{word}");
            let capital = format!("L{word}").to_lowercase().replacen('l', "L", 1);
            let mut key = Key::default();
            fold_into(&capital, &mut key);
            let settled = Key::new(&capital).settled(&capital);
            if !capital.contains(['’', '—']) {
                assert_eq!(key.number(), settled.number(), "{capital}");
            }
            assert_eq!(key.number().is_some(), folded.len() <= 12, "{word}");
        }
    }

    #[test]
    fn another_spelling_folds_to_the_word() {
        for (word, other) in [
            ("hòa", Some("hoà")),
            ("ủy", Some("uỷ")),
            ("lí", Some("lý")),
            ("quí", Some("quý")),
            ("mùa", None),
            ("tai", None),
            ("i", None),
        ] {
            assert_eq!(other_spelling(word).as_deref(), other);
        }
    }

    #[test]
    fn a_word_is_cut_off_before_the_mark_behind_it() {
        for (text, word, end) in [
            ("và, những từ ở sau", "và", b','),
            ("điều động ông Mẫu", "điều", b' '),
            ("ủy2 viên dự khuyết", "ủy", b'2'),
        ] {
            let cut = Key::before_mark(text.as_bytes()).map(|(key, end)| (key.number(), end));
            assert_eq!(cut, Some((Key::new(word).number(), end)));
        }
        assert!(Key::before_mark(b", no word is here").is_none());
        assert!(Key::before_mark(b"internationalisation").is_none());
    }

    #[test]
    fn spelling_variants_of_a_syllable_fold_to_one_form() {
        let folded = |word: &str| {
            let mut into = String::new();
            fold(word, &mut into);
            into
        };
        for (one, other) in [
            ("Uỷ", "ủy"),
            ("HOÀ", "hòa"),
            ("Thuỷ", "thủy"),
            ("lý", "lí"),
            ("Quý", "quí"),
            ("KỸ", "kĩ"),
            ("toà", "tòa"),
        ] {
            assert_eq!(folded(one), folded(other));
        }
        for (one, other) in [
            ("hoàn", "hòan"),
            ("thúy", "thui"),
            ("Hoà", "Hoa"),
            ("Đ", "D"),
            ("quà", "qùa"),
        ] {
            assert_ne!(folded(one), folded(other));
        }
    }
}
