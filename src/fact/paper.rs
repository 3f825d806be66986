//! All claims about one document → what it is.

use super::choice::{Told, choose, most};
use super::event::distinct;
use super::{ClaimKind, ClaimRef, Document};
use crate::identity::{Account, Citation, DocumentIdentity};

/// What the claims about one document add up to.
pub fn document(identity: &DocumentIdentity, accounts: &[&Account]) -> Document {
    let mut document = Document::default();
    let (mut kinds, mut numbers, mut symbols, mut titles) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    // A citation may be short («67» for «67-NQ/TU»): it counts only where no claim describes the document.
    let mut cited = Vec::new();
    let mut dates: Vec<Told> = Vec::new();
    let mut issuers = Vec::new();
    for mention in &identity.mentions {
        let account = accounts[mention.account];
        let claims = &account.claims;
        let claim = |kind, index| ClaimRef {
            account: mention.account,
            kind,
            index,
        };
        match mention.citation {
            Citation::Own(at) => {
                let told = &claims.documents[at];
                kinds.push(told.kind.clone());
                numbers.extend(told.number.clone());
                symbols.extend(told.symbol.clone());
                titles.extend(told.title.clone());
                dates.extend(told.date.map(|date| Told {
                    date,
                    claim: claim(ClaimKind::Document, at),
                    // Documents are cited for years.
                    published: None,
                    in_row: false,
                }));
                issuers.extend(account.issuers[at].as_ref());
                document.claims.push(claim(ClaimKind::Document, at));
            }
            Citation::Event(at) => {
                cited.extend(claims.events[at].document.clone());
                document.claims.push(claim(ClaimKind::Event, at));
            }
            Citation::Implemented(at) => {
                cited.extend(claims.documents[at].implements.clone());
                document.claims.push(claim(ClaimKind::Document, at));
            }
        }
    }
    document.kind = most(kinds).0;
    document.number = most(numbers).0.or_else(|| most(cited).0);
    document.symbol = most(symbols).0;
    document.title = most(titles).0;
    document.date = choose(&dates, false, |_| true).0;
    document.issuers = distinct(issuers.into_iter());
    document.claims.sort_unstable();
    document.claims.dedup();
    document
}
