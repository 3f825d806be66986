//! The served graph under load, against the budget of the README: 50 clients for a minute, some of them hostile, while
//! articles are built into the store; pages and named queries come within 100 ms in 95 of 100 cases, no good request
//! fails, and no hostile one outlives its time by more than a second.

#[path = "../tests/generator/mod.rs"]
#[expect(
    dead_code,
    unused_imports,
    reason = "only the news is needed here, and not what it tells of the truth"
)]
mod generator;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use generator::{Dice, World};
use quanlo::rules::Rules;
use quanlo::store::Store;

/// How many articles the store has.
const ARTICLES: usize = 10_000;
/// How many articles are built into it at a time meanwhile.
const NEWS: usize = 50;
/// How many clients ask for what they may, and how many for what they may not.
const GOOD: u64 = 38;
const HOSTILE: u64 = 12;
/// How long they ask.
const LASTS: Duration = Duration::from_secs(60);
/// How long a good client reads before it asks again.
const READS: Duration = Duration::from_millis(250);
/// How long a request may take.
const TIMEOUT: Duration = Duration::from_secs(5);

/// The queries that come along and that readers put by a form.
const NAMED: [&str; 6] = [
    "year_kind_events",
    "level_rotations",
    "rotation_shares",
    "province_local_heads",
    "post_turnover",
    "reported_statistics",
];

/// What was measured.
#[derive(Default)]
struct Measured {
    /// The times of good requests, by kind.
    good: BTreeMap<&'static str, Vec<Duration>>,
    /// Good requests that failed.
    failed: Vec<String>,
    /// The longest time of a hostile request, by kind.
    hostile: BTreeMap<&'static str, (usize, Duration)>,
}

#[expect(clippy::expect_used, reason = "a benchmark that cannot measure ends")]
fn main() {
    let folder = tempfile::tempdir().expect("a folder for the store");
    let store = folder.path().join("store");
    let news = folder.path().join("news");
    write_articles(folder.path(), &news);
    let built = quanlo(&store)
        .arg("build")
        .arg(folder.path().join("articles.ndjson"))
        .status();
    assert!(
        built.expect("the program runs").success(),
        "the store is built"
    );
    let paths = paths(&store);
    let (mut server, address) = serve(&store);
    let measured = Mutex::new(Measured::default());
    let is_over = AtomicBool::new(false);
    let (mut most_memory, mut builds) = (0, 0);
    std::thread::scope(|scope| {
        for client in 0..GOOD {
            let (address, paths, measured, is_over) = (&address, &paths, &measured, &is_over);
            scope.spawn(move || read(address, paths, client, measured, is_over));
        }
        for client in 0..HOSTILE {
            let (address, measured, is_over) = (&address, &measured, &is_over);
            scope.spawn(move || attack(address, client, measured, is_over));
        }
        let builder = scope.spawn(|| {
            let mut builds = 0;
            let mut parts = std::fs::read_dir(&news).expect("the news").flatten();
            while let (false, Some(part)) = (is_over.load(Ordering::Relaxed), parts.next()) {
                let built = quanlo(&store).arg("build").arg(part.path()).status();
                assert!(
                    built.expect("the program runs").success(),
                    "the news is built"
                );
                builds += 1;
                sleep(Duration::from_secs(5));
            }
            builds
        });
        let begun = Instant::now();
        while begun.elapsed() < LASTS {
            most_memory = most_memory.max(memory(server.id()));
            sleep(Duration::from_millis(200));
        }
        is_over.store(true, Ordering::Relaxed);
        builds = builder.join().expect("the builder ends");
    });
    let _ = server.kill();
    let _ = server.wait();
    let measured = measured.into_inner().expect("no client broke down");
    report(&measured, builds, most_memory);
}

/// Prints what was measured.
#[expect(clippy::print_stdout, reason = "what a benchmark measures is printed")]
fn report(measured: &Measured, builds: usize, most_memory: u64) {
    println!("good requests       count   median ms   p95 ms   slowest ms");
    for (kind, times) in &measured.good {
        let mut times = times.clone();
        times.sort_unstable();
        let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e3;
        println!(
            "{kind:18}  {:6}  {:10.1}  {:7.1}  {:11.1}",
            times.len(),
            at(50),
            at(95),
            at(100)
        );
    }
    println!("failed: {}", measured.failed.len());
    for failed in measured.failed.iter().take(10) {
        println!("  {failed}");
    }
    println!(
        "hostile requests    count   longest s (of {} s)",
        TIMEOUT.as_secs()
    );
    for (kind, (count, longest)) in &measured.hostile {
        println!("{kind:18}  {count:6}  {:10.2}", longest.as_secs_f64());
    }
    println!(
        "{builds} builds of {NEWS} articles meanwhile; server and its processes: {most_memory} MiB at most"
    );
}

/// Writes the articles of the store, and the news that come meanwhile, about invented officials.
#[expect(
    clippy::expect_used,
    reason = "without articles there is nothing to measure"
)]
fn write_articles(folder: &Path, news_folder: &Path) {
    let rules = Rules::embedded().expect("the rules are sound");
    let mut dice = Dice::new(2028);
    let world = World::new(&rules, ARTICLES / 5, &mut dice);
    let news = world.news(ARTICLES + 20 * NEWS, &mut dice);
    let lines: Vec<String> = news
        .iter()
        .enumerate()
        .map(|(number, news)| {
            let record = serde_json::json!({
                "id": format!("{number:06}"),
                "published": news.published.to_string(),
                "title": format!("Tin cán bộ <b>{number}</b>"),
                "text": format!("{} <script>alert({number})</script>", news.text),
            });
            record.to_string()
        })
        .collect();
    let (first, rest) = lines.split_at(ARTICLES);
    std::fs::write(folder.join("articles.ndjson"), first.join("\n")).expect("the articles");
    std::fs::create_dir(news_folder).expect("a folder for the news");
    for (number, part) in rest.chunks(NEWS).enumerate() {
        let path = news_folder.join(format!("{number:02}.ndjson"));
        std::fs::write(path, part.join("\n")).expect("the news");
    }
}

/// The addresses of pages, by kind: some of each.
#[expect(
    clippy::expect_used,
    reason = "without pages there is nothing to measure"
)]
fn paths(store: &Path) -> BTreeMap<&'static str, Vec<String>> {
    let store = Store::open_read_only(store).expect("the store is read");
    let mut paths: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for (kind, class) in [
        ("official", "Official"),
        ("post", "Post"),
        ("place", "Place"),
        ("article", "Article"),
    ] {
        let text = format!(
            "SELECT DISTINCT ?thing {{ {{ ?thing a <https://w3id.org/quanlo/ontology#{class}> }} UNION \
             {{ GRAPH ?g {{ ?thing a <https://w3id.org/quanlo/ontology#{class}> }} }} }}"
        );
        let query = quanlo::answer::Query::typed(text);
        let mut out = Vec::new();
        let format = Some(quanlo::answer::Format::Csv);
        quanlo::answer::query(store.inner(), &query, &[], format, &mut out).expect("an answer");
        let text = String::from_utf8(out).expect("text");
        let keys: Vec<&str> = text
            .lines()
            .skip(1)
            .filter_map(|iri| iri.trim().rsplit('/').next())
            .collect();
        let step = (keys.len() / 400).max(1);
        let all = keys
            .into_iter()
            .step_by(step)
            .map(|key| format!("/vi/{kind}/{key}"));
        paths.insert(kind, all.collect());
    }
    let names = [
        "nguyen",
        "tran van",
        "Lò Thị",
        "le",
        "bi thu",
        "chu tich nam",
        "Hà",
        "so noi vu",
    ];
    let searches = names
        .iter()
        .map(|name| format!("/vi/search?q={}", name.replace(' ', "+")));
    paths.insert("search", searches.collect());
    let pages = [
        "/vi/",
        "/en/",
        "/vi/overview",
        "/vi/statistics",
        "/vi/query",
    ];
    paths.insert("fixed page", pages.map(str::to_owned).to_vec());
    let queries = NAMED.map(|name| format!("/vi/query?name={name}"));
    paths.insert("named query", queries.to_vec());
    paths
}

/// Asks for what anybody may, over one connection, until time is over.
fn read(
    address: &str,
    paths: &BTreeMap<&'static str, Vec<String>>,
    client: u64,
    measured: &Mutex<Measured>,
    is_over: &AtomicBool,
) {
    let mut dice = Dice::new(client);
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(30)))
        .build()
        .into();
    let kinds: Vec<&str> = paths.keys().copied().collect();
    while !is_over.load(Ordering::Relaxed) {
        let kind = kinds[dice.below(kinds.len())];
        let all = &paths[kind];
        let path = &all[dice.below(all.len())];
        let begun = Instant::now();
        let got = agent.get(format!("http://{address}{path}")).call();
        let whole = got
            .map_err(|error| error.to_string())
            .and_then(|mut reply| {
                let status = reply.status().as_u16();
                let body = reply
                    .body_mut()
                    .read_to_string()
                    .map_err(|error| error.to_string())?;
                match status {
                    200 if body.contains("<script>alert") => {
                        Err("mark-up of an article".to_owned())
                    }
                    200 => Ok(()),
                    // New articles may tell apart what was one official, whose page is gone then.
                    404 if path.contains("/official/") => Ok(()),
                    status => Err(status.to_string()),
                }
            });
        let took = begun.elapsed();
        let Ok(mut measured) = measured.lock() else {
            return;
        };
        match whole {
            Ok(()) => measured.good.entry(kind).or_default().push(took),
            Err(why) => measured.failed.push(format!("{path}: {why}")),
        }
        drop(measured);
        sleep(READS);
    }
}

/// Asks for what nobody may, until time is over.
fn attack(address: &str, client: u64, measured: &Mutex<Measured>, is_over: &AtomicBool) {
    let post = |media_type: &str, body: &str| {
        format!(
            "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n{body}",
            body.len()
        )
    };
    let query = |text: &str| post("application/sparql-query", text);
    let large = "x".repeat(10 << 20);
    let attacks: [(&str, String); 9] = [
        ("cross product", query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")),
        ("huge result", query("SELECT * { ?a ?b ?c . ?d ?e ?f }")),
        ("all memory", query("SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f")),
        ("slow reader", query("SELECT * { ?a ?b ?c }")),
        ("bad syntax", query("SELECT * { ?a ?b")),
        ("10 MB body", post("application/sparql-query", &large)),
        ("path traversal", "GET /assets/..%2f..%2f..%2fetc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_owned()),
        ("bad UTF-8", "GET /sparql?query=%ff%fe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_owned()),
        ("half a request", "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 99\r\n\r\nASK".to_owned()),
    ];
    let mut dice = Dice::new(1000 + client);
    while !is_over.load(Ordering::Relaxed) {
        let (kind, request) = &attacks[dice.below(attacks.len())];
        let begun = Instant::now();
        let Ok(mut stream) = TcpStream::connect(address) else {
            continue;
        };
        let _ = stream.set_read_timeout(Some(Duration::from_secs(30)));
        // A server that refuses a request early closes while it is still being sent.
        let _ = stream.write_all(request.as_bytes());
        let mut piece = [0; 4096];
        while let Ok(1..) = stream.read(&mut piece) {
            // What was sent in time lies ready; behind it there is an end, or the server sends on.
            if *kind == "slow reader" && begun.elapsed() < TIMEOUT {
                sleep(Duration::from_millis(100));
            }
        }
        let took = begun.elapsed();
        let Ok(mut measured) = measured.lock() else {
            return;
        };
        let (count, longest) = measured.hostile.entry(kind).or_default();
        *count += 1;
        *longest = took.max(*longest);
        drop(measured);
        sleep(Duration::from_millis(100));
    }
}

#[expect(
    clippy::expect_used,
    reason = "without a server there is nothing to measure"
)]
fn serve(store: &Path) -> (Child, String) {
    let mut server = quanlo(store)
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--timeout",
            &TIMEOUT.as_secs().to_string(),
        ])
        .stderr(Stdio::piped())
        .spawn()
        .expect("the server starts");
    let mut lines = BufReader::new(server.stderr.take().expect("its log")).lines();
    let line = lines.next().expect("a line").expect("text");
    let address = line
        .split("http://")
        .nth(1)
        .expect("an address")
        .trim_end_matches('/')
        .to_owned();
    std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
    (server, address)
}

fn quanlo(store: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quanlo"));
    command.args(["--quiet", "--store"]).arg(store);
    command
}

/// The memory of a process and its children, in MiB, where the system tells it.
fn memory(process: u32) -> u64 {
    let Ok(listed) = Command::new("ps")
        .args(["-A", "-o", "pid=,ppid=,rss="])
        .output()
    else {
        return 0;
    };
    let text = String::from_utf8_lossy(&listed.stdout);
    let kilobytes = text.lines().filter_map(|line| {
        let mut parts = line
            .split_whitespace()
            .map_while(|part| part.parse::<u64>().ok());
        let (own, parent, size) = (parts.next()?, parts.next()?, parts.next()?);
        (own == u64::from(process) || parent == u64::from(process)).then_some(size)
    });
    kilobytes.sum::<u64>() >> 10
}
