#![cfg(test)]
//! The store as its users meet it: what opens, what is refused and why, what a change costs.

#[expect(dead_code, reason = "laws.rs uses all of it, this file a part")]
mod support;

use std::fs;
use std::path::Path;

use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphNameRef, Literal, QuadRef};
use quanlo::article::Article;
use quanlo::claim::{Claims, EventKind, When};
use quanlo::graph::Base;
use quanlo::graph::vocabulary::{prov, ql};
use quanlo::identity::Decisions;
use quanlo::report::Skip;
use quanlo::rules::Rules;
use quanlo::store::{Store, build};
use support::{Story, nquads, post, rules, store_in, write_rules};

fn refusal(result: Result<Store, quanlo::store::StoreError>) -> String {
    result.map(|_| ()).unwrap_err().to_string()
}

#[test]
fn a_refusal_says_place_cause_and_cure_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let place = path.display();
    assert_eq!(
        refusal(Store::open_read_only(&path)),
        format!(
            "{place}: there is no store here; make one with «quanlo build», or name another with --store"
        )
    );
    let nowhere = folder.path().join("2020").join("store");
    assert_eq!(
        refusal(Store::open(
            &nowhere,
            &Base::default(),
            rules(),
            &Decisions::default()
        )),
        format!(
            "{}: there is no folder {} to make the store in; make that first",
            nowhere.display(),
            folder.path().join("2020").display()
        )
    );
    let store = store_in(folder.path());
    assert_eq!(
        refusal(Store::open(
            &path,
            &Base::default(),
            rules(),
            &Decisions::default()
        )),
        format!(
            "{place}: another process is writing to the store; wait for it or stop it, or name another store with --store"
        )
    );
    drop(store);
    assert_eq!(
        refusal(Store::open(
            &path,
            &Base::new("https://example.org/").unwrap(),
            rules(),
            &Decisions::default()
        )),
        format!(
            "{place}: the store has the base IRI https://w3id.org/quanlo/; say --base https://w3id.org/quanlo/, or build a new store"
        )
    );
    let mut reader = Store::open_read_only(&path).unwrap();
    assert_eq!(
        reader
            .remove(&["bài-1".to_owned()])
            .unwrap_err()
            .to_string(),
        format!("{place}: the store was opened to be read; open it to be written")
    );
}

#[test]
fn a_folder_with_other_things_in_it_is_never_made_a_store() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thesis.odt"), "…").unwrap();
    let refused = format!(
        "{}: this is no store; name an empty or a new folder with --store",
        folder.path().display()
    );
    assert_eq!(
        refusal(Store::open(
            folder.path(),
            &Base::default(),
            rules(),
            &Decisions::default()
        )),
        refused
    );
    assert_eq!(refusal(Store::open_read_only(folder.path())), refused);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let file = folder.path().join("thesis.odt");
    assert!(
        refusal(Store::open(
            &file,
            &Base::default(),
            rules(),
            &Decisions::default()
        ))
        .contains("this is no store")
    );
}

#[test]
fn a_store_of_another_format_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    drop(store_in(folder.path()));
    let path = folder.path().join("store");
    for (format, words) in [("2", "made by a newer quanlo"), ("0", "the old format 0")] {
        let raw = oxigraph::store::Store::open(&path).unwrap();
        let old: Vec<_> = raw
            .quads_for_pattern(None, Some(ql::FORMAT), None, None)
            .map(Result::unwrap)
            .collect();
        for quad in &old {
            raw.remove(quad).unwrap();
        }
        let version = Literal::new_typed_literal(format, xsd::INTEGER);
        raw.insert(QuadRef::new(
            old[0].subject.as_ref(),
            ql::FORMAT,
            &version,
            GraphNameRef::DefaultGraph,
        ))
        .unwrap();
        drop(raw);
        assert!(
            refusal(Store::open(
                &path,
                &Base::default(),
                rules(),
                &Decisions::default()
            ))
            .contains(words)
        );
        assert!(refusal(Store::open_read_only(&path)).contains(words));
    }
}

#[test]
fn a_base_is_an_absolute_iri_that_ends_where_names_may_follow() {
    assert_eq!(
        Base::new("example.org").unwrap_err().to_string(),
        "\"example.org\" is not a base IRI; write an absolute IRI that ends with / or #, such as https://w3id.org/quanlo/"
    );
    let folder = tempfile::tempdir().unwrap();
    let base = Base::new("https://example.org/cadres#").unwrap();
    let mut store = Store::open(
        &folder.path().join("store"),
        &base,
        rules(),
        &Decisions::default(),
    )
    .unwrap();
    store.add(vec![rotation("bài-1", "2020-08-01")]).unwrap();
    let others = nquads(&store);
    assert!(
        others
            .iter()
            .all(|quad| !quad.contains("<https://w3id.org/quanlo/id/"))
    );
    drop(store);
    assert_eq!(
        Store::open_read_only(&folder.path().join("store"))
            .unwrap()
            .base(),
        &base
    );
}

fn rotation(id: &str, published: &str) -> (Article, Claims) {
    let mut story = Story::new(id, Some(published), Some("Điện Biên"));
    story.person("Lò Văn Thử", None);
    let (from, to) = (
        post("Bí thư @ Đảng ủy xã Phìn Hồ"),
        post("Bí thư @ Đảng ủy xã Si Pa Phìn"),
    );
    story.tenure("Lò Văn Thử", When::Current, from.clone(), [None; 3]);
    story.tenure("Lò Văn Thử", When::New, to.clone(), [None; 3]);
    let event = story.event("Lò Văn Thử", &[EventKind::Rotation], &[from], &[to]);
    event.date = Some("2020-07".parse().unwrap());
    event.by = Some("Ban Thường vụ Huyện ủy Nậm Pồ".to_owned());
    story.told()
}

#[test]
fn a_store_opened_with_other_rules_is_derived_anew_from_its_articles() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    store
        .add(vec![
            rotation("bài-1", "2020-08-01"),
            rotation("bài-2", "2020-08-02"),
        ])
        .unwrap();
    drop(store);
    let changed = folder.path().join("rules");
    write_rules(&changed);
    let units = fs::read_to_string(changed.join("places/units.tsv")).unwrap();
    fs::write(
        changed.join("places/units.tsv"),
        units.replace("\tPhìn Hồ\t", "\tPhìn Hồ Mới\t"),
    )
    .unwrap();
    let changed = Rules::read(&changed).unwrap();
    let store = Store::open(
        &folder.path().join("store"),
        &Base::default(),
        &changed,
        &Decisions::default(),
    )
    .unwrap();
    let mut clean = Store::open(
        &folder.path().join("clean"),
        &Base::default(),
        &changed,
        &Decisions::default(),
    )
    .unwrap();
    clean
        .add(vec![
            rotation("bài-1", "2020-08-01"),
            rotation("bài-2", "2020-08-02"),
        ])
        .unwrap();
    assert!(nquads(&store) == nquads(&clean));
    assert!(
        nquads(&store)
            .iter()
            .any(|quad| quad.contains("unknownPlace"))
    );
}

#[test]
fn a_build_tells_what_became_of_every_article() {
    let article = |id: &str, text: &str, published: &str| {
        let (article, _) = rotation(id, published);
        Ok(Article {
            text: text.to_owned(),
            content: std::iter::once(0..text.len()).collect(),
            sha256: format!("{:064}", text.len()),
            ..article
        })
    };
    let skip = Skip {
        place: "a.html:1".to_owned(),
        reason: "no text".to_owned(),
    };
    let inputs = || {
        vec![
            article("bài-1", "Một.", "2020-01-01"),
            Err(skip.clone()),
            article("bài-2", "Hai.", "2020-01-01"),
            article("bài-1", "Một, viết lại.", "2020-01-02"),
            article("bài-2", "Hai.", "2020-01-01"),
        ]
    };
    let run = |inputs: Vec<Result<Article, Skip>>, store: &mut Store| {
        build(store, inputs.into_iter(), rules(), Some(2), |_| ()).unwrap()
    };
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    let report = run(inputs(), &mut store);
    assert_eq!(
        (report.read, report.changed.added, report.skipped.len()),
        (4, 2, 2)
    );
    assert_eq!(report.skipped[0], skip);
    assert!(
        report.skipped[1]
            .reason
            .starts_with("another article of this run has the same id; the text of 2020-01-01")
    );
    let again = run(inputs(), &mut store);
    assert_eq!(
        (
            again.changed.added,
            again.changed.replaced,
            again.changed.unchanged
        ),
        (0, 0, 2)
    );
    let mut reversed = inputs();
    reversed.reverse();
    let other = tempfile::tempdir().unwrap();
    let mut store_of_reversed = store_in(other.path());
    let mut skipped = run(reversed, &mut store_of_reversed).skipped;
    skipped.sort_by_key(ToString::to_string);
    assert_eq!(skipped, report.skipped);
    assert!(nquads(&store) == nquads(&store_of_reversed));
}

/// The hand-made claims of real articles, where the shared data lie beside the project.
fn gold() -> Vec<(Article, Claims)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/eval/gold/dev");
    let entries = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path());
    let gold = entries.filter(|path| path.extension().is_some_and(|end| end == "json"));
    gold.filter_map(|path| Some((fs::read_to_string(path.with_extension("txt")).ok()?, path)))
        .map(|(text, path)| with_gold(&path, text))
        .collect()
}

/// Reads gold claims; the first mention of what a claim is about stands for its evidence.
fn with_gold(path: &Path, text: String) -> (Article, Claims) {
    use serde_json::{Value, json};
    let gold: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let quote = |words: &Value| {
        let words = words.as_str().unwrap_or_default();
        let at = text.find(words).filter(|_| !words.is_empty());
        let start = at.map(|at| text[..at].chars().count());
        let spans = start.map(
            |start| json!({"start": start, "end": start + words.chars().count(), "quote": words}),
        );
        spans.into_iter().collect::<Value>()
    };
    let rows = |kind: &str, about: &str, also: Value| {
        let rows = gold[kind].as_array().cloned().unwrap_or_default();
        let filled = rows.into_iter().map(|row| {
            let mut filled = also.clone();
            filled["evidence"] = quote(&row[about]);
            filled["rule"] = json!("gold");
            filled["recovered"] = json!([]);
            for (key, value) in row.as_object().unwrap() {
                filled[key] = value.clone();
            }
            filled
        });
        filled.collect::<Value>()
    };
    let people = gold["people"].as_array().cloned().unwrap_or_default();
    let people = people.iter().map(
        |name| json!({"name": name, "honorific": null, "gender": null, "mentions": quote(name)}),
    );
    let claims: Claims = serde_json::from_value(json!({
        "article": {
            "id": gold["id"], "headline": null, "published": gold["published"], "publisher": null, "url": null,
            "province": gold["province"], "sha256": "",
        },
        "people": people.collect::<Value>(),
        "tenures": rows("tenures", "person", json!({})),
        "events": rows("events", "person", json!({})),
        "documents": rows("documents", "number", json!({"symbol": null, "title": null})),
        "statistics": rows("statistics", "count", json!({"partial": false, "group": null, "qualifier": null, "percent": null})),
        "bios": rows("bios", "person", json!({})),
    }))
    .unwrap();
    let article = Article {
        id: claims.article.id.clone(),
        published: claims.article.published,
        content: std::iter::once(0..text.len()).collect(),
        sha256: String::new(),
        text,
        ..Article::default()
    };
    (article, claims)
}

#[test]
fn provenance_costs_at_most_three_quads_for_each_quad_of_knowledge() {
    let articles = gold();
    if articles.is_empty() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(
        &folder.path().join("store"),
        &Base::default(),
        &Rules::embedded().unwrap(),
        &Decisions::default(),
    )
    .unwrap();
    let backdrop = store.inner().len().unwrap();
    store.add(articles).unwrap();
    let (mut knowledge, mut provenance) = (0, 0);
    for quad in store.inner() {
        let quad = quad.unwrap();
        let links = [prov::WAS_DERIVED_FROM, ql::CONTRADICTS]
            .iter()
            .any(|link| quad.predicate == *link);
        // What an article's graph says of the article itself is metadata and text.
        let metadata = quad.subject.to_string() == quad.graph_name.to_string();
        match (quad.graph_name.is_default_graph(), links, metadata) {
            (true, false, _) => knowledge += 1,
            (true, true, _) | (false, _, false) => provenance += 1,
            (false, _, true) => {}
        }
    }
    knowledge -= backdrop;
    println!("{knowledge} quads of knowledge, {provenance} of provenance");
    assert!(knowledge > 5000 && provenance <= 3 * knowledge);
}
