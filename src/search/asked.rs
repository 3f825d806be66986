//! What is asked for, and how well a name answers it.

use std::collections::BTreeSet;

use super::words::{START, Tokens, without_marks, words};

/// So many words of a question count.
const MOST: usize = 64;

/// A question: the words that a name must have, the last of them as a beginning too.
pub(super) struct Asked {
    /// All words but the last.
    pub(super) words: Vec<AskedWord>,
    /// The last word.
    pub(super) last: AskedWord,
    /// What a word begins with that the last is the beginning of, as written.
    pub(super) exact_starts: Vec<String>,
    /// The same without marks.
    pub(super) folded_starts: Vec<String>,
}

/// A word that is asked for.
#[derive(Clone)]
pub(super) struct AskedWord {
    /// As written.
    pub(super) exact: String,
    /// Without marks.
    pub(super) folded: String,
}

impl AskedWord {
    /// Whether it has marks, so that the word with other marks is another.
    pub(super) fn is_marked(&self) -> bool {
        self.exact != self.folded
    }
}

/// How a name has the words that are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// It is these words.
    Whole,
    /// It begins with them.
    Begins,
    /// They stand in it side by side.
    Inside,
    /// It begins with them, the last being the beginning of a word.
    BeginsWithStart,
    /// They stand in it side by side, the last being the beginning of a word.
    InsideWithStart,
    /// They stand in it anywhere.
    Scattered,
    /// They stand in it anywhere, the last being the beginning of a word.
    ScatteredWithStart,
}

impl Class {
    const ALL: [Self; 7] = [
        Self::Whole,
        Self::Begins,
        Self::Inside,
        Self::BeginsWithStart,
        Self::InsideWithStart,
        Self::Scattered,
        Self::ScatteredWithStart,
    ];

    /// Whether the last word is the beginning of a word only.
    pub(super) fn is_start(self) -> bool {
        matches!(
            self,
            Self::BeginsWithStart | Self::InsideWithStart | Self::ScatteredWithStart
        )
    }
}

/// One step of the order in which names answer a question.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    /// Whether each word that is asked for with marks stands there with these.
    pub(super) tones: bool,
    /// How the name has the words.
    pub(super) class: Class,
    /// Whether each word stands there as it is asked for, also those without marks.
    pub(super) exact: bool,
}

impl Step {
    /// How many steps there are.
    pub(super) const COUNT: usize = 22;

    /// All steps, the best first.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        let classes = |tones| {
            Class::ALL.into_iter().flat_map(move |class| {
                let exact: &[bool] = if class.is_start() {
                    &[false]
                } else {
                    &[true, false]
                };
                exact.iter().map(move |&exact| Self {
                    tones,
                    class,
                    exact,
                })
            })
        };
        [true, false].into_iter().flat_map(classes)
    }
}

/// The score of a step by its place.
#[expect(clippy::cast_precision_loss, reason = "there are few steps")]
pub(super) fn score_of(step: usize) -> f64 {
    Step::COUNT.saturating_sub(step) as f64 / Step::COUNT as f64
}

/// How well a label answers a question, from 0 (a word is missing) to 1 (it is what was asked, tones and all).
///
/// A label must have every word of the question, in any order; marks, case and composition don't matter, and of the
/// last word the beginning is enough. The score tells the step: first come those with the tones that were asked for
/// (a word without marks asks for none), among them the whole label before the beginning of a label before words inside,
/// whole words before beginnings of words, neighbours before words apart.
pub fn score(label: &str, question: &str) -> f64 {
    let step = Asked::new(question).and_then(|asked| asked.step(&Tokens::new(label)));
    step.map_or(0.0, score_of)
}

impl Asked {
    /// The question that a text is; none if it has no word.
    pub(super) fn new(text: &str) -> Option<Self> {
        let mut asked = words(text);
        asked.truncate(MOST);
        let last = asked.pop()?;
        let start = |one: &str, other: &str| {
            let mut starts = vec![one.to_owned(), other.to_owned()];
            starts.sort();
            starts.dedup();
            starts
        };
        let word = |word: super::words::Word| AskedWord {
            exact: word.exact,
            folded: word.folded,
        };
        Some(Self {
            exact_starts: start(&last.exact, &last.small),
            folded_starts: start(&last.folded, &without_marks(&last.small)),
            words: asked.into_iter().map(word).collect(),
            last: word(last),
        })
    }

    /// The first word.
    pub(super) fn first(&self) -> &AskedWord {
        self.words.first().unwrap_or(&self.last)
    }

    /// The words without marks, those before the last with a space behind each, so that the last can follow.
    pub(super) fn before_last(&self) -> String {
        let words = self.words.iter();
        words.flat_map(|word| [word.folded.as_str(), " "]).collect()
    }

    /// The pairs of neighbours but the last pair, and the first word of that.
    pub(super) fn pairs(&self) -> (Vec<String>, Option<&str>) {
        let pairs = self.words.windows(2);
        let pairs = pairs.map(|pair| format!("{} {}", pair[0].folded, pair[1].folded));
        let last = self.words.last().map(|word| word.folded.as_str());
        (pairs.collect(), last)
    }

    /// The first step that a name fits, by its place; none if it lacks a word.
    fn step(&self, name: &Tokens) -> Option<usize> {
        Step::all().position(|step| self.fits(name, step))
    }

    fn fits(&self, name: &Tokens, step: Step) -> bool {
        let starts = |tokens: &BTreeSet<String>, starts: &[String], before: &str| {
            starts.iter().any(|start| {
                let start = format!("{before}{start}");
                let first = tokens.range(start.clone()..).next();
                first.is_some_and(|token| token.starts_with(&start))
            })
        };
        let is_start = step.class.is_start();
        let has_last = |exact: bool| match (exact, is_start) {
            (true, true) => starts(&name.exact, &self.exact_starts, ""),
            (true, false) => name.exact.contains(&self.last.exact),
            (false, true) => starts(&name.folded, &self.folded_starts, ""),
            (false, false) => name.folded.contains(&self.last.folded),
        };
        let mut before = self.words.iter();
        if !before.all(|word| name.folded.contains(&word.folded)) || !has_last(false) {
            return false;
        }
        let stands = |word: &AskedWord| name.exact.contains(&word.exact);
        if step.exact && !(self.words.iter().all(stands) && has_last(true)) {
            return false;
        }
        if step.tones {
            let mut marked = self.words.iter().filter(|word| word.is_marked());
            if !marked.all(stands) || (self.last.is_marked() && !has_last(true)) {
                return false;
            }
        }
        let first_stands = || {
            if !step.tones || !self.first().is_marked() {
                true
            } else if self.words.is_empty() && is_start {
                starts(&name.exact, &self.exact_starts, &START.to_string())
            } else {
                name.exact
                    .contains(&format!("{START}{}", self.first().exact))
            }
        };
        match step.class {
            Class::Whole => first_stands() && name.whole == self.before_last() + &self.last.folded,
            Class::Begins => {
                let start = self.before_last() + &self.last.folded;
                let rest = name.whole.strip_prefix(&start);
                first_stands() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            }
            Class::BeginsWithStart => {
                let before = self.before_last();
                let rest = name.whole.strip_prefix(&before);
                let begins = |rest: &str| {
                    let mut starts = self.folded_starts.iter();
                    starts.any(|start| rest.starts_with(start.as_str()))
                };
                first_stands() && rest.is_some_and(begins)
            }
            Class::Inside | Class::InsideWithStart => {
                let (pairs, before) = self.pairs();
                let last = before.is_none_or(|before| {
                    let before = format!("{before} ");
                    if is_start {
                        starts(&name.pairs, &self.folded_starts, &before)
                    } else {
                        name.pairs.contains(&(before + &self.last.folded))
                    }
                });
                last && pairs.iter().all(|pair| name.pairs.contains(pair))
            }
            Class::Scattered | Class::ScatteredWithStart => true,
        }
    }
}
