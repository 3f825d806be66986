//! Roads as one HTML page that needs nothing else: no script, no font, no picture.

use std::io::{self, Write};

use super::words::Words;
use super::write::Column;
use super::{Quote, Road, Step, chart};
use crate::answer::markup::Text;

/// Writes roads as a page: each as a drawing and a table, the passages under their steps on demand.
pub(super) fn write(roads: &[Road], words: &Words, out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<&str> = roads.iter().map(|road| road.about.name()).collect();
    let mut title = names;
    title.dedup();
    let title = title.join(", ");
    let title = Text(&title);
    write!(
        out,
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{}</style>\n</head>\n<body>\n<main>\n",
        words.tag,
        include_str!("page.css")
    )?;
    for road in roads {
        write_road(road, words, out)?;
    }
    writeln!(
        out,
        "<footer>{}</footer>\n</main>\n</body>\n</html>",
        Text(words.caution)
    )
}

fn write_road(road: &Road, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<section>\n<h1 lang=\"vi\">{}</h1>\n<p>{}</p>\n<p class=\"source\">{} · <code>{}</code></p>\n\
         <figure>{}</figure>\n<table>\n<thead><tr>",
        Text(road.about.name()),
        Text(&words.about(road)),
        Text(&words.sources(road)),
        Text(road.about.iri()),
        chart::figure(road, words)
    )?;
    let columns = Column::of(road, words);
    for column in &columns {
        write!(
            out,
            "<th scope=\"col\">{}</th>",
            Text(column.heading(words))
        )?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for (at, step) in road.steps.iter().enumerate() {
        if let Some(gap) = road.gap_before(step, words) {
            let (width, gap) = (columns.len(), Text(&gap));
            writeln!(
                out,
                "<tr class=\"gap\"><td colspan=\"{width}\">{gap}</td></tr>"
            )?;
        }
        write!(out, "<tr>")?;
        for column in &columns {
            let cell = column.cell(road, at, words);
            let class = match column {
                Column::From | Column::Lasted => " class=\"short\"",
                Column::To => " class=\"until\"",
                _ => "",
            };
            write!(out, "<td{class}>{}", Text(&cell))?;
            if *column == Column::Post {
                write_evidence(step, words, out)?;
            }
            write!(out, "</td>")?;
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody>\n</table>\n</section>")
}

fn write_evidence(step: &Step, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "<details><summary>{} ({})</summary><ul>",
        words.evidence,
        step.evidence.len()
    )?;
    for quote in &step.evidence {
        write!(out, "<li><q lang=\"vi\">{}</q> — ", Text(&quote.quote))?;
        write_source(quote, out)?;
        if !quote.recovered.is_empty() {
            let recovered = quote.recovered.join(", ");
            write!(out, " <i>{}: {}</i>", words.recovered, Text(&recovered))?;
        }
        write!(out, "</li>")?;
    }
    if !step.inferred.is_empty() {
        let inferred = step.inferred.join(", ");
        write!(
            out,
            "<li><i>{}: {}</i></li>",
            words.inferred,
            Text(&inferred)
        )?;
    }
    write!(out, "</ul></details>")
}

/// The article by its headline, linked where it has an address.
fn write_source(quote: &Quote, out: &mut dyn Write) -> io::Result<()> {
    let headline = quote.headline.as_ref().unwrap_or(&quote.article);
    let is_web = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
    match quote.url.as_ref().filter(is_web) {
        Some(url) => write!(
            out,
            "<a lang=\"vi\" href=\"{}\">{}</a>",
            Text(url),
            Text(headline)
        )?,
        None => write!(out, "<cite lang=\"vi\">{}</cite>", Text(headline))?,
    }
    for detail in [&quote.publisher, &quote.published].into_iter().flatten() {
        write!(out, ", {}", Text(detail))?;
    }
    Ok(())
}
