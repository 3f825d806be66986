//! The claims of one article, with the posts, bodies and places that they name resolved.

use std::collections::BTreeSet;

use super::document::{cited_key, document_key};
use super::gazetteer::Context;
use super::register::Register;
use super::{Body, Key, Post, name_key};
use crate::claim::{Claims, Document, Level};

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
    /// The name keys of the people that the claims name.
    pub names: Names,
    /// The keys of the documents that the claims name.
    pub papers: Papers,
}

/// The name keys of an account, row by row with its claims.
#[derive(Clone, Debug)]
pub struct Names {
    /// Of the people.
    pub people: Vec<String>,
    /// Of the tenures' holders.
    pub tenures: Vec<String>,
    /// Of the events' persons.
    pub events: Vec<String>,
    /// Of the events' predecessors.
    pub replaced: Vec<Option<String>>,
    /// Of the bios' persons.
    pub bios: Vec<String>,
}

/// The document keys of an account, row by row with its claims.
#[derive(Clone, Debug)]
pub struct Papers {
    /// Of the documents.
    pub documents: Vec<Option<String>>,
    /// Of what the documents implement.
    pub implemented: Vec<Option<String>>,
    /// Of the decisions behind the events.
    pub events: Vec<Option<String>>,
}

impl Names {
    fn new(claims: &Claims) -> Self {
        Self {
            people: claims
                .people
                .iter()
                .map(|person| name_key(&person.name))
                .collect(),
            tenures: claims
                .tenures
                .iter()
                .map(|tenure| name_key(&tenure.person))
                .collect(),
            events: claims
                .events
                .iter()
                .map(|event| name_key(&event.person))
                .collect(),
            replaced: claims
                .events
                .iter()
                .map(|event| event.replaces.as_deref().map(name_key))
                .collect(),
            bios: claims
                .bios
                .iter()
                .map(|bio| name_key(&bio.person))
                .collect(),
        }
    }
}

impl Papers {
    fn new(claims: &Claims) -> Self {
        let own = |d: &Document| document_key(Some(&d.kind), d.number.as_deref(), d.date);
        let cited = |number: &Option<String>| {
            number
                .as_deref()
                .and_then(|number| cited_key(claims, number))
        };
        Self {
            documents: claims.documents.iter().map(own).collect(),
            implemented: claims
                .documents
                .iter()
                .map(|document| cited(&document.implements))
                .collect(),
            events: claims
                .events
                .iter()
                .map(|event| cited(&event.document))
                .collect(),
        }
    }
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
        let date = claims
            .article
            .published
            .or_else(|| register.gazetteer.era(codes(&claims)));
        let news = Context {
            province: claims.article.province.as_deref(),
            date,
        };
        let province = news
            .province
            .and_then(|name| register.gazetteer.province(name, news.date))
            .map(str::to_owned);
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
                    posts
                        .iter()
                        .filter_map(|post| register.post(post, context))
                        .collect::<Vec<_>>()
                };
                let by = event
                    .by
                    .as_deref()
                    .and_then(|by| register.authority(by, context));
                EventPosts {
                    from: posts(&event.from),
                    to: posts(&event.to),
                    by,
                }
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
        let (names, papers) = (Names::new(&claims), Papers::new(&claims));
        Self {
            claims,
            province,
            tenures,
            events,
            issuers,
            subjects,
            names,
            papers,
        }
    }

    /// The blocks that this account belongs to.
    pub fn keys(&self) -> BTreeSet<Key> {
        let names = self
            .name_keys()
            .into_iter()
            .map(|name| Key::Name(name.to_owned()));
        names
            .chain(
                self.document_keys()
                    .into_iter()
                    .map(|key| Key::Document(key.to_owned())),
            )
            .collect()
    }

    /// The name keys of its officials: those with a claim, and predecessors.
    pub fn name_keys(&self) -> BTreeSet<&str> {
        let Names {
            people,
            tenures,
            events,
            replaced,
            bios,
        } = &self.names;
        let all = people
            .iter()
            .chain(tenures)
            .chain(events)
            .chain(replaced.iter().flatten())
            .chain(bios);
        all.map(String::as_str)
            .filter(|key| !key.is_empty())
            .collect()
    }

    /// The keys of the documents that it names, by a claim of their own or in another's.
    pub fn document_keys(&self) -> BTreeSet<&str> {
        let Papers {
            documents,
            implemented,
            events,
        } = &self.papers;
        documents
            .iter()
            .chain(implemented)
            .chain(events)
            .flatten()
            .map(String::as_str)
            .collect()
    }

    /// The blocks whose facts point to a fact of this block because of this account.
    pub fn dependents(&self, key: &Key) -> BTreeSet<Key> {
        let Names {
            events, replaced, ..
        } = &self.names;
        let Papers {
            documents,
            implemented,
            events: decisions,
        } = &self.papers;
        let of = |rows: &[Option<String>], key: &str, owners: &[String]| {
            let owners = owners
                .iter()
                .zip(rows)
                .filter(|(_, row)| row.as_deref() == Some(key));
            owners
                .map(|(owner, _)| Key::Name(owner.clone()))
                .collect::<BTreeSet<Key>>()
        };
        match key {
            Key::Name(name) => of(replaced, name, events),
            Key::Document(cited) => {
                let mut dependents = of(decisions, cited, events);
                let implementing = documents
                    .iter()
                    .zip(implemented)
                    .filter(|(_, row)| row.as_ref() == Some(cited));
                dependents
                    .extend(implementing.filter_map(|(own, _)| own.clone().map(Key::Document)));
                dependents
            }
        }
    }

    /// The blocks that facts of this block point to because of this account.
    pub fn targets(&self, key: &Key) -> BTreeSet<Key> {
        let Names {
            events, replaced, ..
        } = &self.names;
        let Papers {
            documents,
            implemented,
            events: decisions,
        } = &self.papers;
        match key {
            Key::Name(name) => {
                let rows = events
                    .iter()
                    .zip(replaced.iter().zip(decisions))
                    .filter(|(event, _)| *event == name);
                let both = rows.flat_map(|(_, (replaced, decision))| {
                    [
                        replaced.clone().map(Key::Name),
                        decision.clone().map(Key::Document),
                    ]
                });
                both.flatten().collect()
            }
            Key::Document(key) => {
                let rows = documents
                    .iter()
                    .zip(implemented)
                    .filter(|(own, _)| own.as_ref() == Some(key));
                rows.filter_map(|(_, target)| target.clone().map(Key::Document))
                    .collect()
            }
        }
    }

    /// The posts that this account gives to a name; a predecessor had the post that another takes up.
    pub fn posts_of<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Post> {
        let tenures = self
            .names
            .tenures
            .iter()
            .zip(&self.tenures)
            .filter(move |(holder, _)| *holder == name);
        let events = self
            .names
            .events
            .iter()
            .zip(&self.names.replaced)
            .zip(&self.events);
        let events = events.flat_map(move |((person, replaced), posts)| {
            let own = person == name;
            let before = replaced.as_deref() == Some(name);
            posts
                .from
                .iter()
                .filter(move |_| own)
                .chain(posts.to.iter().filter(move |_| own || before))
        });
        tenures.filter_map(|(_, post)| post.as_ref()).chain(events)
    }

    /// The provinces (name keys) that a name's posts lie in; the news' own where a local post tells none.
    pub(super) fn provinces_of(&self, name: &str, register: &Register) -> BTreeSet<String> {
        let mut provinces = BTreeSet::new();
        let mut without = false;
        for body in self.posts_of(name).filter_map(Post::body) {
            match body
                .place
                .as_deref()
                .and_then(|code| register.gazetteer.province_of(code))
            {
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
    let events = claims
        .events
        .iter()
        .flat_map(|event| event.from.iter().chain(&event.to));
    tenures
        .chain(events)
        .filter_map(|post| post.place.as_deref())
}
