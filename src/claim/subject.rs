//! Whose act or post it is: neither that of whoever is named beside the person only to say who he is, nor that of
//! somebody whose time in office only dates the act; and whether it is told as an act at all.

use std::ops::Range;

use super::decision::Told;
use super::item::{Clause, Meaning};
use super::reading::Reading;
use super::verdict::Fired;
use crate::claim::Status;
use crate::rules::{ActSource, FrameMatch, code};
use crate::text::Kind;

/// How many items before a name may hold the word that has its bearer stand in for another.
const PROXY: usize = 6;

/// How many tokens behind a word of agreement may say what to.
const AGREED: usize = 6;

/// How many words behind «đình chỉ» may say that a duty is meant.
const DUTY: usize = 4;

/// Words that open a phrase on what the sentence is about, or beside what it is told.
const TOPIC: [&str; 10] = [
    "về",
    "đối với",
    "liên quan",
    "cùng với",
    "xung quanh",
    "bên cạnh",
    "ngoài",
    "để",
    "nói về",
    "kết luận về",
];

/// Words that open a phrase with a verb of the subject that comes behind its comma.
const PARTICIPLE: [&str; 5] = ["sau khi", "ngay sau khi", "trước khi", "khi", "sau"];

/// Nouns of what is weighed, drawn up or gone through before anything is decided.
const DRAFTS: [&str; 13] = [
    "quy trình",
    "thủ tục",
    "phương án",
    "nội dung",
    "tờ trình",
    "dự thảo",
    "hồ sơ",
    "đề án",
    "kế hoạch",
    "chủ trương",
    "khả năng",
    "chuẩn bị",
    "thời hạn",
];

/// Verbs of setting about an act, of which nothing says that it is done: «đã triển khai việc khai trừ …».
const UNDER_WAY: [&str; 1] = ["triển khai"];

impl Reading<'_> {
    /// Whether the person of a match is named only to say who somebody else is: «ông A, người tiền nhiệm của ông B được
    /// …», «ông A - con trai Bí thư … B từng là …».
    pub(super) fn is_of_another(&self, clause: &Clause, fired: &Fired) -> bool {
        let found = &fired.found;
        let start = found.items.start;
        if let Some(people) = found.range("people") {
            let named = clause.codes[..start].contains(&code::NAME)
                || clause.codes[..start].contains(&code::SHORT);
            let of = start
                .checked_sub(1)
                .is_some_and(|i| self.class_of(clause, i) == Some("của"));
            // «… của ông B - người đã được bầu …» does speak of him.
            let told = matches!(clause.codes.get(people.end), Some(b',' | b'-'))
                && people.end + 1 < clause.items.len()
                && self.class_of(clause, people.end + 1) == Some("người");
            return people.start == start
                && (named && of && !told || self.is_replaced_in(clause, people));
        }
        let posts = found.range("holds").or_else(|| found.range("series"));
        let (Some(person), Some(posts)) = (found.slot("person"), posts) else {
            return false;
        };
        let told = person < posts.start && clause.codes[person + 1] >= code::CUE;
        told && (person.saturating_sub(2)..person)
            .any(|i| self.class_of(clause, i) == Some("người thân"))
    }

    /// Whether somebody replaces a named person: «thay ông B».
    pub(super) fn is_replaced(&self, clause: &Clause, person: usize) -> bool {
        person
            .checked_sub(1)
            .is_some_and(|before| self.class_of(clause, before) == Some("thay"))
    }

    /// Whether the post behind persons is that of whoever replaces them: «ông A, người thay ông B làm Chủ tịch …».
    pub(super) fn is_replaced_in(&self, clause: &Clause, people: Range<usize>) -> bool {
        let verb = (people.end < clause.items.len())
            .then(|| self.class_of(clause, people.end))
            .flatten();
        self.is_replaced(clause, people.start) && matches!(verb, Some("giữ chức" | "làm"))
    }

    /// Whether an act is only what a noun is about: «thông tin quy trình xử lý kỷ luật …», «phương án điều động …».
    pub(super) fn is_topic(&self, clause: &Clause, fired: &Fired) -> bool {
        let mut items = fired.found.items.clone();
        let Some(act) = items.find(|&i| self.rules.frames.is_act(clause.codes[i])) else {
            return false;
        };
        let at = clause.items[act].tokens.start;
        // «kết luận kiểm tra Ủy ban Kiểm tra Tỉnh ủy X trong thi hành kỷ luật …».
        if self.is_slate(at) || at > 0 && self.is(at - 1, "trong") {
            return true;
        }
        // «biểu quyết đồng ý với phương án phân công …»: that settles it.
        if (0..act).any(|i| self.class_of(clause, i) == Some("quyết định")) {
            return false;
        }
        // «dự thảo về việc miễn nhiệm …», «các quy trình để bổ nhiệm …».
        let mut noun = at;
        for word in ["việc", "về", "để", "cho"] {
            noun -= usize::from(noun > 0 && self.is(noun - 1, word));
        }
        let under_way = noun < at && self.is(noun, "việc");
        let noun = noun
            .checked_sub(2)
            .map(|from| self.text.words(from..noun).to_lowercase());
        noun.is_some_and(|noun| {
            DRAFTS.contains(&noun.as_str()) || under_way && UNDER_WAY.contains(&noun.as_str())
        })
    }

    /// Whether somebody stands in for the holder of the post that begins at a token: «thay mặt Chủ tịch …», «thừa ủy
    /// quyền của Thủ tướng».
    pub(super) fn speaks_for(&self, at: usize) -> bool {
        let of = usize::from(at > 0 && (self.is(at - 1, "của") || self.is(at - 1, "cho")));
        let proxy = [
            ("thay", "mặt"),
            ("ủy", "quyền"),
            ("ủy", "nhiệm"),
            ("đại", "diện"),
        ];
        (at - of).checked_sub(2).is_some_and(|from| {
            proxy
                .iter()
                .any(|(one, two)| self.is(from, one) && self.is(from + 1, two))
        })
    }

    /// Whether somebody takes something over only on behalf of another: «Thay mặt Chủ tịch A, Phó Chủ tịch B tiếp nhận
    /// chức …».
    pub(super) fn acts_for_another(&self, clause: &Clause, fired: &Fired) -> bool {
        let start = fired.found.items.start;
        let takes_over = fired
            .found
            .items
            .clone()
            .any(|i| self.class_of(clause, i) == Some("nhận chức"));
        takes_over
            && (start.saturating_sub(PROXY)..=start)
                .any(|i| self.speaks_for(clause.items[i].tokens.start))
    }

    /// Whether a name closes a phrase that opens a sentence, so that the post behind its comma is the subject of what
    /// follows: «Về vụ việc của ông A, Thủ tướng cho biết …», «Sau khi bổ nhiệm ông A, Thủ tướng …».
    pub(super) fn is_in_opening(&self, clause: &Clause, person: usize, end: usize) -> bool {
        let goes_on = clause.items.get(end).is_some_and(|item| {
            let at = item.tokens.start;
            (item.code == code::WORD || item.code >= code::CUE)
                && !["có", "còn", "và", "cùng"]
                    .iter()
                    .any(|word| self.is(at, word))
        });
        if !goes_on || !matches!(clause.codes.get(person + 1), Some(b',')) {
            return false;
        }
        let from = (0..person)
            .rev()
            .find(|&i| matches!(clause.codes[i], b',' | b';' | b':' | b'"' | b'.'))
            .map_or(0, |mark| mark + 1);
        let (from, name) = (
            clause.items[from].tokens.start,
            clause.items[person].tokens.start,
        );
        let opens = |phrase: &&str| {
            let mut at = from;
            phrase.split(' ').all(|word| {
                at += 1;
                self.is(at - 1, word)
            })
        };
        // «Khi ông A, Giám đốc … đến»: of him whom the clause is about.
        let verb = |phrase: &&str| from + phrase.split(' ').count() < name && opens(phrase);
        TOPIC.iter().any(opens) || PARTICIPLE.iter().any(verb)
    }

    /// Whether whom the rule takes for the one moved is who speaks or acts: «Theo ông A, người được giới thiệu là …», «bị
    /// cáo được ông A điều chuyển về …», but «Đại hội bầu được ông A».
    pub(super) fn is_of_agent(&self, clause: &Clause, fired: &Fired) -> bool {
        let found = &fired.found;
        let Some(people) = found.range("people") else {
            return false;
        };
        let at = clause.items[people.start].tokens.start;
        let led = |word: &str| at > clause.tokens.start && self.is(at - 1, word);
        let passive = (led("được") || led("bị"))
            && !(at >= 2
                && ["bầu", "chọn", "cử"]
                    .iter()
                    .any(|word| self.is(at - 2, word)));
        // «Theo ông A, ông B được …»: the second may be moved.
        let alone = people.len() == 1;
        people.start == found.items.start && alone && (led("theo") || passive)
    }

    /// Whether the officer whom a match names gives a post and does not take one: «Thủ tướng A có quyết định bổ nhiệm
    /// Thứ trưởng …».
    pub(super) fn gives_himself(&self, clause: &Clause, fired: &Fired) -> bool {
        let found = &fired.found;
        let (Some(people), Some(to)) = (found.range("people"), found.slot("to")) else {
            return false;
        };
        let titled = people.start == found.items.start
            && clause.codes[people.clone()].starts_with(&[code::POSTS, code::NAME]);
        let act = to
            .checked_sub(1)
            .is_some_and(|act| self.rules.frames.is_act(clause.codes[act]));
        titled
            && act
            && (people.end..to).any(|i| {
                let tokens = clause.items[i].tokens.clone();
                self.class_of(clause, i) == Some("được") && self.is(tokens.end - 1, "định")
            })
    }

    /// Whether a suspension is that of a case before prosecutors, courts or the police: they suspend the accused, not an
    /// officer from his work.
    pub(super) fn is_of_court(&self, clause: &Clause, fired: &Fired) -> bool {
        let mut items = fired.found.items.clone();
        let Some(act) = items.find(|&i| self.class_of(clause, i) == Some("đình chỉ")) else {
            return false;
        };
        let tokens = clause.items[act].tokens.clone();
        // «đình chỉ việc thực hiện *nhiệm vụ* của đại biểu».
        let duty = |at: usize| self.is(at, "nhiệm") && self.is(at + 1, "vụ");
        let work = (tokens.start..tokens.end + 2).any(|at| {
            ["công", "chức", "nhiệm", "sinh", "quyền", "điều"]
                .iter()
                .any(|word| self.is(at, word))
        }) || (tokens.end..tokens.end + DUTY).any(duty);
        let court = clause.items.iter().any(|item| match &item.meaning {
            Meaning::Body(body) => matches!(body.class.as_str(), "court" | "procuracy"),
            _ => false,
        });
        // «đình chỉ … *để* phục vụ công tác điều tra».
        let aim = |at: usize| (at.saturating_sub(DUTY + 2)..at).any(|before| self.is(before, "để"));
        let accused = clause.tokens.clone().any(|at| {
            self.is(at, "bị") && (self.is(at + 1, "can") || self.is(at + 1, "cáo"))
                || self.is(at, "vụ") && self.is(at + 1, "án")
                || self.is(at, "điều") && self.is(at + 1, "tra") && !aim(at)
        });
        !work && (court || accused)
    }

    /// Whether a match says that somebody keeps a post though another is left: «ông A vẫn tiếp tục giữ chức …»; at a
    /// congress «tiếp tục giữ chức» tells of a vote.
    pub(super) fn goes_on_holding(&self, clause: &Clause, fired: &Fired) -> bool {
        let items = fired.found.items.clone();
        let acts = |code: &u8| self.rules.frames.is_act(*code);
        let keeps = |i: usize| {
            let at = clause.items[i].tokens.start;
            at > 0 && self.is(at - 1, "vẫn") && self.is(at, "tiếp") && self.is(at + 1, "tục")
        };
        !fired.frame.act.is_own()
            && !clause.codes[items.clone()].iter().any(acts)
            && (items.into_iter().any(keeps) || self.holds_today(clause, &fired.found))
    }

    /// Whether a match says what somebody holds at the time of the news: «Hiện ông A giữ chức …», «ông A hiện giữ chức …».
    fn holds_today(&self, clause: &Clause, found: &FrameMatch) -> bool {
        let (Some(people), Some(to)) = (found.range("people"), found.slot("to")) else {
            return false;
        };
        let now = |at: usize| {
            self.says(at, &["hiện", "Hiện", "đang", "Đang", "vẫn", "Vẫn"])
                && !self.is(at + 1, "thực")
        };
        let first = clause.items[people.start].tokens.start;
        let before = first.saturating_sub(3).max(clause.tokens.start)..first;
        let between = clause.items[people.end - 1].tokens.end..clause.items[to].tokens.start;
        // «Hiện ông A …», «Hiện nay, ông A …», «Hiện tại ông A …».
        let opens = before.clone().find(|&at| now(at)).is_some_and(|at| {
            (at + 1..first).all(|at| self.is_comma(at) || self.says(at, &["nay", "tại"]))
        });
        opens || between.into_iter().any(now)
    }

    /// Whether a match only says who somebody is of whom more is told: «ông A, cán bộ công an nghỉ hưu cho biết …»,
    /// «ông A, giữ chức Chủ tịch … có số phiếu …».
    pub(super) fn only_describes(&self, clause: &Clause, fired: &Fired) -> bool {
        let found = &fired.found;
        let (Some(people), Some(behind)) =
            (found.range("people"), clause.items.get(found.items.end))
        else {
            return false;
        };
        if people.start != found.items.start {
            return false;
        }
        let says = self.class_of(clause, found.items.end) == Some("cho biết");
        let retired = found.items.end == people.end + 1
            && self.class_of(clause, people.end) == Some("nghỉ hưu")
            && clause.codes[people.end - 1] == code::POSTS
            && clause.items[people.end - 1].tokens.end == clause.items[people.end].tokens.start;
        // «Ông A, sinh năm 1967, giữ cương vị Giám đốc … từ tháng 4/2012»: since when, not by what act.
        let since = matches!(self.class_of(clause, found.items.end), Some("từ" | "kể từ"))
            && clause
                .items
                .get(found.items.end + 1)
                .is_some_and(|item| match &item.meaning {
                    Meaning::Date(mention) => {
                        let past = mention.date.year() < self.last_year();
                        mention.date.day().is_none() && (past || fired.frame.act.is_own())
                    }
                    _ => false,
                });
        let act = clause.codes[found.items.clone()]
            .iter()
            .any(|code| self.rules.frames.is_act(*code));
        // «Từ năm 1947 đến năm 1950, ông A được cử giữ chức …»: how long, not by what act.
        let mut before = clause.codes[..found.items.start].iter().rev();
        let span = {
            let comma = before.clone().next() == Some(&b',');
            if comma {
                before.next();
            }
            let until = before.next();
            let join = found.items.start.checked_sub(2 + usize::from(comma));
            let joins = join
                .is_some_and(|i| clause.codes[i] == b'-' || self.class_of(clause, i) == Some("về"));
            until == Some(&code::DATE) && joins && before.nth(1) == Some(&code::DATE)
        };
        let taken = found.slot("to").is_some() && !act && fired.frame.status == Status::Decided;
        let holds =
            !fired.frame.act.is_own() && self.is(behind.tokens.start, "có") || taken && since;
        let lasting = span && !act && fired.frame.status == Status::Decided;
        retired && says || holds || lasting
    }

    /// Whether a match that takes its act from the sentence before is the heading of what comes next.
    pub(super) fn is_subheading(&self, clause: &Clause, fired: &Fired) -> bool {
        let number = clause.sentence;
        let paragraph = |number: usize| self.text.sentences.get(number).map(|s| s.paragraph);
        let own = paragraph(number);
        let alone = number > 0 && paragraph(number - 1) != own && paragraph(number + 1) != own;
        let tokens = &self.text.sentences[number].tokens;
        let ends = tokens
            .clone()
            .rev()
            .find(|&at| {
                self.token(at)
                    .is_some_and(|token| token.kind != Kind::Break)
            })
            .is_some_and(|last| [".", ";", ":", ","].iter().any(|mark| self.is(last, mark)));
        let opens = self.is_word(tokens.start);
        fired.frame.act == ActSource::Before && own != Some(0) && alone && opens && !ends
    }

    /// Whether an act is only granted, by the way, in talk of something else: «dù …, ông A vẫn được bổ nhiệm …».
    pub(super) fn concedes(&self, clause: &Clause, found: &FrameMatch) -> bool {
        let beside = found.items.clone().any(|i| {
            let at = clause.items[i].tokens.start;
            self.is(at, "vẫn") && self.is(at + 1, "được")
        });
        beside
            && (0..found.items.start).any(|i| {
                let at = clause.items[i].tokens.start;
                ["dù", "nhưng", "song"].iter().any(|word| self.is(at, word))
            })
    }

    /// Whether a sentence without a subject goes on with the plan of the one before it: «… dự kiến điều động ông A. Đồng
    /// thời miễn nhiệm ông B».
    pub(super) fn goes_on_planning(&self, clause: &Clause, fired: &Fired, told: &Told) -> bool {
        let start = fired.found.items.start;
        let subject = |code: &u8| {
            matches!(
                *code,
                code::NAME | code::SHORT | code::BODY | code::POSTS | code::DATE
            )
        };
        told.follows_plan(clause.sentence)
            && self.class_of(clause, 0) == Some("đồng thời")
            && self.rules.frames.is_act(clause.codes[start])
            && !clause.codes[..start].iter().any(subject)
    }

    /// Whether a match only says who held a post when something else happened: «khi ông A giữ chức {post}, …», «Giai
    /// đoạn ông A lên làm {post} là …».
    pub(super) fn tells_when(&self, clause: &Clause, fired: &Fired) -> bool {
        let items = fired.found.items.clone();
        let time = ["khi", "lúc", "thời", "gian", "đoạn", "kì"];
        let act = clause.codes[items.clone()]
            .iter()
            .any(|code| self.rules.frames.is_act(*code));
        !act && fired.frame.status == Status::Decided
            && fired.found.slot("to").is_some()
            && items.start.checked_sub(1).is_some_and(|before| {
                let at = clause.items[before].tokens.end - 1;
                time.iter().any(|word| self.is(at, word))
            })
    }

    /// Whether the article says that somebody asks to resign, and not that anybody agrees.
    pub(super) fn asks_to_resign(&self) -> bool {
        let resigns = |at: usize| self.cue(at).is_some_and(|(class, _)| class == "từ chức");
        let asks = |at: usize| {
            self.is(at, "xin") && resigns(at + 1) || self.is(at, "đơn") && resigns(at + 1)
        };
        let agrees = |at: usize| {
            let verb = [
                "chấp nhận",
                "chấp thuận",
                "đồng ý",
                "thông qua",
                "phê duyệt",
            ];
            let said = self
                .text
                .words(at..(at + 2).min(self.text.tokens.len()))
                .to_lowercase();
            verb.contains(&said.as_str())
                && (at + 2..at + 2 + AGREED).any(|at| resigns(at) || self.is(at, "đơn"))
        };
        let all = 0..self.text.tokens.len();
        all.clone().any(asks) && !all.into_iter().any(agrees)
    }

    /// Whether only a comma gives a name its post: a sentence goes on behind «ông A, Thủ tướng», and of «Giám đốc …, Chủ
    /// tịch … A» the first may be another's.
    pub(super) fn hangs_on_comma(&self, clause: &Clause, fired: &Fired, last: bool) -> bool {
        let found = &fired.found;
        let (Some(person), Some(holds)) = (found.slot("person"), found.slot("holds")) else {
            return false;
        };
        if holds < person {
            return !last;
        }
        // «Ông A, Chủ tịch … được bầu …» is told of him.
        let says = holds + 1 < clause.items.len()
            && (clause.codes[holds + 1] == code::WORD
                || matches!(
                    self.class_of(clause, holds + 1),
                    Some("cho biết" | "quyết định" | "trao" | "đề nghị" | "giao" | "đã")
                ));
        clause.codes[person + 1..holds].contains(&b',') && says
    }
}
