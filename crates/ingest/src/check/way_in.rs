//! Can an account be entered, and is it the one that is meant?

use sekisho_domain::id::Region;

use super::tried::Tried;
use super::{Checked, Outcome};
use crate::aws::Entrances;
use crate::aws::trouble::{Trouble, TroubleCode};
use crate::estate::Account;

/// Asks who this program is in an account. Everything found with credentials of another account would be filed under the
/// wrong one.
pub(super) async fn account(
    entrances: &Entrances,
    account: &Account,
    region: &Region,
) -> Vec<Checked> {
    let client = entrances.sts(&account.id, region).await;
    let answer = client.get_caller_identity().send().await;
    let (place, action) = match &account.role {
        Some(role) => (role.arn.clone(), "sts:AssumeRole"),
        None => (account.id.to_string(), "sts:GetCallerIdentity"),
    };
    let mut tried = Tried::new(&account.id, place.clone());
    match answer {
        Ok(caller) if caller.account().is_some_and(|other| other != account.id.as_str()) => {
            let arn = caller.arn().unwrap_or("somebody of another account");
            let what = format!("{place}: the credentials are those of {arn}");
            tried.add(action, Outcome::Refused(Trouble::new(TroubleCode::Credentials, what)));
        }
        answer => drop(tried.note(action, answer)),
    }
    tried.checked
}
