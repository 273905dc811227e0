//! Who is behind an identity string, and may two of them be one person?

use serde::{Deserialize, Serialize};

use crate::id;

/// An identity exactly as AWS wrote it: an ARN, an Identity Center user id, or a bare name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Principal(String);

/// What the parts of a principal say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identity<'a> {
    /// `arn:…:iam::<account>:user/<name>`
    IamUser {
        /// The account of the user.
        account: &'a str,
        /// The user name without its path.
        name: &'a str,
    },
    /// `arn:…:sts::<account>:assumed-role/<role>/<session name>`
    AssumedRole {
        /// The account of the role.
        account: &'a str,
        /// The role.
        role: &'a str,
        /// The role session name. For Identity Center it is the user name; elsewhere the caller chose it.
        session_name: &'a str,
    },
    /// A service-linked role or an AWS service. Never a human.
    Service {
        /// The role or service.
        name: &'a str,
    },
    /// An Identity Center user id, which names nobody until it is looked up.
    IdentityCenterUser {
        /// The id.
        id: &'a str,
    },
    /// Anything else, kept as it is.
    Other(&'a str),
}

/// The human we believe is behind a principal, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Person {
    /// The name an auditor would use.
    pub name: String,
    /// Why we believe it.
    pub basis: PersonBasis,
}

/// The reason a name stands for a person, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PersonBasis {
    /// The role session name of an `AWSReservedSSO_…` role: Identity Center sets it to the user name.
    IdentityCenter,
    /// The role session name of the just-in-time token role.
    JustInTimeToken,
    /// An IAM user; it may be shared.
    IamUser,
    /// A role session name that the caller chose.
    RoleSessionName,
    /// An Identity Center user id that was not looked up.
    UnresolvedId,
    /// Not a person at all.
    Service,
    /// No known form.
    Unrecognised,
}

/// Whether two identities are one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sameness {
    /// They carry the same name.
    Same,
    /// One directory gave them different names.
    Different,
    /// Nothing rules out that one person holds both. Never counted as independent.
    Undeterminable,
}

/// The role that AWS documents for just-in-time tokens; a policy may name another.
pub const TOKEN_ROLE: &str = "SSM-JustInTimeAccessTokenRole";

impl Principal {
    /// Keeps the text as it is.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text as AWS wrote it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes the string apart (formats: identity variants of one person). Partitions such as `aws-cn` are accepted.
    #[must_use]
    pub fn identity(&self) -> Identity<'_> {
        let text = self.0.as_str();
        if id::is_uuid(text)
            || text.strip_prefix(|c: char| c.is_ascii_hexdigit()).is_some_and(is_long_user_id)
        {
            return Identity::IdentityCenterUser { id: text };
        }
        let Some((account, resource)) = arn_parts(text) else {
            return if text.ends_with(".amazonaws.com") {
                Identity::Service { name: text }
            } else {
                Identity::Other(text)
            };
        };
        let mut path = resource.split('/');
        match (path.next(), path.next(), path.next_back()) {
            (Some("assumed-role"), Some(role), _) if role.starts_with("AWSServiceRoleFor") => {
                Identity::Service { name: role }
            }
            (Some("assumed-role"), Some(role), Some(session_name)) => {
                Identity::AssumedRole { account, role, session_name }
            }
            (Some("user"), Some(first), rest) => {
                Identity::IamUser { account, name: rest.unwrap_or(first) }
            }
            _ => Identity::Other(text),
        }
    }

    /// The person behind it, with the reason.
    #[must_use]
    pub fn person(&self) -> Person {
        let (name, basis) = match self.identity() {
            Identity::AssumedRole { role, session_name, .. } => {
                let basis = if role.starts_with("AWSReservedSSO_") {
                    PersonBasis::IdentityCenter
                } else if role == TOKEN_ROLE {
                    PersonBasis::JustInTimeToken
                } else {
                    PersonBasis::RoleSessionName
                };
                (session_name, basis)
            }
            Identity::IamUser { name, .. } => (name, PersonBasis::IamUser),
            Identity::Service { name } => (name, PersonBasis::Service),
            Identity::IdentityCenterUser { id } => (id, PersonBasis::UnresolvedId),
            Identity::Other(text) => (text, PersonBasis::Unrecognised),
        };
        Person { name: name.to_owned(), basis }
    }
}

impl std::fmt::Display for Principal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Person {
    /// Whether the two may be one person.
    ///
    /// Different names prove different people only inside one directory: an IAM user and an Identity Center user, or
    /// two freely chosen role session names, can belong to the same hands.
    #[must_use]
    pub fn compare(&self, other: &Person) -> Sameness {
        if self.name.eq_ignore_ascii_case(&other.name) {
            return Sameness::Same;
        }
        if self.basis.in_directory() && other.basis.in_directory() {
            return Sameness::Different;
        }
        Sameness::Undeterminable
    }
}

impl PersonBasis {
    /// Whether Identity Center vouches for the name.
    fn in_directory(self) -> bool {
        matches!(self, Self::IdentityCenter | Self::JustInTimeToken)
    }
}

/// Account and resource of `arn:<partition>:<service>:<region>:<account>:<resource>`.
fn arn_parts(text: &str) -> Option<(&str, &str)> {
    let mut parts = text.strip_prefix("arn:")?.splitn(5, ':');
    let (_partition, _service, _region) = (parts.next()?, parts.next()?, parts.next()?);
    Some((parts.next()?, parts.next()?))
}

/// Older Identity Center ids carry ten digits and a dash before the UUID.
fn is_long_user_id(text: &str) -> bool {
    text.split_once('-').is_some_and(|(head, tail)| {
        head.len() == 9 && head.bytes().all(|b| b.is_ascii_hexdigit()) && id::is_uuid(tail)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SSO: &str =
        "arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_jitna-operator_434098e0f9f1965d/";
    const TOKEN: &str = "arn:aws:sts::123456789012:assumed-role/SSM-JustInTimeAccessTokenRole/";

    #[test]
    fn a_principal_names_a_person() {
        fn check(text: &str, name: &str, basis: PersonBasis) {
            assert_eq!(Principal::new(text).person(), Person { name: name.into(), basis });
        }
        check(&format!("{SSO}bob@example.com"), "bob@example.com", PersonBasis::IdentityCenter);
        check(&format!("{TOKEN}alice"), "alice", PersonBasis::JustInTimeToken);
        check("arn:aws:iam::294599468799:user/christophe", "christophe", PersonBasis::IamUser);
        check("arn:aws-cn:iam::294599468799:user/ops/night/li", "li", PersonBasis::IamUser);
        check(
            "arn:aws:sts::123456789012:assumed-role/AWSServiceRoleForSystemsManagerJustInTimeAccess/JustInTimeAccessService",
            "AWSServiceRoleForSystemsManagerJustInTimeAccess",
            PersonBasis::Service,
        );
        check(
            "arn:aws:sts::123456789012:assumed-role/Deploy/i-0abc",
            "i-0abc",
            PersonBasis::RoleSessionName,
        );
        check("ssm-guiconnect.amazonaws.com", "ssm-guiconnect.amazonaws.com", PersonBasis::Service);
        check(
            "e1fbc510-8081-70c2-448f-123456789012",
            "e1fbc510-8081-70c2-448f-123456789012",
            PersonBasis::UnresolvedId,
        );
        check(
            "906712ab34-e1fbc510-8081-70c2-448f-123456789012",
            "906712ab34-e1fbc510-8081-70c2-448f-123456789012",
            PersonBasis::UnresolvedId,
        );
        check("", "", PersonBasis::Unrecognised);
        check("arn:aws", "arn:aws", PersonBasis::Unrecognised);
    }

    #[test]
    fn only_one_directory_tells_people_apart() {
        fn check(a: &str, b: &str, expected: Sameness) {
            let (a, b) = (Principal::new(a).person(), Principal::new(b).person());
            assert_eq!(a.compare(&b), expected);
            assert_eq!(b.compare(&a), expected);
        }
        check(&format!("{SSO}alice"), &format!("{TOKEN}alice"), Sameness::Same);
        check(&format!("{SSO}alice"), &format!("{SSO}bob"), Sameness::Different);
        check(
            &format!("{SSO}alice"),
            "arn:aws:iam::123456789012:user/root-ops",
            Sameness::Undeterminable,
        );
        check(
            &format!("{SSO}alice"),
            "arn:aws:sts::123456789012:assumed-role/ChatOps/slack",
            Sameness::Undeterminable,
        );
        check(
            "e1fbc510-8081-70c2-448f-123456789012",
            &format!("{SSO}bob"),
            Sameness::Undeterminable,
        );
    }
}
