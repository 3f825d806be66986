//! Queries that search labels: `?thing ql:search "words"` becomes the table of the things that are found.

use std::collections::BTreeSet;

use oxigraph::model::{BlankNode, NamedNode, Variable};
use spargebra::Query;
use spargebra::algebra::{
    AggregateExpression, Expression, GraphPattern, OrderExpression, PropertyPathExpression,
};
use spargebra::term::{GroundTerm, NamedNodePattern, TermPattern, TriplePattern};

use super::{Labels, SearchError};
use crate::graph::vocabulary::ql;

/// So many things are bound at most, the best.
const MOST: usize = 1000;

/// Puts what the index finds in place of each `?thing ql:search "words"` of a query, wherever it stands: the best 1,000
/// things, from which the rest of the group starts.
///
/// A query without it stays as it is, and needs no index. Templates of CONSTRUCT and what is asked of other services are
/// left alone.
pub fn rewrite(mut query: Query, labels: Option<&Labels>) -> Result<Query, SearchError> {
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = &mut query;
    // A table cannot bind a blank node: it becomes a variable, in all triples of its group.
    let mut nodes = BTreeSet::new();
    each_leaf(pattern, &mut |leaf| {
        if let GraphPattern::Bgp { patterns } = leaf {
            let searches = patterns.iter().filter(|triple| is_search(triple));
            nodes.extend(searches.filter_map(|triple| match &triple.subject {
                TermPattern::BlankNode(node) => Some(node.as_str().to_owned()),
                _ => None,
            }));
        }
        Ok(())
    })?;
    each_leaf(pattern, &mut |leaf| match leaf {
        GraphPattern::Bgp { patterns } => {
            for triple in patterns.iter_mut() {
                name_node(&mut triple.subject, &nodes);
                name_node(&mut triple.object, &nodes);
            }
            if let Some(searched) = search(patterns, labels)? {
                *leaf = searched;
            }
            Ok(())
        }
        GraphPattern::Path {
            subject,
            path,
            object,
        } => {
            name_node(subject, &nodes);
            name_node(object, &nodes);
            if searches(path) {
                return Err(SearchError::Form("ql:search cannot stand in a path"));
            }
            Ok(())
        }
        _ => Ok(()),
    })?;
    Ok(query)
}

fn is_search(triple: &TriplePattern) -> bool {
    matches!(&triple.predicate, NamedNodePattern::NamedNode(property) if *property == ql::SEARCH)
}

fn name_node(term: &mut TermPattern, nodes: &BTreeSet<String>) {
    if let TermPattern::BlankNode(node) = term
        && nodes.contains(node.as_str())
    {
        *term = TermPattern::Variable(variable(node));
    }
}

/// The variable in place of a blank node: nobody writes one of such a name.
fn variable(node: &BlankNode) -> Variable {
    Variable::new_unchecked(format!("searched_{}", node.as_str()))
}

/// Some triples with tables in place of searches; none if they search for nothing.
fn search(
    patterns: &mut Vec<TriplePattern>,
    labels: Option<&Labels>,
) -> Result<Option<GraphPattern>, SearchError> {
    let mut tables = Vec::new();
    for triple in patterns.iter().filter(|triple| is_search(triple)) {
        let TermPattern::Literal(words) = &triple.object else {
            return Err(SearchError::Form("ql:search needs to know the words"));
        };
        let labels = labels.ok_or(SearchError::NoIndex)?;
        let hits = labels.search(words.value(), None, 0, MOST)?.hits;
        let things = hits.into_iter().map(|hit| hit.iri);
        tables.push(table(&triple.subject, things)?);
    }
    let Some(tables) = tables.into_iter().reduce(join) else {
        return Ok(None);
    };
    patterns.retain(|triple| !is_search(triple));
    if patterns.is_empty() {
        return Ok(Some(tables));
    }
    let patterns = std::mem::take(patterns);
    Ok(Some(join(tables, GraphPattern::Bgp { patterns })))
}

fn join(left: GraphPattern, right: GraphPattern) -> GraphPattern {
    GraphPattern::Join {
        left: Box::new(left),
        right: Box::new(right),
    }
}

/// The table of the things that were found, by what stands for them.
fn table(
    subject: &TermPattern,
    mut things: impl Iterator<Item = NamedNode>,
) -> Result<GraphPattern, SearchError> {
    let (variables, bindings) = match subject {
        TermPattern::Variable(variable) => {
            let rows = things.map(|thing| vec![Some(GroundTerm::NamedNode(thing))]);
            (vec![variable.clone()], rows.collect())
        }
        TermPattern::NamedNode(node) => {
            let row = things.any(|thing| thing == *node).then(Vec::new);
            (Vec::new(), row.into_iter().collect())
        }
        _ => return Err(SearchError::Form("ql:search finds things, not literals")),
    };
    Ok(GraphPattern::Values {
        variables,
        bindings,
    })
}

fn searches(path: &PropertyPathExpression) -> bool {
    use PropertyPathExpression as P;
    match path {
        P::NamedNode(property) => *property == ql::SEARCH,
        P::Sequence(one, other) | P::Alternative(one, other) => searches(one) || searches(other),
        P::Reverse(inner) | P::ZeroOrMore(inner) | P::OneOrMore(inner) | P::ZeroOrOne(inner) => {
            searches(inner)
        }
        P::NegatedPropertySet(properties) => {
            properties.iter().any(|property| *property == ql::SEARCH)
        }
    }
}

type OnLeaf<'a> = dyn FnMut(&mut GraphPattern) -> Result<(), SearchError> + 'a;

/// Goes to every group of triples and every path of a pattern, also in its expressions.
fn each_leaf(pattern: &mut GraphPattern, on_leaf: &mut OnLeaf<'_>) -> Result<(), SearchError> {
    use GraphPattern as G;
    match pattern {
        G::Bgp { .. } | G::Path { .. } => on_leaf(pattern),
        G::Values { .. } | G::Service { .. } => Ok(()),
        G::Join { left, right }
        | G::Lateral { left, right }
        | G::Union { left, right }
        | G::Minus { left, right } => {
            each_leaf(left, on_leaf)?;
            each_leaf(right, on_leaf)
        }
        G::LeftJoin {
            left,
            right,
            expression,
        } => {
            each_leaf(left, on_leaf)?;
            each_leaf(right, on_leaf)?;
            each_of(expression, on_leaf)
        }
        G::Filter { expr, inner } => {
            each_leaf(inner, on_leaf)?;
            each_leaf_of(expr, on_leaf)
        }
        G::Extend {
            inner, expression, ..
        } => {
            each_leaf(inner, on_leaf)?;
            each_leaf_of(expression, on_leaf)
        }
        G::OrderBy { inner, expression } => {
            each_leaf(inner, on_leaf)?;
            let expressions = expression.iter_mut().map(|order| match order {
                OrderExpression::Asc(expression) | OrderExpression::Desc(expression) => expression,
            });
            each_of(expressions, on_leaf)
        }
        G::Group {
            inner, aggregates, ..
        } => {
            each_leaf(inner, on_leaf)?;
            let expressions = aggregates.iter_mut().filter_map(|(_, of)| match of {
                AggregateExpression::CountSolutions { .. } => None,
                AggregateExpression::FunctionCall { expr, .. } => Some(expr),
            });
            each_of(expressions, on_leaf)
        }
        G::Graph { inner, .. }
        | G::Project { inner, .. }
        | G::Distinct { inner }
        | G::Reduced { inner }
        | G::Slice { inner, .. } => each_leaf(inner, on_leaf),
    }
}

fn each_of<'e>(
    expressions: impl IntoIterator<Item = &'e mut Expression>,
    on_leaf: &mut OnLeaf<'_>,
) -> Result<(), SearchError> {
    let mut expressions = expressions.into_iter();
    expressions.try_for_each(|expression| each_leaf_of(expression, on_leaf))
}

fn each_leaf_of(expression: &mut Expression, on_leaf: &mut OnLeaf<'_>) -> Result<(), SearchError> {
    use Expression as E;
    match expression {
        E::NamedNode(_) | E::Literal(_) | E::Variable(_) | E::Bound(_) => Ok(()),
        E::Exists(pattern) => each_leaf(pattern, on_leaf),
        E::UnaryPlus(inner) | E::UnaryMinus(inner) | E::Not(inner) => each_leaf_of(inner, on_leaf),
        E::Or(one, other)
        | E::And(one, other)
        | E::Equal(one, other)
        | E::SameTerm(one, other)
        | E::Greater(one, other)
        | E::GreaterOrEqual(one, other)
        | E::Less(one, other)
        | E::LessOrEqual(one, other)
        | E::Add(one, other)
        | E::Subtract(one, other)
        | E::Multiply(one, other)
        | E::Divide(one, other) => each_of([&mut **one, &mut **other], on_leaf),
        E::If(one, then, other) => each_of([&mut **one, &mut **then, &mut **other], on_leaf),
        E::In(one, others) => {
            each_leaf_of(one, on_leaf)?;
            each_of(others, on_leaf)
        }
        E::Coalesce(all) | E::FunctionCall(_, all) => each_of(all, on_leaf),
    }
}
