//! The parameters of a question as the fields of a form, and what stands in them.

use oxigraph::model::Term;
use oxigraph::model::vocab::xsd;

use super::super::{Call, Language};
use crate::answer::{Parameter, Query};
use crate::serve::parameters::all;

/// The fields of the page itself; no question has a parameter of these names. `name` is the question's name, and a
/// second one the value of a parameter that is called so.
pub(super) const OWN: [&str; 8] = ["name", "query", "view", "x", "y", "by", "skip", "format"];

/// A parameter in the form.
pub(super) struct Field {
    /// Its name, without the question mark.
    pub(super) name: String,
    /// What it stands for.
    pub(super) label: String,
    /// What stands in it.
    pub(super) value: String,
    /// What could stand in it.
    pub(super) example: String,
    /// Whether the question has an answer without it.
    pub(super) is_optional: bool,
    /// Whether it is as in the example unless another is given.
    pub(super) is_constant: bool,
    /// Whether it is a whole number.
    pub(super) is_number: bool,
    /// What is wrong with it.
    pub(super) error: Option<String>,
}

/// A form, as it came.
pub(super) struct Filled {
    /// Its fields.
    pub(super) fields: Vec<Field>,
    /// What is filled in, in the order of the parameters.
    pub(super) values: Vec<(String, String)>,
    /// What the question doesn't know.
    pub(super) unknown: Vec<String>,
    /// Whether it can be answered.
    pub(super) is_sound: bool,
}

impl Filled {
    /// What an address fills in.
    pub(super) fn of(query: &Query, call: &Call) -> Self {
        let is_known =
            |name: &str| OWN.contains(&name) || query.parameters.iter().any(|p| p.name == name);
        let unknown: Vec<String> = call
            .parameters
            .iter()
            .map(|(name, _)| name.clone())
            .filter(|name| !is_known(name))
            .collect();
        let is_asked = query
            .parameters
            .iter()
            .any(|p| given(call, p).next().is_some());
        let fields: Vec<Field> = query
            .parameters
            .iter()
            .map(|parameter| field(parameter, call, is_asked))
            .collect();
        let missing = fields
            .iter()
            .any(|field| !field.is_optional && field.value.is_empty());
        let is_sound =
            !missing && unknown.is_empty() && fields.iter().all(|field| field.error.is_none());
        let values = fields
            .iter()
            .filter(|field| !field.value.is_empty())
            .map(|field| (field.name.clone(), field.value.clone()))
            .collect();
        Self {
            fields,
            values,
            unknown,
            is_sound,
        }
    }

    /// Whether something is wrong with what is filled in, rather than nothing filled in yet.
    pub(super) fn is_wrong(&self) -> bool {
        !self.unknown.is_empty() || self.fields.iter().any(|field| field.error.is_some())
    }
}

/// The values that an address gives a parameter.
fn given<'c>(call: &'c Call, parameter: &Parameter) -> impl Iterator<Item = &'c str> {
    // The first «name» is that of the question.
    let own = usize::from(parameter.name == "name");
    all(&call.parameters, &parameter.name).skip(own)
}

fn field(parameter: &Parameter, call: &Call, is_asked: bool) -> Field {
    let l = call.language;
    let value = given(call, parameter)
        .map(str::trim)
        .find(|value| !value.is_empty())
        .unwrap_or_default();
    let error = if value.is_empty() {
        let text = l.say("Hãy điền ô này.", "Fill in this field.");
        (is_asked && !parameter.optional).then(|| text.to_owned())
    } else {
        let wrong = parameter.term(value).err();
        wrong.map(|reason| explained(parameter, &reason, l))
    };
    Field {
        name: parameter.name.clone(),
        label: l.say(&parameter.meaning_vi, &parameter.meaning).to_owned(),
        value: value.to_owned(),
        example: example(parameter),
        is_optional: parameter.optional,
        is_constant: parameter.constant,
        is_number: is_number(&parameter.example),
        error,
    }
}

fn is_number(term: &Term) -> bool {
    matches!(term, Term::Literal(literal) if literal.datatype() == xsd::INTEGER)
}

/// The example of a parameter, as one types it.
pub(super) fn example(parameter: &Parameter) -> String {
    match &parameter.example {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => node.to_string(),
    }
}

fn explained(parameter: &Parameter, reason: &str, l: Language) -> String {
    let example = example(parameter);
    match (&parameter.example, l) {
        (Term::Literal(_), Language::Vi) if is_number(&parameter.example) => {
            format!("Cần một số nguyên, ví dụ {example}.")
        }
        (Term::Literal(_), Language::En) if is_number(&parameter.example) => {
            format!("A whole number is needed, such as {example}.")
        }
        (Term::NamedNode(_), Language::Vi) => format!("Cần một IRI, ví dụ {example}."),
        (Term::NamedNode(_), Language::En) => format!("An IRI is needed, such as {example}."),
        (_, Language::Vi) => {
            format!("Không đọc được ({reason}); hãy viết không có dấu ngoặc, ví dụ {example}.")
        }
        (_, Language::En) => {
            format!(
                "This can't be read ({reason}); write it without quotation marks, such as {example}."
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer;
    use crate::serve::parameters::parse;

    fn filled(name: &str, address: &str) -> Filled {
        let call = Call {
            language: Language::En,
            path: "query".to_owned(),
            key: String::new(),
            parameters: parse(address.as_bytes()).unwrap(),
            query: address.to_owned(),
        };
        Filled::of(&Query::find(name).unwrap(), &call)
    }

    #[test]
    fn no_parameter_is_called_like_a_field_of_the_page() {
        for query in answer::named().unwrap() {
            for parameter in query.parameters {
                let is_own = OWN.contains(&parameter.name.as_str());
                assert!(
                    !is_own || parameter.name == "name",
                    "{} {}",
                    query.name,
                    parameter.name
                );
            }
        }
    }

    #[test]
    fn a_form_is_sound_wrong_or_not_yet_filled_in() {
        let state = |name, address| {
            let filled = filled(name, address);
            (filled.is_sound, filled.is_wrong())
        };
        assert_eq!(
            state("official_career", "name=official_career"),
            (false, false)
        );
        assert_eq!(
            state("official_career", "name=official_career&official="),
            (false, true)
        );
        assert_eq!(
            state("official_career", "name=official_career&official=A"),
            (true, false)
        );
        assert_eq!(
            state(
                "official_career",
                "name=official_career&official=A&x=1&rank=2"
            ),
            (false, true)
        );
        assert_eq!(
            state("level_rotations", "name=level_rotations&year="),
            (true, false)
        );
        assert_eq!(
            state("level_rotations", "name=level_rotations&year=last"),
            (false, true)
        );
    }

    #[test]
    fn a_parameter_may_be_called_like_the_questions_name() {
        let filled = filled(
            "contradicting_claims",
            "name=contradicting_claims&name=V%C3%A0ng+A",
        );
        assert_eq!(filled.values, [("name".to_owned(), "Vàng A".to_owned())]);
    }
}
