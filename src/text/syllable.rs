//! Whether a word can be a Vietnamese syllable.

use unicode_normalization::UnicodeNormalization;

const ONSETS: [&str; 27] = [
    "ngh", "ng", "nh", "gh", "gi", "kh", "ph", "th", "tr", "ch", "qu", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x",
];

const CODAS: [&str; 8] = ["ng", "nh", "ch", "c", "m", "n", "p", "t"];

const RHYMES: [&str; 57] = [
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ia", "iê", "ya", "yê", "ua", "uô",
    "uơ", "ưa", "ươ", "oa", "oă", "oe", "uâ", "uê", "uy", "uya", "uyê", "ai", "ao", "au", "ay",
    "âu", "ây", "eo", "êu", "iu", "iêu", "yêu", "oi", "ôi", "ơi", "oai", "oay", "oao", "oeo", "ui",
    "uôi", "ưi", "ươi", "ưu", "ươu", "uây", "uyu", "oo", "uă",
];

/// Words without their tones: «bảo», «bão» → «bao».
pub(crate) fn toneless(words: &str) -> String {
    if let Some(plain) = words.chars().map(without_tone).collect() {
        return plain;
    }
    let tone = |c: &char| !matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}');
    words.nfd().filter(tone).nfc().collect()
}

/// A letter without its tone; none where only the tables of Unicode tell.
fn without_tone(c: char) -> Option<char> {
    Some(match c {
        '\0'..='\u{7F}' | 'đ' | 'Đ' => c,
        'à' | 'á' | 'ả' | 'ã' | 'ạ' => 'a',
        'ă' | 'ằ' | 'ắ' | 'ẳ' | 'ẵ' | 'ặ' => 'ă',
        'â' | 'ầ' | 'ấ' | 'ẩ' | 'ẫ' | 'ậ' => 'â',
        'è' | 'é' | 'ẻ' | 'ẽ' | 'ẹ' => 'e',
        'ê' | 'ề' | 'ế' | 'ể' | 'ễ' | 'ệ' => 'ê',
        'ì' | 'í' | 'ỉ' | 'ĩ' | 'ị' => 'i',
        'ò' | 'ó' | 'ỏ' | 'õ' | 'ọ' => 'o',
        'ô' | 'ồ' | 'ố' | 'ổ' | 'ỗ' | 'ộ' => 'ô',
        'ơ' | 'ờ' | 'ớ' | 'ở' | 'ỡ' | 'ợ' => 'ơ',
        'ù' | 'ú' | 'ủ' | 'ũ' | 'ụ' => 'u',
        'ư' | 'ừ' | 'ứ' | 'ử' | 'ữ' | 'ự' => 'ư',
        'ỳ' | 'ý' | 'ỷ' | 'ỹ' | 'ỵ' => 'y',
        'À' | 'Á' | 'Ả' | 'Ã' | 'Ạ' => 'A',
        'Ă' | 'Ằ' | 'Ắ' | 'Ẳ' | 'Ẵ' | 'Ặ' => 'Ă',
        'Â' | 'Ầ' | 'Ấ' | 'Ẩ' | 'Ẫ' | 'Ậ' => 'Â',
        'È' | 'É' | 'Ẻ' | 'Ẽ' | 'Ẹ' => 'E',
        'Ê' | 'Ề' | 'Ế' | 'Ể' | 'Ễ' | 'Ệ' => 'Ê',
        'Ì' | 'Í' | 'Ỉ' | 'Ĩ' | 'Ị' => 'I',
        'Ò' | 'Ó' | 'Ỏ' | 'Õ' | 'Ọ' => 'O',
        'Ô' | 'Ồ' | 'Ố' | 'Ổ' | 'Ỗ' | 'Ộ' => 'Ô',
        'Ơ' | 'Ờ' | 'Ớ' | 'Ở' | 'Ỡ' | 'Ợ' => 'Ơ',
        'Ù' | 'Ú' | 'Ủ' | 'Ũ' | 'Ụ' => 'U',
        'Ư' | 'Ừ' | 'Ứ' | 'Ử' | 'Ữ' | 'Ự' => 'Ư',
        'Ỳ' | 'Ý' | 'Ỷ' | 'Ỹ' | 'Ỵ' => 'Y',
        _ => return None,
    })
}

/// Whether a word is spelt as a Vietnamese syllable; names of other countries mostly are not.
pub(crate) fn is_syllable(word: &str) -> bool {
    let plain = toneless(&word.to_lowercase());
    let rhyme = |rest: &str| {
        let coda = CODAS.iter().find_map(|coda| rest.strip_suffix(coda));
        RHYMES.contains(&rest) || coda.is_some_and(|nucleus| RHYMES.contains(&nucleus))
    };
    rhyme(&plain)
        || ONSETS
            .iter()
            .filter_map(|onset| plain.strip_prefix(onset))
            .any(rhyme)
        || plain == "gi"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_syllables_are_told_from_other_words() {
        for word in [
            "Nguyễn", "Quyết", "Hoàng", "Giỏi", "Khuya", "Y", "Đăng", "Uyển", "Ngoằn",
        ] {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["John", "Schwartz", "Lee", "Koh", "Jang", "Al", "Esteban"] {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
