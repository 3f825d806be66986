//! The news that tells of careers, and what of the truth it tells.

use chrono::{Datelike, NaiveDate};
use quanlo::date::Date;

use super::{Dice, Leaving, Official, Step, World, date, day, today};

/// One article.
pub(crate) struct News {
    pub(crate) text: String,
    pub(crate) published: NaiveDate,
    /// The officials whom it names, by their place.
    pub(crate) names: Vec<usize>,
    /// What it tells of their posts.
    pub(crate) told: Vec<Told>,
}

/// What an article tells of one post of an official.
#[derive(Clone, Copy)]
pub(crate) struct Told {
    pub(crate) official: usize,
    pub(crate) step: usize,
    pub(crate) side: Side,
    /// The date as told; for a post that is only held, that of the news.
    pub(crate) date: Option<Date>,
    /// Whether it is the truth.
    pub(crate) is_true: bool,
}

/// Which of its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    Start,
    End,
    Held,
}

/// A date as an article words it.
struct Worded {
    words: String,
    date: Option<Date>,
    is_true: bool,
}

impl World {
    /// So many articles.
    pub(crate) fn news(&self, count: usize, dice: &mut Dice) -> Vec<News> {
        let mut news = Vec::with_capacity(count);
        while news.len() < count {
            let whose = dice.below(self.officials.len());
            let official = &self.officials[whose];
            if official.steps.is_empty() {
                continue;
            }
            let at = dice.below(official.steps.len());
            let papers = match dice.below(10) {
                0..6 => 1,
                6..9 => 2,
                _ => 3,
            };
            match dice.below(20) {
                0..7 => {
                    for paper in 0..papers {
                        news.push(self.appointment(whose, at, paper > 0, dice));
                    }
                }
                7..9 => {
                    for paper in 0..papers {
                        news.extend(self.departure(whose, at, paper > 0, dice));
                    }
                }
                9..12 => news.push(self.portrait(whose, at, dice)),
                _ => news.push(self.word_in_office(whose, at, dice)),
            }
        }
        news.truncate(count);
        news
    }

    /// A post is taken up. Papers that repeat the news sometimes get its date wrong.
    fn appointment(&self, whose: usize, at: usize, repeats: bool, dice: &mut Dice) -> News {
        let official = &self.officials[whose];
        let (name, address) = (&official.name, official.address());
        let step = &official.steps[at];
        let before = at.checked_sub(1).map(|before| &official.steps[before]);
        let of_reform = before
            .filter(|before| before.leaving == Leaving::WithUnit && step.from == day(2025, 7, 1));
        let before = before.filter(|before| before.leaving == Leaving::Moved);
        let published = step.from + dice.days(0, 6);
        let when = worded(step.from, repeats, dice);
        let (words, post) = (&when.words, &step.post);
        let mut news = News::new(published, whose);
        let mut ended = false;
        let text = match (dice.below(6), before, of_reform) {
            (_, _, Some(old)) => format!(
                "{words}, {address} {name}, nguyên {}, được chỉ định giữ chức {post}.",
                old.post
            ),
            (0..3, Some(before), _) => {
                ended = true;
                format!(
                    "{words}, {address} {name}, {}, được điều động, bổ nhiệm giữ chức {post}.",
                    before.post
                )
            }
            (3, ..) => match self.predecessor(whose, at) {
                Some(left) if self.officials[left].name != *name => {
                    news.names.push(left);
                    let left = &self.officials[left];
                    format!(
                        "{words}, {address} {name} được bổ nhiệm giữ chức {post}, thay {} {}.",
                        left.address(),
                        left.name
                    )
                }
                _ => format!("{words}, {address} {name} được bổ nhiệm giữ chức {post}."),
            },
            (4, ..) => format!(
                "{words}, cấp có thẩm quyền công bố quyết định bổ nhiệm {address} {name} giữ chức {post}."
            ),
            _ => format!("{words}, {address} {name} được bổ nhiệm giữ chức {post}."),
        };
        // Another paper mistakes the deputy for the head, or the head for the deputy.
        let mistaken = repeats && dice.chance(2);
        let text = if mistaken {
            other_rank(&text, post)
        } else {
            text
        };
        if !mistaken {
            news.tell(whose, at, Side::Start, &when);
        }
        if ended {
            news.tell(whose, at - 1, Side::End, &when);
        }
        news.write(&text, step, dice)
    }

    /// A post is given up, or its holder retires; a word in office where neither happened.
    fn departure(&self, whose: usize, at: usize, repeats: bool, dice: &mut Dice) -> Option<News> {
        let official = &self.officials[whose];
        let (name, address) = (&official.name, official.address());
        let step = &official.steps[at];
        let until = step.until?;
        let when = worded(until, repeats, dice);
        let (words, post) = (&when.words, &step.post);
        let mut news = News::new(until + dice.days(0, 6), whose);
        let text = match step.leaving {
            Leaving::Left => format!("{words}, {address} {name} thôi giữ chức {post}."),
            Leaving::Retired => format!("{words}, {address} {name}, {post}, nghỉ hưu theo chế độ."),
            _ => return Some(self.word_in_office(whose, at, dice)),
        };
        news.tell(whose, at, Side::End, &when);
        Some(news.write(&text, step, dice))
    }

    /// A word in office tells no more than that the post is held.
    fn word_in_office(&self, whose: usize, at: usize, dice: &mut Dice) -> News {
        let official = &self.officials[whose];
        let step = &official.steps[at];
        let mut news = News::new(step.some_day(dice), whose);
        news.hold(whose, at);
        let business = *dice.pick(&[
            "cho biết đường mới đã thông",
            "đến thăm các hộ bị mưa lũ",
            "chủ trì cuộc họp về vụ mùa",
            "phát biểu tại lễ khai giảng",
        ]);
        let text = format!(
            "{} {}, {}, {business}.",
            official.honorific(),
            official.name,
            step.post
        );
        news.write(&text, step, dice)
    }

    /// A portrait tells birth, home and the posts before.
    fn portrait(&self, whose: usize, at: usize, dice: &mut Dice) -> News {
        let official = &self.officials[whose];
        let (name, address) = (&official.name, official.address());
        let step = &official.steps[at];
        let mut news = News::new(step.some_day(dice), whose);
        news.hold(whose, at);
        let mut text = format!(
            "{} {name}, {}, sinh năm {}, quê {}.\n",
            official.honorific(),
            step.post,
            official.born,
            official.home
        );
        for (other, old) in official.steps[..at].iter().enumerate() {
            let Some(until) = old.until else { continue };
            // Nobody knows all of a career.
            if dice.chance(20) {
                continue;
            }
            let form = dice.below(3);
            let told = |day: NaiveDate| match form {
                0 => (
                    format!("tháng {}/{}", day.month(), day.year()),
                    precise(day, 7),
                ),
                1 => (format!("năm {}", day.year()), precise(day, 4)),
                _ => (format!("Năm {}", day.year()), precise(day, 4)),
            };
            let ((from, start), (until, end)) = (told(old.from), told(until));
            let post = &old.post;
            let line = match form {
                2 => format!("{from}, {address} {name} được bổ nhiệm giữ chức {post}.\n"),
                _ => format!("Từ {from} đến {until}, {address} {name} là {post}.\n"),
            };
            text.push_str(&line);
            let mut tell = |side, words: String, date| {
                let is_true = true;
                news.tell(
                    whose,
                    other,
                    side,
                    &Worded {
                        words,
                        date,
                        is_true,
                    },
                );
            };
            tell(Side::Start, from, start);
            if form != 2 {
                tell(Side::End, until, end);
            }
        }
        news.write(text.trim_end(), step, dice)
    }
}

impl Official {
    fn honorific(&self) -> &'static str {
        if self.address() == "bà" {
            "Bà"
        } else {
            "Ông"
        }
    }
}

impl Step {
    /// A headline that names the province.
    pub(crate) fn headline(&self) -> String {
        format!("Tin cán bộ {}", self.province)
    }

    /// A day on which the post was held.
    fn some_day(&self, dice: &mut Dice) -> NaiveDate {
        let last = self.until.unwrap_or(today());
        let days = u64::try_from((last - self.from).num_days()).unwrap_or_default();
        self.from + dice.days(0, days.saturating_sub(1))
    }
}

impl News {
    fn new(published: NaiveDate, whose: usize) -> Self {
        Self {
            text: String::new(),
            published,
            names: vec![whose],
            told: Vec::new(),
        }
    }

    fn tell(&mut self, official: usize, step: usize, side: Side, when: &Worded) {
        self.told.push(Told {
            official,
            step,
            side,
            date: when.date,
            is_true: when.is_true,
        });
    }

    fn hold(&mut self, official: usize, step: usize) {
        let when = Worded {
            words: String::new(),
            date: date(self.published),
            is_true: true,
        };
        self.tell(official, step, Side::Held, &when);
    }

    /// The text under a headline, which mostly names the province.
    fn write(self, text: &str, step: &Step, dice: &mut Dice) -> Self {
        let headline = if dice.chance(15) {
            "Tin cán bộ".to_owned()
        } else {
            step.headline()
        };
        Self {
            text: format!("{headline}\n\n{text}\n"),
            ..self
        }
    }
}

/// A date by the day or the month. Of papers that repeat news, one in twenty gets it wrong.
fn worded(truth: NaiveDate, repeats: bool, dice: &mut Dice) -> Worded {
    let is_true = !(repeats && dice.chance(5));
    let told = if is_true {
        truth
    } else {
        truth - dice.days(8, 60)
    };
    let (year, month) = (told.year(), told.month());
    let (words, date) = if dice.chance(20) {
        (format!("Tháng {month}/{year}"), precise(told, 7))
    } else {
        (
            format!("Ngày {}/{month}/{year}", told.day()),
            precise(told, 10),
        )
    };
    let is_true = is_true
        || date
            .zip(super::date(truth))
            .is_some_and(|(told, truth)| told.covers(truth));
    Worded {
        words,
        date,
        is_true,
    }
}

/// A day as a year, a month or a day, by the length of its writing.
fn precise(day: NaiveDate, length: usize) -> Option<Date> {
    day.to_string().get(..length)?.parse().ok()
}

/// The text with the deputy's post for the head's, or the head's for the deputy's.
fn other_rank(text: &str, post: &str) -> String {
    let other = match post.strip_prefix("Phó ") {
        Some(head) => head.to_owned(),
        None if post.starts_with("Trưởng phòng") => post.replacen("Trưởng", "Phó Trưởng", 1),
        None => format!("Phó {post}"),
    };
    text.replacen(&format!("giữ chức {post}"), &format!("giữ chức {other}"), 1)
}
