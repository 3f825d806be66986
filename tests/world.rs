//! A world of invented officials who share names as people do, the news that tells their careers, and the truth:
//! how well the bearers of one name are told apart.
#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use quanlo::article::Article;
use quanlo::claim::{Level, extract};
use quanlo::identity::{Account, Decisions, Key, Register, people};
use quanlo::rules::Rules;

/// A sequence of numbers that is the same in every run (the generator of Steele, Lea and Flood, 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// The ten full names that most people bear.
const COMMON: [&str; 10] = [
    "Nguyễn Văn Hùng",
    "Nguyễn Văn Dũng",
    "Nguyễn Văn Tuấn",
    "Nguyễn Văn Minh",
    "Nguyễn Thị Hà",
    "Nguyễn Văn Thành",
    "Trần Văn Hùng",
    "Nguyễn Anh Tuấn",
    "Nguyễn Văn Hải",
    "Nguyễn Thị Hương",
];

/// One post of a career, from a year on, with its day.
struct Step {
    post: String,
    year: i32,
    month: usize,
    day: usize,
}

struct Official {
    name: String,
    born: i32,
    home: String,
    steps: Vec<Step>,
}

/// Names as `rules/words/name_share.tsv` says that officials bear them.
struct Names(BTreeMap<&'static str, Vec<(String, usize)>>);

impl Names {
    fn new() -> Self {
        let table = include_str!("../rules/words/name_share.tsv");
        let mut parts: BTreeMap<&str, Vec<(String, usize)>> = BTreeMap::new();
        for line in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let share = cells[2].parse().unwrap();
            parts
                .entry(cells[0])
                .or_default()
                .push((cells[1].to_owned(), share));
        }
        Self(parts)
    }

    fn part(&self, part: &str, dice: &mut Dice) -> &str {
        let all = &self.0[part];
        let mut at = dice.below(all.iter().map(|(_, share)| share).sum());
        let found = all.iter().find(|(_, share)| match at.checked_sub(*share) {
            Some(rest) => {
                at = rest;
                false
            }
            None => true,
        });
        &found.unwrap().0
    }

    fn full(&self, dice: &mut Dice) -> String {
        if dice.chance(12) {
            return (*dice.pick(&COMMON)).to_owned();
        }
        let parts = ["surname", "middle", "given"].map(|part| self.part(part, dice).to_owned());
        parts.join(" ")
    }
}

/// The districts of each province before the reform of 2025, with some communes.
struct Land {
    province: String,
    districts: Vec<(String, Vec<String>)>,
}

fn lands(rules: &Rules) -> Vec<Land> {
    let units = rules.places.units();
    let old = |unit: &&quanlo::rules::Unit| unit.valid_until.is_some_and(|day| day.year() == 2025);
    let mut lands = Vec::new();
    for (number, unit) in units
        .iter()
        .enumerate()
        .filter(|(_, unit)| old(unit) && unit.kind == "tỉnh")
    {
        let inside = |parent: usize, kind: &'static str| {
            units.iter().enumerate().filter(move |(_, unit)| {
                unit.parent == Some(parent) && unit.kind == kind && old(unit)
            })
        };
        let districts = inside(number, "huyện").map(|(at, district)| {
            let communes = inside(at, "xã")
                .take(6)
                .map(|(_, commune)| commune.name.clone());
            (district.name.clone(), communes.collect())
        });
        lands.push(Land {
            province: unit.name.clone(),
            districts: districts.collect(),
        });
        assert_eq!(unit.level, Level::Province);
    }
    lands.retain(|land| land.districts.len() > 2);
    lands
}

/// The seats that are taken, each with the years in which it is.
type Taken = BTreeSet<(String, i32)>;

fn official(names: &Names, lands: &[Land], taken: &mut Taken, dice: &mut Dice) -> Official {
    let land = dice.pick(lands);
    let (district, communes) = dice.pick(&land.districts);
    let Land { province, .. } = land;
    let field = *dice.pick(&[
        "Y tế",
        "Nội vụ",
        "Tư pháp",
        "Xây dựng",
        "Công Thương",
        "Tài chính",
    ]);
    let mut ladder: Vec<String> = Vec::new();
    if !communes.is_empty() && dice.chance(40) {
        let commune = dice.pick(communes);
        ladder.push(format!("Chủ tịch UBND xã {commune}, huyện {district}"));
        ladder.push(format!("Bí thư Đảng ủy xã {commune}, huyện {district}"));
    }
    let (other, _) = dice.pick(&land.districts);
    ladder.push(format!("Trưởng phòng Nội vụ huyện {district}"));
    ladder.push(format!("Phó Chủ tịch UBND huyện {district}"));
    ladder.push(format!("Chủ tịch UBND huyện {district}"));
    ladder.push(format!("Bí thư Huyện ủy {other}"));
    ladder.push(format!("Phó Giám đốc Sở {field} tỉnh {province}"));
    ladder.push(format!("Giám đốc Sở {field} tỉnh {province}"));
    ladder.push(format!("Phó Chủ tịch UBND tỉnh {province}"));
    if dice.chance(15) {
        let far = &dice.pick(lands).province;
        ladder.push(format!("Phó Bí thư Tỉnh ủy {far}"));
    }
    let from = dice.below(ladder.len() - 2);
    let length = 2 + dice.below(3);
    let mut year = 2004 + i32::try_from(dice.below(8)).unwrap();
    let mut steps: Vec<Step> = Vec::new();
    for post in ladder.into_iter().skip(from).take(length) {
        let next = year + 2 + i32::try_from(dice.below(4)).unwrap();
        // One seat, one holder: whoever finds it taken stays where he is.
        if (year..=next).all(|year| !taken.contains(&(post.clone(), year))) {
            taken.extend((year..=next).map(|year| (post.clone(), year)));
            steps.push(Step {
                post,
                year,
                month: 1 + dice.below(12),
                day: 1 + dice.below(28),
            });
            year = next;
        }
    }
    Official {
        name: names.full(dice),
        born: 1955 + i32::try_from(dice.below(30)).unwrap(),
        home: format!("huyện {district}, tỉnh {province}"),
        steps,
    }
}

impl Official {
    fn address(&self) -> &'static str {
        if self.name.contains(" Thị ") {
            "bà"
        } else {
            "ông"
        }
    }

    /// News of the official: an appointment, a word in office, or a portrait.
    fn news(&self, dice: &mut Dice) -> Option<(String, String)> {
        let at = dice.below(self.steps.len().max(1));
        let step = self.steps.get(at)?;
        let (name, address) = (&self.name, self.address());
        let day = format!("{}-{:02}-{:02}", step.year, step.month, step.day);
        let mut text = "Tin cán bộ\n\n".to_owned();
        match (
            dice.below(10),
            at.checked_sub(1).map(|before| &self.steps[before]),
        ) {
            (0..=3, Some(before)) => {
                let Step {
                    day,
                    month,
                    year,
                    post,
                } = step;
                let _ = writeln!(
                    text,
                    "Ngày {day}/{month}/{year}, {address} {name}, {}, được điều động, bổ nhiệm giữ chức {post}.",
                    before.post
                );
            }
            (9, _) => {
                let _ = writeln!(
                    text,
                    "{} {name}, {}, sinh năm {}, quê {}.",
                    if address == "bà" { "Bà" } else { "Ông" },
                    step.post,
                    self.born,
                    self.home
                );
                for other in &self.steps[..at] {
                    let _ = writeln!(
                        text,
                        "Từ năm {}, {address} {name} là {}.",
                        other.year, other.post
                    );
                }
            }
            _ => {
                let _ = writeln!(
                    text,
                    "{} {name}, {}, cho biết đường mới đã thông.",
                    if address == "bà" { "Bà" } else { "Ông" },
                    step.post
                );
            }
        }
        Some((day, text))
    }
}

/// How well identities were told, over pairs of articles that name one name.
struct Score {
    pairs: usize,
    found: usize,
    right: usize,
}

fn told_apart(count: usize, articles: usize) -> Score {
    let rules = Rules::embedded().unwrap();
    let register = Register::new(&rules);
    let (names, lands) = (Names::new(), lands(&rules));
    let (mut dice, mut taken) = (Dice(2026), Taken::new());
    let officials: Vec<Official> = (0..count)
        .map(|_| official(&names, &lands, &mut taken, &mut dice))
        .collect();
    let mut accounts: Vec<(Account, usize)> = Vec::new();
    for number in 0..articles {
        let whose = dice.below(count);
        let Some((day, text)) = officials[whose].news(&mut dice) else {
            continue;
        };
        let mut article = Article::plain(&format!("{number:06}"), &text);
        article.published = Some(day.parse().unwrap());
        accounts.push((Account::new(extract(&article, &rules), &register), whose));
    }
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, (account, _)) in accounts.iter().enumerate() {
        for key in account.keys() {
            if let Key::Name(name) = key {
                blocks.entry(name).or_default().push(at);
            }
        }
    }
    let mut score = Score {
        pairs: 0,
        found: 0,
        right: 0,
    };
    let pairs = |size: usize| size * size.saturating_sub(1) / 2;
    for (name, block) in blocks {
        let told: Vec<&Account> = block.iter().map(|&at| &accounts[at].0).collect();
        let mut truth: BTreeMap<usize, usize> = BTreeMap::new();
        for &at in &block {
            *truth.entry(accounts[at].1).or_default() += 1;
        }
        score.pairs += truth.values().map(|&size| pairs(size)).sum::<usize>();
        for identity in people(&name, &told, &register, &Decisions::default()) {
            let mut of: BTreeMap<usize, usize> = BTreeMap::new();
            for &at in &identity.accounts {
                *of.entry(accounts[block[at]].1).or_default() += 1;
            }
            score.found += pairs(identity.accounts.len());
            score.right += of.values().map(|&size| pairs(size)).sum::<usize>();
        }
    }
    score
}

impl Score {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    fn rates(&self) -> (f64, f64) {
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        (share(self.right, self.found), share(self.right, self.pairs))
    }
}

#[test]
fn bearers_of_shared_names_are_told_apart() {
    let (precision, recall) = told_apart(600, 3000).rates();
    assert!(precision >= 0.995, "precision {precision:.4}");
    assert!(recall >= 0.90, "recall {recall:.4}");
}

#[test]
#[ignore = "takes minutes; `cargo test --release --test world -- --ignored --nocapture`"]
fn ten_thousand_officials_are_told_apart() {
    let score = told_apart(10_000, 50_000);
    let (precision, recall) = score.rates();
    assert!(
        precision >= 0.995 && recall >= 0.90,
        "precision {precision:.4}, recall {recall:.4} of {} pairs",
        score.pairs
    );
}
