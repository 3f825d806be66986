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

use rustc_hash::FxHashMap;
use serde::Deserialize;
use toml::Spanned;

use super::matcher::Matcher;
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
    /// For a held post: the word that the match must begin with, or several with strokes between.
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
    pattern: Matcher,
    /// What must stand in the sentence: of each set one item, in this order.
    needs: Vec<Codes>,
}

/// A set of item codes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Codes([u64; 4]);

impl Codes {
    /// The set of some codes.
    pub(super) fn of(codes: &[u8]) -> Self {
        codes
            .iter()
            .fold(Self::default(), |set, &code| set.with(code))
    }

    fn with(mut self, code: u8) -> Self {
        self.0[usize::from(code >> 6)] |= 1 << (code & 63);
        self
    }

    fn has(self, code: u8) -> bool {
        self.0[usize::from(code >> 6)] & 1 << (code & 63) != 0
    }

    /// The codes, in order.
    fn iter(self) -> impl Iterator<Item = usize> {
        let words = self.0.into_iter().zip([0, 64, 128, 192]);
        words.flat_map(|(mut word, first)| {
            std::iter::from_fn(move || {
                let bit = word.trailing_zeros() as usize;
                word &= word.checked_sub(1)?;
                Some(first + bit)
            })
        })
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
    /// Its own words, which only lead in whom the rest of the clause is about: «sau khi được bầu …, ông A được …».
    First,
    /// The act told before it, in the same sentence or in the one before: «…; ông B giữ chức …».
    Before,
    /// Only a headline says so much with so few words: «Ông A làm …».
    Headline,
}

impl ActSource {
    /// Whether the frame's own words tell the act.
    pub(crate) fn is_own(self) -> bool {
        matches!(self, Self::Own | Self::First)
    }
}

/// A match of a frame in a clause.
#[derive(Clone, Debug)]
pub(crate) struct FrameMatch<'r> {
    /// The items that it covers.
    pub(crate) items: Range<usize>,
    /// The filled slots and their items, in the order of the pattern.
    pub(crate) slots: Vec<(&'r str, Range<usize>)>,
}

impl FrameMatch<'_> {
    /// The item that fills a slot.
    pub(crate) fn slot(&self, name: &str) -> Option<usize> {
        self.range(name).map(|items| items.start)
    }

    /// The items that fill a slot.
    pub(crate) fn range(&self, name: &str) -> Option<Range<usize>> {
        self.slots
            .iter()
            .find(|(slot, _)| *slot == name)
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
    /// The codes of acts.
    act_codes: Codes,
    /// By kind of frame: which of its frames may match.
    sieves: BTreeMap<FrameKind, Sieve>,
}

impl Frames {
    /// Whether items with this code are words that tell an act.
    pub(crate) fn is_act(&self, code: u8) -> bool {
        self.act_codes.has(code)
    }

    /// The frames that read one kind, which one file has.
    fn of(&self, kind: FrameKind) -> &[Frame] {
        let start = self.frames.partition_point(|frame| frame.reads < kind);
        let end = self.frames.partition_point(|frame| frame.reads <= kind);
        &self.frames[start..end]
    }

    /// The frames of one kind that can match items with these codes, each with its place in their order: a look that
    /// costs next to nothing, however many frames there are.
    pub(crate) fn that_may_match(
        &self,
        kind: FrameKind,
        codes: &[u8],
    ) -> impl Iterator<Item = (usize, &Frame)> {
        let sieve = self.sieves.get(&kind);
        let passed = sieve.map_or(0, |sieve| sieve.passed(codes));
        let frames = self.of(kind).iter().enumerate();
        frames.filter(move |(place, frame)| {
            let bit = 1_u128.checked_shl(u32::try_from(*place).unwrap_or(u32::MAX));
            bit.is_none_or(|bit| passed & bit != 0) && frame.may_match(codes)
        })
    }
}

/// Which frames of one kind may match, by the codes that they need, for all of them at a time: a bit for each, and
/// further ones always pass.
#[derive(Default)]
struct Sieve {
    /// By place among the needs of a frame: by code, the frames that need it, or another in its stead, there; and the
    /// frames that have fewer needs.
    needs: Vec<(Box<[u128]>, u128)>,
}

impl Sieve {
    fn of(frames: &[Frame]) -> Self {
        let most = frames.iter().map(|frame| frame.needs.len()).max();
        let needs = (0..most.unwrap_or_default()).map(|place| {
            let mut by_code = vec![0; 256];
            let mut fewer = 0;
            for (frame, bit) in frames.iter().zip((0..u128::BITS).map(|bit| 1 << bit)) {
                let Some(need) = frame.needs.get(place) else {
                    fewer |= bit;
                    continue;
                };
                for (code, frames) in (0..=u8::MAX).zip(&mut by_code) {
                    if need.has(code) {
                        *frames |= bit;
                    }
                }
            }
            (by_code.into_boxed_slice(), fewer)
        });
        Self {
            needs: needs.collect(),
        }
    }

    /// The frames whose needs some codes meet, in whatever order.
    fn passed(&self, codes: &[u8]) -> u128 {
        let seen = Codes::of(codes);
        let met = |(by_code, fewer): &(Box<[u128]>, u128)| {
            seen.iter().fold(*fewer, |met, code| met | by_code[code])
        };
        self.needs
            .iter()
            .fold(u128::MAX, |passed, needs| passed & met(needs))
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
    /// Whether what the frame needs stands among items with these codes in its order.
    fn may_match(&self, codes: &[u8]) -> bool {
        let mut rest = codes.iter();
        let mut needs = self.needs.iter();
        needs.all(|needed| rest.any(|&code| needed.has(code)))
    }

    /// The matches of the frame, leftmost first, in a clause in which the items with these codes have these places.
    pub(crate) fn find(&self, codes: &[u8], places: &[usize]) -> Vec<FrameMatch<'_>> {
        self.pattern
            .find(codes)
            .into_iter()
            .map(|(items, slots)| FrameMatch { items, slots }.placed(places))
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
        act_codes: Codes::default(),
        sieves: BTreeMap::new(),
    };
    let mut groups: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for (name, reads) in FILES {
        let text = files.text(name)?;
        let ends: Vec<usize> = memchr::memchr_iter(b'\n', text.as_bytes()).collect();
        let line = |offset: usize| ends.partition_point(|&end| end < offset) + 1;
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
                frames.act_codes = frames.act_codes.with(code);
            }
        }
        for entry in file.frame {
            let at = entry.pattern.span().start;
            let (pattern, needs) = expand(entry.pattern.get_ref(), &file.parts)
                .and_then(|pattern| compile(&pattern, &cues, &groups))
                .and_then(|(pattern, needs)| {
                    // Of the rules that are compiled into the program a test tells.
                    if files.folder.is_some() {
                        pattern.compile()?;
                    }
                    Ok((pattern, needs))
                })
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
        let sieve = Sieve::of(frames.of(reads));
        frames.sieves.insert(reads, sieve);
    }
    Ok(frames)
}
