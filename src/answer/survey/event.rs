//! What happened: every decided event in brief, and single ones as a reader wants them told.

use std::collections::HashMap;

use oxigraph::model::{NamedNode, NamedNodeRef};
use oxigraph::store::{StorageError, Store};

use super::province::Land;
use super::{Survey, select, text, thing};
use crate::answer::AnswerError;
use crate::answer::naming::{Named, kinds};
use crate::answer::road::{Quote, quotes};
use crate::answer::rows::{own_name, text as text_of};
use crate::date::Date;
use crate::graph::vocabulary::ql;

/// The directions of moves, in the order in which they are told.
pub const MOVEMENTS: [&str; 4] = ["Down", "Up", "Sideways", "Within"];

/// A decided event in brief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The event.
    pub iri: NamedNode,
    /// Its date.
    pub date: Option<Date>,
    /// Its kinds, by their places among [`Survey::kinds`].
    pub kinds: Vec<usize>,
    /// Its directions, by their places among [`MOVEMENTS`].
    pub movements: Vec<usize>,
    /// The provinces of the posts that it leads to, by their places among [`Survey::provinces`].
    pub provinces: Vec<usize>,
}

/// An event as a reader wants it told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// The event.
    pub iri: String,
    /// Its date.
    pub date: Option<Date>,
    /// Its kinds, in a language.
    pub kinds: Vec<String>,
    /// Whose it is.
    pub official: Option<Named>,
    /// The posts left.
    pub from: Vec<Named>,
    /// The posts taken up.
    pub to: Vec<Named>,
    /// Who decided.
    pub by: Vec<Named>,
    /// The passages that tell of it, in order of publication.
    pub quotes: Vec<Quote>,
}

impl Happening {
    /// What the store tells of an event; `language` is that of the kinds.
    pub fn read(
        store: &Store,
        event: NamedNodeRef<'_>,
        language: &str,
    ) -> Result<Self, StorageError> {
        let named = |property| Named::all(store, event, property);
        Ok(Self {
            iri: event.as_str().to_owned(),
            date: text_of(store, event, ql::DATE)?.and_then(|date| date.parse().ok()),
            kinds: kinds(store, event, language)?,
            official: named(ql::HAS_OFFICIAL)?.into_iter().next(),
            from: named(ql::FROM_POST)?,
            to: named(ql::TO_POST)?,
            by: named(ql::DECIDED_BY)?,
            quotes: quotes(store, event)?,
        })
    }
}

impl Survey {
    /// Reads all decided events in brief.
    pub(super) fn read_events(&mut self, store: &Store, land: &Land) -> Result<(), AnswerError> {
        let mut events = Vec::new();
        let mut numbers = HashMap::new();
        let decided =
            "SELECT ?event ?date { ?event ql:status ql:Decided OPTIONAL { ?event ql:date ?date } }";
        for row in select(store, decided)? {
            let Some(iri) = thing(&row, "event") else {
                continue;
            };
            numbers.insert(iri.clone(), events.len());
            events.push(Event {
                iri,
                date: text(&row, "date").and_then(|date| date.parse().ok()),
                kinds: Vec::new(),
                movements: Vec::new(),
                provinces: Vec::new(),
            });
        }
        let of = |pattern: &str| -> Result<Vec<usize>, AnswerError> {
            let rows = select(store, &format!("SELECT DISTINCT ?event {{ {pattern} }}"))?;
            let events = rows.iter().filter_map(|row| thing(row, "event"));
            Ok(events
                .filter_map(|event| numbers.get(&event).copied())
                .collect())
        };
        let mut kinds = Vec::new();
        let classes = "SELECT ?class { ?class rdfs:subClassOf ql:PersonnelEvent }";
        for class in select(store, classes)?
            .iter()
            .filter_map(|row| thing(row, "class"))
        {
            let of_class = of(&format!("?event a {class}"))?;
            if let Some(name) = own_name(&class).filter(|_| !of_class.is_empty()) {
                kinds.push((of_class, name.to_owned()));
            }
        }
        kinds.sort_by(|(one, name), (other, its_name)| {
            (other.len(), name).cmp(&(one.len(), its_name))
        });
        for (place, (of_class, name)) in kinds.into_iter().enumerate() {
            for number in of_class {
                events[number].kinds.push(place);
            }
            self.kinds.push(name);
        }
        for (place, movement) in MOVEMENTS.iter().enumerate() {
            for number in of(&format!("?event ql:movement ql:{movement}"))? {
                events[number].movements.push(place);
            }
        }
        let to = "SELECT DISTINCT ?event ?area { ?event ql:toPost/org:postIn/ql:area ?area }";
        for row in select(store, to)? {
            let province = thing(&row, "area").and_then(|area| land.of(&area));
            let number = thing(&row, "event").and_then(|event| numbers.get(&event).copied());
            if let (Some(number), Some(province)) = (number, province) {
                events[number].provinces.push(province);
            }
        }
        for event in &mut events {
            event.provinces.sort_unstable();
            event.provinces.dedup();
        }
        events.sort_by(|one, other| {
            let by_date = other.date.cmp(&one.date);
            by_date.then_with(|| one.iri.cmp(&other.iri))
        });
        self.events = events;
        Ok(())
    }
}
