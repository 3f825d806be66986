//! What cannot all be right: claims that contradict each other, and two holders of one seat at one time.

use std::fmt;

use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode};
use oxigraph::store::{StorageError, Store};

use super::AnswerError;
use super::road::{Quote, quotes, quotes_of_claim};
use super::rows::{is_a, label, node, nodes, plain, text};
use crate::graph::vocabulary::{foaf, org, ql};

/// Two statements of which at most one is right; printed on one line, with a passage for each.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contradiction {
    /// Whether two officials are told in one seat, not one official in two ways.
    pub holders: bool,
    /// Both sides, in order of their names and dates.
    pub sides: [Statement; 2],
}

/// One side of a contradiction.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Statement {
    /// The official.
    pub name: String,
    /// The post or the posts.
    pub post: String,
    /// When, as far as it is told.
    pub time: String,
    /// The first passage that says so.
    pub quote: Option<Quote>,
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [one, other] = &self.sides;
        let what = if self.holders {
            "two holders of one seat"
        } else {
            "two accounts of one official"
        };
        write!(f, "{what}: {one} ↔ {other}")
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = [&self.name, &self.post, &self.time];
        let told: Vec<&str> = told
            .iter()
            .map(|part| part.as_str())
            .filter(|part| !part.is_empty())
            .collect();
        write!(f, "{}", told.join(", "))?;
        let Some(quote) = &self.quote else {
            return Ok(());
        };
        write!(
            f,
            " «{}» ({}",
            quote.quote.replace('\n', " "),
            quote.article
        )?;
        match &quote.published {
            Some(published) => write!(f, ", {published})"),
            None => f.write_str(")"),
        }
    }
}

/// Hands over every contradiction, by official; tells how many there are.
pub fn contradictions(
    store: &Store,
    mut found: impl FnMut(Contradiction) -> Result<(), AnswerError>,
) -> Result<usize, AnswerError> {
    let mut all = Vec::new();
    let default = Some(GraphNameRef::DefaultGraph);
    for quad in store.quads_for_pattern(None, Some(ql::CONTRADICTS), None, default) {
        let quad = quad?;
        let (NamedOrBlankNode::NamedNode(one), Some(other)) = (quad.subject, node(quad.object))
        else {
            continue;
        };
        if one.as_str() < other.as_str() {
            all.push(read(store, &one, &other)?);
        }
    }
    all.sort_unstable();
    let count = all.len();
    all.into_iter().try_for_each(&mut found)?;
    Ok(count)
}

fn read(store: &Store, one: &NamedNode, other: &NamedNode) -> Result<Contradiction, StorageError> {
    let holders = is_a(store, one.as_ref(), ql::TENURE)?;
    let side = |side: &NamedNode| {
        if holders {
            tenure(store, side.as_ref())
        } else {
            claim(store, side.as_ref())
        }
    };
    let mut sides = [side(one)?, side(other)?];
    sides.sort_unstable();
    Ok(Contradiction { holders, sides })
}

fn tenure(store: &Store, tenure: NamedNodeRef<'_>) -> Result<Statement, StorageError> {
    let said = |property| text(store, tenure, property);
    let official = nodes(store, tenure, org::MEMBER)?.into_iter().next();
    let name = official.map(|official| text(store, official.as_ref(), foaf::NAME));
    let start = said(ql::START)?.or(said(ql::START_NOT_AFTER)?.map(|day| format!("by {day}")));
    let end = said(ql::END)?.or(said(ql::END_NOT_BEFORE)?.map(|day| format!("at least {day}")));
    Ok(Statement {
        name: name.transpose()?.flatten().unwrap_or_default(),
        post: posts(store, &nodes(store, tenure, ql::HAS_POST)?)?,
        time: time(start, end, None),
        quote: quotes(store, tenure)?.into_iter().next(),
    })
}

fn claim(store: &Store, claim: NamedNodeRef<'_>) -> Result<Statement, StorageError> {
    let mut told = Vec::new();
    for quad in store.quads_for_pattern(Some(claim.into()), None, None, None) {
        let quad = quad?;
        if quad.graph_name != oxigraph::model::GraphName::DefaultGraph {
            told.push((quad.predicate, quad.object));
        }
    }
    let first = |property: NamedNodeRef<'_>| {
        let found = told
            .iter()
            .find(|(predicate, _)| predicate.as_ref() == property);
        found.map(|(_, object)| plain(object.clone()))
    };
    let held = [ql::HAS_POST, ql::TO_POST, ql::FROM_POST]
        .into_iter()
        .find_map(|property| {
            let of = told
                .iter()
                .filter(|(predicate, _)| predicate.as_ref() == property);
            let posts: Vec<NamedNode> = of.filter_map(|(_, post)| node(post.clone())).collect();
            (!posts.is_empty()).then_some(posts)
        });
    Ok(Statement {
        name: first(ql::NAME_IN_TEXT).unwrap_or_default(),
        post: posts(store, &held.unwrap_or_default())?,
        time: time(first(ql::START), first(ql::END), first(ql::DATE)),
        quote: quotes_of_claim(store, claim)?.into_iter().next(),
    })
}

fn posts(store: &Store, posts: &[NamedNode]) -> Result<String, StorageError> {
    let labels = posts.iter().map(|post| label(store, post.as_ref()));
    let labels = labels.collect::<Result<Vec<_>, StorageError>>()?;
    Ok(labels.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

fn time(start: Option<String>, end: Option<String>, date: Option<String>) -> String {
    let from = start.map(|start| format!("from {start}"));
    let until = end.map(|end| format!("until {end}"));
    let on = date.map(|date| format!("on {date}"));
    [from, until, on]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}
