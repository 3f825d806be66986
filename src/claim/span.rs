//! Spans of time in brackets behind posts: «Bí thư Tỉnh ủy Sơn La (1982-1986)».

use super::act::ToldEvent;
use super::item::{Clause, Meaning};
use super::post_list::PostList;
use super::reading::Reading;
use crate::claim::{Status, Tenure, When};
use crate::date::Date;

impl Reading<'_> {
    /// From when to when the last post of a list was held, as a bracket behind it says, and no end where it is held still;
    /// none where the end has not come when the news is told: that of a term of office.
    pub(super) fn span_behind(&self, list: &PostList) -> Option<(Date, Option<Date>)> {
        let published = self.article.published;
        let over = |until: Date| published.is_none_or(|day| until.first_day() <= day.last_day());
        self.span_in_brackets(list.tokens.end)
            .filter(|(_, until)| until.is_none_or(over))
    }

    /// From when to when posts were held that acts give, where a bracket behind them says so: «được bầu làm … (1992-1995)».
    pub(crate) fn spans_of_acts(&self, clause: &Clause, events: &[ToldEvent]) -> Vec<Tenure> {
        let lists = clause.items.iter().filter_map(|item| match &item.meaning {
            Meaning::Posts(list) => Some(list),
            _ => None,
        });
        let spans = lists.filter_map(|list| {
            let (since, until) = self.span_behind(list)?;
            let (post, _, term, _) = self.claimed_posts(list).pop()?;
            term.is_none().then_some((post, since, until?))
        });
        let mut tenures = Vec::new();
        for (post, since, until) in spans {
            let given = |told: &&ToldEvent| {
                told.event.status == Status::Decided
                    && told.event.to.iter().any(|to| to.is_same(&post))
            };
            tenures.extend(events.iter().filter(given).map(|told| Tenure {
                person: told.event.person.clone(),
                post: post.clone(),
                when: When::Former,
                start: Some(since),
                end: Some(until),
                term: None,
                evidence: told.event.evidence.clone(),
                rule: told.event.rule.clone(),
                recovered: told.event.recovered.clone(),
            }));
        }
        tenures
    }
}
