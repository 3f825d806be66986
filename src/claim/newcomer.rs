//! Whoever takes up a post, called by it: «Tân Bí thư Tỉnh ủy X từng làm …», before the text names him or after.

use super::item::{Clause, Item, Meaning, Speaker};
use super::model::Post;
use super::name::NameMention;
use super::post::Held;
use super::post_list::PostList;
use super::reading::Reading;
use crate::rules::code;

/// How many items before a post may say that somebody takes it up or leaves it.
const NEAR: usize = 3;

/// The words that bring in a post that somebody takes up.
const TAKES: [&str; 5] = ["giữ chức", "làm", "nhận chức", "bầu", "bổ nhiệm"];

/// The words that bring in a post that somebody leaves.
const LEAVES: [&str; 5] = [
    "miễn nhiệm",
    "cho thôi",
    "bãi nhiệm",
    "cách chức",
    "thôi giữ chức",
];

/// Whom words give a post.
enum Taker<'c> {
    One(&'c NameMention),
    Several,
}

impl Reading<'_> {
    /// Puts the name of the only one who takes up a post in the place of that post where it opens a sentence: «*Tân Bí thư
    /// Tỉnh ủy X* từng làm …».
    pub(super) fn name_newcomers(&self, clauses: &mut [(Clause, Option<Speaker>)]) {
        for place in 0..clauses.len() {
            let clause = &clauses[place].0;
            let list = newcomer_in(clause).filter(|_| self.class_of(clause, 1) != Some("là"));
            let Some(post) = list.and_then(|list| self.only_claimed(list)) else {
                continue;
            };
            let Some(name) = self.taker_of(&post, clauses) else {
                continue;
            };
            let clause = &mut clauses[place].0;
            let whole = clause.items[0].tokens.clone();
            let name = NameMention {
                whole: whole.clone(),
                ..name
            };
            clause.codes[0] = code::NAME;
            clause.items[0] = Item {
                code: code::NAME,
                tokens: whole,
                meaning: Meaning::Name(Box::new(name)),
            };
        }
    }

    /// The post of a list that is claimed to be of one post alone.
    fn only_claimed(&self, list: &PostList) -> Option<Post> {
        match &self.claimed_posts(list)[..] {
            [(post, ..)] if list.posts.len() == 1 => Some(post.clone()),
            _ => None,
        }
    }

    /// The name of whoever takes up a post, as the article tells it; none where several do.
    fn taker_of(&self, post: &Post, clauses: &[(Clause, Option<Speaker>)]) -> Option<NameMention> {
        let mut taker: Option<&NameMention> = None;
        for (clause, _) in clauses {
            for (item, list) in lists_in(clause) {
                let claimed = self.claimed_posts(list);
                if claimed.iter().all(|(other, ..)| !other.is_same(post)) {
                    continue;
                }
                let new = list.posts.iter().any(|post| post.held == Held::New);
                let name = match self.given_to(clause, item) {
                    Some(Taker::Several) => return None,
                    Some(Taker::One(name)) => Some(name),
                    None if new => full_name(clause, item + 1),
                    None => None,
                };
                let Some(name) = name else {
                    continue;
                };
                if taker.is_some_and(|taker| taker.key != name.key) {
                    return None;
                }
                taker = Some(name);
            }
        }
        taker.cloned()
    }

    /// Whom the words around a post give it: the name before «giữ chức», or behind «đối với».
    fn given_to<'c>(&self, clause: &'c Clause, item: usize) -> Option<Taker<'c>> {
        let class =
            |item: usize| (item < clause.items.len()).then(|| self.class_of(clause, item))?;
        let mut before = (item.saturating_sub(NEAR)..item).rev();
        if before
            .clone()
            .any(|i| class(i).is_some_and(|class| LEAVES.contains(&class)))
        {
            return None;
        }
        if matches!(class(item + 1), Some("đối với" | "cho")) {
            return full_name(clause, item + 2).map(Taker::One);
        }
        if !before.any(|i| class(i).is_some_and(|class| TAKES.contains(&class))) {
            return None;
        }
        let is_name = |&i: &usize| matches!(clause.codes[i], code::NAME | code::SHORT);
        let replaced = |i: usize| i > 0 && class(i - 1) == Some("thay");
        let named: Vec<usize> = (0..item)
            .filter(is_name)
            .filter(|&i| !replaced(i))
            .collect();
        let (&last, others) = named.split_last()?;
        let name = full_name(clause, last)?;
        let joined = |code: &u8| matches!(code, b'&' | b',' | b';' | &code::POSTS);
        let beside = others
            .last()
            .is_some_and(|other| clause.codes[other + 1..last].iter().all(joined));
        Some(if beside {
            Taker::Several
        } else {
            Taker::One(name)
        })
    }
}

/// The one post that a clause opens with as somebody's new one, where no name and no mark follows.
fn newcomer_in(clause: &Clause) -> Option<&PostList> {
    let (first, next) = (clause.items.first()?, *clause.codes.get(1)?);
    let Meaning::Posts(list) = &first.meaning else {
        return None;
    };
    let new = matches!(&list.posts[..], [post] if post.held == Held::New);
    let opens = first.tokens.start == clause.tokens.start;
    (new && opens && (next == code::WORD || next >= code::CUE)).then_some(list)
}

/// The name in full that stands at an item.
fn full_name(clause: &Clause, item: usize) -> Option<&NameMention> {
    match &clause.items.get(item)?.meaning {
        Meaning::Name(name) if clause.codes[item] == code::NAME && !name.weak => Some(name),
        _ => None,
    }
}

/// The lists of posts of a clause, and where they stand.
fn lists_in(clause: &Clause) -> impl Iterator<Item = (usize, &PostList)> {
    let items = clause.items.iter().enumerate();
    items.filter_map(|(place, item)| match &item.meaning {
        Meaning::Posts(list) => Some((place, list)),
        _ => None,
    })
}
