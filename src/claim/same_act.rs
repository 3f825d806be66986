//! When two events of an article tell one act, and what becomes of them then.

use super::decision::NOTICE;
use super::model::{Event, EventKind, Evidence, Post};
use crate::date::Date;
use crate::text::name_key;

/// Whether a kind of event takes somebody to a post, and so is nothing without one.
pub(super) fn moves(kind: EventKind) -> bool {
    use EventKind::{
        Acting, Appointment, Approval, Assignment, Designation, Election, Rotation, Secondment,
        Transfer,
    };
    matches!(
        kind,
        Acting
            | Appointment
            | Approval
            | Assignment
            | Designation
            | Election
            | Rotation
            | Secondment
            | Transfer
    )
}

/// Adds passages that are not there yet. Clauses come in the order of the text, so only the last ones can be.
pub(super) fn add_evidence(known: &mut Vec<Evidence>, more: Vec<Evidence>) {
    for evidence in more {
        if !known.iter().rev().take(8).any(|other| *other == evidence) {
            known.push(evidence);
        }
    }
}

/// Adds to an event what the text says of it elsewhere; of a bare telling, not the kinds.
pub(super) fn join(known: &mut Event, event: Event, bare: bool) {
    let from_context = |event: &Event| event.recovered.iter().any(|what| what == "date");
    known.date = match (known.date, event.date) {
        // The day that one telling says goes before the day that the other has from the news.
        (Some(_), Some(day)) if from_context(known) && !from_context(&event) => {
            known.recovered.retain(|what| what != "date");
            Some(day)
        }
        (Some(day), Some(_)) if !from_context(known) && from_context(&event) => Some(day),
        // Of the day on which it was decided and that on which it was made known, the earlier.
        (Some(a), Some(b)) if days_between(a, b) <= NOTICE => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    known.by = known.by.take().or(event.by);
    known.document = known.document.take().or(event.document);
    known.replaces = known.replaces.take().or(event.replaces);
    if known.from.is_empty() {
        known.from = event.from;
    } else if event.kinds.contains(&EventKind::Relief) {
        leave_also(&mut known.from, event.from);
    }
    for post in event.to {
        if !known.to.iter().any(|other| other.is_same(&post)) {
            known.to.push(post);
        }
    }
    if !bare {
        known.kinds.extend(event.kinds);
    }
    known.kinds.sort_unstable();
    known.kinds.dedup();
    add_evidence(&mut known.evidence, event.evidence);
}

/// Adds posts that are told as left to those that an act leads away from: «thôi giữ chức B; giữ chức C» beside «ông X, A, giữ
/// chức C»; not «Phó Bí thư» to «Phó Bí thư Thường trực».
fn leave_also(known: &mut Vec<Post>, posts: Vec<Post>) {
    let first = known.len();
    for post in posts {
        let short = |other: &Post| match (&other.role, &post.role) {
            (Some(one), Some(other)) => one.starts_with(other) || other.starts_with(one),
            _ => true,
        };
        let known_already = known[..first]
            .iter()
            .any(|other| other.is_same(&post) || short(other) && other.org == post.org);
        if post.org.is_some() && !known_already {
            known.push(post);
        }
    }
}

/// The days between two dates that are known to the day; without end where one is not.
fn days_between(one: Date, other: Date) -> i64 {
    match (one.day(), other.day()) {
        (Some(_), Some(_)) => (one.first_day() - other.first_day()).num_days().abs(),
        _ => i64::MAX,
    }
}

/// How many days may lie between two tellings of one election.
const WEEK: i64 = 7;

/// Whether two events of one article tell the same act: one person, a kind in common, the same post taken up
/// (or, where none is, left), and no two dates. `open` leaves the kind open.
pub(super) fn tell_one_act(one: &Event, other: &Event, open: bool) -> bool {
    let share = |a: &[Post], b: &[Post]| {
        // Memberships come with a post; two acts that give different posts may give the same membership.
        let main = |posts: &[Post]| -> Vec<Post> {
            let main: Vec<Post> = posts
                .iter()
                .filter(|post| !post.is_membership())
                .cloned()
                .collect();
            if main.is_empty() {
                posts.to_vec()
            } else {
                main
            }
        };
        let others = main(b);
        main(a)
            .iter()
            .any(|post| others.iter().any(|other| other.is_same(post)))
    };
    let posts = match (one.to.is_empty(), other.to.is_empty()) {
        (true, true) => {
            one.from.is_empty() || other.from.is_empty() || share(&one.from, &other.from)
        }
        (false, false) => share(&one.to, &other.to),
        // What is left is told again, now with what comes after it.
        _ => {
            share(&one.from, &other.from)
                && (one.by == other.by || one.by.is_none() || other.by.is_none())
        }
    };
    let posts = posts
        || open
            && one
                .to
                .iter()
                .any(|post| other.to.iter().any(|also| also.role == post.role));
    // What two bodies punish is punished twice; and what others let somebody leave, an assembly votes on for itself.
    let deciders = match (&one.by, &other.by) {
        (Some(a), Some(b)) => {
            let punished = one.kinds.contains(&EventKind::Discipline);
            let voted =
                one.to.is_empty() && other.to.is_empty() && is_assembly(a) != is_assembly(b);
            !punished && !voted || {
                let (a, b) = (name_key(a), name_key(b));
                a.contains(&b) || b.contains(&a)
            }
        }
        _ => true,
    };
    one.person == other.person
        && one.status == other.status
        && deciders
        && (open
            || one.kinds.iter().any(|kind| other.kinds.contains(kind))
            || confirms(one, other)
            || confirms(other, one))
        && posts
        && may_be_one_day(one, other)
}

/// Whether an event only tells who approved what another tells as decided without saying by whom: «được phân công làm
/// Chủ nhiệm …», «Quyết định của Ban Bí thư chuẩn y … giữ chức Chủ nhiệm …».
fn confirms(one: &Event, other: &Event) -> bool {
    let voted = |kind: &EventKind| matches!(kind, EventKind::Election | EventKind::Reappointment);
    one.kinds == [EventKind::Approval]
        && !one.to.is_empty()
        && !other.to.is_empty()
        && !other.kinds.iter().any(voted)
        && other.kinds.iter().all(|&kind| moves(kind))
        && (other.by.is_none() || one.by == other.by)
        && !one.by.as_deref().is_some_and(is_assembly)
}

/// Whether a body votes on what others then decide: the National Assembly, a People's Council.
fn is_assembly(by: &str) -> bool {
    by == "Quốc hội" || by.starts_with("Hội đồng nhân dân")
}

/// Whether a post is a seat in a People's Committee, which its council gives and takes.
pub(super) fn is_committee_seat(post: &Post) -> bool {
    let committee = |org: &str| org.starts_with("Ủy ban nhân dân");
    post.role.as_deref() == Some("Ủy viên") && post.org.as_deref().is_some_and(committee)
}

/// How many characters may stand between the two halves of one decision.
const HALVES: usize = 120;

/// How many characters may stand between a post and the seat that comes with it.
const NEXT: usize = 24;

/// How the Party of an area begins, in which its secretary takes up his post.
const PARTY: &str = "đảng bộ ";

/// Whether an event only says to which body somebody goes, in which another gives a post: «điều động về Sở Y tế … và bổ
/// nhiệm giữ chức Phó Giám đốc».
pub(super) fn is_destination_of(going: &Event, taking: &Event) -> bool {
    let [
        Post {
            role: None,
            org: Some(body),
            area,
            ..
        },
    ] = &going.to[..]
    else {
        return false;
    };
    // Who is told to go and is then voted into a post goes by two acts.
    let voted = |kind: &EventKind| matches!(kind, EventKind::Election | EventKind::Approval);
    let near = are_near(going, taking);
    let alike = near || going.kinds.iter().any(|kind| taking.kinds.contains(kind));
    let within = |post: &Post| {
        let org = post.org.as_deref().unwrap_or_default();
        let (org, body) = (name_key(org), name_key(body));
        let of_party = body.starts_with(PARTY) && area.is_some() && post.area == *area;
        post.role.is_some() && (org == body && alike || near && (org.contains(&body) || of_party))
    };
    let same = |a: &Option<String>, b: &Option<String>| a == b || a.is_none() || b.is_none();
    going.person == taking.person
        && going.status == taking.status
        && !taking.kinds.iter().any(voted)
        && taking.to.iter().any(within)
        && same(&going.by, &taking.by)
        && may_be_one_day(going, taking)
}

/// Whether an event only adds a seat to the post that the same words give: «giữ chức Bí thư Tỉnh ủy X và chỉ định tham gia
/// Đảng ủy Quân khu Y».
pub(super) fn is_seat_of(seat: &Event, taking: &Event) -> bool {
    seat.kinds == [EventKind::Designation]
        && seat.from.is_empty()
        && !seat.to.is_empty()
        && seat.to.iter().all(Post::is_membership)
        && taking.to.iter().any(|post| !post.is_membership())
        && seat.person == taking.person
        && seat.status == taking.status
        && seat.by == taking.by
        && taking.evidence.iter().any(|told| {
            let behind =
                |evidence: &Evidence| (told.end..=told.end + NEXT).contains(&evidence.start);
            seat.evidence.iter().any(behind)
        })
}

/// Whether two events are the halves of one decision about one person: the one takes a post, the other gives one.
pub(super) fn is_one_decision(one: &Event, other: &Event) -> bool {
    // Whoever is punished is given other work by another decision.
    let leaves = one.to.is_empty()
        && !one.from.is_empty()
        && one.kinds.contains(&EventKind::Relief)
        && !one.kinds.contains(&EventKind::Discipline);
    // Whom a session relieves and elects it takes two votes on.
    let gives = !other.to.is_empty()
        && other.kinds.iter().any(|&kind| moves(kind))
        && !other.kinds.contains(&EventKind::Election);
    // A council relieves whom others then appoint elsewhere.
    let council = |by: &Option<String>| by.as_deref().is_some_and(is_assembly);
    let same = |a: &Option<String>, b: &Option<String>| {
        a == b || (a.is_none() || b.is_none()) && !council(a) && !council(b)
    };
    let same_post = one
        .from
        .iter()
        .any(|left| other.to.iter().any(|taken| taken.is_same(left)));
    // A council relieves of its committee whom others give another post.
    let seat = one.from.iter().all(is_committee_seat) && !other.from.is_empty();
    leaves
        && gives
        && !seat
        && !same_post
        && one.person == other.person
        && one.status == other.status
        && are_near(one, other)
        && same(&one.by, &other.by)
        && may_be_one_day(one, other)
}

/// Whether two events are told close to each other.
fn are_near(one: &Event, other: &Event) -> bool {
    one.evidence.iter().any(|a| {
        other.evidence.iter().any(|b| {
            let (first, second) = if a.start <= b.start { (a, b) } else { (b, a) };
            second.start <= first.end + HALVES
        })
    })
}

/// Whether nothing says that two events are of different days. An election holds from its day: told of another week it
/// is another.
fn may_be_one_day(one: &Event, other: &Event) -> bool {
    let elected = |event: &Event| event.kinds.contains(&EventKind::Election);
    let apart = if elected(one) && elected(other) {
        WEEK
    } else {
        NOTICE
    };
    match (one.date, other.date) {
        (Some(a), Some(b)) => a.covers(b) || b.covers(a) || days_between(a, b) <= apart,
        _ => true,
    }
}
