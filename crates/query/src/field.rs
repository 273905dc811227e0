//! Which fields can be asked for, and which values do they take?

/// A named property of an access record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Who: the person's name or the principal.
    User,
    /// Where: the node's id or name, or the host a tunnel leads to.
    Node,
    /// What was typed, as reconstructed from the screen.
    Cmd,
    /// What the terminal showed.
    Output,
    /// What a machine read in the pictures of a remote desktop. It may be wrong, and never proves that something was not
    /// to be seen, so plain words do not look there.
    Screen,
    /// Why, in the requester's words.
    Reason,
    /// Who decided.
    Approver,
    /// The access request's id.
    Request,
    /// The id of a rule that states something.
    Finding,
    /// The session's id.
    Session,
    /// What kind of access.
    Type,
    /// Whether somebody else agreed.
    Approval,
    /// Whether there is something to replay.
    Recording,
    /// The account's id.
    Account,
    /// The region's name.
    Region,
}

impl Field {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 15] = [
        Self::User,
        Self::Node,
        Self::Cmd,
        Self::Output,
        Self::Screen,
        Self::Reason,
        Self::Approver,
        Self::Request,
        Self::Finding,
        Self::Session,
        Self::Type,
        Self::Approval,
        Self::Recording,
        Self::Account,
        Self::Region,
    ];

    /// The word before the colon.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Node => "node",
            Self::Cmd => "cmd",
            Self::Output => "output",
            Self::Screen => "screen",
            Self::Reason => "reason",
            Self::Approver => "approver",
            Self::Request => "request",
            Self::Finding => "finding",
            Self::Session => "session",
            Self::Type => "type",
            Self::Approval => "approval",
            Self::Recording => "recording",
            Self::Account => "account",
            Self::Region => "region",
        }
    }

    /// The field called so, in any letter case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name().eq_ignore_ascii_case(name))
    }

    /// The values the field can take, or nothing when they are not a closed set.
    ///
    /// They are the `name()`s of the domain's enums, and the ids of the rules; tests hold them together.
    #[must_use]
    pub const fn values(self) -> &'static [&'static str] {
        match self {
            Self::Type => &["shell", "command", "port", "ssh", "rdp", "unknown"],
            Self::Approval => &["independent", "auto", "self", "none", "undeterminable"],
            Self::Recording => {
                &["present", "incomplete", "none-by-design", "pending", "missing", "unknown"]
            }
            Self::Finding => &[
                "access-without-request",
                "approved-never-used",
                "denied-attempt",
                "documents-disagree",
                "outlived-window",
                "recording-incomplete",
                "recording-missing",
                "self-approved",
                "standing-access",
            ],
            _ => &[],
        }
    }

    /// What people call the values besides, each with the value that it means.
    #[must_use]
    pub const fn synonyms(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Type => &[
                ("desktop", "rdp"),
                ("remote-desktop", "rdp"),
                ("リモートデスクトップ", "rdp"),
                ("terminal", "shell"),
                ("シェル", "shell"),
                ("コマンド", "command"),
                ("port-forwarding", "port"),
                ("tunnel", "port"),
                ("ポート転送", "port"),
            ],
            Self::Recording => {
                &[("recorded", "present"), ("truncated", "incomplete"), ("cut", "incomplete")]
            }
            _ => &[],
        }
    }

    /// Whether the field holds running text, searched word by word, and not names.
    #[must_use]
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Cmd | Self::Output | Self::Screen | Self::Reason)
    }
}

#[cfg(test)]
mod tests {
    use sekisho_domain::evidence::Sha256;
    use sekisho_domain::record::ApprovalClass;
    use sekisho_domain::recording::{RecordingSource, RecordingState, SourceKind};
    use sekisho_domain::session::SessionKind;

    use super::*;

    #[test]
    fn names_lead_back_to_their_fields() {
        for field in Field::ALL {
            assert_eq!(Field::named(&field.name().to_uppercase()), Some(field));
            assert_eq!(Field::ALL[field as usize], field, "tables are indexed by fields");
        }
        assert_eq!(Field::named("started"), None, "time is a condition of its own");
    }

    #[test]
    fn closed_values_are_the_words_of_the_domain() {
        let because = String::new;
        let kinds = [
            SessionKind::Shell,
            SessionKind::Command,
            SessionKind::Port,
            SessionKind::Ssh,
            SessionKind::Rdp,
            SessionKind::Unknown,
        ];
        assert_eq!(kinds.map(SessionKind::name), Field::Type.values());
        let approvals = [
            ApprovalClass::Independent,
            ApprovalClass::Auto,
            ApprovalClass::SelfApproved,
            ApprovalClass::None,
            ApprovalClass::Undeterminable { because: because() },
        ];
        assert_eq!(approvals.each_ref().map(ApprovalClass::name), Field::Approval.values());
        let video = RecordingSource::named(SourceKind::Video, Sha256::from_bytes([0; 32]));
        let broken = RecordingSource { lacks: Some(because()), ..video };
        let recordings = [
            RecordingState::Present { sources: vec![] },
            RecordingState::Present { sources: vec![broken] },
            RecordingState::NoneByDesign { because: because() },
            RecordingState::Pending { because: because() },
            RecordingState::Missing { because: because() },
            RecordingState::Unknown { because: because() },
        ];
        assert_eq!(recordings.each_ref().map(RecordingState::name), Field::Recording.values());
    }
}
