//! Changes to a store: articles in, articles out, each batch one transaction.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use oxigraph::model::{GraphName, NamedNode, Quad};
use oxigraph::store::Transaction;

use super::{Changed, Stamp, Store, StoreError, StoreErrorKind, Writer};
use crate::article::Article;
use crate::claim::Claims;
use crate::graph::{
    Links, Scheme, Shared, backdrop, basis, derive, knowledge, links, statistics, testimony,
};
use crate::identity::{Account, Key};
use crate::rules::Rules;

/// The blocks of a moment: for each key, the accounts in the order of their articles' ids.
type Blocks = BTreeMap<Key, Vec<Arc<Account>>>;

/// An article that comes in.
struct Incoming {
    node: NamedNode,
    text: String,
    account: Arc<Account>,
}

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
            writer.accounts.clear();
        }
        self.writer = Some(writer);
        done.map_err(|kind| kind.at(&self.path))
    }

    /// Brings a store that was just opened to the state of this program and its rules.
    pub(super) fn prepare(
        &mut self,
        stamp: Option<&Stamp>,
        rules: &Rules,
    ) -> Result<(), StoreErrorKind> {
        let current =
            stamp.is_some_and(|stamp| stamp.basis.as_deref() == Some(basis(rules).as_str()));
        let Some(writer) = self.writer.as_ref().filter(|_| !current) else {
            return Ok(());
        };
        self.derive_anew(writer, rules)
    }

    fn change(
        &self,
        writer: &mut Writer,
        batch: Vec<(Article, Claims)>,
        removed: &[String],
    ) -> Result<Changed, StoreErrorKind> {
        let mut changed = Changed::default();
        let mut incoming: BTreeMap<String, Incoming> = BTreeMap::new();
        let mut outgoing: BTreeMap<String, (NamedNode, Arc<Account>)> = BTreeMap::new();
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
        let mut scene = Scene {
            store: self,
            writer,
            incoming: &incoming,
            outgoing: &outgoing,
        };
        let (before, after) = scene.states()?;
        self.write(&writer.scheme, &incoming, &outgoing, before, after)?;
        for (node, _) in outgoing.values() {
            writer.accounts.remove(node.as_str());
        }
        for article in incoming.into_values() {
            writer
                .accounts
                .insert(article.node.as_str().to_owned(), article.account);
        }
        Ok(changed)
    }

    fn write(
        &self,
        scheme: &Scheme,
        incoming: &BTreeMap<String, Incoming>,
        outgoing: &BTreeMap<String, (NamedNode, Arc<Account>)>,
        mut before: State,
        mut after: State,
    ) -> Result<(), StoreErrorKind> {
        let mut transaction = self.inner.start_transaction()?;
        for (node, account) in outgoing.values() {
            transaction.remove_named_graph(node)?;
            before.shared.extend(testimony("", account, scheme).shared);
            before.add(statistics(account, scheme));
        }
        for article in incoming.values() {
            let graph = testimony(&article.text, &article.account, scheme);
            transaction.extend(&graph.quads);
            after.shared.extend(graph.shared);
            after.add(statistics(&article.account, scheme));
        }
        let old: HashSet<&Quad> = before.quads.iter().collect();
        let new: HashSet<&Quad> = after.quads.iter().collect();
        before
            .quads
            .iter()
            .filter(|quad| !new.contains(quad))
            .for_each(|quad| transaction.remove(quad));
        after
            .quads
            .iter()
            .filter(|quad| !old.contains(quad))
            .for_each(|quad| transaction.insert(quad));
        let kept = after.shared.nodes(scheme);
        let mut doubtful = before.shared.nodes(scheme);
        for (node, quads) in &kept {
            if doubtful.remove(node).is_none() {
                transaction.extend(quads);
            }
        }
        sweep(&mut transaction, doubtful)?;
        Ok(transaction.commit()?)
    }

    /// Derives everything anew and writes only what differs from what the store has, in one transaction.
    fn derive_anew(&self, writer: &Writer, rules: &Rules) -> Result<(), StoreErrorKind> {
        let scheme = &writer.scheme;
        let mut fresh = backdrop(&self.base, rules)?;
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
            let claims: Claims = serde_json::from_str(&text).map_err(|error| {
                StoreErrorKind::Damaged(format!("the claims of {}: {error}", node.as_str()))
            })?;
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
        fresh.extend(derive(&accounts, scheme));
        exchange(&mut transaction, self, &GraphName::DefaultGraph, &fresh)?;
        Ok(transaction.commit()?)
    }
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

/// Takes out the shared nodes that nothing points to any more, and then those that only they pointed to.
fn sweep(
    transaction: &mut Transaction,
    mut doubtful: BTreeMap<String, Vec<Quad>>,
) -> Result<(), StoreErrorKind> {
    loop {
        let mut unused = Vec::new();
        for (node, quads) in &doubtful {
            let object = NamedNode::new_unchecked(node);
            if transaction
                .quads_for_pattern(None, None, Some(object.as_ref().into()), None)
                .next()
                .transpose()?
                .is_none()
            {
                for quad in quads {
                    transaction.remove(quad);
                }
                unused.push(node.clone());
            }
        }
        if unused.is_empty() {
            return Ok(());
        }
        doubtful.retain(|node, _| !unused.contains(node));
    }
}

fn borrowed(block: &[Arc<Account>]) -> Vec<&Account> {
    block.iter().map(AsRef::as_ref).collect()
}

/// The facts of the touched blocks at one moment.
#[derive(Default)]
struct State {
    quads: Vec<Quad>,
    shared: Shared,
}

impl State {
    fn add(&mut self, output: crate::graph::Output) {
        self.quads.extend(output.quads);
        self.shared.extend(output.shared);
    }
}

/// A change seen from both sides: what the store's articles say before and after it.
struct Scene<'a> {
    store: &'a Store,
    writer: &'a mut Writer,
    incoming: &'a BTreeMap<String, Incoming>,
    outgoing: &'a BTreeMap<String, (NamedNode, Arc<Account>)>,
}

impl Scene<'_> {
    /// The facts of all blocks that the change touches, before and after it.
    ///
    /// Touched are the blocks of the changed articles, and those with facts that point to an official or a
    /// document whose IRI the change alters.
    fn states(&mut self) -> Result<(State, State), StoreErrorKind> {
        let changed = self
            .incoming
            .values()
            .map(|a| &a.account)
            .chain(self.outgoing.values().map(|(_, a)| a));
        let own: BTreeSet<Key> = changed.flat_map(|account| account.keys()).collect();
        let mut before = Moment::default();
        let mut after = Moment::default();
        let mut touched = own.clone();
        for key in &own {
            self.load(key, &mut before, &mut after)?;
            let altered: BTreeSet<String> = before
                .links_of(key, &self.writer.scheme)
                .differ_in(after.links_of(key, &self.writer.scheme))
                .map(str::to_owned)
                .collect();
            for account in before.block(key).iter().chain(after.block(key)) {
                if altered.contains(&account.claims.article.id) {
                    touched.extend(account.dependents(key));
                }
            }
        }
        for key in touched.difference(&own) {
            self.load(key, &mut before, &mut after)?;
        }
        let targets: BTreeSet<Key> = touched
            .iter()
            .flat_map(|key| {
                before
                    .block(key)
                    .iter()
                    .chain(after.block(key))
                    .flat_map(|account| account.targets(key))
            })
            .collect();
        for key in &targets {
            self.load(key, &mut before, &mut after)?;
        }
        let scheme = &self.writer.scheme;
        Ok((
            before.state(&touched, &targets, scheme),
            after.state(&touched, &targets, scheme),
        ))
    }

    /// Reads a block as it is before and after the change.
    fn load(
        &mut self,
        key: &Key,
        before: &mut Moment,
        after: &mut Moment,
    ) -> Result<(), StoreErrorKind> {
        if before.blocks.contains_key(key) {
            return Ok(());
        }
        let mut old = Vec::new();
        for article in self.store.articles_of(key)? {
            old.push(self.writer.account(&article, self.store)?);
        }
        let gone = |account: &Arc<Account>| self.outgoing.contains_key(&account.claims.article.id);
        let mut new: Vec<Arc<Account>> = old
            .iter()
            .filter(|account| !gone(account))
            .cloned()
            .collect();
        new.extend(
            self.incoming
                .values()
                .map(|a| &a.account)
                .filter(|account| account.keys().contains(key))
                .cloned(),
        );
        for block in [&mut old, &mut new] {
            block.sort_by(|a, b| a.claims.article.id.cmp(&b.claims.article.id));
        }
        before.blocks.insert(key.clone(), old);
        after.blocks.insert(key.clone(), new);
        Ok(())
    }
}

/// The blocks at one moment, with what their names and numbers mean.
#[derive(Default)]
struct Moment {
    blocks: Blocks,
    links: BTreeMap<Key, Links>,
}

impl Moment {
    fn block(&self, key: &Key) -> &[Arc<Account>] {
        self.blocks.get(key).map_or(&[], Vec::as_slice)
    }

    fn links_of(&mut self, key: &Key, scheme: &Scheme) -> &Links {
        if !self.links.contains_key(key) {
            let found = links(key, &borrowed(self.block(key)), scheme);
            self.links.insert(key.clone(), found);
        }
        &self.links[key]
    }

    fn state(mut self, touched: &BTreeSet<Key>, targets: &BTreeSet<Key>, scheme: &Scheme) -> State {
        let mut all = Links::default();
        for key in targets {
            all.extend(self.links_of(key, scheme).clone());
        }
        let mut state = State::default();
        for key in touched {
            state.add(knowledge(key, &borrowed(self.block(key)), &all, scheme));
        }
        state
    }
}
