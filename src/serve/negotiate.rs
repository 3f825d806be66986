//! Content negotiation by RFC 9110, 12.5.1: which of the forms that there are a client likes best.

/// The first best of the offered media types for an `Accept` header; none where the client takes none of them.
///
/// Where no header was sent, or several are liked alike, the first of the offered ones is taken.
pub(super) fn best<'o>(accept: Option<&str>, offered: &[&'o str]) -> Option<&'o str> {
    let Some(accept) = accept.filter(|accept| !accept.trim().is_empty()) else {
        return offered.first().copied();
    };
    let ranges: Vec<Range> = accept.split(',').filter_map(Range::parse).collect();
    let mut best: Option<(&'o str, u16)> = None;
    for offer in offered {
        // The most specific range that covers a type says how much it is liked, not the most generous one.
        let liking = ranges
            .iter()
            .filter_map(|range| Some((range.covers(offer)?, range.quality)))
            .max_by_key(|(specificity, _)| *specificity)
            .map_or(0, |(_, quality)| quality);
        if liking > best.map_or(0, |(_, quality)| quality) {
            best = Some((offer, liking));
        }
    }
    best.map(|(offer, _)| offer)
}

/// Whether a header names a media type itself, and likes nothing better: a person's browser, not a program.
pub(super) fn prefers(accept: Option<&str>, media_type: &str) -> bool {
    let ranges: Vec<Range> = accept
        .unwrap_or_default()
        .split(',')
        .filter_map(Range::parse)
        .collect();
    let named = ranges
        .iter()
        .find(|range| range.covers(media_type) == Some(2));
    named.is_some_and(|named| {
        named.quality > 0 && ranges.iter().all(|range| range.quality <= named.quality)
    })
}

/// One media range of an `Accept` header.
struct Range<'a> {
    main: &'a str,
    sub: &'a str,
    /// In thousandths.
    quality: u16,
}

impl<'a> Range<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (main, sub) = parts.next()?.split_once('/')?;
        let quality = parts
            .filter_map(|part| part.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("q"))
            .map_or(1000, |(_, value)| thousandths(value.trim()));
        Some(Self {
            main: main.trim(),
            sub: sub.trim(),
            quality,
        })
    }

    /// How specifically the range covers a media type: 2 by its name, 1 by its main type, 0 as anything.
    fn covers(&self, media_type: &str) -> Option<u8> {
        let (main, sub) = media_type.split(';').next()?.trim().split_once('/')?;
        match (self.main, self.sub) {
            ("*", "*") => Some(0),
            (own, "*") if own.eq_ignore_ascii_case(main) => Some(1),
            (own, own_sub)
                if own.eq_ignore_ascii_case(main) && own_sub.eq_ignore_ascii_case(sub) =>
            {
                Some(2)
            }
            _ => None,
        }
    }
}

/// A weight between 0 and 1 in thousandths; what is no weight counts as none given.
fn thousandths(weight: &str) -> u16 {
    let weight: f32 = weight.parse().unwrap_or(1.0);
    // Between 0 and 1000 after clamping.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let weight = (weight.clamp(0.0, 1.0) * 1000.0).round() as u16;
    weight
}

/// The language of pages for an `Accept-Language` header: Vietnamese where it is liked at least as much as English.
pub(super) fn language(accept: Option<&str>) -> &'static str {
    let liking = |language: &str| {
        accept
            .unwrap_or_default()
            .split(',')
            .filter_map(|range| {
                let mut parts = range.split(';').map(str::trim);
                let tag = parts.next()?;
                let primary = tag.split('-').next()?;
                let quality = parts
                    .find_map(|part| part.strip_prefix("q="))
                    .map_or(1000, thousandths);
                primary.eq_ignore_ascii_case(language).then_some(quality)
            })
            .max()
            .unwrap_or(0)
    };
    if liking("en") > liking("vi") {
        "en"
    } else {
        "vi"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFERED: [&str; 3] = ["text/turtle", "application/rdf+xml", "application/ld+json"];

    #[test]
    fn what_a_client_likes_best_is_chosen() {
        for (accept, chosen) in [
            (None, Some("text/turtle")),
            (Some("*/*"), Some("text/turtle")),
            (Some("application/rdf+xml"), Some("application/rdf+xml")),
            (
                Some("text/turtle;q=0.5, application/rdf+xml;q=0.9"),
                Some("application/rdf+xml"),
            ),
            (
                Some("application/*;q=0.8, text/turtle;q=0.2"),
                Some("application/rdf+xml"),
            ),
            (
                Some("*/*;q=0.5, text/turtle;q=0"),
                Some("application/rdf+xml"),
            ),
            (
                Some("Application/LD+JSON; profile=x ; Q=1"),
                Some("application/ld+json"),
            ),
            (Some("image/png"), None),
            (
                Some("text/html, application/xhtml+xml, */*;q=0.1"),
                Some("text/turtle"),
            ),
        ] {
            assert_eq!(best(accept, &OFFERED), chosen, "{accept:?}");
        }
    }

    #[test]
    fn a_browser_is_told_from_a_program() {
        assert!(prefers(
            Some("text/html,application/xhtml+xml,*/*;q=0.8"),
            "text/html"
        ));
        assert!(!prefers(Some("*/*"), "text/html"));
        assert!(!prefers(
            Some("application/json, text/html;q=0.5"),
            "text/html"
        ));
    }

    #[test]
    fn pages_are_vietnamese_unless_english_is_liked_better() {
        assert_eq!(language(None), "vi");
        assert_eq!(language(Some("en-GB,en;q=0.9")), "en");
        assert_eq!(language(Some("en;q=0.5, vi-VN")), "vi");
        assert_eq!(language(Some("fr")), "vi");
    }
}
