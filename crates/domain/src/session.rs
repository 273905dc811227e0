//! What is one access to one node?

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::id::{AccountId, NodeId, Region, SessionId};
use crate::moment::Moment;
use crate::principal::{Person, Principal};

/// One access to one node, or one attempt at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// What the auditor opens. A denied attempt has no session id from AWS.
    pub key: SessionKey,
    /// What kind of access it was.
    pub kind: SessionKind,
    /// Whether it began at all.
    pub outcome: Outcome,
    /// The node, when any document names it.
    pub node: Option<NodeId>,
    /// The identity AWS wrote.
    pub principal: Option<Principal>,
    /// The human behind it.
    pub person: Option<Person>,
    /// The account of the node; always the account of the request too.
    pub account: Option<AccountId>,
    /// The region of the node.
    pub region: Option<Region>,
    /// When it began.
    pub started: Moment,
    /// When it ended.
    pub ended: Moment,
    /// When it had begun at the latest, where nothing tells when it did: a bound of its start or its end, or the instant at
    /// which all of a recording was there whose key names it. Never shown as a time of the session.
    #[serde(default)]
    pub begun_by: Option<Timestamp>,
    /// Just-in-time or standing.
    pub access: AccessType,
    /// The session document, when AWS recorded one.
    pub document: Option<String>,
    /// The reason typed when the session was started (not the reason of the request).
    pub reason: Option<String>,
    /// Where a port-forwarding session led.
    pub tunnel: Option<Tunnel>,
    /// The operating-system user, known only from the CloudWatch stream.
    pub run_as: Option<String>,
    /// Where the caller connected from, as CloudTrail saw it.
    pub source_ip: Option<String>,
    /// What kept it from leaving a recording, where none came and a document tells.
    pub interrupted: Option<Interrupted>,
}

impl Session {
    /// Whether it is a remote desktop that was opened, of which there may be a recording.
    #[must_use]
    pub fn is_opened_desktop(&self) -> bool {
        self.kind == SessionKind::Rdp && self.outcome == Outcome::Started
    }
}

/// What kept a session from leaving a recording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Interrupted {
    /// Session history says `Failed`.
    Failed,
    /// Its node was taken away before its log was due.
    NodeStopped {
        /// When the call was made.
        at: Timestamp,
        /// Who made it.
        by: Option<Principal>,
        /// Whether the node was terminated, and not only stopped.
        terminated: bool,
    },
}

/// The name a session is listed under.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SessionKey(String);

impl SessionKey {
    /// A started session is known by its id.
    #[must_use]
    pub fn session(id: &SessionId) -> Self {
        Self(id.to_string())
    }

    /// A denied attempt has no session id, so its CloudTrail event id stands in.
    #[must_use]
    pub fn attempt(event: &crate::id::EventId) -> Self {
        Self(format!("denied:{event}"))
    }

    /// The text used in links, tables and commands.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The session id, unless this is a denied attempt.
    #[must_use]
    pub fn id(&self) -> Option<SessionId> {
        (!self.0.starts_with("denied:")).then(|| SessionId::new(self.0.clone()).ok()).flatten()
    }
}

impl std::fmt::Display for SessionKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for SessionKey {
    type Error = crate::id::Malformed;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        SessionId::new(text.strip_prefix("denied:").unwrap_or(&text).to_owned())?;
        Ok(Self(text))
    }
}

impl From<SessionKey> for String {
    fn from(key: SessionKey) -> String {
        key.0
    }
}

/// What kind of access a session is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SessionKind {
    /// An interactive shell.
    Shell,
    /// One command through an `Interactive…` or `NonInteractiveCommand` document.
    Command,
    /// Port forwarding; Session Manager records no content.
    Port,
    /// SSH through Session Manager; no content either.
    Ssh,
    /// Fleet Manager Remote Desktop.
    Rdp,
    /// A session document of the customer's own, whose kind its name does not tell.
    Unknown,
}

/// The service behind Fleet Manager's remote desktops. It starts sessions of its own, through which they go.
pub const GUI_CONNECT: &str = "ssm-guiconnect.amazonaws.com";

/// The session document that is followed where none is named. It holds the session preferences of an account and region.
pub const PREFERENCES: &str = "SSM-SessionManagerRunShell";

/// Whether a session began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It began.
    Started,
    /// AWS refused it.
    Denied {
        /// `errorCode` of the record.
        code: String,
        /// `errorMessage`, as far as AWS wrote one.
        message: Option<String>,
    },
}

/// Whether the access came from an approved request or from standing permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AccessType {
    /// Session history says so, or the principal is the token role.
    JustInTime,
    /// Session history says `Standard`, or the principal is not the token role.
    Standard,
    /// No document tells.
    Unknown,
}

/// Where a port-forwarding session led.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tunnel {
    /// The remote host; absent when the port is on the node itself.
    pub host: Option<String>,
    /// The remote port as written.
    pub port: Option<String>,
}

impl Session {
    /// From start to end, only when clocks of AWS recorded both: a difference of bounds, or of AWS's clock and a node's,
    /// would look like a measurement.
    #[must_use]
    pub fn duration(&self) -> Option<SignedDuration> {
        let (start, end) = (self.started.by_aws()?, self.ended.by_aws()?);
        Some((end.as_duration() - start.as_duration()).max(SignedDuration::ZERO))
    }
}

impl AccessType {
    /// The word used in columns and the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::JustInTime => "just-in-time",
            Self::Standard => "standard",
            Self::Unknown => "unknown",
        }
    }
}

impl SessionKind {
    /// The kind that a session document's name tells; no document means the default shell.
    #[must_use]
    pub fn of_document(name: Option<&str>) -> Self {
        match name {
            None | Some(PREFERENCES) => Self::Shell,
            Some("AWS-StartInteractiveCommand" | "AWS-StartNonInteractiveCommand") => Self::Command,
            Some("AWS-StartSSHSession") => Self::Ssh,
            Some(name) if name.starts_with("AWS-StartPortForwardingSession") => Self::Port,
            Some(_) => Self::Unknown,
        }
    }

    /// The word used in queries, columns and the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Shell => "shell",
            Self::Command => "command",
            Self::Port => "port",
            Self::Ssh => "ssh",
            Self::Rdp => "rdp",
            Self::Unknown => "unknown",
        }
    }
}
