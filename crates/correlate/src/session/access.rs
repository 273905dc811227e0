//! Did a session come from an approved request or from standing permission?

use sekisho_domain::principal::{Identity, Principal};
use sekisho_domain::session::AccessType;

use crate::facts::SessionFacts;
use crate::policy::Policy;

/// Session history decides; where it is silent, the role does; where listings contradict each other, nothing does.
pub(crate) fn of_session(
    said: &SessionFacts<'_>,
    principal: Option<&Principal>,
    policy: &Policy,
) -> AccessType {
    let listed =
        |just_in_time| said.history.iter().any(|h| h.fact.just_in_time == Some(just_in_time));
    match (listed(true), listed(false)) {
        (true, true) => AccessType::Unknown,
        (true, false) => AccessType::JustInTime,
        (false, true) => AccessType::Standard,
        (false, false) => of_role(principal, policy),
    }
}

/// What the role of a caller tells: just-in-time sessions are opened with the token role and with nothing else.
pub(crate) fn of_role(principal: Option<&Principal>, policy: &Policy) -> AccessType {
    match principal.map(Principal::identity) {
        Some(Identity::AssumedRole { role, .. }) if role == policy.token_role => {
            AccessType::JustInTime
        }
        Some(Identity::AssumedRole { .. } | Identity::IamUser { .. }) => AccessType::Standard,
        _ => AccessType::Unknown,
    }
}
