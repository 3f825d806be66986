//! The figures of personnel work, as the articles report them.

use std::cmp::Reverse;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, GraphNameRef, NamedNode, NamedNodeRef, Term};
use oxigraph::store::{StorageError, Store};

use super::naming::Named;
use super::rows::{node, objects_in, own_name, plain, subjects};
use crate::date::Date;
use crate::graph::vocabulary::{oa, prov, ql, schema};

/// A figure just as an article reports it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figure {
    /// The figure.
    pub iri: String,
    /// What it counts, by its name in the ontology: `RotationMeasure`.
    pub measure: String,
    /// The body or place that it is about.
    pub body: Option<Named>,
    /// When its period begins.
    pub from: Option<Date>,
    /// When its period ends.
    pub to: Option<Date>,
    /// Its period as the article writes it, where that is no date.
    pub period: Option<String>,
    /// The level that those who are counted come from, by its name in the ontology.
    pub from_level: Option<String>,
    /// The level that they go to.
    pub to_level: Option<String>,
    /// Who is counted.
    pub group: Option<String>,
    /// The word that makes it an estimate: «hơn».
    pub comparator: Option<String>,
    /// How many there are.
    pub count: Option<u64>,
    /// How many there are of a hundred.
    pub percent: Option<f64>,
    /// Whether it is a part of another figure of the article.
    pub partial: bool,
    /// The articles' claims that state it.
    claims: Vec<NamedNode>,
    /// The day on which the article was published.
    pub published: Option<Date>,
}

/// The passage of an article that states something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The passage, by its IRI: that of the article with the place in its text.
    pub passage: String,
    /// The article's text there.
    pub quote: String,
    /// The article's headline.
    pub headline: Option<String>,
    /// The paper.
    pub publisher: Option<String>,
    /// The article's date.
    pub published: Option<String>,
}

/// All figures: those of one measure side by side, in order of their bodies and periods, those of no body last; wholes before their parts.
pub fn figures(store: &Store) -> Result<Vec<Figure>, StorageError> {
    let default = Some(GraphNameRef::DefaultGraph);
    let all = subjects(store, rdf::TYPE, ql::STATISTIC.into(), default)?;
    let mut figures = all
        .iter()
        .map(|iri| Figure::read(store, iri.as_ref()))
        .collect::<Result<Vec<Figure>, StorageError>>()?;
    figures.sort_by_cached_key(|figure| {
        (
            figure.measure.clone(),
            (figure.body.is_none(), figure.body.clone()),
            (figure.from, figure.to, figure.period.clone()),
            (figure.partial, Reverse(figure.count)),
            figure.iri.clone(),
        )
    });
    Ok(figures)
}

impl Figure {
    fn read(store: &Store, iri: NamedNodeRef<'_>) -> Result<Self, StorageError> {
        let mut figure = Self {
            iri: iri.as_str().to_owned(),
            ..Self::default()
        };
        let default = Some(GraphNameRef::DefaultGraph);
        for quad in store.quads_for_pattern(Some(iri.into()), None, None, default) {
            let quad = quad?;
            figure.put(store, quad.predicate.as_ref(), quad.object)?;
        }
        figure.claims.sort();
        for claim in &figure.claims {
            let Some(article) = article_of(store, claim.as_ref())? else {
                continue;
            };
            let dates = objects_in(
                store,
                article.as_ref(),
                schema::DATE_PUBLISHED,
                article.as_ref().into(),
            )?;
            let dates = dates
                .into_iter()
                .filter_map(|date| plain(date).parse().ok());
            figure.published = dates.chain(figure.published).min();
        }
        Ok(figure)
    }

    /// Notes what a statement says of the figure.
    fn put(
        &mut self,
        store: &Store,
        property: NamedNodeRef<'_>,
        value: Term,
    ) -> Result<(), StorageError> {
        if let Term::NamedNode(thing) = value {
            let name = own_name(&thing).map(str::to_owned);
            match property {
                ql::MEASURE => self.measure = name.unwrap_or_default(),
                ql::FROM_LEVEL => self.from_level = name,
                ql::TO_LEVEL => self.to_level = name,
                ql::HAS_BODY => self.body = Named::read(store, thing)?,
                prov::WAS_DERIVED_FROM => self.claims.push(thing),
                _ => {}
            }
            return Ok(());
        }
        let text = plain(value);
        match property {
            ql::PERIOD_START => self.from = text.parse().ok(),
            ql::PERIOD_END => self.to = text.parse().ok(),
            ql::PERIOD_TEXT => self.period = Some(text),
            ql::GROUP => self.group = Some(text),
            ql::COMPARATOR => self.comparator = Some(text),
            ql::COUNT => self.count = text.parse().ok(),
            ql::PERCENT => self.percent = text.parse().ok(),
            ql::PARTIAL => self.partial = text == "true",
            _ => {}
        }
        Ok(())
    }

    /// When it holds, by year: its period, else the year of the article.
    pub fn years(&self) -> Option<(i32, i32)> {
        let bounds = (self.from.or(self.to), self.to.or(self.from));
        match bounds {
            (Some(from), Some(to)) => Some((from.year(), to.year())),
            _ => self.published.map(|day| (day.year(), day.year())),
        }
    }

    /// The passages that state it.
    pub fn sources(&self, store: &Store) -> Result<Vec<Source>, StorageError> {
        let mut sources = Vec::new();
        for claim in &self.claims {
            let Some(article) = article_of(store, claim.as_ref())? else {
                continue;
            };
            let graph = GraphNameRef::from(article.as_ref());
            let first =
                |subject: NamedNodeRef<'_>, property| -> Result<Option<String>, StorageError> {
                    let found = objects_in(store, subject, property, graph)?;
                    Ok(found.into_iter().next().map(plain))
                };
            let passages = objects_in(store, claim.as_ref(), ql::HAS_EVIDENCE, graph)?;
            for passage in passages.into_iter().filter_map(node) {
                sources.push(Source {
                    quote: first(passage.as_ref(), oa::EXACT)?.unwrap_or_default(),
                    headline: first(article.as_ref(), schema::HEADLINE)?,
                    publisher: first(article.as_ref(), schema::PUBLISHER)?,
                    published: first(article.as_ref(), schema::DATE_PUBLISHED)?,
                    passage: passage.into_string(),
                });
            }
        }
        Ok(sources)
    }
}

/// The article that makes a claim.
fn article_of(store: &Store, claim: NamedNodeRef<'_>) -> Result<Option<NamedNode>, StorageError> {
    let subject = Some(claim.into());
    for quad in store.quads_for_pattern(subject, Some(rdf::TYPE), None, None) {
        if let GraphName::NamedNode(article) = quad?.graph_name {
            return Ok(Some(article));
        }
    }
    Ok(None)
}
