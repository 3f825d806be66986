//! Whom the articles of a block speak of, and what their names and numbers mean.

use std::collections::BTreeMap;

use oxigraph::model::NamedNode;

use super::scheme::Scheme;
use crate::identity::{Account, Citation, DocumentIdentity, Identity, Key, documents, people};

/// What the claims of articles mean by a name or a number: the IRIs that facts of other blocks point to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// By article and name key.
    officials: BTreeMap<(String, String), NamedNode>,
    /// By article and how it names the document.
    documents: BTreeMap<(String, Citation), NamedNode>,
}

impl Links {
    /// The official whom an article means by a name, given by its key.
    pub(super) fn official(&self, article: &str, name: &str) -> Option<&NamedNode> {
        self.officials.get(&(article.to_owned(), name.to_owned()))
    }

    /// The document that an article names so.
    pub(super) fn document(&self, article: &str, citation: Citation) -> Option<&NamedNode> {
        self.documents.get(&(article.to_owned(), citation))
    }

    /// Adds the links of another block.
    pub fn extend(&mut self, other: Self) {
        self.officials.extend(other.officials);
        self.documents.extend(other.documents);
    }

    /// The articles whose names or numbers mean something else there than here.
    pub fn differ_in<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a str> {
        let officials =
            differing(&self.officials, &other.officials).map(|(article, _)| article.as_str());
        officials.chain(
            differing(&self.documents, &other.documents).map(|(article, _)| article.as_str()),
        )
    }
}

fn differing<'a, K: Ord, V: PartialEq>(
    a: &'a BTreeMap<K, V>,
    b: &'a BTreeMap<K, V>,
) -> impl Iterator<Item = &'a K> {
    let changed = a
        .iter()
        .filter(|(key, value)| b.get(key) != Some(value))
        .map(|(key, _)| key);
    changed.chain(b.keys().filter(|key| !a.contains_key(key)))
}

/// Whom or which documents the accounts of a block speak of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identities {
    /// The officials of one name.
    Officials(Vec<Identity>),
    /// The documents of one number.
    Documents(Vec<DocumentIdentity>),
}

impl Identities {
    /// Tells apart whom a block speaks of: its accounts in the order of their articles' ids.
    pub fn new(key: &Key, block: &[&Account], scheme: &Scheme) -> Self {
        match key {
            Key::Name(name) => {
                Self::Officials(people(name, block, &scheme.register, &scheme.decisions))
            }
            Key::Document(key) => Self::Documents(documents(key, block)),
        }
    }

    /// What the facts about each of them follow from, besides what its articles say and point to: the articles, how
    /// they name it, what its IRI is made of, and who else it may be.
    pub fn bases<'a>(&'a self, block: &[&'a Account]) -> Vec<IdentityBasis<'a>> {
        let id = |account: usize| block[account].claims.article.id.as_str();
        match self {
            Self::Officials(officials) => {
                let basis = |official: &'a Identity| {
                    let doubts = official.doubts.iter();
                    let accounts = official.accounts.iter();
                    IdentityBasis {
                        anchor: &official.anchor,
                        articles: accounts.map(|&at| (id(at), None)).collect(),
                        doubts: doubts.map(|&at| officials[at].anchor.as_str()).collect(),
                    }
                };
                officials.iter().map(basis).collect()
            }
            Self::Documents(documents) => {
                let basis = |document: &'a DocumentIdentity| {
                    let mentions = document.mentions.iter();
                    IdentityBasis {
                        anchor: &document.anchor,
                        articles: mentions
                            .map(|mention| (id(mention.account), Some(mention.citation)))
                            .collect(),
                        doubts: Vec::new(),
                    }
                };
                documents.iter().map(basis).collect()
            }
        }
    }
}

/// What the facts about an official or a document follow from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IdentityBasis<'a> {
    anchor: &'a str,
    articles: Vec<(&'a str, Option<Citation>)>,
    doubts: Vec<&'a str>,
}

impl IdentityBasis<'_> {
    /// The ids of the articles that speak of it.
    pub fn articles(&self) -> impl Iterator<Item = &str> {
        self.articles.iter().map(|(id, _)| *id)
    }
}

/// What the names or numbers of one block mean in each of its articles.
pub fn links(key: &Key, block: &[&Account], identities: &Identities, scheme: &Scheme) -> Links {
    let mut links = Links::default();
    let id = |account: usize| block[account].claims.article.id.clone();
    let name = key.text();
    match identities {
        Identities::Officials(officials) => {
            for identity in officials {
                let official = scheme.base.official(name, &identity.anchor);
                for &account in &identity.accounts {
                    links
                        .officials
                        .insert((id(account), name.to_owned()), official.clone());
                }
            }
        }
        Identities::Documents(documents) => {
            for identity in documents {
                let document = scheme.base.document(name, &identity.anchor);
                for mention in &identity.mentions {
                    links
                        .documents
                        .insert((id(mention.account), mention.citation), document.clone());
                }
            }
        }
    }
    links
}
