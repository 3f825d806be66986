//! Enterprises by the letters or brands that they are known by: «PVN», «EVN Hà Nội», «VNPT Logistics».

use std::collections::HashMap;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::body::{Body, CENTRAL};
use super::reading::Reading;
use super::share::is_owned;
use crate::claim::Level;
use crate::rules::Category;
use crate::text::{Kind, Shape, Token, is_syllable};

/// How many words a brand may have.
const BRAND: usize = 3;

/// How many words the bracket may have that says what an enterprise goes by, and its name before it.
const BRACKET: usize = 6;
const NAME: usize = 20;

/// The brackets behind enterprises' names that say what these go by, by their words folded.
pub(super) type Brands = HashMap<String, usize>;

/// The councils that the text names of enterprises, by the names of these.
pub(super) type Councils = HashMap<String, Option<String>>;

impl Reading<'_> {
    /// An enterprise that all know by its letters or by its brand, with the name or place of its branch.
    pub(super) fn brand_at(&self, at: usize) -> Option<Body> {
        let brand = self.brand_end(at)?;
        let area = self.bare_area_at(brand).filter(|(area, _)| {
            let units = self.rules.places.units();
            area.units.iter().any(|&u| units[u].level < Level::Commune)
        });
        let (area, end) = area.map_or((None, brand), |(area, end)| (Some(area), end));
        // «Tổng Giám đốc Christine Mẫu», «Chủ tịch ABC Mẫu»: of what goes on nobody knows where it ends.
        if self.is_capital(end) && self.is_untagged(end) && !self.begins_person(end) {
            return None;
        }
        let known = |tokens| {
            self.rules
                .words
                .brands
                .get(&self.text.words(tokens).to_lowercase())
        };
        let explained = !self.finds_brands.get() && self.called_brand(at..end).is_some();
        // Other brands may be anybody's; letters mostly are not.
        if !explained && known(at..at + 1).is_none() && !self.is_letters(at) {
            return None;
        }
        // «NHCSXH Thái Bình» is a branch of that name, «EVN Hà Nội» has one of its own.
        let branches = |name: &&String| area.is_none() || !name.ends_with(" Việt Nam");
        let whole = known(at..brand).filter(|_| !explained).filter(branches);
        let name = whole.cloned().unwrap_or_else(|| self.text.words(at..brand));
        Some(Body {
            level: whole.filter(|_| area.is_none()).map(|_| CENTRAL),
            area,
            ..Body::named(name, "enterprise", at..end)
        })
    }

    /// Whether a board stands before a brand that nothing knows, so that it can be of no company that the text names:
    /// «Chủ tịch HĐQT *Mabank*».
    pub(super) fn is_of_unknown(&self, board: &Body) -> bool {
        is_owned(board) && self.brand_end(board.end).is_some()
    }

    /// The end of the letters or the foreign words by which an enterprise is known, with a number behind them.
    pub(super) fn brand_end(&self, at: usize) -> Option<usize> {
        let foreign = |at: usize| {
            self.token(at).is_some_and(|t| {
                let word = self.text.word(t);
                t.is_capital() && t.end - t.start >= 3 && word.is_ascii() && !is_syllable(word)
            })
        };
        let brand = |at: usize| {
            let surname = |word| self.lexicon().surname_tier(word) > 0;
            (self.is_letters(at) || foreign(at))
                && self.is_untagged(at)
                && !self.is_abroad(at)
                && !self.token(at).is_some_and(|t| surname(t.word))
        };
        let end = (at..at + BRAND).find(|&next| !brand(next));
        let end = end.unwrap_or(at + BRAND);
        let number = self
            .token(end)
            .is_some_and(|t| t.kind == Kind::Number && t.end - t.start <= 3);
        (end > at).then_some(end + usize::from(number))
    }

    /// The enterprise that a head and its brand name: «Tập đoàn PVN».
    pub(super) fn branded(&self, head: &str, brand: Range<usize>) -> Option<String> {
        let word = self.text.words(brand).to_lowercase();
        let name = self.rules.words.brands.get(&word)?;
        name.starts_with(head).then(|| name.clone())
    }

    /// The enterprise of which the text says that it goes by a name: «Tổng công ty Xây lắp Mẫu (XLM)».
    pub(super) fn enterprise_of(&self, brand: &Body) -> Option<Body> {
        if brand.class != "enterprise" || brand.parent.is_some() {
            return None;
        }
        let open = self.called_brand(brand.start..brand.end)?;
        self.tags_in(open.saturating_sub(NAME)..open)
            .iter()
            .filter(|tag| self.is_enterprise(tag.category, tag.entry))
            .filter_map(|tag| self.body_at(tag.start as usize))
            .find(|body| body.end == open || body.end == open + 3)
    }

    /// The only council that the text says an enterprise has: «Chủ tịch EVN» is chairman of its «Hội đồng Thành viên».
    pub(super) fn council_of(&self, enterprise: &str) -> Option<String> {
        let councils = self.councils.get_or_init(|| self.councils_named());
        councils.get(enterprise)?.clone()
    }

    /// The councils of enterprises, by the names of these; none where the text gives one of them two.
    fn councils_named(&self) -> Councils {
        let heads = ["Hội đồng Thành viên", "Hội đồng Quản trị"];
        let mut councils = Councils::new();
        for tag in &self.tags {
            if tag.category != Category::Body
                || !heads.contains(&self.rules.words.bodies[tag.entry as usize].name.as_str())
            {
                continue;
            }
            let council = self.body_at(tag.start as usize);
            if let Some(council) = council
                && let Some(owner) = council.parent.as_deref()
            {
                councils
                    .entry(self.resolve(owner, owner.start).name)
                    .and_modify(|known| {
                        if known.as_ref() != Some(&council.name) {
                            *known = None;
                        }
                    })
                    .or_insert(Some(council.name.clone()));
            }
        }
        councils
    }

    /// The bracket that says that an enterprise goes by these words.
    fn called_brand(&self, words: Range<usize>) -> Option<usize> {
        let brands = self.brands();
        // Most texts have none.
        if brands.is_empty() {
            return None;
        }
        brands.get(&self.key(words)).copied()
    }

    /// What the enterprises of the text go by.
    fn brands(&self) -> &Brands {
        self.brands.get_or_init(|| {
            self.finds_brands.set(true);
            let mut brands = Brands::new();
            for tag in &self.tags {
                let from = tag.end as usize;
                if !self.is_enterprise(tag.category, tag.entry) {
                    continue;
                }
                if let Some((dash, end)) = self.brand_behind(tag.start as usize) {
                    brands.entry(self.key(dash + 1..end)).or_insert(end);
                }
                let Some(open) = (from..from + NAME).find(|&at| !self.goes_on_to(at)) else {
                    continue;
                };
                let end = (open + 1..open + 1 + BRACKET)
                    .find(|&at| !self.is_word(at) && self.digits(at).is_none());
                let Some(end) = end.filter(|&end| end > open + 1 && self.is_open(open)) else {
                    continue;
                };
                let first = self.called(open + 1);
                // «(Công ty MHBS)».
                let head = self.tag(first, Category::Body);
                let company =
                    head.filter(|&(entry, _)| self.rules.words.bodies[entry].class == "enterprise");
                let brand = company.map_or(first, |(_, brand)| brand);
                if brand < end && (head.is_none() || company.is_some() && self.is_letters(brand)) {
                    brands.entry(self.key(brand..end)).or_insert(open);
                }
            }
            self.add_called(&mut brands);
            self.finds_brands.set(false);
            brands
        })
    }

    /// Adds the brands that only stand behind a head, and that nothing else explains: «Tổng công ty Maxco» is what Maxco means.
    fn add_called(&self, brands: &mut Brands) {
        for tag in &self.tags {
            let from = tag.end as usize;
            let branch = self.is(tag.start as usize, "chi") && self.is(from - 1, "nhánh");
            if !branch
                && self.is_enterprise(tag.category, tag.entry)
                && let Some(end) = self.brand_end(from).filter(|&end| !self.is_capital(end))
                && !self
                    .rules
                    .words
                    .brands
                    .contains_key(&self.text.words(from..end).to_lowercase())
            {
                brands.entry(self.key(from..end)).or_insert(end);
            }
        }
    }

    /// The dash and the end of the brand that closes an enterprise's name: «Tổng công ty Xây lắp Mẫu - Maxco».
    fn brand_behind(&self, at: usize) -> Option<(usize, usize)> {
        let dash = (at + 1..at + NAME)
            .take_while(|&at| self.goes_on_to(at))
            .find(|&at| self.is_dash(at) && self.brand_end(at + 1).is_some())?;
        let end = self.body_at(at)?.end;
        (self.brand_end(dash + 1) == Some(end)).then_some((dash, end))
    }

    /// Where the name begins that words say somebody goes by: «(gọi tắt là Mabank)», «(viết tắt: Mabank)».
    pub(super) fn called(&self, at: usize) -> usize {
        let words = ["sau", "đây", "tên", "gọi", "viết", "tắt", "là"];
        let calls = |token: &Token| words.contains(&self.text.word(token).to_lowercase().as_str());
        (at..at + BRACKET)
            .find(|&at| !self.token(at).is_some_and(calls))
            .unwrap_or(at)
    }

    /// Whether an enterprise's name may go on over a token to the bracket behind it.
    fn goes_on_to(&self, at: usize) -> bool {
        self.is_word(at) || self.is_joiner(at) || self.is_comma(at) || self.digits(at).is_some()
    }

    fn is_enterprise(&self, category: Category, entry: u32) -> bool {
        category == Category::Body && self.rules.words.bodies[entry as usize].class == "enterprise"
    }

    /// Whether letters that may be an enterprise's stand at a token.
    fn is_letters(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| {
            t.shape == Shape::Upper && t.end - t.start >= 3 && self.text.word(t).is_ascii()
        })
    }

    /// Words folded, without marks and spaces: «EVN Hà Nội» is «EVN HANOI».
    fn key(&self, tokens: Range<usize>) -> String {
        let words = self.text.words(tokens).to_lowercase();
        let plain = words.nfd().filter(|c| c.is_alphanumeric());
        plain.map(|c| if c == 'đ' { 'd' } else { c }).collect()
    }
}
