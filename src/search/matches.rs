//! The names of one part that answer a question, step by step.

use std::collections::HashSet;
use std::io;
use std::ops::Range;
use std::path::Path;

use super::asked::{Asked, AskedWord, Class, Step};
use super::bits::Bits;
use super::part::Part;
use super::words::START;
use super::{Kind, SearchError};

/// The names of one part that have all words, those listed before gone.
pub(super) struct Matches<'a> {
    part: &'a Part,
    asked: &'a Asked,
    folder: &'a Path,
    /// Names with the last word, or one that it begins.
    any: Sorts,
    /// Names with the last word.
    words: Sorts,
    /// Names with the words side by side; made when they are asked for.
    neighbours: [Option<Bits>; 2],
    /// Names that were not listed yet.
    left: Bits,
    /// Things with several names that were listed.
    listed: HashSet<u32>,
}

/// Names of which the last word is asked for in one way.
struct Sorts {
    /// With any tones.
    all: Bits,
    /// With the tones that are asked for; as all if none are.
    tones: Option<Bits>,
    /// With all words as asked.
    exact: Bits,
}

impl<'a> Matches<'a> {
    /// The names of a part that answer a question.
    pub(super) fn new(
        part: &'a Part,
        asked: &'a Asked,
        folder: &'a Path,
    ) -> Result<Self, SearchError> {
        Self::read(part, asked, folder).map_err(|error| SearchError::damaged(folder, error))
    }

    fn read(part: &'a Part, asked: &'a Asked, folder: &'a Path) -> io::Result<Self> {
        let mut any = part.alive.clone();
        let mut by_count = Vec::new();
        for word in &asked.words {
            by_count.push((part.folded.count(&word.folded)?, word.folded.as_str()));
        }
        by_count.sort_unstable();
        by_count.dedup();
        for (_, word) in &by_count {
            if any.is_empty() {
                break;
            }
            any.keep(&part.folded.with(word)?);
        }
        let (mut tones, mut exact) = (any.clone(), any.clone());
        let mut is_marked = asked.last.is_marked();
        for AskedWord { exact: word, .. } in asked.words.iter().filter(|word| word.is_marked()) {
            is_marked = true;
            if !tones.is_empty() {
                tones.keep(&part.exact.with(word)?);
            }
        }
        exact.keep(&tones);
        for AskedWord { exact: word, .. } in asked.words.iter().filter(|word| !word.is_marked()) {
            if !exact.is_empty() {
                exact.keep(&part.exact.with(word)?);
            }
        }
        let mut begun = Bits::none(part.end());
        let mut begun_exactly = Bits::none(part.end());
        let (mut whole, mut whole_exactly) = (begun.clone(), begun.clone());
        if !any.is_empty() {
            for start in &asked.folded_starts {
                part.folded.beginning(start, &mut begun)?;
            }
            whole = part.folded.with(&asked.last.folded)?;
            whole_exactly = part.exact.with(&asked.last.exact)?;
        }
        if asked.last.is_marked() && !any.is_empty() {
            for start in &asked.exact_starts {
                part.exact.beginning(start, &mut begun_exactly)?;
            }
        }
        let sorts = |last: &Bits, last_exactly: &Bits| {
            let all = any.and(last);
            let tones = is_marked.then(|| {
                let last = if asked.last.is_marked() {
                    last_exactly
                } else {
                    last
                };
                all.and(&tones.and(last))
            });
            let exact = all.and(&exact.and(last_exactly));
            Sorts { all, tones, exact }
        };
        let words = sorts(&whole, &whole_exactly);
        let any = sorts(&begun, &begun_exactly);
        Ok(Self {
            left: any.all.clone(),
            part,
            asked,
            folder,
            any,
            words,
            neighbours: [None, None],
            listed: HashSet::new(),
        })
    }

    /// How many things of a kind answer the question, if no step was taken yet.
    pub(super) fn count(&self, kind: Kind) -> usize {
        self.part.things(&self.left.and(self.part.of_kind(kind)))
    }

    /// Leaves only things of some kinds.
    pub(super) fn only(&mut self, kinds: &[Kind]) {
        let mut of_kinds = Bits::none(self.part.end());
        for kind in kinds {
            of_kinds.add(self.part.of_kind(*kind));
        }
        self.left.keep(&of_kinds);
    }

    /// Whether all were listed.
    pub(super) fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    /// The part that the names are of.
    pub(super) fn part(&self) -> &'a Part {
        self.part
    }

    /// The places of the first names of a step that were not listed yet, one for each thing; so many at most.
    pub(super) fn take(&mut self, step: Step, most: usize) -> Result<Vec<u32>, SearchError> {
        let mut names = self.left.clone();
        let sorts = if step.class.is_start() {
            &self.any
        } else {
            &self.words
        };
        names.keep(&sorts.all);
        if step.exact {
            names.keep(&sorts.exact);
        }
        if let (true, Some(tones)) = (step.tones, &sorts.tones) {
            names.keep(tones);
        }
        if names.is_empty() {
            return Ok(Vec::new());
        }
        match step.class {
            Class::Whole | Class::Begins | Class::BeginsWithStart => {
                self.keep_first(&mut names, step)?;
                let places = self.beginning(step.class)?;
                Ok(self.list(places.into_iter().flatten(), &names, most))
            }
            Class::Inside | Class::InsideWithStart => {
                names.keep(self.neighbours(step.class.is_start())?);
                Ok(self.list_all(&names, most))
            }
            Class::Scattered | Class::ScatteredWithStart => Ok(self.list_all(&names, most)),
        }
    }

    /// Keeps the names whose first word has the tones that are asked for.
    fn keep_first(&self, names: &mut Bits, step: Step) -> Result<(), SearchError> {
        let first = self.asked.first();
        if !step.tones || !first.is_marked() {
            return Ok(());
        }
        let mut with_first = Bits::none(self.part.end());
        let mut read = || -> io::Result<()> {
            if self.asked.words.is_empty() && step.class.is_start() {
                for start in &self.asked.exact_starts {
                    let start = format!("{START}{start}");
                    self.part.exact.beginning(&start, &mut with_first)?;
                }
            } else {
                with_first = self.part.exact.with(&format!("{START}{}", first.exact))?;
            }
            Ok(())
        };
        read().map_err(|error| SearchError::damaged(self.folder, error))?;
        names.keep(&with_first);
        Ok(())
    }

    /// The places of the names that begin as the class says.
    fn beginning(&self, class: Class) -> Result<Vec<Range<u32>>, SearchError> {
        let before = self.asked.before_last();
        let whole = format!("{before}{}", self.asked.last.folded);
        // Behind the words of a name stands a zero, behind each of them but the last a space.
        Ok(match class {
            Class::Whole => vec![self.part.places(&format!("{whole}\0"))?],
            Class::Begins => vec![
                self.part.places(&format!("{whole}\0"))?,
                self.part.places(&format!("{whole} "))?,
            ],
            _ => {
                let starts = self.asked.folded_starts.iter();
                let places = starts.map(|start| self.part.places(&format!("{before}{start}")));
                places.collect::<Result<_, _>>()?
            }
        })
    }

    fn neighbours(&mut self, is_start: bool) -> Result<&Bits, SearchError> {
        let at = usize::from(is_start);
        if self.neighbours[at].is_none() {
            let found = self.read_neighbours(is_start);
            let found = found.map_err(|error| SearchError::damaged(self.folder, error))?;
            self.neighbours[at] = Some(found);
        }
        Ok(self.neighbours[at].get_or_insert_with(|| Bits::none(0)))
    }

    fn read_neighbours(&self, is_start: bool) -> io::Result<Bits> {
        let pairs = &self.part.pairs;
        let (all, before) = self.asked.pairs();
        let mut found = self.left.clone();
        for pair in all {
            if !found.is_empty() {
                found.keep(&pairs.with(&pair)?);
            }
        }
        let Some(before) = before.filter(|_| !found.is_empty()) else {
            return Ok(found);
        };
        if is_start {
            let mut last = Bits::none(self.part.end());
            for start in &self.asked.folded_starts {
                pairs.beginning(&format!("{before} {start}"), &mut last)?;
            }
            found.keep(&last);
        } else {
            found.keep(&pairs.with(&format!("{before} {}", self.asked.last.folded))?);
        }
        Ok(found)
    }

    /// Lists some names in their order.
    fn list_all(&mut self, names: &Bits, most: usize) -> Vec<u32> {
        const MANY: usize = 16;
        let count = names.count();
        let part = self.part;
        if count * MANY > part.end() as usize {
            return self.list(0..part.end(), names, most);
        }
        let mut places: Vec<u32> = names.iter().map(|name| part.place_of(name)).collect();
        places.sort_unstable();
        self.list(places.into_iter(), names, most)
    }

    /// Of the names at some places those that are among some, one for each thing.
    fn list(&mut self, places: impl Iterator<Item = u32>, names: &Bits, most: usize) -> Vec<u32> {
        let mut listed = Vec::new();
        for place in places {
            if listed.len() == most {
                break;
            }
            let name = self.part.name_at(place);
            if !names.contains(name) {
                continue;
            }
            self.left.remove(name);
            let thing = self.part.shared_thing(name);
            if thing.is_none_or(|thing| self.listed.insert(thing)) {
                listed.push(place);
            }
        }
        listed
    }
}
