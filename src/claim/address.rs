//! What stands before and behind a name: forms of address, ranks and degrees, ages and second names; and «ông», «bà» alone.

use super::name::NameMention;
use super::reading::Reading;
use crate::claim::{Gender, Level};
use crate::rules::{Category, HonorificClass};
use crate::text::{Kind, Shape, name_key};

/// What stands before a name.
#[derive(Default)]
pub(super) struct Lead {
    /// The form of address.
    pub(super) honorific: Option<String>,
    /// The gender that it shows.
    pub(super) gender: Option<Gender>,
}

impl Reading<'_> {
    /// Whether a sentence opens with somebody to whom, or for whom, another speaks: «Đáp lời *Phó Thủ tướng*, Bộ trưởng Bộ X
    /// A hứa …», «Thay mặt *Bí thư Tỉnh ủy*, …».
    pub(super) fn is_addressed(&self, at: usize) -> bool {
        let verbs = [
            ("đáp", "lời"),
            ("đáp", "từ"),
            ("trả", "lời"),
            ("thay", "lời"),
            ("cảm", "ơn"),
            ("thay", "mặt"),
        ];
        at > 1
            && verbs
                .iter()
                .any(|(first, second)| self.is(at - 1, second) && self.is(at - 2, first))
            && self
                .sentence_around(at)
                .is_some_and(|sentence| sentence.start + 2 == at)
    }

    /// Honorifics, ranks and degrees that begin at a token, and where they end.
    pub(super) fn lead_at(&self, at: usize) -> (Option<Lead>, usize) {
        let mut lead: Option<Lead> = None;
        let mut end = at;
        while let Some((entry, after)) = self.tag(end, Category::Honorific) {
            // «Bà Rịa», «Cô Tô» are places, unless the word stands in lower case.
            let place = self
                .tag(end, Category::Place)
                .is_some_and(|(entry, place)| place > after && !self.runs_on(entry, place));
            if place && self.is_capital(end) {
                break;
            }
            let honorific = &self.rules.words.honorifics[entry];
            let known = lead.get_or_insert_with(Lead::default);
            if honorific.class == HonorificClass::Address {
                known
                    .honorific
                    .get_or_insert_with(|| honorific.name.clone());
            }
            known.gender = known.gender.or(honorific.gender);
            end = after;
            // «PGS.TS. Lê Văn A», «PGS-TS Lê Văn A», «Thượng tướng, TS Lê Văn A», «Đồng chí: Lê Văn A».
            if self.is(end, ".") {
                end += 1;
            }
            let joins = self.is_comma(end) || self.is_dash(end) || self.is(end, "/");
            if joins && self.tag(end + 1, Category::Honorific).is_some() {
                end += 1;
            }
            if self.is(end, ":") && self.is_capital(end + 1) {
                end += 1;
            }
        }
        (lead, end)
    }

    /// Whether the capitals that may name a commune go on, so that they are a person's: «Bà Triệu Thị Mẫu».
    fn runs_on(&self, place: usize, end: usize) -> bool {
        let units = self.rules.places.units();
        let named = &self.rules.words.place_names[place].units;
        let goes_on = self.is_capital(end) && self.token(end).is_some_and(|token| token.spaced);
        goes_on
            && named
                .iter()
                .all(|&unit| units[unit].level == Level::Commune)
    }

    /// «ông», «bà», «đồng chí» alone, which stands for whoever the text speaks of: where it opens what is told,
    /// before almost any word; inside («sau khi ông thôi giữ chức») only before a word of posts and acts.
    pub(crate) fn pronoun_at(&self, at: usize, opens: bool) -> Option<NameMention> {
        let (entry, mut end) = self.tag(at, Category::Honorific)?;
        let honorific = &self.rules.words.honorifics[entry];
        let word = |at: usize| self.token(at).map_or("", |token| self.text.word(token));
        let word_before = |back: usize| at.checked_sub(back).map_or("", word);
        if honorific.class != HonorificClass::Address
            || self.is_capital(end)
            || word_before(1) == "đàn"
        {
            return None;
        }
        if word(end) == "đều" {
            return None;
        }
        if matches!(word(end), "này" | "ấy") {
            end += 1;
        }
        let of_another_kind = matches!(
            word(end),
            "con"
                | "em"
                | "cha"
                | "mẹ"
                | "nội"
                | "ngoại"
                | "bà"
                | "hùng"
                | "ta"
                | "chủ"
                | "xã"
                | "trùm"
                | "cố"
                | "giáo"
                | "gái"
                | "trai"
                | "dâu"
                | "rể"
                | "tổ"
                | "chị"
                | "anh"
                | "họ"
                | "cụ"
                | "đồng"
        );
        let self_named = matches!(
            (word_before(2), word_before(1)),
            ("cá" | "Cá", "nhân") | ("bản" | "Bản", "thân")
        );
        let act = self.cue(end).is_some_and(|(class, _)| {
            !matches!(
                class,
                "dừng" | "mang tên" | "của" | "với" | "theo" | "đối với" | "cho"
            )
        });
        let life = matches!(
            word(end),
            "sinh" | "quê" | "bắt" | "có" | "trải" | "trưởng" | "công"
        );
        // «Đồng chí Bí thư Huyện ủy» is a form of address, «đồng chí sinh năm …» is not.
        let told = if honorific.gender.is_some() {
            opens || self_named || act
        } else {
            (opens || self_named) && (act || life) && self.tag(end, Category::Role).is_none()
        };
        (told && !of_another_kind).then(|| NameMention {
            name: String::new(),
            key: String::new(),
            tokens: at..end,
            whole: at..end,
            honorific: None,
            gender: honorific.gender,
            short: true,
            weak: false,
            alias: None,
        })
    }

    /// What else a person is called, in brackets behind the name: «(tên thường gọi: Tư Mẫu)», «(Tư Mẫu)».
    pub(super) fn alias_at(&self, open: usize) -> Option<String> {
        if !self.is_open(open) {
            return None;
        }
        let close = self.after_bracket(open)? - 1;
        let mut start = open + 1;
        let word = |at: usize| self.token(at).map_or("", |token| self.text.word(token));
        while matches!(
            word(start),
            "tên"
                | "thường"
                | "gọi"
                | "là"
                | "tức"
                | "bí"
                | "danh"
                | "thật"
                | "tự"
                | "hay"
                | "còn"
                | ":"
        ) {
            start += 1;
        }
        let said = start > open + 1;
        let by_birth = matches!(
            word(start),
            "Hai" | "Ba" | "Tư" | "Năm" | "Sáu" | "Bảy" | "Tám" | "Chín" | "Mười" | "Út"
        );
        let name = (start..close).all(|at| {
            self.token(at)
                .is_some_and(|token| token.shape == Shape::Capital)
        });
        (name && (said || by_birth) && (2..=4).contains(&(close - start)))
            .then(|| name_key(&self.text.words(start..close)))
    }

    /// The end of «(SN 1976)», «(bên phải)», «, 58 tuổi», «58 tuổi», «, sinh năm 1976» behind a name.
    pub(super) fn life_end(&self, at: usize) -> usize {
        if self.is_open(at)
            && !self.tells_retirement(at + 1)
            && let Some(close) = self.after_bracket(at)
            && close <= at + 14
            && (self.is_other_name(at + 1, close)
                || !(at..close).any(|i| {
                    self.tag(i, Category::Role).is_some() || self.tag(i, Category::Body).is_some()
                }))
        {
            return close;
        }
        let number = |i: usize| self.token(i).is_some_and(|t| t.kind == Kind::Number);
        if number(at) && self.is(at + 1, "tuổi") {
            return at + 2;
        }
        if self.is_comma(at) {
            if number(at + 1) && self.is(at + 2, "tuổi") {
                return at + 3;
            }
            if self.is(at + 1, "sinh") {
                if self.is(at + 2, "năm") && number(at + 3) {
                    return at + 4;
                }
                if let Some((_, end)) = self.whole_date_at(at + 2) {
                    return end;
                }
            }
        }
        at
    }

    /// Whether a bracket opens with an act of the person before it: «ông B (*đã nghỉ hưu*)».
    pub(super) fn tells_retirement(&self, at: usize) -> bool {
        let first = at + usize::from(self.is(at, "đã") || self.is(at, "vừa"));
        matches!(self.cue(first), Some(("nghỉ hưu", _)))
    }

    /// Whether a bracket holds a name and nothing else: «Thích Thanh Mẫu (Lý Hội)».
    fn is_other_name(&self, at: usize, close: usize) -> bool {
        let run = self.name_run(at);
        matches!(self.tier(at), 1 | 2)
            && run.is_some_and(|run| run.len() > 1 && run.end + 1 == close)
    }
}
