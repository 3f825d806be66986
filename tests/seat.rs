//! Who came after whom in a seat, and who cannot have sat there at once: told, inferred from dates, and gone with the
//! article that said so.
#![cfg(test)]

#[expect(dead_code, reason = "each test tells only some of the statements")]
mod support;

use std::collections::BTreeSet;

use oxigraph::model::vocab::rdf;
use oxigraph::model::{
    GraphNameRef, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Term, TermRef,
};
use quanlo::answer::contradictions;
use quanlo::article::Article;
use quanlo::claim::{Claims, EventKind, When};
use quanlo::graph::vocabulary::{foaf, org, ql};
use quanlo::store::Store;

use support::{Story, post, store_in};

const SEAT: &str = "Bí thư @ Huyện ủy Nậm Pồ";

/// Somebody takes the seat up on a day, in place of somebody or nobody.
fn takes(name: &str, day: &str, replaced: Option<&str>) -> (Article, Claims) {
    let mut story = Story::new(&format!("nhan-{day}"), Some(day), Some("Điện Biên"));
    story.person(name, None);
    let event = story.event(name, &[EventKind::Election], &[], &[post(SEAT)]);
    event.date = Some(day.parse().unwrap());
    event.replaces = replaced.map(str::to_owned);
    story.told()
}

/// Somebody leaves the seat on a day.
fn leaves(name: &str, day: &str) -> (Article, Claims) {
    let mut story = Story::new(&format!("roi-{day}"), Some(day), Some("Điện Biên"));
    story.person(name, None);
    let event = story.event(name, &[EventKind::Relief], &[post(SEAT)], &[]);
    event.date = Some(day.parse().unwrap());
    story.told()
}

/// Somebody had the seat from one time to another.
fn had(name: &str, from: &str, until: &str) -> (Article, Claims) {
    let mut story = Story::new(&format!("cu-{from}"), Some("2024-05-05"), Some("Điện Biên"));
    story.person(name, None);
    story.tenure(
        name,
        When::Former,
        post(SEAT),
        [Some(from), Some(until), None],
    );
    story.told()
}

fn object(store: &Store, subject: NamedNodeRef<'_>, property: NamedNodeRef<'_>) -> Option<Term> {
    let subject = NamedOrBlankNodeRef::NamedNode(subject);
    let default = Some(GraphNameRef::DefaultGraph);
    let mut quads = store
        .inner()
        .quads_for_pattern(Some(subject), Some(property), None, default);
    quads.next().map(|quad| quad.unwrap().object)
}

/// The name of a tenure's holder.
fn holder(store: &Store, tenure: &Term) -> String {
    let node = |term: &Term| match term {
        Term::NamedNode(node) => node.clone(),
        other => panic!("{other} is no IRI"),
    };
    let official = node(&object(store, node(tenure).as_ref(), org::MEMBER).unwrap());
    match object(store, official.as_ref(), foaf::NAME).unwrap() {
        Term::Literal(name) => name.value().to_owned(),
        other => panic!("{other} is no name"),
    }
}

/// «A → B» for each succession, with «?» where only dates say so, and «A × B» for each contradiction.
fn said(store: &Store) -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    let class = TermRef::from(ql::SUCCESSION);
    for quad in store
        .inner()
        .quads_for_pattern(None, Some(rdf::TYPE), Some(class), None)
    {
        let NamedOrBlankNode::NamedNode(node) = quad.unwrap().subject else {
            panic!("a succession has no IRI");
        };
        let side = |side| holder(store, &object(store, node.as_ref(), side).unwrap());
        let by_dates = object(store, node.as_ref(), ql::INFERRED).is_some();
        let (before, after) = (side(ql::PREDECESSOR), side(ql::SUCCESSOR));
        said.insert(format!(
            "{before} → {after}{}",
            if by_dates { " ?" } else { "" }
        ));
    }
    for quad in store
        .inner()
        .quads_for_pattern(None, Some(ql::CONTRADICTS), None, None)
    {
        let quad = quad.unwrap();
        let sides = [Term::from(quad.subject), quad.object].map(|side| holder(store, &side));
        if sides[0] < sides[1] {
            said.insert(sides.join(" × "));
        }
    }
    said
}

#[test]
fn a_seat_is_handed_on_by_what_articles_tell_and_by_dates_that_meet() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    let articles = [
        takes("Lò Văn Thử", "2015-03-01", None),
        leaves("Lò Văn Thử", "2018-05-01"),
        takes("Vàng A Mẫu", "2018-06-15", None),
        takes("Giàng Thị Thử", "2020-08-01", Some("Vàng A Mẫu")),
        // A year too late to have come after her at once.
        leaves("Giàng Thị Thử", "2021-03-01"),
        takes("Lý Seo Mẫu", "2022-03-01", None),
    ];
    for article in articles {
        store.add(vec![article]).unwrap();
    }
    let expected = ["Lò Văn Thử → Vàng A Mẫu ?", "Vàng A Mẫu → Giàng Thị Thử"];
    assert_eq!(said(&store), expected.map(str::to_owned).into());
}

/// The seat is seen to be somebody's on a day.
fn holds(name: &str, day: &str) -> (Article, Claims) {
    let mut story = Story::new(&format!("thay-{day}"), Some(day), Some("Điện Biên"));
    story.person(name, None);
    story.tenure(name, When::Current, post(SEAT), [None, None, None]);
    story.told()
}

/// «A by DAY (B)» for whoever is over since another has the seat.
fn followed(store: &Store) -> BTreeSet<String> {
    let quads = store
        .inner()
        .quads_for_pattern(None, Some(ql::ENDED_BY), None, None);
    let line = |quad: oxigraph::model::Quad| {
        let NamedOrBlankNode::NamedNode(tenure) = quad.subject else {
            panic!("a tenure has no IRI");
        };
        let state = object(store, tenure.as_ref(), ql::END_STATE).unwrap();
        assert_eq!(state, Term::from(ql::ENDED_UNKNOWN));
        let Some(Term::Literal(day)) = object(store, tenure.as_ref(), ql::END_NOT_AFTER) else {
            panic!("no day");
        };
        let (before, after) = (holder(store, &tenure.into()), holder(store, &quad.object));
        format!("{before} by {} ({after})", day.value())
    };
    quads.map(|quad| line(quad.unwrap())).collect()
}

#[test]
fn whoever_has_a_seat_after_another_ends_his_time_there() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    store.add(vec![holds("Lò Văn Thử", "2015-03-01")]).unwrap();
    // Seen once: one article may be wrong.
    store.add(vec![holds("Vàng A Mẫu", "2017-03-01")]).unwrap();
    assert_eq!(followed(&store), BTreeSet::new());
    store
        .add(vec![takes("Giàng Thị Thử", "2018-06-15", None)])
        .unwrap();
    let both = ["Lò Văn Thử", "Vàng A Mẫu"];
    let both = both.map(|name| format!("{name} by 2018-06-15 (Giàng Thị Thử)"));
    assert_eq!(followed(&store), both.into());
    // An article shows him there later: then it was not she who followed him.
    store.add(vec![holds("Lò Văn Thử", "2019-03-01")]).unwrap();
    let one = "Vàng A Mẫu by 2018-06-15 (Giàng Thị Thử)".to_owned();
    assert_eq!(followed(&store), [one].into());
    // It is told when she left, and then nobody need be asked.
    store.add(vec![leaves("Vàng A Mẫu", "2018-01-01")]).unwrap();
    assert_eq!(followed(&store), BTreeSet::new());
    let all = ["thay-2019-03-01", "nhan-2018-06-15", "roi-2018-01-01"];
    store.remove(&all.map(str::to_owned)).unwrap();
    assert_eq!(followed(&store), BTreeSet::new());
}

#[test]
fn of_two_who_took_a_seat_on_one_day_none_followed_the_other() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    let mut second = takes("Vàng A Mẫu", "2015-03-01", None);
    second.0.id = "nhan-lai".to_owned();
    second.1.article.id = "nhan-lai".to_owned();
    store
        .add(vec![takes("Lò Văn Thử", "2015-03-01", None), second])
        .unwrap();
    assert_eq!(followed(&store), BTreeSet::new());
}

#[test]
fn of_two_who_left_a_seat_at_one_time_none_is_taken_for_the_predecessor() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    let articles = vec![
        had("Lò Văn Thử", "2017-01-01", "2018-04-20"),
        had("Mùa A Mẫu", "2017-02-01", "2018-05-01"),
        takes("Vàng A Mẫu", "2018-06-15", None),
    ];
    store.add(articles).unwrap();
    let expected = ["Lò Văn Thử × Mùa A Mẫu"];
    assert_eq!(said(&store), expected.map(str::to_owned).into());
}

#[test]
fn two_holders_of_one_seat_contradict_each_other_until_an_article_goes() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    store.add(vec![had("Lò Văn Thử", "2015", "2019")]).unwrap();
    store.add(vec![had("Mùa A Mẫu", "2016", "2018")]).unwrap();
    // Handed over in the year in which the other left.
    store.add(vec![had("Vàng A Mẫu", "2019", "2020")]).unwrap();
    let expected = ["Lò Văn Thử × Mùa A Mẫu"];
    assert_eq!(said(&store), expected.map(str::to_owned).into());
    let mut lines = Vec::new();
    let count = contradictions(store.inner(), |found| {
        lines.push(found.to_string());
        Ok(())
    });
    assert_eq!(count.unwrap(), 1);
    let line = lines.concat();
    let parts = [
        "two holders of one seat: Lò Văn Thử, Bí thư Huyện ủy Nậm Pồ, from 2015 until 2019 «Lò Văn Thử",
        "» (cu-2015, 2024-05-05) ↔ Mùa A Mẫu, Bí thư Huyện ủy Nậm Pồ, from 2016 until 2018 «Mùa A Mẫu",
        "» (cu-2016, 2024-05-05)",
    ];
    let found: Vec<Option<usize>> = parts.iter().map(|part| line.find(part)).collect();
    assert!(found[0] == Some(0) && found.is_sorted(), "{line}");
    store.remove(&["cu-2016".to_owned()]).unwrap();
    assert_eq!(
        said(&store),
        ["Lò Văn Thử → Vàng A Mẫu ?".to_owned()].into()
    );
}
