//! What roads are told in: English, or Vietnamese for those who print them there.

mod tables;

use std::collections::BTreeSet;

use super::span::TERM;
use super::{About, Act, At, Lane, Road, Step, Unit};
use crate::date::Date;

/// The words of one language.
pub(super) struct Words {
    /// The language's tag.
    pub(super) tag: &'static str,
    pub(super) male: &'static str,
    pub(super) female: &'static str,
    pub(super) born: &'static str,
    pub(super) home: &'static str,
    pub(super) from: &'static str,
    pub(super) to: &'static str,
    pub(super) lasted: &'static str,
    pub(super) post: &'static str,
    pub(super) holder: &'static str,
    pub(super) then: &'static str,
    pub(super) place: &'static str,
    pub(super) level: &'static str,
    pub(super) how: &'static str,
    pub(super) movement: &'static str,
    pub(super) beside: &'static str,
    pub(super) articles: &'static str,
    /// Before the day by which a post is first shown.
    by: &'static str,
    /// Before the day by which a post is shown as left.
    gone_by: &'static str,
    open: &'static str,
    seen: &'static str,
    ended: &'static str,
    left: &'static str,
    proposed: &'static str,
    replacing: &'static str,
    years: &'static str,
    months: &'static str,
    days: &'static str,
    lanes: [&'static str; 4],
    levels: [(&'static str, &'static str); 5],
    movements: [(&'static str, &'static str); 9],
    pub(super) origin: &'static str,
    local: &'static str,
    not_local: &'static str,
    /// Before the unit with which a post ended.
    with_unit: &'static str,
    unit_ended: &'static str,
    /// Before who held the seat before.
    after: &'static str,
    by_dates: &'static str,
    /// What a gap on an official's road is.
    no_post: &'static str,
    /// What a gap in a post's succession is.
    no_holder: &'static str,
    held: &'static str,
    perhaps: &'static str,
    last_seen: &'static str,
    first_seen: &'static str,
    since_day: &'static str,
    until_day: &'static str,
    succeeded_by: &'static str,
    /// Before the time that was asked for.
    at: &'static str,
    within: &'static str,
    /// What is said of a time into which the posts with these numbers may have lasted.
    pub(super) may_have_lasted: &'static str,
    pub(super) undated: &'static str,
    pub(super) legend_day: &'static str,
    pub(super) legend_vague: &'static str,
    pub(super) legend_unknown: &'static str,
    pub(super) legend_gone: &'static str,
    pub(super) legend_event: &'static str,
    told_by: &'static str,
    one_article: &'static str,
    many_articles: &'static str,
    pub(super) recovered: &'static str,
    pub(super) inferred: &'static str,
    pub(super) evidence: &'static str,
    pub(super) caution: &'static str,
}

impl Words {
    /// The words of a language: `vi`, else English.
    pub(super) fn of(language: &str) -> &'static Self {
        if language == "vi" {
            &tables::VIETNAMESE
        } else {
            &tables::ENGLISH
        }
    }

    /// A lane's name.
    pub(super) fn lane(&self, lane: Lane) -> &'static str {
        let [party, state, council, other] = self.lanes;
        match lane {
            Lane::Party => party,
            Lane::State => state,
            Lane::Council => council,
            Lane::Other => other,
        }
    }

    /// The name of a level.
    pub(super) fn level<'w>(&self, level: &'w str) -> &'w str {
        named(&self.levels, level)
    }

    /// How an act moved the official: between levels, in grade, and between the centre and the provinces.
    pub(super) fn moved(&self, act: &Act) -> String {
        let levels = act.movement.iter().map(String::as_str);
        let grade = act.grade_change.as_deref();
        let all = levels.chain(grade).chain(act.direction.as_deref());
        let words: Vec<&str> = all.map(|name| named(&self.movements, name)).collect();
        words.join(", ")
    }

    /// Whether the holder comes from the province of the post.
    pub(super) fn local(&self, step: &Step) -> &'static str {
        match step.is_local {
            None => "",
            Some(true) => self.local,
            Some(false) => self.not_local,
        }
    }

    /// When a step began.
    pub(super) fn since(&self, step: &Step) -> String {
        match (step.start, step.first_seen) {
            (Some(start), _) => start.to_string(),
            (None, Some(seen)) => format!("{} {seen}", self.by),
            (None, None) => String::new(),
        }
    }

    /// When a step ended, or that it did not, and with which unit; where only the end of its unit bounds it, also when
    /// it was last seen.
    pub(super) fn until(&self, step: &Step) -> String {
        match (&step.ended_with, step.end, step.gone_by) {
            (Some(unit), Some(_), _) => format!("{} ({} {unit})", self.ended(step), self.with_unit),
            (Some(_), None, Some(day)) => {
                let unit = format!("{} {day}", self.unit_ended);
                match step.last_seen {
                    Some(seen) => format!("{} {seen}; {unit}", self.seen),
                    None => unit,
                }
            }
            _ => self.ended(step),
        }
    }

    fn ended(&self, step: &Step) -> String {
        let state = step.end_state.as_deref();
        match (step.end, state, step.last_seen, step.gone_by) {
            (Some(end), ..) => end.to_string(),
            (None, Some("Open"), Some(seen), _) => format!("{}, {} {seen}", self.open, self.seen),
            (None, Some("Open"), None, _) => self.open.to_owned(),
            (None, Some("EndedUnknown"), _, Some(day)) => format!("{} {day}", self.gone_by),
            (None, Some("EndedUnknown"), _, None) => self.ended.to_owned(),
            (None, ..) => String::new(),
        }
    }

    /// How long a post was held, as far as its dates say.
    pub(super) fn lasted(&self, step: &Step) -> String {
        let (least, most) = (step.least_days.filter(|days| *days > 0), step.most_days);
        let count = |from: Date, to: Date| {
            match (from.month(), to.month()) {
                // A day more or less does not matter beside months.
                (Some(first), Some(second)) => {
                    let before = i64::from(from.day().unwrap_or(1) > to.day().unwrap_or(31));
                    let years = i64::from(to.year() - from.year());
                    let months = years * 12 + i64::from(second) - i64::from(first) - before;
                    match (months, step.most_days) {
                        (..1, None | Some(0)) => String::new(),
                        (..1, Some(days)) => self.span(days),
                        (months, _) => self.months(months),
                    }
                }
                _ => match to.year() - from.year() {
                    ..1 => format!("< 1 {}", self.years),
                    years => format!("~ {years} {}", self.years),
                },
            }
        };
        match (step.start, step.end, least, most) {
            (Some(start), Some(end), ..) if step.is_tenure() => count(start, end),
            (_, _, Some(least), _) => format!("≥ {}", self.span(least)),
            (_, _, None, Some(most)) if most < TERM => format!("≤ {}", self.span(most)),
            _ => String::new(),
        }
    }

    /// Some days in the largest units.
    pub(super) fn span(&self, days: i64) -> String {
        // The mean month of the calendar, in hundredths of a day.
        let months = days * 100 / 3044;
        if months == 0 {
            return format!("{days} {}", self.days);
        }
        self.months(months)
    }

    fn months(&self, months: i64) -> String {
        match (months / 12, months % 12) {
            (0, months) => format!("{months} {}", self.months),
            (years, 0) => format!("{years} {}", self.years),
            (years, months) => format!("{years} {} {months} {}", self.years, self.months),
        }
    }

    /// By which act the post was taken up and from whom, and where no other step tells it by which it was left.
    pub(super) fn how(&self, step: &Step) -> String {
        let taken = step.how.as_ref().map(|act| {
            let kinds = if step.is_tenure() {
                &act.taking
            } else {
                &act.kinds
            };
            self.told(act, kinds)
        });
        let left = step.left.as_ref().filter(|_| !step.is_left_told);
        let left = left.map(|left| match left.to.join(", ") {
            to if to.is_empty() => format!("{}: {}", self.left, self.told(left, &left.leaving)),
            to => format!("{}: {} → {to}", self.left, self.told(left, &left.leaving)),
        });
        let between = step.acts.iter().filter_map(|act| self.between(step, act));
        let acts: Vec<String> = taken.into_iter().chain(between).chain(left).collect();
        let told = step.how.iter().flat_map(|act| &act.replaces);
        let told: BTreeSet<&String> = told.collect();
        let before = step.follows.iter().filter(|one| !told.contains(&one.name));
        let before = before.map(|one| {
            let before = format!("{} {}", self.after, one.name);
            if one.is_inferred {
                format!("{before} ({})", self.by_dates)
            } else {
                before
            }
        });
        let acts = acts.join(" … ");
        let parts = [acts].into_iter().chain(before);
        let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        parts.join("; ")
    }

    /// What an act between the first and the last is told as, with its date; none for one without a date that may be the
    /// first, less exactly told.
    fn between(&self, step: &Step, act: &Act) -> Option<String> {
        let first = step.how.as_ref().filter(|_| !act.is_proposed());
        let is_first =
            first.is_some_and(|first| act.kinds.iter().all(|kind| first.kinds.contains(kind)));
        let told = self.told(act, &act.kinds);
        match act.date {
            Some(date) => Some(format!("{date}: {told}")),
            None => Some(told).filter(|_| !is_first),
        }
    }

    fn told(&self, act: &Act, kinds: &[String]) -> String {
        let mut parts = vec![kinds.join(", ")];
        if act.is_proposed() {
            parts.push(self.proposed.to_owned());
        }
        parts.extend(act.by.iter().cloned());
        parts.extend(act.documents.iter().cloned());
        let replaced = act.replaces.iter();
        parts.extend(replaced.map(|name| format!("{} {name}", self.replacing)));
        parts.join("; ")
    }

    /// How many articles tell of a road, and of which years they are.
    pub(super) fn sources(&self, road: &Road) -> String {
        let quotes = || road.steps.iter().flat_map(|step| &step.evidence);
        let articles: BTreeSet<&String> = quotes().map(|quote| &quote.article).collect();
        let years = || quotes().filter_map(|quote| quote.published.as_deref()?.get(..4));
        let told = match articles.len() {
            1 => format!("{} 1 {}", self.told_by, self.one_article),
            count => format!("{} {count} {}", self.told_by, self.many_articles),
        };
        match (years().min(), years().max()) {
            (Some(first), Some(last)) if first < last => format!("{told}, {first}–{last}"),
            (Some(year), _) => format!("{told}, {year}"),
            _ => told,
        }
    }

    /// What tells the subject of a road apart from others of its name.
    pub(super) fn about(&self, road: &Road) -> String {
        let mut about = Vec::new();
        match &road.about {
            About::Official {
                born,
                gender,
                hometown,
                ..
            } => {
                about.extend(gender.as_deref().map(|gender| match gender {
                    "Female" => self.female.to_owned(),
                    "Male" => self.male.to_owned(),
                    other => other.to_lowercase(),
                }));
                about.extend(born.iter().map(|born| format!("{} {born}", self.born)));
                about.extend(
                    hometown
                        .iter()
                        .map(|place| format!("{} {place}", self.home)),
                );
            }
            About::Post { level, unit, .. } => match unit {
                Some(unit) => about.extend(self.unit(unit)),
                None => about.extend(level.as_deref().map(|level| self.level(level).to_owned())),
            },
            About::Place {
                at, within, unit, ..
            } => {
                about.extend(self.unit(unit));
                about.extend(at.map(|at| format!("{} {at}", self.at)));
                about.extend(within.then(|| self.within.to_owned()));
            }
        }
        about.join("; ")
    }

    /// What tells an administrative unit apart: where it lies, when it was there, and what became of it.
    fn unit(&self, unit: &Unit) -> Vec<String> {
        let mut parts = Vec::new();
        if !unit.around.is_empty() {
            parts.push(unit.around.join(", "));
        }
        parts.extend(
            unit.valid_from
                .map(|day| format!("{} {day}", self.since_day)),
        );
        parts.extend(
            unit.valid_through
                .map(|day| format!("{} {day}", self.until_day)),
        );
        if !unit.succeeded_by.is_empty() {
            let successors = unit.succeeded_by.join(", ");
            parts.push(format!("{} {successors}", self.succeeded_by));
        }
        parts
    }

    /// How sure it is that the post was held at the time that was asked for.
    pub(super) fn held_then(&self, step: &Step) -> String {
        let day = |word: &str, day: Option<Date>| match day {
            Some(day) => format!("{word} {day}"),
            None => word.to_owned(),
        };
        match step.at {
            None => String::new(),
            Some(At::Held) => self.held.to_owned(),
            Some(At::Perhaps) => self.perhaps.to_owned(),
            Some(At::LastSeen) => day(self.last_seen, step.last_seen.or(step.start)),
            Some(At::FirstSeen) => day(self.first_seen, step.first_seen),
        }
    }

    /// What a time without a step is.
    pub(super) fn nothing(&self, road: &Road) -> &'static str {
        match road.about {
            About::Official { .. } => self.no_post,
            About::Post { .. } | About::Place { .. } => self.no_holder,
        }
    }
}

fn named<'w>(names: &[(&'static str, &'static str)], name: &'w str) -> &'w str {
    let found = names.iter().find(|(own, _)| *own == name);
    found.map_or(name, |(_, word)| word)
}
