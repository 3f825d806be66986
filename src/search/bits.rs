//! Sets of documents of one part of an index.

/// A set of small numbers.
#[derive(Clone, Debug)]
pub(super) struct Bits {
    words: Vec<u64>,
    /// All numbers are below this.
    end: u32,
}

impl Bits {
    /// No number of those below an end.
    pub(super) fn none(end: u32) -> Self {
        Self {
            words: vec![0; (end as usize).div_ceil(64)],
            end,
        }
    }

    /// All numbers below an end.
    pub(super) fn all(end: u32) -> Self {
        let mut bits = Self {
            words: vec![u64::MAX; (end as usize).div_ceil(64)],
            end,
        };
        if let (Some(last), rest @ 1..) = (bits.words.last_mut(), end % 64) {
            *last = (1 << rest) - 1;
        }
        bits
    }

    /// The end below which the numbers lie.
    pub(super) fn end(&self) -> u32 {
        self.end
    }

    pub(super) fn insert(&mut self, number: u32) {
        self.words[number as usize / 64] |= 1 << (number % 64);
    }

    pub(super) fn remove(&mut self, number: u32) {
        self.words[number as usize / 64] &= !(1 << (number % 64));
    }

    pub(super) fn contains(&self, number: u32) -> bool {
        self.words[number as usize / 64] >> (number % 64) & 1 == 1
    }

    /// Keeps those that another set has too.
    pub(super) fn keep(&mut self, other: &Self) {
        let pairs = self.words.iter_mut().zip(&other.words);
        pairs.for_each(|(word, other)| *word &= other);
    }

    /// Adds those of another set.
    pub(super) fn add(&mut self, other: &Self) {
        let pairs = self.words.iter_mut().zip(&other.words);
        pairs.for_each(|(word, other)| *word |= other);
    }

    /// Those that this set and another have.
    pub(super) fn and(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.keep(other);
        both
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        let counts = self.words.iter().map(|word| word.count_ones() as usize);
        counts.sum()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// The numbers in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.words).flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(64 * at + bit)
            })
        })
    }
}
