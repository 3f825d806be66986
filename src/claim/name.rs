//! Names of persons: where they begin and end, and what stands before them.

use std::ops::Range;

use super::reading::Reading;
use crate::claim::Gender;
use crate::rules::{Category, FigureClass, HonorificClass};
use crate::text::{Kind, Shape, name_key};

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
}

/// The longest name: a double surname with its clan.
const MOST_SYLLABLES: usize = 6;

impl Reading<'_> {
    /// The name that begins at a token, with the honorifics and ranks before it.
    /// A short name of a rarer surname needs more than capitals: an honorific, or a post directly before it.
    pub(crate) fn name_at(&self, at: usize, behind: Behind) -> Option<NameMention> {
        let (lead, start) = self.lead_at(at);
        let run = self.name_run(start)?;
        let length = run.len();
        let tier = self.tier(run.start);
        let short = match &lead {
            Some(_) => length == 1 || tier == 0 && length < 3,
            // Without an honorific a surname must say that this is a person, and rarer ones need more.
            None if tier == 0 || length < 2 => return None,
            None if length < 3 && (tier > 3 || tier == 3 && behind != Behind::Post) => return None,
            None => false,
        };
        if lead.is_none() && !self.may_be_person(&run, behind) {
            return None;
        }
        let name = self.text.words(run.clone());
        let gender = lead
            .as_ref()
            .and_then(|l| l.gender)
            .or_else(|| gender_of(&name));
        let end = self.life_end(run.end);
        Some(NameMention {
            key: name_key(&name),
            name,
            tokens: run,
            whole: at..end,
            honorific: lead.and_then(|l| l.honorific),
            gender,
            short,
        })
    }

    /// «ông», «bà» alone, which stands for whoever the text speaks of.
    pub(crate) fn pronoun_at(&self, at: usize) -> Option<NameMention> {
        let (entry, end) = self.tag(at, Category::Honorific)?;
        let honorific = &self.rules.words.honorifics[entry];
        let alone = honorific.class == HonorificClass::Address
            && honorific.gender.is_some()
            && !self.is_capital(end)
            && ![
                "con", "em", "cha", "mẹ", "nội", "ngoại", "bà", "hùng", "ấy", "ta",
            ]
            .iter()
            .any(|word| self.is(end, word));
        alone.then(|| NameMention {
            name: String::new(),
            key: String::new(),
            tokens: at..end,
            whole: at..end,
            honorific: None,
            gender: honorific.gender,
            short: true,
        })
    }

    /// The tier of the surname at a token; «H'Nuân» and «K'Brêu» begin names of the Central Highlands.
    fn tier(&self, at: usize) -> u8 {
        let Some(token) = self.token(at) else {
            return 0;
        };
        let mut letters = self.text.word(token).chars();
        match self.lexicon().surname_tier(token.word) {
            0 if letters.next().is_some_and(char::is_uppercase)
                && letters.next().is_some_and(|c| !c.is_alphabetic()) =>
            {
                2
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
            // «PGS.TS. Lê Văn A», «Thượng tướng, TS Lê Văn A».
            if self.is(end, ".") {
                end += 1;
            }
            if self.is_comma(end) && self.tag(end + 1, Category::Honorific).is_some() {
                end += 1;
            }
            if honorific.class == HonorificClass::Plural && self.is(end, ":") {
                end += 1;
            }
        }
        (lead, end)
    }

    /// The run of capitalised words that can be one name.
    fn name_run(&self, start: usize) -> Option<Range<usize>> {
        let mut end = start;
        while end < start + MOST_SYLLABLES {
            let Some(token) = self.token(end) else { break };
            let initial = token.end - token.start <= 1;
            let fits = token.kind == Kind::Word
                && token.shape == Shape::Capital
                && (end == start || token.spaced);
            if !fits || self.begins_phrase(end) || end == start && self.is_abroad(end) {
                break;
            }
            // «Lê Văn Mẫu Ngày 3/5 …»: a caption runs into the next sentence.
            if end >= start + 3 && self.cue(end).is_some_and(|(class, _)| class == "dừng") {
                break;
            }
            // «ông L.H.Q.»: initials are no name; «A» and «Y» inside a name are.
            if initial && self.is(end + 1, ".") {
                return None;
            }
            end += 1;
        }
        (end > start).then_some(start..end)
    }

    /// Whether a country or a province of another state is named at a token.
    pub(crate) fn is_abroad(&self, at: usize) -> bool {
        self.is_capital(at) && self.is_class(at, FigureClass::Foreign)
    }

    /// Whether a role, a body, an honorific or a level word with its name begins at a token.
    fn begins_phrase(&self, at: usize) -> bool {
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
        let Some(before) = run.start.checked_sub(1) else {
            return true;
        };
        let same_line = self.token(before).is_some_and(|t| t.kind != Kind::Break);
        let after_level = self
            .tags_at(before)
            .iter()
            .any(|tag| tag.category == Category::Level)
            || before.checked_sub(1).is_some_and(|b| {
                self.tag(b, Category::Level)
                    .is_some_and(|(_, end)| end == run.start)
            });
        let bears = (before.saturating_sub(2)..=before).any(|at| {
            self.cue(at)
                .is_some_and(|(class, end)| class == "mang tên" && end <= run.start)
        });
        // The whole run is a place of the table: a person only with a surname and three syllables.
        let place = self
            .tag(run.start, Category::Place)
            .is_some_and(|(_, end)| end >= run.end);
        // «Chủ tịch UBND huyện Lê Văn Mẫu»: the level word belongs to the post.
        let after_level = after_level && behind == Behind::Nothing;
        !(same_line && (after_level || bears)) && !place
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
