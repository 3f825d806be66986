//! The part of a block that is looked at together, as the store has it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use oxigraph::model::NamedNode;

use super::{Store, StoreErrorKind, Writer};
use crate::graph::identity_mark;
use crate::graph::vocabulary::ql;
use crate::identity::{Account, Key, marks};

/// The accounts of a block that chains of marks and decisions link, while they are gathered.
pub(super) struct Linked<'a> {
    store: &'a Store,
    writer: &'a mut Writer,
    key: &'a Key,
    /// The accounts that come in, by their articles.
    arriving: BTreeMap<NamedNode, Arc<Account>>,
    /// The articles that come in, by their marks.
    bearing: BTreeMap<String, Vec<NamedNode>>,
    /// The articles that were reached, and those of them that are still to be read.
    reached: BTreeSet<NamedNode>,
    waiting: Vec<NamedNode>,
    known: BTreeSet<String>,
}

/// Accounts that the store has, and accounts that come in.
type Accounts = (Vec<Arc<Account>>, Vec<Arc<Account>>);

impl<'a> Linked<'a> {
    pub(super) fn new(
        store: &'a Store,
        writer: &'a mut Writer,
        key: &'a Key,
        arriving: &[Arc<Account>],
    ) -> Self {
        let base = &writer.scheme.base;
        let arriving = arriving.iter();
        let arriving = arriving.map(|account| {
            (
                base.article(&account.claims.article.id),
                Arc::clone(account),
            )
        });
        Self {
            arriving: arriving.collect(),
            store,
            writer,
            key,
            bearing: BTreeMap::new(),
            reached: BTreeSet::new(),
            waiting: Vec::new(),
            known: BTreeSet::new(),
        }
    }

    /// All that is linked with the seeds; all there is where there are none, or where the key alone is enough.
    pub(super) fn gather(mut self, seeds: &BTreeSet<String>) -> Result<Accounts, StoreErrorKind> {
        for (article, account) in &self.arriving {
            for mark in self.marks(account) {
                self.bearing.entry(mark).or_default().push(article.clone());
            }
        }
        for id in seeds {
            let article = self.writer.scheme.base.article(id);
            self.reach(article);
        }
        let (mut before, mut fresh) = Accounts::default();
        if seeds.is_empty() || !self.key.is_divided(&self.writer.scheme.register) {
            for article in self.store.articles_of(self.key)? {
                before.push(self.writer.account(&article, self.store)?);
            }
            fresh.extend(self.arriving.into_values());
            return Ok((before, fresh));
        }
        while let Some(article) = self.waiting.pop() {
            if let Some(account) = self.arriving.get(&article).cloned() {
                self.follow(&account)?;
                fresh.push(account);
            }
            if self.store.says(&article, self.key)? {
                let account = self.writer.account(&article, self.store)?;
                self.follow(&account)?;
                before.push(account);
            }
        }
        Ok((before, fresh))
    }

    /// Notes the articles that an account is linked with.
    fn follow(&mut self, account: &Account) -> Result<(), StoreErrorKind> {
        for mark in self.marks(account) {
            if self.known.contains(&mark) {
                continue;
            }
            for article in self.store.articles_with(ql::IDENTITY_MARK, &mark)? {
                self.reach(article);
            }
            for article in self.bearing.remove(&mark).unwrap_or_default() {
                self.reach(article);
            }
            self.known.insert(mark);
        }
        let scheme = &self.writer.scheme;
        let id = &account.claims.article.id;
        let decisions = scheme.decisions.of(self.key.text()).iter();
        let decided: Vec<NamedNode> = decisions
            .filter(|decision| decision.articles.contains(id))
            .flat_map(|decision| &decision.articles)
            .map(|id| scheme.base.article(id))
            .collect();
        for article in decided {
            self.reach(article);
        }
        Ok(())
    }

    fn reach(&mut self, article: NamedNode) {
        if self.reached.insert(article.clone()) {
            self.waiting.push(article);
        }
    }

    fn marks(&self, account: &Account) -> Vec<String> {
        let name = self.key.text();
        let marks = marks(name, account, &self.writer.scheme.register);
        marks.iter().map(|mark| identity_mark(name, mark)).collect()
    }
}
