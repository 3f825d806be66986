//! IRIs made from content: stable, never random, the same on every machine.

use oxigraph::model::NamedNode;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

/// Where the IRIs of things begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base(String);

/// A text is not a base IRI.
#[derive(Debug, thiserror::Error)]
#[error(
    "{0:?} is not a base IRI; write an absolute IRI that ends with / or #, such as https://w3id.org/quanlo/"
)]
pub struct BaseError(String);

impl Default for Base {
    fn default() -> Self {
        Self("https://w3id.org/quanlo/".to_owned())
    }
}

impl Base {
    /// A base IRI; it must be absolute and end with `/` or `#`.
    pub fn new(iri: &str) -> Result<Self, BaseError> {
        let sound = iri.ends_with(['/', '#']) && NamedNode::new(iri).is_ok();
        sound
            .then(|| Self(iri.to_owned()))
            .ok_or_else(|| BaseError(iri.to_owned()))
    }

    /// The IRI itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The store as a thing: what is said about the whole of it.
    pub fn dataset(&self) -> NamedNode {
        NamedNode::new_unchecked(&self.0)
    }

    /// The IRI of an article, by its id.
    pub fn article(&self, id: &str) -> NamedNode {
        self.thing("article", id, &[id])
    }

    /// The IRI of a claim, by its article's id and its content.
    pub fn claim(&self, slug: &str, article: &str, kind: &str, content: &str) -> NamedNode {
        self.thing("claim", slug, &[article, kind, content])
    }

    /// The IRI of an official, by the name's key and what tells namesakes apart.
    pub fn official(&self, name: &str, anchor: &str) -> NamedNode {
        self.thing("official", name, &[name, anchor])
    }

    /// The IRI of a role that the scheme doesn't list, by its label.
    pub fn role(&self, label: &str) -> NamedNode {
        self.thing("role", label, &[label])
    }

    /// The IRI of a body or place or post, by its label and all else that makes it what it is.
    pub(super) fn labelled(&self, kind: &str, label: &str, content: &[&str]) -> NamedNode {
        let mut all = vec![label];
        all.extend(content);
        self.thing(kind, label, &all)
    }

    /// The IRI of a place of the table, by its name with its type and its code.
    pub fn place(&self, label: &str, code: &str) -> NamedNode {
        self.thing("place", label, &[code])
    }

    /// The IRI of a tenure, by the official, the post and the run; the end is no part of it.
    pub fn tenure(&self, slug: &str, official: &NamedNode, post: &str, run: usize) -> NamedNode {
        self.thing("tenure", slug, &[official.as_str(), post, &run.to_string()])
    }

    /// The IRI of a succession, by the tenures before and after.
    pub(super) fn succession(&self, before: &NamedNode, after: &NamedNode) -> NamedNode {
        let holder = after.as_str().rsplit('/').next().unwrap_or_default();
        let slug = holder.rsplit_once('-').map_or(holder, |(name, _)| name);
        self.thing("succession", slug, &[before.as_str(), after.as_str()])
    }

    /// The IRI of an event, by the official and what tells it from the official's others.
    pub fn event(&self, slug: &str, official: &NamedNode, content: &[&str]) -> NamedNode {
        let mut all = vec![official.as_str()];
        all.extend(content);
        self.thing("event", slug, &all)
    }

    /// The IRI of a document, by what tells it from others of its number.
    pub fn document(&self, slug: &str, anchor: &str) -> NamedNode {
        self.thing("document", slug, &[anchor])
    }

    /// The IRI of a statistic, by its claim.
    pub fn statistic(&self, slug: &str, claim: &NamedNode) -> NamedNode {
        self.thing("statistic", slug, &[claim.as_str()])
    }

    /// The kind of thing that an IRI of this base is made for: `official`.
    pub fn kind<'i>(&self, iri: &'i NamedNode) -> Option<&'i str> {
        let thing = iri.as_str().strip_prefix(&self.0)?.strip_prefix("id/")?;
        thing.split_once('/').map(|(kind, _)| kind)
    }

    fn thing(&self, kind: &str, slug: &str, content: &[&str]) -> NamedNode {
        NamedNode::new_unchecked(format!(
            "{}id/{kind}/{}-{}",
            self.0,
            self::slug(slug),
            hash(content)
        ))
    }
}

/// A text as lower-case ASCII letters and digits with single hyphens between them, short enough to read.
fn slug(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut slug = String::new();
    for c in text.nfd() {
        match c {
            'đ' | 'Đ' => slug.push('d'),
            c if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            // Marks belong to the letter before them.
            c if unicode_normalization::char::is_combining_mark(c) => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
        if slug.len() >= LONGEST {
            break;
        }
    }
    let length = slug.trim_end_matches('-').len();
    slug.truncate(length);
    if slug.is_empty() {
        "x".to_owned()
    } else {
        slug
    }
}

/// The first 12 hexadecimal digits of the SHA-256 of some parts, each closed by a zero byte.
fn hash(content: &[&str]) -> String {
    let mut sha = Sha256::new();
    for part in content {
        sha.update(part.as_bytes());
        sha.update([0]);
    }
    hex(&sha.finalize()[..6])
}

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}
