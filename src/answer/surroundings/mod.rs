//! Who stands around an official: before and after in each post, beside in the same bodies, under the same name; and what
//! contradicts what is told of the official.

mod beside;
mod dispute;

use std::collections::BTreeSet;

use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, QuadRef};
use oxigraph::store::{StorageError, Store};

use super::AnswerError;
use super::called::{all_named, named, named_objects};
use super::naming::Named;
use super::rows::{nodes, officials, subjects, text, texts};
use crate::graph::vocabulary::{org, ql};

pub use beside::{Beside, Colleague};
pub use dispute::{Account, Dispute};

/// So many posts of a namesake are told.
const POSTS: usize = 4;

/// Who stands around an official.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// Who came before and after in the posts, in the order of their names.
    pub handovers: Vec<Handover>,
    /// Who served in the same bodies at the same time.
    pub beside: Beside,
    /// Officials of the same name who may be the same.
    pub doubles: Vec<Namesake>,
    /// Officials of the same name who are others, as far as the articles show.
    pub namesakes: Vec<Namesake>,
    /// What cannot be right along with what is told of the official.
    pub disputes: Vec<Dispute>,
}

/// Who came before and after in a post.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Handover {
    /// The post.
    pub post: Named,
    /// Who held it before.
    pub before: Vec<Neighbour>,
    /// Who held it after.
    pub after: Vec<Neighbour>,
}

/// Who held a post before or after another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Neighbour {
    /// The official.
    pub official: Named,
    /// Whether only the dates say so, and no article.
    pub is_inferred: bool,
    /// What says so: the succession, or the event by which the later one took the post up.
    pub fact: String,
    /// When the later one took it up.
    pub date: Option<String>,
}

/// An official of the same name.
#[derive(Clone, Debug)]
pub struct Namesake {
    /// The official.
    pub official: Named,
    /// The first posts.
    pub posts: Vec<Named>,
    /// Birth dates and home places.
    pub about: Vec<String>,
}

/// Who stands around an official, by the IRI. `language` is that of the labels.
pub fn surroundings(
    store: &Store,
    official: &str,
    language: &str,
) -> Result<Surroundings, AnswerError> {
    let official = NamedNode::new_unchecked(official);
    let official = official.as_ref();
    let default = Some(GraphNameRef::DefaultGraph);
    let tenures = subjects(store, org::MEMBER, official.into(), default)?;
    let maybe: BTreeSet<NamedNode> = nodes(store, official, ql::POSSIBLY_SAME)?
        .into_iter()
        .collect();
    let mut namesakes = BTreeSet::new();
    for key in texts(store, official, ql::NAME_KEY)? {
        namesakes.extend(officials(store, &key)?);
    }
    namesakes.retain(|other| other.as_ref() != official && !maybe.contains(other));
    let all = |of: &BTreeSet<NamedNode>| -> Result<Vec<Namesake>, StorageError> {
        of.iter()
            .map(|other| namesake(store, other.as_ref(), language))
            .collect()
    };
    Ok(Surroundings {
        handovers: handovers(store, official, &tenures, language)?,
        beside: beside::beside(store, official, &tenures, language)?,
        doubles: all(&maybe)?,
        namesakes: all(&namesakes)?,
        disputes: dispute::disputes(store, official, &tenures, language)?,
    })
}

/// Who took over from whom in a post, in the order of time: the one before, and the one after.
pub fn successions(
    store: &Store,
    post: &str,
    language: &str,
) -> Result<Vec<(Named, Neighbour)>, AnswerError> {
    let post = NamedNode::new_unchecked(post);
    let default = Some(GraphNameRef::DefaultGraph);
    let mut found = BTreeSet::new();
    for tenure in subjects(store, ql::HAS_POST, post.as_ref().into(), default)? {
        let holders = named_objects(store, tenure.as_ref(), org::MEMBER, language)?;
        let Some(holder) = holders.into_iter().next() else {
            continue;
        };
        for after in followers(
            store,
            tenure.as_ref(),
            [ql::PREDECESSOR, ql::SUCCESSOR],
            language,
        )? {
            found.insert((holder.clone(), after));
        }
    }
    for event in subjects(store, ql::TO_POST, post.as_ref().into(), default)? {
        for before in named_objects(store, event.as_ref(), ql::REPLACES, language)? {
            if let Some(after) = taken_up(store, event.as_ref(), language)? {
                found.insert((before, after));
            }
        }
    }
    let mut found: Vec<(Named, Neighbour)> = once(found.into_iter());
    found.sort_by(|(_, one), (_, other)| {
        let key = |after: &Neighbour| (after.date.is_none(), after.date.clone());
        key(one).cmp(&key(other))
    });
    Ok(found)
}

/// Each pair once, though both a succession and an event may tell of it.
fn once(found: impl Iterator<Item = (Named, Neighbour)>) -> Vec<(Named, Neighbour)> {
    let mut pairs: Vec<(Named, Neighbour)> = Vec::new();
    for (before, after) in found {
        let known = pairs
            .iter_mut()
            .find(|(one, other)| *one == before && other.official == after.official);
        match known {
            Some((_, known)) => {
                known.is_inferred &= after.is_inferred;
                known.date = known.date.take().or(after.date);
            }
            None => pairs.push((before, after)),
        }
    }
    pairs
}

fn handovers(
    store: &Store,
    official: NamedNodeRef<'_>,
    tenures: &BTreeSet<NamedNode>,
    language: &str,
) -> Result<Vec<Handover>, StorageError> {
    let default = Some(GraphNameRef::DefaultGraph);
    let mut handovers: Vec<Handover> = Vec::new();
    for tenure in tenures {
        let before = followers(
            store,
            tenure.as_ref(),
            [ql::SUCCESSOR, ql::PREDECESSOR],
            language,
        )?;
        let after = followers(
            store,
            tenure.as_ref(),
            [ql::PREDECESSOR, ql::SUCCESSOR],
            language,
        )?;
        if before.is_empty() && after.is_empty() {
            continue;
        }
        for post in named_objects(store, tenure.as_ref(), ql::HAS_POST, language)? {
            put(&mut handovers, post, before.clone(), after.clone());
        }
    }
    // What an article tells of a predecessor is no succession where it tells no tenure of him.
    for event in subjects(store, ql::HAS_OFFICIAL, official.into(), default)? {
        let replaced = named_objects(store, event.as_ref(), ql::REPLACES, language)?;
        let date = text(store, event.as_ref(), ql::DATE)?;
        let before: Vec<Neighbour> = replaced
            .into_iter()
            .map(|official| Neighbour {
                official,
                is_inferred: false,
                fact: event.as_str().to_owned(),
                date: date.clone(),
            })
            .collect();
        if before.is_empty() {
            continue;
        }
        for post in named_objects(store, event.as_ref(), ql::TO_POST, language)? {
            put(&mut handovers, post, before.clone(), Vec::new());
        }
    }
    for event in subjects(store, ql::REPLACES, official.into(), default)? {
        let Some(after) = taken_up(store, event.as_ref(), language)? else {
            continue;
        };
        for post in named_objects(store, event.as_ref(), ql::TO_POST, language)? {
            put(&mut handovers, post, Vec::new(), vec![after.clone()]);
        }
    }
    handovers.sort();
    Ok(handovers)
}

/// Notes who held a post before and after.
fn put(handovers: &mut Vec<Handover>, post: Named, before: Vec<Neighbour>, after: Vec<Neighbour>) {
    let at = handovers.iter().position(|known| known.post == post);
    let at = at.unwrap_or_else(|| {
        handovers.push(Handover {
            post,
            before: Vec::new(),
            after: Vec::new(),
        });
        handovers.len() - 1
    });
    let add = |side: &mut Vec<Neighbour>, found: Vec<Neighbour>| {
        for one in found {
            if side.iter().all(|known| known.official != one.official) {
                side.push(one);
            }
        }
    };
    add(&mut handovers[at].before, before);
    add(&mut handovers[at].after, after);
}

/// The holders on the other side of a tenure's successions.
fn followers(
    store: &Store,
    tenure: NamedNodeRef<'_>,
    [own, other]: [NamedNodeRef<'_>; 2],
    language: &str,
) -> Result<Vec<Neighbour>, StorageError> {
    let default = Some(GraphNameRef::DefaultGraph);
    let mut found = Vec::new();
    for succession in subjects(store, own, tenure.into(), default)? {
        let is_inferred = text(store, succession.as_ref(), ql::INFERRED)?.is_some();
        let later = nodes(store, succession.as_ref(), ql::SUCCESSOR)?;
        let date = match later.first() {
            Some(later) => text(store, later.as_ref(), ql::START)?,
            None => None,
        };
        for side in nodes(store, succession.as_ref(), other)? {
            for official in named_objects(store, side.as_ref(), org::MEMBER, language)? {
                found.push(Neighbour {
                    official,
                    is_inferred,
                    fact: succession.as_str().to_owned(),
                    date: date.clone(),
                });
            }
        }
    }
    Ok(found)
}

/// Who took a post up by an event that was decided.
fn taken_up(
    store: &Store,
    event: NamedNodeRef<'_>,
    language: &str,
) -> Result<Option<Neighbour>, StorageError> {
    let decided = QuadRef::new(event, ql::STATUS, ql::DECIDED, GraphNameRef::DefaultGraph);
    if !store.contains(decided)? {
        return Ok(None);
    }
    let date = text(store, event, ql::DATE)?;
    let officials = named_objects(store, event, ql::HAS_OFFICIAL, language)?;
    Ok(officials.into_iter().next().map(|official| Neighbour {
        official,
        is_inferred: false,
        fact: event.as_str().to_owned(),
        date,
    }))
}

fn namesake(
    store: &Store,
    official: NamedNodeRef<'_>,
    language: &str,
) -> Result<Namesake, StorageError> {
    let default = Some(GraphNameRef::DefaultGraph);
    let mut posts = BTreeSet::new();
    for tenure in subjects(store, org::MEMBER, official.into(), default)? {
        posts.extend(nodes(store, tenure.as_ref(), ql::HAS_POST)?);
        if posts.len() >= POSTS {
            break;
        }
    }
    let posts: Vec<NamedNode> = posts.into_iter().take(POSTS).collect();
    let mut about = texts(
        store,
        official,
        crate::graph::vocabulary::schema::BIRTH_DATE,
    )?;
    about.extend(texts(store, official, ql::HOMETOWN)?);
    Ok(Namesake {
        official: named(store, official, language)?,
        posts: all_named(store, &posts, language)?,
        about,
    })
}
