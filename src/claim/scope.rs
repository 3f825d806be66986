//! What stands behind a role or a post without being its body: how and what for it is held, for whom, and for which term.

use super::body::{Body, CENTRAL};
use super::post::PostMention;
use super::reading::Reading;
use crate::claim::{Level, Post};
use crate::rules::{Category, Tag};
use crate::text::{Kind, Shape};

/// The government of the South until 1976, which had ministries of its own.
const PROVISIONAL: &str = "Chính phủ Cách mạng lâm thời Cộng hòa miền Nam Việt Nam";

/// How many words may say what a deputy looks after.
const PORTFOLIO: usize = 7;

/// How many words the name of a state may have.
const STATE: usize = 5;

impl Reading<'_> {
    /// Whether what stands behind «Bộ trưởng» says that it is one without a ministry.
    pub(super) fn is_minister_at_large(&self, at: usize) -> bool {
        let scope = self
            .cue(at)
            .is_some_and(|(class, end)| class == "phụ trách" && self.is_word(end));
        scope || self.is(at, "không") && self.is(at + 1, "bộ")
    }

    /// The end of a word behind a role that says how it is held: «Trưởng Ban *chuyên trách*».
    pub(super) fn scope_end(&self, at: usize) -> Option<usize> {
        let (class, end) = self.cue(at)?;
        let before = at.checked_sub(1)?;
        // The role itself may end with it.
        let scope = class == "chuyên trách"
            || class == "phụ trách" && self.tag(end, Category::Body).is_some();
        (scope && !self.is(before, "trách")).then_some(end)
    }

    /// The end of «phụ trách khối kinh tế» behind a post, which says what its holder looks after.
    pub(super) fn portfolio_end(&self, at: usize) -> usize {
        let Some(("phụ trách", start)) = self.cue(at) else {
            return at;
        };
        let mut end = start;
        // Where nothing but posts stands, it goes on over marks too.
        while self.is_in_posts(end) && self.term_at(end).is_none() && !self.has(end, Category::Role)
            || end < start + 8 && self.is_word(end) && self.cue(end).is_none()
        {
            end += 1;
        }
        end
    }

    /// The role of a deputy who looks after something, not after the body, and where the body stands: «Phó Giám đốc phụ trách
    /// chuyên môn *Bệnh viện X*».
    pub(super) fn deputy_for<'r>(&self, role: &'r str, at: usize) -> Option<(&'r str, usize)> {
        let (deputy, at) = match (role.strip_suffix(" phụ trách"), self.cue(at)) {
            (Some(deputy), _) => (deputy, at),
            (None, Some(("phụ trách", end))) if role.starts_with("Phó ") => (role, end),
            _ => return None,
        };
        let small = |at: usize| {
            let lower = self.token(at).is_some_and(|t| t.shape == Shape::Lower);
            lower
                && self.is_word(at)
                && [Category::Body, Category::Role, Category::Level]
                    .iter()
                    .all(|category| !self.has(at, *category))
        };
        let end = (at..at + PORTFOLIO).find(|&at| !small(at))?;
        let body = self.has(end, Category::Body) && self.body_at(end).is_some();
        (body && end > at).then_some((deputy, end))
    }

    /// The embassy whose head «Đại sứ» is with the words behind it: «(của) Việt Nam tại Lào».
    pub(super) fn embassy_at(&self, at: usize) -> Option<Body> {
        let from = at + usize::from(self.is(at, "của"));
        let ours = from > at && self.is(from, "nước") && self.is(from + 1, "ta");
        let state = self.state_end(from).or(ours.then_some(from + 2));
        let place = match state {
            Some(state) => state + self.accredited(state)?,
            None => self.ours_at(at)?,
        };
        let mut end = place;
        // «Liên Xô», «Vương quốc Anh», but «Liên Xô trong thời gian …».
        while end < place + STATE
            && !(end > place && self.begins_person(end))
            && (self.is_capital(end)
                || end > place
                    && self.is_word(end)
                    && self.is_capital(end + 1)
                    && self.tags_at(end).is_empty()
                    && !self.is_joiner(end))
        {
            end += 1;
        }
        let phrase = self
            .tag(place, Category::Figure)
            .map_or(end, |(_, end)| end);
        let end = end.max(phrase);
        let name = || format!("Đại sứ quán Việt Nam tại {}", self.text.words(place..end));
        self.is_capital(place).then(|| Body {
            level: Some(CENTRAL),
            ..Body::named(name(), "government", at..end)
        })
    }

    /// The state in which an ambassador of ours stands, whom nobody else would send: «Chủ tịch nước bổ nhiệm ông A làm Đại sứ
    /// tại *Nhật Bản*».
    fn ours_at(&self, at: usize) -> Option<usize> {
        let place = at + self.accredited(at)?;
        // Whose life is told is ours.
        if self.portrait.is_some() {
            return Some(place);
        }
        let sentence = self.sentence_around(at)?;
        let sends = |at: usize| {
            let president =
                self.is(at, "chủ") && self.is(at + 1, "tịch") && self.is(at + 2, "nước");
            let ministry = self.is(at, "bộ") && self.is(at + 1, "ngoại") && self.is(at + 2, "giao");
            president || ministry
        };
        let abroad = self.is_capital(place) && self.country_end(place).is_none();
        (abroad && (sentence.start..at).any(sends)).then_some(place)
    }

    /// How many words lead from our state to another one: «tại», «bên cạnh», «kiêm nhiệm».
    fn accredited(&self, at: usize) -> Option<usize> {
        let links: [(&str, &str); 4] = [("tại", ""), ("ở", ""), ("bên", "cạnh"), ("kiêm", "nhiệm")];
        links.iter().find_map(|(first, second)| {
            let one = second.is_empty();
            let led = self.is(at, first) && (one || self.is(at + 1, second));
            led.then_some(if one { 1 } else { 2 })
        })
    }

    /// Whether another state is only where a body of ours stands: «Đại sứ Việt Nam tại *Lào*».
    pub(super) fn is_ours_abroad(&self, at: usize) -> bool {
        (at.saturating_sub(STATE)..at).any(|link| {
            let role = || self.tag(link.checked_sub(2)?, Category::Role);
            let ambassador = role().is_some_and(|(entry, end)| {
                end == link && self.rules.words.roles[entry].name == "Đại sứ"
            });
            self.accredited(link).is_some() && ambassador
                || self.accredited(link).is_some()
                    && link
                        .checked_sub(2)
                        .is_some_and(|state| self.is(state, "việt") && self.is(state + 1, "nam"))
        })
    }

    /// Where the area stands behind a committee that is the first or only for a time: «Bí thư Tỉnh ủy *đầu tiên của* tỉnh X»,
    /// «Ủy viên Tỉnh ủy *lâm thời* tỉnh X».
    pub(super) fn place_of_first(&self, at: usize) -> Option<usize> {
        let first = self.is(at, "đầu") && self.is(at + 1, "tiên");
        let passing = self.is(at, "lâm") && self.is(at + 1, "thời");
        if !first && !passing {
            return None;
        }
        let area = at + 2 + usize::from(self.is(at + 2, "của"));
        let named = self
            .area_at(area)
            .is_some_and(|(area, _)| area.name.is_some());
        named.then_some(area)
    }

    /// Whether a post of a life is cut off: a small word that nothing knows goes on directly behind the open name of its
    /// body.
    pub(super) fn is_cut_off(&self, post: &PostMention) -> bool {
        let Some(body) = &post.body else { return false };
        let open = !matches!(body.class.as_str(), "committee" | "assembly" | "government")
            && self.rules.words.bodies.named(&body.name).is_none()
            && body.area.is_none()
            && !body.name.starts_with("Bộ ")
            && !body.name.ends_with(" Việt Nam")
            && !body.name.ends_with(" Trung ương");
        let end = post.tokens.end;
        let goes_on = [
            "thứ", "suốt", "liên", "lần", "mãi", "luôn", "nhưng", "ngay", "cũng", "thay", "đầu",
            "mà",
        ];
        let small = self
            .token(end)
            .is_some_and(|t| t.kind == Kind::Word && t.shape == Shape::Lower && t.spaced);
        // «Quỹ *học bổng* …», «Hội đồng *khoa học* …»: what names are made of leads nowhere else.
        let named = |tag: &Tag| match tag.category {
            Category::Cue => self.rules.words.cues[tag.entry as usize] == "mang tên",
            Category::Role
            | Category::Body
            | Category::Honorific
            | Category::Level
            | Category::Figure => false,
            _ => true,
        };
        // «… Bộ Tổng Tham mưu *Quân đội nhân dân Việt Nam*» only says more.
        let another =
            |(entry, _): (usize, usize)| self.rules.words.bodies[entry].name != "Quân đội nhân dân";
        self.portrait.is_some()
            && open
            && post.term.is_none()
            && (small && self.tags_at(end).iter().all(named) && !self.is_joiner(end)
                || self.is_capital(end) && self.tag(end, Category::Body).is_some_and(another))
            && !goes_on.iter().any(|word| self.is(end, word))
    }

    /// Whether a post of a life leaves open whose it is: «Bí thư Tỉnh ủy» of somebody who went through many provinces.
    pub(super) fn is_anybodys(&self, mention: &PostMention, post: &Post) -> bool {
        let lacks = |body: &Body| match &body.area {
            Some(area) => area.name.is_none(),
            None => body.needs_area,
        };
        let body = mention.body.as_ref();
        let outer = body.and_then(|body| body.parent.as_deref()).or(body);
        // «Giám đốc Công an | Khu III», «Bí thư Tỉnh ủy | các tỉnh A, B»: what follows is another area than that of the
        // text around.
        let end = mention.tokens.end;
        let said = self.text.words(mention.tokens.clone());
        let unread = outer.is_some_and(|body| {
            let named = body.area.as_ref().and_then(|area| area.name.as_ref());
            // An area that another post of the list says is not its own either.
            named.is_none_or(|name| !said.contains(name.as_str())) && (body.needs_area || body.bare)
        }) && (self.is(end, "các")
            || self.is(end, "một") && self.is(end + 1, "loạt")
            || self.is_capital(end) && !self.begins_person(end));
        // «Bộ trưởng Bộ Quốc phòng | Chính phủ Cách mạng lâm thời …»: of another government than ours.
        let other = self
            .tag(end, Category::Body)
            .is_some_and(|(entry, _)| self.rules.words.bodies[entry].name == PROVISIONAL);
        let nowhere =
            post.area.is_none() && post.level != Some(Level::Central) && outer.is_some_and(lacks);
        self.portrait.is_some() && (unread || other || nowhere)
    }
}
