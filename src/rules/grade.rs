//! How high a post stands in the scale of leading posts.

use super::{BodyHead, Files, RuleError};
use crate::claim::Level;
use crate::text::name_key;

/// The scale of posts, from 1 for the highest to 14.
#[derive(Clone, Debug)]
pub struct Grades(Vec<Line>);

/// The posts of one grade at one level.
#[derive(Clone, Debug)]
struct Line {
    level: Level,
    /// Whether it is for communes of the reform of 2025.
    reformed: bool,
    /// Keys of heads, or classes of bodies; none for any body.
    bodies: Vec<String>,
    /// Keys of roles.
    roles: Vec<String>,
    /// Ranks of roles within their body.
    ranks: Vec<u8>,
    grade: u8,
}

/// The levels as the table calls them; the second is that of the communes of 2025.
const LEVELS: [(&str, Level); 6] = [
    ("central", Level::Central),
    ("new commune", Level::Commune),
    ("province", Level::Province),
    ("district", Level::District),
    ("commune", Level::Commune),
    ("village", Level::Village),
];

impl Grades {
    pub(super) fn load(files: &Files) -> Result<Self, RuleError> {
        let rows = files.rows("words/grade.tsv", &["level", "body", "role", "grade"])?;
        let lines = rows.iter().map(|row| {
            let level = LEVELS.iter().find(|(name, _)| *name == row.cell(0));
            let (name, level) = level.ok_or_else(|| {
                let known: Vec<&str> = LEVELS.iter().map(|(name, _)| *name).collect();
                row.error(format!("level must be one of {}", known.join(", ")))
            })?;
            let several = |cell: &str| cell.split(';').map(name_key).collect::<Vec<String>>();
            let (ranks, roles) = several(row.cell(2))
                .into_iter()
                .partition::<Vec<String>, _>(|role| role.parse::<u8>().is_ok());
            let grade = row.cell(3).parse().ok();
            Ok(Line {
                level: *level,
                reformed: *name == "new commune",
                bodies: match row.cell(1) {
                    "*" => Vec::new(),
                    bodies => several(bodies),
                },
                roles,
                ranks: ranks.iter().filter_map(|rank| rank.parse().ok()).collect(),
                grade: grade
                    .filter(|grade| (1..=14).contains(grade))
                    .ok_or_else(|| row.error("grade must be a number from 1 to 14"))?,
            })
        });
        Ok(Self(lines.collect::<Result<_, RuleError>>()?))
    }

    /// The grade of a role, by its key and its rank within its body, in a body with a head at a level; `reformed`
    /// for a commune of the reform of 2025.
    pub fn grade(
        &self,
        (role, rank): (&str, u8),
        head: Option<&BodyHead>,
        level: Level,
        reformed: bool,
    ) -> Option<u8> {
        let head = head.map(|head| (head.class.as_str(), name_key(&head.name)));
        let is_of = |line: &Line| {
            let mut bodies = line.bodies.iter();
            line.bodies.is_empty()
                || head
                    .as_ref()
                    .is_some_and(|(class, name)| bodies.any(|body| body == class || body == name))
        };
        let fits = |line: &&Line| {
            line.level == level
                && line.reformed == reformed
                && (line.ranks.contains(&rank) || line.roles.iter().any(|known| known == role))
                && is_of(line)
        };
        self.0.iter().find(fits).map(|line| line.grade)
    }
}
