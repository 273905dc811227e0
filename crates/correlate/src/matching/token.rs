//! Did the same person take a token for this node shortly before?

use sekisho_domain::matching::Basis;

use crate::matching::index::Requests;
use crate::matching::{Candidate, doubt};
use crate::request::{Granted, granted};
use crate::session::{self, TracedSession};

/// The requests of which the person took a token that still lived when the session began.
///
/// A request that is known not to be granted gave no token: the call only asked for its state.
pub(super) fn find<'a>(traced: &TracedSession<'_>, requests: &Requests<'a>) -> Vec<Candidate<'a>> {
    let session = &traced.session;
    let (Some(person), Some(node), Some(at)) =
        (&session.person, &session.node, session::began(session))
    else {
        return Vec::new();
    };
    let mut candidates = Vec::new();
    for taken in requests.tokens_alive(&person.name, at) {
        let request = &taken.request.request;
        let covers = request.targets.is_empty() || request.targets.contains(node);
        let gave = taken.call.issued.is_some() || granted(&request.status) != Granted::No;
        if covers && gave {
            let doubts = doubt::of_inference(traced, taken.request);
            let (request, basis) = (taken.request, Basis::PersonNodeToken);
            candidates.push(Candidate { request, basis, proven: false, doubts });
        }
    }
    candidates
}
