//! What the program says beside its answers, and where the answers go.

use std::env;
use std::fmt::Display;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};
use quanlo::answer::{AnswerError, Format, Found, Terminal};
use quanlo::report::Skip;
use quanlo::store::BuildReport;

use crate::cli::{Colour, Output};

/// So many of the articles that were left out are named one by one.
const NAMED_SKIPS: usize = 20;

/// Says a line on standard error.
pub(crate) fn say(line: &str) {
    // Nobody is left to tell if this fails.
    let _ = writeln!(io::stderr(), "quanlo: {line}");
}

/// Says why there is nothing.
pub(crate) fn nothing(reason: &dyn Display) -> Found {
    say(&reason.to_string());
    Found::Nothing
}

/// An error with its causes in one line, each said once.
pub(crate) fn one_line(error: &anyhow::Error) -> String {
    let mut line = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if line.is_empty() {
            line = cause;
        } else if !line.contains(&cause) {
            line.push_str(": ");
            line.push_str(&cause);
        }
    }
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Says what was left out, and why.
pub(crate) fn say_skips(skipped: &[Skip]) {
    skipped
        .iter()
        .take(NAMED_SKIPS)
        .for_each(|skip| say(&format!("skipped {skip}")));
    if skipped.len() > NAMED_SKIPS {
        say(&format!("skipped {} more", skipped.len() - NAMED_SKIPS));
    }
}

/// What a build did, in one line.
pub(crate) fn summary(report: &BuildReport) -> String {
    let claims = &report.claims;
    let changed = &report.changed;
    format!(
        "read {} {} ({} new, {} replaced, {} unchanged), skipped {}; claims: officials {}, tenures {}, events {}, \
         documents {}, statistics {}, births and home places {}",
        report.read,
        one_of(report.read, "article"),
        changed.added,
        changed.replaced,
        changed.unchanged,
        report.skipped.len(),
        claims.people,
        claims.tenures,
        claims.events,
        claims.documents,
        claims.statistics,
        claims.bios
    )
}

/// The noun for a count.
pub(crate) fn one_of(count: usize, noun: &str) -> String {
    if count == 1 {
        noun.to_owned()
    } else {
        format!("{noun}s")
    }
}

/// Refuses inputs that are not there.
pub(crate) fn existing(inputs: &[PathBuf]) -> anyhow::Result<()> {
    match inputs
        .iter()
        .find(|input| input.as_os_str() != "-" && !input.exists())
    {
        Some(missing) => bail!("{}: no such file or folder", missing.display()),
        None => Ok(()),
    }
}

/// Whoever reads the answer has seen enough of it.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// A line is never longer than this, however wide the terminal.
const WIDEST: usize = 120;

/// How an explanation is shown where it goes: with colours and broken lines on a terminal only.
pub(crate) fn terminal(colour: Colour, mentions: bool, output: &Output) -> Terminal {
    let is_terminal = output.output.is_none() && io::stdout().is_terminal();
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    let colour = match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => is_terminal && !is_set("NO_COLOR") && !is_dumb,
    };
    let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0).min(WIDEST));
    Terminal {
        colour,
        mentions,
        width: width.filter(|_| is_terminal),
    }
}

/// How far a build is, on a terminal.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    pub(crate) fn new(quiet: bool) -> Self {
        let is_shown = !quiet && io::stderr().is_terminal();
        let bar = if is_shown {
            ProgressBar::new_spinner()
        } else {
            ProgressBar::hidden()
        };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed_precise}  {msg}") {
            bar.set_style(style);
        }
        Self { bar }
    }

    pub(crate) fn build(&self, report: &BuildReport) {
        let claims = &report.claims;
        let megabytes = report.bytes / 1_000_000;
        self.bar.set_message(format!(
            "{} articles, {megabytes} MB, {} tenures, {} events, {} skipped",
            report.read,
            claims.tenures,
            claims.events,
            report.skipped.len()
        ));
        self.bar.tick();
    }

    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Output {
    /// Writes an answer where it belongs; it is given the form that was asked for.
    pub(crate) fn write(
        &self,
        answer: impl FnOnce(&mut dyn Write, Option<Format>) -> anyhow::Result<Found>,
    ) -> anyhow::Result<Found> {
        let (place, mut out): (String, Box<dyn Write>) = match &self.output {
            Some(path) => {
                let file = File::create(path)
                    .with_context(|| format!("cannot write {}", path.display()))?;
                (path.display().to_string(), Box::new(BufWriter::new(file)))
            }
            None => (
                "standard output".to_owned(),
                Box::new(BufWriter::new(io::stdout().lock())),
            ),
        };
        let format = self
            .format
            .or_else(|| Format::of_path(self.output.as_deref()?));
        let context = |error: anyhow::Error| {
            let is_writing = error.is::<io::Error>()
                || matches!(error.downcast_ref(), Some(AnswerError::Write(_)));
            if is_writing {
                error.context(format!("cannot write {place}"))
            } else {
                error
            }
        };
        let found = answer(&mut out, format).map_err(context)?;
        out.flush().map_err(|error| context(error.into()))?;
        Ok(found)
    }
}
