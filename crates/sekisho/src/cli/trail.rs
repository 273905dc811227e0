//! How is it checked at the command line whether the trail is complete?

use std::path::PathBuf;

use clap::{Args, Subcommand};
use sekisho_domain::trail::{Completeness, PublicKey};

use super::output::Setup;
use super::{Common, DataDir, Exit, output};
use crate::answer;
use crate::shape::trail::{BreakShape, ChainShape, TrailShape, UnlistedShape};

/// Commands of `sekisho trail`.
#[derive(Debug, Subcommand)]
pub(crate) enum Trail {
    /// Prove from CloudTrail's digests that no CloudTrail file was altered or left out.
    Verify(Verify),
}

/// Which trail, and with which keys.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho trail verify --data ./evidence
  sekisho trail verify --data ./evidence --public-keys from-aws.json
  sekisho trail verify --from ./bucket-copy

Needs no network. It reads CloudTrail's digests and log files, the digests' signatures – S3 keeps them in the metadata of
the object; object-metadata.json brings them along – and the output of `aws cloudtrail list-public-keys`. Whoever can
forge a trail can put a key beside it: take the keys from AWS yourself and give them with --public-keys.

Exit status 0 when all that is held is proven, 1 when something is not: see the table.")]
pub(crate) struct Verify {
    #[command(flatten)]
    what: What,
    /// Keys to trust instead of those that are held: the output of `aws cloudtrail list-public-keys`.
    #[arg(long, value_name = "FILE")]
    public_keys: Vec<PathBuf>,
}

/// Where the files are. As the environment of `--data`, `SEKISHO_DATA` would contradict `--from`, so it is asked for only
/// where neither is given, and so for the configuration.
#[derive(Debug, Args)]
#[group(multiple = false)]
struct What {
    /// The data directory: what it has archived is checked; SEKISHO_DATA where neither this nor --from is given.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// A folder that need not be archived, such as a copy of a bucket.
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
}

impl Trail {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        let Self::Verify(verify) = self;
        let keys = verify.keys()?;
        let (proved, failed) = verify.proof(keys.as_deref())?;
        for (place, why) in &failed {
            output::remark(&format!("sekisho: {place} was not read: {why}"));
        }
        let shape = answer::trail::shape(&proved);
        if common.json {
            output::json(&shape)?;
        } else {
            print(&shape)?;
        }
        Ok(match (failed.is_empty(), shape.whole) {
            (_, false) => Exit::Negative,
            (false, true) => Exit::Incomplete,
            (true, true) => Exit::Success,
        })
    }
}

impl Verify {
    /// The keys that were given, if any were.
    fn keys(&self) -> Result<Option<Vec<PublicKey>>, Setup> {
        let mut all = Vec::new();
        for file in &self.public_keys {
            let name = file.display();
            let bytes = std::fs::read(file).map_err(|error| Setup {
                message: format!("{name} cannot be read: {error}"),
                hint: "check the path given with --public-keys".into(),
            })?;
            let keys = sekisho_ingest::trail::keys(&bytes);
            if keys.is_empty() {
                return Err(Setup {
                    message: format!("{name} holds no public key"),
                    hint: "give the output of `aws cloudtrail list-public-keys`".into(),
                });
            }
            all.extend(keys);
        }
        Ok((!self.public_keys.is_empty()).then_some(all))
    }

    /// The proof, and what could not be read for it.
    fn proof(
        &self,
        keys: Option<&[PublicKey]>,
    ) -> anyhow::Result<(Completeness, Vec<(String, String)>)> {
        if let Some(folder) = &self.what.from {
            return Ok(sekisho_ingest::trail::verify_folder(folder, keys)?);
        }
        let data = self.what.data_dir();
        let runtime = tokio::runtime::Runtime::new()?;
        let proved = runtime.block_on(async {
            let holdings = sekisho_ingest::Holdings::open(&data.existing()?).await?;
            anyhow::Ok(sekisho_ingest::trail::verify(&holdings, keys).await?)
        })?;
        Ok((proved, Vec::new()))
    }
}

impl What {
    fn data_dir(&self) -> DataDir {
        let named = |name| std::env::var_os(name).map(PathBuf::from);
        let data = self.data.clone().or_else(|| named("SEKISHO_DATA"));
        DataDir { data, config: named("SEKISHO_CONFIG") }
    }
}

fn print(shape: &TrailShape) -> anyhow::Result<()> {
    if shape.chains.is_empty() && shape.unlisted.is_empty() {
        return output::text([
            "no CloudTrail file is held, so there is nothing to prove".to_owned(),
            "  ingest a copy of the trail's bucket, its CloudTrail-Digest folders included"
                .to_owned(),
        ]);
    }
    let rows = shape.chains.iter().flat_map(rows).chain(shape.unlisted.iter().map(unlisted_row));
    let header = ["account", "region", "trail", "from", "to", "state", "what"];
    output::table(&header, rows.collect())?;
    output::text(remarks(shape))
}

/// Complete stretches and breaks of a trail, by time.
fn rows(chain: &ChainShape) -> Vec<Vec<String>> {
    let kind = if chain.backfill { " (backfill)" } else { "" };
    let row = |from: &str, to: &str, state: &str, what: String| {
        let trail = format!("{}{kind}", chain.trail);
        let text = |text: &str| text.to_owned();
        vec![
            text(&chain.account),
            text(&chain.region),
            trail,
            text(from),
            text(to),
            text(state),
            what,
        ]
    };
    let complete = chain
        .complete
        .iter()
        .map(|stretch| row(&stretch.from, &stretch.to, "complete", String::new()));
    let broken = chain.breaks.iter().map(|broken| {
        let hours = &broken.hours;
        row(&hours.from, &hours.to, broken.verdict, what(broken))
    });
    let mut rows: Vec<_> = complete.chain(broken).collect();
    // RFC 3339 in UTC sorts as it reads; what is complete begins where a break ends.
    rows.sort_by(|a, b| a[3].cmp(&b[3]));
    rows
}

fn what(broken: &BreakShape) -> String {
    match &broken.file {
        Some(file) => format!("{}: {}", broken.why, file.rsplit('/').next().unwrap_or(file)),
        None => broken.why.to_owned(),
    }
}

fn unlisted_row(unlisted: &UnlistedShape) -> Vec<String> {
    let (account, region) = (unlisted.account.clone(), unlisted.region.clone());
    let what = format!("{} log files are in no digest: {}", unlisted.logs, unlisted.why);
    let none = String::new;
    let state = if unlisted.why == "pending" { "pending" } else { "not proven" };
    vec![account, region, none(), none(), none(), state.to_owned(), what]
}

/// What the words of the table mean, each once, and what it all comes to.
fn remarks(shape: &TrailShape) -> Vec<String> {
    let mut said = Vec::new();
    let breaks = shape.chains.iter().flat_map(|chain| &chain.breaks);
    let breaks = breaks.map(|broken| (broken.why, broken.meaning, broken.hint));
    let unlisted = shape.unlisted.iter().map(|u| (u.why, u.meaning, u.hint));
    let mut lines = vec![String::new()];
    for (why, meaning, hint) in breaks.chain(unlisted) {
        if !said.contains(&why) {
            said.push(why);
            lines.push(format!("{why}: {meaning};"));
            lines.push(format!("  {hint}"));
        }
    }
    for chain in shape.chains.iter().filter(|chain| chain.older_not_held) {
        lines.push(format!(
            "{} {} {}: CloudTrail wrote older digests, and none of them is held",
            chain.account, chain.region, chain.trail
        ));
    }
    let (digests, logs) = shape
        .chains
        .iter()
        .fold((0, 0), |(digests, logs), chain| (digests + chain.digests, logs + chain.logs));
    lines.push(format!(
        "{digests} digests and {logs} log files proven; hours are those of delivery"
    ));
    for key in &shape.keys {
        lines.push(format!("proven with key {}, SHA-256 {}", key.fingerprint, key.sha256));
    }
    lines.push(match shape.whole {
        true => "complete: nothing that is held was altered, and nothing between is missing".into(),
        false => "NOT proven complete".to_owned(),
    });
    lines
}
