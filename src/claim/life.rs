//! Whose life an article tells: his death ends what he has, and what is called past is over.

use super::gather::Gathered;
use super::mandate::mandate;
use super::model::{Event, EventKind, Tenure, When};
use super::same_act::join;
use crate::date::Date;

impl Gathered {
    /// Tells the death of whom the text portrays once, of those whom it gives a post: he holds nothing today, and what
    /// other sentences say of a death at another time is somebody else's.
    pub(super) fn tell_death(&mut self) {
        for tenure in &mut self.tenures {
            if tenure.when == When::Current && self.dead.contains(&tenure.person) {
                tenure.when = When::Former;
            }
        }
        let Some(death) = self.death.take() else {
            return;
        };
        let mut posted = false;
        for tenure in &mut self.tenures {
            if tenure.person == death.person {
                posted = true;
                if tenure.when == When::Current {
                    tenure.when = When::Former;
                }
            }
        }
        if !posted {
            return;
        }
        let is_own = |told: &Event| match (told.date, death.date) {
            (Some(told), Some(date)) => told.covers(date) || date.covers(told),
            _ => true,
        };
        self.events.retain(|(event, _)| {
            event.kinds != [EventKind::Death] || event.person != death.person || is_own(event)
        });
        let told = self
            .events
            .iter_mut()
            .find(|(event, _)| event.kinds == [EventKind::Death] && event.person == death.person);
        match told {
            Some((event, _)) => {
                let finer = |day: &Date| death.date.is_none_or(|date| date.covers(*day));
                event.date = event.date.filter(finer).or(death.date);
                join(event, death, false);
            }
            None => self.events.push((death, false)),
        }
    }

    /// Whether a post that an act gave to whom the text portrays is told to be over elsewhere: «Ông từng là …», where no
    /// later term of it has begun.
    pub(super) fn is_left(&self, given: &Tenure, told: &Tenure) -> bool {
        let begun_later = |term: &str| {
            let years = mandate(&told.post, term).zip(given.start);
            years.is_some_and(|(years, start)| start.year() >= *years.end())
        };
        given.when == When::New
            && told.when == When::Former
            && self.portrayed.as_ref() == Some(&given.person)
            && says_over(told)
            && !told.term.as_deref().is_some_and(begun_later)
    }
}

/// Whether words call a post past: «từng là Giám đốc …», «nguyên Giám đốc …», but not «Sở Tài nguyên và …», «từng bước».
pub(super) fn says_over(tenure: &Tenure) -> bool {
    let over = |(word, next): (&str, &str)| match word {
        "từng" | "Từng" => next != "bước",
        "nguyên" | "cựu" => next.starts_with(char::is_uppercase),
        _ => false,
    };
    tenure.evidence.iter().any(|evidence| {
        let words = evidence.quote.split_whitespace();
        words.clone().zip(words.skip(1)).any(over)
            || ["Nguyên ", "Cựu "]
                .iter()
                .any(|word| evidence.quote.starts_with(word))
    })
}

/// Whether a seat that is told to be over with its term is taken up again for a later one, or held in it.
pub(super) fn begins_later_term(known: &Tenure, given: &Tenure) -> bool {
    let years = (known.term.as_deref()).and_then(|term| mandate(&known.post, term));
    let begun = (years.zip(given.start)).is_some_and(|(years, start)| *years.end() <= start.year());
    known.when == When::Former
        && given.when != When::Former
        && !says_over(known)
        && (given.when == When::New && begun || ends_earlier(known, given))
}

/// Whether a seat is told to be over with a term before the last that it is known to have been held in.
pub(super) fn ends_earlier(told: &Tenure, known: &Tenure) -> bool {
    let end = |tenure: &Tenure| Some(*mandate(&tenure.post, tenure.term.as_deref()?)?.end());
    !says_over(told)
        && end(told)
            .zip(end(known))
            .is_some_and(|(told, known)| told < known)
}
