//! Whom or what a name means: officials, posts and places.

use std::collections::BTreeSet;
use std::fmt;

use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode};
use oxigraph::store::{StorageError, Store};

use crate::answer::rows::{is_a, officials, plain};
use crate::graph::vocabulary::{foaf, ql};
use crate::text::name_key;

/// So many names are suggested at most.
const SUGGESTIONS: usize = 5;

/// What a name is looked for among.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Officials, by their names.
    Official,
}

impl Kind {
    fn class(self) -> NamedNodeRef<'static> {
        match self {
            Self::Official => ql::OFFICIAL,
        }
    }

    /// The properties that name such a thing.
    fn naming(self) -> &'static [NamedNodeRef<'static>] {
        match self {
            Self::Official => &[foaf::NAME],
        }
    }
}

/// Nothing has the name that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotFound {
    /// No such thing has the name; which names come close.
    Name {
        /// What was looked for.
        kind: Kind,
        /// The name that was asked for.
        name: String,
        /// Names with the same letters and other tones, else the same words in another order, else names that
        /// contain what was asked for.
        near: Vec<String>,
    },
    /// Officials bear the name, but none has a post in the place.
    Elsewhere {
        /// The name that was asked for.
        name: String,
        /// The place that was asked for.
        of: String,
        /// The first posts of those who bear the name.
        posts: Vec<String>,
    },
}

impl fmt::Display for NotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name { kind, name, near } => {
                match kind {
                    Kind::Official => write!(f, "no official is called {name:?}")?,
                }
                if near.is_empty() {
                    return Ok(());
                }
                write!(f, "; did you mean {}", near.join(" or "))
            }
            Self::Elsewhere { name, of, posts } => {
                write!(f, "no {name} has a post in {of:?}")?;
                if posts.is_empty() {
                    return Ok(());
                }
                write!(f, "; who bears the name is {}", posts.join(" or "))
            }
        }
    }
}

/// The things of a kind with a name, or with that IRI.
pub(in crate::answer) fn find(
    store: &Store,
    kind: Kind,
    name: &str,
) -> Result<Result<Vec<NamedNode>, NotFound>, StorageError> {
    if let Ok(thing) = NamedNode::new(name)
        && is_a(store, thing.as_ref(), kind.class())?
    {
        return Ok(Ok(vec![thing]));
    }
    let key = name_key(name);
    let found = officials(store, &key)?;
    if !found.is_empty() {
        return Ok(Ok(found));
    }
    let names = names(store, kind)?;
    Ok(Err(NotFound::Name {
        kind,
        name: name.to_owned(),
        near: near(&key, names.iter().map(|(_, name)| name.as_str())),
    }))
}

/// All things of a kind with each of their names.
fn names(store: &Store, kind: Kind) -> Result<Vec<(NamedNode, String)>, StorageError> {
    let mut names = Vec::new();
    for naming in kind.naming() {
        let default = Some(GraphNameRef::DefaultGraph);
        for quad in store.quads_for_pattern(None, Some(*naming), None, default) {
            let quad = quad?;
            if let NamedOrBlankNode::NamedNode(thing) = quad.subject {
                names.push((thing, plain(quad.object)));
            }
        }
    }
    Ok(names)
}

/// The names that come closest to a key: the same letters, else the same words in another order, else more words.
fn near<'n>(key: &str, names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let letters = without_marks(key);
    let sorted = in_order(&letters);
    let mut nearest: [BTreeSet<&str>; 3] = Default::default();
    if letters.is_empty() {
        return Vec::new();
    }
    for name in names {
        let known = without_marks(&name_key(name));
        let how_near = if known == letters {
            0
        } else if in_order(&known) == sorted {
            1
        } else if format!(" {known} ").contains(&format!(" {letters} ")) {
            2
        } else {
            continue;
        };
        nearest[how_near].insert(name);
    }
    let nearest = nearest.into_iter().find(|names| !names.is_empty());
    let names = nearest.into_iter().flatten().take(SUGGESTIONS);
    names.map(str::to_owned).collect()
}

/// The words in alphabetical order.
fn in_order(key: &str) -> Vec<&str> {
    let mut words: Vec<&str> = key.split(' ').collect();
    words.sort_unstable();
    words
}

/// A name without its tone and vowel marks, for suggestions only.
fn without_marks(key: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;
    key.nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}
