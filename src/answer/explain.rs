//! How one article was read, line by line.

use std::io::{self, Write};
use std::ops::Range;

use super::claims::{heading, lines};
use crate::article::Article;
use crate::claim::{Explanation, SentenceReading};

/// Writes the article line by line. Under each line of the news stand, for each of its sentences, what was recognised
/// (`=`), the frames that fired or were set aside and why (`+`, `-`), acts that nothing used (`?`), and at last the
/// claims whose first passage begins in the line. Page furniture, which nothing is read from, stands after a dot.
pub fn explain(
    article: &Article,
    explanation: &Explanation,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "{}", heading(&explanation.claims))?;
    let lines = lines(&explanation.claims);
    let mut claims = lines.iter().peekable();
    let mut sentences = explanation.sentences.iter().peekable();
    let (mut bytes, mut points) = (0, 0);
    for text in article.text.split_inclusive('\n') {
        let end = points + text.chars().count();
        let is_news = |news: &Range<usize>| news.start < bytes + text.len() && bytes < news.end;
        if !text.trim().is_empty() {
            let mark = if article.content.iter().any(is_news) {
                '│'
            } else {
                '·'
            };
            writeln!(out, "{mark} {}", text.trim())?;
        }
        while let Some(sentence) = sentences.next_if(|reading| reading.sentence.start < end) {
            write_sentence(sentence, out)?;
        }
        while let Some(line) = claims.next_if(|line| line.start < end) {
            writeln!(out, "    » {}", line.text)?;
        }
        bytes += text.len();
        points = end;
    }
    claims.try_for_each(|line| writeln!(out, "    » {}", line.text))
}

fn write_sentence(sentence: &SentenceReading, out: &mut dyn Write) -> io::Result<()> {
    for mention in &sentence.mentions {
        let quote = one_line(&mention.evidence.quote);
        writeln!(
            out,
            "    = {:<8} «{quote}» {}",
            mention.kind, mention.reading
        )?;
    }
    for frame in &sentence.frames {
        match &frame.rejected {
            None => writeln!(out, "    + frame    {}", frame.frame)?,
            Some(reason) => writeln!(out, "    - frame    {}: {reason}", frame.frame)?,
        }
    }
    for act in &sentence.unused {
        writeln!(out, "    ? unused   «{}»", one_line(&act.quote))?;
    }
    Ok(())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
