//! The proper names that bodies bear: «Trường THPT Nguyễn Huệ», «Bệnh viện Nhi đồng 1», «Tổng công ty Xây dựng Sài Gòn
//! TNHH MTV».

use super::reading::Reading;
use crate::claim::Level;
use crate::rules::{BodyHead, Category};
use crate::text::{Kind, Shape, is_syllable};

/// How many words in a row may be unknown within an open name.
const UNKNOWN: usize = 3;

/// Small words that lead from a name to something else.
const LINKS: [&str; 6] = ["thuộc", "trực", "tại", "ở", "trong", "cùng"];

/// Within how many tokens a name with a number may stand again.
const NEARBY: usize = 600;

/// The longest proper name that a school or a hospital bears.
const PROPER_NAME: usize = 4;

impl Reading<'_> {
    /// The end of a proper name that could be a person's: «Trường Đại học Phạm Văn Đồng», «Bệnh viện Bạch Mai».
    pub(super) fn proper_end(&self, at: usize, head: &BodyHead) -> Option<usize> {
        let end = self.person_run_end(at)?;
        if head.after.name || self.is_in_posts(at) {
            return Some(end);
        }
        let open = bears_names(head);
        // Two syllables are seldom a person; behind them one may follow.
        let alone = !self.is_capital(at + 2) || self.holds_two(at);
        (open && alone).then_some(at + 2)
    }

    /// Whether a run of capitals is a body's name and then a person's: «… Bạch Mai Trần Văn Mẫu».
    pub(super) fn holds_two(&self, at: usize) -> bool {
        (at..=at + PROPER_NAME).all(|at| self.is_capital(at)) && self.begins_person(at + 2)
    }

    /// The end of a number that a name closes with: «Trung tâm Cấp cứu *115*», «Công ty May *10*».
    pub(super) fn numbered_end(&self, at: usize) -> Option<usize> {
        let number = |at: usize| {
            self.token(at)
                .is_some_and(|t| t.kind == Kind::Number && t.end - t.start <= 3)
        };
        let short = number(at);
        // «Công ty Lắp máy *45-1*», but «Công ty May 10 - 1 …».
        let close = |at: usize| self.token(at).is_some_and(|t| !t.spaced);
        let at = if self.is_dash(at + 1) && close(at + 1) && close(at + 2) && number(at + 2) {
            at + 2
        } else {
            at
        };
        (short && (self.closes(at) || self.is_numbered_nearby(at))).then_some(at + 1)
    }

    /// Whether a number ends a name by what follows: «Bệnh viện 19 tầng» counts something, «Bệnh viện Nhi đồng 1 cho
    /// biết» doesn't.
    fn closes(&self, at: usize) -> bool {
        self.cue(at + 1).is_some()
            || LINKS.iter().any(|link| self.is(at + 1, link))
            || self.token(at + 1).is_none_or(|t| {
                matches!(t.kind, Kind::Mark | Kind::Break) || t.kind == Kind::Word && t.is_capital()
            })
    }

    /// Whether a number plainly ends the same name elsewhere.
    fn is_numbered_nearby(&self, at: usize) -> bool {
        let Some(number) = self.token(at) else {
            return false;
        };
        let same = |one: usize, other: usize| {
            self.token(one)
                .zip(self.token(other))
                .is_some_and(|(one, other)| {
                    one.kind == other.kind && self.text.word(one) == self.text.word(other)
                })
        };
        number.kind == Kind::Number
            && at > 1
            && (at.saturating_sub(NEARBY).max(2)..at + NEARBY).any(|other| {
                other != at
                    && same(other, at)
                    && same(other - 1, at - 1)
                    && same(other - 2, at - 2)
                    && self.closes(other)
            })
    }

    /// The end of a proper name that else would be a place or a person: two syllables with no third («Khu kinh tế mở
    /// *Chu Lai*»), the name of communes alone, initials («Công ty *M.K*»), or what stands before the form of an
    /// enterprise («Tổng công ty Xây dựng *Sài Gòn* TNHH MTV»).
    pub(super) fn bare_name_end(&self, at: usize) -> Option<usize> {
        if let Some(end) = self.initials_end(at) {
            return Some(end);
        }
        let place = self
            .tag(at, Category::Place)
            .map(|(_, end)| end)
            .filter(|&end| {
                self.is_capital(at)
                    && (self.is_form(end) || self.is_commune(at) && !self.begins_person(at))
            });
        // «Công ty cổ phần *Tập đoàn* Chu Lai».
        let inner = self
            .tag(at, Category::Body)
            .filter(|&(entry, _)| {
                self.ends_form(at) && bears_names(&self.rules.words.bodies[entry])
            })
            .map(|(_, end)| end);
        if let Some(end) = place.or(inner) {
            return Some(end);
        }
        let pair = self.begins_person(at)
            && !self.begins_phrase(at)
            && !self.begins_phrase(at + 1)
            && (!self.is_capital(at + 2) || self.is_form(at + 2) || self.holds_two(at))
            && self
                .tag(at, Category::Place)
                .is_none_or(|_| self.is_commune(at));
        pair.then_some(at + 2)
    }

    /// Whether the name of communes alone begins at a token, which companies bear without being of them.
    pub(super) fn is_commune(&self, at: usize) -> bool {
        let units = self.rules.places.units();
        self.is_capital(at)
            && self.tag(at, Category::Place).is_some_and(|(entry, _)| {
                let named = &self.rules.words.place_names[entry].units;
                named.iter().all(|&u| units[u].level == Level::Commune)
            })
    }

    /// Whether the form of an enterprise begins at a token: «TNHH», «Một thành viên».
    pub(super) fn is_form(&self, at: usize) -> bool {
        self.tag(at, Category::Part)
            .is_some_and(|(entry, _)| self.rules.words.parts[entry].form)
    }

    /// Whether the form of an enterprise ends before a token.
    pub(super) fn ends_form(&self, at: usize) -> bool {
        (at.saturating_sub(6)..at).any(|from| {
            self.tag(from, Category::Part)
                .is_some_and(|(entry, end)| end == at && self.rules.words.parts[entry].form)
        })
    }

    /// The end of initials or letters with dots between them: «Công ty *M.K*», «Công ty *KLM.PT*».
    pub(super) fn initials_end(&self, at: usize) -> Option<usize> {
        let letter = |at: usize| {
            self.token(at).is_some_and(|t| {
                t.shape == Shape::Upper
                    || t.is_capital() && self.text.word(t).chars().nth(1).is_none()
            })
        };
        let close = |at: usize| self.token(at).is_some_and(|t| !t.spaced);
        let mut end = at + 1;
        while self.is(end, ".") && close(end) && close(end + 1) && letter(end + 1) {
            end += 2;
        }
        // «TP.HCM» is a place.
        let place = self
            .area_at(at)
            .is_some_and(|(area, _)| !area.units.is_empty());
        (letter(at) && end > at + 1 && !place).then_some(end)
    }

    /// Whether a name holds no capital but those that begin words of the tables: «Công ty *cổ phần*», «Công ty *luật*».
    pub(super) fn is_unnamed(&self, start: usize, end: usize) -> bool {
        (start..end).all(|at| !self.is_capital(at) || self.is_part(at) || self.is_inside_phrase(at))
    }

    /// Whether a company or a joint venture is named by its form and trade alone, in small letters or by its form only.
    pub(super) fn is_any_company(&self, head: &BodyHead, start: usize, end: usize) -> bool {
        let form = |at: usize| {
            self.is_form(at) || (start..at).any(|from| self.is_form(from) && self.ends_at(from, at))
        };
        head.class == "enterprise"
            && (head.name.contains("ông ty") || head.name == "Liên doanh")
            && (start..end).all(|at| self.is_word(at) && (!self.is_capital(at) || form(at)))
    }

    /// Whether the part of a name that begins at a token stretches over another.
    fn ends_at(&self, from: usize, at: usize) -> bool {
        self.tag(from, Category::Part)
            .is_some_and(|(_, end)| end > at)
    }

    /// Whether a name would end on a single syllable that plainly goes on in lower case: «Trung tâm Lưu | trữ».
    pub(super) fn breaks_off(&self, start: usize, end: usize) -> bool {
        let last = end - 1;
        let lone = self.token(last).is_some_and(|t| {
            t.shape == Shape::Capital && t.end - t.start > 1 && is_syllable(self.text.word(t))
        }) && (last == start || !self.is_capital(last - 1))
            && !self.is_part(last)
            && !self.is_inside_phrase(last);
        lone && self
            .token(end)
            .is_some_and(|t| t.kind == Kind::Word && t.shape == Shape::Lower)
            && self.cue(end).is_none_or(|(_, after)| after == end + 1)
            && !LINKS.iter().any(|link| self.is(end, link))
            && !self.is_joiner(end)
    }

    /// The end of a few words that no table knows, where the name plainly goes on behind them:
    /// «Hội Y học *giấc ngủ* Việt Nam», and before the proper name that is still to come: «Công ty cổ phần *xi măng*
    /// Bỉm Sơn».
    pub(super) fn unknown_end(&self, at: usize, unnamed: bool) -> Option<usize> {
        let mut end = at;
        // «Hội đồng Lý luận Trung ương | nghỉ»: nothing goes on behind it.
        if at
            .checked_sub(1)
            .is_some_and(|last| self.is(last, "ương") || self.is(last, "nam"))
        {
            return None;
        }
        while end < at + UNKNOWN
            && self
                .token(end)
                .is_some_and(|t| t.kind == Kind::Word && t.shape == Shape::Lower)
            && (self.tags_at(end).is_empty() || self.is(end, "các"))
            // «trường đại học lớn *nhất* Việt Nam» names none.
            && !self.is(end, "nhất")
            && !LINKS.iter().any(|link| self.is(end, link))
        {
            end += 1;
        }
        let goes_on = self.is_part(end)
            || unnamed && self.is_capital(end) && !(at..end).any(|at| self.is_joiner(at))
            || self.is(end, "việt") && self.is(end + 1, "nam")
            || self
                .area_at(end)
                .is_some_and(|(area, _)| area.name.is_some());
        if end > at && goes_on {
            return Some(end);
        }
        self.owned_end(at, end)
    }

    /// The end of unknown words with an owner behind them: «Phòng Quản lý nước *đọng* của Sở X», «Khoa Thận nhân
    /// *tạo*, Bệnh viện X», «Phòng Kinh doanh *kênh siêu thị Mabank* thuộc Tổng công ty X».
    fn owned_end(&self, at: usize, unknown: usize) -> Option<usize> {
        let brand = self.brand_end(unknown).filter(|_| unknown > at);
        let end = brand.unwrap_or(unknown);
        let belongs = self.is(end, "thuộc") || self.is(end, "của") && end <= at + 1;
        let beside = self.is_comma(end) && end == at + 1 && self.is_capital(end + 1);
        let owner = belongs || self.is(end, "trực") || beside;
        let named = self.has(end + 1, Category::Body)
            || self.is(end, "trực") && self.has(end + 2, Category::Body);
        (end > at && owner && named).then_some(end)
    }

    /// The end of the proper name behind a kind of school that always bears one: «Trường THPT *Nguyễn Huệ*»,
    /// «Trường Mầm non *Nậm Kè*».
    pub(super) fn proper_name_end(&self, start: usize, at: usize) -> Option<usize> {
        let kind = (start..at).rev().find_map(|from| {
            let (entry, end) = self.tag(from, Category::Part)?;
            (end == at).then_some(entry)
        })?;
        self.rules.words.parts[kind]
            .named
            .then(|| {
                let place = self
                    .tag(at, Category::Place)
                    .filter(|_| self.is_capital(at))
                    .map(|(_, end)| end);
                place.or_else(|| self.person_run_end(at))
            })
            .flatten()
    }

    /// The end of the person's name that a body bears.
    pub(super) fn person_run_end(&self, at: usize) -> Option<usize> {
        if !self.begins_person(at) {
            return None;
        }
        let mut end = at;
        while self.is_capital(end) && (end == at || self.tag(end, Category::Role).is_none()) {
            end += 1;
        }
        // Two names in one run: the school's, then its head's.
        Some(if end - at > PROPER_NAME { at + 2 } else { end })
    }
}

/// Whether bodies of a head bear proper names: «Công ty Chu Lai», «Bệnh viện Nhi đồng 1».
pub(super) fn bears_names(head: &BodyHead) -> bool {
    matches!(
        head.class.as_str(),
        "hospital" | "enterprise" | "institute" | "school"
    ) || head.name == "Ban Quản lý"
}
