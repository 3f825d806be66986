//! The program seen from outside: what it prints where, its exit codes, and what bad input does to it.
#![cfg(test)]

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use unicode_normalization::UnicodeNormalization;

/// A small article about invented officials.
const ARTICLE: &str = "Nậm Pồ luân chuyển cán bộ\n\n\
    Tháng 7/2020, đồng chí Giàng A Sử, Bí thư Đảng ủy xã Na Cô Sa, huyện Nậm Pồ, tỉnh Điện Biên được Ban Thường vụ \
    Huyện ủy Nậm Pồ luân chuyển giữ chức Bí thư Đảng ủy xã Nà Hỳ.\n";

/// What a run of the program did.
struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Run {
    /// The one line on standard error, without the program's name.
    fn line(&self) -> &str {
        assert_eq!(self.stderr.lines().count(), 1, "{}", self.stderr);
        self.stderr
            .trim_end()
            .strip_prefix("quanlo: ")
            .unwrap_or_else(|| panic!("{}", self.stderr))
    }

    /// The line of an error: nothing else was printed, and the exit code says so.
    fn error(&self) -> &str {
        assert_eq!(
            (self.code, self.stdout.as_str()),
            (Some(2), ""),
            "{}",
            self.stderr
        );
        self.line()
    }
}

/// A folder with a store and files of one test.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A desk whose store has the small article.
    fn built() -> Self {
        let desk = Self::new();
        let article = desk.file("nam-po.txt", ARTICLE);
        let run = desk.run(&["build", &article]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        desk
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        fs::write(self.path(name), content).unwrap();
        self.path(name)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quanlo"));
        command
            .args(arguments)
            .env("QUANLO_STORE", self.path("store"))
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        run(&mut self.command(arguments))
    }
}

fn run(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn help_tells_the_commands_and_the_exit_codes() {
    let help = Desk::new().run(&["--help"]);
    assert_eq!((help.code, help.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!("help", help.stdout);
    let query = Desk::new().run(&["query", "--help"]);
    insta::assert_snapshot!("help_query", query.stdout);
}

#[test]
fn answers_go_to_standard_output_and_everything_else_to_standard_error() {
    let desk = Desk::new();
    let article = desk.file("nam-po.txt", ARTICLE);
    let build = desk.run(&["build", &article]);
    assert_eq!((build.code, build.stdout.as_str()), (Some(0), ""));
    assert!(
        build
            .line()
            .starts_with("read 1 article (1 new, 0 replaced, 0 unchanged), skipped 0"),
        "{}",
        build.stderr
    );
    let again = desk.run(&["build", "--quiet", &article]);
    assert_eq!(
        (again.code, again.stdout.as_str(), again.stderr.as_str()),
        (Some(0), "", "")
    );
    let trace = desk.run(&["trace", "Giàng A Sử"]);
    assert_eq!((trace.code, trace.stderr.as_str()), (Some(0), ""));
    assert!(
        trace.stdout.contains("Bí thư Đảng ủy xã Nà Hỳ"),
        "{}",
        trace.stdout
    );
    assert!(
        trace.stdout.contains("Ban Thường vụ Huyện ủy Nậm Pồ"),
        "{}",
        trace.stdout
    );
}

#[test]
fn a_trace_is_found_whatever_the_spelling_and_shows_its_passages() {
    let desk = Desk::built();
    let decomposed: String = "GIÀNG A SỬ".nfd().collect();
    let trace = desk.run(&["trace", &decomposed, "--evidence"]);
    assert_eq!(trace.code, Some(0), "{}", trace.stderr);
    assert!(trace.stdout.contains("«"), "{}", trace.stdout);
    let json: serde_json::Value = serde_json::from_str(
        &desk
            .run(&["trace", "Giàng A Sử", "--format", "json"])
            .stdout,
    )
    .unwrap();
    assert_eq!(json[0]["steps"].as_array().unwrap().len(), 2);
    assert_eq!(json[0]["steps"][1]["start"], "2020-07");
    let rows = desk.run(&["trace", "Giàng A Sử", "--format", "csv"]).stdout;
    assert_eq!(
        csv::Reader::from_reader(rows.as_bytes()).records().count(),
        2
    );
}

#[test]
fn a_name_that_nobody_has_is_no_error_and_brings_those_with_the_same_letters() {
    let desk = Desk::built();
    let trace = desk.run(&["trace", "Giang A Su"]);
    assert_eq!((trace.code, trace.stdout.as_str()), (Some(1), ""));
    assert_eq!(
        trace.line(),
        "no official is called \"Giang A Su\"; did you mean Giàng A Sử"
    );
    assert_eq!(
        desk.run(&["trace", "Sử"]).line(),
        "no official is called \"Sử\"; did you mean Giàng A Sử"
    );
    assert_eq!(
        desk.run(&["trace", "Nguyễn Văn Không"]).line(),
        "no official is called \"Nguyễn Văn Không\""
    );
}

#[test]
fn removing_an_article_leaves_nothing_of_it() {
    let desk = Desk::built();
    assert_eq!(desk.run(&["remove", "nowhere"]).code, Some(1));
    let remove = desk.run(&["remove", "nam-po"]);
    assert_eq!(
        (remove.code, remove.line()),
        (Some(0), "took out 1 article")
    );
    assert_eq!(desk.run(&["trace", "Giàng A Sử"]).code, Some(1));
    assert_eq!(
        desk.run(&["export", "--article", "nam-po"]).line(),
        "no article has the id \"nam-po\""
    );
}

#[test]
fn a_query_is_named_or_a_file_or_typed() {
    let desk = Desk::built();
    let named = desk.run(&[
        "query",
        "official_rotation_history",
        "--set",
        "official=Giàng A Sử",
        "--format",
        "csv",
    ]);
    assert_eq!(named.code, Some(0), "{}", named.stderr);
    assert!(
        named
            .stdout
            .contains("2020-07,Bí thư Đảng ủy xã Na Cô Sa,Bí thư Đảng ủy xã Nà Hỳ,Sideways"),
        "{}",
        named.stdout
    );
    let file = desk.file(
        "q.rq",
        "SELECT ?name { ?x <http://xmlns.com/foaf/0.1/name> ?name }",
    );
    assert_eq!(
        desk.run(&["query", &file]).stdout.lines().last(),
        Some("Giàng A Sử")
    );
    let typed = "SELECT ?name { ?x <http://xmlns.com/foaf/0.1/name> ?name }";
    assert_eq!(
        desk.run(&["query", "-e", typed, "--set", "name=Nobody"])
            .code,
        Some(1)
    );
    assert_eq!(
        desk.run(&["query", "-e", "ASK { ?x ?y ?z }"]).stdout,
        "yes\n"
    );
    assert_eq!(desk.run(&["query", "-e", "ASK { ?x ?x ?x }"]).code, Some(1));
    let graph = desk.run(&[
        "query",
        "-e",
        "DESCRIBE ?x { ?x <http://xmlns.com/foaf/0.1/name> \"Giàng A Sử\" }",
    ]);
    assert!(
        graph.stdout.contains("foaf:name \"Giàng A Sử\""),
        "{}",
        graph.stdout
    );
}

#[test]
fn every_named_query_is_listed_and_can_be_printed() {
    let desk = Desk::new();
    let list = desk.run(&["queries"]);
    assert_eq!((list.code, list.stderr.as_str()), (Some(0), ""));
    for query in quanlo::answer::named().unwrap() {
        assert!(
            list.stdout.contains(&query.name) && list.stdout.contains(&query.title),
            "{}",
            query.name
        );
        assert_eq!(desk.run(&["queries", &query.name]).stdout, query.text);
    }
    assert!(
        desk.run(&["queries", "--lang", "vi"])
            .stdout
            .contains("Quá trình luân chuyển")
    );
}

#[test]
fn the_form_of_an_answer_follows_the_ending_of_its_file() {
    let desk = Desk::built();
    let begins = |name: &str, arguments: &[&str]| {
        let path = desk.path(name);
        let run = desk.run(&[arguments, &["--output", &path]].concat());
        assert_eq!(
            (run.code, run.stdout.as_str(), run.stderr.as_str()),
            (Some(0), "", ""),
            "{name}"
        );
        let text = fs::read_to_string(&path).unwrap();
        text.chars().take(20).collect::<String>()
    };
    let official = ["export", "--official", "Giàng A Sử"];
    assert!(begins("a.ttl", &official).starts_with("@prefix "));
    assert!(begins("a.trig", &official).starts_with("@prefix "));
    assert!(begins("a.nt", &official).starts_with("<https://"));
    assert!(begins("a.nq", &official).starts_with("<https://"));
    assert!(begins("a.rdf", &official).starts_with("<?xml"));
    assert!(begins("a.jsonld", &official).starts_with('['));
    assert!(begins("a.csv", &["query", "level_rotations"]).starts_with("year,movement"));
    assert!(begins("a.json", &["query", "level_rotations"]).starts_with("{\"head\""));
    assert!(begins("b.json", &["trace", "Giàng A Sử"]).starts_with('['));
}

#[test]
fn extract_prints_one_line_of_json_for_each_article_in_their_order() {
    let desk = Desk::new();
    let names: Vec<String> = (0..20)
        .map(|n| desk.file(&format!("a{n:02}.txt"), ARTICLE))
        .collect();
    let mut arguments = vec!["extract", "--threads", "4"];
    arguments.extend(names.iter().rev().map(String::as_str));
    let extract = desk.run(&arguments);
    assert_eq!(extract.code, Some(0), "{}", extract.stderr);
    let ids: Vec<String> = extract
        .stdout
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["article"]["id"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(
        ids,
        (0..20)
            .rev()
            .map(|n| format!("a{n:02}"))
            .collect::<Vec<_>>()
    );
    let table = desk.run(&["extract", "--format", "table", &names[0]]);
    assert!(table.stdout.contains("\n  tenure "), "{}", table.stdout);
}

/// Two acts that become no event: one is planned, one is told of nobody; and a page's own line with a trap in it.
const UNUSED: &str = "Nậm Pồ chuẩn bị nhân sự\n\n\
    Huyện ủy Nậm Pồ dự kiến bổ nhiệm bà Lò Thị Mẫu giữ chức Trưởng phòng Nội vụ huyện Nậm Pồ. \
    Công tác luân chuyển còn chậm <script>alert(1)</script> & \u{1b}[31mđỏ.\n";

#[test]
fn explain_marks_the_text_and_puts_each_claim_under_its_sentence() {
    let desk = Desk::new();
    let explain = desk.run(&["explain", "--mentions", &desk.file("a.txt", ARTICLE)]);
    assert_eq!((explain.code, explain.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!("explain", explain.stdout);
}

#[test]
fn explain_says_why_a_rule_was_set_aside_and_lists_the_acts_without_a_claim() {
    let desk = Desk::new();
    let explain = desk.run(&["explain", &desk.file("a.txt", UNUSED)]);
    assert_eq!((explain.code, explain.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!("explain_unused", explain.stdout);
}

#[test]
fn explain_uses_colours_only_where_they_are_asked_for() {
    let desk = Desk::new();
    let article = desk.file("a.txt", UNUSED);
    let explain = |arguments: &[&str]| desk.run(&[&["explain", &article], arguments].concat());
    // Not into a pipe, and never those of the article itself.
    for arguments in [&[][..], &["--color", "never"]] {
        let plain = explain(arguments).stdout;
        assert!(!plain.contains('\u{1b}'), "{plain}");
        assert!(
            plain.contains("[act bổ nhiệm] [person bà Lò Thị Mẫu]"),
            "{plain}"
        );
    }
    let colour = explain(&["--color", "always"]).stdout;
    assert!(
        colour.contains("\u{1b}[0;1;36mbà Lò Thị Mẫu\u{1b}[0m"),
        "{colour}"
    );
    assert!(!colour.contains("[person "), "{colour}");
    assert!(!colour.contains("\u{1b}[31mđỏ"), "{colour}");
}

#[test]
fn an_explanation_is_also_one_page_in_which_an_article_stays_text() {
    let desk = Desk::new();
    let article = desk.file("a.txt", UNUSED);
    let page = desk.path("a.html");
    let explain = desk.run(&["explain", &article, "--output", &page]);
    assert_eq!(
        (
            explain.code,
            explain.stdout.as_str(),
            explain.stderr.as_str()
        ),
        (Some(0), "", "")
    );
    let page = fs::read_to_string(page).unwrap();
    assert_eq!(
        page,
        desk.run(&["explain", &article, "--format", "html"]).stdout
    );
    assert!(
        page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp;"),
        "{page}"
    );
    assert!(
        page.contains(
            "<mark class=\"person\">bà Lò Thị Mẫu<small lang=\"en\"> person</small></mark>"
        ),
        "{page}"
    );
    assert!(
        page.contains("<title>How Quanlo read a.txt</title>"),
        "{page}"
    );
    assert!(page.contains("planned, denied or only possible"), "{page}");
    for foreign in ["<script", "src=", "@import", "url("] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    // Every element that is opened is closed, in order.
    let element = regex::Regex::new(r"<(/?)([a-z0-9]+)[^>]*>").unwrap();
    let mut open = Vec::new();
    for tag in element.captures_iter(&page) {
        match (&tag[1], &tag[2]) {
            (_, "meta") => {}
            ("/", name) => assert_eq!(open.pop().as_deref(), Some(name)),
            (_, name) => open.push(name.to_owned()),
        }
    }
    assert_eq!(open, Vec::<String>::new());
    let refused = desk.run(&["explain", &article, "--format", "turtle"]);
    assert_eq!(
        refused.error(),
        "an explanation cannot be written as turtle; choose table or html"
    );
}

#[test]
fn check_is_silent_on_a_sound_store_and_names_each_fault_of_another() {
    let desk = Desk::built();
    let check = desk.run(&["check"]);
    assert_eq!(
        (check.code, check.stdout.as_str()),
        (Some(0), ""),
        "{}",
        check.stderr
    );
    assert!(
        check.line().ends_with("checks found 0 faults"),
        "{}",
        check.stderr
    );
    {
        // What is published is never changed: a store of which nothing is published is read as it lies.
        fs::remove_dir_all(desk.path("store/snapshots")).unwrap();
        let store = oxigraph::store::Store::open(desk.path("store")).unwrap();
        let tenure =
            "<https://example.org/id/tenure/t> a <https://w3id.org/quanlo/ontology#Tenure> .";
        store
            .load_from_slice(oxigraph::io::RdfFormat::Turtle, tenure.as_bytes())
            .unwrap();
    }
    let check = desk.run(&["check"]);
    assert_eq!(check.code, Some(1));
    let fault = "tenure_without_evidence: A tenure rests on no passage of an article: tenure <https://example.org/id/tenure/t>";
    assert!(
        check.stdout.lines().any(|line| line == fault),
        "{}",
        check.stdout
    );
}

#[test]
fn a_question_that_cannot_be_put_is_an_error_with_its_cure() {
    let desk = Desk::built();
    let error = |arguments: &[&str]| desk.run(arguments).error().to_owned();
    assert_eq!(
        error(&["query", "official_carer"]),
        "no query is called \"official_carer\"; did you mean official_career or official_colleagues or official_doubles; \
         `quanlo queries` lists them"
    );
    assert_eq!(
        error(&["query", "official_career"]),
        "query official_career needs official: full name; add --set official=\"Thào A Sếnh\""
    );
    assert_eq!(
        error(&["query", "official_career", "--set", "offical=x"]),
        "query official_career has no parameter \"offical\"; it has official"
    );
    assert_eq!(
        error(&["query", "year_kind_events", "--set", "year=last"]),
        "--set year=last: not a whole number; write it like year=2020"
    );
    assert_eq!(
        error(&["query", "-e", "SELECT ?x { ?x a ?y }", "--set", "z=1"]),
        "-e: --set ?z=… binds nothing; select ?z in the query"
    );
    assert_eq!(
        error(&["query", "-e", "SELECT ?x { ?x a ?y }", "--format", "turtle"]),
        "rows cannot be written as turtle; choose table, csv, tsv, json or xml"
    );
    assert!(error(&["query", "-e", "DROP ALL"]).starts_with("-e: error at 1:"));
    assert!(error(&["query", "nowhere.rq"]).starts_with("nowhere.rq: No such file"));
    assert!(
        error(&["export", "--format", "csv"])
            .starts_with("a graph cannot be written as csv; choose turtle")
    );
    assert!(
        error(&["--base", "here", "build", "."])
            .starts_with("--base here: \"here\" is not a base IRI")
    );
    assert!(error(&["--rules", &desk.path("none"), "extract", "."]).contains("No such file"));
}

#[test]
fn a_value_is_bound_and_never_becomes_part_of_the_query() {
    let desk = Desk::built();
    let evil = "official=x\" } UNION { ?a ?b ?c } #";
    assert_eq!(
        desk.run(&["query", "official_career", "--set", evil]).code,
        Some(1)
    );
}

/// What the program says about the only input it was given, and its exit code.
fn fed(name: &str, content: impl AsRef<[u8]>) -> (Option<i32>, String) {
    let desk = Desk::new();
    let run = desk.run(&["build", &desk.file(name, content)]);
    assert_eq!(run.stdout, "");
    (run.code, run.stderr.replace(&desk.path(""), ""))
}

#[test]
fn an_unreadable_article_is_skipped_counted_and_named() {
    let nothing = "quanlo: no article in what was given; articles are .txt, .html and .ndjson files, each also .gz\n";
    assert_eq!(
        fed("empty.txt", ""),
        (
            Some(1),
            format!("quanlo: skipped empty.txt: empty\n{nothing}")
        )
    );
    let binary: Vec<u8> = (0..5000u32)
        .map(|n| u8::try_from(n * n % 251).unwrap())
        .collect();
    let (code, said) = fed("binary.txt", binary);
    assert_eq!((code, said.lines().count()), (Some(1), 2), "{said}");
    assert!(said.starts_with("quanlo: skipped binary.txt: "), "{said}");
    let desk = Desk::new();
    let good = desk.file("good.txt", ARTICLE);
    let empty = desk.file("empty.txt", "");
    let run = desk.run(&["build", &good, &empty]);
    assert_eq!(run.code, Some(0));
    assert!(
        run.stderr.contains("empty.txt: empty\n") && run.stderr.contains("skipped 1;"),
        "{}",
        run.stderr
    );
}

#[test]
fn cut_and_decomposed_text_is_read_as_far_as_it_goes() {
    let mut cut = ARTICLE.as_bytes().to_vec();
    cut.extend("Hội nghị".as_bytes());
    cut.pop();
    let nfd: String = ARTICLE.nfd().collect();
    for content in [cut, nfd.into_bytes()] {
        let desk = Desk::new();
        let run = desk.run(&["build", &desk.file("a.txt", content)]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert_eq!(desk.run(&["trace", "Giàng A Sử"]).code, Some(0));
        assert_eq!(desk.run(&["check"]).code, Some(0));
    }
}

#[test]
fn fifty_megabytes_on_one_line_are_read_to_the_end() {
    let desk = Desk::new();
    let filler = "Hội nghị đã nghe báo cáo về tình hình sản xuất vụ đông xuân. ".repeat(700_000);
    assert!(filler.len() > 50_000_000);
    let article = desk.file("long.txt", filler + &ARTICLE.replace('\n', " "));
    let extract = desk.run(&["extract", &article]);
    assert_eq!(extract.code, Some(0), "{}", extract.stderr);
    assert!(
        extract.stdout.contains("\"person\":\"Giàng A Sử\""),
        "{}",
        extract.stdout.len()
    );
}

#[test]
fn a_folder_without_articles_holds_nothing_and_a_missing_one_is_an_error() {
    let desk = Desk::new();
    fs::create_dir(desk.path("folder")).unwrap();
    fs::write(
        Path::new(&desk.path("folder")).join("notes.md"),
        "no article",
    )
    .unwrap();
    let run = desk.run(&["build", &desk.path("folder")]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(
        run.stderr.contains("no articles in this folder"),
        "{}",
        run.stderr
    );
    let missing = desk.path("nowhere");
    assert_eq!(
        desk.run(&["build", &missing]).error(),
        format!("{missing}: no such file or folder")
    );
}

/// A build that has opened the store and waits for its input.
struct Builder(Child);

impl Builder {
    fn new(desk: &Desk) -> Self {
        let mut command = desk.command(&["build", "--quiet", "-"]);
        Self(
            command
                .stdin(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .unwrap(),
        )
    }
}

impl Drop for Builder {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_store_that_is_being_written_to_can_be_read_and_cannot_be_written_to() {
    let desk = Desk::built();
    let article = desk.file("other.txt", ARTICLE);
    let began = Instant::now();
    // The builder that waits may come too early and find the store still locked by the build that asks.
    let refused = loop {
        let builder = Builder::new(&desk);
        std::thread::sleep(Duration::from_millis(500));
        let build = desk.run(&["build", "--quiet", &article]);
        if build.code == Some(2) {
            assert_eq!(desk.run(&["trace", "Giàng A Sử"]).code, Some(0));
            drop(builder);
            break build;
        }
        assert!(
            began.elapsed() < Duration::from_secs(60),
            "the store was never locked"
        );
    };
    assert!(
        refused
            .error()
            .contains("another process is writing to the store"),
        "{}",
        refused.stderr
    );
}

#[test]
fn a_full_disk_is_an_error_and_not_a_half_answer() {
    let desk = Desk::built();
    if Path::new("/dev/full").exists() {
        let export = desk.run(&["export", "--output", "/dev/full"]);
        assert_eq!(
            export.error(),
            "cannot write /dev/full: No space left on device (os error 28)"
        );
        let mut command =
            desk.command(&["query", "official_career", "--set", "official=Giàng A Sử"]);
        let output = command
            .stdout(File::create("/dev/full").unwrap())
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            said,
            "quanlo: cannot write standard output: No space left on device (os error 28)\n"
        );
    }
}

#[test]
fn a_store_that_cannot_grow_is_an_error_and_the_next_run_finishes_the_work() {
    let desk = Desk::new();
    let article = desk.file("nam-po.txt", ARTICLE);
    // A limit on the size of files stands for a full disk: both refuse a write in the middle.
    let limited = format!(
        "trap '' XFSZ; ulimit -f 200; exec {} build {article}",
        env!("CARGO_BIN_EXE_quanlo")
    );
    let run = run(Command::new("sh")
        .args(["-c", &limited])
        .env("QUANLO_STORE", desk.path("store"))
        .stdin(Stdio::null()));
    assert!(
        run.error().starts_with(&desk.path("store")),
        "{}",
        run.stderr
    );
    let again = desk.run(&["build", "--quiet", &article]);
    assert_eq!((again.code, again.stderr.as_str()), (Some(0), ""));
    assert_eq!(desk.run(&["check"]).code, Some(0));
}

#[test]
fn a_folder_that_cannot_be_written_to_is_an_error() {
    let desk = Desk::built();
    let article = desk.path("nam-po.txt");
    let below_a_file = format!("{article}/store");
    let build = desk.run(&["--store", &below_a_file, "build", &article]);
    assert_eq!(
        build.error(),
        format!(
            "{below_a_file}: there is no folder {article} to make the store in; make that first"
        )
    );
    let output = format!("{article}/a.ttl");
    let export = desk.run(&["export", "--output", &output]);
    assert_eq!(
        export.error(),
        format!("cannot write {output}: Not a directory (os error 20)")
    );
}

#[test]
fn a_store_that_is_not_there_is_an_error_that_names_the_cure() {
    let desk = Desk::new();
    for arguments in [
        &["trace", "x"][..],
        &["check"],
        &["export"],
        &["query", "post_turnover"],
        &["remove", "x"],
    ] {
        let run = desk.run(arguments);
        assert!(run.error().ends_with(
            "there is no store here; make one with «quanlo build», or name another with --store"
        ));
        assert!(!PathBuf::from(desk.path("store")).exists());
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let desk = Desk::built();
    let mut child = desk
        .command(&["export"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    let mut said = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    assert_eq!((child.wait().unwrap().code(), said.as_str()), (Some(0), ""));
}

#[test]
fn articles_come_from_standard_input_too() {
    let desk = Desk::new();
    let mut child = desk
        .command(&["build", "--quiet", "-"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(ARTICLE.as_bytes())
        .unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(desk.run(&["trace", "Giàng A Sử"]).code, Some(0));
}
