//! Where the capitals of one name begin and end.

use std::collections::HashSet;
use std::ops::Range;

use super::reading::Reading;
use crate::rules::{Category, FigureClass, HonorificClass};
use crate::text::{Kind, Shape, name_key};

/// The longest name: a double surname with its clan.
const MOST_SYLLABLES: usize = 6;

/// Two words that open a sentence, the first of which may be a given name elsewhere.
const OPENINGS: [(&str, &str); 38] = [
    ("Hàng", "loạt"),
    ("Hàng", "năm"),
    ("Hàng", "nghìn"),
    ("Hàng", "trăm"),
    ("Hiện", "nay"),
    ("Hiện", "tại"),
    ("Hiện", "đang"),
    ("Sau", "đó"),
    ("Sau", "khi"),
    ("Sau", "hơn"),
    ("Tuy", "nhiên"),
    ("Tuy", "vậy"),
    ("Đồng", "thời"),
    ("Ngoài", "ra"),
    ("Bên", "cạnh"),
    ("Mặc", "dù"),
    ("Đây", "là"),
    ("Do", "đó"),
    ("Do", "vậy"),
    ("Vì", "vậy"),
    ("Vì", "thế"),
    ("Được", "biết"),
    ("Cùng", "với"),
    ("Cùng", "ngày"),
    ("Từ", "đó"),
    ("Từ", "khi"),
    ("Một", "số"),
    ("Một", "trong"),
    ("Ngay", "sau"),
    ("Ngay", "khi"),
    ("Ngay", "từ"),
    ("Nhờ", "đó"),
    ("Qua", "đó"),
    ("Căn", "cứ"),
    ("Tính", "đến"),
    ("Cụ", "thể"),
    ("Thế", "nhưng"),
    ("Như", "vậy"),
];

impl Reading<'_> {
    /// The run of capitalised words that can be one name.
    pub(super) fn name_run(&self, start: usize) -> Option<Range<usize>> {
        let upper = self.is_upper_run(start);
        let mut end = start;
        while end < start + MOST_SYLLABLES {
            let Some(token) = self.token(end) else { break };
            let initial = token.end - token.start <= 1;
            let fits = token.kind == Kind::Word
                && (token.shape == Shape::Capital || upper && token.shape == Shape::Upper)
                && (end == start || token.spaced);
            let phrase = self.begins_phrase(end) && !self.is_degree_in_name(start, end);
            if !fits || phrase || end == start && self.is_abroad(end) {
                break;
            }
            // «chị Mẫu Theo …», «Bà Mẫu Ông Trần Văn Thử»: a caption runs into the next sentence.
            if end > start && self.opens_sentence(end) {
                break;
            }
            // «NGUYỄN THỊ MẪU Đề nghị …»: a name in capitals ends with them.
            let small = token.shape == Shape::Capital && !initial;
            if upper && end >= start + 2 && (small || self.ends_upper_name(end)) {
                break;
            }
            if end > start && self.is(end, "khóa") {
                break;
            }
            if end >= start + 3 && self.runs_into_sentence(start, end) {
                break;
            }
            // «ông L.H.Q.»: initials are no name; «A» and «Y» inside a name are.
            if initial && self.is(end + 1, ".") {
                return None;
            }
            end += 1;
            // «H' Nuân», «K’ Brêu»: a space behind the apostrophe.
            if initial
                && self.token(end).is_some_and(|t| !t.spaced)
                && self.is(end, "'")
                && self.is_capital(end + 1)
            {
                end += 1;
            }
        }
        // «Trần Văn mẫu (sinh năm 1970)»: the given name lost its capital.
        if end == start + 2
            && (self.is(end - 1, "văn") || self.is(end - 1, "thị"))
            && self.is_word(end)
            && self.tags_at(end).is_empty()
            && (self.is_comma(end + 1) || self.is_open(end + 1))
            || end >= start + 2 && self.goes_on_elsewhere(end)
        {
            end += 1;
        }
        // In a headline all in capitals only a word that is known ends a name.
        if upper
            && self
                .token(end)
                .is_some_and(|t| t.shape == Shape::Upper && self.tags_at(end).is_empty())
        {
            return None;
        }
        (end > start).then_some(start..end)
    }

    /// Whether the word behind two syllables of a name is its next one and only lost its capital: the text has all
    /// three with capitals elsewhere.
    fn goes_on_elsewhere(&self, end: usize) -> bool {
        let lost = self.token(end).is_some_and(|token| {
            token.kind == Kind::Word && token.shape == Shape::Lower && token.spaced
        });
        lost && self.tags_at(end).is_empty()
            && self
                .names
                .get_or_init(|| self.threes())
                .contains(&key_of(self, end - 2))
    }

    /// The words in capitals that stand in threes, folded.
    fn threes(&self) -> HashSet<String> {
        let capital = |at: usize| {
            self.token(at)
                .is_some_and(|token| token.shape == Shape::Capital)
        };
        (0..self.text.tokens.len())
            .filter(|&at| (at..at + 3).all(capital))
            .map(|at| key_of(self, at))
            .collect()
    }

    /// Whether a name set all in capitals begins at a token: «TRẦN VĂN MẪU», «VÀNG A MẪU», «Y MẪU», «K'MẪU».
    fn is_upper_run(&self, at: usize) -> bool {
        let upper = |i: usize| self.token(i).is_some_and(|t| t.shape == Shape::Upper);
        let letter = |i: usize| {
            self.token(i)
                .is_some_and(|t| t.is_capital() && t.end - t.start <= 1)
        };
        let second = upper(at + 1) || letter(at + 1) && upper(at + 2);
        (upper(at) || letter(at)) && second || upper(at) && self.bears_apostrophe(at)
    }

    /// Whether a word of an act or «và» ends a name all in capitals; «VĂN» and «THỊ» never do.
    fn ends_upper_name(&self, at: usize) -> bool {
        let middle = self.is(at - 1, "văn") || self.is(at - 1, "thị");
        let last = self
            .token(at + 1)
            .is_none_or(|t| t.kind == Kind::Mark || t.shape == Shape::Lower);
        let ends = self.is(at, "và")
            || self.tags_at(at).iter().any(|tag| match tag.category {
                // «TRƯỜNG» is a given name too.
                Category::Cue => self.rules.words.cues[tag.entry as usize] != "mang tên",
                Category::Role | Category::Level => true,
                _ => false,
            });
        ends && !middle && !last
    }

    /// «Đỗ Tiến Sỹ»: a degree directly behind a surname belongs to the name.
    fn is_degree_in_name(&self, start: usize, at: usize) -> bool {
        at == start + 1
            && self.tier(start) > 0
            && self.is_capital(at + 1)
            && self.tag(at, Category::Honorific).is_some_and(|(entry, _)| {
                self.rules.words.honorifics[entry].class == HonorificClass::Degree
            })
    }

    /// Whether a word begins here that is in no name: a preposition, or a form of address with a name behind it.
    fn opens_sentence(&self, at: usize) -> bool {
        let word = self.token(at).map_or("", |token| self.text.word(token));
        if self
            .token(at + 1)
            .is_none_or(|next| next.kind != Kind::Word)
        {
            return false;
        }
        let addressed = matches!(word, "Ông" | "Bà" | "Chị")
            && matches!(self.tier(at + 1), 1 | 2)
            && self.is_capital(at + 2);
        let pair = self.token(at + 1).map_or("", |next| self.text.word(next));
        addressed
            || OPENINGS.contains(&(word, pair))
            || matches!(
                word,
                "Theo"
                    | "Tại"
                    | "Trong"
                    | "Khi"
                    | "Trước"
                    | "Các"
                    | "Với"
                    | "Nhưng"
                    | "Này"
                    | "Đó"
                    | "Cũng"
                    | "Để"
                    | "Giờ"
                    | "Những"
                    | "Tôi"
                    | "Chúng"
                    | "Nếu"
                    | "Nhiều"
                    | "Mỗi"
                    | "Bởi"
                    | "Hãy"
                    | "Vậy"
            )
    }

    /// «Lê Văn Mẫu Ngày 3/5 …»: whether a caption runs into the next sentence here. Some of its words are
    /// given names too («Sinh», «Sáng»), unless a date follows.
    fn runs_into_sentence(&self, start: usize, at: usize) -> bool {
        let Some(("dừng" | "đã", end)) = self.cue(at) else {
            return false;
        };
        let given = ["sinh", "sáng", "năm", "bằng", "thăm"];
        let dated = self.token(end).is_some_and(|t| t.kind == Kind::Number)
            || [
                "nay", "qua", "mai", "ngày", "năm", "tháng", "tại", "ra", "đang", "là",
            ]
            .iter()
            .any(|word| self.is(end, word));
        if self
            .token(end)
            .is_none_or(|t| t.kind != Kind::Word && t.kind != Kind::Number)
        {
            return false;
        }
        dated || at > start + 3 || !given.iter().any(|word| self.is(at, word))
    }

    /// Whether a country or a province of another state is named at a token.
    pub(crate) fn is_abroad(&self, at: usize) -> bool {
        // «Vụ Châu Mỹ» is a department of our own.
        let continent = at
            .checked_sub(1)
            .is_some_and(|before| self.is(before, "châu"));
        self.is_capital(at) && !continent && self.is_class(at, FigureClass::Foreign)
    }

    /// Whether a role, a body, an honorific or a level word with its name begins at a token.
    pub(crate) fn begins_phrase(&self, at: usize) -> bool {
        self.tags_at(at).iter().any(|tag| {
            let long = tag.end as usize > at + 1;
            match tag.category {
                Category::Role | Category::Body | Category::Honorific => long,
                Category::Level => long && self.is_capital(tag.end as usize),
                _ => false,
            }
        })
    }
}

/// Three words of a text, folded.
fn key_of(reading: &Reading, at: usize) -> String {
    name_key(&reading.text.words(at..at + 3))
}
