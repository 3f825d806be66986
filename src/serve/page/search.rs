//! The search: things by their names, with or without marks, and offers while a name is typed.

mod suggest;

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;

use super::glance::details;
use super::number::grouped;
use super::pages::{MOST, Pages, page_number};
use super::{Call, Fault, Language, Layout, encoded, link, render};
use crate::answer::{glance, has_words};
use crate::search::{Hit, Kind, Labels, SearchError};
use crate::serve::state::State;

pub(super) use suggest::suggest;

/// So many hits stand on a page of one kind.
const EACH: usize = 25;
/// So many hits of each kind stand on the page of all kinds.
const FIRST: usize = 5;
/// So many words of a question are left out in turn where it finds nothing.
const WORDS: usize = 8;
/// Hits up to this score have other marks than those that were asked for.
const OTHER_MARKS: f64 = 0.5;

#[derive(Template)]
#[template(path = "search.html")]
struct Results {
    page: Layout,
    q: String,
    /// Whether the store has an index.
    is_ready: bool,
    chips: Vec<Chip>,
    groups: Vec<Group>,
    total: String,
    /// Whether no name has the marks that were asked for.
    other_marks: bool,
    /// The same question with fewer words, where it finds nothing.
    fewer: Vec<Chip>,
    pages: Option<Pages>,
}

/// A link with a number behind it.
struct Chip {
    label: String,
    href: String,
    many: String,
    is_chosen: bool,
}

/// The hits of one kind.
struct Group {
    kind: &'static str,
    name: &'static str,
    hits: Vec<Line>,
    /// The page with all of them, where there are more.
    all: Option<Chip>,
    /// How many hits have the very same name as another.
    namesakes: usize,
}

/// A hit.
struct Line {
    label: String,
    href: String,
    /// The name by which it was found, where that is told nowhere else.
    name: Option<String>,
    details: Vec<String>,
}

/// A kind in words, one and many.
pub(super) fn kind_name(kind: Kind, l: Language) -> (&'static str, &'static str) {
    match kind {
        Kind::Official => (l.say("cán bộ", "official"), l.say("Cán bộ", "Officials")),
        Kind::Post => (l.say("chức vụ", "post"), l.say("Chức vụ", "Posts")),
        Kind::Body => (
            l.say("cơ quan, tổ chức", "body"),
            l.say("Cơ quan, tổ chức", "Bodies"),
        ),
        Kind::Place => (l.say("địa phương", "place"), l.say("Địa phương", "Places")),
        Kind::Document => (l.say("văn bản", "document"), l.say("Văn bản", "Documents")),
        Kind::Article => (l.say("bài báo", "article"), l.say("Bài báo", "Articles")),
        Kind::Role => (l.say("chức danh", "role"), l.say("Chức danh", "Roles")),
    }
}

impl From<SearchError> for Fault {
    fn from(error: SearchError) -> Self {
        Self::Broken(error.to_string())
    }
}

/// The page of results.
pub(super) fn search(state: &State, call: &Call) -> Result<String, Fault> {
    let l = call.language;
    let q = call.get("q").unwrap_or_default().trim().to_owned();
    let kind = kind(call)?;
    let number = page_number(call)?;
    let title = if q.is_empty() {
        l.say("Tìm", "Search").to_owned()
    } else {
        format!("{}: {q}", l.say("Tìm", "Search"))
    };
    let mut page = Results {
        page: Layout::new(call, title),
        q: q.clone(),
        is_ready: state.labels.is_some(),
        chips: Vec::new(),
        groups: Vec::new(),
        total: String::new(),
        other_marks: false,
        fewer: Vec::new(),
        pages: None,
    };
    let (Some(labels), false) = (&state.labels, q.is_empty()) else {
        return render(&page);
    };
    let asked = Asked {
        state,
        labels,
        l,
        q: &q,
    };
    let counts = labels.search(&q, Some(&[]), 0, 0)?.counts;
    page.total = grouped(l, counts.values().sum::<usize>() as u64);
    page.chips = asked.chips(&counts, kind);
    let mut best: f64 = 0.0;
    if let Some(kind) = kind {
        let count = counts.get(&kind).copied().unwrap_or_default();
        let hits = labels
            .search(&q, Some(&[kind]), (number - 1) * EACH, EACH)?
            .hits;
        if hits.is_empty() && number > 1 {
            return Err(Fault::NotFound);
        }
        best = hits.first().map_or(best, |hit| hit.score);
        page.pages = asked.pages(kind, number, count);
        page.groups.extend(
            asked
                .group(kind, &hits, count)?
                .map(|group| Group { all: None, ..group }),
        );
    } else {
        let mut groups = Vec::new();
        for (&kind, &count) in &counts {
            let hits = labels.search(&q, Some(&[kind]), 0, FIRST)?.hits;
            let of_kind = hits.first().map_or(0.0, |hit| hit.score);
            best = best.max(of_kind);
            groups.extend(
                asked
                    .group(kind, &hits, count)?
                    .map(|group| (of_kind, group)),
            );
        }
        // The kinds with the better answers first; those alike in the order of the kinds.
        groups.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        page.groups = groups.into_iter().map(|(_, group)| group).collect();
    }
    page.other_marks = best > 0.0 && best <= OTHER_MARKS;
    if counts.is_empty() {
        page.fewer = asked.fewer()?;
    }
    render(&page)
}

/// The kind that is asked for.
fn kind(call: &Call) -> Result<Option<Kind>, Fault> {
    let kind = call.get("kind").map(str::parse::<Kind>).transpose();
    kind.map_err(|error| {
        Fault::Bad(match call.language {
            Language::Vi => {
                "Loại phải là official, post, body, place, document, article hoặc role.".to_owned()
            }
            Language::En => error.to_string(),
        })
    })
}

/// What is asked of an index.
struct Asked<'a> {
    state: &'a State,
    labels: &'a Labels,
    l: Language,
    q: &'a str,
}

impl Asked<'_> {
    fn href(&self, q: &str, kind: Option<Kind>) -> String {
        let kind = kind.map_or_else(String::new, |kind| format!("&kind={kind}"));
        format!("/{}/search?q={}{kind}", self.l, encoded(q))
    }

    /// The kinds that have hits, with their numbers.
    fn chips(&self, counts: &BTreeMap<Kind, usize>, chosen: Option<Kind>) -> Vec<Chip> {
        let chip = |kind: Option<Kind>, label: &str, many: usize| Chip {
            label: label.to_owned(),
            href: self.href(self.q, kind),
            many: grouped(self.l, many as u64),
            is_chosen: kind == chosen,
        };
        let all = self.l.say("Tất cả", "All");
        let kinds = counts
            .iter()
            .map(|(&kind, &many)| chip(Some(kind), kind_name(kind, self.l).1, many));
        let all = chip(None, all, counts.values().sum());
        [all].into_iter().chain(kinds).collect()
    }

    /// The hits of a kind, each with what tells it apart.
    fn group(&self, kind: Kind, hits: &[Hit], count: usize) -> Result<Option<Group>, Fault> {
        if hits.is_empty() {
            return Ok(None);
        }
        let lines = hits.iter().map(|hit| self.line(hit));
        let (_, name) = kind_name(kind, self.l);
        let is_shared =
            |hit: &&Hit| hits.iter().filter(|other| other.label == hit.label).count() > 1;
        Ok(Some(Group {
            kind: kind.name(),
            name,
            hits: lines.collect::<Result<_, Fault>>()?,
            all: (count > hits.len()).then(|| Chip {
                label: name.to_owned(),
                href: self.href(self.q, Some(kind)),
                many: grouped(self.l, count as u64),
                is_chosen: false,
            }),
            namesakes: hits.iter().filter(is_shared).count(),
        }))
    }

    fn line(&self, hit: &Hit) -> Result<Line, Fault> {
        let store = self.state.store.inner();
        let told = glance(store, hit.kind.name(), hit.iri.as_ref(), self.l.tag())?;
        let details = details(&told, hit.kind.name(), self.l);
        let is_seen = |text: &str| has_words(text, &hit.name);
        let is_told = is_seen(&hit.label) || details.iter().any(|detail| is_seen(detail));
        Ok(Line {
            label: hit.label.clone(),
            href: link(self.l, hit.iri.as_str()),
            name: (!is_told).then(|| hit.name.clone()),
            details,
        })
    }

    /// The way through the pages of a kind.
    fn pages(&self, kind: Kind, this: usize, count: usize) -> Option<Pages> {
        let address = |number: usize| format!("{}&page={number}", self.href(self.q, Some(kind)));
        (count > EACH).then(|| Pages::new(self.l, this, count.min(MOST), EACH, address))
    }

    /// The question without one of its words, where that finds something; else its words each alone.
    fn fewer(&self) -> Result<Vec<Chip>, Fault> {
        let words: Vec<&str> = self.q.split_whitespace().take(WORDS).collect();
        let without = |left_out: usize| {
            let kept = words.iter().enumerate().filter(|(at, _)| *at != left_out);
            kept.map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
        };
        let one_fewer: BTreeSet<String> = (0..words.len()).map(without).collect();
        let alone: BTreeSet<String> = words.iter().map(|word| (*word).to_owned()).collect();
        for questions in [one_fewer, alone] {
            let mut fewer = Vec::new();
            for question in questions {
                let many = self.labels.search(&question, Some(&[]), 0, 0)?.total();
                if many > 0 {
                    fewer.push(Chip {
                        href: self.href(&question, None),
                        label: question,
                        many: grouped(self.l, many as u64),
                        is_chosen: false,
                    });
                }
            }
            if !fewer.is_empty() {
                return Ok(fewer);
            }
        }
        Ok(Vec::new())
    }
}
