//! Reading articles' accounts and blocks back from the store.

use std::collections::HashMap;
use std::sync::Arc;

use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, QuadRef, Term};

use super::{Store, StoreError, StoreErrorKind, Writer};
use crate::claim::Claims;
use crate::graph::vocabulary::{ql, schema};
use crate::identity::{Account, Key, Register};

/// Accounts of so many claims and mentions are kept in memory between changes.
const KEPT: usize = 8192;

/// Accounts read or written lately, by the article's IRI.
#[derive(Default)]
pub(super) struct Accounts {
    /// The latest, of half the room at most.
    young: HashMap<String, Arc<Account>>,
    weight: usize,
    /// Those before them.
    old: HashMap<String, Arc<Account>>,
}

impl Accounts {
    /// Keeps an account; where there is no more room those go that were not asked for in a long time.
    pub(super) fn keep(&mut self, article: &NamedNode, account: &Arc<Account>) {
        let weight = weight(account);
        if 2 * (self.weight + weight) > KEPT {
            self.old = std::mem::take(&mut self.young);
            self.weight = 0;
        }
        let key = article.as_str().to_owned();
        if 2 * weight <= KEPT && self.young.insert(key, Arc::clone(account)).is_none() {
            self.weight += weight;
        }
    }

    /// The account of an article, where it is kept.
    fn get(&mut self, article: &NamedNode) -> Option<Arc<Account>> {
        if let Some(account) = self.young.get(article.as_str()) {
            return Some(Arc::clone(account));
        }
        let account = self.old.remove(article.as_str())?;
        self.keep(article, &account);
        Some(account)
    }

    /// Forgets the account of an article that is gone or changed.
    pub(super) fn forget(&mut self, article: &NamedNode) {
        self.old.remove(article.as_str());
        if let Some(account) = self.young.remove(article.as_str()) {
            self.weight -= weight(&account);
        }
    }
}

/// How many claims and mentions an account has, and one for itself.
fn weight(account: &Account) -> usize {
    let mentions = account.claims.people.iter().map(|p| p.mentions.len());
    1 + account.claims.count() + mentions.sum::<usize>()
}

impl Store {
    /// The articles that say something under a key.
    pub(super) fn articles_of(&self, key: &Key) -> Result<Vec<NamedNode>, StoreErrorKind> {
        self.articles_with(key_predicate(key), key.text())
    }

    /// Whether an article says something under a key.
    pub(super) fn says(&self, article: &NamedNode, key: &Key) -> Result<bool, StoreErrorKind> {
        let predicate = key_predicate(key);
        let literal = Literal::new_simple_literal(key.text());
        let quad = QuadRef::new(article, predicate, &literal, article);
        Ok(self.inner.contains(quad)?)
    }

    /// The articles of which the store says this: the graphs that say it.
    pub(super) fn articles_with(
        &self,
        predicate: NamedNodeRef,
        key: &str,
    ) -> Result<Vec<NamedNode>, StoreErrorKind> {
        let key = Literal::new_simple_literal(key);
        let mut articles = Vec::new();
        for quad in
            self.inner
                .quads_for_pattern(None, Some(predicate), Some(key.as_ref().into()), None)
        {
            if let GraphName::NamedNode(article) = quad?.graph_name {
                articles.push(article);
            }
        }
        Ok(articles)
    }

    /// What the store's articles say under a key, in the order of their ids.
    pub fn accounts(&self, key: &Key, register: &Register) -> Result<Vec<Account>, StoreError> {
        let read = || -> Result<Vec<Account>, StoreErrorKind> {
            let mut accounts = Vec::new();
            for article in self.articles_of(key)? {
                let text = self.claims_text(&article)?.unwrap_or_default();
                accounts.push(Account::new(parse(&text, &article)?, register));
            }
            accounts.sort_by(|a, b| a.claims.article.id.cmp(&b.claims.article.id));
            Ok(accounts)
        };
        read().map_err(|kind| kind.at(&self.path))
    }

    /// What an article claims; none if the store hasn't got it.
    pub fn claims(&self, article: &NamedNode) -> Result<Option<Claims>, StoreError> {
        let read = || -> Result<Option<Claims>, StoreErrorKind> {
            let text = self.claims_text(article)?;
            text.map(|text| parse(&text, article)).transpose()
        };
        read().map_err(|kind| kind.at(&self.path))
    }

    /// The one literal that an article's graph says of the article.
    pub(super) fn value(
        &self,
        article: &NamedNode,
        predicate: NamedNodeRef,
    ) -> Result<Option<String>, StoreErrorKind> {
        let graph = GraphName::NamedNode(article.clone());
        let subject = Some(article.as_ref().into());
        let quad = self
            .inner
            .quads_for_pattern(subject, Some(predicate), None, Some(graph.as_ref()))
            .next();
        Ok(match quad.transpose()?.map(|quad| quad.object) {
            Some(Term::Literal(literal)) => Some(literal.destruct().0),
            _ => None,
        })
    }

    /// The claims of an article as they stand in the store; none if it hasn't got the article.
    pub(super) fn claims_text(
        &self,
        article: &NamedNode,
    ) -> Result<Option<String>, StoreErrorKind> {
        self.value(article, ql::CLAIMS)
    }

    /// The text of an article.
    pub(super) fn article_text(&self, article: &NamedNode) -> Result<String, StoreErrorKind> {
        self.value(article, schema::ARTICLE_BODY)?
            .ok_or_else(|| StoreErrorKind::Damaged(format!("{} has no text", article.as_str())))
    }
}

/// By what the store says that an article says something under a key.
fn key_predicate(key: &Key) -> NamedNodeRef<'static> {
    match key {
        Key::Name(_) => ql::NAME_KEY,
        Key::Document(_) => ql::DOCUMENT_KEY,
    }
}

/// The claims of an article, read from what the store keeps of them.
pub(super) fn parse(text: &str, article: &NamedNode) -> Result<Claims, StoreErrorKind> {
    serde_json::from_str(text).map_err(|error| {
        StoreErrorKind::Damaged(format!("the claims of {}: {error}", article.as_str()))
    })
}

impl Writer {
    /// The account of an article that the store has.
    pub(super) fn account(
        &mut self,
        article: &NamedNode,
        store: &Store,
    ) -> Result<Arc<Account>, StoreErrorKind> {
        if let Some(account) = self.accounts.get(article) {
            return Ok(account);
        }
        let text = store.claims_text(article)?.ok_or_else(|| {
            StoreErrorKind::Damaged(format!("{} has no claims", article.as_str()))
        })?;
        let claims = parse(&text, article)?;
        let account = Arc::new(Account::new(claims, &self.scheme.register));
        self.accounts.keep(article, &account);
        Ok(account)
    }
}
