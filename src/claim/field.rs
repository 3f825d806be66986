//! What bodies deal with and what they are called: «Nội vụ», «KH&ĐT», «Nghiên cứu ứng dụng và Chuyển giao công nghệ».

use std::ops::Range;

use super::proper::bears_names;
use super::reading::Reading;
use crate::claim::Level;
use crate::date::Date;
use crate::rules::{BodyHead, Category, ImpliedBody, Tag, UnitId};
use crate::text::{Kind, Shape, is_syllable};

/// How many words an open name may have.
const OPEN_NAME: usize = 18;

/// How many words a dash may join to a name before its owner's bracket.
const DASHED: usize = 4;

/// How many words before a body may say that a post in it was held before.
const HELD: usize = 6;

/// The last year in which a province had a department of culture and information.
const LAST_INFORMATION: i32 = 2008;

/// The provinces whose department of culture and sports has none of tourism beside it in its name, and from when all had.
const SPORTS: [&str; 4] = ["Hà Nội", "Hồ Chí Minh", "Đà Nẵng", "Thừa Thiên Huế"];
const FIRST_SPORTS: i32 = 2017;

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
            // «Trung tâm Y tế *dự phòng*».
            .filter(|(_, end)| closed || self.part_end(at).is_none_or(|part| part <= *end))
        {
            let abbreviated = self.token(at).is_some_and(|t| t.shape == Shape::Upper);
            let named = bears_names(head)
                && (self.bare_name_end(end).is_some() || self.unknown_end(end, false).is_some());
            if abbreviated && self.may_be_sports(head, entry) {
                return Some((self.sports_field(at..end), end));
            }
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
        Some((self.name_words(at..end), end))
    }

    /// Whether letters may be those of a department of culture and sports: none of culture and information is left since
    /// its letters came to mean both.
    fn may_be_sports(&self, head: &BodyHead, field: usize) -> bool {
        let year = self.article.published.map(Date::year);
        head.name == "Sở"
            && self.rules.words.fields[field] == "Văn hóa và Thông tin"
            && year.is_none_or(|year| year > LAST_INFORMATION)
    }

    /// «Văn hóa và Thể thao» where the area behind the letters has such a department, else the letters as they stand.
    fn sports_field(&self, letters: Range<usize>) -> String {
        let year = self.article.published.map(Date::year);
        let units = self.rules.places.units();
        let area = self
            .area_at(letters.end)
            .or_else(|| self.bare_area_at(letters.end));
        let apart = area.is_some_and(|(area, _)| {
            let province = |&&u: &&UnitId| units[u].level == Level::Province;
            (area.units.iter().filter(province))
                .any(|&unit| SPORTS.contains(&units[unit].name.as_str()))
        });
        // Whoever once headed it may have done so before it had its new name.
        let former = (letters.start.saturating_sub(HELD)..letters.start)
            .any(|at| self.says(at, &["nguyên", "Nguyên", "cựu", "Cựu", "từng"]));
        if apart && !former && year.is_some_and(|year| year >= FIRST_SPORTS) {
            return "Văn hóa và Thể thao".to_owned();
        }
        self.text.words(letters)
    }

    /// Whether a field of the list is only the beginning of a longer name: «Kinh tế» in «Kinh tế Quốc phòng».
    fn goes_on(&self, at: usize, closed: bool) -> bool {
        if self.central_at(at).is_some() {
            return false;
        }
        let token = self.token(at);
        // «Tập đoàn Dầu khí Việt Nam PVN»: its letters are no part of the name.
        let country = at.checked_sub(1).is_some_and(|last| self.is(last, "nam"));
        let capital = token.is_some_and(|t| {
            t.is_capital()
                && !(country && t.shape == Shape::Upper)
                // «Bộ Công an *Việt Nam*».
                && !(closed && self.country_end(at).is_some())
                && self.is_untagged(at)
                && self.lexicon().surname_tier(t.word) == 0
        });
        let joined = self.is_joiner(at)
            && self.is_capital(at + 1)
            && (self.tag(at + 1, Category::Field).is_some() || !closed && self.is_part(at + 1));
        let word = at + usize::from(self.is_joiner(at));
        let rest = self.is_in_posts(word) && self.is_word(word) && self.rest_end(word).is_some();
        // «Công ty Cổ phần Xây dựng 74».
        let numbered = !closed && self.numbered_end(at).is_some();
        numbered
            || capital
            || joined
            || rest
            || !closed && (self.is_part(at) || self.list_end(at).is_some())
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
            // «Ban Chỉ đạo Tây Nam Bộ | kiểm tra …»: behind a region the name is whole.
            if self.ends_region(end) && !self.is_capital(end) || self.informs(end) {
                break;
            }
            let next = self
                .proper_name_end(at, end)
                .or_else(|| self.bare_name_end(end).filter(|_| bears))
                .or_else(|| self.unit_end(end))
                .or_else(|| {
                    // «Cục Cảnh sát điều tra tội phạm *về* tham nhũng».
                    // «Phó Cục trưởng Cục X *về công tác tại* Văn phòng Bộ»: where he goes.
                    let goes = self.is(end + 1, "công") && self.is(end + 2, "tác");
                    let about = self.is(end, "về") && self.is_part(end + 1) && !goes;
                    (about || self.is_joiner(end))
                        .then(|| self.unit_end(end + 1).or_else(|| self.rest_end(end + 1)))
                        .flatten()
                })
                .or_else(|| self.list_end(end))
                .or_else(|| self.unknown_end(end, bears && self.is_unnamed(at, end)))
                .or_else(|| self.bracketed_end(end))
                .or_else(|| self.numbered_end(end));
            let Some(next) = next.or_else(|| self.rest_end(end)) else {
                break;
            };
            end = next;
        }
        (!self.breaks_off(at, end)).then_some(end)
    }

    /// Whether «thông tin» behind a name is what somebody says: «Đội CSGT số 15 *thông tin*, …», «… *thông tin* thêm».
    fn informs(&self, at: usize) -> bool {
        let says = ["thêm", "rằng", ":"];
        self.is(at, "thông")
            && self.is(at + 1, "tin")
            && (self.is_number(at - 1) || says.iter().any(|word| self.is(at + 2, word)))
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
        let counted = self.is(at, "thứ") && self.digits(at + 1).is_some();
        (self.is_in_posts(at) && !counted && word && !other && !term && !self.is_joiner(at))
            .then_some(at + 1)
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
        let country = self.country_end(at).is_some_and(|end| !self.is_dash(end));
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
            // «Amsterdam *giành*»: no word of two syllables begins with more than one.
            && self.token(at).is_some_and(|t| t.end - t.start > 1 && is_syllable(self.text.word(t)))
            && (self.is_untagged(at + 1) || self.is_plain_head(at + 1))
            && !self.is_part(at + 1)
            && !self.is(at + 1, "lần")
            && !self.is_joiner(at + 1);
        Some(at + 1 + usize::from(goes_with))
    }

    /// Whether «Nam Bộ», «Bắc Bộ» or «Trung Bộ» ends before a token.
    pub(super) fn ends_region(&self, at: usize) -> bool {
        let Some(point) = at.checked_sub(2).filter(|&point| self.is_capital(point)) else {
            return false;
        };
        let direction = ["nam", "bắc", "trung"];
        self.is(at - 1, "bộ") && direction.iter().any(|word| self.is(point, word))
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
        (!longer && !self.is_holding(at, end)).then_some(end)
    }

    /// Whether «tổ chức» behind a name says what the body does: «Cục Hàng không *tổ chức* họp báo», «ĐH Huế *tổ chức* Lễ …».
    fn is_holding(&self, at: usize, end: usize) -> bool {
        let other = || {
            self.is_word(end)
                && !self.is_capital(end)
                && !self.is_joiner(end)
                && self.tags_at(end).iter().all(|tag| {
                    !matches!(
                        tag.category,
                        Category::Field | Category::Part | Category::Body | Category::Level
                    )
                })
        };
        end == at + 2
            && self.is(at, "tổ")
            && self.is(at + 1, "chức")
            && !self.is_capital(at)
            && !self.begins_body_name(at)
            && (other() || self.says(end, &["Lễ", "Hội", "Đại"]))
    }

    /// Whether a phrase that bodies' names are made of begins at a token.
    pub(super) fn is_part(&self, at: usize) -> bool {
        self.part_end(at).is_some()
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
            // «Ban Bảo vệ, chăm sóc sức khỏe cán bộ *Trung ương*».
            while let Some(next) = self.unit_end(end) {
                if self.central_at(end).is_some() {
                    return Some(end);
                }
                end = next;
            }
            if self.is_joiner(end) {
                break;
            }
            // «tội phạm về tham nhũng, kinh tế, buôn lậu, *Bộ Công an*».
            let small = (comma..end).all(|at| !self.is_capital(at));
            if small && at > comma && self.is_comma(end) && self.is_ministry(end + 1) {
                return Some(end);
            }
            if self.is(end, "của") || self.is(end, "thuộc") || small && self.closes_list(comma, end)
            {
                // «Ủy ban Tài chính, Ngân sách của Quốc hội», «Vụ Dự báo, thống kê tiền tệ.».
                return Some(end);
            }
            // «các công trình giao thông, *nông nghiệp* tỉnh Sơn La».
            let area = small
                && self
                    .area_at(end)
                    .is_some_and(|(area, _)| area.name.is_some());
            if area && !self.is_capital(comma - 1) {
                return Some(end);
            }
            at = end;
        }
        // The last of the list: «… và *Du lịch*».
        self.part_end(end + 1)
    }

    /// Whether a list in small letters ends a name by the mark behind it, and begins with nobody who does something: «Vụ Dự báo,
    /// thống kê tiền tệ.», but «Bệnh viện Bạch Mai, đơn vị tổ chức.».
    fn closes_list(&self, comma: usize, end: usize) -> bool {
        const DOERS: [&str; 14] = [
            "đơn", "thông", "người", "chỉ", "điều", "cán", "cơ", "địa", "thành", "công", "chuyên",
            "tổ", "đại", "tư",
        ];
        let mark = self.token(end).is_none_or(|token| {
            matches!(token.kind, Kind::Mark | Kind::Break) && !self.is_dash(end)
        });
        let beside = self.is_comma(end) && !self.is_capital(end + 1);
        let roles = (comma + 1..end).any(|at| self.has(at, Category::Role));
        mark && !beside && !roles && end > comma + 2 && !self.says(comma + 1, &DOERS)
    }

    /// The end of what a dash joins to a name where the owner in brackets closes both: «Phòng Quy hoạch *- Giao đất*
    /// (Sở X)».
    fn bracketed_end(&self, dash: usize) -> Option<usize> {
        if !self.is_dash(dash) || !self.is_capital(dash + 1) || self.begins_person(dash + 1) {
            return None;
        }
        let end = (dash + 2..dash + 2 + DASHED).find(|&at| self.is_open(at))?;
        let plain = (dash + 1..end).all(|at| {
            self.is_word(at)
                && !self.has(at, Category::Role)
                && !self.has(at, Category::Honorific)
                && (at == dash + 1 || !self.is_capital(at))
        });
        let owner = self.tag(end + 1, Category::Body).is_some();
        (plain && owner).then_some(end)
    }

    /// Whether the name of a ministry begins at a token.
    fn is_ministry(&self, at: usize) -> bool {
        self.is_capital(at)
            && self
                .tag(at, Category::Body)
                .is_some_and(|(entry, _)| self.rules.words.bodies[entry].name == "Bộ")
    }

    /// Whether a token joins two words of one name.
    pub(super) fn is_joiner(&self, at: usize) -> bool {
        let marks = &self.lexicon().marks;
        // «Ban Quản lý dự án X – *đơn vị* được giao …», «– *nơi* …».
        let explains = |at| self.is(at, "nơi") || self.is(at, "đơn") && self.is(at + 1, "vị");
        self.token(at).is_some_and(|t| {
            t.is(marks.and) || t.is(marks.ampersand) || t.is(marks.dash) && !explains(at + 1)
        })
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
                // «Hiệp hội Bất động sản *TPHCM*».
                let letters = self.token(at).is_some_and(|t| t.shape == Shape::Upper);
                self.is_capital(at)
                    && (tag.end as usize > at + 1 || letters)
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
