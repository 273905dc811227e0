//! Which commands are there, and what do they take?

mod around;
mod cast;
mod commands;
mod configured;
mod coverage;
mod cut;
mod data_dir;
mod demo;
mod exit;
mod findings;
mod handed_out;
mod ingest;
mod inspect;
mod interrupted;
mod marks;
mod metrics;
mod moment;
mod originals;
mod output;
mod place;
mod play;
mod progress;
mod rebuild;
mod recordings;
mod requests;
mod screen;
mod screen_text;
mod search;
mod serve;
mod sessions;
mod sources;
mod still;
mod text;
mod timeline;
mod trail;
mod undecided;
mod usage;
mod video;

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use jiff::Timestamp;
use jiff::tz::TimeZone;

pub(crate) use data_dir::DataDir;
pub(crate) use exit::Exit;

use crate::answer::Desk;
use crate::clock::Clock;

/// Who got into which server, was it allowed, and what did they do?
#[derive(Debug, Parser)]
#[command(name = "sekisho", version, max_term_width = 100, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

const EXAMPLES: &str = "\
Examples:
  sekisho demo                                            the sample sessions in your browser
  sekisho ingest --data ./evidence --from ./bucket-copy   archive and read a folder
  sekisho ingest --config sekisho.toml                    take in what AWS delivers, for ever
  sekisho search --data ./evidence who accessed prod-db last week
  sekisho sessions play --data ./evidence SESSION         watch one in this terminal
  sekisho sessions export --data ./evidence --format csv started:last-week > register.csv
  sekisho coverage --data ./evidence                      is every recording here that should be?
  sekisho trail verify --data ./evidence                  is the CloudTrail complete and unaltered?
  sekisho originals list --data ./evidence --unreadable   what could not be read, and why?
  sekisho inspect session.log                             what can be read from one file

Every command takes --json, except demo, serve, and sessions play, cast, still and video;
sessions export has --format jsonl instead.

Exit status: 0 done, 1 checked and not so, 2 wrong usage or question, 3 configuration or try again later,
4 not found, 5 incomplete (something could not be read, the rest was done), 6 internal error.";

/// Flags that every command understands.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Print JSON instead of text; demo, serve, and sessions play, cast, still, video and export have none.
    #[arg(long, global = true)]
    json: bool,
    /// What "now" means, such as 2026-11-24T05:00:00Z; the machine's clock if not given.
    #[arg(long, global = true, value_name = "TIME", env = "SEKISHO_AS_OF", value_parser = moment::typed)]
    as_of: Option<Timestamp>,
    /// The zone days and weeks are cut in, such as Asia/Tokyo; the machine's zone if not given.
    #[arg(long, global = true, value_name = "ZONE", env = "SEKISHO_TZ", value_parser = zone)]
    tz: Option<TimeZone>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Ingest the sample sessions into a temporary directory and serve them.
    Demo(demo::Demo),
    /// Serve the web app and the API on this machine.
    Serve(serve::Serve),
    /// Take in what AWS delivers, or every object of a folder.
    Ingest(ingest::Ingest),
    /// Check, describe and watch the places that are read from.
    #[command(subcommand)]
    Sources(sources::Sources),
    /// Answer a question, such as: who accessed prod-db last week.
    Search(search::Search),
    /// List, show and export sessions.
    #[command(subcommand)]
    Sessions(sessions::Sessions),
    /// List and show access requests.
    #[command(subcommand)]
    Requests(requests::Requests),
    /// List findings.
    #[command(subcommand)]
    Findings(findings::Findings),
    /// List the recordings that belong to no session, and say where they belong.
    #[command(subcommand)]
    Recordings(recordings::Recordings),
    /// List what is archived, and what of it could not be read.
    #[command(subcommand)]
    Originals(originals::Originals),
    /// Check whether the CloudTrail files are complete and unaltered.
    #[command(subcommand)]
    Trail(trail::Trail),
    /// Tell which recordings are missing, and how far each source has been read.
    Coverage(coverage::Coverage),
    /// Throw away everything derived and derive it again from the archive.
    Rebuild(rebuild::Rebuild),
    /// Say what files are, what was read from them, and what was rejected and why.
    Inspect(inspect::Inspect),
    /// Print the emulated terminal screen of a recording file as text.
    Screen(screen::Screen),
    /// Print when each line of a recording file was complete, and how sure that is.
    Timeline(timeline::Timeline),
}

/// Parses the arguments and runs the command.
pub(crate) fn run() -> ExitCode {
    let cli: Cli = usage::parsed();
    let common = &cli.common;
    let result = match cli.command {
        Command::Demo(command) => command.run(common),
        Command::Serve(command) => command.run(common),
        Command::Ingest(command) => command.run(common),
        Command::Sources(command) => command.run(common),
        Command::Search(command) => command.run(common),
        Command::Sessions(command) => command.run(common),
        Command::Requests(command) => command.run(common),
        Command::Findings(command) => command.run(common),
        Command::Recordings(command) => command.run(common),
        Command::Originals(command) => command.run(common),
        Command::Trail(command) => command.run(common),
        Command::Coverage(command) => command.run(common),
        Command::Rebuild(command) => command.run(common),
        Command::Inspect(command) => command.run(common),
        Command::Screen(command) => command.run(common),
        Command::Timeline(command) => command.run(common),
    };
    result.unwrap_or_else(|error| output::failure(&error, common.json)).into()
}

impl Common {
    /// The clock that `--as-of` sets.
    pub(crate) fn clock(&self) -> Clock {
        Clock::new(self.as_of)
    }

    /// The zone that `--tz` sets, else the machine's.
    pub(crate) fn zone(&self) -> TimeZone {
        self.tz.clone().unwrap_or_else(TimeZone::system)
    }

    /// Opens a data directory for questions.
    pub(crate) fn desk(&self, data: &DataDir) -> anyhow::Result<(tokio::runtime::Runtime, Desk)> {
        let runtime = tokio::runtime::Runtime::new()?;
        let desk = runtime.block_on(Desk::open(&data.existing()?, self.clock(), self.zone()))?;
        Ok((runtime, desk))
    }
}

fn zone(name: &str) -> Result<TimeZone, String> {
    TimeZone::get(name).map_err(|_| {
        format!("there is no time zone {name:?}; use a name such as Asia/Tokyo or UTC")
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn the_help_of_every_command_has_an_example() {
        let mut open = vec![Cli::command()];
        while let Some(command) = open.pop() {
            let deeper: Vec<_> = command.get_subcommands().cloned().collect();
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(!deeper.is_empty() || help.contains("Example"), "{}", command.get_name());
            open.extend(deeper);
        }
    }
}
