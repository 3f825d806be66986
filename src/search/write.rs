//! Making the index of labels, from the store or from the index of the state before.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use oxigraph::model::NamedNode;
use oxigraph::store::Store;
use tantivy::indexer::{IndexWriterOptions, NoMergePolicy, UserOperation};
use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{Index, IndexWriter, TantivyDocument, TantivyError, Term};

use super::things::{Thing, below, every, thing};
use super::words::Tokens;
use super::{Labels, SearchError};

/// The form of the index: an index of another form is made anew.
pub(super) const FORM: &str = "1";

/// What a name is ordered by and shown as: its words without marks, itself, the IRI, the label where it is another, and
/// the detail, with zeros between.
pub(super) const NAME: &str = "name";
/// The kind of the thing.
pub(super) const KIND: &str = "kind";
/// Which of the names of its thing a name is.
pub(super) const NTH: &str = "nth";

/// So many bytes are kept in memory while an index is written.
const MEMORY: usize = 24 << 20;

/// An update leaves so many parts of an index at most.
const PARTS: usize = 8;

/// The fields of the index.
pub(super) struct Fields {
    /// The thing: by it the names are taken out.
    iri: Field,
    pub(super) exact: Field,
    pub(super) folded: Field,
    pub(super) pairs: Field,
    name: Field,
    kind: Field,
    nth: Field,
}

/// The fields of an index, with what is kept of them.
pub(super) fn schema() -> Schema {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    for words in ["iri", "exact", "folded", "pairs"] {
        let options = TextOptions::default().set_indexing_options(indexing.clone());
        schema.add_text_field(words, options);
    }
    schema.add_text_field(NAME, TextOptions::default().set_fast("raw"));
    for number in [KIND, NTH] {
        schema.add_u64_field(number, NumericOptions::default().set_fast());
    }
    schema.build()
}

impl Fields {
    pub(super) fn of(schema: &Schema) -> Result<Self, TantivyError> {
        Ok(Self {
            iri: schema.get_field("iri")?,
            exact: schema.get_field("exact")?,
            folded: schema.get_field("folded")?,
            pairs: schema.get_field("pairs")?,
            name: schema.get_field(NAME)?,
            kind: schema.get_field(KIND)?,
            nth: schema.get_field(NTH)?,
        })
    }
}

/// Writes the index of all labels of a store into a new or an empty folder, and tells how many things it has.
///
/// It takes one thread, and some tens of megabytes however large the store is.
pub fn write(store: &Store, folder: &Path) -> Result<usize, SearchError> {
    fs::create_dir_all(folder).map_err(|error| SearchError::io(folder, &error))?;
    let mut files = fs::read_dir(folder).map_err(|error| SearchError::io(folder, &error))?;
    if files.next().is_some() {
        return Err(SearchError::NotEmpty(folder.to_owned()));
    }
    let index = Index::create_in_dir(folder, schema());
    let index = index.map_err(|error| SearchError::at(folder, error))?;
    let mut writer = Writer::new(&index, folder)?;
    let count = every(store, |thing| writer.add(&thing))?;
    writer.finish(1)?;
    Ok(count)
}

/// Writes the index of the labels of a store into a new or an empty folder, by the index of the state before and the
/// things of which anything was said then or is said now that isn't said at both times; tells how many of them it has.
///
/// The parts of the index before are shared, not copied, where the disk can link files. It answers as one that was
/// written as a whole does. Where the index before is missing or damaged, it is written as a whole.
pub fn update(
    previous: &Path,
    folder: &Path,
    store: &Store,
    touched: &BTreeSet<NamedNode>,
) -> Result<usize, SearchError> {
    match Labels::open(previous) {
        Ok(_) => {}
        Err(SearchError::Missing(_) | SearchError::OtherForm(_) | SearchError::Damaged { .. }) => {
            return write(store, folder);
        }
        Err(error) => return Err(error),
    }
    share(previous, folder).map_err(|error| SearchError::io(folder, &error))?;
    let index = Index::open_in_dir(folder).map_err(|error| SearchError::at(folder, error))?;
    let mut writer = Writer::new(&index, folder)?;
    let mut things = touched.clone();
    for place in touched {
        things.extend(below(store, place)?);
    }
    let mut count = 0;
    for iri in &things {
        writer.remove(iri);
        if let Some(thing) = thing(store, iri)? {
            writer.add(&thing)?;
            count += 1;
        }
    }
    writer.finish(PARTS)?;
    Ok(count)
}

/// Puts the files of an index into another folder: those that change are copied, the others linked.
fn share(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    if fs::read_dir(to)?.next().is_some() {
        return Err(io::Error::other(
            "an index of labels is written into an empty folder",
        ));
    }
    for file in fs::read_dir(from)? {
        let file = file?;
        let (path, target) = (file.path(), to.join(file.file_name()));
        let ending = path.extension().and_then(std::ffi::OsStr::to_str);
        match ending {
            Some("lock") => {}
            Some("json") => {
                fs::copy(&path, &target)?;
            }
            _ => {
                if fs::hard_link(&path, &target).is_err() {
                    fs::copy(&path, &target)?;
                }
            }
        }
    }
    Ok(())
}

/// Writes into an index.
struct Writer<'a> {
    inner: IndexWriter,
    index: &'a Index,
    fields: Fields,
    folder: &'a Path,
}

impl<'a> Writer<'a> {
    fn new(index: &'a Index, folder: &'a Path) -> Result<Self, SearchError> {
        let at = |error| SearchError::at(folder, error);
        let options = IndexWriterOptions::builder()
            .memory_budget_per_thread(MEMORY)
            .num_worker_threads(1)
            .num_merge_threads(1)
            .build();
        let inner = index.writer_with_options(options).map_err(at)?;
        inner.set_merge_policy(Box::new(NoMergePolicy));
        let fields = Fields::of(&index.schema()).map_err(at)?;
        Ok(Self {
            inner,
            index,
            fields,
            folder,
        })
    }

    /// Adds all names of a thing; they come to stand side by side in one part.
    fn add(&mut self, thing: &Thing) -> Result<(), SearchError> {
        let names = (0..).zip(&thing.names);
        let names: Vec<_> = names
            .map(|(nth, name)| UserOperation::Add(self.document(thing, nth, name)))
            .collect();
        let added = self.inner.run(names);
        added.map_err(|error| SearchError::at(self.folder, error))?;
        Ok(())
    }

    fn document(&self, thing: &Thing, nth: u64, name: &str) -> TantivyDocument {
        let tokens = Tokens::new(name);
        let label = if *name == thing.label {
            ""
        } else {
            thing.label.as_str()
        };
        let order = [
            &tokens.whole,
            name,
            thing.iri.as_str(),
            label,
            &thing.detail,
        ]
        .join("\0");
        let mut document = TantivyDocument::default();
        document.add_text(self.fields.iri, thing.iri.as_str());
        document.add_text(self.fields.name, order);
        document.add_u64(self.fields.kind, thing.kind as u64);
        document.add_u64(self.fields.nth, nth);
        for (field, words) in [
            (self.fields.exact, &tokens.exact),
            (self.fields.folded, &tokens.folded),
            (self.fields.pairs, &tokens.pairs),
        ] {
            for word in words {
                document.add_text(field, word);
            }
        }
        document
    }

    /// Takes all names of a thing out.
    fn remove(&mut self, iri: &NamedNode) {
        let iri = Term::from_field_text(self.fields.iri, iri.as_str());
        self.inner.delete_term(iri);
    }

    /// Writes everything to the disk, in so many parts at most, and as one if much of it was taken out.
    fn finish(mut self, most: usize) -> Result<(), SearchError> {
        let folder = self.folder;
        let written = self.try_finish(most);
        written.map_err(|error| SearchError::at(folder, error))
    }

    fn try_finish(&mut self, most: usize) -> Result<(), TantivyError> {
        let mut commit = self.inner.prepare_commit()?;
        commit.set_payload(FORM);
        commit.commit()?;
        let mut parts = self.index.searchable_segment_metas()?;
        let count = |count: fn(&tantivy::SegmentMeta) -> u32| {
            parts.iter().map(|part| u64::from(count(part))).sum::<u64>()
        };
        let much = 4 * count(tantivy::SegmentMeta::num_deleted_docs)
            > count(tantivy::SegmentMeta::max_doc);
        if parts.len() > most || much {
            parts.sort_by_key(tantivy::SegmentMeta::num_docs);
            if !much && most > 1 {
                parts.pop();
            }
            let parts: Vec<_> = parts.iter().map(tantivy::SegmentMeta::id).collect();
            self.inner.merge(&parts).wait()?;
        }
        self.inner.garbage_collect_files().wait()?;
        Ok(())
    }
}
