//! The parameters of an address or a form, told apart from what is no UTF-8.

use percent_encoding::percent_decode;

/// The names and values of a query string or an URL-encoded form; none where they are no UTF-8.
pub(super) fn parse(encoded: &[u8]) -> Option<Vec<(String, String)>> {
    encoded
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let name = decode(halves.next().unwrap_or_default())?;
            let value = decode(halves.next().unwrap_or_default())?;
            Some((name, value))
        })
        .collect()
}

fn decode(encoded: &[u8]) -> Option<String> {
    let spaced: Vec<u8> = encoded
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    String::from_utf8(percent_decode(&spaced).collect()).ok()
}

/// The values of a parameter.
pub(super) fn all<'p>(
    parameters: &'p [(String, String)],
    name: &str,
) -> impl Iterator<Item = &'p str> {
    parameters
        .iter()
        .filter(move |(known, _)| known == name)
        .map(|(_, value)| value.as_str())
}

/// The first value of a parameter that isn't blank.
pub(super) fn first<'p>(parameters: &'p [(String, String)], name: &str) -> Option<&'p str> {
    all(parameters, name)
        .map(str::trim)
        .find(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_are_decoded_or_refused() {
        let parameters = parse("q=V%C3%A0ng+A&at=2020&&lone&at=2021".as_bytes()).unwrap();
        assert_eq!(first(&parameters, "q"), Some("Vàng A"));
        assert_eq!(all(&parameters, "at").collect::<Vec<_>>(), ["2020", "2021"]);
        assert_eq!(first(&parameters, "lone"), None);
        assert_eq!(parse(b"q=%ff%fe"), None);
    }
}
