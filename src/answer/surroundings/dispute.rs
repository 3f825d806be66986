//! What cannot be right along with what is told of an official: claims that contradict each other, and others who are told
//! to have held the same seat at the same time.

use std::collections::BTreeSet;

use oxigraph::model::{GraphName, NamedNode, NamedNodeRef};
use oxigraph::store::{StorageError, Store};

use crate::answer::called::{all_named, named_objects};
use crate::answer::naming::Named;
use crate::answer::road::{Quote, quotes, quotes_of_claim};
use crate::answer::rows::{node, nodes, plain, text};
use crate::graph::vocabulary::{org, prov, ql};

/// Two accounts of which at most one is right.
#[derive(Clone, Debug)]
pub struct Dispute {
    /// Whether two officials are told in one seat, not one official in two ways.
    pub of_seat: bool,
    /// Both sides, the official's own first.
    pub sides: [Account; 2],
}

/// One side of a dispute.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// The tenure or claim.
    pub fact: String,
    /// Who is told to have held a seat; of two accounts of one official, nobody.
    pub official: Option<Named>,
    /// The posts.
    pub posts: Vec<Named>,
    /// When it began.
    pub start: Option<String>,
    /// When it ended.
    pub end: Option<String>,
    /// When it happened.
    pub date: Option<String>,
    /// The first passage that says so.
    pub quote: Option<Quote>,
}

/// What cannot be right along with what is told of an official with these tenures.
pub(super) fn disputes(
    store: &Store,
    official: NamedNodeRef<'_>,
    tenures: &BTreeSet<NamedNode>,
    language: &str,
) -> Result<Vec<Dispute>, StorageError> {
    let mut disputes = Vec::new();
    for tenure in tenures {
        for other in nodes(store, tenure.as_ref(), ql::CONTRADICTS)? {
            disputes.push(Dispute {
                of_seat: true,
                sides: [
                    of_tenure(store, tenure.as_ref(), language)?,
                    of_tenure(store, other.as_ref(), language)?,
                ],
            });
        }
    }
    let default = Some(oxigraph::model::GraphNameRef::DefaultGraph);
    let mut facts: BTreeSet<NamedNode> = tenures.clone();
    let events = crate::answer::rows::subjects(store, ql::HAS_OFFICIAL, official.into(), default)?;
    facts.extend(events);
    facts.insert(official.into_owned());
    let mut claims = BTreeSet::new();
    for fact in &facts {
        claims.extend(nodes(store, fact.as_ref(), prov::WAS_DERIVED_FROM)?);
    }
    for claim in &claims {
        for other in nodes(store, claim.as_ref(), ql::CONTRADICTS)? {
            // Both are the official's: each pair once.
            if claims.contains(&other) && other < *claim {
                continue;
            }
            disputes.push(Dispute {
                of_seat: false,
                sides: [
                    of_claim(store, claim.as_ref(), language)?,
                    of_claim(store, other.as_ref(), language)?,
                ],
            });
        }
    }
    Ok(disputes)
}

fn of_tenure(
    store: &Store,
    tenure: NamedNodeRef<'_>,
    language: &str,
) -> Result<Account, StorageError> {
    let first = |one: NamedNodeRef<'_>, other| -> Result<Option<String>, StorageError> {
        Ok(text(store, tenure, one)?.or(text(store, tenure, other)?))
    };
    let officials = named_objects(store, tenure, org::MEMBER, language)?;
    Ok(Account {
        fact: tenure.as_str().to_owned(),
        official: officials.into_iter().next(),
        posts: named_objects(store, tenure, ql::HAS_POST, language)?,
        start: first(ql::START, ql::START_NOT_AFTER)?,
        end: first(ql::END, ql::END_NOT_BEFORE)?,
        date: None,
        quote: quotes(store, tenure)?.into_iter().next(),
    })
}

fn of_claim(
    store: &Store,
    claim: NamedNodeRef<'_>,
    language: &str,
) -> Result<Account, StorageError> {
    let mut account = Account {
        fact: claim.as_str().to_owned(),
        quote: quotes_of_claim(store, claim)?.into_iter().next(),
        ..Account::default()
    };
    let mut posts = Vec::new();
    for quad in store.quads_for_pattern(Some(claim.into()), None, None, None) {
        let quad = quad?;
        if quad.graph_name == GraphName::DefaultGraph {
            continue;
        }
        let property = quad.predicate.as_ref();
        if [ql::HAS_POST, ql::TO_POST, ql::FROM_POST].contains(&property) {
            posts.extend(node(quad.object));
        } else if property == ql::START {
            account.start = Some(plain(quad.object));
        } else if property == ql::END {
            account.end = Some(plain(quad.object));
        } else if property == ql::DATE {
            account.date = Some(plain(quad.object));
        }
    }
    account.posts = all_named(store, &posts, language)?;
    Ok(account)
}
