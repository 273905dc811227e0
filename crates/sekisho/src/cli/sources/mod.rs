//! What can be asked about the places that are read from?

mod backfill;
mod check;
mod policy;
mod status;

use clap::Subcommand;

use super::{Common, Exit};

const EXAMPLE: &str = "\
The configuration, sekisho.toml:

  # Where everything is kept; if not absolute, below the folder in which a command is started.
  data = \"/var/lib/sekisho\"
  # Asked for everything in place of AWS's own addresses: a server that stands in for AWS.
  # endpoint = \"http://127.0.0.1:5555\"

  # One for each account. Without a role, the credentials in the environment are its own.
  [[account]]
  id = \"111122223333\"
  name = \"production\"
  regions = [\"ap-northeast-1\"]
  role = \"arn:aws:iam::111122223333:role/SekishoReader\"
  external_id = \"9f8e7d\"
  # Access requests of the organisation are replicated to it.
  delegated_administrator = true

  # The account is the owner, whose role reads it. It holds session-logs, cloudtrail,
  # rdp-recordings or cloudwatch-logs; one that holds several has a table for each, with
  # prefixes of its own. The region may be left out where its account has one only.
  [[bucket]]
  name = \"example-session-logs\"
  account = \"111122223333\"
  region = \"ap-northeast-1\"
  holds = \"session-logs\"
  prefixes = [\"ssm/\"]
  # The accounts whose sessions are recorded there, if each account names all regions that have nodes.
  # Left out, those of any may be, and of a log that nothing else tells of nobody can say that no
  # request allowed it.
  sessions_of = [\"111122223333\"]
  # Which keys are read; left out, all are. What does not match is counted as left there.
  # * stands for anything within one part of a key, ** for any parts.
  keys = [\"ssm/**/*.log\"]
  # Tells of new objects, so that they need not wait for the next listing.
  queue = \"https://sqs.ap-northeast-1.amazonaws.com/111122223333/sekisho\"

  [[bucket]]
  name = \"example-rdp-recordings\"
  account = \"111122223333\"
  holds = \"rdp-recordings\"
  # Which part of a key is the connection, where it has several UUIDs. What is found by
  # it is sealed beside the recording, and `sekisho recordings` can say otherwise.
  connection = \"^[^/]+/(?<connection>[^/]+)/\"

  [[log_group]]
  name = \"/ssm/sessions\"
  account = \"111122223333\"

Try:
  sekisho sources policy            what the role has to be allowed
  sekisho sources check             whether it is
  sekisho ingest --once             take in everything that is there";

/// Subcommands of `sekisho sources`.
#[derive(Debug, Subcommand)]
#[command(after_help = EXAMPLE)]
pub(crate) enum Sources {
    /// Try every permission that is needed, and print what is missing.
    Check(check::Check),
    /// Print the least policy that the role of each account needs.
    Policy(policy::Policy),
    /// Show how far each source has been read, and what could not be had.
    Status(status::Status),
    /// Ask CloudTrail for a stretch of the last ninety days, and list all buckets again.
    Backfill(backfill::Backfill),
}

impl Sources {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        match self {
            Self::Check(command) => command.run(common),
            Self::Policy(command) => command.run(common),
            Self::Status(command) => command.run(common),
            Self::Backfill(command) => command.run(common),
        }
    }
}
