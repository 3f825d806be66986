//! Posts that only one can hold: who has them where a text gives one to several.

use std::collections::BTreeSet;

use super::gather::{Gathered, post_key};
use super::model::{Event, EventKind, Post, Status, Tenure, When};
use super::same_act::add_evidence;

impl Gathered {
    /// Adds a tenure of a sentence that looks back some years.
    pub(crate) fn back(&mut self, tenure: Tenure) {
        if !self.by_post.contains_key(&post_key(&tenure)) {
            self.back.insert(self.tenures.len());
            self.add(tenure);
        }
    }

    /// Whoever the text names only in looking back has left a post that somebody else has and only one can hold.
    pub(super) fn leave_taken_seats(&mut self) {
        for &place in &self.back {
            let held = &self.tenures[place];
            let taken = self.tenures.iter().any(|other| {
                other.person != held.person
                    && other.when != When::Former
                    && other.post.is_same(&held.post)
            });
            if held.when == When::Current && taken && is_only_seat(&held.post) {
                self.tenures[place].when = When::Former;
            }
        }
    }

    /// Whoever is removed without a word on which post leaves the only one that the text says is held: «ông A, Giám đốc
    /// Sở X, … Sau đó, ông A bị cách chức».
    pub(super) fn leave_only_posts(&mut self) {
        for (event, _) in &mut self.events {
            if !is_bare_removal(event) {
                continue;
            }
            let held = |tenure: &&mut Tenure| {
                tenure.person == event.person
                    && tenure.when == When::Current
                    && !tenure.post.is_membership()
            };
            let mut tenures = self.tenures.iter_mut().filter(held);
            let (Some(tenure), None) = (tenures.next(), tenures.next()) else {
                continue;
            };
            tenure.end = tenure.end.or(event.date);
            event.from.push(tenure.post.clone());
            event.recovered.push("from".to_owned());
        }
    }

    /// What somebody asks for and is then granted is told by the act that grants it.
    pub(super) fn drop_granted_requests(&mut self) {
        let granted: Vec<Event> = (self.events.iter())
            .map(|(event, _)| event)
            .filter(|event| lets_go(event))
            .cloned()
            .collect();
        let same = |event: &Event, other: &Event| {
            let mut left = event.from.iter();
            event.person == other.person
                && (event.from.is_empty()
                    || other.from.is_empty()
                    || left.any(|post| other.from.iter().any(|also| also.is_same(post))))
        };
        self.events.retain(|(event, _)| {
            !asks_to_leave(event) || !granted.iter().any(|other| same(event, other))
        });
    }

    /// Adds a tenure that only a comma gives.
    pub(crate) fn weak(&mut self, tenure: Tenure) {
        match self.by_post.get(&post_key(&tenure)) {
            Some(place) if self.weak.contains(place) => {
                add_evidence(&mut self.tenures[*place].evidence, tenure.evidence);
            }
            Some(_) => self.tenure(tenure),
            None => {
                self.weak.insert(self.tenures.len());
                self.tenure(tenure);
            }
        }
    }

    /// What only a comma gives is not held by whom it gives it to, where only one can hold it and the text names
    /// another holder beyond doubt: «… vụ ông A, Thủ tướng nói», «Thủ tướng B».
    pub(super) fn leave_to_holders(&mut self) {
        let others = |held: &Tenure| {
            let mut all = self.tenures.iter().enumerate();
            all.any(|(place, other)| {
                other.person != held.person
                    && other.when == When::Current
                    && other.post.is_same(&held.post)
                    && !self.weak.contains(&place)
            })
        };
        let doubtful: BTreeSet<usize> = (self.weak.iter().copied())
            .filter(|&place| {
                let held = &self.tenures[place];
                held.when == When::Current && is_only_seat(&held.post) && others(held)
            })
            .collect();
        let mut place = 0;
        self.tenures.retain(|_| {
            place += 1;
            !doubtful.contains(&(place - 1))
        });
    }
}

/// Whether somebody only asks to leave a post: «ông A có đơn xin từ chức».
pub(super) fn asks_to_leave(event: &Event) -> bool {
    event.status == Status::Proposed && event.kinds == [EventKind::Resignation]
}

/// Whether an event takes somebody from a post for good, as far as he asks for it or is made to.
fn lets_go(event: &Event) -> bool {
    use EventKind::{Relief, Removal, Resignation, Retirement};
    let leaves = |kind: &EventKind| matches!(kind, Relief | Removal | Resignation | Retirement);
    event.status == Status::Decided && event.kinds.iter().any(leaves)
}

/// How the committees begin that take no more than posts in the Party.
const OF_PARTY: [&str; 4] = [
    "Ủy ban Kiểm tra",
    "Ban Thường vụ",
    "Ban Bí thư",
    "Bộ Chính trị",
];

/// Whether an event takes a post from somebody and doesn't say which: «ông A bị cách chức», not «bị cách chức Bí thư», «cách
/// hết các chức vụ trong Đảng».
fn is_bare_removal(event: &Event) -> bool {
    let by = event.by.as_deref().unwrap_or_default();
    let bare = |quote: &str| {
        let quote = quote.to_lowercase();
        let told = ["cách chức", "bãi nhiệm", "từ chức"]
            .iter()
            .find_map(|act| {
                let (_, behind) = quote.rsplit_once(act)?;
                Some(behind.trim_start_matches([' ', ',']))
            });
        told.is_some_and(|behind| {
            let mut whom = ["đối với", "với", "của", "ông", "bà"].iter();
            behind.is_empty() || whom.any(|word| behind.starts_with(word))
        })
    };
    lets_go(event)
        && event
            .kinds
            .iter()
            .any(|kind| matches!(kind, EventKind::Removal | EventKind::Relief))
        && event.from.is_empty()
        && event.to.is_empty()
        && !OF_PARTY.iter().any(|head| by.starts_with(head))
        && event.evidence.iter().all(|evidence| bare(&evidence.quote))
}

/// Whether only one can hold a post: no deputy, member or secretary of the Centre.
pub(super) fn is_only_seat(post: &Post) -> bool {
    let role = post.role.as_deref().unwrap_or_default();
    let central = |org: &String| org.contains("Trung ương");
    let many = role.starts_with("Phó ")
        || role.ends_with("viên")
        || matches!(
            role,
            "Đại biểu" | "Thứ trưởng" | "Trợ lý" | "Thư ký" | "Thẩm phán"
        )
        || role.starts_with("Bí thư") && post.org.as_ref().is_some_and(central);
    !many
}
