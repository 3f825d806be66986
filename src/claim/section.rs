//! The headings of a portrait that name an office, «## Phó Chủ tịch nước (2016–2021)», and its lists of offices.

use std::ops::Range;

use super::gather::{Gathered, post_key};
use super::model::{Post, Tenure, When};
use super::people::People;
use super::post::Held;
use super::reading::Reading;
use crate::rules::Category;
use crate::text::Kind;

/// The rule of what a heading says.
const RULE: &str = "^ {holds} $";

/// Words before the post of a line: «- Chức vụ Giám đốc …».
const LEAD: [&str; 4] = ["chức", "vụ", "làm", "là"];

impl Reading<'_> {
    /// The offices that the headings of a portrait name, and the lines of its lists: «Ông từng giữ các chức vụ: ⏎ - A ⏎ - B».
    pub(crate) fn sections(&self, people: &People) -> Vec<Tenure> {
        let Some(person) = people.portrait() else {
            return Vec::new();
        };
        let (mut offices, mut listed) = (Vec::new(), false);
        for sentence in self.text.sentences.iter().skip(1) {
            if self.opens_references(sentence) {
                break;
            }
            let Range { mut start, mut end } = sentence.tokens.clone();
            while end > start && self.token(end - 1).is_some_and(|t| t.kind == Kind::Break) {
                end -= 1;
            }
            let heading = self.mark(start) == Some('#');
            let line = listed && self.is_dash(start);
            if !line {
                listed = self.leads_offices(start..end);
            }
            while self.mark(start) == Some('#')
                || self.is_dash(start)
                || LEAD.iter().any(|word| line && self.is(start, word))
            {
                start += 1;
            }
            let name = people.name(person);
            if heading || line {
                offices.extend(self.offices_of_line(start..end, heading, name));
            } else if self.has(start, Category::Role) {
                offices.extend(self.dated_offices(start..end, name));
            }
        }
        offices
    }

    /// Whether a sentence says that somebody held what the lines below it name: «Ông từng giữ các chức vụ:».
    fn leads_offices(&self, tokens: Range<usize>) -> bool {
        let colon = tokens.end.checked_sub(1).and_then(|last| self.mark(last)) == Some(':');
        let holds = |at: usize| {
            let class = self.cue(at).map(|(class, _)| class);
            matches!(class, Some("từng" | "giữ chức" | "lần lượt"))
        };
        let other = |at: usize| self.has(at, Category::Role);
        colon && tokens.clone().any(holds) && !tokens.clone().any(other)
    }

    /// The offices of a line that names nothing else, with the time in brackets behind the last.
    fn offices_of_line(&self, line: Range<usize>, heading: bool, person: &str) -> Vec<Tenure> {
        let Some((offices, end)) = self.offices_at(&line, heading, person) else {
            return Vec::new();
        };
        let ends =
            end == line.end || !heading && matches!(self.mark(end), Some('.' | ';' | ',' | '('));
        if ends { offices } else { Vec::new() }
    }

    /// The offices of a sentence that names nothing but offices, the first with the time in brackets behind it: «Chủ tịch Hội
    /// Nông dân tỉnh Quảng Ngãi (1988–1999), Đại biểu Quốc hội khóa X (1997–2002).».
    fn dated_offices(&self, sentence: Range<usize>, person: &str) -> Vec<Tenure> {
        let (mut offices, mut line) = (Vec::new(), sentence);
        while let Some((told, mut end)) = self.offices_at(&line, false, person) {
            let dated = told.iter().any(|office| office.start.is_some());
            if offices.is_empty() && !dated {
                break;
            }
            offices.extend(told);
            while let Some(behind) = self.remark_end(end).filter(|&at| at <= line.end) {
                end = behind;
            }
            if end == line.end {
                return offices;
            }
            if !self.is_comma(end) && self.mark(end) != Some(';') {
                break;
            }
            line.start = end + 1;
        }
        Vec::new()
    }

    /// The offices that stand at the beginning of a line, with the time in brackets behind them, and where they end.
    fn offices_at(
        &self,
        line: &Range<usize>,
        heading: bool,
        person: &str,
    ) -> Option<(Vec<Tenure>, usize)> {
        let list = self.posts_at(line.start, line.end)?;
        let behind = list.tokens.end;
        let span = self.span_in_brackets(behind);
        let since = span
            .map(|(since, _)| since)
            .or_else(|| self.date_in_brackets(behind));
        let end = match since {
            Some(_) => self.after_bracket(behind).unwrap_or(behind),
            None => behind,
        };
        let goes_on = span.is_some_and(|(_, until)| until.is_none());
        let posts = self.claimed_posts(&list);
        let count = posts.len();
        let tenure = |(place, (post, _, term, recovered)): (
            usize,
            (Post, Held, Option<String>, Vec<String>),
        )| {
            let dated = heading || place + 1 == count;
            Tenure {
                person: person.to_owned(),
                post,
                when: if goes_on && dated {
                    When::Current
                } else {
                    When::Former
                },
                start: since.filter(|_| dated),
                end: span.and_then(|(_, until)| until).filter(|_| dated),
                term,
                evidence: vec![self.text.evidence(line.start..end)],
                rule: RULE.to_owned(),
                recovered,
            }
        };
        Some((posts.into_iter().enumerate().map(tenure).collect(), end))
    }
}

impl Gathered {
    /// Adds the offices of headings and lists: their time to what the text tells of them, and what it does not tell.
    pub(crate) fn head(&mut self, offices: Vec<Tenure>) {
        for office in offices {
            if office.start.is_some() || !self.by_post.contains_key(&post_key(&office)) {
                self.step(office);
            }
        }
    }
}
