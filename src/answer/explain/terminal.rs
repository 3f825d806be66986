//! An explained article in the terminal: mentions coloured, or in brackets with their kind where there is no colour.

use std::io::{self, Write};

use super::{Block, NO_FRAME, Sentence, Told, View, matched, one_line};
use crate::article::Article;
use crate::claim::{Explanation, MentionKind};

/// How an explanation is shown in the terminal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terminal {
    /// With colours; else with brackets.
    pub colour: bool,
    /// Also say what each mention was read as.
    pub mentions: bool,
    /// Break lines so that none is longer than this.
    pub width: Option<usize>,
}

/// A stretch of a line in one style: the parameters of an SGR sequence, or nothing.
type Span = (&'static str, String);

const PLAIN: &str = "";
const BOLD: &str = "1";
const DIM: &str = "2";
const GREEN: &str = "32";
const RED: &str = "31";

/// The style of a mention. No two have the same weight, slant and underline, so that they can be told apart without colour.
fn style(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Person => "1;36",
        MentionKind::Post => "4;32",
        MentionKind::Role => "2;4",
        MentionKind::Body => "3;34",
        MentionKind::Area => "3;4;35",
        MentionKind::Date => "1;3;33",
        MentionKind::Document => "1;4;33",
        MentionKind::Act => "7;31",
    }
}

impl Terminal {
    /// Writes how an article was read.
    pub fn write(
        self,
        article: &Article,
        explanation: &Explanation,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let view = View::new(article, explanation);
        self.line((PLAIN, ""), "", &[(BOLD, one_line(&view.heading))], out)?;
        self.line((PLAIN, ""), "", &[(PLAIN, view.counts.clone())], out)?;
        if self.colour {
            let mut legend: Vec<Span> = vec![(PLAIN, "marked:".to_owned())];
            for kind in MentionKind::ALL {
                legend.push((PLAIN, " ".to_owned()));
                legend.push((style(kind), kind.name().to_owned()));
            }
            self.line((PLAIN, ""), "", &legend, out)?;
        }
        let mut in_furniture = false;
        for block in &view.blocks {
            match block {
                Block::Furniture(line) => {
                    if !in_furniture {
                        writeln!(out)?;
                    }
                    in_furniture = true;
                    self.line((PLAIN, "· "), "· ", &[(DIM, one_line(line))], out)?;
                }
                Block::Sentence(sentence) => {
                    if sentence.opens || in_furniture {
                        writeln!(out)?;
                    }
                    in_furniture = false;
                    self.sentence(&view, sentence, out)?;
                }
            }
        }
        if !view.elsewhere.is_empty() {
            writeln!(out)?;
        }
        for told in &view.elsewhere {
            self.claim(&view, told, out)?;
        }
        writeln!(out)?;
        let title = format!("acts that no claim rests on: {}", view.unused.len());
        self.line((PLAIN, ""), "", &[(BOLD, title)], out)?;
        for (_, sentence, act) in &view.unused {
            let why = act.rejected.as_deref().unwrap_or(NO_FRAME);
            let spans = [
                (style(MentionKind::Act), one_line(&act.evidence.quote)),
                (PLAIN, format!(": {why}")),
            ];
            self.line((PLAIN, "  ? "), "    ", &spans, out)?;
            let quote = one_line(&sentence.sentence.quote);
            self.line(
                (PLAIN, "      "),
                "      ",
                &[(DIM, format!("«{quote}»"))],
                out,
            )?;
        }
        Ok(())
    }

    fn sentence(self, view: &View, sentence: &Sentence, out: &mut dyn Write) -> io::Result<()> {
        let spans: Vec<Span> = sentence
            .pieces
            .iter()
            .map(|(kind, text)| match kind {
                Some(kind) if self.colour => (style(*kind), text.replace(char::is_whitespace, " ")),
                Some(kind) => (PLAIN, format!("[{} {}]", kind.name(), one_line(text))),
                None => (PLAIN, text.replace(char::is_whitespace, " ")),
            })
            .collect();
        self.line((PLAIN, "│ "), "│ ", &spans, out)?;
        if self.mentions {
            for mention in &sentence.reading.mentions {
                let quote = one_line(&mention.evidence.quote);
                let note = format!("«{quote}» {}", mention.reading);
                self.note((DIM, "="), mention.kind.name(), &[(PLAIN, note)], out)?;
            }
        }
        for told in &sentence.claims {
            self.claim(view, told, out)?;
        }
        for frame in &sentence.reading.frames {
            if let Some(reason) = &frame.rejected {
                let quote = matched(frame);
                let note = format!("{} «{quote}»: {reason}", frame.frame);
                self.note((RED, "-"), "rule", &[(DIM, note)], out)?;
            }
        }
        Ok(())
    }

    fn claim(self, view: &View, told: &Told, out: &mut dyn Write) -> io::Result<()> {
        let line = &view.lines[told.line];
        let text = line.text.clone();
        if told.again {
            return self.note((DIM, "~"), line.kind, &[(DIM, text)], out);
        }
        let spans = [(PLAIN, text + " "), (DIM, line.reading())];
        self.note((GREEN, "+"), line.kind, &spans, out)
    }

    fn note(
        self,
        (style, sign): (&'static str, &str),
        kind: &str,
        text: &[Span],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let first = format!("    {sign} {kind:<9} ");
        self.line((style, &first), "                ", text, out)
    }

    /// Writes spans as a line; where it is too long, the next ones begin with `hang`.
    fn line(
        self,
        (style, first): (&'static str, &str),
        hang: &str,
        spans: &[Span],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let limit = self.width.unwrap_or(usize::MAX);
        let mut current = PLAIN;
        self.restyle(&mut current, style, out)?;
        write!(out, "{first}")?;
        self.restyle(&mut current, PLAIN, out)?;
        let mut column = width(first);
        let mut begun = false;
        for word in words(spans) {
            let length: usize = word.text.iter().map(|(_, text)| width(text)).sum();
            let gap = usize::from(begun && word.spaced.is_some());
            if begun && word.spaced.is_some() && column + gap + length > limit {
                self.restyle(&mut current, PLAIN, out)?;
                write!(out, "\n{hang}")?;
                column = width(hang);
            } else if let Some(style) = word.spaced.filter(|_| begun) {
                self.restyle(&mut current, style, out)?;
                write!(out, " ")?;
                column += 1;
            }
            for (style, text) in word.text {
                self.restyle(&mut current, style, out)?;
                write!(out, "{text}")?;
            }
            column += length;
            begun = true;
        }
        self.restyle(&mut current, PLAIN, out)?;
        writeln!(out)
    }

    fn restyle(
        self,
        current: &mut &'static str,
        style: &'static str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if !self.colour || *current == style {
            return Ok(());
        }
        *current = style;
        match style {
            PLAIN => write!(out, "\x1b[0m"),
            style => write!(out, "\x1b[0;{style}m"),
        }
    }
}

/// What stands between two spaces, perhaps in several styles.
struct Word<'a> {
    /// The style of the space before it, where there is one.
    spaced: Option<&'static str>,
    text: Vec<(&'static str, &'a str)>,
}

/// Cuts spans into words.
fn words(spans: &[Span]) -> Vec<Word<'_>> {
    let mut words: Vec<Word> = Vec::new();
    let mut space = None;
    for (style, text) in spans {
        for (i, word) in text.split(' ').enumerate() {
            if i > 0 {
                space = Some(*style);
            }
            if word.is_empty() {
                continue;
            }
            match words.last_mut() {
                Some(last) if space.is_none() => last.text.push((style, word)),
                _ => words.push(Word {
                    spaced: space.take(),
                    text: vec![(style, word)],
                }),
            }
        }
    }
    words
}

/// How many columns some text takes: a combining mark takes none.
fn width(text: &str) -> usize {
    text.chars()
        .filter(|c| !('\u{300}'..='\u{36F}').contains(c))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(terminal: Terminal, spans: &[Span]) -> String {
        let mut out = Vec::new();
        terminal.line((PLAIN, "│ "), "│ ", spans, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lines_break_between_words_and_marks_stay_at_their_words() {
        let spans = [
            (style(MentionKind::Person), "ông Lò Văn Mẫu".to_owned()),
            (PLAIN, ", người xã Mường Bú".to_owned()),
        ];
        let narrow = Terminal {
            width: Some(14),
            ..Terminal::default()
        };
        assert_eq!(
            shown(narrow, &spans),
            "│ ông Lò Văn\n│ Mẫu, người\n│ xã Mường Bú\n"
        );
        assert_eq!(
            shown(Terminal::default(), &spans),
            "│ ông Lò Văn Mẫu, người xã Mường Bú\n"
        );
    }

    #[test]
    fn a_colour_ends_where_its_line_ends() {
        let spans = [(style(MentionKind::Post), "Bí thư".to_owned())];
        let narrow = Terminal {
            colour: true,
            width: Some(6),
            ..Terminal::default()
        };
        let line = "\x1b[0;4;32m";
        assert_eq!(
            shown(narrow, &spans),
            format!("│ {line}Bí\x1b[0m\n│ {line}thư\x1b[0m\n")
        );
    }
}
