//! Names of bodies in one spelling: papers write «Cảnh sát hình sự», «Cảnh sát Hình sự» and «cảnh sát hình sự».

use std::collections::HashMap;

use super::register::Register;
use super::spelling::{begins_a_name, word_starts};
use crate::rules::{BodyHead, Words};
use crate::text::{is_syllable, name_key};

/// What joins two parts of one rank in a name.
const JOINTS: [&str; 2] = ["và", "-"];

/// What goes before the name of an area, which is written as it stands.
const BEFORE_AREAS: [&str; 12] = [
    "tỉnh",
    "phố",
    "huyện",
    "quận",
    "xã",
    "phường",
    "trấn",
    "khu",
    "thôn",
    "bản",
    "buôn",
    "ấp",
];

/// The phrases that names of bodies are made of, each in its one spelling.
pub(super) struct Orthography {
    /// What papers join with «và», with a dash, with a comma and with nothing.
    fields: Phrases,
    parts: Phrases,
}

/// Phrases by the key of their first words, the longest first.
struct Phrases {
    loose: bool,
    by_first: HashMap<String, Vec<Phrase>>,
}

struct Phrase {
    /// The keys of its words.
    key: Vec<String>,
    /// None where it stands for itself: «TNHH».
    spelled: Option<String>,
    /// Whether it says the form of an enterprise, behind which a name begins anew.
    form: bool,
}

/// A phrase where it stands in a name.
struct Found<'a> {
    phrase: &'a Phrase,
    /// How much of the name it takes, in bytes, without a comma behind it.
    length: usize,
}

impl Found<'_> {
    /// The phrase as it is spelled at the start of a text.
    fn text(&self, text: &str, first: bool) -> String {
        // «Hiệp hội *các trường đại học*», «Chi nhánh *phía Nam*».
        const SMALL: [&str; 3] = ["các ", "phía ", "miền "];
        match &self.phrase.spelled {
            None => text[..self.length].to_owned(),
            Some(spelled) if first && !SMALL.iter().any(|word| spelled.starts_with(word)) => {
                capital(spelled)
            }
            Some(spelled) => spelled.clone(),
        }
    }
}

impl Phrases {
    fn new(loose: bool) -> Self {
        let by_first = HashMap::new();
        Self { loose, by_first }
    }

    fn add(&mut self, text: &str, form: bool) {
        let key: Vec<String> = self.words(text).map(|(_, word)| word).collect();
        let Some(first) = key.first() else {
            return;
        };
        let phrases = self.by_first.entry(first.clone()).or_default();
        if phrases.iter().all(|phrase| phrase.key != key) {
            let longer = |phrase: &Phrase| phrase.key.len() >= key.len();
            let place = phrases.partition_point(longer);
            let spelled = (key.len() > 1 || self.loose).then(|| text.to_owned());
            phrases.insert(place, Phrase { key, spelled, form });
        }
    }

    /// The longest phrase that a text begins with.
    fn at(&self, text: &str) -> Option<Found<'_>> {
        let begins = text.split(' ').next()?;
        if JOINTS.contains(&begins) {
            return None;
        }
        let mut words = self.words(text);
        let (end, first) = words.next()?;
        let phrases = self.by_first.get(&first)?;
        let most = phrases.first().map_or(0, |longest| longest.key.len());
        let (mut ends, mut keys) = (vec![end], vec![first]);
        for (end, word) in words.take(most.saturating_sub(1)) {
            ends.push(end);
            keys.push(word);
        }
        let phrase = phrases
            .iter()
            .find(|phrase| keys.starts_with(&phrase.key))?;
        let length = *ends.get(phrase.key.len() - 1)?;
        Some(Found { phrase, length })
    }

    /// The words of a text by their keys, with the byte behind each.
    fn words<'a>(&self, text: &'a str) -> impl Iterator<Item = (usize, String)> + use<'a> {
        let loose = self.loose;
        word_starts(text).filter_map(move |start| {
            let word = text[start..].split(' ').next()?;
            let word = word.trim_end_matches(',');
            let joins = loose && JOINTS.contains(&word) || word.is_empty();
            (!joins).then(|| (start + word.len(), name_key(word)))
        })
    }
}

impl Orthography {
    /// The spelling of some words.
    pub(super) fn new(words: &Words) -> Self {
        let mut orthography = Self {
            fields: Phrases::new(true),
            parts: Phrases::new(false),
        };
        for field in &words.fields {
            orthography.fields.add(field, false);
        }
        // «Cục Hàng hải *Việt Nam* Bộ …» names no «Nam Bộ».
        orthography.parts.add("Việt Nam", false);
        for part in &words.parts {
            for phrase in &part.phrases {
                // A single syllable may be one of a proper name, and what a dash joins is looked at by itself.
                let single = !phrase.contains(' ');
                if !phrase.contains(" - ") && (part.form || !single) {
                    orthography.parts.add(phrase, part.form);
                }
            }
        }
        orthography
    }

    /// The name of a body in its one spelling: the words of the lists in theirs, the first behind the head and what is
    /// joined to it with a capital letter; other words, which may be proper names, as they stand.
    pub(super) fn spelled(&self, name: &str, register: &Register) -> String {
        let name = joined(name);
        let mut spelled = String::with_capacity(name.len());
        // Whether a head may begin here, and whether what begins here has a capital letter.
        let (mut may_be_head, mut begins) = (true, true);
        let (mut was_first, mut was_form) = (false, false);
        let mut rest = name.as_str();
        while !rest.is_empty() {
            let looked_for = may_be_head || rest.starts_with(char::is_uppercase);
            let head = looked_for.then(|| register.head(rest)).flatten();
            let head = head.filter(|(head, _)| may_be_head || may_follow(head));
            let head = head.map(|(head, after)| (head, rest.len() - after.len()));
            let field = may_be_head.then(|| self.fields.at(rest)).flatten();
            let part = self.parts.at(rest).filter(|part| {
                let before = spelled.rsplit(' ').next().unwrap_or_default();
                !is_name(&rest[..part.length], before, register)
            });
            let lengths = [
                head.as_ref().map(|(_, length)| *length),
                field.as_ref().map(|field| field.length),
                part.as_ref().map(|part| part.length),
            ];
            let longest = lengths.iter().flatten().copied().max().unwrap_or(0);
            let is = |length: usize| length == longest;
            let mut anew = false;
            let after_form = std::mem::take(&mut was_form);
            let (text, length) = match (head, field, part) {
                (Some((head, length)), ..) if is(length) => {
                    (anew, was_first) = (true, false);
                    (head.name.clone(), length)
                }
                (_, Some(field), _) if is(field.length) => {
                    was_first = true;
                    (field.text(rest, false), field.length)
                }
                (.., Some(part)) => {
                    was_form = part.phrase.form;
                    was_first = begins && !(was_form && after_form);
                    anew = was_form;
                    (part.text(rest, was_first), part.length)
                }
                _ => {
                    let length = rest.find([' ', ',']).unwrap_or(rest.len());
                    was_first &= JOINTS.contains(&&rest[..length]);
                    (rest[..length].to_owned(), length)
                }
            };
            if !spelled.is_empty() && !text.is_empty() {
                spelled.push(' ');
            }
            begins = anew || was_first && JOINTS.contains(&text.as_str());
            may_be_head = anew;
            spelled.push_str(&text);
            rest = rest[length..].trim_start_matches(' ');
            if let Some(after) = rest.strip_prefix(',') {
                spelled.push(',');
                rest = after.trim_start_matches([' ', ',']);
                may_be_head = true;
                begins |= was_first;
            }
        }
        spelled
    }

    /// Whether a name is made of listed words alone, so that many bodies may bear it.
    pub(super) fn is_common(&self, name: &str, register: &Register) -> bool {
        let mut rest = register.head(name).map_or(name, |(_, rest)| rest);
        while !rest.is_empty() {
            let phrase = self.fields.at(rest).or_else(|| self.parts.at(rest));
            let word = rest.find([' ', ',']).unwrap_or(rest.len());
            let length = match phrase {
                Some(found) => found.length,
                None if begins_a_name(rest) => return false,
                None => word.max(1),
            };
            rest = rest[length..].trim_start_matches([' ', ',']);
        }
        true
    }
}

/// Whether words of the lists are a proper name here: an area's behind its type, or one that an area bears too.
fn is_name(words: &str, before: &str, register: &Register) -> bool {
    let capitals = words
        .split(' ')
        .all(|word| word.starts_with(char::is_uppercase));
    let behind_type = || BEFORE_AREAS.contains(&name_key(before).as_str());
    capitals && (behind_type() || register.gazetteer.is_name(words))
}

/// Whether a head may begin within a name without a comma before it: «Ban Quản lý Dự án *Bộ* …», «Văn phòng *Công ty* …».
fn may_follow(head: &BodyHead) -> bool {
    head.name.contains(' ') || ["Bộ", "Sở", "Báo"].contains(&head.name.as_str())
}

/// A name with «và» for «&», and blanks on both sides of the dashes, between Vietnamese words.
fn joined(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).is_some_and(|w| is_word(w));
    let ands = words.iter().enumerate().map(|(at, text)| match *text {
        "&" if word(at.checked_sub(1)) && word(Some(at + 1)) => "và",
        text => text,
    });
    let name = ands.collect::<Vec<_>>().join(" ").replace('–', "-");
    let mut joined = String::with_capacity(name.len());
    let mut rest = name.as_str();
    while let Some(at) = rest.find('-') {
        let (before, after) = (&rest[..at], &rest[at + 1..]);
        let left = before.rsplit([' ', '-']).next().unwrap_or_default();
        let right = after.split([' ', ',']).next().unwrap_or_default();
        let spaced = left.is_empty() || right.is_empty();
        let words = is_word(left) && is_word(right) && right.starts_with(char::is_uppercase);
        joined.push_str(before.trim_end());
        joined.push_str(if spaced || words { " - " } else { "-" });
        rest = if spaced || words {
            after.trim_start()
        } else {
            after
        };
    }
    joined + rest
}

/// Whether a word is a Vietnamese one and no letters.
fn is_word(word: &str) -> bool {
    is_syllable(word) && word.chars().any(char::is_lowercase)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::super::gazetteer::Context;
    use super::*;
    use crate::claim::Post;
    use crate::identity::Body;
    use crate::rules::Rules;

    fn bodies(names: &[&str]) -> Vec<Body> {
        let register = Register::new(&Rules::embedded().unwrap());
        let context = Context {
            province: Some("Đắk Lắk"),
            date: None,
        };
        let body = |name: &&str| {
            let post = Post {
                org: Some((*name).to_owned()),
                ..Post::default()
            };
            register.body(&post, context).unwrap()
        };
        names.iter().map(body).collect()
    }

    #[test]
    fn spellings_of_one_body_are_one() {
        for (spellings, label) in [
            (
                &[
                    "Phòng Cảnh sát hình sự, Công an tỉnh Hưng Yên",
                    "Phòng cảnh sát Hình sự, công an tỉnh Hưng Yên",
                ][..],
                "Phòng Cảnh sát hình sự, Công an tỉnh Hưng Yên",
            ),
            (
                &[
                    "Sở Tài nguyên và Môi trường tỉnh Thừa Thiên Huế",
                    "Sở Tài nguyên & Môi trường tỉnh Thừa Thiên-Huế",
                    "Sở Tài nguyên Môi trường tỉnh Thừa Thiên - Huế",
                    "Sở Tài nguyên, Môi trường tỉnh TT-Huế",
                ],
                "Sở Tài nguyên và Môi trường tỉnh Thừa Thiên Huế",
            ),
            (
                &[
                    "Trung tâm Quản lý và Điều hành Giao thông đô thị",
                    "Trung tâm quản lý và điều hành giao thông đô thị",
                ],
                "Trung tâm Quản lý và Điều hành giao thông đô thị",
            ),
            (
                &["Cục Hàng hải Việt Nam, Bộ Giao thông Vận tải"],
                "Cục Hàng hải Việt Nam, Bộ Giao thông vận tải",
            ),
            (
                &[
                    "Công ty trách nhiệm hữu hạn Một thành viên cấp nước Mẫu Lộc",
                    "Công ty Trách nhiệm hữu hạn một thành viên Cấp nước Mẫu Lộc",
                ],
                "Công ty Trách nhiệm hữu hạn một thành viên Cấp nước Mẫu Lộc",
            ),
        ] {
            for (body, spelling) in bodies(spellings).iter().zip(spellings) {
                assert_eq!(body.label, label, "{spelling}");
            }
        }
    }

    #[test]
    fn names_that_are_no_listed_words_stay_as_they_are() {
        let names = [
            "Ủy ban nhân dân xã An Toàn",
            "Công ty Cổ phần Bóng đèn Mẫu Quang",
            "Trường Trung học phổ thông Phan Bội Châu",
            "Công ty Coca-Cola Việt Nam",
            "Bệnh viện Đa khoa tỉnh Hòa Bình",
        ];
        let labels: Vec<String> = bodies(&names).into_iter().map(|body| body.label).collect();
        assert_eq!(labels, names);
    }

    #[test]
    fn only_a_name_that_many_bodies_bear_is_told_apart_by_the_province_of_the_news() {
        for (name, told_apart) in [
            ("Bệnh viện Chợ Rẫy", false),
            ("Khoa Nhi, Bệnh viện Bạch Mai", false),
            ("Hội đồng Quản trị Ngân hàng Mẫu Tín", false),
            ("Trường Đại học Ngoại thương", true),
            ("Bệnh viện Đa khoa", true),
            ("Trường Trung học phổ thông Trưng Vương", true),
            ("Phòng Tổ chức", true),
        ] {
            let body = &bodies(&[name])[0];
            assert_eq!(body.province.is_some(), told_apart, "{name}");
        }
    }
}
