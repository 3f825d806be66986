//! Whose cohort a figure counts: the body that acts or is elected, the area that the sentence names, that of the article.

use std::ops::Range;

use crate::claim::Level;
use crate::claim::body::{Body, CENTRAL};
use crate::claim::reading::Reading;
use crate::rules::{Category, FigureClass, UnitId};

/// How many tokens may stand between a body and its act.
const NEAR: usize = 14;

/// So many sentences are the head of an article.
const HEAD: usize = 3;

/// And so many tokens the opening of a sentence.
const OPENING: usize = 40;

/// Where a figure and its act stand in their sentence.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The first token of the sentence.
    pub(super) start: usize,
    /// The first token of the words that say what is done.
    pub(super) act: usize,
    /// The first token of the figure.
    pub(super) figure: usize,
    /// One past the last token of figure and act.
    pub(super) end: usize,
}

/// The name of whose cohort it is, and `org` among the recovered where the text doesn't say it there.
pub(super) type Org = (Option<String>, Vec<String>);

impl Reading<'_> {
    /// Whose cohort a figure counts; none where nothing says so.
    pub(super) fn org_of(&self, place: &Place) -> Org {
        let none = || (None, Vec::new());
        let before = place.start..place.figure;
        // «cả nước», «các tỉnh, thành phố», «tại 9 địa phương»: no one area's.
        if self.is_of_many(place) {
            return none();
        }
        let bodies = self.bodies_in(place.start..place.end);
        if let Some(org) = self.institution(&bodies, place) {
            return org;
        }
        // «chức vụ của UBND tỉnh giao, nhưng ông Mẫu vẫn bổ nhiệm 4 cán bộ»: of what body he is stands elsewhere.
        let person = self.actor_in(place);
        let before = person.unwrap_or(before.start)..before.end;
        if let Some(area) = self.said_area(before, &bodies) {
            return (Some(area), Vec::new());
        }
        if person.is_some() {
            return none();
        }
        if let Some(area) = self.opening_place(place.start) {
            return (Some(area), vec!["org".to_owned()]);
        }
        // «15 đồng chí trúng cử Đảng ủy»: at the congress of a school it is no area's.
        if self.tells_of_unit_congress() && bodies.iter().all(|body| body.area.is_none()) {
            return none();
        }
        // «Ban Thường vụ Huyện ủy», «Đại hội Đảng bộ tỉnh»: the area of such a body in this article.
        let recovered = bodies.iter().find_map(|body| self.territory(body, true));
        match recovered.or_else(|| self.topic_area(place).map(|unit| self.unit_name(unit))) {
            Some(area) => (Some(area), vec!["org".to_owned()]),
            None => none(),
        }
    }

    /// Whether the head of an article tells of the Party members of a school, a firm or an office: «Đại hội Đảng bộ Trường X».
    fn tells_of_unit_congress(&self) -> bool {
        let of_unit = |body: &Body| {
            let units = [
                "school",
                "enterprise",
                "hospital",
                "department",
                "institute",
            ];
            let parent = body.parent.as_deref();
            body.name.starts_with("Đảng ")
                && parent.is_some_and(|parent| units.contains(&parent.class.as_str()))
        };
        let head = self.text.sentences.iter().take(HEAD);
        head.into_iter().any(|sentence| {
            let tokens =
                sentence.tokens.start..sentence.tokens.end.min(sentence.tokens.start + OPENING);
            self.bodies_in(tokens).iter().any(of_unit)
        })
    }

    /// The bodies that some tokens name, in order.
    fn bodies_in(&self, tokens: Range<usize>) -> Vec<Body> {
        let mut bodies = Vec::new();
        let mut at = tokens.start;
        while at < tokens.end {
            // «Đại hội XII» is no association, «cán bộ» no ministry.
            let congress = at > tokens.start && self.is(at - 1, "đại") && self.is(at, "hội");
            let unit = (at.saturating_sub(4).max(tokens.start)..at)
                .any(|from| self.unit_at(from).is_some_and(|(_, end)| end > at));
            let within = congress || unit;
            match self.body_at(at).filter(|_| !within) {
                Some(body) => {
                    at = body.end.max(at + 1);
                    bodies.push(body);
                }
                None => at += 1,
            }
        }
        bodies
    }

    /// Whether a figure is one of many places together.
    fn is_of_many(&self, place: &Place) -> bool {
        let nation = (place.start..place.figure).any(|t| self.is_class(t, FigureClass::Nation));
        // Only what stands behind «tại» is where the counted are.
        let many = || {
            let mut around =
                (place.start..place.end + NEAR).take_while(|&t| self.mark(t) != Some('.'));
            around.any(|t| {
                (self.is(t, "tại") || self.is(t, "ở"))
                    && self.width(t + 1) > 0
                    && (self.tag(t + 2, Category::Level).is_some()
                        || self.is(t + 2, "địa") && self.is(t + 3, "phương"))
            })
        };
        nation || many()
    }

    /// The association whose committee is elected, or the institution that acts: «Sở Y tế đã bổ nhiệm 19 trường hợp».
    fn institution(&self, bodies: &[Body], place: &Place) -> Option<Org> {
        let named = |body: &Body| {
            let resolved = self.resolve(body, body.start);
            // «Ban Chấp hành Công đoàn lâm thời», «Bộ đã bổ nhiệm»: of what, nothing says.
            let whole = resolved.name.contains(' ') && !body.elided;
            let unnamed = !whole
                || resolved.area.is_none()
                    && resolved.level.is_none()
                    && self.rules.words.bodies.named(&resolved.name).is_some();
            if unnamed {
                return (None, Vec::new());
            }
            let recovered = if resolved.recovered {
                vec!["org".to_owned()]
            } else {
                Vec::new()
            };
            (Some(resolved.name), recovered)
        };
        let elected = bodies.iter().filter(|body| body.end > place.act);
        let mut elected = elected.filter_map(|body| whole(body, &["mass"]));
        if let Some(body) = elected.next() {
            return Some(named(body));
        }
        let subject = bodies
            .iter()
            .rfind(|body| body.end <= place.act && place.act - body.end <= NEAR)?;
        let before = subject.start.checked_sub(1).filter(|&t| t >= place.start);
        let aside = before.is_some_and(|t| {
            ["theo", "tại", "ở", "của", "về", "từ", "với", "cho"]
                .iter()
                .any(|word| self.is(t, word))
        });
        let apart = (subject.end..place.act).any(|t| self.is_comma(t) || self.mark(t) == Some(':'));
        let classes: &[&str] = if aside || apart {
            &["mass"]
        } else {
            &[
                "mass",
                "department",
                "ministry",
                "enterprise",
                "school",
                "hospital",
                "institute",
                "court",
                "procuracy",
            ]
        };
        let told = before.is_none_or(|t| !self.is(t, "theo") && !self.is(t, "tại"));
        // «Bộ Chính trị, Ban Bí thư quyết định luân chuyển 44 cán bộ».
        let central = |body: &&Body| body.class == "party" && body.level == Some(CENTRAL);
        if !aside && !apart && central(&subject) {
            let first = bodies.iter().rev().find(|body| {
                let linked = self.is_comma(body.end) || self.is(body.end, "và");
                central(body) && linked && body.end + 1 == subject.start
            });
            let organs = first.into_iter().chain([subject]);
            let organs: Vec<&str> = organs.map(|body| body.name.as_str()).collect();
            return Some((Some(organs.join(", ")), Vec::new()));
        }
        whole(subject, classes).filter(|_| told).map(named)
    }

    /// The area that is named before a figure, with its level word or as that of a body.
    fn said_area(&self, before: Range<usize>, bodies: &[Body]) -> Option<String> {
        let named = before.clone().find_map(|at| {
            let guided = at > before.start
                && (self.is(at - 1, "ở")
                    || matches!(
                        self.class_at(at - 1),
                        Some((
                            FigureClass::Toward | FigureClass::From | FigureClass::Until,
                            _
                        ))
                    ));
            let (area, end) = self.area_at(at).filter(|_| !guided)?;
            let known = area.word.is_some() && !area.units.is_empty();
            known.then(|| self.text.words(at..end))
        });
        named.or_else(|| {
            let within = |body: &&Body| body.start >= before.start && body.end <= before.end;
            let mut bodies = bodies.iter().filter(within);
            bodies.find_map(|body| self.territory(body, false))
        })
    }

    /// The area of a body that stands for its area: of the Party, the state, the council.
    fn territory(&self, body: &Body, recovered: bool) -> Option<String> {
        let stands = matches!(
            body.class.as_str(),
            "party" | "committee" | "council" | "commission"
        );
        let resolved = stands.then(|| self.resolve(body, body.start))?;
        resolved.area.filter(|_| resolved.recovered == recovered)
    }

    /// The place that a sentence opens with: «Tại Lâm Đồng, …», «Thừa Thiên - Huế: …».
    fn opening_place(&self, start: usize) -> Option<String> {
        let at = if self.is(start, "tại") || self.is(start, "ở") {
            start + 1
        } else {
            start
        };
        let (area, end) = self
            .area_at(at)
            .filter(|(area, _)| area.name.is_some())
            .or_else(|| self.bare_area_at(at))?;
        let closed = if at > start {
            self.is_comma(end)
        } else {
            self.mark(end) == Some(':')
        };
        // «Cao Bằng» alone is the province, and not its city.
        let unit = || {
            self.choose(&area, Some(Level::Province), &self.topic)
                .or_else(|| self.choose(&area, None, &self.topic))
        };
        let name = || unit().map_or_else(|| self.text.words(at..end), |unit| self.unit_name(unit));
        closed.then(name)
    }

    /// The person who acts, if a person does.
    fn actor_in(&self, place: &Place) -> Option<usize> {
        let clause = (place.start..place.act)
            .rev()
            .find(|&t| matches!(self.mark(t), Some(':' | ';')))
            .map_or(place.start, |t| t + 1);
        let person = (clause..place.act).rfind(|&t| {
            self.tag(t, Category::Honorific)
                .is_some_and(|(_, end)| end < place.act && self.is_capital(end))
        })?;
        // «theo ông Mẫu», «ông Mẫu cho biết», «ông Mẫu, Bí thư Huyện ủy»: another may act.
        let told = person > clause && self.is(person - 1, "theo")
            || (person..place.act).any(|t| {
                self.is(t, "biết")
                    || self.is(t, "rằng")
                    || self.has(t, Category::Role)
                    || self.has(t, Category::Body) && self.is_capital(t)
                    || self.has(t, Category::Level)
            });
        (!told).then_some(person)
    }

    /// The area of the article, where its outlet or headline says so.
    fn topic_area(&self, place: &Place) -> Option<UnitId> {
        let before = place.start..place.figure;
        // «toàn tỉnh», «của tỉnh».
        let whole_province = before.clone().any(|t| {
            let of_party = self.is(t + 1, "ủy") || t > 0 && self.is(t - 1, "bộ");
            self.is(t, "tỉnh") && (t == place.start || of_party || self.is(t - 1, "toàn"))
        });
        if whole_province {
            return self.topic.province;
        }
        if !self.topic.led {
            return None;
        }
        // A district that only a career names is not the article's.
        match self.topic.district {
            Some(district) if self.topic.province.is_none() || self.is_in_headline(district) => {
                Some(district)
            }
            _ => self.topic.province,
        }
    }
}

/// The body of some class that a body is or belongs to.
fn whole<'a>(body: &'a Body, classes: &[&str]) -> Option<&'a Body> {
    let mut bodies = std::iter::successors(Some(body), |body| body.parent.as_deref());
    bodies.find(|body| classes.contains(&body.class.as_str()))
}
