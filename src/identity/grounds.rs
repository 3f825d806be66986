//! What speaks for and against two profiles' being one person's, and how much it weighs.

use std::borrow::Cow;

use crate::date::Date;

/// Why two profiles may be one person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// A post that one person alone holds.
    Seat,
    /// Another post of a body's leadership.
    Post,
    /// Different posts of one body.
    Body,
    /// Posts in one district or commune, or in a district and a commune of it.
    Unit,
    /// A membership that many hold: «Đại biểu Quốc hội».
    Membership,
    /// Posts in one province.
    Province,
    /// Posts of like grades in one province, held one after the other.
    Career,
    /// The day, the month or the year of birth.
    Birth,
    /// The home place.
    Hometown,
    /// The name itself, which few officials bear.
    Rare,
}

/// Why two profiles are not one person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bar {
    /// Births that contradict each other.
    Birth,
    /// Different genders.
    Gender,
    /// Posts that nobody holds at once, at one time and far apart.
    Apart,
}

/// The grounds that two profiles have in common, with their weight.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grounds {
    /// Each ground with what it is (the key of a post, body or name, the code of a place, a date) and its weight.
    pub found: Vec<(Ground, String, u32)>,
    /// What speaks against, with what either side says: births, or the keys of posts.
    pub bars: Vec<(Bar, [String; 2])>,
}

/// So many points make two profiles one person's: what only chance in thousands of namesakes gives.
pub const JOINS: u32 = 5;

/// So many points leave a doubt that a reader should settle.
pub(super) const DOUBTFUL: u32 = 3;

impl Grounds {
    /// The weight of all grounds.
    pub fn weight(&self) -> u32 {
        let mut scale = Scale::default();
        for (ground, _, weight) in &self.found {
            scale.add(*ground, *weight);
        }
        scale.weight()
    }

    /// Whether anything beside the name speaks for one person.
    pub fn is_more_than_name(&self) -> bool {
        self.found
            .iter()
            .any(|(ground, ..)| *ground != Ground::Rare)
    }
}

/// The weight of grounds while they are found. Post, body, unit and membership tell of one thing: the best of them
/// counts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scale {
    office: u32,
    others: u32,
    /// Whether anything beside the name was found.
    pub(super) is_more_than_name: bool,
}

impl Scale {
    pub(super) fn add(&mut self, ground: Ground, weight: u32) {
        if ground <= Ground::Membership {
            self.office = self.office.max(weight);
        } else {
            self.others += weight;
        }
        self.is_more_than_name |= ground != Ground::Rare;
    }

    pub(super) fn weight(self) -> u32 {
        self.office + self.others
    }
}

/// What a ground is, as the profiles have it.
#[derive(Clone, Copy, Debug)]
pub(super) enum What<'a> {
    /// The key of a post or a body, the code of a place; nothing for the name.
    Key(&'a str),
    /// A date of birth.
    Born(Date),
}

impl<'a> What<'a> {
    pub(super) fn text(self) -> Cow<'a, str> {
        match self {
            Self::Key(key) => Cow::Borrowed(key),
            Self::Born(date) => Cow::Owned(date.to_string()),
        }
    }
}

/// How much two profiles have in common, and what speaks against their being one person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tie {
    /// The weight of the grounds.
    pub(super) weight: u32,
    /// What speaks against.
    pub(super) against: Against,
}

/// What speaks against two profiles' being one person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Against {
    /// Nothing.
    Nothing,
    /// Posts far apart at one time: an article may be wrong.
    Apart,
    /// Births, genders or a decision: no doubt is left.
    Certain,
}
