//! The prefixes and terms that the editor completes, as the page tells them to it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Term};
use serde_json::{Value, json};

use super::super::Language;
use crate::graph::ONTOLOGY;
use crate::graph::vocabulary::PREFIXES;

/// Terms of other vocabularies that the graph uses, with their labels in Vietnamese and English.
const FOREIGN: [(&str, &str, &str); 20] = [
    ("dct:identifier", "mã", "identifier"),
    ("dct:issued", "ngày ban hành", "date of issue"),
    ("dct:title", "trích yếu, tên", "title"),
    ("foaf:name", "họ và tên", "full name"),
    ("oa:end", "vị trí kết thúc", "end of a passage"),
    ("oa:exact", "câu trích", "passage"),
    ("oa:start", "vị trí bắt đầu", "start of a passage"),
    ("org:member", "người giữ", "holder of a tenure"),
    ("org:postIn", "thuộc cơ quan", "body of a post"),
    ("org:role", "chức danh của chức vụ", "role of a post"),
    (
        "prov:wasDerivedFrom",
        "dựa trên lời chứng",
        "claim that it rests on",
    ),
    ("rdfs:label", "nhãn", "label"),
    ("rdfs:subClassOf", "là loại con của", "subclass of"),
    ("schema:birthDate", "ngày sinh", "day of birth"),
    (
        "schema:containedInPlace",
        "thuộc địa phương",
        "lies in the place",
    ),
    ("schema:datePublished", "ngày đăng", "day of publication"),
    ("schema:gender", "giới tính", "gender"),
    ("schema:headline", "tiêu đề", "headline"),
    ("schema:publisher", "báo", "publisher"),
    ("skos:prefLabel", "tên gọi", "preferred label"),
];

/// The JSON text for pages in a language; it has no markup in it.
pub(super) fn json_of(language: Language) -> &'static str {
    static TEXTS: [OnceLock<String>; 2] = [OnceLock::new(), OnceLock::new()];
    TEXTS[place(language)].get_or_init(|| {
        let prefixes: BTreeMap<&str, &str> = PREFIXES.into_iter().collect();
        let value = json!({ "prefixes": prefixes, "terms": terms(language) });
        value.to_string().replace('<', "\\u003c")
    })
}

/// What a term of the ontology is called in a language, by its name without the prefix.
pub(super) fn label(name: &str, language: Language) -> Option<&'static str> {
    static LABELS: [OnceLock<BTreeMap<String, String>>; 2] = [OnceLock::new(), OnceLock::new()];
    let labels = LABELS[place(language)].get_or_init(|| {
        let own = told().into_iter().filter_map(|(name, mut told)| {
            let label = told.labels.remove(language.tag())?;
            Some((name.strip_prefix("ql:")?.to_owned(), label))
        });
        own.collect()
    });
    labels.get(name).map(String::as_str)
}

fn place(language: Language) -> usize {
    match language {
        Language::Vi => 0,
        Language::En => 1,
    }
}

/// An IRI with one of the project's prefixes.
pub(super) fn prefixed(iri: &str) -> Option<String> {
    let (prefix, namespace) = PREFIXES
        .iter()
        .filter(|(_, namespace)| iri.starts_with(namespace))
        .max_by_key(|(_, namespace)| namespace.len())?;
    let local = &iri[namespace.len()..];
    let is_local = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    local
        .chars()
        .all(is_local)
        .then(|| format!("{prefix}:{local}"))
}

/// What the ontology says of a term.
#[derive(Default)]
struct Told {
    kind: Option<&'static str>,
    labels: BTreeMap<String, String>,
}

/// What the ontology says of its terms.
fn told() -> BTreeMap<String, Told> {
    let mut told: BTreeMap<String, Told> = BTreeMap::new();
    // It is compiled in, and the tests read it.
    let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(ONTOLOGY);
    for quad in quads.filter_map(Result::ok) {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else {
            continue;
        };
        let Some(name) = prefixed(subject.as_str()).filter(|name| name.starts_with("ql:")) else {
            continue;
        };
        let term = told.entry(name).or_default();
        match &quad.object {
            Term::NamedNode(class) if quad.predicate == rdf::TYPE => {
                // A term of several classes is what the most telling one says.
                term.kind = term.kind.max(kind(class));
            }
            Term::Literal(label)
                if quad.predicate == rdfs::LABEL
                    || quad.predicate.as_str().ends_with("#prefLabel") =>
            {
                let language = label.language().unwrap_or_default().to_owned();
                term.labels.insert(language, label.value().to_owned());
            }
            _ => {}
        }
    }
    told
}

fn terms(language: Language) -> Vec<Value> {
    let own = told().into_iter().map(|(name, told)| {
        let label = told.labels.get(language.tag()).cloned().unwrap_or_default();
        json!({ "name": name, "kind": told.kind.unwrap_or("individual"), "label": label })
    });
    let foreign = FOREIGN.iter().map(|(name, vietnamese, english)| {
        json!({ "name": name, "kind": "property", "label": language.say(vietnamese, english) })
    });
    own.chain(foreign).collect()
}

fn kind(class: &NamedNode) -> Option<&'static str> {
    let name = class.as_str();
    if name.ends_with("#Class") {
        Some("class")
    } else if name.ends_with("Function") {
        Some("function")
    } else if name.ends_with("Property") {
        Some("property")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_editor_is_told_the_terms_with_their_kinds_and_labels() {
        let value: Value = serde_json::from_str(json_of(Language::Vi)).unwrap();
        assert_eq!(value["prefixes"]["foaf"], "http://xmlns.com/foaf/0.1/");
        let find = |name: &str| {
            let terms = value["terms"].as_array().unwrap();
            let term = terms.iter().find(|term| term["name"] == name).unwrap();
            (term["kind"].clone(), term["label"].clone())
        };
        assert_eq!(find("ql:Post"), ("class".into(), "chức vụ".into()));
        assert_eq!(find("ql:start").0, "property");
        assert_eq!(find("ql:Province").0, "individual");
        assert_eq!(find("foaf:name").1, "họ và tên");
        assert!(!json_of(Language::En).contains('<'));
        assert_eq!(label("Rotation", Language::Vi), Some("luân chuyển"));
        assert_eq!(label("Nguyễn Văn A", Language::Vi), None);
    }

    #[test]
    fn terms_are_shortened_where_they_can_be_written_so() {
        assert_eq!(
            prefixed("https://w3id.org/quanlo/ontology#Post").unwrap(),
            "ql:Post"
        );
        assert_eq!(prefixed("https://schema.org/a/b"), None);
        assert_eq!(prefixed("https://example.org/a"), None);
    }
}
