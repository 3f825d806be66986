//! What matched frames claim: their posts, persons, documents and evidence.

use super::body::Body;
use super::elided::COMMITTEES;
use super::item::{Clause, Item, Meaning};
use super::people::People;
use super::post::Held;
use super::post_list::PostList;
use super::reading::Reading;
use super::share::{party_area, party_committee_beside};
use crate::claim::{Document, Evidence, Post};
use crate::rules::{FrameMatch, code};

/// How many items behind an act may hold the document that it rests on.
const BEHIND: usize = 6;

impl Reading<'_> {
    /// The memberships of «tham gia Ban Chấp hành, Ban Thường vụ … và giữ chức {to}», in the committee of `post`;
    /// or of «thôi tham gia …», where `cue` says so.
    pub(crate) fn memberships(
        &self,
        clause: &Clause,
        found: &FrameMatch,
        post: &Post,
        cue: &str,
    ) -> Vec<Post> {
        let Some(joins) = found.items.clone().find(|&i| {
            let class = self.class_of(clause, i);
            class == Some(cue) || cue == "tham gia" && class == Some("vào")
        }) else {
            return Vec::new();
        };
        let committee = post.org.as_deref().and_then(committee_in);
        let mut memberships = Vec::new();
        for place in joins + 1..found.items.end {
            if matches!(
                self.class_of(clause, place),
                Some("giữ chức" | "làm" | "thôi giữ chức" | "thôi tham gia")
            ) {
                break;
            }
            let Meaning::Body(body) = &clause.items[place].meaning else {
                continue;
            };
            memberships.extend(self.membership(body, post, committee));
        }
        memberships
    }

    /// The membership in a committee that somebody joins with a post: of the committee that the words themselves name,
    /// else of that which the post is in («tham gia Ban Thường vụ, giữ chức Bí thư *Huyện ủy X*»).
    fn membership(&self, body: &Body, post: &Post, committee: Option<&str>) -> Option<Post> {
        let standing = body.name == "Ban Thường vụ";
        if !standing
            && !matches!(
                body.name.as_str(),
                "Ban Chấp hành" | "Ban Chấp hành Đảng bộ"
            )
        {
            return None;
        }
        // «Ban Thường vụ Đảng bộ tỉnh X» is that of the Tỉnh ủy.
        let branch = |owner: &&Body| owner.name == "Đảng bộ" && owner.parent.is_none();
        let settled = body
            .parent
            .as_deref()
            .filter(branch)
            .and_then(party_committee_beside);
        let body = &Body {
            parent: settled.map(Box::new).or_else(|| body.parent.clone()),
            ..body.clone()
        };
        let owner = body.parent.as_deref();
        let area = owner.map_or(body.area.as_ref(), |owner| owner.area.as_ref());
        let named = area.is_some_and(|area| area.name.is_some());
        let word = area.and_then(|area| area.word.as_deref());
        let same = match (owner, word) {
            (Some(owner), _) if owner.class != "party" => false,
            (Some(owner), _) => {
                committee.is_some_and(|committee| committee.starts_with(&owner.name))
            }
            (None, Some(word)) => (post.area.as_deref())
                .is_some_and(|area| area.to_lowercase().starts_with(&word.to_lowercase())),
            (None, None) => true,
        };
        let member = |org| Post {
            role: Some("Ủy viên".to_owned()),
            org: Some(org),
            ..post.clone()
        };
        if named || !same {
            // «tham gia Ban Thường vụ *Tỉnh ủy*, giữ chức Bí thư Huyện ủy X»; the Ban Chấp hành is the Đảng bộ's.
            let branch = (owner.filter(|owner| !standing && owner.bare)).and_then(party_area);
            let of_branch = branch.map(|area| Body {
                name: "Ban Chấp hành Đảng bộ".to_owned(),
                area: Some(area),
                parent: None,
                ..body.clone()
            });
            let resolved = self.resolve(of_branch.as_ref().unwrap_or(body), body.start);
            return resolved.area.is_some().then(|| Post {
                area: resolved.area,
                place: resolved.place,
                level: resolved.level,
                ..member(resolved.name)
            });
        }
        let committee = committee?;
        if standing {
            return Some(member(format!("Ban Thường vụ {committee}")));
        }
        // A Đảng ủy is of its Đảng bộ; Tỉnh ủy, Huyện ủy … are of that of their area.
        if let Some(whose) = committee.strip_prefix("Đảng ủy ") {
            return Some(member(format!("Ban Chấp hành Đảng bộ {whose}")));
        }
        // The Huyện ủy of what is a city by now is that of a district.
        let of_district = COMMITTEES.iter().find_map(|(name, word)| {
            let place = committee.strip_prefix(name)?.trim_start();
            matches!(*word, "huyện" | "quận" | "thị xã").then(|| format!("{word} {place}"))
        });
        let area = of_district.or_else(|| post.area.clone())?;
        Some(member(format!("Ban Chấp hành Đảng bộ {area}")))
    }

    /// The person that an item names.
    pub(crate) fn person_of(
        &self,
        item: &Item,
        clause: &Clause,
        people: &mut People,
    ) -> Option<usize> {
        let Meaning::Name(name) = &item.meaning else {
            return None;
        };
        let paragraph = self.text.sentences[clause.sentence].paragraph;
        match item.code {
            code::SHORT if name.name.is_empty() => {
                if let Some(told) = people.portrayed_by(name)
                    && !self.speaks_of_kin(clause, item)
                {
                    return Some(told);
                }
                // «Ông A cho biết: … Ông B sinh năm 1968. Ông …»: the second, though the first may still be speaking.
                let passed = people.speech_turned_from(paragraph);
                let before = clause
                    .items
                    .iter()
                    .take_while(|other| other.tokens.end <= item.tokens.start)
                    .filter(|other| !passed || other.code != code::SPEAKER)
                    .filter(|other| match &other.meaning {
                        Meaning::Name(other) => !other.name.is_empty(),
                        _ => false,
                    })
                    .filter_map(|other| self.person_of(other, clause, people))
                    .collect::<Vec<_>>();
                people.resolve_pronoun(name, &before, paragraph)
            }
            code::SHORT => people.resolve(self, name, paragraph),
            _ => Some(people.note(self, name, paragraph)),
        }
    }

    /// Whether a clause names kin before an item: «con trai ông là ông A, ông …».
    fn speaks_of_kin(&self, clause: &Clause, item: &Item) -> bool {
        let before = clause.items.iter().enumerate();
        before
            .take_while(|(_, other)| other.tokens.end <= item.tokens.start)
            .any(|(i, _)| self.class_of(clause, i) == Some("người thân"))
    }

    /// Notes whom a clause speaks of: its only person, or the one it begins with.
    pub(crate) fn follow_subject(&self, clause: &Clause, people: &mut People) {
        let paragraph = self.text.sentences[clause.sentence].paragraph;
        let mut persons: Vec<(usize, usize)> = Vec::new();
        for (place, item) in clause.items.iter().enumerate() {
            if matches!(item.code, code::NAME | code::SHORT)
                && let Some(number) = self.person_of(item, clause, people)
                && persons.iter().all(|(_, known)| *known != number)
            {
                persons.push((place, number));
            }
        }
        let all = persons.iter().map(|(_, number)| *number).collect();
        match persons[..] {
            [] => {}
            // «"…" – ông A nói.»: in what he goes on to say, «ông» is somebody else.
            [(place, _)] if self.closes_speech(clause, place) => {
                people.set_subject(None, paragraph);
            }
            [(_, only)] => people.set_subject(Some(only), paragraph),
            [(place, first), ..] => {
                people.set_subjects((place <= 2).then_some(first), all, paragraph);
            }
        }
        if !persons.is_empty() {
            people.tell_subject_in(clause.sentence, turns_speech(clause));
        }
    }

    /// Whether a name and a word of speech close what its bearer is quoted as saying.
    fn closes_speech(&self, clause: &Clause, name: usize) -> bool {
        let before = name.checked_sub(1).map(|before| clause.codes[before]);
        let says =
            name + 1 < clause.items.len() && self.class_of(clause, name + 1) == Some("cho biết");
        let last = clause.codes[clause.codes.len().min(name + 2)..]
            .iter()
            .all(u8::is_ascii_punctuation);
        matches!(before, Some(b'-' | b'"')) && says && last
    }

    /// The posts of a list as claims write them; those that do not say whose they are make no claims.
    pub(crate) fn claimed_posts(
        &self,
        list: &PostList,
    ) -> Vec<(Post, Held, Option<String>, Vec<String>)> {
        list.posts
            .iter()
            .filter_map(|post| {
                let (claimed, recovered) = self.claim_post(post);
                let whole = self.is_whole(post, &claimed) && !self.is_anybodys(post, &claimed);
                (whole && !self.is_cut_off(post))
                    .then(|| (claimed, post.held, post.term.clone(), recovered))
            })
            .collect()
    }

    /// The document that the act on one person rests on: its own («Quyết định số … về việc bổ nhiệm …»), in a slot, or
    /// «theo Quyết định số …» in the clause; of as many documents as persons, the one in its place.
    pub(crate) fn document_of(
        &self,
        clause: &Clause,
        found: &FrameMatch,
        share: Option<(usize, usize)>,
        documents: &[Document],
    ) -> Option<usize> {
        let row = |i: usize| match clause.items[i].meaning {
            // Laws and decrees are what acts rest on from afar; a decision or a resolution does them.
            Meaning::Document(row) => Some(row).filter(|&row| {
                documents.get(row).is_some_and(|d| {
                    matches!(d.kind.as_str(), "Quyết định" | "Nghị quyết" | "Thông báo")
                })
            }),
            _ => None,
        };
        let by_itself = |i: &usize| {
            *i > 0
                && (self.is(clause.items[*i].tokens.start.saturating_sub(1), "tại")
                    || matches!(
                        self.class_of(clause, i - 1),
                        Some("theo" | "quyết định" | "trao" | "được")
                    ))
        };
        let start = clause.items[found.items.start].tokens.start;
        let own = |i: &usize| {
            (clause.items[*i].tokens.end..start)
                .all(|at| ["về", "việc"].iter().any(|word| self.is(at, word)))
        };
        // «Theo Quyết định số …, ông A được …»: nobody else stands between it and the act.
        let before = (0..found.items.start)
            .rev()
            .take_while(|&i| !matches!(clause.codes[i], code::NAME | b';'));
        // «… được bổ nhiệm làm {post} theo Quyết định số …».
        let behind = (found.items.end..clause.items.len())
            .take(BEHIND)
            .take_while(|&i| !matches!(clause.codes[i], code::NAME | b';'));
        // «các quyết định 106, 107/QĐ-TTg về việc kỷ luật đối với ông A và bà B»: the match begins with the last.
        let is_document = |i: &usize| clause.codes[*i] == code::DOCUMENT;
        let mut first = found.items.start;
        while first >= 2
            && is_document(&first)
            && is_document(&(first - 2))
            && matches!(clause.codes[first - 1], b',' | code::AND)
        {
            first -= 2;
        }
        let inside: Vec<usize> = (first..found.items.end).filter_map(row).collect();
        let in_turn = share
            .filter(|&(_, persons)| persons == inside.len())
            .map(|(place, _)| inside[place]);
        if share.is_some() && inside.len() > 1 && in_turn.is_none() {
            return None;
        }
        in_turn
            .or_else(|| before.clone().filter(own).find_map(row))
            .or_else(|| found.slot("document").and_then(row))
            .or_else(|| inside.first().copied())
            .or_else(|| before.filter(by_itself).find_map(row))
            .or_else(|| behind.filter(by_itself).find_map(row))
    }

    /// The text that a match stands on.
    pub(crate) fn evidence_of(&self, clause: &Clause, found: &FrameMatch) -> Evidence {
        let speaker = found.slot("speaker").is_some();
        let items = &clause.items[found.items.clone()];
        match (items.first(), items.last()) {
            // What a speaker says of himself stands on the whole sentence, his name included.
            (Some(_), Some(last)) if speaker => {
                self.text.evidence(clause.tokens.start..last.tokens.end)
            }
            (Some(first), Some(last)) => self.text.evidence(first.tokens.start..last.tokens.end),
            _ => self.text.evidence(clause.tokens.clone()),
        }
    }
}

/// The Party committee that a body's name holds: «Ban Tổ chức *Tỉnh ủy X*».
fn committee_in(org: &str) -> Option<&str> {
    let heads = COMMITTEES.iter().map(|(name, _)| *name).chain(["Đảng ủy"]);
    let starts = heads.filter_map(|head| org.find(&format!("{head} ")));
    starts.min().map(|start| &org[start..])
}

/// Whether a sentence that somebody still speaks opens with somebody else's name.
fn turns_speech(clause: &Clause) -> bool {
    clause.codes.starts_with(&[code::SPEAKER, code::NAME])
        && clause.items[0].tokens.start == clause.tokens.start
}
