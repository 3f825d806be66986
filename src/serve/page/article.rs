//! An article: its text with the passages of its claims, and the claims beside it, both leading to each other.

use askama::Template;

use super::passage::{Passage, Piece, cut};
use super::source::Sources;
use super::{Call, Fault, Layout, render};
use crate::answer::{self, Reading, Said, Value};
use crate::claim::Evidence;
use crate::fact::ClaimKind;
use crate::serve::state::State;

#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePage<'a> {
    page: Layout,
    sources: Sources<'a>,
    reading: &'a Reading,
    paragraphs: Vec<Vec<Piece<'a>>>,
    /// The claims by the names that both sides have for them: `p1` of people, `c1` of what is said.
    people: Vec<(String, &'a Said)>,
    claims: Vec<(String, &'a Said)>,
}

/// The text of an article and its claims.
pub(super) fn article(state: &State, call: &Call) -> Result<String, Fault> {
    let iri = call.iri(state, "article");
    let reading = answer::reading(&state.store, &iri, call.language.tag())?;
    let reading = reading.ok_or(Fault::NotFound)?;
    let passages: Vec<Passage> = reading
        .claims
        .iter()
        .enumerate()
        .flat_map(|(claim, said)| {
            said.passages.iter().map(move |passage| Passage {
                start: passage.start,
                end: passage.end,
                claim,
            })
        })
        .collect();
    let named = |of_people: bool, letter: char| -> Vec<(String, &Said)> {
        let claims = reading.claims.iter();
        claims
            .filter(|said| (said.kind == ClaimKind::Person) == of_people)
            .enumerate()
            .map(|(at, said)| (format!("{letter}{}", at + 1), said))
            .collect()
    };
    render(&ArticlePage {
        page: Layout::new(call, &reading.title).with_data(&iri),
        sources: Sources {
            state,
            l: call.language,
        },
        paragraphs: cut(&reading.text, &passages),
        people: named(true, 'p'),
        claims: named(false, 'c'),
        reading: &reading,
    })
}

impl ArticlePage<'_> {
    /// The name of the claim whose passage is the shortest of those that a piece lies in.
    fn innermost(&self, piece: &Piece) -> &str {
        piece.claims.first().map_or("", |claim| self.name(*claim))
    }

    /// The names of all claims whose passages a piece lies in.
    fn names(&self, piece: &Piece) -> String {
        let names: Vec<&str> = piece.claims.iter().map(|claim| self.name(*claim)).collect();
        names.join(" ")
    }

    /// People come first among the claims.
    fn name(&self, claim: usize) -> &str {
        let all = self.people.iter().chain(&self.claims);
        all.map(|(name, _)| name.as_str())
            .nth(claim)
            .unwrap_or_default()
    }

    /// How the passage of a piece is dressed.
    fn class(&self, piece: &Piece) -> &'static str {
        let claim = piece
            .claims
            .first()
            .and_then(|claim| self.reading.claims.get(*claim));
        claim.map_or("", |said| class(said.kind))
    }

    /// What a claim is called.
    fn kind(&self, said: &Said) -> String {
        let l = self.page.l;
        match said.kind {
            ClaimKind::Event => said.kinds.join(", "),
            kind => word(kind, l).to_owned(),
        }
    }

    /// The kinds of claims that there are, with their dress, for the legend.
    fn legend(&self) -> Vec<(&'static str, &'static str)> {
        KINDS
            .into_iter()
            .filter(|kind| self.reading.claims.iter().any(|said| said.kind == *kind))
            .map(|kind| (class(kind), word(kind, self.page.l)))
            .collect()
    }

    /// Where a passage is in the text.
    fn place(passage: &Evidence) -> String {
        format!("#char={},{}", passage.start, passage.end)
    }
}

const KINDS: [ClaimKind; 6] = [
    ClaimKind::Person,
    ClaimKind::Tenure,
    ClaimKind::Event,
    ClaimKind::Bio,
    ClaimKind::Document,
    ClaimKind::Statistic,
];

fn class(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Person => "person",
        ClaimKind::Tenure => "post",
        ClaimKind::Event => "act",
        ClaimKind::Document => "document",
        ClaimKind::Statistic => "body",
        ClaimKind::Bio => "date",
    }
}

fn word(kind: ClaimKind, l: super::Language) -> &'static str {
    match kind {
        ClaimKind::Person => l.say("người", "person"),
        ClaimKind::Tenure => l.say("chức vụ", "post"),
        ClaimKind::Event => l.say("sự kiện", "event"),
        ClaimKind::Document => l.say("văn bản", "document"),
        ClaimKind::Statistic => l.say("số liệu", "figure"),
        ClaimKind::Bio => l.say("tiểu sử", "biography"),
    }
}
