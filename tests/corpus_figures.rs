//! Corpora of dates, documents and statistics: one value, many ways to say it.
#![cfg(test)]

use std::fmt::Write as _;
use std::path::Path;

use quanlo::article::Article;
use quanlo::claim;
use quanlo::rules::Rules;
use serde::Deserialize;

/// A corpus file.
#[derive(Deserialize)]
struct Corpus {
    /// The day of publication of every text; none where the texts give no anchor.
    published: Option<String>,
    /// A paragraph that stands before every text.
    #[serde(default)]
    context: String,
    #[serde(default)]
    case: Vec<Case>,
    #[serde(default)]
    none: Vec<Silent>,
    #[serde(default)]
    later: Vec<Case>,
}

/// Texts that say exactly this.
#[derive(Deserialize)]
struct Case {
    claim: String,
    text: Vec<String>,
}

/// Texts that say nothing.
#[derive(Deserialize)]
struct Silent {
    text: Vec<String>,
}

fn article(corpus: &Corpus, text: &str) -> Article {
    let text = if corpus.context.is_empty() {
        text.to_owned()
    } else {
        format!("{}\n{text}", corpus.context)
    };
    Article {
        published: corpus
            .published
            .as_deref()
            .map(|date| date.parse().unwrap()),
        ..Article::plain("corpus", &text)
    }
}

/// Checks a corpus with a reader that gives the one-line forms of what an article says.
fn check(name: &str, read: impl Fn(&Article, &Rules) -> Vec<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/corpus")
        .join(name);
    let corpus: Corpus = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let rules = Rules::embedded().unwrap();
    let mut failures = String::new();
    let mut number = 0;
    let mut expect = |text: &str, want: &str, known_gap: bool| {
        number += 1;
        let article = article(&corpus, text);
        let got = read(&article, &rules).join("; ");
        if (got == want) == known_gap {
            let cure = if known_gap {
                "comes right: move it up to [[case]]"
            } else {
                ""
            };
            writeln!(
                failures,
                "{name}: {text}\n  want {want:?}\n  got  {got:?} {cure}"
            )
            .unwrap();
        }
    };
    for case in &corpus.case {
        case.text
            .iter()
            .for_each(|text| expect(text, &case.claim, false));
    }
    for silent in &corpus.none {
        silent.text.iter().for_each(|text| expect(text, "", false));
    }
    for case in &corpus.later {
        case.text
            .iter()
            .for_each(|text| expect(text, &case.claim, true));
    }
    assert!(failures.is_empty(), "\n{failures}");
    assert!(number > 0);
}

#[test]
fn dates_terms_and_periods_are_read_in_every_form() {
    check("date.toml", |article, rules| {
        claim::times(article, rules)
            .into_iter()
            .map(|(_, text)| text)
            .collect()
    });
}

#[test]
fn documents_are_read_with_number_date_and_issuer() {
    check("document.toml", |article, rules| {
        claim::extract(article, rules)
            .documents
            .iter()
            .map(ToString::to_string)
            .collect()
    });
}

#[test]
fn statistics_are_read_with_measure_flow_and_period() {
    check("statistic.toml", |article, rules| {
        claim::extract(article, rules)
            .statistics
            .iter()
            .map(ToString::to_string)
            .collect()
    });
}

#[test]
fn the_evidence_of_a_figure_is_the_text_at_its_place() {
    let rules = Rules::embedded().unwrap();
    let corpus = Corpus {
        published: None,
        context: String::new(),
        case: vec![],
        none: vec![],
        later: vec![],
    };
    let text = "Công tác cán bộ của Tỉnh ủy\nĐến nay, Đảng bộ huyện đã luân chuyển 42 đồng chí theo Kế hoạch số 15-KH/HU ngày 3/4/2019.";
    let article = article(&corpus, text);
    let claims = claim::extract(&article, &rules);
    let letters: Vec<char> = text.chars().collect();
    let evidence = claims
        .documents
        .iter()
        .flat_map(|d| &d.evidence)
        .chain(claims.statistics.iter().flat_map(|s| &s.evidence));
    let mut seen = 0;
    for evidence in evidence {
        seen += 1;
        assert_eq!(
            letters[evidence.start..evidence.end]
                .iter()
                .collect::<String>(),
            evidence.quote
        );
    }
    assert_eq!(seen, 2);
}
