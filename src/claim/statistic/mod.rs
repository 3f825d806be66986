//! Cohort counts and shares of personnel work: «luân chuyển 50 đồng chí», «LLCT đạt chuẩn chiếm 86%».
//!
//! A sentence is read only where the article is about personnel work and the sentence has a number.
//! Its numbers and the words that say what is counted are found first; then each number looks for its
//! word before it, behind it, or in the count that it is a part of.

use std::collections::HashMap;
use std::ops::Range;

mod attach;
mod clause;
mod count;
mod cue;
mod figure;
mod flow;
mod org;
mod row;
mod share;
mod staff;
mod term;

use self::attach::Sentence;
use self::count::Count;
use self::figure::Counted;
use self::org::Org;
use self::share::Carried;
use super::date;
use super::model::Statistic;
use super::period::{self, PeriodMention};
use super::reading::Reading;
use crate::rules::{Category, FigureClass, Measure};

/// How many words of personnel work an article must have before its figures are read.
const PERSONNEL_WORDS: usize = 3;
/// So many persons are the same in the headline and in the text.
const MANY: u64 = 10;
/// So many persons are news of their own, told by name.
const FEW: u64 = 5;
/// So many figures a headline may have.
const HEADLINE: usize = 4;
/// How many tokens a count takes up in news that is not about personnel work.
const NEAR: usize = 22;
/// How many words for other states and their bodies an article about Vietnam may have.
const FOREIGN_WORDS: usize = 3;

/// A statistic while the article is read, with its sentence.
struct Row {
    statistic: Statistic,
    sentence: usize,
}

/// By measure, count and share: the rows that have them.
type Places = HashMap<(String, Option<u64>, Option<u64>), Vec<usize>>;

/// The count that a sentence beginning with «Trong đó» goes on with.
struct Whole {
    sentence: usize,
    measure: Measure,
    period: Option<String>,
    org: Org,
}

/// Reads the statistics of an article; `documents` are the tokens of the documents that it names.
pub(crate) fn statistics(reading: &Reading, documents: &[(Range<usize>, usize)]) -> Vec<Statistic> {
    let about = About::of(reading);
    if about == About::Other {
        return Vec::new();
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut places_of = Places::new();
    let mut carried = Carried::default();
    let mut whole: Option<Whole> = None;
    let mut paragraph = 0;
    for (number, sentence) in reading.text.sentences.iter().enumerate() {
        if sentence.paragraph != paragraph {
            paragraph = sentence.paragraph;
            carried.turn();
        }
        let tokens = sentence.tokens.clone();
        if !sentence.numbered && !reading.has_cue(tokens.clone()) {
            carried.officials |= reading.speaks_of_officials(tokens);
            continue;
        }
        if reading.has_class(tokens.clone(), FigureClass::Foreign)
            || about == About::Act && !reading.tells_giving(tokens.clone())
        {
            continue;
        }
        let periods = period::periods(reading, tokens.clone());
        let taken = reading.taken(number, documents, &periods);
        let figures = figure::figures(reading, tokens.clone(), &taken);
        if figures.is_empty() {
            carried.officials |= reading.speaks_of_officials(tokens);
            continue;
        }
        let places: Vec<usize> = figures.iter().map(|f| f.quantity.start).collect();
        let cues = cue::cues(reading, tokens.clone(), &places);
        let sentence = Sentence {
            number,
            tokens,
            figures: &figures,
            cues: &cues,
        };
        let before = whole.take().filter(|last| last.sentence + 1 == number);
        let found = match about {
            About::Act => reading.given(&sentence, &periods),
            _ => reading.rows(&sentence, &periods, before, &mut carried),
        };
        whole = found.whole.map(|(measure, period, org)| Whole {
            sentence: number,
            measure,
            period,
            org,
        });
        for statistic in found.statistics {
            add(
                &mut rows,
                &mut places_of,
                Row {
                    statistic,
                    sentence: number,
                },
            );
        }
    }
    rows.into_iter().map(|row| row.statistic).collect()
}

/// What a sentence says.
struct Found {
    statistics: Vec<Statistic>,
    /// The measure and period of its last count, and whose it is.
    whole: Option<(Measure, Option<String>, Org)>,
}

/// What an article is about, as far as its figures go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    /// Personnel work.
    Personnel,
    /// Something else, but it tells of posts that were given.
    Act,
    Other,
}

impl About {
    fn of(reading: &Reading) -> Self {
        let figures = &reading.rules.figures;
        let (mut measured, mut given) = (false, false);
        let (mut words, mut foreign) = (0, 0);
        for tag in &reading.tags {
            match tag.category {
                Category::Measure => {
                    let measure = figures.measures[tag.entry as usize].measure;
                    measured |= measure != Measure::Other;
                    given |= gives_posts(measure);
                }
                Category::Figure => match figures.classes[tag.entry as usize] {
                    FigureClass::CadreWork => words += 1,
                    FigureClass::Standard => measured = true,
                    FigureClass::Foreign => foreign += 1,
                    _ => {}
                },
                _ => {}
            }
        }
        // The parties and parliaments of other states have their own figures.
        if reading.topic.province.is_none() && foreign > words.max(FOREIGN_WORDS) {
            Self::Other
        } else if measured && words >= PERSONNEL_WORDS {
            Self::Personnel
        } else if given && foreign == 0 {
            Self::Act
        } else {
            Self::Other
        }
    }
}

/// Whether a measure says that posts were given, which no other news than that of officials tells.
fn gives_posts(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::Rotation
            | Measure::RotationOrTransfer
            | Measure::Appointment
            | Measure::Secondment
    )
}

/// Whether a measure says that officials were moved or given posts.
fn moves_or_gives(measure: &str) -> bool {
    [
        Measure::Rotation,
        Measure::Transfer,
        Measure::RotationOrTransfer,
        Measure::Appointment,
    ]
    .iter()
    .any(|known| known.name() == measure)
}

/// Adds a statistic, or its evidence where another sentence has told it.
fn add(rows: &mut Vec<Row>, places: &mut Places, row: Row) {
    let told = &row.statistic;
    let key = (
        told.measure.clone(),
        told.count,
        told.percent.map(f64::to_bits),
    );
    let places = places.entry(key).or_default();
    let same = places.iter().copied().find(|&place| {
        let known: &Row = &rows[place];
        let (a, b) = (&known.statistic, told);
        known.sentence != row.sentence
            && (a.from_level == b.from_level && a.to_level == b.to_level)
            && a.count.is_some_and(|n| n >= 10)
            && a.partial == b.partial
            && (a.org == b.org || a.org.is_none() || b.org.is_none())
            && (a.period == b.period || a.period.is_none() || b.period.is_none())
    });
    // «X luân chuyển, bổ nhiệm 31 cán bộ»: the text tells more exactly what the headline says.
    let headline = |place: &usize| {
        let (known, told): (&Statistic, _) = (&rows[*place].statistic, told);
        row.sentence > 0
            && rows[*place].sentence == 0
            && known.count == told.count
            && told.count.is_some_and(|n| n >= MANY)
            && (known.org == told.org || known.org.is_none() || told.org.is_none())
            && [known, told].iter().all(|row| moves_or_gives(&row.measure))
    };
    if let Some(place) = same
        .is_none()
        .then(|| (0..rows.len().min(HEADLINE)).find(headline))
        .flatten()
    {
        let evidence = std::mem::take(&mut rows[place].statistic.evidence);
        rows[place].statistic = row.statistic;
        rows[place].statistic.evidence.extend(evidence);
        return;
    }
    if let Some(place) = same {
        let known = &mut rows[place].statistic;
        known.evidence.extend(row.statistic.evidence);
        known.period = known.period.take().or(row.statistic.period);
        known.group = known.group.take().or(row.statistic.group);
        if known.org.is_none() {
            known.org = row.statistic.org;
            known.recovered = row.statistic.recovered;
        }
    } else {
        places.push(rows.len());
        rows.push(row);
    }
}

impl Reading<'_> {
    /// The tokens of a sentence that are dates, terms, periods and documents: none of them counts anything.
    fn taken(
        &self,
        sentence: usize,
        documents: &[(Range<usize>, usize)],
        periods: &[PeriodMention],
    ) -> Vec<Range<usize>> {
        let tokens = self.text.sentences[sentence].tokens.clone();
        let first = documents.partition_point(|(range, _)| range.start < tokens.start);
        let mut taken: Vec<_> = documents[first..]
            .iter()
            .map(|(range, _)| range.clone())
            .take_while(|range| range.start < tokens.end)
            .collect();
        taken.extend(
            date::dates(self, sentence)
                .into_iter()
                .map(|date| date.tokens),
        );
        taken.extend(
            tokens
                .filter_map(|at| self.term_at(at))
                .map(|term| term.tokens),
        );
        taken.extend(periods.iter().map(|period| period.tokens.clone()));
        taken
    }

    /// The officials who were given posts, by a sentence of news that is not about personnel work: their number
    /// stands close to the word.
    fn given(&self, sentence: &Sentence, periods: &[PeriodMention]) -> Found {
        let near = |count: &Count| {
            let figure = &sentence.figures[count.figure];
            // «điều động, bổ nhiệm 78 cán bộ».
            let words = count.words.clone().unwrap_or_default();
            let joint = || figure.quantity.count() > Some(FEW) && self.tells_giving(words);
            (gives_posts(count.measure) || joint())
                && !count.partial
                && matches!(figure.counted, Counted::Officials | Counted::Members)
                && count.tokens.len() <= NEAR
        };
        let counts = count::counts(self, sentence, None);
        let statistics = counts.iter().filter(|count| near(count)).map(|count| {
            let start = sentence.figures[count.figure].quantity.start;
            let period = self.period_of(periods, &sentence.tokens, start);
            self.counted(count, sentence, period)
        });
        Found {
            statistics: statistics.collect(),
            whole: None,
        }
    }

    /// The statistics of a sentence.
    fn rows(
        &self,
        sentence: &Sentence,
        periods: &[PeriodMention],
        before: Option<Whole>,
        carried: &mut Carried,
    ) -> Found {
        let figures = sentence.figures;
        let period = |figure: usize| {
            self.period_of(periods, &sentence.tokens, figures[figure].quantity.start)
        };
        let (measure, last, mut held) = before.map_or((None, None, None), |whole| {
            (Some(whole.measure), whole.period, Some(whole.org))
        });
        let counts = count::counts(self, sentence, measure);
        let shares = share::shares(self, sentence, carried);
        let mut statistics: Vec<Statistic> = counts
            .iter()
            .map(|count| {
                let period =
                    period(count.figure).or_else(|| last.clone().filter(|_| count.partial));
                let mut row = self.counted(count, sentence, period);
                self.add_term(&mut row, sentence, count.tokens.end);
                // A part is of the same cohort as its whole.
                match &held {
                    Some((org, recovered)) if count.partial => {
                        row.org.clone_from(org);
                        row.recovered.clone_from(recovered);
                    }
                    _ => held = Some((row.org.clone(), row.recovered.clone())),
                }
                row
            })
            .collect();
        let whole = counts.last().map(|count| {
            let period = period(count.figure).or(last);
            (count.measure, period, held.unwrap_or_default())
        });
        self.add_shares(sentence, &counts, &mut statistics);
        let stock = staff::staff(self, sentence).into_iter();
        let stock = stock.map(|(place, tokens)| (Measure::Staff, place, tokens));
        for (measure, place, tokens) in staff::seats(self, sentence).into_iter().chain(stock) {
            if !counts.iter().any(|count| count.figure == place) {
                let end = tokens.end;
                let mut row = self.stocked(measure, sentence, place, tokens, period(place));
                self.add_term(&mut row, sentence, end);
                statistics.push(row);
            }
        }
        for share in shares {
            if self.count_before(share.figure, &counts, sentence).is_none() {
                statistics.push(self.shared(&share, sentence, period(share.figure)));
            }
        }
        Found { statistics, whole }
    }

    /// Where «hiện (có)» begins a clause before a figure, the last that does.
    fn now_before(&self, start: usize, figure: usize) -> Option<usize> {
        let begins = |t: usize| t == start || self.mark(t - 1).is_some() || self.is(t - 1, "và");
        (start..figure)
            .rev()
            .find(|&t| self.is(t, "hiện") && begins(t))
    }

    /// Whether a word that says what is counted stands in some tokens.
    fn has_cue(&self, tokens: Range<usize>) -> bool {
        let mut tags = self.tags_in(tokens).iter();
        tags.any(|tag| tag.category == Category::Measure)
    }

    /// Whether a word stands in some tokens that says that posts were given.
    fn tells_giving(&self, tokens: Range<usize>) -> bool {
        let mut tags = self.tags_in(tokens).iter();
        tags.any(|tag| {
            tag.category == Category::Measure
                && gives_posts(self.rules.figures.measures[tag.entry as usize].measure)
        })
    }

    /// The period of a figure: the last one told before it in its sentence.
    fn period_of(
        &self,
        periods: &[PeriodMention],
        sentence: &Range<usize>,
        figure: usize,
    ) -> Option<String> {
        let is_goal = |period: &PeriodMention| {
            // «đến năm 2020» is no year in which something was counted.
            period.tokens.start > sentence.start
                && self.is_class(period.tokens.start - 1, FigureClass::Until)
        };
        // «Từ 2018 đến 2020 … 64 lượt; hiện có 11 bí thư …»: what is so now is not counted over the time before.
        let floor = self
            .now_before(sentence.start, figure)
            .unwrap_or(sentence.start);
        let period = periods
            .iter()
            .rfind(|p| p.tokens.start >= floor && p.tokens.end <= figure && !is_goal(p));
        let behind = || {
            periods
                .iter()
                .find(|p| p.tokens.start >= figure && p.tokens.start <= figure + 25 && !is_goal(p))
        };
        period.or_else(behind).map(|p| p.period.to_string())
    }
}
