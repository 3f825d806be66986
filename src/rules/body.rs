//! The heads of bodies' names, from `rules/words/body.tsv`.

use std::ops::Deref;

use rustc_hash::FxHashMap;

use super::lexicon::{Category, Lexicon};
use super::words::add_forms;
use super::{Files, Row, RuleError};
use crate::claim::Level;

/// The heads of bodies' names, in the order of their table.
#[derive(Debug, Default)]
pub struct Bodies {
    heads: Vec<BodyHead>,
    by_name: FxHashMap<String, Named>,
}

/// What a name is among the heads.
#[derive(Clone, Copy, Debug)]
struct Named {
    /// The place of the first head of that name.
    place: usize,
    /// Whether more of the name follows one of that name.
    goes_on: bool,
}

impl Deref for Bodies {
    type Target = [BodyHead];

    fn deref(&self) -> &[BodyHead] {
        &self.heads
    }
}

impl Bodies {
    /// The place of the head with exactly this name.
    pub fn named(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).map(|named| named.place)
    }

    /// Whether a name is only the head that many share: «Đảng ủy», «Ngân hàng».
    pub fn goes_on(&self, name: &str) -> bool {
        self.by_name.get(name).is_some_and(|named| named.goes_on)
    }

    fn push(&mut self, head: BodyHead) {
        let after = &head.after;
        let goes_on = after.area || after.place || after.body || after.parent || after.field;
        let new = Named {
            place: self.heads.len(),
            goes_on,
        };
        (self.by_name.entry(head.name.clone()))
            .and_modify(|known| known.goes_on |= goes_on)
            .or_insert(new);
        self.heads.push(head);
    }

    pub(super) fn load(files: &Files, lexicon: &mut Lexicon) -> Result<Self, RuleError> {
        let mut bodies = Self::default();
        for row in files
            .rows(
                "words/body.tsv",
                &["body", "forms", "class", "level", "after"],
            )?
            .iter()
        {
            add_forms(
                lexicon,
                Category::Body,
                bodies.len(),
                row.cell(0),
                row.cell(1),
            );
            bodies.push(BodyHead {
                name: row.cell(0).to_owned(),
                class: row.cell(2).to_owned(),
                level: level(&row, row.cell(3))?,
                after: after(&row, row.cell(4))?,
            });
        }
        Ok(bodies)
    }
}

/// The head of a body's name.
#[derive(Clone, Debug)]
pub struct BodyHead {
    /// The settled form («Ủy ban nhân dân»).
    pub name: String,
    /// The kind of body («committee»).
    pub class: String,
    /// Where it always stands.
    pub level: Option<BodyLevel>,
    /// What may follow.
    pub after: After,
}

/// The level of a body's head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyLevel {
    /// One level.
    Fixed(Level),
    /// A city: province or district.
    City,
}

impl BodyLevel {
    /// The level, where it is one.
    pub fn fixed(self) -> Option<Level> {
        match self {
            Self::Fixed(level) => Some(level),
            Self::City => None,
        }
    }
}

/// What may follow the head of a body's name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent marks of a table's row"
)]
pub struct After {
    /// A bare place name.
    pub place: bool,
    /// A level word with or without a name, or a known province.
    pub area: bool,
    /// What it deals with.
    pub field: bool,
    /// The body it belongs to.
    pub parent: bool,
    /// Any body.
    pub body: bool,
    /// A body, without which the head names none («Trung ương Hội …»).
    pub owner: bool,
    /// A person's name («Trường Đại học Phạm Văn Đồng»).
    pub name: bool,
}

/// The level that a cell names; none where it is empty.
pub(super) fn level(row: &Row, cell: &str) -> Result<Option<BodyLevel>, RuleError> {
    Ok(Some(BodyLevel::Fixed(match cell {
        "" => return Ok(None),
        "city" => return Ok(Some(BodyLevel::City)),
        "central" => Level::Central,
        "province" => Level::Province,
        "district" => Level::District,
        "commune" => Level::Commune,
        "village" => Level::Village,
        other => return Err(row.error(format!("unknown level {other:?}"))),
    })))
}

fn after(row: &Row, cell: &str) -> Result<After, RuleError> {
    let mut after = After::default();
    for word in cell.split(',').map(str::trim).filter(|w| !w.is_empty()) {
        match word {
            "place" => after.place = true,
            "area" => after.area = true,
            "field" => after.field = true,
            "parent" => after.parent = true,
            "body" => after.body = true,
            "owner" => after.owner = true,
            "name" => after.name = true,
            other => return Err(row.error(format!("unknown word {other:?} in after"))),
        }
    }
    Ok(after)
}
