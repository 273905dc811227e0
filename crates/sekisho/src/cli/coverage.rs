//! How is it told at the command line which recordings are missing?

use std::collections::BTreeMap;

use clap::Args;
use jiff::civil::Date;

use super::moment::local;
use super::{Common, DataDir, Exit, output, recordings};
use crate::answer;
use crate::answer::coverage::Asked;
use crate::shape::coverage::{CellShape, CoverageShape, SourceStateShape, StateShape};

/// Arguments of `sekisho coverage`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sekisho coverage --data ./evidence
  sekisho coverage --data ./evidence --from 2026-11-01 --to 2026-11-30 --tz Asia/Tokyo
  sekisho coverage --data ./evidence --json

A recording is expected of every session that CloudTrail or session history tells of and that
leaves content: not of port forwarding, SSH and refused attempts. One that may still come is
awaited, not missing. Where a source has not been read far enough, it is unknown whether a recording
is missing.

Exit status 0 when every expected recording came or may still come; 5 when one is missing or
unknown, when there may have been sessions on a day that nobody told of, when a source is in
trouble, or when it has something that it does not give. Where only folders were read, they count
as all there is.")]
pub(crate) struct Coverage {
    #[command(flatten)]
    data: DataDir,
    /// The first day; thirty days in all if not given.
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    /// The last day; today if not given.
    #[arg(long, value_name = "DAY")]
    to: Option<Date>,
}

impl Coverage {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<Exit> {
        let (runtime, desk) = common.desk(&self.data)?;
        let asked = Asked { from: self.from, to: self.to, zone: None };
        let told = runtime.block_on(answer::coverage::of(&desk, &asked))?;
        if common.json {
            output::json(&told)?;
        } else {
            print(&told, common)?;
        }
        Ok(if is_whole(&told) { Exit::Success } else { Exit::Incomplete })
    }
}

fn is_whole(told: &CoverageShape) -> bool {
    let in_trouble = told.sources.iter().any(|source| source.trouble.is_some());
    let all_came = told.counts.missing + told.counts.unknown + told.incomplete == 0;
    all_came && !is_unread(told) && !in_trouble && told.absent.is_empty()
}

/// Whether there may have been sessions that nothing tells of. Nobody knows it where only folders were read, and the
/// verdict says so.
fn is_unread(told: &CoverageShape) -> bool {
    told.unread_days > 0 && !told.folders_only
}

fn print(told: &CoverageShape, common: &Common) -> anyhow::Result<()> {
    let unattached = recordings::unattached(told.unattached);
    output::text([verdict(told, common)].into_iter().chain(unattached).chain([String::new()]))?;
    let mut cells = told.cells.iter().filter(|cell| !cell.states.is_empty()).peekable();
    if cells.peek().is_some() {
        let header = [
            "day",
            "account",
            "region",
            "expected",
            "arrived",
            "late",
            "awaited",
            "missing",
            "unknown",
            "unannounced",
            "not expected",
        ];
        output::table(&header, cells.map(cell).collect())?;
    }
    if is_unread(told) {
        output::text(unread(told))?;
    }
    let problems = told.states.iter().filter(|state| state.hint.is_some()).flat_map(problem);
    output::text(problems)?;
    if !told.sources.is_empty() {
        output::text([String::new()])?;
        let row = |source: &SourceStateShape| source_row(source, common);
        let header = ["source", "brings", "complete up to", "lag", "state"];
        output::table(&header, told.sources.iter().map(row).collect())?;
    }
    let troubles = told.sources.iter().filter_map(|source| {
        let trouble = source.trouble.as_ref()?;
        Some(format!("{}: {}; {}", source.name, trouble.because, trouble.hint))
    });
    let absent = told.absent.iter().map(|absent| {
        let trouble = &absent.trouble;
        format!(
            "absent: {} ({}): {}; {}",
            absent.locator, trouble.code, trouble.because, trouble.hint
        )
    });
    output::text(troubles.chain(absent))
}

/// The days of which not everything was read, each account and region in stretches.
fn unread(told: &CoverageShape) -> Vec<String> {
    let mut places: BTreeMap<_, Vec<&CellShape>> = BTreeMap::new();
    for cell in told.cells.iter().filter(|cell| cell.day.is_some()) {
        places.entry([&cell.account, &cell.region]).or_default().push(cell);
    }
    let mut lines = vec![
        String::new(),
        "what tells of sessions was not read whole, so there may have been more:".to_owned(),
    ];
    for ([account, region], days) in places {
        let stretches = days.chunk_by(|one, next| one.told_whole == next.told_whole);
        // The newest day comes first.
        for days in stretches.filter(|days| !days[0].told_whole) {
            let (from, to) = (known(&days[days.len() - 1].day), known(&days[0].day));
            let (account, region) = (known(account), known(region));
            let count = match days.len() {
                1 => "1 day".to_owned(),
                many => format!("{many} days"),
            };
            lines.push(format!("  {account} {region}: {count}, {from} to {to}"));
        }
    }
    lines.push(format!("  {}", why_unread(told)));
    lines
}

/// Why nothing is known to be complete.
fn unanswered(told: &CoverageShape) -> String {
    let telling = told.sources.iter().filter(|source| {
        !["other", "preferences", "requests"].contains(&source.brings)
            && source.standing != "not-read-any-more"
    });
    match telling.filter(|source| source.complete_up_to.is_none()).count() {
        0 => "no source tells of sessions".to_owned(),
        1 => "one source of sessions or recordings has not answered yet".to_owned(),
        many => format!("{many} sources of sessions or recordings have not answered yet"),
    }
}

/// What to do about it. A source that does not answer is the likely cause.
fn why_unread(told: &CoverageShape) -> String {
    let silent = told.sources.iter().filter(|source| {
        ["trail", "sessions"].contains(&source.brings)
            && !["ok", "not-read-any-more"].contains(&source.standing.as_str())
    });
    let silent: Vec<_> =
        silent.map(|source| format!("{} ({})", source.name, source.standing)).collect();
    match silent.is_empty() {
        false => format!("see below what is said of {}; then run `sekisho ingest`", silent.join(", ")),
        true => "ask whether the trail delivered then; an account with regions in the configuration tells of its last 90 days \
                 itself"
            .to_owned(),
    }
}

fn known(value: &Option<String>) -> String {
    value.clone().unwrap_or_else(|| "not known".to_owned())
}

/// Whether everything is there, in a sentence.
fn verdict(told: &CoverageShape, common: &Common) -> String {
    let counts = &told.counts;
    let (from, to) = (&told.from, &told.to);
    let not_here = match (counts.missing, counts.unknown) {
        (0, 0) => None,
        (missing, 0) => Some(format!("{missing} missing")),
        (0, unknown) => Some(format!("{unknown} unknown")),
        (missing, unknown) => Some(format!("{missing} missing, {unknown} unknown")),
    };
    let awaited = (counts.awaited > 0).then(|| format!("{} may still come", counts.awaited));
    let unread = is_unread(told)
        .then(|| format!("{} of {} days not read whole", told.unread_days, told.days));
    let incomplete = (told.incomplete > 0).then(|| {
        format!("{} of them incomplete (`sekisho search recording:incomplete`)", told.incomplete)
    });
    let parts: Vec<_> =
        incomplete.into_iter().chain(not_here).chain(awaited).chain(unread).collect();
    let came = counts.arrived + counts.late;
    let what = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
    let reach = match &told.complete_up_to {
        Some(at) => format!("complete up to {}", local(at, common)),
        None if told.folders_only => {
            "only folders were read, so nothing tells whether sessions are missing as well".into()
        }
        None => unanswered(told),
    };
    format!(
        "{came} of {} expected recordings of {from} to {to} came{what}; {reach}",
        counts.expected
    )
}

fn cell(cell: &CellShape) -> Vec<String> {
    let counts = &cell.counts;
    let number = |n: u64| if n == 0 { "–".to_owned() } else { n.to_string() };
    let numbers = [
        counts.expected,
        counts.arrived,
        counts.late,
        counts.awaited,
        counts.missing,
        counts.unknown,
        counts.unannounced,
        counts.not_expected,
    ];
    let place = [&cell.day, &cell.account, &cell.region].map(known);
    place.into_iter().chain(numbers.map(number)).collect()
}

fn problem(state: &StateShape) -> Vec<String> {
    let why = state.why.map_or(String::new(), |why| format!(" ({why})"));
    let also = if state.finds_others { "  # finds others of these days too" } else { "" };
    vec![
        String::new(),
        format!("{} {}{why}: {}", state.sessions, state.state, state.meaning),
        format!("  {}", state.hint.unwrap_or_default()),
        format!("  sekisho search {}{also}", quoted(&state.query)),
    ]
}

/// As one word of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn source_row(source: &SourceStateShape, common: &Common) -> Vec<String> {
    let never = || "–".to_owned();
    vec![
        source.name.clone(),
        source.brings.to_owned(),
        source.complete_up_to.as_ref().map_or_else(never, |at| local(at, common)),
        source.lag_us.map_or_else(never, lag),
        source.standing.clone(),
    ]
}

/// In the largest unit that leaves something of it.
fn lag(us: u64) -> String {
    let minutes = us / 60_000_000;
    match minutes {
        0..120 => format!("{minutes} min"),
        120..2880 => format!("{} h", minutes / 60),
        _ => format!("{} d", minutes / 1440),
    }
}
