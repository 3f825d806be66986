//! The pages as their readers meet them: every step leads to the passage that says so, in both languages, and nothing that
//! an article writes is anything but text.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use regex::Regex;

use crate::http::Server;

/// A reader of a served store.
struct Reader {
    server: Server,
    agent: ureq::Agent,
}

impl Reader {
    /// One of a store of the examples, or of one article.
    fn of(article: Option<&str>) -> Self {
        let options = ["--timeout", "60"];
        let server = match article {
            Some(article) => Server::of(article, &options),
            None => Server::start("", &options),
        };
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        Self {
            server,
            agent: config.build().into(),
        }
    }

    /// The answer at an address.
    fn get(&self, path: &str) -> (u16, String) {
        let mut response = self
            .agent
            .get(format!("http://{}{path}", self.server.address))
            .header("accept", "text/html")
            .call()
            .unwrap();
        let text = response.body_mut().read_to_string().unwrap();
        (response.status().as_u16(), text)
    }

    /// The page at an address.
    fn page(&self, path: &str) -> String {
        let (status, text) = self.get(path);
        assert_eq!(status, 200, "{path}: {text}");
        text
    }

    /// The values of the first column of a query's answer.
    fn ask(&self, query: &str) -> Vec<String> {
        let encoded = utf8_percent_encode(query, NON_ALPHANUMERIC);
        let mut response = self
            .agent
            .get(format!(
                "http://{}/sparql?query={encoded}",
                self.server.address
            ))
            .header("accept", "text/csv")
            .call()
            .unwrap();
        let text = response.body_mut().read_to_string().unwrap();
        text.lines().skip(1).map(str::to_owned).collect()
    }

    /// The addresses of the pages of all things of a class, without the language.
    fn pages_of(&self, class: &str) -> Vec<String> {
        let query = format!(
            "PREFIX ql: <https://w3id.org/quanlo/ontology#>
             SELECT DISTINCT ?thing WHERE {{ {{ ?thing a ql:{class} }} UNION {{ GRAPH ?g {{ ?thing a ql:{class} }} }} }}"
        );
        let path = |iri: String| iri.rsplit_once("/id/").unwrap().1.to_owned();
        self.ask(&query).into_iter().map(path).collect()
    }
}

/// What stands in an attribute, everywhere on a page.
fn attributes(page: &str, name: &str) -> Vec<String> {
    let pattern = Regex::new(&format!("\\s{name}=\"([^\"]*)\"")).unwrap();
    let found = pattern.captures_iter(page);
    found.map(|found| plain(&found[1])).collect()
}

/// A text without its escapes.
fn plain(text: &str) -> String {
    let mut text = text.to_owned();
    for (escape, character) in [
        ("lt", "<"),
        ("gt", ">"),
        ("quot", "\""),
        ("#34", "\""),
        ("#39", "'"),
        ("#60", "<"),
        ("#62", ">"),
        ("#38", "&"),
        ("amp", "&"),
    ] {
        text = text.replace(&format!("&{escape};"), character);
    }
    text
}

/// The text of a page, without its tags.
fn text_of(page: &str) -> String {
    plain(&Regex::new("<[^>]*>").unwrap().replace_all(page, ""))
}

/// What lies between two marks.
fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let (_, rest) = page.split_once(from).unwrap();
    rest.split_once(to).unwrap().0
}

#[test]
fn every_passage_under_a_step_is_found_in_its_article() {
    let reader = Reader::of(None);
    let mut articles: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut followed = 0;
    let mut paths = reader.pages_of("Official");
    paths.extend(reader.pages_of("Document"));
    paths.extend(
        reader
            .pages_of("PersonnelEvent")
            .iter()
            .map(|path| format!("thing/{path}")),
    );
    for path in paths {
        let page = reader.page(&format!("/vi/{path}"));
        for link in attributes(&page, "href") {
            let Some((article, anchor)) = link.split_once("#char=") else {
                continue;
            };
            let anchors = articles.entry(article.to_owned()).or_insert_with(|| {
                let page = reader.page(article);
                attributes(&page, "id").into_iter().collect()
            });
            assert!(
                anchors.contains(&format!("char={anchor}")),
                "{path}: {link}"
            );
            followed += 1;
        }
        assert!(page.contains("#char="), "{path} has no evidence");
    }
    assert!(followed > 150, "{followed}");
}

#[test]
fn text_and_claims_of_an_article_lead_to_each_other() {
    let reader = Reader::of(None);
    let articles = reader.pages_of("Article");
    assert_eq!(articles.len(), 16);
    for path in articles {
        let page = reader.page(&format!("/en/{path}"));
        let anchors = attributes(&page, "id");
        let known: BTreeSet<&String> = anchors.iter().collect();
        assert_eq!(anchors.len(), known.len(), "{path}: an anchor stands twice");
        let links = attributes(&page, "href");
        let inner = links.iter().filter_map(|link| link.strip_prefix('#'));
        for anchor in inner {
            assert!(known.contains(&anchor.to_owned()), "{path}#{anchor}");
        }
        let claims: BTreeSet<String> = anchors
            .iter()
            .filter_map(|anchor| Some(anchor.strip_prefix("claim-")?.to_owned()))
            .collect();
        let text = between(&page, "<article class=\"text\" lang=\"vi\">", "</article>");
        let marked: BTreeSet<String> = attributes(text, "data-claim")
            .iter()
            .flat_map(|names| names.split(' '))
            .map(str::to_owned)
            .collect();
        assert_eq!(claims, marked, "{path}: claims and passages");
    }
}

#[test]
fn an_article_is_shown_whole_with_its_source() {
    let reader = Reader::of(None);
    let path = reader
        .pages_of("Article")
        .into_iter()
        .find(|path| path.contains("giam-doc-so-nong-nghiep"))
        .unwrap();
    let page = reader.page(&format!("/vi/{path}"));
    let text = text_of(between(
        &page,
        "<article class=\"text\" lang=\"vi\">",
        "</article>",
    ));
    for sentence in [
        "Sáng 30/8, UBND tỉnh Yên Bái tổ chức hội nghị công bố quyết định về công tác cán bộ.",
        "thay ông Phạm Quang Khiêm nghỉ hưu theo chế độ. Thời hạn bổ nhiệm là 5 năm.",
        "nơi một con mương nhỏ có thể quyết định cả một vụ lúa.",
    ] {
        assert!(text.contains(sentence), "{sentence}\n{text}");
    }
    for part in [
        "href=\"https://vungcao.example/chinh-tri/giam-doc-so-nong-nghiep-yen-bai.html\" rel=\"noreferrer noopener\"",
        "<time>2023-08-30</time>",
        "Bản tin Vùng cao",
        // A claim in words: the kind, the posts, the document, the predecessor, the rule.
        "bổ nhiệm, điều động",
        "Giám đốc Sở Nông nghiệp và Phát triển nông thôn tỉnh Yên Bái</a>",
        "1587/QĐ-UBND</a>",
        "Phạm Quang Khiêm</a>",
        "quy tắc <code>",
    ] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn what_an_article_writes_stays_text() {
    let article = serde_json::json!({
        "id": "tin\"><script>alert(1)</script>",
        "url": "javascript:alert(2)",
        "published": "2020-07-03",
        "publisher": "Báo <img src=x onerror=alert(3)>",
        "title": "Nậm Pồ</title><script>alert(4)</script> \" onmouseover=\"alert(5)",
        "text": "Tháng 7/2020, đồng chí Giàng A Sử, Bí thư Đảng ủy xã Na Cô Sa, huyện Nậm Pồ, tỉnh Điện Biên được Ban Thường vụ \
            Huyện ủy Nậm Pồ luân chuyển giữ chức Bí thư Đảng ủy xã Nà Hỳ.<script>alert(6)</script>\n\
            </article><img src=x onerror=\"alert(7)\"> &lt;b&gt; {{ page }} </section>\n",
    });
    let reader = Reader::of(Some(&article.to_string()));
    let mut paths = Vec::new();
    for class in ["Article", "Official", "Post"] {
        paths.extend(reader.pages_of(class));
    }
    for class in ["Claim", "Tenure", "PersonnelEvent", "Body"] {
        paths.extend(
            reader
                .pages_of(class)
                .iter()
                .map(|path| format!("thing/{path}")),
        );
    }
    assert!(paths.len() > 8, "{paths:?}");
    let tag = Regex::new("<(/?[a-zA-Z!][^>]*)>").unwrap();
    let value = Regex::new("\"[^\"]*\"").unwrap();
    for path in paths {
        for language in ["vi", "en"] {
            let page = reader.page(&format!("/{language}/{path}"));
            for tag in tag.captures_iter(&page) {
                let tag = &tag[1];
                let is_script =
                    tag.starts_with("script") && !tag.starts_with("script src=\"/assets/");
                assert!(!is_script && !tag.starts_with("img"), "{path}: <{tag}>");
                // Nothing of an article can be an attribute: the values of attributes are escaped.
                let bare = value.replace_all(tag, "");
                assert!(
                    !bare.contains("onerror") && !bare.contains("onmouseover"),
                    "{path}: <{tag}>"
                );
            }
            assert!(
                attributes(&page, "href")
                    .iter()
                    .all(|link| !link.starts_with("javascript:")),
                "{path}"
            );
        }
    }
    let path = reader.pages_of("Article").remove(0);
    let page = reader.page(&format!("/vi/{path}"));
    let text = text_of(between(
        &page,
        "<article class=\"text\" lang=\"vi\">",
        "</article>",
    ));
    assert!(text.contains("Nà Hỳ.<script>alert(6)</script>"), "{text}");
    assert!(
        text.contains("</article> <b> {{ page }} </section>"),
        "{text}"
    );
}

#[test]
fn an_article_without_a_headline_is_called_by_its_first_words() {
    let article = serde_json::json!({
        "id": "khong-tit",
        "published": "2020-07-03",
        "text": "Đồng chí Giàng A Sử, Bí thư Đảng ủy xã Na Cô Sa, huyện Nậm Pồ, tỉnh Điện Biên được bầu giữ chức Phó Bí thư \
            Huyện ủy Nậm Pồ.",
    });
    let reader = Reader::of(Some(&article.to_string()));
    let official = reader.pages_of("Official").remove(0);
    let page = reader.page(&format!("/vi/{official}"));
    assert!(
        page.contains(">Đồng chí Giàng A Sử, Bí thư Đảng ủy xã Na Cô …</a>"),
        "{page}"
    );
    let article = reader.pages_of("Article").remove(0);
    let page = reader.page(&format!("/en/{article}"));
    assert!(
        page.contains("<h1 lang=\"vi\">Đồng chí Giàng A Sử,"),
        "{page}"
    );
}

#[test]
fn who_came_before_and_after_is_told_at_both_ends() {
    let reader = Reader::of(None);
    let page_of = |class: &str, name: &str| {
        let pages = reader.pages_of(class);
        pages.into_iter().find(|path| path.contains(name)).unwrap()
    };
    let (before, after) = (
        page_of("Official", "pham-quang-khiem"),
        page_of("Official", "thao-a-senh"),
    );
    let post = page_of(
        "Post",
        "giam-doc-so-nong-nghiep-va-phat-trien-nong-thon-tinh-yen-bai",
    );
    for (path, other) in [(&before, &after), (&after, &before)] {
        let page = reader.page(&format!("/en/{path}"));
        let table = between(&page, "Before and after in each post</h2>", "</table>");
        assert!(
            table.contains(&format!("href=\"/en/{other}\"")),
            "{path}: {table}"
        );
        assert!(
            table.contains(&format!("href=\"/en/{post}\"")),
            "{path}: {table}"
        );
        assert!(
            table.contains("by an article, 2023-09-01"),
            "{path}: {table}"
        );
    }
    let page = reader.page(&format!("/en/{post}"));
    let order = between(&page, "Who took over from whom</h2>", "</ol>");
    let places = [&before, &after].map(|path| order.find(&format!("/en/{path}")).unwrap());
    assert!(places[0] < places[1], "{order}");
    let page = reader.page(&format!("/en/{after}"));
    assert!(
        page.contains("/en/query?name=official_events&amp;official=Th%C3%A0o%20A%20S%E1%BA%BFnh")
            || page.contains(
                "/en/query?name=official_events&#38;official=Th%C3%A0o%20A%20S%E1%BA%BFnh"
            ),
        "{page}"
    );
}

#[test]
fn a_place_leads_to_its_units_before_and_after_the_reform_and_to_who_held_what() {
    let reader = Reader::of(None);
    let places = reader.pages_of("Place");
    let old = places
        .iter()
        .find(|path| path.contains("huyen-mu-cang-chai"))
        .unwrap();
    let page = reader.page(&format!("/vi/{old}"));
    let after = between(&page, "<dt>Sau đó là</dt>", "</dd>");
    let new = attributes(after, "href");
    assert!(
        new.iter().any(|link| link.contains("xa-khao-mang")),
        "{after}"
    );
    assert!(page.contains("theo nghị quyết"), "{page}");
    assert!(text_of(&page).contains("Hoàng Mai Diệp"), "{page}");
    for link in new {
        let page = reader.page(&link);
        let before = between(&page, "<dt>Trước đó là</dt>", "</dd>");
        assert!(
            before.contains(&format!("href=\"/vi/{old}\"")),
            "{link}: {before}"
        );
        assert!(
            before.contains("một phần") || before.contains("toàn bộ"),
            "{before}"
        );
    }
    let then = reader.page(&format!("/vi/{old}?at=2019"));
    assert!(
        !text_of(&then).contains("Thào A Sếnh: Phó Bí thư Huyện ủy"),
        "{then}"
    );
    let (status, page) = reader.get(&format!("/vi/{old}?at=%3Cscript%3E"));
    assert_eq!(status, 400, "{page}");
    assert!(!page.contains("<script>"), "{page}");
}

#[test]
fn all_links_to_things_lead_somewhere() {
    let reader = Reader::of(None);
    let mut waiting: BTreeSet<String> = BTreeSet::new();
    for class in ["Article", "Document", "Official", "Post"] {
        waiting.extend(
            reader
                .pages_of(class)
                .iter()
                .map(|path| format!("/en/{path}")),
        );
    }
    let mut known = waiting.clone();
    let mut seen = 0;
    while let Some(path) = waiting.pop_first() {
        let page = reader.page(&path);
        seen += 1;
        for link in attributes(&page, "href") {
            let link = link.split(['#', '?']).next().unwrap_or_default().to_owned();
            // The places of whole provinces are another test's.
            let is_thing = ["thing/", "document/", "article/", "official/", "post/"]
                .iter()
                .any(|kind| link.starts_with(&format!("/en/{kind}")));
            if is_thing && seen < 300 && known.insert(link.clone()) {
                waiting.insert(link);
            }
        }
    }
    assert!(seen >= 300, "{seen}");
}

#[test]
fn what_is_not_there_is_said_to_be_missing_in_the_reader_s_language() {
    let reader = Reader::of(None);
    for kind in [
        "official",
        "post",
        "place",
        "document",
        "article",
        "thing/body",
        "thing/%3Cscript%3E",
        "thing/tenure",
    ] {
        for (language, words) in [
            ("vi", "Không có trang này."),
            ("en", "There is no such page."),
        ] {
            for key in [
                "nobody-000000000000",
                "%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
                "a%20b",
            ] {
                let path = format!("/{language}/{kind}/{key}");
                let (status, page) = reader.get(&path);
                assert_eq!(status, 404, "{path}");
                assert!(
                    page.contains(words) && !page.contains("<script>"),
                    "{path}: {page}"
                );
            }
        }
    }
}
