//! Spans of time in brackets behind posts: «Bí thư Tỉnh ủy Sơn La (1982-1986)».

use std::collections::BTreeSet;
use std::ops::Range;

use super::act::ToldEvent;
use super::item::{Clause, Meaning};
use super::post::Held;
use super::post_list::PostList;
use super::reading::Reading;
use super::terms::is_several;
use super::verdict::Fired;
use crate::claim::{EventKind, Post, Status, Tenure, When};
use crate::date::Date;
use crate::rules::{FigureClass, code};

/// How many words at most say that a post is held today: «hiện đang giữ chức vụ».
const NOW: usize = 5;

/// How many items may stand between the two ends of a time: «từ năm 1986 đến khi nghỉ hưu vào năm 1991».
const SPAN: usize = 5;

/// A post of a match, and what is said of the time of it alone.
pub(super) struct HeldPost {
    pub(super) post: Post,
    pub(super) held: Held,
    pub(super) term: Option<String>,
    pub(super) recovered: Vec<String>,
    /// Whether it came after another of its list.
    pub(super) later: bool,
    /// The date directly before it, or in a bracket behind it.
    pub(super) begins: Option<Date>,
    /// The date at which another post followed, as a bracket behind it says.
    pub(super) ends: Option<Date>,
    /// The bracket behind it: from when to when.
    pub(super) span: Option<(Date, Option<Date>)>,
    /// Whether the list says that it is held today.
    pub(super) now: bool,
    /// Whether the line's time may not be that of its start, or of its end.
    pub(super) vague: [bool; 2],
}

/// The posts of a list, as they lie among those of its match.
struct Group {
    places: Range<usize>,
    /// The first of those behind its last semicolon.
    first: usize,
    /// Whether it has one.
    parted: bool,
    /// Whether a bracket behind it says since when its last posts were held.
    dated: bool,
}

impl Reading<'_> {
    /// The posts of the lists of a match, with what each says of its own time.
    pub(super) fn held_posts(
        &self,
        clause: &Clause,
        fired: &Fired,
        lists: &[&PostList],
    ) -> Vec<HeldPost> {
        // «lần lượt là A, B (2004 - 2010)»: the bracket at the end of all is not of each.
        let spanned = |list: &&PostList| self.span_behind(list).is_some();
        let (last, earlier) = (lists.last(), lists.iter().rev().skip(1));
        let own_spans = !self.succeed_each_other(clause, fired)
            || !last.is_some_and(spanned)
            || earlier.into_iter().any(spanned);
        let own_line = ["since", "until", "past"]
            .iter()
            .any(|slot| fired.found.slot(slot).is_some());
        let mut posts = Vec::new();
        let mut groups = Vec::new();
        let left = lists
            .get(1)
            .is_some_and(|list| self.is_now_in_brackets(list));
        for (place, list) in lists.iter().enumerate() {
            let left = left && place == 0;
            // «A rồi B»: A is over when B begins.
            let first = list
                .step()
                .map_or(0, |_| self.claimed_posts(&list.first()).len());
            let claimed = self.claimed_posts(list);
            let begins = inner_date(clause, fired, list);
            let period = || self.period_behind(list, fired.frame.former);
            let span = self.span_behind(list).filter(|_| own_spans).or_else(period);
            // «Tỉnh ủy viên (từ 10/2010), Bí thư Huyện ủy X», «Phó Chủ tịch (từ 6/2006 là Chủ tịch)».
            let bracket = self.since_in_brackets(list.tokens.end);
            let since = bracket.filter(|(_, over)| !over).map(|(date, _)| date);
            let since = since.or_else(|| self.date_in_brackets(list.tokens.end));
            let ends = bracket.filter(|(_, over)| *over).map(|(date, _)| date);
            let own = if own_line {
                claimed.len().saturating_sub(1)
            } else {
                claimed.len().saturating_sub(self.held_as_one(list))
            };
            let group = posts.len()..posts.len() + claimed.len();
            let parted = list.posts.windows(2).rposition(|pair| {
                (pair[0].tokens.end..pair[1].tokens.start).any(|at| self.is(at, ";"))
            });
            let behind = parted.map_or(list.posts.len(), |place| list.posts.len() - place - 1);
            groups.push(Group {
                first: group.end.saturating_sub(behind).max(group.start),
                parted: parted.is_some(),
                places: group,
                dated: bracket.is_some_and(|(_, over)| !over),
            });
            let now = self
                .earlier_in(list)
                .map(|earlier| self.claimed_posts(&earlier).len());
            let last = claimed.len().saturating_sub(1);
            let claimed = claimed.into_iter().enumerate();
            posts.extend(claimed.map(|(i, (post, held, term, recovered))| {
                let over = i < first || left && !post.is_membership();
                HeldPost {
                    post,
                    held: if over { Held::Former } else { held },
                    recovered,
                    later: first > 0 && i >= first,
                    // «khóa XI, XII (từ 1/2016)»: since then the last of them.
                    begins: since
                        .filter(|_| {
                            i == last && !term.as_ref().is_some_and(|term| term.contains(','))
                        })
                        .or(begins),
                    ends: ends.filter(|_| i == last),
                    term,
                    span: span.filter(|_| i >= own),
                    now: now.is_some_and(|now| i >= now),
                    vague: [false; 2],
                }
            }));
        }
        leave_to_groups(&mut posts, &groups);
        posts
    }

    /// Whether the time that a match begins with is the end of a longer one: «từ năm 1984 đến năm 1996, ông làm …».
    pub(super) fn is_bound(&self, clause: &Clause, fired: &Fired) -> bool {
        let Some(past) = fired.found.slot("past") else {
            return false;
        };
        let dated = |i: usize| clause.codes[i] == code::DATE;
        let until = |i: usize| clause.codes[i] == b'-' || self.class_of(clause, i) == Some("về");
        let spans = (past.saturating_sub(SPAN)..past)
            .any(|i| i > 0 && until(i) && dated(i - 1) && !(i..past).any(dated));
        past == fired.found.items.start && spans
    }

    /// Whether a sentence of a life opens with the time told before it: «Lúc này, ông đang là …», «Thời điểm đó, …».
    pub(super) fn opens_then(&self, clause: &Clause) -> bool {
        let start = clause.tokens.start;
        let first = ["lúc", "khi", "thời"]
            .iter()
            .any(|word| self.is(start, word));
        let then = start + 1 + usize::from(self.is(start + 1, "điểm"));
        self.portrait.is_some()
            && first
            && ["này", "đó", "ấy"].iter().any(|word| self.is(then, word))
    }

    /// Whether the posts of a match did not begin at the time that it begins with.
    pub(super) fn begins_otherwise(&self, clause: &Clause, fired: &Fired) -> bool {
        self.follows_unread(clause, fired)
            || self.is_some_time_after(clause, fired)
            || self.was_under_way(clause, fired)
    }

    /// Whether a match was some time after the time that it begins with: «sau năm 1954, ông là …».
    fn is_some_time_after(&self, clause: &Clause, fired: &Fired) -> bool {
        fired.found.slot("past").is_some_and(|past| {
            let first = clause.items[past].tokens.start;
            let day = usize::from(first > 0 && self.digits(first - 1).is_some());
            first > day && self.is(first - 1 - day, "sau")
        })
    }

    /// Whether a match tells what somebody was already at the time that it begins with: «Tháng 5 năm 2016, ông đang là …»,
    /// «Từ năm 1954 đến năm 1976, ông tiếp tục giữ …».
    fn was_under_way(&self, clause: &Clause, fired: &Fired) -> bool {
        let posts = fired.found.slot("series").or(fired.found.slot("holds"));
        let (Some(person), Some(posts)) = (fired.found.slot("person"), posts) else {
            return false;
        };
        if posts < person {
            return false;
        }
        let past = fired.found.slot("past").is_some();
        let between = clause.items[person].tokens.end..clause.items[posts].tokens.start;
        between.into_iter().any(|at| {
            self.is(at, "tiếp") && self.is(at + 1, "tục")
                || past && ["đang", "vẫn", "còn"].iter().any(|word| self.is(at, word))
        })
    }

    /// Whether what could not be read stands before the posts of a match, which only came after it: «Từ 1947 đến 1949 là
    /// chính trị viên Tiểu đoàn rồi Chính ủy Trung đoàn 88».
    fn follows_unread(&self, clause: &Clause, fired: &Fired) -> bool {
        let date = fired.found.slot("until");
        let posts = fired.found.slot("series");
        let (Some(date), Some(posts)) = (date, posts) else {
            return false;
        };
        let Meaning::Posts(list) = &clause.items[posts].meaning else {
            return false;
        };
        let Some(first) = list.posts.first() else {
            return false;
        };
        (clause.items[date].tokens.end..first.tokens.start).any(|at| {
            self.cue(at).is_some_and(|(class, _)| class == "rồi") || self.says(at, &["rồi"])
        })
    }

    /// The years behind the last post of a list in which it was held, «giai đoạn 2011 - 2013»: where nothing else says that
    /// it is over, they have passed.
    fn period_behind(&self, list: &PostList, former: bool) -> Option<(Date, Option<Date>)> {
        let (class, end) = self.class_at(list.tokens.end)?;
        let (from, to, _) = self.years_at(end).filter(|(_, to, _)| {
            class == FigureClass::Span && (former || *to < self.last_year())
        })?;
        Some((Date::from_year(from)?, Date::from_year(to)))
    }

    /// The posts of a list before those that it says are held today: «từng là A, B; hiện là C».
    fn earlier_in(&self, list: &PostList) -> Option<PostList> {
        let now = |start: usize| {
            (start.saturating_sub(NOW)..start).any(|at| {
                self.cue(at) == Some(("là", start))
                    && ["hiện", "nay"].iter().any(|word| self.is(at, word))
            })
        };
        let place = list.posts.iter().position(|post| now(post.tokens.start))?;
        let place = Some(place).filter(|&place| place > 0)?;
        Some(PostList {
            posts: list.posts[..place].to_vec(),
            tokens: list.tokens.clone(),
        })
    }

    /// Whether a bracket opens before a list with what somebody is by now: «ông A, Phó Chủ nhiệm X (*hiện là* Chủ nhiệm X)».
    fn is_now_in_brackets(&self, list: &PostList) -> bool {
        let start = list.tokens.start;
        (start.saturating_sub(NOW)..start).any(|at| {
            self.is_open(at)
                && self.cue(at + 1) == Some(("là", start))
                && ["hiện", "nay"].iter().any(|word| self.is(at + 1, word))
        })
    }

    /// From when to when the last post of a list was held, as a bracket behind it says, and no end where it is held still;
    /// none where the end has not come when the news is told: that of a term of office.
    pub(super) fn span_behind(&self, list: &PostList) -> Option<(Date, Option<Date>)> {
        let published = self.article.published;
        let over = |until: Date| published.is_none_or(|day| until.first_day() <= day.last_day());
        self.span_in_brackets(list.tokens.end)
            .filter(|(_, until)| until.is_none_or(over))
    }

    /// From when, if that is told, and until when the last post of a list was held that an act gives.
    fn bounds_behind(&self, list: &PostList) -> Option<(Option<Date>, Date)> {
        match self.span_behind(list) {
            Some((since, until)) => Some((Some(since), until?)),
            None => Some((None, self.until_behind(list)?)),
        }
    }

    /// Until when the last post of a list was held that an act gives in a life: «được phân công làm Bí thư … cho đến năm 1980».
    fn until_behind(&self, list: &PostList) -> Option<Date> {
        self.portrait.as_ref()?;
        let end = list.tokens.end;
        let so_long = usize::from(self.is(end, "cho"));
        let until = self.is(end + so_long, "đến") || self.is(end + so_long, "tới");
        let date = self.whole_date_at(end + so_long + 1).filter(|_| until);
        date.map(|(date, _)| date)
    }

    /// From when to when posts were held that acts give, where a bracket behind them says so: «được bầu làm … (1992-1995)»;
    /// and the seats that are told with them for several terms at once.
    pub(crate) fn spans_of_acts(&self, clause: &Clause, events: &[ToldEvent]) -> Vec<Tenure> {
        if events.is_empty() {
            return Vec::new();
        }
        let lists = clause.items.iter().filter_map(|item| match &item.meaning {
            Meaning::Posts(list) => Some(list),
            _ => None,
        });
        let mut tenures = Vec::new();
        let given = |told: &&ToldEvent, post: &Post| {
            told.event.status == Status::Decided && told.event.to.iter().any(|to| to.is_same(post))
        };
        let tenure = |told: &ToldEvent, post: Post, when| Tenure {
            person: told.event.person.clone(),
            post,
            when,
            start: None,
            end: None,
            term: None,
            evidence: told.event.evidence.clone(),
            rule: told.event.rule.clone(),
            recovered: told.event.recovered.clone(),
        };
        for list in lists.clone() {
            for (post, term) in self.of_several_terms(list) {
                let posts = self.claimed_posts(list);
                let beside = |told: &&ToldEvent| posts.iter().any(|(post, ..)| given(told, post));
                let when = self
                    .told_by_term(&post, Some(&term))
                    .unwrap_or(When::Current);
                tenures.extend(events.iter().filter(beside).map(|told| Tenure {
                    term: Some(term.clone()),
                    ..tenure(told, post.clone(), when)
                }));
            }
        }
        // «được bầu làm Đại biểu Quốc hội khóa X», told of a life: that term is over.
        let seats = lists.clone().filter(|_| self.portrait.is_some());
        for (post, _, term, _) in seats.flat_map(|list| self.claimed_posts(list)) {
            if self.told_by_term(&post, term.as_deref()) == Some(When::Former) {
                let of_post = events.iter().filter(|told| given(told, &post));
                tenures.extend(of_post.map(|told| Tenure {
                    term: term.clone(),
                    ..tenure(told, post.clone(), When::Former)
                }));
            }
        }
        // «Tại các Đại hội IV, V, VI, ông được bầu vào …»; in how many terms he was elected of whom one congress is told is not
        // said.
        let congress = self.portrait.as_ref();
        let congress =
            congress.and_then(|_| self.congress_terms(clause).filter(|told| is_several(told)));
        for (told, term) in events.iter().zip(congress.iter().cycle()) {
            let elected = told.event.status == Status::Decided
                && told.event.kinds.contains(&EventKind::Election);
            let seats = told.event.to.iter().filter(|_| elected);
            tenures.extend(seats.filter_map(|post| {
                let when = self.told_by_term(post, Some(term))?;
                Some(Tenure {
                    term: Some(term.clone()),
                    ..tenure(told, post.clone(), when)
                })
            }));
        }
        // «cách chức Bí thư Tỉnh ủy nhiệm kỳ 2010-2015», told later: that was over by then.
        let taken = |told: &&ToldEvent, post: &Post| {
            told.event.status == Status::Decided
                && told.event.kinds.contains(&EventKind::Removal)
                && told.event.from.iter().any(|from| from.is_same(post))
        };
        let removes = events
            .iter()
            .any(|told| told.event.kinds.contains(&EventKind::Removal));
        let removing = lists.clone().filter(|_| removes);
        let held = removing.flat_map(|list| {
            // «nhiệm kỳ 2005-2010 và nhiệm kỳ 2010-2015».
            let (end, mut posts) = (list.tokens.end, self.claimed_posts(list));
            let again = self.is(end, "và") && self.term_at(end + 1).is_some();
            let last = posts.pop().map(|post| (post, again));
            posts.into_iter().map(|post| (post, false)).chain(last)
        });
        for ((post, _, term, _), again) in held {
            let Some(term) = term.filter(|term| again || self.is_term_over(term)) else {
                continue;
            };
            let of_post = events.iter().filter(|told| taken(told, &post));
            tenures.extend(of_post.map(|told| Tenure {
                term: Some(term.clone()),
                ..tenure(told, post.clone(), When::Former)
            }));
        }
        let spans = lists.filter_map(|list| {
            let (since, until) = self.bounds_behind(list)?;
            let (post, _, term, _) = self.claimed_posts(list).pop()?;
            term.is_none().then_some((post, since, until))
        });
        for (post, since, until) in spans {
            let of_post = events.iter().filter(|told| given(told, &post));
            tenures.extend(of_post.map(|told| Tenure {
                start: since,
                end: Some(until),
                ..tenure(told, post.clone(), When::Former)
            }));
        }
        tenures
    }
}

/// Leaves open when the posts of a line began and ended beside groups of it that say since when they were held: «8/2000 -
/// 8/2007: A, B (từ 9/2001); C, D (từ 10/2002)».
fn leave_to_groups(posts: &mut [HeldPost], groups: &[Group]) {
    let office = |held: &HeldPost| {
        let of_party = held
            .post
            .role
            .as_deref()
            .is_some_and(|role| role.contains("Bí thư"));
        !held.post.is_membership() && !of_party
    };
    for (place, group) in groups.iter().enumerate() {
        if !group.dated || group.places.is_empty() {
            continue;
        }
        let last = group.places.end - 1;
        let later = place > 0 || group.parted;
        let first = if later { group.first } else { last };
        let begun = posts[first..=last].iter().any(office);
        for held in &mut posts[first..last] {
            held.vague[0] = true;
        }
        for held in posts[..first]
            .iter_mut()
            .filter(|held| begun && office(held))
        {
            held.vague[1] = true;
        }
    }
}

/// Whether dates stand behind posts of which all but the last have terms of their own: «Ủy viên Bộ Chính trị khóa VIII, Chủ
/// tịch Quốc hội từ năm 2001 đến năm 2006».
pub(super) fn dates_behind_terms(fired: &Fired, lists: &[&PostList]) -> bool {
    let posts = fired.found.slot("holds").or(fired.found.slot("series"));
    let behind = (posts.zip(fired.found.slot("until"))).is_some_and(|(posts, until)| posts < until);
    let mut terms = lists
        .iter()
        .flat_map(|list| &list.posts)
        .rev()
        .map(|post| &post.term);
    let last = terms.next().is_some_and(Option::is_none);
    behind && last && terms.any(Option::is_some)
}

/// Whether the dates of a match stand in a bracket behind its posts: they are those of the last, «… khóa VII, Chủ nhiệm Ủy
/// ban X (1989-1992)».
pub(super) fn bracketed_dates(clause: &Clause, fired: &Fired) -> bool {
    let until = fired.found.slot("until").or(fired.found.slot("since"));
    let posts = fired.found.slot("holds").or(fired.found.slot("series"));
    match (posts, until) {
        (Some(posts), Some(until)) if posts < until => clause.bracket_around(until).is_some(),
        _ => false,
    }
}

/// Whether dates stand behind posts in so many bodies that nobody has them all at once: «từng giữ chức Bộ trưởng Bộ X, Bộ
/// trưởng Bộ Y, Phó Chủ tịch nước từ năm 1992 đến năm 2002».
pub(super) fn dates_behind_many(fired: &Fired, lists: &[&PostList]) -> bool {
    const MANY: usize = 3;
    let posts = fired.found.slot("holds").or(fired.found.slot("series"));
    let behind = (posts.zip(fired.found.slot("until"))).is_some_and(|(posts, until)| posts < until);
    let offices = lists.iter().flat_map(|list| &list.posts);
    let offices = offices.filter(|post| !post.role.starts_with("Ủy viên"));
    let bodies: BTreeSet<Option<&str>> = offices
        .map(|post| {
            post.body
                .as_ref()
                .map(|body| body.name.as_str())
                .or(post.fixed.as_deref())
        })
        .collect();
    behind && bodies.len() >= MANY
}

/// The date that stands directly before a list of a career's line, behind its first: «9/2005 - 8/2007: A; tháng 12/2005 B».
fn inner_date(clause: &Clause, fired: &Fired, list: &PostList) -> Option<Date> {
    let series = fired.found.range("series")?;
    let place = series.clone().find(|&i| match &clause.items[i].meaning {
        Meaning::Posts(posts) => posts.tokens == list.tokens,
        _ => false,
    })?;
    let before = place.checked_sub(1).filter(|&i| i > series.start)?;
    let before = match clause.codes[before] {
        b',' | b':' => before - 1,
        _ => before,
    };
    match &clause.items[before].meaning {
        Meaning::Date(mention) if before > series.start => Some(mention.date),
        _ => None,
    }
}
