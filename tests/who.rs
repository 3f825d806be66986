//! Who is who, seen from outside: doubts are listed, decisions win and survive, and both sides are explained.
#![cfg(test)]

use std::fs;
use std::process::{Command, Output, Stdio};

use quanlo::identity::Decisions;
use tempfile::TempDir;

/// Four articles on bearers of one common name: two of one district, one of the province's office, one elsewhere.
const ARTICLES: &str = r#"{"id":"so","published":"2018-07-01","text":"Điện Biên hết dịch\nÔng Trần Văn Minh, Giám đốc Sở Y tế tỉnh Điện Biên, cho biết dịch đã hết."}
{"id":"chu-tich","published":"2019-07-01","text":"Mường Nhé làm đường\nÔng Trần Văn Minh, Chủ tịch UBND huyện Mường Nhé, tỉnh Điện Biên, cho biết đường đã thông."}
{"id":"bi-thu","published":"2020-09-01","text":"Mường Nhé trồng rừng\nÔng Trần Văn Minh, Bí thư Huyện ủy Mường Nhé, tỉnh Điện Biên, cho biết rừng đã xanh."}
{"id":"dai-bieu-1","published":"2016-09-01","text":"Quốc hội họp\nÔng Trần Văn Minh, đại biểu Quốc hội, phát biểu."}
{"id":"dai-bieu-2","published":"2017-09-01","text":"Quốc hội bàn\nÔng Trần Văn Minh, đại biểu Quốc hội, phát biểu."}
"#;

/// A folder with a store of those articles.
struct Desk(TempDir);

impl Desk {
    fn built() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        fs::write(desk.0.path().join("articles.ndjson"), ARTICLES).unwrap();
        assert_eq!(desk.build(), 0);
        desk
    }

    fn build(&self) -> i32 {
        let articles = self.0.path().join("articles.ndjson");
        let run = self.run(&["--quiet", "build", articles.to_str().unwrap()]);
        run.status.code().unwrap()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_quanlo"))
            .args(arguments)
            .env("QUANLO_STORE", self.0.path().join("store"))
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    fn prints(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        let said = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(0), "{said}");
        String::from_utf8(run.stdout).unwrap()
    }

    /// The line of a refusal, and the exit code.
    fn refuses(&self, arguments: &[&str]) -> (i32, String) {
        let run = self.run(arguments);
        assert!(run.stdout.is_empty());
        (
            run.status.code().unwrap(),
            String::from_utf8(run.stderr).unwrap(),
        )
    }

    fn officials(&self) -> usize {
        let roads = self.prints(&["trace", "Trần Văn Minh"]);
        roads
            .lines()
            .filter(|line| line.starts_with("Trần"))
            .count()
    }
}

fn of(article: &str) -> String {
    format!("Trần Văn Minh@{article}")
}

#[test]
fn doubts_are_listed_with_their_sentences_until_somebody_settles_them() {
    let desk = Desk::built();
    let review = desk.prints(&["review"]);
    assert!(review.starts_with("Trần Văn Minh: two officials; 3 points for one, 5 join\n"));
    assert!(review.contains("for +3 same membership: Đại biểu Quốc hội"));
    assert!(review.contains("«Ông Trần Văn Minh, đại biểu Quốc hội» — dai-bieu-1, 2016-09-01"));
    let sides = [of("dai-bieu-1"), of("dai-bieu-2")];
    let [one, other] = sides.each_ref().map(String::as_str);
    desk.prints(&["decide", "unsure", one, other, "--why", "không có tiểu sử"]);
    let (code, said) = desk.refuses(&["review"]);
    assert_eq!((code, said.as_str()), (1, "quanlo: nobody is in doubt\n"));
}

#[test]
fn of_several_who_share_a_name_the_one_of_a_place_is_shown() {
    let desk = Desk::built();
    let all = desk.prints(&["trace", "Trần Văn Minh"]);
    assert!(all.starts_with("1 of 4: https://"), "{all}");
    let one = desk.prints(&["trace", "Trần Văn Minh", "--of", "Mường Nhé"]);
    assert!(one.starts_with("Trần Văn Minh (male)\n"), "{one}");
    assert!(one.contains("Bí thư Huyện ủy Mường Nhé"), "{one}");
    let iri = all
        .lines()
        .find_map(|line| line.strip_prefix("1 of 4: "))
        .unwrap();
    assert!(desk.prints(&["trace", iri]).starts_with("Trần Văn Minh"));
    let (code, said) = desk.refuses(&["trace", "Trần Văn Minh", "--of", "Lai Châu"]);
    assert_eq!(code, 1);
    assert!(
        said.contains("no Trần Văn Minh has a post in \"Lai Châu\"; who bears the name is "),
        "{said}"
    );
}

#[test]
fn what_joins_and_what_parts_is_told_with_its_sentences() {
    let desk = Desk::built();
    let why = desk.prints(&["why", &of("chu-tich"), &of("bi-thu")]);
    assert!(
        why.contains("for +4 same district or commune: huyện Mường Nhé"),
        "{why}"
    );
    assert!(
        why.contains(
            "«Ông Trần Văn Minh, Bí thư Huyện ủy Mường Nhé, tỉnh Điện Biên» — bi-thu, 2020-09-01"
        ),
        "{why}"
    );
    let why_not = desk.prints(&["why-not", &of("so"), &of("bi-thu")]);
    assert!(
        why_not.starts_with("Trần Văn Minh: two officials; 1 points for one, 5 join\n"),
        "{why_not}"
    );
    let (code, said) = desk.refuses(&["why", &of("so"), &of("bi-thu")]);
    assert_eq!(code, 1);
    assert!(
        said.contains("they are two officials; ask «quanlo why-not» instead"),
        "{said}"
    );
    let (code, said) = desk.refuses(&["why", "Lò Văn Mẫu@so", &of("bi-thu")]);
    assert_eq!(code, 2);
    assert!(
        said.contains("Lò Văn Mẫu@so: no article of the store names such an official"),
        "{said}"
    );
}

#[test]
fn decisions_win_over_evidence_and_survive_rebuilds() {
    let desk = Desk::built();
    assert_eq!(desk.officials(), 4);
    desk.prints(&[
        "decide",
        "same",
        &of("so"),
        &of("bi-thu"),
        "--why",
        "tiểu sử",
        "--by",
        "T. Mẫu",
    ]);
    assert_eq!(desk.officials(), 3);
    let why = desk.prints(&["why", &of("so"), &of("bi-thu")]);
    assert!(why.contains("decided: same, T. Mẫu, "), "{why}");
    fs::remove_dir_all(desk.0.path().join("store")).unwrap();
    assert_eq!(desk.build(), 0);
    assert_eq!(desk.officials(), 3);
    desk.prints(&[
        "decide",
        "different",
        &of("chu-tich"),
        &of("so"),
        "--why",
        "hai năm sinh",
    ]);
    let why_not = desk.prints(&["why-not", &of("chu-tich"), &of("so")]);
    assert!(why_not.contains("decided: different"), "{why_not}");
    assert_eq!(desk.officials(), 4);
}

#[test]
fn an_official_may_be_named_by_the_iri_that_review_prints() {
    let desk = Desk::built();
    let review = desk.prints(&["review"]);
    let mut iris = review
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with("https://"));
    let (one, other) = (iris.next().unwrap(), iris.next().unwrap());
    desk.prints(&["decide", "same", one, other, "--why", "cùng đoàn"]);
    assert_eq!(desk.officials(), 3);
    let decisions = fs::read_to_string(desk.0.path().join("decisions.tsv")).unwrap();
    assert!(
        decisions.contains("\nsame\tTrần Văn Minh\tdai-bieu-1\tdai-bieu-2\t"),
        "{decisions}"
    );
}

#[test]
fn decisions_that_contradict_each_other_are_an_error_with_both_lines() {
    let desk = Desk::built();
    desk.prints(&["decide", "same", &of("so"), &of("chu-tich"), "--why", "một"]);
    desk.prints(&[
        "decide",
        "same",
        &of("chu-tich"),
        &of("bi-thu"),
        "--why",
        "hai",
    ]);
    let (code, said) = desk.refuses(&[
        "decide",
        "different",
        &of("so"),
        &of("bi-thu"),
        "--why",
        "ba",
    ]);
    assert_eq!(code, 2);
    assert!(
        said.contains("decisions.tsv:4: says different of \"Trần Văn Minh\" in so and bi-thu, but line 3 makes them the same"),
        "{said}"
    );
    // Nothing was written: the file is still sound.
    assert_eq!(desk.build(), 0);
}

#[test]
fn a_line_that_is_no_decision_is_told_by_its_number_and_cure() {
    let fails = |text: &str| Decisions::read(text).unwrap_err().to_string();
    assert_eq!(
        fails("# của chúng tôi\n\nmaybe\tLò Văn Mẫu\ta\tb"),
        "3: unknown decision \"maybe\"; write same, different or unsure"
    );
    assert_eq!(
        fails("same\tLò Văn Mẫu\ta"),
        "1: too few cells; write decision, name, article, other_article, by, on, why with tabs between"
    );
    assert_eq!(
        fails("same\tLò Văn Mẫu\ta\ta"),
        "1: a decision needs a name and the ids of two articles"
    );
}
