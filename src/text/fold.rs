//! Spelling variants of one syllable folded to one form, for matching only.

/// A syllable in lower case, with the tone mark of open -oa, -oe, -uy on the first vowel and i for y
/// after a consonant; the tones themselves are never dropped.
pub fn fold(syllable: &str, into: &mut String) {
    into.clear();
    let mut ascii = true;
    for c in syllable.chars() {
        ascii &= c.is_ascii();
        into.push(match lower(c) {
            '’' | '‘' | 'ʼ' | '′' | '`' => '\'',
            '–' | '—' | '−' | '‑' => '-',
            c => c,
        });
    }
    if ascii && !into.ends_with('y') {
        return;
    }
    if let Some((length, placed)) = tone_on_first_vowel(into) {
        into.truncate(into.len() - length);
        into.push_str(placed);
    }
    y_to_i(into);
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

/// «hoà» → «hòa», «uỷ» → «ủy»; not after q, whose u is no vowel.
fn tone_on_first_vowel(syllable: &str) -> Option<(usize, &'static str)> {
    const PLACED: [(&str, &str); 15] = [
        ("oà", "òa"),
        ("oá", "óa"),
        ("oả", "ỏa"),
        ("oã", "õa"),
        ("oạ", "ọa"),
        ("oè", "òe"),
        ("oé", "óe"),
        ("oẻ", "ỏe"),
        ("oẽ", "õe"),
        ("oẹ", "ọe"),
        ("uỳ", "ùy"),
        ("uý", "úy"),
        ("uỷ", "ủy"),
        ("uỹ", "ũy"),
        ("uỵ", "ụy"),
    ];
    // A marked vowel behind o or u: most syllables end otherwise.
    let mut letters = syllable.chars().rev();
    if letters.next()?.is_ascii() || !matches!(letters.next()?, 'o' | 'u') {
        return None;
    }
    let (from, to) = PLACED.iter().find(|(from, _)| syllable.ends_with(from))?;
    let before = &syllable[..syllable.len() - from.len()];
    (!before.ends_with('q')).then_some((from.len(), *to))
}

/// «lý» → «lí», «quý» → «quí»: y alone after a consonant (or qu) is i.
fn y_to_i(syllable: &mut String) {
    const PAIRS: [(char, char); 6] = [
        ('y', 'i'),
        ('ý', 'í'),
        ('ỳ', 'ì'),
        ('ỷ', 'ỉ'),
        ('ỹ', 'ĩ'),
        ('ỵ', 'ị'),
    ];
    let Some(last) = syllable
        .chars()
        .next_back()
        .filter(|c| *c == 'y' || !c.is_ascii())
    else {
        return;
    };
    let Some(&(_, i)) = PAIRS.iter().find(|(y, _)| *y == last) else {
        return;
    };
    let before = &syllable[..syllable.len() - last.len_utf8()];
    if matches!(before, "h" | "k" | "l" | "m" | "s" | "t" | "v" | "qu") {
        syllable.truncate(before.len());
        syllable.push(i);
    }
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
    let mut key = String::with_capacity(name.len());
    let mut syllable = String::new();
    for word in name
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '–'))
        .filter(|w| !w.is_empty())
    {
        fold(word, &mut syllable);
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&syllable);
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

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
