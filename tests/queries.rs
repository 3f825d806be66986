//! Every query of `queries/` gives exactly the answer kept beside the tests, and every check notices what it is for.
//!
//! `tests/queries/<query>/<case>.csv` is the answer on `tests/queries/graph.trig` and `careers.trig` to the values in `<case>.set` (one
//! `name=value` on a line; the file is absent where there are none). `UPDATE=1 cargo test --release --test queries`
//! rewrites the answers; read the diff.
#![cfg(test)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use oxigraph::io::RdfFormat;
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use quanlo::answer::{self, Format, Found, Query};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The graph of the tests with the ontology and the roles, as in every store; edited before it is loaded.
fn store(edit: impl FnOnce(String) -> String) -> Store {
    let store = Store::new().unwrap();
    let graph = edit(fs::read_to_string(root().join("tests/queries/graph.trig")).unwrap());
    let careers = fs::read_to_string(root().join("tests/queries/careers.trig")).unwrap();
    for graph in [graph, careers] {
        store
            .load_from_slice(RdfFormat::TriG, graph.as_bytes())
            .unwrap();
    }
    for file in ["ontology/quanlo.ttl", "ontology/roles.ttl"] {
        store
            .load_from_slice(RdfFormat::Turtle, &fs::read(root().join(file)).unwrap())
            .unwrap();
    }
    store
}

fn stems(folder: &Path, ending: &str) -> BTreeSet<String> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == ending))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect()
}

fn ask(store: &Store, query: &Query, values: &[(String, String)]) -> (String, Found) {
    let mut out = Vec::new();
    let found = answer::query(store, query, values, Some(Format::Csv), &mut out)
        .unwrap_or_else(|error| panic!("{}: {error}", query.name));
    (String::from_utf8(out).unwrap().replace("\r\n", "\n"), found)
}

fn values(path: &Path) -> Vec<(String, String)> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines()
        .map(|line| line.split_once('=').unwrap())
        .map(|(n, v)| (n.to_owned(), v.to_owned()))
        .collect()
}

#[test]
fn every_query_gives_exactly_the_answers_kept_beside_the_tests() {
    let store = store(|graph| graph);
    let mut wrong = String::new();
    for query in answer::named().unwrap() {
        let folder = root().join("tests/queries").join(&query.name);
        for case in stems(&folder, "csv") {
            let (got, _) = ask(&store, &query, &values(&folder.join(format!("{case}.set"))));
            let path = folder.join(format!("{case}.csv"));
            if std::env::var_os("UPDATE").is_some() {
                fs::write(&path, &got).unwrap();
            }
            if got != fs::read_to_string(&path).unwrap() {
                let _ = write!(wrong, "\n{} differs; got\n{got}", path.display());
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{wrong}\nUPDATE=1 rewrites the answers; read the diff"
    );
}

#[test]
fn every_query_has_a_title_in_two_languages_and_answers_to_hold_it_to() {
    let queries = answer::named().unwrap();
    let named: BTreeSet<String> = queries.iter().map(|query| query.name.clone()).collect();
    assert_eq!(
        stems(&root().join("queries"), "rq"),
        named,
        "queries/ and the list in src/answer/query.rs"
    );
    for query in &queries {
        let is_titled = !query.title.is_empty() && query.title_vi != query.title;
        assert!(is_titled, "{}: title «English / tiếng Việt»", query.name);
        let folder = root().join("tests/queries").join(&query.name);
        assert!(
            folder.is_dir() && !stems(&folder, "csv").is_empty(),
            "{}: no answers",
            query.name
        );
    }
}

#[test]
fn every_query_runs_as_it_is_and_has_its_parameters_among_its_columns() {
    let store = store(|graph| graph);
    for query in answer::named().unwrap() {
        let results = SparqlEvaluator::new()
            .parse_query(&query.text)
            .unwrap()
            .on_store(&store)
            .execute()
            .unwrap();
        let QueryResults::Solutions(rows) = results else {
            panic!("{} is no SELECT", query.name)
        };
        let columns: Vec<String> = rows
            .variables()
            .iter()
            .map(|v| v.as_str().to_owned())
            .collect();
        for parameter in &query.parameters {
            assert!(
                columns.contains(&parameter.name),
                "{}: ?{} is not selected",
                query.name,
                parameter.name
            );
        }
        assert!(
            rows.count() > 0,
            "{} finds nothing in the graph of the tests",
            query.name
        );
    }
}

#[test]
fn a_value_that_nothing_has_finds_nothing() {
    let store = store(|graph| graph);
    for query in answer::named().unwrap() {
        for parameter in query.parameters.iter().filter(|p| !p.constant) {
            let of_kind = |example: &str| match example {
                iri if iri.starts_with('<') => "https://example.org/nothing",
                number if number.contains("integer") => "1066",
                _ => "không có",
            };
            let mut values = vec![(
                parameter.name.clone(),
                of_kind(&parameter.example.to_string()).to_owned(),
            )];
            for other in query
                .parameters
                .iter()
                .filter(|p| !p.optional && p.name != parameter.name)
            {
                values.push((
                    other.name.clone(),
                    of_kind(&other.example.to_string()).to_owned(),
                ));
            }
            assert_eq!(
                ask(&store, &query, &values).1,
                Found::Nothing,
                "{} {}",
                query.name,
                parameter.name
            );
        }
    }
}

#[test]
fn a_sound_store_passes_every_check() {
    let mut found = Vec::new();
    let count = answer::check(&store(|graph| graph), |violation| {
        found.push(violation.to_string());
        Ok(())
    });
    assert_eq!((count.unwrap(), found), (0, Vec::new()));
}

/// A check, a passage of the graph of the tests, and what it is replaced by so that the check must notice.
const DAMAGE: &[[&str; 3]] = &[
    [
        "article_id_twice",
        r#"dct:identifier "bao-2""#,
        r#"dct:identifier "bao-1""#,
    ],
    ["article_incomplete", r#"dct:identifier "bao-2" ;"#, ""],
    [
        "claim_contradiction_one_sided",
        "a2:event-1 ql:contradicts a1:event-1 .",
        "",
    ],
    ["claim_without_evidence", r#"ql:rule "nghỉ hưu" ; "#, ""],
    [
        "claim_without_fact",
        "prov:wasDerivedFrom a2:tenure-2",
        "prov:wasDerivedFrom a2:tenure-1",
    ],
    [
        "date_malformed",
        r#"schema:birthDate "1978"^^xsd:gYear"#,
        r#"schema:birthDate "1978""#,
    ],
    [
        "date_malformed",
        r#"ql:start "2015-06"^^xsd:gYearMonth"#,
        r#"ql:start "2015-13"^^xsd:gYearMonth"#,
    ],
    [
        "document_implements_itself",
        "ql:implements <document/15-nq-tu>",
        "ql:implements <document/7-kh-du>",
    ],
    [
        "event_incomplete",
        "ql:Retirement, ql:PersonnelEvent",
        "ql:PersonnelEvent",
    ],
    [
        "evidence_incomplete",
        r#"oa:end 14 ; oa:exact "Giàng A Sử""#,
        "oa:end 14",
    ],
    [
        "evidence_not_in_text",
        r#"oa:end 14 ; oa:exact "Giàng A Sử""#,
        r#"oa:end 14 ; oa:exact "Giàng A Sú""#,
    ],
    [
        "fact_from_missing_claim",
        "prov:wasDerivedFrom a2:tenure-2",
        "prov:wasDerivedFrom a2:tenure-2, a2:tenure-9",
    ],
    [
        "fact_without_claim",
        "prov:wasDerivedFrom a1:person-3",
        r#"skos:altLabel "Lộc""#,
    ],
    [
        "link_dangling",
        "ql:replaces <official/tran-duc-loc>",
        "ql:replaces <official/nobody>",
    ],
    [
        "node_blank",
        "ql:area <place/na-hy> .",
        "ql:area <place/na-hy> ; org:subOrganizationOf [ a ql:Body ] .",
    ],
    ["node_without_label", r#"foaf:name "Trần Đức Lộc" ;"#, ""],
    [
        "node_without_label",
        r#"foaf:name "Trần Đức Lộc""#,
        r#"foaf:name "Trần Đức Lộc", "Trần Văn Lộc""#,
    ],
    [
        "official_with_two_births",
        r#""1978"^^xsd:gYear ;"#,
        r#""1978"^^xsd:gYear, "1979-02"^^xsd:gYearMonth ;"#,
    ],
    [
        "official_with_two_genders",
        "schema:Female ;",
        "schema:Female, schema:Male ;",
    ],
    [
        "period_ends_before_start",
        r#"ql:start "2015"^^xsd:gYear"#,
        r#"ql:start "2021"^^xsd:gYear"#,
    ],
    [
        "place_inside_itself",
        "schema:containedInPlace <place/dien-bien>",
        "schema:containedInPlace <place/na-hy>",
    ],
    [
        "post_incomplete",
        "org:role <role/pho-giam-doc> ; org:postIn <body/so-noi-vu-dien-bien> .",
        "ql:term \"x\" .",
    ],
    [
        "statistic_incomplete",
        "ql:percent 82.5 ; ql:group",
        "ql:group",
    ],
    [
        "tenure_end_state_wrong",
        "^^xsd:date ; ql:endState ql:Ended ;",
        "^^xsd:date ; ql:endState ql:Open ;",
    ],
    [
        "tenure_from_proposal",
        "ql:startCause <event/kieu-luan-chuyen>",
        "ql:startCause <event/kieu-gioi-thieu>",
    ],
    ["tenure_incomplete", "ql:endState ql:EndedUnknown ;", ""],
    [
        "tenure_of_another",
        "ql:startCause <event/kieu-luan-chuyen>",
        "ql:startCause <event/su-luan-chuyen>",
    ],
    [
        "tenure_without_evidence",
        "prov:wasDerivedFrom a2:tenure-2",
        "ql:term \"x\"",
    ],
    [
        "term_undeclared",
        "ql:term \"2021-2026\" ;\n    ql:startNotAfter",
        "ql:terms \"2021-2026\" ;\n    ql:startNotAfter",
    ],
    [
        "testimony_out_of_place",
        "<article/bao-2> {",
        "a2:loose a ql:Evidence . <article/bao-2> {",
    ],
];

#[test]
fn every_check_notices_the_damage_it_is_for() {
    let covered: BTreeSet<String> = DAMAGE
        .iter()
        .map(|[check, ..]| (*check).to_owned())
        .collect();
    assert_eq!(covered, stems(&root().join("queries/checks"), "rq"));
    assert_eq!(covered.len(), answer::CHECK_COUNT);
    for [check, sound, damaged] in DAMAGE {
        let store = store(|graph| {
            assert!(
                graph.contains(sound),
                "{check}: {sound:?} is not in the graph of the tests"
            );
            graph.replacen(sound, damaged, 1)
        });
        let mut found = BTreeSet::new();
        answer::check(&store, |violation| {
            found.insert(violation.check);
            Ok(())
        })
        .unwrap();
        assert!(
            found.contains(check),
            "{check} does not notice {damaged:?}, only {found:?} do"
        );
    }
}
