//! Roads as timelines in SVG, made for print on A4 without colour: what is known, what is vague and what nobody tells
//! differ in form.

mod axis;
mod bar;

use std::fmt::Write as _;
use std::io::{self, Write};

use super::words::Words;
use super::{About, Lane, Road, Step};
use crate::answer::markup::Text;
use axis::Axis;

/// The width of the drawing: A4 upright with margins of 10 mm, at 96 dots an inch.
const WIDTH: f64 = 718.0;
/// Where the texts end and the time begins.
const TEXT_WIDTH: f64 = 286.0;
/// The height of a line of text.
const LINE: f64 = 13.0;
/// The height of a line of small text.
const SMALL: f64 = 11.0;

const STYLE: &str = "\
text{font-family:'Noto Sans','DejaVu Sans',Arial,sans-serif;fill:#111}\
.title{font-size:16px;font-weight:700}.post{font-size:11px}.small{font-size:9px;fill:#444}\
.lane{font-size:9.5px;font-weight:700;letter-spacing:.06em}\
.grid{stroke:#d0d0d0;stroke-width:.6}.rule{stroke:#111;stroke-width:.8}\
.held{fill:#4d4d4d}.vague{fill:url(#hatch);stroke:#4d4d4d;stroke-width:.7}\
.unknown{fill:none;stroke:#4d4d4d;stroke-width:.9;stroke-dasharray:3 2.2}\
.cap{stroke:#111;stroke-width:1.8}.seen{fill:#fff;stroke:#111;stroke-width:1}\
.event{fill:#111;stroke:#111}.proposed{fill:#fff;stroke:#111}\
.gap{fill:url(#dots);stroke:#777;stroke-width:.5;stroke-dasharray:1 2}";

const PATTERNS: &str = "\
<pattern id=\"hatch\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<rect width=\"4\" height=\"4\" fill=\"#fff\"/><rect width=\"1.6\" height=\"4\" fill=\"#4d4d4d\"/></pattern>\
<pattern id=\"dots\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\">\
<circle cx=\"1.2\" cy=\"1.2\" r=\".55\" fill=\"#999\"/></pattern>";

/// Writes roads as one drawing, one under the other.
pub(super) fn write(roads: &[Road], words: &Words, out: &mut dyn Write) -> io::Result<()> {
    let mut drawing = Drawing::default();
    for road in roads {
        drawing.heading(road, words);
        drawing.road(road, words);
        drawing.y += 18.0;
    }
    drawing.legend(roads.first(), words);
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    let names: Vec<&str> = roads.iter().map(|road| road.about.name()).collect();
    writeln!(out, "{}", drawing.finish(&names.join(", "), words))
}

/// One road as a drawing inside a page, which has its name above it.
pub(super) fn figure(road: &Road, words: &Words) -> String {
    inside(road, words).finish(road.about.name(), words)
}

/// The same for a page whose style sheet has the drawing's styles, because it may have none of its own inside.
pub(super) fn drawing(road: &Road, words: &Words) -> String {
    inside(road, words).unstyled(road.about.name(), words)
}

fn inside(road: &Road, words: &Words) -> Drawing {
    let mut drawing = Drawing::default();
    drawing.road(road, words);
    drawing.legend(Some(road), words);
    drawing
}

/// What has been drawn, and how far down.
#[derive(Default)]
struct Drawing {
    body: String,
    y: f64,
}

impl Drawing {
    fn finish(self, title: &str, words: &Words) -> String {
        self.element(title, words, &format!("<style>{STYLE}</style>\n"))
    }

    fn unstyled(self, title: &str, words: &Words) -> String {
        self.element(title, words, "")
    }

    fn element(self, title: &str, words: &Words, style: &str) -> String {
        let height = self.y + 6.0;
        let (title, tag) = (Text(title), words.tag);
        let (width_mm, height_mm) = (190.0, height * 190.0 / WIDTH);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width_mm}mm\" height=\"{height_mm:.1}mm\" \
             viewBox=\"0 0 {WIDTH} {height:.1}\" role=\"img\" lang=\"{tag}\">\n<title>{title}</title>\n\
             {style}<defs>{PATTERNS}</defs>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
             {}</svg>",
            self.body
        )
    }

    /// Adds an element; one that cannot be formatted does not exist.
    fn add(&mut self, element: std::fmt::Arguments<'_>) {
        let _ = self.body.write_fmt(element);
        self.body.push('\n');
    }

    fn text(&mut self, x: f64, class: &str, text: &str) {
        let y = self.y;
        let text = Text(text);
        self.add(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" class=\"{class}\">{text}</text>"
        ));
    }

    fn heading(&mut self, road: &Road, words: &Words) {
        self.y += 18.0;
        self.text(4.0, "title", road.about.name());
        for line in wrapped(&words.about(road), WIDTH - 8.0, 9.0) {
            self.y += SMALL + 1.0;
            self.text(4.0, "small", &line);
        }
        self.y += SMALL + 1.0;
        self.text(4.0, "small", &words.sources(road));
        self.y += 8.0;
    }

    fn road(&mut self, road: &Road, words: &Words) {
        let dated: Vec<&Step> = road.steps.iter().filter(|s| s.edges().is_some()).collect();
        let at = match road.about {
            About::Place { at, .. } => at,
            _ => None,
        };
        if let Some(axis) = Axis::of(&dated, at) {
            self.timeline(road, &dated, &axis, words);
        }
        let undated: Vec<&Step> = road.steps.iter().filter(|s| s.edges().is_none()).collect();
        if undated.is_empty() {
            return;
        }
        self.y += LINE + 4.0;
        self.text(4.0, "lane", &words.undated.to_uppercase());
        for step in undated {
            let mut line = label(step, &road.about);
            if step.is_tenure() {
                let details = [words.until(step), words.how(step)];
                for detail in details.iter().filter(|detail| !detail.is_empty()) {
                    let _ = write!(line, " · {detail}");
                }
            }
            for (number, line) in wrapped(&line, WIDTH - 24.0, 11.0).iter().enumerate() {
                self.y += LINE;
                let indent = if number == 0 { 4.0 } else { 16.0 };
                self.text(indent, "post", line);
            }
        }
        self.y += 4.0;
    }

    fn timeline(&mut self, road: &Road, dated: &[&Step], axis: &Axis, words: &Words) {
        self.y += 14.0;
        for (x, year) in axis.ticks() {
            let y = self.y;
            self.add(format_args!(
                "<text x=\"{x:.1}\" y=\"{y:.1}\" class=\"small\" text-anchor=\"middle\">{year}</text>"
            ));
        }
        self.y += 4.0;
        let top = self.y;
        let under = self.body.len();
        for lane in Lane::ALL {
            let in_lane = dated.iter().filter(|step| step.lane == lane);
            let steps: Vec<&Step> = in_lane.copied().collect();
            if steps.is_empty() {
                continue;
            }
            let rows = rows(&steps);
            let y = self.y;
            self.add(format_args!(
                "<line x1=\"4\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" class=\"rule\"/>",
                WIDTH - 4.0
            ));
            // The holders of one post all stand in its lane.
            if !matches!(road.about, About::Post { .. }) {
                self.y += LINE;
                self.text(4.0, "lane", &words.lane(lane).to_uppercase());
            }
            for row in rows {
                self.row(&row, &road.about, axis, words);
            }
            self.y += 5.0;
        }
        let bottom = self.y;
        // What lies behind the bars is known only now that their height is.
        let mut behind = Self::default();
        for (x, _) in axis.ticks() {
            behind.add(format_args!(
                "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top:.1}\" y2=\"{bottom:.1}\" class=\"grid\"/>"
            ));
        }
        for gap in road.gaps.iter().filter(|gap| gap.perhaps.is_empty()) {
            let (from, to) = (axis.x(gap.from.first_day()), axis.x(gap.to.first_day()));
            let (width, height) = (to - from, bottom - top);
            let span = Text(words.nothing(road));
            behind.add(format_args!(
                "<rect x=\"{from:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" class=\"gap\">\
                 <title>{span}: {} – {}</title></rect>",
                gap.from, gap.to
            ));
        }
        self.body.insert_str(under, &behind.body);
        if let About::Place { at: Some(at), .. } = road.about {
            let x = f64::midpoint(axis.x(at.first_day()), axis.x(at.last_day()));
            self.add(format_args!(
                "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top:.1}\" y2=\"{bottom:.1}\" class=\"rule\"/>"
            ));
        }
        self.add(format_args!(
            "<line x1=\"4\" x2=\"{:.1}\" y1=\"{bottom:.1}\" y2=\"{bottom:.1}\" class=\"rule\"/>",
            WIDTH - 4.0
        ));
    }

    fn row(&mut self, row: &[&Step], about: &About, axis: &Axis, words: &Words) {
        let Some((step, others)) = row.split_first() else {
            return;
        };
        self.y += 3.0;
        let middle = self.y + LINE - 4.0;
        for line in wrapped(&label(step, about), TEXT_WIDTH - 8.0, 11.0) {
            self.y += LINE;
            self.text(8.0, "post", &line);
        }
        let mut details = dates(step, words);
        details.push_str(&acts(step));
        for other in others {
            let _ = match (other.is_tenure(), other.is_proposed()) {
                (true, _) => write!(details, " | {}{}", dates(other, words), acts(other)),
                (_, true) => write!(details, " · ◇\u{a0}{} {}", words.since(other), kinds(other)),
                (..) => write!(details, " · ◆\u{a0}{} {}", words.since(other), kinds(other)),
            };
        }
        for line in wrapped(&details, TEXT_WIDTH - 8.0, 9.0) {
            self.y += SMALL;
            self.text(8.0, "small", &line);
        }
        self.y += 2.0;
        for step in row {
            bar::draw(self, step, axis, middle);
        }
    }

    fn legend(&mut self, road: Option<&Road>, words: &Words) {
        self.y += 16.0;
        bar::legend(self, road, words);
        for line in wrapped(words.caution, WIDTH - 8.0, 9.0) {
            self.y += SMALL + 1.0;
            self.text(4.0, "small", &line);
        }
    }
}

/// The rows of a lane in the order of its steps: the tenures of one post that follow each other, with the events that
/// speak of it; or an event that speaks of none.
fn rows<'s>(steps: &[&'s Step]) -> Vec<Vec<&'s Step>> {
    let mut rows: Vec<Vec<&Step>> = Vec::new();
    let (tenures, events): (Vec<&Step>, Vec<&Step>) = steps.iter().partition(|s| s.is_tenure());
    for step in tenures.into_iter().chain(events) {
        let takes = |row: &&mut Vec<&Step>| {
            let is_free = !step.is_tenure() || row.iter().all(|other| other.is_before(step));
            row[0].is_tenure() && row[0].is_like(step) && is_free
        };
        match rows.iter_mut().rfind(takes) {
            Some(row) => row.push(step),
            None => rows.push(vec![step]),
        }
    }
    let place = |row: &Vec<&Step>| steps.iter().position(|step| step.fact == row[0].fact);
    rows.sort_by_cached_key(place);
    rows
}

/// What a row is called: the post, its holder, or both; before it the act where it is no tenure.
fn label(step: &Step, about: &About) -> String {
    let post = step.post.clone().unwrap_or_default();
    let name = match about {
        About::Official { .. } => post,
        About::Post { .. } => step.holder_name(),
        About::Place { .. } => format!("{}: {post}", step.holder_name()),
    };
    match (step.is_tenure(), name.is_empty()) {
        (true, _) => name,
        (false, true) => kinds(step),
        (false, false) => format!("{}: {name}", kinds(step)),
    }
}

fn kinds(step: &Step) -> String {
    let kinds = step.how.as_ref().map(|act| act.kinds.join(", "));
    kinds.unwrap_or_default()
}

/// The dated acts that are told of a tenure between its first and its last: « · ◆ 2018-07-23 đình chỉ».
fn acts(step: &Step) -> String {
    let dated = step.acts.iter().filter_map(|act| {
        let mark = if act.is_proposed() { '◇' } else { '◆' };
        Some(format!(
            " · {mark}\u{a0}{} {}",
            act.date?,
            act.kinds.join(", ")
        ))
    });
    dated.collect()
}

/// The dates of a row in words, and the act by which it began.
fn dates(step: &Step, words: &Words) -> String {
    if !step.is_tenure() {
        return words.since(step);
    }
    let mut parts = vec![format!("{} – {}", words.since(step), words.until(step))];
    parts.push(words.lasted(step));
    parts.push(kinds(step));
    let moved = step.how.as_ref().map(|act| words.moved(act));
    parts.extend(moved.map(|moved| moved.replace(' ', "\u{a0}")));
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// Some text in lines that are no wider than they may be, as far as the width of letters can be told without a font.
fn wrapped(text: &str, width: f64, size: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut so_far = 0.0;
    let space = letter(' ') * size;
    // A space that must not break does not.
    for word in text
        .split([' ', '\n', '\t'])
        .filter(|word| !word.is_empty())
    {
        let wide: f64 = word.chars().map(letter).sum::<f64>() * size;
        match lines.last_mut() {
            Some(line) if so_far + space + wide <= width => {
                line.push(' ');
                line.push_str(word);
                so_far += space + wide;
            }
            _ => {
                lines.push(word.to_owned());
                so_far = wide;
            }
        }
    }
    lines
}

/// The width of a letter in the widest of the fonts, as a share of its size.
fn letter(c: char) -> f64 {
    match c {
        'i' | 'l' | 'I' | 'í' | 'ì' | 'ỉ' | 'ĩ' | 'ị' | 'j' | '.' | ',' | ';' | ':' | '\''
        | '|' => 0.33,
        ' ' | 'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 0.40,
        'm' | 'w' | 'M' | 'W' => 0.98,
        c if c.is_uppercase() => 0.76,
        _ => 0.63,
    }
}
