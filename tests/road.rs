//! Roads of officials, posts and places: what they show of a small graph, to the letter, and how names are found.
//!
//! `UPDATE=1 cargo test --release --test road` writes the golden files of `tests/road/` anew; read the diff like code.
#![cfg(test)]

use std::fs;
use std::path::PathBuf;

use oxigraph::io::RdfFormat;
use oxigraph::store::Store;
use quanlo::answer::{self, Format, NotFound, Road, Shape};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The graph of the queries' tests, with the ontology and the roles.
fn store() -> Store {
    let store = Store::new().unwrap();
    let file = |name: &str| fs::read(root().join(name)).unwrap();
    store
        .load_from_slice(RdfFormat::TriG, &file("tests/queries/graph.trig"))
        .unwrap();
    for name in ["ontology/quanlo.ttl", "ontology/roles.ttl"] {
        store
            .load_from_slice(RdfFormat::Turtle, &file(name))
            .unwrap();
    }
    store
}

fn written(
    store: &Store,
    roads: &[Road],
    format: Format,
    evidence: bool,
    language: &str,
) -> String {
    let mut out = Vec::new();
    let shape = Shape {
        format,
        evidence,
        language,
    };
    answer::write_roads(store, roads, shape, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Compares with a file kept beside the tests.
fn golden(name: &str, got: &str, differing: &mut Vec<String>) {
    let path = root().join("tests/road").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, got).unwrap();
    }
    if fs::read_to_string(&path).unwrap_or_default() != got {
        differing.push(format!("{name} differs; got\n{got}"));
    }
}

#[test]
fn roads_are_written_as_they_were_read_by_a_person() {
    let store = store();
    let official = answer::trace(&store, "Trần Đức Lộc", None, "en")
        .unwrap()
        .unwrap();
    let post = answer::post(&store, "Bí thư Đảng ủy xã Nà Hỳ", "vi")
        .unwrap()
        .unwrap();
    let at = Some("2020-09".parse().unwrap());
    let place = answer::place(&store, "Nậm Pồ", at, true, "vi")
        .unwrap()
        .unwrap();
    let mut differing = Vec::new();
    for (name, roads) in [("official", &official), ("post", &post), ("place", &place)] {
        for (ending, format) in [
            ("csv", Format::Csv),
            ("json", Format::Json),
            ("ttl", Format::Turtle),
        ] {
            let text = written(&store, roads, format, true, "en").replace("\r\n", "\n");
            golden(&format!("{name}.{ending}"), &text, &mut differing);
        }
        for language in ["en", "vi"] {
            for (ending, format) in [
                ("txt", Format::Table),
                ("svg", Format::Svg),
                ("html", Format::Html),
            ] {
                let text = written(&store, roads, format, true, language);
                golden(
                    &format!("{name}.{language}.{ending}"),
                    &text,
                    &mut differing,
                );
            }
        }
    }
    assert!(
        differing.is_empty(),
        "\n{}\nrun `UPDATE=1 cargo test --release --test road` and read the diff",
        differing.join("\n")
    );
}

/// What is said where nothing is found.
fn missing(found: Result<Vec<Road>, NotFound>) -> String {
    found.unwrap_err().to_string()
}

#[test]
fn a_post_is_found_by_a_short_name_that_means_it_alone() {
    let store = store();
    for name in [
        "Bí thư Nậm Pồ",
        "bí thư huyện uỷ Nậm Pồ",
        "https://w3id.org/quanlo/id/post/bi-thu-nam-po",
    ] {
        let roads = answer::post(&store, name, "vi").unwrap().unwrap();
        let names: Vec<&str> = roads.iter().map(|road| road.about.name()).collect();
        assert_eq!(names, ["Bí thư Huyện ủy Nậm Pồ"], "{name}");
    }
    let short = |name| missing(answer::post(&store, name, "vi").unwrap());
    assert_eq!(
        short("Bí thư Nâm Pồ"),
        "no post is called \"Bí thư Nâm Pồ\""
    );
    assert_eq!(
        short("Huyện uỷ Nậm Pồ bí thư"),
        "no post is called \"Huyện uỷ Nậm Pồ bí thư\"; did you mean Bí thư Huyện ủy Nậm Pồ"
    );
    assert_eq!(
        short("Bi thu Dang uy xa Na Hy"),
        "no post is called \"Bi thu Dang uy xa Na Hy\"; did you mean Bí thư Đảng ủy xã Nà Hỳ"
    );
}

#[test]
fn a_place_is_found_with_or_without_its_type_and_only_while_it_is_there() {
    let store = store();
    let place = |name: &str, at: Option<&str>, within| {
        let at = at.map(|at| at.parse().unwrap());
        answer::place(&store, name, at, within, "vi").unwrap()
    };
    let holders = |roads: Vec<Road>| -> Vec<String> {
        let steps = roads.into_iter().flat_map(|road| road.steps);
        steps.map(|step| step.holder.unwrap().name).collect()
    };
    assert_eq!(
        holders(place("huyện Nậm Pồ", None, false).unwrap()),
        ["Trần Đức Lộc", "Trần Đức Lộc", "Nông Thị Kiều"]
    );
    assert_eq!(
        holders(place("Nậm Pồ", Some("2016"), false).unwrap()),
        ["Trần Đức Lộc"]
    );
    assert_eq!(
        missing(place("Nậm Pồ", Some("2025-08"), true)),
        "no article shows a post of huyện Nậm Pồ, tỉnh Điện Biên at 2025-08"
    );
    assert_eq!(
        missing(place("Nà Hỳ", Some("1990"), false)),
        "no article shows a post of xã Nà Hỳ, huyện Nậm Pồ, tỉnh Điện Biên at 1990; --within looks inside too"
    );
    assert_eq!(
        missing(place("Nậm Pồ huyện", None, false)),
        "no place is called \"Nậm Pồ huyện\"; did you mean huyện Nậm Pồ"
    );
}

#[test]
fn an_official_is_suggested_whose_name_has_other_tones_or_another_order() {
    let store = store();
    let trace = |name| missing(answer::trace(&store, name, None, "vi").unwrap());
    for name in ["Giang A Sử", "A Sử Giàng", "a sử"] {
        assert_eq!(
            trace(name),
            format!("no official is called {name:?}; did you mean Giàng A Sử")
        );
    }
}

#[test]
fn drawings_and_pages_are_well_formed_need_nothing_else_and_keep_text_text() {
    let store = store();
    let mut roads = answer::trace(&store, "Giàng A Sử", None, "vi")
        .unwrap()
        .unwrap();
    roads[0].steps[0].post = Some("<script>alert('1')</script> & \u{1b}".to_owned());
    let element = regex::Regex::new(r"<(/?)([a-z0-9]+)([^>]*)>").unwrap();
    for format in [Format::Svg, Format::Html] {
        let text = written(&store, &roads, format, true, "en");
        assert!(text.contains("&lt;script&gt;"), "{text}");
        assert!(!text.contains('\u{1b}'), "{text}");
        for foreign in ["<script", "src=", "@import", "url(http"] {
            assert!(!text.contains(foreign), "{foreign}");
        }
        // Every element that is opened is closed, in order.
        let mut open = Vec::new();
        for tag in element.captures_iter(&text) {
            match (&tag[1], &tag[2]) {
                (_, "meta") => {}
                _ if tag[3].ends_with('/') => {}
                ("/", name) => assert_eq!(open.pop().as_deref(), Some(name)),
                (_, name) => open.push(name.to_owned()),
            }
        }
        assert_eq!(open, Vec::<String>::new());
    }
}
