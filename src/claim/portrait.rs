//! Portraits: texts whose headline is a name, and what else they call whom they tell of.

use std::ops::Range;

use super::date;
use super::item::Clause;
use super::name::{Behind, NameMention};
use super::reading::Reading;
use super::verdict::Fired;
use crate::claim::{Event, EventKind, Gender, Status};
use crate::date::Date;
use crate::rules::{Category, HonorificClass};
use crate::text::{Kind, Sentence, Shape, is_syllable, name_key};

/// The most syllables of a name that no surname begins: «Huy Mẫu», «Nguyệt Quế Thử».
const PEN_NAME: usize = 3;

/// How many tokens of the sentence that introduces somebody may tell other names.
const INTRODUCTION: usize = 60;

/// How many tokens before a name may hold the word «tên».
const CALLED: usize = 7;

/// How many tokens behind the word for a death may hold its day.
const DEATH: usize = 16;

/// Nobody has posts who dies younger: a bracket of fewer years tells how long something else took.
const OF_AGE: i32 = 20;

/// The rule of what a portrait tells of a death.
const RULE: &str = "{person} mất {date}";

/// The day of a death, where it is told, and the token that tells it.
type Death = (Option<Date>, usize);

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

    /// The death of whom a portrait tells, as a row «| Mất | 12 tháng 3 năm 2007 |» says, or the bracket behind the name that
    /// the text introduces in bold type: «(1930 – 2007)», or a sentence: «Ông mất ngày 12 tháng 3 năm 2007».
    pub(crate) fn portrayed_death(&self, person: &str) -> Option<Event> {
        self.portrait.as_ref()?;
        let life = self.text.sentences.iter().enumerate().skip(1);
        let mut told = life
            .take_while(|(_, sentence)| !self.opens_references(sentence))
            .filter_map(|(number, sentence)| {
                let tokens = sentence.tokens.clone();
                Some((self.death_in(number, &tokens)?, tokens))
            });
        let first = told.next()?;
        let dated = |((date, _), _): &(Death, Range<usize>)| date.is_some();
        let ((date, _), tokens) = if dated(&first) {
            first
        } else {
            told.find(dated).unwrap_or(first)
        };
        Some(Event {
            kinds: vec![EventKind::Death],
            person: person.to_owned(),
            from: Vec::new(),
            to: Vec::new(),
            date,
            by: None,
            document: None,
            replaces: None,
            status: Status::Decided,
            evidence: vec![self.text.evidence(tokens)],
            rule: RULE.to_owned(),
            recovered: Vec::new(),
        })
    }

    /// The day on which whom the text portrays died, where a sentence or a row tells his death.
    fn death_in(&self, number: usize, tokens: &Range<usize>) -> Option<Death> {
        let start = tokens.start;
        let bar = usize::from(self.mark(start) == Some('|'));
        let cell = start + bar + usize::from(self.says(start + bar, &["Ngày"]));
        let row = self.says_death(cell)
            && self.mark(cell + 1) == Some('|')
            && tokens.clone().any(|at| self.year(at).is_some());
        if row {
            let dates = date::dates(self, number);
            return Some((self.row_date(cell + 2, &dates).map(|(date, _)| date), cell));
        }
        let introduced = || {
            let name = self.portrait.as_ref()?;
            let mut bold = tokens.clone().take(INTRODUCTION);
            let own = bold
                .clone()
                .any(|at| self.spells(at, &name.name, name.tokens.len()));
            if !own {
                return None;
            }
            let open = bold.find(|&at| self.is_open(at) || self.year(at).is_some())?;
            self.death_in_bracket(open)
        };
        let died = match self.mark(start) {
            Some('*') => introduced(),
            _ => self.death_told(tokens),
        }?;
        let dates = date::dates(self, number);
        // «(5 tháng 4 năm 1930 – 2 tháng 3 năm 2010)».
        let dash = (start..died).rfind(|&at| self.is_dash(at));
        let lived = dash.and_then(|dash| self.row_date(dash + 1, &dates));
        let lived = lived
            .filter(|(_, end)| *end == died + 1)
            .map(|(date, _)| date);
        let told = (dates.iter())
            .filter(|date| date.tokens.end > died && date.tokens.start < died + DEATH);
        let date = told.min_by_key(|date| (date.date.day().is_none(), date.tokens.start));
        let date = lived.or_else(|| date.map(|mention| mention.date));
        match (date, self.year(died)) {
            (None, None) => None,
            (date, year) => Some((date.or_else(|| Date::from_year(year?)), died)),
        }
    }

    /// Where a sentence says that whom the text portrays died: «Ông mất ngày …», «…, ông đã hy sinh năm …».
    fn death_told(&self, tokens: &Range<usize>) -> Option<usize> {
        const DIED: [[&str; 2]; 3] = [["hy", "sinh"], ["từ", "trần"], ["qua", "đời"]];
        const WHEN: [&str; 8] = ["ngày", "năm", "tháng", "lúc", "hồi", "vào", "tại", "ở"];
        let pronoun = |at: usize| {
            let (entry, end) = self.tag(at, Category::Honorific)?;
            let gender = self.rules.words.honorifics[entry].gender?;
            (end == at + 1 && self.portrayed_gender() == Some(gender)).then_some(end)
        };
        tokens.clone().find_map(|at| {
            let begins = at == tokens.start || !self.is_word(at - 1);
            let mut died = pronoun(at).filter(|_| begins)?;
            died += usize::from(self.says(died, &["đã"]));
            let two = DIED
                .iter()
                .any(|[one, other]| self.says(died, &[one]) && self.says(died + 1, &[other]));
            let end = died + if two { 2 } else { 1 };
            (two || self.says_death(died) && self.says(end, &WHEN)).then_some(end)
        })
    }

    /// Where a bracket that tells birth and death tells the year of the death: «(1930 – 2007)», «(sinh năm 1930, mất ngày 2
    /// tháng 3 năm 2007)».
    fn death_in_bracket(&self, open: usize) -> Option<usize> {
        let close = self.after_bracket(open)?;
        let mut years = (open..close).filter(|&at| self.year(at).is_some());
        let (born, died) = years.next().zip(years.next())?;
        let age = self.year(died)? - self.year(born)?;
        let died_at = (born..died).any(|at| self.says_death(at));
        let lived = (born..died).any(|at| self.is_dash(at));
        let tells = died_at || lived && !(born..died).any(|at| self.is(at, "sinh"));
        (tells && age >= OF_AGE).then_some(died)
    }

    /// Whether «mất» stands at a token.
    fn says_death(&self, at: usize) -> bool {
        self.says(at, &["Mất", "mất"])
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

    /// Whether birth, age, home or a degree are told between the person and the posts of a match.
    pub(super) fn tells_life(&self, clause: &Clause, fired: &Fired) -> bool {
        let (Some(person), Some(posts)) = (fired.found.slot("person"), fired.found.slot("series"))
        else {
            return false;
        };
        let named = &clause.items[person].tokens;
        let between = named.start..clause.items[posts].tokens.start;
        let words = ["sinh", "sn", "quê", "tuổi"];
        // «**A** (1920 – 2004) là nhà báo, …», in a life.
        let opens = clause
            .items
            .get(person + 1)
            .is_some_and(|item| item.code == b'(');
        if opens && self.is_portrayed(named) {
            return true;
        }
        // «TS A, …» says no more than his name.
        let degree = |at: usize| {
            let title = self.tag(at, Category::Honorific).map(|(entry, _)| entry);
            at >= named.end
                && title.is_some_and(|entry| {
                    self.rules.words.honorifics[entry].class == HonorificClass::Degree
                })
        };
        between
            .into_iter()
            .any(|at| words.iter().any(|word| self.is(at, word)) || degree(at))
    }
}
