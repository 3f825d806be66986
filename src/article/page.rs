//! Web pages → the main text and what the page says about itself.

use std::collections::HashMap;

use dom_smoothie::{Config, Readability};
use serde_json::Value;

use crate::date::Date;

use super::markup::{self, Token};
use super::stamp;

/// A page deeper than this, or with more of the rest, is not written by people. Its main text is not searched for, since
/// the search costs more than the page's length is worth; all its text is read.
const DEEPEST: usize = 128;
const MOST_TAGS: usize = 30_000;
const MOST_ATTRIBUTES: usize = 200;
const MOST_ENTITIES: usize = 50_000;
const LONGEST: usize = 8 << 20;

/// A main text shorter than this, on a page with more than twice as much text, is a mistake.
const SHORTEST: usize = 140;

/// What a web page holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    /// The main text, a paragraph on each line, without the headline unless it stands inside.
    pub(super) text: String,
    pub(super) headline: Option<String>,
    pub(super) published: Option<Date>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
    /// The lines shown around the headline, where the time of publication stands.
    pub(super) surroundings: Vec<String>,
}

/// Reads a page: metadata first, then its main text; the text of the whole page where no main text is found.
pub(super) fn read(html: &str) -> Page {
    let head = Head::read(html);
    let whole = markup::text(html);
    let headline = head.headline();
    let surroundings = headline
        .as_deref()
        .map(|headline| around(&whole, headline))
        .unwrap_or_default();
    let main = if head.is_sane { main_text(html) } else { None };
    let text = match main {
        Some(main) if main.len() >= SHORTEST || main.len() * 2 >= whole.len() => main,
        _ => whole,
    };
    Page {
        text,
        headline,
        published: head.published.as_deref().and_then(stamp::machine_date),
        publisher: head.publisher,
        url: head.url,
        surroundings,
    }
}

/// The text of the element that Readability takes for the article.
fn main_text(html: &str) -> Option<String> {
    let config = Config {
        disable_json_ld: true,
        ..Config::default()
    };
    let article = Readability::new(html, None, Some(config))
        .ok()?
        .parse()
        .ok()?;
    Some(markup::text(&article.content)).filter(|text| !text.trim().is_empty())
}

/// The lines near the headline.
fn around(whole: &str, headline: &str) -> Vec<String> {
    let lines: Vec<&str> = whole.lines().collect();
    let Some(at) = lines.iter().position(|line| *line == headline) else {
        return Vec::new();
    };
    lines[at.saturating_sub(4)..lines.len().min(at + 7)]
        .iter()
        .map(|&line| line.to_owned())
        .collect()
}

/// What stands in a page's head and in its structured data.
#[derive(Default)]
struct Head {
    og_title: Option<String>,
    h1: Option<String>,
    title: Option<String>,
    data_headline: Option<String>,
    published: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    /// Whether the page is one that people write: see [`DEEPEST`].
    is_sane: bool,
}

impl Head {
    fn read(html: &str) -> Self {
        let mut head = Self {
            is_sane: html.len() <= LONGEST
                && html.bytes().filter(|b| *b == b'&').count() <= MOST_ENTITIES,
            ..Self::default()
        };
        let mut meta = Meta::default();
        let mut h1: Option<String> = None;
        let mut depth = Depth::default();
        for token in markup::tokens(html) {
            match token {
                Token::Text(text) => {
                    if let Some(h1) = &mut h1 {
                        h1.push_str(text);
                    }
                }
                Token::Raw { name, text, .. } if name == "title" => {
                    head.title
                        .get_or_insert_with(|| line(&markup::unescape(text)));
                }
                Token::Raw {
                    name,
                    attributes,
                    text,
                } => {
                    let kind = markup::attribute(attributes, "type");
                    if name == "script"
                        && kind.is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"))
                    {
                        meta.read_json(text);
                    }
                }
                Token::Open { name, attributes } => {
                    depth.open(&name, attributes);
                    match name.as_str() {
                        "meta" => meta.read_tag(attributes),
                        "link"
                            if markup::attribute(attributes, "rel")
                                .is_some_and(|rel| rel == "canonical") =>
                        {
                            meta.set("canonical", markup::attribute(attributes, "href"));
                        }
                        "time" => meta.set("time", markup::attribute(attributes, "datetime")),
                        "h1" if head.h1.is_none() => h1 = Some(String::new()),
                        _ => {}
                    }
                }
                Token::Close { name } => {
                    depth.close(&name);
                    if name == "h1"
                        && let Some(text) = h1.take()
                    {
                        head.h1 =
                            Some(line(&markup::unescape(&text))).filter(|text| !text.is_empty());
                    }
                }
            }
        }
        head.is_sane &= depth.is_sane();
        head.og_title = meta.take(&["og:title", "twitter:title"]);
        head.data_headline = meta.take(&["ld:headline", "headline"]);
        head.published = meta.take(&[
            "ld:datepublished",
            "article:published_time",
            "datepublished",
            "og:published_time",
            "og:article:published_time",
            "pubdate",
            "publishdate",
            "publish_date",
            "publish-date",
            "published_time",
            "date.created",
            "dc.date.issued",
            "dc.date",
            "dc.created",
            "dcterms.created",
            "date",
            "time",
        ]);
        head.publisher = meta.take(&[
            "og:site_name",
            "ld:publisher",
            "publisher",
            "dc.publisher",
            "application-name",
        ]);
        head.url = meta
            .take(&["canonical", "og:url", "ld:url"])
            .filter(|url| url.starts_with("http"));
        head
    }

    /// The headline without the paper's name, which the title carries in most papers.
    fn headline(&self) -> Option<String> {
        let title = self.title.as_deref().map(without_site);
        [
            self.data_headline.as_deref(),
            self.og_title.as_deref().map(without_site),
            self.h1.as_deref(),
            title,
        ]
        .into_iter()
        .flatten()
        .find(|headline| !headline.is_empty())
        .map(str::to_owned)
    }
}

/// A title up to the bar or dash before the site's name: the last one, if what follows is short.
fn without_site(title: &str) -> &str {
    let cut = [" | ", " - ", " – ", " :: "]
        .iter()
        .filter_map(|bar| title.rsplit_once(bar))
        .find(|(head, site)| {
            head.split(' ').count() >= 4
                && site.split(' ').count() <= 5
                && !site.contains(|c: char| c.is_ascii_digit())
        });
    cut.map_or(title, |(head, _)| head).trim()
}

/// Text without tags, on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Named values of a page, the first of each name.
#[derive(Default)]
struct Meta {
    values: HashMap<String, String>,
}

impl Meta {
    fn set(&mut self, name: &str, value: Option<String>) {
        if let Some(value) = value
            .map(|value| line(&value))
            .filter(|value| !value.is_empty())
        {
            self.values
                .entry(name.to_ascii_lowercase())
                .or_insert(value);
        }
    }

    fn take(&mut self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.values.remove(*name))
    }

    fn read_tag(&mut self, attributes: &str) {
        let name = ["property", "name", "itemprop"]
            .iter()
            .find_map(|key| markup::attribute(attributes, key));
        if let Some(name) = name {
            self.set(&name, markup::attribute(attributes, "content"));
        }
    }

    /// JSON-LD: the first thing in it that has a date of publication.
    fn read_json(&mut self, json: &str) {
        let Ok(value) = serde_json::from_str::<Value>(json) else {
            return;
        };
        let mut stack = vec![&value];
        while let Some(value) = stack.pop() {
            match value {
                Value::Array(items) => stack.extend(items.iter().rev()),
                Value::Object(object) if object.contains_key("datePublished") => {
                    let text = |key: &str| {
                        object
                            .get(key)
                            .and_then(Value::as_str)
                            .map(|t| markup::unescape(t).into_owned())
                    };
                    self.set("ld:datepublished", text("datePublished"));
                    self.set("ld:headline", text("headline"));
                    self.set("ld:url", text("url"));
                    let publisher = object.get("publisher").map(|publisher| match publisher {
                        Value::Array(items) => items.first().unwrap_or(&Value::Null),
                        publisher => publisher,
                    });
                    let name =
                        publisher.and_then(|p| p.as_str().or_else(|| p.get("name")?.as_str()));
                    self.set(
                        "ld:publisher",
                        name.map(|name| markup::unescape(name).into_owned()),
                    );
                    return;
                }
                Value::Object(object) => stack.extend(object.values()),
                _ => {}
            }
        }
    }
}

/// About how many attributes a tag has: the gaps between them.
fn count_attributes(attributes: &str) -> usize {
    let mut quote = None;
    let mut count = 0;
    for b in attributes.bytes() {
        match (quote, b) {
            (Some(q), b) if b == q => quote = None,
            (None, b'"' | b'\'') => quote = Some(b),
            (None, b) if b.is_ascii_whitespace() => count += 1,
            _ => {}
        }
    }
    count
}

/// How deep the tags are nested, and how many there are.
#[derive(Default)]
struct Depth {
    open: HashMap<String, usize>,
    current: usize,
    deepest: usize,
    tags: usize,
    attributes: usize,
}

impl Depth {
    fn open(&mut self, name: &str, attributes: &str) {
        self.tags += 1;
        self.attributes = self.attributes.max(count_attributes(attributes));
        // These close themselves.
        if matches!(
            name,
            "area"
                | "base"
                | "br"
                | "col"
                | "embed"
                | "hr"
                | "img"
                | "input"
                | "link"
                | "meta"
                | "param"
                | "source"
                | "track"
                | "wbr"
                | "p"
                | "li"
                | "td"
                | "tr"
                | "th"
                | "dt"
                | "dd"
                | "option"
        ) {
            return;
        }
        *self.open.entry(name.to_owned()).or_default() += 1;
        self.current += 1;
        self.deepest = self.deepest.max(self.current);
    }

    fn close(&mut self, name: &str) {
        if let Some(open) = self.open.get_mut(name)
            && *open > 0
        {
            *open -= 1;
            self.current -= 1;
        }
    }

    fn is_sane(&self) -> bool {
        self.deepest <= DEEPEST && self.tags <= MOST_TAGS && self.attributes <= MOST_ATTRIBUTES
    }
}
