//! What stands behind a body's name and says whose it is: «của Bộ Y tế», «trực thuộc Sở Nội vụ», «Trung ương».

use std::ops::Range;

use super::body::Body;
use super::reading::Reading;
use crate::rules::{Category, ImpliedBody};
use crate::text::Shape;

/// Within how many words brackets behind a body say what it belongs to.
const LINKED: usize = 7;

impl Reading<'_> {
    /// The body that a body belongs to: directly behind, or behind a comma or «của», «thuộc» after a field.
    pub(super) fn parent_at(
        &self,
        inner: &str,
        at: usize,
        field_read: bool,
        depth: usize,
    ) -> Option<Body> {
        let direct = |at| self.body_within(at, depth - 1);
        // «Phòng Cảnh sát giao thông (PC08) Công an tỉnh Sơn La».
        if field_read && self.is_short_name(at) {
            let next = at + 3 + usize::from(self.is_comma(at + 3));
            return direct(next).filter(|parent| parent.class == "police");
        }
        if let Some(parent) = direct(at) {
            return Some(parent);
        }
        // «Chủ tịch Hội đồng Thành viên PVN», «… của PVN».
        if matches!(inner, "Hội đồng Thành viên" | "Hội đồng Quản trị")
            && let Some(company) = self.brand_at(at + usize::from(self.is(at, "của")))
        {
            return Some(company);
        }
        // «Vụ Tổ chức cán bộ (Bộ Y tế)».
        if field_read
            && self.is_open(at)
            && let Some(close) = self.after_bracket(at)
            && let Some(parent) = direct(at + 1)
                .or_else(|| {
                    // «Trung tâm X (đơn vị sự nghiệp trực thuộc Cục Y)».
                    let link = (at + 1..at + 1 + LINKED).find(|&at| self.is(at, "thuộc"))?;
                    direct(link + 1)
                })
                .filter(|parent| self.closes_behind(parent.end, close) && !is_again(parent, inner))
        {
            return Some(Body {
                end: close,
                ..parent
            });
        }
        // «Trung tâm X trực thuộc Sở Y».
        let at = at + usize::from(self.is(at, "trực") && self.is(at + 1, "thuộc"));
        let within = self.is(at, "tại") && is_workplace(inner, || direct(at + 1));
        let linked = self.is(at, "của")
            || self.is(at, "thuộc")
            || field_read && within
            || (field_read && (self.is_comma(at) || self.is_dash(at)));
        // «vụ Tổng hợp, ban Kinh tế Trung ương»: in lower case only where a name follows the head.
        let head = self
            .tag(at + 1, Category::Body)
            .map_or(at + 1, |(_, end)| end);
        let head = head + 3 * usize::from(self.is_short_name(head));
        let named =
            self.is_capital(at + 1) || self.is_capital(head) || self.area_at(head).is_some();
        if !linked {
            return None;
        }
        if !named {
            // «Trưởng khoa Nội của bệnh viện»: the one that the text is about; «… của trung tâm khuyến nông».
            return direct(at + 1).filter(|parent| {
                let whose = if parent.elided {
                    matches!(parent.class.as_str(), "hospital" | "enterprise")
                } else {
                    parent.class == "institute"
                };
                field_read && whose
            });
        }
        // «thanh tra Cục X, Thanh tra Sở Y các tỉnh»: nothing of the whole country's is in a province's department.
        let central = ["Cục ", "Vụ ", "Tổng cục "];
        let central = central.iter().any(|head| inner.starts_with(head));
        direct(at + 1)
            .or_else(|| self.named_hospital(at + 1))
            .filter(|parent| {
                let beside = self.is_comma(at) || self.is_dash(at);
                // «Giám đốc BVĐK X, báo Y đưa tin»: no hospital is a paper's.
                if beside && parent.class == "press" && inner.starts_with("Bệnh viện") {
                    return false;
                }
                if beside && central && parent.class == "department" {
                    return false;
                }
                // «Ban Chỉ đạo Tây Nguyên, UBND tỉnh Đắk Lắk cùng dự»: neither is the other's.
                if beside && inner.starts_with("Ban Chỉ đạo ") && parent.class == "committee" {
                    return false;
                }
                // «Chủ nhiệm Công ty A, Công ty B»: one after the other.
                let companies = inner.starts_with("Công ty") && parent.name.starts_with("Công ty");
                if beside && companies {
                    return false;
                }
                !beside
                // «Đội Mẫu, Phòng Cảnh sát giao thông Công an tỉnh»: nobody heads both.
                || ["Đội ", "Trạm ", "Tổ "].iter().any(|head| inner.starts_with(head))
                    && parent.class == "office"
                    && parent.name.starts_with("Phòng ")
                || matches!(
                    parent.class.as_str(),
                    "ministry"
                        | "department"
                        | "commission"
                        | "government"
                        | "assembly"
                        | "committee"
                        | "front"
                        | "mass"
                        | "enterprise"
                        | "school"
                        | "hospital"
                        | "institute"
                        | "police"
                        | "military"
                        | "court"
                        | "procuracy"
                        | "press"
                        | "party"
                        | "council"
                )
            })
    }

    /// Whether a bracket closes behind a body and the place that it is in: «(Bệnh viện Mẫu, Hà Nội)».
    fn closes_behind(&self, end: usize, close: usize) -> bool {
        let placed = || {
            let place = self.area_at(end + 1).or_else(|| self.bare_area_at(end + 1));
            place.is_some_and(|(_, after)| after + 1 == close)
        };
        end + 1 == close || self.is_comma(end) && placed()
    }

    /// Whose a station or a branch is that is called after its place: «Trạm Cảnh sát giao thông Tân Lạc, Phòng Cảnh sát
    /// giao thông, Công an tỉnh Hòa Bình», «Chi nhánh Hà Nội của Công ty Chứng khoán Mẫu».
    pub(super) fn owner_of_placed(&self, body: &Body, depth: usize) -> Option<Body> {
        body.area.as_ref()?.name.as_ref()?;
        let is_of = |heads: &[&str]| heads.iter().any(|head| body.name.starts_with(head));
        if is_of(&["Đội ", "Trạm ", "Đồn "]) && self.is_comma(body.end) {
            return self.parent_at(&body.name, body.end, true, depth);
        }
        let at = body.end + 1;
        let branch = body.name == "Chi nhánh" && self.is(body.end, "của");
        // A brand alone is looked up in what the bodies of the text say, which is not known yet.
        branch
            .then(|| self.body_within(at, depth - 1))
            .flatten()
            .filter(|company| company.class == "enterprise")
    }

    /// A body's name with that of its place, said in full where it is abbreviated: «Chi nhánh TP. HCM».
    pub(super) fn name_with_place(&self, body: &Body, said: Range<usize>) -> String {
        let area = body.area.as_ref().filter(|area| area.word.is_some());
        let unit = area.and_then(|area| self.choose(area, area.level, &self.topic));
        let place = unit.map_or_else(|| self.text.words(said), |unit| self.unit_name(unit));
        format!("{} {place}", body.name)
    }

    /// A hospital of which one belongs to a body, called after somebody: «Khoa Nhi, Bệnh viện *Nguyễn Đình Chiểu*».
    fn named_hospital(&self, at: usize) -> Option<Body> {
        let (entry, start) = self.tag(at, Category::Body)?;
        let head = &self.rules.words.bodies[entry];
        let end = self
            .person_run_end(start)
            .filter(|_| head.class == "hospital" && self.is_capital(at))?;
        let name = format!("{} {}", head.name, self.text.words(start..end));
        Some(Body::named(name, &head.class, at..end))
    }

    /// Whether a word between a role and a body says that the body is the role's: «Giám đốc *của* Sở X», «Bộ môn *thuộc*
    /// Trường Y», and behind a role that is only somebody's work «giảng viên *tại* Trường Y».
    pub(super) fn leads_to_employer(&self, role: usize, at: usize) -> bool {
        let work = || {
            let role = self.tag(role, Category::Role);
            role.is_some_and(|(role, _)| self.rules.words.roles[role].body == ImpliedBody::Said)
        };
        self.is(at, "của") || self.is(at, "thuộc") || self.is(at, "tại") && work()
    }

    /// The end of the name of the state behind a body or a post of the whole country's: «Quốc hội *Việt Nam*», «Phó
    /// Chủ tịch nước *Việt Nam Dân chủ Cộng hòa*», «Chính phủ *nước Cộng hòa xã hội chủ nghĩa Việt Nam*».
    pub(super) fn state_end(&self, at: usize) -> Option<usize> {
        let at = at + usize::from(self.is(at, "nước"));
        let names: [&[&str]; 5] = [
            &["việt", "nam", "dân", "chủ", "cộng", "hòa"],
            &["cộng", "hòa", "xã", "hội", "chủ", "nghĩa", "việt", "nam"],
            &["cộng", "hòa", "miền", "nam", "việt", "nam"],
            &["chxhcn", "việt", "nam"],
            &["việt", "nam"],
        ];
        let begins =
            |words: &&&[&str]| (words.iter().zip(at..)).all(|(word, at)| self.is(at, word));
        let found = names.iter().find(begins).filter(|_| self.is_capital(at))?;
        Some(at + found.len())
    }

    /// The end of «Việt Nam», «VN» behind a body.
    pub(super) fn country_end(&self, at: usize) -> Option<usize> {
        if self.is(at, "vn") && self.token(at)?.shape == Shape::Upper {
            return Some(at + 1);
        }
        (self.is(at, "việt") && self.is(at + 1, "nam")).then_some(at + 2)
    }

    /// «Trung ương», «Trung ương Đảng» behind a body.
    pub(super) fn central_at(&self, at: usize) -> Option<usize> {
        if self.is(at, "t") && self.is(at + 1, ".") && self.is(at + 2, "ư") {
            return Some(if self.is(at + 3, "đảng") {
                at + 4
            } else {
                at + 3
            });
        }
        if self.is(at, "tw") || self.is(at, "tư") && self.token(at)?.shape == Shape::Upper {
            return Some(at + 1);
        }
        (self.is(at, "trung") && self.is(at + 1, "ương")).then(|| {
            if self.is(at + 2, "đảng") {
                at + 3
            } else {
                at + 2
            }
        })
    }
}

/// Whether a part of a body is said to be «tại» another: «Phòng Phát triển đô thị tại Sở X», «Khoa Nội tại Bệnh viện Y».
fn is_workplace(inner: &str, parent: impl FnOnce() -> Option<Body>) -> bool {
    let parts = ["Phòng ", "Khoa ", "Bộ môn "];
    let part = parts.iter().any(|head| inner.starts_with(head));
    part && parent().is_some_and(|parent| {
        let class = parent.class.as_str();
        matches!(class, "department" | "school" | "hospital") && !parent.elided
    })
}

/// Whether brackets name a body again by its own head: «Vụ Tài chính các ngân hàng (Vụ TCNH)»; a university or an
/// institute may be of another.
fn is_again(body: &Body, name: &str) -> bool {
    let head = |name: &str| name.split(' ').next().map(str::to_owned);
    !matches!(body.class.as_str(), "school" | "institute") && head(&body.name) == head(name)
}
