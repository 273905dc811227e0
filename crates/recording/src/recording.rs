//! What does a recording hold once its file format is forgotten?

use jiff::Timestamp;

use crate::read::Kind;
use crate::size;
use crate::time::{Micros, TimeBasis};

/// The terminal output of one session, with every clock and size its source carried.
///
/// Each `offset` in this crate is a byte position in [`Recording::output`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// The format it was read from.
    pub kind: Kind,
    /// The session id, as AWS writes it.
    pub session_id: Option<String>,
    /// The node the session ran on, for example `i-0123456789abcdef0`.
    pub node_id: Option<String>,
    /// The session plugin of the log header, for example `Standard_Stream`.
    pub plugin: Option<String>,
    /// The principal ARN a CloudWatch stream names as its user.
    pub owner: Option<String>,
    /// The operating-system user the session ran as.
    pub run_as: Option<String>,
    /// When the session log was generated, which is after the session ended: an upper bound for
    /// the end, never the start.
    pub generated_at: Option<Timestamp>,
    /// The exit status of what ran: of the command of a session that was one command, or in the
    /// `x` event of a cast. The trailer of a session log has none, only that of the log's copying.
    pub exit_code: Option<i32>,
    /// Columns and rows of the terminal, if the source recorded them; [`Recording::size`] says
    /// what to emulate with otherwise.
    pub recorded_size: Option<(u16, u16)>,
    /// Terminal output without header and trailer; of a session log with `\r\r\n` written as
    /// `\r\n`, of a PowerShell transcript decoded to UTF-8.
    pub output: Vec<u8>,
    /// When which bytes of the output appeared, as far as this source knows.
    pub clock: Clock,
    /// How many events the source held, or `None` for a log, which has none.
    pub events: Option<usize>,
    /// Size changes, in order; only casts record them.
    pub resizes: Vec<Resize>,
    /// Labelled positions, in order; only casts have them.
    pub markers: Vec<Marker>,
    /// What was typed, in order; only casts can hold it.
    pub input: Vec<Typed>,
}

/// A terminal size together with the reason to believe it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    /// Columns, at least 1.
    pub cols: u16,
    /// Rows, at least 1.
    pub rows: u16,
    /// How the size is known.
    pub basis: SizeBasis,
}

impl Size {
    /// The largest columns and rows that are emulated: several walls of screens, yet far below
    /// what a hostile header could ask for.
    pub const LARGEST: (u16, u16) = (1000, 300);

    /// The terminal that the agent opens on Windows, unless the client asks for another.
    const WINDOWS: Size = Size { cols: 200, rows: 60, basis: SizeBasis::Assumed };

    /// Brings columns and rows into the range that is emulated.
    #[must_use]
    pub(crate) fn within((cols, rows): (u16, u16)) -> (u16, u16) {
        (cols.clamp(1, Size::LARGEST.0), rows.clamp(1, Size::LARGEST.1))
    }

    /// Whether it stays, whatever size the terminal got later: the person watching wants this one.
    pub(crate) fn stays(&self) -> bool {
        self.basis == SizeBasis::Chosen
    }
}

/// How a terminal size is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SizeBasis {
    /// The recording says so.
    Recorded,
    /// The output proves it.
    Inferred {
        /// The proof in words, for example `scroll region of 30 rows, columns assumed`.
        from: String,
    },
    /// Nothing tells; a customary size is used.
    Assumed,
    /// The person watching chose it.
    Chosen,
}

impl SizeBasis {
    /// The word used in every interface: `recorded`, `inferred`, `assumed` or `chosen`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            SizeBasis::Recorded => "recorded",
            SizeBasis::Inferred { .. } => "inferred",
            SizeBasis::Assumed => "assumed",
            SizeBasis::Chosen => "chosen",
        }
    }
}

/// When the bytes of the output appeared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clock {
    /// Every output event has its own time.
    Exact {
        /// The wall-clock time of the first instant, to the second at least.
        started: Option<Timestamp>,
        /// The time from the start to the last event of any kind.
        duration: Micros,
        /// One mark per output event, both fields non-decreasing.
        marks: Vec<Mark>,
    },
    /// Some byte ranges carry the time window in which they appeared (node clock).
    Lines {
        /// Ordered, not overlapping.
        anchors: Vec<Anchor>,
    },
    /// The source has no clock at all.
    Absent,
}

/// The recorded time of one output event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where its bytes start.
    pub offset: u64,
    /// When they appeared.
    pub at: Micros,
    /// Whether the recording says so. Where it says nothing, or what cannot be, `at` is the time of the event before: only
    /// the order is known.
    pub is_recorded: bool,
}

/// A byte range and the time window in which its lines were completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// First byte of the range.
    pub from: u64,
    /// First byte after the range.
    pub to: u64,
    /// The poll before the one that delivered it.
    pub not_before: Timestamp,
    /// The poll that delivered it.
    pub not_after: Timestamp,
    /// [`TimeBasis::Anchored`] where a poll delivered it, [`TimeBasis::Estimated`] where it only lies between what
    /// several polls delivered.
    pub basis: TimeBasis,
}

/// A change of the terminal size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resize {
    /// The output bytes before this offset were shown at the old size.
    pub offset: u64,
    /// When it happened.
    pub at: Micros,
    /// New columns.
    pub cols: u16,
    /// New rows.
    pub rows: u16,
}

/// A labelled position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// Position in the output.
    pub offset: u64,
    /// When it was set.
    pub at: Micros,
    /// Its label, possibly empty.
    pub label: String,
}

/// Recorded keystrokes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Position in the output at which they were typed.
    pub offset: u64,
    /// When they were typed.
    pub at: Micros,
    /// The characters, control characters included.
    pub text: String,
}

impl Recording {
    /// The terminal size to emulate with, and how it is known. What was not recorded is looked
    /// for in all of the output, so whoever needs it twice keeps it.
    #[must_use]
    pub fn size(&self) -> Size {
        self.size_or(|| size::infer(&self.output))
    }

    /// As [`Recording::size`], where `inferred` has looked through the output.
    pub(crate) fn size_or(&self, inferred: impl FnOnce() -> Size) -> Size {
        match self.recorded_size {
            Some((cols, rows)) => Size { cols, rows, basis: SizeBasis::Recorded },
            None => match inferred() {
                Size { basis: SizeBasis::Assumed, .. }
                    if self.kind == Kind::PowerShellTranscript =>
                {
                    Size::WINDOWS
                }
                size => size,
            },
        }
    }

    /// A recording of `output` of which nothing else is known.
    #[must_use]
    pub(crate) fn bare(kind: Kind, output: Vec<u8>) -> Recording {
        Recording {
            kind,
            session_id: None,
            node_id: None,
            plugin: None,
            owner: None,
            run_as: None,
            generated_at: None,
            exit_code: None,
            recorded_size: None,
            output,
            clock: Clock::Absent,
            events: None,
            resizes: Vec::new(),
            markers: Vec::new(),
            input: Vec::new(),
        }
    }
}
