//! Pages as their readers get them: the search, the first page, the overview and the figures.

use crate::http::{Reply, Server};

/// An article whose headline and paper carry mark-up, by an invented official.
const HOSTILE: &str = r#"{"id": "ky", "published": "2024-05-06", "publisher": "Báo <b>Lạ</b>", "title": "Ông Mùa A Thử <script>alert(1)</script> nhận chức", "text": "Ngày 6/5/2024, Ban Thường vụ Tỉnh ủy Sơn La quyết định luân chuyển ông Mùa A Thử, Phó Giám đốc Sở Nội vụ tỉnh Sơn La, giữ chức Bí thư Huyện ủy Mường La.\n\nTừ năm 2021 đến năm 2023, tỉnh Sơn La đã luân chuyển hơn 40 cán bộ."}"#;

/// A page that must be there.
fn page(server: &Server, address: &str) -> String {
    let Reply { status, body, .. } = server.get(address);
    assert_eq!(status, 200, "{address}: {body}");
    body
}

#[test]
fn pages_tell_what_the_articles_say() {
    let server = Server::start(HOSTILE, &[]);
    an_official_is_found_without_marks_and_told_apart_by_the_posts(&server);
    a_post_is_told_by_its_holders_and_by_the_time_of_its_place(&server);
    names_with_other_marks_are_said_to_be_such(&server);
    a_search_that_finds_nothing_offers_fewer_words(&server);
    a_search_has_pages(&server);
    what_is_typed_so_far_is_completed(&server);
    the_first_page_leads_everywhere(&server);
    the_overview_draws_rotations_by_year_direction_and_province(&server);
    figures_stand_as_reported_with_their_passages(&server);
    the_markup_of_an_article_stays_text(&server);
}

fn assert_has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
}

fn an_official_is_found_without_marks_and_told_apart_by_the_posts(server: &Server) {
    let text = page(server, "/vi/search?q=thao+a+senh");
    assert_has(
        &text,
        &[
            "<h1>Kết quả tìm «thao a senh»</h1>",
            "href=\"/vi/official/thao-a-senh-",
            ">Thào A Sếnh</a>",
            "Bí thư Đảng ủy phường Nghĩa Lộ (2025, còn giữ)",
            "sinh 1981 · quê xã Khao Mang",
            "/vi/search?q=thao%20a%20senh&#38;kind=official",
        ],
    );
    let english = page(server, "/en/search?q=thao+a+senh&kind=official");
    assert_has(
        &english,
        &["<h2 id=\"official\">Officials</h2>", "more tenures"],
    );
    assert!(!english.contains("<h2 id=\"article\">"), "{english}");
}

fn a_post_is_told_by_its_holders_and_by_the_time_of_its_place(server: &Server) {
    let text = page(
        server,
        "/vi/search?q=bi+thu+dang+uy+xa+che+cu+nha&kind=post",
    );
    assert_has(
        &text,
        &["Thào A Sếnh (2018–2020) · xã Chế Cu Nha đến hết 2025-06-30, huyện Mù Cang Chải"],
    );
}

fn names_with_other_marks_are_said_to_be_such(server: &Server) {
    let text = page(server, "/vi/search?q=th%E1%BA%A3o+a+s%E1%BB%81nh");
    assert_has(
        &text,
        &["Không có tên nào đúng các dấu đã gõ", ">Thào A Sếnh</a>"],
    );
    let right = page(server, "/vi/search?q=Th%C3%A0o+A+S%E1%BA%BFnh");
    assert!(!right.contains("Không có tên nào đúng các dấu"));
}

fn a_search_that_finds_nothing_offers_fewer_words(server: &Server) {
    let text = page(server, "/en/search?q=thao+a+senh+khongcoai");
    assert_has(
        &text,
        &[
            "No name has all these words",
            "/en/search?q=thao%20a%20senh\"",
        ],
    );
}

fn a_search_has_pages(server: &Server) {
    let first = page(server, "/vi/search?q=t&kind=post");
    assert_has(
        &first,
        &["rel=\"next\"", "kind=post&#38;page=2", "Trang 1/"],
    );
    let second = page(server, "/vi/search?q=t&kind=post&page=2");
    assert_has(&second, &["rel=\"prev\"", "Trang 2/", "· 26–"]);
    assert_eq!(server.get("/vi/search?q=t&kind=post&page=99").status, 404);
    for wrong in ["page=0", "page=two", "kind=cat"] {
        let reply = server.get(&format!("/en/search?q=t&{wrong}"));
        assert_eq!(reply.status, 400, "{wrong}: {reply:?}");
    }
}

fn what_is_typed_so_far_is_completed(server: &Server) {
    let text = page(server, "/vi/suggest?q=thao+a+s");
    let offers: serde_json::Value = serde_json::from_str(&text).unwrap();
    let first = &offers[0];
    assert_eq!(first["label"], "Thào A Sếnh");
    assert_eq!(first["kind"], "cán bộ");
    assert!(
        first["href"]
            .as_str()
            .unwrap()
            .starts_with("/vi/official/thao-a-senh-")
    );
    assert!(
        first["detail"]
            .as_str()
            .unwrap()
            .contains("phường Nghĩa Lộ")
    );
    assert_eq!(page(server, "/vi/suggest?q="), "[]");
    assert_eq!(server.get("/xx/suggest?q=a").status, 404);
}

fn the_first_page_leads_everywhere(server: &Server) {
    let text = page(server, "/vi/");
    assert_has(
        &text,
        &[
            "<li><b>17</b><a href=\"/vi/overview#papers\">bài báo</a></li>",
            "action=\"/vi/search\"",
            "Sự kiện mới nhất",
            "Giám đốc Sở Nông nghiệp và Môi trường tỉnh Yên Bái",
            "/vi/query?name=post_successions",
            ">tỉnh Yên Bái ",
        ],
    );
    assert_has(
        &page(server, "/en/"),
        &[
            "Latest events",
            "Who came after whom in a post",
            "/en/query?name=level_rotations",
        ],
    );
}

fn the_overview_draws_rotations_by_year_direction_and_province(server: &Server) {
    let text = page(server, "/en/overview");
    assert_has(
        &text,
        &[
            "rotation, 2",
            "by year and direction",
            "role=\"img\"",
            "<option value=\"Rotation\" selected>rotation</option>",
            "direction not known",
            "The numbers as a table",
        ],
    );
    // The table says what the columns show: the rotations of 2018 from the district down to the commune.
    let chosen = page(server, "/vi/overview?kind=Rotation&from=2018&to=2018");
    assert_has(
        &chosen,
        &[
            "<h2 id=\"moves\">luân chuyển, 2018</h2>",
            "<th scope=\"row\">2018</th><td class=\"number\">2</td>",
            "Thào A Sếnh",
        ],
    );
    for wrong in ["from=12", "to=soon", "from=2020&to=2010", "kind=Party"] {
        assert_eq!(
            server.get(&format!("/vi/overview?{wrong}")).status,
            400,
            "{wrong}"
        );
    }
}

fn figures_stand_as_reported_with_their_passages(server: &Server) {
    let text = page(server, "/vi/statistics?measure=rotation&body=mu+cang+chai");
    assert_has(
        &text,
        &[
            "<b>27</b>",
            "huyện Mù Cang Chải",
            "2015 – 2018",
            "<span class=\"badge\">một phần</span>",
            "<q lang=\"vi\">luân chuyển 27 cán bộ</q>",
            "/vi/article/01-mu-cang-chai-luan-chuyen-can-bo-31ff6f5ad653#char=986,1007",
            "name=reported_statistics&#38;measure=rotation",
            "Không cộng gộp",
        ],
    );
    assert!(!text.contains("Sơn La"), "{text}");
    let english = page(server, "/en/statistics");
    assert_has(
        &english,
        &[
            "Figures of personnel work",
            "How many figures there are of each measure",
        ],
    );
    assert_eq!(server.get("/vi/statistics?measure=cats").status, 400);
}

fn the_markup_of_an_article_stays_text(server: &Server) {
    for address in [
        "/vi/",
        "/vi/overview?kind=all&from=2020&to=2025",
        "/vi/statistics?body=son+la",
        "/vi/search?q=mua+a+thu",
        "/vi/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
    ] {
        let text = page(server, address);
        assert!(!text.contains("<script>alert"), "{address}");
        assert!(!text.contains("<b>Lạ"), "{address}");
    }
    assert_has(
        &page(server, "/vi/search?q=mua+a+thu"),
        &[">Mùa A Thử</a>", "&#60;script&#62;alert(1)"],
    );
}
