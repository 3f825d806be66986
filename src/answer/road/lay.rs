//! Events on the lines of the tenures that they belong to: one office is one line, with what happened in it.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::{Act, Quote, Step};
use crate::date::Date;

/// An act is announced or takes effect within so many days of the beginning and the end of what it is about.
const NEAR: i64 = 31;

/// Whoever is proposed for a post takes it up within so many days, or somebody else does.
const PROPOSED_BEFORE: i64 = 183;

/// Lays each event on the tenure of each post that it is about: a second election, a suspension, a reprimand, the proposal
/// that came true. What has no tenure, or may belong to several, stays a step of its own. `of` names the one post of a
/// road that has no other.
pub(super) fn lay(steps: &mut Vec<Step>, events: Vec<Step>, of: Option<&str>) {
    let (bare, events): (Vec<Step>, Vec<Step>) = events.into_iter().partition(Step::looks_back);
    for event in events.into_iter().chain(bare) {
        let told = event.looks_back().then(|| told_before(steps, &event));
        let homes = match told.flatten() {
            Some(line) => vec![line],
            None => homes(steps, &event, of),
        };
        match &event.how {
            Some(act) if !homes.is_empty() => {
                for home in homes {
                    steps[home].tell(act, &event);
                }
            }
            _ => steps.push(event),
        }
    }
    for step in steps {
        step.acts
            .sort_by_key(|act| (act.date.is_none(), act.date, act.event.clone()));
    }
}

/// The line that tells an act at which an event without a day and a post looks back: «từ khi ông bị kỷ luật».
fn told_before(steps: &[Step], event: &Step) -> Option<usize> {
    let kinds = &event.how.as_ref()?.kinds;
    let tells = |step: &Step| {
        let acts = [&step.how, &step.left].into_iter().flatten();
        let mut acts = acts.chain(&step.acts).filter(|act| !act.is_proposed());
        let alike = |act: &Act| act.kinds.iter().any(|kind| kinds.contains(kind));
        step.holder == event.holder && acts.any(alike)
    };
    steps.iter().position(tells)
}

/// The tenures of the posts that an event is about; none unless each of them has its own.
fn homes(steps: &[Step], event: &Step, of: Option<&str>) -> Vec<usize> {
    let Some(act) = &event.how else {
        return Vec::new();
    };
    let posts = if act.to.is_empty() {
        &act.from
    } else {
        &act.to
    };
    let posts: Vec<&str> = match of {
        Some(post) => vec![post],
        None => posts.iter().map(String::as_str).collect(),
    };
    let home = |post: &str| {
        let fits = |step: &Step| {
            let of_post = step.is_tenure() && step.post.as_deref() == Some(post);
            of_post && step.holder == event.holder && step.may_have(act)
        };
        let fitting: Vec<usize> = (0..steps.len()).filter(|&at| fits(&steps[at])).collect();
        let sure = || fitting.iter().filter(|at| steps[**at].surely_has(act));
        match (fitting.as_slice(), sure().count()) {
            ([only], _) => Some(*only),
            (_, 1) => sure().next().copied(),
            _ => None,
        }
    };
    let homes: Option<Vec<usize>> = posts.into_iter().map(home).collect();
    homes.unwrap_or_default()
}

impl Step {
    /// Whether it is an event of which neither the day nor a post is told.
    fn looks_back(&self) -> bool {
        let bare = |act: &Act| act.date.is_none() && act.from.is_empty() && act.to.is_empty();
        !self.is_tenure()
            && self
                .how
                .as_ref()
                .is_some_and(|act| bare(act) && !act.is_proposed())
    }

    /// Whether an act about its post can have happened while it lasted, or led to it.
    fn may_have(&self, act: &Act) -> bool {
        let Some(date) = act.date else {
            return true;
        };
        let before = if act.is_proposed() {
            PROPOSED_BEFORE
        } else {
            NEAR
        };
        let before = TimeDelta::days(before);
        let begun = self
            .start
            .is_none_or(|start| start.first_day() - before <= date.last_day());
        let over = self.end.or(self.gone_by).map(Date::last_day);
        begun && over.is_none_or(|over| date.first_day() <= over + TimeDelta::days(NEAR))
    }

    /// Whether the articles prove the post as held when an act happened.
    fn surely_has(&self, act: &Act) -> bool {
        let proven = act.date.zip(self.proven());
        proven.is_some_and(|(date, (from, to))| from <= date.last_day() && date.first_day() <= to)
    }

    /// Tells of an act that another step would tell, with the passages that say so.
    fn tell(&mut self, act: &Act, event: &Step) {
        self.acts.push(act.clone());
        let place = |quote: &Quote| (quote.article.clone(), quote.start, quote.quote.clone());
        let own: BTreeSet<_> = self.evidence.iter().map(place).collect();
        let others = event.evidence.iter();
        let others = others.filter(|quote| !own.contains(&place(quote)));
        self.evidence.extend(others.cloned());
        self.evidence.sort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHAIR: &str = "Chủ tịch Ủy ban nhân dân huyện Nậm Pồ";

    fn tenure(start: &str, end: &str) -> Step {
        Step {
            fact: format!("tenure {start}"),
            start: start.parse().ok(),
            end: end.parse().ok(),
            end_state: Some("Ended".to_owned()),
            post: Some(CHAIR.to_owned()),
            ..Step::default()
        }
    }

    fn event(kind: &str, date: &str, status: &str, to: &[&str]) -> Step {
        let act = Act {
            event: format!("{kind} {date}"),
            kinds: vec![kind.to_owned()],
            status: Some(status.to_owned()),
            date: date.parse().ok(),
            to: to.iter().map(|&post| post.to_owned()).collect(),
            ..Act::default()
        };
        Step {
            fact: act.event.clone(),
            start: act.date,
            how: Some(act),
            ..Step::default()
        }
    }

    /// The events that each line tells, and the lines.
    fn laid(mut steps: Vec<Step>, events: Vec<Step>) -> Vec<(String, Vec<String>)> {
        lay(&mut steps, events, None);
        let told = |step: &Step| step.acts.iter().map(|act| act.event.clone()).collect();
        let lines = steps.iter();
        lines.map(|step| (step.fact.clone(), told(step))).collect()
    }

    fn line(fact: &str, acts: &[&str]) -> (String, Vec<String>) {
        let acts = acts.iter().map(|&act| act.to_owned()).collect();
        (fact.to_owned(), acts)
    }

    #[test]
    fn what_happens_in_an_office_is_told_on_its_line() {
        let events = vec![
            event("Suspension", "2018-07", "Decided", &[CHAIR]),
            event("Election", "2016-06-27", "Decided", &[CHAIR]),
            event("Nomination", "2014-11-02", "Proposed", &[CHAIR]),
            event("Discipline", "", "Decided", &[CHAIR]),
        ];
        assert_eq!(
            laid(vec![tenure("2015-01-20", "2018-10-23")], events),
            [line(
                "tenure 2015-01-20",
                &[
                    "Nomination 2014-11-02",
                    "Election 2016-06-27",
                    "Suspension 2018-07",
                    "Discipline ",
                ]
            )]
        );
    }

    #[test]
    fn what_only_looks_back_at_an_act_is_told_on_its_line() {
        let events = vec![
            event("Discipline", "", "Decided", &[]),
            event("Removal", "", "Decided", &[]),
            event("Discipline", "2018-07", "Decided", &[CHAIR]),
        ];
        assert_eq!(
            laid(vec![tenure("2015-01-20", "2018-10-23")], events),
            [
                line("tenure 2015-01-20", &["Discipline 2018-07", "Discipline "]),
                line("Removal ", &[]),
            ]
        );
    }

    #[test]
    fn what_belongs_to_no_line_or_to_several_is_a_line_of_its_own() {
        let events = vec![
            event("Nomination", "2005-03", "Proposed", &[CHAIR]),
            event("Discipline", "2023-05", "Decided", &[CHAIR]),
            event("Election", "2016-06", "Decided", &[CHAIR, "Bí thư"]),
            event("Discipline", "", "Decided", &[]),
            event("Election", "", "Decided", &[CHAIR]),
            event("Election", "2021-06", "Decided", &[CHAIR]),
        ];
        let first = tenure("2010-01-20", "2015-10-23");
        let again = tenure("2020-01-20", "2022-10-23");
        assert_eq!(
            laid(vec![first, again], events),
            [
                line("tenure 2010-01-20", &[]),
                line("tenure 2020-01-20", &["Election 2021-06"]),
                line("Nomination 2005-03", &[]),
                line("Discipline 2023-05", &["Discipline "]),
                line("Election 2016-06", &[]),
                line("Election ", &[]),
            ]
        );
    }
}
