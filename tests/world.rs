//! A world of invented officials who share names as people do, the news that tells their careers, and the truth:
//! how well the bearers of one name are told apart, and how right the dates of their posts are.
#![cfg(test)]

mod generator;

use std::collections::{BTreeMap, BTreeSet};

use generator::{Dice, Leaving, News, Side, World, date, reform};
use quanlo::article::Article;
use quanlo::claim::extract;
use quanlo::date::Date;
use quanlo::fact::{EndState, Tenure, consolidate};
use quanlo::identity::{Account, Decisions, Identity, Key, Register, name_key, people};
use quanlo::rules::Rules;

/// Of so many, so many are right.
#[derive(Clone, Copy, Default)]
struct Right {
    all: usize,
    right: usize,
}

impl Right {
    fn count(&mut self, right: bool) {
        self.all += 1;
        self.right += usize::from(right);
    }

    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    fn rate(self) -> f64 {
        self.right as f64 / self.all.max(1) as f64
    }
}

/// What was found of a world, beside the truth.
#[derive(Default)]
struct Score {
    /// Of the pairs of articles that are taken for one official's, those that are.
    precision: Right,
    /// Of the pairs of articles that are one official's, those that are taken for it.
    recall: Right,
    /// The sums of the precision and of the recall of each mention's own group, and the mentions.
    b_cubed: (f64, f64, usize),
    /// Starts and ends that are told.
    starts: Right,
    ends: Right,
    /// Those of them about which papers differ.
    contradicted: Right,
    /// Ends with the unit.
    abolished: Right,
    /// Pairs of officials taken for one who never served in one province of today.
    far: BTreeSet<(usize, usize)>,
    /// What went wrong, in words.
    wrong: Vec<String>,
}

/// The dates that articles tell of a post, and whether they are the truth.
type Dates = BTreeMap<Side, Vec<(Date, bool)>>;

/// A world with its news and what was read of it.
struct Reading {
    world: World,
    news: Vec<News>,
    accounts: Vec<Account>,
    /// By official: the keys of the posts, as the register makes them.
    posts: Vec<Vec<String>>,
    register: Register,
}

fn article(id: &str, text: &str, published: Option<Date>) -> Article {
    Article {
        published,
        ..Article::plain(id, text)
    }
}

impl Reading {
    fn new(count: usize, articles: usize) -> Self {
        let rules = Rules::embedded().unwrap();
        let register = Register::new(&rules);
        let mut dice = Dice::new(2026);
        let world = World::new(&rules, count, &mut dice);
        let news = world.news(articles, &mut dice);
        let read = |article: &Article| Account::new(extract(article, &rules), &register);
        let accounts = news.iter().enumerate().map(|(number, news)| {
            let id = format!("{number:06}");
            read(&article(&id, &news.text, date(news.published)))
        });
        let accounts = accounts.collect();
        let posts = world.officials.iter().map(|official| {
            let keys = official.steps.iter().map(|step| {
                let (headline, post) = (step.headline(), &step.post);
                let text =
                    format!("{headline}\n\nÔng Lò Văn Mẫu, {post}, cho biết đường đã thông.");
                let account = read(&article("mẫu", &text, date(step.from)));
                account.tenures[0].as_ref().unwrap().key().to_owned()
            });
            keys.collect()
        });
        Self {
            posts: posts.collect(),
            world,
            news,
            accounts,
            register,
        }
    }

    fn score(&self) -> Score {
        let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, account) in self.accounts.iter().enumerate() {
            for key in account.keys() {
                if let Key::Name(name) = key {
                    blocks.entry(name).or_default().push(at);
                }
            }
        }
        let mut score = Score::default();
        for (name, block) in blocks {
            let told: Vec<&Account> = block.iter().map(|&at| &self.accounts[at]).collect();
            let whose: Vec<usize> = block.iter().map(|&at| self.named(&name, at)).collect();
            let identities = people(&name, &told, &self.register, &Decisions::default());
            score.identities(&whose, &identities);
            for identity in &identities {
                self.careers(&name, &block, identity, &mut score);
                let officials: BTreeSet<usize> =
                    identity.accounts.iter().map(|&at| whose[at]).collect();
                self.far_apart(&officials, &mut score);
            }
        }
        score
    }

    /// The official whom an article means by a name.
    fn named(&self, name: &str, article: usize) -> usize {
        let mut named = self.news[article].names.iter().copied();
        let bears = |&official: &usize| name_key(&self.world.officials[official].name) == name;
        let found = named.find(bears);
        found.unwrap_or_else(|| panic!("nobody is called {name} in: {}", self.news[article].text))
    }

    fn far_apart(&self, officials: &BTreeSet<usize>, score: &mut Score) {
        for &one in officials {
            for &other in officials.range(one + 1..) {
                let officials = [one, other].map(|official| &self.world.officials[official]);
                if officials[0].lands().is_disjoint(&officials[1].lands()) {
                    score.far.insert((one, other));
                }
            }
        }
    }

    /// Compares the facts of an identity with the truth that its articles tell.
    fn careers(&self, name: &str, block: &[usize], identity: &Identity, score: &mut Score) {
        let accounts = identity.accounts.iter();
        let accounts: Vec<(usize, &Account)> = accounts
            .map(|&at| (at, &self.accounts[block[at]]))
            .collect();
        let facts = consolidate(name, &accounts, &self.register);
        let mut told: BTreeMap<(usize, usize), Dates> = BTreeMap::new();
        for &at in &identity.accounts {
            for told_of in &self.news[block[at]].told {
                if name_key(&self.world.officials[told_of.official].name) == name {
                    let post = told.entry((told_of.official, told_of.step)).or_default();
                    let side = post.entry(told_of.side).or_default();
                    side.push((told_of.date.unwrap(), told_of.is_true));
                }
            }
        }
        for ((official, at), told) in told {
            let key = &self.posts[official][at];
            let of_post = facts.tenures.iter();
            let tenures: Vec<&Tenure> = of_post.filter(|t| t.post.key() == key).collect();
            self.dates(official, at, &told, &tenures, score);
        }
    }

    fn dates(
        &self,
        official: usize,
        at: usize,
        told: &Dates,
        tenures: &[&Tenure],
        score: &mut Score,
    ) {
        let official = &self.world.officials[official];
        let step = &official.steps[at];
        let none = Vec::new();
        let of = |side: Side| told.get(&side).unwrap_or(&none);
        let mut report = |side: &str, right: bool| {
            if !right {
                let found = tenures.iter().map(|t| {
                    let word =
                        |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
                    format!(
                        "{}–{} {:?} not after {}",
                        word(t.start),
                        word(t.end),
                        t.state,
                        word(t.end_not_after)
                    )
                });
                let found: Vec<String> = found.collect();
                score.wrong.push(format!(
                    "{side} of {}, {}, {}–{:?}: told {}, found {found:?}",
                    official.name,
                    step.post,
                    step.from,
                    step.until,
                    told.iter()
                        .map(|(side, dates)| {
                            let dates: Vec<String> = dates
                                .iter()
                                .map(|(date, is_true)| {
                                    format!("{date}{}", if *is_true { "" } else { "!" })
                                })
                                .collect();
                            format!("{side:?} {}", dates.join(" "))
                        })
                        .collect::<Vec<_>>()
                        .join("; ")
                ));
            }
        };
        for (side, truth, fact) in [
            (
                Side::Start,
                Some(step.from),
                (|t| t.start) as fn(&Tenure) -> Option<Date>,
            ),
            (Side::End, step.until, |t| t.end),
        ] {
            let truth = truth.and_then(date);
            let true_ones = of(side).iter().filter(|(_, is_true)| *is_true);
            let Some(best) = true_ones.map(|(told, _)| precision(*told)).max() else {
                continue;
            };
            let right = tenures.iter().filter_map(|t| fact(t)).any(|found| {
                precision(found) >= best && truth.is_some_and(|truth| found.covers(truth))
            });
            report(if side == Side::Start { "start" } else { "end" }, right);
            match side {
                Side::Start => score.starts.count(right),
                _ => score.ends.count(right),
            }
            if of(side).iter().any(|(_, is_true)| !is_true) {
                score.contradicted.count(right);
            }
        }
        if step.leaving == Leaving::WithUnit
            && told.contains_key(&Side::Held)
            && of(Side::End).is_empty()
        {
            let held = of(Side::Held)
                .iter()
                .chain(of(Side::Start))
                .filter(|(_, is_true)| *is_true);
            let seen = held.map(|(day, _)| (reform() - day.last_day()).num_days());
            let near = seen.min().is_some_and(|days| days <= 366);
            let right = tenures.iter().any(|t| match t.end {
                Some(end) => near && Some(end) == date(reform()),
                None => !near && t.state == EndState::EndedUnknown && t.end_not_after.is_some(),
            });
            report("abolition", right);
            score.abolished.count(right);
        }
    }
}

/// 4 for a year, 7 for a month, 10 for a day.
fn precision(date: Date) -> usize {
    date.to_string().len()
}

impl Score {
    /// Compares the officials of a block with whom each account means.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    fn identities(&mut self, whose: &[usize], identities: &[Identity]) {
        let pairs = |size: usize| size * size.saturating_sub(1) / 2;
        let mut truth: BTreeMap<usize, usize> = BTreeMap::new();
        for &official in whose {
            *truth.entry(official).or_default() += 1;
        }
        self.recall.all += truth.values().map(|&size| pairs(size)).sum::<usize>();
        for identity in identities {
            let size = identity.accounts.len();
            let mut of: BTreeMap<usize, usize> = BTreeMap::new();
            for &at in &identity.accounts {
                *of.entry(whose[at]).or_default() += 1;
            }
            let right = of.values().map(|&size| pairs(size)).sum::<usize>();
            self.precision.all += pairs(size);
            self.precision.right += right;
            self.recall.right += right;
            for (official, common) in of {
                let square = (common * common) as f64;
                self.b_cubed.0 += square / size as f64;
                self.b_cubed.1 += square / truth[&official] as f64;
                self.b_cubed.2 += common;
            }
        }
    }

    /// Prints the figures and checks them against what is asked.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    fn check(&self) {
        let (precision, recall) = (self.precision.rate(), self.recall.rate());
        let mentions = self.b_cubed.2.max(1) as f64;
        let both = Right {
            all: self.starts.all + self.ends.all + self.abolished.all,
            right: self.starts.right + self.ends.right + self.abolished.right,
        };
        println!(
            "pairs: precision {precision:.4}, recall {recall:.4} of {}\n\
             B-cubed: precision {:.4}, recall {:.4} of {} mentions\n\
             dates: {:.4} of {}; starts {:.4} of {}, ends {:.4} of {}, ends with the unit {:.4} of {}, \
             those that papers contradict {:.4} of {}\n\
             officials merged who never served in one province: {}",
            self.recall.all,
            self.b_cubed.0 / mentions,
            self.b_cubed.1 / mentions,
            self.b_cubed.2,
            both.rate(),
            both.all,
            self.starts.rate(),
            self.starts.all,
            self.ends.rate(),
            self.ends.all,
            self.abolished.rate(),
            self.abolished.all,
            self.contradicted.rate(),
            self.contradicted.all,
            self.far.len(),
        );
        for wrong in self.wrong.iter().take(60) {
            println!("{wrong}");
        }
        assert!(precision >= 0.995, "precision {precision:.4}");
        assert!(recall >= 0.90, "recall {recall:.4}");
        assert!(both.rate() >= 0.97, "dates {:.4}", both.rate());
        assert!(self.far.is_empty(), "merged from afar: {:?}", self.far);
    }
}

#[test]
fn bearers_of_shared_names_are_told_apart_and_their_posts_dated() {
    Reading::new(600, 3000).score().check();
}

#[test]
#[ignore = "takes minutes; `cargo test --release --test world -- --ignored --nocapture`"]
fn ten_thousand_officials_are_told_apart_and_their_posts_dated() {
    Reading::new(10_000, 50_000).score().check();
}
