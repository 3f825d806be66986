//! Bodies that a post says by an area or by letters alone: «Chủ tịch tỉnh X», «Bí thư huyện Y», «Chủ tịch EVN».

use std::ops::Range;

use super::area::Area;
use super::body::Body;
use super::post::PostMention;
use super::reading::Reading;
use super::share::commands;
use crate::claim::Level;
use crate::rules::Category;

/// How many tokens before a role the body may begin to which its holder goes.
const GOES: usize = 24;

/// How many words may say that somebody takes up or leaves a post.
const SAYS: usize = 5;

impl Reading<'_> {
    /// The body that somebody goes to, of whose head or deputy head no more is said: «… về Sở Y tế tỉnh X, giữ chức Phó
    /// Giám đốc».
    pub(super) fn gone_to(&self, role: &str, at: usize) -> Option<Body> {
        // «về Thành ủy …, làm Chủ tịch thành phố»: a committee has secretaries.
        let fits = |body: &Body| {
            !role.contains("Chủ tịch") && role.contains("Bí thư") == (body.class == "party")
        };
        if !self.taken_up(at) {
            return None;
        }
        // «Trước khi về công tác tại Sở X, bà từng giữ chức Giám đốc …»: elsewhere.
        let another = |word| self.is_capital(word) || self.has(word, Category::Honorific);
        let led = |body: &Body| {
            (body.start.saturating_sub(5)..body.start).any(|from| {
                self.cue(from).is_some_and(|(class, end)| {
                    matches!(class, "về" | "chuyển công tác") && end == body.start
                })
            })
        };
        (at.saturating_sub(GOES)..at)
            .rev()
            .filter(|&from| self.has(from, Category::Body))
            .filter_map(|from| self.body_at(from))
            .find(|body| body.end < at && led(body))
            .filter(|body| {
                // «về Công ty X (Y) và được bổ nhiệm …».
                let end = Some(body.end).filter(|&end| self.is_open(end));
                let end = end.and_then(|end| self.after_bracket(end));
                fits(body) && !(end.unwrap_or(body.end)..at).any(another)
            })
    }

    /// The body of a post that somebody has and keeps or leaves, where its role is said again: «ông A, Bí thư Tỉnh ủy X, tiếp
    /// tục được bầu giữ chức *Bí thư*»; none where somebody else is named between.
    pub(super) fn kept_body(&self, post: &PostMention) -> Option<Body> {
        let (at, end) = (post.tokens.start, post.tokens.end);
        let ends = !self.is_word(end) || self.cue(end).is_some() || self.term_at(end).is_some();
        let said = (at.saturating_sub(SAYS)..at).any(|from| {
            self.cue(from).is_some_and(|(class, end)| {
                end == at && matches!(class, "giữ chức" | "làm" | "thôi giữ chức" | "cho thôi")
            })
        });
        if !ends || !said {
            return None;
        }
        let start = self.sentence_around(at)?.start;
        let roles = self.tags_in(start..at).iter().rev();
        let mut same = roles.filter(|tag| {
            tag.category == Category::Role
                && self.rules.words.roles[tag.entry as usize].name == post.role
        });
        let own = self.post_at(same.next()?.start as usize, post.held)?;
        let former = (own.tokens.start.checked_sub(1))
            .is_some_and(|before| matches!(self.cue(before), Some(("nguyên", _))));
        let another = (own.tokens.end + 1..at).any(|from| {
            let elsewhere = self.is_capital(from)
                && (self.has(from, Category::Body) || self.has(from, Category::Level));
            elsewhere || self.has(from, Category::Honorific)
        });
        own.body
            .filter(|body| !body.elided && own.role == post.role && !former && !another)
    }

    /// The service of the armed forces that a role of command says without its head: «Tư lệnh *Hải quân*».
    pub(super) fn service_at(&self, role: &str, at: usize) -> Option<Body> {
        let navy = self.is(at, "hải") && self.is(at + 1, "quân");
        let air = self.is(at, "phòng") && self.is(at + 1, "không");
        // «Phó Tham mưu trưởng Hải quân *vùng 3*» is of the region.
        let region = self.is(at + 2, "vùng");
        let named = commands(role) && self.is_capital(at) && (navy || air) && !region;
        named.then(|| self.body_of_head("Quân chủng", at)).flatten()
    }

    /// «Chủ tịch tỉnh», «Bí thư huyện X», «Chủ tịch Quảng Nam»: the body that the area stands for.
    pub(super) fn shorthand(&self, role: &str, at: usize) -> Option<(Body, usize)> {
        if let Some(company) = self.company_at(role, at) {
            let end = company.end;
            return Some((company, end));
        }
        let (area, end) = self.area_at(at).or_else(|| {
            let units = self.rules.places.units();
            self.bare_area_at(at).filter(|(area, _)| {
                area.units.iter().any(|&u| {
                    units[u].level == Level::Province
                        && units[u].valid_until.is_none_or(|d| d.year() >= 2025)
                })
            })
        })?;
        let area = self.taken_up_area(at, &area, end).unwrap_or(area);
        Some((self.body_for(role, area, at..end)?, end))
    }

    /// The body of an area in which a role is held: the People's Committee or the Party's.
    pub(super) fn body_for(&self, role: &str, area: Area, tokens: Range<usize>) -> Option<Body> {
        if area.word.is_none() && area.name.as_deref() == Some("Hồ Chí Minh") {
            // «Chủ tịch Hồ Chí Minh» is a man.
            return None;
        }
        let level = area
            .level
            .or_else(|| area.word.is_none().then_some(Level::Province));
        let (head, area) = match role {
            "Chủ tịch" | "Phó Chủ tịch" | "Phó Chủ tịch Thường trực" => {
                let word = area.word.clone();
                let units = self.rules.places.units();
                let of_unit = area
                    .units
                    .iter()
                    .find(|&&u| units[u].level == Level::Province)
                    .map(|&u| units[u].kind.clone());
                (
                    "Ủy ban nhân dân",
                    Area {
                        word: word.or(of_unit),
                        level: area.level.or(level),
                        ..area
                    },
                )
            }
            "Bí thư" | "Phó Bí thư" | "Phó Bí thư Thường trực" => {
                let head = match (area.word.as_deref(), level) {
                    (Some("thành phố"), _) => "Thành ủy",
                    (Some("quận"), _) => "Quận ủy",
                    (Some("thị xã"), _) => "Thị ủy",
                    (Some("huyện"), _) => "Huyện ủy",
                    (_, Some(Level::Commune)) => "Đảng ủy",
                    (_, Some(Level::Province)) => {
                        let units = self.rules.places.units();
                        let city = area.units.iter().any(|&u| {
                            self.is_valid(u)
                                && units[u].level == Level::Province
                                && units[u].kind == "thành phố"
                        });
                        if city { "Thành ủy" } else { "Tỉnh ủy" }
                    }
                    _ => return None,
                };
                (head, area)
            }
            _ => return None,
        };
        let words = &self.rules.words;
        let entry = &words.bodies[words.bodies.named(head)?];
        let bare = entry.after.place;
        Some(Body {
            level: entry.level,
            bare,
            needs_area: true,
            area: Some(Area {
                word: if bare { None } else { area.word.clone() },
                ..area
            }),
            ..Body::named(entry.name.clone(), &entry.class, tokens)
        })
    }

    /// «Tổng Giám đốc PVN», «Chủ tịch EVN Hà Nội», «Giám đốc Viettel Post»: an enterprise that a role is held in.
    fn company_at(&self, role: &str, at: usize) -> Option<Body> {
        let company = self.brand_at(at)?;
        let heads = match role.strip_prefix("Phó ").unwrap_or(role) {
            "Chủ tịch" | "Tổng Giám đốc" => true,
            // «Giám đốc KTS …»: a director's may be any unit.
            "Giám đốc" => company.end > at + 1,
            _ => false,
        };
        heads.then_some(company)
    }
}
