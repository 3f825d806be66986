//! One official's posts, each in one form.

use std::collections::{BTreeMap, BTreeSet};

use crate::identity::{Account, Post};
use crate::text::name_key;

/// The posts that accounts give to one official, each in the fullest form that one of them tells: another spelling of
/// the body, its name cut short, or its name without the place mean that one too, where only one can be meant.
pub(super) struct Settled(BTreeMap<String, Post>);

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
        Self(settled)
    }

    /// The form of a post that stands for it.
    pub(super) fn post(&self, post: &Post) -> Post {
        self.0.get(post.key()).unwrap_or(post).clone()
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
    let school = key.strip_prefix("trường ");
    let school = school.filter(|rest| {
        ["đại học ", "cao đẳng "]
            .iter()
            .any(|kind| rest.starts_with(kind))
    });
    school.map_or_else(|| key.clone(), str::to_owned)
}

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
