//! One article under the rules: its text, tags and areas, as the recognisers of this stage ask for them.

use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use crate::article::Article;
use crate::rules::{Category, Lexicon, Rules, Tag};
use crate::text::{Kind, Text, Token, WordId, is_folded_to};

use super::body::Body;
use super::brand::{Brands, Councils};
use super::fuller::Fuller;
use super::letters::spelled_out;
use super::name::NameMention;
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
    /// By token: which tags begin there; one more for the end.
    begins: Vec<Begin>,
    /// The letters that the text spells out, with the words that they stand for.
    pub(super) spelled: HashMap<String, Range<usize>>,
    /// The threes of capitalised words, by which a name that lost a capital is known; laid out when one is asked for.
    pub(super) names: OnceCell<HashSet<String>>,
    /// Whom the headline names, where it has nothing but a name.
    pub(crate) portrait: Option<NameMention>,
    /// The first token and the end of what holds nothing but posts: there the open name of a body runs to the next mark
    /// or post.
    pub(crate) posts_only: Cell<(usize, usize)>,
    /// What the article is about.
    pub(crate) topic: Topic,
    /// The bodies that the text names in full somewhere; looked for when the first short one asks.
    pub(super) fuller: OnceCell<Fuller>,
    /// The bodies that brackets give another name; looked for when the first one without an owner asks.
    pub(super) called: OnceCell<HashMap<String, Body>>,
    /// What the enterprises of the text go by; looked for when the first brand asks.
    pub(super) brands: OnceCell<Brands>,
    /// Whether those are being looked for: the bodies read for that know none of them yet.
    pub(super) finds_brands: Cell<bool>,
    /// The councils of enterprises that the text names; looked for when the first chairman asks.
    pub(super) councils: OnceCell<Councils>,
    /// The bodies whose meetings the text tells; looked for when the first post of an election asks.
    pub(super) meetings: OnceCell<Vec<Body>>,
    /// The ministries and departments that the text names, by their names folded; looked for when the first one asks.
    pub(super) ministries: OnceCell<BTreeMap<String, String>>,
    /// The last year that the text names as past; looked for when the first place of an undated article asks.
    pub(super) told_year: OnceCell<Option<i32>>,
}

/// The tags that begin at a token.
#[derive(Clone, Copy, Debug, Default)]
struct Begin {
    /// The place of the first in [`Reading::tags`]; they reach to that of the next token.
    first: u32,
    /// Their categories, a bit for each: most tokens are asked for what they don't have.
    categories: u16,
}

/// Leaves to a role the last word of a cue that the role begins with: «giữ chức *Vụ trưởng*», but «giữ chức vụ *Trưởng phòng*».
fn leave_roles_whole(tags: &mut [Tag]) {
    let role_at = |tags: &[Tag], at: u32| {
        let from = tags.partition_point(|tag| tag.start < at);
        let here = tags[from..].iter().take_while(|tag| tag.start == at);
        here.filter(|tag| tag.category == Category::Role)
            .any(|tag| tag.end > at + 1)
    };
    let long = |tag: &Tag| tag.category == Category::Cue && tag.end > tag.start + 1;
    for place in 0..tags.len() {
        let tag = &tags[place];
        let end = tag.end;
        if long(tag) && role_at(tags, end - 1) && !role_at(tags, end) {
            tags[place].end = end - 1;
        }
    }
}

impl<'a> Reading<'a> {
    /// Cuts, tags and orients an article.
    pub(crate) fn new(article: &'a Article, rules: &'a Rules) -> Self {
        let text = Text::new(article, &rules.lexicon);
        let mut tags = rules.lexicon.tag(&text.tokens);
        leave_roles_whole(&mut tags);
        // How many tags begin at each token, then how many begin before it.
        let mut begins = vec![Begin::default(); text.tokens.len() + 1];
        for tag in &tags {
            begins[tag.start as usize].categories |= tag.category.bit();
            begins[tag.start as usize + 1].first += 1;
        }
        let mut before = 0;
        for Begin { first, .. } in &mut begins {
            before += *first;
            *first = before;
        }
        let spelled = spelled_out(&text);
        let mut reading = Self {
            rules,
            article,
            text,
            tags,
            begins,
            spelled,
            names: OnceCell::new(),
            portrait: None,
            posts_only: Cell::new((0, 0)),
            topic: Topic::default(),
            fuller: OnceCell::new(),
            called: OnceCell::new(),
            brands: OnceCell::new(),
            finds_brands: Cell::new(false),
            councils: OnceCell::new(),
            meetings: OnceCell::new(),
            ministries: OnceCell::new(),
            told_year: OnceCell::new(),
        };
        reading.topic = Topic::of(&reading);
        reading.portrait = reading.headline_name();
        reading
    }

    /// Whether a token stands in what holds nothing but posts.
    pub(crate) fn is_in_posts(&self, at: usize) -> bool {
        let (start, end) = self.posts_only.get();
        (start..end).contains(&at)
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
        self.tags_in(at..at + 1)
    }

    /// The tags that begin at some tokens.
    pub(crate) fn tags_in(&self, tokens: Range<usize>) -> &[Tag] {
        match (self.begins.get(tokens.start), self.begins.get(tokens.end)) {
            (Some(start), Some(end)) => &self.tags[start.first as usize..end.first as usize],
            _ => &[],
        }
    }

    /// Whether a phrase of a category begins at a token.
    pub(crate) fn has(&self, at: usize, category: Category) -> bool {
        let begin = self.begins.get(at);
        begin.is_some_and(|begin| begin.categories & category.bit() != 0)
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
        if !self.has(at, category) {
            return None;
        }
        let mut tags = self.tags_at(at).iter();
        let tag = tags.find(|tag| tag.category == category)?;
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

    /// Whether a token is this word or mark, folded, which the tables may have or not.
    #[inline]
    pub(crate) fn is(&self, at: usize, folded: &str) -> bool {
        self.token(at).is_some_and(|token| match token.word {
            WordId::UNKNOWN => self.is_written(token, folded),
            word => self.lexicon().is(word, folded),
        })
    }

    /// Whether the letters of a token are this folded word; folding leaves a word as long as it was.
    #[cold]
    fn is_written(&self, token: &Token, folded: &str) -> bool {
        let word = self.text.word(token);
        word.len() == folded.len() && is_folded_to(word, folded)
    }
}
