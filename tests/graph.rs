#![cfg(test)]
//! What names of bodies show, and Turtle as it is written.

#[expect(dead_code, reason = "laws.rs uses all of it, this file a part")]
mod support;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, Term, Triple};
use quanlo::claim::When;
use quanlo::graph::vocabulary::{org, ql, skos};
use quanlo::graph::{Base, Part, Scheme, derive, turtle};
use quanlo::identity::Decisions;
use quanlo::identity::{Account, Register};
use quanlo::rules::Rules;
use support::{Story, post, rules};

/// All knowledge of one article that gives one official a post in each of some bodies.
fn graph(bodies: &[&str], register: &Register, scheme: &Scheme) -> Vec<Triple> {
    let mut story = Story::new("bài", Some("2020-08-01"), Some("Điện Biên"));
    story.person("Lò Văn Thử", None);
    for body in bodies {
        story.tenure(
            "Lò Văn Thử",
            When::Current,
            post(&format!("Thành viên @ {body}")),
            [None; 3],
        );
    }
    let account = Arc::new(Account::new(story.told().1, register));
    derive(&[account], Part::WHOLE, scheme)
        .into_iter()
        .map(|q| Triple::new(q.subject, q.predicate, q.object))
        .collect()
}

#[test]
fn a_bodys_name_shows_its_kind_level_area_and_parent() {
    let rules = Rules::embedded().unwrap();
    let scheme = Scheme::new(&Base::default(), &rules, &Decisions::default()).unwrap();
    let text = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/graph/bodies.tsv"
    ))
    .unwrap();
    let rows: Vec<Vec<&str>> = text
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect())
        .collect();
    let mut wrong = String::new();
    for row in &rows {
        let [name, want_class, want_level, want_area, want_parent] = row[..] else {
            panic!("{row:?}")
        };
        let triples = graph(&[name], &Register::new(&rules), &scheme);
        let node = triples
            .iter()
            .find(|t| {
                t.predicate == skos::PREF_LABEL
                    && matches!(&t.object, Term::Literal(l) if l.value() == name)
            })
            .map(|t| t.subject.clone());
        let Some(node) = node else {
            panic!("no body {name}")
        };
        let objects = |predicate: oxigraph::model::NamedNodeRef| -> Vec<String> {
            let found = triples
                .iter()
                .filter(|t| t.subject == node && t.predicate == predicate);
            found.map(|t| t.object.to_string()).collect()
        };
        let local = |iri: &str| {
            iri.rsplit(['#', '/'])
                .next()
                .unwrap_or_default()
                .trim_end_matches('>')
                .to_owned()
        };
        let without_hash = |iri: &str| {
            local(iri)
                .rsplit_once('-')
                .map(|(slug, _)| slug.to_owned())
                .unwrap_or_default()
        };
        let class = objects(oxigraph::model::vocab::rdf::TYPE);
        let class: String = class
            .iter()
            .map(|c| local(c))
            .filter(|c| c != "Body")
            .collect();
        let level: String = objects(ql::LEVEL)
            .iter()
            .map(|level| local(level))
            .collect();
        let area: String = objects(ql::AREA)
            .iter()
            .map(|area| without_hash(area))
            .collect();
        let parent: String = objects(org::SUB_ORGANIZATION_OF)
            .iter()
            .map(|parent| without_hash(parent))
            .collect();
        let got = format!("{class}\t{level}\t{area}\t{parent}");
        let want = format!("{want_class}\t{want_level}\t{want_area}\t{want_parent}");
        if got != want {
            let _ = writeln!(wrong, "{name}\n  want {want}\n  got  {got}");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn written_turtle_reads_back_as_the_same_graph_and_uses_all_its_prefixes() {
    let scheme = Scheme::new(&Base::default(), rules(), &Decisions::default()).unwrap();
    let triples = graph(
        &["Đảng ủy xã Si Pa Phìn", "Bộ \"Y tế\"\nvà \\ khác"],
        &Register::new(rules()),
        &scheme,
    );
    let write = |triples: Vec<Triple>| {
        let mut out = Vec::new();
        let quads = triples
            .into_iter()
            .map(|triple| triple.in_graph(GraphName::DefaultGraph));
        turtle::write(quads.collect(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let written = write(triples.clone());
    let read = RdfParser::from_format(RdfFormat::Turtle).for_slice(&written);
    let read: BTreeSet<String> = read
        .map(|quad| Triple::from(quad.unwrap()).to_string())
        .collect();
    assert_eq!(read, triples.iter().map(ToString::to_string).collect());
    for prefix in written
        .lines()
        .filter_map(|line| line.strip_prefix("@prefix ")?.split(':').next())
    {
        assert!(
            written.matches(&format!("{prefix}:")).count() > 1,
            "{prefix} is not used"
        );
    }
    let mut reversed = triples;
    reversed.reverse();
    assert_eq!(write(reversed), written);
    assert!(written.contains("\n    a ql:Tenure ;\n"));
}
