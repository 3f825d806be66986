//! One official's posts, each in one form.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{Status, Tenure as Claimed, When};
use crate::identity::{Account, Post};
use crate::text::name_key;

/// What the first deputy is called in full, after the title of all deputies.
const STANDING: &str = " thường trực";

/// What the head of a body is called who has the rank of a minister.
const HEAD: &str = "hủ nhiệm";

/// The role that is also a rank.
const RANK: &str = "Bộ trưởng";

/// The posts that accounts give to one official, each in the fullest form that one of them tells: another spelling of
/// the body, its name cut short, or its name without the place mean that one too, where only one can be meant.
pub(super) struct Settled {
    /// By the key of a post.
    forms: BTreeMap<String, Post>,
    /// By the place of an account and the key of a post, what that account names in full elsewhere.
    in_full: BTreeMap<(usize, String), Post>,
}

impl Settled {
    /// The posts of an official.
    pub(super) fn new(name: &str, accounts: &[(usize, &Account)]) -> Self {
        let told = accounts
            .iter()
            .flat_map(|(_, account)| account.posts_of(name));
        let mut by_name: BTreeMap<(String, String), BTreeSet<&Post>> = BTreeMap::new();
        for post in told {
            let role = name_key(post.role().unwrap_or_default());
            let body = loose(post.body().map_or("", |body| body.label.as_str()));
            by_name.entry((role, body)).or_default().insert(post);
        }
        let names: Vec<(String, String)> = by_name.keys().cloned().collect();
        for (role, short) in &names {
            let mut whole = names
                .iter()
                .filter(|(other, body)| other == role && is_cut(short, body));
            if let (Some(whole), None) = (whole.next(), whole.next())
                && let Some(posts) = by_name.remove(&(role.clone(), short.clone()))
            {
                by_name.entry(whole.clone()).or_default().extend(posts);
            }
        }
        let mut settled = BTreeMap::new();
        for posts in by_name.values() {
            let mut by_place: BTreeMap<Option<&str>, Vec<&Post>> = BTreeMap::new();
            for post in posts {
                by_place.entry(post.place()).or_default().push(post);
            }
            let unplaced = by_place.remove(&None).unwrap_or_default();
            let mut places = by_place.values_mut();
            if let (Some(only), None) = (places.next(), places.next()) {
                only.extend(unplaced);
            } else {
                by_place.insert(None, unplaced);
            }
            for (place, posts) in by_place {
                let fullest = posts
                    .iter()
                    .filter(|post| post.place() == place)
                    .max_by_key(|post| {
                        let length = post.body().map_or(0, |body| body.label.chars().count());
                        (length, std::cmp::Reverse(**post))
                    });
                for post in &posts {
                    let whole = fullest.map_or_else(|| (*post).clone(), |post| (**post).clone());
                    settled.insert(post.key().to_owned(), whole);
                }
            }
        }
        let mut settled = Self {
            forms: settled,
            in_full: BTreeMap::new(),
        };
        for &(index, account) in accounts {
            let short = settled.short(name, index, account);
            settled.in_full.extend(short);
            let ranks = settled.ranks(name, index, account);
            settled.in_full.extend(ranks);
        }
        settled
    }

    /// The form of a post that stands for it in an account, by the account's place.
    pub(super) fn post(&self, account: usize, post: &Post) -> Post {
        let post = self.forms.get(post.key()).unwrap_or(post);
        let in_full = self.in_full.get(&(account, post.key().to_owned()));
        in_full.unwrap_or(post).clone()
    }

    /// The ministers of an account who are so only by rank, as heads of a body that is no ministry: «Bộ trưởng, Chủ nhiệm Ủy
    /// ban Dân tộc».
    fn ranks(&self, name: &str, index: usize, account: &Account) -> Vec<((usize, String), Post)> {
        let posts: BTreeSet<&Post> = account.posts_of(name).collect();
        let is_head = |post: &Post| post.role().is_some_and(|role| role.ends_with(HEAD));
        let ranks = posts
            .iter()
            .filter(|post| post.role() == Some(RANK) && post.body().is_some());
        let of_heads = ranks.filter_map(|rank| {
            let mut heads: Vec<&&Post> = (posts.iter())
                .filter(|post| is_head(post) && post.body_key() == rank.body_key())
                .collect();
            // «Phó Chủ nhiệm» too: who was both was minister as head.
            heads.sort_by_key(|head| head.role().map(str::len));
            let key = self.forms.get(rank.key()).unwrap_or(rank).key().to_owned();
            Some(((index, key), self.post(index, heads.first()?)))
        });
        of_heads.collect()
    }

    /// The posts of an account that are short for another of the same account: «Phó Bí thư» for the standing one, unless
    /// the text tells it as a step of its own.
    fn short(&self, name: &str, index: usize, account: &Account) -> Vec<((usize, String), Post)> {
        let names = &account.names;
        let claims = account.claims.tenures.iter().zip(&account.tenures);
        let held: Vec<_> = (claims.zip(&names.tenures))
            .filter(|(_, whose)| *whose == name)
            .filter_map(|((claim, post), _)| Some((claim, self.post(index, post.as_ref()?))))
            .collect();
        let acts = account.claims.events.iter().zip(&account.events);
        let acts: Vec<_> = (acts.zip(&names.events))
            .filter(|(_, whose)| *whose == name)
            .map(|(act, _)| act)
            .collect();
        let taken: BTreeSet<String> = (acts.iter())
            .filter(|(act, _)| act.status == Status::Decided)
            .flat_map(|(_, posts)| &posts.to)
            .map(|post| self.post(index, post).key().to_owned())
            .collect();
        let all = acts
            .iter()
            .flat_map(|(_, posts)| posts.from.iter().chain(&posts.to));
        let all = all.map(|post| self.post(index, post));
        let full: BTreeSet<Post> = (all.chain(held.iter().map(|(_, post)| post.clone())))
            .filter(|post| {
                post.role()
                    .is_some_and(|role| name_key(role).ends_with(STANDING))
            })
            .collect();
        let pairs = full.into_iter().filter_map(|full| {
            let role = name_key(full.role()?);
            let role = role.strip_suffix(STANDING)?.to_owned();
            let short = Post::new(Some(role), full.body().cloned());
            let of = |key: &str| {
                let key = key.to_owned();
                held.iter().filter(move |(_, post)| post.key() == key)
            };
            let a_step = of(short.key()).any(|(claim, _)| {
                claim.when == When::Former || claim.start.or(claim.end).is_some()
            });
            let left = of(short.key()).next().is_some()
                && of(full.key()).any(|(claim, _)| claim.when == When::Former);
            let taken_alone = taken.contains(short.key()) && !taken.contains(full.key());
            // «bầu làm Phó Chủ tịch Thường trực …; miễn nhiệm Phó Chủ tịch»: only how it ended is told in short.
            let has_end = |claim: &Claimed| claim.end.is_some();
            let only_left = of(short.key()).next().is_some()
                && of(short.key()).all(|(claim, _)| claim.start.is_none() && has_end(claim))
                && of(full.key()).any(|(claim, _)| claim.start.is_some())
                && !of(full.key()).any(|(claim, _)| has_end(claim));
            (only_left || !a_step && !left && !taken_alone)
                .then(|| ((index, short.key().to_owned()), full))
        });
        pairs.collect()
    }
}

/// The name of a body without what papers write or leave out as they like: commas and brackets, letters behind the name,
/// «Trường» before «Đại học», «Quốc gia» before «Việt Nam».
fn loose(label: &str) -> String {
    let plain = label.replace([',', '(', ')', '"', '“', '”'], " ");
    let mut words: Vec<&str> = plain.split_whitespace().collect();
    let is_letters = |word: &str| {
        word.chars().count() >= 3
            && word.chars().all(char::is_uppercase)
            && word.chars().any(|c| !"IVXLC".contains(c))
    };
    if words.len() > NAMED && words.last().is_some_and(|word| is_letters(word)) {
        words.pop();
    }
    let key = name_key(&words.join(" ")).replace(" quốc gia việt nam", " việt nam");
    // «Tổng cục Chính trị Quân đội nhân dân Việt Nam».
    let army = key.strip_suffix(ARMY);
    let army = army.filter(|body| body.contains(' '));
    let key = army.map_or_else(|| key.clone(), str::to_owned);
    let central = key.strip_suffix(OURS);
    let central = central.filter(|council| council.ends_with(" trung ương"));
    let key = central.map_or_else(|| key.clone(), str::to_owned);
    let school = key.strip_prefix("trường ");
    let school = school.filter(|rest| {
        ["đại học ", "cao đẳng "]
            .iter()
            .any(|kind| rest.starts_with(kind))
    });
    school.map_or_else(|| key.clone(), str::to_owned)
}

/// What papers add to the name of a council or commission of the centre, which has no other: «Hội đồng Lý luận Trung ương
/// Việt Nam».
const OURS: &str = " việt nam";

/// What papers add to the name of a body of the army.
const ARMY: &str = " quân đội nhân dân việt nam";

/// A name of more words than this is one without the letters behind it.
const NAMED: usize = 4;

/// Whether the name of a ministry or a provincial department is another's cut short: «Sở Giao thông tỉnh …» for «Sở Giao
/// thông vận tải tỉnh …». Ministries are cut where more fields follow: «Bộ Công nghiệp» was not «Bộ Công nghiệp nặng».
fn is_cut(short: &str, whole: &str) -> bool {
    let (short, whole): (Vec<&str>, Vec<&str>) =
        (short.split(' ').collect(), whole.split(' ').collect());
    let same = short.iter().zip(&whole).take_while(|(a, b)| a == b).count();
    if same < 2 || short.len() >= whole.len() || !whole.ends_with(&short[same..]) {
        return false;
    }
    let left_out = &whole[same..whole.len() - (short.len() - same)];
    match short[0] {
        "sở" => true,
        "bộ" => left_out.contains(&"và") || left_out == ["vận", "tải"],
        _ => false,
    }
}
