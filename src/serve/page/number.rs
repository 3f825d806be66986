//! Numbers as readers write them, and scales to draw them on.

use super::Language;

/// A number with its thousands apart: 12.345 in Vietnamese, 12,345 in English.
pub(super) fn grouped(language: Language, number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push_str(language.say(".", ","));
        }
        text.push(digit);
    }
    text
}

/// A share with at most two decimals, none where there are none.
pub(super) fn decimal(language: Language, number: f64) -> String {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.replace('.', language.say(",", "."))
}

/// A number as a length.
#[expect(clippy::cast_precision_loss, reason = "no picture is as fine as that")]
pub(super) fn real(number: u64) -> f64 {
    number as f64
}

/// A scale from nothing to a round number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    step: u64,
    steps: u64,
}

impl Scale {
    /// A scale that has room for a number, with five steps at most, each 1, 2 or 5 of a power of ten.
    pub(super) fn new(most: u64) -> Self {
        let powers = std::iter::successors(Some(1_u64), |power| power.checked_mul(10));
        let mut steps =
            powers.flat_map(|power| [1, 2, 5].map(|factor| power.saturating_mul(factor)));
        let step = steps
            .find(|step| step.saturating_mul(5) >= most)
            .unwrap_or(u64::MAX);
        Self {
            step,
            steps: most.div_ceil(step).max(1),
        }
    }

    /// The number at its end.
    pub(super) fn end(self) -> u64 {
        self.step.saturating_mul(self.steps)
    }

    /// The numbers that it names.
    pub(super) fn ticks(self) -> impl Iterator<Item = u64> {
        (0..=self.steps).map(move |tick| self.step.saturating_mul(tick))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_their_readers_do() {
        assert_eq!(grouped(Language::Vi, 1_234_567), "1.234.567");
        assert_eq!(grouped(Language::En, 999), "999");
        assert_eq!(grouped(Language::En, 1000), "1,000");
        assert_eq!(decimal(Language::Vi, 61.90), "61,9");
        assert_eq!(decimal(Language::En, 100.0), "100");
    }

    #[test]
    fn a_scale_ends_at_a_round_number_soon_above_the_most() {
        for (most, ticks) in [
            (0, vec![0, 1]),
            (1, vec![0, 1]),
            (5, vec![0, 1, 2, 3, 4, 5]),
            (6, vec![0, 2, 4, 6]),
            (23, vec![0, 5, 10, 15, 20, 25]),
            (48, vec![0, 10, 20, 30, 40, 50]),
            (739, vec![0, 200, 400, 600, 800]),
        ] {
            assert_eq!(
                Scale::new(most).ticks().collect::<Vec<_>>(),
                ticks,
                "{most}"
            );
        }
    }
}
