//! Which numbers and names does an operator decide?

use jiff::SignedDuration;
use sekisho_domain::principal::TOKEN_ROLE;

/// What correlation takes for granted about an organisation's set-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The role of just-in-time tokens: `accessTokenRole` of the approval policies.
    pub token_role: String,
    /// How long after `GetAccessToken` a session may still begin with that token.
    pub token_life: SignedDuration,
    /// How far `AssumeRole` of the token role may lie from the `GetAccessToken` that caused it, on either side.
    pub issue_gap: SignedDuration,
    /// How long after the end of a session its log may still come.
    pub recording_grace: SignedDuration,
    /// How long after a call CloudTrail may still deliver its record.
    pub trail_grace: SignedDuration,
    /// How long after an instant a source that is asked all the time may still not vouch for it.
    pub trail_lag: SignedDuration,
    /// How long a session whose end no document tells is believed to run.
    pub longest_session: SignedDuration,
    /// How long before a session its request may have been made.
    pub request_life: SignedDuration,
}

impl Policy {
    /// The names and limits that AWS documents or that were reported for it.
    ///
    /// Token life is 15 minutes (third-party report). A log is uploaded when the session ended, on Windows at least 80
    /// seconds later, through a worker that may retry: 30 minutes are patient. `maxSessionDuration` reaches 1,440
    /// minutes. CloudTrail delivers after five minutes on average and promises nothing, so 30 are patient there too; it
    /// writes whole seconds, and the calls behind one `GetAccessToken` follow at once: 5 seconds. `LookupEvents` finds a
    /// call some minutes later, so its last hour is asked for again before it counts, every five minutes: two hours are
    /// patient. How long before its window a request may be made is not documented; 14 days are patient.
    #[must_use]
    pub fn documented() -> Self {
        Self {
            token_role: TOKEN_ROLE.to_owned(),
            token_life: SignedDuration::from_mins(15),
            issue_gap: SignedDuration::from_secs(5),
            recording_grace: SignedDuration::from_mins(30),
            trail_grace: SignedDuration::from_mins(30),
            trail_lag: SignedDuration::from_hours(2),
            longest_session: SignedDuration::from_hours(24),
            request_life: SignedDuration::from_hours(14 * 24),
        }
    }
}
