//! Articles and claims about invented officials, and small stores to put them in.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use quanlo::article::Article;
use quanlo::claim::{
    Bio, Claims, Document, Event, EventKind, Evidence, Gender, Person, Post, Statistic, Status,
    Tenure, When,
};
use quanlo::graph::Base;
use quanlo::identity::Decisions;
use quanlo::rules::Rules;
use quanlo::store::Store;
use sha2::{Digest, Sha256};

/// The rules with the communes of two provinces only, so that a store is made in no time.
pub(crate) fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        write_rules(folder.path());
        Rules::read(folder.path()).unwrap()
    })
}

/// Writes those rules into a folder.
pub(crate) fn write_rules(folder: &Path) {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    copy(&source, folder);
    let places = folder.join("places");
    let kept = keep_provinces(
        &places,
        &["vn:p:11", "vn2025:p:11", "vn:p:12", "vn2025:p:12"],
    );
    for file in ["former_units.tsv", "outlets.tsv"] {
        let text = fs::read_to_string(places.join(file)).unwrap();
        fs::write(places.join(file), text.lines().next().unwrap()).unwrap();
    }
    let text = fs::read_to_string(places.join("variants.tsv")).unwrap();
    let rows = text
        .lines()
        .enumerate()
        .filter(|(at, row)| *at == 0 || kept.contains(cell(row, 0)));
    let rows: Vec<&str> = rows.map(|(_, row)| row).collect();
    fs::write(places.join("variants.tsv"), rows.join("\n")).unwrap();
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, target).unwrap();
        }
    }
}

fn cell(row: &str, column: usize) -> &str {
    row.split('\t').nth(column).unwrap_or_default()
}

/// Cuts `units.tsv` down to the communes of some provinces, beside all provinces and districts; returns the codes that are left.
fn keep_provinces(places: &Path, provinces: &[&str]) -> BTreeSet<String> {
    let text = fs::read_to_string(places.join("units.tsv")).unwrap();
    let mut inside: BTreeSet<String> = provinces.iter().map(|&code| code.to_owned()).collect();
    for _ in 0..2 {
        for row in text.lines() {
            if inside.contains(cell(row, 4)) {
                inside.insert(cell(row, 0).to_owned());
            }
        }
    }
    // The examples of frames name provinces and districts of the whole country.
    let mut kept = inside;
    for row in text.lines().filter(|row| cell(row, 1) != "commune") {
        kept.insert(cell(row, 0).to_owned());
    }
    let mut out = String::new();
    for (at, row) in text.lines().enumerate() {
        if at > 0 && !kept.contains(cell(row, 0)) {
            continue;
        }
        let (start, successors) = row.rsplit_once('\t').unwrap();
        let left = |s: &&str| {
            at == 0
                || s.rsplit_once(':')
                    .is_some_and(|(code, _)| kept.contains(code))
        };
        let successors: Vec<&str> = successors.split(';').filter(left).collect();
        out.extend([start, "\t", &successors.join(";"), "\n"]);
    }
    fs::write(places.join("units.tsv"), out).unwrap();
    kept
}

/// A store in a folder.
pub(crate) fn store_in(folder: &Path) -> Store {
    store_under(folder, &Decisions::default())
}

/// A store in a folder, under decisions made by hand.
pub(crate) fn store_under(folder: &Path, decisions: &Decisions) -> Store {
    let path = folder.join("store");
    Store::open(&path, &Base::default(), rules(), decisions).unwrap()
}

/// All quads of a store as sorted N-Quads.
pub(crate) fn nquads(store: &Store) -> Vec<String> {
    let mut lines: Vec<String> = store
        .inner()
        .iter()
        .map(|quad| quad.unwrap().to_string())
        .collect();
    lines.sort_unstable();
    lines
}

/// An article while it is told: each statement is a sentence of its own, and its evidence.
pub(crate) struct Story {
    text: String,
    claims: Claims,
}

impl Story {
    /// An article without statements.
    pub(crate) fn new(id: &str, published: Option<&str>, province: Option<&str>) -> Self {
        let article = Article {
            id: id.to_owned(),
            published: published.map(|date| date.parse().unwrap()),
            publisher: Some("Báo Thử nghiệm".to_owned()),
            ..Article::default()
        };
        let mut claims = Claims::new(&article);
        claims.article.province = province.map(str::to_owned);
        Self {
            text: String::new(),
            claims,
        }
    }

    /// The article and its claims.
    pub(crate) fn told(mut self) -> (Article, Claims) {
        let mut hash = String::new();
        for byte in Sha256::digest(&self.text) {
            let _ = write!(hash, "{byte:02x}");
        }
        self.claims.article.sha256.clone_from(&hash);
        let source = &self.claims.article;
        let article = Article {
            id: source.id.clone(),
            published: source.published,
            publisher: source.publisher.clone(),
            content: std::iter::once(0..self.text.len()).collect(),
            text: self.text,
            sha256: hash,
            ..Article::default()
        };
        (article, self.claims)
    }

    /// Writes a sentence; its evidence is all of it.
    fn say(&mut self, sentence: &str) -> Vec<Evidence> {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        let start = self.text.chars().count();
        self.text.push_str(sentence);
        vec![Evidence {
            start,
            end: self.text.chars().count(),
            quote: sentence.to_owned(),
        }]
    }

    /// Names a person.
    pub(crate) fn person(&mut self, name: &str, gender: Option<Gender>) {
        let mentions = self.say(&format!("Đồng chí {name}."));
        if self.claims.people.iter().all(|person| person.name != name) {
            let honorific = Some("đồng chí".to_owned());
            self.claims.people.push(Person {
                name: name.to_owned(),
                honorific,
                gender,
                mentions,
            });
        }
    }

    /// Says that a person holds, takes up or held a post.
    pub(crate) fn tenure(
        &mut self,
        person: &str,
        when: When,
        post: Post,
        [start, end, term]: [Option<&str>; 3],
    ) {
        let evidence = self.say(&format!("{person}: {post}, {start:?} {end:?} {term:?}."));
        self.claims.tenures.push(Tenure {
            person: person.to_owned(),
            post,
            when,
            start: start.map(|date| date.parse().unwrap()),
            end: end.map(|date| date.parse().unwrap()),
            term: term.map(str::to_owned),
            evidence,
            rule: "chức vụ sau tên".to_owned(),
            recovered: Vec::new(),
        });
    }

    /// Tells a personnel act; returns the claim to complete it.
    pub(crate) fn event(
        &mut self,
        person: &str,
        kinds: &[EventKind],
        from: &[Post],
        to: &[Post],
    ) -> &mut Event {
        let evidence = self.say(&format!("{person} được {}.", kinds[0].name()));
        self.claims.events.push(Event {
            kinds: kinds.to_vec(),
            person: person.to_owned(),
            from: from.to_vec(),
            to: to.to_vec(),
            date: None,
            by: None,
            document: None,
            replaces: None,
            status: Status::Decided,
            evidence,
            rule: "… giữ chức".to_owned(),
            recovered: Vec::new(),
        });
        self.claims.events.last_mut().unwrap()
    }

    /// Names a document; returns the claim to complete it.
    pub(crate) fn document(&mut self, kind: &str, number: Option<&str>) -> &mut Document {
        let evidence = self.say(&format!("{kind} số {}.", number.unwrap_or("…")));
        self.claims.documents.push(Document {
            kind: kind.to_owned(),
            number: number.map(str::to_owned),
            symbol: None,
            date: None,
            issuer: None,
            implements: None,
            replaces: None,
            title: None,
            evidence,
            rule: "loại số".to_owned(),
            recovered: Vec::new(),
        });
        self.claims.documents.last_mut().unwrap()
    }

    /// Tells a figure.
    pub(crate) fn statistic(&mut self, count: u64, org: &str) {
        let evidence = self.say(&format!("{org} đã luân chuyển {count} cán bộ."));
        self.claims.statistics.push(Statistic {
            measure: "rotation".to_owned(),
            count: Some(count),
            percent: None,
            from_level: Some("huyện".to_owned()),
            to_level: Some("xã".to_owned()),
            period: Some("2015..2020".to_owned()),
            org: Some(org.to_owned()),
            group: Some("cán bộ".to_owned()),
            qualifier: Some("hơn".to_owned()),
            partial: false,
            evidence,
            rule: "luân chuyển N".to_owned(),
            recovered: Vec::new(),
        });
    }

    /// Tells a birth.
    pub(crate) fn born(&mut self, person: &str, date: &str, home: Option<&str>) {
        let evidence = self.say(&format!("{person} sinh năm {date}."));
        self.claims.bios.push(Bio {
            person: person.to_owned(),
            born: Some(date.parse().unwrap()),
            hometown: home.map(str::to_owned),
            evidence,
            rule: "sinh năm".to_owned(),
            recovered: Vec::new(),
        });
    }
}

/// A post by its role and body: `Bí thư @ Đảng ủy xã Si Pa Phìn`.
pub(crate) fn post(text: &str) -> Post {
    let (role, org) = text.split_once('@').unwrap_or((text, ""));
    let part = |part: &str| Some(part.trim().to_owned()).filter(|part| !part.is_empty());
    Post {
        role: part(role),
        org: part(org),
        ..Post::default()
    }
}
