//! Whom an act is about: the persons that it names, one by one or in a list, or those of the act before it.

use std::ops::Range;

use super::decision::Told;
use super::item::{Clause, Item, Meaning};
use super::people::People;
use super::post_list::PostList;
use super::reading::Reading;
use crate::rules::{Category, FrameMatch, HonorificClass, code};

/// How many items may stand between an act and one that leaves out whom it is about.
const ELLIPSIS: usize = 6;

/// What people are called who do their work and hold no post.
const WORK: [&[&str]; 20] = [
    &["cô", "giáo"],
    &["thầy", "giáo"],
    &["giáo", "viên"],
    &["công", "nhân"],
    &["nhân", "viên"],
    &["phóng", "viên"],
    &["hộ", "sinh"],
    &["điều", "dưỡng"],
    &["y", "tá"],
    &["y", "sĩ"],
    &["bảo", "vệ"],
    &["lái", "xe"],
    &["tài", "xế"],
    &["cầu", "thủ"],
    &["tiền", "đạo"],
    &["tiền", "vệ"],
    &["trung", "vệ"],
    &["hậu", "vệ"],
    &["thủ", "môn"],
    &["trọng", "tài"],
];

/// A person of an act.
pub(super) struct Patient {
    pub(super) number: usize,
    /// The posts beside the name.
    pub(super) beside: Vec<PostList>,
}

impl Reading<'_> {
    /// Whom an act is about: the persons it names, else those of the act directly before it.
    pub(super) fn patients_of(
        &self,
        clause: &Clause,
        found: &FrameMatch,
        people: &mut People,
        told: &Told,
    ) -> Vec<Patient> {
        let from = found.slots.iter().filter(|(name, _)| *name == "from");
        let named = from.filter_map(|(_, item)| match &clause.items[item.start].meaning {
            Meaning::Posts(list) => Some(list.clone()),
            _ => None,
        });
        if let Some(region) = found.range("people") {
            let subjects = region.start == found.items.start;
            let mut patients = self.listed(clause, region, subjects, people);
            if let [only] = &mut patients[..] {
                only.beside.extend(named);
            }
            return patients;
        }
        if let Some(person) = found.slot("person").or(found.slot("speaker")) {
            let number = self.person_of(&clause.items[person], clause, people);
            let beside = named.collect();
            return number
                .map(|number| Patient { number, beside })
                .into_iter()
                .collect();
        }
        let between = |from: usize| {
            found.items.start <= from + ELLIPSIS
                && clause.codes[from.min(found.items.start)..found.items.start]
                    .iter()
                    .all(|code| !matches!(*code, code::NAME | code::SHORT | code::POSTS))
        };
        let portrayed: Vec<usize> = people.portrait().into_iter().collect();
        let carried = match told.last_end(clause.sentence) {
            Some(end) if end <= found.items.start && between(end) => told.last_persons(),
            None if told.follows(clause.sentence) && between(0) => told.last_persons(),
            // «Năm 2014 được bổ nhiệm giữ chức …», a line of a life.
            None if clause.codes.iter().take(2).any(|&item| item == code::DATE) && between(0) => {
                &portrayed[..]
            }
            _ => &[],
        };
        let alone = self
            .lone_subject(clause, found)
            .filter(|_| carried.is_empty())
            .and_then(|name| self.person_of(&clause.items[name], clause, people));
        (carried.iter().copied().chain(alone))
            .map(|number| Patient {
                number,
                beside: Vec::new(),
            })
            .collect()
    }

    /// The only name of a clause, that opens it and is the subject of an act that leaves it out: «*Ông A* trúng tuyển và được
    /// bổ nhiệm làm …».
    fn lone_subject(&self, clause: &Clause, found: &FrameMatch) -> Option<usize> {
        let start = found.items.start;
        let passive = matches!(self.class_of(clause, start + 1), Some("được" | "bị"));
        if !passive || !matches!(clause.codes[start], b',' | code::AND) {
            return None;
        }
        let is_name = |&i: &usize| matches!(clause.codes[i], code::NAME | code::SHORT);
        let name = (0..start).find(is_name)?;
        let before = |i: usize| {
            matches!(clause.codes[i], code::DATE | code::POSTS | b',')
                || matches!(self.class_of(clause, i), Some("trước đó" | "sau đó"))
        };
        let goes_on = |i: usize| {
            !is_name(&i)
                && !matches!(clause.codes[i], b';' | b':' | b'"')
                && !matches!(
                    self.class_of(clause, i),
                    Some("cho biết" | "người thân" | "người" | "thay" | "theo")
                )
        };
        ((0..name).all(before) && (name + 1..start).all(goes_on)).then_some(name)
    }

    /// The persons of a list, each with the posts directly before the name and behind it.
    fn listed(
        &self,
        clause: &Clause,
        region: Range<usize>,
        subjects: bool,
        people: &mut People,
    ) -> Vec<Patient> {
        let is_name = |place: usize| {
            region.contains(&place) && matches!(clause.codes[place], code::NAME | code::SHORT)
        };
        let mut patients: Vec<Patient> = Vec::new();
        let mut before: Option<PostList> = None;
        let mut shared: Option<PostList> = None;
        for place in region.clone() {
            match &clause.items[place].meaning {
                Meaning::Posts(_) if self.is_recalled(clause, place) => {}
                Meaning::Posts(list) => {
                    // «Ông A, Bí thư …, Chủ tịch … B»: a post directly before a name is that person's.
                    let first = patients.is_empty();
                    // «Theo ông A, người phát ngôn …, ông B bị …»: the first has it.
                    let behind_name = place >= 2
                        && matches!(
                            clause.codes[place - 2..place],
                            [code::NAME | code::SHORT, b',' | b'-']
                        );
                    if is_name(place + 1) || first && !behind_name && is_name(place + 2) {
                        before = Some(list.clone());
                        // «hai Thẩm phán A và B».
                        shared = (first && self.is_plural(list.tokens.start)).then(|| list.clone());
                    } else if let Some(patient) = patients.last_mut() {
                        patient.beside.push(list.clone());
                    }
                }
                Meaning::Name(_) if is_name(place) => {
                    let Some(number) = self.person_of(&clause.items[place], clause, people) else {
                        before = None;
                        continue;
                    };
                    patients.push(Patient {
                        number,
                        beside: before
                            .take()
                            .or_else(|| shared.clone())
                            .into_iter()
                            .collect(),
                    });
                }
                _ => {}
            }
        }
        let names = region
            .clone()
            .filter(|&place| is_name(place))
            .collect::<Vec<_>>();
        // «Chủ tịch nước A, Thủ tướng B, Bộ trưởng C đã được …»: each behind a post.
        let row = names.len() > 2
            && names
                .iter()
                .all(|&place| place > 0 && clause.codes[place - 1] == code::POSTS);
        let joined = row
            || clause.codes[region]
                .iter()
                .any(|code| matches!(*code, code::AND | b';'));
        // «… của bà A, ông B, Phó Giám đốc …, được bổ nhiệm»: commas alone make no list of subjects.
        if let [first, .., _] = names[..]
            && subjects
            && !joined
            && !self.opens_list(&clause.items[first])
        {
            patients.drain(..patients.len().saturating_sub(1));
        }
        patients
    }

    /// The persons whom a clause calls by no more than their work or a familiar address: «cô giáo A», «anh B».
    pub(super) fn workers_in<'a>(
        &'a self,
        clause: &'a Clause,
        people: &'a mut People,
    ) -> impl Iterator<Item = usize> + 'a {
        let names = clause.items.iter().filter(|item| match &item.meaning {
            Meaning::Name(name) => {
                let familiar = name
                    .honorific
                    .as_deref()
                    .is_some_and(|honorific| matches!(honorific, "anh" | "chị" | "cô"));
                let start = name.whole.start;
                let works = |words: &&[&str]| {
                    let from = start.checked_sub(words.len());
                    from.is_some_and(|from| {
                        let mut words = words.iter().zip(from..);
                        words.all(|(word, at)| self.says(at, &[word]))
                    })
                };
                // «Ông A (nhân viên hợp đồng của Chi nhánh)».
                let mut behind = name.tokens.end..name.tokens.end + 3;
                let staff = behind.any(|at| {
                    self.says(at, &["nhân"])
                        && self.says(at + 1, &["viên"])
                        && (self.says(at - 1, &["là"])
                            || self.is_comma(at - 1)
                            || self.is_open(at - 1))
                });
                familiar || staff || WORK.iter().any(works)
            }
            _ => false,
        });
        names.filter_map(|item| self.person_of(item, clause, people))
    }

    /// Whether a post stands in a bracket that recalls what was: «(người từng bị Thủ tướng cách chức Phó Chủ tịch …)».
    fn is_recalled(&self, clause: &Clause, item: usize) -> bool {
        let open = clause.bracket_around(item);
        let first = open.filter(|&open| open + 1 < item);
        first.is_some_and(|open| {
            self.class_of(clause, open + 1) == Some("người")
                && (open + 2..clause.items.len())
                    .take_while(|&i| clause.codes[i] != b')')
                    .any(|i| self.rules.frames.is_act(clause.codes[i]))
        })
    }

    /// Whether the honorific of a name opens a list: «các ông A, B, C».
    fn opens_list(&self, item: &Item) -> bool {
        self.tag(item.tokens.start, Category::Honorific)
            .is_some_and(|(entry, _)| {
                self.rules.words.honorifics[entry].class == HonorificClass::Plural
            })
    }
}
