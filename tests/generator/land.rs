//! The provinces with their districts and communes, before and after the reform.

use quanlo::rules::{Rules, Unit};

use super::{date, reform};

/// A province before the reform, and what became of it.
pub(super) struct Land {
    pub(super) province: String,
    /// The districts, each with some of its communes.
    pub(super) districts: Vec<(String, Vec<String>)>,
    /// Whether it goes on as it was.
    pub(super) goes_on: bool,
    /// The province of today that it is or went into.
    pub(super) today: String,
    /// Whether that is a city under the centre.
    pub(super) is_city: bool,
    /// Some communes of that province.
    pub(super) communes: Vec<String>,
}

impl Land {
    /// All provinces that are no cities and have districts.
    pub(super) fn all(rules: &Rules) -> Vec<Self> {
        let units = rules.places.units();
        let last = date(reform());
        let is_old = |unit: &Unit| unit.valid_until == last;
        let inside = |parent: usize, kind: &'static str, old: bool| {
            units.iter().enumerate().filter(move |(_, unit)| {
                unit.parent == Some(parent) && unit.kind == kind && is_old(unit) == old
            })
        };
        let provinces = units.iter().enumerate();
        let provinces = provinces.filter(|(_, unit)| is_old(unit) && unit.kind == "tỉnh");
        let lands = provinces.filter_map(|(number, unit)| {
            let &(successor, _) = unit.successors.first()?;
            let today = &units[successor];
            let districts = inside(number, "huyện", true).map(|(at, district)| {
                let communes = inside(at, "xã", true).take(6);
                let communes = communes.map(|(_, commune)| commune.name.clone());
                (district.name.clone(), communes.collect())
            });
            let communes = inside(successor, "xã", false).take(60);
            Some(Self {
                province: unit.name.clone(),
                districts: districts.collect(),
                goes_on: today.continues == Some(number),
                today: today.name.clone(),
                is_city: today.kind != "tỉnh",
                communes: communes.map(|(_, commune)| commune.name.clone()).collect(),
            })
        });
        let whole = |land: &Self| land.districts.len() > 2 && !land.communes.is_empty();
        lands.filter(whole).collect()
    }

    /// The province of today with its type.
    pub(super) fn now(&self) -> String {
        let kind = if self.is_city {
            "thành phố"
        } else {
            "tỉnh"
        };
        format!("{kind} {}", self.today)
    }
}
