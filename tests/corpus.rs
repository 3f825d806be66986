//! The corpora: one claim and many ways to say it, what says nothing, and what is still read wrongly.
#![cfg(test)]

use std::fmt::{Display, Write as _};
use std::path::Path;
use std::sync::LazyLock;

use quanlo::article::Article;
use quanlo::claim;
use quanlo::date::Date;
use quanlo::rules::Rules;
use quanlo::text::fold;
use regex::Regex;
use serde::Deserialize;
use toml::Spanned;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::embedded().unwrap());

/// A corpus file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Corpus {
    /// The day of publication of every text; none where the texts give no anchor.
    published: Option<Date>,
    /// A paragraph that stands before every text.
    #[serde(default)]
    context: String,
    /// Texts that say exactly this.
    #[serde(default)]
    case: Vec<Texts>,
    /// Texts that say no such thing.
    #[serde(default)]
    none: Vec<Texts>,
    /// Texts that are still read wrongly, with what they say; one that comes right must be moved up.
    #[serde(default)]
    later: Vec<Texts>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    #[serde(default)]
    claim: Said,
    text: Vec<Spanned<String>>,
}

/// What texts say, in the one-line forms of claims: in one line with «; » between them, or one by one.
#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
    Line(String),
    Each(Vec<String>),
}

impl Default for Said {
    fn default() -> Self {
        Self::Each(Vec::new())
    }
}

impl Said {
    fn is(&self, got: &[String]) -> bool {
        match self {
            Self::Line(line) => *line == got.join("; "),
            Self::Each(claims) => claims == got,
        }
    }

    fn shown(&self) -> String {
        match self {
            Self::Line(line) => format!("{line:?}"),
            Self::Each(claims) => format!("{claims:#?}"),
        }
    }
}

/// Checks a corpus with a reader of one kind of claims, and tells all that is wrong with it at once.
fn check(name: &str, read: impl Fn(&Article) -> Vec<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/corpus")
        .join(name);
    let source = std::fs::read_to_string(&path).unwrap();
    let corpus: Corpus = toml::from_str(&source).unwrap();
    let mut wrong = String::new();
    let mut number = 0;
    let mut expect = |texts: &Texts, later: bool| {
        for text in &texts.text {
            number += 1;
            let got = read(&article(&corpus, text.get_ref()));
            let complaint = match (texts.claim.is(&got), later) {
                (true, false) | (false, true) => continue,
                (true, true) => "now read rightly: move it up".to_owned(),
                (false, false) => format!("want {}\n  got  {got:#?}", texts.claim.shown()),
            };
            let line = source[..text.span().start].matches('\n').count() + 1;
            let text = text.get_ref();
            writeln!(wrong, "tests/corpus/{name}:{line}: {text}\n  {complaint}").unwrap();
        }
    };
    let certain = corpus.case.iter().chain(&corpus.none);
    certain.for_each(|texts| expect(texts, false));
    corpus.later.iter().for_each(|texts| expect(texts, true));
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(number > 0, "tests/corpus/{name} has no texts");
}

fn article(corpus: &Corpus, text: &str) -> Article {
    let text = if corpus.context.is_empty() {
        text.to_owned()
    } else {
        format!("{}\n{text}", corpus.context)
    };
    Article {
        published: corpus.published,
        ..Article::plain("corpus", &text)
    }
}

fn lines<C: Display>(claims: &[C]) -> Vec<String> {
    claims.iter().map(ToString::to_string).collect()
}

fn times(article: &Article) -> Vec<String> {
    let times = claim::times(article, &RULES).into_iter();
    times.map(|(_, text)| text).collect()
}

fn documents(article: &Article) -> Vec<String> {
    lines(&claim::extract(article, &RULES).documents)
}

fn statistics(article: &Article) -> Vec<String> {
    lines(&claim::extract(article, &RULES).statistics)
}

/// Whose cohorts and who they are: «{measure} {count}, {org}, {group}», with «part» where it is one.
fn cohorts(article: &Article) -> Vec<String> {
    let rows = claim::extract(article, &RULES).statistics.into_iter();
    let told = rows.map(|row| {
        let count = row.count.map(|count| count.to_string()).unwrap_or_default();
        let part = row.partial.then(|| "part".to_owned());
        [
            Some(format!("{} {count}", row.measure)),
            row.org,
            row.group,
            part,
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
    });
    told.collect()
}

/// Titles of documents: «{kind} {number}: {title}».
fn titles(article: &Article) -> Vec<String> {
    let rows = claim::extract(article, &RULES).documents.into_iter();
    let told = rows.map(|row| {
        let number = row.number.unwrap_or_default();
        format!("{} {number}: {}", row.kind, row.title.unwrap_or_default())
    });
    told.collect()
}

fn people(article: &Article) -> Vec<String> {
    let people = claim::extract(article, &RULES).people.into_iter();
    people.map(|person| person.name).collect()
}

fn tenures(article: &Article) -> Vec<String> {
    lines(&claim::extract(article, &RULES).tenures)
}

fn events(article: &Article) -> Vec<String> {
    lines(&claim::extract(article, &RULES).events)
}

/// The units that bodies are of, by the codes of the table: «{org}: {place}».
fn units(article: &Article) -> Vec<String> {
    let tenures = claim::extract(article, &RULES).tenures.into_iter();
    let told = tenures.map(|tenure| {
        let post = tenure.post;
        let told = [post.org, post.place].map(Option::unwrap_or_default);
        told.join(": ")
    });
    told.collect()
}

/// The tenures, then the events.
fn steps(article: &Article) -> Vec<String> {
    let mut steps = tenures(article);
    steps.extend(events(article));
    steps
}

/// Births and home places: «{person}: {born}, {home}».
fn bios(article: &Article) -> Vec<String> {
    let bios = claim::extract(article, &RULES).bios.into_iter();
    let told = bios.map(|bio| {
        let facts: Vec<String> = [bio.born.map(|day| day.to_string()), bio.hometown]
            .into_iter()
            .flatten()
            .collect();
        format!("{}: {}", bio.person, facts.join(", "))
    });
    told.collect()
}

#[test]
fn the_evidence_of_a_figure_is_the_text_at_its_place() {
    let text = "Công tác cán bộ của Tỉnh ủy\nĐến nay, Đảng bộ huyện đã luân chuyển 42 đồng chí theo Kế hoạch số 15-KH/HU ngày 3/4/2019.";
    let claims = claim::extract(&Article::plain("corpus", text), &RULES);
    let letters: Vec<char> = text.chars().collect();
    let evidence = claims
        .documents
        .iter()
        .flat_map(|d| &d.evidence)
        .chain(claims.statistics.iter().flat_map(|s| &s.evidence));
    let mut seen = 0;
    for evidence in evidence {
        seen += 1;
        assert_eq!(
            letters[evidence.start..evidence.end]
                .iter()
                .collect::<String>(),
            evidence.quote
        );
    }
    assert_eq!(seen, 2);
}

macro_rules! corpora {
    ($($name:ident: $file:literal => $read:ident,)*) => {$(
        #[test]
        fn $name() {
            check($file, $read);
        }
    )*};
}

corpora! {
    dates_terms_and_periods_are_read_in_every_form: "date.toml" => times,
    documents_are_read_with_number_date_and_issuer: "document.toml" => documents,
    titles_of_documents_end_where_the_sentence_goes_on: "document_title.toml" => titles,
    statistics_are_read_with_measure_flow_and_period: "statistic.toml" => statistics,
    cohorts_are_read_with_whose_and_who_they_are: "statistic_org.toml" => cohorts,
    elections_that_are_counted_are_for_a_term: "statistic_term.toml" => statistics,
    news_of_other_things_counts_only_posts_that_were_given: "statistic_bare.toml" => statistics,
    names_begin_and_end_where_they_should: "name.toml" => people,
    what_only_looks_like_a_name_is_nobody: "name_not.toml" => people,
    posts_are_read_as_role_in_a_body_with_its_area: "post.toml" => tenures,
    bodies_end_where_their_names_end: "body.toml" => tenures,
    bodies_are_of_what_the_text_says_elsewhere: "body_owner.toml" => tenures,
    posts_are_of_the_unit_that_line_heading_or_item_names: "roster.toml" => tenures,
    places_are_units_of_the_time_that_is_told: "place.toml" => units,
    posts_are_read_with_term_status_and_recovered_area: "post_context.toml" => tenures,
    posts_belong_to_the_right_person: "attachment.toml" => tenures,
    posts_across_commas_and_colons_have_one_holder_and_his_time: "holder.toml" => tenures,
    posts_told_beside_others_or_as_of_a_time_are_read: "holder_also.toml" => tenures,
    moves_are_read_with_their_posts_date_and_decider: "event_move.toml" => events,
    elections_and_approvals_are_read_with_their_posts: "event_elect.toml" => events,
    posts_given_by_meetings_are_of_the_body_that_meets: "event_meeting.toml" => events,
    elections_tell_who_elects_and_what_office_is_left: "event_elector.toml" => events,
    departures_are_read_with_the_post_left: "event_leave.toml" => events,
    discipline_is_read_with_its_decider: "event_discipline.toml" => events,
    who_looks_after_a_body_does_not_hold_its_post: "event_charge.toml" => events,
    what_is_not_decided_is_no_event: "event_not.toml" => events,
    acts_are_told_of_whom_they_befall_and_to_which_post: "event_told.toml" => events,
    several_people_have_each_their_own_act: "event_list.toml" => events,
    acts_of_those_who_ask_to_leave_or_make_room: "event_ask.toml" => events,
    designations_since_the_reform_are_read: "event_reform.toml" => events,
    worked_cases_give_their_events: "event_hard.toml" => events,
    acts_have_their_own_date_and_decider: "event_time.toml" => events,
    acts_do_not_have_the_date_of_something_else: "event_date_other.toml" => events,
    acts_hold_from_the_day_that_is_told_and_by_who_decided: "event_effect.toml" => events,
    no_day_stands_for_one_without_its_year: "event_undated.toml" => events,
    births_and_home_places_are_read: "bio.toml" => bios,
    heads_of_firms_are_officials_of_those_of_the_state: "firm.toml" => tenures,
    careers_are_read_line_by_line: "career.toml" => tenures,
    careers_are_read_step_by_step: "career_step.toml" => tenures,
    portraits_are_read_with_their_tables_of_offices: "portrait.toml" => tenures,
    rows_without_office_and_categories_add_to_what_a_portrait_tells: "lost_title.toml" => tenures,
    posts_given_long_before_the_news_are_told_as_held_or_left: "background.toml" => tenures,
    lives_tell_when_their_steps_began_and_what_ended_them: "life.toml" => steps,
    lines_of_lives_are_told_of_whom_the_text_portrays: "life_line.toml" => steps,
}

/// A word is compared as texts are folded: one spelled otherwise («kỳ», which folds to «kì») would never be found, and what
/// it was to tell would be lost without a sign.
#[test]
fn words_that_recognisers_look_for_are_spelled_as_texts_are_folded() {
    let compared = Regex::new(r#"\.is\(\s*(?:[^"();]|\([^();]*\))*,\s*"([^"]*)",?\s*\)"#).unwrap();
    let claim = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/claim");
    let (mut wrong, mut seen) = (String::new(), 0);
    let mut folders = vec![claim];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = std::fs::read_to_string(&path).unwrap();
            for word in compared
                .captures_iter(&source)
                .map(|found| found.get(1).unwrap())
            {
                seen += 1;
                let mut folded = String::new();
                fold(word.as_str(), &mut folded);
                if folded != word.as_str() {
                    let line = source[..word.start()].matches('\n').count() + 1;
                    let word = word.as_str();
                    writeln!(
                        wrong,
                        "{}:{line}: {word:?} is read as {folded:?}",
                        path.display()
                    )
                    .unwrap();
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(seen > 300, "only {seen} comparisons found");
}

#[test]
fn a_table_that_names_a_body_twice_in_a_row_comes_to_an_end() {
    let text = "Danh sách\nTráng A Mẫu\tTỉnh Sơn La\tQuyền Vụ trưởng Vụ Địa phương II, Ủy ban Dân tộc\tVụ Địa phương II, Ủy ban Dân tộc";
    let corpus = Corpus {
        published: None,
        context: String::new(),
        case: Vec::new(),
        none: Vec::new(),
        later: Vec::new(),
    };
    let told = tenures(&article(&corpus, text));
    assert!(told.iter().all(|line| line.len() < 200), "{told:?}");
}
