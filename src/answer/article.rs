//! One article as it was read: its text, and its claims in words, each with its passages and with what it became.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef, Term};
use oxigraph::store::StorageError;

use super::AnswerError;
use super::called::{all_named, first_words, name, named};
use super::naming::Named;
use super::road::{Quote, quotes_of_claim};
use super::rows::{node, nodes, objects_in, plain, subjects, text};
use crate::claim::{Claims, Evidence};
use crate::fact::ClaimKind;
use crate::graph::claim_iri;
use crate::graph::vocabulary::{dct, foaf, prov, ql, schema};
use crate::store::Store;

/// An article as it was read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The article's IRI.
    pub article: String,
    /// Its id.
    pub id: String,
    /// Its headline, else its first words.
    pub title: String,
    /// The day of its publication.
    pub published: Option<String>,
    /// The paper.
    pub publisher: Option<String>,
    /// Its address, where that is one of the web.
    pub url: Option<String>,
    /// The province that it is mainly about.
    pub province: Option<Named>,
    /// Its text.
    pub text: String,
    /// Its claims: first the people, then what is said of them, both in the order of the text.
    pub claims: Vec<Said>,
}

/// A claim in words.
#[derive(Clone, Debug)]
pub struct Said {
    /// The claim's IRI.
    pub claim: String,
    /// What kind of claim it is.
    pub kind: ClaimKind,
    /// What it is called: the kinds of the event, else the kind of claim.
    pub kinds: Vec<String>,
    /// Whom it is about, as the article writes it.
    pub name: Option<String>,
    /// The official as whom the store knows him or her.
    pub official: Option<String>,
    /// Whether the event is only proposed.
    pub is_proposed: bool,
    /// What it says: properties with their values.
    pub details: Vec<Detail>,
    /// The rule that read it.
    pub rule: Option<String>,
    /// The details that were recovered from context.
    pub recovered: Vec<String>,
    /// Its passages.
    pub passages: Vec<Evidence>,
    /// The facts that rest on it, officials left out.
    pub facts: Vec<Named>,
    /// The claims that it contradicts, by their first passages.
    pub contradicts: Vec<Quote>,
}

/// One thing that a claim says.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The property in words.
    pub property: String,
    /// Its values.
    pub values: Vec<Value>,
}

/// A value: a thing, or words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Words, a number or a date.
    Text(String),
    /// A thing.
    Thing(Named),
}

impl Value {
    /// A term as a value.
    pub(super) fn new(
        store: &oxigraph::store::Store,
        term: Term,
        language: &str,
    ) -> Result<Self, StorageError> {
        Ok(match node(term.clone()) {
            Some(node) => Self::Thing(named(store, node.as_ref(), language)?),
            None => Self::Text(plain(term)),
        })
    }
}

/// What claims say, in the order in which it is told.
const TOLD: [NamedNodeRef<'static>; 28] = [
    ql::WHEN,
    ql::HAS_POST,
    ql::FROM_POST,
    ql::TO_POST,
    ql::DATE,
    ql::START,
    ql::END,
    ql::TERM,
    ql::DECIDED_BY,
    ql::DOCUMENT_IN_TEXT,
    ql::PREDECESSOR_IN_TEXT,
    ql::DOCUMENT_TYPE,
    ql::NUMBER,
    dct::ISSUED,
    ql::ISSUED_BY,
    dct::TITLE,
    ql::IMPLEMENTS_IN_TEXT,
    ql::MEASURE,
    ql::COMPARATOR,
    ql::COUNT,
    ql::PERCENT,
    ql::FROM_LEVEL,
    ql::TO_LEVEL,
    ql::PERIOD_START,
    ql::PERIOD_END,
    ql::PERIOD_TEXT,
    ql::HAS_BODY,
    ql::GROUP,
];

/// What claims of people say; and of births and homes.
const TOLD_OF_PEOPLE: [NamedNodeRef<'static>; 4] = [
    ql::HONORIFIC,
    schema::GENDER,
    schema::BIRTH_DATE,
    ql::HOMETOWN,
];

/// An article as it was read, by its IRI; none where the store has no such article. `language` is that of the labels.
pub fn reading(
    store: &Store,
    article: &str,
    language: &str,
) -> Result<Option<Reading>, AnswerError> {
    let Ok(article) = NamedNode::new(article) else {
        return Ok(None);
    };
    let Some(claims) = store.claims(&article)? else {
        return Ok(None);
    };
    let inner = store.inner();
    let graph = GraphNameRef::NamedNode(article.as_ref());
    let said = |property| objects_in(inner, article.as_ref(), property, graph);
    let text = said(schema::ARTICLE_BODY)?.into_iter().next();
    let text = text.map(plain).unwrap_or_default();
    let province = said(dct::SPATIAL)?.into_iter().find_map(node);
    let province = province.map(|place| named(inner, place.as_ref(), language));
    let source = &claims.article;
    let headline = source
        .headline
        .clone()
        .filter(|line| !line.trim().is_empty());
    Ok(Some(Reading {
        id: source.id.clone(),
        title: headline.unwrap_or_else(|| first_words(&text)),
        published: source.published.map(|day| day.to_string()),
        publisher: source.publisher.clone(),
        url: source.url.clone().filter(|url| is_web(url)),
        province: province.transpose()?,
        claims: said_by(store, &article, &claims, language)?,
        text,
        article: article.into_string(),
    }))
}

/// Whether an address is one of the web, and no script.
pub fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

fn said_by(
    store: &Store,
    article: &NamedNode,
    claims: &Claims,
    language: &str,
) -> Result<Vec<Said>, StorageError> {
    let teller = Teller {
        store: store.inner(),
        article: article.as_ref(),
        language,
    };
    let mut known = BTreeSet::new();
    let mut officials: BTreeMap<&str, String> = BTreeMap::new();
    let mut said = Vec::new();
    for (kind, index, name, evidence) in all(claims) {
        let claim = claim_iri(store.base(), claims, kind, index);
        if !known.insert(claim.clone()) {
            continue;
        }
        let mut told = teller.tell(&claim, kind)?;
        told.passages = evidence.to_vec();
        told.passages.sort();
        told.passages.dedup();
        if let (ClaimKind::Person, Some(name), Some(official)) = (kind, name, &told.official) {
            officials.insert(name, official.clone());
        }
        told.name = name.map(str::to_owned);
        told.official = name.and_then(|name| officials.get(name).cloned());
        said.push(told);
    }
    said.sort_by_key(|told| {
        let start = told
            .passages
            .first()
            .map_or(usize::MAX, |first| first.start);
        // An event says more than the tenures that it begins and ends.
        (
            told.kind != ClaimKind::Person,
            start,
            told.kind != ClaimKind::Event,
        )
    });
    Ok(said)
}

/// All claims: their kinds and places, whom they are about, and their passages; people first.
fn all(claims: &Claims) -> Vec<(ClaimKind, usize, Option<&str>, &[Evidence])> {
    let mut all = Vec::new();
    for (at, told) in claims.people.iter().enumerate() {
        let name = Some(told.name.as_str());
        all.push((ClaimKind::Person, at, name, told.mentions.as_slice()));
    }
    for (at, told) in claims.tenures.iter().enumerate() {
        let name = Some(told.person.as_str());
        all.push((ClaimKind::Tenure, at, name, told.evidence.as_slice()));
    }
    for (at, told) in claims.events.iter().enumerate() {
        let name = Some(told.person.as_str());
        all.push((ClaimKind::Event, at, name, told.evidence.as_slice()));
    }
    for (at, told) in claims.documents.iter().enumerate() {
        all.push((ClaimKind::Document, at, None, told.evidence.as_slice()));
    }
    for (at, told) in claims.statistics.iter().enumerate() {
        all.push((ClaimKind::Statistic, at, None, told.evidence.as_slice()));
    }
    for (at, told) in claims.bios.iter().enumerate() {
        let name = Some(told.person.as_str());
        all.push((ClaimKind::Bio, at, name, told.evidence.as_slice()));
    }
    all
}

/// Tells claims of one article in words.
struct Teller<'a> {
    store: &'a oxigraph::store::Store,
    article: NamedNodeRef<'a>,
    language: &'a str,
}

impl Teller<'_> {
    fn tell(&self, claim: &NamedNode, kind: ClaimKind) -> Result<Said, StorageError> {
        let store = self.store;
        let graph = GraphNameRef::NamedNode(self.article);
        let mut properties: BTreeMap<NamedNode, Vec<Term>> = BTreeMap::new();
        let subject = Some(claim.as_ref().into());
        for quad in store.quads_for_pattern(subject, None, None, Some(graph)) {
            let quad = quad?;
            properties
                .entry(quad.predicate)
                .or_default()
                .push(quad.object);
        }
        let default = Some(GraphNameRef::DefaultGraph);
        let facts = subjects(
            store,
            prov::WAS_DERIVED_FROM,
            claim.as_ref().into(),
            default,
        )?;
        let (officials, facts): (Vec<NamedNode>, Vec<NamedNode>) = facts
            .into_iter()
            .partition(|fact| super::called::kind_of(fact.as_str()) == Some("official"));
        let mut take = |property: NamedNodeRef<'_>| -> Vec<Term> {
            let mut objects = properties
                .remove(&property.into_owned())
                .unwrap_or_default();
            objects.sort_by_cached_key(ToString::to_string);
            objects
        };
        let mut kinds: Vec<NamedNode> = take(ql::KIND).into_iter().filter_map(node).collect();
        let classes = take(rdf::TYPE).into_iter().filter_map(node);
        if kinds.is_empty() {
            kinds.extend(classes.filter(|class| class.as_ref() != ql::CLAIM));
        }
        let kinds = kinds
            .iter()
            .map(|kind| name(store, kind.as_ref(), self.language));
        let is_proposed = take(ql::STATUS).contains(&Term::from(ql::PROPOSED));
        let rule = take(ql::RULE).into_iter().next().map(plain);
        let recovered = take(ql::RECOVERED).into_iter().map(plain).collect();
        let mut details = Vec::new();
        for property in TOLD_OF_PEOPLE.into_iter().chain(TOLD) {
            let values = take(property);
            if values.is_empty() {
                continue;
            }
            let values = values
                .into_iter()
                .map(|value| self.value(property, value, &facts));
            details.push(Detail {
                property: name(store, property, self.language)?,
                values: values.collect::<Result<_, StorageError>>()?,
            });
        }
        let mut contradicts = Vec::new();
        for other in nodes(store, claim.as_ref(), ql::CONTRADICTS)? {
            contradicts.extend(quotes_of_claim(store, other.as_ref())?.into_iter().next());
        }
        Ok(Said {
            claim: claim.as_str().to_owned(),
            kind,
            kinds: kinds.collect::<Result<_, StorageError>>()?,
            name: None,
            official: officials.into_iter().next().map(NamedNode::into_string),
            is_proposed,
            details,
            rule,
            recovered,
            passages: Vec::new(),
            facts: all_named(store, &facts, self.language)?,
            contradicts,
        })
    }

    /// A value; numbers of documents and names of predecessors lead to those that the facts found them to be.
    fn value(
        &self,
        property: NamedNodeRef<'_>,
        value: Term,
        facts: &[NamedNode],
    ) -> Result<Value, StorageError> {
        let (link, naming) = match property {
            ql::DOCUMENT_IN_TEXT => (ql::LEGAL_BASIS, ql::NUMBER),
            ql::PREDECESSOR_IN_TEXT => (ql::REPLACES, foaf::NAME),
            ql::IMPLEMENTS_IN_TEXT => (ql::IMPLEMENTS, ql::NUMBER),
            _ => return Value::new(self.store, value, self.language),
        };
        let told = plain(value);
        for fact in facts {
            let meant = nodes(self.store, fact.as_ref(), link)?;
            for one in &meant {
                let name = text(self.store, one.as_ref(), naming)?;
                if meant.len() == 1 || name.as_deref() == Some(told.as_str()) {
                    return Ok(Value::Thing(Named {
                        label: told,
                        iri: one.as_str().to_owned(),
                    }));
                }
            }
        }
        Ok(Value::Text(told))
    }
}
