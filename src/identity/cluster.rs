//! Groups things that may be one by date, in a way that doesn't depend on their order.

use crate::date::Date;

/// Groups items that `joinable` finds alike and whose dates agree.
///
/// The items of the highest rank come first (see [`precision`]): days at most `days` apart are one. An item of a
/// lower rank joins a group only if there is exactly one that it can mean, or one that `prefer` singles out; what
/// is left over groups with its like. So nothing vague ever bridges two exact things, and each group and the list
/// of groups are the same whatever order items come in.
pub(crate) fn cluster(
    dates: &[Option<Date>],
    ranks: &[u8],
    days: u64,
    joinable: impl Fn(usize, usize) -> bool,
    prefer: impl Fn(usize, Date) -> bool,
) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut steps: Vec<u8> = ranks.to_vec();
    steps.sort_unstable_by(|a, b| b.cmp(a));
    steps.dedup();
    for rank in steps {
        let items = (0..dates.len()).filter(|&i| ranks[i] == rank);
        let mut attached: Vec<(usize, usize)> = Vec::new();
        let mut left: Vec<usize> = Vec::new();
        for item in items {
            let near: Vec<usize> = (0..groups.len())
                .filter(|&g| {
                    groups[g]
                        .iter()
                        .any(|&other| joinable(item, other) && agree(dates[item], dates[other]))
                })
                .collect();
            let best: Vec<usize> = near
                .iter()
                .copied()
                .filter(|&g| {
                    groups[g]
                        .iter()
                        .any(|&other| dates[other].is_some_and(|date| prefer(item, date)))
                })
                .collect();
            match (near.as_slice(), best.as_slice()) {
                ([group], _) | (_, [group]) => attached.push((*group, item)),
                _ => left.push(item),
            }
        }
        for (group, item) in attached {
            groups[group].push(item);
        }
        groups.extend(connected(&left, |a, b| {
            joinable(a, b) && same_time(dates[a], dates[b], days)
        }));
    }
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.sort_unstable();
    groups
}

/// The connected components of a relation, each and all in order.
pub(crate) fn connected(items: &[usize], linked: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let mut rest: Vec<usize> = items.to_vec();
    let mut components = Vec::new();
    while let Some(first) = rest.first().copied() {
        rest.remove(0);
        let mut component = vec![first];
        let mut next = 0;
        while next < component.len() {
            let item = component[next];
            next += 1;
            rest.retain(|&other| {
                let linked = linked(item, other);
                if linked {
                    component.push(other);
                }
                !linked
            });
        }
        component.sort_unstable();
        components.push(component);
    }
    components
}

/// How much of a date is known: nothing, the year, the month, the day.
pub(crate) fn precision(date: Option<Date>) -> u8 {
    match date {
        None => 0,
        Some(date) => 1 + u8::from(date.month().is_some()) + u8::from(date.day().is_some()),
    }
}

fn agree(vague: Option<Date>, exact: Option<Date>) -> bool {
    match (vague, exact) {
        (Some(vague), Some(exact)) => vague.covers(exact),
        _ => true,
    }
}

fn same_time(a: Option<Date>, b: Option<Date>, days: u64) -> bool {
    match (a, b) {
        (Some(a), Some(b)) if a.day().is_some() && b.day().is_some() => {
            a.first_day()
                .signed_duration_since(b.first_day())
                .num_days()
                .unsigned_abs()
                <= days
        }
        (a, b) => a == b,
    }
}
