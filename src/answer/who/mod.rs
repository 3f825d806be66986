//! Who is who: why articles count as one official's, why not, and which pairs a reader should settle.

mod print;

use std::collections::BTreeSet;

use oxigraph::model::{NamedNode, NamedOrBlankNode};
use serde::Serialize;

use super::AnswerError;
use super::rows::{objects, plain};
use crate::claim::Evidence;
use crate::graph::Scheme;
use crate::graph::vocabulary::ql;
use crate::identity::{
    Account, Bar, Decision, Ground, Grounds, Identity, JOINS, Key, Post, grounds, joints, name_key,
    people,
};
use crate::store::Store;

pub use print::write_comparisons;

/// Whom a question is about: an official's IRI, or a name as one article tells it, written `NAME@ARTICLE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// The name as most articles write it, or as it was asked for.
    pub name: String,
    /// The id of an article that names the official.
    pub article: String,
}

/// Two bearers of one name, and what speaks for and against their being one.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// The name.
    pub name: String,
    /// Either side.
    pub sides: [Side; 2],
    /// Whether they count as one official.
    pub same: bool,
    /// The weight of what speaks for it.
    pub weight: u32,
    /// The weight that joins.
    pub needed: u32,
    /// The decision that settles it: its word, who made it, when and why.
    pub decided: Option<String>,
    /// What speaks for it.
    pub grounds: Vec<Told>,
    /// What speaks against it.
    pub against: Vec<Told>,
}

/// One side of a comparison.
#[derive(Clone, Debug, Serialize)]
pub struct Side {
    /// The IRI of the official.
    pub official: String,
    /// The ids of the articles.
    pub articles: Vec<String>,
    /// The posts that they give.
    pub posts: Vec<String>,
}

/// A ground with the passages that tell it.
#[derive(Clone, Debug, Serialize)]
pub struct Told {
    /// What kind of ground.
    pub kind: &'static str,
    /// What it is: a post, a body, a place, a date.
    pub what: String,
    /// Its weight; none for what speaks against.
    pub weight: Option<u32>,
    /// The passages, one from each side, each with its article.
    pub passages: Vec<Passage>,
}

/// A passage of an article.
#[derive(Clone, Debug, Serialize)]
pub struct Passage {
    /// The id of the article.
    pub article: String,
    /// The day of its publication.
    pub published: Option<String>,
    /// The words.
    pub quote: String,
}

/// Whether a claim about a post, or without one about birth and home, tells something.
type Tells<'t> = dyn Fn(Option<&Post>) -> bool + 't;

/// All bearers of one name that the store knows.
struct Namesakes<'s> {
    key: String,
    scheme: &'s Scheme,
    accounts: Vec<Account>,
    identities: Vec<Identity>,
}

impl<'s> Namesakes<'s> {
    fn new(store: &Store, key: &str, scheme: &'s Scheme) -> Result<Self, AnswerError> {
        let accounts = store.accounts(&Key::Name(key.to_owned()), &scheme.register)?;
        let mut namesakes = Self {
            key: key.to_owned(),
            scheme,
            accounts,
            identities: Vec::new(),
        };
        let block = namesakes.block();
        namesakes.identities = people(key, &block, &scheme.register, &scheme.decisions);
        Ok(namesakes)
    }

    fn block(&self) -> Vec<&Account> {
        self.accounts.iter().collect()
    }

    fn official(&self, identity: &Identity) -> String {
        let iri = self.scheme.base.official(&self.key, &identity.anchor);
        iri.into_string()
    }

    fn id(&self, account: usize) -> &str {
        &self.accounts[account].claims.article.id
    }

    /// The account of an article, and the official whose it is.
    fn find(&self, article: &str) -> Option<(usize, &Identity)> {
        let account = (0..self.accounts.len()).find(|&at| self.id(at) == article)?;
        let mut identities = self.identities.iter();
        let identity = identities.find(|identity| identity.accounts.contains(&account))?;
        Some((account, identity))
    }

    fn side(&self, identity: &Identity, accounts: &[usize]) -> Side {
        let posts: BTreeSet<String> = accounts
            .iter()
            .flat_map(|&at| self.accounts[at].posts_of(&self.key))
            .map(ToString::to_string)
            .collect();
        Side {
            official: self.official(identity),
            articles: accounts.iter().map(|&at| self.id(at).to_owned()).collect(),
            posts: posts.into_iter().collect(),
        }
    }

    /// What speaks for and against two sets of accounts' being one official's.
    fn compare(
        &self,
        identities: [&Identity; 2],
        sides: [&[usize]; 2],
        same: bool,
        decision: Option<&Decision>,
    ) -> Comparison {
        let found = grounds(&self.key, &self.block(), sides, &self.scheme.register);
        let weight = found.weight();
        let Grounds { found, bars } = found;
        let told = |kind: &'static str, what: String, weight, tells: &Tells<'_>| Told {
            kind,
            passages: sides
                .iter()
                .filter_map(|side| self.passage(side, tells))
                .collect(),
            what,
            weight,
        };
        let grounds = found.into_iter().map(|(ground, key, weight)| {
            let what = self.label(ground, &key);
            let tells = move |post: Option<&Post>| match (ground, post) {
                (Ground::Birth | Ground::Hometown, post) => post.is_none(),
                (Ground::Rare, _) | (_, None) => false,
                (Ground::Seat | Ground::Post | Ground::Membership, Some(post)) => post.key() == key,
                (Ground::Body, Some(post)) => post.body_key() == key,
                (Ground::Unit, Some(post)) => post.place().is_some_and(|place| {
                    place == key
                        || self.scheme.register.gazetteer.district_of(place) == Some(key.as_str())
                }),
                (Ground::Province | Ground::Career, Some(_)) => true,
            };
            told(ground_name(ground), what, Some(weight), &tells)
        });
        let grounds = grounds.collect();
        let against = bars.into_iter().map(|(bar, both)| {
            let labels = both.each_ref().map(|key| match bar {
                Bar::Apart => self.label(Ground::Post, key),
                Bar::Birth | Bar::Gender => key.clone(),
            });
            let tells = move |post: Option<&Post>| match (bar, post) {
                (Bar::Birth, post) => post.is_none(),
                (Bar::Apart, Some(post)) => both.iter().any(|key| key == post.key()),
                (Bar::Gender | Bar::Apart, _) => false,
            };
            let what = labels.join(" / ");
            let what = if bar == Bar::Gender {
                String::new()
            } else {
                what
            };
            told(bar_name(bar), what, None, &tells)
        });
        let against = against.collect();
        let [one, other] = identities;
        Comparison {
            name: self.name(sides[0]),
            sides: [self.side(one, sides[0]), self.side(other, sides[1])],
            same,
            weight,
            needed: JOINS,
            decided: decision.map(|decision| {
                let parts = [&decision.by, &decision.on, &decision.why];
                let parts: Vec<&str> = std::iter::once(decision.ruling.word())
                    .chain(parts.into_iter().map(String::as_str))
                    .filter(|part| !part.is_empty())
                    .collect();
                parts.join(", ")
            }),
            grounds,
            against,
        }
    }

    /// What the key of a ground stands for, to be read.
    fn label(&self, ground: Ground, key: &str) -> String {
        let mut posts = self
            .accounts
            .iter()
            .flat_map(|account| account.posts_of(&self.key));
        let label = match ground {
            Ground::Seat | Ground::Post | Ground::Membership => posts
                .find(|post| post.key() == key)
                .map(ToString::to_string),
            Ground::Body => posts
                .find(|post| post.body_key() == key)
                .and_then(|post| Some(post.body()?.label.clone())),
            Ground::Unit => self
                .scheme
                .register
                .gazetteer
                .place_label(key)
                .map(str::to_owned),
            Ground::Province | Ground::Career | Ground::Birth | Ground::Hometown | Ground::Rare => {
                None
            }
        };
        label.unwrap_or_else(|| key.to_owned())
    }

    /// The name as an account writes it.
    fn name(&self, side: &[usize]) -> String {
        let people = side.iter().flat_map(|&at| {
            let account = &self.accounts[at];
            account.claims.people.iter().zip(&account.names.people)
        });
        let own = people.filter(|(_, key)| **key == self.key);
        let mut names = own.map(|(person, _)| person.name.clone());
        names.next().unwrap_or_else(|| self.key.clone())
    }

    /// The first passage of a side that tells something.
    fn passage(&self, side: &[usize], tells: &Tells<'_>) -> Option<Passage> {
        side.iter().find_map(|&at| {
            let account = &self.accounts[at];
            let evidence = self.evidence(account, tells)?;
            let article = &account.claims.article;
            Some(Passage {
                article: article.id.clone(),
                published: article.published.map(|day| day.to_string()),
                quote: evidence.quote.clone(),
            })
        })
    }

    fn evidence<'a>(&self, account: &'a Account, tells: &Tells<'_>) -> Option<&'a Evidence> {
        let claims = &account.claims;
        let own = |key: &String| *key == self.key;
        let tenures = claims.tenures.iter().zip(&account.names.tenures);
        let tenures = tenures
            .zip(&account.tenures)
            .filter_map(|((tenure, key), post)| {
                let told = own(key) && post.is_some() && tells(post.as_ref());
                tenure.evidence.first().filter(|_| told)
            });
        let events = claims.events.iter().zip(&account.names.events);
        let events = events
            .zip(&account.events)
            .filter_map(|((event, key), posts)| {
                let mut all = posts.from.iter().chain(&posts.to);
                let told = own(key) && all.any(|post| tells(Some(post)));
                event.evidence.first().filter(|_| told)
            });
        let bios = claims.bios.iter().zip(&account.names.bios);
        let bios = bios.filter_map(|(bio, key)| {
            let told = own(key) && tells(None);
            bio.evidence.first().filter(|_| told)
        });
        tenures.chain(events).chain(bios).next()
    }

    fn between(&self, one: &str, other: &str) -> Option<Comparison> {
        let (a, first) = self.find(one)?;
        let (b, second) = self.find(other)?;
        if first != second {
            let sides: [&[usize]; 2] = [&first.accounts, &second.accounts];
            let decisions = self.scheme.decisions.of(&self.key).iter();
            let mut settling = decisions.filter(|decision| {
                let sides = [one, other].map(|article| self.find(article).map(|(_, i)| i));
                let [x, y] = &decision.articles;
                let [x, y] = [x, y].map(|article| self.find(article).map(|(_, i)| i));
                sides == [x, y] || sides == [y, x]
            });
            return Some(self.compare([first, second], sides, false, settling.next()));
        }
        let scheme = self.scheme;
        let all = joints(
            &self.key,
            &self.block(),
            &scheme.register,
            &scheme.decisions,
        );
        let joint = all.iter().find(|joint| {
            let [x, y] = &joint.sides;
            x.contains(&a) && y.contains(&b) || x.contains(&b) && y.contains(&a)
        });
        let Some(joint) = joint else {
            return Some(self.compare([first, first], [&[a], &[b]], true, None));
        };
        let [x, y] = &joint.sides;
        let decision = joint.decision.as_ref();
        Some(self.compare([first, first], [x, y], true, decision))
    }
}

/// Why two bearers of one name count as one official, or why not.
pub fn compare(
    store: &Store,
    one: &Bearer,
    other: &Bearer,
    scheme: &Scheme,
) -> Result<Option<Comparison>, AnswerError> {
    let key = name_key(&one.name);
    if key != name_key(&other.name) {
        return Ok(None);
    }
    Ok(Namesakes::new(store, &key, scheme)?.between(&one.article, &other.article))
}

/// The pairs of officials who may be one person, as the graph says, by name.
pub fn review(store: &Store, scheme: &Scheme) -> Result<Vec<Comparison>, AnswerError> {
    let mut names = BTreeSet::new();
    for quad in store
        .inner()
        .quads_for_pattern(None, Some(ql::POSSIBLY_SAME), None, None)
    {
        if let NamedOrBlankNode::NamedNode(official) = quad?.subject {
            names.extend(name_keys(store, &official)?);
        }
    }
    let mut doubts = Vec::new();
    for name in names {
        let namesakes = Namesakes::new(store, &name, scheme)?;
        for (at, one) in namesakes.identities.iter().enumerate() {
            for &place in one.doubts.iter().filter(|&&place| place > at) {
                let other = &namesakes.identities[place];
                let sides: [&[usize]; 2] = [&one.accounts, &other.accounts];
                doubts.push(namesakes.compare([one, other], sides, false, None));
            }
        }
    }
    Ok(doubts)
}

/// Whom `NAME@ARTICLE` or the IRI of an official means; none where the store knows no such one.
pub fn bearer(
    store: &Store,
    reference: &str,
    scheme: &Scheme,
) -> Result<Option<Bearer>, AnswerError> {
    if let Some((name, article)) = reference.rsplit_once('@')
        && !reference.contains("://")
    {
        let namesakes = Namesakes::new(store, &name_key(name), scheme)?;
        return Ok(namesakes.find(article).map(|(account, _)| Bearer {
            name: namesakes.name(&[account]),
            article: article.to_owned(),
        }));
    }
    let Ok(official) = NamedNode::new(reference) else {
        return Ok(None);
    };
    for key in name_keys(store, &official)? {
        let namesakes = Namesakes::new(store, &key, scheme)?;
        let mut identities = namesakes.identities.iter();
        let found = identities.find(|identity| namesakes.official(identity) == reference);
        if let Some(identity) = found {
            return Ok(Some(Bearer {
                name: namesakes.name(&identity.accounts),
                article: namesakes.id(identity.accounts[0]).to_owned(),
            }));
        }
    }
    Ok(None)
}

/// The keys of an official's names.
fn name_keys(store: &Store, official: &NamedNode) -> Result<Vec<String>, AnswerError> {
    let keys = objects(store.inner(), official.as_ref(), ql::NAME_KEY)?;
    Ok(keys.into_iter().map(plain).collect())
}

fn ground_name(ground: Ground) -> &'static str {
    match ground {
        Ground::Seat => "same seat",
        Ground::Post => "same post",
        Ground::Body => "same body",
        Ground::Unit => "same district or commune",
        Ground::Membership => "same membership",
        Ground::Province => "same province",
        Ground::Career => "posts that follow one another",
        Ground::Birth => "same birth",
        Ground::Hometown => "same home place",
        Ground::Rare => "rare name",
    }
}

fn bar_name(bar: Bar) -> &'static str {
    match bar {
        Bar::Birth => "different births",
        Bar::Gender => "different genders",
        Bar::Apart => "posts far apart at one time",
    }
}
