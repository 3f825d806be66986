//! The program `quanlo`: arguments → one call → print → exit code.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Parser;
use oxigraph::store::Store;
use quanlo::answer::{self, Format, Found, Query, Scope};

mod cli;

use cli::{Cli, Command, Global, Output};

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(Found::Something) => ExitCode::SUCCESS,
        Ok(Found::Nothing) => ExitCode::from(1),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "quanlo: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Whoever reads the answer has seen enough of it.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    })
}

fn run(cli: Cli) -> anyhow::Result<Found> {
    let global = cli.global;
    match cli.command {
        Command::Trace {
            name,
            evidence,
            output,
        } => {
            let store = open(&global)?;
            let format = output.form().unwrap_or(Format::Table);
            match answer::trace(&store, &name, global.lang.tag())? {
                Ok(roads) => output.write(|out| {
                    answer::write_roads(&roads, format, global.lang.tag(), evidence, out)?;
                    Ok(Found::Something)
                }),
                Err(not_found) => nothing(&not_found),
            }
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
            let store = open(&global)?;
            output.write(|out| Ok(answer::query(&store, &query, &set, output.form(), out)?))
        }
        _ => bail!("not yet"),
    }
}

fn nothing(reason: &dyn std::fmt::Display) -> anyhow::Result<Found> {
    writeln!(io::stderr(), "quanlo: {reason}")?;
    Ok(Found::Nothing)
}

fn open(global: &Global) -> anyhow::Result<Store> {
    Store::open_read_only(&global.store).with_context(|| format!("{}", global.store.display()))
}

impl Output {
    fn form(&self) -> Option<Format> {
        self.format
            .or_else(|| Format::of_path(self.output.as_deref()?))
    }

    fn write(
        &self,
        answer: impl FnOnce(&mut dyn Write) -> anyhow::Result<Found>,
    ) -> anyhow::Result<Found> {
        let (mut out, name): (Box<dyn Write>, _) = match &self.output {
            Some(path) => {
                let file = File::create(path)
                    .with_context(|| format!("cannot write {}", path.display()))?;
                (Box::new(BufWriter::new(file)), path.display().to_string())
            }
            None => (
                Box::new(BufWriter::new(io::stdout().lock())),
                "standard output".to_owned(),
            ),
        };
        let found = answer(&mut out)?;
        out.flush()
            .with_context(|| format!("cannot write {name}"))?;
        Ok(found)
    }
}
