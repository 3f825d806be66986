//! To which of the names around it a post belongs: the one of its match, or the next.

use std::ops::Range;

use super::item::Clause;
use super::reading::Reading;
use super::verdict::Fired;
use crate::rules::{Category, HonorificClass, code};

/// How many words of a title may stand before a name.
const TITLE: usize = 3;

impl Reading<'_> {
    /// Whether a held post belongs to the name of the match and not to the name that follows it directly.
    pub(super) fn attaches(&self, clause: &Clause, fired: &Fired) -> bool {
        let found = &fired.found;
        if self.is_of_another(clause, fired) || self.is_pensioner(clause, fired) {
            return false;
        }
        let posts = found.range("holds").or_else(|| found.range("series"));
        let (Some(person), Some(posts)) = (found.slot("person"), posts) else {
            return true;
        };
        let (holds, end) = (posts.start, posts.end);
        let next = clause.codes.get(end);
        // «ông A đã cùng Thủ tướng …»: particles are no comma.
        let parted = person + 1 < holds
            && (person + 1..holds).all(|i| self.class_of(clause, i) == Some("đã"));
        if parted {
            return false;
        }
        // «thay ông A làm Chủ tịch … vào năm 2017»: the day is the successor's.
        let dated = (found.slot("since").or(found.slot("past"))).is_some();
        if dated && self.is_replaced(clause, person)
            || self.is_replaced_in(clause, person..person + 1)
        {
            return false;
        }
        // «… Tổng Giám đốc Công ty X Ông A - Chủ tịch …»: a caption that lost its full stop.
        let opens = end == person && self.says(clause.items[person].tokens.start, &["Ông", "Bà"]);
        if opens && matches!(clause.codes[person + 1..], [b',' | b'-', code::POSTS, ..]) {
            return false;
        }
        if person < holds
            && (self.are_of_next(clause, person, posts.clone())
                || self.is_in_opening(clause, person, end))
        {
            return false;
        }
        if person < holds {
            // «Với ông A, trước đó đã xử lý các Ủy viên như ông B, ông C».
            let instances = clause.codes.get(end + 1) == Some(&code::NAME)
                && self.is(clause.items[end].tokens.start, "như");
            let other = next == Some(&code::NAME) || next == Some(&code::SHORT) || instances;
            // «trả lời câu hỏi của ông A, Giám đốc Sở … cho biết», «theo ông A, Giám đốc Sở … phải …»: the officer
            // is spoken of, whoever that is; but «theo ông A, Giám đốc Sở … cho biết» is A, as is whoever a dash joins.
            let class = |item: Option<usize>| {
                item.filter(|&item| item < clause.items.len())
                    .and_then(|item| self.class_of(clause, item))
            };
            // «trả lời câu hỏi của đại biểu A, Bộ trưởng Bộ X cho biết».
            let start = clause.items[person].tokens.start;
            let title = (1..=TITLE.min(person))
                .find(|&words| {
                    let from = clause.items[person - words].tokens.start;
                    let role = self.tag(from, Category::Role);
                    role.is_some_and(|(_, end)| end == start)
                })
                .unwrap_or_default();
            let asked = match class(person.checked_sub(title + 1)) {
                Some("của" | "với" | "đối với" | "cho") => {
                    class(Some(end)) == Some("cho biết")
                }
                Some("theo") => {
                    title == 0
                        && next.is_some_and(|code| !code.is_ascii_punctuation())
                        && clause.codes[person + 1] != b'-'
                        && class(Some(end)) != Some("cho biết")
                }
                _ => false,
            } && holds == person + 2;
            return !other && !asked;
        }
        if person >= end && found.items.end > person + 1 {
            // «ĐB {name} ({post})»: both are of the name.
            return true;
        }
        if person > end {
            // «{post}, {name}, {post}»: the name takes the post behind it; «{name}, {post}, {name}»: the post stays
            // with the name before it.
            let behind = &clause.codes[person + 1..];
            let before = &clause.codes[..holds];
            // «{post}, {name}, {post} {name}»: the next name has the last.
            let next_has = matches!(behind, [b',', code::POSTS, code::NAME, ..]);
            let behind_name = matches!(
                behind,
                [b',' | b'-' | b'(', code::POSTS, ..] | [code::POSTS, ..]
            );
            let entitled = matches!(before, [.., code::POSTS, code::NAME | code::SHORT, b',']);
            return (next_has || !behind_name)
                && (entitled && self.is_ranked(clause, person)
                    || !matches!(before, [.., code::NAME | code::SHORT, b',' | b'-']));
        }
        true
    }

    /// Whether posts behind a name are of somebody else: they open a sentence whose mark is lost («… Thứ trưởng Bộ Nội
    /// vụ Trần Văn Mẫu Thủ tướng vừa ký …»), or go on a list of officers who all do something («Phó Thủ tướng Trần Văn
    /// Mẫu, Bộ trưởng Bộ Nội vụ, Bộ trưởng Bộ Y tế đều nói …»).
    fn are_of_next(&self, clause: &Clause, person: usize, posts: Range<usize>) -> bool {
        let entitled = person
            .checked_sub(1)
            .is_some_and(|before| clause.codes[before] == code::POSTS);
        let unmarked = posts.start == person + 1;
        // «Chủ nhiệm A, Tổng Bí thư B, Phó Thủ tướng C»: the title of a name that nothing knows.
        let title = clause.items.get(posts.end).is_some_and(|next| {
            self.is_capital(next.tokens.start)
                && clause.codes[posts.end + 1..].starts_with(&[b',', code::POSTS])
        });
        // «Bí thư A, Tư lệnh X, Trung tướng B».
        let ranked = matches!(
            clause.codes[posts.end..],
            [b',', code::NAME | code::SHORT, ..]
        ) && self.is_ranked(clause, posts.end + 1);
        let named = clause.codes[..person]
            .iter()
            .any(|code| matches!(*code, code::NAME | code::SHORT));
        let all = clause
            .items
            .get(posts.end)
            .is_some_and(|item| self.is(item.tokens.start, "đều"));
        entitled && (unmarked || title || ranked) || all && (entitled || !named)
    }

    /// Whether a rank opens a name: «Trung tướng A».
    fn is_ranked(&self, clause: &Clause, name: usize) -> bool {
        let start = clause.items[name].tokens.start;
        self.tag(start, Category::Honorific)
            .is_some_and(|(entry, _)| {
                self.rules.words.honorifics[entry].class == HonorificClass::Rank
            })
    }

    /// Whether a match goes beyond the clause of its act, to the next person and his title: «ông A bị đình chỉ chức vụ và Thứ
    /// trưởng Bộ Y tế B được giao …».
    pub(super) fn reaches_next(&self, clause: &Clause, fired: &Fired) -> bool {
        let items = fired.found.items.clone();
        let title = fired.found.slot("left").is_some_and(|left| {
            left > 0
                && items.end == left + 1
                && clause.codes[left - 1] == code::AND
                && clause.codes.get(left + 1) == Some(&code::NAME)
        });
        let passive = items.start > 0 && self.class_of(clause, items.start - 1) == Some("bị");
        let next = fired.found.range("people").is_some_and(|people| {
            passive
                && people.start > items.start
                && clause.codes[items.start..people.start].contains(&code::AND)
        });
        title || next
    }
}
