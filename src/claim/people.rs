//! The people of an article: full names, and the short mentions that belong to them.

use std::collections::{BTreeSet, HashMap};

use super::name::NameMention;
use super::reading::Reading;
use crate::claim::{Gender, Person};

/// The named people of an article, in the order of their first full mention.
#[derive(Default)]
pub(crate) struct People {
    known: Vec<Known>,
    by_key: HashMap<String, usize>,
    /// By the last syllable of the name: the people who bear it.
    by_given: HashMap<String, Vec<usize>>,
    /// Whom the text speaks of, and the paragraph that does.
    subject: Option<(usize, usize)>,
    /// Whose birth the text tells.
    born: BTreeSet<usize>,
    /// Whom the headline says the text is about, with nothing else in it.
    portrait: Option<usize>,
}

struct Known {
    person: Person,
    key: String,
    /// The paragraph of the latest mention.
    paragraph: usize,
    /// The first token of the latest mention.
    last: Option<usize>,
}

impl People {
    /// Notes a full name; returns the person's number.
    pub(crate) fn note(
        &mut self,
        reading: &Reading,
        name: &NameMention,
        paragraph: usize,
    ) -> usize {
        let number = match self.by_key.get(&name.key) {
            Some(&number) => number,
            None => self.meet(name, paragraph),
        };
        self.mention(reading, number, name, paragraph);
        number
    }

    /// Makes room for a person who was not named before.
    fn meet(&mut self, name: &NameMention, paragraph: usize) -> usize {
        let number = self.known.len();
        let given = name.key.rsplit(' ').next().unwrap_or_default();
        self.by_given
            .entry(given.to_owned())
            .or_default()
            .push(number);
        self.by_key.insert(name.key.clone(), number);
        self.known.push(Known {
            person: Person {
                name: name.name.clone(),
                honorific: None,
                gender: None,
                mentions: Vec::new(),
            },
            key: name.key.clone(),
            paragraph,
            last: None,
        });
        number
    }

    fn mention(&mut self, reading: &Reading, number: usize, name: &NameMention, paragraph: usize) {
        let known = &mut self.known[number];
        known.paragraph = paragraph;
        if known.person.honorific.is_none() {
            known.person.honorific.clone_from(&name.honorific);
        }
        known.person.gender = known.person.gender.or(name.gender);
        // A clause is read several times, for its posts, its acts and its subject.
        if known.last < Some(name.tokens.start) {
            known.last = Some(name.tokens.start);
            known
                .person
                .mentions
                .push(reading.text.evidence(name.tokens.clone()));
        }
    }

    /// The person that a short name means: the one whose name ends in it and whose gender fits; of
    /// several, the only one of this paragraph; none in doubt.
    pub(crate) fn resolve(
        &mut self,
        reading: &Reading,
        name: &NameMention,
        paragraph: usize,
    ) -> Option<usize> {
        let gender_fits = |gender: Option<Gender>| {
            gender.is_none() || name.gender.is_none() || gender == name.gender
        };
        if name.name.is_empty() {
            // A pronoun reaches back to the paragraph before, not farther.
            return self
                .subject(paragraph)
                .or(self.portrait)
                .filter(|&number| gender_fits(self.known[number].person.gender));
        }
        let key = name.key.as_str();
        if let Some(&number) = self.by_key.get(key) {
            self.mention(reading, number, name, paragraph);
            return Some(number);
        }
        let last = key.rsplit(' ').next().unwrap_or_default();
        let ends = |i: usize| {
            self.known[i]
                .key
                .strip_suffix(key)
                .is_some_and(|rest| rest.ends_with(' '))
        };
        let fitting: Vec<usize> = self
            .by_given
            .get(last)
            .into_iter()
            .flatten()
            .copied()
            .filter(|&i| ends(i) && gender_fits(self.known[i].person.gender))
            .collect();
        let here: Vec<usize> = fitting
            .iter()
            .copied()
            .filter(|&i| self.known[i].paragraph == paragraph)
            .collect();
        let number = match (&fitting[..], &here[..]) {
            ([only], _) | (_, [only]) => *only,
            _ => return None,
        };
        self.mention(reading, number, name, paragraph);
        Some(number)
    }

    /// Notes that the text tells a person's birth: it may be a portrait.
    pub(crate) fn note_birth(&mut self, number: usize) {
        self.born.insert(number);
    }

    /// Notes whom the headline says the text is about.
    pub(crate) fn set_portrait(&mut self, number: usize) {
        self.portrait = Some(number);
    }

    /// Whom the headline says the text is about.
    pub(crate) fn portrait(&self) -> Option<usize> {
        self.portrait
    }

    /// Whose career a line without a name tells: whom the headline names, else the only person whose birth is told, else the only person
    /// named so far, else the one of the line before.
    pub(crate) fn portrayed(&self, paragraph: usize) -> Option<usize> {
        self.portrait.or(
            match (self.born.first(), self.born.len(), self.known.len()) {
                (Some(&only), 1, _) => Some(only),
                (None, _, 1) => Some(0),
                _ => self.subject(paragraph),
            },
        )
    }

    /// Whom the text speaks of, as seen from a paragraph.
    fn subject(&self, paragraph: usize) -> Option<usize> {
        self.subject
            .filter(|(_, told)| told + 1 >= paragraph)
            .map(|(number, _)| number)
    }

    /// Says whom the text speaks of from here on; none where it names several.
    pub(crate) fn set_subject(&mut self, subject: Option<usize>, paragraph: usize) {
        self.subject = subject.map(|number| (number, paragraph));
    }

    /// The name of a person.
    pub(crate) fn name(&self, number: usize) -> &str {
        &self.known[number].person.name
    }

    /// The people for whom `keep` holds, by number.
    pub(crate) fn into_people(self, keep: impl Fn(usize) -> bool) -> Vec<Person> {
        self.known
            .into_iter()
            .enumerate()
            .filter(|(i, _)| keep(*i))
            .map(|(_, known)| known.person)
            .collect()
    }
}
