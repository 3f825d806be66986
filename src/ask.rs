//! The commands that ask the store and write the answer.

use std::path::PathBuf;
use std::time::Duration;
use std::{fs, io};

use anyhow::Context;
use clap::CommandFactory;
use clap_complete::Shell;
use quanlo::answer::{self, Format, Found, NotFound, Query, Road, Scope, Shape};
use quanlo::date::Date;
use quanlo::search::Labels;
use quanlo::serve;
use quanlo::store::Store;

use crate::cli::{Cli, Global, Output, Serve};
use crate::command::open;
use crate::screen;

/// Shows the roads of the officials with a name.
pub(crate) fn trace(
    global: &Global,
    name: &str,
    of: Option<&str>,
    evidence: bool,
    output: &Output,
) -> anyhow::Result<Found> {
    let store = open(global)?;
    let found = answer::trace(store.inner(), name, of, global.labels())?;
    roads(global, &store, found, evidence, output)
}

/// Shows who held a post.
pub(crate) fn post(
    global: &Global,
    name: &str,
    evidence: bool,
    output: &Output,
) -> anyhow::Result<Found> {
    let store = open(global)?;
    let found = answer::post(store.inner(), name, global.labels())?;
    roads(global, &store, found, evidence, output)
}

/// Shows who held what in a place.
pub(crate) fn place(
    global: &Global,
    name: &str,
    at: Option<Date>,
    within: bool,
    evidence: bool,
    output: &Output,
) -> anyhow::Result<Found> {
    let store = open(global)?;
    let found = answer::place(store.inner(), name, at, within, global.labels())?;
    roads(global, &store, found, evidence, output)
}

/// Writes roads, or says why there are none.
fn roads(
    global: &Global,
    store: &Store,
    roads: Result<Vec<Road>, NotFound>,
    evidence: bool,
    output: &Output,
) -> anyhow::Result<Found> {
    match roads {
        Ok(roads) => output.write(|out, format| {
            let shape = Shape {
                format: format.unwrap_or(Format::Table),
                evidence,
                language: global.messages(),
            };
            answer::write_roads(store.inner(), &roads, shape, out)?;
            Ok(Found::Something)
        }),
        Err(not_found) => Ok(screen::nothing(&not_found)),
    }
}

/// Puts a question: one by name, of a file, or typed.
pub(crate) fn query(
    global: &Global,
    name: Option<String>,
    typed: Option<String>,
    set: &[(String, String)],
    output: &Output,
) -> anyhow::Result<Found> {
    let query = match (name, typed) {
        (Some(name), _) => Query::find(&name)?,
        (None, text) => Query::typed(text.unwrap_or_default()),
    };
    query.bind(set)?;
    let store = open(global)?;
    let labels = store.labels_path().map(|folder| Labels::open(&folder));
    let query = query.searched(labels.and_then(Result::ok).as_ref())?;
    output.write(|out, format| Ok(answer::query(store.inner(), &query, set, format, out)?))
}

/// Lists the questions, or prints one.
pub(crate) fn queries(global: &Global, name: Option<&str>) -> anyhow::Result<Found> {
    Output::default().write(|out, _| {
        match name {
            Some(name) => write!(out, "{}", Query::find(name)?.text)?,
            None => answer::list_queries(global.messages(), out)?,
        }
        Ok(Found::Something)
    })
}

/// Writes the graph or a part of it.
pub(crate) fn export(global: &Global, scope: &Scope, output: &Output) -> anyhow::Result<Found> {
    let store = open(global)?;
    if let Some(missing) = scope.missing(store.inner())? {
        return Ok(screen::nothing(&missing));
    }
    output.write(|out, format| {
        let format = format.unwrap_or(Format::Turtle);
        Ok(answer::export(store.inner(), scope, format, out)?)
    })
}

/// Serves the graph until the process is asked to end.
pub(crate) fn serve(global: &Global, options: Serve) -> anyhow::Result<Found> {
    let program = std::env::current_exe().context("cannot find the program itself")?;
    let options = serve::Options {
        store: global.store.clone(),
        program,
        listen: options.listen,
        timeout: Duration::from_secs(options.timeout),
        workers: usize::from(options.workers),
        memory: options.memory,
        most: options.max_result,
        token: options.token_file,
        quiet: global.quiet,
    };
    serve::serve(options, |address| {
        screen::say(&format!("listening on http://{address}/"));
    })?;
    Ok(Found::Something)
}

/// Evaluates the queries that a server sends on standard input.
pub(crate) fn evaluate(global: &Global, snapshot: u64, memory: u64) -> anyhow::Result<Found> {
    let store = Store::open_snapshot(&global.store, snapshot)?;
    serve::restrict(memory << 20)?;
    serve::work(&store, io::stdin().lock(), &mut io::stdout().lock())?;
    Ok(Found::Something)
}

/// Prints what a shell needs to complete the program's commands.
pub(crate) fn completions(shell: Shell) -> anyhow::Result<Found> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "quanlo", &mut script);
    Output::default().write(|out, _| {
        out.write_all(&script)?;
        Ok(Found::Something)
    })
}

/// Prints the manual page of the program, or writes those of all its commands into a folder.
pub(crate) fn man(folder: Option<PathBuf>) -> anyhow::Result<Found> {
    match folder {
        Some(folder) => {
            let place = folder.display().to_string();
            let context = || format!("cannot write {place}");
            fs::create_dir_all(&folder).with_context(context)?;
            clap_mangen::generate_to(Cli::command(), &folder).with_context(context)?;
            Ok(Found::Something)
        }
        None => Output::default().write(|out, _| {
            clap_mangen::Man::new(Cli::command()).render(out)?;
            Ok(Found::Something)
        }),
    }
}
