//! The query page from outside: the program serves a store of the examples, and a client asks as readers do.

use std::collections::BTreeMap;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::sparql::results::{
    QueryResultsFormat, QueryResultsParser, SliceQueryResultsParserOutput,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use quanlo::answer::{self, Query};
use regex::Regex;

use crate::http::Server;

/// A reader of a served store of the examples.
struct Reader {
    server: Server,
    client: ureq::Agent,
}

/// An answer: status, headers that matter, text.
#[derive(Debug)]
struct Page {
    status: u16,
    media_type: String,
    disposition: String,
    text: String,
}

impl Reader {
    fn new() -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build();
        Self {
            server: Server::start("", &["--timeout", "20"]),
            client: config.new_agent(),
        }
    }

    fn get(&self, path: &str) -> Page {
        page(
            self.client
                .get(format!("http://{}{path}", self.server.address))
                .call(),
        )
    }

    fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = self
            .client
            .post(format!("http://{}{path}", self.server.address));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        page(request.send(form(fields)))
    }

    /// The page with these fields.
    fn query(&self, language: &str, fields: &[(&str, &str)]) -> Page {
        self.get(&format!("/{language}/query?{}", form(fields)))
    }

    /// The rows of an answer, without their header, sorted.
    fn rows(&self, fields: &[(&str, &str)]) -> (String, Vec<String>) {
        let page = self.query("en", &[fields, &[("format", "csv")]].concat());
        assert_eq!(
            (page.status, page.media_type.as_str()),
            (200, "text/csv; charset=utf-8"),
            "{page:?}"
        );
        let mut lines = page.text.lines().map(str::to_owned);
        let header = lines.next().unwrap();
        let mut rows: Vec<String> = lines.collect();
        rows.sort_unstable();
        (header, rows)
    }
}

fn page(response: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Page {
    let mut response = response.unwrap();
    let header = |name: &str| {
        let value = response.headers().get(name);
        value.map_or_else(String::new, |value| value.to_str().unwrap().to_owned())
    };
    Page {
        status: response.status().as_u16(),
        media_type: header("content-type"),
        disposition: header("content-disposition"),
        text: response.body_mut().read_to_string().unwrap(),
    }
}

fn form(fields: &[(&str, &str)]) -> String {
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// What stands in the editor.
fn editor(page: &Page) -> String {
    let area = Regex::new(r"(?s)<textarea[^>]*>\n(.*?)</textarea>").unwrap();
    let text = area.captures(&page.text).unwrap()[1].to_owned();
    let signs = [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#38;", "&"),
    ];
    signs
        .iter()
        .fold(text, |text, (escaped, sign)| text.replace(escaped, sign))
}

/// The examples of a question's parameters that must be given.
fn examples(query: &Query) -> Vec<(String, String)> {
    let needed = query
        .parameters
        .iter()
        .filter(|parameter| !parameter.optional);
    let value = |term: &oxigraph::model::Term| match term {
        oxigraph::model::Term::Literal(literal) => literal.value().to_owned(),
        oxigraph::model::Term::NamedNode(node) => node.as_str().to_owned(),
        oxigraph::model::Term::BlankNode(node) => node.to_string(),
    };
    needed
        .map(|parameter| (parameter.name.clone(), value(&parameter.example)))
        .collect()
}

#[test]
fn readers_ask_and_are_answered() {
    let server = Reader::new();
    every_question_is_listed_and_answered_in_both_languages(&server);
    a_question_gives_the_same_rows_as_its_text(&server);
    what_is_filled_in_stays_text(&server);
    what_is_wrong_is_told_at_its_place(&server);
    an_own_query_is_answered_in_each_way(&server);
    a_query_may_be_posted(&server);
    answers_are_fetched_as_files(&server);
    what_takes_too_much_is_refused_with_a_reason(&server);
}

fn every_question_is_listed_and_answered_in_both_languages(server: &Reader) {
    for language in ["vi", "en"] {
        let list = server.get(&format!("/{language}/query"));
        assert_eq!(list.status, 200);
        for query in answer::named().unwrap() {
            assert!(
                list.text
                    .contains(&format!("/{language}/query?name={}\"", query.name))
            );
            let title = if language == "vi" {
                &query.title_vi
            } else {
                &query.title
            };
            let given = examples(&query);
            let mut fields = vec![("name", query.name.as_str())];
            let empty = server.query(language, &fields);
            assert_eq!(empty.status, 200, "{}", query.name);
            assert_eq!(
                empty.text.contains("id=\"answer\""),
                given.is_empty(),
                "{}",
                query.name
            );
            fields.extend(
                given
                    .iter()
                    .map(|(name, value)| (name.as_str(), value.as_str())),
            );
            let page = server.query(language, &fields);
            assert_eq!(page.status, 200, "{}: {}", query.name, page.text);
            assert!(page.text.contains("id=\"answer\""), "{}", query.name);
            assert!(
                page.text.contains(&title.replace('\'', "&#39;")),
                "{}: {title}",
                query.name
            );
            for parameter in &query.parameters {
                assert!(
                    page.text
                        .contains(&format!("id=\"set-{}\"", parameter.name))
                );
            }
            for view in ["chart", "graph"] {
                fields.push(("view", view));
                let picture = server.query(language, &fields);
                assert_eq!(picture.status, 200, "{} {view}", query.name);
                fields.pop();
            }
        }
    }
}

/// For each question, and for each of its parameters with a value that there is: the rows of the form, of the text
/// that the page shows beside it, and of the same link asked for again.
fn a_question_gives_the_same_rows_as_its_text(server: &Reader) {
    let holders =
        "SELECT ?official { ?t org:member/foaf:name ?official } ORDER BY ?official LIMIT 1";
    let (_, officials) = server.rows(&[("query", holders)]);
    let mut tried = BTreeMap::new();
    for query in answer::named().unwrap() {
        let mut given = examples(&query);
        for (name, value) in &mut given {
            if name == "official" {
                value.clone_from(&officials[0]);
            }
        }
        let mut cases = vec![given.clone()];
        let fields = |given: &[(String, String)]| -> Vec<(String, String)> {
            let name = ("name".to_owned(), query.name.clone());
            std::iter::once(name).chain(given.iter().cloned()).collect()
        };
        let rows = |given: &[(String, String)]| {
            let fields = fields(given);
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            let rows = server.rows(&fields);
            assert_eq!(rows, server.rows(&fields), "{}", query.name);
            let text = editor(&server.query("vi", &fields));
            (rows, server.rows(&[("query", &text)]), text)
        };
        let ((header, all), ..) = rows(&given);
        // A value of each optional parameter that some row has, where it can be read without quotation marks.
        let columns: Vec<&str> = header.split(',').collect();
        for parameter in query
            .parameters
            .iter()
            .filter(|parameter| parameter.optional)
        {
            let at = columns
                .iter()
                .position(|column| *column == parameter.name)
                .unwrap();
            let cells = all
                .iter()
                .filter(|row| !row.contains('"'))
                .map(|row| row.split(',').nth(at));
            if let Some(value) = cells.flatten().find(|cell| !cell.is_empty()) {
                cases.push(vec![(parameter.name.clone(), value.to_owned())]);
            }
        }
        for given in &cases {
            let (named, own, text) = rows(given);
            assert_eq!(named, own, "{} {given:?}\n{text}", query.name);
            *tried.entry(query.name.clone()).or_insert(0) += named.1.len();
        }
    }
    let answered = tried.values().filter(|rows| **rows > 0).count();
    assert!(
        answered > 25,
        "only {answered} questions have answers: {tried:?}"
    );
}

fn what_is_filled_in_stays_text(server: &Reader) {
    let hostile = "x\" } UNION { ?s ?p ?o } # <script>alert(1)</script> &amp; \\";
    let fields = [("name", "official_career"), ("official", hostile)];
    let page = server.query("en", &fields);
    assert_eq!(page.status, 200, "{}", page.text);
    assert!(!page.text.contains("<script>alert"));
    assert!(page.text.contains("There are no rows."));
    assert_eq!(server.rows(&fields).1, Vec::<String>::new());
    assert_eq!(
        server.rows(&[("query", &editor(&page))]).1,
        Vec::<String>::new()
    );

    let own =
        "SELECT (\"<script>alert(1)</script>\" AS ?a) (IRI(\"javascript:alert(1)\") AS ?b) {}";
    for view in ["table", "chart", "graph"] {
        let page = server.query("en", &[("query", own), ("view", view)]);
        assert_eq!(page.status, 200);
        assert!(!page.text.contains("<script>alert") && !page.text.contains("href=\"javascript"));
    }
}

fn what_is_wrong_is_told_at_its_place(server: &Reader) {
    let wrong = "SELECT ?official\nWHERE { ?official foaf:name »Vàng« }";
    let page = server.query("vi", &[("query", wrong)]);
    assert_eq!(page.status, 400);
    // The declaration of the prefix is the first line now.
    assert!(
        page.text
            .contains("data-error-line=\"3\" data-error-column=\"29\""),
        "{}",
        page.text
    );
    assert!(page.text.contains("ở dòng 3, cột 29"));
    assert!(page.text.contains("\n                            ^</pre>"));
    assert!(editor(&page).starts_with("PREFIX foaf: <http://xmlns.com/foaf/0.1/>\nSELECT"));

    let page = server.query("en", &[("name", "level_rotations"), ("year", "last")]);
    assert_eq!(page.status, 400);
    assert!(page.text.contains("aria-describedby=\"wrong-year\""));
    assert!(
        page.text
            .contains("A whole number is needed, such as 2020.")
    );
    let page = server.query("vi", &[("name", "fact_evidence"), ("fact", "not an IRI")]);
    assert!(page.status == 400 && page.text.contains("Cần một IRI"));
    let page = server.query("vi", &[("name", "official_career"), ("official", " ")]);
    assert!(page.status == 400 && page.text.contains("Hãy điền ô này."));
    let page = server.query(
        "en",
        &[("name", "official_career"), ("official", "A"), ("<b>", "1")],
    );
    assert!(page.status == 400 && page.text.contains("<code>&#60;b&#62;</code>"));
    assert_eq!(server.query("en", &[("name", "no_such_query")]).status, 404);
    assert_eq!(server.get("/en/query?query=%ff").status, 400);
    let update = server.query("en", &[("query", "DELETE WHERE { ?s ?p ?o }")]);
    assert_eq!(update.status, 400);
    let foreign = "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }";
    let page = server.query("en", &[("query", foreign)]);
    assert!(
        page.status == 400 && page.text.contains("role=\"alert\""),
        "{}",
        page.text
    );
}

fn an_own_query_is_answered_in_each_way(server: &Reader) {
    let years = "SELECT ?year ?kind (COUNT(?e) AS ?n) { ?e a ?c ; ql:date ?d . \
                 BIND(xsd:integer(SUBSTR(STR(?d), 1, 4)) AS ?year) BIND(STRAFTER(STR(?c), \"#\") AS ?kind) } \
                 GROUP BY ?year ?kind";
    let table = server.query("vi", &[("query", years)]);
    assert!(
        table.status == 200 && table.text.contains("<table class=\"answers\">"),
        "{}",
        table.text
    );
    assert!(table.text.contains("<code>ql:</code>, <code>xsd:</code>"));
    let chart = server.query("vi", &[("query", years), ("view", "chart")]);
    assert!(
        chart.text.contains("<figure class=\"chart wide\"")
            && chart.text.contains("<ul class=\"key\">")
    );
    let chosen = server.query(
        "vi",
        &[
            ("query", years),
            ("view", "chart"),
            ("x", "kind"),
            ("y", "n"),
            ("by", "-"),
        ],
    );
    assert!(
        chosen.text.contains("<option value=\"kind\" selected>")
            && !chosen.text.contains("class=\"key\"")
    );

    let graph = "CONSTRUCT { ?o org:role ?p } WHERE { ?t org:member ?o ; ql:post ?p } LIMIT 12";
    let page = server.query("en", &[("query", graph)]);
    assert!(
        page.text.contains("marker-end=\"url(#arrow)\"")
            && page.text.contains("<a href=\"/en/official/")
    );
    let page = server.query("en", &[("query", graph), ("view", "table")]);
    assert!(page.text.contains("<th scope=\"col\">predicate</th>"));

    for (ask, word) in [("ASK { ?s ?p ?o }", "Yes"), ("ASK { ?s ?s ?s }", "No")] {
        let page = server.query("en", &[("query", ask)]);
        assert!(
            page.text.contains(&format!("\">{word}</b>")),
            "{}",
            page.text
        );
    }
    let many = server.query("en", &[("query", "SELECT * { ?s ?p ?o }")]);
    assert!(many.text.contains("Only the first 1,000 rows are shown"));
    let small = server.query(
        "en",
        &[(
            "query",
            "SELECT (\"a\"@vi AS ?a) (\"2020\"^^xsd:gYear AS ?b) {}",
        )],
    );
    assert!(
        small.text.contains(">a <small class=\"soft\">vi</small>"),
        "{}",
        small.text
    );
    assert!(
        small
            .text
            .contains("2020 <small class=\"soft\">xsd:gYear</small>")
    );
}

fn a_query_may_be_posted(server: &Reader) {
    let list = server.get("/en/query").text;
    let posted = server.post("/en/query", &[("name", "year_kind_events")]);
    assert_eq!(posted.status, 200);
    assert_eq!(server.get("/en/query").text, list);
    let long = format!(
        "SELECT ?s {{ ?s ?p ?o }} LIMIT 3\n# {}",
        "x".repeat(200_000)
    );
    let page = server.post("/en/query", &[("query", &long)]);
    assert!(
        page.status == 200 && page.text.contains("3 rows"),
        "{}",
        page.status
    );
    let file = server.post("/en/query", &[("query", &long), ("format", "tsv")]);
    assert_eq!((file.status, file.text.lines().count()), (200, 4));
    let too_long = format!("ASK {{}} # {}", "x".repeat(2 << 20));
    assert_eq!(
        server.post("/en/query", &[("query", &too_long)]).status,
        400
    );
}

fn answers_are_fetched_as_files(server: &Reader) {
    let named = [("name", "year_kind_events")];
    let own = [("query", "SELECT ?s ?p { ?s ?p ?o } LIMIT 7")];
    for (format, results) in [
        ("json", QueryResultsFormat::Json),
        ("xml", QueryResultsFormat::Xml),
        ("tsv", QueryResultsFormat::Tsv),
    ] {
        for (fields, file) in [(&named[..], "year_kind_events."), (&own[..], "quanlo.")] {
            let page = server.query("vi", &[fields, &[("format", format)]].concat());
            assert!(
                page.disposition
                    .starts_with(&format!("attachment; filename=\"{file}"))
            );
            let parser = QueryResultsParser::from_format(results);
            let SliceQueryResultsParserOutput::Solutions(rows) =
                parser.for_slice(page.text.as_bytes()).unwrap()
            else {
                panic!("{format}: no rows");
            };
            let count = rows.map(Result::unwrap).count();
            assert_eq!(count, server.rows(fields).1.len(), "{format} {fields:?}");
        }
    }
    let construct = "CONSTRUCT WHERE { ?s ql:start ?o } LIMIT 5";
    let graph = [("query", construct)];
    let profile = oxigraph::io::JsonLdProfileSet::empty();
    for (format, rdf) in [
        ("turtle", RdfFormat::Turtle),
        ("ntriples", RdfFormat::NTriples),
        ("rdfxml", RdfFormat::RdfXml),
        ("jsonld", RdfFormat::JsonLd { profile }),
    ] {
        let page = server.query("en", &[&graph[..], &[("format", format)]].concat());
        let quads = RdfParser::from_format(rdf).for_slice(page.text.as_bytes());
        assert_eq!(quads.map(Result::unwrap).count(), 5, "{format}: {page:?}");
        let rows = server.query("en", &[&own[..], &[("format", format)]].concat());
        assert_eq!(rows.status, 406, "{format}");
        let rows = server.query("en", &[&named[..], &[("format", format)]].concat());
        assert_eq!(rows.status, 406, "{format}");
    }
    let page = server.query("en", &[&own[..], &[("format", "docx")]].concat());
    assert!(page.status == 400 && page.text.contains("csv, tsv"));
}

fn what_takes_too_much_is_refused_with_a_reason(server: &Reader) {
    let page = server.query("vi", &[("query", crate::ENDLESS)]);
    assert_eq!(page.status, 504);
    assert!(
        page.text.contains("Câu hỏi bị dừng sau 20 giây."),
        "{}",
        page.text
    );
}
