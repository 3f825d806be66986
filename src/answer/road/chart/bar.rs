//! One tenure or event as a bar or mark, and what the forms mean.

use chrono::{Days, NaiveDate};

use super::axis::{Axis, STUB};
use super::{Drawing, SMALL, WIDTH, wrapped};
use crate::answer::road::span::{Edge, TERM};
use crate::answer::road::words::Words;
use crate::answer::road::{Road, Step};

/// Half the height of a bar.
const HALF: f64 = 4.5;

/// Draws a step, its middle at a height.
pub(super) fn draw(drawing: &mut Drawing, step: &Step, axis: &Axis, y: f64) {
    let Some((begins, ends)) = step.edges() else {
        return;
    };
    if !step.is_tenure() {
        if let Edge::Between(first, last) = begins {
            drawing.mark(axis, (first, last), y, step.is_proposed());
        }
        return;
    }
    drawing.tenure(axis, (begins, ends), step, y);
    for act in &step.acts {
        if let Some(date) = act.date {
            let days = (date.first_day(), date.last_day());
            drawing.mark(axis, days, y, act.is_proposed());
        }
    }
}
fn after(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

impl Drawing {
    /// A tenure between its edges.
    fn tenure(&mut self, axis: &Axis, (begins, ends): (Edge, Edge), tenure: &Step, y: f64) {
        let (from, held_from) = match begins {
            Edge::Between(first, last) if first == last => (axis.x(first), axis.x(first)),
            Edge::Between(first, last) => (axis.x(first), axis.x(after(last))),
            Edge::Beyond(seen, _) => (axis.x(seen), axis.x(seen)),
        };
        let (held_to, to) = match ends {
            Edge::Between(first, last) if first == last => (axis.x(first), axis.x(first)),
            Edge::Between(first, last) => (axis.x(first), axis.x(after(last))),
            Edge::Beyond(seen, _) => (axis.x(seen), axis.x(seen)),
        };
        if held_from <= held_to {
            if held_from > from {
                self.vague(from, held_from, y);
            }
            if held_to > held_from {
                self.held(held_from, held_to, y);
            }
            if to > held_to {
                self.vague(held_to, to, y);
            }
        } else {
            // Where start and end are as vague as the whole is long.
            self.vague(from, to.max(held_from), y);
        }
        match begins {
            Edge::Between(first, last) if first == last => self.cap(from, y),
            Edge::Between(..) => {}
            Edge::Beyond(..) => {
                self.unknown(from - STUB, from, y);
            }
        }
        match ends {
            Edge::Between(first, last) if first == last => self.cap(to, y),
            Edge::Between(..) => {}
            // A bound that is further off than a term of office only says that nobody knows.
            Edge::Beyond(seen, Some(gone)) if (gone - seen).num_days() < TERM => {
                let gone = axis.x(gone);
                if gone > to.max(held_from) {
                    self.unknown(to.max(held_from), gone, y);
                }
                self.stop(gone, y);
            }
            Edge::Beyond(..) => self.unknown(to.max(held_from) + STUB, to.max(held_from), y),
        }
        if let Edge::Beyond(_, None) = begins
            && tenure.first_seen.is_some()
        {
            self.seen(from, y);
        }
        if let (Edge::Beyond(..), Some(seen)) = (ends, tenure.last_seen) {
            self.seen(axis.x(seen.first_day()), y);
        }
    }

    fn rectangle(&mut self, class: &str, from: f64, to: f64, y: f64) {
        let (top, width, height) = (y - HALF, (to - from).max(1.2), 2.0 * HALF);
        self.add(format_args!(
            "<rect x=\"{from:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height}\" class=\"{class}\"/>"
        ));
    }

    fn held(&mut self, from: f64, to: f64, y: f64) {
        self.rectangle("held", from, to, y);
    }

    fn vague(&mut self, from: f64, to: f64, y: f64) {
        self.rectangle("vague", from, to, y);
    }

    /// Two dashed lines without an end, from where it is known to where nobody tells.
    fn unknown(&mut self, far: f64, near: f64, y: f64) {
        let (top, bottom) = (y - HALF + 0.5, y + HALF - 0.5);
        self.add(format_args!(
            "<path d=\"M{near:.1} {top:.1}H{far:.1}M{near:.1} {bottom:.1}H{far:.1}\" class=\"unknown\"/>"
        ));
    }

    /// A known day.
    fn cap(&mut self, x: f64, y: f64) {
        let (top, bottom) = (y - HALF - 1.8, y + HALF + 1.8);
        self.add(format_args!(
            "<line x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top:.1}\" y2=\"{bottom:.1}\" class=\"cap\"/>"
        ));
    }

    /// A day by which it was over: a bracket that closes to the left.
    fn stop(&mut self, x: f64, y: f64) {
        let (top, bottom, back) = (y - HALF - 0.5, y + HALF + 0.5, x - 3.5);
        self.add(format_args!(
            "<path d=\"M{back:.1} {top:.1}H{x:.1}V{bottom:.1}H{back:.1}\" fill=\"none\" class=\"rule\"/>"
        ));
    }

    /// A day on which an article shows the post as held.
    fn seen(&mut self, x: f64, y: f64) {
        self.add(format_args!(
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2.6\" class=\"seen\"/>"
        ));
    }

    /// An act at the middle of the days between which it happened.
    fn mark(
        &mut self,
        axis: &Axis,
        (first, last): (NaiveDate, NaiveDate),
        y: f64,
        is_proposed: bool,
    ) {
        let x = f64::midpoint(axis.x(first), axis.x(last));
        self.diamond(x, y, is_proposed);
    }

    fn diamond(&mut self, x: f64, y: f64, is_proposed: bool) {
        let class = if is_proposed { "proposed" } else { "event" };
        let (left, right, top, bottom) = (x - 4.5, x + 4.5, y - 4.5, y + 4.5);
        self.add(format_args!(
            "<path d=\"M{left:.1} {y:.1}L{x:.1} {top:.1}L{right:.1} {y:.1}L{x:.1} {bottom:.1}Z\" class=\"{class}\"/>"
        ));
    }
}

/// Draws what the forms mean, in two columns.
pub(super) fn legend(drawing: &mut Drawing, road: Option<&Road>, words: &Words) {
    let top = drawing.y;
    let mut lowest = top;
    let samples: [(usize, f64, &str); 6] = [
        (0, 4.0, words.legend_day),
        (1, 4.0, words.legend_vague),
        (2, 4.0, words.legend_gone),
        (3, WIDTH / 2.0, words.legend_unknown),
        (4, WIDTH / 2.0, words.legend_event),
        (5, WIDTH / 2.0, road.map_or("", |road| words.nothing(road))),
    ];
    for (form, x, text) in samples {
        if form % 3 == 0 {
            drawing.y = top;
        }
        let y = drawing.y - 3.0;
        match form {
            0 => {
                drawing.held(x + 2.0, x + 32.0, y);
                drawing.cap(x + 2.0, y);
                drawing.cap(x + 32.0, y);
            }
            1 => {
                drawing.vague(x + 2.0, x + 9.0, y);
                drawing.held(x + 9.0, x + 25.0, y);
                drawing.vague(x + 25.0, x + 32.0, y);
            }
            2 => {
                drawing.held(x + 2.0, x + 14.0, y);
                drawing.unknown(x + 30.0, x + 14.0, y);
                drawing.stop(x + 32.0, y);
            }
            3 => {
                drawing.held(x + 11.0, x + 23.0, y);
                drawing.unknown(x + 1.0, x + 11.0, y);
                drawing.unknown(x + 34.0, x + 23.0, y);
                drawing.seen(x + 11.0, y);
                drawing.seen(x + 23.0, y);
            }
            4 => {
                drawing.diamond(x + 10.0, y, false);
                drawing.diamond(x + 24.0, y, true);
            }
            _ => drawing.rectangle("gap", x + 2.0, x + 32.0, y),
        }
        for line in wrapped(text, WIDTH / 2.0 - 46.0, 9.0) {
            drawing.text(x + 40.0, "small", &line);
            drawing.y += SMALL;
        }
        drawing.y += 3.0;
        lowest = lowest.max(drawing.y);
    }
    drawing.y = lowest;
}
