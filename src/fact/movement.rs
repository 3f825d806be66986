//! Where a move leads: between levels, grades, and centre and provinces.

use std::cmp::Ordering;

use crate::claim::Level;
use crate::identity::{Post, Register};

/// The direction of a move by the levels of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Movement {
    /// To a lower level.
    Down,
    /// To a higher level.
    Up,
    /// To another body of the same level.
    Sideways,
    /// Within one body or area.
    Within,
}

impl Movement {
    /// The direction from one post to another.
    pub(super) fn between(from: &Post, to: &Post) -> Option<Self> {
        Some(match to.level()?.cmp(&from.level()?) {
            Ordering::Greater => Self::Down,
            Ordering::Less => Self::Up,
            Ordering::Equal => {
                let (from_body, to_body) = (from.body()?, to.body()?);
                let same_place = from_body.place.is_some() && from_body.place == to_body.place;
                if same_place || from_body == to_body {
                    Self::Within
                } else {
                    Self::Sideways
                }
            }
        })
    }
}

/// How the grades of the posts at the ends of a move compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GradeChange {
    /// To a higher post.
    Promotion,
    /// To an equal post.
    Lateral,
    /// To a lower post.
    Demotion,
}

impl GradeChange {
    /// The change from some posts to others: of several, the highest counts.
    pub(super) fn between(from: &[Post], to: &[Post], register: &Register) -> Option<Self> {
        let highest = |posts: &[Post]| posts.iter().filter_map(|post| register.grade(post)).min();
        Some(match highest(to)?.cmp(&highest(from)?) {
            Ordering::Less => Self::Promotion,
            Ordering::Equal => Self::Lateral,
            Ordering::Greater => Self::Demotion,
        })
    }
}

/// A move between the centre and the provinces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// From a central body to a province or what lies in one.
    CentreToProvince,
    /// From a province or what lies in one to a central body.
    ProvinceToCentre,
}

impl Direction {
    /// The direction from some posts to others: those at the centre are many officials' beside their own, so all of
    /// one end must lie there and none of the other.
    pub(super) fn between(from: &[Post], to: &[Post]) -> Option<Self> {
        let central = |posts: &[Post]| {
            let mut levels = posts
                .iter()
                .filter(|post| !post.is_membership())
                .map(Post::level);
            let first = levels.next()??;
            let central = first == Level::Central;
            let agree = levels.all(|level| level.is_some_and(|l| (l == Level::Central) == central));
            agree.then_some(central)
        };
        match (central(from)?, central(to)?) {
            (true, false) => Some(Self::CentreToProvince),
            (false, true) => Some(Self::ProvinceToCentre),
            _ => None,
        }
    }
}
