//! What the facts of several blocks say together: the tenures of one seat.

use std::collections::BTreeSet;

use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};

use super::{Store, StoreErrorKind};
use crate::date::Date;
use crate::fact::EndState;
use crate::graph::vocabulary::{org, ql, schema};
use crate::graph::{Base, Seats, Sitting, seat};

/// Changes in what blocks say of seats.
#[derive(Default)]
pub(super) struct SeatChanges {
    before: Seats,
    after: Seats,
}

impl SeatChanges {
    /// Notes what one block says of seats before and after the change.
    pub(super) fn note(&mut self, before: Seats, after: Seats) {
        for (all, some) in [(&mut self.before, before), (&mut self.after, after)] {
            for (post, sittings) in some {
                all.entry(post).or_default().extend(sittings);
            }
        }
    }

    /// The facts about the seats that change, before and after; the store must not be changed yet.
    pub(super) fn facts(
        &self,
        store: &Store,
        base: &Base,
    ) -> Result<(Vec<Quad>, Vec<Quad>), StoreErrorKind> {
        let none = BTreeSet::new();
        let posts: BTreeSet<&NamedNode> = self.before.keys().chain(self.after.keys()).collect();
        let mut facts = (Vec::new(), Vec::new());
        for post in posts {
            let before = self.before.get(post).unwrap_or(&none);
            let after = self.after.get(post).unwrap_or(&none);
            if before == after {
                continue;
            }
            let known = store.sittings(post)?;
            let left = known.difference(before).cloned();
            let fresh = left.chain(after.iter().cloned()).collect();
            facts.0.extend(seat(post, &known, base));
            facts.1.extend(seat(post, &fresh, base));
        }
        Ok(facts)
    }
}

impl Store {
    /// The sittings of a seat that the store knows.
    fn sittings(&self, post: &NamedNode) -> Result<BTreeSet<Sitting>, StoreErrorKind> {
        let default = Some(GraphNameRef::DefaultGraph);
        let mut sittings = BTreeSet::new();
        let held = self.inner.quads_for_pattern(
            None,
            Some(ql::HAS_POST),
            Some(post.as_ref().into()),
            default,
        );
        for quad in held {
            let NamedOrBlankNode::NamedNode(tenure) = quad?.subject else {
                continue;
            };
            let Some(official) = self.nodes(&tenure, org::MEMBER)?.pop() else {
                continue;
            };
            let mut replaced = BTreeSet::new();
            for cause in self.nodes(&tenure, ql::START_CAUSE)? {
                replaced.extend(self.nodes(&cause, ql::REPLACES)?);
            }
            let states = self.nodes(&tenure, ql::END_STATE)?;
            // Whom another follows was there when last seen, or as long as his unit: what that says stands in his own facts.
            let followed = !self.nodes(&tenure, ql::ENDED_BY)?.is_empty();
            let unit = self.nodes(&tenure, ql::ENDED_WITH)?.pop();
            let state = match states.first() {
                Some(_) if followed && unit.is_none() => EndState::Open,
                Some(state) if *state == ql::ENDED => EndState::Ended,
                Some(state) if *state == ql::ENDED_UNKNOWN => EndState::EndedUnknown,
                _ => EndState::Open,
            };
            let inferred = self.objects(&tenure, ql::INFERRED)?;
            let is_end_inferred = inferred
                .iter()
                .any(|argument| matches!(argument, Term::Literal(text) if text.value() == "end"));
            let end_not_after = match &unit {
                Some(unit) if followed => self.date(unit, schema::VALID_THROUGH)?,
                None if followed => None,
                _ => self.date(&tenure, ql::END_NOT_AFTER)?,
            };
            sittings.insert(Sitting {
                end_not_after,
                state,
                is_end_inferred: is_end_inferred && (!followed || unit.is_some()),
                ended_with_unit: unit.is_some(),
                official,
                start: self.date(&tenure, ql::START)?,
                start_not_after: self.date(&tenure, ql::START_NOT_AFTER)?,
                end: self.date(&tenure, ql::END)?,
                end_not_before: self.date(&tenure, ql::END_NOT_BEFORE)?,
                replaced,
                tenure,
            });
        }
        Ok(sittings)
    }

    fn objects(
        &self,
        subject: &NamedNode,
        predicate: NamedNodeRef,
    ) -> Result<Vec<Term>, StoreErrorKind> {
        let default = Some(GraphNameRef::DefaultGraph);
        let quads = self.inner.quads_for_pattern(
            Some(subject.as_ref().into()),
            Some(predicate),
            None,
            default,
        );
        quads.map(|quad| Ok(quad?.object)).collect()
    }

    fn nodes(
        &self,
        subject: &NamedNode,
        predicate: NamedNodeRef,
    ) -> Result<Vec<NamedNode>, StoreErrorKind> {
        let objects = self.objects(subject, predicate)?.into_iter();
        let nodes = objects.filter_map(|object| match object {
            Term::NamedNode(node) => Some(node),
            _ => None,
        });
        Ok(nodes.collect())
    }

    fn date(
        &self,
        subject: &NamedNode,
        predicate: NamedNodeRef,
    ) -> Result<Option<Date>, StoreErrorKind> {
        let objects = self.objects(subject, predicate)?;
        Ok(objects.iter().find_map(|object| match object {
            Term::Literal(date) => date.value().parse().ok(),
            _ => None,
        }))
    }
}
