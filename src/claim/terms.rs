//! The terms of office that are told behind a post: «khóa III (dự khuyết), IV và V», «từ khóa VI đến khóa X».

use std::ops::Range;

use super::mandate::mandate;
use super::model::{Tenure, When};
use super::post::PostMention;
use super::reading::Reading;
use crate::rules::{self, FigureClass};

/// How many terms may be told of one post.
const MOST_TERMS: usize = 8;

/// What opens the number of a term.
const ORDINAL: &str = "khóa ";

/// Who belongs to a committee without a vote.
const ALTERNATE: &str = "Ủy viên dự khuyết";

/// How many words may say that somebody was elected again.
const AGAIN: usize = 6;

impl Reading<'_> {
    /// Reads the terms behind a post that ends at a token into it, «khóa XV», «nhiệm kỳ 2020 - 2025» or both; where they end.
    pub(super) fn read_terms(&self, at: usize, post: &mut PostMention) -> usize {
        let mut terms: Vec<String> = Vec::new();
        let mut end = at;
        let mut aside = None;
        for _ in 0..MOST_TERMS {
            let from = match terms.last() {
                Some(last) if last.starts_with(ORDINAL) => {
                    let next = self.next_term(end, post);
                    aside = next
                        .as_ref()
                        .and_then(|(_, skipped)| skipped.clone())
                        .or(aside);
                    next.map_or(end, |(from, _)| from)
                }
                Some(_) if self.is_comma(end) => end + 1,
                // «Bí thư Huyện ủy Mường La, *nhiệm kỳ 2015-2020*».
                None if self.is_comma(end) && self.is_class(end + 1, FigureClass::Term) => end + 1,
                _ => end,
            };
            let open = usize::from(self.is_open(from));
            let first = self.terms_from(from + open);
            let behind_aside = || {
                let ordinals = aside.is_some() && terms.len() == 1 && self.is_ordinal(first);
                ordinals.then(|| self.ordinals_at(first)).flatten()
            };
            // «Ủy viên Trung ương Đảng từ khóa V»: for how many terms is not said.
            let since = (from + open..first).any(|at| self.is(at, "từ"));
            let found = self.term_at(first).or_else(behind_aside);
            let Some(found) = found.filter(|found| !since || is_several(&found.term)) else {
                break;
            };
            end = found.tokens.end + open;
            // «khóa V, khóa VI» is «khóa V, VI».
            let ordinal = found.term.strip_prefix(ORDINAL);
            match (terms.last_mut(), ordinal) {
                (Some(last), Some(ordinal)) if last.starts_with(ORDINAL) => {
                    *last = match &aside {
                        Some(aside) if self.tells_alternate(aside) => without_last(last, ordinal),
                        _ => format!("{last}, {ordinal}"),
                    };
                }
                _ => terms.push(found.term),
            }
        }
        if aside.is_some_and(|aside| aside.into_iter().any(|at| self.year(at).is_some())) {
            // «V (1982-1986), VI (1986-1991)»: the last bracket is not of them all.
            end = self.years_behind(end).unwrap_or(end);
        }
        // Where both stand, the years say more than the ordinal.
        post.term = terms.pop();
        // «từ khóa III đến khóa VI (dự khuyết từ 1960, chính thức từ 1972)»: not yet in the first.
        if let Some(several) = post.term.as_deref().filter(|term| is_several(term))
            && self.is_open(end)
            && let Some(close) = self.after_bracket(end)
            && self.names_alternate(&(end..close))
        {
            post.term = without_first(several);
        }
        end
    }

    /// Where the first of several terms stands behind what says how many they are: «*các* khóa XI, XII», «*liên tục từ* khóa II
    /// đến khóa VI», «*ba khóa (*khóa 7 đến khóa 9)».
    fn terms_from(&self, at: usize) -> usize {
        const MANY: [&str; 10] = [
            "các", "hai", "ba", "bốn", "năm", "nhiều", "từ", "liên", "tục", "tiếp",
        ];
        let mut first = at;
        while first < at + 3 && MANY.iter().any(|word| self.is(first, word)) {
            first += 1;
        }
        first
    }

    /// Where a further term may stand behind the end of one, and the bracket that tells something of the one before: «khóa V,
    /// *khóa VI*», «khóa III (dự khuyết), *IV*», «khóa IV và tiếp tục trúng cử *khóa V*».
    fn next_term(&self, end: usize, post: &PostMention) -> Option<(usize, Option<Range<usize>>)> {
        let joint = |at: usize| self.is_comma(at) || self.is(at, "và");
        let term = |at: usize| self.term_at(at).is_some() || self.is_ordinal(at);
        let after = self.notes_end(end);
        if self.is(after, "và")
            && let Some(again) = self.elected_again(after + 1)
        {
            return Some((again, None));
        }
        if joint(after) {
            return Some((self.notes_end(after + 1), None));
        }
        if !self.is_open(after) || self.term_at(after + 1).is_some() {
            return Some((after, None));
        }
        let close = self.after_bracket(after)?;
        let aside = after..close;
        // «khóa VIII (2011-2016) và khóa IX (2016-2021)» tells the years of each.
        let year = close == after + 3 && self.year(after + 1).is_some();
        let known = year || self.tells_alternate(&aside) || self.is_of_known_terms(post);
        let joint_at = self.notes_end(close);
        let next = self.notes_end(joint_at + 1);
        (known && joint(joint_at) && term(next)).then_some((next, Some(aside)))
    }

    /// Whether the years of the terms of a post's body are known.
    fn is_of_known_terms(&self, post: &PostMention) -> bool {
        let body = post.body.as_ref().map(|body| body.name.as_str());
        let body = post.fixed.as_deref().or(body);
        body.is_some_and(|body| self.rules.terms.knows(body))
    }

    /// Where a term stands for which somebody was elected again: «và tiếp tục trúng cử *khóa V*», «và tiếp tục trúng cử khóa
    /// tiếp theo *(khóa V)*».
    fn elected_again(&self, at: usize) -> Option<usize> {
        const ELECTED: [&str; 11] = [
            "tiếp", "tục", "tái", "được", "bầu", "trúng", "đắc", "cử", "lại", "vào", "ở",
        ];
        if !self.is(at, "tiếp") && !self.is(at, "tái") {
            return None;
        }
        let end = (at..at + AGAIN).find(|&at| !ELECTED.iter().any(|word| self.is(at, word)))?;
        if !self.is_class(end, FigureClass::Congress) {
            return None;
        }
        let next = self.is(end + 1, "tiếp") && self.is(end + 2, "theo") && self.is_open(end + 3);
        Some(if next { end + 3 } else { end })
    }

    /// Whether a bracket says that somebody was not a full member: «(dự khuyết từ năm 1960)».
    fn tells_alternate(&self, aside: &Range<usize>) -> bool {
        let full = |at: usize| self.is(at, "chính") && self.is(at + 1, "thức");
        self.names_alternate(aside) && !aside.clone().any(full)
    }

    /// Whether a bracket speaks of a time without a vote.
    fn names_alternate(&self, aside: &Range<usize>) -> bool {
        let alternate = |at: usize| self.is(at, "dự") && self.is(at + 1, "khuyết");
        aside.clone().any(alternate)
    }

    /// Names whoever is told in a bracket behind his only term to be without a vote so: «Ủy viên Trung ương Đảng khóa IV (*dự
    /// khuyết*)».
    pub(super) fn name_alternate(&self, post: &mut PostMention) {
        let end = post.tokens.end;
        let single = post.term.as_deref().is_some_and(|term| !is_several(term));
        if single
            && post.role == "Ủy viên"
            && self.is_open(end)
            && let Some(close) = self.after_bracket(end)
            && self.tells_alternate(&(end..close))
        {
            ALTERNATE.clone_into(&mut post.role);
        }
    }

    /// The end of «(1986 - 1991)».
    fn years_behind(&self, at: usize) -> Option<usize> {
        self.span_in_brackets(at)?;
        self.after_bracket(at)
    }
}

/// Whether several terms are told at once: «khóa XI, XII».
pub(super) fn is_several(term: &str) -> bool {
    [", ", " và "].iter().any(|joint| term.contains(joint))
}

/// Some terms without the last of them, and others behind: of «khóa III», in which somebody had no vote yet, and «IV, V».
fn without_last(terms: &str, others: &str) -> String {
    let joints = [", ", " và "].into_iter();
    let cut = joints.filter_map(|joint| terms.rfind(joint)).max();
    match cut {
        Some(cut) => format!("{}, {others}", &terms[..cut]),
        None => format!("{ORDINAL}{others}"),
    }
}

/// Some terms without the first of them.
fn without_first(terms: &str) -> Option<String> {
    let joints = [", ", " và "].into_iter();
    let cuts = joints.filter_map(|joint| Some((terms.find(joint)?, joint.len())));
    let (cut, length) = cuts.min()?;
    Some(format!("{ORDINAL}{}", &terms[cut + length..]))
}

/// The term of a post that is told twice: in a life all that are told of a seat; none of a post that somebody is given again
/// when the one told is over.
pub(super) fn term_of_both(known: &Tenure, given: &Tenure, is_own: bool) -> Option<String> {
    let (one, other) = (known.term.as_deref(), given.term.as_deref());
    let joined = one.zip(other).filter(|_| is_own);
    if let Some(joined) = joined.and_then(|(one, other)| join_terms(one, other)) {
        return Some(joined);
    }
    let outlasts = |term: Option<&str>, again: &Tenure| {
        let years = term.and_then(|term| mandate(&known.post, term));
        let begun = years.zip(again.start.filter(|_| again.when == When::New));
        begun.is_some_and(|(years, start)| *years.end() <= start.year())
    };
    let elected_again = is_own && (outlasts(one, given) || outlasts(other, known));
    one.or(other).filter(|_| !elected_again).map(str::to_owned)
}

/// The terms that two tellings of one seat tell together, in their order: «khóa VIII» and «khóa IX» are «khóa VIII, IX»; none
/// where they are not told by their numbers, or the second tells none that the first does not.
fn join_terms(one: &str, other: &str) -> Option<String> {
    let mut numerals: Vec<(u32, &str)> = Vec::new();
    let mut more = false;
    for term in [one, other] {
        let numbers = term.strip_prefix(ORDINAL)?.split([',', ' ']);
        for numeral in numbers.filter(|word| !word.is_empty() && *word != "và") {
            let number = rules::ordinal(&numeral.to_lowercase())?;
            if !numerals.iter().any(|(known, _)| *known == number) {
                numerals.push((number, numeral));
                more = term == other;
            }
        }
    }
    if !more {
        return None;
    }
    numerals.sort_unstable();
    let mixed = numerals
        .iter()
        .any(|(number, numeral)| *numeral == number.to_string())
        && numerals
            .iter()
            .any(|(number, numeral)| *numeral != number.to_string());
    let numeral = |(number, numeral): (u32, &str)| {
        if mixed {
            rules::roman(number).to_uppercase()
        } else {
            numeral.to_owned()
        }
    };
    let numerals: Vec<String> = numerals.into_iter().map(numeral).collect();
    Some(format!("{ORDINAL}{}", numerals.join(", ")))
}
