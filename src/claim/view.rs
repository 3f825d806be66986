//! What frames read of a clause: its items without asides and without words that only tell time or manner.

use std::ops::Range;

use super::item::{Clause, Meaning};
use super::reading::Reading;
use super::reference::points_back;
use crate::rules::{Category, FrameKind, HonorificClass, code};

/// How many items a birth or a home between commas has at most.
const LIFE: usize = 12;

/// The items of a clause that frames read.
#[derive(Clone, Debug, Default)]
pub(crate) struct View {
    /// Their codes.
    pub(crate) codes: Vec<u8>,
    /// Their places in the clause.
    pub(crate) places: Vec<usize>,
}

impl Reading<'_> {
    /// Leaves out brackets that name neither persons nor posts, bodies or dates («(SN 1960)», «(giữa)»), ages,
    /// births and homes («, 51 tuổi», «, sinh năm 1968»), and particles («đã», «vừa», «cũng»).
    pub(crate) fn view(&self, clause: &Clause, kind: FrameKind) -> View {
        let mut view = View {
            codes: Vec::with_capacity(clause.items.len()),
            places: Vec::with_capacity(clause.items.len()),
        };
        let mut at = 0;
        while at < clause.items.len() {
            if let Some(aside) = self.aside_at(clause, at, kind) {
                at = aside.end;
                continue;
            }
            let particle = match self.class_of(clause, at) {
                Some("đã") => true,
                // «sau đó» tells acts nothing; in a career it tells that what follows is past.
                Some("sau đó") => kind != FrameKind::Tenure && !self.leads_on(clause, at),
                Some("là") => kind == FrameKind::Event && self.tells_today(clause, at),
                _ => false,
            };
            if !particle {
                // Whom a post is of that is only pointed back to, an act says, and nothing else.
                let pointed = kind == FrameKind::Tenure && points_back(clause, at);
                view.codes.push(if pointed {
                    code::WORD
                } else {
                    clause.codes[at]
                });
                view.places.push(at);
            }
            at += 1;
        }
        view
    }

    /// Whether «sau đó» goes on from one act of a clause to the next: «được bầu làm …, sau đó được bổ nhiệm làm …».
    fn leads_on(&self, clause: &Clause, at: usize) -> bool {
        let (before, after) = clause.codes.split_at(at);
        matches!(before.last(), Some(b',' | b';' | &code::AND))
            && after.len() > 1
            && self.class_of(clause, at + 1) == Some("được")
            && before.iter().any(|&code| self.rules.frames.is_act(code))
    }

    /// Whether a word only says that a post beside a name is held by now: «bổ nhiệm ông A, *hiện là* Phó Giám đốc …, giữ chức
    /// …».
    fn tells_today(&self, clause: &Clause, at: usize) -> bool {
        let first = clause.items[at].tokens.start;
        let now = ["hiện", "đang", "nay"]
            .iter()
            .any(|word| self.is(first, word));
        let (before, after) = clause.codes.split_at(at);
        let beside = matches!(before, [.., code::NAME | code::SHORT, b',' | b'-']);
        now && beside && after.get(1) == Some(&code::POSTS)
    }

    /// The end of a rank that stands alone between commas: «ông A, Trung tá, Phó Trưởng Công an …», «ông A, hàm Vụ trưởng,
    /// …».
    fn rank_at(&self, clause: &Clause, at: usize) -> Option<usize> {
        let start = clause.items.get(at)?.tokens.start;
        if self.is(start, "hàm") {
            let (_, end) = self.tag(start + 1, Category::Role)?;
            let after = clause.items[at..]
                .iter()
                .position(|item| item.tokens.start == end)?;
            return matches!(clause.codes[at + after], b',' | b'-').then_some(at + after);
        }
        let (entry, end) = self.tag(start, Category::Honorific)?;
        let after = clause.items[at..]
            .iter()
            .position(|item| item.tokens.start == end)?;
        let alone = clause.codes[at..at + after]
            .iter()
            .all(|&code| code == code::WORD);
        let rank = self.rules.words.honorifics[entry].class == HonorificClass::Rank;
        (rank && alone && matches!(clause.codes[at + after], b',' | b'-')).then_some(at + after)
    }

    /// The bracket or age that begins at an item and says nothing to frames.
    fn aside_at(&self, clause: &Clause, at: usize, kind: FrameKind) -> Option<Range<usize>> {
        let is = |place: usize, word: &str| {
            clause
                .items
                .get(place)
                .is_some_and(|item| self.is(item.tokens.start, word))
        };
        match clause.codes[at] {
            b'(' => {
                let inside = &clause.codes[at + 1..];
                let length = inside.iter().take(24).position(|&code| code == b')')?;
                let tells = |code: &u8| {
                    matches!(
                        *code,
                        code::NAME | code::SHORT | code::POSTS | code::BODY | code::DOCUMENT
                    )
                };
                let life = (at + 1..=at + length)
                    .any(|i| is(i, "sinh") || is(i, "sn") || is(i, "quê") || is(i, "tuổi"));
                // «khóa XX (2016-2021)»: a term tells no act its date.
                let open = clause.items[at].tokens.end;
                let term = kind != FrameKind::Tenure && self.years_at(open).is_some();
                let inside = &inside[..length];
                let life = life || self.is_lifetime(clause, at, inside);
                // «(con trai của ông B)»: who somebody's kin are, acts do not ask.
                let kin = kind == FrameKind::Event
                    && (at + 1..=at + length)
                        .take_while(|&i| !tells(&clause.codes[i]))
                        .any(|i| self.class_of(clause, i) == Some("người thân"));
                let aside = (kin || !inside.iter().any(tells))
                    && (life || term || !inside.contains(&code::DATE))
                    && !inside.contains(&b'(')
                    && !(kind == FrameKind::Event && self.tells_retirement(open));
                aside.then_some(at..at + length + 2)
            }
            b',' if clause.codes.get(at + 1) == Some(&code::NUMBER) && is(at + 2, "tuổi") => {
                Some(at..at + 3)
            }
            // «ông A năm nay 41 tuổi, được bầu …».
            code::WORD if is(at, "năm") && is(at + 1, "nay") => {
                let age = clause.codes.get(at + 2) == Some(&code::NUMBER) && is(at + 3, "tuổi");
                age.then_some(at..at + 4)
            }
            b',' | b'-' => self
                .rank_at(clause, at + 1)
                .or_else(|| self.birth_end(clause, at + 1, kind))
                .or_else(|| self.kin_end(clause, at + 1, kind))
                .map(|end| at..end),
            // «… là Đại tá, Chỉ huy trưởng …».
            code::WORD
                if at > 0
                    && kind == FrameKind::Tenure
                    && matches!(self.class_of(clause, at - 1), Some("là" | "làm")) =>
            {
                self.rank_at(clause, at)
                    .filter(|&end| clause.codes.get(end + 1) == Some(&code::POSTS))
                    .map(|end| at..end + 1)
            }
            _ => None,
        }
    }

    /// The end of whose kin somebody is, which stands between the name and what is told of it: «ông A, *em trai bà B*, hiện là
    /// …», but «ông A, em trai bà B, Giám đốc …». A post of the kin is passed over only for acts.
    fn kin_end(&self, clause: &Clause, at: usize, kind: FrameKind) -> Option<usize> {
        let (before, after) = clause.codes.split_at_checked(at)?;
        let named = matches!(before, [.., code::NAME | code::SHORT, _]);
        if !named || after.len() < 3 || self.class_of(clause, at) != Some("người thân") {
            return None;
        }
        let kin = at + 1 + usize::from(self.class_of(clause, at + 1) == Some("của"));
        let posts = clause.codes[kin] == code::POSTS;
        if posts && kind == FrameKind::Tenure {
            return None;
        }
        let is = |place: usize, codes: [u8; 2]| {
            let code = clause.codes.get(place);
            code.is_some_and(|code| codes.contains(code))
        };
        let name = kin + usize::from(posts);
        let end = name + usize::from(is(name, [code::NAME, code::SHORT]));
        let next = end + usize::from(is(end, [b',', b'-']));
        let told = clause
            .codes
            .get(next)
            .is_some_and(|&code| code >= code::CUE);
        (end > kin && told).then_some(end)
    }

    /// Whether a bracket behind the name of whom a text portrays has nothing but the time of that life: «(1 tháng 5 năm
    /// 1920 – 2004)».
    fn is_lifetime(&self, clause: &Clause, at: usize, inside: &[u8]) -> bool {
        let named = at
            .checked_sub(1)
            .is_some_and(|name| match &clause.items[name].meaning {
                Meaning::Name(name) => self.is_portrayed(&name.tokens),
                _ => false,
            });
        let dates = |code: &u8| matches!(*code, code::DATE | code::NUMBER | b'-');
        named && inside.contains(&b'-') && inside.iter().all(dates)
    }

    /// The end of a birth or a home that stands between commas and says nothing to acts: «bổ nhiệm ông A, sinh ngày
    /// 1/2/1968, quê Sơn La, giữ chức …».
    fn birth_end(&self, clause: &Clause, at: usize, kind: FrameKind) -> Option<usize> {
        let first = clause.items.get(at)?.tokens.start;
        let birth = self.is(first, "sinh") || self.is(first, "sn");
        if kind == FrameKind::Tenure || !birth && !self.is(first, "quê") {
            return None;
        }
        let codes = &clause.codes[at..];
        let length = codes.iter().take(LIFE).position(|code| {
            !matches!(
                *code,
                code::WORD | code::NUMBER | code::DATE | code::AREA | b':'
            )
        })?;
        let wanted = if birth { code::DATE } else { code::AREA };
        let told = codes[..length].iter().take(3).any(|&code| code == wanted);
        let ends = matches!(codes[length], b',' | b'-' | b';' | b'.') || codes[length] >= code::CUE;
        (told && ends).then_some(at + length)
    }
}
