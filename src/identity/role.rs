//! What the scheme of roles says of a role: its rank within a body, and whether one person alone holds it.

use std::collections::{BTreeMap, HashMap};

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Term;

use crate::graph::vocabulary::{ql, skos};
use crate::text::name_key;

/// The scheme of roles as it is compiled in.
pub(crate) const ROLES: &str = include_str!("../../ontology/roles.ttl");

/// The standing of a role within a body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Standing {
    /// 1 head, 2 first deputy, 3 deputy, 4 member of the standing organ, 5 member, 6 professional; 0 unknown.
    pub(super) rank: u8,
    /// Whether only one person at a time holds it.
    pub(super) single: bool,
}

/// The standings of the listed roles, by the keys of all their labels.
pub(super) fn standings() -> HashMap<String, Standing> {
    let mut labels: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut known: BTreeMap<String, Standing> = BTreeMap::new();
    // A scheme that does not parse fails where the graph is made; here it says nothing.
    let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(ROLES);
    for quad in quads.filter_map(Result::ok) {
        let Term::Literal(value) = quad.object else {
            continue;
        };
        let predicate = quad.predicate.as_ref();
        let role = quad.subject.to_string();
        if predicate == ql::RANK {
            known.entry(role).or_default().rank = value.value().parse().unwrap_or_default();
        } else if predicate == ql::SINGLE_SEAT {
            known.entry(role).or_default().single = value.value() == "true";
        } else if [skos::PREF_LABEL, skos::ALT_LABEL].contains(&predicate)
            && value.language() == Some("vi")
        {
            let key = name_key(value.value());
            labels.entry(role).or_default().push(key);
        }
    }
    let mut standings = HashMap::new();
    for (role, labels) in labels {
        let standing = known.get(&role).copied().unwrap_or_default();
        standings.extend(labels.into_iter().map(|label| (label, standing)));
    }
    standings
}
