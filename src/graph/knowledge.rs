//! The facts of one block, as quads of the default graph.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use oxigraph::model::{GraphName, Literal, NamedNode, Quad};

use super::Output;
use super::links::{Identities, Links, links};
use super::observation::statistics;
use super::part::Part;
use super::scheme::Scheme;
use super::seat::{Seats, Sitting, seat};
use super::shared::Shared;
use super::term::{
    Sheet, direction, end_state, event_class, gender, grade_change, movement, plain, status,
    vietnamese,
};
use super::testimony::{claim_iri, testimony};
use super::vocabulary::{dct, foaf, org, prov, ql, schema, skos};
use crate::fact::{self, ClaimRef, consolidate};
use crate::identity::{Account, Citation, DocumentIdentity, Identity, Key};

/// The facts of one block: its accounts in the order of their articles' ids, with the links of the blocks that
/// its facts point to; without those about the identities, by their places, whose facts are settled.
pub fn knowledge(
    key: &Key,
    block: &[&Account],
    identities: &Identities,
    links: &Links,
    settled: &BTreeSet<usize>,
    scheme: &Scheme,
) -> Output {
    let mut facts = Facts {
        block,
        links,
        scheme,
        sheet: Sheet::new(GraphName::DefaultGraph),
        shared: Shared::default(),
        seats: Seats::default(),
    };
    let name = key.text();
    match identities {
        Identities::Officials(officials) => {
            let iri = |identity: &Identity| scheme.base.official(name, &identity.anchor);
            for identity in fresh(officials, settled) {
                facts.official(name, identity);
                for &other in &identity.doubts {
                    let (one, other) = (iri(identity), iri(&officials[other]));
                    facts.sheet.add(&one, ql::POSSIBLY_SAME, other);
                }
            }
        }
        Identities::Documents(documents) => {
            for identity in fresh(documents, settled) {
                facts.document(name, identity);
            }
        }
    }
    let mut quads = facts.sheet.quads;
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
    Output {
        quads,
        shared: facts.shared,
        seats: facts.seats,
    }
}

fn fresh<'a, T>(all: &'a [T], settled: &BTreeSet<usize>) -> impl Iterator<Item = &'a T> {
    let places = all.iter().enumerate();
    places
        .filter(|(place, _)| !settled.contains(place))
        .map(|(_, identity)| identity)
}

/// All knowledge that some articles add up to, each given once: the facts of all blocks, the figures, the seats, and
/// the shared nodes that facts and claims point to; in order. Of a part, the facts that fall to it.
pub fn derive(accounts: &[Arc<Account>], part: Part, scheme: &Scheme) -> Vec<Quad> {
    let mut accounts: Vec<&Account> = accounts.iter().map(AsRef::as_ref).collect();
    accounts.sort_by(|a, b| a.claims.article.id.cmp(&b.claims.article.id));
    let mut blocks: BTreeMap<Key, Vec<&Account>> = BTreeMap::new();
    let mut quads = Vec::new();
    let mut shared = Shared::default();
    for account in accounts {
        if part.has(&account.claims.article.id) {
            let figures = statistics(account, scheme);
            quads.extend(figures.quads);
            shared.extend(figures.shared);
            shared.extend(testimony("", account, scheme).shared);
        }
        for key in account.keys() {
            blocks.entry(key).or_default().push(account);
        }
    }
    // A seat may fall to another part than the officials who sat in it.
    let of_part: Vec<(&Key, &Vec<&Account>)> = blocks
        .iter()
        .filter(|(key, block)| {
            let sits = |account: &&Account| part.has_seat_of(account, key, scheme);
            part.has(key.text()) || block.iter().any(sits)
        })
        .collect();
    let targets: BTreeSet<Key> = of_part
        .iter()
        .flat_map(|(key, block)| block.iter().flat_map(|account| account.targets(key)))
        .collect();
    let mut all = Links::default();
    let mut told: BTreeMap<&Key, Identities> = BTreeMap::new();
    for key in &targets {
        let block = blocks.get(key).map(Vec::as_slice).unwrap_or_default();
        let identities = Identities::new(key, block, scheme);
        all.extend(links(key, block, &identities, scheme));
        told.insert(key, identities);
    }
    let mut seats = Seats::default();
    let settled = BTreeSet::new();
    for (key, block) in of_part {
        let identities = told.remove(key);
        let identities = identities.unwrap_or_else(|| Identities::new(key, block, scheme));
        let facts = knowledge(key, block, &identities, &all, &settled, scheme);
        if part.has(key.text()) {
            quads.extend(facts.quads);
            shared.extend(facts.shared);
        }
        for (post, sittings) in facts.seats {
            seats.entry(post).or_default().extend(sittings);
        }
    }
    for (post, sittings) in seats.iter().filter(|(post, _)| part.has(post.as_str())) {
        quads.extend(seat(post, sittings, &scheme.base));
    }
    quads.extend(shared.nodes(scheme).into_values().flatten());
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
    quads
}

/// The facts of a block while they are written.
struct Facts<'a> {
    block: &'a [&'a Account],
    links: &'a Links,
    scheme: &'a Scheme,
    sheet: Sheet,
    shared: Shared,
    seats: Seats,
}

impl Facts<'_> {
    fn claim(&self, claim: ClaimRef) -> NamedNode {
        claim_iri(
            &self.scheme.base,
            &self.block[claim.account].claims,
            claim.kind,
            claim.index,
        )
    }

    fn derived(&mut self, fact: &NamedNode, claims: &[ClaimRef]) {
        for &claim in claims {
            let claim = self.claim(claim);
            self.sheet.add(fact, prov::WAS_DERIVED_FROM, claim);
        }
    }

    fn official(&mut self, name: &str, identity: &Identity) {
        let accounts: Vec<(usize, &Account)> = identity
            .accounts
            .iter()
            .map(|&at| (at, self.block[at]))
            .collect();
        let official = consolidate(name, &accounts, &self.scheme.register);
        let node = self.scheme.base.official(name, &identity.anchor);
        self.sheet.types(&node, &[ql::OFFICIAL]);
        self.sheet.add(&node, foaf::NAME, plain(&official.name));
        self.sheet.add(&node, ql::NAME_KEY, plain(name));
        for other in &official.other_names {
            self.sheet.add(&node, skos::ALT_LABEL, vietnamese(other));
        }
        if let Some(told) = official.gender {
            self.sheet.add(&node, schema::GENDER, gender(told));
        }
        for &born in &official.born {
            self.sheet.date(&node, schema::BIRTH_DATE, Some(born));
        }
        for hometown in &official.hometowns {
            self.sheet.add(&node, ql::HOMETOWN, vietnamese(hometown));
        }
        self.derived(&node, &official.claims);
        let events: Vec<NamedNode> = official
            .events
            .iter()
            .map(|event| self.event(&node, name, event))
            .collect();
        let replaced: Vec<BTreeSet<NamedNode>> = official
            .events
            .iter()
            .map(|event| self.replaced(event))
            .collect();
        for tenure in &official.tenures {
            let started_by = tenure.start_cause.map(|cause| replaced[cause].clone());
            self.tenure(&node, name, tenure, &events, started_by.unwrap_or_default());
        }
        for &(a, b) in &official.contradictions {
            let (a, b) = (self.claim(a), self.claim(b));
            self.sheet.add(&a, ql::CONTRADICTS, b.clone());
            self.sheet.add(&b, ql::CONTRADICTS, a);
        }
    }

    fn tenure(
        &mut self,
        official: &NamedNode,
        name: &str,
        tenure: &fact::Tenure,
        events: &[NamedNode],
        replaced: BTreeSet<NamedNode>,
    ) {
        let node = self
            .scheme
            .base
            .tenure(name, official, tenure.post.key(), tenure.run);
        let post = self.shared.post(&tenure.post, self.scheme);
        let is_seat = self.scheme.register.is_seat(&tenure.post);
        let is_end_inferred = tenure.inferred.contains(&"end");
        if is_seat {
            let sittings = self.seats.entry(post.clone()).or_default();
            sittings.insert(Sitting {
                tenure: node.clone(),
                official: official.clone(),
                start: tenure.start,
                start_not_after: tenure.start_not_after,
                end: tenure.end,
                end_not_before: tenure.end_not_before,
                end_not_after: tenure.end_not_after,
                state: tenure.state,
                is_end_inferred,
                ended_with_unit: tenure.ended_with_unit,
                replaced,
            });
        }
        self.sheet.types(&node, &[ql::TENURE]);
        self.sheet.add(&node, org::MEMBER, official.clone());
        self.sheet.add(&node, ql::HAS_POST, post);
        if let Some(body) = tenure.post.body() {
            self.sheet
                .add(&node, org::ORGANIZATION, self.scheme.body(body));
        }
        if let Some(role) = tenure.post.role() {
            self.sheet.add(&node, org::ROLE, self.scheme.role(role).0);
        }
        self.sheet.date(&node, ql::START, tenure.start);
        self.sheet
            .date(&node, ql::START_NOT_AFTER, tenure.start_not_after);
        self.sheet.date(&node, ql::END, tenure.end);
        self.sheet
            .date(&node, ql::END_NOT_BEFORE, tenure.end_not_before);
        // Who came after whom in a seat tells of ends as well: they are written with all of its holders at hand.
        if !is_seat {
            self.sheet
                .date(&node, ql::END_NOT_AFTER, tenure.end_not_after);
            self.sheet
                .add(&node, ql::END_STATE, end_state(tenure.state));
            if is_end_inferred {
                self.sheet.add(&node, ql::INFERRED, plain("end"));
            }
        }
        for (property, cause) in [
            (ql::START_CAUSE, tenure.start_cause),
            (ql::END_CAUSE, tenure.end_cause),
        ] {
            if let Some(cause) = cause {
                self.sheet.add(&node, property, events[cause].clone());
            }
        }
        if let Some(local) = tenure.local {
            self.sheet.add(&node, ql::IS_LOCAL, Literal::from(local));
        }
        let place = tenure.post.place().filter(|_| tenure.ended_with_unit);
        if let Some(place) = place {
            self.sheet
                .add(&node, ql::ENDED_WITH, self.scheme.place(place));
        }
        for argument in tenure
            .inferred
            .iter()
            .filter(|argument| **argument != "end")
        {
            self.sheet.add(&node, ql::INFERRED, plain(argument));
        }
        for term in &tenure.terms {
            self.sheet.add(&node, ql::TERM, plain(term));
        }
        self.derived(&node, &tenure.claims);
    }

    fn event(&mut self, official: &NamedNode, name: &str, event: &fact::Event) -> NamedNode {
        let kind = event.kinds.first().map_or("", |kind| kind.name());
        let post = event
            .to
            .first()
            .or(event.from.first())
            .map_or("", crate::identity::Post::key);
        let decided = if event.status == crate::claim::Status::Decided {
            "decided"
        } else {
            "proposed"
        };
        let node = self.scheme.base.event(
            &format!("{name} {kind}"),
            official,
            &[kind, post, decided, &event.ordinal.to_string()],
        );
        for &kind in &event.kinds {
            self.sheet.types(&node, &[event_class(kind)]);
        }
        self.sheet.types(&node, &[ql::PERSONNEL_EVENT]);
        self.sheet.add(&node, ql::HAS_OFFICIAL, official.clone());
        for (end, posts) in [(ql::FROM_POST, &event.from), (ql::TO_POST, &event.to)] {
            for post in posts {
                let post = self.shared.post(post, self.scheme);
                self.sheet.add(&node, end, post);
            }
        }
        self.sheet.date(&node, ql::DATE, event.date);
        for by in &event.by {
            let by = self.shared.authority(by, self.scheme);
            self.sheet.add(&node, ql::DECIDED_BY, by);
        }
        if let Some(told) = event.movement {
            self.sheet.add(&node, ql::MOVEMENT, movement(told));
        }
        if let Some(change) = event.grade_change {
            self.sheet
                .add(&node, ql::GRADE_CHANGE, grade_change(change));
        }
        if let Some(told) = event.direction {
            self.sheet.add(&node, ql::DIRECTION, direction(told));
        }
        self.sheet.add(&node, ql::STATUS, status(event.status));
        for &claim in &event.claims {
            let article = &self.block[claim.account].claims.article.id;
            let citation = Citation::Event(claim.index);
            if let Some(document) = self.links.document(article, citation) {
                self.sheet.add(&node, ql::LEGAL_BASIS, document.clone());
            }
        }
        for replaced in self.replaced(event) {
            self.sheet.add(&node, ql::REPLACES, replaced);
        }
        self.derived(&node, &event.claims);
        node
    }

    /// The officials whom an event is told to replace.
    fn replaced(&self, event: &fact::Event) -> BTreeSet<NamedNode> {
        let told = event.claims.iter().filter_map(|claim| {
            let account = self.block[claim.account];
            let name = account.names.replaced[claim.index].as_deref()?;
            let article = &account.claims.article.id;
            self.links.official(article, name).cloned()
        });
        told.collect()
    }

    fn document(&mut self, key: &str, identity: &DocumentIdentity) {
        let document = fact::document(identity, self.block);
        let node = self.scheme.base.document(key, &identity.anchor);
        self.sheet.types(&node, &[ql::DOCUMENT]);
        self.sheet.add(&node, ql::DOCUMENT_KEY, plain(key));
        let label: Vec<&str> = [&document.kind, &document.number]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        if !label.is_empty() {
            self.sheet
                .add(&node, skos::PREF_LABEL, vietnamese(&label.join(" ")));
        }
        self.sheet
            .label(&node, ql::DOCUMENT_TYPE, document.kind.as_deref());
        self.sheet
            .text(&node, ql::NUMBER, document.number.as_deref());
        self.sheet
            .text(&node, ql::SYMBOL, document.symbol.as_deref());
        self.sheet.date(&node, dct::ISSUED, document.date);
        self.sheet
            .label(&node, dct::TITLE, document.title.as_deref());
        for issuer in &document.issuers {
            let issuer = self.shared.authority(issuer, self.scheme);
            self.sheet.add(&node, ql::ISSUED_BY, issuer);
        }
        for mention in &identity.mentions {
            let article = &self.block[mention.account].claims.article.id;
            if let Citation::Own(at) = mention.citation
                && let Some(target) = self.links.document(article, Citation::Implemented(at))
                && *target != node
            {
                self.sheet.add(&node, ql::IMPLEMENTS, target.clone());
            }
        }
        self.derived(&node, &document.claims);
    }
}
