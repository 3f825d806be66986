//! A first look at a text for phrases that hardly any text has.

/// So many bytes are looked at together: of fewer too many stand in any text.
const GRAM: usize = 6;

/// The bytes of a gram among those of a number.
const GRAM_BYTES: u64 = (1 << (8 * GRAM)) - 1;

/// How many marks a sieve has, as a power of two.
const SIZE: u32 = 17;

/// How many numbers hold them.
const WORDS: usize = 1 << (SIZE - 6);

/// Tells for a small part of the cost of a search that phrases stand in a text only so often at most.
///
/// The shortest phrase has as many whole grams as a step is long, so that one of the first grams of every phrase begins
/// at a multiple of it: who looks only there misses no phrase.
pub(super) struct Sieve {
    step: usize,
    /// By a gram's place, a bit: whether some phrase has it among its first.
    marked: Box<[u64; WORDS]>,
}

impl Sieve {
    /// The sieve for some phrases.
    pub(super) fn new(phrases: &[String]) -> Self {
        let shortest = phrases.iter().map(String::len).min().unwrap_or_default();
        let step = (shortest + 1).saturating_sub(GRAM).max(1);
        let mut marked = Box::new([0; WORDS]);
        for phrase in phrases {
            for gram in phrase.as_bytes().windows(GRAM).take(step) {
                let (word, bit) = place(number_of(gram));
                marked[word] |= bit;
            }
        }
        Self { step, marked }
    }

    /// How often phrases stand in a text at most.
    pub(super) fn at_most(&self, text: &str) -> usize {
        let marked = |number: u64| {
            let (word, bit) = place(number);
            self.marked[word] & bit != 0
        };
        let (mut count, mut rest) = (0, text.as_bytes());
        // A gram and the bytes behind it can be read at once, but at the end.
        while let Some(bytes) = rest.first_chunk() {
            count += usize::from(marked(u64::from_le_bytes(*bytes) & GRAM_BYTES));
            rest = rest.get(self.step..).unwrap_or_default();
        }
        let last = rest.windows(GRAM).step_by(self.step);
        count + last.filter(|gram| marked(number_of(gram))).count()
    }
}

/// A gram as a number.
fn number_of(gram: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    bytes[..GRAM].copy_from_slice(gram);
    u64::from_le_bytes(bytes)
}

/// The place of a gram among the marks, by its number, and its bit there.
fn place(number: u64) -> (usize, u64) {
    // A multiplier without pattern spreads grams that differ in one byte.
    let place = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - SIZE);
    (
        usize::try_from(place >> 6).unwrap_or_default(),
        1 << (place & 63),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_phrase_is_missed_wherever_it_stands() {
        let phrases = ["nổ hũ".to_owned(), "kèo nhà cái".to_owned()];
        let sieve = Sieve::new(&phrases);
        for before in 0..20 {
            let text = format!("{}nổ hũ, kèo nhà cái", " ".repeat(before));
            assert!(sieve.at_most(&text) >= 2, "{text:?}");
        }
        assert_eq!(sieve.at_most("Ban Thường vụ Tỉnh ủy"), 0);
    }
}
