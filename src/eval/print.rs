//! An evaluation as it is printed.

use std::io::{self, Write};

use super::{Evaluation, Figure};

impl Evaluation {
    /// Writes the table of figures.
    pub fn write_table(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{} articles", self.articles)?;
        writeln!(
            out,
            "{:<22} {:>6} {:>6} {:>6}  {:>9} {:>7} {:>7}",
            "task", "gold", "right", "wrong", "precision", "recall", "F1"
        )?;
        for figure in &self.figures {
            let [precision, recall, f1] = shares(figure);
            writeln!(
                out,
                "{:<22} {:>6} {:>6} {:>6}  {precision:>9.3} {recall:>7.3} {f1:>7.3}",
                figure.task,
                figure.right + figure.missed,
                figure.right,
                figure.wrong
            )?;
        }
        Ok(())
    }

    /// Writes the figures as one JSON object.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{{\"articles\": {}", self.articles)?;
        for figure in &self.figures {
            let [precision, recall, f1] = shares(figure);
            write!(
                out,
                ", \"{}\": {{\"gold\": {}, \"right\": {}, \"wrong\": {}, \"precision\": {precision:?}, \
                 \"recall\": {recall:?}, \"f1\": {f1:?}}}",
                figure.task,
                figure.right + figure.missed,
                figure.right,
                figure.wrong
            )?;
        }
        writeln!(out, "}}")
    }

    /// Writes each row that differs, and under it its sentences.
    pub fn write_errors(&self, out: &mut dyn Write) -> io::Result<()> {
        for error in &self.errors {
            let word = if error.wrong { "WRONG" } else { "MISSED" };
            let (task, article) = (error.task, &error.article);
            writeln!(out, "{word:<6} {task:<11} {article} {}", error.row)?;
            for sentence in &error.sentences {
                writeln!(out, "       «{sentence}»")?;
            }
        }
        Ok(())
    }
}

/// Precision, recall and F1 to four decimals, which is what tables are made from too.
fn shares(figure: &Figure) -> [f64; 3] {
    [figure.precision(), figure.recall(), figure.f1()]
        .map(|share| format!("{share:.4}").parse().unwrap_or(share))
}
