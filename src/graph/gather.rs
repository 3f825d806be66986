//! The accounts that a part of the facts is derived from, out of the claims of all articles.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::part::Part;
use super::scheme::Scheme;
use crate::claim::Claims;
use crate::identity::{Account, Key};

/// Claims while they come in, one line for each article: kept as text until it is known which a part needs.
pub struct Gathering<'s> {
    part: Part,
    scheme: &'s Scheme,
    /// By article id: of two lines with one id the later published stays, as in a build.
    lines: BTreeMap<String, Line>,
}

/// What one article's claims say, in short.
struct Line {
    rank: Vec<u8>,
    text: String,
    keys: BTreeSet<Key>,
    /// The blocks of other parts of which it puts an official into a seat of this one.
    sits: BTreeSet<Key>,
    /// Whether what it says for itself falls to the part.
    own: bool,
}

impl<'s> Gathering<'s> {
    /// No claims yet.
    pub fn new(part: Part, scheme: &'s Scheme) -> Self {
        Self {
            part,
            scheme,
            lines: BTreeMap::new(),
        }
    }

    /// Takes in the claims of an article, as `quanlo extract` writes them; tells whether they took another's place.
    pub fn add(&mut self, text: String) -> serde_json::Result<bool> {
        let account = account(&text, self.scheme)?;
        let article = &account.claims.article;
        let published = article.published.map(|date| date.to_string());
        let mut rank = published.unwrap_or_default().into_bytes();
        rank.extend(Sha256::digest(&text));
        let id = article.id.clone();
        let known = self.lines.get(&id).map(|line| &line.rank);
        if known.is_some_and(|known| *known >= rank) {
            return Ok(true);
        }
        let keys = account.keys();
        // A block of the part comes in by its own key.
        let sits = |key: &&Key| {
            !self.part.has(key.text()) && self.part.has_seat_of(&account, key, self.scheme)
        };
        let line = Line {
            sits: keys.iter().filter(sits).cloned().collect(),
            own: self.part.has(&id),
            rank,
            text,
            keys,
        };
        Ok(self.lines.insert(id, line).is_some())
    }

    /// The accounts that the facts of the part rest on or point to.
    pub fn accounts(self) -> serde_json::Result<Vec<Arc<Account>>> {
        let mut blocks: BTreeSet<&Key> = BTreeSet::new();
        for line in self.lines.values() {
            blocks.extend(line.keys.iter().filter(|key| self.part.has(key.text())));
            blocks.extend(&line.sits);
        }
        let mut accounts = BTreeMap::new();
        let mut targets: BTreeSet<Key> = BTreeSet::new();
        for (id, line) in &self.lines {
            let of_blocks: Vec<&Key> = line
                .keys
                .iter()
                .filter(|key| blocks.contains(key))
                .collect();
            if line.own || !of_blocks.is_empty() {
                let account = account(&line.text, self.scheme)?;
                targets.extend(of_blocks.iter().flat_map(|key| account.targets(key)));
                accounts.insert(id, Arc::new(account));
            }
        }
        for (id, line) in &self.lines {
            if line.keys.iter().any(|key| targets.contains(key)) && !accounts.contains_key(id) {
                accounts.insert(id, Arc::new(account(&line.text, self.scheme)?));
            }
        }
        Ok(accounts.into_values().collect())
    }
}

fn account(text: &str, scheme: &Scheme) -> serde_json::Result<Account> {
    let claims: Claims = serde_json::from_str(text)?;
    Ok(Account::new(claims, &scheme.register))
}
