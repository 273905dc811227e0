//! What has the role of an account to be allowed?

use anyhow::Context;
use clap::Args;
use sekisho_ingest::{callers_permission, permissions, policy, template};

use crate::cli::configured::Configured;
use crate::cli::output::{self, Setup};
use crate::cli::{Common, Exit};

/// Arguments of `sekisho sources policy`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho sources policy --account 111122223333 > policy.json
  aws iam put-role-policy --role-name SekishoReader --policy-name read --policy-document file://policy.json
  sekisho sources policy --account 111122223333 --template > reader.json
  aws cloudformation deploy --stack-name sekisho-reader --template-file reader.json \\
    --capabilities CAPABILITY_NAMED_IAM --parameter-overrides TrustedPrincipal=ARN ExternalId=9f8e7d
  sekisho sources policy --caller > caller.json     # for the role or user that Sekisho runs as")]
pub(crate) struct Policy {
    #[command(flatten)]
    configured: Configured,
    /// The account; needed where the configuration names several.
    #[arg(long, value_name = "ID")]
    account: Option<String>,
    /// Print what the role or user needs that Sekisho runs as: to assume the roles of all accounts.
    #[arg(long, conflicts_with_all = ["account", "template"])]
    caller: bool,
    /// Print a CloudFormation template that makes the role, instead of its policy alone.
    #[arg(long)]
    template: bool,
}

impl Policy {
    pub(crate) fn run(&self, _: &Common) -> anyhow::Result<Exit> {
        let estate = self.configured.load()?.estate;
        if self.caller {
            let permission = callers_permission(&estate).ok_or_else(|| Setup {
                message: "no account of the configuration has a role to assume".into(),
                hint: "the credentials in the environment are those of the account: give its own policy to their user or role"
                    .into(),
            })?;
            return print(&policy(&[permission]));
        }
        let account = match (&self.account, &estate.accounts[..]) {
            (Some(id), accounts) => accounts
                .iter()
                .find(|account| account.id.as_str() == id)
                .ok_or_else(|| format!("the configuration names no account {id}")),
            (None, [only]) => Ok(only),
            (None, _) => Err("it is not clear which account is meant".to_owned()),
        };
        let account = account.map_err(|message| Setup {
            message,
            hint: format!("give --account with one of: {}", ids(&estate)),
        })?;
        let permissions = permissions(&estate, &account.id);
        let document =
            if self.template { template(&permissions, account) } else { policy(&permissions) };
        if self.template && account.role.is_none() {
            output::remark(
                "when the role is there, name it in the configuration: role = \"ARN\", external_id = \"WORD\"",
            );
        }
        print(&document)
    }
}

fn print(document: &serde_json::Value) -> anyhow::Result<Exit> {
    output::json(document).context("the policy cannot be written")?;
    Ok(Exit::Success)
}

fn ids(estate: &sekisho_ingest::Estate) -> String {
    let ids: Vec<&str> = estate.accounts.iter().map(|account| account.id.as_str()).collect();
    ids.join(", ")
}
