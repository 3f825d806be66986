//! What somebody left for a post, where his career tells it as the step just before: «Tháng 10/2019, ông làm Giám đốc Công
//! an tỉnh X. Năm 2021, ông được điều động làm Giám đốc Công an tỉnh Y».

use chrono::Days;

use super::charge::full_role;
use super::elided::is_party_committee;
use super::leaving::{is_held_beside, leaves_for};
use super::reading::Reading;
use super::same_act::{add_evidence, moves};
use crate::claim::{Event, EventKind, Evidence, Post, Status, Tenure, When};
use crate::rules::Category;

/// How many code points of text lie at most between a step of a career and the next.
const NEAR: usize = 160;

/// And where the text doesn't say when the step was.
const CLOSE: usize = 60;

/// How many days may lie between the end of a step and the next, or the next and the end: months tell both.
const GAP: u64 = 62;

/// Words of an act that gives a post beside others.
const BESIDE: [&str; 5] = ["kiêm", "phụ trách", "đồng thời", "thêm", "tiếp tục"];

/// Words of several posts held one after the other.
const CHAIN: [&str; 5] = ["rồi", "sau đó", "lần lượt", "từng", "qua"];

/// Words that say of somebody that he held a post.
const HOLDS: [&str; 4] = [" làm ", " giữ ", " là ", " đảm "];

/// How many posts somebody may have held at once.
const AT_ONCE: usize = 2;

impl Reading<'_> {
    /// Says of acts that tell nothing of it which posts they ended: those told just before them in a career.
    pub(super) fn leave_last_steps(&self, tenures: &[Tenure], events: &mut [Event]) {
        for place in 0..events.len() {
            let event = &events[place];
            let Some(first) = event.evidence.first().filter(|_| may_end_step(event)) else {
                continue;
            };
            let left: Vec<(Post, Evidence)> = step_before(tenures, &event.person, first.start)
                .into_iter()
                .flatten()
                .filter(|(step, passage)| {
                    is_left(step, event)
                        && (step.start.is_some() || !events.iter().any(|act| gives(act, step)))
                        && !self.names_role(passage.end, first.start)
                })
                .map(|(step, passage)| (step.post.clone(), passage.clone()))
                .collect();
            let event = &mut events[place];
            for (post, passage) in left {
                if event.from.iter().any(|known| known.is_same(&post)) {
                    continue;
                }
                event.from.push(post);
                add_evidence(&mut event.evidence, vec![passage]);
            }
            if !event.from.is_empty() {
                event.recovered.push("from".to_owned());
            }
        }
    }

    /// Whether the text names a role between two places, and so perhaps a step that was not read.
    fn names_role(&self, from: usize, to: usize) -> bool {
        let tokens = self.text.token_from(from)..self.text.token_from(to);
        let tags = self.tags_in(tokens);
        tags.iter().any(|tag| tag.category == Category::Role)
    }
}

/// Whether an act of a career tells when it was and what it gives, but not what it ends.
fn may_end_step(event: &Event) -> bool {
    let beside = |passage: &Evidence| {
        let quote = passage.quote.to_lowercase();
        BESIDE.iter().any(|word| quote.contains(word))
    };
    let full = |post: &Post| {
        let role = post.role.as_deref();
        role.is_some_and(|role| full_role(role) == Some(role)) && !is_held_beside(post)
    };
    event.from.is_empty()
        && event.date.is_some()
        && event.status == Status::Decided
        && event.kinds.iter().any(|&kind| moves(kind))
        && !event.kinds.contains(&EventKind::Reappointment)
        && event.to.iter().any(full)
        && !event.evidence.iter().any(beside)
}

/// The posts of somebody that are told just before a place in the text, held at once, with the words that tell them.
fn step_before<'a>(
    tenures: &'a [Tenure],
    person: &str,
    at: usize,
) -> Option<Vec<(&'a Tenure, &'a Evidence)>> {
    let told = || {
        let of_person = tenures.iter().filter(|tenure| tenure.person == person);
        of_person.flat_map(|tenure| {
            let passages = tenure.evidence.iter().map(move |passage| (tenure, passage));
            passages.filter(|(_, passage)| passage.end <= at + 1)
        })
    };
    let last = told().map(|(_, passage)| passage.end).max()?;
    if last + NEAR < at {
        return None;
    }
    let of_last: Vec<_> = told()
        .filter(|(tenure, passage)| {
            passage.end == last && !tenure.post.is_membership() && tenure.post.role.is_some()
        })
        .collect();
    let chain = |(_, passage): &(&Tenure, &Evidence)| {
        let quote = passage.quote.to_lowercase();
        CHAIN.iter().any(|word| quote.contains(word))
    };
    let first = of_last.first()?.0.start;
    let at_once = match of_last[..] {
        [(step, passage)] => {
            let close = last + CLOSE >= at && step.when == When::Former;
            first.is_some() || close && holds(passage)
        }
        _ => first.is_some() && of_last.iter().all(|(step, _)| step.start == first),
    };
    (at_once && of_last.len() <= AT_ONCE && !of_last.iter().any(chain)).then_some(of_last)
}

/// Whether some words say with a verb that somebody held a post, and not only call him by it.
fn holds(passage: &Evidence) -> bool {
    let quote = passage.quote.to_lowercase();
    HOLDS.iter().any(|word| quote.contains(word))
}

/// Whether an act ended a post that a career told before it: held until about then, and none that is kept beside the new.
fn is_left(step: &Tenure, event: &Event) -> bool {
    let Some(date) = event.date else {
        return false;
    };
    let until = step.end.is_none_or(|end| {
        end.last_day() + Days::new(GAP) >= date.first_day()
            && end.first_day() <= date.last_day() + Days::new(GAP)
    });
    let role = step.post.role.as_deref();
    role.is_some_and(|role| full_role(role).is_some())
        && step.when != When::Current
        && step
            .start
            .is_none_or(|start| start.first_day() < date.first_day())
        && until
        && leaves_for(&event.kinds, &step.post, &event.to)
        && !event.to.iter().any(|post| go_together(&step.post, post))
}

/// Whether an act gives somebody a post that he held.
fn gives(act: &Event, step: &Tenure) -> bool {
    act.person == step.person && act.to.iter().any(|post| post.is_same(&step.post))
}

/// Whether two posts are often held together: of the Party's, the council's and the People's Committee of one place, or one
/// of them in an association or of a delegation.
fn go_together(one: &Post, other: &Post) -> bool {
    const LEADERSHIP: [&str; 2] = ["Ủy ban nhân dân", "Hội đồng nhân dân"];
    let of = |post: &Post, head: &str| post.org.as_deref().is_some_and(|org| org.starts_with(head));
    let leads = |post: &Post| {
        post.org.as_deref().is_some_and(is_party_committee)
            || LEADERSHIP.iter().any(|head| of(post, head))
    };
    let role = one.role.as_deref().unwrap_or_default();
    let deputy = one.org == other.org && role.starts_with("Phó ");
    of(one, "Hội ")
        || of(one, "Đoàn đại biểu")
        || leads(one) && leads(other) && one.place == other.place && !deputy
}
