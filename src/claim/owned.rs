//! Committees inside another body, whose the text leaves to the context: «Đảng ủy», «Hội đồng Quản trị».

use std::ops::Range;

use super::body::Body;
use super::elided::{COMMISSIONS, COMMITTEES};
use super::post::PostMention;
use super::reading::Reading;
use super::topic::Mention;
use crate::claim::Level;

/// How many words behind «cổ đông» may say of which company they are.
const MEETING: usize = 14;

impl Reading<'_> {
    /// Gives the Party's commissions in a list the committee that a post behind them names, and an enterprise's boards
    /// the enterprise: «Phó Ban Tổ chức, Trưởng Ban Dân vận, Phó Bí thư Tỉnh ủy X», «Trưởng Ban Kế hoạch, Phó Tổng Giám
    /// đốc Tập đoàn Y».
    pub(super) fn give_owner_behind(&self, posts: &mut [PostMention]) {
        let mut behind: Option<(Body, bool)> = None;
        for i in (0..posts.len()).rev() {
            let apart = |from: usize, to: usize| (from..to).any(|at| self.is(at, ";"));
            if let Some(next) = posts.get(i + 1)
                && apart(posts[i].tokens.end, next.tokens.start)
            {
                behind = None;
            }
            let start = posts[i].tokens.start;
            let said_before = (posts[..i].iter()).any(|post| {
                !apart(post.tokens.end, start) && post.body.as_ref().is_some_and(is_of_committee)
            });
            let post = &mut posts[i];
            let Some(body) = &mut post.body else { continue };
            let lacks = body.parent.is_none() && body.area.is_none();
            let commission = COMMISSIONS.contains(&body.name.as_str());
            match &behind {
                Some((owner, party))
                    if lacks && *party == commission && !said_before && is_board(body) =>
                {
                    if !self.is_of_event(body) {
                        body.parent = Some(Box::new(owner.clone()));
                        post.shared = true;
                    }
                }
                _ => {
                    let party = is_committee(body);
                    let firm = matches!(body.class.as_str(), "enterprise" | "press")
                        && post.role.ends_with("Tổng Giám đốc");
                    behind = (party || firm).then(|| (body.clone(), party));
                }
            }
        }
    }

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

/// Whether a body is a commission of the Party, or a board that is its owner's.
fn is_board(body: &Body) -> bool {
    COMMISSIONS.contains(&body.name.as_str()) || body.class == "commission" && body.level.is_none()
}

/// Whether a body is the Party committee of an area.
fn is_committee(body: &Body) -> bool {
    COMMITTEES.iter().any(|(name, _)| *name == body.name)
}

/// Whether a body is the Party committee of an area or belongs to one.
fn is_of_committee(body: &Body) -> bool {
    is_committee(body) || body.parent.as_deref().is_some_and(is_committee)
}
