#![cfg(test)]
//! Claims of several articles and the facts that they add up to; the notation stands at the head of the files.

#[expect(dead_code, reason = "laws.rs uses all of it, this file a part")]
mod support;

use std::fmt::{Display, Write};

use quanlo::claim::{Claims, EventKind, Status, When};
use quanlo::fact::{EndState, Event, Tenure, consolidate, document};
use quanlo::identity::{Account, Decisions, Key, Register, documents, people};
use serde::Deserialize;
use support::{Story, post, rules};
use toml::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Corpus {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    says: Spanned<String>,
    articles: Vec<String>,
    facts: String,
}

/// One article in short notation: the day and province, then one claim a line.
fn read(id: usize, text: &str) -> Claims {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let (published, province) = lines.next().unwrap().split_once(' ').unwrap();
    let known = |text: &'static str| Some(text).filter(|text| *text != "-");
    let leak = |text: &str| known(Box::leak(text.to_owned().into_boxed_str()));
    let mut story = Story::new(&format!("bài {id}"), leak(published), leak(province));
    for line in lines {
        let mut parts = line.split('|').map(str::trim);
        let (verb, rest) = parts.next().unwrap().split_once(' ').unwrap();
        let options: Vec<(&str, &str)> = parts
            .map(|part| part.split_once(' ').unwrap_or((part, "")))
            .collect();
        let all = |key: &str| {
            options
                .iter()
                .filter(|(k, _)| *k == key)
                .map(|(_, v)| *v)
                .collect::<Vec<&str>>()
        };
        let option = |key: &str| all(key).first().copied();
        let posts = |key: &str| all(key).into_iter().map(post).collect::<Vec<_>>();
        let date = |key: &str| option(key).map(|date| date.parse().unwrap());
        let owned = |key: &str| option(key).map(str::to_owned);
        match verb {
            "holds" | "takes" | "held" => {
                let when = match verb {
                    "holds" => When::Current,
                    "takes" => When::New,
                    _ => When::Former,
                };
                story.person(rest, None);
                let held = post(option("as").unwrap());
                story.tenure(
                    rest,
                    when,
                    held,
                    [option("start"), option("end"), option("term")],
                );
            }
            "born" => {
                story.person(rest, None);
                story.born(rest, option("on").unwrap(), option("home"));
            }
            "document" => {
                let (kind, number) = rest.rsplit_once(' ').unwrap();
                let claim = story.document(kind, Some(number));
                claim.date = date("on");
                claim.issuer = owned("of");
                claim.implements = owned("implements");
            }
            kinds => {
                let kind = |name: &str| EventKind::ALL.into_iter().find(|kind| kind.name() == name);
                let kinds: Vec<EventKind> =
                    kinds.split(',').map(|name| kind(name).unwrap()).collect();
                story.person(rest, None);
                let event = story.event(rest, &kinds, &posts("from"), &posts("to"));
                event.date = date("on");
                event.by = owned("by");
                event.document = owned("under");
                event.replaces = owned("replacing");
                if let Some(words) = owned("words") {
                    event.evidence[0].quote = words;
                }
                event.status = if option("proposed").is_some() {
                    Status::Proposed
                } else {
                    Status::Decided
                };
            }
        }
    }
    story.told().1
}

/// The facts of all blocks, one line each.
fn facts(articles: &[String]) -> String {
    let register = Register::new(rules());
    let accounts: Vec<Account> = articles
        .iter()
        .enumerate()
        .map(|(at, text)| Account::new(read(at, text), &register))
        .collect();
    let mut keys: Vec<Key> = accounts.iter().flat_map(Account::keys).collect();
    keys.sort();
    keys.dedup();
    let mut out = String::new();
    for key in keys {
        let block: Vec<&Account> = accounts
            .iter()
            .filter(|account| account.keys().contains(&key))
            .collect();
        match &key {
            Key::Name(name) => {
                for identity in people(name, &block, &register, &Decisions::default()) {
                    let told: Vec<(usize, &Account)> = identity
                        .accounts
                        .iter()
                        .map(|&at| (at, block[at]))
                        .collect();
                    let official = consolidate(name, &told, &register);
                    out.push_str(&official.name);
                    each(&mut out, " *", &official.born);
                    let against = official.contradictions.len();
                    each(&mut out, " !", Some(against).filter(|&against| against > 0));
                    out.push('\n');
                    for tenure in &official.tenures {
                        let _ = writeln!(out, "  {}", show_tenure(tenure, &official.events));
                    }
                    for event in &official.events {
                        let _ = writeln!(out, "  {}", show_event(event));
                    }
                }
            }
            Key::Document(key) => {
                for identity in documents(key, &block) {
                    let paper = document(&identity, &block);
                    let _ = write!(
                        out,
                        "{} {}",
                        paper.kind.unwrap_or_default(),
                        paper.number.unwrap_or_default()
                    );
                    each(&mut out, " of ", paper.date);
                    each(&mut out, " by ", &paper.issuers);
                    let _ = writeln!(out, " ({} claims)", paper.claims.len());
                }
            }
        }
    }
    out
}

/// Writes each value after some words.
fn each<T: Display>(line: &mut String, before: &str, values: impl IntoIterator<Item = T>) {
    for value in values {
        let _ = write!(line, "{before}{value}");
    }
}

fn show_tenure(tenure: &Tenure, events: &[Event]) -> String {
    let mut line = format!("{}:", tenure.post);
    let kind =
        |cause: Option<usize>| cause.map(|cause| format!("({})", events[cause].kinds[0].name()));
    each(&mut line, " ", tenure.start);
    each(&mut line, " ≤", tenure.start_not_after);
    if tenure.start.or(tenure.start_not_after).is_none() {
        line.push_str(" ?");
    }
    each(&mut line, " ", kind(tenure.start_cause));
    line.push_str(" →");
    each(&mut line, " ", tenure.end);
    each(&mut line, " ≥", tenure.end_not_before);
    each(&mut line, " ≤", tenure.end_not_after);
    each(&mut line, " ", kind(tenure.end_cause));
    line.push_str(match tenure.state {
        EndState::Open => " open",
        EndState::Ended => " ended",
        EndState::EndedUnknown => " over",
    });
    each(&mut line, " ~", &tenure.inferred);
    each(
        &mut line,
        " ",
        tenure
            .local
            .map(|local| if local { "local" } else { "not local" }),
    );
    each(
        &mut line,
        " ",
        tenure.terms.iter().map(|term| format!("[{term}]")),
    );
    line
}

fn show_event(event: &Event) -> String {
    let kinds: Vec<&str> = event.kinds.iter().map(|kind| kind.name()).collect();
    let mut line = format!("* {}", kinds.join(","));
    each(&mut line, " ", event.date);
    each(&mut line, " from ", &event.from);
    each(&mut line, " to ", &event.to);
    each(&mut line, " by ", &event.by);
    each(
        &mut line,
        " ",
        event.movement.map(|movement| format!("{movement:?}")),
    );
    each(
        &mut line,
        " ",
        event.grade_change.map(|change| format!("{change:?}")),
    );
    each(
        &mut line,
        " ",
        event.direction.map(|direction| format!("{direction:?}")),
    );
    if event.status == Status::Proposed {
        line.push_str(" proposed");
    }
    let _ = write!(line, " ({} claims)", event.claims.len());
    line
}

/// Runs a corpus file and reports all that is wrong with it at once; the order of articles must not matter.
fn check(path: &str) {
    let source =
        std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
            .unwrap();
    let corpus: Corpus = toml::from_str(&source).unwrap();
    let mut wrong = String::new();
    for case in &corpus.case {
        let line = source[..case.says.span().start].matches('\n').count() + 1;
        let want: Vec<&str> = case
            .facts
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect();
        let got = facts(&case.articles);
        if got.lines().collect::<Vec<_>>() != want {
            let _ = writeln!(
                wrong,
                "{path}:{line}: {}\nwant\n{}\ngot\n{got}",
                case.says.get_ref(),
                want.join("\n")
            );
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn claims_of_one_official_add_up_to_tenures_and_events() {
    check("tests/fact/official.toml");
}

#[test]
fn two_people_of_one_name_are_told_apart() {
    check("tests/fact/namesake.toml");
}

#[test]
fn claims_of_one_document_add_up() {
    check("tests/fact/document.toml");
}
