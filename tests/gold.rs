//! What extraction may not fall below: the project's own gold beside `examples/`, and the shared gold where it is.
#![cfg(test)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use quanlo::claim::{Claims, EventKind, Status};
use quanlo::rules::Rules;
use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn claims(inputs: &[PathBuf]) -> BTreeMap<String, Claims> {
    let rules = Rules::embedded().unwrap();
    quanlo::article::read(inputs)
        .filter_map(Result::ok)
        .map(|article| (article.id.clone(), quanlo::claim::extract(&article, &rules)))
        .collect()
}

/// The names and posts of a gold or claimed row, folded for comparison.
fn key(parts: &[Option<&str>]) -> String {
    parts
        .iter()
        .map(|part| quanlo::text::name_key(part.unwrap_or("")).replace(',', ""))
        .collect::<Vec<_>>()
        .join(" | ")
}

#[test]
fn the_examples_tell_no_event_and_no_official_that_their_gold_lacks() {
    let claims = claims(&[root().join("examples/articles")]);
    let mut wrong = Vec::new();
    for (id, claims) in &claims {
        let gold =
            std::fs::read_to_string(root().join(format!("examples/gold/{id}.json"))).unwrap();
        let gold: Value = serde_json::from_str(&gold).unwrap();
        let rows = |name: &str| gold[name].as_array().cloned().unwrap_or_default();
        let people: Vec<String> = rows("people").iter().map(|p| key(&[p.as_str()])).collect();
        for person in &claims.people {
            if !people.contains(&key(&[Some(&person.name)])) {
                wrong.push(format!("{id}: no official {}", person.name));
            }
        }
        for event in &claims.events {
            let known = rows("events").iter().any(|row| {
                let kinds: Vec<EventKind> = serde_json::from_value(row["kinds"].clone()).unwrap();
                let status = row["status"].as_str().unwrap_or("decided");
                key(&[row["person"].as_str()]) == key(&[Some(&event.person)])
                    && kinds.iter().any(|kind| event.kinds.contains(kind))
                    && (status == "decided") == (event.status == Status::Decided)
            });
            if !known {
                wrong.push(format!("{id}: no event {event}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_shared_seeds_score_at_their_floors_and_hold_no_wrong_event() {
    let shared = root().join("../shared");
    let score = shared.join("eval/score.py");
    if !score.exists() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("claims.ndjson");
    let lines: Vec<String> = claims(&[shared.join("seeds")])
        .values()
        .map(|claims| serde_json::to_string(claims).unwrap())
        .collect();
    std::fs::write(&file, lines.join("\n")).unwrap();
    let figures = scored(&score, &shared.join("eval/gold/seeds"), &file);
    for (task, floor) in [
        ("people", 0.95),
        ("tenures", 0.90),
        ("events", 0.90),
        ("documents", 0.95),
        ("statistics", 0.80),
    ] {
        let f1 = figures[format!("{task}/strict")]["f1"].as_f64().unwrap();
        assert!(f1 >= floor, "{task}: {f1} is below {floor}");
    }
    assert_eq!(figures["events/strict"]["wrong"], 0, "a wrong event");
}

fn scored(score: &Path, gold: &Path, claims: &Path) -> Value {
    let output = Command::new("python3")
        .arg(score)
        .arg(gold)
        .arg(claims)
        .arg("--json")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}
