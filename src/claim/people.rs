//! The people of an article: full names, and the short mentions that belong to them.

use std::collections::{BTreeSet, HashMap};

use super::name::NameMention;
use super::reading::Reading;
use crate::claim::{Gender, Person};
use crate::text::toneless;

/// The named people of an article, in the order of their first full mention.
#[derive(Default)]
pub(crate) struct People {
    known: Vec<Known>,
    by_key: HashMap<String, usize>,
    /// By what a short mention may say of a name («kỷ», «văn kỷ»): the people who bear it.
    by_short: HashMap<String, Vec<usize>>,
    /// How often the article says a part of a name alone.
    heard: HashMap<String, usize>,
    /// Whom the text speaks of.
    subject: Option<Subject>,
    /// Whose birth the text tells.
    born: BTreeSet<usize>,
    /// Whom the headline says the text is about, with nothing else in it, and the last year that the text names.
    portrait: Option<(usize, i32)>,
}

struct Known {
    person: Person,
    key: String,
    /// Whether the first syllable is more often a given name than a surname.
    rare: bool,
    /// How often the article names the person in full.
    foreseen: usize,
    /// The paragraph of the latest mention; none before the first.
    paragraph: Option<usize>,
    /// The first token of the latest mention.
    last: Option<usize>,
}

/// Whom the latest clause with a name speaks of.
struct Subject {
    /// The person that it is about; none where it names several alike.
    first: Option<usize>,
    /// Everybody that it names.
    all: Vec<usize>,
    /// Its paragraph.
    paragraph: usize,
    /// Its sentence, where that is known.
    sentence: Option<usize>,
    /// Whether it opens with its name while somebody else still speaks.
    turned: bool,
}

impl People {
    /// Makes a full name known before the text is read on from its start: headlines say in short whom the
    /// news then names in full. `rare` says that its first syllable is more often a given name.
    pub(crate) fn foresee(&mut self, name: &NameMention, rare: bool) {
        let number = match self.by_key.get(&name.key) {
            Some(&number) => number,
            None => self.meet(name),
        };
        self.known[number].rare = rare;
        self.known[number].foreseen += 1;
    }

    /// Notes another name of a person.
    pub(crate) fn call(&mut self, number: usize, other: &NameMention) {
        for short in shorts_of(&other.key) {
            let people = self.by_short.entry(short).or_default();
            if !people.contains(&number) {
                people.push(number);
            }
        }
        self.by_key.entry(other.key.clone()).or_insert(number);
    }

    /// Notes that the article says a part of a name alone.
    pub(crate) fn hear(&mut self, name: &NameMention) {
        *self.heard.entry(name.key.clone()).or_default() += 1;
    }

    /// Joins what looks like several names of one person, once all are known.
    pub(crate) fn join_forms(&mut self) {
        for number in 0..self.known.len() {
            // The headline of a portrait says how its text calls whom it tells of.
            if self.portrait() == Some(number) {
                continue;
            }
            if let Some(other) = self.whole_of(number).or_else(|| self.core_of(number)) {
                self.join(number, other);
            }
        }
        self.join_misspelt();
    }

    /// Joins names that differ in a tone only, as a caption misspells them: the one said more often is right.
    fn join_misspelt(&mut self) {
        let mut by_sound: HashMap<String, usize> = HashMap::new();
        for number in 0..self.known.len() {
            let key = &self.known[number].key;
            if key.matches(' ').count() < 2 || self.by_key.get(key) != Some(&number) {
                continue;
            }
            let sound = toneless(key);
            let Some(&other) = by_sound.get(&sound) else {
                by_sound.insert(sound, number);
                continue;
            };
            let (here, there) = (self.weight(number), self.weight(other));
            if here > there {
                self.join(other, number);
                by_sound.insert(sound, number);
            } else if there > here {
                self.join(number, other);
            }
        }
    }

    /// How often the article says a name, in full or in part.
    fn weight(&self, number: usize) -> usize {
        let known = &self.known[number];
        let parts = shorts_of(&known.key);
        let heard = parts.iter().filter_map(|part| self.heard.get(part));
        known.foreseen + heard.sum::<usize>()
    }

    /// Whose short form a name is that looks whole: «Y Mẫu» of «Y Mẫu Niê», «Kim Mẫu» of «Hồ Thị Kim Mẫu», and of one whose
    /// middle name is a surname elsewhere «Huỳnh Mẫu», where the text names «Lê Thị Huỳnh Mẫu» as often.
    fn whole_of(&self, number: usize) -> Option<usize> {
        let known = &self.known[number];
        let two = known.key.matches(' ').count() == 1;
        match *self.by_short.get(&known.key)?.as_slice() {
            [only] if is_prefixed(&known.key) || known.rare && two => Some(only),
            [only] if two && self.known[only].foreseen >= known.foreseen => Some(only),
            _ => None,
        }
    }

    /// The name that a longer run of capitals begins with and that the text says more often: the rest is the
    /// byline or the word behind it.
    fn core_of(&self, number: usize) -> Option<usize> {
        let known = &self.known[number];
        let spaces = known.key.match_indices(' ').skip(2);
        let mut cores = spaces.filter_map(|(space, _)| self.by_key.get(&known.key[..space]));
        let &core = cores.find(|&&core| {
            let (more, fewer) = (self.known[core].foreseen, known.foreseen);
            more > fewer || more == fewer && known.key.matches(' ').count() >= 4
        })?;
        Some(core)
    }

    /// Makes a form of a name another person's.
    fn join(&mut self, number: usize, person: usize) {
        let key = self.known[number].key.clone();
        for short in shorts_of(&key) {
            if let Some(people) = self.by_short.get_mut(&short) {
                people.retain(|&other| other != number);
            }
        }
        self.by_key.insert(key, person);
    }

    /// Whether somebody in the article bears a name that only this would make a name.
    pub(crate) fn bears(&self, name: &NameMention) -> bool {
        self.by_key.contains_key(&name.key)
            || name.short && self.by_short.get(&name.key).is_some_and(|p| !p.is_empty())
    }

    /// Notes a full name; returns the person's number.
    pub(crate) fn note(
        &mut self,
        reading: &Reading,
        name: &NameMention,
        paragraph: usize,
    ) -> usize {
        let number = match self.by_key.get(&name.key) {
            Some(&number) => number,
            None => self.meet(name),
        };
        self.mention(reading, number, name, paragraph);
        number
    }

    /// Makes room for a person who was not named before.
    fn meet(&mut self, name: &NameMention) -> usize {
        let number = self.known.len();
        let alias = name.alias.iter().flat_map(|alias| {
            let shorts = shorts_of(alias);
            std::iter::once(alias.clone()).chain(shorts)
        });
        for short in shorts_of(&name.key).into_iter().chain(alias) {
            let people = self.by_short.entry(short).or_default();
            if !people.contains(&number) {
                people.push(number);
            }
        }
        self.by_key.insert(name.key.clone(), number);
        self.known.push(Known {
            person: Person {
                name: name.name.clone(),
                honorific: None,
                gender: None,
                mentions: Vec::new(),
            },
            key: name.key.clone(),
            rare: false,
            foreseen: 0,
            paragraph: None,
            last: None,
        });
        number
    }

    fn mention(&mut self, reading: &Reading, number: usize, name: &NameMention, paragraph: usize) {
        let known = &mut self.known[number];
        known.paragraph = Some(paragraph);
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
    /// several, the only one of this paragraph, or whom the text speaks of; none in doubt.
    pub(crate) fn resolve(
        &mut self,
        reading: &Reading,
        name: &NameMention,
        paragraph: usize,
    ) -> Option<usize> {
        if let Some(&number) = self.by_key.get(&name.key) {
            self.mention(reading, number, name, paragraph);
            return Some(number);
        }
        let fitting: Vec<usize> = self
            .by_short
            .get(&name.key)
            .into_iter()
            .flatten()
            .copied()
            .filter(|&number| self.may_be(number, name.gender))
            .collect();
        let named: Vec<usize> = fitting
            .iter()
            .copied()
            .filter(|&number| self.known[number].paragraph.is_some())
            .collect();
        let here: Vec<usize> = named
            .iter()
            .copied()
            .filter(|&number| self.known[number].paragraph == Some(paragraph))
            .collect();
        let number = match (&named[..], &here[..], &fitting[..]) {
            ([only], _, _) | (_, [only], _) | ([], _, [only]) => *only,
            _ => self
                .subject_in(paragraph, name.gender)
                .filter(|subject| named.contains(subject) && !self.is_named_beside(&named))?,
        };
        self.mention(reading, number, name, paragraph);
        Some(number)
    }

    /// The person that «ông», «bà», «đồng chí» alone means: the only fitting one that the clause has named
    /// before, else whom the text speaks of.
    pub(crate) fn resolve_pronoun(
        &self,
        name: &NameMention,
        before: &[usize],
        paragraph: usize,
    ) -> Option<usize> {
        let mut fitting = before
            .iter()
            .copied()
            .filter(|&number| self.may_be(number, name.gender));
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Some(only),
            (Some(one), Some(other)) => (one == other).then_some(one),
            // A pronoun reaches back to the paragraph before, not farther.
            (None, _) => self.subject_in(paragraph, name.gender).or_else(|| {
                // A life is told of one person, whoever stands in a caption between.
                let born = self.born.first().filter(|_| self.born.len() == 1);
                let told = self.portrait().or(born.copied());
                told.filter(|&it| self.may_be(it, name.gender))
            }),
        }
    }

    /// Whether a person can be spoken of with a form of address of this gender.
    fn may_be(&self, number: usize, gender: Option<Gender>) -> bool {
        let known = self.known[number].person.gender;
        known.is_none() || gender.is_none() || known == gender
    }

    /// Notes that the text tells a person's birth: it may be a portrait.
    pub(crate) fn note_birth(&mut self, number: usize) {
        self.born.insert(number);
    }

    /// Whether the text has told a person's birth.
    pub(crate) fn is_born(&self, number: usize) -> bool {
        self.born.contains(&number)
    }

    /// Notes whom the headline says the text is about, and the last year that the text names.
    /// `gender` is what the text shows by «ông», «bà».
    pub(crate) fn set_portrait(&mut self, number: usize, last_year: i32, gender: Option<Gender>) {
        let person = &mut self.known[number].person;
        person.gender = person.gender.or(gender);
        self.portrait = Some((number, last_year));
    }

    /// Whom the headline says the text is about.
    pub(crate) fn portrait(&self) -> Option<usize> {
        self.portrait.map(|(number, _)| number)
    }

    /// Whom the headline says the text is about, where «ông», «bà» can mean him or her: a life is told of one person,
    /// whoever is named between.
    pub(crate) fn portrayed_by(&self, pronoun: &NameMention) -> Option<usize> {
        // «ông này» is somebody else.
        self.portrait()
            .filter(|&number| pronoun.tokens.len() == 1 && self.may_be(number, pronoun.gender))
    }

    /// Whether a year is long past in a text that tells a life.
    pub(crate) fn is_history(&self, year: i32) -> bool {
        self.portrait.is_some_and(|(_, last)| year + 2 < last)
    }

    /// Whose career a line without a name tells: whom the headline names, else the only person whose birth is told, else the only person
    /// named so far, else the one of the line before.
    pub(crate) fn portrayed(&self, paragraph: usize) -> Option<usize> {
        let mut met = (0..self.known.len()).filter(|&i| self.known[i].paragraph.is_some());
        self.portrait().or(
            match (self.born.first(), self.born.len(), met.next(), met.next()) {
                (Some(&only), 1, ..) | (None, _, Some(only), None) => Some(only),
                _ => self.subject_in(paragraph, None),
            },
        )
    }

    /// Whom the text speaks of, as seen from a paragraph, with a form of address of this gender: the first
    /// it was about, else the only one of that gender beside others.
    fn subject_in(&self, paragraph: usize, gender: Option<Gender>) -> Option<usize> {
        let subject = self
            .subject
            .as_ref()
            .filter(|subject| subject.paragraph + 1 >= paragraph)?;
        if let Some(first) = subject.first.filter(|&first| self.may_be(first, gender)) {
            return Some(first);
        }
        gender?;
        let mut fitting = subject
            .all
            .iter()
            .copied()
            .filter(|&number| self.may_be(number, gender));
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    }

    /// Whether the latest clause names several of some people.
    fn is_named_beside(&self, people: &[usize]) -> bool {
        let all = self.subject.iter().flat_map(|subject| &subject.all);
        all.filter(|number| people.contains(number)).count() > 1
    }

    /// Says whom the text speaks of from here on.
    pub(crate) fn set_subject(&mut self, subject: Option<usize>, paragraph: usize) {
        self.set_subjects(subject, subject.into_iter().collect(), paragraph);
    }

    /// Says whom the text speaks of from here on where it names several; `first` if one of them above all.
    pub(crate) fn set_subjects(&mut self, first: Option<usize>, all: Vec<usize>, paragraph: usize) {
        self.subject = Some(Subject {
            first,
            all,
            paragraph,
            sentence: None,
            turned: false,
        });
    }

    /// Says which sentence named whom the text speaks of, and whether it turned from a speaker to that person.
    pub(crate) fn tell_subject_in(&mut self, sentence: usize, turned: bool) {
        if let Some(subject) = &mut self.subject {
            subject.sentence = Some(sentence);
            subject.turned = turned;
        }
    }

    /// Whether the text of a paragraph has turned from whoever speaks in it to somebody else.
    pub(crate) fn speech_turned_from(&self, paragraph: usize) -> bool {
        let subject = self.subject.as_ref();
        subject.is_some_and(|subject| subject.turned && subject.paragraph == paragraph)
    }

    /// The only person that the latest sentence with a name speaks of, and that sentence.
    pub(crate) fn only_subject(&self) -> Option<(usize, usize)> {
        let subject = self.subject.as_ref()?;
        match subject.all[..] {
            [only] if subject.first == Some(only) => Some((only, subject.sentence?)),
            _ => None,
        }
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

/// Whether a name begins with a word that stands before given names in the Central Highlands, so that the
/// clan may be left out behind it: «Y Mẫu Niê» → «Y Mẫu».
fn is_prefixed(key: &str) -> bool {
    let first = key.split(' ').next().unwrap_or_default();
    matches!(first, "y" | "a" | "u" | "h" | "k" | "ka" | "ya" | "ama") || first.contains('\'')
}

/// What short mentions may say of a name: its last syllables, and of «Y Mẫu Niê» also «Y Mẫu» and «Mẫu».
fn shorts_of(key: &str) -> Vec<String> {
    let mut shorts: Vec<String> = key
        .match_indices(' ')
        .map(|(space, _)| key[space + 1..].to_owned())
        .collect();
    if is_prefixed(key) {
        let mut words = key.split(' ');
        match (words.next(), words.next(), words.next()) {
            // «h'mẫu niê» → «h'mẫu», «mẫu»
            (Some(first), rest, _) if first.len() > 2 && first.contains('\'') => {
                shorts.extend(first.split('\'').nth(1).map(str::to_owned));
                shorts.extend(rest.map(|_| first.to_owned()));
            }
            (Some(first), Some(given), Some(_)) => {
                shorts.push(given.to_owned());
                shorts.push(format!("{first} {given}"));
            }
            _ => {}
        }
    }
    shorts.sort_unstable();
    shorts.dedup();
    shorts
}
