//! What one more article costs in a small store and in a large one, against the budget of the README: in a store of
//! 100,000 articles at most five times as much as in one of 1,000.

#[path = "../tests/generator/mod.rs"]
#[expect(
    dead_code,
    unused_imports,
    reason = "only the news is needed here, and not what it tells of the truth"
)]
mod generator;

use std::path::Path;
use std::time::{Duration, Instant};

use generator::{Dice, News, World, date};
use quanlo::article::Article;
use quanlo::claim::extract;
use quanlo::graph::Base;
use quanlo::identity::Decisions;
use quanlo::rules::Rules;
use quanlo::store::Store;

/// How many articles the stores have.
const SIZES: [usize; 2] = [1000, 100_000];

/// How many articles tell of one official.
const NEWS_OF_ONE: usize = 5;

/// How many articles are added one by one.
const ADDED: usize = 200;

/// How many are added at once while a store is made: the more, the sooner, and the more memory it takes.
const BATCH: usize = 5000;

#[expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot measure ends, and what it measures is printed"
)]
fn main() {
    let rules = Rules::embedded().expect("the rules are sound");
    let folder = tempfile::tempdir().expect("a folder for the stores");
    println!("articles  build s  mean ms  median ms  slowest ms of {ADDED} added one by one");
    let mut means = Vec::new();
    for size in SIZES {
        let mut dice = Dice::new(2027);
        let world = World::new(&rules, size / NEWS_OF_ONE, &mut dice);
        let news = world.news(size + ADDED, &mut dice);
        let read = |(number, news): (usize, &News)| {
            let article = article(number, news);
            let claims = extract(&article, &rules);
            (article, claims)
        };
        let mut read = news.iter().enumerate().map(read);
        let begun = Instant::now();
        let mut store = empty(folder.path(), size, &rules);
        for _ in 0..size.div_ceil(BATCH) {
            let batch = read.by_ref().take(size.min(BATCH)).collect();
            store.add(batch).expect("the articles are added");
        }
        store.publish().expect("the store is written");
        let built = begun.elapsed();
        let mut times: Vec<Duration> = read
            .map(|article| {
                let begun = Instant::now();
                store.add(vec![article]).expect("the article is added");
                begun.elapsed()
            })
            .collect();
        times.sort_unstable();
        let milliseconds = |time: Duration| time.as_secs_f64() * 1e3;
        let mean = milliseconds(times.iter().sum::<Duration>()) / 200.0;
        println!(
            "{size:8}  {:7.1}  {mean:7.1}  {:9.1}  {:10.1}",
            built.as_secs_f64(),
            milliseconds(times[ADDED / 2]),
            milliseconds(times[ADDED - 1]),
        );
        means.push(mean);
    }
    println!(
        "one article costs {:.1} times as much in the larger",
        means[1] / means[0]
    );
}

fn article(number: usize, news: &News) -> Article {
    Article {
        published: date(news.published),
        ..Article::plain(&format!("{number:06}"), &news.text)
    }
}

#[expect(
    clippy::expect_used,
    reason = "without a store there is nothing to measure"
)]
fn empty(folder: &Path, size: usize, rules: &Rules) -> Store {
    let path = folder.join(size.to_string());
    Store::open(&path, &Base::default(), rules, &Decisions::default()).expect("a new store")
}
