//! Portraits: texts whose headline is a name, and what else they call whom they tell of.

use std::ops::Range;

use super::name::{Behind, NameMention};
use super::reading::Reading;
use crate::claim::Gender;
use crate::date::Date;
use crate::rules::Category;
use crate::text::{Kind, Sentence, Shape, is_syllable, name_key};

/// The most syllables of a name that no surname begins: «Huy Mẫu», «Nguyệt Quế Thử».
const PEN_NAME: usize = 3;

/// How many tokens of the sentence that introduces somebody may tell other names.
const INTRODUCTION: usize = 60;

/// How many tokens before a name may hold the word «tên».
const CALLED: usize = 7;

impl Reading<'_> {
    /// Whom the headline names, where it has nothing but a name and perhaps a bracket: «# Lê Văn Mẫu (nhạc sĩ)»,
    /// «Tiểu sử đồng chí Lê Văn Mẫu».
    pub(crate) fn headline_name(&self) -> Option<NameMention> {
        let tokens = self.text.sentences.first()?.tokens.clone();
        let mut at = tokens.start;
        while at < tokens.end && (!self.is_word(at) || self.opens_portrait(at)) {
            at += 1;
        }
        let name = self
            .name_at(at, Behind::Post)
            .filter(|name| !name.short && name.tokens.len() >= 2)
            .or_else(|| self.pen_name(at))?;
        let behind = name.tokens.end;
        let bracket = self.is_open(behind).then(|| self.after_bracket(behind));
        let rest = bracket.flatten().unwrap_or(name.whole.end)..tokens.end;
        rest.into_iter()
            .all(|at| self.token(at).is_some_and(|t| t.kind != Kind::Word))
            .then_some(name)
    }

    /// A name without a surname in the headline of a text that introduces its bearer: in a row of its own, or in bold
    /// type before a bracket or before what else he is called.
    fn pen_name(&self, at: usize) -> Option<NameMention> {
        let mut end = at;
        while self.token(end).is_some_and(|t| {
            t.shape == Shape::Capital && t.kind == Kind::Word && is_syllable(self.text.word(t))
        }) {
            end += 1;
        }
        let run = at..end;
        let known = self.tags_at(at).iter().any(|tag| {
            tag.end as usize >= end
                && matches!(
                    tag.category,
                    Category::Place | Category::Body | Category::Role | Category::Field
                )
        });
        if !(2..=PEN_NAME).contains(&run.len()) || known {
            return None;
        }
        let name = self.text.words(run.clone());
        let introduced = (end..self.text.tokens.len()).any(|from| {
            self.mark(from - 1)
                .is_none_or(|mark| mark == '*' || mark == '|')
                && self.spells(from, &name, run.len())
                && self.introduces(from, from + run.len())
        });
        introduced.then(|| NameMention {
            key: name_key(&name),
            name,
            tokens: run.clone(),
            whole: run,
            honorific: None,
            gender: None,
            short: false,
            weak: false,
            alias: None,
        })
    }

    /// Whether a name of so many tokens stands at a token.
    fn spells(&self, at: usize, name: &str, length: usize) -> bool {
        let end = at + length;
        self.is_capital(at) && end <= self.text.tokens.len() && self.text.words(at..end) == name
    }

    /// Whether some tokens stand as a name that is introduced: alone in a row of a table, or in bold type before a
    /// bracket with a year or before another name.
    fn introduces(&self, from: usize, to: usize) -> bool {
        let alone = self.mark(to) == Some('|')
            && from
                .checked_sub(1)
                .and_then(|before| self.token(before))
                .is_some_and(|t| t.kind == Kind::Break || self.mark(from - 1) == Some('|'));
        let mut end = to;
        while self.mark(end) == Some('*') {
            end += 1;
        }
        let bracket = self.is_open(end).then(|| self.after_bracket(end)).flatten();
        let told = bracket.is_some_and(|close| (end..close).any(|at| self.year(at).is_some()));
        alone || end > to && (told || self.is(end, "tên"))
    }

    /// Whether a run of capitals is the name that the headline of a portrait has.
    pub(super) fn is_portrayed(&self, run: &Range<usize>) -> bool {
        self.portrait
            .as_ref()
            .is_some_and(|name| self.text.words(run.clone()) == name.name)
    }

    /// The other names of whom a portrait tells: «Huy Mẫu (tên khai sinh Nguyễn Huy Mẫu)», and the name in bold type
    /// before «bút danh là Huy Mẫu».
    pub(crate) fn other_names(&self) -> Vec<NameMention> {
        let Some(portrait) = &self.portrait else {
            return Vec::new();
        };
        let is_own = |at: usize| self.spells(at, &portrait.name, portrait.tokens.len());
        let mut others = Vec::new();
        if self.tier(portrait.tokens.start) == 0 {
            // «Nguyễn Huy Mẫu» of whom the headline calls «Huy Mẫu».
            let whole = (1..self.text.tokens.len())
                .filter(|&at| is_own(at))
                .filter_map(|at| {
                    let end = at + portrait.tokens.len();
                    let starts = (at.saturating_sub(2)..at).filter(|&from| self.is_capital(from));
                    let mut whole_names =
                        starts.filter_map(|from| self.name_at(from, Behind::Post));
                    whole_names.find(|name| name.tokens.end == end && name.tokens.start < at)
                });
            others.extend(whole);
        }
        let bold = |at: usize| self.mark(at) == Some('*');
        let introduction = self.text.sentences.iter().skip(1).find_map(|sentence| {
            let start = sentence.tokens.start;
            let end = sentence.tokens.end.min(start + INTRODUCTION);
            let opens = bold(start) && (start..end).any(is_own);
            opens.then_some(start..end)
        });
        let Some(introduction) = introduction else {
            return others;
        };
        let called = |at: usize| {
            let mut before = at;
            while before > introduction.start && bold(before - 1) {
                before -= 1;
            }
            let said = (before.saturating_sub(CALLED)..before).any(|at| {
                ["tên", "danh", "hay", "tức"]
                    .iter()
                    .any(|word| self.is(at, word))
            });
            before.checked_sub(1).is_some_and(|last| {
                let links = [
                    "là", ":", "sinh", "thật", "hay", "tức", "danh", "đủ", "khác",
                ];
                said && links.iter().any(|word| self.is(last, word))
            })
        };
        let own_is_other = introduction.clone().any(|at| is_own(at) && called(at));
        let mut at = introduction.start;
        while at < introduction.end {
            let name = self
                .name_at(at, Behind::Post)
                .filter(|name| name.tokens.start == at && name.tokens.len() >= 2 && !is_own(at));
            match name {
                Some(name) => {
                    let opens = (introduction.start..at).all(bold);
                    let end = name.tokens.end;
                    if called(at) || opens && own_is_other {
                        others.push(name);
                    }
                    at = end;
                }
                None => at += 1,
            }
        }
        others
    }

    /// The gender that the first sentence shows that begins with «Ông», «Bà».
    pub(crate) fn portrayed_gender(&self) -> Option<Gender> {
        let starts = self
            .text
            .sentences
            .iter()
            .map(|sentence| sentence.tokens.start);
        starts
            .filter(|&at| self.is_capital(at) && !self.is_capital(at + 1))
            .find_map(|at| {
                let (entry, end) = self.tag(at, Category::Honorific)?;
                let honorific = &self.rules.words.honorifics[entry];
                honorific.gender.filter(|_| end == at + 1)
            })
    }

    /// Whether a sentence is the heading under which a portrait lists what it rests on: notes, sources and links, with
    /// dates of their own.
    pub(crate) fn opens_references(&self, sentence: &Sentence) -> bool {
        let start = sentence.tokens.start;
        if self.portrait.is_none() || start == 0 || self.mark(start) != Some('#') {
            return false;
        }
        let mut at = start;
        while self.mark(at) == Some('#') {
            at += 1;
        }
        let headings = [
            ["tham", "khảo"],
            ["chú", "thích"],
            ["ghi", "chú"],
            ["liên", "kết"],
            ["xem", "thêm"],
        ];
        let [first, second] = [at, at + 1];
        headings
            .iter()
            .any(|[one, other]| self.is(first, one) && self.is(second, other))
    }

    /// Whether whom a portrait tells of is dead, as a row «| Mất | 12 tháng 3 năm 2007 |» or the bracket behind the name says,
    /// which the text introduces in bold type: «(1930 – 2007)».
    pub(crate) fn is_portrayed_dead(&self) -> bool {
        if self.portrait.is_none() {
            return false;
        }
        self.text.sentences.iter().skip(1).any(|sentence| {
            let tokens = sentence.tokens.clone();
            let start = tokens.start;
            let row = self.mark(start) == Some('|')
                && self.says_death(start + 1)
                && self.mark(start + 2) == Some('|')
                && tokens.clone().any(|at| self.year(at).is_some());
            let introduced = || {
                let mut bold = tokens.clone().take(INTRODUCTION);
                self.mark(start) == Some('*')
                    && bold
                        .find(|&at| self.is_open(at))
                        .is_some_and(|open| self.tells_death(open))
            };
            row || introduced()
        })
    }

    /// Whether a bracket tells birth and death: «(1930 – 2007)», «(sinh năm 1930, mất năm 2007)».
    fn tells_death(&self, open: usize) -> bool {
        let Some(close) = self.after_bracket(open) else {
            return false;
        };
        let mut years = (open..close).filter(|&at| self.year(at).is_some());
        let (Some(born), Some(died)) = (years.next(), years.next()) else {
            return false;
        };
        let died_at = (born..died).any(|at| self.says_death(at));
        let lived = (born..died).any(|at| self.is_dash(at));
        died_at || lived && !(born..died).any(|at| self.is(at, "sinh"))
    }

    /// Whether «mất» stands at a token.
    fn says_death(&self, at: usize) -> bool {
        self.token(at)
            .is_some_and(|t| matches!(self.text.word(t), "Mất" | "mất"))
    }

    /// The year of the news, else the last that the text names.
    pub(crate) fn last_year(&self) -> i32 {
        let named = (0..self.text.tokens.len()).filter_map(|at| self.year(at));
        let published = self.article.published.map(Date::year);
        match published {
            Some(year) => year,
            None => named.max().unwrap_or_default(),
        }
    }

    /// «Tiểu sử», «Chân dung», «Tóm tắt tiểu sử (của)» before the name.
    fn opens_portrait(&self, at: usize) -> bool {
        ["tóm", "tắt", "tiểu", "sử", "chân", "dung", "của"]
            .iter()
            .any(|word| self.is(at, word))
    }
}
