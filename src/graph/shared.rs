//! Nodes that several articles and officials point to: bodies, posts, unlisted roles and places.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::{GraphName, NamedNode, Quad};

use super::body::{class, parent};
use super::scheme::Scheme;
use super::term::{Sheet, level, number, vietnamese};
use super::vocabulary::{org, ql, schema, skos};
use crate::identity::{Body, Post};

/// The shared nodes that some quads point to.
///
/// The quads of such a node follow from the node alone, so it stands in the store as long as anything points to
/// it, and it doesn't matter who wrote it.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    bodies: BTreeSet<Body>,
    posts: BTreeSet<Post>,
}

impl Shared {
    /// Notes a post and returns its IRI.
    pub(super) fn post(&mut self, post: &Post, scheme: &Scheme) -> NamedNode {
        self.posts.insert(post.clone());
        scheme.post(post)
    }

    /// Notes a body and returns its IRI.
    pub(super) fn body(&mut self, body: &Body, scheme: &Scheme) -> NamedNode {
        self.bodies.insert(body.clone());
        scheme.body(body)
    }

    /// Notes a body or officer that decides and returns its IRI.
    pub(super) fn authority(&mut self, authority: &Post, scheme: &Scheme) -> NamedNode {
        match (authority.role(), authority.body()) {
            (None, Some(body)) => self.body(body, scheme),
            _ => self.post(authority, scheme),
        }
    }

    /// Adds the nodes of another.
    pub fn extend(&mut self, other: Self) {
        self.bodies.extend(other.bodies);
        self.posts.extend(other.posts);
    }

    /// The nodes with their quads, and those that they point to with theirs.
    pub fn nodes(&self, scheme: &Scheme) -> BTreeMap<String, Vec<Quad>> {
        let mut nodes = BTreeMap::new();
        for post in &self.posts {
            add_post(post, scheme, &mut nodes);
        }
        for body in &self.bodies {
            add_body(body, scheme, &mut nodes);
        }
        nodes
    }
}

fn add_post(post: &Post, scheme: &Scheme, nodes: &mut BTreeMap<String, Vec<Quad>>) {
    let (node, label) = scheme.post_with_label(post);
    if nodes.contains_key(node.as_str()) {
        return;
    }
    let mut sheet = Sheet::new(GraphName::DefaultGraph);
    sheet.types(&node, &[ql::POST]);
    sheet.add(&node, skos::PREF_LABEL, vietnamese(&label));
    if let Some(grade) = scheme.register.grade(post) {
        sheet.add(&node, ql::GRADE, number(grade.into()));
    }
    if let Some(role) = post.role() {
        let (role, label, listed) = scheme.role(role);
        sheet.add(&node, org::ROLE, role.clone());
        if !listed {
            let mut unlisted = Sheet::new(GraphName::DefaultGraph);
            unlisted.types(&role, &[ql::ROLE]);
            unlisted.add(&role, skos::PREF_LABEL, vietnamese(&label));
            nodes.insert(role.as_str().to_owned(), unlisted.quads);
        }
    }
    if let Some(body) = post.body() {
        sheet.add(&node, org::POST_IN, scheme.body(body));
        add_body(body, scheme, nodes);
    }
    nodes.insert(node.as_str().to_owned(), sheet.quads);
}

fn add_body(body: &Body, scheme: &Scheme, nodes: &mut BTreeMap<String, Vec<Quad>>) {
    let node = scheme.body(body);
    if nodes.contains_key(node.as_str()) {
        return;
    }
    let mut sheet = Sheet::new(GraphName::DefaultGraph);
    if let Some(class) = class(body, &scheme.register) {
        sheet.types(&node, &[class]);
    }
    sheet.types(&node, &[ql::BODY]);
    sheet.add(&node, skos::PREF_LABEL, vietnamese(&body.label));
    if let Some(at) = body.level {
        sheet.add(&node, ql::LEVEL, level(at));
    }
    if let Some(code) = &body.place {
        sheet.add(&node, ql::AREA, scheme.place(code));
    } else if let (Some(place), Some(area)) = (scheme.unknown_place(body), &body.area) {
        sheet.add(&node, ql::AREA, place.clone());
        let mut unknown = Sheet::new(GraphName::DefaultGraph);
        unknown.types(&place, &[ql::PLACE]);
        unknown.add(&place, skos::PREF_LABEL, vietnamese(area));
        unknown.add(&place, schema::NAME, vietnamese(area));
        unknown.add(
            &place,
            ql::UNKNOWN_PLACE,
            oxigraph::model::Literal::from(true),
        );
        nodes.insert(place.as_str().to_owned(), unknown.quads);
    }
    let parent = parent(body, &scheme.register);
    if let Some(parent) = &parent {
        sheet.add(&node, org::SUB_ORGANIZATION_OF, scheme.body(parent));
    }
    nodes.insert(node.as_str().to_owned(), sheet.quads);
    if let Some(parent) = &parent {
        add_body(parent, scheme, nodes);
    }
}
