//! Where passages and things are shown: addresses of pages, and what articles are called.

use oxigraph::model::NamedNodeRef;

use super::layout::{Language, link, parts};
use crate::answer::{self, Quote};
use crate::serve::state::State;

/// So many passages stand under a fact; the page about the fact has the others.
const PASSAGES: usize = 12;

/// Shows passages and things of a state of the store.
pub(super) struct Sources<'a> {
    /// The state.
    pub(super) state: &'a State,
    /// The language of the page.
    pub(super) l: Language,
}

impl Sources<'_> {
    /// The page of the article that a passage stands in.
    pub(super) fn article(&self, quote: &Quote) -> String {
        let article = self.state.store.base().article(&quote.article);
        link(self.l, article.as_str())
    }

    /// The address of a passage in its article's page.
    pub(super) fn passage(&self, quote: &Quote) -> String {
        let end = quote.start + quote.quote.chars().count();
        format!("{}#char={},{end}", self.article(quote), quote.start)
    }

    /// What the article of a passage is called: its headline, else its first words.
    pub(super) fn title(&self, quote: &Quote) -> String {
        if let Some(headline) = quote
            .headline
            .as_ref()
            .filter(|line| !line.trim().is_empty())
        {
            return headline.clone();
        }
        let article = self.state.store.base().article(&quote.article);
        let article = NamedNodeRef::from(&article);
        // A page with an id in a title's place is better than none.
        answer::article_title(self.state.store.inner(), article)
            .unwrap_or_else(|_| quote.article.clone())
    }

    /// The page about a thing; none for terms of a vocabulary, which have no page here.
    pub(super) fn address(&self, iri: &str) -> Option<String> {
        parts(iri).map(|_| link(self.l, iri))
    }

    /// The first of some passages.
    pub(super) fn first(quotes: &[Quote]) -> &[Quote] {
        &quotes[..quotes.len().min(PASSAGES)]
    }

    /// Passages, each with whether it is the first of its article.
    pub(super) fn by_article(quotes: &[Quote]) -> Vec<(&Quote, bool)> {
        let mut before = None;
        let told = quotes.iter().map(|quote| {
            let is_first = before.replace(&quote.article) != Some(&quote.article);
            (quote, is_first)
        });
        told.collect()
    }

    /// How many passages are not among the first.
    pub(super) fn more(quotes: &[Quote]) -> usize {
        quotes.len().saturating_sub(PASSAGES)
    }

    /// The details that were recovered from context, in words.
    pub(super) fn details(&self, recovered: &[String]) -> String {
        let words = recovered.iter().map(|detail| match detail.as_str() {
            "area" => self.l.say("địa bàn", "area"),
            "body" | "org" => self.l.say("cơ quan", "body"),
            "date" => self.l.say("ngày", "date"),
            "end" => self.l.say("kết thúc", "end"),
            "from" => self.l.say("chức vụ cũ", "post left"),
            "person" => self.l.say("người", "person"),
            "post" => self.l.say("chức vụ", "post"),
            "role" => self.l.say("chức danh", "role"),
            "start" => self.l.say("bắt đầu", "start"),
            "by" => self.l.say("người quyết định", "who decided"),
            "issuer" => self.l.say("nơi ban hành", "issuer"),
            other => other,
        });
        words.collect::<Vec<_>>().join(", ")
    }
}
