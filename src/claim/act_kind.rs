//! Of which kinds an act is: by its own words, by its frame, or as the act that it goes on from.

use super::decision::{Decision, Told};
use super::item::Clause;
use super::patient::Patient;
use super::reading::Reading;
use super::verdict::Fired;
use crate::claim::{EventKind, Status};
use crate::rules::{ActSource, FrameMatch, code};

impl Reading<'_> {
    /// The kinds of the act's words and, where they leave it open how a post is taken up, the frame's own;
    /// none where the act is that of another sentence and no such act was told.
    pub(super) fn kinds_of(
        &self,
        clause: &Clause,
        fired: &Fired,
        patients: &[Patient],
        told: &Told,
        decision: Option<&Decision>,
    ) -> Option<Vec<EventKind>> {
        use EventKind::{
            Acting, Approval, Discipline, Election, Reappointment, Relief, Removal, Secondment,
            Suspension,
        };
        if fired.frame.status == Status::Proposed {
            return Some(fired.frame.kinds.clone());
        }
        let mut kinds: Vec<EventKind> = fired
            .found
            .items
            .clone()
            .filter(|&item| !is_beside_name(clause, &fired.found, item))
            .filter_map(|item| self.rules.frames.acts.get(&clause.codes[item]))
            .flatten()
            .copied()
            .collect();
        let settled = |kind: &EventKind| {
            matches!(
                kind,
                Election | Reappointment | Acting | Approval | Secondment
            )
        };
        if self.is_only_charge(clause, &fired.found) {
            return Some(vec![EventKind::Assignment]);
        }
        // «… cảnh cáo ông A; khiển trách bà B»: an act of its own, by whoever decided the one before it.
        if fired.frame.act == ActSource::Before && !kinds.is_empty() && takes_nothing(&fired.found)
        {
            kinds.sort_unstable();
            kinds.dedup();
            // «Đồng thời, cảnh cáo ông A», «kỷ luật tập thể …; cảnh cáo ông A»: it needs no other person.
            let start = fired.found.items.start;
            let acts = |code: &u8| self.rules.frames.is_act(*code);
            let planned = |i: usize| {
                matches!(
                    self.class_of(clause, i),
                    Some("sẽ" | "đề nghị" | "không" | "nếu" | "giới thiệu")
                )
            };
            let listed = clause.codes[start] == b';'
                && clause.codes[..start].iter().any(acts)
                && !(0..start).any(planned);
            let goes_on = start == 0 || listed;
            return (goes_on || told.last_end(clause.sentence).is_some()).then_some(kinds);
        }
        if fired.frame.act == ActSource::Before {
            // «Trước đó, ông làm …» goes on with a life, not with the act.
            let people = fired.found.range("people")?;
            if clause.codes[people].contains(&code::SHORT) {
                return None;
            }
            // What a post is taken up by is not what another was left by.
            let leaves = |kind: &EventKind| {
                matches!(kind, Relief | Removal | Suspension | Discipline) || !is_decided(&[*kind])
            };
            let takes = fired.found.slot("to").is_some();
            // «Theo quyết định của Bộ Chính trị, ông A giữ chức …»: that is no election that was told before.
            let own =
                decision.filter(|decision| takes && !decision.nominates && decision.by.is_some());
            let before = match own {
                Some(decision) => {
                    let mut kinds = decision.kinds.clone();
                    if !kinds.iter().any(settled) {
                        kinds.push(EventKind::Appointment);
                    }
                    kinds
                }
                None => told.kinds_for(clause.sentence)?,
            };
            // «Ông A bị kỷ luật. … Ông A làm Bí thư …»: that was before.
            let same = |patient: &Patient| told.last_persons().contains(&patient.number);
            if takes && before.iter().all(leaves) && patients.iter().any(same) {
                return None;
            }
            kinds.extend(before.into_iter().filter(|kind| !takes || !leaves(kind)));
            if kinds.is_empty() {
                kinds.push(EventKind::Appointment);
            }
        }
        if !kinds.iter().any(settled) {
            kinds.extend(&fired.frame.kinds);
        }
        kinds.sort_unstable();
        kinds.dedup();
        Some(kinds)
    }
}

/// Whether a match names no post that an act gives or takes.
fn takes_nothing(found: &FrameMatch) -> bool {
    found.slot("to").is_none() && found.slot("left").is_none()
}

/// Whether an item stands in a bracket beside one of the persons of an act, so that it tells only of that one:
/// «miễn nhiệm … đối với các ông A (vừa được bầu …), B (nghỉ hưu)».
fn is_beside_name(clause: &Clause, found: &FrameMatch, item: usize) -> bool {
    found
        .range("people")
        .is_some_and(|people| people.contains(&item))
        && clause.bracket_around(item) != clause.bracket_around(found.items.start)
}

/// Whether somebody decides an act of these kinds; people die, resign and retire by themselves.
pub(super) fn is_decided(kinds: &[EventKind]) -> bool {
    use EventKind::{Death, Resignation, Retirement};
    !kinds
        .iter()
        .all(|kind| matches!(kind, Death | Resignation | Retirement))
}
