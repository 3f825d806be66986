//! What a decider has the power to do: who elects whom, who staffs what, and where.

use super::decider::Decider;
use super::elided::COMMITTEES;
use super::reading::Reading;
use super::same_act::is_committee_seat;
use crate::claim::{EventKind, Level, Post};

/// What appoints, assigns and relieves but elects nobody.
const APPOINTING: [&str; 8] = [
    "Bộ ",
    "Hội đồng Bầu cử",
    "Ban Bí thư",
    "Ban Thường vụ",
    "Chính phủ",
    "Sở ",
    "Ủy ban nhân dân",
    "Văn phòng",
];

/// How the bodies begin whose heads others appoint.
const SERVING: [&str; 14] = [
    "Sở ",
    "Bộ ",
    "Ủy ban nhân dân",
    "Công an ",
    "Tổng cục ",
    "Cục ",
    "Vụ ",
    "Chi cục ",
    "Phòng ",
    "Ban ",
    "Trung tâm ",
    "Trường ",
    "Bệnh viện ",
    "Viện ",
];

/// What the names of those bodies hold whose members a council elects.
const OF_COUNCIL: [&str; 9] = [
    "Hội đồng nhân dân",
    "Ủy ban nhân dân",
    "Hội thẩm",
    "Tòa án",
    "Ban Kinh tế",
    "Ban Pháp chế",
    "Ban Văn hóa",
    "Ban Dân tộc",
    "Ban Đô thị",
];

/// How the bodies begin whose heads the National Assembly elects or approves (Constitution of 2013, article 70).
const OF_ASSEMBLY: [&str; 11] = [
    "Quốc hội",
    "Ủy ban",
    "Hội đồng",
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Chính phủ",
    "Bộ ",
    "Ngân hàng Nhà nước",
    "Thanh tra Chính phủ",
    "Văn phòng Chính phủ",
    "Tòa án nhân dân tối cao",
    "Viện kiểm sát nhân dân tối cao",
];

/// What the names of bodies that investigate crimes begin with.
const INVESTIGATORS: [&str; 3] = [
    "Cơ quan Cảnh sát điều tra",
    "Cơ quan An ninh điều tra",
    "Cơ quan điều tra",
];

impl Decider {
    /// Whether it elects holders of a post: councils those of the council and the People's Committee, congresses and
    /// executive committees those of the Party.
    fn elects(&self, post: &Post) -> bool {
        let council = self.name.starts_with("Hội đồng nhân dân");
        let org = post.org.as_deref().unwrap_or_default();
        if self.officer || APPOINTING.iter().any(|head| self.name.starts_with(head)) {
            return false;
        }
        if org.starts_with("Ủy ban nhân dân") || org.starts_with("Hội đồng nhân dân") {
            return council;
        }
        // Nor does a council elect anybody but to itself, its committee and the courts' benches of jurors.
        if council && !org.is_empty() && !OF_COUNCIL.iter().any(|head| org.contains(head)) {
            return false;
        }
        let of_assembly = OF_ASSEMBLY.iter().any(|head| org.starts_with(head));
        if self.name == "Quốc hội" {
            return of_assembly;
        }
        if self.name.starts_with("Đại hội") && of_assembly && !is_of_party(org) {
            return false;
        }
        !is_of_party(org) || self.is_of_party()
    }

    /// Whether it belongs to the Party, or is one of its congresses.
    fn is_of_party(&self) -> bool {
        is_of_party(&self.name)
            || [
                "Bộ Chính trị",
                "Ban Chấp hành",
                "Đại hội",
                "Hội nghị",
                "Trung ương",
            ]
            .iter()
            .any(|head| self.name.starts_with(head))
    }

    /// Whether it can have decided an act of these kinds on these posts, though a text names it beside the act: who
    /// elects nominates nobody, nobody is appointed by the body that he heads, boards of firms elect no
    /// members of their own, the National Assembly elects no heads of its delegations, and a newspaper staffs itself alone.
    pub(super) fn may_act(&self, kinds: &[EventKind], to: &[Post]) -> bool {
        let elector = self.name == "Quốc hội" || self.name.starts_with("Hội đồng nhân dân");
        let elected = kinds.contains(&EventKind::Election);
        let heads_it = |post: &Post| {
            post.org.as_deref() == Some(self.name.as_str())
                && SERVING.iter().any(|head| self.name.starts_with(head))
                && post
                    .role
                    .as_deref()
                    .is_some_and(|role| !role.starts_with("Phó ") && !post.is_membership())
        };
        let of_delegation = |post: &Post| {
            post.org
                .as_deref()
                .is_some_and(|org| org.starts_with("Đoàn đại biểu Quốc hội"))
        };
        let of_itself = |post: &Post| {
            let org = post.org.as_deref();
            org.is_some_and(|org| org.starts_with(self.name.as_str()))
        };
        let joins_board = |post: &Post| {
            let role = post.role.as_deref();
            of_itself(post) && role.is_some_and(|role| role.starts_with("Thành viên"))
        };
        let nominates = elector && kinds.contains(&EventKind::Nomination);
        // Nor does it move anybody.
        let moves = self.name.starts_with("Hội đồng nhân dân")
            && kinds.contains(&EventKind::Transfer)
            && !elected;
        let appoints_head = !elected && to.iter().any(heads_it);
        let leads_delegation = self.name == "Quốc hội" && to.iter().any(of_delegation);
        let own_board = self.name.starts_with("Hội đồng Quản trị") && to.iter().any(joins_board);
        let tells_it = self.name.starts_with("Báo ") && !to.iter().all(of_itself);
        !nominates && !moves && !appoints_head && !leads_delegation && !own_board && !tells_it
    }

    /// The council itself where its chairman or a deputy stands beside what the council votes on: «Chủ tịch HĐND X chủ trì, đã
    /// biểu quyết miễn nhiệm …».
    pub(super) fn or_council(mut self, kinds: &[EventKind]) -> Self {
        use EventKind::{Election, Relief, Removal};
        let votes = |kind: &EventKind| matches!(kind, Election | Relief | Removal);
        let chairs = ["Chủ tịch ", "Phó Chủ tịch ", "Phó Chủ tịch Thường trực "];
        let council = chairs
            .iter()
            .find_map(|role| self.name.strip_prefix(role))
            .filter(|org| org.starts_with("Hội đồng nhân dân"));
        if let Some(council) = council.filter(|_| kinds.iter().any(votes)) {
            self.name = council.to_owned();
            self.officer = false;
        }
        self
    }

    /// Whether it is a ministry, or the minister, and a post is in another, or in none of its own: «Bộ Y tế» staffs no «Vụ
    /// …, Bộ Tài chính», «Bộ Quốc phòng» no province's Party committee.
    pub(super) fn is_of_other_ministry(&self, post: &Post) -> bool {
        let own = self.name.strip_prefix("Bộ trưởng ").unwrap_or(&self.name);
        let org = post.org.as_deref().unwrap_or_default();
        let ministry = org.rsplit(", ").next().filter(|of| of.starts_with("Bộ "));
        let armed = match own {
            "Bộ Công an" => &["Công an", "Cảnh sát", "An ninh"][..],
            "Bộ Quốc phòng" => &["Quân", "Chỉ huy", "Biên phòng", "Tư lệnh", "Quốc phòng"][..],
            _ => &[],
        };
        let of_none = !armed.is_empty()
            && post.area.is_some()
            && !armed.iter().any(|word| org.contains(word));
        own.starts_with("Bộ ")
            && own != "Bộ Chính trị"
            && (of_none || ministry.is_some_and(|of| !is_command(of) && of != own))
    }

    /// Whether it gives and takes a post of the Party: what belongs to the Party does, and whoever speaks for it.
    fn may_staff(&self, post: &Post) -> bool {
        let org = post.org.as_deref().unwrap_or_default();
        !is_of_party(org)
            || ![
                "Sở ",
                "Ủy ban nhân dân",
                "Chủ tịch Ủy ban nhân dân",
                "Hội đồng nhân dân",
                "Quốc hội",
                "Ủy ban Thường vụ Quốc hội",
            ]
            .iter()
            .any(|head| self.name.starts_with(head))
    }
}

/// Whether a body that begins as ministries do is a command of the army or the police.
fn is_command(org: &str) -> bool {
    const COMMANDS: [&str; 4] = ["Bộ Chỉ huy", "Bộ Tư lệnh", "Bộ Tham mưu", "Bộ đội"];
    COMMANDS.iter().any(|head| org.starts_with(head))
}

/// Whether a body is a committee of the Party or belongs to one.
pub(super) fn is_of_party(org: &str) -> bool {
    org.contains("Đảng") || COMMITTEES.iter().any(|(name, _)| org.contains(name))
}

impl Reading<'_> {
    /// Whether somebody named in another sentence can have decided an act of these kinds on these posts.
    pub(super) fn may_decide(
        &self,
        decider: &Decider,
        kinds: &[EventKind],
        posts: &[Post],
    ) -> bool {
        // A council elects, relieves and approves; it appoints nobody.
        let of_council = |kind: &EventKind| {
            use EventKind::{Approval, Election, Relief, Removal, Resignation};
            matches!(kind, Approval | Election | Relief | Removal | Resignation)
        };
        let council = decider.name.starts_with("Hội đồng nhân dân");
        // Investigators decide whom to prosecute, and nobody's post.
        if (INVESTIGATORS.iter()).any(|body| decider.name.starts_with(body)) {
            return false;
        }
        if !posts.is_empty() && posts.iter().all(|post| decider.is_of_other_ministry(post)) {
            return false;
        }
        if kinds.contains(&EventKind::Discipline) && decider.name.ends_with("Quốc hội") {
            return false;
        }
        if kinds.contains(&EventKind::Nomination) && (council || decider.name == "Quốc hội") {
            return false;
        }
        // The Politburo and the Secretariat staff the centre and the heads of provinces, no departments of theirs.
        let local = |post: &Post| {
            let of_department = post
                .org
                .as_deref()
                .is_some_and(|org| org.starts_with("Sở ") || org.starts_with("Chi cục "));
            of_department || matches!(post.level, Some(Level::District | Level::Commune))
        };
        let central = matches!(decider.name.as_str(), "Bộ Chính trị" | "Ban Bí thư");
        if central && !posts.is_empty() && posts.iter().all(local) {
            return false;
        }
        if council && !kinds.iter().any(of_council) {
            return false;
        }
        let party = decider.name.contains("ủy ") || decider.name.starts_with("Ban ");
        if party && !posts.is_empty() && posts.iter().all(is_committee_seat) {
            return false;
        }
        // Who sits in a committee of the Party is decided above it, or elected.
        let given = |kind: &EventKind| {
            use EventKind::{Appointment, Designation, Rotation, Transfer};
            matches!(kind, Appointment | Designation | Rotation | Transfer)
        };
        let own = |post: &Post| {
            let org = post.org.as_deref().unwrap_or_default();
            decider.is_of_party() && is_of_party(org) && decider.name.ends_with(org)
        };
        // And a whole committee elects, while its inspectors only punish.
        let whole = ["Ban Chấp hành Đảng bộ", "Ủy ban Kiểm tra"]
            .iter()
            .any(|head| decider.name.starts_with(head));
        if kinds.iter().any(given) && (whole || posts.first().is_some_and(own)) {
            return false;
        }
        let of_kind = |post: &Post| {
            if kinds.contains(&EventKind::Election) {
                decider.elects(post)
            } else {
                decider.may_staff(post)
            }
        };
        posts.iter().all(of_kind)
            && (posts.is_empty() || posts.iter().any(|post| self.is_over(decider, post)))
    }

    /// Whether a post lies in the area of a decider; who has none, and what has none, may.
    fn is_over(&self, decider: &Decider, post: &Post) -> bool {
        let (Some(area), Some(place)) = (&decider.place, &post.place) else {
            return true;
        };
        let places = &self.rules.places;
        area == place
            || places
                .by_code(place)
                .and_then(|unit| unit.parent)
                .is_some_and(|unit| {
                    std::iter::successors(Some(unit), |&unit| places.units()[unit].parent)
                        .any(|unit| places.units()[unit].code == *area)
                })
    }
}
