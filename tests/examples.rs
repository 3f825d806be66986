//! The example articles, from text to Turtle: what the program makes of each, to the letter.
//!
//! `UPDATE=1 cargo test --release --test examples` writes the golden files anew; read the diff like code.
#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn quanlo(store: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_quanlo"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .arg("--quiet")
        .arg("--store")
        .arg(store)
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// Compares with a file kept beside the tests.
fn golden(name: &str, got: &str, differing: &mut Vec<String>) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/examples")
        .join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, got).unwrap();
    }
    let want = fs::read_to_string(&path).unwrap_or_default();
    if want != got {
        let first = want
            .lines()
            .zip(got.lines())
            .position(|(want, got)| want != got)
            .map_or(0, |line| line + 1);
        differing.push(format!("{name} differs from line {first} on"));
    }
}

#[test]
fn every_example_becomes_its_golden_turtle() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    quanlo(&store, &["build", "examples/articles"]);
    let mut differing = Vec::new();
    let mut articles: Vec<String> =
        fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/gold"))
            .unwrap()
            .map(|entry| {
                entry
                    .unwrap()
                    .path()
                    .file_stem()
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned()
            })
            .collect();
    articles.sort();
    assert!(articles.len() >= 12, "examples are missing");
    for article in &articles {
        let turtle = quanlo(
            &store,
            &["export", "--article", article, "--format", "turtle"],
        );
        golden(&format!("{article}.ttl"), &turtle, &mut differing);
    }
    for (file, official) in [
        ("thao-a-senh", "Thào A Sếnh"),
        ("y-khoan-eban", "Y Khoan Êban"),
    ] {
        let turtle = quanlo(
            &store,
            &["export", "--official", official, "--format", "turtle"],
        );
        golden(&format!("official-{file}.ttl"), &turtle, &mut differing);
        let trace = quanlo(&store, &["trace", official, "--evidence"]);
        golden(&format!("trace-{file}.txt"), &trace, &mut differing);
        for form in ["csv", "json", "svg", "html"] {
            let trace = quanlo(&store, &["trace", official, "--format", form]);
            golden(&format!("trace-{file}.{form}"), &trace, &mut differing);
        }
        let turtle_of_trace = quanlo(&store, &["trace", official, "--format", "turtle"]);
        assert_eq!(turtle_of_trace, turtle, "{official}");
    }
    let post = quanlo(&store, &["post", "Bí thư Trùng Khánh", "--evidence"]);
    golden("post-bi-thu-trung-khanh.txt", &post, &mut differing);
    let place = ["place", "Mù Cang Chải", "--at", "2021", "--within"];
    let place = quanlo(&store, &place);
    golden("place-mu-cang-chai.txt", &place, &mut differing);
    assert!(
        differing.is_empty(),
        "\n{}\nrun `UPDATE=1 cargo test --release --test examples` and read the diff",
        differing.join("\n")
    );
}
