//! How far has each source been read?

use clap::Args;
use jiff::Timestamp;
use sekisho_catalog::{Absent, SourceState, TroubleKept};
use sekisho_ingest::Holdings;
use serde_json::{Value, json};

use crate::cli::{Common, DataDir, Exit, moment::local, output};

/// Arguments of `sekisho sources status`.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  sekisho sources status --data ./evidence

The exit status is 5 while a source is in trouble, has something that it does not give, or has not been asked for two days.

What is left there is no record, or the configuration does not name it. A source is complete up to the moment before which everything that AWS had delivered has been seen.")]
pub(crate) struct Status {
    #[command(flatten)]
    data: DataDir,
}

impl Status {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        let data = self.data.existing()?;
        let runtime = tokio::runtime::Runtime::new()?;
        let (sources, absences) = runtime.block_on(async {
            let holdings = Holdings::open(&data).await?;
            let known = (holdings.catalog.sources().await?, holdings.catalog.absences().await?);
            anyhow::Ok(known)
        })?;
        let now = common.clock().now();
        if common.json {
            let sources: Vec<Value> =
                sources.iter().map(|source| source_json(source, now)).collect();
            let absences: Vec<Value> = absences.iter().map(absence_json).collect();
            output::json(&json!({"sources": sources, "absent": absences}))?;
        } else if sources.is_empty() {
            let next = "no source has been asked yet; start with `sekisho ingest --once`";
            output::text([next.to_owned()])?;
        } else {
            print(&sources, &absences, now, common)?;
        }
        let in_trouble = sources.iter().any(|(_, state)| state.trouble.is_some());
        let is_forgotten = sources.iter().any(|(_, state)| state.is_forgotten(now));
        let is_whole = !in_trouble && absences.is_empty() && !is_forgotten;
        Ok(if is_whole { Exit::Success } else { Exit::Incomplete })
    }
}

fn print(
    sources: &[(String, SourceState)],
    absences: &[Absent],
    now: Timestamp,
    common: &Common,
) -> anyhow::Result<()> {
    let time = |at: Option<Timestamp>| {
        at.map_or_else(|| "–".to_owned(), |at| local(&at.to_string(), common))
    };
    let row = |(name, state): &(String, SourceState)| {
        vec![
            name.clone(),
            time(state.complete_up_to),
            time(state.asked),
            state.listed.to_string(),
            state.left.to_string(),
            state.standing(now).to_owned(),
        ]
    };
    output::table(
        &["source", "complete up to", "last asked", "things", "left there", "state"],
        sources.iter().map(row).collect(),
    )?;
    let troubles = sources.iter().filter_map(|(name, state)| {
        let TroubleKept { what, next, .. } = state.trouble.as_ref()?;
        Some(format!("{name}: {what}; {next}"))
    });
    let absent = absences.iter().map(|absent| {
        let Absent { locator, trouble, tries, .. } = absent;
        let times = if *tries == 1 { "once".to_owned() } else { format!("{tries} times") };
        format!(
            "absent: {locator} ({}, asked for {times}): {}; {}",
            trouble.code, trouble.what, trouble.next
        )
    });
    let forgotten = sources.iter().filter(|(_, state)| state.is_forgotten(now)).count();
    let forgotten = (forgotten > 0).then(|| {
        format!(
            "{forgotten} sources were last asked more than two days ago: is `sekisho ingest` running?"
        )
    });
    output::text(troubles.chain(absent).chain(forgotten))
}

fn source_json((name, state): &(String, SourceState), now: Timestamp) -> Value {
    json!({
        "name": name,
        "complete_up_to": state.complete_up_to,
        "asked": state.asked,
        "answered": state.answered,
        "listed": state.listed,
        "left": state.left,
        "standing": state.standing(now),
        "trouble": state.trouble,
    })
}

fn absence_json(absent: &Absent) -> Value {
    json!({
        "source": absent.source,
        "locator": absent.locator,
        "version": absent.version,
        "code": absent.trouble.code,
        "because": absent.trouble.what,
        "next": absent.trouble.next,
        "tries": absent.tries,
        "first": absent.first,
        "last": absent.last,
    })
}
