//! The commands that ask and settle who is who.

use std::fs::OpenOptions;
use std::io::Write;
use std::time::SystemTime;

use anyhow::{Context, anyhow};
use chrono::{DateTime, Utc};
use quanlo::answer::{self, Bearer, Comparison, Format, Found};
use quanlo::graph::Scheme;
use quanlo::identity::{DECISION_COLUMNS, Decision, Decisions, Ruling, name_key};
use quanlo::store::Store;

use crate::cli::{Global, Output};
use crate::command::{base, decisions, decisions_path, open, rules};
use crate::screen::{nothing, say};

/// Lists the officials who may be one person.
pub(crate) fn review(
    global: &Global,
    name: Option<String>,
    output: &Output,
) -> anyhow::Result<Found> {
    let (store, scheme) = (open(global)?, scheme(global)?);
    let mut doubts = answer::review(&store, &scheme)?;
    if let Some(name) = name {
        let key = name_key(&name);
        doubts.retain(|doubt| name_key(&doubt.name) == key);
    }
    if doubts.is_empty() {
        return Ok(nothing(&"nobody is in doubt"));
    }
    write(&doubts, output)
}

/// Shows why two are one official (`same`), or why they are two.
pub(crate) fn why(
    global: &Global,
    [one, other]: [&str; 2],
    same: bool,
    output: &Output,
) -> anyhow::Result<Found> {
    let (store, scheme) = (open(global)?, scheme(global)?);
    let one = bearer(&store, one, &scheme)?;
    let other = bearer(&store, other, &scheme)?;
    let Some(found) = answer::compare(&store, &one, &other, &scheme)? else {
        return Ok(nothing(&format!(
            "{} and {} are different names, and so different people",
            one.name, other.name
        )));
    };
    if found.same != same {
        let (are, ask) = if found.same {
            ("one official", "why")
        } else {
            ("two officials", "why-not")
        };
        return Ok(nothing(&format!(
            "they are {are}; ask «quanlo {ask}» instead"
        )));
    }
    write(&[found], output)
}

/// Adds a decision to the decisions file, and brings the store up to it.
pub(crate) fn decide(
    global: &Global,
    ruling: Ruling,
    [one, other]: [&str; 2],
    why: String,
    by: Option<String>,
) -> anyhow::Result<Found> {
    let path = decisions_path(global);
    let before = decisions(global)?;
    let scheme = scheme(global)?;
    let (one, other) = {
        let store = open(global)?;
        (
            bearer(&store, one, &scheme)?,
            bearer(&store, other, &scheme)?,
        )
    };
    if name_key(&one.name) != name_key(&other.name) {
        return Err(anyhow!(
            "{} and {} are different names; only bearers of one name can be decided to be one",
            one.name,
            other.name
        ));
    }
    if one.article == other.article {
        return Err(anyhow!(
            "both are {} of {}; name two articles or two officials",
            one.name,
            one.article
        ));
    }
    let decision = Decision {
        ruling,
        name: one.name,
        articles: [one.article, other.article],
        by: by.unwrap_or_default(),
        on: DateTime::<Utc>::from(SystemTime::now())
            .date_naive()
            .to_string(),
        why,
        line: 0,
    };
    // What stands in the file is the user's: lines are only added.
    let mut added = match before.text() {
        text if text.trim().is_empty() => format!("{}\n", DECISION_COLUMNS.join("\t")),
        text if text.ends_with('\n') => String::new(),
        _ => "\n".to_owned(),
    };
    added.push_str(&decision.to_string());
    added.push('\n');
    let text = format!("{}{added}", before.text());
    let after = Decisions::read(&text).map_err(|error| anyhow!("{}:{error}", path.display()))?;
    let at = || path.display().to_string();
    let mut options = OpenOptions::new();
    let mut file = options
        .create(true)
        .append(true)
        .open(&path)
        .with_context(at)?;
    file.write_all(added.as_bytes()).with_context(at)?;
    let mut store = Store::open(&global.store, &base(global)?, &rules(global)?, &after)?;
    store.publish()?;
    if !global.quiet {
        say(&format!("{}: {decision}", path.display()));
    }
    Ok(Found::Something)
}

fn scheme(global: &Global) -> anyhow::Result<Scheme> {
    Ok(Scheme::new(
        &base(global)?,
        &rules(global)?,
        &decisions(global)?,
    )?)
}

fn bearer(store: &Store, reference: &str, scheme: &Scheme) -> anyhow::Result<Bearer> {
    answer::bearer(store, reference, scheme)?.ok_or_else(|| {
        anyhow!("{reference}: no article of the store names such an official; write NAME@ARTICLE or an official's IRI, as «quanlo review» and «quanlo trace» print them")
    })
}

fn write(comparisons: &[Comparison], output: &Output) -> anyhow::Result<Found> {
    output.write(|out, format| {
        Ok(answer::write_comparisons(
            comparisons,
            format.unwrap_or(Format::Table),
            out,
        )?)
    })
}
