//! One change to a store, seen from both sides: what its articles say before and after.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use oxigraph::store::Transaction;

use super::linked::Linked;
use super::publish::Touched;
use super::seat::SeatChanges;
use super::{Store, StoreErrorKind, Writer};
use crate::graph::{
    Base, Identities, IdentityBasis, Links, Output, Scheme, Shared, knowledge, links, rulings,
    statistics, testimony,
};
use crate::identity::{Account, Key};

/// `RocksDB` keeps what is written in memory, up to 128 MB for each of its twelve tables: so many bytes in all are enough.
const UNFLUSHED: usize = 16 << 20;

/// Blocks of so many accounts in all are kept while a change is looked at.
const HELD: usize = 4096;

/// An article that comes in.
pub(super) struct Incoming {
    /// Its IRI.
    pub(super) node: NamedNode,
    /// Its text.
    pub(super) text: String,
    /// What it says.
    pub(super) account: Arc<Account>,
}

/// One block before or after a change.
struct Side {
    /// In the order of their articles' ids.
    accounts: Vec<Arc<Account>>,
    identities: Arc<Identities>,
}

impl Side {
    fn accounts(&self) -> Vec<&Account> {
        self.accounts.iter().map(AsRef::as_ref).collect()
    }

    fn links(&self, key: &Key, scheme: &Scheme) -> Links {
        links(key, &self.accounts(), &self.identities, scheme)
    }

    fn knowledge(
        &self,
        key: &Key,
        links: &Links,
        settled: &BTreeSet<usize>,
        scheme: &Scheme,
    ) -> Output {
        knowledge(
            key,
            &self.accounts(),
            &self.identities,
            links,
            settled,
            scheme,
        )
    }
}

/// The two sides of one block.
struct Block {
    before: Side,
    after: Side,
}

/// The articles by which the parts of blocks are found that are looked at together, by their ids; a block without any
/// is looked at whole.
type Seeds = BTreeMap<Key, BTreeSet<String>>;

/// The articles that come in, by their ids.
pub(super) type IncomingArticles = BTreeMap<String, Incoming>;

/// The articles that go out, by their ids, with what they say.
pub(super) type OutgoingArticles = BTreeMap<String, (NamedNode, Arc<Account>)>;

/// Blocks that were read, with the seeds that they were found by.
type Known = BTreeMap<Key, (BTreeSet<String>, Block)>;

/// A change seen from both sides: what the store's articles say before and after it.
pub(super) struct Scene<'a> {
    store: &'a Store,
    writer: &'a mut Writer,
    incoming: &'a IncomingArticles,
    outgoing: &'a OutgoingArticles,
    /// By block: the accounts that come in.
    arriving: BTreeMap<Key, Vec<Arc<Account>>>,
    /// The blocks that are changed themselves, with the articles that change them.
    own: Seeds,
    /// The scheme that the store was made with, where it is another.
    old: Option<&'a Scheme>,
    /// The articles, by block, in which it is known what its name or number means, and what, before and after.
    linked: BTreeMap<Key, BTreeSet<String>>,
    links: (Links, Links),
    /// The articles in which one of those names or numbers means something else after than before.
    altered: BTreeSet<String>,
}

impl<'a> Scene<'a> {
    /// The scene of articles that come in and go out, by their ids.
    pub(super) fn new(
        store: &'a Store,
        writer: &'a mut Writer,
        incoming: &'a IncomingArticles,
        outgoing: &'a OutgoingArticles,
    ) -> Self {
        let mut arriving: BTreeMap<Key, Vec<Arc<Account>>> = BTreeMap::new();
        let mut own = Seeds::new();
        for (id, article) in incoming {
            for key in article.account.keys() {
                own.entry(key.clone()).or_default().insert(id.clone());
                let block = arriving.entry(key).or_default();
                block.push(Arc::clone(&article.account));
            }
        }
        for (id, (_, account)) in outgoing {
            for key in account.keys() {
                own.entry(key).or_default().insert(id.clone());
            }
        }
        Self {
            store,
            writer,
            incoming,
            outgoing,
            arriving,
            own,
            old: None,
            linked: BTreeMap::new(),
            links: <(Links, Links)>::default(),
            altered: BTreeSet::new(),
        }
    }

    /// The scene of new decisions on these names, in a store that was made with the old scheme.
    pub(super) fn decided(
        store: &'a Store,
        writer: &'a mut Writer,
        (incoming, outgoing): (&'a IncomingArticles, &'a OutgoingArticles),
        old: &'a Scheme,
        names: BTreeSet<String>,
    ) -> Self {
        let mut scene = Self::new(store, writer, incoming, outgoing);
        let whole = |name| (Key::Name(name), BTreeSet::new());
        scene.own = names.into_iter().map(whole).collect();
        scene.old = Some(old);
        scene
    }

    /// Writes the change as one transaction, a block at a time: few are held in memory.
    pub(super) fn write(mut self) -> Result<(), StoreErrorKind> {
        let mut transaction = Writing::begin(self.store)?;
        let (mut before, mut after) = (Shared::default(), Shared::default());
        let mut seats = SeatChanges::default();
        for (node, account) in self.outgoing.values() {
            transaction.inner.remove_named_graph(node)?;
            transaction.touched.add(node);
            let scheme = &self.writer.scheme;
            before.extend(testimony("", account, scheme).shared);
            let figures = statistics(account, scheme);
            transaction.exchange(&figures.quads, &[]);
            before.extend(figures.shared);
        }
        for article in self.incoming.values() {
            transaction.touched.add(&article.node);
            let scheme = &self.writer.scheme;
            let graph = testimony(&article.text, &article.account, scheme);
            transaction.extend(&graph.quads);
            after.extend(graph.shared);
            let figures = statistics(&article.account, scheme);
            transaction.extend(&figures.quads);
            after.extend(figures.shared);
        }
        let (touched, mut known) = self.touched()?;
        for (key, seeds) in touched {
            let block = match known.remove(&key) {
                Some((of, block)) if of == seeds => block,
                _ => self.block(&key, &seeds)?,
            };
            self.link(&key, &block)?;
            let settled = self.settled(&block);
            let scheme = &self.writer.scheme;
            let was = self.old.unwrap_or(scheme);
            let old = block
                .before
                .knowledge(&key, &self.links.0, &settled[0], was);
            let new = block
                .after
                .knowledge(&key, &self.links.1, &settled[1], scheme);
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
        sweep(&mut transaction, doubtful)?;
        self.writer.unflushed += transaction.bytes;
        let changes = &mut self.writer.changes;
        changes.begin(&self.store.path, transaction.touched)?;
        transaction.inner.commit()?;
        if self.writer.unflushed >= UNFLUSHED {
            self.store.inner.flush()?;
            self.writer.written += self.writer.unflushed;
            self.writer.unflushed = 0;
        }
        Ok(())
    }

    /// The blocks that the change touches: those of the changed articles, and those with facts that point to an
    /// official or a document whose IRI the change alters; with the blocks read to find that out, as far as they are kept.
    fn touched(&mut self) -> Result<(Seeds, Known), StoreErrorKind> {
        let mut touched = self.own.clone();
        let mut known = BTreeMap::new();
        let mut held = 0;
        for (key, seeds) in self.own.clone() {
            let block = self.block(&key, &seeds)?;
            let (before, after) = self.links_of(&key, &block);
            let altered: BTreeSet<&str> = before.differ_in(&after).collect();
            for account in block.before.accounts.iter().chain(&block.after.accounts) {
                let id = &account.claims.article.id;
                if altered.contains(id.as_str()) {
                    for dependent in account.dependents(&key) {
                        match touched.get_mut(&dependent) {
                            // It is looked at whole.
                            Some(seeds) if seeds.is_empty() => {}
                            Some(seeds) => _ = seeds.insert(id.clone()),
                            None => _ = touched.insert(dependent, BTreeSet::from([id.clone()])),
                        }
                    }
                }
            }
            held += block.after.accounts.len();
            if held <= HELD {
                known.insert(key, (seeds, block));
            }
        }
        Ok((touched, known))
    }

    /// Learns what the names and numbers mean that facts of a block point to.
    fn link(&mut self, key: &Key, block: &Block) -> Result<(), StoreErrorKind> {
        let mut targets = Seeds::new();
        for account in block.before.accounts.iter().chain(&block.after.accounts) {
            for target in account.targets(key) {
                let id = &account.claims.article.id;
                let known = self.linked.get(&target);
                if !known.is_some_and(|articles| articles.contains(id)) {
                    targets.entry(target).or_default().insert(id.clone());
                }
            }
        }
        for (target, mut seeds) in targets {
            if self.old.is_some() {
                // Other decisions may have linked others before.
                seeds.clear();
            }
            let block = self.block(&target, &seeds)?;
            let (before, after) = self.links_of(&target, &block);
            let altered = before.differ_in(&after);
            self.altered.extend(altered.map(str::to_owned));
            self.links.0.extend(before);
            self.links.1.extend(after);
            let accounts = block.before.accounts.iter().chain(&block.after.accounts);
            let articles = accounts.map(|account| account.claims.article.id.clone());
            self.linked.entry(target).or_default().extend(articles);
        }
        Ok(())
    }

    fn links_of(&self, key: &Key, block: &Block) -> (Links, Links) {
        let scheme = &self.writer.scheme;
        let was = self.old.unwrap_or(scheme);
        (block.before.links(key, was), block.after.links(key, scheme))
    }

    /// The identities on either side, by their places, about whom nothing changes: the same articles speak of them,
    /// those say the same, and what they point to is the same.
    fn settled(&self, block: &Block) -> [BTreeSet<usize>; 2] {
        let changed = |id: &str| {
            self.incoming.contains_key(id)
                || self.outgoing.contains_key(id)
                || self.altered.contains(id)
        };
        let [before, after] = [&block.before, &block.after].map(Side::accounts);
        let before = block.before.identities.bases(&before);
        let after = block.after.identities.bases(&after);
        let known: BTreeMap<&IdentityBasis, usize> = before
            .iter()
            .enumerate()
            .filter(|(_, basis)| !basis.articles().any(changed))
            .map(|(place, basis)| (basis, place))
            .collect();
        let mut settled = [BTreeSet::new(), BTreeSet::new()];
        for (place, basis) in after.iter().enumerate() {
            if let Some(&old) = known.get(basis) {
                settled[0].insert(old);
                settled[1].insert(place);
            }
        }
        settled
    }

    /// A block as it is before and after the change: all that is linked with the seeds, or the whole where there are
    /// none.
    fn block(&mut self, key: &Key, seeds: &BTreeSet<String>) -> Result<Block, StoreErrorKind> {
        let arriving = self.arriving.get(key).map(Vec::as_slice);
        let part = Linked::new(self.store, self.writer, key, arriving.unwrap_or_default());
        let (mut before, fresh) = part.gather(seeds)?;
        before.sort_by(|a, b| a.claims.article.id.cmp(&b.claims.article.id));
        let gone =
            |account: &&Arc<Account>| !self.outgoing.contains_key(&account.claims.article.id);
        let mut after: Vec<Arc<Account>> = before.iter().filter(gone).cloned().collect();
        after.extend(fresh);
        after.sort_by(|a, b| a.claims.article.id.cmp(&b.claims.article.id));
        let scheme = &self.writer.scheme;
        let told = |accounts: &[Arc<Account>], scheme: &Scheme| {
            let accounts: Vec<&Account> = accounts.iter().map(AsRef::as_ref).collect();
            Arc::new(Identities::new(key, &accounts, scheme))
        };
        let one = told(&before, self.old.unwrap_or(scheme));
        let other = if self.own.contains_key(key) {
            told(&after, scheme)
        } else {
            Arc::clone(&one)
        };
        let side = |accounts, identities| Side {
            accounts,
            identities,
        };
        Ok(Block {
            before: side(before, one),
            after: side(after, other),
        })
    }
}

/// Takes out the shared nodes that nothing points to any more, and then those that only they pointed to.
fn sweep(
    transaction: &mut Writing,
    mut doubtful: BTreeMap<String, Vec<Quad>>,
) -> Result<(), StoreErrorKind> {
    loop {
        let mut unused = Vec::new();
        for (node, quads) in &doubtful {
            let object = NamedNode::new_unchecked(node);
            if transaction
                .inner
                .quads_for_pattern(None, None, Some(object.as_ref().into()), None)
                .next()
                .transpose()?
                .is_none()
            {
                transaction.remove(quads);
                unused.push(node.clone());
            }
        }
        if unused.is_empty() {
            return Ok(());
        }
        doubtful.retain(|node, _| !unused.contains(node));
    }
}

/// A transaction, with what it will cost in memory and whose labels it touches.
struct Writing<'a> {
    inner: Transaction<'a>,
    bytes: usize,
    touched: Touched,
    base: &'a Base,
}

impl<'a> Writing<'a> {
    fn begin(store: &'a Store) -> Result<Self, StoreErrorKind> {
        Ok(Self {
            inner: store.inner.start_transaction()?,
            base: &store.base,
            bytes: 0,
            touched: Touched::default(),
        })
    }

    fn extend<'q>(&mut self, quads: impl IntoIterator<Item = &'q Quad>) {
        for quad in quads {
            self.bytes += cost(quad);
            self.touched.note(quad, self.base);
            self.inner.insert(quad);
        }
    }

    fn remove<'q>(&mut self, quads: impl IntoIterator<Item = &'q Quad>) {
        for quad in quads {
            self.bytes += cost(quad);
            self.touched.note(quad, self.base);
            self.inner.remove(quad);
        }
    }

    /// Takes out the old quads and puts in the new ones; what both have stays untouched.
    fn exchange(&mut self, old: &[Quad], new: &[Quad]) {
        let (known, wanted): (HashSet<&Quad>, HashSet<&Quad>) =
            (old.iter().collect(), new.iter().collect());
        self.remove(old.iter().filter(|quad| !wanted.contains(quad)));
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
