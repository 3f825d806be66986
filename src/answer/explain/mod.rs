//! How one article was read, for the terminal or as a page: its text with what was recognised, under each sentence
//! its claims and the frames that were set aside, and at the end the acts that no claim rests on.

mod page;
mod terminal;

pub use page::Page;
pub use terminal::Terminal;

use super::claims::{Line, heading, lines};
use crate::article::Article;
use crate::claim::{Explanation, FrameReading, MentionKind, SentenceReading, UnusedAct};

/// What a frame that matched nothing is told by.
const NO_FRAME: &str = "no frame reads it";

/// An article as it is shown.
struct View<'a> {
    /// The article in one line.
    heading: String,
    /// How many claims there are of each kind.
    counts: String,
    /// Its text, in order.
    blocks: Vec<Block<'a>>,
    /// The claims.
    lines: Vec<Line>,
    /// Those that stand on no passage, by their places among the lines.
    elsewhere: Vec<Told>,
    /// The acts that no claim rests on, each with its sentence's number.
    unused: Vec<(usize, &'a SentenceReading, &'a UnusedAct)>,
}

/// A stretch of the article.
enum Block<'a> {
    /// A line that belongs to the page and not to the news: nothing is read from it.
    Furniture(&'a str),
    /// A sentence of the news.
    Sentence(Sentence<'a>),
}

/// A sentence as it is shown.
struct Sentence<'a> {
    /// Its place among the sentences.
    number: usize,
    /// Whether it begins a paragraph.
    opens: bool,
    /// Its text, cut at the mentions.
    pieces: Vec<(Option<MentionKind>, &'a str)>,
    /// The claims that it tells.
    claims: Vec<Told>,
    /// How it was read.
    reading: &'a SentenceReading,
}

/// A claim where the text tells it.
struct Told {
    /// Its place among the lines.
    line: usize,
    /// Whether the text has told it before.
    again: bool,
}

impl<'a> View<'a> {
    fn new(article: &'a Article, explanation: &'a Explanation) -> Self {
        let mut text = Unread {
            rest: &article.text,
            point: 0,
        };
        let lines = lines(&explanation.claims);
        let mut told = told(&lines).into_iter().peekable();
        let mut blocks = Vec::new();
        let mut unused = Vec::new();
        for (number, reading) in explanation.sentences.iter().enumerate() {
            let end = reading.sentence.end;
            let gap = text.until(reading.sentence.start);
            blocks.extend(furniture(gap));
            let mut pieces = Vec::new();
            for mention in &reading.mentions {
                let stretch = &mention.evidence;
                if stretch.start >= text.point && stretch.end <= end {
                    pieces.push((None, text.until(stretch.start)));
                    pieces.push((Some(mention.kind), text.until(stretch.end)));
                }
            }
            pieces.push((None, text.until(end)));
            pieces.retain(|(_, piece)| !piece.is_empty());
            let mut claims: Vec<Told> = Vec::new();
            while let Some((_, next)) = told.next_if(|(start, _)| *start < end) {
                if claims.iter().all(|known| known.line != next.line) {
                    claims.push(next);
                }
            }
            blocks.push(Block::Sentence(Sentence {
                number,
                opens: number == 0 || gap.contains('\n'),
                pieces,
                claims,
                reading,
            }));
            unused.extend(reading.unused.iter().map(|act| (number, reading, act)));
        }
        blocks.extend(furniture(text.rest));
        Self {
            heading: heading(&explanation.claims),
            counts: counts(explanation),
            blocks,
            elsewhere: told.map(|(_, told)| told).collect(),
            lines,
            unused,
        }
    }
}

/// Where each claim is told, in the order of the text. A person is told once: names are marked anyway.
fn told(lines: &[Line]) -> Vec<(usize, Told)> {
    let mut told = Vec::new();
    for (line, claim) in lines.iter().enumerate() {
        let mut tell = |start, again| told.push((start, Told { line, again }));
        match claim.starts.split_first() {
            None => tell(usize::MAX, false),
            Some((first, later)) => {
                tell(*first, false);
                let later = later.iter().filter(|_| claim.kind != "person");
                later.for_each(|start| tell(*start, true));
            }
        }
    }
    told.sort_by_key(|(start, _)| *start);
    told
}

/// What is left of a text that is shown from its start on.
struct Unread<'a> {
    rest: &'a str,
    /// The code point where the rest begins.
    point: usize,
}

impl<'a> Unread<'a> {
    /// The text up to a code point.
    fn until(&mut self, point: usize) -> &'a str {
        let count = point.saturating_sub(self.point);
        let next = self.rest.char_indices().nth(count);
        let (part, rest) = self
            .rest
            .split_at(next.map_or(self.rest.len(), |(byte, _)| byte));
        self.rest = rest;
        self.point += count;
        part
    }
}

/// The lines of a stretch between two sentences.
fn furniture(gap: &str) -> impl Iterator<Item = Block<'_>> {
    let lines = gap.lines().map(str::trim);
    lines.filter(|line| !line.is_empty()).map(Block::Furniture)
}

/// How many claims an article makes, by kind.
fn counts(explanation: &Explanation) -> String {
    let claims = &explanation.claims;
    let counted = |count: usize, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    };
    [
        counted(claims.people.len(), "official", "officials"),
        counted(claims.tenures.len(), "tenure", "tenures"),
        counted(claims.events.len(), "event", "events"),
        counted(claims.documents.len(), "document", "documents"),
        counted(claims.statistics.len(), "statistic", "statistics"),
        counted(
            claims.bios.len(),
            "birth or home place",
            "births and home places",
        ),
    ]
    .join(" · ")
}

/// What a frame matched, without the mark before it.
fn matched(frame: &FrameReading) -> String {
    let quote = one_line(&frame.evidence.quote);
    quote.trim_start_matches([',', ';', ' ']).to_owned()
}

/// Some text of an article in one line. Articles hold no control characters, which would steer a terminal.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::rules::Rules;

    /// Some text without white space, which is shown otherwise than it stands.
    fn bare(text: &str) -> String {
        text.split_whitespace().collect()
    }

    #[test]
    fn nothing_of_an_article_is_lost_or_shown_twice() {
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
        let rules = Rules::embedded().unwrap();
        for article in crate::article::read(&[examples]) {
            let article = article.unwrap();
            let explanation = crate::claim::explain(&article, &rules);
            let view = View::new(&article, &explanation);
            let mut shown = String::new();
            let mut claims = view.elsewhere.len();
            for block in &view.blocks {
                match block {
                    Block::Furniture(line) => shown.push_str(line),
                    Block::Sentence(sentence) => {
                        shown.extend(sentence.pieces.iter().map(|(_, piece)| *piece));
                        claims += sentence.claims.iter().filter(|told| !told.again).count();
                    }
                }
            }
            assert_eq!(bare(&shown), bare(&article.text), "{}", article.id);
            let made = &explanation.claims;
            assert_eq!(claims, made.count() + made.people.len(), "{}", article.id);
            assert_eq!(made, &crate::claim::extract(&article, &rules));
        }
    }
}
