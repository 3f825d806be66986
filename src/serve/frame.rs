//! What the server and the processes that evaluate foreign queries say to each other.
//!
//! A request is one line of JSON. An answer is a row of frames: a letter, the length of what follows as four bytes,
//! the greatest first, and so many bytes. `H` names the media type, `D` is a piece of the answer, and the last frame
//! is `F`, all is told, or `E`, the fault.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncRead, AsyncReadExt};

/// What a process is asked to do.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Request {
    /// What is wanted.
    pub(super) task: Task,
    /// The `Accept` header of the client.
    pub(super) accept: Option<String>,
    /// How many bytes the answer may have.
    pub(super) most_bytes: u64,
}

/// What a client wants evaluated.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Task {
    /// The answer to a query.
    Query {
        /// In SPARQL.
        text: String,
        /// The graphs that make the default graph; none leaves it to the query.
        default_graphs: Vec<String>,
        /// The named graphs; none leaves them to the query.
        named_graphs: Vec<String>,
        /// After how many rows the answer ends, as if there were no more.
        most_rows: Option<usize>,
    },
    /// All statements of a graph, the default graph where none is named.
    Graph(Option<String>),
}

/// A piece of an answer.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// The media type; comes first.
    Head(String),
    /// A piece of the answer's bytes.
    Data(Vec<u8>),
    /// All is told.
    Finished,
    /// It went wrong; what was told before is incomplete.
    Failed(Fault),
}

/// Why a request has no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Fault {
    /// What kind of fault it is.
    pub(super) kind: FaultKind,
    /// Cause and cure, in one line.
    pub(super) message: String,
    /// Where in the query, line and column counted from 1.
    pub(super) place: Option<(usize, usize)>,
}

/// Kinds of faults, by what a client can do about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum FaultKind {
    /// The query is no SPARQL, or asks for what is refused.
    Query,
    /// No form of the answer is one that the client takes.
    NotAcceptable,
    /// There is no such graph.
    NotFound,
    /// The answer is larger than may be.
    TooLarge,
    /// The store could not be read.
    Store,
}

/// No frame is longer, so that a broken process can't ask for any amount of memory.
const LONGEST: usize = 1 << 20;

impl Frame {
    /// Writes the frame.
    pub(super) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        match self {
            Self::Head(media_type) => put(out, b'H', media_type.as_bytes()),
            Self::Data(bytes) => put(out, b'D', bytes),
            Self::Finished => put(out, b'F', &[]),
            Self::Failed(fault) => put(out, b'E', &serde_json::to_vec(fault)?),
        }
    }

    /// Reads the next frame.
    pub(super) async fn read(input: &mut (impl AsyncRead + Unpin)) -> io::Result<Self> {
        let kind = input.read_u8().await?;
        let length = input.read_u32().await? as usize;
        if length > LONGEST {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut bytes = vec![0; length];
        input.read_exact(&mut bytes).await?;
        match kind {
            b'H' => String::from_utf8(bytes)
                .map(Self::Head)
                .map_err(|_| io::ErrorKind::InvalidData.into()),
            b'D' => Ok(Self::Data(bytes)),
            b'F' => Ok(Self::Finished),
            b'E' => Ok(Self::Failed(serde_json::from_slice(&bytes)?)),
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

fn put(out: &mut impl Write, kind: u8, bytes: &[u8]) -> io::Result<()> {
    for (at, piece) in bytes.chunks(LONGEST).enumerate() {
        // Only data may be cut into several frames; all else is short.
        debug_assert!(at == 0 || kind == b'D');
        out.write_all(&[kind])?;
        out.write_all(&u32::try_from(piece.len()).unwrap_or(0).to_be_bytes())?;
        out.write_all(piece)?;
    }
    if bytes.is_empty() {
        out.write_all(&[kind, 0, 0, 0, 0])?;
    }
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn frames_come_out_as_they_went_in() {
        let fault = Fault {
            kind: FaultKind::Query,
            message: "«}» expected".to_owned(),
            place: Some((3, 7)),
        };
        let frames = [
            Frame::Head("text/csv".to_owned()),
            Frame::Data(vec![0, 1, 2]),
            Frame::Failed(fault),
            Frame::Finished,
        ];
        let mut bytes = Vec::new();
        for frame in &frames {
            frame.write(&mut bytes).unwrap();
        }
        let mut input = bytes.as_slice();
        for frame in frames {
            assert_eq!(Frame::read(&mut input).await.unwrap(), frame);
        }
        assert!(Frame::read(&mut input).await.is_err());
    }

    #[tokio::test]
    async fn a_frame_of_any_length_is_not_believed() {
        let bytes = [b'D', 0xff, 0xff, 0xff, 0xff, 1];
        assert!(Frame::read(&mut bytes.as_slice()).await.is_err());
    }
}
