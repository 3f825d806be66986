//! Changes to a store: articles in, articles out, each batch one transaction.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use oxigraph::store::Transaction;

use super::read::{Accounts, parse};
use super::seat::SeatChanges;
use super::{Changed, Stamp, Store, StoreError, StoreErrorKind, Writer};
use crate::article::Article;
use crate::claim::Claims;
use crate::graph::{
    Links, Part, Scheme, Shared, backdrop, basis, derive, knowledge, links, rulings, statistics,
    testimony,
};
use crate::identity::{Account, Decisions, Key};
use crate::rules::Rules;

/// `RocksDB` keeps what is written in memory, up to 128 MB for each of its twelve tables: so many bytes in all are enough.
const UNFLUSHED: usize = 16 << 20;

/// After so many bytes the database is closed and opened again.
const WRITTEN: usize = 32 << 20;

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
            writer.accounts = Accounts::default();
        } else if writer.written >= WRITTEN {
            writer.written = 0;
            self.reopen()?;
        }
        self.writer = Some(writer);
        done.map_err(|kind| kind.at(&self.path))
    }

    /// Closes the database and opens it again: what it keeps of the files that it has read is given back, which no
    /// option of Oxigraph bounds below 160 MB.
    fn reopen(&mut self) -> Result<(), StoreError> {
        let at = |error: oxigraph::store::StorageError| StoreErrorKind::from(error).at(&self.path);
        let none = oxigraph::store::Store::new().map_err(at)?;
        drop(std::mem::replace(&mut self.inner, none));
        self.inner = oxigraph::store::Store::open(&self.path).map_err(at)?;
        Ok(())
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
            None => self.derive_anew(&writer, rules)?,
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
        let mut scene = Scene::new(self, writer, &none, &gone);
        scene.own = names.into_iter().map(Key::Name).collect();
        scene.old = Some(&old);
        scene.write()
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
    fn derive_anew(&self, writer: &Writer, rules: &Rules) -> Result<(), StoreErrorKind> {
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

/// The accounts of one block before and after a change, each in the order of their articles' ids.
struct Block {
    before: Vec<Arc<Account>>,
    after: Vec<Arc<Account>>,
}

/// A change seen from both sides: what the store's articles say before and after it.
struct Scene<'a> {
    store: &'a Store,
    writer: &'a mut Writer,
    incoming: &'a BTreeMap<String, Incoming>,
    outgoing: &'a BTreeMap<String, (NamedNode, Arc<Account>)>,
    /// By block: the accounts that come in.
    arriving: BTreeMap<Key, Vec<Arc<Account>>>,
    /// The blocks that are changed themselves.
    own: BTreeSet<Key>,
    /// The scheme that the store was made with, where it is another.
    old: Option<&'a Scheme>,
    /// The blocks whose links are known, and what their names and numbers mean before and after.
    linked: BTreeSet<Key>,
    links: (Links, Links),
}

impl<'a> Scene<'a> {
    fn new(
        store: &'a Store,
        writer: &'a mut Writer,
        incoming: &'a BTreeMap<String, Incoming>,
        outgoing: &'a BTreeMap<String, (NamedNode, Arc<Account>)>,
    ) -> Self {
        let mut arriving: BTreeMap<Key, Vec<Arc<Account>>> = BTreeMap::new();
        for article in incoming.values() {
            for key in article.account.keys() {
                let block = arriving.entry(key).or_default();
                block.push(Arc::clone(&article.account));
            }
        }
        let leaving = outgoing.values().flat_map(|(_, account)| account.keys());
        let own = arriving.keys().cloned().chain(leaving).collect();
        Self {
            store,
            writer,
            incoming,
            outgoing,
            arriving,
            own,
            old: None,
            linked: BTreeSet::new(),
            links: <(Links, Links)>::default(),
        }
    }

    /// Writes the change as one transaction, a block at a time: no more than one is held in memory.
    fn write(mut self) -> Result<(), StoreErrorKind> {
        let mut transaction = Writing::begin(&self.store.inner)?;
        let (mut before, mut after) = (Shared::default(), Shared::default());
        let mut seats = SeatChanges::default();
        for (node, account) in self.outgoing.values() {
            transaction.inner.remove_named_graph(node)?;
            let scheme = &self.writer.scheme;
            before.extend(testimony("", account, scheme).shared);
            let figures = statistics(account, scheme);
            transaction.exchange(&figures.quads, &[]);
            before.extend(figures.shared);
        }
        for article in self.incoming.values() {
            let scheme = &self.writer.scheme;
            let graph = testimony(&article.text, &article.account, scheme);
            transaction.extend(&graph.quads);
            after.extend(graph.shared);
            let figures = statistics(&article.account, scheme);
            transaction.extend(&figures.quads);
            after.extend(figures.shared);
        }
        for key in self.touched()? {
            let block = self.block(&key)?;
            self.link(&key, &block)?;
            let scheme = &self.writer.scheme;
            let was = self.old.unwrap_or(scheme);
            let old = knowledge(&key, &borrowed(&block.before), &self.links.0, was);
            let new = knowledge(&key, &borrowed(&block.after), &self.links.1, scheme);
            // The facts of a block have subjects of their own: no other block tells the same.
            transaction.exchange(&old.quads, &new.quads);
            before.extend(old.shared);
            after.extend(new.shared);
            seats.note(old.seats, new.seats);
        }
        let (old, new) = seats.facts(self.store, &self.store.base)?;
        transaction.exchange(&old, &new);
        let scheme = &self.writer.scheme;
        if let Some(old) = self.old {
            let [old, new] = [old, scheme].map(|s| rulings(&s.base, &s.decisions));
            transaction.exchange(&old, &new);
        }
        let kept = after.nodes(scheme);
        let mut doubtful = before.nodes(scheme);
        for (node, quads) in &kept {
            if doubtful.remove(node).is_none() {
                transaction.extend(quads);
            }
        }
        sweep(&mut transaction.inner, doubtful)?;
        self.writer.unflushed += transaction.bytes;
        transaction.inner.commit()?;
        if self.writer.unflushed >= UNFLUSHED {
            self.store.inner.flush()?;
            self.writer.written += self.writer.unflushed;
            self.writer.unflushed = 0;
        }
        Ok(())
    }

    /// The blocks that the change touches: those of the changed articles, and those with facts that point to an
    /// official or a document whose IRI the change alters.
    fn touched(&mut self) -> Result<BTreeSet<Key>, StoreErrorKind> {
        let mut touched = self.own.clone();
        for key in self.own.clone() {
            let block = self.block(&key)?;
            let scheme = &self.writer.scheme;
            let was = self.old.unwrap_or(scheme);
            let before = links(&key, &borrowed(&block.before), was);
            let after = links(&key, &borrowed(&block.after), scheme);
            let altered: BTreeSet<&str> = before.differ_in(&after).collect();
            for account in block.before.iter().chain(&block.after) {
                if altered.contains(account.claims.article.id.as_str()) {
                    touched.extend(account.dependents(&key));
                }
            }
        }
        Ok(touched)
    }

    /// Learns what the names and numbers mean that facts of a block point to.
    fn link(&mut self, key: &Key, block: &Block) -> Result<(), StoreErrorKind> {
        let accounts = block.before.iter().chain(&block.after);
        let targets: BTreeSet<Key> = accounts.flat_map(|account| account.targets(key)).collect();
        for target in targets {
            if self.linked.contains(&target) {
                continue;
            }
            let block = self.block(&target)?;
            let scheme = &self.writer.scheme;
            let (before, after) = &mut self.links;
            let was = self.old.unwrap_or(scheme);
            before.extend(links(&target, &borrowed(&block.before), was));
            after.extend(links(&target, &borrowed(&block.after), scheme));
            self.linked.insert(target);
        }
        Ok(())
    }

    /// A block as it is before and after the change.
    fn block(&mut self, key: &Key) -> Result<Block, StoreErrorKind> {
        let mut before = Vec::new();
        for article in self.store.articles_of(key)? {
            before.push(self.writer.account(&article, self.store)?);
        }
        let gone = |account: &Arc<Account>| self.outgoing.contains_key(&account.claims.article.id);
        let mut after: Vec<Arc<Account>> = before
            .iter()
            .filter(|account| !gone(account))
            .cloned()
            .collect();
        after.extend(self.arriving.get(key).into_iter().flatten().cloned());
        for block in [&mut before, &mut after] {
            block.sort_by(|a, b| a.claims.article.id.cmp(&b.claims.article.id));
        }
        Ok(Block { before, after })
    }
}

/// A transaction, with what it will cost in memory.
struct Writing<'a> {
    inner: Transaction<'a>,
    bytes: usize,
}

impl<'a> Writing<'a> {
    fn begin(store: &'a oxigraph::store::Store) -> Result<Self, StoreErrorKind> {
        Ok(Self {
            inner: store.start_transaction()?,
            bytes: 0,
        })
    }

    fn extend<'q>(&mut self, quads: impl IntoIterator<Item = &'q Quad>) {
        for quad in quads {
            self.bytes += cost(quad);
            self.inner.insert(quad);
        }
    }

    /// Takes out the old quads and puts in the new ones; what both have stays untouched.
    fn exchange(&mut self, old: &[Quad], new: &[Quad]) {
        let (known, wanted): (HashSet<&Quad>, HashSet<&Quad>) =
            (old.iter().collect(), new.iter().collect());
        for quad in old.iter().filter(|quad| !wanted.contains(quad)) {
            self.bytes += cost(quad);
            self.inner.remove(quad);
        }
        self.extend(new.iter().filter(|quad| !known.contains(quad)));
    }
}

/// About how many bytes the database holds for a quad until they are written to the disk: each of its indexes has a
/// key made of all its terms, and each term is written out again.
fn cost(quad: &Quad) -> usize {
    let node = |node: &NamedOrBlankNode| match node {
        NamedOrBlankNode::NamedNode(node) => node.as_str().len(),
        NamedOrBlankNode::BlankNode(node) => node.as_str().len(),
    };
    let object = match &quad.object {
        Term::NamedNode(node) => node.as_str().len(),
        Term::Literal(literal) => literal.value().len(),
        Term::BlankNode(node) => node.as_str().len(),
    };
    let (graph, keys) = match &quad.graph_name {
        GraphName::NamedNode(node) => (node.as_str().len(), 1000),
        GraphName::BlankNode(node) => (node.as_str().len(), 1000),
        GraphName::DefaultGraph => (0, 450),
    };
    keys + node(&quad.subject) + quad.predicate.as_str().len() + object + graph
}
