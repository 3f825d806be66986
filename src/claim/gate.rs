//! What an article and a sentence must have to tell of officials: most of the press doesn't.

use super::post::Held;
use super::reading::Reading;
use crate::rules::{Category, FigureClass, ImpliedBody, Tag, code};
use crate::text::Sentence;

/// How often an article of another state names it at least.
const LEAST_ABROAD: usize = 8;

/// How many times as often an article of another state names it than Vietnam.
const MUCH_ABROAD: usize = 5;

impl Reading<'_> {
    /// Whether an article names other states, their cities and leaders time and again and Vietnam and its provinces
    /// hardly ever: its officials, whose names may look Vietnamese, are not ours.
    pub(super) fn tells_of_another_state(&self) -> bool {
        let capital = |tag: &&Tag| self.is_capital(tag.start as usize);
        let abroad = self
            .tags
            .iter()
            .filter(|tag| self.class_of_tag(tag) == Some(FigureClass::Foreign))
            .filter(capital)
            .count();
        if abroad < LEAST_ABROAD {
            return false;
        }
        let provinces = self
            .tags
            .iter()
            .filter(|tag| tag.category == Category::Place)
            .filter(|tag| {
                let place = &self.rules.words.place_names[tag.entry as usize];
                !place.provinces.is_empty() && capital(tag)
            });
        let lexicon = self.lexicon();
        let (viet, nam, short) = (
            lexicon.word("việt"),
            lexicon.word("nam"),
            lexicon.word("vn"),
        );
        let country = self
            .text
            .tokens
            .windows(2)
            .filter(|pair| pair[0].is(viet) && pair[1].is(nam) || pair[0].is(short));
        abroad >= MUCH_ABROAD * (provinces.count() + country.count())
    }

    /// Whether a sentence has a role, an act or a form of address: without one it names no official.
    pub(super) fn may_name(&self, sentence: &Sentence) -> bool {
        // «Chương 12: Bí thư huyện ủy là …»: a novel.
        let start = sentence.tokens.start;
        if self.is(start, "chương") && self.digits(start + 1).is_some() {
            return false;
        }
        if self.opens_life(&sentence.tokens) {
            return true;
        }
        let mut tags = self.tags_in(sentence.tokens.clone()).iter();
        tags.any(|tag| match tag.category {
            // A teacher or a clerk is an official only of the body that is said.
            Category::Role => {
                let role = &self.rules.words.roles[tag.entry as usize];
                !matches!(role.body, ImpliedBody::Said)
                    || self.tag(tag.end as usize, Category::Body).is_some()
                    || self.embassy_at(tag.end as usize).is_some()
            }
            Category::Honorific => true,
            Category::Cue => {
                // What a meeting or a decision is, on which the acts of the next sentences rest.
                let class = self.rules.words.cues[tag.entry as usize].as_str();
                matches!(class, "phiên họp" | "trao" | "kể từ") || self.is_act_word(tag)
            }
            _ => false,
        })
    }

    /// Whether an article has a post anywhere, or an act beside a body: without them none of the names in it is an
    /// official's.
    pub(super) fn may_tell_of_officials(&self) -> bool {
        let is_post = |tag: &Tag| {
            tag.category == Category::Role
                && self.post_at(tag.start as usize, Held::Plain).is_some()
        };
        // What tells an act without a word of an act.
        let moves = |tag: &Tag| {
            tag.category == Category::Cue
                && matches!(
                    self.rules.words.cues[tag.entry as usize].as_str(),
                    "trúng cử" | "tái đắc cử" | "thôi tham gia" | "chuyển công tác"
                )
        };
        let acts_on_body = |sentence: &Sentence| {
            let mut tags = self.tags_in(sentence.tokens.clone()).iter();
            let has_body = tags.clone().any(|tag| tag.category == Category::Body);
            has_body && tags.any(|tag| self.is_act_word(tag) || moves(tag))
        };
        self.portrait.is_some()
            || self.tags.iter().any(is_post)
            || self.text.sentences.iter().any(acts_on_body)
    }

    /// Whether a phrase is words that tell an act.
    fn is_act_word(&self, tag: &Tag) -> bool {
        tag.category == Category::Cue
            && u8::try_from(tag.entry)
                .is_ok_and(|class| self.rules.frames.is_act(code::CUE + class))
    }
}
