//! The words of page furniture, from `rules/words/furniture.tsv`.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use aho_corasick::{
    AhoCorasick, AhoCorasickKind, Anchored, BuildError, Input, MatchKind, StartKind,
};
use memchr::memmem::Finder;
use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;

use crate::rules::RuleError;
use crate::text::lower;

use super::line::Folded;
use super::sieve::Sieve;

const FURNITURE: &str = include_str!("../../rules/words/furniture.tsv");
const OUTLETS: &str = include_str!("../../rules/places/outlets.tsv");

static EMBEDDED: LazyLock<Result<Arc<Furniture>, RuleError>> =
    LazyLock::new(|| Furniture::parse(FURNITURE, OUTLETS).map(Arc::new));

/// The word lists by which the news is told from what stands around it on a page.
pub struct Furniture {
    lines: Phrases<LineKind>,
    /// The first letters of those phrases.
    line_starts: FxHashSet<[char; STARTS]>,
    labels: AhoCorasick,
    /// How many of the labels, the first ones, say that a date is one of publication.
    dating_labels: usize,
    /// The credits that stand inside lines, in all their spellings.
    credits: AhoCorasick,
    /// The last bytes of those.
    credit_ends: FxHashSet<[u8; 2]>,
    /// The phrases that go wherever they stand.
    remains: Vec<Finder<'static>>,
    credit_phrases: Phrases<()>,
    positions: HashSet<String>,
    position_starts: Phrases<()>,
    position_parts: Vec<String>,
    begins: HashSet<String>,
    codes: HashSet<String>,
    not_codes: HashSet<String>,
    betting: AhoCorasick,
    betting_sieve: Sieve,
}

/// What a line is by the words that it begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    /// It and all that follows is no news.
    Rest,
    /// It alone is no news.
    Alone,
    /// The header of an editing table.
    Workflow,
    /// It may name an author, photographer or source; the rest of the line decides.
    Credit {
        /// The letters of the phrase.
        length: usize,
    },
}

impl Furniture {
    /// The lists that are compiled into the program.
    pub fn embedded() -> Result<Arc<Self>, RuleError> {
        EMBEDDED.clone()
    }

    /// Reads the lists from the text of `words/furniture.tsv` and, for dateline codes, of `places/outlets.tsv`.
    pub fn parse(furniture: &str, outlets: &str) -> Result<Self, RuleError> {
        let mut phrases: HashMap<(&str, &str), Vec<String>> = HashMap::new();
        for (index, line) in furniture.lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() || line == "kind\twhere\tphrase" {
                continue;
            }
            let mut cells = line.split('\t');
            let (Some(kind), Some(place), Some(phrase), None) =
                (cells.next(), cells.next(), cells.next(), cells.next())
            else {
                return Err(error(index, "expected three columns: kind, where, phrase"));
            };
            if !PLACES.contains(&(kind, place)) {
                return Err(error(
                    index,
                    &format!("no such kind {kind:?} with where {place:?}"),
                ));
            }
            phrases
                .entry((kind, place))
                .or_default()
                .push(Folded::new(phrase).lower);
        }
        let mut of = |kind, place| phrases.remove(&(kind, place)).unwrap_or_default();
        Self::new(&mut of, outlets).map_err(|build| error(0, &build.to_string()))
    }

    fn new(
        of: &mut dyn FnMut(&'static str, &'static str) -> Vec<String>,
        outlets: &str,
    ) -> Result<Self, BuildError> {
        let mut lines = Vec::new();
        for (kind, line_kind) in [
            ("rest", LineKind::Rest),
            ("line", LineKind::Alone),
            ("workflow", LineKind::Workflow),
        ] {
            for place in [Place::Whole, Place::Colon, Place::Start] {
                lines.extend(
                    of(kind, place.name())
                        .into_iter()
                        .map(|phrase| (phrase, place, line_kind)),
                );
            }
        }
        let (inside, line_only) = (of("credit", "any"), of("credit", "line"));
        for phrase in inside.iter().chain(&line_only) {
            let kind = LineKind::Credit {
                length: phrase.chars().count(),
            };
            lines.push((phrase.clone(), Place::Start, kind));
        }
        let credits: Vec<String> = inside.iter().flat_map(|phrase| spellings(phrase)).collect();
        let dating = of("stamp", "any");
        let betting: Vec<String> = of("betting", "any")
            .iter()
            .flat_map(|phrase| spellings(phrase))
            .collect();
        let codes = of("code", "any")
            .into_iter()
            .chain(outlets.lines().skip(1).flat_map(|line| {
                let names = line.split('\t').nth(1).unwrap_or_default();
                names
                    .split('|')
                    .filter(|name| !name.is_empty())
                    .map(|name| Folded::new(name).lower)
            }));
        let line_starts = lines.iter().map(|(phrase, ..)| {
            let mut letters = phrase.chars();
            [(); STARTS].map(|()| letters.next().unwrap_or_default())
        });
        Ok(Self {
            line_starts: line_starts.collect(),
            lines: Phrases::new(lines)?,
            dating_labels: dating.len(),
            labels: automaton(dating.into_iter().chain(of("day", "any")))?,
            credit_ends: credits
                .iter()
                .filter_map(|phrase| phrase.as_bytes().last_chunk().copied())
                .collect(),
            credits: automaton(credits)?,
            remains: of("inline", "any")
                .iter()
                .map(|phrase| Finder::new(phrase).into_owned())
                .collect(),
            credit_phrases: Phrases::new(
                inside
                    .into_iter()
                    .chain(line_only)
                    .map(|phrase| (phrase, Place::Start, ()))
                    .collect(),
            )?,
            positions: of("position", "whole").into_iter().collect(),
            position_starts: Phrases::new(
                of("position", "start")
                    .into_iter()
                    .map(|phrase| (phrase, Place::Start, ()))
                    .collect(),
            )?,
            position_parts: of("position", "any"),
            begins: of("begins", "any").into_iter().collect(),
            codes: codes.collect(),
            not_codes: of("notcode", "any").into_iter().collect(),
            betting_sieve: Sieve::new(&betting),
            betting: automaton(betting)?,
        })
    }

    /// Whether a line may begin with a phrase that tells what it is: its first letters rule that out for most.
    pub(super) fn may_tell(&self, line: &str) -> bool {
        let mut letters = line.chars();
        let mut first = ['\0'; STARTS];
        for letter in &mut first {
            match letters.next() {
                // What folding leaves out or composes is looked at in full.
                Some(c) if !is_plain(c) => return true,
                c => *letter = c.map_or('\0', lower),
            }
        }
        let [one, _] = first;
        letters.next().is_some_and(is_mark)
            || self.line_starts.contains(&first)
            || self.line_starts.contains(&[one, '\0'])
    }

    /// What a line is, by its first letters; `is_all` says whether they are the whole line.
    pub(super) fn line_kind(&self, first: &Folded, is_all: bool) -> Option<LineKind> {
        self.lines.find(&first.lower, is_all).map(|(_, kind)| kind)
    }

    /// The text without the labels that stand around dates, in its own case, and whether one of them says that the
    /// date is one of publication.
    pub(super) fn without_labels(&self, text: &Folded) -> (String, bool) {
        let mut labelled = false;
        let mut kept = String::with_capacity(text.lower.len());
        // The two forms have the same letters, but not the same bytes.
        let mut letters = text.lower.char_indices().zip(&text.plain).peekable();
        for found in self
            .labels
            .find_iter(&text.lower)
            .filter(|found| is_word(&text.lower, found.start(), found.end()))
        {
            labelled |= found.pattern().as_usize() < self.dating_labels;
            while let Some((_, c)) = letters.next_if(|((at, _), _)| *at < found.start()) {
                kept.push(*c);
            }
            while letters.next_if(|((at, _), _)| *at < found.end()).is_some() {}
            kept.push(' ');
        }
        kept.extend(letters.map(|(_, c)| *c));
        (kept, labelled)
    }

    /// Where credits («Ảnh», «Bài, ảnh») stand inside a line: those before a colon, or with nothing but full stops
    /// behind them.
    pub(super) fn credits<'t>(&'t self, line: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        // Colons are few and found at once; a search of all lines for credits would find pictures that are no credits.
        let colons = memchr::memchr_iter(b':', line.as_bytes());
        let end = line.trim_end_matches(['.', ' ']).len();
        colons.chain([end]).filter_map(|end| {
            let before = line[..end].trim_end();
            if !self.credit_ends.contains(before.as_bytes().last_chunk()?) {
                return None;
            }
            let mut from = before.len().saturating_sub(CREDIT);
            while !before.is_char_boundary(from) {
                from += 1;
            }
            let found = self.credits.find_iter(&before[from..]).last()?;
            let (start, end) = (from + found.start(), from + found.end());
            (end == before.len() && is_word(line, start, end)).then_some(start..end)
        })
    }

    /// Where remains of the page stand inside a line.
    ///
    /// A remain that ends in a slash takes the rest of its word along, as `data:image/png;base64,…`.
    pub(super) fn remains<'t>(&'t self, line: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let remains = self.remains.iter().flat_map(|phrase| {
            let places = phrase.find_iter(line.as_bytes());
            places.map(|start| start..start + phrase.needle().len())
        });
        remains.map(|Range { start, end }| {
            let rest = &line[end..];
            let ends_word = |c: char| c.is_whitespace() || "()[]<>\"'".contains(c);
            let is_open = line[..end].ends_with('/');
            let more = if is_open {
                rest.find(ends_word).unwrap_or(rest.len())
            } else {
                0
            };
            start..end + more
        })
    }

    /// How many letters of a text are a credit phrase that it begins with.
    pub(super) fn credit_length(&self, text: &Folded) -> Option<usize> {
        self.credit_phrases
            .find(&text.lower, true)
            .map(|(length, ())| text.lower[..length].chars().count())
    }

    /// Whether a bracket says where somebody stands in a photograph.
    pub(super) fn is_position(&self, inside: &Folded) -> bool {
        // «từ trái sang: A, B, C» names people.
        if inside.lower.contains(':') {
            return false;
        }
        self.positions.contains(&inside.lower)
            || self.position_starts.find(&inside.lower, true).is_some()
            || self
                .position_parts
                .iter()
                .any(|part| inside.lower.contains(part))
    }

    /// Whether a word begins a sentence rather than goes on with a name.
    pub(super) fn begins_sentence(&self, word: &str) -> bool {
        self.begins.contains(&Folded::new(word).lower)
    }

    /// Whether capitals before a dash are the code of a paper.
    pub(super) fn is_code(&self, capitals: &str) -> bool {
        let code = Folded::new(capitals).lower;
        !self.not_codes.contains(&code)
            && (self.codes.contains(&code) || (code.ends_with('o') && code.chars().count() > 2))
    }

    /// How often words of betting spam stand in a text, and how many different ones; none where they stand there less
    /// often than `least`.
    pub(super) fn betting(&self, text: &str, least: usize) -> Option<(usize, usize)> {
        if self.betting_sieve.at_most(text) < least {
            return None;
        }
        let mut kinds = HashSet::new();
        let count = self
            .betting
            .find_iter(text)
            .map(|found| kinds.insert(found.pattern().as_usize() / SPELLINGS))
            .count();
        Some((count, kinds.len()))
    }
}

/// So many first letters of a line are looked at before all others.
const STARTS: usize = 2;

/// Whether a character is a mark that may belong to the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// Whether folding turns a letter into its small one and no more, unless a mark follows.
fn is_plain(c: char) -> bool {
    matches!(c, '!'..='~' | '\u{C0}'..='\u{CF}' | '\u{D1}'..='\u{EF}' | '\u{F1}'..='\u{12F}')
        || matches!(
            c,
            'ũ' | 'Ũ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1E00}'..='\u{1EFF}'
        )
}

/// The pairs of kind and where that the file may have.
const PLACES: [(&str, &str); 19] = [
    ("rest", "whole"),
    ("rest", "colon"),
    ("rest", "start"),
    ("line", "whole"),
    ("line", "colon"),
    ("line", "start"),
    ("workflow", "start"),
    ("credit", "any"),
    ("credit", "line"),
    ("stamp", "any"),
    ("day", "any"),
    ("position", "whole"),
    ("position", "start"),
    ("position", "any"),
    ("inline", "any"),
    ("begins", "any"),
    ("code", "any"),
    ("notcode", "any"),
    ("betting", "any"),
];

fn error(index: usize, message: &str) -> RuleError {
    RuleError {
        path: Path::new("rules/words/furniture.tsv").to_owned(),
        line: index + 1,
        message: message.to_owned(),
    }
}

/// No credit phrase is longer, in bytes.
const CREDIT: usize = 96;

/// How many spellings [`spellings`] gives of a phrase.
const SPELLINGS: usize = 6;

/// A phrase in the cases and normal forms that pages write it in.
fn spellings(phrase: &str) -> [String; SPELLINGS] {
    let mut letters = phrase.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let cases = [
        phrase.to_owned(),
        format!("{first}{}", letters.as_str()),
        phrase.to_uppercase(),
    ];
    let apart = |case: &String| case.nfd().collect();
    let [lower, title, upper] = cases;
    [
        apart(&lower),
        apart(&title),
        apart(&upper),
        lower,
        title,
        upper,
    ]
}

fn automaton(phrases: impl IntoIterator<Item = String>) -> Result<AhoCorasick, BuildError> {
    AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::DFA))
        .match_kind(MatchKind::LeftmostLongest)
        .build(phrases)
}

/// Whether no letter or digit touches a piece of a text.
pub(super) fn is_word(text: &str, start: usize, end: usize) -> bool {
    !text[..start]
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric)
        && !text[end..]
            .chars()
            .next()
            .is_some_and(char::is_alphanumeric)
}

/// Where on a line a phrase counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// It is the whole line, but for numbers and signs.
    Whole,
    /// A colon follows.
    Colon,
    /// The line begins with it.
    Start,
}

impl Place {
    fn name(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Colon => "colon",
            Self::Start => "start",
        }
    }
}

/// Phrases that a text may begin with, each with a value.
struct Phrases<T> {
    automaton: AhoCorasick,
    /// The values and places of each phrase, in the order of the file.
    values: Vec<Vec<(Place, T)>>,
}

impl<T: Copy> Phrases<T> {
    fn new(phrases: Vec<(String, Place, T)>) -> Result<Self, BuildError> {
        let mut index: HashMap<String, usize> = HashMap::new();
        let mut order: Vec<String> = Vec::new();
        let mut values: Vec<Vec<(Place, T)>> = Vec::new();
        for (phrase, place, value) in phrases {
            let at = *index.entry(phrase.clone()).or_insert_with(|| {
                order.push(phrase);
                values.push(Vec::new());
                values.len() - 1
            });
            values[at].push((place, value));
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .start_kind(StartKind::Anchored)
            .build(order)?;
        Ok(Self { automaton, values })
    }

    /// The longest phrase that the text begins with: its length in bytes and its value.
    fn find(&self, text: &str, is_all: bool) -> Option<(usize, T)> {
        let found = self
            .automaton
            .find(Input::new(text).anchored(Anchored::Yes))?;
        let rest = &text[found.end()..];
        let suits = |place: Place| match place {
            Place::Whole => is_all && !rest.contains(char::is_alphabetic),
            Place::Colon => rest.trim_start().starts_with([':', '：']),
            Place::Start => {
                let last = text[..found.end()].chars().next_back();
                !(last.is_some_and(char::is_alphanumeric)
                    && rest.starts_with(char::is_alphanumeric))
            }
        };
        let (_, value) = self.values[found.pattern().as_usize()]
            .iter()
            .find(|(place, _)| suits(*place))?;
        Some((found.end(), *value))
    }
}
