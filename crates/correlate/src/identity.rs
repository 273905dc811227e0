//! Who stands behind a principal, and which of several principals tells most?

use sekisho_domain::principal::{Identity, Person, PersonBasis, Principal};

use crate::policy::Policy;

/// The person behind a principal; the token role may have another name than AWS's own.
pub(crate) fn person(principal: &Principal, policy: &Policy) -> Person {
    match principal.identity() {
        Identity::AssumedRole { role, session_name, .. } if role == policy.token_role => {
            Person { name: session_name.to_owned(), basis: PersonBasis::JustInTimeToken }
        }
        _ => principal.person(),
    }
}

/// The principal that names a person best; of equals the first.
///
/// An ARN beats a bare name, a bare name beats an Identity Center id that nobody looked up, and anything beats a
/// service, which is never a human.
pub(crate) fn most_telling<'a>(
    principals: impl IntoIterator<Item = &'a Principal>,
) -> Option<&'a Principal> {
    principals.into_iter().min_by_key(|p| match p.identity() {
        Identity::AssumedRole { .. } | Identity::IamUser { .. } => 0,
        Identity::Other(_) => 1,
        Identity::IdentityCenterUser { .. } => 2,
        Identity::Service { .. } => 3,
    })
}

/// The account that an ARN names.
pub(crate) fn account(principal: &Principal) -> Option<&str> {
    match principal.identity() {
        Identity::AssumedRole { account, .. } | Identity::IamUser { account, .. } => Some(account),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_tells_more_than_an_id() {
        fn check(principals: &[&str], expected: &str) {
            let principals: Vec<_> = principals.iter().map(|p| Principal::new(*p)).collect();
            assert_eq!(most_telling(&principals).map(Principal::as_str), Some(expected));
        }
        let arn = "arn:aws:iam::111122223333:user/alice";
        let other = "arn:aws:iam::111122223333:user/bob";
        let id = "e1fbc510-8081-70c2-448f-123456789012";
        check(&[id, arn, other], arn);
        check(&[id, "alice"], "alice");
        check(&["ssm.amazonaws.com", id], id);
        check(&["ssm.amazonaws.com"], "ssm.amazonaws.com");
    }

    #[test]
    fn a_renamed_token_role_still_vouches() {
        let policy = Policy { token_role: "Tokens".into(), ..Policy::documented() };
        let principal = Principal::new("arn:aws:sts::111122223333:assumed-role/Tokens/alice");
        assert_eq!(person(&principal, &policy).basis, PersonBasis::JustInTimeToken);
        assert_eq!(person(&principal, &Policy::documented()).basis, PersonBasis::RoleSessionName);
    }
}
