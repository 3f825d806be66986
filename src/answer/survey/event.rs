//! What happened: every decided event in brief, and single ones as a reader wants them told.

use std::collections::HashMap;

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, Term};
use oxigraph::store::{StorageError, Store};

use super::Survey;
use super::province::{Land, pairs};
use crate::answer::AnswerError;
use crate::answer::naming::{Named, kinds};
use crate::answer::road::{Quote, quotes};
use crate::answer::rows::{own_name, plain, subjects, text};
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
            date: text(store, event, ql::DATE)?.and_then(|date| date.parse().ok()),
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
        let default = Some(GraphNameRef::DefaultGraph);
        let decided = subjects(store, ql::STATUS, ql::DECIDED.into(), default)?;
        let mut events: Vec<Event> = decided
            .into_iter()
            .map(|iri| Event {
                iri,
                date: None,
                kinds: Vec::new(),
                movements: Vec::new(),
                provinces: Vec::new(),
            })
            .collect();
        let numbers: HashMap<NamedNode, usize> = events
            .iter()
            .enumerate()
            .map(|(number, event)| (event.iri.clone(), number))
            .collect();
        for quad in store.quads_for_pattern(None, Some(ql::DATE), None, default) {
            let quad = quad?;
            let Ok(iri) = NamedNode::try_from(Term::from(quad.subject)) else {
                continue;
            };
            if let Some(number) = numbers.get(&iri) {
                events[*number].date = plain(quad.object).parse().ok();
            }
        }
        self.kinds = put_kinds(store, &mut events, &numbers)?;
        for (event, movement) in pairs(store, ql::MOVEMENT)? {
            let name = own_name(&movement);
            let place = MOVEMENTS.iter().position(|known| Some(*known) == name);
            if let (Some(number), Some(place)) = (numbers.get(&event), place) {
                events[*number].movements.push(place);
            }
        }
        for (event, post) in pairs(store, ql::TO_POST)? {
            if let (Some(number), Some(province)) = (numbers.get(&event), land.of(&post)) {
                events[*number].provinces.push(province);
            }
        }
        for event in &mut events {
            event.movements.sort_unstable();
            event.provinces.sort_unstable();
            event.provinces.dedup();
        }
        events.sort_by(|one, other| {
            other
                .date
                .cmp(&one.date)
                .then_with(|| one.iri.cmp(&other.iri))
        });
        self.events = events;
        Ok(())
    }
}

/// Notes the kinds of the events; tells their names, the most frequent first.
fn put_kinds(
    store: &Store,
    events: &mut [Event],
    numbers: &HashMap<NamedNode, usize>,
) -> Result<Vec<String>, StorageError> {
    let default = Some(GraphNameRef::DefaultGraph);
    let of_events = ql::PERSONNEL_EVENT.into();
    let mut kinds = Vec::new();
    for class in subjects(store, rdfs::SUB_CLASS_OF, of_events, default)? {
        let mut of_class = Vec::new();
        for event in subjects(store, rdf::TYPE, class.as_ref().into(), default)? {
            of_class.extend(numbers.get(&event).copied());
        }
        if let Some(name) = own_name(&class).filter(|_| !of_class.is_empty()) {
            kinds.push((of_class, name.to_owned()));
        }
    }
    kinds.sort_by_key(|(of_class, _)| std::cmp::Reverse(of_class.len()));
    let mut names = Vec::new();
    for (place, (of_class, name)) in kinds.into_iter().enumerate() {
        for number in of_class {
            events[number].kinds.push(place);
        }
        names.push(name);
    }
    Ok(names)
}
