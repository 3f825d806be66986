//! Roads through the offices: of one official, through one post, or through the posts of one place.

mod chart;
mod evidence;
mod find;
mod official;
mod page;
mod sheet;
mod span;
mod step;
mod words;
mod write;

use std::collections::BTreeSet;

use oxigraph::model::NamedNode;
use serde::Serialize;

pub use evidence::Quote;
pub use find::NotFound;
pub use official::trace;
pub use span::Gap;
pub use step::{Act, Holder, Lane, Step};
pub use write::{Shape, write};

pub(super) use find::{Kind, find};

/// What the store knows of one official, post or place, step by step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Road {
    /// Whose road it is.
    #[serde(flatten)]
    pub about: About,
    /// The tenures, and the events that neither began nor ended one, in order of time.
    pub steps: Vec<Step>,
    /// The times of which no article shows a step.
    pub gaps: Vec<Gap>,
}

/// Whose road it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum About {
    /// An official: the steps are posts.
    Official {
        /// The official.
        official: String,
        /// The name.
        name: String,
        /// The birth date, as precisely as the articles give it.
        born: Vec<String>,
        /// The gender: `Female` or `Male`.
        gender: Option<String>,
        /// The home place as articles write it.
        hometown: Vec<String>,
    },
}

impl About {
    /// The IRI.
    pub fn iri(&self) -> &str {
        match self {
            Self::Official { official, .. } => official,
        }
    }

    /// The name or label.
    pub fn name(&self) -> &str {
        match self {
            Self::Official { name, .. } => name,
        }
    }
}

impl Road {
    /// The tenures and events of the road, with the subject itself, for whoever wants them as RDF.
    fn facts(&self) -> BTreeSet<NamedNode> {
        let acts = self.steps.iter().flat_map(|step| [&step.how, &step.left]);
        let events = acts.flatten().map(|act| &act.event);
        let facts = self.steps.iter().map(|step| &step.fact);
        let iris = facts.chain(events).map(String::as_str);
        // They come from the store, where nothing else can stand.
        iris.chain([self.about.iri()])
            .map(NamedNode::new_unchecked)
            .collect()
    }
}
