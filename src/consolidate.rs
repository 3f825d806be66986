//! The command that adds claims up to facts without a store.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::PathBuf;

use anyhow::Context;
use quanlo::answer::Found;
use quanlo::graph::{Gathering, Part, Scheme, backdrop, derive};

use crate::cli::{Global, Output};
use crate::command::{base, decisions, rules};
use crate::screen::{existing, nothing, one_of, say};

/// Reads claims, one article a line, and writes the facts of a part as sorted N-Quads.
pub(crate) fn consolidate(
    global: &Global,
    inputs: &[PathBuf],
    part: Part,
) -> anyhow::Result<Found> {
    existing(inputs)?;
    let (base, rules, decisions) = (base(global)?, rules(global)?, decisions(global)?);
    let scheme = Scheme::new(&base, &rules, &decisions)?;
    let mut claims = Gathering::new(part, &scheme);
    let (mut read, mut replaced, mut skipped) = (0, 0, 0);
    for input in inputs {
        let place = input.display();
        let lines: Box<dyn BufRead> = if input.as_os_str() == "-" {
            Box::new(io::stdin().lock())
        } else {
            Box::new(BufReader::new(
                File::open(input).with_context(|| format!("{place}"))?,
            ))
        };
        for (at, line) in lines.lines().enumerate() {
            let line = line.with_context(|| format!("{place}:{}", at + 1))?;
            if line.trim().is_empty() {
                continue;
            }
            match claims.add(line) {
                Ok(again) => {
                    read += 1;
                    replaced += usize::from(again);
                }
                Err(error) => {
                    skipped += 1;
                    let at = at + 1;
                    say(&format!(
                        "{place}:{at}: no claims: {error}; write them with `quanlo extract`"
                    ));
                }
            }
        }
    }
    if read == 0 {
        return Ok(nothing(
            &"no claims in what was given; write them with `quanlo extract`",
        ));
    }
    if skipped > 0 {
        say(&format!("{skipped} {} skipped", one_of(skipped, "line")));
    }
    if replaced > 0 && !global.quiet {
        let articles = one_of(replaced, "article");
        say(&format!(
            "{replaced} {articles} stood there more than once: the later published counts"
        ));
    }
    let mut quads = derive(&claims.accounts()?, part, &scheme);
    if part.is_first() {
        quads.extend(backdrop(&base, &rules, &decisions)?);
    }
    let mut lines: Vec<String> = quads.iter().map(|quad| format!("{quad} .")).collect();
    lines.sort_unstable();
    lines.dedup();
    Output::default().write(|out, _| {
        for line in &lines {
            writeln!(out, "{line}")?;
        }
        Ok(Found::Something)
    })
}
