//! Posts: «nguyên Phó Bí thư Huyện ủy, Chủ tịch UBND huyện Nậm Pồ khóa XX» as role × body × area.

use std::ops::Range;

use super::area::Area;
use super::body::{Body, CENTRAL};
use super::name::Behind;
use super::reading::Reading;
use super::share::party_committee_beside;
use crate::claim::{Level, Post};
use crate::rules::{Category, FigureClass, ImpliedBody, Role};

/// Whether the person holds the post, as the words before it say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    /// Nothing said.
    Plain,
    /// «nguyên», «cựu», «cố», «từng», «khi đó».
    Former,
    /// «quyền»: by a formal decision, but not the full post.
    Acting,
    /// «tân»: taken up by what the news tells.
    New,
}

/// A post as it is named in a text.
#[derive(Clone, Debug)]
pub(crate) struct PostMention {
    /// The bare role, settled; none where only the body is named.
    pub(crate) role: String,
    /// The body; none where the text leaves it to the context.
    pub(crate) body: Option<Body>,
    /// The body's whole name where the role fixes it.
    pub(crate) fixed: Option<String>,
    /// What the words before it say.
    pub(crate) held: Held,
    /// The term of office.
    pub(crate) term: Option<String>,
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// The word that begins its body's name («Văn phòng» for Chánh Văn phòng).
    pub(crate) head: Option<String>,
    /// Whether the body was taken over from another post of the list.
    pub(crate) shared: bool,
    /// Whether it came after the post before it in the list: «Phó Giám đốc, rồi Giám đốc».
    pub(crate) then: bool,
}

impl PostMention {
    /// The post as one that is over, acted in as it was.
    pub(super) fn into_past(self) -> Self {
        Self {
            role: format!("Quyền {}", self.role),
            held: Held::Former,
            ..self
        }
    }
}

impl Reading<'_> {
    /// The post that begins at a token.
    pub(crate) fn post_at(&self, at: usize, held: Held) -> Option<PostMention> {
        let (entry, mut end) = self.tag(at, Category::Role)?;
        let role_end = end;
        if self.says_no_post(at) {
            return None;
        }
        let role = &self.rules.words.roles[entry];
        // «ông phụ trách Ban X» in a life: what he looks after, no post of that name.
        if role.name == "Phụ trách" && self.portrait.is_some() && !self.is_capital(at) {
            return None;
        }
        // «Đại biểu», «Thành viên», «Chủ nhiệm» … are roles in any case; abbreviations only in capitals.
        let mut post = PostMention {
            role: role.name.clone(),
            body: None,
            fixed: None,
            held,
            term: None,
            tokens: at..end,
            head: role.head.clone(),
            shared: false,
            then: false,
        };
        end = self.read_body(role, at, end, &mut post)?;
        let body = post.body.as_ref();
        let friendship = body.is_some_and(|body| body.class == "friendship");
        if body.is_some_and(|body| self.is_no_province(body))
            || !friendship
                && (at..=end).any(|token| self.is_abroad(token) && !self.is_ours_abroad(token))
        {
            // «Thủ tướng Thái Lan», «Bí thư Tỉnh ủy Quảng Đông»: officials of other states.
            return None;
        }
        // «Phó Bí thư Đảng ủy *các xã* A, B»: of which each is the secretary, the order of others says.
        let several = body.is_some_and(|body| {
            self.is(body.end, "các") && self.tag(body.end + 1, Category::Level).is_some()
        });
        if several || body.is_some_and(|body| self.is_of_unknown(body)) {
            return None;
        }
        if let Some(body) = &mut post.body {
            // «Phó Tổng Giám đốc Kho bạc Nhà nước»: those of provinces have a Giám đốc.
            if post.role.contains("Tổng Giám đốc")
                && matches!(body.name.as_str(), "Kho bạc Nhà nước" | "Bảo hiểm xã hội")
                && body.area.is_none()
            {
                body.level = Some(CENTRAL);
                body.needs_area = false;
            }
        }
        self.name_elided(&mut post, at, end);
        // «Bí thư BCH Đảng bộ xã X» is the secretary of the Đảng ủy.
        let of_members = self.is(role_end - 1, "bch") || self.is(role_end - 1, "hành");
        if of_members
            && let Some(committee) = post
                .body
                .as_ref()
                .filter(|body| body.name == "Đảng bộ")
                .and_then(party_committee_beside)
        {
            post.body = Some(committee);
        }
        if role.name == "Đại biểu" {
            let called = || {
                self.name_at(end, Behind::Post).is_some()
                    && (self.is(at, "đb") || self.is_of_session())
                    && self.only_deputies()
            };
            if post.body.is_none() && post.fixed.is_none() && (self.names_deputy(end) || called()) {
                post.fixed = Some("Quốc hội".to_owned());
                post.shared = true;
            }
            end = self.constituency_end(end);
        }
        end = self.portfolio_end(end);
        end = self.read_terms(end, &mut post);
        let told = post.term.is_some();
        if told
            && let Some(body) = &mut post.body
            && body.area.is_none()
            && body.needs_area
            && let Some((area, after)) = self.area_at(end)
        {
            // «Trưởng Đoàn đại biểu Quốc hội khóa XIV tỉnh Sơn La».
            body.area = Some(area);
            end = after;
        }
        if told && role.name == "Đại biểu" {
            // «Đại biểu Quốc hội khóa XIV tỉnh Sơn La».
            end = self.constituency_end(end);
        }
        post.tokens.end = end;
        self.name_alternate(&mut post);
        Some(post)
    }

    /// Names the body of a post, or the one around it, of which only the head is said.
    fn name_elided(&self, post: &mut PostMention, at: usize, end: usize) {
        let Some(body) = &mut post.body else {
            return;
        };
        if body.elided {
            let unnamed = body.name.clone();
            post.body = if self.is(body.end, "này") {
                self.pointed_at(body)
            } else {
                let named = self.named_before(body);
                named.or_else(|| self.association_named(body))
            };
            post.shared = true;
            if post.body.is_none() {
                post.head = Some(unnamed);
            }
        } else if let Some(parent) = body.parent.as_deref().filter(|parent| parent.elided) {
            // «Bí thư Đảng ủy Quân khu»; «Phó Chánh Văn phòng Bộ, Trưởng đại diện Bộ Công Thương».
            let series = self.ministry_behind(end).filter(|_| parent.name == "Bộ");
            let named = series.or_else(|| self.named_before(parent)).or_else(|| {
                let ministry = parent.name == "Bộ";
                ministry.then(|| self.ministry_around(at)).flatten()
            });
            // «Tổng công ty X - CTCP» has no owner; «Trưởng Ban Kế toán Tập đoàn» is of one that stays unsaid.
            if named.is_some() || body.class == parent.class {
                body.parent = named.map(Box::new);
            }
            post.shared = true;
        }
    }

    /// Reads the body of a role into a post; where it ends, or none where the word is no post here.
    fn read_body(
        &self,
        role: &Role,
        at: usize,
        role_end: usize,
        post: &mut PostMention,
    ) -> Option<usize> {
        let mut end = role_end;
        match &role.body {
            ImpliedBody::Fixed(body) => {
                post.fixed = Some(body.clone());
                // «Thủ tướng Chính phủ», «Tổng Bí thư Ban Chấp hành Trung ương Đảng» say the body again.
                if let Some(again) = self.body_at(end)
                    && again.level == Some(CENTRAL)
                    && (body.ends_with(&again.name) || !body.starts_with("Thanh tra"))
                {
                    end = again.end;
                }
                end = self.state_end(end).unwrap_or(end);
                // «Thống đốc Ngân hàng Nhà nước (NHNN) Việt Nam».
                if self.is_short_name(end) {
                    end = self.country_end(end + 3).unwrap_or(end + 3);
                }
                // «Phó Tổng Thanh tra Bộ Quốc phòng» is of another body.
                let elsewhere = body.starts_with("Thanh tra")
                    && self.is_capital(end)
                    && self.has(end, Category::Body);
                if elsewhere {
                    return None;
                }
            }
            ImpliedBody::Headed(name) => {
                // «Thành ủy viên *Thành ủy X*» says its committee again.
                let again = self.body_at(end).filter(|body| body.name == *name);
                let body = again.or_else(|| self.body_of_head(name, end))?;
                end = end.max(body.end);
                post.body = Some(body);
            }
            ImpliedBody::Only(name) => {
                let body = self.body_at(end).filter(|body| body.name == *name)?;
                end = body.end;
                post.body = Some(body);
            }
            ImpliedBody::Of if self.tag(end, Category::Role).is_some() => {
                let of = self.post_at(end, Held::Plain)?;
                post.role = format!("{} {}", role.name, of.role);
                post.body = of.body;
                post.fixed = of.fixed;
                end = of.tokens.end;
            }
            ImpliedBody::Said if role.name == "Đại sứ" => {
                let embassy = self.embassy_at(end)?;
                end = embassy.end;
                post.body = Some(embassy);
            }
            ImpliedBody::Said | ImpliedBody::Of => {
                // «Chuyên viên, Phòng Kinh tế».
                end = self.scope_end(end).unwrap_or(end);
                // «Công chức Tư pháp - Hộ tịch xã X», «Giáo viên Ngữ văn Trường Y»: what its holder does.
                if self.tag(end, Category::Body).is_none()
                    && let Some(after) = self.open_name_end(end)
                {
                    end = after;
                }
                // «về công tác cán bộ, Ban Thường vụ …»: what the work is on.
                let work = at
                    .checked_sub(1)
                    .is_some_and(|before| self.is(before, "tác"));
                if work {
                    return None;
                }
                let marked = usize::from(
                    self.is_comma(end) && self.is_capital(end + 1) && self.may_part(role, at),
                );
                let body = self.body_of_role(at, end + marked, role.head.as_deref());
                // «Chuyên viên, Chuyên viên chính, Phó Vụ trưởng Vụ X»: of what the next post of the list says.
                let goes_on = role.name.starts_with("Chuyên viên")
                    && self.is_comma(end)
                    && self.has(end + 1, Category::Role);
                if body.is_none() && goes_on {
                    return Some(end);
                }
                let body = body?;
                end = body.end;
                post.body = Some(body);
            }
            ImpliedBody::No => end = self.read_open_body(role, at, end, post),
        }
        Some(end)
    }

    /// Whether a comma may part a role that is only work from its body: «ông A, cán bộ, Phòng Kinh tế», but not «kỷ luật cán
    /// bộ, công chức, Đảng ủy …».
    fn may_part(&self, role: &Role, at: usize) -> bool {
        let staff = matches!(role.name.as_str(), "Cán bộ" | "Công chức" | "Viên chức");
        let named = || {
            let told = ["là", "làm"].iter().any(|word| self.is(at - 1, word));
            told || !self.is_word(at - 1) && self.is_capital(at - 2)
        };
        !staff || at >= 2 && named()
    }

    /// Reads the body of a role that implies none: said behind it, or meant by an area or an enterprise's letters.
    fn read_open_body(
        &self,
        role: &Role,
        at: usize,
        role_end: usize,
        post: &mut PostMention,
    ) -> usize {
        let mut end = role_end;
        let standing = (role.name.starts_with("Phó ") && self.is(end, "thường"))
            .then(|| self.is(end + 1, "trực").then_some(end + 2))
            .flatten();
        if let Some(scope_end) = standing {
            // «Phó Viện trưởng Thường trực», as settled in the roles of the table.
            post.role = format!("{} Thường trực", role.name);
            end = scope_end;
        } else if let Some(scope_end) = self.scope_end(end) {
            post.role = format!("{} {}", role.name, self.text.words(end..scope_end));
            end = scope_end;
        } else if let Some((deputy, body)) = self.deputy_for(&role.name, end) {
            deputy.clone_into(&mut post.role);
            end = body;
        }
        // «Phó Chánh Thanh tra, Sở Y tế», «Phó Chánh Văn phòng - Sở Y tế»: nobody else's body stands so close.
        let marked = usize::from(
            role.head.is_some()
                && (self.is_comma(end) || self.is_dash(end))
                && self.is_capital(end + 1)
                && self.tag(end + 1, Category::Body).is_some(),
        );
        if role.name == "Ủy viên"
            && let Some(after) = self.central_committee(end)
        {
            post.fixed = Some("Ban Chấp hành Trung ương Đảng".to_owned());
            end = after;
        } else if let Some(body) = self.body_of_role(at, end + marked, role.head.as_deref()) {
            end = body.end;
            post.body = Some(body);
        } else if let Some(body) = self.service_at(&role.name, end) {
            end = body.end;
            post.body = Some(body);
        } else if let Some((body, after)) = self.shorthand(&role.name, end) {
            end = after;
            post.body = Some(body);
        } else if role.name == "Bộ trưởng" && self.is_minister_at_large(end) {
            // «Bộ trưởng phụ trách công tác …», «Bộ trưởng không bộ»: of no ministry.
            if self.is(end, "không") {
                post.role.push_str(" không bộ");
                end += 2;
            }
            post.fixed = Some("Chính phủ".to_owned());
        } else if role.head.as_deref() == Some("Bộ")
            && (self.taken_up(at) || self.name_at(end, Behind::Post).is_some())
        {
            // «Thứ trưởng Trần Văn Mẫu», «giữ chức Bộ trưởng»: of the ministry that the text is about.
            post.body = self.ministry_around(at).map(|ministry| Body {
                start: at,
                end,
                ..ministry
            });
            post.shared = post.body.is_some();
        } else if let Some(body) = self.of_only_head(role.head.as_deref(), at, end) {
            // «Cục trưởng Trần Văn Mẫu»: of the Cục that the text is about.
            post.body = Some(Body {
                start: at,
                end,
                ..body
            });
            post.shared = true;
        } else if let Some(body) = self.gone_to(&role.name, at)
            && (role.head.as_deref()).is_none_or(|head| body.name.starts_with(head))
        {
            post.body = Some(Body {
                start: at,
                end,
                ..body
            });
            post.shared = true;
        }
        end
    }

    /// The body of a role: named anew behind it, or begun by the role's own last words
    /// («Trưởng *Ban Tổ chức*»).
    pub(super) fn body_of_role(
        &self,
        start: usize,
        end: usize,
        head: Option<&str>,
    ) -> Option<Body> {
        let said = self.body_at(end).or_else(|| {
            // «Bí thư BCH Đảng bộ xã», «Giám đốc của Sở», «Bộ trưởng đầu tiên của Bộ …»; small words may stand between.
            let first = self.is(end, "đầu") && self.is(end + 1, "tiên");
            let end = if first { end + 2 } else { end };
            let of = self.leads_to_employer(start, end);
            (first || of)
                .then(|| self.body_at(end + usize::from(of)))
                .flatten()
        });
        let Some(head) = head else { return said };
        // «Trưởng phòng *Phòng, chống ma túy*» has no second «phòng».
        let field = self.tag(end, Category::Field).map(|(_, after)| after);
        let body = |at| self.tag(at, Category::Body).map(|(_, after)| after);
        // «Trưởng *Ban Tổ chức chính quyền*» is no head of a «Ban Tổ chức».
        let words = crate::text::pieces(head).len();
        let whole = end.checked_sub(words).and_then(body);
        if field > body(end) && field >= whole {
            return self.body_of_head(head, end);
        }
        if let Some(said) = &said
            && (said.name.starts_with(head)
                || head != "Văn phòng" && matches!(said.class.as_str(), "court" | "procuracy"))
        {
            return Some(said.clone());
        }
        let from = end.checked_sub(words).filter(|&from| from >= start)?;
        let own = crate::text::is_same_name(&self.text.words(from..end), head);
        if own && let Some(body) = self.body_at(from).filter(|body| body.end > end) {
            return Some(body);
        }
        // «Trưởng *Ban Quản lý* chợ»: whose board it is cannot be read.
        if own
            && self
                .tag(from, Category::Body)
                .is_some_and(|(_, after)| after > end)
        {
            return said;
        }
        self.body_of_head(head, end)
            .filter(|body| body.end > end)
            .or(said)
    }

    /// Whether a provincial committee is one of an area that the table knows, but not as a province.
    fn is_no_province(&self, body: &Body) -> bool {
        let units = self.rules.places.units();
        let elsewhere = |area: &Area| {
            !area.units.is_empty()
                && area
                    .units
                    .iter()
                    .all(|&u| units[u].level != Level::Province)
        };
        body.name == "Tỉnh ủy" && body.area.as_ref().is_some_and(elsewhere)
            || body
                .parent
                .as_deref()
                .is_some_and(|parent| self.is_no_province(parent))
    }

    /// The end of «Trung ương» behind «Ủy viên», where no other body than the Party's follows.
    fn central_committee(&self, at: usize) -> Option<usize> {
        let end = self.central_at(at)?;
        let ends = !self.is_word(end)
            || self.is(end, "như")
            || self.is_class(end, FigureClass::Congress)
            || self.term_at(end).is_some()
            || self.name_at(end, Behind::Post).is_some();
        (ends && self.body_at(at).is_none_or(|body| body.end == end)).then_some(end)
    }

    /// The post as claims write it, and the arguments that were recovered.
    pub(crate) fn claim_post(&self, post: &PostMention) -> (Post, Vec<String>) {
        let mut recovered = Vec::new();
        if post.shared {
            recovered.push("org".to_owned());
        }
        let role = match post.held {
            Held::Acting => format!("Quyền {}", post.role),
            _ => post.role.clone(),
        };
        let Some(body) = &post.body else {
            return (
                Post {
                    role: Some(role),
                    org: post.fixed.clone(),
                    level: post.fixed.as_ref().map(|_| Level::Central),
                    ..Post::default()
                },
                recovered,
            );
        };
        let mut resolved = self.resolve(body, post.tokens.start);
        if resolved.recovered {
            recovered.push("area".to_owned());
        }
        if body.class == "enterprise"
            && matches!(post.role.as_str(), "Chủ tịch" | "Phó Chủ tịch")
            && let Some(council) = self.council_of(&resolved.name)
        {
            resolved.name = format!("{council} {}", resolved.name);
            recovered.push("org".to_owned());
        }
        (
            Post {
                role: Some(role),
                org: Some(resolved.name),
                area: resolved.area,
                place: resolved.place,
                level: resolved.level,
            },
            recovered,
        )
    }
}
