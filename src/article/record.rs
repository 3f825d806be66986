//! The bytes of one article → the article.

use std::borrow::Cow;

use encoding_rs::Encoding;
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::source::{Kind, Raw};
use super::words::Furniture;
use super::{Article, decode, furniture, markup, page, published, spam, stamp};

/// One line of an NDJSON file; other keys are left alone.
#[derive(Default, Deserialize)]
struct Record<'r> {
    id: Option<Value>,
    #[serde(borrow)]
    url: Option<Cow<'r, str>>,
    published: Option<Value>,
    date: Option<Value>,
    #[serde(borrow)]
    publisher: Option<Cow<'r, str>>,
    #[serde(borrow)]
    title: Option<Cow<'r, str>>,
    #[serde(borrow)]
    text: Option<Cow<'r, str>>,
    #[serde(borrow)]
    html: Option<Cow<'r, str>>,
}

/// What is known of an article before its text is searched.
#[derive(Default)]
struct Draft {
    article: Article,
    /// The lines of a page near its headline, where the time of publication stands.
    surroundings: Vec<String>,
}

/// Reads one article; the reason where it cannot be used.
pub(super) fn article(raw: &Raw, words: &Furniture) -> Result<Article, String> {
    if raw.bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("empty".to_owned());
    }
    let mut draft = match raw.kind {
        Kind::Text => from_text(decode::decode(&raw.bytes, None)?.into_owned()),
        Kind::Page => from_page(&decode::decode(&raw.bytes, declared(&raw.bytes))?),
        Kind::Records => from_record(&decode::decode(&raw.bytes, None)?)?,
    };
    if let Some(stem) = &raw.stem {
        draft.article.id.clone_from(stem);
    }
    finish(draft, words)
}

fn from_text(text: String) -> Draft {
    let text = markup::without_remains(decode::storable(text));
    Draft {
        article: Article {
            text,
            ..Article::default()
        },
        surroundings: Vec::new(),
    }
}

fn from_page(html: &str) -> Draft {
    let page = page::read(html);
    let article = Article {
        text: with_headline(page.headline.as_deref(), page.text),
        headline: page.headline,
        published: page.published,
        publisher: page.publisher,
        url: page.url,
        ..Article::default()
    };
    Draft {
        article,
        surroundings: page.surroundings,
    }
}

fn from_record(line: &str) -> Result<Draft, String> {
    let record: Record<'_> =
        serde_json::from_str(line.trim_end()).map_err(|error| bad_record(&error))?;
    let given = |field: Option<Cow<'_, str>>| {
        field
            .map(|value| decode::storable(value.trim().to_owned()))
            .filter(|value| !value.is_empty())
    };
    let title =
        given(record.title).map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
    let is_given = |field: &Option<Cow<'_, str>>| {
        field
            .as_deref()
            .is_some_and(|value| !value.trim().is_empty())
    };
    let mut draft = match (record.text, record.html) {
        (text @ Some(_), _) if is_given(&text) => from_text(text.unwrap_or_default().into_owned()),
        (_, html @ Some(_)) if is_given(&html) => from_page(&html.unwrap_or_default()),
        (None, None) => {
            return Err("no text in this record; give it as \"text\" or \"html\"".to_owned());
        }
        _ => return Err("the text of this record is empty".to_owned()),
    };
    let article = &mut draft.article;
    if title.is_some() {
        article.text = with_headline(title.as_deref(), std::mem::take(&mut article.text));
        article.headline = title;
    }
    if let Some(id) = record.id.as_ref().and_then(scalar) {
        article.id = decode::storable(id);
    }
    let given_dates = [&record.published, &record.date];
    if let Some(date) = given_dates
        .into_iter()
        .filter_map(|date| scalar(date.as_ref()?))
        .find_map(|date| stamp::machine_date(&date))
    {
        article.published = Some(date);
    }
    article.publisher = given(record.publisher).or(article.publisher.take());
    article.url = given(record.url).or(article.url.take());
    Ok(draft)
}

/// What is wrong with a line, without serde's own position, which counts within the line.
fn bad_record(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    match error.classify() {
        serde_json::error::Category::Data => format!("not a record: {message}"),
        _ => format!(
            "not JSON: {message} at column {}; write one record on each line",
            error.column()
        ),
    }
}

/// A string or number as text.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The text with the headline as its first line, unless it begins with it.
fn with_headline(headline: Option<&str>, text: String) -> String {
    let Some(headline) = headline else {
        return text;
    };
    let first = text.trim_start().lines().next().unwrap_or_default();
    if first.split_whitespace().eq(headline.split_whitespace()) {
        text
    } else {
        format!("{headline}\n{text}")
    }
}

/// The encoding that a page declares.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let key = b"charset=";
    let at = head.windows(key.len()).position(|window| window == key)? + key.len();
    let label = head[at..].trim_ascii_start();
    let label = label
        .strip_prefix(b"\"")
        .or_else(|| label.strip_prefix(b"'"))
        .unwrap_or(label);
    let end = label
        .iter()
        .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')))
        .unwrap_or(label.len());
    Encoding::for_label(&label[..end])
}

/// Searches the text: what of it is news, its headline and its date.
fn finish(draft: Draft, words: &Furniture) -> Result<Article, String> {
    let Draft {
        mut article,
        surroundings,
    } = draft;
    article.text = decode::storable(article.text);
    if article.text.trim().is_empty() {
        return Err("no text in it".to_owned());
    }
    if let Some(reason) = spam::reason(&article.text, words) {
        return Err(reason.to_owned());
    }
    let reading = furniture::read(&article.text, words);
    if reading.content.is_empty() {
        return Err("no news in it, only what stands around it on a page".to_owned());
    }
    if article.url.is_none()
        && let [url] = reading.urls.as_slice()
    {
        article.url = Some(url.clone());
    }
    let evidence = published::Evidence {
        metadata: article.published,
        stamps: if reading.stamps.is_empty() {
            surroundings
                .iter()
                .filter_map(|line| stamp::parse(line, words))
                .collect()
        } else {
            reading.stamps
        },
        approved: reading.approved,
        url: article.url.as_deref(),
        text: &article.text,
        content: &reading.content,
    };
    let (published, published_from) = evidence.date().unzip();
    (article.published, article.published_from) = (published, published_from);
    article.sha256 = hexadecimal(&Sha256::digest(&article.text));
    if article.id.is_empty() {
        article.sha256[..16].clone_into(&mut article.id);
    }
    if article.headline.is_none() {
        article.headline = headline(&article.text, &reading.content);
    }
    (article.content, article.dateline) = (reading.content, reading.dateline);
    Ok(article)
}

/// The first line of the news, where it looks like a headline: short, no sentence, and more follows.
fn headline(text: &str, content: &[std::ops::Range<usize>]) -> Option<String> {
    const LONGEST: usize = 200;
    let range = content.first()?;
    let line = text[range.clone()].lines().next()?.trim();
    let is_all = line.len() == range.len() && content.len() == 1;
    let is_sentence = line.ends_with('.') && !line.ends_with("..");
    (!is_all && !is_sentence && !line.ends_with([':', ';', ',']) && line.chars().count() <= LONGEST)
        .then(|| line.to_owned())
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}
