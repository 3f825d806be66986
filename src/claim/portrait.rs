//! Portraits: texts whose headline is a name, and the tables of offices that stand at their head.

use std::ops::Range;

use super::date::{self, DateMention};
use super::name::{Behind, NameMention};
use super::people::People;
use super::reading::Reading;
use super::tenure::Told;
use crate::claim::{Tenure, When};
use crate::date::Date;
use crate::rules::FigureClass;
use crate::text::{Kind, Sentence};

/// The rule of what a table of offices says.
const RULE: &str = "{holds} | nhiệm kỳ {since} – {until}";

impl Reading<'_> {
    /// Whom the headline names, where it has nothing but a name: «# Lê Văn Mẫu», «Tiểu sử đồng chí Lê Văn Mẫu».
    pub(crate) fn headline_name(&self) -> Option<NameMention> {
        let tokens = self.text.sentences.first()?.tokens.clone();
        let mut at = tokens.start;
        while at < tokens.end && (!self.is_word(at) || self.opens_portrait(at)) {
            at += 1;
        }
        let name = self
            .name_at(at, Behind::Post)
            .filter(|name| !name.short && name.tokens.len() >= 2)?;
        let rest = name.whole.end..tokens.end;
        rest.into_iter()
            .all(|at| self.token(at).is_some_and(|t| t.kind != Kind::Word))
            .then_some(name)
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

    /// Whether a sentence is a row of the table that stands at the head of a portrait: it names others' offices.
    pub(crate) fn is_office_row(&self, sentence: &Sentence, people: &People) -> bool {
        people.portrait().is_some() && self.mark(sentence.tokens.start) == Some('|')
    }

    /// «Tiểu sử», «Chân dung», «Tóm tắt tiểu sử (của)» before the name.
    fn opens_portrait(&self, at: usize) -> bool {
        ["tóm", "tắt", "tiểu", "sử", "chân", "dung", "của"]
            .iter()
            .any(|word| self.is(at, word))
    }

    /// The posts of a table of offices: a row with nothing but posts, and the row of its term below.
    pub(crate) fn offices(&self, people: &People) -> Vec<Told> {
        let Some(person) = people.portrait() else {
            return Vec::new();
        };
        let mut told = Vec::new();
        for (number, rows) in self.text.sentences.windows(2).enumerate() {
            let (office, term) = (rows[0].tokens.clone(), rows[1].tokens.clone());
            let Some((since, until, when)) = self.term_row(number + 1, term.clone()) else {
                continue;
            };
            let start = office.start + usize::from(self.mark(office.start) == Some('|'));
            let Some(posts) = self.posts_at(start, office.end) else {
                continue;
            };
            let end = match self.mark(posts.tokens.end) {
                Some('(') => self.after_bracket(posts.tokens.end),
                _ => None,
            };
            let bars = end.unwrap_or(posts.tokens.end)..office.end;
            if !bars
                .clone()
                .all(|at| self.mark(at) == Some('|') || self.is_break(at))
                || !bars.into_iter().any(|at| self.mark(at) == Some('|'))
            {
                continue;
            }
            let evidence = self.text.evidence(start..term.end);
            for (post, _, term, recovered) in self.claimed_posts(&posts) {
                told.push(Told {
                    person,
                    later: false,
                    step: true,
                    plain: false,
                    looks_back: false,
                    tenure: Some(Tenure {
                        person: people.name(person).to_owned(),
                        post,
                        when,
                        start: since,
                        end: until,
                        term,
                        evidence: vec![evidence.clone()],
                        rule: RULE.to_owned(),
                        recovered,
                    }),
                });
            }
        }
        told
    }

    /// «| Nhiệm kỳ | 1976 – 7 tháng 2 năm 1980 |»: from when to when, and whether the term goes on.
    fn term_row(
        &self,
        sentence: usize,
        tokens: Range<usize>,
    ) -> Option<(Option<Date>, Option<Date>, When)> {
        let mut at = tokens.start;
        while at < tokens.end && self.mark(at) == Some('|') {
            at += 1;
        }
        let (FigureClass::Term, mut at) = self.class_at(at)? else {
            return None;
        };
        while at < tokens.end && self.mark(at) == Some('|') {
            at += 1;
        }
        let dates = date::dates(self, sentence);
        let since = self.row_date(at, &dates);
        let dash = since.map_or(at, |(_, end)| end);
        let dash = match self.markup_end(dash, false) {
            Some(end) => end,
            None => dash,
        };
        if !self.is_dash(dash) {
            return None;
        }
        let since = since.map(|(date, _)| date);
        let now = self
            .token(dash + 1)
            .is_some_and(|t| self.text.word(t).starts_with("nay"));
        if now {
            return Some((since, None, When::Current));
        }
        let until = self.row_date(dash + 1, &dates).map(|(date, _)| date);
        Some((since, until, When::Former))
    }

    /// A date as tables write it: «7 tháng 2 năm 1980», «Tháng 9, 1976», «4/1965», «1980».
    fn row_date(&self, at: usize, dates: &[DateMention]) -> Option<(Date, usize)> {
        let whole = |at: usize| dates.iter().find(|date| date.tokens.start == at);
        if let Some(date) = whole(at) {
            return Some((date.date, date.tokens.end));
        }
        let day = self.digits(at).filter(|_| self.width(at) <= 2);
        let month = at + usize::from(day.is_some());
        if self.is_class(month, FigureClass::Month) {
            if let Some(date) = whole(month).filter(|date| date.date.month().is_some()) {
                let of_day =
                    day.and_then(|day| Date::from_day(date.date.year(), date.date.month()?, day));
                return Some((of_day.unwrap_or(date.date), date.tokens.end));
            }
            let number = self
                .digits(month + 1)
                .filter(|_| self.width(month + 1) <= 2)?;
            let year = month + 2 + usize::from(self.is_comma(month + 2));
            let date = match day {
                Some(day) => Date::from_day(self.year(year)?, number, day)?,
                None => Date::from_month(self.year(year)?, number)?,
            };
            return Some((date, year + 1));
        }
        Some((Date::from_year(self.year(at)?)?, at + 1))
    }

    fn is_break(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.kind == Kind::Break)
    }
}
