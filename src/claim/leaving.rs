//! Leaving: which of the posts beside a name an act takes from its bearer, who may keep some or all of them.

use std::collections::BTreeSet;
use std::ops::Range;

use super::act::Act;
use super::charge::full_role;
use super::elector::council_of;
use super::elided::{COMMITTEES, is_party_committee};
use super::item::{Clause, Meaning};
use super::patient::Patient;
use super::post::{Held, PostMention};
use super::post_list::PostList;
use super::reading::Reading;
use super::verdict::Fired;
use crate::claim::{EventKind, Level, Post};
use crate::rules::{Category, FrameMatch, code};

/// The classes of the words that say that somebody leaves a post.
const LEAVES: [&str; 7] = [
    "thôi giữ chức",
    "cho thôi",
    "miễn nhiệm",
    "bãi nhiệm",
    "cách chức",
    "cách hết chức vụ",
    "từ chức",
];

/// How many words behind an act may begin with the post that it takes.
const UNREAD: usize = 3;

/// How many words behind «cách hết các chức vụ» may say in what: «trong Đảng», «trong Đảng và chính quyền».
const BEHIND: usize = 4;

/// How many items before «thay» may end with the post in which somebody is replaced.
const SUCCEEDED: usize = 4;

/// Words before a clause that only name what is spoken of.
const SPOKEN: [&str; 4] = ["việc", "tin", "chuyện", "đồn"];

impl Patient {
    /// The lists of posts beside the name without those that its bearer cannot leave by an act: what the news has somebody
    /// take up he doesn't leave; and «nguyên Giám đốc … nghỉ hưu» left that before.
    pub(super) fn may_leave(&self, act: &Act) -> Vec<PostList> {
        let has = |post: &PostMention| {
            matches!(post.held, Held::Plain | Held::Acting)
                && !post.role.to_lowercase().contains("ủy viên")
        };
        // «Ông A, Giám đốc Sở X, nguyên Bí thư Huyện ủy Y, được bổ nhiệm …»: the second he left long ago.
        let former = !self.beside.iter().flat_map(|list| &list.posts).any(has);
        let leaves = |post: &&PostMention| match post.held {
            Held::New => false,
            Held::Former => {
                former && !matches!(act.kinds[..], [EventKind::Retirement | EventKind::Death])
            }
            Held::Plain | Held::Acting => true,
        };
        let lists = self.beside.iter().map(|list| PostList {
            posts: list.posts.iter().filter(leaves).cloned().collect(),
            ..list.clone()
        });
        lists.collect()
    }
}

impl Reading<'_> {
    /// Settles what an act has somebody leave that does not name it: nothing where it looks back on a career or the headline
    /// adds a post; and whoever is replaced, the post told before that.
    pub(super) fn settle_left(
        &self,
        clause: &Clause,
        found: &FrameMatch,
        name: &str,
        from: &mut Vec<Post>,
        recovered: &mut BTreeSet<String>,
    ) {
        let told = found.slot("left").is_some();
        if !told && (self.tells_story(clause, found) || self.headline_adds(name)) {
            from.clear();
        }
        if from.is_empty()
            && let Some(post) = self.post_succeeded(clause, found)
        {
            from.push(post);
            recovered.insert("from".to_owned());
        }
    }

    /// Whether an act is told as what came after other posts, in a story and not as news: «Ông A đang là {post}, lại được điều
    /// sang …», «Ông A từng công tác ở …, sau đó được …».
    pub(super) fn tells_story(&self, clause: &Clause, found: &FrameMatch) -> bool {
        let begins = found
            .range("people")
            .is_some_and(|people| people.start == found.items.start);
        found.slot("holds").is_some()
            || begins && (found.items.clone()).any(|i| self.class_of(clause, i) == Some("từng"))
    }

    /// The post in which somebody is replaced who then left: «ông A giữ chức {post} thay *ông B nghỉ hưu*».
    fn post_succeeded(&self, clause: &Clause, found: &FrameMatch) -> Option<Post> {
        if !self.is_predecessor(clause, found) {
            return None;
        }
        let person = found.slot("person")?;
        let before = (person.saturating_sub(SUCCEEDED)..person).rev();
        let place = before
            .take_while(|&i| !matches!(clause.codes[i], code::NAME | code::SHORT | b';' | b')'))
            .find(|&i| clause.codes[i] == code::POSTS)?;
        // «bầu ông A, Phó Giám đốc …, thay ông B»: what A was B never left.
        let taken = place.checked_sub(1).is_some_and(|before| {
            self.rules.frames.is_act(clause.codes[before])
                || matches!(
                    self.class_of(clause, before),
                    Some("giữ chức" | "làm" | "là" | "vào" | "trở thành" | "nhận chức" | "kiêm")
                )
        });
        if !taken {
            return None;
        }
        let Meaning::Posts(list) = &clause.items[place].meaning else {
            return None;
        };
        let mut posts = self.claimed_posts(list).into_iter().map(|(post, ..)| post);
        let mut held = posts.by_ref().filter(|post| !post.is_membership());
        let only = held.next()?;
        held.next().is_none().then(|| taken_over(only)).flatten()
    }

    /// Leaves only those of the posts beside a name that an act ends, where it says what is taken up.
    pub(super) fn keep_others(
        &self,
        clause: &Clause,
        act: &Act,
        patient: &Patient,
        from: &mut Vec<Post>,
        to: &[Post],
    ) {
        let found = &act.fired.found;
        // Whoever runs a body for a while, or has a second post, keeps the first.
        let runs = found.items.clone().any(|i| {
            matches!(
                self.class_of(clause, i),
                Some("điều hành" | "phụ trách" | "giao phụ trách" | "kiêm")
            )
        });
        // So does who gets a seat that is only held beside others.
        let adds = !to.is_empty() && to.iter().all(is_held_beside);
        let gives_up = gives_up(&act.kinds) && !runs && !adds;
        // «Phó Bí thư, Chủ tịch UBND … giữ chức Bí thư» of the same committee: that he leaves the other is not said.
        let may_rise = !runs
            && !act.kinds.contains(&EventKind::Nomination)
            && !act.kinds.contains(&EventKind::Acting);
        let rises = |post: &Post| may_rise && to.iter().any(|taken| is_deputy_of(post, taken));
        let is_promoted = from.iter().any(rises);
        // «ông A, Bí thư …, Chủ tịch …, bị cách chức Chủ tịch»: the role says which.
        if let Some(role) = self.role_taken(clause, found, &act.kinds)
            && from.iter().any(|post| post.role.as_deref() == Some(role))
        {
            from.retain(|post| post.role.as_deref() == Some(role));
            return;
        }
        let some = self.leaves_some(clause, found, patient, &act.kinds);
        let beside = || patient.beside.iter().flat_map(|list| &list.posts);
        let away = !runs && !beside().any(|post| post.held == Held::Former);
        from.retain(|post| {
            !some
                && !post.is_membership()
                && !to.contains(post)
                && (rises(post)
                    || gives_up && !is_promoted
                    || away && leads_away(&act.kinds, post, to))
        });
    }

    /// Whether an act that names no post leaves open which of those beside a name is left: of several, of one that was left
    /// before, or where a post that could not be read stands behind the act.
    pub(super) fn leaves_some(
        &self,
        clause: &Clause,
        found: &FrameMatch,
        patient: &Patient,
        kinds: &[EventKind],
    ) -> bool {
        if !takes_post(found, kinds) {
            return false;
        }
        let posts = || patient.beside.iter().flat_map(|list| &list.posts);
        let several = posts()
            .filter(|post| !post.role.to_lowercase().contains("ủy viên"))
            .count()
            > 1;
        let past =
            kinds.contains(&EventKind::Removal) && posts().any(|post| post.held == Held::Former);
        // «miễn nhiệm hai thành viên, gồm: Bộ trưởng X A, Bộ trưởng Y B».
        let listed = found.range("people").is_some_and(|people| {
            let opens = |i: usize| {
                clause.codes[i] == b':' || matches!(self.class_of(clause, i), Some("gồm" | "là"))
            };
            people.start > 0 && opens(people.start - 1) && clause.codes[people.start] == code::POSTS
        });
        several || past || !listed && self.bare_role(clause, found).is_some()
    }

    /// Whether an act takes all posts from somebody, and then whether only those in the Party: «cách hết các chức vụ trong
    /// Đảng đối với ông A, Bí thư …, Chủ tịch …».
    pub(super) fn strips_of(&self, clause: &Clause, found: &FrameMatch) -> Option<bool> {
        let mut items = found.items.clone();
        let word = items.find(|&i| self.class_of(clause, i) == Some("cách hết chức vụ"))?;
        let end = clause.items[word].tokens.end;
        let behind = |word: &str| (end..end + BEHIND).any(|at| self.is(at, word));
        Some(behind("đảng") && !behind("chính"))
    }

    /// The last word of a match that says that somebody leaves a post.
    fn leave_word(&self, clause: &Clause, found: &FrameMatch) -> Option<usize> {
        (found.items.clone().rev()).find(|&i| {
            self.class_of(clause, i)
                .is_some_and(|class| LEAVES.contains(&class))
        })
    }

    /// The role without a body that an act takes from somebody: «bị cách chức Trưởng phòng».
    fn role_taken(&self, clause: &Clause, found: &FrameMatch, kinds: &[EventKind]) -> Option<&str> {
        takes_post(found, kinds)
            .then(|| self.bare_role(clause, found))
            .flatten()
    }

    /// The role without a body that stands behind the word of an act and before its people or the end of its match.
    fn bare_role(&self, clause: &Clause, found: &FrameMatch) -> Option<&str> {
        let word = self.leave_word(clause, found)?;
        let word = clause.items[word].tokens.end;
        let people = found
            .range("people")
            .map(|people| clause.items[people.start].tokens.start)
            .filter(|&start| start >= word);
        let end = people.unwrap_or(clause.tokens.end.min(word + UNREAD));
        let role = (word..end).find_map(|at| self.tag(at, Category::Role));
        role.map(|(role, _)| self.rules.words.roles[role].name.as_str())
    }

    /// Whether what is told without a post is told of one that could not be read («… thôi giữ chức Phó Chủ nhiệm»), is only
    /// what is spoken of («việc ông A từ chức»), or goes over into another sentence part («Sau khi miễn nhiệm ông A, Thủ
    /// tướng …»).
    pub(super) fn leaves_unread(&self, clause: &Clause, fired: &Fired) -> bool {
        let found = &fired.found;
        let slots = ["to", "left", "unit", "series"];
        let Some(people) = found.range("people") else {
            return false;
        };
        let Some(act) = self.leave_word(clause, found) else {
            return false;
        };
        if slots.iter().any(|slot| found.slot(slot).is_some()) {
            return false;
        }
        let subject = people.start == found.items.start;
        let first = clause.items[people.start].tokens.start;
        let spoken = subject
            && first > clause.tokens.start
            && SPOKEN.iter().any(|word| self.is(first - 1, word));
        // «bị cách chức {post}, ông A còn bị …»: the post is the object of what stands before it.
        let object = subject
            && people.start > 0
            && clause.codes[people.start] == code::POSTS
            && self.rules.frames.is_act(clause.codes[people.start - 1]);
        let parts = |code: u8| matches!(code, b',' | b';' | code::NAME | code::SHORT);
        let after = (0..act)
            .rev()
            .take_while(|&i| !parts(clause.codes[i]))
            .any(|i| self.class_of(clause, i) == Some("sau khi"));
        let unread = || {
            let role = self.bare_role(clause, found);
            // «thôi giữ chức Phó Chủ nhiệm để giữ chức {post}» is half of what is told.
            let goes_on = (found.items.end..clause.items.len())
                .any(|i| self.class_of(clause, i) == Some("để"));
            role.is_some_and(|role| goes_on || !names_beside(clause, people.clone(), role))
        };
        spoken || object || !subject && after || subject && unread()
    }
}

/// The posts of a list that somebody loses by an act that takes all, or all of the Party's.
pub(super) fn stripped(list: &PostList, party: bool) -> PostList {
    let of_party = |post: &&PostMention| {
        let body = post.body.as_ref();
        post.held != Held::Former && (!party || body.is_some_and(|body| body.class == "party"))
    };
    PostList {
        posts: list.posts.iter().filter(of_party).cloned().collect(),
        ..list.clone()
    }
}

/// Whether an act of these kinds takes a post from somebody and gives none.
fn takes_post(found: &FrameMatch, kinds: &[EventKind]) -> bool {
    let takes = |kind: &EventKind| matches!(kind, EventKind::Removal | EventKind::Relief);
    kinds.iter().any(takes) && found.slot("to").is_none() && found.slot("unit").is_none()
}

/// Whether an act of these kinds ends the post that stands beside the name: a membership is not left by taking
/// up a post, nor is any post by being elected to another.
fn gives_up(kinds: &[EventKind]) -> bool {
    use EventKind::{
        Appointment, Assignment, Death, Designation, Election, Relief, Removal, Resignation,
        Retirement, Rotation, Transfer,
    };
    let moves = kinds.iter().any(|kind| {
        matches!(
            kind,
            Rotation
                | Transfer
                | Appointment
                | Assignment
                | Relief
                | Removal
                | Resignation
                | Retirement
                | Death
        )
    });
    let elected = kinds.contains(&Election)
        || kinds.contains(&Designation) && !kinds.contains(&Transfer) && !kinds.contains(&Rotation);
    moves && !elected
}

/// Whether a designation or an election brings somebody from a post in one place to a leading one in another: «ông A, Thứ
/// trưởng Bộ X, được chỉ định giữ chức Phó Bí thư Tỉnh ủy Y».
fn goes_away(kinds: &[EventKind], post: &Post, to: &[Post]) -> bool {
    let moves = |kind: &EventKind| matches!(kind, EventKind::Designation | EventKind::Election);
    let placed = post.place.is_some() || post.level == Some(Level::Central);
    let rules = |taken: &Post| {
        let org = taken.org.as_deref().unwrap_or_default();
        !taken.is_membership() && (is_party_committee(org) || org.starts_with("Ủy ban nhân dân"))
    };
    // «Bí thư Huyện ủy Phú Quý, được chỉ định giữ chức Bí thư Đảng ủy đặc khu Phú Quý».
    let name = |post: &Post| {
        let area = post.area.clone().unwrap_or_default();
        let start = area.find(char::is_uppercase).unwrap_or_default();
        area[start..].to_owned()
    };
    // «Chủ tịch UBND thành phố Sơn La, được bầu làm Phó Chủ tịch UBND tỉnh Sơn La», which has the name of its capital.
    let rises =
        |taken: &Post| taken.level == Some(Level::Province) && post.level == Some(Level::District);
    let away = |taken: &Post| {
        let named_so = name(taken) == name(post);
        taken.place.is_some() && taken.place != post.place && (!named_so || rises(taken))
    };
    kinds.iter().any(moves)
        && placed
        && !is_beside_others(post)
        && to.iter().any(|taken| rules(taken) && away(taken))
}

/// How the bodies begin whose posts whoever is elected to lead the People's Committee or Council leaves.
const OFFICES: [&str; 4] = ["Sở ", "Phòng ", "Trường ", "Văn phòng Ủy ban nhân dân"];

/// Whether an election makes somebody chairman, or a deputy, of the People's Committee or Council of the place whose
/// department he leads, or takes a deputy of the one into the other: «ông A, Giám đốc Sở X, được bầu giữ chức Phó Chủ tịch
/// UBND tỉnh».
fn takes_chair(kinds: &[EventKind], post: &Post, to: &[Post]) -> bool {
    const CHAIRS: [&str; 2] = ["Ủy ban nhân dân", "Hội đồng nhân dân"];
    let org = |post: &Post| post.org.clone().unwrap_or_default();
    let chair = |post: &Post| {
        let role = post.role.as_deref().unwrap_or_default();
        let leads = role == "Chủ tịch" || role.starts_with("Phó Chủ tịch");
        CHAIRS
            .into_iter()
            .find(|head| leads && org(post).starts_with(head))
    };
    let own = org(post);
    let of_committee = own.starts_with("Ban ")
        && COMMITTEES
            .iter()
            .any(|(committee, _)| own.contains(committee));
    let leaves = |taken: &Post| {
        let Some(head) = chair(taken) else {
            return false;
        };
        let deputy = chair(post).is_some_and(|other| other != head)
            && post.role.as_deref() != Some("Chủ tịch");
        taken.place.is_some()
            && taken.place == post.place
            && (deputy
                || OFFICES.iter().any(|office| own.starts_with(office))
                || of_committee && head == CHAIRS[0])
    };
    kinds.contains(&EventKind::Election) && to.iter().any(leaves)
}

/// Whether the people of a match have a role in a body that stands beside their names.
fn names_beside(clause: &Clause, people: Range<usize>, role: &str) -> bool {
    clause.items[people].iter().any(|item| match &item.meaning {
        Meaning::Posts(list) => list.posts.iter().any(|post| post.role == role),
        _ => false,
    })
}

/// Whether an act of some kinds that gives posts ends another, which is said to be its person's.
pub(super) fn ends(kinds: &[EventKind], post: &Post, to: &[Post]) -> bool {
    let beside = to.iter().all(is_held_beside);
    let rises = to.iter().any(|taken| is_deputy_of(post, taken));
    !post.is_membership() && !to.contains(post) && (rises || gives_up(kinds) && !beside)
}

/// Whether an act of some kinds that gives posts ends another, which its person is said to have held until then.
pub(super) fn leaves_for(kinds: &[EventKind], post: &Post, to: &[Post]) -> bool {
    ends(kinds, post, to) || leads_away(kinds, post, to)
}

/// Whether an act gives posts elsewhere or higher up, beside which nobody keeps another.
fn leads_away(kinds: &[EventKind], post: &Post, to: &[Post]) -> bool {
    goes_away(kinds, post, to) || takes_chair(kinds, post, to) || joins_state(kinds, post, to)
}

/// Whether the National Assembly elects somebody who leads a ministry, a commission of the Central Committee or a province
/// to a post of the State or its own, beside which he has no other: «ông A, Phó Trưởng Ban Nội chính Trung ương, được bầu
/// làm Viện trưởng Viện kiểm sát nhân dân tối cao».
fn joins_state(kinds: &[EventKind], post: &Post, to: &[Post]) -> bool {
    let (role, org) = (post.role.as_deref(), post.org.as_deref());
    let (role, org) = (role.unwrap_or_default(), org.unwrap_or_default());
    let leads = org.starts_with("Bộ ") && role.ends_with("trưởng")
        || org.starts_with("Ban ") && org.ends_with(" Trung ương") && role.ends_with("Trưởng Ban")
        || post.level == Some(Level::Province)
            && (is_party_committee(org) && role.ends_with("Bí thư")
                || org.starts_with("Ủy ban nhân dân"));
    leads
        && kinds.contains(&EventKind::Election)
        && council_of(to).as_deref() == Some("Quốc hội")
        && !to.iter().any(|taken| taken.org == post.org)
}

/// Whether a post is one that its holder has beside his others.
pub(super) fn is_held_beside(post: &Post) -> bool {
    is_beside_others(post) || is_seat_beside(post)
}

/// Whether a post is in a body whose seats are held beside other posts: «Hội đồng Thi đua - Khen thưởng Trung ương».
fn is_beside_others(post: &Post) -> bool {
    const BODIES: [&str; 4] = [
        "Hội đồng Thi đua",
        "Hội đồng Bầu cử",
        "Ủy ban Bầu cử",
        "Ủy ban An toàn giao thông",
    ];
    post.org
        .as_deref()
        .is_some_and(|org| BODIES.iter().any(|head| org.starts_with(head)))
}

/// Whether a post is a seat in a committee of the Party, but for its inspectors, who do nothing else.
fn is_seat_beside(post: &Post) -> bool {
    let inspects = |org: &str| org.starts_with("Ủy ban Kiểm tra");
    let seat = |role: &str| role.to_lowercase().contains("ủy viên");
    post.role.as_deref().is_some_and(seat) && !post.org.as_deref().is_none_or(inspects)
}

/// Whether a post is that of a deputy of whoever holds another, in the same body: «Phó Bí thư Thường trực» of «Bí thư».
pub(super) fn is_deputy_of(post: &Post, head: &Post) -> bool {
    let role = post
        .role
        .as_deref()
        .and_then(|role| role.strip_prefix("Phó "));
    match (role, head.role.as_deref()) {
        (Some(role), Some(of)) => {
            post.org.is_some() && post.org == head.org && role.starts_with(of)
        }
        _ => false,
    }
}

/// The post that somebody leaves to whom another takes up: «quyền Giám đốc» is none that was left.
pub(super) fn taken_over(post: Post) -> Option<Post> {
    let role = match post.role.as_deref() {
        Some(role) => Some(full_role(role)?.to_owned()),
        None => None,
    };
    Some(Post { role, ..post })
}
