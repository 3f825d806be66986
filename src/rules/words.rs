//! The word tables of `rules/words/`, and the lexicon built from them.

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use super::body::{Bodies, BodyLevel, level};
use super::firm::Firms;
use super::lexicon::{Category, Lexicon};
use super::place::{Places, UnitId};
use super::{Files, RuleError};
use crate::claim::{Gender, Level};

/// The tables that the lexicon's tags point into.
pub struct Words {
    /// Roles.
    pub roles: Vec<Role>,
    /// Heads of bodies' names.
    pub bodies: Bodies,
    /// What bodies deal with.
    pub fields: Vec<String>,
    /// Phrases that bodies' names are made of.
    pub parts: Vec<Part>,
    /// Level words.
    pub levels: Vec<LevelWord>,
    /// Words before names.
    pub honorifics: Vec<Honorific>,
    /// Cue classes, by name.
    pub cues: Vec<String>,
    /// What letters within names of bodies stand for.
    pub letters: HashMap<String, String>,
    /// The enterprises of the state, by the brands that they are known by, in small letters.
    pub brands: HashMap<String, String>,
    /// What names firms, and those of the state.
    pub firms: Firms,
    /// By tag of [`Category::Place`]: the units of that name.
    pub place_names: Vec<PlaceName>,
}

/// A bare role.
#[derive(Clone, Debug)]
pub struct Role {
    /// The settled form («Phó Bí thư Thường trực»).
    pub name: String,
    /// The word that begins the body's name where the text does not repeat it.
    pub head: Option<String>,
    /// The body that the role implies.
    pub body: ImpliedBody,
}

/// The body that a role implies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImpliedBody {
    /// None.
    No,
    /// Always this body.
    Fixed(String),
    /// A body of this head, its area from the text or the context.
    Headed(String),
    /// The word is a role only before this body.
    Only(String),
    /// The word is a post only where its body is said.
    Said,
    /// The word goes before the role of whoever its holder works for («Trợ lý Bộ trưởng»), or before a body.
    Of,
}

/// Phrases that bodies' names are made of.
#[derive(Clone, Debug)]
pub struct Part {
    /// The phrases of one family, as they are spelled within a name.
    pub phrases: Vec<String>,
    /// Whether a proper name always follows them («THPT», «Đại học»).
    pub named: bool,
    /// Whether they say the form of an enterprise («TNHH»), which may stand before or behind its proper name.
    pub form: bool,
}

/// A level word.
#[derive(Clone, Debug)]
pub struct LevelWord {
    /// The settled form («thành phố»).
    pub name: String,
    /// The level; none for a city, which stands at two.
    pub level: Option<Level>,
    /// The type in the table of places.
    pub kind: String,
}

/// A word before a name.
#[derive(Clone, Debug)]
pub struct Honorific {
    /// The settled form.
    pub name: String,
    /// What it is.
    pub class: HonorificClass,
    /// The gender it shows.
    pub gender: Option<Gender>,
}

/// What a word before a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HonorificClass {
    /// A form of address.
    Address,
    /// A form of address that opens a list of names.
    Plural,
    /// A rank of police or army.
    Rank,
    /// A degree or title of learning.
    Degree,
}

/// A name that units bear.
#[derive(Clone, Debug)]
pub struct PlaceName {
    /// As the table writes it.
    pub name: String,
    /// The units of that name.
    pub units: Vec<UnitId>,
    /// Those of them that are provinces, which most names are not: they are asked for at every name.
    pub provinces: Vec<UnitId>,
}

impl Words {
    /// The place of a cue class in [`Words::cues`].
    pub fn cue(&self, class: &str) -> Option<u32> {
        self.cues
            .iter()
            .position(|c| c == class)
            .and_then(|i| u32::try_from(i).ok())
    }
}

pub(super) fn load(files: &Files, places: &Places) -> Result<(Words, Lexicon), RuleError> {
    let mut lexicon = Lexicon::new();
    let mut words = Words {
        roles: load_roles(files, &mut lexicon)?,
        bodies: Bodies::load(files, &mut lexicon)?,
        fields: Vec::new(),
        parts: load_parts(files, &mut lexicon)?,
        levels: load_levels(files, &mut lexicon)?,
        honorifics: load_honorifics(files, &mut lexicon)?,
        cues: Vec::new(),
        letters: HashMap::new(),
        brands: HashMap::new(),
        firms: Firms::load(files)?,
        place_names: Vec::new(),
    };
    for row in files.rows("words/field.tsv", &["field", "forms"])?.iter() {
        add_forms(
            &mut lexicon,
            Category::Field,
            words.fields.len(),
            row.cell(0),
            row.cell(1),
        );
        words.fields.push(row.cell(0).to_owned());
    }
    for row in files.rows("words/cue.tsv", &["class", "forms"])?.iter() {
        if words.cue(row.cell(0)).is_some() {
            return Err(row.error(format!("the cue class {:?} stands twice", row.cell(0))));
        }
        add_forms(
            &mut lexicon,
            Category::Cue,
            words.cues.len(),
            row.cell(0),
            row.cell(1),
        );
        words.cues.push(row.cell(0).to_owned());
    }
    for row in files
        .rows("words/surname.tsv", &["surname", "tier"])?
        .iter()
    {
        let tier = match row.cell(1) {
            "A" => 1,
            "B" => 2,
            "C" => 3,
            "D" => 4,
            other => {
                return Err(row.error(format!("unknown tier {other:?}, expected A, B, C or D")));
            }
        };
        lexicon.add_surname(row.cell(0), tier);
    }
    for row in files.rows("words/abbreviation.tsv", &["word"])?.iter() {
        lexicon.add_abbreviation(row.cell(0));
    }
    for row in files
        .rows("words/letters.tsv", &["letters", "words"])?
        .iter()
    {
        words
            .letters
            .insert(row.cell(0).to_owned(), row.cell(1).to_owned());
    }
    for row in files.rows("words/brand.tsv", &["brand", "body"])?.iter() {
        let brand = row.cell(0).to_lowercase();
        words.brands.insert(brand, row.cell(1).to_owned());
    }
    add_places(&mut lexicon, &mut words, places);
    Ok((words, lexicon))
}

fn load_roles(files: &Files, lexicon: &mut Lexicon) -> Result<Vec<Role>, RuleError> {
    let mut roles = Vec::new();
    for row in files
        .rows("words/role.tsv", &["role", "forms", "head", "body"])?
        .iter()
    {
        add_forms(
            lexicon,
            Category::Role,
            roles.len(),
            row.cell(0),
            row.cell(1),
        );
        let body = match row.cell(3).split_once(':') {
            None => match row.cell(3) {
                "" => ImpliedBody::No,
                "said" => ImpliedBody::Said,
                "of" => ImpliedBody::Of,
                _ => {
                    return Err(
                        row.error("body must be said, of, or begin with fixed:, body: or only:")
                    );
                }
            },
            Some(("fixed", body)) => ImpliedBody::Fixed(body.to_owned()),
            Some(("body", body)) => ImpliedBody::Headed(body.to_owned()),
            Some(("only", body)) => ImpliedBody::Only(body.to_owned()),
            _ => {
                return Err(
                    row.error("body must be said, of, or begin with fixed:, body: or only:")
                );
            }
        };
        roles.push(Role {
            name: row.cell(0).to_owned(),
            head: filled(row.cell(2)),
            body,
        });
    }
    Ok(roles)
}

fn load_parts(files: &Files, lexicon: &mut Lexicon) -> Result<Vec<Part>, RuleError> {
    let mut parts = Vec::new();
    for row in files.rows("words/part.tsv", &["parts", "kind"])?.iter() {
        let (named, form) = match row.cell(1) {
            "" => (false, false),
            "name" => (true, false),
            "form" => (false, true),
            other => {
                return Err(row.error(format!("unknown word {other:?}, expected name or form")));
            }
        };
        let phrases: Vec<String> = row
            .cell(0)
            .split(';')
            .map(|part| part.trim().to_owned())
            .collect();
        for phrase in &phrases {
            lexicon.add(phrase, Category::Part, parts.len());
        }
        parts.push(Part {
            phrases,
            named,
            form,
        });
    }
    Ok(parts)
}

fn load_levels(files: &Files, lexicon: &mut Lexicon) -> Result<Vec<LevelWord>, RuleError> {
    let mut levels = Vec::new();
    for row in files
        .rows("words/level.tsv", &["word", "forms", "level", "kind"])?
        .iter()
    {
        add_forms(
            lexicon,
            Category::Level,
            levels.len(),
            row.cell(0),
            row.cell(1),
        );
        let level = match level(&row, row.cell(2))? {
            Some(BodyLevel::Fixed(level)) => Some(level),
            _ => None,
        };
        levels.push(LevelWord {
            name: row.cell(0).to_owned(),
            level,
            kind: row.cell(3).to_owned(),
        });
    }
    Ok(levels)
}

fn load_honorifics(files: &Files, lexicon: &mut Lexicon) -> Result<Vec<Honorific>, RuleError> {
    let mut honorifics = Vec::new();
    for row in files
        .rows("words/honorific.tsv", &["word", "forms", "class", "gender"])?
        .iter()
    {
        add_forms(
            lexicon,
            Category::Honorific,
            honorifics.len(),
            row.cell(0),
            row.cell(1),
        );
        let class = match row.cell(2) {
            "honorific" => HonorificClass::Address,
            "plural" => HonorificClass::Plural,
            "rank" => HonorificClass::Rank,
            "degree" => HonorificClass::Degree,
            other => {
                let expected = "expected honorific, plural, rank or degree";
                return Err(row.error(format!("unknown class {other:?}, {expected}")));
            }
        };
        let gender = match row.cell(3) {
            "" => None,
            "male" => Some(Gender::Male),
            "female" => Some(Gender::Female),
            other => {
                return Err(row.error(format!("unknown gender {other:?}, expected male or female")));
            }
        };
        honorifics.push(Honorific {
            name: row.cell(0).to_owned(),
            class,
            gender,
        });
    }
    Ok(honorifics)
}

fn filled(cell: &str) -> Option<String> {
    (!cell.is_empty()).then(|| cell.to_owned())
}

pub(super) fn add_forms(
    lexicon: &mut Lexicon,
    category: Category,
    entry: usize,
    name: &str,
    forms: &str,
) {
    for form in std::iter::once(name)
        .chain(forms.split(';'))
        .map(str::trim)
        .filter(|form| !form.is_empty())
    {
        lexicon.add(form, category, entry);
        // «Trung ương» is as often written short.
        let form = form.to_lowercase();
        for short in ["t.ư", "tw"] {
            if form.contains("trung ương") {
                lexicon.add(&form.replace("trung ương", short), category, entry);
            }
        }
    }
}

const LEVEL_PREFIXES: [&str; 8] = ["tỉnh ", "TP. ", "TP.", "TP ", "Tp. ", "Tp.", "Tp ", "T.P "];

/// Puts the names of all units into the lexicon; units of one folded name share a tag.
fn add_places(lexicon: &mut Lexicon, words: &mut Words, places: &Places) {
    let mut by_key: FxHashMap<String, usize> = FxHashMap::default();
    // Half of the units have the name of another to the letter, which need not be folded again.
    let mut by_name: FxHashMap<&str, usize> = FxHashMap::default();
    for (id, unit) in places.units().iter().enumerate() {
        for name in std::iter::once(&unit.name).chain(&unit.variants) {
            // «TP.HCM» is the level word with the name «HCM».
            let name = LEVEL_PREFIXES
                .iter()
                .find_map(|prefix| name.strip_prefix(prefix))
                .unwrap_or(name);
            let entry = *by_name.entry(name).or_insert_with(|| {
                let key = crate::text::name_key(name);
                let entry = *by_key.entry(key).or_insert_with(|| {
                    words.place_names.push(PlaceName {
                        name: name.to_owned(),
                        units: Vec::new(),
                        provinces: Vec::new(),
                    });
                    words.place_names.len() - 1
                });
                lexicon.add(name, Category::Place, entry);
                entry
            });
            let name = &mut words.place_names[entry];
            if !name.units.contains(&id) {
                name.units.push(id);
                name.provinces
                    .extend((unit.level == Level::Province).then_some(id));
            }
        }
    }
}
