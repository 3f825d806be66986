//! Areas, and bodies pointed at, that the words around a post say before the article's topic does: in its own sentence,
//! then in its paragraph.

use std::ops::Range;

use super::area::Area;
use super::body::Body;
use super::elided::is_elsewhere;
use super::reading::Reading;
use super::topic::Mention;
use crate::claim::Level;
use crate::rules::{Category, Tag};
use crate::text::Kind;

/// How many words behind «quê» may name somebody's home.
const HOME: usize = 8;

/// How many words of a body's name may stand before a level word that belongs to it.
const NAME: usize = 4;

/// How many words an item of a list may have before or behind a post.
const ITEM: usize = 40;

/// The acts by which a body chooses and dismisses its own officers.
const ELECTIONS: [&str; 8] = [
    "bầu",
    "trúng cử",
    "tái đắc cử",
    "phê chuẩn",
    "chuẩn y",
    "miễn nhiệm",
    "bãi nhiệm",
    "giới thiệu bầu",
];

/// The acts that bring somebody from one place to another.
const MOVES: [&str; 12] = [
    "luân chuyển",
    "điều động",
    "điều động, bổ nhiệm",
    "luân chuyển, bổ nhiệm",
    "luân chuyển, chỉ định",
    "bổ nhiệm",
    "chỉ định",
    "phân công",
    "biệt phái",
    "tăng cường",
    "chuyển công tác",
    "nguyên",
];

impl Mention {
    /// The area, as a body that takes it up has it.
    pub(super) fn area(&self) -> Area {
        Area {
            word: self.word.clone(),
            level: Some(self.level),
            name: Some(self.name.clone()),
            units: self.unit.into_iter().collect(),
            within: None,
        }
    }
}

/// How many sentences before an act may open with a day.
const MATTER: usize = 12;

impl Reading<'_> {
    /// The place of the sentence that a token stands in.
    pub(super) fn sentence_of(&self, at: usize) -> Option<usize> {
        let sentences = &self.text.sentences;
        (sentences.partition_point(|s| s.tokens.start <= at)).checked_sub(1)
    }

    /// The tokens of the sentence that a token stands in.
    pub(super) fn sentence_around(&self, at: usize) -> Option<Range<usize>> {
        let sentence = self.sentence_of(at)?;
        Some(self.text.sentences[sentence].tokens.clone())
    }

    /// Whether a token stands in the row of a table that says where its person comes from, «Bí thư Tỉnh ủy Lò Văn Mẫu từ Sơn
    /// La |»: what other rows name is not its area, nor need that place be.
    pub(super) fn is_row_of_origin(&self, at: usize) -> bool {
        let Some(row) = self.sentence_around(at) else {
            return false;
        };
        let word = |at: &usize| self.token(*at).is_some_and(|t| t.kind != Kind::Break);
        let last = row.clone().rev().find(word);
        last.is_some_and(|last| self.mark(last) == Some('|'))
            && (at..row.end)
                .any(|at| self.is(at, "từ") && self.tag(at + 1, Category::Place).is_some())
    }

    /// The only fitting area that the other posts of an item name, in a sentence whose items semicolons part: «…; ông A, Ủy
    /// viên Ban Thường vụ Tỉnh ủy, Trưởng Ban Quản lý Khu kinh tế X; …» has nothing to do with the item before.
    pub(super) fn mention_of_item(
        &self,
        at: usize,
        fits: impl Fn(&Mention) -> bool,
    ) -> Option<Mention> {
        let sentence = self.sentence_around(at)?;
        let parts = |at: &usize| self.is(*at, ";");
        let first = (sentence.start.max(at.saturating_sub(ITEM))..at).rev();
        let before = first.clone().find(parts);
        let behind = (at..sentence.end.min(at + ITEM)).find(parts);
        let (start, end) = match (before, behind) {
            (None, None) => return None,
            (before, behind) => (
                before.or_else(|| first.clone().find(|&at| self.is(at, ":"))),
                behind,
            ),
        };
        let item = start.map_or(sentence.start, |start| start + 1)..end.unwrap_or(sentence.end);
        if item.len() > 2 * ITEM {
            return None;
        }
        let body =
            |tag: &&Tag| tag.category == Category::Body && self.is_capital(tag.start as usize);
        let bodies = self.tags_in(item.clone()).iter().filter(body);
        let of_bodies = bodies.filter_map(|tag| {
            let area = self.body_at(tag.start as usize)?.area?;
            let bare = area.name.is_some() && area.word.is_none();
            let unit = self.province_of(&area).filter(|_| bare)?;
            Some(self.mention_of(tag.start as usize, unit))
        });
        let said = self.mentions_in(&item).iter().cloned();
        let mut named = said
            .chain(of_bodies)
            .filter(|mention| mention.unit.is_some() || mention.level == Level::Commune)
            .filter(|mention| fits(mention) && !self.is_home(mention.token))
            .filter(|mention| !self.is_in_name(mention.token));
        let one = named.next()?;
        named.all(|other| other.name == one.name).then_some(one)
    }

    /// The first sentence whose decisions an act of a sentence may rest on: in a life, the last before it that opens with a
    /// day of its own.
    pub(super) fn first_of_matter(&self, sentence: usize) -> usize {
        let opens = |number: &usize| {
            let first = self.text.sentences[*number].tokens.start;
            let day = ["ngày", "sáng", "chiều", "tối", "trưa"]
                .iter()
                .any(|word| self.is(first, word));
            day && (first + 1..first + 4).any(|at| self.digits(at).is_some())
        };
        let own = (0..sentence).rev().take(MATTER).find(opens);
        own.filter(|_| self.portrait.is_some()).unwrap_or_default()
    }

    /// The province in which somebody worked in the posts that its sentence lists: «làm việc tại Tây Ninh ở những vị trí: …».
    pub(super) fn workplace(&self, at: usize) -> Option<Mention> {
        let sentence = self.sentence_around(at)?;
        let works = |at: &usize| {
            ["việc", "tác"].iter().any(|word| self.is(at - 1, word)) && self.is(*at, "tại")
        };
        let place = (sentence.start + 2..at).rev().find(works)? + 1;
        let place = place + usize::from(self.is(place, "tỉnh"));
        let (area, end) = self.bare_area_at(place)?;
        let lists = ["ở", "với", "trong", "qua"]
            .iter()
            .any(|word| self.is(end, word))
            && (end..at).any(|at| self.is(at, ":"));
        let unit = self.province_of(&area).filter(|_| lists)?;
        Some(self.mention_of(place, unit))
    }

    /// Whether a level word belongs to a body's name: «Thông tấn *xã* Việt Nam».
    fn is_in_name(&self, at: usize) -> bool {
        self.tags_in(at.saturating_sub(NAME)..at)
            .iter()
            .any(|tag| tag.category == Category::Body && tag.end as usize > at + 2)
    }

    /// The areas that some tokens name with their level.
    pub(super) fn mentions_in(&self, sentence: &Range<usize>) -> &[Mention] {
        let known = &self.topic.mentions;
        let first = known.partition_point(|mention| mention.token < sentence.start);
        let last = known.partition_point(|mention| mention.token < sentence.end);
        &known[first..last]
    }

    /// Where an article tells of several provinces, the one that the sentence names before a token.
    pub(super) fn province_beside(&self, at: usize) -> Option<&Mention> {
        if !self.topic.is_of_several() {
            return None;
        }
        let sentence = self.sentence_around(at)?;
        self.mentions_in(&(sentence.start..at))
            .iter()
            .rev()
            .find(|mention| mention.level == Level::Province)
    }

    /// The only province of a sentence in which a body elects or dismisses officers of its own: «Ông A, Bí thư Tỉnh ủy,
    /// được bầu tiếp tục giữ chức Bí thư Tỉnh ủy Lào Cai».
    pub(super) fn province_elected(&self, at: usize) -> Option<&Mention> {
        let sentence = self.sentence_around(at)?;
        let mut named = self
            .mentions_in(&sentence)
            .iter()
            .filter(|mention| mention.level == Level::Province && !self.is_home(mention.token));
        // The topic tells its own provinces as they are best written.
        let province = named
            .next()
            .filter(|named| named.unit.is_some() && named.unit != self.topic.province)?;
        let mut elects = false;
        for tag in self.tags_in(sentence) {
            if tag.category == Category::Cue {
                let class = self.rules.words.cues[tag.entry as usize].as_str();
                // «Ủy viên Ban Chấp hành Đảng bộ tỉnh, nguyên Vụ trưởng …»: what comes behind was elsewhere.
                let later = class == "nguyên" && tag.start as usize > at;
                if MOVES.contains(&class) && !later {
                    return None;
                }
                elects |= ELECTIONS.contains(&class);
            }
        }
        let one = elects && named.all(|other| other.name == province.name);
        one.then_some(province)
    }

    /// Whether a place is where somebody comes from: «quê huyện X, tỉnh Y».
    pub(super) fn is_home(&self, at: usize) -> bool {
        (at.saturating_sub(HOME)..at).any(|from| self.is(from, "quê") || self.is(from, "sinh"))
    }

    /// The only fitting area that a sentence with an act and the one before it name before a token.
    pub(super) fn only_before(
        &self,
        at: usize,
        fits: impl Fn(&Mention) -> bool,
    ) -> Option<&Mention> {
        let sentences = &self.text.sentences;
        let own = self.sentence_of(at)?;
        let first = sentences[own].tokens.start;
        let goes_on = self.is(first, "theo") && self.is(first + 1, "đó");
        let before = own
            .checked_sub(1)
            .filter(|&before| goes_on || sentences[before].paragraph == sentences[own].paragraph);
        let start = sentences[before.unwrap_or(own)].tokens.start;
        let acts = |tag: &Tag| {
            let class = (tag.category == Category::Cue)
                .then(|| self.rules.words.cues[tag.entry as usize].as_str());
            class.is_some_and(|class| ELECTIONS.contains(&class) || MOVES.contains(&class))
        };
        if !self.tags_in(sentences[own].tokens.clone()).iter().any(acts) {
            return None;
        }
        let named = self.mentions_in(&(start..at + 1));
        let mut fitting = named.iter().rev().filter(|mention| fits(mention));
        let last = fitting.next().filter(|last| !self.is_home(last.token))?;
        fitting.all(|other| other.name == last.name).then_some(last)
    }

    /// The area that a level word with «này» takes up: «ông A, nguyên Phó Bí thư Đà Nẵng, được bầu làm Bí thư tỉnh này».
    pub(super) fn taken_up_area(&self, at: usize, area: &Area, end: usize) -> Option<Area> {
        if area.name.is_some() || !self.is(end, "này") {
            return None;
        }
        let level = match area.word.as_deref()? {
            "tỉnh" | "thành phố" => Level::Province,
            "huyện" | "quận" | "thị xã" => Level::District,
            _ => return None,
        };
        let units = self.rules.places.units();
        let sentence = self.sentence_around(at)?;
        let mut last: Option<&Tag> = None;
        for tag in self.tags_in(sentence.start..at) {
            let apart = last.is_none_or(|last| tag.start >= last.end);
            if tag.category == Category::Place && apart {
                last = Some(tag);
            }
        }
        let (last, _) = self.bare_area_at(last?.start as usize)?;
        let word = area.word.as_deref();
        let fits = last.units.iter().any(|&unit| {
            let kind = level == Level::Province || word == Some(units[unit].kind.as_str());
            units[unit].level == level && kind
        });
        fits.then_some(Area {
            level: Some(level),
            ..last
        })
    }

    /// The body that «Ủy ban này» takes up: the only one of that kind which its part of the sentence names before, else its
    /// sentence, else the one before; where none does, what bare ones mean, though not in a life.
    pub(super) fn pointed_at(&self, body: &Body) -> Option<Body> {
        let head = format!("{} ", body.name);
        let own = self.sentence_of(body.start)?;
        let start = |sentence: usize| self.text.sentences[sentence].tokens.start;
        let part = (start(own)..body.start)
            .rev()
            .find(|&at| self.is(at, ";"))
            .unwrap_or(body.start);
        let before = start(own.saturating_sub(1));
        for span in [part..body.start, start(own)..body.start, before..start(own)] {
            let bodies = self.tags_in(span).iter();
            let mut named = bodies
                .filter(|tag| tag.category == Category::Body)
                .filter_map(|tag| self.body_at(tag.start as usize))
                .filter(|found| !found.elided && found.name.starts_with(&head));
            if let Some(first) = named.next() {
                let same = |other: &Body| other.name == first.name && !is_elsewhere(&first, other);
                return named.all(|other| same(&other)).then_some(first);
            }
        }
        // A life goes through many committees.
        if self.portrait.is_some() && matches!(body.name.as_str(), "Ủy ban" | "Ban") {
            return None;
        }
        self.named_before(body)
            .or_else(|| self.association_named(body))
    }

    /// The mention that fits and stands nearest before a token in its sentence, else the only one behind it there.
    pub(super) fn mentioned_beside(
        &self,
        at: usize,
        fits: impl Fn(&Mention) -> bool,
    ) -> Option<&Mention> {
        let sentence = self.sentence_around(at)?;
        let known = &self.topic.mentions;
        let first = known.partition_point(|mention| mention.token < sentence.start);
        let here = known[first..]
            .iter()
            .take_while(|mention| mention.token < sentence.end)
            .filter(|mention| fits(mention));
        let (before, behind): (Vec<_>, Vec<_>) = here.partition(|mention| mention.token < at);
        before.last().copied().or(match behind[..] {
            [only] => Some(only),
            _ => None,
        })
    }
}
