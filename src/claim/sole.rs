//! Posts that only one can hold: who has them where a text gives one to several.

use std::collections::BTreeSet;

use super::gather::{Gathered, post_key};
use super::model::{Post, Tenure, When};
use super::same_act::add_evidence;

impl Gathered {
    /// Adds a tenure of a sentence that looks back some years.
    pub(crate) fn back(&mut self, tenure: Tenure) {
        if !self.by_post.contains_key(&post_key(&tenure)) {
            self.back.insert(self.tenures.len());
            self.tenure(tenure);
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

/// Whether only one can hold a post: no deputy, member or secretary of the Centre.
fn is_only_seat(post: &Post) -> bool {
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
