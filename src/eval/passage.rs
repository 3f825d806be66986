//! Where a row stands in its article, as near as it can be told.

use std::collections::BTreeSet;

use super::key::{folded, words};
use super::row::Row;
use crate::claim::Evidence;

/// No more sentences than this are shown for a claimed row.
const SHOWN: usize = 3;

/// The sentences of an article, ready to be searched.
pub(super) struct Passages<'s> {
    sentences: Vec<Passage<'s>>,
}

struct Passage<'s> {
    evidence: &'s Evidence,
    /// Its text with spelling folded, for names.
    text: String,
    /// Its words with a space around each, for what is written in full there or abbreviated.
    phrase: String,
    words: BTreeSet<String>,
}

impl<'s> Passages<'s> {
    pub(super) fn new(sentences: &'s [Evidence]) -> Self {
        let searched = sentences.iter().map(|sentence| {
            let words = words(&sentence.quote);
            Passage {
                evidence: sentence,
                text: folded(&sentence.quote),
                phrase: format!(" {} ", words.join(" ")),
                words: words.into_iter().collect(),
            }
        });
        Self {
            sentences: searched.collect(),
        }
    }

    /// The sentences that a claimed row rests on.
    pub(super) fn of_claimed(&self, row: &Row) -> Vec<String> {
        let overlaps = |sentence: &Evidence| {
            let mut evidence = row.evidence.iter();
            evidence.any(|part| part.start < sentence.end && sentence.start < part.end)
        };
        let sentences = self.sentences.iter().map(|sentence| sentence.evidence);
        let quoted: Vec<String> = sentences
            .filter(|sentence| overlaps(sentence))
            .map(|sentence| one_line(&sentence.quote))
            .take(SHOWN)
            .collect();
        if quoted.is_empty() {
            // Without the article there is still what the claim quotes.
            let passages = row.evidence.iter().map(|part| one_line(&part.quote));
            return passages.take(SHOWN).collect();
        }
        quoted
    }

    /// The sentence in which most of an annotated row stands and, where its person is not named there in full, the
    /// last one before it that does so.
    pub(super) fn of_annotated(&self, row: &Row) -> Vec<String> {
        let mut best: Option<(usize, usize)> = None;
        for (at, sentence) in self.sentences.iter().enumerate() {
            let weight = sentence.weight(row);
            if weight > best.map_or(0, |(known, _)| known) {
                best = Some((weight, at));
            }
        }
        let Some((_, best)) = best else {
            return Vec::new();
        };
        let mut shown = vec![best];
        if !row.person.is_empty() && !self.sentences[best].names(row) {
            let before = &self.sentences[..best];
            let naming = before.iter().rposition(|sentence| sentence.names(row));
            shown.splice(0..0, naming);
        }
        let quotes = shown
            .into_iter()
            .map(|at| &self.sentences[at].evidence.quote);
        quotes.map(String::as_str).map(one_line).collect()
    }
}

impl Passage<'_> {
    /// Whether the row's person is named here in full.
    fn names(&self, row: &Row) -> bool {
        !row.person.is_empty() && self.text.contains(&row.person)
    }

    /// How much of an annotated row stands here: its role and years as they are, its words, its person.
    fn weight(&self, row: &Row) -> usize {
        let given = row.person.rsplit(' ').next().unwrap_or_default();
        let person = if self.names(row) {
            50
        } else {
            25 * usize::from(self.words.contains(given))
        };
        let words = row.words.iter().filter(|word| self.words.contains(*word));
        let phrases = row.phrases.iter();
        let phrases = phrases.filter(|phrase| self.phrase.contains(&format!(" {phrase} ")));
        person
            + 100 * words.count() / row.words.len().max(1)
            + 50 * phrases.count() / row.phrases.len().max(1)
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
