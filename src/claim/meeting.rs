//! Meetings: whose congress or session elects, where the post does not say it («được bầu làm Phó Bí thư Đảng ủy»).

use super::body::{Body, CENTRAL};
use super::elided::is_elsewhere;
use super::post::PostMention;
use super::reading::Reading;
use super::share::party_committee_beside;
use crate::rules::{Category, Tag};
use crate::text::is_same_name;

/// How many meetings a text may tell before none of them can be the one meant.
const MOST: usize = 200;

/// How many words may stand between «đại hội» and whose it is.
const OF: usize = 5;

/// How many words behind a body may say that it meets.
const MEETS: usize = 14;

/// How many words may stand between a body and that it elects.
const ELECTS: usize = 6;

/// The acts of a meeting.
const ELECTIONS: [&str; 5] = ["bầu", "trúng cử", "tái đắc cử", "hiệp thương cử", "suy tôn"];

impl Reading<'_> {
    /// The committee of the Party that a congress told before a token elects; none where several congresses are told.
    pub(super) fn committee_elected(&self, at: usize) -> Option<Body> {
        let meetings = self.meetings.get_or_init(|| self.find_meetings());
        let committees = meetings
            .iter()
            .filter(|body| body.start < at)
            .filter_map(|body| self.elected_by(body));
        only_one(committees)
    }

    /// The «Đảng ủy» of the branch that its sentence names before it: «Đại hội Đảng bộ Sở X bầu ông A làm Bí thư *Đảng ủy*».
    pub(super) fn committee_of_branch(&self, body: &Body) -> Option<Body> {
        if body.name != "Đảng ủy" || body.parent.is_some() || body.area.is_some() {
            return None;
        }
        let start = self.sentence_around(body.start)?.start;
        let tags = self.tags_in(start..body.start).iter().rev();
        let branch = tags
            .filter(|tag| tag.category == Category::Body)
            .filter_map(|tag| self.body_at(tag.start as usize))
            .find(|other| other.name.contains("Đảng bộ"))?;
        self.elected_by(&branch)
            .filter(|committee| committee.name.starts_with("Đảng ủy"))
            .filter(|committee| committee.parent.is_some() || committee.area.is_some())
    }

    /// The organisation whose congress or session is told before a token; none where several are told, or where a People's
    /// Council meets as well.
    fn organisation_met(&self, at: usize) -> Option<Body> {
        let meetings = self.meetings.get_or_init(|| self.find_meetings());
        let before = || meetings.iter().filter(|body| body.start < at);
        if before().any(|body| body.class == "council") {
            return None;
        }
        let met = before().map(whole_of);
        let met = met.filter(|body| matches!(body.class.as_str(), "mass" | "front"));
        only_one(met.cloned())
    }

    /// The People's Council that elects to the post that begins at a token; none where several meet.
    pub(super) fn council_electing(&self, at: usize) -> Option<Body> {
        if !self.is_elected(at) {
            return None;
        }
        let meetings = self.meetings.get_or_init(|| self.find_meetings());
        let councils = meetings
            .iter()
            .filter(|body| body.start < at && body.class == "council");
        only_one(councils.cloned())
    }

    /// The body of a role without one that a meeting gives: «Đại hội bầu ông A làm Bí thư».
    pub(super) fn elected_body(&self, post: &PostMention) -> Option<Body> {
        let (at, end) = (post.tokens.start, post.tokens.end);
        // «… làm Bí thư *khóa mới*», «… *nhiệm kỳ mới*».
        let term = self.is(end, "khóa") || self.is(end, "nhiệm") && self.is(end + 1, "kì");
        let ends =
            term || !self.is_word(end) || self.cue(end).is_some() || self.term_at(end).is_some();
        if !ends || !self.is_elected(at) {
            return None;
        }
        match post.role.as_str() {
            "Bí thư" | "Phó Bí thư" | "Phó Bí thư Thường trực" => {
                let deputy = post.role != "Bí thư";
                (self.committee_elected(at))
                    .or_else(|| deputy.then(|| self.committee_of_secretary(at)).flatten())
            }
            "Chủ tịch" | "Phó Chủ tịch" | "Phó Chủ tịch Thường trực" => {
                self.organisation_met(at)
            }
            _ => None,
        }
    }

    /// The committee whose secretary the sentence before elects, where a deputy is elected without one: «… bầu ông A giữ
    /// chức Bí thư Tỉnh ủy. Ông B được bầu giữ chức Phó Bí thư».
    fn committee_of_secretary(&self, at: usize) -> Option<Body> {
        let start = self.sentence_around(at)?.start;
        let before = self.sentence_around(start.checked_sub(1)?)?;
        let tags = self.tags_in(before).iter().rev();
        let secretary = tags.filter(|tag| {
            tag.category == Category::Role
                && self.rules.words.roles[tag.entry as usize].name == "Bí thư"
        });
        secretary
            .filter(|tag| self.is_elected(tag.start as usize))
            .find_map(|tag| self.body_at(tag.end as usize))
            .filter(|body| body.class == "party" && !body.elided)
    }

    /// Whether an election before a token in its sentence gives the post that begins there.
    pub(super) fn is_elected(&self, at: usize) -> bool {
        let Some(sentence) = self.sentence_around(at) else {
            return false;
        };
        let elects = |tag: &Tag| {
            tag.category == Category::Cue
                && ELECTIONS.contains(&self.rules.words.cues[tag.entry as usize].as_str())
        };
        let before = self.tags_in(sentence.start..at);
        let direct = before
            .iter()
            .any(|tag| elects(tag) && tag.end as usize == at);
        direct || self.taken_up(at) && before.iter().any(elects)
    }

    /// The bodies that meet, as the text tells it: «Đại hội Đảng bộ X», «Hội Y tổ chức đại hội».
    fn find_meetings(&self) -> Vec<Body> {
        let meets = |tag: &&Tag| {
            tag.category == Category::Body
                && matches!(
                    self.rules.words.bodies[tag.entry as usize].class.as_str(),
                    "party" | "mass" | "front" | "council"
                )
        };
        let bodies = self.tags.iter().filter(meets);
        bodies
            .filter_map(|tag| self.body_at(tag.start as usize))
            .filter(|body| {
                let area = body.area.as_ref().is_some_and(|area| area.name.is_some());
                let owner = body.parent.as_deref().is_some_and(|owner| !owner.elided);
                let country = body.class == "front" && body.level == Some(CENTRAL);
                !body.elided && (area || owner || country) && self.is_meeting(body)
            })
            .take(MOST)
            .collect()
    }

    /// The committee of the Party that the members of a meeting elect.
    fn elected_by(&self, meeting: &Body) -> Option<Body> {
        let named = |name| {
            Some(Body {
                name,
                ..meeting.clone()
            })
        };
        if let Some(whose) = meeting.name.strip_prefix("Đảng bộ ") {
            return named(format!("Đảng ủy {whose}"));
        }
        match meeting.name.as_str() {
            "Chi bộ" => Some(meeting.clone()),
            "Đảng bộ" | "Ban Chấp hành Đảng bộ" | "Đảng ủy" if meeting.parent.is_some() => {
                named("Đảng ủy".to_owned())
            }
            "Đảng bộ" | "Ban Chấp hành Đảng bộ" | "Đảng ủy" => {
                let mut settled = meeting.clone();
                self.say_level(settled.area.as_mut()?);
                party_committee_beside(&settled)
            }
            _ => None,
        }
    }

    /// Whether the words around a body say that it meets, and no role stands before it.
    fn is_meeting(&self, body: &Body) -> bool {
        let (start, end) = (body.start, body.end);
        let role = |from: usize| {
            let role = self.tag(from, Category::Role);
            role.is_some_and(|(entry, after)| {
                after == start && self.rules.words.roles[entry].name != "Đại biểu"
            })
        };
        if (start.saturating_sub(OF)..start).any(role) {
            return false;
        }
        let congress = |at: usize| {
            (self.is(at, "đại") && self.is(at + 1, "hội"))
                || (self.is(at, "hội") && self.is(at + 1, "nghị"))
        };
        let before = (start.saturating_sub(OF)..start).any(|at| {
            (congress(at) || self.is(at, "họp"))
                && (at + 1..start).all(|at| self.is_word(at) && !self.is_capital(at))
        });
        before
            || (end..end + MEETS)
                .take_while(|&at| {
                    let ends = self.is(at, ".") || self.is(at, ";");
                    self.token(at).is_some() && !ends && !self.has(at, Category::Role)
                })
                .any(|at| {
                    let elects = self.is(at, "bầu") && at < end + ELECTS;
                    congress(at) || self.is(at, "họp") || elects
                })
    }
}

/// The organisation whose committee meets: «Ban Chấp hành Trung ương *Hội X*».
fn whole_of(body: &Body) -> &Body {
    let committee = body.name == "Trung ương" || body.name.starts_with("Ban Chấp hành");
    body.parent
        .as_deref()
        .filter(|_| committee)
        .map_or(body, whole_of)
}

/// The only one of some bodies, as it is named in full.
fn only_one(mut bodies: impl Iterator<Item = Body>) -> Option<Body> {
    let mut whole = bodies.next()?;
    for body in bodies {
        if !is_same(&whole, &body) {
            return None;
        }
        if named(&body) > named(&whole) {
            whole = body;
        }
    }
    Some(whole)
}

/// Whether two bodies may be one.
fn is_same(one: &Body, other: &Body) -> bool {
    let parents = match (one.parent.as_deref(), other.parent.as_deref()) {
        (Some(one), Some(other)) => is_same(one, other),
        (None, None) => true,
        _ => false,
    };
    is_same_name(&one.name, &other.name) && !is_elsewhere(one, other) && parents
}

/// How many areas a body and its owners name.
fn named(body: &Body) -> usize {
    let owners = std::iter::successors(Some(body), |body: &&Body| body.parent.as_deref());
    let named = |body: &&Body| body.area.as_ref().is_some_and(|area| area.name.is_some());
    owners.filter(named).count()
}
