//! The words that rules know, by the bytes of their folded forms.

use rustc_hash::FxHashMap;

use crate::text::{Key, Shape, WordId, fold, halves, is_letter, other_spelling};

/// The vocabulary: a number for every folded syllable or mark that some rule has.
///
/// Most words of most texts are looked up in it, so it is laid out for that: a word and its number share sixteen bytes,
/// and the spellings and capitals that folding takes away stand beside the folded form, so that a word is found as it
/// is written.
#[derive(Default)]
pub(super) struct Vocabulary {
    /// The short words, each at the first free place from where its bytes send it: [`Key::BYTES`] bytes of the word,
    /// then its number and marks. At least half of the places are free.
    places: Vec<u128>,
    /// How many places are taken.
    taken: usize,
    /// The longer words.
    long: FxHashMap<Box<str>, WordId>,
    /// By number: the folded word.
    words: Vec<Box<str>>,
    /// By number: the first byte of the folded word.
    firsts: Vec<u8>,
}

/// The place of a word's number behind its bytes.
const NUMBER: u32 = 8 * Key::BYTES;

/// The mark of a word that has none but letters.
const LETTERS: u32 = 1 << 31;

/// The mark of a word that is written with a capital in front.
const CAPITAL: u32 = 1 << 30;

/// How many places there are at first, as a power of two.
const FIRST: u32 = 12;

/// A word as a text begins with it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Start {
    /// Its number.
    pub(crate) word: WordId,
    /// How many bytes it has.
    pub(crate) length: usize,
    /// How it is written.
    pub(crate) shape: Shape,
}

impl Vocabulary {
    /// One that knows no word, and [`WordId::UNKNOWN`] for it.
    pub(super) fn new() -> Self {
        Self {
            places: vec![0; 1 << FIRST],
            words: vec![Box::default()],
            firsts: vec![0],
            ..Self::default()
        }
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The number of a folded word.
    pub(super) fn word(&self, folded: &str) -> WordId {
        match Key::new(folded).number() {
            Some(key) => number(self.find(key)),
            None => self.long.get(folded).copied().unwrap_or(WordId::UNKNOWN),
        }
    }

    /// The number of a folded word by its key; none where it is too long for one.
    #[inline]
    pub(super) fn by_key(&self, key: Key) -> Option<WordId> {
        Some(number(self.find(key.number()?)))
    }

    /// Whether a word is this one, folded.
    #[inline]
    pub(super) fn is(&self, word: WordId, folded: &str) -> bool {
        let word = word.0 as usize;
        // Most differ in the first byte.
        folded.as_bytes().first() == self.firsts.get(word) && *self.words[word] == *folded
    }

    /// The word of letters that some bytes begin with as it is written, unknown if no rule has it; none where another
    /// look at them is needed.
    #[inline]
    pub(super) fn starts(&self, bytes: &[u8]) -> Option<Start> {
        let (key, end) = Key::before_mark(bytes)?;
        if end.is_ascii_digit() || end == b'\'' {
            return None;
        }
        let (key, capital) = key.with_small_first();
        let found = self.find(key.number()?);
        if found & LETTERS == 0 && found != 0 {
            return None;
        }
        let shape = if capital || found & CAPITAL != 0 {
            Shape::Capital
        } else {
            Shape::Lower
        };
        Some(Start {
            word: number(found),
            length: key.length(),
            shape,
        })
    }

    /// The number of a folded word, new or known.
    pub(super) fn learn(&mut self, folded: &str) -> WordId {
        let known = self.word(folded);
        if known != WordId::UNKNOWN {
            return known;
        }
        let word = WordId(u32::try_from(self.words.len()).unwrap_or(u32::MAX));
        let key = Key::new(folded).number();
        match key {
            Some(key) => {
                let letters = folded.chars().all(is_letter);
                self.put(key, word.0 | if letters { LETTERS } else { 0 });
            }
            None => {
                self.long.insert(folded.into(), word);
            }
        }
        self.words.push(folded.into());
        self.firsts.push(folded.bytes().next().unwrap_or_default());
        word
    }

    /// Puts beside the words the other ways to write them.
    pub(super) fn seal(&mut self) {
        let mut folded = String::new();
        for number in 1..self.words.len() {
            let word = self.words[number].clone();
            if !word.chars().all(is_letter) {
                continue;
            }
            let value = LETTERS | u32::try_from(number).unwrap_or_default();
            let other = other_spelling(&word);
            for written in [Some(&*word), other.as_deref()].into_iter().flatten() {
                self.put_new(written, value);
                let mut letters = written.chars();
                let first = letters.next().filter(|c| !c.is_ascii());
                let upper = first.map(char::to_uppercase).into_iter().flatten();
                let capital: String = upper.chain(letters).collect();
                fold(&capital, &mut folded);
                if first.is_some() && *folded == *word {
                    self.put_new(&capital, value | CAPITAL);
                }
            }
        }
    }

    /// What stands for a short word; 0 where nothing does.
    #[inline]
    fn find(&self, key: u128) -> u32 {
        let last = self.places.len() - 1;
        let mut place = place(key) & last;
        loop {
            let found = self.places[place];
            if found & BYTES == key {
                return upper(found);
            }
            if found == 0 {
                return 0;
            }
            place = (place + 1) & last;
        }
    }

    /// Puts a way to write a word, unless it is a word of its own.
    fn put_new(&mut self, written: &str, value: u32) {
        if let Some(key) = Key::new(written).number()
            && self.find(key) == 0
        {
            self.put(key, value);
        }
    }

    /// Puts a short word that is not there yet.
    fn put(&mut self, key: u128, value: u32) {
        self.taken += 1;
        if 2 * self.taken > self.places.len() {
            let more = vec![0; 2 * self.places.len()];
            for known in std::mem::replace(&mut self.places, more) {
                if known != 0 {
                    self.settle(known);
                }
            }
        }
        self.settle(key | u128::from(value) << NUMBER);
    }

    fn settle(&mut self, entry: u128) {
        let last = self.places.len() - 1;
        let mut place = place(entry & BYTES) & last;
        while self.places[place] != 0 {
            place = (place + 1) & last;
        }
        self.places[place] = entry;
    }
}

/// The part of an entry that is the word.
const BYTES: u128 = (1 << NUMBER) - 1;

fn upper(entry: u128) -> u32 {
    u32::try_from(entry >> NUMBER).unwrap_or_default()
}

/// The number in what stands for a word.
fn number(value: u32) -> WordId {
    WordId(value & !(LETTERS | CAPITAL))
}

/// Where a short word is sent; the table's size takes what it needs of it.
#[inline]
fn place(key: u128) -> usize {
    let [low, high] = halves(key);
    // Multipliers without pattern spread words that differ in one letter.
    let mixed = low ^ high.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    usize::try_from(mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40).unwrap_or_default()
}
