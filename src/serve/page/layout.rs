//! What all pages have in common: the language, the way to the same page in the other one, links to things.

use std::fmt;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::Call;
use crate::serve::negotiate;

/// The language of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::serve) enum Language {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

impl Language {
    /// The language that an address begins with.
    pub(super) fn of(tag: &str) -> Option<Self> {
        match tag {
            "vi" => Some(Self::Vi),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The language that an `Accept-Language` header likes better.
    pub(in crate::serve) fn liked(accept: Option<&str>) -> Self {
        if negotiate::language(accept) == "en" {
            Self::En
        } else {
            Self::Vi
        }
    }

    /// The tag, `vi` or `en`.
    pub(in crate::serve) fn tag(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The other language.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Vi => Self::En,
            Self::En => Self::Vi,
        }
    }

    /// One thing in both languages: what is said in this one.
    pub(super) fn say<'t>(self, vietnamese: &'t str, english: &'t str) -> &'t str {
        match self {
            Self::Vi => vietnamese,
            Self::En => english,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// The frame of a page.
pub(in crate::serve) struct Layout {
    /// The language.
    pub(super) l: Language,
    /// The title of the page.
    pub(super) title: String,
    /// The address without the language.
    pub(super) path: String,
    /// What follows the question mark, with it.
    pub(super) query: String,
    /// What was searched for.
    pub(super) searched: String,
    /// The addresses of the same in other forms, as media type and address.
    pub(super) data: Vec<(&'static str, String)>,
}

impl Layout {
    /// The frame of the page that is asked for.
    pub(super) fn new(call: &Call, title: impl Into<String>) -> Self {
        Self {
            l: call.language,
            title: title.into(),
            path: call.path.clone(),
            query: if call.query.is_empty() {
                String::new()
            } else {
                format!("?{}", call.query)
            },
            searched: call.get("q").unwrap_or_default().to_owned(),
            data: Vec::new(),
        }
    }

    /// With the addresses of the same thing as RDF.
    pub(super) fn with_data(mut self, iri: &str) -> Self {
        if let Some((kind, key)) = parts(iri) {
            self.data = [
                ("text/turtle", "ttl"),
                ("application/n-triples", "nt"),
                ("application/rdf+xml", "rdf"),
                ("application/ld+json", "jsonld"),
            ]
            .map(|(media_type, ending)| (media_type, format!("/data/{kind}/{key}.{ending}")))
            .to_vec();
        }
        self
    }

    /// The pages that every page leads to, with their names.
    pub(super) fn pages(&self) -> [(&'static str, &'static str); 3] {
        [
            ("overview", self.l.say("Tổng quan", "Overview")),
            ("statistics", self.l.say("Số liệu", "Statistics")),
            ("query", self.l.say("Truy vấn", "Query")),
        ]
    }

    /// The page about a thing, by its IRI.
    pub(super) fn link(&self, iri: &str) -> String {
        link(self.l, iri)
    }
}

/// The kind and key at the end of a thing's IRI.
pub(in crate::serve) fn parts(iri: &str) -> Option<(&str, &str)> {
    let (start, key) = iri.rsplit_once('/')?;
    let (start, kind) = start.rsplit_once('/')?;
    start.ends_with("/id").then_some((kind, key))
}

/// The kinds of things that have a page of their own.
const OWN: [&str; 5] = ["official", "post", "place", "document", "article"];

/// The page about a thing, by its IRI; a passage's is that of its article.
pub(in crate::serve) fn link(language: Language, iri: &str) -> String {
    let (bare, fragment) = iri.split_once('#').unwrap_or((iri, ""));
    let Some((kind, key)) = parts(bare) else {
        return iri.to_owned();
    };
    let own = if OWN.contains(&kind) { "" } else { "thing/" };
    let mark = if fragment.is_empty() { "" } else { "#" };
    format!("/{language}/{own}{kind}/{key}{mark}{fragment}")
}

/// A text as it stands in the query of an address.
pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
