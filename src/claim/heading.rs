//! What a line or a sentence says first: whose roster follows, and of which province it speaks.

use std::ops::Range;

use super::area::Area;
use super::body::Body;
use super::post::PostMention;
use super::reading::Reading;
use super::topic::Mention;
use crate::claim::Level;
use crate::rules::Category;
use crate::text::Kind;

/// How many lines of a roster may stand below the one that says whose it is.
const LINES: usize = 12;

/// Within how many sentences a paragraph speaks of the province that it states.
const STATED: usize = 12;

/// How many words the heading of an item has at most.
const HEADING: usize = 20;

/// How many words behind «theo» may say whose decision it is.
const DECISION: usize = 12;

/// How many words may stand before what a sentence says first.
const OPENING: usize = 8;

impl Reading<'_> {
    /// The province that a sentence, or one before it in the paragraph, says that it speaks of: «Với tỉnh X, …», «Tại X, …»,
    /// «theo quyết định của X, …»; none where another is named behind that.
    pub(super) fn province_stated(&self, at: usize) -> Option<Mention> {
        let sentences = &self.text.sentences;
        let own = self.sentence_of(at)?;
        let paragraph = sentences[own].paragraph;
        let stated = (0..=own)
            .rev()
            .take(STATED)
            .take_while(|&i| sentences[i].paragraph == paragraph)
            .find_map(|i| {
                let tokens = &sentences[i].tokens;
                self.stated_in(tokens.start..tokens.end.min(at))
            })?;
        let mentions = &self.topic.mentions;
        let from = mentions.partition_point(|m| m.token <= stated.token);
        let to = mentions.partition_point(|m| m.token < at);
        let other = |m: &Mention| m.level == Level::Province && m.unit != stated.unit;
        let told = self.topic.province == stated.unit;
        (!told && !mentions[from..to].iter().any(other)).then_some(stated)
    }

    /// The province that the last part of some tokens says first.
    fn stated_in(&self, tokens: Range<usize>) -> Option<Mention> {
        let opens = |&at: &usize| at == tokens.start || self.is(at - 1, ";");
        (tokens.clone().rev().filter(opens)).find_map(|at| self.stated_at(at, tokens.end))
    }

    /// The province that is stated from a token on.
    fn stated_at(&self, at: usize, limit: usize) -> Option<Mention> {
        let small = ["còn", "riêng", "cũng", "đối", "về", "-", "+"];
        let mut link = at;
        while link < at + 3 && small.iter().any(|word| self.is(link, word)) {
            link += 1;
        }
        let place = ["với", "tại", "ở", "phía"]
            .iter()
            .any(|word| self.is(link, word))
            .then_some(link + 1);
        let decided = || {
            let by = (at..limit.min(at + OPENING)).find(|&at| self.is(at, "theo"))?;
            let decision = |at| self.is(at, "quyết") && self.is(at + 1, "định");
            let document = (by..limit.min(by + 4)).find(|&at| decision(at))?;
            let of = (document..limit.min(document + DECISION)).find(|&at| self.is(at, "của"))?;
            Some(of + 1)
        };
        let (start, comma) = place
            .map(|start| (start, true))
            .or_else(|| Some((decided()?, false)))?;
        let (area, end) = self
            .area_at(start)
            .filter(|(area, _)| area.name.is_some())
            .or_else(|| self.bare_area_at(start))
            .filter(|(_, end)| *end <= limit)?;
        // What delegations from everywhere do in the capital is no news of it.
        let capital = area.word.is_none() && area.name.as_deref() == Some("Hà Nội");
        let unit = self.province_of(&area)?;
        let fits = area.level.is_none_or(|level| level == Level::Province);
        (fits && !capital && (!comma || self.is_comma(end))).then(|| self.mention_of(start, unit))
    }

    /// The provinces that the numbered headings of items name: «2. Chủ tịch UBND tỉnh X Nguyễn Văn A».
    pub(super) fn item_provinces(&self) -> Vec<Mention> {
        let sentences = &self.text.sentences;
        let mut headings: Vec<Mention> = Vec::new();
        let mut first = 0;
        while let Some(sentence) = sentences.get(first) {
            let paragraph = sentence.paragraph;
            let next = first + sentences[first..].partition_point(|s| s.paragraph == paragraph);
            let tokens = sentence.tokens.start..sentences[next - 1].tokens.end;
            first = next;
            let numbered = self.digits(tokens.start).is_some()
                && (self.is(tokens.start + 1, ".") || self.is(tokens.start + 1, ")"));
            if paragraph == 0 || !numbered || tokens.len() > HEADING {
                continue;
            }
            let mut named = tokens.filter_map(|at| {
                let (area, _) = self.area_at(at).filter(|(area, _)| area.name.is_some())?;
                Some(self.mention_of(at, self.province_of(&area)?))
            });
            if let (Some(one), None) = (named.next(), named.next()) {
                headings.push(one);
            }
        }
        let several = headings.iter().any(|one| one.unit != headings[0].unit);
        if several { headings } else { Vec::new() }
    }

    /// The provinces that bare names with a colon open passages of: «Kon Tum: Ngày 10/7, … Khánh Hòa: Sáng 11/7, …»; none
    /// where only one does so.
    pub(super) fn inline_headings(&self) -> Vec<Mention> {
        let opens = |at: usize| {
            let (area, end) = self.bare_area_at(at)?;
            let first = (self.sentence_around(at)).is_some_and(|sentence| sentence.start == at);
            let heads = first || self.tells_day(end + 1);
            heads.then(|| self.province_of(&area)).flatten()
        };
        let places = self
            .tags
            .iter()
            .filter(|tag| tag.category == Category::Place && self.is(tag.end as usize, ":"))
            .map(|tag| tag.start as usize);
        let headings: Vec<Mention> = places
            .filter_map(|at| Some(self.mention_of(at, opens(at)?)))
            .collect();
        let several = headings.iter().any(|one| one.unit != headings[0].unit);
        if several { headings } else { Vec::new() }
    }

    /// Whether a day of the news is told at a token: «Ngày 10/7», «Sáng 11/7», «Hôm nay».
    fn tells_day(&self, at: usize) -> bool {
        let day = ["ngày", "sáng", "trưa", "chiều", "tối", "hôm", "vừa", "mới"];
        day.iter().any(|word| self.is(at, word))
    }

    /// The province in which the districts of a sentence lie, where that names no province and the article is of another:
    /// «Phó Trưởng Ban Tổ chức Tỉnh ủy A làm Bí thư Huyện ủy X».
    pub(super) fn province_of_districts(&self, at: usize) -> Option<Mention> {
        let sentence = self.sentence_around(at)?;
        let named = self.mentions_in(&sentence);
        if named.iter().any(|mention| mention.level == Level::Province) {
            return None;
        }
        let units = self.rules.places.units();
        let mut provinces = named
            .iter()
            .filter(|mention| mention.level == Level::District && !self.is_home(mention.token))
            .map(|mention| Some((mention.token, units[mention.unit?].parent?)));
        let (token, province) = provinces.next()??;
        let known = self.topic.province.filter(|&topic| topic != province)?;
        let one = provinces.all(|other| other.is_some_and(|(_, other)| other == province));
        (one && !self.same_land(Some(known), province)).then(|| self.mention_of(token, province))
    }

    /// Gives the posts of a roster the area that its line or the heading above says: «Phường X: Bí thư Đảng ủy: ông A; …»,
    /// «PHƯỜNG X» and, below, «- Bí thư Đảng ủy: A».
    pub(super) fn give_area_of_line(&self, posts: &mut [PostMention]) {
        let lacks = |post: &PostMention| match &post.body {
            Some(body) => lacks_area(body),
            None => post.fixed.is_none(),
        };
        let Some(at) = posts
            .iter()
            .find(|post| lacks(post))
            .map(|p| p.tokens.start)
        else {
            return;
        };
        let Some(area) = self.area_of_line(at) else {
            return;
        };
        let alone = posts.len() == 1;
        for post in posts {
            let end = post.tokens.end;
            match &mut post.body {
                Some(body) if lacks_area(body) => {
                    let word = body.area.as_ref().and_then(|area| area.word.as_deref());
                    let commune = body.name != "Đảng ủy" || area.level == Some(Level::Commune);
                    if commune && word.is_none_or(|word| area.word.as_deref() == Some(word)) {
                        body.area = Some(area.clone());
                        post.shared = true;
                    }
                }
                None if alone
                    && (self.is(end, ":") || self.is_comma(end))
                    && !self.is_behind_name(at) =>
                {
                    let tokens = post.tokens.clone();
                    post.body = self.body_for(&post.role, area.clone(), tokens);
                    post.shared = post.body.is_some();
                }
                _ => {}
            }
        }
    }

    /// Whether a name ends before a token, with a dash between.
    fn is_behind_name(&self, at: usize) -> bool {
        at.checked_sub(2)
            .is_some_and(|name| self.is_dash(name + 1) && self.is_capital(name))
    }

    /// The unit that the line of a token, or the heading of the roster that the line stands in, names.
    fn area_of_line(&self, at: usize) -> Option<Area> {
        let sentences = &self.text.sentences;
        let own = self.sentence_of(at)?;
        let mut paragraph = sentences[own].paragraph;
        for line in 0..LINES {
            let from = sentences.partition_point(|s| s.paragraph < paragraph);
            let to = sentences.partition_point(|s| s.paragraph <= paragraph);
            let (first, last) = (sentences.get(from)?, sentences.get(to.checked_sub(1)?)?);
            let start = self.after_bullet(first.tokens.start);
            let end = last.tokens.end;
            let named = self
                .area_at(start)
                .filter(|(area, after)| area.name.is_some() && *after <= end);
            if let Some((area, mut after)) = named {
                if self.is_open(after) {
                    after = self.after_bracket(after)?;
                }
                let opens = self.is(after, ":") || self.is_dash(after);
                let heading = (after..end).all(|at| !self.is_word(at));
                let own = line == 0 && opens && after < at;
                let below = area.level.is_some_and(|level| level > Level::Province);
                return (below && (own || line > 0 && (heading || opens && after + 1 == end)))
                    .then_some(area);
            }
            // A line of a roster: behind a bullet, or with the post first.
            let bullet = start > first.tokens.start;
            if !bullet && !self.has(start, Category::Role) {
                return None;
            }
            paragraph = paragraph.checked_sub(1)?;
        }
        None
    }

    /// The first word of a line, behind its dash or number.
    fn after_bullet(&self, start: usize) -> usize {
        let mark = self.token(start).is_some_and(|t| t.kind == Kind::Mark);
        let numbered =
            self.digits(start).is_some() && (self.is(start + 1, ".") || self.is(start + 1, ")"));
        start + usize::from(mark) + 2 * usize::from(numbered)
    }
}

/// Whether a body is one of a unit's own, of which the text says no name.
fn lacks_area(body: &Body) -> bool {
    let own = matches!(
        body.name.as_str(),
        "Đảng ủy" | "Ủy ban nhân dân" | "Hội đồng nhân dân"
    ) || body.class == "front";
    let unnamed = body.area.as_ref().is_none_or(|area| area.name.is_none());
    own && unnamed && body.parent.is_none()
}
