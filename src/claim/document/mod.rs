//! Documents of Party and state bodies: «Nghị quyết 67-NQ/TU ngày 11/9/2013 của Ban Chấp hành Đảng bộ tỉnh».

use std::ops::Range;

mod issuer;
mod mention;
mod number;
mod title;

pub(crate) use mention::Mention;

use super::model::Document;
use super::reading::Reading;
use crate::date::Date;
use crate::rules::{Category, FigureClass};

/// The documents of an article, and where it names them.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    /// One row for each document, in the order of first mention.
    pub(crate) rows: Vec<Document>,
    /// The tokens of each mention, in the order of the text, and its row.
    pub(crate) mentions: Vec<(Range<usize>, usize)>,
}

/// A row while it grows by further mentions.
struct Row {
    mention: Mention,
    places: Vec<Range<usize>>,
    implements: Option<usize>,
    replaces: Option<usize>,
}

/// Reads the documents that an article names.
pub(crate) fn documents(reading: &Reading) -> Documents {
    let mut rows: Vec<Row> = Vec::new();
    let mut places = Vec::new();
    for (number, sentence) in reading.text.sentences.iter().enumerate() {
        let tokens = sentence.tokens.clone();
        if !sentence.numbered && !reading.has_class(tokens.clone(), FigureClass::Implementing) {
            continue;
        }
        let found = mention::mentions(reading, number);
        let mut here: Vec<(Range<usize>, usize, Option<usize>)> = Vec::new();
        for mention in found {
            let (tokens, issued) = (mention.tokens.clone(), mention.issued);
            let row = add(reading, &mut rows, mention);
            places.push((tokens.clone(), row));
            here.push((tokens, row, issued));
        }
        relate(reading, &mut rows, &here, tokens);
    }
    let numbers: Vec<String> = rows.iter().map(|row| row.mention.number.whole()).collect();
    let rows = rows
        .into_iter()
        .map(|row| {
            let Row {
                mention,
                places,
                implements,
                replaces,
            } = row;
            Document {
                kind: reading.rules.figures.documents[mention.kind].name.clone(),
                symbol: mention.number.symbol().map(str::to_owned),
                number: Some(mention.number.whole()),
                date: mention.date,
                issuer: mention.issuer,
                implements: implements.map(|row| numbers[row].clone()),
                replaces: replaces.map(|row| numbers[row].clone()),
                title: mention.title,
                evidence: places
                    .into_iter()
                    .map(|tokens| reading.text.evidence(tokens))
                    .collect(),
                rule: mention.rule,
                recovered: mention.recovered,
            }
        })
        .collect();
    Documents {
        rows,
        mentions: places,
    }
}

/// Adds a mention to the row of its document, or as a new row; the row's place.
fn add(reading: &Reading, rows: &mut Vec<Row>, mention: Mention) -> usize {
    let same = |row: &Row| {
        let known = &row.mention;
        let kinds = known.kind == mention.kind
            || is_paper(reading, known, &mention)
            // «Quy định» and «Quyết định» share «QĐ»: the same whole number is the same document.
            || known.number.symbol().is_some() && known.number.whole() == mention.number.whole();
        let dates = match (known.date, mention.date) {
            (Some(a), Some(b)) => {
                let day = |date: Date| (date.month(), date.day());
                a.covers(b) || b.covers(a) || (known.guessed != mention.guessed && day(a) == day(b))
            }
            _ => true,
        };
        let bare = known.number.tail.is_empty() || mention.number.tail.is_empty();
        let issuers = match (&known.issuer, &mention.issuer) {
            (Some(a), Some(b)) if bare => {
                a == b || !mention.recovered.is_empty() || !known.recovered.is_empty()
            }
            _ => true,
        };
        kinds && dates && issuers && known.number.is_same(&mention.number)
    };
    let Some(place) = rows.iter().position(same) else {
        rows.push(Row {
            places: vec![mention.tokens.clone()],
            mention,
            implements: None,
            replaces: None,
        });
        return rows.len() - 1;
    };
    let row = &mut rows[place];
    row.places.push(mention.tokens.clone());
    let known = &mut row.mention;
    if known.number.tail.is_empty() {
        known.number = mention.number;
        known.kind = mention.kind;
    }
    if known.date.is_none() || known.guessed && mention.date.is_some() {
        known.date = mention.date;
        known.guessed = mention.guessed;
    }
    let was_recovered = known.recovered.iter().any(|argument| argument == "issuer");
    if known.issuer.is_none()
        || was_recovered && mention.issuer.is_some() && mention.recovered.is_empty()
    {
        known.issuer = mention.issuer;
        known.recovered = mention.recovered;
    }
    known.title = known.title.take().or(mention.title);
    place
}

/// Whether a paper and a document of some kind share a long number: «văn bản số 3851», «công văn số 3851/NHNN-PC».
fn is_paper(reading: &Reading, known: &Mention, mention: &Mention) -> bool {
    let kinds = &reading.rules.figures.documents;
    let paper =
        |mention: &Mention| kinds[mention.kind].name == "Văn bản" && mention.number.tail.is_empty();
    known.number.digits.len() >= 3 && (paper(known) || paper(mention))
}

/// Notes which document of a sentence implements or replaces which.
fn relate(
    reading: &Reading,
    rows: &mut [Row],
    here: &[(Range<usize>, usize, Option<usize>)],
    sentence: Range<usize>,
) {
    let mut at = sentence.start;
    while at < sentence.end {
        let Some((class @ (FigureClass::Implementing | FigureClass::Replacing), end)) =
            reading.class_at(at)
        else {
            at += 1;
            continue;
        };
        let cue = std::mem::replace(&mut at, end);
        let Some((target, target_end)) = target(reading, rows, here, end, sentence.end) else {
            continue;
        };
        let before = here
            .iter()
            .rev()
            .find(|(tokens, ..)| tokens.end <= cue && !interrupted(reading, tokens.end..cue));
        if let Some((_, row, _)) = before {
            relate_row(&mut rows[*row], class, *row, target);
        } else if class == FigureClass::Implementing {
            // «Để cụ thể hóa Nghị quyết 37, A ban hành Kế hoạch số 51 …, B ban hành Kế hoạch số 97».
            for (_, row, _) in here
                .iter()
                .filter(|(tokens, _, issued)| tokens.start >= target_end && issued.is_some())
            {
                relate_row(&mut rows[*row], class, *row, target);
            }
        } else if let Some(row) = this_document(reading, rows, sentence.start..cue) {
            relate_row(&mut rows[row], class, row, target);
        }
    }
}

/// Notes what a document implements or replaces, where nothing is known yet.
fn relate_row(row: &mut Row, class: FigureClass, place: usize, target: usize) {
    let slot = if class == FigureClass::Implementing {
        &mut row.implements
    } else {
        &mut row.replaces
    };
    if place != target && slot.is_none() {
        *slot = Some(target);
    }
}

/// The document right behind «thực hiện» or «thay thế»: one with a number, or an earlier one by its kind.
fn target(
    reading: &Reading,
    rows: &[Row],
    here: &[(Range<usize>, usize, Option<usize>)],
    from: usize,
    limit: usize,
) -> Option<(usize, usize)> {
    let reach = (from + 5).min(limit);
    if let Some((tokens, row, _)) = here
        .iter()
        .find(|(tokens, ..)| (from..reach).contains(&tokens.start))
    {
        return Some((*row, tokens.end));
    }
    (from..reach).find_map(|at| {
        let (kind, end) = reading.tag(at, Category::Document)?;
        let before = here.first().map_or(usize::MAX, |(tokens, ..)| tokens.start);
        let mut earlier = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.mention.kind == kind && row.places[0].start < at.min(before));
        let (row, more) = (earlier.next()?.0, earlier.next());
        more.is_none().then_some((row, end))
    })
}

/// Whether a clause of another subject stands in some tokens: a body that acts, or a semicolon.
fn interrupted(reading: &Reading, tokens: Range<usize>) -> bool {
    tokens.clone().any(|at| {
        matches!(reading.mark(at), Some(';' | '.'))
            || reading
                .class_at(at)
                .is_some_and(|(class, end)| class == FigureClass::Issued && end <= tokens.end)
    })
}

/// «Quy định này» before «thay thế»: the last document of that kind.
fn this_document(reading: &Reading, rows: &[Row], tokens: Range<usize>) -> Option<usize> {
    tokens.rev().find_map(|at| {
        let (kind, end) = reading.tag(at, Category::Document)?;
        let is_this = reading.is(end, "này") || reading.is(end, "trên");
        let last = || {
            rows.iter()
                .rposition(|row| row.mention.kind == kind && row.places[0].start < at)
        };
        is_this.then(last).flatten()
    })
}
