//! What names a firm, and what tells that it is the state's.

use super::{Files, RuleError};
use crate::text::name_key;

/// Words that name firms, and words that tell that they are the state's (`rules/words/firm.tsv`).
#[derive(Debug, Default)]
pub struct Firms {
    /// Words of a firm's name.
    named: Vec<String>,
    /// The whole names of bodies that firms have.
    boards: Vec<String>,
    /// Words of the names of those of the state.
    state: Vec<String>,
    /// Words that tell of firms of the state.
    told: Vec<String>,
}

impl Firms {
    /// Whether a body is a firm, or within one, whose name does not show that it is the state's.
    pub(crate) fn is_private(&self, body: &str) -> bool {
        self.is_firm(body) && !any_in(&self.state, &between_spaces(body))
    }

    /// Whether a body is a firm, or within one: «Phòng Kinh doanh, Công ty X», «Hội đồng quản trị Công ty X», but «Hiệp hội
    /// Doanh nghiệp X».
    fn is_firm(&self, body: &str) -> bool {
        body.split(", ").map(between_spaces).any(|part| {
            let mut within = self
                .boards
                .iter()
                .filter_map(|board| part.strip_prefix(board.as_str()));
            let begins = |name: &str| {
                self.named
                    .iter()
                    .any(|firm| name.starts_with(firm.trim_start()))
            };
            begins(part.trim_start()) || within.any(|name| name.is_empty() || begins(name))
        })
    }

    /// Whether a text speaks of firms of the state.
    pub(crate) fn tells_state(&self, text: &str) -> bool {
        any_in(&self.told, &between_spaces(text))
    }

    pub(super) fn load(files: &Files) -> Result<Self, RuleError> {
        let mut firms = Self::default();
        for row in files.rows("words/firm.tsv", &["words", "kind"])?.iter() {
            let words = row.cell(0).split(';').map(between_spaces);
            match row.cell(1) {
                "firm" => firms.named.extend(words),
                "board" => firms.boards.extend(words),
                "state" => firms.state.extend(words),
                "told" => firms.told.extend(words),
                other => {
                    return Err(row.error(format!(
                        "unknown kind {other:?}, expected firm, board, state or told"
                    )));
                }
            }
        }
        Ok(firms)
    }
}

/// The folded words of a text with one space before and behind each.
fn between_spaces(text: &str) -> String {
    let letters = |c: char| c.is_ascii_punctuation() && c != '\'';
    format!(" {} ", name_key(&text.replace(letters, " ")))
}

fn any_in(phrases: &[String], text: &str) -> bool {
    phrases.iter().any(|phrase| text.contains(phrase.as_str()))
}
