//! What the news of an article is: the day of it, and the acts that it tells as new.

use super::act::ToldEvent;
use super::date;
use super::decider::Decider;
use super::decision::NOTICE;
use super::elector::council_of;
use super::held_before::Before;
use super::item::Clause;
use super::people::People;
use super::reading::Reading;
use crate::claim::{Event, EventKind, Level, Post, Status};
use crate::date::Date;
use crate::rules::code;

/// The acts of an article, with the meetings at which they were told.
#[derive(Default)]
pub(crate) struct News {
    acts: Vec<Telling>,
    /// The days of meetings and decisions.
    days: Vec<Day>,
    /// From which days decisions hold.
    effects: Vec<Effect>,
    /// From which days acts hold of which no frame read the sentence.
    starts: Vec<Start>,
    /// The first sentence that looks back on a life or on what was before.
    past: Option<usize>,
    /// The latest term of office that the article names, by its first year.
    term: Option<i32>,
    /// Who is elected to what role, in whatever body, of those that the headline says have a new post.
    elected: Vec<(usize, String)>,
}

/// From which day acts of these kinds on a person hold.
pub(super) struct Start {
    pub(super) person: usize,
    pub(super) kinds: Vec<EventKind>,
    pub(super) day: Date,
}

/// From which day decisions hold, as a sentence says of those around it.
pub(super) struct Effect {
    pub(super) day: Date,
    pub(super) sentence: usize,
    /// The words of the document of which it says so.
    pub(super) document: Option<String>,
    /// Whether it speaks of several decisions.
    pub(super) many: bool,
    /// Whether it says nothing else.
    pub(super) plain: bool,
}

/// The day of a meeting, and where it is told.
struct Day {
    date: Date,
    sentence: usize,
    paragraph: usize,
    /// Whether the meeting was before the news: «Trước đó, ngày 18/2, tại kỳ họp …».
    before: bool,
    /// Whether it was a congress.
    of_congress: bool,
}

/// An act and where it is told.
struct Telling {
    told: ToldEvent,
    sentence: usize,
    paragraph: usize,
    /// Whether its sentence says that it tells what a meeting decided.
    of_meeting: bool,
    /// Whether it names a congress, at which no council meets.
    at_congress: bool,
    /// Whether its sentence looks back.
    back: bool,
    /// The latest term of office that its sentence names, by its first year.
    term: Option<i32>,
}

/// How many paragraphs a report needs to come to its day.
const LEAD: usize = 6;

/// And how many sentences, where all of it is one paragraph.
const HEAD: usize = 12;

/// In how many sentences on a meeting is still spoken of, where nothing else says that this goes on.
const REACH: usize = 6;

/// How many years lie at least between the beginnings of two terms of office.
const TERM: i32 = 4;

/// In how many sentences news of a meeting with voters says so.
const VOTERS: usize = 4;

/// How many sentences before and after it a sentence on the effect of decisions speaks of.
const AFTER: usize = 3;

/// And before one that speaks of several.
const PLURAL: usize = 6;

impl News {
    /// Takes what a clause tells.
    pub(crate) fn read(
        &mut self,
        reading: &Reading,
        clause: &Clause,
        people: &mut People,
        events: Vec<ToldEvent>,
    ) {
        if self.acts.iter().any(|telling| telling.told.bare) {
            self.elected.extend(reading.elected_in(clause, people));
        }
        let sentence = clause.sentence;
        let paragraph = reading.text.sentences[sentence].paragraph;
        // «Ngày mai (20-2), HĐND …»: what is yet to meet has decided nothing.
        let past = |day: &Date| {
            let published = reading.article.published;
            published.is_none_or(|published| day.first_day() <= published.last_day())
        };
        let back = reading.looks_back(clause);
        if let Some(day) = reading.meeting_of(clause).filter(past) {
            self.days.push(Day {
                date: day,
                sentence,
                paragraph,
                before: back,
                of_congress: reading.names_congress(sentence),
            });
        }
        if events.is_empty() {
            self.effects.extend(reading.effect_of(clause));
            self.starts.extend(reading.start_in(clause, people));
            if !self.acts.is_empty() {
                self.complete(reading, clause, people);
                self.replace(reading, clause, people);
            }
        }
        if self.past.is_none() && back {
            self.past = Some(sentence);
        }
        let of_meeting = !events.is_empty() && reading.tells_meeting(clause);
        let at_congress = !events.is_empty() && reading.names_congress(sentence);
        let term = reading.term_told(clause);
        self.term = self.term.max(term);
        self.acts.extend(events.into_iter().map(|told| Telling {
            told,
            sentence,
            paragraph,
            of_meeting,
            at_congress,
            back,
            term,
        }));
    }

    /// Adds to the acts of the sentence before what a clause without an act says of them: from which day they hold, and
    /// who decided.
    fn complete(&mut self, reading: &Reading, clause: &Clause, people: &mut People) {
        let taken_up = reading.tells_taking_up(clause);
        let day = reading
            .term_of(clause)
            .or_else(|| reading.taken_up_on(clause));
        if !taken_up && day.is_none() {
            return;
        }
        let named: Vec<usize> = clause
            .items
            .iter()
            .filter(|item| matches!(item.code, code::NAME | code::SHORT))
            .filter_map(|item| reading.person_of(item, clause, people))
            .collect();
        let decision = taken_up.then(|| reading.decisions_of(clause, &[]).into_iter().next());
        let by = decision.flatten().and_then(|decision| decision.by);
        let before = self.acts.iter_mut().rev();
        let acts = before
            .take_while(|telling| telling.sentence + 1 == clause.sentence)
            .map(|telling| &mut telling.told)
            .filter(|told| named.is_empty() || named.contains(&told.person));
        for ToldEvent { event, since, .. } in acts {
            if let Some(day) = day.filter(|&day| holds_from(event.date, day)) {
                event.date = Some(day);
                *since = true;
            }
            let can = |by: &Decider| reading.may_decide(by, &event.kinds, &event.to);
            if event.by.is_none()
                && !named.is_empty()
                && let Some(by) = by.clone().filter(can)
            {
                event.by = Some(by.name);
                event.recovered.push("by".to_owned());
            }
        }
    }

    /// Adds to an act told before what a clause says that its person held until then.
    pub(crate) fn complete_left(&mut self, before: &Before, sentence: usize) {
        for Telling {
            told, sentence: at, ..
        } in self.acts.iter_mut().rev()
        {
            if told.person == before.person
                && before.complete(&mut told.event, sentence.saturating_sub(*at))
            {
                return;
            }
        }
    }

    /// Adds to the last act on somebody whom a clause without an act says that he replaced: «Tiền nhiệm của ông A là ông B».
    fn replace(&mut self, reading: &Reading, clause: &Clause, people: &mut People) {
        let Some((person, before)) = reading.predecessor_in(clause, people) else {
            return;
        };
        let mut acts = self.acts.iter_mut().rev().map(|telling| &mut telling.told);
        let of_person = acts.find(|told| told.person == person && !told.event.to.is_empty());
        if let Some(told) = of_person.filter(|told| told.event.replaces.is_none()) {
            told.event.replaces = Some(people.name(before).to_owned());
            told.predecessor = Some(before);
        }
    }

    /// From which days acts hold; the first so many are of sentences that no frame read.
    fn all_starts(&mut self) -> (Vec<Start>, usize) {
        let mut starts = std::mem::take(&mut self.starts);
        let read = starts.len();
        let since = self.acts.iter().filter(|telling| telling.told.since);
        starts.extend(since.filter_map(|Telling { told, .. }| {
            Some(Start {
                person: told.person,
                kinds: told.event.kinds.clone(),
                day: told.event.date.filter(|day| day.day().is_some())?,
            })
        }));
        (starts, read)
    }

    /// Has those elected of whom only the headline says that they have a post, where the text tells of the election: «Ông A
    /// làm trưởng đoàn»; «… đã bỏ phiếu bầu ông A làm trưởng đoàn».
    fn elect_bare(&mut self) {
        for Telling { told, .. } in self.acts.iter_mut().filter(|act| act.told.bare) {
            let role = told.event.to.first().and_then(|post| post.role.as_ref());
            let mut elected = self.elected.iter();
            if elected.any(|(person, to)| *person == told.person && Some(to) == role) {
                told.event.kinds = vec![EventKind::Election];
            }
        }
    }

    /// Says which assembly elected those of whom nothing else says who did, where the sentences around name it: «Ông A được
    /// bầu giữ chức Chủ tịch UBND tỉnh X. HĐND tỉnh X họp …».
    fn name_electors(&mut self, reading: &Reading) {
        let decided: Vec<(usize, Vec<Post>)> = self
            .acts
            .iter()
            .filter(|act| act.told.event.by.is_some())
            .map(|act| (act.told.person, act.told.event.to.clone()))
            .collect();
        for Telling { told, sentence, .. } in &mut self.acts {
            let event = &mut told.event;
            let elects = event.by.is_none()
                && event.status == Status::Decided
                && event.kinds.contains(&EventKind::Election);
            let other = |known: &(usize, Vec<Post>)| known.0 == told.person && known.1 == event.to;
            if !elects || told.bare && decided.iter().any(other) {
                continue;
            }
            let around = if told.bare {
                0..LEAD
            } else {
                sentence.saturating_sub(1)..*sentence + 2
            };
            let council = council_of(&event.to);
            if let Some(by) = council.filter(|by| reading.names_elector(around, by)) {
                event.by = Some(by);
                event.recovered.push("by".to_owned());
            }
        }
    }

    /// Keeps acts that gave what another takes from the same person apart from the news: they were before it, and neither
    /// the other's day nor who decided that is theirs.
    fn part_earlier(&mut self) {
        let mut takes: Vec<(usize, Event)> = Vec::new();
        for Telling { told, .. } in &mut self.acts {
            let event = &mut told.event;
            let is_left = |post: &Post, taking: &Event| {
                let mut left = taking.from.iter();
                left.any(|left| left.is_same(post))
            };
            let given = event.to.first().cloned();
            let taking = takes
                .iter()
                .find(|(person, taking)| {
                    *person == told.person && given.iter().any(|post| is_left(post, taking))
                })
                .filter(|_| event.status == Status::Decided);
            if let Some((_, taking)) = taking {
                told.apart = true;
                for argument in std::mem::take(&mut event.recovered) {
                    match argument.as_str() {
                        "by" if event.by == taking.by => event.by = None,
                        "date" if event.date == taking.date => event.date = None,
                        _ => event.recovered.push(argument),
                    }
                }
            }
            takes.push((told.person, event.clone()));
        }
    }

    /// The acts in the order of the text; those that bear no day of their own have that of the meeting which
    /// decided them or, in the report of one, of the news.
    pub(crate) fn into_events(
        mut self,
        reading: &Reading,
    ) -> impl Iterator<Item = ToldEvent> + use<> {
        self.part_earlier();
        self.elect_bare();
        self.name_electors(reading);
        // A meeting of which nothing says that it is news may be one that a life recalls.
        let published = reading.article.published.filter(|day| day.day().is_some());
        let dated = published.is_some() || reading.portrait.is_none();
        let fresh = move |day: &&Day| {
            published.is_some_and(|published| is_within(NOTICE, published, day.date))
        };
        let news = self
            .days
            .iter()
            .filter(|day| day.paragraph <= LEAD && day.sentence <= HEAD && !day.before)
            .find(fresh)
            .map(|day| (day.date, day.sentence))
            .or_else(|| date::news_day(reading).filter(|_| dated));
        // The day on which somebody confirms what was done is that of the news, but not of all that it tells.
        let confirmed = news.is_some_and(|(_, at)| reading.confirms(at));
        let of_congress = news.is_some_and(|(_, at)| reading.names_congress(at));
        // Who tells an act with its day means that day wherever he tells it.
        let dated: Vec<(usize, Vec<EventKind>, Date)> = self
            .acts
            .iter()
            .filter_map(|telling| {
                let day = telling.told.event.date.filter(|day| day.day().is_some())?;
                Some((telling.told.person, telling.told.event.kinds.clone(), day))
            })
            .collect();
        let (starts, read) = self.all_starts();
        let past = self.past.unwrap_or(usize::MAX);
        let voters = reading.meets_voters();
        let local = reading.topic.province.is_some();
        let days = self.days;
        let effects = self.effects;
        let latest = self.term;
        let told_in: Vec<usize> = self.acts.iter().map(|telling| telling.sentence).collect();
        self.acts.into_iter().map(move |telling| {
            let Telling {
                mut told,
                sentence,
                paragraph,
                of_meeting,
                at_congress,
                back,
                term,
            } = telling;
            // «Tại kỳ họp …, ông A được bầu … nhiệm kỳ 2011-2016», where the news is of the next term.
            let of_earlier_term = paragraph > 1
                && matches!((term, latest), (Some(term), Some(latest)) if term + TERM <= latest);
            // The day on which an act was made known stands back behind that from which it holds.
            if let Some(day) = start_of(&told, &starts, read) {
                told.event.date = Some(day);
            }
            // «Quyết định có hiệu lực từ ngày …»: of the sentences around it.
            let effect = effects
                .iter()
                .filter(|_| told.event.status == Status::Decided && !told.apart)
                .find(|effect| effect.is_of(&told, sentence, &told_in));
            if let Some(effect) = effect {
                told.event.date = Some(effect.day);
                told.event.recovered.push("date".to_owned());
            }
            let elsewhen = told.apart || of_earlier_term || voters;
            if told.event.date.is_none() && !elsewhen {
                let elsewhere = local && is_of_centre(&told.event);
                let meeting = days
                    .iter()
                    .rev()
                    .filter(|day| day.sentence <= sentence && !elsewhere && !back)
                    .filter(|day| fresh(day) || day.sentence + 1 >= sentence)
                    .find(|day| {
                        day.paragraph == paragraph && day.sentence + REACH >= sentence
                            || of_meeting && !day.before && (day.of_congress || !at_congress)
                    })
                    .map(|day| day.date);
                let news = news
                    .filter(|(_, at)| sentence < past.max(*at) && !back && !elsewhere)
                    .filter(|_| !confirmed || paragraph == 0)
                    // «Tại Đại hội … lần thứ V, ông A được bầu …»: in news of something else it is recalled.
                    .filter(|_| !at_congress || of_congress)
                    .map(|(day, _)| day);
                let kinds = &told.event.kinds;
                let has_own = |day: Date| {
                    dated.iter().any(|(person, others, own)| {
                        *person == told.person
                            && others.iter().any(|kind| kinds.contains(kind))
                            && is_within(NOTICE, *own, day)
                    })
                };
                if let Some(day) = meeting.or(news).filter(|&day| !has_own(day)) {
                    told.event.date = Some(day);
                    told.event.recovered.push("date".to_owned());
                }
            }
            told
        })
    }
}

impl Reading<'_> {
    /// Whether the news is of a meeting with voters, who recall what was done long ago.
    fn meets_voters(&self) -> bool {
        let lead = self.text.sentences.iter().take(VOTERS);
        lead.into_iter().any(|sentence| {
            sentence.tokens.clone().any(|at| {
                self.is(at, "cử")
                    && self.is(at + 1, "tri")
                    && at > 0
                    && ["xúc", "với", "gặp"]
                        .iter()
                        .any(|word| self.is(at - 1, word))
            })
        })
    }
}

impl Effect {
    /// Whether it tells the day of an act, which one of the sentences with acts tells: of those around it that tell no
    /// day; where it says nothing else, of the last before it, or of several, whatever day they tell.
    fn is_of(&self, told: &ToldEvent, sentence: usize, told_in: &[usize]) -> bool {
        let event = &told.event;
        let named = (self.document.as_deref()).is_none_or(|document| {
            (event.document.as_deref()).is_some_and(|number| document.contains(number))
        });
        let near =
            (self.sentence.saturating_sub(AFTER)..=self.sentence + AFTER).contains(&sentence);
        if event.date.is_none() {
            return named && near && !event.to.is_empty();
        }
        let acts = told_in.partition_point(|&at| at < self.sentence);
        let last = acts.checked_sub(1).map(|act| told_in[act]);
        let reach = if self.many { PLURAL } else { AFTER };
        self.plain
            && named
            && !told.since
            && sentence < self.sentence
            && sentence + reach >= self.sentence
            && (self.many || last == Some(sentence))
            && !(event.from.is_empty() && event.to.is_empty())
            && holds_from(event.date, self.day)
    }
}

/// The day from which an act holds, where another sentence tells it; the first so many starts are of unread ones.
fn start_of(told: &ToldEvent, starts: &[Start], read: usize) -> Option<Date> {
    let is_its = |start: &Start| {
        !told.since
            && start.person == told.person
            && start
                .kinds
                .iter()
                .any(|kind| told.event.kinds.contains(kind))
    };
    let of_day = |place: usize, start: &Start| match told.event.date {
        Some(day) => day.day().is_some() && is_within(NOTICE, day, start.day),
        None => place < read && !told.apart,
    };
    let mut numbered = starts.iter().enumerate();
    let found = numbered.find(|(place, start)| is_its(start) && of_day(*place, start));
    found.map(|(_, start)| start.day)
}

/// Whether an event is an election to committees of the whole country, which no province's meeting holds.
fn is_of_centre(event: &Event) -> bool {
    let central = |post: &Post| post.is_membership() && post.level == Some(Level::Central);
    event.kinds.contains(&EventKind::Election)
        && event
            .by
            .as_deref()
            .is_none_or(|by| !by.contains("Trung ương"))
        && event.to.iter().all(central)
}

/// Whether two days lie within so many days of each other.
fn is_within(days: i64, one: Date, other: Date) -> bool {
    (one.first_day() - other.first_day()).num_days().abs() <= days
}

/// Whether an act decided on a day holds from another: none is known, or that of the decision, or of making it known,
/// about then.
fn holds_from(decided: Option<Date>, day: Date) -> bool {
    decided.is_none_or(|decided| decided.day().is_some() && is_within(NOTICE, day, decided))
}
