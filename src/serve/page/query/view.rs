//! An answer as it stands on the page: as a table, a chart, a graph or a word.

use std::time::Duration;

use oxigraph::model::{Term, Triple};

use super::super::layout::encoded;
use super::super::{Call, Fault, Language};
use super::PAGE;
use super::show::{Shower, terms};
use super::words::{number, real};
use crate::answer::Rows;
use crate::serve::state::State;

/// What was answered.
pub(super) enum Answer {
    /// Rows.
    Rows(Rows),
    /// Yes or no.
    Boolean(bool),
    /// Statements, and how many there are.
    Statements(Vec<Triple>, usize),
}

/// An answer, and how it came about.
pub(super) struct Answered {
    /// What was answered.
    pub(super) answer: Answer,
    /// How long it took.
    pub(super) took: Duration,
    /// The number of the first row that is shown.
    pub(super) skipped: usize,
    /// Whether there may be more rows than were counted.
    pub(super) is_cut: bool,
    /// The title of the question; none for a query of one's own.
    pub(super) title: Option<String>,
}

/// An answer for the template.
pub(super) struct View {
    /// How many rows or statements, and how long it took.
    pub(super) summary: String,
    /// The ways to look at it: name, label, address, and which one is shown.
    pub(super) tabs: Vec<Tab>,
    /// What is shown.
    pub(super) body: Body,
    /// The forms that it can be fetched in: name for readers, name in the address, address.
    pub(super) downloads: Vec<(&'static str, &'static str, String)>,
    /// The rows before and after those that are shown: label and address.
    pub(super) pages: Vec<(String, String)>,
    /// That there may be more.
    pub(super) is_cut: bool,
}

/// A way to look at an answer.
pub(super) struct Tab {
    /// The name in the address.
    pub(super) name: &'static str,
    /// The name for readers.
    pub(super) label: &'static str,
    /// The address.
    pub(super) address: String,
    /// Whether it is shown.
    pub(super) is_current: bool,
}

/// What is shown of an answer.
pub(super) enum Body {
    /// A yes or no.
    Word(bool),
    /// No rows.
    Nothing,
    /// Rows.
    Table(Table),
    /// A picture, and the columns that it can be made of.
    Picture {
        /// As SVG.
        svg: String,
        /// Classes and names of the series.
        key: Vec<(String, String)>,
        /// What a reader must know.
        notes: Vec<String>,
        /// The fields by which the columns are chosen.
        choices: Vec<Select>,
        /// Whether it needs much room.
        is_wide: bool,
        /// What it shows.
        title: String,
    },
}

/// A field by which a column is chosen.
pub(super) struct Select {
    /// Its name.
    pub(super) name: &'static str,
    /// What it stands for.
    pub(super) label: &'static str,
    /// The columns: name, label, and which one is chosen.
    pub(super) options: Vec<(String, String, bool)>,
}

/// A table.
pub(super) struct Table {
    /// The columns' names, and whether they are of numbers.
    pub(super) headings: Vec<(String, bool)>,
    /// The rows.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Default)]
pub(super) struct Cell {
    /// What stands in it.
    pub(super) text: String,
    /// Where it leads.
    pub(super) href: Option<String>,
    /// The whole IRI.
    pub(super) iri: Option<String>,
    /// The language of the text.
    pub(super) language: Option<String>,
    /// Language or datatype, in small.
    pub(super) note: String,
    /// Whether it is a number.
    pub(super) is_number: bool,
}

/// An answer as the page shows it.
pub(super) fn view(state: &State, call: &Call, answered: &Answered) -> Result<View, Fault> {
    let l = call.language;
    let mut shower = Shower::new(state, call, answered.title.is_none());
    let is_graph = matches!(answered.answer, Answer::Statements(..));
    let (body, tabs) = match &answered.answer {
        Answer::Boolean(yes) => (Body::Word(*yes), Vec::new()),
        Answer::Rows(rows) => {
            shower.learn(rows.rows.iter().flatten().flatten())?;
            shower.rows(rows, answered)
        }
        Answer::Statements(triples, _) => {
            let terms: Vec<Term> = triples.iter().flat_map(terms).collect();
            shower.learn(terms.iter())?;
            shower.statements(triples)
        }
    };
    let formats = if is_graph { GRAPHS } else { ROWS };
    let downloads = formats
        .into_iter()
        .map(|(label, format)| (label, format, address(call, &[("format", format)])))
        .collect();
    Ok(View {
        summary: summary(answered, l),
        tabs,
        body,
        downloads,
        pages: pages(call, answered),
        is_cut: answered.is_cut,
    })
}

const ROWS: [(&str, &str); 4] = [
    ("CSV", "csv"),
    ("TSV", "tsv"),
    ("JSON", "json"),
    ("XML", "xml"),
];
const GRAPHS: [(&str, &str); 4] = [
    ("Turtle", "turtle"),
    ("N-Triples", "ntriples"),
    ("RDF/XML", "rdfxml"),
    ("JSON-LD", "jsonld"),
];

/// The address of the page with other values of its own fields.
pub(super) fn address(call: &Call, changed: &[(&str, &str)]) -> String {
    let kept = kept(call);
    let kept = kept
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let changed = changed.iter().copied();
    let pairs: Vec<String> = kept
        .chain(changed)
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect();
    format!("/{}/query?{}", call.language, pairs.join("&"))
}

/// What makes the question: all but how its answer is shown, and what isn't filled in.
pub(super) fn kept(call: &Call) -> Vec<(String, String)> {
    let is_kept = |name: &str| !["view", "x", "y", "by", "skip", "format"].contains(&name);
    let parameters = call.parameters.iter();
    parameters
        .filter(|(name, value)| is_kept(name) && !value.trim().is_empty())
        .cloned()
        .collect()
}

fn summary(answered: &Answered, l: Language) -> String {
    let count = |count: usize, one: &str, many: &str| {
        let more = if answered.is_cut { "> " } else { "" };
        let word = if count == 1 { one } else { many };
        format!("{more}{} {word}", number(real(count), l))
    };
    let took = answered.took.as_secs_f64() * 1000.0;
    let took = if took < 10.0 {
        (took * 10.0).round() / 10.0
    } else {
        took.round()
    };
    let took = format!("{} ms", number(took, l));
    let counted = match &answered.answer {
        Answer::Boolean(_) => return took,
        Answer::Rows(rows) => count(rows.count, l.say("dòng", "row"), l.say("dòng", "rows")),
        Answer::Statements(_, all) => count(
            *all,
            l.say("phát biểu", "statement"),
            l.say("phát biểu", "statements"),
        ),
    };
    format!("{counted} · {took}")
}

/// The ways to the rows before and after.
fn pages(call: &Call, answered: &Answered) -> Vec<(String, String)> {
    let l = call.language;
    let Answer::Rows(rows) = &answered.answer else {
        return Vec::new();
    };
    let shown = rows.rows.len();
    if answered.is_cut || shown == rows.count || is_picture(call) {
        return Vec::new();
    }
    let to = |from: usize, word: &str| {
        let until = (from + PAGE).min(rows.count);
        let label = format!(
            "{word} {}–{}",
            number(real(from + 1), l),
            number(real(until), l)
        );
        (label, address(call, &[("skip", &from.to_string())]))
    };
    let mut pages = Vec::new();
    if answered.skipped > 0 {
        pages.push(to(
            answered.skipped.saturating_sub(PAGE),
            l.say("← Dòng", "← Rows"),
        ));
    }
    if answered.skipped + shown < rows.count {
        pages.push(to(answered.skipped + shown, l.say("Dòng →", "Rows →")));
    }
    pages
}

/// Whether a picture is asked for, which needs more rows than a page of a table.
pub(super) fn is_picture(call: &Call) -> bool {
    matches!(call.get("view"), Some("chart" | "graph"))
}
