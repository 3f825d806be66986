//! The times that an article names: dates, terms of office, periods.

use super::model::Evidence;
use super::reading::Reading;
use super::{date, period};
use crate::article::Article;
use crate::rules::Rules;

/// The dates, terms of office and periods that an article names, each where it stands and in its settled form.
pub fn times(article: &Article, rules: &Rules) -> Vec<(Evidence, String)> {
    let reading = Reading::new(article, rules);
    let mut times = Vec::new();
    for (number, sentence) in reading.text.sentences.iter().enumerate() {
        let tokens = sentence.tokens.clone();
        let periods = period::periods(&reading, tokens.clone());
        let terms = tokens
            .filter_map(|at| reading.term_at(at))
            .map(|term| (term.tokens, term.term));
        let periods = periods
            .into_iter()
            .map(|period| (period.tokens, period.period.to_string()));
        let dates = date::dates(&reading, number).into_iter().map(|date| {
            let part = if date.part { " part" } else { "" };
            (
                date.tokens,
                format!("{}{part}{}", date.date, date.origin.mark()),
            )
        });
        let mut here: Vec<_> = terms.chain(dates).chain(periods).collect();
        here.sort_by_key(|(tokens, _)| (tokens.start, std::cmp::Reverse(tokens.end)));
        // «năm 2013» is no time of its own in «ngày 11 tháng 9 năm 2013».
        let mut end = 0;
        here.retain(|(tokens, _)| {
            let free = tokens.start >= end;
            end = end.max(tokens.end);
            free
        });
        times.extend(
            here.into_iter()
                .map(|(tokens, text)| (reading.text.evidence(tokens), text)),
        );
    }
    times
}
