//! Explained articles as one HTML page that needs nothing else: no script, no font, no picture.

use std::io::{self, Write};

use super::{Block, NO_FRAME, Sentence, Told, View, matched, one_line};
use crate::answer::markup::Text;
use crate::article::Article;
use crate::claim::{Explanation, MentionKind};

/// A page while it is written, one article after the other.
pub struct Page<'w> {
    out: &'w mut dyn Write,
    articles: usize,
}

impl<'w> Page<'w> {
    /// Begins a page about what lies in a file.
    pub fn new(file: &str, out: &'w mut dyn Write) -> io::Result<Self> {
        let title = format!("How Quanlo read {file}");
        let title = Text(&title);
        write!(
            out,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>{title}</title>\n<style>\n{}</style>\n</head>\n<body>\n<main>\n\
             <h1>{title}</h1>\n<p class=\"legend\">Marked in the text:",
            include_str!("page.css")
        )?;
        for kind in MentionKind::ALL {
            write!(out, " {}", mark(kind, kind.name(), "en"))?;
        }
        writeln!(
            out,
            "</p>\n<p>Under each sentence stand the claims that it tells, and the rules that were set aside and why. \
             Lines in grey belong to the page and not to the news. Nothing here has been checked by a person; being \
             listed implies no wrongdoing.</p>"
        )?;
        Ok(Self { out, articles: 0 })
    }

    /// Adds an article.
    pub fn article(&mut self, article: &Article, explanation: &Explanation) -> io::Result<()> {
        self.articles += 1;
        let id = format!("a{}", self.articles);
        let view = View::new(article, explanation);
        let out = &mut *self.out;
        let title = Text(&view.heading);
        write!(
            out,
            "<article aria-labelledby=\"{id}\">\n<h2 id=\"{id}\" lang=\"vi\">{title}</h2>\n<p>{}</p>\n",
            view.counts
        )?;
        let mut in_paragraph = false;
        for block in &view.blocks {
            let opens = match block {
                Block::Furniture(_) => true,
                Block::Sentence(sentence) => sentence.opens || !in_paragraph,
            };
            if opens && in_paragraph {
                writeln!(out, "</section>")?;
            }
            match block {
                Block::Furniture(line) => {
                    in_paragraph = false;
                    let line = Text(line);
                    writeln!(out, "<p class=\"furniture\" lang=\"vi\">{line}</p>")?;
                }
                Block::Sentence(sentence) => {
                    if opens {
                        writeln!(out, "<section>")?;
                    }
                    in_paragraph = true;
                    write_sentence(&view, sentence, &id, out)?;
                }
            }
        }
        if in_paragraph {
            writeln!(out, "</section>")?;
        }
        write_claims(&view, &view.elsewhere, out)?;
        write_unused(&view, &id, out)?;
        writeln!(out, "</article>")
    }

    /// Ends the page.
    pub fn finish(self) -> io::Result<()> {
        writeln!(self.out, "</main>\n</body>\n</html>")
    }
}

fn write_sentence(
    view: &View,
    sentence: &Sentence,
    id: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let number = sentence.number + 1;
    write!(
        out,
        "<p class=\"sentence\" id=\"{id}-s{number}\" lang=\"vi\">"
    )?;
    for (kind, text) in &sentence.pieces {
        match kind {
            Some(kind) => write!(out, "{}", mark(*kind, text, "vi"))?,
            None => write!(out, "{}", Text(text))?,
        }
    }
    writeln!(out, "</p>")?;
    write_claims(view, &sentence.claims, out)?;
    let rejected = |frame: &&crate::claim::FrameReading| frame.rejected.is_some();
    if sentence.reading.frames.iter().any(|frame| rejected(&frame)) {
        writeln!(
            out,
            "<ul class=\"rejected\" aria-label=\"rules set aside\">"
        )?;
        for frame in sentence.reading.frames.iter().filter(rejected) {
            let reason = frame.rejected.as_deref().unwrap_or_default();
            writeln!(
                out,
                "<li><code>{}</code> on <q lang=\"vi\">{}</q>: {}</li>",
                Text(&frame.frame),
                Text(&matched(frame)),
                Text(reason)
            )?;
        }
        writeln!(out, "</ul>")?;
    }
    if sentence.reading.mentions.is_empty() {
        return Ok(());
    }
    writeln!(out, "<details><summary>what was read</summary>\n<ul>")?;
    for mention in &sentence.reading.mentions {
        writeln!(
            out,
            "<li>{} → <span lang=\"vi\">{}</span></li>",
            mark(mention.kind, &mention.evidence.quote, "vi"),
            Text(&mention.reading)
        )?;
    }
    writeln!(out, "</ul></details>")
}

fn write_claims(view: &View, claims: &[Told], out: &mut dyn Write) -> io::Result<()> {
    if claims.is_empty() {
        return Ok(());
    }
    writeln!(out, "<ul class=\"claims\" aria-label=\"claims\">")?;
    for told in claims {
        let claim = &view.lines[told.line];
        let (kind, text) = (claim.kind, Text(&claim.text));
        if told.again {
            writeln!(
                out,
                "<li class=\"again\">{kind} <span lang=\"vi\">{text}</span> <i>told before</i></li>"
            )?;
            continue;
        }
        write!(out, "<li><b>{kind}</b> <span lang=\"vi\">{text}</span>")?;
        if let Some(rule) = &claim.rule {
            write!(out, " <code>{}</code>", Text(rule))?;
        }
        if !claim.recovered.is_empty() {
            write!(
                out,
                " <i>recovered: {}</i>",
                Text(&claim.recovered.join(", "))
            )?;
        }
        writeln!(out, "</li>")?;
    }
    writeln!(out, "</ul>")
}

fn write_unused(view: &View, id: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<h3>Acts that no claim rests on: {}</h3>",
        view.unused.len()
    )?;
    if view.unused.is_empty() {
        return Ok(());
    }
    writeln!(out, "<ul class=\"unused\">")?;
    for (number, sentence, act) in &view.unused {
        writeln!(
            out,
            "<li>{}: {}. <a href=\"#{id}-s{}\"><q lang=\"vi\">{}</q></a></li>",
            mark(MentionKind::Act, &act.evidence.quote, "vi"),
            Text(act.rejected.as_deref().unwrap_or(NO_FRAME)),
            number + 1,
            Text(&one_line(&sentence.sentence.quote))
        )?;
    }
    writeln!(out, "</ul>")
}

/// A mention with its kind beside it, so that nobody needs the colours.
fn mark(kind: MentionKind, text: &str, language: &str) -> String {
    let (name, text) = (kind.name(), Text(text));
    if language == "en" {
        return format!("<mark class=\"{name}\">{text}</mark>");
    }
    format!("<mark class=\"{name}\">{text}<small lang=\"en\"> {name}</small></mark>")
}
