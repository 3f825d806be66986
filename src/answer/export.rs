//! The graph, or a part of it, as a file that other tools read.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use oxigraph::io::RdfSerializer;
use oxigraph::model::{
    GraphName, GraphNameRef, LiteralRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term,
    TermRef,
};
use oxigraph::store::{StorageError, Store};

use super::road::{Kind, find};
use super::rows::{is_a, nodes, objects, subjects};
use super::run::Found;
use super::{AnswerError, Format};
use crate::graph::turtle::{self, Prefixes};
use crate::graph::vocabulary::{dct, foaf, org, prov, ql, schema};

/// What is exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Knowledge and testimony.
    Store,
    /// Knowledge only.
    Knowledge,
    /// The officials with a name: their facts, what these speak of, and the claims that they rest on.
    Official(String),
    /// Some tenures and events, what these speak of, and the claims that they rest on.
    Facts(Vec<NamedNode>),
    /// The article with an id: its testimony, and the facts that rest on it.
    Article(String),
}

impl Scope {
    /// Why there is nothing to export, where the scope names an official or an article that the store has not got.
    pub fn missing(&self, store: &Store) -> Result<Option<String>, AnswerError> {
        match self {
            Self::Official(name) => Ok(find(store, Kind::Official, name)?
                .err()
                .map(|not_found| not_found.to_string())),
            Self::Article(id) if articles(store, id)?.is_empty() => {
                Ok(Some(format!("no article has the id {id:?}")))
            }
            Self::Article(_) | Self::Facts(_) | Self::Store | Self::Knowledge => Ok(None),
        }
    }
}

/// Writes a part of the graph, sorted. Forms without graphs get the statements of all graphs as one.
pub fn export(
    store: &Store,
    scope: &Scope,
    format: Format,
    out: &mut dyn Write,
) -> Result<Found, AnswerError> {
    if format.rdf().is_none() {
        return Err(AnswerError::Format {
            answer: "a graph",
            format,
            expected: "turtle, trig, ntriples, nquads, rdfxml or jsonld",
        });
    }
    match scope {
        Scope::Store => write(store, None, format, out),
        Scope::Knowledge => write(store, Some(GraphNameRef::DefaultGraph), format, out),
        Scope::Official(name) => {
            let officials = find(store, Kind::Official, name)?.unwrap_or_default();
            write(
                &Excerpt::of_officials(store, officials)?.into_store()?,
                None,
                format,
                out,
            )
        }
        Scope::Facts(facts) => write(
            &Excerpt::of_facts(store, facts.clone())?.into_store()?,
            None,
            format,
            out,
        ),
        Scope::Article(id) => write(
            &Excerpt::of_article(store, id)?.into_store()?,
            None,
            format,
            out,
        ),
    }
}

fn articles(store: &Store, id: &str) -> Result<BTreeSet<NamedNode>, StorageError> {
    subjects(
        store,
        dct::IDENTIFIER,
        LiteralRef::new_simple_literal(id).into(),
        None,
    )
}

/// Writes all graphs, or one, subject by subject, so that no more than the names of the subjects is held at a time.
fn write(
    store: &Store,
    only: Option<GraphNameRef<'_>>,
    format: Format,
    out: &mut dyn Write,
) -> Result<Found, AnswerError> {
    let mut prefixes = Prefixes::default();
    let mut graphs: BTreeMap<Option<NamedNode>, Vec<NamedOrBlankNode>> = BTreeMap::new();
    let keeps_graphs = matches!(format, Format::Trig | Format::JsonLd);
    for quad in store.quads_for_pattern(None, None, None, only) {
        let mut quad = quad?;
        if !has_graphs(format) {
            quad.graph_name = GraphName::DefaultGraph;
        }
        prefixes.note(quad.as_ref());
        let graph = match quad.graph_name {
            GraphName::NamedNode(name) if keeps_graphs => Some(name),
            _ => None,
        };
        let subjects = graphs.entry(graph).or_default();
        if subjects.last() != Some(&quad.subject) {
            subjects.push(quad.subject);
        }
    }
    let found = Found::any(!graphs.is_empty());
    let mut sink = Sink::new(format, prefixes, out)?;
    for (graph, mut subjects) in graphs {
        subjects.sort_unstable_by(|a, b| turtle::subject_order(a.as_ref(), b.as_ref()));
        subjects.dedup();
        let name = graph
            .as_ref()
            .map_or(GraphNameRef::DefaultGraph, |name| name.as_ref().into());
        let source = if keeps_graphs { Some(name) } else { only };
        sink.open(name)?;
        for subject in &subjects {
            let mut quads = store
                .quads_for_pattern(Some(subject.as_ref()), None, None, source)
                .collect::<Result<Vec<Quad>, StorageError>>()?;
            if !has_graphs(format) {
                for quad in &mut quads {
                    quad.graph_name = GraphName::DefaultGraph;
                }
            }
            quads.sort_by(|a, b| {
                turtle::order(a, b)
                    .then_with(|| a.graph_name.to_string().cmp(&b.graph_name.to_string()))
            });
            quads.dedup();
            sink.subject(&quads)?;
        }
        sink.close(name)?;
    }
    sink.finish()?;
    Ok(found)
}

fn has_graphs(format: Format) -> bool {
    matches!(format, Format::Trig | Format::NQuads | Format::JsonLd)
}

/// Where sorted statements go.
enum Sink<'a> {
    Turtle(Prefixes, &'a mut dyn Write),
    Other(Box<oxigraph::io::WriterQuadSerializer<&'a mut dyn Write>>),
}

impl<'a> Sink<'a> {
    fn new(
        format: Format,
        prefixes: Prefixes,
        out: &'a mut dyn Write,
    ) -> Result<Self, AnswerError> {
        if matches!(format, Format::Turtle | Format::Trig) {
            prefixes.write(out)?;
            return Ok(Self::Turtle(prefixes, out));
        }
        let rdf = format.rdf().unwrap_or(oxigraph::io::RdfFormat::NQuads);
        let mut serializer = RdfSerializer::from_format(rdf);
        for (prefix, namespace) in prefixes.iter() {
            serializer = serializer
                .with_prefix(prefix, namespace)
                .map_err(std::io::Error::other)?;
        }
        Ok(Self::Other(Box::new(serializer.for_writer(out))))
    }

    fn open(&mut self, graph: GraphNameRef<'_>) -> std::io::Result<()> {
        match self {
            Self::Turtle(prefixes, out) => turtle::open(prefixes, graph, *out),
            Self::Other(_) => Ok(()),
        }
    }

    fn subject(&mut self, quads: &[Quad]) -> std::io::Result<()> {
        match self {
            Self::Turtle(prefixes, out) => turtle::write_subject(prefixes, quads, *out),
            Self::Other(serializer) => quads
                .iter()
                .try_for_each(|quad| serializer.serialize_quad(quad)),
        }
    }

    fn close(&mut self, graph: GraphNameRef<'_>) -> std::io::Result<()> {
        match self {
            Self::Turtle(_, out) => turtle::close(graph, *out),
            Self::Other(_) => Ok(()),
        }
    }

    fn finish(self) -> std::io::Result<()> {
        match self {
            Self::Turtle(..) => Ok(()),
            Self::Other(serializer) => serializer.finish().map(drop),
        }
    }
}

/// A part of a store that can be read without the rest.
struct Excerpt<'a> {
    store: &'a Store,
    quads: BTreeSet<String>,
    parts: Vec<Quad>,
    done: BTreeSet<NamedNode>,
    waiting: Vec<NamedNode>,
}

impl<'a> Excerpt<'a> {
    fn new(store: &'a Store) -> Self {
        Self {
            store,
            quads: BTreeSet::new(),
            parts: Vec::new(),
            done: BTreeSet::new(),
            waiting: Vec::new(),
        }
    }

    fn of_officials(store: &'a Store, officials: Vec<NamedNode>) -> Result<Self, StorageError> {
        let mut facts = BTreeSet::new();
        for official in officials {
            let object = TermRef::from(official.as_ref());
            let default = Some(GraphNameRef::DefaultGraph);
            facts.extend(subjects(store, org::MEMBER, object, default)?);
            facts.extend(subjects(store, ql::HAS_OFFICIAL, object, default)?);
            facts.insert(official);
        }
        Self::of_facts(store, facts)
    }

    fn of_facts(
        store: &'a Store,
        facts: impl IntoIterator<Item = NamedNode>,
    ) -> Result<Self, StorageError> {
        let mut excerpt = Self::new(store);
        for fact in facts {
            for claim in nodes(store, fact.as_ref(), prov::WAS_DERIVED_FROM)? {
                excerpt.claim(claim.as_ref())?;
            }
            for side in [ql::PREDECESSOR, ql::SUCCESSOR] {
                let successions = subjects(store, side, fact.as_ref().into(), None)?;
                excerpt.waiting.extend(successions);
            }
            excerpt.waiting.push(fact);
        }
        excerpt.follow()?;
        Ok(excerpt)
    }

    fn of_article(store: &'a Store, id: &str) -> Result<Self, StorageError> {
        let mut excerpt = Self::new(store);
        for article in articles(store, id)? {
            for quad in store.quads_for_pattern(None, None, None, Some(article.as_ref().into())) {
                let quad = quad?;
                if let NamedOrBlankNode::NamedNode(claim) = &quad.subject {
                    let facts =
                        subjects(store, prov::WAS_DERIVED_FROM, claim.as_ref().into(), None)?;
                    excerpt.waiting.extend(facts);
                }
                excerpt
                    .waiting
                    .extend(super::rows::node(quad.object.clone()));
                excerpt.put(quad);
            }
        }
        excerpt.follow()?;
        Ok(excerpt)
    }

    fn put(&mut self, quad: Quad) {
        if self.quads.insert(quad.to_string()) {
            self.parts.push(quad);
        }
    }

    /// A claim with its passages, and the article without its text.
    fn claim(&mut self, claim: NamedNodeRef<'_>) -> Result<(), StorageError> {
        for quad in self
            .store
            .quads_for_pattern(Some(claim.into()), None, None, None)
        {
            let quad = quad?;
            let graph = quad.graph_name.clone();
            self.waiting.extend(super::rows::node(quad.object.clone()));
            if let (Term::NamedNode(passage), true) =
                (&quad.object, quad.predicate == ql::HAS_EVIDENCE)
            {
                let passage = Some(passage.as_ref().into());
                for quad in self
                    .store
                    .quads_for_pattern(passage, None, None, Some(graph.as_ref()))
                {
                    self.put(quad?);
                }
            }
            if let GraphName::NamedNode(article) = &graph {
                let article = Some(article.as_ref().into());
                for quad in self
                    .store
                    .quads_for_pattern(article, None, None, Some(graph.as_ref()))
                {
                    let quad = quad?;
                    let is_text =
                        quad.predicate == schema::ARTICLE_BODY || quad.predicate == ql::CLAIMS;
                    if !is_text
                        && quad.predicate != ql::NAME_KEY
                        && quad.predicate != ql::IDENTITY_MARK
                        && quad.predicate != ql::DOCUMENT_KEY
                    {
                        self.waiting.extend(super::rows::node(quad.object.clone()));
                        self.put(quad);
                    }
                }
            }
            self.put(quad);
        }
        Ok(())
    }

    /// Takes in what knowledge says of the waiting things and of those that they lead to. Of other officials only the
    /// name is taken, and a place leads to those that it lies in, not to its successors.
    fn follow(&mut self) -> Result<(), StorageError> {
        let asked: BTreeSet<NamedNode> = self.waiting.iter().cloned().collect();
        while let Some(thing) = self.waiting.pop() {
            let is_own_term = thing.as_str().starts_with(crate::graph::vocabulary::QL);
            if is_own_term || !self.done.insert(thing.clone()) {
                continue;
            }
            if !asked.contains(&thing) && is_a(self.store, thing.as_ref(), ql::OFFICIAL)? {
                for property in [oxigraph::model::vocab::rdf::TYPE, foaf::NAME] {
                    for object in objects(self.store, thing.as_ref(), property)? {
                        self.put(Quad::new(
                            thing.clone(),
                            property,
                            object,
                            GraphName::DefaultGraph,
                        ));
                    }
                }
                continue;
            }
            let default = Some(GraphNameRef::DefaultGraph);
            for quad in
                self.store
                    .quads_for_pattern(Some(thing.as_ref().into()), None, None, default)
            {
                let quad = quad?;
                let leads_away = quad.predicate == prov::WAS_DERIVED_FROM
                    || quad.predicate == ql::SUCCEEDED_BY
                    || quad.predicate == ql::FULLY_SUCCEEDED_BY;
                if leads_away && !self.holds(&quad.object) {
                    continue;
                }
                if !leads_away {
                    self.waiting.extend(super::rows::node(quad.object.clone()));
                }
                self.put(quad);
            }
        }
        Ok(())
    }

    /// Whether a claim is in the excerpt.
    fn holds(&self, claim: &Term) -> bool {
        let start = format!("{claim} ");
        self.quads
            .range(start.clone()..)
            .next()
            .is_some_and(|quad| quad.starts_with(&start))
    }

    fn into_store(self) -> Result<Store, StorageError> {
        let store = Store::new()?;
        store.extend(self.parts)?;
        Ok(store)
    }
}
