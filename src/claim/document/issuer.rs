//! Who issued a document: «của {body}» behind it, the subject of «ban hành» before it, the letters of its number.

use std::ops::Range;

use super::mention::Mention;
use crate::claim::date::DateMention;
use crate::claim::reading::Reading;
use crate::date::Date;
use crate::rules::{Category, FigureClass, ImpliedBody, SymbolIssuer, code};
use crate::text::{Kind, Shape};

/// How many tokens behind a document may tell who signed it.
const SIGNER: usize = 30;

impl Reading<'_> {
    /// Whether several ministries issue a document together: «Thông tư liên tịch», so that no one of them is its issuer.
    pub(super) fn is_joint(&self, mention: &Mention) -> bool {
        let kind = &self.rules.figures.documents[mention.kind].name;
        kind.ends_with("liên tịch") || mention.number.pieces().any(|piece| piece == "TTLT")
    }

    /// «của {body}» behind a number or date.
    pub(super) fn issuer_behind(&self, at: usize) -> Option<(String, bool, usize)> {
        let at = if self.mark(at) == Some(',') {
            at + 1
        } else {
            at
        };
        if !self.token(at)?.is(self.lexicon().marks.of) {
            return None;
        }
        self.issuer_at(at + 1)
    }

    /// A body or an officer that issues documents: its full name, whether its area comes from the context, its end.
    fn issuer_at(&self, at: usize) -> Option<(String, bool, usize)> {
        if let Some((role, end)) = self.tag(at, Category::Role) {
            let entry = &self.rules.words.roles[role];
            let role = entry.name.as_str();
            // A deputy signs for the body: «Phó Tổng Thanh tra Chính phủ».
            if let ImpliedBody::Fixed(body) = &entry.body
                && role.starts_with("Phó Tổng Thanh tra")
            {
                let said = self.body_at(end).filter(|said| body.ends_with(&said.name));
                return Some((body.clone(), false, said.map_or(end, |said| said.end)));
            }
            if let Some(body) = self.body_at(end) {
                let resolved = self.resolve(&body, at);
                // A deputy signs for the body.
                let deputy = role.starts_with("Phó ") || role == "Thứ trưởng";
                let name = if deputy {
                    resolved.name
                } else {
                    format!("{role} {}", resolved.name)
                };
                return Some((name, resolved.recovered, body.end));
            }
            return match role {
                "Thủ tướng" => Some(("Thủ tướng Chính phủ".to_owned(), false, end)),
                "Chủ tịch nước" => Some((role.to_owned(), false, end)),
                _ => None,
            };
        }
        let body = self.body_at(at)?;
        let resolved = self.resolve(&body, at);
        Some((resolved.name, resolved.recovered, body.end))
    }

    /// «do {person}, {officer} ký ngày {date}» behind a mention: the officer's body, the day, and where they end.
    pub(super) fn signer_behind(
        &self,
        at: usize,
        dates: &[DateMention],
        limit: usize,
    ) -> Option<(String, Option<Date>, usize)> {
        let start = if self.is_comma(at) { at + 1 } else { at };
        if !self.is(start, "do") {
            return None;
        }
        let reach = limit.min(start + SIGNER);
        let (issuer, end) = (start + 1..reach).find_map(|at| {
            self.has(at, Category::Role).then_some(())?;
            let (name, _, end) = self.issuer_at(at)?;
            Some((name, end))
        })?;
        let signed = (end..reach).find(|&at| self.is_class(at, FigureClass::Issued))?;
        let name = |t: usize| self.is_capital(t) || self.is_comma(t) || self.is_dash(t);
        if !(end..signed).all(name) {
            return None;
        }
        let day = dates
            .iter()
            .find(|d| d.tokens.start > signed && d.tokens.start <= signed + 2);
        let end = day.map_or(signed + 1, |d| d.tokens.end);
        Some((issuer, day.map(|d| d.date), end))
    }

    /// «{body} ban hành …» before a mention: the verb, and issuer and date where the mention has none.
    pub(super) fn subject(
        &self,
        mention: &mut Mention,
        dates: &[DateMention],
        sentence: Range<usize>,
    ) {
        let start = mention.tokens.start;
        let from = start.saturating_sub(5).max(sentence.start);
        let verb = (from..start).find(|&at| {
            self.class_at(at).is_some_and(|(class, end)| {
                class == FigureClass::Issued && end <= start && self.links(end, start)
            })
        });
        let Some(verb) = verb else {
            return self.acting_body(mention);
        };
        mention.issued = Some(verb);
        let clause = self.clause_start(verb, sentence.start);
        // «Cơ quan Cảnh sát điều tra, Bộ Công an ra …»: the comma stands within its name.
        let subject = (sentence.start..verb).find_map(|at| {
            let (name, recovered, end) = self.issuer_at(at)?;
            ((at >= clause || end > clause && name.contains(", "))
                && end <= verb
                && verb - end <= 6
                && (end..verb).all(|t| self.token(t).is_some_and(|t| t.kind == Kind::Word)))
            .then_some((at, name, recovered))
        });
        if let Some((at, name, recovered)) = subject {
            let principal = self.on_behalf_of(sentence.start..at);
            if mention.issuer.is_none() && !self.is_joint(mention) {
                if principal.is_none() && recovered {
                    mention.recovered.push("issuer".to_owned());
                }
                mention.issuer = principal.or(Some(name));
            }
            if mention.date.is_none() {
                // «Ngày 14/4/2014, Huyện ủy ban hành Kế hoạch 71».
                mention.date = dates
                    .iter()
                    .find(|d| d.tokens.end <= at && self.only_names(d.tokens.end..at))
                    .map(|d| d.date);
            }
        }
    }

    /// The body that somebody signs for: «Ngày 6/2, thay mặt Ban Bí thư, ông A, Thường trực Ban Bí thư đã ký Quyết định
    /// số 439».
    fn on_behalf_of(&self, tokens: Range<usize>) -> Option<String> {
        tokens
            .rev()
            .find(|&at| self.says(at, &["thay", "Thay"]) && self.is(at + 1, "mặt"))
            .and_then(|at| self.issuer_at(at + 2))
            .map(|(name, ..)| name)
    }

    /// Whether some tokens hold nothing but commas and whoever signs: names, posts and bodies.
    fn only_names(&self, tokens: Range<usize>) -> bool {
        let mut at = tokens.start;
        while at < tokens.end {
            let phrase = self.tags_at(at).iter().filter(|tag| {
                matches!(
                    tag.category,
                    Category::Role | Category::Body | Category::Honorific | Category::Field
                )
            });
            let end = phrase.map(|tag| tag.end as usize).max();
            let plain = self.is_comma(at)
                || self.is_capital(at)
                || self.is(at, "thay")
                || self.is(at, "mặt")
                || self.is(at, "đồng")
                || self.is(at, "chí");
            match end {
                Some(end) => at = end,
                None if plain => at += 1,
                None => return false,
            }
        }
        true
    }

    /// «Theo Quyết định số 1621, Bộ Chính trị quyết định …»: who decides has issued the decision.
    fn acting_body(&self, mention: &mut Mention) {
        let end = mention.tokens.end;
        if mention.issuer.is_some() || !self.is_comma(end) {
            return;
        }
        // «Tại Công văn số 326/UBND-ĐT, UBND thành phố đề nghị …»: who says something in it.
        let in_it = mention
            .tokens
            .start
            .checked_sub(1)
            .is_some_and(|before| self.is(before, "tại"));
        if let Some((name, ..)) = self.issuer_at(end + 1).filter(|&(_, _, end)| {
            let decides = self.is(end, "quyết") && self.is(end + 1, "định");
            let says = in_it && self.token(end).is_some_and(|t| t.shape == Shape::Lower);
            decides || says || self.is_act(end)
        }) {
            mention.issuer = Some(name);
            mention.recovered.push("issuer".to_owned());
        }
    }

    /// Whether the word of a personnel act begins at a token.
    pub(super) fn is_act(&self, at: usize) -> bool {
        self.tag(at, Category::Cue).is_some_and(|(entry, _)| {
            u8::try_from(entry).is_ok_and(|class| self.rules.frames.is_act(code::CUE + class))
        })
    }

    /// Whether nothing but small words stands between a verb and its document.
    fn links(&self, from: usize, to: usize) -> bool {
        (from..to).all(|t| {
            self.is(t, "các") || self.is(t, "những") || self.is(t, "quyết") || self.is(t, "định")
        })
    }

    /// The first token of the clause that a token stands in.
    fn clause_start(&self, at: usize, sentence: usize) -> usize {
        (sentence..at)
            .rev()
            .find(|&t| matches!(self.mark(t), Some(',' | ';' | ':' | '.')))
            .map_or(sentence, |t| t + 1)
    }

    /// The issuer that the last letters of the number show.
    pub(super) fn issuer_from_symbol(&self, mention: &mut Mention) {
        if mention.issuer.is_some() || self.is_joint(mention) {
            return;
        }
        // «12/2022/TT-BNV» shows it last, «573/TTg-KTN» before the office that drew it up.
        let pieces: Vec<&str> = mention.number.pieces().collect();
        let shown = pieces
            .iter()
            .rev()
            .find_map(|piece| self.rules.figures.issuer(piece));
        mention.issuer = match shown {
            Some(SymbolIssuer::Fixed(body)) => Some(body.clone()),
            Some(SymbolIssuer::OfTopic(head)) => self.topic_body(head),
            None => self.rules.figures.documents[mention.kind].issuer.clone(),
        };
        if mention.issuer.is_some() {
            mention.recovered.push("issuer".to_owned());
        }
    }

    /// A committee of this head in the area that the article is about.
    fn topic_body(&self, head: &str) -> Option<String> {
        if head.starts_with("Sở ") {
            return Some(format!("{head} {}", self.unit_name(self.topic.province?)));
        }
        let unit = if head == "Huyện ủy" {
            self.topic.district
        } else {
            self.topic.province
        }?;
        let unit = &self.rules.places.units()[unit];
        let head = if unit.kind == "thành phố" {
            "Thành ủy"
        } else {
            head
        };
        Some(format!("{head} {}", unit.name))
    }
}
