//! Text on pages and in drawings.

use std::fmt::{self, Display, Write as _};

/// Some text that stays text on a page or in a drawing, whatever is written in it.
pub(crate) struct Text<'a>(pub(crate) &'a str);

impl Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            // XML has no place for them, not even escaped.
            c if c.is_control() && !c.is_whitespace() => Ok(()),
            c => f.write_char(c),
        })
    }
}
