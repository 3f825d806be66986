//! A text as words to be found by: as written, and without marks.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::{composed, fold_into, lower};

/// So many letters of a word count.
const LONGEST: usize = 64;

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// In lower case, composed.
    pub(super) small: String,
    /// With one placement of tones and one of i and y; tones kept.
    pub(super) exact: String,
    /// Without marks, đ as d, numbers without zeros in front.
    pub(super) folded: String,
    /// What stands between the apostrophes within the word: «M'gar» is found as «mgar», «m gar» and «gar».
    pub(super) pieces: Vec<Word>,
}

impl Word {
    fn new(letters: &str) -> Self {
        let small: String = letters.chars().map(lower).collect();
        let mut exact = String::new();
        fold_into(letters, &mut exact);
        Self {
            folded: without_marks(&exact),
            small,
            exact,
            pieces: Vec::new(),
        }
    }
}

/// The words of a text: letters and digits without a break, whatever stands between them.
pub(super) fn words(text: &str) -> Vec<Word> {
    let text = composed(text);
    let is_inside = |c: char| c.is_alphanumeric() || is_combining_mark(c) || is_apostrophe(c);
    let runs = text.split(|c: char| !is_inside(c));
    runs.filter_map(|run| {
        let pieces = run.split(is_apostrophe);
        let pieces = pieces.filter(|piece| piece.contains(char::is_alphanumeric));
        let pieces: Vec<String> = pieces
            .map(|piece| piece.chars().take(LONGEST).collect())
            .collect();
        match &pieces[..] {
            [] => None,
            [one] => Some(Word::new(one)),
            several => {
                let whole: String = several.concat().chars().take(LONGEST).collect();
                Some(Word {
                    pieces: several.iter().map(|piece| Word::new(piece)).collect(),
                    ..Word::new(&whole)
                })
            }
        }
    })
    .collect()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '′' | '`')
}

/// A word in small letters without its marks.
pub(super) fn without_marks(word: &str) -> String {
    let letters = word.nfd().filter(|c| !is_combining_mark(*c));
    let plain: String = letters.map(|c| if c == 'đ' { 'd' } else { c }).collect();
    if plain.bytes().all(|byte| byte.is_ascii_digit()) && plain.starts_with('0') {
        let number = plain.trim_start_matches('0');
        return if number.is_empty() { "0" } else { number }.to_owned();
    }
    plain
}

/// What is written in letters, and in words: a name with one of them is found by the other too.
const LETTERS: [(&str, &str); 9] = [
    ("ubnd", "ủy ban nhân dân"),
    ("hđnd", "hội đồng nhân dân"),
    ("mttq", "mặt trận tổ quốc"),
    ("ubmttq", "ủy ban mặt trận tổ quốc"),
    ("bch", "ban chấp hành"),
    ("btv", "ban thường vụ"),
    ("ubkt", "ủy ban kiểm tra"),
    ("tp", "thành phố"),
    ("tphcm", "thành phố hồ chí minh"),
];

/// What a name is found by.
pub(super) struct Tokens {
    /// Its words as written, and the first of them behind [`START`].
    pub(super) exact: BTreeSet<String>,
    /// Its words without marks.
    pub(super) folded: BTreeSet<String>,
    /// Two neighbours of them, with a space between.
    pub(super) pairs: BTreeSet<String>,
    /// All of them, with a space between.
    pub(super) whole: String,
}

/// Stands before the first word of a name.
pub(super) const START: char = '^';

impl Tokens {
    /// The tokens of a name.
    pub(super) fn new(name: &str) -> Self {
        let words = words(name);
        let all = || {
            words
                .iter()
                .flat_map(|word| [word].into_iter().chain(&word.pieces))
        };
        let folded: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
        let mut exact: BTreeSet<String> = all().map(|word| word.exact.clone()).collect();
        exact.extend(words.first().map(|word| format!("{START}{}", word.exact)));
        let written = words.iter().map(|word| word.exact.as_str());
        let written = format!(" {} ", written.collect::<Vec<_>>().join(" "));
        let stands = |words: &str| written.contains(&format!(" {words} "));
        for (letters, words) in LETTERS {
            if stands(words) {
                exact.insert(letters.to_owned());
            } else if stands(letters) {
                exact.extend(words.split(' ').map(str::to_owned));
            }
        }
        let plain = exact.iter().filter(|word| !word.starts_with(START));
        Self {
            folded: plain.map(|word| without_marks(word)).collect(),
            exact,
            pairs: folded.windows(2).map(|pair| pair.join(" ")).collect(),
            whole: folded.join(" "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_tones_as_written_and_loses_them_folded() {
        for (text, exact, folded) in [
            ("HOÀ", "hòa", "hoa"),
            ("Lý", "lí", "li"),
            ("Đắk", "đắk", "dak"),
            ("Đ\u{1EA1}o", "đạo", "dao"),
            ("a\u{323}\u{302}", "ậ", "a"),
            ("M’Đrăk", "mđrăk", "mdrak"),
            ("05", "05", "5"),
            ("000", "000", "0"),
        ] {
            let [word] = &words(text)[..] else {
                panic!("{text} is one word");
            };
            assert_eq!((word.exact.as_str(), word.folded.as_str()), (exact, folded));
        }
    }

    #[test]
    fn a_number_of_a_document_is_its_parts() {
        let parts = |text: &str| -> Vec<String> {
            words(text).into_iter().map(|word| word.folded).collect()
        };
        assert_eq!(parts("67/2020/QĐ-TTg"), ["67", "2020", "qd", "ttg"]);
        assert_eq!(parts("67-NQ/TU"), parts("67 NQ TU"));
        assert!(parts("«» 😀 \0 -/*").is_empty());
    }
}
