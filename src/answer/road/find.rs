//! Whom or what a name means: officials, posts and places.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode};
use oxigraph::store::{StorageError, Store};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::answer::rows::{is_a, label, nodes, officials, plain, subjects, text};
use crate::date::Date;
use crate::graph::vocabulary::{foaf, org, ql, schema, skos};
use crate::text::name_key;

/// So many names are suggested at most.
const SUGGESTIONS: usize = 5;

/// What a name is looked for among.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Officials, by their names.
    Official,
    /// Posts, by their labels.
    Post,
    /// Places, by their names with or without their type.
    Place,
}

impl Kind {
    fn class(self) -> NamedNodeRef<'static> {
        match self {
            Self::Official => ql::OFFICIAL,
            Self::Post => ql::POST,
            Self::Place => ql::PLACE,
        }
    }

    /// The properties that name such a thing.
    fn naming(self) -> &'static [NamedNodeRef<'static>] {
        match self {
            Self::Official => &[foaf::NAME],
            Self::Post => &[skos::PREF_LABEL],
            Self::Place => &[schema::NAME, skos::PREF_LABEL, skos::ALT_LABEL],
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Post => "post",
            Self::Place => "place",
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
    /// A short name could mean several posts.
    Several {
        /// The name that was asked for.
        name: String,
        /// The posts that it could mean.
        posts: Vec<String>,
    },
    /// No article shows a post of the places with the name.
    Silent {
        /// The places, each with those that it lies in.
        places: Vec<String>,
        /// The time that was asked for.
        at: Option<Date>,
        /// Whether the places inside were asked for too.
        within: bool,
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
                write!(f, "no {} is called {name:?}", kind.noun())?;
                if near.is_empty() {
                    return Ok(());
                }
                write!(f, "; did you mean {}", near.join(" or "))
            }
            Self::Several { name, posts } => {
                write!(f, "{name:?} could mean {}; name one", few(posts, " or "))
            }
            Self::Silent { places, at, within } => {
                write!(f, "no article shows a post of {}", few(places, " or of "))?;
                if let Some(at) = at {
                    write!(f, " at {at}")?;
                }
                if !within {
                    write!(f, "; --within looks inside too")?;
                }
                Ok(())
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

/// The first of some names, and how many more there are.
fn few(names: &[String], between: &str) -> String {
    let first = &names[..names.len().min(SUGGESTIONS)];
    match names.len() - first.len() {
        0 => first.join(between),
        more => format!("{}, or {more} more", first.join(", ")),
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
    if kind == Kind::Official {
        let found = officials(store, &key)?;
        if !found.is_empty() {
            return Ok(Ok(found));
        }
    }
    let names = names(store, kind)?;
    let exact = names.iter().filter(|(_, known)| name_key(known) == key);
    let found: BTreeSet<NamedNode> = exact.map(|(thing, _)| thing.clone()).collect();
    if !found.is_empty() {
        return Ok(Ok(found.into_iter().collect()));
    }
    if kind == Kind::Post {
        let meant = names.iter().filter(|(_, known)| means(name, known));
        let mut meant: BTreeMap<&str, Vec<NamedNode>> =
            meant.fold(BTreeMap::new(), |mut posts, (post, label)| {
                posts.entry(label.as_str()).or_default().push(post.clone());
                posts
            });
        if meant.len() > 1 {
            // «Bí thư Hải Phòng» is the secretary of the city, not of the youth union of a firm there.
            let mut leading = meant.clone();
            for (label, posts) in &meant {
                if !is_leading(store, posts)? {
                    leading.remove(label);
                }
            }
            if leading.len() == 1 {
                meant = leading;
            }
        }
        if meant.len() > 1 {
            return Ok(Err(NotFound::Several {
                name: name.to_owned(),
                posts: meant.into_keys().map(str::to_owned).collect(),
            }));
        }
        if let Some(posts) = meant.into_values().next() {
            return Ok(Ok(posts));
        }
    }
    Ok(Err(NotFound::Name {
        kind,
        name: name.to_owned(),
        near: near(&key, names.iter().map(|(_, name)| name.as_str())),
    }))
}

/// The bodies that lead a place, before its name.
const LEADING: [&str; 9] = [
    "tỉnh ủy",
    "thành ủy",
    "huyện ủy",
    "quận ủy",
    "thị ủy",
    "đảng ủy",
    "ban chấp hành đảng bộ",
    "ủy ban nhân dân",
    "hội đồng nhân dân",
];

/// Whether any of some posts stands in a body that leads its place: «Đảng ủy xã Nậm Pồ», and not that of a school there.
fn is_leading(store: &Store, posts: &[NamedNode]) -> Result<bool, StorageError> {
    for post in posts {
        for body in nodes(store, post.as_ref(), org::POST_IN)? {
            let whole = name_key(&label(store, body.as_ref())?.unwrap_or_default());
            for area in nodes(store, body.as_ref(), ql::AREA)? {
                for naming in [skos::PREF_LABEL, schema::NAME] {
                    let place = text(store, area.as_ref(), naming)?.unwrap_or_default();
                    let head = whole.strip_suffix(&name_key(&place)).map(str::trim_end);
                    if head.is_some_and(|head| LEADING.contains(&head)) {
                        return Ok(true);
                    }
                }
            }
        }
    }
    Ok(false)
}

/// Whether a short name means a post: it begins and ends as the post's label does, and what lies between stands there
/// in the same order, letters for words («UBND»).
fn means(short: &str, label: &str) -> bool {
    let (short, label) = (name_key(short), name_key(label));
    let label: Vec<&str> = label.split(' ').collect();
    // «U» stands for «Ủy», but «Đ» for itself.
    let initials = label.iter().filter_map(|word| word.nfd().next());
    let initials: Vec<char> = initials.collect();
    // The numbers of words that can have been gone over after each word of the short name.
    let mut reached = BTreeSet::new();
    for (number, word) in short.split(' ').enumerate() {
        let starts = match (number, reached.first()) {
            (0, _) => 0..1,
            (_, Some(&from)) => from..label.len(),
            (_, None) => return false,
        };
        let letters: Vec<char> = word.chars().collect();
        let mut ends = BTreeSet::new();
        for start in starts {
            if label.get(start) == Some(&word) {
                ends.insert(start + 1);
            }
            if letters.len() > 1 && initials[start..].starts_with(&letters) {
                ends.insert(start + letters.len());
            }
        }
        reached = ends;
    }
    reached.contains(&label.len())
}

/// All things of a kind with each of their names.
fn names(store: &Store, kind: Kind) -> Result<Vec<(NamedNode, String)>, StorageError> {
    let default = Some(GraphNameRef::DefaultGraph);
    let things = subjects(store, rdf::TYPE, kind.class().into(), default)?;
    let mut names = Vec::new();
    for naming in kind.naming() {
        for quad in store.quads_for_pattern(None, Some(*naming), None, default) {
            let quad = quad?;
            if let NamedOrBlankNode::NamedNode(thing) = quad.subject
                && things.contains(&thing)
            {
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
pub(in crate::answer) fn without_marks(key: &str) -> String {
    key.nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_means_the_posts_that_begin_and_end_like_it() {
        for (short, label, is_meant) in [
            ("Bí thư Nậm Pồ", "Bí thư Huyện ủy Nậm Pồ", true),
            ("bí thư huyện uỷ Nậm Pồ", "Bí thư Huyện ủy Nậm Pồ", true),
            ("Bí thư Nậm Pồ", "Phó Bí thư Huyện ủy Nậm Pồ", false),
            ("Bí thư Nậm", "Bí thư Huyện ủy Nậm Pồ", false),
            ("Bí thư Nâm Pồ", "Bí thư Huyện ủy Nậm Pồ", false),
            (
                "Chủ tịch UBND Nậm Pồ",
                "Chủ tịch Ủy ban nhân dân huyện Nậm Pồ",
                true,
            ),
            (
                "Chủ tịch UBND Nậm Pồ",
                "Chủ tịch Hội đồng nhân dân huyện Nậm Pồ",
                false,
            ),
            (
                "PCT HĐND Nậm Pồ",
                "Phó Chủ tịch Hội đồng nhân dân huyện Nậm Pồ",
                true,
            ),
            ("Nậm Pồ", "Bí thư Huyện ủy Nậm Pồ", false),
        ] {
            assert_eq!(means(short, label), is_meant, "{short} {label}");
        }
    }
}
