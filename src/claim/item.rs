//! Sentences as items: names, posts, bodies, areas, dates, cues and marks, ready for frames.

use std::ops::Range;

use super::area::Area;
use super::body::Body;
use super::date::{self, DateMention};
use super::name::{Behind, NameMention};
use super::people::People;
use super::post::PostMention;
use super::post_list::PostList;
use super::reading::Reading;
use crate::rules::code;
use crate::rules::{Category, HonorificClass};
use crate::text::Kind;

/// A stretch of a sentence that means one thing.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// The byte that stands for it in a frame's pattern.
    pub(crate) code: u8,
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// What it means.
    pub(crate) meaning: Meaning,
}

/// What an item means; most items are words that mean nothing, so what takes up room is boxed.
#[derive(Clone, Debug)]
pub(crate) enum Meaning {
    /// A person.
    Name(Box<NameMention>),
    /// The posts of one person.
    Posts(PostList),
    /// A body without a role.
    Body(Box<Body>),
    /// An area.
    Area(Box<Area>),
    /// A date.
    Date(DateMention),
    /// A document, by its row among the article's documents.
    Document(usize),
    /// A word or mark that only its code tells.
    Other,
}

/// A sentence, or the part of it that one speaker says.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    /// The items, in order.
    pub(crate) items: Vec<Item>,
    /// The codes of the items.
    pub(crate) codes: Vec<u8>,
    /// The tokens of the sentence.
    pub(crate) tokens: Range<usize>,
    /// The place of the sentence in the text.
    pub(crate) sentence: usize,
}

/// How many items a bracket holds at most.
const BRACKET: usize = 48;

impl Clause {
    /// Takes back what would be a name only if the article named such a person.
    pub(crate) fn forget_strangers(&mut self, people: &People) {
        for (item, code) in self.items.iter_mut().zip(&mut self.codes) {
            if matches!(&item.meaning, Meaning::Name(name) if name.weak && !people.bears(name)) {
                item.meaning = Meaning::Other;
                item.code = code::WORD;
                *code = code::WORD;
            }
        }
    }

    /// The bracket that an item stands in, by the item that opens it.
    pub(super) fn bracket_around(&self, item: usize) -> Option<usize> {
        let mut before = (item.saturating_sub(BRACKET)..item).rev();
        let mark = before.find(|&i| matches!(self.codes[i], b'(' | b')'))?;
        (self.codes[mark] == b'(').then_some(mark)
    }

    fn push(&mut self, item: Item) {
        self.codes.push(item.code);
        self.items.push(item);
    }

    fn new(tokens: Range<usize>, sentence: usize) -> Self {
        Self {
            items: Vec::with_capacity(tokens.len() / 2),
            codes: Vec::with_capacity(tokens.len()),
            tokens,
            sentence,
        }
    }
}

/// The speaker of a quotation and the posts named beside the name.
#[derive(Clone, Debug)]
pub(crate) struct Speaker {
    /// The person.
    pub(crate) name: NameMention,
    /// The posts.
    pub(crate) posts: Option<PostList>,
}

impl Reading<'_> {
    /// The clauses of a sentence; `speaker` is whoever speaks at its start and, afterwards, at its end.
    /// `documents` are the article's document mentions and their rows.
    pub(crate) fn clauses(
        &self,
        sentence: usize,
        documents: &[(Range<usize>, usize)],
        speaker: &mut Option<Speaker>,
    ) -> Vec<Clause> {
        let tokens = self.text.sentences[sentence].tokens.clone();
        let mut dates = date::dates(self, sentence);
        let open = date::open_days(self, sentence, &dates);
        self.add_bare_years(tokens.clone(), &mut dates);
        let mut clauses = vec![Clause::new(tokens.clone(), sentence)];
        if let (Some(speaker), Some(clause)) = (speaker.as_ref(), clauses.last_mut()) {
            clause.push(speaker_item(speaker, tokens.start));
        }
        let mut at = tokens.start;
        while at < tokens.end {
            if let Some(end) = self.markup_end(at, at == tokens.start) {
                at = end;
                continue;
            }
            let before = clauses.last().map_or(&[][..], |clause| &clause.codes);
            let mut item = self.item_at(at, tokens.end, before, (&dates, &open), documents);
            if clauses
                .last()
                .is_some_and(|clause| self.is_assisted(clause, &item))
            {
                (item.code, item.meaning) = (code::WORD, Meaning::Other);
            }
            at = item.tokens.end.max(at + 1);
            let is_colon = self
                .token(item.tokens.start)
                .is_some_and(|t| t.is(self.lexicon().marks.colon));
            let Some(clause) = clauses.last_mut() else {
                break;
            };
            clause.push(item);
            if is_colon && let Some(said) = self.speaker_of(clause) {
                let mut next = Clause::new(tokens.clone(), sentence);
                next.push(speaker_item(&said, at));
                *speaker = Some(said);
                clauses.push(next);
            }
        }
        for clause in &mut clauses {
            self.tell_givers(clause);
        }
        clauses
    }

    /// Whether a name is that of whom somebody else assists: «ông A là trợ lý Bộ trưởng Ngoại giao *Phạm Văn Mẫu*», but «Trợ
    /// lý Bộ trưởng Phạm Văn Mẫu cho biết».
    fn is_assisted(&self, clause: &Clause, item: &Item) -> bool {
        let [
            ..,
            told,
            Item {
                meaning: Meaning::Posts(list),
                ..
            },
        ] = &clause.items[..]
        else {
            return false;
        };
        let assists = |post: &PostMention| {
            let role = post.role.as_str();
            role.starts_with("Trợ lý ") || role.starts_with("Thư ký ")
        };
        item.code == code::NAME
            && list.posts.last().is_some_and(assists)
            && matches!(self.cue(told.tokens.start), Some(("là" | "làm", _)))
    }

    /// The end of what only sets a text: «**», «#», «[1]», «[sửa | sửa mã nguồn]», the bar that opens a row of a table.
    pub(super) fn markup_end(&self, at: usize, first: bool) -> Option<usize> {
        match self.mark(at)? {
            '*' | '#' | '_' => Some(at + 1),
            '|' if first => Some(at + 1),
            '[' => {
                let noted = self.digits(at + 1).is_some() || self.is(at + 1, "sửa");
                let close = (at + 1..at + 8).find(|&close| self.mark(close) == Some(']'))?;
                noted.then_some(close + 1)
            }
            _ => None,
        }
    }

    /// Who speaks after «Ông A, Bí thư …, cho biết:».
    fn speaker_of(&self, clause: &Clause) -> Option<Speaker> {
        let said = clause.items.iter().any(|item| {
            self.cue(item.tokens.start)
                .is_some_and(|(class, _)| class == "cho biết")
                && item.code >= code::CUE
        });
        let mut names = clause
            .items
            .iter()
            .enumerate()
            .filter(|(_, item)| item.code == code::NAME);
        let (first, more) = (names.next(), names.next());
        let (
            Some((
                place,
                Item {
                    meaning: Meaning::Name(name),
                    ..
                },
            )),
            None,
            true,
        ) = (first, more, said)
        else {
            return None;
        };
        let beside = clause
            .items
            .get(place + 1..)
            .unwrap_or_default()
            .iter()
            .take(2);
        let before = place.checked_sub(1).and_then(|i| clause.items.get(i));
        let posts = beside.chain(before).find_map(|item| match &item.meaning {
            Meaning::Posts(posts) => Some(posts.clone()),
            _ => None,
        });
        Some(Speaker {
            name: NameMention::clone(name),
            posts,
        })
    }

    /// The item that begins at a token; `open` are days in a year that nothing tells, which are dates without a value.
    fn item_at(
        &self,
        at: usize,
        limit: usize,
        codes: &[u8],
        (dates, open): (&[DateMention], &[Range<usize>]),
        documents: &[(Range<usize>, usize)],
    ) -> Item {
        let item = |code: u8, end: usize, meaning: Meaning| Item {
            code,
            tokens: at..end.min(limit),
            meaning,
        };
        if let Ok(found) = documents.binary_search_by_key(&at, |(tokens, _)| tokens.start) {
            let (tokens, row) = &documents[found];
            return item(code::DOCUMENT, tokens.end, Meaning::Document(*row));
        }
        if let Some(date) = dates.iter().find(|date| date.tokens.start == at) {
            return item(code::DATE, date.tokens.end, Meaning::Date(date.clone()));
        }
        if let Some(day) = open.iter().find(|day| day.start == at) {
            return item(code::DATE, day.end, Meaning::Other);
        }
        let before = codes.last().copied();
        if self.tags_at(at).is_empty() && !self.is_capital(at) {
            return item(self.plain_code(at, codes), at + 1, Meaning::Other);
        }
        // «Khu kinh tế mở Chu Lai», «Công ty Thái Hoàng»: what follows such a body's name may be part of it.
        let behind = match codes {
            [.., code::POSTS] if self.ends_open_name(at) => Behind::OpenPost,
            [.., code::POSTS] => Behind::Post,
            [.., code::NAME, b',' | b';'] | [.., code::POSTS | b')', b';'] => Behind::List,
            [.., code::NAME, code::WORD] if self.is(at - 1, "và") => Behind::List,
            [.., _, code]
                if (*code == code::WORD || *code >= code::CUE) && self.is_capital(at - 1) =>
            {
                Behind::Capital
            }
            _ => Behind::Nothing,
        };
        let has = |category: Category| self.has(at, category);
        let is = self.cue(at).is_some_and(|(class, _)| class == "là");
        if (has(Category::Role) || has(Category::Body) || has(Category::Cue) && !is)
            && !self.is_charge(at, codes)
            && let Some(posts) = self.posts_at(at, limit)
            && let Some(posts) = self.before_charge(posts, codes)
        {
            return item(code::POSTS, posts.tokens.end, Meaning::Posts(posts));
        }
        if (has(Category::Honorific) || self.is_capital(at))
            && let Some(name) = self
                .name_at(at, behind)
                .filter(|name| name.whole.end <= limit && !self.is_learning(name))
            && (has(Category::Honorific)
                || !has(Category::Body) && !has(Category::Role)
                || self.outweighs_body(at, &name))
        {
            let code = if name.short { code::SHORT } else { code::NAME };
            return item(code, name.whole.end, Meaning::Name(Box::new(name)));
        }
        // A pronoun opens what it tells: «Ông sinh năm …», «Trước khi làm …, bà là …».
        // An act has one for its object: «Bộ Chính trị điều động ông giữ chức …».
        let opens = || {
            before.is_none_or(|code| {
                matches!(code, b',' | b';' | b':' | b'"' | code::DATE)
                    || self.rules.frames.is_act(code)
            })
        };
        if has(Category::Honorific)
            && let Some(pronoun) = self.pronoun_at(at, opens())
        {
            return item(
                code::SHORT,
                pronoun.whole.end,
                Meaning::Name(Box::new(pronoun)),
            );
        }
        if has(Category::Body)
            && let Some(body) = self.body_at(at).filter(|body| body.end <= limit)
        {
            return item(code::BODY, body.end, Meaning::Body(Box::new(body)));
        }
        if has(Category::Level)
            && let Some((area, end)) = self.area_at(at).filter(|(_, end)| *end <= limit)
        {
            return item(code::AREA, end, Meaning::Area(Box::new(area)));
        }
        if let Some((entry, end)) = self.tag(at, Category::Cue) {
            // «…, sau đó làm Giám đốc …» goes on with a post; «A rồi B» is read in the list.
            let goes_on =
                end > at + 1 && self.has(end, Category::Role) && self.follows_no_post(codes);
            let silent = match self.rules.words.cues[entry].as_str() {
                "dừng" | "mang tên" => true,
                "rồi" => !goes_on,
                _ => false,
            };
            let code = u8::try_from(entry)
                .ok()
                .filter(|_| !silent)
                .map_or(code::WORD, |entry| code::CUE + entry);
            // «trao Quyết định số 12 …»: the document is a thing of its own.
            let first = documents.partition_point(|(tokens, _)| tokens.start <= at);
            let end = documents
                .get(first)
                .map_or(end, |(tokens, _)| end.min(tokens.start));
            return item(code, end, Meaning::Other);
        }
        if has(Category::Place)
            && let Some((area, end)) = self.bare_area_at(at).filter(|(_, end)| *end <= limit)
        {
            return item(code::AREA, end, Meaning::Area(Box::new(area)));
        }
        item(self.plain_code(at, codes), at + 1, Meaning::Other)
    }

    /// Whether what goes on with a post follows a comma or «và» and no other post, nor what leads one.
    fn follows_no_post(&self, codes: &[u8]) -> bool {
        let leads = ["giữ chức", "làm", "là", "từng", "lần lượt"].map(|class| self.cue_code(class));
        matches!(codes.last(), Some(b',' | &code::AND))
            && !codes
                .iter()
                .any(|&code| matches!(code, code::POSTS | b':') || leads.contains(&Some(code)))
    }

    /// The code of a token that only itself tells, and the codes before it.
    fn plain_code(&self, at: usize, codes: &[u8]) -> u8 {
        if let Some(cue) = self.bare_cue(at, codes) {
            return cue;
        }
        self.token(at).map_or(code::WORD, |token| match token.kind {
            Kind::Number => code::NUMBER,
            _ if token.is(self.lexicon().marks.and) => code::AND,
            Kind::Mark => self.mark_code(at),
            _ => code::WORD,
        })
    }

    /// The cue that a word is only before a role: «được bầu chức Phó Chủ tịch», «cho ông A thôi Trợ lý …»; but
    /// «tổ chức», «chức năng». Or that it is only where somebody is sent: «được điều về …», «được Bộ rút lên …».
    fn bare_cue(&self, at: usize, codes: &[u8]) -> Option<u8> {
        let sent = |at| {
            self.says(at, &["điều", "rút"])
                && self.cue(at + 1).is_some_and(|(class, _)| class == "về")
        };
        if sent(at) {
            let passive = self.cue_code("được")?;
            let near = codes.iter().rev().take(2);
            return near
                .into_iter()
                .any(|&code| code == passive)
                .then(|| self.cue_code("điều động"))
                .flatten();
        }
        if !self.has(at + 1, Category::Role) {
            return None;
        }
        let behind_act = codes
            .last()
            .is_some_and(|code| self.rules.frames.is_act(*code));
        let class = if behind_act && self.is(at, "chức") {
            "làm"
        } else if self.is(at, "thôi") {
            "thôi giữ chức"
        } else {
            return None;
        };
        self.cue_code(class)
    }

    /// The code of a cue class.
    pub(super) fn cue_code(&self, class: &str) -> Option<u8> {
        let place = self.rules.words.cues.iter().position(|cue| cue == class)?;
        Some(code::CUE + u8::try_from(place).ok()?)
    }

    /// Whether a short name is what somebody has learned: «tiến sĩ Luật», «cử nhân Kinh tế».
    fn is_learning(&self, name: &NameMention) -> bool {
        let degree = self
            .tag(name.whole.start, Category::Honorific)
            .is_some_and(|(entry, _)| {
                self.rules.words.honorifics[entry].class == HonorificClass::Degree
            });
        degree && name.short && name.honorific.is_none()
    }

    /// Whether an enterprise, an institute or a management board is named within the words before a token.
    fn ends_open_name(&self, at: usize) -> bool {
        (at.saturating_sub(12)..at).any(|from| {
            let head = self.tag(from, Category::Body);
            head.filter(|_| !self.is_inside_phrase(from))
                .is_some_and(|(entry, _)| {
                    let head = &self.rules.words.bodies[entry];
                    matches!(
                        head.class.as_str(),
                        "enterprise" | "institute" | "school" | "hospital"
                    ) || head.name == "Ban Quản lý"
                })
        })
    }

    /// The code of a mark: quotes and dashes in one form.
    fn mark_code(&self, at: usize) -> u8 {
        let Some(token) = self.token(at) else {
            return code::WORD;
        };
        match self.text.word(token) {
            // A bar parts the cells of a table.
            "," | "|" => b',',
            ";" => b';',
            ":" => b':',
            "." => b'.',
            "(" => b'(',
            ")" => b')',
            "-" | "–" | "—" => b'-',
            "“" | "”" | "\"" | "«" | "»" => b'"',
            _ => code::WORD,
        }
    }
}

/// The item that stands for whoever speaks, at the start of what they say.
fn speaker_item(speaker: &Speaker, at: usize) -> Item {
    Item {
        code: code::SPEAKER,
        tokens: at..at,
        meaning: Meaning::Name(Box::new(speaker.name.clone())),
    }
}
