//! Tables of offices, which stand at the head of portraits: a row for each office, and the row of its term below.

use std::ops::Range;

use super::date::{self, DateMention};
use super::model::Post;
use super::people::People;
use super::reading::Reading;
use super::tenure::{Telling, Told};
use crate::claim::{Level, Tenure, When};
use crate::date::Date;
use crate::rules::{Category, FigureClass, ImpliedBody};
use crate::text::{Kind, Sentence};

/// The rule of what a table of offices says.
pub(super) const RULE: &str = "{holds} | nhiệm kỳ {since} – {until}";

/// From when to when an office was held, and whether it still is.
type Term = (Option<Date>, Option<Date>, When);

/// An office of a table.
struct Office {
    /// The tokens of the office.
    cell: Range<usize>,
    /// Its term.
    term: Term,
    /// One past the last token of the row of its term.
    end: usize,
}

impl Reading<'_> {
    /// Whether a sentence is a row of the table that stands at the head of a portrait: it names others' offices.
    pub(crate) fn is_office_row(&self, sentence: &Sentence, people: &People) -> bool {
        let tokens = sentence.tokens.clone();
        let last = tokens.clone().rev().find(|&at| !self.is_break(at));
        let bar = |at: usize| self.mark(at) == Some('|');
        people.portrait().is_some() && (bar(tokens.start) || last.is_some_and(bar))
    }

    /// The posts of a table of offices.
    pub(crate) fn offices(&self, people: &People) -> Vec<Told> {
        let Some(person) = people.portrait() else {
            return Vec::new();
        };
        let mut told = Vec::new();
        for Office { cell, term, end } in self.office_rows() {
            let (since, until, when) = term;
            let evidence = self.text.evidence(cell.start..end);
            for (post, term, recovered) in self.posts_of_cell(&cell) {
                told.push(Told {
                    person,
                    telling: Telling::Step,
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

    /// The rows with one cell that have the row of a term below.
    fn office_rows(&self) -> impl Iterator<Item = Office> {
        // Where headings stand without a bar, a row behind one that has no second cell has lost it: «| Thủ tướng | |» says
        // under whom somebody served.
        let headed = self.has_headings();
        let rows = self.text.sentences.windows(2).enumerate();
        rows.filter_map(move |(number, rows)| {
            let (row, below) = (rows[0].tokens.clone(), rows[1].tokens.clone());
            let end = below.end;
            let term = self.term_row(number + 1, below)?;
            let cell = self.only_cell(&row)?;
            let label = cell.start > row.start && self.mark(rows[1].tokens.start) == Some('|');
            (!label || !headed).then_some(Office { cell, term, end })
        })
    }

    /// Whether headings stand without a bar before them, above rows that have one.
    pub(super) fn has_headings(&self) -> bool {
        self.text.sentences.windows(2).any(|rows| {
            self.is_heading_row(rows[0].tokens.clone())
                && self.mark(rows[1].tokens.start) == Some('|')
        })
    }

    /// The cell of a row that has no other.
    pub(super) fn only_cell(&self, row: &Range<usize>) -> Option<Range<usize>> {
        let start = row.start + usize::from(self.mark(row.start) == Some('|'));
        let bar = (start..row.end).find(|&at| self.mark(at) == Some('|'))?;
        let empty = (bar..row.end).all(|at| self.mark(at) == Some('|') || self.is_break(at));
        (empty && start < bar).then_some(start..bar)
    }

    /// «Chức vụ | |», «Thông tin cá nhân | |»: the heading of a part of a table, without a bar before it.
    pub(super) fn is_heading_row(&self, row: Range<usize>) -> bool {
        let headings = [["chức", "vụ"], ["thông", "tin"]];
        headings
            .iter()
            .any(|[one, other]| self.is(row.start, one) && self.is(row.start + 1, other))
            && row
                .rev()
                .find(|&at| !self.is_break(at))
                .is_some_and(|last| self.mark(last) == Some('|'))
    }

    /// The posts of a cell: those that the grammar reads to its end, else those that it reads where it knows that nothing
    /// but posts stands there, else the one that begins with a known role, whose body is written as it stands.
    fn posts_of_cell(&self, cell: &Range<usize>) -> Vec<(Post, Option<String>, Vec<String>)> {
        let whole = || {
            self.posts_at(cell.start, cell.end).filter(|posts| {
                let mut end = posts.tokens.end;
                while let Some(after) = self.remark_end(end).filter(|&after| after <= cell.end) {
                    end = after;
                }
                end == cell.end
            })
        };
        let list = whole().or_else(|| {
            self.posts_only.set((cell.start, cell.end));
            let list = whole();
            self.posts_only.set((0, 0));
            list
        });
        match list {
            Some(list) => {
                let posts = self.claimed_posts(&list).into_iter();
                posts
                    .map(|(post, _, term, recovered)| (post, term, recovered))
                    .collect()
            }
            None => self.post_as_written(cell).into_iter().collect(),
        }
    }

    /// The post of a cell whose body no table knows: a role, and behind it capitals to the end, a term or a bracket.
    fn post_as_written(&self, cell: &Range<usize>) -> Option<(Post, Option<String>, Vec<String>)> {
        let (entry, start) = self.tag(cell.start, Category::Role)?;
        let role = &self.rules.words.roles[entry];
        if matches!(
            role.body,
            ImpliedBody::Fixed(_) | ImpliedBody::Only(_) | ImpliedBody::Of
        ) {
            return None;
        }
        let ends = |at: usize| self.remark_end(at).is_some() || self.term_at(at).is_some();
        let end = (start..cell.end).find(|&at| ends(at)).unwrap_or(cell.end);
        let term = self.term_at(end).map(|term| term.term);
        let role_within = (start..end).any(|at| {
            self.is_capital(at)
                && self
                    .tag(at, Category::Role)
                    .is_some_and(|(_, end)| end > at + 1)
        });
        let names = self.token(start).is_some_and(|t| t.kind == Kind::Word)
            && (start..end).any(|at| self.is_capital(at));
        if !names || role_within {
            return None;
        }
        let mut org = self.text.words(start..end);
        // «Chủ nhiệm *Văn phòng …*», but «Trưởng *Ban …*» and «Giám đốc *…*» alike: a role may hold the first word.
        if let Some(head) = role.head.as_deref()
            && !org.to_lowercase().starts_with(&head.to_lowercase())
        {
            org = format!("{head} {org}");
        }
        if role.name == "Đại sứ" && self.is(start, "tại") {
            org = format!("Đại sứ quán Việt Nam {org}");
        }
        let level = org.ends_with("Trung ương").then_some(Level::Central);
        let post = Post {
            role: Some(role.name.clone()),
            org: Some(org),
            level,
            ..Post::default()
        };
        Some((post, term, Vec::new()))
    }

    /// The end of a bracket, a note or a number, as stand behind offices and dates: «(2)», «[1]», «thứ 5».
    pub(super) fn remark_end(&self, at: usize) -> Option<usize> {
        if self.is(at, "thứ") && self.digits(at + 1).is_some() {
            return Some(at + 2);
        }
        match self.mark(at)? {
            '.' => Some(at + 1),
            '(' => self.after_bracket(at),
            _ => self.markup_end(at, false),
        }
    }

    /// «| Nhiệm kỳ | 1976 – 7 tháng 2 năm 1980 |», «Nhậm chức 25 tháng 8 năm 2025»: from when to when, and whether the
    /// term goes on.
    pub(super) fn term_row(&self, sentence: usize, tokens: Range<usize>) -> Option<Term> {
        let past_bars = |mut at: usize| {
            while at < tokens.end && self.mark(at) == Some('|') {
                at += 1;
            }
            at
        };
        let at = past_bars(tokens.start);
        let taken_up = self.is(at, "nhậm") && self.is(at + 1, "chức");
        let at = match self.class_at(at) {
            _ if taken_up => past_bars(at + 2),
            Some((FigureClass::Term, end)) => past_bars(end),
            _ => return None,
        };
        let dates = date::dates(self, sentence);
        let since = self.row_date(at, &dates);
        if taken_up {
            return since.map(|(date, _)| (Some(date), None, When::Current));
        }
        let mut dash = since.map_or(at, |(_, end)| end);
        while let Some(end) = self.remark_end(dash) {
            dash = end;
        }
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
    pub(super) fn row_date(&self, at: usize, dates: &[DateMention]) -> Option<(Date, usize)> {
        let whole = |at: usize| dates.iter().find(|date| date.tokens.start == at);
        let day = self
            .digits(at)
            .filter(|_| self.width(at) <= 2 && self.is_class(at + 1, FigureClass::Month));
        if let Some(date) = whole(at).filter(|date| day.is_none() || date.date.day().is_some()) {
            return Some((date.date, date.tokens.end));
        }
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
            let joint = self.is_comma(month + 2) || self.is(month + 2, "năm");
            let year = month + 2 + usize::from(joint);
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
