//! Posts and bodies as they are told apart: by their settled name, their place and their level.

use std::fmt;

use crate::claim::{self, Level};
use crate::text::name_key;

/// A body of the Party, the state or society; equal bodies are one node of the graph.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Body {
    /// The full name with its area («Đảng ủy xã Nhân Lý»).
    pub label: String,
    /// The code of its place.
    pub place: Option<String>,
    /// The area as named, where the table of places hasn't got it.
    pub area: Option<String>,
    /// The province that the article is about: tells namesakes apart where no place does.
    pub province: Option<String>,
    /// The level.
    pub level: Option<Level>,
}

impl Body {
    /// What two spellings of one body share.
    fn key(&self) -> String {
        let place = self
            .place
            .as_deref()
            .or(self.province.as_deref())
            .unwrap_or_default();
        let level = self.level.map_or(0, |level| level as u8 + 1);
        format!("{}\t{place}\t{level}", name_key(&self.label))
    }

    /// A body inside or above this one, with the same place.
    #[must_use]
    pub fn with_label(&self, label: &str) -> Self {
        Self {
            label: label.to_owned(),
            ..self.clone()
        }
    }
}

/// A role in a body; at least one of the two is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Post {
    key: String,
    role: Option<String>,
    body: Option<Body>,
}

impl Post {
    /// A role in a body.
    pub fn new(role: Option<String>, body: Option<Body>) -> Self {
        let role_key = role.as_deref().map(name_key).unwrap_or_default();
        let key = format!(
            "{role_key}\t{}",
            body.as_ref().map(Body::key).unwrap_or_default()
        );
        Self { key, role, body }
    }

    /// What two spellings of one post share.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The name key of its role; empty where none is told.
    pub(super) fn role_key(&self) -> &str {
        self.key.split_once('\t').map_or("", |(role, _)| role)
    }

    /// What two spellings of its body share; empty where none is told.
    pub fn body_key(&self) -> &str {
        self.key.split_once('\t').map_or("", |(_, body)| body)
    }

    /// Whether it is a membership, which many hold beside other posts.
    pub fn is_membership(&self) -> bool {
        let body = self.body.as_ref().map(|body| body.label.as_str());
        claim::is_membership(self.role.as_deref(), body)
    }

    /// Whether another is that of the first of its holders: «Phó Bí thư» and «Phó Bí thư Thường trực» of one body.
    pub fn is_short_of(&self, whole: &Self) -> bool {
        let role = whole.role_key().strip_suffix(" thường trực");
        role == Some(self.role_key()) && self.body_key() == whole.body_key()
    }

    /// Whether its holders are elected all at once, and only few come in between: the deputies and the Central Committee.
    pub fn is_elected_with_its_body(&self) -> bool {
        let body = self.body.as_ref().map(|body| body.label.as_str());
        let of_committee = body == Some(claim::CENTRAL_COMMITTEE) && self.is_membership();
        of_committee || self.role.as_deref() == Some("Đại biểu")
    }

    /// The code of its body's place.
    pub fn place(&self) -> Option<&str> {
        self.body.as_ref().and_then(|body| body.place.as_deref())
    }

    /// The bare role («Bí thư»).
    pub fn role(&self) -> Option<&str> {
        self.role.as_deref()
    }

    /// The body.
    pub fn body(&self) -> Option<&Body> {
        self.body.as_ref()
    }

    /// The level of its body.
    pub fn level(&self) -> Option<Level> {
        self.body.as_ref().and_then(|body| body.level)
    }
}

impl fmt::Display for Post {
    /// «Trưởng Ban» of the «Ban Tổ chức Huyện ủy X» is «Trưởng Ban Tổ chức Huyện ủy X».
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (
            self.role.as_deref(),
            self.body.as_ref().map(|body| body.label.as_str()),
        ) {
            (Some(role), Some(body)) => {
                let words: Vec<&str> = role.split(' ').collect();
                // The «bộ» of «Cán bộ» is no body's.
                let within = words.last() != Some(&"bộ");
                let overlap = (1..words.len()).filter(|_| within).find_map(|from| {
                    let end = words[from..].join(" ");
                    let rest = body.get(end.len()..)?;
                    let same = name_key(&end) == name_key(&body[..end.len()]);
                    (same && (rest.is_empty() || rest.starts_with(' '))).then_some(rest)
                });
                match overlap {
                    Some(rest) => write!(f, "{role}{rest}"),
                    None => write!(f, "{role} {body}"),
                }
            }
            (Some(one), None) | (None, Some(one)) => f.write_str(one),
            (None, None) => Ok(()),
        }
    }
}
