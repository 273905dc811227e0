//! What of an access record can be searched?

use jiff::Timestamp;

/// Why not all that a remote desktop showed was read, in the order of what is to be done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unread {
    /// It will be, or the rest of it.
    Waiting,
    /// Nothing that reads is installed.
    NoEngine,
    /// Some of its pictures, or all, could not be read, or are missing.
    InPart,
    /// Its recording is not here.
    NoVideo,
}

impl Unread {
    /// All of them, in their order.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::NoEngine, Self::InPart, Self::NoVideo];

    /// The word for it, which is the name of no field.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "unread-waiting",
            Self::NoEngine => "unread-no-engine",
            Self::InPart => "unread-in-part",
            Self::NoVideo => "unread-no-video",
        }
    }
}

/// What nothing tells of a session, so that it may be what is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unknown {
    /// Who opened it.
    Person,
    /// Which node it was.
    Node,
    /// What the node was called then.
    NodeName,
}

impl Unknown {
    /// The word for it, which is the name of no field.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Person => "unknown-person",
            Self::Node => "unknown-node",
            Self::NodeName => "unknown-node-name",
        }
    }
}

/// The searchable side of one access record. Nothing of it can be read back but the key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The session key: hits are told by it, and a newer document with the same key replaces an older one.
    pub key: String,
    /// The person's name and the principal.
    pub user: Vec<String>,
    /// The node's id and names, and the host a tunnel leads to. A host is also found by its first label.
    pub node: Vec<String>,
    /// The commands, each by itself: a search never matches across two.
    pub commands: Vec<String>,
    /// The transcript, its lines joined by `\n`; lines that repeat may be left out.
    pub output: String,
    /// What a machine read in the pictures of its remote desktop, its lines joined by `\n`, each line once.
    pub screen: String,
    /// Why there may be more to read on its remote desktop; `None` where all was read, or it has none.
    pub unread: Option<Unread>,
    /// The reasons of the session and of its requests.
    pub reason: Vec<String>,
    /// The people who decided.
    pub approver: Vec<String>,
    /// The ids of the requests that allowed it or may have.
    pub request: Vec<String>,
    /// The ids of the rules that state something about it.
    pub finding: Vec<String>,
    /// The session kind's name.
    pub kind: Option<String>,
    /// The approval class's name.
    pub approval: Option<String>,
    /// The recording state's name.
    pub recording: Option<String>,
    /// The account's id.
    pub account: Option<String>,
    /// The region's name.
    pub region: Option<String>,
    /// When the session began, if that is known; kept to the microsecond.
    pub started: Option<Timestamp>,
    /// When it had begun at the latest, where it is not known when it did; `None` where that is not known either.
    pub begun_by: Option<Timestamp>,
    /// What else is not known of it.
    pub unknown: Vec<Unknown>,
}
