//! How fast labels are found among a million, against the budget of the README: 95 of 100 questions of each sort are
//! answered within 20 ms, and the index is written within a minute.

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad};
use oxigraph::store::Store;
use quanlo::graph::vocabulary::{foaf, schema, skos};
use quanlo::search::{Kind, Labels, write};

/// How many things of each kind have a label.
const COUNTS: [(Kind, usize); 6] = [
    (Kind::Official, 400_000),
    (Kind::Post, 350_000),
    (Kind::Body, 35_000),
    (Kind::Place, 15_000),
    (Kind::Document, 50_000),
    (Kind::Article, 150_000),
];

/// Questions of each sort; each is put as often as the others.
const QUESTIONS: [(&str, &[&str]); 9] = [
    ("one letter", &["n", "t", "h", "b", "c", "đ", "1", "x"]),
    (
        "one word",
        &["nguyen", "ha", "tran", "bi", "thu", "xa", "67", "huong"],
    ),
    (
        "one word with tones",
        &["Nguyễn", "Hà", "Hạ", "Bí", "Xã", "Hương", "Lò", "Đảng"],
    ),
    (
        "two words",
        &[
            "nguyen van",
            "thi ha",
            "bi thu",
            "van ha",
            "chu tich",
            "tan lap",
        ],
    ),
    (
        "a word and a letter",
        &["nguyen v", "thi h", "bi t", "van h", "chu t", "tan l"],
    ),
    (
        "three with a start",
        &[
            "nguyen van h",
            "tran thi h",
            "bi thu dang u",
            "67 nq t",
            "ha van ng",
        ],
    ),
    (
        "words with tones",
        &[
            "Nguyễn Thị Hà",
            "Bí thư Đảng ủy",
            "Trần Văn Hạnh",
            "Chủ tịch xã Tân",
        ],
    ),
    (
        "scattered",
        &["xa thu bi", "ha nguyen van", "thu xa tan", "tich uy chu"],
    ),
    (
        "nothing",
        &["zzz", "nguyen zzz", "Nguyễn Qwerty", "tran bi 99999"],
    ),
];

/// Each question is put so many times.
const TIMES: usize = 40;

/// So many hits are listed.
const LISTED: usize = 20;

#[expect(clippy::print_stdout, reason = "what is measured is printed")]
fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let store = Store::open(folder.path().join("store"))?;
    let mut loader = store.bulk_loader();
    loader.load_quads(quads()?)?;
    loader.commit()?;
    let index = folder.path().join("labels");
    // Linux forgets the most memory that was used so far.
    std::fs::write("/proc/self/clear_refs", "5")?;
    let before = memory("VmHWM")?;
    let (count, written) = timed(|| write(&store, &index))?;
    println!(
        "{count} labels written in {:.1} s, {} MB on disk, {} MB of memory more than the {before} before",
        written.as_secs_f64(),
        size(&index)? >> 20,
        memory("VmHWM")?.saturating_sub(before),
    );
    let (labels, opened) = timed(|| Labels::open(&index))?;
    println!("opened in {:.0} ms", milliseconds(opened));
    println!("{:20}  median ms  95th ms  slowest ms", "questions");
    for (sort, questions) in QUESTIONS {
        let mut times = Vec::new();
        for _ in 0..TIMES {
            for question in questions {
                times.push(timed(|| labels.search(question, None, 0, LISTED))?.1);
            }
        }
        times.sort_unstable();
        let at = |percent: usize| milliseconds(times[(times.len() - 1) * percent / 100]);
        println!(
            "{sort:20}  {:9.2}  {:7.2}  {:10.2}",
            at(50),
            at(95),
            at(100)
        );
    }
    println!("{:20}  found  median ms", "each");
    for question in QUESTIONS.iter().flat_map(|(_, questions)| *questions) {
        let mut times = Vec::new();
        let mut total = 0;
        for _ in 0..9 {
            let (found, time) = timed(|| labels.search(question, None, 0, LISTED))?;
            total = found.total();
            times.push(time);
        }
        times.sort_unstable();
        println!("{question:20}  {total:6}  {:9.2}", milliseconds(times[4]));
    }
    Ok(())
}

fn timed<T, E>(act: impl FnOnce() -> Result<T, E>) -> Result<(T, Duration), E> {
    let begun = Instant::now();
    let done = act()?;
    Ok((done, begun.elapsed()))
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// What Linux tells of the memory of this process, in megabytes.
fn memory(line: &str) -> Result<u64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let found = status.lines().find_map(|told| told.strip_prefix(line));
    let number = found.and_then(|rest| rest.trim_matches([':', '\t', ' ', 'k', 'B']).parse().ok());
    Ok(number.map_or(0, |kilobytes: u64| kilobytes >> 10))
}

fn size(folder: &Path) -> std::io::Result<u64> {
    let files = std::fs::read_dir(folder)?;
    files.map(|file| Ok(file?.metadata()?.len())).sum()
}

/// Syllables with how many of 10,000 bear them, by their part of a name; roles; bodies; places.
struct Words {
    parts: Vec<Vec<(&'static str, usize)>>,
    roles: Vec<&'static str>,
    bodies: Vec<&'static str>,
    places: Vec<String>,
    state: u64,
}

impl Words {
    fn new() -> Self {
        let rows = |table: &'static str| {
            let rows = table.lines().filter(|row| !row.starts_with('#')).skip(1);
            rows.map(|row| row.split('\t').collect::<Vec<_>>())
        };
        let shares = || rows(include_str!("../rules/words/name_share.tsv"));
        let part = |part: &'static str| {
            let of_part = shares().filter(move |row| row[0] == part);
            of_part
                .map(|row| (row[1], row[2].parse().unwrap_or(1)))
                .collect()
        };
        let first = |table| {
            rows(table)
                .map(|row| row[0])
                .filter(|word| !word.is_empty())
        };
        let units = rows(include_str!("../rules/places/units.tsv"));
        Self {
            parts: ["surname", "middle", "given"].map(part).into(),
            roles: first(include_str!("../rules/words/role.tsv")).collect(),
            bodies: first(include_str!("../rules/words/body.tsv")).collect(),
            places: units.map(|row| format!("{} {}", row[2], row[3])).collect(),
            state: 2026,
        }
    }

    fn below(&mut self, end: usize) -> usize {
        // Knuth's multiplier: any fixed sequence will do.
        let next = self.state.wrapping_mul(6_364_136_223_846_793_005);
        self.state = next.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.state >> 33).unwrap_or_default() % end.max(1)
    }

    fn syllable(&mut self, part: usize) -> &'static str {
        let all: usize = self.parts[part].iter().map(|(_, share)| share).sum();
        let mut at = self.below(all);
        let mut syllables = self.parts[part].iter();
        let found = syllables.find(|(_, share)| match at.checked_sub(*share) {
            Some(rest) => {
                at = rest;
                false
            }
            None => true,
        });
        found.map_or("", |(syllable, _)| syllable)
    }

    fn person(&mut self) -> String {
        let parts: &[usize] = [&[0, 1, 2][..], &[0, 1, 1, 2], &[0, 2]][self.below(3)];
        let syllables = parts.iter().map(|part| self.syllable(*part));
        syllables.collect::<Vec<_>>().join(" ")
    }

    fn seat(&mut self) -> String {
        let (role, body) = (self.below(self.roles.len()), self.below(self.bodies.len()));
        let place = self.below(self.places.len());
        format!(
            "{} {} {}",
            self.roles[role], self.bodies[body], self.places[place]
        )
    }

    fn label(&mut self, kind: Kind) -> String {
        let place = self.below(self.places.len());
        match kind {
            Kind::Official => self.person(),
            Kind::Post | Kind::Role => self.seat(),
            Kind::Body => {
                let body = self.below(self.bodies.len());
                format!("{} {}", self.bodies[body], self.places[place])
            }
            Kind::Place => self.places[place].clone(),
            Kind::Document => {
                let symbol = ["NQ/TU", "QĐ/TU", "QĐ-UBND", "KH/HU", "QĐ-TTg"];
                let symbol = symbol[self.below(5)];
                format!("Quyết định {}-{symbol}", self.below(4000))
            }
            Kind::Article => format!("Đồng chí {} giữ chức {}", self.person(), self.seat()),
        }
    }
}

/// The statements of a store with that many labels.
fn quads() -> Result<Vec<Quad>, Box<dyn Error>> {
    let mut words = Words::new();
    let mut quads = Vec::new();
    for (kind, count) in COUNTS {
        for number in 0..count {
            let label = words.label(kind);
            let thing = NamedNode::new(format!(
                "https://w3id.org/quanlo/id/{kind}/ten-{number:012x}"
            ))?;
            let (naming, graph): (NamedNodeRef<'_>, GraphName) = match kind {
                Kind::Official => (foaf::NAME, GraphName::DefaultGraph),
                Kind::Article => (schema::HEADLINE, thing.clone().into()),
                _ => (skos::PREF_LABEL, GraphName::DefaultGraph),
            };
            let label = Literal::new_simple_literal(label);
            quads.push(Quad::new(
                thing.clone(),
                rdf::TYPE,
                kind.class(),
                graph.clone(),
            ));
            quads.push(Quad::new(thing, naming, label, graph));
        }
    }
    Ok(quads)
}
