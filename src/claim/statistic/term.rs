//! For which term of office counted officials were elected, where only the rest of the article says so.

use std::ops::Range;

use super::attach::Sentence;
use crate::claim::Level;
use crate::claim::date;
use crate::claim::model::Statistic;
use crate::claim::reading::Reading;
use crate::rules::{BodyHead, BodyLevel, Category, FigureClass, Measure, Tag};

/// Words that say which of several terms is meant: «khóa mới», «nhiệm kỳ này».
const THIS: [&str; 3] = ["mới", "này", "vừa"];

/// How many years there are between the congresses of the Party, held in 2015, 2020 …, and between the elections to the
/// assemblies, held in 2016, 2021 ….
const TERM: i32 = 5;

impl Reading<'_> {
    /// Gives a count of elected officials whose sentence tells no period the term that the article names elsewhere; `end` is
    /// one past its last token.
    pub(super) fn add_term(&self, row: &mut Statistic, sentence: &Sentence, end: usize) {
        if row.measure != Measure::Election.name() || row.period.is_some() {
            return;
        }
        if let Some(term) = self.term_of_elected(sentence, end) {
            row.period = Some(term);
            row.recovered.push("period".to_owned());
        }
    }

    /// The term for which officials were elected: the latest of the Party or of the assemblies, whichever a sentence speaks
    /// of up to a token.
    fn term_of_elected(&self, sentence: &Sentence, end: usize) -> Option<String> {
        let tokens = sentence.tokens.start..end;
        let says = |word: &str| sentence.tokens.clone().any(|at| self.is(at, word));
        let cycle = self.cycle_of(tokens).filter(|_| !says("trước"))?;
        let mut terms: Vec<(i32, i32)> = self
            .tags
            .iter()
            .filter(|tag| self.class_of_tag(tag) == Some(FigureClass::Term))
            .filter_map(|tag| self.years_at(tag.end as usize))
            .map(|(from, to, _)| (from, to))
            .filter(|(from, to)| from % TERM == cycle && to - from == TERM)
            .collect();
        terms.sort_unstable();
        terms.dedup();
        let &(from, to) = terms.last()?;
        let sure = terms.len() == 1 || THIS.iter().any(|word| says(word));
        // «Đầu tháng 11/2015, Đại hội … đã bầu …»: of that year, or of the one before the term begins.
        let of_year = |year: i32| (from - 1..=from).contains(&year);
        let dated = date::dates(self, sentence.number);
        let fits = dated.iter().all(|mention| of_year(mention.date.year()));
        (sure && fits).then(|| format!("{from}..{to}"))
    }

    /// In which years of every five the elections of which some tokens speak are held; none where they are of neither the
    /// Party of an area nor an assembly.
    fn cycle_of(&self, tokens: Range<usize>) -> Option<i32> {
        let words = &self.rules.words;
        let bodies = || {
            let tags = self.tags_in(tokens.clone()).iter();
            let bodies = tags.filter(|tag| tag.category == Category::Body);
            bodies.map(|tag| &words.bodies[tag.entry as usize])
        };
        // The Central Committee is elected a year later, the Youth Union in other years.
        let other = |body: &BodyHead| {
            // «Đại hội», «hội nghị» are no association.
            body.class == "mass" && body.name != "Hội"
                || body.class == "party" && body.level == Some(BodyLevel::Fixed(Level::Central))
        };
        let of_state =
            |body: &BodyHead| matches!(body.class.as_str(), "assembly" | "council" | "committee");
        let secretary = |tag: &Tag| {
            tag.category == Category::Role
                && words.roles[tag.entry as usize].name.ends_with("Bí thư")
        };
        if bodies().any(other) {
            return None;
        }
        if bodies().any(of_state) {
            return Some(1);
        }
        let of_party = bodies().any(|body| body.class == "party")
            || self.tags_in(tokens.clone()).iter().any(secretary);
        of_party.then_some(0)
    }
}
