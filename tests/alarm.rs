//! How often news of other things (sports, prices, crime …) is taken for personnel news, over the press of half a year.
//!
//! `cargo test --release --test alarm -- --ignored --nocapture`
#![cfg(test)]

use std::path::Path;

use quanlo::rules::Rules;

/// The words that tell personnel acts strongly or fairly: an article without any of them tells none.
const TRIGGERS: [&str; 55] = [
    "luân chuyển",
    "điều động",
    "bổ nhiệm",
    "đề bạt",
    "điều chuyển",
    "thuyên chuyển",
    "chuyển công tác",
    "nhận công tác",
    "về công tác tại",
    "phân công",
    "chỉ định",
    "tham gia ban chấp hành",
    "bầu bổ sung",
    "được bầu",
    "bầu giữ chức",
    "trúng cử",
    "đắc cử",
    "tái cử",
    "tiếp tục giữ chức",
    "hiệp thương cử",
    "phê chuẩn",
    "chuẩn y",
    "giao quyền",
    "giữ quyền",
    "quyền chủ tịch",
    "quyền giám đốc",
    "phụ trách, điều hành",
    "kiêm",
    "biệt phái",
    "miễn nhiệm",
    "thôi giữ chức",
    "thôi làm nhiệm vụ",
    "bãi nhiệm",
    "cách chức",
    "cách tất cả các chức vụ",
    "xóa tư cách",
    "khai trừ",
    "cảnh cáo",
    "khiển trách",
    "thi hành kỷ luật",
    "đình chỉ công tác",
    "tạm đình chỉ",
    "từ chức",
    "từ nhiệm",
    "xin thôi",
    "nghỉ hưu",
    "chờ hưu",
    "thôi việc",
    "từ trần",
    "qua đời",
    "tạ thế",
    "tử vong",
    "khởi tố",
    "bắt tạm giam",
    "kế nhiệm",
];

#[test]
#[ignore = "reads the press of half a year"]
fn of_a_thousand_articles_without_a_trigger_hardly_one_tells_an_event() {
    let press = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/press-2017.ndjson.gz");
    if !press.is_file() {
        return;
    }
    let rules = Rules::embedded().unwrap();
    let triggers = TRIGGERS.map(quanlo::text::name_key);
    let articles: Vec<_> = quanlo::article::read(&[press])
        .filter_map(Result::ok)
        .collect();
    let told: Vec<_> = articles
        .iter()
        .filter(|article| {
            let text = quanlo::text::name_key(&article.text);
            !triggers.iter().any(|word| text.contains(word))
        })
        .map(|article| quanlo::claim::extract(article, &rules))
        .collect();
    let events: Vec<String> = told
        .iter()
        .flat_map(|claims| &claims.events)
        .map(|event| format!("{event} «{}»", event.evidence[0].quote))
        .collect();
    let count = |of: fn(&quanlo::claim::Claims) -> usize| told.iter().map(of).sum::<usize>();
    eprintln!(
        "{} articles without a trigger: {} events, {} documents, {} statistics",
        told.len(),
        events.len(),
        count(|claims| claims.documents.len()),
        count(|claims| claims.statistics.len()),
    );
    assert!(events.len() * 1000 <= told.len(), "{events:#?}");
}
