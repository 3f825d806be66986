//! The commands that take more than one call.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use quanlo::answer::{self, AnswerError, Format, Found, Page, Terminal};
use quanlo::article::{Article, raw};
use quanlo::claim::{self, Claims, Explanation};
use quanlo::eval::{self, Evaluation, Gold};
use quanlo::graph::Base;
use quanlo::identity::Decisions;
use quanlo::report::Skip;
use quanlo::rules::Rules;
use quanlo::store::{self, Store};
use quanlo::text::Text;

use crate::cli::{Global, Output};
use crate::screen::{self, Progress, existing, nothing, one_of, say, say_skips};

/// Reads articles into the store.
pub(crate) fn build(global: &Global, inputs: &[PathBuf]) -> anyhow::Result<Found> {
    existing(inputs)?;
    let rules = rules(global)?;
    let mut store = Store::open(&global.store, &base(global)?, &rules, &decisions(global)?)?;
    let progress = Progress::new(global.quiet);
    let report = store::build(
        &mut store,
        articles(inputs, &rules),
        &rules,
        global.threads,
        |report| {
            progress.build(report);
        },
    );
    progress.finish();
    let report = report?;
    say_skips(&report.skipped);
    if report.read == 0 {
        return Ok(nothing(
            &"no article in what was given; articles are .txt, .html and .ndjson files, each also .gz",
        ));
    }
    if !global.quiet {
        say(&screen::summary(&report));
    }
    Ok(Found::Something)
}

/// Takes articles out of the store.
pub(crate) fn remove(global: &Global, articles: Vec<String>) -> anyhow::Result<Found> {
    // What a killed build has left can be taken out too, but a store that is not there is not made.
    drop(open(global)?);
    let mut store = Store::open(
        &global.store,
        &base(global)?,
        &rules(global)?,
        &decisions(global)?,
    )?;
    let known = store.articles()?;
    let (known, unknown): (Vec<_>, Vec<_>) =
        articles.into_iter().partition(|id| known.contains(id));
    for id in unknown {
        say(&format!("no article has the id {id:?}"));
    }
    let removed = store.remove(&known)?.removed;
    store.publish()?;
    if known.is_empty() {
        return Ok(Found::Nothing);
    }
    if !global.quiet {
        say(&format!(
            "took out {removed} {}",
            one_of(removed, "article")
        ));
    }
    Ok(Found::Something)
}

/// Prints what articles say.
pub(crate) fn extract(
    global: &Global,
    inputs: &[PathBuf],
    output: &Output,
) -> anyhow::Result<Found> {
    existing(inputs)?;
    // The program ends with the run: to take the rules apart before would only make it later.
    let rules: &Rules = Box::leak(Box::new(rules(global)?));
    let mut skipped = Vec::new();
    let found = output.write(|out, format| {
        Ok(answer::extract(
            raw(inputs),
            rules,
            global.threads,
            format.unwrap_or(Format::Json),
            out,
            |skip| skipped.push(skip),
        )?)
    });
    say_skips(&skipped);
    found
}

/// Shows how an article was read.
pub(crate) fn explain(
    global: &Global,
    file: PathBuf,
    terminal: Terminal,
    output: &Output,
) -> anyhow::Result<Found> {
    let file = [file];
    existing(&file)?;
    let rules = rules(global)?;
    output.write(|out, format| match format.unwrap_or(Format::Table) {
        Format::Table => each_explained(&file, &rules, |article, explanation| {
            terminal.write(article, explanation, out)
        }),
        Format::Html => {
            let name = file[0].file_name().unwrap_or(file[0].as_os_str());
            let mut page = Page::new(&name.to_string_lossy(), out)?;
            let found = each_explained(&file, &rules, |article, explanation| {
                page.article(article, explanation)
            })?;
            page.finish()?;
            Ok(found)
        }
        format => Err(AnswerError::Format {
            answer: "an explanation",
            format,
            expected: "table or html",
        }
        .into()),
    })
}

/// Explains each article of the inputs; what cannot be read is said.
fn each_explained(
    inputs: &[PathBuf],
    rules: &Rules,
    mut each: impl FnMut(&Article, &Explanation) -> io::Result<()>,
) -> anyhow::Result<Found> {
    let mut found = Found::Nothing;
    for article in articles(inputs, rules) {
        match article {
            Ok(article) => {
                each(&article, &claim::explain(&article, rules))?;
                found = Found::Something;
            }
            Err(skip) => say_skips(&[skip]),
        }
    }
    Ok(found)
}

/// What is measured, and what of it is printed.
pub(crate) struct Measure {
    /// A file of claims to measure instead of reading the articles.
    pub(crate) claims: Option<PathBuf>,
    /// What the ids of articles begin with.
    pub(crate) only: String,
    /// Whether the rows that differ are printed.
    pub(crate) errors: bool,
    /// Whether the figures are printed as JSON.
    pub(crate) json: bool,
}

/// Measures what is read against what a reader annotated.
pub(crate) fn eval(
    global: &Global,
    folder: &Path,
    inputs: &[PathBuf],
    measure: &Measure,
) -> anyhow::Result<Found> {
    existing(inputs)?;
    let gold = Gold::read(folder, &measure.only)?;
    let rules = rules(global)?;
    let mut sentences = BTreeMap::new();
    let annotated = articles(inputs, &rules)
        .filter(|article| {
            article
                .as_ref()
                .map_or(true, |article| gold.has(&article.id))
        })
        .inspect(|article| {
            if let (true, Ok(article)) = (measure.errors, article) {
                let text = Text::new(article, &rules.lexicon);
                sentences.insert(article.id.clone(), text.passages());
            }
        });
    let mut skipped = Vec::new();
    let claims = if let Some(path) = &measure.claims {
        skipped.extend(annotated.filter_map(Result::err));
        read_claims(path)?
    } else {
        let mut read = BTreeMap::new();
        for article in annotated {
            match article {
                Ok(article) => {
                    match Skip::on_fault(&article.id, || claim::extract(&article, &rules)) {
                        Ok(claims) => drop(read.insert(article.id.clone(), claims)),
                        Err(skip) => skipped.push(skip),
                    }
                }
                Err(skip) => skipped.push(skip),
            }
        }
        read
    };
    say_skips(&skipped);
    let result = eval::evaluate(&gold, &claims, &sentences);
    say_unread(&result);
    Output::default().write(|out, _| {
        if measure.errors {
            result.write_errors(out)?;
        }
        if measure.json {
            result.write_json(out)?;
        } else {
            result.write_table(out)?;
        }
        Ok(if result.unread.len() == result.articles {
            Found::Nothing
        } else {
            Found::Something
        })
    })
}

/// Says which annotated articles are not among those that were read.
fn say_unread(result: &Evaluation) {
    let unread = &result.unread;
    if !unread.is_empty() {
        let named: Vec<&str> = unread.iter().map(String::as_str).take(5).collect();
        let more = if unread.len() > named.len() {
            ", …"
        } else {
            ""
        };
        say(&format!(
            "{} of {} annotated articles are not in what was given: {}{more}; name their files or folder",
            unread.len(),
            result.articles,
            named.join(", ")
        ));
    }
}

/// Reads the claims that `extract` has written, by article.
fn read_claims(path: &Path) -> anyhow::Result<BTreeMap<String, Claims>> {
    let place = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("{place}"))?;
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| {
            let claims: Claims = serde_json::from_str(line).map_err(|error| {
                anyhow!(
                    "{place}:{}: no claims: {error}; write them with `quanlo extract`",
                    at + 1
                )
            })?;
            Ok((claims.article.id.clone(), claims))
        })
        .collect()
}

/// Looks for what a sound store does not have.
pub(crate) fn check(global: &Global) -> anyhow::Result<Found> {
    let store = open(global)?;
    let mut count = 0;
    Output::default().write(|out, _| {
        count = answer::check(store.inner(), |violation| Ok(writeln!(out, "{violation}")?))?;
        Ok(Found::Something)
    })?;
    if !global.quiet {
        let faults = one_of(count, "fault");
        say(&format!(
            "{} checks found {count} {faults}",
            answer::CHECK_COUNT
        ));
    }
    Ok(if count == 0 {
        Found::Something
    } else {
        Found::Nothing
    })
}

/// Lists what cannot all be right.
pub(crate) fn contradictions(global: &Global) -> anyhow::Result<Found> {
    let store = open(global)?;
    let mut count = 0;
    Output::default().write(|out, _| {
        count = answer::contradictions(store.inner(), |found| Ok(writeln!(out, "{found}")?))?;
        Ok(Found::Something)
    })?;
    if count == 0 {
        return Ok(nothing(&"no articles contradict each other"));
    }
    if !global.quiet {
        say(&format!("{count} {}", one_of(count, "contradiction")));
    }
    Ok(Found::Something)
}

/// The store, to be read.
pub(crate) fn open(global: &Global) -> anyhow::Result<Store> {
    Ok(Store::open_read_only(&global.store)?)
}

pub(crate) fn base(global: &Global) -> anyhow::Result<Base> {
    Base::new(&global.base).with_context(|| format!("--base {}", global.base))
}

pub(crate) fn rules(global: &Global) -> anyhow::Result<Rules> {
    let folder: Option<&Path> = global.rules.as_deref();
    Ok(folder.map_or_else(Rules::embedded, Rules::read)?)
}

/// What the user has decided about who is who; nothing where the file is not there and was not asked for.
pub(crate) fn decisions(global: &Global) -> anyhow::Result<Decisions> {
    let path = decisions_path(global);
    match std::fs::read_to_string(&path) {
        Ok(text) => Decisions::read(&text).map_err(|error| anyhow!("{}:{error}", path.display())),
        // Beside the store there need not be one, nor a folder for it.
        Err(error)
            if global.decisions.is_none()
                && matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
        {
            Ok(Decisions::default())
        }
        Err(error) => Err(anyhow!("{}: {error}", path.display())),
    }
}

/// The decisions file: the one asked for, or `decisions.tsv` beside the store.
pub(crate) fn decisions_path(global: &Global) -> PathBuf {
    let beside = || global.store.with_file_name("decisions.tsv");
    global.decisions.clone().unwrap_or_else(beside)
}

/// The articles of the inputs, their furniture told by these rules.
fn articles<'r>(
    inputs: &[PathBuf],
    rules: &'r Rules,
) -> impl Iterator<Item = Result<Article, Skip>> + Send + use<'r> {
    raw(inputs).map(|raw| raw.and_then(|raw| raw.read_with(&rules.furniture)))
}
