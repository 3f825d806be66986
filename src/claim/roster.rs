//! Rosters: the body of «8 Phó Giám đốc gồm: …», which the words before them name.

use super::body::Body;
use super::item::{Clause, Meaning};
use super::name::Behind;
use super::post::PostMention;
use super::post_list::PostList;
use super::reading::Reading;
use super::same_act::moves;
use super::share::is_kindred;
use super::verdict::{Fired, Outcome};
use crate::claim::{EventKind, Status};
use crate::rules::{Category, FrameKind, FrameMatch, HonorificClass, Tag, code};

/// How many words may say of how many members a body is.
const COUNTED: usize = 6;

/// How many tokens may stand before what somebody heads, and before the role in it.
const HEADED: usize = 16;

/// How many items before the posts of a roster may hold the act that gives them.
const GIVEN: usize = 6;

/// Numbers in words, from two on.
const NUMBERS: [&str; 5] = ["hai", "ba", "bốn", "năm", "sáu"];

/// How many tokens before a roster may name its body.
const REACH: usize = 60;

impl Reading<'_> {
    /// The body of a role without one that opens a roster: the nearest before it in the paragraph that has such
    /// a role.
    pub(crate) fn counted_body(&self, post: &PostMention) -> Option<Body> {
        let at = post.tokens.start;
        let named = || self.is_plural(at) && self.name_at(post.tokens.end, Behind::Post).is_some();
        if !self.is_counted(at) || !self.opens_roster(post.tokens.end) && !named() {
            return None;
        }
        let first = at.saturating_sub(REACH);
        let from = (first..at)
            .rev()
            .find(|&i| {
                self.token(i)
                    .is_some_and(|t| t.kind == crate::text::Kind::Break)
            })
            .map_or(first, |i| i + 1);
        let mut nearest = None;
        let mut start = from;
        while start < at {
            let (body, end) = if let Some((_, end)) = self.tag(start, Category::Role) {
                match self
                    .post_at(start, post.held)
                    .filter(|p| p.tokens.end <= at)
                {
                    Some(other) if is_kindred(&post.role, &other.role) => {
                        (other.body, other.tokens.end)
                    }
                    Some(other) => (None, other.tokens.end),
                    None => (None, end),
                }
            } else if self.tag(start, Category::Body).is_some() {
                match self.body_at(start).filter(|body| body.end <= at) {
                    Some(body) => {
                        let end = body.end;
                        // «Ban lãnh đạo Sở X gồm Giám đốc A và ba Phó Giám đốc là …».
                        let led = body.name == "Ban lãnh đạo";
                        let body = body.parent.clone().filter(|_| led).map_or(body, |led| *led);
                        let own = has_role(&body, &post.role) || self.has_leaders(end, &post.role);
                        (Some(body).filter(|_| own), end)
                    }
                    None => (None, start + 1),
                }
            } else {
                (None, start + 1)
            };
            nearest = body.or(nearest);
            start = end.max(start + 1);
        }
        nearest
    }

    /// The body of a role that only one kind of body has, where the paragraph or else the article names only one of
    /// them: «Hiệu trưởng A», «giữ chức Phó Chánh án». Enterprises go by names that say nothing of what they are, so
    /// theirs must stand before it in the sentence: «Công ty X bổ nhiệm bà A giữ chức Phó Tổng Giám đốc».
    pub(crate) fn only_body(&self, post: &PostMention) -> Option<Body> {
        let at = post.tokens.start;
        let class = own_class(&post.role)?;
        let beside = at.checked_sub(1).is_some_and(|before| {
            self.is_capital(before)
                || (self.is_comma(before) || self.is_dash(before) || self.is_open(before))
                    && before
                        .checked_sub(1)
                        .is_some_and(|name| self.is_capital(name))
        });
        let attached =
            beside || self.taken_up(at) || self.name_at(post.tokens.end, Behind::Post).is_some();
        // «Tổng Giám đốc Liên doanh …», «Phó Tổng Giám đốc Mabank»: of a body that nothing knows.
        let end = post.tokens.end;
        if self.brand_end(end).is_some() {
            return None;
        }
        let ends = !self.is_word(end)
            || self.cue(end).is_some()
            || self.tag(end, Category::Honorific).is_some()
            || self.is_capital(end) && self.name_at(end, Behind::Post).is_some()
            // «Phó Tổng Giám đốc Công ty thay ông B».
            || self.tag(end, Category::Body).is_some_and(|(_, after)| {
                !self.is_capital(after) && self.cue(after).is_some()
            });
        if !attached || !ends {
            return None;
        }
        let bodies = self.tags.iter().filter(|tag| {
            tag.category == Category::Body
                && self.rules.words.bodies[tag.entry as usize].class == class
                && !self.is_inside_phrase(tag.start as usize)
        });
        let bodies = bodies
            .filter_map(|tag| self.body_at(tag.start as usize))
            .filter(|body| !body.elided && (body.area.is_some() || !self.is_open_head(&body.name)));
        if class == "enterprise" {
            let number = self
                .text
                .sentences
                .partition_point(|sentence| sentence.tokens.end <= at);
            let from = self.text.sentences.get(number)?.tokens.start;
            return self.only(bodies.filter(|body| (from..at).contains(&body.start)), at);
        }
        self.only(bodies, at)
    }

    /// The body of a deputy named beside its head: «ông A, Giám đốc Sở X; ông B, Phó Giám đốc».
    pub(crate) fn kindred_body(&self, post: &PostMention) -> Option<Body> {
        let (at, end) = (post.tokens.start, post.tokens.end);
        let behind_name = at.checked_sub(2).is_some_and(|name| {
            let mark = name + 1;
            (self.is_comma(mark) || self.is_dash(mark) || self.is_open(mark))
                && self.is_capital(name)
        });
        let named = self.name_at(end, Behind::Post).is_some();
        let ends = !self.is_word(end) || self.is(end, "và") || self.cue(end).is_some();
        if !post.role.starts_with("Phó ") || !(behind_name && ends || named) {
            return None;
        }
        let number = (self.text.sentences).partition_point(|sentence| sentence.tokens.end <= at);
        let start = self.text.sentences.get(number)?.tokens.start;
        let mut nearest = None;
        let mut from = start;
        for tag in self.tags_in(start..at) {
            if tag.category != Category::Role || (tag.start as usize) < from {
                continue;
            }
            if let Some(other) = self
                .post_at(tag.start as usize, post.held)
                .filter(|other| other.tokens.end <= at)
            {
                from = other.tokens.end;
                nearest = Some(other);
            }
        }
        let head = nearest.filter(|head| is_kindred(&post.role, &head.role))?;
        head.body.filter(|body| !body.elided)
    }

    /// The body of the post that somebody rises from: «ông A, Phó Giám đốc Sở X, được bổ nhiệm giữ chức Giám đốc»; none where
    /// the sentence names another between.
    pub(crate) fn promoted_body(&self, post: &PostMention) -> Option<Body> {
        let (at, end) = (post.tokens.start, post.tokens.end);
        let ends = !self.is_word(end) || self.cue(end).is_some() || self.term_at(end).is_some();
        if !ends || !self.taken_up(at) || post.role.starts_with("Phó ") {
            return None;
        }
        let start = self.sentence_around(at)?.start;
        let mut from = start;
        let mut nearest = None;
        for tag in self.tags_in(start..at) {
            if (tag.start as usize) < from {
                continue;
            }
            if let Some(end) = self.agent_end(tag, post) {
                from = end;
                continue;
            }
            match tag.category {
                Category::Role => {
                    let other = self
                        .post_at(tag.start as usize, post.held)
                        .filter(|other| other.tokens.end <= at)?;
                    from = other.tokens.end;
                    // «nguyên Phó Chủ tịch X A được bầu làm chủ tịch»: where he went since.
                    let former = (other.tokens.start.checked_sub(1))
                        .is_some_and(|before| matches!(self.cue(before), Some(("nguyên", _))));
                    nearest = Some(other).filter(|_| !former);
                }
                Category::Body | Category::Level if self.is_capital(tag.start as usize) => {
                    nearest = None;
                }
                _ => {}
            }
        }
        let deputy = nearest.filter(|deputy| {
            deputy.role.starts_with("Phó ") && is_kindred(&post.role, &deputy.role)
        })?;
        deputy.body.filter(|body| !body.elided)
    }

    /// The end of who gives a post, as a tag before that post begins it: «được *Thủ tướng* bổ nhiệm làm Giám đốc».
    fn agent_end(&self, tag: &Tag, post: &PostMention) -> Option<usize> {
        let start = tag.start as usize;
        let led = start > 0 && self.is(start - 1, "được");
        let end = match tag.category {
            Category::Role if led => self.post_at(start, post.held)?.tokens.end,
            Category::Body if led => self.body_at(start)?.end,
            _ => return None,
        };
        (end <= post.tokens.start).then_some(end)
    }

    /// The body that somebody heads: «Hội đồng X do ông A làm chủ tịch».
    pub(crate) fn headed_body(&self, post: &PostMention) -> Option<Body> {
        let at = post.tokens.start;
        let takes = at.checked_sub(1).filter(|&before| self.is(before, "làm"))?;
        let by = (takes.saturating_sub(HEADED)..takes)
            .rev()
            .find(|&at| self.is(at, "do"))?;
        let heads = |body: &Body| match post.head.as_deref() {
            Some(head) => body.name.starts_with(head),
            None => ["Hội đồng ", "Ủy ban "]
                .iter()
                .any(|head| body.name.starts_with(head)),
        };
        // «Ủy ban Kiểm tra gồm 11 người do …».
        let counted = |end: usize| {
            let gap = end..by.min(end + COUNTED);
            gap.end == by && self.is(end, "gồm") && gap.clone().all(|at| !self.is_comma(at))
        };
        self.tags_in(by.saturating_sub(HEADED)..by)
            .iter()
            .filter(|tag| tag.category == Category::Body)
            .filter_map(|tag| self.body_at(tag.start as usize))
            .find(|body| {
                let term = self.term_at(body.end).map(|term| term.tokens.end);
                let end = term.unwrap_or(body.end);
                !body.elided && (end == by || counted(end)) && heads(body)
            })
    }

    /// Whether the posts before a row of names are what an act gives or would give them: «nhân sự được giới thiệu để bầu
    /// {post} là ông A», «Chủ tịch và hai Phó Chủ tịch … là ông A, ông B và bà C».
    pub(super) fn is_put_forward(&self, clause: &Clause, fired: &Fired, roster: usize) -> bool {
        let Some(holds) = fired.found.slot("holds").filter(|&holds| holds < roster) else {
            return false;
        };
        let counted = match &clause.items[holds].meaning {
            Meaning::Posts(list) => self.counted_with_head(list).is_some(),
            _ => false,
        };
        let gives = |i: usize| {
            let acts = self.rules.frames.acts.get(&clause.codes[i]);
            acts.is_some_and(|kinds| kinds.iter().all(|&kind| moves(kind)))
                || matches!(
                    self.class_of(clause, i),
                    Some("giới thiệu" | "giới thiệu bầu" | "ứng cử" | "công nhận")
                )
        };
        // «trao quyết định luân chuyển cho hai {post} A và B»: whom it is about.
        let before = (holds.saturating_sub(GIVEN)..holds).rev().take_while(|&i| {
            !matches!(
                clause.codes[i],
                code::NAME | code::SHORT | b';' | b'.' | b'"'
            ) && !matches!(self.class_of(clause, i), Some("cho" | "đối với" | "với"))
        });
        let told = || {
            let acts = self.verdicts(clause, FrameKind::Event);
            acts.iter().any(|verdict| {
                verdict.outcome == Outcome::Told(Status::Decided)
                    && verdict.fired.found.slot("to") == Some(holds)
            })
        };
        counted || before.chain(holds + 1..roster).any(gives) && !told()
    }

    /// Whether persons take up posts one by one, of which none held all: «bà A và ông B lần lượt làm {post}, {post}».
    pub(super) fn is_given_to_several(&self, clause: &Clause, fired: &Fired) -> bool {
        let (Some(person), Some(series)) = (fired.found.slot("person"), fired.found.slot("series"))
        else {
            return false;
        };
        let several = person.checked_sub(2).is_some_and(|before| {
            let joined = clause.codes[person - 1] == code::AND;
            joined
                && matches!(
                    clause.codes[before],
                    code::NAME | code::SHORT | code::POSTS | b')'
                )
        });
        let past = |i| matches!(self.class_of(clause, i), Some("từng" | "trước đó"));
        several
            && person < series
            && (person + 1..series).any(|i| self.class_of(clause, i) == Some("lần lượt"))
            && !(person + 1..series).any(past)
    }

    /// Whether one person takes up posts in turn, which tells a career and no act: «ông lần lượt được bổ nhiệm làm {post},
    /// {post}».
    pub(super) fn is_career(&self, clause: &Clause, fired: &Fired) -> bool {
        let Some(people) = fired.found.range("people") else {
            return false;
        };
        let names = clause.codes[people.clone()]
            .iter()
            .filter(|code| matches!(**code, code::NAME | code::SHORT));
        let beside = people.end..clause.items.len().min(people.end + 2);
        names.count() == 1
            && beside
                .into_iter()
                .any(|i| self.class_of(clause, i) == Some("lần lượt"))
    }

    /// Whether a post before a name stands in the list of what an act gives, which names none before it: «ba người được cất
    /// nhắc lên đứng đầu sở mình là: {post} A, {post} B». Such a post is new.
    pub(super) fn is_listed_by_act(&self, clause: &Clause, fired: &Fired) -> bool {
        let (Some(person), Some(holds)) = (fired.found.slot("person"), fired.found.slot("holds"))
        else {
            return false;
        };
        if holds > person {
            return false;
        }
        let rises = |i: usize| {
            use EventKind::{Appointment, Approval, Designation, Election};
            let kinds = self.rules.frames.acts.get(&clause.codes[i]);
            let rise =
                |kind: &EventKind| matches!(kind, Appointment | Approval | Designation | Election);
            kinds.is_some_and(|kinds| kinds.iter().all(rise))
        };
        let opens = |i: usize| {
            clause.codes[i] == b':' || matches!(self.class_of(clause, i), Some("gồm" | "là"))
        };
        let listed = |i: &usize| {
            matches!(
                clause.codes[*i],
                code::POSTS | code::NAME | code::SHORT | code::AND | b',' | b';'
            )
        };
        let opener = (0..holds).rev().find(|i| !listed(i));
        let Some(opener) = opener.filter(|&i| opens(i)) else {
            return false;
        };
        let before = (0..opener).rev().take_while(|&i| {
            !matches!(
                clause.codes[i],
                code::POSTS | code::NAME | code::SHORT | b';'
            )
        });
        let mut act = before.skip_while(|&i| !rises(i));
        act.next().is_some_and(|act| {
            (act.saturating_sub(GIVEN)..act).any(|i| self.class_of(clause, i) == Some("được"))
        })
    }

    /// The head that is named with a number of deputies, and their number: «Chủ tịch và hai *Phó Chủ tịch UBND huyện X*».
    pub(super) fn counted_with_head(&self, list: &PostList) -> Option<(String, usize)> {
        let number = list.tokens.start.checked_sub(1)?;
        let deputies = self.digits(number).map(|n| n as usize).or_else(|| {
            let place = NUMBERS.iter().position(|word| self.is(number, word))?;
            Some(place + 2)
        })?;
        let and = number.checked_sub(1).filter(|&and| self.is(and, "và"))?;
        let role = (and.saturating_sub(4)..and).find_map(|at| {
            let (entry, end) = self.tag(at, Category::Role)?;
            (end == and).then(|| self.rules.words.roles[entry].name.clone())
        })?;
        (list.posts.len() == 1).then_some((role, deputies))
    }

    /// Whether a match shares posts out to persons in turn: «… lần lượt giữ chức {post}, {post}».
    pub(super) fn tells_in_turn(&self, clause: &Clause, found: &FrameMatch) -> bool {
        let items = &clause.items[found.items.clone()];
        items
            .iter()
            .filter(|item| matches!(item.meaning, Meaning::Other))
            .flat_map(|item| item.tokens.clone())
            .any(|at| self.is(at, "lần") && self.is(at + 1, "lượt"))
    }

    /// Whether a number or a plural stands before a token: «8 Phó Giám đốc», «các Phó Giám đốc», «một Giám đốc».
    fn is_counted(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        self.digits(before).is_some()
            || [
                "các", "những", "một", "hai", "ba", "bốn", "năm", "sáu", "chí", "ông", "bà", "có",
            ]
            .iter()
            .any(|word| self.is(before, word))
    }

    /// Whether what stands before a post says that several hold it: «hai», «các», «các đồng chí».
    pub(super) fn is_plural(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        self.digits(before)
            .is_some_and(|number| number > 1 && self.width(before) <= 2)
            || ["các", "những", "hai", "ba", "bốn", "năm", "sáu", "bảy"]
                .iter()
                .any(|word| self.is(before, word))
            || (at.saturating_sub(3)..at).any(|from| {
                self.tag(from, Category::Honorific)
                    .is_some_and(|(entry, end)| {
                        end == at
                            && self.rules.words.honorifics[entry].class == HonorificClass::Plural
                    })
            })
    }

    /// Whether a body is said to have such officers: «Tổng cục X hiện có một Chủ nhiệm …».
    fn has_leaders(&self, end: usize, role: &str) -> bool {
        let mut at = end;
        while at < end + 3
            && ["hiện", "nay", "đang", "còn"]
                .iter()
                .any(|word| self.is(at, word))
        {
            at += 1;
        }
        let has = self.is(at, "có") || self.is(at, "gồm");
        let number = self.digits(at + 1).is_some()
            || ["một", "hai", "ba", "bốn", "năm", "các"]
                .iter()
                .any(|word| self.is(at + 1, word));
        let first = at + 1 + usize::from(number);
        has && self.tag(first, Category::Role).is_some_and(|(entry, _)| {
            let first = &self.rules.words.roles[entry].name;
            first == role || is_kindred(role, first)
        })
    }

    /// Whether «gồm», «là» or a colon follows, at once or behind «hiện nay», «khác», «còn lại»; «, gồm» too.
    fn opens_roster(&self, end: usize) -> bool {
        let mut at = end;
        while at < end + 3
            && ["hiện", "nay", "tại", "khác", "còn", "lại"]
                .iter()
                .any(|word| self.is(at, word))
        {
            at += 1;
        }
        let listed = self.is_comma(at) && self.is(at + 1, "gồm");
        listed
            || self.is(at, ":")
            || self.is(at, "như")
            || self
                .cue(at)
                .is_some_and(|(class, _)| matches!(class, "gồm" | "là"))
    }
}

/// The class of the bodies that alone have a role.
fn own_class(role: &str) -> Option<&'static str> {
    let role = role.strip_prefix("Phó ").unwrap_or(role);
    let role = role.strip_suffix(" Thường trực").unwrap_or(role);
    match role {
        "Chánh án" | "Thẩm phán" => Some("court"),
        "Hiệu trưởng" => Some("school"),
        "Tổng Giám đốc" => Some("enterprise"),
        _ => None,
    }
}

/// Whether a body of this class has such a role of its own.
fn has_role(body: &Body, role: &str) -> bool {
    let role = role.strip_prefix("Phó ").unwrap_or(role);
    match body.class.as_str() {
        "department" => role == "Giám đốc",
        "enterprise" | "hospital" | "institute" => role == "Giám đốc" || role == "Tổng Giám đốc",
        "ministry" => matches!(role, "Bộ trưởng" | "Thứ trưởng"),
        "school" => role == "Hiệu trưởng",
        _ => false,
    }
}
