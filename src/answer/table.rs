//! Rows of text in aligned columns, for reading.

use std::io::{self, Write};

/// The most characters that a column is made wide; a longer cell pushes the rest of its row aside.
const WIDEST: usize = 90;

/// Writes rows under a header.
pub(super) fn write(
    out: &mut dyn Write,
    header: &[String],
    rows: &[Vec<String>],
) -> io::Result<()> {
    lines(header, rows)
        .iter()
        .try_for_each(|line| writeln!(out, "{line}"))
}

/// The header, a rule and the rows, each column as wide as its widest cell.
///
/// Vietnamese in NFC takes one column of the screen for each character, so characters are what is counted.
pub(super) fn lines(header: &[String], rows: &[Vec<String>]) -> Vec<String> {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells
            .filter(|width| *width <= WIDEST)
            .chain([header[column].chars().count()])
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    [header, &rule]
        .into_iter()
        .chain(rows.iter().map(Vec::as_slice))
        .map(|cells| line(cells, &widths))
        .collect()
}

fn line(cells: &[String], widths: &[usize]) -> String {
    let cells: Vec<String> = cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| format!("{:<width$}", cell.replace(['\n', '\r', '\t'], " ")))
        .collect();
    cells.join("  ").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_by_characters() {
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let lines = lines(
            &row(["tên", "n"]),
            &[row(["Vàng A Mẫu", "2"]), row(["hai\ndòng", ""])],
        );
        assert_eq!(
            lines,
            [
                "tên         n",
                "──────────  ─",
                "Vàng A Mẫu  2",
                "hai dòng"
            ]
        );
    }
}
