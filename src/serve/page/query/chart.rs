//! Answers as charts: years or categories, and a number for each; several series where a third column tells them apart.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::xsd;
use oxigraph::model::{NamedNodeRef, Term};

use super::super::Language;
use crate::answer::Rows;

/// So many series are told apart; the others are one.
const SERIES: usize = 7;
/// So many categories are drawn.
const CATEGORIES: usize = 40;
/// So many years are drawn.
const YEARS: usize = 30;

/// The columns that a chart is made of, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// The years or categories.
    pub(super) x: usize,
    /// The numbers.
    pub(super) y: usize,
    /// What tells the series apart.
    pub(super) by: Option<usize>,
}

impl Choice {
    /// The columns that fit best; none where no chart can be made.
    pub(super) fn of(rows: &Rows) -> Option<Self> {
        let all = || 0..rows.columns.len();
        let y = *numbers(rows)
            .iter()
            .find(|&&column| !is_time(rows, column))?;
        let distinct = |column: usize| distinct(rows, column);
        let is_text =
            |column: &usize| *column != y && is_category(rows, *column) && distinct(*column) > 1;
        let x = all()
            .find(|column| *column != y && is_time(rows, *column) && distinct(*column) > 1)
            .or_else(|| all().find(is_text))
            .or_else(|| numbers(rows).into_iter().find(|column| *column < y))?;
        let by =
            all().find(|column| *column != x && is_text(column) && distinct(*column) <= 2 * SERIES);
        // A series for each row tells nothing.
        let by = by.filter(|_| distinct(x) < rows.rows.len());
        Some(Self { x, y, by })
    }

    /// The columns of these names, where they can be drawn.
    pub(super) fn named(rows: &Rows, x: &str, y: &str, by: &str) -> Option<Self> {
        let column = |name: &str| rows.columns.iter().position(|column| column == name);
        let (x, y) = (column(x)?, column(y)?);
        let by = column(by).filter(|by| *by != x && *by != y);
        numbers(rows).contains(&y).then_some(Self { x, y, by })
    }
}

/// The columns that have only numbers.
pub(super) fn numbers(rows: &Rows) -> Vec<usize> {
    let is_numeric = |column: &usize| {
        let mut cells = cells(rows, *column).peekable();
        cells.peek().is_some() && cells.all(|term| value(term).is_some())
    };
    (0..rows.columns.len()).filter(is_numeric).collect()
}

fn cells(rows: &Rows, column: usize) -> impl Iterator<Item = &Term> {
    rows.rows.iter().filter_map(move |row| row[column].as_ref())
}

/// The number that a term is.
pub(super) fn value(term: &Term) -> Option<f64> {
    const NUMERIC: [NamedNodeRef<'_>; 5] = [
        xsd::INTEGER,
        xsd::DECIMAL,
        xsd::DOUBLE,
        xsd::FLOAT,
        xsd::LONG,
    ];
    match term {
        Term::Literal(literal) if NUMERIC.contains(&literal.datatype()) => literal
            .value()
            .parse()
            .ok()
            .filter(|value: &f64| value.is_finite()),
        _ => None,
    }
}

/// The year that a term is or begins with.
fn year(term: &Term) -> Option<i32> {
    let Term::Literal(literal) = term else {
        return None;
    };
    let text = literal.value();
    let year = text
        .get(..4)?
        .parse()
        .ok()
        .filter(|year| (1900..2100).contains(year));
    let rest = &text[4..];
    let is_date = rest.is_empty() || rest.starts_with('-') && rest.len() <= 6;
    year.filter(|_| is_date)
}

fn is_time(rows: &Rows, column: usize) -> bool {
    let mut cells = cells(rows, column).peekable();
    cells.peek().is_some() && cells.all(|term| year(term).is_some())
}

fn is_category(rows: &Rows, column: usize) -> bool {
    let is_text = |term: &Term| matches!(term, Term::Literal(_)) && value(term).is_none();
    cells(rows, column).all(is_text) && !is_time(rows, column)
}

fn distinct(rows: &Rows, column: usize) -> usize {
    let texts: BTreeSet<String> = cells(rows, column).map(ToString::to_string).collect();
    texts.len()
}

/// What is drawn: for each year or category the numbers of all series.
pub(super) struct Data {
    /// The years or categories.
    pub(super) labels: Vec<String>,
    /// The names of the series.
    pub(super) series: Vec<String>,
    /// By label, then by series.
    pub(super) values: Vec<Vec<f64>>,
    /// Whether the labels are years.
    pub(super) is_time: bool,
    /// Whether several rows make one number.
    pub(super) is_added: bool,
    /// Whether some rows were left out.
    pub(super) is_cut: bool,
}

impl Data {
    /// What a choice of columns gives; a term is shown as its label.
    pub(super) fn of(
        rows: &Rows,
        choice: Choice,
        shown: impl Fn(&Term) -> String,
        l: Language,
    ) -> Self {
        let nothing = || l.say("(không rõ)", "(unknown)").to_owned();
        let is_time = is_time(rows, choice.x);
        let mut labels: Vec<String> = Vec::new();
        let mut sums: BTreeMap<(String, String), f64> = BTreeMap::new();
        let mut weights: Vec<(String, f64)> = Vec::new();
        let (mut is_added, mut is_cut) = (false, false);
        for row in &rows.rows {
            let Some(value) = row[choice.y].as_ref().and_then(value) else {
                continue;
            };
            let label = match &row[choice.x] {
                Some(term) if is_time => year(term).map(|year| year.to_string()),
                Some(term) => Some(shown(term)),
                None => (!is_time).then(nothing),
            };
            let Some(label) = label else { continue };
            let by = choice
                .by
                .map(|by| row[by].as_ref().map_or_else(nothing, &shown));
            let series = by.unwrap_or_default();
            if !labels.contains(&label) {
                if !is_time && labels.len() == CATEGORIES {
                    is_cut = true;
                    continue;
                }
                labels.push(label.clone());
            }
            match weights.iter_mut().find(|(known, _)| *known == series) {
                Some((_, weight)) => *weight += value.abs(),
                None => weights.push((series.clone(), value.abs())),
            }
            let sum = sums.entry((label, series));
            is_added |= matches!(sum, Entry::Occupied(_));
            *sum.or_default() += value;
        }
        if is_time {
            (labels, is_cut) = years(&labels);
        }
        weights.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        let mut series: Vec<String> = weights.into_iter().map(|(name, _)| name).collect();
        let others = if series.len() > SERIES {
            series.split_off(SERIES - 1)
        } else {
            Vec::new()
        };
        let mut values: Vec<Vec<f64>> = Vec::new();
        for label in &labels {
            let of = |name: &String| sums.get(&(label.clone(), name.clone())).copied();
            let mut row: Vec<f64> = series.iter().map(|name| of(name).unwrap_or(0.0)).collect();
            if !others.is_empty() {
                row.push(others.iter().filter_map(of).sum());
            }
            values.push(row);
        }
        if !others.is_empty() {
            series.push(l.say("khác", "others").to_owned());
        }
        Self {
            labels,
            series,
            values,
            is_time,
            is_added,
            is_cut,
        }
    }

    /// The largest sum of the series at one label.
    pub(super) fn largest(&self) -> f64 {
        let sums = self
            .values
            .iter()
            .map(|row| row.iter().map(|v| v.max(0.0)).sum::<f64>());
        sums.fold(0.0, f64::max)
    }
}

/// All years from the first to the last, or the last ones of too many; whether these were too many.
fn years(labels: &[String]) -> (Vec<String>, bool) {
    let years = || labels.iter().filter_map(|label| label.parse::<i32>().ok());
    let (Some(first), Some(last)) = (years().min(), years().max()) else {
        return (Vec::new(), false);
    };
    let earliest = last - i32::try_from(YEARS).unwrap_or(i32::MAX) + 1;
    let all = first.max(earliest)..=last;
    (all.map(|year| year.to_string()).collect(), first < earliest)
}

#[cfg(test)]
mod tests {
    use oxigraph::model::Literal;

    use super::*;

    fn rows(columns: &[&str], rows: &[&[&str]]) -> Rows {
        let term = |text: &&str| match (text.is_empty(), text.parse::<i64>()) {
            (true, _) => None,
            (_, Ok(number)) => Some(Term::from(Literal::from(number))),
            _ => Some(Term::from(Literal::new_simple_literal(*text))),
        };
        Rows {
            columns: columns.iter().map(|&name| name.to_owned()).collect(),
            rows: rows
                .iter()
                .map(|row| row.iter().map(term).collect())
                .collect(),
            count: rows.len(),
        }
    }

    fn plain(term: &Term) -> String {
        match term {
            Term::Literal(literal) => literal.value().to_owned(),
            other => other.to_string(),
        }
    }

    #[test]
    fn the_columns_that_fit_are_found() {
        let by_year = rows(
            &["year", "kind", "events"],
            &[
                &["2019", "Rotation", "3"],
                &["2021", "Rotation", "5"],
                &["2021", "Election", "4"],
            ],
        );
        let choice = Choice::of(&by_year).unwrap();
        assert_eq!(
            choice,
            Choice {
                x: 0,
                y: 2,
                by: Some(1)
            }
        );
        let data = Data::of(&by_year, choice, plain, Language::En);
        assert_eq!(data.labels, ["2019", "2020", "2021"]);
        assert_eq!(data.series, ["Rotation", "Election"]);
        assert_eq!(data.values, [[3.0, 0.0], [0.0, 0.0], [5.0, 4.0]]);
        assert!(data.is_time && !data.is_added);

        let by_post = rows(
            &["post", "holders"],
            &[&["Bí thư", "3"], &["Chủ tịch", "2"], &["Bí thư", "1"]],
        );
        let choice = Choice::of(&by_post).unwrap();
        let data = Data::of(&by_post, choice, plain, Language::Vi);
        assert_eq!((data.labels.len(), &data.values[0]), (2, &vec![4.0]));
        assert!(data.is_added && !data.is_time);

        assert_eq!(Choice::of(&rows(&["a", "b"], &[&["x", "y"]])), None);
        assert_eq!(Choice::of(&rows(&["year"], &[&["2020"], &["2021"]])), None);
        assert_eq!(
            Choice::named(&by_year, "kind", "year", ""),
            Some(Choice {
                x: 1,
                y: 0,
                by: None
            })
        );
        assert_eq!(Choice::named(&by_year, "year", "kind", ""), None);
    }

    #[test]
    fn what_is_too_much_to_draw_is_put_together() {
        let many: Vec<[String; 3]> = (0..20)
            .map(|n| ["2020".to_owned(), format!("kind {n}"), (n + 1).to_string()])
            .collect();
        let cells: Vec<Vec<&str>> = many
            .iter()
            .map(|row| row.iter().map(String::as_str).collect())
            .collect();
        let cells: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
        let rows = rows(&["year", "kind", "events"], &cells);
        let choice = Choice {
            x: 0,
            y: 2,
            by: Some(1),
        };
        let data = Data::of(&rows, choice, plain, Language::En);
        assert_eq!((data.series.len(), data.series[6].as_str()), (7, "others"));
        assert!((data.values[0].iter().sum::<f64>() - 210.0).abs() < 1e-9);
    }
}
