#![cfg(test)]
//! The laws of the store, on random sets of articles about invented officials.

mod support;

use std::collections::{BTreeMap, HashSet};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use oxigraph::model::{GraphName, Term};
use proptest::prelude::*;
use quanlo::article::Article;
use quanlo::claim::{Claims, EventKind, Gender, Status, When};
use quanlo::graph::vocabulary::{oa, prov, ql, schema};
use quanlo::identity::Decisions;
use quanlo::store::Store;
use support::{Story, nquads, post, rules, store_in, store_under};

const NAMES: [&str; 5] = [
    "Lò Văn Thử",
    "LÒ VĂN THỬ",
    "Giàng A Mẫu",
    "Hoà Thị Kỷ",
    "Hòa Thị Kỉ",
];
const POSTS: [&str; 7] = [
    "Bí thư @ Đảng ủy xã Phìn Hồ",
    "Bí thư @ Đảng ủy xã Si Pa Phìn",
    "Trưởng Ban @ Ban Tổ chức Huyện ủy Nậm Pồ",
    "Giám đốc @ Sở Y tế tỉnh Điện Biên",
    "Giám đốc @ Sở Y tế tỉnh Lai Châu",
    "Đội trưởng @ Đội Thử nghiệm xã Không Có",
    "Thứ trưởng @ Bộ Y tế",
];
const DATES: [&str; 6] = [
    "2015",
    "2016-03",
    "2016-03-10",
    "2016-03-14",
    "2018-07-01",
    "2019",
];
const NUMBERS: [&str; 4] = ["67-NQ/TU", "67/NQ-TU", "11-NQ/TW", "51"];

/// One statement of an article, drawn as numbers.
#[derive(Clone, Debug)]
struct Statement {
    kind: u8,
    name: usize,
    other: usize,
    posts: [usize; 2],
    dates: [Option<usize>; 2],
    number: usize,
    flag: bool,
}

fn statement() -> impl Strategy<Value = Statement> {
    let date = || proptest::option::of(0..DATES.len());
    (
        0..8u8,
        0..NAMES.len(),
        0..NAMES.len(),
        [0..POSTS.len(), 0..POSTS.len()],
        [date(), date()],
        0..NUMBERS.len(),
        any::<bool>(),
    )
        .prop_map(
            |(kind, name, other, posts, dates, number, flag)| Statement {
                kind,
                name,
                other,
                posts,
                dates,
                number,
                flag,
            },
        )
}

/// The articles of a small world; `versions` of one article have the same id.
fn articles(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<(Article, Claims)>> {
    let article = (
        proptest::option::of(0..DATES.len()),
        any::<bool>(),
        proptest::collection::vec(statement(), 0..5),
    );
    proptest::collection::vec(article, count).prop_map(|articles| {
        articles
            .into_iter()
            .enumerate()
            .map(|(at, (published, province, statements))| {
                tell(&format!("bài-{at}"), published, province, &statements)
            })
            .collect()
    })
}

fn tell(
    id: &str,
    published: Option<usize>,
    province: bool,
    statements: &[Statement],
) -> (Article, Claims) {
    let mut story = Story::new(
        id,
        published.map(|at| DATES[at]),
        province.then_some("Điện Biên"),
    );
    for s in statements {
        let name = NAMES[s.name];
        let date = |at: usize| s.dates[at].map(|at| DATES[at]);
        let [from, to] = s.posts.map(|at| post(POSTS[at]));
        if s.kind < 6 {
            story.person(name, s.flag.then_some(Gender::Male));
        }
        match s.kind {
            0 => story.tenure(name, When::Current, to, [date(0), None, None]),
            1 => story.tenure(name, When::New, to, [date(0), None, Some("2015-2020")]),
            2 => story.tenure(name, When::Former, to, [date(0), date(1), None]),
            3 | 4 => {
                let kinds = if s.flag {
                    &[EventKind::Rotation, EventKind::Appointment][..]
                } else {
                    &[EventKind::Election]
                };
                let event = story.event(name, kinds, &[from], &[to]);
                event.date = date(0).map(|date| date.parse().unwrap());
                event.by = Some("Ban Thường vụ Huyện ủy Nậm Pồ".to_owned());
                event.document = Some(NUMBERS[s.number].to_owned());
                event.replaces = (s.kind == 4).then(|| NAMES[s.other].to_owned());
                event.status = if s.flag || s.kind == 3 {
                    Status::Decided
                } else {
                    Status::Proposed
                };
            }
            5 => story.born(
                name,
                if s.flag { "1970" } else { "1971-02-03" },
                Some("xã Thanh Nưa"),
            ),
            6 => {
                let document = story.document("Nghị quyết", Some(NUMBERS[s.number]));
                document.date = date(0).map(|date| date.parse().unwrap());
                document.issuer = s.flag.then(|| "Tỉnh ủy Điện Biên".to_owned());
                document.implements = date(1).map(|_| NUMBERS[s.other % NUMBERS.len()].to_owned());
            }
            _ => story.statistic(s.number as u64, "huyện Nậm Pồ"),
        }
    }
    story.told()
}

/// Decisions by hand about the bearers of names in those articles; what contradicts those before it is left out.
fn decisions() -> impl Strategy<Value = Decisions> {
    let line = (0..3usize, 0..NAMES.len(), 0..6usize, 0..6usize);
    proptest::collection::vec(line, 0..6).prop_map(|lines| {
        let mut text = String::new();
        for (ruling, name, one, other) in lines {
            let ruling = ["same", "different", "unsure"][ruling];
            let more = format!("{text}{ruling}\t{}\tbài-{one}\tbài-{other}\n", NAMES[name]);
            if Decisions::read(&more).is_ok() {
                text = more;
            }
        }
        Decisions::read(&text).unwrap()
    })
}

/// What a new store says of some articles, added in one go.
fn clean(articles: &[(Article, Claims)]) -> Vec<String> {
    clean_under(articles, &Decisions::default())
}

/// The same, under decisions made by hand.
fn clean_under(articles: &[(Article, Claims)], decisions: &Decisions) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_under(folder.path(), decisions);
    store.add(articles.to_vec()).unwrap();
    nquads(&store)
}

fn assert_same(got: &[String], want: &[String]) {
    let (got_set, want_set): (HashSet<_>, HashSet<_>) =
        (got.iter().collect(), want.iter().collect());
    let more: Vec<_> = got.iter().filter(|line| !want_set.contains(line)).collect();
    let less: Vec<_> = want.iter().filter(|line| !got_set.contains(line)).collect();
    assert!(
        more.is_empty() && less.is_empty() && got.len() == want.len(),
        "too many: {more:#?}\nmissing: {less:#?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_and_batches_make_no_difference(articles in articles(1..8), seed in any::<u64>(), size in 1..4usize) {
        let want = clean(&articles);
        let mut shuffled = articles;
        let mut state = seed;
        for at in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(at, (state >> 33) as usize % (at + 1));
        }
        let folder = tempfile::tempdir().unwrap();
        let mut store = store_in(folder.path());
        for batch in shuffled.chunks(size) {
            store.add(batch.to_vec()).unwrap();
        }
        assert_same(&nquads(&store), &want);
    }

    #[test]
    fn an_article_added_again_is_replaced_and_one_removed_leaves_no_trace(
        first in articles(1..7),
        second in articles(1..4),
        removed in proptest::collection::vec(0..7usize, 0..4),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut store = store_in(folder.path());
        let empty = nquads(&store);
        store.add(first.clone()).unwrap();
        // The second versions have the ids of the first ones.
        store.add(second.clone()).unwrap();
        let ids: Vec<String> = removed.iter().map(|at| format!("bài-{at}")).collect();
        store.remove(&ids).unwrap();
        let mut left: BTreeMap<String, (Article, Claims)> =
            first.into_iter().chain(second).map(|(article, claims)| (article.id.clone(), (article, claims))).collect();
        left.retain(|id, _| !ids.contains(id));
        let left: Vec<(Article, Claims)> = left.into_values().collect();
        assert_same(&nquads(&store), &clean(&left));
        store.rederive(rules()).unwrap();
        assert_same(&nquads(&store), &clean(&left));
        let all = store.articles().unwrap();
        store.remove(&all).unwrap();
        assert_same(&nquads(&store), &empty);
    }

    #[test]
    fn decisions_change_a_store_as_if_it_had_been_made_with_them(
        articles in articles(2..7),
        first in decisions(),
        second in decisions(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut store = store_under(folder.path(), &first);
        store.add(articles.clone()).unwrap();
        assert_same(&nquads(&store), &clean_under(&articles, &first));
        drop(store);
        let mut store = store_under(folder.path(), &second);
        assert_same(&nquads(&store), &clean_under(&articles, &second));
        check_pointers(&store);
        store.rederive(rules()).unwrap();
        assert_same(&nquads(&store), &clean_under(&articles, &second));
    }

    #[test]
    fn evidence_is_the_text_at_its_offsets_and_facts_rest_on_claims(articles in articles(1..6)) {
        let folder = tempfile::tempdir().unwrap();
        let mut store = store_in(folder.path());
        store.add(articles).unwrap();
        check_evidence(&store);
        check_derivation(&store);
        check_pointers(&store);
    }
}

/// Every `oa:exact` is the article's text at its offsets.
fn check_evidence(store: &Store) {
    let literal = |term: &Term| match term {
        Term::Literal(literal) => literal.value().to_owned(),
        other => panic!("{other} is no literal"),
    };
    for quad in store
        .inner()
        .quads_for_pattern(None, Some(oa::EXACT), None, None)
    {
        let quad = quad.unwrap();
        let graph = quad.graph_name.as_ref();
        let of = |predicate| {
            let found = store.inner().quads_for_pattern(
                Some(quad.subject.as_ref()),
                Some(predicate),
                None,
                Some(graph),
            );
            found
                .map(|quad| literal(&quad.unwrap().object))
                .next()
                .unwrap()
        };
        let GraphName::NamedNode(article) = &quad.graph_name else {
            panic!("evidence outside an article")
        };
        let (start, end) = (of(oa::START), of(oa::END));
        assert_eq!(
            quad.subject.to_string(),
            format!("<{}#char={start},{end}>", article.as_str())
        );
        let body = store
            .inner()
            .quads_for_pattern(None, Some(schema::ARTICLE_BODY), None, Some(graph))
            .next();
        let body = literal(&body.unwrap().unwrap().object);
        let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse().unwrap());
        let quoted: String = body.chars().skip(start).take(end - start).collect();
        assert_eq!(quoted, literal(&quad.object));
    }
}

/// Every claim that a fact was derived from stands in some article's graph, at one instant.
fn check_derivation(store: &Store) {
    let quads: Vec<_> = store.inner().iter().map(Result::unwrap).collect();
    let claims: HashSet<String> = quads
        .iter()
        .filter(|quad| !quad.graph_name.is_default_graph() && quad.object == Term::from(ql::CLAIM))
        .map(|quad| quad.subject.to_string())
        .collect();
    for quad in quads
        .iter()
        .filter(|quad| quad.predicate == prov::WAS_DERIVED_FROM)
    {
        assert!(
            claims.contains(&quad.object.to_string()),
            "{quad} points to no claim"
        );
    }
}

/// Nothing points to a thing that the store doesn't describe.
fn check_pointers(store: &Store) {
    let quads: Vec<_> = store.inner().iter().map(Result::unwrap).collect();
    let described: HashSet<String> = quads.iter().map(|quad| quad.subject.to_string()).collect();
    for quad in &quads {
        if let Term::NamedNode(node) = &quad.object
            && node.as_str().contains("/id/")
        {
            assert!(
                described.contains(&node.to_string()),
                "{quad} points nowhere"
            );
        }
    }
}

/// The articles of the builds that are killed: the same in every process.
fn many() -> Vec<(Article, Claims)> {
    (0..60)
        .map(|at| {
            let statements: Vec<Statement> = (0..6)
                .map(|n| {
                    let draw =
                        |salt: usize, below: usize| (at * 7 + n * 13 + salt * 5 + at * n) % below;
                    Statement {
                        kind: u8::try_from(draw(1, 8)).unwrap(),
                        name: draw(2, NAMES.len()),
                        other: draw(3, NAMES.len()),
                        posts: [draw(4, POSTS.len()), draw(5, POSTS.len())],
                        dates: [
                            Some(draw(6, DATES.len())),
                            (draw(7, 2) == 0).then(|| draw(8, DATES.len())),
                        ],
                        number: draw(9, NUMBERS.len()),
                        flag: draw(10, 2) == 0,
                    }
                })
                .collect();
            tell(
                &format!("bài-{at}"),
                Some(at % DATES.len()),
                at % 2 == 0,
                &statements,
            )
        })
        .collect()
}

const CHILD: &str = "QUANLO_LAWS_BUILD_IN";

/// Runs in a process of its own, started and killed by the next test; does nothing otherwise.
#[test]
fn build_to_be_killed() {
    let Some(folder) = std::env::var_os(CHILD) else {
        return;
    };
    let mut store = store_in(folder.as_ref());
    for batch in many().chunks(3) {
        store.add(batch.to_vec()).unwrap();
    }
}

#[test]
fn a_build_killed_at_any_instant_leaves_a_sound_store_and_another_run_finishes_it() {
    let want = clean(&many());
    let mut partial = 0;
    for round in 0..24u64 {
        let folder = tempfile::tempdir().unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "build_to_be_killed"])
            .env(CHILD, folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(60 + round * 37));
        child.kill().unwrap();
        child.wait().unwrap();
        let mut store = store_in(folder.path());
        let left = store.articles().unwrap().len();
        partial += usize::from(left > 0 && left < many().len());
        check_derivation(&store);
        check_pointers(&store);
        let before = nquads(&store);
        store.rederive(rules()).unwrap();
        assert_same(&nquads(&store), &before);
        store.add(many()).unwrap();
        assert_same(&nquads(&store), &want);
    }
    println!("{partial} of 24 builds were killed half-way");
}

#[test]
fn readers_see_whole_batches_while_one_writer_loads() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    let reader = store.inner().clone();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                let quads: Vec<_> = reader.iter().map(Result::unwrap).collect();
                let known: HashSet<String> = quads
                    .iter()
                    .filter(|quad| !quad.graph_name.is_default_graph())
                    .map(|quad| quad.subject.to_string())
                    .collect();
                let facts = quads
                    .iter()
                    .filter(|quad| quad.predicate == prov::WAS_DERIVED_FROM);
                facts.for_each(|quad| assert!(known.contains(&quad.object.to_string())));
            }
        });
        for batch in many().chunks(4) {
            store.add(batch.to_vec()).unwrap();
        }
        done.store(true, Ordering::Relaxed);
    });
}
