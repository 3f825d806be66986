//! The words that the recognisers look for: one vocabulary of folded syllables and one trie of phrases.

use rustc_hash::FxHashMap;

use crate::text::{Key, Token, WordId, fold, fold_into, is_letter};

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
    const COUNT: usize = 13;

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
    /// The words of at most 16 bytes, which nearly all are, and the longer ones.
    short: FxHashMap<u128, WordId>,
    long: FxHashMap<Box<str>, WordId>,
    /// By word: the node of phrases that begin with it, while they are added.
    first: Vec<u32>,
    /// The nodes as phrases are added to them.
    grown: Vec<Grown>,
    /// The nodes as texts are tagged by them: those of first words, each in its word's place, then the others, and one
    /// more for the end.
    nodes: Vec<Node>,
    edges: Vec<(WordId, u32)>,
    ends: Vec<(Category, u32)>,
    /// By word: the tier of the surname, 0 for none.
    surnames: Vec<u8>,
    /// By word: whether its full stop does not end a sentence.
    abbreviations: Vec<bool>,
    /// By word: whether it has none but letters.
    letters: Vec<bool>,
    /// Marks and words that grammar asks for by themselves.
    pub marks: Marks,
}

/// A node of the trie while it grows.
#[derive(Clone, Debug, Default)]
struct Grown {
    /// The words that go on from here, and where to.
    edges: FxHashMap<WordId, u32>,
    /// The entries whose phrase ends here.
    ends: Vec<(Category, u32)>,
}

/// Where the edges and ends of a node begin; they reach to those of the next node.
#[derive(Clone, Copy, Debug)]
struct Node {
    edges: u32,
    ends: u32,
    /// The words that go on from here, in as many sets as there are bits: most words are told without a search.
    next: u64,
}

/// The set that a word belongs to among the bits of [`Node::next`].
fn set_of(word: WordId) -> u64 {
    if word == WordId::UNKNOWN {
        return 0;
    }
    1 << (word.0 % u64::BITS)
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
            first: vec![0],
            grown: vec![Grown::default()],
            surnames: vec![0],
            abbreviations: vec![false],
            letters: vec![false],
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
        let word = match Key::new(folded).number() {
            Some(key) => self.short.get(&key),
            None => self.long.get(folded),
        };
        word.copied().unwrap_or(WordId::UNKNOWN)
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
        let word = self.short.get(&key.number()?);
        Some(word.copied().unwrap_or(WordId::UNKNOWN))
    }

    /// The word of letters that some bytes begin with as it is folded, and its length: no other look at them is needed.
    /// None where another form of it, a longer or another word may stand there.
    #[inline]
    pub(crate) fn starts(&self, bytes: &[u8]) -> Option<(WordId, usize)> {
        let (key, end) = Key::before_mark(bytes)?;
        let word = self.word_by(key)?;
        let goes_on = end.is_ascii_digit() || end == b'\'';
        (self.letters[word.0 as usize] && !goes_on).then_some((word, key.length()))
    }

    /// The tier of a surname: 1 (most frequent) to 4; 0 for other words.
    pub fn surname_tier(&self, word: WordId) -> u8 {
        self.surnames[word.0 as usize]
    }

    /// Whether the full stop after this word belongs to the word.
    pub fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations[self.word_of(word).0 as usize]
    }

    fn learn(&mut self, folded: &str) -> WordId {
        let known = self.word(folded);
        if known != WordId::UNKNOWN {
            return known;
        }
        let word = WordId(position(self.first.len()));
        match Key::new(folded).number() {
            Some(key) => self.short.insert(key, word),
            None => self.long.insert(folded.into(), word),
        };
        self.first.push(0);
        self.surnames.push(0);
        self.abbreviations.push(false);
        self.letters.push(folded.chars().all(is_letter));
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
        let mut node = 0;
        for word in self.phrase_words(phrase) {
            let next = if node == 0 {
                self.first[word.0 as usize]
            } else {
                self.grown[node as usize]
                    .edges
                    .get(&word)
                    .copied()
                    .unwrap_or(0)
            };
            node = if next == 0 {
                let new = position(self.grown.len());
                self.grown.push(Grown::default());
                if node == 0 {
                    self.first[word.0 as usize] = new;
                } else {
                    self.grown[node as usize].edges.insert(word, new);
                }
                new
            } else {
                next
            };
        }
        let ends = &mut self.grown[node as usize].ends;
        if node != 0 && !ends.iter().any(|(c, _)| *c == category) {
            ends.push((category, position(entry)));
        }
    }

    /// Lays out what was added so that texts can be tagged: all edges and all ends side by side.
    pub(super) fn seal(&mut self) {
        let grown = std::mem::take(&mut self.grown);
        // A word that begins no phrase has the root in its place, from which nothing goes on.
        let mut order = std::mem::take(&mut self.first);
        let mut places = vec![0; grown.len()];
        for (word, &node) in order.iter().enumerate() {
            places[node as usize] = position(word);
        }
        for (node, place) in places.iter_mut().enumerate().skip(1) {
            if *place == 0 {
                *place = position(order.len());
                order.push(position(node));
            }
        }
        for node in order {
            let grown = &grown[node as usize];
            self.nodes.push(Node {
                edges: position(self.edges.len()),
                ends: position(self.ends.len()),
                next: grown
                    .edges
                    .keys()
                    .fold(0, |sets, &word| sets | set_of(word)),
            });
            let first = self.edges.len();
            let edges = grown.edges.iter();
            self.edges
                .extend(edges.map(|(&word, &node)| (word, places[node as usize])));
            self.edges[first..].sort_unstable();
            self.ends.extend(&grown.ends);
        }
        self.nodes.push(Node {
            edges: position(self.edges.len()),
            ends: position(self.ends.len()),
            next: 0,
        });
    }

    /// The words of a phrase, cut as a text is cut.
    fn phrase_words(&mut self, phrase: &str) -> Vec<WordId> {
        let pieces = crate::text::pieces(phrase);
        let mut folded = String::new();
        pieces
            .into_iter()
            .map(|piece| {
                fold(piece, &mut folded);
                let folded = folded.clone();
                self.learn(&folded)
            })
            .collect()
    }

    /// Whether phrases end at a node, or may go on from it with a word.
    fn goes_on(&self, node: usize, next: WordId) -> bool {
        match self.nodes[node..] {
            [here, after, ..] => here.next & set_of(next) != 0 || here.ends != after.ends,
            _ => false,
        }
    }

    /// Finds, at each token, the longest phrase of each category; in the order of their first tokens.
    pub fn tag(&self, tokens: &[Token]) -> Vec<Tag> {
        let mut tags = Vec::with_capacity(tokens.len() / 2);
        // The end of a line is no word that a phrase knows.
        let word_at = |at: usize| tokens.get(at).map_or(WordId::UNKNOWN, |token| token.word);
        for (start, token) in tokens.iter().enumerate() {
            let mut node = token.word.0 as usize;
            if !self.goes_on(node, word_at(start + 1)) {
                continue;
            }
            let mut longest = [(0, 0); Category::COUNT];
            let mut found = 0_u32;
            let mut end = start + 1;
            while let (Some(here), Some(after)) = (self.nodes.get(node), self.nodes.get(node + 1)) {
                for &(category, entry) in &self.ends[here.ends as usize..after.ends as usize] {
                    longest[category as usize] = (entry, position(end));
                    found |= 1 << category as u32;
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
            while found != 0 {
                let category = CATEGORIES[found.trailing_zeros() as usize];
                let (entry, end) = longest[category as usize];
                tags.push(Tag {
                    category,
                    entry,
                    start: position(start),
                    end,
                });
                found &= found - 1;
            }
        }
        tags
    }
}

/// Places are 32 bits wide: a text has at most as many bytes.
fn position(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

const CATEGORIES: [Category; Category::COUNT] = [
    Category::Role,
    Category::Body,
    Category::Field,
    Category::Part,
    Category::Level,
    Category::Place,
    Category::Honorific,
    Category::Cue,
    Category::Document,
    Category::Measure,
    Category::Unit,
    Category::Approximator,
    Category::Figure,
];
