//! The program `quanlo`: arguments → one call → print → exit code.

use std::process::ExitCode;

use clap::Parser;
use quanlo::answer::{self, Format, Found, Query, Scope};

mod cli;
mod command;
mod consolidate;
mod screen;
mod who;

use cli::{Cli, Command, Global, Output};
use command::{Measure, open};
use screen::say;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli.global, cli.command) {
        Ok(Found::Something) => ExitCode::SUCCESS,
        Ok(Found::Nothing) => ExitCode::from(1),
        Err(error) if screen::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            say(&screen::one_line(&error));
            ExitCode::from(2)
        }
    }
}

fn run(global: &Global, command: Command) -> anyhow::Result<Found> {
    match command {
        Command::Build { inputs } => command::build(global, &inputs),
        Command::Remove { articles } => command::remove(global, articles),
        Command::Extract { inputs, output } => command::extract(global, &inputs, &output),
        Command::Explain {
            file,
            mentions,
            color,
            output,
        } => {
            let terminal = screen::terminal(color, mentions, &output);
            command::explain(global, file, terminal, &output)
        }
        Command::Eval {
            gold,
            inputs,
            claims,
            only,
            errors,
            json,
        } => command::eval(
            global,
            &gold,
            &inputs,
            &Measure {
                claims,
                only,
                errors,
                json,
            },
        ),
        Command::Consolidate { inputs, part } => consolidate::consolidate(global, &inputs, part),
        Command::Check {
            contradictions: true,
        } => command::contradictions(global),
        Command::Check { .. } => command::check(global),
        Command::Review { name, output } => who::review(global, name, &output),
        Command::Decide {
            ruling,
            one,
            other,
            why,
            by,
        } => who::decide(global, ruling, [&one, &other], why, by),
        Command::Why { one, other, output } => who::why(global, [&one, &other], true, &output),
        Command::WhyNot { one, other, output } => who::why(global, [&one, &other], false, &output),
        Command::Trace {
            name,
            of,
            evidence,
            output,
        } => {
            let store = open(global)?;
            let roads = answer::trace(store.inner(), &name, of.as_deref(), global.labels())?;
            command::roads(global, &store, roads, evidence, &output)
        }
        Command::Post {
            name,
            evidence,
            output,
        } => {
            let store = open(global)?;
            let roads = answer::post(store.inner(), &name, global.labels())?;
            command::roads(global, &store, roads, evidence, &output)
        }
        Command::Place {
            name,
            at,
            within,
            evidence,
            output,
        } => {
            let store = open(global)?;
            let roads = answer::place(store.inner(), &name, at, within, global.labels())?;
            command::roads(global, &store, roads, evidence, &output)
        }
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
        Command::Queries { name } => Output::default().write(|out, _| {
            match name {
                Some(name) => write!(out, "{}", Query::find(&name)?.text)?,
                None => answer::list_queries(global.messages(), out)?,
            }
            Ok(Found::Something)
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
                return Ok(screen::nothing(&missing));
            }
            output.write(|out, format| {
                let format = format.unwrap_or(Format::Turtle);
                Ok(answer::export(store.inner(), &scope, format, out)?)
            })
        }
    }
}
