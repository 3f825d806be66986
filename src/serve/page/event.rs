//! Events as lines of a table.

use oxigraph::model::NamedNodeRef;

use super::source::Sources;
use super::{Call, Fault, link};
use crate::answer::{Event, Happening, Named};
use crate::serve::state::State;

/// An event as a line.
pub(super) struct Line {
    pub(super) day: String,
    pub(super) acts: String,
    pub(super) official: Option<Link>,
    pub(super) from: Vec<Link>,
    pub(super) to: Vec<Link>,
    pub(super) by: Vec<Link>,
    /// The first passage that tells of it.
    pub(super) source: Option<Source>,
    /// How many other passages do.
    pub(super) more: usize,
    /// The page about the event.
    pub(super) href: String,
}

/// A thing by its name, with the page about it.
pub(super) struct Link {
    pub(super) label: String,
    pub(super) href: String,
}

impl Link {
    pub(super) fn new(call: &Call, named: &Named) -> Self {
        Self {
            label: named.label.clone(),
            href: link(call.language, &named.iri),
        }
    }
}

/// Where an event is told.
pub(super) struct Source {
    pub(super) headline: String,
    pub(super) publisher: Option<String>,
    pub(super) href: String,
}

/// The lines of some events.
pub(super) fn lines<'e>(
    state: &State,
    call: &Call,
    events: impl Iterator<Item = &'e Event>,
) -> Result<Vec<Line>, Fault> {
    events
        .map(|event| line(state, call, event.iri.as_ref()))
        .collect()
}

fn line(state: &State, call: &Call, event: NamedNodeRef<'_>) -> Result<Line, Fault> {
    let told = Happening::read(state.store.inner(), event, call.language.tag())?;
    let links = |things: &[Named]| things.iter().map(|thing| Link::new(call, thing)).collect();
    let sources = Sources {
        state,
        l: call.language,
    };
    let source = told.quotes.first().map(|quote| Source {
        headline: sources.title(quote),
        publisher: quote.publisher.clone(),
        href: sources.passage(quote),
    });
    Ok(Line {
        day: told.date.map_or_else(String::new, |date| date.to_string()),
        acts: told.kinds.join(", "),
        official: told
            .official
            .as_ref()
            .map(|official| Link::new(call, official)),
        from: links(&told.from),
        to: links(&told.to),
        by: links(&told.by),
        more: told.quotes.len().saturating_sub(1),
        href: link(call.language, &told.iri),
        source,
    })
}
