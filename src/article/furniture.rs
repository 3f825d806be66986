//! The text as it is stored → which parts of it are the news.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::date::Date;

use super::byline;
use super::line::Folded;
use super::stamp::{self, Stamp};
use super::words::{Furniture, LineKind};

/// So many letters of a line tell whether a word list knows it.
const PREFIX: usize = 72;

/// A line of at least so many bytes that ends like a sentence is prose.
const PROSE: usize = 60;

/// The news within a text, and what the furniture around it said.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The byte ranges of the news, in order.
    pub(super) content: Vec<Range<usize>>,
    /// The code of the paper at the start of the lead («LSO-»).
    pub(super) dateline: Option<String>,
    /// The lines that give dates, in order.
    pub(super) stamps: Vec<Stamp>,
    /// The last date of an editing table: the approval.
    pub(super) approved: Option<Date>,
    /// The addresses that stand alone on lines.
    pub(super) urls: Vec<String>,
}

/// Tells the news from the furniture.
pub(super) fn read(text: &str, words: &Furniture) -> Reading {
    let mut pass = Pass {
        text,
        words,
        lines: lines(text),
        cuts: Vec::new(),
        reading: Reading::default(),
    };
    pass.lines();
    pass.last_lines();
    pass.datelines();
    pass.insides();
    pass.reading.content = complement(text, pass.cuts);
    pass.reading
}

/// A line that is not blank, without the white space around it.
struct Line {
    range: Range<usize>,
    is_prose: bool,
    is_kept: bool,
}

fn lines(text: &str) -> Vec<Line> {
    let mut start = 0;
    text.split('\n')
        .filter_map(|line| {
            let from = start;
            start += line.len() + 1;
            let trimmed = line.trim_start();
            let begin = from + line.len() - trimmed.len();
            let trimmed = trimmed.trim_end();
            let range = begin..begin + trimmed.len();
            (!trimmed.is_empty()).then(|| Line {
                range,
                is_prose: is_prose(trimmed),
                is_kept: true,
            })
        })
        .collect()
}

fn is_prose(line: &str) -> bool {
    let has_sentence =
        || line.ends_with(['.', '!', '?', '…', ':', ';', '”', '"', '»']) || line.contains(". ");
    line.len() >= 4 * PROSE || (line.len() >= PROSE && has_sentence())
}

struct Pass<'t> {
    text: &'t str,
    words: &'t Furniture,
    lines: Vec<Line>,
    cuts: Vec<Range<usize>>,
    reading: Reading,
}

impl Pass<'_> {
    fn line(&self, index: usize) -> &str {
        &self.text[self.lines[index].range.clone()]
    }

    fn cut(&mut self, index: usize) {
        self.lines[index].is_kept = false;
        self.cuts.push(self.lines[index].range.clone());
    }

    /// Whole lines, from the top down.
    fn lines(&mut self) {
        let total: usize = self
            .lines
            .iter()
            .filter(|line| line.is_prose)
            .map(|line| line.range.len())
            .sum();
        let is_vietnamese = has_marks(self.text);
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        let mut before = 0;
        let mut table_rows = 0;
        // Within a box of other headlines, between paragraphs of the news.
        let mut in_box = false;
        for index in 0..self.lines.len() {
            let line = &self.text[self.lines[index].range.clone()];
            let is_prose = self.lines[index].is_prose;
            let kind = self.words.may_tell(line).then(|| {
                let first = Folded::prefix(line, PREFIX);
                let is_all = first.plain.len() < PREFIX - 8 && line.len() < 4 * PREFIX;
                self.words.line_kind(&first, is_all)
            });
            let kind = kind.flatten();
            if table_rows > 0 {
                table_rows -= 1;
                if let Some(date) = last_date(line).filter(|_| !is_prose) {
                    self.reading.approved = Some(date);
                    self.cut(index);
                    continue;
                }
            }
            in_box &= !is_prose;
            match kind {
                Some(LineKind::Rest) if before > 0 && total - before <= before => {
                    self.rest(index);
                    return;
                }
                Some(LineKind::Rest) => {
                    in_box = before > 0;
                    self.cut(index);
                }
                Some(LineKind::Alone) if line.len() < 3 * PREFIX => self.cut(index),
                Some(LineKind::Workflow) => {
                    table_rows = 4;
                    self.cut(index);
                }
                Some(LineKind::Credit { length })
                    if byline::is_credit_line(line, length, self.words) =>
                {
                    self.cut(index);
                }
                _ if in_box => self.cut(index),
                _ if is_address(line) => {
                    self.reading.urls.push(line.to_owned());
                    self.cut(index);
                }
                _ if is_vietnamese && is_transliteration(line) => self.cut(index),
                _ => {
                    if let Some(stamp) = stamp::parse(line, self.words) {
                        self.reading.stamps.push(stamp);
                        self.cut(index);
                    } else if repeats(line) && !seen.insert(line) {
                        self.cut(index);
                    }
                }
            }
            if is_prose && self.lines[index].is_kept {
                before += self.lines[index].range.len();
            }
        }
    }

    /// All from this line on, which may yet hold an editing table with its dates.
    fn rest(&mut self, from: usize) {
        let mut is_table = false;
        for index in from..self.lines.len() {
            let line = &self.text[self.lines[index].range.clone()];
            let first = Folded::prefix(line, PREFIX);
            is_table |= self.words.line_kind(&first, false) == Some(LineKind::Workflow);
            if is_table {
                self.reading.approved = last_date(line).or(self.reading.approved);
            }
            self.cut(index);
        }
    }

    /// Bylines, sources and key words after the news, from the bottom up.
    fn last_lines(&mut self) {
        let kept: Vec<usize> = (0..self.lines.len())
            .rev()
            .filter(|index| self.lines[*index].is_kept)
            .collect();
        let Some(end) = kept.iter().position(|index| self.lines[*index].is_prose) else {
            return;
        };
        let tail: Vec<usize> = kept[..end]
            .iter()
            .copied()
            .take_while(|index| {
                byline::is_byline(self.line(*index), self.words) || is_key_words(self.line(*index))
            })
            .collect();
        // Three names in a row are a list of people, not the authors.
        let names = tail
            .iter()
            .filter(|index| !is_key_words(self.line(**index)))
            .count();
        if names < 3 {
            for index in tail.iter().copied() {
                self.cut(index);
            }
        }
        let last = self.lines[kept[end]].range.clone();
        if tail.len() == end
            && let Some(length) = byline::after_last_sentence(&self.text[last.clone()], self.words)
        {
            self.cuts.push(last.end - length..last.end);
        }
    }

    /// The code of the paper before the lead.
    fn datelines(&mut self) {
        let kept: Vec<usize> = (0..self.lines.len())
            .filter(|index| self.lines[*index].is_kept)
            .take(6)
            .collect();
        for (rank, index) in kept.iter().enumerate() {
            let (line, start) = (self.line(*index), self.lines[*index].range.start);
            if let Some((length, code)) = byline::dateline(line, self.words) {
                self.cuts.push(start..start + length);
                self.reading.dateline.get_or_insert(code);
            } else if self.lines[*index].is_prose
                && let Some(length) = leading_dash(line)
            {
                let is_item = |other: &usize| leading_dash(self.line(*other)).is_some();
                let others = [rank.checked_sub(1), Some(rank + 1)].into_iter().flatten();
                if !others.filter_map(|other| kept.get(other)).any(is_item) {
                    self.cuts.push(start..start + length);
                }
            }
        }
    }

    /// Credits, positions in photographs and remains of the page inside lines.
    fn insides(&mut self) {
        let mut cuts = Vec::new();
        let has_remains = self.words.remains(self.text).next().is_some();
        for line in self.lines.iter().filter(|line| line.is_kept) {
            let text = &self.text[line.range.clone()];
            let start = line.range.start;
            let mut add = |range: Range<usize>| cuts.push(start + range.start..start + range.end);
            brackets(text, self.words, &mut add);
            self.words
                .credits(text)
                .filter_map(|phrase| byline::credit(text, &phrase, self.words))
                .for_each(&mut add);
            if has_remains {
                self.words.remains(text).for_each(&mut add);
            }
            if let Some(length) = image_description(text) {
                add(0..length);
            }
        }
        self.cuts.extend(cuts);
    }
}

/// Whether the text has Vietnamese letters in it, as its lines then must.
fn has_marks(text: &str) -> bool {
    let sample = &text.as_bytes()[..text.len().min(2 << 10)];
    sample.iter().filter(|b| **b >= 0xc3).count() * 25 > sample.len()
}

/// A description of an image or a slug: four words or more, all in ASCII and no name of a firm.
fn is_transliteration(line: &str) -> bool {
    line.is_ascii()
        && line.len() < 300
        && line
            .split(' ')
            .filter(|word| word.len() > 1 && word.bytes().all(|b| b.is_ascii_alphabetic()))
            .count()
            >= 4
}

/// The description of an image that a page puts before its caption: «Nguyen Van A anh 1. Ông Nguyễn Văn A».
fn image_description(line: &str) -> Option<usize> {
    // It is written without marks: of most lines that leaves a word or two to look at.
    let plain = line.bytes().position(|b| !b.is_ascii());
    let end = line[..plain.unwrap_or(line.len())].find(". ")?;
    let described = &line[..end];
    let number = described
        .rsplit_once(' ')
        .filter(|(_, number)| number.bytes().all(|b| b.is_ascii_digit()))?;
    (number.0.ends_with(" anh") && is_transliteration(described)).then_some(end + 2)
}

/// Whether a line, told twice, is told once too often: captions stand in pages twice, short lines of tables do rightly.
fn repeats(line: &str) -> bool {
    let is_of_list = line.starts_with(['-', '–', '—', '+', '•', '*']) || line.contains('|');
    line.len() >= 40 && line.split(' ').nth(5).is_some() && !is_of_list
}

fn is_address(line: &str) -> bool {
    (line.starts_with("http://") || line.starts_with("https://") || line.starts_with("www."))
        && !line.contains(char::is_whitespace)
}

/// Key words of the page: four or more, with nothing but a comma between them.
fn is_key_words(line: &str) -> bool {
    line.len() < 600
        && line.matches(',').count() >= 3
        && !line.contains(", ")
        && !line.ends_with('.')
}

fn last_date(line: &str) -> Option<Date> {
    stamp::mentions(line)
        .filter_map(|mention| mention.day.and(mention.date(None)))
        .last()
}

/// A dash or hyphen before the first sentence, where the code of a paper was taken away.
fn leading_dash(line: &str) -> Option<usize> {
    let rest = line.strip_prefix(['-', '–', '—'])?;
    let trimmed = rest.trim_start();
    (trimmed.len() < rest.len() && trimmed.starts_with(char::is_uppercase))
        .then(|| line.len() - trimmed.len())
}

/// Brackets that say where somebody stands, or who took the photograph.
fn brackets(line: &str, words: &Furniture, add: &mut impl FnMut(Range<usize>)) {
    const LONGEST: usize = 120;
    for (open, _) in line.match_indices('(') {
        let inside = &line[open + 1..];
        let Some(length) = inside
            .bytes()
            .take(LONGEST)
            .position(|b| matches!(b, b')' | b'('))
        else {
            continue;
        };
        if inside.as_bytes()[length] != b')' {
            continue;
        }
        let inside = &inside[..length];
        let folded = Folded::new(inside);
        if words.is_position(&folded) || byline::is_credit(&folded, words) {
            let from = line[..open].trim_end().len();
            add(from..open + length + 2);
        }
    }
}

/// What is left of a text without the cuts, white space at the ends trimmed.
fn complement(text: &str, mut cuts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    cuts.sort_by_key(|cut| (cut.start, cut.end));
    cuts.push(text.len()..text.len());
    let mut content: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for cut in cuts {
        if cut.start > start {
            let piece = &text[start..cut.start];
            let from = start + piece.len() - piece.trim_start().len();
            let range = from..from + piece.trim().len();
            if range.start < range.end {
                content.push(range);
            }
        }
        start = start.max(cut.end);
    }
    content
}
