//! The claims of one article, with the posts, bodies and places that they name resolved.

use std::collections::BTreeSet;

use super::document::{cited_key, document_key};
use super::register::{Context, Register};
use super::{Body, Key, Post, name_key};
use crate::claim::{Claims, Level};

/// One article's account: its claims, and what they name.
#[derive(Clone, Debug)]
pub struct Account {
    /// The claims.
    pub claims: Claims,
    /// The code of the province that the article is about.
    pub province: Option<String>,
    /// The post of each tenure; none where the claim names neither role nor body.
    pub tenures: Vec<Option<Post>>,
    /// The posts of each event.
    pub events: Vec<EventPosts>,
    /// The issuer of each document.
    pub issuers: Vec<Option<Post>>,
    /// Whose figures each statistic tells.
    pub subjects: Vec<Option<Subject>>,
}

/// The posts that an event names.
#[derive(Clone, Debug)]
pub struct EventPosts {
    /// The posts left.
    pub from: Vec<Post>,
    /// The posts taken up.
    pub to: Vec<Post>,
    /// The body or officer who decided.
    pub by: Option<Post>,
}

/// Whose figures a statistic tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A place of the table, by its code.
    Place(String),
    /// A body.
    Body(Body),
}

impl Account {
    /// Resolves what the claims of an article name.
    pub fn new(claims: Claims, register: &Register) -> Self {
        let date = claims.article.published.or_else(|| register.era(codes(&claims)));
        let news = Context { province: claims.article.province.as_deref(), date };
        let province = news.province.and_then(|name| register.province(name, news.date)).map(str::to_owned);
        let tenures = claims
            .tenures
            .iter()
            .map(|tenure| register.post(&tenure.post, news.at(tenure.start.or(tenure.end))))
            .collect();
        let events = claims
            .events
            .iter()
            .map(|event| {
                let context = news.at(event.date);
                let posts = |posts: &[crate::claim::Post]| {
                    posts.iter().filter_map(|post| register.post(post, context)).collect::<Vec<_>>()
                };
                let by = event.by.as_deref().and_then(|by| register.authority(by, context));
                EventPosts { from: posts(&event.from), to: posts(&event.to), by }
            })
            .collect();
        let issuers = claims
            .documents
            .iter()
            .map(|document| register.authority(document.issuer.as_deref()?, news.at(document.date)))
            .collect();
        let subjects = claims
            .statistics
            .iter()
            .map(|statistic| register.subject(statistic.org.as_deref()?, news))
            .collect();
        Self { claims, province, tenures, events, issuers, subjects }
    }

    /// The blocks that this account belongs to.
    pub fn keys(&self) -> BTreeSet<Key> {
        let names = self.names().into_iter().map(Key::Name);
        names.chain(self.document_keys().into_iter().map(Key::Document)).collect()
    }

    /// The name keys of its officials: those with a claim, and predecessors.
    pub fn names(&self) -> BTreeSet<String> {
        let claims = &self.claims;
        let people = claims.people.iter().map(|person| person.name.as_str());
        let tenures = claims.tenures.iter().map(|tenure| tenure.person.as_str());
        let events = claims.events.iter().flat_map(|event| {
            [Some(event.person.as_str()), event.replaces.as_deref()].into_iter().flatten()
        });
        let bios = claims.bios.iter().map(|bio| bio.person.as_str());
        people.chain(tenures).chain(events).chain(bios).map(name_key).filter(|key| !key.is_empty()).collect()
    }

    /// The keys of the documents that it names, by a claim of their own or in another's.
    pub fn document_keys(&self) -> BTreeSet<String> {
        let claims = &self.claims;
        let own = claims.documents.iter().filter_map(|d| document_key(Some(&d.kind), d.number.as_deref(), d.date));
        let cited = claims.events.iter().filter_map(|event| event.document.as_deref());
        let implemented = claims.documents.iter().filter_map(|document| document.implements.as_deref());
        own.chain(cited.chain(implemented).filter_map(|number| cited_key(claims, number))).collect()
    }

    /// The blocks whose facts point to a fact of this block because of this account.
    pub fn dependents(&self, key: &Key) -> BTreeSet<Key> {
        let claims = &self.claims;
        let mut dependents = BTreeSet::new();
        match key {
            Key::Name(name) => {
                for event in &claims.events {
                    if event.replaces.as_deref().is_some_and(|replaced| name_key(replaced) == *name) {
                        dependents.insert(Key::Name(name_key(&event.person)));
                    }
                }
            }
            Key::Document(cited) => {
                let names_it =
                    |number: Option<&str>| number.and_then(|number| cited_key(claims, number)).as_ref() == Some(cited);
                for event in claims.events.iter().filter(|event| names_it(event.document.as_deref())) {
                    dependents.insert(Key::Name(name_key(&event.person)));
                }
                for document in claims.documents.iter().filter(|d| names_it(d.implements.as_deref())) {
                    let key = document_key(Some(&document.kind), document.number.as_deref(), document.date);
                    dependents.extend(key.map(Key::Document));
                }
            }
        }
        dependents
    }

    /// The blocks that facts of this block point to because of this account.
    pub fn targets(&self, key: &Key) -> BTreeSet<Key> {
        let claims = &self.claims;
        let cited = |number: Option<&str>| number.and_then(|number| cited_key(claims, number)).map(Key::Document);
        match key {
            Key::Name(name) => claims
                .events
                .iter()
                .filter(|event| name_key(&event.person) == *name)
                .flat_map(|event| {
                    let replaced = event.replaces.as_deref().map(|replaced| Key::Name(name_key(replaced)));
                    replaced.into_iter().chain(cited(event.document.as_deref()))
                })
                .collect(),
            Key::Document(own) => claims
                .documents
                .iter()
                .filter(|d| document_key(Some(&d.kind), d.number.as_deref(), d.date).as_ref() == Some(own))
                .filter_map(|document| cited(document.implements.as_deref()))
                .collect(),
        }
    }

    /// The posts that this account gives to a name, and the central ones among them.
    pub(super) fn posts_of<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Post> {
        let claims = &self.claims;
        let tenures = claims
            .tenures
            .iter()
            .zip(&self.tenures)
            .filter(move |(tenure, _)| name_key(&tenure.person) == name)
            .filter_map(|(_, post)| post.as_ref());
        let events = claims.events.iter().zip(&self.events).flat_map(move |(event, posts)| {
            let own = name_key(&event.person) == name;
            let left_to_him = event.replaces.as_deref().is_some_and(|replaced| name_key(replaced) == name);
            let from = posts.from.iter().filter(move |_| own);
            from.chain(posts.to.iter().filter(move |_| own || left_to_him))
        });
        tenures.chain(events)
    }

    /// The provinces (name keys) that a name's posts lie in; the news' own where a local post tells none.
    pub(super) fn provinces_of(&self, name: &str, register: &Register) -> BTreeSet<String> {
        let mut provinces = BTreeSet::new();
        let mut without = false;
        for body in self.posts_of(name).filter_map(|post| post.body.as_ref()) {
            match body.place.as_deref().and_then(|code| register.province_of(code)) {
                Some(province) => {
                    provinces.insert(province.to_owned());
                }
                None if body.level == Some(Level::Central) => {}
                None => without = true,
            }
        }
        if provinces.is_empty() && without {
            provinces.extend(self.claims.article.province.as_deref().map(name_key));
        }
        provinces
    }
}

/// The codes of the places that the claims resolve.
fn codes(claims: &Claims) -> impl Iterator<Item = &str> {
    let tenures = claims.tenures.iter().map(|tenure| &tenure.post);
    let events = claims.events.iter().flat_map(|event| event.from.iter().chain(&event.to));
    tenures.chain(events).filter_map(|post| post.place.as_deref())
}
