//! Rows and statements as tables and pictures, things called by their names.

use std::collections::HashMap;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{NamedNode, Term, Triple};

use super::super::layout::{link, parts};
use super::super::{Call, Fault, Language};
use super::chart::Choice;
use super::graph::{self, Graph, Node};
use super::view::{Answered, Body, Cell, Select, Tab, Table, address};
use super::words::{column, number, real};
use super::{chart, drawing, vocabulary};
use crate::answer::{Rows, name_of};
use crate::serve::state::State;

/// So many things are called by their names; the others by their addresses.
const NAMED: usize = 4000;
/// A text is shown up to so many letters.
const LONGEST: usize = 500;

/// Turns answers into what is shown.
pub(super) struct Shower<'a> {
    state: &'a State,
    call: &'a Call,
    is_own: bool,
    names: HashMap<NamedNode, String>,
}

impl<'a> Shower<'a> {
    /// For the answer to a call, which may be to a query of one's own.
    pub(super) fn new(state: &'a State, call: &'a Call, is_own: bool) -> Self {
        Self {
            state,
            call,
            is_own,
            names: HashMap::new(),
        }
    }

    /// Looks up what things are called.
    pub(super) fn learn<'t>(&mut self, terms: impl Iterator<Item = &'t Term>) -> Result<(), Fault> {
        for term in terms {
            let Term::NamedNode(node) = term else {
                continue;
            };
            if self.names.len() == NAMED || self.names.contains_key(node) {
                continue;
            }
            let tag = self.call.language.tag();
            let name = name_of(self.state.store.inner(), node.as_ref(), tag)?;
            self.names.insert(node.clone(), name.unwrap_or_default());
        }
        Ok(())
    }

    /// A name of the ontology that an answer of the program's own gives as text, such as «Rotation»: what it is called,
    /// and the name.
    fn word<'t>(&self, term: &'t Term) -> Option<(&'static str, &'t str)> {
        let Term::Literal(literal) = term else {
            return None;
        };
        let is_name = !self.is_own && literal.datatype() == xsd::STRING;
        let name = literal.value();
        let word = vocabulary::label(name, self.call.language).filter(|_| is_name)?;
        Some((word, name))
    }

    /// What a term is called.
    fn label(&self, term: &Term) -> String {
        match term {
            Term::Literal(_) => match self.word(term) {
                Some((word, _)) => word.to_owned(),
                None => value_of(term),
            },
            Term::BlankNode(node) => node.to_string(),
            Term::NamedNode(node) => match self.names.get(node) {
                Some(name) if !name.is_empty() => name.clone(),
                _ => self.short(node.as_str()),
            },
        }
    }

    /// An IRI in short.
    fn short(&self, iri: &str) -> String {
        if let Some(prefixed) = vocabulary::prefixed(iri) {
            return prefixed;
        }
        let own = iri.strip_prefix(self.state.store.base().as_str());
        match own.and_then(|_| parts(iri)) {
            // The hash at the end tells readers nothing.
            Some((kind, key)) => {
                let name = key.rsplit_once('-').map_or(key, |(name, _)| name);
                format!("{kind}/{name}")
            }
            None => iri.to_owned(),
        }
    }

    /// Where an IRI leads: to our page about the thing, else to its own address.
    fn href(&self, term: &Term) -> Option<String> {
        let Term::NamedNode(node) = term else {
            return None;
        };
        let iri = node.as_str();
        if iri.starts_with(self.state.store.base().as_str()) && parts(bare(iri)).is_some() {
            return Some(link(self.call.language, iri));
        }
        let is_web = iri.starts_with("https://") || iri.starts_with("http://");
        is_web.then(|| iri.to_owned())
    }

    fn cell(&self, term: Option<&Term>) -> Cell {
        let Some(term) = term else {
            return Cell::default();
        };
        let mut cell = Cell {
            text: drawing::short(&self.label(term), LONGEST),
            href: self.href(term),
            ..Cell::default()
        };
        match term {
            Term::Literal(literal) => {
                cell.is_number = chart::value(term).is_some();
                cell.language = literal.language().map(str::to_owned);
                let is_plain = [xsd::STRING, xsd::INTEGER].contains(&literal.datatype());
                if let Some(language) = literal.language() {
                    language.clone_into(&mut cell.note);
                } else if !is_plain {
                    cell.note = self.short(literal.datatype().as_str());
                }
                // The columns of the program's own questions say what stands in them.
                if !self.is_own {
                    cell.note.clear();
                }
                // What one has to fill in to ask for it.
                if let Some((word, name)) = self.word(term)
                    && word != name.to_lowercase()
                {
                    name.clone_into(&mut cell.note);
                }
            }
            Term::NamedNode(node) => cell.iri = Some(node.as_str().to_owned()),
            Term::BlankNode(_) => {}
        }
        cell
    }

    fn heading(&self, name: &str) -> String {
        let named = if self.is_own {
            None
        } else {
            column(name, self.call.language)
        };
        named.unwrap_or_else(|| format!("?{name}"))
    }

    /// Rows, as they are asked for.
    pub(super) fn rows(&self, rows: &Rows, answered: &Answered) -> (Body, Vec<Tab>) {
        if rows.rows.is_empty() {
            return (Body::Nothing, Vec::new());
        }
        let chosen = |name: &str| self.call.get(name).unwrap_or_default();
        let (x, y) = (chosen("x"), chosen("y"));
        let chart = Choice::named(rows, x, y, chosen("by")).or_else(|| Choice::of(rows));
        let at = |name: &str| rows.columns.iter().position(|column| column == name);
        let pair = at(x).zip(at(y)).or_else(|| graph::pair(rows));
        let can = (chart.is_some(), pair.is_some());
        let (shown, tabs) = self.tabs(can.0, can.1, "table");
        let title = answered
            .title
            .clone()
            .unwrap_or_else(|| "SPARQL".to_owned());
        let body = match (shown, chart, pair) {
            ("chart", Some(choice), _) => self.chart(rows, choice, title),
            ("graph", _, Some((from, to))) => {
                let graph = Graph::of_rows(rows, from, to);
                let fields = [
                    self.select(rows, "x", ("Từ", "From"), Some(from), |_| true),
                    self.select(rows, "y", ("Đến", "To"), Some(to), |_| true),
                ];
                match self.picture(&graph, title, fields.into()) {
                    Some(body) => body,
                    None => self.table(rows),
                }
            }
            _ => self.table(rows),
        };
        (body, tabs)
    }

    fn table(&self, rows: &Rows) -> Body {
        let numbers = chart::numbers(rows);
        let headings = rows.columns.iter().enumerate();
        let headings = headings.map(|(at, name)| (self.heading(name), numbers.contains(&at)));
        let cells =
            |row: &Vec<Option<Term>>| row.iter().map(|term| self.cell(term.as_ref())).collect();
        Body::Table(Table {
            headings: headings.collect(),
            rows: rows.rows.iter().map(cells).collect(),
        })
    }

    fn chart(&self, rows: &Rows, choice: Choice, title: String) -> Body {
        let l = self.call.language;
        let drawn = drawing::draw(rows, choice, &title, |term| self.label(term), l);
        let numbers = chart::numbers(rows);
        let mut by = self.select(rows, "by", ("Màu theo", "Colours by"), choice.by, |_| true);
        let none = l.say("(không)", "(nothing)").to_owned();
        by.options
            .insert(0, ("-".to_owned(), none, choice.by.is_none()));
        Body::Picture {
            svg: drawn.svg,
            key: drawn.key,
            notes: drawn.notes,
            choices: vec![
                self.select(rows, "x", ("Nhóm theo", "Groups"), Some(choice.x), |_| {
                    true
                }),
                self.select(rows, "y", ("Con số", "Numbers"), Some(choice.y), |at| {
                    numbers.contains(&at)
                }),
                by,
            ],
            is_wide: true,
            title,
        }
    }

    fn select(
        &self,
        rows: &Rows,
        name: &'static str,
        (vietnamese, english): (&'static str, &'static str),
        chosen: Option<usize>,
        fits: impl Fn(usize) -> bool,
    ) -> Select {
        let columns = rows.columns.iter().enumerate().filter(|(at, _)| fits(*at));
        let option =
            |(at, name): (usize, &String)| (name.clone(), self.heading(name), chosen == Some(at));
        Select {
            name,
            label: self.call.language.say(vietnamese, english),
            options: columns.map(option).collect(),
        }
    }

    /// Statements, as they are asked for.
    pub(super) fn statements(&self, triples: &[Triple]) -> (Body, Vec<Tab>) {
        if triples.is_empty() {
            return (Body::Nothing, Vec::new());
        }
        let graph = Graph::of_statements(triples, |term| self.label(term));
        let is_drawable = !graph.edges.is_empty() && graph.nodes.len() <= graph::MOST;
        let (shown, tabs) = self.tabs(
            false,
            is_drawable,
            if is_drawable { "graph" } else { "table" },
        );
        if shown == "graph"
            && let Some(body) = self.picture(&graph, "SPARQL".to_owned(), Vec::new())
        {
            return (body, tabs);
        }
        let l = self.call.language;
        let headings = [
            l.say("chủ ngữ", "subject"),
            l.say("vị ngữ", "predicate"),
            l.say("tân ngữ", "object"),
        ];
        let cells = |triple: &Triple| {
            terms(triple)
                .iter()
                .map(|term| self.cell(Some(term)))
                .collect()
        };
        let table = Table {
            headings: headings.map(|heading| (heading.to_owned(), false)).into(),
            rows: triples.iter().map(cells).collect(),
        };
        (Body::Table(table), tabs)
    }

    /// A graph as a picture, or why there is none.
    fn picture(&self, graph: &Graph, title: String, choices: Vec<Select>) -> Option<Body> {
        let l = self.call.language;
        if graph.nodes.len() > graph::MOST || graph.edges.is_empty() {
            let count = number(real(graph.nodes.len()), l);
            let most = graph::MOST;
            let note = match l {
                _ if graph.edges.is_empty() => l
                    .say(
                        "Hai cột này không nối gì với nhau.",
                        "These columns connect nothing.",
                    )
                    .to_owned(),
                Language::Vi => format!(
                    "{count} nút là quá nhiều để vẽ (tối đa {most}); hãy thu hẹp câu hỏi, hoặc xem bảng."
                ),
                Language::En => format!(
                    "{count} things are too many for a drawing ({most} at most); narrow the question, or see the table."
                ),
            };
            return (!choices.is_empty()).then(|| Body::Picture {
                svg: String::new(),
                key: Vec::new(),
                notes: vec![note],
                choices,
                is_wide: false,
                title,
            });
        }
        let nodes: Vec<Node> = graph
            .nodes
            .iter()
            .map(|term| Node {
                label: self.label(term),
                href: self.href(term),
            })
            .collect();
        let mut under = Vec::new();
        // One name for all arrows stands under the picture.
        let first = graph.edges.first().map_or("", |(.., name)| name.as_str());
        let is_one = graph.edges.iter().all(|(.., name)| name == first);
        if is_one && !first.is_empty() {
            under.push(format!("→ {first}"));
        }
        Some(Body::Picture {
            svg: graph::draw(graph, &nodes, &title, !is_one),
            key: Vec::new(),
            notes: under,
            choices,
            is_wide: true,
            title,
        })
    }

    /// The ways to look at an answer, and which is taken.
    fn tabs(
        &self,
        has_chart: bool,
        has_graph: bool,
        usual: &'static str,
    ) -> (&'static str, Vec<Tab>) {
        let l = self.call.language;
        let all = [
            ("table", l.say("Bảng", "Table"), true),
            ("chart", l.say("Biểu đồ", "Chart"), has_chart),
            ("graph", l.say("Đồ thị", "Graph"), has_graph),
        ];
        let there: Vec<_> = all.into_iter().filter(|(.., is_there)| *is_there).collect();
        let asked = self.call.get("view").unwrap_or(usual);
        let shown = there
            .iter()
            .map(|(name, ..)| *name)
            .find(|name| *name == asked);
        let shown = shown.unwrap_or("table");
        let tab = |(name, label, _): (&'static str, &'static str, bool)| Tab {
            name,
            label,
            address: address(self.call, &[("view", name)]),
            is_current: name == shown,
        };
        (shown, there.into_iter().map(tab).collect())
    }
}

/// An IRI without its fragment.
fn bare(iri: &str) -> &str {
    iri.split_once('#').map_or(iri, |(bare, _)| bare)
}

/// The text of a literal.
fn value_of(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}

/// The terms of a statement.
pub(super) fn terms(triple: &Triple) -> [Term; 3] {
    [
        triple.subject.clone().into(),
        triple.predicate.clone().into(),
        triple.object.clone(),
    ]
}
