//! Which articles speak of one document.

use super::cluster::{cluster, precision};
use super::{Account, Post};
use crate::claim::{Claims, Level};
use crate::date::Date;
use crate::text::name_key;

/// One document of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentIdentity {
    /// What tells it from others of the same number: content for a stable IRI.
    pub anchor: String,
    /// Where it is named.
    pub mentions: Vec<Mention>,
}

/// A claim that names a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// The account, by its place in the block.
    pub account: usize,
    /// How it is named.
    pub citation: Citation,
}

/// How a claim names a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Citation {
    /// By a document claim of its own, by its place among the article's.
    Own(usize),
    /// As the decision behind an event, by the event's place.
    Event(usize),
    /// As what another document implements, by that one's place.
    Implemented(usize),
}

/// The block of a document: its number folded, with the type word where the number is bare; type and date
/// where there is no number; none where there is neither.
pub(super) fn document_key(
    kind: Option<&str>,
    number: Option<&str>,
    date: Option<Date>,
) -> Option<String> {
    let kind = kind.map(name_key).unwrap_or_default();
    let Some(number) = number.filter(|number| number.chars().any(|c| c.is_ascii_digit())) else {
        return date.map(|date| format!("{kind} {date}"));
    };
    let number: String = number.chars().filter(|c| !c.is_whitespace()).collect();
    let parts: Vec<String> = number
        .split(['-', '–', '/'])
        .filter(|part| !part.is_empty())
        .map(|part| name_key(part.trim_start_matches('0')))
        .collect();
    Some(match parts.as_slice() {
        [bare] => format!("{kind} {bare}"),
        parts => parts.join("-"),
    })
}

/// The block of a document that an article only cites: a bare number means the one that the article describes.
pub(super) fn cited_key(claims: &Claims, number: &str) -> Option<String> {
    let key = document_key(None, Some(number), None)?;
    let Some(bare) = key.strip_prefix(' ') else {
        return Some(key);
    };
    let mut described = claims.documents.iter().filter_map(|document| {
        let first = document
            .number
            .as_deref()?
            .split(['-', '–', '/', ' '])
            .next()?;
        let key = document_key(
            Some(&document.kind),
            document.number.as_deref(),
            document.date,
        )?;
        (first.trim_start_matches('0') == bare).then_some(key)
    });
    let key = described.next()?;
    described.all(|other| other == key).then_some(key)
}

/// A document as one article tells it.
struct Telling {
    mentions: Vec<Mention>,
    date: Option<Date>,
    /// Whose it is: «central», or a place's code.
    scope: Option<String>,
    kind: String,
    article: String,
}

/// Tells the documents of one key apart.
///
/// Tellings of several articles are one document if they have the same issuer's place and their dates agree, or
/// the issuer is not told and the exact day is the same. Numbers start anew each term, so a telling without a
/// date joins a dated one only if there is no other that it could mean.
///
/// The accounts of the block must be in the order of their articles' ids.
pub fn documents(key: &str, accounts: &[&Account]) -> Vec<DocumentIdentity> {
    let tellings: Vec<Telling> = accounts
        .iter()
        .enumerate()
        .flat_map(|(index, account)| tellings(key, index, account))
        .collect();
    let dates: Vec<Option<Date>> = tellings.iter().map(|telling| telling.date).collect();
    let joinable = |a: usize, b: usize| {
        let (a, b) = (&tellings[a], &tellings[b]);
        let kind = a.kind.is_empty() || b.kind.is_empty() || a.kind == b.kind;
        let scope = match (&a.scope, &b.scope) {
            (Some(a), Some(b)) => a == b,
            (None, None) if a.article == b.article => true,
            _ => a.date == b.date && a.date.is_some_and(|date| date.day().is_some()),
        };
        kind && scope
    };
    // A telling without issuer is vaguer than any with one.
    let rank =
        |telling: &Telling| precision(telling.date) + if telling.scope.is_some() { 4 } else { 0 };
    let ranks: Vec<u8> = tellings.iter().map(rank).collect();
    let groups = cluster(&dates, &ranks, 0, joinable, |_, _| false);
    let anchors: Vec<[String; 3]> = groups
        .iter()
        .map(|group| anchors(key, group, &tellings))
        .collect();
    groups
        .iter()
        .zip(&anchors)
        .map(|(group, candidates)| {
            let unique = |n: usize| {
                anchors
                    .iter()
                    .filter(|other| other[n] == candidates[n])
                    .count()
                    == 1
            };
            let anchor = (0..3).find(|&n| unique(n)).unwrap_or(2);
            let mut mentions: Vec<Mention> = group
                .iter()
                .flat_map(|&t| tellings[t].mentions.iter().copied())
                .collect();
            mentions.sort_unstable();
            DocumentIdentity {
                anchor: candidates[anchor].clone(),
                mentions,
            }
        })
        .collect()
}

/// What may tell a document from its namesakes, from what changes least to what always differs.
fn anchors(key: &str, group: &[usize], tellings: &[Telling]) -> [String; 3] {
    let scope = group
        .iter()
        .filter_map(|&t| tellings[t].scope.as_deref())
        .min()
        .unwrap_or_default();
    let date = group
        .iter()
        .filter_map(|&t| tellings[t].date)
        .max_by_key(|date| (date.day(), date.month(), *date));
    let year = date.map(|date| date.year().to_string()).unwrap_or_default();
    let date = date.map(|date| date.to_string()).unwrap_or_default();
    let article = group
        .iter()
        .map(|&t| tellings[t].article.as_str())
        .min()
        .unwrap_or_default();
    [
        format!("{key}\t{scope}\t{year}"),
        format!("{key}\t{scope}\t{date}"),
        format!("{key}\t{scope}\t{date}\t{article}"),
    ]
}

/// The documents of a key in one article; a bare citation means the one that the article describes.
fn tellings(key: &str, index: usize, account: &Account) -> Vec<Telling> {
    let claims = &account.claims;
    let article = claims.article.id.as_str();
    let mut tellings: Vec<Telling> = Vec::new();
    for (at, document) in claims.documents.iter().enumerate() {
        if account.papers.documents[at].as_deref() != Some(key) {
            continue;
        }
        let mention = Mention {
            account: index,
            citation: Citation::Own(at),
        };
        let scope = scope(key, account.issuers[at].as_ref());
        let kind = name_key(&document.kind);
        let same = tellings.iter_mut().find(|telling| {
            (telling.date == document.date || telling.date.is_none() || document.date.is_none())
                && (telling.scope == scope || telling.scope.is_none() || scope.is_none())
        });
        match same {
            Some(telling) => {
                telling.mentions.push(mention);
                telling.date = telling.date.or(document.date);
                telling.scope = telling.scope.take().or(scope);
            }
            None => tellings.push(Telling {
                mentions: vec![mention],
                date: document.date,
                scope,
                kind,
                article: article.to_owned(),
            }),
        }
    }
    let cited = |keys: &[Option<String>], citation: fn(usize) -> Citation| -> Vec<Mention> {
        let places = keys
            .iter()
            .enumerate()
            .filter(|(_, cited)| cited.as_deref() == Some(key));
        places
            .map(|(at, _)| Mention {
                account: index,
                citation: citation(at),
            })
            .collect()
    };
    let mut citations = cited(&account.papers.events, Citation::Event);
    citations.extend(cited(&account.papers.implemented, Citation::Implemented));
    if !citations.is_empty() {
        match tellings.as_mut_slice() {
            [telling] => telling.mentions.extend(citations),
            _ => tellings.push(Telling {
                mentions: citations,
                date: None,
                scope: scope(key, None),
                kind: String::new(),
                article: article.to_owned(),
            }),
        }
    }
    tellings
}

/// Whose a document is: what its number or its issuer shows.
fn scope(key: &str, issuer: Option<&Post>) -> Option<String> {
    const CENTRAL: [&str; 7] = ["tw", "ttg", "cp", "qh", "ubtvqh", "ctn", "vpcp"];
    let suffix = key
        .rsplit('-')
        .next()
        .unwrap_or_default()
        .trim_end_matches(|c: char| c.is_ascii_digit());
    let body = issuer.and_then(Post::body);
    match body {
        _ if CENTRAL.contains(&suffix) => Some("central".to_owned()),
        Some(body) => match (&body.place, body.level, &body.province) {
            (Some(place), ..) => Some(place.clone()),
            (_, Some(Level::Central), _) => Some("central".to_owned()),
            (_, _, Some(province)) => Some(format!("{province} {}", name_key(&body.label))),
            _ => None,
        },
        None => None,
    }
}

impl DocumentIdentity {
    /// Whether this is the document that a claim of an account names.
    pub fn is_named_by(&self, account: usize, citation: Citation) -> bool {
        self.mentions.contains(&Mention { account, citation })
    }
}
