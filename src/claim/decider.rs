//! Who decides: the body or officer that a text names beside an act or around it.

use super::item::{Clause, Meaning};
use super::reading::Reading;
use crate::claim::{EventKind, Post};
use crate::rules::{FrameMatch, code};
use crate::text::{is_same_name, name_key};

/// How many tokens before a word may hold what belongs to it.
const NEAR: usize = 8;

/// What is read out; «đọc» means too little to be a word of the rules.
const READ: [&str; 5] = [
    "đọc quyết định",
    "đọc các quyết định",
    "đọc nghị quyết",
    "đọc thông báo",
    "đọc tờ trình",
];

/// The bodies that make known what others decided begin so.
const HELPERS: [&str; 4] = ["Ban Tổ chức", "Sở Nội vụ", "Phòng Nội vụ", "Văn phòng"];

/// The body or officer that decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Decider {
    /// The name as claims write it.
    pub(crate) name: String,
    /// Whether it is one person.
    pub(super) officer: bool,
    /// The code of its area.
    pub(super) place: Option<String>,
}

impl Decider {
    /// The issuer of a document.
    pub(super) fn issuer(name: String) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }

    /// Whether it is the same as another, however that is spelt: «tỉnh Thanh Hoá», «tỉnh Thanh Hóa».
    pub(super) fn is_same(&self, other: &Self) -> bool {
        is_same_name(&self.name, &other.name)
    }
}

impl Reading<'_> {
    /// The body or officer that decided.
    pub(super) fn decider_of(&self, clause: &Clause, found: &FrameMatch) -> Option<Decider> {
        let place = found.slot("by").or(found.slot("organ"))?;
        // «…, được sự nhất trí của Thủ tướng, đã …»: who agrees doesn't decide, nor does the post that somebody leaves
        // («miễn nhiệm chức Chủ tịch … và bầu …»).
        let agrees = place.checked_sub(1).is_some_and(|i| {
            self.class_of(clause, i) == Some("theo đề nghị của")
                || clause.codes[place] == code::POSTS
                    && (self.rules.frames.is_act(clause.codes[i])
                        || matches!(self.class_of(clause, i), Some("làm" | "giữ chức")))
        });
        // «… đã bàn giao nhiệm vụ Phó Tổng Tham mưu trưởng cho ông A»: who had it before.
        let act = clause.items[self.word_of(clause, found)].tokens.start;
        let hands_over = act > 0 && self.is(act - 1, "bàn");
        let other = agrees
            || hands_over
            || self.announces(clause, found, place)
            || self.only_tells(clause, found, place)
            || self.is_overtaken(clause, place)
            || self.only_judges(clause, place);
        if other {
            return None;
        }
        if self.only_speaks(clause, found, place) {
            return self.agent_of_matter(clause, found, place);
        }
        if let Some(authority) = self.spoken_for(clause, place) {
            return self.decider_at(clause, authority);
        }
        // «Đại hội Đảng bộ tỉnh X đã bầu …»: the congress does, not the members.
        if matches!(&clause.items[place].meaning, Meaning::Body(body) if body.name.starts_with("Đảng bộ"))
        {
            return self.congress(clause, found);
        }
        self.decider_at(clause, place)
    }

    /// Who decided what a clause tells without naming it beside the act: «Trung ương» as a whole, its subject before a
    /// semicolon («Bộ Chính trị xem xét …; quyết định …»), or the congress that elected.
    pub(super) fn decider_around(
        &self,
        clause: &Clause,
        found: &FrameMatch,
        kinds: &[EventKind],
        posts: &[Post],
    ) -> Option<Decider> {
        let first = clause.items[found.items.start].tokens.start;
        let centre = (first..clause.items[found.items.end - 1].tokens.end).any(|at| {
            let said = self.is(at, "được") && self.is(at + 1, "trung") && self.is(at + 2, "ương");
            said && !self.is_capital(at + 3) && self.cue(at + 3).is_some()
        });
        if centre {
            return Some(Decider::issuer("Trung ương".to_owned()));
        }
        if self.is_predecessor(clause, found) {
            return None;
        }
        let start = found.items.start;
        let half = (0..start).rev().find(|&i| clause.codes[i] == b';');
        let goes_on = |half: &usize| {
            let between = half + 1..start;
            let makes_known = |i: usize| {
                let at = clause.items[i].tokens.start;
                self.class_of(clause, i) == Some("trao")
                    || self.is(at, "thông") && self.is(at + 1, "báo")
            };
            if (0..start).any(makes_known) {
                return false;
            }
            between
                .clone()
                .any(|i| self.class_of(clause, i) == Some("quyết định"))
                && !between.into_iter().any(|i| {
                    matches!(
                        clause.codes[i],
                        code::BODY | code::POSTS | code::NAME | code::SHORT
                    )
                })
        };
        if half.as_ref().is_some_and(goes_on) {
            let subject = (0..start).find(|&i| !matches!(clause.codes[i], code::DATE | b','))?;
            return (clause.codes[subject] == code::BODY)
                .then(|| self.decider_at(clause, subject))
                .flatten()
                .filter(|by| self.may_decide(by, kinds, posts));
        }
        self.congress(clause, found)
            .filter(|by| kinds.contains(&EventKind::Election) && self.may_decide(by, kinds, posts))
    }

    /// The congress that a clause names: «Đại hội Đảng bộ tỉnh X lần thứ V», «Đại hội XII của Đảng».
    fn congress(&self, clause: &Clause, found: &FrameMatch) -> Option<Decider> {
        let items = 0..clause.items.len().min(found.items.end + 4);
        let place = items.into_iter().find_map(|i| {
            let tokens = &clause.items[i].tokens;
            let end = tokens.end.checked_sub(2).filter(|&at| at >= tokens.start)?;
            let meets = matches!(self.class_of(clause, i), Some("phiên họp" | "tại phiên"));
            (meets && self.is(end, "đại") && self.is(end + 1, "hội")).then_some(end)
        })?;
        let mut name = vec!["Đại hội".to_owned()];
        let mut at = place + 2;
        let (mut whose, mut place) = (false, None);
        while at < clause.tokens.end {
            let body = self.body_at(at).filter(|_| !whose && self.is_capital(at));
            if let Some(body) = body {
                let resolved = self.resolve(&body, at);
                name.push(resolved.name);
                place = resolved.place;
                whose = true;
                at = body.end;
                continue;
            }
            let party = self.is(at, "đảng") && self.is_capital(at);
            let linked = ["đại", "biểu", "toàn", "quốc", "lần", "thứ", "khóa", "của"]
                .iter()
                .any(|word| self.is(at, word));
            if !(party || linked || self.is_ordinal(at)) {
                break;
            }
            whose |= party;
            name.push(self.text.words(at..at + 1));
            at += 1;
        }
        while name
            .last()
            .is_some_and(|word| matches!(word.as_str(), "của" | "lần" | "thứ" | "khóa" | "khoá"))
        {
            name.pop();
        }
        whose.then(|| Decider {
            name: name.join(" "),
            officer: false,
            place,
        })
    }

    /// The body or officer that an item names.
    pub(super) fn decider_at(&self, clause: &Clause, place: usize) -> Option<Decider> {
        match &clause.items[place].meaning {
            Meaning::Body(body) => {
                let before = body.elided.then(|| self.named_before(body));
                let resolved = match before {
                    Some(named) => self.resolve(&named?, body.start),
                    None => self.resolve(body, body.start),
                };
                // «Ban Chấp hành đã bầu …» does not say whose.
                (!self.is_open_head(&resolved.name)).then_some(Decider {
                    name: self.of_owners(resolved.name, body.start),
                    officer: false,
                    place: resolved.place,
                })
            }
            Meaning::Posts(list) => {
                let officer = list.posts.last()?;
                // «đa số thành viên Ủy ban X tán thành»: no member decides.
                if ["Thành viên", "Ủy viên", "Cán bộ", "Công chức", "Viên chức"]
                    .iter()
                    .any(|role| officer.role.starts_with(role))
                {
                    return None;
                }
                let (post, _) = self.claim_post(officer);
                // «Thủ tướng» needs no «Chính phủ» that the text leaves out.
                let words = name_key(&self.text.words(officer.tokens.clone()));
                let whole = |org: &String| {
                    let role = post.role.as_deref().unwrap_or_default();
                    words.contains(&name_key(org))
                        || self.article.text.contains(&format!("{role} {org}"))
                };
                // «được các đại biểu HĐND tỉnh bầu»: the council does it; but «các đại biểu Quốc hội TP X» are a delegation.
                if officer.role == "Đại biểu" {
                    let of_area = clause.codes.get(place + 1) == Some(&code::AREA);
                    return post
                        .org
                        .filter(|org| !of_area || org != "Quốc hội")
                        .map(|name| Decider {
                            name,
                            officer: false,
                            place: post.place,
                        });
                }
                let org = post
                    .org
                    .clone()
                    .filter(|org| officer.fixed.is_none() || whole(org));
                let name = match (post.role, org) {
                    (Some(role), Some(org)) => in_one(&role, &org),
                    (role, org) => role.or(org).unwrap_or_default(),
                };
                Some(Decider {
                    name,
                    officer: true,
                    place: post.place,
                })
            }
            _ => None,
        }
    }

    /// The body or officer for whom an officer signs, whose posts stand at an item: «thay mặt Ban Bí thư, ông A, Thường trực
    /// Ban Bí thư, đã ký …», «Thừa ủy quyền của Bộ trưởng Bộ X, Thứ trưởng ký …».
    fn spoken_for(&self, clause: &Clause, officer: usize) -> Option<usize> {
        const OF_SIGNER: [u8; 6] = [code::NAME, code::SHORT, b',', b'-', code::POSTS, code::BODY];
        let own = clause.codes[officer];
        let of_signer =
            |code: &u8| OF_SIGNER.contains(code) && (*code != code::BODY || own == *code);
        let behalf = |i: usize| {
            let first = clause.items[i].tokens.start;
            let of = usize::from(first > 0 && self.is(first - 1, "của"));
            let pair = |one: &str, other: &str| {
                first >= of + 2 && self.is(first - of - 2, one) && self.is(first - of - 1, other)
            };
            pair("thay", "mặt") || pair("ủy", "quyền") || pair("thừa", "lệnh")
        };
        let may = |i: usize| matches!(clause.codes[i], code::BODY | code::POSTS) && behalf(i);
        let mut before = (0..officer).rev();
        let first = before.find(|&i| may(i) || !of_signer(&clause.codes[i]));
        first.filter(|&i| may(i) && matches!(own, code::POSTS | code::BODY))
    }

    /// Whether whoever stands at an item only says what to think of an act: «Theo UBND tỉnh X, việc bổ nhiệm ông A … là sai».
    fn only_judges(&self, clause: &Clause, place: usize) -> bool {
        let source = place
            .checked_sub(1)
            .is_some_and(|i| self.class_of(clause, i) == Some("theo"));
        let next = clause.items[place].tokens.end;
        source && self.is_comma(next) && self.is(next + 1, "việc")
    }

    /// Whether somebody else acts on what the body at an item found or asked for: «Thực hiện kết luận của Thanh tra Chính
    /// phủ, tỉnh X đã kỷ luật …».
    fn is_overtaken(&self, clause: &Clause, place: usize) -> bool {
        let of = place
            .checked_sub(1)
            .is_some_and(|i| self.class_of(clause, i) == Some("của"));
        of && matches!(clause.codes.get(place + 1), Some(&b','))
            && matches!(
                clause.codes.get(place + 2),
                Some(&(code::AREA | code::BODY))
            )
            && !["quyết", "nghị"].iter().any(|noun| {
                let before = clause.items[place - 1].tokens.start;
                before >= 2 && self.is(before - 2, noun)
            })
    }

    /// Whether whoever stands at an item only makes known what others decided: «Chủ tịch … đã thông báo quyết định …», «ông
    /// A, Phó Bí thư …, đã đọc quyết định …», «đại diện Ban Tổ chức Tỉnh ủy đọc Thông báo của Ban Thường vụ …».
    fn announces(&self, clause: &Clause, found: &FrameMatch, place: usize) -> bool {
        let told = (place + 1..found.items.end)
            .take_while(|&i| self.class_of(clause, i) != Some("quyết định"))
            .map(|i| clause.items[i].tokens.start);
        let officer = clause.codes[place] == code::POSTS;
        let makes_known = |at: usize| self.is(at, "thông") && self.is(at + 1, "báo");
        // «Phó Trưởng Ban Tổ chức Trung ương đã công bố quyết định …», «Sở Nội vụ công bố …».
        let reads_out = |at: usize| self.is(at, "công") && self.is(at + 1, "bố");
        let helps = match &clause.items[place].meaning {
            Meaning::Posts(list) => (list.posts.last()).is_some_and(|p| p.role.starts_with("Phó ")),
            Meaning::Body(body) => HELPERS.iter().any(|head| body.name.starts_with(head)),
            _ => false,
        };
        // «được Bí thư Tỉnh ủy trao quyết định bổ nhiệm …».
        let hands_over = (place + 1..self.word_of(clause, found))
            .any(|i| self.class_of(clause, i) == Some("trao"));
        if officer && (hands_over || told.clone().any(makes_known))
            || helps && told.clone().any(reads_out)
        {
            return true;
        }
        let from = clause.items[place].tokens.end;
        let to = told.last().map_or(from, |last| last + 2);
        let words = self.text.words(from..to).to_lowercase();
        READ.iter().any(|read| words.contains(read))
    }

    /// Whether an officer at an item says that something was done, and not that he did it: «Chủ nhiệm Ủy ban Kiểm tra … cho
    /// biết, vừa kỷ luật ông A».
    fn only_tells(&self, clause: &Clause, found: &FrameMatch, place: usize) -> bool {
        let until = self.word_of(clause, found);
        let said =
            |class: &str| (place + 1..until).any(|i| self.class_of(clause, i) == Some(class));
        clause.codes[place] == code::POSTS && said("cho biết") && !said("quyết định")
    }

    /// Whether whoever stands at an item before an act only speaks or hears of it, or is blamed for it: «Tổng Bí thư đề
    /// cập việc …», «Quốc hội đã nghe …», «Huyện ủy có khuyết điểm trong việc …».
    fn only_speaks(&self, clause: &Clause, found: &FrameMatch, place: usize) -> bool {
        const OF: [[&str; 2]; 7] = [
            ["đề", "cập"],
            ["khuyết", "điểm"],
            ["sai", "phạm"],
            ["vi", "phạm"],
            ["báo", "cáo"],
            ["nhắc", "đến"],
            ["nhắc", "lại"],
        ];
        let is_act = |i: &usize| self.rules.frames.is_act(clause.codes[*i]);
        let act = found.items.clone().find(is_act).unwrap_or(found.items.end);
        let from = clause.items[place].tokens.end;
        let to = clause
            .items
            .get(act)
            .map_or(clause.tokens.end, |item| item.tokens.start);
        (from..to).any(|at| {
            self.is(at, "nghe")
                || self.speaks_at(at) && self.is_matter_between(at, to)
                || OF
                    .iter()
                    .any(|[one, other]| self.is(at, one) && self.is(at + 1, other))
        })
    }

    /// Whether a verb of saying begins at a token: «nói rõ», «giải thích», «trả lời».
    pub(super) fn speaks_at(&self, at: usize) -> bool {
        const SAYING: [[&str; 2]; 14] = [
            ["nói", "rõ"],
            ["nói", "về"],
            ["nói", "thêm"],
            ["giải", "thích"],
            ["giải", "trình"],
            ["lí", "giải"],
            ["trả", "lời"],
            ["phát", "biểu"],
            ["đánh", "giá"],
            ["bình", "luận"],
            ["cho", "biết"],
            ["chia", "sẻ"],
            ["trao", "đổi"],
            ["thông", "tin"],
        ];
        SAYING
            .iter()
            .any(|[one, other]| self.is(at, one) && self.is(at + 1, other))
    }

    /// Whether the act at a token is the matter that a verb before it speaks of: «… về việc kỷ luật ông A», «… xung quanh
    /// vụ bổ nhiệm bà B».
    pub(super) fn is_matter_between(&self, verb: usize, act: usize) -> bool {
        let noun = (verb..act).rev().take(NEAR).find(|&at| {
            ["việc", "vụ", "chuyện"]
                .iter()
                .any(|noun| self.is(at, noun))
        });
        // «Chủ tịch … cho biết đã ký quyết định về việc …» decides as well.
        noun.is_some_and(|noun| {
            !(verb..noun).any(|at| {
                ["quyết", "kí", "thống"]
                    .iter()
                    .any(|word| self.is(at, word))
            })
        })
    }

    /// The body whose act is the matter that somebody speaks of: «Tổng Bí thư nói rõ việc Ban Bí thư kỷ luật ông A».
    fn agent_of_matter(
        &self,
        clause: &Clause,
        found: &FrameMatch,
        place: usize,
    ) -> Option<Decider> {
        let word = self.word_of(clause, found);
        let agent = (place + 1..word)
            .rev()
            .find(|&i| !matches!(self.class_of(clause, i), Some("đã" | "quyết định")))?;
        (clause.codes[agent] == code::BODY)
            .then(|| self.decider_at(clause, agent))
            .flatten()
    }

    /// The assembly of a company's owners, where that and not the company decides: «Đại hội đồng cổ đông bất thường của
    /// Công ty X (XYZ) đã bầu …».
    fn of_owners(&self, company: String, start: usize) -> String {
        const BETWEEN: [&str; 9] = [
            "của",
            "bất",
            "thường",
            "niên",
            "năm",
            "lần",
            "thứ",
            "nhiệm",
            "kì",
        ];
        const ASSEMBLY: [&str; 5] = ["đại", "hội", "đồng", "cổ", "đông"];
        let passed =
            |&at: &usize| BETWEEN.iter().any(|word| self.is(at, word)) || self.digits(at).is_some();
        let end = (start.saturating_sub(NEAR)..start)
            .rev()
            .find(|at| !passed(at))
            .map_or(start, |at| at + 1);
        let named = end.checked_sub(ASSEMBLY.len()).is_some_and(|first| {
            let mut words = (first..end).zip(ASSEMBLY);
            words.all(|(at, word)| self.is(at, word))
        });
        let short = end > 0 && ["đhđcđ", "đhcđ"].iter().any(|word| self.is(end - 1, word));
        if named || short {
            format!("Đại hội đồng cổ đông {company}")
        } else {
            company
        }
    }
}

/// A role and its body in one, what both say told once: «Trưởng Ban» of «Ban Tổ chức Tỉnh ủy X».
fn in_one(role: &str, org: &str) -> String {
    let starts = role.match_indices(' ').map(|(at, _)| at + 1);
    let shared = starts.map(|at| &role[at..]).find(|end| {
        let rest = org.get(end.len()..);
        let begins = org.get(..end.len()).map(str::to_lowercase) == Some(end.to_lowercase());
        begins && rest.is_some_and(|rest| rest.starts_with(' '))
    });
    match shared {
        Some(end) => format!("{}{org}", &role[..role.len() - end.len()]),
        None => format!("{role} {org}"),
    }
}
