//! The served graph as strangers meet it: requests that would never end, that ask for too much, that are broken, and
//! good ones among them.
#![cfg(test)]

#[path = "support/http.rs"]
mod http;
#[path = "serve/pages.rs"]
mod pages;
#[path = "serve/query.rs"]
mod query;
#[path = "serve/reading.rs"]
mod reading;

use std::io::{Read, Write};
use std::thread::sleep;
use std::time::{Duration, Instant};

use http::{Server, build, reply};

/// Every statement with every other: it takes time alone, no memory, and tells nothing before it ends.
const ENDLESS: &str = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c \
    FILTER NOT EXISTS { ?d ?e ?f FILTER(STRLEN(CONCAT(STR(?f), STR(?a), STR(?c))) < 0) } }";

/// The same with memory.
const PRODUCT: &str = "SELECT (COUNT(*) AS ?count) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }";

/// How long a request may take, in these tests.
const TIMEOUT: Duration = Duration::from_secs(2);

fn server() -> Server {
    Server::start("", &["--timeout", "2", "--workers", "2", "--memory", "64"])
}

/// Rows that are joined in memory, where no statement is read that could be counted.
fn product() -> String {
    let numbers = (0..2000)
        .map(|n| n.to_string())
        .collect::<Vec<_>>()
        .join(" ");
    let part = |name: &str| format!("{{ SELECT ?{name} {{ VALUES ?{name} {{ {numbers} }} }} }}");
    format!(
        "SELECT (SUM(?a * ?b + ?c) AS ?sum) {{ {} {} {} }}",
        part("a"),
        part("b"),
        part("c")
    )
}

fn running(server: &Server) -> String {
    let metrics = server.get("/metrics").body;
    let line = metrics
        .lines()
        .find(|line| line.starts_with("quanlo_queries_running"));
    line.unwrap().to_owned()
}

#[test]
fn a_query_without_end_is_ended() {
    let server = server();
    for query in [ENDLESS, PRODUCT, &product()] {
        let begun = Instant::now();
        let reply = server.ask(query);
        assert!(
            begun.elapsed() < TIMEOUT + Duration::from_secs(1),
            "{:?}",
            begun.elapsed()
        );
        // Whichever limit it comes to first.
        assert!([504, 422].contains(&reply.status), "{reply:?}");
        assert_eq!(reply.body.lines().count(), 1, "{}", reply.body);
        assert_eq!(running(&server), "quanlo_queries_running 0");
    }
    assert_eq!(server.ask("ASK {}").status, 200);
}

#[test]
fn a_query_that_wants_all_memory_is_ended() {
    let server = server();
    let reply = server.ask("SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c");
    assert!([422, 504].contains(&reply.status), "{reply:?}");
    assert_eq!(server.ask("ASK {}").status, 200);
}

#[test]
fn an_answer_that_is_too_large_is_not_taken_for_the_whole() {
    let server = Server::start("", &["--max-result", "1"]);
    let reply = server.ask("SELECT * { ?a ?b ?c }");
    assert_eq!(reply.status, 200);
    assert!(!reply.is_whole);
    let whole = server.ask("SELECT * { ?a ?b ?c } LIMIT 100");
    assert!(whole.is_whole);
}

#[test]
fn a_query_ends_with_the_client_who_asked() {
    let server = Server::start("", &["--timeout", "60"]);
    let mut stream = server.connect();
    stream.write_all(&server.query(ENDLESS)).unwrap();
    let wait_for = |line: &str| {
        let begun = Instant::now();
        while running(&server) != line {
            assert!(begun.elapsed() < Duration::from_secs(10), "{line}");
            sleep(Duration::from_millis(50));
        }
    };
    wait_for("quanlo_queries_running 1");
    drop(stream);
    wait_for("quanlo_queries_running 0");
}

#[test]
fn who_reads_or_writes_slowly_is_left() {
    let server = server();
    let mut reader = server.connect();
    reader
        .write_all(&server.query("SELECT * { ?a ?b ?c . ?d ?e ?f }"))
        .unwrap();
    let mut writer = server.connect();
    let head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 900\r\n\r\n";
    writer.write_all(head.as_bytes()).unwrap();
    let mut idler = server.connect();
    idler
        .write_all(b"GET /vi/ HTTP/1.1\r\nHost: x\r\nX-")
        .unwrap();
    sleep(TIMEOUT + Duration::from_secs(1));
    assert_eq!(running(&server), "quanlo_queries_running 0");
    let mut rest = Vec::new();
    // What was under way still arrives; what matters is that there is an end.
    let _ = reader.read_to_end(&mut rest);
    assert!(!rest.ends_with(b"\r\n0\r\n\r\n"));
    let _ = writer.read_to_end(&mut rest);
    let _ = idler.read_to_end(&mut rest);
}

#[test]
fn short_queries_pass_by_long_ones() {
    let server = server();
    let long: Vec<_> = (0..6)
        .map(|_| {
            let mut stream = server.connect();
            stream.write_all(&server.query(ENDLESS)).unwrap();
            stream
        })
        .collect();
    sleep(Duration::from_millis(200));
    assert_eq!(server.ask("ASK {}").status, 200);
    assert_eq!(server.get("/health").status, 200);
    let replies = long
        .into_iter()
        .map(|mut stream| reply(&mut stream).unwrap());
    let busy = replies.filter(|reply| reply.status == 503);
    let busy: Vec<_> = busy.collect();
    assert!(!busy.is_empty());
    assert!(
        busy.iter()
            .all(|reply| reply.head.contains("retry-after: 5"))
    );
}

#[test]
fn what_is_broken_is_refused_with_its_cause_and_cure() {
    let server = server();
    let large = "x".repeat(10 << 20);
    for (query, status, cause) in [
        (large.as_str(), 413, "larger than 1 mib"),
        ("SELECT * { ?a ?b", 400, "error at 1:17"),
        (
            "SELECT * { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }",
            400,
            "service",
        ),
        ("SELECT * FROM <nowhere", 400, "error at"),
    ] {
        let reply = server.ask(query);
        assert_eq!(reply.status, status, "{reply:?}");
        assert!(reply.body.to_lowercase().contains(cause), "{}", reply.body);
        assert_eq!(reply.body.lines().count(), 1, "{}", reply.body);
    }
    for (address, status) in [
        ("/sparql?query=%ff%fe", 400),
        ("/sparql?quer=ASK%7B%7D", 400),
        ("/graphs", 400),
        ("/graphs?graph=no", 400),
        ("/graphs?graph=http://127.0.0.1/nothing", 404),
        ("/assets/../Cargo.toml", 404),
        ("/assets/..%2f..%2fetc%2fpasswd", 404),
        ("/id/official/..%2f..%2fx", 303),
        ("/data/official/%00", 404),
        ("/data/official/%3Cscript%3E", 404),
        ("/vi/official/none-000000000000", 404),
        ("/vi/official/%22%3E%3Cscript%3E", 404),
        ("/xx/official/none", 404),
        ("/vi/official/none?at=%ff", 400),
        ("/etc/passwd", 404),
    ] {
        let reply = server.get(address);
        assert_eq!(reply.status, status, "{address}: {reply:?}");
        assert!(!reply.body.contains("<script>"), "{address}");
    }
    let broken = server.send(b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n");
    assert_eq!(broken.status, 400);
}

#[test]
fn only_who_knows_the_token_updates() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    std::fs::write(&file, "0123456789abcdef\n").unwrap();
    let options = ["--allow-update", "--token-file", file.to_str().unwrap()];
    let server = Server::start("", &options);
    let update = |server: &Server, token: Option<&str>, update: &str| {
        let token = token.map_or_else(String::new, |token| {
            format!("Authorization: Bearer {token}\r\n")
        });
        server.send(
            format!(
                "POST /sparql HTTP/1.1\r\nHost: x\r\n{token}Content-Type: application/sparql-update\r\n\
                 Content-Length: {}\r\nConnection: close\r\n\r\n{update}",
                update.len()
            )
            .as_bytes(),
        )
    };
    let insert = "INSERT DATA { GRAPH <http://x/g> { <http://x/s> <http://x/p> 1 } }";
    let has = |server: &Server| {
        server
            .ask("ASK { GRAPH <http://x/g> { ?s ?p ?o } }")
            .body
            .contains("true")
    };
    assert_eq!(update(&server, None, insert).status, 401);
    assert_eq!(
        update(&server, Some("0123456789abcdeF"), insert).status,
        401
    );
    assert!(!has(&server));
    let token = Some("0123456789abcdef");
    assert_eq!(
        update(&server, token, "LOAD <http://127.0.0.1:1/>").status,
        400
    );
    assert_eq!(update(&server, token, insert).status, 204);
    assert!(has(&server));
    assert_eq!(update(&server, token, "DROP ALL").status, 204);
    assert!(!has(&server));
    assert_eq!(update(&server, token, insert).status, 204);
    let closed = Server::start("", &[]);
    assert_eq!(update(&closed, token, insert).status, 403);
}

#[test]
fn a_build_is_served_when_it_has_ended_and_disturbs_nobody_before() {
    let server = server();
    let news = "{\"id\": \"tin\", \"published\": \"2024-05-06\", \"text\": \"Ngày 6/5/2024, Ban Thường vụ Tỉnh ủy Sơn La \
        luân chuyển ông Mùa A Thử, Phó Giám đốc Sở Nội vụ tỉnh Sơn La, giữ chức Bí thư Huyện ủy Mường La.\"}\n";
    let file = server.store.with_file_name("news.ndjson");
    std::fs::write(&file, news).unwrap();
    let articles = |count: usize| format!("\"articles\":{count}}}");
    let before = server.get("/health").body;
    assert!(before.contains(&articles(16)), "{before}");
    std::thread::scope(|scope| {
        let built = scope.spawn(|| build(&server.store, &[&file]));
        while !built.is_finished() {
            assert_eq!(server.get("/vi/").status, 200);
            assert_eq!(server.ask("SELECT * { ?a ?b ?c } LIMIT 100").status, 200);
        }
    });
    let begun = Instant::now();
    while !server.get("/health").body.contains(&articles(17)) {
        assert!(begun.elapsed() < Duration::from_secs(10));
        sleep(Duration::from_millis(50));
    }
    let found =
        "PREFIX foaf: <http://xmlns.com/foaf/0.1/> ASK { ?official foaf:name \"Mùa A Thử\" }";
    assert!(server.ask(found).body.contains("true"));
}

#[test]
fn it_ends_when_it_is_told_to() {
    assert_eq!(server().stop(), Some(0));
}
