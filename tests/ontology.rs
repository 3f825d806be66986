//! The vocabulary is declared, labelled and explained in two languages, and nothing else is used.
#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Quad, Term};
use quanlo::claim::EventKind;
use quanlo::graph::Base;
use quanlo::graph::vocabulary::{QL, ql, skos};
use quanlo::rules::Rules;
use quanlo::text::name_key;
use regex::Regex;

const DEFINITION: NamedNodeRef<'_> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#definition");
const NOTATION: NamedNodeRef<'_> =
    NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#notation");

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn turtle(file: &str) -> Vec<Quad> {
    let text = fs::read(root().join("ontology").join(file)).unwrap();
    let quads = RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(&text)
        .collect::<Result<Vec<_>, _>>();
    quads.unwrap_or_else(|error| panic!("ontology/{file}: {error}"))
}

fn name(node: &NamedOrBlankNode) -> String {
    node.to_string()
        .trim_start_matches('<')
        .trim_end_matches('>')
        .to_owned()
}

fn languages(quads: &[Quad], subject: &str, properties: &[NamedNodeRef<'_>]) -> BTreeSet<String> {
    quads
        .iter()
        .filter(|quad| {
            name(&quad.subject) == subject && properties.iter().any(|p| quad.predicate == *p)
        })
        .filter_map(|quad| match &quad.object {
            Term::Literal(literal) if !literal.value().is_empty() => {
                literal.language().map(str::to_owned)
            }
            _ => None,
        })
        .collect()
}

/// The names of all `ql:` terms that the ontology declares.
fn declared() -> BTreeSet<String> {
    let quads = turtle("quanlo.ttl");
    let types = quads.iter().filter(|quad| quad.predicate == rdf::TYPE);
    types
        .filter_map(|quad| name(&quad.subject).strip_prefix(QL).map(str::to_owned))
        .collect()
}

#[test]
fn every_term_has_a_label_and_a_definition_in_vietnamese_and_english() {
    let quads = turtle("quanlo.ttl");
    let both = BTreeSet::from(["en".to_owned(), "vi".to_owned()]);
    for term in declared() {
        let term = format!("{QL}{term}");
        assert_eq!(
            languages(&quads, &term, &[rdfs::LABEL]),
            both,
            "label of {term}"
        );
        assert_eq!(
            languages(&quads, &term, &[rdfs::COMMENT, DEFINITION]),
            both,
            "definition of {term}"
        );
    }
}

#[test]
fn the_vocabulary_has_no_blank_nodes_so_that_a_store_has_none() {
    for quad in turtle("quanlo.ttl").iter().chain(&turtle("roles.ttl")) {
        assert!(
            !quad.subject.is_blank_node() && !quad.object.is_blank_node(),
            "{quad}"
        );
    }
}

#[test]
fn every_term_that_the_program_writes_is_declared() {
    let source = fs::read_to_string(root().join("src/graph/vocabulary.rs")).unwrap();
    let block = source
        .split(&format!("ql \"{QL}\" {{"))
        .nth(1)
        .unwrap()
        .split("\n    }")
        .next()
        .unwrap();
    let declared = declared();
    let written = Regex::new(r#"[A-Z0-9_]+ "(\w+)""#).unwrap();
    assert!(written.captures_iter(block).count() > 50);
    for term in written.captures_iter(block) {
        assert!(
            declared.contains(&term[1]),
            "ql:{} is not in ontology/quanlo.ttl",
            &term[1]
        );
    }
}

#[test]
fn every_term_that_a_query_a_check_a_shape_or_a_role_uses_is_declared() {
    let mut declared = declared();
    // The scheme of the roles stands beside them.
    declared.insert("roles".to_owned());
    let used = Regex::new(r"\bql:(\w+)").unwrap();
    let files = |folder: &str| {
        fs::read_dir(root().join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
    };
    let mut paths: Vec<PathBuf> = files("queries")
        .chain(files("queries/checks"))
        .chain(files("ontology"))
        .collect();
    paths.retain(|path| path.is_file());
    assert!(paths.len() > 40);
    for path in paths {
        let text = fs::read_to_string(&path).unwrap();
        for term in used.captures_iter(&text) {
            assert!(
                declared.contains(&term[1]),
                "{}: ql:{} is not declared",
                path.display(),
                &term[1]
            );
        }
    }
}

#[test]
fn every_kind_of_event_of_the_guidelines_is_a_class() {
    let quads = turtle("quanlo.ttl");
    let kinds: BTreeSet<String> = quads
        .iter()
        .filter(|quad| {
            quad.predicate == rdfs::SUB_CLASS_OF
                && quad.object == ql::PERSONNEL_EVENT.into_owned().into()
        })
        .map(|quad| name(&quad.subject).trim_start_matches(QL).to_lowercase())
        .collect();
    assert_eq!(
        kinds,
        EventKind::ALL
            .iter()
            .map(|kind| kind.name().to_owned())
            .collect()
    );
}

#[test]
fn every_measure_has_the_key_that_the_guidelines_give_it() {
    let keys: BTreeSet<String> = turtle("quanlo.ttl")
        .into_iter()
        .filter(|quad| quad.predicate == NOTATION)
        .map(|quad| {
            let Term::Literal(key) = quad.object else {
                panic!("{}", quad.object)
            };
            let words = key
                .value()
                .split('_')
                .map(|word| word[..1].to_uppercase() + &word[1..]);
            assert_eq!(
                name(&quad.subject),
                format!("{QL}{}Measure", words.collect::<String>())
            );
            key.value().to_owned()
        })
        .collect();
    let wanted = "appointment election nonlocal_post planning recruitment retirement rotation rotation_or_transfer \
                  secondment staff standard_political standard_professional training transfer";
    assert_eq!(keys, wanted.split_whitespace().map(str::to_owned).collect());
}

/// The Vietnamese labels of the roles, preferred and other, by IRI.
fn roles() -> BTreeMap<String, (String, Vec<String>)> {
    let mut roles: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
    for quad in turtle("roles.ttl") {
        let Term::Literal(label) = &quad.object else {
            continue;
        };
        let Some(_) = name(&quad.subject).strip_prefix("https://w3id.org/quanlo/id/role/") else {
            continue;
        };
        let role = roles.entry(name(&quad.subject)).or_default();
        if quad.predicate == skos::PREF_LABEL && label.language() == Some("vi") {
            label.value().clone_into(&mut role.0);
        } else if quad.predicate == skos::ALT_LABEL {
            role.1.push(label.value().to_owned());
        }
    }
    roles
}

#[test]
fn every_role_has_labels_definitions_a_rank_and_says_how_many_hold_it() {
    let quads = turtle("roles.ttl");
    let both = BTreeSet::from(["en".to_owned(), "vi".to_owned()]);
    let roles = roles();
    assert!(roles.len() >= 90);
    for role in roles.keys() {
        assert_eq!(
            languages(&quads, role, &[skos::PREF_LABEL]),
            both,
            "labels of {role}"
        );
        assert_eq!(
            languages(&quads, role, &[DEFINITION]),
            both,
            "definitions of {role}"
        );
        let mut properties: Vec<&str> = quads
            .iter()
            .filter(|q| name(&q.subject) == *role)
            .map(|q| q.predicate.as_str())
            .collect();
        properties.retain(|p| *p == format!("{QL}rank") || *p == format!("{QL}singleSeat"));
        assert_eq!(properties.len(), 2, "rank and singleSeat of {role}");
    }
}

#[test]
fn no_label_stands_for_two_roles() {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (role, (label, others)) in roles() {
        for label in [label].iter().chain(&others) {
            let known = seen.entry(name_key(label)).or_insert_with(|| role.clone());
            assert_eq!(*known, role, "both are called {label}");
        }
    }
}

#[test]
fn a_roles_iri_begins_with_its_label_in_ascii_letters() {
    let base = Base::default();
    for (role, (label, _)) in roles() {
        let slug = base.role(&label).as_str().to_owned();
        let slug = slug.rsplit_once('-').unwrap().0;
        assert!(role.starts_with(slug), "{label}: {role}, expected {slug}");
    }
}

#[test]
fn every_role_that_the_rules_read_is_in_the_scheme() {
    let known: BTreeSet<String> = roles().into_values().map(|(label, _)| label).collect();
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/words/role.tsv"))
            .unwrap();
    assert!(Rules::embedded().is_ok());
    let rows = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .skip(1);
    let missing: Vec<&str> = rows
        .map(|row| row.split('\t').next().unwrap())
        .filter(|role| !known.contains(*role))
        .collect();
    assert!(missing.is_empty(), "not in ontology/roles.ttl: {missing:?}");
}
