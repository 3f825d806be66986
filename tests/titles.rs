//! The posts and names of candidates for the National Assembly: how many of them the grammars read whole.
#![cfg(test)]

use std::collections::HashMap;
use std::fs;

use quanlo::claim::{is_whole_name, read_title};
use quanlo::rules::Rules;

const TITLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus/titles.tsv");

/// The columns of the table in which name and posts stand.
const NAME: usize = 1;
const POSTS: usize = 3;

/// The shares that must be read, in thousandths.
const POSTS_FLOOR: usize = 970;
const NAMES_FLOOR: usize = 995;

/// The cells of one column; none where the table is absent.
fn column(column: usize) -> Vec<String> {
    let Ok(table) = fs::read_to_string(TITLES) else {
        return Vec::new();
    };
    let cells = table
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').nth(column));
    cells.map(str::to_owned).collect()
}

/// Prints what was left over, the most frequent first, and asserts the share of what was read whole.
fn check(what: &str, all: usize, left: &[Vec<String>], floor: usize) {
    let mut count: HashMap<&str, usize> = HashMap::new();
    for word in left.iter().flatten() {
        *count.entry(word).or_default() += 1;
    }
    let mut count: Vec<_> = count.into_iter().collect();
    count.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    for (word, count) in count {
        println!("{count:4}  {word}");
    }
    let whole = all - left.len();
    println!("{what}: {whole} of {all} read whole");
    assert!(whole * 1000 >= all * floor, "{whole} of {all} {what}");
}

#[test]
fn titles_are_read_whole() {
    let rules = Rules::embedded().unwrap();
    let titles = column(POSTS);
    let left: Vec<Vec<String>> = titles
        .iter()
        .map(|title| read_title(title, &rules).left)
        .filter(|left| !left.is_empty())
        .collect();
    check("titles", titles.len(), &left, POSTS_FLOOR);
}

#[test]
fn names_are_read_as_names() {
    let rules = Rules::embedded().unwrap();
    let names = column(NAME);
    let left: Vec<Vec<String>> = names
        .iter()
        .filter(|name| !is_whole_name(name, &rules))
        .map(|name| vec![name.clone()])
        .collect();
    check("names", names.len(), &left, NAMES_FLOOR);
}
