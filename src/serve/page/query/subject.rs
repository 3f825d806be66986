//! The program's own questions by what they are about.

use super::super::{Fault, Language};
use super::words::column;
use crate::answer::{Query, named};

/// Subjects, with the first words of the names of the questions about them.
const SUBJECTS: [(&str, &str, &[&str]); 7] = [
    (
        "Cán bộ",
        "Officials",
        &["official", "concurrent", "career", "proposed"],
    ),
    ("Chức vụ", "Posts", &["post", "date", "grade"]),
    (
        "Địa phương và cấp",
        "Places and levels",
        &["place", "province", "level", "reform"],
    ),
    (
        "Sự kiện",
        "Events",
        &["authority", "event", "kind", "rotation", "undated", "year"],
    ),
    ("Văn bản", "Documents", &["document", "issuer"]),
    ("Số liệu", "Statistics", &["reported", "statistic"]),
    (
        "Nguồn và bằng chứng",
        "Sources and evidence",
        &["article", "contradicting", "fact", "recovered"],
    ),
];

/// Questions about one subject.
pub(super) struct Subject {
    /// What they are about.
    pub(super) heading: &'static str,
    /// The questions.
    pub(super) questions: Vec<Entry>,
}

/// A question in the list.
pub(super) struct Entry {
    /// Its name.
    pub(super) name: String,
    /// Its title.
    pub(super) title: String,
    /// What else a reader should know.
    pub(super) description: String,
    /// What must be filled in.
    pub(super) needed: String,
    /// What can be filled in beside it.
    pub(super) optional: String,
}

/// All questions, by subject.
pub(super) fn subjects(l: Language) -> Result<Vec<Subject>, Fault> {
    let mut all: Vec<Option<Query>> = named()?.into_iter().map(Some).collect();
    let mut subjects = Vec::new();
    for (vietnamese, english, words) in SUBJECTS {
        let mut questions = Vec::new();
        for word in words {
            let own = all.iter_mut().filter(|query| {
                let name = query.as_ref().map_or("", |query| query.name.as_str());
                name.split('_').next() == Some(word)
            });
            questions.extend(own.filter_map(Option::take).map(|query| entry(query, l)));
        }
        subjects.push(Subject {
            heading: l.say(vietnamese, english),
            questions,
        });
    }
    let others: Vec<Entry> = all
        .into_iter()
        .flatten()
        .map(|query| entry(query, l))
        .collect();
    if !others.is_empty() {
        subjects.push(Subject {
            heading: l.say("Khác", "Others"),
            questions: others,
        });
    }
    Ok(subjects)
}

fn entry(query: Query, l: Language) -> Entry {
    let parameters = |optional: bool| {
        let those = query.parameters.iter().filter(|p| p.optional == optional);
        let meanings: Vec<&str> = those.map(|p| l.say(&p.meaning_vi, &p.meaning)).collect();
        meanings.join("; ")
    };
    Entry {
        needed: parameters(false),
        optional: parameters(true),
        title: title(&query, l),
        description: description(&query, l),
        name: query.name,
    }
}

/// The title of a question in a language.
pub(super) fn title(query: &Query, l: Language) -> String {
    l.say(&query.title_vi, &query.title).to_owned()
}

/// What else a reader should know of a question.
pub(super) fn description(query: &Query, l: Language) -> String {
    let text = l.say(&query.description_vi, &query.description);
    // Columns are named as in SPARQL there; readers see words.
    let mut parts = text.split('?');
    let mut words = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(part.len());
        if let Some(word) = column(&part[..end], l) {
            words.push('«');
            words.push_str(&word);
            words.push('»');
            words.push_str(&part[end..]);
        } else {
            words.push('?');
            words.push_str(part);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_has_a_subject_and_both_languages() {
        let subjects = subjects(Language::Vi).unwrap();
        assert_eq!(
            subjects.len(),
            SUBJECTS.len(),
            "a first word stands under no subject"
        );
        let count: usize = subjects.iter().map(|subject| subject.questions.len()).sum();
        assert_eq!(count, named().unwrap().len());
        for query in named().unwrap() {
            let is_both = query.description.is_empty() == query.description_vi.is_empty();
            assert!(is_both, "{}: description", query.name);
            for p in &query.parameters {
                assert_ne!(p.meaning, p.meaning_vi, "{} ?{}", query.name, p.name);
            }
        }
    }
}
