//! The speed of reading one article, on one core, against the budgets of the README: at least 10 MB of text a
//! second (20 wanted), and a 1 MB article at most 1.5 times as dear for each byte as one of 10 kB.

use std::path::Path;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::BytesCount;
use quanlo::article::Article;
use quanlo::rules::Rules;

#[expect(
    clippy::expect_used,
    reason = "a benchmark without rules measures nothing"
)]
static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::embedded().expect("the rules are sound"));

/// The texts of the example articles, in order.
static EXAMPLES: LazyLock<Vec<Article>> =
    LazyLock::new(|| articles(Path::new("examples/articles")));

fn main() {
    divan::main();
}

fn articles(path: &Path) -> Vec<Article> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    quanlo::article::read(&[root.join(path)])
        .filter_map(Result::ok)
        .collect()
}

/// An article of about `bytes`, made of the examples one after the other.
fn article_of(bytes: usize) -> Article {
    let mut text = String::with_capacity(bytes + 8192);
    for example in EXAMPLES.iter().cycle() {
        if text.len() >= bytes {
            break;
        }
        text.push_str(&example.text);
        text.push('\n');
    }
    Article::plain("bench", &text)
}

/// Personnel news throughout: the dearest text there is.
#[divan::bench(args = [10_000, 100_000, 1_000_000])]
fn personnel_article(bencher: Bencher, bytes: usize) {
    let article = article_of(bytes);
    LazyLock::force(&RULES);
    bencher
        .counter(BytesCount::new(article.text.len()))
        .bench(|| quanlo::claim::extract(divan::black_box(&article), &RULES));
}

/// News of all kinds, of which one article in twenty-five touches personnel work; where the corpus is there.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn press(bencher: Bencher) {
    let corpus = Path::new("../shared/corpus/press-2017.ndjson.gz");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if !root.join(corpus).exists() {
        return;
    }
    let articles: Vec<Article> = quanlo::article::read(&[root.join(corpus)])
        .take(3000)
        .filter_map(Result::ok)
        .collect();
    LazyLock::force(&RULES);
    bencher
        .counter(BytesCount::new(
            articles
                .iter()
                .map(|article| article.text.len())
                .sum::<usize>(),
        ))
        .bench(|| {
            articles
                .iter()
                .map(|article| quanlo::claim::extract(article, &RULES).count())
                .sum::<usize>()
        });
}
