//! Figures of persons and posts: «gần 3.700 lượt cán bộ», «10/10 chức danh», «5 phó giám đốc».

use std::ops::Range;

use crate::claim::number::Quantity;
use crate::claim::reading::Reading;
use crate::rules::{Category, FigureClass, UnitClass};
use crate::text::Kind;

/// Units that say nothing of whom they count.
const PLAIN: [&str; 4] = ["đồng chí", "đ/c", "trường hợp", "người"];

/// Words behind them that do, and those behind the word of an act: «3 người *là* …», «2 trường hợp bổ nhiệm *sai* …».
const OF_PERSONS: [&str; 5] = ["là", "có", "chưa", "giữ", "làm"];
const OF_ACT: [&str; 4] = ["chưa", "không", "sai", "với"];

/// How many words such a description has at most.
const LONGEST: usize = 16;

/// A number with what it counts.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// The number.
    pub(super) quantity: Quantity,
    /// Who or what it counts.
    pub(super) counted: Counted,
    /// One past the last token of number and unit.
    pub(super) end: usize,
}

/// Who or what a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    /// Officials, by the unit itself.
    Officials,
    /// Officials of a body; a few of them are news told by name.
    Members,
    /// Persons who are officials only where the text speaks of officials.
    Persons,
    /// Delegates.
    Delegates,
    /// Posts.
    Posts,
    /// Communes, districts …
    Areas,
    /// Nothing that is named.
    Bare,
    /// Something else.
    Things,
}

impl Figure {
    /// Whether it may count officials.
    pub(super) fn is_of_people(&self) -> bool {
        matches!(
            self.counted,
            Counted::Officials
                | Counted::Members
                | Counted::Persons
                | Counted::Delegates
                | Counted::Posts
        )
    }
}

/// The numbers of a sentence that are no dates, numbers of documents or sums; `taken` are the tokens of those.
pub(super) fn figures(
    reading: &Reading,
    sentence: Range<usize>,
    taken: &[Range<usize>],
) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        if let Some(range) = taken.iter().find(|range| range.contains(&at)) {
            at = range.end;
            continue;
        }
        let may_begin = match reading.text.tokens[at].kind {
            Kind::Number => true,
            Kind::Word => reading.unit_at(at + 1).is_some(),
            Kind::Mark | Kind::Break => false,
        };
        match may_begin
            .then(|| reading.quantity_at(at))
            .flatten()
            .filter(|q| q.end <= sentence.end)
        {
            Some(quantity) => {
                let (counted, end) = reading.counted_at(&quantity);
                at = quantity.end.max(at + 1);
                figures.push(Figure {
                    quantity,
                    counted,
                    end,
                });
            }
            None => at += 1,
        }
    }
    figures
}

impl Reading<'_> {
    /// What a number counts, by the words behind it.
    fn counted_at(&self, quantity: &Quantity) -> (Counted, usize) {
        let mut at = quantity.end;
        let mut turns = false;
        while let Some((class, end)) = self.unit_at(at) {
            match class {
                UnitClass::Turn => {
                    turns = true;
                    at = end;
                }
                _ if self.is_of_other_state(end) => return (Counted::Things, end),
                UnitClass::Cadre => return (Counted::Officials, end),
                UnitClass::Member => return (Counted::Members, end),
                // «người dân tộc», «người dân» are the people.
                UnitClass::Person if self.is(end, "dân") => return (Counted::Things, end),
                UnitClass::Person => {
                    let official = self
                        .unit_at(end)
                        .is_some_and(|(class, _)| class == UnitClass::Cadre);
                    return (
                        if official {
                            Counted::Officials
                        } else {
                            Counted::Persons
                        },
                        end,
                    );
                }
                UnitClass::Delegate => return (Counted::Delegates, end),
                UnitClass::Post => return (Counted::Posts, end),
                UnitClass::Class => return (Counted::Things, at),
            }
        }
        if turns {
            return (Counted::Persons, at);
        }
        // «căn hộ 100 triệu Bí thư …» is a price.
        let counts = quantity.value < 10_000.0;
        if let Some((_, end)) = self.tag(at, Category::Role).filter(|_| counts) {
            return (Counted::Members, end);
        }
        if let Some((_, end)) = self.tag(at, Category::Level) {
            return (Counted::Areas, end);
        }
        let bare = matches!(self.mark(at), Some(',' | ';' | ')' | '.' | '…'))
            || self.token(at).is_none_or(|t| t.kind == Kind::Break);
        let linked = self
            .token(at)
            .is_some_and(|t| t.is(self.lexicon().marks.and));
        (
            if bare || linked {
                Counted::Bare
            } else {
                Counted::Things
            },
            at,
        )
    }

    /// «40 cán bộ Lào» are another state's.
    fn is_of_other_state(&self, at: usize) -> bool {
        self.is_class(at, FigureClass::Foreign)
            || self.is_capital(at) && self.is(at, "lào") && !self.is(at + 1, "cai")
    }

    /// Whether a list of named persons follows a number within a sentence, so that their events are told one by one.
    pub(super) fn names_follow(&self, figure: &Figure, limit: usize) -> bool {
        let begins = (figure.end..limit.min(figure.end + 30)).find(|&t| {
            self.mark(t) == Some(':')
                || matches!(
                    self.class_at(t),
                    Some((
                        FigureClass::Is | FigureClass::Made | FigureClass::Breakdown,
                        _
                    ))
                )
        });
        begins.is_some_and(|t| {
            // «2 chức danh là phó chủ tịch …» tells the posts one by one as well.
            let posts =
                figure.counted == Counted::Posts && self.tag(t + 1, Category::Role).is_some();
            posts
                || (t + 1..limit.min(t + 6)).any(|at| {
                    self.tag(at, Category::Honorific)
                        .is_some_and(|(_, end)| self.is_capital(end) && self.is_capital(end + 1))
                        || self.is_capital(at)
                            && self.is_capital(at + 1)
                            && self.token(at).is_some_and(|token| {
                                matches!(self.lexicon().surname_tier(token.word), 1..=3)
                            })
                            && self.tag(at, Category::Body).is_none()
                            && self.tag(at, Category::Role).is_none()
                })
        })
    }

    /// Whether a dash joins two years: «nhiệm kỳ 2016-2021».
    fn joins_years(&self, at: usize) -> bool {
        self.is_dash(at) && at > 0 && self.width(at - 1) == 4 && self.width(at + 1) == 4
    }

    /// Who is counted, as written: the unit and what describes it, to the end of the phrase.
    pub(super) fn group_of(&self, figure: &Figure, limit: usize) -> Option<String> {
        let start = figure.quantity.end;
        let end = (figure.end.min(limit)..limit.min(start + 18))
            .find(|&t| {
                let class = self.class_at(t).map(|(class, _)| class);
                let stops = [
                    "đang", "đều", "đi", "có", "do", "giữ", "trúng", "trong", "qua", "làm", "khác",
                    "cho", "theo", "mà",
                ]
                .iter()
                .any(|word| self.is(t, word))
                    || matches!(
                        class,
                        Some(
                            FigureClass::Passive
                                | FigureClass::Toward
                                | FigureClass::From
                                | FigureClass::Is
                                | FigureClass::Made
                                | FigureClass::Breakdown
                                | FigureClass::Share
                                | FigureClass::Done
                        )
                    )
                    || self
                        .token(t)
                        .is_some_and(|token| token.is(self.lexicon().marks.and))
                        && self.unit_at(t + 1).is_none()
                        && self.tag(t + 1, Category::Role).is_none();
                let measured = t > start && self.tag(t, Category::Measure).is_some();
                stops
                    || measured
                    || self
                        .token(t)
                        .is_some_and(|token| token.kind == Kind::Mark && self.mark(t) != Some(','))
                        && !self.joins_years(t)
                    || self.is_comma(t)
                        && self.unit_at(t + 1).is_none()
                        && self.tag(t + 1, Category::Role).is_none()
                        && self.tag(t + 1, Category::Level).is_none()
                        // «cán bộ phòng, ban của huyện», «cán bộ sở, ngành».
                        && !["ban", "ngành", "phòng"].iter().any(|word| self.is(t + 1, word))
            })
            .unwrap_or_else(|| limit.min(start + 18));
        // «36 đồng chí» alone says nothing of the group.
        let plain = end == figure.end
            && figure.counted != Counted::Posts
            && self.tag(start, Category::Role).is_none();
        let words = self.text.words(start..end);
        if !plain || !PLAIN.contains(&words.as_str()) {
            return (end > start).then_some(words);
        }
        let end = self.description_end(end, limit)?;
        Some(self.text.words(start..end))
    }

    /// Where what is told of plain persons ends that a token begins: «58 trường hợp *có quan hệ họ hàng với lãnh đạo* được …»,
    /// «2 trường hợp *bổ nhiệm chưa đạt ngạch*», «3 đồng chí *giữ chức Phó Chủ tịch*».
    fn description_end(&self, at: usize, limit: usize) -> Option<usize> {
        let is_one = |at: usize, words: &[&str]| words.iter().any(|word| self.is(at, word));
        let behind = match self.tag(at, Category::Measure) {
            Some((_, end)) if is_one(end, &OF_ACT) || self.tag(end, Category::Role).is_some() => {
                end
            }
            None if is_one(at, &OF_PERSONS) => at + 1,
            _ => return None,
        };
        let stops = |t: &usize| {
            let class = self.class_at(*t).map(|(class, _)| class);
            matches!(class, Some(FigureClass::Passive | FigureClass::Breakdown))
                || self.tag(*t, Category::Measure).is_some()
                || self.token(*t).is_none_or(|token| token.kind == Kind::Mark)
        };
        let limit = limit.min(at + LONGEST);
        let end = (behind..limit).find(stops).unwrap_or(limit);
        let named = (behind..end).any(|t| self.tag(t, Category::Honorific).is_some());
        (end > behind && !named).then_some(end)
    }
}
