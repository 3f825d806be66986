//! The measure: its figures are those of the shared scoring program, to the last digit, and it says what differs where.
#![cfg(test)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn quanlo(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quanlo"))
        .current_dir(root())
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

/// The answer of a run that found something.
fn answer(arguments: &[&str]) -> String {
    let output = quanlo(arguments);
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {message}");
    String::from_utf8(output.stdout).unwrap()
}

/// The line of an error.
fn error(arguments: &[&str]) -> String {
    let output = quanlo(arguments);
    assert_eq!(
        (output.status.code(), &output.stdout[..]),
        (Some(2), &b""[..])
    );
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(message.lines().count(), 1, "{message}");
    message.trim_end().to_owned()
}

/// What the shared scoring program prints; none where it is not at hand.
fn scored(gold: &str, claims: &str, options: &[&str]) -> Option<String> {
    let program = root().join("../shared/eval/score.py");
    if !program.exists() || !has_python() {
        return None;
    }
    let output = Command::new("python3")
        .current_dir(root())
        .arg(program)
        .args([gold, claims])
        .args(options)
        .output()
        .unwrap();
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{message}");
    Some(String::from_utf8(output.stdout).unwrap())
}

fn has_python() -> bool {
    let python = Command::new("python3").arg("--version").output();
    python.is_ok_and(|output| output.status.success())
}

/// The first words of the lines that tell a row: whether it is missed or wrong, the task, the article.
fn rows(errors: &str) -> Vec<String> {
    let lines = errors.lines();
    let told = lines.filter(|line| line.starts_with("MISSED ") || line.starts_with("WRONG "));
    let mut rows: Vec<String> = told
        .map(|line| {
            line.split_whitespace()
                .take(3)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    rows.sort_unstable();
    rows
}

/// Compares with the shared scoring program: the table, the JSON, and which rows differ.
fn agrees(gold: &str, claims: &Path) {
    let claims = claims.to_str().unwrap();
    for options in [&[][..], &["--json"]] {
        if let Some(want) = scored(gold, claims, options) {
            let got = answer(&[&["eval", gold, "--claims", claims], options].concat());
            assert_eq!(got, want, "{gold} {options:?}");
        }
    }
    if let Some(want) = scored(gold, claims, &["--errors"]) {
        let got = answer(&["eval", gold, "--claims", claims, "--errors"]);
        assert_eq!(rows(&got), rows(&want), "{gold}");
    }
}

const FIXTURE: [&str; 4] = [
    "eval",
    "tests/eval/gold",
    "--claims",
    "tests/eval/claims.ndjson",
];

#[test]
fn the_figures_of_a_small_gold_are_those_counted_by_hand() {
    let want = fs::read_to_string(root().join("tests/eval/table.txt")).unwrap();
    assert_eq!(answer(&FIXTURE), want);
    agrees("tests/eval/gold", Path::new("tests/eval/claims.ndjson"));
    let one = answer(&[&FIXTURE[..], &["--only", "mo"]].concat());
    assert!(one.starts_with("1 articles\n"), "{one}");
    if let Some(want) = scored(FIXTURE[1], FIXTURE[3], &["--only", "mo"]) {
        assert_eq!(one, want);
    }
}

#[test]
fn the_figures_are_those_of_the_scoring_program_to_the_last_digit() {
    let folder = tempfile::tempdir().unwrap();
    for (gold, articles) in [
        ("examples/gold", "examples/articles"),
        ("../shared/eval/gold/seeds", "../shared/seeds"),
        ("../shared/eval/gold/dev", "../shared/eval/gold/dev"),
    ] {
        if !root().join(gold).exists() {
            continue;
        }
        let claims = folder.path().join("claims.ndjson");
        fs::write(&claims, answer(&["extract", articles])).unwrap();
        agrees(gold, &claims);
        // Reading the articles anew gives the same as measuring what was extracted.
        let read = answer(&["eval", gold, articles]);
        assert_eq!(
            read,
            answer(&["eval", gold, "--claims", claims.to_str().unwrap()])
        );
        // What is read is mostly right; the measure must also agree on what is wrong in many ways.
        let mangled = folder.path().join("mangled.ndjson");
        let lines = fs::read_to_string(&claims).unwrap();
        let lines: Vec<String> = lines.lines().map(mangle).collect();
        fs::write(&mangled, lines.join("\n")).unwrap();
        agrees(gold, &mangled);
    }
}

/// Spoils the claims of an article, each row in another way.
fn mangle(line: &str) -> String {
    let mut claims: Value = serde_json::from_str(line).unwrap();
    for list in [
        "people",
        "tenures",
        "events",
        "documents",
        "statistics",
        "bios",
    ] {
        let rows = claims[list].as_array_mut().unwrap();
        for (at, row) in rows.iter_mut().enumerate() {
            spoil(row, at);
        }
        if let Some(first) = rows.first().cloned() {
            rows.push(first);
        }
    }
    claims.to_string()
}

fn spoil(row: &mut Value, way: usize) {
    let change = |value: &mut Value, change: &dyn Fn(&str) -> String| {
        if let Some(text) = value.as_str() {
            *value = change(text).into();
        }
    };
    let first_words = |text: &str| text.split(' ').take(3).collect::<Vec<_>>().join(" ");
    let body = if row.get("org").is_some() {
        "/org"
    } else {
        "/to/0/org"
    };
    let at = |row: &mut Value, path: &str, how: &dyn Fn(&str) -> String| {
        if let Some(value) = row.pointer_mut(path) {
            change(value, how);
        }
    };
    match way % 9 {
        0 => at(row, body, &first_words),
        1 => at(row, body, &|text| {
            text.replace("Ủy ban nhân dân", "UBND")
                .replace("tỉnh", "huyện")
        }),
        2 => at(row, "/person", &|text| text.to_uppercase()),
        3 => at(row, "/date", &|text| text[..4].to_owned()),
        4 => at(row, "/role", &|text| format!("Phó {text}")),
        5 => at(row, "/number", &|text| text.replace('/', " /")),
        6 => at(row, "/by", &|text| format!("{text} tỉnh")),
        7 => at(row, "/status", &|_| "proposed".to_owned()),
        _ => at(row, "/name", &first_words),
    }
}

#[test]
fn errors_stand_with_the_sentences_that_tell_what_was_missed_or_misread() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::create_dir(path("gold")).unwrap();
    let text = "Đắk Glong có người đứng đầu mới\n\n\
        Ông Điểu Mẫu quê ở xã Quảng Sơn. Ông lớn lên trong một gia đình nông dân. \
        Năm 2016, ông giữ chức Chánh Văn phòng HĐND và UBND huyện Đắk Glong. \
        Hiện ông Điểu Mẫu là Chủ tịch UBND huyện Đắk Glong, tỉnh Đắk Nông.\n";
    fs::write(path("mau.txt"), text).unwrap();
    fs::write(
        path("gold/mau.json"),
        r#"{"people": ["Điểu Mẫu"], "tenures": [{"person": "Điểu Mẫu", "role": "Chánh Văn phòng", "when": "former",
            "org": "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện Đắk Glong", "start": "2016"}]}"#,
    )
    .unwrap();
    // Claims made by hand, so that no change of the rules changes what differs.
    let quote = "ông Điểu Mẫu là Chủ tịch";
    let start = text[..text.find(quote).unwrap()].chars().count();
    let claims = serde_json::json!({
        "article": {"id": "mau", "sha256": ""}, "people": [], "events": [], "documents": [], "statistics": [], "bios": [],
        "tenures": [{
            "person": "Điểu Mẫu", "role": "Chủ tịch", "org": "Ủy ban nhân dân huyện Đắk Glong", "when": "current",
            "evidence": [{"start": start, "end": start + quote.chars().count(), "quote": quote}],
            "rule": "…", "recovered": []
        }]
    });
    fs::write(path("claims.ndjson"), claims.to_string()).unwrap();
    let errors = answer(&[
        "eval",
        &path("gold"),
        &path("mau.txt"),
        "--claims",
        &path("claims.ndjson"),
        "--errors",
    ]);
    for lines in [
        "MISSED tenures     mau Điểu Mẫu: former Chánh Văn phòng @ Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện \
         Đắk Glong, 2016..\n       «Ông Điểu Mẫu quê ở xã Quảng Sơn.»\n       «Năm 2016, ông giữ chức Chánh \
         Văn phòng HĐND và UBND huyện Đắk Glong.»\n",
        "WRONG  tenures     mau Điểu Mẫu: current Chủ tịch @ Ủy ban nhân dân huyện Đắk Glong\n       «Hiện ông Điểu Mẫu \
         là Chủ tịch UBND huyện Đắk Glong, tỉnh Đắk Nông.»\n",
    ] {
        assert!(errors.contains(lines), "{errors}");
    }
}

#[test]
fn what_cannot_be_measured_is_told_in_one_line_with_its_place_and_cure() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let gold = path("gold");
    let article = path("mau.txt");
    fs::write(&article, "Ông Điểu Mẫu là Chủ tịch UBND huyện Đắk Glong.\n").unwrap();
    assert!(error(&["eval", &gold, &article]).contains("gold: No such file"));
    fs::create_dir(&gold).unwrap();
    assert!(error(&["eval", &gold, &article]).ends_with(
        "gold: no annotated article; GOLD is a folder with one ID.json for each article ID"
    ));
    for (content, complaint) in [
        ("{\n\"people\": [,]}", "mau.json:2: expected value"),
        (
            "{\"people\": \"Điểu Mẫu\"}",
            "mau.json: people, row 1: not a list; write it as",
        ),
        (
            r#"{"tenures": [{"person": "A"}, {"person": "A", "when": "now"}]}"#,
            "mau.json: tenures, row 1: missing field `when`; write it as",
        ),
        (
            r#"{"events": [{"person": "A", "kinds": ["hired"]}]}"#,
            "mau.json: events, row 1: unknown variant `hired`, expected one of `rotation`, ",
        ),
        (
            r#"{"events": [{"person": "A", "kinds": [], "date": "15/3/2019"}]}"#,
            "mau.json: events, row 1: ",
        ),
    ] {
        fs::write(path("gold/mau.json"), content).unwrap();
        let told = error(&["eval", &gold, &article]);
        assert!(told.contains(complaint), "{told}");
    }
    fs::write(path("gold/mau.json"), "{\"people\": []}").unwrap();
    let told = error(&["eval", &gold, &article, "--only", "khac"]);
    assert!(
        told.contains("no annotated article whose id begins with \"khac\""),
        "{told}"
    );
    let told = error(&["eval", &gold, "--claims", &article]);
    assert!(told.contains("mau.txt:1: no claims: "), "{told}");
    assert!(
        told.ends_with("; write them with `quanlo extract`"),
        "{told}"
    );
    // The articles that are there have no gold: found nothing, and says so.
    let other = path("khac.txt");
    fs::write(&other, "Ông Điểu Mẫu là Chủ tịch UBND huyện Đắk Glong.\n").unwrap();
    let output = quanlo(&["eval", &gold, &other]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "quanlo: 1 of 1 annotated articles are not in what was given: mau; name their files or folder\n"
    );
}
