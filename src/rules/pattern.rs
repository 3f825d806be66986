//! The pattern language of frames: patterns over items compiled into regular expressions over their codes.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use super::frame::{Codes, code};
use super::matcher::Matcher;

/// Puts the parts that a pattern names in their places.
pub(super) fn expand(pattern: &str, parts: &BTreeMap<String, String>) -> Result<String, String> {
    let mut expanded = pattern.to_owned();
    for (name, part) in parts.iter().rev() {
        expanded = expanded.replace(&format!("@{name}"), part);
    }
    match expanded.split_once('@') {
        Some((_, rest)) => {
            let name = rest.split(|c: char| !c.is_alphanumeric()).next();
            Err(format!("no part is called {:?}", name.unwrap_or_default()))
        }
        None => Ok(expanded),
    }
}

/// One or several persons, each with the posts beside the name: «ông A, Bí thư …; bà B (Giám đốc …) và ông C».
fn people_pattern() -> String {
    let beside = r"(?:,?\([^()N]{0,16}\)|[,-]{0,2}P(?:[,&-]{0,2}P){0,2}(?:w{0,2}B)?-?)";
    let person = format!("(?:P[,-]?)?[Nn]{beside}{{0,2}}");
    // «ông A - Chủ tịch và ông B»: a role of which nobody says whose it is.
    let list = format!("{person}(?:(?:(?:-w{{1,3}})?[,;]?&|,|(?:,[wBA#]{{1,8}})?;){person})*");
    // «Chủ tịch A, Phó Chủ tịch B và Trưởng ban C»: each is of the name behind it.
    format!("(?:{TITLED}|{list})")
}

/// Turns a pattern into a regular expression over item codes, and the sets of codes of which one each must occur, in
/// this order.
pub(super) fn compile(
    pattern: &str,
    cues: &HashMap<&str, u8>,
    groups: &BTreeMap<String, Vec<u8>>,
) -> Result<(Matcher, Vec<Codes>), String> {
    let mut regex = String::new();
    let mut needs: Vec<Codes> = Vec::new();
    let mut depth = 0;
    let mut rest = pattern;
    let mut slots = 0;
    let is = optional_cue("là", cues);
    let mut need = |codes: &[u8], after: &str, depth: i32| {
        if depth == 0 && !after.trim_start().starts_with(['?', '*']) {
            needs.push(Codes::of(codes));
        }
    };
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        if let Some((short, codes)) = short_for(c) {
            regex.push_str(short);
            if !codes.is_empty() {
                need(codes, after, depth);
            }
            rest = after;
            continue;
        }
        rest = match c {
            '{' => {
                let (slot, after) = after
                    .split_once('}')
                    .ok_or("a slot lacks its closing brace")?;
                // A slot may stand in several branches; the number keeps the names of the groups apart.
                slots += 1;
                if let Some(codes) = groups.get(slot) {
                    let acts = class_of(codes);
                    let _ = write!(
                        regex,
                        "(?P<act{slots}>{acts}(?:(?:w{{0,2}}(?:,?&|,)|w)?{acts}){{0,3}})"
                    );
                    need(codes, after, depth);
                } else if slot == "people" {
                    let _ = write!(regex, "(?P<people{slots}>{})", people_pattern());
                    need(&[code::NAME, code::SHORT], after, depth);
                } else {
                    let codes = slot_codes(slot)?;
                    let _ = write!(regex, "(?P<{slot}{slots}>{codes})");
                    match slot {
                        "series" => need(&[code::POSTS], after, depth),
                        "roster" => need(&[code::NAME, code::SHORT], after, depth),
                        _ => need(codes.trim_matches(['[', ']']).as_bytes(), after, depth),
                    }
                }
                after
            }
            '<' => {
                let (classes, after) = after.split_once('>').ok_or("a cue lacks its closing >")?;
                let codes = classes
                    .split('/')
                    .map(|class| {
                        cues.get(class)
                            .copied()
                            .ok_or_else(|| format!("no cue class {class:?} in words/cue.tsv"))
                    })
                    .collect::<Result<Vec<u8>, String>>()?;
                regex.push_str(&class_of(&codes));
                need(&codes, after, depth);
                after
            }
            ',' | '!' => {
                regex.push_str(if c == ',' { "[,-]?" } else { "[,-]" });
                if c == '!' {
                    need(b",-", after, depth);
                }
                regex.push_str(&is);
                after
            }
            ' ' => after,
            '(' => {
                depth += 1;
                regex.push_str("(?:");
                after
            }
            ')' => {
                depth -= 1;
                regex.push(')');
                after
            }
            '\\' => {
                regex.push_str("\\.");
                let after = after
                    .strip_prefix('.')
                    .ok_or("only a full stop may stand behind a backslash")?;
                need(b".", after, depth);
                after
            }
            '|' if depth == 0 => return Err("alternatives need brackets around them".to_owned()),
            '?' | '|' | '*' | '+' | '^' | '$' => {
                regex.push(c);
                after
            }
            other => return Err(format!("unexpected {other:?} in the pattern")),
        };
    }
    Ok((Matcher::new(regex), needs))
}

/// «là» and the like, which may stand or not: «ông A, hiện là {post}, …» stands like «ông A, {post}, …».
fn optional_cue(class: &str, cues: &HashMap<&str, u8>) -> String {
    cues.get(class)
        .map_or_else(String::new, |&code| format!("{}?", class_of(&[code])))
}

/// The regular expression that a mark of a pattern stands for: words that mean nothing here, a bracket of the text, or the
/// item with just this code; and the codes of which one must then stand.
fn short_for(mark: char) -> Option<(&'static str, &'static [u8])> {
    Some(match mark {
        '…' => ("[wAD#,&K-]{0,7}?", b""),
        '%' => ("[wA#&]{0,6}?", b""),
        '~' => ("[wAD#,&KB-]{0,9}?", b""),
        '[' => ("\\(", b"("),
        ']' => ("\\)", b")"),
        '-' => ("-", b"-"),
        '&' => ("&", b"&"),
        'w' => ("w", b"w"),
        '#' => ("#", b"#"),
        'P' => ("P", b"P"),
        'B' => ("B", b"B"),
        ':' => (":", b":"),
        ';' => (";", b";"),
        '"' => ("\"", b"\""),
        _ => return None,
    })
}

/// A character class of cue codes.
fn class_of(codes: &[u8]) -> String {
    let mut class = String::from("[");
    for code in codes {
        let _ = write!(class, "\\x{code:02X}");
    }
    class.push(']');
    class
}

/// Posts, and those behind further commas and semicolons, with what could not be read between them.
const SERIES: &str =
    r"P(?:(?:[wABD#&-]|\([^()]{0,14}\)){0,12}[,;&-](?:[wABD#&]|\([^()]{0,14}\)){0,8}P)*";

/// Names in a row, each with what stands in brackets or as a post beside it («; ông A, Phó Trưởng ban Thường trực; …», «ông A,
/// Bộ trưởng Bộ X (kiêm nhiệm)»), or each behind a post.
const ROSTER: &str = concat!(
    r"P,?[Nn](?:\([^()]{0,16}\))?(?:(?:[,;][w&]?|[w&])P,?[Nn](?:\([^()]{0,16}\))?)*",
    r"|[Nn](?:\([^()]{0,16}\)|[,-]P(?:\([^()]{0,8}\))?)?",
    r"(?:(?:(?:,w{1,5})?;[w&]?|[,][w&]?|[w&])[Nn](?:\([^()]{0,16}\)|[,-]P(?:\([^()]{0,8}\))?)?)*",
);

/// Several names in a row, each directly behind a post.
const TITLED: &str = concat!(
    r"P,?[Nn](?:\([^()]{0,16}\))?",
    r"(?:[,;]?&?P,?[Nn](?:\([^()]{0,16}\))?)+",
);

/// The codes of the items that can fill a slot.
fn slot_codes(slot: &str) -> Result<&'static str, String> {
    Ok(match slot {
        "person" | "replaced" | "signer" => "[Nn]",
        "speaker" => "S",
        "from" | "to" | "holds" | "left" => "P",
        "series" => SERIES,
        "roster" => ROSTER,
        "by" => "[BP]",
        "organ" => "B",
        "unit" => "[BA]",
        "area" => "A",
        "date" | "since" | "until" | "past" => "D",
        "document" => "K",
        other => return Err(format!("no slot is called {other:?}")),
    })
}
