//! What counts as the same name, post or number when a claim is compared with what a reader annotated.
//!
//! The measure has words of its own, apart from `rules/`: otherwise a change of the rules would move the yardstick too.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// Abbreviations that an annotator may leave as they stand in the text.
const ABBREVIATIONS: [(&str, &str); 29] = [
    ("ubnd", "ủy ban nhân dân"),
    ("hđnd", "hội đồng nhân dân"),
    ("mttq", "mặt trận tổ quốc"),
    ("ubmttq", "ủy ban mặt trận tổ quốc"),
    ("bch", "ban chấp hành"),
    ("btv", "ban thường vụ"),
    ("ubkt", "ủy ban kiểm tra"),
    ("tp", "thành phố"),
    ("tx", "thị xã"),
    ("hcm", "hồ chí minh"),
    ("gd-đt", "giáo dục và đào tạo"),
    ("gd&đt", "giáo dục và đào tạo"),
    ("tt&tt", "thông tin và truyền thông"),
    ("nn&ptnt", "nông nghiệp và phát triển nông thôn"),
    ("kh&cn", "khoa học và công nghệ"),
    ("kh&đt", "kế hoạch và đầu tư"),
    ("tn&mt", "tài nguyên và môi trường"),
    ("gtvt", "giao thông vận tải"),
    ("tw", "trung ương"),
    ("t.ư", "trung ương"),
    ("tư", "trung ương"),
    ("cand", "công an nhân dân"),
    ("vksnd", "viện kiểm sát nhân dân"),
    ("tand", "tòa án nhân dân"),
    ("vh-tt-dl", "văn hóa thể thao và du lịch"),
    ("vhttdl", "văn hóa thể thao và du lịch"),
    ("lđ-tb&xh", "lao động thương binh và xã hội"),
    ("lđ-tb-xh", "lao động thương binh và xã hội"),
    ("lđtb&xh", "lao động thương binh và xã hội"),
];

/// Two names of one body; the first is read as the second.
const SAME_BODIES: [(&str, &str); 6] = [
    ("đoàn thanh niên cộng sản hồ chí minh", "đoàn"),
    ("đoàn tncs hồ chí minh", "đoàn"),
    ("ủy ban mặt trận tổ quốc", "mặt trận tổ quốc"),
    ("ban bí thư trung ương", "ban bí thư"),
    ("ban chấp hành trung ương", "trung ương"),
    ("hội liên hiệp phụ nữ", "hội phụ nữ"),
];

/// Roles of which an annotator may write either form.
const SAME_ROLES: [(&str, &str); 4] = [
    ("trưởng ban", "trưởng_ban"),
    ("tỉnh ủy viên", "ủy viên"),
    ("huyện ủy viên", "ủy viên"),
    ("thành ủy viên", "ủy viên"),
];

const LEVELS: [&str; 9] = [
    "tỉnh",
    "thành",
    "phố",
    "huyện",
    "quận",
    "thị",
    "xã",
    "phường",
    "trấn",
];

/// Words of a body's name that tell no two bodies apart.
const FILLERS: [&str; 7] = ["của", "và", "đảng", "bộ", "việt", "nam", "các"];

/// The same syllable with its tone mark on either vowel.
const TONES: [(&str, &str); 15] = [
    ("òa", "oà"),
    ("óa", "oá"),
    ("ỏa", "oả"),
    ("õa", "oã"),
    ("ọa", "oạ"),
    ("òe", "oè"),
    ("óe", "oé"),
    ("ỏe", "oẻ"),
    ("õe", "oẽ"),
    ("ọe", "oẹ"),
    ("ùy", "uỳ"),
    ("úy", "uý"),
    ("ủy", "uỷ"),
    ("ũy", "uỹ"),
    ("ụy", "uỵ"),
];

static FOLDED: LazyLock<Folded> = LazyLock::new(Folded::new);

/// The tables in the form that folded text has.
struct Folded {
    abbreviations: Vec<(String, String)>,
    bodies: Vec<(String, String)>,
    roles: Vec<(String, String)>,
    levels: BTreeSet<String>,
    fillers: BTreeSet<String>,
}

impl Folded {
    fn new() -> Self {
        let pairs = |pairs: &[(&str, &str)]| {
            let pairs = pairs.iter();
            pairs
                .map(|(one, other)| (folded(one), folded(other)))
                .collect()
        };
        let set = |words: &[&str]| words.iter().map(|word| folded(word)).collect();
        Self {
            abbreviations: pairs(&ABBREVIATIONS),
            bodies: pairs(&SAME_BODIES),
            roles: pairs(&SAME_ROLES),
            levels: set(&LEVELS),
            fillers: set(&FILLERS),
        }
    }
}

/// A text with case, Unicode form, Đ, tone placement, white space and the marks around it folded.
pub(super) fn folded(text: &str) -> String {
    let composed: String = text.replace(['Ð', 'ð'], "đ").nfc().collect();
    let mut text = composed.to_lowercase();
    for (one, other) in TONES {
        if text.contains(one) {
            text = text.replace(one, other);
        }
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim_matches([' ', '.', ',', ';', ':', '–', '-', '"', '\'', '“', '”'])
        .to_owned()
}

/// The words of a text, abbreviations written out and bodies by one name.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut text = folded(text);
    for (short, long) in &FOLDED.abbreviations {
        text = written_out(&text, short, long);
    }
    text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (name, other) in &FOLDED.bodies {
        text = text.replace(name, other);
    }
    text.split(|c: char| !is_word(c))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Writes an abbreviation out where it stands by itself: not in «A&TP», «x.tp» or «tp-hcm».
fn written_out(text: &str, short: &str, long: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(short) {
        let (before, behind) = (&rest[..at], &rest[at + short.len()..]);
        out.push_str(before);
        let joins = |c: char| is_word(c) || matches!(c, '&' | '-');
        let joined = out.ends_with(|c| joins(c) || c == '.') || behind.starts_with(joins);
        if joined {
            out.push_str(short);
        } else {
            out.extend([" ", long, " "]);
        }
        rest = behind;
    }
    out + rest
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// A document's number, whatever its spaces and dashes.
pub(super) fn number(text: &str) -> String {
    let compact: String = folded(text).split_whitespace().collect();
    compact.replace('–', "-")
}

/// A post as posts are compared.
#[derive(Clone, Debug, Default)]
pub(super) struct PostKey {
    role: Option<String>,
    body: BTreeSet<String>,
}

impl PostKey {
    pub(super) fn new(role: Option<&str>, body: Option<&str>) -> Self {
        let role = role.filter(|role| !role.is_empty()).map(|role| {
            let mut role = words(role).join(" ");
            for (one, other) in &FOLDED.roles {
                role = role.replace(one, other);
            }
            role
        });
        let mut body: BTreeSet<String> = words(body.unwrap_or_default()).into_iter().collect();
        body.retain(|word| !FOLDED.fillers.contains(word));
        Self { role, body }
    }

    /// Whether a claimed post is this annotated one; what the annotation leaves out is not asked. Leniently, either
    /// body may have words that the other lacks, such as its area.
    pub(super) fn is_matched_by(&self, claimed: &Self, lenient: bool) -> bool {
        if self.role.is_some() && self.role != claimed.role {
            return false;
        }
        if self.body.is_empty() || claimed.body.is_empty() {
            return self.body.is_empty();
        }
        let (want, want_levels) = self.split();
        let (have, have_levels) = claimed.split();
        if lenient {
            let (small, large) = if have.len() < want.len() {
                (have, want)
            } else {
                (want, have)
            };
            return !small.is_empty() && small.is_subset(&large);
        }
        // A level word may be missing, but not differ.
        let compatible = want_levels.is_subset(&have_levels) || have_levels.is_subset(&want_levels);
        let named = !want.is_empty() && !have.is_empty();
        nearly_equal(&self.body, &claimed.body) || named && compatible && nearly_equal(&want, &have)
    }

    /// The words of the body without those of its level, and these.
    fn split(&self) -> (BTreeSet<&String>, BTreeSet<&String>) {
        let is_level = |word: &&String| FOLDED.levels.contains(*word);
        let (levels, words) = self.body.iter().partition(is_level);
        (words, levels)
    }
}

/// Whether two sets share at least four fifths of all their words.
fn nearly_equal<T: Ord>(one: &BTreeSet<T>, other: &BTreeSet<T>) -> bool {
    let shared = one.intersection(other).count();
    5 * shared >= 4 * (one.len() + other.len() - shared)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(annotated: (&str, &str), claimed: (&str, &str), lenient: bool) -> bool {
        let key = |(role, body): (&str, &str)| PostKey::new(Some(role), Some(body));
        key(annotated).is_matched_by(&key(claimed), lenient)
    }

    #[test]
    fn spelling_makes_no_other_name() {
        assert_eq!(folded(" Hoà  Bình,"), folded("Hòa Bình"));
        assert_eq!(folded("Ðặng Văn Mẫu"), folded("Đặng Văn Mẫu"));
        assert_ne!(folded("Hà"), folded("Hạ"));
        assert_eq!(number("12 – QĐ/TU"), number("12-QĐ/TU"));
    }

    #[test]
    fn abbreviations_are_written_out_only_where_they_stand_alone() {
        assert_eq!(
            words("UBND TP. HCM"),
            words("Ủy ban nhân dân thành phố Hồ Chí Minh")
        );
        assert_eq!(words("Sở GD-ĐT"), words("Sở Giáo dục và Đào tạo"));
        assert_eq!(words("Công ty ABC&TP"), ["công", "ty", "abc", "tp"]);
    }

    #[test]
    fn a_post_needs_its_role_and_its_body() {
        let chief = ("Giám đốc", "Sở Y tế tỉnh Lào Cai");
        assert!(same(chief, ("Giám đốc", "Sở Y tế Lào Cai"), false));
        assert!(!same(chief, ("Phó Giám đốc", "Sở Y tế tỉnh Lào Cai"), true));
        assert!(!same(chief, ("Giám đốc", "Sở Nội vụ tỉnh Lào Cai"), true));
        assert!(!same(chief, ("Giám đốc", ""), true));
        assert!(same(("Giám đốc", ""), chief, false));
        assert!(same(
            ("Tỉnh ủy viên", "Tỉnh ủy Lào Cai"),
            ("Ủy viên", "Tỉnh ủy Lào Cai"),
            false
        ));
    }

    #[test]
    fn only_leniency_forgives_a_missing_area_and_nothing_forgives_another_level() {
        let chief = ("Giám đốc", "Sở Y tế tỉnh Lào Cai");
        assert!(!same(chief, ("Giám đốc", "Sở Y tế"), false));
        assert!(same(chief, ("Giám đốc", "Sở Y tế"), true));
        let party = ("Bí thư", "Đảng ủy xã Sa Pa");
        assert!(!same(party, ("Bí thư", "Đảng ủy phường Sa Pa"), false));
        assert!(same(party, ("Bí thư", "Đảng ủy Sa Pa"), false));
    }
}
