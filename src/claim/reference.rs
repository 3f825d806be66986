//! Posts and bodies that a sentence only points back to: «… bầu ông A giữ chức vụ này», «Thay ông B là ông A», «Giám đốc Sở này».

use super::body::Body;
use super::elided::is_elsewhere;
use super::item::{Clause, Item, Meaning, Speaker};
use super::post_list::PostList;
use super::reading::Reading;
use super::share::is_unit;
use crate::claim::{EventKind, Post};
use crate::rules::{Category, Tag, code};

/// Words that close a noun for a post: «chức vụ», «chức danh», «vị trí».
const NOUNS: [&str; 4] = ["chức", "vụ", "danh", "trí"];

/// Words before a noun that make several posts of it.
const PLURAL: [&str; 6] = ["các", "những", "hai", "ba", "bốn", "số"];

/// What points back: where its post is to stand, in place of so many items.
struct Pointer {
    at: usize,
    items: usize,
    /// The folded name of whoever left the post, where only that says which it is.
    of: Option<String>,
}

/// Whether an item stands for a post that was told before it.
pub(super) fn points_back(clause: &Clause, item: usize) -> bool {
    match &clause.items[item].meaning {
        Meaning::Posts(list) => list
            .posts
            .first()
            .is_some_and(|post| post.tokens.end <= clause.items[item].tokens.start),
        _ => false,
    }
}

impl Reading<'_> {
    /// The body that «Giám đốc Sở» means: of the same head, the last one named before in the paragraph, else the only
    /// one before in the article.
    pub(crate) fn named_before(&self, body: &Body) -> Option<Body> {
        let paragraph = self.paragraph(body.start);
        let last = self
            .tags
            .partition_point(|tag| (tag.start as usize) < body.start);
        let same_head = |tag: &&Tag| {
            let head = || self.rules.words.bodies[tag.entry as usize].name.as_str();
            // «toàn *bộ cán bộ*»: no ministry.
            let small = body.name == "Bộ"
                && !self.is_capital(tag.start as usize)
                && !self.is_capital(tag.end as usize);
            // «Đại *hội* toàn quốc»: no association.
            let congress = tag.start > 0 && self.is(tag.start as usize - 1, "đại");
            // «Giám đốc Bệnh viện»: of the «BVĐK tỉnh X» named before.
            tag.category == Category::Body
                && !small
                && !congress
                && (head() == body.name
                    || body.class == "hospital" && head().starts_with(&body.name))
        };
        let mut only: Option<Body> = None;
        for tag in self.tags[..last].iter().rev().filter(same_head) {
            let Some(found) = self
                .body_at(tag.start as usize)
                .filter(|found| !found.elided && found.end <= body.start)
                .filter(|found| {
                    let area = found.area.as_ref().is_some_and(|area| area.name.is_some());
                    area || found.parent.is_some() || found.name != body.name
                })
            else {
                continue;
            };
            // «Sở *này*»: the last one named, wherever that is; an «cơ quan» may be any.
            let this = self.is(body.end, "này") && body.name != "Cơ quan";
            if this || self.paragraph(found.start) == paragraph {
                return Some(found);
            }
            // A soldier's life goes through many units.
            if self.portrait.is_some() && is_unit(&body.name) {
                return None;
            }
            match &only {
                Some(known) if known.name != found.name || is_elsewhere(known, &found) => {
                    return None;
                }
                Some(known) if known.area.is_some() => {}
                _ => only = Some(found),
            }
        }
        only
    }

    /// Puts the one post that was told just before in the place of what points back to it.
    pub(super) fn point_back(&self, clauses: &mut [(Clause, Option<Speaker>)]) {
        for i in 0..clauses.len() {
            let (before, rest) = clauses.split_at_mut(i);
            let Some((clause, _)) = rest.first_mut() else {
                return;
            };
            let Some(pointer) = self.pointer_in(clause) else {
                continue;
            };
            let whose = named_at(clause, &pointer);
            let here = self.told_posts(clause, pointer.at, whose.as_deref(), false);
            let near = before
                .iter()
                .rev()
                .map(|(before, _)| before)
                .take_while(|before| before.sentence + 1 >= clause.sentence)
                .map(|before| {
                    let of = pointer.of.as_deref();
                    self.told_posts(
                        before,
                        before.items.len(),
                        of.or(whose.as_deref()),
                        of.is_some(),
                    )
                });
            let told = std::iter::once(here)
                .filter(|_| pointer.of.is_none())
                .chain(near)
                .find(|told| !told.is_empty());
            if let Some(list) = told.and_then(|told| self.only_post(&told)) {
                put(clause, &pointer, list);
            }
        }
    }

    /// What points back in a clause: «giữ chức vụ này», «chức danh nêu trên»; «Thay ông B là …», at its opening.
    fn pointer_in(&self, clause: &Clause) -> Option<Pointer> {
        let word = |item: usize, words: &[&str]| {
            let item = clause
                .items
                .get(item)
                .filter(|item| item.code == code::WORD);
            item.is_some_and(|item| words.iter().any(|word| self.is(item.tokens.start, word)))
        };
        let noun = |item: usize| {
            let tokens = clause.items[item].tokens.clone();
            let last = tokens.end - 1;
            let closes = NOUNS.iter().any(|word| self.is(last, word))
                && !(last > 0 && self.is(last - 1, "nhiệm"));
            let several = (tokens.start.saturating_sub(1)..tokens.end)
                .any(|at| PLURAL.iter().any(|word| self.is(at, word)));
            let takes = matches!(self.class_of(clause, item), Some("giữ chức" | "làm"));
            takes && closes && !several
        };
        for at in 1..clause.items.len() {
            let items = if word(at, &["này"]) {
                1
            } else if word(at, &["nêu", "nói", "kể"]) && word(at + 1, &["trên"]) {
                2
            } else if word(at, &["trên"]) && clause.codes.get(at + 1) != Some(&code::NUMBER) {
                1
            } else {
                continue;
            };
            if noun(at - 1) {
                let of = None;
                return Some(Pointer { at, items, of });
            }
        }
        let replaces = (0..clause.items.len().min(4))
            .find(|&i| self.class_of(clause, i) == Some("thay"))
            .filter(|&i| clause.codes[..i].iter().all(|&code| code != code::NAME))?;
        let Meaning::Name(name) = &clause.items.get(replaces + 1)?.meaning else {
            return None;
        };
        let is = replaces + 2;
        let names = matches!(
            clause.codes.get(is + 1),
            Some(&(code::NAME | code::SHORT | code::POSTS))
        );
        (names && self.class_of(clause, is) == Some("là")).then(|| Pointer {
            at: is + 1,
            items: 0,
            of: Some(name.key.clone()),
        })
    }

    /// The posts that a clause tells before an item: those that it says somebody leaves or is to be found for, and those
    /// that the person called `whose` takes up. With `left`, only what that person leaves.
    fn told_posts<'c>(
        &self,
        clause: &'c Clause,
        before: usize,
        whose: Option<&str>,
        left: bool,
    ) -> Vec<&'c PostList> {
        let is_his = |item: usize| match &clause.items[item].meaning {
            Meaning::Name(name) => whose.is_some_and(|key| {
                let (one, other) = (name.key.as_str(), key);
                one == other
                    || one.ends_with(&format!(" {other}"))
                    || other.ends_with(&format!(" {one}"))
            }),
            _ => false,
        };
        let leaves = |item: usize| {
            let kinds = self.rules.frames.acts.get(&clause.codes[item]);
            self.class_of(clause, item) == Some("thôi giữ chức")
                || kinds.is_some_and(|kinds| kinds.contains(&EventKind::Relief))
        };
        let brought_in = |item: usize| {
            let last = clause.items[item].tokens.end - 1;
            self.rules.frames.is_act(clause.codes[item])
                || clause.codes[item] == code::WORD && NOUNS.iter().any(|word| self.is(last, word))
                || matches!(
                    self.class_of(clause, item),
                    Some("giữ chức" | "làm" | "kiêm" | "vào" | "nhận chức" | "trở thành")
                )
        };
        let told = |item: usize| {
            let leaving = leaves(item - 1) || item > 1 && brought_in(item - 1) && leaves(item - 2);
            if left {
                return leaving && (0..clause.items.len()).any(is_his);
            }
            // «Khi ông B được điều động làm {post}, ông A được bầu giữ chức vụ này»: that may be what B left.
            let named = (0..item)
                .rev()
                .find(|&i| matches!(clause.codes[i], code::NAME | code::SHORT));
            leaving || brought_in(item - 1) && named.is_none_or(is_his)
        };
        (1..before)
            .filter(|&item| clause.codes[item] == code::POSTS)
            .filter(|&item| clause.bracket_around(item).is_none() && told(item))
            .filter_map(|item| match &clause.items[item].meaning {
                Meaning::Posts(list) => Some(list),
                _ => None,
            })
            .collect()
    }

    /// The post that lists name, if all name the same one.
    fn only_post(&self, lists: &[&PostList]) -> Option<PostList> {
        let post = |list: &PostList| -> Option<Post> {
            match &self.claimed_posts(list)[..] {
                [(post, ..)] if list.posts.len() == 1 => Some(post.clone()),
                _ => None,
            }
        };
        let first = lists.first().copied()?;
        let told = post(first)?;
        let same = |list: &&PostList| post(list).is_some_and(|other| other.is_same(&told));
        lists.iter().all(same).then(|| first.clone())
    }
}

/// Whom a clause points back for: the name before the pointer, else the first behind it.
fn named_at(clause: &Clause, pointer: &Pointer) -> Option<String> {
    let name = |item: &Item| match &item.meaning {
        Meaning::Name(name) => Some(name.key.clone()),
        _ => None,
    };
    let before = clause.items[..pointer.at].iter().rev().find_map(name);
    before.or_else(|| clause.items[pointer.at..].iter().find_map(name))
}

/// Puts a post in the place of what points back to it.
fn put(clause: &mut Clause, pointer: &Pointer, mut list: PostList) {
    let places = pointer.at..pointer.at + pointer.items;
    let start = clause.items[pointer.at].tokens.start;
    let pointing = clause.items[places.clone()].last();
    let tokens = start..pointing.map_or(start, |item| item.tokens.end);
    list.tokens = tokens.clone();
    for post in &mut list.posts {
        post.shared = true;
    }
    let item = Item {
        code: code::POSTS,
        tokens,
        meaning: Meaning::Posts(list),
    };
    clause.items.splice(places.clone(), [item]);
    clause.codes.splice(places, [code::POSTS]);
}
