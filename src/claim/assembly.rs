//! The committees of the National Assembly and of the People's Councils, which seldom say whose they are.

use super::body::Body;
use super::reading::Reading;
use crate::rules::Category;
use crate::text::name_key;

/// The committees of the National Assembly, past and present.
const ASSEMBLY_COMMITTEES: [&str; 18] = [
    "Kinh tế",
    "Kinh tế và Ngân sách",
    "Tài chính, Ngân sách",
    "Kinh tế và Tài chính",
    "Pháp luật",
    "Tư pháp",
    "Pháp luật và Tư pháp",
    "Quốc phòng và An ninh",
    "Quốc phòng, An ninh và Đối ngoại",
    "Đối ngoại",
    "Xã hội",
    "Về các vấn đề xã hội",
    "Các vấn đề xã hội",
    "Văn hóa, Giáo dục, Thanh niên, Thiếu niên và Nhi đồng",
    "Văn hóa, Giáo dục",
    "Văn hóa và Xã hội",
    "Khoa học, Công nghệ và Môi trường",
    "Dân nguyện và Giám sát",
];

/// The committees that only People's Councils have.
const COUNCIL_BOARDS: [&str; 4] = ["pháp chế", "kinh tế ngân sách", "văn hóa xã hội", "đô thị"];

impl Reading<'_> {
    /// The name of a committee that says no more, where it is the National Assembly's, which the text names too.
    pub(super) fn assembly_committee(&self, body: &Body) -> Option<String> {
        let field = body.name.strip_prefix("Ủy ban ")?;
        let own = body.level.is_none()
            && self.tags.iter().any(|tag| {
                tag.category == Category::Body
                    && self.rules.words.bodies[tag.entry as usize].class == "assembly"
            });
        if !own {
            return None;
        }
        settled_committee(field).or_else(|| {
            let (field, first) = (plain_key(field), body.name.clone());
            let mut known = ASSEMBLY_COMMITTEES.iter().map(|known| plain_key(known));
            known
                .any(|known| field.starts_with(&known))
                .then_some(first)
        })
    }

    /// A committee of the only People's Council that the paragraph or else the article names.
    pub(super) fn of_council(&self, body: &Body, at: usize) -> Option<Body> {
        let named = |council: &Body| {
            council
                .area
                .as_ref()
                .is_some_and(|area| area.name.is_some())
        };
        let councils = self
            .bodies_of("council")
            .filter(|council| council.name == "Hội đồng nhân dân" && named(council));
        let council = self.only(councils, at)?;
        Some(Body {
            parent: Some(Box::new(council)),
            ..body.clone()
        })
    }
}

/// Whether a body is a committee that only People's Councils have.
pub(super) fn is_council_board(name: &str) -> bool {
    let field = name.strip_prefix("Ban ").map(plain_key);
    field.is_some_and(|field| COUNCIL_BOARDS.contains(&field.as_str()))
}

/// The name of a committee of the National Assembly as it is settled: «KHCN&MT», «Khoa học Công nghệ và Môi trường».
pub(super) fn settled_committee(field: &str) -> Option<String> {
    let key = plain_key(field);
    let letters: String = field.chars().filter(|c| c.is_alphabetic()).collect();
    let upper = letters.chars().count() > 2 && letters.chars().all(char::is_uppercase);
    let is_it = |known: &&&str| {
        let words = plain_key(known);
        let first = words.split(' ').filter_map(|word| word.chars().next());
        words == key || upper && first.eq(letters.to_lowercase().chars())
    };
    let known = ASSEMBLY_COMMITTEES.iter().find(is_it)?;
    Some(format!("Ủy ban {known}"))
}

/// A name folded, without marks and «và».
pub(super) fn plain_key(name: &str) -> String {
    let folded = name_key(name);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !matches!(*word, "" | "và")).collect();
    words.join(" ")
}
