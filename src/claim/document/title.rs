//! What a document is about: «về xây dựng đội ngũ cán bộ», to the end of the quotation or where the sentence goes on.

use crate::claim::reading::Reading;
use crate::rules::{Category, FigureClass};
use crate::text::Shape;

/// How many tokens behind a person's name their posts may still go on.
const PERSON: usize = 40;

impl Reading<'_> {
    /// What a document is about: behind «về (việc)», to the end of the quotation or clause.
    pub(super) fn title_at(&self, at: usize, limit: usize) -> Option<String> {
        let start = match self.class_at(at) {
            Some((FigureClass::About, end)) => end,
            _ if self.is(at, "về") => at + 1,
            _ if matches!(self.mark(at), Some('"' | '“')) && self.is(at + 1, "về") => at + 2,
            _ => return None,
        };
        let quoted = matches!(self.mark(start), Some('"' | '“'));
        let start = if quoted { start + 1 } else { start };
        let mut end = start;
        while end < limit {
            let ends = match self.mark(end) {
                Some('"' | '”') => true,
                Some(';' | '.' | ')') => !quoted,
                // «các huyện: Bảo Lâm, Cát Tiên», «cho 3 ông: …» go on.
                Some(':') => {
                    !quoted
                        && (end == start
                            || !self.has(end - 1, Category::Level)
                                && !self.has(end - 1, Category::Honorific))
                }
                Some('(') if !quoted => match self.after_abbreviation(end) {
                    Some(behind) => {
                        end = behind;
                        continue;
                    }
                    None => true,
                },
                _ => !quoted && self.leaves_title(start, end),
            };
            if ends {
                break;
            }
            end += 1;
        }
        let loose = ["và", "sẽ", "đã", "thì"];
        loop {
            let pair = |one: &str, other: &str| {
                end > start + 1 && self.is(end - 2, one) && self.is(end - 1, other)
            };
            if pair("dự", "kiến") || pair("chính", "thức") {
                end -= 2;
            } else if end > start && loose.iter().any(|word| self.is(end - 1, word)) {
                end -= 1;
            } else {
                break;
            }
        }
        (start < end).then(|| self.text.words(start..end))
    }

    /// Whether what stands behind a comma goes on from the document and not with its title: what it serves, what came of
    /// it, whom it was sent to, or more documents.
    fn leaves_matter(&self, at: usize) -> bool {
        const PAIRS: [[&str; 2]; 8] = [
            ["căn", "cứ"],
            ["góp", "phần"],
            ["tạo", "điều"],
            ["qua", "đó"],
            ["từ", "đó"],
            ["cũng", "là"],
            ["cũng", "như"],
            ["trong", "đó"],
        ];
        let more =
            (self.is(at, "các") || self.is(at, "những")) && self.has(at + 1, Category::Document);
        ["nhằm", "nhưng", "đang", "đã", "sẽ", "vừa", "gửi"]
            .iter()
            .any(|word| self.is(at, word))
            || PAIRS
                .iter()
                .any(|[one, other]| self.is(at, one) && self.is(at + 1, other))
            || more
    }

    /// One past a bracket with a mere abbreviation: «(NƠXH)».
    fn after_abbreviation(&self, open: usize) -> Option<usize> {
        let token = self.token(open + 1)?;
        (token.shape == Shape::Upper && self.mark(open + 2) == Some(')')).then_some(open + 3)
    }

    /// Whether the sentence goes on at a token behind a title: another document, who acts by this one, what it says.
    fn leaves_title(&self, start: usize, at: usize) -> bool {
        if self.is_comma(at) {
            let next = at + 1;
            // «…, Chủ tịch UBND tỉnh yêu cầu», but «ông Trần Mẫu, Phó Chủ tịch» is still the title.
            let near = start.max(at.saturating_sub(PERSON));
            let named = || (near..at).any(|t| self.has(t, Category::Honorific));
            let acts = self.has(next, Category::Role) && !self.is_capital(at - 1) && !named();
            // «Theo Quyết định … về điều động cán bộ, ông A được …»; but «… đối với ông A, bà B» goes on.
            let person = self.has(next, Category::Honorific)
                && !(start..at).any(|t| self.has(t, Category::Honorific));
            let tells = self.has(next, Category::Level)
                && ["đã", "sẽ", "vừa"]
                    .iter()
                    .any(|word| self.is(next + 1, word) || self.is(next + 2, word));
            return acts
                || person
                || tells
                || self.has(next, Category::Body) && !self.has(next, Category::Role)
                || self.is_class(next, FigureClass::Telling)
                || self.tag(next, Category::Document).is_some()
                || self.is_class(next, FigureClass::Breakdown)
                || ["xét", "theo", "đồng"]
                    .iter()
                    .any(|word| self.is(next, word))
                || self.leaves_matter(next);
        }
        let marks = &self.lexicon().marks;
        if self.token(at).is_some_and(|token| token.is(marks.and)) {
            return self
                .tag(at + 1, Category::Document)
                .is_some_and(|(_, end)| {
                    let (number, _) = self.number_start(end);
                    self.width(number) > 0
                });
        }
        // «Quyết định … quy định: …», «… do Bộ Tài chính ban hành».
        let rules = self.tag(at, Category::Document).is_some_and(|(kind, end)| {
            self.rules.figures.documents[kind].name == "Quy định"
                && (matches!(self.mark(end), Some(':' | ',' | '"' | '“'))
                    || ["rõ", "như"].iter().any(|word| self.is(end, word)))
        });
        let by = self.is(at, "do") && self.has(at + 1, Category::Body);
        // «Theo Nghị định … về … thì Sở Nội vụ có ba phó giám đốc».
        rules
            || by
            || self.is(at, "thì")
            || self.is_class(at, FigureClass::Telling)
            || ["vừa", "mới", "đã", "sẽ"]
                .iter()
                .any(|word| self.is(at, word))
                && self.is(at + 1, "được")
    }
}
