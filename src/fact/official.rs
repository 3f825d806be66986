//! All claims about one official → the official's name, birth, events and tenures.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::choice::most;
use super::settled::Settled;
use super::{ClaimKind, ClaimRef, Official, Tenure, close, event, tenure};
use crate::identity::{Account, Register};
use crate::text::name_key;

/// What the claims about one official add up to: the accounts that speak of them, each with its place in the block.
///
/// The accounts must be in the order of their articles' ids.
pub fn consolidate(name: &str, accounts: &[(usize, &Account)], register: &Register) -> Official {
    let settled = Settled::new(name, accounts);
    let mut tellings = event::tellings(name, accounts, &settled, register);
    let (events, mut contradictions) = event::events(&tellings, register);
    event::agree(&mut tellings, &events);
    let (mut tenures, against) =
        tenure::tenures(name, accounts, &settled, &tellings, &events, register);
    close::close(&mut tenures, &tellings, &events, register);
    contradictions.extend(against);
    let mut official = Official {
        tenures,
        events,
        ..Official::default()
    };
    let mut names = Vec::new();
    let mut genders = Vec::new();
    for &(account, told) in accounts {
        let claim = |kind, index| ClaimRef {
            account,
            kind,
            index,
        };
        for (index, person) in named(&told.claims.people, &told.names.people, name) {
            names.push(person.name.as_str());
            genders.extend(person.gender);
            official.claims.push(claim(ClaimKind::Person, index));
        }
        for (index, bio) in named(&told.claims.bios, &told.names.bios, name) {
            official.born.extend(bio.born);
            official.hometowns.extend(bio.hometown.clone());
            official.claims.push(claim(ClaimKind::Bio, index));
        }
        for (index, event) in told.claims.events.iter().enumerate() {
            // A predecessor who is named nowhere else rests on the event that names him.
            let own = told.names.replaced[index].as_deref() == Some(name);
            if let Some(replaced) = event.replaces.as_deref().filter(|_| own) {
                names.push(replaced);
                official.claims.push(claim(ClaimKind::Event, index));
            }
        }
        names.extend(
            named(&told.claims.tenures, &told.names.tenures, name)
                .map(|(_, row)| row.person.as_str()),
        );
        names.extend(
            named(&told.claims.events, &told.names.events, name)
                .map(|(_, row)| row.person.as_str()),
        );
    }
    // A name in capitals comes from a headline: any other spelling is better.
    let capitals = |name: &str| name.chars().all(|c| !c.is_lowercase());
    if !names.iter().all(|name| capitals(name)) {
        names.retain(|name| !capitals(name));
    }
    let (best, others) = most(names.into_iter().map(str::to_owned));
    official.name = best.unwrap_or_else(|| name.to_owned());
    official.other_names = others;
    official.gender = most(genders).0;
    // Of dates that agree, only the most exact one says something.
    let all = official.born.clone();
    official
        .born
        .retain(|&date| !all.iter().any(|&other| other != date && date.covers(other)));
    official.born.sort_unstable();
    official.born.dedup();
    official.hometowns = homes(&official.hometowns);
    for tenure in &mut official.tenures {
        tenure.local = local(&official.hometowns, tenure, register);
    }
    for (a, b) in &mut contradictions {
        if b < a {
            std::mem::swap(a, b);
        }
    }
    contradictions.sort_unstable();
    contradictions.dedup();
    contradictions.retain(|(a, b)| a != b);
    official.contradictions = contradictions;
    official
}

/// The rows of a name with their places.
fn named<'a, T>(
    rows: &'a [T],
    keys: &'a [String],
    name: &'a str,
) -> impl Iterator<Item = (usize, &'a T)> {
    rows.iter()
        .enumerate()
        .zip(keys)
        .filter(move |(_, key)| *key == name)
        .map(|(row, _)| row)
}

/// The home places that say most: not those that another one names as well, with the smaller unit in it.
fn homes(told: &[String]) -> Vec<String> {
    let units = |home: &String| -> BTreeSet<String> {
        let parts = home
            .split([',', '(', ')', ';', '-', '–'])
            .map(bare)
            .filter(|part| !part.is_empty());
        parts.collect()
    };
    let mut homes: Vec<(BTreeSet<String>, Reverse<usize>, &String)> = told
        .iter()
        .map(|home| (units(home), Reverse(home.chars().count()), home))
        .collect();
    homes.sort_unstable();
    homes.dedup_by(|other, kept| other.0 == kept.0);
    let within = |one: &BTreeSet<String>| {
        homes
            .iter()
            .any(|(other, ..)| one != other && one.is_subset(other))
    };
    let mut most: Vec<String> = homes
        .iter()
        .filter(|(home, ..)| !within(home))
        .map(|(.., home)| (*home).clone())
        .collect();
    most.sort_unstable();
    most
}

/// The name of a unit without its type: «TP Hải Phòng» → «hải phòng».
fn bare(unit: &str) -> String {
    const TYPES: [&str; 14] = [
        "tỉnh",
        "thành phố",
        "tp.",
        "tp",
        "huyện",
        "h.",
        "quận",
        "thị xã",
        "tx.",
        "tx",
        "thị trấn",
        "xã",
        "phường",
        "thôn",
    ];
    let unit = name_key(unit);
    let name = TYPES.iter().find_map(|kind| {
        let rest = unit.strip_prefix(kind)?;
        (rest.starts_with(' ') || kind.ends_with('.')).then(|| rest.trim().to_owned())
    });
    let name = name.unwrap_or(unit);
    if name == "hcm" {
        "hồ chí minh".to_owned()
    } else {
        name
    }
}

/// Whether a post lies in the home province, where all that is told of the home agrees.
fn local(hometowns: &[String], tenure: &Tenure, register: &Register) -> Option<bool> {
    let body = tenure.post.body()?;
    let mut told = hometowns.iter().map(|home| register.is_local(home, body));
    let first = told.next()??;
    told.all(|other| other == Some(first)).then_some(first)
}
