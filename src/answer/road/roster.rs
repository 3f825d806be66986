//! The posts of a place as pages of a list: only the lines of the page that is looked at are read in full, so that a
//! province with thousands of tenures is as quick as a village.

use std::collections::BTreeMap;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef};
use oxigraph::store::{StorageError, Store};

use super::place::places;
use super::span::At;
use super::step::{Lane, is_leading, place_and_around};
use super::{About, Road, Step, Unit};
use crate::answer::AnswerError;
use crate::answer::rows::{is_a, label, nodes, subjects, text};
use crate::date::Date;
use crate::graph::vocabulary::{org, ql};

/// A page of the posts of a place and who held them.
#[derive(Clone, Debug)]
pub struct Roster {
    /// The lines of the page.
    pub road: Road,
    /// The IRI of the body of each line.
    pub bodies: Vec<String>,
    /// How many tenures each body has, by its IRI.
    pub sizes: BTreeMap<String, usize>,
    /// How many tenures there are on all pages.
    pub count: usize,
    /// The number of the page, from 1.
    pub page: usize,
    /// How many pages there are.
    pub pages: usize,
}

/// A body with its tenures.
struct Office {
    body: NamedNode,
    posts: Vec<(NamedNode, Vec<NamedNode>)>,
}

impl Office {
    fn tenures(&self) -> usize {
        self.posts.iter().map(|(_, tenures)| tenures.len()).sum()
    }
}

/// Who held what in a place, by its IRI: the posts of its bodies, with `within` also of those of the places inside it, and
/// only at a time where one is given; none where the store has no such place.
pub fn roster(
    store: &Store,
    place: &str,
    at: Option<Date>,
    within: bool,
    page: usize,
    language: &str,
) -> Result<Option<Roster>, AnswerError> {
    let Ok(place) = NamedNode::new(place) else {
        return Ok(None);
    };
    if !is_a(store, place.as_ref(), ql::PLACE)? {
        return Ok(None);
    }
    let unit = Unit::read(store, place.as_ref())?;
    let mut offices = Vec::new();
    if at.is_none_or(|at| unit.is_valid(at)) {
        offices = self::offices(store, &place, within)?;
    }
    let mut then = BTreeMap::new();
    if let Some(at) = at {
        for office in &mut offices {
            for (post, tenures) in &mut office.posts {
                held(store, post.as_ref(), tenures, at, &mut then)?;
            }
        }
        offices.retain(|office| office.tenures() > 0);
    }
    let count = offices.iter().map(Office::tenures).sum::<usize>();
    let pages = count.div_ceil(Roster::LINES).max(1);
    let page = page.clamp(1, pages);
    let (first, last) = ((page - 1) * Roster::LINES, page * Roster::LINES);
    let mut passed = 0;
    let mut steps = Vec::new();
    let mut bodies = Vec::new();
    let mut sizes = BTreeMap::new();
    for office in offices {
        let (from, until) = (passed, passed + office.tenures());
        passed = until;
        if until <= first || from >= last {
            continue;
        }
        let body = office.body.as_str().to_owned();
        sizes.insert(body.clone(), until - from);
        let wanted = first.saturating_sub(from)..last.min(until) - from;
        for tenure in in_order(store, office)?
            .into_iter()
            .skip(wanted.start)
            .take(wanted.len())
        {
            let mut step = Step::tenure(store, tenure.as_ref(), language)?;
            step.put_holder(store, tenure.as_ref(), org::MEMBER)?;
            step.at = then.get(&tenure).copied();
            steps.push(step);
            bodies.push(body.clone());
        }
    }
    let mut around = place_and_around(store, place.clone())?;
    let name = around.first().cloned().unwrap_or_default();
    around.drain(..around.len().min(1));
    Ok(Some(Roster {
        road: Road {
            about: About::Place {
                place: place.into_string(),
                name,
                at,
                within,
                unit: Unit { around, ..unit },
            },
            steps,
            gaps: Vec::new(),
        },
        bodies,
        sizes,
        count,
        page,
        pages,
    }))
}

/// The bodies of a place: of the place itself first, then of those inside it; in each the branches of the system, and in
/// these the leading bodies first.
fn offices(store: &Store, place: &NamedNode, within: bool) -> Result<Vec<Office>, StorageError> {
    let default = Some(GraphNameRef::DefaultGraph);
    let mut offices = Vec::new();
    for unit in places(store, place, within)? {
        let mut inside = None;
        for body in subjects(store, ql::AREA, unit.as_ref().into(), default)? {
            let mut posts = Vec::new();
            for post in subjects(store, org::POST_IN, body.as_ref().into(), default)? {
                let tenures = subjects(store, ql::HAS_POST, post.as_ref().into(), default)?;
                if !tenures.is_empty() {
                    posts.push((post, tenures.into_iter().collect()));
                }
            }
            if posts.is_empty() {
                continue;
            }
            if inside.is_none() && unit != *place {
                inside = label(store, unit.as_ref())?;
            }
            let classes = nodes(store, body.as_ref(), rdf::TYPE)?;
            let lane = classes.iter().find_map(|class| Lane::of(class.as_ref()));
            let key = (
                inside.clone(),
                lane.unwrap_or_default(),
                !is_leading(&classes),
                label(store, body.as_ref())?,
            );
            offices.push((key, Office { body, posts }));
        }
    }
    offices.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(offices.into_iter().map(|(_, office)| office).collect())
}

/// The tenures of a body by the standing of their posts, and in each post in the order of time.
fn in_order(store: &Store, office: Office) -> Result<Vec<NamedNode>, StorageError> {
    let mut order = Vec::new();
    for (post, tenures) in office.posts {
        let rank = role_text(store, post.as_ref(), ql::RANK)?;
        let rank = rank.and_then(|rank| rank.parse().ok()).unwrap_or(u8::MAX);
        let name = label(store, post.as_ref())?;
        for tenure in tenures {
            let position = Step::dated(store, tenure.as_ref())?.position();
            order.push((rank, name.clone(), position, tenure));
        }
    }
    order.sort();
    Ok(order.into_iter().map(|(.., tenure)| tenure).collect())
}

/// Keeps the tenures of a post that were or may have been held at a time, and notes how sure that is.
fn held(
    store: &Store,
    post: NamedNodeRef<'_>,
    tenures: &mut Vec<NamedNode>,
    at: Date,
    then: &mut BTreeMap<NamedNode, At>,
) -> Result<(), StorageError> {
    let mut found = Vec::new();
    for tenure in tenures.drain(..) {
        let at = Step::dated(store, tenure.as_ref())?.at(at);
        found.extend(at.map(|at| (tenure, at)));
    }
    let is_held = found.iter().any(|(_, at)| *at == At::Held);
    // Whoever else was seen in a seat is not in it while another holds it.
    if is_held && role_text(store, post, ql::SINGLE_SEAT)?.as_deref() == Some("true") {
        found.retain(|(_, at)| *at == At::Held);
    }
    for (tenure, at) in found {
        then.insert(tenure.clone(), at);
        tenures.push(tenure);
    }
    Ok(())
}

/// What the role of a post has for a property.
fn role_text(
    store: &Store,
    post: NamedNodeRef<'_>,
    property: NamedNodeRef<'_>,
) -> Result<Option<String>, StorageError> {
    match nodes(store, post, org::ROLE)?.first() {
        Some(role) => text(store, role.as_ref(), property),
        None => Ok(None),
    }
}

impl Roster {
    /// So many lines are on a page.
    pub const LINES: usize = 200;

    /// Whether a line is the first of its body on the page.
    pub fn opens(&self, line: usize) -> bool {
        line == 0 || self.bodies[line] != self.bodies[line - 1]
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use oxigraph::model::{GraphName, Literal, Quad, Term};

    use super::*;
    use crate::graph::vocabulary::{foaf, skos};

    const PLACE: &str = "https://example.org/id/place/xa-na-hy";

    /// A commune whose committee has had so many members, each from another day of a year on.
    fn commune(members: usize) -> Store {
        let store = Store::new().unwrap();
        let node = |kind: &str, key: &str| {
            NamedNode::new_unchecked(format!("https://example.org/id/{kind}/{key}"))
        };
        let say = |subject: &NamedNode, property: NamedNodeRef<'static>, object: Term| {
            let graph = GraphName::DefaultGraph;
            let quad = Quad::new(subject.clone(), property.into_owned(), object, graph);
            store.insert(&quad).unwrap();
        };
        let text = |text: &str| -> Term {
            Literal::new_language_tagged_literal_unchecked(text, "vi").into()
        };
        let (place, body, post) = (
            NamedNode::new_unchecked(PLACE),
            node("body", "dang-uy"),
            node("post", "uy-vien"),
        );
        say(&place, rdf::TYPE, ql::PLACE.into_owned().into());
        say(&place, skos::PREF_LABEL, text("xã Nà Hỳ"));
        say(&body, ql::AREA, place.into());
        say(&body, skos::PREF_LABEL, text("Đảng ủy xã Nà Hỳ"));
        say(&post, org::POST_IN, body.into());
        for number in 0..members {
            let key = format!("{number:03}");
            let (tenure, official) = (node("tenure", &key), node("official", &key));
            let date = format!("2020-{:02}-{:02}", number / 28 + 1, number % 28 + 1);
            say(&tenure, ql::HAS_POST, post.clone().into());
            say(&tenure, ql::START, Literal::new_simple_literal(date).into());
            say(&tenure, ql::END_STATE, ql::OPEN.into_owned().into());
            say(&tenure, org::MEMBER, official.clone().into());
            say(&official, foaf::NAME, text(&format!("Lò Văn {key}")));
        }
        store
    }

    fn holders(roster: &Roster) -> Vec<String> {
        let steps = roster.road.steps.iter();
        steps.map(Step::holder_name).collect()
    }

    #[test]
    fn each_tenure_stands_on_one_page_in_the_order_of_time() {
        let members = Roster::LINES + 5;
        let store = commune(members);
        let page = |number| {
            let found = roster(&store, PLACE, None, false, number, "vi").unwrap();
            found.unwrap()
        };
        let (first, second) = (page(1), page(2));
        assert_eq!((first.count, first.pages), (members, 2));
        let all = [holders(&first), holders(&second)].concat();
        let expected: Vec<String> = (0..members)
            .map(|number| format!("Lò Văn {number:03}"))
            .collect();
        assert_eq!(all, expected);
        assert_eq!(second.road.steps.len(), 5);
        // The body stands above its first line of each page, with all of its tenures.
        assert!(first.opens(0) && !first.opens(1) && second.opens(0));
        let sizes: BTreeSet<usize> = second.sizes.values().copied().collect();
        assert_eq!(sizes, BTreeSet::from([members]));
        // Beyond the last page stands the last.
        assert_eq!(holders(&page(99)), holders(&second));
    }

    #[test]
    fn at_a_time_only_those_are_told_who_may_have_held_a_post_then() {
        let store = commune(3);
        let at = "2020-01-02".parse().unwrap();
        let found = roster(&store, PLACE, Some(at), false, 1, "vi").unwrap();
        let told = found.unwrap();
        let sure: Vec<Option<At>> = told.road.steps.iter().map(|step| step.at).collect();
        assert_eq!(holders(&told), ["Lò Văn 000", "Lò Văn 001"]);
        assert_eq!(sure, [Some(At::LastSeen), Some(At::Held)]);
        let elsewhere = "https://example.org/id/place/xa-khac";
        assert!(
            roster(&store, elsewhere, None, false, 1, "vi")
                .unwrap()
                .is_none()
        );
    }
}
