//! What bodies deal with and what they are called: «Nội vụ», «KH&ĐT», «Nghiên cứu ứng dụng và Chuyển giao công nghệ».

use super::reading::Reading;
use crate::claim::Level;
use crate::rules::{BodyHead, Category, ImpliedBody, Tag};
use crate::text::{Kind, Shape, is_syllable};

/// How many words an open name may have.
const OPEN_NAME: usize = 18;

/// How many words in a row may be unknown within an open name.
const UNKNOWN: usize = 3;

/// Small words that lead from a name to something else.
const LINKS: [&str; 6] = ["thuộc", "trực", "tại", "ở", "trong", "cùng"];

/// The longest proper name that a school or a hospital bears.
const PROPER_NAME: usize = 4;

impl Reading<'_> {
    /// What a body deals with: a field of the list, else an open run of the words that bodies' names are made of.
    /// A closed body («Sở», «Bộ») has no lower-case words beyond the field of the list; a named one («Trường Đại học»)
    /// may bear a person's name.
    pub(super) fn field_at(&self, at: usize, head: &BodyHead) -> Option<(String, usize)> {
        let closed = matches!(head.name.as_str(), "Sở" | "Bộ");
        let body = self.tag(at, Category::Body).map_or(0, |(_, end)| end);
        if let Some((entry, end)) = self
            .tag(at, Category::Field)
            .filter(|(_, end)| *end >= body)
        {
            let abbreviated = self.token(at).is_some_and(|t| t.shape == Shape::Upper);
            let named = bears_names(head)
                && (self.bare_name_end(end).is_some() || self.unknown_end(end, false).is_some());
            if abbreviated || !named && !self.goes_on(end, closed) {
                return Some((self.rules.words.fields[entry].clone(), end));
            }
        }
        let proper = self.proper_end(at, head);
        let unknown =
            head.name == "Bộ" && self.tag(at, Category::Field).is_none() && !self.is_part(at);
        if closed && self.is_number(at) || unknown {
            return None;
        }
        let end = proper.or_else(|| self.name_end(at, bears_names(head)))?;
        Some((self.text.words(at..end), end))
    }

    /// The end of a proper name that could be a person's: «Trường Đại học Phạm Văn Đồng», «Bệnh viện Bạch Mai».
    fn proper_end(&self, at: usize, head: &BodyHead) -> Option<usize> {
        let end = self.person_run_end(at)?;
        if head.after.name || self.posts_only {
            return Some(end);
        }
        let open = bears_names(head);
        // Two syllables are seldom a person; behind them one may follow.
        let alone = !self.is_capital(at + 2) || self.holds_two(at);
        (open && alone).then_some(at + 2)
    }

    /// Whether a run of capitals is a body's name and then a person's: «… Bạch Mai Trần Văn Mẫu».
    fn holds_two(&self, at: usize) -> bool {
        (at..=at + PROPER_NAME).all(|at| self.is_capital(at)) && self.begins_person(at + 2)
    }

    /// Whether a field of the list is only the beginning of a longer name: «Kinh tế» in «Kinh tế Quốc phòng».
    fn goes_on(&self, at: usize, closed: bool) -> bool {
        if self.central_at(at).is_some() {
            return false;
        }
        let token = self.token(at);
        let capital = token.is_some_and(|t| {
            t.is_capital() && self.is_untagged(at) && self.lexicon().surname_tier(t.word) == 0
        });
        let joined = self.is_joiner(at)
            && self.is_capital(at + 1)
            && (self.tag(at + 1, Category::Field).is_some() || !closed && self.is_part(at + 1));
        let word = at + usize::from(self.is_joiner(at));
        let rest = self.posts_only && self.is_word(word) && self.rest_end(word).is_some();
        capital || joined || rest || !closed && (self.is_part(at) || self.list_end(at).is_some())
    }

    /// The end of an open name: capitals, the words that bodies' names are made of, and what joins them.
    pub(super) fn open_name_end(&self, at: usize) -> Option<usize> {
        self.name_end(at, false)
    }

    /// The end of an open name; of a kind of body that bears proper names, it goes on over these.
    fn name_end(&self, at: usize, bears: bool) -> Option<usize> {
        // «Ban Quản lý *các* dự án …».
        if self.is(at, "các") && self.is_part(at + 1) {
            return self.name_end(at + 1, bears);
        }
        let begins = self.is_capital(at) || self.is_number(at) || self.is_part(at);
        // «Bệnh viện *Chợ* Rẫy»: what else bears names may begin one.
        let taken = self.tags_at(at).iter().any(|tag| match tag.category {
            Category::Role | Category::Level | Category::Honorific => true,
            Category::Cue => self.rules.words.cues[tag.entry as usize] != "mang tên",
            Category::Body => self.is_capital(at),
            _ => false,
        });
        let named = self
            .bare_name_end(at)
            .or_else(|| {
                let unnamed = self.ends_form(at);
                unnamed.then(|| self.unknown_end(at, true)).flatten()
            })
            .filter(|_| bears);
        if (!begins || taken && !self.is_part(at)) && self.rest_end(at).is_none() && named.is_none()
        {
            return None;
        }
        let mut end = named
            .or_else(|| self.unit_end(at))
            .or_else(|| self.rest_end(at))?;
        while end < at + OPEN_NAME {
            let next = self
                .proper_name_end(at, end)
                .or_else(|| self.bare_name_end(end).filter(|_| bears))
                .or_else(|| self.unit_end(end))
                .or_else(|| {
                    // «Cục Cảnh sát điều tra tội phạm *về* tham nhũng».
                    let about = self.is(end, "về") && self.is_part(end + 1);
                    (about || self.is_joiner(end))
                        .then(|| self.unit_end(end + 1).or_else(|| self.rest_end(end + 1)))
                        .flatten()
                })
                .or_else(|| self.list_end(end))
                .or_else(|| self.unknown_end(end, bears && self.is_unnamed(at, end)))
                .or_else(|| self.numbered_end(end));
            let Some(next) = next.or_else(|| self.rest_end(end)) else {
                break;
            };
            end = next;
        }
        (!self.breaks_off(at, end)).then_some(end)
    }

    /// Whether a name would end on a single syllable that plainly goes on in lower case: «Trung tâm Lưu | trữ».
    fn breaks_off(&self, start: usize, end: usize) -> bool {
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

    /// The end of a number that a name closes with: «Trung tâm Cấp cứu *115*», «Công ty May *10*».
    fn numbered_end(&self, at: usize) -> Option<usize> {
        let short = self
            .token(at)
            .is_some_and(|t| t.kind == Kind::Number && t.end - t.start <= 3);
        // «Bệnh viện 19 tầng» counts something, «Bệnh viện Nhi đồng 1 cho biết» doesn't.
        let closes = self.cue(at + 1).is_some()
            || LINKS.iter().any(|link| self.is(at + 1, link))
            || self.token(at + 1).is_none_or(|t| {
                matches!(t.kind, Kind::Mark | Kind::Break) || t.kind == Kind::Word && t.is_capital()
            });
        (short && closes).then_some(at + 1)
    }

    /// The end of a proper name that else would be a place or a person: two syllables with no third («Khu kinh tế mở
    /// *Chu Lai*»), the name of communes alone, initials («Công ty *M.K*»), or what stands before the form of an
    /// enterprise («Tổng công ty Xây dựng *Sài Gòn* TNHH MTV»).
    fn bare_name_end(&self, at: usize) -> Option<usize> {
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
    fn is_commune(&self, at: usize) -> bool {
        let units = self.rules.places.units();
        self.is_capital(at)
            && self.tag(at, Category::Place).is_some_and(|(entry, _)| {
                let named = &self.rules.words.place_names[entry].units;
                named.iter().all(|&u| units[u].level == Level::Commune)
            })
    }

    /// Whether the form of an enterprise begins at a token: «TNHH», «Một thành viên».
    fn is_form(&self, at: usize) -> bool {
        self.tag(at, Category::Part)
            .is_some_and(|(entry, _)| self.rules.words.parts[entry].form)
    }

    /// Whether the form of an enterprise ends before a token.
    fn ends_form(&self, at: usize) -> bool {
        (at.saturating_sub(6)..at).any(|from| {
            self.tag(from, Category::Part)
                .is_some_and(|(entry, end)| end == at && self.rules.words.parts[entry].form)
        })
    }

    /// The end of initials with dots between them: «Công ty *M.K*».
    fn initials_end(&self, at: usize) -> Option<usize> {
        let letter = |at: usize| {
            self.token(at)
                .is_some_and(|t| t.is_capital() && self.text.word(t).chars().nth(1).is_none())
        };
        let close = |at: usize| self.token(at).is_some_and(|t| !t.spaced);
        let mut end = at + 1;
        while self.is(end, ".") && close(end) && close(end + 1) && letter(end + 1) {
            end += 2;
        }
        (letter(at) && end > at + 1).then_some(end)
    }

    /// Whether a name holds no capital but those that begin words of the tables: «Công ty *cổ phần*», «Công ty *luật*».
    pub(super) fn is_unnamed(&self, start: usize, end: usize) -> bool {
        (start..end).all(|at| !self.is_capital(at) || self.is_part(at) || self.is_inside_phrase(at))
    }

    /// The end of a few words that no table knows, where the name plainly goes on behind them:
    /// «Hội Y học *giấc ngủ* Việt Nam», and before the proper name that is still to come: «Công ty cổ phần *xi măng*
    /// Bỉm Sơn».
    fn unknown_end(&self, at: usize, unnamed: bool) -> Option<usize> {
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
        (end > at && goes_on).then_some(end)
    }

    /// The end of a word that goes on a name where the text holds nothing but posts: any that begins no other part of
    /// a post.
    fn rest_end(&self, at: usize) -> Option<usize> {
        let comma = usize::from(self.is_comma(at));
        let at = at + comma;
        let word = self
            .token(at)
            .is_some_and(|t| matches!(t.kind, Kind::Word | Kind::Number));
        let other = self.tags_at(at).iter().any(|tag| match tag.category {
            Category::Role => !self.is_work(tag),
            Category::Body | Category::Level => true,
            Category::Honorific => comma > 0,
            Category::Place => self.is_capital(at),
            Category::Cue => matches!(
                self.rules.words.cues[tag.entry as usize].as_str(),
                "kiêm" | "đồng thời" | "phụ trách" | "chuyên trách" | "nguyên" | "quyền"
            ),
            _ => false,
        });
        let term = self.term_at(at).is_some();
        (self.posts_only && word && !other && !term && !self.is_joiner(at)).then_some(at + 1)
    }

    /// The end of one unit of an open name: a phrase of the tables, a number behind «số», or a capital with the
    /// lower-case syllable that goes with it.
    fn unit_end(&self, at: usize) -> Option<usize> {
        if self.is_number(at) {
            let numbered = at.checked_sub(1).is_none_or(|before| {
                self.is(before, "số") || self.is(before, "vực") || self.begins_body_name(at)
            });
            return numbered.then_some(at + 1);
        }
        if let Some(end) = self.part_end(at) {
            return Some(end);
        }
        let country = self.is(at, "việt") && self.is(at + 1, "nam") && !self.is_dash(at + 2);
        if !self.is_capital(at) || country || self.ends_name(at) {
            return None;
        }
        let single = self.token(at)?.shape == Shape::Capital;
        // «Xà *phòng*»: a single syllable is no name, and «phòng» behind it no office.
        let alone = at.checked_sub(1).is_none_or(|last| !self.is_capital(last))
            || self.begins_body_name(at);
        let goes_with = single
            && self
                .token(at + 1)
                .is_some_and(|t| t.kind == Kind::Word && t.shape == Shape::Lower)
            && alone
            && (self.is_untagged(at + 1) || self.is_plain_head(at + 1))
            && !self.is_part(at + 1)
            && !self.is(at + 1, "lần")
            && !self.is_joiner(at + 1);
        Some(at + 1 + usize::from(goes_with))
    }

    /// Whether only the one-word head of a body begins at a token, in lower case.
    fn is_plain_head(&self, at: usize) -> bool {
        self.tags_at(at).iter().all(|tag| match tag.category {
            Category::Body => tag.end as usize == at + 1,
            Category::Part => true,
            _ => false,
        })
    }

    /// Whether a body's head ends where a token begins: «Quân khu *7*».
    fn begins_body_name(&self, at: usize) -> bool {
        (at.saturating_sub(4)..at).any(|from| {
            self.tag(from, Category::Body)
                .is_some_and(|(_, end)| end == at)
                || self
                    .tag(from, Category::Role)
                    .is_some_and(|(_, end)| end == at)
        })
    }

    /// The end of the field or part of a name that begins at a token, where no longer phrase says otherwise.
    fn part_end(&self, at: usize) -> Option<usize> {
        let field = self.tag(at, Category::Field).map(|(_, end)| end);
        let part = self.tag(at, Category::Part).map(|(_, end)| end);
        let end = field.max(part)?;
        let longer = self.tags_at(at).iter().any(|tag| {
            let other = tag.end as usize;
            match tag.category {
                Category::Cue | Category::Level => other > end,
                Category::Body if self.rules.words.bodies[tag.entry as usize].after.owner => false,
                // «Công ty CP» is no government's.
                Category::Body if self.is_form(at) => other > end,
                Category::Role if self.is_work(tag) => other > end,
                Category::Role | Category::Body | Category::Honorific => {
                    other > end || other == end && self.is_capital(at)
                }
                _ => false,
            }
        });
        (!longer).then_some(end)
    }

    /// Whether a phrase that bodies' names are made of begins at a token.
    fn is_part(&self, at: usize) -> bool {
        self.part_end(at).is_some()
    }

    /// The end of the proper name behind a kind of school that always bears one: «Trường THPT *Nguyễn Huệ*»,
    /// «Trường Mầm non *Nậm Kè*».
    fn proper_name_end(&self, start: usize, at: usize) -> Option<usize> {
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
    fn person_run_end(&self, at: usize) -> Option<usize> {
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

    /// The end of «, Thể thao và Du lịch» behind the first word of a list that names one body.
    fn list_end(&self, comma: usize) -> Option<usize> {
        let mut at = comma;
        let mut end;
        loop {
            if !self.is_comma(at) {
                return None;
            }
            end = self.part_end(at + 1)?;
            while let Some(next) = self.unit_end(end) {
                end = next;
            }
            if self.is_joiner(end) {
                break;
            }
            if self.is(end, "của") || self.is(end, "thuộc") {
                // «Ủy ban Tài chính, Ngân sách của Quốc hội».
                return Some(end);
            }
            at = end;
        }
        // The last of the list: «… và *Du lịch*».
        self.part_end(end + 1)
    }

    /// Whether a token joins two words of one name.
    fn is_joiner(&self, at: usize) -> bool {
        let marks = &self.lexicon().marks;
        self.token(at)
            .is_some_and(|t| t.is(marks.and) || t.is(marks.ampersand) || t.is(marks.dash))
    }

    fn is_number(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.kind == Kind::Number)
    }

    /// Whether a word ends an open name: a cue, a body, a role, a level word, a place or a person's name.
    fn ends_name(&self, at: usize) -> bool {
        self.tags_at(at).iter().any(|tag| match tag.category {
            Category::Cue => self.rules.words.cues[tag.entry as usize] != "mang tên",
            Category::Honorific | Category::Level => true,
            Category::Body => self.is_capital(at),
            Category::Role => self.is_capital(at) && !self.is_work(tag),
            Category::Place => {
                // Communes lend their names to companies and schools without being their area.
                let units = self.rules.places.units();
                let named = &self.rules.words.place_names[tag.entry as usize].units;
                self.is_capital(at)
                    && tag.end as usize > at + 1
                    && named.iter().any(|&u| units[u].level < Level::Commune)
            }
            _ => false,
        }) || self.begins_person(at)
    }

    /// Whether a role is only somebody's work («giáo viên»), which bodies are named after: «Trường Cán bộ quản lý».
    fn is_work(&self, tag: &Tag) -> bool {
        self.rules.words.roles[tag.entry as usize].body == ImpliedBody::Said
    }

    /// Whether no word of posts, names and acts begins at a token; those of figures stand anywhere.
    pub(super) fn is_untagged(&self, at: usize) -> bool {
        !self.tags_at(at).iter().any(|tag| {
            matches!(
                tag.category,
                Category::Role
                    | Category::Body
                    | Category::Field
                    | Category::Level
                    | Category::Place
                    | Category::Honorific
                    | Category::Cue
            )
        })
    }

    /// Whether a surname with another capital behind it begins at a token.
    pub(super) fn begins_person(&self, at: usize) -> bool {
        self.token(at)
            .is_some_and(|t| t.is_capital() && matches!(self.lexicon().surname_tier(t.word), 1..=3))
            && self.is_capital(at + 1)
            && !self.is_abroad(at)
    }
}

/// Whether bodies of a head bear proper names: «Công ty Chu Lai», «Bệnh viện Nhi đồng 1».
fn bears_names(head: &BodyHead) -> bool {
    matches!(
        head.class.as_str(),
        "hospital" | "enterprise" | "institute" | "school"
    ) || head.name == "Ban Quản lý"
}
