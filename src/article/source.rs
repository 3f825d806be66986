//! Files, folders and standard input → the bytes of one article after another.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;

use crate::report::Skip;

/// The most bytes that one article may have, decompressed; what is longer is skipped.
const LIMIT: u64 = 256 << 20;

/// How many bytes tell the kind of an input.
const HEAD: u64 = 1024;

const KINDS: &str = ".txt, .html, .htm, .ndjson, .jsonl, each also .gz";

/// What the bytes of an input are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One article in plain text.
    Text,
    /// One article as a web page.
    Page,
    /// One JSON record on each line.
    Records,
}

/// The bytes of one article and where they came from; [`Raw::read`] makes an [`Article`](super::Article) of it.
#[derive(Clone, Debug)]
pub struct Raw {
    /// The file, or `file:line` of a record.
    pub(super) place: String,
    /// The file's name without its ending; none for records and standard input.
    pub(super) stem: Option<String>,
    pub(super) kind: Kind,
    pub(super) bytes: Vec<u8>,
}

impl Raw {
    /// How many bytes there are.
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }
}

/// The bytes of every article of the inputs in turn: files, folders (all that lies below, sorted by path, hidden
/// files left out) and `-` for standard input. No more than one article is held at a time.
pub fn raw(inputs: &[PathBuf]) -> impl Iterator<Item = Result<Raw, Skip>> + Send + use<> {
    Inputs {
        rest: Vec::from(inputs).into_iter(),
        folder: None,
        records: None,
    }
}

struct Inputs {
    rest: std::vec::IntoIter<PathBuf>,
    /// The folder being walked.
    folder: Option<Folder>,
    /// The record file being read.
    records: Option<Records>,
}

impl Iterator for Inputs {
    type Item = Result<Raw, Skip>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(records) = &mut self.records {
                match records.next() {
                    Some(item) => return Some(item),
                    None => self.records = None,
                }
            }
            let opened = if let Some(folder) = &mut self.folder {
                match folder.next() {
                    Some(path) => path.and_then(|path| open_file(&path)),
                    None => match self.folder.take().and_then(Folder::remark) {
                        Some(skip) => Err(skip),
                        None => continue,
                    },
                }
            } else {
                let input = self.rest.next()?;
                if input.is_dir() {
                    self.folder = Some(Folder::new(input));
                    continue;
                }
                if input == Path::new("-") {
                    open_stdin()
                } else {
                    open_file(&input)
                }
            };
            match opened {
                Ok(Opened::One(raw)) => return Some(Ok(raw)),
                Ok(Opened::Records(records)) => self.records = Some(records),
                Err(skip) => return Some(Err(skip)),
            }
        }
    }
}

/// A folder and all that lies below it.
struct Folder {
    path: PathBuf,
    /// The entries still to come, a level of the tree each.
    levels: Vec<std::vec::IntoIter<PathBuf>>,
    articles: usize,
    /// How many files of each other ending were left out.
    others: BTreeMap<String, usize>,
}

impl Folder {
    fn new(path: PathBuf) -> Self {
        Self {
            levels: vec![vec![path.clone()].into_iter()],
            path,
            articles: 0,
            others: BTreeMap::new(),
        }
    }

    /// The next file of a known kind.
    fn next(&mut self) -> Option<Result<PathBuf, Skip>> {
        loop {
            let Some(path) = self.levels.last_mut()?.next() else {
                self.levels.pop();
                continue;
            };
            // A link to a folder is not followed: it may lead back up.
            let is_folder = if path == self.path {
                true
            } else {
                fs::symlink_metadata(&path).is_ok_and(|data| data.is_dir())
            };
            if is_folder {
                match entries(&path) {
                    Ok(entries) => self.levels.push(entries.into_iter()),
                    Err(error) => {
                        return Some(Err(cannot_read(&path.display().to_string(), &error)));
                    }
                }
            } else if name(&path).1.is_some() {
                self.articles += 1;
                return Some(Ok(path));
            } else {
                let ending = path.extension().map_or_else(
                    || "no ending".to_owned(),
                    |ending| format!(".{}", ending.to_string_lossy()),
                );
                *self.others.entry(ending).or_default() += 1;
            }
        }
    }

    /// What the user should know about the folder once it has been walked.
    fn remark(self) -> Option<Skip> {
        let place = self.path.display().to_string();
        let others = self
            .others
            .iter()
            .map(|(ending, count)| format!("{count} × {ending}"))
            .collect::<Vec<_>>()
            .join(", ");
        let reason = match (self.articles, others.is_empty()) {
            (0, true) => format!("no articles in this folder ({KINDS})"),
            (0, false) => format!("no articles in this folder ({KINDS}), only {others}"),
            (_, true) => return None,
            (_, false) => format!("files of other kinds left out: {others}; articles are {KINDS}"),
        };
        Some(Skip { place, reason })
    }
}

/// The visible entries of a folder, sorted.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.retain(|path| {
        !path
            .file_name()
            .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
    });
    paths.sort();
    Ok(paths)
}

/// A file's name without the ending, and the kind that the ending tells.
fn name(path: &Path) -> (String, Option<Kind>) {
    let full = path.file_name().unwrap_or(OsStr::new("")).to_string_lossy();
    let plain = strip_ending(&full, "gz").unwrap_or(&full);
    let kinds = [
        ("txt", Kind::Text),
        ("html", Kind::Page),
        ("htm", Kind::Page),
        ("ndjson", Kind::Records),
        ("jsonl", Kind::Records),
    ];
    kinds
        .into_iter()
        .find_map(|(ending, kind)| Some((strip_ending(plain, ending)?.to_owned(), Some(kind))))
        .unwrap_or_else(|| (plain.to_owned(), None))
}

fn strip_ending<'n>(name: &'n str, ending: &str) -> Option<&'n str> {
    let (stem, last) = name.rsplit_once('.')?;
    (!stem.is_empty() && last.eq_ignore_ascii_case(ending)).then_some(stem)
}

/// An input, once it is known what it holds.
enum Opened {
    One(Raw),
    Records(Records),
}

fn open_file(path: &Path) -> Result<Opened, Skip> {
    let place = path.display().to_string();
    let file = File::open(path).map_err(|error| cannot_read(&place, &error))?;
    let (stem, kind) = name(path);
    open(place, Some(stem), kind, file)
}

fn open_stdin() -> Result<Opened, Skip> {
    open("standard input".to_owned(), None, None, io::stdin())
}

/// Finds out what the bytes are: gzip by its first two bytes, the kind by the file's ending or, without one, by how
/// the text begins.
fn open(
    place: String,
    stem: Option<String>,
    kind: Option<Kind>,
    reader: impl Read + Send + 'static,
) -> Result<Opened, Skip> {
    let fail = |error: &io::Error| cannot_read(&place, error);
    let (head, reader) = peek(Box::new(BufReader::new(reader))).map_err(|error| fail(&error))?;
    let (head, reader) = if head.starts_with(b"\x1f\x8b") {
        peek(Box::new(BufReader::new(MultiGzDecoder::new(reader)))).map_err(|error| fail(&error))?
    } else {
        (head, reader)
    };
    let kind = match kind {
        Some(kind) => kind,
        None => sniff(&head).map_err(|reason| Skip {
            place: place.clone(),
            reason: reason.to_owned(),
        })?,
    };
    if kind == Kind::Records {
        return Ok(Opened::Records(Records {
            place,
            reader,
            line: 0,
        }));
    }
    let mut bytes = Vec::new();
    reader
        .take(LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| fail(&error))?;
    if exceeds_limit(&bytes) {
        return Err(too_long(place));
    }
    Ok(Opened::One(Raw {
        place,
        stem,
        kind,
        bytes,
    }))
}

type Reader = Box<dyn BufRead + Send>;

/// The first bytes, and a reader that still has them.
fn peek(mut reader: Reader) -> io::Result<(Vec<u8>, Reader)> {
    let mut head = Vec::new();
    reader.by_ref().take(HEAD).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(reader))))
}

fn sniff(head: &[u8]) -> Result<Kind, &'static str> {
    let head = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    let begins = |text: &str| {
        head.get(..text.len())
            .is_some_and(|b| b.eq_ignore_ascii_case(text.as_bytes()))
    };
    if head.starts_with(b"[{") || head.starts_with(b"[\n") {
        return Err("a JSON array; write one record on each line, for example with jq -c '.[]'");
    }
    if begins("{\\rtf") {
        return Ok(Kind::Text);
    }
    if begins("{") {
        return Ok(Kind::Records);
    }
    let page = ["<!doctype html", "<html", "<head", "<body", "<!--", "<meta"]
        .iter()
        .any(|tag| begins(tag))
        || (begins("<?xml") && head.windows(5).any(|w| w.eq_ignore_ascii_case(b"<html")));
    Ok(if page { Kind::Page } else { Kind::Text })
}

/// The records of an NDJSON file.
struct Records {
    place: String,
    reader: Reader,
    line: usize,
}

impl Records {
    /// The next line that is not blank.
    fn next(&mut self) -> Option<Result<Raw, Skip>> {
        loop {
            self.line += 1;
            let place = format!("{}:{}", self.place, self.line);
            let mut bytes = Vec::new();
            match self
                .reader
                .by_ref()
                .take(LIMIT + 1)
                .read_until(b'\n', &mut bytes)
            {
                Ok(0) if self.line == 1 => {
                    return Some(Err(Skip {
                        place: self.place.clone(),
                        reason: "empty".to_owned(),
                    }));
                }
                Ok(0) => return None,
                Ok(_) if exceeds_limit(&bytes) => {
                    drop(bytes);
                    return Some(Err(match self.reader.skip_until(b'\n') {
                        Ok(_) => too_long(place),
                        Err(error) => self.broken(&error),
                    }));
                }
                Ok(_) if bytes.trim_ascii().is_empty() => {}
                Ok(_) => {
                    return Some(Ok(Raw {
                        place,
                        stem: None,
                        kind: Kind::Records,
                        bytes,
                    }));
                }
                Err(error) => return Some(Err(self.broken(&error))),
            }
        }
    }

    /// The file ends here, and not as it should.
    fn broken(&mut self, error: &io::Error) -> Skip {
        self.reader = Box::new(io::empty());
        let mut skip = cannot_read(&self.place, error);
        skip.reason = format!("from line {} on: {}", self.line, skip.reason);
        skip
    }
}

fn exceeds_limit(bytes: &[u8]) -> bool {
    u64::try_from(bytes.len()).is_ok_and(|length| length > LIMIT)
}

fn too_long(place: String) -> Skip {
    Skip {
        place,
        reason: format!("longer than {} MB; split it into articles", LIMIT >> 20),
    }
}

fn cannot_read(place: &str, error: &io::Error) -> Skip {
    let reason = match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        io::ErrorKind::UnexpectedEof => {
            "compressed data ends too early; fetch the file again".to_owned()
        }
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
            format!("damaged compressed data ({error}); fetch the file again")
        }
        _ => format!("cannot be read ({error})"),
    };
    Skip {
        place: place.to_owned(),
        reason,
    }
}
