//! How are masked secrets and hidden output written?

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a transcript says less, or more, than is seen.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MarkList {
    /// The time basis of the recording; the transcript tells which of its lines have no time although others have.
    pub(crate) basis: String,
    /// Masked secrets, in order.
    pub(crate) secrets: Vec<MarkShape>,
    /// Output that is not seen as it was written, in order.
    pub(crate) hidden: Vec<MarkShape>,
}

/// A stretch of the output, without what it says.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MarkShape {
    /// `github-token`, `private-key`, `concealed` …
    pub(crate) kind: String,
    /// Its first byte.
    pub(crate) offset: u64,
    /// Its bytes.
    pub(crate) length: u64,
    /// Playback position.
    pub(crate) at_us: u64,
    /// The first line it stands in, counted from 1; absent where no line shows it.
    pub(crate) first_line: Option<u64>,
    /// The last line it stands in.
    pub(crate) last_line: Option<u64>,
}

/// Why secrets are to be shown.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct RevealAsked {
    /// In words, 1 to 500 characters; it stays in the ledger.
    pub(crate) reason: String,
}

/// The lines that hold secrets, as they were shown.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Revealed {
    /// The reason as it stands in the ledger.
    pub(crate) reason: String,
    /// In order.
    pub(crate) lines: Vec<RevealedLineShape>,
}

/// One line with its secrets.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RevealedLineShape {
    /// Counted from 1.
    pub(crate) line: u64,
    /// Byte position in the transcript.
    pub(crate) offset: u64,
    /// The text without control characters.
    pub(crate) text: String,
}
