//! Names of persons: where they begin and end, and what stands before them.

use std::ops::Range;

use super::reading::Reading;
use crate::claim::{Gender, Level};
use crate::rules::Category;
use crate::text::{Kind, Shape, Token, is_letter, is_syllable, name_key};

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

impl Reading<'_> {
    /// The name that begins at a token, with the honorifics and ranks before it.
    /// A short name of a rarer surname needs more than capitals: an honorific, or a post beside it.
    pub(crate) fn name_at(&self, at: usize, behind: Behind) -> Option<NameMention> {
        let (lead, start) = self.lead_at(at);
        let run = self.name_run(start)?;
        if self.names_cabinet(start) {
            return None;
        }
        let length = run.len();
        let tier = self.tier(run.start);
        let portrayed = self.is_portrayed(&run);
        if !portrayed && self.is_no_name(&run, tier, lead.is_some()) {
            return None;
        }
        let whole_alone = length == 1 && self.bears_apostrophe(run.start);
        // «ông Nguyễn Thanh …»: a summary that breaks off within the name.
        let cut = self.is(run.end, "…") || self.is(run.end, ".") && self.is(run.end + 1, ".");
        let part = (length == 1 || tier == 0 && length < 3) && !whole_alone && !portrayed;
        let weak = match lead {
            _ if portrayed => false,
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
        let end = self.life_end(self.life_end(run.end));
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

    /// Whether the capitals at a token are a person's although a body's name begins so: «Đoàn Văn Mẫu», but
    /// «Đoàn Thanh niên», «Đoàn Luật sư».
    pub(crate) fn outweighs_body(&self, at: usize, name: &NameMention) -> bool {
        let single = self
            .tag(at, Category::Body)
            .is_some_and(|(_, end)| end == at + 1);
        let phrase = self.tags_at(at + 1).iter().any(|tag| {
            tag.end as usize > at + 2
                && matches!(
                    tag.category,
                    Category::Field | Category::Body | Category::Role
                )
        });
        single
            && !phrase
            && !self.is_province(&(at + 1..name.tokens.end))
            && name.tokens.len() >= 3
            && matches!(self.tier(at), 1..=3)
    }

    /// Whether the capitals at a token say whose cabinet is meant: «trong Chính phủ Lò Văn Mẫu», «nội các Lò Văn Mẫu».
    fn names_cabinet(&self, at: usize) -> bool {
        let Some(head) = at.checked_sub(2).filter(|&head| head > 0) else {
            return false;
        };
        let within = ["trong", "thuộc", "thời", "dưới"];
        self.is(head, "nội") && self.is(head + 1, "các")
            || self.is(head, "chính")
                && self.is(head + 1, "phủ")
                && within.iter().any(|word| self.is(head - 1, word))
    }

    /// Whether a run of capitals is a foreigner's name, an institution's, or a place with a name behind it.
    fn is_no_name(&self, run: &Range<usize>, tier: u8, addressed: bool) -> bool {
        let syllables = || {
            self.text.tokens[run.clone()]
                .iter()
                .all(|token| is_syllable(self.text.word(token)))
        };
        // «ông Boaz Schwartz», «Kim Yong-nam»
        let foreign = tier == 0 && run.len() >= 3 && (run.len() > 4 || !syllables())
            || run.len() == 2
                && self.is_dash(run.end)
                && self.token(run.end).is_some_and(|t| !t.spaced)
                && self
                    .token(run.end + 1)
                    .is_some_and(|t| !t.spaced && t.kind == Kind::Word && t.shape == Shape::Lower)
                && self.tags_at(run.end + 1).is_empty();
        // «Thông Tấn Xã Việt Nam»
        let word = |at: usize| self.token(at).map_or("", |token| self.text.word(token));
        let continent = word(run.start) == "Châu"
            && matches!(
                word(run.start + 1),
                "Á" | "Âu" | "Phi" | "Mỹ" | "Mĩ" | "Úc" | "Đại"
            );
        let institution =
            run.len() >= 4 && self.is(run.end - 2, "việt") && self.is(run.end - 1, "nam");
        // «(GD-ĐT) Hà Nội Nguyễn Văn Mẫu»
        let place = !addressed
            && self
                .tag(run.start, Category::Place)
                .is_some_and(|(_, end)| {
                    end >= run.start + 2 && end + 2 <= run.end && matches!(self.tier(end), 1 | 2)
                });
        foreign || continent || institution || place
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
                    | "tộc"
                    | "người"
                    | "tiếng"
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

    /// Whether a token has an apostrophe inside: «H'Nuân», «K'Brêu», «Bh'ling»; but «O'Neill».
    pub(super) fn bears_apostrophe(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            let word = self.text.word(token);
            token.is_capital()
                && !word.starts_with(['O', 'D', 'L'])
                && word.chars().any(|c| !is_letter(c) && !c.is_ascii_digit())
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
                !self.is_inside_phrase(at)
                    && self.cue(at).is_some_and(|(class, end)| {
                        class == "mang tên"
                            && (end..run.start).all(|at| self.is_word(at))
                            && end <= run.start
                    })
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
        let runs_on = run.len() >= 3 && self.is_province(&(run.start..run.end - 1));
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

/// The gender that a name shows: «Thị», «Văn» in the middle, «H'», «Ka», «K'», «Điểu» at its head.
fn gender_of(name: &str) -> Option<Gender> {
    if name.starts_with("H'") || name.starts_with("Ka ") {
        return Some(Gender::Female);
    }
    if name.starts_with("K'") || name.starts_with("Điểu ") {
        return Some(Gender::Male);
    }
    let mut middle = name.split(' ').skip(1);
    middle.find_map(|syllable| match syllable {
        "Thị" => Some(Gender::Female),
        "Văn" | "A" => Some(Gender::Male),
        _ => None,
    })
}
