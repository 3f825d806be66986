//! Roads through the offices: of one official, through one post, or through the posts of one place.

mod act;
mod chart;
mod evidence;
mod find;
mod lay;
mod official;
mod page;
mod place;
mod post;
mod roster;
mod sheet;
mod span;
mod step;
mod view;
mod words;
mod write;

use std::collections::BTreeSet;

use oxigraph::model::NamedNode;
use serde::Serialize;

use crate::date::Date;

pub use act::{Act, Predecessor};
pub use evidence::Quote;
pub use find::NotFound;
pub use official::trace;
pub use place::place;
pub use post::post;
pub use roster::{Roster, roster};
pub use span::{At, Gap};
pub use step::{Holder, Lane, Step};
pub use view::{Cell, Line, View};
pub use write::{Shape, write};

pub(super) use evidence::{quotes, quotes_of_claim};
pub(super) use find::{Kind, find, without_marks};

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
    /// A post: the steps are its holders.
    Post {
        /// The post.
        post: String,
        /// The post with its body.
        name: String,
        /// The bare role.
        role: Option<String>,
        /// The body.
        body: Option<String>,
        /// The level of the body.
        level: Option<String>,
        /// Whether one person alone holds it at a time.
        is_single_seat: bool,
        /// The place of the body.
        unit: Option<Unit>,
    },
    /// A place: the steps are the posts of its bodies and who held them.
    Place {
        /// The place.
        place: String,
        /// Its name with its type.
        name: String,
        /// The time that was asked for.
        at: Option<Date>,
        /// Whether the places inside it count too.
        within: bool,
        /// What tells it apart.
        unit: Unit,
    },
}

/// What tells an administrative unit apart from others of its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Unit {
    /// The places that it lies in, from the smallest on; of a post's place, first the place itself.
    pub around: Vec<String>,
    /// Its first day.
    pub valid_from: Option<Date>,
    /// Its last day.
    pub valid_through: Option<Date>,
    /// The units that took its land.
    pub succeeded_by: Vec<String>,
}

impl About {
    /// The IRI.
    pub fn iri(&self) -> &str {
        match self {
            Self::Official { official, .. } => official,
            Self::Post { post, .. } => post,
            Self::Place { place, .. } => place,
        }
    }

    /// The name or label.
    pub fn name(&self) -> &str {
        match self {
            Self::Official { name, .. } | Self::Post { name, .. } | Self::Place { name, .. } => {
                name
            }
        }
    }
}

impl Road {
    /// The tenures and events of the road, with the subject itself, for whoever wants them as RDF.
    fn facts(&self) -> BTreeSet<NamedNode> {
        let acts = self.steps.iter().flat_map(Step::told_acts);
        let events = acts.map(|act| &act.event);
        let facts = self.steps.iter().map(|step| &step.fact);
        let iris = facts.chain(events).map(String::as_str);
        // They come from the store, where nothing else can stand.
        iris.chain([self.about.iri()])
            .map(NamedNode::new_unchecked)
            .collect()
    }
}
