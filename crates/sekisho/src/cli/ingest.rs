//! How does what AWS delivered get into the archive?

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use sekisho_catalog::ObjectCounts;
use sekisho_ingest::progress::Progress;
use sekisho_ingest::{Derived, Holdings, Report, Trouble, Until};
use serde_json::json;
use tokio::sync::watch;

use super::configured::Configured;
use super::interrupted::interrupted;
use super::metrics::Metrics;
use super::progress::Bar;
use super::{Common, Exit, output, recordings};
use crate::answer::AnswerError;
use crate::config::Configuration;

/// Arguments of `sekisho ingest`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho ingest --config sekisho.toml           run for ever: take in what arrives, within seconds
  sekisho ingest --config sekisho.toml --once    take in what is there, then exit
  sekisho ingest --metrics /var/lib/node_exporter/sekisho.prom
  sekisho ingest --data ./evidence --from ./bucket-copy

Everything is archived before anything is read from it. Doing it twice changes nothing, and a run that was cut off is
continued by the next. What cannot be had or read is listed with a reason. The exit status is 5 as long as there is any;
a run for ever tells of trouble while it lasts, and ends with 0 when it is asked to, by Ctrl-C or SIGTERM.")]
pub(crate) struct Ingest {
    #[command(flatten)]
    configured: Configured,
    /// A folder to read instead of AWS, such as a copy of a bucket; accounts that are configured are left alone.
    #[arg(long, value_name = "DIR", conflicts_with = "once")]
    from: Option<PathBuf>,
    /// Exit when everything that is there has been taken in.
    #[arg(long)]
    once: bool,
    #[command(flatten)]
    metrics: Metrics,
}

impl Ingest {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        let runtime = tokio::runtime::Runtime::new()?;
        let now = || common.clock().now();
        let (ingested, measured) = match &self.from {
            Some(from) => (runtime.block_on(ingest(self.configured.data()?, from, now()))?, Ok(())),
            None => {
                let configuration = self.configured.load()?;
                let data = self.configured.data_of(&configuration)?;
                runtime.block_on(self.pull(&data, &configuration, &now))?
            }
        };
        ingested.print(common)?;
        measured?;
        // What was not to be had has been told while it ran, and a supervisor must not take a polite end for a failure.
        let is_asked_to_end = self.from.is_none() && !self.once;
        Ok(if is_asked_to_end { Exit::Success } else { ingested.exit() })
    }

    /// Takes in what AWS has, until nothing is left or until this program is asked to end. A file of metrics that cannot be
    /// written in the end hides nothing of what was done.
    async fn pull(
        &self,
        data: &Path,
        configuration: &Configuration,
        now: &(dyn Fn() -> Timestamp + Sync),
    ) -> anyhow::Result<(Ingested, anyhow::Result<()>)> {
        let holdings = Holdings::open(data).await?;
        self.metrics.write(&holdings).await?;
        let bar = Bar::new();
        let steps = |step| bar.show(step);
        let (stop, stopped) = watch::channel(false);
        let (until, listener): (_, &Progress<'_>) = match self.once {
            true => (Until::Drained, &steps),
            false => (Until::Stopped(stopped), &bar),
        };
        if !self.once {
            output::remark(
                "taking in what comes, until Ctrl-C or SIGTERM; `sekisho sources status` tells how far it is",
            );
        }
        let running = sekisho_ingest::pull(&holdings, &configuration.estate, until, now, listener);
        tokio::pin!(running);
        let report = tokio::select! {
            report = &mut running => report,
            () = interrupted(), if !self.once => {
                // What is under way is finished, so that nothing has to be done twice.
                let _ = stop.send(true);
                running.await
            }
            never = self.metrics.keep(&holdings) => match never {},
        };
        bar.finish();
        let ingested = Ingested::new(report?, &holdings).await?;
        Ok((ingested, self.metrics.write(&holdings).await))
    }
}

/// What a run did, and how much of all that is held can be read now.
pub(crate) struct Ingested {
    report: Report,
    held: ObjectCounts,
}

/// Ingests with a progress bar.
pub(crate) async fn ingest(
    data: &Path,
    from: &Path,
    now: Timestamp,
) -> Result<Ingested, AnswerError> {
    let holdings = Holdings::open(data).await?;
    let bar = Bar::new();
    let report = sekisho_ingest::ingest(&holdings, from, now, &|step| bar.show(step)).await;
    bar.finish();
    Ingested::new(report?, &holdings).await
}

impl Ingested {
    pub(crate) async fn new(report: Report, holdings: &Holdings) -> Result<Self, AnswerError> {
        Ok(Self { report, held: holdings.catalog.object_counts().await? })
    }

    pub(crate) fn print(&self, common: &Common) -> anyhow::Result<()> {
        if common.json { output::json(&self.as_json()) } else { output::text(self.summary()) }
    }

    pub(crate) fn exit(&self) -> Exit {
        if self.is_complete() { Exit::Success } else { Exit::Incomplete }
    }

    /// Originals held that are not wholly read, whichever run archived them: a second run must not look better than
    /// the first.
    fn unreadable(&self) -> u64 {
        self.held.partly + self.held.quarantined
    }

    fn is_complete(&self) -> bool {
        let report = &self.report;
        let all_answered = report.absent.is_empty() && report.troubles.is_empty();
        all_answered
            && report.failed.is_empty()
            && report.derived.unplayable.is_empty()
            && self.unreadable() == 0
    }

    /// What happened, in lines for a person.
    pub(crate) fn summary(&self) -> Vec<String> {
        let report = &self.report;
        let mut lines = vec![
            format!(
                "{} objects: {} new, {} already archived, {} in conflict, {} ignored, {} absent, {} failed",
                report.listed(),
                report.new,
                report.known(),
                report.conflicts.len(),
                report.ignored.len() as u64 + report.left(),
                report.absent.len(),
                report.failed.len(),
            ),
            format!(
                "{} originals read, {} of them in part, {} quarantined",
                report.derived.read, report.derived.partly, report.derived.quarantined
            ),
            format!(
                "{} sessions, {} access requests, {} findings, {} recordings replayed",
                report.derived.sessions,
                report.derived.requests,
                report.derived.findings,
                report.derived.replayed
            ),
        ];
        lines.extend(
            report
                .conflicts
                .iter()
                .map(|place| format!("conflict: {place} held other bytes before; both are kept")),
        );
        lines.extend(absent(report));
        lines.extend(troubles(report));
        lines.extend(report.failed.iter().map(|(place, why)| format!("failed: {place}: {why}")));
        lines.extend(unplayable(&report.derived));
        if report.derived.unjudged > 0 {
            lines.push(format!(
                "{} sessions cannot be judged, as not all that may tell of their requests or recordings was read; the page of \
                 each, and `sekisho coverage`, say what is missing",
                report.derived.unjudged
            ));
        }
        lines.extend(recordings::unattached(report.derived.unattached as u64));
        if self.unreadable() > 0 {
            lines.push(format!(
                "of all originals held, {} could be read only in part and {} not at all; \
                 `sekisho originals list --unreadable` says why",
                self.held.partly, self.held.quarantined
            ));
        }
        lines
    }

    fn as_json(&self) -> serde_json::Value {
        let report = &self.report;
        json!({
            "listed": report.listed(),
            "new": report.new,
            "known": report.known(),
            "conflicts": report.conflicts,
            "ignored": report.ignored.iter().map(|(place, why)| json!({"locator": place, "because": why})).collect::<Vec<_>>(),
            "left": report.left(),
            "absent": report.absent.iter().map(|((place, _), missed)| trouble(place, &missed.trouble)).collect::<Vec<_>>(),
            "troubles": report.troubles.iter().map(|(source, why)| trouble(source, why)).collect::<Vec<_>>(),
            "failed": report.failed.iter().map(|(place, why)| json!({"locator": place, "because": why})).collect::<Vec<_>>(),
            "read": report.derived.read,
            "partly": report.derived.partly,
            "quarantined": report.derived.quarantined,
            "unreadable": self.unreadable(),
            "sessions": report.derived.sessions,
            "requests": report.derived.requests,
            "findings": report.derived.findings,
            "unjudged": report.derived.unjudged,
            "unattached": report.derived.unattached,
            "replayed": report.derived.replayed,
            "unplayable": unplayable_json(&report.derived),
        })
    }
}

/// Lines that a person reads to the end.
const SHOWN: usize = 20;

/// What sources have and do not give.
fn absent(report: &Report) -> impl Iterator<Item = String> {
    let missed = report.absent.values().take(SHOWN);
    let told = missed.map(|missed| format!("absent: {}", missed.trouble));
    let more = report.absent.len().saturating_sub(SHOWN);
    let more = (more > 0).then(|| {
        format!("absent: {more} more; `sekisho sources status` lists them with what to do")
    });
    told.chain(more)
}

/// The sources in trouble. What is the same for many, as without credentials, is told once.
fn troubles(report: &Report) -> Vec<String> {
    let mut alike: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for (source, trouble) in &report.troubles {
        alike.entry((trouble.why(), &trouble.next)).or_default().push(source);
    }
    let line = |((why, next), sources): ((&str, &String), Vec<&str>)| match &sources[..] {
        [source] => format!("{source}: {}", report.troubles[*source]),
        many => format!("{} sources: {why}; {next} ({})", many.len(), many.join(", ")),
    };
    alike.into_iter().map(line).collect()
}

/// Sessions whose recording cannot be replayed, in lines for a person.
pub(crate) fn unplayable(derived: &Derived) -> impl Iterator<Item = String> {
    derived.unplayable.iter().map(|(session, why)| format!("not replayable: {session}: {why}"))
}

/// The same for a program.
pub(crate) fn unplayable_json(derived: &Derived) -> serde_json::Value {
    let sessions = derived.unplayable.iter();
    sessions.map(|(session, why)| json!({"session": session, "because": why})).collect()
}

fn trouble(place: &str, trouble: &Trouble) -> serde_json::Value {
    json!({"place": place, "code": trouble.code.name(), "because": trouble.what, "next": trouble.next})
}
