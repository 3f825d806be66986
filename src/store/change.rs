//! Changes to a store: articles in, articles out, each batch one transaction.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use oxigraph::model::{GraphName, Quad};
use oxigraph::store::Transaction;

use super::publish::Touched;
use super::read::{Accounts, parse};
use super::scene::{Incoming, IncomingArticles, OutgoingArticles, Scene};
use super::{Changed, Stamp, Store, StoreError, StoreErrorKind, Writer};
use crate::article::Article;
use crate::claim::Claims;
use crate::graph::{Part, backdrop, basis, derive, testimony};
use crate::identity::{Account, Decisions};
use crate::rules::Rules;

/// After so many bytes the database is closed and opened again.
const WRITTEN: usize = 32 << 20;

impl Store {
    /// Adds articles with their claims; an article whose id the store has is replaced.
    ///
    /// The ids must differ from each other. All or nothing happens.
    pub fn add(&mut self, batch: Vec<(Article, Claims)>) -> Result<Changed, StoreError> {
        self.with_writer(|store, writer| store.change(writer, batch, &[]))
    }

    /// Takes articles out by their ids; those that the store hasn't got are passed over.
    pub fn remove(&mut self, ids: &[String]) -> Result<Changed, StoreError> {
        self.with_writer(|store, writer| store.change(writer, Vec::new(), ids))
    }

    /// Derives all testimony and knowledge anew from the articles' texts and claims.
    ///
    /// On a sound store of the same program and rules this changes nothing.
    pub fn rederive(&mut self, rules: &Rules) -> Result<(), StoreError> {
        self.with_writer(|store, writer| store.derive_anew(writer, rules))
    }

    fn with_writer<T>(
        &mut self,
        act: impl FnOnce(&Self, &mut Writer) -> Result<T, StoreErrorKind>,
    ) -> Result<T, StoreError> {
        let Some(mut writer) = self.writer.take() else {
            return Err(StoreErrorKind::OpenedToRead.at(&self.path));
        };
        let done = act(self, &mut writer);
        if done.is_err() {
            writer.accounts = Accounts::default();
        } else if writer.written >= WRITTEN {
            writer.written = 0;
            reopen(&mut self.inner, &self.path).map_err(|kind| kind.at(&self.path))?;
        }
        self.writer = Some(writer);
        done.map_err(|kind| kind.at(&self.path))
    }

    /// Brings a store that was just opened to the state of this program, its rules and its decisions.
    pub(super) fn prepare(
        &mut self,
        stamp: Option<&Stamp>,
        rules: &Rules,
    ) -> Result<(), StoreErrorKind> {
        let Some(mut writer) = self.writer.take() else {
            return Ok(());
        };
        let current = stamp.filter(|stamp| stamp.basis.as_ref() == Some(&basis(rules)));
        match current {
            Some(stamp) => self.redecide(&mut writer, &stamp.decisions)?,
            None => self.derive_anew(&mut writer, rules)?,
        }
        self.writer = Some(writer);
        Ok(())
    }

    /// Brings the facts about the names on which decisions have changed to those of now.
    fn redecide(&self, writer: &mut Writer, before: &Decisions) -> Result<(), StoreErrorKind> {
        let names = writer.scheme.decisions.differ_in(before);
        if names.is_empty() {
            return Ok(());
        }
        let old = writer.scheme.under(before.clone());
        let (none, gone) = (BTreeMap::new(), BTreeMap::new());
        Scene::decided(self, writer, (&none, &gone), &old, names).write()
    }

    fn change(
        &self,
        writer: &mut Writer,
        batch: Vec<(Article, Claims)>,
        removed: &[String],
    ) -> Result<Changed, StoreErrorKind> {
        let mut changed = Changed::default();
        let mut incoming = IncomingArticles::new();
        let mut outgoing = OutgoingArticles::new();
        for (article, claims) in batch {
            let node = self.base.article(&article.id);
            let old = self.claims_text(&node)?;
            if old
                .as_ref()
                .is_some_and(|old| serde_json::to_string(&claims).is_ok_and(|new| new == *old))
            {
                changed.unchanged += 1;
                continue;
            }
            if old.is_some() {
                let account = writer.account(&node, self)?;
                outgoing.insert(article.id.clone(), (node.clone(), account));
                changed.replaced += 1;
            } else {
                changed.added += 1;
            }
            let account = Arc::new(Account::new(claims, &writer.scheme.register));
            incoming.insert(
                article.id,
                Incoming {
                    node,
                    text: article.text,
                    account,
                },
            );
        }
        for id in removed {
            let node = self.base.article(id);
            if self.claims_text(&node)?.is_some() && !outgoing.contains_key(id) {
                let account = writer.account(&node, self)?;
                outgoing.insert(id.clone(), (node, account));
                changed.removed += 1;
            }
        }
        if incoming.is_empty() && outgoing.is_empty() {
            return Ok(changed);
        }
        Scene::new(self, writer, &incoming, &outgoing).write()?;
        for (node, _) in outgoing.values() {
            writer.accounts.forget(node);
        }
        for article in incoming.into_values() {
            writer.accounts.keep(&article.node, &article.account);
        }
        Ok(changed)
    }

    /// Derives everything anew and writes only what differs from what the store has, in one transaction.
    fn derive_anew(&self, writer: &mut Writer, rules: &Rules) -> Result<(), StoreErrorKind> {
        writer.changes.begin(&self.path, Touched::All)?;
        let scheme = &writer.scheme;
        let mut fresh = backdrop(&self.base, rules, &scheme.decisions)?;
        if self.inner.is_empty()? {
            // As atomic as a transaction, and three times as fast.
            let mut loader = self.inner.bulk_loader();
            loader.load_quads(fresh)?;
            return Ok(loader.commit()?);
        }
        let mut transaction = self.inner.start_transaction()?;
        let mut accounts = Vec::new();
        for id in self.article_ids()? {
            let node = self.base.article(&id);
            let text = self.claims_text(&node)?.unwrap_or_default();
            let claims = parse(&text, &node)?;
            let account = Arc::new(Account::new(claims, &scheme.register));
            let graph = testimony(&self.article_text(&node)?, &account, scheme);
            exchange(
                &mut transaction,
                self,
                &GraphName::NamedNode(node),
                &graph.quads,
            )?;
            accounts.push(account);
        }
        fresh.extend(derive(&accounts, Part::WHOLE, scheme));
        exchange(&mut transaction, self, &GraphName::DefaultGraph, &fresh)?;
        Ok(transaction.commit()?)
    }
}

/// Closes a database and opens it again: what it keeps of the files that it has read is given back, which no option of
/// Oxigraph bounds below 160 MB.
pub(super) fn reopen(
    database: &mut oxigraph::store::Store,
    path: &Path,
) -> Result<(), StoreErrorKind> {
    drop(std::mem::replace(database, oxigraph::store::Store::new()?));
    *database = oxigraph::store::Store::open(path)?;
    Ok(())
}

/// Makes a graph hold exactly these quads.
fn exchange(
    transaction: &mut Transaction,
    store: &Store,
    graph: &GraphName,
    fresh: &[Quad],
) -> Result<(), StoreErrorKind> {
    let wanted: HashSet<&Quad> = fresh.iter().collect();
    let mut kept: HashSet<Quad> = HashSet::new();
    for quad in store
        .inner
        .quads_for_pattern(None, None, None, Some(graph.as_ref()))
    {
        let quad = quad?;
        if wanted.contains(&quad) {
            kept.insert(quad);
        } else {
            transaction.remove(&quad);
        }
    }
    fresh
        .iter()
        .filter(|quad| !kept.contains(quad))
        .for_each(|quad| transaction.insert(quad));
    Ok(())
}
