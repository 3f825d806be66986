#![cfg(test)]
//! Law 6: what one writer is loading never disturbs readers, who see what was published, in this process and in others.

#[expect(dead_code, reason = "laws.rs uses all of it, this file a part")]
mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use quanlo::article::Article;
use quanlo::claim::{Claims, When};
use quanlo::graph::Base;
use quanlo::identity::Decisions;
use quanlo::search::Labels;
use quanlo::store::Store;
use support::{Story, copy, nquads, post, rules, store_in};

fn article(number: usize) -> (Article, Claims) {
    let mut story = Story::new(
        &format!("bài-{number:03}"),
        Some("2020-08-01"),
        Some("Điện Biên"),
    );
    let name = ["Lò Văn Thử", "Giàng A Mẫu", "Hoà Thị Kỷ"][number % 3];
    story.person(name, None);
    let held = post("Bí thư @ Đảng ủy xã Phìn Hồ");
    story.tenure(name, When::Current, held, [None; 3]);
    story.told()
}

fn articles(numbers: std::ops::Range<usize>) -> Vec<(Article, Claims)> {
    numbers.map(article).collect()
}

fn ids(numbers: std::ops::Range<usize>) -> Vec<String> {
    numbers.map(|number| article(number).0.id).collect()
}

/// The store of `store_in`, to be read.
fn reader(folder: &Path) -> Store {
    Store::open_read_only(&folder.join("store")).unwrap()
}

fn refusal(result: Result<Store, quanlo::store::StoreError>) -> String {
    result.map(|_| ()).unwrap_err().kind.to_string()
}

fn open_again(folder: &Path) -> Result<Store, quanlo::store::StoreError> {
    let path = folder.join("store");
    Store::open(&path, &Base::default(), rules(), &Decisions::default())
}

/// What lies in the folder of snapshots.
fn entries(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder.join("store/snapshots")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name());
    names.map(|name| name.into_string().unwrap()).collect()
}

/// What lies there where these snapshots are kept and nothing waits to be published.
fn only(numbers: &[u64]) -> BTreeSet<String> {
    let each = numbers
        .iter()
        .flat_map(|number| [number.to_string(), format!("{number}.lock")]);
    each.chain(["current".to_owned()]).collect()
}

#[test]
fn readers_see_what_was_published_when_they_came_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    let mut store = store_in(folder.path());
    assert_eq!(Store::current(&path).unwrap(), None);
    assert_eq!(
        refusal(Store::open_read_only(&path)),
        "the store is being built for the first time; wait until that has ended"
    );
    store.add(articles(0..2)).unwrap();
    let first = store.publish().unwrap();
    let early = reader(folder.path());
    assert_eq!(Store::current(&path).unwrap(), Some(first));
    assert_eq!(early.snapshot_number(), Some(first));
    assert_eq!(store.publish().unwrap(), first, "nothing has changed");

    store.add(articles(2..3)).unwrap();
    store.remove(&ids(0..1)).unwrap();
    assert_eq!(reader(folder.path()).articles().unwrap(), ids(0..2));
    let second = store.publish().unwrap();
    assert!(second > first);
    assert_eq!(entries(folder.path()), only(&[first, second]));
    let late = reader(folder.path());
    assert_eq!(late.articles().unwrap(), ids(1..3));
    assert!(nquads(&late) == nquads(&store));
    assert_eq!(early.articles().unwrap(), ids(0..2));

    drop(early);
    store.add(articles(3..4)).unwrap();
    let third = store.publish().unwrap();
    assert_eq!(entries(folder.path()), only(&[second, third]));
    drop(late);
    assert_eq!(store.publish().unwrap(), third);
    assert_eq!(entries(folder.path()), only(&[third]));
}

#[test]
fn a_store_of_which_nothing_was_published_is_read_as_it_lies_where_nobody_writes() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    store.add(articles(0..2)).unwrap();
    drop(store);
    let old = reader(folder.path());
    assert_eq!(old.snapshot_number(), None);
    assert_eq!(old.articles().unwrap(), ids(0..2));
    assert_eq!(
        refusal(open_again(folder.path())),
        "another process reads the store, of which nothing was published yet; wait for it or stop it"
    );
    drop(old);
    let mut store = open_again(folder.path()).unwrap();
    assert!(store.publish().unwrap() > 0);
    assert_eq!(reader(folder.path()).articles().unwrap(), ids(0..2));
}

#[test]
fn what_was_changed_and_not_published_is_published_by_the_next_run() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    store.add(articles(0..1)).unwrap();
    let first = store.publish().unwrap();
    store.add(articles(1..2)).unwrap();
    drop(store);
    assert_eq!(reader(folder.path()).articles().unwrap(), ids(0..1));
    let second = open_again(folder.path()).unwrap().publish().unwrap();
    assert!(second > first);
    assert_eq!(reader(folder.path()).articles().unwrap(), ids(0..2));
    assert_eq!(
        open_again(folder.path()).unwrap().publish().unwrap(),
        second
    );
    assert_eq!(entries(folder.path()), only(&[second]));
}

#[test]
fn a_snapshot_that_is_gone_is_an_error_and_is_published_anew() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    store.add(articles(0..2)).unwrap();
    let first = store.publish().unwrap();
    drop(store);
    let snapshots = folder.path().join("store/snapshots");
    fs::remove_dir_all(snapshots.join(first.to_string())).unwrap();
    let path = folder.path().join("store");
    let gone = "what was published of the store is gone or damaged; run «quanlo build» again, which publishes it anew";
    assert_eq!(refusal(Store::open_read_only(&path)), gone);
    let second = open_again(folder.path()).unwrap().publish().unwrap();
    assert_eq!(reader(folder.path()).articles().unwrap(), ids(0..2));
    fs::write(snapshots.join("current"), "the newest\n").unwrap();
    assert_eq!(refusal(Store::open_read_only(&path)), gone);
    let third = open_again(folder.path()).unwrap().publish().unwrap();
    assert!(third > second && second > first);
    assert_eq!(entries(folder.path()), only(&[third]));
}

#[test]
fn a_copy_of_the_folder_is_a_store_even_while_the_original_is_written_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    store.add(articles(0..2)).unwrap();
    store.publish().unwrap();
    store.add(articles(2..3)).unwrap();
    let copied = tempfile::tempdir().unwrap();
    copy(&folder.path().join("store"), &copied.path().join("store"));
    assert_eq!(reader(copied.path()).articles().unwrap(), ids(0..2));
    drop(store);

    // A medium that cannot be written to may have lost the files that are only there to be locked.
    let whole = tempfile::tempdir().unwrap();
    copy(&folder.path().join("store"), &whole.path().join("store"));
    for lock in entries(whole.path())
        .iter()
        .filter(|name| name.contains(".lock"))
    {
        fs::remove_file(whole.path().join("store/snapshots").join(lock)).unwrap();
    }
    fs::remove_file(whole.path().join("store/writer.lock")).unwrap();
    assert_eq!(reader(whole.path()).articles().unwrap(), ids(0..2));
    open_again(whole.path()).unwrap().publish().unwrap();
    assert_eq!(reader(whole.path()).articles().unwrap(), ids(0..3));
}

#[test]
fn names_are_found_in_the_state_that_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    let found = |store: &Store, name: &str| {
        let labels = Labels::open(&store.labels_path().unwrap()).unwrap();
        labels.search(name, None, 0, 100).unwrap()
    };
    store.add(articles(0..1)).unwrap();
    store.publish().unwrap();
    let before = reader(folder.path());
    store.add(articles(1..4)).unwrap();
    store.remove(&ids(0..1)).unwrap();
    store.remove(&ids(3..4)).unwrap();
    let number = store.publish().unwrap();
    let after = reader(folder.path());
    for (store, here, gone) in [
        (&before, "lo van thu", "giang a mau"),
        (&after, "giang a mau", "lo van thu"),
    ] {
        assert_eq!(found(store, here).total(), 1);
        assert_eq!(found(store, gone).total(), 0);
    }

    let other = tempfile::tempdir().unwrap();
    let mut clean = store_in(other.path());
    clean.add(articles(1..3)).unwrap();
    clean.publish().unwrap();
    for name in ["bi thu", "hoa thi", "giang", "phin ho", "dien bien", "lai"] {
        assert_eq!(found(&clean, name), found(&after, name), "{name}");
    }

    drop((before, after, store));
    let labels = folder
        .path()
        .join(format!("store/snapshots/{number}/labels"));
    fs::remove_dir_all(labels).unwrap();
    let again = open_again(folder.path()).unwrap().publish().unwrap();
    assert!(again > number);
    assert_eq!(found(&reader(folder.path()), "giang a mau").total(), 1);
}

/// How many articles are added between two publications.
const STEP: usize = 3;

/// Asserts that the articles are those of some publication of a store that grows by steps.
fn assert_whole(articles: &[String]) {
    assert_eq!(articles.len() % STEP, 0, "{articles:?}");
    assert_eq!(articles, ids(0..articles.len()));
}

#[test]
fn many_readers_never_fail_and_never_see_half_a_build() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store_in(folder.path());
    store.add(articles(0..STEP)).unwrap();
    store.publish().unwrap();
    let (done, seen) = (AtomicBool::new(false), AtomicUsize::new(0));
    let count = "SELECT (COUNT(?id) AS ?count) WHERE { GRAPH ?article { ?article <http://purl.org/dc/terms/identifier> ?id } }";
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let mut last = 0;
                while !done.load(Ordering::Relaxed) {
                    let articles = reader(folder.path()).articles().unwrap();
                    assert_whole(&articles);
                    assert!(articles.len() >= last, "time goes forward");
                    last = articles.len();
                    seen.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        for _ in 0..2 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    let output = Command::new(env!("CARGO_BIN_EXE_quanlo"))
                        .args(["query", "-e", count, "--format", "csv", "--store"])
                        .arg(folder.path().join("store"))
                        .output()
                        .unwrap();
                    let said = String::from_utf8_lossy(&output.stderr);
                    assert!(output.status.success(), "{said}");
                    let answer = String::from_utf8(output.stdout).unwrap();
                    let number: usize = answer.lines().nth(1).unwrap().parse().unwrap();
                    assert_eq!(number % STEP, 0);
                    seen.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        for step in 1..25 {
            for number in step * STEP..(step + 1) * STEP {
                store.add(vec![article(number)]).unwrap();
            }
            store.publish().unwrap();
        }
        done.store(true, Ordering::Relaxed);
    });
    println!("the store was read {} times", seen.into_inner());
    let last = store.publish().unwrap();
    assert_eq!(entries(folder.path()), only(&[last]));
}

const CHILD: &str = "QUANLO_PUBLISH_IN";

/// Runs in a process of its own, started and killed by the next test; does nothing otherwise.
#[test]
fn publisher_to_be_killed() {
    let Some(folder) = std::env::var_os(CHILD) else {
        return;
    };
    let mut store = store_in(folder.as_ref());
    for step in 0.. {
        let from = store.articles().unwrap().len() / STEP * STEP;
        store.add(articles(from..from + STEP)).unwrap();
        store.publish().unwrap();
        fs::write(Path::new(&folder).join("published"), step.to_string()).unwrap();
    }
}

#[test]
fn a_run_killed_while_it_publishes_leaves_the_state_before_and_the_next_run_publishes() {
    let folder = tempfile::tempdir().unwrap();
    for round in 0..8u64 {
        let mark = folder.path().join("published");
        let _ = fs::remove_file(&mark);
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "publisher_to_be_killed"])
            .env(CHILD, folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while !mark.exists() {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(round * 7));
        child.kill().unwrap();
        child.wait().unwrap();
        let read = reader(folder.path());
        let published = read.articles().unwrap();
        assert_whole(&published);
        let mut store = open_again(folder.path()).unwrap();
        assert!(store.articles().unwrap().starts_with(&published));
        drop(read);
        let number = store.publish().unwrap();
        assert_eq!(entries(folder.path()), only(&[number]));
        assert!(nquads(&reader(folder.path())) == nquads(&store));
    }
}
