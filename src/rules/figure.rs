//! The words of figures: documents, measures, units, approximators, and the small words of dates and shares.

use std::collections::HashMap;

use super::lexicon::{Category, Lexicon};
use super::words::add_forms;
use super::{Files, Row, RuleError};

/// The tables behind the tags of [`Category::Document`], [`Category::Measure`], [`Category::Unit`],
/// [`Category::Approximator`] and [`Category::Figure`].
pub struct Figures {
    /// Kinds of documents.
    pub documents: Vec<DocumentKind>,
    /// Words that say what is counted.
    pub measures: Vec<MeasureCue>,
    /// Words that say who is counted.
    pub units: Vec<UnitClass>,
    /// Words that make a figure inexact.
    pub approximators: Vec<Approximator>,
    /// The classes of small words.
    pub classes: Vec<FigureClass>,
    /// By the last letters of a document's number: the body that it shows.
    issuers: HashMap<String, SymbolIssuer>,
}

/// A kind of document.
#[derive(Clone, Debug)]
pub struct DocumentKind {
    /// The settled form («Nghị quyết»).
    pub name: String,
    /// How a number shows it («NQ»).
    pub symbols: Vec<String>,
    /// Whether the word is never a verb, so that a bare number behind it is the document's.
    pub noun: bool,
    /// The only body that issues this kind.
    pub issuer: Option<String>,
}

/// The body that the last letters of a number show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SymbolIssuer {
    /// Always this body.
    Fixed(String),
    /// A body of this head in the area that the article is about.
    OfTopic(String),
}

/// What personnel work a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    missing_docs,
    reason = "the names are those of the evaluation guidelines"
)]
pub enum Measure {
    Rotation,
    Transfer,
    RotationOrTransfer,
    Appointment,
    Election,
    Training,
    Planning,
    Retirement,
    Recruitment,
    Secondment,
    NonlocalPost,
    Staff,
    StandardProfessional,
    StandardPolitical,
    /// Something that is no personnel work, or none that the claims know.
    Other,
}

impl Measure {
    const ALL: [Self; 15] = [
        Self::Rotation,
        Self::Transfer,
        Self::RotationOrTransfer,
        Self::Appointment,
        Self::Election,
        Self::Training,
        Self::Planning,
        Self::Retirement,
        Self::Recruitment,
        Self::Secondment,
        Self::NonlocalPost,
        Self::Staff,
        Self::StandardProfessional,
        Self::StandardPolitical,
        Self::Other,
    ];

    /// The name in rules and claims.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rotation => "rotation",
            Self::Transfer => "transfer",
            Self::RotationOrTransfer => "rotation_or_transfer",
            Self::Appointment => "appointment",
            Self::Election => "election",
            Self::Training => "training",
            Self::Planning => "planning",
            Self::Retirement => "retirement",
            Self::Recruitment => "recruitment",
            Self::Secondment => "secondment",
            Self::NonlocalPost => "nonlocal_post",
            Self::Staff => "staff",
            Self::StandardProfessional => "standard_professional",
            Self::StandardPolitical => "standard_political",
            Self::Other => "other",
        }
    }
}

/// A word that says what is counted.
#[derive(Clone, Debug)]
pub struct MeasureCue {
    /// What is counted.
    pub measure: Measure,
    /// Whether the counted persons may stand before it («8 đồng chí nghỉ hưu»).
    pub behind: bool,
    /// Whether they may stand after it («luân chuyển 8 đồng chí»).
    pub ahead: bool,
    /// Whether it counts only with a level that they go to.
    pub needs_flow: bool,
}

/// What a unit of a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitClass {
    /// An official, whatever else the text says.
    Cadre,
    /// A person.
    Person,
    /// An official of a body; a few of them are news told by name.
    Member,
    /// A delegate, who as often votes as is elected.
    Delegate,
    /// A post.
    Post,
    /// «lượt»: person-times.
    Turn,
    /// A course.
    Class,
}

/// A word that makes a figure inexact.
#[derive(Clone, Debug)]
pub struct Approximator {
    /// As written.
    pub word: String,
    /// Whether it sets a bound, as rules and targets do.
    pub bound: bool,
}

macro_rules! figure_classes {
    ($($name:literal => $class:ident),* $(,)?) => {
        /// A class of small words, named in `rules/words/figure.tsv`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each name is that of the class in rules/words/figure.tsv")]
        pub enum FigureClass {
            $($class,)*
        }

        impl FigureClass {
            fn of(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$class),)*
                    _ => None,
                }
            }
        }
    };
}

figure_classes![
    "day" => Day,
    "month" => Month,
    "year" => Year,
    "quarter" => Quarter,
    "school year" => SchoolYear,
    "term" => Term,
    "congress" => Congress,
    "span" => Span,
    "now" => Now,
    "this year" => ThisYear,
    "last year" => LastYear,
    "day part" => DayPart,
    "today" => Today,
    "yesterday" => Yesterday,
    "two days ago" => TwoDaysAgo,
    "tomorrow" => Tomorrow,
    "passed" => Passed,
    "lately" => Lately,
    "same day" => SameDay,
    "same year" => SameYear,
    "beginning" => Beginning,
    "middle" => Middle,
    "end" => End,
    "half" => Half,
    "from" => From,
    "until" => Until,
    "throughout" => Throughout,
    "within" => Within,
    "birth" => Birth,
    "lunar" => Lunar,
    "number" => Number,
    "about" => About,
    "issued" => Issued,
    "implementing" => Implementing,
    "replacing" => Replacing,
    "law" => Law,
    "toward" => Toward,
    "rank" => Rank,
    "centre" => Centre,
    "branch" => Branch,
    "grassroots" => Grassroots,
    "other" => Other,
    "breakdown" => Breakdown,
    "telling" => Telling,
    "made" => Made,
    "only" => Only,
    "plan" => Plan,
    "wish" => Wish,
    "neutral" => Neutral,
    "done" => Done,
    "not" => Not,
    "for" => For,
    "is" => Is,
    "passive" => Passive,
    "share" => Share,
    "rate" => Rate,
    "exceeding" => Exceeding,
    "total" => Total,
    "professional" => Professional,
    "degree" => Degree,
    "political" => Political,
    "standard" => Standard,
    "upward" => Upward,
    "quota" => Quota,
    "cadre work" => CadreWork,
    "foreign" => Foreign,
    "firm" => Firm,
    "nation" => Nation,
];

impl Figures {
    /// The body that the last letters of a number show («BNV», «QH15»), whatever their case («Ttg»).
    pub fn issuer(&self, symbol: &str) -> Option<&SymbolIssuer> {
        let letters = symbol.trim_end_matches(|c: char| c.is_ascii_digit());
        // «BGD&ĐT» is BGDĐT.
        self.issuers.get(&letters.to_uppercase().replace('&', ""))
    }

    /// Reads the tables and puts their words into the lexicon.
    pub(super) fn load(files: &Files, lexicon: &mut Lexicon) -> Result<Self, RuleError> {
        let mut figures = Self {
            documents: Vec::new(),
            measures: Vec::new(),
            units: Vec::new(),
            approximators: Vec::new(),
            classes: Vec::new(),
            issuers: HashMap::new(),
        };
        figures.load_documents(files, lexicon)?;
        figures.load_measures(files, lexicon)?;
        figures.load_units(files, lexicon)?;
        figures.load_approximators(files, lexicon)?;
        figures.load_classes(files, lexicon)?;
        figures.load_issuers(files)?;
        Ok(figures)
    }

    /// Reads the kinds of documents.
    fn load_documents(&mut self, files: &Files, lexicon: &mut Lexicon) -> Result<(), RuleError> {
        for row in files
            .rows(
                "words/document.tsv",
                &["kind", "forms", "symbols", "noun", "issuer"],
            )?
            .iter()
        {
            add_forms(
                lexicon,
                Category::Document,
                self.documents.len(),
                row.cell(0),
                row.cell(1),
            );
            let symbols = row
                .cell(2)
                .split(';')
                .map(str::trim)
                .filter(|s| !s.is_empty())
                .map(str::to_owned);
            self.documents.push(DocumentKind {
                name: row.cell(0).to_owned(),
                symbols: symbols.collect(),
                noun: yes(&row, row.cell(3))?,
                issuer: Some(row.cell(4))
                    .filter(|issuer| !issuer.is_empty())
                    .map(str::to_owned),
            });
        }
        Ok(())
    }

    /// Reads the words that say what is counted.
    fn load_measures(&mut self, files: &Files, lexicon: &mut Lexicon) -> Result<(), RuleError> {
        for row in files
            .rows("words/measure.tsv", &["measure", "forms", "side", "needs"])?
            .iter()
        {
            let measure = Measure::ALL
                .into_iter()
                .find(|m| m.name() == row.cell(0))
                .ok_or_else(|| row.error(format!("unknown measure {:?}", row.cell(0))))?;
            add_forms(
                lexicon,
                Category::Measure,
                self.measures.len(),
                "",
                row.cell(1),
            );
            let (behind, ahead) = match row.cell(2) {
                "" => (true, true),
                "before" => (true, false),
                "after" => (false, true),
                other => {
                    return Err(row.error(format!(
                        "unknown side {other:?}, expected before, after or nothing"
                    )));
                }
            };
            let needs_flow = match row.cell(3) {
                "" => false,
                "flow" => true,
                other => {
                    return Err(
                        row.error(format!("unknown need {other:?}, expected flow or nothing"))
                    );
                }
            };
            self.measures.push(MeasureCue {
                measure,
                behind,
                ahead,
                needs_flow,
            });
        }
        Ok(())
    }

    /// Reads the words that say who is counted.
    fn load_units(&mut self, files: &Files, lexicon: &mut Lexicon) -> Result<(), RuleError> {
        for row in files
            .rows("words/unit.tsv", &["unit", "forms", "class"])?
            .iter()
        {
            add_forms(
                lexicon,
                Category::Unit,
                self.units.len(),
                row.cell(0),
                row.cell(1),
            );
            self.units.push(match row.cell(2) {
                "cadre" => UnitClass::Cadre,
                "person" => UnitClass::Person,
                "member" => UnitClass::Member,
                "delegate" => UnitClass::Delegate,
                "post" => UnitClass::Post,
                "turn" => UnitClass::Turn,
                "class" => UnitClass::Class,
                other => {
                    let expected = "expected cadre, person, member, delegate, post, turn or class";
                    return Err(row.error(format!("unknown class {other:?}, {expected}")));
                }
            });
        }
        Ok(())
    }

    /// Reads the words that make a figure inexact.
    fn load_approximators(
        &mut self,
        files: &Files,
        lexicon: &mut Lexicon,
    ) -> Result<(), RuleError> {
        for row in files
            .rows("words/approximator.tsv", &["word", "forms", "bound"])?
            .iter()
        {
            add_forms(
                lexicon,
                Category::Approximator,
                self.approximators.len(),
                row.cell(0),
                row.cell(1),
            );
            let bound = yes(&row, row.cell(2))?;
            self.approximators.push(Approximator {
                word: row.cell(0).to_owned(),
                bound,
            });
        }
        Ok(())
    }

    /// Reads the small words.
    fn load_classes(&mut self, files: &Files, lexicon: &mut Lexicon) -> Result<(), RuleError> {
        for row in files.rows("words/figure.tsv", &["class", "forms"])?.iter() {
            let class = FigureClass::of(row.cell(0)).ok_or_else(|| {
                row.error(format!("unknown class {:?} of small words", row.cell(0)))
            })?;
            add_forms(
                lexicon,
                Category::Figure,
                self.classes.len(),
                "",
                row.cell(1),
            );
            self.classes.push(class);
        }
        Ok(())
    }

    /// Reads the bodies that numbers show.
    fn load_issuers(&mut self, files: &Files) -> Result<(), RuleError> {
        for row in files
            .rows("words/symbol.tsv", &["symbol", "issuer"])?
            .iter()
        {
            let issuer = match row.cell(1).strip_prefix("topic:") {
                Some(head) => SymbolIssuer::OfTopic(head.to_owned()),
                None => SymbolIssuer::Fixed(row.cell(1).to_owned()),
            };
            self.issuers.insert(row.cell(0).to_uppercase(), issuer);
        }
        Ok(())
    }
}

fn yes(row: &Row, cell: &str) -> Result<bool, RuleError> {
    match cell {
        "" => Ok(false),
        "yes" => Ok(true),
        other => Err(row.error(format!("unknown mark {other:?}, expected yes or nothing"))),
    }
}
