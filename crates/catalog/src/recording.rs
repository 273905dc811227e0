//! What is kept of a recording, so that it can be shown without reading it again?

use jiff::Timestamp;
use sekisho_domain::evidence::Sha256;
use sekisho_domain::session::SessionKey;
use serde::{Deserialize, Serialize};

/// The replay of one session: its heading and everything it is played from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredReplay {
    /// The heading.
    pub about: About,
    /// The lines of text, by offset.
    pub lines: Vec<StoredLine>,
    /// The commands, by offset.
    pub commands: Vec<StoredCommand>,
    /// The segments, by number.
    pub segments: Vec<StoredSegment>,
    /// When it was busy and when quiet; `None` without a clock.
    pub rhythm: Option<StoredRhythm>,
    /// Where it says less, or more, than is seen.
    pub marks: Marks,
}

/// What a replay is, without its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The session.
    pub session: SessionKey,
    /// Names this content and no other; whoever has kept a segment of it may keep it for ever.
    pub generation: String,
    /// The original it was derived from.
    pub original: Sha256,
    /// Which of the original's recordings it is, counted from 0.
    pub part: u32,
    /// What the original is, such as `session-log`.
    pub kind: String,
    /// Where its times come from.
    pub basis: TimeBasis,
    /// The instant of its time 0, where a clock tells.
    pub started: Option<Timestamp>,
    /// The terminal size.
    pub size: Size,
    /// How long it plays, in microseconds.
    pub duration_us: u64,
    /// How many lines of text it has.
    pub lines: u64,
    /// How many more were left out or cut short, because the output writes many times its own size.
    pub omitted_lines: u64,
    /// How many lines and commands are not in the search index, because what comes before them is as much text as one
    /// session may have there.
    pub unsearched: u64,
    /// How many commands.
    pub commands: u64,
    /// How many segments.
    pub segments: u64,
    /// How many times the terminal changed its size.
    pub resizes: u64,
    /// How many events it plays.
    pub events: u64,
    /// How many secrets were masked in it.
    pub secrets: u64,
    /// How often its output hides something.
    pub hidden: u64,
}

/// Stretches of a recording that an auditor must know about, each list by offset.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// Masked secrets.
    pub secrets: Vec<Mark>,
    /// Output that is not seen as it was written.
    pub hidden: Vec<Mark>,
}

impl Marks {
    /// Brings them into the order of their places.
    pub fn sort(&mut self) {
        for marks in [&mut self.secrets, &mut self.hidden] {
            marks.sort_by_key(|mark| (mark.offset, mark.length));
        }
    }
}

/// A stretch of the output, without what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Of which kind, for example `github-token`.
    pub kind: String,
    /// Its first byte.
    pub offset: u64,
    /// Its bytes.
    pub length: u64,
    /// Where a player shows it.
    pub played_us: u64,
    /// The first and the last line it stands in, counted from 1; absent where no line shows it.
    pub lines: Option<(u64, u64)>,
}

/// A terminal size and how it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Columns.
    pub cols: u16,
    /// Rows.
    pub rows: u16,
    /// How they are known.
    pub basis: SizeBasis,
}

/// How a terminal size is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SizeBasis {
    /// The recording says so.
    Recorded,
    /// The output proves it.
    Inferred {
        /// The proof in words.
        from: String,
    },
    /// Nothing tells; a customary size.
    Assumed,
}

/// Where times come from, from the surest to the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeBasis {
    /// Every event carries its recorded time.
    Exact,
    /// Lines carry the time of the poll that delivered them.
    Anchored,
    /// Only start and end are known.
    Estimated,
    /// Nothing but the order is known.
    OrderOnly,
}

impl SizeBasis {
    /// The word used in columns and the API.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Inferred { .. } => "inferred",
            Self::Assumed => "assumed",
        }
    }
}

impl TimeBasis {
    /// The word used in columns and the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Anchored => "anchored",
            Self::Estimated => "estimated",
            Self::OrderOnly => "order-only",
        }
    }
}

/// When something happened, in microseconds since the start of the replay: never one value that would look exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    /// It did not happen before this.
    pub not_before_us: u64,
    /// It had happened by this.
    pub not_after_us: u64,
    /// Where a player shows it: inside the bounds, but not a statement about when it was.
    pub played_us: u64,
    /// Where the bounds come from.
    pub basis: TimeBasis,
}

/// A line of text as the screen showed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredLine {
    /// The first byte of the output by which it was complete.
    pub offset: u64,
    /// When that byte had been shown.
    pub at: Interval,
    /// The text.
    pub text: String,
    /// On which kind of screen.
    pub seen: Seen,
}

/// Where a line was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seen {
    /// In the flow of output that scrolls away.
    Scrollback,
    /// On a screen that a program painted.
    FullScreen,
}

/// A command, reconstructed from the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredCommand {
    /// What was entered.
    pub text: String,
    /// The byte of the output at which Enter was pressed.
    pub offset: u64,
    /// The bytes that were printed while it ran: the first one, and the one behind the last.
    pub output: (u64, u64),
    /// The line it was entered in, counted from 1; absent where no line shows it.
    pub line: Option<u64>,
    /// The first and the last line that was printed while it ran; absent where there is none.
    pub printed: Option<(u64, u64)>,
    /// Who read it, such as `shell` or `psql`.
    pub context: String,
    /// How sure it is that it was entered.
    pub confidence: Confidence,
    /// When it was entered.
    pub at: Interval,
}

/// How sure it is that a command was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Only its looks speak for it.
    Low,
    /// The program said so.
    High,
}

/// A stretch of a replay that can be played without what comes before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSegment {
    /// Its place and where it starts.
    pub place: SegmentPlace,
    /// Its content, in whatever form the player's server understands.
    pub payload: Vec<u8>,
}

/// When a replay is busy and when it is quiet, in microseconds since its start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredRhythm {
    /// Output bytes in each of equal slices of its length.
    pub bytes: Vec<u32>,
    /// Stretches in which certainly nothing was written, from and to.
    pub quiet_us: Vec<(u64, u64)>,
}

/// Which segment, and where it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SegmentPlace {
    /// Its number, counted from 0.
    pub number: u32,
    /// When it starts, in microseconds since the start of the replay.
    pub at_us: u64,
    /// The byte of the output at which it starts.
    pub offset: u64,
}
