//! What the columns of the program's own questions are called, for readers.

use super::super::Language;

/// The Vietnamese names of columns; the English ones stand in the queries.
const COLUMNS: [(&str, &str); 117] = [
    ("all", "tất cả"),
    ("appointed", "được giao ngày"),
    ("area", "địa bàn"),
    ("arrived", "đến ngày"),
    ("article", "bài báo"),
    ("articles", "số bài báo"),
    ("authority", "nơi quyết định"),
    ("basis", "căn cứ"),
    ("body", "cơ quan"),
    ("claim", "lời chứng"),
    ("colleague", "đồng sự"),
    ("colleaguePost", "chức vụ của đồng sự"),
    ("comparator", "so sánh"),
    ("count", "số lượng"),
    ("date", "ngày"),
    ("dateTold", "ngày như báo nêu"),
    ("decided", "quyết định"),
    ("decidedBy", "nơi quyết định"),
    ("decidedOn", "quyết định ngày"),
    ("document", "văn bản"),
    ("end", "đến"),
    ("endState", "tình trạng"),
    ("event", "sự kiện"),
    ("events", "số sự kiện"),
    ("fact", "sự việc"),
    ("firstSeen", "thấy lần đầu"),
    ("from", "từ"),
    ("fromLevel", "từ cấp"),
    ("fromPost", "từ chức vụ"),
    ("fromTold", "từ chức vụ, như báo nêu"),
    ("grade", "thứ bậc"),
    ("group", "nhóm"),
    ("holders", "số người giữ"),
    ("implementer", "văn bản thực hiện"),
    ("implements", "thực hiện văn bản"),
    ("issued", "ngày ban hành"),
    ("issuer", "nơi ban hành"),
    ("kind", "loại"),
    ("known", "số xác định được"),
    ("lastSeen", "thấy lần cuối"),
    ("laterDate", "ngày về sau"),
    ("laterFrom", "về sau rời"),
    ("laterKind", "loại về sau"),
    ("laterTo", "về sau nhận"),
    ("level", "cấp"),
    ("limit", "giới hạn"),
    ("longest", "dài nhất"),
    ("mean", "trung bình"),
    ("measure", "điều được đếm"),
    ("median", "trung vị"),
    ("men", "nam"),
    ("months", "số tháng"),
    ("moved", "cách điều chuyển"),
    ("movement", "hướng"),
    ("moves", "số lần điều chuyển"),
    ("name", "tên"),
    ("named", "số có tên"),
    ("nextLevel", "cấp tiếp theo"),
    ("nextPost", "chức vụ tiếp theo"),
    ("nextStart", "nhận ngày"),
    ("number", "số văn bản"),
    ("office", "chức"),
    ("official", "cán bộ"),
    ("officials", "số cán bộ"),
    ("oldest", "cao tuổi nhất"),
    ("one", "người này"),
    ("other", "người kia"),
    ("otherArticle", "bài báo kia"),
    ("otherClaim", "lời chứng kia"),
    ("otherPost", "chức vụ kia"),
    ("outsiders", "số người nơi khác"),
    ("partial", "một phần"),
    ("percent", "phần trăm"),
    ("periodEnd", "đến kỳ"),
    ("periodStart", "từ kỳ"),
    ("periodText", "kỳ như báo nêu"),
    ("place", "địa phương"),
    ("places", "số địa phương"),
    ("post", "chức vụ"),
    ("predecessor", "người trước"),
    ("promoted", "số được thăng chức"),
    ("proposal", "đề xuất"),
    ("proposedOn", "đề xuất ngày"),
    ("province", "tỉnh"),
    ("published", "đăng ngày"),
    ("publisher", "báo"),
    ("quote", "câu trích"),
    ("recovered", "khôi phục"),
    ("reform", "cải cách"),
    ("replaces", "thay"),
    ("role", "chức danh"),
    ("rotations", "số lần luân chuyển"),
    ("rule", "quy tắc"),
    ("sanction", "kỷ luật"),
    ("sanctioned", "kỷ luật ngày"),
    ("share", "tỷ lệ %"),
    ("shortest", "ngắn nhất"),
    ("since", "từ ngày"),
    ("start", "từ"),
    ("starts", "số lần nhận chức"),
    ("state", "tình trạng"),
    ("statistic", "số liệu"),
    ("status", "trạng thái"),
    ("successor", "người sau"),
    ("tenure", "quá trình"),
    ("tenures", "số quá trình"),
    ("title", "trích yếu"),
    ("to", "đến"),
    ("toLevel", "đến cấp"),
    ("toPost", "đến chức vụ"),
    ("toTold", "đến chức vụ, như báo nêu"),
    ("type", "loại"),
    ("unit", "đơn vị"),
    ("unknown", "chưa rõ"),
    ("women", "nữ"),
    ("year", "năm"),
    ("youngest", "trẻ nhất"),
];

/// What a column is called in a language; none where nobody said so.
pub(super) fn column(name: &str, language: Language) -> Option<String> {
    let (_, vietnamese) = COLUMNS.iter().find(|(known, _)| *known == name)?;
    Some(match language {
        Language::Vi => (*vietnamese).to_owned(),
        Language::En => spaced(name),
    })
}

/// A name of several words as these words: `fromPost` as «from post».
fn spaced(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

/// A number as readers of a language write it.
pub(super) fn number(value: f64, language: Language) -> String {
    let (group, point) = match language {
        Language::Vi => ('.', ','),
        Language::En => (',', '.'),
    };
    let text = format!("{:.2}", value.abs());
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let mut shown = String::new();
    if value < 0.0 {
        shown.push('-');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            shown.push(group);
        }
        shown.push(digit);
    }
    let part = part.trim_end_matches('0');
    if !part.is_empty() {
        shown.push(point);
        shown.push_str(part);
    }
    shown
}

/// A count, to compute and draw with.
pub(super) fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use oxigraph::sparql::{CancellationToken, SparqlEvaluator};

    use super::*;
    use crate::answer;

    #[test]
    fn every_column_of_a_named_question_has_a_name() {
        let store = oxigraph::store::Store::new().unwrap();
        for query in answer::named().unwrap() {
            assert!(SparqlEvaluator::new().parse_query(&query.text).is_ok());
            let open = answer::Query {
                parameters: Vec::new(),
                ..query
            };
            let rows =
                answer::select(&store, &open, &[], &(0..1), &CancellationToken::new()).unwrap();
            for name in rows.columns {
                assert!(
                    column(&name, Language::Vi).is_some(),
                    "{}: {name}",
                    open.name
                );
            }
        }
        assert_eq!(column("fromPost", Language::En).unwrap(), "from post");
    }

    #[test]
    fn numbers_are_written_as_in_the_language() {
        assert_eq!(number(1_234_567.0, Language::Vi), "1.234.567");
        assert_eq!(number(1234.5, Language::Vi), "1.234,5");
        assert_eq!(number(-12.25, Language::En), "-12.25");
        assert_eq!(number(0.0, Language::En), "0");
    }
}
