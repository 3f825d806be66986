//! Whose life an article tells: his death ends what he has, and what is called past is over.

use super::gather::Gathered;
use super::mandate::mandate;
use super::model::{Event, EventKind, Status, Tenure, When};
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

    /// What whom the text portrays had before he retired, as far as it says, is over; and with the Party all that he had in it.
    pub(super) fn tell_end_of_service(&mut self) {
        let Some(portrayed) = self.portrayed.clone() else {
            return;
        };
        let said = |event: &Event| event.evidence.first().map(|evidence| evidence.start);
        let own = |event: &Event| event.person == portrayed && event.status == Status::Decided;
        let last = |tells: &dyn Fn(&Event) -> bool| {
            let ends = self.events.iter().map(|(event, _)| event);
            ends.filter(|event| own(event) && tells(event))
                .filter_map(said)
                .max()
        };
        // A day of it ends more; but of what has no day it says no more than that it was told before.
        let leaves = |event: &Event| event.kinds == [EventKind::Retirement];
        let retired = last(&|event| leaves(event) && event.date.is_none());
        let dated = last(&|event| leaves(event) && event.date.is_some());
        let expelled = last(&is_expulsion);
        for tenure in &mut self.tenures {
            let told = tenure.evidence.iter().map(|evidence| evidence.start).max();
            let before = |end: Option<usize>| end.is_some() && told < end;
            let undated = tenure.start.is_none() && tenure.end.is_none();
            let left = before(retired) || undated && before(dated);
            let served = left && !is_beside_service(tenure);
            let of_party = before(expelled) && is_of_party(tenure);
            if tenure.person == portrayed && (served || of_party) && !tenure.tells_of_today() {
                tenure.when = When::Former;
            }
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

/// The words by which somebody is put out of the Party.
pub(crate) const EXPELS: [&str; 3] = ["khai trừ", "xóa tên", "xoá tên"];

/// Whether somebody is put out of the Party: «bị khai trừ ra khỏi Đảng».
fn is_expulsion(event: &Event) -> bool {
    let mut quotes = event.evidence.iter().map(|evidence| &evidence.quote);
    event.kinds.contains(&EventKind::Discipline)
        && quotes.any(|quote| EXPELS.iter().any(|words| quote.contains(words)))
}

/// Whether a post is one of the Party's.
fn is_of_party(tenure: &Tenure) -> bool {
    let org = tenure.post.org.as_deref();
    org.is_some_and(|org| {
        ["Đảng", " ủy", "Bộ Chính trị", "Ban Bí thư"]
            .iter()
            .any(|word| org.contains(word))
    })
}

/// Whether a post is one that the retired have too: in a society.
fn is_beside_service(tenure: &Tenure) -> bool {
    let org = tenure.post.org.as_deref();
    org.is_some_and(|org| {
        ["Hội ", "Hiệp hội ", "Liên hiệp ", "Câu lạc bộ ", "Quỹ "]
            .iter()
            .any(|word| org.starts_with(word))
    })
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
