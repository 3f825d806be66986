//! Bytes in, articles out: every kind of input and encoding, the news told from the furniture, and its date.
#![cfg(test)]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use quanlo::article::{Article, DateSource, Furniture, goes_on, read};
use quanlo::report::Skip;
use serde::Deserialize;
use tempfile::TempDir;
use toml::Spanned;

const NEWS: &str = "Yên Lãng có tân Bí thư Huyện ủy\n\nSáng 12/3, Ban Thường vụ Tỉnh ủy trao quyết định điều động, phân công đồng chí Đinh Thế Quảng, Phó Giám đốc Sở Nội vụ, giữ chức Bí thư Huyện ủy Yên Lãng, nhiệm kỳ 2020 - 2025.\n";

/// Writes one file and reads it.
fn read_file(name: &str, bytes: &[u8]) -> Vec<Result<Article, Skip>> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    read(&[path]).collect()
}

/// The one article of a file.
fn article(name: &str, bytes: &[u8]) -> Article {
    let mut all = read_file(name, bytes);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0).unwrap()
}

/// Why the one article of a file was skipped.
fn skipped(name: &str, bytes: &[u8]) -> String {
    let mut all = read_file(name, bytes);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0).unwrap_err().reason
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// The news of an article, a range on each line.
fn news(article: &Article) -> String {
    article
        .content
        .iter()
        .map(|range| &article.text[range.clone()])
        .collect::<Vec<_>>()
        .join("\n")
}

fn utf_16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let units = mark
        .then_some(0xfeff)
        .into_iter()
        .chain(text.encode_utf16());
    units
        .flat_map(|unit| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        })
        .collect()
}

/// The text in windows-1258, whose tone marks stand apart from the letters that have none of their own in it.
fn windows_1258(text: &str) -> Vec<u8> {
    let apart = text.chars().map(|c| {
        let (base, tone) = match c {
            'ầ' => ("â", '\u{300}'),
            'ấ' => ("â", '\u{301}'),
            'ạ' => ("a", '\u{323}'),
            'ả' => ("a", '\u{309}'),
            'ặ' => ("ă", '\u{323}'),
            'ị' => ("i", '\u{323}'),
            'ỉ' => ("i", '\u{309}'),
            'ộ' => ("ô", '\u{323}'),
            'ố' => ("ô", '\u{301}'),
            'ở' => ("ơ", '\u{309}'),
            'ờ' => ("ơ", '\u{300}'),
            'ừ' => ("ư", '\u{300}'),
            'ụ' => ("u", '\u{323}'),
            'ủ' => ("u", '\u{309}'),
            'ữ' => ("ư", '\u{303}'),
            'ứ' => ("ư", '\u{301}'),
            'ế' => ("ê", '\u{301}'),
            'ệ' => ("ê", '\u{323}'),
            'ể' => ("ê", '\u{309}'),
            'ỳ' => ("y", '\u{300}'),
            'ì' => ("i", '\u{300}'),
            'ò' => ("o", '\u{300}'),
            c => return c.to_string(),
        };
        format!("{base}{tone}")
    });
    let text: String = apart.collect();
    let (bytes, _, lost) = encoding_rs::WINDOWS_1258.encode(&text);
    assert!(!lost, "{text} is not in windows-1258");
    bytes.into_owned()
}

mod kinds {
    use super::*;

    #[test]
    fn a_text_file_is_an_article_named_by_its_stem() {
        let article = article("yen-lang.2024.txt", NEWS.as_bytes());
        assert_eq!(article.id, "yen-lang.2024");
        assert_eq!(article.text, NEWS);
        assert_eq!(
            article.headline.as_deref(),
            Some("Yên Lãng có tân Bí thư Huyện ủy")
        );
        assert_eq!(article.sha256.len(), 64);
    }

    #[test]
    fn gzipped_files_read_as_the_files_themselves() {
        let plain = article("a.txt", NEWS.as_bytes());
        assert_eq!(article("a.txt.gz", &gzipped(NEWS.as_bytes())), plain);
        assert_eq!(article("a.txt", &gzipped(NEWS.as_bytes())), plain);
        assert_eq!(article("a.gz", &gzipped(NEWS.as_bytes())), plain);
    }

    #[test]
    fn records_carry_their_own_data() {
        let record = serde_json::json!({
            "id": 17, "url": "https://bao.example/tin-17.htm", "published": "2024-03-12T22:30:00Z", "publisher": "Báo Yên Lãng",
            "title": "Huyện Yên Lãng có tân bí thư", "text": NEWS, "section": {"unknown": true}
        });
        let article = article("news.ndjson", format!("\n{record}\n").as_bytes());
        assert_eq!(article.id, "17");
        assert_eq!(
            article.url.as_deref(),
            Some("https://bao.example/tin-17.htm")
        );
        assert_eq!(article.publisher.as_deref(), Some("Báo Yên Lãng"));
        assert_eq!(
            article.published.unwrap().to_string(),
            "2024-03-13",
            "in Vietnamese time"
        );
        assert_eq!(article.published_from, Some(DateSource::Metadata));
        assert_eq!(
            article.headline.as_deref(),
            Some("Huyện Yên Lãng có tân bí thư")
        );
        let dated = serde_json::json!({"date": "2024-03-12", "published": null, "text": NEWS});
        let dated = self::article("dated.ndjson", format!("{dated}\n").as_bytes());
        assert_eq!(dated.published.unwrap().to_string(), "2024-03-12");
        assert_eq!(
            article.text,
            format!("Huyện Yên Lãng có tân bí thư\n{NEWS}")
        );
    }

    #[test]
    fn a_title_that_the_text_begins_with_is_not_told_twice() {
        let record = serde_json::json!({"title": "Yên Lãng có  tân Bí thư Huyện ủy", "text": NEWS});
        assert_eq!(
            article("news.jsonl", record.to_string().as_bytes()).text,
            NEWS
        );
    }

    #[test]
    fn a_record_without_id_is_named_by_its_text() {
        let line = serde_json::json!({"text": NEWS}).to_string();
        let ids: Vec<String> = [
            &line,
            &line,
            &serde_json::json!({"text": "Tin khác hẳn."}).to_string(),
        ]
        .iter()
        .map(|line| article("news.ndjson", line.as_bytes()).id)
        .collect();
        assert_eq!(ids[0], ids[1]);
        assert_ne!(ids[0], ids[2]);
    }

    #[test]
    fn each_bad_line_is_skipped_by_its_number_and_the_others_are_read() {
        let lines = format!(
            "{{\"text\": \"Tin thứ nhất.\"}}\n{{\"text\": \n\n{{\"text\": 5}}\n{{\"id\": \"x\"}}\n{{\"text\": \" \"}}\n{{\"text\": \"Tin {}.\"}}",
            "cuối"
        );
        let all = read_file("news.ndjson", lines.as_bytes());
        let told: Vec<String> = all
            .iter()
            .map(|item| match item {
                Ok(article) => article.text.clone(),
                Err(skip) => skip.to_string().rsplit('/').next().unwrap().to_owned(),
            })
            .collect();
        assert_eq!(
            told,
            [
                "Tin thứ nhất.",
                "news.ndjson:2: not JSON: EOF while parsing a value at column 8; write one record on each line",
                "news.ndjson:4: not a record: invalid type: integer `5`, expected a string",
                "news.ndjson:5: no text in this record; give it as \"text\" or \"html\"",
                "news.ndjson:6: the text of this record is empty",
                "Tin cuối.",
            ]
        );
    }

    #[test]
    fn inputs_without_a_known_ending_are_told_by_how_they_begin() {
        assert_eq!(article("tin", NEWS.as_bytes()).text, NEWS);
        let record = serde_json::json!({"id": "r", "text": NEWS}).to_string();
        assert_eq!(article("tin", record.as_bytes()).id, "r");
        let page = "<!DOCTYPE html><title>Tin</title><p>Đồng chí Đinh Thế Quảng nhận nhiệm vụ.";
        assert_eq!(
            article("tin", page.as_bytes()).text,
            "Tin\nĐồng chí Đinh Thế Quảng nhận nhiệm vụ."
        );
        assert!(
            skipped("tin.json", b"[{\"text\": \"x\"}]")
                .starts_with("a JSON array; write one record on each line")
        );
    }

    #[test]
    fn folders_are_read_in_order_and_what_is_left_out_is_told() {
        let folder = TempDir::new().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("b/2.txt", "Tin thứ ba.");
        write("b/1.txt", "Tin thứ hai.");
        write("a.txt", "Tin thứ nhất.");
        write(".nháp/ẩn.txt", "Tin ẩn.");
        write("c.json", "{}");
        write("d.json", "{}");
        let all: Vec<_> = read(&[folder.path().to_owned()]).collect();
        let texts: Vec<&str> = all
            .iter()
            .flatten()
            .map(|article| article.text.as_str())
            .collect();
        assert_eq!(texts, ["Tin thứ nhất.", "Tin thứ hai.", "Tin thứ ba."]);
        let reason = &all.last().unwrap().as_ref().unwrap_err().reason;
        assert!(
            reason.starts_with("files of other kinds left out: 2 × .json"),
            "{reason}"
        );
    }

    #[test]
    fn a_folder_without_articles_is_told() {
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("notes.md"), "x").unwrap();
        let all: Vec<_> = read(&[folder.path().to_owned()]).collect();
        let reason = &all[0].as_ref().unwrap_err().reason;
        assert_eq!(
            reason,
            "no articles in this folder (.txt, .html, .htm, .ndjson, .jsonl, each also .gz), only 1 × .md"
        );
        assert_eq!(all.len(), 1);
    }

    #[test]
    fn a_missing_input_is_told_and_the_next_one_read() {
        let folder = TempDir::new().unwrap();
        let there = folder.path().join("a.txt");
        fs::write(&there, NEWS).unwrap();
        let all: Vec<_> = read(&[folder.path().join("nowhere.txt"), there]).collect();
        assert_eq!(
            all[0].as_ref().unwrap_err().reason,
            "no such file or folder"
        );
        assert_eq!(all[1].as_ref().unwrap().id, "a");
    }
}

mod encodings {
    use super::*;

    #[test]
    fn every_unicode_form_gives_the_same_text() {
        for (form, bytes) in [
            (
                "UTF-8 with mark",
                [b"\xef\xbb\xbf", NEWS.as_bytes()].concat(),
            ),
            ("UTF-16 LE with mark", utf_16(NEWS, false, true)),
            ("UTF-16 BE with mark", utf_16(NEWS, true, true)),
            ("UTF-16 LE", utf_16(NEWS, false, false)),
            ("UTF-16 BE", utf_16(NEWS, true, false)),
        ] {
            assert_eq!(article("a.txt", &bytes).text, NEWS, "{form}");
        }
    }

    #[test]
    fn windows_1258_is_detected_and_keeps_its_marks_apart() {
        let text = "Ông Đinh Thế Quảng giữ chức Bí thư Huyện ủy từ ngày hôm nay, thay ông Lò Văn Mưa nghỉ hưu.";
        let article = article("a.txt", &windows_1258(text));
        let composed: String =
            unicode_normalization::UnicodeNormalization::nfc(article.text.chars()).collect();
        assert_eq!(composed, text);
        assert!(article.text.contains("Thê\u{301}"), "{}", article.text);
    }

    #[test]
    fn a_page_may_declare_its_encoding() {
        let page = "<html><head><meta charset=\"windows-1258\"><title>Tin</title></head><body><p>Ông Đinh Văn Quân nhận chức.</p></body></html>";
        let (bytes, _, _) = encoding_rs::WINDOWS_1258.encode(page);
        assert!(
            article("a.html", &bytes)
                .text
                .contains("Ông Đinh Văn Quân nhận chức.")
        );
    }

    #[test]
    fn text_apart_from_its_marks_is_kept_as_it_is_with_offsets_in_it() {
        let apart: String = unicode_normalization::UnicodeNormalization::nfd(
            "Thứ năm, 20/01/2022\n\nLSO-Đồng chí Lò Văn Mưa (bên phải) thăm xã. Ảnh: Hải Hà"
                .chars(),
        )
        .collect();
        let article = article("a.txt", apart.as_bytes());
        assert_eq!(article.text, apart);
        let news: String =
            unicode_normalization::UnicodeNormalization::nfc(news(&article).chars()).collect();
        assert_eq!(news, "Đồng chí Lò Văn Mưa\nthăm xã.");
        assert_eq!(article.dateline.as_deref(), Some("LSO"));
    }

    #[test]
    fn utf_8_cut_off_in_a_letter_keeps_its_text() {
        let bytes = &NEWS.as_bytes()[..=NEWS.find('ủ').unwrap()];
        assert_eq!(
            article("a.txt", bytes).text,
            "Yên Lãng có tân Bí thư Huyện \u{fffd}"
        );
    }

    #[test]
    fn a_damaged_letter_does_not_make_the_rest_another_encoding() {
        let mut bytes = NEWS.as_bytes().to_vec();
        bytes.insert(4, 0xff);
        assert_eq!(
            article("a.txt", &bytes).text,
            format!("Yên\u{fffd}{}", &NEWS[4..])
        );
    }

    #[test]
    fn control_characters_become_spaces_one_for_one() {
        let article = article(
            "a.txt",
            "Tin\u{1} một.\r\nTin\u{b}hai.\rTin\u{ffff}ba.\u{7f}\t".as_bytes(),
        );
        assert_eq!(article.text, "Tin  một. \nTin hai.\nTin ba. \t");
        let record =
            serde_json::json!({"title": "A\u{0}B", "text": "Một\u{0}hai.", "publisher": "X\u{2}"});
        let article = super::article("a.ndjson", record.to_string().as_bytes());
        assert_eq!(
            (article.text.as_str(), article.publisher.as_deref()),
            ("A B\nMột hai.", Some("X "))
        );
    }
}

mod bad_input {
    use super::*;

    #[test]
    fn empty_and_blank_files_are_skipped() {
        for (name, bytes) in [
            ("a.txt", ""),
            ("a.txt", " \n\t\r\n"),
            ("a.ndjson", ""),
            ("a.html", "\n"),
            ("a", ""),
        ] {
            assert_eq!(skipped(name, bytes.as_bytes()), "empty", "{name} {bytes:?}");
        }
        assert_eq!(
            skipped("a.html", b"<html><body></body></html>"),
            "no text in it"
        );
    }

    #[test]
    fn binary_files_are_skipped_with_a_cure_where_there_is_one() {
        let noise: Vec<u8> = (0..5000_u32)
            .map(|i| u8::try_from(i.wrapping_mul(2_654_435_761) >> 24).unwrap())
            .collect();
        assert_eq!(skipped("a.txt", &noise), "not text (binary data)");
        assert!(skipped("a.txt", b"%PDF-1.7 ...").starts_with("a PDF, not text; convert it first"));
        assert!(
            skipped("a.txt", b"PK\x03\x04....").starts_with("a zip archive or Office document")
        );
    }

    #[test]
    fn an_encoding_of_the_nineties_is_skipped_with_its_cure() {
        let tcvn = b"C\xb8c \xae\xe5ng ch\xdd l\xb7nh \xae\xb9o t\xd8nh d\xf9 h\xe9i ngh\xde t\xe6ng k\xd5t c\xabng t\xb8c";
        assert!(
            skipped("a.txt", tcvn)
                .starts_with("not UTF-8, UTF-16 or windows-1258 text; convert it")
        );
    }

    #[test]
    fn compressed_data_that_ends_too_early_is_skipped() {
        let whole = gzipped(NEWS.as_bytes());
        assert_eq!(
            skipped("a.txt.gz", &whole[..whole.len() - 12]),
            "compressed data ends too early; fetch the file again"
        );
    }

    #[test]
    fn records_before_the_break_of_compressed_data_are_read() {
        let mut lines = String::new();
        for i in 0..4000_u32 {
            let _ = writeln!(
                lines,
                "{{\"id\": \"{i}\", \"text\": \"Tin {}\"}}",
                i.wrapping_mul(2_654_435_761)
            );
        }
        let whole = gzipped(lines.as_bytes());
        let all = read_file("a.ndjson.gz", &whole[..whole.len() / 2]);
        let (last, before) = all.split_last().unwrap();
        assert!(before.len() > 1000 && before.iter().all(Result::is_ok));
        assert!(
            last.as_ref()
                .unwrap_err()
                .reason
                .contains("compressed data ends too early")
        );
    }

    #[test]
    fn fifty_megabytes_of_one_line_are_one_article() {
        let sentence =
            "Ông Đinh Thế Quảng (bên phải) giữ chức Bí thư Huyện ủy Yên Lãng từ ngày 12/3/2020. ";
        let text = sentence.repeat(50_000_000 / sentence.len() + 1);
        let article = article("a.txt", text.as_bytes());
        assert_eq!(article.text.len(), text.len());
        assert_eq!(article.content.len(), 50_000_000 / sentence.len() + 2);
    }

    #[test]
    fn hostile_markup_neither_breaks_nor_stalls() {
        let page = |inside: &str| {
            format!(
                "<html><head><title>Tin Yên Lãng</title></head><body>{inside}<p>Ông Đinh Thế Quảng nhận chức.</p></body></html>"
            )
        };
        let (mut many_attributes, mut formats) = (String::new(), String::new());
        for i in 0..100_000 {
            let _ = write!(many_attributes, " a{i}=1");
        }
        for i in 0..20_000 {
            let _ = write!(formats, "<b class={i}><p>");
        }
        for (name, inside) in [
            ("deep", "<div>".repeat(100_000)),
            (
                "deep and closed",
                format!("{}{}", "<span>".repeat(100_000), "</span>".repeat(100_000)),
            ),
            ("tables", "<table><tr><td>".repeat(30_000)),
            ("formats", formats),
            ("attributes", format!("<div{many_attributes}></div>")),
            ("open tags", "<a ".repeat(200_000) + ">"),
            ("ampersands", "&".repeat(1_000_000)),
            ("comments", "<!--".repeat(100_000) + "-->"),
            ("ends", "</p>".repeat(50_000)),
        ] {
            let article = article("a.html", page(&inside).as_bytes());
            assert!(
                article.text.contains("Ông Đinh Thế Quảng nhận chức."),
                "{name}"
            );
        }
    }

    #[test]
    fn spam_is_skipped_and_news_about_betting_is_not() {
        let spam = "Đồng chí Đinh Thế Quảng bị kỷ luật nhà cái nổ hũ tỷ lệ kèo nhà cái ra khỏi Đảng nổ hũ soi kèo nhà cái. ".repeat(5);
        assert_eq!(skipped("a.txt", spam.as_bytes()), "betting spam");
        let small = "Đồɴɢ ᴄʜí Đɪɴʜ Tʜế Qᴜảɴɢ ɢɪữ ᴄʜứᴄ Bí ᴛʜư Hᴜʏệɴ ủʏ Yêɴ Lãɴɢ ᴛừ ɴɢàʏ 12/3.";
        assert_eq!(
            skipped("a.txt", small.as_bytes()),
            "spam: written in small capitals"
        );
        let spun = "Các đồng chí được phấn công phụ trạch các mẳt công tăc, tổ chực hộp nhăn xét, đẩt kễt quả tổt, đũợc cấp trên quyễt đỉnh bẫu giữ chửc vụ mơi ở cẩp xã, các tỗ chữc đoàn thễ viểt bảo cáo kêt luẫn, kiểm đỉêm, nhẵn thửc rõ trách nhiẽm, biêt hỏc tẫp tot hơn trưỡc. ".repeat(3);
        assert_eq!(
            skipped("a.txt", spun.as_bytes()),
            "spam: its tone marks were changed at random"
        );
        let thai = "นายกรัฐมนตรีเวียดนามแต่งตั้งรองรัฐมนตรีคนใหม่ในวันนี้";
        assert_eq!(skipped("a.txt", thai.as_bytes()), "not in Vietnamese");
        let news = "Công an huyện Yên Lãng bắt nhóm lập nhà cái trên mạng. ".to_owned()
            + &"Ông Lò Văn Mưa, Trưởng Công an huyện, cho biết vụ án đang được mở rộng điều tra. "
                .repeat(5);
        assert!(read_file("a.txt", news.as_bytes())[0].is_ok());
    }
}

mod pages {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8">
<title>Huyện Yên Lãng có tân Bí thư - Báo Yên Lãng điện tử</title>
<meta property="og:site_name" content="Báo Yên Lãng">
<link rel="canonical" href="https://baoyenlang.example/huyen-yen-lang-co-tan-bi-thu.html">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"x"},{"@type":"NewsArticle","headline":"Huyện Yên Lãng có tân Bí thư","datePublished":"2021-03-12T08:15:00+07:00","publisher":{"@type":"Organization","name":"Báo Yên Lãng"}}]}</script>
<style>p { color: red }</style></head>
<body><div class="header"><ul class="menu"><li><a href="/">Trang chủ</a></li><li><a href="/ct">Chính trị</a></li></ul></div>
<div class="main"><h1>Huyện Yên Lãng có tân Bí thư</h1>
<div class="article-body content">
<p>BYL - S&aacute;ng nay, Ban Thường vụ Tỉnh ủy đ&amp;atilde; c&ocirc;ng bố quyết định về công tác cán bộ tại huyện Yên Lãng, với sự có mặt của lãnh đạo các sở, ngành.</p>
<p>Theo đó, đồng chí <b>Đinh Thế Quảng</b>, Phó Giám đốc Sở Nội vụ, được điều động, phân công giữ chức Bí thư Huyện ủy Yên Lãng, nhiệm kỳ 2020 - 2025, thay đồng chí Lò Văn Mưa nghỉ hưu theo chế độ.</p>
<p>Phát biểu giao nhiệm vụ, lãnh đạo Tỉnh ủy đề nghị đồng chí Đinh Thế Quảng cùng tập thể Ban Thường vụ Huyện ủy giữ gìn đoàn kết, nêu cao trách nhiệm, hoàn thành nhiệm vụ được giao.</p>
</div></div>
<div class="related sidebar"><h3>Tin liên quan</h3><ul><li><a href="/1">Huyện Mường Thín bầu tân Chủ tịch</a></li><li><a href="/2">Ông Sùng A Páo làm Giám đốc Sở</a></li></ul></div>
<div class="footer"><p>Tổng Biên tập: Nguyễn Văn Mẫu. Giấy phép số 12/GP-BTTTT</p></div>
</body></html>"#;

    #[test]
    fn a_page_gives_its_article_and_what_it_says_of_itself() {
        let article = article("trang.html", PAGE.as_bytes());
        assert_eq!(article.id, "trang");
        assert_eq!(
            article.headline.as_deref(),
            Some("Huyện Yên Lãng có tân Bí thư")
        );
        assert_eq!(article.published.unwrap().to_string(), "2021-03-12");
        assert_eq!(article.publisher.as_deref(), Some("Báo Yên Lãng"));
        assert_eq!(
            article.url.as_deref(),
            Some("https://baoyenlang.example/huyen-yen-lang-co-tan-bi-thu.html")
        );
        let lines: Vec<&str> = article.text.lines().collect();
        assert_eq!(lines[0], "Huyện Yên Lãng có tân Bí thư");
        assert!(
            lines[1].starts_with("BYL - Sáng nay, Ban Thường vụ Tỉnh ủy đã công bố"),
            "{}",
            lines[1]
        );
        assert!(lines[2].contains("đồng chí Đinh Thế Quảng, Phó Giám đốc"));
        assert_eq!(lines.len(), 4, "{}", article.text);
    }

    #[test]
    fn the_time_beside_the_headline_is_the_date_of_a_page_without_metadata() {
        let page = "<html><head><title>Huyện Yên Lãng có tân Bí thư</title></head><body><div id=clock>Thứ năm, 20/01/2022</div>\
            <h1>Huyện Yên Lãng có tân Bí thư</h1><div class=date>Cập nhật lúc 09:37 | 12/03/2021</div><div class=content>"
            .to_owned()
            + &"<p>Ban Thường vụ Tỉnh ủy trao quyết định cho đồng chí Đinh Thế Quảng, Phó Giám đốc Sở Nội vụ, nhận nhiệm vụ mới.</p>".repeat(5)
            + "</div></body></html>";
        let article = article("a.html", page.as_bytes());
        assert_eq!(
            article.published.map(|date| date.to_string()).as_deref(),
            Some("2021-03-12")
        );
    }

    #[test]
    fn a_record_may_hold_a_page() {
        let record =
            serde_json::json!({"id": "p", "title": "Tân Bí thư Huyện ủy Yên Lãng", "html": PAGE});
        let article = article("a.ndjson", record.to_string().as_bytes());
        assert_eq!(
            article.headline.as_deref(),
            Some("Tân Bí thư Huyện ủy Yên Lãng")
        );
        assert!(
            article
                .text
                .starts_with("Tân Bí thư Huyện ủy Yên Lãng\nHuyện Yên Lãng có tân Bí thư\nBYL - ")
        );
        assert_eq!(article.publisher.as_deref(), Some("Báo Yên Lãng"));
    }

    #[test]
    fn tags_and_entities_left_in_a_text_are_taken_out() {
        let text = "<p style=\"x\">&Ocirc;ng <b>Đinh Thế Quảng</b> &amp;ndash; B&iacute; thư.</p><p>Lương < 5 triệu & thưởng.</p>";
        assert_eq!(
            article("a.txt", text.as_bytes()).text,
            "Ông Đinh Thế Quảng – Bí thư.\nLương < 5 triệu & thưởng."
        );
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Corpus {
    case: Vec<Case>,
}

/// A text and what is expected of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: Spanned<String>,
    /// The news of it, a range on each line.
    #[serde(default)]
    news: Option<String>,
    #[serde(default)]
    dateline: Option<String>,
    /// The date, or nothing where there must be none.
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    url: Option<String>,
}

/// Checks each text of a corpus file and reports all that is wrong with it at once.
fn check(name: &str, got: impl Fn(&Article) -> String, want: impl Fn(&Case) -> String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/reading")
        .join(name);
    let source = fs::read_to_string(path).unwrap();
    let corpus: Corpus = toml::from_str(&source).unwrap();
    let mut wrong = String::new();
    for case in &corpus.case {
        let line = source[..case.text.span().start].matches('\n').count() + 1;
        let record = serde_json::json!({"text": case.text.get_ref(), "url": case.url});
        let article = article("a.ndjson", record.to_string().as_bytes());
        let (got, want) = (got(&article), want(case));
        if got != want {
            let _ = writeln!(
                wrong,
                "tests/reading/{name}:{line}:\n  want {want:?}\n  got  {got:?}"
            );
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn only_the_news_is_left_of_a_text() {
    check(
        "furniture.toml",
        |article| format!("{:?} {}", article.dateline, news(article)),
        |case| {
            format!(
                "{:?} {}",
                case.dateline,
                case.news.as_deref().unwrap_or_default().trim_end()
            )
        },
    );
}

#[test]
fn the_date_is_that_of_the_publication_and_never_of_the_crawl() {
    check(
        "published.toml",
        |article| {
            article
                .published
                .map_or("none".to_owned(), |date| date.to_string())
        },
        |case| case.date.clone().unwrap_or("none".to_owned()),
    );
}

#[test]
fn a_sentence_goes_on_across_a_position_but_not_across_a_credit() {
    assert!(goes_on(" (bên phải) ") && goes_on(" (thứ 2 từ trái sang)"));
    assert!(!goes_on(" (Ảnh: Hải Hà) ") && !goes_on(" Ảnh: Hải Hà ") && !goes_on("\n\n"));
}

#[test]
fn a_wrong_word_list_is_told_by_its_line() {
    let error = Furniture::parse(
        "kind\twhere\tphrase\nrest\twhole\ttin khác\nrest\tnowhere\tx\n",
        "",
    )
    .err()
    .unwrap();
    assert_eq!(
        error.to_string(),
        "rules/words/furniture.tsv:3: no such kind \"rest\" with where \"nowhere\""
    );
    assert!(Furniture::embedded().is_ok());
}

#[test]
fn the_real_articles_of_the_seeds_have_the_dates_that_people_found() {
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/seeds");
    if !Path::new(seeds).is_dir() {
        return;
    }
    let dates: Vec<String> = read(&[PathBuf::from(seeds)])
        .flatten()
        .map(|article| {
            article
                .published
                .map_or("none".to_owned(), |date| date.to_string())
        })
        .collect();
    assert_eq!(dates, ["none", "2023-08-30", "none", "none", "2018-10-19"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_bytes_are_an_article_or_a_skip(
        bytes in proptest::collection::vec(any::<u8>(), 0..2000),
        ending in prop::sample::select(vec!["txt", "html", "ndjson", "txt.gz", "bin"]),
    ) {
        for article in read_file(&format!("a.{ending}"), &bytes).into_iter().flatten() {
            assert_sound(&article);
        }
    }

    #[test]
    fn any_text_made_of_furniture_has_its_news_within_it(
        pieces in proptest::collection::vec(prop::sample::select(PIECES.to_vec()), 0..40),
        noise in ".{0,40}",
        ending in prop::sample::select(vec!["txt", "html"]),
    ) {
        let text = pieces.concat() + &noise + &pieces.join(" ");
        for article in read_file(&format!("a.{ending}"), text.as_bytes()).into_iter().flatten() {
            assert_sound(&article);
        }
    }
}

const PIECES: [&str; 34] = [
    "\n",
    " ",
    "(",
    ")",
    " - ",
    "Ảnh: ",
    "ẢNH",
    "(bên phải)",
    "Ông Lò Văn Mưa",
    "LSO-",
    "Thứ năm, 20/01/2022",
    "09:37",
    "Tin khác",
    "Người tạo",
    "18/10/2018 16:44",
    "Theo ",
    "TTXVN",
    ". ",
    "…",
    "”",
    "a\u{309}",
    "<p>",
    "</b>",
    "&amp;eacute;",
    "<script>",
    "data:image/",
    "https://x.vn/2015/08/24/",
    "Sáng 14/6",
    "ngày 3 tháng 2 năm 2020",
    "\u{a0}",
    "Ð",
    "<!--",
    "<title>",
    "Đồng chí Đinh Thế Quảng, Phó Giám đốc Sở Nội vụ, được điều động giữ chức Bí thư Huyện ủy Yên Lãng, nhiệm kỳ 2020 - 2025.",
];

fn assert_sound(article: &Article) {
    let mut end = 0;
    for range in &article.content {
        assert!(
            end <= range.start && range.start < range.end,
            "{:?}",
            article.content
        );
        let piece = article
            .text
            .get(range.clone())
            .expect("within the text, between letters");
        assert_eq!(piece, piece.trim());
        end = range.end;
    }
    assert!(!article.content.is_empty() && !article.id.is_empty());
    assert!(
        article.text.chars().all(|c| matches!(c, '\t' | '\n')
            || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')))
    );
}
