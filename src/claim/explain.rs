//! How an article was read: each sentence with its mentions, the frames that fired or were set aside, and
//! the acts that nothing used.

use std::ops::Range;

use super::item::{Clause, Item, Meaning};
use super::people::People;
use super::reading::Reading;
use super::verdict::{Fired, Outcome};
use super::{Claims, Evidence};
use crate::article::Article;
use crate::claim::Status;
use crate::rules::{Category, FrameKind, Rules, code};

/// How one article was read.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The claims.
    pub claims: Claims,
    /// Every sentence of the news, in order.
    pub sentences: Vec<SentenceReading>,
}

/// How one sentence was read.
#[derive(Clone, Debug)]
pub struct SentenceReading {
    /// The sentence.
    pub sentence: Evidence,
    /// What was recognised in it, in order; no two overlap.
    pub mentions: Vec<Mention>,
    /// The frames that matched.
    pub frames: Vec<FrameReading>,
    /// The acts that no claim rests on.
    pub unused: Vec<UnusedAct>,
}

/// A recognised stretch of a sentence.
#[derive(Clone, Debug)]
pub struct Mention {
    /// What it is.
    pub kind: MentionKind,
    /// Where.
    pub evidence: Evidence,
    /// What it was read as.
    pub reading: String,
}

/// What a stretch of a sentence can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionKind {
    /// A name, or a short form that stands for one.
    Person,
    /// One person's posts.
    Post,
    /// A role without a body that the rules know.
    Role,
    /// A body without a role.
    Body,
    /// An area.
    Area,
    /// A date.
    Date,
    /// A document.
    Document,
    /// The word of a personnel act.
    Act,
}

/// A frame that matched a sentence, and what became of it.
#[derive(Clone, Debug)]
pub struct FrameReading {
    /// The frame's name.
    pub frame: String,
    /// What it tells.
    pub kind: FrameKind,
    /// What it matched.
    pub evidence: Evidence,
    /// Why it claims nothing; none where it fired.
    pub rejected: Option<String>,
}

/// The word of a personnel act that no claim rests on.
#[derive(Clone, Debug)]
pub struct UnusedAct {
    /// Where.
    pub evidence: Evidence,
    /// Why the frame that matched it was set aside; none where no frame matched.
    pub rejected: Option<String>,
}

impl MentionKind {
    /// Every kind, in the order of a legend.
    pub const ALL: [Self; 8] = [
        Self::Person,
        Self::Post,
        Self::Role,
        Self::Body,
        Self::Area,
        Self::Date,
        Self::Document,
        Self::Act,
    ];

    /// The kind in one word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Post => "post",
            Self::Role => "role",
            Self::Body => "body",
            Self::Area => "area",
            Self::Date => "date",
            Self::Document => "document",
            Self::Act => "act",
        }
    }
}

/// Reads an article and keeps how.
pub fn explain(article: &Article, rules: &Rules) -> Explanation {
    let reading = Reading::new(article, rules);
    let mut sentences: Vec<SentenceReading> = reading
        .text
        .sentences
        .iter()
        .map(|sentence| SentenceReading {
            sentence: reading.text.evidence(sentence.tokens.clone()),
            mentions: Vec::new(),
            frames: Vec::new(),
            unused: Vec::new(),
        })
        .collect();
    let mut read = vec![false; sentences.len()];
    let (claims, private) = super::read(&reading, |clause, people| {
        read[clause.sentence] = true;
        reading.explain_clause(clause, people, &mut sentences[clause.sentence]);
    });
    let documents = super::document::documents(&reading).mentions;
    for (number, sentence) in sentences.iter_mut().enumerate() {
        // A sentence that names no official is read for what it mentions only.
        if !read[number] {
            for mut clause in reading.clauses(number, &documents, &mut None) {
                clause.forget_strangers(&People::default());
                reading.explain_mentions(&clause, &mut People::default(), sentence);
            }
        }
    }
    settle(&mut sentences, &claims, &private);
    Explanation { claims, sentences }
}

/// Compares what matched with what was claimed in the end: a frame without a claim is set aside, an act without one is
/// unused; `private` tells of heads of firms.
fn settle(sentences: &mut [SentenceReading], claims: &Claims, private: &[Evidence]) {
    let events = claims.events.iter().flat_map(|event| &event.evidence);
    let tenures = claims.tenures.iter().flat_map(|tenure| &tenure.evidence);
    let documents = claims.documents.iter().flat_map(|row| &row.evidence);
    let statistics = claims.statistics.iter().flat_map(|row| &row.evidence);
    let of_events = Spans::new(events.clone());
    let of_people = Spans::new(events.chain(tenures));
    let of_others = Spans::new(documents.chain(statistics));
    let of_firms = Spans::new(private.iter());
    for sentence in sentences {
        for frame in &mut sentence.frames {
            // A post held beside the name is no claim of the act that gives another.
            let told = match frame.kind {
                FrameKind::Event => &of_events,
                _ => &of_people,
            };
            if frame.rejected.is_none() && !told.meet(&frame.evidence) {
                let why = if of_firms.meet(&frame.evidence) {
                    "a firm that nothing shows to be the state's"
                } else {
                    "the post, or what it is held in, cannot be told"
                };
                frame.rejected = Some(why.to_owned());
            }
        }
        for mention in &sentence.mentions {
            let act = &mention.evidence;
            if mention.kind != MentionKind::Act || of_people.meet(act) || of_others.meet(act) {
                continue;
            }
            let of_act = |frame: &&FrameReading| {
                frame.evidence.start < act.end && act.start < frame.evidence.end
            };
            // The longest says why: those within it are only covered by it.
            let length = |frame: &&FrameReading| frame.evidence.end - frame.evidence.start;
            let frames = sentence.frames.iter().filter(of_act);
            let rejected = frames.filter(|frame| frame.rejected.is_some());
            let longest = rejected.max_by_key(length);
            sentence.unused.push(UnusedAct {
                evidence: act.clone(),
                rejected: longest.and_then(|frame| frame.rejected.clone()),
            });
        }
    }
}

/// Stretches of a text, joined where they overlap.
struct Spans(Vec<Range<usize>>);

impl Spans {
    fn new<'e>(evidence: impl Iterator<Item = &'e Evidence>) -> Self {
        let mut spans: Vec<Range<usize>> = evidence.map(|part| part.start..part.end).collect();
        spans.sort_unstable_by_key(|span| span.start);
        spans.dedup_by(|next, last| {
            let overlap = next.start < last.end;
            if overlap {
                last.end = last.end.max(next.end);
            }
            overlap
        });
        Self(spans)
    }

    fn meet(&self, evidence: &Evidence) -> bool {
        let next = self.0.partition_point(|span| span.end <= evidence.start);
        self.0
            .get(next)
            .is_some_and(|span| span.start < evidence.end)
    }
}

impl Reading<'_> {
    fn explain_clause(&self, clause: &Clause, people: &mut People, sentence: &mut SentenceReading) {
        self.explain_mentions(clause, people, sentence);
        for kind in [FrameKind::Event, FrameKind::Tenure] {
            for verdict in self.verdicts(clause, kind) {
                let rejected = match verdict.outcome {
                    Outcome::Told(Status::Decided | Status::Proposed) => {
                        self.nobody(clause, &verdict.fired, people)
                    }
                    Outcome::Covered(longer) => Some(format!("the longer «{longer}» tells it")),
                    Outcome::OthersPost => {
                        Some("the post belongs to the name beside it".to_owned())
                    }
                    Outcome::NoHeadline => {
                        Some("only a headline tells an act in so few words".to_owned())
                    }
                    Outcome::Unreal(class) => Some(format!(
                        "«{}» beside it: planned, denied or only possible",
                        self.cue_word(clause, &class)
                    )),
                };
                sentence.frames.push(FrameReading {
                    frame: verdict.fired.frame.name.clone(),
                    kind,
                    evidence: self.evidence_of(clause, &verdict.fired.found),
                    rejected,
                });
            }
        }
    }

    /// The word of a cue class as it stands in a clause.
    fn cue_word(&self, clause: &Clause, class: &str) -> String {
        let is_class = |item: &usize| self.class_of(clause, *item) == Some(class);
        (0..clause.items.len()).find(is_class).map_or_else(
            || class.to_owned(),
            |item| self.text.words(clause.items[item].tokens.clone()),
        )
    }

    /// Why a frame that holds speaks of nobody: its person is never named in full.
    fn nobody(&self, clause: &Clause, fired: &Fired, people: &mut People) -> Option<String> {
        let slot = fired
            .found
            .slot("person")
            .or(fired.found.slot("speaker"))
            .or(fired
                .found
                .slot("people")
                .filter(|&i| matches!(clause.codes[i], code::NAME | code::SHORT)))?;
        let item = &clause.items[slot];
        match self.person_of(item, clause, people) {
            Some(_) => None,
            None => Some(format!(
                "whom «{}» means cannot be told",
                self.text.words(item.tokens.clone())
            )),
        }
    }

    fn explain_mentions(
        &self,
        clause: &Clause,
        people: &mut People,
        sentence: &mut SentenceReading,
    ) {
        let mut read = 0;
        for (place, item) in clause.items.iter().enumerate() {
            if item.tokens.is_empty() || item.tokens.start < read {
                continue;
            }
            let (kind, end, reading) = match self.explain_item(item, clause, people) {
                Some((kind, reading)) => (kind, item.tokens.end, reading),
                None => match self.lone_role(clause, place) {
                    Some((end, reading)) => (MentionKind::Role, end, reading),
                    None => continue,
                },
            };
            read = end;
            sentence.mentions.push(Mention {
                kind,
                evidence: self.text.evidence(item.tokens.start..end),
                reading,
            });
        }
    }

    /// A role of somebody that is no post, as nothing names its body: it begins with a capital or stands behind a name.
    fn lone_role(&self, clause: &Clause, place: usize) -> Option<(usize, String)> {
        let item = &clause.items[place];
        let (role, end) = self.tag(item.tokens.start, Category::Role)?;
        let behind_name = matches!(
            clause.codes[..place],
            [.., code::NAME | code::SHORT] | [.., code::NAME | code::SHORT, b',' | b'-' | b'(']
        );
        (item.code == code::WORD && (behind_name || self.is_capital(item.tokens.start))).then(
            || {
                let name = &self.rules.words.roles[role].name;
                (end, format!("{name}, in no known body"))
            },
        )
    }

    /// What an item is and what it was read as; none for what means nothing by itself.
    fn explain_item(
        &self,
        item: &Item,
        clause: &Clause,
        people: &mut People,
    ) -> Option<(MentionKind, String)> {
        Some(match &item.meaning {
            Meaning::Name(name) => {
                let person = self.person_of(item, clause, people);
                let name = person.map_or_else(
                    || format!("{}?", name.name),
                    |person| people.name(person).to_owned(),
                );
                (MentionKind::Person, name)
            }
            Meaning::Posts(list) => {
                let posts = self.claimed_posts(list).into_iter();
                let posts: Vec<String> = posts.map(|(post, ..)| post.to_string()).collect();
                (MentionKind::Post, posts.join(" + "))
            }
            // One small syllable is mostly part of another word: «cơ sở», «cán bộ».
            Meaning::Body(body)
                if body.end == item.tokens.start + 1 && !self.is_capital(item.tokens.start) =>
            {
                return None;
            }
            Meaning::Body(body) => (MentionKind::Body, self.resolve(body, body.start).name),
            Meaning::Area(area) => (MentionKind::Area, area.name.clone()?),
            Meaning::Date(mention) => (MentionKind::Date, mention.date.to_string()),
            Meaning::Document(_) => (MentionKind::Document, self.text.words(item.tokens.clone())),
            Meaning::Other => {
                let kinds = self
                    .rules
                    .frames
                    .acts
                    .get(&item.code)
                    .filter(|_| item.code >= code::CUE)?;
                let kinds: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
                (MentionKind::Act, kinds.join("+"))
            }
        })
    }
}
