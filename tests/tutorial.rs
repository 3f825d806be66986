//! The tutorial of `rules/README.md` does what it says: its files are written, its lines added, its commands run.
#![cfg(test)]

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

/// A fenced block: what stands after the fence, its line, and its content.
struct Block<'t> {
    kind: &'t str,
    file: Option<&'t str>,
    line: usize,
    content: String,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (at, line) in text.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(info), None) => {
                let (kind, file) = info.split_once(' ').unwrap_or((info, ""));
                open = Some(Block {
                    kind,
                    file: Some(file).filter(|file| !file.is_empty()),
                    line: at + 1,
                    content: String::new(),
                });
            }
            (None, Some(block)) => writeln!(block.content, "{line}").unwrap(),
            (None, None) => {}
        }
    }
    blocks
}

/// Whether an output is the expected one, in which a line `…` stands for any lines.
fn is_like(expected: &[&str], got: &[&str]) -> bool {
    match expected {
        [] => got.is_empty(),
        ["…", rest @ ..] => (0..=got.len()).any(|skipped| is_like(rest, &got[skipped..])),
        [first, rest @ ..] => got.first() == Some(first) && is_like(rest, &got[1..]),
    }
}

/// Runs the commands of a block and compares what they print.
fn run(block: &Block, folder: &Path) {
    let program = Path::new(env!("CARGO_BIN_EXE_quanlo"));
    let path = std::env::var("PATH").unwrap();
    let path = format!("{}:{path}", program.parent().unwrap().display());
    let mut commands: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in block.content.lines() {
        match line.strip_prefix("$ ") {
            Some(command) => commands.push((command, Vec::new())),
            None => commands.last_mut().unwrap().1.push(line),
        }
    }
    for (command, expected) in commands {
        let output = Command::new("sh")
            .current_dir(folder)
            .env("PATH", &path)
            .args(["-c", &format!("{command} 2>&1")])
            .output()
            .unwrap();
        let got = String::from_utf8(output.stdout).unwrap();
        assert!(
            is_like(&expected, &got.lines().collect::<Vec<_>>()),
            "rules/README.md:{}: $ {command}\nprints\n{got}\nand not\n{}",
            block.line,
            expected.join("\n")
        );
    }
}

#[test]
fn the_tutorial_of_the_rules_prints_what_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let desk = tempfile::tempdir().unwrap();
    let copied = Command::new("cp")
        .arg("-r")
        .args([root.join("rules"), root.join("examples")])
        .arg(desk.path())
        .status();
    assert!(copied.unwrap().success());
    let text = fs::read_to_string(root.join("rules/README.md")).unwrap();
    let tutorial = text.split("\n## words/").next().unwrap();
    let blocks = blocks(tutorial);
    let kinds: Vec<&str> = blocks.iter().map(|block| block.kind).collect();
    assert!(
        kinds.iter().filter(|kind| **kind == "console").count() > 8,
        "{kinds:?}"
    );
    for block in &blocks {
        match (block.kind, block.file) {
            ("text" | "json", Some(file)) => {
                fs::write(desk.path().join(file), &block.content).unwrap();
            }
            ("tsv" | "toml", Some(file)) => {
                let path = desk.path().join(file);
                let mut file = OpenOptions::new().append(true).open(path).unwrap();
                file.write_all(block.content.as_bytes()).unwrap();
            }
            ("console", None) => run(block, desk.path()),
            (kind, file) => panic!("rules/README.md:{}: a block of {kind} {file:?}", block.line),
        }
    }
}
