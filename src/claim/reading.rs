//! One article under the rules: its text, tags and areas, as the recognisers of this stage ask for them.

use std::collections::HashMap;
use std::ops::Range;

use crate::article::Article;
use crate::rules::{Category, Lexicon, Rules, Tag};
use crate::text::{Kind, Text, Token, WordId};

use super::letters::spelled_out;
use super::topic::Topic;

/// How many tokens a phrase of the lexicon has at most before one that stands within it.
const LONGEST_PHRASE: usize = 8;

/// An article while it is read.
pub(crate) struct Reading<'a> {
    /// The rules.
    pub(crate) rules: &'a Rules,
    /// The article.
    pub(crate) article: &'a Article,
    /// Its text.
    pub(crate) text: Text<'a>,
    /// The phrases found, by first token.
    pub(crate) tags: Vec<Tag>,
    /// By token: the place of its first tag in `tags`; one more for the end.
    firsts: Vec<u32>,
    /// The letters that the text spells out, with the words that they stand for.
    pub(super) spelled: HashMap<String, Range<usize>>,
    /// Whether the text is a string of posts, in which the open name of a body runs to the next mark or post.
    pub(crate) posts_only: bool,
    /// What the article is about.
    pub(crate) topic: Topic,
}

impl<'a> Reading<'a> {
    /// Cuts, tags and orients an article.
    pub(crate) fn new(article: &'a Article, rules: &'a Rules) -> Self {
        let text = Text::new(article, &rules.lexicon);
        let tags = rules.lexicon.tag(&text.tokens);
        // How many tags begin at each token, then how many begin before it.
        let mut firsts = vec![0; text.tokens.len() + 1];
        for tag in &tags {
            firsts[tag.start as usize + 1] += 1;
        }
        let mut before = 0;
        for first in &mut firsts {
            before += *first;
            *first = before;
        }
        let spelled = spelled_out(&text);
        let mut reading = Self {
            rules,
            article,
            text,
            tags,
            firsts,
            spelled,
            posts_only: false,
            topic: Topic::default(),
        };
        reading.topic = Topic::of(&reading);
        reading
    }

    /// The lexicon.
    pub(crate) fn lexicon(&self) -> &'a Lexicon {
        &self.rules.lexicon
    }

    /// A token; none past the end of the text.
    pub(crate) fn token(&self, at: usize) -> Option<&Token> {
        self.text.tokens.get(at)
    }

    /// The tags that begin at a token.
    pub(crate) fn tags_at(&self, at: usize) -> &[Tag] {
        match (self.firsts.get(at), self.firsts.get(at + 1)) {
            (Some(&first), Some(&end)) => &self.tags[first as usize..end as usize],
            _ => &[],
        }
    }

    /// Whether a token stands within a longer phrase of a body's name: «trường» in «Tài nguyên và Môi trường».
    pub(crate) fn is_inside_phrase(&self, at: usize) -> bool {
        (at.saturating_sub(LONGEST_PHRASE)..at).any(|from| {
            self.tags_at(from).iter().any(|tag| {
                matches!(tag.category, Category::Field | Category::Part) && tag.end as usize > at
            })
        })
    }

    /// The longest phrase of a category that begins at a token: its entry and its end.
    pub(crate) fn tag(&self, at: usize, category: Category) -> Option<(usize, usize)> {
        let tag = self
            .tags_at(at)
            .iter()
            .find(|tag| tag.category == category)?;
        Some((tag.entry as usize, tag.end as usize))
    }

    /// The cue class that begins at a token, by name, and its end.
    pub(crate) fn cue(&self, at: usize) -> Option<(&'a str, usize)> {
        let (entry, end) = self.tag(at, Category::Cue)?;
        Some((self.rules.words.cues[entry].as_str(), end))
    }

    /// Whether a token is a word that begins with a capital.
    pub(crate) fn is_capital(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::is_capital)
    }

    /// Whether a token is a word.
    pub(crate) fn is_word(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.kind == Kind::Word)
    }

    /// Whether a token is a comma.
    pub(crate) fn is_comma(&self, at: usize) -> bool {
        self.token(at)
            .is_some_and(|t| t.is(self.lexicon().marks.comma))
    }

    /// Whether a token is a dash.
    pub(crate) fn is_dash(&self, at: usize) -> bool {
        self.token(at)
            .is_some_and(|t| t.is(self.lexicon().marks.dash))
    }

    /// Whether a token opens a bracket.
    pub(crate) fn is_open(&self, at: usize) -> bool {
        self.token(at)
            .is_some_and(|t| t.is(self.lexicon().marks.open))
    }

    /// The token after the bracket that opens at a token, where it closes within 40 tokens and on this line.
    pub(crate) fn after_bracket(&self, open: usize) -> Option<usize> {
        let mut depth = 0;
        for at in open..(open + 40).min(self.text.tokens.len()) {
            let token = &self.text.tokens[at];
            if token.kind == Kind::Break {
                return None;
            }
            depth += i32::from(token.is(self.lexicon().marks.open));
            depth -= i32::from(token.is(self.lexicon().marks.close));
            if depth == 0 {
                return Some(at + 1);
            }
        }
        None
    }

    /// The folded word of a token, by text; for the few words that grammar asks for.
    pub(crate) fn is(&self, at: usize, folded: &str) -> bool {
        let Some(token) = self.token(at).filter(|t| t.word != WordId::UNKNOWN) else {
            return false;
        };
        // Folding leaves ASCII letters what they are, but for their case: most words differ in the first.
        let first = self.text.word(token).as_bytes().first();
        let differ = first.zip(folded.as_bytes().first()).is_some_and(|(a, b)| {
            a.is_ascii_alphanumeric() && b.is_ascii() && !a.eq_ignore_ascii_case(b)
        });
        !differ && token.is(self.lexicon().word(folded))
    }
}
