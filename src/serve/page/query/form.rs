//! The page itself: what can be asked, what is filled in, what was answered.

use askama::Template;

use super::super::{Call, Fault, Layout, render};
use super::fields::Field;
use super::subject::{Subject, subjects};
use super::view::{Answered, Body, View, kept, view};
use super::{Trouble, vocabulary};
use crate::serve::asset;
use crate::serve::state::State;

/// What stands in the editor at first.
const FIRST: &str = "\
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX ql: <https://w3id.org/quanlo/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?official ?post ?start
WHERE {
  ?tenure org:member ?official ;
          ql:post ?post ;
          ql:start ?start .
}
ORDER BY DESC(?start)
LIMIT 100
";

/// The page.
#[derive(Template)]
#[template(path = "query.html")]
pub(super) struct Sheet {
    page: Layout,
    subjects: Vec<Subject>,
    pub(super) question: Option<Question>,
    /// What stands in the editor.
    pub(super) text: String,
    /// The prefixes that were added to it.
    pub(super) added: Vec<&'static str>,
    pub(super) wrong: Option<Wrong>,
    pub(super) trouble: Option<Trouble>,
    pub(super) view: Option<View>,
    /// Whether it was sent as a form, so that links can't lead back to it.
    pub(super) is_posted: bool,
    /// What makes the question.
    kept: Vec<(String, String)>,
    vocabulary: &'static str,
    has_editor: bool,
}

/// A question of the program's own, as a form.
pub(super) struct Question {
    /// Its name.
    pub(super) name: String,
    /// What else a reader should know.
    pub(super) description: String,
    /// What can be filled in.
    pub(super) fields: Vec<Field>,
    /// What it doesn't know of what was filled in.
    pub(super) unknown: Vec<String>,
    /// The address with all examples filled in; none where nothing must be.
    pub(super) example: Option<String>,
}

/// What is wrong with a query, and where.
pub(super) struct Wrong {
    /// The line, counted from 1.
    pub(super) line: usize,
    /// The column, counted from 1.
    pub(super) column: usize,
    /// What the parser says, in English.
    pub(super) message: String,
    /// The line with a caret under the place.
    pub(super) shown: Option<String>,
}

impl Sheet {
    /// The list of questions with an empty form.
    pub(super) fn list(call: &Call) -> Result<Self, Fault> {
        let title = call.language.say("Truy vấn", "Query");
        Ok(Self {
            subjects: subjects(call.language)?,
            text: FIRST.to_owned(),
            ..Self::new(call, title)
        })
    }

    /// A page without a list.
    pub(super) fn new(call: &Call, title: &str) -> Self {
        Self {
            page: Layout::new(call, title),
            subjects: Vec::new(),
            question: None,
            text: String::new(),
            added: Vec::new(),
            wrong: None,
            trouble: None,
            view: None,
            is_posted: false,
            kept: kept(call),
            vocabulary: vocabulary::json_of(call.language),
            has_editor: !asset::EDITOR.is_empty(),
        }
    }

    /// With an answer.
    pub(super) fn answered(
        mut self,
        state: &State,
        call: &Call,
        answered: &Answered,
    ) -> Result<Self, Fault> {
        self.view = Some(view(state, call, answered)?);
        Ok(self)
    }

    /// Its text.
    pub(super) fn render(&self) -> Result<String, Fault> {
        render(self)
    }
}
