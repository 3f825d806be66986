//! Which of the units that bear a name there were when an article was written.

use super::area::Area;
use super::reading::Reading;
use crate::claim::Level;
use crate::date::Date;
use crate::rules::UnitId;

/// From when on units hardly changed for ten years: an older year that is named last is as often history.
const STEADY: i32 = 2009;

/// The year in which provinces were joined and districts ended.
const REFORM: i32 = 2025;

impl Reading<'_> {
    /// Whether a unit existed when the article was published; where that is unknown, at the end of the last year that the
    /// text names as past, and where that shows nothing, of the year before the reform.
    pub(crate) fn is_valid(&self, unit: UnitId) -> bool {
        let unit = &self.rules.places.units()[unit];
        if unit.valid_from.is_none() && unit.valid_until.is_none() {
            return true;
        }
        let told = || {
            self.told_year()
                .filter(|year| (STEADY..REFORM).contains(year))
        };
        let end = || Date::from_day(told().unwrap_or(REFORM - 1), 12, 31);
        let Some(time) = self.article.published.or_else(end) else {
            return true;
        };
        unit.valid_from
            .is_none_or(|from| from.first_day() <= time.last_day())
            && unit
                .valid_until
                .is_none_or(|until| until.last_day() >= time.first_day())
    }

    /// The units of a level that an area can mean at the article's date, by its type and the area told around it.
    pub(super) fn units_of(&self, area: &Area, level: Level) -> Vec<UnitId> {
        let units = self.rules.places.units();
        let fits = |&unit: &UnitId| {
            units[unit].level == level
                && area
                    .word
                    .as_deref()
                    .is_none_or(|word| units[unit].kind == word)
                && self.is_valid(unit)
        };
        let around = |&unit: &UnitId| {
            area.within
                .as_deref()
                .is_none_or(|around| self.ancestors(unit).any(|a| around.units.contains(&a)))
        };
        let mut fitting: Vec<UnitId> = area.units.iter().copied().filter(fits).collect();
        if fitting.iter().any(around) {
            fitting.retain(around);
        }
        fitting.dedup();
        fitting
    }
}
