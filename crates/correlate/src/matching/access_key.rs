//! Was the session started with credentials that were issued for a request?
//!
//! Three ways lead from credentials to a request. `GetAccessToken` returned the key itself, or the `AssumeRole` record
//! names the request: identifiers all the way, so the match is proven. Or `AssumeRole` of the token role follows a
//! `GetAccessToken` of the same person within seconds: the key is proven, its request is inferred, and the match stays
//! probable. AWS documents none of the three, so each is taken where the records have it.

use std::collections::HashMap;

use sekisho_domain::fact::CredentialsIssued;
use sekisho_domain::id::{AccessKeyId, RequestId};
use sekisho_domain::matching::Basis;
use sekisho_domain::principal::PersonBasis;

use crate::facts::Said;
use crate::matching::index::{Requests, Tokens};
use crate::matching::{Candidate, doubt};
use crate::policy::Policy;
use crate::request::FoldedRequest;
use crate::session::TracedSession;

/// A request that credentials lead to.
#[derive(Debug)]
pub(crate) struct Lead<'a> {
    request: &'a FoldedRequest<'a>,
    proven: bool,
    doubt: Option<String>,
}

/// The requests whose token started the session.
pub(super) fn find<'a>(traced: &TracedSession<'_>, requests: &Requests<'a>) -> Vec<Candidate<'a>> {
    let Some(key) = traced.access_key else { return Vec::new() };
    let leads = requests.issued_for(key).iter();
    leads
        .map(|lead| Candidate {
            request: lead.request,
            basis: Basis::SameAccessKey,
            proven: lead.proven,
            doubts: lead.doubt.iter().cloned().collect(),
        })
        .collect()
}

/// Follows every set of credentials to the requests it was issued for.
pub(crate) fn leads<'a>(
    credentials: &[Said<'a, CredentialsIssued>],
    by_id: &HashMap<&RequestId, &'a FoldedRequest<'a>>,
    tokens: &Tokens<'a>,
    folded: &'a [FoldedRequest<'a>],
    policy: &Policy,
) -> HashMap<&'a AccessKeyId, Vec<Lead<'a>>> {
    let mut leads: HashMap<_, Vec<_>> = HashMap::new();
    for request in folded {
        for key in request.tokens.iter().filter_map(|t| t.fact.issued.as_ref()) {
            leads.entry(key).or_default().push(Lead { request, proven: true, doubt: None });
        }
    }
    for issued in credentials.iter().map(|c| c.fact) {
        let found = match &issued.request {
            Some(id) => {
                by_id.get(id).map(|request| named(issued, request, policy)).into_iter().collect()
            }
            None => followed(issued, tokens, policy),
        };
        leads.entry(&issued.issued).or_default().extend(found);
    }
    leads
}

/// `AssumeRole` that names a request. Whoever assumes a role of their own chooses what the record says, so the id
/// counts only for the token role or where an AWS service made the call.
fn named<'a>(
    issued: &CredentialsIssued,
    request: &'a FoldedRequest<'a>,
    policy: &Policy,
) -> Lead<'a> {
    let caller = issued.call.principal.as_ref().map(|p| p.person().basis);
    let by_aws = issued.role == policy.token_role || caller == Some(PersonBasis::Service);
    let doubt = (!by_aws).then(|| {
        format!("its credentials name {} but belong to role {}", request.request.id, issued.role)
    });
    Lead { request, proven: by_aws, doubt }
}

/// `AssumeRole` of the token role right beside a `GetAccessToken` of the person it is for.
fn followed<'a>(issued: &CredentialsIssued, tokens: &Tokens<'a>, policy: &Policy) -> Vec<Lead<'a>> {
    let Some(person) = &issued.session_name else { return Vec::new() };
    if issued.role != policy.token_role {
        return Vec::new();
    }
    tokens
        .around(person, issued.call.at, policy.issue_gap, policy.issue_gap)
        .iter()
        .filter(|taken| taken.call.issued.is_none())
        .filter(|taken| doubt::one_place(&taken.call.call.account, &issued.call.account))
        .map(|taken| Lead { request: taken.request, proven: false, doubt: None })
        .collect()
}
