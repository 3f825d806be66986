//! Leaving: which of the posts beside a name an act takes from its bearer, who may keep some or all of them.

use super::act::Act;
use super::item::Clause;
use super::patient::Patient;
use super::post::{Held, PostMention};
use super::post_list::PostList;
use super::reading::Reading;
use crate::claim::{EventKind, Post};

impl Patient {
    /// The lists of posts beside the name without those that its bearer cannot leave by an act: what the news has somebody
    /// take up he doesn't leave; and «nguyên Giám đốc … nghỉ hưu» left that before.
    pub(super) fn may_leave(&self, act: &Act) -> Vec<PostList> {
        let has = |post: &PostMention| {
            matches!(post.held, Held::Plain | Held::Acting)
                && !post.role.to_lowercase().contains("ủy viên")
        };
        // «Ông A, Giám đốc Sở X, nguyên Bí thư Huyện ủy Y, được bổ nhiệm …»: the second he left long ago.
        let former = !self.beside.iter().flat_map(|list| &list.posts).any(has);
        let leaves = |post: &&PostMention| match post.held {
            Held::New => false,
            Held::Former => former && act.kinds != [EventKind::Retirement],
            Held::Plain | Held::Acting => true,
        };
        let lists = self.beside.iter().map(|list| PostList {
            posts: list.posts.iter().filter(leaves).cloned().collect(),
            ..list.clone()
        });
        lists.collect()
    }
}

impl Reading<'_> {
    /// Leaves only those of the posts beside a name that an act ends, where it says what is taken up.
    pub(super) fn keep_others(
        &self,
        clause: &Clause,
        act: &Act,
        patient: &Patient,
        from: &mut Vec<Post>,
        to: &[Post],
    ) {
        let found = &act.fired.found;
        // Whoever runs a body for a while, or has a second post, keeps the first.
        let runs = found.items.clone().any(|i| {
            matches!(
                self.class_of(clause, i),
                Some("điều hành" | "phụ trách" | "giao phụ trách" | "kiêm")
            )
        });
        // So does who gets a seat that is only held beside others.
        let adds = !to.is_empty()
            && (to.iter()).all(|post| is_beside_others(post) || is_seat_beside(post));
        let gives_up = gives_up(&act.kinds) && !runs && !adds;
        // «Phó Bí thư, Chủ tịch UBND … giữ chức Bí thư» of the same committee: that he leaves the other is not said.
        let may_rise = !runs
            && !act.kinds.contains(&EventKind::Nomination)
            && !act.kinds.contains(&EventKind::Acting);
        let rises = |post: &Post| may_rise && to.iter().any(|taken| is_deputy_of(post, taken));
        let is_promoted = from.iter().any(rises);
        let some = self.leaves_some(clause, found, patient, &act.kinds);
        from.retain(|post| {
            !some
                && !post.is_membership()
                && !to.contains(post)
                && (rises(post) || gives_up && !is_promoted)
        });
    }
}

/// Whether an act of these kinds ends the post that stands beside the name: a membership is not left by taking
/// up a post, nor is any post by being elected to another.
fn gives_up(kinds: &[EventKind]) -> bool {
    use EventKind::{
        Appointment, Assignment, Designation, Election, Relief, Removal, Resignation, Retirement,
        Rotation, Transfer,
    };
    let moves = kinds.iter().any(|kind| {
        matches!(
            kind,
            Rotation
                | Transfer
                | Appointment
                | Assignment
                | Relief
                | Removal
                | Resignation
                | Retirement
        )
    });
    let elected = kinds.contains(&Election)
        || kinds.contains(&Designation) && !kinds.contains(&Transfer) && !kinds.contains(&Rotation);
    moves && !elected
}

/// Whether a post is in a body whose seats are held beside other posts: «Hội đồng Thi đua - Khen thưởng Trung ương».
fn is_beside_others(post: &Post) -> bool {
    const BODIES: [&str; 4] = [
        "Hội đồng Thi đua",
        "Hội đồng Bầu cử",
        "Ủy ban Bầu cử",
        "Ủy ban An toàn giao thông",
    ];
    post.org
        .as_deref()
        .is_some_and(|org| BODIES.iter().any(|head| org.starts_with(head)))
}

/// Whether a post is a seat in a committee of the Party, but for its inspectors, who do nothing else.
fn is_seat_beside(post: &Post) -> bool {
    let inspects = |org: &str| org.starts_with("Ủy ban Kiểm tra");
    let seat = |role: &str| role.to_lowercase().contains("ủy viên");
    post.role.as_deref().is_some_and(seat) && !post.org.as_deref().is_none_or(inspects)
}

/// Whether a post is that of a deputy of whoever holds another, in the same body: «Phó Bí thư Thường trực» of «Bí thư».
fn is_deputy_of(post: &Post, head: &Post) -> bool {
    let role = post
        .role
        .as_deref()
        .and_then(|role| role.strip_prefix("Phó "));
    match (role, head.role.as_deref()) {
        (Some(role), Some(of)) => {
            post.org.is_some() && post.org == head.org && role.starts_with(of)
        }
        _ => false,
    }
}
