//! One mention of a document in one sentence: kind, number, date, issuer, title.

use std::ops::Range;

use super::number::DocNumber;
use crate::claim::date::{self, DateMention, Origin};
use crate::claim::reading::Reading;
use crate::date::Date;
use crate::rules::{Category, FigureClass};
use crate::text::{Kind, Shape};

/// A document as one place of the text names it.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// The tokens of kind, number, date and issuer.
    pub(crate) tokens: Range<usize>,
    /// The kind, as its place in the table.
    pub(super) kind: usize,
    /// The number.
    pub(super) number: DocNumber,
    pub(super) date: Option<Date>,
    /// Whether the year of the date was inferred.
    pub(super) guessed: bool,
    pub(super) issuer: Option<String>,
    pub(super) title: Option<String>,
    /// Whether the verb «ban hành» or the like stands before it, at this token.
    pub(super) issued: Option<usize>,
    /// The arguments that the context gave.
    pub(super) recovered: Vec<String>,
    pub(super) rule: String,
}

/// How many tokens may stand between a kind's word and its number («Quyết định điều động cán bộ số …»).
const KIND_REACH: usize = 24;

/// The documents that a sentence names, in order.
pub(super) fn mentions(reading: &Reading, sentence: usize) -> Vec<Mention> {
    let tokens = reading.text.sentences[sentence].tokens.clone();
    let mut found: Vec<Mention> = Vec::new();
    let mut dates: Option<Vec<DateMention>> = None;
    let mut at = tokens.start;
    while at < tokens.end {
        if !reading.may_head(at) {
            at += 1;
            continue;
        }
        let heads = reading.numbered_at(at, tokens.clone());
        if heads.is_empty() {
            at += 1;
            continue;
        }
        let dates = dates.get_or_insert_with(|| date::dates(reading, sentence));
        let last = heads.len() - 1;
        let mut end = at;
        for (place, (start, kind, number)) in heads.into_iter().enumerate() {
            let mut mention = Mention {
                tokens: start..number.end,
                kind,
                number,
                date: None,
                guessed: false,
                issuer: None,
                title: None,
                issued: None,
                recovered: Vec::new(),
                rule: String::new(),
            };
            if place == last {
                let before = found.last().and_then(|before| before.date);
                reading.complete(&mut mention, before, dates, tokens.clone());
            }
            end = mention.tokens.end;
            found.push(mention);
        }
        at = end.max(at + 1);
    }
    share(&mut found);
    for mention in &mut found {
        reading.subject(
            mention,
            dates.as_deref().unwrap_or_default(),
            tokens.clone(),
        );
    }
    hand_on(&mut found);
    for mention in &mut found {
        reading.issuer_from_symbol(mention);
        let mut told = dates.iter().flatten();
        mention.guessed =
            told.any(|d| Some(d.date) == mention.date && d.origin == Origin::YearInferred);
        mention.rule = rule(reading, mention);
    }
    found
}

/// «Năm 2014, Chính phủ ban hành Nghị định 24, Nghị định 37»: the verb holds for the whole list.
fn hand_on(found: &mut [Mention]) {
    for place in 1..found.len() {
        let (before, after) = found.split_at_mut(place);
        let (Some(before), Some(after)) = (before.last(), after.first_mut()) else {
            continue;
        };
        let bare = after.date.is_none() && after.issuer.is_none() && after.issued.is_none();
        if before.issued.is_some()
            && bare
            && before.kind == after.kind
            && after.tokens.start <= before.tokens.end + 1
        {
            after.issued = before.issued;
            after.date = before.date;
            after.issuer.clone_from(&before.issuer);
            after.recovered.clone_from(&before.recovered);
        }
    }
}

/// «1034, 1035/QĐ-TTg ngày 24/7 của …»: what stands behind the last of a list holds for all of it.
fn share(found: &mut [Mention]) {
    for place in (1..found.len()).rev() {
        let (before, after) = found.split_at_mut(place);
        let (Some(before), Some(after)) = (before.last_mut(), after.first()) else {
            continue;
        };
        let listed = after.tokens.start <= before.tokens.end + 2 && before.kind == after.kind;
        if listed && before.date.is_none() && before.issuer.is_none() && before.title.is_none() {
            before.date = after
                .date
                .filter(|_| after.tokens.start == before.tokens.end + 1 && after.tokens.len() > 1);
            before.issuer.clone_from(&after.issuer);
            before.date = before
                .date
                .filter(|_| before.number.tail == after.number.tail);
        }
    }
}

fn rule(reading: &Reading, mention: &Mention) -> String {
    let kind = reading.rules.figures.documents[mention.kind].name.as_str();
    let number = if mention.number.tail.is_empty() {
        "số …"
    } else {
        "…-…/…"
    };
    if mention.issued.is_some() {
        format!("ban hành {kind} {number}")
    } else {
        format!("{kind} {number}")
    }
}

impl Reading<'_> {
    /// Whether the mention of a document may begin at a token: at its kind, at «số», or at its digits.
    fn may_head(&self, at: usize) -> bool {
        self.has(at, Category::Document) || self.has(at, Category::Figure) || self.width(at) > 0
    }

    /// The kind and numbers of the documents whose mention begins at a token; the first token of each.
    fn numbered_at(&self, at: usize, sentence: Range<usize>) -> Vec<(usize, usize, DocNumber)> {
        if let Some((kind, end)) = self.tag(at, Category::Document) {
            let (number_at, numbered) = self.number_start(end);
            let Some(number) = self.doc_number_at(number_at) else {
                return Vec::new();
            };
            let table = &self.rules.figures.documents[kind];
            if number.symbol().is_none() && !number.tail.is_empty() && !table.noun && !numbered {
                return Vec::new();
            }
            // «chương trình 135» is a name, no document.
            let bare = numbered || table.name != "Chương trình";
            let stands = || bare && self.is_bare_number(&number, table.noun, numbered);
            if number.tail.is_empty() && !stands() {
                return Vec::new();
            }
            if self.is_foreign(number.end, sentence.end) {
                return Vec::new();
            }
            return self.list(at, kind, number, sentence.end);
        }
        if let Some(found) = self.described_at(at, sentence.clone()) {
            return self.list(found.0, found.1, found.2, sentence.end);
        }
        // A number by itself: «(số 12-QĐ/TU)», «Quyết định về việc điều động cán bộ số 12-QĐ/TU». Most count something.
        if self.width(at) == 0 || !self.may_be_letters(at + 1) {
            return Vec::new();
        }
        let Some(number) = self.doc_number_at(at) else {
            return Vec::new();
        };
        let Some(symbol) = number.pieces().next() else {
            return Vec::new();
        };
        // «(số 12-QĐ/TU)», but «SPF 37/PA» is none.
        let whole = number.pieces().nth(1).is_some()
            || number.tail.contains("/20")
            || at > sentence.start && self.is_class(at - 1, FigureClass::Number);
        let typed = whole && self.is_kind_symbol(symbol);
        let normative = symbol.starts_with("QH") || symbol.starts_with("UBTVQH") || symbol == "CP";
        if !typed && (!normative || !number.tail.contains("/20")) {
            return Vec::new();
        }
        let start = if at > sentence.start && self.is_class(at - 1, FigureClass::Number) {
            at - 1
        } else {
            at
        };
        let kind = self.kind_before(start, sentence.start, symbol).or_else(|| {
            let documents = &self.rules.figures.documents;
            documents
                .iter()
                .position(|kind| kind.symbols.iter().any(|s| s == symbol))
                .map(|kind| (kind, start))
        });
        match kind {
            Some((kind, start)) => self.list(start, kind, number, sentence.end),
            None => Vec::new(),
        }
    }

    /// Whether the letters of a document's number may begin at a token, or the mark before them.
    fn may_be_letters(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| match token.kind {
            Kind::Word => token.shape != Shape::Lower || token.end - token.start == 1,
            Kind::Mark => matches!(self.mark(at), Some('/' | '-')),
            Kind::Number | Kind::Break => false,
        })
    }

    /// A bare number behind a kind's word and what it is for: «Quyết định điều động cán bộ số 45 ngày …».
    fn described_at(&self, at: usize, sentence: Range<usize>) -> Option<(usize, usize, DocNumber)> {
        if !self.is_class(at, FigureClass::Number) {
            return None;
        }
        let number = self.doc_number_at(at + 1)?;
        let end = number.end;
        let closed = self.is_comma(end)
            || matches!(self.mark(end), Some('.' | ')' | ';'))
            || self.is_class(end, FigureClass::Day)
            || self
                .token(end)
                .is_none_or(|t| t.is(self.lexicon().marks.of) || t.kind == Kind::Break);
        if number.digits.len() < 2
            || number.symbol().is_some()
            || !number.tail.is_empty()
            || !closed
        {
            return None;
        }
        let from = at.saturating_sub(8).max(sentence.start);
        let (start, kind, described) = (from..at).rev().find_map(|start| {
            let (kind, end) = self.tag(start, Category::Document)?;
            Some((start, kind, end))
        })?;
        // Its word is a noun, and no name or place stands between: «đã quyết định bắn trâu số 18».
        let noun =
            self.is_capital(start) && !(start > 0 && self.is_class(start - 1, FigureClass::Done));
        let plain = |t: usize| {
            self.is_word(t) && !self.is_capital(t) && self.tag(t, Category::Level).is_none()
        };
        (noun && described < at && (described..at).all(plain)).then_some((start, kind, number))
    }

    /// Behind a kind's word: where the number begins, and whether «số» says that it is one.
    pub(super) fn number_start(&self, at: usize) -> (usize, bool) {
        match self.class_at(at) {
            Some((FigureClass::Number, end)) if self.mark(end) == Some(':') => (end + 1, true),
            Some((FigureClass::Number, end)) => (end, true),
            _ => (at, false),
        }
    }

    /// The nearest word of a kind before a number, that the number's letters fit; and where it begins.
    fn kind_before(&self, at: usize, sentence: usize, symbol: &str) -> Option<(usize, usize)> {
        let from = at.saturating_sub(KIND_REACH).max(sentence);
        (from..at).rev().find_map(|start| {
            let (kind, end) = self.tag(start, Category::Document)?;
            // «Bộ luật» is no «luật».
            let longer = start
                .checked_sub(1)
                .and_then(|before| Some((self.tag(before, Category::Document)?, before)))
                .filter(|((_, whole), _)| *whole == end);
            let (kind, start) = longer.map_or((kind, start), |((kind, _), before)| (kind, before));
            let kind_of = &self.rules.figures.documents[kind];
            let (symbols, name) = (&kind_of.symbols, kind_of.name.as_str());
            // «Luật Xây dựng số 50/2014/QH13».
            let enacted = (symbol.starts_with("QH") || symbol.starts_with("UBTVQH"))
                && matches!(name, "Luật" | "Bộ luật" | "Pháp lệnh" | "Nghị quyết");
            let fits = symbols.is_empty() || symbols.iter().any(|s| s == symbol) || enacted;
            fits.then_some((kind, start))
        })
    }

    /// A number and those that follow it in a list: «1034, 1035/QĐ-TTg», «12089-CV/VPTW và 12099-CV/VPTW».
    fn list(
        &self,
        start: usize,
        kind: usize,
        first: DocNumber,
        limit: usize,
    ) -> Vec<(usize, usize, DocNumber)> {
        let mut heads = vec![(start, kind, first)];
        while let Some((_, _, last)) = heads.last() {
            let joined = matches!(self.mark(last.end), Some(',' | ';')) || self.is(last.end, "và");
            let (next, _) = self.number_start(last.end + 1);
            let Some(number) = self
                .doc_number_at(next)
                .filter(|n| joined && n.end <= limit)
            else {
                break;
            };
            let typed = number
                .pieces()
                .next()
                .is_some_and(|symbol| self.is_kind_symbol(symbol))
                || number.symbol().is_some() && number.symbol() == last.symbol();
            // «37, 12 đồng chí»: nothing says that a bare number is one more.
            if !typed && (!number.tail.is_empty() || !self.leads_to_symbol(number.end)) {
                break;
            }
            heads.push((next, kind, number));
        }
        // «1034, 1035/QĐ-TTg»: the letters stand behind the last.
        if let Some((_, _, last)) = heads.last().cloned() {
            for (_, _, number) in &mut heads {
                if number.tail.is_empty() {
                    number.tail.clone_from(&last.tail);
                }
            }
        }
        heads
    }

    /// Whether a list of bare numbers goes on to one with letters.
    fn leads_to_symbol(&self, at: usize) -> bool {
        let joined = matches!(self.mark(at), Some(',')) || self.is(at, "và");
        joined
            && self.doc_number_at(at + 1).is_some_and(|n| {
                n.symbol().is_some() || n.tail.is_empty() && self.leads_to_symbol(n.end)
            })
    }

    fn is_foreign(&self, at: usize, limit: usize) -> bool {
        (at..(at + 8).min(limit)).any(|token| {
            matches!(
                self.class_at(token),
                Some((FigureClass::Foreign | FigureClass::Firm, _))
            )
        })
    }

    /// Reads what stands behind the number: date, issuer, date, title; `before` is the day of the document before it.
    fn complete(
        &self,
        mention: &mut Mention,
        before: Option<Date>,
        dates: &[DateMention],
        sentence: Range<usize>,
    ) {
        let mut at = mention.tokens.end;
        // «Quyết định số 12/QĐ-UBND ngày 3/4 … và Quyết định số 13/QĐ-UBND cùng ngày …».
        if let Some((FigureClass::SameDay, end)) = self.class_at(at)
            && before.is_some()
        {
            mention.date = before;
            at = end;
        }
        for _ in 0..3 {
            if mention.date.is_none()
                && let Some((date, end)) = self.date_behind(at, mention.number.year(), dates)
            {
                mention.date = Some(date);
                at = end;
            }
            if mention.issuer.is_none()
                && let Some((issuer, recovered, end)) = self.issuer_behind(at)
            {
                // «Thông tư liên tịch … của Bộ Y tế và Bộ Tài chính»: two bodies are no one issuer.
                let more = self.is_comma(end) || self.is_dash(end) || self.is(end, "và");
                mention.issuer = Some(issuer).filter(|_| !(more && self.is_joint(mention)));
                if recovered && mention.issuer.is_some() {
                    mention.recovered.push("issuer".to_owned());
                }
                at = end;
            }
        }
        if mention.issuer.is_none()
            && let Some((issuer, day, end)) = self.signer_behind(at, dates, sentence.end)
        {
            mention.issuer = Some(issuer);
            mention.date = mention.date.or(day);
            at = end;
        }
        mention.tokens.end = at.min(sentence.end);
        let behind = if self.mark(at) == Some(',') {
            at + 1
        } else {
            at
        };
        mention.title = self.title_at(behind, sentence.end);
        if mention.date.is_none() {
            let before = mention.tokens.start;
            // «Quyết định ngày 25-11 (số 12-QĐ/TU)».
            mention.date = dates
                .iter()
                .find(|d| {
                    d.tokens.end <= before
                        && (d.tokens.end..before)
                            .all(|t| self.is_open(t) || self.is_class(t, FigureClass::Number))
                })
                .map(|d| d.date);
        }
    }

    /// A date behind a number: after a comma, a bracket, «ban hành», «ký».
    /// Without its year it has that of the number («56/2017/NĐ-CP ngày 9/5»).
    fn date_behind(
        &self,
        at: usize,
        year: Option<i32>,
        dates: &[DateMention],
    ) -> Option<(Date, usize)> {
        let mut start = at;
        if matches!(self.mark(start), Some(',' | '(')) {
            start += 1;
        }
        if let Some((FigureClass::Issued, end)) = self.class_at(start) {
            start = end;
        }
        let in_year = || self.day_in_year(start, year?);
        let known = dates.iter().find(|d| d.tokens.start == start);
        let (date, end) = known
            .filter(|d| d.origin == Origin::Written || year.is_none())
            .map(|d| (d.date, d.tokens.end))
            .or_else(in_year)?;
        let closes = self.is_open(at) && self.mark(end) == Some(')');
        Some((date, if closes { end + 1 } else { end }))
    }
}
