//! Deputies: which assembly «đại biểu» means, and where they stand for.

use super::reading::Reading;
use crate::claim::Level;
use crate::rules::{Category, Tag};

/// How often news of a session names the National Assembly at least, less one.
const SESSION: usize = 2;

/// How many words before a role may begin a longer one.
const LONGER: usize = 3;

impl Reading<'_> {
    /// Whether the role at a token is nobody's post: «*hàm* Vụ trưởng» is a rank, «*giúp* Chủ tịch X» says whose deputy somebody
    /// is, «Thừa ủy quyền Thủ tướng» speaks of no «Quyền Thủ tướng», and «Tiểu *đội trưởng*» is another role.
    pub(super) fn says_no_post(&self, at: usize) -> bool {
        let before = |word: &str| at > 0 && self.is(at - 1, word);
        let own = self.tag(at, Category::Role).map(|(_, end)| end);
        // «chức *vụ Phó* Giám đốc» holds no more than a part of the role, «trở *thành Ủy viên*» is none, and «Quyền» stands apart.
        let apart = |from: usize| {
            self.is(from, "quyền")
                || self.is(from, "thành") && from > 0 && self.is(from - 1, "trở")
                || self.is_capital(at) && !self.is_capital(from)
        };
        let within = || {
            (at.saturating_sub(LONGER)..at).any(|from| {
                own <= self.tag(from, Category::Role).map(|(_, end)| end) && !apart(from)
            })
        };
        before("hàm") || before("giúp") || self.is(at, "quyền") && before("ủy") || within()
    }

    /// Whether the article speaks of the National Assembly and of no People's Council.
    pub(super) fn only_deputies(&self) -> bool {
        let assembly = self.names_body("Quốc hội") || self.debates_law();
        assembly && !self.names_body("Hội đồng nhân dân")
    }

    /// Whether the article names a body of some kind anywhere.
    fn names_body(&self, name: &str) -> bool {
        self.tags.iter().any(|tag| {
            tag.category == Category::Body
                && self.rules.words.bodies[tag.entry as usize].name == name
        })
    }

    /// Whether the article tells of a bill, which deputies of the National Assembly alone debate: «dự thảo Luật Tố cáo».
    fn debates_law(&self) -> bool {
        let bill = |at: usize| {
            self.is(at, "dự")
                && (self.is(at + 1, "thảo") || self.is(at + 1, "án"))
                && (self.is(at + 2, "luật") || self.is(at + 2, "bộ") && self.is(at + 3, "luật"))
        };
        (0..self.text.tokens.len()).any(bill)
    }

    /// Whether an article tells of a session of the National Assembly, where «đại biểu Lê Văn Mẫu» is a deputy of it: it names
    /// it time and again, and its deputies as such.
    pub(super) fn is_of_session(&self) -> bool {
        let assembly = |tag: &&Tag| {
            tag.category == Category::Body
                && self.rules.words.bodies[tag.entry as usize].name == "Quốc hội"
        };
        let deputies =
            |tag: &Tag| {
                tag.category == Category::Role && {
                    let role = &self.rules.words.roles[tag.entry as usize];
                    role.name == "Đại biểu"
                        && (self.is(tag.start as usize, "đbqh")
                            || self.tag(tag.end as usize, Category::Body).is_some_and(
                                |(body, _)| self.rules.words.bodies[body].name == "Quốc hội",
                            ))
                }
            };
        self.tags.iter().filter(assembly).nth(SESSION).is_some() && self.tags.iter().any(deputies)
    }

    /// Whether a name with its province in brackets begins at a token, in an article on the National Assembly:
    /// «đại biểu Lê Văn Mẫu (Hà Nội)», «đại biểu Lê Văn Mẫu (đoàn Nghệ An)».
    pub(super) fn names_deputy(&self, at: usize) -> bool {
        let Some(name) = self
            .name_run(at)
            .filter(|name| name.len() >= 2 && matches!(self.tier(at), 1..=3))
        else {
            return false;
        };
        let mut from = name.end + 1;
        let delegation = self.is(from, "đoàn");
        if delegation
            && let Some(body) = self.body_at(from)
            && body.name.starts_with("Đoàn đại biểu Quốc hội")
        {
            return true;
        }
        for word in ["đoàn", "đbqh", "tỉnh"] {
            from += usize::from(self.is(from, word));
        }
        let units = self.rules.places.units();
        let province = self
            .area_at(from)
            .or_else(|| self.bare_area_at(from))
            .is_some_and(|(area, _)| {
                area.units
                    .iter()
                    .any(|&u| units[u].level == Level::Province)
            });
        let assembly = || self.names_body("Quốc hội") || self.debates_law();
        let beside = self.is_open(name.end)
            || delegation && (self.is_comma(name.end) || self.is_dash(name.end));
        beside && province && assembly()
    }

    /// The end of «hoạt động chuyên trách, Đoàn đại biểu tỉnh Sơn La» behind «Đại biểu Quốc hội»: where a deputy stands.
    pub(super) fn constituency_end(&self, at: usize) -> usize {
        let mut end = at;
        if let Some(("chuyên trách", after)) = self.cue(end) {
            end = after;
        }
        if let Some((_, after)) = self.area_at(end).filter(|(area, _)| area.name.is_some()) {
            end = after;
        }
        end
    }
}
