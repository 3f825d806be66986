//! Facts without a store: the same as a store's, and the same however the work is spread.
#![cfg(test)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles");

fn quanlo(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quanlo"))
        .args(arguments)
        .env("QUANLO_STORE", folder.join("store"))
        .output()
        .unwrap()
}

fn prints(folder: &Path, arguments: &[&str]) -> String {
    let run = quanlo(folder, arguments);
    let said = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(0), "{said}");
    String::from_utf8(run.stdout).unwrap()
}

/// The claims of the examples in a file, and the facts of a store built from them.
fn examples() -> (TempDir, String, BTreeSet<String>) {
    let folder = tempfile::tempdir().unwrap();
    prints(folder.path(), &["--quiet", "build", EXAMPLES]);
    let built = prints(folder.path(), &["export", "--knowledge", "--format", "nq"]);
    let claims = folder.path().join("claims.ndjson");
    fs::write(
        &claims,
        prints(folder.path(), &["extract", "--format", "json", EXAMPLES]),
    )
    .unwrap();
    let claims = claims.to_str().unwrap().to_owned();
    (folder, claims, built.lines().map(str::to_owned).collect())
}

#[test]
fn extract_and_consolidate_give_the_facts_that_build_gives() {
    let (folder, claims, built) = examples();
    let facts = prints(folder.path(), &["consolidate", &claims]);
    let lines: Vec<&str> = facts.lines().collect();
    assert!(lines.is_sorted());
    assert_eq!(
        lines
            .iter()
            .map(ToString::to_string)
            .collect::<BTreeSet<_>>(),
        built
    );
}

#[test]
fn the_parts_together_are_the_whole() {
    let (folder, claims, built) = examples();
    let mut facts = BTreeSet::new();
    for part in ["1/3", "2/3", "3/3"] {
        let lines = prints(folder.path(), &["consolidate", "--part", part, &claims]);
        assert!(lines.lines().count() < built.len());
        facts.extend(lines.lines().map(str::to_owned));
    }
    assert_eq!(facts, built);
}

#[test]
fn a_line_that_is_no_claims_is_named_and_the_rest_counts() {
    let (folder, claims, built) = examples();
    let text = fs::read_to_string(&claims).unwrap();
    fs::write(&claims, format!("{text}{{\"article\": 7}}\n")).unwrap();
    let run = quanlo(folder.path(), &["consolidate", &claims]);
    let said = String::from_utf8(run.stderr).unwrap();
    assert!(
        said.contains(&format!(
            "claims.ndjson:{}: no claims",
            text.lines().count() + 1
        )),
        "{said}"
    );
    assert!(said.contains("1 line skipped"), "{said}");
    assert_eq!(
        String::from_utf8(run.stdout).unwrap().lines().count(),
        built.len()
    );
}
