//! Firms that nothing shows to be the state's: whoever has no post but in these is no official.

use std::collections::BTreeSet;

use super::reading::Reading;
use crate::claim::{Claims, Event, EventKind, Evidence, Post};
use crate::rules::Firms;
use crate::text::name_key;

/// How somebody is called who is in the Party.
const COMRADE: &str = "đồng chí";

impl Reading<'_> {
    /// Takes away the people who have no post but in firms that nothing shows to be the state's, and what was claimed of
    /// them; what that rested on.
    pub(super) fn drop_private_people(&self, claims: &mut Claims) -> Vec<Evidence> {
        let firms = &self.rules.words.firms;
        let held = claims.tenures.iter().map(|t| (&t.person, &t.post));
        let moved = claims.events.iter().flat_map(|event| {
            let posts = event.from.iter().chain(&event.to);
            posts.map(|post| (&event.person, post))
        });
        let (mut private, mut official) = (BTreeSet::new(), BTreeSet::new());
        for (person, post) in held.chain(moved) {
            let known = if is_private(post, firms) {
                &mut private
            } else {
                &mut official
            };
            known.insert(person.clone());
        }
        let by_state = claims
            .events
            .iter()
            .filter(|event| is_by_state(event, firms));
        official.extend(by_state.map(|event| event.person.clone()));
        let portrayed = self.portrait.as_ref().map(|name| name.key.as_str());
        let others = claims.people.iter().filter(|person| {
            person.honorific.as_deref() == Some(COMRADE)
                || portrayed.is_some_and(|key| key == name_key(&person.name))
        });
        official.extend(others.map(|person| person.name.clone()));
        private.retain(|person| !official.contains(person));
        if private.is_empty() || firms.tells_state(&self.article.text) {
            return Vec::new();
        }
        let mut dropped = Vec::new();
        claims.tenures.retain(|tenure| {
            let drop = private.contains(&tenure.person);
            if drop {
                dropped.extend_from_slice(&tenure.evidence);
            }
            !drop
        });
        claims.events.retain(|event| {
            let drop = private.contains(&event.person);
            if drop {
                dropped.extend_from_slice(&event.evidence);
            }
            !drop
        });
        claims.bios.retain(|bio| !private.contains(&bio.person));
        claims
            .people
            .retain(|person| !private.contains(&person.name));
        dropped
    }
}

/// Whether a post is one in a firm that nothing in its name shows to be the state's.
fn is_private(post: &Post, firms: &Firms) -> bool {
    post.org.as_deref().is_some_and(|org| firms.is_private(org))
}

/// Whether a body of the state does more than agree to an act, as its bank does to those of all banks.
fn is_by_state(event: &Event, firms: &Firms) -> bool {
    let agrees = |kind: &EventKind| matches!(kind, EventKind::Approval);
    !event.kinds.iter().any(agrees) && event.by.as_deref().is_some_and(|by| !firms.is_private(by))
}
