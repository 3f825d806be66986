//! Rows of a portrait's table whose office the page has lost: «| Nhiệm kỳ | 1984 – 1995 |» with no office above. Which office
//! it was, the text tells, where one that it dates, and no other, fits the row.

use super::gather::Gathered;
use super::mandate::mandate;
use super::model::{Post, Tenure, When};
use super::office_table;
use super::people::People;
use super::reading::Reading;
use super::same_act::add_evidence;
use crate::claim::{CENTRAL_COMMITTEE, Evidence, Level};
use crate::date::Date;
use crate::rules::{Category, FigureClass, Term, Terms};

/// How many days the same date lies apart in two tellings, where nothing fits better, or the months that are told of it.
const NEAR: i64 = 7;

/// How many years a term of a committee of the Party has.
const TERM: i32 = 5;

/// How closely a row and a tenure agree: by those beside, by dates that are nearly the same, or by the year; a month and a day
/// more count more.
const RANKED: u8 = 0;
const NEARLY: u8 = 1;
const YEAR: u8 = 2;

/// Those below whom somebody serves as a deputy.
const HEADS: [&str; 10] = [
    "Bộ trưởng",
    "Bí thư",
    "Chủ tịch",
    "Chủ nhiệm",
    "Trưởng Ban",
    "Cục trưởng",
    "Viện trưởng",
    "Tư lệnh",
    "Chính ủy",
    "Tổng Tham mưu trưởng",
];

/// Under whom the members of the Government serve, as rows say, and what they are.
const PREMIER: &str = "Thủ tướng";
const UNDER_PREMIER: [&str; 5] = [
    "Phó Thủ tướng",
    "Phó Thủ tướng Thường trực",
    "Bộ trưởng",
    "Tổng Thanh tra",
    "Thống đốc",
];

/// A row of a term without its office.
pub(crate) struct LostTitle {
    since: Option<Date>,
    until: Option<Date>,
    when: When,
    /// Whether its bearer followed somebody, or somebody him, as in what only one holds.
    followed: bool,
    /// Whether a row below it says of which place its bearer was a deputy.
    seat: bool,
    /// The roles of others that the rows below it name: whose deputy its bearer was, or who were his.
    others: Vec<String>,
    evidence: Evidence,
}

/// How a date of a row stands to that of a tenure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dates {
    /// One of them is not told.
    Open,
    /// They are the same, as far as both say: to the day, the month or the year, or nearly so.
    Agree(u8),
    /// They are others.
    Differ,
}

/// A row and a tenure that may be of one office, and how closely their dates agree.
#[derive(Clone, Copy)]
struct Fit {
    row: usize,
    tenure: usize,
    grade: u8,
}

impl Reading<'_> {
    /// The rows of the table of a portrait that tell a term and have no office above.
    pub(crate) fn lost_titles(&self, people: &People) -> Vec<LostTitle> {
        if people.portrait().is_none() {
            return Vec::new();
        }
        let sentences = &self.text.sentences;
        let headed = self.has_headings();
        let rows = sentences.windows(2).enumerate();
        let lost = rows.filter_map(|(number, rows)| {
            let (above, row) = (rows[0].tokens.clone(), rows[1].tokens.clone());
            if self.mark(row.start) != Some('|') {
                return None;
            }
            let (since, until, when) = self.term_row(number + 1, row.clone())?;
            let titled = !self.is_heading_row(above.clone())
                && self
                    .only_cell(&above)
                    .is_some_and(|cell| cell.start == above.start || !headed);
            if titled {
                return None;
            }
            let (followed, seat, others) = self.told_below(number + 2);
            Some(LostTitle {
                since,
                until,
                when,
                followed,
                seat,
                others,
                evidence: self.text.evidence(row),
            })
        });
        lost.collect()
    }

    /// What the rows below the row of a term say of an office: whether anybody held it before or after, whether it is a
    /// deputy's, and the roles of others.
    fn told_below(&self, first: usize) -> (bool, bool, Vec<String>) {
        let (mut followed, mut seat, mut others) = (false, false, Vec::new());
        for row in self.text.sentences.iter().skip(first) {
            let barred = self.mark(row.tokens.start) == Some('|');
            let at = row.tokens.start + usize::from(barred);
            let titles = !barred && self.only_cell(&row.tokens).is_some();
            if titles || matches!(self.class_at(at), Some((FigureClass::Term, _))) {
                break;
            }
            followed |=
                ["tiền", "kế"].iter().any(|word| self.is(at, word)) && self.is(at + 1, "nhiệm");
            seat |= self.is(at, "đại") && self.is(at + 1, "diện");
            if let Some((entry, end)) = self.tag(at, Category::Role) {
                let role = &self.rules.words.roles[entry].name;
                // «Chủ tịch Quốc hội» was whoever led it in those years.
                if role != "Chủ tịch" || self.mark(end) == Some('|') {
                    others.push(role.clone());
                }
            }
        }
        (followed, seat, others)
    }
}

impl LostTitle {
    /// Whether an office without a date is that of the row by whom the row names as its head or deputy.
    fn is_ranked_as(&self, held: &Tenure) -> bool {
        let ranked = |other: &String| {
            other == "Thứ trưởng" || other.starts_with("Phó ") || HEADS.contains(&other.as_str())
        };
        let role = held.post.role.as_deref();
        let serves = |other: &String| {
            other == PREMIER && role.is_some_and(|role| UNDER_PREMIER.contains(&role))
        };
        let dated = held.start.is_some() || held.end.is_some();
        let term = held.term.as_deref();
        let other_term = term.is_some_and(|term| {
            let years = mandate(&held.post, term);
            let within = |day: &Date| years.as_ref().is_some_and(|it| it.contains(&day.year()));
            !self.since.iter().chain(&self.until).all(within)
        });
        !dated
            && !other_term
            && held.when != When::Current
            && !held.post.is_membership()
            && self
                .others
                .iter()
                .any(|other| ranked(other) || serves(other))
    }

    /// Whether an office can be that of the row, by what the row says beside its dates.
    fn allows(&self, post: &Post, terms: &Terms) -> bool {
        let Some(role) = post
            .role
            .as_deref()
            .filter(|role| !role.contains("dự khuyết"))
        else {
            return false;
        };
        if post.is_membership() {
            return !self.followed && self.is_of_terms(post, terms);
        }
        let role = role.strip_prefix("Quyền ").unwrap_or(role);
        let head = |other: &String| match other.as_str() {
            "Thứ trưởng" => Some("Bộ trưởng".to_owned()),
            deputy => deputy.strip_prefix("Phó ").map(str::to_owned),
        };
        let mut heads = self.others.iter().filter_map(head).peekable();
        if heads.peek().is_some() {
            return heads.any(|head| role.to_lowercase().starts_with(&head.to_lowercase()));
        }
        let led = self
            .others
            .iter()
            .filter(|other| HEADS.contains(&other.as_str()));
        let mut led = led.peekable();
        led.peek().is_none()
            || led.any(|head| {
                role.starts_with(&format!("Phó {head}"))
                    || head == "Bộ trưởng" && role.starts_with("Thứ trưởng")
            })
    }

    /// Whether a seat is told to have been taken up in the month in which the row begins: who came to a committee within its
    /// term did not come with it.
    fn begins_as(&self, held: &Tenure) -> bool {
        let begins = matches!(dates(held.start, self.since), Dates::Agree(grade) if grade > YEAR);
        // Nobody is without a vote for longer than a term.
        let without_vote = held
            .post
            .role
            .as_deref()
            .is_some_and(|role| role.contains("dự khuyết"));
        let years = self.since.zip(self.until);
        let of_term = years.is_some_and(|(since, until)| until.year() - since.year() <= TERM);
        begins && held.post.is_membership() && !self.followed && (of_term || !without_vote)
    }

    /// Whether the row begins with a term of a body, and ends with one, or is told to the day: a seat goes by terms.
    fn is_of_terms(&self, post: &Post, terms: &Terms) -> bool {
        let turns = |date: Date| {
            let body = post.org.as_deref();
            body.is_some_and(|body| terms.turn_in(body, date.year()))
        };
        let by_day = self.since.is_some_and(|since| since.day().is_some());
        self.since.is_some_and(turns) && (by_day || self.until.is_none_or(turns))
    }

    /// Whether the dates are both told, and those of congresses of the Party.
    fn is_between_congresses(&self, terms: &Terms) -> bool {
        let congress =
            |date: Date| date.day().is_some() && terms.turn_in(CENTRAL_COMMITTEE, date.year());
        !self.followed && self.since.is_some_and(congress) && self.until.is_some_and(congress)
    }

    /// Whether a tenure tells both ends of the row.
    fn is_told_by(&self, tenure: &Tenure) -> bool {
        let agree = |told, row| matches!(dates(told, row), Dates::Agree(grade) if grade >= YEAR);
        agree(tenure.start, self.since) && (self.until.is_none() || agree(tenure.end, self.until))
    }

    /// How closely the dates of a tenure agree with those of the row; none where one contradicts it, or none is told.
    fn agrees(&self, tenure: &Tenure, years: Option<Term>) -> Option<u8> {
        let ends = [
            dates(tenure.start, self.since),
            dates(tenure.end, self.until),
        ];
        if ends.contains(&Dates::Differ)
            || self.when == When::Current && tenure.when == When::Former
        {
            return None;
        }
        let before = |one: Option<Date>, other: Option<Date>| match (one, other) {
            (Some(one), Some(other)) => one.last_day() < other.first_day(),
            _ => false,
        };
        if before(self.until, tenure.start) || before(tenure.end, self.since) {
            return None;
        }
        let of_terms = || {
            let (years, since, until) = (years?, self.since?, self.until?);
            let same = years.from.covers(since) && years.until.covers(until);
            (same && tenure.start.is_none() && tenure.end.is_none()).then_some(YEAR)
        };
        let grades = ends.iter().filter_map(|end| match end {
            Dates::Agree(grade) => Some(*grade),
            _ => None,
        });
        grades.max().or_else(of_terms)
    }

    /// Whether the row reaches from before another's beginning to behind its end.
    fn spans(&self, other: &Self) -> bool {
        let (Some(since), Some(until)) = (self.since, self.until) else {
            return false;
        };
        other
            .since
            .is_some_and(|from| since.first_day() <= from.first_day())
            && other
                .until
                .is_some_and(|to| to.last_day() <= until.last_day())
    }
}

impl Gathered {
    /// Gives the tenures of whom the text portrays the dates of the rows that have lost their office.
    pub(crate) fn join_lost_titles(&mut self, mut rows: Vec<LostTitle>, terms: &Terms) {
        let Some(portrayed) = self.portrayed.clone() else {
            return;
        };
        rows.retain(|row| {
            !self.is_seated(&portrayed, row) && !self.is_told(&portrayed, row, terms)
        });
        let mut fits = self.fits(&portrayed, &rows, terms);
        loop {
            let same = |one: usize, other: usize| {
                (rows[one].since, rows[one].until) == (rows[other].since, rows[other].until)
            };
            let sure = |fit: &&Fit| {
                fits.iter().all(|other| {
                    let rival = (other.row == fit.row) != (other.tenure == fit.tenure);
                    !rival
                        || other.grade < fit.grade
                        || same(other.row, fit.row) && other.tenure == fit.tenure
                })
            };
            let Some(&Fit { row, tenure, .. }) = fits.iter().find(sure) else {
                break;
            };
            fits.retain(|fit| fit.row != row && fit.tenure != tenure);
            self.date_by(tenure, &rows[row]);
        }
    }

    /// Whether a row is that of a deputy of the National Assembly: the seat that the text tells takes its dates, or stands as
    /// the row tells it.
    fn is_seated(&mut self, portrayed: &str, row: &LostTitle) -> bool {
        if !row.seat {
            return false;
        }
        let post = Post {
            role: Some("Đại biểu".to_owned()),
            org: Some("Quốc hội".to_owned()),
            level: Some(Level::Central),
            ..Post::default()
        };
        let within = |date: Date| {
            let begun = row.since.is_none_or(|since| since.year() <= date.year());
            begun && row.until.is_none_or(|until| date.year() <= until.year())
        };
        let own = |tenure: &Tenure| tenure.person == portrayed && tenure.post.is_same(&post);
        let mut fitting = (0..self.tenures.len()).filter(|&place| {
            let tenure = &self.tenures[place];
            own(tenure) && [tenure.start, tenure.end].into_iter().flatten().all(within)
        });
        if let (Some(place), None) = (fitting.next(), fitting.next()) {
            self.later.remove(&place);
            let tenure = &mut self.tenures[place];
            tenure.start = row.since.or(tenure.start);
            tenure.end = row.until.or(tenure.end);
            tenure.when = row.when;
            add_evidence(&mut tenure.evidence, vec![row.evidence.clone()]);
        } else if !self.tenures.iter().any(own) {
            self.tenures.push(Tenure {
                person: portrayed.to_owned(),
                post,
                when: row.when,
                start: row.since,
                end: row.until,
                term: None,
                evidence: vec![row.evidence.clone()],
                rule: office_table::RULE.to_owned(),
                recovered: vec!["role".to_owned(), "org".to_owned()],
            });
        }
        true
    }

    /// Whether a tenure tells both ends of a row; the one that does takes the row's where they say the day.
    fn is_told(&mut self, portrayed: &str, row: &LostTitle, terms: &Terms) -> bool {
        let tenures = self.tenures.iter().enumerate();
        let telling =
            tenures.filter(|(_, tenure)| tenure.person == portrayed && row.is_told_by(tenure));
        let places: Vec<usize> = telling.map(|(place, _)| place).collect();
        if let [place] = places[..]
            && row.until.is_some()
            && self.tenures[place].rule != office_table::RULE
            && row.allows(&self.tenures[place].post, terms)
        {
            self.date_by(place, row);
        }
        !places.is_empty()
    }

    /// The rows and tenures that may be of one office.
    fn fits(&self, portrayed: &str, rows: &[LostTitle], terms: &Terms) -> Vec<Fit> {
        let mut fits = Vec::new();
        for (tenure, held) in self.tenures.iter().enumerate() {
            if held.person != portrayed || held.rule == office_table::RULE {
                continue;
            }
            let years = || terms.span(held.term.as_deref()?, held.post.org.as_deref()?);
            for (number, row) in rows.iter().enumerate() {
                let grade = (row.agrees(held, years()))
                    .or_else(|| widest(rows, number, held, terms))
                    .or_else(|| row.is_ranked_as(held).then_some(RANKED));
                let allowed = |grade: u8| {
                    row.allows(&held.post, terms) || grade > YEAR && row.begins_as(held)
                };
                if let Some(grade) = grade.filter(|grade| allowed(*grade)) {
                    fits.push(Fit {
                        row: number,
                        tenure,
                        grade,
                    });
                }
            }
        }
        fits
    }

    /// Gives a tenure the dates of a row, where it does not tell them.
    fn date_by(&mut self, place: usize, row: &LostTitle) {
        self.later.remove(&place);
        let tenure = &mut self.tenures[place];
        let told = |told: Option<Date>, row: Option<Date>| match (told, row) {
            (Some(told), Some(row)) if told.covers(row) => Some(row),
            _ => told.or(row),
        };
        tenure.start = told(tenure.start, row.since);
        tenure.end = told(tenure.end, row.until);
        tenure.when = row.when;
        add_evidence(&mut tenure.evidence, vec![row.evidence.clone()]);
        tenure.recovered.push("date".to_owned());
    }
}

/// Whether a row is that of the Central Committee, of which somebody is told to have been without a date: between two
/// congresses, and around all rows that are.
fn widest(rows: &[LostTitle], number: usize, held: &Tenure, terms: &Terms) -> Option<u8> {
    let seat = held.post.role.as_deref() == Some("Ủy viên")
        && held.post.org.as_deref() == Some(CENTRAL_COMMITTEE)
        && held.start.is_none()
        && held.end.is_none();
    let row = &rows[number];
    let others = || rows.iter().filter(|row| row.is_between_congresses(terms));
    (seat && row.is_between_congresses(terms) && others().all(|other| row.spans(other)))
        .then_some(YEAR)
}

/// How two dates stand to each other.
fn dates(told: Option<Date>, row: Option<Date>) -> Dates {
    let (Some(told), Some(row)) = (told, row) else {
        return Dates::Open;
    };
    if told.covers(row) || row.covers(told) {
        let months = told.month().and(row.month()).is_some();
        let days = told.day().and(row.day()).is_some();
        return Dates::Agree(YEAR + u8::from(months) + u8::from(days));
    }
    // «tháng 6/1996» of what began on the first of July.
    let (earlier, later) = if told.first_day() < row.first_day() {
        (told, row)
    } else {
        (row, told)
    };
    let apart = (later.first_day() - earlier.last_day()).num_days();
    if told.month().and(row.month()).is_some() && apart <= NEAR {
        return Dates::Agree(NEARLY);
    }
    Dates::Differ
}
