//! 3. Text → claims: what one article says, each with its evidence. A cascade, small recognisers first: tokens and tags, then
//! areas, bodies, posts, names, dates and documents, then the items of each clause, then frames over items, then the claims.

// What an article claims, and how it was read.
mod display;
mod explain;
mod model;
mod title;

// The article under the rules: whether and what it is about, and what its parts lean on.
mod gate;
mod heading;
mod headline;
mod meeting;
mod nearby;
mod reading;
mod reference;
mod resolve;
mod topic;

// Areas, bodies, and what they leave to the context.
mod area;
mod assembly;
mod body;
mod body_area;
mod brand;
mod elided;
mod field;
mod fuller;
mod letters;
mod office;
mod only;
mod owned;
mod owner;
mod proper;

// Posts, alone and in lists.
mod charge;
mod deputy;
mod leaving;
mod office_table;
mod post;
mod post_list;
mod roster;
mod scope;
mod separator;
mod share;
mod shorthand;
mod terms;
mod whole;

// Names and the people who bear them.
mod address;
mod capitals;
mod name;
mod newcomer;
mod people;
mod portrait;

// Numbers, times, documents and statistics.
mod date;
mod document;
mod number;
mod period;
mod span;
mod statistic;
mod time;

// Clauses as items, and the frames that match them.
mod apply;
mod attach;
mod item;
mod other_time;
mod past;
mod pending;
mod subject;
mod valid;
mod verdict;
mod view;

// Posts held: who, and from when to when.
mod bio;
mod category;
mod firm;
mod holder;
mod life;
mod lost_title;
mod mandate;
mod section;
mod sole;
mod spell;
mod step;
mod tenure;

// Acts: whom they are about, what they do, who decides and when.
mod act;
mod act_kind;
mod act_term;
mod background;
mod day;
mod decider;
mod decision;
mod elector;
mod gather;
mod giver;
mod held_before;
mod news;
mod occasion;
mod patient;
mod posting;
mod power;
mod same_act;

pub(crate) use body::CENTRAL_COMMITTEE;
pub use explain::{
    Explanation, FrameReading, Mention, MentionKind, SentenceReading, UnusedAct, explain,
};
pub(crate) use life::EXPELS;
pub use model::*;
pub use time::times;
pub use title::{TitleReading, is_whole_name, read_title};

use std::collections::BTreeSet;
use std::ops::Range;

use self::decision::{Decision, Told};
use self::gather::Gathered;
use self::item::{Clause, Meaning, Speaker};
use self::news::News;
use self::people::People;
use self::reading::Reading;
use self::tenure::Telling;
use crate::article::Article;
use crate::rules::{Category, Frame, FrameKind, RuleError, Rules, code};
use crate::text::name_key;

/// Reads what one article says: a pure function of the article and the rules.
pub fn extract(article: &Article, rules: &Rules) -> Claims {
    read(&Reading::new(article, rules), |_, _| ()).0
}

/// Reads an article; `watch` sees each clause that can name an official, and the people known there. Beside the claims
/// stands what tells of people who are none, but heads of firms.
fn read(reading: &Reading, watch: impl FnMut(&Clause, &mut People)) -> (Claims, Vec<Evidence>) {
    let (article, rules) = (reading.article, reading.rules);
    let mut claims = Claims::new(article);
    let province = reading
        .topic
        .province
        .map(|unit| rules.places.units()[unit].name.clone());
    claims.article.province = province;
    if !reading.tags.iter().any(|tag| {
        matches!(
            tag.category,
            Category::Role | Category::Cue | Category::Document | Category::Measure
        )
    }) {
        return (claims, Vec::new());
    }
    let documents = document::documents(reading);
    claims.statistics = statistic::statistics(reading, &documents.mentions);
    claims.documents = documents.rows;
    personnel(reading, &documents.mentions, &mut claims, watch);
    let private = reading.drop_private_people(&mut claims);
    (claims, private)
}

/// The claims that a frame reads in its own example, in their one-line form.
pub fn given(frame: &Frame, rules: &Rules) -> Vec<String> {
    if frame.reads == FrameKind::Decision {
        return decisions(&Article::plain("example", &frame.example), rules);
    }
    let claims = extract(&Article::plain("example", &frame.example), rules);
    let tenures = claims
        .tenures
        .iter()
        .filter(|t| frame.reads == FrameKind::Tenure && t.rule == frame.name)
        .map(Tenure::to_string);
    let events = claims
        .events
        .iter()
        .filter(|e| frame.reads == FrameKind::Event && e.rule == frame.name)
        .map(Event::to_string);
    tenures.chain(events).collect()
}

/// The decisions that an article speaks of, in their one-line form.
fn decisions(article: &Article, rules: &Rules) -> Vec<String> {
    let reading = Reading::new(article, rules);
    let documents = document::documents(&reading);
    let mut decisions = Vec::new();
    for (clause, _) in personnel_clauses(&reading, &documents.mentions) {
        let found = reading.decisions_of(&clause, &documents.rows);
        decisions.extend(found.iter().map(Decision::to_string));
    }
    decisions
}

/// Checks that every frame reads its own example as it says.
pub(crate) fn check_examples(rules: &Rules) -> Result<(), RuleError> {
    for frame in &rules.frames.frames {
        let given = given(frame, rules);
        if given != frame.gives {
            let (path, line) = frame.place.clone();
            let message = match given[..] {
                [] => format!("frame {:?} does not read its own example", frame.name),
                _ => format!(
                    "frame {:?} gives {given:?} in its example, not {:?}",
                    frame.name, frame.gives
                ),
            };
            return Err(RuleError {
                path,
                line,
                message,
            });
        }
    }
    Ok(())
}

/// The role of whoever works in a body and holds no post there.
const PLAIN_WORK: &str = "Nhân viên";

/// People, tenures and events.
fn personnel(
    reading: &Reading,
    documents: &[(Range<usize>, usize)],
    claims: &mut Claims,
    mut watch: impl FnMut(&Clause, &mut People),
) {
    if !reading.may_tell_of_officials() || reading.tells_of_another_state() {
        return;
    }
    let mut people = People::default();
    let mut gathered = Gathered::default();
    let mut named: BTreeSet<usize> = BTreeSet::new();
    let (mut workers, mut posted) = (BTreeSet::new(), BTreeSet::new());
    if let Some(name) = &reading.portrait {
        let number = people.note(reading, name, 0);
        people.set_portrait(number, reading.last_year(), reading.portrayed_gender());
        let name = people.name(number);
        gathered.portray(name, reading.portrayed_death(name));
        for other in reading.other_names() {
            people.call(number, &other);
        }
        for office in reading.offices(&people) {
            named.insert(office.person);
            office
                .tenure
                .into_iter()
                .for_each(|tenure| gathered.step(tenure));
        }
    }
    let mut bios = Vec::new();
    let mut told = Told::default();
    let mut news = News::default();
    let mut clauses = personnel_clauses(reading, documents);
    foresee(reading, &clauses, &mut people);
    for (clause, speaker) in &mut clauses {
        clause.forget_strangers(&people);
        let (clause, speaker) = (&*clause, speaker.as_ref());
        // Every full name counts as known from here on, whether or not a claim is made of it.
        for item in clause.items.iter().filter(|item| item.code == code::NAME) {
            reading.person_of(item, clause, &mut people);
        }
        let tenures = reading.tenures_of(clause, &mut people);
        let before = reading.held_before(clause, &tenures);
        for told in tenures {
            named.insert(told.person);
            let Some(tenure) = told.tenure else { continue };
            let clerk = tenure.post.role.as_deref() == Some(PLAIN_WORK);
            let known = if clerk { &mut workers } else { &mut posted };
            known.insert(told.person);
            match told.telling {
                Telling::Plain => gathered.plain(tenure),
                Telling::Later => gathered.later_step(tenure),
                Telling::Step => gathered.step(tenure),
                Telling::Back => gathered.back(tenure),
                Telling::Weak => gathered.weak(tenure),
                Telling::Said => gathered.tenure(tenure),
            }
        }
        workers.extend(reading.workers_in(clause, &mut people));
        let events = reading.events_of(clause, &mut people, &mut told, speaker, &claims.documents);
        gathered.spans(reading.spans_of_acts(clause, &events));
        if let Some(before) = before.filter(|_| events.is_empty()) {
            news.complete_left(&before, clause.sentence);
        }
        news.read(reading, clause, &mut people, events);
        for (person, bio) in reading.bios_of(clause, &mut people) {
            if bio.born.is_some() {
                people.note_birth(person);
            }
            bios.push((person, bio));
        }
        watch(clause, &mut people);
        reading.follow_subject(clause, &mut people);
    }
    for act in reading.with_headline(&clauses, news.into_events(reading)) {
        let (person, event) = (act.person, act.event);
        // A death is news here only of those whom the text gives a post.
        if event.kinds == [EventKind::Death] && !named.contains(&person) {
            continue;
        }
        // Nor is it news of an official that a worker is disciplined of whom the text tells no post.
        if charge::only_punishes(&event) && workers.contains(&person) && !posted.contains(&person) {
            continue;
        }
        if act.apart && event.kinds == [EventKind::Death] {
            gathered.dead.insert(event.person.clone());
        }
        named.insert(person);
        posted.insert(person);
        if !event.to.is_empty() {
            named.extend(act.predecessor);
        }
        gathered.event(event, act.bare, &act.terms);
    }
    gathered.head(reading.sections(&people));
    gathered.sit(reading.categories(&people), &reading.rules.terms);
    gathered.join_lost_titles(reading.lost_titles(&people), &reading.rules.terms);
    (claims.tenures, claims.events) =
        gathered.into_claims(reading.article.published, reading.last_year_of_life());
    reading.leave_last_steps(&claims.tenures, &mut claims.events);
    whole::say_areas(&mut claims.tenures, &mut claims.events);
    // A birth or home place counts only of those who hold a post here.
    claims.bios = bio::joined(
        bios.into_iter()
            .filter(|(person, _)| named.contains(person)),
    );
    mark_recovered_people(claims);
    claims.people = people.into_people(|person| named.contains(&person));
}

/// Makes the names of all clauses known beforehand.
fn foresee(reading: &Reading, clauses: &[(Clause, Option<Speaker>)], people: &mut People) {
    for item in clauses.iter().flat_map(|(clause, _)| &clause.items) {
        match &item.meaning {
            Meaning::Name(name) if item.code == code::NAME && !name.weak => {
                people.foresee(name, reading.tier(name.tokens.start) > 2);
            }
            Meaning::Name(name) if item.code == code::SHORT => people.hear(name),
            _ => {}
        }
    }
    people.join_forms();
}

/// Marks the claims whose evidence names the person only in part or by a pronoun.
fn mark_recovered_people(claims: &mut Claims) {
    let named = |person: &str, evidence: &[Evidence]| {
        let key = || name_key(person);
        let words = |quote: &str| {
            name_key(&quote.replace(|c: char| c.is_ascii_punctuation() && c != '\'', " "))
        };
        // Nearly all names stand in their quotes to the letter.
        let plain = |e: &Evidence| e.quote.contains(person);
        evidence.iter().any(plain) || evidence.iter().any(|e| words(&e.quote).contains(&key()))
    };
    let tenures = claims
        .tenures
        .iter_mut()
        .map(|t| (&t.person, &t.evidence, &mut t.recovered));
    let events = claims
        .events
        .iter_mut()
        .map(|e| (&e.person, &e.evidence, &mut e.recovered));
    let bios = claims
        .bios
        .iter_mut()
        .map(|b| (&b.person, &b.evidence, &mut b.recovered));
    for (person, evidence, recovered) in tenures.chain(events).chain(bios) {
        if !named(person, evidence) {
            recovered.push("person".to_owned());
        }
    }
}

/// Each clause that can name an official, and whoever speaks in it.
fn personnel_clauses(
    reading: &Reading,
    documents: &[(Range<usize>, usize)],
) -> Vec<(Clause, Option<Speaker>)> {
    let mut clauses = Vec::new();
    let mut speaker = None;
    let mut paragraph = 0;
    for (number, sentence) in reading.text.sentences.iter().enumerate() {
        if sentence.paragraph != paragraph {
            paragraph = sentence.paragraph;
            speaker = None;
        }
        if reading.opens_references(sentence) {
            break;
        }
        if reading.may_name(sentence) {
            let said = reading.clauses(number, documents, &mut speaker);
            clauses.extend(said.into_iter().map(|clause| (clause, speaker.clone())));
        }
    }
    reading.point_back(&mut clauses);
    reading.name_newcomers(&mut clauses);
    clauses
}
