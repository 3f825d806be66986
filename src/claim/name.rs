//! Names of persons: where they begin and end, and what stands before them.

use std::ops::Range;

use super::reading::Reading;
use crate::claim::{Gender, Level};
use crate::rules::{Category, FigureClass, HonorificClass};
use crate::text::{Kind, Shape, Token, name_key};

/// A person's name in a text.
#[derive(Clone, Debug)]
pub(crate) struct NameMention {
    /// The name, as written.
    pub(crate) name: String,
    /// The name folded, by which spellings of one name are told to be the same.
    pub(crate) key: String,
    /// The tokens of the name alone.
    pub(crate) tokens: Range<usize>,
    /// With honorific and ranks before, and age or birth year behind.
    pub(crate) whole: Range<usize>,
    /// The form of address before it.
    pub(crate) honorific: Option<String>,
    /// The gender that honorific or middle name shows.
    pub(crate) gender: Option<Gender>,
    /// Whether it is only a part of a name («ông Kỷ»).
    pub(crate) short: bool,
    /// Whether it is a name only where somebody in the article bears it: «Bí thư Kỷ».
    pub(crate) weak: bool,
    /// What else the person is called, folded: «(Tư Mẫu)».
    pub(crate) alias: Option<String>,
}

/// The longest name: a double surname with its clan.
const MOST_SYLLABLES: usize = 6;

impl Reading<'_> {
    /// The name that begins at a token, with the honorifics and ranks before it.
    /// A short name of a rarer surname needs more than capitals: an honorific, or a post beside it.
    pub(crate) fn name_at(&self, at: usize, behind: Behind) -> Option<NameMention> {
        let (lead, start) = self.lead_at(at);
        let run = self.name_run(start)?;
        let length = run.len();
        let tier = self.tier(run.start);
        let whole_alone = length == 1 && self.bears_apostrophe(run.start);
        // «ông Nguyễn Thanh …»: a summary that breaks off within the name.
        let cut = self.is(run.end, "…") || self.is(run.end, ".") && self.is(run.end + 1, ".");
        let part = (length == 1 || tier == 0 && length < 3) && !whole_alone;
        let weak = match lead {
            Some(_) => cut && !part,
            // «Bí thư Kỷ», «Chủ tịch Thanh Mẫu»: only if the article names such a person in full.
            None if part => {
                if !self.follows_role(&run) {
                    return None;
                }
                true
            }
            None if tier == 0 || !self.may_be_person(&run, behind) => return None,
            // «Phúc Bình Niê Mẫu»: what follows an unknown capital is the rest of some name.
            None if tier > 2 && behind == Behind::Capital => return None,
            // Without an honorific a surname must say that this is a person, and rarer ones need more.
            None if whole_alone => !(behind == Behind::Post || self.post_follows(run.end)),
            None => cut || length < 3 && tier > 2 && !self.is_sure(&run, behind),
        };
        let name = self.written_name(&run);
        let gender = lead
            .as_ref()
            .and_then(|l| l.gender)
            .or_else(|| gender_of(&name));
        let end = self.life_end(run.end);
        Some(NameMention {
            key: name_key(&name).replace("' ", "'"),
            name,
            alias: self.alias_at(run.end),
            tokens: run,
            whole: at..end,
            honorific: lead.and_then(|l| l.honorific),
            gender,
            short: part,
            weak,
        })
    }

    /// Whether a part of a name stands directly behind a role, and nothing else is known of it: «Bí thư Kỷ».
    fn follows_role(&self, run: &Range<usize>) -> bool {
        let capital_behind = self
            .token(run.end)
            .is_some_and(|t| t.is_capital() && t.spaced);
        let role = (run.start.saturating_sub(5)..run.start).any(|at| {
            self.tag(at, Category::Role)
                .is_some_and(|(_, end)| end == run.start)
        });
        let known = run.clone().any(|at| {
            self.tags_at(at).iter().any(|tag| {
                !matches!(
                    tag.category,
                    Category::Cue | Category::Figure | Category::Unit
                )
            })
        });
        role && !known && !capital_behind
    }

    /// What else a person is called, in brackets behind the name: «(tên thường gọi: Tư Mẫu)», «(Tư Mẫu)».
    fn alias_at(&self, open: usize) -> Option<String> {
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

    /// Whether what stands beside two syllables with a rarer surname makes them a person: a post before or
    /// behind, or a list of names.
    fn is_sure(&self, run: &Range<usize>, behind: Behind) -> bool {
        let place_before = run.start.checked_sub(1).is_some_and(|before| {
            matches!(
                self.text.word(&self.text.tokens[before]),
                "sang"
                    | "tại"
                    | "ở"
                    | "về"
                    | "đến"
                    | "từ"
                    | "vào"
                    | "trên"
                    | "khu"
                    | "vùng"
                    | "tới"
                    | "qua"
                    | "mở"
            )
        });
        match behind {
            Behind::Post | Behind::List => true,
            Behind::Nothing => self.post_follows(run.end) && !place_before,
            Behind::OpenPost | Behind::Capital => false,
        }
    }

    /// A name as claims write it: each syllable with its capital, however the text sets it.
    fn written_name(&self, run: &Range<usize>) -> String {
        let name = self.text.words(run.clone());
        let plain = |token: &Token| token.shape == Shape::Capital;
        if self.text.tokens[run.clone()].iter().all(plain) {
            return name;
        }
        let mut written = String::with_capacity(name.len());
        let mut first = true;
        for letter in name.chars() {
            if first {
                written.extend(letter.to_uppercase());
            } else {
                written.extend(letter.to_lowercase());
            }
            first = !letter.is_alphabetic();
        }
        written
    }

    /// Whether a post follows behind a comma, a dash or in brackets: what stands before it is its holder.
    fn post_follows(&self, at: usize) -> bool {
        let beside = self.is_comma(at) || self.is_dash(at) || self.is_open(at);
        let post = match self.cue(at + 1) {
            Some(("nguyên" | "cố" | "quyền" | "tân" | "là", end)) => end,
            _ => at + 1,
        };
        beside && self.tag(post, Category::Role).is_some()
    }

    /// Whether a token has an apostrophe inside: «H'Nuân», «K'Brêu», «Bh'ling».
    fn bears_apostrophe(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            let word = self.text.word(token);
            token.is_capital()
                && word
                    .chars()
                    .any(|c| !c.is_alphabetic() && !c.is_ascii_digit())
        })
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

    /// The tier of the surname at a token; «H'Nuân» and «K'Brêu» begin names of the Central Highlands, and
    /// «Thị» and «Văn» stand in names behind whatever surname.
    pub(crate) fn tier(&self, at: usize) -> u8 {
        let Some(token) = self.token(at) else {
            return 0;
        };
        match self.lexicon().surname_tier(token.word) {
            0 if self.bears_apostrophe(at) => 2,
            0 if (self.is(at + 1, "thị") || self.is(at + 1, "văn"))
                && self.is_capital(at)
                && self.is_capital(at + 1)
                && self.is_capital(at + 2) =>
            {
                4
            }
            tier => tier,
        }
    }

    /// Honorifics, ranks and degrees that begin at a token, and where they end.
    fn lead_at(&self, at: usize) -> (Option<Lead>, usize) {
        let mut lead: Option<Lead> = None;
        let mut end = at;
        while let Some((entry, after)) = self.tag(end, Category::Honorific) {
            // «Bà Rịa», «Cô Tô» are places, unless the word stands in lower case.
            let place = self
                .tag(end, Category::Place)
                .is_some_and(|(_, place)| place > after);
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

    /// The run of capitalised words that can be one name.
    fn name_run(&self, start: usize) -> Option<Range<usize>> {
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
            if upper && end >= start + 2 && self.ends_upper_name(end) {
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
            || self.tags_at(at).iter().any(|tag| {
                matches!(
                    tag.category,
                    Category::Cue | Category::Role | Category::Level
                )
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
        self.is_capital(at) && self.is_class(at, FigureClass::Foreign)
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

    /// Whether nothing around a run of capitals says that it is a place, a street or a school.
    fn may_be_person(&self, run: &Range<usize>, behind: Behind) -> bool {
        let before = run.start.saturating_sub(1);
        let same_line = run.start > 0 && self.token(before).is_some_and(|t| t.kind != Kind::Break);
        let after_level = self
            .tags_at(before)
            .iter()
            .any(|tag| tag.category == Category::Level)
            || run.start.checked_sub(2).is_some_and(|b| {
                self.tag(b, Category::Level)
                    .is_some_and(|(_, end)| end == run.start)
            });
        let bears = behind != Behind::Post
            && (run.start.saturating_sub(3)..run.start).any(|at| {
                self.cue(at)
                    .is_some_and(|(class, end)| class == "mang tên" && end <= run.start)
            });
        // The whole run is a place of the table or another known phrase: a person only where three syllables
        // with a frequent surname stand beside a post.
        let known = self.tags_at(run.start).iter().any(|tag| {
            let end = tag.end as usize;
            end >= run.end
                && match tag.category {
                    Category::Place => true,
                    Category::Field | Category::Cue | Category::Measure => end > run.start + 1,
                    _ => false,
                }
        });
        let beside =
            behind == Behind::Post || behind == Behind::Nothing && self.post_follows(run.end);
        // «Lâm Đồng Khai mạc …»: a place and a word of the next sentence.
        let runs_on = self
            .tag(run.start, Category::Place)
            .is_some_and(|(_, end)| end > run.start + 1 && end + 1 == run.end);
        if runs_on && behind == Behind::Nothing && !beside {
            return false;
        }
        let surely = run.len() >= 3 && self.tier(run.start) <= 2 && beside;
        let place = known && (!surely || self.is_province(run));
        // «Chủ tịch UBND huyện Lê Văn Mẫu»: the level word belongs to the post.
        let after_level = after_level && behind == Behind::Nothing;
        !(same_line && (after_level || bears)) && !place
    }

    /// Whether a run of capitals is the name of a province, as «Hồ Chí Minh» is.
    fn is_province(&self, run: &Range<usize>) -> bool {
        let units = self.rules.places.units();
        self.tag(run.start, Category::Place)
            .is_some_and(|(entry, end)| {
                let place = &self.rules.words.place_names[entry];
                end == run.end && (place.units.iter()).any(|&u| units[u].level == Level::Province)
            })
    }

    /// The end of «(SN 1976)», «(bên phải)», «, 58 tuổi», «, sinh năm 1976» behind a name.
    fn life_end(&self, at: usize) -> usize {
        if self.is_open(at)
            && let Some(close) = self.after_bracket(at)
            && close <= at + 14
            && !(at..close).any(|i| {
                self.tag(i, Category::Role).is_some() || self.tag(i, Category::Body).is_some()
            })
        {
            return close;
        }
        if self.is_comma(at) {
            let number = |i: usize| self.token(i).is_some_and(|t| t.kind == Kind::Number);
            if number(at + 1) && self.is(at + 2, "tuổi") {
                return at + 3;
            }
            if self.is(at + 1, "sinh") && self.is(at + 2, "năm") && number(at + 3) {
                return at + 4;
            }
        }
        at
    }
}

/// What ends directly before a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Behind {
    /// No post.
    Nothing,
    /// A post.
    Post,
    /// A post in an enterprise, an institute or a board, whose name may go on.
    OpenPost,
    /// A capitalised word that nothing knows: what follows is the rest of some name, not a name of its own.
    Capital,
    /// Another name, and a comma, a semicolon or «và» between.
    List,
}

/// What stands before a name.
#[derive(Default)]
struct Lead {
    honorific: Option<String>,
    gender: Option<Gender>,
}

/// The gender that a middle name shows: «Thị», «Văn».
fn gender_of(name: &str) -> Option<Gender> {
    let mut middle = name.split(' ').skip(1);
    middle.find_map(|syllable| match syllable {
        "Thị" => Some(Gender::Female),
        "Văn" | "A" => Some(Gender::Male),
        _ => None,
    })
}
