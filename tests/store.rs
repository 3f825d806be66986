#![cfg(test)]
//! The store as its users meet it: opening, changing, errors.

use std::path::Path;
use std::time::Instant;

use quanlo::article::Article;
use quanlo::claim::Claims;
use quanlo::graph::Base;
use quanlo::rules::Rules;
use quanlo::store::Store;

fn gold() -> Vec<(Article, Claims)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/eval/gold");
    let mut all = Vec::new();
    for part in ["dev", "seeds"] {
        let Ok(entries) = std::fs::read_dir(Path::new(folder).join(part)) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "json") {
                let Ok(text) = std::fs::read_to_string(path.with_extension("txt")) else { continue };
                let gold: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
                all.push(claims(&gold, text));
            }
        }
    }
    all
}

fn claims(gold: &serde_json::Value, text: String) -> (Article, Claims) {
    use serde_json::{Value, json};
    let quote = |name: &str| -> Value {
        match text.find(name) {
            Some(at) => {
                let start = text[..at].chars().count();
                json!([{"start": start, "end": start + name.chars().count(), "quote": name}])
            }
            None => json!([]),
        }
    };
    let fill = |row: &Value, evidence: Value, also: &[(&str, Value)]| {
        let mut row = row.clone();
        row["evidence"] = evidence;
        row["rule"] = json!("gold");
        row["recovered"] = json!([]);
        for (key, value) in also {
            if row.get(*key).is_none() { row[*key] = value.clone(); }
        }
        row
    };
    let rows = |key: &str| gold[key].as_array().cloned().unwrap_or_default();
    let id = gold["id"].as_str().unwrap().to_owned();
    let all = json!({
        "article": {"id": id, "headline": null, "published": gold["published"], "publisher": null, "url": null, "province": gold["province"], "sha256": id},
        "people": rows("people").iter().map(|n| json!({"name": n, "honorific": null, "gender": null, "mentions": quote(n.as_str().unwrap())})).collect::<Vec<_>>(),
        "tenures": rows("tenures").iter().map(|r| fill(r, quote(r["person"].as_str().unwrap()), &[])).collect::<Vec<_>>(),
        "events": rows("events").iter().map(|r| fill(r, quote(r["person"].as_str().unwrap()), &[])).collect::<Vec<_>>(),
        "documents": rows("documents").iter().map(|r| fill(r, quote(r["number"].as_str().unwrap_or("x")), &[("symbol", Value::Null), ("title", Value::Null)])).collect::<Vec<_>>(),
        "statistics": rows("statistics").iter().map(|r| fill(r, quote(r["measure"].as_str().unwrap()), &[("partial", json!(false)), ("percent", Value::Null), ("group", Value::Null), ("qualifier", Value::Null)])).collect::<Vec<_>>(),
        "bios": rows("bios").iter().map(|r| fill(r, quote(r["person"].as_str().unwrap()), &[])).collect::<Vec<_>>(),
    });
    let claims: Claims = serde_json::from_value(all.clone()).unwrap_or_else(|e| panic!("{id}: {e}"));
    let article = Article { id: id.clone(), headline: None, published: claims.article.published, publisher: None, url: None, content: vec![0..text.len()], sha256: id, text };
    (article, claims)
}

#[test]
fn gold_figures() {
    let rules = Rules::embedded().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let t = Instant::now();
    let mut store = Store::open(&path, &Base::default(), &rules).unwrap();
    eprintln!("open {:?}; quads {}", t.elapsed(), store.inner().len().unwrap());
    let t = Instant::now();
    drop(store);
    store = Store::open(&path, &Base::default(), &rules).unwrap();
    eprintln!("reopen {:?}", t.elapsed());
    let before = store.inner().len().unwrap();
    let articles = gold();
    let n = articles.len();
    let t = Instant::now();
    store.add(articles).unwrap();
    eprintln!("add {n} {:?}", t.elapsed());
    let after = store.inner().len().unwrap();
    let mut named = 0; let mut meta = 0; let mut derived = 0; let mut contradicts = 0; let mut default = 0;
    for quad in store.inner().iter() {
        let quad = quad.unwrap();
        if quad.graph_name.is_default_graph() {
            default += 1;
            if quad.predicate.as_str().ends_with("wasDerivedFrom") { derived += 1; }
            if quad.predicate.as_str().ends_with("#contradicts") && quad.subject.to_string().contains("/id/claim/") { contradicts += 1; println!("{quad}"); }
        } else {
            named += 1;
            if quad.subject.to_string() == quad.graph_name.to_string() { meta += 1; }
        }
    }
    let knowledge = default - before - derived - contradicts;
    let provenance = named - meta + derived + contradicts;
    eprintln!("total new {} named {named} meta {meta} derived {derived} contradicts {contradicts} knowledge {knowledge} provenance {provenance} ratio {:.2}", after - before, provenance as f64 / knowledge as f64);
    let triples = store.inner().quads_for_pattern(None, None, None, Some(oxigraph::model::GraphNameRef::DefaultGraph)).map(|q| { let q = q.unwrap(); oxigraph::model::Triple::new(q.subject, q.predicate, q.object) }).filter(|t| !t.subject.to_string().contains("/ontology") && !t.subject.to_string().contains("/place/") && !t.subject.to_string().contains("/role/"));
    let mut out = Vec::new();
    quanlo::graph::turtle::write(triples.map(|t| t.in_graph(oxigraph::model::GraphName::DefaultGraph)).collect(), &mut out).unwrap();
    std::fs::write("/tmp/gold.ttl", out).unwrap();
    let t = Instant::now();
    let quads: std::collections::HashSet<_> = store.inner().iter().map(Result::unwrap).collect();
    store.rederive(&rules).unwrap();
    eprintln!("rederive {:?}", t.elapsed());
    let again: std::collections::HashSet<_> = store.inner().iter().map(Result::unwrap).collect();
    assert!(quads == again);
    let ids = store.articles().unwrap();
    store.remove(&ids).unwrap();
    assert_eq!(store.inner().len().unwrap(), before);
}
