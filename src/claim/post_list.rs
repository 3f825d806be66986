//! Lists of posts: «Bí thư Đảng ủy, Chủ tịch UBND phường X kiêm Chỉ huy trưởng …».

use std::ops::Range;

use super::body::Body;
use super::name::Behind;
use super::post::{Held, PostMention};
use super::reading::Reading;
use super::share::{is_bare_membership, is_owned, serves_member, share_bodies};
use crate::rules::{Category, HonorificClass, code};
use crate::text::Kind;

/// Posts that one person holds together: «Bí thư Đảng ủy, Chủ tịch UBND phường Chi Lăng».
#[derive(Clone, Debug)]
pub(crate) struct PostList {
    /// The posts, in the order of the text.
    pub(crate) posts: Vec<PostMention>,
    /// Their tokens.
    pub(crate) tokens: Range<usize>,
}

impl PostList {
    /// Where in the list the posts begin that came after those before them: «Phó Giám đốc, rồi Giám đốc».
    pub(super) fn step(&self) -> Option<usize> {
        self.posts.iter().position(|post| post.then)
    }

    /// The posts that were held together at first.
    pub(super) fn first(&self) -> Self {
        let end = self.step().unwrap_or(self.posts.len());
        self.part(0..end)
    }

    /// The posts that came after those, and were held together in their turn.
    pub(super) fn second(&self) -> Option<Self> {
        let start = self.step()?;
        let end = self.posts[start + 1..].iter().position(|post| post.then);
        Some(self.part(start..end.map_or(self.posts.len(), |end| start + 1 + end)))
    }

    fn part(&self, posts: Range<usize>) -> Self {
        Self {
            posts: self.posts[posts].to_vec(),
            tokens: self.tokens.clone(),
        }
    }
}

/// How many posts one list may hold.
const MOST_POSTS: usize = 16;

/// How many words one post of a list that cannot be read may have.
const UNREAD: usize = 16;

impl Reading<'_> {
    /// The list of posts that begins at a token, before `limit`.
    pub(crate) fn posts_at(&self, at: usize, limit: usize) -> Option<PostList> {
        let (held, first) = self.held_at(at, Held::Plain);
        let mut held = held;
        let mut formers = usize::from(first != at && held == Held::Former);
        let member = (first == at).then(|| self.member_at(at, held)).flatten();
        let post = member.or_else(|| self.post_at(first, held))?;
        let mut posts = vec![post];
        let most = if self.is_addressed(at) { 1 } else { MOST_POSTS };
        while let Some(last) = posts.last()
            && posts.len() < most
        {
            let Some(next) = self
                .after_separator(last.tokens.end, limit)
                .filter(|&next| self.begins_post(next) && !self.gives_besides(at, next))
                .or_else(|| self.after_unread(last.tokens.end, limit))
            else {
                break;
            };
            let read = |next: usize| {
                // «nguyên» goes on over the list, «quyền» and «tân» are of one post.
                let goes_on = match held {
                    Held::Acting | Held::New => Held::Plain,
                    held => held,
                };
                let (mut next_held, first) = self.held_at(next, goes_on);
                let former = first != next && next_held == Held::Former;
                // «nguyên A; nguyên B; C»: where every past post says so, one that doesn't is held.
                // «A, nguyên B, nguyên C, D» alike.
                let own = self.is(next - 1, ";") || posts[0].held == Held::Plain;
                if first == next && held == Held::Former && formers > 1 && own {
                    next_held = Held::Plain;
                }
                let post = self
                    .member_at(first, next_held)
                    .or_else(|| self.post_at(first, next_held))
                    .filter(|post| post.tokens.end <= limit)
                    .filter(|post| !self.opens_clause(last.tokens.end..next, post.tokens.end))?;
                // «nguyên A, quyền B, C»: all are over.
                let acting = held == Held::Former && next_held == Held::Acting;
                let post = if acting { post.into_past() } else { post };
                if acting {
                    next_held = Held::Former;
                }
                let then =
                    (last.tokens.end..next).any(|at| matches!(self.cue(at), Some(("rồi", _))));
                let post = PostMention { then, ..post };
                Some((post, next_held, former))
            };
            // «…, thư ký giúp việc của Bộ trưởng; Trưởng phòng …»: what begins like a post may be none.
            let Some((post, next_held, former)) = read(next).or_else(|| {
                self.after_unread(last.tokens.end, limit)
                    .filter(|&after| after != next)
                    .and_then(read)
            }) else {
                break;
            };
            formers += usize::from(former);
            held = next_held;
            if self.is_now(next) && self.is_beside_name(at) {
                let plain = posts.iter_mut().filter(|post| post.held == Held::Plain);
                plain.for_each(|post| post.held = Held::Former);
            }
            // «Trợ lý Ủy viên Bộ Chính trị, Bộ trưởng Bộ X»: both are the superior's.
            if let Some(helper) = posts.last_mut().filter(|last| serves_member(last)) {
                let served = helper.body.as_ref().map(|body| body.name.clone());
                let served = served.or(helper.fixed.take()).unwrap_or_default();
                helper.role = format!("{} {served}, {}", helper.role, post.role);
                helper.body = post.body;
                helper.fixed = post.fixed;
                helper.tokens.end = post.tokens.end;
                continue;
            }
            posts.push(post);
        }
        let end = self.complete_posts(&mut posts, limit)?;
        Some(PostList {
            posts,
            tokens: at..end,
        })
    }

    /// Gives the posts of a list what they leave to each other and to what stands around them; one past the last token, none
    /// where no post is left.
    fn complete_posts(&self, posts: &mut Vec<PostMention>, limit: usize) -> Option<usize> {
        self.leave_to_next_name(posts, limit);
        // «…, Trưởng Ban Dân vận Trung ...»: a text that breaks off within a name.
        if posts
            .last()
            .is_some_and(|last| self.is_cut_at(last.tokens.end))
        {
            posts.pop();
        }
        if posts.len() > 1 && self.leads_clause(posts, limit) {
            posts.pop();
        }
        let end = posts.last().map(|p| p.tokens.end)?;
        if end > limit {
            return None;
        }
        self.give_area_of_line(posts);
        self.give_owner_behind(posts);
        share_bodies(posts);
        self.put_in_charge(posts);
        self.part_from_head(posts);
        if let [post] = &mut posts[..]
            && post.body.is_none()
            && post.fixed.is_none()
        {
            post.body = self.body_of_lone(post);
            post.shared = post.body.is_some();
        }
        for post in posts.iter_mut() {
            if let Some(committee) = (post.body.as_ref()).and_then(|b| self.committee_of_branch(b))
            {
                post.body = Some(committee);
                post.shared = true;
            }
        }
        // «về Tập đoàn X và giữ chức Thành viên Hội đồng thành viên».
        if let [post] = &mut posts[..]
            && let Some(body) = post.body.as_mut().filter(|body| is_owned(body))
            && let Some(owner) = self.gone_to("Thành viên", post.tokens.start)
            && owner.class == "enterprise"
        {
            body.parent = Some(Box::new(owner));
            post.shared = true;
        }
        // A membership that nothing says the committee of is no post.
        posts.retain(|post| {
            post.fixed.is_some()
                || post
                    .body
                    .as_ref()
                    .is_some_and(|body| !is_bare_membership(body))
        });
        (!posts.is_empty()).then_some(end)
    }

    /// Leaves a deputy without a body whose head's post he has beside his own: «Phó Trưởng ban, *kiêm* Trưởng ban An ninh X»
    /// is deputy of another.
    fn part_from_head(&self, posts: &mut [PostMention]) {
        for i in 1..posts.len() {
            let (one, next) = (&posts[i - 1], &posts[i]);
            let deputy = one.shared
                && one
                    .role
                    .strip_prefix("Phó ")
                    .is_some_and(|head| head.to_lowercase() == next.role.to_lowercase());
            let beside = (one.tokens.end..next.tokens.start)
                .any(|at| self.cue(at).is_some_and(|(class, _)| class == "kiêm"));
            if deputy && beside {
                posts[i - 1].body = None;
            }
        }
    }

    /// The body of a lone role without one, as what stands around it says.
    fn body_of_lone(&self, post: &PostMention) -> Option<Body> {
        self.counted_body(post)
            .or_else(|| self.only_body(post))
            .or_else(|| self.headed_body(post))
            .or_else(|| self.kindred_body(post))
            .or_else(|| self.promoted_body(post))
            .or_else(|| self.kept_body(post))
            .or_else(|| self.elected_body(post))
    }

    /// «…, Thường vụ Tỉnh ủy, Bí thư Huyện ủy»: a member of the standing committee, said by its name alone.
    fn member_at(&self, at: usize, held: Held) -> Option<PostMention> {
        let behind_mark = at
            .checked_sub(1)
            .is_none_or(|before| self.is_comma(before) || self.is_dash(before));
        let body = behind_mark.then(|| self.body_at(at)).flatten()?;
        let whole = body.name == "Ban Thường vụ" && body.parent.is_some() && !self.is(at, "ban");
        let next = self.after_separator(body.end, usize::MAX)?;
        let goes_on = self.tag(next, Category::Role).is_some();
        (whole && goes_on).then(|| PostMention {
            role: "Ủy viên".to_owned(),
            tokens: at..body.end,
            body: Some(body),
            fixed: None,
            held,
            term: None,
            head: None,
            shared: false,
            then: false,
        })
    }

    /// The posts of a list that an act gives: neither those that came later nor what somebody holds by now,
    /// «được bầu làm A, rồi B», «được điều động làm A, hiện là B».
    pub(super) fn given_of(&self, list: &PostList) -> PostList {
        let first = list.first();
        let held = |post: &PostMention| {
            let start = post.tokens.start;
            (start.saturating_sub(5)..start).any(|at| {
                self.cue(at)
                    .is_some_and(|(class, end)| class == "là" && end == start)
            })
        };
        let end = first.posts.iter().skip(1).position(held);
        first.part(0..end.map_or(first.posts.len(), |end| end + 1))
    }

    /// The status words before a post, and where the post begins.
    fn held_at(&self, at: usize, before: Held) -> (Held, usize) {
        match self.cue(at) {
            Some(("nguyên" | "cố", end)) => (Held::Former, end),
            Some(("quyền", end)) => (Held::Acting, end),
            Some(("tân", end)) if self.is(at, "tân") => (Held::New, end),
            Some(("tân" | "là", end)) => (Held::Plain, end),
            _ => (before, at),
        }
    }

    /// Whether the text breaks off at a token: « ...» at the end of a paragraph.
    fn is_cut_at(&self, at: usize) -> bool {
        let cut = (at..at + 3).all(|dot| self.is(dot, "."));
        // «…, Giám đốc Sở Y tế...» closes a list that goes on.
        let apart = at.checked_sub(1).and_then(|last| self.token(last));
        let apart = apart
            .zip(self.token(at))
            .is_some_and(|(last, dot)| last.end < dot.start);
        let after = self.token(at + 3);
        cut && apart && after.is_none_or(|token| token.kind == Kind::Break)
    }

    /// Whether a post behind «giữ chức» or «làm» begins at a token.
    pub(super) fn taken_up(&self, at: usize) -> bool {
        (at.saturating_sub(4)..at).any(|from| {
            self.cue(from)
                .is_some_and(|(class, end)| matches!(class, "giữ chức" | "làm") && end == at)
        })
    }

    /// Whether a role or a body, or what says how it is held, begins at a token.
    fn begins_post(&self, at: usize) -> bool {
        let (_, first) = self.held_at(at, Held::Plain);
        [Category::Role, Category::Body]
            .into_iter()
            .any(|category| self.tag(first, category).is_some())
    }

    /// Where the next post begins behind one that cannot be read, in a list whose parts semicolons part:
    /// «…, thư ký giúp việc Bộ trưởng; Vụ trưởng Vụ X».
    fn after_unread(&self, at: usize, limit: usize) -> Option<usize> {
        if !(self.is_comma(at) || self.is(at, ";")) {
            return None;
        }
        let end = (at + 1..limit.min(at + UNREAD)).find(|&at| self.is(at, ";"))?;
        // «Trước khi là Chủ tịch UBND huyện X, *ông* giữ các chức vụ Phó Chủ tịch UBND huyện X; …».
        let speaks = self
            .tag(at + 1, Category::Honorific)
            .is_some_and(|(entry, _)| {
                self.rules.words.honorifics[entry].class == HonorificClass::Address
            });
        if speaks {
            return None;
        }
        let told = (at..end).any(|at| {
            self.begins_person(at)
                || self.tags_at(at).iter().any(|tag| match tag.category {
                    Category::Honorific => self.is_capital(tag.end as usize),
                    Category::Cue => u8::try_from(tag.entry)
                        .is_ok_and(|class| self.rules.frames.is_act(code::CUE + class)),
                    _ => false,
                })
        });
        (!told && end + 1 < limit && self.begins_post(end + 1)).then_some(end + 1)
    }

    /// Whether a list behind a name runs on into the posts of the next: «ông A, nguyên {post}; {post}: ông B», «ông A là {post};
    /// {post} là ông B».
    fn heads_next(&self, start: usize, end: usize) -> bool {
        let of_name = start.checked_sub(1).is_some_and(|before| {
            let mark = self.is_comma(before) || self.is_open(before);
            let told = ["là", "nguyên", "phó"];
            mark || told.iter().any(|word| self.is(before, word))
        });
        let linked = self.is(end, ":") || self.is(end, "là");
        of_name && linked && self.name_at(end + 1, Behind::Nothing).is_some()
    }

    /// Where in a list that a name follows the posts of that name begin, if others have the first ones: a number of
    /// persons, whom somebody stands in for, the head whose deputy comes next, and whoever stands before an office of
    /// state that nobody has beside another.
    fn first_of_name(&self, start: usize, posts: &[PostMention]) -> usize {
        // «bổ nhiệm 02 Thẩm phán», but «quận 2», «khóa 12».
        let counted = self.is_plural(start)
            && start.checked_sub(1).is_some_and(|number| {
                self.digits(number).is_some()
                    && (number.saturating_sub(4)..number)
                        .any(|from| self.cue(from).is_some_and(|(_, end)| end == number))
            });
        if counted || self.speaks_for(start) {
            return 1;
        }
        let apart = |pair: &[PostMention]| {
            let (one, next) = (&pair[0], &pair[1]);
            let deputy = next.role.strip_prefix("Phó ");
            let deputy = deputy.is_some_and(|head| head.to_lowercase() == one.role.to_lowercase());
            let same = one.fixed == next.fixed
                && match (&one.body, &next.body) {
                    (Some(one), Some(next)) => one.name == next.name,
                    _ => true,
                };
            let office = ["Thủ tướng", "Phó Thủ tướng", "Chủ tịch nước", "Tổng Bí thư"];
            let minister = matches!(one.role.as_str(), "Bộ trưởng" | "Thứ trưởng" | "Chủ nhiệm");
            let assembly = next.role == "Chủ tịch"
                && next
                    .body
                    .as_ref()
                    .is_some_and(|body| body.name == "Quốc hội");
            deputy && same || minister && (office.contains(&next.role.as_str()) || assembly)
        };
        posts
            .windows(2)
            .rposition(apart)
            .map_or(0, |place| place + 1)
    }

    /// Leaves the last posts of a list to the name that follows it: behind a semicolon («ông A, {post}; {post} B»), and
    /// behind a comma where the list is what somebody takes up («bầu ông A giữ chức {post}, {post} B …»).
    fn leave_to_next_name(&self, posts: &mut Vec<PostMention>, limit: usize) {
        let Some((start, end)) = posts
            .first()
            .zip(posts.last())
            .map(|(first, last)| (first.tokens.start, last.tokens.end))
        else {
            return;
        };
        if self.taken_up(start)
            && posts.len() > 1
            && end < limit
            && self.name_at(end, Behind::Post).is_some()
        {
            posts.pop();
            return;
        }
        // «bổ nhiệm 02 Thẩm phán …, Chánh án … A», «thừa ủy quyền của Thủ tướng, Phó Thủ tướng A».
        let others = self.first_of_name(start, posts);
        if others > 0 && end < limit && self.name_at(end, Behind::Post).is_some() {
            posts.truncate(others);
            return;
        }
        // «giải trình của Tổng Giám đốc X, đại biểu B …»: the title of whom it stands before.
        if posts.len() > 1
            && posts.last().is_some_and(|last| last.role == "Đại biểu")
            && start
                .checked_sub(1)
                .is_some_and(|before| self.is(before, "của"))
            && end < limit
            && self.name_at(end, Behind::Post).is_some()
        {
            posts.pop();
            return;
        }
        // «Thay mặt Chủ tịch X, Phó Chủ tịch X B …»: the first is of whom B stands for.
        let stands_for = start
            .checked_sub(2)
            .is_some_and(|thay| self.is(thay, "thay") && self.is(thay + 1, "mặt"));
        if stands_for && posts.len() > 1 && end < limit && self.name_at(end, Behind::Post).is_some()
        {
            posts.remove(0);
            return;
        }
        // «ông A, Hiệu trưởng … và Hiệu phó B»: the last is of whom it stands before.
        let behind_name = self.is_beside_name(start);
        if behind_name
            && posts.len() > 1
            && posts.last().is_some_and(|last| {
                (last.tokens.start.checked_sub(1)).is_some_and(|and| self.is(and, "và"))
            })
            && end < limit
            && self.name_at(end, Behind::Post).is_some()
        {
            posts.pop();
            return;
        }
        let before = |post: &PostMention| {
            let last = post.tokens.start.checked_sub(1);
            last.is_some_and(|last| self.is(last, ";"))
        };
        // «… đối với ông A - {post}; {post} đối với bà B».
        let given = self
            .cue(end)
            .filter(|(class, after)| *class == "đối với" && *after < limit)
            .is_some_and(|(_, after)| {
                self.begins_person(after) || self.has(after, Category::Honorific)
            });
        if given && behind_name && posts.len() > 1 {
            let cut = posts.iter().skip(1).rposition(before);
            posts.truncate(cut.map_or(posts.len() - 1, |cut| cut + 1));
            return;
        }
        if let Some(cut) = posts.iter().skip(1).rposition(before)
            && end < limit
            && (self.name_at(end, Behind::Post).is_some() || self.heads_next(start, end))
        {
            posts.truncate(cut + 1);
        }
    }
}
