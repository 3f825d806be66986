//! Values as RDF terms, and a list of quads that grows.

use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::vocabulary::ql;
use crate::claim::{EventKind, Gender, Level, Status, When};
use crate::date::Date;
use crate::fact::{Direction, EndState, GradeChange, Movement};

/// Quads of one graph, written subject by subject.
pub(super) struct Sheet {
    pub(super) quads: Vec<Quad>,
    graph: GraphName,
}

impl Sheet {
    /// An empty sheet of a graph.
    pub(super) fn new(graph: GraphName) -> Self {
        Self {
            quads: Vec::new(),
            graph,
        }
    }

    /// Writes one quad.
    pub(super) fn add(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef,
        object: impl Into<Term>,
    ) {
        self.quads.push(Quad::new(
            subject.clone(),
            predicate,
            object,
            self.graph.clone(),
        ));
    }

    /// Writes the types of a subject.
    pub(super) fn types(&mut self, subject: &NamedNode, types: &[NamedNodeRef]) {
        for class in types {
            self.add(subject, rdf::TYPE, *class);
        }
    }

    /// Writes a value if there is one.
    pub(super) fn text(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef,
        text: Option<&str>,
    ) {
        if let Some(text) = text {
            self.add(subject, predicate, plain(text));
        }
    }

    /// Writes a Vietnamese text if there is one.
    pub(super) fn label(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef,
        text: Option<&str>,
    ) {
        if let Some(text) = text {
            self.add(subject, predicate, vietnamese(text));
        }
    }

    /// Writes a date if there is one.
    pub(super) fn date(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef,
        date: Option<Date>,
    ) {
        if let Some(date) = date {
            self.add(subject, predicate, self::date(date));
        }
    }
}

/// A plain string.
pub(super) fn plain(text: &str) -> Literal {
    Literal::new_simple_literal(text)
}

/// A text in Vietnamese.
pub(super) fn vietnamese(text: &str) -> Literal {
    Literal::new_language_tagged_literal_unchecked(text, "vi")
}

/// A date of the precision that it has.
pub(super) fn date(date: Date) -> Literal {
    let datatype = match (date.month(), date.day()) {
        (_, Some(_)) => xsd::DATE,
        (Some(_), None) => xsd::G_YEAR_MONTH,
        (None, None) => xsd::G_YEAR,
    };
    Literal::new_typed_literal(date.to_string(), datatype)
}

/// The individual of a level.
pub(super) fn level(level: Level) -> NamedNodeRef<'static> {
    match level {
        Level::Central => ql::CENTRAL,
        Level::Province => ql::PROVINCE,
        Level::District => ql::DISTRICT,
        Level::Commune => ql::COMMUNE,
        Level::Village => ql::VILLAGE,
    }
}

/// The class of a kind of event.
pub(super) fn event_class(kind: EventKind) -> NamedNodeRef<'static> {
    match kind {
        EventKind::Rotation => ql::ROTATION,
        EventKind::Transfer => ql::TRANSFER,
        EventKind::Appointment => ql::APPOINTMENT,
        EventKind::Reappointment => ql::REAPPOINTMENT,
        EventKind::Election => ql::ELECTION,
        EventKind::Approval => ql::APPROVAL,
        EventKind::Designation => ql::DESIGNATION,
        EventKind::Assignment => ql::ASSIGNMENT,
        EventKind::Acting => ql::ACTING,
        EventKind::Secondment => ql::SECONDMENT,
        EventKind::Relief => ql::RELIEF,
        EventKind::Removal => ql::REMOVAL,
        EventKind::Resignation => ql::RESIGNATION,
        EventKind::Retirement => ql::RETIREMENT,
        EventKind::Discipline => ql::DISCIPLINE,
        EventKind::Suspension => ql::SUSPENSION,
        EventKind::Nomination => ql::NOMINATION,
        EventKind::Death => ql::DEATH,
    }
}

/// The individual of a status.
pub(super) fn status(status: Status) -> NamedNodeRef<'static> {
    match status {
        Status::Decided => ql::DECIDED,
        Status::Proposed => ql::PROPOSED,
    }
}

/// The individual of a time status.
pub(super) fn when(when: When) -> NamedNodeRef<'static> {
    match when {
        When::Current => ql::CURRENT,
        When::New => ql::NEW,
        When::Former => ql::FORMER,
    }
}

/// The individual of an end state.
pub(super) fn end_state(state: EndState) -> NamedNodeRef<'static> {
    match state {
        EndState::Open => ql::OPEN,
        EndState::Ended => ql::ENDED,
        EndState::EndedUnknown => ql::ENDED_UNKNOWN,
    }
}

/// The individual of a movement.
pub(super) fn movement(movement: Movement) -> NamedNodeRef<'static> {
    match movement {
        Movement::Down => ql::DOWN,
        Movement::Up => ql::UP,
        Movement::Sideways => ql::SIDEWAYS,
        Movement::Within => ql::WITHIN,
    }
}

/// The individual of a change of grade.
pub(super) fn grade_change(change: GradeChange) -> NamedNodeRef<'static> {
    match change {
        GradeChange::Promotion => ql::PROMOTION,
        GradeChange::Lateral => ql::LATERAL_MOVE,
        GradeChange::Demotion => ql::DEMOTION,
    }
}

/// The individual of a direction.
pub(super) fn direction(direction: Direction) -> NamedNodeRef<'static> {
    match direction {
        Direction::CentreToProvince => ql::CENTRE_TO_PROVINCE,
        Direction::ProvinceToCentre => ql::PROVINCE_TO_CENTRE,
    }
}

/// The individual of a gender.
pub(super) fn gender(gender: Gender) -> NamedNodeRef<'static> {
    match gender {
        Gender::Female => super::vocabulary::schema::FEMALE,
        Gender::Male => super::vocabulary::schema::MALE,
    }
}

/// A number that is not negative.
pub(super) fn number(value: u64) -> Literal {
    Literal::new_typed_literal(value.to_string(), xsd::INTEGER)
}
