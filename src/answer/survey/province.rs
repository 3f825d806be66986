//! Provinces: in which of them a post lies, and how much is told of each.

use std::collections::{BTreeSet, HashMap};

use oxigraph::model::NamedNode;
use oxigraph::store::{StorageError, Store};

use super::{number, select, thing};
use crate::answer::AnswerError;
use crate::answer::rows::{label, nodes, text as text_of};
use crate::date::Date;
use crate::graph::vocabulary::{ql, schema};

/// A province, or a city under the central government, of which something is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Province {
    /// The place.
    pub iri: String,
    /// Its name with its type.
    pub label: String,
    /// Its first day, where that is told.
    pub valid_from: Option<Date>,
    /// Its last day, if it is no more.
    pub valid_through: Option<Date>,
    /// How many posts in it and in the units inside are told of.
    pub posts: u64,
    /// How many tenures of these.
    pub tenures: u64,
    /// How many officials held them.
    pub officials: u64,
}

/// In which provinces the bodies that are told of lie.
pub(super) struct Land {
    /// The provinces, in order of their names.
    provinces: Vec<(String, NamedNode)>,
    /// The province of each place of a body that lies in one.
    of_area: HashMap<NamedNode, usize>,
}

impl Land {
    /// Reads where all bodies lie.
    pub(super) fn read(store: &Store) -> Result<Self, AnswerError> {
        let mut above = Above::default();
        let mut of_area = Vec::new();
        let mut found = BTreeSet::new();
        for row in select(store, "SELECT DISTINCT ?area { ?body ql:area ?area }")? {
            if let Some(area) = thing(&row, "area")
                && let Some(province) = above.province(store, area.clone())?
            {
                found.insert(province.clone());
                of_area.push((area, province));
            }
        }
        let mut provinces = Vec::new();
        for iri in found {
            provinces.push((label(store, iri.as_ref())?.unwrap_or_default(), iri));
        }
        provinces.sort();
        let numbers: HashMap<&NamedNode, usize> = provinces
            .iter()
            .enumerate()
            .map(|(number, (_, iri))| (iri, number))
            .collect();
        let of_area = of_area
            .into_iter()
            .filter_map(|(area, province)| Some((area, *numbers.get(&province)?)));
        Ok(Self {
            of_area: of_area.collect(),
            provinces,
        })
    }

    /// The province of a place, by its number.
    pub(super) fn of(&self, area: &NamedNode) -> Option<usize> {
        self.of_area.get(area).copied()
    }

    /// What is told of each province.
    pub(super) fn provinces(self, store: &Store) -> Result<Vec<Province>, AnswerError> {
        let sum = |pattern: &str| -> Result<Vec<u64>, AnswerError> {
            let mut sums = vec![0; self.provinces.len()];
            let text = format!("SELECT ?area (COUNT(*) AS ?count) {{ {pattern} }} GROUP BY ?area");
            for row in select(store, &text)? {
                if let Some(province) = thing(&row, "area").and_then(|area| self.of(&area)) {
                    sums[province] += number(&row, "count").unwrap_or_default();
                }
            }
            Ok(sums)
        };
        let posts = sum("?post org:postIn/ql:area ?area")?;
        let tenures = sum("?tenure ql:post/org:postIn/ql:area ?area")?;
        let mut officials = vec![BTreeSet::new(); self.provinces.len()];
        let text = "SELECT DISTINCT ?area ?official {
            ?tenure ql:post/org:postIn/ql:area ?area ; org:member ?official
        }";
        for row in select(store, text)? {
            if let Some(province) = thing(&row, "area").and_then(|area| self.of(&area)) {
                officials[province].extend(thing(&row, "official"));
            }
        }
        let provinces = self.provinces.into_iter().enumerate();
        provinces
            .map(|(number, (label, iri))| {
                let day = |property| -> Result<Option<Date>, AnswerError> {
                    let day = text_of(store, iri.as_ref(), property)?;
                    Ok(day.and_then(|day| day.parse().ok()))
                };
                Ok(Province {
                    valid_from: day(schema::VALID_FROM)?,
                    valid_through: day(schema::VALID_THROUGH)?,
                    iri: iri.into_string(),
                    label,
                    posts: posts[number],
                    tenures: tenures[number],
                    officials: officials[number].len() as u64,
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
