//! How is a person written together with the identity behind the name?

use sekisho_domain::principal::{Person, PersonBasis, Principal};
use serde::Serialize;
use utoipa::ToSchema;

/// A person and the reason the name stands for them.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PersonShape {
    /// The name an auditor would use.
    pub(crate) name: String,
    /// Why we believe it.
    #[schema(value_type = String)]
    pub(crate) basis: &'static str,
    /// The identity exactly as AWS wrote it; absent when only the session id carried a name.
    pub(crate) principal: Option<String>,
}

impl PersonShape {
    /// The person behind a principal.
    pub(crate) fn behind(principal: &Principal) -> Self {
        Self::new(&principal.person(), Some(principal))
    }

    /// A person whose principal may be unknown.
    pub(crate) fn new(person: &Person, principal: Option<&Principal>) -> Self {
        Self {
            name: person.name.clone(),
            basis: basis_name(person.basis),
            principal: principal.map(ToString::to_string),
        }
    }
}

fn basis_name(basis: PersonBasis) -> &'static str {
    match basis {
        PersonBasis::IdentityCenter => "identity-center",
        PersonBasis::JustInTimeToken => "just-in-time-token",
        PersonBasis::IamUser => "iam-user",
        PersonBasis::RoleSessionName => "role-session-name",
        PersonBasis::UnresolvedId => "unresolved-id",
        PersonBasis::Service => "service",
        PersonBasis::Unrecognised => "unrecognised",
    }
}
