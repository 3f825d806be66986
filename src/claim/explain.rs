//! How an article was read: each sentence with its mentions, the frames that fired or were set aside, and
//! the words that look like personnel news but that nothing used.

use super::item::{Clause, Meaning};
use super::people::People;
use super::reading::Reading;
use super::verdict::Outcome;
use super::{Claims, Evidence, personnel_clauses};
use crate::article::Article;
use crate::claim::Status;
use crate::rules::{Rules, code};

/// How one article was read.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The claims.
    pub claims: Claims,
    /// The sentences that have a mention, in order.
    pub sentences: Vec<SentenceReading>,
}

/// How one sentence was read.
#[derive(Clone, Debug)]
pub struct SentenceReading {
    /// The sentence.
    pub sentence: Evidence,
    /// What was recognised in it.
    pub mentions: Vec<Mention>,
    /// The frames that matched.
    pub frames: Vec<FrameReading>,
    /// Words of an act that no frame used.
    pub unused: Vec<Evidence>,
}

/// A recognised stretch of a sentence.
#[derive(Clone, Debug)]
pub struct Mention {
    /// What it is: name, post, body, area, date, document.
    pub kind: &'static str,
    /// Where.
    pub evidence: Evidence,
    /// What it was read as.
    pub reading: String,
}

/// A frame that matched a sentence, and what became of it.
#[derive(Clone, Debug)]
pub struct FrameReading {
    /// The frame's name.
    pub frame: String,
    /// Why it claims nothing; none where it fired.
    pub rejected: Option<String>,
}

/// Reads an article and keeps how.
pub fn explain(article: &Article, rules: &Rules) -> Explanation {
    let reading = Reading::new(article, rules);
    let mut sentences: Vec<SentenceReading> = Vec::new();
    let mut last = usize::MAX;
    let mut people = People::default();
    let documents = super::document::documents(&reading).mentions;
    personnel_clauses(&reading, &documents, |clause, _| {
        if clause.sentence != last {
            last = clause.sentence;
            sentences.push(SentenceReading {
                sentence: reading.text.evidence(clause.tokens.clone()),
                mentions: Vec::new(),
                frames: Vec::new(),
                unused: Vec::new(),
            });
        }
        if let Some(sentence) = sentences.last_mut() {
            reading.explain_clause(clause, &mut people, sentence);
        }
    });
    sentences.retain(|s| !s.mentions.is_empty() || !s.frames.is_empty() || !s.unused.is_empty());
    Explanation {
        claims: super::extract(article, rules),
        sentences,
    }
}

impl Reading<'_> {
    fn explain_clause(&self, clause: &Clause, people: &mut People, sentence: &mut SentenceReading) {
        for item in clause.items.iter().filter(|item| !item.tokens.is_empty()) {
            let (kind, reading) = match &item.meaning {
                Meaning::Name(name) => {
                    let person = self.person_of(item, clause, people);
                    (
                        "name",
                        person.map_or_else(
                            || format!("{}?", name.name),
                            |p| people.name(p).to_owned(),
                        ),
                    )
                }
                Meaning::Posts(list) => {
                    let posts = self
                        .claimed_posts(list)
                        .into_iter()
                        .map(|(post, ..)| post.to_string());
                    ("post", posts.collect::<Vec<_>>().join(" + "))
                }
                Meaning::Body(body) => ("body", self.resolve(body, body.start).name),
                // A level word alone means nothing yet.
                Meaning::Area(area) if area.name.is_none() => continue,
                Meaning::Area(area) => (
                    "area",
                    area.name
                        .clone()
                        .or_else(|| area.word.clone())
                        .unwrap_or_default(),
                ),
                Meaning::Date(mention) => ("date", mention.date.to_string()),
                Meaning::Document(_) => ("document", self.text.words(item.tokens.clone())),
                Meaning::Other => continue,
            };
            sentence.mentions.push(Mention {
                kind,
                evidence: self.text.evidence(item.tokens.clone()),
                reading,
            });
        }
        let mut used = vec![false; clause.items.len()];
        for events in [true, false] {
            for verdict in self.verdicts(clause, events) {
                let rejected = match verdict.outcome {
                    Outcome::Told(Status::Decided | Status::Proposed) => None,
                    Outcome::Covered(longer) => Some(format!("the longer «{longer}» tells it")),
                    Outcome::OthersPost => {
                        Some("the post belongs to the name beside it".to_owned())
                    }
                    Outcome::Unreal(cue) => Some(format!(
                        "«{cue}» before it: planned, denied or only possible"
                    )),
                };
                used[verdict.fired.found.items.clone()].fill(true);
                sentence.frames.push(FrameReading {
                    frame: verdict.fired.frame.name.clone(),
                    rejected,
                });
            }
        }
        for (item, used) in clause.items.iter().zip(used) {
            if !used && item.code >= code::CUE && self.rules.frames.acts.contains_key(&item.code) {
                sentence
                    .unused
                    .push(self.text.evidence(item.tokens.clone()));
            }
        }
    }
}
