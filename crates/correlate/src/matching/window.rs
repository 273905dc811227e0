//! Did the session begin inside an approved window of the same person for this node?

use sekisho_domain::matching::Basis;

use crate::matching::index::Requests;
use crate::matching::{Candidate, doubt};
use crate::request::{Granted, granted};
use crate::session::{self, TracedSession};

/// The granted requests whose window contains the start of the session.
pub(super) fn find<'a>(traced: &TracedSession<'_>, requests: &Requests<'a>) -> Vec<Candidate<'a>> {
    let session = &traced.session;
    let (Some(person), Some(node), Some(at)) =
        (&session.person, &session.node, session::began(session))
    else {
        return Vec::new();
    };
    let open = requests.open_at(&person.name, node, at).into_iter();
    open.filter(|request| granted(&request.request.status) == Granted::Yes)
        .map(|request| Candidate {
            request,
            basis: Basis::PersonNodeWindow,
            proven: false,
            doubts: doubt::of_inference(traced, request),
        })
        .collect()
}
