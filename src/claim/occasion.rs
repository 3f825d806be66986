//! What a clause says of the news as a whole: the meeting and its day, from when decisions hold, what is looked back on.

use super::date::{self, DateMention};
use super::item::{Clause, Meaning};
use super::news::{Effect, Start};
use super::people::People;
use super::reading::Reading;
use crate::claim::{Level, Post};
use crate::date::Date;
use crate::rules::{FigureClass, code};

/// Words between «hiệu lực» and the day: «… có hiệu lực thi hành kể từ ngày …», «… hiệu lực của cả hai quyết định là …».
const OF_EFFECT: [&str; 22] = [
    "thi", "hành", "kể", "từ", "là", "vào", "đều", "của", "cả", "hai", "ba", "các", "những",
    "quyết", "định", "nghị", "này", "trên", "nói", "nêu", "được", "tính",
];

/// Words beside «quyết định» that speak of several.
const MANY: [&str; 9] = ["các", "những", "hai", "ba", "bốn", "2", "3", "4", "đều"];

/// So many words tell from when decisions hold and nothing else.
const PLAIN: usize = 24;

/// How many tokens of a quotation may stand before an act that it tells.
const QUOTATION: usize = 200;

impl Reading<'_> {
    /// The latest term of office that a clause names, by its first year: «nhiệm kỳ 2016-2021».
    pub(super) fn term_told(&self, clause: &Clause) -> Option<i32> {
        let spans = clause.tokens.clone().filter_map(|at| self.years_at(at));
        spans
            .filter(|(from, to, _)| matches!(to - from, 4 | 5))
            .map(|(from, ..)| from)
            .max()
    }

    /// Whether a clause looks back: on somebody's birth and career, or on what was before the news.
    pub(super) fn looks_back(&self, clause: &Clause) -> bool {
        let words = ["sinh", "sn", "quê"];
        let life = (0..clause.items.len()).any(|i| {
            let first = clause.items[i].tokens.start;
            clause.codes[i] == code::WORD && words.iter().any(|word| self.is(first, word))
        });
        life || (0..clause.items.len().min(2)).any(|i| {
            matches!(
                self.class_of(clause, i),
                Some("trước khi" | "trước đó" | "từng")
            )
        })
    }

    /// From which day a clause says that decisions hold: «Các quyết định có hiệu lực từ ngày …», «Thời điểm có hiệu lực
    /// của hai quyết định là …».
    pub(super) fn effect_of(&self, clause: &Clause) -> Option<Effect> {
        let mut mentions = clause.items.iter().filter_map(|item| match &item.meaning {
            Meaning::Date(mention) => Some(mention),
            _ => None,
        });
        let since = self.since(clause, &["kể từ"]);
        // Most clauses tell no date.
        if since.is_none() && mentions.clone().next().is_none() {
            return None;
        }
        let holds = clause
            .tokens
            .clone()
            .find(|&at| self.is(at, "hiệu") && self.is(at + 1, "lực"))
            .map(|at| at + 2);
        let told = |mention: &&DateMention| {
            let between = holds.filter(|&end| end <= mention.tokens.start);
            between.is_some_and(|end| {
                (end..mention.tokens.start).all(|at| OF_EFFECT.iter().any(|word| self.is(at, word)))
            })
        };
        let day = mentions.find(told).map(|mention| mention.date).or(since)?;
        let is_decision = |at: usize| {
            ["quyết", "nghị"].iter().any(|one| self.is(at, one))
                && ["định", "quyết"].iter().any(|other| self.is(at + 1, other))
        };
        let decision = clause.tokens.clone().find(|&at| is_decision(at));
        let decided = decision.is_some_and(|at| holds.is_some() || at <= clause.tokens.start + 2)
            || (0..clause.items.len()).any(|i| self.class_of(clause, i) == Some("quyết định"));
        // «… đối với ông A kể từ ngày …» is of that one alone.
        let of_one = clause.codes.contains(&code::NAME) || clause.codes.contains(&code::SHORT);
        let document = clause.items.iter().find_map(|item| match item.meaning {
            Meaning::Document(_) => Some(self.text.words(item.tokens.clone())),
            _ => None,
        });
        let many = decision.is_some_and(|at| {
            (at.saturating_sub(2)..at + 5).any(|at| MANY.iter().any(|word| self.is(at, word)))
        });
        (decided && !of_one).then(|| Effect {
            day,
            sentence: clause.sentence,
            document,
            many,
            plain: holds.is_some() && clause.tokens.len() <= PLAIN,
        })
    }

    /// The day from which a clause says that the act before it holds: «Thời hạn bổ nhiệm 5 năm, kể từ ngày …»,
    /// «Nhiệm kỳ giữ chức vụ là 5 năm, kể từ ngày …».
    pub(crate) fn term_of(&self, clause: &Clause) -> Option<Date> {
        let start = clause.tokens.start;
        let time =
            self.is(start, "thời") && (self.is(start + 1, "hạn") || self.is(start + 1, "gian"));
        let told = time || self.is_class(start, FigureClass::Term);
        told.then(|| self.since(clause, &["kể từ", "từ"]))?
    }

    /// Whether a clause says that somebody has the post that was told before: «Theo đó, ông A đảm nhiệm vị trí mới từ
    /// ngày …».
    pub(crate) fn tells_taking_up(&self, clause: &Clause) -> bool {
        let takes = |at: usize| {
            let post = ["vị", "chức", "nhiệm", "công", "cương"];
            let of_act = ["mới", "trên", "này", "nói"];
            (self.is(at, "nhận") || self.is(at, "nhiệm") || self.is(at, "giữ"))
                && post.iter().any(|word| self.is(at + 1, word))
                && (at + 3..at + 5).any(|at| of_act.iter().any(|word| self.is(at, word)))
                || self.is(at, "bắt")
                    && self.is(at + 1, "đầu")
                    && ["giữ", "nhận", "đảm", "làm"]
                        .iter()
                        .any(|word| self.is(at + 2, word))
        };
        clause.tokens.clone().any(takes)
    }

    /// The day from which it says so.
    pub(crate) fn taken_up_on(&self, clause: &Clause) -> Option<Date> {
        self.since(clause, &["kể từ", "từ"])
            .filter(|date| date.day().is_some() && self.tells_taking_up(clause))
    }

    /// The date behind «kể từ» or another such cue.
    fn since(&self, clause: &Clause, cues: &[&str]) -> Option<Date> {
        let led = |i: usize| {
            self.class_of(clause, i - 1)
                .is_some_and(|class| cues.contains(&class))
        };
        (1..clause.items.len()).find_map(|i| match &clause.items[i].meaning {
            Meaning::Date(mention) if led(i) => Some(mention.date),
            _ => None,
        })
    }

    /// From which day acts hold on the only person whom a clause names, though it could not be read: «… điều động ông A
    /// (…) đến nhận công tác … kể từ ngày …».
    pub(super) fn start_in(&self, clause: &Clause, people: &mut People) -> Option<Start> {
        let unreal = |i: usize| {
            matches!(
                self.class_of(clause, i),
                Some("sẽ" | "đề nghị" | "không" | "nếu" | "giới thiệu" | "hủy")
            )
        };
        let day = self
            .since(clause, &["kể từ"])
            .filter(|day| day.day().is_some())?;
        let kinds: Vec<_> = clause
            .codes
            .iter()
            .filter_map(|code| self.rules.frames.acts.get(code))
            .flatten()
            .copied()
            .collect();
        let mut named = clause
            .items
            .iter()
            .filter(|item| matches!(item.code, code::NAME | code::SHORT));
        let only = named.next().filter(|_| named.next().is_none())?;
        if kinds.is_empty() || (0..clause.items.len()).any(unreal) {
            return None;
        }
        let person = self.person_of(only, clause, people)?;
        Some(Start { person, kinds, day })
    }

    /// Whom a clause says that somebody replaced: «Tiền nhiệm của ông A là ông B», the second.
    pub(super) fn predecessor_in(
        &self,
        clause: &Clause,
        people: &mut People,
    ) -> Option<(usize, usize)> {
        let is_name = |i: usize| matches!(clause.codes.get(i), Some(&(code::NAME | code::SHORT)));
        let of = (1..clause.items.len()).find(|&i| {
            let at = clause.items[i].tokens.start;
            self.class_of(clause, i) == Some("của")
                && at >= 2
                && self.is(at - 2, "tiền")
                && self.is(at - 1, "nhiệm")
        })?;
        let told = is_name(of + 1)
            && clause.codes.len() > of + 3
            && self.class_of(clause, of + 2) == Some("là")
            && is_name(of + 3);
        if !told {
            return None;
        }
        let person = self.person_of(&clause.items[of + 1], clause, people)?;
        let before = self.person_of(&clause.items[of + 3], clause, people)?;
        (person != before).then_some((person, before))
    }

    /// The day of the meeting that a clause opens: «Ngày 26/6, Đại hội …».
    pub(crate) fn meeting_of(&self, clause: &Clause) -> Option<Date> {
        (0..clause.items.len()).find(|&i| {
            self.class_of(clause, i)
                .is_some_and(|class| matches!(class, "phiên họp" | "tại phiên"))
        })?;
        // «Kỳ họp … từ ngày 20/3 đến ngày 12/4»: nobody knows on which day.
        let lasts = |i: usize| {
            let next = (i + 1..clause.codes.len()).take(3);
            next.into_iter().any(|i| {
                clause.codes[i] == code::DATE
                    && (self.is(clause.items[i].tokens.start.saturating_sub(1), "đến")
                        || self.is_dash(clause.items[i].tokens.start.saturating_sub(1)))
            })
        };
        // «HĐND … họp miễn nhiệm ông A, nghỉ hưu từ ngày 1/5/2019»; «Chiều 5/7, …» of a year that nothing tells.
        if date::leaves_year_open(self, clause.sentence) {
            return None;
        }
        let led = |i: usize| i > 0 && matches!(self.class_of(clause, i - 1), Some("kể từ" | "từ"));
        let day = (0..clause.items.len()).find_map(|i| match &clause.items[i].meaning {
            Meaning::Date(mention) => Some((i, mention.date))
                .filter(|(i, d)| d.day().is_some() && !led(*i) && self.first_of(mention).is_some()),
            _ => None,
        });
        day.filter(|(i, _)| !lasts(*i)).map(|(_, day)| day)
    }

    /// Whether a sentence names a congress or a plenum by its number: «Tại Đại hội Đảng bộ tỉnh X lần thứ V», «Tại Hội nghị
    /// Trung ương 8».
    pub(crate) fn names_congress(&self, sentence: usize) -> bool {
        let tokens = &self.text.sentences[sentence].tokens;
        let said = |one: &str, other: &str| {
            let mut at = tokens.clone();
            at.find(|&at| self.is(at, one) && self.is(at + 1, other))
        };
        let plenum = said("hội", "nghị").is_some_and(|at| {
            self.is(at + 2, "trung") && self.is(at + 3, "ương") && self.digits(at + 4).is_some()
        });
        plenum || said("đại", "hội").and(said("lần", "thứ")).is_some()
    }

    /// The terms of the Party's committees that the congresses elected which a clause names: «Tại Đại hội VI, ông được bầu …»,
    /// «tại các Đại hội IV (1976), V (1982)», «Đại hội Đảng toàn quốc lần thứ IX».
    pub(super) fn congress_terms(&self, clause: &Clause) -> Option<String> {
        const OF: [&str; 14] = [
            "đại", "biểu", "toàn", "quốc", "của", "đảng", "cộng", "sản", "lao", "động", "việt",
            "nam", "lần", "thứ",
        ];
        let mut at = clause.tokens.clone();
        let congress = at.find(|&at| self.is(at, "đại") && self.is(at + 1, "hội"))? + 2;
        let said = |at: &usize| OF.iter().any(|word| self.is(*at, word));
        let behind = (congress..clause.tokens.end).find(|at| !said(at))?;
        let mut terms = self.ordinals_at(behind)?;
        // «IV (1976), V (1982)».
        while self.is_open(terms.tokens.end)
            && let Some(close) = self.after_bracket(terms.tokens.end)
            && (self.is_comma(close) || self.is(close, "và"))
            && let Some(next) = self.ordinals_at(close + 1)
        {
            let more = next.term.strip_prefix("khóa ").unwrap_or_default();
            terms.term = format!("{}, {more}", terms.term);
            terms.tokens.end = next.tokens.end;
        }
        Some(terms.term)
    }

    /// The year of the congress of the Party that a clause of a life names, for one of the posts which such a congress
    /// gives: «Tại Đại hội IV, ông được bầu vào Ban Chấp hành Trung ương Đảng».
    pub(super) fn congress_year(&self, clause: &Clause, posts: &[Post]) -> Option<Date> {
        self.portrait.as_ref()?;
        let post = posts.first()?;
        let of_party =
            post.role.as_deref() != Some("Đại biểu") && post.level == Some(Level::Central);
        let terms = self.congress_terms(clause).filter(|_| of_party)?;
        let org = post.org.as_deref()?;
        let span = self.rules.terms.span(&terms, org)?;
        Some(span.from)
    }

    /// Whether a clause says that it tells what a meeting decided: «Tại hội nghị, …», «Kết quả, …».
    pub(crate) fn tells_meeting(&self, clause: &Clause) -> bool {
        (0..clause.items.len()).any(|i| self.class_of(clause, i) == Some("tại phiên"))
    }

    /// Whether a sentence says that somebody confirms or tells what was done.
    pub(super) fn confirms(&self, sentence: usize) -> bool {
        let tokens = self.text.sentences[sentence].tokens.clone();
        let words = self.text.words(tokens).to_lowercase();
        words.contains("xác nhận") || words.contains("trao đổi với")
    }

    /// Whether a token stands in what somebody is quoted as saying.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        let paragraph = self.paragraph(at);
        let far = at.saturating_sub(QUOTATION);
        let curly = (far..at)
            .rev()
            .take_while(|&t| self.paragraph(t) == paragraph);
        let opens = curly
            .filter_map(|t| self.mark(t))
            .find(|mark| matches!(mark, '“' | '”'));
        let start = self.sentence_around(at).map_or(0, |tokens| tokens.start);
        let straight = (start..at).filter(|&t| self.mark(t) == Some('"')).count();
        opens == Some('“') || straight % 2 == 1
    }
}
