//! How one article was read, line by line.

use std::io::{self, Write};
use std::ops::Range;

use super::{AnswerError, Format};
use crate::article::Article;
use crate::claim::{Claims, Evidence, Explanation, Post, SentenceReading, Status, When};

/// Writes the article line by line. Under each line of the news stand, for each of its sentences, what was recognised
/// (`=`), the frames that fired or were set aside and why (`+`, `-`), acts that nothing used (`?`), and at last the
/// claims whose first passage begins in the line. Page furniture, which nothing is read from, stands after a dot.
pub fn explain(
    article: &Article,
    explanation: &Explanation,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "{}", heading(&explanation.claims))?;
    let mut lines = lines(&explanation.claims);
    lines.sort_by_key(|line| line.start);
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

/// Writes the claims of an article: as one line of JSON, or one claim on a line in the order of the text.
pub fn write_claims(
    claims: &Claims,
    format: Format,
    out: &mut dyn Write,
) -> Result<(), AnswerError> {
    match format {
        Format::Json => {
            serde_json::to_writer(&mut *out, claims).map_err(io::Error::from)?;
            Ok(writeln!(out)?)
        }
        Format::Table => {
            writeln!(out, "{}", heading(claims))?;
            let mut lines = lines(claims);
            lines.sort_by_key(|line| line.start);
            Ok(lines
                .iter()
                .try_for_each(|line| writeln!(out, "  {}", line.text))?)
        }
        format => Err(AnswerError::Format {
            answer: "claims",
            format,
            expected: "json or table",
        }),
    }
}

/// A claim in one line, and the code point where its first passage begins.
struct Line {
    start: usize,
    text: String,
}

fn heading(claims: &Claims) -> String {
    let source = &claims.article;
    let published = source.published.map(|date| date.to_string());
    let parts = [
        source.headline.as_ref(),
        source.publisher.as_ref(),
        published.as_ref(),
        source.province.as_ref(),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    format!(
        "{}: {}",
        source.id,
        if parts.is_empty() {
            "no headline, no date".to_owned()
        } else {
            parts.join(" · ")
        }
    )
}

fn lines(claims: &Claims) -> Vec<Line> {
    let mut lines = Vec::with_capacity(claims.people.len() + claims.count());
    for person in &claims.people {
        let honorific = person
            .honorific
            .as_ref()
            .map(|h| format!(" ({h})"))
            .unwrap_or_default();
        lines.push(line(
            "person",
            &[person.name.clone() + &honorific],
            &person.mentions[..person.mentions.len().min(1)],
            None,
        ));
    }
    for tenure in &claims.tenures {
        let when = match tenure.when {
            When::Current => "current",
            When::New => "new",
            When::Former => "former",
        };
        let period = match (tenure.start, tenure.end) {
            (None, None) => String::new(),
            (start, end) => {
                let date = |date: Option<crate::date::Date>| {
                    date.map(|d| d.to_string()).unwrap_or_default()
                };
                format!("{}..{}", date(start), date(end))
            }
        };
        let parts = [
            tenure.person.clone(),
            tenure.post.to_string(),
            when.to_owned(),
            period,
            tenure.term.clone().unwrap_or_default(),
        ];
        lines.push(line(
            "tenure",
            &parts,
            &tenure.evidence,
            Some((&tenure.rule, &tenure.recovered)),
        ));
    }
    for event in &claims.events {
        let kinds: Vec<&str> = event.kinds.iter().map(|kind| kind.name()).collect();
        let status = if event.status == Status::Proposed {
            "proposed"
        } else {
            ""
        };
        let parts = [
            event.person.clone(),
            kinds.join("+"),
            status.to_owned(),
            posts("from", &event.from),
            posts("to", &event.to),
            named("on", event.date),
            named("by", event.by.as_ref()),
            named("document", event.document.as_ref()),
            named("replaces", event.replaces.as_ref()),
        ];
        lines.push(line(
            "event",
            &parts,
            &event.evidence,
            Some((&event.rule, &event.recovered)),
        ));
    }
    for document in &claims.documents {
        let number = document.number.clone().unwrap_or_default();
        let parts = [
            format!("{} {number}", document.kind).trim().to_owned(),
            named("of", document.date),
            named("by", document.issuer.as_ref()),
            named("implements", document.implements.as_ref()),
            named("about", document.title.as_ref()),
        ];
        lines.push(line(
            "document",
            &parts,
            &document.evidence,
            Some((&document.rule, &document.recovered)),
        ));
    }
    for statistic in &claims.statistics {
        let share = statistic.percent.map(|percent| format!("{percent} %"));
        let flow = [&statistic.from_level, &statistic.to_level]
            .map(|level| level.as_deref().unwrap_or("?"));
        let flow = if flow == ["?", "?"] {
            String::new()
        } else {
            flow.join(" → ")
        };
        let parts = [
            statistic.measure.clone(),
            [
                statistic.qualifier.clone(),
                statistic.count.map(|n| n.to_string()),
                share,
            ]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" "),
            flow,
            named("in", statistic.period.as_ref()),
            named("of", statistic.org.as_ref()),
            named("counting", statistic.group.as_ref()),
        ];
        lines.push(line(
            "statistic",
            &parts,
            &statistic.evidence,
            Some((&statistic.rule, &statistic.recovered)),
        ));
    }
    for bio in &claims.bios {
        let parts = [
            bio.person.clone(),
            named("born", bio.born),
            named("from", bio.hometown.as_ref()),
        ];
        lines.push(line(
            "bio",
            &parts,
            &bio.evidence,
            Some((&bio.rule, &bio.recovered)),
        ));
    }
    lines
}

fn line(
    kind: &str,
    parts: &[String],
    evidence: &[Evidence],
    read: Option<(&String, &Vec<String>)>,
) -> Line {
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    let mut text = format!("{kind:<9} {}", parts.join(" · "));
    if let Some((rule, recovered)) = read {
        let recovered = if recovered.is_empty() {
            String::new()
        } else {
            format!("; recovered: {}", recovered.join(", "))
        };
        text.push_str(&format!("  [{rule}{recovered}]"));
    }
    Line {
        start: evidence
            .iter()
            .map(|passage| passage.start)
            .min()
            .unwrap_or(usize::MAX),
        text,
    }
}

fn named(word: &str, value: Option<impl ToString>) -> String {
    value
        .map(|value| format!("{word} {}", value.to_string()))
        .unwrap_or_default()
}

fn posts(word: &str, posts: &[Post]) -> String {
    let posts: Vec<String> = posts.iter().map(Post::to_string).collect();
    if posts.is_empty() {
        String::new()
    } else {
        format!("{word} {}", posts.join(" + "))
    }
}
