//! Long lists, page by page.

use super::number::grouped;
use super::{Call, Fault, Language};

/// Behind so many entries none are listed.
pub(super) const MOST: usize = 10_000;

/// The way through the pages of a list.
pub(super) struct Pages {
    pub(super) this: usize,
    pub(super) last: usize,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) first_hit: String,
    pub(super) last_hit: String,
}

impl Pages {
    /// The way from a page of a list with so many on each; every page has an address.
    pub(super) fn new(
        l: Language,
        this: usize,
        count: usize,
        each: usize,
        address: impl Fn(usize) -> String,
    ) -> Self {
        let last = count.div_ceil(each);
        Self {
            this,
            last,
            before: (this > 1).then(|| address(this - 1)),
            after: (this < last).then(|| address(this + 1)),
            first_hit: grouped(l, ((this - 1) * each + 1) as u64),
            last_hit: grouped(l, (this * each).min(count) as u64),
        }
    }
}

/// The page that is asked for, from 1.
pub(super) fn page_number(call: &Call) -> Result<usize, Fault> {
    let number = call.get("page").map_or(Ok(1), str::parse::<usize>);
    match number {
        Ok(number) if (1..=MOST).contains(&number) => Ok(number),
        _ => {
            let text = call.language.say(
                "Số trang phải là số từ 1 trở lên.",
                "The number of a page is 1 or more.",
            );
            Err(Fault::Bad(text.to_owned()))
        }
    }
}
