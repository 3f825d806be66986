//! One part of an index as it is read: who has a word, in which order its names stand, and what they say.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use oxigraph::model::NamedNode;
use tantivy::columnar::{StrColumn, TermOrdHit};
use tantivy::index::{InvertedIndexReader, SegmentReader};
use tantivy::schema::IndexRecordOption;
use tantivy::{Index, Segment};

use super::bits::Bits;
use super::labels::Hit;
use super::write::{Fields, KIND, NAME, NTH};
use super::{Kind, SearchError};

/// A part (segment) of an index. Its documents are the names of things; each has a place in their order.
pub(super) struct Part {
    /// The folder of the index, for errors.
    folder: std::path::PathBuf,
    pub(super) exact: Words,
    pub(super) folded: Words,
    pub(super) pairs: Words,
    names: StrColumn,
    /// The place of each name in the order of the names.
    place_of: Vec<u32>,
    /// The name at each place.
    name_at: Vec<u32>,
    /// The names of each kind of thing.
    kinds: Vec<Bits>,
    /// The names that aren't the first of their thing, whose names follow each other.
    further: Bits,
    /// The names of things that have several.
    shared: Bits,
    /// The names that are not taken out.
    pub(super) alive: Bits,
}

/// Who has a word of one sort.
pub(super) struct Words {
    reader: Arc<InvertedIndexReader>,
    end: u32,
}

impl Words {
    /// Those that have a word.
    pub(super) fn with(&self, word: &str) -> Result<Bits, std::io::Error> {
        let mut found = Bits::none(self.end);
        if let Some(term) = self.reader.terms().get(word)? {
            self.collect(&term, &mut found)?;
        }
        Ok(found)
    }

    /// How many have a word, those taken out among them.
    pub(super) fn count(&self, word: &str) -> Result<u32, std::io::Error> {
        let term = self.reader.terms().get(word)?;
        Ok(term.map_or(0, |term| term.doc_freq))
    }

    /// Those that have a word which begins so.
    pub(super) fn beginning(&self, start: &str, found: &mut Bits) -> Result<(), std::io::Error> {
        let terms = self.reader.terms().range().ge(start).lt(behind(start));
        let mut terms = terms.into_stream()?;
        while let Some((_, term)) = terms.next() {
            self.collect(term, found)?;
        }
        Ok(())
    }

    fn collect(
        &self,
        term: &tantivy::postings::TermInfo,
        found: &mut Bits,
    ) -> Result<(), std::io::Error> {
        let option = IndexRecordOption::Basic;
        let mut block = self
            .reader
            .read_block_postings_from_terminfo(term, option)?;
        while block.block_len() > 0 {
            block.docs().iter().for_each(|name| found.insert(*name));
            block.advance();
        }
        Ok(())
    }
}

/// The first text behind all that begin so: no text has the byte 255.
fn behind(start: &str) -> Vec<u8> {
    [start.as_bytes(), &[0xFF]].concat()
}

impl Part {
    pub(super) fn open(
        index: &Index,
        segment: &Segment,
        folder: &Path,
    ) -> Result<Self, SearchError> {
        let at = |error| SearchError::at(folder, error);
        let reader = SegmentReader::open(segment).map_err(at)?;
        let fields = Fields::of(&index.schema()).map_err(at)?;
        let end = reader.max_doc();
        let words = |field| -> Result<Words, SearchError> {
            let reader = reader.inverted_index(field).map_err(at)?;
            Ok(Words { reader, end })
        };
        let column = |name: &str| -> Result<Vec<u32>, SearchError> {
            let column = reader.fast_fields().u64(name).map_err(at)?;
            numbers(&*column.values, end).ok_or_else(|| lacks(folder, name))
        };
        let names = reader.fast_fields().str(NAME).map_err(at)?;
        let names = names.ok_or_else(|| lacks(folder, NAME))?;
        let place_of = numbers(&*names.ords().values, end).ok_or_else(|| lacks(folder, NAME))?;
        let mut name_at = vec![0; place_of.len()];
        for (name, place) in (0..).zip(&place_of) {
            let at = name_at.get_mut(*place as usize);
            *at.ok_or_else(|| lacks(folder, NAME))? = name;
        }
        let mut kinds = vec![Bits::none(end); Kind::ALL.len()];
        for (name, kind) in (0..).zip(column(KIND)?) {
            let of_kind = kinds.get_mut(kind as usize);
            of_kind.ok_or_else(|| lacks(folder, KIND))?.insert(name);
        }
        let (mut further, mut shared) = (Bits::none(end), Bits::none(end));
        for (name, nth) in (0..).zip(column(NTH)?) {
            if nth > 0 && name > 0 {
                further.insert(name);
                shared.insert(name);
                shared.insert(name - 1);
            }
        }
        let mut alive = Bits::all(end);
        if let Some(bits) = reader.alive_bitset() {
            let gone = (0..end).filter(|name| bits.is_deleted(*name));
            gone.for_each(|name| alive.remove(name));
        }
        Ok(Self {
            folder: folder.to_owned(),
            exact: words(fields.exact)?,
            folded: words(fields.folded)?,
            pairs: words(fields.pairs)?,
            names,
            place_of,
            name_at,
            kinds,
            further,
            shared,
            alive,
        })
    }

    /// How many names it has, those taken out among them.
    pub(super) fn end(&self) -> u32 {
        self.alive.end()
    }

    /// The names of things of a kind.
    pub(super) fn of_kind(&self, kind: Kind) -> &Bits {
        &self.kinds[kind as usize]
    }

    /// The name at a place.
    pub(super) fn name_at(&self, place: u32) -> u32 {
        self.name_at[place as usize]
    }

    /// The place of a name.
    pub(super) fn place_of(&self, name: u32) -> u32 {
        self.place_of[name as usize]
    }

    /// The thing that a name is of, by its first name, if it has several.
    pub(super) fn shared_thing(&self, name: u32) -> Option<u32> {
        self.shared.contains(name).then(|| self.first_of(name))
    }

    fn first_of(&self, mut name: u32) -> u32 {
        while self.further.contains(name) {
            name -= 1;
        }
        name
    }

    /// How many things some names are of.
    pub(super) fn things(&self, names: &Bits) -> usize {
        let several = names.and(&self.shared);
        let mut firsts: Vec<u32> = several.iter().map(|name| self.first_of(name)).collect();
        let (several, things) = (several.count(), {
            firsts.dedup();
            firsts.len()
        });
        names.count() - several + things
    }

    /// The places of the names that begin with a text.
    pub(super) fn places(&self, start: &str) -> Result<Range<u32>, SearchError> {
        let io = |error| SearchError::damaged(&self.folder, error);
        let dictionary = self.names.dictionary();
        let place = |text: &[u8]| -> Result<u32, std::io::Error> {
            let (TermOrdHit::Exact(place) | TermOrdHit::Next(place)) =
                dictionary.term_ord_or_next(text)?;
            Ok(u32::try_from(place).unwrap_or(u32::MAX).min(self.end()))
        };
        let first = place(start.as_bytes()).map_err(io)?;
        Ok(first..place(&behind(start)).map_err(io)?.max(first))
    }

    /// What stands at some places, with the text by which it is ordered among others.
    pub(super) fn hits(
        &self,
        places: &[u32],
        score: f64,
    ) -> Result<Vec<(String, Hit)>, SearchError> {
        let mut sorted: Vec<u64> = places.iter().map(|place| (*place).into()).collect();
        sorted.sort_unstable();
        let mut hits = Vec::with_capacity(sorted.len());
        let mut at = sorted.iter();
        let dictionary = self.names.dictionary();
        let found = dictionary.sorted_ords_to_term_cb(&sorted, |text| {
            let place = at.next().and_then(|place| u32::try_from(*place).ok());
            hits.push(place.and_then(|place| self.hit(place, text, score)));
        });
        match found {
            Ok(true) => {}
            Ok(false) => return Err(lacks(&self.folder, NAME)),
            Err(error) => return Err(SearchError::damaged(&self.folder, error)),
        }
        let hits: Option<Vec<_>> = hits.into_iter().collect();
        hits.ok_or_else(|| lacks(&self.folder, NAME))
    }

    fn hit(&self, place: u32, text: &[u8], score: f64) -> Option<(String, Hit)> {
        let name = self.name_at(place);
        let kind = Kind::ALL
            .into_iter()
            .find(|kind| self.of_kind(*kind).contains(name))?;
        let text = std::str::from_utf8(text).ok()?;
        let [_, name, iri, label, detail] = text.split('\0').collect::<Vec<_>>()[..] else {
            return None;
        };
        let hit = Hit {
            iri: NamedNode::new(iri).ok()?,
            kind,
            label: if label.is_empty() { name } else { label }.to_owned(),
            name: name.to_owned(),
            detail: (!detail.is_empty()).then(|| detail.to_owned()),
            score,
        };
        Some((text.to_owned(), hit))
    }
}

/// The numbers of a column, one for each name.
fn numbers(values: &dyn tantivy::columnar::ColumnValues<u64>, end: u32) -> Option<Vec<u32>> {
    if values.num_vals() != end {
        return None;
    }
    let mut numbers = vec![0; end as usize];
    values.get_range(0, &mut numbers);
    let small = numbers.into_iter().map(|number| u32::try_from(number).ok());
    small.collect()
}

fn lacks(folder: &Path, column: &str) -> SearchError {
    SearchError::damaged(folder, format!("its column {column} does not fit"))
}
