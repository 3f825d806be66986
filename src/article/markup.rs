//! HTML as a stream of tags and text: linear in its length and indifferent to how deep it is nested.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token<'h> {
    /// Text between tags, its entities not yet decoded.
    Text(&'h str),
    /// What stands between `<title>`, `<script>`, `<style>` or `<textarea>` and its end, with the tag's attributes.
    Raw {
        name: String,
        attributes: &'h str,
        text: &'h str,
    },
    /// A start tag.
    Open { name: String, attributes: &'h str },
    /// An end tag.
    Close { name: String },
}

/// The pieces of a page in order; comments and declarations are left out.
pub(super) fn tokens(html: &str) -> impl Iterator<Item = Token<'_>> {
    Tokens { rest: html }
}

struct Tokens<'h> {
    rest: &'h str,
}

impl<'h> Iterator for Tokens<'h> {
    type Item = Token<'h>;

    fn next(&mut self) -> Option<Token<'h>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let Some(inside) = self.rest.strip_prefix('<') else {
                return Some(Token::Text(
                    self.take(self.rest.find('<').unwrap_or(self.rest.len())),
                ));
            };
            match inside.bytes().next() {
                Some(b'!' | b'?') => {
                    let end = match inside.strip_prefix("!--") {
                        Some(comment) => comment.find("-->").map(|at| at + 7),
                        None => self.rest.find('>').map(|at| at + 1),
                    };
                    self.take(end.unwrap_or(self.rest.len()));
                }
                Some(b'/') if inside[1..].starts_with(|c: char| c.is_ascii_alphabetic()) => {
                    let end = self.rest.find('>').map_or(self.rest.len(), |at| at + 1);
                    let tag = self.take(end);
                    return Some(Token::Close {
                        name: tag_name(&tag[2..]).to_ascii_lowercase(),
                    });
                }
                Some(b) if b.is_ascii_alphabetic() => {
                    let end = tag_end(self.rest);
                    let tag = self.take(end);
                    let name = tag_name(&tag[1..]);
                    let attributes = tag[1 + name.len()..].trim_end_matches('>');
                    let name = name.to_ascii_lowercase();
                    if !matches!(name.as_str(), "script" | "style" | "title" | "textarea") {
                        return Some(Token::Open { name, attributes });
                    }
                    let text = self.take(raw_end(self.rest, &name));
                    return Some(Token::Raw {
                        name,
                        attributes,
                        text,
                    });
                }
                _ => return Some(Token::Text(self.take(1))),
            }
        }
    }
}

impl<'h> Tokens<'h> {
    fn take(&mut self, length: usize) -> &'h str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }
}

/// The name at the start of a tag's inside.
fn tag_name(inside: &str) -> &str {
    let end = inside
        .find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '<'))
        .unwrap_or(inside.len());
    &inside[..end]
}

/// Where a start tag ends: after its first `>` outside quotes.
fn tag_end(html: &str) -> usize {
    let mut quote = None;
    let mut before = b' ';
    for (at, b) in html.bytes().enumerate() {
        match (quote, b) {
            (Some(q), b) if b == q => quote = None,
            (None, b'"' | b'\'') if before == b'=' => quote = Some(b),
            (None, b'>') => return at + 1,
            _ => {}
        }
        if !b.is_ascii_whitespace() {
            before = b;
        }
    }
    html.len()
}

/// Where the text of an element without markup ends: before its end tag.
fn raw_end(html: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(at) = html[from..].find("</") {
        let inside = &html[from + at + 2..];
        if inside
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name))
        {
            return from + at;
        }
        from += at + 2;
    }
    html.len()
}

/// An attribute's value, decoded.
pub(super) fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/'))
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let after = after.trim_start();
        let (value, after) = match after.strip_prefix('=').map(str::trim_start) {
            None => ("", after),
            Some(value) => match value.bytes().next() {
                Some(quote @ (b'"' | b'\'')) => {
                    let value = &value[1..];
                    value.split_once(char::from(quote)).unwrap_or((value, ""))
                }
                _ => value.split_at(
                    value
                        .find(|c: char| c.is_ascii_whitespace())
                        .unwrap_or(value.len()),
                ),
            },
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(unescape(value).trim().to_owned());
        }
        let next = after.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        // A stray sign that belongs to no attribute must not hold the scan.
        rest = if next.len() == rest.len() {
            &next[next.chars().next().map_or(0, char::len_utf8)..]
        } else {
            next
        };
    }
    None
}

static ENTITIES: LazyLock<HashMap<&'static str, char>> = LazyLock::new(|| {
    include_str!("../../rules/words/entities.tsv")
        .lines()
        .filter_map(|line| {
            let (name, code) = line.split_once('\t')?;
            Some((name, char::from_u32(u32::from_str_radix(code, 16).ok()?)?))
        })
        .collect()
});

/// The text with its entities decoded, a second time where «&amp;…;» hid another.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    match unescape_once(text) {
        Cow::Borrowed(text) => Cow::Borrowed(text),
        Cow::Owned(once) => match unescape_once(&once) {
            Cow::Borrowed(_) => Cow::Owned(once),
            Cow::Owned(twice) => Cow::Owned(twice),
        },
    }
}

fn unescape_once(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    for (at, _) in text.match_indices('&') {
        if let Some((c, length)) = entity(&text[at + 1..]) {
            out.push_str(&text[copied..at]);
            out.push(c);
            copied = at + 1 + length;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// The character that an entity stands for, and the length of what follows the `&`.
fn entity(after: &str) -> Option<(char, usize)> {
    let end = after.bytes().take(12).position(|b| b == b';')?;
    let name = &after[..end];
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            // Numbers of the C1 block mean windows-1252 on the web: dashes and quotes.
            match u8::try_from(code) {
                Ok(byte @ 0x80..=0x9f) => encoding_rs::WINDOWS_1252
                    .decode_without_bom_handling(&[byte])
                    .0
                    .chars()
                    .next()?,
                _ => char::from_u32(code)?,
            }
        }
        None => *ENTITIES.get(name)?,
    };
    Some((c, end + 1))
}

/// Whether an element begins a new line of the page.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "br"
            | "button"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "option"
            | "p"
            | "pre"
            | "section"
            | "select"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "title"
            | "tr"
            | "ul"
            | "video"
    )
}

/// Whether an element shows no text of its own.
fn is_hidden(name: &str) -> bool {
    matches!(
        name,
        "noscript" | "template" | "iframe" | "object" | "svg" | "head"
    )
}

/// The text that a page shows, a paragraph on each line.
pub(super) fn text(html: &str) -> String {
    let mut lines = Lines::default();
    // The outermost element that shows no text, and how many of its name are open.
    let mut hidden: Option<(String, usize)> = None;
    for token in tokens(html) {
        if let Some((outer, depth)) = &mut hidden {
            match token {
                Token::Close { name } if name == *outer => *depth -= 1,
                Token::Open { name, .. } if name == *outer => *depth += 1,
                // A page without `</head>` must still show its body.
                Token::Open { name, .. } if outer == "head" && is_block(&name) => *depth = 0,
                _ => {}
            }
            if *depth == 0 {
                hidden = None;
                lines.end();
            }
            continue;
        }
        match token {
            Token::Text(text) => lines.add(&unescape(text)),
            Token::Open { name, .. } | Token::Close { name } if is_block(&name) => lines.end(),
            Token::Open { name, .. } | Token::Close { name }
                if matches!(name.as_str(), "td" | "th") =>
            {
                lines.space();
            }
            Token::Open { name, attributes } if is_hidden(&name) && !attributes.ends_with('/') => {
                hidden = Some((name, 1));
            }
            Token::Raw { .. } | Token::Open { .. } | Token::Close { .. } => {}
        }
    }
    lines.text
}

/// Lines of text with white space collapsed.
#[derive(Default)]
struct Lines {
    text: String,
    /// White space was seen since the last word.
    gap: bool,
    /// A line end was seen since the last word.
    ended: bool,
}

impl Lines {
    fn add(&mut self, text: &str) {
        for (index, word) in text.split(|c: char| c.is_whitespace()).enumerate() {
            self.gap |= index > 0;
            if word.is_empty() {
                continue;
            }
            if !self.text.is_empty() && self.ended {
                self.text.push('\n');
            } else if !self.text.is_empty() && self.gap {
                self.text.push(' ');
            }
            self.text.push_str(word);
            (self.gap, self.ended) = (false, false);
        }
    }

    fn space(&mut self) {
        self.gap = true;
    }

    fn end(&mut self) {
        self.ended = true;
    }
}

/// A plain text freed from tags and entities that a content system left in it; unchanged where there are none.
pub(super) fn without_remains(text: String) -> String {
    let text = if has_tags(&text) {
        strip_known_tags(&text)
    } else {
        text
    };
    match unescape(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(unescaped) => unescaped,
    }
}

/// Whether a known tag stands in the text. Other `<` are signs of their own.
fn has_tags(text: &str) -> bool {
    text.match_indices('<')
        .any(|(at, _)| known_tag(&text[at..]).is_some())
}

/// The length of a tag that content systems leave in texts, and whether it begins a new line.
fn known_tag(from: &str) -> Option<(usize, bool)> {
    let inside = from[1..].strip_prefix('/').unwrap_or(&from[1..]);
    let name = tag_name(
        &inside[..inside
            .len()
            .min(12)
            .min(inside.find(|c: char| !c.is_ascii()).unwrap_or(12))],
    );
    let name = name.to_ascii_lowercase();
    let inline = matches!(
        name.as_str(),
        "b" | "i" | "u" | "em" | "strong" | "span" | "a" | "font" | "img" | "sup" | "sub" | "mark"
    );
    let block = matches!(
        name.as_str(),
        "p" | "br" | "div" | "h1" | "h2" | "h3" | "h4" | "li" | "ul" | "ol" | "table" | "tr" | "td"
    );
    if !inline && !block {
        return None;
    }
    // A tag that is left in a text is short and on one line.
    let window = &from.as_bytes()[..from.len().min(2000)];
    let end = 1 + window[1..]
        .iter()
        .position(|b| matches!(b, b'>' | b'<' | b'\n'))?;
    (window[end] == b'>').then_some((end + 1, block))
}

fn strip_known_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut add = |piece: &str, ended: &mut bool| {
        if *ended && !piece.is_empty() && !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
        *ended &= piece.is_empty();
        out.push_str(piece);
    };
    let mut rest = text;
    let mut ended = false;
    while let Some(at) = rest.find('<') {
        add(&rest[..at], &mut ended);
        rest = &rest[at..];
        if let Some((length, block)) = known_tag(rest) {
            ended |= block;
            rest = &rest[length..];
        } else {
            add("<", &mut ended);
            rest = &rest[1..];
        }
    }
    add(rest, &mut ended);
    out
}
