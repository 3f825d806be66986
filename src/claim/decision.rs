//! What an article has told so far, that its next sentences lean on: who decided, and which act was the last.

use std::fmt;

use super::act::ToldEvent;
use super::decider::Decider;
use super::item::{Clause, Meaning};
use super::leaving::is_deputy_of;
use super::patient::Patient;
use super::reading::Reading;
use super::verdict::Fired;
use crate::claim::{Document, EventKind, Post};
use crate::date::Date;
use crate::rules::{ActSource, FrameKind, FrameMatch};

/// Who decided, by which document and when, as a sentence says of all that it goes on to tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Decision {
    /// The body or officer.
    pub(crate) by: Option<Decider>,
    /// The document, by its row.
    pub(crate) document: Option<usize>,
    /// The day.
    pub(crate) date: Option<Date>,
    /// The kinds of the acts that it names.
    pub(crate) kinds: Vec<EventKind>,
    /// Whether it only nominates.
    pub(crate) nominates: bool,
}

impl Decision {
    /// Whether an act of a date may rest on it: a decision of the news does nothing of years ago.
    pub(crate) fn may_be_of(&self, date: Option<Date>) -> bool {
        match (date, self.date) {
            (None, _) => true,
            (Some(act), Some(decided)) => {
                act.day().is_some()
                    && (act.first_day() - decided.first_day()).num_days().abs() <= NOTICE
            }
            (Some(act), None) => act.day().is_some(),
        }
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let by = self.by.as_ref().map_or("nobody", |by| &by.name);
        write!(f, "by {by}")?;
        self.date
            .iter()
            .try_for_each(|date| write!(f, "; date {date}"))
    }
}

/// How many days may lie between a decision and the day from which it holds.
pub(crate) const NOTICE: i64 = 45;

/// So many words behind «công bố» say what is made known.
const MATTER: usize = 10;

/// How many sentences on a decision still holds for acts that name nobody who decides.
const REACH: usize = 3;

/// Who elected, and on which day.
#[derive(Clone, Debug)]
pub(crate) struct Elector {
    /// The body.
    pub(crate) by: Decider,
    /// The day.
    pub(crate) date: Option<Date>,
}

impl Elector {
    /// The day on which somebody elected who is the same.
    pub(crate) fn day_of(&self, by: &Decider) -> Option<Date> {
        self.date.filter(|_| by.is_same(&self.by))
    }
}

/// What the article has told so far.
#[derive(Default)]
pub(crate) struct Told {
    decision: Option<(Decision, usize)>,
    /// What somebody decided long before that, told by the way: it holds for the next sentence only.
    aside: Option<(Decision, usize)>,
    act: Option<LastAct>,
    /// Who elected last, and the last sentence that tells it.
    elector: Option<(Elector, usize)>,
    /// The last sentence that tells a plan.
    plan: Option<usize>,
}

/// The act told last.
struct LastAct {
    persons: Vec<usize>,
    kinds: Vec<EventKind>,
    by: Option<Decider>,
    /// The posts that it gives.
    to: Vec<Post>,
    sentence: usize,
    /// The end of its match, while its clause is read.
    end: Option<usize>,
}

impl Told {
    /// Notes an act.
    pub(crate) fn act(
        &mut self,
        persons: Vec<usize>,
        kinds: &[EventKind],
        by: Option<Decider>,
        last: Option<&ToldEvent>,
        sentence: usize,
        end: usize,
    ) {
        self.act = Some(LastAct {
            by,
            to: last.map(|last| last.event.to.clone()).unwrap_or_default(),
            persons,
            kinds: kinds.to_vec(),
            sentence,
            end: Some(end),
        });
    }

    /// Notes a decision.
    pub(crate) fn decide(&mut self, decision: Decision, sentence: usize) {
        let known = self.decision.as_ref().and_then(|(known, _)| known.date);
        let older = matches!((decision.date, known), (Some(date), Some(known))
            if (known.first_day() - date.first_day()).num_days() > NOTICE);
        if decision.nominates {
            return;
        }
        if older {
            self.aside = Some((decision, sentence));
        } else {
            self.decision = Some((decision, sentence));
        }
    }

    /// Forgets a ministry's decision where acts are told of another: what follows may be the other's as well.
    pub(crate) fn leave_ministry(&mut self, events: &[ToldEvent]) {
        self.decision = self.decision.take().filter(|(decision, _)| {
            let by = decision.by.as_ref();
            let mut posts = events.iter().flat_map(|told| &told.event.to);
            !by.is_some_and(|by| posts.any(|post| by.is_of_other_ministry(post)))
        });
    }

    /// Notes who elected.
    pub(crate) fn elect(&mut self, elector: Elector, sentence: usize) {
        self.elector = Some((elector, sentence));
    }

    /// Who elected in the sentence before one, or in its own.
    pub(crate) fn elector(&self, sentence: usize) -> Option<&Elector> {
        let elector = self.elector.as_ref();
        elector
            .filter(|(_, told)| told + 1 >= sentence)
            .map(|(elector, _)| elector)
    }

    /// Notes that a sentence tells what is only planned.
    pub(crate) fn plan(&mut self, sentence: usize) {
        self.plan = Some(sentence);
    }

    /// Whether the sentence before one told a plan.
    pub(crate) fn follows_plan(&self, sentence: usize) -> bool {
        self.plan.is_some_and(|plan| plan + 1 == sentence)
    }

    /// Says that a sentence told an act that rests on the decision: it holds for those that follow.
    pub(crate) fn rest_on_decision(&mut self, sentence: usize) {
        if let Some((_, told)) = &mut self.decision {
            *told = sentence;
        }
    }

    /// Says that the clause has been read.
    pub(crate) fn leave_clause(&mut self) {
        if let Some(act) = &mut self.act {
            act.end = None;
        }
    }

    /// Where the last act of this clause ended.
    pub(crate) fn last_end(&self, sentence: usize) -> Option<usize> {
        self.act
            .as_ref()
            .filter(|act| act.sentence == sentence)
            .and_then(|act| act.end)
    }

    /// Whether a sentence follows directly on the one that told the last act.
    pub(crate) fn follows(&self, sentence: usize) -> bool {
        self.act
            .as_ref()
            .is_some_and(|act| act.sentence + 1 == sentence || act.sentence == sentence)
    }

    /// The events of a frame that may go on with the act before it: a list of deputies, «Các Phó Chủ tịch gồm …», only
    /// where that elected the head of their body.
    pub(super) fn going_on(&self, fired: &Fired, mut events: Vec<ToldEvent>) -> Vec<ToldEvent> {
        let people = fired.found.range("people").map(|people| people.start);
        let listed = fired.found.slot("to").is_some_and(|to| Some(to) < people);
        if fired.frame.act == ActSource::Before && listed {
            let elected = self.act.as_ref();
            let elected = elected.filter(|act| act.kinds.contains(&EventKind::Election));
            let heads = elected.map_or(&[][..], |act| &act.to);
            let deputy = |post: &Post| heads.iter().any(|head| is_deputy_of(post, head));
            events.retain(|told| told.event.to.iter().all(deputy));
        }
        events
    }

    /// Whom the last act was about.
    pub(crate) fn last_persons(&self) -> &[usize] {
        self.act.as_ref().map_or(&[], |act| &act.persons)
    }

    /// Whether the last act was about these persons too.
    pub(super) fn was_of(&self, patients: &[Patient]) -> bool {
        let known = |patient: &Patient| self.last_persons().contains(&patient.number);
        patients.iter().all(known)
    }

    /// Who decided the last act, for one that goes on in its clause or, with `goes_on`, in the next sentence.
    pub(crate) fn last_by(&self, sentence: usize, goes_on: bool) -> Option<Decider> {
        self.act
            .as_ref()
            .filter(|act| {
                act.sentence == sentence && act.end.is_some()
                    || goes_on && act.sentence + 2 >= sentence
            })
            .and_then(|act| act.by.clone())
    }

    /// The kinds of the act that a sentence without one goes on to tell.
    pub(crate) fn kinds_for(&self, sentence: usize) -> Option<Vec<EventKind>> {
        let act = self
            .act
            .as_ref()
            .filter(|act| act.sentence + 2 >= sentence && !act.kinds.is_empty())
            .map(|act| (act.sentence, &act.kinds));
        let decided = self
            .decision
            .as_ref()
            .filter(|(decision, told)| told + 2 >= sentence && !decision.kinds.is_empty())
            .map(|(decision, told)| (*told, &decision.kinds));
        act.max(decided).map(|(_, kinds)| kinds.clone())
    }

    /// The decision that an act of a sentence rests on: of the sentences just before it from `first` on, and farther only
    /// where the sentence says that it goes on telling what was decided.
    pub(crate) fn decision_for(
        &self,
        first: usize,
        sentence: usize,
        goes_on: bool,
    ) -> Option<&Decision> {
        let reach = if goes_on { 2 * REACH } else { REACH };
        let aside = self.aside.as_ref();
        aside
            .filter(|(_, told)| told + 1 == sentence)
            .or(self.decision.as_ref())
            .filter(|(_, told)| told + reach >= sentence && *told >= first)
            .map(|(decision, _)| decision)
    }
}

impl Reading<'_> {
    /// Whether a clause opens with a day or month of its own, on which a decision of the sentences before, of another
    /// day or of none, says nothing: «Tháng 3/2017, Thủ tướng … // Ngày 27/12/2017, ông A được bổ nhiệm …».
    pub(super) fn is_of_other_day(&self, clause: &Clause, decision: &Decision) -> bool {
        let first = clause.tokens.start;
        let opens = [
            "ngày", "sáng", "chiều", "tối", "trưa", "tháng", "năm", "đầu", "cuối", "giữa",
        ]
        .iter()
        .any(|word| self.is(first, word))
            && (first + 1..first + 4).any(|at| self.digits(at).is_some());
        let day = opening_date(clause).map(|(_, day)| day);
        opens
            && match (day, decision.date) {
                (Some(day), Some(decided)) => {
                    (day.first_day() - decided.first_day()).num_days().abs() > NOTICE
                }
                _ => true,
            }
    }

    /// Whether a meeting only hears what others report on an act: «Tại kỳ họp, Quốc hội đã nghe … báo cáo về việc …».
    fn only_hears(&self, clause: &Clause, found: &FrameMatch) -> bool {
        let items = found.items.end..clause.items.len();
        let act = items
            .clone()
            .find(|&i| self.rules.frames.is_act(clause.codes[i]));
        let Some(act) = act else {
            return false;
        };
        let says =
            |class: &str| (found.items.end..act).any(|i| self.class_of(clause, i) == Some(class));
        let from = clause.items[found.items.end - 1].tokens.end;
        let to = clause.items[act].tokens.start;
        let hears = (from..to).any(|at| self.is(at, "nghe"));
        hears && (from..to).any(|at| self.is(at, "việc")) && !says("quyết định")
    }

    /// Whether a body makes known whom it moves: «UBND tỉnh X tổ chức lễ công bố các quyết định về công tác cán bộ»; but not
    /// what others decided, nor what has nothing to do with persons.
    fn publishes(&self, clause: &Clause, found: &FrameMatch) -> bool {
        let Some(Meaning::Body(body)) = found.slot("organ").map(|i| &clause.items[i].meaning)
        else {
            return false;
        };
        let makes_known =
            |at: &usize| self.is(*at, "công") && self.is(at + 1, "bố") || self.is(*at, "trao");
        let last = clause.items[found.items.end - 1].tokens.end;
        let Some(told) = (body.end..last).find(makes_known) else {
            return false;
        };
        // «Đại hội Đảng bộ tỉnh X đã công bố quyết định chỉ định …»: no congress does that.
        if body.start > 0 && self.is(body.start - 1, "hội") {
            return false;
        }
        let hosts = (body.end..told).any(|at| self.is(at, "lễ") || self.is(at, "nghị"));
        let staffs = matches!(body.class.as_str(), "party" | "committee" | "ministry");
        let act = |at: usize| {
            let code = self.cue(at).and_then(|(class, _)| self.cue_code(class));
            let kinds = code.and_then(|code| self.rules.frames.acts.get(&code));
            kinds.is_some_and(|kinds| !kinds.contains(&EventKind::Discipline))
        };
        let of_staff = |at: usize| {
            self.is(at, "cán") && self.is(at + 1, "bộ")
                || self.is(at, "nhân") && self.is(at + 1, "sự")
                || act(at)
        };
        let matter = (told + 1..clause.tokens.end.min(told + MATTER)).take_while(|&at| {
            // «công bố, trao một số quyết định về nhân sự».
            let goes_on = self.is_word(at) || self.is(at + 1, "trao");
            goes_on && !self.is(at, "của")
        });
        (staffs || !hosts) && matter.into_iter().any(of_staff)
    }

    /// The decisions that a clause speaks of.
    pub(crate) fn decisions_of(&self, clause: &Clause, documents: &[Document]) -> Vec<Decision> {
        let mut decisions = Vec::new();
        let verdicts = self.verdicts(clause, FrameKind::Decision);
        // «Ban Chấp hành … tổ chức hội nghị triển khai quyết định của Ban Bí thư»: the host decides nothing.
        let hosted = verdicts.iter().any(|verdict| {
            let found = &verdict.fired.found;
            let by = found.slot("by").and_then(|by| by.checked_sub(1));
            verdict.stands() && by.is_some_and(|i| self.class_of(clause, i) == Some("của"))
        });
        for verdict in verdicts {
            let found = &verdict.fired.found;
            // «… được Tỉnh ủy thống nhất giới thiệu …»: that decides nothing yet.
            let nominates = found.items.end < clause.items.len()
                && matches!(
                    self.class_of(clause, found.items.end),
                    Some("giới thiệu" | "giới thiệu bầu")
                );
            let host = hosted && found.slot("organ").is_some();
            let decides = || meets(clause, found) || self.publishes(clause, found);
            if !verdict.stands() || host || !decides() {
                continue;
            }
            let document = found
                .slot("document")
                .and_then(|i| match clause.items[i].meaning {
                    Meaning::Document(row) => Some(row),
                    _ => None,
                });
            let kinds = clause.codes[found.items.start..]
                .iter()
                .filter_map(|code| self.rules.frames.acts.get(code))
                .flatten()
                .copied()
                .collect();
            decisions.push(Decision {
                by: self
                    .decider_of(clause, found)
                    .filter(|_| !self.only_hears(clause, found))
                    .or_else(|| {
                        let row = document.and_then(|row| documents.get(row));
                        row.and_then(|document| document.issuer.clone())
                            .map(Decider::issuer)
                    }),
                document,
                date: opening_date(clause)
                    .filter(|(item, _)| !self.is_of_teller(clause, *item, found))
                    .map(|(_, date)| date),
                kinds,
                nominates,
            });
        }
        decisions
    }
}

/// Whether the body of a meeting is one that elects: a council, the National Assembly, an executive committee.
fn meets(clause: &Clause, found: &FrameMatch) -> bool {
    match found.slot("organ").map(|i| &clause.items[i].meaning) {
        Some(Meaning::Body(body)) => {
            body.class == "council"
                || body.name == "Quốc hội"
                || body.name.starts_with("Ban Chấp hành")
        }
        _ => true,
    }
}

/// The day that a clause opens with, and its item: «Chiều 17/7, …», «Ngày 21/7, …».
fn opening_date(clause: &Clause) -> Option<(usize, Date)> {
    let mut items = clause.items.iter().take(4).enumerate();
    items.find_map(|(i, item)| match &item.meaning {
        Meaning::Date(mention) if mention.date.day().is_some() => Some((i, mention.date)),
        _ => None,
    })
}
