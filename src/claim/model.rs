//! The claims of one article, in the form of the evaluation guidelines.

use serde::{Deserialize, Serialize};

use super::body::CENTRAL_COMMITTEE;
use crate::article::Article;
use crate::date::Date;

/// What one article says; one line of `quanlo extract --format json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claims {
    /// Whose claims these are.
    pub article: Source,
    /// The named officials.
    pub people: Vec<Person>,
    /// The posts they hold, held or take up.
    pub tenures: Vec<Tenure>,
    /// The decided or proposed personnel events.
    pub events: Vec<Event>,
    /// The identifiable documents of Party and state bodies.
    pub documents: Vec<Document>,
    /// The cohort counts and shares of personnel work.
    pub statistics: Vec<Statistic>,
    /// Births and home places.
    pub bios: Vec<Bio>,
}

/// The article that claims come from, without its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The article's id.
    pub id: String,
    /// The headline.
    pub headline: Option<String>,
    /// The publication date.
    pub published: Option<Date>,
    /// The paper or portal.
    pub publisher: Option<String>,
    /// The address it was published at.
    pub url: Option<String>,
    /// The province that the news is mainly about, by its bare name.
    pub province: Option<String>,
    /// The SHA-256 of the article's text.
    pub sha256: String,
}

/// A span of the article's text, in Unicode code points, end exclusive.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// The first code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The article's text there.
    pub quote: String,
}

/// A person named in the article who has a post, a membership or an event there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// The fullest form of the name, without honorific or rank.
    pub name: String,
    /// The honorific as first written («ông», «đồng chí»).
    pub honorific: Option<String>,
    /// The gender that the text or the name shows.
    pub gender: Option<Gender>,
    /// Where the name stands.
    pub mentions: Vec<Evidence>,
}

/// A gender as a text tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// «bà», «chị», «Thị».
    Female,
    /// «ông», «anh», «Văn».
    Male,
}

/// A role in a body.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Post {
    /// The bare role («Phó Bí thư Thường trực»); none when only a body is named.
    pub role: Option<String>,
    /// The body's full name with its area («Đảng ủy xã Nhân Lý»).
    pub org: Option<String>,
    /// The area as named («xã Nhân Lý»).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// The code of the area in the table of places (`vn:c:06463`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The level of the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
}

/// The levels of the Vietnamese state and Party, from the centre down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Trung ương.
    Central,
    /// tỉnh, thành phố trực thuộc Trung ương.
    Province,
    /// huyện, quận, thị xã, thành phố thuộc tỉnh (until 30 June 2025).
    District,
    /// xã, phường, thị trấn, đặc khu.
    Commune,
    /// thôn, bản, tổ dân phố.
    Village,
}

/// When a post is held, seen from the news.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// Held at the time of the news, before its events take effect.
    Current,
    /// Taken up by an event of the article.
    New,
    /// Held earlier and no longer.
    Former,
}

/// A post that the article says a person holds, held or takes up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tenure {
    /// The person's name, as in [`Claims::people`].
    pub person: String,
    /// The post.
    #[serde(flatten)]
    pub post: Post,
    /// Seen from the news.
    pub when: When,
    /// The start, where the text gives it.
    pub start: Option<Date>,
    /// The end, where the text gives it.
    pub end: Option<Date>,
    /// The term of office: «2020-2025», «khóa XV».
    pub term: Option<String>,
    /// Where it stands.
    pub evidence: Vec<Evidence>,
    /// The rule that read it.
    pub rule: String,
    /// The arguments recovered from context rather than read («area», «org», «person», «date»).
    pub recovered: Vec<String>,
}

/// The kinds of personnel events of the guidelines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EventKind {
    /// luân chuyển
    Rotation,
    /// điều động, thuyên chuyển, chuyển công tác
    Transfer,
    /// bổ nhiệm, giữ chức by decision
    Appointment,
    /// bổ nhiệm lại
    Reappointment,
    /// bầu, trúng cử, tái cử, đắc cử
    Election,
    /// chuẩn y, phê chuẩn
    Approval,
    /// chỉ định
    Designation,
    /// phân công, giao nhiệm vụ, giao phụ trách
    Assignment,
    /// giao quyền, quyền
    Acting,
    /// biệt phái
    Secondment,
    /// thôi giữ chức, miễn nhiệm, cho thôi
    Relief,
    /// bãi nhiệm, cách chức
    Removal,
    /// từ chức, xin thôi
    Resignation,
    /// nghỉ hưu, nghỉ chế độ
    Retirement,
    /// khiển trách, cảnh cáo, kỷ luật, khai trừ
    Discipline,
    /// đình chỉ
    Suspension,
    /// giới thiệu để bầu
    Nomination,
    /// qua đời, từ trần, mất
    Death,
}

impl EventKind {
    /// Every kind, in the order of the guidelines.
    pub const ALL: [Self; 18] = [
        Self::Rotation,
        Self::Transfer,
        Self::Appointment,
        Self::Reappointment,
        Self::Election,
        Self::Approval,
        Self::Designation,
        Self::Assignment,
        Self::Acting,
        Self::Secondment,
        Self::Relief,
        Self::Removal,
        Self::Resignation,
        Self::Retirement,
        Self::Discipline,
        Self::Suspension,
        Self::Nomination,
        Self::Death,
    ];

    /// The name in rules, claims and corpora: lower-case English.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rotation => "rotation",
            Self::Transfer => "transfer",
            Self::Appointment => "appointment",
            Self::Reappointment => "reappointment",
            Self::Election => "election",
            Self::Approval => "approval",
            Self::Designation => "designation",
            Self::Assignment => "assignment",
            Self::Acting => "acting",
            Self::Secondment => "secondment",
            Self::Relief => "relief",
            Self::Removal => "removal",
            Self::Resignation => "resignation",
            Self::Retirement => "retirement",
            Self::Discipline => "discipline",
            Self::Suspension => "suspension",
            Self::Nomination => "nomination",
            Self::Death => "death",
        }
    }
}

/// Whether an event is decided or only proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Told as done.
    Decided,
    /// Nominated, planned or asked for.
    Proposed,
}

/// One personnel act about one named person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// All kinds that the text's words support.
    pub kinds: Vec<EventKind>,
    /// The person's name, as in [`Claims::people`].
    pub person: String,
    /// The posts left.
    pub from: Vec<Post>,
    /// The posts taken up.
    pub to: Vec<Post>,
    /// The effective date, else that of the decision or announcement.
    pub date: Option<Date>,
    /// The body or officer who decided.
    pub by: Option<String>,
    /// The number of the decision.
    pub document: Option<String>,
    /// The full name of the predecessor.
    pub replaces: Option<String>,
    /// Decided or proposed.
    pub status: Status,
    /// Where it stands.
    pub evidence: Vec<Evidence>,
    /// The rule that read it.
    pub rule: String,
    /// The arguments recovered from context rather than read.
    pub recovered: Vec<String>,
}

/// A numbered or dated document of a Party or state body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The type word («Nghị quyết»).
    pub kind: String,
    /// The whole number («67-NQ/TU»), or the bare one («51»).
    pub number: Option<String>,
    /// The part of the number after the digits («NQ/TU»).
    pub symbol: Option<String>,
    /// The date of issue.
    pub date: Option<Date>,
    /// The body that issued it.
    pub issuer: Option<String>,
    /// The number of the document that it implements.
    pub implements: Option<String>,
    /// The number of the document that it replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// What it is about, as written.
    pub title: Option<String>,
    /// Where it stands.
    pub evidence: Vec<Evidence>,
    /// The rule that read it.
    pub rule: String,
    /// The arguments recovered from context rather than read.
    pub recovered: Vec<String>,
}

/// A cohort count or share of personnel work, as reported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statistic {
    /// What is counted: `rotation`, `training`, … as in the guidelines.
    pub measure: String,
    /// The number of persons, posts or person-times.
    pub count: Option<u64>,
    /// The share in percent.
    pub percent: Option<f64>,
    /// The level that the cohort comes from, in Vietnamese («huyện»).
    pub from_level: Option<String>,
    /// The level that the cohort goes to.
    pub to_level: Option<String>,
    /// `start..end` with open ends, or the words of the text.
    pub period: Option<String>,
    /// Whose cohort («tỉnh Điện Biên»).
    pub org: Option<String>,
    /// Who is counted, as written.
    pub group: Option<String>,
    /// The approximator as written («gần», «hơn»).
    pub qualifier: Option<String>,
    /// Whether the count is part of the total before it.
    pub partial: bool,
    /// Where it stands.
    pub evidence: Vec<Evidence>,
    /// The rule that read it.
    pub rule: String,
    /// The arguments recovered from context rather than read.
    pub recovered: Vec<String>,
}

/// The birth and home place of an official.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bio {
    /// The person's name, as in [`Claims::people`].
    pub person: String,
    /// The birth date.
    pub born: Option<Date>,
    /// The home place as written.
    pub hometown: Option<String>,
    /// Where it stands.
    pub evidence: Vec<Evidence>,
    /// The rule that read it.
    pub rule: String,
    /// The arguments recovered from context rather than read.
    pub recovered: Vec<String>,
}

impl Claims {
    /// The claims of an article that says nothing.
    pub fn new(article: &Article) -> Self {
        Self {
            article: Source {
                id: article.id.clone(),
                headline: article.headline.clone(),
                published: article.published,
                publisher: article.publisher.clone(),
                url: article.url.clone(),
                province: None,
                sha256: article.sha256.clone(),
            },
            people: Vec::new(),
            tenures: Vec::new(),
            events: Vec::new(),
            documents: Vec::new(),
            statistics: Vec::new(),
            bios: Vec::new(),
        }
    }

    /// How many claims there are, people not counted.
    pub fn count(&self) -> usize {
        self.tenures.len()
            + self.events.len()
            + self.documents.len()
            + self.statistics.len()
            + self.bios.len()
    }
}

impl Tenure {
    /// Whether words tell that the post is held today: «hiện là», «2021 – nay», but not «nay là tỉnh …» behind a place.
    pub fn tells_of_today(&self) -> bool {
        self.evidence.iter().any(|evidence| {
            let words = evidence.quote.to_lowercase();
            ["hiện ", "– nay", "- nay", "đến nay", "đương nhiệm"]
                .iter()
                .any(|today| words.contains(today))
        })
    }

    /// Whether a row of a table of offices tells a date of it: «| Nhiệm kỳ | 4/2010 – 12 tháng 5 năm 2015 |».
    pub fn has_in_row(&self, date: Date) -> bool {
        let year = date.year();
        let written = match (date.month(), date.day()) {
            (Some(month), Some(day)) => vec![
                format!(" {day} tháng {month} năm {year}"),
                format!(" {day:02} tháng {month:02} năm {year}"),
                format!(" {day} tháng {month}, {year}"),
            ],
            // «Tháng» or «tháng».
            (Some(month), None) => vec![
                format!("háng {month} năm {year}"),
                format!("háng {month}, {year}"),
                format!(" {month}/{year}"),
            ],
            _ => vec![format!(" {year}")],
        };
        let mut quotes = self.evidence.iter().map(|evidence| &evidence.quote);
        quotes.any(|quote| {
            let row = quote.split_once("Nhiệm kỳ").map(|(_, row)| row);
            row.is_some_and(|row| {
                row.starts_with(" |") && written.iter().any(|date| row.contains(date))
            })
        })
    }
}

impl Post {
    /// Whether two posts of one article are the same: role and body equal but for spelling.
    pub fn is_same(&self, other: &Self) -> bool {
        let same = |one: &Option<String>, other: &Option<String>| match (one, other) {
            (Some(one), Some(other)) => crate::text::is_same_name(one, other),
            (one, other) => one == other,
        };
        same(&self.role, &other.role) && same(&self.org, &other.org)
    }

    /// Whether it is a membership, which goes on beside other posts.
    pub fn is_membership(&self) -> bool {
        is_membership(self.role.as_deref(), self.org.as_deref())
    }
}

/// Whether a role in a body, by their settled names, is a membership, which many hold beside other posts.
pub fn is_membership(role: Option<&str>, org: Option<&str>) -> bool {
    role.is_some_and(|role| {
        role.contains("ủy viên")
            || role.starts_with("Ủy viên")
            || matches!(role, "Đại biểu" | "Thành viên" | "Hội viên")
            // The secretaries of the Central Committee are the members of its Secretariat.
            || role == "Bí thư" && org == Some(CENTRAL_COMMITTEE)
    })
}
