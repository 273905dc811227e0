//! Is there a recording of a session, and if not, why not?

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::evidence::Sha256;
use crate::id::{NodeId, SessionId};
use crate::principal::Principal;

/// What is known about the recording of a session. "No recording" alone is never an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecordingState {
    /// There is something to replay, or a part of it; best source first.
    Present {
        /// The archived originals that hold it.
        sources: Vec<RecordingSource>,
    },
    /// This kind of access leaves no content.
    NoneByDesign {
        /// Why, as a short clause.
        because: String,
    },
    /// The session is running or ended so recently that its log may still come.
    Pending {
        /// Why, as a short clause.
        because: String,
    },
    /// It should be here and is not.
    Missing {
        /// What is known about the reason, as a short clause.
        because: String,
    },
    /// It is not here, and whether it is missing cannot be said.
    Unknown {
        /// What has not been read, as a short clause.
        because: String,
    },
}

/// One archived original that records a session.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RecordingSource {
    /// What it is. The order of the variants is the order of preference.
    pub kind: SourceKind,
    /// The original.
    pub original: Sha256,
    /// Which of the original's recordings it is, counted from 0; a Firehose object holds several.
    pub part: u32,
    /// How it is known whose session it is.
    #[serde(default)]
    pub joined: Joined,
    /// How long a video lasts, as far as its frames tell.
    #[serde(default)]
    pub lasts: Option<SignedDuration>,
    /// What it lacks by its own bytes, as a clause, such as where they break off. `None` where nothing shows that it lacks
    /// anything, which is no proof that all of it came.
    #[serde(default)]
    pub lacks: Option<String>,
    /// The exit status of the command of a session that is no more than a command, where the recording tells it.
    #[serde(default)]
    pub exit_code: Option<i32>,
}

/// How a recording and its session belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Joined {
    /// Its content or its key names the session.
    #[default]
    Named,
    /// Metadata of its object says so, which anybody may have written who can write there.
    Told,
    /// It is of the node and the time of this desktop, and neither fits another.
    Fits,
    /// Somebody said so.
    Attached {
        /// Who.
        by: String,
        /// Why, in their words.
        reason: String,
        /// When, by the clock of the machine where they did.
        at: Timestamp,
        /// The other session that its metadata names.
        #[serde(default)]
        told: Option<SessionId>,
    },
}

/// Somebody's word for whose session a recording shows that names none in its content or key. It is sealed like every
/// document, so that it can be seen and outlives whatever is derived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The original.
    pub recording: Sha256,
    /// The session; `None` where it is none that is known, whatever was said before or fits.
    pub session: Option<SessionId>,
    /// Who says so.
    pub by: String,
    /// Why, in their words.
    pub reason: String,
    /// When they said it. Of several about one recording, the last counts.
    pub at: Timestamp,
}

impl Attachment {
    /// Who says what is sealed because the configuration says how keys are read.
    pub const CONFIGURATION: &str = "the configuration";

    /// Whether it counts more than another about the same recording: people know better than the configuration, and
    /// otherwise the later word counts. Two of one instant are told apart by what they say, in whatever order they come.
    #[must_use]
    pub fn outweighs(&self, other: &Self) -> bool {
        self.weight() > other.weight()
    }

    /// Whether a person said it.
    #[must_use]
    pub fn is_of_people(&self) -> bool {
        self.by != Self::CONFIGURATION
    }

    fn weight(&self) -> (bool, Timestamp, Option<&SessionId>, &str, &str) {
        let Self { session, by, reason, at, .. } = self;
        (self.is_of_people(), *at, session.as_ref(), by, reason)
    }
}

/// What kind of original records a session; content without damage is preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// An asciicast or a ttyrec: bytes with their clock.
    Cast,
    /// The S3 session log: exact bytes, no clock.
    SessionLog,
    /// The CloudWatch stream: line times, damaged text.
    Stream,
    /// The screen of a remote desktop.
    Video,
    /// When which bytes of a typescript appeared; it shows nothing without that.
    Timing,
}

/// A statement that an original records (part of) a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordingSeen {
    /// Where.
    pub source: RecordingSource,
    /// Which session; from the header, the stream, or else the object's name. `None` where these name none, or several.
    pub session: Option<SessionId>,
    /// Which node.
    pub node: Option<NodeId>,
    /// Who owned the session, from the stream.
    pub owner: Option<Principal>,
    /// The operating-system user, from the stream.
    pub run_as: Option<String>,
    /// When the log was generated: an upper bound of the end, never the start.
    pub generated_at: Option<Timestamp>,
    /// The second or the day that the place of a video names, in UTC; nothing tells what of the recording that is.
    #[serde(default)]
    pub placed: Option<(Timestamp, Timestamp)>,
    /// When all of a video was where it lies, or was copied there later, by the clock of that place.
    #[serde(default)]
    pub uploaded: Option<Timestamp>,
    /// When the first line of a stream or cast came at the latest, and the last one at the earliest, by the node's clock.
    pub lines_at: Option<(Timestamp, Timestamp)>,
    /// Bytes of terminal output.
    pub output_bytes: u64,
}

impl RecordingSource {
    /// The first recording of an original that names its session, of which nothing else is known.
    #[must_use]
    pub fn named(kind: SourceKind, original: Sha256) -> Self {
        let (lasts, lacks, exit_code) = (None, None, None);
        Self { kind, original, part: 0, joined: Joined::Named, lasts, lacks, exit_code }
    }

    /// Whether it is the same recording, however either came to its session.
    #[must_use]
    pub fn is_same_as(&self, other: &Self) -> bool {
        (self.kind, self.original, self.part) == (other.kind, other.original, other.part)
    }
}

impl RecordingState {
    /// The word used in queries, columns and the API.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Present { .. } if !self.is_whole() => "incomplete",
            Self::Present { .. } => "present",
            Self::NoneByDesign { .. } => "none-by-design",
            Self::Pending { .. } => "pending",
            Self::Missing { .. } => "missing",
            Self::Unknown { .. } => "unknown",
        }
    }

    /// Why there is no recording, or what is missing of it, as a clause.
    #[must_use]
    pub fn because(&self) -> Option<String> {
        match self {
            Self::Present { .. } => {
                let missing = self.incomplete().filter_map(|source| source.lacks.as_deref());
                Some(missing.collect::<Vec<_>>().join("; ")).filter(|because| !because.is_empty())
            }
            Self::NoneByDesign { because }
            | Self::Pending { because }
            | Self::Missing { because }
            | Self::Unknown { because } => Some(because.clone()),
        }
    }

    /// The originals that record the session, best first; none where it has no recording.
    #[must_use]
    pub fn sources(&self) -> &[RecordingSource] {
        match self {
            Self::Present { sources } => sources,
            _ => &[],
        }
    }

    /// Whether there is a recording of which nothing shows that it lacks anything.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        matches!(self, Self::Present { .. }) && self.incomplete().next().is_none()
    }

    /// Those that lack something, unless a log or a cast that does not stands beside them: each video shows something else, and a
    /// stream loses lines even where it goes on.
    pub fn incomplete(&self) -> impl Iterator<Item = &RecordingSource> {
        let broken = || self.sources().iter().filter(|source| source.lacks.is_some());
        let is_of_broken =
            |source: &RecordingSource| broken().any(|b| b.original == source.original);
        let tells = |kind| matches!(kind, SourceKind::Cast | SourceKind::SessionLog);
        let is_told =
            self.sources().iter().any(|source| tells(source.kind) && !is_of_broken(source));
        broken().filter(move |source| source.kind == SourceKind::Video || !is_told)
    }

    /// Those that show a remote desktop.
    pub fn videos(&self) -> impl Iterator<Item = &RecordingSource> {
        self.sources().iter().filter(|source| source.kind == SourceKind::Video)
    }
}
