//! Provinces: in which of them a post lies, and how much is told of each.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::{StorageError, Store};

use crate::answer::rows::{label, nodes, text};
use crate::date::Date;
use crate::graph::vocabulary::{org, ql, schema};

/// A province, or a city under the central government, of which something is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Province {
    /// The place.
    pub iri: String,
    /// Its name with its type.
    pub label: String,
    /// Its last day, if it is no more.
    pub valid_through: Option<Date>,
    /// How many posts in it and in the units inside are told of.
    pub posts: usize,
    /// How many tenures of these.
    pub tenures: usize,
    /// How many officials held them.
    pub officials: usize,
}

/// Where posts lie.
pub(super) struct Land {
    /// The provinces, in order of their names.
    provinces: Vec<(String, NamedNode)>,
    /// The province of each post that lies in one.
    of_post: HashMap<NamedNode, usize>,
}

impl Land {
    /// Reads where all posts lie.
    pub(super) fn read(store: &Store) -> Result<Self, StorageError> {
        let mut above = Above::default();
        let mut of_body = HashMap::new();
        for (body, area) in pairs(store, ql::AREA)? {
            if let Some(province) = above.province(store, area)? {
                of_body.insert(body, province);
            }
        }
        let mut found: BTreeMap<NamedNode, String> = BTreeMap::new();
        for province in of_body.values() {
            if !found.contains_key(province) {
                let label = label(store, province.as_ref())?.unwrap_or_default();
                found.insert(province.clone(), label);
            }
        }
        let mut provinces: Vec<(String, NamedNode)> =
            found.into_iter().map(|(iri, label)| (label, iri)).collect();
        provinces.sort();
        let numbers: HashMap<&NamedNode, usize> = provinces
            .iter()
            .enumerate()
            .map(|(number, (_, iri))| (iri, number))
            .collect();
        let mut of_post = HashMap::new();
        for (post, body) in pairs(store, org::POST_IN)? {
            if let Some(number) = of_body
                .get(&body)
                .and_then(|province| numbers.get(province))
            {
                of_post.insert(post, *number);
            }
        }
        Ok(Self { provinces, of_post })
    }

    /// The province of a post, by its number.
    pub(super) fn of(&self, post: &NamedNode) -> Option<usize> {
        self.of_post.get(post).copied()
    }

    /// What is told of each province.
    pub(super) fn provinces(self, store: &Store) -> Result<Vec<Province>, StorageError> {
        let mut posts = vec![0; self.provinces.len()];
        for province in self.of_post.values() {
            posts[*province] += 1;
        }
        let mut tenures = vec![0; self.provinces.len()];
        let mut of_tenure = HashMap::new();
        for (tenure, post) in pairs(store, ql::HAS_POST)? {
            if let Some(province) = self.of(&post) {
                tenures[province] += 1;
                of_tenure.insert(tenure, province);
            }
        }
        let mut officials = vec![BTreeSet::new(); self.provinces.len()];
        for (tenure, official) in pairs(store, org::MEMBER)? {
            if let Some(province) = of_tenure.get(&tenure) {
                officials[*province].insert(official);
            }
        }
        let provinces = self.provinces.into_iter().enumerate();
        provinces
            .map(|(number, (label, iri))| {
                let last_day = text(store, iri.as_ref(), schema::VALID_THROUGH)?;
                Ok(Province {
                    iri: iri.into_string(),
                    label,
                    valid_through: last_day.and_then(|day| day.parse().ok()),
                    posts: posts[number],
                    tenures: tenures[number],
                    officials: officials[number].len(),
                })
            })
            .collect()
    }
}

/// The provinces that places lie in, as far as they have been asked for.
#[derive(Default)]
struct Above(HashMap<NamedNode, Option<NamedNode>>);

impl Above {
    fn province(
        &mut self,
        store: &Store,
        place: NamedNode,
    ) -> Result<Option<NamedNode>, StorageError> {
        let mut way = Vec::new();
        let mut place = Some(place);
        let mut province = None;
        // A place that lies inside itself is a fault that `check` reports; here it must only not go on for ever.
        while let Some(here) = place.filter(|_| way.len() < 8) {
            if let Some(known) = self.0.get(&here) {
                province.clone_from(known);
                break;
            }
            let levels = nodes(store, here.as_ref(), ql::LEVEL)?;
            let is_province = levels.iter().any(|level| level.as_ref() == ql::PROVINCE);
            if is_province {
                province = Some(here.clone());
            }
            let around = nodes(store, here.as_ref(), schema::CONTAINED_IN_PLACE)?;
            place = around.into_iter().next().filter(|_| !is_province);
            way.push(here);
        }
        for here in way {
            self.0.insert(here, province.clone());
        }
        Ok(province)
    }
}

/// The things that knowledge ties together by a property.
pub(super) fn pairs(
    store: &Store,
    property: NamedNodeRef<'_>,
) -> Result<Vec<(NamedNode, NamedNode)>, StorageError> {
    let default = Some(GraphNameRef::DefaultGraph);
    let mut pairs = Vec::new();
    for quad in store.quads_for_pattern(None, Some(property), None, default) {
        let quad = quad?;
        if let (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(object)) =
            (quad.subject, quad.object)
        {
            pairs.push((subject, object));
        }
    }
    Ok(pairs)
}
