//! Which frames match in a clause, and what becomes of each: the longest wins, and no plan is a fact.

use super::item::{Clause, Meaning};
use super::reading::Reading;
use super::reference::points_back;
use crate::claim::Status;
use crate::rules::{ActSource, Category, Frame, FrameKind, FrameMatch, ImpliedBody, code};

/// A frame that matched in a clause.
pub(crate) struct Fired<'r> {
    /// The frame.
    pub(crate) frame: &'r Frame,
    /// Where, and with which slots.
    pub(crate) found: FrameMatch<'r>,
}

/// A frame that matched, and what became of it.
pub(crate) struct Verdict<'r> {
    /// The match.
    pub(crate) fired: Fired<'r>,
    /// What became of it.
    pub(crate) outcome: Outcome,
}

impl Verdict<'_> {
    /// Whether it holds its place against shorter matches; a denied act still keeps others from reading it.
    pub(super) fn stands(&self) -> bool {
        !matches!(
            self.outcome,
            Outcome::Covered(_) | Outcome::OthersPost | Outcome::NoHeadline
        )
    }
}

/// What became of a match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It tells something.
    Told(Status),
    /// A longer match, of this frame, tells the same words.
    Covered(String),
    /// The post belongs to the name that stands directly beside it.
    OthersPost,
    /// Only a headline tells an act in so few words, and this is none.
    NoHeadline,
    /// This word takes the fact away.
    Unreal(String),
}

/// How many items before a name may say whose kin is spoken of: «thân sinh vợ của nhà báo {name}».
const KIN: usize = 4;

/// How many items before a post may hold the name of whoever holds it.
const SUBJECT: usize = 4;

/// How many items before a post may say that it is what an act gives or takes.
const GIVEN: usize = 8;

/// Cues that leave no event.
const UNREAL: [&str; 6] = ["không", "nếu", "quy hoạch", "hủy", "tin đồn", "ứng cử"];

/// Cues that leave a proposal.
const PLANNED: [&str; 4] = ["sẽ", "đề nghị", "giới thiệu", "giới thiệu bầu"];

impl Reading<'_> {
    /// What became of each frame of one kind that matches in a clause: the longest match wins, then the
    /// order of the files.
    pub(crate) fn verdicts(&self, clause: &Clause, kind: FrameKind) -> Vec<Verdict<'_>> {
        let mut found: Vec<(usize, Fired)> = Vec::new();
        let may_tell = match kind {
            FrameKind::Event => clause
                .codes
                .iter()
                .any(|&code| code == code::POSTS || code == code::NAME || code == code::SHORT),
            FrameKind::Tenure => clause.codes.contains(&code::POSTS),
            FrameKind::Decision => clause
                .codes
                .iter()
                .any(|&code| matches!(code, code::POSTS | code::BODY | code::DOCUMENT)),
        };
        if !may_tell {
            return Vec::new();
        }
        let view = self.view(clause, kind);
        for (order, frame) in self.rules.frames.that_may_match(kind, &view.codes) {
            let matches = frame.find(&view.codes, &view.places).into_iter();
            let fired = matches.map(|found| Fired {
                frame,
                found: self.without_replaced(clause, self.without_others_post(clause, found)),
            });
            let fitting =
                fired.filter(|fired| kind != FrameKind::Tenure || self.may_hold(clause, fired));
            found.extend(fitting.map(|fired| (order, fired)));
        }
        found.sort_by_key(|(order, fired)| {
            (
                // What is told plainly stands back behind every frame that says more.
                fired.frame.told,
                std::cmp::Reverse(fired.found.items.len()),
                *order,
                fired.found.items.start,
            )
        });
        let mut verdicts: Vec<Verdict> = Vec::new();
        for (_, fired) in found {
            let longer = verdicts
                .iter()
                .find(|verdict| verdict.stands() && overlap(&fired, &verdict.fired))
                .map(|verdict| verdict.fired.frame.name.clone());
            let outcome = match longer {
                Some(longer) => Outcome::Covered(longer),
                None if !self.attaches(clause, &fired) => Outcome::OthersPost,
                None if !self.may_stand(clause, &fired) => Outcome::NoHeadline,
                None if kind == FrameKind::Event => self.status_of(clause, &fired),
                None => Outcome::Told(Status::Decided),
            };
            verdicts.push(Verdict { fired, outcome });
        }
        verdicts.sort_by_key(|verdict| verdict.fired.found.items.start);
        verdicts
    }

    /// A match without the name before its people that says whom somebody else replaced: «ông A làm {post} thay *ông B*, và
    /// ông C được bầu …».
    fn without_replaced<'r>(&self, clause: &Clause, mut found: FrameMatch<'r>) -> FrameMatch<'r> {
        let start = found.items.start;
        let replaced = start
            .checked_sub(1)
            .is_some_and(|before| self.class_of(clause, before) == Some("thay"));
        let name = |code: u8| matches!(code, code::NAME | code::SHORT);
        let joins = |code: u8| matches!(code, b',' | b';' | b'&');
        let Some(people) = found.range("people").filter(|_| replaced) else {
            return found;
        };
        let codes = &clause.codes[people.clone()];
        let between = codes
            .iter()
            .skip(1)
            .take_while(|&&code| joins(code))
            .count();
        let goes_on = codes.get(1 + between).is_some_and(|&code| name(code));
        if people.start == start && name(codes[0]) && between > 0 && goes_on {
            found.items.start += 1 + between;
            let slots = found.slots.iter_mut().filter(|(slot, _)| *slot == "people");
            slots.for_each(|(_, items)| items.start += 1 + between);
        }
        found
    }

    /// A match without the post before its person that is somebody else's: «trong thời gian ông A giữ chức {post}, ông
    /// B được …».
    fn without_others_post<'r>(
        &self,
        clause: &Clause,
        mut found: FrameMatch<'r>,
    ) -> FrameMatch<'r> {
        let start = found.items.start;
        let own = found.range("people").filter(|people| people.start == start);
        let apposed = matches!(
            clause.codes[start..],
            [code::POSTS, b',', code::NAME | code::SHORT, ..]
        );
        let holds = |i: usize| {
            matches!(
                self.class_of(clause, i),
                Some(
                    "là" | "giữ chức"
                        | "làm"
                        | "từng"
                        | "thời gian giữ"
                        | "thôi giữ chức"
                        | "cách chức"
                        | "miễn nhiệm"
                )
            )
        };
        // «Đang là {post}, ông B được …»: that is his own.
        let held = start.checked_sub(1).is_some_and(holds)
            && ((start.saturating_sub(SUBJECT)..start)
                .any(|i| matches!(clause.codes[i], code::NAME | code::SHORT))
                || (start.saturating_sub(GIVEN)..start)
                    .any(|i| matches!(self.class_of(clause, i), Some("được" | "bị"))));
        // «Theo quyết định của {post}, ông B …»: that is who decided.
        let decides = start
            .checked_sub(2)
            .is_some_and(|i| self.class_of(clause, i + 1) == Some("của"))
            && (start.saturating_sub(SUBJECT)..start - 1).any(|i| {
                clause.codes[i] == code::DOCUMENT
                    || matches!(self.class_of(clause, i), Some("quyết định" | "trao"))
            });
        if own.is_some() && apposed && (held || decides) {
            found.items.start += 2;
            let people = found.slots.iter_mut().filter(|(slot, _)| *slot == "people");
            people.for_each(|(_, items)| items.start += 2);
        }
        found
    }

    /// Whether «nghỉ hưu» behind a post says what somebody is and not what happened: «ông A, cán bộ công an nghỉ hưu,
    /// cho biết».
    pub(super) fn is_pensioner(&self, clause: &Clause, fired: &Fired) -> bool {
        let items = &fired.found.items;
        let Some(cue) = items.end.checked_sub(1).filter(|&cue| cue > items.start) else {
            return false;
        };
        self.class_of(clause, cue) == Some("nghỉ hưu") && self.is_staff(clause, cue - 1)
    }

    /// Whether an item is a post that is only somebody's work: «cán bộ công an», «giáo viên Trường Tiểu học Tân Lập».
    fn is_staff(&self, clause: &Clause, item: usize) -> bool {
        let Meaning::Posts(list) = &clause.items[item].meaning else {
            return false;
        };
        list.posts.last().is_some_and(|post| {
            self.tag(post.tokens.start, Category::Role)
                .is_some_and(|(role, _)| self.rules.words.roles[role].body == ImpliedBody::Said)
        })
    }

    /// Whether a post that is only somebody's work is followed by «nghỉ hưu».
    pub(super) fn is_retired_staff(&self, clause: &Clause, posts: usize) -> bool {
        posts + 1 < clause.items.len()
            && self.class_of(clause, posts + 1) == Some("nghỉ hưu")
            && self.is_staff(clause, posts)
    }

    /// Whether a sentence is a line of its own that no full stop ends, as headlines are that stand within a page.
    pub(super) fn is_own_line(&self, sentence: usize) -> bool {
        let sentences = &self.text.sentences;
        let own = sentences[sentence].paragraph;
        let beside = [sentence.checked_sub(1), Some(sentence + 1)];
        let alone = beside
            .into_iter()
            .flatten()
            .filter_map(|other| sentences.get(other))
            .all(|other| other.paragraph != own);
        let last = sentences[sentence].tokens.end.checked_sub(1);
        alone && last.is_some_and(|last| self.is_word(last))
    }

    /// Whether a frame that reads nothing but headlines reads one, and whether what takes its act from elsewhere tells
    /// any: «vẫn tiếp tục giữ chức …» does not.
    fn may_stand(&self, clause: &Clause, fired: &Fired) -> bool {
        let headline = self.text.sentences[clause.sentence].paragraph == 0
            || self.is_own_line(clause.sentence);
        // «Trước đó, ông B giữ chức vụ này» goes on with no act.
        let pointed = !fired.frame.act.is_own()
            && (fired.found.slot("to")).is_some_and(|to| points_back(clause, to));
        // «Hội đồng do ông A làm chủ tịch» says who heads it; «… do ông A được điều động làm …» tells an act.
        let acts = |code: &u8| self.rules.frames.is_act(*code);
        let told = clause.codes[fired.found.items.clone()].iter().any(acts);
        let heads = !told
            && fired.found.slot("to").is_some_and(|to| {
                let says = |item: usize, word| self.is(clause.items[item].tokens.start, word);
                let before = fired.found.items.start.checked_sub(1);
                before.is_some_and(|before| says(before, "do")) && to > 0 && says(to - 1, "làm")
            });
        (fired.frame.act != ActSource::Headline || headline)
            && !heads
            && !pointed
            && !self.is_held_later(clause, &fired.found)
            && !self.goes_on_holding(clause, fired)
            && !self.is_career(clause, fired)
            && !self.keeps_for_a_while(clause, fired)
            && !self.leaves_unread(clause, fired)
            && !self.only_describes(clause, fired)
            && !self.acts_for_another(clause, fired)
            && !self.is_of_court(clause, fired)
            && !self.gives_himself(clause, fired)
            && !self.is_of_agent(clause, fired)
            && !self.is_subheading(clause, fired)
            && !self.is_made_known(clause, fired)
            && !self.reaches_next(clause, fired)
    }

    /// Whether a match opens with a decision that is only made known: «… đã thông báo lại quyết định kỷ luật ông A».
    fn is_made_known(&self, clause: &Clause, fired: &Fired) -> bool {
        let first = fired.found.items.start;
        let at = clause.items[first].tokens.start;
        let tells = |from: usize| self.is(from, "thông") && self.is(from + 1, "báo");
        self.class_of(clause, first) == Some("quyết định") && (at.saturating_sub(3)..at).any(tells)
    }

    /// Whether the match is told as decided or proposed, or is denied, only possible or planned.
    pub(super) fn status_of(&self, clause: &Clause, fired: &Fired) -> Outcome {
        let items = &fired.found.items;
        let before = self.modal_start(clause, items.start);
        let from = (before..items.start)
            .rev()
            .find(|&i| matches!(clause.codes[i], b';' | b'.' | b':'))
            .map_or(before, |i| i + 1);
        // «sau khi xem xét …, đã quyết định …»: what was weighed is decided.
        let settled = |i: usize| {
            self.class_of(clause, i) == Some("sẽ")
                && self.is(clause.items[i].tokens.start, "xem")
                && (i + 1..items.end)
                    .any(|i| matches!(self.class_of(clause, i), Some("quyết định" | "chấp thuận")))
        };
        // «như trường hợp ông A được bổ nhiệm …»: what has happened.
        let instance = |i: usize| {
            let at = clause.items[i].tokens.start;
            self.is(at, "trường")
                && at.checked_sub(1).is_some_and(|before| {
                    self.digits(before).is_some()
                        || [
                            "như", "các", "những", "nhiều", "số", "một", "hai", "ba", "là", "có",
                        ]
                        .iter()
                        .any(|word| self.is(before, word))
                })
        };
        let cue = |unreal: &[&str]| {
            (from..items.end)
                .filter(|&i| !settled(i) && !instance(i))
                .filter_map(|i| self.class_of(clause, i))
                .find(|class| unreal.contains(class))
        };
        // «Phu nhân của nguyên Bí thư … qua đời»: another's life.
        let kin = (items.start.saturating_sub(KIN)..items.start)
            .rev()
            .take_while(|&i| !matches!(clause.codes[i], code::NAME | code::SHORT))
            .find_map(|i| {
                self.class_of(clause, i)
                    .filter(|class| *class == "người thân")
            });
        // «Trước khi nhận quyết định bổ nhiệm, ông là …»: what came before it is told.
        let before_it = (items.start.saturating_sub(3)..items.start).find_map(|i| {
            self.class_of(clause, i)
                .filter(|class| *class == "trước khi")
        });
        if let Some(class) = kin
            .or(before_it)
            .or_else(|| cue(&UNREAL))
            .filter(|class| fired.frame.status == Status::Decided || *class != "ứng cử")
        {
            return Outcome::Unreal(class.to_owned());
        }
        // «bị kỷ luật hoặc chuyển công tác»: nobody knows which.
        let either = (items.start..clause.items.len().min(items.end + 2))
            .any(|i| self.is(clause.items[i].tokens.start, "hoặc"));
        if either || self.tells_when(clause, fired) {
            return Outcome::Unreal("nếu".to_owned());
        }
        if self.is_topic(clause, fired)
            || fired.frame.status == Status::Decided
                && (self.is_matter_to_come(clause, fired)
                    || self.is_purpose(clause, fired)
                    || self.awaits_decision(clause, fired))
        {
            return Outcome::Unreal("đề nghị".to_owned());
        }
        if self.is_annulled(clause, items) {
            return Outcome::Unreal("hủy".to_owned());
        }
        match (fired.frame.status, cue(&PLANNED)) {
            (Status::Decided, Some(class)) => Outcome::Unreal(class.to_owned()),
            (status, _) => Outcome::Told(status),
        }
    }

    /// The cue class of an item.
    pub(super) fn class_of(&self, clause: &Clause, item: usize) -> Option<&str> {
        let code = clause.codes[item].checked_sub(code::CUE)?;
        Some(self.rules.words.cues[code as usize].as_str())
    }
}

/// Whether two matches tell one thing: they share items, and not only because one tells of the other's
/// predecessor («thay ông B nghỉ hưu»).
fn overlap(one: &Fired, other: &Fired) -> bool {
    let plain = one.frame.told;
    if is_title_of(one, other) || is_title_of(other, one) {
        return false;
    }
    if leads_in(one, other) || leads_in(other, one) {
        return false;
    }
    let (one, other) = (&one.found, &other.found);
    // «Bí thư Huyện ủy X, ông A, giữ chức …»: both posts are of the name that they share.
    if plain
        && one.slot("person") == Some(one.items.start)
        && other.items.end == one.items.start + 1
    {
        return false;
    }
    let shared = one.items.start < other.items.end && other.items.start < one.items.end;
    let predecessor = |a: &FrameMatch, b: &FrameMatch| {
        a.slot("person").is_some() && a.slot("person") == b.slot("replaced")
    };
    // Whoever stands in a row of names may have a post of his own there.
    let in_row = |row: &FrameMatch, one: &FrameMatch| {
        row.range("roster")
            .is_some_and(|names| names.start <= one.items.start && one.items.end <= names.end + 1)
    };
    shared
        && !predecessor(one, other)
        && !predecessor(other, one)
        && !in_row(one, other)
        && !in_row(other, one)
        && !goes_on_from(one, other)
        && !goes_on_from(other, one)
}

/// Whether one match gives a name the post directly before it and the other what stands behind: «Bí thư Tỉnh ủy X A, Ủy
/// viên Trung ương Đảng, …».
fn is_title_of(title: &Fired, other: &Fired) -> bool {
    let tenures = [title, other]
        .iter()
        .all(|fired| fired.frame.reads == FrameKind::Tenure);
    let (title, other) = (&title.found, &other.found);
    let person = other.slot("person");
    tenures
        && person == Some(other.items.start)
        && title.slot("person") == person
        && title.items.len() == 2
        && title.items.end == other.items.start + 1
}

/// Whether one match tells what came first of the person with whom the other begins: «sau khi được điều động giữ chức {post},
/// *ông A* được bầu làm {post}».
fn leads_in(one: &Fired, other: &Fired) -> bool {
    let people = one
        .found
        .range("people")
        .filter(|_| one.frame.act == ActSource::First);
    people.is_some_and(|people| {
        people.end == one.found.items.end && people.start == other.found.items.start
    })
}

/// Whether an act on a person tells on from another that names the person last: «miễn nhiệm {post} đối với ông A đã được
/// chuẩn y làm {post}».
pub(super) fn goes_on_from(one: &FrameMatch, other: &FrameMatch) -> bool {
    let (Some(last), Some(first)) = (one.range("people"), other.range("people")) else {
        return false;
    };
    let told = one.slot("left").is_some() && other.slot("to").is_some();
    told && last.end == one.items.end
        && one.items.start < last.start
        && other.items.start == first.start
        && first == last
}
