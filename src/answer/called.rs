//! What things are called, in the language of whoever reads: a name or label where there is one, else what makes a thing
//! what it is, such as the holder and the post of a tenure.

use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphNameRef, NamedNode, NamedNodeRef};
use oxigraph::store::{StorageError, Store};

use super::naming::Named;
use super::rows::{label_in, nodes, objects, objects_in, plain, text};
use crate::graph::vocabulary::{dct, foaf, oa, org, prov, qb, ql, schema, skos};

/// An article without a headline is called by so many of its first words.
const FIRST_WORDS: usize = 12;

/// Properties that Quanlo takes from other vocabularies, in Vietnamese and English.
const FOREIGN: [(NamedNodeRef<'static>, &str, &str); 27] = [
    (rdf::TYPE, "là", "is a"),
    (rdfs::LABEL, "nhãn", "label"),
    (rdfs::COMMENT, "giải thích", "comment"),
    (skos::PREF_LABEL, "tên", "label"),
    (skos::ALT_LABEL, "tên khác", "other name"),
    (foaf::NAME, "họ tên", "name"),
    (dct::IDENTIFIER, "mã bài", "identifier"),
    (dct::ISSUED, "ngày ban hành", "issued"),
    (dct::TITLE, "trích yếu", "title"),
    (dct::SPATIAL, "về địa phương", "about the place"),
    (oa::EXACT, "đoạn trích", "quote"),
    (oa::START, "ký tự đầu", "first character"),
    (oa::END, "ký tự cuối", "last character"),
    (oa::HAS_SOURCE, "trích từ", "source"),
    (org::MEMBER, "cán bộ", "official"),
    (org::ORGANIZATION, "cơ quan", "body"),
    (org::ROLE, "chức danh", "role"),
    (org::POST_IN, "thuộc cơ quan", "in the body"),
    (org::SUB_ORGANIZATION_OF, "trực thuộc", "part of"),
    (
        prov::WAS_DERIVED_FROM,
        "dựa trên lời chứng",
        "rests on the claim",
    ),
    (qb::DATA_SET, "thuộc tập số liệu", "in the data set"),
    (schema::GENDER, "giới tính", "gender"),
    (schema::BIRTH_DATE, "ngày sinh", "born"),
    (schema::CONTAINED_IN_PLACE, "nằm trong", "lies in"),
    (schema::VALID_FROM, "có từ", "from"),
    (schema::VALID_THROUGH, "có đến hết", "until"),
    (schema::NAME, "tên riêng", "proper name"),
];

/// A thing with what it is called in a language, `vi` or `en`.
pub(super) fn named(
    store: &Store,
    thing: NamedNodeRef<'_>,
    language: &str,
) -> Result<Named, StorageError> {
    Ok(Named {
        label: name(store, thing, language)?,
        iri: thing.as_str().to_owned(),
    })
}

/// Things with what they are called.
pub(super) fn all_named(
    store: &Store,
    things: &[NamedNode],
    language: &str,
) -> Result<Vec<Named>, StorageError> {
    let named = |thing: &NamedNode| named(store, thing.as_ref(), language);
    things.iter().map(named).collect()
}

/// The things that a thing has for a property, with what they are called.
pub(super) fn named_objects(
    store: &Store,
    subject: NamedNodeRef<'_>,
    property: NamedNodeRef<'_>,
    language: &str,
) -> Result<Vec<Named>, StorageError> {
    all_named(store, &nodes(store, subject, property)?, language)
}

/// What kind of thing an IRI names, by its form: `official`, `post`, `tenure` …
pub(super) fn kind_of(iri: &str) -> Option<&str> {
    let (start, _) = iri.rsplit_once('/')?;
    let (start, kind) = start.rsplit_once('/')?;
    start.ends_with("/id").then_some(kind)
}

/// What a thing is called in a language.
pub(super) fn name(
    store: &Store,
    thing: NamedNodeRef<'_>,
    language: &str,
) -> Result<String, StorageError> {
    let called = match kind_of(thing.as_str()) {
        Some("official") => text(store, thing, foaf::NAME)?,
        Some("article") => Some(article_title(store, thing)?),
        Some("tenure") => Some(tenure(store, thing)?),
        Some("event") => Some(event(store, thing, language)?),
        Some("succession") => Some(succession(store, thing)?),
        Some("claim") => Some(claim(store, thing, language)?),
        Some("statistic") => Some(statistic(store, thing, language)?),
        Some(_) => label(store, thing, skos::PREF_LABEL, language)?,
        None => term(store, thing, language)?,
    };
    let called = called.filter(|called| !called.trim().is_empty());
    Ok(called.unwrap_or_else(|| last_part(thing.as_str()).to_owned()))
}

/// A label in a language, else in Vietnamese, else in any.
fn label(
    store: &Store,
    thing: NamedNodeRef<'_>,
    property: NamedNodeRef<'_>,
    language: &str,
) -> Result<Option<String>, StorageError> {
    for language in [language, "vi"] {
        if let Some(label) = label_in(store, thing, property, language)? {
            return Ok(Some(label));
        }
    }
    text(store, thing, property)
}

/// What a term of a vocabulary is called.
fn term(
    store: &Store,
    term: NamedNodeRef<'_>,
    language: &str,
) -> Result<Option<String>, StorageError> {
    if let Some((_, vietnamese, english)) = FOREIGN.iter().find(|(known, ..)| *known == term) {
        let word = if language == "vi" {
            vietnamese
        } else {
            english
        };
        return Ok(Some((*word).to_owned()));
    }
    for (gender, vietnamese, english) in [
        (schema::FEMALE, "nữ", "female"),
        (schema::MALE, "nam", "male"),
    ] {
        if term == gender {
            let word = if language == "vi" {
                vietnamese
            } else {
                english
            };
            return Ok(Some(word.to_owned()));
        }
    }
    if let Some(label) = label(store, term, rdfs::LABEL, language)? {
        return Ok(Some(label));
    }
    label(store, term, skos::PREF_LABEL, language)
}

/// What an article is called: its headline, else its first words.
pub fn article_title(store: &Store, article: NamedNodeRef<'_>) -> Result<String, StorageError> {
    let said = |property| -> Result<Option<String>, StorageError> {
        let graph = GraphNameRef::NamedNode(article);
        let found = objects_in(store, article, property, graph)?;
        Ok(found.into_iter().next().map(plain))
    };
    if let Some(headline) = said(schema::HEADLINE)?.filter(|line| !line.trim().is_empty()) {
        return Ok(headline);
    }
    let body = said(schema::ARTICLE_BODY)?.unwrap_or_default();
    Ok(first_words(&body))
}

/// The first words of a text, in one line.
pub(super) fn first_words(text: &str) -> String {
    let mut words = text.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(FIRST_WORDS).collect();
    let more = if words.next().is_some() { " …" } else { "" };
    format!("{}{more}", first.join(" "))
}

fn tenure(store: &Store, tenure: NamedNodeRef<'_>) -> Result<String, StorageError> {
    let holder = first(store, tenure, org::MEMBER, foaf::NAME)?;
    let post = first(store, tenure, ql::HAS_POST, skos::PREF_LABEL)?;
    let start = text(store, tenure, ql::START)?;
    let end = text(store, tenure, ql::END)?;
    let time = match (start, end) {
        (None, None) => String::new(),
        (start, end) => format!(
            ", {}–{}",
            start.unwrap_or_else(|| "?".to_owned()),
            end.unwrap_or_default()
        ),
    };
    Ok(format!("{holder}: {post}{time}"))
}

fn event(store: &Store, event: NamedNodeRef<'_>, language: &str) -> Result<String, StorageError> {
    let official = first(store, event, ql::HAS_OFFICIAL, foaf::NAME)?;
    let kinds = event_kinds(store, event, language)?.join(", ");
    let mut posts = nodes(store, event, ql::TO_POST)?;
    posts.extend(nodes(store, event, ql::FROM_POST)?);
    let post = match posts.first() {
        Some(post) => format!(", {}", name(store, post.as_ref(), language)?),
        None => String::new(),
    };
    let date = match text(store, event, ql::DATE)? {
        Some(date) => format!(", {date}"),
        None => String::new(),
    };
    Ok(format!("{official}: {kinds}{post}{date}"))
}

/// The kinds of an event, by their labels.
pub(super) fn event_kinds(
    store: &Store,
    event: NamedNodeRef<'_>,
    language: &str,
) -> Result<Vec<String>, StorageError> {
    let classes = nodes(store, event, rdf::TYPE)?;
    let kinds = classes
        .iter()
        .filter(|class| class.as_ref() != ql::PERSONNEL_EVENT);
    kinds
        .map(|class| name(store, class.as_ref(), language))
        .collect()
}

fn succession(store: &Store, succession: NamedNodeRef<'_>) -> Result<String, StorageError> {
    let holder = |property| -> Result<String, StorageError> {
        match nodes(store, succession, property)?.first() {
            Some(tenure) => first(store, tenure.as_ref(), org::MEMBER, foaf::NAME),
            None => Ok(String::new()),
        }
    };
    let post = first(store, succession, ql::IN_POST, skos::PREF_LABEL)?;
    let (before, after) = (holder(ql::PREDECESSOR)?, holder(ql::SUCCESSOR)?);
    Ok(format!("{post}: {before} → {after}"))
}

fn claim(store: &Store, claim: NamedNodeRef<'_>, language: &str) -> Result<String, StorageError> {
    let (mut kind, mut of) = (None, None);
    for quad in store.quads_for_pattern(Some(claim.into()), None, None, None) {
        let quad = quad?;
        let property = quad.predicate.as_ref();
        if property == rdf::TYPE
            && let oxigraph::model::Term::NamedNode(class) = &quad.object
            && class.as_ref() != ql::CLAIM
        {
            kind = Some(name(store, class.as_ref(), language)?);
        } else if [ql::NAME_IN_TEXT, ql::NUMBER, dct::TITLE].contains(&property) {
            of = Some(plain(quad.object));
        }
    }
    let parts = [kind, of].into_iter().flatten();
    Ok(parts.collect::<Vec<_>>().join(": "))
}

fn statistic(
    store: &Store,
    statistic: NamedNodeRef<'_>,
    language: &str,
) -> Result<String, StorageError> {
    let measure = match nodes(store, statistic, ql::MEASURE)?.first() {
        Some(measure) => name(store, measure.as_ref(), language)?,
        None => String::new(),
    };
    let share = text(store, statistic, ql::PERCENT)?.map(|percent| format!("{percent} %"));
    let figures = [
        text(store, statistic, ql::COMPARATOR)?,
        text(store, statistic, ql::COUNT)?,
        share,
    ];
    let figures: Vec<String> = figures.into_iter().flatten().collect();
    Ok(format!("{measure}: {}", figures.join(" ")))
}

/// The name of the first thing for a property; nothing where there is none.
fn first(
    store: &Store,
    thing: NamedNodeRef<'_>,
    property: NamedNodeRef<'_>,
    naming: NamedNodeRef<'_>,
) -> Result<String, StorageError> {
    let Some(found) = nodes(store, thing, property)?.into_iter().next() else {
        return Ok(String::new());
    };
    let names = objects(store, found.as_ref(), naming)?;
    Ok(names.into_iter().next().map(plain).unwrap_or_default())
}

/// The last part of an IRI, for what has no other name.
fn last_part(iri: &str) -> &str {
    iri.rsplit(['/', '#']).next().unwrap_or(iri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_without_a_headline_is_called_by_its_first_words() {
        let text = "Sáng 3/5,\n tại xã Nà Hỳ, ông Lò A Páo nhận quyết định của Huyện ủy.";
        assert_eq!(
            first_words(text),
            "Sáng 3/5, tại xã Nà Hỳ, ông Lò A Páo nhận quyết …"
        );
        assert_eq!(first_words(" Tin ngắn "), "Tin ngắn");
    }

    #[test]
    fn the_form_of_an_iri_tells_the_kind_of_thing() {
        for (iri, kind) in [
            ("https://w3id.org/quanlo/id/post/bi-thu-0123", Some("post")),
            ("https://w3id.org/quanlo/ontology#Post", None),
            ("https://schema.org/Female", None),
        ] {
            assert_eq!(kind_of(iri), kind);
        }
        assert_eq!(last_part("https://w3id.org/quanlo/ontology#Post"), "Post");
        assert_eq!(last_part("https://schema.org/Thing"), "Thing");
    }
}
