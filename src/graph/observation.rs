//! Figures as observations, the same in the claim and in the fact.

use oxigraph::model::vocab::xsd;
use oxigraph::model::{GraphName, Literal, NamedNode};

use super::Output;
use super::scheme::Scheme;
use super::shared::Shared;
use super::term::{Sheet, level, number, vietnamese};
use super::testimony::claim_iri;
use super::vocabulary::{prov, qb, ql};
use crate::claim::{Level, Statistic};
use crate::date::Date;
use crate::fact::ClaimKind;
use crate::identity::{Account, Subject, name_key};

/// The facts that rest on one article alone: its figures, one observation for each claim.
pub fn statistics(account: &Account, scheme: &Scheme) -> Output {
    let mut sheet = Sheet::new(GraphName::DefaultGraph);
    let mut shared = Shared::default();
    for (index, (told, subject)) in account
        .claims
        .statistics
        .iter()
        .zip(&account.subjects)
        .enumerate()
    {
        let claim = claim_iri(&scheme.base, &account.claims, ClaimKind::Statistic, index);
        let node = scheme
            .base
            .statistic(&told.measure.replace('_', " "), &claim);
        sheet.types(&node, &[ql::STATISTIC]);
        sheet.add(&node, qb::DATA_SET, ql::STATISTICS);
        observation(
            &node,
            told,
            subject.as_ref(),
            scheme,
            &mut sheet,
            &mut shared,
        );
        sheet.add(&node, prov::WAS_DERIVED_FROM, claim);
    }
    let mut quads = sheet.quads;
    quads.sort_by_cached_key(ToString::to_string);
    quads.dedup();
    Output {
        quads,
        shared,
        ..Output::default()
    }
}

/// What a figure and its claim have in common.
pub(super) fn observation(
    node: &NamedNode,
    told: &Statistic,
    subject: Option<&Subject>,
    scheme: &Scheme,
    sheet: &mut Sheet,
    shared: &mut Shared,
) {
    sheet.add(node, ql::MEASURE, measure(&told.measure));
    if let Some(count) = told.count {
        sheet.add(node, ql::COUNT, number(count));
    }
    if let Some(percent) = told.percent {
        sheet.add(
            node,
            ql::PERCENT,
            Literal::new_typed_literal(percent.to_string(), xsd::DECIMAL),
        );
    }
    sheet.label(node, ql::COMPARATOR, told.qualifier.as_deref());
    for (property, words) in [
        (ql::FROM_LEVEL, &told.from_level),
        (ql::TO_LEVEL, &told.to_level),
    ] {
        if let Some(at) = words.as_deref().and_then(level_of) {
            sheet.add(node, property, level(at));
        }
    }
    if let Some(period) = told.period.as_deref() {
        match dates(period) {
            Some((start, end)) => {
                sheet.date(node, ql::PERIOD_START, start);
                sheet.date(node, ql::PERIOD_END, end);
            }
            None => sheet.add(node, ql::PERIOD_TEXT, vietnamese(period)),
        }
    }
    match subject {
        Some(Subject::Place(code)) => sheet.add(node, ql::HAS_BODY, scheme.place(code)),
        Some(Subject::Body(body)) => {
            let body = shared.body(body, scheme);
            sheet.add(node, ql::HAS_BODY, body);
        }
        None => {}
    }
    sheet.label(node, ql::GROUP, told.group.as_deref());
    if told.partial {
        sheet.add(node, ql::PARTIAL, Literal::from(true));
    }
}

/// `rotation_or_transfer` → `ql:RotationOrTransferMeasure`.
fn measure(name: &str) -> NamedNode {
    let mut local = String::with_capacity(name.len() + 7);
    for word in name.split('_') {
        let mut letters = word.chars();
        local.extend(letters.next().map(|c| c.to_ascii_uppercase()));
        local.push_str(letters.as_str());
    }
    NamedNode::new_unchecked(format!("{}{local}Measure", super::vocabulary::QL))
}

/// The one level that a text names; none where it names several («xã, phường» are one level).
fn level_of(words: &str) -> Option<Level> {
    let key = name_key(words);
    let levels = [
        (Level::Central, &["trung ương"] as &[&str]),
        (Level::Province, &["tỉnh"]),
        (Level::District, &["huyện", "quận", "thị xã"]),
        (Level::Commune, &["xã", "phường", "thị trấn", "cơ sở"]),
        (Level::Village, &["thôn", "bản", "tổ dân phố"]),
    ];
    let padded = format!(
        " {} ",
        key.replace([',', ';', '/'], " ").replace("thị xã", "huyện")
    );
    let mut named = levels.iter().filter(|(_, forms)| {
        forms
            .iter()
            .any(|form| padded.contains(&format!(" {form} ")))
    });
    let (level, _) = named.next()?;
    named.next().is_none().then_some(*level)
}

/// `2020..2022`, `2015..`, `..2022`, `2018`.
fn dates(period: &str) -> Option<(Option<Date>, Option<Date>)> {
    let date = |text: &str| match text.trim() {
        "" => Some(None),
        text => text.parse().ok().map(Some),
    };
    match period.split_once("..") {
        Some((start, end)) => match (date(start)?, date(end)?) {
            (None, None) => None,
            dates => Some(dates),
        },
        None => date(period)?.map(|date| (Some(date), Some(date))),
    }
}
