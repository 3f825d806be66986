//! Which names of bodies and offices are those of one: what papers write or leave out as they like.

use crate::text::name_key;

/// What papers add to the name of a council or commission of the centre, which has no other: «Hội đồng Lý luận Trung ương
/// Việt Nam».
const OURS: &str = " việt nam";

/// What papers add to the name of a body of the army.
const ARMY: &str = " quân đội nhân dân việt nam";

/// A name of more words than this is one without the letters behind it.
const NAMED: usize = 4;

/// The words that the kind of a firm is told by, folded as names are; corporations become groups, and are the same all the time.
const FIRMS: [(&str, &str); 4] = [
    ("tổng công ti ", "tập đoàn "),
    ("tập đoàn ", "tập đoàn "),
    ("ngân hàng ", "ngân hàng "),
    ("công ti ", "công ti "),
];

/// The words for the form of a firm.
const FORMS: [&str; 9] = [
    "thương mại cổ phần ",
    "tmcp ",
    "cổ phần ",
    "cp ",
    "trách nhiệm hữu hạn ",
    "tnhh ",
    "một thành viên ",
    "mtv ",
    "công nghiệp ",
];

/// The boards whose chair is called that of the firm too.
const BOARDS: [&str; 2] = ["hội đồng quản trị ", "hội đồng thành viên "];

/// The kinds of places that papers leave out of names.
const KINDS: [&str; 5] = ["tỉnh", "thành phố", "huyện", "quận", "thị xã"];

/// The committees of the Party whose members have a title of their own: «Tỉnh ủy viên» is «Ủy viên Ban Chấp hành Đảng bộ tỉnh».
const COMMITTEES: [(&str, &str); 5] = [
    ("tỉnh ", "tỉnh ủy"),
    ("thành phố ", "thành ủy"),
    ("huyện ", "huyện ủy"),
    ("quận ", "quận ủy"),
    ("thị xã ", "thị ủy"),
];

/// The role and the body of an office as far as all of its names share them.
pub(super) fn office(role: &str, label: &str) -> (String, String) {
    let (role, body) = (name_key(role), loose(label));
    if let ("ủy viên", Some(party)) = (role.as_str(), body.strip_prefix("ban chấp hành đảng bộ "))
        && let Some((place, committee)) = COMMITTEES
            .iter()
            .find_map(|(kind, committee)| Some((party.strip_prefix(kind)?, committee)))
    {
        return (format!("{committee} viên"), format!("{committee} {place}"));
    }
    if role.ends_with(" ủy viên") {
        let body = body.replace("thành ủy thành phố ", "thành ủy ");
        return (role, body);
    }
    let firm = firm(&body, role.ends_with("chủ tịch")).unwrap_or(body);
    (role, firm)
}

/// The name of a body without what papers write or leave out as they like: commas and brackets, letters behind the name,
/// «Trường» before «Đại học», «Quốc gia» before «Việt Nam».
fn loose(label: &str) -> String {
    let plain = label.replace([',', '(', ')', '"', '“', '”'], " ");
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    let is_letters = |word: &str| {
        word.chars().count() >= 3
            && word.chars().all(char::is_uppercase)
            && word.chars().any(|c| !"IVXLC".contains(c))
    };
    if words.len() > NAMED && words.last().is_some_and(|word| is_letters(word)) {
        words.pop();
    }
    let key = name_key(&words.join(" ")).replace(" quốc gia việt nam", OURS);
    // «Tổng cục Chính trị Quân đội nhân dân Việt Nam».
    let army = key.strip_suffix(ARMY);
    let key = army.filter(|body| body.contains(' ')).unwrap_or(&key);
    let central = key.strip_suffix(OURS);
    let ours = |body: &&str| body.ends_with(" trung ương") || *body == "kho bạc nhà nước";
    let key = central.filter(ours).unwrap_or(key);
    let school = key.strip_prefix("trường ");
    let is_school = |rest: &&str| rest.starts_with("đại học ") || rest.starts_with("cao đẳng ");
    let key = school.filter(is_school).unwrap_or(key);
    let key = key
        .strip_prefix("ban chấp hành ")
        .filter(|rest| rest.starts_with("trung ương đoàn") || rest.starts_with("trung ương hội"))
        .unwrap_or(key);
    // The criminal police investigate too: «Cơ quan Cảnh sát điều tra Công an tỉnh …».
    match key.strip_prefix("cơ quan điều tra công an") {
        Some(rest) => format!("cơ quan cảnh sát điều tra công an{rest}"),
        None => key.to_owned(),
    }
}

/// The name of a firm, or of a body in one, without the words for its form, and with that of a group for a corporation's;
/// for the chair, also without the board: «Hội đồng Thành viên Tổng công ty Cổ phần Xây lắp dầu khí Việt Nam».
fn firm(body: &str, is_chair: bool) -> Option<String> {
    let (at, kind, group) = FIRMS
        .iter()
        .filter_map(|(kind, group)| Some((body.find(kind)?, kind, group)))
        .min_by_key(|(at, kind, _)| (*at, std::cmp::Reverse(kind.len())))?;
    let (mut before, mut name) = (&body[..at], &body[at + kind.len()..]);
    if !(before.is_empty() || before.ends_with(' ')) {
        return None;
    }
    while let Some(rest) = FORMS.iter().find_map(|form| name.strip_prefix(form)) {
        name = rest;
    }
    let name = name.strip_suffix(OURS).unwrap_or(name);
    while let Some(rest) = BOARDS
        .iter()
        .filter(|_| is_chair)
        .find_map(|board| before.strip_prefix(board))
    {
        before = rest;
    }
    match firm(name, false).filter(|_| *kind == "công ti " && name.starts_with("tổng công ti "))
    {
        Some(inner) => Some(format!("{before}{inner}")),
        None => Some(format!("{before}{group}{name}")),
    }
}

/// Whether the name of a body is another's cut short: that of a ministry or a provincial department («Sở Giao thông tỉnh …»
/// for «Sở Giao thông vận tải tỉnh …»; ministries are cut where more fields follow: «Bộ Công nghiệp» was not «Bộ Công nghiệp
/// nặng»), one without the kind of its place («Bệnh viện Đa khoa Gia Viễn»), or a firm's without its brand.
pub(super) fn is_cut(short: &str, whole: &str) -> bool {
    let (short, whole): (Vec<&str>, Vec<&str>) =
        (short.split(' ').collect(), whole.split(' ').collect());
    let same = short.iter().zip(&whole).take_while(|(a, b)| a == b).count();
    if same < 2 || short.len() >= whole.len() || !whole.ends_with(&short[same..]) {
        return false;
    }
    let left_out = &whole[same..whole.len() - (short.len() - same)];
    let is_kind = || same < short.len() && KINDS.contains(&left_out.join(" ").as_str());
    let is_brand = || {
        let is_foreign = |word: &&str| word.len() > 4 && word.is_ascii();
        same == short.len() && short[..2] == ["tập", "đoàn"] && left_out.iter().all(is_foreign)
    };
    match short[0] {
        "sở" => true,
        "bộ" => left_out.contains(&"và") || left_out == ["vận", "tải"],
        _ => is_kind() || is_brand() && left_out.len() == 1,
    }
}

/// The names of a body without those that it belongs to: «Cục Hàng hải, Bộ Giao thông vận tải» → «cục hàng hải».
pub(super) fn without_owners(label: &str) -> impl Iterator<Item = String> {
    let owners = label.match_indices(", ");
    owners.map(|(at, _)| loose(&label[..at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_firm_is_one_under_all_of_its_names() {
        let same = |role: &str, one: &str, other: &str| {
            assert_eq!(office(role, one), office(role, other), "{one} ~ {other}");
        };
        let apart = |role: &str, one: &str, other: &str| {
            assert_ne!(office(role, one), office(role, other), "{one} ≁ {other}");
        };
        let head = "Tổng Giám đốc";
        same(
            head,
            "Tổng công ty Hóa chất Việt Nam",
            "Tập đoàn Hóa chất Việt Nam",
        );
        same(
            head,
            "Tập đoàn Công nghiệp Hóa chất Việt Nam",
            "Tập đoàn Hóa chất",
        );
        same(
            "Chủ tịch",
            "Hội đồng Quản trị Tổng công ty Cổ phần Xây lắp dầu khí Việt Nam",
            "Tổng công ty Xây lắp dầu khí (PVC)",
        );
        same(
            "Chủ tịch",
            "Công ty TNHH MTV Cấp nước Sóc Trăng",
            "Hội đồng Thành viên Công ty Cấp nước Sóc Trăng",
        );
        same(
            head,
            "Ngân hàng TMCP Công Thương Việt Nam",
            "Ngân hàng Công Thương Việt Nam",
        );
        same("Giám đốc", "Kho bạc Nhà nước", "Kho bạc Nhà nước Việt Nam");
        apart(
            head,
            "Tổng công ty Dầu Việt Nam",
            "Tập đoàn Dầu khí Việt Nam",
        );
        apart(
            head,
            "Tổng công ty Hàng hải miền Bắc",
            "Tổng công ty Hàng hải Việt Nam",
        );
        apart(
            head,
            "Công ty Xây dựng Sài Gòn",
            "Tổng công ty Xây dựng Sài Gòn",
        );
        apart(
            "Thành viên",
            "Hội đồng Thành viên Tập đoàn Dầu khí Việt Nam",
            "Tập đoàn Dầu khí Việt Nam",
        );
    }

    #[test]
    fn a_member_of_a_committee_of_the_party_is_one_under_both_titles() {
        assert_eq!(
            office("Ủy viên", "Ban Chấp hành Đảng bộ thành phố Hồ Chí Minh"),
            office("Thành ủy viên", "Thành ủy Thành phố Hồ Chí Minh")
        );
        assert_ne!(
            office("Ủy viên", "Ban Thường vụ Tỉnh ủy Lào Cai"),
            office("Tỉnh ủy viên", "Tỉnh ủy Lào Cai")
        );
    }

    #[test]
    fn a_name_is_cut_by_the_kind_of_its_place_its_owner_and_its_brand() {
        let cut = |short: &str, whole: &str| is_cut(&loose(short), &loose(whole));
        assert!(cut(
            "Bệnh viện Đa khoa Gia Viễn",
            "Bệnh viện Đa khoa huyện Gia Viễn"
        ));
        assert!(!cut(
            "Trường Đại học Quốc tế",
            "Trường Đại học Quốc tế Hồng Bàng"
        ));
        assert!(cut(
            "Tập đoàn Viễn thông quân đội",
            "Tập đoàn Viễn thông quân đội Viettel"
        ));
        assert!(!cut("Tập đoàn Dầu khí", "Tập đoàn Dầu khí Nam"));
        assert!(!cut("Ủy ban nhân dân", "Ủy ban nhân dân huyện"));
        let short: Vec<String> = without_owners("Tổng cục Cảnh sát, Bộ Công an").collect();
        assert_eq!(short, ["tổng cục cảnh sát"]);
    }
}
