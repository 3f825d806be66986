//! The program `quanlo`: arguments → one call → print → exit code.

use std::fmt::Display;
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use quanlo::answer::{self, AnswerError, Format, Found, Query, Scope};
use quanlo::article::read;
use quanlo::claim;
use quanlo::graph::Base;
use quanlo::rules::Rules;
use quanlo::store::{self, Store};

mod cli;
mod screen;

use cli::{Cli, Command, Global, Output};
use screen::{Progress, existing, one_of, say, say_skips};

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli.global, cli.command) {
        Ok(Found::Something) => ExitCode::SUCCESS,
        Ok(Found::Nothing) => ExitCode::from(1),
        Err(error) if screen::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

fn run(global: &Global, command: Command) -> anyhow::Result<Found> {
    match command {
        Command::Build { inputs } => {
            existing(&inputs)?;
            let rules = rules(global)?;
            let mut store = Store::open(&global.store, &base(global)?, &rules)?;
            let progress = Progress::new(global.quiet);
            let threads = global.threads.unwrap_or(0);
            let report = store::build(&mut store, read(&inputs), &rules, threads, |report| {
                progress.build(report)
            })?;
            progress.finish();
            say_skips(&report.skipped);
            if report.read == 0 {
                return nothing(
                    &"no article in what was given; articles are .txt, .html and .ndjson files, each also .gz",
                );
            }
            if !global.quiet {
                say(&screen::summary(&report));
            }
            Ok(Found::Something)
        }
        Command::Remove { articles } => {
            let known = open(global)?.articles()?;
            let (known, unknown): (Vec<_>, Vec<_>) =
                articles.into_iter().partition(|id| known.contains(id));
            unknown
                .iter()
                .for_each(|id| say(&format!("no article has the id {id:?}")));
            if known.is_empty() {
                return Ok(Found::Nothing);
            }
            let removed = Store::open(&global.store, &base(global)?, &rules(global)?)?
                .remove(&known)?
                .removed;
            if !global.quiet {
                say(&format!(
                    "took out {removed} {}",
                    one_of(removed, "article")
                ));
            }
            Ok(Found::Something)
        }
        Command::Trace {
            name,
            evidence,
            output,
        } => match answer::trace(open(global)?.inner(), &name, global.labels())
            .map_err(AnswerError::from)?
        {
            Ok(roads) => output.write(|out, format| {
                let format = format.unwrap_or(Format::Table);
                answer::write_roads(&roads, format, evidence, out)?;
                Ok(Found::Something)
            }),
            Err(not_found) => nothing(&not_found),
        },
        Command::Query {
            query,
            expression,
            set,
            output,
        } => {
            let query = match (query, expression) {
                (Some(name), _) => Query::find(&name)?,
                (None, text) => Query::typed(text.unwrap_or_default()),
            };
            query.bind(&set)?;
            let store = open(global)?;
            output.write(|out, format| Ok(answer::query(store.inner(), &query, &set, format, out)?))
        }
        Command::Queries { name } => Output::default().write(|out, _| match name {
            Some(name) => {
                Ok(write!(out, "{}", Query::find(&name)?.text).map(|()| Found::Something)?)
            }
            None => Ok(answer::list_queries(global.messages(), out).map(|()| Found::Something)?),
        }),
        Command::Export {
            official,
            article,
            knowledge,
            output,
        } => {
            let scope = match (official, article) {
                (Some(name), _) => Scope::Official(name),
                (None, Some(id)) => Scope::Article(id),
                (None, None) if knowledge => Scope::Knowledge,
                (None, None) => Scope::Store,
            };
            let store = open(global)?;
            if let Some(missing) = scope.missing(store.inner())? {
                return nothing(&missing);
            }
            output.write(|out, format| {
                Ok(answer::export(
                    store.inner(),
                    &scope,
                    format.unwrap_or(Format::Turtle),
                    out,
                )?)
            })
        }
        Command::Extract { inputs, output } => {
            existing(&inputs)?;
            let rules = rules(global)?;
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(global.threads.unwrap_or(0))
                .build()?;
            let mut skipped = Vec::new();
            let found = output.write(|out, format| {
                let format = format.unwrap_or(Format::Json);
                let mut found = Found::Nothing;
                answer::extract(read(&inputs), &rules, &pool, |claims| {
                    match claims {
                        Ok(claims) => {
                            found = Found::Something;
                            answer::write_claims(&claims, format, out)?;
                        }
                        Err(skip) => skipped.push(skip),
                    }
                    Ok::<(), AnswerError>(())
                })?;
                Ok(found)
            });
            say_skips(&skipped);
            found
        }
        Command::Explain { file } => {
            existing(std::slice::from_ref(&file))?;
            let rules = rules(global)?;
            Output::default().write(|out, _| {
                let mut found = Found::Nothing;
                for article in read(std::slice::from_ref(&file)) {
                    match article {
                        Ok(article) => {
                            answer::explain(&article, &claim::explain(&article, &rules), out)?;
                            found = Found::Something;
                        }
                        Err(skip) => say_skips(&[skip]),
                    }
                }
                Ok(found)
            })
        }
        Command::Check => {
            let store = open(global)?;
            let mut count = 0;
            Output::default().write(|out, _| {
                count =
                    answer::check(store.inner(), |violation| Ok(writeln!(out, "{violation}")?))?;
                Ok(Found::Something)
            })?;
            if !global.quiet {
                say(&format!(
                    "{} checks found {count} {}",
                    answer::CHECK_COUNT,
                    one_of(count, "fault")
                ));
            }
            Ok(if count == 0 {
                Found::Something
            } else {
                Found::Nothing
            })
        }
    }
}

fn nothing(reason: &dyn Display) -> anyhow::Result<Found> {
    say(&reason.to_string());
    Ok(Found::Nothing)
}

fn open(global: &Global) -> anyhow::Result<Store> {
    Ok(Store::open_read_only(&global.store)?)
}

fn base(global: &Global) -> anyhow::Result<Base> {
    Base::new(&global.base).with_context(|| format!("--base {}", global.base))
}

fn rules(global: &Global) -> anyhow::Result<Rules> {
    Ok(match &global.rules {
        Some(folder) => Rules::read(folder)?,
        None => Rules::embedded()?,
    })
}
