//! How are a recording, its text and its replay written?

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::footage::AboutScreenShape;
use super::screen_text::AboutTextShape;
use super::session::SessionRow;

/// What there is to replay.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct RecordingShape {
    /// Changes whenever anything derived changes; part of every segment's address.
    pub(crate) generation: String,
    /// `exact`, `anchored`, `estimated` or `order-only`.
    pub(crate) time_basis: String,
    /// The terminal's size.
    pub(crate) size: SizeShape,
    /// Length of the replay in microseconds.
    pub(crate) duration_us: u64,
    /// Lines of text.
    pub(crate) lines: u64,
    /// Lines left out or cut short, because the output writes many times its own size.
    pub(crate) omitted_lines: u64,
    /// Lines and commands that no search finds, because the recording holds more text than is searched of one.
    pub(crate) unsearched: u64,
    /// Reconstructed commands.
    pub(crate) commands: u64,
    /// Masked secrets.
    pub(crate) secrets: u64,
    /// Places where the output hides something.
    pub(crate) hidden: u64,
    /// Segments of about 64 KiB of output.
    pub(crate) segments: u64,
    /// The originals, best first; the first one is replayed.
    pub(crate) sources: Vec<SourceShape>,
}

/// A video of what a remote desktop showed. Its bytes are at `/api/v1/sessions/{key}/screens/{sha256}`.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ScreenShape {
    /// The original.
    pub(crate) sha256: String,
    /// Where it was found first.
    pub(crate) locator: String,
    /// `video/mp4`, `video/webm` or `video/x-matroska`.
    #[schema(value_type = String)]
    pub(crate) media_type: &'static str,
    /// How many bytes it has.
    pub(crate) size_bytes: u64,
    /// How it is known whose screen it shows: `named` by its key, `told` by metadata of its object, `fits` the node and time
    /// of no other desktop, or `attached` by somebody.
    #[schema(value_type = String)]
    pub(crate) joined: &'static str,
    /// Who attached it, and why.
    pub(crate) attached: Option<AttachedBy>,
    /// What plays of it; absent until that is derived.
    pub(crate) about: Option<AboutScreenShape>,
    /// Why there are no small pictures of it, or not all, in a sentence.
    pub(crate) pictures_because: Option<String>,
    /// How far its pictures were read.
    pub(crate) text: AboutTextShape,
}

/// Somebody's word for whose screen a video shows, or that it shows none that is known.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct AttachedBy {
    /// Who.
    pub(crate) by: String,
    /// Why, in their words.
    pub(crate) reason: String,
    /// When, by the clock of the machine where they did.
    pub(crate) at: String,
    /// The other session that metadata of the recording names.
    pub(crate) told: Option<String>,
}

/// Somebody's word that a recording does not show the session that its metadata names.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Disowned {
    /// The original.
    pub(crate) sha256: String,
    /// The session that it shows; none where it is none that is known.
    pub(crate) session: Option<String>,
    /// Who says so.
    pub(crate) by: String,
    /// Why, in their words.
    pub(crate) reason: String,
    /// When, by the clock of the machine where they did.
    pub(crate) at: String,
}

/// The recordings that belong to no session.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnattachedList {
    /// In the order in which they came.
    pub(crate) recordings: Vec<Unattached>,
}

/// A recording of which nobody knows whose screen it shows.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Unattached {
    /// The original.
    pub(crate) sha256: String,
    /// Where it came from first.
    pub(crate) locator: String,
    /// Where the same bytes lie besides.
    pub(crate) also_at: Vec<String>,
    /// What it is.
    pub(crate) kind: String,
    /// How many bytes it has.
    pub(crate) size_bytes: u64,
    /// When it was first archived.
    pub(crate) first_seen: String,
    /// What plays of it; absent until that is derived.
    pub(crate) about: Option<AboutScreenShape>,
    /// Who said last that it shows no session that is known, and why; absent where nobody spoke of it.
    pub(crate) said: Option<AttachedBy>,
    /// The node that its place names.
    pub(crate) node: Option<String>,
    /// Desktops without a whole recording: those of its node first, then the newest, 20 at most.
    pub(crate) offered: Vec<SessionRow>,
}

/// Whose screen a recording shows.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct AttachAsked {
    /// The key of the session.
    pub(crate) session: String,
    /// How that is known, in words, 1 to 500 characters; it is sealed with the rest.
    pub(crate) reason: String,
}

/// Why a recording is of no session after all.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct DetachAsked {
    /// How that is known, in words, 1 to 500 characters; it is sealed with the rest.
    pub(crate) reason: String,
}

/// What was attached to what.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Attached {
    /// The session; none where what was said before was taken back.
    pub(crate) session: Option<String>,
    /// The original.
    pub(crate) sha256: String,
}

/// A terminal size and where it is known from.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SizeShape {
    /// Columns.
    pub(crate) cols: u16,
    /// Rows.
    pub(crate) rows: u16,
    /// `recorded`, `inferred` or `assumed`.
    pub(crate) basis: String,
    /// What it was inferred from.
    pub(crate) from: Option<String>,
}

/// One original that records the session.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SourceShape {
    /// `cast`, `session-log`, `stream`, `video`, or `timing` for the times of a typescript.
    #[schema(value_type = String)]
    pub(crate) kind: &'static str,
    /// The original's SHA-256.
    pub sha256: String,
    /// Where it came from.
    pub(crate) locator: Option<String>,
    /// The exit status of the command, of a session that is no more than a command, where the original tells it.
    pub(crate) exit_code: Option<i32>,
}

/// A stretch of the transcript.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TranscriptPage {
    /// Lines in all.
    pub(crate) total: u64,
    /// The time basis of every line.
    pub(crate) basis: String,
    /// The lines asked for.
    pub(crate) lines: Vec<LineShape>,
}

/// One line as it stood on the screen.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct LineShape {
    /// Counted from 1.
    pub(crate) line: u64,
    /// Byte position in the transcript: what links are anchored to.
    pub(crate) offset: u64,
    /// Playback position; a clock time only when the basis is exact.
    pub(crate) at_us: u64,
    /// Earliest time since the start.
    pub(crate) not_before_us: u64,
    /// Latest time since the start.
    pub(crate) not_after_us: u64,
    /// `order-only` where a recording that has times has none for this line; else absent.
    #[schema(value_type = Option<String>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) basis: Option<&'static str>,
    /// The text without control characters.
    pub(crate) text: String,
    /// `scrollback` or `full-screen`.
    #[schema(value_type = String)]
    pub(crate) seen: &'static str,
}

/// The commands of a session.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CommandList {
    /// The time basis of every command.
    pub(crate) basis: String,
    /// In order.
    pub(crate) commands: Vec<CommandShape>,
}

/// A command as reconstructed from the screen at the moment of Enter.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CommandShape {
    /// The text.
    pub(crate) text: String,
    /// Byte position in the transcript at which Enter was pressed.
    pub(crate) offset: u64,
    /// The first byte that was printed while it ran.
    pub(crate) output_from: u64,
    /// The byte behind the last one.
    pub(crate) output_to: u64,
    /// The line it was entered in, counted from 1; absent where no line shows it.
    pub(crate) line: Option<u64>,
    /// The first line that was printed while it ran; absent where there is none.
    pub(crate) first_line: Option<u64>,
    /// The last line.
    pub(crate) last_line: Option<u64>,
    /// Playback position.
    pub(crate) at_us: u64,
    /// Earliest time since the start.
    pub(crate) not_before_us: u64,
    /// Latest time since the start.
    pub(crate) not_after_us: u64,
    /// `order-only` where a recording that has times has none for this command; else absent.
    #[schema(value_type = Option<String>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) basis: Option<&'static str>,
    /// `shell`, `psql` …
    pub(crate) context: String,
    /// `high` or `low`.
    #[schema(value_type = String)]
    pub(crate) confidence: &'static str,
}

/// asciinema-player's segmented form, version 1: the index.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SegmentIndex {
    /// Always 1.
    pub(crate) version: u8,
    /// Seconds.
    pub(crate) duration: f64,
    /// The size at the start.
    pub(crate) term: TermShape,
    /// In order; the first starts at 0.
    pub(crate) segments: Vec<SegmentRef>,
    /// Commands, as time and label.
    pub(crate) markers: Vec<(f64, String)>,
    /// The segment that was asked for together with the index; absent also where it cannot be read, which its address tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) opening: Option<OpeningShape>,
}

/// The segment that a recording opens with.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OpeningShape {
    /// Its place in the index, counted from 0.
    pub(crate) number: u32,
    /// As it is at its address.
    pub(crate) segment: SegmentShape,
}

/// A terminal size.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TermShape {
    /// Columns.
    pub(crate) cols: u16,
    /// Rows.
    pub(crate) rows: u16,
}

/// Where a segment starts and where to get it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SegmentRef {
    /// Seconds.
    pub(crate) start: f64,
    /// Immutable.
    pub(crate) url: String,
}

/// asciinema-player's segmented form, version 1: one segment.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SegmentShape {
    /// The screen at the start of the segment.
    pub(crate) snapshot: SnapshotShape,
    /// Absolute seconds, code, text.
    pub(crate) events: Vec<(f64, String, String)>,
}

/// A keyframe.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SnapshotShape {
    /// Columns.
    pub(crate) cols: u16,
    /// Rows.
    pub(crate) rows: u16,
    /// Escape sequences that rebuild the screen.
    pub(crate) init: String,
}
