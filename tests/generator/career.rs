//! What an official was, one post after another.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::land::Land;
use super::names::Names;
use super::{Dice, day, reform, today};

/// One post of a career.
pub(crate) struct Step {
    /// The post as articles write it.
    pub(crate) post: String,
    /// The province that it lies in, with its type as it was then.
    pub(crate) province: String,
    /// The bare name of that province today.
    pub(crate) land: String,
    /// Whether its unit ended with the reform.
    pub(crate) is_of_old: bool,
    /// The first day.
    pub(crate) from: NaiveDate,
    /// The last day; none where it goes on.
    pub(crate) until: Option<NaiveDate>,
    /// How it ended.
    pub(crate) leaving: Leaving,
}

/// How a post ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leaving {
    /// It goes on.
    Stays,
    /// Another post followed at once.
    Moved,
    /// It was given up.
    Left,
    /// Its holder retired.
    Retired,
    /// Its unit ended.
    WithUnit,
}

impl Step {
    /// Whether two steps have days in common.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let last = |step: &Self| step.until.unwrap_or(NaiveDate::MAX);
        self.from < last(other) && other.from < last(self)
    }
}

/// An invented official.
pub(crate) struct Official {
    pub(crate) name: String,
    pub(crate) born: i32,
    pub(crate) home: String,
    pub(crate) steps: Vec<Step>,
}

/// A post that a career may lead to.
struct Rung {
    post: String,
    province: String,
    land: String,
    is_of_old: bool,
}

impl Official {
    /// An official who takes up only what is free.
    pub(super) fn new(
        names: &Names,
        lands: &[Land],
        free: impl Fn(&Step) -> bool,
        dice: &mut Dice,
    ) -> Self {
        let land = dice.pick(lands);
        let (district, communes) = dice.pick(&land.districts);
        let field = *dice.pick(&[
            "Y tế",
            "Nội vụ",
            "Tư pháp",
            "Xây dựng",
            "Công Thương",
            "Tài chính",
        ]);
        let ladder = ladder(land, district, communes, field, lands, dice);
        let first = dice.below(ladder.len() - 2);
        let year = 2004 + i32::try_from(dice.below(20)).unwrap_or_default();
        let mut from = day(year, 1, 1) + dice.days(0, 364);
        let mut steps: Vec<Step> = Vec::new();
        for rung in ladder.into_iter().skip(first).take(2 + dice.below(3)) {
            let until = from + dice.days(500, 1900);
            let step = Step::new(rung, from, until, dice);
            // One seat, one holder: whoever finds it taken stays where he is.
            if !free(&step) {
                continue;
            }
            let (last, leaving) = (step.until, step.leaving);
            steps.push(step);
            match (leaving, last) {
                (Leaving::Moved, Some(last)) => from = last,
                (Leaving::Left, Some(last)) => from = last + dice.days(200, 500),
                _ => break,
            }
            if from > today() {
                break;
            }
        }
        if let Some(Leaving::WithUnit) = steps.last().map(|step| step.leaving) {
            let step = Step::after_the_reform(land, field, dice);
            steps.extend(step.filter(free));
        }
        mend_ends(&mut steps, dice);
        Self {
            name: names.full(dice),
            born: 1955 + i32::try_from(dice.below(30)).unwrap_or_default(),
            home: format!("huyện {district}, tỉnh {}", land.province),
            steps,
        }
    }

    /// The provinces of today that the career lay in.
    pub(crate) fn lands(&self) -> BTreeSet<&str> {
        self.steps.iter().map(|step| step.land.as_str()).collect()
    }

    pub(super) fn address(&self) -> &'static str {
        if self.name.contains(" Thị ") {
            "bà"
        } else {
            "ông"
        }
    }
}

fn ladder(
    land: &Land,
    district: &str,
    communes: &[String],
    field: &str,
    lands: &[Land],
    dice: &mut Dice,
) -> Vec<Rung> {
    let province = &land.province;
    let mut posts: Vec<String> = Vec::new();
    if !communes.is_empty() && dice.chance(40) {
        let commune = dice.pick(communes);
        posts.push(format!("Chủ tịch UBND xã {commune}, huyện {district}"));
        posts.push(format!("Bí thư Đảng ủy xã {commune}, huyện {district}"));
    }
    let (other, _) = dice.pick(&land.districts);
    posts.push(format!("Trưởng phòng Nội vụ huyện {district}"));
    posts.push(format!("Phó Chủ tịch UBND huyện {district}"));
    posts.push(format!("Chủ tịch UBND huyện {district}"));
    posts.push(format!("Bí thư Huyện ủy {other}"));
    let local = posts.len();
    posts.push(format!("Phó Giám đốc Sở {field} tỉnh {province}"));
    posts.push(format!("Giám đốc Sở {field} tỉnh {province}"));
    posts.push(format!("Phó Chủ tịch UBND tỉnh {province}"));
    let mut rungs: Vec<Rung> = posts
        .into_iter()
        .enumerate()
        .map(|(at, post)| Rung {
            post,
            province: format!("tỉnh {province}"),
            land: land.today.clone(),
            is_of_old: at < local || !land.goes_on,
        })
        .collect();
    if dice.chance(15) {
        let far = dice.pick(lands);
        rungs.push(Rung {
            post: format!("Phó Bí thư Tỉnh ủy {}", far.province),
            province: format!("tỉnh {}", far.province),
            land: far.today.clone(),
            is_of_old: !far.goes_on,
        });
    }
    rungs
}

impl Step {
    fn new(rung: Rung, from: NaiveDate, until: NaiveDate, dice: &mut Dice) -> Self {
        let Rung {
            post,
            province,
            land,
            is_of_old,
        } = rung;
        let abolished = is_of_old && from <= reform() && until > reform();
        let (until, leaving) = if abolished {
            (Some(reform()), Leaving::WithUnit)
        } else if until > today() {
            (None, Leaving::Stays)
        } else if dice.chance(10) {
            (Some(until), Leaving::Left)
        } else {
            (Some(until), Leaving::Moved)
        };
        Self {
            post,
            province,
            land,
            is_of_old,
            from,
            until,
            leaving,
        }
    }

    /// What somebody goes on as whose unit ended; nothing for those who stop.
    fn after_the_reform(land: &Land, field: &str, dice: &mut Dice) -> Option<Self> {
        let commune = dice.pick(&land.communes);
        let now = land.now();
        let post = match dice.below(10) {
            0..3 => format!("Bí thư Đảng ủy xã {commune}, {now}"),
            3..6 => format!("Chủ tịch UBND xã {commune}, {now}"),
            6..9 => format!("Phó Giám đốc Sở {field} {now}"),
            _ => return None,
        };
        Some(Self {
            post,
            province: now,
            land: land.today.clone(),
            is_of_old: false,
            from: day(2025, 7, 1),
            until: None,
            leaving: Leaving::Stays,
        })
    }
}

/// A post that nothing followed ended with retirement, or was given up; none of the new units had begun earlier.
fn mend_ends(steps: &mut Vec<Step>, dice: &mut Dice) {
    // No post of an old unit begins after the reform.
    steps.retain(|step| !(step.is_of_old && step.from > reform()));
    if let Some(last) = steps.last_mut()
        && last.leaving == Leaving::Moved
    {
        last.leaving = if dice.chance(60) {
            Leaving::Retired
        } else {
            Leaving::Left
        };
    }
}
