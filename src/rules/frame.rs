//! Frames: how sentences tell personnel acts and held posts, from `rules/frames/*.toml`.
//!
//! A frame's pattern is a sequence of slots, cue classes and gaps over the items of a sentence:
//!
//! - `{person}`, `{speaker}`, `{from}`, `{to}`, `{left}`, `{holds}`, `{by}`, `{organ}`, `{unit}`, `{replaced}`, `{signer}`, `{date}`, `{since}`, `{until}`,
//!   `{document}`, `{area}`: a slot; `{series}`: posts, as far as a list of them goes; `{roster}`: names in a row; `{past}`: a year or
//!   month before that of the news; `{give}`, `{leave}`, …: an act of that group, or two acts;
//! - `<luân chuyển>`: a word of that cue class (`rules/words/cue.tsv`);
//! - `{people}`: one or several persons with the posts beside their names; `@name`: a part of `[parts]`;
//! - `…`: a few words that mean nothing here, `%` the same without marks and dates, `~` the same with bodies; `,`: an optional comma or dash, with «là» behind it or not, `!` one that must stand; `[`, `]`: brackets of the text;
//! - `w` another word, `&` «và», `P` posts, `B` a body, `-`, `:`, `;`, `"` marks, `\\.` a full stop;
//! - `?`, `*`, `+`, `|`, `(`, `)`, `^`, `$` as in regular expressions.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::PathBuf;

use regex::bytes::Regex;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::Spanned;

use super::pattern::{compile, expand};
use super::words::Words;
use super::{Files, RuleError};
use crate::claim::{EventKind, Status};

/// How sentences tell one kind of act, or that a post is held.
#[derive(Debug)]
pub struct Frame {
    /// The phrase with its holes, as claims name the rule.
    pub name: String,
    /// The kinds that the frame adds to those of its act.
    pub kinds: Vec<EventKind>,
    /// What it reads.
    pub reads: FrameKind,
    /// Decided or proposed.
    pub status: Status,
    /// For a held post: whether it is held no longer.
    pub former: bool,
    /// For a held post: whether it counts only where the text tells the person's birth, age or home before it.
    pub portrait: bool,
    /// For a held post: the word that the match must begin with.
    pub opens: Option<String>,
    /// For a held post: whether it counts only where no act and no plan tells of it.
    pub told: bool,
    /// For an act without a word of its own: where its act comes from.
    pub act: ActSource,
    /// A sentence that the frame reads.
    pub example: String,
    /// The claims that it gives there, in their one-line form.
    pub gives: Vec<String>,
    /// The file and line of the frame.
    pub place: (PathBuf, usize),
    pattern: Regex,
    /// What must stand in the sentence: of each set one item, in this order.
    needs: Vec<Codes>,
}

/// A set of item codes.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Codes([u64; 4]);

impl Codes {
    /// The set of some codes.
    pub(crate) fn of(codes: &[u8]) -> Self {
        let mut set = Self::default();
        for &code in codes {
            set.0[usize::from(code >> 6)] |= 1 << (code & 63);
        }
        set
    }

    fn meets(self, other: Self) -> bool {
        self.0.iter().zip(other.0).any(|(a, b)| a & b != 0)
    }

    fn has(self, code: u8) -> bool {
        self.0[usize::from(code >> 6)] & 1 << (code & 63) != 0
    }
}

/// What a frame reads, in the order of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FrameKind {
    /// A personnel act.
    Event,
    /// A held post.
    Tenure,
    /// Who decided what the sentences around it tell.
    Decision,
}

/// Where the act of a frame comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActSource {
    /// Its own words.
    #[default]
    Own,
    /// The act told before it, in the same sentence or in the one before: «…; ông B giữ chức …».
    Before,
    /// Only a headline says so much with so few words: «Ông A làm …».
    Headline,
}

/// A match of a frame in a clause.
#[derive(Clone, Debug)]
pub(crate) struct FrameMatch {
    /// The items that it covers.
    pub(crate) items: Range<usize>,
    /// The filled slots and their items, in the order of the pattern.
    pub(crate) slots: Vec<(String, Range<usize>)>,
}

impl FrameMatch {
    /// The item that fills a slot.
    pub(crate) fn slot(&self, name: &str) -> Option<usize> {
        self.range(name).map(|items| items.start)
    }

    /// The items that fill a slot.
    pub(crate) fn range(&self, name: &str) -> Option<Range<usize>> {
        self.slots
            .iter()
            .find(|(slot, _)| slot == name)
            .map(|(_, items)| items.clone())
    }

    /// The match in a clause of which the items were only a part: `places` are theirs there.
    fn placed(self, places: &[usize]) -> Self {
        let moved = |range: Range<usize>| {
            let start = places.get(range.start).copied().unwrap_or_default();
            match range.end.checked_sub(1).and_then(|last| places.get(last)) {
                Some(last) if !range.is_empty() => start..last + 1,
                _ => start..start,
            }
        };
        Self {
            items: moved(self.items),
            slots: (self.slots.into_iter())
                .map(|(slot, range)| (slot, moved(range)))
                .collect(),
        }
    }
}

/// The frames, and the kinds of event that acts are.
pub struct Frames {
    /// The frames, in the order that settles overlaps of equal length.
    pub frames: Vec<Frame>,
    /// By cue class: the kinds of event that the word tells.
    pub acts: FxHashMap<u8, Vec<EventKind>>,
}

impl Frames {
    /// The frames that read one kind, which one file has.
    pub(crate) fn of(&self, kind: FrameKind) -> &[Frame] {
        let start = self.frames.partition_point(|frame| frame.reads < kind);
        let end = self.frames.partition_point(|frame| frame.reads <= kind);
        &self.frames[start..end]
    }
}

/// The bytes that stand for the items of a sentence.
pub mod code {
    /// A full name.
    pub const NAME: u8 = b'N';
    /// A part of a name («ông Kỷ») or a pronoun, resolved.
    pub const SHORT: u8 = b'n';
    /// A list of posts.
    pub const POSTS: u8 = b'P';
    /// A body.
    pub const BODY: u8 = b'B';
    /// An area.
    pub const AREA: u8 = b'A';
    /// A date.
    pub const DATE: u8 = b'D';
    /// A document.
    pub const DOCUMENT: u8 = b'K';
    /// The speaker of the quotation that the clause stands in.
    pub const SPEAKER: u8 = b'S';
    /// A number.
    pub const NUMBER: u8 = b'#';
    /// «và».
    pub const AND: u8 = b'&';
    /// Any other word.
    pub const WORD: u8 = b'w';
    /// The first byte of cue classes: class `i` is `CUE + i`.
    pub const CUE: u8 = 0x80;
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameFile {
    /// By group (give, leave, punish): cue class → kinds of event.
    #[serde(default)]
    acts: BTreeMap<String, BTreeMap<String, Vec<EventKind>>>,
    /// Pieces of patterns, by name; one may use those before it in the alphabet.
    #[serde(default)]
    parts: BTreeMap<String, String>,
    #[serde(default)]
    frame: Vec<FrameEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameEntry {
    name: String,
    #[serde(default)]
    kinds: Vec<EventKind>,
    status: Option<Status>,
    #[serde(default)]
    former: bool,
    #[serde(default)]
    portrait: bool,
    opens: Option<String>,
    #[serde(default)]
    told: bool,
    #[serde(default)]
    act: ActSource,
    pattern: Spanned<String>,
    example: Spanned<String>,
    gives: Vec<String>,
}

/// The files of frames, in the order that settles overlaps of equal length.
const FILES: [(&str, FrameKind); 3] = [
    ("frames/event.toml", FrameKind::Event),
    ("frames/tenure.toml", FrameKind::Tenure),
    ("frames/decision.toml", FrameKind::Decision),
];

impl Frame {
    /// Whether the frame can match items with these codes, which make up this set: a look that costs next to nothing,
    /// however many frames there are.
    pub(crate) fn may_match(&self, codes: &[u8], set: Codes) -> bool {
        let mut rest = codes.iter();
        self.needs.iter().all(|needed| needed.meets(set))
            && (self.needs.iter()).all(|needed| rest.any(|&code| needed.has(code)))
    }

    /// The matches of the frame, leftmost first, in a clause in which the items with these codes have these places.
    pub(crate) fn find(&self, codes: &[u8], places: &[usize]) -> Vec<FrameMatch> {
        // Most frames that may match don't, and this tells it without making room for slots.
        if !self.pattern.is_match(codes) {
            return Vec::new();
        }
        let names: Vec<Option<&str>> = self.pattern.capture_names().collect();
        let slot = |name: &str| {
            name.trim_end_matches(|c: char| c.is_ascii_digit())
                .to_owned()
        };
        self.pattern
            .captures_iter(codes)
            .map(|captures| FrameMatch {
                items: captures.get(0).map_or(0..0, |whole| whole.range()),
                slots: (names.iter().zip(captures.iter()))
                    .filter_map(|(name, group)| Some((slot((*name)?), group?.range())))
                    .collect(),
            })
            .map(|found| found.placed(places))
            .collect()
    }
}

pub(super) fn load(files: &Files, words: &Words) -> Result<Frames, RuleError> {
    let mut cues: HashMap<&str, u8> = HashMap::new();
    for (i, class) in words.cues.iter().enumerate() {
        let code = u8::try_from(i)
            .ok()
            .and_then(|i| code::CUE.checked_add(i))
            .ok_or_else(|| RuleError {
                path: files.path("words/cue.tsv"),
                line: 1,
                message: format!("more than {} cue classes", u8::MAX - code::CUE),
            })?;
        cues.insert(class, code);
    }
    let mut frames = Frames {
        frames: Vec::new(),
        acts: FxHashMap::default(),
    };
    let mut groups: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for (name, reads) in FILES {
        let text = files.text(name)?;
        let line = |offset: usize| text[..offset.min(text.len())].matches('\n').count() + 1;
        let fail = |offset: usize, message: String| RuleError {
            path: files.path(name),
            line: line(offset),
            message,
        };
        let file: FrameFile = toml::from_str(&text).map_err(|e| {
            fail(
                e.span().map_or(0, |span| span.start),
                e.message().to_owned(),
            )
        })?;
        for (group, acts) in file.acts {
            for (class, kinds) in acts {
                let code = *cues.get(class.as_str()).ok_or_else(|| {
                    fail(0, format!("act {class:?} is no cue class of words/cue.tsv"))
                })?;
                groups.entry(group.clone()).or_default().push(code);
                frames.acts.insert(code, kinds);
            }
        }
        for entry in file.frame {
            let at = entry.pattern.span().start;
            let (pattern, needs) = expand(entry.pattern.get_ref(), &file.parts)
                .and_then(|pattern| compile(&pattern, &cues, &groups))
                .map_err(|message| fail(at, format!("frame {:?}: {message}", entry.name)))?;
            frames.frames.push(Frame {
                place: (files.path(name), line(entry.example.span().start)),
                name: entry.name,
                kinds: entry.kinds,
                reads,
                status: entry.status.unwrap_or(Status::Decided),
                former: entry.former,
                portrait: entry.portrait,
                opens: entry.opens,
                told: entry.told,
                act: entry.act,
                example: entry.example.into_inner(),
                gives: entry.gives,
                pattern,
                needs,
            });
        }
    }
    Ok(frames)
}
