//! Does the record of the session name a request?

use sekisho_domain::matching::Basis;

use crate::matching::Candidate;
use crate::matching::index::Requests;
use crate::session::TracedSession;

/// The request that the record names.
///
/// The reason is typed by the caller. An id that stands there proves nothing: anybody can cite an approved request.
pub(super) fn find<'a>(traced: &TracedSession<'_>, requests: &Requests<'a>) -> Vec<Candidate<'a>> {
    let Some(request) = traced.named.and_then(|id| requests.get(id)) else { return Vec::new() };
    let id = &request.request.id;
    let typed = traced.session.reason.as_ref().is_some_and(|r| r.contains(id.as_str()));
    let doubts =
        if typed { vec![format!("the caller typed {id} as a reason")] } else { Vec::new() };
    vec![Candidate { request, basis: Basis::RequestIdInEvent, proven: !typed, doubts }]
}
