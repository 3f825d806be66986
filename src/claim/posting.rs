//! Postings: which posts an act has somebody leave and take up.

use std::collections::BTreeSet;

use super::act::Act;
use super::body::Body;
use super::charge::IN_CHARGE;
use super::item::{Clause, Meaning, Speaker};
use super::leaving::stripped;
use super::patient::Patient;
use super::post::{Held, PostMention};
use super::post_list::PostList;
use super::reading::Reading;
use super::same_act::moves;
use super::share::{is_bare_membership, share_bodies};
use super::whole::LEVELS;
use crate::claim::{EventKind, Level, Post};
use crate::rules::{ActSource, Category, FrameMatch, code};

/// Roles that only one can have in a body.
const LEADS: [&str; 13] = [
    "Bí thư",
    "Chủ tịch",
    "Bộ trưởng",
    "Giám đốc",
    "Tổng Giám đốc",
    "Trưởng Ban",
    "Trưởng phòng",
    "Cục trưởng",
    "Vụ trưởng",
    "Viện trưởng",
    "Chánh án",
    "Chánh Văn phòng",
    "Hiệu trưởng",
];

impl Reading<'_> {
    /// The posts that somebody leaves and takes up by an act; what the context gave of them is noted in `recovered`.
    pub(super) fn posts_of(
        &self,
        clause: &Clause,
        act: &Act,
        patient: &Patient,
        share: Option<(usize, usize)>,
        recovered: &mut BTreeSet<String>,
    ) -> (Vec<Post>, Vec<Post>) {
        let found = &act.fired.found;
        let mut claimed = |list: &PostList| -> Vec<Post> {
            let list = act
                .speaker
                .map_or_else(|| list.clone(), |speaker| shared_with(list, speaker));
            let posts = self.claimed_posts(&list).into_iter();
            posts
                .map(|(post, _, _, from_context)| {
                    recovered.extend(from_context);
                    post
                })
                .collect()
        };
        // «phê chuẩn … đối với ông A và {post} đối với bà B»: the act before says whether it is taken up or left.
        let gives = act.fired.frame.act == ActSource::Before
            && found.slot("to").is_none()
            && act.kinds.iter().all(|&kind| moves(kind));
        let (up, off) = if gives {
            ("left", "to")
        } else {
            ("to", "left")
        };
        let in_turn = self.tells_in_turn(clause, found);
        let mut posts = |slot: &str| -> Vec<Post> {
            let items = found.slots.iter().filter(|(name, _)| *name == slot);
            let lists: Vec<&PostList> = items
                .filter_map(|(_, item)| match &clause.items[item.start].meaning {
                    Meaning::Posts(list) => Some(list),
                    _ => None,
                })
                .collect();
            let posts = lists
                .iter()
                .flat_map(|list| {
                    // «thôi giữ chức A rồi về làm B»: B is not left.
                    let first = if slot == up {
                        self.given_of(list)
                    } else {
                        list.first()
                    };
                    claimed(&first)
                })
                .collect();
            match lists.iter().find_map(|list| self.counted_with_head(list)) {
                Some((head, deputies)) => head_first(posts, &head, deputies, share),
                None => shared_out(posts, share, in_turn),
            }
        };
        let mut to = posts(up);
        // Where the text says which post is left, those named beside the person stay.
        let mut from = posts(off);
        // «miễn nhiệm Bộ trưởng X A và Bộ trưởng Y B»: each has a post before the name.
        if let (Some((1.., _)), Some(left), Some(people), Some(own)) = (
            share,
            found.slot(off),
            found.range("people"),
            patient.beside.first(),
        ) && people.start == left + 1
            && clause.items[people].iter().any(|name| {
                matches!(name.code, code::NAME | code::SHORT) && name.tokens.start == own.tokens.end
            })
        {
            from = claimed(own);
        }
        if found.slot(off).is_none() {
            let beside = patient.may_leave(act);
            if let Some(party) = self.strips_of(clause, found) {
                let taken = beside.iter().map(|list| stripped(list, party));
                from = taken.flat_map(|list| claimed(&list)).collect();
            } else {
                from = beside.iter().flat_map(claimed).collect();
                self.keep_others(clause, act, patient, &mut from, &to);
            }
        }
        if act.kinds.contains(&EventKind::Acting) {
            name_acting(&mut to);
        }
        if self.is_only_charge(clause, found) {
            for post in &mut to {
                post.role = Some(IN_CHARGE.to_owned());
            }
        }
        if let Some(share) = share {
            to = self.in_own_body(clause, found, to, share);
        }
        let (taken, left) = (to.first().cloned(), from.first().cloned());
        let unit = found.slot("unit").and_then(|unit| unit.checked_sub(1));
        let quits = unit.is_some_and(|i| self.class_of(clause, i) == Some("thôi tham gia"));
        if quits {
            from = self.destinations_of(clause, found, recovered);
            // «Ban Thường vụ Tỉnh ủy» of nobody knows which province.
            from.retain(|post| post.place.is_some() || post.level == Some(Level::Central));
        } else if to.is_empty() {
            to = self.destinations_of(clause, found, recovered);
        }
        let of = (taken.as_ref()).or(left.as_ref().filter(|_| to.is_empty()));
        if let Some(post) = of {
            to.extend(self.memberships(clause, found, post, "tham gia"));
        }
        // What is left with the post that is left, though another is taken up.
        let said = found.slot(off).is_some();
        if let Some(post) = left.filter(|_| said) {
            from.extend(self.memberships(clause, found, &post, "thôi tham gia"));
        }
        (from, to)
    }

    /// Whether a body is none in particular: «điều động ông A về sở».
    pub(super) fn is_any(&self, body: &Body) -> bool {
        body.elided && !self.is_capital(body.start)
    }

    /// Whether the headline says that somebody has a post besides the one that he has: «Bộ trưởng A kiêm nhiệm …».
    pub(super) fn headline_adds(&self, name: &str) -> bool {
        let Some(headline) = self.text.sentences.first() else {
            return false;
        };
        let given = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
        let tokens = || headline.tokens.clone();
        headline.paragraph == 0
            && tokens().any(|at| self.cue(at).is_some_and(|(class, _)| class == "kiêm"))
            && tokens().any(|at| self.text.words(at..at + 1).to_lowercase() == given)
    }

    /// The post of one person among several who take up one role in as many bodies, in their order: «ông A và bà B được
    /// bổ nhiệm làm Thứ trưởng Bộ X, Bộ Y»; none where the bodies are not as many.
    fn in_own_body(
        &self,
        clause: &Clause,
        found: &FrameMatch,
        to: Vec<Post>,
        (place, number): (usize, usize),
    ) -> Vec<Post> {
        let ([post], Some(slot)) = (&to[..], found.slot("to")) else {
            return to;
        };
        let mention = match &clause.items[slot].meaning {
            Meaning::Posts(list) if list.posts.len() == 1 => list.posts.first(),
            _ => None,
        };
        let halves = mention.and_then(|mention| self.joined_departments(mention.body.as_ref()?));
        if let Some(halves) = halves {
            let own = halves.get(place).filter(|_| number == halves.len());
            return own
                .map(|body| self.same_role_in(post, body))
                .into_iter()
                .collect();
        }
        let mut bodies = Vec::new();
        let mut at = slot + 1;
        while matches!(clause.codes.get(at), Some(&(b',' | code::AND)))
            && let Some(item) = clause.items.get(at + 1)
        {
            match &item.meaning {
                Meaning::Body(body) => bodies.push(Some(body)),
                Meaning::Other
                    if self.tag(item.tokens.start, Category::Field).is_some()
                        && self.is_capital(item.tokens.start) =>
                {
                    bodies.push(None);
                    break;
                }
                _ => break,
            }
            at += 2;
        }
        let ends = matches!(clause.codes.get(at), None | Some(b'.' | b';' | b')'));
        match (bodies.get(place.wrapping_sub(1)), bodies.contains(&None)) {
            // «HĐND ba tỉnh bầu ông A, ông B và ông C giữ chức Chủ tịch UBND tỉnh»: whose is whose, nothing tells.
            _ if number > 1
                && mention.is_some_and(|post| LEADS.contains(&post.role.as_str()))
                && bodies.is_empty() =>
            {
                Vec::new()
            }
            _ if bodies.is_empty() || !ends && !bodies.contains(&None) => to,
            (_, false) if bodies.len() + 1 == number && place == 0 => to,
            (Some(Some(body)), false) if bodies.len() + 1 == number => {
                vec![self.same_role_in(post, body)]
            }
            _ => Vec::new(),
        }
    }

    /// A post of the same role in another body.
    fn same_role_in(&self, post: &Post, body: &Body) -> Post {
        let resolved = self.resolve(body, body.start);
        Post {
            role: post.role.clone(),
            org: Some(resolved.name),
            area: resolved.area,
            place: resolved.place,
            level: resolved.level,
        }
    }

    /// The two departments that one head joins, where no department has both fields: «Sở *Du lịch và Nội vụ*».
    fn joined_departments(&self, body: &Body) -> Option<[Body; 2]> {
        if body.class != "department" {
            return None;
        }
        let (entry, head) = self.tag(body.start, Category::Body)?;
        let (first, and) = self.tag(head, Category::Field)?;
        let (second, end) = self
            .tag(and + 1, Category::Field)
            .filter(|_| self.is(and, "và"))?;
        let named = |field: usize| Body {
            name: format!(
                "{} {}",
                self.rules.words.bodies[entry].name, self.rules.words.fields[field]
            ),
            ..body.clone()
        };
        (end <= body.end).then(|| [named(first), named(second)])
    }

    /// The body that somebody goes to without a post; a member of it, where he joins it: «chỉ định tham gia Đảng ủy
    /// Quân khu 7», «được bầu vào Ban Chấp hành, Ban Thường vụ Tỉnh ủy».
    fn destinations_of(
        &self,
        clause: &Clause,
        found: &FrameMatch,
        recovered: &mut BTreeSet<String>,
    ) -> Vec<Post> {
        let Some(place) = found.slot("unit") else {
            return Vec::new();
        };
        let before = place
            .checked_sub(1)
            .and_then(|before| self.class_of(clause, before));
        if before == Some("phụ trách") {
            return self.charge_at(clause.items[place - 1].tokens.start, clause, recovered);
        }
        let enters = matches!(before, Some("vào" | "trúng cử" | "tái đắc cử"));
        // A delegation or a team has no committee to be a member of.
        let team = matches!(&clause.items[place].meaning, Meaning::Body(body)
            if ["Đoàn ", "Tổ ", "Đội "].iter().any(|head| body.name.starts_with(head)));
        // «được giao phụ trách Sở Y tế»; «giao điều hành» names no such role.
        let said = place.checked_sub(1).map(|before| &clause.items[before]);
        let charged = before == Some("giao phụ trách")
            && said.is_some_and(|said| self.is(said.tokens.start + 1, "phụ"));
        let joins = enters || matches!(before, Some("tham gia" | "thôi tham gia")) && !team;
        let mut members: Vec<PostMention> = Vec::new();
        // «thôi tham gia A để tham gia B»: B is not left.
        let own = (place..found.items.end).take_while(|&i| self.class_of(clause, i) != Some("để"));
        for item in own.map(|i| &clause.items[i]) {
            let Meaning::Body(body) = &item.meaning else {
                continue;
            };
            if enters && !has_members(body) {
                return Vec::new();
            }
            if self.is_any(body) {
                continue;
            }
            // «được giao phụ trách Sở này»: the one named before.
            let named = (body.elided).then(|| self.named_before(body));
            let Some(whole) = named.unwrap_or_else(|| Some(Body::clone(body))) else {
                continue;
            };
            members.push(PostMention {
                role: "Ủy viên".to_owned(),
                body: Some(whole),
                fixed: None,
                held: Held::Plain,
                term: None,
                tokens: item.tokens.clone(),
                head: None,
                shared: false,
                then: false,
            });
        }
        share_bodies(&mut members);
        let mut posts = Vec::new();
        for member in members {
            if member.body.as_ref().is_some_and(is_bare_membership) {
                continue;
            }
            let (post, from_context) = self.claim_post(&member);
            let open = post
                .org
                .as_deref()
                .is_some_and(|org| self.is_open_head(org));
            if !open {
                recovered.extend(from_context);
                // A delegation of deputies has no «Ủy viên».
                let delegation = member
                    .body
                    .as_ref()
                    .is_some_and(|body| body.name.starts_with("Đoàn "));
                let role = if charged {
                    Some(IN_CHARGE.to_owned())
                } else {
                    post.role.filter(|_| joins && !delegation)
                };
                posts.push(Post { role, ..post });
            }
        }
        posts
    }
}

/// Posts whose body names a level but no area, in the area of the body of that level which decided: «HĐND tỉnh
/// Lào Cai bầu … Chủ tịch UBND tỉnh»; and those of a board in the area of the People's Committee that gives them.
pub(super) fn in_area_of(mut posts: Vec<Post>, by: &str) -> Vec<Post> {
    let committee = by.strip_prefix("Chủ tịch ").unwrap_or(by);
    let decider = committee.strip_prefix("Ủy ban nhân dân ");
    for post in posts.iter_mut().filter(|post| post.area.is_none()) {
        let Some(org) = post.org.as_mut() else {
            continue;
        };
        // «UBND tỉnh X bổ nhiệm ông A giữ chức Giám đốc Ban Quản lý dự án đầu tư xây dựng».
        let unit = org.starts_with("Ban Quản lý ") && !org.contains(',');
        if let Some(area) = decider.filter(|_| unit && post.level.is_none()) {
            *org = format!("{org} {area}");
            post.area = Some(area.to_owned());
            continue;
        }
        let level = LEVELS
            .iter()
            .find(|level| org.ends_with(&format!(" {level}")));
        let area = level.and_then(|level| {
            let at = by.find(&format!(" {level} "))? + 1;
            Some((level.len(), by[at..].to_owned()))
        });
        if let Some((length, area)) = area {
            org.truncate(org.len() - length);
            org.push_str(&area);
            post.area = Some(area);
        }
    }
    posts
}

/// Posts in the Party committee of a bloc, in the area of the provincial committee that gives them: «Tỉnh ủy X điều động
/// ông A giữ chức Phó Bí thư Đảng ủy Khối doanh nghiệp».
pub(super) fn in_bloc_of(mut posts: Vec<Post>, by: &str) -> Vec<Post> {
    let Some(area) = by_party(by) else {
        return posts;
    };
    for post in &mut posts {
        let Some(org) = post.org.as_mut() else {
            continue;
        };
        let bloc = org.starts_with("Đảng ủy Khối ") && !org.contains("rung ương");
        if bloc && post.area.is_none() && post.level.is_none() && !org.contains(',') {
            *org = format!("{org} {area}");
            post.area = Some(area.clone());
        }
    }
    posts
}

/// The area of the provincial committee of the Party that decides: «Ban Thường vụ Tỉnh ủy Sơn La».
fn by_party(by: &str) -> Option<String> {
    let committees = [("Tỉnh ủy ", "tỉnh"), ("Thành ủy ", "thành phố")];
    committees.iter().find_map(|(committee, word)| {
        let area = &by[by.find(committee)? + committee.len()..];
        let said = area.to_lowercase().starts_with(word);
        Some(if said {
            area.to_owned()
        } else {
            format!("{word} {area}")
        })
    })
}

/// The posts of one person among several: as many posts as persons are shared out in their order; of others, told
/// `in_turn`, nobody knows whose they are.
fn shared_out(posts: Vec<Post>, share: Option<(usize, usize)>, in_turn: bool) -> Vec<Post> {
    match share {
        Some((place, number)) if posts.len() == number => {
            posts.into_iter().skip(place).take(1).collect()
        }
        Some(_) if in_turn && posts.len() > 1 => Vec::new(),
        _ => posts,
    }
}

/// The post of one person among a head and so many deputies: «Chủ tịch và hai Phó Chủ tịch … là ông A, ông B và bà C».
fn head_first(
    posts: Vec<Post>,
    head: &str,
    deputies: usize,
    share: Option<(usize, usize)>,
) -> Vec<Post> {
    match (&posts[..], share) {
        ([deputy], Some((0, number))) if number == deputies + 1 => vec![Post {
            role: Some(head.to_owned()),
            ..deputy.clone()
        }],
        ([_], Some((_, number))) if number == deputies + 1 => posts,
        _ => Vec::new(),
    }
}

/// Whether a body is a committee whose members bear its name alone: «được bầu vào Ban Thường vụ Tỉnh ủy».
fn has_members(body: &Body) -> bool {
    body.class == "party"
        && (body.name.starts_with("Ban ")
            || matches!(body.name.as_str(), "Bộ Chính trị" | "Đảng ủy"))
        || matches!(
            body.name.as_str(),
            "Ủy ban Kiểm tra"
                | "Ủy ban Kiểm tra Trung ương"
                | "Ủy ban Thường vụ Quốc hội"
                | "Ban Chấp hành Trung ương Đoàn"
        )
}

/// Names posts that somebody takes up as acting head: «Quyền Giám đốc».
fn name_acting(posts: &mut [Post]) {
    for role in posts.iter_mut().filter_map(|post| post.role.as_mut()) {
        if !role.starts_with("Quyền ") {
            role.insert_str(0, "Quyền ");
        }
    }
}

/// The posts that a speaker names, with the area of the post named beside the speaker's name.
fn shared_with(list: &PostList, speaker: &Speaker) -> PostList {
    let mut list = list.clone();
    for post in &mut list.posts {
        let Some(body) = &mut post.body else { continue };
        if body.area.as_ref().is_some_and(|area| area.name.is_some()) {
            continue;
        }
        let beside = speaker
            .posts
            .iter()
            .flat_map(|posts| &posts.posts)
            .filter_map(|post| post.body.as_ref());
        if let Some(same) = beside
            .into_iter()
            .find(|other| other.name == body.name && other.area.is_some())
        {
            body.area.clone_from(&same.area);
            post.shared = true;
        }
    }
    list
}
