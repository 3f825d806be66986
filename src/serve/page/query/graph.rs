//! Answers as pictures of what leads to what: statements, or two columns of the rows.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use oxigraph::model::{Term, Triple};

use super::drawing::short;
use super::words::real;
use crate::answer::{Rows, Text};

/// So many things are drawn at most.
pub(super) const MOST: usize = 60;
/// So many names of connections are drawn; more would hide the things.
const NAMED: usize = 40;

/// Columns of which one leads to the other.
const PAIRS: [(&str, &str); 9] = [
    ("predecessor", "successor"),
    ("official", "colleague"),
    ("implementer", "implements"),
    ("one", "other"),
    ("article", "otherArticle"),
    ("claim", "otherClaim"),
    ("post", "otherPost"),
    ("fromPost", "toPost"),
    ("fromPost", "nextPost"),
];

/// Things and what connects them.
#[derive(Default)]
pub(super) struct Graph {
    /// The things, in the order in which they are told of.
    pub(super) nodes: Vec<Term>,
    /// From which to which, and by what.
    pub(super) edges: Vec<(usize, usize, String)>,
}

impl Graph {
    /// The things that statements connect.
    pub(super) fn of_statements(triples: &[Triple], named: impl Fn(&Term) -> String) -> Self {
        let mut building = Building::default();
        for triple in triples {
            if let Term::Literal(_) = triple.object {
                continue;
            }
            let subject = Term::from(triple.subject.clone());
            let name = named(&triple.predicate.clone().into());
            building.connect(&subject, &triple.object, name);
        }
        building.graph
    }

    /// The things that two columns connect.
    pub(super) fn of_rows(rows: &Rows, from: usize, to: usize) -> Self {
        let mut building = Building::default();
        for row in &rows.rows {
            if let (Some(from), Some(to)) = (&row[from], &row[to]) {
                building.connect(from, to, String::new());
            }
        }
        building.graph
    }
}

#[derive(Default)]
struct Building {
    graph: Graph,
    places: BTreeMap<String, usize>,
    known: BTreeSet<(usize, usize, String)>,
}

impl Building {
    fn connect(&mut self, from: &Term, to: &Term, name: String) {
        let (from, to) = (self.place(from), self.place(to));
        if from != to && self.known.insert((from, to, name.clone())) {
            self.graph.edges.push((from, to, name));
        }
    }

    fn place(&mut self, term: &Term) -> usize {
        let next = self.graph.nodes.len();
        let place = *self.places.entry(term.to_string()).or_insert(next);
        if place == next {
            self.graph.nodes.push(term.clone());
        }
        place
    }
}

/// Two columns of which one leads to the other: well-known ones, else the first two of things.
pub(super) fn pair(rows: &Rows) -> Option<(usize, usize)> {
    let column = |name: &str| rows.columns.iter().position(|column| column == name);
    let known = PAIRS
        .iter()
        .find_map(|(from, to)| column(from).zip(column(to)));
    known.or_else(|| {
        let is_thing = |column: &usize| {
            let mut cells = rows
                .rows
                .iter()
                .filter_map(|row| row[*column].as_ref())
                .peekable();
            cells.peek().is_some() && cells.all(|term| !matches!(term, Term::Literal(_)))
        };
        let mut things = (0..rows.columns.len()).filter(is_thing);
        things.next().zip(things.next())
    })
}

/// A thing as it is drawn.
pub(super) struct Node {
    /// What it is called.
    pub(super) label: String,
    /// Where it leads.
    pub(super) href: Option<String>,
}

/// Draws a graph, its connections with their names where they are asked for and there is room.
pub(super) fn draw(graph: &Graph, nodes: &[Node], title: &str, are_named: bool) -> String {
    const WIDTH: f64 = 960.0;
    let height = 220.0 + 12.0 * real(nodes.len());
    // Labels are wide: things keep twice the distance sideways.
    let places: Vec<(f64, f64)> = layout(nodes.len(), &graph.edges, WIDTH / 2.0, height)
        .into_iter()
        .map(|(x, y)| (x * 2.0, y))
        .collect();
    let mut body = String::new();
    let are_named = are_named && graph.edges.len() <= NAMED;
    for (from, to, name) in &graph.edges {
        let ((x1, y1), (x2, y2)) = (places[*from], places[*to]);
        let length = (x2 - x1).hypot(y2 - y1).max(1.0);
        // The arrow ends before the thing.
        let (x3, y3) = (x2 - (x2 - x1) * 9.0 / length, y2 - (y2 - y1) * 9.0 / length);
        let _ = writeln!(
            body,
            "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x3:.1}\" y2=\"{y3:.1}\" class=\"edge\" marker-end=\"url(#arrow)\"/>"
        );
        if are_named && !name.is_empty() {
            let (x, y) = (f64::midpoint(x1, x2), f64::midpoint(y1, y2));
            let _ = writeln!(
                body,
                "<text x=\"{x:.1}\" y=\"{y:.1}\" class=\"small halo\" text-anchor=\"middle\">{}</text>",
                Text(name)
            );
        }
    }
    let cut: Vec<String> = nodes.iter().map(|node| short(&node.label, 30)).collect();
    let spots = spots(&places, &cut);
    for (((node, (x, y)), cut), spot) in nodes.iter().zip(&places).zip(&cut).zip(&spots) {
        let label = Text(&node.label);
        let circle = format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"6\" class=\"s1\"/>");
        let text = format!(
            "<text x=\"{:.1}\" y=\"{:.1}\" class=\"name halo\" text-anchor=\"{}\">{}</text>",
            x + spot.x,
            y + spot.y,
            spot.anchor,
            Text(cut)
        );
        let _ = match &node.href {
            Some(href) => writeln!(
                body,
                "<a href=\"{}\"><title>{label}</title>{circle}{text}</a>",
                Text(href)
            ),
            None => writeln!(body, "<g><title>{label}</title>{circle}{text}</g>"),
        };
    }
    format!(
        "<svg viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"group\"><title>{}</title>\n<defs><marker id=\"arrow\" \
         viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\">\
         <path d=\"M0 0 8 4 0 8z\" class=\"head\"/></marker></defs>\n{body}</svg>",
        Text(title)
    )
}

/// Where a name stands beside its thing.
#[derive(Clone, Copy)]
struct Spot {
    x: f64,
    y: f64,
    anchor: &'static str,
    /// Which part of the name is left of its place.
    left: f64,
}

/// For each name the first spot where it hides no other name and no thing; below the thing where there is none.
fn spots(places: &[(f64, f64)], names: &[String]) -> Vec<Spot> {
    const LETTER: f64 = 6.4;
    const HALF: f64 = 7.0;
    let spot = |x, y, anchor, left| Spot { x, y, anchor, left };
    let all = [
        spot(0.0, 20.0, "middle", 0.5),
        spot(0.0, -11.0, "middle", 0.5),
        spot(10.0, 4.0, "start", 0.0),
        spot(-10.0, 4.0, "end", 1.0),
    ];
    // Left, right and middle of what is taken.
    let mut taken: Vec<(f64, f64, f64)> =
        places.iter().map(|(x, y)| (x - 6.0, x + 6.0, *y)).collect();
    let mut spots = Vec::new();
    for ((x, y), name) in places.iter().zip(names) {
        let wide = LETTER * real(name.chars().count());
        let room = |spot: &Spot| {
            let left = x + spot.x - wide * spot.left;
            (left, left + wide, y + spot.y - 4.0)
        };
        let is_free = |spot: &&Spot| {
            let (left, right, middle) = room(spot);
            taken.iter().all(|(from, to, at)| {
                right < *from || left > *to || (middle - at).abs() > 2.0 * HALF
            })
        };
        let spot = *all.iter().find(is_free).unwrap_or(&all[0]);
        taken.push(room(&spot));
        spots.push(spot);
    }
    spots
}

/// Places where connected things are near each other and none hides another; the same for the same graph.
fn layout(
    count: usize,
    edges: &[(usize, usize, String)],
    width: f64,
    height: f64,
) -> Vec<(f64, f64)> {
    const ROUNDS: usize = 300;
    const GOLDEN: f64 = 2.399_963;
    let around = |at: usize| {
        let (distance, angle) = ((real(at) + 0.5) / real(count), real(at) * GOLDEN);
        let distance = distance.sqrt() * 0.45;
        (
            width * (0.5 + distance * angle.cos()),
            height * (0.5 + distance * angle.sin()),
        )
    };
    let mut places: Vec<(f64, f64)> = (0..count).map(around).collect();
    let apart = (width * height / real(count.max(1))).sqrt() * 0.6;
    for round in 0..ROUNDS {
        let mut forces = vec![(0.0, 0.0); count];
        for one in 0..count {
            for other in one + 1..count {
                let (x, y) = (
                    places[one].0 - places[other].0,
                    places[one].1 - places[other].1,
                );
                let length = x.hypot(y).max(1.0);
                // What is far away does not matter, else all would flee to the edges.
                if length > 3.0 * apart {
                    continue;
                }
                push(
                    &mut forces,
                    one,
                    other,
                    x,
                    y,
                    apart * apart / (length * length),
                );
            }
        }
        for (from, to, _) in edges {
            let (x, y) = (
                places[*from].0 - places[*to].0,
                places[*from].1 - places[*to].1,
            );
            push(&mut forces, *from, *to, x, y, -x.hypot(y) / apart);
        }
        let most = width / 10.0 * (1.0 - real(round) / real(ROUNDS));
        for (place, force) in places.iter_mut().zip(&forces) {
            // What is connected with nothing else does not fly away.
            let x = force.0 + (width / 2.0 - place.0) * 0.2;
            let y = force.1 + (height / 2.0 - place.1) * 0.2;
            let by = most.min(x.hypot(y)) / x.hypot(y).max(1e-9);
            place.0 = (place.0 + x * by).clamp(50.0, width - 50.0);
            place.1 = (place.1 + y * by).clamp(26.0, height - 30.0);
        }
    }
    places
}

/// Pushes two things apart, or pulls them together.
fn push(forces: &mut [(f64, f64)], one: usize, other: usize, x: f64, y: f64, by: f64) {
    forces[one].0 += x * by;
    forces[one].1 += y * by;
    forces[other].0 -= x * by;
    forces[other].1 -= y * by;
}

#[cfg(test)]
mod tests {
    use oxigraph::model::NamedNode;

    use super::*;

    fn iri(name: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("https://example.org/{name}"))
    }

    #[test]
    fn things_that_statements_connect_are_drawn_once_and_always_alike() {
        let triple = |s, p, o| Triple::new(iri(s), iri(p), Term::from(iri(o)));
        let triples = [
            triple("a", "p", "b"),
            triple("b", "q", "c"),
            triple("a", "p", "b"),
        ];
        let graph = Graph::of_statements(&triples, ToString::to_string);
        assert_eq!((graph.nodes.len(), graph.edges.len()), (3, 2));
        let nodes: Vec<Node> = ["<a>", "b", "c"]
            .map(|label| Node {
                label: label.to_owned(),
                href: None,
            })
            .into();
        let svg = draw(&graph, &nodes, "A & B", true);
        assert_eq!(svg, draw(&graph, &nodes, "A & B", true));
        assert!(svg.contains("&lt;a&gt;") && svg.contains("A &amp; B") && !svg.contains("NaN"));
    }

    #[test]
    fn no_thing_hides_another() {
        let edges: Vec<(usize, usize, String)> =
            (1..40).map(|at| (at / 2, at, String::new())).collect();
        let places = layout(40, &edges, 480.0, 700.0);
        for (at, one) in places.iter().enumerate() {
            for other in &places[at + 1..] {
                assert!((one.0 - other.0).hypot(one.1 - other.1) > 14.0);
            }
        }
    }

    #[test]
    fn columns_that_lead_to_each_other_are_found() {
        let rows = |columns: &[&str]| Rows {
            columns: columns.iter().map(|&name| name.to_owned()).collect(),
            rows: vec![columns.iter().map(|name| Some(iri(name).into())).collect()],
            count: 1,
        };
        assert_eq!(
            pair(&rows(&["post", "predecessor", "successor"])),
            Some((1, 2))
        );
        assert_eq!(pair(&rows(&["s", "o"])), Some((0, 1)));
        assert_eq!(pair(&rows(&["s"])), None);
    }
}
