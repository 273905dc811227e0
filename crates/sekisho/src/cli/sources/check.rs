//! May everything be read that the configuration names?

use std::sync::{Mutex, PoisonError};

use clap::Args;
use sekisho_ingest::{
    CheckOutcome, Checked, Estate, Permission, TroubleCode, callers_permission, check, permissions,
    policy,
};
use serde_json::{Value, json};

use crate::cli::configured::Configured;
use crate::cli::output;
use crate::cli::{Common, Exit};

/// Arguments of `sekisho sources check`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  sekisho sources check --config sekisho.toml

Nothing is changed. What is missing is printed as statements of an IAM policy; the exit status is then 3.")]
pub(crate) struct Check {
    #[command(flatten)]
    configured: Configured,
}

impl Check {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        let estate = self.configured.load()?.estate;
        let runtime = tokio::runtime::Runtime::new()?;
        let told = Mutex::new(String::new());
        let checked = runtime.block_on(check(&estate, &|checked| {
            if !common.json {
                let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
                output::remark(&line(checked, &mut told));
            }
        }));
        let missing = missing(&estate, &checked);
        let unable = unable_to_enter(&estate, &checked);
        if common.json {
            let shown: Vec<Value> = checked.iter().map(as_json).collect();
            let statements =
                |of: &[Permission]| of.iter().map(Permission::statement).collect::<Vec<_>>();
            output::json(&json!({
                "checked": shown,
                "missing": statements(&missing),
                "missing_of_caller": statements(&unable),
            }))?;
        } else {
            for (whose, statements) in [
                (
                    "add to the policy of whoever this program runs as, unless the trust policy of the role refuses:",
                    unable,
                ),
                ("add to the policy of the role:", missing),
            ] {
                if !statements.is_empty() {
                    output::remark(whose);
                    output::json(&policy(&statements))?;
                }
            }
        }
        let is_refused = checked.iter().any(Checked::is_refused);
        // What is printed besides remarks is a policy, so that it can be kept.
        match verdict(&checked) {
            _ if common.json => {}
            verdict if is_refused => output::remark(&verdict),
            verdict => output::text([verdict])?,
        }
        Ok(if is_refused { Exit::Configuration } else { Exit::Success })
    }
}

/// What all tries came to.
fn verdict(checked: &[Checked]) -> String {
    let refused = checked.iter().filter(|checked| checked.is_refused()).count();
    let allowed = checked.iter().filter(|c| c.outcome == CheckOutcome::Allowed).count();
    match (refused, checked.len() - allowed - refused) {
        (0, 0) => "everything that is named can be read".to_owned(),
        (0, 1) => "nothing was refused; one call could not be tried".to_owned(),
        (0, untried) => format!("nothing was refused; {untried} calls could not be tried"),
        (refused, _) => format!("of {} calls tried, refused or failed: {refused}", checked.len()),
    }
}

/// What became of a try. Why it was refused is not said again where it is what was `told` last, as when there are no
/// credentials.
fn line(checked: &Checked, told: &mut String) -> String {
    let Checked { place, action, outcome, .. } = checked;
    match outcome {
        CheckOutcome::Allowed => format!("ok       {action} {place}"),
        CheckOutcome::Untried(why) => format!("untried  {action} {place}: {why}"),
        CheckOutcome::Unlisted => {
            format!("untried  {action} {place}: what is there could not be listed")
        }
        CheckOutcome::Refused(trouble) => {
            let why = trouble.to_string();
            let why = why.strip_prefix(place.as_str()).map_or(why.clone(), str::to_owned);
            if why == *told {
                return format!("refused  {action} {place}: as above");
            }
            told.clone_from(&why);
            let rest =
                if is_way_in(checked) { "; nothing else of this account was tried" } else { "" };
            format!("refused  {action} {place}{why}{rest}")
        }
    }
}

/// Whether an account was to be entered by it.
fn is_way_in(checked: &Checked) -> bool {
    checked.action.starts_with("sts:")
}

fn as_json(checked: &Checked) -> Value {
    let Checked { account, place, action, outcome } = checked;
    let (word, why, next) = match outcome {
        CheckOutcome::Allowed => ("allowed", None, None),
        CheckOutcome::Untried(why) => ("untried", Some((*why).to_owned()), None),
        CheckOutcome::Unlisted => {
            ("untried", Some("what is there could not be listed".to_owned()), None)
        }
        CheckOutcome::Refused(trouble) => {
            (trouble.code.name(), Some(trouble.what.clone()), Some(trouble.next.clone()))
        }
    };
    json!({"account": account.as_str(), "place": place, "action": action, "outcome": word, "because": why, "next": next})
}

/// The statements that would allow what was refused for want of a permission, and what could not be tried for that.
fn missing(estate: &Estate, checked: &[Checked]) -> Vec<Permission> {
    let is_denied = |other: &Checked| match &other.outcome {
        CheckOutcome::Refused(trouble) => trouble.code == TroubleCode::Denied,
        _ => false,
    };
    let is_unlisted = |one: &Checked| {
        let beside =
            |other: &&Checked| (&other.account, &other.place) == (&one.account, &one.place);
        one.outcome == CheckOutcome::Unlisted && checked.iter().filter(beside).any(is_denied)
    };
    let refused = |permission: &Permission, account: &str| {
        checked.iter().any(|checked| {
            if checked.account.as_str() == account && is_unlisted(checked) {
                return permission.actions.contains(&checked.action);
            }
            let CheckOutcome::Refused(trouble) = &checked.outcome else { return false };
            let wants =
                trouble.code == TroubleCode::Denied && permission.actions.contains(&checked.action);
            let wants_key = trouble.code == TroubleCode::KeyDenied
                && permission.actions.contains(&"kms:Decrypt");
            checked.account.as_str() == account && (wants || wants_key)
        })
    };
    let accounts = estate.accounts.iter();
    accounts
        .flat_map(|account| {
            let all = permissions(estate, &account.id).into_iter();
            all.filter(move |permission| refused(permission, account.id.as_str()))
        })
        .collect()
}

/// The statement that would allow to assume the roles that were refused.
fn unable_to_enter(estate: &Estate, checked: &[Checked]) -> Vec<Permission> {
    let is_refused = |place: &String| {
        let of_role = |checked: &&Checked| is_way_in(checked) && checked.place == *place;
        checked.iter().filter(of_role).any(|checked| match &checked.outcome {
            CheckOutcome::Refused(trouble) => trouble.code == TroubleCode::RoleRefused,
            _ => false,
        })
    };
    let mut permission = callers_permission(estate);
    if let Some(permission) = &mut permission {
        permission.resources.retain(is_refused);
    }
    permission.into_iter().filter(|permission| !permission.resources.is_empty()).collect()
}
