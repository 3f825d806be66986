//! Authors, photographers, sources and datelines.

use std::ops::Range;

use super::line::Folded;
use super::words::Furniture;

/// The longest byline or credit, in bytes.
const LONGEST: usize = 90;

/// The most words of a name after a credit inside a line.
const NAME: usize = 5;

/// Whether a line is nothing but names of authors or a source: «THANH MAI», «N.ĐỨC», «Lê Anh - Minh Tú», «Theo TTXVN».
pub(super) fn is_byline(line: &str, words: &Furniture) -> bool {
    let line = line.trim().trim_end_matches(['|', ' ', '/']);
    // A name with a full stop ends a sentence, unless it is initials.
    let line = match line.strip_suffix('.') {
        Some(before) if ends_with_initial(before) => before,
        Some(_) => return false,
        None => line,
    };
    if line.is_empty() || line.len() > LONGEST || line.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    // «Anh Tuấn (lược dịch)», «(Theo TTXVN)»
    let line = match line.strip_suffix(')').and_then(|l| l.rsplit_once('(')) {
        Some(("", note)) => note,
        Some((name, note)) if note.len() <= 30 => name.trim_end(),
        Some(_) => return false,
        None => line,
    };
    let folded = Folded::new(line);
    let rest = match words.credit_length(&folded) {
        Some(length) => skip_letters(line, length).trim_start_matches([':', ' ']),
        None => line,
    };
    is_names(rest, words)
}

/// Whether a line that begins with a credit phrase of so many letters is nothing but the credit.
pub(super) fn is_credit_line(line: &str, length: usize, words: &Furniture) -> bool {
    let rest = skip_letters(line, length).trim_start();
    match rest.strip_prefix(':') {
        Some(names) => {
            names.trim().is_empty() || (names.len() <= LONGEST && is_names(names, words))
        }
        None => false,
    }
}

/// Whether the inside of a bracket is a credit: «Ảnh: X», «Ảnh minh họa», «Nguồn: X».
pub(super) fn is_credit(inside: &Folded, words: &Furniture) -> bool {
    let Some(length) = words.credit_length(inside) else {
        return false;
    };
    let rest: String = inside.plain[length..].iter().collect();
    let rest = rest.trim_start();
    rest.starts_with(':')
        || (inside.lower.starts_with("ảnh")
            && (rest.is_empty()
                || length > 4
                || rest.starts_with(['-', '–', '/'])
                || rest.starts_with(char::is_uppercase)))
}

/// The rest of a line after so many letters as they stand folded.
fn skip_letters(line: &str, letters: usize) -> &str {
    let mut skipped = 0;
    let mut gap = false;
    for (at, c) in line.char_indices() {
        let is_mark = unicode_normalization::char::is_combining_mark(c);
        if skipped >= letters && !is_mark {
            return &line[at..];
        }
        if !(is_mark || (c.is_whitespace() && gap)) {
            skipped += 1;
        }
        gap = c.is_whitespace();
    }
    ""
}

/// Whether a text is names and initials, with signs between them.
fn is_names(text: &str, words: &Furniture) -> bool {
    let mut count = 0;
    let mut has_long = false;
    for word in text
        .split([
            ' ', '\u{a0}', '-', '–', '—', '/', ',', '&', ';', '|', '+', '_',
        ])
        .filter(|word| !word.is_empty())
    {
        if count > 0 && matches!(word, "và" | "VÀ") {
            continue;
        }
        let letters = word.trim_matches(['.', '(', ')', '"', '“', '”', '\'', '*']);
        if !letters.chars().all(|c| {
            c.is_alphanumeric()
                || matches!(c, '.' | '’' | '\'')
                || unicode_normalization::char::is_combining_mark(c)
        }) || !letters.chars().next().is_some_and(char::is_uppercase)
        {
            return false;
        }
        if count == 0 && is_title(letters, words) {
            return false;
        }
        count += 1;
        has_long |= letters.chars().count() > 1 && !letters.chars().skip(1).all(char::is_lowercase);
    }
    // A lone word is a name only if it is initials or capitals.
    (2..=9).contains(&count) || (count == 1 && has_long)
}

/// Whether a word can only begin a sentence about an official, never a byline.
fn is_title(word: &str, words: &Furniture) -> bool {
    matches!(
        word,
        "Ông" | "Bà" | "Đồng" | "Đ/c" | "Đc" | "Theo" | "Tại" | "Trong" | "Ngày"
    ) && words.begins_sentence(word)
}

/// How many bytes at a line's end are a byline after the last sentence.
pub(super) fn after_last_sentence(line: &str, words: &Furniture) -> Option<usize> {
    let mut from = line.len().saturating_sub(LONGEST);
    while !line.is_char_boundary(from) {
        from += 1;
    }
    let window = &line[from..];
    let mut best = None;
    for (at, _) in window
        .char_indices()
        .filter(|(_, c)| matches!(c, '.' | '!' | '?' | '…' | '”' | '"' | '»' | ')'))
    {
        let sign = window[at..].chars().next().map_or(0, char::len_utf8);
        let rest = &window[at + sign..];
        if !rest.starts_with(char::is_whitespace) || rest.trim().is_empty() {
            continue;
        }
        if is_byline(rest, words) && !ends_with_initial(&window[..at]) {
            best = best.or(Some(rest.len()));
        }
    }
    best
}

/// Whether a text before a full stop ends in an initial («C. Nguyên»), so that no sentence ends there.
fn ends_with_initial(before: &str) -> bool {
    let word = before.rsplit([' ', '.']).next().unwrap_or_default();
    word.chars().count() <= 2 && word.chars().next().is_some_and(char::is_uppercase)
}

/// What a credit phrase inside a line takes along: «… thăm xã. Ảnh: X», «… - Ảnh: X Ông Y nói …».
pub(super) fn credit(line: &str, phrase: &Range<usize>, words: &Furniture) -> Option<Range<usize>> {
    let start = phrase.start;
    let after = line[phrase.end..].trim_start();
    let Some(names) = after.strip_prefix(':') else {
        // «Ảnh minh họa», «Ảnh tư liệu» at the end of a line.
        let is_last = line[phrase.clone()].contains(' ')
            && line[start..].starts_with(char::is_uppercase)
            && after.trim_matches(['.', ' ']).is_empty()
            && start > 0;
        return is_last.then(|| before_sign(line, start)..line.len());
    };
    let before = line[..start].trim_end();
    let follows_sign = before.is_empty()
        || before.ends_with(['-', '–', '—', '.', ',', '/', '|', '(', '[', '”', '"']);
    if line[start..].starts_with(char::is_lowercase) && !follows_sign {
        return None;
    }
    let names_at = line.len() - names.len();
    Some(before_sign(line, start)..names_at + name_length(names, words))
}

/// Where the dash or bar before a credit begins.
fn before_sign(line: &str, start: usize) -> usize {
    line[..start]
        .trim_end()
        .trim_end_matches(['-', '–', '—', '|', '/', '•'])
        .trim_end()
        .len()
}

/// The length of the name after a credit: to the end of the line where that is near, else as far as it can only be a name.
fn name_length(names: &str, words: &Furniture) -> usize {
    let trimmed = names.trim();
    if trimmed.len() <= LONGEST
        && !trimmed.contains(". ")
        && !trimmed.contains("./.")
        && !trimmed.ends_with(['.', '?', '!'])
    {
        return names.len();
    }
    let mut end = 0;
    let mut ends = Vec::new();
    let mut after_sign = true;
    for word in pieces(names) {
        let text = word.1.trim_end_matches([',', ';']);
        let letters = text.trim_matches(['"', '“', '”', '.', '*', '\'']);
        if letters
            .chars()
            .all(|c| matches!(c, '-' | '–' | '—' | '/' | '&' | '+' | '|'))
            && !text.is_empty()
        {
            (after_sign, end) = (true, word.0);
            continue;
        }
        let is_name = letters.chars().next().is_some_and(char::is_uppercase)
            && !text.starts_with(['"', '“'])
            && !text.contains(':');
        if !is_name || ends.len() >= NAME || (!after_sign && words.begins_sentence(letters)) {
            // The last word belongs to the sentence that goes on in small letters, or to its heading («Vĩnh Long: …»).
            let goes_on = text.starts_with(char::is_lowercase) && ends.len() > 1;
            let heads = text.ends_with(':') && ends.len() > 2;
            return if (goes_on || heads) && !after_sign {
                ends[ends.len() - 2]
            } else {
                ends.last().copied().unwrap_or(0)
            };
        }
        end = word.0;
        ends.push(end);
        let is_initial = letters.chars().count() <= 2 || letters.contains('.');
        if text.ends_with(['.', ')', ']', '!', '?'])
            && !(is_initial && text.ends_with('.') && letters.chars().count() <= 2)
        {
            return end;
        }
        after_sign = word.1.ends_with([',', '/', '-']);
    }
    end
}

/// The words of a text with where they end.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(char::is_whitespace).filter_map(move |word| {
        let end = at + word.len();
        // Every white space of a text counts as one byte only where it is ASCII.
        at = end + text[end..].chars().next().map_or(0, char::len_utf8);
        (!word.is_empty()).then_some((end, word))
    })
}

/// The code of a paper before the lead: its length with the dash, and the code.
pub(super) fn dateline(line: &str, words: &Furniture) -> Option<(usize, String)> {
    let (code, rest) = if let Some(inside) = line.strip_prefix('(') {
        let end = inside.bytes().take(40).position(|b| b == b')')?;
        let code = inside[..end].trim();
        let is_code = code.split(' ').count() <= 4
            && code.starts_with(|c: char| c.is_alphabetic())
            && !words.is_position(&Folded::new(code));
        is_code.then_some((code, &inside[end + 1..]))?
    } else {
        let end = line
            .find(|c: char| !(c.is_uppercase() || c == '.'))
            .filter(|end| *end >= 2)?;
        let code = &line[..end];
        words.is_code(code).then_some((code, &line[end..]))?
    };
    let rest = rest.trim_start();
    let rest = rest
        .strip_prefix(['-', '–', '—', '−', '‑'])
        .or_else(|| rest.strip_prefix(':').filter(|_| line.starts_with('(')))?;
    let news = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–'));
    let begins = news.chars().next()?;
    (!begins.is_lowercase()).then(|| (line.len() - news.len(), code.to_owned()))
}
