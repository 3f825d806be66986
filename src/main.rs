//! The program `quanlo`: arguments → one call → print → exit code.

use std::process::ExitCode;

use clap::Parser;
use quanlo::answer::{Found, Scope};

mod ask;
mod cli;
mod command;
mod consolidate;
mod screen;
mod who;

use cli::{Cli, Command, Global};
use command::Measure;
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
        } => ask::trace(global, &name, of.as_deref(), evidence, &output),
        Command::Post {
            name,
            evidence,
            output,
        } => ask::post(global, &name, evidence, &output),
        Command::Place {
            name,
            at,
            within,
            evidence,
            output,
        } => ask::place(global, &name, at, within, evidence, &output),
        Command::Query {
            query,
            expression,
            set,
            output,
        } => ask::query(global, query, expression, &set, &output),
        Command::Queries { name } => ask::queries(global, name.as_deref()),
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
            ask::export(global, &scope, &output)
        }
        Command::Serve(options) => ask::serve(global, options),
        Command::Evaluate { snapshot, memory } => ask::evaluate(global, snapshot, memory),
        Command::Completions { shell } => ask::completions(shell),
        Command::Man { folder } => ask::man(folder),
    }
}
