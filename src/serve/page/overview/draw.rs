//! The pictures and the table of provinces of the overview.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::{Province, name, valid};
use crate::answer::{Event, MOVEMENTS, Survey};
use crate::date::Date;
use crate::serve::page::chart::{Chart, Row, SERIES, Shape};
use crate::serve::page::number::grouped;
use crate::serve::page::{Language, link};

/// So many provinces are drawn; the table has them all.
const PROVINCES: usize = 15;

/// What all pictures of the page have in common.
pub(super) struct Draw<'a> {
    pub(super) l: Language,
    pub(super) survey: &'a Survey,
    pub(super) years: RangeInclusive<i32>,
    /// The kind of events in words.
    pub(super) kind: &'a str,
    /// The directions in words.
    pub(super) directions: Vec<String>,
}

impl Draw<'_> {
    /// An empty picture.
    fn chart(&self, id: &'static str, shape: Shape, title: String, series: Vec<String>) -> Chart {
        let l = self.l;
        Chart {
            l,
            id,
            shape,
            about: match shape {
                Shape::Columns => l.say(
                    "Biểu đồ cột theo năm; các con số ở bảng bên dưới.",
                    "Columns by year; the numbers stand in the table below.",
                ),
                Shape::Bars => l.say(
                    "Biểu đồ thanh theo tỉnh; các con số ở bảng bên dưới.",
                    "Bars by province; the numbers stand in the table below.",
                ),
            }
            .to_owned(),
            title,
            heading: match shape {
                Shape::Columns => l.say("Năm", "Year"),
                Shape::Bars => l.say("Tỉnh, thành phố", "Province"),
            },
            series,
            rows: Vec::new(),
        }
    }

    /// A row for each year, so that years without anything are seen as such.
    fn years(&self, series: usize, numbers: impl Iterator<Item = (i32, usize, u64)>) -> Vec<Row> {
        let mut years: BTreeMap<i32, Vec<u64>> = self
            .years
            .clone()
            .map(|year| (year, vec![0; series]))
            .collect();
        for (year, place, number) in numbers {
            if let Some(values) = years.get_mut(&year) {
                values[place] += number;
            }
        }
        let row = |(year, values): (i32, Vec<u64>)| Row {
            name: year.to_string(),
            href: None,
            values,
        };
        years.into_iter().map(row).collect()
    }

    /// The directions of an event, by their series; behind the last is that none is known.
    fn ways(event: &Event) -> Vec<usize> {
        if event.movements.is_empty() {
            vec![MOVEMENTS.len()]
        } else {
            event.movements.clone()
        }
    }

    fn direction_names(&self) -> Vec<String> {
        let unknown = self.l.say("không rõ hướng", "direction not known");
        let directions = self.directions.iter().cloned();
        directions.chain([unknown.to_owned()]).collect()
    }

    /// The events by year and direction.
    pub(super) fn directions(&self, events: &[&Event]) -> Chart {
        let title = format!(
            "{}: {}",
            self.kind,
            self.l.say("theo năm và hướng", "by year and direction")
        );
        let numbers = events.iter().flat_map(|event| {
            let year = event.date.map(Date::year);
            Self::ways(event)
                .into_iter()
                .filter_map(move |way| Some((year?, way, 1)))
        });
        let rows = self.years(MOVEMENTS.len() + 1, numbers);
        Chart {
            rows,
            ..self.chart("directions", Shape::Columns, title, self.direction_names())
        }
    }

    /// The events by the provinces to whose posts most of them led.
    pub(super) fn by_province(&self, events: &[&Event]) -> Chart {
        let title = format!(
            "{}: {}",
            self.kind,
            self.l.say(
                "những tỉnh có nhiều người đến giữ chức nhất",
                "the provinces to whose posts most led"
            ),
        );
        let mut rows: Vec<Row> = self
            .survey
            .provinces
            .iter()
            .map(|province| Row {
                name: name(self.survey, province, self.l),
                href: Some(self.href(&province.iri)),
                values: vec![0; MOVEMENTS.len() + 1],
            })
            .collect();
        for event in events {
            for province in &event.provinces {
                for way in Self::ways(event) {
                    rows[*province].values[way] += 1;
                }
            }
        }
        rows.retain(|row| row.total() > 0);
        rows.sort_by_key(|row| std::cmp::Reverse(row.total()));
        rows.truncate(PROVINCES);
        Chart {
            rows,
            ..self.chart("by-province", Shape::Bars, title, self.direction_names())
        }
    }

    /// All events by their most frequent kinds and the others.
    pub(super) fn by_kind(&self, labels: &[String]) -> Chart {
        let own = labels.len().min(SERIES - 1);
        let others = self.l.say("loại khác", "other kinds").to_owned();
        let series = labels[..own].iter().cloned().chain([others]).collect();
        let title = self
            .l
            .say(
                "Mọi sự kiện theo năm và loại",
                "All events by year and kind",
            )
            .to_owned();
        let numbers = self.survey.events.iter().flat_map(|event| {
            let year = event.date.map(Date::year);
            let kinds = event.kinds.iter();
            kinds.filter_map(move |kind| Some((year?, (*kind).min(own), 1)))
        });
        let rows = self.years(own + 1, numbers);
        Chart {
            rows,
            ..self.chart("by-kind", Shape::Columns, title, series)
        }
    }

    /// The articles by their most frequent papers and the others.
    pub(super) fn papers(&self) -> Chart {
        let mut papers: BTreeMap<&str, u64> = BTreeMap::new();
        for paper in &self.survey.papers {
            if let Some(name) = &paper.publisher {
                *papers.entry(name).or_default() += paper.articles;
            }
        }
        let mut papers: Vec<(&str, u64)> = papers.into_iter().collect();
        papers.sort_by_key(|(_, articles)| std::cmp::Reverse(*articles));
        papers.truncate(SERIES - 2);
        let own = papers.len();
        let series = papers.iter().map(|(name, _)| (*name).to_owned()).chain([
            self.l.say("báo khác", "other papers").to_owned(),
            self.l.say("không rõ báo nào", "paper not known").to_owned(),
        ]);
        let title = self
            .l
            .say("Bài báo theo năm đăng và báo", "Articles by year and paper")
            .to_owned();
        let chart = self.chart("by-paper", Shape::Columns, title, series.collect());
        let numbers = self.survey.papers.iter().filter_map(|paper| {
            let place = match &paper.publisher {
                Some(name) => papers
                    .iter()
                    .position(|(known, _)| known == name)
                    .unwrap_or(own),
                None => own + 1,
            };
            Some((paper.year?, place, paper.articles))
        });
        let rows = self.years(own + 2, numbers);
        Chart { rows, ..chart }
    }

    /// The table of all provinces, those of which most is told first.
    pub(super) fn provinces(&self, drawn: &[&Event]) -> Vec<Province> {
        let mut of_kind = vec![0_u64; self.survey.provinces.len()];
        for province in drawn.iter().flat_map(|event| &event.provinces) {
            of_kind[*province] += 1;
        }
        let mut all = vec![0_u64; self.survey.provinces.len()];
        for event in &self.survey.events {
            let is_drawn = event
                .date
                .is_some_and(|date| self.years.contains(&date.year()));
            for province in event.provinces.iter().filter(|_| is_drawn) {
                all[*province] += 1;
            }
        }
        let mut provinces: Vec<_> = self.survey.provinces.iter().enumerate().collect();
        provinces.sort_by_key(|(_, province)| std::cmp::Reverse(province.officials));
        let line = |(number, province): (usize, &crate::answer::Province)| Province {
            label: province.label.clone(),
            href: self.href(&province.iri),
            valid: valid(province),
            numbers: [
                of_kind[number],
                all[number],
                province.posts,
                province.tenures,
                province.officials,
            ]
            .map(|many| grouped(self.l, many)),
        };
        provinces.into_iter().map(line).collect()
    }

    /// The page of a place with the units inside it.
    fn href(&self, place: &str) -> String {
        format!("{}?within=1", link(self.l, place))
    }
}
