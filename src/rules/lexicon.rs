//! The words that the recognisers look for: one vocabulary of folded syllables and one trie of phrases.

use rustc_hash::FxHashMap;

use super::vocabulary::{Start, Vocabulary};
use crate::text::{Key, Token, WordId, fold, fold_into};

/// What a phrase of the lexicon is; the number beside it is its place in the table of that category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// A role (`rules/words/role.tsv`).
    Role,
    /// The head of a body's name (`rules/words/body.tsv`).
    Body,
    /// What a body deals with (`rules/words/field.tsv`).
    Field,
    /// A phrase that bodies' names are made of (`rules/words/part.tsv`).
    Part,
    /// A level word (`rules/words/level.tsv`).
    Level,
    /// The name of a place (`rules/places/`).
    Place,
    /// A word before a name (`rules/words/honorific.tsv`).
    Honorific,
    /// A phrase of a cue class (`rules/words/cue.tsv`).
    Cue,
    /// The kind of a document (`rules/words/document.tsv`).
    Document,
    /// What personnel work a figure counts (`rules/words/measure.tsv`).
    Measure,
    /// Who a figure counts (`rules/words/unit.tsv`).
    Unit,
    /// A word that makes a figure inexact (`rules/words/approximator.tsv`).
    Approximator,
    /// A small word of dates, levels and shares (`rules/words/figure.tsv`).
    Figure,
}

impl Category {
    /// Its bit in a set of categories.
    pub(crate) fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// A phrase found in a text: the longest of its category at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// What it is.
    pub category: Category,
    /// Its place in the table of its category.
    pub entry: u32,
    /// The first token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
}

/// The vocabulary and the trie of phrases.
#[derive(Default)]
pub struct Lexicon {
    vocabulary: Vocabulary,
    /// The nodes while phrases are added.
    grown: Grown,
    /// By word: the sets of the words that go on from it, and [`ENDS`] where it is a phrase by itself.
    first: Vec<u64>,
    /// The nodes as texts are tagged by them: those of first words, each in its word's place, then the others, and one
    /// more for the end.
    nodes: Vec<Node>,
    edges: Vec<(WordId, u32)>,
    ends: Vec<(Category, u32)>,
    /// By word: the tier of the surname, 0 for none.
    surnames: Vec<u8>,
    /// By word: whether its full stop does not end a sentence.
    abbreviations: Vec<bool>,
    /// Marks and words that grammar asks for by themselves.
    pub marks: Marks,
}

/// The trie while it grows; its nodes are those of first words, and from [`INNER`] on the others.
#[derive(Default)]
struct Grown {
    /// From each node, by the word that goes on from it: the next.
    edges: FxHashMap<(u32, WordId), u32>,
    /// The entries whose phrases end at nodes.
    ends: Vec<(u32, Category, u32)>,
}

/// The first node that is none of a first word, while the trie grows: there are not as many words.
const INNER: u32 = 1 << 24;

/// Where the edges and ends of a node begin; they reach to those of the next node.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    edges: u32,
    ends: u32,
    /// The words that go on from here, in as many sets as there are bits: most words are told without a search.
    next: u64,
}

/// The bit of [`Lexicon::first`] that is no set.
const ENDS: u64 = 1 << SETS;

/// How many sets of words there are.
const SETS: u32 = u64::BITS - 1;

/// The set that a word belongs to among the bits of [`Node::next`].
#[inline]
fn set_of(word: WordId) -> u64 {
    if word == WordId::UNKNOWN {
        return 0;
    }
    1 << (word.0 % SETS)
}

/// The words of marks and connectives that the grammars ask for by themselves.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "each name says which mark it is")]
pub struct Marks {
    pub comma: WordId,
    pub semicolon: WordId,
    pub colon: WordId,
    pub stop: WordId,
    pub dash: WordId,
    pub slash: WordId,
    pub ampersand: WordId,
    pub open: WordId,
    pub close: WordId,
    pub ellipsis: WordId,
    pub percent: WordId,
    pub and: WordId,
    pub of: WordId,
}

impl Default for Marks {
    fn default() -> Self {
        let none = WordId::UNKNOWN;
        Self {
            comma: none,
            semicolon: none,
            colon: none,
            stop: none,
            dash: none,
            slash: none,
            ampersand: none,
            open: none,
            close: none,
            ellipsis: none,
            percent: none,
            and: none,
            of: none,
        }
    }
}

impl Lexicon {
    /// A lexicon that knows only the marks.
    pub(super) fn new() -> Self {
        let mut lexicon = Self {
            vocabulary: Vocabulary::new(),
            surnames: vec![0],
            abbreviations: vec![false],
            ..Self::default()
        };
        lexicon.marks = Marks {
            comma: lexicon.learn(","),
            semicolon: lexicon.learn(";"),
            colon: lexicon.learn(":"),
            stop: lexicon.learn("."),
            dash: lexicon.learn("-"),
            slash: lexicon.learn("/"),
            ampersand: lexicon.learn("&"),
            open: lexicon.learn("("),
            close: lexicon.learn(")"),
            ellipsis: lexicon.learn("…"),
            percent: lexicon.learn("%"),
            and: lexicon.learn("và"),
            of: lexicon.learn("của"),
        };
        lexicon
    }

    /// The word of a folded syllable or mark.
    pub fn word(&self, folded: &str) -> WordId {
        self.vocabulary.word(folded)
    }

    /// The word of a syllable or mark as a text writes it.
    pub(crate) fn word_of(&self, written: &str) -> WordId {
        let mut key = Key::default();
        fold_into(written, &mut key);
        self.word_by(key).unwrap_or_else(|| {
            let mut folded = String::new();
            fold(written, &mut folded);
            self.word(&folded)
        })
    }

    /// The word of a folded syllable by its key; none where it is too long for one.
    #[inline]
    pub(crate) fn word_by(&self, key: Key) -> Option<WordId> {
        self.vocabulary.by_key(key)
    }

    /// Whether a word is this one, folded.
    #[inline]
    pub(crate) fn is(&self, word: WordId, folded: &str) -> bool {
        self.vocabulary.is(word, folded)
    }

    /// The word of letters that some bytes begin with as it is written, unknown if no rule has it; none where another
    /// look at them is needed.
    #[inline]
    pub(crate) fn starts(&self, bytes: &[u8]) -> Option<Start> {
        self.vocabulary.starts(bytes)
    }

    /// The tier of a surname: 1 (most frequent) to 4; 0 for other words.
    pub fn surname_tier(&self, word: WordId) -> u8 {
        self.surnames[word.0 as usize]
    }

    /// Whether the full stop after this word belongs to the word.
    pub fn is_abbreviation(&self, word: WordId) -> bool {
        self.abbreviations[word.0 as usize]
    }

    fn learn(&mut self, folded: &str) -> WordId {
        let word = self.vocabulary.learn(folded);
        self.surnames.resize(self.vocabulary.len(), 0);
        self.abbreviations.resize(self.vocabulary.len(), false);
        word
    }

    pub(super) fn add_surname(&mut self, surname: &str, tier: u8) {
        let mut folded = String::new();
        fold(surname, &mut folded);
        let word = self.learn(&folded);
        self.surnames[word.0 as usize] = tier;
    }

    pub(super) fn add_abbreviation(&mut self, word: &str) {
        let word = self.learn(word);
        self.abbreviations[word.0 as usize] = true;
    }

    /// Adds a phrase; two entries of one category may share it, then the first keeps it.
    pub(super) fn add(&mut self, phrase: &str, category: Category, entry: usize) {
        let mut last = None;
        let mut folded = String::new();
        for piece in crate::text::pieces(phrase) {
            fold(piece, &mut folded);
            let word = self.learn(&folded);
            last = Some(match last {
                None => word.0,
                Some(node) => {
                    let new = INNER + position(self.grown.edges.len());
                    *self.grown.edges.entry((node, word)).or_insert(new)
                }
            });
        }
        let end = last.map(|node| (node, category, position(entry)));
        self.grown.ends.extend(end);
    }

    /// Lays out what was added so that texts can be tagged: all edges and all ends side by side.
    pub(super) fn seal(&mut self) {
        self.vocabulary.seal();
        let Grown { edges, ends, .. } = std::mem::take(&mut self.grown);
        let words = position(self.vocabulary.len());
        let place = |node: u32| match node.checked_sub(INNER) {
            Some(inner) => words + inner,
            None => node,
        };
        let count = self.vocabulary.len() + edges.len();
        let mut from: Vec<(u32, WordId, u32)> = edges
            .into_iter()
            .map(|((node, word), next)| (place(node), word, place(next)))
            .collect();
        from.sort_unstable();
        let mut ends: Vec<(u32, Category, u32)> = ends
            .into_iter()
            .map(|(node, category, entry)| (place(node), category, entry))
            .collect();
        // In the order of the categories, in which they are told; the first entry keeps a phrase.
        ends.sort_by_key(|(node, category, _)| (*node, *category));
        ends.dedup_by_key(|(node, category, _)| (*node, *category));
        self.nodes = vec![Node::default(); count + 1];
        for (edge, (node, word, next)) in from.into_iter().enumerate() {
            let (here, after) = (node as usize, node as usize + 1);
            self.nodes[here].next |= set_of(word);
            self.nodes[after].edges = position(edge + 1);
            self.edges.push((word, next));
        }
        for (end, (node, category, entry)) in ends.into_iter().enumerate() {
            self.nodes[node as usize + 1].ends = position(end + 1);
            self.ends.push((category, entry));
        }
        // A node without edges or ends begins and ends where those before it end.
        let (mut edges, mut ends) = (0, 0);
        for node in &mut self.nodes {
            edges = edges.max(node.edges);
            ends = ends.max(node.ends);
            (node.edges, node.ends) = (edges, ends);
        }
        let first = self.nodes.iter().zip(self.nodes.iter().skip(1));
        let sets = first.map(|(here, after)| {
            let ends = if here.ends == after.ends { 0 } else { ENDS };
            here.next | ends
        });
        self.first = sets.take(self.vocabulary.len()).collect();
    }

    /// Finds, at each token, the longest phrase of each category; in the order of their first tokens.
    pub fn tag(&self, tokens: &[Token]) -> Vec<Tag> {
        let mut tags: Vec<Tag> = Vec::with_capacity(tokens.len() / 2);
        // The end of a line is no word that a phrase knows.
        let word_at = |at: usize| tokens.get(at).map_or(WordId::UNKNOWN, |token| token.word);
        for (start, token) in tokens.iter().enumerate() {
            if token.word == WordId::UNKNOWN {
                continue;
            }
            let mut node = token.word.0 as usize;
            if self.first[node] & (set_of(word_at(start + 1)) | ENDS) == 0 {
                continue;
            }
            let first = tags.len();
            let mut end = start + 1;
            while let (Some(here), Some(after)) = (self.nodes.get(node), self.nodes.get(node + 1)) {
                for &(category, entry) in &self.ends[here.ends as usize..after.ends as usize] {
                    let tag = Tag {
                        category,
                        entry,
                        start: position(start),
                        end: position(end),
                    };
                    let here = &mut tags[first..];
                    // Most phrases are the first of their place or come in the order of their categories.
                    if here.last().is_none_or(|last| last.category < category) {
                        tags.push(tag);
                        continue;
                    }
                    match here.binary_search_by_key(&category, |tag| tag.category) {
                        Ok(shorter) => here[shorter] = tag,
                        Err(place) => tags.insert(first + place, tag),
                    }
                }
                let next = word_at(end);
                if here.next & set_of(next) == 0 {
                    break;
                }
                let edges = &self.edges[here.edges as usize..after.edges as usize];
                let Ok(edge) = edges.binary_search_by_key(&next, |(word, _)| *word) else {
                    break;
                };
                node = edges[edge].1 as usize;
                end += 1;
            }
        }
        tags
    }
}

/// Places are 32 bits wide: a text has at most as many bytes.
fn position(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
