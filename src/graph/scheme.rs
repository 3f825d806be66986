//! What stands in every store beside the facts, and how names become IRIs.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use oxigraph::io::{RdfFormat, RdfParser, RdfSyntaxError};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use sha2::{Digest, Sha256};

use super::iri::{Base, hex};
use super::term::{Sheet, level, plain, vietnamese};
use super::vocabulary::{ql, schema, skos, void};
use crate::identity::{Body, Decisions, Post, ROLES, Register, name_key};
use crate::rules::{Extent, Places, Rules};

pub(crate) const ONTOLOGY: &str = include_str!("../../ontology/quanlo.ttl");
/// What `ontology/roles.ttl` says in place of the base.
const DEFAULT_IDS: &str = "https://w3id.org/quanlo/id/";

/// The version of the graph's form: a store of another one cannot be read.
pub const FORMAT: u32 = 1;

/// How the names in claims become IRIs under one base.
pub struct Scheme {
    /// The base of all IRIs.
    pub base: Base,
    /// Places, roles and heads of bodies.
    pub register: Arc<Register>,
    /// What people have decided by hand about who is who.
    pub decisions: Decisions,
    /// The listed roles by name key: IRI and label.
    roles: Arc<HashMap<String, (NamedNode, String)>>,
}

impl Scheme {
    /// The scheme of some rules under a base.
    pub fn new(base: &Base, rules: &Rules, decisions: &Decisions) -> Result<Self, RdfSyntaxError> {
        let mut listed = HashMap::new();
        let quads = parse(&role_turtle(base))?;
        for (predicate, first) in [(skos::PREF_LABEL, true), (skos::ALT_LABEL, false)] {
            for quad in quads.iter().filter(|quad| quad.predicate == predicate) {
                let (NamedOrBlankNode::NamedNode(role), Term::Literal(label)) =
                    (&quad.subject, &quad.object)
                else {
                    continue;
                };
                let known = listed
                    .values()
                    .find(|(known, _): &&(NamedNode, String)| known == role);
                let name = if first {
                    label.value().to_owned()
                } else {
                    known.map_or("", |(_, name)| name).to_owned()
                };
                if label.language() == Some("vi") && !name.is_empty() {
                    listed
                        .entry(name_key(label.value()))
                        .or_insert((role.clone(), name));
                }
            }
        }
        Ok(Self {
            base: base.clone(),
            register: Arc::new(Register::new(rules)),
            decisions: decisions.clone(),
            roles: Arc::new(listed),
        })
    }

    /// The same scheme under other decisions.
    #[must_use]
    pub fn under(&self, decisions: Decisions) -> Self {
        Self {
            base: self.base.clone(),
            register: Arc::clone(&self.register),
            decisions,
            roles: Arc::clone(&self.roles),
        }
    }

    /// The IRI and label of a role, and whether the scheme of roles lists it.
    pub(super) fn role(&self, label: &str) -> (NamedNode, String, bool) {
        match self.roles.get(&name_key(label)) {
            Some((role, label)) => (role.clone(), label.clone(), true),
            None => (self.base.role(label), label.to_owned(), false),
        }
    }

    /// The IRI of a place of the table.
    pub(super) fn place(&self, code: &str) -> NamedNode {
        self.base.place(
            self.register.gazetteer.place_label(code).unwrap_or(code),
            code,
        )
    }

    /// The IRI of a place that the table hasn't got, by its name and the province it is thought to lie in.
    pub(super) fn unknown_place(&self, body: &Body) -> Option<NamedNode> {
        let area = body.area.as_deref()?;
        Some(self.base.labelled(
            "place",
            area,
            &["unknown", body.province.as_deref().unwrap_or_default()],
        ))
    }

    /// The IRI of a body.
    pub fn body(&self, body: &Body) -> NamedNode {
        let level = body
            .level
            .map_or(String::new(), |level| (level as u8).to_string());
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        let content = [
            part(&body.place),
            part(&body.area),
            part(&body.province),
            level,
        ];
        self.base
            .labelled("body", &body.label, &content.each_ref().map(String::as_str))
    }

    /// The IRI of a post, and its label with the role as the scheme writes it.
    pub(super) fn post_with_label(&self, post: &Post) -> (NamedNode, String) {
        let role = post.role().map(|role| self.role(role));
        let body = post.body().map(|body| self.body(body));
        let settled = Post::new(
            role.as_ref().map(|(_, label, _)| label.clone()),
            post.body().cloned(),
        );
        let label = settled.to_string();
        let role = role.as_ref().map_or("", |(role, ..)| role.as_str());
        let iri = self.base.labelled(
            "post",
            &label,
            &[role, body.as_ref().map_or("", NamedNode::as_str)],
        );
        (iri, label)
    }

    /// The IRI of a post.
    pub fn post(&self, post: &Post) -> NamedNode {
        self.post_with_label(post).0
    }
}

/// The hash of all that knowledge depends on beside the articles and the decisions: program, ontology, roles and rules.
pub fn basis(rules: &Rules) -> String {
    let mut sha = Sha256::new();
    for part in [env!("CARGO_PKG_VERSION"), ONTOLOGY, ROLES] {
        sha.update(part);
    }
    for unit in rules.places.units() {
        sha.update(format!("{unit:?}"));
    }
    for head in rules.words.bodies.iter() {
        sha.update(format!("{head:?}"));
    }
    for field in &rules.words.fields {
        sha.update(field);
    }
    for part in &rules.words.parts {
        sha.update(format!("{part:?}"));
    }
    for role in &rules.words.roles {
        sha.update(format!("{role:?}"));
    }
    for level in &rules.words.levels {
        sha.update(format!("{level:?}"));
    }
    sha.update(format!(
        "{:?}{:?}{:?}",
        rules.names, rules.grades, rules.terms
    ));
    hex(&sha.finalize())
}

/// What every store of a base holds beside testimony and facts: the ontology, the scheme of roles, all places,
/// and the description of the store itself.
pub fn backdrop(
    base: &Base,
    rules: &Rules,
    decisions: &Decisions,
) -> Result<Vec<Quad>, RdfSyntaxError> {
    let mut quads = parse(ONTOLOGY)?;
    quads.extend(parse(&role_turtle(base))?);
    quads.extend(place_quads(base, &rules.places));
    let mut sheet = Sheet::new(GraphName::DefaultGraph);
    let dataset = base.dataset();
    sheet.types(&dataset, &[void::DATASET]);
    sheet.add(
        &dataset,
        ql::FORMAT,
        Literal::new_typed_literal(FORMAT.to_string(), xsd::INTEGER),
    );
    sheet.add(&dataset, ql::BASIS, plain(&basis(rules)));
    quads.extend(sheet.quads);
    quads.extend(rulings(base, decisions));
    Ok(quads)
}

/// The decisions that a store was made with, as it keeps them.
pub fn rulings(base: &Base, decisions: &Decisions) -> Vec<Quad> {
    let mut sheet = Sheet::new(GraphName::DefaultGraph);
    for ruling in decisions.rulings() {
        sheet.add(&base.dataset(), ql::RULING, plain(&ruling));
    }
    sheet.quads
}

fn role_turtle(base: &Base) -> String {
    ROLES.replace(DEFAULT_IDS, &format!("{}id/", base.as_str()))
}

fn parse(turtle: &str) -> Result<Vec<Quad>, RdfSyntaxError> {
    RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(turtle)
        .collect()
}

fn place_quads(base: &Base, places: &Places) -> Vec<Quad> {
    let units = places.units();
    let label = |unit: usize| format!("{} {}", units[unit].kind, units[unit].name);
    let nodes: Vec<NamedNode> = (0..units.len())
        .map(|unit| places.first(unit))
        .map(|first| base.place(&label(first), &units[first].code))
        .collect();
    let continued: HashSet<usize> = units.iter().filter_map(|unit| unit.continues).collect();
    let mut sheet = Sheet::new(GraphName::DefaultGraph);
    for (index, unit) in units.iter().enumerate() {
        let node = &nodes[index];
        sheet.add(node, ql::CODE, plain(&unit.code));
        for variant in &unit.variants {
            sheet.add(node, skos::ALT_LABEL, vietnamese(variant));
        }
        if let Some(parent) = unit.parent {
            sheet.add(node, schema::CONTAINED_IN_PLACE, nodes[parent].clone());
        }
        for &(successor, extent) in &unit.successors {
            if nodes[successor] == *node {
                continue;
            }
            sheet.add(node, ql::SUCCEEDED_BY, nodes[successor].clone());
            if extent == Extent::Full {
                sheet.add(node, ql::FULLY_SUCCEEDED_BY, nodes[successor].clone());
            }
        }
        if !continued.contains(&index) {
            sheet.date(node, schema::VALID_THROUGH, unit.valid_until);
            sheet.text(node, ql::ENDED_UNDER, unit.ended_by.as_deref());
        }
        if unit.continues.is_some() {
            continue;
        }
        sheet.add(node, rdf::TYPE, ql::PLACE);
        sheet.add(node, ql::PLACE_TYPE, vietnamese(&unit.kind));
        sheet.add(node, ql::LEVEL, level(unit.level));
        sheet.add(node, skos::PREF_LABEL, vietnamese(&label(index)));
        sheet.add(node, schema::NAME, vietnamese(&unit.name));
        sheet.date(node, schema::VALID_FROM, unit.valid_from);
    }
    let mut quads = sheet.quads;
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
    quads
}
