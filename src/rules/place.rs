//! The administrative units of Vietnam through time, from `rules/places/`.

use chrono::Days;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Files, Row, RuleError};
use crate::claim::Level;
use crate::date::Date;

/// The index of a unit in [`Places::units`].
pub type UnitId = usize;

/// An administrative unit in its period of validity.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The code with its era (`vn:c:06463`, `vn2025:p:20`, `vnx:d:044~20200131`).
    pub code: String,
    /// The level.
    pub level: Level,
    /// The type word: tỉnh, thành phố, huyện, quận, thị xã, xã, phường, thị trấn, đặc khu.
    pub kind: String,
    /// The bare name («Nhân Lý»).
    pub name: String,
    /// Other spellings and short forms that stand for this unit alone.
    pub variants: Vec<String>,
    /// The unit it belongs to.
    pub parent: Option<UnitId>,
    /// The first day, where known.
    pub valid_from: Option<Date>,
    /// The last day; none where the unit exists today.
    pub valid_until: Option<Date>,
    /// The units that took its land.
    pub successors: Vec<(UnitId, Extent)>,
    /// The unit of the list before that it is, unchanged: one province under two codes.
    pub continues: Option<UnitId>,
    /// The number of the resolution that ended it, where known.
    pub ended_by: Option<String>,
}

/// Units by level and last day.
type Ending = FxHashMap<(Level, Option<Date>), Vec<UnitId>>;

/// How much of a unit went to a successor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extent {
    /// All of it.
    Full,
    /// Some of it.
    Partial,
    /// The source does not say.
    Unknown,
}

/// The table of places.
pub struct Places {
    units: Vec<Unit>,
    by_code: FxHashMap<String, UnitId>,
    /// Outlet names, short names and domains → the province they report on.
    outlets: FxHashMap<String, UnitId>,
}

impl Places {
    pub(super) fn load(files: &Files) -> Result<Self, RuleError> {
        let mut places = Self {
            units: Vec::new(),
            by_code: FxHashMap::default(),
            outlets: FxHashMap::default(),
        };
        let rows = files.rows(
            "places/units.tsv",
            &[
                "code",
                "level",
                "type",
                "name",
                "valid_from",
                "valid_until",
                "parent",
                "successors",
            ],
        )?;
        for row in rows.iter() {
            places.add(
                &row,
                row.cell(0),
                row.cell(1),
                [row.cell(2), row.cell(3), row.cell(4), row.cell(5)],
            )?;
        }
        let former = files.rows(
            "places/former_units.tsv",
            &[
                "id",
                "level",
                "type",
                "name",
                "until",
                "parent_id",
                "successor",
            ],
        )?;
        for row in former.iter() {
            places.add(
                &row,
                row.cell(0),
                row.cell(1),
                [row.cell(2), row.cell(3), "", row.cell(4)],
            )?;
        }
        let current = rows.iter().map(|row| (row, row.cell(6), row.cell(7)));
        let gone = former.iter().map(|row| (row, row.cell(5), row.cell(6)));
        places.link_all(current.chain(gone))?;
        let ending = places.ending();
        for row in files
            .rows(
                "places/resolutions.tsv",
                &["number", "level", "province", "until"],
            )?
            .iter()
        {
            places.end(&row, &ending)?;
        }
        for row in files
            .rows("places/variants.tsv", &["id", "variant"])?
            .iter()
        {
            let unit = places.known(&row, row.cell(0))?;
            places.units[unit].variants.push(row.cell(1).to_owned());
        }
        for row in files
            .rows("places/provinces.tsv", &["id", "short_forms"])?
            .iter()
        {
            if let Ok(unit) = places.known(&row, row.cell(0)) {
                let forms = row
                    .cell(1)
                    .split('|')
                    .filter(|f| !f.is_empty())
                    .map(str::to_owned);
                places.units[unit].variants.extend(forms);
            }
        }
        for row in files
            .rows(
                "places/outlets.tsv",
                &["outlet", "short_names", "domain", "province_id", "scope"],
            )?
            .iter()
        {
            // A paper that is read in the whole country says nothing about where its news is from.
            if row.cell(3).is_empty() || row.cell(4) == "national" {
                continue;
            }
            let unit = places.known(&row, row.cell(3))?;
            let names = [row.cell(0), row.cell(2)]
                .into_iter()
                .chain(row.cell(1).split('|'));
            for name in names.filter(|name| !name.is_empty()) {
                places.outlets.insert(name.to_owned(), unit);
            }
        }
        Ok(places)
    }

    fn add(
        &mut self,
        row: &Row,
        code: &str,
        level: &str,
        cells: [&str; 4],
    ) -> Result<(), RuleError> {
        let level = level_of(row, level)?;
        let date = |text: &str| date_of(row, text);
        let [kind, name, from, until] = cells;
        let unit = Unit {
            code: code.to_owned(),
            level,
            kind: kind.to_owned(),
            name: name.to_owned(),
            variants: Vec::new(),
            parent: None,
            valid_from: date(from)?,
            valid_until: date(until)?,
            successors: Vec::new(),
            continues: None,
            ended_by: None,
        };
        if self
            .by_code
            .insert(code.to_owned(), self.units.len())
            .is_some()
        {
            return Err(row.error(format!("the code {code:?} stands twice")));
        }
        self.units.push(unit);
        Ok(())
    }

    /// Links the units, each by its row, the unit around it and its successors.
    fn link_all<'r>(
        &mut self,
        rows: impl Iterator<Item = (Row<'r>, &'r str, &'r str)>,
    ) -> Result<(), RuleError> {
        for (unit, (row, parent, successors)) in rows.enumerate() {
            self.link(unit, &row, parent, successors)?;
        }
        self.begin_after_former();
        self.mark_continuing();
        Ok(())
    }

    fn link(
        &mut self,
        unit: UnitId,
        row: &Row,
        parent: &str,
        successors: &str,
    ) -> Result<(), RuleError> {
        if !parent.is_empty() {
            self.units[unit].parent = Some(self.known(row, parent)?);
        }
        for successor in successors.split(';').filter(|s| !s.is_empty()) {
            let (code, extent) = if let Some(code) = successor.strip_suffix(":full") {
                (code, Extent::Full)
            } else if let Some(code) = successor.strip_suffix(":partial") {
                (code, Extent::Partial)
            } else {
                (successor, Extent::Unknown)
            };
            let successor = self.known(row, code)?;
            self.units[unit].successors.push((successor, extent));
        }
        Ok(())
    }

    /// Dates the units that took the place of one of the same number under another type or name from the day after it.
    fn begin_after_former(&mut self) {
        let number = |code: &str| {
            let number = code.split(':').nth(2)?;
            Some(number.split('~').next()?.to_owned())
        };
        for former in 0..self.units.len() {
            let unit = &self.units[former];
            let (Some(until), [(after, _)]) = (unit.valid_until, &unit.successors[..]) else {
                continue;
            };
            let after = *after;
            let next = &self.units[after];
            let renamed = unit.code.contains('~')
                && number(&unit.code) == number(&next.code)
                && (&unit.kind, &unit.name) != (&next.kind, &next.name);
            let from = until.first_day() + Days::new(1);
            let later = next.valid_from.is_none_or(|known| known.first_day() < from);
            if renamed && later && until.day().is_some() {
                self.units[after].valid_from = Some(from.into());
            }
        }
    }

    /// Marks the provinces that went over from one list to the next as they were.
    fn mark_continuing(&mut self) {
        let mut sources = vec![0_usize; self.units.len()];
        for unit in &self.units {
            for &(successor, _) in &unit.successors {
                sources[successor] += 1;
            }
        }
        for before in 0..self.units.len() {
            let unit = &self.units[before];
            if let [(after, Extent::Full)] = unit.successors[..]
                && unit.level == Level::Province
                && sources[after] == 1
                && (&unit.kind, &unit.name) == (&self.units[after].kind, &self.units[after].name)
            {
                self.units[after].continues = Some(before);
            }
        }
    }

    /// The units that ended, but for those that went over as they were, by level and last day.
    fn ending(&self) -> Ending {
        let continued: FxHashSet<UnitId> = self.units.iter().filter_map(|u| u.continues).collect();
        let mut ending = Ending::default();
        for (id, unit) in self.units.iter().enumerate() {
            if unit.valid_until.is_some() && !continued.contains(&id) {
                let day = (unit.level, unit.valid_until);
                ending.entry(day).or_default().push(id);
            }
        }
        ending
    }

    /// Notes a resolution with the units of its level that it ended: in all provinces, or in what is one today.
    fn end(&mut self, row: &Row, ending: &Ending) -> Result<(), RuleError> {
        let level = level_of(row, row.cell(1))?;
        let today = match row.cell(2) {
            "" => None,
            code => Some(self.known(row, code)?),
        };
        let until = date_of(row, row.cell(3))?;
        let ended: Vec<UnitId> = ending
            .get(&(level, until))
            .into_iter()
            .flatten()
            .copied()
            .filter(|&unit| {
                today.is_none_or(|today| {
                    let province = self.top(unit);
                    let mut went = self.units[province].successors.iter();
                    province == today || went.any(|&(successor, _)| successor == today)
                })
            })
            .collect();
        for unit in ended {
            self.units[unit].ended_by = Some(row.cell(0).to_owned());
        }
        Ok(())
    }

    /// The unit that a unit was first listed as: a province that goes on under a new code is one place.
    pub fn first(&self, unit: UnitId) -> UnitId {
        let back = std::iter::successors(Some(unit), |&unit| self.units[unit].continues);
        back.last().unwrap_or(unit)
    }

    /// The province that a unit lies in.
    fn top(&self, unit: UnitId) -> UnitId {
        let above = std::iter::successors(Some(unit), |&unit| self.units[unit].parent);
        above.last().unwrap_or(unit)
    }

    fn known(&self, row: &Row, code: &str) -> Result<UnitId, RuleError> {
        self.by_code
            .get(code)
            .copied()
            .ok_or_else(|| row.error(format!("no unit has the code {code:?}")))
    }

    /// All units, in the order of the files.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The unit with a code.
    pub fn by_code(&self, code: &str) -> Option<&Unit> {
        self.by_code.get(code).map(|&unit| &self.units[unit])
    }

    /// The province that an outlet reports on, by its name, short name or domain.
    pub fn outlet_province(&self, outlet: &str) -> Option<UnitId> {
        self.outlets.get(outlet).copied()
    }
}

fn level_of(row: &Row, level: &str) -> Result<Level, RuleError> {
    match level {
        "province" => Ok(Level::Province),
        "district" => Ok(Level::District),
        "commune" => Ok(Level::Commune),
        other => Err(row.error(format!(
            "unknown level {other:?}, expected province, district or commune"
        ))),
    }
}

fn date_of(row: &Row, text: &str) -> Result<Option<Date>, RuleError> {
    match text {
        "" => Ok(None),
        text => text
            .parse()
            .map(Some)
            .map_err(|error| row.error(format!("{error}"))),
    }
}
