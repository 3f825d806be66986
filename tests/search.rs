//! The index of labels: what is found, in which order, and the same after every change.
#![cfg(test)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use quanlo::graph::vocabulary::{dct, foaf, ql, schema, skos};
use quanlo::search::{Found, Kind, Labels, SearchError, functions, rewrite, score, update, write};
use spargebra::SparqlParser;

fn iri(kind: Kind, key: &str) -> NamedNode {
    NamedNode::new(format!("https://w3id.org/quanlo/id/{kind}/{key}")).unwrap()
}

fn vietnamese(text: &str) -> Literal {
    Literal::new_language_tagged_literal(text, "vi").unwrap()
}

fn insert(
    store: &Store,
    thing: &NamedNode,
    property: NamedNodeRef<'_>,
    object: impl Into<oxigraph::model::Term>,
    graph: &GraphName,
) {
    let quad = Quad::new(thing.clone(), property, object, graph.clone());
    store.insert(&quad).unwrap();
}

/// Puts a thing with a name into a store.
fn add(store: &Store, kind: Kind, key: &str, name: &str) -> NamedNode {
    let thing = iri(kind, key);
    let graph = match kind {
        Kind::Article => thing.clone().into(),
        _ => GraphName::DefaultGraph,
    };
    let naming = match kind {
        Kind::Official => foaf::NAME,
        Kind::Article => schema::HEADLINE,
        _ => skos::PREF_LABEL,
    };
    insert(store, &thing, rdf::TYPE, kind.class(), &graph);
    let name = match kind {
        Kind::Official | Kind::Article => Literal::new_simple_literal(name),
        _ => vietnamese(name),
    };
    insert(store, &thing, naming, name, &graph);
    thing
}

/// The index of officials with these names; their keys are their places here.
fn index_of(names: &[&str]) -> (tempfile::TempDir, Labels) {
    let store = Store::new().unwrap();
    for (at, name) in names.iter().enumerate() {
        add(&store, Kind::Official, &format!("{at:03}"), name);
    }
    index(&store)
}

fn index(store: &Store) -> (tempfile::TempDir, Labels) {
    let folder = tempfile::tempdir().unwrap();
    write(store, folder.path()).unwrap();
    let labels = Labels::open(folder.path()).unwrap();
    (folder, labels)
}

fn labels_of(found: &Found) -> Vec<&str> {
    found.hits.iter().map(|hit| hit.label.as_str()).collect()
}

/// What is found of some names, in order.
fn found(labels: &Labels, text: &str) -> Vec<String> {
    let found = labels.search(text, None, 0, 100).unwrap();
    assert_eq!(found.total(), found.hits.len());
    labels_of(&found).into_iter().map(str::to_owned).collect()
}

#[test]
fn the_tones_that_are_asked_for_come_first_and_a_word_without_marks_asks_for_none() {
    let (_folder, labels) = index_of(&["Hạ", "Nguyễn Thị Hà", "Hà", "Hạ Long", "Hà Giang", "Hãn"]);
    assert_eq!(
        found(&labels, "Hà"),
        ["Hà", "Hà Giang", "Nguyễn Thị Hà", "Hạ", "Hạ Long", "Hãn"]
    );
    assert_eq!(
        found(&labels, "ha"),
        ["Hà", "Hạ", "Hà Giang", "Hạ Long", "Nguyễn Thị Hà", "Hãn"]
    );
    let (_folder, labels) = index_of(&["Hà", "Hạ", "Ha", "Ha Tran", "Hà An"]);
    assert_eq!(found(&labels, "Ha"), ["Ha", "Hà", "Hạ", "Ha Tran", "Hà An"]);
}

#[test]
fn whole_names_come_before_beginnings_these_before_words_inside_and_words_before_their_beginnings()
{
    let (_folder, labels) = index_of(&[
        "Hải Vân Nguyễn",
        "Trần Nguyễn Văn",
        "Nguyễn Vân Hải",
        "Nguyễn Thị Văn",
        "Nguyễn Văn",
        "Nguyễn Vạnh",
    ]);
    assert_eq!(
        found(&labels, "nguyen van"),
        [
            "Nguyễn Văn",
            "Nguyễn Vân Hải",
            "Trần Nguyễn Văn",
            "Nguyễn Vạnh",
            "Hải Vân Nguyễn",
            "Nguyễn Thị Văn",
        ]
    );
    assert_eq!(
        found(&labels, "nguyen van h"),
        ["Nguyễn Vân Hải", "Hải Vân Nguyễn"]
    );
    assert!(found(&labels, "nguyen hoa").is_empty());
}

#[test]
fn names_are_found_in_any_case_composition_and_place_of_the_tone() {
    let (_folder, labels) = index_of(&["Đỗ Thuý Hoà Lý", "Đo Thúy", "H’Nuân Êban"]);
    for text in [
        "ĐỖ THUÝ HOÀ LÝ",
        "đỗ thúy hòa lí",
        "Đo\u{302}\u{303} Thuy\u{301} Hoa\u{300} Ly\u{301}",
        "\u{110}\u{1ED7} thuy hoa ly",
        "do thuy hoà",
        "\u{D0}ỗ Thúy Hòa",
    ] {
        assert_eq!(found(&labels, text)[0], "Đỗ Thuý Hoà Lý", "{text}");
    }
    for text in ["H'Nuân", "hnuan", "h nuan", "nuân", "êban", "eb"] {
        assert_eq!(found(&labels, text), ["H’Nuân Êban"], "{text}");
    }
}

#[test]
fn a_word_is_found_while_it_is_typed() {
    let (_folder, labels) = index_of(&["Nguyễn Hoàng Quyết"]);
    let name = "Nguyễn Hoàng Quyết";
    for (end, c) in name.char_indices().skip(1) {
        assert_eq!(found(&labels, &name[..end]), [name], "{}", &name[..end]);
        let _ = c;
    }
    // Typed with the tone in the other place, and y that would be i at the end of a word.
    for text in ["nguyễn hoà", "hoàng quy", "Hoàng Quyế"] {
        assert_eq!(found(&labels, text), [name], "{text}");
    }
    // Only the last word may be a beginning.
    assert!(found(&labels, "nguy hoang").is_empty());
}

#[test]
fn what_is_written_in_letters_is_found_in_words_and_the_other_way_round() {
    let (_folder, labels) = index_of(&[
        "Chủ tịch Ủy ban nhân dân xã Si Pa Phìn",
        "Phó Chủ tịch HĐND huyện Nậm Pồ",
    ]);
    for text in ["chủ tịch UBND si pa phìn", "ubnd xã", "chu tich ubn"] {
        assert_eq!(
            found(&labels, text),
            ["Chủ tịch Ủy ban nhân dân xã Si Pa Phìn"],
            "{text}"
        );
    }
    for text in ["hội đồng nhân dân nậm pồ", "hdnd nam po"] {
        assert_eq!(
            found(&labels, text),
            ["Phó Chủ tịch HĐND huyện Nậm Pồ"],
            "{text}"
        );
    }
}

#[test]
fn documents_are_found_by_the_parts_of_their_numbers() {
    let store = Store::new().unwrap();
    let graph = GraphName::DefaultGraph;
    let one = add(&store, Kind::Document, "1", "Nghị quyết 05-NQ/TU");
    insert(&store, &one, ql::NUMBER, Literal::from("05-NQ/TU"), &graph);
    insert(
        &store,
        &one,
        dct::TITLE,
        vietnamese("về công tác cán bộ"),
        &graph,
    );
    insert(
        &store,
        &one,
        dct::ISSUED,
        Literal::from("2020-01-02"),
        &graph,
    );
    add(&store, Kind::Document, "2", "Quyết định 67/2020/QĐ-TTg");
    add(&store, Kind::Document, "3", "Nghị quyết 67-NQ/TU");
    let (_folder, labels) = index(&store);
    for (text, label) in [
        ("67-NQ/TU", "Nghị quyết 67-NQ/TU"),
        ("67 NQ TU", "Nghị quyết 67-NQ/TU"),
        ("67/2020/QĐ-TTg", "Quyết định 67/2020/QĐ-TTg"),
        ("qd-ttg 67", "Quyết định 67/2020/QĐ-TTg"),
        ("2020", "Quyết định 67/2020/QĐ-TTg"),
        ("5-NQ/TU", "Nghị quyết 05-NQ/TU"),
        ("nghị quyết 05 cán bộ", "Nghị quyết 05-NQ/TU"),
    ] {
        assert_eq!(found(&labels, text), [label], "{text}");
    }
    let found = labels.search("về công tác", None, 0, 10).unwrap();
    assert_eq!(found.hits[0].name, "về công tác cán bộ");
    assert_eq!(
        found.hits[0].detail.as_deref(),
        Some("2020-01-02 · về công tác cán bộ")
    );
}

#[test]
fn every_kind_of_thing_is_found_and_told_by_its_kind() {
    let store = Store::new().unwrap();
    for kind in Kind::ALL {
        add(&store, kind, "x", &format!("Nậm Pồ {kind}"));
        assert_eq!(kind.name().parse(), Ok(kind));
    }
    // Two names of one thing are one thing.
    let place = iri(Kind::Place, "x");
    insert(
        &store,
        &place,
        schema::NAME,
        vietnamese("Nậm Pồ"),
        &GraphName::DefaultGraph,
    );
    let (_folder, labels) = index(&store);
    let found = labels.search("nam po", None, 0, 10).unwrap();
    assert_eq!(found.counts, Kind::ALL.map(|kind| (kind, 1)).into());
    assert_eq!((found.hits[0].kind, found.hits.len()), (Kind::Place, 7));
    assert_eq!(
        (found.hits[0].name.as_str(), found.hits[0].label.as_str()),
        ("Nậm Pồ", "Nậm Pồ place")
    );
    let kinds = [Kind::Post, Kind::Article];
    let found = labels.search("nam po", Some(&kinds), 0, 10).unwrap();
    assert_eq!(labels_of(&found), ["Nậm Pồ article", "Nậm Pồ post"]);
    assert_eq!(found.total(), 7);
    assert!("cadre".parse::<Kind>().is_err());
}

#[test]
fn what_is_said_of_an_article_elsewhere_than_in_its_graph_is_not_found() {
    let store = Store::new().unwrap();
    let article = add(&store, Kind::Article, "x", "Trao quyết định");
    let published = Literal::from("2024-05-06");
    insert(
        &store,
        &article,
        schema::DATE_PUBLISHED,
        published,
        &article.clone().into(),
    );
    let other = iri(Kind::Article, "y").into();
    insert(
        &store,
        &article,
        schema::HEADLINE,
        Literal::from("Điều động"),
        &other,
    );
    let (_folder, labels) = index(&store);
    assert!(found(&labels, "điều động").is_empty());
    let found = labels.search("quyet dinh", None, 0, 1).unwrap();
    assert_eq!(found.hits[0].detail.as_deref(), Some("2024-05-06"));
}

#[test]
fn a_question_is_words_and_never_syntax() {
    let (_folder, labels) = index_of(&["Lò Văn AND", "name", "Lò Thị Nga"]);
    for (text, count) in [
        ("name:*", 1),
        ("\"Lò", 2),
        ("lò AND nga", 0),
        ("lò AND", 1),
        ("-lò", 2),
        ("lò~1 nga^2", 0),
        ("[lò TO nga]", 0),
        ("+lò +nga", 1),
        ("*", 0),
        ("", 0),
        ("  \0\u{7} ", 0),
        ("😀", 0),
        ("lò😀nga", 1),
        ("lò\0nga", 1),
        ("^lò", 2),
        ("\u{301}\u{301}", 0),
        ("\u{FFFF}", 0),
    ] {
        assert_eq!(found(&labels, text).len(), count, "{text:?}");
        assert!(labels.suggest(text, 5).is_ok());
    }
    assert!(found(&labels, &"lò ".repeat(5000)).len() <= 2);
    assert!(found(&labels, &"lo".repeat(5000)).is_empty());
    let many: String = (0..3000).map(|n| format!("w{n} ")).collect();
    assert!(found(&labels, &many).is_empty());
}

#[test]
fn the_same_is_found_page_by_page_in_one_order() {
    let names: Vec<String> = (0..60).map(|n| format!("Nguyễn Văn {}", n % 7)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (_folder, labels) = index_of(&names);
    let all = labels.search("văn", None, 0, 60).unwrap();
    assert_eq!(all.total(), 60);
    let keys: Vec<_> = all
        .hits
        .iter()
        .map(|hit| (&hit.label, hit.iri.as_str()))
        .collect();
    assert!(keys.is_sorted());
    let mut pages = Vec::new();
    for page in 0..7 {
        pages.extend(labels.search("văn", None, page * 10, 10).unwrap().hits);
    }
    assert_eq!(pages, all.hits);
    let offered = labels.suggest("nguyen", 5).unwrap();
    let offered: Vec<&str> = offered.iter().map(|hit| hit.label.as_str()).collect();
    assert_eq!(
        offered,
        [
            "Nguyễn Văn 0",
            "Nguyễn Văn 1",
            "Nguyễn Văn 2",
            "Nguyễn Văn 3",
            "Nguyễn Văn 4"
        ]
    );
}

#[test]
fn an_index_that_is_missing_damaged_or_of_another_form_is_told_with_its_cure() {
    let folder = tempfile::tempdir().unwrap();
    let told = |folder: &Path| Labels::open(folder).unwrap_err().to_string();
    assert!(told(folder.path()).contains("make it with «quanlo build»"));
    assert!(told(&folder.path().join("none")).contains("make it with «quanlo build»"));
    let store = Store::new().unwrap();
    add(&store, Kind::Post, "x", "Bí thư Huyện ủy Nậm Pồ");
    let (index, _) = index(&store);
    assert!(
        write(&store, index.path())
            .unwrap_err()
            .to_string()
            .contains("empty folder")
    );
    let meta = index.path().join("meta.json");
    let sound = fs::read_to_string(&meta).unwrap();
    fs::write(
        &meta,
        sound.replace("\"payload\": \"1\"", "\"payload\": \"0\""),
    )
    .unwrap();
    let other = told(index.path());
    fs::write(&meta, "{").unwrap();
    assert!(
        told(index.path()).contains("anew with «quanlo build»"),
        "{other}"
    );
    fs::write(&meta, &sound).unwrap();
    for ending in ["fast", "term", "idx"] {
        let files = fs::read_dir(index.path())
            .unwrap()
            .map(|file| file.unwrap().path());
        let file = files
            .into_iter()
            .find(|file| file.extension().is_some_and(|e| e == ending));
        let file = file.unwrap();
        let bytes = fs::read(&file).unwrap();
        let mut changed = bytes.clone();
        changed[5] ^= 0xFF;
        fs::write(&file, &changed).unwrap();
        assert!(told(index.path()).contains("is damaged"));
        fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
        assert!(
            told(index.path()).contains("anew with «quanlo build»"),
            "{}",
            told(index.path())
        );
        fs::remove_file(&file).unwrap();
        assert!(
            told(index.path()).contains("is damaged"),
            "{}",
            told(index.path())
        );
        // What cannot be updated is written anew.
        let fresh = tempfile::tempdir().unwrap();
        assert_eq!(
            update(index.path(), fresh.path(), &store, &BTreeSet::new()).unwrap(),
            1
        );
        fs::write(&file, &bytes).unwrap();
    }
    assert!(Labels::open(index.path()).is_ok());
}

/// Syllables of which the names in random tests are made.
const SYLLABLES: [&str; 12] = [
    "Hà", "Hạ", "Ha", "Hoàng", "hoà", "Lý", "Ly", "Văn", "Vân", "67", "M'gar", "Đỗ",
];

fn name() -> impl Strategy<Value = String> {
    let syllables = prop::collection::vec(prop::sample::select(&SYLLABLES), 1..5);
    syllables.prop_map(|syllables| syllables.join(" "))
}

fn question() -> impl Strategy<Value = String> {
    (name(), 0..4_usize).prop_map(|(name, cut)| {
        let end = name
            .char_indices()
            .rev()
            .nth(cut)
            .map_or(0, |(end, c)| end + c.len_utf8());
        name[..end].to_owned()
    })
}

/// What should be found: every name is looked at.
fn looked_through(names: &[(Kind, usize, String)], question: &str) -> Vec<(String, f64)> {
    let mut things: Vec<(f64, String, String)> = names
        .iter()
        .map(|(kind, key, name)| {
            let iri = iri(*kind, &key.to_string()).into_string();
            (score(name, question), iri, name.clone())
        })
        .filter(|(score, ..)| *score > 0.0)
        .collect();
    things.sort_by(|a, b| {
        b.0.total_cmp(&a.0)
            .then_with(|| (&a.1, &a.2).cmp(&(&b.1, &b.2)))
    });
    let mut seen = BTreeSet::new();
    things.retain(|(_, iri, _)| seen.insert(iri.clone()));
    things
        .into_iter()
        .map(|(score, iri, _)| (iri, score))
        .collect()
}

#[test]
fn what_is_found_is_what_looking_through_all_names_finds_after_every_change() {
    let kinds = vec![Kind::Official, Kind::Post, Kind::Place, Kind::Article];
    let named = move || (prop::sample::select(kinds.clone()), 0..12_usize, name());
    let steps = prop::collection::vec(prop::collection::vec((any::<bool>(), named()), 0..8), 1..10);
    let strategy = (steps, prop::collection::vec(question(), 12));
    let mut runner = TestRunner::new(Config {
        cases: 8,
        failure_persistence: None,
        ..Config::default()
    });
    let result = runner.run(&strategy, |(steps, questions)| {
        let store = Store::new().unwrap();
        let folders = tempfile::tempdir().unwrap();
        let mut previous = folders.path().join("start");
        write(&store, &previous).unwrap();
        let mut names: Vec<(Kind, usize, String)> = Vec::new();
        for (number, step) in steps.into_iter().enumerate() {
            let mut touched = BTreeSet::new();
            for (is_added, named) in step {
                let (kind, key, name) = &named;
                let thing = add(&store, *kind, &key.to_string(), name);
                touched.insert(thing.clone());
                if is_added {
                    if !names.contains(&named) {
                        names.push(named);
                    }
                    continue;
                }
                for quad in store.quads_for_pattern(Some((&thing).into()), None, None, None) {
                    store.remove(&quad.unwrap()).unwrap();
                }
                names.retain(|(other, number, _)| (other, number) != (kind, key));
            }
            let folder = folders.path().join(number.to_string());
            update(&previous, &folder, &store, &touched).unwrap();
            previous = folder;
        }
        let whole = folders.path().join("whole");
        write(&store, &whole).unwrap();
        let (updated, whole) = (
            Labels::open(&previous).unwrap(),
            Labels::open(&whole).unwrap(),
        );
        for question in questions {
            let found = updated.search(&question, None, 0, 1000).unwrap();
            prop_assert_eq!(&found, &whole.search(&question, None, 0, 1000).unwrap());
            let got: BTreeSet<(String, String)> = found
                .hits
                .iter()
                .map(|hit| (hit.iri.as_str().to_owned(), hit.score.to_string()))
                .collect();
            let expected = looked_through(&names, &question);
            let expected = expected
                .into_iter()
                .map(|(iri, score)| (iri, score.to_string()));
            prop_assert_eq!(got, expected.collect(), "{}", &question);
            prop_assert!(
                found
                    .hits
                    .windows(2)
                    .all(|pair| pair[0].score >= pair[1].score)
            );
            let part = updated.search(&question, None, 1, 3).unwrap();
            let expected: Vec<_> = found.hits.into_iter().skip(1).take(3).collect();
            prop_assert_eq!(part.hits, expected);
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[test]
fn what_a_place_lies_in_is_told_as_it_is_now() {
    let store = Store::new().unwrap();
    let graph = GraphName::DefaultGraph;
    let district = add(&store, Kind::Place, "d", "huyện Nậm Pồ");
    let commune = add(&store, Kind::Place, "c", "xã Si Pa Phìn");
    insert(
        &store,
        &commune,
        schema::CONTAINED_IN_PLACE,
        district.clone(),
        &graph,
    );
    insert(
        &store,
        &commune,
        schema::VALID_THROUGH,
        Literal::from("2025-06-30"),
        &graph,
    );
    let (before, labels) = index(&store);
    let detail = |labels: &Labels| {
        labels.search("si pa phin", None, 0, 1).unwrap().hits[0]
            .detail
            .clone()
    };
    assert_eq!(detail(&labels).as_deref(), Some("huyện Nậm Pồ · –2025"));
    for quad in
        store.quads_for_pattern(Some((&district).into()), Some(skos::PREF_LABEL), None, None)
    {
        store.remove(&quad.unwrap()).unwrap();
    }
    insert(
        &store,
        &district,
        skos::PREF_LABEL,
        vietnamese("huyện Mường Nhé"),
        &graph,
    );
    let after = tempfile::tempdir().unwrap();
    update(before.path(), after.path(), &store, &[district].into()).unwrap();
    let now = Labels::open(after.path()).unwrap();
    assert_eq!(detail(&now).as_deref(), Some("huyện Mường Nhé · –2025"));
    // The index before is what it was.
    assert_eq!(detail(&labels).as_deref(), Some("huyện Nậm Pồ · –2025"));
    assert!(found(&Labels::open(before.path()).unwrap(), "muong nhe").is_empty());
}

const PREFIXES: &str = "PREFIX ql: <https://w3id.org/quanlo/ontology#> \
    PREFIX foaf: <http://xmlns.com/foaf/0.1/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> \
    PREFIX schema: <https://schema.org/> ";

/// The rows of a query that searches, each as its values in order; yes is one row, no none.
fn rows(store: &Store, labels: Option<&Labels>, query: &str) -> Result<Vec<String>, SearchError> {
    let query = SparqlParser::new()
        .parse_query(&format!("{PREFIXES}{query}"))
        .unwrap();
    let query = rewrite(query, labels)?;
    let evaluator = functions(SparqlEvaluator::new());
    let results = evaluator
        .for_query(query)
        .on_store(store)
        .execute()
        .unwrap();
    Ok(match results {
        QueryResults::Solutions(solutions) => solutions
            .map(|solution| {
                let solution = solution.unwrap();
                let values = solution.values().iter().map(|value| match value {
                    Some(oxigraph::model::Term::Literal(literal)) => literal.value().to_owned(),
                    Some(value) => value.to_string(),
                    None => "-".to_owned(),
                });
                values.collect::<Vec<_>>().join(" | ")
            })
            .collect(),
        QueryResults::Boolean(answer) => answer.then(String::new).into_iter().collect(),
        QueryResults::Graph(triples) => triples.map(|triple| triple.unwrap().to_string()).collect(),
    })
}

/// A store with an official, a post, two places one in the other, and an article.
fn searched_store() -> Store {
    let store = Store::new().unwrap();
    add(&store, Kind::Official, "a", "Nguyễn Văn Hà");
    add(&store, Kind::Official, "b", "Nguyễn Văn Hạ");
    add(&store, Kind::Post, "p", "Bí thư Huyện ủy Hà Quảng");
    let inside = add(&store, Kind::Place, "c", "xã Hạ Thôn");
    let above = add(&store, Kind::Place, "d", "huyện Hà Quảng");
    insert(
        &store,
        &inside,
        schema::CONTAINED_IN_PLACE,
        above,
        &GraphName::DefaultGraph,
    );
    add(&store, Kind::Article, "n", "Hà Quảng có Bí thư mới");
    store
}

#[test]
fn labels_are_searched_from_every_place_of_a_query() {
    let store = searched_store();
    let (_folder, labels) = index(&store);
    for (query, expected) in [
        (
            "SELECT ?n { ?x ql:search 'nguyen van ha' ; foaf:name ?n } ORDER BY DESC(ql:matchScore(?n, 'nguyễn van hạ'))",
            &["Nguyễn Văn Hạ", "Nguyễn Văn Hà"][..],
        ),
        (
            "SELECT ?n { ?x foaf:name ?n ; a ql:Official ; ql:search 'hạ'@vi } ORDER BY ?n",
            &["Nguyễn Văn Hà", "Nguyễn Văn Hạ"],
        ),
        (
            "SELECT ?n { [ ql:search 'ha quang' ] skos:prefLabel ?n } ORDER BY ?n",
            &["Bí thư Huyện ủy Hà Quảng", "huyện Hà Quảng"],
        ),
        (
            "SELECT ?n { [] ql:search 'ha quang' ; ^schema:containedInPlace/skos:prefLabel ?n }",
            &["xã Hạ Thôn"],
        ),
        (
            "SELECT ?n { ?x ql:search 'ha' . ?x schema:containedInPlace+ ?y . ?y ql:search 'ha' ; skos:prefLabel ?n }",
            &["huyện Hà Quảng"],
        ),
        (
            "SELECT ?n { ?x ql:search 'quang' . ?x ql:search 'huyen' . OPTIONAL { ?x a ql:Place ; skos:prefLabel ?n } } ORDER BY ?n",
            &["-", "huyện Hà Quảng"],
        ),
        (
            "SELECT ?n { ?x a ql:Place . OPTIONAL { ?x ql:search 'quang' . ?x skos:prefLabel ?n } } ORDER BY ?n",
            &["-", "huyện Hà Quảng"],
        ),
        (
            "SELECT ?n { { ?x ql:search 'hạ thôn' } UNION { ?x ql:search 'bí thư' } ?x skos:prefLabel ?n } ORDER BY ?n",
            &["Bí thư Huyện ủy Hà Quảng", "xã Hạ Thôn"],
        ),
        (
            "SELECT ?n { ?x foaf:name ?n { SELECT ?x { ?x ql:search 'nguyễn văn hà' } LIMIT 1 } }",
            &["Nguyễn Văn Hà"],
        ),
        (
            "SELECT ?n { ?x foaf:name ?n FILTER EXISTS { ?x ql:search 'nguyen' } FILTER NOT EXISTS { ?x ql:search 'tran' } } ORDER BY ?n",
            &["Nguyễn Văn Hà", "Nguyễn Văn Hạ"],
        ),
        (
            "SELECT ?n { ?x a ql:Place ; skos:prefLabel ?n MINUS { ?x ql:search 'huyen' } }",
            &["xã Hạ Thôn"],
        ),
        (
            "SELECT ?n { GRAPH ?g { ?x ql:search 'ha quang' ; schema:headline ?n } }",
            &["Hà Quảng có Bí thư mới"],
        ),
        (
            "SELECT (COUNT(?x) AS ?n) { ?x ql:search 'ha' ; skos:prefLabel ?l } GROUP BY ?y HAVING (COUNT(?x) > 1)",
            &["3"],
        ),
        (
            "SELECT ?n { ?x foaf:name ?n BIND(EXISTS { ?x ql:search 'ha' } AS ?e) FILTER(?e) } ORDER BY ?n LIMIT 1",
            &["Nguyễn Văn Hà"],
        ),
        (
            "SELECT ?x { ?x ql:search 'hạ thôn' }",
            &["<https://w3id.org/quanlo/id/place/c>"],
        ),
        (
            "SELECT ?x { ?x schema:containedInPlace/ql:search 'ha' }",
            &["<https://w3id.org/quanlo/id/place/c>"],
        ),
        ("SELECT ?x { ?x ql:search '«»' }", &[]),
        (
            "ASK { <https://w3id.org/quanlo/id/place/c> ql:search 'thon' }",
            &[""],
        ),
        (
            "ASK { <https://w3id.org/quanlo/id/place/c> ql:search 'huyen' }",
            &[],
        ),
        (
            "CONSTRUCT { ?x ql:search ?n } WHERE { ?x ql:search 'hạ thôn' ; skos:prefLabel ?n }",
            &[
                "<https://w3id.org/quanlo/id/place/c> <https://w3id.org/quanlo/ontology#search> \"xã Hạ Thôn\"@vi",
            ],
        ),
        ("SELECT (ql:matchScore('Hà', 'hà') AS ?n) {}", &["1"]),
        ("SELECT (ql:matchScore('Hà', 'tran') AS ?n) {}", &["0"]),
        (
            "SELECT (ql:matchScore(?x, 'tran') AS ?n) { ?x ql:search 'hạ thôn' }",
            &["-"],
        ),
    ] {
        assert_eq!(
            rows(&store, Some(&labels), query).unwrap(),
            expected,
            "{query}"
        );
    }
    let described = rows(
        &store,
        Some(&labels),
        "DESCRIBE ?x { ?x ql:search 'hạ thôn' }",
    )
    .unwrap();
    assert_eq!(described.len(), 3);
}

#[test]
fn a_search_that_cannot_be_answered_says_how_to_write_it() {
    let store = searched_store();
    let (_folder, labels) = index(&store);
    for query in [
        "SELECT * { ?x ql:search ?words }",
        "SELECT * { ?x ql:search ql:Official }",
        "SELECT * { ?x ql:search [] }",
        "SELECT * { ?x ql:search+ 'ha' }",
        "SELECT * { ?x schema:containedInPlace*/ql:search* 'ha' }",
        "SELECT * { ?x !(ql:search|ql:level) 'ha' }",
        "SELECT * { ?x a ql:Place FILTER EXISTS { ?x (ql:search|skos:prefLabel) 'ha' } }",
    ] {
        let told = rows(&store, Some(&labels), query).unwrap_err().to_string();
        assert!(
            told.contains("write «?thing ql:search \"words\"»"),
            "{query}: {told}"
        );
    }
    let search = "SELECT * { ?x ql:search 'ha' }";
    let told = rows(&store, None, search).unwrap_err().to_string();
    assert!(told.contains("make it with «quanlo build»"));
    // A query that searches for nothing needs no index, and is left as it is.
    let query = "SELECT ?n { ?x foaf:name ?n . [] foaf:name ?n } ORDER BY ?n";
    assert_eq!(rows(&store, None, query).unwrap().len(), 2);
    let parsed = SparqlParser::new()
        .parse_query(&format!("{PREFIXES}{query}"))
        .unwrap();
    assert_eq!(rewrite(parsed.clone(), None).unwrap(), parsed);
}
