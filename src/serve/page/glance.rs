//! What tells things of one name apart, in words.

use super::Language;
use crate::answer::{Glance, Held};

/// What tells a thing of a kind apart, in short phrases.
pub(super) fn details(told: &Glance, kind: &str, l: Language) -> Vec<String> {
    let mut details = Vec::new();
    match kind {
        "official" => {
            details.extend(held(told, l));
            if let Some(born) = told.born.first() {
                details.push(format!("{} {born}", l.say("sinh", "born")));
            }
            if let Some(home) = told.hometown.first() {
                details.push(format!("{} {home}", l.say("quê", "from")));
            }
        }
        "post" => {
            details.extend(held(told, l));
            details.extend(ground(told, l));
        }
        "body" => {
            details.extend(told.kinds.iter().cloned());
            details.extend(ground(told, l));
        }
        "place" => {
            details.extend((!told.around.is_empty()).then(|| told.around.join(", ")));
            let from = told
                .from
                .map(|day| format!("{} {day}", l.say("từ", "from")));
            let through = told
                .through
                .map(|day| format!("{} {day}", l.say("đến hết", "until")));
            let valid: Vec<String> = from.into_iter().chain(through).collect();
            details.extend((!valid.is_empty()).then(|| valid.join(" ")));
            if !told.succeeded_by.is_empty() {
                let now = l.say("địa giới nay thuộc", "its land now of");
                details.push(format!("{now} {}", told.succeeded_by.join(", ")));
            }
        }
        "document" => {
            details.extend(told.title.clone());
            details.extend((!told.by.is_empty()).then(|| told.by.join(", ")));
            details.extend(told.from.map(|day| day.to_string()));
        }
        "article" => {
            details.extend(told.by.iter().cloned());
            details.extend(told.from.map(|day| day.to_string()));
        }
        _ => {}
    }
    details
}

/// The place of a post or body: those of one name differ by whether it was there until a reform or is there since.
fn ground(told: &Glance, l: Language) -> Option<String> {
    let (place, around) = told.around.split_first()?;
    let valid = match (told.from, told.through) {
        (_, Some(last)) => format!(" {} {last}", l.say("đến hết", "until")),
        (Some(first), None) => format!(" {} {first}", l.say("từ", "from")),
        (None, None) => String::new(),
    };
    let around: String = around.iter().flat_map(|place| [", ", place]).collect();
    Some(format!("{place}{valid}{around}"))
}

/// The latest posts or holders, each with its years, and how many more there are.
fn held(told: &Glance, l: Language) -> Vec<String> {
    let mut all: Vec<String> = told
        .held
        .iter()
        .map(|held| match years(held, l) {
            years if years.is_empty() => held.what.label.clone(),
            years => format!("{} ({years})", held.what.label),
        })
        .collect();
    if told.more > 0 {
        let tenures = if told.more == 1 {
            "more tenure"
        } else {
            "more tenures"
        };
        all.push(format!(
            "{} {}",
            told.more,
            l.say("lần giữ chức khác", tenures)
        ));
    }
    all
}

/// The years of which a tenure is told, and that it was still held then.
fn years(held: &Held, l: Language) -> String {
    let [from, to] = [held.from, held.to].map(|date| date.map(crate::date::Date::year));
    let mut years = match (from, to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from}–{to}"),
        (Some(from), None) => format!("{} {from}", l.say("từ", "since")),
        (None, Some(to)) => format!("–{to}"),
        (None, None) => String::new(),
    };
    if held.is_open && !years.is_empty() {
        years.push_str(l.say(", còn giữ", ", open"));
    }
    years
}
