//! Which posts nobody has at once, and which go together: what the next step of a career says of the one before.

use super::post::Post;
use super::register::{OF_A_UNIT, Register};
use crate::claim::Level;
use crate::text::name_key;

/// The kinds of bodies that lead a unit.
const COMMITTEES: [&str; 3] = ["party", "committee", "council"];

/// The kinds of bodies that work for those who lead a unit.
const OFFICES: [&str; 3] = ["department", "office", "commission"];

/// The kinds of bodies that serve the whole state.
const OF_THE_STATE: [&str; 5] = ["government", "ministry", "court", "procuracy", "commission"];

/// The bodies of the centre that only some of their kind are full-time offices in.
const AT_THE_CENTRE: [&str; 4] = [
    "Quốc hội",
    "Văn phòng Trung ương Đảng",
    "Ủy ban Kiểm tra Trung ương",
    "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
];

/// The Party's committees within bodies.
const WITHIN: [&str; 3] = ["Đảng ủy", "Ban cán sự đảng", "Đảng đoàn"];

impl Register {
    /// Whether a post is one that goes beside the posts that its holder has: a membership, a council or steering board of
    /// heads of other bodies, the Party's committee in the body itself.
    pub fn goes_beside(&self, post: &Post, others: &[Post]) -> bool {
        const BOARDS: [&str; 8] = [
            "Hội đồng",
            "Hội đồng Thi đua - Khen thưởng Trung ương",
            "Ban Chỉ đạo",
            "Tiểu ban",
            "Tổ công tác",
            "Đoàn đại biểu Quốc hội",
            "Ủy ban sông Mê Công Việt Nam",
            "Ủy ban An toàn giao thông Quốc gia",
        ];
        // Who leads a court is one of its judges.
        let court = |post: &Post| {
            post.body()
                .is_some_and(|body| body.label.contains("Tòa án"))
        };
        if post.role() == Some("Thẩm phán") && others.iter().any(court) {
            return true;
        }
        let Some(label) = post.body().map(|body| body.label.as_str()) else {
            return false;
        };
        let Some((head, _)) = self.head(label) else {
            return post.is_membership();
        };
        post.is_membership()
            || BOARDS.contains(&head.name.as_str())
            || others.iter().any(|other| self.is_within(post, other))
    }

    /// Whether a post is one in the Party's committee of the body that another post is in.
    pub fn is_within(&self, post: &Post, other: &Post) -> bool {
        let head = post.body().and_then(|body| self.head(&body.label));
        let (Some((head, rest)), Some(body)) = (head, other.body()) else {
            return false;
        };
        // «Đảng ủy *Cơ quan* Ban Tổ chức Trung ương».
        let rest = name_key(rest);
        let rest = rest.strip_prefix("cơ quan ").unwrap_or(&rest);
        WITHIN.contains(&head.name.as_str()) && name_key(&body.label) == rest
    }

    /// Whether who is moved into a post cannot keep another: both are offices in bodies that have nothing to do with each
    /// other. Who leads a place's committee may be moved within the place and lead it still.
    pub fn gives_way(&self, post: &Post, next: &Post) -> bool {
        let office = |post: &Post, other: &Post| {
            let others = std::slice::from_ref(other);
            post.body().is_some() && !self.goes_beside(post, others)
        };
        let leads = |post| {
            self.class(post)
                .is_some_and(|class| COMMITTEES.contains(&class))
        };
        let same_place = post.place().is_some() && post.place() == next.place();
        let known = self.rank(post).is_some() || post.role().is_none();
        known
            && office(post, next)
            && office(next, post)
            && post.body_key() != next.body_key()
            && !(same_place && leads(post))
    }

    /// Whether a life goes from one office to another that comes a year after it or later: an office of the Party, the state
    /// or the army leaves no room for the one before it.
    pub fn follows(&self, post: &Post, next: &Post) -> bool {
        let beside = |post| {
            self.class(post)
                .is_none_or(|class| matches!(class, "mass" | "front" | "friendship" | "council"))
        };
        let heads = || {
            let rises = self.rank(next) == Some(1) && self.rank(post) != Some(1);
            rises && post.body_key() == next.body_key() && !self.goes_beside(post, &[])
        };
        let within = (next.body().and_then(|body| self.head(&body.label)))
            .is_some_and(|(head, _)| WITHIN.contains(&head.name.as_str()));
        self.rank(next).is_some()
            && !within
            && !beside(post)
            && !beside(next)
            && (self.gives_way(post, next) || heads())
    }

    /// Whether nobody has two posts of one body at once, as the second is the first in full or stands above it.
    pub fn is_step_below(&self, post: &Post, above: &Post) -> bool {
        let (role, full) = (post.role_key(), above.role_key());
        let ranks = self.rank(post).zip(self.rank(above));
        // A deputy who leads the body for the time being is its deputy still.
        let for_good = !full.starts_with("quyền ") && !full.ends_with(" phụ trách");
        let deputy = for_good && ranks.is_some_and(|(rank, above)| above < rank);
        let acting = self.acts_for(post, above);
        let alternate = role.strip_suffix(" dự khuyết") == Some(full);
        !post.body_key().is_empty()
            && post.body_key() == above.body_key()
            && (deputy || acting || alternate)
    }

    /// Whether one post is that of who acts for the holder of the other: «Quyền Bộ trưởng» before «Bộ trưởng».
    pub fn acts_for(&self, post: &Post, above: &Post) -> bool {
        let (role, full) = (post.role_key(), above.role_key());
        let acting = role.strip_prefix("quyền ") == Some(full)
            || role == "phụ trách" && self.standing(full).rank == 1;
        acting && !post.body_key().is_empty() && post.body_key() == above.body_key()
    }

    /// Whether two posts lead units far apart, which nobody does at once; nor does who leads one sit on the Party's
    /// committee of the other.
    pub fn lead_apart(&self, one: &Post, other: &Post) -> bool {
        let leads = |post: &Post| {
            let of_unit = (self.class(post)).is_some_and(|class| OF_A_UNIT.contains(&class));
            of_unit && self.rank(post).is_some()
        };
        let sits = one.is_membership() && self.class(one) == Some("party");
        let places = one.place().zip(other.place());
        (leads(one) || sits)
            && leads(other)
            && places.is_some_and(|(one, other)| self.gazetteer.apart(one, other))
    }

    /// Whether two posts lead the council and the committee of one unit, of which one watches over the other.
    pub fn lead_both_sides(&self, one: &Post, other: &Post) -> bool {
        let side = |post: &Post| {
            let class = self.class(post).filter(|_| self.rank(post) == Some(1))?;
            matches!(class, "council" | "committee").then_some(class)
        };
        let sides = side(one).zip(side(other));
        let same_place = one.place().is_some() && one.place() == other.place();
        same_place && sides.is_some_and(|(one, other)| one != other)
    }

    /// Whether a post is left with another that its holder was moved away from: it is in the Party's committee of the same
    /// body, or a seat on a committee of the place that he left for good.
    pub fn goes_with(&self, post: &Post, left: &Post, to: &[Post]) -> bool {
        let away = |next: &Post| {
            let places = post.place().zip(next.place());
            next.level() == Some(Level::Central)
                || places.is_some_and(|(one, other)| self.gazetteer.apart(one, other))
        };
        let seat = || {
            post.is_membership()
                && self.class(post) == Some("party")
                && post.place().is_some()
                && post.place() == left.place()
                && !to.is_empty()
                && to.iter().all(away)
        };
        self.is_within(post, left) || seat()
    }

    /// Whether one post leads a district or a commune and the other is in an office of the province or the centre, which
    /// nobody has at once.
    pub fn serves_elsewhere(&self, one: &Post, other: &Post) -> bool {
        let leads = |post: &Post| {
            matches!(post.level(), Some(Level::District | Level::Commune))
                && self
                    .class(post)
                    .is_some_and(|class| COMMITTEES.contains(&class))
        };
        let serves = |post: &Post| {
            matches!(post.level(), Some(Level::Province | Level::Central))
                && self
                    .class(post)
                    .is_some_and(|class| OFFICES.contains(&class))
        };
        self.rank(one).is_some()
            && self.rank(other).is_some()
            && (leads(one) && serves(other) || serves(one) && leads(other))
    }

    /// Whether one post is an office at the centre and the other one in a province or in what lies there, which nobody has at
    /// once: «Phó Thủ tướng» and «Bí thư Tỉnh ủy».
    pub fn serve_far_apart(&self, one: &Post, other: &Post) -> bool {
        let in_province = |post: &Post| {
            let below = post.level().is_some_and(|level| level != Level::Central);
            let of_unit = self
                .class(post)
                .is_some_and(|class| OF_A_UNIT.contains(&class) && class != "mass");
            below && of_unit && post.place().is_some() && self.is_office(post)
        };
        self.is_of_centre(one) && in_province(other) || in_province(one) && self.is_of_centre(other)
    }

    /// Whether two posts lead bodies of the centre that nobody leads at once: «Trưởng Ban Tổ chức Trung ương» and «Thủ tướng»,
    /// while a deputy of the Government may be a minister.
    pub fn lead_centre_apart(&self, one: &Post, other: &Post) -> bool {
        let rank = |post: &Post| {
            let government = post.body().is_some_and(|body| body.label == "Chính phủ");
            let leads = self.rank(post) == Some(1) || government;
            (leads && self.is_of_centre(post)).then(|| (self.class(post), government))
        };
        let (Some((class, government)), Some((next, governs))) = (rank(one), rank(other)) else {
            return false;
        };
        let minister = [class, next].contains(&Some("ministry")) && (government || governs);
        let led = |post| self.rank(post) == Some(1);
        class != next && (!minister || led(one) && led(other))
    }

    /// Whether a post is an office in a body of the centre that takes its holder's whole day.
    fn is_of_centre(&self, post: &Post) -> bool {
        let Some((head, _)) = post.body().and_then(|body| self.head(&body.label)) else {
            return false;
        };
        let of_state = OF_THE_STATE.contains(&head.class.as_str());
        let central = || post.level() == Some(Level::Central);
        let council = || head.name.starts_with("Hội đồng") || head.name.contains("Thi đua");
        (of_state && !council() || AT_THE_CENTRE.contains(&head.name.as_str()))
            && central()
            && self.is_office(post)
    }

    /// Whether a post is that of a head or deputy which goes beside no other.
    fn is_office(&self, post: &Post) -> bool {
        self.rank(post).is_some() && !self.goes_beside(post, &[])
    }

    /// Whether a seat is one that somebody has by his service: in an assembly or a committee of the Party.
    pub fn is_of_service(&self, post: &Post) -> bool {
        let class = self.class(post);
        class.is_some_and(|class| matches!(class, "party" | "assembly" | "council" | "committee"))
    }

    /// Whether a post is one that only a member of the Party has: in one of its committees or in a commission of one.
    pub fn is_of_party(&self, post: &Post) -> bool {
        let Some(body) = post.body() else {
            return false;
        };
        let commission = || {
            body.label.ends_with(" Trung ương")
                || ["Tỉnh ủy ", "Thành ủy ", "Huyện ủy ", "Quận ủy ", "Thị ủy "]
                    .iter()
                    .any(|of| body.label.contains(of))
        };
        match self.class(post) {
            Some("party") => true,
            Some("commission") => commission(),
            _ => false,
        }
    }

    /// Whether a seat is in a body of which another post is an office: «Ủy viên Đoàn Chủ tịch Tổng Công đoàn» beside «Chủ tịch
    /// Tổng Công đoàn».
    pub fn is_seat_beside(&self, seat: &Post, office: &Post) -> bool {
        let bodies = seat.body().zip(office.body());
        seat.is_membership()
            && seat.role() != Some("Đại biểu")
            && self.rank(office).is_some()
            && bodies.is_some_and(|(seat, office)| seat.label.ends_with(&office.label))
    }

    /// The kind of body that a post is in.
    fn class(&self, post: &Post) -> Option<&str> {
        Some(self.head(&post.body()?.label)?.0.class.as_str())
    }
}
