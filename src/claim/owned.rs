//! Committees inside another body, whose the text leaves to the context: «Đảng ủy», «Hội đồng Quản trị».

use std::ops::Range;

use super::body::Body;
use super::reading::Reading;
use super::topic::Mention;
use crate::claim::Level;

/// How many words behind «cổ đông» may say of which company they are.
const MEETING: usize = 14;

impl Reading<'_> {
    /// A committee inside another body with the owner that a meeting or the paragraph names.
    pub(super) fn owned_committee(&self, body: &Body, at: usize) -> Option<Body> {
        // Of a company that nothing knows it is none that the text names elsewhere.
        if let Some(met) = self.shareholders_before(at) {
            let owner = met.clone().find_map(|at| self.company_named_at(at));
            let unknown = |at| self.is(at, "của") && self.brand_end(at + 1).is_some();
            if owner.is_some() || met.into_iter().any(unknown) {
                return owner.map(|owner| Body {
                    parent: Some(Box::new(owner)),
                    ..body.clone()
                });
            }
        }
        let elected = (body.name == "Đảng ủy")
            .then(|| self.committee_elected(at))
            .flatten()
            .filter(|committee| {
                let area = committee.area.as_ref();
                area.is_some_and(|area| area.level == Some(Level::Commune)) || self.is_elected(at)
            });
        if let Some(committee) = elected.filter(|elected| elected.name.starts_with(&body.name)) {
            return Some(Body {
                name: committee.name,
                area: committee.area,
                parent: committee.parent,
                ..body.clone()
            });
        }
        // «…; ông A, Đảng ủy viên, và ông B, Phó Bí thư Đảng ủy xã X; …».
        let commune = |mention: &Mention| mention.level == Level::Commune;
        let item = (body.name == "Đảng ủy")
            .then(|| self.mention_of_item(at, commune))
            .flatten();
        if let Some(mention) = item {
            return Some(Body {
                area: Some(mention.area()),
                ..body.clone()
            });
        }
        let same = self.named_before(body)?;
        let near = self.paragraph(same.start) == self.paragraph(at);
        // «hội đồng quản trị ngân hàng này» names no bank.
        let unnamed = same.parent.as_deref().is_some_and(|owner| {
            owner.class == "enterprise"
                && owner.parent.is_none()
                && owner.area.is_none()
                && self.rules.words.bodies.named(&owner.name).is_some()
        });
        (near && same.name == body.name && !unnamed).then_some(Body {
            area: same.area,
            parent: same.parent,
            ..body.clone()
        })
    }

    /// The words that may say whose shareholders meet, in the sentence before a token: «Đại hội đồng cổ đông … của Mabank
    /// đã bầu ông A làm Phó Chủ tịch HĐQT».
    fn shareholders_before(&self, at: usize) -> Option<Range<usize>> {
        let mut words = (self.sentence_around(at)?.start..at).rev();
        let met = words.find(|&at| self.is(at, "cổ") && self.is(at + 1, "đông"))?;
        Some(met + 2..at.min(met + 2 + MEETING))
    }

    /// The company that is named at a token, or by its brand behind «của».
    fn company_named_at(&self, at: usize) -> Option<Body> {
        let company = self.body_at(at).filter(|body| body.class == "enterprise");
        company.or_else(|| self.brand_at(at).filter(|_| self.is(at - 1, "của")))
    }

    /// The commission of the Party that only communes have, with the only commune of the news.
    pub(super) fn commission_of_commune(&self, body: &Body, at: usize) -> Option<Body> {
        let committee = Body {
            area: Some(self.commune_around(at)?),
            ..Body::named("Đảng ủy".to_owned(), "party", body.start..body.end)
        };
        Some(Body {
            parent: Some(Box::new(committee)),
            ..body.clone()
        })
    }
}
