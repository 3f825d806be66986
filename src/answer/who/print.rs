//! Comparisons of bearers of one name, as text or JSON.

use std::io::Write;

use super::Comparison;
use crate::answer::{AnswerError, Format, Found};

/// Writes comparisons as text or JSON.
pub fn write_comparisons(
    comparisons: &[Comparison],
    format: Format,
    out: &mut dyn Write,
) -> Result<Found, AnswerError> {
    match format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, comparisons).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        Format::Table => {
            for (number, comparison) in comparisons.iter().enumerate() {
                if number > 0 {
                    writeln!(out)?;
                }
                write_comparison(comparison, out)?;
            }
        }
        format => {
            return Err(AnswerError::Format {
                answer: "who is who",
                format,
                expected: "table or json",
            });
        }
    }
    Ok(if comparisons.is_empty() {
        Found::Nothing
    } else {
        Found::Something
    })
}

fn write_comparison(comparison: &Comparison, out: &mut dyn Write) -> std::io::Result<()> {
    let Comparison {
        name,
        sides,
        same,
        weight,
        needed,
        ..
    } = comparison;
    let verdict = if *same {
        "one official"
    } else {
        "two officials"
    };
    writeln!(
        out,
        "{name}: {verdict}; {weight} points for one, {needed} join"
    )?;
    if let Some(decision) = &comparison.decided {
        writeln!(out, "  decided: {decision}")?;
    }
    for side in sides {
        let articles = side.articles.join(", ");
        writeln!(
            out,
            "  {name}@{}",
            side.articles.first().map_or("", String::as_str)
        )?;
        writeln!(out, "    {}", side.official)?;
        writeln!(out, "    in {articles}: {}", side.posts.join("; "))?;
    }
    for (heading, all) in [
        ("for", &comparison.grounds),
        ("against", &comparison.against),
    ] {
        for told in all {
            let weight = told
                .weight
                .map_or(String::new(), |weight| format!(" +{weight}"));
            let what = Some(told.what.as_str()).filter(|what| !what.is_empty());
            let what = what.map_or(String::new(), |what| format!(": {what}"));
            writeln!(out, "  {heading}{weight} {}{what}", told.kind)?;
            for passage in &told.passages {
                let day = passage.published.as_deref().unwrap_or("no date");
                let quote = passage
                    .quote
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ");
                writeln!(out, "      «{quote}» — {}, {day}", passage.article)?;
            }
        }
    }
    Ok(())
}
